"""Own and covered places: where the cells of a table, each with its spans, are on its grid.

Takes the words and the spans of own cells, row by row. A table of the forms is read by its own
cells; in any other, covered places are empty cells, so that its columns stay aligned.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

from govdisclosure.forms.labels import hold_labels
from govdisclosure.readers.tables.sheet_rows import holds_sheet

__all__ = ["places_of"]

#: How many rows and columns a cell covers.
_Spans = tuple[int, int]


def places_of(
    texts: Sequence[Sequence[str]],
    spans: Sequence[Sequence[_Spans]],
    *,
    is_form: bool = False,
) -> list[list[int | None]]:
    """The places of each row as they are to be read: the number of an own cell, or None.

    Args:
        texts: The words of the own cells, row by row, their blanks folded.
        spans: How many rows and columns each of them covers; cut at the table's end.
        is_form: Whether it is known to be a table of the forms, even with few labels.

    Example:
        >>> places_of([["渠道", "条数"], ["网站"]], [[(1, 1), (1, 1)], [(1, 2)]])
        [[0, 1], [0, None]]
    """
    if holds_sheet(texts):
        return _rectangle(spans, is_ragged=True)
    if is_form or hold_labels(chain.from_iterable(texts)):
        return [list(range(len(row))) for row in texts]
    return _rectangle(spans)


def _rectangle(
    spans: Sequence[Sequence[_Spans]], *, is_ragged: bool = False
) -> list[list[int | None]]:
    """Own and covered places as one rectangle.

    Where it *is_ragged*, a row ends after its last own cell.
    """
    places: list[dict[int, int | None]] = [{} for _ in spans]
    for number, row in enumerate(spans):
        column = 0
        for cell, (rows, columns) in enumerate(row):
            while column in places[number]:
                column += 1
            below = range(number, min(number + max(rows, 1), len(spans)))
            for place in range(column, column + max(columns, 1)):
                for down in below:
                    places[down].setdefault(place, None)
            places[number][column] = cell
            column += max(columns, 1)
    width = max((max(row) + 1 for row in places if row), default=0)
    if is_ragged:
        return [[row.get(column) for column in range(_own_end(row))] for row in places]
    return [[row.get(column) for column in range(width)] for row in places]


def _own_end(row: Mapping[int, int | None]) -> int:
    """The place after the last own cell of a row."""
    return max((column for column, cell in row.items() if cell is not None), default=-1) + 1
