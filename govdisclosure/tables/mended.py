"""Rows as their form prints them: labels in front, what ran together separated.

Takes opened rows and gives as many, in which a label that a tool set after its values is before
them, and what ran together with a label or a value is a field of its own.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from govdisclosure.forms.labels import find_label, is_label
from govdisclosure.forms.layout import TableKind, wordings
from govdisclosure.source import Field
from govdisclosure.tables.marks import UNMARKED
from govdisclosure.tables.opened import OpenedRow, is_of_form, rows_of
from govdisclosure.tables.told import adds_up
from govdisclosure.text import CellState

__all__ = ["find_glued_ordinal", "mended"]

#: A number and the ordinal of the next row: 03. is 0 and 3.
_GLUED_ORDINAL = re.compile(r"(?P<number>0|[1-9][0-9]*)(?P<ordinal>[1-9][.．、])")
#: A label and the digits of its row.
_GLUED_DIGITS = re.compile(r"(?P<label>.*[^0-9])(?P<digits>[0-9]+)")


def mended(kind: TableKind, rows: Sequence[OpenedRow]) -> list[OpenedRow]:
    """The rows as a table of *kind* prints them."""
    whole = [_with_texts(kind, _digits_apart(kind, one)) for one in rows]
    return _ordinals_apart(kind, _labels_first(kind, whole))


def _with_texts(kind: TableKind, row: OpenedRow) -> OpenedRow:
    """The row, with words as values if they are among other values, or close enough to their label.

    Words after all values may be a remark.
    """
    if row.row.dialect in UNMARKED or len(row.words) < 2:  # noqa: PLR2004 - no words behind a label
        return row
    tokens, known = row.tokens(kind), rows_of(kind)
    labels = [at for at, token in zip(row.words, tokens, strict=True) if token in known]
    if not labels or labels[-1] == row.last:
        return row
    token = tokens[row.words.index(labels[-1])] or ""
    width, distance = len(row.fields) - labels[-1] - 1, row.last - labels[-1]
    is_near = any(distance <= len(line.cells) <= width for line in known[token])
    is_among = CellState.NUMBER in row.states[row.last + 1 :]
    words = [row.fields[at].text for at in row.words if at > labels[-1]]
    is_own = not any(map(is_of_form, words))
    return row.ended_at(labels[-1]) if (is_near or is_among) and is_own else row


def _digits_apart(kind: TableKind, row: OpenedRow) -> OpenedRow:
    """The row, with digits that ran together with the label of its row as a field of their own."""
    if not row.is_bare or len(row.words) != 1:
        return row
    last = row.fields[-1]
    found = _GLUED_DIGITS.fullmatch(last.text)
    if found is None or is_label(last.text):
        return row
    if find_label(kind, found["label"]) not in rows_of(kind):
        return row
    cut = last.end - len(found["digits"])
    parts = Field(found["label"], last.start, cut), Field(found["digits"], cut, last.end)
    return OpenedRow(row.row._replace(fields=(*row.fields[:-1], *parts)))


def _labels_first(kind: TableKind, rows: Sequence[OpenedRow]) -> list[OpenedRow]:
    """The rows, each label in front of its values.

    A label at the end of a row is moved if it has exactly its number of values before it, and no
    row above that they may belong to.
    """
    known = rows_of(kind)
    turned: list[OpenedRow] = []
    for number, row in enumerate(rows):
        above = rows[number - 1] if number else None
        is_owned = above is not None and above.is_bare and above.tokens(kind)[-1] in known
        first = len(row.fields) - len(row.words)
        if row.is_bare and first and row.words[0] == first and not is_owned:
            values, labels = row.fields[:first], row.fields[first:]
            shown = tuple(one for one in values if one.text)
            for own in (values, shown):
                lines = known.get(row.tokens(kind)[-1] or "", ())
                if any(len(line.cells) == len(own) for line in lines):
                    row = OpenedRow(row.row._replace(fields=(*labels, *own)))  # noqa: PLW2901
                    break
        turned.append(row)
    return turned


def _ordinals_apart(kind: TableKind, rows: Sequence[OpenedRow]) -> list[OpenedRow]:
    """The rows, with ordinals that ran together with the value before them given to their labels.

    What is left of the value must be zero, or let the row add up.
    """
    apart = list(rows)
    for number, (row, behind) in enumerate(pairwise(rows)):
        value = row.fields[-1]
        label = behind.fields[behind.words[-1]] if behind.words else None
        found = find_glued_ordinal(kind, value, label) if label is not None else None
        if found is None or label is None:
            continue
        cut = value.start + found.end("number")
        own = Field(found["number"], value.start, cut)
        values = [*apart[number].after()[:-1], own]
        if own.text != "0" and not adds_up(values):
            continue
        fields = (*apart[number].fields[:-1], own)
        apart[number] = OpenedRow(apart[number].row._replace(fields=fields))
        whole = Field(found["ordinal"] + label.text, cut, label.end)
        fields = tuple(whole if one is label else one for one in behind.fields)
        apart[number + 1] = OpenedRow(behind.row._replace(fields=fields))
    return apart


def find_glued_ordinal(kind: TableKind, value: Field, label: Field) -> re.Match[str] | None:
    """The number and the ordinal in *value*, if the label right after it lacks that ordinal."""
    if value.text.isdigit():
        return None
    found = _GLUED_ORDINAL.fullmatch(value.text)
    if found is None or label.text[:1].isdigit():
        return None
    token = find_label(kind, label.text)
    begin = f"{found['ordinal'][0]}."
    lacks = any(words.startswith(begin) for words, own in wordings(kind) if own == token)
    return found if lacks else None
