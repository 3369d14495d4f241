"""The table of the forms: every statutory wording, where it is printed, and what must add up.

All section titles and table labels are defined here, with their known aliases, per edition of the
form. Terminals of the grammar, addresses, writers, alignment, rules and inference all read this
module. **To add a wording, add it to the aliases of one line.**

Sources: the annexes of 国办公开办函〔2019〕60号 (report years 2019 and 2020) and
国办公开办函〔2021〕30号 (2021 and later); article 50 of the Regulations for the second wording of
the section titles. Aliases are from published reports. Wordings are compared by
:func:`govdisclosure.characters.label_key`, so widths, blanks and punctuation need no alias.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, field, frozen

from govdisclosure.characters import label_key
from govdisclosure.text import without_note_marks

__all__ = [
    "Balance",
    "CellLayout",
    "Edition",
    "Label",
    "Line",
    "SectionKind",
    "SectionTitle",
    "TableKind",
    "TableLayout",
    "find_section",
    "label_of",
    "layout_of",
    "section_of_key",
    "section_title",
    "table_layouts",
    "title_key",
    "wordings",
]


class Edition(Enum):
    """The form that a table follows; recognised by its rows, never by the year."""

    #: 国办公开办函〔2019〕60号, the trial form.
    FORM_2019 = "2019"
    #: 国办公开办函〔2021〕30号, in force.
    FORM_2021 = "2021"


class SectionKind(Enum):
    """The six sections of the report, in their order."""

    OVERVIEW = "overview"
    PROACTIVE = "proactive"
    REQUESTS = "requests"
    DISPUTES = "disputes"
    PROBLEMS = "problems"
    OTHER = "other"


class TableKind(Enum):
    """The three statutory tables; the value is the first part of an address."""

    PROACTIVE = "proactive"
    REQUESTS = "requests"
    DISPUTES = "disputes"

    if not TYPE_CHECKING:  # called for each word; that of Enum is written in Python
        __hash__ = object.__hash__

    def __init__(self, _value: str) -> None:
        #: Its index among the three tables, from 0.
        self.index: int = len(type(self).__members__)


# ------------------------------------------------------------------------------ section titles


@frozen(kw_only=True)
class SectionTitle:
    """The title of one section: what the form prints and what reports print instead."""

    kind: SectionKind
    #: Its position among the six, 1 to 6.
    ordinal: int
    #: The wording of the form.
    official: str
    #: Wordings of reports under either form.
    aliases: tuple[str, ...] = ()
    #: Wordings from before 2019; used only where no other title names the section.
    older: tuple[str, ...] = ()
    #: English, after China Law Translate.
    english: str


SECTION_TITLES = (
    SectionTitle(
        kind=SectionKind.OVERVIEW,
        ordinal=1,
        official="总体情况",
        aliases=("政府信息公开总体情况", "政府信息公开工作总体情况", "工作总体情况"),
        older=("概述", "基本情况", "主要任务落实情况", "政府信息公开工作的基本概况", "基本概况"),
        english="Overall situation",
    ),
    SectionTitle(
        kind=SectionKind.PROACTIVE,
        ordinal=2,
        official="主动公开政府信息情况",
        aliases=("行政机关主动公开政府信息情况", "政府信息主动公开情况"),
        older=("主动公开情况", "主动公开政府信息工作情况", "公开的内容"),
        english="Proactive disclosure of government information",
    ),
    SectionTitle(
        kind=SectionKind.REQUESTS,
        ordinal=3,
        official="收到和处理政府信息公开申请情况",
        aliases=("行政机关收到和处理政府信息公开申请情况",),
        older=(
            "政府信息依申请公开工作情况",
            "政府信息依申请公开情况",
            "依申请公开政府信息情况",
            "依申请公开情况",
            "依申请公开、不予公开及咨询政府信息情况",
        ),
        english="Receipt and handling of requests",
    ),
    SectionTitle(
        kind=SectionKind.DISPUTES,
        ordinal=4,
        official="政府信息公开行政复议、行政诉讼情况",
        aliases=(
            "政府信息公开行政复议和行政诉讼情况",
            "政府信息公开行政复议及行政诉讼情况",
            "政府信息公开行政法复议、行政诉讼情况",
            "政府信息公开申请行政复议、行政诉讼情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "因政府信息公开工作被申请行政复议和提起行政诉讼情况",
            "因政府信息公开申请行政复议、提起行政诉讼情况",
            "因政府信息公开被申请行政复议、提起行政诉讼情况",
        ),
        english="Administrative reconsideration and litigation",
    ),
    SectionTitle(
        kind=SectionKind.PROBLEMS,
        ordinal=5,
        official="存在的主要问题及改进情况",
        aliases=(
            "政府信息公开工作存在的主要问题及改进情况",
            "政府信息公开工作存在的主要问题和改进情况",
            "存在的主要问题和改进情况",
            "存在的主要问题及改进措施",
            "存在的主要问题和改进措施",
            "存在的主要问题及整改措施",
            "存在的问题及改进情况",
            "存在的问题和改进情况",
            "存在问题和改进措施",
            "存在问题及改进措施",
        ),
        older=("主要问题和改进措施", "主要问题及改进措施", "存在的主要问题"),
        english="Main problems and improvements",
    ),
    SectionTitle(
        kind=SectionKind.OTHER,
        ordinal=6,
        official="其他需要报告的事项",
        aliases=("其他需要报告事项", "其他需报告的事项"),
        older=("其他需要说明的事项", "需要说明的事项"),
        english="Other matters to be reported",
    ),
)


def title_key(title: str) -> str:
    """The key of a section title; 「的」 and note marks make no difference."""
    return label_key(without_note_marks(title)).replace("的", "")


_SECTION_BY_KIND = {title.kind: title for title in SECTION_TITLES}
_SECTION_BY_KEY = {
    title_key(wording): title.kind
    for title in SECTION_TITLES
    for wording in (title.official, *title.aliases)
}
_SECTION_BY_OLDER_KEY = {
    title_key(wording): title.kind for title in SECTION_TITLES for wording in title.older
}


def section_title(kind: SectionKind) -> SectionTitle:
    """The title of the section of *kind*."""
    return _SECTION_BY_KIND[kind]


def find_section(title: str, *, older: bool = False) -> SectionKind | None:
    """The section with *title*, a whole title without its numeral; None when there is none.

    Args:
        title: The words after the numeral.
        older: Look among the wordings from before 2019 instead.

    Example:
        >>> find_section("主动公开政府信息的情况").value, find_section("概述")
        ('proactive', None)
    """
    return section_of_key(title_key(title), older=older)


def section_of_key(key: str, *, older: bool = False) -> SectionKind | None:
    """The same for the key of a title, as :func:`title_key` gives it."""
    return (_SECTION_BY_OLDER_KEY if older else _SECTION_BY_KEY).get(key)


# ------------------------------------------------------------------------------ labels of tables


@frozen
class Label:
    """A label of a statutory table; its token is the name of a terminal of the grammar."""

    token: str
    #: The wording of the form of 2021.
    official: str
    english: str
    #: Other wordings that reports print.
    aliases: tuple[str, ...] = field(default=(), kw_only=True)
    #: The wording of the form of 2019, where it differs.
    former: str | None = field(default=None, kw_only=True)

    def wording(self, edition: Edition | None) -> str:
        """What the form of *edition* prints."""
        return self.former if self.former and edition is Edition.FORM_2019 else self.official

    @property
    def bare(self) -> str:
        """The wording of the form of 2021 without its numeral."""
        return self.official.lstrip(_NUMERALS)


#: Characters of the numerals before labels.
_NUMERALS = "（一二三四五六七）、0123456789."


def _numbered(token: str, official: str, english: str, *aliases: str) -> Label:
    """A label whose numeral may be omitted."""
    return Label(token, official, english, aliases=(official.lstrip(_NUMERALS), *aliases))


_PROACTIVE_LABELS = (
    Label("ARTICLE_20_1", "第二十条第（一）项", "Article 20 (1)"),
    Label("ARTICLE_20_5", "第二十条第（五）项", "Article 20 (5)"),
    Label("ARTICLE_20_6", "第二十条第（六）项", "Article 20 (6)"),
    Label("ARTICLE_20_8", "第二十条第（八）项", "Article 20 (8)"),
    Label("ARTICLE_20_9", "第二十条第（九）项", "Article 20 (9)"),
    Label("ITEM", "信息内容", "content of information"),
    Label("ISSUED", "本年制发件数", "issued this year", aliases=("本年制发数", "制发件数")),
    Label("REPEALED", "本年废止件数", "repealed this year", aliases=("本年废止数", "废止件数")),
    Label("IN_FORCE", "现行有效件数", "currently in force", aliases=("现行有效件", "现行有效数")),
    Label("PRODUCED_NEW", "本年新制作数量", "newly produced this year", aliases=("本年新制作数",)),
    Label(
        "DISCLOSED_NEW", "本年新公开数量", "newly disclosed this year", aliases=("本年新公开数",)
    ),
    #: Both of the two above, cut off by a converter; only their order distinguishes them.
    Label("NEW_CUT_OFF", "本年新", "new this year (cut off)"),
    Label("DISCLOSED_TOTAL", "对外公开总数量", "disclosed in total", aliases=("对外公开总数",)),
    Label("DECISIONS_MADE", "本年处理决定数量", "decisions made this year"),
    Label("ITEMS_LAST_YEAR", "上一年项目数量", "items last year", aliases=("上年项目数量",)),
    Label("ITEMS_CHANGE", "本年增/减", "change this year", aliases=("本年增", "本年增减数")),
    Label("DECISIONS", "处理决定数量", "decisions"),
    Label(
        "FEES_COLLECTED",
        "本年收费金额（单位：万元）",
        "fees collected this year",
        aliases=("本年收费金额", "本年收费金额（万元）", "本年收费金额单位：元"),
    ),
    Label("PROCUREMENT_PROJECTS", "采购项目数量", "procurement projects"),
    Label(
        "PROCUREMENT_AMOUNT", "采购总金额", "procurement amount", aliases=("采购总金额（万元）",)
    ),
    Label("RULES", "规章", "rules"),
    Label(
        "NORMATIVE_DOCUMENTS",
        "行政规范性文件",
        "administrative normative documents",
        former="规范性文件",
        aliases=("规范性档案", "行政规范性档案"),  # what converters to Taiwanese usage make of it
    ),
    Label("LICENSING", "行政许可", "administrative licensing"),
    Label("OTHER_SERVICES", "其他对外管理服务事项", "other management and service matters"),
    Label("PENALTIES", "行政处罚", "administrative penalties"),
    Label("COMPULSION", "行政强制", "administrative compulsion"),
    Label("FEES", "行政事业性收费", "administrative and institutional fees"),
    Label("PROCUREMENT", "政府集中采购", "centralised procurement"),
)

_REQUESTS_LABELS = (
    Label(
        "CORNER",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "(in this column, items one and two together equal items three and four)",
        aliases=("本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和等",),
    ),
    Label("APPLICANTS", "申请人情况", "applicants"),
    Label("NATURAL_PERSON", "自然人", "natural persons"),
    Label("ORGANIZATION", "法人或其他组织", "legal persons or other organisations"),
    Label("ENTERPRISE", "商业企业", "commercial enterprises"),
    Label("RESEARCH", "科研机构", "research institutions"),
    Label(
        "PUBLIC_INTEREST", "社会公益组织", "public-interest organisations", aliases=("社会公益",)
    ),
    Label("LEGAL_SERVICE", "法律服务机构", "legal service institutions"),
    Label("OTHER_ORG", "其他", "other organisations"),
    Label("TOTAL", "总计", "total", aliases=("合计",)),
    _numbered("RECEIVED_NEW", "一、本年新收政府信息公开申请数量", "received this year"),
    _numbered("CARRIED_IN", "二、上年结转政府信息公开申请数量", "carried over from last year"),
    _numbered("OUTCOMES", "三、本年度办理结果", "outcomes this year"),
    _numbered("DISCLOSED", "（一）予以公开", "disclosed"),
    Label(
        "PARTLY_DISCLOSED",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "partly disclosed (severed; counted here only)",
        aliases=("部分公开", "（二）部分公开"),
    ),
    _numbered("WITHHELD", "（三）不予公开", "not disclosed"),
    _numbered("WITHHELD_STATE_SECRET", "1.属于国家秘密", "state secrets"),
    Label(
        "WITHHELD_PROHIBITED_BY_LAW",
        "2.其他法律行政法规禁止公开",
        "disclosure prohibited by other laws or administrative regulations",
        aliases=("2.其他法律法规禁止公开", "其他法律行政法规禁止公开"),
    ),
    _numbered(
        "WITHHELD_SECURITY_STABILITY",
        "3.危及“三安全一稳定”",
        "endangering security or social stability",
    ),
    _numbered("WITHHELD_THIRD_PARTY", "4.保护第三方合法权益", "protecting third parties' rights"),
    _numbered(
        "WITHHELD_INTERNAL_AFFAIRS",
        "5.属于三类内部事务信息",
        "three types of internal-affairs information",
    ),
    _numbered("WITHHELD_PROCESS", "6.属于四类过程性信息", "four types of process information"),
    _numbered("WITHHELD_CASE_FILE", "7.属于行政执法案卷", "law-enforcement case files"),
    _numbered("WITHHELD_REGISTRY_INQUIRY", "8.属于行政查询事项", "matters of registry inquiry"),
    _numbered("UNAVAILABLE", "（四）无法提供", "unable to provide"),
    _numbered("UNAVAILABLE_NOT_HELD", "1.本机关不掌握相关政府信息", "not held by the organ"),
    _numbered(
        "UNAVAILABLE_NEEDS_CREATION", "2.没有现成信息需要另行制作", "would have to be created"
    ),
    _numbered(
        "UNAVAILABLE_UNCLEAR", "3.补正后申请内容仍不明确", "still unclear after supplementation"
    ),
    _numbered("NOT_PROCESSED", "（五）不予处理", "not processed"),
    _numbered(
        "NOT_PROCESSED_PETITION", "1.信访举报投诉类申请", "petitions, reports and complaints"
    ),
    _numbered("NOT_PROCESSED_REPEAT", "2.重复申请", "repeated requests"),
    _numbered("NOT_PROCESSED_PUBLICATION", "3.要求提供公开出版物", "asks for public publications"),
    _numbered(
        "NOT_PROCESSED_EXCESSIVE",
        "4.无正当理由大量反复申请",
        "excessive requests without just cause",
    ),
    _numbered(
        "NOT_PROCESSED_REISSUE",
        "5.要求行政机关确认或重新出具已获取信息",
        "asks to confirm or reissue information already obtained",
    ),
    _numbered("OTHER_HANDLING", "（六）其他处理", "other handling", "（六）其他"),
    _numbered(
        "OTHER_NOT_SUPPLEMENTED",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "not supplemented in time",
        "1.申请人无正当理由逾期不补正",
        "1.逾期不补正",
    ),
    _numbered(
        "OTHER_FEE_UNPAID",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "fee not paid in time",
        "2.申请人逾期未按收费通知要求缴纳费用",
        "2.逾期不缴费",
        "2.逾期未缴费",
    ),
    Label("OTHER_MISC", "3.其他", "other"),
    Label("OUTCOMES_TOTAL", "（七）总计", "total of outcomes", aliases=("（七）合计",)),
    _numbered("CARRIED_OUT", "四、结转下年度继续办理", "carried over to next year"),
)

_DISPUTES_LABELS = (
    Label("REVIEW", "行政复议", "administrative reconsideration"),
    Label("LITIGATION", "行政诉讼", "administrative litigation"),
    Label("LITIGATION_DIRECT", "未经复议直接起诉", "sued without reconsideration"),
    Label("LITIGATION_AFTER_REVIEW", "复议后起诉", "sued after reconsideration"),
    Label("UPHELD", "结果维持", "upheld", aliases=("维持",)),
    Label("CORRECTED", "结果纠正", "corrected", aliases=("纠正",)),
    Label("OTHER_RESULT", "其他结果", "other results"),
    Label("PENDING", "尚未审结", "not yet concluded"),
    Label("TOTAL", "总计", "total", aliases=("合计",)),
)

_LABELS: Mapping[TableKind, Mapping[str, Label]] = {
    kind: {label.token: label for label in labels}
    for kind, labels in (
        (TableKind.PROACTIVE, _PROACTIVE_LABELS),
        (TableKind.REQUESTS, _REQUESTS_LABELS),
        (TableKind.DISPUTES, _DISPUTES_LABELS),
    )
}


def label_of(kind: TableKind, token: str) -> Label:
    """The label that *token* stands for in tables of *kind*."""
    return _LABELS[kind][token]


def wordings(kind: TableKind) -> Iterator[tuple[str, str]]:
    """Every wording of the labels of *kind*, in either edition, with its token."""
    for label in _LABELS[kind].values():
        for words in dict.fromkeys((label.official, label.former or "", *label.aliases)):
            if words:
                yield words, label.token


# ------------------------------------------------------------------------------ print order


@frozen(eq=False)
class Line:
    """One printed row of a table: its own labels, then its own cells; not the places under a merge.

    The name is that of the grammar's rule.
    """

    name: str
    #: The row's own labels as (token, rows spanned, columns spanned).
    labels: tuple[tuple[str, int, int], ...] = ()
    #: The row's own cells as (row, column) of their addresses.
    cells: tuple[tuple[str, str], ...] = ()
    #: How many columns of the grid each cell spans.
    cell_span: int = field(default=1, kw_only=True)
    #: Labels of earlier rows that span this one.
    under: tuple[str, ...] = field(default=(), kw_only=True)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The tokens of its own labels."""
        return tuple(token for token, _, _ in self.labels)

    @property
    def token(self) -> str:
        """The last of them, just before the values; empty for the counts of table four."""
        return self.tokens[-1] if self.labels else ""


