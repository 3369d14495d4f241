"""The order in which columns without marks are printed, by the whole heads above them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple, TypeVar

from govdisclosure.forms.layout import Line, TableKind, TableLayout
from govdisclosure.tables.heads import ORGANIZATIONS
from govdisclosure.tables.opened import heads_of, heads_over
from govdisclosure.tables.runs import Run
from govdisclosure.tables.told import nearly_all

__all__ = ["HEADS", "Columns", "columns_over"]

_Value = TypeVar("_Value")

#: The minimum number of heads over the columns of a row.
_FEWEST_HEADS = 2

#: The heads over columns, including the one over organizations.
HEADS = {
    TableKind.PROACTIVE: heads_of(TableKind.PROACTIVE) - {"ITEM"},
    TableKind.REQUESTS: heads_of(TableKind.REQUESTS) | {"ORGANIZATION"},
}


class Columns(NamedTuple):
    """The rows of a form, and the heads over their values, from left to right."""

    lines: Mapping[str, Line]
    own: Mapping[str, Sequence[str]]
    printed: Mapping[str, Sequence[str]]
    #: The rows below each article.
    articles: Mapping[str, Sequence[str]]

    def size(self, token: str) -> int:
        """How many values a row has."""
        return len(self.printed.get(token, self.own[token]))

    def place(self, token: str, values: Sequence[_Value]) -> list[_Value | None]:
        """The values of a row in the order of the form; None for a column that is not printed."""
        found = dict(zip(self.printed.get(token, self.own[token]), values, strict=True))
        return [found.get(head) for head in self.own[token]]


def columns_over(layout: TableLayout, runs: Iterable[Sequence[Run]]) -> Columns | None:
    """The columns of each row by the heads above it; None if these contradict the form."""
    lines = layout.rows
    own = {token: heads_over(layout, line) for token, line in lines.items()}
    printed: dict[str, Sequence[str]] = {}
    heads: Sequence[tuple[str, int]] = ()
    for one in runs:
        for run in one:
            above = [found for found in run.named if found[0] in {"", *HEADS[layout.kind]}]
            heads = above if len({*above}) >= _FEWEST_HEADS else heads
            for token in run.begun:
                if token in lines:
                    order = _order(heads, own[token])
                    if order is None or list(printed.setdefault(token, order)) != list(order):
                        return None
    if layout.kind is TableKind.REQUESTS:
        if len(set(map(tuple, printed.values()))) > 1:
            return None
        printed |= _fitting(runs, own, printed)
    return Columns(lines, own, printed, _articles(layout))


def _articles(layout: TableLayout) -> dict[str, list[str]]:
    """The rows below each article."""
    rows: dict[str, list[str]] = {}
    for line in layout.lines:
        if line.cells and rows:
            rows[next(reversed(rows))] += line.tokens
        elif line.tokens[0].startswith("ARTICLE"):
            rows[line.tokens[0]] = []
    return rows


def _fitting(
    runs: Iterable[Sequence[Run]],
    own: Mapping[str, Sequence[str]],
    printed: Mapping[str, Sequence[str]],
) -> dict[str, Sequence[str]]:
    """The columns of table three, chosen so that nearly all rows have as many values.

    They include a head that the form does not have, or are one less if one is missing.
    """
    rows = [run for one in runs for run in one if run.last in printed and run.values]
    named = {token for one in runs for run in one for token, _ in run.named}
    found: dict[str, Sequence[str]] = {}
    for token, heads in printed.items():
        whole = [head for head in heads if head]
        rest = [head for head in whole if head in named]
        ways = [heads, whole, *([rest] if len(rest) == len(own[token]) - 1 else [])]
        odd = [sum(len(run.values) != len(way) for run in rows) for way in ways]
        fits = (way for way, count in zip(ways, odd, strict=True) if nearly_all(count, len(rows)))
        found[token] = next(fits, whole)
    return found


def _order(heads: Sequence[tuple[str, int]], own: Sequence[str]) -> Sequence[str] | None:
    """The heads *own* over a row as they are printed, if all are whole; otherwise as in the form.

    If heads are torn, or of different heights, the short ones come first: only heads on one line,
    or heads that have a line each, show an order. None if heads that are not all known are in
    another order.
    """
    at = {token: line for token, line in reversed(heads) if line >= 0}
    tokens = sorted(at, key=[token for token, _ in heads].index)
    known = [token for token in tokens if token in own]
    lower = [
        token for before, token in pairwise(["", *tokens]) if {token or before} <= ORGANIZATIONS
    ]
    upper = [token for token in tokens if token not in lower]
    if len(known) == len(own) and all(
        len({at[token] for token in row}) in {1, len(row)} for row in (upper, lower)
    ):
        has_span = "ORGANIZATION" in {found for found, _ in heads}
        if not lower or (not has_span and len(set(at.values())) == 1):
            return [token for token in tokens if token in own or not token]
        place = upper.index("ORGANIZATION" if "ORGANIZATION" in upper else "TOTAL")
        return [one for one in (*upper[:place], *lower, *upper[place:]) if one in own or not one]
    lines = [list(line) for _, line in groupby(heads, key=lambda one: max(one[1], ~one[1]))]
    if not {token for token, _ in heads}.issuperset(own):
        lines.append(list(heads))  # one is missing, so others in pieces do not matter
    for line in lines:
        found = [token for token, _ in line if token in own]
        for row in (ORGANIZATIONS, {*own} - ORGANIZATIONS):
            order = [token for token in found if token in row]
            is_mixed = len({*order}) < len(order)  # pieces from several lines of the page
            if not is_mixed and order != sorted(order, key=own.index):
                return None
    return own
