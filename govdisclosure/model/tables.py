"""Statutory tables: the cells of one form in print order, found by row and column.

Takes cells and gives a table; the layout says which cell is which.
"""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, field, frozen

from govdisclosure.layout import Edition, TableKind, layout_of
from govdisclosure.model.addresses import Address, addresses_of, near_misses
from govdisclosure.model.cells import Cell
from govdisclosure.source import Span
from govdisclosure.text import CellState

__all__ = ["PrintedLabel", "Table"]


@frozen
class PrintedLabel:
    """A label as it was printed; the layout's own wording is that of its token."""

    token: str
    text: str
    span: Span


def _as_cells(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(cells)


@frozen(kw_only=True)
class Table:
    """A statutory table; not any other table, which is an :class:`OtherTable`.

    Example:
        >>> from govdisclosure.model.cells import ABSENT
        >>> table = Table(kind=TableKind.DISPUTES, cells=(ABSENT,) * 15)
        >>> table["review", "total"].state.value
        'absent'
    """

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
    def addresses(self) -> Sequence[Address]:
        """The address of each cell, in print order."""
        return addresses_of(self.kind, self.edition)

    def items(self) -> Iterator[tuple[Address, Cell]]:
        """Address and cell, in print order."""
        return zip(self.addresses, self.cells, strict=True)

    def __getitem__(self, place: tuple[str, str] | Address) -> Cell:
        """The cell at (row, column), the words of its address.

        Raises:
            KeyError: The table has no such cell; another edition that has it is named.
        """
        if isinstance(place, Address):
            if place.table is not self.kind:
                raise KeyError(f"{place} is no cell of the table {self.kind.value}")
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
        """The same table with another cell at (row, column)."""
        number = self.index(row, column)
        return evolve(self, cells=(*self.cells[:number], cell, *self.cells[number + 1 :]))
