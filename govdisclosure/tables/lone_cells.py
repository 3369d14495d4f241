"""Separate cells: those of tables whose cells are one to a line, or all on one line.

Takes rows of one field each and gives the cells with their places, counted in line ends, the lines
of a split label joined, and the columns that the heads among them name.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from govdisclosure.characters import narrow
from govdisclosure.forms.labels import find_label, likely_label
from govdisclosure.forms.layout import TableKind, TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.heads import (
    INVENTED,
    ORGANIZATIONS,
    SPANNING,
    ColumnHeads,
    in_order,
)
from govdisclosure.tables.opened import OpenedRow, cell_label, heads_in_words, heads_of
from govdisclosure.text import CellState

__all__ = [
    "LabelLines",
    "columns_of_cells",
    "fields_at",
    "iter_cells",
    "least_step",
    "runs_of_cells",
    "values_behind",
    "without_remarks",
]

#: The maximum number of lines of a label in its cell.
_MOST_LINES = 4
_BARE_ORDINAL = re.compile(r"[0-9]{1,2}[.．、]")


class LabelLines(NamedTuple):
    """A cell, or the lines of one that make up a label, with its place counted in line ends."""

    opened: OpenedRow
    fields: tuple[Field, ...]
    #: The label it is, if any.
    token: str | None
    first: int
    last: int
    #: Whether it has words; these may be only an ordinal separated from its label.
    is_words: bool
    #: Whether it is a value, or empty.
    is_value: bool


def _is_words(row: OpenedRow) -> bool:
    return row.last == 0 or _BARE_ORDINAL.fullmatch(narrow(row.fields[0].text)) is not None


def runs_of_cells(rows: Sequence[OpenedRow]) -> Iterator[list[OpenedRow]]:
    """Consecutive rows that are a cell each."""
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


def iter_cells(kind: TableKind, run: Sequence[OpenedRow]) -> Iterator[LabelLines]:
    """The cells of a run, the lines of a label joined."""
    place = number = 0
    while number < len(run):
        one = run[number]
        place += one.row.gaps[0]
        is_words = _is_words(one)
        token, count = _label(kind, run, number) if is_words else (None, 1)
        fields = tuple(row.fields[0] for row in run[number : number + count])
        is_value = not is_words and CellState.TEXT not in one.states
        yield LabelLines(one, fields, token, place, place + count - 1, is_words, is_value)
        place += count - 1
        number += count


def _label(kind: TableKind, run: Sequence[OpenedRow], number: int) -> tuple[str | None, int]:
    """The token of the label that begins at a row, and the number of rows it extends over."""
    text = run[number].fields[0].text
    token = cell_label(kind, text)
    for count, other in enumerate(run[number + 1 : number + _MOST_LINES], 2):
        if token is not None or other.last != 0 or other.row.gaps[0] != 1:
            break
        text += other.fields[0].text
        if (joined := find_label(kind, text)) is not None:
            return joined, count
    return token, 1


def values_behind(cells: Sequence[LabelLines], number: int) -> Sequence[LabelLines]:
    """The values after the cell with that number, including empty ones."""
    end = number + 1
    while end < len(cells) and cells[end].is_value:
        end += 1
    return cells[number + 1 : end]


def columns_of_cells(
    layout: TableLayout, cells: Sequence[LabelLines], over: ColumnHeads | None
) -> Iterator[ColumnHeads | None]:
    """The columns over each cell, if the last heads before it are other than those of the form.

    *over* are the columns at the end of the run before; they are over the first cells of this one.
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
                columns = ColumnHeads(in_order(layout.kind, _parted_heads(block)))
                over = columns if len(columns.known) > 1 else over
                block = []
        yield over


def _parted_heads(tokens: Sequence[str | None]) -> Sequence[Sequence[str | None]]:
    """Heads of cells, divided into their rows; an unknown head belongs to the one before it."""
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
    cells: Sequence[LabelLines], columns: Sequence[ColumnHeads | None]
) -> tuple[Sequence[LabelLines], Sequence[ColumnHeads | None]]:
    """The cells without words in a last column that the form does not have."""
    step = least_step(cells)
    kept: list[tuple[LabelLines, ColumnHeads | None]] = []
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


def fields_at(
    behind: LabelLines, cells: Sequence[LabelLines], step: int, shift: int
) -> list[Field] | None:
    """The field of each place after a cell, up to the last of *cells*; empty if nothing is there.

    Args:
        behind: The cell from which places count.
        cells: The cells after it that are not empty.
        step: The number of line ends between two places.
        shift: The distance of the first place from *behind*.

    Returns:
        None if a cell is between two places.
    """
    end = behind.fields[-1].end
    found: list[Field] = []
    for cell in cells:
        at, rest = divmod(cell.first - behind.last - shift, step)
        if rest or at < len(found):
            return None
        found += [Field("", end, end)] * (at - len(found))
        found.append(cell.fields[0])
        end = found[-1].end
    return found


def least_step(cells: Sequence[LabelLines]) -> int:
    """The smallest distance between two cells of the table, in line ends."""
    return min(
        (
            two.first - one.last
            for one, two in pairwise(cells)
            if all(cell.token is not None or cell.is_value for cell in (one, two))
        ),
        default=0,
    )
