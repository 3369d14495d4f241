"""Put one damaged table in its place, with the rows that were read from marks, places and words.

Takes a Source and the rows that were read, and gives a source that has the table, with the words
and values of these rows in its cells; whatever else the table prints is set aside.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from attrs import evolve

from govdisclosure.align.alignment import Alignment
from govdisclosure.align.regions import Stretches
from govdisclosure.characters import fold_blanks
from govdisclosure.forms.labels import find_label, likely_label
from govdisclosure.forms.layout import CellLayout, Line, TableLayout, layout_of
from govdisclosure.source import (
    COVERED,
    UNKNOWN,
    Field,
    Grid,
    Residue,
    ResidueReason,
    Source,
    Span,
    TextLine,
)
from govdisclosure.tables.marks import UNMARKED, MarkedRow
from govdisclosure.tables.opened import is_of_form
from govdisclosure.tables.told import ToldRow, ToldTable, speaks_against
from govdisclosure.text import EMPTY_WORDS, CellState, read_printed

__all__ = ["Completion", "set_aside_copies", "unread"]

#: What separates cells, and is not a word of a line that had cells.
_SEPARATORS = '|,，;&│┃║`*"\\ \t\r\n\u3000'
#: A rule of a table, or the corners of a rule.
_RULE = re.compile(r"[-=+─━:|\s]*[-=+─━:]{2,}[-=+─━:|\s]*|[|+\s\u2500-\u257f]+")
#: What may be one cell, where what is left may be one line.
_CELLS = re.compile(r"(?:[^\s|,，;&│┃║]|(?<=[0-9]),(?=[0-9]{3}(?![0-9])))+")
_LINES = re.compile(r"[^\r\n]+")
#: What blanks separate.
_WORDS = re.compile(r"\S+")
#: What is within a cell but not part of what it says.
_UNSEEN = frozenset({ResidueReason.STRUCK, ResidueReason.HIDDEN, ResidueReason.WATERMARK})
#: What rows are based on, as messages name it.
_BASES = {"repeat": "count", "line": "words", "order": "words", "band": "words"}


def unread(grid: Grid, layout: TableLayout | None = None) -> Alignment:
    """The labels of a table that does not fit its form; everything else in it is still unread.

    Args:
        grid: The table as its reader found it.
        layout: The form, if it turned out to be another.
    """
    assert grid.kind is not None  # noqa: S101 - the caller's promise
    own = layout_of(grid.kind, grid.edition)
    read = Alignment(layout or own, is_damaged=True)
    tokens = own.tokens | {COVERED}
    for one in (field for row in grid.rows for field in row if field.text):
        if one.type in tokens:
            read.labels.append(one)
        else:
            read.keep([one])
    return read


class Completion:
    """Fills one table."""

    def __init__(
        self,
        source: Source,
        aligned: dict[int, Alignment],
        grid: Grid | None,
        table: ToldTable,
        text: str,
        *,
        copies: Sequence[Grid] = (),
    ) -> None:
        """One table.

        Args:
            source: The document.
            aligned: The other tables that were read, by the identity of their grids.
            grid: The table in the source, if its reader found one.
            table: The rows that were read of it.
            text: The text that the rows were read from.
            copies: The grids in which it is printed again or continued.
        """
        self.source = source
        self.aligned = aligned
        self.grid = grid
        self.table = table
        self.text = text
        self.copies = copies
        #: The extent of each row that was used.
        self.used: list[Span] = []
        #: Those of them in which no marks separate cells, so that no merged cell is repeated.
        self.plain: list[Span] = []
        #: The labels of those rows, and where each character of their values is.
        self.labels: list[Field] = []
        self.taken: set[int] = set()
        #: Where the labels and values of the table are.
        self.leaves = Stretches(())
        #: The other tables of the forms, and where their values begin.
        self.others: list[Alignment] = list(aligned.values())
        self.starts: list[int] = sorted(
            value.start for read in self.others for value in read.values if value and value.text
        )
        #: The rows that were read, by what they are based on.
        self.lines: dict[str, list[Line]] = {}
        #: The cells that rows do not print.
        self.lacking: list[CellLayout] = []

    def complete(self) -> Source:
        """The source with the table and its values."""
        layout = self.table.layout
        read = Alignment(layout, is_damaged=True)
        if self.grid is not None:
            read = unread(self.grid, layout)
        for token, line in layout.rows.items():
            if (row := self.table.rows.get(token)) is not None:
                self._fill(read, layout, line, row)
        return self._with_table(read) if self.used else self.source

    def _fill(self, read: Alignment, layout: TableLayout, line: Line, row: ToldRow) -> None:
        """Give a row's values to the cells of *line*."""
        values = self._apart(row.values)
        if not values or self._goes_over_lines(row) or self._is_taken(row):
            return
        own = iter(values)
        for place, value in zip(line.cells, row.cells, strict=True):
            number = layout.index[place]
            if value is None:
                self.lacking.append(layout.cells[number])
            else:
                read.values[number] = next(own)
        self.taken.update(_places(values))
        self._use(read, line, row, max(value.end for value in values))
        if row.how == "between":
            read.note("GD022", row.row.fields[0].span, line)
        elif row.how == "cut":
            span = Span(values[0].start, values[-1].end)
            words = fold_blanks(self.text[slice(*span)])
            read.note("GD023", span, line, words=words, cut=" ".join(one.text for one in values))
        else:
            self.lines.setdefault(_BASES.get(row.how, row.how), []).append(line)

    def _apart(self, values: Sequence[Field]) -> list[Field] | None:
        """The values, each at its own place where several share one; None if that is not found."""
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

        They may be pieces of its numbers if its total is wrong; table four always adds up.
        """
        shown = [one for one in row.values if one.text]
        lines = {self.source.text.count("\n", row.row.start, one.start) for one in shown}
        is_parted = row.row.dialect == "cell" and 1 < len(lines) < len(shown)
        return is_parted and bool(row.token) and speaks_against(row.cells)

    def _is_taken(self, row: ToldRow) -> bool:
        """Whether values of a row are already in another row or another table."""
        start, end = row.row.start, max(row.row.end, *(value.end for value in row.values))
        elsewhere = self.starts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return bool(elsewhere) or not self.taken.isdisjoint(_places(row.values))

    def _use(self, read: Alignment, line: Line, row: ToldRow, end: int) -> None:
        """Make the words of a row, which may go on up to *end*, part of the table."""
        self._use_stretch(row.row, end)
        for one in row.labels:
            label = self._label(one.text, *one.span)
            if len(one.text) > one.end - one.start:
                # A label that is printed in two places has the words of the first.
                label.text = fold_blanks(self.text[one.start : one.end])
            is_last = label.type == UNKNOWN and one is row.labels[-1]
            if is_last and likely_label(read.layout.kind, one.text) == row.token:
                label.type = row.token
                read.note("GD021", label.span, line, words=label.text, label=read.words_of(line))
            self.labels.append(label)

    def _label(self, words: str, start: int, end: int) -> Field:
        """Words as a field, with the token of the label that they are, if any."""
        token = find_label(self.table.layout.kind, words)
        return Field(words, start, end, kind=token or UNKNOWN)

    def _use_stretch(self, row: MarkedRow, end: int = 0) -> None:
        self.used.append(Span(row.start, max(row.end, end)))
        if row.dialect in {*UNMARKED, "places"}:
            self.plain.append(self.used[-1])

    def _with_table(self, read: Alignment) -> Source:
        """The source with the table in place of its rows."""
        used = Stretches(self.used)
        for row in self.table.frame:
            if not used.overlap(Span(row.start, max(row.end, row.start + 1))):
                self._use_stretch(row)
                self.labels += (self._label(one.text, *one.span) for one in row.fields if one.text)
        self._use_lines(Stretches(self.used))
        used = Stretches(self.used)
        self._take_words(read, used)
        old = self.grid
        spans = [*used, *([old.span] if old is not None else [])]
        read.extent = span = Span(min(one.start for one in spans), max(one.end for one in spans))
        for basis, lines in self.lines.items():
            read.note("GD050", span, rows="、".join(map(read.words_of, lines)), basis=basis)
        if lacking := dict.fromkeys(map(read.words_of_cell, self.lacking)):
            cells = zip(read.layout.cells, read.values, strict=True)
            printed = {read.words_of_cell(cell) for cell, value in cells if value is not None}
            words = "、".join(one for one in lacking if one not in printed)
            if words:
                read.note("GD013", span, words=words)
        grid = old
        if grid is None or grid.edition is not read.layout.edition:
            grid = Grid(read.layout.kind, read.layout.edition, ((_edge(span),),))
        self.aligned[id(grid)] = read
        items = tuple(self._items(read, grid, used))
        return evolve(self.source, items=items, residue=tuple(self._cut(self.source.residue)))

    def _use_lines(self, used: Stretches) -> None:
        """Use lines of labels and values between the rows, and lines of labels just above them."""
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
                lines.clear()  # what comes before other words is not part of the head of the table
        for line in lines:
            self.used.append(line.span)
            for found in _WORDS.finditer(self.text, *line.span):
                if read_printed(found[0]).state is CellState.TEXT:
                    self.labels.append(self._label(found[0], *found.span()))

    def _items(self, read: Alignment, grid: Grid, used: Stretches) -> Sequence[TextLine | Grid]:
        """The items of the source, with *grid* at the place of its first row."""
        items: list[TextLine | Grid] = []
        for item in self.source.items:
            if item is self.grid or any(item is copy for copy in self.copies):
                continue
            if not used.overlap(_span_of(item)):
                items.append(item)
            else:
                items += self._rest(item, used)
        begins = min(one.start for one in (*read.labels, *read.values) if one is not None)
        place = next(
            (number for number, item in enumerate(items) if self._start(item) >= begins),
            len(items),
        )
        items.insert(place, grid)
        return items

    def _take_words(self, read: Alignment, used: Stretches) -> None:
        """Give the table the words of its rows, and remove them from where they were before.

        A label among them that no row has becomes one of the table too; what else is there is set
        aside, except for copies of merged cells.
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
            table.residue = self._cut(table.residue)
        set_aside_copies(read, self.copies)
        self._take_loose_words(read, values, Stretches([*used, *lost]))

    def _take_loose_words(
        self, read: Alignment, values: Sequence[Field], stretches: Stretches
    ) -> None:
        """Take the labels that no row has, and set aside what nothing else holds."""
        strangers: list[Field] = []
        held, plain = Stretches(self._held(read)), Stretches(self.plain)
        starts = [one.start for one in values]
        for stretch in stretches:
            own = values[bisect_left(starts, stretch.start) : bisect_left(starts, stretch.end)]
            repeated = set() if plain.overlap(stretch) else {one.text for one in own}
            for gap in held.outside(*stretch):
                for words in self._words(_CELLS, *gap):
                    if (token := find_label(read.layout.kind, words.text)) is not None:
                        label = Field(words.text, words.start, words.end, kind=token)
                        read.labels.append(label)
                    elif words.text not in repeated and words.text.lower() not in EMPTY_WORDS:
                        strangers.append(words)
        read.labels.sort(key=attrgetter("start"))
        read.keep(strangers)

    def _start(self, item: TextLine | Grid) -> int:
        """Where the first leaf of an item is."""
        read = self.aligned.get(id(item))
        leaves = [*read.labels, *filter(None, read.values)] if read else []
        return min((one.start for one in leaves), default=_span_of(item).start)

    def _held(self, read: Alignment) -> Iterator[Span]:
        """What a table holds already, or was set aside."""
        yield from self.leaves
        residue = list(self.source.residue)
        for table in (read, *self.others):
            residue += table.residue
            yield from (one.span for one in table.labels)
        yield from (one.span for one in residue if one.span is not None)

    def _cut(self, residue: Iterable[Residue]) -> list[Residue]:
        """The parts of the residue that are not leaves of the table."""
        kept: list[Residue] = []
        for one in residue:
            if one.span is None or one.reason in _UNSEEN or not self.leaves.overlap(one.span):
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
        """The words of a stretch, without the marks that separate cells."""
        for found in pattern.finditer(self.text, start, end):
            piece = found[0].strip(_SEPARATORS)
            if piece and _RULE.fullmatch(piece) is None:
                left = found.start() + found[0].index(piece)
                yield Field(fold_blanks(piece), left, left + len(piece))


def _is_of_labels(text: str) -> bool:
    """Whether a line is made of labels of the forms, pieces of labels, and values beside them."""
    words = [one for one in text.split() if read_printed(one).state is CellState.TEXT]
    return bool(words) and all(map(is_of_form, words))


def set_aside_copies(read: Alignment, copies: Sequence[Grid]) -> None:
    """Set aside what repeated tables hold besides the leaves of the first, and report it."""
    own = Stretches(one.span for one in (*read.labels, *read.values) if one is not None)
    for copy in copies:
        rest = [one for row in copy.rows for one in row if one.text and not own.overlap(one.span)]
        read.residue += [Residue(one.text, ResidueReason.REPEATED_TABLE, one.span) for one in rest]
        if rest:
            read.note("GD005", copy.span)


def _places(values: Iterable[Field]) -> Iterator[int]:
    """Where each character of some values is."""
    return (at for one in values if one.text for at in range(one.start, one.end))


def _span_of(item: TextLine | Grid) -> Span:
    return item.span if isinstance(item, Grid) else item.field.span


def _edge(span: Span) -> Field:
    """A field with the extent of a whole table."""
    return Field("", span.start, span.end)
