"""GD401 to GD405, GD941: what this year's report must take over from last year's.

Takes a context with reports on other years and yields instances; cells are compared through the
crosswalk of the editions, sections by the runs of characters that they share. Last year's report is
one on that year by the same organ; other reports are not used in its place.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from govdisclosure.forms.layout import Edition, TableKind, layout_of
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.diagnostics import Severity
from govdisclosure.rules.basis.context import Context, Number, remembered
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
from govdisclosure.rules.basis.rule import UNKNOWN_YEAR, Instance, Reason, Rule
from govdisclosure.rules.basis.sources import FORM_2019, FORM_2021, PRACTICE
from govdisclosure.text import format_number
from govdisclosure.wording import Wording

__all__ = ["RULES", "carried_over"]

_NO_PREVIOUS = Reason(
    "no-previous", "没有给出以前年度的报告", "no report on an earlier year was given"
)
_NO_SECTION = Reason(
    "no-section-there",
    "以前年度的报告中没有这一部分的文字",
    "no earlier report has prose in this section",
)


def _refusal(
    rule: Rule, context: Context, found: Sequence[Context], candidates: Sequence[Context]
) -> Instance | None:
    """Why there is nothing to compare with; None when *found* of the *candidates* is not empty."""
    if found:
        return None
    if not context.previous:
        return rule.does_not_apply(_NO_PREVIOUS)
    if context.year is None:
        return rule.cannot_tell(reason=UNKNOWN_YEAR)
    if candidates:  # but they are all of other organs
        return rule.cannot_tell(reason=_other_agency(context, candidates[0]))
    return rule.cannot_tell(reason=_no_last_year(context))


def _other_agency(context: Context, other: Context) -> Reason:
    here, there = named(context), named(other)
    return Reason(
        "other-agency",
        f"{other.year} 年的报告出自「{there.chinese}」，不是「{here.chinese}」",
        f"the report on {other.year} is by {there.english}, not by {here.english}",
    )


def _no_last_year(context: Context) -> Reason:
    last = (context.year or 0) - 1
    years = sorted({one.year for one in context.beside if one.year is not None})
    given = "、".join(map(str, years)) or "年份不明"
    return Reason(
        "no-last-year",
        f"没有 {last} 年的报告（给出的是：{given}）",
        f"there is no report on {last} (given: {', '.join(map(str, years)) or 'of unknown years'})",
    )


def _before(context: Context) -> Sequence[Context]:
    """Reports on earlier years, the latest first, of any organ."""
    if not context.previous:  # without them this report need not be read
        return ()
    year = context.year or 0
    found = [(one.year, one) for one in context.beside if one.year is not None and one.year < year]
    return [one for _, one in sorted(found, key=lambda pair: -pair[0])]


def _of_last_year(context: Context) -> Sequence[Context]:
    return [one for one in _before(context) if one.year == (context.year or 0) - 1]


# ------------------------------------------------------------------------------ chains


@frozen
class _Term:
    """A number in a chain: a cell of last year's report or of this one, subtracted if minus."""

    address: Address
    is_last_year: bool = False
    is_minus: bool = False


@frozen
class _Chain:
    """What follows for one cell of this report from last year's and from other cells."""

    stated: Address
    terms: tuple[_Term, ...]
    #: Whether the terms are the maximum for the cell, instead of its exact number.
    is_limit: bool = False

    def holds(self, stated: Number, computed: Number) -> bool:
        """Whether the printed number is allowed."""
        return stated <= computed if self.is_limit else stated == computed


def _cell(table: TableKind, row: str, column: str) -> Address:
    return Address(table, row, column)


_REQUESTS, _PROACTIVE = TableKind.REQUESTS, TableKind.PROACTIVE
_COLUMNS = tuple(
    one.column for one in addresses_of(_REQUESTS, Edition.FORM_2021) if one.row == "carried_in"
)
_ITEM_ROWS = tuple(
    one.row
    for one in layout_of(_PROACTIVE, Edition.FORM_2019).cells
    if one.column == "items_last_year"
)

