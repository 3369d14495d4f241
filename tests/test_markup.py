"""Tables written as HTML in the midst of a text are tables; what only looks so stays words."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.readers.formats import format_of
from govdisclosure.readers.text.reader import source_of
from govdisclosure.source import Grid, TextLine
from govdisclosure.tables.markup import iter_marked_tables, shown_words

_TITLE = "某某局2023年政府信息公开工作年度报告\n"


def grids(text: str) -> list[list[list[str]]]:
    items = source_of(text).items
    return [
        [[field.text for field in row] for row in one.rows]
        for one in items
        if isinstance(one, Grid)
    ]


def lines(text: str) -> list[str]:
    return [one.field.text for one in source_of(text).items if isinstance(one, TextLine)]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>渠道</td><td>条数</td></tr><tr><td>网站</td><td>12</td></tr></table>",
        "<TABLE BORDER=1>\n<TR>\n<TH>渠道\n<TH>条数\n<TR>\n<TD>网站\n<TD>12\n</TABLE>",
        "<html><body><table><td>渠道<td>条数<tr><td><b>网</b>站<td> 12&nbsp;</table></body></html>",
        "  <div align='center'><table><td>渠道<td>条数<tr><td>网&#31449;<td>12</table></div>",
    ],
)
def test_a_table_is_read_however_its_tags_are_written(table: str) -> None:
    assert grids(f"前文。\n{table}\n后文。") == [[["渠道", "条数"], ["网站", "12"]]]
    assert lines(f"前文。\n{table}\n后文。") == ["前文。", "后文。"]


def test_places_under_a_span_are_empty_in_other_tables() -> None:
    table = (
        "<table><tr><td rowspan=2>渠道</td><td colspan='2'>条数</td></tr>"
        "<tr><td>一</td><td>二</td></tr></table>"
    )
    assert grids(table) == [[["渠道", "条数", ""], ["", "一", "二"]]]


def test_every_value_leads_back_to_the_text() -> None:
    text = "<table><tr><td>渠道</td><td>条数</td></tr><tr><td>网站</td><td> 12 </td></tr></table>"
    grid = source_of(text).items[0]
    assert isinstance(grid, Grid)
    value = grid.rows[1][1]
    assert text[value.start : value.end] == "12"


def test_words_outside_the_cells_are_kept() -> None:
    table = "<table><caption>公开渠道</caption><tr><td>网站</td><td>12</td></tr></table>"
    assert lines(table) == ["公开渠道"]
    assert grids(table) == [[["网站", "12"]]]


def test_tables_in_cells_are_words_of_these() -> None:
    inner = "<table><tr><td>微</td><td>信</td></tr></table>"
    assert grids(f"<table><tr><td>{inner}</td><td>12</td></tr></table>") == [[["微信", "12"]]]


@pytest.mark.parametrize(
    "words",
    [
        "<table><tr><td>网站</td><td>12</td>",
        "<table></table>",
        "见<table><tr><td>网站</td><td>12</td></tr></table>",
        "\\<table><tr><td>网站</td><td>12</td></tr></table>",
        "<tablet><tr><td>网站</td></tr></tablet>",
    ],
)
def test_what_is_no_table_stays_words(words: str) -> None:
    assert grids(words) == []
    assert list(iter_marked_tables(words)) == []


def test_a_paragraph_that_looks_like_a_table_comes_back_as_one() -> None:
    words = "<table><tr><td>网站</td><td>12</td></tr></table>"
    report = gd.parse(f"{_TITLE}一、总体情况\n\\{words}\n")
    paragraph = report.sections[0].blocks[0]
    assert isinstance(paragraph, gd.Paragraph)
    assert paragraph.text == words
    assert gd.parse(gd.render(report)) == report


def test_many_tables_that_never_end_take_linear_time() -> None:
    assert lines("<table>\n" * 3) == ["<table>"] * 3
    assert len(lines("<table><tr><td>甲\n" * 20_000)) == 20_000


def test_markdown_that_begins_with_a_tag_is_no_page() -> None:
    page = (
        '<div align="center">某某局2023年政府信息公开工作年度报告</div>\n\n## 一、总体情况\n\n无。'
    )
    assert format_of(page.encode()) == "text"
    report = gd.read(page.encode())
    assert report.agency == "某某局"
    assert report.sections[0].kind is gd.SectionKind.OVERVIEW
    assert format_of(f"<!doctype html>\n{page}".encode()) == "html"


@pytest.mark.parametrize(
    ("raw", "shown"), [("甲<br/>乙", "甲 乙"), ("&lt;b&gt;", "<b>"), ("<p>甲</p><p>乙</p>", "甲乙")]
)
def test_what_a_cell_shows(raw: str, shown: str) -> None:
    assert shown_words(raw).replace(" ", "") == shown.replace(" ", "")


# ---------------------------------------------------------------------- Markdown or a page

_WORDS = st.sampled_from(
    [
        "一、总体情况",
        "本单位按照规定公开。",
        "网站 | 微信",
        "2023 年公开 12 条。",
        "<b>平台建设。</b>全年无。",
    ]
)
_TABLE = "<table><tr><td>规章</td><td>1</td></tr><tr><td>说明</td><td>略</td></tr></table>"
_BREAKS = st.sampled_from(["\n\n", "\r\n\r\n", "\n \n\n"])
#: What stands before and behind all of a report.
_WRAPPERS = st.sampled_from(
    [
        ('<div id="zoom" class="editor">', "</div>"),
        ("<div>\n\n<div align=center>", "</div>\n\n</div>"),
        ("<p>", "</p>"),
        ('<span id="a">', "</span>"),
        ("<!-- 注 --><center>", "</center>"),
        (f"{_TABLE}", ""),
    ]
)
#: What Markdown has and no page.
_MARKDOWN_SIGNS = st.sampled_from(
    ["|a|b|\n|---|---|\n|1|2|", "a | b\n--|:-:\n1 | 2", "## 概况", ""]
)


@given(
    st.lists(_WORDS, min_size=2), _WRAPPERS, _BREAKS, _MARKDOWN_SIGNS, st.sampled_from([_TABLE, ""])
)
def test_markdown_in_wrappers_is_markdown(
    words: list[str], wrapper: tuple[str, str], between: str, sign: str, last: str
) -> None:
    parts = [wrapper[0], *words, sign, *words, last, wrapper[1]]
    assert format_of(between.join(filter(None, parts)).encode()) == "text"


#: How a page writes a paragraph.
_PARAGRAPHS = st.sampled_from(
    [
        "<p>{}</p>",
        "<p>\n\n{}\n\n</p>",
        "<div>\n  <p>\n    <span>{}</span>\n  </p>\n\n</div>",
        "<h2>{}</h2>",
        "<p><span style='color:red'>{}</span></p>\n\n",
        "{}<br>",
        "{}<br/>\n\n",
        "<li>{}",
        "<section>\n\n<p>{}\n\n</section>",
        f"<p>{{}}</p>\n\n{_TABLE}",
        "<pre>{0}\n\n{0}\n\n{0}</pre>",
    ]
)


@given(
    st.lists(st.tuples(_PARAGRAPHS, _WORDS), min_size=1),
    st.sampled_from(["<div>", "<div>\n\n", "<p>导航</p>", "<table><tr><td>", "<br>", "<span>"]),
    st.sampled_from(["", "\n", "\n\n"]),
)
def test_fragments_of_pages_are_pages(
    paragraphs: list[tuple[str, str]], start: str, between: str
) -> None:
    page = start + between.join(manner.format(words) for manner, words in paragraphs)
    assert format_of(page.encode()) == "html"


@given(st.lists(st.sampled_from(["<div class='a'>", "</div>", "<p>", "<span id=b>", "</section>"])))
def test_tags_on_lines_of_their_own_are_debris(tags: list[str]) -> None:
    lines = [f"{_TITLE}一、总体情况", "无。", *tags, "略。"]
    report = gd.parse("\n".join(lines))
    assert report == gd.parse("\n".join(line for line in lines if line not in tags))
    assert [one.text for one in report.residue] == tags


def test_a_long_line_of_dashes_is_looked_at_once() -> None:
    assert format_of(b"<p>\n|" + b"-" * 4000 + b"x") == "html"


@pytest.mark.parametrize("sign", ["'", "_", "a_b", "*", "''", "`", '"'])
def test_a_bold_heading_may_hold_the_signs_of_other_marks(sign: str) -> None:
    heading = gd.Heading(level=2, ordinal=1, title=f"平台{sign}建设", stop="。", mark="（一）")
    words = gd.Paragraph(text="全年无。", is_run_in=True)
    report = evolve(gd.parse("一、总体情况\n"), preamble=(heading, words))
    assert gd.parse(gd.render(report, "markdown")) == report
