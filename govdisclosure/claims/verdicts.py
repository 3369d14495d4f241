"""Claims held against the tables: which reading passes, and what stands there instead.

Takes claims and the tables of the report, and of the one on the year before. A blank cell is never
zero, but no count is below it: a sum over blanks is known from below, and what a claim says less of
is refuted all the same. Shares pass within one unit of the last place printed, be they rounded,
cut off, or moved so that all of them make a hundred.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from attrs import evolve

from govdisclosure.claims.claim import Claim, Direction, Quantity, Relation
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address
from govdisclosure.model.report import Report
from govdisclosure.model.verdict import Verdict
from govdisclosure.sums import SumKind, sums_of

__all__ = ["Judge", "adding", "readings_of", "ulp_of"]

_TOTALS = frozenset(SumKind) - {SumKind.REQUESTS_HANDLED, SumKind.OUTCOMES_TOTAL}


def _of(row: str, table: TableKind = TableKind.REQUESTS) -> Address:
    return Address(table, row, "total")


_RECEIVED, _CARRIED_IN = _of("received_new"), _of("carried_in")
_OUTCOMES, _CARRIED_OUT = _of("outcomes_total"), _of("carried_out")
#: What else may be meant by a number that one cell refutes: 收到 and 办理 with what was carried in.
_OTHER_READINGS = {
    _RECEIVED: ((_RECEIVED, _CARRIED_IN),),
    _OUTCOMES: ((_RECEIVED, _CARRIED_IN),),
}


def readings_of(claim: Claim) -> tuple[tuple[Address, ...], ...]:
    """What cells a claim is held against, in this order, until their sum is its number."""
    others = () if claim.address is None else _OTHER_READINGS.get(claim.address, ())
    return (claim.meant, *others)


class _Sum(NamedTuple):
    """What cells add up to: the printed ones, and whether that is all."""

    least: Quantity
    is_exact: bool
    #: Whether any of them prints a number.
    is_told: bool


@cache
def _parts(table: TableKind, edition: Edition | None) -> dict[Address, tuple[Address, ...]]:
    """Of each total of a row, or of a kind of disputes, the cells that it adds up."""
    return {one.right[0]: one.left for one in sums_of(table, edition) if one.kind in _TOTALS}


class Judge:
    """Holds the claims of one report against its tables."""

    def __init__(
        self, report: Report, previous: Report | None = None, *, carries_over: bool = False
    ) -> None:
        """For *report*; changes are held against *previous*, the year before.

        Args:
            report: The report.
            previous: The report on the year before.
            carries_over: Whether the prose speaks of what is carried over to the next year.
        """
        self._tables = {kind: report.table(kind) for kind in TableKind}
        self._values = {
            address: cell.value
            for table in self._tables.values()
            if table is not None
            for address, cell in table.items()
        }
        self._before = None if previous is None else Judge(previous)
        self._carries_over = carries_over

    def hold(self, claim: Claim) -> Claim:
        """The claim with its verdict."""
        verdict, reading, computed = self._verdict(claim)
        if verdict is Verdict.DOES_NOT_APPLY:
            return claim
        return evolve(claim, verdict=verdict, reading=reading, computed=computed)

    def _verdict(self, claim: Claim) -> tuple[Verdict, tuple[Address, ...], Quantity | None]:
        if claim.candidates:
            return Verdict.CANNOT_TELL, (), None
        match claim.relation:
            case Relation.SHARE:
                return self._share(claim)
            case Relation.CHANGE:
                return self._change(claim)
            case Relation.EQUALS | Relation.PARTS_SUM if claim.meant:
                return self._cells(claim)
            case Relation.PARTS_SUM:
                return adding(claim)
        return Verdict.DOES_NOT_APPLY, (), None

    # -- cells

    def _cells(self, claim: Claim) -> tuple[Verdict, tuple[Address, ...], Quantity | None]:
        readings = readings_of(claim)
        first = self.sum_of(claim.meant)
        if not first.is_told:
            return Verdict.CANNOT_TELL, (), None
        for reading in readings:
            found = self.sum_of(reading)
            if found.is_told and found.least == claim.quantity:
                return Verdict.PASS, reading, None
        if first.is_exact or claim.quantity < first.least:
            return Verdict.FAIL, (), first.least
        return Verdict.CANNOT_TELL, (), None

    def sum_of(self, addresses: Iterable[Address]) -> _Sum:
        """What the cells add up to; a total that is not printed is the sum of its row."""
        least: Quantity = 0
        is_exact, is_told = True, False
        for address in addresses:
            found = self._cell(address)
            least = _plus(least, found.least)
            is_exact, is_told = is_exact and found.is_exact, is_told or found.is_told
        return _Sum(least, is_exact, is_told)

    def _cell(self, address: Address) -> _Sum:
        table = self._tables[address.form_table]
        value = self._values.get(address)
        if table is None or value is not None:
            return _Sum(value or 0, value is not None, value is not None)
        parts = _parts(table.kind, table.edition).get(address, ())
        values = [self._values.get(one) for one in parts]
        printed = [one for one in values if one is not None]
        return _Sum(sum(printed), bool(values) and None not in values, bool(printed))

    # -- shares and changes

    def _share(self, claim: Claim) -> tuple[Verdict, tuple[Address, ...], Quantity | None]:
        if claim.approximate:
            return Verdict.CANNOT_TELL, (), None
        if not claim.parts and claim.whole is None:
            return (
                self._share_of_cells(claim) if claim.cells else (Verdict.DOES_NOT_APPLY, (), None)
            )
        if (
            not claim.parts
            or claim.whole is None
            or claim.parts[0].approximate
            or claim.whole.approximate
        ):
            return Verdict.CANNOT_TELL, (), None
        part, whole = claim.parts[0], claim.whole
        shares = [
            share
            for above in _numbers(part)
            for below in _numbers(whole)
            if (share := _percent(above, below)) is not None
        ]
        if not shares:
            return Verdict.CANNOT_TELL, (), None
        if any(abs(share - Fraction(claim.quantity)) < ulp_of(claim.quantity) for share in shares):
            return Verdict.PASS, (), None
        return Verdict.FAIL, (), _rounded(shares[0], claim.quantity)

    def _share_of_cells(self, claim: Claim) -> tuple[Verdict, tuple[Address, ...], Quantity | None]:
        """Of all that was received, asked or decided: blank rows take no part."""
        if (claim.cells, claim.base) == ((_OUTCOMES,), (_RECEIVED,)):
            rest = self._cell(_CARRIED_OUT)
            if not rest.is_exact or self._carries_over:
                return Verdict.CANNOT_TELL, (), None
            passes = rest.least == 0
            return (
                (Verdict.PASS if passes else Verdict.FAIL),
                claim.cells,
                None if passes else rest.least,
            )
        pairs = [
            (self._cell(one), self._cell(of))
            for one, of in zip(claim.cells, claim.base, strict=False)
        ]
        if len(claim.cells) != len(claim.base):
            part, whole = self.sum_of(claim.cells), self.sum_of(claim.base)
            pairs = [(part, whole)]
        told = [(one, of) for one, of in pairs if of.is_told or one.is_told]
        if not told or not all(one.is_exact and of.is_exact for one, of in told):
            return Verdict.CANNOT_TELL, (), None
        above = sum((Fraction(one.least) for one, _ in told), Fraction())
        below = sum((Fraction(of.least) for _, of in told), Fraction())
        share = _percent(above, below)
        if share is None:
            return Verdict.CANNOT_TELL, (), None
        if abs(share - Fraction(claim.quantity)) < ulp_of(claim.quantity):
            return Verdict.PASS, claim.cells, None
        return Verdict.FAIL, (), _rounded(share, claim.quantity)

    def _change(self, claim: Claim) -> tuple[Verdict, tuple[Address, ...], Quantity | None]:
        if claim.address is None:
            return Verdict.DOES_NOT_APPLY, (), None
        now = self._cell(claim.address)
        before = None if self._before is None else self._before._cell(claim.address)  # noqa: SLF001 - its like
        if before is None or not now.is_exact or not before.is_exact or claim.approximate:
            return Verdict.CANNOT_TELL, (), None
        actual = _changed(claim, Fraction(now.least), Fraction(before.least))
        if actual is None:
            return Verdict.CANNOT_TELL, (), None
        step = ulp_of(claim.quantity) if claim.unit in {"%", "倍"} else Fraction(1, 10**6)
        if abs(actual - Fraction(claim.quantity)) < step:
            return Verdict.PASS, (claim.address,), None
        return Verdict.FAIL, (), _rounded(actual, claim.quantity)


def _changed(claim: Claim, now: Fraction, before: Fraction) -> Fraction | None:
    """What the change should be called, in the unit and the direction of the claim."""
    if claim.direction is Direction.LEVEL:
        return now - before
    if claim.direction is Direction.RATIO:
        return now / before if before else None
    growth = now - before if claim.direction is Direction.UP else before - now
    if claim.unit == "%":
        return growth / before * 100 if before else None
    if claim.unit == "倍":
        return growth / before if before else None
    return growth


def _plus(one: Quantity, other: Quantity) -> Quantity:
    total = Fraction(one) + Fraction(other)
    return int(total) if total.denominator == 1 else total


def _numbers(claim: Claim) -> Sequence[Fraction]:
    """What a number of the prose may stand for: as printed, and as the tables have it."""
    found = [Fraction(claim.quantity)]
    if claim.verdict is Verdict.FAIL and claim.meant and claim.computed is not None:
        found.append(Fraction(claim.computed))
    return found


def _percent(part: Fraction, whole: Fraction) -> Fraction | None:
    return part / whole * 100 if whole else None


def ulp_of(quantity: Quantity) -> Fraction:
    """One unit of the last place of a number as it is printed."""
    if not isinstance(quantity, Decimal):
        return Fraction(1)
    exponent = quantity.as_tuple().exponent
    return Fraction(10) ** exponent if isinstance(exponent, int) else Fraction(1)


def _rounded(share: Fraction, like: Quantity) -> Quantity:
    """A share at the precision of *like*, rounded half up."""
    step = ulp_of(like)
    times = (share / step + Fraction(1, 2)).__floor__()
    places = len(str(step.denominator)) - 1
    return Decimal(times).scaleb(-places) if places else times


def adding(claim: Claim) -> tuple[Verdict, tuple[Address, ...], Quantity | None]:
    """The parts of a list, or the first of them, add up to the number."""
    total = Fraction()
    for number, part in enumerate(claim.parts):
        if part.approximate:
            return Verdict.CANNOT_TELL, (), None
        total += Fraction(part.quantity)
        if number and total == claim.quantity:
            return Verdict.PASS, (), None
    if not claim.is_closed or claim.approximate:
        return Verdict.CANNOT_TELL, (), None
    return Verdict.FAIL, (), _plus(0, total)
