"""GD501 to GD506 and GD950: the year of a report, its statistics period, its date, its deadline.

Takes a context and yields instances; reads title, prose, closing and the facts of the page.
"""

import re
from collections.abc import Iterator
from datetime import date

from govdisclosure.characters import narrow, squeeze
from govdisclosure.forms.layout import SectionKind
from govdisclosure.model.agency import AgencyKind, describe, year_of_title
from govdisclosure.model.diagnostics import Severity
from govdisclosure.model.report import Closing, Report
from govdisclosure.rules.basis.context import Context, remembered
from govdisclosure.rules.basis.naming import Named, iter_named, opening_of
from govdisclosure.rules.basis.parts import (
    NO_REPORT,
    NO_SECTION,
    find_last_line,
    is_report,
    iter_paragraphs,
    organ_of,
)
from govdisclosure.rules.basis.rule import UNKNOWN_AGENCY, UNKNOWN_YEAR, Instance, Reason, Rule
from govdisclosure.rules.basis.sources import ARTICLE_49, ARTICLE_50, PRACTICE
from govdisclosure.source import Span
from govdisclosure.text import find_no_such_day
from govdisclosure.wording import Wording

__all__ = ["RULES", "deadline_of", "published_on"]

#: How many characters of a paragraph are quoted.
_QUOTED = 20

NO_PERIOD = Reason(
    "no-period", "报告没有写明统计期限", "the report does not state its statistics period"
)
NO_DATE = Reason("no-date", "报告没有成文日期", "the report bears no date")
NO_SUCH_DAY = Reason(
    "no-such-day", "日期所写的那一天并不存在", "the day that the date names does not exist"
)
OTHER_YEAR = Reason(
    "date-of-another-year",
    "日期不在次年，不能据以判断是否逾期",
    "the date is not in the next year, so it does not show whether the report was late",
)
DOUBTFUL_DATE = Reason(
    "doubtful-date",
    "日期上面没有署名而下面还有文字，未必是成文日期",
    "no organ is named above the date and text follows it, so it may not be that of the document",
)

# ------------------------------------------------------------------------------ period and years


def check_years(rule: Rule, context: Context) -> Iterator[Instance]:
    """Title, statistics period and preamble name one year, and section one begins with it.

    The title counts as right, unless the date and everything else in the text name another year.
    """
    year = context.year
    if year is None:
        yield rule.cannot_tell(reason=UNKNOWN_YEAR)
        return
    title = context.report.title
    entitled = year_of_title(title) if title else None
    found = [*iter_named(context.period, context.announced)]
    if title and entitled is not None:
        found.insert(0, Named(title, entitled, context.report.title_span))
    for words, named, span in found:
        if named == year:
            yield rule.passes()
        else:
            yield rule.fails(span=span, stated=named, computed=year, words=words)
    place, begun = opening_of(context.paragraphs) or (None, None)
    if place is not None and begun == year - 1 and f"{year}年" not in place.words:
        words = f"{place.printed[:_QUOTED]}…"
        yield rule.fails(span=place.span, stated=begun, computed=year, words=words)
    else:
        yield rule.passes()


#: What follows 将 in the sense of the future; in that of 「把」 an object comes next, which is made
#: into something.
_FUTURE = re.compile(
    r"(?P<words>(?P<year>20[0-9]{2})年度?,?[^,。;将0-9]{0,12}?将(?:深入|继续|进一步|持续|坚持|着力|着重"
    r"|加强|加大|严格|努力|不断|认真|全面|紧紧|紧扣|围绕|切实|大力|积极|按照|从|以|结合|针对|聚焦|采取|抓好"
    r"|做好|强化|完善|健全|优化|扎实|稳步|有效|更加|充分|立足|推进|推动|深化|拓展|重点(?:从|做|抓|围绕|推|加强|开展))"
    r"[^,。;]{0,8})(?![^,。;]{0,80}(?:作为|纳入|列入|放在|摆在|当作|视为|融入|列为))"
)


def check_plans(rule: Rule, context: Context) -> Iterator[Instance]:
    """Section five dates no plan in the year reported on, or before."""
    year = context.year
    if year is None:
        yield rule.cannot_tell(reason=UNKNOWN_YEAR)
        return
    is_there = False
    for place in iter_paragraphs(context):
        if place.section is not SectionKind.PROBLEMS:
            continue
        is_there = True
        late = (one for one in _FUTURE.finditer(place.words) if int(one["year"]) <= year)
        found = next(late, None)
        if found is None:
            yield rule.passes()
        else:
            named = int(found["year"])
            words = place.quote(found, "words")
            yield rule.fails(span=place.span, stated=named, computed=year + 1, words=words)
    if not is_there:
        yield rule.does_not_apply(NO_SECTION)


