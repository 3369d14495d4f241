"""Cells by themselves: rows of tables whose cells are one to a line, or all on one line.

An empty cell leaves its line ends, so that the distance between two labels counts the cells between
them. How a tool prints cells, merged cells and the ends of rows is the same for all rows of a
table: it is found by counting, and what the rows do not agree on is not told.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise, product
from typing import NamedTuple, TypeAlias

from govdisclosure.labels import labels_of
from govdisclosure.layout import Line, TableKind, TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.opened import INDEX, OpenedRow, cell_label, heads_of, rows_of
from govdisclosure.tables.told import FEWEST_PROVABLE, ToldRow, adds_up, are_sound
from govdisclosure.text import CellState, narrow

__all__ = ["PlacedCell", "iter_cells", "runs_of_cells", "tell_cells", "values_behind"]

#: A label is broken over at most so many lines of its cell.
_MOST_LINES = 4
#: How many line ends part two cells, and how many more the end of a row has at most.
_STEPS = (1, 2, 3)
_MOST_AT_END = 6
#: Empty lines stand for empty cells where there are so many in a table.
_FEWEST_BLANKS = 3
#: So many rows have to agree on how the table is printed, and so many for each that does not.
_FEWEST_AGREEING = 3
_AGREEING_FOR_EACH_OTHER = 4
#: The heads of a row of table two are not farther above, in cells.
_REACH_OF_HEADS = 20
_BARE_ORDINAL = re.compile(r"[0-9]{1,2}[.．、]")


# ------------------------------------------------------------------------------ cells


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


# ------------------------------------------------------------------------------ rows


_Values: TypeAlias = tuple[Field, ...]


class _Row(NamedTuple):
    """A label of a row with what is behind it, up to the next words."""

    line: Line
    label: PlacedCell
    #: The values that are not empty.
    shown: Sequence[PlacedCell]
    #: How far the next label is, and how many merged cells of its row stand before it.
    distance: int | None
    lead: int
    #: Where other words stand behind the values; None at the end of the run.
    end: int | None
    #: Whether the values end there, and not at something strange.
    is_over: bool

    @property
    def token(self) -> str:
        """The token of its label."""
        return self.line.tokens[-1]

    @property
    def width(self) -> int:
        """How many values the form has for it."""
        return len(self.line.cells)


def _rows(cells: Sequence[PlacedCell], layout: TableLayout) -> Iterator[_Row]:
    lines = {line.tokens[-1]: line for line in layout.lines if line.cells and line.tokens}
    leads = _leads(layout)
    for number, cell in enumerate(cells):
        line = lines.get(cell.token or "")
        if line is None:
            continue
        values = values_behind(cells, number)
        after = cells[number + 1 + len(values)] if number + 1 + len(values) < len(cells) else None
        if not values and after is not None and after.token == cell.token:
            continue  # it is repeated in each place that it covers
        lead = leads.get(after.token or "") if after is not None else None
        distance = after.first - cell.last if after is not None and lead is not None else None
        shown = [one for one in values if one.fields[0].text]
        end = after.first if after is not None else None
        is_over = after is None or after.is_words
        yield _Row(line, cell, shown, distance, lead or 0, end, is_over)


def _leads(layout: TableLayout) -> Mapping[str, int]:
    """How many columns of labels each label has before it in its row."""
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

    #: How many line ends part two cells.
    step: int
    #: How many places the values of a row take; 0 for as many as it has.
    places: int
    #: Whether places that a merged cell covers beside its first one repeat it; else they are empty.
    repeats: bool
    #: Whether a label leaves the places empty that it covers beside its first one, and below it.
    pads: bool
    leads: bool
    #: How many more line ends the end of a row has.
    at_end: int = 0

    def size(self, row: _Row) -> int:
        """How many line ends a row has, without its end."""
        places = self.places or row.width
        return self.step * (1 + self._pad(row) + places + self.leads * row.lead)

    def _pad(self, row: _Row) -> int:
        return self.pads * (row.line.labels[-1][2] - 1)

    def fields(self, row: _Row) -> Sequence[Field] | None:
        """What each place of a row holds; None where it is not printed so."""
        if row.distance is not None and row.distance != self.size(row) + self.at_end:
            return None
        end = row.label.fields[-1].end
        found: list[Field] = []
        for cell in row.shown:
            at, rest = divmod(cell.first - row.label.last, self.step)
            at -= 1 + self._pad(row)
            if rest or at < len(found):
                return None
            found += [Field("", end, end)] * (at - len(found))
            found.append(cell.fields[0])
            end = found[-1].end
        missing = (self.places or row.width) - len(found)
        return [*found, *[Field("", end, end)] * missing] if missing >= 0 else None

    def read(self, rows: Sequence[_Row]) -> Sequence[_Values | None]:
        """The values of each row; none where it is not printed so, or several ways to read it.

        Which places belong to one merged cell is the same in all rows of as many cells.
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
        """Whether the last column is used, and the first where places of no column may be there."""
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


def _least_step(cells: Sequence[PlacedCell]) -> int:
    """How many line ends part two cells of the table that are nearest to each other."""
    return min(
        (
            two.first - one.last
            for one, two in pairwise(cells)
            if all(cell.token is not None or cell.is_value for cell in (one, two))
        ),
        default=0,
    )


