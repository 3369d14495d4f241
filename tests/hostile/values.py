"""Values: numbers of every script and size, and what another program would take for a formula."""

from tests.dialects.word_files import cell, paragraph, table, word_file
from tests.hostile.case import Case

__all__ = ["CASES"]

#: What stands in a cell; the report must keep it somewhere, whether it is a number or not.
_VALUES = {
    "5,000 digits": "9" * 5000,
    "5,000 digits after a point": "0." + "3" * 5000,
    "5,000 noughts first": "0" * 5000 + "7",
    "a number of 100 digits": "7" * 100,
    "5,000 characters of a Chinese number": "亿" * 5000,
    "an exponent": "1e999999999",
    "wide digits": "１２",
    "Arabic digits": "١٢",
    "digits of mathematics": "𝟙",
    "a superscript": "²",
    "a circled digit": "①",
    "Roman numerals": "Ⅻ",
    "half a digit": "½",
    "no number": "NaN",
    "no end": "inf",
    "true": "True",
    "hexadecimal": "0x10",
    "an underscore": "1_000",
    "commas anywhere": "1,2,3,4",
    "many signs": "--++--1",
    "a formula": "=1+1",
    "a formula for Excel": "=cmd|' /C calc'!A0",
    "a formula for others": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a formula after a blank": ' \t=HYPERLINK("http://x")',
    "a plus in front": "+1+1",
    "a minus in front": "-1+1",
    "markup": "<img src=x onerror=alert(1)>",
    "a link of Markdown": "[x](javascript:alert(1))",
    "the end of a comment": "--><script>alert(1)</script>",
    "a mark of direction": "1\u202e2",
    "joiners": "1\u200b2\u2060",
    "a place to fill in": "{0.__class__} %s %n",
    "nothing but marks": "\u0301" * 5000,
}


def _text(value: str) -> bytes:
    return (
        "某某市水务局2023年政府信息公开工作年度报告\n一、总体情况\n" + value.strip()
        + "\n二、主动公开政府信息情况\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
        f"规章\t{value.strip()}\t0\t3\n行政规范性文件\t2\t0\t4\n"
    ).encode()  # fmt: skip


def _word(value: str) -> bytes:
    rows = [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", value, "0", "3"],
        ["行政规范性文件", "2", "0", "4"],
    ]
    cells = [[cell(paragraph(words)) for words in row] for row in rows]
    return word_file(paragraph("二、主动公开政府信息情况") + table(cells))


def _case(name: str, kind: str, value: str) -> Case:
    make = {"text": _text, "docx": _word}[kind]
    return Case(f"values/{name}, {kind}: read", lambda: make(value), "use", "行政规范性文件")


CASES: tuple[Case, ...] = tuple(
    _case(name, kind, value) for name, value in _VALUES.items() for kind in ("text", "docx")
)
