"""Table four: the one row of fifteen counts below the heads of the results."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, pairwise, product
from typing import NamedTuple

from govdisclosure.forms.labels import find_label
from govdisclosure.forms.layout import TableKind, TableLayout, layout_of
from govdisclosure.source import Field
from govdisclosure.tables.lone_cells import (
    LabelLines,
    fields_at,
    iter_cells,
    runs_of_cells,
    values_behind,
)
from govdisclosure.tables.marks import STACKED
from govdisclosure.tables.opened import OpenedRow, is_of_form, split_values
from govdisclosure.tables.sums import weigh
from govdisclosure.tables.told import ToldRow, ToldTable, agreeing, proved
from govdisclosure.text import CellState, read_printed

__all__ = ["are_in_order", "groups_add_up", "tell_disputes"]

_HEADS_OF_DISPUTES = frozenset({"UPHELD", "CORRECTED", "OTHER_RESULT", "PENDING"})
_GROUPS = frozenset({"REVIEW", "LITIGATION"})
_REMEDIES = ("REVIEW", "LITIGATION_DIRECT", "LITIGATION_AFTER_REVIEW")
_ORDER = ("REVIEW", "LITIGATION", *_REMEDIES[1:])
_RESULTS_IN_ORDER = ("UPHELD", "CORRECTED", "OTHER_RESULT", "PENDING", "TOTAL")
_RESULTS = _HEADS_OF_DISPUTES | {"TOTAL"}
_NAMES = _RESULTS.union(_ORDER)
#: The minimum number of different result heads above fifteen counts in table four.
_FEWEST_HEADS = 2
#: The maximum distance of the heads above the fifteen counts, in rows.
_REACH_OF_HEADS = 8
#: The maximum number of heads above the counts, if each is a cell and merged ones are repeated.
_MOST_HEADS = 45
#: The maximum number of counts that are cut by borders of cells.
_MOST_CUT = 2
#: Words may be a count if there are at least this many fields for each of them.
_FEWEST_VALUES = 3
#: The columns of a group.
_COLUMNS = 5


def tell_disputes(rows: Sequence[OpenedRow]) -> ToldTable | None:
    """The one row of fifteen counts below the heads of the results."""
    layout = layout_of(TableKind.DISPUTES, None)
    found: list[ToldRow] = []
    blank: list[ToldRow] = []
    over: list[OpenedRow] = []
    rows = [_with_texts(row) for row in rows]
    for number, row in enumerate(rows):
        if row.last >= 0:
            is_head = not _NAMES.isdisjoint(row.tokens(TableKind.DISPUTES))
            over = [*over, row] if is_head else []
            continue
        if any(one.text.endswith(STACKED) for one in row.fields):
            found += _from_pieces(rows, number, layout)
            continue
        cells = _under_whole_heads(rows, number, over, layout)
        is_asked = (
            cells is None
            and CellState.NUMBER in row.states
            and are_in_order([one.tokens(TableKind.DISPUTES) for one in over])
        )
        if is_asked and len(row.fields) >= len(layout.cells) and _are_under_heads(rows, number):
            cells = _counts(rows, number, layout)
        if cells is not None:
            one = ToldRow("", (), cells, "heads" if None in cells else "count", row.row)
            (found if any(value.text for value in one.values) else blank).append(one)
        if len(row.fields) > 1 and any(one.text for one in row.fields):
            over = []
    found += _in_groups(rows, layout)
    found += _disputes_in_cells(rows, layout)
    return proved(layout, agreeing(found or blank))


def _in_groups(rows: Sequence[OpenedRow], layout: TableLayout) -> Iterator[ToldRow]:
    """The counts of separate tables, each below the name of a remedy and its results.

    If remedies are missing, no sum of the others may be broken.
    """
    order = [cell.column_labels[-1] for cell in layout.cells[:_COLUMNS]]
    cells: list[Field | None] = [None] * len(layout.cells)
    found: list[OpenedRow] = []
    remedy = ""
    for over, row in pairwise(rows):
        tokens = [token for token in over.tokens(TableKind.DISPUTES) if token]
        remedy = next((one for one in reversed(tokens) if one in _REMEDIES), remedy)
        if tokens == order and len(row.fields) == _COLUMNS and not row.is_strange and row.last < 0:
            first = _REMEDIES.index(remedy) * _COLUMNS if remedy else len(cells)
            if None not in cells[first:][:_COLUMNS]:
                return  # without a name, or named twice
            cells[first : first + _COLUMNS] = row.fields
            found.append(row)
    if found and (None not in cells or not any(one.is_broken for one in weigh(layout, cells))):
        yield ToldRow("", (), tuple(cells), "heads", found[0].row)


def _with_texts(row: OpenedRow) -> OpenedRow:
    """The row, with words read as counts where they are among others."""
    if not row.words or not row.has_numbers:
        return row
    texts = [row.fields[place].text for place in row.words]
    is_among = _FEWEST_VALUES * len(texts) <= sum(bool(one.text) for one in row.fields)
    return row.ended_at(-1) if is_among and not any(map(is_of_form, texts)) else row


def _from_pieces(rows: Sequence[OpenedRow], number: int, layout: TableLayout) -> Iterator[ToldRow]:
    """The counts of a row whose cells a tool joined, some of them cut by a border.

    All sums must hold, no total may be zero, and there must be only one way.
    """
    fields, count = rows[number].fields, len(layout.cells)
    parts = [
        (at, text)
        for at, one in enumerate(fields)
        for text in one.text.removesuffix(STACKED).split(" ")
        if text
    ]
    surplus = len(parts) - count
    if not 0 <= surplus <= _MOST_CUT or not all(text.isdecimal() for _, text in parts):
        return
    borders = [place for place, (one, two) in enumerate(pairwise(parts)) if two[0] - one[0] == 1]
    ways = []
    for cut in combinations(borders, surplus):
        values: list[Field] = []
        for place, (at, text) in enumerate(parts):
            if place - 1 in cut:
                before = values[-1]
                values[-1] = Field(before.text + text, before.start, before.end)
            else:
                values.append(Field(text, fields[at].start, fields[at].end))
        numbers = [read_printed(one.text).value for one in values]
        are_whole = None not in numbers and all(numbers[_COLUMNS - 1 :: _COLUMNS])
        if len(values) == count and are_whole and _are_unbroken(values, layout):
            ways.append(tuple(values))
    if len(ways) == 1 and _are_under_heads(rows, number, _GROUPS):
        yield ToldRow("", (), ways[0], "cut", rows[number].row)


def _counts(
    rows: Sequence[OpenedRow], number: int, layout: TableLayout
) -> tuple[Field, ...] | None:
    """The fifteen counts of a row; one more field is an index or an empty place.

    The sums decide which, where each remedy that has counts has its total.
    """
    row, count = rows[number], len(layout.cells)
    fields: Sequence[Field] = row.fields
    if row.is_strange:
        parts = split_values(fields)
        if parts is None or len(parts) != count or not groups_add_up(parts, layout):
            return None
        return tuple(parts)
    if _is_counted(rows, number):
        fields = fields[1:]
    elif len(fields) == count + 1:
        ways = [
            way
            for place, other in enumerate(fields)
            if (not other.text or (not place and other.text.isdigit()))
            and _are_unbroken(way := (*fields[:place], *fields[place + 1 :]), layout)
            and all(
                way[start + _COLUMNS - 1].text
                or not any(one.text for one in way[start:][:_COLUMNS])
                for start in range(0, count, _COLUMNS)
            )
        ]
        if len({tuple(one.text for one in way) for way in ways}) != 1:
            return None
        fields = ways[0]
    if len(fields) != count:
        return None
    if _is_loose(rows, number):
        is_right = groups_add_up(fields, layout)  # beside other numbers, zeros prove nothing
    else:
        is_right = all(one.text for one in fields) or _are_unbroken(fields, layout)
    return tuple(fields) if is_right else None


def _is_loose(rows: Sequence[OpenedRow], number: int) -> bool:
    """Whether there are numbers without words next to a row.

    They, or an empty cell, may be what a broken sum is missing.
    """
    around = [*rows[max(0, number - 1) : number], *rows[number + 1 : number + 2]]
    return any(one.last < 0 and one.has_numbers for one in around)


def _under_whole_heads(
    rows: Sequence[OpenedRow], number: int, over: Sequence[OpenedRow], layout: TableLayout
) -> tuple[Field | None, ...] | None:
    """The counts right below heads that name the result of every column, for each remedy.

    If some columns are missing, no sum may be broken. If all are there, the row is taken as it is,
    whether or not it adds up.
    """
    row = rows[number]
    if row.is_strange or not over or _is_loose(rows, number):
        return None
    if not are_in_order([one.tokens(TableKind.DISPUTES) for one in over]):
        return None
    heads = [
        [(place, find_label(TableKind.DISPUTES, one.fields[place].text)) for place in one.words]
        for one in over
    ]
    lowest = {place: token for tokens in heads for place, token in tokens}
    is_grid = {len(one.fields) for one in over} == {len(row.fields)}
    placed = sorted((place, token) for place, token in lowest.items() if token in _RESULTS)
    fields = row.fields[1:] if _is_counted(rows, number) else row.fields
    in_places = [row.fields[place] for place, _ in placed] if is_grid else []
    in_order = [token for one in heads for _, token in one if token in _RESULTS]
    for tokens, shown in (([token for _, token in placed], in_places), (in_order, fields)):
        places, taken = _columns(tokens, layout), {one.start for one in shown if one.text}
        if (
            places is None
            or len(places) != len(shown)
            or any(one.text and one.start not in taken for one in fields)
        ):
            continue
        cells: list[Field | None] = [None] * len(layout.cells)
        for place, one in zip(places, shown, strict=True):
            cells[place] = one
        is_whole = [*places] == [*range(len(cells))] or shown is in_places
        is_open = len(row.fields) > len(cells) and not (fields[0].text or fields[-1].text)
        if (is_whole and not is_open) or not any(one.is_broken for one in weigh(layout, cells)):
            return tuple(cells)
    return None


def are_in_order(rows: Sequence[Sequence[str | None]]) -> bool:
    """Whether the heads that are known are in the form's order."""
    remedies = [*dict.fromkeys(one for row in rows for one in row if one in _ORDER)]
    for row in rows:
        results = [_RESULTS_IN_ORDER.index(one) for one in row if one in _RESULTS]
        groups = 1 + sum(two <= one for one, two in pairwise(results))
        if groups > max(map(results.count, results), default=1):
            return False
    return remedies == sorted(remedies, key=_ORDER.index)


