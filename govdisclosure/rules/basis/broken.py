"""A table with broken sums: its numbers, the gap of each broken sum, and the cells involved.

Takes the numbers of a table and gives facts on its sums; proposes no change.
"""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import TypeAlias

from attrs import field, frozen

from govdisclosure.forms.layout import Edition, TableKind, layout_of
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.rules.basis.context import Number, placed_sums
from govdisclosure.rules.basis.explanation import Slip

__all__ = ["BrokenTable", "Changes", "RowOrColumn"]

#: Cells by their number in print order, with their changed values; in that order.
Changes: TypeAlias = tuple[tuple[int, int], ...]
_ORDER = {slip: number for number, slip in enumerate(Slip)}


@frozen
class RowOrColumn:
    """A printed row or column: cells that a clerk fills in one after the other."""

    places: tuple[int, ...]
    is_row: bool
    #: For each cell the sums that contain no other cell of the line.
    own: tuple[frozenset[int], ...]
    #: Every sum that contains a cell of the line.
    sums: frozenset[int]


@frozen
class _Form:
    """The sums of one form by number, indexed by cell."""

    #: For each cell its sums, with 1 on the left side and -1 on the right.
    signs: tuple[Mapping[int, int], ...]
    lines: tuple[RowOrColumn, ...]


@cache
def _form(kind: TableKind, edition: Edition | None) -> _Form:
    places = {address: place for place, address in enumerate(addresses_of(kind, edition))}
    signs: list[dict[int, int]] = [{} for _ in places]
    for number, one in enumerate(placed_sums(kind, edition)):
        for sign, side in ((1, one.left), (-1, one.right)):
            for place in side:
                signs[place][number] = sign
    rows = [
        tuple(places[Address(kind, row, column)] for row, column in line.cells)
        for line in layout_of(kind, edition).rows.values()
    ]
    columns = [*zip(*rows, strict=True)] if len(rows) > 1 and kind is TableKind.REQUESTS else []
    lines = tuple(
        _line(line, signs, is_row=is_row)
        for is_row, group in ((True, rows), (False, columns))
        for line in group
    )
    return _Form(tuple(signs), lines)


def _line(
    places: tuple[int, ...], signs: Iterable[Mapping[int, int]], *, is_row: bool
) -> RowOrColumn:
    of_cell = tuple(signs)
    sums = [frozenset(of_cell[place]) for place in places]
    return RowOrColumn(
        places,
        is_row,
        tuple(one.difference(*(other for other in sums if other is not one)) for one in sums),
        frozenset().union(*sums),
    )


@frozen(slots=False, eq=False)
class BrokenTable:
    """The numbers of one table, and the sums that they break."""

    kind: TableKind
    edition: Edition | None
    numbers: tuple[Number | None, ...]
    assumed: frozenset[int] = field(repr=False)

    @cached_property
    def form(self) -> _Form:
        """The sums of its form, indexed by cell."""
        return _form(self.kind, self.edition)

    @cached_property
    def told(self) -> Mapping[int, Number]:
        """For each sum with all its numbers: left side minus right side."""
        found: dict[int, Number] = {}
        for number, one in enumerate(placed_sums(self.kind, self.edition)):
            left = [self.numbers[place] for place in one.left]
            right = [self.numbers[place] for place in one.right]
            if None not in left and None not in right:
                found[number] = sum(n or 0 for n in left) - sum(n or 0 for n in right)
        return found

    @cached_property
    def gaps(self) -> Mapping[int, Number]:
        """The same for the broken sums alone."""
        return {number: gap for number, gap in self.told.items() if gap}

    @cached_property
    def broken(self) -> frozenset[int]:
        """The numbers of the broken sums."""
        return frozenset(self.gaps)

    def mends(self, changes: Mapping[int, Number]) -> bool:
        """Whether all complete sums hold with other numbers in some cells."""
        left = dict(self.gaps)
        for place, mended in changes.items():
            stated = self.numbers[place]
            if stated is None:
                continue  # none of its sums is complete
            for number, sign in self.form.signs[place].items():
                if number in self.told:
                    left[number] = left.get(number, 0) + sign * (mended - stated)
        return not any(left.values())

    def count(self, place: int) -> int | None:
        """The number in a cell if it is a count."""
        value = self.numbers[place]
        return int(value) if value is not None and value >= 0 and value % 1 == 0 else None

    def rank(self, slip: Slip, changes: Changes) -> int:
        """The rank of a slip, the likeliest first; several requests rarely go astray together."""
        place, mended = changes[0]
        is_rare = slip.moves_requests and mended - (self.numbers[place] or 0) not in {1, -1}
        return _ORDER[slip] + (len(Slip) if is_rare else 0)

    def is_total(self, place: int) -> bool:
        """Whether the cell is a total of the form."""
        address = addresses_of(self.kind, self.edition)[place]
        return "total" in {address.column, address.row.rpartition("_")[2]}

    def required(self, line: RowOrColumn) -> list[int]:
        """The positions on a line that must change to mend a broken sum.

        Empty if some broken sum does not touch the line.
        """
        if not self.broken <= line.sums:
            return []
        return [
            position for position, own in enumerate(line.own) if not own.isdisjoint(self.broken)
        ]
