"""An explanation of broken sums: what a clerk may have done, and the changes that would mend it.

Data and words only; looks for nothing.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from attrs import frozen

from govdisclosure.layout import TableKind
from govdisclosure.model.addresses import Address
from govdisclosure.rules.context import Number
from govdisclosure.text import format_number

__all__ = ["Change", "Explanation", "Slip"]


class Slip(Enum):
    """What a clerk may have done, in the order of how likely it is."""

    DIGITS_SWAPPED = "digits_swapped"
    DIGIT_DOUBLED = "digit_doubled"
    DIGIT_LOST = "digit_lost"
    DIGIT_MISTYPED = "digit_mistyped"
    TOTAL_COPIED = "total_copied"
    TOTAL_WRONG = "total_wrong"
    CELL_WRONG = "cell_wrong"
    WRONG_APPLICANT = "wrong_applicant"
    WRONG_OUTCOME = "wrong_outcome"
    DIGITS_ACROSS_CELLS = "digits_across_cells"
    ROW_SHIFTED = "row_shifted"
    COLUMN_SHIFTED = "column_shifted"
    #: Last year's report tells, and no sum: GD401.
    NOT_CARRIED_OVER = "not_carried_over"

    @property
    def moves_requests(self) -> bool:
        """Whether requests are counted in another cell."""
        return self in _MOVED

    def text(self, language: str = "zh", *, requests: Number | None = None) -> str:
        """A few words for it, with the number of *requests* where they stand in another cell.

        ``"zh"``, anything else is English.
        """
        if language == "zh":
            count = "若干" if requests is None else f" {format_number(requests)} "
            return _SLIPS[self][0].format(requests=count)
        count = "" if requests is None else f"{format_number(requests)} "
        return _SLIPS[self][1].format(requests=f"{count}request{'s' * (requests != 1)}")


_SLIPS: Mapping[Slip, tuple[str, str]] = {
    Slip.DIGITS_SWAPPED: ("两位数字写颠倒", "two digits swapped"),
    Slip.DIGIT_DOUBLED: ("一位数字重复", "a digit typed twice"),
    Slip.DIGIT_LOST: ("漏了一位数字", "a digit lost"),
    Slip.DIGIT_MISTYPED: ("有一位数字不对", "a digit mistyped"),
    Slip.TOTAL_COPIED: ("总计填成了另一列的数", "a total typed from another column"),
    Slip.TOTAL_WRONG: ("总计有误", "a wrong total"),
    Slip.CELL_WRONG: ("填数有误", "a wrong number"),
    Slip.WRONG_APPLICANT: (
        "{requests}件记在了其他类别申请人名下",
        "{requests} under the wrong applicant",
    ),
    Slip.WRONG_OUTCOME: ("{requests}件记在了其他行", "{requests} in the wrong row"),
    Slip.DIGITS_ACROSS_CELLS: ("相邻两格的数字串格", "digits in the neighbouring cell"),
    Slip.ROW_SHIFTED: ("一行中的数错位", "a row shifted"),
    Slip.COLUMN_SHIFTED: ("一列中的数错位", "a column shifted"),
    Slip.NOT_CARRIED_OVER: (
        "上年结转与上年报告不符（见 GD401）",
        "a number carried over that is not last year's (see GD401)",
    ),
}
_MOVED = frozenset({Slip.WRONG_APPLICANT, Slip.WRONG_OUTCOME})


@frozen
class Change:
    """Another number in one cell."""

    address: Address
    #: What is printed; None in a cell without a number.
    stated: int | Decimal | None
    #: What would stand there.
    mended: int | Decimal

    def text(self, language: str = "zh") -> str:
        """The cell, the new number and the old one."""
        words, mended = self.address.words(language), format_number(self.mended)
        if language == "zh":
            stated = "现无数字" if self.stated is None else f"现填 {format_number(self.stated)}"
            return f"「{words}」应为 {mended}（{stated}）"
        stated = "no number" if self.stated is None else format_number(self.stated)
        return f"{words} should be {mended} (now {stated})"


@frozen
class Explanation:
    """Changes that together make every broken sum of one table hold, and break none.

    Of what last year's report tells, those that make one sum hold.
    """

    table: TableKind
    slip: Slip
    #: In print order.
    changes: tuple[Change, ...]

    def text(self, language: str = "zh") -> str:
        """What may have happened, with the old and the new numbers: ``"zh"``, else English."""
        changes = [one.text(language) for one in self.changes]
        slip = self.slip.text(language, requests=self.requests)
        if language == "zh":
            return f"可能是{slip}：{'，'.join(changes)}。"
        return f"perhaps {slip}: {', '.join(changes)}."

    @property
    def requests(self) -> Number | None:
        """How many requests are counted in another cell; None where that is not what happened."""
        if not self.slip.moves_requests:
            return None
        return max(one.mended - (one.stated or 0) for one in self.changes)
