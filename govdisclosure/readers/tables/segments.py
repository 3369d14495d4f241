"""Which rows are a statutory table, and which kind it is.

Takes a run of rows as they are in a file and divides it where another table begins; the labels of
the layout decide, never the place in the document.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from govdisclosure.forms.labels import (
    FEWEST_LABELS,
    NO_LABELS,
    count_telling,
    is_telling,
    labels_of,
)
from govdisclosure.forms.layout import TableKind, table_layouts
from govdisclosure.source import Field

__all__ = ["RawRow", "Segment", "segments_of"]

_KINDS = tuple(TableKind)
#: An empty row with fewer fields is not a row of table four.
_FEWEST_COUNTS = 10


class RawRow(NamedTuple):
    """A row as it is in the file."""

    fields: list[Field]
    #: Whether a blank line separates it from the row before.
    has_gap: bool = False
    #: Whether its cells are separated by blanks at most.
    is_loose: bool = False


#: The token of a label in each kind of table.
_Tokens: TypeAlias = tuple[str | None, ...]


def _labels_in(row: RawRow) -> dict[int, _Tokens]:
    """The fields of a row that are labels, by their index."""
    return {
        index: found
        for index, field in enumerate(row.fields)
        if not field.text.isdigit()
        and (found := labels_of(field.text)) is not NO_LABELS
        and not field.is_escaped
    }


class Segment:
    """Rows that belong together: one statutory table or one other."""

    def __init__(self, kind: TableKind | None) -> None:
        self.kind = kind
        self.rows: list[RawRow] = []
        self.tokens: list[list[str | None]] = []
        self.seen: set[str] = set()
        #: Whether it has a row of values without a label, as table four does.
        self.has_counts = False
        #: How many fields the longest row has.
        self.width = 0

    def add(self, row: RawRow, tokens: list[str | None]) -> None:
        """Add a row, with the token of each field or None."""
        self.rows.append(row)
        self.tokens.append(tokens)
        labels = [token for token in tokens if token]
        self.seen.update(labels)
        if not labels and not self.has_counts:
            is_whole = len(row.fields) >= max(self.width, _FEWEST_COUNTS)
            self.has_counts = is_whole or any(field.text for field in row.fields)
        self.width = max(self.width, len(row.fields))

    @property
    def is_statutory(self) -> bool:
        """Whether it has enough labels of its kind, with a specific one and one of its head.

        Table three has rows that no other prints; twice as many labels identify it without a head.
        """
        if len(self.seen) < FEWEST_LABELS or not any(map(is_telling, self.seen)):
            return False
        if self.kind is TableKind.REQUESTS and len(self.seen) > 2 * FEWEST_LABELS:
            return True
        return self.has_head

    @property
    def has_head(self) -> bool:
        """Whether it has a label of the table's head."""
        return not self.seen.isdisjoint(_head_tokens(self.kind))


@cache
def _head_tokens(kind: TableKind | None) -> frozenset[str]:
    """Labels specific to a table: those of rows without cells, except commonplace ones."""
    return frozenset(
        token
        for layout in table_layouts()
        if layout.kind is kind
        for line in layout.lines
        if not line.cells
        for token in line.tokens
        if is_telling(token)
    )


@cache
def _first_token(kind: TableKind) -> str:
    return next(line.tokens[0] for lay in table_layouts() if lay.kind is kind for line in lay.lines)


@cache
def _last_tokens(kind: TableKind) -> frozenset[str]:
    """Labels of the rows with which a table of this kind ends."""
    return frozenset(
        token for lay in table_layouts() if lay.kind is kind for token in lay.lines[-1].tokens
    )


def segments_of(rows: Sequence[RawRow]) -> Iterator[Segment]:
    """Divide a run of rows where another table begins."""
    current = Segment(None)
    for row in rows:
        labels = _labels_in(row)
        kind, begins = _kind_of(current, row, labels.values())
        if begins:
            if current.rows:
                yield current
            current = Segment(kind)
        tokens: list[str | None] = [None] * len(row.fields)
        if kind is not None:
            for index, found in labels.items():
                tokens[index] = found[kind.index]
        current.add(row, tokens)
    if current.rows:
        yield current


def _kind_of(
    segment: Segment, row: RawRow, labels: Collection[_Tokens]
) -> tuple[TableKind | None, bool]:
    """The kind of table the row belongs to, and whether it begins another than *segment*.

    Args:
        segment: The table so far.
        row: The row.
        labels: The labels of the row.
    """
    votes = count_telling(labels)
    best = max(votes)
    kind = segment.kind
    if best == 0:
        if row.has_gap and not (kind is not None and _continues(segment, labels)):
            return None, True
        return kind, False
    if kind is None or votes[kind.index] < best:
        return _KINDS[votes.index(best)], True
    return kind, _begins_anew(segment, labels)


def _continues(segment: Segment, labels: Collection[_Tokens]) -> bool:
    """Whether a row after a blank line, without specific labels, still belongs to *segment*."""
    index = segment.kind.index if segment.kind is not None else 0
    if any(found[index] for found in labels):
        return True
    return segment.kind is TableKind.DISPUTES and not segment.has_counts


def _begins_anew(segment: Segment, labels: Collection[_Tokens]) -> bool:
    """Whether a row begins the same table again, the first one being complete."""
    if segment.kind is None:
        return False
    tokens = {found[segment.kind.index] for found in labels}
    if not segment.has_head and not tokens.isdisjoint(_head_tokens(segment.kind)):
        return segment.kind is TableKind.PROACTIVE and bool(segment.rows)
    if _first_token(segment.kind) not in tokens:
        return False
    ends = _last_tokens(segment.kind)
    return bool(ends & segment.seen) if ends else segment.has_counts
