"""The columns of the tables of many reports, each once: its type, and what it says.

Takes nothing and gives schemas and their codebook; knows no report. What a column means never
changes under the same number of :data:`TABLES_VERSION`.
"""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govdisclosure.frames.extras import load_extra
from govdisclosure.wording import Bilingual, Language, Wording, in_both

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["MEASURES", "TABLES", "TABLES_VERSION", "Column", "codebook", "columns_of", "schema_of"]

#: The number of the schemas; it changes with every change of a column.
TABLES_VERSION = 1


@frozen
class Column(Bilingual):
    """One column of a table, and what it says."""

    name: str
    #: A type of Arrow, by the words of :func:`schema_of`; ``!`` behind it where it is never null.
    type: str
    chinese: str
    english: str


_REPORT_ID = Column(
    "report_id",
    "string!",
    "报告的键：文件字节的 SHA-256；没有文件的，为其 JSON 的 SHA-256",
    "the key of the report: SHA-256 of the file's bytes, or of its JSON where there is no file",
)
_SPAN = Column(
    "span",
    "span",
    "在文件文字中的起止位置（HTML、Word、PDF 为 doctor 所印文字中的位置）",
    "offsets in the text of the file; for pages, Word and PDF in the text that doctor prints",
)

#: Each table with its columns, in order.
TABLES: dict[str, tuple[Column, ...]] = {
    "reports": (
        evolve(_REPORT_ID, type="string"),
        Column("path", "string", "文件路径", "the file"),
        Column("bytes", "int64", "文件字节数", "how many bytes the file has"),
        Column("format", "word", "文件格式", "the format of the file"),
        Column("status", "word!", "读取结果", "what became of the file"),
        Column("error", "string", "没有读成的原因", "why it was not read"),
        Column("title_found_by", "word", "标题据何而定", "where the title was found"),
        Column("agency_found_by", "word", "机关据何而定", "where the organ was found"),
        Column("year_found_by", "word", "年度据何而定", "where the year was found"),
        Column("sections", "list<section>", "各部分及其依据", "the sections, how each was found"),
        Column("title", "string", "标题", "the title"),
        Column("agency", "string", "报告机关", "the organ that reports"),
        Column("agency_kind", "word", "机关类别", "what kind of organ it is"),
        Column("place", "string", "机关名称所含地名", "the area that its name begins with"),
        Column("year", "int16", "报告年度", "the year reported on"),
        Column("edition", "word", "表式（2019、2021）", "the form: 2019 or 2021"),
        Column("signed_on", "date32", "落款日期", "the date of the document"),
        Column("published_on", "date32", "网页所载发布日期", "when it was published, by its page"),
        Column("encoding", "string", "文件编码", "the encoding of the file"),
        Column("cells_printed", "int32", "有内容的单元格数", "how many cells are not empty"),
        Column("diagnostics", "list<string>", "读取提示的代码", "codes of what reading noticed"),
    ),
    "cells": (
        _REPORT_ID,
        Column("address", "word!", "单元格地址", "the address of the cell"),
        Column("table", "word!", "地址第一段：表", "its first part, the table"),
        Column("row", "word!", "地址第二段：行", "its second part, the row"),
        Column("column", "word!", "地址第三段：列", "its third part, the column"),
        Column("edition", "word", "该表的表式", "the form of its table"),
        Column(
            "state",
            "word!",
            "number 数字、blank 空白、mark 符号、text 文字、absent 文中没有；空白不是 0",
            "number, blank, mark, text, or absent from the document; blank is not zero",
        ),
        Column("integer", "int64", "整数", "the number, where it is whole"),
        Column("decimal", "decimal", "数（精确）", "the number, exact"),
        Column("unit", "string", "单位；不同单位不可相加", "its unit; never add up different ones"),
        Column("raw", "string", "原文", "the words as printed"),
        Column("note", "string", "附注", "a remark printed behind it"),
        Column("page", "int16", "页", "page of the file"),
        Column("table_no", "int16", "文件中第几个表格", "which table of the file"),
        Column("row_no", "int32", "第几行", "which row of that table"),
        Column("cell_no", "int32", "第几格", "which cell of that row"),
        Column("line", "int32", "文字文件的行", "line of a file of text"),
        Column("column_no", "int32", "文字文件的列", "column of that line"),
        Column("sheet", "string", "工作表", "sheet of a workbook"),
        Column("reference", "string", "工作表中的单元格", "cell of that sheet, such as B4"),
        Column("box", "list<float>", "页面上的位置（磅）", "left, top, right, bottom in points"),
        _SPAN,
        Column("inferred", "int64", "按勾稽关系必然的数", "what it must hold by the sums"),
        Column("inferred_from", "string", "所据勾稽关系", "the sums that imply it"),
        Column("contributors", "list<string>", "汇总数所含机关", "the bodies in a sum of reports"),
    ),
    "findings": (
        _REPORT_ID,
        Column("finding_no", "int32!", "序号，从 1 起", "its number in the report, from 1"),
        Column("code", "word!", "规则代码", "the code of the rule"),
        Column("name", "word!", "规则名称", "the name of the rule"),
        Column("severity", "word!", "级别", "error, warning or hint"),
        Column("addresses", "list<string>", "涉及的单元格", "the cells that the rule read"),
        Column("stated", "decimal", "所填的数", "the number stated"),
        Column("computed", "decimal", "算得的数", "the number computed"),
        Column("stated_text", "string", "所填的数，原样", "the number stated, every digit"),
        Column("computed_text", "string", "算得的数，原样", "the number computed, every digit"),
        Column("text_zh", "string!", "中文说明", "the sentence in Chinese"),
        Column("text_en", "string!", "英文说明", "the sentence in English"),
        _SPAN,
        Column("waived", "bool!", "是否已豁免", "whether a waiver covers it"),
    ),
    "claims": (
        _REPORT_ID,
        Column("claim_no", "int32!", "序号，从 0 起", "its number in the report, from 0"),
        Column("text", "string!", "正文原文，不含空白", "the words of the prose, without blanks"),
        Column("subject", "word!", "所述对象", "what it counts"),
        Column("relation", "word!", "与表格数据的关系", "what it says of its number"),
        Column("direction", "word", "增减方向", "which way a change goes"),
        Column("quantity", "decimal", "数（精确）", "the number, exact; null for other fractions"),
        Column("quantity_text", "string!", "数；分数写作 1/3", "the number; a fraction as 1/3"),
        Column("unit", "string", "单位", "its unit as printed"),
        Column("approximate", "bool!", "是否约数", "whether it is said to be approximate"),
        Column("negated", "bool!", "是否表示没有", "whether it says that there is none"),
        Column("address", "word", "所指的单元格，仅一格时", "the cell, where it is one alone"),
        Column("cells", "list<string>", "所指的单元格", "the cells that are meant"),
        Column(
            "base", "list<string>", "占比的总数所在单元格", "of a share, the cells of its whole"
        ),
        Column("parts", "list<int32>", "其分项的序号", "the numbers of its parts"),
        Column("whole", "int32", "其总数的序号", "the number of the claim that is its whole"),
        Column("candidates", "list<list<string>>", "可能所指", "cells that it could be, in groups"),
        Column("verdict", "word!", "核对结果", "how it came out against the tables"),
        Column("reading", "list<string>", "据以相符的单元格", "the cells whose sum it passed as"),
        Column("computed_text", "string", "表格中的数", "what the tables have instead"),
        _SPAN,
    ),
}

