"""Lines become paragraphs again, over the ends of lines and of pages.

Takes lines of prose in reading order and decides which of them continue the one before: a line
that is not indented, after one without room for its first word, unless the words show that a title
or a heading ends there. Knows nothing of tables.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from govdisclosure.plain.headings import read_heading
from govdisclosure.plain.titles import is_title
from govdisclosure.readers.pdf.lines import GlyphLine, box_around, is_wide, join_words
from govdisclosure.readers.pdf.page import Box

__all__ = ["Margins", "PdfParagraph", "PlacedLine", "margins_of", "paragraphs_of"]

#: In sizes of the line: the minimum indent, the room that a full line may leave besides the next
#: word, the maximum difference of sizes in one paragraph, the maximum ratio of the lead to usual.
_INDENT, _ROOM, _OTHER_SIZE, _LEAD = 1.2, 0.7, 1.15, 1.35
#: The maximum number of lines in a title or a heading.
_MOST_TITLE_LINES = 4
#: Lines begin at one place when they differ by less than this, in sizes.
_SAME_EDGE = 0.3
#: A gap that separates columns, in sizes.
_COLUMN_GAP = 2.0
#: The minimum number of lines whose common edge is an edge of the text.
_FEWEST_LINES = 2
#: A page is set apart when all its lines begin this much further right, in sizes; fewer lines than
#: this do not prove it.
_MOVED, _FEW_LINES = 3.0, 6
_CLOSING = frozenset("，。、；：！？）》〉」』”’】〕,.;:!?)]%")
_SENTENCE_END = frozenset("。；：！？;:!?”」")


class PlacedLine(NamedTuple):
    """A line, and the part of a page that it is in."""

    line: GlyphLine
    page: int
    #: Parts of pages with the same name are one column of text.
    region: str


class Margins(NamedTuple):
    """The left and right edge of the lines of a column, their distance, and their size."""

    left: float
    right: float
    lead: float
    size: float


class PdfParagraph(NamedTuple):
    """A paragraph; its box is that of the part on its first page."""

    text: str
    page: int
    box: Box
    lines: Sequence[PlacedLine]


def margins_of(lines: Sequence[PlacedLine]) -> dict[tuple[int, str], Margins]:
    """The margins of each column on each page.

    The width of a column is computed over all pages, for a page may have no full line; it begins
    further right on a page where no line begins with those of other pages.
    """
    by_part: dict[tuple[int, str], list[GlyphLine]] = {}
    by_region: dict[str, list[GlyphLine]] = {}
    for one in lines:
        by_part.setdefault((one.page, one.region), []).append(one.line)
        by_region.setdefault(one.region, []).append(one.line)
    whole = {region: _margins(found) for region, found in by_region.items()}
    return {
        (page, region): _on_page(found, whole[region]) for (page, region), found in by_part.items()
    }


def _on_page(lines: Sequence[GlyphLine], whole: Margins) -> Margins:
    left = min(line.box.left for line in lines)
    is_moved = left - whole.left > _MOVED * max(line.size for line in lines)
    return whole._replace(left=left) if is_moved and len(lines) >= _FEW_LINES else whole


def _margins(lines: Sequence[GlyphLine]) -> Margins:
    """The margins of lines; there must be at least one."""
    lefts = Counter(round(line.box.left / 2) for line in lines)
    rights = sorted((line.box.right for line in lines), reverse=True)
    size = median(line.size for line in lines)
    often = [left for left, count in lefts.items() if count >= _FEWEST_LINES]
    left = 2 * min(often or lefts)
    right = next((one for one, other in pairwise(rights) if one - other <= _ROOM * size), rights[0])
    leads = [
        lead
        for one, other in pairwise(lines)
        if 0 < (lead := other.baseline - one.baseline) < 4 * size
    ]
    return Margins(left, right, median(leads) if leads else 2 * size, size)


def paragraphs_of(
    lines: Sequence[PlacedLine], margins: dict[tuple[int, str], Margins]
) -> Iterator[PdfParagraph]:
    """The paragraphs that *lines* form, which have nothing else between them."""
    whole: list[PlacedLine] = []
    index = 0
    while index < len(lines):
        count = _count_title_lines(lines, index, margins)
        if whole and (count > 1 or not _goes_on(whole, lines[index], margins)):
            yield _paragraph(whole)
            whole = []
        whole += lines[index : index + count]
        if count > 1:
            yield _paragraph(whole)
            whole = []
        index += count
    if whole:
        yield _paragraph(whole)


def _count_title_lines(
    lines: Sequence[PlacedLine], first: int, margins: dict[tuple[int, str], Margins]
) -> int:
    """How many lines from *first* on are one centred title in large characters; else 1."""
    stop = first
    while stop < len(lines) and _may_be_title(lines[first], lines[stop], margins):
        stop += 1
    if 1 < stop - first <= _MOST_TITLE_LINES and is_title(_joined(lines[first:stop])):
        return stop - first
    return 1


def _may_be_title(
    first: PlacedLine, one: PlacedLine, margins: dict[tuple[int, str], Margins]
) -> bool:
    """Whether a line is centred, and its characters large and of the size of the first."""
    line = one.line
    here = margins[one.page, one.region]
    middle = (here.left + here.right - line.box.left - line.box.right) / 2
    return (
        one.page == first.page
        and one.region == first.region
        and line.size > _OTHER_SIZE * here.size
        and abs(line.size - first.line.size) < _SAME_EDGE
        and abs(middle) < line.size
    )


def _joined(lines: Sequence[PlacedLine]) -> str:
    text = ""
    for one in lines:
        text = join_words(text, one.line.text)
    return text


def _paragraph(lines: Sequence[PlacedLine]) -> PdfParagraph:
    page = lines[0].page
    box = box_around(one.line for one in lines if one.page == page)
    return PdfParagraph(_joined(lines), page, box, lines)


def _goes_on(
    whole: Sequence[PlacedLine], one: PlacedLine, margins: dict[tuple[int, str], Margins]
) -> bool:
    """Whether a line continues the paragraph before it."""
    last = whole[-1]
    above, line = last.line, one.line
    if last.region != one.region or above.glyphs[0].turn != line.glyphs[0].turn:
        return False
    small, large = sorted((above.size, line.size))
    if large > _OTHER_SIZE * small or has_columns(above) or has_columns(line):
        return False
    before, here = margins[last.page, last.region], margins[one.page, one.region]
    if before.right - above.box.right > _first_word(line) + _ROOM * line.size:
        return False
    if one.page == last.page and line.baseline - above.baseline > _LEAD * here.lead:
        return False
    indent = line.box.left - here.left
    is_hanging = len(whole) > 1 and abs(line.box.left - above.box.left) < _SAME_EDGE * line.size
    if indent > _INDENT * line.size and not (is_hanging and one.page == last.page):
        return False
    return not _are_parted(whole, one)


def _are_parted(whole: Sequence[PlacedLine], one: PlacedLine) -> bool:
    """Whether the words show that the lines before and the next one are separate paragraphs.

    That is so after a title of the report or a heading of a section without text of its own, and
    before a heading that opens a section, or follows the end of a sentence or another bare heading.
    """
    before = _joined(whole) if len(whole) <= _MOST_TITLE_LINES else ""
    opened, opens = read_heading(before), read_heading(one.line.text)
    is_bare = opened is not None and not opened.stop and not opened.rest
    if opened is not None and is_bare and opened.kind is not None:
        return True
    if is_title(before) and not _is_set_in(whole[0], one):
        return True
    return opens is not None and (
        is_bare or opens.kind is not None or whole[-1].line.text[-1] in _SENTENCE_END
    )


def _is_set_in(first: PlacedLine, other: PlacedLine) -> bool:
    """Whether a line is indented against another, as only the first line of a paragraph is."""
    return first.line.box.left - other.line.box.left > _INDENT * first.line.size


def has_columns(line: GlyphLine) -> bool:
    """Whether gaps divide a line into columns."""
    gaps = sum(
        other.left - one.right > _COLUMN_GAP * line.size for one, other in pairwise(line.glyphs)
    )
    return gaps > 1


def _first_word(line: GlyphLine) -> float:
    """The width of the unbreakable beginning of a line."""
    glyphs = line.glyphs
    end = 1
    if not is_wide(glyphs[0].text):
        while (
            end < len(glyphs)
            and not is_wide(glyphs[end].text)
            and glyphs[end].left - glyphs[end - 1].right < 0.2 * line.size
        ):
            end += 1
    while end < len(glyphs) and glyphs[end].text in _CLOSING:
        end += 1
    return glyphs[end - 1].right - glyphs[0].left
