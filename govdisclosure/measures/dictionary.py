"""The dictionary of indicators: every definition once, as data, several of one name side by side.

Knows no report. What a key means never changes: a changed definition gets another version, and
both stay. Titles of tables and rows are those of the form.
"""

from govdisclosure.forms.layout import Edition
from govdisclosure.measures.definition import Indicator, IndicatorBasis, IndicatorUnit
from govdisclosure.wording import Wording

__all__ = ["DICTIONARY_VERSION", "INDICATORS"]

#: The number of the dictionary; it changes with every change of a definition.
DICTIONARY_VERSION = 1

# ------------------------------------------------------------------------------ cells

_NEW = "requests/received_new/total"
_CARRIED_IN = "requests/carried_in/total"
_OUTCOMES = "requests/outcomes_total/total"
_CARRIED_OUT = "requests/carried_out/total"
_DISCLOSED = "requests/disclosed/total"
_PARTLY = "requests/partly_disclosed/total"
_WITHHELD = "requests/withheld_*/total"
_UNAVAILABLE = "requests/unavailable_*/total"
_NOT_PROCESSED = "requests/not_processed_*/total"
#: One row in the form of 2019, three in that of 2021.
_OTHER = "requests/other_*/total"
_WORKLOAD = f"{_NEW} + {_CARRIED_IN}"
_GRANTED = f"{_DISCLOSED} + {_PARTLY}"
_REVIEWS = "disputes/review/total"
_REVIEWS_UPHELD = "disputes/review/upheld"
_REVIEWS_CORRECTED = "disputes/review/corrected"
_REVIEWS_PENDING = "disputes/review/pending"
_SUITS = "disputes/litigation_*/total"
_SUITS_CORRECTED = "disputes/litigation_*/corrected"
_SUITS_PENDING = "disputes/litigation_*/pending"
_NORMS = "proactive/normative_documents"

# ------------------------------------------------------------------------------ sources by title

_FORM = Wording(
    "《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）",
    "the form of the annual report, 国办公开办函〔2021〕30号",
)
_LOCAL = Wording("各地年度报告正文", "texts of local annual reports")
_CITIES = Wording("地市级年度报告及新闻发布稿", "annual reports of cities")
_DISTRICT = Wording(
    "普陀区 2022 年上半年依申请公开统计", "a district's statistics on requests, Putuo, 2022"
)
_SHANGHAI = Wording("上海市 2023 年政府信息公开工作年度报告", "Shanghai's annual report on 2023")
_COCKPIT = Wording("KIROGOVCOMPARE 指标定义", "KIROGOVCOMPARE, its definitions of metrics")
_STUDY_2011 = Wording(
    "《法学》2011 年第 10 期，对 88 个机关 245 份年度报告的研究",
    "Faxue 2011/10, a study of 245 reports of 88 organs",
)
_US_FORM = Wording("美国信息自由法年度报告", "annual FOIA reports of the United States")
_CASS = Wording("中国社会科学院政府透明度评估", "the CASS evaluations of transparency")
_CASS_2011 = Wording(
    "中国社会科学院对 2011 年度报告的调查", "the CASS survey of the reports on 2011"
)
_COPIES = Wording("关于《法治蓝皮书》（2017）的报道", "press on the Blue Book of Rule of Law, 2017")
_OWN = Wording("本软件依表式构造", "constructed from the form by this package")
_PRACTICE = Wording("各地核查实践", "common practice in checking reports")

_ONLY_2021 = (Edition.FORM_2021,)

# ------------------------------------------------------------------------------ requests

