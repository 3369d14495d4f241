"""GD216 to GD221: what the statistics sheet of 2008 to 2018 must add up to.

Takes a context and yields instances; reads the sheet only. A sum is checked if the sheet prints its
rows in a known shape: with missing rows, or unknown rows among them, it cannot be judged.
"""

import operator
from collections.abc import Callable, Iterator, Sequence
from functools import wraps

from attrs import frozen

from govdisclosure.forms.sheet_columns import ColumnKind
from govdisclosure.forms.sheet_indicators import (
    SheetKind,
    SheetSum,
    bounds,
    channels,
    indicator_of,
    sheet_sums,
)
from govdisclosure.forms.sheet_labels import level_of
from govdisclosure.model.addresses import Address
from govdisclosure.model.diagnostics import Severity
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.rules.basis.context import Context, Number
from govdisclosure.rules.basis.rule import NO_TABLE, Check, Instance, Reason, Rule
from govdisclosure.rules.basis.sources import SHEET
from govdisclosure.text import format_number
from govdisclosure.wording import Wording

__all__ = ["RULES"]

_NO_COLUMNS = Reason(
    "no-columns",
    "统计表没有本年度的列，也没有历年累计的列",
    "the sheet has no column of the year and no cumulative one",
)
_ONE_COLUMN = Reason(
    "one-column",
    "统计表没有同时印出本年度和历年累计两列",
    "the sheet does not print both the column of the year and the cumulative one",
)
_NO_ROWS = Reason(
    "no-rows", "统计表没有印出要核对的行", "the sheet does not print the rows in question"
)
_LACKING = Reason(
    "rows-lacking", "统计表没有印齐相加的各行", "the sheet does not print all rows of the sum"
)
_LOCAL = Reason(
    "local-rows",
    "相加的各行之间有本地增加的行",
    "rows that only this sheet has are among those of the sum",
)

# ------------------------------------------------------------------------------ one comparison


@frozen
class _Sheet:
    """The sheet of a report, as rules use it."""

    rule: Rule
    context: Context
    table: StatisticsTable

    @property
    def columns(self) -> list[ColumnKind]:
        """The columns that have addresses."""
        return [kind for kind in ColumnKind if kind.is_addressed and kind in self.table.kinds]

    @property
    def names(self) -> list[str]:
        """The indicators of the rows with cells, in print order."""
        return [row.indicator for row in self.table.rows if row.indicator and row.cells]

    def compare(
        self,
        stated: Address,
        others: Sequence[Address],
        holds: Callable[[Number, Number], bool],
        *,
        doubt: Reason | None = None,
    ) -> Instance:
        """Compare a cell with the sum of others.

        Args:
            stated: The cell.
            others: The cells to add up; the finding names the first of them.
            holds: Whether a number in the cell is right for the sum.
            doubt: Why a fault is not certain; None if it is.
        """
        rule, context = self.rule, self.context
        addresses = (stated, *others)
        cells = [self.table[one.row, one.column] for one in addresses]
        numbers = [context.number(cell) for cell in cells]
        found = list(zip(addresses, cells, numbers, strict=True))
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers):
            blocking = tuple(address for address, _, number in found if number is None)
            return rule.cannot_tell(addresses, blocking=blocking)
        first, *terms = known
        total = sum(terms)
        assumed = tuple(address for address, cell, _ in found if cell.value is None)
        if holds(first, total):
            return rule.passes(addresses, assumed=assumed)
        if doubt is not None:
            return rule.cannot_tell(addresses, reason=doubt)
        return rule.fails(
            addresses,
            stated=first,
            computed=total,
            span=context.span_of(stated),
            assumed=assumed,
            cell=str(stated),
            other=str(others[0]),
            left=_terms(terms),
        )


def _terms(numbers: Sequence[Number]) -> str:
    terms = [format_number(number) for number in numbers if number] or ["0"]
    total = format_number(sum(numbers))
    return total if len(terms) == 1 else f"{' + '.join(terms)} = {total}"


def _at(name: str, column: ColumnKind) -> Address:
    return Address(SheetKind.STATISTICS, name, column.value)


