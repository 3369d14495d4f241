"""Paths of a page as the strokes and shades they paint; only what runs along an axis is kept.

Takes points on the page as it is shown. Knows neither pdfium nor what a table is.
"""

from array import array
from collections.abc import Iterable, Sequence

__all__ = ["Painting", "is_thick"]

_Point = tuple[float, float]
_Sides = tuple[float, float, float, float]

#: How thick a line may be, in points; what is thicker is a shade.
_THICKEST = 4.0
#: Up to here even what is as long as it is thick is a line: a corner, or a dot of a dotted line.
_THIN = 1.6
#: Else it is so many times as long as thick.
_SLIM = 3.0
#: What is shorter closes a figure that was closed already.
_SHORTEST = 0.05
#: How far a line may lean, in points.
_LEAN = 0.75
#: A filled figure with more corners than this is a drawing, one with fewer a hair.
_FEWEST_CORNERS, _CORNERS = 3, 6
#: White lines are looked for on so many shades.
_SHADES = 500


class Painting:
    """What the paths of one page leave on it, within its edges."""

    def __init__(self, width: float, height: float) -> None:
        self._width = width
        self._height = height
        self._shades: list[_Sides] = []
        #: Four for each: left, top, right, bottom.
        self.strokes: array[float] = array("f")

    def fill(self, figures: Iterable[Sequence[_Point]], *, white: bool) -> None:
        """Figures with straight sides, filled: thin ones are lines, the others shades."""
        for points in figures:
            if not _FEWEST_CORNERS <= len(points) <= _CORNERS:
                continue
            across, down = [x for x, _ in points], [y for _, y in points]
            sides = (min(across), min(down), max(across), max(down))
            if not is_thick(sides):
                self._keep(sides, white=white)
            elif not white and len(self._shades) < _SHADES:
                self._shades.append(sides)

    def draw(self, start: _Point, end: _Point, thickness: float, *, white: bool) -> _Sides | None:
        """A straight line, drawn with a pen; the box that it is when the pen is thick."""
        left, right = sorted((start[0], end[0]))
        top, bottom = sorted((start[1], end[1]))
        half = thickness / 2
        length = max(right - left, bottom - top)
        if length < max(half, _SHORTEST) and thickness <= _THICKEST:
            return None
        if right - left <= _LEAN:
            middle = (left + right) / 2
            sides = (middle - half, top, middle + half, bottom)
        elif bottom - top <= _LEAN:
            middle = (top + bottom) / 2
            sides = (left, middle - half, right, middle + half)
        else:
            return None
        if thickness > _THICKEST:
            return sides
        self._keep(sides, white=white)
        return None

    def _keep(self, sides: _Sides, *, white: bool) -> None:
        """Keep what of a line is on the page; of white ones those that lie on a shade."""
        left, top = max(sides[0], 0.0), max(sides[1], 0.0)
        right, bottom = min(sides[2], self._width), min(sides[3], self._height)
        if not (left <= right and top <= bottom):
            return
        if white:
            x, y = (left + right) / 2, (top + bottom) / 2
            if not any(a <= x <= c and b <= y <= d for a, b, c, d in self._shades):
                return
        self.strokes.extend((left, top, right, bottom))


def is_thick(sides: _Sides) -> bool:
    """Whether a box that is filled is a shade, and no line."""
    width, height = sides[2] - sides[0], sides[3] - sides[1]
    thickness, length = min(width, height), max(width, height)
    return thickness > _THIN and thickness > min(_THICKEST, length / _SLIM)