#: A label that spans one place, or a label with the rows and columns it spans.
_Place: TypeAlias = str | tuple[str, int, int]


def _head(name: str, *labels: _Place) -> Line:
    """A row of labels only."""
    return Line(name, tuple((label, 1, 1) if isinstance(label, str) else label for label in labels))


def _row(*labels: _Place, columns: tuple[str, ...]) -> Line:
    """A row of cells after its labels; the last label names the row in their addresses."""
    head = _head("", *labels)
    key = head.token.lower()
    return Line(key, head.labels, tuple((key, column) for column in columns))


def _printed(width: int, *lines: Line) -> tuple[Line, ...]:
    """The lines of a table, with the labels that span each and the width of its cells.

    A label over the whole width spans the rows up to the next.
    """
    printed: list[Line] = []
    article: tuple[str, ...] = ()
    spanning: list[tuple[str, int, int]] = []
    for line in lines:
        if not line.cells and line.labels[0][2] == width:
            article = line.tokens
        over = (*article, *(token for token, _, _ in spanning))
        taken = sum(columns for _, _, columns in (*spanning, *line.labels))
        if line.cells:
            cell_span = (width - taken) // len(line.cells)
            line = evolve(line, under=over, cell_span=cell_span)  # noqa: PLW2901
        printed.append(line)
        places = (*spanning, *line.labels)
        spanning = [(token, rows - 1, columns) for token, rows, columns in places if rows > 1]
    return tuple(printed)


