"""Numbered headings, and the words that may run on in their lines."""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from functools import cache

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from govdisclosure.characters import fold_blanks, narrow
from govdisclosure.forms.layout import SectionKind
from govdisclosure.model.blocks import Heading
from govdisclosure.plain.openings import tell_section
from govdisclosure.strategies.words import words

__all__ = ["headings", "numbered", "opening_nothing", "running_on"]


#: Characters that end the title of a heading or keep a line from being one.
_NOT_IN_HEADINGS = str.maketrans("", "", "。：:；;")
_LONGEST_HEADING = 40


def headings(
    levels: Collection[int] = (1, 2, 3, 4), stops: Collection[str] = ("", "。", "：")
) -> SearchStrategy[Heading]:
    """Numbered headings, with or without a stop after the title.

    Those of level 1 may have the title of a section of the form.

    Args:
        levels: Their depths in the outline, 1 to 4.
        stops: What may end their titles.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(headings(levels=[2]))
        ... def have_a_chinese_mark(heading):
        ...     assert heading.line.startswith("（")
        >>> have_a_chinese_mark()
    """
    return _headings(frozenset(levels), frozenset(stops))


@cache
@st.composite
def _headings(draw: DrawFn, levels: Collection[int], stops: Collection[str]) -> Heading:
    level = draw(st.sampled_from(sorted(levels)))
    ordinal = draw(st.integers(1, 6) | st.integers(1, 99))
    stop = draw(st.sampled_from(sorted(stops)))
    heading = numbered(level, ordinal, draw(words()), stop)
    return evolve(heading, mark=narrow(heading.mark)) if draw(st.booleans()) else heading


def numbered(level: int, ordinal: int, text: str, stop: str) -> Heading:
    """A heading with these words, adjusted where they could not be read back."""
    head, comma, tail = _at_comma(text.translate(_NOT_IN_HEADINGS))
    title = fold_blanks((head + comma + tail)[:_LONGEST_HEADING])
    if level == 2:  # noqa: PLR2004 - signs behind （二） are read as part of the mark
        title = title.lstrip("、 ")
    title = title.rstrip("| ")
    for mended in (title, title.replace(" ", ""), f"述{title}"[:_LONGEST_HEADING].strip(" ")):
        try:
            return Heading(level=level, ordinal=ordinal, title=mended, stop=stop)
        except ValueError:
            continue
    return Heading(level=level, ordinal=ordinal, title="述", stop=stop)


def _at_comma(text: str) -> tuple[str, str, str]:
    """What is before the first comma, the comma, and what follows without further commas."""
    place = min((at for sign in "，," if (at := text.find(sign)) >= 0), default=len(text))
    return (
        text[:place],
        text[place : place + 1],
        text[place + 1 :].translate({0xFF0C: "", 0x2C: ""}),
    )


def opening_nothing(heading: Heading, opened: AbstractSet[SectionKind] = frozenset()) -> Heading:
    """The heading, with another title if it might open a section that is not *opened* yet."""
    told = tell_section(heading.title) if heading.level == 1 else None
    if told is None or told.kind in opened:
        return heading
    return numbered(1, heading.ordinal, f"述{heading.title}", heading.stop)


def running_on(heading: Heading, text: str) -> str:
    """The words, adjusted where they would keep the line from being a heading."""
    calmer = fold_blanks(text.replace("[bookmark:", "[").rstrip("| "))
    mended = (one for one in (text, calmer, f"{calmer}述") if one and heading.read_back(one))
    return next(mended, "述")
