"""How the cells of several bodies add up: one law for two cells, and the columns that are counts.

Takes cells and gives the cell that they are together; knows no report. The law is commutative and
associative, so that sums of sums are the sums of all.
"""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal, localcontext
from enum import Enum
from functools import cache

from attrs import evolve

from govdisclosure.crosswalk import Degree, crosswalk
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.text import MAX_DIGITS, CellState, count_digits, format_number

__all__ = ["STOCKS", "Gap", "add", "add_exactly", "coarsest", "folded", "sources_of"]

#: The columns that say how much there is at one time, not how much happened in a year. What
#: several bodies issued together is among the documents of each of them.
STOCKS = frozenset({"in_force", "disclosed_total", "items_last_year"})
#: What the caller may have count as zero.
_EMPTY = frozenset({CellState.BLANK, CellState.MARK})
#: More digits than a sum of all numbers of a nation can have.
_ENOUGH_DIGITS = 100


class Gap(Enum):
    """Why cells have no sum."""

    #: Some hold a number and some none, or they are empty in different ways.
    MIXED = "mixed"
    #: The numbers are in different units.
    UNITS = "units"
    #: The sum has more digits than a cell can hold.
    DIGITS = "digits"


def add(cells: Sequence[Cell], *, blank_is_zero: bool = False) -> Cell | Gap:
    """The cell that *cells* are together, without spelling and place, or why there is none.

    One cell is itself. Numbers in one unit are their sum, exact. Cells that are all empty in the
    same way stay so. All else has no sum: a blank is no zero.

    Args:
        cells: At least one.
        blank_is_zero: Whether a blank or a mark counts as zero beside a number; where nobody
            printed a number the sum is blank.

    Example:
        >>> add([Cell.of(2), Cell.of(3)]).value, add([Cell.of(2), Cell.of("")])
        (5, <Gap.MIXED: 'mixed'>)
        >>> add([Cell.of(2), Cell.of("")], blank_is_zero=True).value
        2
    """
    if len(cells) == 1:
        return evolve(cells[0], raw=None, span=None, origin=None)
    numbers = [cell.value for cell in cells if cell.value is not None]
    if len(numbers) == len(cells) or (
        blank_is_zero
        and numbers
        and all(cell.value is not None or cell.state in _EMPTY for cell in cells)
    ):
        units = {cell.unit for cell in cells if cell.value is not None}
        if len(units) > 1:
            return Gap.UNITS
        total = add_exactly(numbers)
        if count_digits(format_number(total)) > MAX_DIGITS:
            return Gap.DIGITS
        return Cell(state=CellState.NUMBER, value=total, unit=units.pop())
    first = cells[0]
    if not numbers and len({(cell.state, cell.text) for cell in cells}) == 1:
        notes = {cell.note for cell in cells}
        return Cell(
            state=first.state, text=first.text, note=first.note if len(notes) == 1 else None
        )
    if blank_is_zero and all(cell.state in _EMPTY for cell in cells):
        return Cell(state=CellState.BLANK)
    return Gap.MIXED


def add_exactly(numbers: Iterable[int | Decimal]) -> int | Decimal:
    """The sum of *numbers*, every digit of it."""
    with localcontext() as context:
        context.prec = _ENOUGH_DIGITS
        return sum(numbers)


# ------------------------------------------------------------------------------ editions


def coarsest(editions: Collection[Edition | None]) -> Edition | None:
    """The edition that all can be told in: the trial form, whose rows are fewer, if one has it."""
    return min(editions, key=lambda one: one.value if one else "")


@cache
def sources_of(
    kind: TableKind, here: Edition | None, there: Edition | None
) -> tuple[tuple[int, ...], ...]:
    """For each cell of a table of the edition *there*, which ones of *here* are it together.

    Empty where none are: only what is the same count or a sum of counts is taken over.
    """
    places = {address: place for place, address in enumerate(addresses_of(kind, here))}
    found: dict[Address, tuple[int, ...]] = {}
    for one in crosswalk(kind, there, here):
        if one.degree in {Degree.SAME, Degree.SUM} and len(one.here) == 1:
            found[one.here[0]] = tuple(places[address] for address in one.there)
    return tuple(found.get(address, ()) for address in addresses_of(kind, there))


def folded(
    cells: Sequence[Cell],
    kind: TableKind,
    here: Edition | None,
    there: Edition | None,
    *,
    blank_is_zero: bool = False,
) -> tuple[Cell, ...]:
    """The cells of a table in the form of another edition; absent where that has no like."""
    if here is there:
        return tuple(cells)
    sums = (
        add([cells[place] for place in places], blank_is_zero=blank_is_zero) if places else ABSENT
        for places in sources_of(kind, here, there)
    )
    return tuple(one if isinstance(one, Cell) else ABSENT for one in sums)
