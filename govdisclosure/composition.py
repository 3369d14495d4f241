"""A report from numbers: the form of one edition, filled in; blank where nothing is given.

Takes an organ, a year and cells by address; gives a report in the layout of the form. Knows nothing
of documents that were read.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext
from typing import TypeAlias

from attrs import evolve

from govdisclosure.characters import squeeze
from govdisclosure.forms.layout import Edition, SectionKind, TableKind, layout_of
from govdisclosure.model.addresses import Address, as_address
from govdisclosure.model.cells import Cell
from govdisclosure.model.report import Report, Section
from govdisclosure.model.tables import Table
from govdisclosure.text import MAX_DIGITS, CellState, count_digits, format_number

__all__ = ["carry_over", "compose"]

#: What can be put into a cell.
_Value: TypeAlias = Cell | int | Decimal | str
#: What can be put into which cells; a mapping must not mix kinds of keys.
_Values: TypeAlias = (
    Mapping[Address, _Value] | Mapping[str, _Value] | Mapping[Address | str, _Value]
)
#: The form's name for the report, after the organ and the year.
_MATTER = "政府信息公开工作年度报告"
#: A cell of the form that nobody has filled in: it exists, and nothing is printed in it.
_UNFILLED = Cell(state=CellState.BLANK)
#: More digits than the sum of all cells of a report can have.
_ENOUGH_DIGITS = 100


def compose(
    *,
    edition: Edition | str = Edition.FORM_2021,
    agency: str | None = None,
    year: int | None = None,
    cells: _Values | None = None,
    totals: bool = False,
) -> Report:
    """Make a report from numbers: title, the six sections, the three tables; no prose.

    Cells that are not given are blank, as in the form before it is filled in; blank is not zero.

    Args:
        edition: The form to fill in, an :class:`Edition` or its value; the one in force when left
            out. It need not be the one that was in force in *year*.
        agency: The organ that reports; left out of the title when None.
        year: The year reported on; left out of the title when None.
        cells: The contents of cells, by address: a number, words read as a printed cell (``""``
            blank, ``"/"`` a mark), or a cell, whose spelling and place are dropped.
        totals: Fill in the totals of tables three and four that are not given, if all their parts
            are numbers in the unit of the form. A total that is given is kept, even if it
            contradicts its parts or is blank; one that rows and columns would fill in differently
            stays blank.

    Raises:
        KeyError: No form has such an address, or the form of *edition* does not.
        TypeError: A value is of another type; a float is not exact.
        ValueError: There is no such edition; the title could not name *agency* or *year*; a cell
            is given twice, or is a number that could not be read back.

    Example:
        >>> given = {"disputes/review/upheld": 2, "disputes/review/corrected": "1件"}
        >>> given |= {"disputes/review/other_result": 0, "disputes/review/pending": 0}
        >>> report = compose(agency="某某局", year=2023, cells=given, totals=True)
        >>> report.title, report["disputes/review/total"].value
        ('某某局2023年政府信息公开工作年度报告', 3)
        >>> report["requests/received_new/total"].state.value
        'blank'
    """
    form = Edition(edition)
    given = _by_address(cells or {})
    blanks = {kind: _blank_table(kind, form) for kind in TableKind}
    for address in given:
        # raises a KeyError that names what is wrong
        blanks[address.form_table].index(address.row, address.column)
    tables = {
        SectionKind(kind.value): _filled(blank, given, totals=totals)
        for kind, blank in blanks.items()
    }
    sections = (
        Section.of(kind, tables[kind]) if kind in tables else Section.of(kind)
        for kind in SectionKind
    )
    return Report(title=_title(agency, year), sections=sections)


def carry_over(previous: Report) -> dict[Address, int | Decimal]:
    """What to carry over from *previous*, last year's report: 结转下年度 becomes 上年结转.

    Only numbers, in the unit of the form; what is blank there is left out.

    Example:
        >>> last = compose(year=2023, cells={"requests/carried_out/total": 4})
        >>> {str(address): number for address, number in carry_over(last).items()}
        {'requests/carried_in/total': 4}
    """
    table = previous.requests
    return {
        Address(address.table, "carried_in", address.column): cell.value
        for address, cell in (table.items() if table else ())
        if address.row == "carried_out" and cell.value is not None and cell.unit == address.unit
    }


def _title(agency: str | None, year: int | None) -> str:
    """The title of the form.

    Raises:
        TypeError: *year* is not a whole number.
        ValueError: The title would not name the given organ or year.
    """
    if year is not None and type(year) is not int:
        raise TypeError(f"a year is an int, not a {type(year).__name__}")
    name = squeeze(agency or "")
    title = f"{name}{'' if year is None else f'{year}年'}{_MATTER}"
    named = Report(title=title)
    if named.year != year:
        raise ValueError(f"the title {title!r} does not name the year {year}")
    if (named.agency or "") != name:
        raise ValueError(f"the title {title!r} does not name the organ {name!r}")
    return title


def _by_address(cells: _Values) -> dict[Address, Cell]:
    """The given cells by address, in the form in which they are stored.

    Raises:
        KeyError: No form has such an address.
        ValueError: A cell is given twice, by its address and by its spelling.
    """
    found: dict[Address, Cell] = {}
    for key, value in cells.items():
        address = as_address(key)
        if address in found:
            raise ValueError(f"{address} is given twice")
        if isinstance(value, Cell):
            found[address] = evolve(value, raw=None, span=None, origin=None)
        else:
            found[address] = Cell.of(value, unit=address.unit)
    return found


def _blank_table(kind: TableKind, edition: Edition) -> Table:
    """The table of the form before it is filled in."""
    own = None if kind is TableKind.DISPUTES else edition
    cells = (_UNFILLED,) * len(layout_of(kind, own).cells)
    return Table(kind=kind, edition=own, cells=cells)


# ------------------------------------------------------------------------------ totals


def _filled(blank: Table, given: Mapping[Address, Cell], *, totals: bool) -> Table:
    """The table with the given cells, and with its totals if *totals* is true."""
    numbers = _Totals(blank, given) if totals else None
    cells = []
    for address in blank.addresses:
        cell = given.get(address)
        if cell is None and numbers is not None:
            number = numbers.find((address.row, address.column))
            cell = None if number is None else Cell.of(number, unit=address.unit)
        cells.append(cell or _UNFILLED)
    return evolve(blank, cells=cells)


class _Totals:
    """The numbers of one table: those given, and the totals that follow from them."""

    def __init__(self, table: Table, given: Mapping[Address, Cell]) -> None:
        self._parts: dict[tuple[str, str], list[tuple[tuple[str, str], ...]]] = {}
        for balance in layout_of(table.kind, table.edition).balances:
            if len(balance.right) == 1:  # the other balances have two sides, but no total
                self._parts.setdefault(balance.right[0], []).append(balance.left)
        self._numbers: dict[tuple[str, str], int | Decimal | None] = {
            (address.row, address.column): cell.value if cell.unit in {None, address.unit} else None
            for address, cell in given.items()
            if address.table is table.kind
        }

    def find(self, place: tuple[str, str]) -> int | Decimal | None:
        """The number at *place*, a row and a column; None if it is unknown.

        Parts of a total may be totals themselves, but there are no cycles.
        """
        if place not in self._numbers:
            sums = {self._sum(parts) for parts in self._parts.get(place, ())} - {None}
            self._numbers[place] = sums.pop() if len(sums) == 1 else None
        return self._numbers[place]

    def _sum(self, parts: Iterable[tuple[str, str]]) -> int | Decimal | None:
        """The sum of all *parts*; None if one is unknown, or if the sum is too long to print."""
        total: int | Decimal = 0
        with localcontext() as context:
            context.prec = _ENOUGH_DIGITS
            for part in parts:
                number = self.find(part)
                if number is None:
                    return None
                total += number
        return total if count_digits(format_number(total)) <= MAX_DIGITS else None
