"""The words over the columns of a statistics sheet, in its column of units, and below it.

Takes words as printed and says whether they are the head of the labels or units, a unit, or the
beginning or end of a sheet, and what a column of values holds. Knows no rows.
"""

import re
from enum import Enum
from functools import lru_cache

from govdisclosure.characters import narrow
from govdisclosure.forms.sheet_labels import without_remark
from govdisclosure.text import CellState, read_printed

__all__ = [
    "LABEL_HEAD",
    "NO_UNIT",
    "UNIT_HEAD",
    "ColumnKind",
    "begins_sheet",
    "columns_named",
    "is_foot",
    "is_label_head",
    "is_unit",
    "is_unit_head",
    "unit_of_cells",
]

#: What the sheet prints over its labels and over its units.
LABEL_HEAD = "统计指标"
UNIT_HEAD = "单位"
#: The unit of a row that is a heading.
NO_UNIT = "——"

# ------------------------------------------------------------------------------ heads and units

_LABEL_HEADS = frozenset(
    {"统计指标", "指标名称", "统计指标名称", "指标", "统计项目", "统计内容", "指标内容"}
)
#: Heads of many tables; they count as heads of a sheet only when its rows are known.
_COMMON_HEADS = frozenset({"项目", "项目名称", "名称", "内容", "统计事项"})
_UNIT_HEADS = frozenset({"单位", "计量单位", "统计单位"})
_UNITS = frozenset(
    {
        "条",
        "件",
        "次",
        "篇",
        "元",
        "万元",
        "亿元",
        "个",
        "人",
        "人次",
        "份",
        "期",
        "场",
        "部",
        "项",
        "宗",
    }
)
_NO_UNITS = frozenset({"——", "—", "-", "--", "/", "–"})
#: Characters that are in no unit, over narrow text.
_NOT_IN_UNITS = re.compile(r"[0-9:;,.。、|\\]")
_LONGEST_UNIT = 8
#: Words below a sheet: who filled it in, who answers for it.
_FOOT = re.compile(
    r"(?:单位负责人|分管领导|负责人|审核人|审签人|填报人|填表人|制表人|联系人|联系电话|填报日期|填表日期|填报单位|报送单位)"
    r" ?(?::.*)?"
)


#: The maximum length of the words over a column, including a remark in brackets.
_LONGEST_HEAD = 24


@lru_cache(maxsize=4096)
def _head_key(words: str) -> str:
    return without_remark(narrow(words).replace(" ", ""))


def is_label_head(words: str, *, is_common: bool = False) -> bool:
    """Whether words are the head of a sheet's labels; with *is_common*, also that of any table."""
    if not words or len(words) > _LONGEST_HEAD or words.isdigit():
        return False
    key = _head_key(words)
    return key in _LABEL_HEADS or (is_common and key in _COMMON_HEADS)


def is_unit_head(words: str) -> bool:
    """Whether words are the head of a sheet's units."""
    return _head_key(words) in _UNIT_HEADS


def is_unit(words: str, *, is_known: bool = False) -> bool:
    """Whether words can be the unit of a row, or the mark for no unit.

    Args:
        words: The words beside the label.
        is_known: Whether to accept only units that sheets are known to print.

    Example:
        >>> is_unit("人次"), is_unit("——"), is_unit("条/件"), is_unit("12"), is_unit("审核人：")
        (True, True, True, False, False)
    """
    key = narrow(words)
    if key in _UNITS or key in _NO_UNITS:
        return True
    return (
        not is_known
        and key not in _UNIT_HEADS
        and 0 < len(words) <= _LONGEST_UNIT
        and _NOT_IN_UNITS.search(key) is None
        and read_printed(words).state is CellState.TEXT
    )


@lru_cache(maxsize=256)
def unit_of_cells(unit: str) -> str | None:
    """The unit of the numbers in a row that prints *unit*; None if numbers have no such unit."""
    key = narrow(unit)
    return key if key and read_printed(f"1{key}").unit == key else None


def is_foot(words: str) -> bool:
    """Whether words belong below a sheet: 「单位负责人」, 「填报日期：」."""
    return _FOOT.fullmatch(narrow(words)) is not None


