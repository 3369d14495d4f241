"""Rows of fields become grids of own cells: statutory tables told from others, merges undone.

Converters leave three traces of merged cells: nothing, an empty field for each covered place, or
the same words in each of them. This module takes the rows as they stand in a file and gives
:class:`~govdisclosure.source.Grid` objects in which each row is its labels and then its values.
Columns that cannot be told leave their values typed ``UNPLACED``; nothing is guessed here.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from govdisclosure.layout import (
    Edition,
    Line,
    TableKind,
    TableLayout,
    edition_evidence,
    find_label,
    is_telling,
    layout_of,
    stands_once,
    table_layouts,
)
from govdisclosure.source import UNKNOWN, UNPLACED, Field, Grid, TextLine

__all__ = ["RawRow", "build_grids", "labels_in"]

_KINDS = tuple(TableKind)
#: A table is statutory when this many different labels of its kind stand in it …
_FEWEST_LABELS = 3
#: … and one of them is found nowhere else.
_FEWEST_TELLING = 1
#: So many rows that print their total let one believe that the others do.
_FEWEST_TOTALS = 3


class RawRow(NamedTuple):
    """A row as it stands in the file."""

    fields: list[Field]
    #: Whether a blank line parts it from the row before.
    has_gap: bool = False


@lru_cache(maxsize=8192)
def labels_in(text: str) -> tuple[str | None, ...]:
    """The token of *text* in each kind of table, in the order of the kinds."""
    return tuple(find_label(kind, text) for kind in _KINDS)


_NO_LABELS: tuple[str | None, ...] = (None, None, None)


def _labels_of(field: Field) -> tuple[str | None, ...]:
    text = field.text
    if field.is_escaped or not text or text.isdigit():
        return _NO_LABELS
    return labels_in(text)


# ------------------------------------------------------------------------------ which table


class _Segment:
    """Rows that belong together: one statutory table or one other."""

    def __init__(self, kind: TableKind | None) -> None:
        self.kind = kind
        self.rows: list[RawRow] = []
        self.tokens: list[list[str | None]] = []
        self.seen: set[str] = set()

    def add(self, row: RawRow, tokens: list[str | None]) -> None:
        self.rows.append(row)
        self.tokens.append(tokens)
        self.seen.update(token for token in tokens if token)

    @property
    def is_statutory(self) -> bool:
        telling = sum(map(is_telling, self.seen))
        return len(self.seen) >= _FEWEST_LABELS and telling >= _FEWEST_TELLING and self.has_head

    @property
    def has_head(self) -> bool:
        """Whether labels of the table's head, or very many others, prove what it is."""
        return bool(self.seen & _head_tokens(self.kind)) or len(self.seen) > 2 * _FEWEST_LABELS


@cache
def _head_tokens(kind: TableKind | None) -> frozenset[str]:
    """Labels that no other table would print: those of rows without cells, but the commonplace."""
    return frozenset(
        token
        for layout in table_layouts()
        if layout.kind is kind
        for line in layout.lines
        if not line.cells
        for token in line.tokens
        if is_telling(token)
    )


@cache
def _first_token(kind: TableKind) -> str:
    return next(line.tokens[0] for lay in table_layouts() if lay.kind is kind for line in lay.lines)


@cache
def _last_tokens(kind: TableKind) -> frozenset[str]:
    """Labels of the rows with which a table of this kind ends."""
    return frozenset(
        token for lay in table_layouts() if lay.kind is kind for token in lay.lines[-1].tokens
    )


def _segments(rows: Sequence[RawRow]) -> Iterator[_Segment]:
    """Part a run of rows where another table begins."""
    current = _Segment(None)
    for row in rows:
        labels = [_labels_of(field) for field in row.fields]
        votes = [
            sum(1 for found in labels if (token := found[index]) and is_telling(token))
            for index in range(len(_KINDS))
        ]
        best = max(votes)
        kind: TableKind | None
        if best == 0:
            kind = current.kind
            if row.has_gap and (kind is None or not _continues(current, labels)):
                kind = None
                if current.rows:
                    yield current
                    current = _Segment(None)
        elif current.kind is not None and votes[_KINDS.index(current.kind)] == best:
            kind = current.kind
        else:
            kind = _KINDS[votes.index(best)]
        if kind is not current.kind or (kind is not None and _begins_anew(current, labels)):
            if current.rows:
                yield current
            current = _Segment(kind)
        index = _KINDS.index(kind) if kind is not None else None
        current.add(row, [found[index] if index is not None else None for found in labels])
    if current.rows:
        yield current