#: By the number of the rule, in the order of the form.
_CHAINS: Mapping[str, tuple[_Chain, ...]] = {
    "R07": tuple(
        _Chain(
            _cell(_REQUESTS, "carried_in", column),
            (_Term(_cell(_REQUESTS, "carried_out", column), is_last_year=True),),
        )
        for column in _COLUMNS
    ),
    "R08": tuple(
        _Chain(
            _cell(_PROACTIVE, row, "in_force"),
            (
                _Term(_cell(_PROACTIVE, row, "in_force"), is_last_year=True),
                _Term(_cell(_PROACTIVE, row, "issued")),
                _Term(_cell(_PROACTIVE, row, "repealed"), is_minus=True),
            ),
        )
        for row in ("rules", "normative_documents")
    ),
    "R09": tuple(
        _Chain(
            _cell(_PROACTIVE, row, "repealed"),
            (
                _Term(_cell(_PROACTIVE, row, "in_force"), is_last_year=True),
                _Term(_cell(_PROACTIVE, row, "issued")),
            ),
            is_limit=True,
        )
        for row in ("rules", "normative_documents")
    ),
    "R59": tuple(
        _Chain(
            _cell(_PROACTIVE, row, "items_last_year"),
            (
                _Term(_cell(_PROACTIVE, row, "items_last_year"), is_last_year=True),
                _Term(_cell(_PROACTIVE, row, "items_change"), is_last_year=True),
            ),
        )
        for row in _ITEM_ROWS
    ),
}


def check_chains(rule: Rule, context: Context) -> Iterator[Instance]:
    """The numbers of last year's report continue in this one, in each chain of the rule's number.

    Stated is what this report prints, computed what follows from last year's. A chain cannot be
    judged if a cell of either report has no number, if the report is of another organ, or if its
    edition does not count the same.
    """
    refusal = _refusal(rule, context, context.last_years, _of_last_year(context))
    if refusal is not None:
        yield refusal
        return
    for chain in _CHAINS[rule.numbers[0]]:
        yield _follow(rule, context, chain)


@remembered
def carried_over(context: Context) -> Mapping[Address, Number]:
    """The numbers carried over by last year's report, for cells of this one that print others."""
    found: dict[Address, Number] = {}
    if _REQUESTS in context.tables and context.last_years:
        for chain in _CHAINS["R07"]:
            stated, *others = _read(context, chain).numbers() or (0, 0)
            if stated != others[0]:
                found[chain.stated] = others[0]
    return found


def _read(context: Context, chain: _Chain) -> Readings:
    """The readings of the chain's cell, then of those of its terms."""
    return Readings(
        (
            read_here(context, [chain.stated]),
            *(
                read_there(context, context.last_years, [term.address])
                if term.is_last_year
                else read_here(context, [term.address])
                for term in chain.terms
            ),
        )
    )


def _follow(rule: Rule, context: Context, chain: _Chain) -> Instance:
    readings = _read(context, chain)
    numbers = readings.numbers()
    if numbers is None:
        return unread(rule, readings)
    stated, *others = numbers
    computed: Number = 0
    for term, number in zip(chain.terms, others, strict=True):
        computed += -number if term.is_minus else number
    addresses, assumed = readings.addresses, readings.assumed
    if chain.holds(stated, computed):
        return rule.passes(addresses, assumed=assumed, others=readings.others)
    return rule.fails(
        addresses,
        stated=stated,
        computed=computed,
        assumed=assumed,
        others=readings.others,
        year=str(context.last_years[0].year),
        row=str(chain.stated),
        column=str(chain.stated),
        right=_spelt(chain.terms, others, computed),
    )


