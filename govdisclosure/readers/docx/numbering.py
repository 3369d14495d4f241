"""Automatic numbering of Word as the printed ordinal: 「一、」, 「（二）」, 「1.」.

Takes the tree of ``numbering.xml``, the styles, and the numbered paragraphs in document order;
gives the words that Word prints before each. Bullets are ornaments and give nothing.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from lxml import etree

from govdisclosure.readers.docx.styles import Styles
from govdisclosure.readers.docx.xml import number, qualified
from govdisclosure.text import chinese_numeral

__all__ = ["Numbering"]

_LEVELS = 9
#: The largest number of a list; only malicious files go beyond it.
_MOST = 32767
_PLACE = re.compile("%([1-9])")

# ------------------------------------------------------------------------------ formats


def _digits(signs: str) -> Callable[[int], str]:
    """Numbers with other characters for the ten digits."""
    table = {ord("0") + value: sign for value, sign in enumerate(signs)}
    return lambda value: str(value).translate(table)


def _listed(signs: str) -> Callable[[int], str]:
    """The characters one after the other; plain digits after the last."""
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _cycle(signs: str) -> Callable[[int], str]:
    """The characters one after the other, then doubled and so on."""

    def spelled(value: int) -> str:
        rounds, place = divmod(value - 1, len(signs))
        return signs[place] * min(rounds + 1, _LEVELS) if value > 0 else str(value)

    return spelled


_SMALL_UNITS = "千百十"
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_OLD_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")


def _counting(value: int) -> str:
    """A Chinese numeral: 十二, 一百零五."""
    if not 0 < value < 10_000:  # noqa: PLR2004 - a list is not longer
        return "〇" if value == 0 else str(value)
    if value < 100:  # noqa: PLR2004
        return chinese_numeral(value)
    out = ""
    for place, sign in zip((1000, 100, 10), _SMALL_UNITS, strict=True):
        digit = value // place % 10
        if digit:
            out += chinese_numeral(digit) + sign
        elif out and value % (place * 10) and not out.endswith("零"):
            out += "零"
    out = out.removesuffix("零") if value % 10 == 0 else out
    return out + (chinese_numeral(value % 10) if value % 10 else "")


def _legal(table: Mapping[int, int]) -> Callable[[int], str]:
    def spelled(value: int) -> str:
        words = _counting(value).translate(table)
        return f"壹{words}" if words.startswith("拾") else words

    return spelled


def _roman(value: int) -> str:
    if not 0 < value < 4000:  # noqa: PLR2004 - Roman numerals end there
        return str(value)
    out = ""
    for worth, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        times, value = divmod(value, worth)
        out += sign * times
    return out


def _enclosed(first: str, count: int) -> Callable[[int], str]:
    return _listed("".join(chr(ord(first) + step) for step in range(count)))


_CIRCLED = _enclosed("①", 20)
_FULL_WIDTH = _digits("０１２３４５６７８９")
_POSITIONAL = _digits("〇一二三四五六七八九")
_LOWER = _cycle("abcdefghijklmnopqrstuvwxyz")

#: How each format of Word spells a number; any other is spelled in plain digits.
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "ideographDigital": _POSITIONAL,
    "japaneseDigitalTenThousand": _POSITIONAL,
    "taiwaneseDigital": _POSITIONAL,
    "chineseLegalSimplified": _legal(_LEGAL),
    "ideographLegalTraditional": _legal(_OLD_LEGAL),
    "japaneseLegal": _legal(_OLD_LEGAL),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "decimalFullWidth": _FULL_WIDTH,
    "decimalFullWidth2": _FULL_WIDTH,
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "decimalZero": lambda value: f"{value:02}",
    "numberInDash": lambda value: f"- {value} -",
    "lowerLetter": _LOWER,
    "upperLetter": lambda value: _LOWER(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "none": lambda _: "",
}
_HIDDEN_FORMATS = frozenset({"bullet"})

# ------------------------------------------------------------------------------ lists


class _Level(NamedTuple):
    """One level of a list."""

    format: str = "decimal"
    words: str = ""
    start: int = 1
    #: The level after which this one restarts, from 1; 0 is never.
    restart: int | None = None
    is_legal: bool = False
    has_gap: bool = True


class _List(NamedTuple):
    """One list as paragraphs refer to it; lists of one family share their counters."""

    family: str
    levels: Mapping[int, _Level]
    #: The numbers at which this list restarts its levels on first use.
    starts: Mapping[int, int]


class Numbering:
    """Counts the paragraphs of a document."""

    def __init__(self, load: Callable[[], etree._Element | None], styles: Styles) -> None:
        """The lists of a document.

        Args:
            load: Parses ``numbering.xml`` at the first numbered paragraph, for most documents have
                the part without using it; None where it is missing.
            styles: The styles of the document.
        """
        self._load = load
        self._styles = styles
        self._families: dict[str, etree._Element] = {}
        self._numbers: dict[str, etree._Element] | None = None
        self._lists: dict[str, _List | None] = {}
        #: The level in a family's list that a style is linked with.
        self._linked: dict[tuple[str, str], int] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def ordinal(self, own: etree._Element | None, style: str | None) -> str:
        """The words printed before the next paragraph, with the blank after them if there is one.

        Args:
            own: The ``w:numPr`` of the paragraph, where it has one.
            style: The paragraph's style.
        """
        found = self._place_of(own, style)
        if found is None:
            return ""
        identifier, depth = found
        one = self._list(identifier)
        if one is None:
            return ""
        level = one.levels.get(depth)
        counts = self._count(identifier, one, depth)
        if level is None or level.format in _HIDDEN_FORMATS:
            return ""
        words = _PLACE.sub(lambda place: _spell(one, level, counts, int(place[1]) - 1), level.words)
        return words + " " if words and level.has_gap and words[-1] not in "、）)】」" else words

    def _place_of(self, own: etree._Element | None, style: str | None) -> tuple[str, int] | None:
        """The list of a paragraph and its level there; the paragraph's own properties win."""
        identifier = depth = None
        if own is not None:
            identifier, depth = _reference(own)
        linked = self._styles.numbering(style)
        if identifier is None and linked is not None:
            identifier = linked.list
            depth = linked.level if depth is None else depth
            if depth is None:
                depth = self._linked_level(identifier, linked.style)
        if identifier is None or identifier == "0":
            return None
        return identifier, min(depth or 0, _LEVELS - 1)

    def _linked_level(self, identifier: str, style: str) -> int:
        one = self._list(identifier)
        return self._linked.get((one.family, style), 0) if one is not None else 0

    def _count(self, identifier: str, one: _List, depth: int) -> list[int | None]:
        """Count one paragraph and return the counters of its family."""
        counts = self._counts.setdefault(one.family, [None] * _LEVELS)
        level = one.levels.get(depth, _Level())
        first = one.starts.get(depth)
        if first is not None and (identifier, depth) not in self._begun:
            counts[depth] = first
        else:
            before = counts[depth]
            counts[depth] = level.start if before is None else min(before + 1, _MOST)
        self._begun.add((identifier, depth))
        for deeper in range(depth + 1, _LEVELS):
            restart = one.levels.get(deeper, _Level()).restart
            if restart is None or depth < restart:
                counts[deeper] = None
        return counts

    def _list(self, identifier: str) -> _List | None:
        if identifier not in self._lists:
            self._lists[identifier] = None  # a list that leads to itself is ignored
            self._lists[identifier] = self._make_list(identifier)
        return self._lists[identifier]

    def _loaded(self) -> Mapping[str, etree._Element]:
        """The lists by their identifiers."""
        if self._numbers is None:
            self._numbers = {}
            root = self._load()
            for one in root if root is not None else ():
                if one.tag == qualified("abstractNum"):
                    self._families[one.get(qualified("abstractNumId"), "")] = one
                elif one.tag == qualified("num"):
                    self._numbers[one.get(qualified("numId"), "")] = one
        return self._numbers

    def _make_list(self, identifier: str) -> _List | None:
        one = self._loaded().get(identifier)
        reference = one.find(qualified("abstractNumId")) if one is not None else None
        if one is None or reference is None:
            return None
        family = reference.get(qualified("val"), "")
        abstract = self._families.get(family)
        if abstract is None:
            return None
        link = abstract.find(qualified("numStyleLink"))
        if link is not None:
            linked = self._styles.numbering(link.get(qualified("val")))
            other = self._list(linked.list) if linked is not None else None
            if other is None:
                return None
            family, levels = other.family, dict(other.levels)
        else:
            levels = self._levels(family, abstract)
        starts: dict[int, int] = {}
        for override in one.iterchildren(qualified("lvlOverride")):
            depth = number(override.get(qualified("ilvl")), 0)
            start = override.find(qualified("startOverride"))
            if start is not None:
                starts[depth] = number(start.get(qualified("val")), 0)
            level = override.find(qualified("lvl"))
            if level is not None:
                levels[depth] = _level(level)
                starts.setdefault(depth, levels[depth].start)
        return _List(family, levels, starts)

    def _levels(self, family: str, abstract: etree._Element) -> dict[int, _Level]:
        levels: dict[int, _Level] = {}
        for one in abstract.iterchildren(qualified("lvl")):
            depth = number(one.get(qualified("ilvl")), 0)
            levels[depth] = _level(one)
            style = one.find(qualified("pStyle"))
            if style is not None:
                self._linked[family, style.get(qualified("val"), "")] = depth
        return levels


