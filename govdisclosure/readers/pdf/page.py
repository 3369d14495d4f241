"""The content of a page of a PDF file: glyphs, strokes and pictures, each with its box.

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

    #: Its character; blanks are not glyphs.
    text: str
    left: float
    top: float
    right: float
    bottom: float
    #: The position of its origin, on its baseline.
    x: float
    y: float
    #: The size of its font.
    size: float
    #: Its clockwise turn in degrees: 0, 90, 180 or 270 except in watermarks.
    turn: float = 0
    #: Its contrast with its background, 1 at most.
    contrast: float = 1.0
    shows: Shows = Shows.ON_LINE


class Page(NamedTuple):
    """One page."""

    #: Counted from 1.
    number: int
    width: float
    height: float
    #: Those that show, in the order of painting.
    glyphs: tuple[Glyph, ...]
    #: Lines along an axis, however they were drawn: stroked, or filled and thin.
    strokes: tuple[Box, ...]
    pictures: tuple[Box, ...]
    #: Glyphs that the file does not paint, such as the text under a scanned page; they are not in
    #: the other fields.
    hidden: tuple[Glyph, ...] = ()
    #: Painted glyphs that are not words: watermarks, and invisible ones.
    apart: tuple[Glyph, ...] = ()