_DOCUMENTS_2021 = ("issued", "repealed", "in_force")
_DOCUMENTS_2019 = ("produced_new", "disclosed_new", "disclosed_total")
_ITEMS_2019 = ("items_last_year", "items_change", "decisions")
_PROACTIVE_2021 = _printed(
    4,
    _head("article_20_1", ("ARTICLE_20_1", 1, 4)),
    _head("documents_head", "ITEM", "ISSUED", "REPEALED", "IN_FORCE"),
    _row("RULES", columns=_DOCUMENTS_2021),
    _row("NORMATIVE_DOCUMENTS", columns=_DOCUMENTS_2021),
    _head("article_20_5", ("ARTICLE_20_5", 1, 4)),
    _head("decisions_head", "ITEM", ("DECISIONS_MADE", 1, 3)),
    _row("LICENSING", columns=("decisions",)),
    _head("article_20_6", ("ARTICLE_20_6", 1, 4)),
    _head("decisions_head", "ITEM", ("DECISIONS_MADE", 1, 3)),
    _row("PENALTIES", columns=("decisions",)),
    _row("COMPULSION", columns=("decisions",)),
    _head("article_20_8", ("ARTICLE_20_8", 1, 4)),
    _head("fees_head", "ITEM", ("FEES_COLLECTED", 1, 3)),
    _row("FEES", columns=("collected_wan",)),
)
_ITEMS_HEAD_2019 = _head(
    "items_head", "ITEM", ("ITEMS_LAST_YEAR", 1, 2), ("ITEMS_CHANGE", 1, 2), ("DECISIONS", 1, 2)
)
_PROACTIVE_2019 = _printed(
    7,
    _head("article_20_1", ("ARTICLE_20_1", 1, 7)),
    _head(
        "documents_head",
        "ITEM",
        ("PRODUCED_NEW", 1, 2),
        ("DISCLOSED_NEW", 1, 2),
        ("DISCLOSED_TOTAL", 1, 2),
    ),
    _row("RULES", columns=_DOCUMENTS_2019),
    _row("NORMATIVE_DOCUMENTS", columns=_DOCUMENTS_2019),
    _head("article_20_5", ("ARTICLE_20_5", 1, 7)),
    _ITEMS_HEAD_2019,
    _row("LICENSING", columns=_ITEMS_2019),
    _row("OTHER_SERVICES", columns=_ITEMS_2019),
    _head("article_20_6", ("ARTICLE_20_6", 1, 7)),
    _ITEMS_HEAD_2019,
    _row("PENALTIES", columns=_ITEMS_2019),
    _row("COMPULSION", columns=_ITEMS_2019),
    _head("article_20_8", ("ARTICLE_20_8", 1, 7)),
    _head("fees_head", "ITEM", ("ITEMS_LAST_YEAR", 1, 3), ("ITEMS_CHANGE", 1, 3)),
    _row("FEES", columns=_ITEMS_2019[:2]),
    _head("article_20_9", ("ARTICLE_20_9", 1, 7)),
    _head("procurement_head", "ITEM", ("PROCUREMENT_PROJECTS", 1, 3), ("PROCUREMENT_AMOUNT", 1, 3)),
    _row("PROCUREMENT", columns=("projects", "amount")),
)

