"""A report against the sum of the reports below it, cell by cell.

Takes a report and others and gives what differs; what cannot be told is no difference in silence,
it is one of its own kind. Repairs nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum

from attrs import frozen

from govdisclosure.collection.addition import STOCKS, add_exactly, coarsest, folded
from govdisclosure.collection.bodies import Collection
from govdisclosure.collection.merging import add_tables, parts_of
from govdisclosure.collection.refusals import Part, refuse
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.model.report import Report
from govdisclosure.rules.basis.context import Blank

__all__ = ["Difference", "DifferenceKind", "reconcile"]


class DifferenceKind(Enum):
    """What a difference can be."""

    #: The report has more: its own 「本级」, or that of a body that was not given.
    OWN = "own"
    #: The report has less than the bodies below it together.
    ERROR = "error"
    #: It has less of a stock, in which documents issued jointly count several times below.
    JOINT = "joint"
    #: A number is missing on either side.
    UNKNOWN = "unknown"


@frozen(kw_only=True)
class Difference:
    """One cell in which a report is not the sum of those below it."""

    address: Address
    #: The form that both were told in; None for table four.
    edition: Edition | None
    kind: DifferenceKind
    #: The cell of the report, and the sum; absent where there is none.
    stated: Cell
    computed: Cell
    #: How much more the report has, less where negative; None where a number is missing.
    amount: int | Decimal | None
    #: The bodies whose numbers are in the sum.
    contributors: tuple[str, ...]


def reconcile(
    parent: Report,
    children: Iterable[Report] | Collection,
    *,
    blank: str = "unknown",
    allow: Iterable[str] = (),
) -> tuple[Difference, ...]:
    """Compare a report with the sum of those below it; empty where every cell is the sum.

    Args:
        parent: The report on the whole.
        children: The reports of the bodies below; that of the same body among them is a child.
        blank: As for :func:`merge`, of the children.
        allow: The same; the children are refused for what would refuse their sum.

    Returns:
        What differs, in the order of the tables.

    Raises:
        MergeError: As for :func:`merge`.
        ValueError: The same.

    Example:
        >>> from govdisclosure.composition import compose
        >>> cell = "disputes/review/upheld"
        >>> made = [compose(agency=f"甲市{one}局", year=2024, cells={cell: 2}) for one in "乙丙"]
        >>> whole = compose(agency="甲市人民政府", year=2024, cells={cell: 5})
        >>> [(one.kind.value, one.amount) for one in reconcile(whole, made)]
        [('own', 1)]
    """
    blank_is_zero = Blank(blank) is Blank.ZERO
    parts = parts_of(children)
    years = {part.year for part in parts if part.year is not None}
    year = parent.year if parent.year is not None else min(years, default=0)
    refuse(parts, year=year, allow=allow, against=parent)
    return tuple(
        one
        for kind in TableKind
        for one in _differences(parent, parts, kind, blank_is_zero=blank_is_zero)
    )


def _differences(
    parent: Report, parts: Sequence[Part], kind: TableKind, *, blank_is_zero: bool
) -> Iterator[Difference]:
    table = parent.table(kind)
    tables = [part.report.table(kind) for part in parts]
    editions = {one.edition for one in (table, *tables) if one is not None}
    if not editions:
        return
    form = coarsest(editions)
    added = add_tables(parts, kind, blank_is_zero=blank_is_zero, edition=form)
    addresses = addresses_of(kind, form)
    nothing = (ABSENT,) * len(addresses)
    own = folded(table.cells, kind, table.edition, form) if table else nothing
    sums = added.table.cells if added else nothing
    for address, stated, computed in zip(addresses, own, sums, strict=True):
        amount: int | Decimal | None = None
        if stated.value is not None and computed.value is not None and stated.unit == computed.unit:
            amount = add_exactly((stated.value, -computed.value))
        elif (stated.state, stated.text) == (computed.state, computed.text):
            amount = 0 if stated.value is None else None
        if amount != 0:
            yield Difference(
                address=address,
                edition=form,
                kind=_kind_of(address, amount),
                stated=stated,
                computed=computed,
                amount=amount,
                contributors=added.contributors[address] if added else (),
            )


def _kind_of(address: Address, amount: int | Decimal | None) -> DifferenceKind:
    if amount is None:
        return DifferenceKind.UNKNOWN
    if amount > 0:
        return DifferenceKind.OWN
    return DifferenceKind.JOINT if address.column in STOCKS else DifferenceKind.ERROR
