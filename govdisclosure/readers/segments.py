"""Which rows are a statutory table, which kind it is, and which edition of the form it follows.

Takes a run of rows as they stand in a file and parts it where another table begins; the labels of
the layout decide, never the place in the document.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from govdisclosure.layout import (
    NO_LABELS,
    Edition,
    TableKind,
    edition_evidence,
    is_telling,
    labels_of,
    table_layouts,
)
from govdisclosure.source import Field

__all__ = ["RawRow", "Segment", "edition_of", "segments_of"]

_KINDS = tuple(TableKind)
#: A table is statutory when this many different labels of its kind stand in it, one of them found
#: in no other table, and a label of its head; table three has rows that no other table prints, and
#: twice as many labels prove it too.
_FEWEST_LABELS = 3
#: An empty row of fewer fields is no row of table four.
_FEWEST_COUNTS = 10


class RawRow(NamedTuple):
    """A row as it stands in the file."""

    fields: list[Field]
    #: Whether a blank line parts it from the row before.
    has_gap: bool = False


def _labels_in(field: Field) -> tuple[str | None, ...]:
    """The token of a field in each kind of table."""
    text = field.text
    return NO_LABELS if field.is_escaped or text.isdigit() else labels_of(text)


class Segment:
    """Rows that belong together: one statutory table or one other."""

    def __init__(self, kind: TableKind | None) -> None:
        self.kind = kind
        self.rows: list[RawRow] = []
        self.tokens: list[list[str | None]] = []
        self.seen: set[str] = set()
        #: Whether a row of values without a label stands in it, as table four has one.
        self.has_counts = False
        #: How many fields the longest row has.
        self.width = 0

    def add(self, row: RawRow, tokens: list[str | None]) -> None:
        """Take a row in, with the token of each field or None."""
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
        """Whether enough labels of its kind stand in it."""
        if len(self.seen) < _FEWEST_LABELS or not any(map(is_telling, self.seen)):
            return False
        if self.kind is TableKind.REQUESTS and len(self.seen) > 2 * _FEWEST_LABELS:
            return True
        return self.has_head

    @property
    def has_head(self) -> bool:
        """Whether a label of the table's head stands in it."""
        return bool(self.seen & _head_tokens(self.kind))


@cache
def _head_tokens(kind: TableKind | None) -> frozenset[str]:
    """Labels that no other table would print: those of rows without cells, but the commonplace."""
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
    """Part a run of rows where another table begins."""
    current = Segment(None)
    for row in rows:
        labels = [_labels_in(field) for field in row.fields]
        kind, begins = _kind_of(current, row, labels)
        if begins:
            if current.rows:
                yield current
            current = Segment(kind)
        index = _KINDS.index(kind) if kind is not None else 0
        tokens = [None if kind is None else found[index] for found in labels]
        current.add(row, tokens)
    if current.rows:
        yield current


def _kind_of(
    segment: Segment, row: RawRow, labels: Sequence[tuple[str | None, ...]]
) -> tuple[TableKind | None, bool]:
    """The kind of table the row belongs to, and whether it begins another than *segment*."""
    votes = [0] * len(_KINDS)
    for found in labels:
        if found is not NO_LABELS:
            for index, token in enumerate(found):
                if token is not None and is_telling(token):
                    votes[index] += 1
    best = max(votes)
    kind = segment.kind
    if best == 0:
        if row.has_gap and not (kind is not None and _continues(segment, labels)):
            return None, True
        return kind, False
    if kind is None or votes[_KINDS.index(kind)] < best:
        return _KINDS[votes.index(best)], True
    return kind, _begins_anew(segment, labels)


def _continues(segment: Segment, labels: Sequence[tuple[str | None, ...]]) -> bool:
    """Whether a row behind a blank line, without telling labels, still belongs to *segment*."""
    index = _KINDS.index(segment.kind) if segment.kind is not None else 0
    if any(found[index] for found in labels):
        return True
    return segment.kind is TableKind.DISPUTES and not segment.has_counts


def _begins_anew(segment: Segment, labels: Sequence[tuple[str | None, ...]]) -> bool:
    """Whether a row opens the same table once more, the first one being complete."""
    if segment.kind is None:
        return False
    index = _KINDS.index(segment.kind)
    if not segment.has_head and any(found[index] in _head_tokens(segment.kind) for found in labels):
        return segment.kind is TableKind.PROACTIVE and bool(segment.rows)
    first = _first_token(segment.kind)
    if not any(found[index] == first for found in labels):
        return False
    ends = _last_tokens(segment.kind)
    return bool(ends & segment.seen) if ends else segment.has_counts


def edition_of(segment: Segment) -> Edition | None:
    """The edition whose own labels the table prints; the form in force when none tells."""
    kind = segment.kind
    if kind is None or kind is TableKind.DISPUTES:
        return None
    votes = Counter(
        edition for token in segment.seen if (edition := edition_evidence(kind, token)) is not None
    )
    if votes:
        return max(votes, key=lambda edition: (votes[edition], edition.value))
    if kind is TableKind.REQUESTS and "OTHER_HANDLING" in segment.seen:
        return Edition.FORM_2019
    return Edition.FORM_2021
