"""Sums as witnesses: what rests on an assumption falls when the form's sums speak against it.

Takes what alignment gave to the cells and takes back rows that were told by their place, or whose
values were cut, where a sum they belong to does not hold. Rows that were printed with their label
and their values are never touched: a fault in them is the document's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from govdisclosure.align.alignment import Alignment
from govdisclosure.layout import Balance, TableLayout
from govdisclosure.source import Field
from govdisclosure.text import read_printed

__all__ = ["broken_balances", "known_balances", "prove"]


def broken_balances(layout: TableLayout, values: Sequence[Field | None]) -> Iterator[Balance]:
    """The sums that do not hold, or cannot: counts are not negative, so parts exceed no total."""
    numbers = _numbers(layout, values)
    for balance in layout.balances:
        left = [numbers.get(place) for place in balance.left]
        right = [numbers.get(place) for place in balance.right]
        if None in right:
            continue
        if _sum(left) > _sum(right) or (None not in left and _sum(left) != _sum(right)):
            yield balance


def known_balances(layout: TableLayout, values: Sequence[Field | None]) -> Iterator[Balance]:
    """The sums of which every cell is printed as a number, whether they hold or not."""
    numbers = _numbers(layout, values)
    for balance in layout.balances:
        if all(numbers.get(place) is not None for place in (*balance.left, *balance.right)):
            yield balance


def _numbers(
    layout: TableLayout, values: Sequence[Field | None]
) -> Mapping[tuple[str, str], int | Decimal | None]:
    """The number in each cell that has a value; None for blanks, marks and words."""
    return {
        (cell.row, cell.column): read_printed(value.text).value
        for cell, value in zip(layout.cells, values, strict=True)
        if value is not None
    }


def _sum(values: Sequence[int | Decimal | None]) -> int | Decimal:
    return sum(value for value in values if value is not None)


def prove(read: Alignment) -> None:
    """Take back the assumed rows of *read* that a broken sum speaks against."""
    if not read.assumed:
        return
    refuted = {
        row
        for balance in broken_balances(read.layout, read.values)
        for row, _ in (*balance.left, *balance.right)
        if row in read.assumed
    }
    for row in refuted:
        line = read.assumed[row]
        read.set_aside("GD026", read.take_back(line), line)
