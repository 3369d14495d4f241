"""Hits by words: where a report says something, ignoring blanks and widths.

Takes a report and words or a regular expression; gives hits with their spans.
"""

import re
from collections.abc import Iterator

from attrs import field, frozen

from govdisclosure.characters import narrow, squeeze
from govdisclosure.model.report import Block, Closing, Report, Section
from govdisclosure.source import Span

__all__ = ["Hit", "search"]


@frozen
class Hit:
    """An occurrence of the words of a search."""

    #: The block that contains them; None for the title of the report.
    block: Block | Closing | None = field(repr=False)
    #: None in title, preamble, closing and annex.
    section: Section | None = field(repr=False)
    #: The whole title, heading, paragraph, cell, caption or signature.
    text: str = field(repr=False)
    #: Start and end in ``text``.
    start: int
    end: int
    #: The place in the source: of the words if nothing before them was folded, else of the block;
    #: None if the source is not known.
    span: Span | None

    @property
    def words(self) -> str:
        """The words as printed in the text."""
        return self.text[self.start : self.end]


def search(report: Report, words: str | re.Pattern[str]) -> tuple[Hit, ...]:
    """Search for *words* in title, headings, paragraphs, other tables, captions and signature.

    Args:
        report: Where to search.
        words: A text, in which blanks and width make no difference, or a compiled regular
            expression, which is applied to each unchanged text. Hits do not overlap.

    Raises:
        ValueError: *words* are empty.

    Example:
        >>> from govdisclosure.model.blocks import Paragraph
        >>> report = Report(preamble=[Paragraph(text="共收到 ３ 件申请。")])
        >>> [(hit.words, hit.start) for hit in search(report, "收到3件")]
        [('收到 ３ 件', 1)]
    """
    wanted = narrow(squeeze(words)) if isinstance(words, str) else words
    if not wanted:
        raise ValueError("there is nothing to look for")
    return tuple(
        Hit(block, section, text, start, end, _span_of(report, block, text, start, end))
        for block, section, text in _texts(report)
        for start, end in _find(text, wanted)
    )


def _texts(report: Report) -> Iterator[tuple[Block | Closing | None, Section | None, str]]:
    """Every text with its block and section, in the order of the document."""
    if report.title is not None:
        yield None, None, report.title
    for section, blocks in report.parts():
        for block in blocks if section is None else (section.heading, *blocks):
            for text in block.texts():
                yield block, section, text
    if report.closing is not None and report.closing.signature is not None:
        yield report.closing, None, report.closing.signature
    for block in report.annex:
        for text in block.texts():
            yield block, None, text


def _find(text: str, wanted: str | re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each occurrence of *wanted* in *text*."""
    if isinstance(wanted, re.Pattern):
        yield from (found.span() for found in wanted.finditer(text) if found[0])
        return
    plain = narrow(text)
    letters = plain.replace(" ", "")
    start = letters.find(wanted)
    if start < 0:
        return
    places = [place for place, letter in enumerate(plain) if letter != " "]
    while start >= 0:
        stop = start + len(wanted)
        yield places[start], places[stop - 1] + 1
        start = letters.find(wanted, stop)


def _span_of(
    report: Report, block: Block | Closing | None, text: str, start: int, end: int
) -> Span | None:
    """The place of the words in the source.

    Reading never lengthens a text, so equal lengths mean equal texts.
    """
    span = block.span if block is not None else report.title_span
    if span is None or span.end - span.start != len(text):
        return span
    return Span(span.start + start, span.start + end)