def check_period(rule: Rule, context: Context) -> Iterator[Instance]:
    """The statistics period begins on 1 January and ends on 31 December of the same year."""
    period = context.period
    if period is None:
        yield (
            rule.cannot_tell(reason=NO_PERIOD)
            if is_report(context)
            else rule.does_not_apply(NO_REPORT)
        )
        return
    found = period.found
    days = [int(found[name]) for name in ("from_month", "from_day", "to_month", "to_day")]
    if days == [1, 1, 12, 31] and found["to_year"] in {None, found["from_year"]}:
        yield rule.passes()
    else:
        yield rule.fails(span=period.place.span, words=period.words)


# ------------------------------------------------------------------------------ date and deadline


@remembered
def _no_such_days(context: Context) -> tuple[tuple[str, Span | None], ...]:
    """Impossible dates at the end of lines, with the places of the lines."""
    found = [(find_no_such_day(one.printed), one.span) for one in iter_paragraphs(context)]
    if closing := context.report.closing:
        found.append((closing.no_such_day, _date_of(closing)))
    return tuple((words, span) for words, span in found if words is not None)


def _signed_on(context: Context) -> date | Reason:
    """The date of the document, or why it cannot be used."""
    report = context.report
    closing = report.closing
    if closing is None:
        return NO_SUCH_DAY if _no_such_days(context) else NO_DATE
    if closing.signature is None and report.annex:
        return DOUBTFUL_DATE
    return closing.signed_on or NO_SUCH_DAY


def _date_of(closing: Closing | None) -> Span | None:
    """The place of the date, after the organ in the closing, if its spelling is the usual one."""
    if closing is None or closing.span is None:
        return None
    rest = closing.span.end - closing.span.start - len(closing.signature or "")
    length = min(len(closing.lines()[1]), rest - bool(closing.signature))
    return Span(closing.span.end - max(length, 1), closing.span.end)


def check_date(rule: Rule, context: Context) -> Iterator[Instance]:
    """The report is dated in the year after the one it reports on."""
    signed = _signed_on(context)
    if isinstance(signed, Reason):
        yield rule.cannot_tell(reason=signed)
    elif context.year is None:
        yield rule.cannot_tell(reason=UNKNOWN_YEAR)
    elif signed.year == context.year + 1:
        yield rule.passes()
    else:
        yield rule.fails(
            span=_date_of(context.report.closing),
            stated=signed.year,
            computed=context.year + 1,
            date=signed.isoformat(),
            year=str(context.year),
        )


_DAY = re.compile(r"(?P<year>20[0-9]{2})[年./-](?P<month>[0-9]{1,2})[月./-](?P<day>[0-9]{1,2})")
#: Facts of the page that give the date of publication.
_PUBLISHED = ("发布日期", "发布时间")


def published_on(report: Report) -> date | None:
    """The date of publication by the page around the report."""
    for key in _PUBLISHED:
        found = _DAY.match(narrow(squeeze(report.page.get(key, ""))))
        if found:
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                continue
    return None


#: Until the reports on 2018 the deadline was the end of March for all.
_LAST_YEAR_OF_OLD_ARTICLE = 2018
#: Bodies that have other rules, or act for the government of an area.
_OTHER_DEADLINES = frozenset(
    {
        None,
        AgencyKind.ZONE,
        AgencyKind.SCHOOL,
        AgencyKind.HOSPITAL,
        AgencyKind.ENTERPRISE,
        AgencyKind.OTHER,
    }
)


def _deadline_name(organ: str | None, year: int) -> str | None:
    """The threshold that sets an organ's deadline; None if its name does not show that."""
    if year <= _LAST_YEAR_OF_OLD_ARTICLE:
        return "governments"
    kind = describe(organ).kind if organ else None
    if kind is AgencyKind.GOVERNMENT:
        return "governments"
    return None if kind in _OTHER_DEADLINES else "departments"


def deadline_of(rule: Rule, organ: str | None, year: int) -> date | None:
    """The day by which *organ* must publish its report on *year*; None if its name does not show.

    The rule is GD505, whose thresholds are the days.
    """
    name = _deadline_name(organ, year)
    if name is None:
        return None
    month, day = divmod(int(rule.threshold(name)), 100)
    return date(year + 1, month, day)


def check_deadline(rule: Rule, context: Context) -> Iterator[Instance]:
    """The report is published, or else dated, by the deadline for organs of its kind.

    A date of another year than the next does not count as publication: GD504 reports it, or the
    page was moved.
    """
    year = context.year
    if year is None:
        yield rule.cannot_tell(reason=UNKNOWN_YEAR)
        return
    report = context.report
    signed = _signed_on(context)
    published = published_on(report)
    dates = [one for one in (published, signed) if isinstance(one, date) and one.year == year + 1]
    if not dates:
        yield rule.cannot_tell(reason=signed if isinstance(signed, Reason) else OTHER_YEAR)
        return
    organ = organ_of(report)
    deadline = deadline_of(rule, organ, year)
    if deadline is None:
        yield rule.cannot_tell(reason=UNKNOWN_AGENCY)
        return
    last = dates[0]
    if last <= deadline:
        yield rule.passes()
    else:
        span = _date_of(report.closing) if last == signed else None
        yield rule.fails(
            span=span,
            organ=organ or "",
            date=last.isoformat(),
            deadline=deadline.isoformat(),
        )


