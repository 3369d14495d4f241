"""Hypothesis strategies for everybody's tests: any report that can be made, and its parts.

Gives words, cells, blocks and whole reports that the constructors accept; takes no document and
knows no grammar. Nothing is drawn and thrown away: where a constructor refuses, the words are
mended. Any visible text may stand in any block, and what a reader could mistake for something
else (marks, labels, titles, signs of Markdown, escapes) comes far more often than by chance.

Example:
    >>> from hypothesis import given, settings
    >>> @settings(database=None, max_examples=5)
    ... @given(reports())
    ... def keeps_its_parts_in_order(report):
    ...     assert report.sections or not report.annex
    >>> keeps_its_parts_in_order()
"""

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import cache

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from govdisclosure.indicators import indicator_of, indicators
from govdisclosure.layout import (
    Edition,
    SectionKind,
    TableKind,
    label_of,
    layout_of,
    section_title,
    table_layouts,
)
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.model.report import Block, Closing, Report, Section
from govdisclosure.model.statistics import (
    StatisticsRow,
    StatisticsTable,
    goes_on,
    is_continued_by,
)
from govdisclosure.model.tables import Table
from govdisclosure.openings import tell_section
from govdisclosure.plain import (
    MAX_SIGNATURE,
    PICTURE_SIGN,
    canonical_mark,
    is_caption,
    is_signature,
    is_title,
    line_needs_escape,
    title_within,
    title_words,
)
from govdisclosure.sheet_columns import (
    LABEL_HEAD,
    NO_UNIT,
    UNIT_HEAD,
    columns_named,
    is_unit,
    unit_of_cells,
)
from govdisclosure.text import (
    ABSENT_SIGN,
    MAX_DIGITS,
    CellState,
    fold_blanks,
    format_number,
    narrow,
    squeeze,
)

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
    "soups",
    "statistics_tables",
    "tables",
    "titles",
    "words",
]

