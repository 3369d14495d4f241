"""Hypothesis strategies for everybody's tests: any report that can be made, and its parts.

Takes nothing of documents; gives words, cells, blocks and whole reports that the constructors
accept. Nothing is drawn and thrown away: where a constructor refuses, words are mended, so almost
every draw is a report. Any visible text may stand in any block, and what a reader could mistake
for something else (marks, labels, titles, escapes) comes far more often than chance would bring it.

Example:
    >>> from hypothesis import given, settings
    >>> @settings(database=None, max_examples=5)
    ... @given(reports())
    ... def prints_and_reads_back(report):
    ...     assert parse(str(report)) == report
"""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from govdisclosure.layout import (
    SECTION_TITLES,
    Edition,
    SectionKind,
    TableKind,
    find_section,
    label_of,
    layout_of,
    section_title,
    table_layouts,
)
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.model.report import Block, Closing, Report, Section
from govdisclosure.model.tables import Table
from govdisclosure.plain import (
    MAX_SIGNATURE,
    PICTURE_SIGN,
    canonical_mark,
    is_caption,
    is_signature,
    is_title,
    line_needs_escape,
    read_heading,
    title_words,
)
from govdisclosure.text import ABSENT_SIGN, MAX_DIGITS, CellState, fold_blanks, narrow, squeeze

__all__ = [
    "blocks",
    "cells",
    "closings",
    "headings",
    "other_tables",
    "paragraphs",
    "pictures",
    "reports",
    "sections",
    "tables",
    "titles",
    "words",
]

_Drawn = TypeVar("_Drawn")

# ------------------------------------------------------------------------------ words

#: Units that are read behind a number.
_UNITS = ("件", "项", "元", "万元", "亿元", "个", "条", "宗", "起", "次", "份", "篇", "人次", "人")
_MARKS_OF_HEADINGS = (
    *("一、", "（一）", "1.", "（1）", "十二、", "（二）、", "9．", "(3)", "一.", "１、", "４.", "（ 七 ）", "九十九、"),
    *(canonical_mark(level, ordinal) for level in (1, 2, 3, 4) for ordinal in (2, 10, 42)),
)
_SIGNS = (
    *("\\", "\\\\", "|", "||", "#", "##", "# ", "**", "*", "-", "---", "—", "——", "/", "`", "~", "_", ">", "+"),
    *("<!--", "-->", "<br>", "![", "](", ")", "[bookmark: x]", "[bookmark:", "]", "[", "〔", "〕", "（", "）"),
    *("，", "。", "；", "：", ":", ";", ",", "、", "．", ".", "！", "?", "“", "”", "《", "》", "%", "￥", "×"),
    *(PICTURE_SIGN, ABSENT_SIGN, "图", "无", "缺", "&nbsp;", "&lt;", "<td>", "\ufffd", "\u0301", "⻔", "𠮷", "ﬁ"),
)
_NUMBERS = (
    *("0", "7", "007", "12", "-3", "+3", "1,204", "１２", "2.50", "3件", "25万元", "22（其中修订16件）", "999999999999999999"),
    *("2023", "2023年", "2023年1月16日", "二〇二三年一月十六日", "2023-01-16", "2023年1月", "- 4 -", "第 3 页", "第3页共9页", "— 12 —"),
)
_TITLE_LIKE = (
    *("政府信息公开", "年度报告", "政府信息公开工作年度报告", "政务公开工作报告", "某某市人民政府", "某某局2023年"),
    *("关于", "信息公开年报", "（2023年度）", "某某县税务局", "2022年度", "标题：", "发布日期：2023-01-16", "索引号："),
)


def _wordings() -> tuple[str, ...]:
    """Every wording of the forms: titles of sections and labels of tables."""
    titles = [
        wording
        for title in SECTION_TITLES
        for wording in (title.official, *title.aliases, *title.older)
    ]
    labels = {
        wording
        for layout in table_layouts()
        for line in layout.lines
        for token in line.tokens
        for label in (label_of(layout.kind, token),)
        for wording in (label.official, label.former or label.official, *label.aliases)
    }
    return (*titles, *sorted(labels))


_WORDINGS = _wordings()
_VISIBLE = st.characters(exclude_categories=("Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Cn"))
_PIECES = st.one_of(
    st.text(_VISIBLE | st.just(" "), max_size=12),
    st.sampled_from(_MARKS_OF_HEADINGS),
    st.sampled_from(_SIGNS),
    st.sampled_from(_NUMBERS),
    st.sampled_from(_TITLE_LIKE),
    st.sampled_from(_WORDINGS),
    st.just(" "),
)


