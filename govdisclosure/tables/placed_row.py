"""A row of a form on the lines of a page: its label, its values, the columns printed for it.

Takes words with their places; judges what they prove about the row, and makes its cells.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from govdisclosure.forms.layout import Line
from govdisclosure.source import Field
from govdisclosure.tables.places import Printed, are_apart, with_blanks
from govdisclosure.tables.spelling import LONGEST_LINE, Word
from govdisclosure.tables.told import FEWEST_PROVABLE, adds_up, speaks_against

__all__ = ["PlacedRow"]


class PlacedRow:
    """A row of a form, and the lines of its label."""

    def __init__(self, line: Line, numbers: Iterable[int], label: Sequence[Word]) -> None:
        self.line = line
        #: The words of its label; empty if it was lost.
        self.label = label
        self.numbers: list[int] = [*numbers]
        #: From left to right.
        self.values: list[Word] = []
        #: The columns that are printed for it, and where columns of remarks begin after them.
        self.printed: Printed = Printed((), range(len(line.cells)))
        self.edge = LONGEST_LINE

    @property
    def token(self) -> str:
        """The token of its label."""
        return self.line.token

    @property
    def width(self) -> int:
        """How many columns are printed."""
        return len(self.printed.order)

    @property
    def is_full(self) -> bool:
        """Whether it has as many values as columns on one line, and all are certainly whole.

        A blank within a number makes two of it; the sum shows this. On two lines the order is open.
        """
        if len(self.values) != self.width or len({word.line for word in self.values}) > 1:
            return False
        return self.adds_up or are_apart(self.values) or self.is_nought

    @property
    def is_nought(self) -> bool:
        """Whether each of its cells is 0."""
        return [word.text for word in self.values] == ["0"] * self.width

    @property
    def adds_up(self) -> bool:
        """Whether its last value is the sum of the others."""
        if len(self.values) != self.width:
            return False
        fields = self.fields(range(self.width))
        return len(fields) > FEWEST_PROVABLE and adds_up(fields)

    @property
    def speaks_against(self) -> bool:
        """Whether it has all of its values, and their sum is not the last."""
        is_whole = FEWEST_PROVABLE < len(self.values) == self.width
        return is_whole and speaks_against(self.fields(range(self.width)))

    @property
    def is_broken(self) -> bool:
        """Whether it has too many values, or one below another, as numbers split across lines have.

        Some programs repeat a merged cell in each of its places.
        """
        is_repeated = len({word.text for word in self.values}) == 1
        return (len(self.values) > self.width and not is_repeated) or any(
            two.left <= one.right and one.line != two.line for one, two in pairwise(self.values)
        )

    def take(self, words: Iterable[Word]) -> None:
        """Add *words* to its values, from left to right."""
        self.values = sorted([*self.values, *words], key=lambda word: word.left)

    def fields(self, places: Sequence[int]) -> tuple[Field | None, ...]:
        """A field for each cell, if its values are in these columns."""
        words = self.label or self.values
        end = max(word.end for word in words)
        return with_blanks(self.values, places, self.printed, len(self.line.cells), end)
