"""Tables without marks between their cells: labels and values one after the other.

Takes stretches of text in which labels and values follow each other, parted by blanks, by line
ends or by nothing, and gives rows as the form prints them. Where a row ends, its labels tell.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from govdisclosure.labels import NO_LABELS
from govdisclosure.layout import TableKind, table_layouts
from govdisclosure.readers.tables.fields import FieldMaker
from govdisclosure.readers.tables.segments import RawRow
from govdisclosure.source import Field
from govdisclosure.stretches import find_stretches, goes_on
from govdisclosure.text import has_visible

__all__ = ["LoosePiece", "loose_pieces", "loose_rows"]

_KINDS = tuple(TableKind)
#: The token of a label in each kind of table.
_Tokens: TypeAlias = tuple[str | None, ...]


class LoosePiece(NamedTuple):
    """A label, or the values between two."""

    fields: list[Field]
    #: The tokens of a label; None for values.
    tokens: tuple[str | None, ...] | None


def loose_pieces(
    maker: FieldMaker, text: str, start: int, end: int, *, shift: int = 0
) -> Iterator[LoosePiece]:
    """The labels and values in ``text[start:end]``, which holds nothing else.

    Args:
        maker: Makes the fields.
        text: A document, or a part of one.
        start: Where the table begins in it.
        end: Where it ends.
        shift: Where the part begins in the document.
    """
    part = text[start:end]
    start += shift
    behind = 0
    for stretch in find_stretches(part):
        if has_visible(part[behind : stretch.start]):
            words = maker.field(part[behind : stretch.start], start + behind, in_row=True)
            yield LoosePiece([words], NO_LABELS)
        behind = stretch.end
        for left, right, tokens in stretch.pieces:
            if tokens is None:
                yield LoosePiece(_values(maker, part[left:right], start + left), None)
            else:
                words = maker.field(part[left:right], start + left, in_row=True)
                yield LoosePiece([words], tokens)
    if has_visible(part[behind:]):
        yield LoosePiece([maker.field(part[behind:], start + behind, in_row=True)], NO_LABELS)


def _values(maker: FieldMaker, part: str, start: int) -> list[Field]:
    """The values in *part*, which begins at *start*, parted by blanks."""
    fields = []
    at = 0
    for words in part.split():
        at = part.index(words, at)
        fields.append(maker.field(words, start + at, in_row=True))
        at += len(words)
    return fields


def loose_rows(pieces: Sequence[LoosePiece]) -> list[RawRow]:
    """Rows as the form prints them: a label that does not go on with the row begins the next."""
    rows: list[RawRow] = []
    labels: list[_Tokens] = []
    has_values = False
    for piece in pieces:
        if piece.tokens is None:
            begins = not has_values and not _ends_in_row_label(labels)
        elif any(piece.tokens):
            begins = has_values or not _goes_on(labels, piece.tokens)
        else:
            begins = has_values or _ends_in_row_label(labels)
        if begins or not rows:
            rows.append(RawRow([], is_loose=True))
            labels = []
        if piece.tokens is not None:
            labels.append(piece.tokens)
        has_values = piece.tokens is None
        rows[-1].fields.extend(piece.fields)
    return rows


def _ends_in_row_label(labels: Sequence[_Tokens]) -> bool:
    """Whether values may follow the last label; they may follow one that is unknown."""
    return bool(labels) and (not any(labels[-1]) or not _row_labels().isdisjoint(labels[-1]))


def _goes_on(labels: Sequence[_Tokens], tokens: _Tokens) -> bool:
    """Whether a label with *tokens* goes on with a row that has *labels*, in some kind of table."""
    known = [one for one in labels if any(one)]
    for kind, *row, token in zip(_KINDS, *known, tokens, strict=True):
        if token is not None and row and None not in row and goes_on(kind, row, token):
            return True
    return False


@cache
def _row_labels() -> frozenset[str]:
    """Every label that stands right before the values of a row."""
    return frozenset(
        line.tokens[-1]
        for layout in table_layouts()
        for line in layout.lines
        if line.cells and line.tokens
    )
