"""Findings as the page shows them: causes first, each with its mends, its cells and its place.

Takes a checked file and gives what was found, numbered from 1, and reading's notices by kind.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from govdisclosure.desk.places import spell
from govdisclosure.desk.tables import Flag, Marks
from govdisclosure.findings import Checked, Setting
from govdisclosure.findings.facts import (
    at_fault,
    cell_at,
    cell_words,
    explanations_of,
    part_at,
    place_of,
    quote_of,
    stated_words,
    subject,
)
from govdisclosure.forms.layout import SectionKind
from govdisclosure.model.addresses import Address
from govdisclosure.model.diagnostics import READING_MESSAGES, Diagnostic
from govdisclosure.model.report import Report
from govdisclosure.model.tables import Table
from govdisclosure.rules.basis.rule import Finding, causes_of
from govdisclosure.source import Span

if TYPE_CHECKING:
    from govdisclosure.rules.basis.explanation import Explanation

__all__ = ["FindingView", "Link", "Notices", "finding_views", "notices_of"]

#: This many mends of a broken sum are worth reading, cells worth naming, notices worth listing.
_MOST_MENDS, _MOST_CELLS, _MOST_NOTICES = 3, 4, 200


class Link(NamedTuple):
    """Words that lead to a place of the page."""

    words: str
    id: str


@frozen(kw_only=True)
class FindingView:
    """A finding on the page."""

    number: int
    id: str
    severity: str
    severity_words: str
    code: str
    title: str
    sentence: str
    #: Where it is, in words; what is printed there, in three parts.
    where: str = ""
    quote: tuple[str, str, str] | None = None
    #: The number that is printed and the one that is computed, in words.
    numbers: str = ""
    mends: tuple[str, ...] = ()
    #: The number of the finding that has the same mends, and those of its causes.
    as_in: int = 0
    caused_by: tuple[int, ...] = ()
    cells: tuple[Link, ...] = ()
    #: How its place is asked for, and its identifier in the original.
    place: str = ""
    anchor: str = ""
    #: The part of the report that it belongs to.
    part: str = "general"


class Notices(NamedTuple):
    """What reading noticed, of one kind."""

    severity: str
    severity_words: str
    code: str
    title: str
    sentences: tuple[str, ...]
    times: int


def finding_views(checked: Checked, setting: Setting, marks: Marks) -> tuple[FindingView, ...]:
    """What rules found in a file that holds a report; the cells are flagged in *marks*."""
    found = [one for one in checked.findings if not _is_notice(one)]  # causes come first
    numbers = {id(one): number for number, one in enumerate(found, start=1)}
    explained: dict[tuple[Explanation, ...], int] = {}
    views = []
    for number, one in enumerate(found, start=1):
        name = f"f{marks.file}-{number}"
        flag = Flag(number, name, one.severity.value)
        for address in _flagged(one, checked):
            marks.flags[address].append(flag)
        mends = explanations_of(one)
        as_in = explained.setdefault(mends, number) if mends else 0
        causes = [numbers[id(each)] for each in found if _explains(each, one)]
        place = place_of(one, checked)
        where = [place.words(setting.language)]
        if place.address is not None:
            where.append(place.address.words(setting.language))
        span = _span_of(one, checked)
        views.append(
            FindingView(
                number=number,
                id=name,
                severity=one.severity.value,
                severity_words=one.severity.text(setting.language),
                code=one.code,
                title=setting.title(one),
                sentence=one.text(setting.language),
                where=" · ".join(filter(None, where)),
                quote=quote_of(one, checked),
                numbers=stated_words(one, checked, setting.language),
                mends=tuple(each.text(setting.language) for each in mends[:_MOST_MENDS])
                if as_in in {0, number}
                else (),
                as_in=as_in if as_in != number else 0,
                caused_by=tuple(causes),
                cells=tuple(_cells(one, checked, setting, marks)),
                place=_spelled(one, checked, marks),
                anchor=marks.anchor(span),
                part=_part_of(one, span, checked.report),
            )
        )
    return tuple(views)


def notices_of(checked: Checked, setting: Setting) -> tuple[Notices, ...]:
    """What reading noticed, the worst first, of each kind once with all its sentences."""
    kinds: dict[str, list[Diagnostic]] = {}
    for one in checked.findings:
        if _is_notice(one):
            kinds.setdefault(one.code, []).append(one)
    return tuple(
        Notices(
            severity=held[0].severity.value,
            severity_words=held[0].severity.text(setting.language),
            code=code,
            title=setting.title(held[0]),
            sentences=tuple(one.text(setting.language) for one in held[:_MOST_NOTICES]),
            times=len(held),
        )
        for code, held in kinds.items()
    )


def _is_notice(one: Diagnostic) -> bool:
    """Whether reading noticed it, and no rule found it."""
    return not isinstance(one, Finding) and one.code in READING_MESSAGES


# ------------------------------------------------------------------------------ causes


def _explains(cause: Diagnostic, one: Diagnostic) -> bool:
    """Whether a finding is the cause of another one."""
    if cause is one or not isinstance(one, Finding) or cause.code == one.code:
        return False
    return bool(cause.addresses) and cause.addresses[0] in causes_of(one)


# ------------------------------------------------------------------------------ cells, places


def _flagged(one: Diagnostic, checked: Checked) -> tuple[Address, ...]:
    """The cells in which the page flags a finding."""
    own = subject(one, checked)
    return at_fault(one) or ((own,) if own else one.addresses[:1])


def _cells(one: Diagnostic, checked: Checked, setting: Setting, marks: Marks) -> Iterator[Link]:
    """The cells that a finding is about, with what they hold."""
    changes = [each.address for why in explanations_of(one)[:1] for each in why.changes]
    wanted = dict.fromkeys((*changes, *_flagged(one, checked), *one.addresses))
    for address in list(wanted)[:_MOST_CELLS]:
        cell = cell_at(checked, address)
        if cell is not None:
            yield Link(cell_words(address, cell, setting.language), marks.id_of(address))


def _span_of(one: Diagnostic, checked: Checked) -> Span | None:
    """Where a finding is in the plain form."""
    if one.span is not None:
        return one.span
    address = subject(one, checked) or next(iter(one.addresses), None)
    cell = cell_at(checked, address) if address else None
    return cell.span if cell else None


def _spelled(one: Diagnostic, checked: Checked, marks: Marks) -> str:
    """How the place of a finding is asked for."""
    span = _span_of(one, checked)
    if span is None or checked.source is None:
        return ""
    return spell(span, checked.source.origin_at(span.start), marks.format)


#: The parts of the page that places of a report belong to.
_PARTS = {"in_preamble": "preamble", "in_closing": "closing", "in_annex": "annex"}


def _part_of(one: Diagnostic, span: Span | None, report: Report | None) -> str:
    """The part of the page on which a finding is shown: where it is, or where its cells belong."""
    if report is None:
        return "general"
    if span is not None:
        part, number = part_at(span.start, report)
        return f"section-{number}" if part == "in_section" else _PARTS.get(part or "", "general")
    kinds = {address.table for address in one.addresses}
    for number, section in enumerate(report.sections):
        if any(isinstance(block, Table) and block.kind in kinds for block in section.blocks):
            return f"section-{number}"
    names = {kind.value for kind in kinds}
    for number, section in enumerate(report.sections):
        if isinstance(section.kind, SectionKind) and section.kind.value in names:
            return f"section-{number}"
    return "general"
