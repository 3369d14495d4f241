"""Tables with merged cells, as the form has them: the place and the spans of each own cell.

Takes a table and gives rows of placed cells for writers that draw a grid.
"""

from collections.abc import Iterator

from attrs import evolve, frozen

from govdisclosure.forms.layout import Line, TableLayout, label_of, layout_of
from govdisclosure.model.addresses import Address
from govdisclosure.model.cells import Cell
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.model.tables import Table
from govdisclosure.writers.shape import opens_group

__all__ = ["PlacedCell", "grouped_rows", "merged_rows", "sheet_rows"]


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
    #: The English of a label, and which cells it heads in HTML's words: ``row``, ``col``,
    #: ``rowgroup`` or ``colgroup``.
    english: str = ""
    scope: str = ""


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
            scope = _scope_of(columns, rows, line, layout)
            placed.append(
                PlacedCell(column, rows, columns, words, english=label.english, scope=scope)
            )
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


def _scope_of(columns: int, rows: int, line: Line, layout: TableLayout) -> str:
    """Which cells a label heads that spans so many columns and rows from *line* on."""
    opens = opens_group(line, layout)
    if line is layout.lines[0] and not opens:
        return "colgroup" if columns > 1 else "col"
    if columns == layout.width or (rows > 1 and opens):
        return "rowgroup"
    return "row" if line.cells else "col"


def grouped_rows(table: Table) -> list[tuple[str, list[list[PlacedCell]]]]:
    """The rows in the parts of a table of HTML: ``thead``, and a ``tbody`` for each group."""
    layout = layout_of(table.kind, table.edition)
    groups: list[tuple[str, list[list[PlacedCell]]]] = []
    for line, row in zip(layout.lines, merged_rows(table), strict=True):
        opens = opens_group(line, layout)
        if opens or not groups:
            groups.append(("tbody" if opens else "thead", []))
        groups[-1][1].append(row)
    return groups


def sheet_rows(table: StatisticsTable) -> Iterator[list[PlacedCell]]:
    """The cells of each row of a statistics sheet; the last of a row reaches to the table's end."""
    head, *printed = table.printed_rows()
    for number, (row, words) in enumerate(zip(table.rows, printed, strict=True)):
        placed = [PlacedCell(at, 1, 1, one) for at, one in enumerate(words)]
        placed[0] = evolve(placed[0], scope="row")
        for column, cell in enumerate(row.cells[: max(len(words) - 2, 0)]):
            address = table.address_at(number, column)
            placed[column + 2] = evolve(placed[column + 2], address=address, cell=cell)
        placed[-1] = evolve(placed[-1], columns=1 + len(head) - len(placed))
        yield placed
