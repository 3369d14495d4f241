"""Which printed columns are which columns of the form, as the heads over them may say.

Takes rows of heads and gives the ways to read them: the columns as they are printed, in the form's
order or another, some of the form's left out, others added. Knows nothing of the rows below.
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
#: So many heads are a row of heads.
_FEWEST_HEADS = 2

#: The place of a head, and its token; None for words that are no head of the form.
_Head: TypeAlias = tuple[int, str | None]


class ColumnHeads(NamedTuple):
    """The columns of a table as they are printed."""

    #: The head over each, from left to right; None for words that are no head of the form.
    heads: tuple[str | None, ...]
    #: The fields of a row that each has, all of which say the same, or those behind the first
    #: nothing; without any, the columns follow the label.
    places: tuple[tuple[int, ...], ...] = ()
    #: How many fields rows of such places have.
    width: int = 0
    #: Whether empty fields follow the columns, one for each place that a merged label covers.
    is_padded: bool = False
    #: Whether the places are those of the form, which a tool has kept.
    is_form: bool = False

    @property
    def known(self) -> list[str]:
        """The heads that are of the form."""
        return [head for head in self.heads if head]

    def is_of(self, own: Sequence[str]) -> bool:
        """Whether several heads of *own* are there, and none of another table or twice."""
        known = self.known
        return len(known) >= _FEWEST_HEADS and len({*known} & {*own}) == len(known)

    def is_in_order(self, own: Sequence[str]) -> bool:
        """Whether the heads that are known stand as those of the form *own* do."""
        return self.known == [head for head in own if head in self.heads]

    def may_be_form(self, own: Sequence[str]) -> bool:
        """Whether the columns may be those of *own* after all, some under torn heads.

        Nothing but heads tells the columns of a row without a sum, so that each stands in its own.
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
        """Whether each column is known: where one lacks, no stranger may be its torn head.

        In a row without a sum nothing would bear out that it lacks.
        """
        lacks = len(self.known) < len(own)
        return not lacks or (None not in self.heads and len(own) > FEWEST_PROVABLE)

    def fields(self, row: OpenedRow) -> Sequence[Field] | None:
        """The field of each column; None where the row is not printed so."""
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
        """The fields in the columns of the form; None where the row does not keep to them.

        Where a label covers more than one column, a row may have lost places of it, and has as many
        empty ones at its end then.
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
            return None  # more places may be lost, and the first value be empty
        return row.fields[first - lost : width - lost]

    def values(self, fields: Sequence[Field], own: Sequence[str]) -> tuple[Field | None, ...]:
        """The fields as values of the form's columns *own*; None for one that is not printed."""
        found = dict(zip(self.heads, fields, strict=True))
        return tuple(found.get(head) for head in own)


def head_tokens(kind: TableKind, row: OpenedRow) -> list[_Head]:
    """The place and the token of each head in a row; nothing for a row that is none of heads."""
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
    return found if known and not row.has_numbers else []


def in_order(kind: TableKind, rows: Sequence[Sequence[str | None]]) -> tuple[str | None, ...]:
    """The heads over the columns from left to right, of *rows* of heads.

    Those of organizations are in the place of the head above them.
    """
    upper: list[str | None] = []
    lower: list[str | None] = []
    behind: list[str | None] = []
    for row in rows:
        is_lower = kind is TableKind.REQUESTS and ORGANIZATIONS.issuperset(filter(None, row))
        # Unknown words in front of the first head of all are those over the labels.
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
    """What the rows of heads over rows may say of their columns."""
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
    """The columns of the form, where the lowest head over each is its own and none is elsewhere."""
    first = layout.width - len(own)
    lowest = _lowest(head_tokens(layout.kind, row) for row in over)
    heads = {at: one for at, one in lowest.items() if one not in SPANNING and at >= first}
    if heads == dict(enumerate(own, first)):
        places = tuple((at,) for at in range(first, layout.width))
        yield ColumnHeads(tuple(own), places, layout.width, is_form=True)


def columns_before_remarks(kind: TableKind, over: Sequence[OpenedRow]) -> int:
    """How many columns stand before a last one that is none of the form's; 0 where none is last."""
    ways = [way.heads for way in columns_said(kind, over) if way.heads]
    return max((len(heads) - 1 for heads in ways if heads[-1] is None), default=0)
