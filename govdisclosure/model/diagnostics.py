"""Diagnostics: what reading or a rule noticed, with its place and its reason.

Takes codes and facts and gives sentences in Chinese or English; one literal table holds the
sentences of each code. Codes are never reused.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from govdisclosure.forms.layout import TableKind
from govdisclosure.model.addresses import Address
from govdisclosure.model.display import show_fields
from govdisclosure.source import Span
from govdisclosure.wording import Bilingual, Language, Wording

__all__ = [
    "READING_MESSAGES",
    "SHEET",
    "TABLE_NAMES",
    "Diagnostic",
    "Message",
    "Severity",
    "noticed",
]


class Severity(Enum):
    """How serious a diagnostic is."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    def text(self, language: Language = "zh") -> str:
        """Its name in *language*."""
        return _SEVERITIES[self].text(language)


_SEVERITIES = {
    Severity.ERROR: Wording("错误", "error"),
    Severity.WARNING: Wording("警告", "warning"),
    Severity.HINT: Wording("提示", "hint"),
}


@frozen
class Message(Bilingual):
    """The sentences of one code; ``{name}`` is filled from the diagnostic's arguments."""

    code: str
    name: str
    severity: Severity
    chinese: str
    english: str
    #: The code that replaced this one, if it is no longer reported.
    superseded_by: str | None = None


#: The names of the tables in sentences.
TABLE_NAMES: Mapping[TableKind, Wording] = {
    TableKind.PROACTIVE: Wording("主动公开情况表", "the table of proactive disclosure"),
    TableKind.REQUESTS: Wording("依申请公开情况表", "the table of requests"),
    TableKind.DISPUTES: Wording(
        "行政复议、行政诉讼情况表", "the table of reconsideration and litigation"
    ),
}

#: The argument ``table`` for a statistics sheet.
SHEET = "sheet"

#: The wording of arguments that name the basis of a reading; a phrase may use further arguments.
_PHRASES: Mapping[str, Mapping[str, Wording]] = {
    "table": {
        **{kind.value: name for kind, name in TABLE_NAMES.items()},
        SHEET: Wording("统计表", "the statistics sheet"),
    },
    "basis": {
        "count": Wording(
            "按行标题和其后恰好相符的单元格数读取",
            "were read by their labels and exactly as many cells after them as the form has",
        ),
        "place": Wording(
            "按行标题和各数值所在的位置读取",
            "were read by their labels and the places of their values",
        ),
        "heads": Wording(
            "按行标题和列标题读取",
            "were read by their labels and the heads above their values",
        ),
        "words": Wording(
            "按行标题和其后数值的先后读取",
            "were read by their labels and the order of the values after them",
        ),
    },
    "marks": {
        "blanks": Wording(
            "格与格之间没有分隔符",
            "nothing but blanks or line ends parts the cells",
        ),
        "signs": Wording(
            "格与格之间虽有分隔符（{signs}），但不成行列",
            "separators ({signs}) occur between the cells but do not form rows and columns",
        ),
    },
}


@frozen(kw_only=True)
class Diagnostic:
    """One thing that was noticed."""

    code: str
    #: The name of the problem, such as ``row-unplaced``.
    name: str
    severity: Severity
    #: Every cell that the rule read.
    addresses: tuple[Address, ...] = ()
    #: The printed value, and what it should be; None if it is not a number.
    stated: int | Decimal | None = None
    computed: int | Decimal | None = None
    #: The values for the sentence; ``table`` is the kind of a statutory table.
    arguments: tuple[tuple[str, str], ...] = ()
    span: Span | None = field(default=None, repr=False)

    @property
    def message(self) -> Message:
        """The sentences of the code; a finding of a rule brings those of its rule along."""
        return READING_MESSAGES[self.code]

    def named(self, language: Language) -> dict[str, str]:
        """The arguments of the sentence in *language*, each phrase in words."""
        arguments = dict(self.arguments)
        for name, phrases in _PHRASES.items():
            if (found := phrases.get(arguments.get(name, ""))) is not None:
                arguments[name] = found.text(language).format_map(dict(self.arguments))
        return arguments

    def text(self, language: Language = "zh") -> str:
        """The sentence in *language*, with advice."""
        return self.message.text(language).format_map(self.named(language))

    def __str__(self) -> str:
        """The code and the sentence."""
        return f"{self.code} {self.text()}"

    def _repr_html_(self) -> str:
        """The diagnostic as a notebook shows it."""
        return show_fields(
            code=self.code,
            name=self.name,
            severity=self.severity.value,
            stated=self.stated,
            computed=self.computed,
            text=self.text(),
        )


_ERROR, _WARNING, _HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


