"""What stands on a page of a PDF file: glyphs, strokes and pictures, each with its box.

All lengths are points from the upper left corner of the page as it is shown, its own rotation and
crop already applied, so that ``top`` is smaller than ``bottom``. Knows nothing of words or tables.
"""

from typing import NamedTuple

from govdisclosure.readers.showing import Shows

__all__ = ["Box", "Glyph", "Page"]


class Box(NamedTuple):
    """A rectangle on a page; a stroke is one that is very flat or very narrow."""

    left: float
    top: float
    right: float
    bottom: float


class Glyph(NamedTuple):
    """A character as it is painted on the page."""

    #: The one character that it stands for; blanks are not glyphs.
    text: str
    left: float
    top: float
    right: float
    bottom: float
    #: Where its origin stands, on its baseline.
    x: float
    y: float
    #: The size of its font.
    size: float
    #: By how many degrees it is turned clockwise: 0, 90, 180 or 270 but for watermarks.
    turn: float = 0
    #: How far its colour is from that of what is under it, 1 at most.
    contrast: float = 1.0
    shows: Shows = Shows.ON_LINE


class Page(NamedTuple):
    """One page."""

    #: Counted from 1.
    number: int
    width: float
    height: float
    #: Those that show, in the order in which the file paints them.
    glyphs: tuple[Glyph, ...]
    #: Lines that run along an axis, however they were drawn: stroked, or filled and thin.
    strokes: tuple[Box, ...]
    pictures: tuple[Box, ...]
    #: Glyphs that the file does not paint, as under a page that was scanned; they are not among
    #: the others.
    hidden: tuple[Glyph, ...] = ()
    #: Those that are painted and are no words: watermarks, and what nobody sees.
    apart: tuple[Glyph, ...] = ()
