"""Cells by themselves: rows of tables whose cells stand one a line, or all on one line.

The line ends between two of them tell of the empty cells between.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise

from govdisclosure.layout import Line, TableKind
from govdisclosure.source import Field
from govdisclosure.tables.opened import INDEX, OpenedRow, cell_label, heads_of, rows_of
from govdisclosure.tables.told import ToldRow, adds_up, are_sound
from govdisclosure.text import CellState, narrow

__all__ = ["cells_after", "runs_of_cells", "step_of", "tell_cells"]

#: Empty lines stand for empty cells where there are so many.
_FEWEST_GAPS = 3
#: The heads of a row of table two are not farther above, in cells.
_REACH_OF_HEADS = 20


def tell_cells(
    kind: TableKind, rows: Sequence[OpenedRow], lines: Mapping[str, Line]
) -> Iterator[ToldRow]:
    """Rows of cells that stand one a line, or all on one line."""
    at = INDEX[kind]
    told: list[ToldRow] = []
    for run in runs_of_cells(rows):
        step = step_of(run)
        labels = [
            number
            for number, one in enumerate(run)
            if one.last == 0 and cell_label(one.fields[0].text, at) in lines
        ]
        if not labels or step is None or _begins_with_values(run, labels[0], lines, at):
            continue
        for number in labels:
            token = cell_label(run[number].fields[0].text, at) or ""
            count = len(lines[token].cells)
            if kind is TableKind.PROACTIVE and count > 1 and _has_odd_heads(run, number, kind):
                continue
            values = list(islice(cells_after(run, number, step), count))
            behind = number + 1 + sum(bool(one.text) for one in values)
            rest = run[behind : behind + 2]
            is_over = not rest or rest[0].last == 0 or _is_next_ordinal(run[number], rest, values)
            if len(values) == count and is_over:
                row = run[number].row
                told.append(ToldRow(token, row.fields, tuple(values), "count", row))
    blanks = sum(not field.text for one in told for field in one.values)
    if 0 < blanks < _FEWEST_GAPS:  # as likely a value that got lost
        told = [one for one in told if all(field.text for field in one.values)]
    if are_sound(told):
        yield from told


def _has_odd_heads(run: Sequence[OpenedRow], number: int, kind: TableKind) -> bool:
    """Whether unknown words or a head twice stand above the label of a row, in its block."""
    seen: set[str] = set()
    for one in reversed(run[max(0, number - _REACH_OF_HEADS) : number]):
        token = cell_label(one.fields[0].text, INDEX[kind]) if one.last == 0 else ""
        if token is None or token in seen:
            return True
        if token in heads_of(kind):
            seen.add(token)
        elif token and token not in rows_of(kind):
            return False
    return False


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


def step_of(run: Sequence[OpenedRow]) -> int | None:
    """How many line ends part two values; None where no two stand together."""
    steps = [
        two.row.gaps[0]
        for one, two in pairwise(run)
        if one.last < 0 and two.last < 0 and CellState.TEXT not in {*one.states, *two.states}
    ]
    return min(filter(None, steps), default=1 if steps else None)


def _is_next_ordinal(label: OpenedRow, rest: Sequence[OpenedRow], values: Sequence[Field]) -> bool:
    """Whether one number behind a row that adds up is the ordinal of the next row."""
    own = re.match(r"[0-9]+(?=[.．、])", narrow(label.fields[0].text))
    following = rest[0].fields[0].text.rstrip(".．、")
    is_alone = len(rest) == 1 or rest[1].last == 0
    return own is not None and following == str(int(own[0]) + 1) and is_alone and adds_up(values)


def _begins_with_values(
    run: Sequence[OpenedRow], first: int, lines: Mapping[str, Line], at: int
) -> bool:
    """Whether as many values stand before the first label as its row has: labels are last."""
    token = cell_label(run[first].fields[0].text, at) or ""
    count = len(lines[token].cells)
    before = run[max(0, first - count) : first]
    return len(before) == count and all(one.last < 0 for one in before)


def cells_after(
    run: Sequence[OpenedRow], label: int, step: int, *, is_new_row: bool = False
) -> Iterator[Field]:
    """The values behind a label, an empty one for each step too many.

    Where they are a new row, the distance of the first from the label says nothing.
    """
    end = run[label].row.end
    for number in range(label + 1, len(run)):
        one = run[number]
        if one.last >= 0 or CellState.TEXT in one.states:
            return
        is_first = is_new_row and number == label + 1
        extra, rest = (1, 0) if is_first or not one.row.gaps[0] else divmod(one.row.gaps[0], step)
        if rest:
            return
        for _ in range(extra - 1):
            yield Field("", end, end)
        yield one.fields[0]
        end = one.row.end
