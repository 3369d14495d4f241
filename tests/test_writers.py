"""Web pages and Word documents: made of the plain form's words, merged as the form merges them.

What is written is taken apart by others' hands: the parser of the standard library, python-docx,
LibreOffice; and by our own readers, which must give an equal report.
"""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import attrs
import docx
import pytest
from docx.shared import Length
from docx.table import Table as WordTable
from hypothesis import given
from lxml import etree

import govdisclosure as gd
from govdisclosure.forms.layout import layout_of, table_layouts
from govdisclosure.forms.sheet_columns import unit_of_cells
from govdisclosure.model.blocks import OtherTable
from govdisclosure.model.report import Report
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.model.tables import Table
from govdisclosure.plain.escape import row_line
from govdisclosure.strategies import reports
from govdisclosure.text import CellState
from govdisclosure.writers.docx import write_docx
from govdisclosure.writers.html import write_html, write_html_fragment
from govdisclosure.writers.shape import column_widths

#: A whole report is a long example, and is shown all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(params=["report_2021.txt", "report_2019.txt"])
def report(request: pytest.FixtureRequest) -> Report:
    return gd.parse((EXAMPLES / request.param).read_text(encoding="utf-8"))


def plain_lines(report: Report) -> list[str]:
    """The lines of the plain form that say something."""
    return [line for line in str(report).split("\n") if line]


# ---------------------------------------------------------------------------- a page, taken apart


@attrs.define
class Cell:
    tag: str
    rows: int
    columns: int
    attributes: dict[str, str | None]
    words: str = ""


class Page(HTMLParser):
    """The lines, tables and ids of a page; tags that do not match are an error."""

    VOID = frozenset({"meta", "col", "wbr"})
    LINES = frozenset({"h1", "h2", "h3", "h4", "h5", "p", "figcaption"})

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.title = ""
        self.lines: list[str] = []
        self.tables: list[list[list[Cell]]] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if attributes.get("id"):
            self.ids.append(str(attributes["id"]))
        if tag in self.VOID:
            return
        self.open.append(tag)
        if tag in self.LINES:
            self.lines.append("")
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            rows, columns = (int(attributes.get(name) or 1) for name in ("rowspan", "colspan"))
            self.tables[-1][-1].append(Cell(tag, rows, columns, attributes))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "tr":
            self.lines.append(row_line([cell.words for cell in self.tables[-1][-1]]))

    def handle_data(self, data: str) -> None:
        if "td" in self.open or "th" in self.open:
            self.tables[-1][-1][-1].words += data
        elif self.LINES.intersection(self.open):
            self.lines[-1] += data
        elif "title" in self.open:
            self.title += data
        else:
            assert "style" in self.open or not data.strip()


class TestWebPage:
    @given(report=reports())
    def test_prints_the_words_of_the_plain_form(self, report: Report) -> None:
        assert Page(write_html(report)).lines == plain_lines(report)

    @given(report=reports())
    def test_every_address_is_an_anchor_once(self, report: Report) -> None:
        page = Page(write_html(report))
        assert len(set(page.ids)) == len(page.ids)
        anchored = {
            str(cell.attributes["id"]): cell
            for table in page.tables
            for row in table
            for cell in row
            if "id" in cell.attributes
        }
        tables = (report.proactive, report.requests, report.disputes)
        printed = {
            str(address): (cell, address.unit)
            for table in tables
            if table is not None
            for address, cell in table.items()
        }
        if (sheet := report.statistics) is not None:
            for number, row in enumerate(sheet.rows):
                for column, one in enumerate(row.cells):
                    if place := sheet.address_at(number, column):
                        printed[str(place)] = (one, unit_of_cells(row.unit))
        assert anchored.keys() == printed.keys()
        for address, (cell, unit) in printed.items():
            state = None if cell.state is CellState.NUMBER else cell.state.value
            assert anchored[address].words == cell.escaped(unit)
            assert anchored[address].attributes.get("data-state") == state

    @given(report=reports())
    def test_merged_cells_tile_the_grid(self, report: Report) -> None:
        tables = [block for block in report.iter_blocks() if not hasattr(block, "text")]
        grids = iter(Page(write_html(report)).tables)
        for block in tables:
            if isinstance(block, Table):
                width = layout_of(block.kind, block.edition).width
                assert tiled(next(grids)) == {width}
            elif isinstance(block, StatisticsTable):
                assert tiled(next(grids)) == {2 + len(block.columns)}
            elif isinstance(block, OtherTable):
                assert tiled(next(grids)) == {len(block.rows[0])}

    def test_labels_say_what_they_are_the_head_of(self, report: Report) -> None:
        page = Page(write_html(report))
        scopes = {
            cell.words: cell.attributes["scope"]
            for table in page.tables
            for row in table
            for cell in row
            if cell.tag == "th"
        }
        assert scopes["第二十条第（一）项"] == scopes["三、本年度办理结果"] == "rowgroup"
        assert scopes["申请人情况"] == scopes["行政诉讼"] == "colgroup"
        assert scopes["商业企业"] == scopes["复议后起诉"] == "col"
        assert scopes["（三）不予公开"] == scopes["8.属于行政查询事项"] == "row"

    def test_a_page_needs_nothing_around_it(self, report: Report) -> None:
        text = write_html(report)
        assert Page(text).title == report.title
        for sign in ("src=", "href=", "<script", "url(", "@import", "http"):
            assert sign not in text

    def test_a_fragment_leaves_the_page_around_it_alone(self, report: Report) -> None:
        text = write_html_fragment(report)
        assert report._repr_html_() == text  # what a notebook shows
        assert Page(text).lines == plain_lines(report)
        style = text.partition("<style>")[2].partition("</style>")[0]
        selectors = [line for line in style.split("\n") if line.rstrip().endswith("{")]
        assert selectors
        assert all(line.lstrip().startswith((".report", "@")) for line in selectors)


