"""Table four: the one row of fifteen counts below the heads of the results."""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from govdisclosure.labels import labels_of
from govdisclosure.layout import TableKind, TableLayout, layout_of
from govdisclosure.source import Field
from govdisclosure.tables.cells import cells_after, runs_of_cells, step_of
from govdisclosure.tables.marks import STACKED
from govdisclosure.tables.opened import INDEX, OpenedRow, split_values
from govdisclosure.tables.sums import weigh
from govdisclosure.tables.told import ToldRow, ToldTable, agreeing, proved
from govdisclosure.text import CellState, read_printed

__all__ = ["groups_add_up", "tell_disputes"]

_HEADS_OF_DISPUTES = frozenset({"UPHELD", "CORRECTED", "OTHER_RESULT", "PENDING"})
#: So many of these above fifteen counts tell table four.
_FEWEST_HEADS = 2
#: Of fifteen counts the head is not farther above, in rows.
_REACH_OF_HEADS = 8


def tell_disputes(rows: Sequence[OpenedRow]) -> ToldTable | None:
    """The one row of fifteen counts below the heads of the results."""
    layout = layout_of(TableKind.DISPUTES, None)
    count = len(layout.cells)
    found: list[ToldRow] = []
    is_displaced = False
    for number, row in enumerate(rows):
        if row.last >= 0 or len(row.fields) < count:
            continue
        if any(one.text.endswith(STACKED) for one in row.fields):
            is_displaced = True
            continue
        fields: Sequence[Field] = row.fields
        if row.is_strange:
            parts = split_values(fields)
            if parts is None or len(parts) != count or not groups_add_up(parts, layout):
                continue
            fields = parts
        elif _is_counted(rows, number) or (len(fields) == count + 1 and fields[0].text.isdigit()):
            fields = fields[1:]
        if not _are_under_heads(rows, number) or CellState.NUMBER not in row.states:
            continue
        around = [*rows[max(0, number - 1) : number], *rows[number + 1 : number + 2]]
        is_loose = any(one.last < 0 and one.has_numbers for one in around)
        if len(fields) != count or not _groups_may_add_up(fields, layout, is_loose=is_loose):
            is_displaced = True
            continue
        found.append(ToldRow("", (), tuple(fields), "count", row.row))
    found += _disputes_in_cells(rows, layout)
    lines = {"": next(line for line in layout.lines if line.cells)}
    table = proved(layout, agreeing(found), lines)
    return ToldTable(layout, {}, is_displaced=True) if table is None and is_displaced else table


def _is_counted(rows: Sequence[OpenedRow], number: int) -> bool:
    """Whether the first field of a row counts on from that of the row above."""
    counts = [one.fields[0].text for one in rows[max(number - 1, 0) : number + 1]]
    return all(map(str.isdecimal, counts)) and [int(one) for one in counts[1:]] == [
        int(counts[0]) + 1
    ]


def _are_under_heads(rows: Sequence[OpenedRow], number: int) -> bool:
    """Whether results of table four are named in the rows above a row."""
    at = INDEX[TableKind.DISPUTES]
    above = rows[max(0, number - _REACH_OF_HEADS) : number]
    heads = {labels_of(one.text)[at] for other in above for one in other.fields}
    return len(heads & _HEADS_OF_DISPUTES) >= _FEWEST_HEADS


def _disputes_in_cells(rows: Sequence[OpenedRow], layout: TableLayout) -> Iterator[ToldRow]:
    """The fifteen counts that stand one a line between heads and other words, and add up."""
    count = len(layout.cells)
    for run in runs_of_cells(rows):
        step = step_of(run)
        for number, (one, two) in enumerate(pairwise(run)):
            begins = one.last == 0 and two.last < 0
            if step is None or not begins or not _are_under_heads(run, number + 1):
                continue
            values = tuple(islice(cells_after(run, number, step, is_new_row=True), count))
            behind = number + 1 + sum(bool(value.text) for value in values)
            is_over = behind >= len(run) or run[behind].last == 0
            if len(values) == count and is_over and groups_add_up(values, layout):
                yield ToldRow("", (), values, "count", one.row)


def groups_add_up(values: Sequence[Field], layout: TableLayout) -> bool:
    """Whether each group of counts of table four has its sum, and not all are nought."""
    return _are_unbroken(values, layout) and any(read_printed(one.text).value for one in values)


def _groups_may_add_up(values: Sequence[Field], layout: TableLayout, *, is_loose: bool) -> bool:
    """A broken sum beside an empty cell, or a loose number, tells of one that is elsewhere."""
    is_whole = all(one.text for one in values) and not is_loose
    return is_whole or _are_unbroken(values, layout)


def _are_unbroken(values: Sequence[Field], layout: TableLayout) -> bool:
    return all(one.holds for one in weigh(layout, values) if one.knows_right)
