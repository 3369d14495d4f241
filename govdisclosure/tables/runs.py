"""Runs of the words of a table: pieces of labels, and the values after the last of them.

Knows which words begin which rows and heads; not which row the values belong to.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from govdisclosure.characters import label_key
from govdisclosure.forms.labels import find_label, keys_of
from govdisclosure.forms.layout import TableKind
from govdisclosure.tables.opened import rows_of
from govdisclosure.tables.words import Part, Word, owners_of

__all__ = ["Run", "runs_of"]


class Run(NamedTuple):
    """Pieces of labels without values between them, and the values after the last of them."""

    kind: TableKind
    labels: tuple[Word, ...]
    values: tuple[Word, ...]
    #: The rows that begin in it, in order, each with its words; the first with those before it.
    begun: Mapping[str, tuple[Word, ...]]
    #: The labels in it, each with its line, inverted for one that is torn or a piece. An empty one
    #: is a head that the form does not have.
    named: tuple[tuple[str, int], ...]

    @property
    def is_cut_off(self) -> bool:
        """Whether it follows words that are neither labels nor values, and has no labels."""
        return bool(self.labels) and not any(word.text for word in self.labels)

    @property
    def last(self) -> str:
        """The last row that begins in it; empty if there is no such row."""
        return next(reversed(list(self.begun)), "")


def runs_of(kind: TableKind, words: Sequence[Word]) -> list[Run]:
    """The runs of *words*, by the labels of one kind of table."""
    runs: list[Run] = []
    labels: list[Word] = []
    for is_value, alike in groupby(words, lambda one: one.part is Part.VALUE):
        if not is_value:
            labels = list(alike)
            continue
        runs.append(_run(kind, labels, tuple(alike)))
        labels = []
    if labels:
        runs.append(_run(kind, labels, ()))
    return runs


def _run(kind: TableKind, labels: Sequence[Word], values: tuple[Word, ...]) -> Run:
    starts: dict[str, int] = {}
    found: list[tuple[str, int]] = []
    rows = rows_of(kind)
    at = 0
    while at < len(labels):
        end, key = at + 1, label_key(labels[at].text)
        while end < len(labels) and _begin(kind, longer := key + label_key(labels[end].text)):
            key, end = longer, end + 1
        owners = _begin(kind, key)
        whole = find_label(kind, key)
        own = whole or (next(iter(owners)) if len(owners) == 1 else None)
        if own is not None:
            is_unbroken = whole is not None and end == at + 1
            found.append((own, labels[at].line if is_unbroken else ~labels[at].line))
        elif not starts and key and not owners_of(kind, labels[at].text):
            found.append(("", labels[at].line))
        if own is not None and own in rows:
            starts.pop(own, None)
            starts[own] = at
        at = end
    ends = [0, *islice(starts.values(), 1, None), len(labels)]
    begun = {
        own: tuple(labels[slice(*part)]) for own, part in zip(starts, pairwise(ends), strict=False)
    }
    return Run(kind, tuple(labels), values, begun, tuple(found))


@lru_cache(maxsize=4096)
def _begin(kind: TableKind, key: str) -> frozenset[str]:
    """The labels that begin with a key; a single character is not enough."""
    if len(key) < 2:  # noqa: PLR2004 - an ordinal, or a sign that many labels begin with
        return frozenset()
    return frozenset(token for own, token in keys_of(kind) if own.startswith(key))