def words() -> SearchStrategy[str]:
    r"""Any visible text as the model holds it: blanks folded, not empty, not 〔缺〕 alone.

    Words of the forms, marks of headings, signs of Markdown, dates, page numbers and escapes come
    often; every other visible character of Unicode may come too.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(words())
        ... def are_folded(text):
        ...     assert text and fold_blanks(text) == text
        >>> are_folded()
    """
    return st.lists(_PIECES, min_size=1, max_size=5).map(_as_words)


def _as_words(pieces: Sequence[str]) -> str:
    text = fold_blanks("".join(pieces))
    return "甲" if not text else "缺" if text == ABSENT_SIGN else text


# ------------------------------------------------------------------------------ cells


def _counts() -> SearchStrategy[int]:
    return st.one_of(st.integers(0, 9999), st.integers(1 - 10**MAX_DIGITS, 10**MAX_DIGITS - 1))


@st.composite
def _amounts(draw: DrawFn) -> Decimal:
    """Exact decimals of at most as many digits as a cell reads, the whole part among them."""
    digits = draw(_counts())
    places = draw(st.integers(-2, MAX_DIGITS - 1))
    if places < 0:
        return Decimal(digits // 10**-places).scaleb(-places)
    return Decimal(digits).scaleb(-places)


def _as_note(text: str) -> str:
    """Words as they can stand in brackets behind a number."""
    return fold_blanks(text)


@st.composite
def _spelled(draw: DrawFn, value: int | Decimal) -> str:
    """One of the spellings of a number that say the same."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    how = draw(st.sampled_from(("plain", "wide", "grouped", "plus")))
    if how == "wide":
        return "".join(chr(ord(sign) + 0xFEE0) for sign in text)
    if how == "grouped":
        return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return f"+{text}" if how == "plus" and value >= 0 else text


@st.composite
def _number_cells(draw: DrawFn, unit: str | None) -> Cell:
    value: int | Decimal = draw(st.one_of(_counts(), _amounts()))
    printed_unit = draw(st.one_of(st.none(), st.sampled_from(_UNITS)))
    note = draw(st.one_of(st.none(), words()))
    cell = Cell(state=CellState.NUMBER, value=value, unit=printed_unit or unit, note=note)
    if draw(st.booleans()):
        return cell
    raw = draw(_spelled(value)) + (printed_unit or "")
    if note is not None:
        left, right = draw(st.sampled_from(("（）", "()", "(）")))
        raw += f"{left}{note}{right}"
    return evolve(cell, raw=raw)


def cells(unit: str | None = None) -> SearchStrategy[Cell]:
    """Cells in all five states: numbers with units, notes and spellings, marks, any text.

    Args:
        unit: The unit of the address, which numbers have that print none.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(cells("件"))
        ... def have_a_unit(cell):
        ...     assert cell.unit or not cell.is_number
        >>> have_a_unit()
    """
    return st.one_of(
        _counts().map(lambda value: Cell.of(value, unit=unit)),
        st.sampled_from(("", "/", "-", "—", "——", "无", "－", "0", "007", "+1")).map(
            lambda spelling: Cell.read(spelling, unit=unit)
        ),
        _number_cells(unit),
        words().map(lambda text: Cell.of(text, unit=unit)),
        st.just(ABSENT),
    )


# ------------------------------------------------------------------------------ tables


@st.composite
def tables(
    draw: DrawFn, kind: TableKind | None = None, edition: Edition | str | None = None
) -> Table:
    """Statutory tables: of one kind or any, after one edition or either.

    Most cells hold numbers that differ from each other, so that no two can be mixed up unseen; a
    few hold whatever :func:`cells` gives.

    Args:
        kind: The table; any of the three when None.
        edition: The form it follows, an :class:`Edition` or its value; either when None.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=5)
        ... @given(tables(TableKind.REQUESTS, "2021"))
        ... def has_the_cells_of_its_form(table):
        ...     assert len(table.cells) == 175
        >>> has_the_cells_of_its_form()
    """
    chosen = draw(st.sampled_from(TableKind)) if kind is None else kind
    form: Edition | None = None
    if chosen is not TableKind.DISPUTES:
        form = draw(st.sampled_from(Edition)) if edition is None else Edition(edition)
    count = len(layout_of(chosen, form).cells)
    start = draw(st.integers(0, 10**6))
    same = draw(st.one_of(st.none(), cells()))
    made = [same or Cell.of(start + number) for number in range(count)]
    for number, cell in draw(
        st.dictionaries(st.integers(0, count - 1), cells(), max_size=8)
    ).items():
        made[number] = cell
    return Table(kind=chosen, edition=form, cells=tuple(made))


@st.composite
def other_tables(draw: DrawFn) -> OtherTable:
    """Tables that are none of the form's: rectangles of any words, blanks among them.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(other_tables())
        ... def have_two_columns(table):
        ...     assert len(table.rows[0]) >= 2
        >>> have_two_columns()
    """
    width = draw(st.integers(2, 4))
    word = st.one_of(words(), st.just(""), st.just(ABSENT_SIGN))
    rows = draw(st.lists(st.tuples(*[word] * width), min_size=1, max_size=4))
    filled = [list(row) for row in rows]
    for number, row in enumerate(filled):
        if not any(row):
            row[number % width] = draw(words())
    for column in range(width):
        if not any(row[column] for row in filled):
            filled[column % len(filled)][column] = draw(words())
    return OtherTable(rows=tuple(map(tuple, filled)))


# ------------------------------------------------------------------------------ other blocks


def paragraphs() -> SearchStrategy[Paragraph]:
    """Paragraphs of any words, also those that look like headings, rows, titles or dates.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(paragraphs())
        ... def stand_on_their_own(paragraph):
        ...     assert not paragraph.is_run_in
        >>> stand_on_their_own()
    """
    return words().map(lambda text: Paragraph(text=text))


def pictures() -> SearchStrategy[Picture]:
    """Pictures with any caption or with none.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(pictures())
        ... def can_be_printed(picture):
        ...     assert not picture.caption.endswith("|")
        >>> can_be_printed()
    """
    captions = st.one_of(st.just(""), st.just(ABSENT_SIGN), words().map(_as_caption))
    return captions.map(lambda caption: Picture(caption=caption))


def _as_caption(text: str) -> str:
    if is_caption(text):
        return text
    return fold_blanks(text.replace("[bookmark:", "[").rstrip("| "))


@st.composite
def headings(
    draw: DrawFn,
    levels: Collection[int] = (1, 2, 3, 4),
    stops: Collection[str] = ("", "。", "："),
) -> Heading:
    """Numbered headings, with or without a stop behind the title.

    Those of level 1 may bear the title of a section of the form.

    Args:
        levels: Their depths in the outline.
        stops: What ends their titles.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(headings(levels=[2]))
        ... def have_a_chinese_mark(heading):
        ...     assert heading.line.startswith("（")
        >>> have_a_chinese_mark()
    """
    level = draw(st.sampled_from(sorted(levels)))
    ordinal = draw(st.one_of(st.integers(1, 6), st.integers(1, 99)))
    stop = draw(st.sampled_from(sorted(stops)))
    title = _as_heading(draw(words()), level, ordinal, stop)
    heading = Heading(level=level, ordinal=ordinal, title=title, stop=stop)
    return evolve(heading, mark=narrow(heading.mark)) if draw(st.booleans()) else heading


#: What no title of a heading holds.
_NOT_IN_HEADINGS = str.maketrans("", "", "。：:；;")
_LONGEST_TITLE_OF_HEADING = 40


def _as_heading(text: str, level: int, ordinal: int, stop: str) -> str:
    """The words as the title of a heading, mended where they could not be read back."""
    head, comma, tail = narrow_commas(text.translate(_NOT_IN_HEADINGS))
    title = (head + comma + tail)[:_LONGEST_TITLE_OF_HEADING]
    if not stop:
        title = title.rstrip("| ")
    title = fold_blanks(title.lstrip("、 ") if level == 2 else title)  # noqa: PLR2004 - （二）、
    for mended in (title, title.replace(" ", ""), f"述{title}"[:_LONGEST_TITLE_OF_HEADING]):
        line = canonical_mark(level, ordinal) + (" " if mended[:1].isdigit() else "") + mended
        parts = read_heading(line + stop)
        if parts is not None and (parts.level, parts.title) == (level, mended):
            return mended
    return "述"


def narrow_commas(text: str) -> tuple[str, str, str]:
    """What stands before the first comma, the comma, and what follows without further ones."""
    place = next((index for index, sign in enumerate(text) if sign in "，,"), len(text))
    tail = text[place + 1 :].replace("，", "").replace(",", "")
    return text[:place], text[place : place + 1], tail
