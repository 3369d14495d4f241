"""An explanation of broken sums: what a clerk may have done, and the changes that would mend it.

Data and words only; computes nothing.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from attrs import frozen

from govdisclosure.forms.layout import TableKind
from govdisclosure.model.addresses import Address
from govdisclosure.rules.basis.context import Number
from govdisclosure.text import format_number
from govdisclosure.wording import COMMA, Language, Wording

__all__ = ["Change", "Explanation", "Slip"]


class Slip(Enum):
    """What a clerk may have done, the likeliest first."""

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
    #: Known from last year's report rather than from a sum: GD401.
    NOT_CARRIED_OVER = "not_carried_over"

    @property
    def moves_requests(self) -> bool:
        """Whether requests are counted in another cell."""
        return self in _MOVED

    def text(self, language: Language = "zh", *, requests: Number | None = None) -> str:
        """A few words for it, with the number of *requests* if they are in another cell."""
        number = None if requests is None else format_number(requests)
        words = Wording(
            "若干" if number is None else f" {number} ",
            f"{'' if number is None else f'{number} '}request{'s' * (requests != 1)}",
        )
        return _SLIPS[self].say(language, requests=words.text(language))


_SLIPS: Mapping[Slip, Wording] = {
    Slip.DIGITS_SWAPPED: Wording("两位数字写颠倒", "two digits swapped"),
    Slip.DIGIT_DOUBLED: Wording("一位数字重复", "a digit typed twice"),
    Slip.DIGIT_LOST: Wording("漏了一位数字", "a digit lost"),
    Slip.DIGIT_MISTYPED: Wording("有一位数字不对", "a digit mistyped"),
    Slip.TOTAL_COPIED: Wording("总计填成了另一列的数", "a total typed from another column"),
    Slip.TOTAL_WRONG: Wording("总计有误", "a wrong total"),
    Slip.CELL_WRONG: Wording("填数有误", "a wrong number"),
    Slip.WRONG_APPLICANT: Wording(
        "{requests}件记在了其他类别申请人名下", "{requests} under the wrong applicant"
    ),
    Slip.WRONG_OUTCOME: Wording("{requests}件记在了其他行", "{requests} in the wrong row"),
    Slip.DIGITS_ACROSS_CELLS: Wording("相邻两格的数字串格", "digits in the neighbouring cell"),
    Slip.ROW_SHIFTED: Wording("一行中的数错位", "a row shifted"),
    Slip.COLUMN_SHIFTED: Wording("一列中的数错位", "a column shifted"),
    Slip.NOT_CARRIED_OVER: Wording(
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
    #: The number that would mend it.
    mended: int | Decimal

    def text(self, language: Language = "zh") -> str:
        """The cell, the new number and the old one."""
        stated = "" if self.stated is None else format_number(self.stated)
        now = Wording("现填 {0}", "{0}") if stated else Wording("现无数字", "no number")
        return Wording(
            "「{cell}」应为 {mended}（{now}）", "{cell} should be {mended} (now {now})"
        ).say(
            language,
            cell=self.address.words(language),
            mended=format_number(self.mended),
            now=now.text(language).format(stated),
        )


@frozen
class Explanation:
    """Changes that together make every broken sum of one table hold, and break no other.

    Those that are known from last year's report make at least one sum hold.
    """

    table: TableKind
    slip: Slip
    #: In print order.
    changes: tuple[Change, ...]

    def text(self, language: Language = "zh") -> str:
        """What may have happened, with the old and the new numbers."""
        changes = COMMA.text(language).join(one.text(language) for one in self.changes)
        slip = self.slip.text(language, requests=self.requests)
        return Wording("可能是{slip}：{changes}。", "perhaps {slip}: {changes}.").say(
            language, slip=slip, changes=changes
        )

    @property
    def requests(self) -> Number | None:
        """How many requests are counted in another cell; None for any other slip."""
        if not self.slip.moves_requests:
            return None
        return max(one.mended - (one.stated or 0) for one in self.changes)