def check_dated(rule: Rule, context: Context) -> Iterator[Instance]:
    """A full date goes with every signature; GD506 reports one that does not exist."""
    report = context.report
    last = find_last_line(context) if report.closing is None else None
    if not is_report(context):
        yield rule.does_not_apply(NO_REPORT)
    elif report.closing is None and last is None:
        yield rule.does_not_apply(NO_SIGNATURE)
    elif last is None or last.is_dated or _no_such_days(context):
        yield rule.passes()
    else:
        yield rule.fails(span=last.span, organ=last.organ)


def check_days(rule: Rule, context: Context) -> Iterator[Instance]:
    """Every full date at the end of a line exists in the calendar."""
    found = _no_such_days(context)
    if not is_report(context):
        yield rule.does_not_apply(NO_REPORT)
    elif not found:
        yield rule.passes()
    for words, span in found if is_report(context) else ():
        yield rule.fails(span=span, date=words)


NO_SIGNATURE = Reason("no-signature", "报告没有落款", "the report is unsigned")

# ------------------------------------------------------------------------------ the table

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD501",
        name="year-differs",
        severity=Severity.WARNING,
        title=Wording("年份前后不一致", "the report names two years"),
        sources=(PRACTICE,),
        numbers=("R42",),
        chinese=(
            "「{words}」写的是 {stated} 年，而这是 {computed} 年度的报告。"
            "请核对：可能沿用了上一年的文字。"
        ),
        english=(
            "“{words}” speaks of {stated}, but this is the report on {computed}. "
            "Check it: the words may be last year's."
        ),
        check=check_years,
    ),
    Rule(
        code="GD502",
        name="plan-for-past-year",
        severity=Severity.WARNING,
        title=Wording("今后打算写成了过去的年份", "a plan is dated in a year that is over"),
        sources=(PRACTICE,),
        numbers=("R42",),
        chinese=(
            "第五部分「{words}」把今后的打算写在 {stated} 年，而报告年度已经结束，"
            "打算应当是 {computed} 年的。请改正年份。"
        ),
        english=(
            "section five plans for {stated}, “{words}”, a year that is over when the report is "
            "written; plans are for {computed}. Correct the year."
        ),
        check=check_plans,
    ),
    Rule(
        code="GD503",
        name="period-is-not-the-year",
        severity=Severity.ERROR,
        title=Wording("统计期限不是整年", "the statistics period is not a full year"),
        sources=(
            Wording("DB51/T 2660—2019 第 2.1 条", "DB51/T 2660—2019, 2.1"),
            ARTICLE_50,
        ),
        numbers=("R43",),
        chinese="统计期限是「{words}」，应当是同一年的 1 月 1 日至 12 月 31 日。请改正。",
        english=(
            "the statistics period is “{words}”; it must run from 1 January to 31 December of "
            "one year. Correct it."
        ),
        check=check_period,
    ),
    Rule(
        code="GD504",
        name="dated-in-another-year",
        severity=Severity.ERROR,
        title=Wording("成文日期不在次年", "the report is not dated in the next year"),
        sources=(ARTICLE_49,),
        numbers=("R44",),
        chinese=(
            "落款日期是 {date}，而 {year} 年度的报告应当在 {computed} 年成文。请核对落款的年份。"
        ),
        english=(
            "the report is dated {date}, but a report on {year} is written in {computed}. "
            "Check the year of its date."
        ),
        check=check_date,
    ),
    Rule(
        code="GD505",
        name="published-late",
        severity=Severity.WARNING,
        title=Wording("公布超过期限", "the report is published late"),
        sources=(ARTICLE_49, PRACTICE),
        numbers=("R45",),
        chinese="「{organ}」的报告成文或发布于 {date}，晚于规定的期限 {deadline}。请今后按期公布。",
        english=(
            "the report of “{organ}” is dated or published on {date}, after its deadline, "
            "{deadline}. Publish in time."
        ),
        thresholds={"departments": 131, "governments": 331},
        days=("departments", "governments"),
        check=check_deadline,
    ),
    Rule(
        code="GD506",
        name="no-such-day",
        severity=Severity.ERROR,
        title=Wording("日期不存在", "a date names no day"),
        sources=(PRACTICE,),
        numbers=("R44",),
        chinese="「{date}」不是真实存在的日期。请改正月、日。",
        english="“{date}”: there is no such day. Correct the month or the day.",
        check=check_days,
    ),
    Rule(
        code="GD950",
        name="date-missing",
        severity=Severity.HINT,
        title=Wording("落款没有日期", "the signature bears no date"),
        sources=(PRACTICE,),
        numbers=("R46",),
        chinese="文末有「{organ}」署名，没有完整的成文日期。请补写年、月、日。",
        english="the signature of “{organ}” has no full date. Add year, month and day.",
        check=check_dated,
    ),
)
