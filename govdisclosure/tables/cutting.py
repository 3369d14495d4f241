"""Cut digits that ran together in the one way that the form's sums allow.

Takes runs of digits and how many numbers they should be; gives the cuts that keep the sums, up to a
maximum. The search does not enumerate all cuts: it visits each place once, splits sums in two
halves, stops when there are too many, and excludes numbers longer than any count, so a run of
thousands of digits is cheap.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from typing import NamedTuple, TypeAlias

from govdisclosure.forms.layout import Balance, Line
from govdisclosure.source import Field

__all__ = [
    "MOST_CUTS",
    "Cut",
    "Group",
    "cut_digits",
    "fields_of_cut",
    "prints_noughts",
    "settle",
]

#: No organ counts a thousand million of anything.
_MOST_DIGITS = 9
#: The search stops at this number of cuts, so there may be others.
MOST_CUTS = 32

#: The minimum number of zeros among the counts of a row that show that it prints zeros; digits with
#: blank cells between them are hardly ever cut like this by chance.
_FEWEST_NOUGHTS = 3
#: The maximum number of ways to cut the rows of one sum that are tried together.
_MOST_WAYS = 4096

#: The numbers that digits are cut into.
Cut: TypeAlias = tuple[str, ...]


class Group(NamedTuple):
    """Numbers that are printed next to each other."""

    size: int
    #: Whether the last of them is the sum of the others.
    has_total: bool


def cut_digits(pieces: Sequence[str], groups: Sequence[Group]) -> tuple[Cut, ...]:
    """Cut *pieces* into the numbers of *groups*, in every way that keeps the sums.

    No number extends over two pieces, has a leading zero, or has more than nine digits.

    Args:
        pieces: Runs of ASCII digits in print order; each holds whole numbers.
        groups: The numbers to find, in print order.

    Returns:
        The cuts that keep the sums, at most :data:`MOST_CUTS` of them.

    Example:
        >>> cut_digits(["21710000218"], [Group(7, has_total=True)])
        (('217', '1', '0', '0', '0', '0', '218'),)
        >>> cut_digits(["1011"], [Group(3, has_total=False)])
        (('1', '0', '11'), ('10', '1', '1'))
    """
    count = sum(group.size for group in groups)
    length = sum(map(len, pieces))
    if not count <= length <= count * _MOST_DIGITS or len(pieces) > count:
        return ()
    return tuple(_Cutter(pieces, groups).cuts(0, 0))


class _Cutter:
    """Finds cuts from left to right; remembers the results for each place."""

    def __init__(self, pieces: Sequence[str], groups: Sequence[Group]) -> None:
        self.text = "".join(pieces)
        self.groups = groups
        #: For each offset, the end of the piece that holds it.
        self.ends: list[int] = []
        for piece in pieces:
            self.ends += [len(self.ends) + len(piece)] * len(piece)
        self.known: dict[tuple[int, int], list[Cut]] = {}
        self.known_sums: dict[tuple[int, int, int], dict[int, list[Cut]]] = {}

    def cuts(self, start: int, number: int) -> list[Cut]:
        """Ways to cut what begins at *start* into the groups from *number* on."""
        if number == len(self.groups):
            return [()] if start == len(self.text) else []
        found = self.known.get((start, number))
        if found is None:
            group = self.groups[number]
            find = self._with_total if group.has_total else self._without_total
            found = self.known[start, number] = find(start, number)
        return found

    def _with_total(self, start: int, number: int) -> list[Cut]:
        """Ways in which the last number of the group is the sum of those before it."""
        found: list[Cut] = []
        parts = self.groups[number].size - 1
        rest = sum(group.size for group in self.groups[number + 1 :])
        for place in range(start + parts, len(self.text) - rest):
            for end in self._number_ends(place):
                tails = self.cuts(end, number + 1)
                if not tails:
                    continue
                total = int(self.text[place:end])
                for head in self._parts(start, place, parts, total):
                    found += [(*head, self.text[place:end], *tail) for tail in tails]
                    if len(found) >= MOST_CUTS:
                        return found[:MOST_CUTS]
        return found

    def _without_total(self, start: int, number: int) -> list[Cut]:
        """Ways to cut off as many numbers as the group has."""
        heads: list[tuple[int, Cut]] = [(start, ())]
        for _ in range(self.groups[number].size):
            longer: dict[int, list[Cut]] = {}
            for at, head in heads:
                for end in self._number_ends(at):
                    ways = longer.setdefault(end, [])
                    if len(ways) < MOST_CUTS:
                        ways.append((*head, self.text[at:end]))
            heads = [(end, way) for end, ways in longer.items() for way in ways]
        found = [(*head, *tail) for end, head in heads for tail in self.cuts(end, number + 1)]
        return found[:MOST_CUTS]

    def _parts(self, start: int, end: int, count: int, total: int) -> list[Cut]:
        """Ways to cut ``[start, end)`` into *count* numbers that add up to *total*."""
        found: list[Cut] = []
        if not count <= end - start <= count * len(str(total)):
            return found
        half = count // 2
        for middle in range(start + half, end - (count - half) + 1):
            right = self._sums(middle, end, count - half)
            for value, heads in self._sums(start, middle, half).items():
                found += [head + tail for head in heads for tail in right.get(total - value, ())]
            if len(found) >= MOST_CUTS:
                break
        return found[:MOST_CUTS]

    def _sums(self, start: int, end: int, count: int) -> Mapping[int, list[Cut]]:
        """Ways to cut ``[start, end)`` into *count* numbers, by the sum of these."""
        if count == 0:
            return {0: [()]} if start == end else {}
        found = self.known_sums.get((start, end, count))
        if found is None:
            found = {}
            for stop in self._number_ends(start):
                words = self.text[start:stop]
                for value, tails in self._sums(stop, end, count - 1).items():
                    ways = found.setdefault(int(words) + value, [])
                    ways += [(words, *tail) for tail in tails[: MOST_CUTS - len(ways)]]
            self.known_sums[start, end, count] = found
        return found

    def _number_ends(self, start: int) -> range:
        """Where a number that begins at *start* may end."""
        if start >= len(self.text):
            return range(0)
        longest = 1 if self.text[start] == "0" else _MOST_DIGITS
        return range(start + 1, min(start + longest, self.ends[start]) + 1)


def fields_of_cut(pieces: Iterable[Field], cut: Cut) -> Iterator[Field]:
    """The numbers of a cut as fields, each where its digits are."""
    numbers = iter(cut)
    for piece in pieces:
        at = piece.start
        while at < piece.start + len(piece.text):
            words = next(numbers)
            yield Field(words, at, at + len(words))
            at += len(words)


def settle(
    balances: Sequence[Balance],
    known: Mapping[tuple[str, str], int | Decimal | None],
    ways: Mapping[Line, Sequence[Cut]],
) -> dict[Line, Cut]:
    """Let sums over rows decide between the cuts that the sums within rows allow.

    A row is left out unless exactly one of its cuts is left. Where a sum with such rows cannot
    hold, the report is mistaken or a row has blank cells: then sums decide nothing, and the rows
    that may be why are left out, too. If the sums of one column alone cannot hold, as after one
    mistake, those stay that have a count there and print noughts: digits cut in the wrong place
    would fail in two columns, or have lost a count in this one.

    Args:
        balances: The sums of the form.
        known: The number in each cell that was read without a cut; None for a blank or a mark.
        ways: The ways to cut each row whose digits ran together, at least one.
    """
    sums = _Sums(balances, known, ways)
    left = sums.narrowed()
    settled = {line: cuts[0] for line, cuts in left.items() if len(cuts) == 1}
    failing = sums.failing(left)
    if not failing:
        return settled
    columns = {column for one in failing for _, column in _places(one.balance)}
    columns -= {line.cells[-1][1] for line in ways}
    places = {place for one in failing for place in _places(one.balance)}
    suspects = {line for one in failing for line in sums.suspects(one, left)}
    return {
        line: cut
        for line, cut in settled.items()
        if len(ways[line]) == 1
        and (
            line not in suspects
            or (len(columns) <= 1 and prints_noughts(cut) and _has_count(line, cut, places))
        )
    }


def _has_count(line: Line, cut: Cut, places: Collection[tuple[str, str]]) -> bool:
    """Whether a row has a count in any of the places."""
    cells = zip(line.cells, cut, strict=True)
    return any(words != "0" for place, words in cells if place in places)


def prints_noughts(cut: Cut) -> bool:
    """Whether a cut has so many zeros that its row does not leave cells blank for zero.

    Example:
        >>> prints_noughts(("1", "0", "11", "0", "0", "0", "12"))
        True
    """
    return cut.count("0") >= _FEWEST_NOUGHTS


class _Sum(NamedTuple):
    """One sum of the form with rows that can be cut."""

    balance: Balance
    lines: Sequence[Line]
    #: 1 where cells on its left are unread, -1 on its right, 0 where all are read. Counts are not
    #: negative, so that such a sum bounds its other side.
    unread: int


class _Sums:
    """The sums of a table that say something of the rows that can be cut."""

    def __init__(
        self,
        balances: Sequence[Balance],
        known: Mapping[tuple[str, str], int | Decimal | None],
        ways: Mapping[Line, Sequence[Cut]],
    ) -> None:
        self.known = known
        self.ways = ways
        self.sums: list[_Sum] = []
        line_of = {place: line for line in ways for place in line.cells}
        cells = known.keys() | line_of.keys()
        for balance in balances:
            lines = dict.fromkeys(line_of[at] for at in _places(balance) if at in line_of)
            left, right = cells.issuperset(balance.left), cells.issuperset(balance.right)
            if lines and (left or right):
                self.sums.append(_Sum(balance, list(lines), right - left))

    def narrowed(self) -> dict[Line, Sequence[Cut]]:
        """The ways in which each of the sums holds that are read; all ways where none does."""
        left = dict(self.ways)
        is_open = True
        while is_open:
            is_open = False
            for one in self.sums:
                kept = None if one.unread else self._kept(one, left)
                if not kept:
                    continue
                for number, line in enumerate(one.lines):
                    cuts = list(dict.fromkeys(way[number] for way in kept))
                    is_open |= len(cuts) < len(left[line])
                    left[line] = cuts
        return left

    def failing(self, left: Mapping[Line, Sequence[Cut]]) -> list[_Sum]:
        """The sums that hold in none of the ways, unless there are too many to tell."""
        return [one for one in self.sums if self._kept(one, left) == []]

    def suspects(self, one: _Sum, left: Mapping[Line, Sequence[Cut]]) -> Iterator[Line]:
        """The rows that may be why a sum fails: all but those of noughts alone.

        On the side that is too large a nought is no reason either.
        """
        signs = {difference > 0 for _, difference in self._differences(one, left)}
        too_large = one.balance.left if signs == {True} else one.balance.right
        for line in one.lines:
            is_larger = len(signs) == 1 and not set(too_large).isdisjoint(line.cells)
            if _has_count(line, left[line][0], too_large if is_larger else line.cells):
                yield line

    def _kept(self, one: _Sum, left: Mapping[Line, Sequence[Cut]]) -> list[tuple[Cut, ...]] | None:
        """The ways to cut the rows of one sum in which it can hold; None if there are too many."""
        if prod(len(left[line]) for line in one.lines) > _MOST_WAYS:
            return None
        return [
            way
            for way, difference in self._differences(one, left)
            if not difference or difference * one.unread < 0
        ]

    def _differences(
        self, one: _Sum, left: Mapping[Line, Sequence[Cut]]
    ) -> Iterator[tuple[tuple[Cut, ...], int | Decimal]]:
        """Each way to cut the rows of one sum, and by how much its left side is larger then."""
        ways = {line: left[line] for line in one.lines}
        side = dict.fromkeys(one.balance.left, 1) | dict.fromkeys(one.balance.right, -1)
        cut_cells = {place for line in ways for place in line.cells}
        rest = sum(
            sign * (self.known.get(place) or 0)
            for place, sign in side.items()
            if place not in cut_cells
        )
        shares = [
            [
                (
                    cut,
                    sum(
                        side.get(place, 0) * int(part)
                        for place, part in zip(line.cells, cut, strict=True)
                    ),
                )
                for cut in cuts
            ]
            for line, cuts in ways.items()
        ]
        for way in product(*shares):
            yield tuple(cut for cut, _ in way), rest + sum(share for _, share in way)


def _places(balance: Balance) -> tuple[tuple[str, str], ...]:
    return (*balance.left, *balance.right)