def _readings(
    rows: Sequence[_Row], layout: TableLayout, least: int
) -> Sequence[Sequence[_Values | None]]:
    """The values of each row, by each of the ways of printing that most rows agree on.

    Where cells are nowhere nearer to each other than *least* line ends, no empty cell is between.
    """
    asked = [row for row in rows if row.distance is not None]
    widest = max(len(line.cells) for line in layout.lines)
    whole = layout.width - sum(columns for _, _, columns in layout.lines[-1].labels)
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
            if sum(bool(row.shown) for row in fits) < _FEWEST_AGREEING:
                continue  # labels alone may be scattered, and their values elsewhere
            if size < most or agreeing < others * _AGREEING_FOR_EACH_OTHER:
                continue
            if size > most:
                best, most = [], size
            best.append(found if one.is_proved_by(rows, found) else [None] * len(rows))
    return best


def tell_cells(layout: TableLayout, rows: Sequence[OpenedRow]) -> Iterator[ToldRow]:
    """Rows of cells that stand one a line, or all on one line; one in doubt has no values."""
    told: list[ToldRow] = []
    asked: list[ToldRow] = []
    for run in runs_of_cells(rows):
        cells = list(iter_cells(run, INDEX[layout.kind]))
        found = list(_rows(cells, layout))
        before = _values_before(cells, found[0]) if found else 0
        if not found or before == found[0].width:
            continue  # labels are last
        readings = () if before else _readings(found, layout, _least_step(cells))
        placed = [
            _by_places(row, [reading[number] for reading in readings])
            for number, row in enumerate(found)
        ]
        has_blanks = any(not one.text for values in placed for one in values or ())
        counted = [
            _by_count(row, is_printing_known=bool(readings), has_blanks=has_blanks) for row in found
        ]
        known = {row.token for row, *ways in zip(found, placed, counted, strict=True) if any(ways)}
        for row, values, others in zip(found, placed, counted, strict=True):
            # One value may be there twice, beside an empty one; or a copy of the row is read.
            may_be_doubled = len(row.shown) == row.width and (
                has_blanks or (bool(readings) and row.width <= FEWEST_PROVABLE)
            )
            is_in_doubt = row.shown and (may_be_doubled or row.token in known)
            chosen = values or others or (() if is_in_doubt else None)
            is_proactive = layout.kind is TableKind.PROACTIVE and row.width > 1
            if chosen is None or (
                is_proactive and _has_odd_heads(cells, row, may_repeat=bool(values))
            ):
                continue
            one = ToldRow(row.token, row.label.fields, chosen, "count", row.label.opened.row)
            told.append(one)
            if chosen and (chosen[-1].text or not values):
                asked.append(one)  # its places prove it where it has no total
    blanks = sum(not value.text for one in told for value in one.values)
    if 0 < blanks < _FEWEST_BLANKS:  # as likely a value that got lost
        told = [one for one in told if all(value.text for value in one.values)]
    if not asked or are_sound(asked):
        yield from told


def _has_odd_heads(cells: Sequence[PlacedCell], row: _Row, *, may_repeat: bool) -> bool:
    """Whether unknown words or a head twice stand above the label of a row, in its block.

    A merged head may be repeated in the places that it covers.
    """
    number = cells.index(row.label)
    heads, rows = heads_of(TableKind.PROACTIVE), rows_of(TableKind.PROACTIVE)
    seen: list[str] = []
    for cell in reversed(cells[max(0, number - _REACH_OF_HEADS) : number]):
        token = cell.token if cell.is_words else ""
        is_repeated = may_repeat and seen[-1:] == [token]
        if token is None or (token in seen and not is_repeated):
            return True
        if token in heads:
            seen.append(token)
        elif token and token not in rows:
            return False
    return False


def _values_before(cells: Sequence[PlacedCell], first: _Row) -> int:
    """How many values stand right before the first label."""
    number = end = cells.index(first.label)
    while number and cells[number - 1].is_value:
        number -= 1
    return end - number


def _by_places(row: _Row, ways: Sequence[_Values | None]) -> _Values | None:
    """The values of a row, if all ways of reading it say the same."""
    alike = {tuple(value.text for value in values or ()) for values in ways}
    values = ways[0] if len(alike) == 1 else None
    # Nothing tells the end of a row before other words but its last value.
    return values if values and (row.distance is not None or values[-1].text) else None


def _by_count(row: _Row, *, is_printing_known: bool, has_blanks: bool) -> _Values | None:
    """As many values as the form has, right behind each other.

    A row that is not printed as the rest of the table has to add up.
    """
    values = tuple(one.fields[0] for one in row.shown)
    is_longer = len(values) == row.width + 1 and _is_next_ordinal(row, values)
    if not row.is_over or (len(values) != row.width and not is_longer):
        return None
    values = values[: row.width]
    places = [row.label.last, *(one.first for one in row.shown[: row.width])]
    if row.end is not None and any(one.text == two.text for one, two in pairwise(values)):
        places.append(row.end)  # a merged cell may be repeated, and the rest be empty
    is_even = len({two - one for one, two in pairwise(places)}) == 1
    if row.width > FEWEST_PROVABLE and adds_up(values):
        return values if is_even or not has_blanks else None
    return values if is_even and not is_printing_known else None


def _is_next_ordinal(row: _Row, values: Sequence[Field]) -> bool:
    """Whether one number behind a row that adds up is the ordinal of the next row."""
    own = re.match(r"[0-9]+(?=[.．、])", narrow(row.label.fields[0].text))
    return own is not None and values[-1].text == str(int(own[0]) + 1) and adds_up(values[:-1])
