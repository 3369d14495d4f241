"""Lines of CSV in RFC 4180, ended by a line feed, that no spreadsheet takes for formulas.

Takes the values of a row and gives its line; knows no columns.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from govdisclosure.text import format_number

__all__ = ["csv_line"]

_TO_QUOTE = re.compile('[",\r\n]')
#: Words that some spreadsheet takes for a formula by their first character; alone it is not one.
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n].", re.DOTALL)
_NUMBER = re.compile(r"[+-][0-9][0-9,]*(?:\.[0-9]+)?")


def csv_line(values: Iterable[str | int | Decimal | None], *, is_raw: bool = False) -> str:
    """The line of a row; an apostrophe is put before what would be a formula.

    Args:
        values: The contents of its columns; None for nothing.
        is_raw: Whether to leave words as they are, for programs.

    Example:
        >>> print(csv_line(["=1+1", "-5", -5, "-", None, "a, b"]), end="")
        '=1+1,-5,-5,-,,"a, b"
        >>> print(csv_line(["=1+1"], is_raw=True), end="")
        =1+1
    """
    return f"{','.join(_cell(value, is_raw=is_raw) for value in values)}\n"


def _cell(value: str | int | Decimal | None, *, is_raw: bool) -> str:
    """One value; quoted here because ``csv`` quotes differently in different versions of Python."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return format_number(value)
    if not is_raw and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        value = f"'{value}"
    return '"{}"'.format(value.replace('"', '""')) if _TO_QUOTE.search(value) else value
