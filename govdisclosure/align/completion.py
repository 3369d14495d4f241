"""Rows that marks tell fill what the reading of a damaged table left absent.

Takes a Source and gives it with the tables that its rows of marks tell, and what each table's
fields give to the cells of its form. A table that fits its form is left alone, and so is a value
that was read already, unless its row does not add up and the row that is told does.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from attrs import evolve

from govdisclosure.align.alignment import Alignment
from govdisclosure.align.proof import broken_balances
from govdisclosure.labels import labels_of
from govdisclosure.layout import Line, TableKind, TableLayout
from govdisclosure.readers.text.shown import as_shown
from govdisclosure.source import UNKNOWN, Field, Grid, Source, Span, TextLine
from govdisclosure.tables.columns import BLOCKS
from govdisclosure.tables.marks import STACKED, MarkedRow, lex
from govdisclosure.tables.rows import tell
from govdisclosure.tables.told import ToldRow, ToldTable, adds_up, speaks_against
from govdisclosure.text import fold_blanks, narrow, read_printed

__all__ = ["complete"]

#: What parts cells, and is no word of a line that held some.
_SEPARATORS = '|,，;\t\r\n&│┃ \u3000+-=─━"'
_KINDS = tuple(TableKind)

#: What readers say of tables whose cells no marks part.
_TORN = frozenset({"GD028", "GD036"})

#: Without any of these no row of a form is told; most other documents hold none.
_SIGNS_OF_ROWS = re.compile("规 ?章|许可|处罚|强制|新收|结转|国家|公开|维持|纠正")

Align = Callable[[Grid], tuple[Alignment, bool]]


def complete(source: Source, align: Align) -> tuple[Source, dict[int, Alignment]]:
    """The source with what its rows of marks tell, and the alignment of each first table.

    Args:
        source: The document as its reader leaves it.
        align: Gives the alignment of a grid, and whether the grid fits its form.

    Returns:
        The source, and alignments by the identity of their grids.
    """
    aligned: dict[int, Alignment] = {}
    first: dict[TableKind, Grid] = {}
    damaged = set(TableKind)
    for item in source.items:
        if isinstance(item, Grid) and item.kind is not None:
            aligned[id(item)], fits = align(item)
            _doubt_loose(aligned[id(item)], source.text, item.span)
            if fits and item.kind not in first:
                damaged.discard(item.kind)
            first.setdefault(item.kind, item)
    is_torn = any(notice.code in _TORN for notice in source.notices)
    if (damaged or is_torn) and _SIGNS_OF_ROWS.search(narrow(source.text)) is not None:
        rows = lex(as_shown(source.text)[0])
        _doubt_cut(aligned.values(), rows)
        for kind, table in tell(rows).items():
            if table.is_displaced and (is_torn or kind is not TableKind.DISPUTES):
                for read in aligned.values():
                    if read.layout.kind is kind:
                        _doubt(read)
            if kind not in damaged and not is_torn:
                continue
            source = _Completion(source, aligned, first.get(kind), table).complete()
    return source, aligned


#: Digits on two lines of a cell.
_DIGITS_ON_TWO_LINES = re.compile(rf"[0-9]\s+[0-9].*{STACKED}$")


def _doubt_cut(aligned: Iterable[Alignment], rows: Iterable[MarkedRow]) -> None:
    """Take back the rows of values that are the first line of a cut number: 251 of 251|000元."""
    starts = {
        field.start
        for row in rows
        for field in row.fields
        if _DIGITS_ON_TWO_LINES.search(field.text)
    }
    for read in aligned:
        for line in read.layout.lines:
            if any(value.text and value.start in starts for value in _values_of(read, line)):
                read.set_aside("GD026", read.take_back(line), line)


def _doubt(read: Alignment) -> None:
    """Take back the rows of a table that a tool displaced, but for those that add up."""
    for line in read.layout.lines:
        if not line.cells:
            continue
        values = [
            value
            for cell, value in zip(read.layout.cells, read.values, strict=True)
            if (cell.row, cell.column) in line.cells
        ]
        shown = [value for value in values if value is not None]
        is_whole = len(shown) == len(values)
        if read.layout.kind is TableKind.DISPUTES:
            is_sure = is_whole and not any(broken_balances(read.layout, read.values))
        else:
            is_sure = is_whole and read.layout.kind is TableKind.REQUESTS and adds_up(shown)
        if shown and not is_sure:
            read.set_aside("GD026", read.take_back(line), line)


#: A number by itself.
_LOOSE_NUMBER = re.compile(r"(?<!\S)[0-9]+(?!\S)")
_MARKS = re.compile(r"[\t|,;&│<]")


def _doubt_loose(read: Alignment, text: str, span: Span) -> None:
    """Take back rows without marks between their values that may have lost or gained one.

    Such are a row of table three that does not add up, of whose values some stand on another line
    than the rest, or beside which a number stands that nobody took; and a row of table two that is
    short where no row of its block is whole.
    """
    if _MARKS.search(text, *span) is not None:
        return
    rows = [
        (line, values)
        for line in read.layout.lines
        if line.cells and len(values := list(_values_of(read, line))) == len(line.cells)
    ]
    for number, (line, values) in enumerate(rows):
        start = min(value.start for value in values)
        end = max(value.end for value in values)
        if len(values) == 1 or _MARKS.search(text, start, end) is not None:
            continue
        if read.layout.kind is TableKind.REQUESTS:
            ends = [value.start for _, others in rows[number + 1 :] for value in others]
            behind = text[end : min((at for at in ends if at > end), default=end)]
            lines = {text.count("\n", start, value.start) for value in values}
            is_torn = 1 < len(lines) < len(values) or (
                _LOOSE_NUMBER.search(behind.rpartition("\n")[0]) is not None
            )
            if (is_torn or _is_cut_off(values)) and speaks_against(values):
                read.set_aside("GD026", read.take_back(line), line)
        elif read.layout.kind is TableKind.PROACTIVE and "\n" not in text[start:end]:
            block = [one for other, one in rows if _block(other) == _block(line)]
            is_whole = any(all(value.text for value in one) for one in block)
            if not is_whole and not _has_heads_apart(read, text, start):
                read.set_aside("GD026", read.take_back(line), line)


def _has_heads_apart(read: Alignment, text: str, start: int) -> bool:
    """Whether the heads over a row stand on one line with more than a blank between them."""
    columns = {cell.column_labels[-1] for cell in read.layout.cells}
    heads = [one for one in read.labels if one.type in columns and one.start < start]
    line = text.rfind("\n", 0, heads[-1].start) if heads else -1
    beside = [one for one in heads if one.start > line]
    return len(beside) > 1 and all(
        text[one.end : two.start].count(" ") > 1 or "\u3000" in text[one.end : two.start]
        for one, two in pairwise(beside)
    )


def _is_cut_off(values: Sequence[Field]) -> bool:
    """Whether the total of a row lost its last digits."""
    *parts, total = [read_printed(value.text).value for value in values]
    whole = sum(value for value in parts if value is not None)
    return bool(total) and whole != total and str(whole).startswith(str(total))


def _values_of(read: Alignment, line: Line) -> Iterator[Field]:
    for cell, value in zip(read.layout.cells, read.values, strict=True):
        if value is not None and (cell.row, cell.column) in line.cells:
            yield value


def _block(line: Line) -> str:
    return BLOCKS.get(line.tokens[-1], "") if line.tokens else ""


class _Used:
    """Stretches of the text that are now part of a table."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def add(self, start: int, end: int) -> None:
        """One more stretch; none overlaps another."""
        insort(self._spans, Span(start, end))

    def within(self, start: int, end: int) -> Sequence[Span]:
        """Those that overlap a stretch, in order."""
        first = bisect_left(self._spans, start, key=attrgetter("end"))
        return self._spans[first : bisect_left(self._spans, end, key=attrgetter("start"))]

    def hold(self, span: Span | None) -> bool:
        """Whether one of them holds *span*."""
        return span is not None and any(
            one.start <= span.start and span.end <= one.end for one in self.within(*span)
        )

    def around(self, *others: Span) -> Span:
        """From the first to the last of them and of *others*."""
        spans = [*self._spans, *others]
        return Span(min(one.start for one in spans), max(one.end for one in spans))

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._spans)


