"""Blocks as they occur between two section titles."""

from collections.abc import Collection, Iterable
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from govdisclosure.characters import fold_blanks
from govdisclosure.forms.layout import Edition
from govdisclosure.model.blocks import Paragraph, Picture
from govdisclosure.model.report import Block
from govdisclosure.model.statistics import StatisticsTable, is_continued_by
from govdisclosure.plain.markup import is_caption
from govdisclosure.strategies.headings import headings, running_on
from govdisclosure.strategies.tables import other_tables, statistics_tables, tables
from govdisclosure.strategies.words import words
from govdisclosure.text import ABSENT_SIGN

__all__ = ["blocks", "paragraphs", "pictures", "without_continuations"]


@cache
def paragraphs() -> SearchStrategy[Paragraph]:
    """Paragraphs of any words, even those that look like headings, rows, titles or dates.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(paragraphs())
        ... def stand_on_their_own(paragraph):
        ...     assert not paragraph.is_run_in
        >>> stand_on_their_own()
    """
    return words().map(lambda text: Paragraph(text=text))


@cache
def pictures() -> SearchStrategy[Picture]:
    """Pictures with any caption or with none.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(pictures())
        ... def can_be_printed(picture):
        ...     assert not picture.caption.endswith("|")
        >>> can_be_printed()
    """
    captions = st.sampled_from(("", ABSENT_SIGN)) | words().map(_as_caption)
    return captions.map(lambda caption: Picture(caption=caption))


def _as_caption(text: str) -> str:
    if is_caption(text):
        return text
    return fold_blanks(text.replace("[bookmark:", "[").rstrip("| "))


def blocks(
    levels: Collection[int] = (2, 3, 4),
    *,
    edition: Edition | str | None = None,
    max_size: int = 4,
) -> SearchStrategy[tuple[Block, ...]]:
    """Blocks as they occur between two section titles; text may run on from a heading.

    Args:
        levels: Levels of the headings among them; no headings when empty.
        edition: The form that statutory tables follow; either when None.
        max_size: The maximum number of blocks, a heading and what runs on from it counting as one.

    Example:
        >>> from govdisclosure import Heading
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(blocks(levels=()))
        ... def have_no_headings(blocks):
        ...     assert not any(isinstance(block, Heading) for block in blocks)
        >>> have_no_headings()
    """
    return _blocks(tuple(levels), edition, max_size)


@cache
def _blocks(
    levels: tuple[int, ...], edition: Edition | str | None, max_size: int
) -> SearchStrategy[tuple[Block, ...]]:
    kinds: list[SearchStrategy[tuple[Block, ...]]] = [
        one.map(lambda block: (block,))
        for one in (
            paragraphs(),
            paragraphs(),
            pictures(),
            other_tables(),
            statistics_tables(),
            tables(None, edition),
        )
    ]
    if levels:
        kinds += [headings(levels).map(lambda block: (block,)), _runs(levels)]
    return st.lists(st.one_of(kinds), max_size=max_size).map(
        lambda groups: without_continuations(block for group in groups for block in group)
    )


@cache
@st.composite
def _runs(draw: DrawFn, levels: Collection[int]) -> tuple[Block, ...]:
    """A heading and a paragraph that goes on in its line."""
    heading = draw(headings(levels, ("。", "：")))
    return heading, Paragraph(text=running_on(heading, draw(words())), is_run_in=True)


def without_continuations(drawn: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, with a picture between a sheet and a table that would continue it."""
    kept: list[Block] = []
    for block in drawn:
        above = kept[-1] if kept else None
        if isinstance(above, StatisticsTable) and is_continued_by(above, block):
            kept.append(Picture())
        kept.append(block)
    return tuple(kept)
