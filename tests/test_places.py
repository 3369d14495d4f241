"""Places lead back into the file: another reader finds the same words there.

Reports of both editions, with all their cells, are printed in every dialect; then each file is
opened with another library at the place that a cell, a heading or a paragraph names.
"""

import copy
import json
import pickle
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import docx
import openpyxl
import pdfplumber
import pytest
from lxml import etree, html
from openpyxl.worksheet.worksheet import Worksheet

import govdisclosure as gd
from govdisclosure.characters import squeeze
from govdisclosure.cli import main
from govdisclosure.composition import compose
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph
from govdisclosure.readers.docx.xml import qualified
from govdisclosure.readers.encodings import decode
from govdisclosure.readers.pdf.page import Page
from govdisclosure.source import Origin
from govdisclosure.wording import Language
from tests.dialects.docx_dialects import DOCX_DIALECTS
from tests.dialects.facts import Facts, make_facts
from tests.dialects.forms import Edition
from tests.dialects.html_dialects import HTML_DIALECTS
from tests.dialects.sheet_dialects import SHEET_DIALECTS
from tests.dialects.text_dialects import DIALECTS
from tests.dialects.word_files import cell, package, paragraph, run, table
from tests.pdf_printing import report_of
from tests.pdf_setting import Manner, set_pages
from tests.pdf_writing import HELVETICA, document, text
from tests.test_docx import parts_of
from tests.test_shown_tables import draw
from tests.test_spreadsheet import saved

_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
EDITIONS: tuple[Edition, ...] = ("2021", "2019")


def placed_cells(report: gd.Report) -> Iterator[tuple[str, gd.Cell, Origin]]:
    """The cells that are in the document, with their places; each has one."""
    for address, one in report.cells():
        if one.raw is not None:
            assert one.place is not None, address
            yield str(address), one, one.place


def placed_words(report: gd.Report) -> Iterator[tuple[str, Origin | None]]:
    """Title, headings, paragraphs, the cells of other tables, signature and date."""
    yield report.title or "", report.title_origin
    for section in report.sections:
        yield section.heading.printed_title, section.heading.origin
    for block in report.iter_blocks():
        if isinstance(block, Heading):
            yield block.printed_title, block.origin
        elif isinstance(block, Paragraph):
            yield block.text, block.origin
        elif isinstance(block, OtherTable):
            for words, origins in zip(block.rows, block.origins, strict=True):
                yield from zip(words, origins, strict=True)
    if report.closing is not None:
        yield report.closing.signature or "", report.closing.signature_origin
        yield report.closing.lines()[1][:4], report.closing.date_origin


# ------------------------------------------------------------------------------ what others find


def rows_in(table: etree._Element, tag: str, around: str) -> list[etree._Element]:
    """The rows of a table without those of tables in it."""
    return [one for one in table.iter(tag) if next(one.iterancestors(around)) is table]


class PageOracle:
    """A page as lxml reads it."""

    def __init__(self, data: bytes) -> None:
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        self.root = html.document_fromstring(decode(data)[0].encode(), parser=parser)

    def words(self, place: Origin) -> str:
        found: Any = self.root.xpath(place.element or "")
        (element,) = found
        if place.table is not None:
            table = list(self.root.iter("table"))[place.table - 1]
            row = rows_in(table, "tr", "table")[(place.row or 0) - 1]
            assert row is element
            if place.cell is not None:
                element = [one for one in row if one.tag in {"td", "th"}][place.cell - 1]
        return str(element.text_content())


class WordOracle:
    """A Word file as python-docx opens it."""

    def __init__(self, data: bytes) -> None:
        self.root = docx.Document(BytesIO(data)).element

    def words(self, place: Origin) -> str:
        if place.element is not None:
            number = re.fullmatch(r"p\[(\d+)\]", place.element)
            assert number, place
            element = list(self.root.iter(qualified("p")))[int(number[1]) - 1]
        else:
            assert place.table is not None, place
            element = list(self.root.iter(qualified("tbl")))[place.table - 1]
            element = rows_in(element, qualified("tr"), qualified("tbl"))[(place.row or 0) - 1]
            if place.cell is not None:
                cells = rows_in(element, qualified("tc"), qualified("tr"))
                element = cells[place.cell - 1]
        words = "".join(one.text or "" for one in element.iter(qualified("t")))
        return words.removesuffix("单击此处输入")


