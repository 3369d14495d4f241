"""Rows that marks tell fill what the reading of a damaged table left absent.

Takes a Source and gives it with the tables that its rows of marks tell, and what each table's
fields give to the cells of its form. A table that fits its form is left alone, and so is a value
that was read already, unless its row does not add up and the row that is told does.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from attrs import evolve

from govdisclosure.align.alignment import Alignment
from govdisclosure.align.doubts import doubt_beside, doubt_cut_numbers, doubt_displaced, doubt_read
from govdisclosure.align.leftovers import say_leftovers
from govdisclosure.align.stretches import Stretches
from govdisclosure.labels import NO_LABELS, is_piece, labels_of
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
from govdisclosure.tables.marks import UNMARKED, MarkedRow, lex
from govdisclosure.tables.rows import tell
from govdisclosure.tables.stream import tell_stream
from govdisclosure.tables.told import ToldRow, ToldTable, adds_up, join_told, speaks_against
from govdisclosure.text import EMPTY_WORDS, CellState, fold_blanks, narrow, read_printed

__all__ = ["complete", "told_tables"]

#: What parts cells, and is no word of a line that held some.
_SEPARATORS = '|,，;&│┃║`*"\\ \t\r\n\u3000'
#: A rule of a table, or the corners of one.
_RULE = re.compile(r"[-=+─━:|\s]*[-=+─━:]{2,}[-=+─━:|\s]*|[|+\s\u2500-\u257f]+")
#: What may be one cell, and what may be one line.
_CELLS = re.compile(r"(?:[^\s|,，;&│┃║]|(?<=[0-9]),(?=[0-9]{3}(?![0-9])))+")
_LINES = re.compile(r"[^\r\n]+")
#: What blanks part.
_WORDS = re.compile(r"\S+")
_KINDS = tuple(TableKind)
#: What rows rest on, of which a reader need not know more.
_BASES = {"repeat": "count", "line": "words", "order": "words", "band": "words"}
#: So many numbers that two tables have in common make one the other, printed twice.
_FEWEST_ALIKE = 3

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
            doubt_read(aligned[id(item)], source.text, item.span, is_sure=fits)
            if fits and item.kind not in first:
                damaged.discard(item.kind)
            first[item.kind] = _fuller(aligned, first.get(item.kind), item)
    if damaged and _SIGNS_OF_ROWS.search(narrow(source.text)) is not None:
        shown = as_shown(source.text)[0]
        text = _ESCAPED.sub(_literal, shown)
        rows = lex(text)
        doubt_cut_numbers(aligned.values(), rows)
        for kind, table in _told(text, rows, damaged):
            if table.is_displaced and kind is not TableKind.DISPUTES:
                for read in aligned.values():
                    if read.layout.kind is kind:
                        doubt_displaced(read)
            doubt_beside(aligned.values(), table)
            is_known = kind in first or any(map(_has_whole_label, table.rows.values()))
            is_in_doubt = any(not row.values for row in table.rows.values())
            if is_known and (kind in damaged or is_in_doubt):
                source = _Completion(source, aligned, first.get(kind), table, shown).complete()
    return source, aligned


def _fuller(aligned: Mapping[int, Alignment], first: Grid | None, other: Grid) -> Grid:
    """The first of two grids of a table, unless it is nothing but heads."""
    return first if first is not None and any(aligned[id(first)].values) else other


def _has_whole_label(row: ToldRow) -> bool:
    """Whether a row's label, where it has one, stands in one cell: a pieced one proves no table."""
    labels = (labels_of(label.text) for label in row.labels)
    return not row.token or any(found is not NO_LABELS for found in labels)


#: A line, or a cell, that may stand behind the escape.
_ESCAPED = re.compile(r"^ *\\[^\t\n\r]+(?=[\n\r]|\Z)|(?:^|(?<=[\t|])) *\\[^\t\n\r|]+", re.MULTILINE)


