"""What a sum of reports says of itself: cells without a sum, what was assumed, what was allowed.

Takes cells and names of bodies and gives sentences in Chinese or English; adds nothing up.
"""

from collections.abc import Collection, Iterator, Mapping
from enum import Enum

from attrs import frozen

from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.diagnostics import TABLE_NAMES
from govdisclosure.wording import COLON, Language, Wording

__all__ = ["Remark", "RemarkKind"]


class RemarkKind(Enum):
    """What a remark says."""

    MIXED = "mixed"
    UNLIKE = "unlike"
    UNITS = "units"
    DIGITS = "digits"
    ZERO = "zero"
    STOCK = "stock"
    FOLDED = "folded"
    UNKNOWN_YEAR = "unknown_year"
    MISSING = "missing"
    # Refused, unless the caller allows it by this name.
    AREA = "area"
    TWICE = "twice"
    YEARS = "years"
    EDITIONS = "editions"


_WORDS: Mapping[RemarkKind, Wording] = {
    RemarkKind.MIXED: Wording(
        "{cells}没有汇总，以下机关没有填数：{bodies}。",
        "{cells}: not added up, for these bodies have no number: {bodies}.",
    ),
    RemarkKind.UNLIKE: Wording(
        "{cells}没有汇总，各机关都没有填数，空白、符号或文字不一致。",
        "{cells}: not added up; no body has a number, and what they have instead differs.",
    ),
    RemarkKind.UNITS: Wording(
        "{cells}没有汇总，各机关所用单位不同。",
        "{cells}: not added up, for the units differ.",
    ),
    RemarkKind.DIGITS: Wording(
        "{cells}没有汇总，合计的位数超过上限。",
        "{cells}: not added up, for the sum has too many digits.",
    ),
    RemarkKind.ZERO: Wording(
        "{cells}以下机关的空白或符号按 0 计：{bodies}。",
        "{cells}: blanks and marks of these bodies were taken as zero: {bodies}.",
    ),
    RemarkKind.STOCK: Wording(
        "{cells}是各机关存量之和，联合制发的文件会重复计入。",
        "{cells}: sums of stocks, in which documents issued jointly count several times.",
    ),
    RemarkKind.FOLDED: Wording(
        "{cells}按 2019 年表式合为一行，以下机关的报告分列三行：{bodies}。",
        "{cells}: one row, as in the form of 2019; these bodies have three rows: {bodies}.",
    ),
    RemarkKind.UNKNOWN_YEAR: Wording(
        "以下报告未写明年度：{bodies}。",
        "these reports name no year: {bodies}.",
    ),
    RemarkKind.MISSING: Wording(
        "名单中以下机关的报告没有计入：{bodies}。",
        "the reports of these bodies of the roster are not in it: {bodies}.",
    ),
    RemarkKind.AREA: Wording(
        "{first}的报告涵盖本行政区域，可能已包括：{others}。",
        "the report of {first} covers its area and may include these already: {others}.",
    ),
    RemarkKind.TWICE: Wording(
        "同一机关有几份报告：{bodies}。",
        "there are several reports of one body: {bodies}.",
    ),
    RemarkKind.YEARS: Wording(
        "以下报告属于其他年度：{bodies}。",
        "these reports are on other years: {bodies}.",
    ),
    RemarkKind.EDITIONS: Wording(
        "主动公开情况表有两种表式，不能相加；采用 2019 年表式的有：{bodies}。",
        (
            "the tables of proactive disclosure follow two forms, which cannot be added up; that "
            "of 2019 is followed by: {bodies}."
        ),
    ),
}
_ALL_CELLS = Wording("{table}的各格", "all cells of {table}")
_COMMA = Wording("、", ", ")
#: What is missing in a sum.
_GAPS = frozenset(
    {
        RemarkKind.MIXED,
        RemarkKind.UNLIKE,
        RemarkKind.UNITS,
        RemarkKind.DIGITS,
        RemarkKind.MISSING,
    }
)


@frozen(kw_only=True)
class Remark:
    """One thing to know of a sum of reports, said once for all the cells that it is about."""

    kind: RemarkKind
    addresses: tuple[Address, ...] = ()
    #: The form of their table; None for table four.
    edition: Edition | None = None
    #: The bodies that it names.
    bodies: tuple[str, ...] = ()

    @property
    def is_gap(self) -> bool:
        """Whether something is missing in the sum, and not only to be known of it."""
        return self.kind in _GAPS

    def text(self, language: Language = "zh") -> str:
        """The sentence in *language*."""
        comma = _COMMA.text(language)
        return _WORDS[self.kind].say(
            language,
            cells=self._cells(language) if self.addresses else "",
            bodies=comma.join(self.bodies),
            first=next(iter(self.bodies), ""),
            others=comma.join(self.bodies[1:]),
        )

    def _cells(self, language: Language) -> str:
        """The cells in the words of the form: all of a table, whole rows, single cells."""
        kind = self.addresses[0].form_table
        name = TABLE_NAMES[kind].text(language)
        every = addresses_of(kind, self.edition)
        if len(self.addresses) == len(every):
            return _ALL_CELLS.say(language, table=name)
        words = dict.fromkeys(_words(kind, self.edition, self.addresses, language))
        return f"{name}{COLON.text(language)}{_COMMA.text(language).join(words)}"


def _words(
    kind: TableKind, edition: Edition | None, addresses: Collection[Address], language: Language
) -> Iterator[str]:
    rows: dict[str, list[Address]] = {}
    for address in addresses_of(kind, edition):
        rows.setdefault(address.row, []).append(address)
    for address in addresses:
        words = address.words(language, edition)
        is_whole = len(rows[address.row]) > 1 and set(rows[address.row]) <= set(addresses)
        yield words.rpartition("/")[0] if is_whole else words
