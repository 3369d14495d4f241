"""GD201 to GD210: what the tables of one report must add up to, and what a number cell may hold.

With the hints GD903 and GD904 on blanks. Takes a context and yields instances; reads cells only,
never prose, and repairs nothing. Reconsideration and litigation without any request is legal, for
they may result from requests of earlier years: no rule covers it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial

from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.diagnostics import Severity
from govdisclosure.rules.basis.context import Context, Number, PlacedSum, placed_sums, remembered
from govdisclosure.rules.basis.explaining import explain_table
from govdisclosure.rules.basis.explanation import Change, Explanation, Slip
from govdisclosure.rules.basis.rule import NO_TABLE, Instance, Reason, Rule
from govdisclosure.rules.basis.sources import FORM_2019, FORM_2021, FORM_NOTE, PRACTICE
from govdisclosure.rules.catalogue.years import carried_over
from govdisclosure.sums import SumKind, infer
from govdisclosure.text import CellState, format_number
from govdisclosure.wording import Wording

__all__ = ["RULES"]

# ------------------------------------------------------------------------------ sums


#: The kind of sum by its number, which is that of the rule.
_KINDS = {kind.number: kind for kind in SumKind}


def check_sums(rule: Rule, context: Context) -> Iterator[Instance]:
    """The left side of each sum of the rule's kind adds up to the right side.

    Stated is the total, or the sum of the right side; computed is the sum of the left. A sum with
    a cell without a number cannot be judged, even if the others are too large already. At fault,
    and at the place of the finding, are the cells that the only explanation changes; without one,
    or with several, the total, or else the first cell of the right side. If last year's report
    refutes a cell and the sum would hold with its number, that is the only explanation.
    """
    for table_kind, table in context.tables.items():
        numbers, zeros = context.numbers[table_kind], context.assumed[table_kind]
        for one, holds in _sums(rule, table_kind, table.edition):
            left = [numbers[place] for place in one.left]
            right = [numbers[place] for place in one.right]
            addresses = one.sum.addresses
            if None in left or None in right:
                pairs = zip(addresses, left + right, strict=True)
                blocking = tuple(cell for cell, number in pairs if number is None)
                yield rule.cannot_tell(addresses, blocking=blocking)
                continue
            cells = zip(addresses, one.left + one.right, strict=True)
            assumed = tuple(cell for cell, place in cells if place in zeros) if zeros else ()
            computed, stated = _sum(left), _sum(right)
            if computed == stated:
                yield rule.passes(addresses, assumed=assumed) if assumed else holds
            else:
                why = _by_last_year(context, one, numbers, zeros) or explain_table(
                    table_kind, table.edition, numbers, zeros
                )
                wrong = _wrong(why, addresses)
                yield rule.fails(
                    addresses,
                    stated=stated,
                    computed=computed,
                    span=context.span_of(wrong[0] if wrong else one.sum.right[0]),
                    at_fault=wrong,
                    assumed=assumed,
                    row=str(addresses[0]),
                    column=str(addresses[0]),
                    left=_terms(left),
                    right=_terms(right),
                    explanations=why,
                )


def _by_last_year(
    context: Context,
    one: PlacedSum,
    numbers: tuple[Number | None, ...],
    zeros: frozenset[int],
) -> tuple[Explanation, ...]:
    """Explain that the sum holds if its cells of 上年结转 print the numbers carried over before."""
    told = carried_over(context)
    changes = {
        place: told[cell]
        for cell, place in zip(one.sum.addresses, one.left + one.right, strict=True)
        if cell in told
    }
    left, right = (
        _sum([changes.get(place, numbers[place]) for place in side])
        for side in (one.left, one.right)
    )
    if not changes or left != right:
        return ()
    cells = addresses_of(TableKind.REQUESTS, context.tables[TableKind.REQUESTS].edition)
    return (
        Explanation(
            TableKind.REQUESTS,
            Slip.NOT_CARRIED_OVER,
            tuple(
                Change(cells[place], None if place in zeros else numbers[place], mended)
                for place, mended in sorted(changes.items())
            ),
        ),
    )


def _wrong(why: tuple[Explanation, ...], addresses: tuple[Address, ...]) -> tuple[Address, ...]:
    """The cells of a sum that the only explanation changes; empty if there are several."""
    changed = {change.address for change in why[0].changes} if len(why) == 1 else set()
    return tuple(one for one in addresses if one in changed)


@lru_cache(maxsize=64)
def _sums(
    rule: Rule, table: TableKind, edition: Edition | None
) -> tuple[tuple[PlacedSum, Instance], ...]:
    """The sums of the rule's kind in a table, each with the instance for one that holds."""
    found = placed_sums(table, edition, _KINDS[rule.numbers[0]])
    return tuple((one, rule.passes(one.sum.addresses)) for one in found)