def _superseded(code: str, name: str, other: str) -> Message:
    """A code that is no longer reported, and the one that replaced it."""
    return Message(
        code,
        name,
        _HINT,
        f"不再报告；所说的情况见 {other}。",
        f"no longer reported; see {other}.",
        superseded_by=other,
    )


#: Everything that reading can notice, in order of code.
READING_MESSAGES: Mapping[str, Message] = {
    message.code: message
    for message in (
        Message(
            "GD001",
            "no-report-found",
            _ERROR,
            "文中没有找到年度报告的标题、任何一个部分或统计表；内容照原样保留。请确认文件无误。",
            "neither a title nor any section or table of a report was found; the content is kept "
            "as it is. Check that this is the right file.",
        ),
        Message(
            "GD002",
            "text-around-report",
            _HINT,
            "报告之外的文字未作为正文：「{words}」。",
            "text around the report is not part of it: “{words}”.",
        ),
        Message(
            "GD003",
            "page-number",
            _HINT,
            "页码「{words}」未作为正文。",
            "the page number “{words}” is not part of the report.",
        ),
        Message(
            "GD004",
            "converter-debris",
            _HINT,
            "转换软件留下的痕迹「{words}」未作为正文。",
            "debris of a converter is not part of the report: “{words}”.",
        ),
        Message(
            "GD005",
            "table-repeated",
            _HINT,
            "{table}重复出现，两次内容相同；只保留第一次。",
            "{table} occurs twice with equal cells; only the first is kept.",
        ),
        Message(
            "GD006",
            "table-differs",
            _WARNING,
            "{table}出现两次而内容不同；以第一次为准，请核对。",
            "{table} occurs twice and the cells differ; the first was used. Compare them.",
        ),
        Message(
            "GD007",
            "row-unplaced",
            _WARNING,
            "{table}以下各行的数值与各列无法一一对应，未采用：{items}。请对照原件。",
            "the values of these rows of {table} could not be matched to columns and were "
            "ignored: {items}. Check the original.",
        ),
        Message(
            "GD008",
            "row-missing",
            _WARNING,
            "{table}缺少以下各行：{items}。",
            "{table} lacks these rows: {items}.",
        ),
        Message(
            "GD009",
            "field-unknown",
            _WARNING,
            "{table}中的以下内容不是表式的内容，未采用：{items}。请对照原件。",
            "{table} contains what the form does not print; it was ignored: {items}. Check the "
            "original.",
        ),
        _superseded("GD010", "table-aligned", "GD050"),
        Message(
            "GD011",
            "cell-is-text",
            _WARNING,
            "「{cell}」一格是文字「{words}」，不是数字。",
            "the cell {cell} holds the text “{words}”, not a number.",
        ),
        Message(
            "GD012",
            "bytes-undecodable",
            _WARNING,
            "文件按 {encoding} 解码，有 {count} 处无法识别。",
            "decoded as {encoding}, with {count} places that could not be read.",
        ),
        Message(
            "GD013",
            "columns-by-head",
            _WARNING,
            "{table}的表头缺少以下各栏，各数值按现有表头对应：{items}。",
            "the header of {table} lacks these columns; values were matched to those that it "
            "has: {items}.",
        ),
        Message(
            "GD014",
            "table-is-picture",
            _WARNING,
            "「{section}」部分的表格是图片，其中的数字无法读取。",
            "the table of the section “{section}” is a picture; its numbers cannot be read.",
        ),
        Message(
            "GD015",
            "scraps-of-tables",
            _WARNING,
            "正文中散落着统计表的标签（{words}），未作为表格读取。",
            "labels of statutory tables are scattered in the text ({words}); they were not "
            "read as tables.",
        ),
        Message(
            "GD016",
            "second-report",
            _WARNING,
            "文件中似有第二份报告（「{words}」），原样保留在第一份之后，未解析。",
            "the file seems to hold a second report (“{words}”), kept unread after the first.",
        ),
        Message(
            "GD017",
            "unit-in-head",
            _WARNING,
            "表头所印单位为「{words}」，与表式的万元不同；数值未换算。",
            "the head prints the unit {words}, not the form's 万元; nothing was converted.",
        ),
        Message(
            "GD018",
            "row-repeated",
            _WARNING,
            "{table}中以下各行出现两次，数值相同，只采用第一次：{items}。",
            "{table} has these rows twice with the same values; only the first is taken: {items}.",
        ),
        Message(
            "GD019",
            "sign-of-absence-alone",
            _HINT,
            "「〔缺〕」单独成行，未作为正文。",
            "〔缺〕 alone on a line is not part of the report.",
        ),
        _superseded("GD020", "columns-by-position", "GD050"),
        Message(
            "GD021",
            "label-misspelt",
            _WARNING,
            "{table}的以下行标题或列标题与表式不符，按右侧读取：{items}。请核对。",
            "these labels of {table} are misspelt and were read as what follows each: "
            "{items}. Check them.",
        ),
        Message(
            "GD022",
            "row-by-place",
            _WARNING,
            "{table}的以下各行没有行标题，按所在位置读取：{items}。请对照原件。",
            "these rows of {table} have no label and were read by their place: {items}. "
            "Compare them with "
            "the original.",
        ),
        Message(
            "GD023",
            "digits-cut",
            _WARNING,
            "{table}以下各行的数字连在一起，成立的拆分只有一种：{items}。请核对。",
            "the digits of these rows of {table} ran together and can be cut in one way "
            "only: {items}. "
            "Check them.",
        ),
        _superseded("GD024", "digits-ambiguous", "GD007"),
        _superseded("GD025", "columns-of-form", "GD050"),
        _superseded("GD026", "assumption-refuted", "GD007"),
        Message(
            "GD027",
            "line-breaks-lost",
            _WARNING,
            "一行里挤着几个部分或整张表，换行似已丢失，按内容断开：「{words}……」。",
            "several sections or a whole table are on one line, which was split by its words: "
            "“{words}…”.",
        ),
        Message(
            "GD028",
            "cells-without-marks",
            _WARNING,
            "从「{words}」起的表格，{marks}，按栏目名和数值的先后读取；请核对。",
            "in the table that begins with “{words}” {marks}; it was read by the order of its "
            "labels and values. Check it.",
        ),
        Message(
            "GD029",
            "row-differs",
            _WARNING,
            "{table}中以下各行出现两次而数值不同，两次均未采用：{items}。请对照原件。",
            "{table} has these rows twice with different values; neither was used: {items}. "
            "Check the original.",
        ),
        Message(
            "GD030",
            "formula-without-result",
            _WARNING,
            "单元格 {words} 是公式，但文件没有存计算结果，按缺失处理；"
            "请用 Excel 或 WPS 打开并保存后再读。",
            "the cell {words} is a formula whose result the file does not hold; it is absent. Open "
            "the file in Excel or WPS, save it, and read it again.",
        ),
        Message(
            "GD031",
            "hidden-text-unread",
            _WARNING,
            "PDF 第 {page} 页有 {count} 个隐藏字符未读取，多为扫描图片下面由文字识别得到的文字；"
            "请对照原件，看这一页是否还有未读到的内容。",
            "page {page} of the PDF has {count} hidden characters, as recognition puts under the "
            "picture of a scanned page; they were not read. Compare the page with the original for "
            "what is missing.",
        ),
        Message(
            "GD032",
            "format-changes-number",
            _WARNING,
            "单元格 {words} 的数字格式改变了显示的数值（如按千、按万缩小），无法确定填报的数，"
            "按缺失处理；请把格式改为“常规”并核对数值。",
            "the number format of the cell {words} changes the number that is shown (divides "
            "it by a thousand, for example), so it is unknown and the cell is absent. Set the "
            "format to General and check the number.",
        ),
        Message(
            "GD033",
            "table-not-told-apart",
            _WARNING,
            "从「{words}」起的内容是一张没有格线的表，其中的数跨行，"
            "无法分清各属哪一格，整张未采用；"
            "请对照原件。",
            "“{words}” begins a table without lines between its cells whose numbers run over "
            "several lines; it is unclear which cell each belongs to, so all of it was "
            "ignored. Check the original.",
        ),
        _superseded("GD036", "table-torn-apart", "GD050"),
        Message(
            "GD041",
            "indicator-repeated",
            _WARNING,
            "统计表中「{row}」一行与前面的一行同为「{label}」，地址指前一行；请核对。",
            "the row “{row}” of the statistics sheet counts what a row above it counts ({label}); "
            "the address is that of the first. Compare them.",
        ),
        Message(
            "GD042",
            "sheet-goes-on",
            _WARNING,
            "统计表之后紧接的表格没有表头，各行与统计表相符，"
            "按其续表读取（从「{words}」起）；请核对。",
            "the table right below the statistics sheet has no head; its rows fit and were read as "
            "more of it, from “{words}” on. Check them.",
        ),
        Message(
            "GD043",
            "number-torn",
            _WARNING,
            "数字「{words}」跨过格线或被分页断开，无法确定各格的数，按缺失处理；请对照原件。",
            "the digits “{words}” run across a ruling line of the table or the end of a page, "
            "so the number of each cell is unclear and absent. Check the original.",
        ),
        Message(
            "GD044",
            "words-struck-out",
            _WARNING,
            "有 {count} 处文字加了删除线，按已删除处理，未读取：{words}；"
            "请核对这些位置保留的文字。",
            "{count} pieces of text are struck out and were not read: {words}. Check what remains "
            "in their places.",
        ),
        Message(
            "GD045",
            "words-not-shown",
            _WARNING,
            "文件中有 {count} 处页面上看不见的文字（隐藏、透明、被遮盖，或与底色相同），未读取："
            "{words}；请对照页面，确认没有该显示而未显示的内容。",
            "{count} pieces of text in the file do not show on the page (they are hidden, "
            "transparent, covered, or in the colour of the background) and were not read: {words}. "
            "Compare the page for anything that should show.",
        ),
        Message(
            "GD046",
            "watermark-set-aside",
            _HINT,
            "页面上的水印文字不属于报告内容，未读取：{words}。",
            "watermark text on the page is not part of the report and was not read: {words}.",
        ),
        Message(
            "GD047",
            "cells-covered",
            _WARNING,
            "从「{words}」起的表格中有 {count} 个单元格的内容被后加的色块遮盖，看不到填报的数，"
            "按缺失处理；请对照原件。",
            "in the table that begins with “{words}” the content of {count} cells is covered by a "
            "box painted over it; what was filled in does not show, and the cells are absent. "
            "Check the original.",
        ),
        Message(
            "GD048",
            "title-not-found",
            _WARNING,
            "没有找到报告的标题。请确认文件完整，标题没有缺失或写成其他名称。",
            "no title of a report was found. Check that the document is complete and that its "
            "title is not missing or worded otherwise.",
        ),
        Message(
            "GD049",
            "year-not-found",
            _WARNING,
            "没有找到报告年度：标题、统计期限、前言和网页标题都没有写明。与年度有关的规则无法判断。",
            "the year reported on was not found: the title, the statistics period, the preamble "
            "and the page title do not give it. Rules that depend on the year cannot be decided.",
        ),
        Message(
            "GD050",
            "rows-told-by-marks",
            _WARNING,
            "{table}的表头或格式已损坏，以下各行{basis}：{rows}；请对照原件。",
            "{table} is damaged; these rows {basis}: {rows}. Compare them with the original.",
        ),
        Message(
            "GD051",
            "text-garbled",
            _WARNING,
            "文件是乱码：原为 {encoding} 编码，被当作 {taken} 打开后另存，没有读到报告；"
            "请改用转换之前的文件，用浏览器、记事本按 {encoding} 编码打开。",
            "the text is garbled: it was written in {encoding}, opened as {taken} and saved so, "
            "and no report could be read. Use the file from before that and open it as "
            "{encoding}.",
        ),
        Message(
            "GD052",
            "tables-drawn-by-script",
            _WARNING,
            "网页上的表格要由脚本在浏览器中生成（脚本里有「{words}」），文件中没有，未读取；"
            "请在浏览器中打开后另存。",
            "a script would draw the tables of the page (it holds {words}); the file has none, "
            "and they were not read. Open the page in a browser and save it from there.",
        ),
        Message(
            "GD053",
            "table-unread",
            _WARNING,
            "文中有{table}的行标题、列标题，但没有读出这张表；请对照原件，"
            "或改用原来的网页或 docx 文件。",
            "the text has labels of {table}, but the table could not be read. Check the "
            "original, or use the web page or the docx file that was published.",
        ),
        Message(
            "GD054",
            "section-by-words",
            _HINT,
            "标题「{words}」与《格式》不同，按用词归入「{section}」；请核对。",
            "the heading “{words}” is not a known wording of the form; its words suggest "
            "“{section}”, and it was read as that section. Please check.",
        ),
        Message(
            "GD055",
            "agency-from-contact",
            _WARNING,
            "标题、落款和前言都没有写明机关，按联系方式中的单位取为「{agency}」；请核对。",
            "the title, the signature and the preamble do not name the organ; “{agency}” was taken "
            "from the contact details. Check that it is the organ that reports.",
        ),
        Message(
            "GD056",
            "found-on-page",
            _HINT,
            "「{words}」取自网页的标题，报告本身没有写明；请核对。",
            "“{words}” was taken from the title of the web page; the report itself does not give "
            "it. Please check.",
        ),
    )
}


def noticed(
    code: str,
    *,
    span: Span | None = None,
    addresses: tuple[Address, ...] = (),
    **arguments: str,
) -> Diagnostic:
    """A diagnostic of reading, its name and severity from the table."""
    message = READING_MESSAGES[code]
    return Diagnostic(
        code=code,
        name=message.name,
        severity=message.severity,
        addresses=addresses,
        arguments=tuple(arguments.items()),
        span=span,
    )
