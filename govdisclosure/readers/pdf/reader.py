"""PDF files: bytes become pages of glyphs and strokes, and these the plain form.

Takes what is painted on each page, with its place, and finds what a reader sees: running heads and
page numbers, tables between rules, columns without them, lines that form one paragraph. The origin
of each line and cell is its page and box.
"""

import re
from bisect import bisect, bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate

from attrs import evolve

from govdisclosure.characters import fold_blanks
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.columns import breaks_values, in_columns
from govdisclosure.readers.pdf.file import pages_of
from govdisclosure.readers.pdf.lines import GlyphLine, box_around
from govdisclosure.readers.pdf.margins import PageLines, find_margins
from govdisclosure.readers.pdf.page import Page
from govdisclosure.readers.pdf.page_ends import go_on
from govdisclosure.readers.pdf.page_layout import Element, SetAside, lay_out
from govdisclosure.readers.pdf.prose import PlacedLine, margins_of, paragraphs_of
from govdisclosure.readers.pdf.sideways import as_shown, quarters_of, turned
from govdisclosure.readers.pdf.tables import RuledTable, cells_of, origin_of
from govdisclosure.readers.tables.compose import Composer
from govdisclosure.source import Field, Origin, ResidueReason, Source, TextLine
from govdisclosure.tables.geometry import find_tables
from govdisclosure.text import CellState, read_printed

__all__ = ["read_pdf", "source_of_pages"]

_WORD = re.compile(r"\S+")


def read_pdf(data: bytes, name: str, limits: Limits) -> Source:
    """Read a PDF file.

    Raises:
        ReadError: It cannot be opened, is damaged, or has no text in it.
        LimitError: It exceeds *limits*.
    """
    return source_of_pages(pages_of(data, name, limits), name)


def source_of_pages(pages: Sequence[Page], name: str) -> Source:
    """The Source of pages, in order; a page on its side is read as its words are turned."""
    quarters = {page.number: quarters_of(page) for page in pages}
    pages = [turned(page, quarters[page.number]) for page in pages]
    layouts = [lay_out(page) for page in pages]
    writer = _Writer(pages, layouts)
    for page, elements in zip(pages, layouts, strict=True):
        writer.write(page, elements)
    source = writer.source(name, {page.number: len(page.hidden) for page in pages if page.hidden})
    if not any(quarters.values()):
        return source
    shown = {page.number: page for page in pages if quarters[page.number]}
    return evolve(
        source,
        origins=tuple((start, _as_shown(one, shown, quarters)) for start, one in source.origins),
    )


def _as_shown(origin: Origin, turned: Mapping[int, Page], quarters: Mapping[int, int]) -> Origin:
    """An origin on the page as it is shown."""
    page = turned.get(origin.page or 0)
    if page is None or origin.box is None:
        return origin
    return origin._replace(box=as_shown(origin.box, page, quarters[page.number]))