def _continues(segment: _Segment, labels: Sequence[tuple[str | None, ...]]) -> bool:
    """Whether a row behind a blank line, without telling labels, still belongs to *segment*."""
    if segment.kind is None:
        return False
    index = _KINDS.index(segment.kind)
    if any(found[index] for found in labels):
        return True
    return segment.kind is TableKind.DISPUTES and not _has_counts(segment)


def _has_counts(segment: _Segment) -> bool:
    """Whether the one row of values of table four stands in *segment*."""
    width = layout_of(TableKind.DISPUTES, None).width
    return any(
        not any(tokens) and (len(row.fields) == width or any(field.text for field in row.fields))
        for row, tokens in zip(segment.rows, segment.tokens, strict=True)
    )


def _begins_anew(segment: _Segment, labels: Sequence[tuple[str | None, ...]]) -> bool:
    """Whether a row opens the same table once more, the first one being complete."""
    if segment.kind is None:
        return False
    index = _KINDS.index(segment.kind)
    if _first_token(segment.kind) not in {found[index] for found in labels}:
        return False
    ends = _last_tokens(segment.kind)
    return bool(ends & segment.seen) if ends else _has_counts(segment)


# ------------------------------------------------------------------------------ which columns


class _Cells(NamedTuple):
    """A row of the form as it stands in the file: where its labels end and what should follow."""

    row: int
    #: Index of the last label in the padded row; -1 for a row without labels.
    last: int
    line: Line

    @property
    def count(self) -> int:
        return len(self.line.cells)


