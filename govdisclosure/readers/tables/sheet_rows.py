"""Statistics sheets among rows: where one begins, which column is which, where it ends.

Takes a run of rows as they are in a file and gives a grid for each sheet, its fields typed; other
rows are passed on. The line over the columns decides that rows are a sheet: it names 统计指标 and
单位 in every one.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from govdisclosure.characters import squeeze
from govdisclosure.forms.sheet_columns import (
    LABEL_HEAD,
    ColumnKind,
    columns_named,
    is_foot,
    is_label_head,
    is_unit,
    is_unit_head,
)
from govdisclosure.forms.sheet_labels import is_indicator
from govdisclosure.readers.tables.segments import RawRow
from govdisclosure.source import COLUMN, INDICATOR, SHEET_HEAD, UNIT, UNPLACED, VALUE, Field, Grid
from govdisclosure.text import CellState, read_printed

__all__ = ["holds_sheet", "part_sheets"]

#: The minimum numbers of known rows that identify a sheet: under the usual head of labels, under
#: words that head other tables too, and without a column of units.
_FEWEST_UNDER_HEAD, _FEWEST_UNDER_COMMON, _FEWEST_WITHOUT_UNITS = 1, 2, 4
#: The head of the labels is in one of the first columns, after that of ordinals.
_FIRST_COLUMNS = 3
#: How many rows below a head show whether a column numbers them.
_MOST_NUMBERED = 100
#: The maximum height of the line over the columns, in rows.
_MOST_HEADS = 2


class _Head(NamedTuple):
    """Which column is which, by the line over them."""

    #: Columns before the labels that number the rows, and hold no values.
    numbering: frozenset[int]
    #: Columns that may hold the label.
    labels: range
    unit: int | None
    values: tuple[int, ...]
    #: How many rows name the columns.
    height: int
    #: The minimum number of known rows that make the rows below it a sheet.
    fewest_known: int


def holds_sheet(texts: Sequence[Sequence[str]]) -> bool:
    """Whether one of the rows names the columns of a sheet, by words alone."""
    return any(_has_heads(row) for row in texts)


def _has_heads(row: Sequence[str]) -> bool:
    at = _label_head_in(row[:_FIRST_COLUMNS])
    return at is not None and (any(map(is_unit_head, row[at + 1 :])) or is_label_head(row[at]))


def part_sheets(rows: Sequence[RawRow]) -> Iterator[Grid | list[RawRow]]:
    """The sheets in a run of rows, and the rows before, between and after them."""
    start = index = 0
    refused: dict[tuple[_Head, bool, bool], int] = {}
    while index < len(rows):
        found = _sheet_at(rows, index, refused)
        if found is None:
            index += 1
            continue
        if index > start:
            yield list(rows[start:index])
        grid, index = found
        start = index
        yield grid
    if start < len(rows):
        yield list(rows[start:])


def _sheet_at(
    rows: Sequence[RawRow], first: int, refused: dict[tuple[_Head, bool, bool], int]
) -> tuple[Grid, int] | None:
    """The sheet whose columns are named from row *first* on, and the index of the row after it.

    Args:
        rows: A run of rows.
        first: The number of a row.
        refused: Where rows that are no sheet ended, by their head, whether it names a column, and
            whether blank lines are among them; fewer of these rows are no sheet either, and are
            not gone through again.
    """
    head = _head_at(rows, first)
    if head is None:
        return None
    index = first + head.height
    # Where a blank line separates the first row from its head, blank lines do not end the sheet.
    is_airy = index < len(rows) and rows[index].has_gap
    made = [_head_fields(rows[first : first + head.height], head)]
    state = (head, any(one.type == COLUMN and one.text for one in made[0]), is_airy)
    end = refused.get(state, 0)
    if index < end and (end == len(rows) or not _is_same(rows[end], rows[first])):
        return None
    while index < len(rows):
        row = rows[index]
        if row.has_gap and not is_airy:
            break
        fields = _repeated_head(row, rows[first]) or _row_fields(row, head)
        if fields is None and _goes_on_behind(rows, index, head):
            fields = _strange_row(row, head)
        if fields is None:
            break
        if fields[0].type == INDICATOR and (numbers := _numbers(row, head)):
            made.append(numbers)
        made.append(fields)
        index += 1
    labels = [row[0].text for row in made if row[0].type == INDICATOR]
    if not labels or sum(map(is_indicator, labels)) < head.fewest_known:
        refused[state] = index
        return None
    kept = tuple(map(tuple, _without_empty(made)))
    if not any(field.type == COLUMN for field in kept[0]):
        refused[state] = index
        return None
    return Grid(None, None, kept, is_sheet=True), index


# ------------------------------------------------------------------------------ heads


def _head_at(rows: Sequence[RawRow], first: int) -> _Head | None:
    fields = rows[first].fields
    label = _label_head_in([field.text for field in fields[:_FIRST_COLUMNS]])
    if label is None:
        return None
    words = ["" if field.is_escaped else field.text for field in fields]
    if not words[label]:
        return None
    if not all(_is_ordinal_head(one) for one in words[:label] if one):
        return None
    unit = next((n for n in range(label + 1, len(words)) if is_unit_head(words[n])), None)
    if unit is None and not is_label_head(words[label]):
        return None
    end = unit if unit is not None else label + 1
    spanned = next((n for n in range(label + 1, end) if words[n]), end)
    behind = rows[first + 1 : first + 1 + _MOST_NUMBERED]
    numbering = frozenset(n for n in range(label) if words[n] or _is_numbering(behind, n))
    taken = {*numbering, *range(label, spanned), unit}
    height, width = 1, len(fields)
    below = rows[first + 1] if first + 1 < len(rows) else None
    if below is not None and not below.has_gap and _names_columns(below, label, unit, fields):
        height, width = _MOST_HEADS, max(width, len(below.fields))
    values = tuple(n for n in range(width) if n not in taken)
    if not values or (unit is not None and max(values) < unit):
        return None
    fewest = _FEWEST_UNDER_HEAD if is_label_head(words[label]) else _FEWEST_UNDER_COMMON
    if squeeze(words[label]) == LABEL_HEAD and unit == label + 1 == 1:
        fewest = 0
    fewest = fewest if unit is not None else _FEWEST_WITHOUT_UNITS
    return _Head(numbering, range(label, spanned), unit, values, height, fewest)


def _label_head_in(words: Sequence[str]) -> int | None:
    """Which of some fields is the head of the labels of a sheet."""
    return next((n for n, one in enumerate(words) if is_label_head(one, is_common=True)), None)


def _is_numbering(rows: Sequence[RawRow], column: int) -> bool:
    """Whether a column of some *rows* holds nothing but digits up to the next blank line."""
    cells = [
        row.fields[column].text
        for row in takewhile(lambda row: not row.has_gap, rows)
        if column < len(row.fields)
    ]
    return any(cells) and all(not one or one.isdigit() for one in cells)


def _is_ordinal_head(words: str) -> bool:
    return columns_named((words,)) == (ColumnKind.ORDINAL,)


def _names_columns(row: RawRow, label: int, unit: int | None, above: Sequence[Field]) -> bool:
    """Whether a row continues to name columns below words that span several of them."""
    if len(row.fields) < len(above) - 1 or row.fields[label].text:
        return False
    if unit is not None and unit < len(row.fields) and row.fields[unit].text:
        return False
    words = [field.text for field in row.fields if field.text]
    named = columns_named(tuple(words))
    return bool(words) and all(kind.is_addressed for kind in named)


def _head_fields(rows: Sequence[RawRow], head: _Head) -> list[Field]:
    """The fields over the columns: the lowest words over a column are its name."""
    made: list[Field] = []
    taken: set[int] = set()
    for column in head.values:
        stack = [row.fields[column] for row in rows if column < len(row.fields)]
        visible = [field for field in stack if field.text]
        name = visible[-1] if visible else _nothing(rows[0].fields[-1].end)
        name.type = COLUMN
        taken.add(id(name))
        made.append(name)
    others = [one for row in rows for one in row.fields if one.text and id(one) not in taken]
    for field in others:
        field.type = SHEET_HEAD
    return [*others, *made]


def _repeated_head(row: RawRow, first: RawRow) -> list[Field] | None:
    """A row that names the columns again, as the next page does."""
    if not _is_same(row, first):
        return None
    fields = [field for field in row.fields if field.text]
    for field in fields:
        field.type = SHEET_HEAD
    return fields


def _is_same(row: RawRow, first: RawRow) -> bool:
    """Whether a row has the words of another one, none of them escaped."""
    fields = [field for field in row.fields if field.text]
    names = [field.text for field in first.fields if field.text]
    return [one.text for one in fields] == names and not any(one.is_escaped for one in fields)


# ------------------------------------------------------------------------------ rows


def _row_fields(row: RawRow, head: _Head) -> list[Field] | None:
    """Label, unit and values of a row; None when it does not belong to the sheet."""
    fields = row.fields
    visible = [number for number, field in enumerate(fields) if field.text]
    if not visible or _is_foot(fields[visible[0]]):
        return None
    label = _label(fields, head)
    places = list(head.values)
    unit = fields[head.unit] if head.unit is not None and head.unit < len(fields) else None
    if unit is not None and unit.text and not is_unit(unit.text):
        before = [place for place in places if place < (head.unit or 0)]
        if before or not _is_value(unit) or len(fields) > len(places) + head.labels.stop:
            return None
        places = [place - 1 for place in places]  # the row has no place for a unit
        unit = None
    if visible[-1] > max(*places, head.labels.stop - 1, head.unit or 0):
        return None
    values = [fields[place] for place in places if place < len(fields)]
    label = label or _nothing(fields[0].start)
    unit = unit or _nothing(label.end)
    if not label.text and not (unit.text and values):
        return None
    label.type, unit.type = INDICATOR, UNIT
    for field in values:
        field.type = UNPLACED if field.type == UNPLACED else VALUE
    return [label, unit, *values]


def _numbers(row: RawRow, head: _Head) -> list[Field]:
    """The fields that number a row: not values, but printed again with each row."""
    found = [row.fields[at] for at in sorted(head.numbering) if at < len(row.fields)]
    for field in found:
        field.type = SHEET_HEAD
    return [field for field in found if field.text]


def _goes_on_behind(rows: Sequence[RawRow], index: int, head: _Head) -> bool:
    """Whether the row right after the one at *index* is a known row of the sheet."""
    if index + 1 >= len(rows) or rows[index + 1].has_gap:
        return False
    fields = _row_fields(rows[index + 1], head)
    return fields is not None and is_indicator(fields[0].text) and bool(fields[1].text)


def _strange_row(row: RawRow, head: _Head) -> list[Field] | None:
    """A row whose fields are ambiguous, such as two that ran together: only its label is kept."""
    visible = [one for n, one in enumerate(row.fields) if one.text and n not in head.numbering]
    if not visible or _is_foot(visible[0]) or _is_value(visible[0]):
        return None
    label, *rest = visible
    label.type = INDICATOR
    unit = _nothing(label.end)
    unit.type = UNIT
    for field in rest:
        field.type = UNPLACED
    return [label, unit, *rest]


def _is_foot(field: Field) -> bool:
    return not field.is_escaped and is_foot(field.text)


def _is_value(field: Field) -> bool:
    return read_printed(field.text).state in {CellState.NUMBER, CellState.MARK}


def _label(fields: Sequence[Field], head: _Head) -> Field | None:
    """The label, joined from several columns where its head spans them."""
    parts = [fields[at] for at in head.labels if at < len(fields) and fields[at].text]
    if len(parts) < 2:  # noqa: PLR2004 - one label or none
        return parts[0] if parts else None
    words = " ".join(part.text for part in parts)
    return Field(words, parts[0].start, parts[-1].end)


def _nothing(at: int) -> Field:
    return Field("", at, at)


def _without_empty(rows: Sequence[list[Field]]) -> Iterator[list[Field]]:
    """The rows without columns that are neither named nor filled."""
    names = [field for field in rows[0] if field.type == COLUMN]
    filled = {
        number
        for row in rows[1:]
        if row[0].type == INDICATOR
        for number, field in enumerate(row[2:])
        if field.text
    }
    dropped = {n for n, name in enumerate(names) if not name.text and n not in filled}
    gone = {id(names[number]) for number in dropped}
    yield [field for field in rows[0] if id(field) not in gone]
    for row in rows[1:]:
        if row[0].type == INDICATOR:
            kept = [field for number, field in enumerate(row[2:]) if number not in dropped]
            yield [*row[:2], *kept]
        else:
            yield row
