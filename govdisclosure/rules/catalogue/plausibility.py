"""GD211 to GD215: whether the cells of table two agree with each other, the prose and the organ.

With the hints GD901 and GD902. Takes a context and yields instances; these are not sums, and each
may have an explanation, so no finding is an error. That nothing was licensed, punished or asked for
in a whole year is not a fault, and no rule covers it.
"""

import re
from collections.abc import Iterator

from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address
from govdisclosure.model.agency import Agency, AgencyKind
from govdisclosure.model.cells import Cell
from govdisclosure.model.diagnostics import Severity
from govdisclosure.model.tables import Table
from govdisclosure.rules.basis.context import Context, Number
from govdisclosure.rules.basis.parts import iter_paragraphs
from govdisclosure.rules.basis.rule import UNKNOWN_AGENCY, Instance, Reason, Rule
from govdisclosure.rules.basis.sources import FORM_2019, FORM_2021
from govdisclosure.wording import Wording

__all__ = ["RULES"]

_NO_LAST_YEAR = Reason(
    "no-last-year", "没有上一年的数字可比", "there is no number of the year before to compare"
)
_NO_TOWNSHIP = Reason("no-township", "不是乡镇、街道", "the organ is not a township or subdistrict")


def _place(row: str, column: str) -> Address:
    return Address(TableKind.PROACTIVE, row, column)


def _numbers(context: Context, *addresses: Address) -> list[Number | None]:
    """The numbers in cells of table two, which the report must have."""
    table = context.tables[TableKind.PROACTIVE]
    return [context.number(table[one]) for one in addresses]


def _blocking(addresses: tuple[Address, ...], numbers: list[Number | None]) -> tuple[Address, ...]:
    return tuple(one for one, number in zip(addresses, numbers, strict=True) if number is None)


def _assumed(context: Context, *addresses: Address) -> tuple[Address, ...]:
    """Those of the cells that print no number and count as zero."""
    table = context.tables[TableKind.PROACTIVE]
    return tuple(
        one
        for one in addresses
        if table[one].value is None and context.number(table[one]) is not None
    )


# ------------------------------------------------------------------------------ documents

_DOCUMENTS = ("rules", "normative_documents")


def check_documents_in_force(rule: Rule, context: Context) -> Iterator[Instance]:
    """The documents issued this year are in force at its end, unless something was repealed."""
    for row in _DOCUMENTS:
        addresses = tuple(_place(row, column) for column in ("issued", "repealed", "in_force"))
        issued, repealed, in_force = numbers = _numbers(context, *addresses)
        if repealed or (issued is not None and in_force is not None and issued <= in_force):
            yield rule.passes(addresses)
        elif issued is None or repealed is None or in_force is None:
            yield rule.cannot_tell(addresses, blocking=_blocking(addresses, numbers))
        else:
            yield rule.fails(
                addresses,
                stated=in_force,
                computed=issued,
                assumed=_assumed(context, *addresses),
                row=str(addresses[0]),
            )


def check_documents_disclosed(rule: Rule, context: Context) -> Iterator[Instance]:
    """No more was newly disclosed than was newly produced, or than is disclosed in total."""
    for row in _DOCUMENTS:
        for column in ("produced_new", "disclosed_total"):
            addresses = _place(row, "disclosed_new"), _place(row, column)
            disclosed, bound = numbers = _numbers(context, *addresses)
            if disclosed is None or bound is None:
                yield rule.cannot_tell(addresses, blocking=_blocking(addresses, numbers))
            elif disclosed <= bound:
                yield rule.passes(addresses, assumed=_assumed(context, *addresses))
            else:
                yield rule.fails(
                    addresses,
                    stated=disclosed,
                    computed=bound,
                    assumed=_assumed(context, *addresses),
                    row=str(addresses[0]),
                    column=str(addresses[1]),
                )


# ------------------------------------------------------------------------------ rule-making

