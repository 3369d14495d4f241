"""A roster of the bodies that must report: who did, and who is late, unreadable or missing.

Takes a table of names, from CSV, and a collection; reads no report. A file that could not be read
is told to a body by its name alone.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from os import PathLike

from attrs import frozen

from govdisclosure.api import Limits, load
from govdisclosure.collection.bodies import Collection, Member, body_key
from govdisclosure.errors import SettingsError
from govdisclosure.model.agency import describe
from govdisclosure.model.organs import Organs
from govdisclosure.model.report import Report
from govdisclosure.readers.encodings import decode
from govdisclosure.rules.catalogue.dates import published_on
from govdisclosure.rules.engine import check
from govdisclosure.text import full_date

__all__ = ["Roster", "RosterEntry", "Standing", "StandingKind", "read_roster"]


@frozen(kw_only=True)
class RosterEntry:
    """A body that must report."""

    name: str
    #: Other names of it, as reports or files may have them.
    aliases: tuple[str, ...] = ()
    #: The last day for its report; by the Regulations when None.
    due: date | None = None


class StandingKind(Enum):
    """What is known of a body's report on a year."""

    REPORTED = "reported"
    #: It is there, published or else dated after the last day.
    LATE = "late"
    #: A file of the body is there, but it could not be read, or the year in it.
    UNREADABLE = "unreadable"
    MISSING = "missing"


@frozen(kw_only=True)
class Standing:
    """A body of the roster, and what is known of its report."""

    entry: RosterEntry
    kind: StandingKind
    #: Its files on the year, several where it has several; those that could not be read where no
    #: other is there.
    members: tuple[Member, ...] = ()
    #: Its reports on other years.
    others: tuple[Member, ...] = ()


class Roster:
    """The bodies that must report, in their order."""

    __slots__ = ("_by_key", "_organs", "_spellings", "entries")

    def __init__(self, entries: Iterable[RosterEntry | str]) -> None:
        """A roster of *entries*, or of names.

        Raises:
            SettingsError: There is none, or two bear the same name.
        """
        self.entries: tuple[RosterEntry, ...] = tuple(
            RosterEntry(name=one) if isinstance(one, str) else one for one in entries
        )
        if not self.entries:
            raise SettingsError("名单里没有机关", "the roster names no body")
        self._by_key: dict[str, RosterEntry] = {}
        for entry in self.entries:
            for name in (entry.name, *entry.aliases):
                if self._by_key.setdefault(body_key(name), entry) is not entry:
                    raise SettingsError(
                        f"名单里「{name}」出现两次", f"the roster names {name!r} twice"
                    )
        self._organs = Organs(self._by_key)
        self._spellings = _spellings(self._by_key)

    @property
    def aliases(self) -> Mapping[str, str]:
        """Each other name of a body, with the one that stands in the roster: for a collection."""
        return {other: one.name for one in self.entries for other in (one.name, *one.aliases)}

    def find(self, name: str) -> RosterEntry | None:
        """The body that *name* is a name of: the same, or one that only an area tells apart."""
        key = body_key(name)
        same = {self._by_key[one].name: self._by_key[one] for one in self._organs.find(key)}
        return self._by_key.get(key) or (same.popitem()[1] if len(same) == 1 else None)

    def find_in(self, words: str) -> RosterEntry | None:
        """The body whose name stands in *words*, such as those of a path; the longest decides."""
        text = body_key(words)
        found = [one for one in self._spellings if one in text]
        return self._spellings[max(found, key=len)] if found else None

    def body_of(self, member: Member) -> RosterEntry | None:
        """The body that a file is of: by its report, or by its path where that names nobody."""
        if member.body is not None:
            return self.find(member.body)
        path = member.outcome.path
        return self.find_in(path) if path is not None else None

    def standings(self, reports: Collection, *, year: int) -> tuple[Standing, ...]:
        """What is known of each body's report on *year*, in the order of the roster.

        Example:
            >>> from govdisclosure.composition import compose
            >>> there = Collection([compose(agency="甲市乙局", year=2024)])
            >>> found = Roster(["甲市乙局", "甲市丙局"]).standings(there, year=2024)
            >>> [(one.entry.name, one.kind.value) for one in found]
            [('甲市乙局', 'reported'), ('甲市丙局', 'missing')]
        """
        files: dict[str, list[Member]] = {}
        for member in reports.members:
            if (entry := self.body_of(member)) is not None:
                files.setdefault(entry.name, []).append(member)
        return tuple(_standing(one, files.get(one.name, ()), year) for one in self.entries)


