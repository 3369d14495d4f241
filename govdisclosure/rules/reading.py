"""What reading noticed, as rules that can be selected, weighed and explained like others.

Takes the table of reading's messages and gives a rule for each code; these check nothing, for the
reader has done so, and are not in the catalogue.
"""

from collections.abc import Iterable, Mapping

from govdisclosure.model.diagnostics import READING_MESSAGES, Message
from govdisclosure.rules.basis.context import Context
from govdisclosure.rules.basis.rule import Instance, Rule
from govdisclosure.wording import Wording

__all__ = ["READING", "READING_PAGES"]

#: The file of their pages.
READING_PAGES = "reading"

_SOURCE = Wording("读取文件时的发现", "noticed while the file was read")

#: The title of each code; a test proves that every code has one.
_TITLES: Mapping[str, Wording] = {
    "GD001": Wording("没有找到年度报告", "no report was found"),
    "GD002": Wording("报告之外有文字", "there is text around the report"),
    "GD003": Wording("页码", "a page number"),
    "GD004": Wording("转换软件留下的痕迹", "debris of a converter"),
    "GD005": Wording("表格重复出现，内容相同", "a table occurs twice with equal cells"),
    "GD006": Wording("表格重复出现，内容不同", "a table occurs twice and the cells differ"),
    "GD007": Wording(
        "一行的数值与各列无法一一对应", "the values of a row could not be matched to columns"
    ),
    "GD008": Wording("表格缺少一行", "a table lacks a row"),
    "GD009": Wording("表格中有表式没有的内容", "a table holds what the form does not print"),
    "GD010": Wording("表格与表式不完全一致", "a table does not follow the form"),
    "GD011": Wording("单元格里是文字，不是数字", "a cell holds a text, not a number"),
    "GD012": Wording("文件中有无法解码的字节", "some bytes could not be decoded"),
    "GD013": Wording("表头缺少栏目", "the head of a table lacks columns"),
    "GD014": Wording("表格是图片", "a table is a picture"),
    "GD015": Wording("统计表的标签散落在正文中", "labels of tables are scattered in the text"),
    "GD016": Wording("文件中似有第二份报告", "the file seems to hold a second report"),
    "GD017": Wording("表头所印单位与表式不同", "the head prints another unit than the form"),
    "GD018": Wording("一行重复出现", "a row occurs twice"),
    "GD019": Wording("「〔缺〕」单独成行", "〔缺〕 is alone on a line"),
    "GD020": Wording("合并单元格留下了空位", "merged cells left empty places"),
    "GD021": Wording("行标题、列标题与表式不符", "a label is misspelt"),
    "GD022": Wording("有一行没有行标题，按位置读取", "a row without a label was read by its place"),
    "GD023": Wording(
        "数字连在一起，拆法只有一种", "digits ran together, and there is one way to cut them"
    ),
    "GD024": Wording(
        "数字连在一起，拆法不止一种", "digits ran together, and may be cut in several ways"
    ),
    "GD025": Wording(
        "表头不全，按表式的列序读取",
        "the head is incomplete; the form's order of columns was taken",
    ),
    "GD026": Wording(
        "靠推断对应的数值与勾稽关系不符", "an assumption that the form's sums refute was dropped"
    ),
    "GD027": Wording("换行丢失", "line breaks were lost"),
    "GD028": Wording(
        "表格没有可用的分隔符，按词的先后读取", "a table was read by the order of its words"
    ),
    "GD029": Wording("一行出现两次而数值不同", "a row occurs twice with different values"),
    "GD030": Wording("公式没有计算结果", "a formula without a result"),
    "GD031": Wording("PDF 的隐藏文字未读取", "hidden text of a PDF was not read"),
    "GD032": Wording("数字格式改变了数值", "a number format changes the number"),
    "GD033": Wording(
        "没有格线的表无法分清", "the cells of a table without lines could not be told apart"
    ),
    "GD036": Wording("表格在提取文字时被打散", "text extraction tore a table apart"),
    "GD041": Wording("统计表中两行统计同一事项", "two rows of a statistics sheet count the same"),
    "GD042": Wording("统计表的续表没有表头", "a statistics sheet goes on without a head"),
    "GD043": Wording("数字被格线或分页断开", "a rule or the end of a page breaks a number"),
    "GD044": Wording("文字加了删除线", "text is struck out"),
    "GD045": Wording("页面上看不见的文字", "text that does not show"),
    "GD046": Wording("水印", "a watermark"),
    "GD047": Wording("单元格内容被遮盖", "the content of cells is covered"),
    "GD048": Wording("没有找到标题", "no title was found"),
    "GD049": Wording("没有找到报告年度", "the year reported on was not found"),
    "GD050": Wording(
        "表格损坏，按行标题等依据读取的行", "rows of a damaged table matched by their labels"
    ),
    "GD051": Wording("文件是乱码", "the text is garbled"),
    "GD052": Wording("表格由脚本生成", "a script would draw the tables"),
    "GD053": Wording(
        "文中有表格的行标题、列标题，没有读出表格", "a table's labels without the table"
    ),
    "GD054": Wording("按用词归入的部分", "a section found by its words"),
    "GD055": Wording("机关取自联系方式", "the organ was taken from the contact details"),
    "GD056": Wording(
        "机关或年度取自网页标题", "the organ or the year was taken from the title of the page"
    ),
}


def _nothing(_rule: Rule, _context: Context) -> Iterable[Instance]:
    return ()


def _rule(message: Message) -> Rule:
    return Rule(
        code=message.code,
        name=message.name,
        severity=message.severity,
        title=_TITLES.get(message.code) or Wording(message.name, message.name.replace("-", " ")),
        sources=(_SOURCE,),
        chinese=message.chinese,
        english=message.english,
        pages=READING_PAGES,
        check=_nothing,
    )


#: GD0xx, by code.
READING: tuple[Rule, ...] = tuple(map(_rule, READING_MESSAGES.values()))
