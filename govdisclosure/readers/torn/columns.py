"""Torn tables whose values stand column by column, in bands of rows.

Takes the words of a table of seven columns and finds every way to read the values in bands of
rows, each column by column, that the sums of the form and the places of the labels allow; where
there is just one, it is proven.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from govdisclosure.readers.torn.sequence import Torn, number_of
from govdisclosure.tables.words import Word

__all__ = ["by_columns", "is_only_order"]

#: With so many ways to read the first rows nothing more is looked for.
_MOST_WAYS = 24
#: Table three has so many columns of values.
_COLUMNS = 7
#: Of so many numbers of a table one is no zero, where sums alone prove an order by columns.
_DENSE = 3


def by_columns(table: Torn) -> Sequence[Word] | None:
    """The values column by column within bands of rows, where just one such reading holds."""
    if not table.has_rows_in_order():
        return None
    plain, sliced = _bands(table), _bands(table, is_sliced=True)
    if plain is None or sliced is None or not _is_only_one([*plain, *sliced]):
        return None
    way = (plain or sliced)[0]
    return way if _is_dense(table, way) else None


def is_only_order(table: Torn) -> bool:
    """Whether no order in bands would give other values than row by row, and keep the sums."""
    ways = _bands(table)
    return ways is not None and _is_only_one([*ways, table.values])


def _is_only_one(ways: Sequence[Sequence[Word]]) -> bool:
    return len({tuple(word.text for word in way) for way in ways}) == 1


def _is_dense(table: Torn, values: Sequence[Word]) -> bool:
    """Whether sums of so many numbers hold that no other order is likely to keep them.

    Where zeros prevail, the sums over received and handled requests must hold too.
    """
    numbers = [number_of(word) for word in values]
    if sum(map(bool, numbers)) * _DENSE >= len(numbers):
        return True
    return table.holds(values, is_whole=True)


def _bands(table: Torn, *, is_sliced: bool = False) -> list[Sequence[Word]] | None:
    """The ways to read the values in bands of rows, each column by column, that keep the sums.

    Ways that give the same values are one; None where they are too many to tell.

    Args:
        table: The words.
        is_sliced: Whether neighbouring columns of a band may be cut at a row once more, their
            upper rows standing before their lower ones; there are two bands at most then.
    """
    values, count = table.values, len(table.lines)
    numbers = [number_of(word) for word in values]
    risen = _risen(table) if is_sliced else (0, 0)
    ways: list[dict[tuple[str, ...], list[Word]]] = [{} for _ in range(count + 1)]
    ways[0][()] = []
    for start in range(count):
        for stop in range(start + 1, count + 1):
            if not ways[start] or (is_sliced and start and stop < count):
                continue
            for slices in _slices(start, stop, risen, is_sliced=is_sliced):
                order = slices.order(numbers)
                if order is None or not _agree(table, slices):
                    continue
                words = [values[at] for at in order]
                texts = tuple(word.text for word in words)
                for before, own in ways[start].items():
                    ways[stop].setdefault((*before, *texts), [*own, *words])
                if len(ways[stop]) > _MOST_WAYS:
                    return None
    return [way for way in ways[count].values() if table.holds(way)]


class _Slices(NamedTuple):
    """A band of rows whose columns stand one behind the other, in groups.

    Of a group of several columns the rows above the cut stand before those below it. Where heads
    were torn off with the first row, neighbouring columns have its values in front.
    """

    start: int
    stop: int
    #: The row, counted from the band's first, at which groups are cut; the number of rows for none,
    #: and 0 where the values of a group stand row by row.
    cut: int
    #: Of each column, the first of its group and how many there are in it.
    groups: tuple[tuple[int, int], ...]
    #: The first of the columns whose values of the first row stand in front, and how many.
    risen: tuple[int, int]

    def place(self, row: int, column: int) -> int:
        """Where the value of a row of the band, and of a column, stands among all values."""
        first, width = self.groups[column]
        size, at = self.stop - self.start, column - first
        base = self.start * _COLUMNS + first * size
        if self.cut == 0:
            return base + row * width + at
        if row >= self.cut:
            return base + width * self.cut + at * (size - self.cut) + row - self.cut
        left, count = self.risen
        if not left <= column < left + count:
            return base + at * self.cut + row
        base += (left - first) * self.cut
        if row == 0:
            return base + column - left
        return base + count + (column - left) * (self.cut - 1) + row - 1

    def end_of_label(self, row: int) -> int:
        """How many values stand in front of the label of a row at most."""
        size = self.stop - self.start
        if size == 1 or self.cut == 0:
            return self.place(row, self.groups[0][1] - 1 if size > 1 else _COLUMNS - 1) + 1
        return self.place((self.cut if row < self.cut else size) - 1, 0) + 1

    def order(self, numbers: Sequence[int | Decimal]) -> list[int] | None:
        """The order of the band's values row by row; None where a row does not add up."""
        order: list[int] = []
        for row in range(self.stop - self.start):
            places = [self.place(row, column) for column in range(_COLUMNS)]
            if sum(numbers[at] for at in places[:-1]) != numbers[places[-1]]:
                return None
            order += places
        return order


