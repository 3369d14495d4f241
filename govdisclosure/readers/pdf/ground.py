"""What is under the glyphs of a page and what is painted over them, and so whether each shows.

Takes regions of the page as it is shown, each with its place in the order of painting. Imports
nothing but its neighbours, for it runs in the process that reads a file; knows nothing of pdfium.
"""

import math
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import NamedTuple

from govdisclosure.readers.pdf.geometry import Sides

__all__ = [
    "COVERED",
    "HIDDEN",
    "MANNERS",
    "SHOWN",
    "SLANTED",
    "UNPAINTED",
    "WHOLE",
    "Coat",
    "Colour",
    "Ground",
    "Ink",
    "Region",
    "region_of",
]

#: How a glyph shows, as a number that can be sent: normally; aslant; not, in the colour of its
#: background, clipped away, off the page or in a layer that is off; not, under what was painted
#: later; not, in a mode that paints nothing, used for words recognised in a picture.
SHOWN, SLANTED, HIDDEN, COVERED, UNPAINTED = MANNERS = range(5)

Colour = tuple[float, float, float]
_Point = tuple[float, float]
_Figures = Sequence[Sequence[_Point]]

_PAPER: Colour = (255.0, 255.0, 255.0)
#: Colours that differ by less, in parts of a primary, look the same.
_NEAREST = 16 / 255
#: How far the sides of a rectangle may lean, in points.
_LEAN = 0.01
_CORNERS = 4
#: Where a glyph is sampled, in parts of its box, and how many of the nine samples may be open.
_PLACES, _MOST_OPEN = (0.25, 0.5, 0.75), 4
#: Coats are indexed by squares of this size, in points; one on more squares is put on all.
_SQUARE, _MOST_SQUARES = 48.0, 1_000


