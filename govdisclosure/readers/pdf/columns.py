"""Lines in columns without rules, as text whose columns are made of blanks.

Takes lines with the places of their glyphs and gives each as it would look in characters of one
width; the meaning of such text is decided elsewhere. Also detects tables whose values continue
over lines: no blank shows which piece belongs to which value then.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from govdisclosure.characters import display_width, narrow
from govdisclosure.readers.pdf.lines import GlyphLine, words_of
from govdisclosure.readers.pdf.page import Glyph

__all__ = ["breaks_values", "in_columns"]

#: The gap from which words are separate, in sizes.
_APART = 0.8
#: A line with at least this many numbers is a row of values.
_FEWEST_VALUES = 3
#: Closer lines, in sizes, are not separate rows; the lines of one cell are closer than this.
_NEAR, _SINGLE = 0.9, 1.6


def in_columns(lines: Sequence[GlyphLine]) -> list[str]:
    """The lines as text in which columns keep their places, an ideograph counting as two."""
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
    """The glyphs of each word, or of words with only a narrow blank between them."""
    words = [[line.glyphs[0]]]
    for one, other in pairwise(line.glyphs):
        if other.left - one.right > _APART * max(one.size, other.size):
            words.append([])
        words[-1].append(other)
    return words


def breaks_values(lines: Sequence[GlyphLine]) -> bool:
    """Whether a value of a table continues over lines, as narrow columns break long numbers.

    Its pieces are closer to the lines around them than rows are to each other, or right under
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
    """The words of a line in the columns of values."""
    return [word for word in words if word[0].left >= edge - 1]


def _is_number(word: Sequence[Glyph]) -> bool:
    text = narrow("".join(glyph.text for glyph in word))
    return text.replace(",", "").replace(".", "").isdecimal()


def _holds_digit(words: Sequence[list[Glyph]]) -> bool:
    return any(narrow(glyph.text).isdigit() for word in words for glyph in word)


def _stand_in_one_column(above: Sequence[list[Glyph]], below: Sequence[list[Glyph]]) -> bool:
    """Whether a number is right above another."""
    return any(
        _is_number(one)
        and _is_number(other)
        and one[0].left < other[-1].right
        and other[0].left < one[-1].right
        for one in above
        for other in below
    )
