r"""The plain form, line by line: what a line is, how one is written, and the escape between.

Takes and gives single lines of text. The reader and the writer share every rule here, so that
whatever the reader would take for something else is written behind ``\``: a paragraph
「一、总体情况」 is printed ``\一、总体情况`` and comes back as a paragraph.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from govdisclosure.breaks import is_loose_row, is_marked_row, lost_breaks
from govdisclosure.labels import begins_label, is_label
from govdisclosure.layout import SectionKind, find_section
from govdisclosure.openings import Wording, tell_section
from govdisclosure.sheet_columns import begins_sheet, is_foot, is_label_head
from govdisclosure.text import (
    ABSENT_SIGN,
    CellState,
    chinese_numeral,
    fold_blanks,
    full_date,
    narrow,
    ordinal_value,
    read_printed,
    squeeze,
    value_within_marks,
    widths_of,
    without_note_marks,
)

__all__ = [
    "BARE_RULE",
    "BOOKMARK",
    "INLINE_MARK",
    "LINE_BREAK",
    "MARKUP",
    "MAX_SIGNATURE",
    "MOST_TITLE_LINES",
    "PICTURE_SIGN",
    "PICTURE_TAG",
    "RULE_CELL",
    "SITE_SIGNS",
    "HeadingParts",
    "begins_title",
    "canonical_mark",
    "date_behind_signature",
    "ends_title",
    "escape_field",
    "escape_line",
    "field_needs_escape",
    "find_contents",
    "find_menu",
    "is_broken_title",
    "is_caption",
    "is_page_line",
    "is_page_number",
    "is_signature",
    "is_title",
    "is_underline",
    "line_needs_escape",
    "page_facts",
    "page_titles",
    "read_heading",
    "row_line",
    "title_within",
    "title_words",
    "unescape",
    "without_markdown",
]

#: Begins a line that stands for a picture; its caption follows.
PICTURE_SIGN = "〔图〕"
#: What Word's bookmarks become in the hands of some converters.
BOOKMARK = re.compile(r"\[bookmark:[^\[\]\n\r\t]{0,80}\]")
#: A line break in a cell of a Markdown table.
LINE_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
#: Words that a converter sets above or below the line, or strikes out, in a line or a cell.
INLINE_MARK = re.compile(
    r"<(?P<tag>sup|sub|del|s|strike)\b[^<>]*>(?P<words>(?:[^<>]|<[^<>]*>){1,60}?)</(?P=tag)\s*>"
    r"|(?<!~)~~(?P<struck>[^~\s](?:[^~\r\n\t|]{0,200}[^~\s])?)~~(?!~)",
    re.IGNORECASE,
)
#: Begins a table that is written as HTML, on a line of its own.
MARKUP = re.compile(r"(?:<(?:html|body|div|center|p)\b[^<>]*>[ ]?)*<table\b[^<>]*>", re.IGNORECASE)
#: A cell of the line under the head of a Markdown table.
RULE_CELL = re.compile(r" *:?-{3,}:? *")
#: The rule below the heads of a Markdown table without outer pipes.
BARE_RULE = re.compile(r"[ ]*:?-{3,}:?[ ]*(?:\|[ ]*:?-{3,}:?[ ]*)+")
#: The longest line before the date that is taken for a signature, in characters.
MAX_SIGNATURE = 30
#: A title stands on at most this many lines.
MOST_TITLE_LINES = 3

_ESCAPE = "\\"
_LONGEST_TITLE_OF_HEADING = 40
_LONGEST_TITLE = 60

# ------------------------------------------------------------------------------ headings

#: The mark of each level, over narrow text.
_MARKS = (
    re.compile(r"(?P<mark>(?P<numeral>[一二三四五六七八九十]{1,3}) ?[、.]) ?"),
    re.compile(r"(?P<mark>\( ?(?P<numeral>[一二三四五六七八九十]{1,3}) ?\))[ 、]*"),
    re.compile(r"(?P<mark>(?P<numeral>[0-9]{1,2}) ?[.、]) ?(?![0-9])"),
    re.compile(r"(?P<mark>\( ?(?P<numeral>[0-9]{1,2}) ?\)) ?"),
)
#: How a line that bears a mark can begin; saves the four patterns on all other lines.
_NUMERALS = widths_of("一二三四五六七八九十")
_MARK_START = _NUMERALS | widths_of("(0123456789")
_STOP = re.compile("[。:：]")
#: What goes on behind a numeral that only looks like a mark, over narrow text: 「三、四级公文」.
_ENUMERATION = re.compile(
    r"(?P<numeral>[一二三四五六七八九十]{1,3}) ?"
    r"(?:级|季度|月|日|类|项|条|款|、|者|线|号|等|批|期|届|产业|把手)"
)
_ANSWER = re.compile(r"[一二三四五六七八九十]{1,3} ?是")
#: What follows a bracket that names part of an article: 「（一）项规定的」, 「（十）至（十五）项」.
_PART_OF_ARTICLE = re.compile(
    r"[项款](?![目项式待物])|(?:[至到和及或与~—–-]{1,2}|以及) ?\("
    r"|(?:\([一二三四五六七八九十0-9]{1,3}\)[至到和及或与、]? ?)+[项款]"
)
#: Digits that begin a title all the same: a year, a hotline.
_DIGITS_OF_TITLE = re.compile(r"(?:19|20)[0-9]{2} ?年|123[0-9]{2}(?![0-9.,%])")
_WEB_ADDRESS = re.compile(
    r"(?:https?|www)(?![a-z])|[a-z0-9.-]+\.(?:gov|com|org|net|edu|cn)(?![a-z])", re.IGNORECASE
)


class HeadingParts(NamedTuple):
    """A heading taken apart."""

    level: int
    ordinal: int
    #: The mark as printed.
    mark: str
    #: The words up to the first stop, without blanks at either end.
    title: str
    #: ``。`` or ``：`` where the heading runs into its text, else empty.
    stop: str
    #: What follows the stop on the same line.
    rest: str
    #: The section that a heading of level 1 with this title opens.
    kind: SectionKind | None


def canonical_mark(level: int, ordinal: int) -> str:
    """The mark of the form: 一、 （一） 1. （1）.

    Example:
        >>> [canonical_mark(level, 11) for level in (1, 2, 3, 4)]
        ['十一、', '（十一）', '11.', '（11）']
    """
    if level <= 2:  # noqa: PLR2004
        numeral = chinese_numeral(ordinal)
        return f"{numeral}、" if level == 1 else f"（{numeral}）"
    return f"{ordinal}." if level == 3 else f"（{ordinal}）"  # noqa: PLR2004


def read_heading(line: str) -> HeadingParts | None:
    """Take *line* as a numbered heading, by its words alone; None when it is none.

    A title ends before the first ``。`` or ``：``, has at most 40 characters, at most one ``，``
    and no ``；``. A line that is a label of a table, or its first piece, is never a heading, nor
    one in which a stop and text follow the label, nor one that holds a bookmark or an inline mark,
    or ``|`` in its title or at its end, nor one whose numeral belongs to the words behind it:
    「一、二季度」, 「1. 5亿元」.

    Example:
        >>> read_heading("（二）依申请公开。本年度收到3件。")[:5]
        (2, 2, '（二）', '依申请公开', '。')
        >>> read_heading("一、本年新收政府信息公开申请数量") is None
        True
    """
    return _read_marked(line) if line and line[0] in _MARK_START else None


@lru_cache(maxsize=1024)
def _read_marked(line: str) -> HeadingParts | None:
    """A line that begins as a heading does, taken apart; the same line is asked about again."""
    plain = narrow(line)
    found = next((hit for pattern in _MARKS if (hit := pattern.match(plain))), None)
    ordinal = ordinal_value(found["numeral"]) if found else None
    if found is None or ordinal is None:
        return None
    level = _MARKS.index(found.re) + 1
    mark = line[: found.end("mark")]
    body = line[found.end() :]
    title, stop, rest = _split_title(body)
    kind = find_section(title) if level == 1 else None
    is_told = kind is not None or tell_section(title) is not None
    if level == 1 and not is_told and (parts := _split_at_section_title(body)):
        title, stop, rest, kind = parts
    signs = narrow(title)
    printed = canonical_mark(level, ordinal) + body
    if (
        not title
        or len(title) > _LONGEST_TITLE_OF_HEADING
        or signs.count(",") > 1
        or ";" in signs
        or "|" in signs
        or line[-1] == "|"
        or BOOKMARK.search(line) is not None
        or INLINE_MARK.search(line) is not None
        or _is_counted(level, ordinal, signs)
        or (kind is None and _marks_label(canonical_mark(level, ordinal) + title, stop + rest))
        or (kind is None and (begins_label(printed) or is_loose_row(printed)))
    ):
        return None
    return HeadingParts(level, ordinal, mark, title, stop, rest, kind)


def _is_counted(level: int, ordinal: int, title: str) -> bool:
    """Whether the numeral is no mark but counts, or names, what the narrow *title* begins with."""
    if level == 1:
        more = _ENUMERATION.match(title)
        return bool(_ANSWER.match(title)) or (
            more is not None and (ordinal_value(more["numeral"]) or 0) > ordinal
        )
    if level in {2, 4} and _PART_OF_ARTICLE.match(title):
        return True
    if level > 2 and "0" <= title[0] <= "9" and not _DIGITS_OF_TITLE.match(title):  # noqa: PLR2004
        return True
    return _WEB_ADDRESS.match(title) is not None


def _marks_label(head: str, rest: str) -> bool:
    """Whether a heading, by itself or with what follows it on the line, is a label."""
    return is_label(head) or (bool(rest) and is_label(head + rest))


def _split_title(body: str) -> tuple[str, str, str]:
    """Title, stop and rest of the words after a mark."""
    stop = _STOP.search(body)
    if not stop:
        return body.strip(" "), "", ""
    sign = "。" if stop[0] == "。" else "："
    return body[: stop.start()].strip(" "), sign, body[stop.end() :].strip(" ")


def _split_at_section_title(body: str) -> tuple[str, str, str, SectionKind | None] | None:
    """A section title, no stop, the text behind; None when *body* does not begin so.

    The text follows a blank, or is itself a heading such as 「（一）制发情况」. Where no title is a
    wording of the form, the longest of an older wording counts, else the shortest.
    """
    found = None
    for place, sign in enumerate(body[: _LONGEST_TITLE_OF_HEADING + 1]):
        told = tell_section(body[:place]) if sign in " （(" and place else None
        rest = body[place:].lstrip(" ")
        if told is not None and rest and (sign == " " or read_heading(rest) is not None):
            if told.wording is Wording.FORM:
                return body[:place], "", rest, told.kind
            if found is None or told.wording is not Wording.WORDS:
                found = body[:place], "", rest, None
    return found


# ------------------------------------------------------------------------------ contents

#: What leads the eye to the number of a page.
_DOTS = " .…·•・‥⋯_—-"
_FEWEST_DOTS = 2
_PAGE = re.compile(r"\(?[0-9]{1,3}\)?")
_CONTENTS = frozenset({"目录", "目次"})
_FEWEST_ENTRIES = 3


def find_contents(lines: Sequence[str]) -> list[range]:
    """Where the lines of a table of contents stand that names the sections before they come.

    They are the titles of three sections or more, each with or without the number of its page,
    one directly after the other; each of them comes again as a heading below.

    Args:
        lines: The lines of a report in order, empty where something else than plain words stands.

    Example:
        >>> names = ["一、总体情况", "二、主动公开政府信息情况", "六、其他需要报告的事项 …… 9"]
        >>> find_contents(["目录", *names, *(name[:12] for name in names)])
        [range(1, 4)]
        >>> find_contents([*names, "一、总体情况"])
        []
    """
    headings, opening = _headings(lines)
    last = {kind: number for number, kind in opening.items()}
    found: list[range] = []
    for start in headings if len(last) >= _FEWEST_ENTRIES else ():
        if found and start < found[-1].stop:
            continue
        entries = list(_entries(lines, start))
        while entries and any(last.get(kind, -1) <= entries[-1][0] for _, kind in entries):
            entries.pop()
        if len(entries) >= _FEWEST_ENTRIES:
            found.append(range(start, entries[-1][0] + 1))
        elif start in opening:
            break  # the first section has begun
    return found


def _headings(lines: Sequence[str]) -> tuple[Sequence[int], dict[int, SectionKind]]:
    """The headings of level 1, and which of them name which section of the form."""
    found = {
        number: tell_section(parts.title)
        for number, line in enumerate(lines)
        if line
        and line[0] in _NUMERALS
        and (parts := read_heading(line)) is not None
        and parts.level == 1
    }
    return list(found), {number: one.kind for number, one in found.items() if one and one.kind}


def find_menu(lines: Sequence[str], end: int) -> int:
    """How many lines stand before a title with the menu of a site that names sections among them.

    Nothing but short words stands between the titles of sections in a menu, and the title of a
    report below them. Most of them come again as headings below that; where they do not, no
    sentence stands before the title, and no title before the menu. 0 where there is no menu.

    Args:
        lines: The lines of a page in order, empty where something else than plain words stands.
        end: The number of the first table of the form; a menu has none.

    Example:
        >>> menu = ["网站首页", "一、总体情况", "联系我们"]
        >>> find_menu([*menu, "某某局2023年政府信息公开工作年度报告", "一、总体情况", "略。"], 6)
        3
    """
    opening = _headings(lines)[1]
    last = {kind: number for number, kind in opening.items()}
    named: set[SectionKind] = set()
    first = at = next(iter(opening), 0)
    has_title = any(True for _ in _title_starts(lines, 0, first))
    found = 0
    for (before, kind), (number, _) in pairwise(opening.items()):
        if number > end or any("。" in line for line in lines[at : before + 1]):
            break
        named.add(kind)
        at = before
        title = next(_title_starts(lines, before + 1, number), None)
        if title is not None and (
            2 * sum(last[one] >= number for one in named) >= len(named)
            or (
                is_title(lines[title])
                and not has_title
                and not any("。" in line for line in lines[before:title])
            )
        ):
            found = title
    return found


def _title_starts(lines: Sequence[str], start: int, stop: int) -> Iterator[int]:
    """Where titles of reports begin among the lines from *start* up to *stop*."""
    words = [title_words(line) for line in lines[start:stop]]
    for count in range(1, MOST_TITLE_LINES + 1):
        for at in range(len(words) - count, -1, -1):
            own = words[at : at + count]
            if all(own) and is_title("".join(own)):
                yield start + at


def _entries(lines: Sequence[str], start: int) -> Iterator[tuple[int, SectionKind]]:
    """The entries of contents that begin at line *start*, each with the section it names."""
    kinds: set[SectionKind] = set()
    for number in range(start, len(lines)):
        entry = _entry(lines[number])
        if entry is None:
            if kinds and _is_among_contents(lines[number]):
                continue
            return
        kind, goes_on = entry
        if kind in kinds:
            return
        yield number, kind
        if not goes_on:
            return
        kinds.add(kind)


def _entry(line: str) -> tuple[SectionKind, bool] | None:
    """The section that a line names, and whether more of a table of contents may follow it.

    Nothing of the kind follows a title with text on its line. None when the line names none.
    """
    words = _before_dots(line)
    parts = read_heading(line if words is None else words)
    if parts is None or parts.level != 1:
        return None
    told = tell_section(parts.title)
    if told is None or told.kind is None:
        return None
    rest = parts.rest
    goes_on = rest in {"", ABSENT_SIGN} or bool(_PAGE.fullmatch(narrow(rest)))
    return told.kind, goes_on or _is_among_contents(rest)


def _is_among_contents(line: str) -> bool:
    """Whether a line can stand between the entries: 目录, or any words with dots and a page."""
    return squeeze(line) in _CONTENTS or _before_dots(line) is not None


def _before_dots(line: str) -> str | None:
    """The words before the dots and the number of a page; None when no such end the line."""
    plain = narrow(line)
    head = plain.rstrip("()0123456789")
    words = head.rstrip(_DOTS)
    if len(squeeze(head[len(words) :])) < _FEWEST_DOTS or not _PAGE.fullmatch(plain, len(head)):
        return None
    return line[: len(words)]


# ------------------------------------------------------------------------------ other kinds

_TITLE = re.compile(
    r"[^。；;：:！？!?\t|\\#*>＞»›]*(?:政府信息|政务|信息)(?:依法)?公开[^。；;：:！？!?\t|\\#*>＞»›]*?"
    r"(?:年度?报告|(?:工作|情况)的?报告|年报|报告格式模板)(?:[（(][^（()）。|>＞»›]{1,20}[)）])?"
)
_YEAR = r"(?:(?:19|20)[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})年(?:度|份)?"
_SUBJECT = r"(?:政府信息|政府政务|政务|信息)"
#: A title whose words behind 公开 are those of a title and no others, over narrow text.
_BROKEN_TITLE = re.compile(
    rf".*{_SUBJECT}(?:依法)?公开(?:工作|情况)?的?(?:{_YEAR})?(?:年度)?(?:工作)?(?:情况)?的?"
    r"(?:年度)?(?:报告|年报)(?:\([^()]{1,20}\))?"
)
#: The end of an organ's name, or of a year, before the matter of a title.
_BEFORE_SUBJECT = (
    r"(?:[省市县区旗盟州乡镇局厅部委署院心处站队所办会府室社校学馆司团台道行]|年度?|年份|关于)"
)
#: The first line of a title that is broken in or behind its matter, over narrow text.
_TITLE_BEGUN = re.compile(
    rf"(?:.*{_BEFORE_SUBJECT})?{_SUBJECT}(?:依法)?公开"
    r"(?:工作?|情况?)?的?(?:(?:19|20)[0-9]{2})?(?:年?度?)?的?(?:工作?)?报?"
    rf"|.*{_BEFORE_SUBJECT}(?:政府信|{_SUBJECT}(?:依法?)?公?)"
)
_YEAR_IN_BRACKETS = re.compile(rf"\({_YEAR}\)")
_PAGE_NUMBER_START = widths_of("-—–第")
_PAGE_NUMBER = re.compile(
    r"[-—–]+ ?[0-9]{1,4} ?[-—–]+|第 ?[0-9]{1,4} ?页(?: ?[,，/]? ?共 ?[0-9]{1,4} ?页)?"
)
_HEADING_SIGN = re.compile(r"#{1,6}(?: +|$)|={1,6} +(?!=)")
_HEADING_END = re.compile(r" +(?:#{1,6}|={1,6})$")
_BOLD = re.compile(r"(?P<mark>\*{1,3}|_{1,3}|'{2,3})(?P<words>[^*_']+)(?P=mark)")
#: What underlines a title, or stands above it too, in plain text and its markups.
_UNDERLINE = re.compile(r"([=~^*#+_\"-])\1{2,}")
#: An element that holds all of a line.
_AROUND = re.compile(
    r"<(?P<tag>div|p|center|h[1-6])\b[^<>]*>(?P<words>.*)</(?P=tag)>", re.IGNORECASE
)
#: Tags alone that only arrange what is on other lines.
_ARRANGING = re.compile(
    r"(?:</?(?:div|p|center|span|section|article|main|html|body)\b[^<>]*>[ ]?)+", re.IGNORECASE
)
#: A picture, as HTML has it; what stands in its place is not shown.
PICTURE_TAG = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_PICTURE_LINK = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")


def title_words(line: str) -> str:
    """The words of *line*, blanks out, where they can be part of a title; else empty.

    Headings and dates part the lines of a title, and so does what is too long.
    """
    if len(line) > 2 * _LONGEST_TITLE or read_heading(line) or full_date(line):
        return ""
    return squeeze(line)


@lru_cache(maxsize=1024)
def is_title(text: str) -> bool:
    """Whether *text*, blanks and marks of notes at its end apart, is the title of a report.

    Example:
        >>> is_title("某某市 2023 年政府信息公开工作年度报告"), is_title("现公布年度报告。")
        (True, False)
    """
    if "报" not in text and "報" not in text:  # as in most lines, and quickly told
        return False
    words = without_note_marks(squeeze(text))
    return (
        0 < len(words) <= _LONGEST_TITLE
        and words[0] not in "《“〔【年"
        and INLINE_MARK.search(words) is None
        and _TITLE.fullmatch(narrow(words)) is not None
        and not _is_marked(words)
        and not is_label(words)
    )


@lru_cache(maxsize=1024)
def begins_title(text: str) -> bool:
    """Whether *text* is the first line of a title that is broken in or behind its matter.

    Example:
        >>> begins_title("某某局2023年政府信息公开工作"), begins_title("推进政务公开")
        (True, False)
    """
    words = narrow(squeeze(text))
    return (
        0 < len(words) <= _LONGEST_TITLE
        and not is_title(text)
        and _TITLE_BEGUN.fullmatch(words) is not None
    )


def ends_title(text: str) -> bool:
    """Whether *text* is the year in brackets that stands below a title: 「（2023年度）」."""
    return len(text) <= _LONGEST_TITLE and bool(_YEAR_IN_BRACKETS.fullmatch(narrow(squeeze(text))))


def is_broken_title(lines: Sequence[str]) -> bool:
    """Whether *lines*, from the one that begins its matter on, are a title broken over them."""
    words = "".join(lines)
    return (
        begins_title(lines[0])
        and is_title(words)
        and _BROKEN_TITLE.fullmatch(narrow(words)) is not None
    )


def _is_marked(text: str) -> bool:
    """Whether *text* begins with the mark of a heading."""
    plain = narrow(text)
    return any(pattern.match(plain) for pattern in _MARKS)


def is_underline(text: str) -> bool:
    """Whether a line is nothing but the signs that some markups set below or above a title."""
    return _UNDERLINE.fullmatch(text) is not None


def is_page_number(text: str) -> bool:
    """Whether *text* is the number of a page, such as 「— 4 —」."""
    return (
        text[:1] in _PAGE_NUMBER_START
        and len(text) <= 30  # noqa: PLR2004
        and _PAGE_NUMBER.fullmatch(narrow(text)) is not None
    )


def is_caption(text: str) -> bool:
    """Whether *text* can stand behind 〔图〕: no row ends with it, and it holds no bookmark."""
    return not text.endswith("|") and BOOKMARK.search(text) is None


#: Words before a colon on the page around a report; the others come with a blank before them only.
_FACT_KEY = re.compile(
    r"(?:(?P<fact>发布日期|发布时间|公开日期|生成日期|成文日期|发文日期|发布机构|公开机构|信息来源|来源|索引号|发文字号"
    r"|目录名称|有效性|(?:^|(?<=[ \[(|]))(?:标题|文号|栏目|时间|日期))"
    r"|字体|字号|分享[到至]?|打印|访问(?:量|次数)|浏览(?:量|次数)|阅读(?:量|次数)|点击[数量率]|被阅览数|作者|编辑|责任编辑)"
    r" ?:"
)
#: Words and signs of a page that say nothing of a report.
_CHROME_WORDS = re.compile(
    r"[^\w]+|_+|字体|字号|分享[到至]?|打印(?:本页)?|关闭(?:窗口)?|收藏|朗读|正文|微信|微博|大|中|小|次"
)
_CHROME_AT_END = re.compile(
    r"(?: [\[【［(（]?(?:打印(?:本页)?|关闭(?:窗口)?|收藏|分享|微信|微博)[\]】］)）]?)+$"
)
_TIME = re.compile(" ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$")
_LONGEST_PAGE_LINE = 200
#: The longest number of readers, or name of an editor, that is no fact.
_LONGEST_NAME = 8


def page_facts(text: str) -> dict[str, str]:
    """Facts of the page around the report on a line of nothing else, such as 发布日期.

    Example:
        >>> page_facts("发布日期：2024-01-31 来源：某某网字体：大 中 小"), page_facts("打印本页")
        ({'发布日期': '2024-01-31', '来源': '某某网'}, {})
    """
    parts = _page_parts(text)
    return {} if parts is None else {key: value for key, value in parts if key and value}


def is_page_line(text: str) -> bool:
    """Whether a line beside a title is of the page: facts, or what leads to share and print it.

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
    """Key and value of each part of a line around a report; None where it is none.

    What is no fact has no key. A date may stand before the first.
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
    """Where the title stands in a line that holds one and more; None for any other line.

    Before it stand facts of the page, the way to it, or itself with the name of a site; behind it
    the like, or a preamble.

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
    """Whether *words* may begin with a title, for what stands *before* them on their line."""
    site = _BEHIND_TITLE.search(narrow(before))
    return (
        not before
        or (
            before[-1] in ">＞»›"
            and _WAY.fullmatch(before) is not None
            and re.search(_YEAR, narrow(words)) is not None
        )
        or (
            is_page_line(before)
            and before[-1] not in ":："
            and not _is_chrome(words.partition(" ")[0])
        )
        or (site is not None and is_title(before[: site.start()]))
    )