class _Columns:
    """Finds, for the rows of one statutory table, which fields are own cells."""

    def __init__(self, segment: _Segment, layout: TableLayout) -> None:
        self.layout = layout
        self.width = max(len(row.fields) for row in segment.rows)
        self.fields = [row.fields for row in segment.rows]
        self.tokens = segment.tokens
        self.lines = {line.tokens[-1]: line for line in layout.lines if line.cells and line.labels}
        self.is_repeating = any(
            one and one == two and stands_once(one)
            for tokens in self.tokens
            for one, two in pairwise(tokens)
        )
        self.cells = [found for row in range(len(self.fields)) if (found := self._cells_of(row))]
        #: Row number to the indices of its own values; None where they cannot be told.
        self.places: dict[int, tuple[int, ...] | None] = {}
        self._place()

    def _cells_of(self, row: int) -> _Cells | None:
        """The row as a row of the form, or None for a head or a row without a known label."""
        tokens = self.tokens[row]
        last = max((index for index, token in enumerate(tokens) if token), default=-1)
        line = self.lines.get(tokens[last] or "") if last >= 0 else None
        return _Cells(row, last, line) if line is not None else None

    def text(self, row: int, index: int) -> str:
        """The words at *index* of the row, empty behind its end."""
        fields = self.fields[row]
        return fields[index].text if index < len(fields) else ""

    def _place(self) -> None:
        if self._place_plainly():
            return
        if self._is_exact():
            for cells in self.cells:
                self.places[cells.row] = self._form_places(cells)
            return
        windows = [cells for cells in self.cells if cells.line.cell_span == 1 and cells.count > 1]
        spread = [cells for cells in self.cells if cells.line.cell_span != 1 or cells.count == 1]
        if not self._place_mostly_plain(windows):
            self._place_windows(windows)
        self._place_spread(spread)

    def retry_by_block(self, segment: _Segment) -> None:
        """Try the rows between two blank lines by themselves where the whole table left doubts.

        A table that was cut in two by a converter may have another grid in each part.
        """
        if None not in self.places.values():
            return
        starts = [row for row, raw in enumerate(segment.rows) if raw.has_gap or row == 0]
        for start, end in pairwise([*starts, len(segment.rows)]):
            block = _Segment(segment.kind)
            for row in range(start, end):
                block.add(segment.rows[row], segment.tokens[row])
            for row, places in _Columns(block, self.layout).places.items():
                if self.places[start + row] is None:
                    self.places[start + row] = places

    def _place_plainly(self) -> bool:
        """Every row has exactly its cells: nothing was merged, or no trace of it was kept."""
        if not all(map(self._has_exactly, self.cells)):
            return False
        for cells in self.cells:
            self.places[cells.row] = tuple(range(cells.last + 1, cells.last + 1 + cells.count))
        return True

    def _place_mostly_plain(self, rows: Sequence[_Cells]) -> bool:
        """Most rows have exactly their cells, whatever their labels span: no traces were kept.

        Rows with as many labels as any have exactly their cells on a full grid too and prove
        nothing; of the others two thirds must.
        """
        deepest = max((cells.last for cells in rows), default=0)
        telling = [cells for cells in rows if cells.last < deepest] or rows
        plain = [cells for cells in telling if self._has_exactly(cells)]
        if len(plain) * 3 < len(telling) * 2 or not plain:
            return False
        for cells in rows:
            first = cells.last + 1
            own = tuple(range(first, first + cells.count))
            self.places[cells.row] = own if self._has_exactly(cells) else None
        return True

    def _has_exactly(self, cells: _Cells) -> bool:
        return len(self.fields[cells.row]) - cells.last - 1 == cells.count

    def _form_places(self, cells: _Cells) -> tuple[int, ...]:
        """Where the form prints the row's own cells."""
        span = cells.line.cell_span
        first = self.layout.width - cells.count * span
        return tuple(range(first, self.layout.width, span))

    def _is_exact(self) -> bool:
        """Whether all rows lie on the form's own grid, covered places blank or repeated."""
        if self.width != self.layout.width:
            return False
        heads = {token for line in self.layout.lines if not line.cells for token in line.tokens}
        places = _head_places(self.layout)
        for tokens in self.tokens:
            for index, token in enumerate(tokens):
                if token in heads and (token, index) not in places:
                    return False
        for cells in self.cells:
            own = self._form_places(cells)
            if cells.last >= own[0] or len(self.fields[cells.row]) != self.width:
                return False
            source = cells.last
            for index in range(cells.last + 1, self.width):
                if index in own:
                    source = index
                    continue
                words = self.text(cells.row, index)
                if words and words != self.text(cells.row, source):
                    return False
        return True

    # -- rows whose values stand side by side

    def _place_windows(self, rows: Sequence[_Cells]) -> None:
        """All values of a row stand side by side: find where each window begins."""
        if rows:
            self._place_group(rows)
        if self._may_cut_ends():
            return
        for alike in (self._alone, self._length, self._length_and_last):
            groups: dict[Hashable, list[_Cells]] = defaultdict(list)
            for cells in rows:
                if self.places[cells.row] is None:
                    groups[alike(cells)].append(cells)
            for group in groups.values():
                self._place_group(group)
        self._place_by_totals(rows)

    def _place_by_totals(self, rows: Sequence[_Cells]) -> None:
        """Where every placed row prints its last value, the total, the others print theirs too."""
        deepest = max((cells.last for cells in rows), default=0)
        placed = [cells for cells in rows if cells.last < deepest and self.places[cells.row]]
        if len(placed) < _FEWEST_TOTALS:
            return
        starts: set[int] = set()
        for cells in placed:
            own = self.places[cells.row] or ()
            if not self.text(cells.row, own[-1]):
                return
            starts.add(own[0])
        for cells in rows:
            visible = self._visible(cells)
            start = visible[-1] - cells.count + 1 if visible else -1
            if (
                self.places[cells.row] is None
                and start in starts
                and cells.last < start <= visible[0]
            ):
                self.places[cells.row] = self._window(cells, start)

    def _may_cut_ends(self) -> bool:
        """Whether rows of different lengths may have lost empty fields at their ends."""
        lengths = {len(self.fields[cells.row]) for cells in self.cells}
        return len(lengths) > 1 and all(fields[-1].text for fields in self.fields)

    def _visible(self, cells: _Cells) -> list[int]:
        """Indices of the fields behind the labels that show something."""
        end = len(self.fields[cells.row])
        return [index for index in range(cells.last + 1, end) if self.text(cells.row, index)]

    @staticmethod
    def _alone(cells: _Cells) -> Hashable:
        return cells.row

    def _length(self, cells: _Cells) -> Hashable:
        return len(self.fields[cells.row])

    def _length_and_last(self, cells: _Cells) -> Hashable:
        return self._length(cells), cells.last

    def _place_group(self, rows: Sequence[_Cells]) -> None:
        """Rows whose windows begin in the same column, if there is just one such column."""
        starts = self._starts(rows)
        header = self._header_column()
        if header in starts:
            starts = {header}
        for cells in rows:
            self.places[cells.row] = (
                self._window(cells, min(starts)) if len(starts) == 1 else None
            )

    def _starts(self, rows: Sequence[_Cells]) -> set[int]:
        """Every place where the window may begin in all of *rows*: nothing visible lies outside."""
        width = max(len(self.fields[cells.row]) for cells in rows)
        low, high = 0, width
        for cells in rows:
            visible = self._visible(cells)
            low = max(low, cells.last + 1, *(index - cells.count + 1 for index in visible[-1:]))
            high = min(high, width - cells.count, *visible[:1])
        return set(range(low, high + 1))

    def _header_column(self) -> int:
        """Where the head of the first column of values stands in the file; -1 when it does not."""
        for tokens in self.tokens:
            for index, token in enumerate(tokens):
                if token == "NATURAL_PERSON":
                    return index
        return -1

    def _window(self, cells: _Cells, start: int) -> tuple[int, ...] | None:
        """The window of a row, unless it reaches behind what the row holds without good reason."""
        if start + cells.count > len(self.fields[cells.row]) and not self._cuts_trailing_blanks():
            return None
        return tuple(range(start, start + cells.count))

    def _cuts_trailing_blanks(self) -> bool:
        """Whether empty fields are kept inside rows and never at their ends."""
        ends = any(not fields[-1].text for fields in self.fields)
        inside = any(
            not self.text(cells.row, index)
            for cells in self.cells
            for index in range(cells.last + 1, len(self.fields[cells.row]))
        )
        return inside and not ends

    # -- rows whose values span several columns

    def _place_spread(self, rows: Sequence[_Cells]) -> None:
        """Values span several columns each: drop the columns that are covered in all such rows."""
        groups: dict[tuple[int, int], list[_Cells]] = defaultdict(list)
        for cells in rows:
            groups[cells.count, cells.last].append(cells)
        for (count, last), group in groups.items():
            width = max(len(self.fields[cells.row]) for cells in group)
            candidates = [
                chosen
                for chosen in _choices(last + 1, width, count)
                if all(self._covers(cells.row, chosen, last + 1, width) for cells in group)
            ]
            for cells in group:
                readings = {
                    tuple(self.text(cells.row, index) for index in chosen): chosen
                    for chosen in candidates
                }
                own = next(iter(readings.values())) if len(readings) == 1 else None
                if own and own[-1] >= len(self.fields[cells.row]):
                    own = own if self._cuts_trailing_blanks() else None
                self.places[cells.row] = own

    def _covers(self, row: int, chosen: tuple[int, ...], first: int, end: int) -> bool:
        """Whether all fields but the *chosen* ones are blank or repeat the chosen one before."""
        own = -1
        for index in range(first, end):
            if index in chosen:
                own = index
                continue
            words = self.text(row, index)
            if words and not (self.is_repeating and own >= 0 and words == self.text(row, own)):
                return False
            if not words and self.is_repeating and own >= 0 and self.text(row, own):
                return False
        return True


