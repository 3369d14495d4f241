"""Rows of separate cells, read by counting the places between labels.

An empty cell leaves its line ends, so the distance between two labels counts the cells between
them. How a tool prints cells, merged cells and the ends of rows is the same for all rows of a
table: it is found by counting, and only what the rows agree on is read.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise, product
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from govdisclosure.characters import narrow
from govdisclosure.forms.layout import Line, TableKind, TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.columns import COLUMNS_OF_REQUESTS
from govdisclosure.tables.headed import are_borne_out
from govdisclosure.tables.heads import ColumnHeads
from govdisclosure.tables.lone_cells import (
    LabelLines,
    columns_of_cells,
    fields_at,
    iter_cells,
    least_step,
    runs_of_cells,
    values_behind,
    without_remarks,
)
from govdisclosure.tables.opened import OpenedRow, heads_of, heads_over, rows_of
from govdisclosure.tables.told import FEWEST_PROVABLE, ToldRow, adds_up
from govdisclosure.text import CellState

__all__ = ["tell_cells"]

#: The possible numbers of line ends between two cells, and the maximum that the end of a row adds.
_STEPS = (1, 2, 3)
_MOST_AT_END = 6
#: The minimum number of empty lines in a table that make them count as empty cells.
_FEWEST_BLANKS = 3
#: How many rows must agree on how the table is printed: in all, and for each that does not.
_FEWEST_AGREEING = 3
_AGREEING_FOR_EACH_OTHER = 4
#: The minimum number of rows without values, evenly spaced, that count as blank rows.
_FEWEST_BLANK_ROWS = 10
#: The maximum distance of the heads above a row of table two, in cells.
_REACH_OF_HEADS = 20

_Values: TypeAlias = tuple[Field, ...]


class _Row(NamedTuple):
    """The label of a row with what follows it, up to the next words."""

    line: Line
    label: LabelLines
    #: The columns under the heads over it; None for those of the form.
    columns: ColumnHeads | None
    #: The values that are not empty.
    shown: Sequence[LabelLines]
    #: The distance of the next label, and the number of merged cells of its row before it.
    distance: int | None
    lead: int
    #: Where other words follow the values; None at the end of the run.
    end: int | None
    #: Whether the values end there, and are not followed by something strange.
    is_over: bool

    @property
    def token(self) -> str:
        """The token of its label."""
        return self.line.token

    @property
    def width(self) -> int:
        """How many values are printed for it."""
        return len(self.line.cells if self.columns is None else self.columns.heads)

    @property
    def has_remarks(self) -> bool:
        """Whether its last column is not one of the form's."""
        return self.columns is not None and self.columns.heads[-1] is None

    def cells(self, layout: TableLayout, values: _Values) -> tuple[Field | None, ...]:
        """The printed values as those of the form's cells."""
        if self.columns is None or not values:
            return values
        return self.columns.values(values, heads_over(layout, self.line))


def _rows(
    cells: Sequence[LabelLines],
    layout: TableLayout,
    columns: Sequence[ColumnHeads | None],
    *,
    by_heads: bool,
) -> Iterator[_Row]:
    """The rows of a run, with the columns of the form or, *by_heads*, those that heads name."""
    leads = _leads(layout)
    for number, cell in enumerate(cells):
        line = layout.rows.get(cell.token or "")
        if line is None:
            continue
        over, own = columns[number], heads_over(layout, line)
        if over is None or not over.is_of(own) or list(over.heads) == own:
            over = None
        elif not (by_heads and over.is_usable(own)):
            if None not in over.heads and not over.is_in_order(own):
                continue
            over = None
        values = values_behind(cells, number)
        after = cells[number + 1 + len(values)] if number + 1 + len(values) < len(cells) else None
        if not values and after is not None and after.token == cell.token:
            continue  # it is repeated in each place that it covers
        lead = leads.get(after.token or "") if after is not None else None
        distance = after.first - cell.last if after is not None and lead is not None else None
        shown = [one for one in values if one.fields[0].text]
        end = after.first if after is not None else None
        is_over = after is None or after.is_words
        yield _Row(line, cell, over, shown, distance, lead or 0, end, is_over)


