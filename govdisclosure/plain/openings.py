"""Which headings of level 1 open sections, judged by their words and their numbering.

Takes ordinals and titles and gives sections; knows no lines and no document. The outline uses it to
find the headings that open sections, and the model to check that its own would be read back.
"""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from govdisclosure.forms.layout import SectionKind, section_of_key, title_key

__all__ = ["Naming", "Opening", "open_sections", "tell_section"]


class Naming(IntEnum):
    """How a title names its section; of two titles for one section, the first kind is preferred."""

    #: The wording of the form or one used in its place.
    FORM = 0
    #: A wording from before 2019.
    OLDER = 1
    #: Any other title whose every word is one of that section's titles.
    WORDS = 2


class Opening(NamedTuple):
    """What a title opens."""

    #: None for a part that older reports have and the form does not, such as 收费及减免情况.
    kind: SectionKind | None
    naming: Naming


#: Words that titles of all sections have, over keys of titles.
_ANY = (
    "政府|政务|信息|公开|工作|情况|和|及|与|以及|或|等|有关|相关|主要|基本|总体|具体|存在|当前|目前"
    "|本?年度|本年|全年|(?:19|20)[0-9]{2}年|行政机关|本(?:机关|单位|部门)|[全我本][省市州县区旗乡镇局院校]|海关|关区|学校"
)


def _titles(words: str, *needed: str) -> re.Pattern[str]:
    """Titles made of *words* and common words that have one of each group of *needed* words."""
    ahead = "".join(f"(?=.*(?:{one}))" for one in needed)
    return re.compile(f"{ahead}(?:{words}|{_ANY})+")


#: Titles by their words: a title with any other word opens nothing.
_BY_WORDS: dict[SectionKind | None, re.Pattern[str]] = {
    SectionKind.OVERVIEW: _titles(
        "概述|概况|综述|推行|推进|开展|实施",
        "概述|概况|综述|基本|总体",
        "概述|概况|综述|情况",
        # 全县概况 is about the county
        "公开|信息|工作|^(?!.*(?<!基)[全我本](?!年))",
    ),
    SectionKind.PROACTIVE: _titles(
        "主动|行政|内容|类别|数量|形式|方式|渠道", "主动(?:向社会)?公开|公开.*(?:内容|类别)"
    ),
    SectionKind.REQUESTS: _titles(
        "依?申请|收到|接收|受理|处理|办理|答复|不予|咨询|数量",
        "申请",
        "公开|信息|依申请|收到|接收",  # 申请办理情况 may be about licences
    ),
    SectionKind.DISPUTES: _titles(
        "行政|复议|诉讼|应诉|申请|提起|提出|引起|引发|发生|因|被|类|涉及|举报|投诉|申诉|处理",
        "复议|诉讼",
    ),
    SectionKind.PROBLEMS: _titles(
        "问题|不足|困难|改进|整改|解决|打算|安排|措施|计划|思路|建议|对策|努力|方向|下一?步|今后|方面|之处|中|重点",
        "问题(?!整改)|不足|困难|存在",  # 问题整改情况 follows an audit
        "问题|不足|困难",
        "存在.*问题|改进|整改|打算|安排|措施|建议|对策|方向|下一?步",
    ),
    SectionKind.OTHER: _titles(
        "其他|需要?|应当?|予以|说明|报告|事项|附表",
        "其他|需要?(?:说明|报告)|说明(?:事项|.?附表)",
        "事项|报告|说明",
    ),
}
#: Titles of parts that older reports have and the form does not.
_OLDER_PART = _titles(
    "收费|标准|收取|收入|收支|减免|费用|支出|经费|人员|组织|领导|机构|设置|制度|平台|重点领域|建设|保障|队伍|培训|宣传|会议"
    "|监督|检查|考核|评议|对|因|受到|回应|解读|政策|社会|公众|关切|咨询|处理|受理|不予|举报|投诉|申诉",
    "收费|收支|减免|费用|经费|机构|人员|领导|制度|平台|重点领域|培训|宣传|监督|考核|评议|回应|解读|咨询|不予公开|举报|投诉"
    "|申诉",
    "情况|收费标准",
)
_ORDER = {kind: number for number, kind in enumerate(SectionKind)}


@lru_cache(maxsize=8192)
def tell_section(title: str) -> Opening | None:
    """The section that *title*, a whole title without its numeral, names; None when there is none.

    Example:
        >>> tell_section("概述").naming.name, tell_section("存在问题及工作打算").kind.value
        ('OLDER', 'problems')
        >>> tell_section("加强主动公开") is None, tell_section("收费及减免情况").kind is None
        (True, True)
    """
    key = title_key(title)
    if kind := section_of_key(key):
        return Opening(kind, Naming.FORM)
    if kind := section_of_key(key, older=True):
        return Opening(kind, Naming.OLDER)
    kinds = [kind for kind, pattern in _BY_WORDS.items() if pattern.fullmatch(key)]
    if not kinds and _OLDER_PART.fullmatch(key):
        return Opening(None, Naming.OLDER)
    return Opening(kinds[0], Naming.WORDS) if len(kinds) == 1 else None


