"""Rows that marks tell fill what the reading of a damaged table left absent.

Takes a Source and gives it with the tables that its rows of marks tell, and what each table's
fields give to the cells of its form. A table that fits its form is left alone, and so is a value
that was read already, unless its row does not add up and the row that is told does.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from attrs import evolve

from govdisclosure.align.alignment import Alignment
from govdisclosure.align.proof import broken_balances
from govdisclosure.labels import labels_of
from govdisclosure.layout import Line, TableKind, TableLayout
from govdisclosure.source import UNKNOWN, Field, Grid, Source, Span, TextLine
from govdisclosure.tables.marks import MarkedRow, lex
from govdisclosure.tables.rows import (
    BLOCKS,
    ToldRow,
    ToldTable,
    adds_up,
    speaks_against,
    tell,
)
from govdisclosure.text import fold_blanks, has_visible, read_printed

__all__ = ["complete"]

#: What parts cells, and is no word of a line that held some.
_SEPARATORS = "|,，;\t&│┃ \u3000+-=─━"
_KINDS = tuple(TableKind)

#: What readers say of tables whose cells no marks part.
_TORN = frozenset({"GD028", "GD036"})

Align = Callable[[Grid], tuple[Alignment, bool]]


def complete(source: Source, text: str, align: Align) -> tuple[Source, dict[int, Alignment]]:
    """The source with what its rows of marks tell, and the alignment of each first table.

    Args:
        source: The document as its reader leaves it.
        text: Its text as it shows, of the same length.
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
            _doubt_loose(aligned[id(item)], text)
            if fits and item.kind not in first:
                damaged.discard(item.kind)
            first.setdefault(item.kind, item)
    is_torn = any(notice.code in _TORN for notice in source.notices)
    if (damaged or is_torn) and has_visible(text):
        for kind, table in tell(lex(text)).items():
            if table.is_displaced:
                for read in aligned.values():
                    if read.layout.kind is kind:
                        _doubt(read)
            if kind not in damaged:
                continue
            source = _Completion(source, aligned, first.get(kind), table).complete()
    return source, aligned


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


def _doubt_loose(read: Alignment, text: str) -> None:
    """Take back rows without marks between their values that may have lost or gained one.

    Such are a row of table three that does not add up, of whose values some stand on another line
    than the rest, or beside which a number stands that nobody took; and a row of table two that is
    short where no row of its block is whole.
    """
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
            if not any(all(value.text for value in one) for one in block):
                read.set_aside("GD026", read.take_back(line), line)


def _is_cut_off(values: Sequence[Field]) -> bool:
    """Whether the total of a row lost its last digits."""
    *parts, total = [read_printed(value.text).value for value in values]
    whole = sum(filter(None, parts))
    return bool(total) and whole != total and str(whole).startswith(str(total))


def _values_of(read: Alignment, line: Line) -> Iterator[Field]:
    for cell, value in zip(read.layout.cells, read.values, strict=True):
        if value is not None and (cell.row, cell.column) in line.cells:
            yield value


def _block(line: Line) -> str:
    return BLOCKS.get(line.tokens[-1], "") if line.tokens else ""


class _Used(NamedTuple):
    """A stretch of the text that is now part of a table."""

    start: int
    end: int


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
        self.used: list[_Used] = []
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
        if (None not in before and not differs) or (differs and not self._wins(row)):
            return
        for number, value in zip(places, row.values, strict=True):
            if differs or read.values[number] is None:
                read.values[number] = Field(value.text, value.start, value.end)
        self._use(read, row.row, row.labels)
        self.lines.append(line)

    def _wins(self, row: ToldRow) -> bool:
        """Whether a row that is told is surer than what was read in its place."""
        return self.table.layout.kind is TableKind.PROACTIVE or (
            self.table.layout.kind is TableKind.REQUESTS and adds_up(row.values)
        )

    def _use(self, read: Alignment, row: MarkedRow, labels: Sequence[Field]) -> None:
        known = {label.start for label in read.labels}
        at = _KINDS.index(self.table.layout.kind)
        for field in labels:
            if field.start not in known:
                kind = labels_of(field.text)[at] or UNKNOWN
                read.labels.append(Field(field.text, field.start, field.end, kind=kind))
        self.used.append(_Used(row.start, row.end))

    def _with_table(self, read: Alignment) -> Source:
        """The source in which the table stands where its rows stood."""
        for row in self.table.frame:
            if not any(one.start <= row.start < one.end for one in self.used):
                self._use(read, row, [one for one in row.fields if one.text])
        read.labels.sort(key=lambda label: label.start)
        self.used.sort()
        old = self.grid
        ends = [*self.used, *([_Used(*old.span)] if old is not None else [])]
        span = Span(min(one.start for one in ends), max(one.end for one in ends))
        read.extent = span
        read.residue = [one for one in read.residue if not self._is_used(one.span)]
        read.diagnostics = [one for one in read.diagnostics if not self._is_used(one.span)]
        names = "、".join(read.words_of(line) for line in self.lines)
        read.note("GD048", span, None, rows=names)
        grid = old
        if grid is None or grid.edition is not read.layout.edition:
            grid = Grid(read.layout.kind, read.layout.edition, ((_edge(span),),))
        self.aligned[id(grid)] = read
        self._keep = grid  # the identity of a grid is that of one that lives
        items: list[TextLine | Grid] = []
        is_placed = False
        for item in self.source.items:
            parts = [item] if item is not old else []
            if item is not old and any(map(self._is_within(item), self.used)):
                parts = list(self._rest(item))
                touches = True
            else:
                touches = item is old
            if touches and not is_placed:
                items.append(grid)
                is_placed = True
            items += parts
        if not is_placed:
            items.append(grid)
        return evolve(
            self.source,
            items=tuple(items),
            residue=tuple(one for one in self.source.residue if not self._is_used(one.span)),
        )

    def _is_used(self, span: Span | None) -> bool:
        return span is not None and any(
            one.start <= span.start and span.end <= one.end for one in self.used
        )

    @staticmethod
    def _is_within(item: TextLine | Grid) -> Callable[[_Used], bool]:
        span = item.span if isinstance(item, Grid) else item.field.span
        return lambda one: one.start < span.end and span.start < one.end

    def _rest(self, item: TextLine | Grid) -> Iterator[TextLine | Grid]:
        """What an item holds besides the rows of the table."""
        if isinstance(item, Grid) and item.kind is not None:
            yield item
            return
        rows = item.rows if isinstance(item, Grid) else ((item.field,),)
        for row in rows:
            start, end = row[0].start, row[-1].end
            inside = [one for one in self.used if one.start < end and start < one.end]
            if not inside:
                words = " ".join(field.text for field in row if field.text)
                if words:
                    yield TextLine(Field(words, start, end))
                continue
            at = start
            for one in [*inside, _Used(end, end)]:
                piece = self.source.text[at : one.start]
                words = fold_blanks(piece.strip(_SEPARATORS + "\r\n\""))
                if words and any(map(str.isalnum, words)):
                    left = at + piece.index(words[0])
                    yield TextLine(Field(words, left, one.start))
                at = max(at, one.end)


def _edge(span: Span) -> Field:
    """A field that holds the place of a whole table."""
    return Field("", span.start, span.end)
