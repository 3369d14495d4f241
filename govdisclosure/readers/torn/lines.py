"""Torn tables in which the values of a row share a line, with its label near by.

Takes the words of table three and gives each row whose values are whole and add up; so a table of
which some values are lost is not lost as a whole.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from govdisclosure.readers.torn.sequence import Proof, Reading, Torn, number_of, only_owner
from govdisclosure.tables.words import Part, Word

__all__ = ["by_lines"]


def by_lines(table: Torn) -> Reading | None:
    """The rows of table three whose values stand together on a line, beside their label.

    A row has all of its values and adds up; of any other its values are left.
    """
    groups = list(_groups(table))
    rows = _rows_of(table, [near for _, near in groups])
    if rows is None:
        return None
    cells: list[Word | None] = []
    loose: dict[int, tuple[Word, ...]] = {}
    found = {row: group for row, (group, _) in zip(rows, groups, strict=True) if row is not None}
    for number, line in enumerate(table.lines):
        group = found.get(number, [])
        is_whole = len(group) == len(line.cells) and _adds_up(group)
        cells += group if is_whole else [None] * len(line.cells)
        if group and not is_whole:
            loose[number] = tuple(group)
    left = [
        word for row, (group, _) in zip(rows, groups, strict=True) if row is None for word in group
    ]
    is_some = sum(cell is not None for cell in cells) * 2 > len(cells)
    return Reading(table.layout, cells, Proof.SUMS, tuple(left), loose) if is_some else None


def _adds_up(values: Sequence[Word]) -> bool:
    return sum(map(number_of, values[:-1])) == number_of(values[-1])


class _Near(NamedTuple):
    """The rows whose labels stand around a group of values, nearest last or first."""

    before: tuple[int, ...]
    beside: tuple[int, ...]
    behind: tuple[int, ...]


def _groups(table: Torn) -> Iterator[tuple[list[Word], _Near]]:
    """The values of each line, with the rows whose labels stand around them."""
    marks: list[tuple[Word, int | None]] = []
    for word in table.words:
        if word.part is Part.VALUE:
            marks.append((word, None))
        elif (token := only_owner(table.layout.kind, word.text)) in table.row_of:
            marks.append((word, table.row_of[token or ""]))
    lines = [list(own) for _, own in groupby(marks, key=lambda one: one[0].line)]
    labels = [tuple(row for _, row in line if row is not None) for line in lines]
    values = [[word for word, row in line if row is None] for line in lines]
    at = [number for number, group in enumerate(values) if group]
    for before, number, behind in zip([-1, *at], at, [*at[1:], len(lines)], strict=False):
        above = tuple(row for one in labels[before + 1 : number] for row in one)
        below = tuple(row for one in labels[number + 1 : behind] for row in one)
        yield values[number], _Near(above, labels[number], below)


def _rows_of(table: Torn, groups: Sequence[_Near]) -> list[int | None] | None:
    """The row of each group: told by its labels, or the only one left between two that are."""
    told: list[int | None] = []
    for near in groups:
        around = {*near.beside} or ({*near.before[-1:]} & {*near.behind[:1]})
        told.append(around.pop() if len(around) == 1 else None)
    known = [row for row in told if row is not None]
    if known != sorted(set(known)):
        return None
    rows = list(told)
    ends = [(-1, -1), *((at, row) for at, row in enumerate(told) if row is not None)]
    for (one, first), (two, last) in pairwise([*ends, (len(told), len(table.lines))]):
        if two - one == last - first:
            rows[one + 1 : two] = range(first + 1, last)
    return rows
