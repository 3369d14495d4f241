"""The labels of each kind of table, by what they do in it, for tables made of blanks.

Takes nothing but the forms; gives the same to all that read such tables.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from govdisclosure.labels import labels_of
from govdisclosure.layout import TableKind, table_layouts, wordings
from govdisclosure.text import label_key

__all__ = ["Names", "begins_row", "names_of"]


class Names(NamedTuple):
    """The labels of a kind of table, by what they do in it."""

    #: Labels right before values, and those that span several rows.
    rows: frozenset[str]
    groups: frozenset[str]
    heads: frozenset[str]
    #: Labels over one column of values.
    leaves: frozenset[str]
    #: The groups that begin with a row, by the row's label.
    opened: dict[str, tuple[str, ...]]
    #: All keys of the labels of rows and groups, and of heads, each list as one text.
    row_keys: str
    head_keys: str
    #: How many values a row with the label has.
    counts: dict[str, frozenset[int]]
    #: How many values any row has.
    widths: frozenset[int]
    #: The heads over the values of a row with the label, in each edition.
    columns: Mapping[str, frozenset[frozenset[str]]]


@cache
def names_of(kind: TableKind) -> Names:
    """What the labels of a kind of table do in it."""
    lines = [line for lay in table_layouts() if lay.kind is kind for line in lay.lines]
    rows = {line.tokens[-1] for line in lines if line.cells and line.tokens}
    groups = {token for line in lines if line.cells for token in (*line.under, *line.tokens[:-1])}
    heads = {token for line in lines if not line.cells for token in line.tokens}
    cells = [cell for lay in table_layouts() if lay.kind is kind for cell in lay.cells]
    groups -= heads
    keys: dict[bool, list[str]] = {True: [], False: []}
    for wording, token in wordings(kind):
        keys[token in heads].append(label_key(wording))
    counts: dict[str, frozenset[int]] = {}
    opened: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if line.cells and line.tokens:
            own = line.tokens[-1]
            counts[own] = counts.get(own, frozenset()) | {len(line.cells)}
            opened[own] = line.tokens[:-1]
    columns: dict[str, frozenset[frozenset[str]]] = {}
    for own in counts:
        columns[own] = frozenset(
            frozenset(cell.column_labels[-1] for cell in lay.cells if cell.row_labels[-1] == own)
            for lay in table_layouts()
            if lay.kind is kind
        )
    return Names(
        frozenset(rows),
        frozenset(groups),
        frozenset(heads),
        frozenset(cell.column_labels[-1] for cell in cells),
        opened,
        "\n" + "\n".join(keys[False]) + "\n",
        "\n" + "\n".join(keys[True]) + "\n",
        counts,
        frozenset(len(line.cells) for line in lines if line.cells),
        columns,
    )


def begins_row(words: str) -> bool:
    """Whether *words* are the label of a row of values, which may all be blank."""
    found = labels_of(words)
    return any(
        token in names_of(kind).rows and token not in names_of(kind).heads
        for kind, token in zip(TableKind, found, strict=True)
    )