def holds(found: str, words: str) -> bool:
    """Whether *words* are among those that were found, or begin with all of them; no blanks.

    The year of a date may be written in Chinese.
    """
    found, words = squeeze(found), squeeze(words)
    is_whole = bool(found) and words.startswith(found)
    return is_whole or words in found or words in found.translate(_NUMERALS)


# ------------------------------------------------------------------------------ pages


def with_what_does_not_show(page: str) -> str:
    """A page with tables, rows and cells more that nobody sees."""
    unseen = "<tr style='display:none'><td>97</td></tr>"
    page = re.sub(r"(<table[^>]*>\s*(?:<(?:tbody|thead)[^>]*>)?)", rf"\1{unseen}", page)
    page = re.sub(r"(<tr(?![^>]*none)[^>]*>)", r"\1<td style='display:none'>98</td>", page)
    nested = f"<table hidden><tr><td>96<table>{unseen}</table></table>"
    return re.sub(r"(<body[^>]*>)", rf"\1<noscript>{nested}</noscript>{nested}", page)


def as_bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data


def in_dialect(
    dialect: Callable[[Facts, Random], tuple[bytes | str, Facts]], edition: Edition, seed: int
) -> bytes:
    return as_bytes(dialect(make_facts(edition, seed), Random(seed))[0])


PAGES: dict[str, Callable[[Edition, int], bytes]] = {
    "canonical": lambda edition, seed: gd.render(report_of(edition, seed)[0], "html").encode(),
    "unseen": lambda edition, seed: with_what_does_not_show(
        gd.render(report_of(edition, seed)[0], "html")
    ).encode(),
    **{
        name: partial(in_dialect, HTML_DIALECTS[name])
        for name in HTML_DIALECTS
        if name.startswith("html_")
    },
}


def check_places(oracle: "PageOracle | WordOracle", report: gd.Report) -> None:
    """Every cell, and all words that have a place, stand where they are said to stand."""
    for address, one, place in placed_cells(report):
        assert place.cell is not None, address
        assert squeeze(oracle.words(place)) == squeeze(one.raw or ""), address
    for words, origin in placed_words(report):
        if words:
            assert origin is not None, words
            assert holds(oracle.words(origin), words), (words, origin)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_places_in_pages(name: str, edition: Edition) -> None:
    data = PAGES[name](edition, 4)
    check_places(PageOracle(data), gd.read(data))


@pytest.mark.parametrize("seed", range(4))
def test_a_cell_of_other_elements_is_named_by_its_own(seed: int) -> None:
    data = draw(seed)[1].encode()
    oracle = PageOracle(data)
    for address, one, place in placed_cells(gd.read(data)):
        assert squeeze(oracle.words(place)) == squeeze(one.raw or ""), address


# ------------------------------------------------------------------------------ Word files


