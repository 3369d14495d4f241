"""Rows whose labels a tool printed on several lines.

A label of two lines is centred beside its values, so that a tool that goes by height prints its
first line above them and its second below. Where only tabs separate cells, a line end in a label
ends its line. Knows the labels of the forms; not which row of a form a row is.
"""

from collections.abc import Iterator, Sequence

from govdisclosure.forms.labels import NO_LABELS, begins_label, is_label, labels_of
from govdisclosure.source import Field
from govdisclosure.tables.marks import UNMARKED, MarkedRow
from govdisclosure.text import CellState, read_printed

__all__ = ["gather"]

#: The maximum number of lines of a label, which are directly below each other.
_MOST_LINES = 4
_LINE_END = 2
_BROKEN = frozenset({"tab", "cell"})


def gather(rows: Sequence[MarkedRow]) -> Iterator[MarkedRow]:
    """The rows, each with its labels whole."""
    rows = _unbroken(rows)
    number = 0
    while number < len(rows):
        whole = _joined(*rows[number : number + 3]) if number + 2 < len(rows) else None
        yield whole or rows[number]
        number += 3 if whole else 1


def _joined(above: MarkedRow, values: MarkedRow, below: MarkedRow) -> MarkedRow | None:
    """Join three rows into one: the first line of a label, its values, the rest of it."""
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
    if not is_label(joined) or labels_of(first.text) not in (NO_LABELS, labels_of(joined)):
        return None
    if is_label(last.text):
        return None
    label = Field(joined, first.start, first.end)
    return values._replace(fields=(*above.fields[:at], label, *values.fields[at + 1 :]))


def _unbroken(rows: Sequence[MarkedRow]) -> Sequence[MarkedRow]:
    """The rows, joining those in which the last label of one goes on in the next."""
    if not any(row.dialect == "tab" for row in rows):
        return rows
    whole: list[MarkedRow] = []
    number = 0
    while number < len(rows):
        row = rows[number]
        number += 1
        while count := _goes_on_over(row, rows[number : number + _MOST_LINES - 1]):
            row = _with_rest(row, rows[number : number + count])
            number += count
        if whole and row.dialect == whole[-1].dialect == "tab":
            row = row._replace(run=whole[-1].run)  # no row is between them any more
        whole.append(row)
    return whole


def _goes_on_over(row: MarkedRow, following: Sequence[MarkedRow]) -> int:
    """Over how many of the *following* rows the last label of a row goes on; 0 if it is whole."""
    words = row.fields[-1].text
    if row.dialect not in _BROKEN or not begins_label(words):
        return 0
    end, has_tab = row.end, row.dialect == "tab"
    for count, part in enumerate(following, 1):
        first = part.fields[0]
        has_tab = has_tab or part.dialect == "tab"
        if part.dialect not in _BROKEN or not first.text or first.start > end + _LINE_END:
            return 0
        if is_label(words) and is_label(first.text):
            return 0
        words += first.text
        if is_label(words):
            return count if has_tab else 0
        if len(part.fields) > 1:
            return 0
        end = part.end
    return 0


def _with_rest(row: MarkedRow, rest: Sequence[MarkedRow]) -> MarkedRow:
    pieces = [row.fields[-1], *(part.fields[0] for part in rest)]
    label = Field("".join(one.text for one in pieces), pieces[0].start, pieces[-1].end)
    fields = (*row.fields[:-1], label, *rest[-1].fields[1:])
    return MarkedRow(fields, "tab", row.run if row.dialect == "tab" else rest[-1].run)


def _is_words(field: Field) -> bool:
    return read_printed(field.text).state is CellState.TEXT
