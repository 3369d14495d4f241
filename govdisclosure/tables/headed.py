"""Columns of table three told by their heads: in another order, or with columns of one's own.

Takes rows of one shape whose labels are known, and the rows of heads above them, and gives the
rows whose values every head of the form stands over, if no sum speaks against it; where heads only
tell an order, sums have to prove it.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from govdisclosure.layout import Edition, TableKind, layout_of
from govdisclosure.tables.columns import ORGANIZATIONS, Candidate
from govdisclosure.tables.opened import OpenedRow
from govdisclosure.tables.told import ToldRow, are_sound

__all__ = ["tell_headed"]

#: The heads over the columns of values, in the order of the form.
_COLUMNS = tuple(
    dict.fromkeys(
        cell.column_labels[-1] for cell in layout_of(TableKind.REQUESTS, Edition.FORM_2021).cells
    )
)


def tell_headed(rows: Sequence[Candidate], heads: Sequence[OpenedRow]) -> list[ToldRow]:
    """The rows of one shape, each value under its head; none where sums speak against it."""
    first = rows[0].opened.row
    above = [row for row in heads if row.row.run == first.run and row.row.start < first.start]
    headed = {at for row in above for at in row.words}
    for places in _ways(rows, above):
        told = [
            ToldRow(
                one.token,
                one.labels,
                tuple(one.opened.fields[at] for at in places),
                "heads",
                one.opened.row,
            )
            for one in rows
            if min(places) < 0 or not _has_strays(one, headed)
        ]
        if are_sound(told, needs_proof=min(places) < 0):
            return told
    return []


def _has_strays(one: Candidate, headed: AbstractSet[int]) -> bool:
    """Whether something stands behind the label where no head stands above it."""
    fields = enumerate(one.opened.fields)
    return any(field.text for at, field in fields if at > one.opened.last and at not in headed)


def _ways(rows: Sequence[Candidate], above: Sequence[OpenedRow]) -> Iterator[Sequence[int]]:
    """Where the value of each column of the form is: from the front, or from the end if below 0."""
    width = len(rows[0].opened.fields)
    found: dict[str, set[int]] = {}
    for row in above:
        if len(row.fields) == width:
            for at, token in zip(row.words, row.tokens(TableKind.REQUESTS), strict=True):
                found.setdefault(token or "", set()).add(at)
    if all(len(found.get(token, ())) == 1 for token in _COLUMNS):
        yield [min(found[token]) for token in _COLUMNS]
    order = _order(above)
    if all(order.count(token) == 1 for token in _COLUMNS) and all(
        len(one.opened.after()) == len(order) for one in rows
    ):
        yield [order.index(token) - len(order) for token in _COLUMNS]


def _order(above: Sequence[OpenedRow]) -> list[str | None]:
    """The heads as they stand over the columns, those of organizations in the place of theirs."""
    upper: list[str | None] = []
    lower: list[str | None] = []
    for row in above:
        tokens = row.tokens(TableKind.REQUESTS)
        if "NATURAL_PERSON" in tokens:
            upper = [token for token in tokens if token not in {"CORNER", "APPLICANTS"}]
        if {*tokens} >= ORGANIZATIONS:
            lower = tokens
    if "ORGANIZATION" not in upper:
        return upper
    at = upper.index("ORGANIZATION")
    return [*upper[:at], *lower, *upper[at + 1 :]]
