"""The columns that values stand in, in tables made of blanks.

Takes rows with their values below the same heads; a row that lacks values gets them in the columns
that the whole rows show. Where that is not sure, its values are typed ``UNPLACED``.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from govdisclosure.layout import TableKind
from govdisclosure.readers.blanks.heads import Columns
from govdisclosure.readers.blanks.labels import Row
from govdisclosure.readers.blanks.names import names_of
from govdisclosure.readers.blanks.words import Ends, Word
from govdisclosure.source import UNPLACED, Field

__all__ = ["place_values"]

#: No form has as many columns.
_MOST_COLUMNS = 40


def place_values(
    rows: Sequence[Row],
    heads: Columns,
    kind: TableKind,
    field: Callable[[Sequence[Word]], Field],
) -> None:
    """Give the values of rows that stand below the same heads their columns.

    Args:
        rows: The rows; each gets its fields.
        heads: The columns under the heads.
        kind: The kind of the table.
        field: Makes one field of words.
    """
    names = names_of(kind)
    usual = Counter(len(row.values) for row in rows if row.values)
    count = max(usual, key=lambda one: (usual[one], one), default=0)
    named = len(heads.ends)
    if usual[named] or (heads.is_known and named >= max(usual, default=0)):
        count = named
    columns = _columns_of([row for row in rows if row.values and len(row.values) == count])
    is_known = heads.is_known or named in names.widths
    if not columns and is_known and _are_under(heads.ends, rows):
        columns, count = heads.ends, named
    near_values = _near_values(rows)
    for at, row in enumerate(rows):
        row.fields = [field([value]) for value in row.values]
        if not row.values:
            own = row.labels[-1].token or ""
            is_usual = all(len(other.values) <= count and other.labels for other in near_values[at])
            if own in names.counts and len(columns) == count and is_known and is_usual:
                end = row.labels[-1].words[-1].end
                row.fields = [Field("", end, end) for _ in range(count)]
        elif len(row.values) < count:
            _place_short(row, columns, heads.ends)
        elif len(row.values) == count and not _is_whole(row, heads, kind):
            for one in row.fields:
                one.type = UNPLACED


def _near_values(rows: Sequence[Row]) -> list[list[Row]]:
    """Of each row, the rows around it and the next ones that have values, above and below."""
    near: list[list[Row]] = [[*rows[max(at - 1, 0) : at + 2]] for at in range(len(rows))]
    for order in (range(len(rows)), reversed(range(len(rows)))):
        last: list[Row] = []
        for at in order:
            near[at] += last
            last = [rows[at]] if rows[at].values else last
    return near


def _is_whole(row: Row, heads: Columns, kind: TableKind) -> bool:
    """Whether a row surely has all its values: as many as the form, or each under a head.

    Of the blocks of table two each has its own number of columns, so that the number proves
    nothing there unless the heads are just those of the row.
    """
    count, names = len(row.values), names_of(kind)
    if kind is not TableKind.PROACTIVE or len(heads.ends) != count:
        is_form = count in names.widths
    else:
        own = row.labels[-1].token if row.labels else None
        is_form = heads.tokens in names.columns.get(own or "", ())
    if is_form:
        return True
    return len(heads.ends) == count and _places_in(heads.ends, row.values) is not None


def _place_short(row: Row, columns: Sequence[Ends], heads: Sequence[Ends]) -> None:
    """Put the values of a row that lacks some into the columns that they stand in.

    Where the heads say otherwise than the rows that are whole, one of these was moved.
    """
    places = _places_in(columns, row.values)
    below = _places_in(heads, row.values) if len(heads) == len(columns) else None
    if places is None or not _is_sure(row, columns, places) or below not in (None, places):
        for field in row.fields:
            field.type = UNPLACED
        return
    fields: list[Field] = []
    at = row.values[0].start
    for place in range(len(columns)):
        if place in places:
            fields.append(row.fields[places.index(place)])
            at = fields[-1].end
        else:
            fields.append(Field("", at, at))
    row.fields = fields


def _columns_of(rows: Sequence[Row]) -> list[Ends]:
    """From where to where each column of values goes; empty where they run into each other."""
    usual = [
        (int(median(one.left for one in column)), int(median(one.right for one in column)))
        for column in zip(*(row.values for row in rows), strict=True)
    ]
    fitting = [row for row in rows if _places_in(usual, row.values) == list(range(len(usual)))]
    columns = [
        (min(one.left for one in column), max(one.right for one in column))
        for column in zip(*(row.values for row in fitting), strict=True)
    ]
    if any(one[1] >= two[0] for one, two in pairwise(columns)):
        return []
    return columns


def _is_sure(row: Row, columns: Sequence[Ends], places: Sequence[int]) -> bool:
    """Whether no values ran together, and no label pushed them out of their columns.

    Digits as many as the columns may be all values in one; a value that reaches up to an empty
    column may be two; a label that reaches over the first column may have pushed what follows.
    """
    if len(row.values) == 1 and len(row.values[0].text) >= len(columns):
        return False
    for place, value in zip(places, row.values, strict=True):
        before, behind = place - 1, place + 1
        if before >= 0 and before not in places and value.left < columns[before][1] + 2:
            return False
        if behind < len(columns) and behind not in places and value.right > columns[behind][0] - 2:
            return False
    return not row.stub or row.stub[-1].right < columns[0][0] or places[0] == 0


def _are_under(heads: Sequence[Ends], rows: Sequence[Row]) -> bool:
    """Whether each value begins or ends where a head does, or stands in the middle under it."""
    for row in rows:
        places = _places_in(heads, row.values)
        if places is None:
            return False
        for place, value in zip(places, row.values, strict=True):
            left, right = heads[place]
            is_middle = abs(left + right - value.left - value.right) <= 1
            if value.left != left and value.right != right and not is_middle:
                return False
    return True


def _places_in(columns: Sequence[Ends], values: Sequence[Word]) -> list[int] | None:
    """The column in which each value stands; None unless each stands in one of its own."""
    places: list[int] = []
    if len(columns) > _MOST_COLUMNS:
        return None
    for value in values:
        over = [
            at
            for at, (left, right) in enumerate(columns)
            if left < value.right and value.left < right
        ]
        if len(over) != 1 or (places and over[0] <= places[-1]):
            return None
        places += over
    return places