#: Organs of the State Council; the 市 of 市场 is not a city.
_CENTRAL = re.compile(
    r"(?:国务院|中华人民共和国|国家|中国)(?:市场)?[^省市县区州盟旗]*[部委会署局行院]"
)
#: Areas that may make rules, or whose names do not show their rank, as that of a city.
_MAY_MAKE_RULES = re.compile(r".*(?:省|市|州|盟|地区|自治区|特别行政区)")
#: Below them: counties, banners and districts.
_BELOW = re.compile(r".+(?:县|旗|区)")
_GOVERNMENT = re.compile(r"(?P<area>.+?)(?:人民政府|政府)?(?:办公[室厅])?")


def makes_no_rules(agency: Agency) -> bool | None:
    """Whether the organ certainly makes no rules 「规章」; None if its name does not show it.

    Example:
        >>> from govdisclosure.model.agency import describe
        >>> [makes_no_rules(describe(name)) for name in ("青溪县人民政府", "青溪市人民政府")]
        [True, None]
        >>> [makes_no_rules(describe(name)) for name in ("青溪市商务局", "国家市场监督管理总局")]
        [True, None]
    """
    if agency.kind is AgencyKind.TOWNSHIP:
        return True
    if agency.kind in {AgencyKind.GOVERNMENT, AgencyKind.OFFICE, AgencyKind.ZONE}:
        found = _GOVERNMENT.fullmatch(agency.name)
        area = found["area"] if found else agency.name
        return True if _BELOW.fullmatch(area) and not _MAY_MAKE_RULES.fullmatch(area) else None
    if agency.kind in {AgencyKind.DEPARTMENT, AgencyKind.VERTICAL}:
        return True if agency.place and not _CENTRAL.fullmatch(agency.name) else None
    return None


def check_rule_makers(rule: Rule, context: Context) -> Iterator[Instance]:
    """Only bodies that may make rules 「规章」 have any to report."""
    table = context.tables[TableKind.PROACTIVE]
    addresses = tuple(one for one in table.addresses if one.row == "rules")
    numbers = _numbers(context, *addresses)
    printed = tuple(one for one, number in zip(addresses, numbers, strict=True) if number)
    if not printed and None not in numbers:
        yield rule.passes(addresses, assumed=_assumed(context, *addresses))
    elif not printed:
        yield rule.cannot_tell(addresses, blocking=_blocking(addresses, numbers))
    elif context.agency is None or not makes_no_rules(context.agency):
        yield rule.cannot_tell(addresses, reason=UNKNOWN_AGENCY)
    else:
        rest = tuple(one for one in addresses if one not in printed)
        yield rule.fails((*printed, *rest), at_fault=printed, agency=context.agency.name)


def check_township_decisions(rule: Rule, context: Context) -> Iterator[Instance]:
    """Townships and subdistricts rarely license or compel; a number may be another body's."""
    if context.agency is None or context.agency.kind is None:
        yield rule.cannot_tell(reason=UNKNOWN_AGENCY)
        return
    if context.agency.kind is not AgencyKind.TOWNSHIP:
        yield rule.does_not_apply(_NO_TOWNSHIP)
        return
    for row in ("licensing", "compulsion"):
        address = _place(row, "decisions")
        (number,) = _numbers(context, address)
        if number is None:
            yield rule.cannot_tell((address,), blocking=(address,))
        elif number:
            yield rule.fails((address,), stated=number, cell=str(address))
        else:
            yield rule.passes((address,), assumed=_assumed(context, address))


# ------------------------------------------------------------------------------ fees

_FEES = _place("fees", "collected_wan")
#: An amount in yuan that is not a price for each piece or page.
_YUAN = re.compile(
    r"(?<![0-9.,])(?P<amount>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)元(?![/每])"
)


def _fee(table: Table | None) -> Cell | None:
    """The cell with the fees, if the table prints a number there."""
    if table is None or table.edition is not Edition.FORM_2021:
        return None
    cell = table[_FEES]
    return cell if cell.value is not None else None


