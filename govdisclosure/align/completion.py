"""Rows that marks tell fill what the reading of a damaged table left absent.

Takes a Source and gives it with the tables that its rows of marks tell, and what each table's
fields give to the cells of its form. A table that fits its form is left alone, and so is a value
that was read already, unless its row does not add up and the row that is told does.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from attrs import evolve

from govdisclosure.align.alignment import Alignment
from govdisclosure.align.doubts import doubt_beside, doubt_cut_numbers, doubt_displaced, doubt_read
from govdisclosure.labels import NO_LABELS, labels_of
from govdisclosure.layout import Line, TableKind, TableLayout
from govdisclosure.plain import unescape
from govdisclosure.readers.text.shown import as_shown
from govdisclosure.source import (
    UNKNOWN,
    Field,
    Grid,
    Residue,
    ResidueReason,
    Source,
    Span,
    TextLine,
)
from govdisclosure.tables.marks import MarkedRow, lex
from govdisclosure.tables.rows import tell
from govdisclosure.tables.stream import tell_stream
from govdisclosure.tables.told import ToldRow, ToldTable, adds_up, join_told, speaks_against
from govdisclosure.text import fold_blanks, narrow, read_printed

__all__ = ["complete", "told_tables"]

#: What parts cells, and is no word of a line that held some.
_SEPARATORS = '|,，;\t\r\n&│┃ \u3000+-=─━"'
_KINDS = tuple(TableKind)
#: So many numbers that two tables have in common make one the other, printed twice.
_FEWEST_ALIKE = 3

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
    is_torn = any(notice.code in _TORN for notice in source.notices)
    for item in source.items:
        if isinstance(item, Grid) and item.kind is not None:
            aligned[id(item)], fits = align(item)
            is_sure = fits and not is_torn
            doubt_read(aligned[id(item)], source.text, item.span, is_sure=is_sure)
            if fits and item.kind not in first:
                damaged.discard(item.kind)
            first.setdefault(item.kind, item)
    if (damaged or is_torn) and _SIGNS_OF_ROWS.search(narrow(source.text)) is not None:
        text = _shown(source)
        rows = lex(text)
        doubt_cut_numbers(aligned.values(), rows)
        for kind, table in _told(text, rows):
            if table.is_displaced and (is_torn or kind is not TableKind.DISPUTES):
                for read in aligned.values():
                    if read.layout.kind is kind:
                        doubt_displaced(read)
            doubt_beside(aligned.values(), table)
            is_known = kind in first or any(map(_has_whole_label, table.rows.values()))
            is_in_doubt = any(not row.values for row in table.rows.values())
            if is_known and (kind in damaged or is_torn or is_in_doubt):
                source = _Completion(source, aligned, first.get(kind), table).complete()
    return source, aligned


def _has_whole_label(row: ToldRow) -> bool:
    """Whether a row's label, where it has one, stands in one cell: a pieced one proves no table."""
    labels = (labels_of(label.text) for label in row.labels)
    return not row.token or any(found is not NO_LABELS for found in labels)


#: A line, or a cell, that may stand behind the escape.
_ESCAPED = re.compile(r"(?:^|(?<=[\t|])) *\\[^\t\n\r|]+", re.MULTILINE)


def _literal(found: re.Match[str]) -> str:
    """Signs of no label or value, as many as there are in what stands behind the escape."""
    words = fold_blanks(found[0])
    is_literal = unescape(words) is not None or unescape(words, in_row=True) is not None
    return "〓" * len(found[0]) if is_literal else found[0]


def told_tables(source: Source) -> Iterator[tuple[TableKind, ToldTable]]:
    """What the marks of a text, and its words, tell of each table."""
    text = _shown(source)
    return _told(text, lex(text))


def _told(text: str, rows: Sequence[MarkedRow]) -> Iterator[tuple[TableKind, ToldTable]]:
    marked, words = tell(rows, text), tell_stream(text)
    for kind in TableKind:
        table = join_told(marked.get(kind), words.get(kind))
        if table is not None:
            yield kind, table