_MEASURED: tuple[Column, ...] = (
    Column("state", "word!", "结果的状态", "what became of it"),
    Column("value", "string", "精确值，分数写作 26/27", "the exact value, a fraction as 26/27"),
    Column("printed", "string", "四舍五入并带单位的值", "the value rounded half up, with its unit"),
    Column("unit", "string!", "单位", "its unit"),
    Column("numerator", "decimal", "分子（精确）", "the numerator, exact"),
    Column("denominator", "decimal", "分母（精确）", "the denominator, exact"),
    Column("cells", "list<string>", "所据单元格及其数", "the cells behind it, with their numbers"),
    Column("blocking", "list<string>", "缺数的单元格", "the cells without a number that it needs"),
    Column("doubts", "list<string>", "所涉问题的代码", "codes of findings in whose cells they are"),
    Column("reason", "string", "没有值的原因或说明", "why there is no value, or a remark"),
)
#: Each table of results with its columns: those of ``gd.indicators``, and those of a series.
MEASURES: dict[str, tuple[Column, ...]] = {
    "indicators": (
        Column("scope", "word!", "report 一份报告，all 合计", "report, or all of them together"),
        Column("file", "string", "文件路径", "the file"),
        Column("agency", "string", "报告机关", "the organ that reports"),
        Column("year", "int16", "报告年度", "the year reported on"),
        Column("edition", "word", "表式（2019、2021）", "the form: 2019 or 2021"),
        Column("key", "word!", "指标", "the key of the indicator"),
        Column("version", "int16!", "定义的版本", "the version of its definition"),
        Column("name", "word!", "指标名称", "its name"),
        *_MEASURED,
        Column("assumed", "list<string>", "空白按 0 计的单元格", "blank cells taken for zero"),
        Column("inferred", "list<string>", "由勾稽关系得数的单元格", "cells that follow from sums"),
        Column("rank", "int32", "位次，大者在前", "the rank, the largest value first"),
        Column("ties", "int32", "同位次的其他报告数", "how many others share it"),
        Column("percentile", "string", "值不大于它的报告占比", "share that is not larger"),
        Column("reports", "int32", "合计所含报告数", "how many reports are in the sum"),
        Column("left_out", "list<string>", "未计入合计的机关", "the bodies left out of the sum"),
    ),
    "series": (
        Column("body", "string", "机关", "the body"),
        Column("key", "word!", "单元格地址或指标", "the address or the key of the indicator"),
        Column("name", "word!", "名称", "what it is, in words"),
        Column("year", "int16!", "年度", "the year"),
        *_MEASURED,
        Column("degree", "word", "与另一版表式的对应程度", "how the cells of the forms correspond"),
        Column("file", "string", "文件路径", "the file"),
        Column("places", "list<string>", "每个数的出处", "where each number is"),
    ),
}


