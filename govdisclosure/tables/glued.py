"""Digits of table three that ran together: rows cut where the form's sums leave one way.

Takes the pieces of digits of each row and the numbers that are known besides, and gives the cells
of the rows that can be cut. Blank cells leave no trace among digits, so that a table in which many
rows cannot be cut is not cut at all.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from govdisclosure.layout import Line, TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.cutting import Group, cut_digits, fields_of_cut, settle
from govdisclosure.tables.told import ToldRow, printed_cells
from govdisclosure.text import read_printed

__all__ = ["cut_rows", "noughts_apart"]

#: Where more rows than every fourth cannot be cut, others are cut by chance.
_ROWS_FOR_EACH_UNCUT = 4


def cut_rows(
    layout: TableLayout,
    pieces: Mapping[Line, Sequence[Field]],
    told: Iterable[ToldRow],
    lines: Mapping[str, Line],
) -> dict[Line, tuple[Field, ...]]:
    """The cells of each row that can be cut in one way.

    Args:
        layout: The form.
        pieces: Of each row of table three, its digits.
        told: The rows that are known without a cut.
        lines: The rows of the form by their tokens.
    """
    glued = {
        line: fields
        for line, fields in pieces.items()
        if _are_glued([one.text for one in fields], len(line.cells))
    }
    ways = {
        line: cuts
        for line, fields in glued.items()
        if (
            cuts := cut_digits(
                [one.text for one in fields], [Group(len(line.cells), has_total=True)]
            )
        )
    }
    if (len(glued) - len(ways)) * _ROWS_FOR_EACH_UNCUT > len(glued):
        return {}
    printed = printed_cells(told, lines)
    known = {cell: read_printed(field.text).value for cell, field in printed.items()}
    return {
        line: tuple(fields_of_cut(glued[line], cut))
        for line, cut in settle(layout.balances, known, ways).items()
    }


def noughts_apart(fields: Sequence[Field], count: int) -> tuple[Field, ...] | None:
    """The fields, each nought that others follow by itself, where these are just *count* numbers.

    No number begins with a nought; but for that, nothing tells where digits of table two end.
    """
    if not 0 < len(fields) < count or not all(one.text.isdigit() for one in fields):
        return None
    apart = tuple(
        Field(found[0], one.start + found.start(), one.start + found.end())
        for one in fields
        for found in re.finditer("0|[1-9][0-9]*", one.text)
    )
    return apart if len(apart) == count else None


def _are_glued(texts: Sequence[str], count: int) -> bool:
    """Whether digits ran together: all of a row, or some that begin with a nought.

    Of others one may be lost.
    """
    if not 0 < len(texts) < count or not all(map(str.isdigit, texts)):
        return False
    return len(texts) == 1 or any(len(text) > 1 and text[0] == "0" for text in texts)
