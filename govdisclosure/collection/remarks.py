"""What a sum of reports says of itself: cells without a sum, what was assumed, what was allowed.

Takes cells and names of bodies and gives sentences in Chinese or English; adds nothing up.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from posixpath import commonpath

from attrs import evolve, frozen

from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.diagnostics import TABLE_NAMES
from govdisclosure.wording import COLON, NAME_COMMA, SEMICOLON, Language, Wording

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
    SECOND = "second"
    # Refused, unless the caller allows it by this name.
    AREA = "area"
    TWICE = "twice"
    YEARS = "years"
    EDITIONS = "editions"
    SHEETS = "sheets"


_WORDS: Mapping[RemarkKind, Wording] = {
    RemarkKind.MIXED: Wording(
        "{table}：有机关未填数的单元格没有汇总：{lists}。",
        "{table}: cells in which some body has no number were not added up: {lists}.",
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
        "{table}：以下机关的空白或符号按 0 计：{lists}。",
        "{table}: blanks and marks of these bodies were taken as zero: {lists}.",
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
    RemarkKind.SECOND: Wording(
        "以下报告的文件里似乎还有另一份报告，没有计入：{bodies}。",
        "the files of these reports seem to hold a second report, which is not in it: {bodies}.",
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
        "the tables of proactive disclosure follow two forms, which cannot be added up; that "
        "of 2019 is followed by: {bodies}.",
    ),
    RemarkKind.SHEETS: Wording(
        "以下报告中 2008 至 2018 年的统计表不汇总：{bodies}。",
        "the statistics sheets of 2008 to 2018 in these reports are not added up: {bodies}.",
    ),
}
_SEVERAL = 2
_ALL_CELLS = Wording("各格", "all cells")
_LIST = Wording("{bodies}（{cells}）", "{bodies} ({cells})")
#: What is missing in a sum.
_GAPS = frozenset(
    {
        RemarkKind.MIXED,
        RemarkKind.UNLIKE,
        RemarkKind.UNITS,
        RemarkKind.DIGITS,
        RemarkKind.MISSING,
        RemarkKind.SECOND,
        RemarkKind.SHEETS,
    }
)


@frozen(kw_only=True)
class Remark:
    """One thing to know of a sum of reports, said once for all the cells of a table."""

    kind: RemarkKind
    #: The cells that it is about, in the order of their table, each with the bodies that it names
    #: there.
    cells: tuple[tuple[Address, tuple[str, ...]], ...] = ()
    #: The form of their table; None for table four.
    edition: Edition | None = None
    #: All bodies that it names.
    bodies: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[Address, ...]:
        """The cells that it is about."""
        return tuple(address for address, _ in self.cells)

    @property
    def is_gap(self) -> bool:
        """Whether something is missing in the sum, and not only to be known of it."""
        return self.kind in _GAPS

    def text(self, language: Language = "zh") -> str:
        """The sentence in *language*."""
        comma = NAME_COMMA.text(language)
        table = TABLE_NAMES[self.cells[0][0].form_table].text(language) if self.cells else ""
        return _WORDS[self.kind].say(
            language,
            table=table,
            cells=f"{table}{COLON.text(language)}{self._words(self.addresses, language)}",
            lists=self._lists(language),
            bodies=comma.join(self.bodies),
            first=next(iter(self.bodies), ""),
            others=comma.join(self.bodies[1:]),
        )

    def by_bodies(self) -> tuple["Remark", ...]:
        """The same in several remarks, one for all bodies that have the same cells.

        A remark that names no bodies for its cells is one already.
        """
        groups = self._groups()
        if len(groups) < _SEVERAL:
            return (self,)
        return tuple(
            evolve(self, cells=tuple((one, tuple(names)) for one in places), bodies=tuple(names))
            for places, names in groups.items()
        )

    def _groups(self) -> Mapping[tuple[Address, ...], Sequence[str]]:
        """Cells with the bodies that have all of them, and no others."""
        by_body: dict[str, list[Address]] = {}
        for address, names in self.cells:
            for name in names:
                by_body.setdefault(name, []).append(address)
        groups: dict[tuple[Address, ...], list[str]] = {}
        for name in sorted(by_body):
            groups.setdefault(tuple(by_body[name]), []).append(name)
        return groups

    def _lists(self, language: Language) -> str:
        """The bodies with their cells."""
        comma = NAME_COMMA.text(language)
        return SEMICOLON.text(language).join(
            _LIST.say(language, bodies=comma.join(names), cells=self._words(places, language))
            for places, names in self._groups().items()
        )

    def _words(self, places: Sequence[Address], language: Language) -> str:
        """Cells of one table in the words of the form: all of it, whole rows, single cells."""
        if not places:
            return ""
        kind = places[0].form_table
        if len(places) == len(addresses_of(kind, self.edition)):
            return _ALL_CELLS.text(language)
        return NAME_COMMA.text(language).join(_rows(kind, self.edition, places, language))


def _rows(
    kind: TableKind, edition: Edition | None, places: Collection[Address], language: Language
) -> Iterator[str]:
    rows: dict[str, list[Address]] = {}
    for address in addresses_of(kind, edition):
        rows.setdefault(address.row, []).append(address)
    chosen = set(places)
    for row in rows.values():
        words = [one.words(language, edition) for one in row if one in chosen]
        if len(words) == len(row) > 1:
            yield commonpath(words)  # labels between slashes
        else:
            yield from words
