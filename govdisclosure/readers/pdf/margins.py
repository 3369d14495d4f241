"""Running heads, running feet and page numbers: lines repeated at the edges of pages.

Takes the lines of each page and finds those around the report. A line is one when another page has
it at the same height, except for its page number, or when it is only a page number.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govdisclosure.characters import narrow, squeeze
from govdisclosure.plain.around import is_page_number
from govdisclosure.readers.pdf.lines import GlyphLine
from govdisclosure.source import ResidueReason

__all__ = ["PageLines", "find_margins"]

#: The maximum number of lines at either edge that may be around the report.
_MOST_LINES = 5
#: How much the height of a running line may differ from page to page, and its size, in points.
_SAME_HEIGHT, _SAME_SIZE = 4.0, 0.5
#: A line that ends in one of these is not a running line.
_SENTENCE_END = frozenset("。；：，、")
#: A separate number is that of a page when the space between it and the next line is at least this,
#: in sizes.
_APART = 1.2
_DIGITS = re.compile(r"[0-9]+")
_BARE_NUMBER = re.compile(r"[-—–·•~]*(?P<number>[0-9]{1,4})[-—–·•~]*(?:[/／共][0-9]{1,4}页?)?")


class PageLines(NamedTuple):
    """The lines at the edges of a page."""

    number: int
    height: float
    #: Above its first table, from the top down.
    heads: Sequence[GlyphLine]
    #: Below its last table, from the bottom up.
    feet: Sequence[GlyphLine]


class _Seen(NamedTuple):
    """A line at the edge of a page: its height from that edge, its size, the numbers in it."""

    page: int
    height: float
    size: float
    numbers: tuple[int, ...]


def find_margins(pages: Sequence[PageLines]) -> dict[int, ResidueReason]:
    """The lines around the report, by their identity, each with the reason."""
    found: dict[int, ResidueReason] = {}
    for is_foot in (False, True):
        seen = _seen_at_edge(pages, is_foot=is_foot)
        for page in pages:
            for line, inner in _from_edge(page, is_foot=is_foot):
                if not (
                    _is_running(line, page, seen, is_foot=is_foot)
                    or _is_number(line, inner, page, is_foot=is_foot)
                ):
                    break
                found[id(line)] = _reason(line)
    return found


def _reason(line: GlyphLine) -> ResidueReason:
    """The reason for a line around the report: a page number when it is nothing else."""
    plain = narrow(squeeze(line.text))
    is_number = is_page_number(plain) or _BARE_NUMBER.fullmatch(plain) is not None
    return ResidueReason.PAGE_NUMBER if is_number else ResidueReason.CHROME


def _from_edge(page: PageLines, *, is_foot: bool) -> Iterator[tuple[GlyphLine, GlyphLine | None]]:
    """The lines of a page from one of its edges inward, each with the next one."""
    lines = page.feet if is_foot else page.heads
    for index, line in enumerate(lines[:_MOST_LINES]):
        yield line, lines[index + 1] if index + 1 < len(lines) else None


def _seen_at_edge(pages: Sequence[PageLines], *, is_foot: bool) -> dict[str, list[_Seen]]:
    """The lines at the edges of pages, by their words without numbers."""
    seen: defaultdict[str, list[_Seen]] = defaultdict(list)
    for page in pages:
        for line, _ in _from_edge(page, is_foot=is_foot):
            words, one = _told(line, page, is_foot=is_foot)
            seen[words].append(one)
    return seen


def _told(line: GlyphLine, page: PageLines, *, is_foot: bool) -> tuple[str, _Seen]:
    plain = narrow(squeeze(line.text))
    height = page.height - line.baseline if is_foot else line.baseline
    numbers = tuple(int(digits[:18]) for digits in _DIGITS.findall(plain))
    return _DIGITS.sub("#", plain), _Seen(page.number, height, line.size, numbers)


def _is_running(
    line: GlyphLine, page: PageLines, seen: dict[str, list[_Seen]], *, is_foot: bool
) -> bool:
    """Whether another page has the same words at the same height in the same size.

    An organ's name may begin a title on one page and sign the report on another.
    """
    if line.text[-1] in _SENTENCE_END:
        return False
    words, own = _told(line, page, is_foot=is_foot)
    is_wordless = not any(sign.isalpha() for sign in words)
    return any(
        one.page != own.page
        and abs(one.height - own.height) <= _SAME_HEIGHT
        and abs(one.size - own.size) <= _SAME_SIZE
        and _are_numbered_alike(one, own)
        and not (is_wordless and (one.numbers == own.numbers or len(own.numbers) > 2))  # noqa: PLR2004
        for one in seen[words]
    )


def _are_numbered_alike(one: _Seen, other: _Seen) -> bool:
    """Whether the numbers of two lines are the same, or increase with the pages."""
    apart = other.page - one.page
    return all(b - a in {0, apart} for a, b in zip(one.numbers, other.numbers, strict=True))


def _is_number(line: GlyphLine, inner: GlyphLine | None, page: PageLines, *, is_foot: bool) -> bool:
    """Whether a line is the number of its page."""
    plain = narrow(squeeze(line.text))
    if is_page_number(plain):
        return True
    found = _BARE_NUMBER.fullmatch(plain)
    if found is None:
        return False
    apart = abs(inner.baseline - line.baseline) if inner is not None else page.height
    _, own = _told(line, page, is_foot=is_foot)
    near = page.height / 8
    is_alone = own.height < near and apart > _APART * (inner.size if inner else line.size)
    return is_alone and int(found["number"]) == page.number