def page_titles(page: Mapping[str, str]) -> Iterator[str]:
    """The titles of reports that the page around one gives, without the names of sites."""
    for key in ("标题", "ArticleTitle", "title"):
        words = page.get(key, "")
        title = words[slice(*place)] if (place := title_within(words)) else words
        if is_title(title):
            yield squeeze(title)


_TITLE_TWICE = re.compile(
    r"(?P<title>.{1,60}?(?:报告|年报)) ?(?:[-_|｜—–]+ ?[\u4e00-\u9fff]{2,20}? ?)?"
    r"(?P<again>(?P=title))"
)
#: What stands right before a title in a line.
_BEFORE_TITLE = re.compile(" |[>＞»›](?! )")
#: The way to a page, which may lead to a title that names a year: 「首页>年报>……」.
_WAY = re.compile(r"(?:(?:您?(?:的|现在的?)?(?:当前)?(?:所在)?位置|您在)[:：]? ?|首页).*[>＞»›]")
#: What parts a title from the name of a site.
SITE_SIGNS = "-_|｜—–"
_SITE = rf" ?[{SITE_SIGNS}]+ ?[\u4e00-\u9fff]{{2,20}}$"
#: What stands behind a title: the end of the line, the name of a site, facts, or a preamble.
_BEHIND_TITLE = re.compile(
    rf"(?<=[告报）)])(?:$|{_SITE}| (?={_FACT_KEY.pattern.replace('(?P<fact>', '(?:')})"
    r"| (?=(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月])"
    r"| ?(?=(?:根据|按照|依据|本报告|现将|为了?|(?:19|20)[0-9]{2}年).*。))"
)
_SIGNED = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{2,28}[局厅部委院处站队所办会府校司团室心镇乡道](?:\((?:盖|公)章\))?)"
    r" ?(?P<date>[0-9〇○零一二三四五六七八九]{4} ?年.*日)"
)
_NO_SIGNATURE = re.compile(
    r"[(\[〔【《<].*|附(?:[件表图注录].*|[0-9一二三四五六七八九十]?)|.*[。;:!?].*|特此(?:报告|公告|公布|通告|说明).*|以上.*报告"
    r"|(?:暂?无|没有|未有)(?:其他|其它|需|应|此|相关|有关|内容|事项|情况).*"
)