def _columns(tokens: Sequence[str | None], layout: TableLayout) -> Sequence[int] | None:
    """The cell of each column under heads; a result that is not later begins another remedy."""
    order = [cell.column_labels[-1] for cell in layout.cells[:_COLUMNS]]
    places: list[int] = []
    group, last = -1, _COLUMNS
    for token in tokens:
        at = order.index(token or "")
        group += at <= last
        places.append(group * _COLUMNS + at)
        last = at
    is_whole = group + 1 == len(layout.cells) // _COLUMNS
    return places if is_whole and len(places) >= len(layout.cells) - _COLUMNS else None


def _is_counted(rows: Sequence[OpenedRow], number: int) -> bool:
    """Whether the first field of a row continues a count in the row above."""
    counts = [one.fields[0].text for one in rows[max(number - 1, 0) : number + 1]]
    return all(map(str.isdecimal, counts)) and [int(one) for one in counts[1:]] == [
        int(counts[0]) + 1
    ]


def _are_under_heads(
    rows: Sequence[OpenedRow], number: int, heads: AbstractSet[str] = _HEADS_OF_DISPUTES
) -> bool:
    """Whether results of table four, or other *heads*, are named in the rows above a row."""
    above = rows[max(0, number - _REACH_OF_HEADS) : number]
    fields = (one for row in above for one in row.fields)
    return _name_results((find_label(TableKind.DISPUTES, one.text) for one in fields), heads)


