"""The one table of the statistics sheet of 2008 to 2018: its indicators, columns, units and sums.

What 政府信息公开情况统计表 counts stands here and nowhere else: the wording of the national sheet,
the wordings of local ones, the order, the units, and what must add up. Readers, the model, rules
and the crosswalk read this module. **To add a wording, add it to the aliases of one line.**

Sources: the sheet of 国办发〔2014〕32号 (report years 2014 to 2018); sheets of Fujian for the rows
that only local sheets have. A sheet has no fixed rows: local ones stand between those of the form,
so that each row is known by its words and by the rows above it, never by its place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache

from attrs import field, frozen

from govdisclosure.text import CellState, fold_blanks, label_key, narrow, read_printed

__all__ = [
    "LABEL_HEAD",
    "NO_UNIT",
    "UNIT_HEAD",
    "Bound",
    "ColumnKind",
    "Indicator",
    "SheetKind",
    "SheetSum",
    "begins_sheet",
    "bounds",
    "channels",
    "columns_named",
    "indicator_of",
    "indicators",
    "indicators_of",
    "is_foot",
    "is_indicator",
    "is_label_head",
    "is_unit",
    "is_unit_head",
    "level_of",
    "lineage",
    "sheet_sums",
    "unit_of_cells",
]


class SheetKind(Enum):
    """The statistics sheet; the value is the first part of an address."""

    STATISTICS = "statistics"


#: What the sheet prints over its labels and over its units.
LABEL_HEAD = "统计指标"
UNIT_HEAD = "单位"
#: The unit of a row that is a heading.
NO_UNIT = "——"

# ------------------------------------------------------------------------------ indicators


@frozen
class Indicator:
    """One thing that the sheet counts, or a heading over several; its name is that of the row."""

    #: The second part of an address, such as ``received_online``.
    name: str
    #: The wording of the national sheet, without its ordinal and its remark in brackets; that of a
    #: local sheet where the national one has no such row.
    official: str
    #: None for a heading.
    unit: str | None
    english: str
    #: The row that it stands under; None for the main headings.
    parent: str | None = field(default=None, kw_only=True)
    aliases: tuple[str, ...] = field(default=(), kw_only=True)
    #: Wordings that say what they count only under their parent.
    short: tuple[str, ...] = field(default=(), kw_only=True)
    #: Whether even the official wording does so.
    is_contextual: bool = field(default=False, kw_only=True)
    #: Whether only local sheets have it.
    is_local: bool = field(default=False, kw_only=True)


#: In the order of the national sheet, each local row behind its likes.
_INDICATORS = (
    Indicator("proactive", "主动公开情况", None, "proactive disclosure"),
    Indicator(
        "proactive_total",
        "主动公开政府信息数",
        "条",
        "items disclosed proactively",
        parent="proactive",
        aliases=("主动公开信息数", "主动公开文件数", "主动公开政府信息条数"),
    ),
    Indicator(
        "proactive_normative",
        "主动公开规范性文件数",
        "条",
        "normative documents disclosed proactively",
        parent="proactive_total",
    ),
    Indicator(
        "normative_issued",
        "制发规范性文件总数",
        "件",
        "normative documents issued",
        parent="proactive",
    ),
    Indicator(
        "channels",
        "通过不同渠道和方式公开政府信息的情况",
        None,
        "disclosure by channel",
        parent="proactive",
        aliases=("通过不同渠道和方式公开政府信息情况",),
    ),
    Indicator(
        "via_gazette",
        "政府公报公开政府信息数",
        "条",
        "items in the gazette",
        parent="channels",
        aliases=("政府公报公开数", "政府公报公开信息数"),
    ),
    Indicator(
        "via_website",
        "政府网站公开政府信息数",
        "条",
        "items on the website",
        parent="channels",
        aliases=("政府网站公开数", "政府网站公开信息数", "网站公开数"),
    ),
    Indicator(
        "via_weibo",
        "政务微博公开政府信息数",
        "条",
        "items on Weibo",
        parent="channels",
        aliases=("政务微博公开数", "政务微博公开信息数"),
    ),
    Indicator(
        "via_wechat",
        "政务微信公开政府信息数",
        "条",
        "items on WeChat",
        parent="channels",
        aliases=("政务微信公开数", "政务微信公开信息数"),
    ),
    Indicator(
        "via_other",
        "其他方式公开政府信息数",
        "条",
        "items disclosed in other ways",
        parent="channels",
        aliases=("其他方式公开数", "其他方式公开信息数"),
    ),
    Indicator("responses", "回应解读情况", None, "responses and interpretation"),
    Indicator(
        "responses_total",
        "回应公众关注热点或重大舆情数",
        "次",
        "responses to public concerns",
        parent="responses",
    ),
    Indicator(
        "response_channels",
        "通过不同渠道和方式回应解读的情况",
        None,
        "responses by channel",
        parent="responses",
        aliases=("通过不同渠道和方式回应解读情况",),
    ),
    Indicator(
        "press_conferences",
        "参加或举办新闻发布会总次数",
        "次",
        "press conferences",
        parent="response_channels",
        aliases=("参加或举办新闻发布会次数", "举办新闻发布会总次数", "举办新闻发布会次数"),
    ),
    Indicator(
        "press_conferences_head",
        "主要负责同志参加新闻发布会次数",
        "次",
        "press conferences with the head of the organ",
        parent="press_conferences",
    ),
    Indicator(
        "interviews",
        "政府网站在线访谈次数",
        "次",
        "interviews on the website",
        parent="response_channels",
    ),
    Indicator(
        "interviews_head",
        "主要负责同志参加政府网站在线访谈次数",
        "次",
        "interviews with the head of the organ",
        parent="interviews",
    ),
    Indicator(
        "interpretations",
        "政策解读稿件发布数",
        "篇",
        "interpretations of policy published",
        parent="response_channels",
    ),
    Indicator(
        "social_responses",
        "微博微信回应事件数",
        "次",
        "responses on Weibo and WeChat",
        parent="response_channels",
    ),
    Indicator(
        "other_responses",
        "其他方式回应事件数",
        "次",
        "responses in other ways",
        parent="response_channels",
    ),
    Indicator("requests", "依申请公开情况", None, "disclosure upon request"),
    Indicator(
        "received",
        "收到申请数",
        "件",
        "requests received",
        parent="requests",
        aliases=("受理依申请公开信息总数", "受理政府信息依申请公开总数"),
    ),
    Indicator(
        "received_in_person",
        "当面申请数",
        "件",
        "requests in person",
        parent="received",
        short=("当面",),
    ),
    Indicator(
        "received_fax", "传真申请数", "件", "requests by fax", parent="received", short=("传真",)
    ),
    Indicator(
        "received_online",
        "网络申请数",
        "件",
        "requests online",
        parent="received",
        aliases=("网上申请数", "互联网申请数"),
        short=("网上", "网络"),
    ),
    Indicator(
        "received_mail", "信函申请数", "件", "requests by mail", parent="received", short=("信函",)
    ),
    Indicator(
        "received_email",
        "电子邮件申请数",
        "件",
        "requests by e-mail",
        parent="received",
        short=("电子邮件",),
        is_local=True,
    ),
    Indicator(
        "received_mail_fax",
        "信函、传真申请数",
        "件",
        "requests by mail or fax",
        parent="received",
        aliases=("传真、信函申请数", "信函传真申请数"),
        short=("信函、传真",),
        is_local=True,
    ),
    Indicator(
        "received_other",
        "其他形式申请数",
        "件",
        "requests in other forms",
        parent="received",
        aliases=("其他方式申请数",),
        short=("其他形式",),
        is_local=True,
    ),
    Indicator("closed", "申请办结数", "件", "requests closed", parent="requests"),
    Indicator("closed_on_time", "按时办结数", "件", "closed in time", parent="closed"),
    Indicator("closed_extended", "延期办结数", "件", "closed after extension", parent="closed"),
    Indicator(
        "replied",
        "申请答复数",
        "件",
        "requests replied to",
        parent="requests",
        aliases=("对申请的答复总数", "对申请的答复数", "对申请答复数"),
    ),
    Indicator("already_public", "属于已主动公开范围数", "件", "already public", parent="replied"),
    Indicator("granted", "同意公开答复数", "件", "granted", parent="replied"),
    Indicator("partly_granted", "同意部分公开答复数", "件", "partly granted", parent="replied"),
    Indicator(
        "refused",
        "不同意公开答复数",
        "件",
        "refused",
        parent="replied",
        aliases=("不予公开答复数", "否决公开答复数"),
    ),
    Indicator(
        "refused_state_secret",
        "涉及国家秘密",
        "件",
        "refused: state secrets",
        parent="refused",
        is_contextual=True,
    ),
    Indicator(
        "refused_trade_secret",
        "涉及商业秘密",
        "件",
        "refused: trade secrets",
        parent="refused",
        is_contextual=True,
    ),
    Indicator(
        "refused_privacy",
        "涉及个人隐私",
        "件",
        "refused: privacy",
        parent="refused",
        is_contextual=True,
    ),
    Indicator(
        "refused_security_stability",
        "危及国家安全、公共安全、经济安全和社会稳定",
        "件",
        "refused: security or stability",
        parent="refused",
        is_contextual=True,
    ),
    Indicator(
        "refused_not_government_info",
        "不是《条例》所指政府信息",
        "件",
        "refused: no government information",
        parent="refused",
        is_contextual=True,
    ),
    Indicator(
        "refused_other",
        "法律法规规定的其他情形",
        "件",
        "refused: other cases by law",
        parent="refused",
        is_contextual=True,
    ),
    Indicator(
        "not_this_organ", "不属于本行政机关公开数", "件", "of another organ", parent="replied"
    ),
    Indicator("not_existing", "申请信息不存在数", "件", "does not exist", parent="replied"),
    Indicator("told_to_amend", "告知作出更改补充数", "件", "told to amend", parent="replied"),
    Indicator(
        "told_other_channel",
        "告知通过其他途径办理数",
        "件",
        "told of another way",
        parent="replied",
    ),
    Indicator(
        "replied_other", "其他类型答复数", "件", "other replies", parent="replied", is_local=True
    ),
    Indicator("review_total", "行政复议数量", "件", "reconsiderations"),
    Indicator(
        "review_upheld",
        "维持具体行政行为数",
        "件",
        "reconsiderations: upheld",
        parent="review_total",
    ),
    Indicator(
        "review_corrected",
        "被依法纠错数",
        "件",
        "reconsiderations: corrected",
        parent="review_total",
        is_contextual=True,
    ),
    Indicator(
        "review_other",
        "其他情形数",
        "件",
        "reconsiderations: other",
        parent="review_total",
        is_contextual=True,
    ),
    Indicator("litigation_total", "行政诉讼数量", "件", "lawsuits"),
    Indicator(
        "litigation_upheld",
        "维持具体行政行为或者驳回原告诉讼请求数",
        "件",
        "lawsuits: upheld",
        parent="litigation_total",
        aliases=("维持具体行政行为或驳回原告诉讼请求数",),
    ),
    Indicator(
        "litigation_corrected",
        "被依法纠错数",
        "件",
        "lawsuits: corrected",
        parent="litigation_total",
        is_contextual=True,
    ),
    Indicator(
        "litigation_other",
        "其他情形数",
        "件",
        "lawsuits: other",
        parent="litigation_total",
        is_contextual=True,
    ),
    Indicator("complaints", "举报投诉数量", "件", "complaints"),
    Indicator("request_fees", "依申请公开信息收取的费用", "万元", "fees collected for requests"),
    Indicator(
        "fees_waived",
        "政府信息公开收费减免金额",
        "元",
        "fees waived",
        aliases=("收费减免金额",),
        is_local=True,
    ),
    Indicator("capacity", "机构建设和保障经费情况", None, "organisation and budget"),
    Indicator(
        "dedicated_units",
        "政府信息公开工作专门机构数",
        "个",
        "dedicated units",
        parent="capacity",
    ),
    Indicator(
        "reading_points",
        "设置政府信息公开查阅点数",
        "个",
        "public reading points",
        parent="capacity",
    ),
    Indicator("staff", "从事政府信息公开工作人员数", "人", "staff", parent="capacity"),
    Indicator("staff_full_time", "专职人员数", "人", "full-time staff", parent="staff"),
    Indicator("staff_part_time", "兼职人员数", "人", "part-time staff", parent="staff"),
    Indicator("budget", "政府信息公开专项经费", "万元", "dedicated budget", parent="capacity"),
    Indicator("activities", "政府信息公开会议和培训情况", None, "meetings and training"),
    Indicator(
        "meetings",
        "召开政府信息公开工作会议或专题会议数",
        "次",
        "meetings",
        parent="activities",
    ),
    Indicator("trainings", "举办各类培训班数", "次", "training courses", parent="activities"),
    Indicator("trainees", "接受培训人员数", "人次", "people trained", parent="activities"),
)
_BY_NAME = {one.name: one for one in _INDICATORS}


def indicators() -> tuple[Indicator, ...]:
    """All indicators in the order of the sheet, headings left out."""
    return tuple(one for one in _INDICATORS if one.unit is not None)


def indicator_of(name: str) -> Indicator:
    """The indicator with this *name*.

    Raises:
        KeyError: The sheet counts no such thing.
    """
    return _BY_NAME[name]


# ------------------------------------------------------------------------------ what rows say

_NUMERALS = "一二三四五六七八九十"
#: The ordinal before a label, over narrow text; each of the four is a level.
_MARKS = (
    re.compile(rf"[{_NUMERALS}]{{1,3}} ?[、.]"),
    re.compile(rf"\( ?[{_NUMERALS}]{{1,3}} ?\)"),
    re.compile(r"[0-9]{1,2} ?[.、]"),
    re.compile(r"\( ?[0-9]{1,2} ?\)|[①-⑳]"),
)
_OF_WHICH = re.compile(r"其中 ?[:、]? ?")
_REMARK = re.compile(r"\([^()]*\)$")
_COUNT = re.compile("(?:总数量|总数|数量|数)$")
#: Longer words are no label of an indicator.
_LONGEST_LABEL = 120


def _without_marks(label: str) -> tuple[int, str]:
    """The level of the ordinal before a label, 0 where none stands there, and the words behind."""
    words = narrow(fold_blanks(label))
    words = words[found.end() :] if (found := _OF_WHICH.match(words)) else words
    for level, pattern in enumerate(_MARKS, start=1):
        if found := pattern.match(words):
            words = words[found.end() :].lstrip(" 、.")
            behind = _OF_WHICH.match(words)
            return level, words[behind.end() :] if behind else words
    return 0, words


def _stem(words: str) -> str:
    """The key of a wording; 总数, 数量 and 数 at its end make no difference."""
    return _COUNT.sub("", label_key(words))


def _stems(words: str) -> Iterator[str]:
    """The keys that a label may be known by: as it stands, and without a remark in brackets."""
    yield _stem(words)
    bare = words.rstrip(" ")
    while found := _REMARK.search(bare):
        bare = bare[: found.start()].rstrip(" ")
        yield _stem(bare)


@cache
def _by_stem() -> Mapping[str, tuple[tuple[Indicator, bool], ...]]:
    """Every wording's key, with what it may be and whether it says so only under its parent."""
    found: dict[str, dict[str, tuple[Indicator, bool]]] = {}
    for one in _INDICATORS:
        for words in (one.official, *one.aliases):
            found.setdefault(_stem(words), {})[one.name] = one, one.is_contextual
        for words in one.short:
            found.setdefault(_stem(words), {}).setdefault(one.name, (one, True))
    return {stem: tuple(ones.values()) for stem, ones in found.items()}


