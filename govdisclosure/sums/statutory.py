"""The sums of the form 「勾稽关系」, each with its kind, its number and its addresses.

Takes the balances of the layout and names them; knows no printed values.
"""

from enum import Enum
from functools import cache

from attrs import frozen

from govdisclosure.forms.layout import Balance, Edition, TableKind, layout_of
from govdisclosure.model.addresses import Address

__all__ = ["Sum", "SumKind", "sums_of"]


class SumKind(Enum):
    """What a sum says; its value is its name, which is never reused for another."""

    #: R01, each column of table three: what was received is handled or carried over, by the note
    #: in the form's corner.
    REQUESTS_HANDLED = "requests_handled"
    #: R02, each column of table three: the outcomes add up to 「（七）总计」.
    OUTCOMES_TOTAL = "outcomes_total"
    #: R03, each row of table three: the kinds of applicants add up to 「总计」.
    APPLICANTS_TOTAL = "applicants_total"
    #: R04, table four: the results of 「行政复议」 add up to their total.
    REVIEW_TOTAL = "review_total"
    #: R05, table four: the results of 「未经复议直接起诉」 add up to their total.
    LITIGATION_DIRECT_TOTAL = "litigation_direct_total"
    #: R06, table four: the results of 「复议后起诉」 add up to their total.
    LITIGATION_AFTER_REVIEW_TOTAL = "litigation_after_review_total"

    @property
    def number(self) -> str:
        """The number of the rule, ``R01`` to ``R06``."""
        return f"R{list(SumKind).index(self) + 1:02}"


@frozen
class Sum:
    """One sum of the form: the left side adds up to the right side.

    Example:
        >>> print(sums_of(TableKind.REQUESTS, Edition.FORM_2021)[-1])
        R01 requests/received_new/total + requests/carried_in/total = \
requests/outcomes_total/total + requests/carried_out/total
    """

    kind: SumKind
    left: tuple[Address, ...]
    right: tuple[Address, ...]

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Every cell of the sum, left before right."""
        return self.left + self.right

    def __str__(self) -> str:
        """The number and the addresses, as in ``R01 a + b = c + d``."""
        left, right = (" + ".join(map(str, side)) for side in (self.left, self.right))
        return f"{self.kind.number} {left} = {right}"


@cache
def sums_of(table: TableKind, edition: Edition | None) -> tuple[Sum, ...]:
    """Every sum of one table, in the order of the layout; table two has none.

    Args:
        table: The table.
        edition: The edition of the form; None or either for table four.

    Example:
        >>> from collections import Counter
        >>> kinds = Counter(one.kind.number for one in sums_of(TableKind.REQUESTS, Edition("2021")))
        >>> sorted(kinds.items())
        [('R01', 7), ('R02', 7), ('R03', 25)]
    """
    return tuple(
        Sum(
            _kind_of(table, balance),
            tuple(Address(table, row, column) for row, column in balance.left),
            tuple(Address(table, row, column) for row, column in balance.right),
        )
        for balance in layout_of(table, edition).balances
    )


def _kind_of(table: TableKind, balance: Balance) -> SumKind:
    rows = {row for row, _ in balance.left + balance.right}
    if table is TableKind.DISPUTES:
        return SumKind(f"{rows.pop()}_total")
    if len(rows) == 1:
        return SumKind.APPLICANTS_TOTAL
    return SumKind.OUTCOMES_TOTAL if len(balance.right) == 1 else SumKind.REQUESTS_HANDLED