_APPLICANTS = (
    "natural_person",
    "enterprise",
    "research",
    "public_interest",
    "legal_service",
    "other_org",
    "total",
)


def _requests(*other_handling: Line) -> tuple[Line, ...]:
    """Table three; the editions differ only in the rows of （六）其他处理."""

    def one(*labels: _Place) -> Line:
        return _row(*labels, columns=_APPLICANTS)

    return _printed(
        10,
        _head("applicants_head", ("CORNER", 3, 3), ("APPLICANTS", 1, 7)),
        _head("kinds_head", ("NATURAL_PERSON", 2, 1), ("ORGANIZATION", 1, 5), ("TOTAL", 2, 1)),
        _head(
            "organizations_head",
            "ENTERPRISE",
            "RESEARCH",
            "PUBLIC_INTEREST",
            "LEGAL_SERVICE",
            "OTHER_ORG",
        ),
        one(("RECEIVED_NEW", 1, 3)),
        one(("CARRIED_IN", 1, 3)),
        one(("OUTCOMES", 19 + len(other_handling), 1), ("DISCLOSED", 1, 2)),
        one(("PARTLY_DISCLOSED", 1, 2)),
        one(("WITHHELD", 8, 1), "WITHHELD_STATE_SECRET"),
        one("WITHHELD_PROHIBITED_BY_LAW"),
        one("WITHHELD_SECURITY_STABILITY"),
        one("WITHHELD_THIRD_PARTY"),
        one("WITHHELD_INTERNAL_AFFAIRS"),
        one("WITHHELD_PROCESS"),
        one("WITHHELD_CASE_FILE"),
        one("WITHHELD_REGISTRY_INQUIRY"),
        one(("UNAVAILABLE", 3, 1), "UNAVAILABLE_NOT_HELD"),
        one("UNAVAILABLE_NEEDS_CREATION"),
        one("UNAVAILABLE_UNCLEAR"),
        one(("NOT_PROCESSED", 5, 1), "NOT_PROCESSED_PETITION"),
        one("NOT_PROCESSED_REPEAT"),
        one("NOT_PROCESSED_PUBLICATION"),
        one("NOT_PROCESSED_EXCESSIVE"),
        one("NOT_PROCESSED_REISSUE"),
        *other_handling,
        one(("OUTCOMES_TOTAL", 1, 2)),
        one(("CARRIED_OUT", 1, 3)),
    )