@lru_cache(maxsize=4096)
def _candidates(label: str) -> tuple[int, tuple[tuple[Indicator, bool], ...]]:
    """The level of a label's ordinal, and what it may count."""
    if len(label) > _LONGEST_LABEL:
        return 0, ()
    level, words = _without_marks(label)
    known = _by_stem()
    return level, next((known[stem] for stem in _stems(words) if stem in known), ())


def is_indicator(label: str, *, is_counted: bool = False) -> bool:
    """Whether a label is that of an indicator or of a heading over some, wherever it stands.

    Args:
        label: As printed.
        is_counted: Whether headings, which count nothing, are none.

    Example:
        >>> is_indicator("其中：1、政府网站公开数"), is_indicator("（三）其他情形数")
        (True, False)
    """
    return any(
        not only_there and (one.unit is not None or not is_counted)
        for one, only_there in _candidates(label)[1]
    )


def indicators_of(
    labels: Sequence[str], *, keeps_repeated: bool = False
) -> tuple[Indicator | None, ...]:
    """What the rows of one sheet count, headings among them; None for local and repeated rows.

    Words that several rows of the sheet bear, such as 「（三）其他情形数」, are told by the rows
    above them.

    Args:
        labels: The labels of all rows, in print order and as printed.
        keeps_repeated: Whether to tell what repeated rows count, too.

    Example:
        >>> rows = ["四、行政复议数量", "（三）其他情形数", "五、行政诉讼数量", "（三）其他情形数"]
        >>> [one.name for one in indicators_of(rows)]
        ['review_total', 'review_other', 'litigation_total', 'litigation_other']
    """
    found = list(_told(labels))
    if keeps_repeated:
        return tuple(found)
    seen: set[str] = set()
    for number, one in enumerate(found):
        if one is not None and one.name in seen:
            found[number] = None
        elif one is not None:
            seen.add(one.name)
    return tuple(found)


