"""Lines in columns that no rules part, as text whose columns are made of blanks.

Takes lines with the places of their glyphs and gives each as it would look in signs of one width;
what such text says is known elsewhere. Says of a table whether values in it go on over lines: then
no blank tells which piece belongs to which.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from govdisclosure.readers.pdf.lines import GlyphLine, words_of
from govdisclosure.readers.pdf.page import Glyph
from govdisclosure.source import display_width
from govdisclosure.text import narrow

__all__ = ["breaks_values", "in_columns"]

#: From which gap on words stand apart, in sizes.
_APART = 0.8
#: A line with so many numbers is a row of values.
_FEWEST_VALUES = 3
#: Lines that stand nearer, in sizes, are none of two rows; lines of one cell stand nearer than so.
_NEAR, _SINGLE = 0.9, 1.6


def in_columns(lines: Sequence[GlyphLine]) -> list[str]:
    """The lines as text in which a column of the page is a column of signs, ideographs two wide."""
    if not lines:
        return []
    unit = max(median(line.size for line in lines) / 2, 1.0)
    left = min(line.box.left for line in lines)
    return [_in_columns(line, left, unit) for line in lines]


def _in_columns(line: GlyphLine, left: float, unit: float) -> str:
    text = ""
    taken = 0
    for word in _words(line):
        column = round((word[0].left - left) / unit)
        blanks = max(column - taken, 2 if text else 0)
        words = words_of(word)
        text += " " * blanks + words
        taken += blanks + display_width(words)
    return text


def _words(line: GlyphLine) -> list[list[Glyph]]:
    """The glyphs of each word, or words with but a narrow blank between them."""
    words = [[line.glyphs[0]]]
    for one, other in pairwise(line.glyphs):
        if other.left - one.right > _APART * max(one.size, other.size):
            words.append([])
        words[-1].append(other)
    return words


def breaks_values(lines: Sequence[GlyphLine]) -> bool:
    """Whether a value of a table goes on over lines, as narrow columns break long numbers.

    Its pieces stand nearer to the lines around them than rows stand to each other, or right under
    a number with no label in front.
    """
    words = [_words(line) for line in lines]
    numbers = [[word for word in row if _is_number(word)] for row in words]
    rows = [index for index, found in enumerate(numbers) if len(found) >= _FEWEST_VALUES]
    if not rows:
        return False
    edge = min(word[0].left for index in rows for word in numbers[index])
    for index in range(rows[0], len(lines) - 1):
        one, other = lines[index], lines[index + 1]
        above, below = (_behind(words[number], edge) for number in (index, index + 1))
        gap = other.baseline - one.baseline
        if not above or not below or gap <= 0:
            continue
        size = max(one.size, other.size)
        if gap < _NEAR * size and _holds_digit(above) and _holds_digit(below):
            return True
        is_nameless = len(below) == len(words[index + 1]) and len(below) < len(above)
        if gap < _SINGLE * size and is_nameless and _stand_in_one_column(above, below):
            return True
    return False


def _behind(words: Sequence[list[Glyph]], edge: float) -> list[list[Glyph]]:
    """The words of a line that stand where values do."""
    return [word for word in words if word[0].left >= edge - 1]


def _is_number(word: Sequence[Glyph]) -> bool:
    text = narrow("".join(glyph.text for glyph in word))
    return text.replace(",", "").replace(".", "").isdecimal()


def _holds_digit(words: Sequence[list[Glyph]]) -> bool:
    return any(narrow(glyph.text).isdigit() for word in words for glyph in word)


def _stand_in_one_column(above: Sequence[list[Glyph]], below: Sequence[list[Glyph]]) -> bool:
    """Whether a number stands right over another."""
    return any(
        _is_number(one)
        and _is_number(other)
        and one[0].left < other[-1].right
        and other[0].left < one[-1].right
        for one in above
        for other in below
    )
