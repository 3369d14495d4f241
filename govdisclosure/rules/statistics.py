"""GD216 to GD221: what the statistics sheet of 2008 to 2018 must add up to.

Takes a context and yields instances; reads the sheet only. A sum is looked at where the sheet
prints the rows of one of its known shapes: where rows are lacking, or rows that nobody knows stand
among them, nobody can tell.
"""

from collections.abc import Iterator, Sequence

from govdisclosure.indicators import (
    ColumnKind,
    SheetKind,
    SheetSum,
    bounds,
    channels,
    indicator_of,
    level_of,
    sheet_sums,
)
from govdisclosure.model.addresses import Address
from govdisclosure.model.diagnostics import Severity
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.rules.context import Context, Number
from govdisclosure.rules.rule import NO_TABLE, Instance, Reason, Rule, Words
from govdisclosure.rules.sources import SHEET
from govdisclosure.text import format_number

__all__ = ["RULES"]

_LACKING = Reason(
    "rows-lacking", "统计表没有印齐相加的各行", "the sheet does not print all rows of the sum"
)
_LOCAL = Reason(
    "local-rows",
    "相加的各行之间有本地增加的行",
    "rows that only this sheet has stand among those of the sum",
)


def _columns(sheet: StatisticsTable) -> tuple[str, ...]:
    """The columns that have addresses, each by its part of them."""
    return tuple(kind.value for kind in ColumnKind if kind.is_addressed and kind in sheet.kinds)


class _Numbers:
    """The numbers of one column, by indicator."""

    def __init__(self, context: Context, sheet: StatisticsTable, column: str) -> None:
        self.column = column
        self._context = context
        self._sheet = sheet
        self._names = {row.indicator for row in sheet.rows if row.indicator and row.cells}

    def has(self, name: str) -> bool:
        """Whether the sheet prints a row for it."""
        return name in self._names

    def address(self, name: str) -> Address:
        return Address(SheetKind.STATISTICS, name, self.column)

    def number(self, name: str) -> Number | None:
        return self._context.number(self._sheet[name, self.column])

    def blocking(self, names: Sequence[str]) -> tuple[Address, ...]:
        return tuple(self.address(name) for name in names if self.number(name) is None)

    def assumed(self, names: Sequence[str]) -> tuple[Address, ...]:
        """Cells that print no number and count as zero."""
        cells = ((name, self._sheet[name, self.column]) for name in names)
        return tuple(self.address(name) for name, cell in cells if cell.value is None)

    def known(self, names: Sequence[str]) -> list[Number]:
        return [number for name in names if (number := self.number(name)) is not None]


def _each_column(context: Context) -> Iterator[_Numbers]:
    sheet = context.report.statistics
    if sheet is not None:
        yield from (_Numbers(context, sheet, column) for column in _columns(sheet))


def _total(numbers: Sequence[Number]) -> Number:
    total: Number = 0
    for number in numbers:
        total += number
    return total


def _terms(numbers: Sequence[Number]) -> str:
    terms = [format_number(number) for number in numbers if number] or ["0"]
    total = format_number(_total(numbers))
    return total if len(terms) == 1 else f"{' + '.join(terms)} = {total}"


# ------------------------------------------------------------------------------ sums


def check_sheet_sums(rule: Rule, context: Context) -> Iterator[Instance]:
    """The rows under a total add up to it, in the column of the year and in the cumulative one.

    Stated is the total, computed the sum of the rows.
    """
    sheet = context.report.statistics
    if sheet is None:
        yield rule.does_not_apply(NO_TABLE)
        return
    for one in sheet_sums():
        for column in _each_column(context):
            if column.has(one.total):
                yield _sum(rule, context, sheet, one, column)


