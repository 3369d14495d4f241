"""Blocks one under the other; the canonical report is exactly their lines."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.model.tables import Table

__all__ = ["Block", "block_lines", "with_run_ins"]

#: A block in a section.
Block: TypeAlias = Heading | Paragraph | Table | StatisticsTable | OtherTable | Picture


def with_run_ins(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with the run-in text after it; such a paragraph does not come separately.

    Example:
        >>> one = Heading(level=2, ordinal=1, title="平台", stop="。")
        >>> two = Paragraph(text="改版。", is_run_in=True)
        >>> [(block.title, text) for block, text in with_run_ins([one, two])]
        [('平台', '改版。')]
    """
    before: Block | None = None
    for block in blocks:
        run_in = block.text if isinstance(block, Paragraph) and block.is_run_in else ""
        if before is not None:
            yield before, run_in
        before = None if run_in else block
    if before is not None:
        yield before, ""


def block_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of blocks, with blank lines around tables."""
    for block, run_in in with_run_ins(blocks):
        *lines, last = block.lines()
        yield from (*lines, last + run_in)
