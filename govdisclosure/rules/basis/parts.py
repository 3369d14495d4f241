"""Facts for rules of form and of dates: which form a report must follow, its organ, its words.

Takes a context and gives facts; judges nothing.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from govdisclosure.characters import narrow, squeeze
from govdisclosure.forms.layout import Edition, find_section
from govdisclosure.model.agency import agency_of_title, describe
from govdisclosure.model.blocks import Paragraph
from govdisclosure.model.identity import name_organ
from govdisclosure.model.organs import leads_name, may_be_same_organ
from govdisclosure.model.report import Block, Report
from govdisclosure.plain.escape import is_signature
from govdisclosure.rules.basis.context import Context, remembered
from govdisclosure.rules.basis.rule import Reason
from govdisclosure.rules.basis.written import WrittenBlock
from govdisclosure.source import Span

__all__ = [
    "BEFORE_FORMS",
    "EMPTY_SECTION",
    "FIRST_YEAR",
    "FIRST_YEAR_OF_2021",
    "NO_REPORT",
    "NO_SECTION",
    "UNKNOWN_ORGAN",
    "LastLine",
    "due_edition",
    "edition_of",
    "find_last_line",
    "is_report",
    "iter_paragraphs",
    "organ_of",
    "owes_form",
    "stray_letters",
]

#: The first year reported on in the form of 2019; earlier reports had no form.
FIRST_YEAR = 2019
#: The first year reported on in the form of 2021.
FIRST_YEAR_OF_2021 = 2021

NO_REPORT = Reason("no-report", "文中没有找到年度报告", "no report was found in the text")
BEFORE_FORMS = Reason(
    "before-forms",
    "2019 年以前的报告没有统一格式，或无从判断是否适用",
    "no form was prescribed before 2019, or it is unclear whether one applies",
)
NO_SECTION = Reason("no-section", "报告中没有这一部分", "the report has no such section")
EMPTY_SECTION = Reason("empty-section", "这一部分没有内容", "the section is empty")
UNKNOWN_ORGAN = Reason(
    "unknown-organ",
    "标题和落款都没有写明机关",
    "neither title nor signature names an organ",
)


def iter_paragraphs(context: Context) -> Iterator[WrittenBlock]:
    """Every paragraph of preamble and sections, in the order of the document."""
    return iter(context.paragraphs)


# ------------------------------------------------------------------------------ which form


def is_report(context: Context) -> bool:
    """Whether there is a report at all: a title, a section, or the year of a report."""
    report = context.report
    return bool(report.sections) or report.title is not None or context.year is not None


def due_edition(year: int) -> Edition:
    """The form of a year; before :data:`FIRST_YEAR` there was no form to follow."""
    return Edition.FORM_2021 if year >= FIRST_YEAR_OF_2021 else Edition.FORM_2019


def edition_of(context: Context) -> Edition | None:
    """The form that the report follows, or else the one that its year requires."""
    if context.edition is not None or context.year is None or context.year < FIRST_YEAR:
        return context.edition
    return due_edition(context.year)


@remembered
def owes_form(context: Context) -> bool:
    """Whether the report must follow a form: by its year, its tables, or else its titles."""
    if edition_of(context) is not None:
        return True
    return context.year is None and any(
        find_section(one.heading.printed_title) is not None for one in context.report.sections
    )


# ------------------------------------------------------------------------------ the organ


def organ_of(report: Report) -> str | None:
    """The organ in title or signature; a body in the contact line may be another."""
    return name_organ(report.title, report.closing.signature if report.closing else None)


_AREA_SIGNS = "省市县区旗州盟乡镇"
_LONGEST_STRAY = 4


def stray_letters(context: Context, name: str, organ: str) -> str | None:
    """The letters before *organ* in *name* that are not part of a name; None without any.

    The name of the area above is not stray: it ends in a suffix of areas, or the report uses it
    with one.
    """
    head = name[: -len(organ)] if organ and name.endswith(organ) else ""
    if not 0 < len(head) <= _LONGEST_STRAY or head[-1] in _AREA_SIGNS:
        return None
    if leads_name(head):
        return None
    area = re.compile(f"{re.escape(narrow(head))}[{_AREA_SIGNS}]")
    return None if any(area.search(place.words) for place in context.places) else head


#: A date without its day, or without its year, or one that does not exist; it follows an organ as
#: a full one would.
_PART_OF_DATE = re.compile(
    r"(?:[0-9〇○零一二三四五六七八九]{4}年)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月[^,。]{0,4}"
    r"|[0-9]{4}([-./])[0-9]{1,2}\1[0-9]{1,2}"
)
_DATE_BEHIND = re.compile(
    r"[0-9〇○零一二三四五六七八九]{4}年[^年月日,。]{1,2}月[^年月日,。]{1,3}日$"
)
_SENTENCE = re.compile(r"[,，。；;、：:]")
_FEWEST_SIGNS = 4


class LastLine(NamedTuple):
    """An organ alone at the end, as in a signature, though no full date follows."""

    organ: str
    #: Whether the date is after it on its line.
    is_dated: bool
    span: Span | None


@remembered
def find_last_line(context: Context) -> LastLine | None:
    """The organ in the last paragraph, or in the last but one above part of a date."""
    report = context.report
    blocks = list(report.sections[-1].blocks[-2:]) if report.sections else []
    if len(blocks) > 1 and _is_part_of_date(blocks[-1]):
        blocks.pop()
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph) or not is_signature(last.text):
        return None
    words = narrow(squeeze(last.text))
    organ = _DATE_BEHIND.sub("", words)
    agency = describe(organ)
    if agency.kind is None or len(organ) < _FEWEST_SIGNS or _SENTENCE.search(organ):
        return None
    name = agency_of_title(report.title) if report.title else None
    is_organ = bool(agency.place or (name and may_be_same_organ(organ, name)))
    return LastLine(organ, organ != words, last.span) if is_organ else None


def _is_part_of_date(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(
        _PART_OF_DATE.fullmatch(narrow(squeeze(block.text)))
    )
