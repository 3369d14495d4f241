"""Match printed columns to columns of the form by the heads over them.

Takes rows of heads and gives the ways to read them: the columns as printed, in the form's order or
another, with some missing or added. Knows nothing of the rows below.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from govdisclosure.forms.labels import find_label, is_label, likely_label
from govdisclosure.forms.layout import TableKind, TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.opened import OpenedRow, heads_of, rows_of
from govdisclosure.tables.told import FEWEST_PROVABLE

__all__ = [
    "INVENTED",
    "ORGANIZATIONS",
    "SPANNING",
    "ColumnHeads",
    "columns_before_remarks",
    "columns_of_form",
    "columns_said",
    "head_tokens",
    "in_order",
]

#: The heads of table three below the one for organizations.
ORGANIZATIONS = frozenset(
    {"ENTERPRISE", "RESEARCH", "PUBLIC_INTEREST", "LEGAL_SERVICE", "OTHER_ORG"}
)
#: Heads that converters invent where they found none: 数据1, 列2, Unnamed: 3.
INVENTED = re.compile(
    r"(?:数据|列|栏|字段|column|col|field|unnamed:?) ?_?[0-9]{1,2}", re.IGNORECASE
)
#: Heads over several columns, or over the labels.
SPANNING = frozenset({"CORNER", "APPLICANTS", "ORGANIZATION", "ITEM"})
_FEWEST_HEADS = 2

#: The place of a head, and its token; None for words that are not a head of the form.
_Head: TypeAlias = tuple[int, str | None]


class ColumnHeads(NamedTuple):
    """The columns of a table as they are printed."""

    #: The head over each, from left to right; None for words that are not a head of the form.
    heads: tuple[str | None, ...]
    #: The fields of a row for each column, which are all the same or empty except the first; if
    #: there are no places, the columns follow the label.
    places: tuple[tuple[int, ...], ...] = ()
    #: The number of fields in rows with such places.
    width: int = 0
    #: Whether empty fields follow the columns, one for each place that a merged label covers.
    is_padded: bool = False
    #: Whether the places are those of the form, kept by a tool.
    is_form: bool = False

    @property
    def known(self) -> list[str]:
        """The heads of the form among them."""
        return [head for head in self.heads if head]

    def is_of(self, own: Sequence[str]) -> bool:
        """Whether several heads of *own* are there, none twice, and no head of another table."""
        known = self.known
        return len(known) >= _FEWEST_HEADS and len({*known} & {*own}) == len(known)

    def is_in_order(self, own: Sequence[str]) -> bool:
        """Whether the known heads are in the order of the heads *own* of the form."""
        return self.known == [head for head in own if head in self.heads]

    def may_be_form(self, own: Sequence[str]) -> bool:
        """Whether the columns may be those of *own* after all, some under torn heads.

        In a row without a sum only heads identify the columns, so each must be in its own.
        """
        if self.places or len(self.known) < _FEWEST_HEADS:
            return True
        if len(own) > FEWEST_PROVABLE:
            return not self.is_of(own) or self.is_in_order(own)
        is_exact = len(self.heads) == len(own)
        return is_exact and all(
            head in {None, one} for head, one in zip(self.heads, own, strict=True)
        )

    def is_usable(self, own: Sequence[str]) -> bool:
        """Whether each column is known: if one is missing, no unknown head may be its torn head.

        In a row without a sum nothing would confirm that it is missing.
        """
        lacks = len(self.known) < len(own)
        return not lacks or (None not in self.heads and len(own) > FEWEST_PROVABLE)

    def fields(self, row: OpenedRow) -> Sequence[Field] | None:
        """The field of each column; None if the row is not printed like this."""
        if row.is_strange:
            return None
        if not self.places:
            after, count = row.after(), len(self.heads)
            is_padded = len(after) > count and not any(one.text for one in after[count:])
            return after[:count] if len(after) == count or (self.is_padded and is_padded) else None
        if self.is_form:
            return self._form_fields(row)
        taken = {at for places in self.places for at in places}
        if len(row.fields) != self.width or row.last >= min(taken):
            return None
        texts = ([row.fields[at].text for at in one] for one in self.places)
        is_alike = all({*covered} <= {first} or not any(covered) for first, *covered in texts)
        return [row.fields[at] for at, *_ in self.places] if is_alike and row.fits(taken) else None

    def _form_fields(self, row: OpenedRow) -> Sequence[Field] | None:
        """The fields in the columns of the form; None if the row does not keep to them.

        If a label covers more than one column, a row may have lost some of these places, and then
        has as many empty ones at its end.
        """
        first, width = self.places[0][0], self.width
        if row.last >= first or len(row.fields) < width:
            return None
        shown = [at for at in range(row.last + 1, len(row.fields)) if row.fields[at].text]
        lost = max(first - shown[0], 0) if shown else 0
        room = first - 1 - row.last
        if shown and shown[-1] >= width - lost:
            return None
        if lost and not (lost == room or (lost < room and shown[-1] == width - lost - 1)):
            return None  # more places may be lost, and the first value may be empty
        return row.fields[first - lost : width - lost]

    def values(self, fields: Sequence[Field], own: Sequence[str]) -> tuple[Field | None, ...]:
        """The fields as values of the form's columns *own*; None for one that is not printed."""
        found = dict(zip(self.heads, fields, strict=True))
        return tuple(found.get(head) for head in own)


