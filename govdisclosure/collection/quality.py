"""Indicators of the report itself, counted from what the rules find in it.

Takes a report, the report on the year before and an indicator, and gives the count; its cells say
nothing here but whether they are filled.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

from govdisclosure.forms.layout import SectionKind
from govdisclosure.measures.definition import Indicator
from govdisclosure.measures.evaluation import NO_LAST_YEAR
from govdisclosure.measures.measured import Measured
from govdisclosure.model.report import Report
from govdisclosure.rules.basis.context import Context
from govdisclosure.rules.basis.copies import text_of
from govdisclosure.rules.basis.likeness import likeness
from govdisclosure.rules.basis.parts import organ_of
from govdisclosure.rules.basis.rule import Verdict
from govdisclosure.rules.catalogue import RULES
from govdisclosure.rules.catalogue.dates import deadline_of, published_on
from govdisclosure.rules.engine import choose, examine
from govdisclosure.text import CellState
from govdisclosure.wording import Wording

__all__ = ["count_findings"]

_NO_DATE = Wording(
    "网页没有载明次年的发布日期", "the page bears no date of publication in the next year"
)
_NO_DEADLINE = Wording(
    "从名称看不出公布期限", "the name of the body does not show when it must publish"
)
_NO_YEAR = Wording("不知道是哪一年的报告", "the year of the report is not known")
_NOT_READ = Wording(
    "有部分或表未能读出，无法判断是否齐全",
    "a part or a table could not be read, so it is not known whether it is there",
)
_NO_PROSE = Wording("第五部分没有文字", "section five has no prose")
_NO_CELLS = Wording("报告中没有表", "the report has no table")

#: The rules on the six parts, on the three tables, and on the sums R01 to R06.
_PARTS = ("GD101", "GD106")
_SUMS = tuple(f"GD20{number}" for number in range(1, 7))
_DEADLINE = "GD505"


def count_findings(indicator: Indicator, report: Report, previous: Report | None) -> Measured:
    """What an indicator that is counted from findings comes to; *previous* is a year earlier."""
    return _COUNTS[indicator.key](indicator, Context(report=report), previous)


def _ratio(indicator: Indicator, above: int, below: int) -> Measured:
    return Measured(indicator=indicator, numerator=Fraction(above), denominator=Fraction(below))


def _timely(indicator: Indicator, context: Context, _: Report | None) -> Measured:
    """Whether the date of the page is not after the deadline; the date of the document is not it.

    A page that was moved bears a later date, so only one in the next year counts, as in GD505.
    """
    year, published = context.year, published_on(context.report)
    if year is None:
        return Measured(indicator=indicator, reason=_NO_YEAR)
    if published is None or published.year != year + 1:
        return Measured(indicator=indicator, reason=_NO_DATE)
    (rule,) = choose(RULES, select=(_DEADLINE,))
    deadline = deadline_of(rule, organ_of(context.report), year)
    if deadline is None:
        return Measured(indicator=indicator, reason=_NO_DEADLINE)
    return _ratio(indicator, int(published <= deadline), 1)


def _of_verdicts(indicator: Indicator, context: Context, codes: tuple[str, ...]) -> Measured:
    """How many instances of rules pass, of those that can be judged."""
    verdicts = [one.verdict for one in examine(context, select=codes)]
    passed, failed = verdicts.count(Verdict.PASS), verdicts.count(Verdict.FAIL)
    return _ratio(indicator, passed, passed + failed)


def _completeness(indicator: Indicator, context: Context, _: Report | None) -> Measured:
    if any(one.verdict is Verdict.CANNOT_TELL for one in examine(context, select=_PARTS)):
        return Measured(indicator=indicator, reason=_NOT_READ)
    return _of_verdicts(indicator, context, _PARTS)


def _sums_hold(indicator: Indicator, context: Context, _: Report | None) -> Measured:
    return _of_verdicts(indicator, context, _SUMS)


def _prose_agrees(indicator: Indicator, context: Context, previous: Report | None) -> Measured:
    if previous is not None:
        context = Context(report=context.report, previous=previous)
    verdicts = [one.verdict for one in context.claims]
    passed, failed = verdicts.count(Verdict.PASS), verdicts.count(Verdict.FAIL)
    return _ratio(indicator, passed, passed + failed)


def _copied(indicator: Indicator, context: Context, previous: Report | None) -> Measured:
    if previous is None:
        return Measured(indicator=indicator, reason=NO_LAST_YEAR)
    text = text_of(context, SectionKind.PROBLEMS)
    other = text_of(Context(report=previous), SectionKind.PROBLEMS)
    if not text.paragraphs or not other.paragraphs:
        return Measured(indicator=indicator, reason=_NO_PROSE)
    found = likeness(text, other)
    return _ratio(indicator, found.copied, found.whole)


def _blank_rate(indicator: Indicator, context: Context, _: Report | None) -> Measured:
    every = [cell.state for table in context.tables.values() for cell in table.cells]
    states = [state for state in every if state is not CellState.ABSENT]
    if not states:
        return Measured(indicator=indicator, reason=_NO_CELLS)
    empty = states.count(CellState.BLANK) + states.count(CellState.MARK)
    return _ratio(indicator, empty, len(states))


_COUNTS: Mapping[str, Callable[[Indicator, Context, Report | None], Measured]] = {
    "timely": _timely,
    "completeness": _completeness,
    "sums_hold": _sums_hold,
    "prose_agrees": _prose_agrees,
    "copied": _copied,
    "blank_rate": _blank_rate,
}
