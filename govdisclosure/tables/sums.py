"""The form's sums over what a table prints, evaluated once for all users.

Takes the fields of the form's cells and gives each sum with the results of its two sides; does not
decide what a broken sum means.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from govdisclosure.forms.layout import Balance, TableLayout
from govdisclosure.source import Field
from govdisclosure.text import read_printed

__all__ = ["Weighed", "weigh"]


class Weighed(NamedTuple):
    """A sum of the form of which at least some cells are printed."""

    balance: Balance
    left: int | Decimal
    right: int | Decimal
    #: Whether each of its cells has a value, even if that is a blank or a mark.
    is_whole: bool
    #: Whether each cell of that side is a number.
    knows_left: bool
    knows_right: bool

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """Row and column of each of its cells."""
        return (*self.balance.left, *self.balance.right)

    @property
    def holds(self) -> bool:
        """Whether both sides have the same result, leaving out blanks and marks."""
        return self.left == self.right

    @property
    def is_broken(self) -> bool:
        """Whether it does not hold, or cannot: parts of a known total never exceed it."""
        return self.knows_right and (
            self.left > self.right or (self.knows_left and self.left != self.right)
        )


def weigh(layout: TableLayout, values: Sequence[Field | None]) -> Iterator[Weighed]:
    """Each sum of *layout*, with what is printed of it; *values* has a field for each cell."""
    numbers = {
        (cell.row, cell.column): read_printed(value.text).value
        for cell, value in zip(layout.cells, values, strict=True)
        if value is not None
    }
    for balance in layout.balances:
        left = [numbers.get(place) for place in balance.left]
        right = [numbers.get(place) for place in balance.right]
        yield Weighed(
            balance,
            sum(value for value in left if value is not None),
            sum(value for value in right if value is not None),
            is_whole=all(place in numbers for place in (*balance.left, *balance.right)),
            knows_left=None not in left,
            knows_right=None not in right,
        )