def head_tokens(kind: TableKind, row: OpenedRow) -> list[_Head]:
    """The place and the token of each head in a row; empty for a row that is not a row of heads."""
    if row.has_numbers:
        return []
    heads = heads_of(kind) | SPANNING
    found: list[_Head] = []
    known = 0
    for number in row.words:
        text = row.fields[number].text
        if INVENTED.fullmatch(text):
            continue
        token = find_label(kind, text) if is_label(text) else likely_label(kind, text)
        if token in rows_of(kind) or (token is None and is_label(text)):
            return []
        found.append((number, token if token in heads else None))
        known += token in heads
    return found if known else []


def in_order(kind: TableKind, rows: Sequence[Sequence[str | None]]) -> tuple[str | None, ...]:
    """The heads over the columns from left to right, from *rows* of heads.

    Those of organizations replace the head above them.
    """
    upper: list[str | None] = []
    lower: list[str | None] = []
    behind: list[str | None] = []
    for row in rows:
        is_lower = kind is TableKind.REQUESTS and ORGANIZATIONS.issuperset(filter(None, row))
        # Unknown words before the first head are heads over the labels.
        first = next(number for number, token in enumerate(row) if token or is_lower)
        tokens = [token for token, _ in groupby(row[first:])]
        if "APPLICANTS" in tokens:
            behind = tokens[tokens.index("APPLICANTS") + 1 :]
            if None in behind:
                behind = behind[behind.index(None) :]
        elif is_lower:
            lower = tokens
        else:
            upper = tokens
    upper = [token for token in upper if token not in SPANNING - {"ORGANIZATION"}]
    total = upper.index("TOTAL") if "TOTAL" in upper else len(upper)
    at = upper.index("ORGANIZATION") if "ORGANIZATION" in upper else total
    return (*upper[:at], *lower, *upper[at + ("ORGANIZATION" in upper) :], *behind)


def columns_said(kind: TableKind, over: Sequence[OpenedRow]) -> Iterator[ColumnHeads]:
    """The ways to read the rows of heads over rows."""
    rows = [head_tokens(kind, row) for row in over]
    widths = {len(row.fields) for row in over}
    if len(widths) == 1:
        width, lowest = widths.pop(), _lowest(rows)
        found = sorted((at, one) for at, one in lowest.items() if one not in SPANNING)
        first = next((at for at, token in found if token), width)
        columns = [
            (token, tuple(at for at, _ in alike))
            for token, alike in groupby((one for one in found if one[0] >= first), itemgetter(1))
        ]
        heads, places = zip(*columns, strict=True) if columns else ((), ())
        yield ColumnHeads(heads, places, width)
    heads = in_order(kind, [[token for _, token in row] for row in rows])
    yield ColumnHeads(heads)
    yield ColumnHeads(heads, is_padded=True)


def _lowest(rows: Iterable[Sequence[_Head]]) -> dict[int, str | None]:
    """The lowest head over each place."""
    return {at: token for row in rows for at, token in row}


def columns_of_form(
    layout: TableLayout, own: Sequence[str], over: Sequence[OpenedRow]
) -> Iterator[ColumnHeads]:
    """The columns of the form, if the lowest head over each is its own and no head is elsewhere."""
    first = layout.width - len(own)
    lowest = _lowest(head_tokens(layout.kind, row) for row in over)
    heads = {at: one for at, one in lowest.items() if one not in SPANNING and at >= first}
    if heads == dict(enumerate(own, first)):
        places = tuple((at,) for at in range(first, layout.width))
        yield ColumnHeads(tuple(own), places, layout.width, is_form=True)


def columns_before_remarks(kind: TableKind, over: Sequence[OpenedRow]) -> int:
    """The number of columns before a last one that is not of the form; 0 without such a one."""
    ways = [way.heads for way in columns_said(kind, over) if way.heads]
    return max((len(heads) - 1 for heads in ways if heads[-1] is None), default=0)