@cache
def _choices(first: int, end: int, count: int) -> tuple[tuple[int, ...], ...]:
    """Ways to choose *count* own cells from the fields of a row, few enough to be listed."""
    if not count <= end - first <= 8:  # noqa: PLR2004 - wider rows are no form's
        return ()
    return tuple(combinations(range(first, end), count))


@cache
def _head_places(layout: TableLayout) -> frozenset[tuple[str, int]]:
    """Every (token, column) that the heads of the form cover, rows below a span included."""
    covered: dict[int, dict[int, str]] = defaultdict(dict)
    for number, line in enumerate(layout.lines):
        column = 0
        for token, rows, columns in line.labels:
            while column in covered[number]:
                column += 1
            for below in range(number, number + rows):
                for place in range(column, column + columns):
                    covered[below][place] = token
            column += columns
    return frozenset((token, column) for row in covered.values() for column, token in row.items())


# ------------------------------------------------------------------------------ own cells


def _own_fields(columns: _Columns, row: int, cells: _Cells | None) -> list[Field]:
    """The row's own labels and values, each typed."""
    fields, tokens = columns.fields[row], columns.tokens[row]
    last = max((index for index, token in enumerate(tokens) if token), default=-1)
    own: list[Field] = []
    for index in range(last + 1):
        field, token = fields[index], tokens[index]
        if not field.text:
            continue
        if token and _is_covered(columns, row, index, cells):
            continue
        field.type = token or UNKNOWN
        own.append(field)
    if cells is None:
        own += _values_without_label(columns, fields, last)
        return own
    places = columns.places.get(row)
    if places is None:
        for field in fields[last + 1 :]:
            if field.text:
                field.type = UNPLACED
                own.append(field)
        return own
    end = fields[-1].end
    own += (fields[at] if at < len(fields) else Field("", end, end) for at in places)
    return own


