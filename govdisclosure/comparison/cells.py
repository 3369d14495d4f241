"""The cells in which two reports differ, each with its counterpart by the crosswalk.

Takes two reports and gives pairs of cells with their difference; what cannot be compared is given
with the reason. A blank is no zero: where a side has no number there is no difference in numbers.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from govdisclosure.collection.addition import add, add_exactly
from govdisclosure.crosswalk import Correspondence, Degree, crosswalk, sheet_crosswalk
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address, addresses, statistics_addresses
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.model.report import Report
from govdisclosure.text import CellState
from govdisclosure.wording import Wording

__all__ = ["CellDiff", "Printed", "compare_cells", "printed_of"]

#: The cells of one side, each with its address.
Printed: TypeAlias = tuple[tuple[Address, Cell], ...]


@frozen(kw_only=True)
class CellDiff:
    """A count that two reports do not print alike: usually one cell of each.

    Across editions it may be several cells of one report that add up to one of the other.

    Example:
        >>> from govdisclosure.composition import compose
        >>> old, new = (compose(cells={"disputes/review/total": count}) for count in (8, 6))
        >>> (found,) = compare_cells(old, new)[0]
        >>> str(found.address), found.change, found.percent
        ('disputes/review/total', -2, Fraction(-25, 1))
    """

    #: How closely the cells correspond: the same count, a sum, or nearly the same.
    degree: Degree
    #: Why they are not the same count; empty if they are.
    why: Wording
    #: The cells of the old and of the new report.
    old_cells: Printed
    new_cells: Printed

    @property
    def address(self) -> Address:
        """The address of the cell; if one side is a sum of several, that of the other side's."""
        one = self.old_cells if len(self.new_cells) > len(self.old_cells) else self.new_cells
        return one[0][0]

    @property
    def old(self) -> Cell | None:
        """The cell of the old report, or the sum of several; None if they have no sum."""
        return _together(self.old_cells)

    @property
    def new(self) -> Cell | None:
        """The cell of the new report, or the sum of several; None if they have no sum."""
        return _together(self.new_cells)

    @property
    def change(self) -> int | Decimal | None:
        """How much more the new report has, exact; None unless both have a number in one unit."""
        numbers = self._numbers
        return None if numbers is None else add_exactly((numbers[1], -numbers[0]))

    @property
    def percent(self) -> Fraction | None:
        """The change in per cent of the old number, exact; None also where that is zero."""
        numbers = self._numbers
        if numbers is None or numbers[0] == 0:
            return None
        old, new = map(Fraction, numbers)
        return (new - old) * 100 / old

    @property
    def states(self) -> tuple[CellState, CellState] | None:
        """The states of both cells if they differ: from blank to number, for one; else None."""
        old, new = self.old, self.new
        if old is None or new is None or old.state is new.state:
            return None
        return old.state, new.state

    @property
    def _numbers(self) -> tuple[int | Decimal, int | Decimal] | None:
        old, new = self.old, self.new
        if old is None or new is None or old.value is None or new.value is None:
            return None
        return (old.value, new.value) if old.unit == new.unit else None


def _together(cells: Printed) -> Cell | None:
    """The only cell unchanged, or the sum of several."""
    if len(cells) == 1:
        return cells[0][1]
    found = add([cell for _, cell in cells])
    return found if isinstance(found, Cell) else None


def compare_cells(
    old: Report, new: Report
) -> tuple[tuple[CellDiff, ...], tuple[Correspondence, ...]]:
    """The cells that differ in print order, and what the crosswalk does not compare.

    Returns:
        The differences; and the correspondences without counterpart of which a cell is printed,
        ``here`` in the old report and ``there`` in the new one.
    """
    differences: list[CellDiff] = []
    unlike: list[Correspondence] = []
    cells, others = printed_of(old), printed_of(new)
    for one in _correspondences(old, new):
        here = tuple((address, cells.get(address, ABSENT)) for address in one.here)
        there = tuple((address, others.get(address, ABSENT)) for address in one.there)
        if one.degree is Degree.NONE:
            if any(cell.state is not CellState.ABSENT for _, cell in (*here, *there)):
                unlike.append(one)
            continue
        found = CellDiff(degree=one.degree, why=one.why, old_cells=here, new_cells=there)
        if not _is_alike(found):
            differences.append(found)
    return tuple(differences), tuple(unlike)


def printed_of(report: Report) -> dict[Address, Cell]:
    """Every cell of the report's tables and of its statistics sheet, by address."""
    tables = [*map(report.table, TableKind), report.statistics]
    return {
        address: cell for table in tables if table is not None for address, cell in table.items()
    }


def _is_alike(one: CellDiff) -> bool:
    """Whether both sides print the same; of a sum and its parts only the numbers count."""
    old, new = one.old, one.new
    if one.degree is Degree.SAME or old is None or new is None:
        return old == new and old is not None
    return (old.state, old.value, old.text, old.unit) == (new.state, new.value, new.text, new.unit)


def _correspondences(old: Report, new: Report) -> Iterator[Correspondence]:
    """What is compared with what, the old report's cells ``here`` and the new one's ``there``.

    A statistics sheet is held against the form only where one report has nothing but a sheet, and
    the other no sheet; else each is compared with its own kind.
    """
    if (form := _only_form(new)) and _has_only_sheet(old):
        yield from _from_sheet(form)
        return
    if (form := _only_form(old)) and _has_only_sheet(new):
        for one in _from_sheet(form):
            yield Correspondence(one.there, one.here, one.degree, one.why)
        return
    if old.statistics is not None or new.statistics is not None:
        for address in statistics_addresses():
            yield Correspondence((address,), (address,), Degree.SAME)
    for kind in TableKind:
        editions = [one.edition for one in map(Report.table, (old, new), (kind, kind)) if one]
        if editions:
            yield from crosswalk(kind, editions[0], editions[-1])


def _from_sheet(form: Edition) -> Iterator[Correspondence]:
    """What a sheet has in common with a form, and the cells of the form that it does not have."""
    found = sheet_crosswalk(form)
    yield from found
    known = {address for one in found for address in one.there}
    for address in addresses(form):
        if address not in known:
            yield Correspondence((), (address,), Degree.NONE, _NOT_IN_SHEETS)


_NOT_IN_SHEETS = Wording("统计表没有这一项", "the sheet has no such row")


def _only_form(report: Report) -> Edition | None:
    return report.edition if report.statistics is None else None


def _has_only_sheet(report: Report) -> bool:
    return report.statistics is not None and all(report.table(kind) is None for kind in TableKind)