def _shown(source: Source) -> str:
    """The text without what nobody sees and what stands behind the escape."""
    return _ESCAPED.sub(_literal, as_shown(source.text)[0])


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
        read = aligned.get(id(grid))
        #: Where the same table is printed again, or goes on.
        self.copies = [
            item
            for item in source.items
            if isinstance(item, Grid)
            and item is not grid
            and item.kind is table.layout.kind
            and (read is None or _is_same(read, aligned[id(item)]))
        ]
        #: What is read of other tables of the forms, and where their values begin.
        self.others = [
            aligned[id(item)]
            for item in source.items
            if isinstance(item, Grid)
            and item is not grid
            and id(item) in aligned
            and item not in self.copies
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
        if self._goes_over_lines(row):
            return
        places = [layout.index[place] for place in line.cells]
        before = [read.values[number] for number in places]
        differs = not row.values or any(
            old is not None and read_printed(old.text) != read_printed(new.text)
            for old, new in zip(before, row.values, strict=bool(row.values))
        )
        if differs and (not row.values or not self._wins(row, before)):
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

    def _goes_over_lines(self, row: ToldRow) -> bool:
        """Whether a row without marks has several values on one line and others on the next.

        They may be pieces of its numbers where it does not add up.
        """
        shown = [one for one in row.values if one.text]
        lines = {self.source.text.count("\n", row.row.start, one.start) for one in shown}
        is_parted = row.row.dialect == "cell" and 1 < len(lines) < len(shown)
        return is_parted and speaks_against(row.values)

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

    def _wins(self, row: ToldRow, before: Sequence[Field | None]) -> bool:
        """Whether a row that is told is surer than what was read in its place."""
        if self.table.layout.kind is not TableKind.REQUESTS:
            return self.table.layout.kind is TableKind.PROACTIVE
        shown = [value for value in before if value is not None]
        is_refuted = len(shown) < len(before) or speaks_against(shown)
        return is_refuted and adds_up(row.values)

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
            if is_touched and any(item is copy for copy in self.copies):
                self._set_copy_aside(read, item)
            elif item is not old:
                items += self._rest(item) if is_touched else (item,)
        items.insert(len(items) if place is None else place, grid)
        residue = tuple(one for one in self.source.residue if not used.hold(one.span))
        return evolve(self.source, items=tuple(items), residue=residue)

    def _set_copy_aside(self, read: Alignment, copy: TextLine | Grid) -> None:
        """Keep what a second printing of the table holds besides the rows that were told."""
        assert isinstance(copy, Grid)  # noqa: S101 - copies are grids
        fields = [one for row in copy.rows for one in row if one.text]
        reason = ResidueReason.REPEATED_TABLE
        rest = [one for one in fields if not self.used.hold(one.span)]
        read.residue += [Residue(one.text, reason, one.span) for one in rest]
        read.note("GD005", copy.span)

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


def _is_same(read: Alignment, other: Alignment) -> bool:
    """Whether two tables are one, printed twice or over two pages.

    They say the same wherever both are read, and enough of it; or one goes on where the other ends.
    """
    if read.layout is not other.layout:
        return False
    pairs = list(zip(read.values, other.values, strict=True))
    both = [
        (read_printed(one.text), read_printed(two.text))
        for one, two in pairs
        if one is not None and two is not None
    ]
    if not both:
        first = [number for number, (one, _) in enumerate(pairs) if one is not None]
        rest = [number for number, (_, two) in enumerate(pairs) if two is not None]
        return bool(first and rest) and first[-1] < rest[0]
    return all(one == two for one, two in both) and (
        sum(bool(one.value) for one, _ in both) >= _FEWEST_ALIKE
    )


def _span_of(item: TextLine | Grid) -> Span:
    return item.span if isinstance(item, Grid) else item.field.span


def _edge(span: Span) -> Field:
    """A field that holds the place of a whole table."""
    return Field("", span.start, span.end)