def begins_sheet(line: str) -> bool:
    """Whether the words of a line are, or begin as, the head of a sheet.

    Example:
        >>> [begins_sheet(line) for line in ("指标名称 计量单位 2014年度", "统计指标", "指标见下")]
        [True, True, False]
    """
    return line[:1] in _HEAD_SIGNS and _HEAD_LINE.match(narrow(line)) is not None


#: The characters that such a line can begin with; avoids running the pattern on all others.
_HEAD_SIGNS = frozenset("指统統序编編代行")
_ANY_HEAD = "|".join(sorted(_LABEL_HEADS, key=len, reverse=True))
_ANY_UNIT_HEAD = "|".join(sorted(_UNIT_HEADS, key=len, reverse=True))
_HEAD_LINE = re.compile(
    rf"(?:(?:序号|编号|代码|行次) ?)?(?:{_ANY_HEAD})(?: ?(?:{_ANY_UNIT_HEAD}).{{0,60}})?$"
)


# ------------------------------------------------------------------------------ columns


class ColumnKind(Enum):
    """What a column of values holds; the value of the first two is the third part of an address."""

    #: What was counted in the year of the report.
    YEAR = "year"
    #: What was counted since the Regulations came into force.
    CUMULATIVE = "cumulative"
    #: Ordinals and codes of the rows.
    ORDINAL = "ordinal"
    #: Remarks.
    REMARK = "remark"
    #: Anything else, such as 「区直」.
    OTHER = "other"

    @property
    def is_counted(self) -> bool:
        """Whether its numbers are counts in the unit of their row."""
        return self not in {ColumnKind.ORDINAL, ColumnKind.REMARK}

    @property
    def is_addressed(self) -> bool:
        """Whether its cells have addresses."""
        return self in {ColumnKind.YEAR, ColumnKind.CUMULATIVE}


_YEAR = re.compile(
    r"(?:统计|本年度?|当年|全年|年度|20[0-9]{2}年度?)?(?:统计|发生)?(?:数|数量|数据|数值|数目|合计)?"
)
_PERIOD, _SUM_OF_PERIODS = "本期实际", "本年累计"
_CUMULATIVE = frozenset(
    {"历年累计", "累计", "累计数", "历年累计数", "历年累计数量", "累计数量", "历年合计", "历年总计"}
)
_ORDINAL = frozenset({"序号", "编号", "代码", "指标代码", "行次", "编码"})
_REMARKS = frozenset({"备注", "说明", "注"})
_TOTALS = frozenset({"合计", "总计"})


@lru_cache(maxsize=256)
def columns_named(names: tuple[str, ...]) -> tuple[ColumnKind, ...]:
    """What each column of values holds, by the words over it.

    Among columns by period, 「本年累计」 is that of the year, or 「本期实际」 if there is no such
    column; among columns by body, such as 「区直」, it is 「合计」. If two columns would be that of
    the year, neither is.

    Example:
        >>> [one.value for one in columns_named(("2014 年度", "历年累计"))]
        ['year', 'cumulative']
        >>> [one.value for one in columns_named(("序号", "区直", "乡镇", "合计"))]
        ['ordinal', 'other', 'other', 'year']
    """
    keys = [_head_key(name) for name in names]
    kinds = [_kind_of_column(key) for key in keys]
    for word in (_SUM_OF_PERIODS, _PERIOD):
        if ColumnKind.YEAR not in kinds and word in keys:
            kinds[keys.index(word)] = ColumnKind.YEAR
    if ColumnKind.YEAR not in kinds:
        kinds = [
            ColumnKind.YEAR if key in _TOTALS else kind
            for key, kind in zip(keys, kinds, strict=True)
        ]
    for kind in (ColumnKind.YEAR, ColumnKind.CUMULATIVE):
        if kinds.count(kind) > 1:
            kinds = [ColumnKind.OTHER if one is kind else one for one in kinds]
    return tuple(kinds)


def _kind_of_column(key: str) -> ColumnKind:
    if key in _ORDINAL:
        return ColumnKind.ORDINAL
    if key in _REMARKS:
        return ColumnKind.REMARK
    if key in _CUMULATIVE:
        return ColumnKind.CUMULATIVE
    if key and key not in _TOTALS and _YEAR.fullmatch(key):
        return ColumnKind.YEAR
    return ColumnKind.OTHER
