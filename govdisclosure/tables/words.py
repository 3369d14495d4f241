"""Words of tables that were torn apart: pieces of labels, values, and words that are neither.

Takes a stretch of text and gives its words with their places. A word may be any piece of a label,
as a narrow column prints it over several lines; the wordings of the form show which label.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from govdisclosure.characters import fold_blanks, is_blank_character, label_key, narrow
from govdisclosure.forms.labels import all_keys, keys_of, labels_of
from govdisclosure.forms.layout import TableKind
from govdisclosure.plain.around import is_page_number
from govdisclosure.plain.headings import read_heading
from govdisclosure.plain.markup import without_markdown
from govdisclosure.plain.stretches import scan_labels
from govdisclosure.tables.opened import heads_of
from govdisclosure.text import CellState, is_word_for_sign, read_printed

__all__ = ["Part", "Word", "owners_of", "words_in"]

#: An ordinal separated from its label by a blank.
_ORDINAL = re.compile(r"[(（]?[0-9一二三四五六七]{1,2}[)）]?[.．、]?(?<![0-9一二三四五六七])")
_OPENING = frozenset("（(“‘")
#: A longer word is not a piece of a label.
_LONGEST_WORD = 80
#: The maximum number of pieces in a word without blanks.
_MOST_PARTS = 4


class Part(Enum):
    """What a word is."""

    LABEL = auto()
    VALUE = auto()
    STRANGE = auto()
    #: The heading of a section, at which tables end.
    HEADING = auto()
    #: A note in brackets after a label, which is not part of the table.
    NOTE = auto()


class Word(NamedTuple):
    """A word with its place in the text."""

    text: str
    start: int
    end: int
    part: Part
    #: The number of its line, if known.
    line: int = 0


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
    return frozenset(token for wording, token in keys_of(kind) if key in wording)


#: A tag, or a word; what separates the cells of a table is not part of a word.
_TAG_OR_WORD = re.compile(r"<[^<>\r\n]{0,80}>|[^\s|│┃║`*<]+")
#: A rule of a table of marks.
_RULE = re.compile(r"[-:=+─━]{2,}")
#: A value beside an empty cell, or over another in the same cell.
_UNCOUNTED = re.compile(r"[0-9] *(?:[|\t] *[|\t]|<br ?/?> *[0-9])", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]+")
#: A number and the ordinal of the next row: 03. is 0 and 3.
_GLUED_ORDINAL = re.compile(r"(?P<number>0|[1-9][0-9]*)(?P<ordinal>[1-9][.．、])")
#: Zeros that are not one number.
_NOUGHTS = re.compile(r"0{2,}")
#: The maximum length of a head that the form does not have.
_LONGEST_HEAD = 8
#: The number of characters of a label that show that an ordinal belongs to it.
_SIGNS_OF_LABEL = 4


def words_in(text: str) -> list[Word]:
    r"""All words of a text; those that are neither labels nor values are strange.

    A short one between a head and another label is a head that the form does not have.

    Example:
        >>> [(word.text, word.line) for word in words_in("1.属于国家\n秘密|0|12")]
        [('1.属于国家', 0), ('秘密', 1), ('0', 1), ('12', 1)]
    """
    words = list(_all_words(text))
    for number, (before, word, behind) in enumerate(
        zip(words, words[1:], words[2:], strict=False), start=1
    ):
        is_between = before.part is behind.part is Part.LABEL and _is_head(before.text)
        if word.part is Part.STRANGE and is_between and len(word.text) <= _LONGEST_HEAD:
            words[number] = word._replace(part=Part.LABEL)
    return words


def _is_head(text: str) -> bool:
    tokens = zip(TableKind, labels_of(text), strict=True)
    return any(token in heads_of(kind) for kind, token in tokens)


def _all_words(text: str) -> Iterator[Word]:
    """The words of a text, line by line; what follows the title of a section is taken by itself."""
    for number, line in enumerate(_LINE.finditer(text)):
        start, end = line.span()
        shown = without_markdown(fold_blanks(text[start:end]))
        heading = read_heading(shown)
        if heading is not None and heading.kind is not None:
            at = _behind_heading(text, start, end, heading.rest)
            yield Word(text[start:at], start, at, Part.HEADING, number)
            start, shown = at, heading.rest
        if start < end and _UNCOUNTED.search(text, start, end) is not None:
            yield Word(text[start:end], start, end, Part.STRANGE, number)
        elif start < end and not is_page_number(shown):
            for found in _TAG_OR_WORD.finditer(text, start, end):
                at = found.start()
                for words, part in _parts_in(found):
                    if part is not Part.NOTE:
                        yield Word(words, at, at + len(words), part, number)
                    at += len(words)


def _behind_heading(text: str, start: int, end: int, rest: str) -> int:
    """Where the *rest* of a line begins; the end of the line if there is markup within it."""
    at = end
    for sign in reversed(rest.replace(" ", "")):
        at -= 1
        while at > start and is_blank_character(text[at]):
            at -= 1
        if text[at] != sign:
            return end
    return at


def _parts_in(found: re.Match[str]) -> Iterable[tuple[str, Part]]:
    """What a word of a text consists of; empty for what separates cells."""
    if found[0][0] == "<" or _RULE.fullmatch(found[0]) is not None:
        return ()
    behind = _GLUED_ORDINAL.fullmatch(found[0])
    if behind is not None and _goes_on(behind["ordinal"], found.string, found.end()):
        return ((behind["number"], Part.VALUE), (behind["ordinal"], Part.LABEL))
    if is_word_for_sign(found[0]):
        return ((found[0], Part.STRANGE),)  # belongs to the value after it
    parts = _parts_of(found[0])
    return _glued(found[0]) if parts[-1][1] is Part.STRANGE else parts


def _goes_on(ordinal: str, text: str, at: int) -> bool:
    """Whether the words after *at* are from a label that begins with *ordinal*."""
    words = "".join(text[at : at + 2 * _SIGNS_OF_LABEL].split())[:_SIGNS_OF_LABEL]
    return f"|{label_key(ordinal + words)}" in all_keys()


def _glued(words: str) -> Iterator[tuple[str, Part]]:
    """The parts of a word in which labels and values follow each other."""
    at = 0
    for found in scan_labels(words):
        yield from _between(words[at : found.start])
        yield words[found.start : found.end], Part.LABEL
        at = found.end
    yield from _between(words[at:])


#: Values with other words after them: the heading of a section or a note, or any words if the
#: digits begin with a zero or are too long for a number in a sentence.
_BEFORE_WORDS = re.compile(
    r"(?:[0-9]+(?:[.][0-9]+)?|[-—/]+)(?=[一二三四五六七八九]、|(?:注|说明|备注)[：:])"
    r"|(?:0[0-9]{2,}|[0-9]{10,})(?![0-9.])"
)
#: Numbers that ran together, some of them with minus signs.
_SIGNED = re.compile(r"[0-9][-0-9.]*")
#: What is between two labels: marks that close the first, a note in brackets, and the bracket of
#: the next ordinal.
_BETWEEN = re.compile(
    r"(?P<close>[）)”’」』】]*)(?P<note>(?:[（(][^（()）0-9]+[)）])?)(?P<words>.*?)(?P<open>[（(]?)",
    re.DOTALL,
)


def _between(words: str) -> Iterator[tuple[str, Part]]:
    """The parts between two labels, or after the last."""
    found = _BETWEEN.fullmatch(words)
    close, note, middle, opening = found.groups() if found else ("", "", words, "")
    values = _BEFORE_WORDS.match(middle)
    if close:
        yield close, Part.LABEL
    if note:
        yield note, Part.NOTE
    if values is not None:
        yield from _parts_of(values[0])
        middle = middle[values.end() :]
    if middle:
        yield from _parts_of(middle)
    if opening:
        yield opening, Part.LABEL


@lru_cache(maxsize=4096)
def _parts_of(word: str) -> tuple[tuple[str, Part], ...]:
    """What a word without blanks consists of; a value comes after pieces of labels."""
    parts: list[tuple[str, Part]] = []
    rest = word
    while rest:
        if _is_value(rest):
            values = rest if _NOUGHTS.fullmatch(rest) is not None else [rest]
            parts += ((value, Part.VALUE) for value in values)
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
    if word.isdigit() or read_printed(word).state in {CellState.NUMBER, CellState.MARK}:
        return True
    return "-" in word and _SIGNED.fullmatch(word) is not None


def _may_part(before: str, behind: str) -> bool:
    """Whether a word may be divided between two characters; a mark stays with what is before it."""
    return before not in _OPENING and (behind.isalnum() or behind in _OPENING)


def _piece_size(word: str) -> int:
    """The number of characters at the start of *word* that are one piece of a label, with marks."""
    if _ORDINAL.fullmatch(word):
        return len(word)
    if len(word) > _LONGEST_WORD:
        return 0
    plain = narrow(word).replace("其它", "其他")
    key, best = "", 0
    for size, sign in enumerate(plain, start=1):
        key += sign if sign.isalnum() else ""
        if key not in all_keys():
            break
        is_end = size == len(word) or _may_part(word[size - 1], word[size])
        if is_end and key and not key.isdigit():
            best = size
    return best