def _leads(layout: TableLayout) -> Mapping[str, int]:
    """The number of columns of labels before each label in its row."""
    leads = {}
    for line in layout.lines:
        covered = sum(columns for _, _, columns in line.labels)
        column = layout.width - len(line.cells) * line.cell_span - covered if line.cells else 0
        for token, _, columns in line.labels:
            leads[token] = column
            column += columns
    return leads


class _Printing(NamedTuple):
    """How a tool prints the cells of a table."""

    #: The number of line ends between two cells.
    step: int
    #: The number of places for the values of a row; 0 if it is their number.
    places: int
    #: Whether the further places of a merged cell repeat it; otherwise they are empty.
    repeats: bool
    #: Whether a label leaves empty places for what it covers beside and below its first place.
    pads: bool
    leads: bool
    #: The number of line ends that the end of a row adds.
    at_end: int = 0

    def size(self, row: _Row) -> int:
        """The number of line ends in a row, without its end."""
        places = self.places or row.width
        return self.step * (1 + self._pad(row) + places + self.leads * row.lead)

    def _pad(self, row: _Row) -> int:
        return self.pads * (row.line.labels[-1][2] - 1)

    def fields(self, row: _Row) -> Sequence[Field] | None:
        """The content of each place of a row; None if it is not printed like this."""
        if row.distance is not None and row.distance != self.size(row) + self.at_end:
            return None
        shift = self.step * (1 + self._pad(row))
        found = fields_at(row.label, row.shown, self.step, shift)
        missing = (self.places or row.width) - len(found or ())
        if found is None or missing < 0:
            return None
        end = (found or row.label.fields)[-1].end
        return [*found, *[Field("", end, end)] * missing]

    def read(self, rows: Sequence[_Row]) -> Sequence[_Values | None]:
        """The values of each row; None if it is not printed like this, empty if it is ambiguous.

        The places of a merged cell are the same in all rows with the same number of cells.
        """
        fields = [self.fields(row) for row in rows]
        cuts: dict[int, list[tuple[int, ...]]] = {}
        for row, one in zip(rows, fields, strict=True):
            count = row.width
            if one is not None:
                ways = cuts.setdefault(count, [*combinations(range(1, len(one)), count - 1)])
                ways[:] = [way for way in ways if all(map(self._is_merged, _parted(one, way)))]
        found: list[_Values | None] = []
        for row, one in zip(rows, fields, strict=True):
            ways = cuts.get(row.width, [])
            values = [tuple(part[0] for part in _parted(one or (), way)) for way in ways if one]
            alike = {tuple(value.text for value in one) for one in values}
            found.append((values[0] if len(alike) == 1 else ()) if values else None)
        return found

    def is_proved_by(self, rows: Sequence[_Row], found: Sequence[_Values | None]) -> bool:
        """Whether the last column is used, and the first too if there may be places before it."""
        widest = max(row.width for row in rows)
        wide = [values for values in found if values and len(values) == widest]
        has_before = self.places > widest or any(map(self._pad, rows))
        return all(
            any(values[at].text for values in wide) for at in ((0, -1) if has_before else (-1,))
        )

    def _is_merged(self, fields: Sequence[Field]) -> bool:
        return {one.text for one in fields[1:]} <= {fields[0].text if self.repeats else ""}


def _parted(fields: Sequence[Field], cuts: Sequence[int]) -> Iterator[Sequence[Field]]:
    return (fields[start:end] for start, end in pairwise((0, *cuts, len(fields))))