def check_fees_against_prose(rule: Rule, context: Context) -> Iterator[Instance]:
    """The fees, in units of 10,000 yuan, are not a number printed with 「元」 elsewhere."""
    cell = _fee(context.tables[TableKind.PROACTIVE])
    if cell is None:
        yield rule.cannot_tell((_FEES,), blocking=(_FEES,))
        return
    words = _in_yuan(cell, context) if cell.value else None
    if words is None:
        yield rule.passes((_FEES,))
    else:
        yield rule.fails((_FEES,), stated=cell.value, words=words)


def _in_yuan(cell: Cell, context: Context) -> str | None:
    """Where the number of the cell is printed with 「元」: in the cell itself, or in the prose."""
    if cell.unit == "元":
        return cell.raw or f"{cell.printed(None)}"
    for place in iter_paragraphs(context):
        if "元" in place.words:
            for found in _YUAN.finditer(place.words):
                if Cell.read(found["amount"]).value == cell.value:
                    return found[0]
    return None


def check_fees_against_last_year(rule: Rule, context: Context) -> Iterator[Instance]:
    """The fees are not a thousand times those of the year before."""
    cell = _fee(context.tables[TableKind.PROACTIVE])
    if cell is None or cell.value is None:
        yield rule.cannot_tell((_FEES,), blocking=(_FEES,))
        return
    before = _fee(context.last_year.proactive) if context.last_year else None
    if before is None or not before.value or before.value < 0 or before.unit != cell.unit:
        yield rule.cannot_tell((_FEES,), reason=_NO_LAST_YEAR)
    elif cell.value >= before.value * rule.threshold("factor"):
        yield rule.fails((_FEES,), stated=cell.value, computed=before.value)
    else:
        yield rule.passes((_FEES,))


def check_fee_places(rule: Rule, context: Context) -> Iterator[Instance]:
    """The fees have no more decimal places than a fen needs."""
    cell = _fee(context.tables[TableKind.PROACTIVE])
    if cell is None or cell.value is None:
        yield rule.cannot_tell((_FEES,), blocking=(_FEES,))
        return
    places = len(f"{cell.value:f}".partition(".")[2])
    if places > rule.threshold("places"):
        yield rule.fails((_FEES,), stated=cell.value, decimals=str(places))
    else:
        yield rule.passes((_FEES,))


# ------------------------------------------------------------------------------ the table

