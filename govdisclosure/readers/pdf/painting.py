"""Paths of a page as the strokes and shades they paint; only those along an axis are kept.

Takes points on the page as it is shown. Knows neither pdfium nor what a table is.
"""

from array import array
from collections.abc import Iterable, Sequence

__all__ = ["Painting", "is_thick"]

_Point = tuple[float, float]
_Sides = tuple[float, float, float, float]

#: The maximum thickness of a line, in points; thicker ones are shades.
_THICKEST = 4.0
#: Up to this thickness even a square is a line: a corner, or a dot of a dotted line.
_THIN = 1.6
#: Thicker lines are at least this many times as long as thick.
_SLIM = 3.0
#: Shorter segments only close a figure that was closed already.
_SHORTEST = 0.05
#: How far a line may lean, in points.
_LEAN = 0.75
#: A filled figure with more corners than this is a drawing, one with fewer is too thin to see.
_FEWEST_CORNERS, _CORNERS = 3, 6
#: The maximum number of shades that are searched for white lines.
_SHADES = 500


class Painting:
    """What the paths of one page paint, within its edges."""

    def __init__(self, width: float, height: float) -> None:
        self._width = width
        self._height = height
        self._shades: list[_Sides] = []
        #: Four numbers for each: left, top, right, bottom.
        self.strokes: array[float] = array("f")

    def fill(self, figures: Iterable[Sequence[_Point]], *, white: bool) -> None:
        """Fill figures with straight sides: thin ones are lines, the others shades."""
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
        """Draw a straight line with a pen; return its box when the pen is thick."""
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
        """Keep the part of a line that is on the page; white ones only on a shade."""
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
    """Whether a filled box is a shade rather than a line."""
    width, height = sides[2] - sides[0], sides[3] - sides[1]
    thickness, length = min(width, height), max(width, height)
    return thickness > _THIN and thickness > min(_THICKEST, length / _SLIM)
