"""Tables whose columns are made of blanks, as ``pdftotext -layout`` writes them.

Takes the lines of a text and gives the statutory tables that begin at a line, with all their
words. Labels go on over lines inside their column; heads stand over their columns, or over each
other; a row without all its values has them in the columns that the whole rows show.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from govdisclosure.labels import find_label
from govdisclosure.readers.blanks.heads import Columns, HeadReader
from govdisclosure.readers.blanks.labels import Row, give_labels, join_labels
from govdisclosure.readers.blanks.names import begins_row, names_of
from govdisclosure.readers.blanks.places import place_values
from govdisclosure.readers.blanks.words import Ends, Run, Word, is_value
from govdisclosure.readers.tables.grid import RawRow, build_grids
from govdisclosure.source import COVERED, UNKNOWN, UNPLACED, VALUE, Field, Grid, TextLine
from govdisclosure.text import fold_blanks

__all__ = ["BlankColumns", "find_blank_columns"]

_NOTHING: tuple[Grid, ...] = ()
#: The types of fields that no label has taken.
_UNREAD = (UNKNOWN, UNPLACED, VALUE)


class BlankColumns(NamedTuple):
    """What stands at a line."""

    #: The tables; none where there is no table of the forms.
    grids: tuple[Grid, ...]
    #: Lines inside that are page numbers: start and end of each.
    page_numbers: tuple[tuple[int, int], ...]
    #: The number of the first line behind them, or behind what was looked at in vain.
    behind: int


def find_blank_columns(text: str, lines: Sequence[Ends], first: int) -> BlankColumns:
    """The table that begins at line *first*, each line being given by its start and end."""
    run = Run(text, lines, first)
    run.take()
    if not run.has_table:
        return BlankColumns(_NOTHING, (), max(run.behind, first + 1))
    found: list[Grid] = []
    for measure in run.measures():
        grids = _Table(run, measure).grids()
        if grids and (not found or _count_strangers(grids) < _count_strangers(found)):
            found = grids
        if found and not _count_strangers(found):
            break
    if not found:
        return BlankColumns(_NOTHING, (), max(run.behind, first + 1))
    return BlankColumns(tuple(found), tuple(run.page_numbers), run.behind)


def _count_strangers(grids: Sequence[Grid]) -> int:
    """How many words the tables hold that no cell and no label takes."""
    return sum(
        field.type in {UNKNOWN, UNPLACED} for grid in grids for row in grid.rows for field in row
    )


class _Table:
    """The rows of a run, in one of the two measures."""

    def __init__(self, run: Run, lines: Sequence[Sequence[Word]]) -> None:
        assert run.kind is not None  # noqa: S101 - the caller's promise
        self.run = run
        self.kind = run.kind
        self.names = names_of(run.kind)
        self.reader = HeadReader(run.kind, self._field)
        self.lines = lines
        #: The pieces of each label, by the offset at which the first of them begins.
        self.pieces: dict[int, list[Word]] = {}
        self.rows = [
            Row(number, line)
            for number, line in enumerate(lines)
            if any(is_value(word.text) for word in line)
        ]
        self.by_line = {row.line: row for row in self.rows}
        #: Rows of heads, each with the line before which it stands.
        self.heads: list[tuple[int, list[RawRow]]] = []
        #: The columns under the heads that stand before a line; none where one is unknown.
        self.head_columns: dict[int, Columns] = {}
        #: Where the labels begin, in order.
        self.starts: list[int] = []

    def grids(self) -> list[Grid]:
        """The tables; none where not all of the lines are statutory tables."""
        self._read_lines()
        items = build_grids(self._raw_rows())
        grids = _with_strangers(items)
        self.starts = sorted(self.pieces)
        whole = [self._with_pieces(grid) for grid in grids]
        return whole if whole and self._is_accounted_for(whole) else []

    # -- heads and labels

    def _read_lines(self) -> None:
        """Tell heads from labels of rows, and join the pieces of both."""
        stub: list[Word] = []
        at = 0
        anchors = [
            number
            for number, line in enumerate(self.lines)
            if number in self.by_line or any(begins_row(word.text) for word in line)
        ]
        for stop in [*anchors, len(self.lines)]:
            between = [word for line in self.lines[at:stop] for word in line]
            if between and self.reader.has_heads(between, is_first=at == 0):
                following = self.rows[bisect_left(self.rows, at, key=attrgetter("line")) :]
                heads = self.reader.read(between, self.reader.edge(following, between))
                stub += heads.stub
                self.heads.append((stop, heads.rows))
                if heads.columns is not None:
                    self.head_columns[stop] = heads.columns
            else:
                stub += between
            row = self.by_line.get(stop)
            if stop < len(self.lines):
                stub += row.stub if row else self.lines[stop]
            at = stop + 1
        give_labels(join_labels(stub, self.kind, self.by_line), self.rows, self.names)

    # -- columns

    def _raw_rows(self) -> list[RawRow]:
        """All rows from top to bottom."""
        made: list[tuple[int, int, RawRow]] = []
        starts = sorted({0, *(line for line, _ in self.heads), *self.run.page_lines})
        heads = Columns([], is_known=False)
        for line, rows in self.heads:
            made += ((line, 0, row) for row in rows)
        for start, end in pairwise([*starts, len(self.lines) + 1]):
            heads = self.head_columns.get(start, heads)
            low, high = (bisect_left(self.rows, at, key=attrgetter("line")) for at in (start, end))
            place_values(self.rows[low:high], heads, self.kind, self._field)
        for row in self.rows:
            order = (
                {
                    token: at
                    for at, token in enumerate(
                        self.names.opened.get(row.labels[-1].token or "", ())
                    )
                }
                if row.labels
                else {}
            )
            row.groups.sort(
                key=lambda stack: (order.get(stack.token or "", -1), stack.words[0].left)
            )
            labels = [self._field(stack.words) for stack in (*row.groups, *row.labels)]
            made.append((row.line, 1, RawRow([*labels, *row.fields])))
        made.sort(key=lambda one: one[:2])
        return [row for _, _, row in made]

    # -- fields

    def _field(self, words: Sequence[Word]) -> Field:
        """One field of all *words*; it stands at the first, the others are put beside it later."""
        first = words[0]
        self.pieces[first.start] = list(words)
        text = "".join(fold_blanks(word.text) for word in words)
        return Field(text, first.start, first.end)

    def _with_pieces(self, grid: Grid) -> Grid:
        """The grid with every piece of a label as a field of its own."""
        rows = []
        for row in grid.rows:
            front: list[Field] = []
            own: list[Field] = []
            behind: list[Field] = []
            for field in row:
                pieces = self._pieces_of(field)
                if len(pieces) < 2:  # noqa: PLR2004
                    own.append(field)
                    continue
                bearer = _bearer(field, pieces)
                for piece in pieces:
                    is_own = piece is bearer or field.type in _UNREAD
                    kind = field.type if is_own else COVERED
                    part = Field(fold_blanks(piece.text), piece.start, piece.end, kind=kind)
                    part.is_guess = field.is_guess and is_own
                    if is_own:
                        own.append(part)
                    else:
                        (behind if part.start > row[0].start else front).append(part)
            rows.append((*front, *own, *behind))
        return grid._replace(rows=tuple(rows))

    def _pieces_of(self, field: Field) -> list[Word]:
        """The pieces of a field; one that was joined from two has those of both."""
        if not field.text:
            return []
        pieces = self.pieces.get(field.start, [])
        if "".join(fold_blanks(one.text) for one in pieces) == field.text:
            return pieces
        at = bisect_left(self.starts, field.start)
        both: list[Word] = []
        while at < len(self.starts) and self.starts[at] < field.end:
            both += self.pieces[self.starts[at]]
            at += 1
        return sorted(both, key=lambda one: one.start)

    def _is_accounted_for(self, grids: Sequence[Grid]) -> bool:
        """Whether each word of the lines stands in just one field, or repeats one of its table."""
        fields = [field for grid in grids for row in grid.rows for field in row if field.text]
        spans = sorted(field.span for field in fields)
        if any(one.end > two.start for one, two in pairwise(spans)):
            return False
        starts = [span.start for span in spans]
        values = {field.text for field in fields if field.type == VALUE}
        for line in self.lines:
            for word in line:
                at = bisect_right(starts, word.start) - 1
                if at >= 0 and word.end <= spans[at].end:
                    continue
                if word.text not in values and find_label(self.kind, word.text) is None:
                    return False
        return True


def _with_strangers(items: Sequence[Grid | TextLine]) -> list[Grid]:
    """The tables; words of rows that are none of a form stand in the next row of values."""
    grids: list[Grid] = []
    strange: list[Field] = []
    for item in items:
        if isinstance(item, Grid) and item.kind is not None:
            grids.append(_with_words(item, strange) if strange else item)
            strange = []
            continue
        rows = item.rows if isinstance(item, Grid) else ((item.field,),)
        strange += (field for row in rows for field in row if field.text)
    return [] if strange else grids


def _with_words(grid: Grid, words: Sequence[Field]) -> Grid:
    """The table with unknown words in its first row of values."""
    for word in words:
        word.type = UNKNOWN
    rows = list(grid.rows)
    at = next(
        (at for at, row in enumerate(rows) if any(one.type == VALUE for one in row)), len(rows) - 1
    )
    rows[at] = (*words, *rows[at])
    return grid._replace(rows=tuple(rows))


def _bearer(field: Field, pieces: Sequence[Word]) -> Word:
    """The piece that stands for the label: the first, or the one that names another unit."""
    if field.type == "FEES_COLLECTED" and "元" in field.text:
        names = "万" if "万" in field.text else "元"
        return next((piece for piece in pieces if names in piece.text), pieces[0])
    return pieces[0]
