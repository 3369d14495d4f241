"""Which rows are a statutory table, which kind it is, and which edition of the form it follows.

Takes a run of rows as they stand in a file and parts it where another table begins; the labels of
the layout decide, never the place in the document.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from govdisclosure.layout import (
    Edition,
    TableKind,
    edition_evidence,
    find_label,
    is_telling,
    layout_of,
    table_layouts,
)
from govdisclosure.source import Field

__all__ = ["RawRow", "Segment", "edition_of", "segments_of"]

_KINDS = tuple(TableKind)
#: A table is statutory when this many different labels of its kind stand in it, one of them found
#: in no other table, and a label of its head or twice as many labels besides.
_FEWEST_LABELS = 3


class RawRow(NamedTuple):
    """A row as it stands in the file."""

    fields: list[Field]
    #: Whether a blank line parts it from the row before.
    has_gap: bool = False


@lru_cache(maxsize=8192)
def _labels_in(text: str) -> tuple[str | None, ...]:
    """The token of *text* in each kind of table, in the order of the kinds."""
    return tuple(find_label(kind, text) for kind in _KINDS)


_NO_LABELS: tuple[str | None, ...] = (None, None, None)


def _labels_of(field: Field) -> tuple[str | None, ...]:
    text = field.text
    if field.is_escaped or not text or text.isdigit():
        return _NO_LABELS
    return _labels_in(text)


class Segment:
    """Rows that belong together: one statutory table or one other."""

    def __init__(self, kind: TableKind | None) -> None:
        self.kind = kind
        self.rows: list[RawRow] = []
        self.tokens: list[list[str | None]] = []
        self.seen: set[str] = set()

    def add(self, row: RawRow, tokens: list[str | None]) -> None:
        """Take a row in, with the token of each field or None."""
        self.rows.append(row)
        self.tokens.append(tokens)
        self.seen.update(token for token in tokens if token)

    @property
    def is_statutory(self) -> bool:
        """Whether enough labels of its kind stand in it."""
        if len(self.seen) < _FEWEST_LABELS or not any(map(is_telling, self.seen)):
            return False
        return bool(self.seen & _head_tokens(self.kind)) or len(self.seen) > 2 * _FEWEST_LABELS


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
        labels = [_labels_of(field) for field in row.fields]
        votes = [
            sum(1 for found in labels if (token := found[index]) and is_telling(token))
            for index in range(len(_KINDS))
        ]
        best = max(votes)
        kind: TableKind | None
        if best == 0:
            kind = current.kind
            if row.has_gap and (kind is None or not _continues(current, labels)):
                kind = None
                if current.rows:
                    yield current
                    current = Segment(None)
        elif current.kind is not None and votes[_KINDS.index(current.kind)] == best:
            kind = current.kind
        else:
            kind = _KINDS[votes.index(best)]
        if kind is not current.kind or (kind is not None and _begins_anew(current, labels)):
            if current.rows:
                yield current
            current = Segment(kind)
        index = _KINDS.index(kind) if kind is not None else None
        current.add(row, [found[index] if index is not None else None for found in labels])
    if current.rows:
        yield current


def _continues(segment: Segment, labels: Sequence[tuple[str | None, ...]]) -> bool:
    """Whether a row behind a blank line, without telling labels, still belongs to *segment*."""
    if segment.kind is None:
        return False
    index = _KINDS.index(segment.kind)
    if any(found[index] for found in labels):
        return True
    return segment.kind is TableKind.DISPUTES and not _has_counts(segment)


def _has_counts(segment: Segment) -> bool:
    """Whether the one row of values of table four stands in *segment*."""
    width = layout_of(TableKind.DISPUTES, None).width
    return any(
        not any(tokens) and (len(row.fields) == width or any(field.text for field in row.fields))
        for row, tokens in zip(segment.rows, segment.tokens, strict=True)
    )


def _begins_anew(segment: Segment, labels: Sequence[tuple[str | None, ...]]) -> bool:
    """Whether a row opens the same table once more, the first one being complete."""
    if segment.kind is None:
        return False
    index = _KINDS.index(segment.kind)
    if _first_token(segment.kind) not in {found[index] for found in labels}:
        return False
    ends = _last_tokens(segment.kind)
    return bool(ends & segment.seen) if ends else _has_counts(segment)


def edition_of(segment: Segment) -> Edition | None:
    """The edition whose own labels the table prints; the form in force when none tells."""
    kind = segment.kind
    if kind is None or kind is TableKind.DISPUTES:
        return None
    votes = Counter(
        edition for token in segment.seen if (edition := edition_evidence(kind, token)) is not None
    )
    if votes:
        return votes.most_common(1)[0][0]
    if kind is TableKind.REQUESTS and "OTHER_HANDLING" in segment.seen:
        return Edition.FORM_2019
    return Edition.FORM_2021
