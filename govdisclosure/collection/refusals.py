"""What reports are not to be added up: some would count the same thing twice, or go unsaid.

Takes names, years and editions and gives remarks, or refuses; adds nothing up.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from attrs import evolve

from govdisclosure.collection.remarks import Remark, RemarkKind
from govdisclosure.errors import GovDisclosureError
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.agency import AgencyKind, describe
from govdisclosure.model.organs import Organs, areas_of
from govdisclosure.model.report import Report
from govdisclosure.wording import Wording

__all__ = ["ALLOWABLE", "UNNAMED", "MergeError", "Part", "overlaps", "refuse"]

#: What may be allowed, by name.
ALLOWABLE = ("area", "twice", "years", "editions", "sheets")
#: What a report is called that names nobody.
UNNAMED = "（未署名）"
#: How many bodies an error names.
_MOST_NAMES = 5


_MERGING = Wording("不能汇总", "cannot be merged")


class MergeError(GovDisclosureError):
    """Reports that are not to be added up unless the caller says so.

    Attributes:
        refusals: Why, each a remark whose kind is the word that allows it.
    """

    def __init__(self, refusals: Sequence[Remark], what: Wording = _MERGING) -> None:
        """Say *what* cannot be done, all that is refused, and what allows it."""
        words = ", ".join(dict.fromkeys(one.kind.value for one in refusals))
        super().__init__(
            f"{what.chinese}：{' '.join(map(_in_chinese, refusals))}"
            f"确认无误后可用 allow 放行：{words}",
            f"{what.english}: {' '.join(map(_in_english, refusals))} "
            f"If this is right, allow it: {words}",
        )
        self.refusals: tuple[Remark, ...] = tuple(refusals)


def _in_chinese(one: Remark) -> str:
    return _short(one, "{}等 {} 份").text("zh")


def _in_english(one: Remark) -> str:
    return _short(one, "{} ({} in all)").text("en")


def _short(one: Remark, rest: str) -> Remark:
    if len(one.bodies) <= _MOST_NAMES:
        return one
    *first, last = one.bodies[:_MOST_NAMES]
    return evolve(one, bodies=(*first, rest.format(last, len(one.bodies))))


class Part(NamedTuple):
    """One of the reports that are added up."""

    name: str
    report: Report
    #: The bodies that are in it: itself, or those of a sum.
    bodies: tuple[str, ...]
    year: int | None


def refuse(
    parts: Sequence[Part], *, year: int, allow: Iterable[str], against: Report | None = None
) -> list[Remark]:
    """The remarks on what is allowed though it may count something twice, or leaves something out.

    Args:
        parts: What is to be added up.
        year: The year that all are to be on.
        allow: What is not refused, by name.
        against: What the sum is held against.

    Raises:
        MergeError: Something of the kind is not allowed.
        ValueError: There are no parts; nothing is allowed by a word of *allow*.
    """
    allowed = set(allow)
    if unknown := allowed.difference(ALLOWABLE):
        raise ValueError(f"allow knows {', '.join(ALLOWABLE)}, not {', '.join(sorted(unknown))}")
    if not parts:
        raise ValueError("there are no reports to add up")
    others = (f"{one.name}（{one.year}）" for one in parts if one.year not in {None, year})
    found = [
        *overlaps(parts),
        *_remark(RemarkKind.YEARS, others),
        *_editions(parts),
        *_sheets(parts, against),
    ]
    if refused := [one for one in found if one.kind.value not in allowed]:
        raise MergeError(refused)
    unknown_years = (one.name for one in parts if one.year is None)
    seconds = (one.name for one in parts if _has_second(one.report))
    return [
        *found,
        *_remark(RemarkKind.UNKNOWN_YEAR, unknown_years),
        *_remark(RemarkKind.SECOND, seconds),
    ]


def overlaps(parts: Sequence[Part]) -> Iterator[Remark]:
    """What would count something twice: a government beside bodies in its area, a body twice."""
    yield from _areas(parts)
    yield from _twice(parts)


def _has_second(report: Report) -> bool:
    return any(one.name == "second-report" for one in report.diagnostics)


def _remark(kind: RemarkKind, bodies: Iterable[str]) -> Iterator[Remark]:
    if names := tuple(dict.fromkeys(bodies)):
        yield Remark(kind=kind, bodies=names)


def _twice(parts: Iterable[Part]) -> Iterator[Remark]:
    """Reports of one body on one year, as far as names or the reports themselves tell."""
    by_year: dict[int | None, list[str]] = {}
    unnamed: list[Report] = []
    for one in parts:
        by_year.setdefault(one.year, []).extend(name for name in one.bodies if name != UNNAMED)
        if one.name == UNNAMED:
            unnamed.append(one.report)
    names: list[str] = []
    for group in by_year.values():
        organs = Organs(group)
        counts = Counter(group)
        names += [name for name, count in counts.items() if count > 1 or len(organs.find(name)) > 1]
    if len(set(unnamed)) < len(unnamed):
        names.append(UNNAMED)
    yield from _remark(RemarkKind.TWICE, sorted(names))


def _editions(parts: Iterable[Part]) -> Iterator[Remark]:
    tables = [(one.name, one.report.table(TableKind.PROACTIVE)) for one in parts]
    editions = {table.edition for _, table in tables if table is not None}
    if len(editions) > 1:
        former = (name for name, one in tables if one and one.edition is Edition.FORM_2019)
        yield from _remark(RemarkKind.EDITIONS, former)


def _sheets(parts: Iterable[Part], against: Report | None) -> Iterator[Remark]:
    """Reports whose numbers are in a sheet of 2008 to 2018, which no form of today adds up."""
    pairs = [(one.name, one.report) for one in parts]
    if against is not None:
        pairs.append((against.agency or UNNAMED, against))
    names = (name for name, one in pairs if one.statistics is not None)
    yield from _remark(RemarkKind.SHEETS, names)


# ------------------------------------------------------------------------------ areas


class _Area(NamedTuple):
    """An area that a name begins with, such as 某某市; its rank is 0 for a province, then 1, 2."""

    name: str
    rank: int


def _areas(parts: Sequence[Part]) -> Iterator[Remark]:
    """Each government with the bodies that its report on the whole area may include.

    A body is elsewhere only where its name says so: by an area as large as the government's that
    is another one, or by none that is smaller. One city is as large as another: names do not say
    which of two lies in the other.
    """
    places = {one.name: _areas_in(describe(one.name).place) for one in parts}
    governments = [name for name in places if describe(name).kind is AgencyKind.GOVERNMENT]
    if not governments:
        return
    named: dict[str, list[str]] = {}
    #: By the rank of a government's area, the bodies of which nothing says that they are elsewhere.
    doubtful: dict[int, list[str]] = {rank: [] for rank in range(_SMALLEST + 1)}
    for name, areas in places.items():
        for area in areas:
            named.setdefault(area.name, []).append(name)
        ranks = {area.rank for area in areas}
        for rank, names in doubtful.items():
            if not ranks or (max(ranks) > rank and rank not in ranks):
                names.append(name)
    seats = {name: places[name][-1] if places[name] else None for name in governments}
    for government, seat in seats.items():
        found = [*named.get(seat.name, ()), *doubtful[seat.rank]] if seat else list(places)
        within = [name for name in found if name != government and seats.get(name, seat) != seat]
        within += [name for name in found if name not in seats]
        if within:
            yield from _remark(RemarkKind.AREA, [government, *sorted(within)])


_PROVINCE = re.compile("省|自治区$|特别行政区")
_COUNTY = re.compile("[县区旗]$")
_SMALLEST = 2


def _areas_in(place: str) -> tuple[_Area, ...]:
    """The areas of a place; a city within a city is as small as a county."""
    areas: list[_Area] = []
    for found in areas_of(place):
        is_within = any(area.rank for area in areas)
        rank = 0 if _PROVINCE.search(found[0]) else 2 if is_within else 1
        if rank == 1 and _COUNTY.search(found[0]):
            rank = 2
        areas.append(_Area(found[0], rank))
    return tuple(areas)
