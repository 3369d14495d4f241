"""Labels and values in the middle of a line: a table without marks between its cells.

Takes the text of a line and finds the labels in it, with or without blanks, and the stretches in
which labels and values follow each other without any other words.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, TypeAlias

from govdisclosure.characters import PINYIN, blanked, narrow
from govdisclosure.forms.labels import NO_LABELS, keys_of, labels_of, likely_labels
from govdisclosure.forms.layout import TableKind

__all__ = ["FoundLabel", "Stretch", "find_stretches", "scan_labels"]

#: The maximum length of the words of an unknown row within a table.
_LONGEST_STRANGE = 24
#: The maximum length of a head that the form does not have.
_LONGEST_HEAD = 6


class FoundLabel(NamedTuple):
    """A label in the middle of a line."""

    start: int
    end: int
    #: The token in each kind of table, as :func:`~govdisclosure.forms.labels.labels_of` gives it.
    tokens: tuple[str | None, ...]


def scan_labels(text: str) -> Iterator[FoundLabel]:
    """All labels in *text* from left to right, the longest at each place; blanks are ignored.

    Example:
        >>> [(text[a:b], tokens[1]) for text in ["第三方400004 2.其他 法律行政法规禁止公开"]
        ...  for a, b, tokens in scan_labels(text)]
        [('2.其他 法律行政法规禁止公开', 'WITHHELD_PROHIBITED_BY_LAW')]
    """
    signs = narrow(text)
    said = {place for found in PINYIN.finditer(signs) for place in range(*found.span())}
    places = [place for place, sign in enumerate(signs) if sign.isalnum() and place not in said]
    key = "".join([signs[place] for place in places]).replace("其它", "其他")
    at = 0
    while found := _pattern().search(key, at):
        start, end = places[found.start()], places[found.end() - 1] + 1
        at = found.end()
        if _takes_digit(key, found.start()) and signs[start + 1 : start + 2] not in _AFTER_ORDINAL:
            at = found.start() + 1
            continue
        yield FoundLabel(start, end, labels_of(found[0]))


#: What follows the ordinal of a label.
_AFTER_ORDINAL = (".", "、", ")")


def _takes_digit(key: str, start: int) -> bool:
    """Whether the ordinal that a label begins with could be the last digit of a value."""
    return start > 0 and "0" <= key[start] <= "9" and "0" <= key[start - 1] <= "9"


#: Characters, each with those that may follow it; an empty one ends a word.
_Tree: TypeAlias = dict[str, "_Tree"]


@cache
def _pattern() -> re.Pattern[str]:
    """All keys of labels, as one expression that reads each character once."""
    tree: _Tree = {}
    for kind in TableKind:
        for key, _ in keys_of(kind):
            node = tree
            for sign in key:
                node = node.setdefault(sign, {})
            node[""] = {}
    return re.compile(_expression(tree))


def _expression(tree: "_Tree") -> str:
    """The expression for a tree of characters; longer words come first."""
    branches = [
        re.escape(sign) + _expression(below) for sign, below in sorted(tree.items()) if sign
    ]
    if not branches:
        return ""
    inner = f"(?:{'|'.join(branches)})"
    return f"{inner}?" if "" in tree else inner


#: Start, end, and the tokens of a label, or None for values.
_Piece: TypeAlias = tuple[int, int, tuple[str | None, ...] | None]


class Stretch(NamedTuple):
    """Labels and values that follow each other in a line without any other words."""

    #: From left to right: start, end, and the tokens of a label, or None for values.
    pieces: tuple[_Piece, ...]

    @property
    def start(self) -> int:
        """Where the first label begins."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.pieces[-1][1]

    @property
    def labels(self) -> int:
        """How many labels it has."""
        return sum(tokens is not None for _, _, tokens in self.pieces)

    @property
    def is_row(self) -> bool:
        """Whether values follow a label."""
        return self.pieces[-1][2] is None