#: The instances of a rule in one column of a sheet.
_Cases = Callable[[_Sheet, ColumnKind], Iterator[Instance]]


def _by_column(cases: _Cases) -> Check:
    """Make *cases* give the instances in each column, or why there are no instances."""

    @wraps(cases)
    def check(rule: Rule, context: Context) -> Iterator[Instance]:
        table = context.report.statistics
        if table is None:
            yield rule.does_not_apply(NO_TABLE)
            return
        sheet = _Sheet(rule, context, table)
        found = [one for column in sheet.columns for one in cases(sheet, column)]
        yield from found
        if not found:
            yield rule.does_not_apply(_NO_ROWS if sheet.columns else _NO_COLUMNS)

    return check


# ------------------------------------------------------------------------------ sums


@_by_column
def check_sheet_sums(sheet: _Sheet, column: ColumnKind) -> Iterator[Instance]:
    """The rows under a total add up to it, in the column of the year and in the cumulative one.

    Stated is the total, computed the sum of the rows.
    """
    names = sheet.names
    for one in sheet_sums():
        if one.total in names:
            yield _sum(sheet, one, column)


def _sum(sheet: _Sheet, one: SheetSum, column: ColumnKind) -> Instance:
    parts = [name for name in sheet.names if indicator_of(name).parent == one.total]
    total, terms = _at(one.total, column), [_at(part, column) for part in parts]
    if set(parts) not in map(set, one.shapes):
        return sheet.rule.cannot_tell((total, *terms), reason=_LACKING)
    doubt = _LOCAL if _has_local_rows(sheet.table, one.total, parts) else None
    return sheet.compare(total, terms, operator.eq, doubt=doubt)


def _has_local_rows(sheet: StatisticsTable, total: str, parts: Sequence[str]) -> bool:
    """Whether unknown rows may be part of a sum: among its rows, or after them on the same level.

    The level of a row is that of its ordinal.
    """
    places = [n for n, row in enumerate(sheet.rows) if row.indicator in {total, *parts}]
    first, last = min(places), max(places)
    deepest = level_of(sheet.rows[last].label)
    for number in range(first + 1, len(sheet.rows)):
        row = sheet.rows[number]
        is_known = row.indicator is not None or not row.cells
        if number > last and (is_known or level_of(row.label) != deepest):
            return False
        if not is_known:
            return True
    return False


# ------------------------------------------------------------------------------ parts of wholes


@_by_column
def check_parts(sheet: _Sheet, column: ColumnKind) -> Iterator[Instance]:
    """A row 「其中」 counts no more than the row above it, of which it is a part.

    Stated is the part, computed the whole.
    """
    for one in bounds():
        if {one.part, one.whole} <= set(sheet.names):
            yield sheet.compare(_at(one.part, column), [_at(one.whole, column)], operator.le)


@_by_column
def check_channels(sheet: _Sheet, column: ColumnKind) -> Iterator[Instance]:
    """No channel counts more than all that was disclosed.

    Stated is the channel, computed the total.
    """
    for name in channels():
        if {name, "proactive_total"} <= set(sheet.names):
            yield sheet.compare(_at(name, column), [_at("proactive_total", column)], operator.le)


@_by_column
def check_all_channels(sheet: _Sheet, column: ColumnKind) -> Iterator[Instance]:
    """All channels together count no less than all that was disclosed.

    It is checked if the sheet prints all channels of the national sheet, for otherwise some may be
    missing. Stated is the total, computed the channels' sum.
    """
    if {"proactive_total", *channels()} <= set(sheet.names):
        terms = [_at(name, column) for name in channels()]
        yield sheet.compare(_at("proactive_total", column), terms, operator.le)


@_by_column
def check_replies(sheet: _Sheet, column: ColumnKind) -> Iterator[Instance]:
    """As many requests were replied to as were closed; one reply may answer several requests."""
    if {"replied", "closed"} <= set(sheet.names):
        yield sheet.compare(_at("replied", column), [_at("closed", column)], operator.eq)