_REQUESTS: tuple[Indicator, ...] = (
    Indicator(
        key="received",
        name=Wording("新收申请数", "requests received"),
        numerator=_NEW,
        unit=IndicatorUnit.ITEMS,
        caveat=Wording(
            "有的正文以“收到”“受理”指新收与上年结转之和",
            "where some texts say received, they include requests carried in",
        ),
        sources=(_FORM,),
    ),
    Indicator(
        key="workload",
        name=Wording("待办总量", "workload of requests"),
        numerator=_WORKLOAD,
        unit=IndicatorUnit.ITEMS,
        caveat=Wording(
            "表内勾稽成立时，等于办结数与结转下年度之和",
            "equals outcomes and those carried over where the table balances",
        ),
        sources=(_COCKPIT,),
    ),
    Indicator(
        key="closed",
        name=Wording("办结数", "requests closed"),
        numerator=_OUTCOMES,
        unit=IndicatorUnit.ITEMS,
        caveat=Wording(
            "含不予处理和其他处理；正文所说“答复”有时不含这两类",
            "includes requests not processed and other handling, which prose may leave out",
        ),
        sources=(_FORM,),
    ),
    Indicator(
        key="closing_rate",
        name=Wording("办结率", "closing rate"),
        numerator=_OUTCOMES,
        denominator=_WORKLOAD,
        caveat=Wording(
            "也有按新收计算的，见 closing_rate_new；没有结转下年度的才是 100%",
            "also published over new requests (closing_rate_new); 100 % if none was carried over",
        ),
        sources=(_LOCAL,),
    ),
    Indicator(
        key="closing_rate_new",
        name=Wording("办结率（按新收）", "closing rate over new requests"),
        numerator=_OUTCOMES,
        denominator=_NEW,
        caveat=Wording("可能超过 100%", "may exceed 100 %"),
        sources=(_LOCAL,),
    ),
    Indicator(
        key="backlog_rate",
        name=Wording("结转率", "share carried over"),
        numerator=_CARRIED_OUT,
        denominator=_WORKLOAD,
        caveat=Wording(
            "反映年末到件，不说明超期", "shows what arrived late in the year, not delay"
        ),
        sources=(_OWN,),
    ),
    Indicator(
        key="backlog_change",
        name=Wording("结转增减", "change of the backlog"),
        numerator=f"{_CARRIED_OUT} - {_CARRIED_IN}",
        unit=IndicatorUnit.ITEMS,
        caveat=Wording("负数表示积存减少", "negative where the backlog shrank"),
        sources=(_US_FORM,),
    ),
    Indicator(
        key="growth_new",
        name=Wording("新收同比", "growth of new requests"),
        numerator=f"{_NEW} - last_year:{_NEW}",
        denominator=f"last_year:{_NEW}",
        caveat=Wording(
            "基数取上年报告，不取正文所引的数",
            "the base is last year's own report, not the number quoted in the text",
        ),
        sources=(_LOCAL, _SHANGHAI),
    ),
    Indicator(
        key="natural_person_share",
        name=Wording("自然人申请占比", "share of natural persons"),
        numerator="requests/received_new/natural_person",
        denominator=_NEW,
        caveat=Wording(
            "只计新收；含上年结转的见 natural_person_share_workload",
            "of new requests; natural_person_share_workload includes those carried in",
        ),
        sources=(_STUDY_2011, _LOCAL),
    ),
    Indicator(
        key="natural_person_share_workload",
        name=Wording("自然人申请占比（按待办总量）", "share of natural persons in all requests"),
        numerator="requests/received_new/natural_person + requests/carried_in/natural_person",
        denominator=_WORKLOAD,
        sources=(_LOCAL,),
    ),
    Indicator(
        key="organisation_share",
        name=Wording("法人或其他组织申请占比", "share of organisations"),
        numerator=" + ".join(
            f"requests/received_new/{column}"
            for column in (
                "enterprise",
                "research",
                "public_interest",
                "legal_service",
                "other_org",
            )
        ),
        denominator=_NEW,
        caveat=Wording(
            "五类组织之和；表式没有单列法人",
            "five kinds; legal persons have no column of their own",
        ),
        sources=(_FORM,),
    ),
    *(
        Indicator(
            key=f"{column}_share",
            name=Wording(f"{chinese}申请占比", f"share of {english}"),
            numerator=f"requests/received_new/{column}",
            denominator=_NEW,
            sources=(_FORM,),
        )
        for column, chinese, english in (
            ("enterprise", "商业企业", "enterprises"),
            ("research", "科研机构", "research institutions"),
            ("public_interest", "社会公益组织", "public-interest organisations"),
            ("legal_service", "法律服务机构", "legal service providers"),
        )
    ),
)

# ------------------------------------------------------------------------------ outcomes

_GROUNDS = (
    ("state_secret", "国家秘密", "state secrets"),
    ("prohibited_by_law", "其他法律行政法规禁止公开", "prohibited by other laws"),
    ("security_stability", "危及“三安全一稳定”", "security and stability"),
    ("third_party", "保护第三方合法权益", "rights of third parties"),
    ("internal_affairs", "三类内部事务信息", "internal affairs"),
    ("process", "四类过程性信息", "deliberative information"),
    ("case_file", "行政执法案卷", "enforcement files"),
    ("registry_inquiry", "行政查询事项", "registry inquiries"),
)

