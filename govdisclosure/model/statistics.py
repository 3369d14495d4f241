"""The statistics sheet of 2008 to 2018: its printed rows in order, each found by what it counts.

Takes labels, units and cells and gives a table; :mod:`govdisclosure.forms.sheet_indicators` knows
what each row counts. No row is added or left out: local rows keep their place.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from attrs import evolve, field, frozen

from govdisclosure.forms.sheet_columns import (
    LABEL_HEAD,
    UNIT_HEAD,
    ColumnKind,
    columns_named,
    is_unit,
    unit_of_cells,
)
from govdisclosure.forms.sheet_labels import indicators_of
from govdisclosure.model.addresses import Address, statistics_address
from govdisclosure.model.blocks import OtherTable, PrintedRows, check_words
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.model.display import show_rows
from govdisclosure.model.tables import PrintedLabel
from govdisclosure.plain.escape import escape_field
from govdisclosure.source import Origin, Span
from govdisclosure.text import ABSENT_SIGN, CellState, read_printed

__all__ = ["StatisticsRow", "StatisticsTable", "is_continued_by", "without_number"]

_T = TypeVar("_T")


def _as_cells(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(cells)


def _check_field(words: str, what: str) -> None:
    if words and words != ABSENT_SIGN:
        check_words(words, what)


@frozen(kw_only=True)
class StatisticsRow:
    """One row of the sheet, such as 「1.当面申请数 件 3」; not the line over the columns."""

    #: The words as printed, with 「其中：」 and ordinals; may be empty.
    label: str = field()
    #: The unit as printed, ``——`` for a heading; may be empty.
    unit: str = field(default="")
    #: One cell for each column; empty for a mere heading.
    cells: tuple[Cell, ...] = field(default=(), converter=_as_cells)
    #: What it counts, the second part of its address; None for headings, for rows that only this
    #: sheet has, and for a repeated row. The table sets it, by the words of all its rows: a row
    #: alone does not know it.
    indicator: str | None = field(default=None, init=False, eq=False)
    span: Span | None = field(default=None, eq=False, repr=False)
    #: Where its label is in the file.
    origin: Origin | None = field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a row that would not be read back unchanged."""
        _check_field(self.label, "a label")
        if self.unit and not is_unit(self.unit):
            raise ValueError(f"{self.unit!r} cannot be read back as a unit")
        _check_field(self.unit, "a unit")
        if not self.label and not (self.unit and self.cells):
            raise ValueError("a row without a label has a unit and cells")


def _as_rows(rows: Iterable[StatisticsRow]) -> tuple[StatisticsRow, ...]:
    return tuple(rows)


def _as_names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(names)


