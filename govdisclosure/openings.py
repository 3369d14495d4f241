"""Which headings of level 1 open sections: their words say which, their numbering whether.

Takes ordinals and titles and gives sections; knows no lines and no document. The outline asks it
which headings open sections, and the model whether its own would be read back as they stand.
"""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from govdisclosure.layout import SectionKind, find_section, title_key

__all__ = ["Opening", "Wording", "open_sections", "tell_section"]


class Wording(IntEnum):
    """How a title names its section; where two titles name one section, the first counts."""

    #: The wording of the form or one used in its place.
    FORM = 0
    #: A wording of before 2019.
    OLDER = 1
    #: Any other of which every word is one of that section's titles.
    WORDS = 2


class Opening(NamedTuple):
    """What a title opens."""

    #: None for a part that older reports have and the form has not, such as 收费及减免情况.
    kind: SectionKind | None
    wording: Wording


#: Words that titles of all sections have, over keys of titles.
_ANY = (
    "政府|政务|信息|公开|工作|情况|和|及|与|以及|或|等|有关|相关|主要|基本|总体|具体|存在|当前|目前"
    "|本?年度|本年|全年|(?:19|20)[0-9]{2}年|行政机关|本(?:机关|单位|部门)|[全我本][省市州县区旗乡镇局院校]"
)


def _titles(words: str, *needed: str) -> re.Pattern[str]:
    """Titles of *words* and those of all titles that have one of each of the *needed* words."""
    ahead = "".join(f"(?=.*(?:{one}))" for one in needed)
    return re.compile(f"{ahead}(?:{words}|{_ANY})+")


#: Titles by their words: a title with any other word opens nothing.
_BY_WORDS: dict[SectionKind | None, re.Pattern[str]] = {
    SectionKind.OVERVIEW: _titles(
        "概述|概况|综述", "概述|概况|综述|基本|总体", "概述|概况|综述|情况"
    ),
    SectionKind.PROACTIVE: _titles("主动|行政", "主动(?:向社会)?公开"),
    SectionKind.REQUESTS: _titles("依?申请|收到|接收|受理|处理|办理|答复|不予|咨询|数量", "申请"),
    SectionKind.DISPUTES: _titles(
        "行政|复议|诉讼|应诉|申请|提起|提出|引起|引发|发生|因|被|类|举报|投诉|申诉|处理",
        "复议|诉讼",
    ),
    SectionKind.PROBLEMS: _titles(
        "问题|不足|困难|改进|整改|解决|打算|安排|措施|计划|思路|建议|对策|努力|方向|下一?步|今后|方面|之处|中|重点",
        "问题|不足",
        "存在.*问题|改进|整改|打算|安排|措施|建议|对策|方向|下一?步",
    ),
    SectionKind.OTHER: _titles(
        "其他|需要?|应当?|予以|说明|报告|事项|附表", "其他|需要?(?:说明|报告)", "事项|报告|说明"
    ),
}
#: Titles of parts that older reports have and the form has not.
_OLDER_PART = _titles(
    "收费|收取|减免|费用|支出|经费|人员|机构|设置|建设|保障|队伍|培训|会议|回应|解读|政策|社会|公众|关切|咨询|处理"
    "|受理|不予|举报|投诉|申诉",
    "收费|减免|费用|经费|机构|人员|培训|回应|解读|咨询|不予公开|举报|投诉|申诉",
    "情况",
)
_ORDER = {kind: number for number, kind in enumerate(SectionKind)}


@lru_cache(maxsize=1024)
def tell_section(title: str) -> Opening | None:
    """Which section *title*, a whole title without its numeral, names; None when it names none.

    Example:
        >>> tell_section("概述").wording.name, tell_section("存在问题及工作打算").kind.value
        ('OLDER', 'problems')
        >>> tell_section("加强主动公开") is None, tell_section("收费及减免情况").kind is None
        (True, True)
    """
    if kind := find_section(title):
        return Opening(kind, Wording.FORM)
    if kind := find_section(title, older=True):
        return Opening(kind, Wording.OLDER)
    key = title_key(title)
    kinds = [kind for kind, pattern in _BY_WORDS.items() if pattern.fullmatch(key)]
    if not kinds and _OLDER_PART.fullmatch(key):
        return Opening(None, Wording.OLDER)
    return Opening(kinds[0], Wording.WORDS) if len(kinds) == 1 else None


def open_sections(headings: Sequence[tuple[int, str]]) -> list[Opening | None]:
    """What each heading of level 1 opens, given by ordinal and title in the order of the document.

    Each section opens once, by the best wording that any heading has for it. A title of the form
    always opens; others only in the form's order and in the numbering of the sections, not in one
    that begins anew within a section. All are None where no section of the form opens.

    Example:
        >>> titles = [(1, "概述"), (1, "依申请公开情况"), (2, "宣传情况"), (2, "主动公开情况")]
        >>> [one and one.kind.value for one in open_sections(titles)]
        ['overview', None, None, 'proactive']
    """
    told = [tell_section(title) for _, title in headings]
    best: dict[SectionKind, Wording] = {}
    for one in told:
        if one is not None and one.kind is not None:
            best[one.kind] = min(one.wording, best.get(one.kind, one.wording))
    ahead = {kind for kind, wording in best.items() if wording is Wording.FORM}
    opened: set[SectionKind] = set()
    outer = inner = 0
    found: list[Opening | None] = []
    for (ordinal, _), one in zip(headings, told, strict=True):
        is_inner = (ordinal == 1 and outer > 0) or (inner > 0 and ordinal == inner + 1)
        opens = one is not None and (
            (one.kind is None and not is_inner and ordinal == outer + 1)
            or (
                one.kind is not None
                and one.wording is best[one.kind]
                and one.kind not in opened
                and (
                    one.wording is Wording.FORM
                    or (
                        not is_inner
                        and ordinal >= outer
                        and max(map(_ORDER.__getitem__, opened), default=-1) < _ORDER[one.kind]
                        and _ORDER[one.kind] < min(map(_ORDER.__getitem__, ahead), default=6)
                    )
                )
            )
        )
        found.append(one if opens else None)
        if opens and one is not None and one.kind is not None:
            opened.add(one.kind)
            ahead.discard(one.kind)
        if opens or (not is_inner and ordinal == outer + 1):
            outer, inner = ordinal, 0
        else:
            inner = ordinal
    return found if opened else [None] * len(found)