def is_signature(text: str) -> bool:
    """Whether a line before the date can be the signature: short, no sentence and no answer.

    Example:
        >>> [is_signature(line) for line in ("某某局", "大事记：", "（一）", "特此报告")]
        [True, False, False, False]
    """
    return (
        0 < len(text) <= MAX_SIGNATURE
        and _NO_SIGNATURE.fullmatch(narrow(text)) is None
        and read_printed(text).state is not CellState.MARK
        and not line_needs_escape(text)
    )


def date_behind_signature(text: str) -> int | None:
    """Where the date begins on a line of a signature and its date; None for any other line.

    Example:
        >>> [date_behind_signature(line) for line in ("某某县商务局 2024年1月8日", "2024年1月8日")]
        [7, None]
    """
    found = _SIGNED.fullmatch(narrow(text)) if len(text) <= 2 * MAX_SIGNATURE else None
    if found is None or full_date(found["date"]) is None or not is_signature(found["organ"]):
        return None
    return found.start("date")


def without_markdown(line: str) -> str:
    """The words of *line* without marks of markup: ``#`` or ``=`` in front, ``**`` or a tag around.

    Marks of emphasis count when they hold the whole line, or a heading at its beginning. A line of
    nothing but tags that arrange other lines has no words.

    Example:
        >>> without_markdown("## **一、总体情况**"), without_markdown("**（一）平台。**全年……")
        ('一、总体情况', '（一）平台。全年……')
        >>> [without_markdown(line) for line in ("__一、总体情况__", "== 一、总体情况 ==")]
        ['一、总体情况', '一、总体情况']
        >>> without_markdown("**注**：略")
        '**注**：略'
        >>> without_markdown('<div align="center">二、主动公开</div>')
        '二、主动公开'
    """
    if not line.startswith(("#", "*", "<", "_", "=", "''")):
        return line
    if line[0] == "<" and _ARRANGING.fullmatch(line):
        return ""
    while line[0] == "<" and (around := _AROUND.fullmatch(line)) and around["words"].strip(" "):
        line = around["words"].strip(" ")
    found = _HEADING_SIGN.match(line)
    words = _HEADING_END.sub("", line[found.end() :].lstrip(" ")) if found else line
    bold = _BOLD.match(words)
    if (
        bold
        and bold["words"].strip(" ")
        and (bold.end() == len(words) or _is_marked(bold["words"]))
    ):
        return bold["words"].strip(" ") + words[bold.end() :]
    return words