def _sum(numbers: list[Number | None]) -> Number:
    total: Number = 0
    for number in numbers:
        total += number or 0
    return total


def _terms(numbers: list[Number | None]) -> str:
    """``12 + 3 = 15``; a single number as it is; of many those that are not zero."""
    terms = [format_number(number or 0) for number in numbers if number or len(numbers) <= 2]  # noqa: PLR2004 - the two of the note
    total = format_number(_sum(numbers))
    return total if len(terms) <= 1 else f"{' + '.join(terms)} = {total}"


# ------------------------------------------------------------------------------ number cells

_BLANK, _MARK = CellState.BLANK, CellState.MARK
#: Columns that are amounts of money, and that may be negative.
_AMOUNTS = frozenset({"collected_wan", "amount"})
_CHANGES = frozenset({"items_change"})


def check_counts(rule: Rule, context: Context) -> Iterator[Instance]:
    """Every count is a whole number and not negative, except that a change of items may be.

    One instance a wrong cell, and one for all the others of a table.
    """
    for kind, table in context.tables.items():
        places = _counts(kind, table.edition)
        addresses = table.addresses
        values = [table.cells[place].value for place in places]
        wrong = set()
        for place, value in zip(places, values, strict=True):
            if value is None or (type(value) is int and value >= 0):
                continue
            address = addresses[place]
            if value % 1 or (value < 0 and address.column not in _CHANGES):
                wrong.add(place)
                yield rule.fails((address,), stated=value, cell=str(address))
        told = [place for place, value in zip(places, values, strict=True) if value is not None]
        if len(told) > len(wrong):
            yield rule.passes(tuple(addresses[place] for place in told if place not in wrong))
        elif not told:
            yield rule.cannot_tell((), blocking=addresses_of(kind, table.edition))
    yield from _without_tables(rule, context)


@cache
def _counts(kind: TableKind, edition: Edition | None) -> tuple[int, ...]:
    """The cells of a table that count something."""
    places = enumerate(addresses_of(kind, edition))
    return tuple(place for place, address in places if address.column not in _AMOUNTS)


def check_state(state: CellState, rule: Rule, context: Context) -> Iterator[Instance]:
    """No cell of a table is printed in a *state* without a number.

    One instance a table. A cell that is not in the document is not wrong: reading reports it.
    """
    for kind, table in context.tables.items():
        states = [cell.state for cell in table.cells]
        if state in states:
            wrong = [(one, cell) for one, cell in table.items() if cell.state is state]
            words = dict.fromkeys(cell.text or "" for _, cell in wrong)
            yield rule.fails(
                tuple(one for one, _ in wrong),
                table=kind.value,
                count=str(len(wrong)),
                words=[*words][:_MOST_WORDS],
                proven=_proven_in([one for one, _ in wrong], context),
            )
            continue
        printed = addresses_of(kind, table.edition)
        if CellState.ABSENT in states:
            printed = tuple(
                one for one, cell in table.items() if cell.state is not CellState.ABSENT
            )
        if printed:
            yield rule.passes(printed)
        else:
            yield rule.cannot_tell((), blocking=addresses_of(kind, table.edition))
    yield from _without_tables(rule, context)


@remembered
def _proven(context: Context) -> Mapping[Address, int]:
    """The numbers other than 0 that follow from the sums for cells without a number."""
    return {cell: one.value for cell, one in infer(context.report).items() if one.value}


def _proven_in(cells: Iterable[Address], context: Context) -> str:
    """Those of *cells* that are proven, with their numbers: 「requests/carried_in/total=3 …」."""
    proven = _proven(context)
    return " ".join(f"{one}={proven[one]}" for one in cells if one in proven)


_NO_TOTALS = Reason(
    "no-totals", "报告中的表没有总计一栏", "the tables of the report have no totals"
)
#: If there are more words than this in cells, a sentence quotes only the first.
_MOST_WORDS = 3


def check_mixed_blanks(rule: Rule, context: Context) -> Iterator[Instance]:
    """A table does not print both zeros and blanks, for then a blank may have another meaning.

    Reads the whole table; the blank cells come first.
    """
    for kind, table in context.tables.items():
        values = [cell.value for cell in table.cells if cell.value is not None]
        blank = tuple(one for one, cell in table.items() if cell.state is CellState.BLANK)
        if blank and 0 in values:
            rest = tuple(one for one, cell in table.items() if cell.state is not CellState.BLANK)
            yield rule.fails(
                (*blank, *rest),
                at_fault=blank,
                table=kind.value,
                blank=str(len(blank)),
                zeros=str(values.count(0)),
                proven=_proven_in(blank, context),
            )
        else:
            yield rule.passes(tuple(table.addresses))
    yield from _without_tables(rule, context)


