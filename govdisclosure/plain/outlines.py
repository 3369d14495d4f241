"""Outlines on one line: where a converter lost the breaks around titles of reports and sections.

Takes the text of a line and gives the offsets at which to cut it: at the numerals 一、 二、 三、 in
order, each before a known title or one that ends at a blank, with text between them; or at a title
in a wording of the form between a sentence and text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from govdisclosure.characters import PINYIN
from govdisclosure.forms.layout import SectionKind
from govdisclosure.plain.openings import Naming, open_sections, tell_section
from govdisclosure.plain.phrases import DATE, FOOTER, REPORT, SIGNING, SUBJECT
from govdisclosure.text import ordinal_value

__all__ = ["WIDEST_GAP", "closing_breaks", "outline_breaks"]

#: The minimum number of sections in an outline, of characters in a section without a sentence, and
#: of sections with known titles.
_FEWEST_SECTIONS, _SHORTEST_SECTION, _FEWEST_KNOWN = 3, 8, 2
_LONGEST_TITLE = 40
#: The maximum number of blanks between a sentence and the heading of a section on its line.
WIDEST_GAP = 9
_SIGNS = "一二三四五六七八九十"
_SECTION = re.compile(rf"(?<![{_SIGNS}(第])(?P<numeral>[{_SIGNS}]{{1,2}}) ?[、.] ?")
#: The words of a title up to a blank, a stop or a bracket; over narrow text.
_FREE_TITLE = re.compile(r"(?P<title>[^ ,;。:?!|(]{2,40}?)(?=[ 。:(|]|$)")
_TITLE = r" ?(?P<title>[^ ,;。:?!|]{2,40}?)(?P<stop>[ 。:]|$)"
_PART = re.compile(rf"(?<=[ 。;:])\((?P<numeral>[{_SIGNS}]{{1,2}})\)(?={_TITLE})")
_POINT = re.compile(rf"(?<=[ 。;:])(?P<numeral>[0-9]{{1,2}})[.、](?![0-9])(?={_TITLE})")
_ANY_PART = re.compile(rf"(?<=[。;]) ?(?=\([{_SIGNS}]{{1,2}}\))")
#: The title of a part that is followed directly by a year or by its first point.
_RUN_INTO = re.compile(
    rf"\([{_SIGNS}]{{1,2}}\)[^ ,;。:?!|(0-9]{{2,30}}?"
    r"(?:(?:情况|数量|形式|内容|方式|渠道|范围|建设)(?=20[0-9]{2}年)|(?=1[.、](?![0-9])))"
)
#: The title of a report, with an organ or a year separated from it by a blank. It must be followed
#: by a blank, itself again, a year, or the beginning of a preamble.
_REPORT = re.compile(
    r"(?:^|(?<= )|(?<=报告))"
    r"(?P<organ>[\u4e00-\u9fff]{1,30}(?:[省市县区旗盟州乡镇局厅部委院处站队所办会府校司团]"
    r"|(?:19|20)[0-9]{2}年度?) )?"
    rf"(?P<title>[^ ,;。:?!|>]{{0,45}}?{REPORT})"
    r"(?= |$|(?P=title)|(?:19|20)[0-9]{2}年|根据|按照|依据|本报告|现将)"
)
#: What goes on behind the title of a section that a sentence only speaks of.
_REFERENCE = re.compile(
    " ?(?:(?:部分|栏目)(?=[的中内,、]|要与|应当)|一节|章节|的(?!确)|[中内里](?=[,、的]))"
)
_LACKS_ORGAN = re.compile(rf"(?:19|20)[0-9]{{2}}年|{SUBJECT}")
#: Signature and date between the last sentence and an annex; or both before what pages print below.
_END = r" ?(?:附(?:件|[表录注图]?[1-9一二三]?(?=[: ]|$))|\||$)"
_CLOSING = re.compile(
    rf"(?:(?<=[。 ])|^)(?:(?P<organ>{SIGNING}) ?)?(?P<date>{DATE})"
    rf"(?(organ)(?={_END}| (?:{FOOTER}))|(?={_END}))"
)


class _Mark(NamedTuple):
    """The numeral of a heading, and where its title ends."""

    start: int
    ordinal: int
    end: int
    title: str
    #: Whether a blank or the end of the line ends the title: what follows is a separate line.
    is_whole: bool


def outline_breaks(plain: str) -> Iterator[int]:
    """Where to cut a line that holds a whole report, or a section after a sentence.

    Args:
        plain: The line, narrow and with U+0020 for every blank.

    Example:
        >>> line = "序言。 一、概述 略。 二、主动公开情况 (一)数量 3条。 三、培训 两次。"
        >>> cuts = [0, *outline_breaks(line), len(line)]
        >>> [line[a:b].strip() for a, b in zip(cuts, cuts[1:]) if line[a:b].strip()][:4]
        ['序言。', '一、概述', '略。', '二、主动公开情况']
    """
    marks = tuple(_section_marks(plain))
    cuts = tuple(_whole_outline(plain, marks))
    yield from cuts or _late_sections(plain, marks)


def _late_sections(plain: str, marks: Sequence[_Mark]) -> Iterator[int]:
    """Where to cut around headings in a wording of the form after a sentence.

    A sentence follows them, too, or nothing; a list of titles has no sentences between them, and a
    reference to a section goes on.
    """
    ends = [*(mark.start for mark in marks), len(plain)][1:]
    last: _Mark | None = None
    for mark, end in zip(marks, ends, strict=True):
        before = plain[max(0, mark.start - WIDEST_GAP - 1) : mark.start]
        follows = before.endswith(" ") and before.rstrip(" ").endswith("。")
        text = plain[mark.end : end]
        is_bound = "。" in text or mark.end == len(plain)
        if not (mark.is_whole and follows and is_bound) or _REFERENCE.match(text):
            continue
        told = tell_section(mark.title)
        is_next = last is None or mark.ordinal > last.ordinal
        if told is not None and told.naming is Naming.FORM and is_next:
            yield from (mark.start, mark.end)
            last = mark
    if last is not None:
        yield from closing_breaks(plain, last.end)


def _whole_outline(plain: str, marks: Iterable[_Mark]) -> Iterator[int]:
    """Where to cut a line that holds a whole report; nothing for other lines."""
    sections = _sections(marks)
    if not sections:
        return
    title = _report_title(plain, sections[0].start)
    ends = [*(one.start for one in sections[1:]), len(plain)]
    texts = [plain[one.end : end] for one, end in zip(sections, ends, strict=True)]
    with_text = [one for one in texts if "。" in one or len(one) >= _SHORTEST_SECTION]
    if len(with_text) < _FEWEST_SECTIONS - bool(title):
        return
    yield from title
    told = [tell_section(one.title) for one in sections]
    is_free = sum(one is not None and one.naming is Naming.FORM for one in told) < (
        _FEWEST_SECTIONS
    )
    for section, end in zip(sections, ends, strict=True):
        yield section.start
        yield section.end
        yield from _breaks_within(plain, section.end, end, is_free=is_free)
    yield from closing_breaks(plain, sections[-1].end)


def closing_breaks(plain: str, start: int = 0) -> Iterator[int]:
    """Where to cut around signatures and dates from *start* on, before an annex or a sheet."""
    for found in _CLOSING.finditer(plain, start):
        yield from (found.start(), found.start("date"), found.end())


def _sections(marks: Iterable[_Mark]) -> Sequence[_Mark]:
    """The headings of sections on the line, in order; empty if too few of them are known."""
    marks = list(marks)
    told = [tell_section(one.title) for one in marks]
    known_kinds = [(one.naming, at, one.kind) for at, one in enumerate(told) if one and one.kind]
    # The last title with the best wording: for each key a dict keeps the last of the sorted values.
    last = {kind: at for _, at, kind in sorted(known_kinds, key=lambda one: (-one[0], one[1]))}
    marks = [
        mark
        for at, (mark, one) in enumerate(zip(marks, told, strict=True))
        if one is None or one.kind is None or last[one.kind] == at
    ]
    opened = open_sections([(one.ordinal, one.title) for one in marks])
    sections: list[_Mark] = []
    known = -1
    order = list(SectionKind)
    for mark, opening in zip(marks, opened, strict=True):
        before = sections[-1].ordinal if sections else 0
        if opening is not None and opening.kind is not None:
            if order.index(opening.kind) <= known:
                continue
            known = order.index(opening.kind)
        elif not (mark.is_whole and mark.ordinal == before + 1):
            continue
        sections.append(mark)
    count = sum(one is not None for one in opened)
    return sections if count >= _FEWEST_KNOWN else ()


def _section_marks(plain: str) -> Iterator[_Mark]:
    for found in _SECTION.finditer(plain):
        ordinal = ordinal_value(found["numeral"])
        if ordinal is None:
            continue
        start = found.end()
        free = _FREE_TITLE.match(plain, start)
        end = _end_of_title(plain, start) or (free.end() if free else 0)
        if not end or plain[end : end + 1] in {",", "、", ";"}:
            continue
        is_parted = found.start() == 0 or plain[found.start() - 1] in " 。;:"
        is_whole = is_parted and plain[end : end + 1] in {" ", "", "|"}
        yield _Mark(found.start(), ordinal, end, plain[start:end], is_whole)


def _end_of_title(plain: str, start: int) -> int:
    """Where the title of a section that begins at *start* ends; 0 if there is none.

    It is the longest, but what follows a known wording after a blank, or before a number, is text.
    """
    longest = 0
    last = min(start + _LONGEST_TITLE, len(plain))
    sentence = plain.find("。", start, last)  # no title goes on behind one
    for end in range(last if sentence < 0 else sentence, start + 1, -1):
        if not plain[end - 1].isalnum() or (told := tell_section(plain[start:end])) is None:
            continue
        pinyin = PINYIN.match(plain, end)
        stop = pinyin.end() if pinyin else end
        behind = plain[stop : stop + 1]
        is_bound = behind in _BOUNDS or behind.isdigit()
        if told.naming is Naming.WORDS:
            longest = longest or (stop if is_bound else 0)
        elif told.naming is Naming.FORM or is_bound:
            is_longer = longest and not plain[longest : longest + 1].isdigit()
            return longest if is_longer and " " not in plain[end:longest] else stop
    return longest


_BOUNDS = frozenset({" ", "(", "。", ":", ""})


def _breaks_within(plain: str, start: int, end: int, *, is_free: bool) -> Iterator[int]:
    """Where to cut the text of a section before its headings, and after those that a blank ends."""
    for pattern in (_PART, _POINT) if is_free else ():
        for mark in _in_order(_marks(pattern, plain, start - 1, end)):
            yield mark.start
            if mark.is_whole:
                yield mark.end
    yield from (found.end() for found in _ANY_PART.finditer(plain, start, end))
    yield from (found.end() for found in _RUN_INTO.finditer(plain, start, end))


def _marks(pattern: re.Pattern[str], plain: str, start: int, end: int) -> Iterator[_Mark]:
    for found in pattern.finditer(plain, start, end):
        ordinal = ordinal_value(found["numeral"])
        if ordinal is not None:
            is_whole = found["stop"] in {" ", ""}
            yield _Mark(found.start(), ordinal, found.end("title"), found["title"], is_whole)


def _in_order(marks: Iterable[_Mark]) -> Sequence[_Mark]:
    """The marks that count one, two, three; the others are not headings."""
    counted: list[_Mark] = []
    for mark in marks:
        if mark.ordinal == len(counted) + 1:
            counted.append(mark)
    return counted


def _report_title(plain: str, end: int) -> tuple[int, ...]:
    """Start and end of the last title of a report before the first section; else empty."""
    last = None
    for found in _REPORT.finditer(plain, 0, end):
        last = found
    if last is None:
        return ()
    # An organ before a blank is part of the title if the title itself does not name one.
    start = last.start() if _LACKS_ORGAN.match(last["title"]) else last.start("title")
    return start, last.end()