# ------------------------------------------------------------------------------ the escape


@lru_cache(maxsize=2048)
def line_needs_escape(text: str) -> bool:
    """Whether the reader would take the paragraph *text* for anything but itself."""
    words = _behind_escapes(text)
    return (
        words.startswith((PICTURE_SIGN, "|", "<!--"))
        or MARKUP.match(words) is not None
        or words.endswith("|")
        or BARE_RULE.fullmatch(words) is not None
        or without_markdown(words) != words
        or read_heading(words) is not None
        or full_date(words) is not None
        or is_page_number(words)
        or _PICTURE_LINK.fullmatch(words) is not None
        or PICTURE_TAG.fullmatch(words) is not None
        or BOOKMARK.search(words) is not None
        or INLINE_MARK.search(words) is not None
        or is_label(words)
        or begins_label(words)
        or is_loose_row(words)
        or is_marked_row(words)
        or bool(lost_breaks(words))
        or is_title(words)
        or begins_title(words)
        or ends_title(words)
        or title_within(words) is not None
        or is_page_line(words)
        or is_underline(words)
        or date_behind_signature(words) is not None
        or begins_sheet(words)
    )


@lru_cache(maxsize=2048)
def field_needs_escape(text: str) -> bool:
    """Whether the reader would take the words of a cell for anything but themselves."""
    words = _behind_escapes(text)
    if (
        is_label(words)
        or begins_label(words)
        or is_label_head(words)
        or is_foot(words)
        or (words != text and is_label_head(words, is_common=True))
        or BOOKMARK.search(words) is not None
        or INLINE_MARK.search(words) is not None
        or value_within_marks(words) is not None
        or MARKUP.match(words) is not None
        or LINE_BREAK.search(words) is not None
        or RULE_CELL.fullmatch(words) is not None
    ):
        return True
    heading = read_heading(words)
    return heading is not None and heading.kind is not None