def _values_without_label(columns: _Columns, fields: list[Field], last: int) -> list[Field]:
    """Values of a row that has no label of its own, as table four prints them."""
    rest = fields[last + 1 :]
    if last >= 0 or columns.layout.kind is not TableKind.DISPUTES:
        return [field for field in rest if field.text]
    count = columns.layout.width
    while len(rest) > count and not rest[-1].text:
        rest = rest[:-1]
    while len(rest) > count and not rest[0].text:
        rest = rest[1:]
    return rest if len(rest) == count or any(field.text for field in rest) else []


def _is_covered(columns: _Columns, row: int, index: int, cells: _Cells | None) -> bool:
    """Whether a label only repeats one that spans this place."""
    tokens = columns.tokens[row]
    token = tokens[index]
    if columns.is_repeating and index and tokens[index - 1] == token and stands_once(token or ""):
        return True
    if cells is not None:
        return token in cells.line.under and token not in cells.line.tokens
    if columns.is_repeating and row and columns.width == columns.layout.width:
        above = columns.tokens[row - 1]
        return index < len(above) and above[index] == token
    return False


def _edition(segment: _Segment) -> Edition | None:
    """The edition whose own labels the table prints; the form in force when none tells."""
    kind = segment.kind
    if kind is None or kind is TableKind.DISPUTES:
        return None
    votes = Counter(
        edition
        for token in segment.seen
        if (edition := edition_evidence(kind, token)) is not None
    )
    if votes:
        return votes.most_common(1)[0][0]
    if kind is TableKind.REQUESTS and "OTHER_HANDLING" in segment.seen:
        return Edition.FORM_2019
    return Edition.FORM_2021


def build_grids(rows: Sequence[RawRow]) -> list[Grid | TextLine]:
    """Turn a run of rows into tables; what is no table of two columns becomes lines again."""
    items: list[Grid | TextLine] = []
    for segment in _segments(rows):
        if segment.kind is not None and segment.is_statutory:
            layout = layout_of(segment.kind, edition := _edition(segment))
            columns = _Columns(segment, layout)
            columns.retry_by_block(segment)
            by_row = {cells.row: cells for cells in columns.cells}
            own = (
                _own_fields(columns, row, by_row.get(row)) for row in range(len(segment.rows))
            )
            items.append(Grid(segment.kind, edition, tuple(tuple(row) for row in own if row)))
        else:
            items += _other_tables(segment.rows)
    return items


def _other_tables(rows: Sequence[RawRow]) -> Iterator[Grid | TextLine]:
    """Rectangles between blank lines, without empty rows and columns."""
    block: list[list[Field]] = []
    for row in rows:
        if row.has_gap:
            yield from _rectangle(block)
            block = []
        block.append(row.fields)
    yield from _rectangle(block)


def _rectangle(rows: list[list[Field]]) -> Iterator[Grid | TextLine]:
    rows = [row for row in rows if any(field.text for field in row)]
    if not rows:
        return
    width = max(map(len, rows))
    kept = [
        column
        for column in range(width)
        if any(column < len(row) and row[column].text for row in rows)
    ]
    if len(kept) < 2:  # noqa: PLR2004 - one column is paragraphs
        for row in rows:
            yield TextLine(row[kept[0]])
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
