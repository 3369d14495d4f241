"""``merge`` and ``reconcile``: the sum of many reports, and a report compared with such a sum.

Takes paths and has the library add up their reports; the result goes to stdout or into a file, and
what could not be computed to stderr, one line each.
"""

import json
from collections.abc import Iterable, Sequence
from os.path import realpath
from typing import TYPE_CHECKING

from attrs import frozen

from govdisclosure.cli.session import FINE, FOUND, UNREADABLE, USAGE, Session
from govdisclosure.cli.sink import opened
from govdisclosure.formats import DIFFERENCES, REPORTS
from govdisclosure.text import json_value
from govdisclosure.wording import NAME_COMMA, Language

if TYPE_CHECKING:
    from govdisclosure.collection.bodies import Collection, Member
    from govdisclosure.collection.reconciliation import Difference
    from govdisclosure.collection.roster import Roster

__all__ = ["Choice", "merge_inputs", "reconcile_inputs"]


@frozen(kw_only=True)
class Choice:
    """The options for a sum."""

    output: str | None = None
    format: str | None = None
    #: Whether CSV is for programs, which need no protection from formulas.
    is_raw: bool = False
    language: Language = "zh"
    blank: str = "unknown"
    allow: tuple[str, ...] = ()
    agency: str = ""
    year: int | None = None
    roster: str | None = None


def merge_inputs(session: Session, paths: Sequence[str], choice: Choice) -> None:
    """Add up the reports on the chosen year and write the sum as a report."""
    from govdisclosure.api import render
    from govdisclosure.collection.bodies import Collection
    from govdisclosure.collection.merging import merge
    from govdisclosure.collection.roster import read_roster

    format = session.format_for(choice.output, choice.format, REPORTS)
    inputs = session.inputs(paths)
    if format is None or not session.is_safe(choice.output, inputs, choice.roster):
        return
    year = choice.year or 0
    roster = read_roster(choice.roster) if choice.roster is not None else None
    aliases = roster.aliases if roster else None
    there = Collection(session.outcomes(inputs), aliases=aliases)
    if roster is not None:
        _tell_standings(session, roster, there, year)
    kept = _kept(session, there, year, roster, choice.allow)
    if not len(kept):
        session.complain(UNREADABLE, session.say("nothing_to_merge", year=year))
        return
    try:
        merged = merge(
            kept,
            agency=choice.agency,
            year=year,
            blank=choice.blank,
            allow=choice.allow,
            roster=roster,
        )
    except ValueError as error:
        session.complain(USAGE, str(error))
        return
    for remark in merged.remarks:
        session.tell(remark.text(session.language))
    if any(remark.is_gap for remark in merged.remarks):
        session.rise(FOUND)
    with opened(choice.output, format) as sink:
        sink.write_whole(render(merged, format.name))


def _kept(
    session: Session, there: "Collection", year: int, roster: "Roster | None", allow: Sequence[str]
) -> "Collection":
    """The reports to add up; the others are listed on stderr."""

    def left_out(one: "Member") -> str:
        if one.year != year and "years" not in allow:
            return "on_other_year"
        return "off_roster" if roster is not None and roster.body_of(one) is None else ""

    read = there.keep(lambda one: one.outcome.report is not None)
    for sentence in ("on_other_year", "off_roster"):
        names = [one.outcome.path or "" for one in read.members if left_out(one) == sentence]
        if names:
            session.tell(
                session.say(sentence, count=len(names), year=year, paths=_list(session, names))
            )
    kept = read.keep(lambda one: not left_out(one))
    for same in kept.duplicates():
        names = [one.outcome.path or "" for one in same.members]
        session.tell(session.say("duplicates", paths=_list(session, names)))
    return kept


def _tell_standings(session: Session, roster: "Roster", there: "Collection", year: int) -> None:
    """List the bodies of the roster that are late, unreadable or missing, a line each kind."""
    from govdisclosure.collection.roster import StandingKind

    standings = roster.standings(there, year=year)
    counts = {kind: [one for one in standings if one.kind is kind] for kind in StandingKind}
    for kind in (StandingKind.LATE, StandingKind.UNREADABLE, StandingKind.MISSING):
        names = [
            one.entry.name + (session.say("only_on", years=years) if years else "")
            for one in counts[kind]
            for years in [", ".join(str(other.year) for other in one.others)]
        ]
        if names:
            facts = {"count": len(names), "all": len(standings), "bodies": _list(session, names)}
            code = FINE if kind is StandingKind.LATE else FOUND
            session.complain(code, session.say(f"standing_{kind.value}", **facts))


def _list(session: Session, names: Iterable[str]) -> str:
    return NAME_COMMA.text(session.language).join(names)


# ------------------------------------------------------------------------------ reconcile


def reconcile_inputs(session: Session, parent: str, paths: Sequence[str], choice: Choice) -> None:
    """Compare a report with the sum of those in *paths*, and write the differences."""
    from govdisclosure.collection.bodies import Collection
    from govdisclosure.collection.reconciliation import DifferenceKind, reconcile

    format = session.format_for(choice.output, choice.format, DIFFERENCES)
    whole = session.inputs([parent])
    inputs = [one for one in session.inputs(paths) if realpath(one.file) != realpath(parent)]
    if format is None or not session.is_safe(choice.output, [*whole, *inputs]):
        return
    if format.is_binary and choice.output is None:
        session.complain(USAGE, session.say("needs_file", format=format.name))
        return
    report = next((one.report for one in session.outcomes(whole)), None)
    if report is None:
        return
    there = Collection(session.outcomes(inputs))
    year = report.year or 0
    kept = _kept(session, there, year, None, choice.allow)
    if not len(kept):
        session.complain(UNREADABLE, session.say("nothing_to_merge", year=year))
        return
    found = reconcile(report, kept, blank=choice.blank, allow=choice.allow)
    kinds = [one.kind for one in found]
    facts = {kind.value: kinds.count(kind) for kind in DifferenceKind}
    session.tell(session.say("differences", count=len(found), **facts))
    if DifferenceKind.ERROR in kinds:
        session.rise(FOUND)
    with opened(choice.output, format) as sink:
        sink.write_whole(_differences(found, format.name, choice))


def _differences(found: Sequence["Difference"], format: str, choice: Choice) -> str | bytes:
    from govdisclosure.csv_lines import csv_line
    from govdisclosure.frames.workbook import difference_row, differences_workbook

    if format == "xlsx":
        return differences_workbook(found, language=choice.language)
    rows = [(one.kind.value, *difference_row(one, choice.language)) for one in found]
    if format == "csv":
        return "".join(csv_line(row, is_raw=choice.is_raw) for row in (_COLUMNS, *rows))
    members = (dict(zip(_COLUMNS, map(json_value, row), strict=True)) for row in rows)
    return json.dumps(list(members), ensure_ascii=False, indent=2) + "\n"


#: The names of the columns; never translated.
_COLUMNS = (
    *("kind", "address", "words", "stated", "computed", "difference", "unit", "meaning"),
    "contributors",
)