_LEGISLATION = Wording(
    "《中华人民共和国立法法》关于规章制定权限的规定",
    "the Legislation Law, on who may make rules",
)
_FEES_LABEL = Wording(
    "表二栏目「本年收费金额（单位：万元）」", "the label of the column in table two, in 万元"
)

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD211",
        name="more-issued-than-in-force",
        severity=Severity.WARNING,
        title=Wording("制发多于现行有效", "more issued this year than in force"),
        sources=(FORM_2021,),
        numbers=("R10",),
        editions=(Edition.FORM_2021,),
        table=TableKind.PROACTIVE,
        chinese=(
            "「{row}」本年制发 {computed} 件、废止 0 件，现行有效却只有 {stated} 件。"
            "现行有效是年末存量，请会同司法行政部门核对。"
        ),
        english=(
            "{row}: {computed} were issued this year and none repealed, but only {stated} are in "
            "force. What is in force is the stock at the end of the year; check it."
        ),
        check=check_documents_in_force,
    ),
    Rule(
        code="GD212",
        name="rules-of-an-organ-that-makes-none",
        severity=Severity.WARNING,
        title=Wording("无规章制定权而填了规章", "rules of an organ that may make none"),
        sources=(_LEGISLATION, FORM_2021),
        numbers=("R11",),
        editions=(Edition.FORM_2021, Edition.FORM_2019),
        table=TableKind.PROACTIVE,
        chinese=(
            "{agency}没有规章制定权，规章一行却填了数字：{cells}。"
            "规章只由国务院部门和省、设区的市、自治州人民政府制定，其他机关请填 0。"
        ),
        english=(
            "{agency} may make no rules, but reports some: {cells}. Rules are made by departments "
            "of the State Council and by the governments of provinces, cities with districts and "
            "autonomous prefectures; any other organ prints 0."
        ),
        check=check_rule_makers,
    ),
    Rule(
        code="GD213",
        name="fees-in-yuan",
        severity=Severity.WARNING,
        title=Wording("收费金额疑以元填报", "fees that look like yuan"),
        sources=(_FEES_LABEL,),
        numbers=("R13",),
        editions=(Edition.FORM_2021,),
        table=TableKind.PROACTIVE,
        chinese=(
            "行政事业性收费应以万元填报，所填 {stated} 却与「{words}」的数字相同，疑以元填报。"
            "请核对单位。"
        ),
        english=(
            "fees are to be given in units of 10,000 yuan, but {stated} is the number of "
            "“{words}”; it looks like yuan. Check the unit."
        ),
        check=check_fees_against_prose,
    ),
    Rule(
        code="GD214",
        name="fees-a-thousandfold",
        severity=Severity.WARNING,
        title=Wording("收费金额为上年千倍", "fees a thousand times those of last year"),
        sources=(_FEES_LABEL,),
        numbers=("R13",),
        editions=(Edition.FORM_2021,),
        table=TableKind.PROACTIVE,
        thresholds={"factor": 1000},
        chinese=(
            "行政事业性收费填 {stated} 万元，为上年（{computed}）的 {factor} 倍以上，疑以元填报。"
            "请核对单位。"
        ),
        english=(
            "fees are {stated}, at least {factor} times those of the year before ({computed}); it "
            "looks like yuan instead of 10,000 yuan. Check the unit."
        ),
        check=check_fees_against_last_year,
    ),
    Rule(
        code="GD215",
        name="more-disclosed-than-there-is",
        severity=Severity.WARNING,
        title=Wording("新公开多于新制作或公开总数", "more newly disclosed than there is"),
        sources=(FORM_2019,),
        numbers=("R58",),
        editions=(Edition.FORM_2019,),
        table=TableKind.PROACTIVE,
        chinese="「{row}」本年新公开 {stated} 件，多于{column} {computed} 件。请核对这两格。",
        english=(
            "{row}: {stated} newly disclosed this year, more than {computed} {column}. "
            "Check these two cells."
        ),
        check=check_documents_disclosed,
    ),
    Rule(
        code="GD901",
        name="township-licenses",
        severity=Severity.HINT,
        title=Wording("乡镇、街道填了许可或强制", "a township licenses or compels"),
        sources=(FORM_2021,),
        numbers=("R12",),
        editions=(Edition.FORM_2021,),
        table=TableKind.PROACTIVE,
        chinese="「{cell}」填 {stated}：乡镇、街道通常没有。请确认是以本机关名义作出的决定。",
        english=(
            "{cell} holds {stated}, which is unusual for a township or subdistrict. Make sure that "
            "the decisions were made in its own name."
        ),
        check=check_township_decisions,
    ),
    Rule(
        code="GD902",
        name="fees-too-precise",
        severity=Severity.HINT,
        title=Wording("收费金额小数位过多", "fees with too many decimal places"),
        sources=(_FEES_LABEL,),
        numbers=("R14",),
        editions=(Edition.FORM_2021,),
        table=TableKind.PROACTIVE,
        thresholds={"places": 6},
        chinese=(
            "行政事业性收费填 {stated}，有 {decimals} 位小数：以万元计，6 位即到分，"
            "应不超过 {places} 位。"
        ),
        english=(
            "fees are {stated}, with {decimals} decimal places: in units of 10,000 yuan six reach "
            "the fen; there should be {places} at most."
        ),
        check=check_fee_places,
    ),
)
