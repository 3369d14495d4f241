"""The lines in which two texts differ, paired where one was changed into the other.

Takes lines and gives pairs of lines, and of two lines the pieces that differ; blanks never count.
The result for two texts the other way round is the same with both sides exchanged, for a pair is
always compared in one order.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import groupby, pairwise
from operator import itemgetter

from attrs import frozen

from govdisclosure.characters import squeeze
from govdisclosure.comparison.matching import runs

__all__ = ["LineChange", "LineDiff", "LinePiece", "compare_lines", "key_of"]


class LineChange(Enum):
    """What became of a line."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    #: A line of both texts, with other words.
    CHANGED = "changed"


@frozen
class LinePiece:
    """Some words of a line that changed, and what became of them."""

    change: LineChange
    text: str


@frozen
class LineDiff:
    """A line of the old text, its counterpart in the new one, or both.

    Example:
        >>> [(one.change.value, one.text) for one in LineDiff("收到 12 件", "收到 15 件").pieces()]
        [('same', '收到 '), ('removed', '12'), ('added', '15'), ('same', ' 件')]
    """

    #: The words; None if the text has no such line. Cells of a row are separated by tabs.
    old: str | None
    new: str | None

    @property
    def change(self) -> LineChange:
        """What became of it; a line in which only blanks differ is the same."""
        if self.old is None or self.new is None:
            return LineChange.ADDED if self.old is None else LineChange.REMOVED
        is_same = key_of(self.old) == key_of(self.new)
        return LineChange.SAME if is_same else LineChange.CHANGED

    def pieces(self) -> tuple[LinePiece, ...]:
        """The words of both lines in order; numbers are not split."""
        if self.old is None or self.new is None:
            return (LinePiece(self.change, self.old or self.new or ""),)
        if self.change is LineChange.SAME:
            return (LinePiece(LineChange.SAME, self.new),)
        is_turned = self.old > self.new  # in one order, so that both ways agree
        texts = (self.new, self.old) if is_turned else (self.old, self.new)
        return tuple(_joined(_pieces(*texts), is_turned=is_turned))


def key_of(line: str) -> str:
    """A line as it is compared: without blanks, but with the tabs between the cells of a row."""
    return "\t".join(map(squeeze, line.split("\t")))


def compare_lines(old: Sequence[str], new: Sequence[str]) -> tuple[LineDiff, ...]:
    """All lines of both texts in order; of lines that differ, those of the old text come first.

    Example:
        >>> for one in compare_lines(["甲", "收到12件。"], ["收到15件。", "乙"]):
        ...     print(one.change.value, one.old, one.new)
        removed 甲 None
        changed 收到12件。 收到15件。
        added None 乙
    """
    keys, others = list(map(key_of, old)), list(map(key_of, new))
    if (len(keys), keys) > (len(others), others):
        turned = compare_lines(new, old)
        return tuple(_ordered([LineDiff(one.new, one.old) for one in turned]))
    found: list[LineDiff] = []
    for run in runs(keys, others):
        here, there = old[run.old], new[run.new]
        found += map(LineDiff, here, there) if run.is_same else _paired(here, there)
    return tuple(_ordered(found))


def _ordered(lines: list[LineDiff]) -> Iterator[LineDiff]:
    """The lines, those removed before those added where they stand side by side."""
    added: list[LineDiff] = []
    for one in lines:
        if one.change is LineChange.ADDED:
            added.append(one)
            continue
        if one.change is not LineChange.REMOVED:
            yield from added
            added = []
        yield one
    yield from added


#: Up to how many pairs of lines of a changed passage are tried.
_MOST_TRIED = 10_000
#: What share of its pairs of characters a line has in common with the one it was changed into.
_LIKE = 0.5
_NUMBER = re.compile("[0-9]+")
#: What the words of a line are taken from: clauses first, then numbers, Latin words, characters.
_CLAUSE = re.compile(r"[^，。；：、\t]*[，。；：、\t]|[^，。；：、\t]+")
_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[A-Za-z]+|.", re.DOTALL)


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[LineDiff]:
    """The lines of a passage, each beside the next one that is like it."""
    at = 0
    is_tried = len(old) * len(new) <= _MOST_TRIED
    marks, others = (list(map(_marks_of, lines)) if is_tried else [] for lines in (old, new))
    for number, line in enumerate(old):
        places = range(at, len(others))
        found = next((place for place in places if _is_like(marks[number], others[place])), None)
        if found is None:
            yield LineDiff(line, None)
            continue
        yield from (LineDiff(None, one) for one in new[at:found])
        yield LineDiff(line, new[found])
        at = found + 1
    yield from (LineDiff(None, one) for one in new[at:])


def _marks_of(line: str) -> frozenset[str]:
    """What a line is known by: each two characters of it, its ends included; any number is 0."""
    words = f"\n{_NUMBER.sub('0', squeeze(line))}\n"
    return frozenset(map("".join, pairwise(words)))


def _is_like(marks: frozenset[str], others: frozenset[str]) -> bool:
    return 2 * len(marks & others) >= _LIKE * (len(marks) + len(others))


def _pieces(
    old: str, new: str, patterns: Sequence[re.Pattern[str]] = (_CLAUSE, _WORD)
) -> Iterator[tuple[bool, str, str]]:
    """Words of both lines, and whether they are the same; those that differ by the next pattern."""
    pattern, *finer = patterns
    words, others = pattern.findall(old), pattern.findall(new)
    for run in runs(words, others):
        here, there = "".join(words[run.old]), "".join(others[run.new])
        if finer and here and there and not run.is_same:
            yield from _pieces(here, there, finer)
        else:
            yield run.is_same, here, there


def _joined(found: Iterable[tuple[bool, str, str]], *, is_turned: bool) -> Iterator[LinePiece]:
    """The pieces of a line; of two that differ, the words of the old line come first."""
    for is_same, group in groupby(found, key=itemgetter(0)):
        here, there = ("".join(words) for words in list(zip(*group, strict=True))[1:])
        if is_same:
            yield LinePiece(LineChange.SAME, here)
            continue
        gone, came = (there, here) if is_turned else (here, there)
        yield from [LinePiece(LineChange.REMOVED, gone)] if gone else []
        yield from [LinePiece(LineChange.ADDED, came)] if came else []