_OUTCOME_RATES: tuple[Indicator, ...] = (
    Indicator(
        key="disclosure_rate_all",
        name=Wording("公开率（占办结）", "disclosure rate over outcomes"),
        numerator=_GRANTED,
        denominator=_OUTCOMES,
        caveat=Wording(
            "默认口径；分母含本来就不涉及可公开信息的申请",
            "the usual one; the outcomes include requests that were never about such information",
        ),
        sources=(_DISTRICT, _SHANGHAI, _COCKPIT),
    ),
    Indicator(
        key="disclosure_rate_full",
        name=Wording("完全公开率", "full disclosure rate"),
        numerator=_DISCLOSED,
        denominator=_OUTCOMES,
        sources=(_COCKPIT,),
    ),
    Indicator(
        key="disclosure_rate_substantive",
        name=Wording("实体公开率", "disclosure rate of decisions on the merits"),
        numerator=_GRANTED,
        denominator=f"{_GRANTED} + {_WITHHELD}",
        caveat=Wording("只计作出实体决定的申请", "only requests that were decided on the merits"),
        sources=(_OWN, _US_FORM),
    ),
    Indicator(
        key="disclosure_rate_available",
        name=Wording("可提供公开率", "disclosure rate of what was available"),
        numerator=_GRANTED,
        denominator=f"{_OUTCOMES} - {_UNAVAILABLE} - {_NOT_PROCESSED} - {_OTHER}",
        caveat=Wording(
            "表内勾稽成立时与实体公开率相等",
            "equals disclosure_rate_substantive where the outcomes add up",
        ),
        sources=(_OWN,),
    ),
    Indicator(
        key="disclosure_rate_received",
        name=Wording("公开率（占新收）", "disclosure rate over new requests"),
        numerator=_GRANTED,
        denominator=_NEW,
        caveat=Wording(
            "分子含上年结转的申请，分母不含",
            "the numerator includes requests carried in, the denominator does not",
        ),
        sources=(_LOCAL,),
    ),
    Indicator(
        key="withholding_rate",
        name=Wording("不予公开率", "withholding rate"),
        numerator=_WITHHELD,
        denominator=_OUTCOMES,
        caveat=Wording(
            "表式没有小计，为八格之和", "the form prints no subtotal: the sum of eight cells"
        ),
        sources=(_FORM, _CITIES),
    ),
    *(
        Indicator(
            key=f"legal_grounds_profile/{row}",
            name=Wording(f"不予公开理由构成：{chinese}", f"grounds for withholding: {english}"),
            numerator=f"requests/withheld_{row}/total",
            denominator=_WITHHELD,
            caveat=Wording("八项之和为 100%", "the eight shares add up to 100 %"),
            sources=(_STUDY_2011,),
        )
        for row, chinese, english in _GROUNDS
    ),
    Indicator(
        key="unavailable_rate",
        name=Wording("无法提供率", "share of information unavailable"),
        numerator=_UNAVAILABLE,
        denominator=_OUTCOMES,
        sources=(_CITIES,),
    ),
    Indicator(
        key="not_held_rate",
        name=Wording("不掌握率", "share of information not held"),
        numerator="requests/unavailable_not_held/total",
        denominator=_OUTCOMES,
        sources=(_FORM,),
    ),
    Indicator(
        key="factual_refusal_share",
        name=Wording("事实性拒绝占比", "share of refusals not on the merits"),
        numerator=f"{_UNAVAILABLE} + {_NOT_PROCESSED} + {_OTHER}",
        denominator=f"{_WITHHELD} + {_UNAVAILABLE} + {_NOT_PROCESSED} + {_OTHER}",
        caveat=Wording(
            "取其概念；该研究所用 2008 至 2010 年的统计项与现表式不同，不能接续",
            "the concept of a study of 2008 to 2010, whose rows were others: not one series",
        ),
        sources=(_STUDY_2011,),
    ),
    Indicator(
        key="not_processed_rate",
        name=Wording("不予处理率", "share of requests not processed"),
        numerator=_NOT_PROCESSED,
        denominator=_OUTCOMES,
        sources=(_CITIES,),
    ),
    Indicator(
        key="petition_share",
        name=Wording("信访类占比", "share of petitions"),
        numerator="requests/not_processed_petition/total",
        denominator=_OUTCOMES,
        sources=(_FORM,),
    ),
    Indicator(
        key="repeat_rate",
        name=Wording("重复和大量反复申请占比", "share of repeated requests"),
        numerator="requests/not_processed_repeat/total + requests/not_processed_excessive/total",
        denominator=_OUTCOMES,
        sources=(_FORM,),
    ),
    Indicator(
        key="unclear_rate",
        name=Wording("补正后仍不明确和逾期不补正占比", "share of requests that stayed unclear"),
        numerator="requests/unavailable_unclear/total + requests/other_not_supplemented/total",
        denominator=_OUTCOMES,
        editions=_ONLY_2021,
        caveat=Wording(
            "2019 年表式的其他处理只有一行", "other handling is one row in the form of 2019"
        ),
        sources=(_FORM,),
    ),
    Indicator(
        key="fee_unpaid_rate",
        name=Wording("逾期未缴费占比", "share closed for unpaid fees"),
        numerator="requests/other_fee_unpaid/total",
        denominator=_OUTCOMES,
        editions=_ONLY_2021,
        sources=(_FORM,),
    ),
)

