"""Sentences with numbers of others, of other times, and of what was asked for: drawn, never listed.

Takes a source of chance and gives sentences in which no number is one of the tables, whatever the
report says; names and matters are invented. Knows nothing of how they are read.
"""

from collections.abc import Callable
from random import Random
from typing import TypeAlias

from .claiming import numeral

__all__ = ["AGENCY", "STRANGE", "Strange"]

#: Who reports; nobody of those drawn below.
AGENCY = "青溪县商务局"
_YEAR = 2023

_PLACES = ("县", "", "青溪县")
_BODIES = ("公安局", "自然资源局", "教育局", "住建局", "卫生健康局", "人力资源和社会保障局")
_PARTS = (
    "下属事业单位",
    "局属二级单位",
    "各乡镇",
    "14个乡镇",
    "10个县区",
    "26个单位",
    "镇街",
    "县直部门",
)
_WIDER = ("全市", "全省", "市政府办公室", "省商务厅")
_RECEIVED = ("收到", "受理", "共收到", "办理", "答复", "收到和处理")
_REQUESTS = ("政府信息公开申请", "依申请公开", "信息公开申请", "依申请公开申请")


def _count(chance: Random) -> str:
    return numeral(chance.randint(2, 900), chance) + chance.choice(("件", "件", "宗", "份"))


def _done(chance: Random) -> str:
    """A verb, a head and a number, which alone would be a number of table three or two."""
    if chance.random() < 0.2:
        verb = chance.choice(("制发", "制定", "出台"))
        return f"{verb}规范性文件{numeral(chance.randint(2, 90), chance)}件"
    verb, noun = chance.choice(_RECEIVED), chance.choice(_REQUESTS)
    if chance.random() < 0.2:
        return f"{verb}{numeral(chance.randint(2, 900), chance)}件{noun}"
    return f"{verb}{noun}{_count(chance)}"


def _and_more(chance: Random, said: str) -> str:
    """The sentence, or one in which more numbers of the same subject follow."""
    if chance.random() < 0.4:
        said += chance.choice(("，办结", "，答复", "，已办理")) + _count(chance)
    return said + "。"


def another_body(chance: Random) -> str:
    """Another body, a part of the own one, or a wider place acts."""
    kind = chance.randrange(4)
    if kind == 0:
        who = chance.choice(_PLACES) + chance.choice(_BODIES)
    elif kind == 1:
        who = chance.choice(_PARTS)
    elif kind == 2:
        who = chance.choice(_WIDER)
    else:
        body = chance.choice(_PLACES) + chance.choice(_BODIES)
        most = chance.choice(("收件较多的是", "申请量最大的单位是", "办件最多的部门为"))
        return f"{most}{body}，{_done(chance)}。"
    return _and_more(chance, who + chance.choice(("", "全年")) + _done(chance))


def another_respondent(chance: Random) -> str:
    """A reconsideration against somebody else."""
    who = chance.choice(("县政府", "市政府", "县公安局", "某镇政府"))
    matter = chance.choice(("政府信息公开", "信息公开类"))
    return f"以{who}为被申请人的{matter}行政复议案件{_count(chance)}。"


def plan(chance: Random) -> str:
    """What is planned for the next year, or hoped for."""
    begin = chance.choice(("明年", f"{_YEAR + 1}年", "下一步", "来年，", f"{_YEAR + 1}年，我局"))
    wish = chance.choice(("拟", "计划", "力争", "预计", "争取"))
    if begin == "下一步" or chance.random() < 0.7:
        begin += wish
    return _and_more(chance, begin + _done(chance))


def part_of_year(chance: Random) -> str:
    """A part of the year, a day of it, or several years."""
    month = chance.randint(2, 11)
    day = chance.randint(1, 28)
    when = chance.choice(
        (
            *("上半年", "下半年", "第三季度", "前三季度", "一季度", "近三年来", "五年来", "历年"),
            *(f"{month}月份", f"1至{month}月", f"1-{month}月", f"1月至{month}月"),
            *(f"{_YEAR}年1月1日至{month}月{day}日", f"截至{month}月底", f"截至{month}月{day}日"),
            *(f"{_YEAR}年{month}月{day}日", f"{month}月{day}日", f"截至{_YEAR}年{month}月底"),
            *(f"自{_YEAR - 3}年以来", "“十四五”期间", f"{_YEAR - 1}年", "去年", "上一年度"),
            f"{_YEAR - 4}年至{_YEAR}年",
        )
    )
    comma = chance.choice(("", "，", "，我局"))
    return _and_more(chance, when + comma + _done(chance))


def reason_before(chance: Random) -> str:
    """A reason before 申请 is what was asked for, or how, and no row of the table."""
    matter = chance.choice(
        (
            *("涉及个人隐私的", "涉及商业秘密的", "属于国家秘密的", "内部事务信息的"),
            *("涉及土地征收的", "关于拆迁补偿的", "过程性信息的", "行政执法案卷类"),
        )
    )
    verb = chance.choice(("", "收到", "收到", "共受理"))
    noun = chance.choice(("政府信息公开申请", "申请", "信息公开申请"))
    return f"{verb}{matter}{noun}{_count(chance)}。"


def no_request(chance: Random) -> str:
    """What is received and handled and is none of the requests of the form."""
    noun, unit = chance.choice(
        (("网民留言", "条"), ("行政许可申请", "件"), ("热线工单", "件"), ("政协提案", "件"))
    )
    first, second = chance.choice((("收到", "办结"), ("受理", "答复"), ("办理", "回复")))
    return f"{first}{noun}{chance.randint(2, 900)}{unit}，{second}{chance.randint(2, 900)}{unit}。"


#: Draws one sentence that no table has a number of.
Strange: TypeAlias = Callable[[Random], str]
STRANGE: tuple[Strange, ...] = (
    *(another_body, another_respondent, plan, part_of_year, reason_before, no_request),
)