def _reference(numbering: etree._Element) -> tuple[str | None, int | None]:
    """List and level that a ``w:numPr`` names."""
    identifier = numbering.find(qualified("numId"))
    depth = numbering.find(qualified("ilvl"))
    return (
        identifier.get(qualified("val")) if identifier is not None else None,
        number(depth.get(qualified("val")), 0) if depth is not None else None,
    )


def _spell(one: _List, level: _Level, counts: list[int | None], depth: int) -> str:
    """The number of a level, spelled for use in the words of *level*."""
    other = one.levels.get(depth, _Level())
    count = counts[depth]
    value = other.start if count is None else count
    if level.is_legal:
        return str(value)
    return _FORMATS.get(other.format, str)(value)


def _level(one: etree._Element) -> _Level:
    values: dict[str, str] = {}
    for child in one.iterchildren(tag=etree.Element):
        values[child.tag.rpartition("}")[2]] = child.get(qualified("val"), "")
    restart = values.get("lvlRestart")
    return _Level(
        format=values.get("numFmt") or _format_in_choice(one),
        words=values.get("lvlText", ""),
        start=number(values.get("start"), 0),
        restart=None if restart is None else number(restart, 0),
        is_legal="isLgl" in values and values["isLgl"] not in {"0", "false", "off"},
        has_gap=values.get("suff") != "nothing",
    )


def _format_in_choice(one: etree._Element) -> str:
    """The format of a level that newer and older programs name differently."""
    found = list(one.iterdescendants(qualified("numFmt")))
    return found[-1].get(qualified("val"), "decimal") if found else "decimal"