def _spelt(terms: Sequence[_Term], numbers: Sequence[Number], total: Number) -> str:
    """``5 + 3 - 1 = 7``; a single number as it is."""
    words = format_number(numbers[0])
    if len(numbers) == 1:
        return words
    for term, number in zip(terms[1:], numbers[1:], strict=True):
        is_minus = term.is_minus is (number >= 0)
        words += f" {'-' if is_minus else '+'} {format_number(max(number, -number))}"
    return f"{words} = {format_number(total)}"


# ------------------------------------------------------------------------------ how much it moved


def check_jumps(rule: Rule, context: Context) -> Iterator[Instance]:
    """No number is more than the threshold times last year's, or less than that part of it.

    Checks every cell of table two and the totals of the rows of tables three and four; numbers
    that are small in both years are ignored.
    """
    refusal = _refusal(rule, context, context.last_years, _of_last_year(context))
    if refusal is not None:
        yield refusal
        return
    for addresses in pairs_of(context, context.last_years):
        if not _is_telling(addresses[0]):
            continue
        readings = Readings(
            (
                read_here(context, addresses),
                read_there(context, context.last_years, addresses, COMPARABLE),
            )
        )
        numbers = readings.numbers()
        if numbers is None:
            yield unread(rule, readings)
            continue
        now, before = numbers
        large, small = max(now, before), min(now, before)
        if large < rule.threshold("least") or large <= rule.threshold("times") * small:
            yield rule.passes(addresses, assumed=readings.assumed, others=readings.others)
            continue
        yield rule.fails(
            addresses,
            stated=now,
            computed=before,
            assumed=readings.assumed,
            others=readings.others,
            year=str(context.last_years[0].year),
        )


def _is_telling(address: Address) -> bool:
    if address.table is _PROACTIVE:
        return address.column != "items_change"  # a change may be positive or negative
    return address.column == "total"


# ------------------------------------------------------------------------------ copied text


def check_copied(rule: Rule, context: Context) -> Iterator[Instance]:
    """No section is, except for its numbers, word for word the same as in an earlier report.

    For each section that is long enough for the rule, the share is measured that occurs in the
    same section of an earlier report of the same organ, by runs of eight characters within a
    paragraph, without blanks, widths alike, numbers masked. The report with the largest share
    counts, among equals the latest.
    """
    earlier = [one for one in _before(context) if context.is_same_organ(one)]
    refusal = _refusal(rule, context, earlier, _before(context))
    if refusal is not None:
        yield refusal
        return
    has_prose = False
    for section in WRITTEN:
        text = text_of(context, section)
        if text.length < rule.threshold("characters"):
            continue
        has_prose = True
        others = [(one, other) for one in earlier if (other := text_of(one, section)).paragraphs]
        if not others:
            yield rule.cannot_tell(reason=_NO_SECTION)
            continue
        found, source = max(
            ((likeness(text, other), one) for one, other in others),
            key=lambda pair: pair[0].copied,
        )
        if not is_copied(rule, found):
            yield rule.passes()
            continue
        yield rule.fails(
            span=place_of(context, section),
            section=section.value,
            year=str(source.year),
            share=str(found.percent),
            words=excerpt(found.longest),
        )
    if not has_prose:
        yield rule.does_not_apply(NO_PROSE)


# ------------------------------------------------------------------------------ the table