def _readings(
    rows: Sequence[_Row], layout: TableLayout, least: int
) -> Sequence[Sequence[_Values | None]]:
    """The values of each row, for each of the ways of printing that most rows agree on.

    No two cells are closer than *least* line ends, so a smaller step is not tried.
    """
    asked = [row for row in rows if row.distance is not None]
    is_empty = not any(row.shown for row in rows)
    widest = max(len(line.cells) for line in layout.lines)
    whole = layout.width - sum(columns for _, _, columns in layout.lines[-1].labels)
    more = max(row.width for row in rows) - widest if widest == COLUMNS_OF_REQUESTS else 0
    widest, whole = widest + more, whole + more
    places = [(0, False), *product(range(widest, whole + 1), (False, True))]
    best: list[Sequence[_Values | None]] = []
    most = (_FEWEST_AGREEING, 0)
    for step, (count, repeats), pads, leads in product(
        _STEPS, places, (False, True), (False, True)
    ):
        if step < least:
            continue
        printing = _Printing(step, count, repeats, pads, leads)
        ends = Counter((row.distance or 0) - printing.size(row) for row in asked)
        for at_end, fitting in ends.items():
            if fitting < most[0] or not 0 <= at_end <= _MOST_AT_END:
                continue
            one = printing._replace(at_end=at_end)
            found = one.read(rows)
            read = [values for values in found if values is not None]
            fits = [
                row
                for row, values in zip(rows, found, strict=True)
                if values is not None and row.distance is not None
            ]
            agreeing, others = len(fits), len(asked) - len(fits)
            size = (agreeing, len(read))
            is_blank = is_empty and not others and agreeing >= _FEWEST_BLANK_ROWS
            if sum(bool(row.shown) for row in fits) < _FEWEST_AGREEING and not is_blank:
                continue  # labels alone may be scattered, with their values elsewhere
            if size < most or agreeing < others * _AGREEING_FOR_EACH_OTHER:
                continue
            if size > most:
                best, most = [], size
            is_proved = is_blank or one.is_proved_by(rows, found)
            best.append(found if is_proved else [None] * len(rows))
    return best


def tell_cells(layout: TableLayout, rows: Sequence[OpenedRow]) -> Iterator[ToldRow]:
    """Rows of cells that are one a line, or all on one line; an uncertain row has no values."""
    told: list[ToldRow] = []
    asked: list[ToldRow] = []
    over: ColumnHeads | None = None
    for run in runs_of_cells(rows):
        found_cells = list(iter_cells(layout.kind, run))
        if not any(one.token for one in found_cells):
            continue
        all_columns = list(columns_of_cells(layout, found_cells, over))
        over = all_columns[-1]
        cells, columns = without_remarks(found_cells, all_columns)
        found = list(_rows(cells, layout, columns, by_heads=True))
        ways = [_tell_run(layout, cells, found)]
        if any(row.columns for row in found):
            found = list(_rows(cells, layout, columns, by_heads=False))
            ways.append(_tell_run(layout, cells, found))
        best = max(ways, key=lambda one: sum(bool(row.cells) for row, _ in one))
        told += [row for row, _ in best]
        asked += [row for row, is_asked in best if is_asked]
    blanks = sum(not value.text for one in told for value in one.values)
    if 0 < blanks < _FEWEST_BLANKS:  # may just as well be a lost value
        told = [one for one in told if all(value.text for value in one.values)]
    if not asked or are_borne_out(asked):
        yield from told


def _tell_run(
    layout: TableLayout, cells: Sequence[LabelLines], found: Sequence[_Row]
) -> list[tuple[ToldRow, bool]]:
    """The rows of a run of cells, and whether the sum of each is to be checked."""
    before = _values_before(cells, found[0]) if found else 0
    if not found or before == found[0].width:
        return []  # labels come last
    readings = () if before else _readings(found, layout, least_step(cells))
    placed = [
        _by_places(row, [reading[number] for reading in readings])
        for number, row in enumerate(found)
    ]
    has_blanks = any(not one.text for values in placed for one in values or ())
    counted = [
        _by_count(layout, row, is_printing_known=bool(readings), has_blanks=has_blanks)
        for row in found
    ]
    known = {row.token for row, *ways in zip(found, placed, counted, strict=True) if any(ways)}
    told: list[tuple[ToldRow, bool]] = []
    for row, values, others in zip(found, placed, counted, strict=True):
        # One value may be there twice, next to an empty one; or a copy of the row was read.
        may_be_doubled = len(row.shown) == row.width and (
            has_blanks or (bool(readings) and row.width <= FEWEST_PROVABLE)
        )
        is_in_doubt = row.shown and (may_be_doubled or row.token in known)
        chosen = values or others or (() if is_in_doubt else None)
        is_proactive = layout.kind is TableKind.PROACTIVE
        if chosen is None or (is_proactive and _has_odd_heads(cells, row, may_repeat=bool(values))):
            continue
        how = "count" if row.columns is None else "heads"
        one = ToldRow(
            row.token, row.label.fields, row.cells(layout, chosen), how, row.label.opened.row
        )
        # Its places prove it if it has no total.
        told.append((one, bool(chosen) and bool(chosen[-1].text or not values)))
    return told


