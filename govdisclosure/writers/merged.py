"""Statutory tables with the form's merged cells: the place and the spans of each own cell.

Takes a table and gives rows of placed cells for writers that draw a grid.
"""

from collections.abc import Iterator

from attrs import frozen

from govdisclosure.forms.layout import Line, TableLayout, label_of, layout_of
from govdisclosure.model.addresses import Address
from govdisclosure.model.cells import Cell
from govdisclosure.model.tables import Table
from govdisclosure.writers.shape import opens_group

__all__ = ["PlacedCell", "merged_rows", "scope_of"]


@frozen
class PlacedCell:
    """An own cell of the grid: a label, or a value with its address."""

    column: int
    rows: int
    columns: int
    #: The form's wording of a label, or the words of the value in the canonical report.
    words: str
    address: Address | None = None
    cell: Cell | None = None
    #: The English of a label.
    english: str = ""


def merged_rows(table: Table) -> Iterator[list[PlacedCell]]:
    """The own cells of each printed row, from left to right."""
    layout = layout_of(table.kind, table.edition)
    items = table.items()
    covered: set[tuple[int, int]] = set()
    for number, line in enumerate(layout.lines):
        placed: list[PlacedCell] = []
        column = 0
        for token, rows, columns in line.labels:
            column = _free(covered, number, column)
            label = label_of(table.kind, token)
            words = label.wording(table.edition)
            placed.append(PlacedCell(column, rows, columns, words, english=label.english))
            covered |= {
                (number + down, column + right) for down in range(rows) for right in range(columns)
            }
            column += columns
        first = _first_value_column(layout, number)
        for at in range(len(line.cells)):
            address, cell = next(items)
            place = first + at * line.cell_span
            words = cell.escaped(address.unit)
            placed.append(PlacedCell(place, 1, line.cell_span, words, address, cell))
        yield placed


def _free(covered: set[tuple[int, int]], row: int, column: int) -> int:
    """The first column from *column* on that no cell above covers."""
    while (row, column) in covered:
        column += 1
    return column


def _first_value_column(layout: TableLayout, number: int) -> int:
    """The first column of a row's values, which fill the row to its right end."""
    line = layout.lines[number]
    return layout.width - len(line.cells) * line.cell_span


def scope_of(label: PlacedCell, line: Line, layout: TableLayout, *, is_top: bool) -> str:
    """Which cells a label heads, in HTML's words: ``row``, ``col``, ``rowgroup``, ``colgroup``.

    Args:
        label: One of the labels of *line*.
        line: The row of the form.
        layout: The form.
        is_top: Whether it is the first row of a head.
    """
    if is_top:
        return "colgroup" if label.columns > 1 else "col"
    if label.columns == layout.width or (label.rows > 1 and opens_group(line, layout)):
        return "rowgroup"
    return "row" if line.cells else "col"
