"""What reading noticed, as far as it is chosen, weighed and explained like a rule.

Takes the table of reading's messages and gives a rule for each code; these check nothing, for the
reader has done so, and stand in no catalogue.
"""

from collections.abc import Iterable, Mapping

from govdisclosure.model.diagnostics import READING_MESSAGES, Message
from govdisclosure.rules.context import Context
from govdisclosure.rules.rule import Instance, Rule, Words

__all__ = ["READING", "READING_PAGES"]

#: The file of their pages.
READING_PAGES = "reading"

_SOURCE = Words("读取文件时的发现", "noticed while the file was read")

#: What each code is about; a test proves that none is forgotten.
_TITLES: Mapping[str, Words] = {
    "GD001": Words("没有找到年度报告", "no report was found"),
    "GD002": Words("报告之外有文字", "text stands around the report"),
    "GD003": Words("页码", "a page number"),
    "GD004": Words("转换软件留下的痕迹", "debris of a converter"),
    "GD005": Words("表格重复出现，内容相同", "a table stands twice with equal cells"),
    "GD006": Words("表格重复出现，内容不同", "a table stands twice and the cells differ"),
    "GD007": Words("一行的数值与各列无法一一对应", "the values of a row cannot be told to columns"),
    "GD008": Words("表格缺少一行", "a table lacks a row"),
    "GD009": Words("表格中有表式没有的内容", "a table holds what the form does not print"),
    "GD010": Words("表格与表式不完全一致", "a table does not follow the form"),
    "GD011": Words("单元格里是文字，不是数字", "a cell holds a text, not a number"),
    "GD012": Words("文件中有无法解码的字节", "some bytes could not be decoded"),
    "GD013": Words("表头缺少栏目", "the head of a table lacks columns"),
    "GD014": Words("表格是图片", "a table is a picture"),
    "GD015": Words("统计表的标签散落在正文中", "labels of tables stand scattered in the text"),
    "GD016": Words("文件中似有第二份报告", "the file seems to hold a second report"),
    "GD017": Words("表头所印单位与表式不同", "the head prints another unit than the form"),
    "GD018": Words("一行重复出现", "a row stands twice"),
    "GD019": Words("「〔缺〕」单独成行", "〔缺〕 stands alone on a line"),
    "GD020": Words("合并单元格留下了空位", "merged cells left empty places"),
    "GD021": Words("行名、列名与表式不符", "a label is misspelt"),
    "GD022": Words("有一行没有行名，按位置读取", "a row without a label was read by its place"),
    "GD023": Words(
        "数字连在一起，拆法只有一种", "digits ran together, and there is one way to cut them"
    ),
    "GD024": Words(
        "数字连在一起，拆法不止一种", "digits ran together, and may be cut in several ways"
    ),
    "GD025": Words(
        "表头不全，按表式的列序读取",
        "the head is incomplete; the form's order of columns was taken",
    ),
    "GD026": Words(
        "靠推断对应的数值与勾稽关系不符", "an assumption that the form's sums refute was dropped"
    ),
    "GD027": Words("换行丢失", "line breaks were lost"),
    "GD028": Words(
        "表格没有可用的分隔符，按词的先后读取", "a table was read by the order of its words"
    ),
    "GD029": Words("一行出现两次而数值不同", "a row stands twice with different values"),
    "GD030": Words("公式没有计算结果", "a formula without a result"),
    "GD031": Words("PDF 的隐藏文字未读取", "hidden text of a PDF was not read"),
    "GD032": Words("数字格式改变了数值", "a number format changes the number"),
    "GD033": Words("没有格线的表无法分清", "a table without lines cannot be told apart"),
    "GD036": Words("表格在提取文字时被打散", "text extraction tore a table apart"),
    "GD041": Words("统计表中两行统计同一事项", "two rows of a statistics sheet count the same"),
    "GD042": Words("统计表的续表没有表头", "a statistics sheet goes on without a head"),
    "GD043": Words("数字被格线或分页断开", "a rule or the end of a page breaks a number"),
    "GD044": Words("文字加了删除线", "text is struck out"),
    "GD045": Words("页面上看不见的文字", "text that does not show"),
    "GD046": Words("水印", "a watermark"),
    "GD047": Words("单元格内容被遮盖", "the content of cells is covered"),
    "GD048": Words("没有找到标题", "no title was found"),
    "GD049": Words("没有找到报告年度", "the year reported on was not found"),
    "GD050": Words(
        "表格损坏，按行名等依据读取的行", "rows of a damaged table told by their labels"
    ),
    "GD051": Words("文件是乱码", "the text is garbled"),
    "GD052": Words("表格由脚本生成", "a script would draw the tables"),
    "GD053": Words(
        "文中有表格的行标题、列标题，没有读出表格", "a table's labels without the table"
    ),
    "GD054": Words("按用词归入的部分", "a section found by its words"),
    "GD055": Words("机关取自联系方式", "the organ was taken from the contact details"),
    "GD056": Words("机关或年度取自网页标题", "organ or year were taken from the page's title"),
}


def _nothing(_rule: Rule, _context: Context) -> Iterable[Instance]:
    return ()


def _rule(message: Message) -> Rule:
    return Rule(
        code=message.code,
        name=message.name,
        severity=message.severity,
        title=_TITLES.get(message.code) or Words(message.name, message.name.replace("-", " ")),
        sources=(_SOURCE,),
        chinese=message.chinese,
        english=message.english,
        pages=READING_PAGES,
        check=_nothing,
    )


#: GD0xx, by code.
READING: tuple[Rule, ...] = tuple(map(_rule, READING_MESSAGES.values()))
