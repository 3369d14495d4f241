"""Words as the model has them, and mixtures of the grammar's own words."""

from collections.abc import Sequence
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from govdisclosure.characters import fold_blanks
from govdisclosure.forms.layout import SectionKind, label_of, section_title, table_layouts
from govdisclosure.forms.sheet_columns import LABEL_HEAD, NO_UNIT, UNIT_HEAD
from govdisclosure.forms.sheet_indicators import indicators
from govdisclosure.plain.markup import PICTURE_SIGN
from govdisclosure.plain.numbering import canonical_mark
from govdisclosure.text import ABSENT_SIGN, MAX_DIGITS

__all__ = ["SHEET_COLUMNS", "soups", "words"]


_MARKS = (
    *(canonical_mark(level, ordinal) for level in (1, 2, 3, 4) for ordinal in (1, 2, 10, 42)),
    *(
        "（二）、",
        "9．",
        "(3)",
        "一.",
        "１、",
        "（ 七 ）",
        "1. 5",
        "九十九、",
        "零、",
        "①",
        "第一、",
    ),
)
_SIGNS = (
    *("\\", "\\\\", "|", "\\|", "#", "## ", "**", "*", "-", "---", ":-:", "—", "/", "`", "~", ">"),
    *("<!--", "-->", "<br>", "![", "](", ")", "[bookmark: x]", "[bookmark:", "]", "&lt;", "<td>"),
    *("<sup>1</sup>", "<sub>", "</sub>", "~~7~~", "<del>38</del>", "~~", "¹", "①", "[^1]", "减 4"),
    *(
        "，",
        "。",
        "；",
        "：",
        ":",
        ";",
        ",",
        "、",
        "．",
        ".",
        "！",
        "?",
        "“",
        "”",
        "《",
        "（",
        "）",
    ),
    *(
        PICTURE_SIGN,
        ABSENT_SIGN,
        "〔",
        "〕",
        "图",
        "无",
        "缺",
        "%",
        "￥",
        "\ufffd",
        "\u0301",
        "⻔",
        "𠮷",
    ),
)
_NUMBERS = (
    *(
        "0",
        "7",
        "007",
        "12",
        "-3",
        "+3",
        "1,204",
        "１２",
        "2.50",
        "3件",
        "25万元",
        "22（其中修订16件）",
    ),
    *(
        "2023",
        "2023年",
        "2023年1月16日",
        "二〇二三年一月十六日",
        "2023-01-16",
        "0999/9/9",
        "2023年1月",
    ),
    *("- 4 -", "第 3 页", "第3页共9页", "— 12 —", "9" * MAX_DIGITS, "9" * (MAX_DIGITS + 1)),
)
_TITLE_LIKE = (
    *("政府信息公开", "年度报告", "政府信息公开工作年度报告", "政务公开工作报告", "信息公开年报"),
    *("某某市人民政府", "某某县税务局", "某某局2023年", "2022年度", "关于", "（2023年度）"),
    *("标题：", "发布日期：2023-01-16", "索引号："),
)


#: Words over the columns of statistics sheets and below the rows.
SHEET_COLUMNS = (
    "统计数",
    "2014年度",
    "本年度",
    "历年累计",
    "本年累计",
    "区直",
    "合计",
    "序号",
    "备注",
)
_SHEET_WORDS = (
    LABEL_HEAD,
    UNIT_HEAD,
    NO_UNIT,
    "指标名称",
    "项目",
    "计量单位",
    "填报人：",
    *SHEET_COLUMNS,
)


def _wordings() -> tuple[str, ...]:
    """Every wording of the forms: titles of sections, labels of tables, words of the sheet."""
    titles = [
        wording
        for title in map(section_title, SectionKind)
        for wording in (title.official, *title.aliases, *title.older)
    ]
    labels = {
        wording
        for layout in table_layouts()
        for token in layout.tokens
        for label in (label_of(layout.kind, token),)
        for wording in (label.official, label.former or label.official, *label.aliases)
    }
    return (*titles, *sorted(labels), *_SHEET_WORDS, *(one.official for one in indicators()))


#: Headings that open a section of the form.
_OPENINGS = tuple(
    canonical_mark(1, title.ordinal) + wording
    for title in map(section_title, SectionKind)
    for wording in (title.official, *title.aliases)
)
_GRAMMAR = (*_MARKS, *_SIGNS, *_NUMBERS, *_TITLE_LIKE, *_wordings())
_VISIBLE = st.characters(exclude_categories=("Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Cn"))
_PIECES = st.one_of(
    st.text(_VISIBLE | st.just(" "), max_size=12),
    st.sampled_from(_MARKS),
    st.sampled_from(_SIGNS),
    st.sampled_from(_NUMBERS),
    st.sampled_from((*_TITLE_LIKE, *_OPENINGS)),
    st.sampled_from(_GRAMMAR),
    st.sampled_from(("<table>", "</table>", "<td>", "<div>", "</div>", "<img src=a>")),
    st.just(" "),
)


@cache
def words() -> SearchStrategy[str]:
    r"""Any visible text as the model has it: blanks folded, not empty, not 〔缺〕 alone.

    Words of the forms, marks of headings, Markdown, dates, page numbers and escapes are frequent;
    any other visible character of Unicode may occur too.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(words())
        ... def are_folded(text):
        ...     assert text and fold_blanks(text) == text
        >>> are_folded()
    """
    return st.lists(_PIECES, min_size=1, max_size=4).map(_as_words)


def _as_words(pieces: Sequence[str]) -> str:
    text = fold_blanks("".join(pieces))
    if text == ABSENT_SIGN:
        return text.strip("〔〕")
    return text or "甲"


_SOUP = st.one_of(
    st.sampled_from(("\n", "\t", "|", " ", "\r\n", "\r", "\\", "\n\n", "\t\t", "\u3000", "\u2028")),
    st.sampled_from(("\n", "\t", "|")),
    st.sampled_from(_GRAMMAR),
    st.text(max_size=6),
)


_FIELD = st.lists(st.sampled_from(_GRAMMAR) | st.just(""), max_size=2).map("".join)
_ROWS = st.builds(
    lambda before, separator, fields, behind: before + separator.join(fields) + behind,
    st.sampled_from(("", "", "\t", "|", "| ", "# ", "**", "\\")),
    st.sampled_from(("\t", "\t", "|", " | ", "\t\t", "\t\\")),
    st.lists(_FIELD, max_size=6),
    st.sampled_from(("\n", "\n", "\n\n", "\r\n", "\r", "|\n", "\t\n", "**\n")),
)
#: Tables written as HTML, whole and torn.
_MARKUP = st.sampled_from(
    (
        *("<table>", "\n<table border=1>", "<html><body><table>", "</table>\n", "</table></div>"),
        *("<tr>", "<tr>\n", "</tr>", "<td>", '<td rowspan="2">', "<td colspan=3>", "</td>", "<br>"),
    )
)


@cache
def soups() -> SearchStrategy[str]:
    r"""Any mixture of the grammar's own words, separators and blanks, in any order.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(soups())
        ... def are_strings(text):
        ...     assert isinstance(text, str)
        >>> are_strings()
    """
    lines = st.lists(st.lists(_SOUP, max_size=12), max_size=10)
    rows = st.lists(_ROWS, max_size=10)
    marked = st.lists(_MARKUP | _FIELD, max_size=24)
    return st.one_of(
        lines.map(lambda drawn: "".join(piece for line in drawn for piece in line)),
        rows.map("".join),
        marked.map("".join),
        marked.map(lambda drawn: f"<table><tr>{''.join(drawn)}</table>"),
    )
