"""The numbers of one report as indicators take them, and which of them are open to doubt.

Takes a report and what a blank means, and gives a number for an address with how it came about.
Knows no indicator. A number in another unit than the form's is not taken: 3 元 is not 3 万元.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from attrs import field, frozen

from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.forms.sheet_indicators import SheetKind
from govdisclosure.model.addresses import Address
from govdisclosure.model.cells import ABSENT, Blank, Cell
from govdisclosure.model.report import Report
from govdisclosure.sums import Inferred, Sum, SumKind, infer, sums_of
from govdisclosure.text import CellState
from govdisclosure.wording import Language, Wording

__all__ = ["Doubt", "Figure", "Figures", "Number"]

#: What cells hold: whole counts, exact amounts of money.
Number: TypeAlias = int | Decimal
_EMPTY = frozenset({CellState.BLANK, CellState.MARK})
#: The units of what is counted, which is whole and not negative.
_COUNTED = frozenset({"件", "项"})
#: The column of the form of 2019 in which a number may be negative.
_CHANGE = "items_change"


@frozen(kw_only=True)
class Figure:
    """A cell behind an indicator: what is printed there, and the number that is taken."""

    address: Address
    cell: Cell
    #: The number; None where it is not known.
    number: Number | None
    #: Whether it is a blank or a mark that the caller takes for zero.
    is_assumed: bool = False
    #: What follows from the sums and was taken, where the caller asked for that.
    inferred: Inferred | None = None

    def words(self, language: Language = "zh") -> str:
        """The cell in the words of the form, with what was taken from it."""
        printed = self.cell.printed(self.address.unit)
        why = ""
        if self.inferred is not None:
            why = _INFERRED.say(
                language,
                value=self.inferred.value,
                sums=" ".join(dict.fromkeys(one.kind.number for one in self.inferred.sums)),
            )
        elif self.is_assumed:
            why = _ASSUMED.text(language)
        elif self.number is None:
            state = _STATES[self.cell.state].text(language)
            why = _UNKNOWN.say(language, state=state)
        return f"{self.address.words(language)} {printed}{why}".replace(" （", "（")


_INFERRED = Wording("（由勾稽关系 {sums} 得 {value}）", "({value}, by the sums {sums})")
_ASSUMED = Wording("（空白按 0 计）", "(blank, taken as 0)")
_UNKNOWN = Wording("（{state}）", "({state})")
_STATES: Mapping[CellState, Wording] = {
    CellState.NUMBER: Wording("单位与表式不同", "in another unit than the form's"),
    CellState.BLANK: Wording("空白", "blank"),
    CellState.MARK: Wording("符号", "a mark"),
    CellState.TEXT: Wording("文字", "words"),
    CellState.ABSENT: Wording("缺", "absent"),
}


@frozen(kw_only=True)
class Doubt:
    """Why a number is questionable: the finding of a rule in whose cells it is."""

    #: ``GD201`` to ``GD206`` for a sum that does not hold, ``GD207`` for what is no count.
    code: str
    #: The cells that the finding is about.
    addresses: tuple[Address, ...]
    #: The two sides of the sum; None where there is no sum.
    sum: Sum | None = None
    stated: Fraction | None = None
    computed: Fraction | None = None

    def text(self, language: Language = "zh") -> str:
        """What is wrong, in one line."""
        if self.sum is None:
            cells = "、".join(one.words(language) for one in self.addresses)
            return _NO_COUNT.say(language, code=self.code, cells=cells)
        return _BROKEN.say(
            language,
            code=self.code,
            number=self.sum.kind.number,
            stated=self.stated,
            computed=self.computed,
        )


_NO_COUNT = Wording("{code}：{cells}不是件数", "{code}: {cells} is not a count")
_BROKEN = Wording(
    "{code}：勾稽关系 {number} 不成立，左边 {computed}，右边 {stated}",
    "{code}: the sum {number} does not hold, {computed} on the left, {stated} on the right",
)


@frozen(slots=False, eq=False, kw_only=True)
class Figures:
    """The numbers of one report, each taken by one rule; it is immutable.

    Example:
        >>> from govdisclosure.composition import compose
        >>> report = compose(cells={"disputes/review/upheld": 2, "disputes/review/total": ""})
        >>> Figures(report=report).at(Address.parse("disputes/review/upheld")).number
        2
    """

    report: Report
    #: What a blank or a mark means; a text or an absent cell is never zero.
    blank: Blank = field(default=Blank.UNKNOWN, converter=Blank)
    #: Whether what follows from the sums is taken where no number is printed.
    infers: bool = False

    @cached_property
    def _inferred(self) -> Mapping[Address, Inferred]:
        return infer(self.report) if self.infers else {}

    @cached_property
    def _cells(self) -> Mapping[Address, Cell]:
        return dict(self.report.cells())

    def edition_of(self, kind: TableKind) -> Edition | None:
        """The form of a table, or of the report where the table is missing."""
        table = self.report.table(kind)
        own = None if table is None else table.edition
        return own or self.report.edition

    def at(self, address: Address) -> Figure:
        """The cell at *address*, of a form or of the sheet, and the number in it.

        It is absent where the report has no such cell.
        """
        is_in_sheet = isinstance(address.table, SheetKind)
        cell = self.report[address] if is_in_sheet else self._cells.get(address, ABSENT)
        # a sheet that prints no unit counts in that of the national one
        units = {address.unit, None} if is_in_sheet else {address.unit}
        if cell.value is not None and cell.unit in units:
            return Figure(address=address, cell=cell, number=cell.value)
        if cell.value is None and (found := self._inferred.get(address)) is not None:
            return Figure(address=address, cell=cell, number=found.value, inferred=found)
        if self.blank is Blank.ZERO and cell.state in _EMPTY:
            return Figure(address=address, cell=cell, number=0, is_assumed=True)
        return Figure(address=address, cell=cell, number=None)

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """Every sum that does not hold, and every number that should be a count and is none."""
        return tuple(self._broken_sums()) + tuple(self._no_counts())

    def doubts_about(self, figure: Figure) -> Iterator[Doubt]:
        """The doubts about a cell, and about the cells that its number follows from."""
        sums = figure.inferred.sums if figure.inferred is not None else ()
        addresses = (address for one in sums for address in one.addresses)
        for address in dict.fromkeys((figure.address, *addresses)):
            yield from self._doubts_by_cell.get(address, ())

    @cached_property
    def _doubts_by_cell(self) -> Mapping[Address, tuple[Doubt, ...]]:
        found: dict[Address, tuple[Doubt, ...]] = {}
        for doubt in self.doubts:
            for address in doubt.addresses:
                found[address] = (*found.get(address, ()), doubt)
        return found

    def _broken_sums(self) -> Iterator[Doubt]:
        for kind in TableKind:
            table = self.report.table(kind)
            for one in sums_of(kind, table.edition) if table is not None else ():
                left, right = self._total(one.left), self._total(one.right)
                if left is not None and right is not None and left != right:
                    yield Doubt(
                        code=_code_of(one.kind),
                        addresses=one.addresses,
                        sum=one,
                        stated=right,
                        computed=left,
                    )

    def _total(self, side: tuple[Address, ...]) -> Fraction | None:
        """The sum of the cells of a side, whatever their units; None if one has no number."""
        total = Fraction(0)
        for address in side:
            value = self._cells[address].value
            number = self.at(address).number if value is None else value
            if number is None:
                return None
            total += Fraction(number)
        return total

    def _no_counts(self) -> Iterator[Doubt]:
        for address, cell in self._cells.items():
            value = cell.value
            if value is None or address.unit not in _COUNTED:
                continue
            if value % 1 or (value < 0 and address.column != _CHANGE):
                yield Doubt(code="GD207", addresses=(address,))


def _code_of(kind: SumKind) -> str:
    """The code of the rule on a kind of sum: R01 is GD201, and so on."""
    return f"GD2{kind.number.removeprefix('R')}"
