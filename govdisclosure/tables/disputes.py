"""Table four: the one row of fifteen counts below the heads of the results."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from govdisclosure.labels import labels_of
from govdisclosure.layout import TableKind, TableLayout, layout_of
from govdisclosure.source import Field
from govdisclosure.tables.cells import PlacedCell, iter_cells, runs_of_cells, values_behind
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
#: So many heads, each of them a cell, and repeated where they are merged, stand above the counts.
_MOST_HEADS = 45
#: The columns of a group.
_COLUMNS = 5


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
    return _name_results(labels_of(one.text)[at] for other in above for one in other.fields)


def _name_results(tokens: Iterable[str | None]) -> bool:
    return len({*tokens} & _HEADS_OF_DISPUTES) >= _FEWEST_HEADS


def _disputes_in_cells(rows: Sequence[OpenedRow], layout: TableLayout) -> Iterator[ToldRow]:
    """The fifteen counts that stand one a line between heads and other words, and add up."""
    count = len(layout.cells)
    for run in runs_of_cells(rows):
        cells = list(iter_cells(run, INDEX[TableKind.DISPUTES]))
        for number, cell in enumerate(cells):
            heads = cells[max(0, number + 1 - _MOST_HEADS) : number + 1]
            if not cell.is_words or not _name_results(one.token for one in heads):
                continue
            values = values_behind(cells, number)
            behind = number + len(values) + 1
            after = cells[behind : behind + 1]
            if not values or any(not one.is_words for one in after):
                continue
            end = after[0].first if after else None
            shown = tuple(one.fields[0] for one in values if one.fields[0].text)
            found = [_by_places(cell, values, way, end, count) for way in _ways(heads)]
            ways = [one for one in found if one is not None and _are_whole(one, layout)]
            gaps = {two.first - one.last for one, two in pairwise(values)}
            if len(shown) == count and len(gaps) == 1 and groups_add_up(shown, layout):
                ways = [shown]
            if len(ways) == 1:
                yield ToldRow("", (), ways[0], "count", cell.opened.row)


class _Way(NamedTuple):
    """How cells of table four are printed: what parts two, and how much more the end of a row."""

    step: int
    at_end: int


def _ways(heads: Sequence[PlacedCell]) -> Sequence[_Way]:
    """What the distances between the rows of heads say."""
    gaps = [two.first - one.last for one, two in pairwise(heads)]
    step = min(gaps, default=0)
    if step <= 0:
        return ()
    last = {one.token: gap for one, gap in zip(heads, gaps, strict=False)}
    found: dict[int, _Way] = {}
    # Merged heads leave the places that they cover beside or below their first one, or nothing.
    for beside, below in product((0, 1), (0, 1)):
        ends = {
            last[token] - step * (1 + beside * covered + below * others)
            for token, covered, others in (
                ("LITIGATION", 2 * _COLUMNS - 1, 0),
                ("LITIGATION_AFTER_REVIEW", _COLUMNS - 1, _COLUMNS),
            )
            if token in last
        }
        if len(ends) == 1 and (at_end := ends.pop()) >= 0:
            found[at_end] = _Way(step, at_end)
    return tuple(found.values())


def _by_places(
    head: PlacedCell, values: Sequence[PlacedCell], way: _Way, end: int | None, count: int
) -> tuple[Field, ...] | None:
    """The counts by their places; None where one is out of place, or more would have room."""
    last = head.fields[-1].end
    found: list[Field] = []
    for cell in values:
        at, rest = divmod(cell.first - head.last - way.at_end, way.step)
        if rest or at > count or at <= 0:
            return None
        found += [Field("", last, last)] * (at - 1 - len(found))
        if cell.fields[0].text:
            found.append(cell.fields[0])
            last = cell.fields[0].end
    room = count if end is None else (end - values[-1].last - way.at_end) // way.step - 1
    missing = count - len(found)
    return (*found, *[Field("", last, last)] * missing) if missing <= room else None


def _are_whole(values: Sequence[Field], layout: TableLayout) -> bool:
    """Whether the last count is the total of a group; noughts prove nothing."""
    shown = max((number for number, one in enumerate(values, 1) if one.text), default=0)
    if not shown or shown % _COLUMNS or not _are_unbroken(values, layout):
        return False
    totals = [read_printed(one.text).value for one in values[_COLUMNS - 1 : shown : _COLUMNS]]
    return bool(totals[-1]) and (shown == len(values) or all(totals))


def groups_add_up(values: Sequence[Field], layout: TableLayout) -> bool:
    """Whether each group of counts of table four has its sum, and not all are nought."""
    return _are_unbroken(values, layout) and any(read_printed(one.text).value for one in values)


def _groups_may_add_up(values: Sequence[Field], layout: TableLayout, *, is_loose: bool) -> bool:
    """A broken sum beside an empty cell, or a loose number, tells of one that is elsewhere."""
    is_whole = all(one.text for one in values) and not is_loose
    return is_whole or _are_unbroken(values, layout)


def _are_unbroken(values: Sequence[Field], layout: TableLayout) -> bool:
    return all(one.holds for one in weigh(layout, values) if one.knows_right)