class _Path(NamedTuple):
    """One way to divide the headings so far into those of the report and those within a section."""

    cost: int
    #: The last ordinal of the report's own headings, and of those within a section; 0 if none yet.
    outer: int
    inner: int
    #: The sections opened, and the last of them, as bits in the order of the form.
    opened: int
    last: int
    #: The path without the last heading.
    before: "_Path | None"

    def longer(self, ordinal: int, told: Opening | None) -> Iterator["_Path"]:
        """The paths with one more heading: a point, the report's own, or one opening a section."""
        so_far, outer, inner, opened, last, _ = self
        if outer:
            cost = _FIRST_POINT if ordinal == 1 else _POINT_OUT_OF_NUMBER
            yield _Path(
                so_far + cost * (not inner == ordinal - 1 > 0), outer, ordinal, opened, last, self
            )
        is_next = outer in {0, ordinal - 1}
        cost = 0 if is_next else _HEADING_OUT_OF_NUMBER
        bare = _Path(so_far + cost, ordinal, 0, opened, last, self)
        bit = 1 << _ORDER[told.kind] if told and told.kind else 0
        if told is not None and bit and not opened & bit:
            cost = 0 if is_next else _SECTION_OUT_OF_NUMBER
            cost = max(cost, _SECTION_OUT_OF_ORDER if last > bit else 0)
            cost -= _WORTH[told.naming]
            yield _Path(so_far + cost, ordinal, 0, opened | bit, bit, self)
        yield bare

    def opens(self, told: Opening | None) -> bool:
        """Whether the last heading opens what it is *told* to open."""
        before = self.before
        if told is None or before is None or told.kind is not None:
            return before is not None and before.opened != self.opened
        return not self.inner and before.outer in {0, self.outer - 1}


#: What a title that opens a section is worth.
_WORTH = {Naming.FORM: 11, Naming.OLDER: 3, Naming.WORDS: 2}
#: The costs of breaks in numbering and order, for sections, for other headings of the report, and
#: for points within a section. They let a title of the form open a section out of order, and also
#: out of number unless points continue after it; other titles open a section rather than be points
#: out of number, but a heading that is no section of the form does not.
_SECTION_OUT_OF_NUMBER, _SECTION_OUT_OF_ORDER = 14, 10
_HEADING_OUT_OF_NUMBER, _POINT_OUT_OF_NUMBER = 13, 18
#: The cost of a first point; higher than that of a title of the form that repeats a number.
_FIRST_POINT = 4
#: The maximum number of paths, and how much more a path may cost that is cheaper in the end.
_MOST_PATHS, _MOST_REGRET = 64, 100
#: The maximum number of headings that are divided: no report has a tenth of it, and each takes as
#: long as reading hundreds of characters.
_MOST_HEADINGS = 1_000


def open_sections(headings: Sequence[tuple[int, str]]) -> list[Opening | None]:
    """What each heading of level 1 opens, given by ordinal and title in the order of the document.

    A heading is the report's own or a point within a section, whose numbering begins anew. Of all
    ways to divide them, the one is chosen in which both numberings are most regular, the form's
    order is kept, and the best wordings open sections, each once. Points within a section open
    nothing. All are None where no section of the form opens. Where there are more headings than
    any report has, only titles of the form open sections, the first of each.

    Example:
        >>> titles = [(1, "概述"), (1, "依申请公开情况"), (2, "宣传情况"), (2, "主动公开情况")]
        >>> [one and one.kind.value for one in open_sections(titles)]
        ['overview', None, None, 'proactive']
    """
    told = tuple(tell_section(title) for _, title in headings)
    ordinals = tuple(ordinal for ordinal, _ in headings)
    is_many = len(headings) > _MOST_HEADINGS
    found, is_best = ((), False) if is_many else _part(ordinals, told)
    if not is_best and not is_many:
        # A section prints under the title of the form; this must be read back the same way.
        printed = tuple(
            Opening(one.kind, Naming.FORM) if opens and one and one.kind else one
            for one, opens in zip(told, found, strict=True)
        )
        is_best = _part(ordinals, printed)[0] == found
    if not is_best or not any(found):
        # A title of the form always names its own section: the first of each opens it.
        known = [one.kind if one and one.naming is Naming.FORM else None for one in told]
        firsts = {kind: at for at, kind in reversed([*enumerate(known)]) if kind is not None}
        found = tuple(kind is not None and firsts[kind] == at for at, kind in enumerate(known))
    return [one if opens else None for one, opens in zip(told, found, strict=True)]


@lru_cache(maxsize=32)  # several modules ask for the headings of one document
def _part(
    ordinals: tuple[int, ...], told: tuple[Opening | None, ...]
) -> tuple[tuple[bool, ...], bool]:
    """Which headings open something on the cheapest path, and whether it is surely the cheapest.

    Of paths with equal costs, the one whose first differing heading is a point within a section is
    taken. It is still the cheapest when titles that open sections get other wordings.
    """
    is_best = True
    paths = [_Path(0, 0, 0, 0, 0, None)]
    for ordinal, one in zip(ordinals, told, strict=True):
        best: dict[tuple[int, int, int, int], _Path] = {}
        for path in paths:
            for longer in path.longer(ordinal, one):
                state = longer[1:5]
                if state not in best or longer.cost < best[state].cost:
                    best.pop(state, None)  # the order is that of preference
                    best[state] = longer
        paths = list(best.values())
        if len(paths) > _MOST_PATHS:
            by_cost = sorted(range(len(paths)), key=lambda at: paths[at].cost)
            cheapest, dearest = (paths[by_cost[at]].cost for at in (0, _MOST_PATHS))
            is_best = is_best and dearest - cheapest > _MOST_REGRET
            paths = [paths[at] for at in sorted(by_cost[:_MOST_PATHS])]
    path = min(paths, key=attrgetter("cost"))
    found: list[bool] = []
    for one in reversed(told if path.opened else ()):
        found.append(path.opens(one))
        path = path.before or path
    return tuple(found[::-1]) or (False,) * len(told), is_best
