"""Glyphs become lines of words, by their baselines and the direction they are turned to.

Takes the glyphs of a region of a page, a cell or the space between tables, in the order of
painting. Between glyphs a blank is written where the page shows one. Knows nothing of paragraphs,
rules or labels.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from govdisclosure.readers.pdf.page import Box, Glyph
from govdisclosure.readers.showing import Shows, settle

__all__ = ["GlyphLine", "box_around", "is_wide", "join_words", "lines_of", "words_of"]

#: Glyphs are on one line when their baselines differ by less, in sizes of the larger one.
_SAME_LINE = 0.4
#: A glyph this many times larger than another is not on the same line.
_OTHER_SIZE = 2.0
#: The gap from which a blank shows, in sizes: among letters and digits, at ideographs, among them.
_NARROW_BLANK, _MIXED_BLANK, _WIDE_BLANK = 0.18, 0.5, 0.9
#: Digits that overlap by more, in their own widths, are two numbers printed in one place.
_OVERPRINT = 0.5
#: In a column of glyphs the next is below the last: the maximum shift aside and the minimum and
#: maximum distance, in sizes; turned digits are nearer.
_ASIDE, _NEAREST_BELOW, _FARTHEST_BELOW = 0.6, 0.2, 2.2


class GlyphLine(NamedTuple):
    """Glyphs on one baseline, in reading order."""

    text: str
    box: Box
    #: The position of the baseline down the page or, for turned lines, across it.
    baseline: float
    #: The size of the largest glyph.
    size: float
    glyphs: tuple[Glyph, ...]


def lines_of(glyphs: Sequence[Glyph]) -> list[GlyphLine]:
    """The lines of a region, in reading order; upright ones before those that are turned.

    Args:
        glyphs: The glyphs of the region, in the order of painting.
    """
    turns = {glyph.turn for glyph in glyphs}
    if turns == {0}:
        return _upright(glyphs)
    if turns == {0, 90} and _runs_down(glyphs):
        return list(_columns(glyphs))
    lines: list[GlyphLine] = []
    for turn in sorted(turns):
        chosen = [glyph for glyph in glyphs if glyph.turn == turn]
        lines += _upright(chosen) if turn == 0 else _turned(chosen, turn)
    return lines


def _upright(glyphs: Sequence[Glyph]) -> list[GlyphLine]:
    if _runs_down(glyphs):
        return list(_columns(glyphs))
    rows = _rows(glyphs)
    return [_line(row, row, row[0].y) for row in rows]


def _turned(glyphs: Sequence[Glyph], turn: float) -> list[GlyphLine]:
    """Lines of glyphs that are turned, read as if the page were turned back."""
    turned = [_turn_back(glyph, turn) for glyph in glyphs]
    own_of = {id(one): glyph for one, glyph in zip(turned, glyphs, strict=True)}
    lines = []
    for row in _rows(turned):
        own = [own_of[id(one)] for one in row]
        lines.append(_line(row, own, own[0].x if turn != 180 else own[0].y))  # noqa: PLR2004
    return lines


def _turn_back(glyph: Glyph, turn: float) -> Glyph:
    """The glyph as it would be on a page turned back by *turn* degrees."""
    left, top, right, bottom, x, y = glyph[1:7]
    if turn == 90:  # noqa: PLR2004 - runs down, the next line to the left
        return Glyph(glyph.text, top, -right, bottom, -left, y, -x, glyph.size)
    if turn == 270:  # noqa: PLR2004 - runs up, the next line to the right
        return Glyph(glyph.text, -bottom, left, -top, right, -y, x, glyph.size)
    return Glyph(glyph.text, -right, -bottom, -left, -top, -x, -y, glyph.size)


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs by their baselines from top to bottom, each row from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=attrgetter("y")):
        for row in reversed(rows[-3:]):
            if _shares_line(row[-1], glyph) and _shares_line(row[0], glyph):
                row.append(glyph)
                break
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=attrgetter("left"))
    return rows


def _shares_line(one: Glyph, other: Glyph) -> bool:
    """Whether two glyphs are on one line, the *other* as low or lower."""
    small, large = sorted((one.size, other.size))
    return abs(other.y - one.y) <= _SAME_LINE * large and large <= _OTHER_SIZE * small


def _line(row: Sequence[Glyph], own: Sequence[Glyph], baseline: float) -> GlyphLine:
    """The line of the glyphs *own*; *row* holds the same glyphs turned upright."""
    size = max(glyph.size for glyph in row)
    return GlyphLine(words_of(row), box_around(own), baseline, size, tuple(own))


def box_around(pieces: Iterable[Glyph | Box | GlyphLine]) -> Box:
    """The smallest rectangle around all *pieces*; there must be at least one."""
    boxes = [piece.box if isinstance(piece, GlyphLine) else piece for piece in pieces]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


# ------------------------------------------------------------------------- columns of signs


def _runs_down(glyphs: Sequence[Glyph]) -> bool:
    """Whether upright glyphs are painted one below the other, in columns."""
    down = 0
    for one, other in pairwise(glyphs):
        size = max(one.size, other.size)
        aside, below = _step(one, other)
        if abs(below) <= _NEAREST_BELOW * size:
            return False
        down += abs(aside) <= _ASIDE * size and 0 < below < _FARTHEST_BELOW * size
    return down > 1 and down >= len(glyphs) * 2 // 3


def _step(one: Glyph, other: Glyph) -> tuple[float, float]:
    """How far the middle of a glyph is to the right of another's, and how far below."""
    return (
        (other.left + other.right - one.left - one.right) / 2,
        (other.top + other.bottom - one.top - one.bottom) / 2,
    )