def nested(data: bytes) -> bytes:
    """A Word file whose text is in a cell of a table, behind what Word does not show.

    In front are a table of a deleted row and a text box in both of its spellings; each table has
    one more row, which is deleted.
    """
    parts = parts_of(data)
    document = as_bytes(parts["word/document.xml"]).decode()
    split = re.fullmatch(r"(.*?<w:body>)(.*?)((?:<w:sectPr.*?)?</w:body>.*)", document, re.DOTALL)
    assert split
    head, body, tail = split.groups()
    gone = "<w:tr><w:trPr><w:del w:id='1' w:author='a'/></w:trPr>" + cell(paragraph("97"))
    body = re.sub(r"(<w:tbl>(?:<w:tblPr.*?</w:tblPr>)?(?:<w:tblGrid.*?</w:tblGrid>)?)",
                  rf"\1{gone}</w:tr>", body)  # fmt: skip
    box = (
        "<w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/"
        "markup-compatibility/2006'>"
        "<mc:Choice Requires='wps'><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    ).format(paragraph("框内文字"))
    front = f"<w:tbl>{gone}</w:tr></w:tbl><w:p>{run('框外文字')}{box}</w:p>"
    return package(parts | {"word/document.xml": f"{head}{front}{table([[cell(body)]])}{tail}"})


WORD_FILES: dict[str, Callable[[Edition, int], bytes]] = {
    "canonical": lambda edition, seed: gd.render(report_of(edition, seed)[0], "docx"),
    "nested": lambda edition, seed: nested(gd.render(report_of(edition, seed)[0], "docx")),
    **{name: partial(in_dialect, DOCX_DIALECTS[name]) for name in DOCX_DIALECTS},
}


@pytest.mark.parametrize("name", WORD_FILES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_places_in_word_files(name: str, edition: Edition) -> None:
    data = WORD_FILES[name](edition, 4)
    check_places(WordOracle(data), gd.read(data))


# ------------------------------------------------------------------------------ spreadsheets


@pytest.mark.parametrize("name", SHEET_DIALECTS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_places_in_spreadsheets(name: str, edition: Edition) -> None:
    data, _ = SHEET_DIALECTS[name](make_facts(edition, 4), Random(4))
    book, report = openpyxl.load_workbook(BytesIO(data), data_only=True), gd.read(data)

    def found(place: Origin | None) -> object:
        assert place is not None
        sheet = book[place.sheet or ""]
        assert isinstance(sheet, Worksheet)
        one = sheet[place.reference or ""]
        assert (one.row, one.column) == (place.row, place.cell)
        return one.value

    for address, one, place in placed_cells(report):
        value = found(place)
        if isinstance(value, int | float):
            assert Decimal(str(value)) == one.value, address
        else:
            assert squeeze(str(value or "")) == squeeze(one.raw or ""), address
    for words, origin in placed_words(report):
        if words:
            assert holds(str(found(origin)), words), (words, origin)


# ------------------------------------------------------------------------------ text


def words_behind(lines: list[str], place: Origin | None) -> str:
    """What stands in a text from a place on, without blanks and marks."""
    assert place is not None
    assert place.line is not None
    assert place.column is not None
    first = lines[place.line - 1][place.column - 1 :]
    return re.sub("<[^>]*>|[#*]", "", squeeze(first + "".join(lines[place.line :][:6])))


TEXTS = {**DIALECTS, "markdown_html": HTML_DIALECTS["markdown_html"]}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_places_in_text(name: str, edition: Edition) -> None:
    written, _ = TEXTS[name](make_facts(edition, 4), Random(4))
    text = written if isinstance(written, str) else decode(written)[0]
    lines = re.split("\r\n|\n|\r", text)
    reports = [gd.parse(text), *([gd.read(written)] if isinstance(written, bytes) else [])]
    for report in reports:
        for address, one, place in placed_cells(report):
            assert words_behind(lines, place).startswith(squeeze(one.raw or "")), address
        for words, origin in placed_words(report):
            if words:
                assert holds(words_behind(lines, origin)[:40], words[:12]), (words, origin)


def test_places_of_parse_and_read_are_the_same() -> None:
    report, _ = report_of("2021", 4)
    text = str(report)
    one, other = gd.parse(text), gd.read(text.encode())
    assert [cell.place for _, cell in one.cells()] == [cell.place for _, cell in other.cells()]


# ------------------------------------------------------------------------------ PDF files


def file_of(pages: list[Page]) -> bytes:
    """The PDF file of pages; signs of Courier are set as narrow as those of the pages."""
    contents = []
    for page in pages:
        strokes = [
            b"%.2f %.2f %.2f %.2f re f\n"
            % (one.left, page.height - one.bottom, one.right - one.left, one.bottom - one.top)
            for one in page.strokes
        ]
        glyphs = []
        for one in page.glyphs:
            width = b"83.3333 Tz" if one.text.isascii() else b"100 Tz"
            glyphs.append(text(one.text, one.x, page.height - one.y, one.size, settings=width))
        contents.append(b"".join((*strokes, *glyphs)))
    courier = HELVETICA.replace(b"/Helvetica", b"/Courier")
    box = (0, 0, pages[0].width, pages[0].height)
    return document(*contents, box=box, objects={3: courier})


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("is_ruled", [True, False], ids=["ruled", "unruled"])
def test_places_in_pdf_files(edition: Edition, is_ruled: bool) -> None:  # noqa: FBT001
    pytest.importorskip("pypdfium2_raw", reason="the extra pdf is not installed")
    facts = make_facts(edition, 4)
    pages = set_pages(facts, Manner(cuts_rows=True, has_running_head=True, height=500))
    if not is_ruled:
        pages = [page._replace(strokes=()) for page in pages]
    data = file_of(pages)
    report = gd.read(data)
    with pdfplumber.open(BytesIO(data)) as file:
        signs = [page.chars for page in file.pages]

    def found(place: Origin | None) -> str:
        assert place is not None
        assert place.page is not None
        assert place.box is not None
        left, top, right, bottom = place.box
        return "".join(
            sign["text"]
            for sign in signs[place.page - 1]
            if left <= (sign["x0"] + sign["x1"]) / 2 <= right
            and top <= (sign["top"] + sign["bottom"]) / 2 <= bottom
        )

    count = 0
    for address, one, place in placed_cells(report):
        if one.is_number:
            assert squeeze(found(place)) == squeeze(one.raw or ""), address
            count += 1
    numbers = sum(one.state == "number" for one in facts.cells.values())
    assert count == numbers if is_ruled else count > numbers * 0.8
    for words, origin in placed_words(report):
        if words:
            assert holds(found(origin), words[:6]), (words, origin)


# ------------------------------------------------------------------------------ copies and edits

ADDRESS = "requests/received_new/total"


def read_page() -> gd.Report:
    return gd.read(PAGES["canonical"]("2021", 4))


def test_places_survive_pickle_and_json_and_no_edit() -> None:
    report = read_page()
    cell = report[ADDRESS]
    assert cell.place == Origin(
        element="/html[1]/body[1]/article[1]/section[3]/div[1]/table[1]/tbody[1]/tr[1]",
        table=2,
        row=4,
        cell=8,
    )
    for other in (
        pickle.loads(pickle.dumps(report)),  # noqa: S301 - our own
        copy.deepcopy(report),
        gd.from_json(gd.to_json(report)),
    ):
        assert [one.place for _, one in other.cells()] == [one.place for _, one in report.cells()]
        assert [*placed_words(other)] == [*placed_words(report)]
    assert pickle.loads(pickle.dumps(cell)).place == cell.place  # noqa: S301 - likewise
    edited = report.with_cell(ADDRESS, cell.value or 0)
    assert edited[ADDRESS].place is None
    assert edited.with_cell(ADDRESS, cell)[ADDRESS].place is None
    assert edited["requests/received_new/natural_person"].place is not None


def test_places_take_no_part_in_equality() -> None:
    report = read_page()
    assert report == gd.parse(str(report)) == gd.read(gd.render(report, "docx"))
    assert hash(report[ADDRESS]) == hash(gd.parse(str(report))[ADDRESS])


def test_a_covered_cell_of_another_table_has_the_place_of_its_row() -> None:
    page = (
        "<h1>甲局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p>"
        "<table><tr><td rowspan=2>渠道<td>网站<td>3<tr><td>公报<td>4</table>"
    )
    (table,) = [one for one in gd.read(page.encode()).iter_blocks() if isinstance(one, OtherTable)]
    assert table.rows == (("渠道", "网站", "3"), ("", "公报", "4"))
    places = [[place and (place.row, place.cell) for place in row] for row in table.origins]
    assert places == [[(1, 1), (1, 2), (1, 3)], [(2, None), (2, 1), (2, 2)]]


def test_cells_of_statistics_sheets_have_places() -> None:
    page = (
        "<p>甲局2016年政府信息公开工作年度报告</p><p>一、概述</p><table><tr><td>统计指标<td>单位"
        "<td>统计数<tr><td>一、主动公开情况<td>—<td><tr><td>（一）主动公开政府信息数<td>条<td>12"
        "<tr><td>三、依申请公开情况<td>—<td><tr><td>（一）收到申请数<td>件<td>34</table>"
    )
    sheet = gd.read(page.encode()).statistics
    assert sheet is not None
    place = sheet["received", "year"].place
    assert place is not None
    assert (place.table, place.row, place.cell) == (1, 5, 3)
    assert sheet.rows[-1].origin == place.of_cell(1)


# ------------------------------------------------------------------------------ what is said


def faulty(format: str) -> bytes:
    """A report whose row of reviews does not add up, in the cell of its total."""
    cells = dict.fromkeys(map(str, gd.addresses("2021")), 0) | {"disputes/review/total": 7}
    report = compose(agency="甲局", year=2023, cells=cells)
    if format == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        for line in str(report).splitlines():
            sheet.append([int(one) if one.isdigit() else one for one in line.split("\t")])
        return saved(book)
    return as_bytes(gd.render(report, format))


WORDS = {
    "text": ("第 56 行第 9 列", "line 56, column 9"),
    "html": ("第 3 个表格，第 4 行，第 5 格", "table 3, row 4, cell 5"),
    "docx": ("第 3 个表格，第 4 行，第 5 格", "table 3, row 4, cell 5"),
    "xlsx": ("工作表 Sheet，单元格 E56", "sheet Sheet, cell E56"),
}


@pytest.mark.parametrize("format", WORDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_output_says_the_place(
    format: str, language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"report.{format}"
    file.write_bytes(faulty(format))
    words = WORDS[format][language == "en"]
    place = gd.read(file)["disputes/review/total"].place
    assert place is not None
    assert place.words(language) == words

    def run(*arguments: str) -> str:
        main(["--lang", language, *arguments])
        return capsys.readouterr().out

    assert words in run("doctor", "cells", str(file))
    (row,) = json.loads(
        run("export", str(file), "--select", "四/行政复议/总计", "--format", "json")
    )["records"]
    assert row["place"] == words
    for output in ("text", "html", "csv"):
        assert words in run("check", str(file), "--select", "GD204", "--format", output)
    found = json.loads(run("check", str(file), "--select", "GD204", "--format", "json"))
    said = found["files"][0]["findings"][0]["place"]
    said.pop("address")
    assert said == {name: part for name, part in place._asdict().items() if part is not None}
    (result,) = json.loads(run("check", str(file), "--select", "GD204", "--format", "sarif"))[
        "runs"
    ][0]["results"]
    (location,) = result["locations"]
    if format == "text":
        region = location["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == (place.line, place.column)
    else:
        assert "region" not in location["physicalLocation"]
        assert words in [one["name"] for one in location["logicalLocations"]]


def test_what_reading_noticed_is_shown_with_its_place_in_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = compose(agency="甲局", year=2023, cells={"disputes/review/total": "见附件"})
    file = tmp_path / "report.html"
    file.write_text(gd.render(report, "html"), "utf-8")
    main(["--lang", "en", "show", str(file)])
    assert "GD011 table 3, row 4, cell 5:" in capsys.readouterr().out


def test_a_page_says_how_far_from_its_edges() -> None:
    place = Origin(page=3, box=(72.2, 340.6, 90.0, 352.0))
    assert place.words("zh") == "第 3 页，距左 72 磅、距上 341 磅"
    assert place.words("en") == "page 3, 72 pt from the left, 341 pt from the top"
    assert repr(Origin(page=3)) == "Origin(page=3)"
