"""Which cell of which grid each glyph of a page is in, by its middle.

Takes the glyphs of a page and the grids on it. Two kinds of glyphs are exceptions: a closing mark
that hangs over a rule belongs to the word before it, and a number on both sides of a rule belongs
to no cell, for it may be one number or two.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from attrs import define, field

from govdisclosure.readers.pdf.page import Box, Glyph, Page
from govdisclosure.readers.pdf.ruling_lines import RuledGrid
from govdisclosure.readers.showing import Shows

__all__ = ["Across", "Inside", "place_glyphs"]

#: Grids are looked up by squares of the page, this many points wide.
_SQUARE = 50
#: Characters follow each other on a line when their baselines differ by less, in sizes, and the gap
#: between them is smaller: within one grid, and over its outer rule.
_SAME_BASELINE, _GAP, _OUTER_GAP = 0.1, 0.1, 0.3
#: A cell that ends this near the side of the page, in points, may continue beyond it.
_EDGE = 1.0
#: Marks that never begin a line, so that they may hang over the end of one.
_CLOSING = frozenset("、，。；：！？）》〉】」』”’,.;:!?)")
#: What a number may contain besides its digits.
_NUMBER_SIGNS = frozenset(",.，．+-−－")

#: The number of a grid and that of a cell in it; None outside all grids.
_Place: TypeAlias = tuple[int, int] | None


class Across(NamedTuple):
    """A number on both sides of a rule."""

    #: The cells that it touches, beginning with the one in which it begins; never empty.
    cells: tuple[int, ...]
    #: Empty where another grid, in which the number begins, has them.
    glyphs: tuple[Glyph, ...]


@define
class Inside:
    """The content of a grid."""

    #: In the order of painting, without the numbers across rules.
    glyphs: list[Glyph] = field(factory=list)
    #: The same by the numbers of the cells.
    by_cell: defaultdict[int, list[Glyph]] = field(factory=lambda: defaultdict(list))
    across: list[Across] = field(factory=list)
    #: Glyphs that are not words, and the same by cells; watermarks are in no cell.
    apart: list[Glyph] = field(factory=list)
    apart_by_cell: defaultdict[int, list[Glyph]] = field(factory=lambda: defaultdict(list))
    #: The cells that may contain more than shows.
    hiding: set[int] = field(factory=set)


def place_glyphs(
    page: Page, grids: Sequence[RuledGrid], tables: Collection[int]
) -> tuple[dict[int, Inside], Inside]:
    """The content of each grid, by its number, and the glyphs outside of all.

    Args:
        page: The painted glyphs, in order, and the places of those that are not painted.
        grids: All of the page, the smallest first, for a glyph is in the smallest around it; a
            box keeps only what no grid of several cells has, for a box in a cell is an ornament.
        tables: The numbers of those in which a number has to be in one cell.
    """
    glyphs = page.glyphs
    finder = _Finder(grids)
    places = [finder.place_of(glyph) for glyph in glyphs]
    for index, (one, other) in enumerate(pairwise(glyphs), start=1):
        is_hanging = other.text in _CLOSING or other.shows is Shows.RAISED
        if is_hanging and _follows(one, other, _OUTER_GAP):
            places[index] = places[index - 1]
    inside: defaultdict[int, Inside] = defaultdict(Inside)
    taken = _take_across(inside, tables, page, places)
    outside = Inside()
    for index, (glyph, place) in enumerate(zip(glyphs, places, strict=True)):
        if index in taken:
            continue
        if place is None:
            outside.glyphs.append(glyph)
        else:
            inside[place[0]].glyphs.append(glyph)
            inside[place[0]].by_cell[place[1]].append(glyph)
    _place_apart(inside, outside, page, finder)
    for number, found in inside.items():
        grid = grids[number]
        boxes = map(grid.box_of, grid.cells)
        found.hiding |= {cell for cell, box in enumerate(boxes) if _leaves(page, box)}
    return dict(inside), outside


def _place_apart(
    inside: Mapping[int, Inside], outside: Inside, page: Page, finder: "_Finder"
) -> None:
    """Place glyphs that are not words; one that is never painted makes its cell uncertain."""
    for glyph in (*page.hidden, *page.apart):
        place = None if glyph.shows is Shows.WATERMARK else finder.place_of(glyph)
        if place is None or place[0] not in inside:
            outside.apart.append(glyph)
            continue
        inside[place[0]].apart.append(glyph)
        inside[place[0]].apart_by_cell[place[1]].append(glyph)
    for box in page.hidden:
        place = finder.place_of(box)
        if place is not None and place[0] in inside:
            inside[place[0]].hiding.add(place[1])


def _leaves(page: Page, box: Box) -> bool:
    """Whether a cell continues beyond the side of the page."""
    return box.left < _EDGE or box.right > page.width - _EDGE


def _take_across(
    inside: Mapping[int, Inside],
    tables: Collection[int],
    page: Page,
    places: Sequence[_Place],
) -> set[int]:
    """Assign each number across a rule of a table to it, and return the glyphs so used.

    The side of the page is such a rule, too: without room for another digit, one may be cut off.
    """
    glyphs = page.glyphs
    taken: set[int] = set()
    for run in _numbers(glyphs, places):
        cells = {place: None for index in run if (place := places[index]) and place[0] in tables}
        is_whole = len({places[index] for index in run}) == 1
        if not cells or (is_whole and not _is_cut_off(page, [glyphs[index] for index in run])):
            continue
        taken.update(run)
        number = tuple(glyphs[index] for index in run)
        for grid in dict.fromkeys(grid for grid, _ in cells):
            own = tuple(cell for other, cell in cells if other == grid)
            inside[grid].across.append(Across(own, number))
            number = ()
    return taken


def _is_cut_off(page: Page, number: Sequence[Glyph]) -> bool:
    """Whether a number is so near the side of the page that more of it may be cut off."""
    first, last = number[0], number[-1]
    return last.turn == 0 and (
        2 * first.left - first.right < 0 or 2 * last.right - last.left > page.width
    )


class _Finder:
    """Finds the cell that a glyph is in."""

    def __init__(self, grids: Sequence[RuledGrid]) -> None:
        self._grids = grids
        self._near: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for number in sorted(range(len(grids)), key=lambda one: len(grids[one].cells) == 1):
            box = grids[number].box
            for across in range(int(box.left // _SQUARE), int(box.right // _SQUARE) + 1):
                for down in range(int(box.top // _SQUARE), int(box.bottom // _SQUARE) + 1):
                    self._near[across, down].append(number)

    def place_of(self, one: Glyph | Box) -> _Place:
        """Where the middle of a glyph or a box is."""
        x, y = (one.left + one.right) / 2, (one.top + one.bottom) / 2
        for number in self._near.get((int(x // _SQUARE), int(y // _SQUARE)), ()):
            cell = self._grids[number].cell_at(x, y)
            if cell is not None:
                return number, cell
        return None


def _numbers(glyphs: Sequence[Glyph], places: Sequence[_Place]) -> Iterator[list[int]]:
    """Characters of a number that follow each other, by their indexes; each run has a digit."""
    run: list[int] = []
    for index, glyph in enumerate(glyphs):
        if not _is_of_number(glyph):
            continue
        if run:
            last = run[-1]
            one, other = places[last], places[index]
            is_inner = one is not None and other is not None and one[0] == other[0]
            gap = _GAP if is_inner else _OUTER_GAP
            if last != index - 1 or not _follows(glyphs[last], glyph, gap):
                if _has_digit(glyphs, run):
                    yield run
                run = []
        run.append(index)
    if _has_digit(glyphs, run):
        yield run


def _is_of_number(glyph: Glyph) -> bool:
    is_sign = glyph.text.isdigit() or glyph.text in _NUMBER_SIGNS
    return is_sign and glyph.shows is Shows.ON_LINE


def _has_digit(glyphs: Sequence[Glyph], run: Sequence[int]) -> bool:
    return any(glyphs[index].text.isdigit() for index in run)


def _follows(one: Glyph, other: Glyph, gap: float) -> bool:
    """Whether a character is right after another on its line; *gap* in sizes."""
    return (
        one.turn == other.turn == 0
        and abs(one.y - other.y) <= _SAME_BASELINE * one.size
        and -one.size < other.left - one.right < gap * one.size
        and other.left > one.left
    )
