"""The characters of a page from pdfium: which are visible, what they mean, and where they are.

Takes an open text page of pdfium, gives plain numbers. Imports nothing but its neighbours, for it
runs in the process that reads a file.
"""

import ctypes
import math
from array import array
from collections.abc import Collection, Mapping
from typing import NamedTuple

from govdisclosure.readers.pdf.geometry import Sides, Six
from govdisclosure.readers.pdf.ground import HIDDEN, SHOWN, SLANTED, UNPAINTED, Ground, Ink, Region
from govdisclosure.readers.pdf.pdfium import Matrix, Pdfium, Rectangle

__all__ = ["FIGURES", "Lettering", "Letters"]

#: How many numbers describe a glyph: left, top, right, bottom, x, y, size, its clockwise turn in
#: degrees, its contrast with its background, and how it shows.
FIGURES = 10
_UNTOLD = "\ufffd"
#: The size below which a glyph is invisible, in points.
_SMALLEST = 0.1
#: A glyph painted again this near the first, in parts of its size, only simulates bold.
_DOUBLED = 0.1
#: The side of the squares in which doubled glyphs are searched for, in points.
_SQUARE = 8.0
#: The largest type, and the largest distance from the corner of a page, in points.
_LARGEST = 20_000.0
_FARTHEST = 100_000.0
#: The maximum lean of text on a page that was scanned a little aslant, in degrees.
_LEAN = 6.0
#: The box of a glyph in a font for columns is wider than this, in sizes, half of it beside it.
_DOUBLE_WIDTH = 1.6
#: What pdfium gives for a hyphen at the end of a line, and what one may be.
_SOFT_HYPHEN = 0xAD
_HYPHENS = frozenset({0x02, 0x2D, _SOFT_HYPHEN})
#: Characters without width: joiners, marks of direction, the byte order mark.
_WITHOUT_WIDTH = frozenset(
    (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
#: Punctuation of fonts for columns, and the same in lines.
_OF_COLUMNS = dict(
    zip(
        "︐︑︒︓︔︕︖︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄",
        "，、。：；！？（）｛｝〔〕【】《》〈〉「」『』",
        strict=True,
    )
)


class Letters(NamedTuple):
    """The characters on a page, or beside it."""

    #: One character for each glyph.
    text: str
    #: :data:`FIGURES` numbers for each glyph.
    places: "array[float]"
    #: The text object of each glyph.
    items: list[int]

    def without_trace(self) -> set[int]:
        """The text objects that do not show at all."""
        manners = self.places[FIGURES - 1 :: FIGURES]
        if not any(manner >= HIDDEN for manner in manners):
            return set()
        gone = {item for item, manner in zip(self.items, manners, strict=True) if manner >= HIDDEN}
        return gone - {
            item for item, manner in zip(self.items, manners, strict=True) if manner < HIDDEN
        }


class Lettering:
    """The characters of a page, in pdfium's order."""

    def __init__(
        self,
        pdfium: Pdfium,
        page: int,
        shown: Six,
        quarters: int,
        *,
        inks: Mapping[int, Ink],
        ground: Ground,
    ) -> None:
        self._pdfium = pdfium
        self._page = page
        self._shown = shown
        self._quarters = quarters
        self._inks = inks
        self._ground = ground
        self._seen: dict[tuple[str, float, int, int], list[tuple[float, float, float]]] = {}

    def read(  # noqa: C901 - one pass over the characters
        self, count: int, width: float, height: float, most: int
    ) -> Letters:
        """Read a page of the given size, up to one glyph more than *most*."""
        pdfium, page = self._pdfium, self._page
        box, x, y = Rectangle(), ctypes.c_double(), ctypes.c_double()
        at_box, at_x, at_y = ctypes.addressof(box), ctypes.addressof(x), ctypes.addressof(y)
        a, b, c, d, e, f = self._shown
        text: list[str] = []
        places: array[float] = array("f")
        items: list[int] = []
        plain = ink = Ink(0, (((0.0, 0.0, 0.0), 1.0),), Region((0.0, 0.0, width, height)))
        holder, size, turn = -1, 0.0, 0.0
        before = (math.nan, math.nan)
        for index in range(count):
            item = pdfium.FPDFText_GetTextObject(page, index) or 0
            if not item and pdfium.FPDFText_IsGenerated(page, index):
                continue
            character = self._character(index)
            if character == "":
                continue
            if item != holder:
                holder = item
                size, turn, ink = self._setting(index, self._inks.get(item, plain))
                before = (math.nan, math.nan)
            pdfium.FPDFText_GetCharOrigin(page, index, at_x, at_y)
            origin = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            if not (
                abs(origin[0]) <= _FARTHEST and abs(origin[1]) <= _FARTHEST and 0 < size <= _LARGEST
            ):
                continue
            pdfium.FPDFText_GetLooseCharBox(page, index, at_box)
            left, right = a * box.left + c * box.top + e, a * box.right + c * box.bottom + e
            top, bottom = b * box.left + d * box.top + f, b * box.right + d * box.bottom + f
            sides = (
                min(left, right),
                min(top, bottom),
                max(left, right),
                max(top, bottom),
            )
            if not _is_sound(sides, size, width, height):
                sides = _around(origin, size if ink.is_painted else 0.0, turn)
            elif turn == 0 and sides[2] - sides[0] > _DOUBLE_WIDTH * size:
                sides = (max(sides[0], min(origin[0], sides[2] - size)), *sides[1:])
            manner, contrast = self._ground.look(ink, sides) if ink.is_painted else (UNPAINTED, 0.0)
            if manner == SHOWN:
                # The characters of a ligature share its origin.
                if origin != before and self._is_doubled(character, origin, size, turn):
                    continue
                before = origin
                if turn % 90:
                    manner = SLANTED
            text.append(character)
            places.extend((*sides, *origin, size, turn, contrast, manner))
            items.append(item)
            if len(text) > most:
                break
        return Letters("".join(text), places, items)

    def undoubled(self, found: Letters, gone: Collection[int]) -> Letters:
        """The glyphs of some texts, without characters already read in the same place."""
        text: list[str] = []
        places: array[float] = array("f")
        items: list[int] = []
        for at, (character, item) in enumerate(zip(found.text, found.items, strict=True)):
            own = found.places[at * FIGURES : (at + 1) * FIGURES]
            x, y, size, turn = own[4:8]
            if item in gone and not self._has_seen(character, (x, y), size, turn):
                text.append(character)
                places.extend(own)
                items.append(item)
        return Letters("".join(text), places, items)

    def _character(self, index: int) -> str:
        """The character of a glyph; empty for a blank, U+FFFD when the file has none."""
        pdfium, page = self._pdfium, self._page
        code = pdfium.FPDFText_GetUnicode(page, index)
        if code in _HYPHENS and (code == _SOFT_HYPHEN or pdfium.FPDFText_IsHyphen(page, index)):
            return "-"
        if pdfium.FPDFText_HasUnicodeMapError(page, index):
            return _UNTOLD
        character = chr(code) if code <= 0x10FFFF else _UNTOLD  # noqa: PLR2004
        if character.isspace() or code in _WITHOUT_WIDTH:
            return ""
        if character in _OF_COLUMNS:
            return _OF_COLUMNS[character]
        # Unprintable characters cannot have been painted.
        return character if character.isprintable() or _is_private(code) else _UNTOLD

    def _setting(self, index: int, ink: Ink) -> tuple[float, float, Ink]:
        """The size of a text on the page, its turn, and how it is painted."""
        pdfium, page = self._pdfium, self._page
        matrix = Matrix()
        pdfium.FPDFText_GetMatrix(page, index, ctypes.addressof(matrix))
        font = float(pdfium.FPDFText_GetFontSize(page, index))
        size = abs(font) * math.hypot(matrix.c, matrix.d)
        sign = math.copysign(1.0, font)
        angle = math.degrees(math.atan2(matrix.b * sign, matrix.a * sign))
        if not size > _SMALLEST or math.isnan(angle):
            return size, 0.0, ink._replace(is_painted=False)
        quarter = round(angle / 90) * 90
        if abs(angle - quarter) <= _LEAN:
            angle = quarter
        return size, (self._quarters * 90 - angle) % 360, ink

    def _is_doubled(
        self, character: str, origin: tuple[float, float], size: float, turn: float
    ) -> bool:
        """Whether the same character already shows nearby; remembers this one."""
        if self._has_seen(character, origin, size, turn):
            return True
        x, y = origin
        home = (character, turn, int(x // _SQUARE), int(y // _SQUARE))
        self._seen.setdefault(home, []).append((x, y, size))
        return False

    def _has_seen(
        self, character: str, origin: tuple[float, float], size: float, turn: float
    ) -> bool:
        """Whether a character of that size and turn shows near *origin*."""
        reach = _DOUBLED * size
        x, y = origin
        first, last = int((y - reach) // _SQUARE), int((y + reach) // _SQUARE)
        for column in range(int((x - reach) // _SQUARE), int((x + reach) // _SQUARE) + 1):
            for row in range(first, last + 1):
                for left, top, large in self._seen.get((character, turn, column, row), ()):
                    if (
                        abs(left - x) <= reach
                        and abs(top - y) <= reach
                        and abs(large - size) <= reach
                    ):
                        return True
        return False


def _is_private(code: int) -> bool:
    """Whether a character is of a private area, as those of a symbol font are."""
    return 0xE000 <= code <= 0xF8FF or 0xF0000 <= code <= 0x10FFFD  # noqa: PLR2004


def _is_sound(sides: Sides, size: float, width: float, height: float) -> bool:
    """Whether a glyph's box has an area that is plausible for its size."""
    most = 4 * size
    return 0 < sides[2] - sides[0] <= min(most, width) and (
        0 < sides[3] - sides[1] <= min(most, height)
    )


def _around(origin: tuple[float, float], size: float, turn: float) -> Sides:
    """A box for a glyph whose font has none: half as wide as high, on its baseline."""
    x, y = origin
    ahead, above = size / 2, size
    return {
        0: (x, y - above, x + ahead, y),
        90: (x, y, x + above, y + ahead),
        180: (x - ahead, y, x, y + above),
        270: (x - above, y - ahead, x, y),
    }[round(turn / 90) % 4 * 90]