class Region(NamedTuple):
    """A part of the page: what is in a rectangle and inside every outline."""

    sides: Sides
    #: Figures, and whether the overlap of two of one outline is a hole.
    outlines: tuple[tuple[_Figures, bool], ...] = ()

    @property
    def has_room(self) -> bool:
        """Whether its rectangle has an area."""
        left, top, right, bottom = self.sides
        return left < right and top < bottom

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in it."""
        left, top, right, bottom = self.sides
        if not (left <= x <= right and top <= y <= bottom):
            return False
        return not self.outlines or all(
            _winds(figures, x, y, even=even) for figures, even in self.outlines
        )

    def within(self, other: "Region") -> "Region":
        """The part of it that is in another, too."""
        a, b = self.sides, other.sides
        sides = (max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))
        return Region(sides, self.outlines + other.outlines)


#: The whole plane.
WHOLE = Region((-math.inf, -math.inf, math.inf, math.inf))


def region_of(figures: _Figures, *, even: bool) -> Region:
    """The region that figures, at least one, enclose; a curve counts as its points.

    Args:
        figures: Their corners; each is closed.
        even: Whether the overlap of two figures is outside.
    """
    across = [x for points in figures for x, _ in points]
    down = [y for points in figures for _, y in points]
    sides = (min(across), min(down), max(across), max(down))
    if len(figures) == 1 and _is_rectangle(figures[0]):
        return Region(sides)
    return Region(sides, ((figures, even),))


def _is_rectangle(points: Sequence[_Point]) -> bool:
    """Whether points are the corners of a rectangle along the axes, perhaps the first one twice."""
    if len(points) != _CORNERS and (len(points) != _CORNERS + 1 or points[0] != points[-1]):
        return False
    (a, b), (c, d), (e, f), (g, h) = points[:_CORNERS]
    sides = (a - c, d - f, e - g, h - b) if abs(a - c) < _LEAN else (b - d, c - e, f - h, g - a)
    return max(sides) < _LEAN and min(sides) > -_LEAN


def _winds(figures: _Figures, x: float, y: float, *, even: bool) -> bool:
    """Whether figures wind around a point."""
    turns = 0
    for points in figures:
        for (a, b), (c, d) in zip(points, [*points[1:], points[0]], strict=True):
            if (b > y) != (d > y) and x < a + (y - b) * (c - a) / (d - b):
                turns += 1 if d > b else -1
    return bool(turns % 2) if even else turns != 0


class Coat(NamedTuple):
    """Something painted on a region."""

    #: How many objects were painted before it.
    order: int
    region: Region
    #: None where it has many, or is not known.
    colour: Colour | None
    #: Its opacity, from 0 to 1.
    alpha: float = 1.0
    #: For a picture, whether it hides what is under a point; for others, None.
    hides: Callable[[float, float], bool] | None = None
    #: Whether it can hide anything.
    is_opaque: bool = True


class Ink(NamedTuple):
    """How the glyphs of a text are painted."""

    order: int
    #: The colours that fill and draw them, each with its alpha; None if unknown.
    colours: tuple[tuple[Colour | None, float], ...]
    clip: Region
    is_painted: bool = True
    #: Whether its layer is switched off.
    is_off: bool = False


class Ground:
    """All coats of a page."""

    def __init__(self) -> None:
        self._near: dict[tuple[int, int], list[Coat]] = {}
        self._everywhere: list[Coat] = []
        #: The contrast computed last, with its colours and ground.
        self._last: tuple[object, Colour | None, float] = ((), None, 0.0)

    def lay(self, coat: Coat) -> None:
        """Add the next coat."""
        left, top, right, bottom = coat.region.sides
        if not coat.region.has_room:
            return
        if (right - left + _SQUARE) * (bottom - top + _SQUARE) > _MOST_SQUARES * _SQUARE**2:
            self._everywhere.append(coat)
            return
        for across in range(int(left // _SQUARE), int(right // _SQUARE) + 1):
            for down in range(int(top // _SQUARE), int(bottom // _SQUARE) + 1):
                self._near.setdefault((across, down), []).append(coat)

    def look(self, ink: Ink, sides: Sides) -> tuple[int, float]:
        """How a glyph shows, and its contrast with its ground, from 0 to 1."""
        x, y = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
        order, colours, clip, _, is_off = ink
        if is_off or not clip.holds(x, y):
            return HIDDEN, 0.0
        coats = self._coats_at(x, y)
        colour = _ground(coats, order, x, y) if coats else _PAPER
        known, ground, contrast = self._last
        if colours != known or colour != ground:
            contrast = _contrast(colours, colour) / 255
            self._last = (colours, colour, contrast)
        if contrast < _NEAREST:
            return HIDDEN, contrast
        if coats and coats[-1].order > order and _is_hidden(coats, order, x, y):
            return COVERED if self._is_covered(order, sides) else SHOWN, contrast
        return SHOWN, contrast

    def _coats_at(self, x: float, y: float) -> list[Coat]:
        """The coats that may cover a point, in order."""
        near = self._near.get((int(x // _SQUARE), int(y // _SQUARE)), [])
        return (
            sorted([*near, *self._everywhere], key=attrgetter("order"))
            if self._everywhere
            else near
        )

    def _is_covered(self, order: int, sides: Sides) -> bool:
        """Whether most of a glyph is under later coats."""
        left, top, right, bottom = sides
        is_open = 0
        for part in _PLACES:
            for other in _PLACES:
                x, y = left + part * (right - left), top + other * (bottom - top)
                if not _is_hidden(self._coats_at(x, y), order, x, y):
                    is_open += 1
                    if is_open > _MOST_OPEN:
                        return False
        return True


def _is_hidden(coats: Sequence[Coat], order: int, x: float, y: float) -> bool:
    """Whether a later coat hides a point."""
    for coat in reversed(coats):
        if coat.order < order:
            return False
        if coat.is_opaque and coat.region.holds(x, y) and (coat.hides is None or coat.hides(x, y)):
            return True
    return False


def _ground(coats: Sequence[Coat], order: int, x: float, y: float) -> Colour | None:
    """The colour at a point before *order*; None if unknown."""
    colour: Colour | None = _PAPER
    for coat in coats:
        if coat.order > order:
            break
        if coat.region.holds(x, y):
            known = coat.colour if coat.is_opaque or coat.alpha < 1 else None
            colour = _mixed(known, coat.alpha, colour)
    return colour


def _mixed(upper: Colour | None, alpha: float, lower: Colour | None) -> Colour | None:
    """The visible colour of one over another."""
    if alpha >= 1:
        return upper
    if upper is None or lower is None:
        return None
    a, b, c = (alpha * one + (1 - alpha) * other for one, other in zip(upper, lower, strict=True))
    return a, b, c


def _contrast(colours: Sequence[tuple[Colour | None, float]], ground: Colour | None) -> float:
    """The contrast of the most visible colour with its ground, of 255; the maximum if unknown."""
    farthest = 0.0
    for colour, alpha in colours:
        seen = _mixed(colour, alpha, ground)
        if seen is None or ground is None:
            return 255.0 * alpha
        farthest = max(farthest, *(abs(a - b) for a, b in zip(seen, ground, strict=True)))
    return farthest
