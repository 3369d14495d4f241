"""What single strings mean: numerals, dates, printed values.

Takes and gives plain strings and numbers; knows nothing of documents, forms or places.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from govdisclosure.characters import fold_blanks, narrow, squeeze, widths_of

__all__ = [
    "ABSENT_SIGN",
    "DASHED_NUMBER",
    "EMPTY_WORDS",
    "MAX_DIGITS",
    "VALUE_MARKS",
    "CellState",
    "PrintedValue",
    "chinese_numeral",
    "count_digits",
    "find_no_such_day",
    "format_number",
    "full_date",
    "is_word_for_sign",
    "json_value",
    "ordinal_value",
    "print_note",
    "read_number",
    "read_printed",
    "value_within_marks",
    "without_note_marks",
    "year_value",
]

#: A page number between dashes, over narrow text.
DASHED_NUMBER = "[-—–]+ ?[0-9]{1,4} ?[-—–]+"

#: What the plain form prints for a cell that was not in the document.
ABSENT_SIGN = "〔缺〕"

#: A longer run of digits is not one number but several that ran together.
MAX_DIGITS = 18

_NUMERALS = "零一二三四五六七八九"
_DIGIT_OF = {sign: value for value, sign in enumerate(_NUMERALS)} | {"〇": 0, "○": 0, "O": 0}


def chinese_numeral(value: int) -> str:
    """The Chinese numeral of 1 to 99.

    Example:
        >>> chinese_numeral(6), chinese_numeral(10), chinese_numeral(42)
        ('六', '十', '四十二')
    """
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones or not tens else "")


@lru_cache(maxsize=512)
def ordinal_value(numeral: str) -> int | None:
    """The value, 1 to 99, of a Chinese numeral or of digits of either width, else None.

    Example:
        >>> ordinal_value("十二"), ordinal_value("２"), ordinal_value("某")
        (12, 2, None)
    """
    numeral = plain = narrow(numeral)
    if plain.isascii() and plain.isdigit():
        value = int(plain) if len(plain) <= 2 and plain[0] != "0" else 0  # noqa: PLR2004
        return value or None
    head, ten, tail = numeral.partition("十")
    if (head and head not in _DIGIT_OF) or (tail and tail not in _DIGIT_OF):
        return None
    if not ten:
        return _DIGIT_OF[head] or None if head else None
    return (_DIGIT_OF[head] if head else 1) * 10 + (_DIGIT_OF[tail] if tail else 0) or None


#: Digits and units of numerals in prose; 〇 and 零 mark a place that is left out.
_PROSE_DIGITS = _DIGIT_OF | {"两": 2}
_NUMERAL_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_DIGITS_OF_PROSE = re.compile(
    r"(?P<digits>[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?(?P<unit>[百千]?[万亿]{0,2})"
)


def read_number(words: str) -> int | Decimal | Fraction | None:
    """The exact value of a number as prose spells it, or None if the words are not one number.

    Digits of either width with thousands separators and with 万 or 亿, Chinese numerals, 三分之一
    and 百分之五. A decimal keeps its scale. Numerals without their last unit (一万二) are not read.

    Example:
        >>> read_number("１,204"), read_number("1.2亿"), read_number("二十三"), read_number("三万")
        (1204, 120000000, 23, 30000)
        >>> read_number("三分之一"), read_number("61.20"), read_number("一万二")
        (Fraction(1, 3), Decimal('61.20'), None)
    """
    plain = narrow(words)
    if "分之" in plain:
        below, above = (read_number(part) for part in plain.split("分之", 1))
        if above is None or not isinstance(below, int) or not below:
            return None
        return Fraction(above) / below
    found = _DIGITS_OF_PROSE.fullmatch(plain)
    if found is None:
        return _chinese_number(plain)
    digits = found["digits"].replace(",", "").replace(" ", "")
    if len(digits) > MAX_DIGITS:
        return None
    if not found["unit"]:
        return Decimal(digits + found["part"]) if found["part"] else int(digits)
    value = Decimal(digits + (found["part"] or ""))
    for unit in found["unit"]:
        value *= _NUMERAL_UNITS[unit]
    return value if value % 1 else int(value)


def _chinese_number(numeral: str) -> int | Decimal | None:
    """The value of a Chinese numeral, with decimals after 点; 百 and 万 alone mean one of them."""
    whole, point, tail = numeral.partition("点")
    value = _whole_number(whole)
    if value is None or not point:
        return value
    if not tail or any(sign not in _DIGIT_OF for sign in tail):
        return None
    return Decimal(f"{value}.{''.join(str(_DIGIT_OF[sign]) for sign in tail)}")


def _whole_number(numeral: str) -> int | None:
    """The value of a whole numeral: units decrease within a group of 万 or 亿, and groups too."""
    total = group = digit = 0
    least, largest = _NUMERAL_UNITS["万"], _NUMERAL_UNITS["亿"] * 10
    #: The unit before; a last digit counts ones, so unless the unit is 十, it needs 零 before it.
    before = ""
    for sign in numeral:
        if sign in _PROSE_DIGITS:
            if digit:
                return None
            digit = _PROSE_DIGITS[sign]
            before = before if digit else "零"
            continue
        unit = _NUMERAL_UNITS.get(sign, 0)
        if unit < _NUMERAL_UNITS["万"]:
            if not unit or unit >= least:
                return None
            group, least = group + (digit or 1) * unit, unit
        elif unit < largest:
            total += (group + digit or 1) * unit
            group, least, largest = 0, _NUMERAL_UNITS["万"], unit
        else:
            return None
        digit, before = 0, sign
    if not numeral or (digit and before not in {"", "零", "十"}):
        return None
    return total + group + digit


_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[〇○O零一二三四五六七八九]{4})(?P<sep>年|-|/|\.)"
    r"(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,3}|元)(?:月|(?P=sep))"
    r"(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?P<end>日?)"
)
_DATE_AT_END = re.compile(rf"(?<![0-9]){_DATE.pattern}$")
#: What every date contains, in all widths.
_IN_DATES = re.compile(f"[{re.escape(''.join(sorted(widths_of('年/.-'))))}]")
#: A longer line is not a date, whatever is in it.
_LONGEST_DATE = 40


def full_date(text: str) -> date | None:
    """The date that *text* consists of; None if it is not a date or has other words.

    Example:
        >>> full_date("二〇二三年一月十六日"), full_date("2023 年 1 月"), full_date("2023-02-30")
        (datetime.date(2023, 1, 16), None, None)
    """
    if len(text) > _LONGEST_DATE or _IN_DATES.search(text) is None:
        return None
    found = _DATE.fullmatch(narrow(squeeze(text)))
    return _day(found) if found and _is_spelt_whole(found) else None


def find_no_such_day(text: str) -> str | None:
    """The words at the end of a short line that are spelt as a full date but name no day.

    Example:
        >>> find_no_such_day("某某局 2025年2月30日"), find_no_such_day("2025年2月28日")
        ('2025年2月30日', None)
    """
    found = _DATE_AT_END.search(narrow(squeeze(text))) if len(text) <= _LONGEST_DATE else None
    return found[0] if found and _is_spelt_whole(found) and _day(found) is None else None


def _is_spelt_whole(found: re.Match[str]) -> bool:
    """Whether a date ends in 日 if it is written with 年, and only then."""
    return (found["sep"] == "年") == bool(found["end"])


def year_value(words: str) -> int:
    """The year for four digits of either script.

    Example:
        >>> year_value("2023"), year_value("二○二三")
        (2023, 2023)
    """
    return int("".join(str(_DIGIT_OF.get(sign, sign)) for sign in words))


def _day(found: re.Match[str]) -> date | None:
    year = year_value(found["year"])
    words = found["month"].replace("元", "一"), found["day"]
    month, day = (ordinal_value(one.lstrip("0")) for one in words)
    try:
        return date(year, month or 0, day or 0)
    except ValueError:
        return None


class CellState(Enum):
    """The content of a cell of a statutory table."""

    #: A number, perhaps with a unit or a remark.
    NUMBER = "number"
    #: The cell is there and empty; blank is not zero.
    BLANK = "blank"
    #: A mark that says there is nothing to report: ``/``, ``-``, ``—``, ``无``.
    MARK = "mark"
    #: Any other words.
    TEXT = "text"
    #: The cell is not in the document, or its content is uncertain.
    ABSENT = "absent"

    if not TYPE_CHECKING:  # called for each cell; that of Enum is written in Python
        __hash__ = object.__hash__


class PrintedValue(NamedTuple):
    """What a printed cell says, taken apart; parts that are not printed are None."""

    state: CellState
    value: int | Decimal | None = None
    text: str | None = None
    note: str | None = None
    unit: str | None = None


#: Marks that say there is nothing to report.
_MARK = "/|-{1,3}|—{1,2}|–|无"
#: Words and symbols before a number that say how it changed; each list has one arithmetic sign.
_MORE, _LESS = "增加|增长|新增|上升|增|▲|△|↑", "减少|下降|降低|减|▼|▽|↓"
#: A note mark as readers spell what is raised.
_RAISED = "〔(?!缺〕)[^〔〕]{1,60}〕"
_WORD_FOR_SIGN = re.compile(f"{_MORE}|{_LESS}")
#: One note mark: as readers spell what is raised, a character that is raised by nature, or the
#: spelling of a converter. A run of one sign can be divided in one way only, or a long one that no
#: note follows would be divided in every way.
_NOTE_MARK = (
    _RAISED
    + r"|(?<![⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]++|(?<![①-⑳])[①-⑳]++|\*{1,3}+|(?<!※)※++|[†‡]"
    + r"|\[\^?[0-9A-Za-z]{1,3}\]|\^[0-9]{1,3}\^"
)
_NOTES = rf"(?: ?(?P<marks>(?:{_NOTE_MARK})+))?(?: ?\((?P<note>.+)\))?"
_NUMBER = re.compile(
    rf"(?P<first>(?:{_RAISED})+ ?)?"
    rf"(?P<sign>[+-]|(?P<more>{_MORE}) ?|(?P<less>{_LESS}) ?)?"
    r"(?P<whole>0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?P<part>\.[0-9]+)?"
    r" ?(?P<unit>件|项|元|万元|亿元|个|条|宗|起|次|份|篇|人次|人)?" + _NOTES
)
_MARKED = re.compile(rf"(?P<mark>{_MARK}){_NOTES}")
_ONLY_NOTES = re.compile(rf"(?P<marks>(?:{_RAISED}|[⁰¹²³⁴-⁹]++)+)")
_ONE_NOTE_MARK = re.compile(_NOTE_MARK)
_TRAILING_NOTE_MARKS = re.compile(rf"(?<=.)(?: ?(?:{_NOTE_MARK})){{1,20}}$")
#: A note that is only a mark, not words.
_MARK_OF_NOTE = re.compile(r"[0-9A-Za-z]{1,3}|[*※†‡]{1,3}|[①-⑳]{1,3}|注[0-9]{0,2}")
#: What separates several notes of one cell.
_BETWEEN_NOTES = "；"


@lru_cache(maxsize=4096)
def read_printed(raw: str) -> PrintedValue:
    r"""Take the spelling of one cell apart; anything that is not certainly a number is text.

    Leading zeros (``007``), blanks between digits (``500000 5``) and more than 18 digits may be
    several numbers that ran together, and stay text. A sign may be a word (``减4``). Note marks,
    which readers spell ``1795〔1〕``, are not digits but become the note, as does a remark in
    brackets.

    Example:
        >>> read_printed("１,204").value, read_printed("").state.value, read_printed("—").text
        (1204, 'blank', '—')
        >>> read_printed("22\n（其中修订16件）").note, read_printed("1795〔1〕")[1:4:2]
        ('其中修订16件', (1795, '1'))
        >>> read_printed("251000元")[1:], read_printed("减 4").value
        ((251000, None, None, '元'), -4)
        >>> read_printed("000").state.value
        'text'
    """
    text = fold_blanks(raw)
    if not text:
        return PrintedValue(CellState.BLANK)
    if text == ABSENT_SIGN:
        return PrintedValue(CellState.ABSENT)
    plain = narrow(text)
    if found := _NUMBER.fullmatch(plain):
        if count_digits(found["whole"] + (found["part"] or "")) > MAX_DIGITS:
            return PrintedValue(CellState.TEXT, text=text)
        sign = "-" if found["less"] else "" if found["more"] else found["sign"] or ""
        digits = sign + found["whole"].replace(",", "")
        value: int | Decimal = Decimal(digits + found["part"]) if found["part"] else int(digits)
        note = _note_of(found, text)
        if note != "":
            return PrintedValue(CellState.NUMBER, value=value, note=note, unit=found["unit"])
    elif found := _MARKED.fullmatch(plain):
        note = _note_of(found, text)
        if note != "":
            return PrintedValue(CellState.MARK, text=found["mark"], note=note)
    elif found := _ONLY_NOTES.fullmatch(plain):
        note = _note_of(found, text)
        if note != "":
            return PrintedValue(CellState.BLANK, note=note)
    return PrintedValue(CellState.TEXT, text=text)


def _note_of(found: re.Match[str], text: str) -> str | None:
    """The notes of a spelling, as they are in *text*; empty if one of them shows nothing."""
    parts = found.groupdict()
    notes = [
        _note_of_mark(mark[0])
        for name in ("first", "marks")
        if parts.get(name)
        for mark in _ONE_NOTE_MARK.finditer(text[found.start(name) : found.end(name)])
    ]
    if parts.get("note") is not None:
        notes.append(text[found.start("note") : found.end("note")].strip(" "))
    if not notes:
        return None
    return _BETWEEN_NOTES.join(notes) if all(notes) else ""


def _note_of_mark(mark: str) -> str:
    """The content of one note mark, without what encloses it.

    Example:
        >>> [_note_of_mark(mark) for mark in ("〔1〕", "²", "[^3]", "*")]
        ['1', '2', '3', '*']
    """
    if mark[0] in "〔[^":
        return mark.strip("〔〕[]^ ")
    return unicodedata.normalize("NFKC", mark) if mark[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹" else mark


def print_note(note: str | None) -> str:
    """How the plain form prints the note of a cell: a mark as a mark, words in brackets."""
    if note is None:
        return ""
    return f"〔{note}〕" if _MARK_OF_NOTE.fullmatch(note) else f"（{note}）"


def without_note_marks(words: str) -> str:
    """Words of a label or a title without the note marks at their end.

    Example:
        >>> [without_note_marks(words) for words in ("行政许可〔1〕", "行政许可¹", "①")]
        ['行政许可', '行政许可', '①']
    """
    return _TRAILING_NOTE_MARKS.sub("", words) if words and not words[-1].isalpha() else words


#: Marks that converters leave around the value of a cell: emphasis, escapes, formulas.
VALUE_MARKS = re.compile(r"\*\*|__|==|[*_`$]|\\(?=[^\w\s\\])")
#: What programs print for an empty cell, in lower case.
EMPTY_WORDS = frozenset({"nan", "none", "<na>", "null", "nat", "&nbsp;", '""'})


def value_within_marks(words: str) -> str | None:
    r"""The value of a cell without the marks that a converter left; None if there are no marks.

    Example:
        >>> [value_within_marks(words) for words in ("**2**14", r"\-416", "NaN", '""', "**甲**")]
        ['214', '-416', '', '', None]
    """
    if words.lower() in EMPTY_WORDS:
        return ""
    bare = VALUE_MARKS.sub("", words).strip()
    if bare == words or read_printed(words).state is not CellState.TEXT:
        return None
    return bare if read_printed(bare).state in {CellState.NUMBER, CellState.MARK} else None


def is_word_for_sign(word: str) -> bool:
    """Whether *word* before a number stands for its sign, as 减 in 「减 4」 does."""
    return _WORD_FOR_SIGN.fullmatch(narrow(word)) is not None


def count_digits(text: str) -> int:
    """How many decimal digits *text* has."""
    return sum(sign.isdigit() for sign in text)


def format_number(value: int | Decimal) -> str:
    """The digits of a number as the plain form prints them: without exponent, keeping the scale.

    Example:
        >>> format_number(Decimal("190.4500")), format_number(-3)
        ('190.4500', '-3')
    """
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def json_value(value: str | int | Decimal | None) -> str | int | None:
    """As in the JSON of reports: a decimal number is a string, so that it stays exact."""
    return format_number(value) if isinstance(value, Decimal) else value
