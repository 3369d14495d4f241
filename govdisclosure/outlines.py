"""Outlines of before 2019 on one line: where a converter lost the breaks around free titles.

Takes the text of a line and gives the offsets at which it is to be cut. Titles were free then, so
that the numerals tell: 一、 二、 三、 in order, each before words that a blank ends, and some of
these the titles that reports of those years bear.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govdisclosure.layout import find_section
from govdisclosure.text import ordinal_value

__all__ = ["older_breaks"]

#: So many sections in order are an outline, when so many of the titles are known.
_FEWEST_SECTIONS, _FEWEST_KNOWN = 3, 2
_LONGEST_TITLE = 40
_SIGNS = "一二三四五六七八九十"
#: A mark, what stands before it, and the words behind it up to a stop or a blank; over narrow text.
_TITLE = r" ?(?P<title>[^ ,;。:?!|]{2,40}?)(?P<stop>[ 。:]|$)"
_SECTION = re.compile(rf"(?:^|(?<=[ 。;]))(?P<numeral>[{_SIGNS}]{{1,2}})[、.](?={_TITLE})")
_PART = re.compile(rf"(?<=[ 。;:])\((?P<numeral>[{_SIGNS}]{{1,2}})\)(?={_TITLE})")
_POINT = re.compile(rf"(?<=[ 。;:])(?P<numeral>[0-9]{{1,2}})[.、](?![0-9])(?={_TITLE})")
_REPORT = re.compile(
    r"(?:^|(?<= ))(?P<organ>[\u4e00-\u9fff]{2,30} )?"
    r"(?P<title>[^ ,;。:?!|>]{0,40}信息公开(?:工作)?的?(?:年度)?(?:工作)?报告)(?= |$)"
)


class _Mark(NamedTuple):
    """The numeral of a heading, and where the words behind it end."""

    start: int
    ordinal: int
    end: int
    title: str
    #: Whether a blank ends the words: then what follows is a line of its own.
    is_whole: bool


def older_breaks(plain: str) -> Iterator[int]:
    """Where to cut a line that holds a whole report of before 2019; nothing for other lines.

    Args:
        plain: The line, narrow and with U+0020 for every blank.

    Example:
        >>> line = "序言。 一、概述 我局…… 二、主动公开情况 (一)数量 3条。 三、依申请公开情况 无。"
        >>> cuts = [0, *older_breaks(line), len(line)]
        >>> [line[a:b].strip() for a, b in zip(cuts, cuts[1:]) if line[a:b].strip()][:4]
        ['序言。', '一、概述', '我局……', '二、主动公开情况']
    """
    sections = _in_order(_marks(_SECTION, plain, 0, len(plain)))
    known = [one for one in sections if _is_known(one.title)]
    if len(sections) < _FEWEST_SECTIONS or len(known) < _FEWEST_KNOWN:
        return
    yield from _title_before(plain, sections[0].start)
    ends = [*(one.start for one in sections[1:]), len(plain)]
    for section, end in zip(sections, ends, strict=True):
        yield section.start
        yield section.end
        for pattern in (_PART, _POINT):
            for mark in _in_order(_marks(pattern, plain, section.end - 1, end)):
                yield mark.start
                if mark.is_whole:
                    yield mark.end


def _is_known(title: str) -> bool:
    return find_section(title) is not None or find_section(title, older=True) is not None


def _marks(pattern: re.Pattern[str], plain: str, start: int, end: int) -> Iterator[_Mark]:
    for found in pattern.finditer(plain, start, end):
        ordinal = ordinal_value(found["numeral"])
        is_whole = found["stop"] in {" ", ""}
        if ordinal is not None and (is_whole or pattern is not _SECTION):
            yield _Mark(found.start(), ordinal, found.end("title"), found["title"], is_whole)


def _in_order(marks: Iterator[_Mark]) -> Sequence[_Mark]:
    """The marks that count one, two, three; others among them are none of headings."""
    counted: list[_Mark] = []
    for mark in marks:
        if mark.ordinal == len(counted) + 1:
            counted.append(mark)
    return counted


def _title_before(plain: str, end: int) -> Iterator[int]:
    """Start and end of the last title of a report before the first section."""
    last = None
    for found in _REPORT.finditer(plain, 0, end):
        last = found
    if last is not None:
        # An organ that stands apart is the title's own where the title lacks one.
        begins_with_year = last["title"][:2] in {"19", "20"}
        yield last.start() if begins_with_year else last.start("title")
        yield last.end()