_REQUESTS_2021 = _requests(
    _row(("OTHER_HANDLING", 3, 1), "OTHER_NOT_SUPPLEMENTED", columns=_APPLICANTS),
    _row("OTHER_FEE_UNPAID", columns=_APPLICANTS),
    _row("OTHER_MISC", columns=_APPLICANTS),
)
_REQUESTS_2019 = _requests(_row(("OTHER_HANDLING", 1, 2), columns=_APPLICANTS))

_RESULTS = ("upheld", "corrected", "other_result", "pending", "total")
_RESULT_LABELS = ("UPHELD", "CORRECTED", "OTHER_RESULT", "PENDING", "TOTAL")
_DISPUTES = _printed(
    15,
    _head("remedies_head", ("REVIEW", 1, 5), ("LITIGATION", 1, 10)),
    _head(
        "routes_head",
        *((token, 2, 1) for token in _RESULT_LABELS),
        ("LITIGATION_DIRECT", 1, 5),
        ("LITIGATION_AFTER_REVIEW", 1, 5),
    ),
    _head("results_head", *_RESULT_LABELS, *_RESULT_LABELS),
    Line(
        "dispute_counts",
        (),
        tuple(
            (row, column)
            for row in ("review", "litigation_direct", "litigation_after_review")
            for column in _RESULTS
        ),
    ),
)