def _name_results(
    tokens: Iterable[str | None], heads: AbstractSet[str] = _HEADS_OF_DISPUTES
) -> bool:
    return len({*tokens} & heads) >= _FEWEST_HEADS


def _disputes_in_cells(rows: Sequence[OpenedRow], layout: TableLayout) -> Iterator[ToldRow]:
    """The fifteen counts that are one a line between heads and other words, and add up."""
    count = len(layout.cells)
    for run in runs_of_cells(rows):
        cells = list(iter_cells(TableKind.DISPUTES, run))
        for number, cell in enumerate(cells):
            heads = cells[max(0, number + 1 - _MOST_HEADS) : number + 1]
            tokens = [one.token for one in heads]
            if not cell.is_words or not _name_results(tokens) or not are_in_order([tokens]):
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
    """How cells of table four are printed: the distance of two, and what a row end adds."""

    step: int
    at_end: int


def _ways(heads: Sequence[LabelLines]) -> Sequence[_Way]:
    """The ways of printing that the distances between the heads allow."""
    own = next((n for n, one in enumerate(reversed(heads)) if one.token is None), len(heads))
    heads = heads[len(heads) - own :]
    gaps = [two.first - one.last for one, two in pairwise(heads)]
    step = min(gaps, default=0)
    if step <= 0:
        return ()
    last = {one.token: gap for one, gap in zip(heads, gaps, strict=False)}
    found: dict[int, _Way] = {}
    # Merged heads may or may not leave empty the places that they cover beside or below the first.
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
    head: LabelLines, values: Sequence[LabelLines], way: _Way, end: int | None, count: int
) -> tuple[Field, ...] | None:
    """The counts by their places; None if one is out of place, or there is room for more."""
    shown = [cell for cell in values if cell.fields[0].text]
    found = fields_at(head, shown, way.step, way.step + way.at_end)
    if found is None or len(found) > count:
        return None
    last = (found or head.fields)[-1].end
    room = count if end is None else (end - values[-1].last - way.at_end) // way.step - 1
    missing = count - len(found)
    return (*found, *[Field("", last, last)] * missing) if missing <= room else None


def _are_whole(values: Sequence[Field], layout: TableLayout) -> bool:
    """Whether the last count is the total of a group; zeros prove nothing."""
    shown = max((number for number, one in enumerate(values, 1) if one.text), default=0)
    if not shown or shown % _COLUMNS or not _are_unbroken(values, layout):
        return False
    totals = [read_printed(one.text).value for one in values[_COLUMNS - 1 : shown : _COLUMNS]]
    return bool(totals[-1]) and (shown == len(values) or all(totals))


def groups_add_up(values: Sequence[Field], layout: TableLayout) -> bool:
    """Whether each group of counts of table four has its total, and not all counts are zero."""
    numbers = [read_printed(one.text).value for one in values]
    groups = [numbers[start : start + _COLUMNS] for start in range(0, len(numbers), _COLUMNS)]
    are_whole = all(group[-1] is not None or group == [None] * _COLUMNS for group in groups)
    return are_whole and any(numbers) and _are_unbroken(values, layout)


def _are_unbroken(values: Sequence[Field], layout: TableLayout) -> bool:
    return all(one.holds for one in weigh(layout, values) if one.knows_right)
