"""Words of a page with their places, and the labels that they spell, whole or torn over lines.

Takes the lines of a text and gives words with their positions on the line, in one of two measures,
and the labels of one kind of table that these spell exactly. Pieces are a label only if, from top
to bottom of one column of print, they spell all of a wording.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from govdisclosure.characters import column_ends, fold_blanks, label_key
from govdisclosure.forms.labels import find_label, keys_of, likely_label
from govdisclosure.forms.layout import TableKind
from govdisclosure.plain.around import is_page_number
from govdisclosure.source import Field
from govdisclosure.tables.opened import rows_of
from govdisclosure.text import CellState, read_printed

__all__ = ["LONGEST_LINE", "Spelled", "Word", "spell", "words_of"]

#: A longer line is a paragraph, not a line of a table.
LONGEST_LINE = 400
#: The maximum number of lines from one piece of a label to the next.
_REACH = 4
#: The maximum number of columns between a piece and the one above that it continues.
_SLACK = 4
#: Words with digits or a dash right after them, or a zero with the ordinal of the next label.
_GLUED = re.compile(r"(.*[^0-9.,+\-—–])([0-9]+|[\-—–]+)")
_GLUED_ORDINAL = re.compile(r"(0)([1-9][.．、])")
#: A word, without the escape of a mark.
_WORD = re.compile(r"(?!\\[-+—–*])\S+")
#: The beginning of a number with a note that continues elsewhere.
_OPEN_NOTE = re.compile(r"[0-9][^(（]*[(（][^)）]*")
#: Shorter labels are too similar to others.
_SHORTEST_LIKELY = 6
#: The number of characters that may be an ordinal; digits after them are not part of a label.
_LONGEST_ORDINAL = 2
#: The maximum number of words in a cell.
_MOST_PIECES = 12


class Word(NamedTuple):
    """What is between two blanks of a line."""

    text: str
    start: int
    end: int
    line: int
    #: The columns of the line at which it begins and ends.
    left: int
    right: int

    @property
    def middle(self) -> float:
        """The middle of its place."""
        return (self.left + self.right) / 2

    @property
    def words(self) -> tuple["Word", ...]:
        """The word itself, for code that also takes labels of several words."""
        return (self,)

    @property
    def field(self) -> Field:
        """The word as a field."""
        return Field(self.text, self.start, self.end)

    @property
    def key(self) -> str:
        """Its letters and digits."""
        return label_key(self.text)

    @property
    def is_value(self) -> bool:
        """Whether it is a number, or a mark for one."""
        return read_printed(self.text).state in {CellState.NUMBER, CellState.MARK}

    @property
    def is_torn(self) -> bool:
        """Whether it has digits but is not a number: several numbers, or pieces of one."""
        return not self.is_value and any(map(str.isdigit, self.text))

    @property
    def opens_note(self) -> bool:
        """Whether it is a number and the beginning of its note."""
        return _OPEN_NOTE.fullmatch(self.text) is not None

    @property
    def may_spell(self) -> bool:
        """Whether it can be part of a label; 「无」 is a mark, but also a piece of one."""
        return bool(self.key) and (self.text == "无" or not self.is_value)


class Spelled(NamedTuple):
    """A label and the words that spell it."""

    token: str
    words: tuple[Word, ...]
    #: The number of columns between its pieces.
    slack: int

    @property
    def first(self) -> int:
        """The number of its first line."""
        return self.words[0].line

    @property
    def last(self) -> int:
        """The number of its last line."""
        return max(word.line for word in self.words)

    @property
    def left(self) -> int:
        """The first column of the lines that it is in."""
        return min(one.left for one in self.words)

    @property
    def right(self) -> int:
        """The last column of the lines that it is in."""
        return max(one.right for one in self.words)

    @property
    def middle(self) -> float:
        """The middle of its place."""
        return (self.left + self.right) / 2


def words_of(text: str, start: int, end: int) -> tuple[list[list[Word]], list[list[Word]]]:
    """The words of each line that has any, in two measures; page numbers are left out.

    In the first, every character takes one column, as converters of pages count; in the second, a
    wide one takes two.
    """
    lines: list[list[Word]] = []
    wide_lines: list[list[Word]] = []
    for found in re.finditer(r"[^\n]+", text[start:end]):
        line = found[0].rpartition("\f")[2]
        if len(line) > LONGEST_LINE or is_page_number(fold_blanks(line)):
            continue
        at = start + found.end() - len(line)
        ends = column_ends(line)
        words = [
            Word(line[left:right], at + left, at + right, len(lines), left, right)
            for left, right in _unglued(line)
        ]
        if words:
            lines.append(words)
            wide_lines.append(
                [one._replace(left=ends[one.left], right=ends[one.right]) for one in words]
            )
    return lines, wide_lines


def _unglued(line: str) -> Iterator[tuple[int, int]]:
    """Where the words of a line are, with labels separated from digits that touch them."""
    for found in _WORD.finditer(line):
        glued = _GLUED.fullmatch(found[0]) or _GLUED_ORDINAL.fullmatch(found[0])
        if glued is not None and label_key(glued[1]):
            middle = found.start() + glued.end(1)
            yield found.start(), middle
            yield middle, found.end()
        else:
            yield found.span()


def _distance(one: Word, two: Word) -> int:
    """The number of columns between two words; 0 if one is over the other."""
    return max(0, one.left - two.right, two.left - one.right)


@cache
def _keys_by_beginning(kind: TableKind) -> Mapping[str, tuple[str, ...]]:
    """The keys of all wordings by each of their beginnings, the longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in sorted(dict(keys_of(kind)), key=len, reverse=True):
        for end in range(1, len(key) + 1):
            found[key[:end]].append(key)
    return {begun: tuple(keys) for begun, keys in found.items()}