def tiled(rows: list[list[Cell]]) -> set[int]:
    """The widths of the rows, once it is sure that no place is covered twice or not at all."""
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in covered:
                column += 1
            places = {
                (number + down, column + right)
                for down in range(cell.rows)
                for right in range(cell.columns)
            }
            assert not covered & places
            covered |= places
    assert {number for number, _ in covered} == set(range(len(rows)))
    widths = {sum(number == row for row, _ in covered) for number in range(len(rows))}
    assert {column for _, column in covered} == set(range(max(widths)))
    return widths


# ---------------------------------------------------------------------------- Word


def word_lines(data: bytes) -> Iterator[str]:
    """The lines of a Word document as python-docx sees them; places under a merge left out."""
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if not isinstance(block, WordTable):
            if block.text:
                yield block.text.replace("\n", "")
            continue
        for row in block.rows:
            yield row_line(
                [
                    "".join(text.text or "" for text in cell.iter(f"{WORD}t"))
                    for cell in row._tr.tc_lst
                    if cell.vMerge != "continue"
                ]
            )


def millimetres(length: Length | None) -> int:
    assert length is not None
    return round(float(length.mm))


class TestWord:
    @given(report=reports())
    def test_prints_the_words_of_the_plain_form(self, report: Report) -> None:
        assert list(word_lines(write_docx(report))) == plain_lines(report)

    @given(report=reports())
    def test_merged_cells_tile_the_grid(self, report: Report) -> None:
        for table in docx.Document(io.BytesIO(write_docx(report))).tables:
            widths = [int(column.width or 0) for column in table.columns]
            below: list[int] = []
            for row in table.rows:
                starts = []
                column = 0
                for cell in row._tr.tc_lst:
                    assert cell.width == sum(widths[column : column + cell.grid_span])
                    assert cell.vMerge != "continue" or column in below
                    if cell.vMerge is not None:
                        starts.append(column)
                    column += cell.grid_span
                assert column == len(widths)
                below = starts

    @given(report=reports())
    def test_every_part_is_xml_and_has_its_type(self, report: Report) -> None:
        with zipfile.ZipFile(io.BytesIO(write_docx(report))) as archive:
            names = archive.namelist()
            parts = {name: etree.fromstring(archive.read(name)) for name in names}
        assert names[0] == "[Content_Types].xml"
        typed = {str(part.get("PartName")) for part in parts[names[0]] if part.get("PartName")}
        assert typed == {f"/{name}" for name in names[1:] if not name.endswith(".rels")}
        for name, folder in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
            assert all(f"{folder}{part.get('Target')}" in names for part in parts[name])
        used = {
            str(part.get(f"{WORD}val"))
            for name in names
            for kind in ("pStyle", "rStyle")
            for part in parts[name].iter(f"{WORD}{kind}")
        }
        assert used <= {str(part.get(f"{WORD}styleId")) for part in parts["word/styles.xml"].iter()}

    def test_equal_reports_give_equal_bytes(self, report: Report) -> None:
        data = write_docx(report)
        assert data == write_docx(gd.parse(str(report)))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert {member.create_system for member in archive.infolist()} == {0}

    def test_looks_official(self, report: Report) -> None:
        document = docx.Document(io.BytesIO(write_docx(report)))
        page = document.sections[0]
        assert [millimetres(side) for side in (page.page_width, page.page_height)] == [210, 297]
        margins = (page.top_margin, page.right_margin, page.bottom_margin, page.left_margin)
        assert [millimetres(side) for side in margins] == [37, 26, 35, 28]
        assert document.core_properties.title == report.title
        assert document.core_properties.created is None
        headings = [
            paragraph.text
            for paragraph in document.paragraphs
            if paragraph.style is not None and paragraph.style.name == "Heading 1"
        ]
        assert headings == [section.heading.line for section in report.sections]
        heads = [len(table._tbl.xpath(".//w:tblHeader")) for table in document.tables]
        assert heads == [0, 3, 3]

    def test_columns_are_as_wide_as_the_table(self) -> None:
        for layout in table_layouts():
            widths = column_widths(layout)
            assert (len(widths), sum(widths)) == (layout.width, 1000)

    @pytest.mark.slow("files that LibreOffice converts")
    def test_libreoffice_opens_it(self, report: Report, tmp_path: Path) -> None:
        office = shutil.which("soffice")
        if office is None:
            pytest.skip("LibreOffice is not installed")
        (tmp_path / "report.docx").write_bytes(write_docx(report))
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        subprocess.run(
            [office, profile, "--headless", "--convert-to", "pdf", "report.docx"],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            timeout=120,
        )
        assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")


# ---------------------------------------------------------------------------- and back


def _needs(reader: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        find_spec(f"govdisclosure.readers.{reader}") is None, reason=f"no reader of {reader} yet"
    )


class TestReadBack:
    @_needs("html")
    @given(report=reports())
    def test_a_page_reads_back(self, report: Report) -> None:
        assert gd.read(write_html(report).encode()) == report

    @_needs("docx")
    @given(report=reports())
    def test_a_word_document_reads_back(self, report: Report) -> None:
        assert gd.read(write_docx(report)) == report
