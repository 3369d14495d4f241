"""Digits of table three that ran together: rows cut where the form's sums leave one way.

Takes the pieces of digits of each row and the numbers known from elsewhere, and gives the cells of
the rows that can be cut. Blank cells leave no trace among digits: if one row cannot be cut, and so
may have blanks, others are cut only if their counts contain zeros.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from govdisclosure.forms.layout import Line, TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.cutting import (
    MOST_CUTS,
    Cut,
    Group,
    cut_digits,
    fields_of_cut,
    prints_noughts,
    settle,
)
from govdisclosure.tables.told import ToldRow, printed_cells
from govdisclosure.text import CellState, read_printed

__all__ = ["cut_rows"]


def cut_rows(
    layout: TableLayout,
    pieces: Mapping[Line, Sequence[Field]],
    told: Iterable[ToldRow],
    printed: Mapping[Line, Sequence[int]] = MappingProxyType({}),
) -> dict[Line, tuple[Field, ...]]:
    """The cells of each row that can be cut in one way.

    Args:
        layout: The form.
        pieces: The digits of each row of table three.
        told: The rows that are known without a cut.
        printed: The printed positions of the values of a row, if not in the order of the form.
    """
    glued = {
        line: fields
        for line, fields in pieces.items()
        if _are_glued([one.text for one in fields], len(line.cells))
    }
    ways: dict[Line, dict[Cut, Cut]] = {}
    for line, fields in glued.items():
        size = len(line.cells)
        cuts = cut_digits([one.text for one in fields], [Group(size, has_total=True)])
        order = printed.get(line, range(size))
        ways[line] = {tuple(cut[at] for at in order): cut for cut in cuts}
    if not all(ways.values()):
        ways = {line: cuts for line, cuts in ways.items() if all(map(prints_noughts, cuts))}
    # Of more ways than are searched the true one may be missing.
    ways = {line: cuts for line, cuts in ways.items() if 0 < len(cuts) < MOST_CUTS}
    cells = printed_cells(layout, told)
    values = {cell: read_printed(field.text) for cell, field in cells.items()}
    known = {cell: one.value for cell, one in values.items() if one.state is not CellState.TEXT}
    settled = settle(layout.balances, known, {line: tuple(cuts) for line, cuts in ways.items()})
    found: dict[Line, tuple[Field, ...]] = {}
    for line, cut in settled.items():
        fields = list(fields_of_cut(glued[line], ways[line][cut]))
        found[line] = tuple(fields[at] for at in printed.get(line, range(len(fields))))
    return found


def _are_glued(texts: Sequence[str], count: int) -> bool:
    """Whether digits ran together: all of a row, or some that begin with a zero.

    Of others one may be missing.
    """
    if not 0 < len(texts) < count or not all(map(str.isdigit, texts)):
        return False
    return len(texts) == 1 or any(len(text) > 1 and text[0] == "0" for text in texts)
