"""Statutory tables: the cells of one form in print order, found by row and column.

Takes cells and gives a table; the layout identifies each cell.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, islice

from attrs import evolve, field, frozen

from govdisclosure.forms.layout import Edition, TableKind, label_of, layout_of
from govdisclosure.model.addresses import Address, addresses_of, near_misses
from govdisclosure.model.blocks import PrintedRows
from govdisclosure.model.cells import Cell
from govdisclosure.model.display import show_rows
from govdisclosure.source import Span
from govdisclosure.text import CellState

__all__ = ["PrintedLabel", "Table", "TableRow"]


@frozen
class PrintedLabel:
    """A label as it was printed; the layout has its own wording for the token."""

    token: str
    text: str
    span: Span


@frozen(kw_only=True)
class TableRow:
    """A row of a statutory table, such as 「（一）予以公开」; its cells in print order.

    In table four, which prints its three rows side by side, such as 「行政复议」.
    """

    #: The labels of the row, separated by slashes, as the form of its table prints them.
    label: str
    #: The address of each cell; only the column differs.
    addresses: tuple[Address, ...]
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """The second part of its addresses, such as ``disclosed``."""
        return self.addresses[0].row


def _as_cells(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(cells)


@frozen(kw_only=True)
class Table(PrintedRows):
    """A statutory table; not any other table, which is an :class:`OtherTable`.

    Example:
        >>> from govdisclosure.model.cells import ABSENT
        >>> table = Table(kind=TableKind.DISPUTES, cells=(ABSENT,) * 15)
        >>> table["review", "total"].state.value
        'absent'
    """

    tag = "table"
    kind: TableKind
    #: The form whose rows it has; None for table four, which is the same in both.
    edition: Edition | None = None
    #: Every cell of the form, in print order.
    cells: tuple[Cell, ...] = field(converter=_as_cells)
    #: The labels as printed, in the order of the document; empty when made by hand.
    labels: tuple[PrintedLabel, ...] = field(default=(), eq=False, repr=False)
    span: Span | None = field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a wrong number of cells; give numbers made by hand the unit of their address."""
        if (self.kind is TableKind.DISPUTES) != (self.edition is None):
            raise ValueError("tables two and three have an edition, table four has none")
        layout = layout_of(self.kind, self.edition)
        if len(self.cells) != len(layout.cells):
            raise ValueError(
                f"the table {layout.name} has {len(layout.cells)} cells, not {len(self.cells)}"
            )
        for cell, place in zip(self.cells, layout.cells, strict=True):
            if cell.state is CellState.NUMBER and cell.unit is None and place.unit is not None:
                break
        else:
            return
        completed = tuple(
            evolve(cell, unit=place.unit)
            if cell.state is CellState.NUMBER and cell.unit is None
            else cell
            for cell, place in zip(self.cells, layout.cells, strict=True)
        )
        object.__setattr__(self, "cells", completed)

    @property
    def addresses(self) -> tuple[Address, ...]:
        """The address of each cell, in print order."""
        return addresses_of(self.kind, self.edition)

    def items(self) -> Iterator[tuple[Address, Cell]]:
        """Address and cell, in print order."""
        return zip(self.addresses, self.cells, strict=True)

    def rows(self) -> tuple[TableRow, ...]:
        """The rows in print order, each with its label and its cells.

        Example:
            >>> table = Table(kind=TableKind.DISPUTES, cells=[Cell.of(n) for n in range(15)])
            >>> for row in table.rows():
            ...     print(row.name, row.label, [cell.value for cell in row.cells])
            review 行政复议 [0, 1, 2, 3, 4]
            litigation_direct 行政诉讼/未经复议直接起诉 [5, 6, 7, 8, 9]
            litigation_after_review 行政诉讼/复议后起诉 [10, 11, 12, 13, 14]
        """
        return tuple(
            TableRow(label=label, addresses=self.addresses[part], cells=self.cells[part])
            for label, _, part in _rows_of(self.kind, self.edition)
        )

    def printed_rows(self) -> Iterator[list[str]]:
        """The own cells of each printed row: the form's labels, then the values."""
        cells = iter(self.items())
        for line in layout_of(self.kind, self.edition).lines:
            row = [label_of(self.kind, token).wording(self.edition) for token in line.tokens]
            yield row + [cell.escaped(at.unit) for at, cell in islice(cells, len(line.cells))]

    def texts(self) -> Iterable[str]:
        """Nothing: the labels are those of the form, and the values have addresses."""
        return ()

    def _repr_html_(self) -> str:
        """The table as a notebook shows it: a row a line, under the column heads."""
        shown: list[tuple[str | None, Sequence[str]]] = []
        before: Sequence[str] = ()
        for label, heads, part in _rows_of(self.kind, self.edition):
            if heads != before:
                shown.append((None, heads))
            before = heads
            pairs = zip(self.addresses[part], self.cells[part], strict=True)
            shown.append((label, [cell.printed(address.unit) for address, cell in pairs]))
        return show_rows(shown)

    def __getitem__(self, place: tuple[str, str] | Address) -> Cell:
        """The cell at (row, column), the words of its address.

        Raises:
            KeyError: The table has no such cell; the message names another edition that has it.
        """
        if isinstance(place, Address):
            if place.table is not self.kind:
                raise KeyError(f"{place} is not a cell of the table {self.kind.value}")
            place = place.row, place.column
        return self.cells[self.index(*place)]

    def index(self, row: str, column: str) -> int:
        """The number of the cell in print order, from 0.

        Raises:
            KeyError: The table has no such cell.
        """
        for number, cell in enumerate(layout_of(self.kind, self.edition).cells):
            if cell.row == row and cell.column == column:
                return number
        raise KeyError(self._unknown(row, column))

    def _unknown(self, row: str, column: str) -> str:
        text = f"{self.kind.value}/{row}/{column}"
        for edition in Edition:
            if Address(self.kind, row, column) in addresses_of(self.kind, edition):
                own = self.edition.value if self.edition else ""
                return (
                    f"{text} is a cell of the form of {edition.value}; "
                    f"this table follows the form of {own}"
                )
        return near_misses(text)

    def with_cell(self, row: str, column: str, cell: Cell) -> "Table":
        """The same table with another cell at (row, column); the place of *cell* is not kept."""
        number = self.index(row, column)
        cell = evolve(cell, span=None, origin=None)
        return evolve(self, cells=(*self.cells[:number], cell, *self.cells[number + 1 :]))


@cache
def _rows_of(
    kind: TableKind, edition: Edition | None
) -> tuple[tuple[str, tuple[str, ...], slice], ...]:
    """Each row of a form: its label, the heads of its columns, and which cells are its own."""

    def wording(token: str) -> str:
        return label_of(kind, token).wording(edition)

    found = []
    start = 0
    for _, group in groupby(layout_of(kind, edition).cells, key=lambda cell: cell.row):
        cells = tuple(group)
        label = "/".join(map(wording, cells[0].row_labels))
        heads = tuple(wording(cell.column_labels[-1]) for cell in cells)
        found.append((label, heads, slice(start, start + len(cells))))
        start += len(cells)
    return tuple(found)
