"""GD301 to GD310: the numbers of the prose against the tables, against each other and last year's.

Takes a context and yields instances, one a claim that the rule speaks of; what the words of the
prose mean is decided in ``claims``. A number that fails by itself and alone breaks a sum or a share
is told once: the sum is not.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from govdisclosure.claims import (
    Claim,
    ClaimSubject,
    Judge,
    Relation,
    adding,
    readings_of,
    ulp_of,
)
from govdisclosure.model.addresses import Address
from govdisclosure.model.diagnostics import Severity
from govdisclosure.model.verdict import Verdict
from govdisclosure.rules.basis.context import Context, Number
from govdisclosure.rules.basis.rule import Instance, Reason, Rule
from govdisclosure.rules.basis.sources import FORM_2019, FORM_2021, PRACTICE
from govdisclosure.text import format_number
from govdisclosure.wording import SEMICOLON, Wording

__all__ = ["RULES"]

_CELLS = frozenset({Relation.EQUALS, Relation.PARTS_SUM})
_DOCUMENTS = ClaimSubject.DOCUMENTS
_HUNDRED = 100
_ALL = "outcomes_total"
_UNTOLD = Reason(
    "not-comparable",
    "表中没有可比的数字，或文字本身不能确定指哪一格",
    "the tables hold no number to compare, or the words do not decide which cell is meant",
)


def _number(quantity: object) -> Number | None:
    """A number as findings have it; None for a fraction, which they cannot print."""
    return quantity if isinstance(quantity, int | Decimal) else None


def _held(rule: Rule, claim: Claim, part: str = "", whole: str = "", tried: str = "") -> Instance:
    """What came of a claim, with the numbers that the sentence names besides."""
    if claim.verdict is Verdict.PASS:
        return rule.passes(claim.reading)
    if claim.verdict is not Verdict.FAIL:
        return rule.cannot_tell(claim.meant, reason=_UNTOLD)
    return rule.fails(
        claim.meant,
        stated=_number(claim.quantity),
        computed=_number(claim.computed),
        span=claim.figure,
        words=claim.text,
        unit=claim.unit or "",
        part=part,
        whole=whole,
        tried=tried,
    )


# ------------------------------------------------------------------------------ cells


def _is_count(claim: Claim) -> bool:
    return claim.relation in _CELLS and bool(claim.meant) and not claim.negated


def check_cells(rule: Rule, context: Context) -> Iterator[Instance]:
    """A number of the prose that one cell, or several together, hold is the number there."""
    for claim in context.claims:
        if _is_count(claim) and claim.subject is not _DOCUMENTS:
            is_wrong = claim.verdict is Verdict.FAIL
            yield _held(rule, claim, tried=_tried(claim, context) if is_wrong else "")


def _tried(claim: Claim, context: Context) -> str:
    """The readings that were tried, in numbers: 「13; 13 + 2 = 15」; empty for one number alone."""
    judge = Judge(context.report)
    readings = []
    for cells in readings_of(claim):
        terms = [str(judge.sum_of([cell]).least) for cell in cells]
        total = f" = {judge.sum_of(cells).least}" if len(terms) > 1 else ""
        readings.append(" + ".join(terms) + total)
    is_plain = len(readings) == 1 and readings[0].isdecimal()
    return "" if is_plain else SEMICOLON.english.join(readings)


def check_readings(rule: Rule, context: Context) -> Iterator[Instance]:
    """收到 and 办理 count what their words say, without what was carried in."""
    for claim in context.claims:
        if not _is_count(claim) or claim.verdict is not Verdict.PASS:
            continue
        if claim.reading == claim.meant:
            yield rule.passes(claim.reading)
        else:
            yield rule.fails(
                claim.reading,
                stated=_number(claim.quantity),
                span=claim.figure,
                words=claim.text,
                cell=str(claim.meant[0]),
            )


def check_documents(rule: Rule, context: Context) -> Iterator[Instance]:
    """Rules and normative documents of the prose are those of table two."""
    for claim in context.claims:
        if _is_count(claim) and claim.subject is _DOCUMENTS:
            yield _held(rule, claim)


def check_denials(rule: Rule, context: Context) -> Iterator[Instance]:
    """What the prose says there is none of is zero in the tables."""
    for claim in context.claims:
        if claim.negated and claim.meant and claim.relation in _CELLS and not _is_result(claim):
            yield _held(rule, claim)


def _is_result(claim: Claim) -> bool:
    """Whether it is about results of disputes."""
    return (
        claim.subject is ClaimSubject.DISPUTES
        and bool(claim.meant)
        and all(one.column != "total" for one in claim.meant)
    )


def check_results(rule: Rule, context: Context) -> Iterator[Instance]:
    """均获维持 and 无一纠错 are what the columns of table four say."""
    for claim in context.claims:
        is_all = claim.relation is Relation.SHARE and not claim.parts and _is_result(claim)
        if claim.meant and (is_all or (claim.negated and _is_result(claim))):
            yield _held(rule, claim)


def check_all_handled(rule: Rule, context: Context) -> Iterator[Instance]:
    """Where all that was received is said to be handled, nothing is carried over."""
    for claim in context.claims:
        if _is_all_handled(claim):
            yield _held(rule, claim)


def _is_all_handled(claim: Claim) -> bool:
    """Whether it is 「均已办结」: all outcomes are all that was received."""
    is_all = claim.relation is Relation.SHARE and [one.row for one in claim.cells] == [_ALL]
    return is_all and claim.subject is ClaimSubject.OUTCOMES


# ------------------------------------------------------------------------------ lists and shares


def check_parts(rule: Rule, context: Context) -> Iterator[Instance]:
    """The parts of a list that names them all add up to its whole."""
    for claim in context.claims:
        if not claim.parts or claim.relation is Relation.SHARE:
            continue
        verdict, _, total = adding(claim)
        is_told_already = verdict is Verdict.FAIL and _is_one_slip(claim, total)
        if verdict is Verdict.PASS or is_told_already:
            yield rule.passes()
        elif verdict is Verdict.FAIL:
            terms = " + ".join(_print(part) for part in claim.parts)
            yield rule.fails(
                stated=_number(claim.quantity),
                computed=_number(total),
                span=claim.figure,
                words=claim.text,
                terms=terms,
            )
        else:
            yield rule.cannot_tell(reason=_UNTOLD)


def _print(claim: Claim) -> str:
    number = _number(claim.quantity)
    return str(claim.quantity) if number is None else format_number(number)


def _is_one_slip(claim: Claim, total: object) -> bool:
    """Whether one number that the tables refute is all that keeps the parts from adding up."""
    wrong = [one for one in (claim, *claim.parts) if _slips(one)]
    if len(wrong) != 1 or wrong[0].computed is None:
        return False
    change = Fraction(wrong[0].computed) - Fraction(wrong[0].quantity)
    gap = Fraction(claim.quantity) - Fraction(str(total))
    return change == (-gap if wrong[0] is claim else gap)


def _slips(claim: Claim) -> bool:
    return claim.verdict is Verdict.FAIL and bool(claim.meant) and claim.relation in _CELLS


def check_shares(rule: Rule, context: Context) -> Iterator[Instance]:
    """A share is its part in its whole, at the precision printed."""
    for claim in context.claims:
        if claim.relation is not Relation.SHARE or _is_result(claim) or _is_all_handled(claim):
            continue
        if claim.parts and claim.whole is not None:
            yield _held(rule, claim, part=_print(claim.parts[0]), whole=_print(claim.whole))
        elif claim.parts or claim.cells:
            part, whole = (_total(context, cells) for cells in (claim.cells, claim.base))
            yield _held(rule, claim, part=part, whole=whole)


def _total(context: Context, cells: Iterable[Address]) -> str:
    """What the cells that print a number add up to."""
    tables = context.tables
    values = [tables[one.form_table][one].value or 0 for one in cells if one.form_table in tables]
    return format_number(sum(values))


def check_shares_of_a_whole(rule: Rule, context: Context) -> Iterator[Instance]:
    """The shares of a list are no more than a hundred, and a hundred where it names all parts."""
    lists: dict[int, tuple[Claim, list[Claim]]] = {}
    for claim in context.claims:
        if claim.relation is Relation.SHARE and claim.whole is not None and claim.parts:
            lists.setdefault(id(claim.whole), (claim.whole, []))[1].append(claim)
    for whole, shares in lists.values():
        if any(share.approximate for share in shares):
            yield rule.cannot_tell(reason=_UNTOLD)
            continue
        total = sum((Fraction(share.quantity) for share in shares), Fraction())
        slack = sum((ulp_of(share.quantity) for share in shares), Fraction()) / 2
        counted = {id(share.parts[0]) for share in shares}
        is_whole = whole.is_closed and all(
            id(part) in counted or part.quantity == 0 for part in whole.parts
        )
        fits = total <= _HUNDRED + slack and not (is_whole and total < _HUNDRED - slack)
        if fits or _is_one_share(shares, total, slack):
            yield rule.passes()
        else:
            yield rule.fails(
                computed=Decimal(total.numerator) / Decimal(total.denominator),
                span=shares[0].figure,
                words=[share.text for share in shares][:3],
                terms=" + ".join(_print(share) for share in shares),
            )


def _is_one_share(shares: list[Claim], total: Fraction, slack: Fraction) -> bool:
    """Whether one share that does not recompute is all that keeps them from a hundred."""
    wrong = [one for one in shares if one.verdict is Verdict.FAIL and one.computed is not None]
    if len(wrong) != 1:
        return False
    mended = total + Fraction(str(wrong[0].computed)) - Fraction(wrong[0].quantity)
    return abs(mended - _HUNDRED) <= slack


def check_changes(rule: Rule, context: Context) -> Iterator[Instance]:
    """A change from last year is what the reports on both years make of it."""
    for claim in context.claims:
        if claim.relation is Relation.CHANGE and claim.address is not None:
            yield _held(rule, claim)


# ------------------------------------------------------------------------------ the table

_SOURCES = (PRACTICE, FORM_2021, FORM_2019)
RULES: tuple[Rule, ...] = (
    Rule(
        code="GD301",
        name="prose-contradicts-table",
        severity=Severity.ERROR,
        title=Wording("正文数字与表格不符", "a number of the prose contradicts the tables"),
        sources=_SOURCES,
        numbers=("R19", "R20", "R21", "R22", "R23"),
        chinese=(
            "正文「{words}」写 {stated}，而表格中{cells}为 {computed}，相差 {difference}"
            "{tried}。请核对两处，改正写错的一处。"
        ),
        english=(
            "the prose says {stated} in “{words}”, but the tables have {computed} for {cells}; the "
            "difference is {difference}{tried}. Check both, and correct the wrong one."
        ),
        check=check_cells,
    ),
    Rule(
        code="GD302",
        name="prose-agrees-in-another-reading",
        severity=Severity.WARNING,
        title=Wording(
            "正文数字须另行理解才与表格相符", "the prose agrees with the tables in another reading"
        ),
        sources=_SOURCES,
        numbers=("R19",),
        chinese=(
            "正文「{words}」写 {stated}，与「{cell}」不符，只有理解为{cells}之和才相符。"
            "请在正文写明是否含上年结转。"
        ),
        english=(
            "the prose says {stated} in “{words}”, which is not {cell}; it agrees only when it is "
            "the sum of {cells}. Say whether what was carried in is included."
        ),
        check=check_readings,
    ),
    Rule(
        code="GD303",
        name="prose-denies-what-the-tables-count",
        severity=Severity.ERROR,
        title=Wording("正文称没有而表格有数", "the prose denies what the tables count"),
        sources=_SOURCES,
        numbers=("R25",),
        chinese="正文称「{words}」，而表格中{cells}为 {computed}。请核对两处，改正写错的一处。",
        english=(
            "the prose says “{words}”, but the tables have {computed} for {cells}. Check both, and "
            "correct the wrong one."
        ),
        check=check_denials,
    ),
    Rule(
        code="GD304",
        name="documents-of-the-prose",
        severity=Severity.ERROR,
        title=Wording("正文文件数与表二不符", "documents of the prose contradict table two"),
        sources=_SOURCES,
        numbers=("R26",),
        chinese=(
            "正文「{words}」写 {stated}，而表二{cells}为 {computed}，相差 {difference}。"
            "请会同司法行政部门核对两处。"
        ),
        english=(
            "the prose says {stated} in “{words}”, but table two has {computed} for {cells}; the "
            "difference is {difference}. Check both."
        ),
        check=check_documents,
    ),
    Rule(
        code="GD305",
        name="parts-of-the-prose-do-not-add-up",
        severity=Severity.ERROR,
        title=Wording("正文分项之和与总数不符", "the parts in the prose do not add up"),
        sources=(PRACTICE,),
        numbers=("R22", "R27"),
        chinese=(
            "正文「{words}」写 {stated}，而所列各项 {terms} = {computed}，相差 {difference}。"
            "请核对总数与各项。"
        ),
        english=(
            "the prose says {stated} in “{words}”, but the parts listed are {terms} = {computed}; "
            "the difference is {difference}. Check the total and its parts."
        ),
        check=check_parts,
    ),
    Rule(
        code="GD306",
        name="share-does-not-recompute",
        severity=Severity.ERROR,
        title=Wording("正文占比算不出来", "a share of the prose does not recompute"),
        sources=(PRACTICE,),
        numbers=("R22",),
        chinese=(
            "正文「{words}」写 {stated}%，而 {part} 占 {whole} 为 {computed}%（四舍五入、"
            "舍去尾数均不得 {stated}）。请重新计算。"
        ),
        english=(
            "the prose says {stated} % in “{words}”, but {part} of {whole} is {computed} %, and "
            "neither rounding nor cutting off gives {stated}. Compute it again."
        ),
        check=check_shares,
    ),
    Rule(
        code="GD307",
        name="shares-of-a-whole",
        severity=Severity.ERROR,
        title=Wording("正文各项占比之和不是 100%", "the shares in the prose do not make a hundred"),
        sources=(PRACTICE,),
        numbers=("R22",),
        chinese="正文各项占比「{words}」等相加 {terms} = {computed}%，不是 100%。请核对各项占比。",
        english="the shares “{words}” in the prose make {terms} = {computed} %, not 100 %.",
        check=check_shares_of_a_whole,
    ),
    Rule(
        code="GD308",
        name="change-does-not-recompute",
        severity=Severity.ERROR,
        title=Wording(
            "正文同比变化与上年报告不符", "a change in the prose contradicts last year's report"
        ),
        sources=(PRACTICE,),
        numbers=("R28",),
        chinese=(
            "正文「{words}」写 {stated}{unit}，而按{cells}两年数字计算应为 {computed}{unit}。"
            "请核对正文和上年报告。"
        ),
        english=(
            "the prose says {stated} in “{words}”, but by {cells} in both years it is {computed}. "
            "Check the prose and last year's report."
        ),
        check=check_changes,
    ),
    Rule(
        code="GD309",
        name="results-of-disputes-in-the-prose",
        severity=Severity.ERROR,
        title=Wording(
            "正文所称复议诉讼结果与表四不符", "results in the prose contradict table four"
        ),
        sources=_SOURCES,
        numbers=("R24",),
        chinese=(
            "正文称「{words}」，与表四不符：请核对{examples}，有纠正、其他结果或尚未审结的，"
            "正文应当如实说明。"
        ),
        english=(
            "the prose says “{words}”, which table four contradicts: check {examples}. What was "
            "corrected, ended otherwise or is pending is to be said."
        ),
        check=check_results,
    ),
    Rule(
        code="GD310",
        name="all-handled-but-carried-over",
        severity=Severity.ERROR,
        title=Wording(
            "正文称全部办结而表三有结转", "all is said to be handled, but some is carried over"
        ),
        sources=_SOURCES,
        numbers=("R21",),
        chinese=(
            "正文称「{words}」，而表三四、结转下年度继续办理为 {computed} 件。"
            "请改正文，或核对表三。"
        ),
        english=(
            "the prose says “{words}”, but table three carries {computed} over to next year. "
            "Mend the prose, or check table three."
        ),
        check=check_all_handled,
    ),
)
