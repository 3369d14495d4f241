"""Reports in long format: one record per cell, with all that a table of many reports needs.

Takes a report and gives plain words and numbers, ready for CSV, JSON or a data frame. Judges
nothing: whether a cell is blank or absent is in its state.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from govdisclosure.forms.layout import Edition
from govdisclosure.forms.sheet_indicators import SheetKind
from govdisclosure.model.addresses import Address
from govdisclosure.model.agency import describe
from govdisclosure.model.cells import Cell
from govdisclosure.model.report import Report
from govdisclosure.selection.cells import matching, matching_in_sheet
from govdisclosure.sums import infer
from govdisclosure.wording import Language

__all__ = ["Record", "inferred_in", "iter_cells", "iter_records"]


class Record(NamedTuple):
    """One cell of one report: a row of a table whose columns are these fields."""

    #: Where the report was read from, as the caller names it.
    file: str | None
    #: The organ that reports, as printed.
    agency: str | None
    #: What kind of organ it is, a value of :class:`AgencyKind`.
    kind: str | None
    #: The year reported on.
    year: int | None
    #: The form of the cell's table, ``2019`` or ``2021``; for table four, which is the same in
    #: both, that of the report.
    edition: str | None
    #: For example ``requests/received_new/total``.
    address: str
    #: The labels that lead to the cell, as its form prints them.
    words: str
    #: A value of :class:`CellState`; blank is not zero.
    state: str
    #: The number, exact; None in any other state.
    value: int | Decimal | None
    #: The printed unit of a number, or else that of the form; a statistics sheet has no fixed
    #: units, so only the printed one. Nothing is converted.
    unit: str | None
    #: A remark printed after the number.
    note: str | None
    #: The words as printed; None for a number made by hand, and for what is not in the document.
    raw: str | None
    #: Where the cell is in its file: page and distance from its edges, table, row and cell, the
    #: cell of a sheet, or line and column.
    place: str | None
    #: Where the organ and the year were found, values of :class:`FoundBy`.
    agency_found_by: str | None = None
    year_found_by: str | None = None
    #: The value that the sums imply if no number is printed; None if not asked for.
    inferred: int | None = None
    #: The sums that imply it, each with its number and result, separated by semicolons.
    inferred_from: str | None = None


def iter_records(
    report: Report,
    *,
    file: str | None = None,
    patterns: Iterable[Address | str] = (),
    language: Language = "zh",
    inferred: bool = False,
) -> Iterator[Record]:
    """Give one record for each cell of :meth:`Report.cells`, in print order.

    Cells of the statistics sheet that have an address come after them, without an edition.

    Args:
        report: The report. A missing table has the absent cells of its edition, or no records if
            the edition is unknown.
        file: The name of the file, for the records.
        patterns: The cells to include, each as for :func:`select`; all when empty.
        language: The language of words and places.
        inferred: Whether to add what follows from the sums, as :func:`infer` finds it.

    Raises:
        KeyError: No form has a cell that a pattern names; the message suggests similar ones.

    Example:
        >>> from govdisclosure.composition import compose
        >>> report = compose(agency="某某局", year=2023, cells={"disputes/review/total": 2})
        >>> for one in iter_records(report, patterns=["四/行政复议/总计"]):
        ...     print(one.year, one.agency, one.words, one.state, one.value)
        2023 某某局 四/行政复议/总计 number 2
    """
    chosen = tuple(map(str, patterns))
    for pattern in chosen:
        matching(pattern, None)  # raises a KeyError, whatever is in the report
    name, year = report.agency, report.year
    kind = describe(name).kind if name else None
    found_by = [_value(one) for one in (report.agency_found_by, report.year_found_by)]
    follows: dict[Address, tuple[int, str]] = dict(inferred_in(report)) if inferred else {}
    for form, address, cell in iter_cells(report):
        if chosen and address not in _named(chosen, form, is_sheet=address.table is _SHEET):
            continue
        value, reason = follows.get(address, (None, None))
        yield Record(
            file=file,
            agency=name,
            kind=_value(kind),
            year=year,
            edition=_value(form),
            address=str(address),
            words=_words(address, form, language),
            state=cell.state.value,
            value=cell.value,
            unit=cell.unit,
            note=cell.note,
            raw=cell.text if cell.raw is None else cell.raw,
            place=cell.origin.words(language) if cell.origin else None,
            agency_found_by=found_by[0],
            year_found_by=found_by[1],
            inferred=value,
            inferred_from=reason,
        )


def _value(one: Enum | None) -> str | None:
    return one.value if one else None


def iter_cells(report: Report) -> Iterator[tuple[Edition | None, Address, Cell]]:
    """Every cell with its address and the edition of its form."""
    edition = report.edition
    tables = (report.proactive, report.requests)
    own: dict[object, Edition | None] = {one.kind: one.edition for one in tables if one}
    for address, cell in report.cells():
        yield own.get(address.table, edition), address, cell
    if report.statistics is not None:
        for address, cell in report.statistics.items():
            yield None, address, cell


_SHEET = SheetKind.STATISTICS


@lru_cache(maxsize=64)
def _named(
    patterns: tuple[str, ...], form: Edition | None, *, is_sheet: bool = False
) -> frozenset[Address]:
    """The addresses matched by *patterns*, in the sheet or a form; table four needs no form."""
    if is_sheet:
        return frozenset(one for pattern in patterns for one in matching_in_sheet(pattern))
    return frozenset(one for pattern in patterns for one in matching(pattern, form))


@lru_cache(maxsize=1024)
def _words(address: Address, form: Edition | None, language: Language) -> str:
    return address.words(language, form)


def inferred_in(report: Report) -> Iterator[tuple[Address, tuple[int, str]]]:
    """What follows from the sums, and from which."""
    for address, found in infer(report).items():
        reasons = (f"{one.kind.number} {' + '.join(map(str, one.right))}" for one in found.sums)
        yield address, (found.value, "; ".join(reasons))
