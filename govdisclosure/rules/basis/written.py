"""The words of a report as rules search them: one heading, paragraph or table at a time.

Takes a report and gives its words, folded once; judges nothing.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govdisclosure.characters import narrow, squeeze
from govdisclosure.forms.layout import SectionKind
from govdisclosure.model.blocks import Paragraph
from govdisclosure.model.report import Block, Report
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.model.tables import Table
from govdisclosure.source import Span

__all__ = ["WrittenBlock", "paragraphs_of", "places_of"]


class WrittenBlock(NamedTuple):
    """A block of a report that is not a statutory table, with its words."""

    #: The section that contains it; None in the preamble.
    section: SectionKind | None
    #: Narrow and without blanks, to be searched.
    words: str
    #: Only without blanks, so that places in the words are the same here.
    printed: str
    block: Block
    span: Span | None
    #: Whether it is a paragraph, not a heading, picture or table.
    is_paragraph: bool = True

    def quote(self, found: re.Match[str], group: str | int = 0) -> str:
        """The part of the words that was found, as printed."""
        return self.printed[found.start(group) : found.end(group)]


def places_of(report: Report) -> tuple[WrittenBlock, ...]:
    """The blocks of preamble and sections, in document order, without statutory tables."""
    return tuple(_iter_places(report))


def paragraphs_of(blocks: Iterable[Block]) -> tuple[WrittenBlock, ...]:
    """The paragraphs among blocks that are in no section."""
    found = (block for block in blocks if isinstance(block, Paragraph))
    return tuple(
        WrittenBlock(None, narrow(words), words, block, block.span)
        for block in found
        for words in [squeeze(block.text)]
    )


def _iter_places(report: Report) -> Iterator[WrittenBlock]:
    for section, blocks in report.parts():
        kind = section.kind if section is not None else None
        for block in blocks:
            if isinstance(block, Table | StatisticsTable):
                continue
            printed = squeeze("".join(block.words()))
            is_paragraph = isinstance(block, Paragraph)
            yield WrittenBlock(kind, narrow(printed), printed, block, block.span, is_paragraph)