def check_blank_totals(rule: Rule, context: Context) -> Iterator[Instance]:
    """A total and its parts are blank together, or not at all; blanks and marks count the same.

    One instance a total, with its address first, then those of its parts: it fails if the total
    is blank beside numbers, or zero beside blanks.
    """
    for kind, table in context.tables.items():
        states = [cell.state for cell in table.cells]
        if states.count(CellState.NUMBER) == len(states):
            yield from _all_pass(rule, kind, table.edition)
            continue
        empty = [state is _BLANK or state is _MARK for state in states]
        for place, parts, read in _totals(kind, table.edition):
            total, own = table.cells[place].value, read[0]
            span = table.cells[place].span or table.span
            if empty[place] and any(table.cells[part].value is not None for part in parts):
                yield rule.fails(read, span=span, at_fault=(own,), cell=str(own))
            elif total == 0 and any(empty[part] for part in parts):
                yield rule.fails(read, span=span, at_fault=(own,), stated=total, cell=str(own))
            elif total is None and not empty[place]:
                yield rule.cannot_tell(read, blocking=(own,))
            else:
                yield rule.passes(read)
    if not any(_totals(kind, table.edition) for kind, table in context.tables.items()):
        yield rule.does_not_apply(_NO_TOTALS if context.tables else NO_TABLE)


@lru_cache(maxsize=64)
def _all_pass(rule: Rule, kind: TableKind, edition: Edition | None) -> tuple[Instance, ...]:
    """The instances for the totals of a table without blanks."""
    return tuple(rule.passes(read) for _, _, read in _totals(kind, edition))


@cache
def _totals(
    kind: TableKind, edition: Edition | None
) -> tuple[tuple[int, tuple[int, ...], tuple[Address, ...]], ...]:
    """The totals of a table with their parts, from the sums of the form, and the total by name.

    The total comes first among the addresses.
    """
    addresses = addresses_of(kind, edition)
    parts: dict[int, list[int]] = {}
    for one in placed_sums(kind, edition):
        if len(one.right) == 1:
            parts.setdefault(one.right[0], []).extend(one.left)
    return tuple(
        (total, tuple(parts[total]), tuple(addresses[one] for one in (total, *parts[total])))
        for total in sorted(parts)
    )


def _without_tables(rule: Rule, context: Context) -> Iterable[Instance]:
    return () if context.tables else (rule.does_not_apply(NO_TABLE),)


# ------------------------------------------------------------------------------ the table

