"""Cells by themselves: those of tables whose cells are one to a line, or all on one line.

Takes rows of one field each and gives the cells with their places, counted in line ends, the lines
of a broken label joined, and the columns that the heads among them name.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from govdisclosure.labels import labels_of, likely_label
from govdisclosure.layout import TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.headed import (
    INVENTED,
    ORGANIZATIONS,
    SPANNING,
    PrintedColumns,
    in_order,
)
from govdisclosure.tables.opened import OpenedRow, cell_label, heads_in_words, heads_of
from govdisclosure.text import CellState, narrow

__all__ = [
    "PlacedCell",
    "columns_over",
    "iter_cells",
    "least_step",
    "runs_of_cells",
    "values_behind",
    "without_remarks",
]

#: A label is broken over at most so many lines of its cell.
_MOST_LINES = 4
_BARE_ORDINAL = re.compile(r"[0-9]{1,2}[.．、]")


class PlacedCell(NamedTuple):
    """A cell, or the lines of one that make up a label, and its place counted in line ends."""

    opened: OpenedRow
    fields: tuple[Field, ...]
    #: The label it is, if any.
    token: str | None
    first: int
    last: int

    @property
    def is_words(self) -> bool:
        """Whether it holds words, among which is an ordinal that lost its own."""
        return _is_words(self.opened)

    @property
    def is_value(self) -> bool:
        """Whether it is a value, or empty."""
        return not self.is_words and CellState.TEXT not in self.opened.states


def _is_words(row: OpenedRow) -> bool:
    return row.last == 0 or _BARE_ORDINAL.fullmatch(narrow(row.fields[0].text)) is not None


def runs_of_cells(rows: Sequence[OpenedRow]) -> Iterator[list[OpenedRow]]:
    """The rows that stand together of which each is a cell by itself."""
    run: list[OpenedRow] = []
    for row in rows:
        if row.row.gaps and (not run or run[-1].row.run == row.row.run):
            run.append(row)
            continue
        if run:
            yield run
        run = [row] if row.row.gaps else []
    if run:
        yield run


def iter_cells(run: Sequence[OpenedRow], at: int) -> Iterator[PlacedCell]:
    """The cells of a run, the lines of a label joined; *at* is the number of its table."""
    place = number = 0
    while number < len(run):
        one = run[number]
        place += one.row.gaps[0]
        token, count = _label(run, number, at)
        fields = tuple(row.fields[0] for row in run[number : number + count])
        yield PlacedCell(one, fields, token, place, place + count - 1)
        place += count - 1
        number += count


def _label(run: Sequence[OpenedRow], number: int, at: int) -> tuple[str | None, int]:
    """The token of the label that begins at a row, and over how many rows it goes."""
    text = run[number].fields[0].text
    if not _is_words(run[number]):
        return None, 1
    token = cell_label(text, at)
    for count, other in enumerate(run[number + 1 : number + _MOST_LINES], 2):
        if token is not None or other.last != 0 or other.row.gaps[0] != 1:
            break
        text += other.fields[0].text
        if (joined := labels_of(text)[at]) is not None:
            return joined, count
    return token, 1


def values_behind(cells: Sequence[PlacedCell], number: int) -> Sequence[PlacedCell]:
    """The values behind the cell of that number, empty ones among them."""
    end = number + 1
    while end < len(cells) and cells[end].is_value:
        end += 1
    return cells[number + 1 : end]


def columns_over(
    layout: TableLayout, cells: Sequence[PlacedCell], over: PrintedColumns | None
) -> Iterator[PrintedColumns | None]:
    """The columns over each cell where the last heads before it name others than the form's.

    Those over the end of the run before, *over*, are over its first ones.
    """
    heads = heads_of(layout.kind) | SPANNING
    block: list[str | None] = []
    for cell in cells:
        token, text = cell.token, cell.fields[0].text
        several = heads_in_words(layout.kind, text) if token is None and cell.is_words else []
        if token is None and block and cell.is_words:
            token = likely_label(layout.kind, text)
        if not INVENTED.fullmatch(text):
            if len(several) > 1:
                block += several
            elif cell.is_words and (token in heads or (token is None and block)):
                block.append(token)
            elif block:
                columns = PrintedColumns(in_order(layout.kind, _parted_heads(block)))
                over = columns if len(columns.known) > 1 else over
                block = []
        yield over


def _parted_heads(tokens: Sequence[str | None]) -> Sequence[Sequence[str | None]]:
    """Heads of cells by the rows that they stand in; a stranger belongs to the one before it."""
    rows: list[list[str | None]] = []
    before = -1
    for token in tokens:
        level = before
        if token is not None:
            is_lower = token in ORGANIZATIONS and "ORGANIZATION" in tokens
            level = 2 * is_lower + (token not in {"CORNER", "APPLICANTS"})
        if level != before:
            rows.append([])
        rows[-1].append(token)
        before = level
    return rows


def without_remarks(
    cells: Sequence[PlacedCell], columns: Sequence[PrintedColumns | None]
) -> tuple[Sequence[PlacedCell], Sequence[PrintedColumns | None]]:
    """The cells without words in a last column of which the form knows nothing."""
    step = least_step(cells)
    kept: list[tuple[PlacedCell, PrintedColumns | None]] = []
    label = None
    for cell, over in zip(cells, columns, strict=True):
        is_last = (
            label is not None
            and over is not None
            and over.heads[-1] is None
            and cell.first - label.last == step * len(over.heads)
        )
        if cell.token is not None or not (is_last and cell.is_words):
            kept.append((cell, over))
        label = cell if cell.token is not None else label
    return [cell for cell, _ in kept], [over for _, over in kept]


def least_step(cells: Sequence[PlacedCell]) -> int:
    """How many line ends part two cells of the table that are nearest to each other."""
    return min(
        (
            two.first - one.last
            for one, two in pairwise(cells)
            if all(cell.token is not None or cell.is_value for cell in (one, two))
        ),
        default=0,
    )