def _spellings(by_key: Mapping[str, RosterEntry]) -> dict[str, RosterEntry]:
    """What of each name a path may have: the whole, and without its area where that is enough."""
    short: dict[str, list[RosterEntry]] = {}
    for key, entry in by_key.items():
        if rest := key.removeprefix(describe(key).place):
            short.setdefault(rest, []).append(entry)
    telling = {key: found[0] for key, found in short.items() if len(found) == 1}
    return telling | dict(by_key)


def _standing(entry: RosterEntry, files: Sequence[Member], year: int) -> Standing:
    there = tuple(one for one in files if one.outcome.report is not None and one.year == year)
    others = tuple(one for one in files if one.year not in {None, year})
    unread = tuple(one for one in files if one.year is None)
    kind = StandingKind.REPORTED
    if not there:
        kind = StandingKind.UNREADABLE if unread else StandingKind.MISSING
    elif all(_is_late(one.outcome.report, entry.due) for one in there if one.outcome.report):
        kind = StandingKind.LATE
    return Standing(entry=entry, kind=kind, members=there or unread, others=others)


def _is_late(report: Report, due: date | None) -> bool:
    if due is None:
        return bool(check(report, select="published-late"))
    last = published_on(report) or (report.closing.signed_on if report.closing else None)
    return last is not None and last > due


# ------------------------------------------------------------------------------ from a file

#: What the columns of a roster may be called.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": (
        *("机关", "机关名称", "单位", "单位名称", "责任单位", "报送单位", "名称"),
        *("agency", "body", "name"),
    ),
    "aliases": ("别名", "曾用名", "简称", "aliases", "alias"),
    "due": ("期限", "截止日期", "报送期限", "due", "deadline"),
}


def read_roster(file: str | PathLike[str] | bytes) -> Roster:
    r"""Read a roster from CSV: a line a body, in any encoding, with commas, semicolons or tabs.

    The first line names the columns: 机关 or ``agency``, 别名 or ``aliases`` with 「；」 or 「、」
    between them, 期限 or ``due``; others are ignored. A single column of names needs no such line.

    Raises:
        ReadError: The file cannot be opened.
        SettingsError: It is no CSV, names no body, one twice, or no day as a last one; none of
            several columns is that of the names.

    Example:
        >>> text = "机关,别名,期限\n甲市乙局,乙局；原丁局,2025年1月31日\n甲市丙局,,\n"
        >>> [(one.name, one.aliases, one.due) for one in read_roster(text.encode()).entries][0]
        ('甲市乙局', ('乙局', '原丁局'), datetime.date(2025, 1, 31))
    """
    data, _ = load(file, Limits())
    rows = _rows(decode(data)[0].lstrip("\ufeff"))
    heads = [word.lower() for word in rows[0]] if rows else []
    columns = {
        name: next((heads.index(word) for word in words if word in heads), None)
        for name, words in _COLUMNS.items()
    }
    if columns["name"] is not None:
        return Roster(_entries(rows[1:], columns))
    if any(any(row[1:]) for row in rows):
        raise SettingsError(
            f"名单有几列，第一行却没有列名「{_COLUMNS['name'][0]}」；请在第一行写明各列名称",
            f"the roster has several columns, none of them {_COLUMNS['name'][-3]!r} by its first "
            "line; name the columns there",
        )
    return Roster(row[0] for row in rows if row[0])


def _rows(text: str) -> list[list[str]]:
    """The rows of a table in CSV that are not empty, without blanks around the words.

    Raises:
        SettingsError: It is none.
    """
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        # no file of text has a NUL, and lines may end as on any system
        found = list(csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True))
    except csv.Error as error:
        reason = str(error)
    else:
        reason = "NUL" if "\0" in text else ""
    if reason:
        raise SettingsError(
            f"名单不是 CSV 文件（{reason}）；请另存为 CSV",
            f"the roster is not CSV ({reason}); save it as CSV",
        )
    return [words for row in found if any(words := [word.strip() for word in row])]


def _entries(
    rows: Iterable[Sequence[str]], columns: Mapping[str, int | None]
) -> Iterator[RosterEntry]:
    def word(row: Sequence[str], name: str) -> str:
        place = columns[name]
        return row[place] if place is not None and place < len(row) else ""

    for row in rows:
        due = word(row, "due")
        if name := word(row, "name"):
            aliases = re.split("[；;、]", word(row, "aliases"))
            yield RosterEntry(
                name=name,
                aliases=tuple(one.strip() for one in aliases if one.strip()),
                due=_day(due, name) if due else None,
            )


def _day(words: str, name: str) -> date:
    try:
        found = full_date(words) or date.fromisoformat(words.replace("/", "-"))
    except ValueError:
        raise SettingsError(
            f"名单里「{name}」的期限 {words!r} 不是日期；请写成 2025-01-31",
            f"the roster's last day for {name!r} is no date: {words!r}; write 2025-01-31",
        ) from None
    return found
