"""Rows of fields become grids of own cells: merges undone, other tables as rectangles.

Converters leave three traces of merged cells: nothing, an empty field for each covered place, or
the same words in each of them. This module gives :class:`~govdisclosure.source.Grid` objects in
which each row is its labels and then its values. Where a table does not match its form, the fields
after the labels of its rows are typed ``UNPLACED``; damaged tables are read elsewhere.
"""

from collections.abc import Iterator, Sequence

from govdisclosure.forms.layout import TableKind, layout_of
from govdisclosure.readers.tables.own_cells import FormRow, OwnCells
from govdisclosure.readers.tables.segments import RawRow, Segment, segments_of
from govdisclosure.readers.tables.sheet_rows import part_sheets
from govdisclosure.source import COVERED, UNKNOWN, UNPLACED, VALUE, Field, Grid, TextLine
from govdisclosure.tables.opened import edition_of, edition_told

__all__ = ["RawRow", "build_grids", "join_fragments"]

#: The maximum number of places in a rectangle for each printed field, plus a constant.
_SPARSE, _SMALL = 8, 1000


def build_grids(rows: Sequence[RawRow]) -> list[Grid | TextLine]:
    """Turn a run of rows into tables; rows that are not a table of two columns become lines."""
    items: list[Grid | TextLine] = []
    for part in part_sheets(rows):
        if isinstance(part, Grid):
            items.append(part)
            continue
        for segment in segments_of(part):
            if segment.kind is not None and segment.is_statutory:
                items.append(_statutory(segment, segment.kind))
            else:
                items += _other_tables(segment.rows)
    return items


def _statutory(segment: Segment, kind: TableKind) -> Grid:
    """A statutory table, of the edition that its labels identify."""
    columns = OwnCells(segment, layout_of(kind, edition_of(kind, segment.seen)))
    by_row = {cells.row: cells for cells in columns.cells}
    own = (_own_fields(columns, row, by_row.get(row)) for row in range(len(segment.rows)))
    return Grid(kind, columns.layout.edition, tuple(tuple(row) for row in own if row))


def join_fragments(items: Sequence[Grid | TextLine]) -> Iterator[Grid | TextLine]:
    """Join parts of a statutory table that were separated by prose or page ends.

    A part joins the one of its kind before it when both have rows of the form and share none.
    """
    #: For each kind, the number of the table in *joined* that may lack parts.
    whole: dict[TableKind, int] = {}
    joined: list[Grid | TextLine] = []
    for item in items:
        if isinstance(item, Grid) and item.kind is not None:
            number = whole.get(item.kind, -1)
            before = joined[number] if number >= 0 else None
            if isinstance(before, Grid) and _completes(before, item):
                edition = edition_told(item.kind, _labels(item)) or before.edition
                joined[number] = before._replace(rows=before.rows + item.rows, edition=edition)
                continue
            whole[item.kind] = len(joined)
        joined.append(item)
    return iter(joined)


def _completes(before: Grid, after: Grid) -> bool:
    """Whether *after* holds only rows of the form that *before* lacks."""
    if before.kind is TableKind.DISPUTES:
        count = len(layout_of(before.kind, None).cells)
        return 0 < _count_values(after) <= count - _count_values(before)
    one, two = _row_labels(before), _row_labels(after)
    told = {edition_told(grid.kind, _labels(grid)) for grid in (before, after) if grid.kind} - {
        None
    }
    return len(told) < 2 and bool(one) and bool(two) and not one & two  # noqa: PLR2004


def _count_values(grid: Grid) -> int:
    return sum(one.type == VALUE for row in grid.rows for one in row)


def _labels(grid: Grid) -> set[str]:
    return {one.type for row in grid.rows for one in row}


def _row_labels(grid: Grid) -> set[str]:
    """The labels of the rows of values."""
    if grid.kind is None:
        return set()
    return _labels(grid) & layout_of(grid.kind, grid.edition).rows.keys()


def _other_tables(rows: Sequence[RawRow]) -> Iterator[Grid | TextLine]:
    """Rectangles between blank lines, without empty rows and columns; loose rows become lines."""
    if rows[0].is_loose:
        for row in rows:
            words = " ".join(field.text for field in row.fields)
            yield TextLine(Field(words, row.fields[0].start, row.fields[-1].end))
        return
    block: list[list[Field]] = []
    for row in rows:
        if row.has_gap:
            yield from _rectangle(block)
            block = []
        block.append(row.fields)
    yield from _rectangle(block)


def _rectangle(rows: list[list[Field]]) -> Iterator[Grid | TextLine]:
    """A block of rows as one rectangle, or row by row where that would be mostly empty."""
    rows = [row for row in rows if any(field.text for field in row)]
    if not rows:
        return
    kept = sorted({column for row in rows for column, field in enumerate(row) if field.text})
    if len(kept) < 2:  # noqa: PLR2004 - one column is paragraphs
        for row in rows:
            yield TextLine(row[kept[0]])
        return
    if len(rows) > 1 and len(kept) * len(rows) > _SPARSE * sum(map(len, rows)) + _SMALL:
        for row in rows:
            yield from _rectangle([row])
        return
    yield Grid(
        None,
        None,
        tuple(
            tuple(
                row[column] if column < len(row) else Field("", row[-1].end, row[-1].end)
                for column in kept
            )
            for row in rows
        ),
    )


def _own_fields(columns: OwnCells, row: int, cells: FormRow | None) -> list[Field]:
    """The row's own labels and values, each typed."""
    fields, tokens = columns.fields[row], columns.tokens[row]
    last = columns.last_label(row)
    own: list[Field] = []
    for index, (field, token) in enumerate(zip(fields[: last + 1], tokens, strict=False)):
        if field.text:
            is_covered = token is not None and _is_covered(columns, row, index, cells)
            field.type = COVERED if is_covered else token or UNKNOWN
            own.append(field)
    if cells is None:
        return own + _values_without_label(columns, fields, last)
    places = columns.places.get(row)
    if places is None:
        for field in fields[last + 1 :]:
            field.type = UNPLACED
        return own + [field for field in fields[last + 1 :] if field.text]
    return own + [fields[at] for at in places]


def _values_without_label(columns: OwnCells, fields: list[Field], last: int) -> list[Field]:
    """Values of a row without a label, as in table four.

    Columns before the head's first label and after the last column with words are not part of the
    form; words before it are an unknown label. If a row is one value too long and both of its ends
    are empty, it is not known which to drop: such a row is kept whole.
    """
    if last >= 0 or columns.layout.kind is not TableKind.DISPUTES:
        for field in fields[last + 1 :]:
            field.type = UNKNOWN
        return [field for field in fields[last + 1 :] if field.text]
    stub = [field for field in fields[: columns.first] if field.text]
    for field in stub:
        field.type = UNKNOWN
    count = columns.layout.width
    if len(fields) == count + 1 and not fields[0].text and not fields[-1].text:
        return fields
    rest = fields[columns.first : max(columns.end, columns.first + count)]
    is_row = len(rest) == count or len(fields) == columns.width
    return stub + (rest if is_row or any(field.text for field in rest) else [])


def _is_covered(columns: OwnCells, row: int, index: int, cells: FormRow | None) -> bool:
    """Whether a label only repeats one that spans this place."""
    token = columns.tokens[row][index]
    if columns.is_repeated(row, index):
        return True
    if cells is not None:
        return token in cells.line.under and token not in cells.line.tokens
    if columns.repeats and row and columns.width == columns.layout.width:
        above = columns.tokens[row - 1]
        return index < len(above) and above[index] == token
    return False
