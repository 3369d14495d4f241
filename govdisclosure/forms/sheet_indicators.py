"""The table of the statistics sheet of 2008 to 2018: its indicators, their units and sums.

Everything that 政府信息公开情况统计表 counts is defined here: the wording of the national sheet,
the wordings of local ones, the order, the units, and what must add up. Readers, the model, rules
and the crosswalk read it. **To add a wording, add it to the aliases of one line.**

Sources: the sheet of 国办发〔2014〕32号 (report years 2014 to 2018); sheets of Fujian for the rows
that only local sheets have. A sheet has no fixed rows: local ones are mixed with those of the form,
so each row is recognised by its words and by the rows above it (``sheet_labels``), never by its
position.
"""

from enum import Enum

from attrs import field, frozen

__all__ = [
    "Bound",
    "Indicator",
    "SheetKind",
    "SheetSum",
    "bounds",
    "channels",
    "indicator_of",
    "indicators",
    "known_rows",
    "lineage",
    "sheet_sums",
]


class SheetKind(Enum):
    """The statistics sheet; the value is the first part of an address."""

    STATISTICS = "statistics"


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
    #: The row above it in the outline; None for the main headings.
    parent: str | None = field(default=None, kw_only=True)
    aliases: tuple[str, ...] = field(default=(), kw_only=True)
    #: Wordings that identify the indicator only under its parent.
    short: tuple[str, ...] = field(default=(), kw_only=True)
    #: Whether this is true even of the official wording.
    is_contextual: bool = field(default=False, kw_only=True)


#: In the order of the national sheet, each local row after the rows it resembles.
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
    ),
    Indicator(
        "received_mail_fax",
        "信函、传真申请数",
        "件",
        "requests by mail or fax",
        parent="received",
        aliases=("传真、信函申请数", "信函传真申请数"),
        short=("信函、传真",),
    ),
    Indicator(
        "received_other",
        "其他形式申请数",
        "件",
        "requests in other forms",
        parent="received",
        aliases=("其他方式申请数",),
        short=("其他形式",),
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
    Indicator("replied_other", "其他类型答复数", "件", "other replies", parent="replied"),
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
        "fees_waived", "政府信息公开收费减免金额", "元", "fees waived", aliases=("收费减免金额",)
    ),
    Indicator("capacity", "机构建设和保障经费情况", None, "organisation and budget"),
    Indicator(
        "dedicated_units", "政府信息公开工作专门机构数", "个", "dedicated units", parent="capacity"
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
        "meetings", "召开政府信息公开工作会议或专题会议数", "次", "meetings", parent="activities"
    ),
    Indicator("trainings", "举办各类培训班数", "次", "training courses", parent="activities"),
    Indicator("trainees", "接受培训人员数", "人次", "people trained", parent="activities"),
)
_BY_NAME = {one.name: one for one in _INDICATORS}


def known_rows() -> tuple[Indicator, ...]:
    """All rows that sheets are known to print, in the order of the sheet, including headings."""
    return _INDICATORS


def indicators() -> tuple[Indicator, ...]:
    """All indicators in the order of the sheet, without headings."""
    return tuple(one for one in _INDICATORS if one.unit is not None)


def indicator_of(name: str) -> Indicator:
    """The indicator with this *name*.

    Raises:
        KeyError: The sheet has no such indicator.
    """
    return _BY_NAME[name]


def lineage(name: str) -> tuple[Indicator, ...]:
    """The rows that lead to an indicator, outermost first and itself last.

    Raises:
        KeyError: The sheet has no such indicator.
    """
    one = _BY_NAME[name]
    above = () if one.parent is None else lineage(one.parent)
    return (*above, one)


# ------------------------------------------------------------------------------ what adds up


@frozen
class SheetSum:
    """Rows that add up to another, unless there are unknown rows among them."""

    total: str
    #: The rows that make up the total, in each way that sheets print them.
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
    """The ways of disclosure: each counts at most the total, but together they may exceed it.

    The same information in two channels is counted once in the total.
    """
    return ("via_gazette", "via_website", "via_weibo", "via_wechat", "via_other")