#: The labels over the cells of a column, for addresses whose row is a row of the table.
_COLUMN_LABELS: Mapping[str, tuple[str, ...]] = {
    "issued": ("ISSUED",),
    "repealed": ("REPEALED",),
    "in_force": ("IN_FORCE",),
    "produced_new": ("PRODUCED_NEW",),
    "disclosed_new": ("DISCLOSED_NEW",),
    "disclosed_total": ("DISCLOSED_TOTAL",),
    "items_last_year": ("ITEMS_LAST_YEAR",),
    "items_change": ("ITEMS_CHANGE",),
    "collected_wan": ("FEES_COLLECTED",),
    "projects": ("PROCUREMENT_PROJECTS",),
    "amount": ("PROCUREMENT_AMOUNT",),
    "natural_person": ("NATURAL_PERSON",),
    "enterprise": ("ORGANIZATION", "ENTERPRISE"),
    "research": ("ORGANIZATION", "RESEARCH"),
    "public_interest": ("ORGANIZATION", "PUBLIC_INTEREST"),
    "legal_service": ("ORGANIZATION", "LEGAL_SERVICE"),
    "other_org": ("ORGANIZATION", "OTHER_ORG"),
    "total": ("TOTAL",),
    "upheld": ("UPHELD",),
    "corrected": ("CORRECTED",),
    "other_result": ("OTHER_RESULT",),
    "pending": ("PENDING",),
}
#: The labels of each row of an address in table four, which prints all its cells on one line.
_DISPUTE_LABELS: Mapping[str, tuple[str, ...]] = {
    "review": ("REVIEW",),
    "litigation_direct": ("LITIGATION", "LITIGATION_DIRECT"),
    "litigation_after_review": ("LITIGATION", "LITIGATION_AFTER_REVIEW"),
}
#: Units by column; all others count 件. The form prints none for the sum of procurement.
_UNITS: Mapping[str, str | None] = {
    "items_last_year": "项",
    "items_change": "项",
    "projects": "项",
    "collected_wan": "万元",
    "amount": None,
}


