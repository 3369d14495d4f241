"""The page around a report: its facts, its chrome, its page numbers, and titles among them.

Takes single lines; does not know which of them is the title of the report.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

from govdisclosure.characters import narrow, squeeze, widths_of
from govdisclosure.plain.phrases import YEAR
from govdisclosure.plain.titles import is_title
from govdisclosure.text import DASHED_NUMBER, full_date

__all__ = [
    "SITE_SIGNS",
    "is_page_line",
    "is_page_number",
    "page_facts",
    "page_titles",
    "title_within",
]

_PAGE_NUMBER_START = widths_of("-—–第")
_PAGE_NUMBER = re.compile(DASHED_NUMBER + r"|第 ?[0-9]{1,4} ?页(?: ?[,，/]? ?共 ?[0-9]{1,4} ?页)?")


def is_page_number(text: str) -> bool:
    """Whether *text* is the number of a page, such as 「— 4 —」."""
    return (
        text[:1] in _PAGE_NUMBER_START
        and len(text) <= 30  # noqa: PLR2004
        and _PAGE_NUMBER.fullmatch(narrow(text)) is not None
    )


#: Words before a colon on the page around a report; those that are not facts need a blank before.
_FACT_KEY = re.compile(
    r"(?:(?P<fact>发布日期|发布时间|公开日期|生成日期|成文日期|发文日期|发布机构|公开机构|信息来源|来源|索引号|发文字号"
    r"|目录名称|有效性|(?:^|(?<=[ \[(|]))(?:标题|文号|栏目|时间|日期))"
    r"|字体|字号|分享[到至]?|打印|访问(?:量|次数)|浏览(?:量|次数)|阅读(?:量|次数)|点击[数量率]|被阅览数|作者|编辑|责任编辑)"
    r" ?:"
)
#: Words and symbols of a page that say nothing about a report.
_CHROME_WORDS = re.compile(
    r"[^\w]+|_+|字体|字号|分享[到至]?|打印(?:本页)?|关闭(?:窗口)?|收藏|朗读|正文|微信|微博|大|中|小|次"
)
_CHROME_AT_END = re.compile(
    r"(?: [\[【［(（]?(?:打印(?:本页)?|关闭(?:窗口)?|收藏|分享|微信|微博)[\]】］)）]?)+$"
)
_TIME = re.compile(" ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$")
_LONGEST_PAGE_LINE = 200
#: Longer words are not the number of readers or the name of an editor.
_LONGEST_NAME = 8


def page_facts(text: str) -> dict[str, str]:
    """Facts of the page around the report, such as 发布日期, on a line with nothing else.

    Example:
        >>> page_facts("发布日期：2024-01-31 来源：某某网字体：大 中 小"), page_facts("打印本页")
        ({'发布日期': '2024-01-31', '来源': '某某网'}, {})
    """
    parts = _page_parts(text)
    return {} if parts is None else {key: value for key, value in parts if key and value}


def is_page_line(text: str) -> bool:
    """Whether a line beside a title belongs to the page: facts, or links to share and print it.

    Example:
        >>> is_page_line("［字体： ］打印 分享至："), is_page_line("本报告根据条例编制。")
        (True, False)
    """
    if len(text) > _LONGEST_PAGE_LINE or not any(map(str.isalnum, text)):
        return False
    date = _TIME.sub("", text)
    is_dated = date != text and full_date(date) is not None
    return is_dated or _is_chrome(text) or _page_parts(text) is not None


def _is_chrome(words: str) -> bool:
    return not _CHROME_WORDS.sub("", narrow(words))


def _page_parts(text: str) -> list[tuple[str, str]] | None:
    """Key and value of each part of a line around a report; None for any other line.

    Parts that are not facts have an empty key. A date may come before the first part.
    """
    plain = narrow(text) if len(text) <= _LONGEST_PAGE_LINE and "。" not in text else ""
    keys = list(_FACT_KEY.finditer(plain))
    if not keys:
        return None
    before = plain[: keys[0].start()].rstrip(" ")
    if not _is_chrome(before) and full_date(_TIME.sub("", before)) is None:
        return None
    ends = [*(one.start() for one in keys[1:]), len(text)]
    parts = [
        (one["fact"] or "", _CHROME_AT_END.sub("", text[one.end() : end].strip(" ")))
        for one, end in zip(keys, ends, strict=True)
    ]
    is_page = all(
        "," not in narrow(value) if key else len(value) <= _LONGEST_NAME or _is_chrome(value)
        for key, value in parts
    )
    return parts if is_page else None


@lru_cache(maxsize=1024)
def title_within(line: str) -> tuple[int, int] | None:
    """Where the title is in a line that holds one and more; None for any other line.

    Before it may be facts of the page, the path to it, or the same title with the name of a site;
    after it the same, or a preamble.

    Example:
        >>> title_within("某某局2023年政府信息公开年报 - 某某政府网"), title_within("某某局年报")
        ((0, 16), None)
    """
    if "公开" not in line[:_LONGEST_PAGE_LINE]:
        return None
    if (twice := _TITLE_TWICE.fullmatch(line)) and is_title(twice["title"]):
        return twice.span("again")
    ends = [found.start() for found in _BEHIND_TITLE.finditer(narrow(line), 0, _LONGEST_PAGE_LINE)]
    starts = [0, *(found.end() for found in _BEFORE_TITLE.finditer(line, 0, max(ends, default=0)))]
    for end, start in product(ends, starts):
        words = line[start:end]
        if (
            (start, end) != (0, len(line))
            and "】" not in words
            and is_title(words)
            and _may_be_title(line[:start].rstrip(" "), words)
        ):
            return start, end
    return None


def _may_be_title(before: str, words: str) -> bool:
    """Whether *words* may begin with a title, given what is *before* them on their line."""
    site = _BEHIND_TITLE.search(narrow(before))
    return (
        not before
        or (
            before[-1] in ">＞»›"
            and _WAY.fullmatch(before) is not None
            and re.search(YEAR, narrow(words)) is not None
        )
        or (
            is_page_line(before)
            and before[-1] not in ":："
            and not _is_chrome(words.partition(" ")[0])
        )
        or (site is not None and is_title(before[: site.start()]))
    )


def page_titles(page: Mapping[str, str]) -> Iterator[str]:
    """The titles of reports in the facts of a page, without the names of sites."""
    for key in ("标题", "ArticleTitle", "title"):
        words = page.get(key, "")
        title = words[slice(*place)] if (place := title_within(words)) else words
        if is_title(title):
            yield squeeze(title)


_TITLE_TWICE = re.compile(
    r"(?P<title>.{1,60}?(?:报告|年报)) ?(?:[-_|｜—–]+ ?[\u4e00-\u9fff]{2,20}? ?)?"
    r"(?P<again>(?P=title))"
)
#: What comes just before a title in a line.
_BEFORE_TITLE = re.compile(" |[>＞»›](?! )")
#: The path to a page, which may lead to a title that names a year: 「首页>年报>……」.
_WAY = re.compile(r"(?:(?:您?(?:的|现在的?)?(?:当前)?(?:所在)?位置|您在)[:：]? ?|首页).*[>＞»›]")
#: What separates a title from the name of a site.
SITE_SIGNS = "-_|｜—–"
_SITE = rf" ?[{SITE_SIGNS}]+ ?[\u4e00-\u9fff]{{2,20}}$"
#: What comes after a title: the end of the line, the name of a site, facts, or a preamble.
_BEHIND_TITLE = re.compile(
    rf"(?<=[告报）)])(?:$|{_SITE}| ?(?={_FACT_KEY.pattern.replace('(?P<fact>', '(?:')})"
    r"| (?=(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月])"
    r"| ?(?=(?:根据|按照|依据|本报告|现将|为了?|(?:19|20)[0-9]{2}年).*。))"
)
