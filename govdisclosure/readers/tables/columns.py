"""Which fields of a row are own cells: the traces of merged cells are told from empty cells.

Takes the rows of one statutory table and its layout; gives the indices of each row's own values,
or None where the rows of the table do not decide it. Nothing is guessed here.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from functools import cache, cached_property
from itertools import combinations, pairwise

from attrs import frozen

from govdisclosure.labels import stands_once
from govdisclosure.layout import Edition, Line, TableKind, TableLayout, layout_of
from govdisclosure.readers.tables.segments import Segment
from govdisclosure.readers.tables.under_heads import Regions, count_heads, own_cells, regions_of
from govdisclosure.source import UNPLACED

__all__ = ["Columns", "FormRow"]

#: The label over the first of the seven values of table three.
_FIRST_COLUMN = "NATURAL_PERSON"
#: With more empty rows than these, blank cells are why they are.
_FEW_EMPTY = 2
#: How many columns of values table three has.
_APPLICANTS = 7
#: So many rows that print their total let one believe that the others do.
_FEWEST_TOTALS = 3
#: Rows with more fields than this between labels and end are no form's.
_MOST_SPREAD = 8


@frozen
class FormRow:
    """A row of the form as it stands in the file: where its labels end and what should follow."""

    row: int
    #: Index of the last label in the padded row; -1 for a row without labels.
    last: int
    line: Line

    @property
    def count(self) -> int:
        """How many values the form has in the row."""
        return len(self.line.cells)


class Columns:
    """Finds, for the rows of one statutory table, which fields are own cells."""

    def __init__(self, segment: Segment, layout: TableLayout) -> None:
        self.layout = layout
        self.width = max(len(row.fields) for row in segment.rows)
        self.fields = [row.fields for row in segment.rows]
        self.tokens = segment.tokens
        self.segment = segment
        #: Of each row, where its labels stand.
        self.labels = [[index for index, one in enumerate(row) if one] for row in self.tokens]
        self.lines = _lines_by_label(layout.kind, layout.edition)
        self.cells = [found for row in range(len(self.fields)) if (found := self._cells_of(row))]
        #: Whether blanks alone, if anything, part the cells: no empty one leaves a trace.
        self.is_loose = all(row.is_loose for row in segment.rows)
        #: Whether traces of merges had to be told from empty cells.
        self.is_windowed = False
        #: Row number to the indices of its own values; None where they cannot be told.
        self.places: dict[int, tuple[int, ...] | None] = {}
        self._place()

    def _cells_of(self, row: int) -> FormRow | None:
        """The row as a row of the form, or None for a head or a row without a known label."""
        last = self.last_label(row)
        line = self.lines.get(self.tokens[row][last] or "") if last >= 0 else None
        return FormRow(row, last, line) if line is not None else None

    def last_label(self, row: int) -> int:
        """Where the last label of the row stands; -1 in a row without labels."""
        return self.labels[row][-1] if self.labels[row] else -1

    @cached_property
    def first(self) -> int:
        """The first column with a label."""
        return min((places[0] for places in self.labels if places), default=0)

    @cached_property
    def end(self) -> int:
        """The column behind the last that shows anything."""
        return max((places[-1] + 1 for places in self._shown if places), default=0)

    @cached_property
    def _shown(self) -> list[list[int]]:
        """Of each row, where its fields show something."""
        return [[index for index, one in enumerate(row) if one.text] for row in self.fields]

    @cached_property
    def is_repeating(self) -> bool:
        """Whether a label stands twice side by side, as converters fill the places of a merge."""
        return any(
            tokens[one] == tokens[two] and one + 1 == two and stands_once(tokens[one] or "")
            for tokens, places in zip(self.tokens, self.labels, strict=True)
            for one, two in pairwise(places)
        )

    def text(self, row: int, index: int) -> str:
        """The words at *index* of the row, empty behind its end."""
        fields = self.fields[row]
        return fields[index].text if index < len(fields) else ""

    def _place(self) -> None:
        self._place_whole()
        for cells in self.cells:
            is_open = UNPLACED in [field.type for field in self.fields[cells.row]]
            if is_open or self._may_stand_below(cells):
                self.places[cells.row] = None

    def _place_whole(self) -> None:
        if self._place_under_heads():
            return
        if self.is_loose:
            self._place_loose()
            return
        if self._place_plainly():
            return
        if self._is_exact():
            for cells in self.cells:
                self.places[cells.row] = self._form_places(cells)
            return
        if self._lacks_heads:
            self._place_mostly_exact()
            return
        self._place_by_columns()

    def _place_mostly_exact(self) -> None:
        """Rows of a table that lost a head: only what lies on the form's grid, or is plain."""
        exact = [cells for cells in self.cells if self._lies_on_grid(cells)]
        if self._has_heads_in_place and 3 * len(exact) >= 2 * len(self.cells):
            self.places |= dict.fromkeys((cells.row for cells in self.cells), None)
            self.places |= {cells.row: self._form_places(cells) for cells in exact}
            return
        depths = {cells.last for cells in self.cells if self._has_exactly(cells)}
        if len(depths) == 1 or not self._place_mostly_plain(self.cells):
            self.places |= dict.fromkeys((cells.row for cells in self.cells), None)

    def _place_by_columns(self) -> None:
        """Rows with traces of merges: values in one column of the file belong together."""
        windows = [cells for cells in self.cells if cells.line.cell_span == 1 and cells.count > 1]
        spread = [cells for cells in self.cells if cells.line.cell_span != 1 or cells.count == 1]
        if not self._place_mostly_plain(windows):
            self._place_windows(windows)
        self._place_spread(spread)
        self._fill_under_heads(windows)

    def _may_stand_below(self, cells: FormRow) -> bool:
        """Whether a row shows no value while the next one has some and no label."""
        own, below = self.places.get(cells.row), cells.row + 1
        return (
            own is not None
            and below < len(self.fields)
            and not self.labels[below]
            and not any(self.text(cells.row, at) for at in own)
            and any(field.text for field in self.fields[below])
        )

    def _place_loose(self) -> None:
        """Values without marks belong to the label before them, unless some stand before theirs.

        Values between heads and labels, or, where there are no heads, a last label without any,
        show that labels come behind their values; where one row has twice its values and another
        none, those between may be moved by one.
        """
        counts = [len(self.fields[cells.row]) - cells.last - 1 for cells in self.cells]
        places = dict.fromkeys((cells.row for cells in self.cells), None)
        if not self._comes_first(counts):
            places = {cells.row: self._loose_places(cells) for cells in self.cells}
        empty = [at for at, count in enumerate(counts) if count == 0]
        double = [at for at, cells in enumerate(self.cells) if counts[at] >= 2 * cells.count]
        for one in empty if len(empty) <= _FEW_EMPTY else ():
            for other in double:
                for cells in self.cells[min(one, other) : max(one, other) + 1]:
                    places[cells.row] = None
        self.places |= places

    def _comes_first(self, counts: Sequence[int]) -> bool:
        """Whether values seem to stand before their labels, by how many follow each."""
        if self.layout.kind is TableKind.DISPUTES or not self.cells:
            return False
        rows = {cells.row for cells in self.cells}
        below_heads = any(
            not self.labels[row] and row - 1 not in rows and self.labels[row - 1]
            for row in range(1, len(self.fields))
        )
        has_heads = any(self.labels[row] and row not in rows for row in range(len(self.fields)))
        return below_heads or (not has_heads and counts[-1] == 0)

    def _loose_places(self, cells: FormRow) -> tuple[int, ...] | None:
        """The values of a row without marks, each once; they may stand for each place they span."""
        first, end = cells.last + 1, len(self.fields[cells.row])
        span = cells.line.cell_span
        if cells.count == 1 and self._lacks_next(cells):
            return None  # the number may hold that of the next row, whose label is gone
        if cells.count > 1 and not self.layout.balances and self._is_mostly_glued:
            return None  # a blank between digits may be anything
        if end - first == cells.count and not (self.is_repeating and span > 1):
            own = tuple(range(first, end))
            return None if self._breaks_sum(cells, own) else own
        own = tuple(range(first, end, span))
        is_repeated = end - first == cells.count * span and all(
            self.text(cells.row, at) == self.text(cells.row, at + more)
            for at in own
            for more in range(span)
        )
        return own if is_repeated else None

    def _breaks_sum(self, cells: FormRow, own: Sequence[int]) -> bool:
        """Whether the numbers of a row of table three cannot add up to its last one."""
        if self.layout.kind is not TableKind.REQUESTS or len(own) != _APPLICANTS:
            return False
        *parts, total = (self.text(cells.row, at) for at in own)
        known = [int(part) for part in parts if part.isdecimal()]
        if not total.isdecimal():
            return False
        return sum(known) > int(total) or (len(known) == len(parts) and sum(known) != int(total))

    @cached_property
    def _is_mostly_glued(self) -> bool:
        """Whether most rows have fewer numbers than cells: blanks do not part the cells."""
        rows = [cells for cells in self.cells if cells.count > 1]
        short = [len(self.fields[cells.row]) - cells.last - 1 < cells.count for cells in rows]
        return 2 * sum(short) > len(rows)

    def _lacks_next(self, cells: FormRow) -> bool:
        """Whether the row that the form prints after this one is not in the table."""
        lines = list(self.lines.values())
        following = lines[lines.index(cells.line) + 1 :]
        return bool(following) and all(following[0] is not other.line for other in self.cells)

    @property
    def is_by_position(self) -> bool:
        """Whether an empty value at the edge of a window is one only because other rows say so."""
        if not self.is_windowed:
            return False
        return any(
            not self.text(cells.row, own[at])
            for cells in self.cells
            if cells.count > 1 and (own := self.places.get(cells.row))
            for at in (0, -1)
        )

    @cached_property
    def _lacks_heads(self) -> bool:
        """Whether the heads of table three name other than seven columns."""
        if self.layout.kind is not TableKind.REQUESTS:
            return False
        return self._head_count not in {0, 1, _APPLICANTS}

    @cached_property
    def _head_count(self) -> int:
        """How many columns of values the heads of table three name."""
        return count_heads(self.segment)

    def retry_by_block(self, segment: Segment) -> None:
        """Try the rows between two blank lines by themselves where the whole table left doubts.

        A table that was cut in two by a converter may have another grid in each part.
        """
        if None not in self.places.values() or self._lacks_heads:
            return
        starts = [row for row, raw in enumerate(segment.rows) if raw.has_gap or row == 0]
        for start, end in pairwise([*starts, len(segment.rows)]):
            block = Segment(segment.kind)
            for row in range(start, end):
                block.add(segment.rows[row], segment.tokens[row])
            columns = Columns(block, self.layout)
            for row, places in columns.places.items():
                if self.places[start + row] is None:
                    self.places[start + row] = places

    @cached_property
    def _regions(self) -> list[Regions]:
        """Of each row, the columns of the file under each head."""
        return regions_of(self.segment, self.width)

    def _own_under_heads(self, cells: FormRow) -> tuple[int, ...] | None:
        texts = [field.text for field in self.fields[cells.row]]
        return own_cells(texts, self._regions[cells.row], cells.last)

    def _place_under_heads(self) -> bool:
        """A table of requests whose heads name more columns than the form has, or fewer.

        Every row has just as many fields behind its labels, or a field below each head on a grid
        of single columns.
        """
        if not self._lacks_heads:
            return False
        count = self._head_count
        ends = [len(self.fields[cells.row]) - count for cells in self.cells]
        if all(cells.last + 1 == end for cells, end in zip(self.cells, ends, strict=True)):
            for cells, end in zip(self.cells, ends, strict=True):
                self.places[cells.row] = tuple(range(end, end + count))
            return True
        regions = max(self._regions, default=(), key=len)
        if len(regions) != count:
            return False
        if any(end != start + 1 for start, end in regions):
            return False
        own = {cells.row: self._own_under_heads(cells) for cells in self.cells}
        begins = any(self.text(row, places[0]) for row, places in own.items() if places)
        if None in own.values() or not begins:
            return False  # where nothing stands below the first head, all may have been moved
        self.places |= own
        return True

    def _fill_under_heads(self, rows: Sequence[FormRow]) -> None:
        """Rows that nothing else decided, where each value stands right below its head."""
        for cells in rows:
            starts = [start for start, _ in self._regions[cells.row]]
            regions = tuple((start, start + 1) for start in starts)
            is_single = starts == list(range(min(starts, default=0), max(starts, default=0) + 1))
            is_open = self.places.get(cells.row) is None
            if is_open and is_single and len(starts) == cells.count:
                texts = [field.text for field in self.fields[cells.row]]
                own = own_cells(texts, regions, cells.last)
                has_ends = own is not None and texts[own[0]] and texts[own[-1]]
                self.places[cells.row] = own if has_ends else None

    def _place_plainly(self) -> bool:
        """Every row has exactly its cells: nothing was merged, or no trace of it was kept."""
        if not all(map(self._has_exactly, self.cells)):
            return False
        if self._lacks_heads and len({cells.last for cells in self.cells}) == 1:
            return False  # a covered place may pass for the cell that is lacking
        for cells in self.cells:
            self.places[cells.row] = tuple(range(cells.last + 1, cells.last + 1 + cells.count))
        return True

    def _place_mostly_plain(self, rows: Sequence[FormRow]) -> bool:
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

    def _has_exactly(self, cells: FormRow) -> bool:
        return len(self.fields[cells.row]) - cells.last - 1 == cells.count

    def _form_places(self, cells: FormRow) -> tuple[int, ...]:
        """Where the form prints the row's own cells."""
        span = cells.line.cell_span
        first = self.layout.width - cells.count * span
        return tuple(range(first, self.layout.width, span))

    def _is_exact(self) -> bool:
        """Whether all rows lie on the form's own grid, covered places blank or repeated."""
        return (
            self.width == self.layout.width
            and self._has_heads_in_place
            and all(map(self._lies_on_grid, self.cells))
        )

    @cached_property
    def _has_heads_in_place(self) -> bool:
        """Whether every label of the heads stands where the form's own grid has it."""
        heads = _head_places(self.layout.kind, self.layout.edition)
        for tokens, places in zip(self.tokens, self.labels, strict=True):
            for index in places:
                covered = heads.get(tokens[index] or "")
                if covered is not None and index not in covered:
                    return False
        return True

    def _lies_on_grid(self, cells: FormRow) -> bool:
        """Whether a row lies on the form's own grid, covered places blank or repeated."""
        own = self._form_places(cells)
        if cells.last >= own[0] or len(self.fields[cells.row]) != self.layout.width:
            return False
        source = cells.last
        for index in range(cells.last + 1, self.layout.width):
            if index in own:
                source = index
                continue
            words = self.text(cells.row, index)
            if words and words != self.text(cells.row, source):
                return False
        return True

    # -- rows whose values stand side by side

    def _place_windows(self, rows: Sequence[FormRow]) -> None:
        """All values of a row stand side by side: find where each window begins."""
        self.is_windowed = bool(rows)
        if any(len(self._visible(cells)) > cells.count for cells in rows):
            self.places |= dict.fromkeys((cells.row for cells in rows), None)
            return
        usual = self._usual_length(rows)
        odd = [cells for cells in rows if len(self.fields[cells.row]) != usual]
        rows = [cells for cells in rows if len(self.fields[cells.row]) == usual]
        if rows:
            self._place_group(rows)
        for cells in (*rows, *odd):
            if self.places.setdefault(cells.row) is None:
                self._place_forced(cells)
        if self._may_cut_ends():
            return
        for alike in (self._alone, self._length, self._length_and_last):
            groups: dict[Hashable, list[FormRow]] = defaultdict(list)
            for cells in rows:
                if self.places.get(cells.row) is None:
                    groups[alike(cells)].append(cells)
            for group in groups.values():
                self._place_group(group)
        self._place_by_totals(rows)

    def _usual_length(self, rows: Sequence[FormRow]) -> int:
        """How many fields most rows have; a row of another length lost a field or has one more."""
        lengths = Counter(len(self.fields[cells.row]) for cells in rows)
        return max(lengths, key=lambda length: (lengths[length], length), default=0)

    def _place_forced(self, cells: FormRow) -> None:
        """A row whose first and last word are as far apart as its values: no other window fits."""
        visible = self._visible(cells)
        if visible and visible[-1] - visible[0] + 1 == cells.count:
            self.places[cells.row] = tuple(range(visible[0], visible[0] + cells.count))

    def _place_by_totals(self, rows: Sequence[FormRow]) -> None:
        """Where every placed row prints its last value, the total, the others print theirs too."""
        deepest = max((cells.last for cells in self.cells), default=0)
        placed = [
            cells for cells in self.cells if cells.last < deepest and self.places.get(cells.row)
        ]
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
                self.places.get(cells.row) is None
                and start in starts
                and cells.last < start <= visible[0]
            ):
                self.places[cells.row] = self._window(cells, start)

    def _may_cut_ends(self) -> bool:
        """Whether rows of different lengths may have lost empty fields at their ends."""
        lengths = {len(self.fields[cells.row]) for cells in self.cells}
        return len(lengths) > 1 and all(fields[-1].text for fields in self.fields)

    def _visible(self, cells: FormRow) -> list[int]:
        """Indices of the fields behind the labels that show something."""
        shown = self._shown[cells.row]
        return shown[bisect_right(shown, cells.last) :]

    @staticmethod
    def _alone(cells: FormRow) -> Hashable:
        return cells.row

    def _length(self, cells: FormRow) -> Hashable:
        return len(self.fields[cells.row])

    def _length_and_last(self, cells: FormRow) -> Hashable:
        return self._length(cells), cells.last

    def _place_group(self, rows: Sequence[FormRow]) -> None:
        """Rows whose windows begin in the same column, if there is just one such column."""
        starts = self._starts(rows)
        header = self._header_column
        if header in starts and self._is_used(rows, header, starts):
            starts = {header}
        elif header >= 0 and not all(map(self._has_exactly, rows)):
            starts = set()
        for cells in rows:
            self.places[cells.row] = self._window(cells, min(starts)) if len(starts) == 1 else None

    def _is_used(self, rows: Sequence[FormRow], start: int, starts: set[int]) -> bool:
        """Whether a window that begins at *start* shows something at its edges in any row.

        Where all rows are empty at one edge and the window could lie elsewhere, the head may have
        been moved as likely as all values be blank.
        """
        edges = [start] if start < max(starts) else []
        edges += [start + rows[0].count - 1] if start > min(starts) else []
        return all(any(self.text(cells.row, edge) for cells in rows) for edge in edges)

    def _starts(self, rows: Sequence[FormRow]) -> set[int]:
        """Every place where the window may begin in all of *rows*: nothing visible lies outside."""
        width = max(len(self.fields[cells.row]) for cells in rows)
        low, high = 0, width
        for cells in rows:
            visible = self._visible(cells)
            low = max(low, cells.last + 1, *(index - cells.count + 1 for index in visible[-1:]))
            high = min(high, width - cells.count, *visible[:1])
        return set(range(low, high + 1))

    @cached_property
    def _header_column(self) -> int:
        """Where the head of the first column of values stands in the file; -1 when it does not."""
        for tokens in self.tokens:
            for index, token in enumerate(tokens):
                if token == _FIRST_COLUMN:
                    return index
        return -1

    def _window(self, cells: FormRow, start: int) -> tuple[int, ...] | None:
        """The window of a row; None when it reaches behind what the row holds.

        A row that is short may have lost empty fields at its end, or any one of its values.
        """
        end = start + cells.count
        return tuple(range(start, end)) if end <= len(self.fields[cells.row]) else None

    # -- rows whose values span several columns

    def _place_spread(self, rows: Sequence[FormRow]) -> None:
        """Values span several columns each: drop the columns that are covered in all such rows."""
        groups: dict[tuple[int, int], list[FormRow]] = defaultdict(list)
        for cells in rows:
            groups[cells.count, cells.last].append(cells)
        under = {cells.row: self._own_under_heads(cells) for cells in rows}
        if all(len(under[cells.row] or ()) == cells.count for cells in rows):
            self.places |= under
            return
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
                is_short = own is not None and own[-1] >= len(self.fields[cells.row])
                self.places[cells.row] = None if is_short else own

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
    if not count <= end - first <= _MOST_SPREAD:
        return ()
    return tuple(combinations(range(first, end), count))


# Kind and edition are quick keys, a layout with its many lines is not.


@cache
def _lines_by_label(kind: TableKind, edition: Edition | None) -> Mapping[str, Line]:
    """The rows of values, each by the last of its labels."""
    lines = layout_of(kind, edition).lines
    return {line.tokens[-1]: line for line in lines if line.cells and line.labels}


@cache
def _head_places(kind: TableKind, edition: Edition | None) -> Mapping[str, frozenset[int]]:
    """The columns that each label of the form's heads covers, rows below a span included."""
    layout = layout_of(kind, edition)
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
    return {
        head: frozenset(
            column for row in covered.values() for column, token in row.items() if token == head
        )
        for line in layout.lines
        if not line.cells
        for head in line.tokens
    }