# ------------------------------------------------------------------------------ what adds up


@frozen
class Balance:
    """One 勾稽关系: the cells on the left and those on the right have the same sum.

    A cell is named by (row, column) of its address.
    """

    left: tuple[tuple[str, str], ...]
    right: tuple[tuple[str, str], ...]


def _request_balances(lines: tuple[Line, ...]) -> Iterator[Balance]:
    """Columns by the corner note of the form and the sum of outcomes; rows by kind of applicant."""
    rows = [line.cells[0][0] for line in lines if line.cells]
    for row in rows:
        yield Balance(
            tuple((row, column) for column in _APPLICANTS[:-1]), ((row, _APPLICANTS[-1]),)
        )
    outcomes = [row for row in rows[2:] if row not in {"outcomes_total", "carried_out"}]
    for column in _APPLICANTS:
        yield Balance(tuple((row, column) for row in outcomes), (("outcomes_total", column),))
        yield Balance(
            (("received_new", column), ("carried_in", column)),
            (("outcomes_total", column), ("carried_out", column)),
        )


def _dispute_balances() -> Iterator[Balance]:
    """Each of the three groups of table four ends in its total."""
    for row in _DISPUTE_LABELS:
        yield Balance(tuple((row, column) for column in _RESULTS[:-1]), ((row, _RESULTS[-1]),))


