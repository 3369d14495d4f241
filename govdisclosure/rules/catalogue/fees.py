"""GD311 to GD314: fees for information, in the prose and in section six, against the tables.

Takes a context and yields instances. The prose is in yuan, the cell of table two in 10,000 yuan.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from govdisclosure.claims import Claim, is_processing_fee, stated_fees
from govdisclosure.forms.layout import Edition, SectionKind, TableKind
from govdisclosure.model.addresses import Address
from govdisclosure.model.diagnostics import Severity
from govdisclosure.model.report import Section
from govdisclosure.rules.basis.context import Context, Number
from govdisclosure.rules.basis.parts import EMPTY_SECTION, NO_SECTION
from govdisclosure.rules.basis.phrasing import shortened
from govdisclosure.rules.basis.rule import NO_TABLE, OTHER_EDITION, Instance, Reason, Rule
from govdisclosure.rules.basis.sources import FORM_2021, PRACTICE
from govdisclosure.rules.basis.written import WrittenBlock
from govdisclosure.text import format_number
from govdisclosure.wording import Wording

__all__ = ["RULES"]

_FEES = Address(TableKind.PROACTIVE, "fees", "collected_wan")
#: Requests that ended because the fee was not paid in time.
_UNPAID = Address(TableKind.REQUESTS, "other_fee_unpaid", "total")
#: Words for fees and for what is sent to ask for them.
_FEE = re.compile("费|缴纳|收取")
_NOTHING = re.compile(
    "(?:[^,。;]{0,20}(?:局|厅|委|办|府|镇|乡|街道|机关|单位|年度?|年|目前))?(?:均|暂|尚)?(?:无|没有)"
    "(?:其[他它])?(?:需要?|应当?)?(?:报告|说明)?的?(?:事项|情况|内容)?[。.;]?"
)


def _fees(context: Context) -> Iterator[tuple[Claim, Number]]:
    """Fees for information that the prose states, in yuan."""
    return (pair for pair in stated_fees(context.claims) if not pair[0].negated)


def check_fees(rule: Rule, context: Context) -> Iterator[Instance]:
    """The fees of table two, in 万元, hold the fee for information that the prose states."""
    table = context.tables.get(TableKind.PROACTIVE)
    cell = None if table is None or table.edition is not Edition.FORM_2021 else table[_FEES]
    for claim, yuan in _fees(context):
        number = None if cell is None else context.number(cell)
        if number is None:
            yield rule.cannot_tell((_FEES,), blocking=(_FEES,))
        elif yuan <= number * 10**4:
            yield rule.passes((_FEES,))
        else:
            yield rule.fails(
                (_FEES,),
                stated=yuan,
                computed=number,
                span=claim.figure,
                words=claim.text,
                least=format_number(Decimal(yuan) / 10**4),
            )


def check_fee_tariff(rule: Rule, context: Context) -> Iterator[Instance]:
    """The fee for information is a multiple of ten yuan, as its tariffs are."""
    for claim, yuan in _fees(context):
        if not is_processing_fee(claim):
            continue
        if yuan % int(rule.threshold("tariff")):
            yield rule.fails(stated=yuan, span=claim.figure, words=claim.text)
        else:
            yield rule.passes()


# ------------------------------------------------------------------------------ section six


def _counted(context: Context, address: Address) -> Number | Reason | None:
    """The number in a cell; why there is none to ask of, or None where it prints none."""
    table = context.tables.get(address.form_table)
    if table is None:
        return NO_TABLE
    if table.edition is not Edition.FORM_2021:
        return OTHER_EDITION
    return context.number(table[address])


def _six(context: Context) -> tuple[Section, tuple[WrittenBlock, ...]] | Reason:
    """Section six and what is written in it."""
    section = context.report.section(SectionKind.OTHER)
    if section is None:
        return NO_SECTION
    own = tuple(place for place in context.places if place.section is SectionKind.OTHER)
    return (section, own) if own else EMPTY_SECTION


def _check_six(
    rule: Rule, context: Context, address: Address, *, only_nothing: bool
) -> Iterator[Instance]:
    """Where the cell holds more than zero, section six speaks of fees."""
    number, six = _counted(context, address), _six(context)
    if isinstance(number, Reason):
        yield rule.does_not_apply(number)
    elif isinstance(six, Reason):
        yield rule.does_not_apply(six)
    elif number is None:
        yield rule.cannot_tell((address,), blocking=(address,))
    elif (
        number == 0
        or any(_FEE.search(one.words) for one in six[1])
        or (only_nothing and not _NOTHING.fullmatch(six[1][0].words))
    ):
        yield rule.passes((address,))
    else:
        yield rule.fails(
            (address,),
            stated=number,
            span=six[0].heading.span,
            words=shortened(six[1][0].printed),
        )


def check_fees_explained(rule: Rule, context: Context) -> Iterator[Instance]:
    """Where table two counts fees, section six says more than that there is nothing to report."""
    yield from _check_six(rule, context, _FEES, only_nothing=True)


def check_unpaid_explained(rule: Rule, context: Context) -> Iterator[Instance]:
    """Where requests ended because a fee was not paid, section six speaks of fees."""
    yield from _check_six(rule, context, _UNPAID, only_nothing=False)


# ------------------------------------------------------------------------------ the table

_FEE_MEASURE = Wording(
    "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
    "measures on fees for processing government information, 国办函〔2020〕109号",
)

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD311",
        name="processing-fee-above-fees",
        severity=Severity.ERROR,
        title=Wording(
            "信息处理费多于收费金额", "the processing fee is more than the fees of table two"
        ),
        sources=(_FEE_MEASURE, FORM_2021),
        numbers=("R15",),
        editions=(Edition.FORM_2021,),
        chinese=(
            "正文「{words}」，合 {least} 万元，而表二行政事业性收费填 {computed} 万元。"
            "信息处理费是行政事业性收费，请核对两处（正文以元计，表二以万元计）。"
        ),
        english=(
            "the prose states {stated} yuan in “{words}”, which is {least} × 10,000 yuan, but the "
            "fees of table two are {computed} × 10,000 yuan. The processing fee is one of them; "
            "check both."
        ),
        check=check_fees,
    ),
    Rule(
        code="GD312",
        name="processing-fee-off-the-tariff",
        severity=Severity.WARNING,
        title=Wording(
            "信息处理费不是 10 元的整数倍", "the processing fee is no multiple of ten yuan"
        ),
        sources=(_FEE_MEASURE,),
        numbers=("R16",),
        thresholds={"tariff": 10},
        chinese=(
            "正文「{words}」为 {stated} 元：信息处理费按件每件 100 元、按量每页 10 元起计，"
            "应为 {tariff} 元的整数倍。请核对金额。"
        ),
        english=(
            "the prose states {stated} yuan in “{words}”: by its tariffs the processing fee is a "
            "multiple of {tariff} yuan. Check the amount."
        ),
        check=check_fee_tariff,
    ),
    Rule(
        code="GD313",
        name="fees-without-a-word",
        severity=Severity.WARNING,
        title=Wording("表二有收费而第六部分写“无”", "fees, but section six says there is nothing"),
        sources=(FORM_2021, PRACTICE),
        numbers=("R17",),
        editions=(Edition.FORM_2021,),
        chinese=(
            "表二行政事业性收费填 {stated} 万元，而第六部分只写“{words}”。"
            "第六部分应当写明收取信息处理费的情况；所填金额与信息处理费无关的，也请写明。"
        ),
        english=(
            "the fees of table two are {stated} × 10,000 yuan, but section six says only "
            "“{words}”. It must say which fees for information were charged; say so too if these "
            "are others."
        ),
        check=check_fees_explained,
    ),
    Rule(
        code="GD314",
        name="unpaid-fee-without-a-word",
        severity=Severity.HINT,
        title=Wording(
            "有逾期未缴费的申请而第六部分未提收费",
            "requests ended over unpaid fees, but section six does not mention fees",
        ),
        sources=(FORM_2021,),
        numbers=("R18",),
        editions=(Edition.FORM_2021,),
        chinese=(
            "「申请人逾期未按收费通知要求缴纳费用」填 {stated} 件，说明发过收费通知，"
            "而第六部分“{words}”没有提到收费。请核对这一格，或在第六部分写明收费情况。"
        ),
        english=(
            "{stated} requests ended because the fee was not paid in time, so fees were asked for, "
            "but section six, “{words}”, does not mention fees. Check the cell, or say in section "
            "six what was charged."
        ),
        check=check_unpaid_explained,
    ),
)