def _behind_escapes(text: str) -> str:
    r"""The words behind all ``\`` at the start: they decide whether each one is an escape."""
    return text.lstrip("\\ ")


def escape_line(text: str) -> str:
    """The paragraph as it is printed."""
    return _ESCAPE + text if line_needs_escape(text) else text


def escape_field(text: str, *, is_beside_unit: bool = False) -> str:
    """The words of a cell as they are printed.

    Args:
        text: The words.
        is_beside_unit: Whether 「单位」 may stand in the same row: then words such as 「项目」 are
            read as the head of a statistics sheet.
    """
    needs = field_needs_escape(text) or (is_beside_unit and is_label_head(text, is_common=True))
    return _ESCAPE + text if needs else text


def unescape(text: str, *, in_row: bool = False) -> str | None:
    r"""The words behind the escape, or None when ``\`` is no escape here.

    Example:
        >>> unescape("\\一、总体情况"), unescape("\\d+")
        ('一、总体情况', None)
    """
    if not text.startswith(_ESCAPE):
        return None
    rest = fold_blanks(text[1:])
    needs = _field_may_need_escape if in_row else line_needs_escape
    return rest if rest and needs(rest) else None


def _field_may_need_escape(text: str) -> bool:
    """Whether the words of a cell are ever printed behind the escape."""
    return field_needs_escape(text) or is_label_head(text, is_common=True)


def row_line(fields: Sequence[str]) -> str:
    """A row of a table; a row of one cell ends in a tab."""
    return "\t".join(fields) if len(fields) > 1 else f"{fields[0]}\t"
