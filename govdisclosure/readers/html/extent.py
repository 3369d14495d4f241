"""Which blocks of a page are the report.

It is found by its words: the first heading of each section and the statutory tables, with the title
before them; never by the names that a site gives its elements.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from govdisclosure.characters import squeeze
from govdisclosure.forms.layout import SectionKind
from govdisclosure.model.agency import describe
from govdisclosure.plain.around import page_facts
from govdisclosure.plain.closing import is_date
from govdisclosure.plain.contents import find_contents, find_menu
from govdisclosure.plain.escape import is_signature
from govdisclosure.plain.headings import read_heading
from govdisclosure.plain.openings import open_sections
from govdisclosure.plain.phrases import FOOTER
from govdisclosure.plain.titles import MOST_TITLE_LINES, is_title, title_words
from govdisclosure.readers.html.blocks import Block, Element, HtmlLine, HtmlTable

__all__ = ["Extent", "find_report"]

#: The minimum number of different anchors that identify the container; with fewer, it is the body.
_FEWEST_ANCHORS = 2
_LONGEST_CHROME = 80
#: How far after the container signature and date are searched for, in lines.
_CLOSING_REACH = 3
_TRAIL = re.compile("[>»›|_]")

#: How lines begin that pages print around an article.
_CHROME = re.compile(
    r"[\[【〖(（《<>«»\s·|]*"
    r"(?:上一[篇条页]|下一[篇条页]|打印|关闭|返回|分享|扫一扫|扫描二维码|相关(?:链接|附件|文档|新闻|阅读|信息)|附件下载"
    rf"|{FOOTER}|协办|技术支持|网站(?:地图|支持|管理)"
    r"|.?ICP备|.{0,3}公网安备|联系我们|联系方式[:：]|加入收藏|收藏|字体|字号|浏览(?:次数|量)|阅读(?:次数|量)|点击(?:数|率|量|次数)"
    r"|访问(?:次数|量)|责任编辑|责编|编辑[:：]|信息来源|来源[:：]|您(?:现在)?的?(?:当前)?位置|当前位置|首页"
    r"|无障碍|长者|Copyright|©)",
    re.IGNORECASE,
)


class Extent(NamedTuple):
    """The blocks of the report; those between title and start are facts of the page."""

    title: int
    behind_title: int
    start: int
    end: int


def find_report(blocks: Sequence[Block]) -> Extent | None:
    """Find the report; None where no section of one begins."""
    headings = _section_headings(blocks)
    if not headings:
        return None
    tables: dict[object, int] = {}
    for number, block in enumerate(blocks):
        if isinstance(block, HtmlTable) and block.is_form:
            tables.setdefault(block.kind, number)
    anchors = sorted([*headings.values(), *tables.values()])
    first, last = anchors[0], max(headings.values())
    container = _common([blocks[number].place for number in anchors])
    start, end = _range(blocks, container, anchors)
    title = _find_title(blocks, first)
    end = _end_of_report(blocks, title, first, last, end)
    if title is None:
        while start < first and _is_around(blocks[start]):
            start += 1
        return Extent(start, start, start, end)
    behind = title[1]
    start = behind if start <= behind else _start_of_prose(blocks, behind, start)
    while start < first and _is_around(blocks[start], is_between=True):
        start += 1
    return Extent(*title, start, end)


def _section_headings(blocks: Sequence[Block]) -> dict[SectionKind, int]:
    """The first heading of each section, after a menu of the site and outside lists of contents."""
    lines = [block.words if isinstance(block, HtmlLine) else "" for block in blocks]
    tables = (n for n, one in enumerate(blocks) if isinstance(one, HtmlTable) and one.is_form)
    start = find_menu(lines, next(tables, len(blocks)))
    contents = {number for found in find_contents(lines[start:]) for number in found}
    own = [
        (number, parts)
        for number, line in enumerate(lines[start:])
        if number not in contents and (parts := read_heading(line)) is not None and parts.level == 1
    ]
    opened = open_sections([(parts.ordinal, parts.title) for _, parts in own])
    return {
        one.kind: start + number
        for (number, _), one in zip(own, opened, strict=True)
        if one is not None and one.kind is not None
    }


def _common(places: Sequence[Element]) -> Element:
    """The innermost element around all of *places*; the root where there are too few."""
    paths = [_outside(place) for place in places]
    if len(paths) < _FEWEST_ANCHORS:
        return paths[0][0]
    common = paths[0][0]
    for steps in zip(*paths, strict=False):
        if any(step is not steps[0] for step in steps):
            break
        common = steps[0]
    return common


def _outside(place: Element) -> list[Element]:
    """The elements around the block at *place*, from the root inward."""
    around = list(place.ancestors())
    block = next(number for number, one in enumerate(around) if one.is_block)
    return around[block + 1 :][::-1] or around[-1:]


def _range(blocks: Sequence[Block], container: Element, anchors: Sequence[int]) -> tuple[int, int]:
    """The range of blocks inside the container."""
    known: dict[int, bool] = {}

    def is_inside(place: Element) -> bool:
        path = []
        answer = False
        for one in place.ancestors():
            if one is container or id(one) in known:
                answer = known.get(id(one), True)
                break
            path.append(one)
        known.update((id(one), answer) for one in path)
        return answer

    start, end = anchors[0], anchors[-1] + 1
    while start > 0 and is_inside(blocks[start - 1].place):
        start -= 1
    while end < len(blocks) and is_inside(blocks[end].place):
        end += 1
    return start, end


def _find_title(blocks: Sequence[Block], first: int) -> tuple[int, int] | None:
    """The range of blocks of the title, the nearest one before the first section.

    One line is preferred to several; trails such as 「首页 > 年度报告」 are not titles.
    """
    words = [
        title_words(block.words)
        if isinstance(block, HtmlLine) and not _TRAIL.search(block.words)
        else ""
        for block in blocks[:first]
    ]
    for count in range(1, MOST_TITLE_LINES + 1):
        for start in range(first - count, -1, -1):
            lines = words[start : start + count]
            if all(lines) and is_title("".join(lines)):
                return _with_organ(blocks, words, start, start + count), start + count
    return None


def _with_organ(blocks: Sequence[Block], words: Sequence[str], start: int, end: int) -> int:
    """The start of a title whose organ is on a line before it, in the same element."""
    around = _outside(blocks[start].place)[-1]
    while (
        start
        and end - start < MOST_TITLE_LINES
        and words[start - 1]
        and _outside(blocks[start - 1].place)[-1] is around
        and not is_title(words[start - 1])
        and is_title("".join(words[start - 1 : end]))
        and (describe(words[start - 1]).kind is not None or words[start - 1][-1] in "年度")
    ):
        start -= 1
    return start


def _start_of_prose(blocks: Sequence[Block], behind: int, start: int) -> int:
    """The first sentence between a title and the container, which also belongs to the report."""
    for number in range(behind, start):
        block = blocks[number]
        if isinstance(block, HtmlLine) and "。" in block.words and not _is_around(block):
            return number
    return start


def _end_of_report(
    blocks: Sequence[Block], title: tuple[int, int] | None, first: int, last: int, end: int
) -> int:
    """The start of what the page prints after the report."""
    date = next((n for n in range(last + 1, end) if _is_date(blocks[n])), None)
    if date is None:
        date = _closing_behind(blocks, end)
        end = end if date is None else date + 1
    begins = {
        squeeze(block.words)
        for block in blocks[slice(*(title or (first, first)))]
        if isinstance(block, HtmlLine)
    }
    for number in range((last if date is None else date) + 1, end):
        block = blocks[number]
        if _is_around(block, is_behind=date is not None):
            return number
        if isinstance(block, HtmlLine) and squeeze(block.words) in begins:
            return number
    return end


def _is_date(block: Block) -> bool:
    return isinstance(block, HtmlLine) and is_date(block.words)


def _closing_behind(blocks: Sequence[Block], end: int) -> int | None:
    """The date below a signature, right after the container."""
    for number in range(end + 1, min(end + _CLOSING_REACH, len(blocks))):
        block, before = blocks[number], blocks[number - 1]
        if (
            isinstance(block, HtmlLine)
            and isinstance(before, HtmlLine)
            and "日" in block.words
            and _is_date(block)
            and is_signature(before.words)
            and not _is_around(before)
            and describe(squeeze(before.words)).kind is not None
        ):
            return number
    return None


def _is_around(block: Block, *, is_between: bool = False, is_behind: bool = False) -> bool:
    """Whether *block* is one that pages print around an article.

    Args:
        block: The block.
        is_between: Whether it is between title and report, where facts of the page are.
        is_behind: Whether it is after the closing, where links lead to other pages.
    """
    if not isinstance(block, HtmlLine) or len(block.words) > _LONGEST_CHROME or "。" in block.words:
        return False
    if _CHROME.match(block.words) or (is_behind and block.is_link):
        return True
    return is_between and (block.is_link or bool(page_facts(block.words)))
