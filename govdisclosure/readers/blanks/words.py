"""Lines of a table made of blanks, cut into words that know where they stand.

Takes the lines of a text and gives those that may be one table, each as words in two measures: in
columns of narrow signs, and in characters, for writers count the columns in either way.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from govdisclosure.labels import NO_LABELS, find_label, is_piece, is_telling, labels_of
from govdisclosure.layout import TableKind
from govdisclosure.plain import is_page_number, read_heading
from govdisclosure.readers.blanks.names import begins_row
from govdisclosure.source import display_width
from govdisclosure.text import CellState, fold_blanks, narrow, read_printed

__all__ = ["MARK", "Ends", "Run", "Word", "is_value", "may_begin"]

_GAP = re.compile(r"[ \u3000\xa0]{2,}|\u3000")
_WORD = re.compile(r"[^ \u3000\xa0]+")
#: A label with the values right behind it.
_GLUED = re.compile(r"(.*[^0-9.,+-])([0-9]+)")
#: Signs of other tables, of the escape and of debris.
_FOREIGN = re.compile(r"[\t|\\〔\[]|<t[adhr]")
_A_VALUE = re.compile(r"(?![0-9]\.$)[+-]?[0-9][0-9.,]*(?:%|万?元|件|项|条|次)?|[/—–-]{1,2}|无")
#: The numeral in front of a label.
MARK = re.compile(r"(?:[0-9]{1,2}[.、]|\([一二三四五六七]\)|[一二三四]、)")
#: A line of a table is not as long as a paragraph, nor is a piece of a label.
_LONGEST_LINE, _LONGEST_PIECE = 400, 60
#: A table goes on after at most as many lines without a value.
_MOST_LINES_BETWEEN = 24
#: So many labels prove a table.
_FEWEST_LABELS = 3


class Word(NamedTuple):
    """Words without a wide gap between them, and where they stand."""

    text: str
    line: int
    #: From which column of the line up to which, in one of two measures.
    left: int
    right: int
    #: Offsets in the text.
    start: int
    end: int
    #: Whether more than one blank parts it from what stands before.
    is_apart: bool


Ends: TypeAlias = tuple[int, int]


def may_begin(raw: str) -> bool:
    """Whether a line may be the first of a table: a label, or words apart with a part of one."""
    words = raw.strip(" \u3000\xa0")
    if not words or len(words) > _LONGEST_LINE or _FOREIGN.search(words):
        return False
    if _GAP.search(words) is None:
        return labels_of(fold_blanks(words)) is not NO_LABELS
    return any(is_piece(word) for word in _WORD.findall(words) if len(word) > 1)


@lru_cache(maxsize=4096)
def is_value(words: str) -> bool:
    """Whether *words* stand where values stand, be it several of them."""
    if all(map(_A_VALUE.fullmatch, narrow(words).split(" "))):
        return True
    return read_printed(words).state in {CellState.NUMBER, CellState.MARK}


class Run:
    """Lines that may be a table, cut into words."""

    def __init__(self, text: str, lines: Sequence[Ends], first: int) -> None:
        self.text = text
        self.ends = lines
        self.first = first
        #: The number of the line behind the last.
        self.behind = first
        self.page_numbers: list[Ends] = []
        self.page_lines: list[int] = []
        #: The words of each line, in columns of narrow signs and in characters.
        self.wide: list[list[Word]] = []
        self.plain: list[list[Word]] = []
        self.kind: TableKind | None = None

    def take(self) -> None:
        """Take lines up to one that no table holds, or that belongs to the next table."""
        index, idle = self.first, 0
        last = self.first
        self.pages: list[tuple[int, Ends]] = []
        while index < len(self.ends) and idle < _MOST_LINES_BETWEEN:
            start, end = self.ends[index]
            raw = self.text[start:end].replace("\f", " ").rstrip()
            words = fold_blanks(raw)
            idle += 1
            if is_page_number(words):
                self.pages.append((index, (start, end)))
                words = raw = ""
            if words and self._ends_before(raw, words):
                break
            wide = list(_words_of(raw, start, index - self.first, is_wide=True))
            kind = _telling_kind(wide)
            if kind is not None:
                if self.kind is not None and kind is not self.kind:
                    break
                self.kind = kind
            if any(is_value(word.text) or begins_row(word.text) for word in wide):
                idle, last = 0, index
            self.wide.append(wide)
            self.plain.append(list(_words_of(raw, start, index - self.first, is_wide=False)))
            index += 1
        stop = last + 1
        while stop < index and self._is_rest(stop - self.first):
            stop += 1
        self.behind = stop
        del self.wide[stop - self.first :], self.plain[stop - self.first :]
        self.page_numbers = [ends for line, ends in self.pages if line < stop]
        self.page_lines = [line - self.first for line, _ in self.pages if line < stop]

    def _ends_before(self, raw: str, words: str) -> bool:
        """Whether a line is none of a table."""
        if len(raw) > _LONGEST_LINE or _FOREIGN.search(raw):
            return True
        if words[-1] in "。；;：:":
            return True
        heading = read_heading(words)
        if heading is not None and heading.kind is not None:
            return True
        chunks = _GAP.split(raw.strip())
        if any(len(chunk) > _LONGEST_PIECE for chunk in chunks):
            return True
        if len(chunks) > 1 or is_piece(words):
            return False
        return "。" in words or (heading is not None and self.kind is None)

    def _is_rest(self, line: int) -> bool:
        """Whether a line behind all values is the rest of a label."""
        words = self.wide[line]
        return bool(words) and all(
            is_piece(word.text) and labels_of(word.text) is NO_LABELS for word in words
        )

    @property
    def has_table(self) -> bool:
        """Whether there are enough labels of one table, and blanks that part columns."""
        if self.kind is None:
            return False
        tokens = {find_label(self.kind, word.text) for line in self.wide for word in line}
        rows = [line for line in self.wide if len(line) > 1]
        apart = sum(any(word.is_apart for word in line[1:]) for line in rows)
        return apart > 1 and len(tokens - {None}) >= _FEWEST_LABELS

    def measures(self) -> Iterator[list[list[Word]]]:
        """The words in both measures, the one first in which values stand below each other."""
        counts = Counter(len(values) for line in self.wide if len(values := _values_of(line)) > 1)
        usual = max(counts, key=lambda count: (counts[count], count), default=0)
        ways = []
        for words in (self.wide, self.plain):
            rows = [values for line in words if len(values := _values_of(line)) == usual]
            spread = sum(
                min(
                    len({value.left for value in column}),
                    len({value.right for value in column}),
                )
                for column in zip(*rows, strict=True)
            )
            ways.append((spread, words))
        yield from (words for _, words in sorted(ways, key=lambda way: way[0]))


def _values_of(line: Sequence[Word]) -> list[Word]:
    return [word for word in line if is_value(word.text)]


def _words_of(raw: str, start: int, line: int, *, is_wide: bool) -> Iterator[Word]:
    """The words of a line: parted by two blanks, and where the labels or values tell by one."""
    column = at = 0
    parts: list[Word] = []
    for found in _WORD.finditer(raw):
        gap = raw[at : found.start()]
        column += display_width(gap) if is_wide else len(gap)
        width = display_width(found[0]) if is_wide else len(found[0])
        is_apart = not parts or _GAP.fullmatch(gap) is not None
        ends = (start + found.start(), start + found.end())
        parts.append(Word(found[0], line, column, column + width, *ends, is_apart))
        column += width
        at = found.end()
    whole: list[Word] = []
    for part in _unglued(parts):
        if whole and not part.is_apart and _belongs(whole[-1], part, parts):
            before = whole[-1]
            words = f"{before.text} {part.text}"
            whole[-1] = before._replace(text=words, right=part.right, end=part.end)
        else:
            whole.append(part)
    yield from whole


def _unglued(parts: Sequence[Word]) -> Iterator[Word]:
    """The words, a label apart from the digits that stand right behind it."""
    for part in parts:
        found = _GLUED.fullmatch(part.text)
        if found is None or not begins_row(found[1]):
            yield part
            continue
        digits = len(found[2])
        middle, end = part.right - digits, part.end - digits
        yield part._replace(text=found[1], right=middle, end=end)
        yield part._replace(text=found[2], left=middle, start=end, is_apart=False)


def _belongs(before: Word, part: Word, line: Sequence[Word]) -> bool:
    """Whether a word goes on with the one before, one blank between them."""
    one, two = before.text, part.text
    if is_value(one) and is_value(two):
        #: Values stand one blank apart only where several do.
        return not _is_dense(line)
    if is_value(one) or is_value(two):
        if not is_value(one):
            return False
        is_note = narrow(two).startswith("(")
        return is_note or MARK.fullmatch(narrow(one)) is not None or not _is_dense(line)
    joined = one + two
    if is_piece(joined):
        return not (labels_of(one) is not NO_LABELS and labels_of(two) is not NO_LABELS)
    if MARK.match(narrow(two)):
        return False
    return not (is_piece(one) and is_piece(two))


def _is_dense(line: Sequence[Word]) -> bool:
    """Whether values stand one blank apart all along a line."""
    values = [part for part in line if is_value(part.text)]
    gaps = [two.left - one.right for one, two in pairwise(values)]
    return len(gaps) >= _FEWEST_LABELS and sum(gap == 1 for gap in gaps) * 2 > len(gaps)


def _telling_kind(words: Sequence[Word]) -> TableKind | None:
    """The kind of table whose labels alone stand in a line."""
    votes: Counter[TableKind] = Counter()
    for word in words:
        found = labels_of(word.text)
        if found is NO_LABELS or sum(token is not None for token in found) > 1:
            continue
        for kind, token in zip(TableKind, found, strict=True):
            votes[kind] += token is not None and is_telling(token)
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] else None