# ------------------------------------------------------------------------------ whole tables


@frozen
class CellLayout:
    """One cell of the form: its address in two parts, its unit, and the labels that lead to it."""

    row: str
    column: str
    #: 件, 项, 万元, or None where the form prints none.
    unit: str | None
    #: Tokens of the labels of the row, outermost first.
    row_labels: tuple[str, ...]
    #: Tokens of the labels of the column, outermost first.
    column_labels: tuple[str, ...]


@frozen(eq=False)
class TableLayout:
    """One statutory table of one edition: lines in print order; knows no printed values."""

    kind: TableKind
    #: None for table four, which is the same in both editions.
    edition: Edition | None
    #: Columns of the grid.
    width: int
    lines: tuple[Line, ...]
    #: Every cell in print order.
    cells: tuple[CellLayout, ...] = field(repr=False)
    balances: tuple[Balance, ...] = field(repr=False)

    @cached_property
    def index(self) -> Mapping[tuple[str, str], int]:
        """The number of each cell, by row and column of its address."""
        return {(cell.row, cell.column): number for number, cell in enumerate(self.cells)}

    @cached_property
    def rows(self) -> Mapping[str, Line]:
        """The rows of values in print order, by the label just before the values."""
        return {line.token: line for line in self.lines if line.cells}

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The tokens of all labels that the table prints."""
        return frozenset(token for line in self.lines for token in line.tokens)

    @cached_property
    def groups(self) -> frozenset[str]:
        """The tokens of labels that span rows, such as articles and kinds of outcomes."""
        return frozenset(token for line in self.lines for token in line.under)

    @cached_property
    def blocks(self) -> Mapping[str, int]:
        """The number of the heads over each row, by its label; rows under one number share columns."""
        over, blocks = 0, {}
        for number, line in enumerate(self.lines):
            if line.cells:
                blocks[line.token] = over
            else:
                over = number
        return blocks

    @property
    def name(self) -> str:
        """The start rule in the grammar, such as ``requests_2021``."""
        return f"{self.kind.value}_{self.edition.value}" if self.edition else self.kind.value


def _layout(
    kind: TableKind, edition: Edition | None, width: int, lines: tuple[Line, ...]
) -> TableLayout:
    """Derive the cells and their labels from the lines."""
    cells = []
    for line in lines:
        for row, column in line.cells:
            row_labels = (*line.under, *line.tokens) or _DISPUTE_LABELS[row]
            column_labels = _COLUMN_LABELS.get(column)
            if column_labels is None:
                made = edition is Edition.FORM_2021
                column_labels = ("DECISIONS_MADE",) if made else ("DECISIONS",)
            cells.append(
                CellLayout(row, column, _UNITS.get(column, "件"), row_labels, column_labels)
            )
    balances: tuple[Balance, ...] = ()
    if kind is TableKind.REQUESTS:
        balances = tuple(_request_balances(lines))
    elif kind is TableKind.DISPUTES:
        balances = tuple(_dispute_balances())
    return TableLayout(kind, edition, width, lines, tuple(cells), balances)


_LAYOUTS = (
    _layout(TableKind.PROACTIVE, Edition.FORM_2021, 4, _PROACTIVE_2021),
    _layout(TableKind.PROACTIVE, Edition.FORM_2019, 7, _PROACTIVE_2019),
    _layout(TableKind.REQUESTS, Edition.FORM_2021, 10, _REQUESTS_2021),
    _layout(TableKind.REQUESTS, Edition.FORM_2019, 10, _REQUESTS_2019),
    _layout(TableKind.DISPUTES, None, 15, _DISPUTES),
)
_LAYOUT_OF = {(layout.kind, layout.edition): layout for layout in _LAYOUTS}


def table_layouts() -> tuple[TableLayout, ...]:
    """All tables of all editions, in the order of the report."""
    return _LAYOUTS


def layout_of(kind: TableKind, edition: Edition | None) -> TableLayout:
    """The layout of a table; for table four the edition makes no difference.

    Raises:
        KeyError: Tables two and three have no layout without an edition.
    """
    return _LAYOUT_OF[kind, None if kind is TableKind.DISPUTES else edition]
