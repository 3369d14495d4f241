"""Columns of values: where they are on the lines, and which places of a form's row they are.

Takes words with their places, and heads, and says which columns the values of several lines make
and which places of the row these can be. Knows nothing of labels of rows, or of sums.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from operator import attrgetter
from typing import NamedTuple

from govdisclosure.source import Field
from govdisclosure.tables.marks import MarkedRow
from govdisclosure.tables.spelling import Spelled, Word

__all__ = [
    "GAP",
    "Column",
    "are_apart",
    "are_in_line",
    "are_under",
    "column_at",
    "columns_of",
    "in_order",
    "marked_row",
    "places_under",
    "with_blanks",
]

#: Columns are at least so far apart.
GAP = 2
#: Print is in line though it moves by so many columns.
_IN_LINE = 1
#: So many columns may be half way between two heads, for sums to choose.
_MOST_OPEN = 3


class Column(NamedTuple):
    """From where to where the values of a column are, and how far they move in it."""

    left: int
    right: int
    #: The width of its widest value.
    width: int

    @property
    def drift(self) -> int:
        """How far its values move."""
        return self.right - self.left - self.width

    @property
    def middle(self) -> float:
        """The middle of it."""
        return (self.left + self.right) / 2


def are_in_line(placed: Sequence[tuple[Word | Spelled, int]]) -> bool:
    """Whether all of each column begin, or all end, or all have their middle in line."""
    for edge in (attrgetter("left"), attrgetter("right"), attrgetter("middle")):
        by_place: dict[int, list[float]] = {}
        for one, place in placed:
            by_place.setdefault(place, []).append(edge(one))
        if all(max(found) - min(found) <= _IN_LINE for found in by_place.values()):
            return True
    return False


def columns_of(values: Iterable[Word]) -> list[Column]:
    """The columns of values, where no two touch on whichever lines."""
    columns: list[Column] = []
    for word in sorted(values, key=lambda word: word.left):
        width = word.right - word.left
        if columns and word.left <= columns[-1].right:
            last = columns[-1]
            columns[-1] = Column(last.left, max(last.right, word.right), max(last.width, width))
        else:
            columns.append(Column(word.left, word.right, width))
    return columns


def column_at(columns: Sequence[Column], word: Word) -> int:
    """The number of the column that a value is in."""
    return bisect([column.left for column in columns], word.left) - 1


def are_apart(places: Sequence[Word | Spelled]) -> bool:
    """Whether more than one blank parts what is beside each other."""
    return all(two.left - one.right >= GAP for one, two in pairwise(places))


def in_order(heads: Sequence[Spelled], wanted: Sequence[str]) -> list[Spelled]:
    """The heads from left to right, if these are all that are wanted, in the order of the form.

    Heads that one blank parts are words one after the other, and not above any column.
    """
    found = sorted(heads, key=lambda one: one.middle)
    return found if are_apart(found) and [one.token for one in found] == [*wanted] else []


def places_under(
    columns: Sequence[Column], heads: Sequence[Spelled], count: int
) -> Iterator[Sequence[int]]:
    """The places that columns may have: by their number, or by the heads that they are near to.

    A column half way between two heads may be under either. One blank parts words and no columns.
    """
    if any(two.left - one.right < GAP for one, two in pairwise(columns)):
        return
    if len(columns) == count:
        yield range(count)
    elif heads and len(columns) < count:
        near: list[list[int]] = []
        for column in columns:
            (gap, place), (next_gap, next_place), *_ = _gaps(column, heads)
            near.append([place] if 2 * gap <= next_gap else [place, next_place])
        if sum(len(places) > 1 for places in near) <= _MOST_OPEN:
            for places in product(*near):
                if all(one < two for one, two in pairwise(places)):
                    yield places


def _gaps(column: Column, heads: Sequence[Spelled]) -> list[tuple[float, int]]:
    """How far each head is from a column, the nearest first."""
    return sorted((abs(head.middle - column.middle), at) for at, head in enumerate(heads))


def are_under(columns: Sequence[Column], heads: Sequence[Spelled]) -> bool:
    """Whether the nearest head of each column is its own."""
    return bool(heads) and all(
        _gaps(column, heads)[0][1] == place for place, column in enumerate(columns)
    )


def marked_row(words: Iterable[Word]) -> MarkedRow:
    """Words as a row of fields."""
    fields = (word.field for word in words)
    return MarkedRow(tuple(sorted(fields, key=lambda field: field.start)), "places", -1)


def with_blanks(
    by_place: Mapping[int, Word], count: int, label: Spelled | None = None
) -> tuple[Field, ...]:
    """A field for each cell of a row; an empty one where it has no value."""
    end = label.words[-1].end if label else min(word.start for word in by_place.values())
    values: list[Field] = []
    for place in range(count):
        word = by_place.get(place)
        values.append(word.field if word else Field("", end, end))
        end = word.end if word else end
    return tuple(values)
