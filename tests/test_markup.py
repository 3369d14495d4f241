"""Tables written as HTML in the midst of a text are tables; what only looks so stays words."""

import pytest

import govdisclosure as gd
from govdisclosure.readers.formats import format_of
from govdisclosure.readers.text.markup import find_tables, words_of
from govdisclosure.readers.text.reader import source_of
from govdisclosure.source import Grid, TextLine

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
    assert list(find_tables(words)) == []


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
    assert words_of(raw).replace(" ", "") == shown.replace(" ", "")