# ------------------------------------------------------------------------------ words

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
_SHEET_COLUMNS = (
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
    *_SHEET_COLUMNS,
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
        for line in layout.lines
        for token in line.tokens
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
    r"""Any mixture of the grammar's own words, separators and blanks; no order is kept.

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


# ------------------------------------------------------------------------------ cells

#: Units that are read behind a number.
_UNITS = ("件", "项", "元", "万元", "亿元", "个", "条", "宗", "起", "次", "份", "篇", "人次", "人")


#: Marks of notes, as they are set above or below the line.
_NOTE_MARKS = ("1", "12", "*", "①", "注1", "a")


@cache
def _counts() -> SearchStrategy[int]:
    return st.integers(0, 9999) | st.integers(1 - 10**MAX_DIGITS, 10**MAX_DIGITS - 1)


@cache
@st.composite
def _amounts(draw: DrawFn) -> Decimal:
    """Exact decimals of no more digits than a cell reads."""
    places = draw(st.integers(0, MAX_DIGITS - 1))
    return Decimal(draw(_counts())).scaleb(-places)


@cache
@st.composite
def _numbers(draw: DrawFn, unit: str | None) -> Cell:
    """Numbers made by hand, and numbers in one of the spellings that say the same."""
    value: int | Decimal = draw(_counts() | _amounts())
    printed_unit = draw(st.none() | st.sampled_from(_UNITS))
    note = draw(st.none() | words() | st.sampled_from(_NOTE_MARKS))
    cell = Cell(state=CellState.NUMBER, value=value, unit=printed_unit or unit, note=note)
    digits = format_number(value)
    spellings = (
        digits,
        "".join(chr(ord(sign) + 0xFEE0) for sign in digits),
        format(value, ",f" if isinstance(value, Decimal) else ","),
        digits if digits.startswith("-") else f"+{digits}",
        f"减{digits[1:]}" if digits.startswith("-") else f"增加 {digits}",
    )
    raw = draw(st.sampled_from(spellings)) + draw(st.sampled_from(("", " "))) + (printed_unit or "")
    if note is not None:
        left, right = draw(
            st.sampled_from((("（", "）"), ("(", ")"), ("（", ")"), ("〔", "〕")))
            if note in _NOTE_MARKS
            else st.sampled_from((("（", "）"), ("(", ")"), ("（", ")")))
        )
        raw = f"{raw}{left}{note}{right}"
    return draw(st.sampled_from((cell, evolve(cell, raw=raw))))


def cells(unit: str | None = None) -> SearchStrategy[Cell]:
    """Cells in all five states: numbers with units, notes and spellings, marks, any text.

    Marks and blank cells bear notes too.

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
    return _cells(unit)


@cache
def _cells(unit: str | None) -> SearchStrategy[Cell]:
    return st.one_of(
        _counts().map(lambda value: Cell.of(value, unit=unit)),
        st.sampled_from(("", "/", "-", "—", "——", "无", "－", "0", "007")).map(
            lambda spelling: Cell.read(spelling, unit=unit)
        ),
        _numbers(unit),
        st.sampled_from(("〔1〕", "/〔*〕", "—²", "无（未发生）", "〔①〕")).map(Cell.read),
        words().map(lambda text: Cell.of(text, unit=unit)),
        st.just(ABSENT),
    )


# ------------------------------------------------------------------------------ tables


def tables(
    kind: TableKind | None = None, edition: Edition | str | None = None
) -> SearchStrategy[Table]:
    """Statutory tables: of one kind or any, after one edition or either.

    In most of them the numbers differ from cell to cell, so that no two are mixed up unseen; a
    few cells hold whatever :func:`cells` gives.

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
    return _tables(kind, edition)


@cache
@st.composite
def _tables(draw: DrawFn, kind: TableKind | None, edition: Edition | str | None) -> Table:
    chosen = draw(st.sampled_from(TableKind)) if kind is None else kind
    form: Edition | None = None
    if chosen is not TableKind.DISPUTES:
        form = draw(st.sampled_from(Edition)) if edition is None else Edition(edition)
    layout = layout_of(chosen, form)
    start = draw(st.integers(0, 10**6))
    everywhere = draw(st.none() | cells())
    made = [everywhere or Cell.of(start + number) for number in range(len(layout.cells))]
    places = st.integers(0, len(made) - 1)
    for number, cell in draw(st.dictionaries(places, cells(), max_size=8)).items():
        made[number] = cell
    return Table(kind=chosen, edition=form, cells=made)


@cache
def statistics_tables() -> SearchStrategy[StatisticsTable]:
    """Statistics sheets: rows of the national sheet in its order, others between them.

    Columns are those of the year, cumulative, and any others; cells are blank, marks, text too.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(statistics_tables())
        ... def have_cells_for_each_column(sheet):
        ...     assert {len(row.cells) for row in sheet.rows} <= {0, len(sheet.columns)}
        >>> have_cells_for_each_column()
    """
    return _statistics_tables()


#: Marks before the labels of a sheet.
_ROW_MARKS = ("", "（一）", "1.", "2、", "其中：1、", "其中：", "(3)")


@st.composite
def _statistics_tables(draw: DrawFn) -> StatisticsTable:
    names = st.sampled_from(_SHEET_COLUMNS) | st.sampled_from(_SHEET_COLUMNS) | words()
    columns = tuple(draw(st.lists(names, min_size=1, max_size=4)))
    known = draw(st.lists(st.sampled_from(indicators()), max_size=6, unique=True))
    rows: list[StatisticsRow] = []
    counted = [kind.is_counted for kind in columns_named(columns)]

    def row_of(label: str, unit: str) -> StatisticsRow:
        own = unit_of_cells(unit)
        drawn = [draw(cells(own if is_counted else None)) for is_counted in counted]
        return StatisticsRow(label=label, unit=unit, cells=drawn)

    for one in sorted(known, key=indicators().index):
        if one.parent is not None and draw(st.booleans()):
            above = indicator_of(one.parent)
            rows.append(StatisticsRow(label=above.official, unit=above.unit or NO_UNIT))
        label = draw(st.sampled_from((one.official, *one.aliases)))
        rows.append(row_of(draw(st.sampled_from(_ROW_MARKS)) + label, one.unit or ""))
        if draw(st.integers(0, 3)) == 0:
            unit = draw(st.sampled_from((*_UNITS, "", NO_UNIT)) | words().map(_as_unit))
            rows.append(row_of(draw(words() | st.just(ABSENT_SIGN)), unit))
    if not rows:
        rows.append(StatisticsRow(label=draw(words()), unit=draw(st.sampled_from(("", NO_UNIT)))))
    return StatisticsTable(columns=columns, rows=rows)


def _as_unit(text: str) -> str:
    """The words where they can be a unit."""
    return text if is_unit(text) else NO_UNIT


@cache
def other_tables() -> SearchStrategy[OtherTable]:
    """Tables that are none of the form's: rectangles of any words, blanks among them.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(other_tables())
        ... def have_two_columns(table):
        ...     assert len(table.rows[0]) >= 2
        >>> have_two_columns()
    """
    return _other_tables()


@st.composite
def _other_tables(draw: DrawFn) -> OtherTable:
    width = draw(st.integers(2, 4))
    word = words() | st.sampled_from(("", ABSENT_SIGN))
    row = st.lists(word, min_size=width, max_size=width)
    rows = draw(st.lists(row, min_size=1, max_size=4))
    for number, one in enumerate(rows):
        if not any(one):
            one[number % width] = draw(words())
    for column in range(width):
        if not any(one[column] for one in rows):
            rows[column % len(rows)][column] = draw(words())
    return OtherTable(rows=tuple(map(tuple, rows)))


# ------------------------------------------------------------------------------ headings

#: Signs that end the title of a heading or keep a line from being one.
_NOT_IN_HEADINGS = str.maketrans("", "", "。：:；;")
_LONGEST_HEADING = 40


def headings(
    levels: Collection[int] = (1, 2, 3, 4), stops: Collection[str] = ("", "。", "：")
) -> SearchStrategy[Heading]:
    """Numbered headings, with or without a stop behind the title.

    Those of level 1 may bear the title of a section of the form.

    Args:
        levels: Their depths in the outline, 1 to 4.
        stops: What may end their titles.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(headings(levels=[2]))
        ... def have_a_chinese_mark(heading):
        ...     assert heading.line.startswith("（")
        >>> have_a_chinese_mark()
    """
    return _headings(frozenset(levels), frozenset(stops))


@cache
@st.composite
def _headings(draw: DrawFn, levels: Collection[int], stops: Collection[str]) -> Heading:
    level = draw(st.sampled_from(sorted(levels)))
    ordinal = draw(st.integers(1, 6) | st.integers(1, 99))
    stop = draw(st.sampled_from(sorted(stops)))
    heading = _heading(level, ordinal, draw(words()), stop)
    return evolve(heading, mark=narrow(heading.mark)) if draw(st.booleans()) else heading


def _heading(level: int, ordinal: int, text: str, stop: str) -> Heading:
    """The heading with these words, mended where they could not be read back."""
    head, comma, tail = _at_comma(text.translate(_NOT_IN_HEADINGS))
    title = fold_blanks((head + comma + tail)[:_LONGEST_HEADING])
    if level == 2:  # noqa: PLR2004 - signs behind （二） are read as part of the mark
        title = title.lstrip("、 ")
    title = title.rstrip("| ")
    for mended in (title, title.replace(" ", ""), f"述{title}"[:_LONGEST_HEADING].strip(" ")):
        try:
            return Heading(level=level, ordinal=ordinal, title=mended, stop=stop)
        except ValueError:
            continue
    return Heading(level=level, ordinal=ordinal, title="述", stop=stop)


def _at_comma(text: str) -> tuple[str, str, str]:
    """What stands before the first comma, the comma, and what follows without further ones."""
    place = min((at for sign in "，," if (at := text.find(sign)) >= 0), default=len(text))
    return (
        text[:place],
        text[place : place + 1],
        text[place + 1 :].translate({0xFF0C: "", 0x2C: ""}),
    )


def _opening_nothing(heading: Heading, opened: AbstractSet[SectionKind] = frozenset()) -> Heading:
    """The heading, with another title where it might open a section that is not *opened* yet."""
    told = tell_section(heading.title) if heading.level == 1 else None
    if told is None or told.kind in opened:
        return heading
    return _heading(1, heading.ordinal, f"述{heading.title}", heading.stop)


# ------------------------------------------------------------------------------ other blocks


@cache
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


@cache
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
    captions = st.sampled_from(("", ABSENT_SIGN)) | words().map(_as_caption)
    return captions.map(lambda caption: Picture(caption=caption))


def _as_caption(text: str) -> str:
    if is_caption(text):
        return text
    return fold_blanks(text.replace("[bookmark:", "[").rstrip("| "))


def blocks(
    levels: Collection[int] = (2, 3, 4),
    *,
    edition: Edition | str | None = None,
    max_size: int = 4,
) -> SearchStrategy[tuple[Block, ...]]:
    """Blocks as they stand between two section titles; text may run on from a heading.

    Args:
        levels: Levels of the headings among them; none are drawn when empty.
        edition: The form that statutory tables follow; either when None.
        max_size: The most blocks that are drawn, a heading and what runs on from it as one.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(blocks(levels=()))
        ... def have_no_headings(blocks):
        ...     assert not any(isinstance(block, Heading) for block in blocks)
        >>> have_no_headings()
    """
    return _blocks(tuple(levels), edition, max_size)


@cache
def _blocks(
    levels: tuple[int, ...], edition: Edition | str | None, max_size: int
) -> SearchStrategy[tuple[Block, ...]]:
    kinds: list[SearchStrategy[tuple[Block, ...]]] = [
        one.map(lambda block: (block,))
        for one in (
            paragraphs(),
            paragraphs(),
            pictures(),
            other_tables(),
            statistics_tables(),
            tables(None, edition),
        )
    ]
    if levels:
        kinds += [headings(levels).map(lambda block: (block,)), _runs(levels)]
    return st.lists(st.one_of(kinds), max_size=max_size).map(
        lambda groups: _parted(block for group in groups for block in group)
    )


@cache
@st.composite
def _runs(draw: DrawFn, levels: Collection[int]) -> tuple[Block, ...]:
    """A heading and a paragraph that goes on in its line."""
    heading = draw(headings(levels, ("。", "：")))
    return heading, Paragraph(text=_running_on(heading, draw(words())), is_run_in=True)


def _running_on(heading: Heading, text: str) -> str:
    """The words, mended where they would keep the line from being a heading."""
    calmer = fold_blanks(text.replace("[bookmark:", "[").rstrip("| "))
    mended = (one for one in (text, calmer, f"{calmer}述") if one and heading.read_back(one))
    return next(mended, "述")


# ------------------------------------------------------------------------------ sections


def sections(
    kind: SectionKind | None, *, edition: Edition | str | None = None
) -> SearchStrategy[Section]:
    """Sections of one kind, or sections of none as older documents have them.

    Args:
        kind: Which of the six; None for a section under another title.
        edition: The form that statutory tables follow; either when None.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=5)
        ... @given(sections(SectionKind.OVERVIEW))
        ... def bears_the_title_of_the_form(section):
        ...     assert section.heading.title == "总体情况"
        >>> bears_the_title_of_the_form()
    """
    return _sections(kind, frozenset({kind} if kind else ()), edition)


@cache
@st.composite
def _sections(
    draw: DrawFn,
    kind: SectionKind | None,
    opened: AbstractSet[SectionKind],
    edition: Edition | str | None,
) -> Section:
    """A section behind others: headings may repeat the titles of those that are *opened*."""
    ordinal = draw(st.integers(1, 6) | st.integers(1, 99))
    if kind is None:
        heading = _opening_nothing(_heading(1, ordinal, draw(words()), ""))
        return Section(kind=None, heading=heading, blocks=draw(blocks(edition=edition)))
    title = section_title(kind)
    raw = draw(st.sampled_from((None, *title.aliases, *title.older)))
    heading = Heading(level=1, ordinal=ordinal, title=title.official, raw=raw)
    drawn = draw(blocks((1, 2, 3, 4), edition=edition))
    return Section(kind=kind, heading=heading, blocks=_without_openings(drawn, opened))


def _without_openings(
    drawn: Sequence[Block], opened: AbstractSet[SectionKind] = frozenset()
) -> tuple[Block, ...]:
    """The blocks, with headings that open nothing new and text that still runs on from them."""
    mended: list[Block] = []
    for block in drawn:
        if isinstance(block, Heading):
            mended.append(_opening_nothing(block, opened))
        elif isinstance(block, Paragraph) and block.is_run_in and isinstance(mended[-1], Heading):
            mended.append(evolve(block, text=_running_on(mended[-1], block.text)))
        else:
            mended.append(block)
    return tuple(mended)


#: Titles of parts that older reports have and the form has not.
_OLDER_PARTS = (
    "政府信息公开的收费及减免情况",
    "回应解读情况",
    "机构建设和培训情况",
    "咨询处理情况",
)


@st.composite
def _older_sections(draw: DrawFn, edition: Edition | str | None) -> list[Section]:
    """Sections of the form in its order, counted through, with parts of older reports between."""
    made: list[Section] = []
    for kind in draw(st.lists(st.sampled_from(SectionKind), min_size=1, unique=True)):
        part = draw(st.none() | st.sampled_from(_OLDER_PARTS))
        if part is not None:
            heading = Heading(level=1, ordinal=len(made) + 1, title=part)
            made.append(Section(kind=None, heading=heading, blocks=draw(blocks(edition=edition))))
        made.append(Section.of(kind, *draw(blocks(edition=edition)), ordinal=len(made) + 1))
    return made


# ------------------------------------------------------------------------------ title, closing


@cache
def titles() -> SearchStrategy[str]:
    """Titles of reports: any short words around those by which a title is known.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(titles())
        ... def are_titles(title):
        ...     assert is_title(title)
        >>> are_titles()
    """
    return _titles()


@st.composite
def _titles(draw: DrawFn) -> str:
    matter = draw(st.sampled_from(("政府信息公开", "政务公开", "信息依法公开", "政府信息依法公开")))
    report = draw(st.sampled_from(("年度报告", "年报", "工作报告", "工作年度报告")))
    before, between, bracket = (_in_title(draw(words() | st.just(""))) for _ in range(3))
    behind = "".join(sign for sign in bracket if sign not in "（()）")
    title = f"{before}{matter}{between}{report}" + (f"（{behind}）" if behind else "")
    one = next(one for one in (title, f"某{title}", f"{matter}{report}") if is_title(one))
    return one if title_within(one) is None else f"{matter}{report}"


#: What no title of a report holds.
_NOT_IN_TITLES = str.maketrans("", "", "。；;：:！？!?|\\#*")
_LONGEST_PART = 14


def _in_title(text: str) -> str:
    return squeeze(text).translate(_NOT_IN_TITLES)[:_LONGEST_PART]


@cache
def closings() -> SearchStrategy[Closing]:
    """Signature and date of a report; some are not signed.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(closings())
        ... def have_a_date(closing):
        ...     assert closing.signed_on.year > 0
        >>> have_a_date()
    """
    return _closings()


@st.composite
def _closings(draw: DrawFn) -> Closing:
    signature = draw(st.none() | words().map(_as_signature))
    return Closing(signature=signature, signed_on=draw(st.dates()))


def _as_signature(text: str) -> str:
    """The words, mended where no signature could be read."""
    short = fold_blanks(text.replace("。", "")[:MAX_SIGNATURE])
    calmer = f"某{short.replace('[', '').rstrip('| ')}"[:MAX_SIGNATURE].rstrip(" ")
    readable = (one for one in (short, calmer) if one != ABSENT_SIGN and is_signature(one))
    return next(readable, "某某局")


# ------------------------------------------------------------------------------ reports


def reports(edition: Edition | str | None = None) -> SearchStrategy[Report]:
    """Whole reports: with the form's sections in any order, with others, or with none.

    Each part may be missing: title, preamble, closing, annex, any section, any table.

    Args:
        edition: The form that statutory tables follow; each table either when None.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=5)
        ... @given(reports("2019"))
        ... def follow_the_form(report):
        ...     assert report.edition in {None, Edition.FORM_2019}
        >>> follow_the_form()
    """
    return _reports(edition)


@st.composite
def _reports(draw: DrawFn, edition: Edition | str | None) -> Report:
    title = draw(st.none() | titles())
    shape = draw(st.sampled_from(("form", "form", "older", "other", "none")))
    levels = (1, 2, 3, 4) if shape == "form" else (2, 3, 4)
    made: list[Section] = []
    if shape == "form":
        kinds = st.lists(st.sampled_from(SectionKind), min_size=1, unique=True)
        opened: set[SectionKind] = set()
        for kind in draw(kinds):
            opened.add(kind)
            made.append(draw(_sections(kind, frozenset(opened), edition)))
    elif shape == "older":
        made = draw(_older_sections(edition))
    elif shape == "other":
        made = draw(st.lists(sections(None, edition=edition), min_size=1, max_size=4))
    preamble = _without_openings(draw(blocks(levels, edition=edition, max_size=3)))
    closing = draw(st.none() | closings()) if made else None
    annex: tuple[Block, ...] = ()
    if closing is not None:
        annex = draw(blocks((), edition=edition, max_size=3))
    if closing is not None:
        made[-1] = evolve(made[-1], blocks=(*made[-1].blocks, *_apart(made[-1].blocks[-1:])))
        annex = (*_apart(annex[:1]), *annex)
    known: set[Table] = set()
    parts = {
        "title": title,
        "preamble": _once(preamble if title else _without_title(preamble), known),
        "sections": tuple(evolve(one, blocks=_once(one.blocks, known)) for one in made),
        "closing": closing,
        "annex": _once(annex, known),
    }
    # Of what was built hypothesis prints the parts, where ``repr`` says no more than what it is.
    return draw(st.builds(Report, **{name: st.just(part) for name, part in parts.items()}))


def _apart(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A picture between a closing and a line beside it that might be read as a part of it."""
    return (Picture(),) if any(isinstance(one, Paragraph) for one in blocks) else ()