def _slices(start: int, stop: int, risen: tuple[int, int], *, is_sliced: bool) -> Iterator[_Slices]:
    """The ways in which the columns of a band may be grouped and cut."""
    size = stop - start
    alone, *others = _column_groups()
    yield _Slices(start, stop, size, alone, (0, 0))
    first, count = risen if start == 0 else (0, 0)
    whole = ((0, _COLUMNS),) * _COLUMNS
    if count:
        yield _Slices(start, stop, size, whole, risen)
    for cut in range(size) if is_sliced else ():
        for groups in others:
            yield _Slices(start, stop, cut, groups, (0, 0))
            if count and groups[first] == groups[first + count - 1]:
                yield _Slices(start, stop, cut, groups, risen)


@cache
def _column_groups() -> tuple[tuple[tuple[int, int], ...], ...]:
    """The ways to part the columns of table three in groups, each column by itself first.

    Each column has the first of its group and the number of columns in it.
    """
    found = []
    for joined in product((False, True), repeat=_COLUMNS - 1):
        ends = [0, *(at for at, one in enumerate(joined, start=1) if not one), _COLUMNS]
        groups = [(one, two - one) for one, two in pairwise(ends)]
        found.append(tuple(group for group in groups for _ in range(group[1])))
    return tuple(found)


#: The heads over the columns of table three that no other label looks like.
_HEADS = ("NATURAL_PERSON", "ENTERPRISE", "RESEARCH", "PUBLIC_INTEREST", "LEGAL_SERVICE")


def _heads(table: Torn) -> dict[int, int]:
    """How many values stand before the head of a column, where it stands among the values."""
    return {
        _HEADS.index(token): count
        for count, token in reversed(table.labels)
        if token in _HEADS and 0 < count < len(table.values)
    }


def _risen(table: Torn) -> tuple[int, int]:
    """The columns whose heads stand among the values, each with just one value behind it."""
    heads = _heads(table)
    for column in sorted(heads):
        count = 1
        while heads.get(column + count) == heads[column] + count:
            count += 1
        if count > 1:
            return column, count
    return 0, 0


def _agree(table: Torn, slices: _Slices) -> bool:
    """Whether the labels agree with a band of rows: none stands behind its own values.

    Column by column a label stands before the second column; a head stands before its own column
    and behind the beginning of the one to its left. Labels behind all values say nothing.
    """
    start, stop = slices.start, slices.stop
    for count, token in table.labels:
        row = table.row_of.get(token, -1)
        is_told = start <= row < stop and count < len(table.values)
        if is_told and count > slices.end_of_label(row - start):
            return False
    if start == 0 and stop > 1:
        for column, count in _heads(table).items():
            is_late = count > slices.place(0, column)
            if is_late or (column and count <= slices.place(0, column - 1)):
                return False
    return True