_OPENING = '([“‘《"'
#: What may be between a label and the values after it, over narrow text.
_CLOSING = re.compile(r"(?:\([^()。;]{1,80}\))?[)\]\"”’》 ]*")
_VALUES = re.compile(r"[0-9.,+%/\- —–无]*(?:(?<=[0-9])(?:万?元|件|项))? *(?=[(\[\"“‘《]*$)")
_VALUES_AT_END = re.compile(r"[0-9.,+/\- —–无]*[0-9/\-—–无]")
#: Words between labels that are not a label, with the values around them.
_GAP = re.compile(
    r"(?P<before>[0-9.,+/\- —–无]*?)"
    r"(?P<words>第 ?[0-9]{1,3} ?页|"
    r"(?:\(?[一二三四五六七八九十1-9][).、] ?)?[^0-9.。;,:!?|\s][^0-9。;:!?|]{1,60}?)"
    r"(?P<after>(?:(?: |(?<![0-9]))[0-9.,+/\- —–无]*)?)"
)


def find_stretches(text: str) -> Iterator[Stretch]:
    """Where labels of tables, and values between them, follow each other in *text*.

    Example:
        >>> [text[one.start : one.end] for text in ["项目如下：规章000行政规范性文件 6 2 40。"]
        ...  for one in find_stretches(text)]
        ['规章000行政规范性文件 6 2 40']
    """
    signs = blanked(narrow(text))
    pieces: list[_Piece] = []
    for found in scan_labels(text):
        start = found.start
        if pieces:
            behind = _behind(signs, pieces[-1][1], found.start)
            values = _VALUES.match(signs, behind, found.start)
            strange = _strange_pieces(signs, behind, found.start) if values is None else []
            if values is None and not strange:
                yield _closed(signs, pieces, found.start)
                pieces = []
            else:
                _close(signs, pieces, behind)
                pieces += _trimmed(*values.span(), signs) if values else strange
                start = found.start if values is None else values.end()
        while not pieces and start > 0 and signs[start - 1] in _OPENING:
            start -= 1
        pieces.append((start, found.end, found.tokens))
    if pieces:
        yield _closed(signs, pieces, len(signs))


def _behind(signs: str, end: int, stop: int) -> int:
    """Where a label that ends at *end* is complete, with its brackets and a note in brackets."""
    closing = _CLOSING.match(signs, end, stop)
    return closing.end() if closing else end


def _close(signs: str, pieces: list[_Piece], behind: int) -> None:
    """Extend the last label by the brackets, and the note in brackets, that end at *behind*."""
    start, end, tokens = pieces[-1]
    pieces[-1] = (start, max(end, start + len(signs[start:behind].rstrip(" "))), tokens)


def _trimmed(start: int, end: int, signs: str) -> list[_Piece]:
    """Values without the blanks around them; empty if there are no values."""
    words = signs[start:end].strip(" ")
    start = signs.index(words, start)
    return [(start, start + len(words), None)] if words else []


def _strange_pieces(signs: str, start: int, end: int) -> list[_Piece]:
    """Words between labels that probably are a label themselves, or are among values.

    They come with the values around them; the result is empty where the table ends.
    """
    gap = _GAP.fullmatch(signs, start, end)
    if gap is None:
        return []
    before = _trimmed(*gap.span("before"), signs)
    after = _trimmed(*gap.span("after"), signs)
    tokens = likely_labels(gap["words"])
    is_short = len(gap["words"]) <= (_LONGEST_STRANGE if before or after else _LONGEST_HEAD)
    if tokens == NO_LABELS and (not is_short or "," in gap["words"]):
        return []
    return [*before, (*gap.span("words"), tokens), *after]


def _closed(signs: str, pieces: list[_Piece], stop: int) -> Stretch:
    """The stretch of *pieces*, with the brackets and the values after the last label.

    The values end before *stop*, where the next label begins.
    """
    behind = _behind(signs, pieces[-1][1], stop)
    _close(signs, pieces, behind)
    values = _VALUES_AT_END.match(signs, behind, stop)
    return Stretch((*pieces, *(_trimmed(*values.span(), signs) if values else ())))
