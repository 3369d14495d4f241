"""Columns of values: where they are on the lines, and which places of a form's row they are.

Takes words with their places, and heads, and says which columns the values of several lines form
and which places of the row these may be. Knows nothing of labels of rows, or of sums.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, product
from operator import attrgetter
from statistics import median_low
from typing import NamedTuple, TypeAlias

from govdisclosure.source import Field
from govdisclosure.tables.marks import MarkedRow
from govdisclosure.tables.spelling import Spelled, Word

__all__ = [
    "GAP",
    "Column",
    "Printed",
    "are_apart",
    "are_clear",
    "are_in_line",
    "are_under",
    "column_at",
    "columns_of",
    "marked_row",
    "places_under",
    "printed_columns",
    "with_blanks",
    "with_torn",
]

#: The minimum distance between columns.
GAP = 2
#: The maximum by which print may be out of line.
_IN_LINE = 1
#: The maximum number of columns half way between two heads; for these, sums decide.
_MOST_OPEN = 3


class Column(NamedTuple):
    """The extent of the values of a column, and how much their position varies in it."""

    left: int
    right: int
    #: The width of its widest value.
    width: int

    @property
    def drift(self) -> int:
        """How much the position of its values varies."""
        return self.right - self.left - self.width

    @property
    def middle(self) -> float:
        """The middle of it."""
        return (self.left + self.right) / 2


class Printed(NamedTuple):
    """The columns that a table prints, which need not be those of its form."""

    #: What is over each of them; empty if that is not certain.
    heads: Sequence[Spelled | Word]
    #: The place of each in the form's row, from left to right; None for one not in the form.
    order: Sequence[int | None]


def are_in_line(placed: Sequence[tuple[Word | Spelled, int]]) -> bool:
    """Whether each column has all its left edges, or all right edges, or all middles in line."""
    for edge in (attrgetter("left"), attrgetter("right"), attrgetter("middle")):
        by_place: dict[int, list[float]] = {}
        for one, place in placed:
            by_place.setdefault(place, []).append(edge(one))
        if all(max(found) - min(found) <= _IN_LINE for found in by_place.values()):
            return True
    return False


def columns_of(rows: Iterable[Sequence[Word]]) -> list[Column]:
    """The columns of rows of values; values that overlap, on whatever lines, are in one column.

    If no row fills all of them, and more than half of the rows have the same number of values, in
    line with each other, then rows that are shifted or run together do not add or join columns.
    """
    filled = [row for row in rows if row]
    columns = _without_touching(word for row in filled for word in row)
    counts = Counter(map(len, filled))
    count = max(counts, key=lambda count: counts[count], default=0)
    if len(columns) not in counts and count > 1 and 2 * counts[count] > len(filled):
        alike = [row for row in filled if len(row) == count]
        usual = [
            Column(median_low(one.left for one in own), median_low(one.right for one in own), 0)
            for own in zip(*alike, strict=True)
        ]
        fitting = [
            row for row in alike if [column_at(usual, one) for one in row] == [*range(count)]
        ]
        own = _without_touching(word for row in fitting for word in row)
        if len(own) == count and 2 * len(fitting) > len(filled):
            return own
    return columns


def _without_touching(values: Iterable[Word]) -> list[Column]:
    columns: list[Column] = []
    for word in sorted(values, key=lambda word: word.left):
        width = word.right - word.left
        if columns and word.left <= columns[-1].right:
            last = columns[-1]
            columns[-1] = Column(last.left, max(last.right, word.right), max(last.width, width))
        else:
            columns.append(Column(word.left, word.right, width))
    return columns


def column_at(columns: Sequence[Column], word: Word) -> int | None:
    """The number of the one column that a value is in or touches."""
    found = [
        at for at, one in enumerate(columns) if word.left <= one.right and one.left <= word.right
    ]
    return found[0] if len(found) == 1 else None


def are_apart(places: Sequence[Word | Spelled]) -> bool:
    """Whether there is more than one blank between neighbours."""
    return all(two.left - one.right >= GAP for one, two in pairwise(places))


def are_clear(heads: Sequence[Spelled | Word]) -> bool:
    """Whether heads are side by side, with more than one blank between their words on each line."""
    lines: dict[int, list[tuple[int, int, int]]] = {}
    for at, head in enumerate(heads):
        for word in head.words:
            lines.setdefault(word.line, []).append((word.left, word.right, at))
    return all(one.right <= two.left for one, two in pairwise(heads)) and all(
        one[-1] == two[-1] or two[0] - one[1] >= GAP
        for words in lines.values()
        for one, two in pairwise(sorted(words))
    )


def printed_columns(
    columns: Sequence[Column],
    heads: Sequence[Spelled],
    strange: Sequence[Word],
    wanted: Sequence[str],
) -> Printed | None:
    """Which columns are printed, by the heads over them; None if the heads are in another order.

    Args:
        columns: The columns of values.
        heads: The heads over them that are known.
        strange: Other words beside these.
        wanted: The tokens of the form's heads.
    """
    own = [
        word
        for word in strange
        if any(_touch(word, one) for one in columns) and not any(_touch(word, one) for one in heads)
    ]
    known = sorted(heads, key=lambda one: one.middle)
    every: list[Spelled | Word] = sorted((*heads, *own), key=attrgetter("middle"))
    places = (
        _form_places([one.token for one in known], wanted) if heads and are_clear(every) else None
    )
    if places is not None:
        is_whole = {*places} == {*range(len(wanted))}
        if is_whole and not own and len(known) == len(wanted):
            return Printed(known, places)
        if (is_whole or not own) and len(columns) <= len(every) and are_under(columns, every):
            left = iter(places)
            return Printed(every, [next(left) if one in known else None for one in every])
    is_by_number = _keep_order(heads, wanted) and (
        len(columns) != len(wanted)
        or len(heads) == len(wanted)
        or all([wanted[at] for at in _near(columns, head)[:1]] == [head.token] for head in heads)
    )
    return Printed((), range(len(wanted))) if is_by_number else None


def _form_places(tokens: Sequence[str], wanted: Sequence[str]) -> list[int] | None:
    """The place of each head in the form; None if it may have several.

    A head that is printed over each part of a merged column is found more than once.
    """
    if len({*wanted}) == len(wanted):
        parts = [token for token, _ in groupby(tokens)]
        is_once = len({*parts}) == len(parts)
        return [wanted.index(token) for token in tokens] if is_once else None
    first = _embedded(tokens, wanted)
    last = _embedded(tokens[::-1], wanted[::-1])
    return first if first == [len(wanted) - 1 - at for at in last[::-1]] else None


def _embedded(tokens: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """The first places at which *tokens* follow each other in *wanted*, until one does not."""
    places: list[int] = []
    for at, token in enumerate(wanted):
        if len(places) < len(tokens) and tokens[len(places)] == token:
            places.append(at)
    return places


def _keep_order(heads: Iterable[Spelled], wanted: Sequence[str]) -> bool:
    """Whether heads on one line are in the order of the form."""
    lines: dict[int, list[Spelled]] = {}
    for head in heads:
        lines.setdefault(head.first, []).append(head)
    return all(
        [one.token for one in sorted(line, key=lambda head: head.left)]
        == sorted((one.token for one in line), key=wanted.index)
        for line in lines.values()
    )


def places_under(
    columns: Sequence[Column], heads: Sequence[Spelled | Word], count: int
) -> Iterator[Sequence[int]]:
    """The places that columns may have: by their number, or by the heads that they are close to.

    A column half way between two heads may be under either. One blank does not separate columns.
    """
    if any(two.left - one.right < GAP for one, two in pairwise(columns)):
        return
    if len(columns) == count:
        yield range(count)
    elif heads and len(columns) < count:
        near = [_near(heads, column) for column in columns]
        if sum(len(places) > 1 for places in near) <= _MOST_OPEN:
            for places in product(*near):
                if all(one < two for one, two in pairwise(places)):
                    yield places


_Placed: TypeAlias = Column | Spelled | Word


def _touch(one: _Placed, other: _Placed) -> bool:
    return one.left < other.right and other.left < one.right


def _near(ones: Sequence[_Placed], other: _Placed) -> list[int]:
    """The only one over or under the other; otherwise the nearest, or the two that it is between.

    None of them if it is beside them all and not close to the last: they may be out of place.
    """
    found = [at for at, one in enumerate(ones) if _touch(one, other)]
    if len(found) == 1 or len(ones) < 2:  # noqa: PLR2004 - no two to choose from
        return found or [0]
    (gap, place), (next_gap, next_place), *_ = sorted(
        (abs(one.middle - other.middle), at) for at, one in enumerate(ones)
    )
    distance = abs(ones[place].middle - ones[next_place].middle)
    if next_gap > distance:
        return [place] if 2 * gap <= distance else []
    return [place] if 2 * gap <= next_gap else [place, next_place]


def are_under(columns: Sequence[Column], heads: Sequence[Spelled | Word]) -> bool:
    """Whether each column is under its own head; fewer columns than heads must be clearly so."""
    own = [_near(heads, column) for column in columns] if heads else []
    if len(columns) == len(heads):
        return [places[:1] for places in own] == [[at] for at in range(len(heads))]
    is_certain = all(len(places) == 1 for places in own)
    return is_certain and all(one < two for one, two in pairwise(own))


def marked_row(words: Iterable[Word]) -> MarkedRow:
    """Words as a row of fields."""
    fields = (word.field for word in words)
    return MarkedRow(tuple(sorted(fields, key=lambda field: field.start)), "places", -1)


def with_blanks(
    values: Sequence[Word], places: Sequence[int], printed: Printed, count: int, end: int
) -> tuple[Field | None, ...]:
    """A field for each cell of a row that ends its label at *end*; an empty one for a blank.

    None for a cell whose column is not printed, whose value is torn, or which has different values
    in several places.
    """
    by_place: dict[int, Word] = {}
    torn = {*range(count)} - {*printed.order}
    for word, column in zip(values, places, strict=True):
        place = printed.order[column]
        if place is not None:
            is_same = by_place.setdefault(place, word).text == word.text
            torn |= {place} if word.is_torn or not is_same else set()
    fields: list[Field | None] = []
    for place in range(count):
        field = by_place[place].field if place in by_place else Field("", end, end)
        fields.append(field if place not in torn else None)
        end = max(end, field.end)
    return tuple(fields)


def with_torn(values: Sequence[Word], columns: Sequence[Column]) -> list[Word]:
    """The values of a row, joining the only two in one column with a single blank between them."""
    places = [column_at(columns, word) for word in values]
    pairs = [
        at
        for at, (one, two) in enumerate(pairwise(values))
        if one.right + 1 == two.left and places[at] == places[at + 1] is not None
    ]
    if len(pairs) != 1:
        return [*values]
    (at,) = pairs
    one, two = values[at : at + 2]
    torn = one._replace(text=f"{one.text} {two.text}", end=two.end, right=two.right)
    return [*values[:at], torn, *values[at + 2 :]]