def spell(kind: TableKind, lines: Sequence[Sequence[Word]]) -> list[Spelled]:
    """The labels that words spell, from top to bottom; each word is part of at most one.

    A row whose label is spelled exactly is not also matched by similar labels.
    """
    beginnings, tokens = _keys_by_beginning(kind), dict(keys_of(kind))
    found: list[Spelled] = []
    for line in lines:
        for place, word in enumerate(line):
            keys = beginnings.get(word.key, ())
            for key in keys if keys and word.may_spell else ():
                whole = _spelled(key, lines, word, place)
                if whole is not None:
                    found.append(Spelled(tokens[key], *whole))
    exact = [*_without_shared(found)]
    rows = {one.token for one in exact}.intersection(rows_of(kind))
    likely = [one for one in _likely(kind, lines, exact) if one.token not in rows]
    return sorted([*exact, *likely], key=lambda one: one.words[0].start)


def _likely(
    kind: TableKind, lines: Sequence[Sequence[Word]], exact: Sequence[Spelled]
) -> Iterator[Spelled]:
    """Labels with notes or misspelt, among those that are spelled exactly."""
    used = {word.start for one in exact for word in one.words}
    first = min((one.first for one in exact), default=0)
    end = max((one.last for one in exact), default=-1) + _REACH
    for line in lines[first:end]:
        for word in line:
            if word.start in used or not word.may_spell:
                continue
            best: Spelled | None = None
            for words in _cells_from(word, lines, used):
                text = "".join(one.text for one in words)
                token = find_label(kind, text)
                if token is not None:
                    best = Spelled(token, words, 0)
                    break
                is_long = len(label_key(text)) >= _SHORTEST_LIKELY
                if is_long and not any(map(str.isdigit, text[_LONGEST_ORDINAL:])):
                    token = likely_label(kind, text)
                    best = Spelled(token, words, 0) if token is not None else best
            if best is not None:
                used |= {one.start for one in best.words}
                yield best


def _cells_from(
    first: Word, lines: Sequence[Sequence[Word]], used: Container[int]
) -> Iterator[tuple[Word, ...]]:
    """The words of a cell from *first* on, then one more of them each time."""
    words: tuple[Word, ...] = (first,)
    while len(words) <= _MOST_PIECES:
        yield words
        last = words[-1]
        beside = [one for one in lines[last.line] if one.left == last.right + 1]
        left, right = min(one.left for one in words), max(one.right for one in words)
        below = [
            one
            for line in lines[last.line + 1 : last.line + 2]
            for one in line
            if one.left < right and left < one.right
        ]
        more = next((one for one in (*beside, *below) if one.may_spell), None)
        if more is None or more.start in used:
            return
        words = (*words, more)


def _spelled(
    key: str, lines: Sequence[Sequence[Word]], first: Word, place: int
) -> tuple[tuple[Word, ...], int] | None:
    """The words from *first* on that spell *key*, and how far apart they are."""
    words, slack = [first], 0
    rest = key[len(first.key) :]
    while rest:
        piece = _next_piece(rest, lines, words, place)
        if piece is None:
            return None
        below = [one for one in words if one.line < piece.line]
        if piece.line != words[-1].line:
            slack = max(slack, min(_distance(one, piece) for one in below))
        words.append(piece)
        place = lines[piece.line].index(piece)
        rest = rest[len(piece.key) :]
    return tuple(words), slack


def _next_piece(
    rest: str, lines: Sequence[Sequence[Word]], words: Sequence[Word], place: int
) -> Word | None:
    """The next piece of a label: on the same line, or else below."""
    last = words[-1]
    for word in lines[last.line][place + 1 :]:
        if word.key:
            if rest.startswith(word.key) and word.may_spell:
                return word
            break
    below = [
        (min(_distance(word, one) for one in words), word)
        for line in lines[last.line + 1 : last.line + 1 + _REACH]
        for word in line
        if rest.startswith(word.key) and word.may_spell
    ]
    near = [
        (distance > 0, word.line, distance, word) for distance, word in below if distance <= _SLACK
    ]
    return min(near)[-1] if near else None


def _without_shared(found: Sequence[Spelled]) -> Iterator[Spelled]:
    """The labels; of those that share words, the least torn and then the longest."""
    taken: set[int] = set()
    order = sorted(
        found, key=lambda one: (one.slack, -sum(len(word.key) for word in one.words), one.first)
    )
    for one in order:
        starts = {word.start for word in one.words}
        if not starts & taken:
            taken |= starts
            yield one
