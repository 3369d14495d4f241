"""Words of tables that were torn apart: pieces of labels, values, and words that are neither.

Takes a stretch of text and gives its words with their places. A word may be any piece of a label,
as a narrow column prints it over several lines; whose piece it is, the wordings of the form tell.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import cache, lru_cache
from typing import NamedTuple

from govdisclosure.layout import TableKind, wordings
from govdisclosure.source import Field
from govdisclosure.stretches import scan_labels
from govdisclosure.text import (
    CellState,
    fold_blanks,
    is_word_for_sign,
    label_key,
    narrow,
    read_printed,
)

__all__ = ["Part", "Word", "may_hold_words", "owners_of", "words_in", "words_of"]

_WORD = re.compile(r"[^\s|]+")
#: An ordinal that a blank parts from its label.
_ORDINAL = re.compile(r"[(（]?[0-9一二三四五六七]{1,2}[)）]?[.．、]?(?<![0-9一二三四五六七])")
_OPENING = frozenset("（(“‘")
#: A longer word is no piece of a label.
_LONGEST_WORD = 80
#: The first signs of a line, by which most lines of prose are told.
_FEW_SIGNS = 6
#: A word without blanks is at most so many pieces.
_MOST_PARTS = 4


class Part(Enum):
    """What a word is."""

    LABEL = auto()
    VALUE = auto()
    STRANGE = auto()


class Word(NamedTuple):
    """A word with its place in the text."""

    text: str
    start: int
    end: int
    part: Part
    #: The number of the line on which it stands, where that is known.
    line: int = 0

    def field(self, kind: str) -> Field:
        """The word as a field of type *kind*."""
        return Field(fold_blanks(self.text), self.start, self.end, kind=kind)


@cache
def _wordings(kind: TableKind) -> tuple[tuple[str, str], ...]:
    """The key of each wording with its token."""
    return tuple((label_key(words), token) for words, token in wordings(kind))


@cache
def _all_keys() -> str:
    """The keys of all wordings, parted by a sign that no key holds."""
    return "|".join(key for kind in TableKind for key, _ in _wordings(kind))


@lru_cache(maxsize=4096)
def owners_of(kind: TableKind, text: str) -> frozenset[str]:
    """The tokens of the labels of *kind* that *text* is a piece of, or the whole.

    Example:
        >>> sorted(owners_of(TableKind.REQUESTS, "予公开")), owners_of(TableKind.DISPUTES, "3")
        (['WITHHELD'], frozenset())
    """
    key = label_key(text)
    if not key or key.isdigit():
        return frozenset()
    return frozenset(token for wording, token in _wordings(kind) if key in wording)


def may_hold_words(text: str) -> bool:
    """Whether a line may be pieces of labels and values, as its first signs tell.

    Example:
        >>> may_hold_words("（三）不 4.保护"), may_hold_words("0 0 1"), may_hold_words("一、事项")
        (True, True, False)
    """
    first = narrow(text[:_FEW_SIGNS]).partition(" ")[0]
    key = "".join(filter(str.isalnum, first))[:2]
    return key[:1].isdigit() or key in _all_keys()


def words_of(text: str, start: int, end: int) -> Iterator[Word]:
    """The words in ``text[start:end]`` up to the first strange one; pipes part words.

    Example:
        >>> [word.text for word in words_of("|（三）不 4.保护第三方合法权益0 1|", 0, 22)]
        ['（三）不', '4.保护第三方合法权益', '0', '1']
    """
    for found in _WORD.finditer(text, start, end):
        at = found.start()
        for words, part in _parts_of(found[0]):
            yield Word(words, at, at + len(words), part)
            if part is Part.STRANGE:
                return
            at += len(words)


#: A tag, or a word: what parts the cells of a table is no part of one.
_TAG_OR_WORD = re.compile(r"<[^<>\r\n]{0,80}>|[^\s|│┃║`*<]+")
#: A rule of a table of marks.
_RULE = re.compile(r"[-:=+─━]{2,}")
#: A value beside an empty cell, or over another in the same cell.
_UNCOUNTED = re.compile(r"[0-9] *(?:[|\t] *[|\t]|<br ?/?> *[0-9])", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]+")


def words_in(text: str) -> Iterator[Word]:
    r"""All words of a text; those that are neither labels nor values are strange.

    Example:
        >>> [(word.text, word.line) for word in words_in("1.属于国家\n秘密|0|12")]
        [('1.属于国家', 0), ('秘密', 1), ('0', 1), ('12', 1)]
    """
    for number, line in enumerate(_LINE.finditer(text)):
        if _UNCOUNTED.search(line[0]) is not None:
            yield Word(line[0], *line.span(), Part.STRANGE, number)
            continue
        for found in _TAG_OR_WORD.finditer(text, *line.span()):
            at = found.start()
            if found[0][0] == "<" or _RULE.fullmatch(found[0]) is not None:
                continue
            parts = _parts_of(found[0])
            if is_word_for_sign(found[0]):
                parts = ((found[0], Part.STRANGE),)  # of the value behind it
            elif parts[-1][1] is Part.STRANGE:
                parts = tuple(_glued(found[0]))
            for words, part in parts:
                yield Word(words, at, at + len(words), part, number)
                at += len(words)


def _glued(words: str) -> Iterator[tuple[str, Part]]:
    """The parts of signs without blanks in which labels and values follow each other."""
    at = 0
    for found in scan_labels(words):
        yield from _between(words[at : found.start])
        yield words[found.start : found.end], Part.LABEL
        at = found.end
    yield from _between(words[at:])


#: Values with the heading of a section behind them.
_BEFORE_HEADING = re.compile(r"[0-9]+(?=[一二三四五六七八九]、)")


def _between(words: str) -> Iterator[tuple[str, Part]]:
    """What stands between two labels, or behind the last."""
    values = _BEFORE_HEADING.match(words)
    if values is not None:
        yield values[0], Part.VALUE
        words = words[values.end() :]
    if words:
        yield from _parts_of(words)


@lru_cache(maxsize=4096)
def _parts_of(word: str) -> tuple[tuple[str, Part], ...]:
    """What a word without blanks consists of; a value stands behind pieces of labels."""
    parts: list[tuple[str, Part]] = []
    rest = word
    while rest:
        if _is_value(rest):
            parts.append((rest, Part.VALUE))
            break
        if not any(map(str.isalnum, rest)):
            parts.append((rest, Part.LABEL))
            break
        size = _piece_size(rest)
        if not size or len(parts) == _MOST_PARTS:
            return ((word, Part.STRANGE),)
        parts.append((rest[:size], Part.LABEL))
        rest = rest[size:]
    return tuple(parts)


def _is_value(word: str) -> bool:
    """Whether a word is a value, or digits of several."""
    return word.isdigit() or read_printed(word).state in {CellState.NUMBER, CellState.MARK}


def _may_part(before: str, behind: str) -> bool:
    """Whether a word may be parted between two signs: a mark stays with the words before it."""
    return before not in _OPENING and (behind.isalnum() or behind in _OPENING)


def _piece_size(word: str) -> int:
    """How many signs at the beginning of *word* are one piece of a label, with what follows."""
    if _ORDINAL.fullmatch(word):
        return len(word)
    if len(word) > _LONGEST_WORD:
        return 0
    plain = narrow(word).replace("其它", "其他")
    key, best = "", 0
    for size, sign in enumerate(plain, start=1):
        key += sign if sign.isalnum() else ""
        if key not in _all_keys():
            break
        is_end = size == len(word) or _may_part(word[size - 1], word[size])
        if is_end and key and not key.isdigit():
            best = size
    return best
