"""Rows of a table that keeps to the columns of its form.

Takes the rows under some heads. Where whole heads stand over the very columns that the form gives
them, and nearly all labels in theirs, a tool has kept the table's places: values are read by these,
whatever sums say.
"""

from collections.abc import Mapping, Sequence

from govdisclosure.layout import Line, TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.columns import Candidate
from govdisclosure.tables.headed import SPANNING, head_tokens
from govdisclosure.tables.opened import OpenedRow, heads_over
from govdisclosure.tables.told import ToldRow

__all__ = ["tell_formed"]

#: Of so many rows one may have lost or gained a field.
_ROWS_FOR_EACH_ODD = 5


def tell_formed(
    layout: TableLayout,
    rows: Sequence[Candidate],
    over: Sequence[OpenedRow],
    lines: Mapping[str, Line],
) -> list[ToldRow]:
    """The rows in the form's columns; none where heads or most labels are elsewhere."""
    own = heads_over(layout, lines[rows[0].token])
    first = layout.width - len(own)
    if not _are_heads_in_place(layout, own, over):
        return []
    told = [
        ToldRow(one.token, one.labels, tuple(values), "heads", one.opened.row)
        for one in rows
        if (values := _values(one.opened, first, layout.width)) is not None
    ]
    return told if (len(rows) - len(told)) * _ROWS_FOR_EACH_ODD <= len(rows) else []


def _are_heads_in_place(layout: TableLayout, own: Sequence[str], over: Sequence[OpenedRow]) -> bool:
    """Whether the lowest head over each column is the form's, and none stands elsewhere."""
    lowest = {at: token for row in over for at, token in head_tokens(layout.kind, row)}
    first = layout.width - len(own)
    heads = {at: token for at, token in lowest.items() if token not in SPANNING and at >= first}
    return heads == dict(enumerate(own, first))


def _values(row: OpenedRow, first: int, width: int) -> Sequence[Field] | None:
    """The fields in the columns of the form; None where the row does not keep to them.

    Where a label covers more than one column, a row may have lost places of it, and has as many
    empty ones at its end then.
    """
    if row.is_strange or row.last >= first or len(row.fields) < width:
        return None
    shown = [at for at in range(row.last + 1, len(row.fields)) if row.fields[at].text]
    lost = max(first - shown[0], 0) if shown else 0
    room = first - 1 - row.last
    if shown and shown[-1] >= width - lost:
        return None
    if lost and not (lost == room or (lost < room and shown[-1] == width - lost - 1)):
        return None  # more places may be lost, and the first value be empty
    return row.fields[first - lost : width - lost]