def _told(labels: Sequence[str]) -> Iterator[Indicator | None]:
    """What each row counts by its words and the rows above it."""
    #: The rows that the last known one stands under and itself, each with its level.
    above: list[tuple[str, int]] = []
    for label in labels:
        level, candidates = _candidates(label)
        names = {name for name, _ in above}
        fits = [one for one, only_there in candidates if not only_there or one.parent in names]
        chosen = fits[0] if len(fits) == 1 else None
        if chosen is not None:
            lineage = set(_lineage(chosen))
            above = [(name, at) for name, at in above if name in lineage]
            above.append((chosen.name, level))
        elif level:
            above = [(name, at) for name, at in above if 0 < at < level]
        yield chosen


def _lineage(one: Indicator) -> Iterator[str]:
    """The names of the rows that an indicator stands under, the nearest first."""
    while one.parent is not None:
        one = _BY_NAME[one.parent]
        yield one.name


def lineage(name: str) -> tuple[Indicator, ...]:
    """The rows that lead to an indicator, outermost first and itself last."""
    one = _BY_NAME[name]
    return (*(_BY_NAME[above] for above in reversed(list(_lineage(one)))), one)


# ------------------------------------------------------------------------------ heads and units

_LABEL_HEADS = frozenset(
    {"统计指标", "指标名称", "统计指标名称", "指标", "统计项目", "统计内容", "指标内容"}
)
#: Words that head many tables; they head a sheet whose rows are known.
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
#: Signs that no unit holds, over narrow text.
_NOT_IN_UNITS = re.compile(r"[0-9:;,.。、|\\]")
_LONGEST_UNIT = 8
#: What stands below a sheet: who filled it in, who answers for it.
_FOOT = re.compile(
    r"(?:单位负责人|分管领导|负责人|审核人|审签人|填报人|填表人|制表人|联系人|联系电话|填报日期|填表日期|填报单位|报送单位)"
    r" ?(?::.*)?"
)