@frozen(kw_only=True)
class StatisticsTable(PrintedRows):
    """A statistics sheet, 「政府信息公开情况统计表」; not a table of the forms of 2019 and 2021.

    Example:
        >>> row = StatisticsRow(label="（一）收到申请数", unit="件", cells=[Cell.of(3)])
        >>> sheet = StatisticsTable(columns=["统计数"], rows=[row])
        >>> sheet.rows[0].indicator, sheet["received", "year"].value
        ('received', 3)
    """

    tag = "statistics_table"
    #: The words over the columns of values, as printed; one may be empty.
    columns: tuple[str, ...] = field(converter=_as_names)
    rows: tuple[StatisticsRow, ...] = field(converter=_as_rows)
    #: The words over labels and units as printed; empty when made by hand.
    labels: tuple[PrintedLabel, ...] = field(default=(), eq=False, repr=False)
    span: Span | None = field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse what would not be read back; set what the rows count and their cells' units."""
        if not self.columns or not self.rows:
            raise ValueError("a sheet has at least one column and one row")
        for name in self.columns:
            _check_field(name, "the name of a column")
        for row in self.rows:
            if len(row.cells) not in {0, len(self.columns)}:
                raise ValueError(
                    f"the row {row.label!r} has {len(row.cells)} cells for "
                    f"{len(self.columns)} columns"
                )
        for number, name in enumerate(self.columns):
            if not name and all(_is_blank(row, number) for row in self.rows):
                raise ValueError("a sheet has no empty columns")
        told = indicators_of([row.label for row in self.rows])
        names = [one.name if one is not None and one.unit is not None else None for one in told]
        counted = [kind.is_counted for kind in columns_named(self.columns)]
        rows = tuple(
            _completed(row, name, counted) for row, name in zip(self.rows, names, strict=True)
        )
        object.__setattr__(self, "rows", rows)

    @cached_property
    def kinds(self) -> tuple[ColumnKind, ...]:
        """What each column holds, by its head."""
        return columns_named(self.columns)

    @cached_property
    def _places(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Row and column of every cell that has an address, by the last two parts of it."""
        return {
            (row.indicator, kind.value): (number, column)
            for number, row in enumerate(self.rows)
            if row.indicator is not None
            for column, kind in enumerate(self.kinds)
            if kind.is_addressed and row.cells
        }

    def address_at(self, row: int, column: int) -> Address | None:
        """The address of the cell in a row and a column, both from 0; None if it has no address."""
        name, kind = self.rows[row].indicator, self.kinds[column]
        if name is None or not kind.is_addressed or not self.rows[row].cells:
            return None
        return statistics_address(name, kind.value)

    def items(self) -> Iterator[tuple[Address, Cell]]:
        """Address and cell, in print order; cells without an address are left out."""
        for (row, column), (number, place) in self._places.items():
            yield statistics_address(row, column), self.rows[number].cells[place]

    def printed_rows(self) -> Iterator[list[str]]:
        """The line over the columns and the printed rows: label, unit, values."""
        yield [LABEL_HEAD, UNIT_HEAD, *map(escape_field, self.columns)]
        for row in self.rows:
            unit = unit_of_cells(row.unit)
            values = [
                cell.escaped(unit if kind.is_counted else None)
                for cell, kind in zip(row.cells, self.kinds, strict=False)
            ]
            label = [escape_field(row.label)]
            yield [*label, escape_field(row.unit), *values] if row.unit or values else label

    def texts(self) -> Iterable[str]:
        """The label of each row."""
        return (row.label for row in self.rows)

    def _repr_html_(self) -> str:
        """The sheet as a notebook shows it."""
        head: tuple[str | None, Sequence[str]] = (None, ("单位", *self.columns))
        rows = (
            (row.label, [row.unit, *(cell.printed(unit_of_cells(row.unit)) for cell in row.cells)])
            for row in self.rows
        )
        return show_rows((head, *rows))

    def __getitem__(self, place: tuple[str, str]) -> Cell:
        """The cell at (indicator, ``"year"`` or ``"cumulative"``); absent if it is not printed.

        Raises:
            KeyError: No sheet has such a cell.
        """
        found = self._places.get(place)
        if found is None:
            statistics_address(*place)
            return ABSENT
        return self.rows[found[0]].cells[found[1]]

    def with_cell(self, row: str, column: str, cell: Cell) -> "StatisticsTable":
        """The same sheet with another cell at (indicator, ``"year"`` or ``"cumulative"``).

        The place of *cell*, if it has one, is not kept.

        Raises:
            KeyError: The sheet has no such cell.
        """
        address = statistics_address(row, column)
        found = self._places.get((row, column))
        if found is None:
            raise KeyError(f"the sheet of the report has no cell {address}")
        number, place = found
        old = self.rows[number]
        cell = evolve(cell, span=None, origin=None)
        new = evolve(old, cells=(*old.cells[:place], cell, *old.cells[place + 1 :]))
        return evolve(self, rows=(*self.rows[:number], new, *self.rows[number + 1 :]))


def is_continued_by(sheet: StatisticsTable, block: object) -> bool:
    """Whether *block*, right below *sheet*, is a table that continues it."""
    if isinstance(block, StatisticsTable):
        return _is_repeated_by(sheet, block)
    return isinstance(block, OtherTable) and _goes_on(sheet, block.rows)


def _is_repeated_by(sheet: StatisticsTable, other: StatisticsTable) -> bool:
    """Whether *other* continues *sheet* with its head printed again.

    Both name the same columns and count something, and nothing is counted in both.
    """
    if sheet.columns != other.columns or not any(row.indicator for row in sheet.rows):
        return False
    return _count_new(sheet, [row.label for row in other.rows]) > 0


def _goes_on(sheet: StatisticsTable, rows: Sequence[Sequence[str]]) -> bool:
    """Whether *rows*, without column heads, continue *sheet*.

    Each has a label, a unit, and values or blanks in as many columns; some are known, and none
    is in the sheet already. The numbers of the rows may come first.
    """
    width = 2 + len(sheet.columns)
    if not all(len(row) == width or (len(row) > width and row[0].isdigit()) for row in rows):
        return False
    bare = [without_number(sheet, row) for row in rows]
    return (
        all(len(row) == width and _fits(row[0], row[1], row[2:]) for row in bare)
        and _count_new(sheet, [row[0] for row in bare]) >= _FEWEST_KNOWN
    )


def without_number(sheet: StatisticsTable, row: Sequence[_T]) -> Sequence[_T]:
    """A printed row of a table below the sheet: label, unit and values, without its number."""
    return row[1:] if len(row) > 2 + len(sheet.columns) else row


#: The minimum number of known rows with which a table without a head continues a sheet.
_FEWEST_KNOWN = 2
_NO_WORDS = frozenset({CellState.NUMBER, CellState.BLANK, CellState.MARK})


def _fits(label: str, unit: str, values: Sequence[str]) -> bool:
    return (
        bool(label)
        and (not unit or is_unit(unit, is_known=True))
        and all(read_printed(words).state in _NO_WORDS for words in values)
    )


def _count_new(sheet: StatisticsTable, labels: Sequence[str]) -> int:
    """How many labels below a sheet count something new; 0 where one repeats a row."""
    every = [*(row.label for row in sheet.rows), *labels]
    told = indicators_of(every)[len(sheet.rows) :]
    if told != indicators_of(every, keeps_repeated=True)[len(sheet.rows) :]:
        return 0
    return sum(one is not None and one.unit is not None for one in told)


def _is_blank(row: StatisticsRow, column: int) -> bool:
    return not row.cells or row.cells[column].state is CellState.BLANK


def _completed(row: StatisticsRow, name: str | None, counted: list[bool]) -> StatisticsRow:
    """The row with its indicator, and with the row's unit at numbers without one."""
    unit = unit_of_cells(row.unit)
    cells = tuple(
        evolve(cell, unit=unit)
        if is_counted and unit is not None and cell.is_number and cell.unit is None
        else cell
        for cell, is_counted in zip(row.cells, counted, strict=False)
    )
    if name == row.indicator and cells == row.cells:
        return row
    completed = evolve(row, cells=cells)
    object.__setattr__(completed, "indicator", name)
    return completed