def _columns(glyphs: Sequence[Glyph]) -> Iterator[GlyphLine]:
    """Columns of upright glyphs, in the order of painting."""
    column = [glyphs[0]]
    for one, other in pairwise(glyphs):
        if _step(one, other)[1] < 0:
            yield _column(column)
            column = []
        column.append(other)
    yield _column(column)


def _column(column: Sequence[Glyph]) -> GlyphLine:
    text = "".join(glyph.text for glyph in column)
    size = max(glyph.size for glyph in column)
    return GlyphLine(text, box_around(column), column[0].y, size, tuple(column))


# ------------------------------------------------------------------------------------ words


def is_wide(sign: str) -> bool:
    """Whether *sign* is as wide as an ideograph, so that it needs no blank beside another."""
    return unicodedata.east_asian_width(sign) in "WFA"


def words_of(row: Sequence[Glyph]) -> str:
    """The words of upright glyphs from left to right, with the blanks that show."""
    parts = [row[0].text]
    for one, other in pairwise(row):
        gap = other.left - one.right
        parts.append(f" {other.text}" if _shows_blank(one, other, gap) else other.text)
    if all(glyph.shows is not Shows.RAISED for glyph in row):
        return "".join(parts)
    return settle((part, glyph.shows) for part, glyph in zip(parts, row, strict=True)).words


def _shows_blank(one: Glyph, other: Glyph, gap: float) -> bool:
    """Whether the gap between neighbours is more than the space within a word."""
    if other.shows is Shows.RAISED:
        return False
    size = max(one.size, other.size)
    if gap <= _NARROW_BLANK * size:
        if gap >= 0 or not (one.text.isdigit() and other.text.isdigit()):
            return False
        return -gap > _OVERPRINT * min(one.right - one.left, other.right - other.left)
    wide = is_wide(one.text) + is_wide(other.text)
    return gap > (_NARROW_BLANK, _MIXED_BLANK, _WIDE_BLANK)[wide] * size


def join_words(one: str, other: str) -> str:
    """The words of two lines on one: a blank separates letters and digits, but not ideographs.

    Example:
        >>> join_words("主动公开", "情况"), join_words("open", "data"), join_words("12", "34")
        ('主动公开情况', 'open data', '12 34')
    """
    if not one or not other or is_wide(one[-1]) or is_wide(other[0]):
        return one + other
    return f"{one} {other}"
