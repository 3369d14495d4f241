"""Two sequences side by side: the runs in which they agree, and those in which they do not.

Takes words or lines. Whatever repeats in them, time stays bounded: where every pair would be too
much work, what is in both only once is matched first, and what is still too much is not matched.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

__all__ = ["Run", "runs"]

#: How much work is taken on at once: the pairs of equal items times the shorter sequence.
_MOST_WORK = 200_000


class Run(NamedTuple):
    """A run of both sequences; one of them may have nothing in it."""

    old: slice
    new: slice
    is_same: bool


def runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """All of both sequences in order.

    Example:
        >>> [(run.is_same, "ab-cd"[run.old], "abxcd"[run.new]) for run in runs("ab-cd", "abxcd")]
        [(True, 'ab', 'ab'), (False, '-', 'x'), (True, 'cd', 'cd')]
    """
    at, to = 0, 0
    for start, first, size in _merged(_matches(old, new)):
        if (at, to) != (start, first):
            yield Run(slice(at, start), slice(to, first), is_same=False)
        if size:
            yield Run(slice(start, start + size), slice(first, first + size), is_same=True)
        at, to = start + size, first + size


#: Where equal items begin in both sequences, and how many there are.
_Match = tuple[int, int, int]


def _merged(matches: Iterator[_Match]) -> Iterator[_Match]:
    """The matches, those without a gap between them in one."""
    held: _Match = (0, 0, 0)
    for start, first, size in matches:
        if (start, first) == (held[0] + held[2], held[1] + held[2]):
            held = (held[0], held[1], held[2] + size)
            continue
        if held[2]:
            yield held
        held = (start, first, size)
    yield held


def _matches(old: Sequence[str], new: Sequence[str]) -> Iterator[_Match]:
    """What both have in common, in order; an empty match is at the end."""
    ends = (len(old), len(new))
    anchors = [] if _is_little(old, new) else _anchors(old, new)
    at, to = 0, 0
    for start, first in (*anchors, ends):
        for match in _between(old[at:start], new[to:first]):
            yield at + match[0], to + match[1], match[2]
        size = int((start, first) != ends)
        yield start, first, size
        at, to = start + size, first + size


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[_Match]:
    """What a part of both has in common: its beginning, its end, and what is between if little."""
    shorter = min(len(old), len(new))
    head = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    rest = range(1, shorter - head + 1)
    tail = next((place - 1 for place in rest if old[-place] != new[-place]), len(rest))
    yield 0, 0, head
    inner, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if _is_little(inner, other):
        matcher = SequenceMatcher(None, inner, other, autojunk=False)
        for start, first, size in matcher.get_matching_blocks():
            yield head + start, head + first, size
    yield len(old) - tail, len(new) - tail, tail


def _is_little(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether every pair of equal items may be looked at."""
    counts, others = Counter(old), Counter(new)
    pairs = sum(count * others[item] for item, count in counts.items())
    return pairs * min(len(old), len(new)) <= _MOST_WORK


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The most items in the same order that both have once, by their places in both."""
    counts, others = Counter(old), Counter(new)
    places = {item: place for place, item in enumerate(new) if others[item] == 1}
    pairs = [
        (start, places[item])
        for start, item in enumerate(old)
        if counts[item] == 1 and item in places
    ]
    # the longest rising sequence: the least end of one of each length, and what came before it
    ends: list[int] = []
    before: list[int | None] = []
    chosen: list[int] = []
    for number, (_, first) in enumerate(pairs):
        length = bisect_left(ends, first)
        before.append(chosen[length - 1] if length else None)
        ends[length : length + 1] = [first]
        chosen[length : length + 1] = [number]
    found: list[tuple[int, int]] = []
    last = chosen[-1] if chosen else None
    while last is not None:
        found.append(pairs[last])
        last = before[last]
    return found[::-1]
