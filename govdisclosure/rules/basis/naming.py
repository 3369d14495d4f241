"""Which year a report is on, according to its title, period, announcement and date.

Takes a report and its paragraphs and gives years with the words that name them; judges nothing.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govdisclosure.forms.layout import SectionKind
from govdisclosure.model.agency import year_of_title
from govdisclosure.model.report import Report
from govdisclosure.rules.basis.written import WrittenBlock
from govdisclosure.source import Span

__all__ = [
    "Announced",
    "Named",
    "Period",
    "find_announced",
    "find_period",
    "iter_named",
    "opening_of",
    "year_of",
]

# ------------------------------------------------------------------------------ period

#: 「统计期限自2022年1月1日起至2022年12月31日止」, over narrow words without blanks.
_PERIOD = re.compile(
    r"(?:统计|数据|报告)[^。;,0-9]{0,8}?(?:时限|期限|期间|周期|时间|区间|时段|起止)[^。;0-9]{0,8}?"
    r"(?P<words>(?P<from_year>20[0-9]{2})年(?P<from_month>[0-9]{1,2})月(?P<from_day>[0-9]{1,2})日?"
    r"(?:起|开始)?[至到—–~-]{1,2}(?:(?P<to_year>20[0-9]{2})年)?"
    r"(?P<to_month>[0-9]{1,2})月(?P<to_day>[0-9]{1,2})日?)"
)
#: The part of it that is found quickly and that few paragraphs contain.
_DAYS = re.compile(r"20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日?(?:起|开始)?[至到—–~-]")


class Period(NamedTuple):
    """The statistics period, and the paragraph that states it."""

    found: re.Match[str]
    place: WrittenBlock

    @property
    def words(self) -> str:
        """The two days, as printed."""
        return self.place.quote(self.found, "words")


def find_period(paragraphs: Iterable[WrittenBlock]) -> Period | None:
    """The statistics period, which is in the preamble or at the head of section one."""
    for place in paragraphs:
        if place.section not in {None, SectionKind.OVERVIEW}:
            return None
        if _DAYS.search(place.words) and (found := _PERIOD.search(place.words)):
            return Period(found, place)
    return None


# ------------------------------------------------------------------------------ announcement

#: 「现公布某某局2022年政府信息公开工作年度报告」; not a notice on drawing up reports.
_ANNOUNCED = re.compile(
    r"(?:公布|发布|编制|编写|撰写)(?:了|本单位|本机关)?《?(?P<name>[^,。;、:()《》0-9]{0,30})"
    r"(?P<year>20[0-9]{2})年度?政府(?:信息|政务)公开(?:工作)?的?(?:年度)?(?:工作)?报告"
    r"(?!编制|编写|格式|有关|的?通知|工作|发布)"
)


class Announced(NamedTuple):
    """The report as its preamble announces it."""

    words: str
    name: str
    year: int
    span: Span | None


def find_announced(paragraphs: Iterable[WrittenBlock]) -> Announced | None:
    """How the preamble announces the report; None when it does not."""
    for place in paragraphs:
        if place.section is not None:
            return None
        if found := _ANNOUNCED.search(place.words):
            words, name = place.quote(found), place.quote(found, "name")
            return Announced(words, name, int(found["year"]), place.span)
    return None


# ------------------------------------------------------------------------------ the year


class Named(NamedTuple):
    """Words that name the year reported on."""

    words: str
    year: int
    span: Span | None


def iter_named(period: Period | None, announced: Announced | None) -> Iterator[Named]:
    """The years that period and announcement name."""
    if period is not None:
        found = period.found
        years = {int(found["from_year"]), int(found["to_year"] or found["from_year"])}
        if len(years) == 1:
            yield Named(period.words, years.pop(), period.place.span)
    if announced is not None:
        yield Named(announced.words, announced.year, announced.span)


#: The beginning of a section one that may be copied from last year's report.
_OPENING = re.compile(r"(?P<year>20[0-9]{2})年(?:度|来|以来)?,")


def opening_of(paragraphs: Iterable[WrittenBlock]) -> tuple[WrittenBlock, int | None] | None:
    """The first paragraph of section one with the year that it begins with."""
    for place in paragraphs:
        if place.section is SectionKind.OVERVIEW:
            found = _OPENING.match(place.words)
            return place, int(found["year"]) if found else None
    return None


def year_of(
    report: Report, paragraphs: Iterable[WrittenBlock], named: Iterable[Named]
) -> int | None:
    """The report's year, unless the date and everything else contradict the year of its title.

    They do if all other words that name the year reported on name another, and the date is of the
    year after that.
    """
    year = report.year
    signed = report.closing.signed_on if report.closing else None
    if report.title is None or year_of_title(report.title) is None or signed is None:
        return year
    by_date = signed.year - 1
    years = {one.year for one in named}
    opening = opening_of(paragraphs)
    if opening is not None and opening[1] is not None:
        years.add(opening[1])
    return by_date if years == {by_date} else year
