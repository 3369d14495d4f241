"""The words of the two statutory forms, written down a second time and on purpose.

Takes nothing, gives the labels by the words of an address. It must not know how the package under
test spells, finds or stores a label.
"""

from __future__ import annotations

from typing import Final, Literal

Edition = Literal["2019", "2021"]
TableName = Literal["proactive", "requests", "disputes"]

#: One block of table two: caption, columns (key, label), rows (key, label).
ProactiveBlock = tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]

CONTENT: Final = "信息内容"
OUTCOMES: Final = "三、本年度办理结果"
WITHHELD: Final = "（三）不予公开"
UNAVAILABLE: Final = "（四）无法提供"
NOT_PROCESSED: Final = "（五）不予处理"
OTHER_HANDLING: Final = "（六）其他处理"
CORNER: Final = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
APPLICANTS: Final = "申请人情况"
ORGANISATIONS: Final = "法人或其他组织"
REVIEW: Final = "行政复议"
LITIGATION: Final = "行政诉讼"
DIRECT: Final = "未经复议直接起诉"
AFTER_REVIEW: Final = "复议后起诉"
PARTLY: Final = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
SECURITY: Final = "3.危及“三安全一稳定”"
FEES_COLUMN: Final = "本年收费金额（单位：万元）"

_ISSUED: Final = (
    ("issued", "本年制发件数"),
    ("repealed", "本年废止件数"),
    ("in_force", "现行有效件数"),
)
_DECISIONS: Final = (("decisions", "本年处理决定数量"),)
_PRODUCED: Final = (
    ("produced_new", "本年新制作数量"),
    ("disclosed_new", "本年新公开数量"),
    ("disclosed_total", "对外公开总数量"),
)
_ITEMS: Final = (("items_last_year", "上一年项目数量"), ("items_change", "本年增/减"))

PROACTIVE: Final[dict[Edition, tuple[ProactiveBlock, ...]]] = {
    "2021": (
        (
            "第二十条第（一）项",
            _ISSUED,
            (("rules", "规章"), ("normative_documents", "行政规范性文件")),
        ),
        ("第二十条第（五）项", _DECISIONS, (("licensing", "行政许可"),)),
        ("第二十条第（六）项", _DECISIONS, (("penalties", "行政处罚"), ("compulsion", "行政强制"))),
        (
            "第二十条第（八）项",
            (("collected_wan", FEES_COLUMN),),
            (("fees", "行政事业性收费"),),
        ),
    ),
    "2019": (
        (
            "第二十条第（一）项",
            _PRODUCED,
            (("rules", "规章"), ("normative_documents", "规范性文件")),
        ),
        (
            "第二十条第（五）项",
            (*_ITEMS, ("decisions", "处理决定数量")),
            (("licensing", "行政许可"), ("other_services", "其他对外管理服务事项")),
        ),
        (
            "第二十条第（六）项",
            (*_ITEMS, ("decisions", "处理决定数量")),
            (("penalties", "行政处罚"), ("compulsion", "行政强制")),
        ),
        ("第二十条第（八）项", _ITEMS, (("fees", "行政事业性收费"),)),
        (
            "第二十条第（九）项",
            (("projects", "采购项目数量"), ("amount", "采购总金额")),
            (("procurement", "政府集中采购"),),
        ),
    ),
}

#: The words before the values of a row of table three, from the outermost inwards.
REQUEST_ROWS: Final[dict[str, tuple[str, ...]]] = {
    "received_new": ("一、本年新收政府信息公开申请数量",),
    "carried_in": ("二、上年结转政府信息公开申请数量",),
    "disclosed": (OUTCOMES, "（一）予以公开"),
    "partly_disclosed": (OUTCOMES, PARTLY),
    "withheld_state_secret": (OUTCOMES, WITHHELD, "1.属于国家秘密"),
    "withheld_prohibited_by_law": (OUTCOMES, WITHHELD, "2.其他法律行政法规禁止公开"),
    "withheld_security_stability": (OUTCOMES, WITHHELD, SECURITY),
    "withheld_third_party": (OUTCOMES, WITHHELD, "4.保护第三方合法权益"),
    "withheld_internal_affairs": (OUTCOMES, WITHHELD, "5.属于三类内部事务信息"),
    "withheld_process": (OUTCOMES, WITHHELD, "6.属于四类过程性信息"),
    "withheld_case_file": (OUTCOMES, WITHHELD, "7.属于行政执法案卷"),
    "withheld_registry_inquiry": (OUTCOMES, WITHHELD, "8.属于行政查询事项"),
    "unavailable_not_held": (OUTCOMES, UNAVAILABLE, "1.本机关不掌握相关政府信息"),
    "unavailable_needs_creation": (OUTCOMES, UNAVAILABLE, "2.没有现成信息需要另行制作"),
    "unavailable_unclear": (OUTCOMES, UNAVAILABLE, "3.补正后申请内容仍不明确"),
    "not_processed_petition": (OUTCOMES, NOT_PROCESSED, "1.信访举报投诉类申请"),
    "not_processed_repeat": (OUTCOMES, NOT_PROCESSED, "2.重复申请"),
    "not_processed_publication": (OUTCOMES, NOT_PROCESSED, "3.要求提供公开出版物"),
    "not_processed_excessive": (OUTCOMES, NOT_PROCESSED, "4.无正当理由大量反复申请"),
    "not_processed_reissue": (
        OUTCOMES,
        NOT_PROCESSED,
        "5.要求行政机关确认或重新出具已获取信息",
    ),
    "other_not_supplemented": (
        OUTCOMES,
        OTHER_HANDLING,
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    ),
    "other_fee_unpaid": (
        OUTCOMES,
        OTHER_HANDLING,
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    ),
    "other_misc": (OUTCOMES, OTHER_HANDLING, "3.其他"),
    "other_handling": (OUTCOMES, OTHER_HANDLING),
    "outcomes_total": (OUTCOMES, "（七）总计"),
    "carried_out": ("四、结转下年度继续办理",),
}

REQUEST_COLUMNS: Final = (
    ("natural_person", "自然人"),
    ("enterprise", "商业企业"),
    ("research", "科研机构"),
    ("public_interest", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other_org", "其他"),
    ("total", "总计"),
)

DISPUTE_COLUMNS: Final = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other_result", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)

DISPUTE_KINDS: Final = ("review", "litigation_direct", "litigation_after_review")

#: The official section titles.
SECTION_TITLES: Final[dict[str, str]] = {
    "overview": "总体情况",
    "proactive": "主动公开政府信息情况",
    "requests": "收到和处理政府信息公开申请情况",
    "disputes": "政府信息公开行政复议、行政诉讼情况",
    "problems": "存在的主要问题及改进情况",
    "other": "其他需要报告的事项",
}

#: What else was really printed in their place.
SECTION_VARIANTS: Final[dict[str, tuple[str, ...]]] = {
    "overview": ("政府信息公开总体情况",),
    "proactive": ("行政机关主动公开政府信息情况", "主动公开政府信息的情况"),
    "requests": ("行政机关收到和处理政府信息公开申请情况",),
    "disputes": (
        "政府信息公开行政复议和行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "因政府信息公开工作被申请行政复议和提起行政诉讼情况",
    ),
    "problems": ("政府信息公开工作存在的主要问题及改进情况", "存在问题及改进情况"),
    "other": ("其它需要报告的事项",),
}
