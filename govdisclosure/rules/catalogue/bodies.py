"""GD942 to GD945: a government's report against those of subordinate bodies, and of its office.

Takes a context with reports of other bodies and yields instances, all of them hints: a report does
not print which bodies it adds up. Compares every cell of table two and the totals of the rows of
tables three and four.
"""

from collections.abc import Iterable, Iterator, Sequence

from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address
from govdisclosure.model.agency import AgencyKind
from govdisclosure.model.diagnostics import Severity
from govdisclosure.model.organs import is_office_of
from govdisclosure.rules.basis.context import Context, Number
from govdisclosure.rules.basis.copies import (
    COPIED,
    LIKE_REPORTS,
    NO_PROSE,
    WRITTEN,
    excerpt,
    is_copied,
    place_of,
    text_of,
)
from govdisclosure.rules.basis.likeness import likeness
from govdisclosure.rules.basis.neighbours import (
    COMPARABLE,
    Readings,
    named,
    pairs_of,
    read_here,
    read_there,
    unread,
)
from govdisclosure.rules.basis.rule import UNKNOWN_AGENCY, UNKNOWN_YEAR, Instance, Reason, Rule
from govdisclosure.rules.basis.sources import PRACTICE
from govdisclosure.wording import Wording

__all__ = ["RULES"]

_NO_CHILDREN = Reason(
    "no-children", "没有给出下属机关的报告", "no report of a body under this one was given"
)
_OWN_ONLY = Reason(
    "reports-for-itself",
    "不是人民政府的报告，不汇总其他机关的数",
    "it is not a government's report and adds up no other body's numbers",
)
_NO_OFFICE = Reason(
    "no-office", "没有给出其办公室（厅）的报告", "no report of its own office was given"
)
_ONE_CHILD = Reason(
    "one-child", "只给出了一个下属机关的报告", "the report of a single body was given"
)
_SAME_BODY = Reason(
    "reports-differ",
    "给出了同一下属机关的几份报告，内容不一致",
    "several reports of the same body were given, and they differ",
)


def _refusal(rule: Rule, context: Context) -> Instance | None:
    """Why nothing can be compared at all; None if something can."""
    if not context.below:
        return rule.does_not_apply(_NO_CHILDREN)
    if context.agency is None or context.agency.kind is None:
        return rule.cannot_tell(reason=UNKNOWN_AGENCY)
    if context.agency.kind not in {AgencyKind.GOVERNMENT, AgencyKind.ZONE}:
        return rule.does_not_apply(_OWN_ONLY)
    return None


def _other_year(context: Context, other: Context) -> Reason | None:
    """Why the report of a body cannot be compared; None if it is of the same year."""
    if context.year is None or other.year is None:
        return UNKNOWN_YEAR
    if context.year == other.year:
        return None
    name = named(other)
    return Reason(
        "other-year",
        f"「{name.chinese}」的报告是 {other.year} 年的，不是 {context.year} 年的",
        f"the report of {name.english} is on {other.year}, not on {context.year}",
    )


def _is_office(context: Context, other: Context) -> bool:
    if context.agency is None or other.agency is None:
        return False
    return is_office_of(other.agency.name, context.agency.name)


def _compared(context: Context, others: Sequence[Context]) -> Iterator[tuple[Address, ...]]:
    """The cells where a body's number cannot exceed the government's."""
    for addresses in pairs_of(context, others):
        if addresses[0].table is TableKind.PROACTIVE:
            # The same item may be one of several bodies, and a change may be negative.
            if addresses[0].column not in {"items_last_year", "items_change"}:
                yield addresses
        elif addresses[0].column == "total":
            yield addresses


def check_each(rule: Rule, context: Context) -> Iterator[Instance]:
    """No subordinate body has more of anything than the report on the whole area.

    The government's own office has a separate rule.
    """
    refusal = _refusal(rule, context)
    if refusal is not None:
        yield refusal
        return
    others = [one for one in context.below if not _is_office(context, one)]
    if not others:
        yield rule.does_not_apply(_NO_CHILDREN)
    for other in others:
        yield from _against(rule, context, other)


def check_office(rule: Rule, context: Context) -> Iterator[Instance]:
    """A government's office has no more of anything than the government's report on its area."""
    refusal = _refusal(rule, context)
    if refusal is not None:
        yield refusal
        return
    offices = [one for one in context.below if _is_office(context, one)]
    if not offices:
        yield rule.does_not_apply(_NO_OFFICE)
    for other in offices:
        yield from _against(rule, context, other)


def _against(rule: Rule, context: Context, other: Context) -> Iterator[Instance]:
    """Each row of one body's report against the same of the whole area."""
    reason = _other_year(context, other)
    if reason is not None:
        yield rule.cannot_tell(reason=reason)
        return
    name = named(other)
    for addresses in _compared(context, [other]):
        readings = Readings(
            (read_here(context, addresses), read_there(context, [other], addresses, COMPARABLE))
        )
        yield _at_least(rule, readings, name.chinese)


def _at_least(rule: Rule, readings: Readings, who: str) -> Instance:
    """The first number is not less than the sum of the others, which belong to *who*."""
    numbers = readings.numbers()
    if numbers is None:
        return unread(rule, readings)
    stated, *others = numbers
    computed: Number = 0
    for number in others:
        computed += number
    addresses, assumed = readings.addresses, readings.assumed
    if stated >= computed:
        return rule.passes(addresses, assumed=assumed, others=readings.others)
    return rule.fails(
        addresses,
        stated=stated,
        computed=computed,
        assumed=assumed,
        others=readings.others,
        who=who,
    )


