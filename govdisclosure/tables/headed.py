"""Which printed columns are which columns of the form, as the heads over them say.

Takes the heads above rows whose labels are known, and gives the ways to read them: the columns as
they are printed, in the form's order or another, some of the form's left out, others added. Rows
then choose: a way has to account for every field of nearly all of them, and their sums must not
speak against it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from govdisclosure.labels import labels_of, likely_label
from govdisclosure.layout import Line, TableKind, TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.columns import Candidate
from govdisclosure.tables.opened import INDEX, OpenedRow, heads_of, heads_over, rows_of
from govdisclosure.tables.told import FEWEST_PROVABLE, ToldRow, adds_up, are_sound, speaks_against
from govdisclosure.text import CellState, read_printed

__all__ = [
    "INVENTED",
    "ORGANIZATIONS",
    "SPANNING",
    "Headed",
    "PrintedColumns",
    "are_borne_out",
    "columns_before_remarks",
    "head_tokens",
    "in_order",
    "tell_headed",
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
#: Of so many rows under its heads a table may hold one that has lost or gained a field.
_ROWS_FOR_EACH_ODD = 5


class PrintedColumns(NamedTuple):
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
        taken = {at for places in self.places for at in places}
        if len(row.fields) != self.width or row.last >= min(taken):
            return None
        texts = ([row.fields[at].text for at in one] for one in self.places)
        is_alike = all({*covered} <= {first} or not any(covered) for first, *covered in texts)
        is_outside = any(
            row.states[at] is not CellState.BLANK
            for at in range(row.last + 1, self.width)
            if at not in taken
        )
        return [row.fields[at] for at, *_ in self.places] if is_alike and not is_outside else None

    def values(self, fields: Sequence[Field], own: Sequence[str]) -> tuple[Field | None, ...]:
        """The fields as values of the form's columns *own*; None for one that is not printed."""
        found = dict(zip(self.heads, fields, strict=True))
        return tuple(found.get(head) for head in own)


def head_tokens(kind: TableKind, row: OpenedRow) -> list[tuple[int, str | None]]:
    """The place and the token of each head in a row; nothing for a row that is none of heads."""
    heads, at = heads_of(kind) | SPANNING, INDEX[kind]
    found: list[tuple[int, str | None]] = []
    known = 0
    for number in row.words:
        text = row.fields[number].text
        if INVENTED.fullmatch(text):
            continue
        tokens = labels_of(text)
        token = tokens[at] if any(tokens) else likely_label(kind, text)
        if token in rows_of(kind) or (any(tokens) and token is None):
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


def _ways(kind: TableKind, over: Sequence[OpenedRow]) -> Iterator[PrintedColumns]:
    """What the rows of heads over rows may say of their columns."""
    rows = [head_tokens(kind, row) for row in over]
    widths = {len(row.fields) for row in over}
    if len(widths) == 1:
        width = widths.pop()
        lowest = {at: token for row in rows for at, token in row}
        found = sorted((at, one) for at, one in lowest.items() if one not in SPANNING)
        first = next((at for at, token in found if token), width)
        columns = [
            (token, tuple(at for at, _ in alike))
            for token, alike in groupby((one for one in found if one[0] >= first), itemgetter(1))
        ]
        heads, places = zip(*columns, strict=True) if columns else ((), ())
        yield PrintedColumns(heads, places, width)
    heads = in_order(kind, [[token for _, token in row] for row in rows])
    yield PrintedColumns(heads)
    yield PrintedColumns(heads, is_padded=True)


def columns_before_remarks(kind: TableKind, over: Sequence[OpenedRow]) -> int:
    """How many columns stand before a last one that is none of the form's; 0 where none is last."""
    ways = [way.heads for way in _ways(kind, over) if way.heads]
    return max((len(heads) - 1 for heads in ways if heads[-1] is None), default=0)


class Headed(NamedTuple):
    """What the heads over some rows tell of them."""

    rows: Sequence[ToldRow] = ()
    #: Whether the columns may be those of the form, in its order; and more of them than it has.
    may_be_form: bool = True
    may_be_wide: bool = True


def tell_headed(
    layout: TableLayout,
    rows: Sequence[Candidate],
    over: Sequence[OpenedRow],
    lines: Mapping[str, Line],
) -> Headed:
    """The rows under some heads, each value under its own head."""
    own = heads_over(layout, lines[rows[0].token])
    ways = [way for way in _ways(layout.kind, over) if way.is_of(own)]
    for said in ways:
        way = _with_lost_head(said, rows, own, over)
        if not way.is_usable(own):
            continue
        fields = [way.fields(one.opened) for one in rows]
        told = [
            ToldRow(one.token, one.labels, way.values(values, own), "heads", one.opened.row)
            for one, values in zip(rows, fields, strict=True)
            if values is not None
        ]
        # Nothing but a last column that is used says that the empty fields are behind it.
        is_open = way.is_padded and not any(one[-1].text for one in fields if one)
        is_enough = (len(rows) - len(told)) * _ROWS_FOR_EACH_ODD <= len(rows)
        # In their places under whole heads noughts are read beside a row that does not add up.
        against = sum(speaks_against(one.cells) for one in told)
        is_whole = bool(way.places) and len(way.known) == len(own)
        is_sound = is_whole and against * _ROWS_FOR_EACH_ODD <= len(told)
        # Whole heads in the form's order, and as many fields: the table is as it was made.
        is_sound |= not way.is_padded and list(way.heads) == own
        if (
            is_enough
            and not is_open
            and ((told and is_sound) or are_borne_out(told, needs_proof=way.is_padded))
        ):
            return Headed(told, may_be_form=list(way.heads) == own)
    order = [way for way in ways if not way.places]
    return Headed(
        may_be_form=all(way.may_be_form(own) for way in _ways(layout.kind, over)),
        may_be_wide=all(None in way.heads or len(way.known) == len(own) for way in order),
    )


def _with_lost_head(
    way: PrintedColumns, rows: Sequence[Candidate], own: Sequence[str], over: Sequence[OpenedRow]
) -> PrintedColumns:
    """The columns with the one that lost its head, where values stand and the form has it."""
    taken = {at for places in way.places for at in places}
    strays = {
        at
        for one in rows
        if len(one.opened.fields) == way.width
        for at in range(one.opened.last + 1, way.width)
        if at not in taken and one.opened.states[at] is not CellState.BLANK
    }
    lost = [head for head in own if head not in way.heads]
    if len(strays) != 1 or len(lost) != 1 or None in way.heads:
        return way
    words = [row.fields[at].text for row in over for at in strays if at in row.words]
    if any(not any(labels_of(text)) for text in words):
        return way  # it has another head
    columns = sorted([*zip(way.places, way.heads, strict=True), (tuple(strays), *lost)])
    places, heads = zip(*columns, strict=True)
    return PrintedColumns(heads, places, way.width) if list(heads) == own else way


def are_borne_out(told: Sequence[ToldRow], *, needs_proof: bool = False) -> bool:
    """Whether the sums of rows bear their columns out; where one lacks, they must not refute it."""
    whole = [one for one in told if None not in one.cells]
    if whole or not told:
        return are_sound(whole, needs_proof=needs_proof)
    if told[0].cells[-1] is None:  # what stands last must not be the total after all
        shown = [
            one.values
            for one in told
            if any(read_printed(value.text).value for value in one.values)
        ]
        return 2 * sum(map(adds_up, shown)) <= len(shown)
    return sum(speaks_against(one.cells) for one in told) * _ROWS_FOR_EACH_ODD <= len(told)