_BOTH = (Edition.FORM_2019, Edition.FORM_2021)
_FORMS = (FORM_2021, FORM_2019)

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD201",
        name="column-does-not-balance",
        severity=Severity.ERROR,
        title=Wording("收到与办理不平衡", "received and handled do not balance"),
        sources=(FORM_NOTE, *_FORMS),
        numbers=("R01",),
        editions=_BOTH,
        table=TableKind.REQUESTS,
        chinese=(
            "表三「{column}」一列勾稽关系不成立：一、本年新收与二、上年结转为 {left}，"
            "（七）总计与四、结转下年度继续办理为 {right}，相差 {difference}。请核对这四格。"
        ),
        english=(
            "column “{column}” of table three does not balance: received and carried in are "
            "{left}, outcomes and carried out are {right}; the difference is {difference}. "
            "Check these four cells."
        ),
        check=check_sums,
    ),
    Rule(
        code="GD202",
        name="outcomes-do-not-add-up",
        severity=Severity.ERROR,
        title=Wording("办理结果合计有误", "outcomes do not add up"),
        sources=(PRACTICE, *_FORMS),
        numbers=("R02",),
        editions=_BOTH,
        table=TableKind.REQUESTS,
        chinese=(
            "表三「{column}」一列：（七）总计填 {stated}，而各项办理结果为 {left}，"
            "相差 {difference}。请核对该列各项结果与总计。"
        ),
        english=(
            "column “{column}” of table three: the total of outcomes is {stated}, but the outcomes "
            "are {left}; the difference is {difference}. Check the outcomes of this column and "
            "their total."
        ),
        check=check_sums,
    ),
    Rule(
        code="GD203",
        name="row-does-not-add-up",
        severity=Severity.ERROR,
        title=Wording("各类申请人合计有误", "the kinds of applicants do not add up"),
        sources=(PRACTICE, *_FORMS),
        numbers=("R03",),
        editions=_BOTH,
        table=TableKind.REQUESTS,
        chinese=(
            "表三「{row}」一行：总计填 {stated}，而各类申请人为 {left}，相差 {difference}。"
            "请核对该行各格与总计。"
        ),
        english=(
            "row “{row}” of table three: the total is {stated}, but the kinds of applicants are "
            "{left}; the difference is {difference}. Check the cells of this row and their total."
        ),
        check=check_sums,
    ),
    *(
        Rule(
            code=code,
            name=name,
            severity=Severity.ERROR,
            title=Wording(f"{chinese}合计有误", f"{english} do not add up"),
            sources=(PRACTICE, *_FORMS),
            numbers=(kind.number,),
            table=TableKind.DISPUTES,
            chinese=(
                "表四「{row}」：总计填 {stated}，而各项结果为 {left}，相差 {difference}。"
                "请核对这五格。"
            ),
            english=(
                "“{row}” in table four: the total is {stated}, but the results are {left}; "
                "the difference is {difference}. Check these five cells."
            ),
            check=check_sums,
        )
        for code, name, kind, chinese, english in (
            (
                "GD204",
                "review-does-not-add-up",
                SumKind.REVIEW_TOTAL,
                "行政复议",
                "results of reconsideration",
            ),
            (
                "GD205",
                "direct-litigation-does-not-add-up",
                SumKind.LITIGATION_DIRECT_TOTAL,
                "未经复议直接起诉",
                "results of direct litigation",
            ),
            (
                "GD206",
                "litigation-after-review-does-not-add-up",
                SumKind.LITIGATION_AFTER_REVIEW_TOTAL,
                "复议后起诉",
                "results of litigation after reconsideration",
            ),
        )
    ),
    Rule(
        code="GD207",
        name="count-not-whole",
        severity=Severity.ERROR,
        title=Wording("件数不是非负整数", "a count is negative or a fraction"),
        sources=(PRACTICE, *_FORMS),
        numbers=("R32",),
        chinese="「{cell}」填 {stated}：件数、项数应为不小于 0 的整数。请核对这一格。",
        english="{cell} holds {stated}; a count is a whole number, not below 0. Check the cell.",
        check=check_counts,
    ),
    *(
        Rule(
            code=code,
            name=name,
            severity=Severity.WARNING,
            title=title,
            sources=(PRACTICE,),
            numbers=("R33",),
            chinese=chinese,
            english=english,
            check=partial(check_state, state),
        )
        for code, name, state, title, chinese, english in (
            (
                "GD208",
                "cells-left-blank",
                CellState.BLANK,
                Wording("数字格空白", "number cells are blank"),
                "{table}有 {count} 格空白：{examples}。请填数字：{due}。",
                "blank cells in {table}: {count} ({examples}). Print numbers: {due}.",
            ),
            (
                "GD209",
                "cells-struck-out",
                CellState.MARK,
                Wording("数字格填了“/”“-”等符号", "number cells hold a mark"),
                "{table}有 {count} 格填的是「{words}」而不是数字：{examples}。请填数字：{due}。",
                (
                    "cells of {table} with “{words}” instead of a number: {count} ({examples}). "
                    "Print numbers: {due}."
                ),
            ),
            (
                "GD210",
                "cells-hold-words",
                CellState.TEXT,
                Wording("数字格填了文字", "number cells hold words"),
                (
                    "{table}有 {count} 格填的是文字「{words}」：{examples}。"
                    "请改填数字，说明写在正文里。"
                ),
                (
                    "cells of {table} with the words “{words}”: {count} ({examples}). "
                    "Print numbers, and explain in the prose."
                ),
            ),
        )
    ),
    Rule(
        code="GD903",
        name="blanks-beside-zeros",
        severity=Severity.HINT,
        title=Wording("空白与 0 混用", "blanks and zeros in one table"),
        sources=(PRACTICE,),
        numbers=("R34",),
        chinese="{table}中有 {zeros} 格填 0，又有 {blank} 格空白：{examples}。请填数字：{due}。",
        english=(
            "cells of {table} that print 0: {zeros}; that are blank: {blank} ({examples}). "
            "Print numbers: {due}."
        ),
        check=check_mixed_blanks,
    ),
    Rule(
        code="GD904",
        name="total-and-parts-blank-apart",
        severity=Severity.HINT,
        title=Wording(
            "总计与分项一空一填", "a total is blank and its parts are not, or the reverse"
        ),
        sources=(PRACTICE,),
        numbers=("R35",),
        chinese="「{cell}」与其分项一方空白、一方填了数字。请把总计与分项都填全。",
        english=(
            "{cell} is blank beside parts that hold numbers, or 0 beside blank parts. "
            "Fill in the total and all its parts."
        ),
        check=check_blank_totals,
    ),
)
