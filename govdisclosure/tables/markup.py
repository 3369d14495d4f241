"""Tables written as HTML within a text, as programs that recognise pages write Markdown.

Takes a text and gives the places of such tables and of their cells; ignores everything else. A
table begins on a line of its own; one that does not end is not a table.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from govdisclosure.characters import fold_blanks
from govdisclosure.plain.markup import MARKUP

__all__ = ["MarkedCell", "MarkedTable", "iter_marked_tables", "shown_words"]

_BEGIN = re.compile(rf"^[\ufeff \t\u3000]*(?={MARKUP.pattern})", re.MULTILINE | re.IGNORECASE)
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>table|caption|tr|td|th)\b(?P<attributes>[^<>]*)>", re.IGNORECASE
)
#: What closes the element around a table, on the same line.
_BEHIND = re.compile(r"(?:[ \t\u3000]*</(?:html|body|div|center|p)>)*", re.IGNORECASE)
_SPAN = re.compile(r"\b(?P<name>rowspan|colspan)\s*=\s*[\"']?(?P<count>[0-9]{1,4})", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_CELLS = frozenset({"td", "th"})
#: The limit that browsers have.
_MOST_COLUMNS = 1000


class MarkedCell(NamedTuple):
    """An own cell: start and end of its content, and what it spans."""

    start: int
    end: int
    rows: int
    columns: int


class MarkedTable(NamedTuple):
    """A table, from its first character to its last."""

    start: int
    end: int
    rows: tuple[tuple[MarkedCell, ...], ...]
    #: Words that are in no cell, such as a caption: start and end of each.
    strays: tuple[tuple[int, int], ...]


def iter_marked_tables(text: str) -> Iterator[MarkedTable]:
    """The tables of a text that are written as HTML, in order."""
    if "<" not in text:  # true of most texts, and quick to test
        return
    at = 0
    while (begin := _BEGIN.search(text, at)) is not None:
        tags = list(_own_tags(text, begin.start()))
        if not (tags[-1]["end"] and tags[-1]["name"].lower() == "table"):
            return  # no table after it ends either
        table = _read_table(text, begin.start(), tags)
        if any(shown_words(text[cell.start : cell.end]) for row in table.rows for cell in row):
            yield table
        at = table.end


def shown_words(raw: str) -> str:
    """What the content of a cell shows: without tags, with entities decoded and blanks folded.

    Example:
        >>> shown_words("1.<b>属于</b><br/>国家&nbsp;秘密")
        '1.属于 国家 秘密'
    """
    words = _ANY_TAG.sub(lambda tag: " " if tag[0][1:3].lower() in {"br", "p>"} else "", raw)
    return fold_blanks(unescape(words))


def _own_tags(text: str, start: int) -> Iterator[re.Match[str]]:
    """The tags of the table that begins at *start*, not those of tables in its cells.

    The last is the one that ends it, unless it does not end.
    """
    depth = 0
    for tag in _TAG.finditer(text, start):
        if tag["name"].lower() == "table":
            depth += -1 if tag["end"] else 1
            if depth == (0 if tag["end"] else 1):
                yield tag
            if depth <= 0:
                return
        elif depth == 1:
            yield tag


def _read_table(text: str, start: int, tags: Sequence[re.Match[str]]) -> MarkedTable:
    """The table with these *tags*; tables in its cells are words of these cells."""
    rows: list[list[MarkedCell]] = []
    strays: list[tuple[int, int]] = []
    for tag, following in pairwise(tags):
        name = "" if tag["end"] else tag["name"].lower()
        if name == "tr" or (name in _CELLS and not rows):
            rows.append([])
        if name in _CELLS:
            rows[-1].append(_cell(tag.end(), following.start(), tag["attributes"]))
        elif shown_words(text[tag.end() : following.start()]):
            strays.append((tag.end(), following.start()))
    behind = _BEHIND.match(text, tags[-1].end())
    end = behind.end() if behind is not None else tags[-1].end()
    return MarkedTable(start, end, tuple(map(tuple, rows)), tuple(strays))


def _cell(start: int, end: int, attributes: str) -> MarkedCell:
    spans = {found["name"].lower(): int(found["count"]) for found in _SPAN.finditer(attributes)}
    columns = min(spans.get("colspan", 1), _MOST_COLUMNS)
    return MarkedCell(start, end, spans.get("rowspan", 1), columns)
