"""What follows from the sums: values that are not printed but are the only possible ones.

Takes a report and gives values beside it, never in it. The sums of a table form a graph: each sum
is a node, and each cell an arc from the sum in which it is added to the one in which it is
subtracted. Counts that satisfy the sums are a flow in it, and a count is the only possible one if
and only if no cycle of the graph contains its arc (:class:`Flow`). One sum of table three, that of
the row 「（七）总计」, is not a node, for its cells are in two others; it follows from those and
serves to explain.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import TypeAlias

from attrs import field, frozen

from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.cells import Cell
from govdisclosure.model.display import show_fields
from govdisclosure.model.report import Report
from govdisclosure.model.tables import Table
from govdisclosure.sums.flows import Flow
from govdisclosure.sums.statutory import Sum, SumKind, sums_of

__all__ = ["Inferred", "infer"]


@frozen
class Inferred:
    """The value that a cell without a number must have; not a value that was printed in it."""

    address: Address
    #: A count, in the unit of the address.
    value: int
    #: The sums that imply it, with the numbers printed in them, in the order of the layout. If
    #: there are several, the value results from adding some and subtracting the others.
    sums: tuple[Sum, ...] = field(repr=False)

    def __str__(self) -> str:
        """The address, the value, and the numbers of the sums."""
        numbers = " ".join(dict.fromkeys(one.kind.number for one in self.sums))
        return f"{self.address} = {self.value} ({numbers})"

    def _repr_html_(self) -> str:
        """Address, value and sums, as a notebook shows them."""
        return show_fields(
            address=self.address,
            words=self.address.words(),
            value=self.value,
            sums="; ".join(map(str, self.sums)),
        )


def infer(report: Report) -> Mapping[Address, Inferred]:
    """The values that necessarily follow from what is printed and from the sums of the form.

    A cell without a number (blank, mark, text, absent) has a value here if and only if it has that
    value whenever all such cells are filled with counts 0, 1, 2, … so that the sums hold: the lost
    total, the one missing cell of a row, the zeros of a total of 0, and whatever follows from
    several sums together. A blank is not zero unless the sums say so.

    Contradictions imply nothing:

    - A complete sum that does not add up is left out; the others are kept.
    - A printed number that is not a count (negative, a fraction, an amount of money) leaves out
      each sum that contains it. If such numbers occur both in rows of outcomes and in rows of
      requests received or carried over, the sum of the row 「（七）总计」 is left out as well: then
      what only that sum would imply is not found.
    - Sums that share cells without a number are connected. If connected sums contradict each
      other, they imply nothing.

    Args:
        report: The report, which is never changed. If a table occurs twice, the one that
            ``report.table`` gives is used.

    Returns:
        The values by address, in print order; empty when nothing follows.

    Example:
        >>> printed = ["3", "1", "0", "2", "", *[""] * 5, *["/"] * 4, "0"]
        >>> table = Table(kind=TableKind.DISPUTES, cells=map(Cell.read, printed))
        >>> for one in list(infer(Report(preamble=[table])).values())[:2]:
        ...     print(one.address, one.value, one.sums[0].kind.number)
        disputes/review/total 6 R04
        disputes/litigation_after_review/upheld 0 R06
    """
    tables = (report.table(kind) for kind in TableKind)
    return {one.address: one for table in tables if table for one in _infer(table)}


# ------------------------------------------------------------------------------ forms as graphs

#: The count in each cell, in print order; None if it is not known.
_Counts: TypeAlias = Sequence[int | None]


@frozen(eq=False)
class _Node:
    """A sum as a node; cells are given by their numbers in print order."""

    #: The number of the sum in the layout.
    number: int
    #: The cells whose arcs leave it, and those whose arcs enter it: the two sides of the sum.
    leaving: tuple[int, ...]
    entering: tuple[int, ...]

    @property
    def cells(self) -> tuple[int, ...]:
        return self.leaving + self.entering

    def lacking(self, counts: _Counts) -> list[int]:
        """The cells whose count is not known."""
        return [cell for cell in self.cells if counts[cell] is None]

    def supply(self, counts: _Counts) -> int:
        """The known counts that enter it minus those that leave it."""
        known = (sum(counts[cell] or 0 for cell in side) for side in (self.entering, self.leaving))
        return next(known) - next(known)

    def implied(self, counts: _Counts) -> list[int]:
        """The cells that this sum determines alone: the last one, or all as zero."""
        lacking = self.lacking(counts)
        one_sided = set(lacking) <= set(self.leaving) or set(lacking) <= set(self.entering)
        alone = len(lacking) == 1 or (one_sided and self.supply(counts) == 0)
        return lacking if alone else []


@frozen
class _Form:
    """The sums of one table as a graph."""

    #: In the order of the layout.
    nodes: tuple[_Node, ...]
    #: The sum of the row 「（七）总计」, whose cells have an arc without it; None in table four.
    spare: int | None
    #: Sets of sums, the spare one in each, that cancel out: what one of them adds, another
    #: subtracts.
    loops: tuple[frozenset[int], ...]


@cache
def _form(kind: TableKind, edition: Edition | None) -> _Form:
    places = {address: place for place, address in enumerate(addresses_of(kind, edition))}
    nodes = []
    spare = None
    outcomes, stages = set(), set()
    for number, one in enumerate(sums_of(kind, edition)):
        left, right = (tuple(places[cell] for cell in side) for side in (one.left, one.right))
        nodes.append(_Node(number, *((right, left) if _is_turned(one) else (left, right))))
        row = one.right[0].row
        if one.kind is SumKind.APPLICANTS_TOTAL and row == "outcomes_total":
            spare = number
        elif one.kind is SumKind.REQUESTS_HANDLED or row in _STAGES:
            stages.add(number)
        else:
            outcomes.add(number)
    if spare is None:
        return _Form(tuple(nodes), None, ())
    return _Form(tuple(nodes), spare, (frozenset({*outcomes, spare}), frozenset({*stages, spare})))


#: The rows of table three that are not outcomes.
_STAGES = frozenset({"received_new", "carried_in", "carried_out"})


def _is_turned(one: Sum) -> bool:
    """Whether the right side of a sum leaves its node: no cell may leave two nodes or enter two."""
    place = one.right[0]
    if one.kind is SumKind.APPLICANTS_TOTAL:
        return place.row in {"received_new", "carried_in"}
    return (one.kind is SumKind.OUTCOMES_TOTAL) != (place.column == "total")


# ------------------------------------------------------------------------------ one table


def _infer(table: Table) -> Iterator[Inferred]:
    """What follows in one table, in print order."""
    form = _form(table.kind, table.edition)
    counts = [_count(cell) for cell in table.cells]
    wrong = {
        place
        for place, (cell, count) in enumerate(zip(table.cells, counts, strict=True))
        if cell.is_number and count is None
    }
    left_out = {node.number for node in form.nodes if not wrong.isdisjoint(node.cells)}
    loops = [loop for loop in form.loops if left_out.isdisjoint(loop)]
    if form.spare is not None and not loops:
        left_out.add(form.spare)
    parts = _parts([node for node in form.nodes if node.number not in left_out], counts)
    found = sorted(one for part in parts for one in _solve(part, form.spare, loops, counts))
    sums, addresses = sums_of(table.kind, table.edition), table.addresses
    for cell, value, numbers in found:
        yield Inferred(addresses[cell], value, tuple(sums[number] for number in numbers))


def _count(cell: Cell) -> int | None:
    """The number in a cell if it is a count."""
    value = cell.value
    if value is None or value < 0 or value % 1 or "元" in (cell.unit or ""):
        return None
    return int(value)


def _parts(nodes: Sequence[_Node], counts: _Counts) -> Iterator[list[_Node]]:
    """The sums connected by cells without a count; a complete sum is left out."""
    lacking = {node: node.lacking(counts) for node in nodes}
    standing: dict[int, list[_Node]] = {}
    for node, cells in lacking.items():
        for cell in cells:
            standing.setdefault(cell, []).append(node)
    met: set[_Node] = set()
    for first, cells in lacking.items():
        if cells and first not in met:
            part = {first: None}
            waiting = [first]
            for node in waiting:
                near = {other: None for cell in lacking[node] for other in standing[cell]}
                waiting += (other for other in near if other not in part)
                part |= near
            met |= part.keys()
            yield sorted(part, key=lambda node: node.number)


def _solve(
    part: Sequence[_Node], spare: int | None, loops: Iterable[AbstractSet[int]], counts: _Counts
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """The cells of a part with only one possible value, with it and the sums that imply it."""
    # Node 0 is the outside: a cell in only one sum has an arc from it or to it. The spare sum has a
    # place among the nodes but no arcs.
    places = {node.number: place for place, node in enumerate(part, start=1)}
    nodes = [node for node in part if node.number != spare]
    tails = {cell: places[node.number] for node in nodes for cell in node.leaving}
    heads = {cell: places[node.number] for node in nodes for cell in node.entering}
    cells = sorted(cell for cell in tails.keys() | heads.keys() if counts[cell] is None)
    supplies = [0] * (len(part) + 1)
    for node in nodes:
        supplies[places[node.number]] = node.supply(counts)
    supplies[0] = -sum(supplies)
    flow = Flow([(tails.get(cell, 0), heads.get(cell, 0)) for cell in cells], supplies)
    filled = list(counts)
    for cell, amount in zip(cells, flow.amounts, strict=True):
        filled[cell] = amount
    if not flow.fits or any(node.supply(filled) for node in part):
        return
    exchanges = [sum(1 << places[one] for one in loop & places.keys()) for loop in loops]
    alone = {cell: node.number for node in reversed(part) for cell in node.implied(counts)}
    for arc, cell in enumerate(cells):
        if cell in alone:
            yield cell, flow.amounts[arc], (alone[cell],)
            continue
        ceilings = _proofs(flow.ceilings(arc), exchanges)
        floors = _proofs(flow.floors(arc), exchanges)
        proofs = (ceiling | floor for ceiling in ceilings for floor in floors)
        if proof := min(proofs, key=int.bit_count, default=0):
            numbers = (number for number, place in places.items() if proof >> place & 1)
            yield cell, flow.amounts[arc], tuple(numbers)


def _proofs(cuts: Iterable[int], exchanges: Iterable[int]) -> list[int]:
    """The sets of sums that prove what *cuts* do.

    The outside is not a sum; and what follows from some sums of a loop follows from its others.
    """
    return [cut ^ other for cut in cuts if not cut & 1 for other in (0, *exchanges)]