def _sum(
    rule: Rule, context: Context, sheet: StatisticsTable, one: SheetSum, column: _Numbers
) -> Instance:
    parts = tuple(
        row.indicator
        for row in sheet.rows
        if row.indicator and row.cells and indicator_of(row.indicator).parent == one.total
    )
    names = (one.total, *parts)
    addresses = tuple(map(column.address, names))
    if set(parts) not in map(set, one.shapes):
        return rule.cannot_tell(addresses, reason=_LACKING)
    if blocking := column.blocking(names):
        return rule.cannot_tell(addresses, blocking=blocking)
    stated, *numbers = column.known(names)
    assumed = column.assumed(names)
    if _total(numbers) == stated:
        return rule.passes(addresses, assumed=assumed)
    if _has_local_rows(sheet, one.total, parts):
        return rule.cannot_tell(addresses, reason=_LOCAL)
    return rule.fails(
        addresses,
        stated=stated,
        computed=_total(numbers),
        span=context.span_of(addresses[0]),
        assumed=assumed,
        cell=str(addresses[0]),
        left=_terms(numbers),
    )


def _has_local_rows(sheet: StatisticsTable, total: str, parts: Sequence[str]) -> bool:
    """Whether rows that nobody knows may be part of a sum: among its rows, or behind as their like.

    A row behind them is their like where its ordinal is as deep as theirs.
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


def check_parts(rule: Rule, context: Context) -> Iterator[Instance]:
    """A row 「其中」 counts no more than the row above it, of which it counts some.

    Stated is the part, computed the whole.
    """
    if context.report.statistics is None:
        yield rule.does_not_apply(NO_TABLE)
    for column in _each_column(context):
        for one in bounds():
            if column.has(one.part) and column.has(one.whole):
                yield _at_most(rule, context, column, one.part, one.whole)


def _at_most(rule: Rule, context: Context, column: _Numbers, part: str, whole: str) -> Instance:
    names = (part, whole)
    addresses = (column.address(part), column.address(whole))
    if blocking := column.blocking(names):
        return rule.cannot_tell(addresses, blocking=blocking)
    stated, computed = column.known(names)
    assumed = column.assumed(names)
    if stated <= computed:
        return rule.passes(addresses, assumed=assumed)
    return rule.fails(
        addresses,
        stated=stated,
        computed=computed,
        span=context.span_of(addresses[0]),
        assumed=assumed,
        cell=str(addresses[0]),
        other=str(addresses[1]),
    )


def check_channels(rule: Rule, context: Context) -> Iterator[Instance]:
    """No channel counts more than all that was disclosed.

    Stated is the channel, computed the total.
    """
    if context.report.statistics is None:
        yield rule.does_not_apply(NO_TABLE)
    for column in _each_column(context):
        for name in channels():
            if column.has(name) and column.has("proactive_total"):
                yield _at_most(rule, context, column, name, "proactive_total")


def check_all_channels(rule: Rule, context: Context) -> Iterator[Instance]:
    """All channels together count no less than all that was disclosed.

    It is looked at where the sheet prints all channels of the national sheet, for what was
    disclosed in another one stands nowhere then. Stated is the total, computed the channels' sum.
    """
    if context.report.statistics is None:
        yield rule.does_not_apply(NO_TABLE)
    for column in _each_column(context):
        names = ("proactive_total", *channels())
        if all(map(column.has, names)):
            yield _covered(rule, context, column, names)


def _covered(rule: Rule, context: Context, column: _Numbers, names: Sequence[str]) -> Instance:
    addresses = tuple(map(column.address, names))
    if blocking := column.blocking(names):
        return rule.cannot_tell(addresses, blocking=blocking)
    stated, *numbers = column.known(names)
    assumed = column.assumed(names)
    if stated <= _total(numbers):
        return rule.passes(addresses, assumed=assumed)
    return rule.fails(
        addresses,
        stated=stated,
        computed=_total(numbers),
        span=context.span_of(addresses[0]),
        assumed=assumed,
        cell=str(addresses[0]),
        left=_terms(numbers),
    )


def check_replies(rule: Rule, context: Context) -> Iterator[Instance]:
    """As many requests were replied to as were closed; one reply may answer several requests."""
    if context.report.statistics is None:
        yield rule.does_not_apply(NO_TABLE)
    for column in _each_column(context):
        names = ("replied", "closed")
        if not all(map(column.has, names)):
            continue
        addresses = tuple(map(column.address, names))
        if blocking := column.blocking(names):
            yield rule.cannot_tell(addresses, blocking=blocking)
            continue
        stated, computed = column.known(names)
        if stated == computed:
            yield rule.passes(addresses, assumed=column.assumed(names))
        else:
            yield rule.fails(
                addresses,
                stated=stated,
                computed=computed,
                span=context.span_of(addresses[0]),
                assumed=column.assumed(names),
                cell=str(addresses[0]),
                other=str(addresses[1]),
            )


def check_cumulative(rule: Rule, context: Context) -> Iterator[Instance]:
    """What was counted since the Regulations are in force is no less than that of the year."""
    sheet = context.report.statistics
    columns = list(_each_column(context))
    if sheet is None or len(columns) < 2:  # noqa: PLR2004 - the year and all years
        yield rule.does_not_apply(NO_TABLE)
        return
    year, cumulative = columns
    for row in sheet.rows:
        name = row.indicator
        if name is None or not row.cells:
            continue
        addresses = (year.address(name), cumulative.address(name))
        if blocking := (*year.blocking([name]), *cumulative.blocking([name])):
            yield rule.cannot_tell(addresses, blocking=blocking)
            continue
        stated, computed = *year.known([name]), *cumulative.known([name])
        assumed = (*year.assumed([name]), *cumulative.assumed([name]))
        if stated <= computed:
            yield rule.passes(addresses, assumed=assumed)
        else:
            yield rule.fails(
                addresses,
                stated=stated,
                computed=computed,
                span=context.span_of(addresses[0]),
                assumed=assumed,
                cell=str(addresses[0]),
            )


# ------------------------------------------------------------------------------ the table

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD216",
        name="sheet-does-not-add-up",
        severity=Severity.ERROR,
        title=Words("统计表分项合计有误", "rows of the statistics sheet do not add up"),
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
        pages="statistics",
        check=check_sheet_sums,
    ),
    Rule(
        code="GD217",
        name="part-exceeds-whole",
        severity=Severity.ERROR,
        title=Words("统计表“其中”大于总数", "a part of a row exceeds the row"),
        sources=(SHEET,),
        numbers=("R56",),
        chinese="「{cell}」填 {stated}，大于它所属的「{other}」 {computed}。请核对这两行。",
        english="{cell} is {stated}, more than {other}, of which it is a part: {computed}. "
        "Check both rows.",
        pages="statistics",
        check=check_parts,
    ),
    Rule(
        code="GD218",
        name="channel-exceeds-total",
        severity=Severity.WARNING,
        title=Words("一个渠道的公开数大于总数", "a channel exceeds all that was disclosed"),
        sources=(SHEET,),
        numbers=("R56",),
        chinese="「{cell}」填 {stated}，大于「{other}」 {computed}。请核对这两行。",
        english="{cell} is {stated}, more than {other}: {computed}. Check both rows.",
        pages="statistics",
        check=check_channels,
    ),
    Rule(
        code="GD219",
        name="total-exceeds-channels",
        severity=Severity.WARNING,
        title=Words("各渠道相加小于总数", "the channels together do not reach the total"),
        sources=(SHEET,),
        numbers=("R56",),
        chinese=(
            "「{cell}」填 {stated}，而各渠道公开数为 {left}。"
            "同一信息在几个渠道公开时总数只计 1 条，各渠道相加不会少于总数。请核对这些行。"
        ),
        english=(
            "{cell} is {stated}, but the channels are {left}. What stands in several channels is "
            "one in the total, so that the channels together are no less. Check these rows."
        ),
        pages="statistics",
        check=check_all_channels,
    ),
    Rule(
        code="GD220",
        name="replies-differ-from-closed",
        severity=Severity.WARNING,
        title=Words("答复数与办结数不等", "replies are not as many as requests closed"),
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
        pages="statistics",
        check=check_replies,
    ),
    Rule(
        code="GD221",
        name="cumulative-below-year",
        severity=Severity.WARNING,
        title=Words("历年累计小于本年", "the cumulative count is below that of the year"),
        sources=(SHEET,),
        numbers=("R56",),
        chinese="「{cell}」填 {stated}，大于同一行的历年累计 {computed}。请核对这一行。",
        english="{cell} is {stated}, more than the cumulative count of the row, {computed}. "
        "Check the row.",
        pages="statistics",
        check=check_cumulative,
    ),
)
