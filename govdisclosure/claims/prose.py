"""The prose of a report sentence by sentence, joined over the ends of lines.

Takes a report and gives narrow words without blanks, each sign of which leads back to its place.
A line that ends within a sentence goes on in the next; a heading stands alone, with what runs in.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from govdisclosure.characters import narrow
from govdisclosure.claims.words import MENTION
from govdisclosure.forms.layout import SectionKind
from govdisclosure.model.blocks import Heading, Paragraph
from govdisclosure.model.report import Block, Report
from govdisclosure.plain.escape import escape_line
from govdisclosure.plain.titles import is_title
from govdisclosure.source import Span

__all__ = ["Passage", "passages_of"]

#: What ends a sentence, with the brackets and quotation marks behind it.
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]?[”’）)]*")
_ENDS_LINE = re.compile(r"[。！？；：!?;:][”’）)]*$")
#: Blanks but for those between two digits, which may be one number or two.
_BLANK = re.compile(r"(?<![0-9０-９]) | (?![0-9０-９])")


class _Line(NamedTuple):
    """A line of the prose: where it begins in the passage, and where it stands in the source."""

    start: int
    end: int
    span: Span | None
    #: Which of its signs are kept, where some are not.
    kept: tuple[int, ...] | None

    def place(self, start: int, end: int) -> Span | None:
        """Signs of it in the source; the whole line where its text was mended in reading."""
        if self.span is None or self.kept == ():
            return self.span
        if self.kept is None:
            return Span(self.span.start + start, self.span.start + end)
        return Span(self.span.start + self.kept[start], self.span.start + self.kept[end - 1] + 1)


class Passage:
    """Lines that hang together, as the words that are read."""

    def __init__(
        self,
        section: SectionKind | None,
        lines: Iterable[tuple[str, Span | None]],
        *,
        is_headed: bool = False,
    ) -> None:
        """A passage of *lines*, each with its place; *is_headed* where a heading is the first."""
        self.section = section
        self.is_headed = is_headed
        self.lines: list[_Line] = []
        words = ""
        for text, span in lines:
            bare = _BLANK.sub("", text)
            if words[-1:].isdigit() and bare[:1].isdigit():
                words += " "  # one number or two
            start = len(words)
            words += bare
            place = _without_escape(text, span)
            self.lines.append(_Line(start, len(words), place, _kept(text, place)))
        self._starts = [line.start for line in self.lines]
        self.printed = words
        self.words: str = narrow(words)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where each sentence begins and ends that may speak of a number."""
        for found in _SENTENCE.finditer(self.words):
            if found.end() > found.start():
                yield found.span()

    def speaks(self, start: int, end: int) -> bool:
        """Whether a number, or a word for none or for all, is there."""
        return MENTION.search(self.words, start, end) is not None

    def pieces(self, start: int, end: int) -> tuple[Span, ...]:
        """Where the words stand in the source, one span a line."""
        first = bisect_right(self._starts, start) - 1
        found = []
        for line in islice(self.lines, first, None):
            if line.start >= end:
                break
            own = line.place(max(start, line.start) - line.start, min(end, line.end) - line.start)
            if own is not None:
                found.append(own)
        return tuple(found)


def _without_escape(text: str, span: Span | None) -> Span | None:
    """The place of a line without the escape before it."""
    if span is None or span.end - span.start == len(text):
        return span
    if span.end - span.start != len(escape_line(text)):
        return span
    return Span(span.end - len(text), span.end)


def _kept(text: str, span: Span | None) -> tuple[int, ...] | None:
    """Which signs of a line are no blanks that are dropped; none where they lead to no place."""
    if span is not None and span.end - span.start != len(text):
        return ()
    if " " not in text:
        return None
    dropped = {found.start() for found in _BLANK.finditer(text)}
    return tuple(at for at in range(len(text)) if at not in dropped)


def passages_of(report: Report) -> Iterator[Passage]:
    """The prose of the report: preamble, sections and annex, but no second report in that."""
    parts: list[tuple[SectionKind | None, Iterable[Block]]] = [(None, report.preamble)]
    parts += [(one.kind, one.blocks) for one in report.sections]
    parts.append((None, _own(report.annex)))
    for kind, blocks in parts:
        yield from _passages(kind, blocks)


def _own(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Paragraph) and is_title(block.text):
            return
        yield block


def _passages(kind: SectionKind | None, blocks: Iterable[Block]) -> Iterator[Passage]:
    lines: list[tuple[str, Span | None]] = []
    before: Block | None = None
    is_headed = True
    for block in blocks:
        goes_on = (
            isinstance(block, Paragraph)
            and bool(lines)
            and (block.is_run_in or _goes_on(before, lines[-1][0]))
        )
        if lines and not goes_on:
            yield Passage(kind, lines, is_headed=is_headed)
            lines = []
        if not lines:
            is_headed = isinstance(block, Heading)
        if isinstance(block, Paragraph):
            lines.append((block.text, block.span))
        elif isinstance(block, Heading):
            words = f"{block.mark}{block.printed_title}{block.stop}"
            lines.append((words, block.span))
        before = block
    if lines:
        yield Passage(kind, lines, is_headed=is_headed)


def _goes_on(before: Block | None, words: str) -> bool:
    """Whether a line is cut within a sentence; a heading only within a number."""
    if isinstance(before, Heading):
        return words[-1:].isdigit()
    return isinstance(before, Paragraph) and not _ENDS_LINE.search(words)
