"""What outputs say of a finding, as plain facts: its place, its cells, its fingerprint.

Takes a finding and the file that it was found in; gives words and numbers, in no format.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import frozen

from govdisclosure.findings.checked import Checked
from govdisclosure.findings.output import Setting
from govdisclosure.findings.wording import say
from govdisclosure.model.addresses import Address
from govdisclosure.model.cells import Cell
from govdisclosure.model.diagnostics import Diagnostic, Severity
from govdisclosure.model.report import Report
from govdisclosure.rules.basis.explanation import Explanation
from govdisclosure.rules.basis.rule import Finding
from govdisclosure.rules.local.rulebook import ScoreItem, ScoreSheet
from govdisclosure.source import Origin, Span
from govdisclosure.text import format_number, json_value
from govdisclosure.wording import COMMA, LIST_COMMA, Language, in_both

__all__ = [
    "FindingPlace",
    "asks_for_something",
    "at_fault",
    "cell_at",
    "cell_words",
    "cells_in_words",
    "cells_of",
    "explanations_of",
    "file_facts",
    "finding_facts",
    "fingerprints",
    "first_cells",
    "number_words",
    "other_cells",
    "part_at",
    "place_of",
    "points_value",
    "points_words",
    "quote_of",
    "run_facts",
    "share_of",
    "stated_words",
    "states_its_cell",
    "subject",
    "where_words",
]


@frozen(kw_only=True)
class FindingPlace:
    """The place of a finding; parts that do not apply are None."""

    #: The cell of the finding, if it is about one.
    address: Address | None = None
    #: Where it begins in the file, and in a text file the line and the column where it ends.
    origin: Origin | None = None
    end: tuple[int, int] | None = None
    #: The part of the report, for a place without a number: the name of its wording, and its
    #: heading if it is a section.
    part: str | None = None
    heading: str = ""

    def words(self, language: Language) -> str:
        """The place in words, without the cell; empty if it is not known."""
        if self.origin is None:
            return ""
        words = self.origin._replace(box=None).words(language)
        if self.part is None:
            return words
        part = say(language, self.part, heading=self.heading)
        if words == (self.origin.element or ""):
            return part
        is_beside = self.part in {*_BESIDE.values(), "in_chunk"}  # whose tables are counted apart
        return f"{part}{COMMA.text(language)}{words}" if is_beside else words

    def facts(self) -> dict[str, object]:
        """The place for JSON."""
        facts = {"address": str(self.address) if self.address else None}
        facts |= self.origin._asdict() if self.origin else {}
        return {name: value for name, value in facts.items() if value is not None}


def cell_at(checked: Checked, address: Address) -> Cell | None:
    """The cell of the report; None if it does not have that address."""
    try:
        return checked.report[address] if checked.report else None
    except KeyError:
        return None


def subject(one: Diagnostic, checked: Checked) -> Address | None:
    """The cell that a finding points at, where it is one; not one that is named from elsewhere.

    What is found in prose, such as GD301, may name a cell: its place is the prose all the same.
    """
    suspects = at_fault(one)
    for address in (*suspects, *one.addresses):
        cell = cell_at(checked, address)
        if cell is not None and cell.span is not None and cell.span == one.span:
            return address
    if one.span is None and suspects:
        return suspects[0]
    if len(one.addresses) != 1:
        return None
    (address,) = one.addresses
    cell = cell_at(checked, address)
    own = cell.span if cell else None
    is_there = not (own and one.span) or _touch(own, one.span)
    return address if is_there else None


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def asks_for_something(one: Diagnostic) -> bool:
    """Whether it says that something is wrong, unlike hints on what was left out, such as GD003."""
    return isinstance(one, Finding) or one.severity is not Severity.HINT


def at_fault(one: Diagnostic) -> tuple[Address, ...]:
    """The cells that have the fault, if that is known; empty for most findings."""
    return one.at_fault if isinstance(one, Finding) else ()


def states_its_cell(one: Diagnostic, checked: Checked) -> bool:
    """Whether the stated value is a number in a cell, and in the finding's own cell if it has one.

    It is not if it is a sum of several cells, a total with the fault in a part, or a year in prose.
    """
    address = subject(one, checked)
    cell = cell_at(checked, address) if address else None
    if address is None or cell is None or cell.value is None:
        return bool(one.addresses)
    changes = [each for first in explanations_of(one)[:1] for each in first.changes]
    mended = [each.mended for each in changes if each.address == address]
    return cell.value == one.stated and mended in ([], [one.computed])


def stated_words(one: Diagnostic, checked: Checked, language: Language) -> str:
    """The number that is printed and the one that is computed; empty where there are none."""
    if one.stated is None or one.computed is None or not states_its_cell(one, checked):
        return ""
    numbers = {"stated": number_words(one.stated), "computed": number_words(one.computed)}
    return say(language, "stated", **numbers)


def place_of(one: Diagnostic, checked: Checked) -> FindingPlace:
    """Where a finding stands in its file: where its span does, or else the cell it points at."""
    address = subject(one, checked)
    cell = cell_at(checked, address) if address else None
    source = checked.source
    if source is None:
        return FindingPlace(address=address)
    if one.span is None:
        return FindingPlace(address=address, origin=cell.origin if cell else None)
    origin = source.origin_at(one.span.start)
    if not source.origins:
        return FindingPlace(address=address, origin=origin, end=source.position(max(one.span)))
    if cell is not None and cell.span is not None and cell.span.start <= one.span.start:
        origin = cell.origin or origin
    part, heading = _part_of(one.span, origin, checked.report)
    return FindingPlace(address=address, origin=origin, part=part, heading=heading)


#: The parts of a Word file beside its text, by which their elements begin.
_BESIDE: Mapping[str, str] = {
    "header": "in_header",
    "footer": "in_footer",
    "footnotes": "in_footnote",
    "endnotes": "in_endnote",
}


def _part_of(span: Span, origin: Origin | None, report: Report | None) -> tuple[str | None, str]:
    """In which part of the report a place lies, by the name of its wording, and its heading."""
    file, _, inner = ((origin.element if origin else None) or "").partition("/")
    beside = next((name for sign, name in _BESIDE.items() if file.startswith(sign)), None)
    if inner and (beside is not None or "." in file):
        return beside or (None if file.endswith(".xml") else "in_chunk"), ""
    if report is None:
        return None, ""
    part, number = part_at(span.start, report)
    return part, report.sections[number].heading.printed if part == "in_section" else ""


def part_at(at: int, report: Report) -> tuple[str | None, int]:
    """In which part of a report an offset lies, by the name of its wording; and in which section.

    The number of the section is from 0, and means nothing in other parts.
    """
    if report.title_span is not None and at in range(*report.title_span):
        return "in_title", 0
    closing = report.closing.span if report.closing else None
    if closing is not None and at >= closing.start:
        return ("in_closing" if at < closing.end else "in_annex" if report.annex else None), 0
    starts = [
        (one.heading.span.start, number)
        for number, one in enumerate(report.sections)
        if one.heading.span is not None
    ]
    before = [number for start, number in starts if start <= at]
    if before:
        return "in_section", before[-1]
    return ("in_preamble" if starts and report.preamble else None), 0


# ------------------------------------------------------------------------------ fingerprints


def fingerprints(findings: Iterable[Diagnostic], checked: Checked) -> list[str]:
    """An identifier for each finding that is unique and stable as long as the fault exists.

    It is computed from the rule, the organ, the year and the cells; without cells, from the values
    in the sentence. Line numbers and the name of the file are not included.
    """
    report = checked.report
    head = (report.agency or "", str(report.year or "")) if report else ()
    seen: Counter[str] = Counter()
    found = []
    for one in findings:
        what = [str(address) for address in one.addresses]
        if not what:
            what = [f"{name}={value}" for name, value in one.arguments]
        words = "\n".join((one.code, *head, *what))
        seen[words] += 1
        digest = hashlib.sha256(f"{words}\n{seen[words]}".encode()).hexdigest()
        found.append(digest[:32])
    return found


def identified(checked: Checked) -> Iterator[tuple[Diagnostic, str | None, str]]:
    """All findings of a file, the waived ones last: each with why it is waived and its fingerprint.

    What is not waived has no reason.
    """
    found = [*((one, None) for one in checked.findings), *checked.waived]
    prints = fingerprints([one for one, _ in found], checked)
    yield from ((*pair, fingerprint) for pair, fingerprint in zip(found, prints, strict=True))


# ------------------------------------------------------------------------------ explanations


def explanations_of(one: Diagnostic) -> tuple[Explanation, ...]:
    """What may have gone wrong, likeliest first; empty for most findings."""
    return one.explanations if isinstance(one, Finding) else ()


# ------------------------------------------------------------------------------ JSON


def number_words(value: int | Decimal | None) -> str:
    """A number as printed; empty for None."""
    return "" if value is None else format_number(value)


def points_words(value: int | Decimal) -> str:
    """Points, without zeros behind the decimal point."""
    words = f"{value:f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def share_of(one: Diagnostic, item: ScoreItem) -> int | Decimal:
    """The points that a finding of *item* costs: none of them once the maximum is reached."""
    shares = zip(item.findings, item.shares, strict=True)
    return next((share for finding, share in shares if finding is one), 0)


def points_value(value: int | Decimal | None) -> int | str | None:
    """Points for JSON: a decimal number as a string, so that it stays exact."""
    return points_words(value) if isinstance(value, Decimal) else value


def finding_facts(
    one: Diagnostic, checked: Checked, fingerprint: str, waived: str | None = None
) -> dict[str, Any]:
    """A finding for JSON, its sentences in both languages."""
    facts: dict[str, Any] = {
        "code": one.code,
        "name": one.name,
        "severity": one.severity.value,
        "message": in_both(one),
        "addresses": [str(address) for address in one.addresses],
        "at_fault": [str(address) for address in at_fault(one)],
        "stated": json_value(one.stated),
        "computed": json_value(one.computed),
        "arguments": dict(one.arguments),
        "place": place_of(one, checked).facts(),
        "cells": list(_cells(one, checked)),
        "explanations": [
            {
                "table": explanation.table.value,
                "slip": explanation.slip.value,
                "text": in_both(explanation),
                "changes": [
                    {
                        "address": str(change.address),
                        "stated": json_value(change.stated),
                        "mended": json_value(change.mended),
                    }
                    for change in explanation.changes
                ],
            }
            for explanation in explanations_of(one)
        ],
        "fingerprint": fingerprint,
    }
    if found := other_cells(one):
        facts["other_cells"] = found
    if isinstance(one, Finding) and one.assumed:
        facts["assumed_zero"] = [str(address) for address in one.assumed]
    if waived is not None:
        facts["waived"] = waived
    return facts


def other_cells(one: Diagnostic) -> list[dict[str, object]]:
    """The cells of other reports that a finding used; empty for most findings."""
    return [
        {
            "agency": other.agency,
            "year": other.year,
            "address": str(other.address),
            "number": json_value(other.number),
            **({"assumed_zero": True} if other.is_assumed else {}),
        }
        for other in (one.others if isinstance(one, Finding) else ())
    ]


def _cells(one: Diagnostic, checked: Checked) -> Iterator[dict[str, object]]:
    for address, cell in cells_of(one, checked):
        yield {
            "address": str(address),
            "words": address.words("zh"),
            "state": cell.state.value,
            "printed": cell.printed(address.unit),
        }


def cells_of(one: Diagnostic, checked: Checked) -> Iterator[tuple[Address, Cell]]:
    """The cells of the report that a finding is about."""
    for address in one.addresses:
        cell = cell_at(checked, address)
        if cell is not None:
            yield address, cell


#: How many cells of a finding are named; JSON has all of them.
_MOST_CELLS = 12


def cell_words(address: Address, cell: Cell, language: Language) -> str:
    """A cell by its name, with what is printed in it."""
    printed = cell.printed(address.unit) or say(language, "blank_cell")
    return f"{address.words(language)} = {printed}"


def cells_in_words(one: Diagnostic, checked: Checked, language: Language) -> str:
    """The cells of a finding, each with what is printed in it; empty if it is about none."""
    cells = [cell_words(address, cell, language) for address, cell in cells_of(one, checked)]
    return first_cells(cells, language)


def first_cells(cells: Sequence[str], language: Language) -> str:
    """The words of the first few *cells*, with their number when there are more."""
    words = LIST_COMMA.text(language).join(cells[:_MOST_CELLS])
    if len(cells) > _MOST_CELLS:
        words += say(language, "cells_in_all", count=len(cells))
    return words


def where_words(one: Diagnostic, checked: Checked, language: Language) -> Iterator[str]:
    """The place of a finding, and the cell that it points at, as far as they are known."""
    place = place_of(one, checked)
    if words := place.words(language):
        yield words
    if place.address is not None:
        yield f"{place.address.words(language)} [{place.address}]"


#: How many characters are quoted on each side of a place.
_AROUND = 120


def quote_of(one: Diagnostic, checked: Checked) -> tuple[str, str, str] | None:
    """The line of a finding: before its place, the place, after it; cut if long, None if blank."""
    if checked.source is None or one.span is None:
        return None
    before, marked, after = checked.source.parts(one.span)
    if not (before + marked + after).strip():
        return None
    return (
        before if len(before) <= _AROUND else f"…{before[-_AROUND:]}",
        marked if len(marked) <= _AROUND else f"{marked[:_AROUND]}…",
        after if len(after) <= _AROUND else f"{after[:_AROUND]}…",
    )


def file_facts(checked: Checked) -> dict[str, Any]:
    """A file for JSON, without its findings."""
    report = checked.report
    counts = checked.counts
    facts: dict[str, Any] = {
        "file": checked.name,
        "status": checked.status.value,
        "agency": report.agency if report else None,
        **({"body": checked.body} if checked.body else {}),
        "year": report.year if report else None,
        "edition": report.edition.value if report and report.edition else None,
        "errors": counts.errors,
        "warnings": counts.warnings,
        "hints": counts.hints,
        "waived": len(checked.waived),
        "cannot_tell": len(checked.untold),
    }
    if checked.failure is not None:
        facts["reason"] = in_both(checked.failure)
    if checked.troubled_notes:
        facts["waivers"] = [
            {
                "waiver": one.waiver.place,
                "rule": one.waiver.rule,
                "standing": one.standing.value,
                "changes": [
                    {"name": name, "then": before, "now": after}
                    for name, before, after in one.changes
                ],
            }
            for one in checked.troubled_notes
        ]
    if checked.sheet is not None:
        facts["score"] = _sheet_facts(checked.sheet, checked)
    return facts


def _sheet_facts(sheet: ScoreSheet, checked: Checked) -> dict[str, object]:
    prints = dict(
        zip(map(id, checked.findings), fingerprints(checked.findings, checked), strict=True)
    )

    def item_facts(item: ScoreItem) -> dict[str, object]:
        return {
            "code": item.rule.code,
            "name": item.rule.name,
            "points": points_value(item.points.each),
            "at_most": points_value(item.points.at_most),
            "taken": points_value(item.taken),
            "findings": [prints[id(one)] for one in item.findings],
            "waived": len(item.waived),
            "cannot_tell": len(item.untold),
        }

    return {
        "rulebook": sheet.name,
        "score": points_value(sheet.score),
        "full": points_value(sheet.full),
        "floor": points_value(sheet.floor),
        "taken": points_value(sheet.taken),
        "items": [item_facts(item) for item in sheet.items],
    }


def run_facts(setting: Setting) -> dict[str, object]:
    """The versions, and the name of the local rule-book if there is one."""
    facts: dict[str, object] = setting.versions._asdict()
    if setting.rulebook:
        facts["rulebook"] = setting.rulebook
    return facts
