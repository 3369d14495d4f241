"""The lines in which two texts differ, paired where one was changed into the other.

Takes lines and gives pairs of lines, and of two lines the pieces that differ; blanks never count.
The result for two texts the other way round is the same with both sides exchanged, for a pair is
always compared in one order. Long texts are compared more coarsely, so that time stays bounded.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum

from attrs import evolve, frozen

from govdisclosure.text import squeeze

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
        return tuple(_pieces(self.old, self.new))


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
    for tag, start, end, first, last in _matches(keys, others):
        here, there = old[start:end], new[first:last]
        same = map(LineDiff, here, there)
        found += same if tag == "equal" else _paired(here, there)
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


#: Up to how many pairs of lines, or of words, every one is compared.
_MOST_PAIRS = 1_000_000
#: Up to how many pairs of lines of a changed passage are tried, and up to what length.
_MOST_TRIED, _LONGEST_TRIED = 400, 2_000
#: What share of its words a line has in common with the one that it was changed into.
_LIKE = 0.5
_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[A-Za-z]+|.", re.DOTALL)


def _matches(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    # what occurs very often is passed over in long texts, or time would be quadratic
    is_long = len(old) * len(new) > _MOST_PAIRS
    return SequenceMatcher(None, old, new, autojunk=is_long).get_opcodes()


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[LineDiff]:
    """The lines of a passage, each beside the next one that is like it."""
    at = 0
    is_tried = len(old) * len(new) <= _MOST_TRIED
    for line in old:
        places = range(at, len(new)) if is_tried else ()
        found = next((place for place in places if _is_like(line, new[place])), None)
        if found is None:
            yield LineDiff(line, None)
            continue
        yield from (LineDiff(None, one) for one in new[at:found])
        yield LineDiff(line, new[found])
        at = found + 1
    yield from (LineDiff(None, one) for one in new[at:])


def _is_like(old: str, new: str) -> bool:
    if max(len(old), len(new)) > _LONGEST_TRIED:
        return old[:_LONGEST_TRIED] == new[:_LONGEST_TRIED]
    one, two = sorted((squeeze(old), squeeze(new)))  # in one order, so that both ways agree
    match = SequenceMatcher(None, one, two, autojunk=False)
    return match.real_quick_ratio() >= _LIKE <= match.ratio()


def _pieces(old: str, new: str) -> Iterator[LinePiece]:
    if old > new:  # in one order, so that both ways agree
        yield from _by_side([_turned(one) for one in _pieces(new, old)])
        return
    words, others = _WORD.findall(old), _WORD.findall(new)
    found: list[LinePiece] = []
    for tag, start, end, first, last in _matches(words, others):
        gone, came = "".join(words[start:end]), "".join(others[first:last])
        if tag == "equal":
            found.append(LinePiece(LineChange.SAME, came))
        else:
            found += [LinePiece(LineChange.REMOVED, gone)] if gone else []
            found += [LinePiece(LineChange.ADDED, came)] if came else []
    yield from found


def _turned(one: LinePiece) -> LinePiece:
    turned = {LineChange.ADDED: LineChange.REMOVED, LineChange.REMOVED: LineChange.ADDED}
    return evolve(one, change=turned.get(one.change, one.change))


def _by_side(pieces: list[LinePiece]) -> Iterator[LinePiece]:
    """The pieces, one that was removed before the one that came in its place."""
    held: LinePiece | None = None
    for one in pieces:
        if held is not None and one.change is not LineChange.REMOVED:
            yield held
            held = None
        if one.change is LineChange.ADDED:
            held = one
            continue
        yield one
        if held is not None:
            yield held
            held = None
    if held is not None:
        yield held
