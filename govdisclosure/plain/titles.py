"""Titles of reports, whole or split across lines.

Takes lines and says whether they are a title; does not look at the lines around them.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from govdisclosure.characters import narrow, squeeze
from govdisclosure.forms.labels import is_label
from govdisclosure.plain.headings import read_heading
from govdisclosure.plain.markup import INLINE_MARK
from govdisclosure.plain.numbering import is_marked
from govdisclosure.plain.phrases import MATTER, REPORT, SUBJECT, YEAR
from govdisclosure.text import full_date, without_note_marks

__all__ = [
    "MOST_TITLE_LINES",
    "begins_title",
    "ends_title",
    "is_broken_title",
    "is_menu_item",
    "is_title",
    "title_words",
]

MOST_TITLE_LINES = 3
LONGEST_TITLE = 60
_TITLE = re.compile(
    rf"[^。；;：:！？!?\t|\\#*>＞»›]*{MATTER}[^。；;：:！？!?\t|\\#*>＞»›]*?"
    r"(?:年度?报告|(?:工作|情况)的?报告|年报|报告格式模板)(?:的报告)?(?:[（(][^（()）。|>＞»›]{1,20}[)）])?"
)
#: A title with only the usual words of a title after 公开, over narrow text.
_BROKEN_TITLE = re.compile(f".*{REPORT}")
#: The end of an organ's name, or of a year, before the subject of a title.
_BEFORE_SUBJECT = (
    r"(?:[省市县区旗盟州乡镇局厅部委署院心处站队所办会府室社校学馆司团台道行]|年度?|年份|关于)"
)
#: The first line of a title that is split within or after its subject, over narrow text.
_TITLE_BEGUN = re.compile(
    rf"(?:.*{_BEFORE_SUBJECT})?{MATTER}"
    r"(?:工作?|情况?)?的?(?:(?:19|20)[0-9]{2})?(?:年?度?)?的?(?:工作?)?报?"
    rf"|.*{_BEFORE_SUBJECT}(?:政府信|{SUBJECT}(?:依法?)?公?)"
)
_MENU_ITEM = re.compile(rf"{MATTER}(?:工作|情况)?(?:年度)?年报")
_YEAR_IN_BRACKETS = re.compile(rf"\({YEAR}\)")


def title_words(line: str) -> str:
    """The words of *line*, without blanks, if they can be part of a title; otherwise empty.

    Headings, dates and lines that are too long cannot.
    """
    if len(line) > 2 * LONGEST_TITLE or read_heading(line) or full_date(line):
        return ""
    return squeeze(line)


@lru_cache(maxsize=1024)
def is_title(text: str) -> bool:
    """Whether *text*, apart from blanks and note marks at its end, is the title of a report.

    Example:
        >>> is_title("某某市 2023 年政府信息公开工作年度报告"), is_title("现公布年度报告。")
        (True, False)
    """
    if "报" not in text and "報" not in text:  # true of most lines, and quick to test
        return False
    words = without_note_marks(squeeze(text))
    return (
        0 < len(words) <= LONGEST_TITLE
        and not is_menu_item(words)
        and words[0] not in "《“〔【年"
        and INLINE_MARK.search(words) is None
        and _TITLE.fullmatch(narrow(words)) is not None
        and not is_marked(words)
        and not is_label(words)
    )


def is_menu_item(text: str) -> bool:
    """Whether *text* is what menus of sites call all reports, 「政府信息公开年报」.

    Below a line with an organ or a year it is a title.
    """
    return _MENU_ITEM.fullmatch(narrow(text)) is not None


@lru_cache(maxsize=1024)
def begins_title(text: str) -> bool:
    """Whether *text* is the first line of a title that is split within or after its subject.

    Example:
        >>> begins_title("某某局2023年政府信息公开工作"), begins_title("推进政务公开")
        (True, False)
    """
    words = narrow(squeeze(text))
    return (
        0 < len(words) <= LONGEST_TITLE
        and not is_title(text)
        and _TITLE_BEGUN.fullmatch(words) is not None
    )


def ends_title(text: str) -> bool:
    """Whether *text* is the year in brackets below a title: 「（2023年度）」."""
    return len(text) <= LONGEST_TITLE and bool(_YEAR_IN_BRACKETS.fullmatch(narrow(squeeze(text))))


def is_broken_title(lines: Sequence[str]) -> bool:
    """Whether *lines*, beginning with the line of its subject, are a title split across them."""
    words = "".join(lines)
    return (
        begins_title(lines[0])
        and not any(map(is_menu_item, lines))
        and is_title(words)
        and _BROKEN_TITLE.fullmatch(narrow(words)) is not None
    )
