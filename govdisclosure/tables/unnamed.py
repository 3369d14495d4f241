"""Rows whose labels are gone: recognised by their place between rows that have theirs.

Takes the rows of one table and those of them whose labels are known, and gives the rows that are
where the form has exactly as many others, each with as many values. Their place is an assumption,
which the form's sums can refute.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from govdisclosure.forms.layout import TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.marks import UNMARKED
from govdisclosure.tables.opened import OpenedRow
from govdisclosure.tables.told import ToldRow

__all__ = ["tell_unnamed"]


class _Anchor(NamedTuple):
    """A row whose label is known: its place in print, and in the form."""

    at: int
    place: int


def tell_unnamed(
    layout: TableLayout, rows: Sequence[OpenedRow], labelled: Mapping[int, str]
) -> Iterator[ToldRow]:
    """The rows without a label that the form identifies by their place.

    Args:
        layout: The form.
        rows: The rows of the document.
        labelled: The token of each row whose label is known, by its number.
    """
    anchors = list(_anchors(layout, rows, labelled))
    printed = {one.place for one in anchors}
    for one, two in pairwise(anchors):
        if not one.place < two.place or rows[one.at].row.dialect in UNMARKED:
            continue
        lacking = [
            line
            for place, line in enumerate(layout.lines)
            if one.place < place < two.place and line.cells and place not in printed
        ]
        between = [row for row in rows[one.at + 1 : two.at] if row.has_numbers or row.last < 0]
        is_bare = rows[one.at].last == len(rows[one.at].fields) - 1
        if is_bare or len(lacking) != len(between):
            continue
        if not all(_is_unnamed(row, layout) for row in between):
            continue
        found = [_values(row, len(line.cells)) for row, line in zip(between, lacking, strict=True)]
        if None in found:
            continue
        for row, line, values in zip(between, lacking, found, strict=True):
            yield ToldRow(line.token, (), values or (), "between", row.row)


def _anchors(
    layout: TableLayout, rows: Sequence[OpenedRow], labelled: Mapping[int, str]
) -> Iterator[_Anchor]:
    """The rows whose label is known, and those of heads that the form has only once."""
    place_of = {line.token: at for at, line in enumerate(layout.lines) if line.cells}
    heads: dict[str | None, list[int]] = defaultdict(list)
    for at, line in enumerate(layout.lines):
        if not line.cells:
            heads[line.tokens[0]].append(at)
    for at, row in enumerate(rows):
        over = [place for token in {*row.tokens(layout.kind)} for place in heads.get(token, ())]
        place = place_of.get(labelled.get(at, ""), over[0] if len(over) == 1 else None)
        if place is not None:
            yield _Anchor(at, place)


def _is_unnamed(row: OpenedRow, layout: TableLayout) -> bool:
    """Whether a row has no words except the names of groups of rows, and nothing strange."""
    return not row.is_strange and all(token in layout.groups for token in row.tokens(layout.kind))


def _values(row: OpenedRow, count: int) -> tuple[Field, ...] | None:
    """The last *count* fields, or the *count* values that it shows."""
    shown = tuple(one for at, one in enumerate(row.fields) if one.text and at not in row.words)
    if len(shown) == count:
        return shown
    first = len(row.fields) - count
    is_alone = first > row.last and all(one in row.fields[first:] for one in shown)
    return row.fields[first:] if is_alone else None
