"""The characters of a page as pdfium gives them: which can be seen, what they stand for, and where.

Takes an open page of pdfium's text, gives bare numbers. Imports nothing but its neighbours, for it
runs in the process that reads a file.
"""

import ctypes
import math
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govdisclosure.readers.pdf.geometry import Sides, Six, box_around
from govdisclosure.readers.pdf.pdfium import Matrix, Pdfium, Rectangle

__all__ = ["FIGURES", "Lettering", "Letters", "Unpainted"]

#: How many numbers stand for a glyph: left, top, right, bottom, x, y, size, turn.
FIGURES = 8
_UNTOLD = "\ufffd"
#: Below this, in points, nobody sees a glyph.
_SMALLEST = 0.1
#: A glyph painted again so near the first, in parts of its size, feigns bold.
_DOUBLED = 0.1
#: The side of the squares in which doubled glyphs are looked for, in points.
_SQUARE = 8.0
#: The largest type, and the farthest place from the corner of a page, in points.
_LARGEST = 20_000.0
_FARTHEST = 100_000.0
#: Text that is filled is usual; in two modes it is neither filled nor drawn.
_FILLED = 0
_UNPAINTED = frozenset({3, 7})
#: Characters that take no room: joiners, marks of direction, the mark of byte order.
_WITHOUT_WIDTH = frozenset(
    (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)


class Unpainted(NamedTuple):
    """A glyph that is there without being painted."""

    character: str
    origin: tuple[float, float]
    size: float
    #: Left, top, right, bottom.
    sides: Sides
    #: The text object that it belongs to.
    item: int


class Letters(NamedTuple):
    """What stands on a page."""

    #: A character for each glyph that is painted.
    text: str
    #: :data:`FIGURES` numbers for each of these.
    places: "array[float]"
    #: Those on the page.
    unpainted: list[Unpainted]


class Lettering:
    """The characters of a page, in the order in which pdfium gives them."""

    def __init__(self, pdfium: Pdfium, page: int, shown: Six, quarters: int) -> None:
        self._pdfium = pdfium
        self._page = page
        self._shown = shown
        self._quarters = quarters
        self._seen: dict[tuple[str, int, int], list[tuple[float, float]]] = {}

    def read(  # noqa: C901 - one loop over characters, each looked at once
        self, count: int, width: float, height: float, most: int
    ) -> Letters:
        """What stands on a page of that size, and one glyph more than *most* at the utmost."""
        pdfium, page = self._pdfium, self._page
        box, x, y = Rectangle(), ctypes.c_double(), ctypes.c_double()
        at_box, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
        a, b, c, d, e, f = self._shown
        text: list[str] = []
        places: array[float] = array("f")
        unpainted: list[Unpainted] = []
        holder, size, turn, is_painted = -1, 0.0, 0, True
        before = (math.nan, math.nan)
        for index in range(count):
            if pdfium.FPDFText_IsGenerated(page, index):
                continue
            character = self._character(index)
            if character == "":
                continue
            item = pdfium.FPDFText_GetTextObject(page, index) or 0
            if item != holder:
                holder = item
                size, turn, is_painted = self._setting(index, item)
                before = (math.nan, math.nan)
            pdfium.FPDFText_GetCharOrigin(page, index, at_x, at_y)
            origin = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            if not (abs(origin[0]) <= _FARTHEST and abs(origin[1]) <= _FARTHEST):
                continue
            # Several characters of one glyph have its origin in common.
            if is_painted and origin != before and self._is_doubled(character, origin, size):
                continue
            before = origin
            pdfium.FPDFText_GetLooseCharBox(page, index, at_box)
            sides = box_around((box.left, box.top, box.right, box.bottom), self._shown)
            if not _is_sound(sides, size, width, height):
                sides = _around(origin, size if is_painted else 0.0, turn)
            across, down = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
            if not (0 <= across <= width and 0 <= down <= height):
                continue
            if is_painted:
                text.append(character)
                places.extend((*sides, *origin, size, turn))
            else:
                unpainted.append(Unpainted(character, origin, size, sides, item))
            if len(text) + len(unpainted) > most:
                break
        return Letters("".join(text), places, unpainted)

    def uncovered(self, unpainted: Sequence[Unpainted]) -> Iterator[Unpainted]:
        """Those in whose places no such character is painted among what was read."""
        for one in unpainted:
            size = one.size if _SMALLEST < one.size <= _LARGEST else 0.0
            if not self._has_seen(one.character, one.origin, _DOUBLED * size):
                yield one

    def _character(self, index: int) -> str:
        """What a glyph stands for; nothing for a blank, U+FFFD when the file does not tell."""
        pdfium, page = self._pdfium, self._page
        code = pdfium.FPDFText_GetUnicode(page, index)
        if pdfium.FPDFText_IsHyphen(page, index) or code == 0xAD:  # noqa: PLR2004 - soft hyphen
            return "-"
        if pdfium.FPDFText_HasUnicodeMapError(page, index):
            return _UNTOLD
        character = chr(code) if code <= 0x10FFFF else _UNTOLD  # noqa: PLR2004
        if character.isspace() or code in _WITHOUT_WIDTH:
            return ""
        # What cannot be printed stands for nothing that could have been painted.
        return character if character.isprintable() or _is_private(code) else _UNTOLD

    def _setting(self, index: int, item: int) -> tuple[float, int, bool]:
        """The size of a text on the page, how it is turned, and whether it is painted."""
        pdfium, page = self._pdfium, self._page
        matrix = Matrix()
        pdfium.FPDFText_GetMatrix(page, index, ctypes.byref(matrix))
        font = float(pdfium.FPDFText_GetFontSize(page, index))
        size = abs(font) * math.hypot(matrix.c, matrix.d)
        if not _SMALLEST < size <= _LARGEST:
            return size, 0, False
        sign = math.copysign(1.0, font)
        angle = math.degrees(math.atan2(matrix.b * sign, matrix.a * sign))
        if math.isnan(angle):
            return size, 0, False
        turn = (self._quarters * 90 - round(angle / 90) * 90) % 360
        return size, turn, self._is_painted(item)

    def _is_painted(self, item: int) -> bool:
        """Whether a text is filled or drawn, and with what is not wholly transparent."""
        mode = self._pdfium.FPDFTextObj_GetTextRenderMode(item)
        if mode == _FILLED:
            return self._pdfium.shade_of("FPDFPageObj_GetFillColor", item) != ""
        return mode not in _UNPAINTED

    def _is_doubled(self, character: str, origin: tuple[float, float], size: float) -> bool:
        """Whether the same character was painted nearly there before; remembers this one."""
        if self._has_seen(character, origin, _DOUBLED * size):
            return True
        x, y = origin
        home = (character, int(x // _SQUARE), int(y // _SQUARE))
        self._seen.setdefault(home, []).append(origin)
        return False

    def _has_seen(self, character: str, origin: tuple[float, float], reach: float) -> bool:
        """Whether a character was painted no farther from *origin* than *reach*."""
        x, y = origin
        columns = {int((x - reach) // _SQUARE), int((x + reach) // _SQUARE)}
        rows = {int((y - reach) // _SQUARE), int((y + reach) // _SQUARE)}
        return any(
            abs(left - x) <= reach and abs(top - y) <= reach
            for column in columns
            for row in rows
            for left, top in self._seen.get((character, column, row), ())
        )


def _is_private(code: int) -> bool:
    """Whether a character is of a private area, as the signs of a symbol font are."""
    return 0xE000 <= code <= 0xF8FF or 0xF0000 <= code <= 0x10FFFD  # noqa: PLR2004


def _is_sound(sides: Sides, size: float, width: float, height: float) -> bool:
    """Whether a glyph's box has an area, and one that a glyph of its size may have."""
    most = 4 * size
    return 0 < sides[2] - sides[0] <= min(most, width) and (
        0 < sides[3] - sides[1] <= min(most, height)
    )


def _around(origin: tuple[float, float], size: float, turn: int) -> Sides:
    """A box for a glyph whose font tells none: half as wide as high, on its baseline."""
    x, y = origin
    ahead, above = size / 2, size
    return {
        0: (x, y - above, x + ahead, y),
        90: (x, y, x + above, y + ahead),
        180: (x - ahead, y, x, y + above),
        270: (x - above, y - ahead, x, y),
    }[turn]
