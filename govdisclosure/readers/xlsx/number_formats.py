"""What a spreadsheet shows of a stored number, by the format of its cell.

Takes format codes such as ``#,##0.00"万元"`` and numbers, gives words. A number is shown in full,
however the format would round it; the words around it, dates, percentages, and hidden numbers
follow the format. A format that divides the number is not followed.
"""

import operator
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

__all__ = ["NumberFormat", "format_of_code", "plain_number"]

#: A character, alone or with what belongs to it: words, escapes, widths, fillings, colours.
_SIGN = re.compile(r"\"[^\"]*\"?|[\\!].?|_.?|\*.?|\[[^\]]*\]?|General|.", re.DOTALL | re.IGNORECASE)
_DIGITS = frozenset("0#?")
_CONDITION = re.compile(r"\[(?P<sign><=|>=|<>|<|>|=)(?P<limit>-?[0-9.]+)\]")
#: The maximum number of digits that a spreadsheet shows.
_MOST_DIGITS = 15
_MOST_SECTIONS = 4


class _Section(NamedTuple):
    """One of the sections of a code, for numbers of one sign."""

    #: Literal words before and after the digits.
    before: str
    behind: str
    #: The placeholders of digits, in order; empty where the number does not show.
    digits: str
    #: Letters of dates, in lower case.
    letters: str
    is_percentage: bool
    #: Whether the number is divided by a thousand or more, or has words between its digits.
    is_changed: bool
    condition: re.Match[str] | None


@lru_cache(maxsize=256)
def format_of_code(code: str) -> "NumberFormat":
    """The format with this code, cached."""
    return NumberFormat(code)


class NumberFormat:
    """A format of numbers."""

    def __init__(self, code: str) -> None:
        """Read *code*; an empty one shows numbers as they are."""
        self.sections: list[_Section] = [_section(signs) for signs in _parts(code)]

    @property
    def hides_words(self) -> bool:
        """Whether a cell with words shows nothing."""
        if len(self.sections) < _MOST_SECTIONS:
            return False
        last = self.sections[_MOST_SECTIONS - 1]
        return not (last.digits or last.before or last.behind)

    def show(self, number: Decimal, since: datetime) -> str | None:
        """The words that show of a stored number.

        Args:
            number: The number.
            since: The day before the first, for dates.

        Returns:
            The words, empty where nothing shows; None where the format changes the number.
        """
        section = self._section_for(number)
        if section.letters:
            shown = _date(number, section.letters, since)
            return plain_number(number) if shown is None else shown
        if section.is_changed:
            return None
        if not section.digits or (number == 0 and "0" not in section.digits):
            return (section.before + section.behind).strip(" ")
        if section.is_percentage:
            number *= 100
        has_own_sign = number < 0 and section is not self.sections[0]
        words = plain_number(abs(number) if has_own_sign else number)
        return f"{section.before}{words}{'%' if section.is_percentage else ''}{section.behind}"

    def _section_for(self, number: Decimal) -> _Section:
        for section in self.sections:
            if section.condition is not None and _holds(section.condition, number):
                return section
        signed = [section for section in self.sections[:3] if section.condition is None]
        if len(signed) < len(self.sections[:3]):
            return signed[-1] if signed else self.sections[-1]
        at = 1 if number < 0 else 2 if number == 0 else 0
        return signed[at] if at < len(signed) else signed[0]


def plain_number(number: Decimal) -> str:
    """A number without an exponent and without zeros at the end of its fraction.

    Example:
        >>> plain_number(Decimal("1.50")), plain_number(Decimal("0.1000000000000000055"))
        ('1.5', '0.1')
    """
    if len(number.as_tuple().digits) > _MOST_DIGITS:
        number = Decimal(f"{number:.{_MOST_DIGITS}g}")
    words = f"{number:f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


# ------------------------------------------------------------------------------ reading a code

_HOLDS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_CURRENCY = re.compile(r"\[\$(?P<words>[^\]-]*)[^\]]*\]?")
_ELAPSED = re.compile(r"\[(?P<letters>h+|m+|s+)\]", re.IGNORECASE)
_LETTERS = frozenset("ymdhs")


def _parts(code: str) -> list[list[str]]:
    """The elements of a code, section by section."""
    parts: list[list[str]] = [[]]
    for sign in _SIGN.findall(code):
        if sign == ";":
            parts.append([])
        else:
            parts[-1].append(sign)
    if len(parts) == 1 and not parts[0]:
        parts[0].append("General")
    return parts


def _literal(sign: str) -> str | None:
    """The words of an element; None for elements with a special meaning."""
    if sign[0] == '"':
        return sign.strip('"')
    if sign[0] in "\\!":
        return sign[1:]
    if sign[0] == "[":
        found = _CURRENCY.match(sign)
        return found["words"] if found else ""
    if sign[0] in "_*":
        return ""
    is_meant = sign in _DIGITS or sign in ".,%@/Ee" or len(sign) > 1 or sign.lower() in _LETTERS
    return None if is_meant else sign


def _section(signs: Sequence[str]) -> _Section:
    """One section, by its elements."""
    words = ["", ""]
    digits = letters = ""
    between, commas = "", 0
    is_changed = False
    condition = None
    for sign in signs:
        condition = condition or _CONDITION.fullmatch(sign)
        elapsed = _ELAPSED.fullmatch(sign)
        literal = None if elapsed else _literal(sign)
        if elapsed or (literal is None and sign.lower() in _LETTERS):
            letters += elapsed["letters"].lower() if elapsed else sign.lower()
        elif literal is not None:
            words[bool(digits)] += literal
            between += literal.strip(" ") if digits else ""
        elif sign in _DIGITS or sign == "@" or len(sign) > 1:
            digits += sign if sign in _DIGITS else "0"
            is_changed = is_changed or bool(between)
            commas = 0
        elif sign == ",":
            commas += bool(digits)
        elif sign == ".":
            is_changed = is_changed or commas > 0
    before, behind = words
    is_changed = is_changed or commas > 0
    return _Section(before, behind, digits, letters, "%" in signs, is_changed, condition)


def _holds(condition: re.Match[str], number: Decimal) -> bool:
    """Whether a number meets the condition of a section."""
    try:
        limit = Decimal(condition["limit"])
    except ArithmeticError:
        return False
    return bool(_HOLDS[condition["sign"]](number, limit))


def _date(number: Decimal, letters: str, since: datetime) -> str | None:
    """A day, a month or a time of day; None when the number is not one."""
    if number < 0:
        return None
    try:
        moment = since + timedelta(seconds=round(float(number) * 86400))
    except OverflowError:
        return None
    if not set(letters) & set("yd"):
        return f"{moment:%H:%M}"
    month = f"{moment.year}年{moment.month}月"
    return f"{month}{moment.day}日" if "d" in letters else month