class _Writer:
    """Writes the content of pages as the plain form."""

    def __init__(self, pages: Sequence[Page], layouts: Sequence[Sequence[Element]]) -> None:
        self.composer = Composer()
        self.around = find_margins(
            [
                PageLines(page.number, page.height, [*_edge(found)], [*_edge(found[::-1])])
                for page, found in zip(pages, layouts, strict=True)
            ]
        )
        placed = [one for found in layouts for one in found if isinstance(one, PlacedLine)]
        self.margins = margins_of([one for one in placed if id(one.line) not in self.around])
        #: Lines of prose that may continue.
        self.lines: list[PlacedLine] = []
        #: A table that the next page may continue.
        self.table: RuledTable | None = None
        #: Lines around the report that followed these.
        self.waiting: list[PlacedLine | SetAside] = []

    def write(self, page: Page, elements: Sequence[Element]) -> None:
        """Write the content of a page."""
        is_first = True
        for one in elements:
            if isinstance(one, SetAside) or (
                isinstance(one, PlacedLine) and id(one.line) in self.around
            ):
                self._write_around(one)
                continue
            if isinstance(one, PlacedLine):
                self._end_table()
                self.lines.append(one)
            elif isinstance(one, RuledTable):
                self._end_lines()
                self._write_table(one, may_go_on=is_first)
            else:
                self._end_lines()
                self._end_table()
                self.composer.picture("", origin_of(page.number, one))
            is_first = False

    def source(self, name: str, hidden: Mapping[int, int]) -> Source:
        """The Source of all that was written.

        Args:
            name: The file's name, for messages.
            hidden: How many invisible characters each page has; pages without any are left out.
        """
        self._end_lines()
        self._end_table()
        for page, count in hidden.items():
            self.composer.notice_page("GD031", page, count=str(count))
        return self.composer.source(name=name)

    def _write_around(self, one: PlacedLine | SetAside) -> None:
        """Write what is not part of the report, after lines that may continue on the next page."""
        if self.lines or self.table is not None:
            self.waiting.append(one)
            return
        if isinstance(one, SetAside):
            self.composer.set_aside(one.pieces, origin_of(one.page, one.box))
            return
        is_number = self.around[id(one.line)] is ResidueReason.PAGE_NUMBER
        write = self.composer.page_number if is_number else self.composer.chrome
        write(one.line.text, origin_of(one.page, one.line.box))

    # -- tables

    def _write_table(self, table: RuledTable, *, may_go_on: bool) -> None:
        """Write a table, which may continue the one at the foot of the page before."""
        if self.table is not None and may_go_on:
            repeated = go_on(self.table, table)
            if repeated is not None:
                for row in repeated:
                    words = " ".join(cell.text for cell in row.cells)
                    self.composer.chrome(words, origin_of(row.page, row.box))
                return
        self._end_table()
        self.table = table

    def _end_table(self) -> None:
        """Write the table, which is complete."""
        if self.table is not None:
            rows = [*cells_of(self.table)]
            begun = self.composer.offset
            self.composer.table(
                [row.cells for row in rows],
                [row.origin for row in rows],
                is_form=self.table.is_form,
            )
            covered = sum(row.covered for row in rows)
            if covered:
                words = " ".join(cell.text for cell in rows[0].cells)
                self.composer.notice("GD047", begun, words, count=str(covered))
            for row in rows:
                for words in row.pieces:
                    start = self.composer.offset
                    self.composer.unplaced(words, row.origin)
                    self.composer.notice("GD043", start, words)
            self.table = None
            self._write_waiting()

    def _write_waiting(self) -> None:
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            self._write_around(one)

    # -- prose

    def _end_lines(self) -> None:
        """Write the lines before something else: paragraphs, and tables without rules."""
        lines, self.lines = self.lines, []
        texts = in_columns([one.line for one in lines])
        starts = [0, *accumulate(len(text) + 1 for text in texts)]
        begun = 0
        for span in find_tables("\n".join(texts)):
            first, end = bisect(starts, span.start) - 1, bisect_left(starts, span.end)
            if first >= begun:
                self._write_paragraphs(lines[begun:first])
                self._write_columns(lines[first:end], texts[first:end])
                begun = end
        self._write_paragraphs(lines[begun:])
        self._write_waiting()

    def _write_columns(self, lines: Sequence[PlacedLine], texts: Sequence[str]) -> None:
        """Write a table without rules, line by line, its values found by whole columns."""
        if breaks_values([one.line for one in lines]):
            start = self.composer.offset
            for one in lines:
                whole = origin_of(one.page, one.line.box)
                self._write_line(self.composer.unplaced, [one], one.line.text, whole)
            self.composer.notice("GD033", start, lines[0].line.text)
            return
        ends = [*accumulate(len(text) + 1 for text in texts)]
        fields = [
            Field(fold_blanks(text), end - 1 - len(text.lstrip()), end - 1)
            for text, end in zip(texts, ends, strict=True)
        ]
        starts = [end - 1 - len(text) for end, text in zip(ends, texts, strict=True)]
        origins = [
            (start + at, origin)
            for one, text, start in zip(lines, texts, starts, strict=True)
            for at, _, origin in _words_in([one], text)
        ]
        self.composer.text("\n".join(texts), [*map(TextLine, fields)], origins)

    def _write_paragraphs(self, lines: Sequence[PlacedLine]) -> None:
        for one in paragraphs_of(lines, self.margins):
            whole = origin_of(one.page, one.box)
            self._write_line(self.composer.paragraph, one.lines, one.text, whole)

    def _write_line(
        self,
        write: Callable[[str, Origin], None],
        lines: Sequence[PlacedLine],
        text: str,
        whole: Origin,
    ) -> None:
        """Write a line, with the places of its values in case it is a row after all."""
        start = self.composer.offset
        write(text, whole)
        words = [
            (at, whole if read_printed(word).state is CellState.TEXT else origin)
            for at, word, origin in _words_in(lines, text)
        ]
        is_row = all(origin is not whole for _, origin in words)
        if fold_blanks(text) == text:
            self.composer.place(start, words if is_row else words[1:])


def _words_in(lines: Sequence[PlacedLine], text: str) -> Iterator[tuple[int, str, Origin]]:
    """The words in the *text* of lines: the offset of each, and its origin on the page."""
    glyphs = [(one.page, glyph) for one in lines for glyph in one.line.glyphs]
    words = [*_WORD.finditer(text)]
    if sum(len(word[0]) for word in words) != len(glyphs):  # marks of notes are not words
        page = lines[0].page
        box = box_around(one.line for one in lines if one.page == page)
        yield 0, text, origin_of(page, box)
        return
    at = 0
    for word in words:
        own, at = glyphs[at : at + len(word[0])], at + len(word[0])
        page = own[0][0]
        box = box_around(glyph for number, glyph in own if number == page)
        yield word.start(), word[0], origin_of(page, box)


def _edge(elements: Sequence[Element]) -> Iterator[GlyphLine]:
    """The lines before the first table."""
    for one in elements:
        if isinstance(one, RuledTable):
            return
        if isinstance(one, PlacedLine):
            yield one.line
