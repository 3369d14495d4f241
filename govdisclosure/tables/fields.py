"""What the lexer of marks reads: lines of a text, and the words of a cell without markup.

Fields are stripped of emphasis, escapes and tags; digits on two lines of one cell stay as they are,
so that they are not read as one number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import chain
from typing import NamedTuple

from govdisclosure.characters import LINE_END, fold_blanks
from govdisclosure.source import Field
from govdisclosure.text import EMPTY_WORDS, read_printed

__all__ = ["STACKED", "PrintedLine", "clean_field", "join_lines", "lines_of", "split_line"]


class PrintedLine(NamedTuple):
    """A line of a text, without its end, and where it begins."""

    text: str
    start: int


def lines_of(text: str) -> Iterator[PrintedLine]:
    """The lines of a text."""
    at = 0
    for found in LINE_END.finditer(text):
        yield PrintedLine(text[at : found.start()], at)
        at = found.end()
    yield PrintedLine(text[at:], at)


_TAG = re.compile(
    r"<(/?)(br|p|sup|sub|b|i|u|em|strong|span|a|font|div|nobr)\b[^<>]*>", re.IGNORECASE
)
_EMPHASIS_SIGN = re.compile("[*_=`]")
_EMPHASIS = re.compile(r"\*\*|__|==|`|(?<![\w])[*_](?=\S)|(?<=\S)[*_](?![\w])")
_ESCAPE = re.compile(r"\\(?=[^\w\s\\])")
_SPAN = re.compile(r"\[(?P<words>[^\[\]]*)\]\{[^{}]*\}|\$(?P<formula>[^$]*)\$")
#: Ends the text of a cell that has values, or digits, on several lines: it is not a number.
STACKED = "…"
_TWO_LINES_OF_DIGITS = re.compile(r"[0-9][^\n]*\n\s*[0-9]")


def clean_field(raw: str, start: int) -> Field:
    """The field for *raw* at *start*, without its marks of emphasis."""
    if raw.isalnum():
        return Field("" if raw.lower() in EMPTY_WORDS else raw, start, start + len(raw))
    words = raw
    if "<" in words:
        words = _TAG.sub(lambda tag: "\n" if tag[2].lower() in {"br", "p"} else "", words)
    if "&" in words:
        words = unescape(words)
    if "$" in words or "]{" in words:
        words = _SPAN.sub(lambda span: span["words"] or span["formula"] or "", words)
    if _EMPHASIS_SIGN.search(words):
        words = _EMPHASIS.sub("", words)
    if "\\" in words:
        words = _ESCAPE.sub("", words)
    words = words.strip()
    text = "" if words.lower() in EMPTY_WORDS else fold_blanks(words)
    if "\n" in words and _is_stacked(words):
        text += STACKED
    lead = len(raw) - len(raw.lstrip())
    return Field(text, start + lead, start + max(lead, len(raw.rstrip())))


def split_line(line: PrintedLine, cuts: Iterable[tuple[int, int]]) -> list[Field]:
    """The fields of a line between *cuts*, the start and end of each separator in its text."""
    bounds = [0, *chain.from_iterable(cuts), len(line.text)]
    ends = zip(bounds[::2], bounds[1::2], strict=True)
    return [clean_field(line.text[left:right], line.start + left) for left, right in ends]


def join_lines(pieces: Sequence[PrintedLine]) -> Field:
    """The field whose text extends over the lines of *pieces*."""
    shown = [clean_field(one.text, one.start) for one in pieces if one.text.strip()]
    if not shown:
        return clean_field(pieces[0].text, pieces[0].start)
    whole = clean_field("\n".join(one.text for one in pieces), 0)
    return Field(whole.text, shown[0].start, shown[-1].end)


def _is_stacked(words: str) -> bool:
    """Whether a cell has digits on two lines, or a number on a line of its own among words."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    if len(lines) == 2 and lines[1][0] in "（(〔[":  # noqa: PLR2004 - a number and its note
        return False
    numbers = [read_printed(line).value is not None for line in lines]
    return len(lines) > 1 and (any(numbers) or bool(_TWO_LINES_OF_DIGITS.search(words)))