_BOTH = (Edition.FORM_2019, Edition.FORM_2021)

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD401",
        name="carried-over-differs-from-last-year",
        severity=Severity.WARNING,
        title=Wording("上年结转与上年报告不符", "carried in is not what was carried out"),
        sources=(FORM_2021, FORM_2019, PRACTICE),
        numbers=("R07",),
        editions=_BOTH,
        table=_REQUESTS,
        chinese=(
            "表三「{column}」一列：二、上年结转填 {stated}，而 {year} 年报告的四、结转下年度"
            "继续办理为 {computed}，相差 {difference}。请核对两年的报告；因机构调整等原因不一致的，"
            "请在第六部分说明。"
        ),
        english=(
            "column “{column}” of table three: {stated} carried over from last year, but the "
            "report on {year} carries {computed} over; the difference is {difference}. Compare "
            "the two reports; where the organ was reformed, say so in section six."
        ),
        check=check_chains,
    ),
    Rule(
        code="GD402",
        name="in-force-does-not-follow",
        severity=Severity.WARNING,
        title=Wording("现行有效件数与上年不衔接", "in force does not follow from last year"),
        sources=(FORM_2021, PRACTICE),
        numbers=("R08",),
        editions=(Edition.FORM_2021,),
        table=_PROACTIVE,
        chinese=(
            "表二「{row}」：现行有效件数填 {stated}，而 {year} 年报告的现行有效件数加本年制发、"
            "减本年废止为 {right}，相差 {difference}。请核对；有失效、划转等情形的，请在正文说明。"
        ),
        english=(
            "“{row}” in table two: {stated} in force, but those in force by the report on {year}, "
            "with those issued and without those repealed, are {right}; the difference is "
            "{difference}. Check them; say in the text what lapsed or was handed over."
        ),
        check=check_chains,
    ),
    Rule(
        code="GD403",
        name="more-repealed-than-there-were",
        severity=Severity.WARNING,
        title=Wording("废止件数多于可废止的件数", "more repealed than there were"),
        sources=(FORM_2021, PRACTICE),
        numbers=("R09",),
        editions=(Edition.FORM_2021,),
        table=_PROACTIVE,
        chinese=(
            "表二「{row}」：本年废止件数填 {stated}，而 {year} 年报告的现行有效件数加本年制发"
            "一共只有 {right}。请核对这几格。"
        ),
        english=(
            "“{row}” in table two: {stated} repealed, but those in force by the report on {year} "
            "and those issued since are only {right}. Check these cells."
        ),
        check=check_chains,
    ),
    Rule(
        code="GD404",
        name="items-do-not-follow",
        severity=Severity.WARNING,
        title=Wording("上一年项目数量与上年报告不衔接", "items do not follow from last year"),
        sources=(FORM_2019,),
        numbers=("R59",),
        editions=(Edition.FORM_2019,),
        table=_PROACTIVE,
        chinese=(
            "表二「{row}」：上一年项目数量填 {stated}，而 {year} 年报告的上一年项目数量与本年增/减"
            "为 {right}，相差 {difference}。请核对两年的报告。"
        ),
        english=(
            "“{row}” in table two: {stated} items last year, but the items and their change in the "
            "report on {year} are {right}; the difference is {difference}. Compare the two reports."
        ),
        check=check_chains,
    ),
    Rule(
        code="GD405",
        name="text-copied-from-earlier-year",
        severity=Severity.WARNING,
        title=Wording("文字照抄往年", "text copied from an earlier year"),
        sources=LIKE_REPORTS,
        numbers=("R49",),
        thresholds=COPIED,
        chinese=(
            "「{section}」部分有 {share}% 的文字与 {year} 年报告逐字相同（数字不计），"
            "如「{words}」。请按本年实际情况重写。"
        ),
        english=(
            "{share} % of the section “{section}” are word for word in the report on {year} "
            "(numbers aside), such as “{words}”. Write what this year was like."
        ),
        check=check_copied,
    ),
    Rule(
        code="GD941",
        name="number-jumped",
        severity=Severity.HINT,
        title=Wording("与上年相比大幅变动", "a number jumped since last year"),
        sources=(PRACTICE,),
        numbers=("R36",),
        thresholds={"times": 5, "least": 20},
        chinese=(
            "{cells}本年为 {stated}，{year} 年报告为 {computed}，变动超过 {times} 倍。"
            "请核对；属实的，宜在正文说明原因。"
        ),
        english=(
            "{cells}: {stated} this year and {computed} in the report on {year}, a change of "
            "more than {times} times. Check it; if it is right, explain the reason in the text."
        ),
        check=check_jumps,
    ),
)
