"""Corresponding cells of this report and another, read through the crosswalk.

Takes contexts and addresses and gives numbers with the cells that they were read from, or the
reason why a number is not known; judges nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from attrs import frozen

from govdisclosure.crosswalk import Correspondence, Degree, correspondence, crosswalk
from govdisclosure.forms.layout import TableKind
from govdisclosure.model.addresses import Address
from govdisclosure.rules.basis.context import Context, Number, place_in
from govdisclosure.rules.basis.rule import BLANK_CELLS, Instance, OtherCell, Reason, Rule
from govdisclosure.wording import Wording

__all__ = [
    "COMPARABLE",
    "EXACT",
    "Reading",
    "Readings",
    "named",
    "pairs_of",
    "read_here",
    "read_there",
    "unread",
]

#: The degrees that allow an equation.
EXACT = frozenset({Degree.SAME, Degree.SUM})
#: The degrees that allow a hint.
COMPARABLE = EXACT | {Degree.ALIKE}

_UNNAMED = Wording("某机关", "an organ without a name")
_NO_TABLE = Reason("no-table-there", "另一份报告中没有这张表", "the other report has no such table")
_TWO_REPORTS = Reason(
    "reports-differ",
    "给出了同一年的几份报告，其中的数不一致",
    "several reports on that year were given, and they differ",
)
_SPLIT = Reason(
    "not-comparable",
    "两版表式不可比：一份合为一行，另一份分为几行",
    "the editions cannot be compared: a single row in one, several rows in the other",
)


@frozen
class Reading:
    """The sum of some cells, or why it is not known."""

    #: None if a cell has no number, or if there is a reason.
    number: Number | None
    #: Cells of this report, those without a number, and those that count as zero.
    addresses: tuple[Address, ...] = ()
    blocking: tuple[Address, ...] = ()
    assumed: tuple[Address, ...] = ()
    #: Cells of the other report.
    others: tuple[OtherCell, ...] = ()
    #: Why nothing could be read.
    reason: Reason | None = None


@frozen
class Readings:
    """The readings that one instance of a rule needs."""

    parts: tuple[Reading, ...]

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Every cell of this report that was read."""
        return tuple(cell for one in self.parts for cell in one.addresses)

    @property
    def assumed(self) -> tuple[Address, ...]:
        """Those of them that the caller counts as zero."""
        return tuple(cell for one in self.parts for cell in one.assumed)

    @property
    def others(self) -> tuple[OtherCell, ...]:
        """Every cell of another report that was read."""
        return tuple(cell for one in self.parts for cell in one.others)

    def numbers(self) -> tuple[Number, ...] | None:
        """The numbers, in order; None if any is not known."""
        numbers = tuple(one.number for one in self.parts if one.number is not None)
        return numbers if len(numbers) == len(self.parts) else None


def read_here(context: Context, addresses: Iterable[Address]) -> Reading:
    """The sum of cells of this report, which must be in a table that it has."""
    addresses = tuple(addresses)
    blocking, assumed = [], []
    total: Number = 0
    for address in addresses:
        place = place_in(context.tables[address.form_table], address)
        number = context.numbers[address.form_table][place]
        if number is None:
            blocking.append(address)
            continue
        total += number
        if place in context.assumed[address.form_table]:
            assumed.append(address)
    return Reading(None if blocking else total, addresses, tuple(blocking), assumed=tuple(assumed))


def read_there(
    context: Context,
    others: Sequence[Context],
    addresses: Sequence[Address],
    degrees: Collection[Degree] = EXACT,
) -> Reading:
    """The sum of the cells in another report that correspond to *addresses* of this one.

    Args:
        context: This report.
        others: The other report; several if they are of the same organ and year, and then
            those that have the numbers must agree.
        addresses: Cells of one table of this report.
        degrees: The degrees of correspondence to accept.
    """
    readings = [_read_in(context, one, addresses, degrees) for one in others]
    known = [one for one in readings if one.number is not None]
    if len({one.number for one in known}) > 1:
        return Reading(None, reason=_TWO_REPORTS)
    return (known or readings)[0]


def _read_in(
    context: Context, other: Context, addresses: Sequence[Address], degrees: Collection[Degree]
) -> Reading:
    kind = addresses[0].form_table
    here, there = context.tables[kind], other.tables.get(kind)
    if there is None:
        return Reading(None, reason=_NO_TABLE)
    found = dict.fromkeys(correspondence(one, here.edition, there.edition) for one in addresses)
    for one in found:
        if one.degree not in degrees:
            return Reading(None, reason=_not_comparable(one))
        if not set(one.here) <= set(addresses):
            return Reading(None, reason=_SPLIT)
    cells = tuple(_other_cell(other, cell) for one in found for cell in one.there)
    numbers = [cell.number for cell in cells if cell.number is not None]
    total: Number = 0
    for number in numbers:
        total += number
    return Reading(total if len(numbers) == len(cells) else None, others=cells)


def _other_cell(other: Context, address: Address) -> OtherCell:
    place = place_in(other.tables[address.form_table], address)
    return OtherCell(
        agency=other.agency.name if other.agency else None,
        year=other.year,
        address=address,
        number=other.numbers[address.form_table][place],
        is_assumed=place in other.assumed[address.form_table],
    )


def _not_comparable(one: Correspondence) -> Reason:
    return Reason(
        "not-comparable",
        f"两版表式不可比：{one.why.chinese}",
        f"the editions cannot be compared: {one.why.english}",
    )


def pairs_of(context: Context, others: Sequence[Context]) -> Iterator[tuple[Address, ...]]:
    """The cells of this report, in groups where another edition has one cell for several."""
    for kind in TableKind:
        here = context.tables.get(kind)
        if here is None:
            continue
        tables = [one.tables[kind] for one in others if kind in one.tables]
        # If the other reports are of both editions, the one with coarser rows decides.
        editions = [one.edition for one in tables if one.edition is not here.edition]
        there = editions[0] if editions else here.edition
        for one in crosswalk(kind, here.edition, there):
            if one.here:
                yield one.here


def unread(rule: Rule, readings: Readings) -> Instance:
    """An instance that cannot be judged, for the first reason or for cells without a number."""
    reason = next((one.reason for one in readings.parts if one.reason is not None), None)
    if reason is not None:
        return rule.cannot_tell(readings.addresses, reason=reason)
    return rule.cannot_tell(
        readings.addresses,
        blocking=tuple(cell for one in readings.parts for cell in one.blocking),
        reason=BLANK_CELLS,
        others=readings.others,
    )


def named(context: Context) -> Wording:
    """The organ that reports, as printed, or words for one without a name."""
    name = context.agency.name if context.agency else None
    return _UNNAMED if name is None else Wording(name, name)