# ------------------------------------------------------------------------------ disputes

_DISPUTES: tuple[Indicator, ...] = (
    Indicator(
        key="review_correction_closed",
        name=Wording("复议纠错率（占审结）", "correction rate of closed reviews"),
        numerator=_REVIEWS_CORRECTED,
        denominator=f"{_REVIEWS} - {_REVIEWS_PENDING}",
        caveat=Wording("默认口径", "the usual one"),
        sources=(_COCKPIT,),
    ),
    Indicator(
        key="review_correction_all",
        name=Wording("复议纠错率（占全部）", "correction rate of all reviews"),
        numerator=_REVIEWS_CORRECTED,
        denominator=_REVIEWS,
        caveat=Wording(
            "有尚未审结的，低于占审结的口径",
            "lower than over closed reviews where some are pending",
        ),
        sources=(_COCKPIT,),
    ),
    Indicator(
        key="review_correction_decided",
        name=Wording("复议纠错率（只计维持与纠正）", "correction rate of decided reviews"),
        numerator=_REVIEWS_CORRECTED,
        denominator=f"{_REVIEWS_UPHELD} + {_REVIEWS_CORRECTED}",
        caveat=Wording("不计其他结果", "leaves other results out, such as withdrawals"),
        sources=(_OWN,),
    ),
    Indicator(
        key="litigation_correction_closed",
        name=Wording("诉讼纠错率（败诉率）", "correction rate of closed lawsuits"),
        numerator=_SUITS_CORRECTED,
        denominator=f"{_SUITS} - {_SUITS_PENDING}",
        caveat=Wording(
            "未经复议直接起诉与复议后起诉之和", "direct lawsuits and those after reconsideration"
        ),
        sources=(_LOCAL,),
    ),
    Indicator(
        key="dispute_correction_closed",
        name=Wording("复议诉讼合并纠错率", "correction rate of closed disputes"),
        numerator=f"{_REVIEWS_CORRECTED} + {_SUITS_CORRECTED}",
        denominator=f"{_REVIEWS} + {_SUITS} - {_REVIEWS_PENDING} - {_SUITS_PENDING}",
        caveat=Wording(
            "同一案件可能既在复议也在复议后起诉中",
            "one case may be both a review and a lawsuit after it",
        ),
        sources=(_COCKPIT,),
    ),
    Indicator(
        key="dispute_rate",
        name=Wording("争议率", "dispute rate over outcomes"),
        numerator=f"{_REVIEWS} + {_SUITS}",
        denominator=_OUTCOMES,
        caveat=Wording(
            "争议可能由往年的申请引起，可能超过 100%",
            "disputes may stem from requests of earlier years, and exceed 100 %",
        ),
        sources=(_COCKPIT, _OWN),
    ),
    Indicator(
        key="dispute_rate_new",
        name=Wording("争议率（占新收）", "dispute rate over new requests"),
        numerator=f"{_REVIEWS} + {_SUITS}",
        denominator=_NEW,
        caveat=Wording(
            "争议可能由往年的申请引起，可能超过 100%",
            "disputes may stem from requests of earlier years, and exceed 100 %",
        ),
        sources=(_COCKPIT,),
    ),
    Indicator(
        key="review_pending_rate",
        name=Wording("复议未审结率", "share of pending reviews"),
        numerator=_REVIEWS_PENDING,
        denominator=_REVIEWS,
        sources=(_FORM,),
    ),
    Indicator(
        key="after_review_share",
        name=Wording("复议后起诉占比", "share of lawsuits after reconsideration"),
        numerator="disputes/litigation_after_review/total",
        denominator=_SUITS,
        sources=(_FORM,),
    ),
)

# ------------------------------------------------------------------------------ proactive, fees

