"""Rows whose label a tool printed on the lines above and below their values.

A label of two lines stands beside values in the middle of their height, so that a tool that goes by
height prints its first line above them and its second below. Knows the labels of the forms; not
which row of a form a row is.
"""

from collections.abc import Iterator, Sequence

from govdisclosure.labels import NO_LABELS, labels_of
from govdisclosure.source import Field
from govdisclosure.tables.marks import UNMARKED, MarkedRow
from govdisclosure.text import CellState, read_printed

__all__ = ["gather"]


def gather(rows: Sequence[MarkedRow]) -> Iterator[MarkedRow]:
    """The rows, each of those that a label was printed around with that label, and whole again."""
    number = 0
    while number < len(rows):
        whole = _joined(*rows[number : number + 3]) if number + 2 < len(rows) else None
        yield whole or rows[number]
        number += 3 if whole else 1


def _joined(above: MarkedRow, values: MarkedRow, below: MarkedRow) -> MarkedRow | None:
    """The row that three rows are: the first line of a label, its values, the rest of it."""
    rows = (above, values, below)
    if len({(row.run, len(row.fields)) for row in rows}) > 1 or rows[0].dialect in UNMARKED:
        return None
    shown, numbers, rest = ([at for at, one in enumerate(row.fields) if one.text] for row in rows)
    if not shown or not numbers or shown[-1:] != rest or rest[0] >= numbers[0]:
        return None
    at = rest[0]
    if any(_is_words(values.fields[place]) for place in numbers):
        return None
    first, last = above.fields[at], below.fields[at]
    joined = first.text + last.text
    whole = labels_of(joined)
    if whole is NO_LABELS or labels_of(first.text) not in (NO_LABELS, whole):
        return None
    if labels_of(last.text) is not NO_LABELS:
        return None
    label = Field(joined, first.start, first.end)
    return values._replace(fields=(*above.fields[:at], label, *values.fields[at + 1 :]))


def _is_words(field: Field) -> bool:
    return read_printed(field.text).state is CellState.TEXT