class _Completion:
    """Fills one table."""

    def __init__(
        self,
        source: Source,
        aligned: dict[int, Alignment],
        grid: Grid | None,
        table: ToldTable,
    ) -> None:
        self.source = source
        self.aligned = aligned
        self.grid = grid
        self.table = table
        self.used = _Used()
        #: What is read of other tables of the forms, and where their values begin.
        self.others = [
            aligned[id(item)]
            for item in source.items
            if isinstance(item, Grid) and item is not grid and id(item) in aligned
        ]
        self.starts = sorted(
            value.start for read in self.others for value in read.values if value and value.text
        )
        self.lines: list[Line] = []

    def complete(self) -> Source:
        """The source with what the table tells."""
        layout = self.table.layout
        read = self.aligned.get(id(self.grid)) if self.grid is not None else None
        if read is None or (self.grid and self.grid.edition is not layout.edition):
            if read is not None and any(value is not None for value in read.values):
                return self.source
            read = Alignment(layout, values=[None] * len(layout.cells))
        for line in layout.lines:
            token = line.tokens[-1] if line.tokens else ""
            if line.cells and (row := self.table.rows.get(token)) is not None:
                self._fill(read, layout, line, row)
        if not self.used:
            return self.source
        return self._with_table(read)

    def _fill(self, read: Alignment, layout: TableLayout, line: Line, row: ToldRow) -> None:
        """Give a row's values to the cells of *line* that have none."""
        places = [
            number
            for number, cell in enumerate(layout.cells)
            if (cell.row, cell.column) in line.cells
        ]
        before = [read.values[number] for number in places]
        differs = any(
            old is not None and read_printed(old.text) != read_printed(new.text)
            for old, new in zip(before, row.values, strict=True)
        )
        if differs and not self._wins(row):
            # Two readings of one row, and nothing to choose between them.
            read.set_aside("GD026", read.take_back(line), line)
            return
        if (None not in before and not differs) or self._is_taken(read, places, row):
            return
        for number, value in zip(places, row.values, strict=True):
            if differs or read.values[number] is None:
                read.values[number] = Field(value.text, value.start, value.end)
        self._use(read, row.row, row.labels, max(value.end for value in row.values))
        self.lines.append(line)

    def _is_taken(self, read: Alignment, places: Sequence[int], row: ToldRow) -> bool:
        """Whether values of a row stand in another row, or another table, already."""
        taken = {
            value.start
            for number, value in enumerate(read.values)
            if value is not None and value.text and number not in places
        }
        start, end = row.row.start, max(row.row.end, *(value.end for value in row.values))
        elsewhere = self.starts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return bool(elsewhere) or any(value.text and value.start in taken for value in row.values)

    def _wins(self, row: ToldRow) -> bool:
        """Whether a row that is told is surer than what was read in its place."""
        return self.table.layout.kind is TableKind.PROACTIVE or (
            self.table.layout.kind is TableKind.REQUESTS and adds_up(row.values)
        )

    def _use(self, read: Alignment, row: MarkedRow, labels: Sequence[Field], end: int = 0) -> None:
        """Let the words of a row, which may go on up to *end*, be those of the table."""
        known = {label.start for label in read.labels}
        at = _KINDS.index(self.table.layout.kind)
        for field in labels:
            if field.start not in known:
                kind = labels_of(field.text)[at] or UNKNOWN
                read.labels.append(Field(field.text, field.start, field.end, kind=kind))
        self.used.add(row.start, max(row.end, end))

    def _with_table(self, read: Alignment) -> Source:
        """The source in which the table stands where its rows stood."""
        for row in self.table.frame:
            if not self.used.within(row.start, max(row.end, row.start + 1)):
                self._use(read, row, [one for one in row.fields if one.text])
        read.labels.sort(key=attrgetter("start"))
        old, used = self.grid, self.used
        span = used.around(*([old.span] if old is not None else []))
        read.extent = span
        for other in (read, *self.others):
            other.residue = [one for one in other.residue if not used.hold(one.span)]
        for other in self.others:
            other.labels = [one for one in other.labels if not used.hold(one.span)]
        read.diagnostics = [
            one for one in read.diagnostics if not one.addresses or not used.hold(one.span)
        ]
        read.note("GD050", span, None, rows="、".join(map(read.words_of, self.lines)))
        grid = old
        if grid is None or grid.edition is not read.layout.edition:
            grid = Grid(read.layout.kind, read.layout.edition, ((_edge(span),),))
        self.aligned[id(grid)] = read
        items: list[TextLine | Grid] = []
        place: int | None = None
        for item in self.source.items:
            is_touched = item is old or bool(used.within(*_span_of(item)))
            if is_touched and place is None:
                place = len(items)
            if item is not old:
                items += self._rest(item) if is_touched else (item,)
        items.insert(len(items) if place is None else place, grid)
        residue = tuple(one for one in self.source.residue if not used.hold(one.span))
        return evolve(self.source, items=tuple(items), residue=residue)

    def _rest(self, item: TextLine | Grid) -> Iterator[TextLine | Grid]:
        """What an item holds besides the rows of the table."""
        if isinstance(item, Grid) and item.kind is not None:
            yield item
            return
        for row in item.rows if isinstance(item, Grid) else ((item.field,),):
            start, end = row[0].start, row[-1].end
            inside = self.used.within(start, end)
            if not inside:
                words = " ".join(field.text for field in row if field.text)
                if words:
                    yield TextLine(Field(words, start, end))
                continue
            for one in (*inside, Span(end, end)):
                piece = self.source.text[start : one.start]
                words = fold_blanks(piece.strip(_SEPARATORS))
                if any(map(str.isalnum, words)):
                    left = start + len(piece) - len(piece.lstrip(_SEPARATORS))
                    yield TextLine(Field(words, left, left + len(piece.strip(_SEPARATORS))))
                start = max(start, one.end)


def _span_of(item: TextLine | Grid) -> Span:
    return item.span if isinstance(item, Grid) else item.field.span


def _edge(span: Span) -> Field:
    """A field that holds the place of a whole table."""
    return Field("", span.start, span.end)
