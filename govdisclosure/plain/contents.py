"""Tables of contents and menus of sites: what names the sections before they come.

Takes the lines of a report and says which are not part of its text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from govdisclosure.characters import narrow, squeeze
from govdisclosure.forms.layout import SectionKind
from govdisclosure.plain.headings import HeadingParts, read_heading
from govdisclosure.plain.numbering import NUMERALS
from govdisclosure.plain.openings import tell_section
from govdisclosure.plain.titles import MOST_TITLE_LINES, is_title, title_words
from govdisclosure.text import ABSENT_SIGN

__all__ = ["find_contents", "find_menu"]

#: What leads the eye to a page number.
_DOTS = " .…·•・‥⋯_—-"
_FEWEST_DOTS = 2
_PAGE = re.compile(r"\(?[0-9]{1,3}\)?")
_CONTENTS = frozenset({"目录", "目次"})
_FEWEST_ENTRIES = 3


def find_contents(
    lines: Sequence[str], read: Callable[[str], HeadingParts | None] = read_heading
) -> list[range]:
    """Where the lines of tables of contents are, which name the sections before they come.

    They are the titles of three sections or more, each with or without its page number, one
    directly after the other; each of them comes again as a heading below.

    Args:
        lines: The lines of a report in order, empty for anything but plain words.
        read: Gives what ``read_heading`` does, from those that were read before if possible.

    Example:
        >>> names = ["一、总体情况", "二、主动公开政府信息情况", "六、其他需要报告的事项 …… 9"]
        >>> find_contents(["目录", *names, *(name[:12] for name in names)])
        [range(1, 4)]
        >>> find_contents([*names, "一、总体情况"])
        []
    """
    headings, opening = _headings(lines, read)
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


def _headings(
    lines: Sequence[str], read: Callable[[str], HeadingParts | None]
) -> tuple[Sequence[int], dict[int, SectionKind]]:
    """The headings of level 1, and the section of the form for those that name one."""
    found = {
        number: tell_section(parts.title)
        for number, line in enumerate(lines)
        if line and line[0] in NUMERALS and (parts := read(line)) is not None and parts.level == 1
    }
    return list(found), {number: one.kind for number, one in found.items() if one and one.kind}


def find_menu(
    lines: Sequence[str],
    end: int,
    read: Callable[[str], HeadingParts | None] = read_heading,
) -> int:
    """How many lines to skip before a title because they hold a menu that names sections.

    A menu has nothing but short words between the titles of sections, and the title of a report
    below them. Most of them come again as headings below that; where they do not, there must be no
    sentence before the title, and no title before the menu. 0 if there is no menu.

    Args:
        lines: The lines of a page in order, empty for anything but plain words.
        end: The number of the first table of the form; a menu has none.
        read: As for :func:`find_contents`.

    Example:
        >>> menu = ["网站首页", "一、总体情况", "联系我们"]
        >>> find_menu([*menu, "某某局2023年政府信息公开工作年度报告", "一、总体情况", "略。"], 6)
        3
    """
    opening = _headings(lines, read)[1]
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

    Nothing more follows a title with text on its line. None when the line names no section.
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
    """Whether a line can come between the entries: 目录, or any words with dots and a page."""
    return squeeze(line) in _CONTENTS or _before_dots(line) is not None


def _before_dots(line: str) -> str | None:
    """The words before the dots and the page number; None when the line does not end in these."""
    plain = narrow(line)
    head = plain.rstrip("()0123456789")
    words = head.rstrip(_DOTS)
    if len(squeeze(head[len(words) :])) < _FEWEST_DOTS or not _PAGE.fullmatch(plain, len(head)):
        return None
    return line[: len(words)]