def _literal(found: re.Match[str]) -> str:
    """Signs of no label or value, as many as there are in what stands behind the escape."""
    words = fold_blanks(found[0])
    is_literal = unescape(words) is not None or unescape(words, in_row=True) is not None
    return "〓" * len(found[0]) if is_literal else found[0]


def told_tables(source: Source) -> Iterator[tuple[TableKind, ToldTable]]:
    """What the marks of a text, and its words, tell of each table."""
    text = _ESCAPED.sub(_literal, as_shown(source.text)[0])
    return _told(text, lex(text), _KINDS)


def _told(
    text: str, rows: Sequence[MarkedRow], kinds: Collection[TableKind]
) -> Iterator[tuple[TableKind, ToldTable]]:
    """What marks tell of each table; of the *kinds* that they do not tell whole, words too."""
    marked = tell(rows, text)
    open_kinds = [kind for kind in kinds if kind not in marked or not marked[kind].is_whole]
    words = tell_stream(text, open_kinds) if open_kinds else {}
    for kind in TableKind:
        table = join_told(marked.get(kind), words.get(kind))
        if table is not None:
            yield kind, table


class _Completion:
    """Fills one table."""

    def __init__(
        self,
        source: Source,
        aligned: dict[int, Alignment],
        grid: Grid | None,
        table: ToldTable,
        text: str,
    ) -> None:
        self.source = source
        self.aligned = aligned
        self.grid = grid
        self.table = table
        #: The text as its reader sees it.
        self.text = text
        #: Of each row that was used, from where to where it goes.
        self.used: list[Span] = []
        #: Those of them in which no marks part cells, so that nothing repeats a merged one.
        self.plain: list[Span] = []
        #: The labels of those rows.
        self.labels: list[Field] = []
        #: Where labels and values of the table stand.
        self.leaves = Stretches(())
        read = aligned.get(id(grid))
        others = [
            item
            for item in source.items
            if isinstance(item, Grid) and id(item) in aligned and item is not grid
        ]
        #: Where the same table is printed again, or goes on.
        self.copies = {
            id(item): item
            for item in others
            if (other := aligned[id(item)]).layout.kind is table.layout.kind
            and (read is None or _is_same(read, other))
        }
        #: What is read of other tables of the forms, and where their values begin.
        self.others = [aligned[id(item)] for item in others if id(item) not in self.copies]
        self.starts = sorted(
            value.start for read in self.others for value in read.values if value and value.text
        )
        #: The rows that were told, by what they rest on.
        self.lines: dict[str, list[Line]] = {}
        #: The heads of columns that rows do not have, as keys; torn cells of a column are none.
        self.lacking: dict[str, None] = {}
        self.printed: set[str] = set()

    def complete(self) -> Source:
        """The source with what the table tells."""
        layout = self.table.layout
        read = self.aligned.get(id(self.grid)) if self.grid is not None else None
        if read is None:
            read = Alignment(layout, values=[None] * len(layout.cells))
        elif self.grid and self.grid.edition is not layout.edition:
            rows = [one for one in read.layout.lines if read.values_of(one)]
            if len(rows) >= len(self.table.rows):
                return self.source
            for line in rows:
                read.set_aside("GD026", read.take_back(line), line)
            read = evolve(
                read,
                layout=layout,
                values=[None] * len(layout.cells),
                diagnostics=[one for one in read.diagnostics if not one.addresses],
            )
        for line in layout.lines:
            token = line.tokens[-1] if line.tokens else ""
            if line.cells and (row := self.table.rows.get(token)) is not None:
                self._fill(read, layout, line, row)
        if not self.used:
            return self.source
        return self._with_table(read)

    def _fill(self, read: Alignment, layout: TableLayout, line: Line, row: ToldRow) -> None:
        """Give a row's values to the cells of *line* that have none."""
        values = self._apart(row.values)
        if values is None or self._goes_over_lines(row):
            return
        places = [layout.index[place] for place in line.cells]
        lacking = [at for at, value in zip(places, row.cells, strict=False) if value is None]
        places = [at for at in places if at not in lacking]
        before = [read.values[number] for number in places]
        differs = not row.values or any(
            old is not None and read_printed(old.text) != read_printed(new.text)
            for old, new in zip(before, values, strict=bool(values))
        )
        if differs and (not row.values or not self._wins(row, before)):
            # Two readings of one row, and nothing to choose between them.
            read.set_aside("GD026", read.take_back(line), line)
            return
        if (None not in before and not differs) or self._is_taken(read, places, row):
            return
        for number, value in zip(places, values, strict=True):
            if differs or read.values[number] is None:
                read.values[number] = value
        self._use(row.row, row.labels, max(value.end for value in values))
        for at in lacking:
            self.lacking[read.words_of_cell(layout.cells[at])] = None
        self.printed |= {read.words_of_cell(layout.cells[at]) for at in places}
        self.lines.setdefault(_BASES.get(row.how, row.how), []).append(line)

    def _apart(self, values: Sequence[Field]) -> list[Field] | None:
        """The values, those of one cell each in its own place; None where that is not found."""
        counts = Counter(value.span for value in values if value.text)
        apart: list[Field] = []
        end = 0
        for value in values:
            if counts[value.span] < 2:  # noqa: PLR2004
                apart.append(value)
                continue
            start = self.text.find(value.text, max(end, value.start), value.end)
            if start < 0:
                return None
            end = start + len(value.text)
            apart.append(Field(value.text, start, end))
        return apart

    def _goes_over_lines(self, row: ToldRow) -> bool:
        """Whether a row without marks has several values on one line and others on the next.

        They may be pieces of its numbers where it does not add up, as the row of table four has to.
        """
        shown = [one for one in row.values if one.text]
        lines = {self.source.text.count("\n", row.row.start, one.start) for one in shown}
        is_parted = row.row.dialect == "cell" and 1 < len(lines) < len(shown)
        return is_parted and bool(row.token) and speaks_against(row.cells)

    def _is_taken(self, read: Alignment, places: Sequence[int], row: ToldRow) -> bool:
        """Whether values of a row stand in another row, or another table, already."""
        taken = Stretches(
            value.span
            for number, value in enumerate(read.values)
            if value is not None and value.text and number not in places
        )
        start, end = row.row.start, max(row.row.end, *(value.end for value in row.values))
        elsewhere = self.starts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return bool(elsewhere) or any(
            value.text and taken.overlap(value.span) for value in row.values
        )

    def _wins(self, row: ToldRow, before: Sequence[Field | None]) -> bool:
        """Whether a row that is told is surer than what was read in its place."""
        if self.table.layout.kind is not TableKind.REQUESTS:
            return self.table.layout.kind is TableKind.PROACTIVE
        shown = [value for value in before if value is not None]
        is_refuted = len(shown) < len(before) or speaks_against(shown)
        return is_refuted and adds_up(row.cells)

    def _use(self, row: MarkedRow, fields: Sequence[Field], end: int = 0) -> None:
        """Let the words of a row, which may go on up to *end*, be those of the table."""
        self.used.append(Span(row.start, max(row.end, end)))
        if row.dialect in {*UNMARKED, "places"}:
            self.plain.append(self.used[-1])
        at = _KINDS.index(self.table.layout.kind)
        for one in fields:
            kind = labels_of(one.text)[at] or UNKNOWN
            self.labels.append(Field(one.text, one.start, one.end, kind=kind))

    def _with_table(self, read: Alignment) -> Source:
        """The source in which the table stands where its rows stood."""
        used = Stretches(self.used)
        for row in self.table.frame:
            if not used.overlap(Span(row.start, max(row.end, row.start + 1))):
                self._use(row, [one for one in row.fields if one.text])
        self._use_lines(Stretches(self.used))
        used = Stretches(self.used)
        self._take_words(read, used)
        old = self.grid
        spans = [*used, *([old.span] if old is not None else [])]
        read.extent = span = Span(min(one.start for one in spans), max(one.end for one in spans))
        if self.grid is None:
            say_leftovers(read)
        for basis, lines in self.lines.items():
            read.note("GD050", span, rows="、".join(map(read.words_of, lines)), basis=basis)
        if lacking := [words for words in self.lacking if words not in self.printed]:
            read.note("GD013", span, words="、".join(lacking))
        grid = old
        if grid is None or grid.edition is not read.layout.edition:
            grid = Grid(read.layout.kind, read.layout.edition, ((_edge(span),),))
        self.aligned[id(grid)] = read
        items = tuple(self._items(read, grid, used))
        return evolve(self.source, items=items, residue=tuple(self._cut(self.source.residue)))

    def _use_lines(self, used: Stretches) -> None:
        """Let lines of labels and values between the rows, and of labels above, be of the table."""
        first, last = min(used), max(used)
        lines: list[Field] = []
        for item in self.source.items:
            line = item.field if isinstance(item, TextLine) else None
            if line is None or line.start >= last.end:
                continue
            is_above = line.start < first.start
            if _is_of_labels(line.text) and (is_above or not used.overlap(line.span)):
                lines.append(line)
            elif is_above:
                lines.clear()  # what stands before other words is none of the table's head
        at = _KINDS.index(self.table.layout.kind)
        for line in lines:
            self.used.append(line.span)
            for found in _WORDS.finditer(self.text, *line.span):
                if read_printed(found[0]).state is CellState.TEXT:
                    kind = labels_of(found[0])[at] or UNKNOWN
                    self.labels.append(Field(found[0], *found.span(), kind=kind))

    def _items(self, read: Alignment, grid: Grid, used: Stretches) -> Sequence[TextLine | Grid]:
        """The items of the source, with *grid* where the first row of it stood."""
        items: list[TextLine | Grid] = []
        for item in self.source.items:
            if item is self.grid:
                continue
            if not used.overlap(_span_of(item)):
                items.append(item)
            elif id(item) not in self.copies:
                items += self._rest(item, used)
        begins = min(one.start for one in (*read.labels, *read.values) if one is not None)
        place = next(
            (number for number, item in enumerate(items) if self._start(item) >= begins),
            len(items),
        )
        items.insert(place, grid)
        return items

    def _take_words(self, read: Alignment, used: Stretches) -> None:
        """Give the table the words of its rows, and take them from what held them before.

        A label among them that no row has is one of the table too; what else stands there is set
        aside, but for what merged cells print again.
        """
        values = [one for one in read.values if one is not None and one.text]
        values.sort(key=attrgetter("start"))
        of_values = Stretches(one.span for one in values)
        labels: list[Field] = []
        lost: list[Span] = []
        for one in sorted([*read.labels, *self.labels], key=lambda one: (one.start, -one.end)):
            is_behind = not labels or labels[-1].end <= one.start
            if is_behind and not of_values.overlap(one.span):
                labels.append(one)
            else:
                lost.append(one.span)
        self.leaves = Stretches(one.span for one in (*values, *labels))
        read.labels = labels
        for other in self.others:
            lost += [one.span for one in other.labels if self.leaves.overlap(one.span)]
            other.labels = [one for one in other.labels if not self.leaves.overlap(one.span)]
        for table in (read, *self.others):
            self._take_from(table)
        read.diagnostics = [
            one
            for one in read.diagnostics
            if not one.addresses or one.span is None or any(used.outside(*one.span))
        ]
        self._set_copies_aside(read, used)
        self._take_loose_words(read, values, Stretches([*used, *lost]))

    def _set_copies_aside(self, read: Alignment, used: Stretches) -> None:
        """Keep what further printings of the table hold besides the rows that were told."""
        for copy in self.copies.values():
            if used.overlap(copy.span):
                fields = [one for row in copy.rows for one in row if one.text]
                rest = [Residue(one.text, ResidueReason.REPEATED_TABLE, one.span) for one in fields]
                read.residue += self._cut(rest)
                read.note("GD005", copy.span)

    def _take_loose_words(
        self, read: Alignment, values: Sequence[Field], stretches: Stretches
    ) -> None:
        """Take the labels that no row has, and set aside what else nothing holds."""
        at = _KINDS.index(read.layout.kind)
        strangers: list[Field] = []
        held, plain = Stretches(self._held(read)), Stretches(self.plain)
        starts = [one.start for one in values]
        for stretch in stretches:
            own = values[bisect_left(starts, stretch.start) : bisect_left(starts, stretch.end)]
            repeated = set() if plain.overlap(stretch) else {one.text for one in own}
            for gap in held.outside(*stretch):
                for words in self._words(_CELLS, *gap):
                    if (token := labels_of(words.text)[at]) is not None:
                        label = Field(words.text, words.start, words.end, kind=token)
                        read.labels.append(label)
                    elif words.text not in repeated and words.text.lower() not in EMPTY_WORDS:
                        strangers.append(words)
        read.labels.sort(key=attrgetter("start"))
        if self.grid is None:
            read.keep(strangers)  # what they are is said with the rows that lack
        else:
            read.set_aside("GD009", strangers)

    def _start(self, item: TextLine | Grid) -> int:
        """Where the first leaf of an item stands."""
        read = self.aligned.get(id(item))
        leaves = [*read.labels, *filter(None, read.values)] if read else []
        return min((one.start for one in leaves), default=_span_of(item).start)

    def _held(self, read: Alignment) -> Iterator[Span]:
        """What stands in a table already, or was set aside."""
        yield from self.leaves
        residue = list(self.source.residue)
        for table in (read, *self.others):
            residue += table.residue
            yield from (one.span for one in table.labels)
        yield from (one.span for one in residue if one.span is not None)

    def _take_from(self, table: Alignment) -> None:
        """Take the words that are now of the table from what was set aside, and what says so."""
        rest = self._cut(table.residue)
        if rest != table.residue:
            before, after = (
                Stretches(one.span for one in residue if one.span)
                for residue in (table.residue, rest)
            )
            table.diagnostics = [
                one
                for one in table.diagnostics
                if one.span is None or not before.overlap(one.span) or after.overlap(one.span)
            ]
            table.residue = rest

    def _cut(self, residue: Iterable[Residue]) -> list[Residue]:
        """What of the residue is no leaf of the table."""
        kept: list[Residue] = []
        for one in residue:
            if one.span is None or not self.leaves.overlap(one.span):
                kept.append(one)
                continue
            for rest in self.leaves.outside(*one.span):
                kept += [
                    Residue(words.text, one.reason, words.span)
                    for words in self._words(_LINES, *rest)
                ]
        return kept

    def _rest(self, item: TextLine | Grid, used: Stretches) -> Iterator[TextLine | Grid]:
        """What an item holds besides the rows of the table."""
        if isinstance(item, Grid) and item.kind is not None:
            yield item
            return
        for row in item.rows if isinstance(item, Grid) else ((item.field,),):
            start, end = row[0].start, row[-1].end
            if used.overlap(Span(start, end)):
                for rest in used.outside(start, end):
                    yield from map(TextLine, self._words(_LINES, *rest))
            elif words := " ".join(field.text for field in row if field.text):
                yield TextLine(Field(words, start, end))

    def _words(self, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Field]:
        """The words of a stretch, without the marks that part cells."""
        for found in pattern.finditer(self.text, start, end):
            piece = found[0].strip(_SEPARATORS)
            if piece and _RULE.fullmatch(piece) is None:
                left = found.start() + found[0].index(piece)
                yield Field(fold_blanks(piece), left, left + len(piece))


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


def _is_of_labels(text: str) -> bool:
    """Whether a line is made of labels of the forms, pieces of them, and values beside these."""
    words = [one for one in text.split() if read_printed(one).state is CellState.TEXT]
    return bool(words) and all(is_piece(one) or any(labels_of(one)) for one in words)


def _span_of(item: TextLine | Grid) -> Span:
    return item.span if isinstance(item, Grid) else item.field.span


def _edge(span: Span) -> Field:
    """A field that holds the place of a whole table."""
    return Field("", span.start, span.end)