_PROACTIVE: tuple[Indicator, ...] = (
    Indicator(
        key="normative_turnover",
        name=Wording("规范性文件更新率", "turnover of normative documents"),
        numerator=f"{_NORMS}/issued + {_NORMS}/repealed",
        denominator=f"{_NORMS}/in_force",
        editions=_ONLY_2021,
        caveat=Wording(
            "有的把失效计入废止；联合制发的文件在各机关重复计入",
            "some count lapsed documents as repealed; of several bodies, joint ones count twice",
        ),
        sources=(_FORM,),
    ),
    Indicator(
        key="normative_stock_gap",
        name=Wording("规范性文件存量差", "gap in the stock of normative documents"),
        numerator=(
            f"{_NORMS}/in_force - last_year:{_NORMS}/in_force - {_NORMS}/issued + {_NORMS}/repealed"
        ),
        unit=IndicatorUnit.ITEMS,
        editions=_ONLY_2021,
        caveat=Wording("修订、划转可以解释小的差额", "amendments and transfers explain small gaps"),
        sources=(_PRACTICE,),
    ),
    Indicator(
        key="penalties_per_licence",
        name=Wording("处罚许可比", "penalties per licence"),
        numerator="proactive/penalties/decisions",
        denominator="proactive/licensing/decisions",
        unit=IndicatorUnit.RATIO,
        is_same_in_editions=False,
        caveat=Wording(
            "反映业务结构，不衡量公开；两版表式的处理决定数量口径不同",
            "shows the structure of the work, not openness; the two forms count differently",
        ),
        sources=(_COCKPIT,),
    ),
    Indicator(
        key="fees_collected",
        name=Wording("行政事业性收费", "administrative fees"),
        numerator="proactive/fees/collected_wan",
        unit=IndicatorUnit.TEN_THOUSAND_YUAN,
        editions=_ONLY_2021,
        caveat=Wording(
            "有误填为元的；与 2019 年表式的项目数量不能相加",
            "some fill in yuan by mistake; never added to the item counts of the form of 2019",
        ),
        sources=(_FORM,),
    ),
    Indicator(
        key="processing_fee",
        name=Wording("信息处理费", "fees for processing information"),
        unit=IndicatorUnit.YUAN,
        editions=_ONLY_2021,
        basis=IndicatorBasis.CLAIMS,
        caveat=Wording(
            "取自正文，不在表内；正文有几个不同的数时不判断",
            "from the text, not from a table; unknown where the text has several amounts",
        ),
        sources=(_FORM,),
    ),
)

# ------------------------------------------------------------------------------ quality

_QUALITY: tuple[Indicator, ...] = (
    Indicator(
        key="timely",
        name=Wording("按时发布率", "published in time"),
        basis=IndicatorBasis.FINDINGS,
        caveat=Wording(
            "按网页所载发布日期；没有的不计入。机关 1 月 31 日、政府 3 月 31 日",
            "by the date on the page, unknown without one; due on 31 January, governments on "
            "31 March",
        ),
        sources=(_CASS_2011,),
    ),
    Indicator(
        key="completeness",
        name=Wording("要素齐全率", "completeness"),
        basis=IndicatorBasis.FINDINGS,
        caveat=Wording(
            "六个部分和三张表中已有的项数", "how many of the six parts and three tables exist"
        ),
        sources=(_CASS,),
    ),
    Indicator(
        key="sums_hold",
        name=Wording("勾稽通过率", "share of sums that hold"),
        basis=IndicatorBasis.FINDINGS,
        caveat=Wording("有空格而无法判断的不计", "sums with blanks are not counted"),
        sources=(_PRACTICE,),
    ),
    Indicator(
        key="prose_agrees",
        name=Wording("文表一致率", "agreement of prose and tables"),
        basis=IndicatorBasis.FINDINGS,
        caveat=Wording("只计能与表格核对的数", "only numbers that can be compared with a table"),
        sources=(_OWN,),
    ),
    Indicator(
        key="copied",
        name=Wording("雷同度", "likeness to last year's report"),
        basis=IndicatorBasis.FINDINGS,
        caveat=Wording(
            "第五部分与上年相同的字数所占比例，数字不计",
            "the share of section five that occurs in last year's, numbers left aside",
        ),
        sources=(_COPIES,),
    ),
    Indicator(
        key="blank_rate",
        name=Wording("空白率", "share of blank cells"),
        basis=IndicatorBasis.FINDINGS,
        caveat=Wording("空白和“/”等符号", "blanks and marks such as /"),
        sources=(_PRACTICE,),
    ),
)

#: Every indicator, in the order of the dictionary.
INDICATORS: tuple[Indicator, ...] = (
    *_REQUESTS,
    *_OUTCOME_RATES,
    *_DISPUTES,
    *_PROACTIVE,
    *_QUALITY,
)