#: Words over a column are not longer than this, a remark in brackets among them.
_LONGEST_HEAD = 24


def _head_key(words: str) -> str:
    return _REMARK.sub("", narrow(words).replace(" ", ""))


def is_label_head(words: str, *, is_common: bool = False) -> bool:
    """Whether words stand over the labels of a sheet; *is_common* lets those of any table do."""
    if not words or len(words) > _LONGEST_HEAD or words.isdigit():
        return False
    key = _head_key(words)
    return key in _LABEL_HEADS or (is_common and key in _COMMON_HEADS)


def is_unit_head(words: str) -> bool:
    """Whether words stand over the units of a sheet."""
    return _head_key(words) in _UNIT_HEADS


def is_unit(words: str, *, is_known: bool = False) -> bool:
    """Whether words can be the unit of a row, or the sign for none.

    Args:
        words: What stands beside the label.
        is_known: Whether only units are meant that sheets are known to print.

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
    """The unit of the numbers of a row that prints *unit*; None where it is none of a number."""
    key = narrow(unit)
    return key if key and read_printed(f"1{key}").unit == key else None


def is_foot(words: str) -> bool:
    """Whether words stand below a sheet: 「单位负责人」, 「填报日期：」."""
    return _FOOT.fullmatch(narrow(words)) is not None


def begins_sheet(line: str) -> bool:
    """Whether the words of a line are, or begin as, the head of a sheet.

    Example:
        >>> [begins_sheet(line) for line in ("指标名称 计量单位 2014年度", "统计指标", "指标见下")]
        [True, True, False]
    """
    return line[:1] in _HEAD_SIGNS and _HEAD_LINE.match(narrow(line)) is not None


#: How such a line can begin; saves the pattern on all others.
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
    #: What was counted since the Regulations are in force.
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

    Of columns by period 「本年累计」 is that of the year, 「本期实际」 only where that is not
    there; of columns by body, such as 「区直」, it is 「合计」. Where two columns would be that of
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


# ------------------------------------------------------------------------------ what adds up


@frozen
class SheetSum:
    """Rows that add up to another; not when rows that nobody knows stand among them."""

    total: str
    #: The rows that a sheet has under the total: each way in which sheets print them.
    shapes: tuple[tuple[str, ...], ...]


@frozen
class Bound:
    """A row 「其中」 that counts some of what another counts."""

    part: str
    whole: str


_SUMS = (
    SheetSum(
        "received",
        (
            ("received_in_person", "received_fax", "received_online", "received_mail"),
            ("received_in_person", "received_online", "received_mail_fax"),
            (
                "received_in_person",
                "received_fax",
                "received_email",
                "received_online",
                "received_mail",
                "received_other",
            ),
        ),
    ),
    SheetSum("closed", (("closed_on_time", "closed_extended"),)),
    SheetSum(
        "replied",
        (
            (
                "already_public",
                "granted",
                "partly_granted",
                "refused",
                "not_this_organ",
                "not_existing",
                "told_to_amend",
                "told_other_channel",
            ),
            ("granted", "partly_granted", "refused", "replied_other"),
        ),
    ),
    SheetSum(
        "refused",
        (
            (
                "refused_state_secret",
                "refused_trade_secret",
                "refused_privacy",
                "refused_security_stability",
                "refused_not_government_info",
                "refused_other",
            ),
        ),
    ),
    SheetSum("review_total", (("review_upheld", "review_corrected", "review_other"),)),
    SheetSum(
        "litigation_total", (("litigation_upheld", "litigation_corrected", "litigation_other"),)
    ),
    SheetSum("staff", (("staff_full_time", "staff_part_time"),)),
)
_BOUNDS = (
    Bound("proactive_normative", "proactive_total"),
    Bound("press_conferences_head", "press_conferences"),
    Bound("interviews_head", "interviews"),
)


def sheet_sums() -> tuple[SheetSum, ...]:
    """The sums of the sheet, in the order of their totals."""
    return _SUMS


def bounds() -> tuple[Bound, ...]:
    """The rows that count some of what others count, in the order of the sheet."""
    return _BOUNDS


def channels() -> tuple[str, ...]:
    """The ways of disclosure: none counts more than all that was disclosed, but together they may.

    The same information in two channels is counted once in the total.
    """
    return ("via_gazette", "via_website", "via_weibo", "via_wechat", "via_other")


def level_of(label: str) -> int:
    """How deep the ordinal before a label is, 1 for 「一、」 to 4; 0 where none stands there.

    Example:
        >>> level_of("（一）收到申请数"), level_of("其中：1、当面申请数"), level_of("涉及个人隐私")
        (2, 3, 0)
    """
    return _candidates(label)[0]
