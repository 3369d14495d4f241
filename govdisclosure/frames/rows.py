"""The rows of the tables: one report after the other, as plain values under names of columns.

Takes outcomes and gives rows; knows no Arrow. Nothing is converted: a number stays exact, and a
blank has none.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from attrs import evolve, frozen

from govdisclosure.claims import print_quantity
from govdisclosure.collection.merging import Merged
from govdisclosure.collection.outcomes import Outcome
from govdisclosure.files import visible
from govdisclosure.model.agency import describe
from govdisclosure.model.cells import Cell
from govdisclosure.model.diagnostics import Diagnostic
from govdisclosure.model.report import Report
from govdisclosure.records import inferred_in, iter_cells
from govdisclosure.rules.basis.context import Context
from govdisclosure.rules.basis.rule import Verdict
from govdisclosure.rules.catalogue.dates import published_on
from govdisclosure.rules.engine import examine
from govdisclosure.rules.local.waivers import Waivers
from govdisclosure.source import Span
from govdisclosure.text import CellState, format_number

__all__ = ["Asked", "Row", "exact", "rows_in", "rows_of", "whole"]

Row: TypeAlias = dict[str, object]

#: What a column of decimal numbers holds: so many digits before the point, and after it.
_MOST_DIGITS, _MOST_PLACES = 20, 18
#: What a column of whole numbers holds.
_MOST_WHOLE = 2**63


@frozen(kw_only=True)
class Asked:
    """What the caller asks of the rows besides."""

    #: Whether what follows from the sums is worked out.
    inferred: bool = False
    #: What says of a finding why it does not count.
    waivers: Waivers | None = None
    #: What the rules read of the report, where its tables are to share it.
    context: Context | None = None


def rows_of(table: str, outcome: Outcome, asked: Asked) -> Iterator[Row]:
    """The rows of one outcome in a table; none for a file without a report but in ``reports``."""
    if table == "reports":
        yield _report(outcome)
    elif outcome.report is not None:
        report_id = outcome.report_id
        for row in _ROWS[table](outcome.report, asked):
            yield {"report_id": report_id, **row}


def rows_in(tables: Iterable[str], outcome: Outcome, asked: Asked) -> dict[str, list[Row]]:
    """The rows of one outcome in several tables, of which the prose is read once."""
    if outcome.report is not None:
        asked = evolve(asked, context=Context(report=outcome.report))
    return {table: list(rows_of(table, outcome, asked)) for table in tables}


def whole(value: int | Decimal | None) -> int | None:
    """A number that is whole and fits into 64 bits; else None."""
    if value is None or value != int(value) or not -_MOST_WHOLE <= value < _MOST_WHOLE:
        return None
    return int(value)


def exact(value: int | Decimal | None) -> Decimal | None:
    """A number as a column of decimals has it; None where it does not fit."""
    if value is None:
        return None
    number = Decimal(value)
    exponent = number.as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -_MOST_PLACES
    return number if fits and number.adjusted() < _MOST_DIGITS else None


def _report(outcome: Outcome) -> Row:
    row: Row = {
        "report_id": outcome.report_id,
        "path": None if outcome.path is None else visible(outcome.path),
        "bytes": outcome.size,
        "format": outcome.format,
        "status": outcome.status.value,
        "error": str(outcome.error) if outcome.error else None,
        "encoding": outcome.encoding,
    }
    report = outcome.report
    if report is None:
        return row
    agency = describe(report.agency) if report.agency else None
    edition = report.edition
    empty = {CellState.BLANK, CellState.ABSENT}
    return row | {
        **{
            f"{name}_found_by": found.value if found else None
            for name, found in (
                ("title", report.title_found_by),
                ("agency", report.agency_found_by),
                ("year", report.year_found_by),
            )
        },
        "sections": [
            {
                "kind": one.kind.value if one.kind else None,
                "found_by": one.found_by.value if one.found_by else None,
            }
            for one in report.sections
        ],
        "title": report.title,
        "agency": report.agency,
        "agency_kind": agency.kind.value if agency and agency.kind else None,
        "place": (agency.place or None) if agency else None,
        "year": report.year,
        "edition": edition.value if edition else None,
        "signed_on": report.closing.signed_on if report.closing else None,
        "published_on": published_on(report),
        "cells_printed": sum(cell.state not in empty for _, _, cell in iter_cells(report)),
        "diagnostics": [one.code for one in report.diagnostics],
    }


def _cells(report: Report, asked: Asked) -> Iterator[Row]:
    follows = dict(inferred_in(report)) if asked.inferred else {}
    sums = report.contributors if isinstance(report, Merged) else {}
    for edition, address, cell in iter_cells(report):
        value, reason = follows.get(address, (None, None))
        yield {
            "address": str(address),
            "table": address.table.value,
            "row": address.row,
            "column": address.column,
            "edition": edition.value if edition else None,
            "state": cell.state.value,
            "integer": whole(cell.value),
            "decimal": exact(cell.value),
            "unit": cell.unit,
            "raw": cell.text if cell.raw is None else cell.raw,
            "note": cell.note,
            **_place(cell),
            "span": _span(cell.span),
            "inferred": value,
            "inferred_from": reason,
            "contributors": sums.get(address),
        }


def _place(cell: Cell) -> Row:
    origin = cell.origin
    if origin is None:
        return {}
    return {
        "page": origin.page,
        "table_no": origin.table,
        "row_no": origin.row,
        "cell_no": origin.cell,
        "line": origin.line,
        "column_no": origin.column,
        "sheet": origin.sheet,
        "reference": origin.reference,
        "box": origin.box,
    }


def _span(span: Span | None) -> Row | None:
    return None if span is None else {"start": span.start, "end": span.end}


def _findings(report: Report, asked: Asked) -> Iterator[Row]:
    for number, (one, is_waived) in enumerate(_found(report, asked), start=1):
        yield {
            "finding_no": number,
            "code": one.code,
            "name": one.name,
            "severity": one.severity.value,
            "addresses": [str(address) for address in one.addresses],
            "stated": exact(one.stated),
            "computed": exact(one.computed),
            "stated_text": None if one.stated is None else format_number(one.stated),
            "computed_text": None if one.computed is None else format_number(one.computed),
            "text_zh": one.text("zh"),
            "text_en": one.text("en"),
            "span": _span(one.span),
            "waived": is_waived,
        }


def _found(report: Report, asked: Asked) -> Iterator[tuple[Diagnostic, bool]]:
    """What reading noticed and what the rules find, each with whether a waiver covers it."""
    waive = asked.waivers.waive_in(report) if asked.waivers else None
    for one in report.diagnostics:
        yield one, waive is not None and waive(one) is not None
    context = asked.context or Context(report=report)
    for instance in examine(context, waivers=asked.waivers):
        if instance.verdict is Verdict.FAIL:
            yield instance.finding(), instance.waived is not None


def _claims(report: Report, asked: Asked) -> Iterator[Row]:
    claims = (asked.context or Context(report=report)).claims
    numbers = {id(claim): number for number, claim in enumerate(claims)}
    for number, one in enumerate(claims):
        yield {
            "claim_no": number,
            "text": one.text,
            "subject": one.subject.value,
            "relation": one.relation.value,
            "direction": one.direction.value if one.direction else None,
            "quantity": None if isinstance(one.quantity, Fraction) else exact(one.quantity),
            "quantity_text": print_quantity(one.quantity),
            "unit": one.unit,
            "approximate": one.approximate,
            "negated": one.negated,
            "address": None if one.address is None else str(one.address),
            "cells": list(map(str, one.meant)),
            "base": list(map(str, one.base)),
            "parts": [numbers[id(part)] for part in one.parts],
            "whole": None if one.whole is None else numbers[id(one.whole)],
            "candidates": [list(map(str, group)) for group in one.candidates],
            "verdict": one.verdict.value,
            "reading": list(map(str, one.reading)),
            "computed_text": None if one.computed is None else print_quantity(one.computed),
            "span": _span(one.figure),
        }


_ROWS: Mapping[str, Callable[[Report, Asked], Iterator[Row]]] = {
    "cells": _cells,
    "findings": _findings,
    "claims": _claims,
}
