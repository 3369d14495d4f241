"""The words of a torn table in the order of the text: values, and labels among them.

Takes words and says what stands where, as far as the wordings of the form tell; which order the
values stand in is for others to find.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from govdisclosure.layout import TableKind, TableLayout
from govdisclosure.tables.words import Part, Word, owners_of
from govdisclosure.text import read_printed

__all__ = ["Cells", "Proof", "Reading", "Torn", "head_of", "number_of", "only_owner"]

#: The value of each cell of the form in print order; None where none is certain.
Cells: TypeAlias = Sequence[Word | None]


class Proof(Enum):
    """What an order of values rests on, beside their number."""

    #: The values of each row follow its label.
    LABELS = "labels"
    #: As many values follow each head as there are rows below it.
    HEADS = "heads"
    #: All values share a line, and the sums do not hold.
    LINE = "line"
    #: The sums of the form.
    SUMS = "sums"


class Reading(NamedTuple):
    """What is certain of the words of a torn table."""

    layout: TableLayout
    cells: Cells
    proof: Proof
    #: Values that no cell takes.
    left: tuple[Word, ...] = ()
    #: Values of a row that cannot be told to its cells, by the number of the row.
    loose: Mapping[int, tuple[Word, ...]] = {}

    def evidence(self) -> dict[str, str]:
        """What the notice of the table names: its proof and, of sums, how many totals they meet.

        Sums of which no total is printed as a number prove nothing but the count of the values.
        """
        if self.proof is not Proof.SUMS:
            return {"order": self.proof.value}
        known = {
            (cell.row, cell.column): word
            for cell, word in zip(self.layout.cells, self.cells, strict=True)
            if word is not None
        }
        count = sum(
            read_printed(known[balance.right[0]].text).value is not None
            for balance in self.layout.balances
            if len(balance.right) == 1 and known.keys() >= {*balance.left, *balance.right}
        )
        return {"order": "sums", "count": str(count)} if count else {"order": "count"}


class Torn:
    """The words of a table, and where the labels stand among the values."""

    def __init__(self, layout: TableLayout, words: Sequence[Word]) -> None:
        """The *words* of a table of *layout*, in the order of the text."""
        self.layout = layout
        self.words = words
        self.values = [word for word in words if word.part is Part.VALUE]
        self.lines = [line for line in layout.lines if line.cells]
        #: The number of the value with which each row begins, row by row, and behind the last.
        self.starts = [0, *accumulate(len(line.cells) for line in self.lines)]
        #: The number of the row of each label that stands before its values.
        self.row_of = {
            line.tokens[-1]: number for number, line in enumerate(self.lines) if line.tokens
        }
        #: Of each piece that only one label has: how many values stand before it, and the label.
        self.labels: list[tuple[int, str]] = []
        count = 0
        for word in words:
            count += word.part is Part.VALUE
            if word.part is Part.LABEL and (token := only_owner(layout.kind, word.text)):
                self.labels.append((count, token))

    @property
    def is_of_another_edition(self) -> bool:
        """Whether a label stands in it that only another edition prints."""
        own = {token for line in self.layout.lines for token in line.tokens}
        return any(token not in own for _, token in self.labels)

    def has_rows_in_order(self) -> bool:
        """Whether the labels of the rows come in the order of the form, wherever they stand.

        Those behind all values are left out.
        """
        rows = [
            self.row_of[token]
            for count, token in self.labels
            if token in self.row_of and count < len(self.values)
        ]
        return rows == sorted(rows)

    def holds(self, values: Sequence[Word], *, is_whole: bool = False) -> bool:
        """Whether every sum holds that ends in a total, each mark counting as zero.

        Args:
            values: The values of the cells in print order.
            is_whole: Whether the sums over several rows of totals must hold too.
        """
        numbers = {
            (cell.row, cell.column): number_of(word)
            for cell, word in zip(self.layout.cells, values, strict=True)
        }
        return all(
            sum(numbers[place] for place in balance.left)
            == sum(numbers[place] for place in balance.right)
            for balance in self.layout.balances
            if is_whole or len(balance.right) == 1
        )


@lru_cache(maxsize=4096)
def only_owner(kind: TableKind, text: str) -> str | None:
    """The one label that *text* is a piece of; None where it is a piece of several."""
    owners = owners_of(kind, text)
    return next(iter(owners)) if len(owners) == 1 else None


def head_of(kind: TableKind, text: str, names: frozenset[str]) -> str | None:
    """The one label among *names* that *text* is a piece of."""
    owners = owners_of(kind, text) & names
    return next(iter(owners)) if len(owners) == 1 else None


def number_of(word: Word) -> int | Decimal:
    """The number that a value is; a mark counts as zero."""
    return read_printed(word.text).value or 0
