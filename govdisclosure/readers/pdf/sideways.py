"""Pages on their side, or upside down, are turned so that their words are upright.

Takes a page and gives the same, turned by the majority of its glyphs, and converts places on it to
those of the page as it is shown. A page may declare a rotation though its words are upright, and a
wide table may be set along the page.
"""

from collections import Counter
from collections.abc import Iterable

from govdisclosure.readers.pdf.geometry import Six, box_around
from govdisclosure.readers.pdf.page import Box, Glyph, Page

__all__ = ["as_shown", "quarters_of", "turned"]


def quarters_of(page: Page) -> int:
    """By how many clockwise quarters most glyphs are turned; 0 without a majority."""
    turns = Counter(glyph.turn for glyph in page.glyphs)
    turn, count = max(turns.items(), key=lambda one: one[1], default=(0.0, 0))
    return 0 if turn % 90 or 2 * count <= len(page.glyphs) else round(turn / 90) % 4


def turned(page: Page, quarters: int) -> Page:
    """The page turned back by some quarters."""
    if not quarters:
        return page
    moved = _turning(quarters, page.width, page.height)
    width, height = page.width, page.height
    return page._replace(
        width=height if quarters % 2 else width,
        height=width if quarters % 2 else height,
        glyphs=_glyphs(page.glyphs, moved, quarters),
        strokes=_boxes(page.strokes, moved),
        pictures=_boxes(page.pictures, moved),
        hidden=_glyphs(page.hidden, moved, quarters),
        apart=_glyphs(page.apart, moved, quarters),
    )


def as_shown(
    box: tuple[float, float, float, float], page: Page, quarters: int
) -> tuple[float, float, float, float]:
    """A box on *page*, which was turned back by some quarters, on the page as it is shown."""
    return box_around(box, _turning(-quarters % 4, page.width, page.height))


def _turning(quarters: int, width: float, height: float) -> Six:
    """How places on a page move when it is turned back."""
    return (
        (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        (0.0, -1.0, 1.0, 0.0, 0.0, width),
        (-1.0, 0.0, 0.0, -1.0, width, height),
        (0.0, 1.0, -1.0, 0.0, height, 0.0),
    )[quarters]


def _glyphs(glyphs: Iterable[Glyph], moved: Six, quarters: int) -> tuple[Glyph, ...]:
    a, b, c, d, e, f = moved
    return tuple(
        Glyph(
            glyph.text,
            *box_around(glyph[1:5], moved),
            a * glyph.x + c * glyph.y + e,
            b * glyph.x + d * glyph.y + f,
            glyph.size,
            (glyph.turn - 90 * quarters) % 360,
            glyph.contrast,
            glyph.shows,
        )
        for glyph in glyphs
    )


def _boxes(boxes: Iterable[Box], moved: Six) -> tuple[Box, ...]:
    return tuple(Box(*box_around(box, moved)) for box in boxes)