@cache
def schema_of(table: str) -> "pa.Schema":
    """The schema of a table; its metadata and those of its columns say what they are.

    Raises:
        MissingExtraError: pyarrow is not installed.
        ValueError: There is no such table.
    """
    arrow = load_extra("pyarrow", "frames")
    offsets = arrow.struct([("start", arrow.int64()), ("end", arrow.int64())])
    section = arrow.struct([("kind", arrow.string()), ("found_by", arrow.string())])
    types = {
        "word": arrow.dictionary(arrow.int16(), arrow.string()),
        # 18 digits, which are the most that a cell holds, on either side of the point
        "decimal": arrow.decimal128(38, 18),
        "list<string>": arrow.list_(arrow.string()),
        "list<list<string>>": arrow.list_(arrow.list_(arrow.string())),
        "list<int32>": arrow.list_(arrow.int32()),
        "list<float>": arrow.list_(arrow.float32()),
        "list<section>": arrow.list_(section),
        "span": offsets,
    }
    fields = []
    for column in columns_of(table):
        word = column.type.removesuffix("!")
        kind = types.get(word) or arrow.type_for_alias(word)
        words = in_both(column)
        fields.append(arrow.field(column.name, kind, column.type == word, metadata=words))
    return arrow.schema(fields, metadata={"govdisclosure": f"{table} {TABLES_VERSION}"})


def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table.

    Raises:
        ValueError: There is no such table.
    """
    found = TABLES.get(table) or MEASURES.get(table)
    if found is None:
        raise ValueError(f"no table {table!r}; there are {', '.join((*TABLES, *MEASURES))}")
    return found


def codebook(language: Language = "zh") -> str:
    """What every column of every table is, as Markdown in *language*.

    Example:
        >>> codebook("en").splitlines()[0]
        '# Codebook, tables of version 1'
    """
    lines = [f"# {_TITLE.text(language)} {TABLES_VERSION}"]
    for table, columns in (TABLES | MEASURES).items():
        heads = "|".join(head.text(language) for head in _HEADS)
        lines += ["", f"## {table}", "", f"|{heads}|", "|---|---|---|---|"]
        for one in columns:
            word = one.type.removesuffix("!")
            null = _YES.text(language) if word == one.type else ""
            lines.append(f"|{one.name}|{_TYPES.get(word, word)}|{null}|{one.text(language)}|")
    return "\n".join(lines) + "\n"


_TITLE = Wording("编码簿，表结构版本", "Codebook, tables of version")
_HEADS = (
    Wording("列", "column"),
    Wording("类型", "type"),
    Wording("可空", "null"),
    Wording("说明", "what it says"),
)
_YES = Wording("是", "yes")
#: The types that Arrow has no single word for.
_TYPES: Mapping[str, str] = {
    "word": "dictionary<int16, string>",
    "decimal": "decimal128(38, 18)",
    "span": "struct<start: int64, end: int64>",
    "list<section>": "list<struct<kind: string, found_by: string>>",
}