def check_cumulative(rule: Rule, context: Context) -> Iterator[Instance]:
    """The count since the Regulations came into force is no less than that of the year."""
    table = context.report.statistics
    if table is not None and not {ColumnKind.YEAR, ColumnKind.CUMULATIVE} <= set(table.kinds):
        yield rule.does_not_apply(_ONE_COLUMN)
    else:
        yield from _check_rows(rule, context)


@_by_column
def _check_rows(sheet: _Sheet, column: ColumnKind) -> Iterator[Instance]:
    if column is ColumnKind.YEAR:
        for name in sheet.names:
            cumulative = _at(name, ColumnKind.CUMULATIVE)
            yield sheet.compare(_at(name, column), [cumulative], operator.le)


# ------------------------------------------------------------------------------ the table

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD216",
        name="sheet-does-not-add-up",
        severity=Severity.ERROR,
        title=Wording("统计表分项合计有误", "rows of the statistics sheet do not add up"),
        sources=(SHEET,),
        numbers=("R56",),
        chinese=(
            "「{cell}」填 {stated}，而其下各行为 {left}，相差 {difference}。"
            "请核对这一行与其下各行。"
        ),
        english=(
            "{cell} is {stated}, but the rows under it are {left}; the difference is {difference}. "
            "Check this row and those under it."
        ),
        check=check_sheet_sums,
    ),
    Rule(
        code="GD217",
        name="part-exceeds-whole",
        severity=Severity.ERROR,
        title=Wording("统计表“其中”大于总数", "a part of a row exceeds the row"),
        sources=(SHEET,),
        numbers=("R56",),
        chinese="「{cell}」填 {stated}，大于它所属的「{other}」 {computed}。请核对这两行。",
        english="{cell} is {stated}, more than {other}, of which it is a part: {computed}. "
        "Check both rows.",
        check=check_parts,
    ),
    Rule(
        code="GD218",
        name="channel-exceeds-total",
        severity=Severity.WARNING,
        title=Wording("一个渠道的公开数大于总数", "a channel exceeds all that was disclosed"),
        sources=(SHEET,),
        numbers=("R56",),
        chinese="「{cell}」填 {stated}，大于「{other}」 {computed}。请核对这两行。",
        english="{cell} is {stated}, more than {other}: {computed}. Check both rows.",
        check=check_channels,
    ),
    Rule(
        code="GD219",
        name="total-exceeds-channels",
        severity=Severity.WARNING,
        title=Wording("各渠道相加小于总数", "the channels together do not reach the total"),
        sources=(SHEET,),
        numbers=("R56",),
        chinese=(
            "「{cell}」填 {stated}，而各渠道公开数为 {left}。"
            "同一信息在几个渠道公开时总数只计 1 条，各渠道相加不会少于总数。请核对这些行。"
        ),
        english=(
            "{cell} is {stated}, but the channels are {left}. What appears in several channels "
            "counts once in the total, so the channels together are no less. Check these rows."
        ),
        check=check_all_channels,
    ),
    Rule(
        code="GD220",
        name="replies-differ-from-closed",
        severity=Severity.WARNING,
        title=Wording("答复数与办结数不等", "replies are not as many as requests closed"),
        sources=(SHEET,),
        numbers=("R56",),
        chinese=(
            "「{cell}」填 {stated}，「{other}」填 {computed}，一般应当相等。"
            "请核对，或在正文中说明。"
        ),
        english=(
            "{cell} is {stated}, but {other} is {computed}; they are usually equal. Check them, or "
            "explain the difference in the prose."
        ),
        check=check_replies,
    ),
    Rule(
        code="GD221",
        name="cumulative-below-year",
        severity=Severity.WARNING,
        title=Wording("历年累计小于本年", "the cumulative count is below that of the year"),
        sources=(SHEET,),
        numbers=("R56",),
        chinese="「{cell}」填 {stated}，大于同一行的历年累计 {computed}。请核对这一行。",
        english="{cell} is {stated}, more than the cumulative count of the row, {computed}. "
        "Check the row.",
        check=check_cumulative,
    ),
)