def _once(drawn: Iterable[Block], known: set[Table]) -> tuple[Block, ...]:
    """The blocks without statutory tables that are *known*; the others become so."""
    kept: list[Block] = []
    for block in drawn:
        if isinstance(block, Table):
            if block in known:
                continue
            known.add(block)
        kept.append(block)
    return _parted(kept)


def _parted(drawn: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, a picture between a sheet and a table that would go on with it."""
    kept: list[Block] = []
    for block in drawn:
        above = kept[-1] if kept else None
        if isinstance(above, StatisticsTable) and (
            (isinstance(block, StatisticsTable) and is_continued_by(above, block))
            or (isinstance(block, OtherTable) and goes_on(above, block.rows))
        ):
            kept.append(Picture())
        kept.append(block)
    return tuple(kept)


def _without_title(drawn: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, pictures between lines that together would be read as the title."""
    kept: list[Block] = []
    lines: list[str] = []
    for block in drawn:
        is_line = isinstance(block, Paragraph) and not block.is_run_in
        text = block.text if isinstance(block, Paragraph) and is_line else ""
        line = "" if not text or line_needs_escape(text) else title_words(text)
        lines = [*lines[-2:], line] if line else []
        if any(is_title("".join(lines[-count:])) for count in (2, 3)):
            kept.append(Picture())
            lines = [line]
        kept.append(block)
    return tuple(kept)
