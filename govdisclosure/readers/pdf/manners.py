"""How the glyphs of a page show beside each other: raised, struck out, or part of a watermark.

Takes a page whose glyphs are so far distinguished by their paint alone. Glyphs smaller than a
neighbour and above or below its line are raised; a stroke through the middle of glyphs strikes
them out; glyphs much larger or lighter than the words of a table and across them are a watermark.
Knows nothing of rows or words.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter

from govdisclosure.readers.pdf.lines import GlyphLine
from govdisclosure.readers.pdf.page import Box, Glyph, Page
from govdisclosure.readers.pdf.ruling_lines import RuledGrid
from govdisclosure.readers.showing import Shows

__all__ = [
    "SPACED",
    "runs_of",
    "text_of",
    "with_raised_told",
    "with_struck_apart",
    "with_watermarks_apart",
]

#: The maximum differences within one run: in size, baseline, gap and overlap, in sizes.
_SAME_SIZE, _SAME_BASELINE, _GAP, _OVERLAP = 0.03, 0.05, 0.6, 0.5
#: The maximum distance between the origins of glyphs in a watermark, in sizes.
SPACED = 2.5
#: A raised glyph is smaller than the first and larger than the second part of its neighbour.
_SMALLER, _SMALLEST = 0.87, 0.35
#: The limits of its rise above the neighbour's baseline, or drop below it, and of its distance and
#: overlap, in sizes of the neighbour.
_LEAST_RISE, _MOST_RISE, _LEAST_DROP, _MOST_DROP, _APART, _OVER = 0.1, 0.9, 0.08, 0.55, 0.45, 0.3
#: A glyph centred on its height is raised by this for each size that it is smaller.
_CENTRED = 0.36
#: The height of the strips in which neighbours are searched for, in points.
_STRIP = 16.0
#: A stroke through a glyph is at least this far inside it, in parts of its height.
_CORE = 0.3
#: Strokes form one line within these differences of height and gap, in points.
_ONE_LINE, _JOINT = 0.6, 1.0
#: It strikes out when this share of it runs through glyphs, or it runs through this many words.
_THROUGH, _FEWEST_WORDS = 0.6, 3
#: Glyphs with less contrast with their background are light, if those around them have more.
_LIGHT = 0.5
#: Glyphs over a table are large when they are this many times as large as those in it.
_LARGE = 1.9
#: The side of the squares in which overlaps are searched for, in points.
_SQUARE = 24.0


def runs_of(glyphs: Sequence[Glyph], spaced: float | None = None) -> Iterator[list[Glyph]]:
    """Glyphs painted one after the other that follow each other on a line.

    Args:
        glyphs: In the order of painting.
        spaced: The maximum distance between origins, in sizes, in any direction; None for the
            gaps and the baseline of words.
    """
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph, spaced):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _follows(one: Glyph, other: Glyph, spaced: float | None) -> bool:
    size = one.size
    if abs(size - other.size) > _SAME_SIZE * size or one.turn != other.turn:
        return False
    if spaced is not None:
        reach = spaced * size
        return abs(other.x - one.x) <= reach and abs(other.y - one.y) <= reach
    return (
        abs(one.y - other.y) <= _SAME_BASELINE * size
        and -_OVERLAP * size < other.left - one.right < _GAP * size
    )


# ------------------------------------------------------------------------------------ raised


def with_raised_told(page: Page, grids: Sequence[RuledGrid]) -> Page:
    """The page with raised and lowered glyphs on the line of their neighbour.

    Args:
        page: Any.
        grids: The tables on it: a glyph that begins in another cell is not a neighbour.
    """
    lines = _lines_of_raised([run for run in runs_of(page.glyphs) if run[0].turn == 0], grids)
    if not lines:
        return page
    glyphs = (
        glyph._replace(y=line.y, size=line.size, shows=Shows.RAISED)
        if (line := lines.get(id(glyph)))
        else glyph
        for glyph in page.glyphs
    )
    return page._replace(glyphs=tuple(glyphs))


def _lines_of_raised(runs: Sequence[list[Glyph]], grids: Sequence[RuledGrid]) -> dict[int, Glyph]:
    """For each raised glyph, by its identity, the neighbour whose line it is on."""
    sizes = [run[0].size for run in runs]
    if not runs or min(sizes) > _SMALLER * max(sizes):
        return {}
    smallest = min(sizes) / _SMALLER
    strips: defaultdict[int, list[list[Glyph]]] = defaultdict(list)
    for run in runs:
        if run[0].size >= smallest:
            strips[int(run[0].y // _STRIP)].append(run)
    raised: dict[int, Glyph] = {}
    for run in runs:
        y, reach = run[0].y, run[0].size / _SMALLEST
        first = int((y - _MOST_DROP * reach) // _STRIP)
        last = int((y + _MOST_RISE * reach) // _STRIP)
        for strip in range(first, last + 1):
            line = next(
                (
                    one
                    for other in strips.get(strip, ())
                    if (one := _line_beside(run, other, grids))
                ),
                None,
            )
            if line is not None:
                raised |= dict.fromkeys(map(id, run), line)
                break
    return raised


def _line_beside(
    run: Sequence[Glyph], other: Sequence[Glyph], grids: Sequence[RuledGrid]
) -> Glyph | None:
    """The glyph of *other* beside which *run* is raised or lowered, if it is."""
    size = other[0].size
    if not _is_raised(run[0].y, run[0].size, other[0].y, size):
        return None
    if -_OVER * size <= run[0].left - other[-1].right <= _APART * size:
        line, edge = other[-1], run[0].left
    elif -_OVER * size <= other[0].left - run[-1].right <= _APART * size:
        line, edge = other[0], run[-1].right
    else:
        return None
    x, y = _middle(line)
    return line if all(grid.cell_at(x, y) == grid.cell_at(edge, y) for grid in grids) else None


def is_raised(line: GlyphLine, other: GlyphLine) -> bool:
    """Whether a line is as much smaller than another, and as far above or below, as note marks."""
    return line.glyphs[0].turn == other.glyphs[0].turn == 0 and _is_raised(
        line.baseline, line.size, other.baseline, other.size
    )


def _is_raised(y: float, own: float, line: float, size: float) -> bool:
    rise, part = (line - y) / size, own / size
    return _SMALLEST <= part <= _SMALLER and (
        _LEAST_RISE + _CENTRED * (1 - part) <= rise <= _MOST_RISE
        or _LEAST_DROP <= -rise <= _MOST_DROP
    )


# ------------------------------------------------------------------------------------ struck


def with_struck_apart(page: Page) -> Page:
    """The page with struck out glyphs apart, and without the strokes through them."""
    flats = sorted(
        (box for box in page.strokes if box.right - box.left > box.bottom - box.top), key=_height
    )
    heights = [_height(box) for box in flats]
    through: defaultdict[int, list[Glyph]] = defaultdict(list)
    for glyph in page.glyphs:
        core = _CORE * (glyph.bottom - glyph.top)
        first = bisect_left(heights, glyph.top + core)
        if first == len(heights) or heights[first] >= glyph.bottom - core:
            continue
        middle = (glyph.left + glyph.right) / 2
        for number in range(first, bisect_left(heights, glyph.bottom - core)):
            if flats[number].left <= middle <= flats[number].right:
                through[number].append(glyph)
    if not through:
        return page
    largest = _LARGE * _usual_size(page.glyphs)
    striking: set[int] = set()
    struck: set[int] = set()
    for number in through:
        first = bisect_left(heights, heights[number] - _ONE_LINE)
        last = bisect_left(heights, heights[number] + _ONE_LINE)
        line = _line_through(number, flats, range(first, last))
        glyphs = [glyph for one in line for glyph in through.get(one, ()) if glyph.size <= largest]
        if _strikes([flats[one] for one in line], glyphs):
            striking |= {id(flats[one]) for one in line}
            struck |= {id(glyph) for glyph in glyphs}
    if not struck:
        return page
    strokes = tuple(box for box in page.strokes if id(box) not in striking)
    return _with_apart(page, struck, Shows.STRUCK)._replace(strokes=strokes)


def _usual_size(glyphs: Sequence[Glyph]) -> float:
    sizes = sorted(glyph.size for glyph in glyphs)
    return sizes[len(sizes) // 2]


def _line_through(number: int, flats: Sequence[Box], near: range) -> list[int]:
    """The strokes that form one line with a stroke, among those at the same height.

    Rules may be drawn cell by cell.
    """
    line: list[int] = []
    for one in sorted(near, key=lambda place: flats[place].left):
        if line and flats[one].left > max(flats[other].right for other in line) + _JOINT:
            if number in line:
                break
            line = []
        line.append(one)
    return line


def _strikes(line: Sequence[Box], glyphs: Sequence[Glyph]) -> bool:
    """Whether strokes strike out glyphs, and are not a rule that touches words.

    They do when most of their length runs through glyphs; or when they run through enough words,
    not as light as a watermark, that a whole row is struck out.
    """
    left, right = min(box.left for box in line), max(box.right for box in line)
    length = sum(min(glyph.right, right) - max(glyph.left, left) for glyph in glyphs)
    if length >= _THROUGH * (right - left):
        return True
    words = 0
    end = -math.inf
    for glyph in sorted(glyphs, key=attrgetter("left")):
        words += glyph.contrast >= _LIGHT and glyph.left > end + glyph.size
        end = glyph.right
    return words >= _FEWEST_WORDS


def _height(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _with_apart(page: Page, gone: Collection[int], shows: Shows) -> Page:
    """The page with some glyphs, by their identity, moved to those apart."""
    apart = (one._replace(shows=shows) for one in page.glyphs if id(one) in gone)
    shown = tuple(glyph for glyph in page.glyphs if id(glyph) not in gone)
    return page._replace(glyphs=shown, apart=(*page.apart, *apart))


# --------------------------------------------------------------------------------- watermarks


def with_watermarks_apart(page: Page, grids: Sequence[RuledGrid]) -> Page:
    """The page with upright watermarks moved to the glyphs apart.

    Args:
        page: Any.
        grids: The tables on it.
    """
    if not page.glyphs:
        return page
    largest = _LARGE * _usual_size(page.glyphs)
    is_odd = [
        glyph.contrast < _LIGHT or (glyph.size > largest and _crosses(glyph, grids))
        for glyph in page.glyphs
    ]
    if not any(is_odd) or 2 * sum(is_odd) > len(is_odd):
        return page
    odd = [glyph for glyph, one in zip(page.glyphs, is_odd, strict=True) if one]
    rest = [glyph for glyph, one in zip(page.glyphs, is_odd, strict=True) if not one]
    runs = [*runs_of(odd, SPACED)]
    overlaps = _Overlaps(rest)
    marks = [
        run for run in runs if any(_crosses(glyph, grids) or overlaps.has(glyph) for glyph in run)
    ]
    words = {text_of(run) for run in marks}
    gone = {id(glyph) for run in runs if text_of(run) in words for glyph in run}
    return _with_apart(page, gone, Shows.WATERMARK) if gone else page


def text_of(run: Sequence[Glyph]) -> str:
    """The characters of glyphs, without blanks."""
    return "".join(glyph.text for glyph in run)


def _crosses(glyph: Glyph, grids: Sequence[RuledGrid]) -> bool:
    """Whether a glyph is across the rules of a table: its quarters in different cells."""
    across, down = (glyph.right - glyph.left) / 4, (glyph.bottom - glyph.top) / 4
    corners = [
        (x, y)
        for x in (glyph.left + across, glyph.right - across)
        for y in (glyph.top + down, glyph.bottom - down)
    ]
    return any(
        len(grid.cells) > 1 and len({grid.cell_at(x, y) for x, y in corners}) > 1 for grid in grids
    )


class _Overlaps:
    """Finds out whether glyphs are over others."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self._near: defaultdict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
        for glyph in glyphs:
            x, y = _middle(glyph)
            self._near[int(x // _SQUARE), int(y // _SQUARE)].append((x, y))

    def has(self, glyph: Glyph) -> bool:
        """Whether the middle of another is in a glyph."""
        return any(
            glyph.left < x < glyph.right and glyph.top < y < glyph.bottom
            for across in range(int(glyph.left // _SQUARE), int(glyph.right // _SQUARE) + 1)
            for down in range(int(glyph.top // _SQUARE), int(glyph.bottom // _SQUARE) + 1)
            for x, y in self._near.get((across, down), ())
        )


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
