"""The marks of numbered headings, 一、 （一） 1. （1）, and how each level is printed.

Takes and gives single marks; does not know what a heading is.
"""

import re

from govdisclosure.characters import narrow, widths_of
from govdisclosure.text import chinese_numeral

__all__ = ["MARKS", "NUMERALS", "canonical_mark", "is_marked"]

#: The mark of each level, over narrow text.
MARKS = (
    re.compile(
        r"(?P<mark>(?P<part>第)?(?P<numeral>[一二三四五六七八九十]{1,3}) ?"
        r"(?(part)部分[、:.]?|[、.])) ?"
    ),
    re.compile(r"(?P<mark>\( ?(?P<numeral>[一二三四五六七八九十]{1,3}) ?\))[ 、]*"),
    re.compile(r"(?P<mark>(?P<numeral>[0-9]{1,2}) ?[.、]) ?(?![0-9])"),
    re.compile(r"(?P<mark>\( ?(?P<numeral>[0-9]{1,2}) ?\)) ?"),
)
#: What a line with a mark of level 1 can begin with; avoids running the patterns on others.
NUMERALS = widths_of("第一二三四五六七八九十")


def canonical_mark(level: int, ordinal: int) -> str:
    """The mark of the form: 一、 （一） 1. （1）.

    Example:
        >>> [canonical_mark(level, 11) for level in (1, 2, 3, 4)]
        ['十一、', '（十一）', '11.', '（11）']
    """
    if level <= 2:  # noqa: PLR2004
        numeral = chinese_numeral(ordinal)
        return f"{numeral}、" if level == 1 else f"（{numeral}）"
    return f"{ordinal}." if level == 3 else f"（{ordinal}）"  # noqa: PLR2004


def is_marked(text: str) -> bool:
    """Whether *text* begins with the mark of a heading."""
    plain = narrow(text)
    return any(pattern.match(plain) for pattern in MARKS)