def _has_odd_heads(cells: Sequence[LabelLines], row: _Row, *, may_repeat: bool) -> bool:
    """Whether there are unknown words or repeated heads above the label of a row, in its block.

    A merged head may be repeated in the places that it covers.
    """
    number = _number_of(row.label, cells)
    heads, rows = heads_of(TableKind.PROACTIVE), rows_of(TableKind.PROACTIVE)
    seen: list[str] = []
    for cell in reversed(cells[max(0, number - _REACH_OF_HEADS) : number]):
        is_words = cell.is_words or CellState.TEXT in cell.opened.states
        token = cell.token if is_words else ""
        is_repeated = may_repeat and seen[-1:] == [token]
        if token is None or (token in seen and not is_repeated):
            return True
        if token in heads:
            seen.append(token)
        elif token and token not in rows:
            return False
    return False


def _number_of(cell: LabelLines, cells: Sequence[LabelLines]) -> int:
    """The place of a cell in a run, which may have thousands."""
    return cells.index(cell, bisect_left(cells, cell.first, key=attrgetter("first")))


def _values_before(cells: Sequence[LabelLines], first: _Row) -> int:
    """The number of values right before the first label."""
    number = end = _number_of(first.label, cells)
    while number and cells[number - 1].is_value:
        number -= 1
    return end - number


def _by_places(row: _Row, ways: Sequence[_Values | None]) -> _Values | None:
    """The values of a row, if all ways of reading it give the same."""
    alike = {tuple(value.text for value in values or ()) for values in ways}
    values = ways[0] if len(alike) == 1 else None
    # Before other words, only the last value shows where a row ends.
    return values if values and (row.distance is not None or values[-1].text) else None


def _by_count(
    layout: TableLayout, row: _Row, *, is_printing_known: bool, has_blanks: bool
) -> _Values | None:
    """As many values as the form has, directly one after the other.

    A row that is not printed like the rest of the table has to add up.
    """
    values = tuple(one.fields[0] for one in row.shown)
    lacks_remark = row.has_remarks and len(values) == row.width - 1
    if lacks_remark:
        values += (Field("", values[-1].end, values[-1].end),)
    is_longer = len(values) == row.width + 1 and _is_next_ordinal(layout, row, values)
    if not row.is_over or (len(values) != row.width and not is_longer):
        return None
    values = values[: row.width]
    places = [row.label.last, *(one.first for one in row.shown[: row.width])]
    if row.end is not None and any(one.text == two.text for one, two in pairwise(values)):
        places.append(row.end)  # a merged cell may be repeated, and the rest empty
    is_even = len({two - one for one, two in pairwise(places)}) == 1
    if row.width > FEWEST_PROVABLE and adds_up(row.cells(layout, values)):
        return values if is_even or not has_blanks else None
    return values if is_even and not is_printing_known and not lacks_remark else None


def _is_next_ordinal(layout: TableLayout, row: _Row, values: _Values) -> bool:
    """Whether the number after a row that adds up is the ordinal of the next row."""
    own = re.match(r"[0-9]+(?=[.．、])", narrow(row.label.fields[0].text))
    return (
        own is not None
        and values[-1].text == str(int(own[0]) + 1)
        and adds_up(row.cells(layout, values[:-1]))
    )
