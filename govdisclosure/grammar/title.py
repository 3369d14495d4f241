"""Which lines are the title of a report.

Takes the words of lines and gives the first and the last line of the title; knows the names of
organs and places, and nothing else of the document.
"""

import re
from collections.abc import Sequence

from govdisclosure.characters import narrow
from govdisclosure.model.agency import AgencyKind, agency_of_title, describe, year_of_title
from govdisclosure.plain.around import title_within
from govdisclosure.plain.phrases import YEAR
from govdisclosure.plain.titles import (
    MOST_TITLE_LINES,
    ends_title,
    is_broken_title,
    is_menu_item,
    is_title,
)

__all__ = ["find_title", "tells_all"]

#: The maximum length of an organ or a year on a line of its own before a title.
_LONGEST_HEAD = 30
_YEAR_AT_START = re.compile(f"^{YEAR}")
_YEAR_AT_END = re.compile(rf"{YEAR}$|^(?:19|20)[0-9]{{2}}$")
_AREA_SIGNS = frozenset("省市县区旗盟州")
_PLACE = re.compile(r".{1,12}[省市县区旗盟州]")
#: An organ's name that its line breaks off within the name of the place.
_BEGUN_NAME = re.compile(r"(?:国家|中国|中华人民共和国|[^省市州]{2,8}[省市州]).{2,12}|.{1,12}自治")
_SENTENCE = re.compile("[。，；：:、|>＞»›]")
#: Parts of a web page that end like the name of an organ.
_CHROME = frozenset({"新闻中心", "办事大厅", "网上办事大厅", "数据中心", "下载中心", "个人中心"})


def find_title(words: Sequence[str], *, is_before: bool) -> tuple[int, int] | None:
    """The start and end of the lines of the title, or None.

    A title that names organ and year is preferred to one that names either, and that to one that
    names neither; then the one with fewer lines, then the one nearest to the first section. If
    there are titles of several reports, only those for the year of the nearest count.

    Args:
        words: Lines without blanks; empty for a line that cannot be part of a title.
        is_before: Whether a section or table follows; if not, the first title is the nearest.
    """
    found: list[tuple[tuple[int, int, int], str, tuple[int, int]]] = []
    for start in range(len(words)):
        for count in range(1, MOST_TITLE_LINES + 1):
            lines = words[start : start + count]
            if not all(lines) or len(lines) < count:
                break
            if not _are_title(lines):
                continue
            title = "".join(lines)
            rank = (_telling(title), -count, start if is_before else -start)
            found.append((rank, title, (start, start + count)))
    if not found:
        return None
    nearest = max(found, key=lambda one: one[2]) if is_before else found[0]
    year = None if nearest[1].endswith("年报") else year_of_title(nearest[1])
    alike = [one for one in found if year is None or year_of_title(one[1]) in {None, year}]
    return _with_place(words, *max(alike)[2])


def _are_title(lines: Sequence[str]) -> bool:
    """Whether *lines* are the title of a report, whole and nothing else.

    Organ and year may be on lines of their own before it, and the year in brackets after it.
    """
    words = "".join(lines)
    if not is_title(words) or title_within(words) is not None:
        return False
    if len(lines) == 1:
        return True
    heads = 0
    while heads < len(lines) - 1 and _is_title_head(lines[heads]):
        heads += 1
    end = len(lines) - 1 if ends_title(lines[-1]) and heads < len(lines) - 1 else len(lines)
    core = lines[heads:end]
    if len(core) > 1:
        return is_broken_title(core)
    last = core[0].removeprefix("年")
    return is_title(last) or is_menu_item(last)


def tells_all(title: str) -> bool:
    """Whether a title names both organ and year."""
    return _telling(title) == 2  # noqa: PLR2004 - organ and year


def _telling(title: str) -> int:
    """How many of organ and year a title names, 0 to 2."""
    organ = agency_of_title(title)
    names_organ = organ is not None and describe(organ).kind is not None
    return names_organ + (year_of_title(title) is not None)


def _with_place(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The lines of a title, with one more before it if that is the place of an organ: 「某某市」.

    It may also be the first part of the place's name: 「某某族自治」 before 「县税务局」.
    """
    if (
        start == 0
        or end - start >= MOST_TITLE_LINES
        or not is_title("".join(words[start - 1 : end]))
    ):
        return start, end
    above, organ = words[start - 1], agency_of_title("".join(words[start:end])) or ""
    is_below_place = (
        start < end - 1
        and _PLACE.fullmatch(above) is not None
        and _is_title_head(above)
        and describe(words[start]).kind not in {None, AgencyKind.GOVERNMENT}
    )
    is_cut = (
        _BEGUN_NAME.fullmatch(above) is not None
        and organ[:1] in _AREA_SIGNS
        and len(describe(above + organ).place) > len(above)
    )
    return (start - 1 if is_below_place or is_cut else start), end


def _is_title_head(words: str) -> bool:
    """Whether a line is an organ, a year, or both, and nothing else."""
    if not words or len(words) > _LONGEST_HEAD or _SENTENCE.search(words) or words in _CHROME:
        return False
    organ = _YEAR_AT_END.sub("", _YEAR_AT_START.sub("", narrow(words)))
    return not organ or describe(organ).kind is not None