def check_together(rule: Rule, context: Context) -> Iterator[Instance]:
    """The subordinate bodies together have no more than the report on the whole area.

    The area may have more: the reports given need not be those of all bodies.
    """
    refusal = _refusal(rule, context)
    if refusal is not None:
        yield refusal
        return
    reason = next(
        (found for one in context.below if (found := _other_year(context, one)) is not None), None
    )
    if reason is not None:
        yield rule.cannot_tell(reason=reason)
    elif len(context.below) == 1:
        yield rule.does_not_apply(_ONE_CHILD)
    elif _has_twice(context.below):
        yield rule.cannot_tell(reason=_SAME_BODY)
    else:
        for addresses in _compared(context, context.below):
            here = read_here(context, addresses)
            there = (read_there(context, [one], addresses, COMPARABLE) for one in context.below)
            yield _at_least(rule, Readings((here, *there)), str(len(context.below)))


def _has_twice(contexts: Iterable[Context]) -> bool:
    """Whether two of the reports have the same name; two without one may be of two bodies."""
    names = [one.agency.name for one in contexts if one.agency is not None]
    return len(set(names)) < len(names)


# ------------------------------------------------------------------------------ shared text


def check_shared(rule: Rule, context: Context) -> Iterator[Instance]:
    """No section is, except for its numbers, word for word that of a subordinate body.

    Measured like text copied from an earlier year; additional text in the other report makes no
    difference.
    """
    if not context.below:
        yield rule.does_not_apply(_NO_CHILDREN)
        return
    has_prose = False
    for section in WRITTEN:
        text = text_of(context, section)
        if text.length < rule.threshold("characters"):
            continue
        for other in context.below:
            theirs = text_of(other, section)
            if not theirs.paragraphs:
                continue
            has_prose = True
            found = likeness(text, theirs)
            if not is_copied(rule, found):
                yield rule.passes()
                continue
            yield rule.fails(
                span=place_of(context, section),
                section=section.value,
                who=named(other).chinese,
                share=str(found.percent),
                words=excerpt(found.longest),
            )
    if not has_prose:
        yield rule.does_not_apply(NO_PROSE)


# ------------------------------------------------------------------------------ the table

_BOTH = (Edition.FORM_2019, Edition.FORM_2021)
_AREA = Wording(
    "各级人民政府的年度报告涵盖本行政区域各机关",
    "a government's report covers the organs of its whole area",
)

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD942",
        name="body-exceeds-its-government",
        severity=Severity.HINT,
        title=Wording("下属机关的数大于政府报告", "a body has more than its government"),
        sources=(_AREA, PRACTICE),
        numbers=("R30",),
        editions=_BOTH,
        chinese=(
            "{cells}填 {stated}，而下属机关「{who}」的报告为 {computed}。"
            "政府报告涵盖本行政区域各机关，不应更小，请核对两份报告的口径。"
        ),
        english=(
            "{cells}: {stated}, but the report of {who} has {computed}. A government's report "
            "covers the organs of its area and should have no less; compare what the two reports "
            "count."
        ),
        check=check_each,
    ),
    Rule(
        code="GD943",
        name="bodies-exceed-their-government",
        severity=Severity.HINT,
        title=Wording(
            "下属机关之和大于政府报告", "the bodies together have more than the government"
        ),
        sources=(_AREA, PRACTICE),
        numbers=("R30",),
        editions=_BOTH,
        chinese=(
            "{cells}填 {stated}，而所给 {who} 个下属机关的报告合计为 {computed}，"
            "多出 {difference}。请核对是否漏汇总。"
        ),
        english=(
            "{cells}: {stated}, but the {who} reports of bodies under it have {computed} "
            "together, {difference} more. Check whether a body was left out of the sum."
        ),
        check=check_together,
    ),
    Rule(
        code="GD944",
        name="office-exceeds-its-government",
        severity=Severity.HINT,
        title=Wording("办公室的数大于政府报告", "the office has more than its government"),
        sources=(_AREA,),
        numbers=("R31",),
        editions=_BOTH,
        chinese=(
            "{cells}填 {stated}，而「{who}」自身的报告为 {computed}。"
            "政府报告涵盖本行政区域各机关，包括其办公室，不应更小，请核对是否填成了同一份数据或漏汇总。"
        ),
        english=(
            "{cells}: {stated}, but the own report of {who} has {computed}. A government's report "
            "covers the organs of its area, its office too, and should have no less; check what "
            "each of the two counts."
        ),
        check=check_office,
    ),
    Rule(
        code="GD945",
        name="text-shared-with-another-body",
        severity=Severity.HINT,
        title=Wording("文字与其他机关的报告雷同", "text shared with another body's report"),
        sources=LIKE_REPORTS,
        numbers=("R49",),
        thresholds=COPIED,
        chinese=(
            "「{section}」部分有 {share}% 的文字与「{who}」的报告逐字相同（数字不计），"
            "如「{words}」。请核对是否套用。"
        ),
        english=(
            "{share} % of the section “{section}” are word for word in the report of {who} "
            "(numbers aside), such as “{words}”. Check whether the text was taken over."
        ),
        check=check_shared,
    ),
)
