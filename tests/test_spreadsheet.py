"""Spreadsheets are read as they show, hidden things aside, and nasty ones are refused in time."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from random import Random
from typing import Any

import openpyxl
import openpyxl.utils
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

import govdisclosure as gd
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.package import Package
from govdisclosure.readers.xlsx.reader import read_xlsx
from govdisclosure.readers.xlsx.workbook import place_name, sheets_of, workbook_part
from govdisclosure.source import Grid, Origin, ResidueReason, Source
from tests.dialects.compare import compare
from tests.dialects.facts import make_facts
from tests.dialects.forms import Edition
from tests.dialects.sheet_dialects import SHEET_DIALECTS
from tests.dialects.word_files import package

_BOX = Border(*(Side(style="thin"),) * 4)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(book: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_of(*rows: list[Any]) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    return book, sheet


def read(data: bytes, limits: Limits | None = None) -> Source:
    return read_xlsx(data, "a.xlsx", limits or Limits())


def lines(book: openpyxl.Workbook) -> list[str]:
    return read(saved(book)).text.splitlines()


def raw_book(
    sheet: str, *, strings: str = "", styles: str = "", root: str = _MAIN, book: str = ""
) -> bytes:
    """A file written by hand, part by part."""
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns="{root}" xmlns:r="{_RELATIONS}">{book}<sheets>'
        '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        f'<Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/s.xml"/>'
        f'<Relationship Id="r2" Type="{_RELATIONS}/sharedStrings" Target="strings.xml"/>'
        f'<Relationship Id="r3" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/s.xml": f'<worksheet xmlns="{root}">{sheet}</worksheet>',
        "xl/strings.xml": f'<sst xmlns="{root}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{root}">{styles}</styleSheet>',
    }
    return package(parts)


def row(*cells: str) -> str:
    return f"<sheetData><row>{''.join(cells)}</row></sheetData>"


# ------------------------------------------------------------------------------ dialects


@pytest.mark.parametrize("name", SHEET_DIALECTS)
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_every_dialect_of_spreadsheets_is_read_as_it_is_laid_out(
    name: str, edition: Edition
) -> None:
    for seed in range(6):
        data, facts = SHEET_DIALECTS[name](make_facts(edition, seed), Random(seed))
        score = compare(gd.read(data), facts)
        assert score.is_acceptable, "\n".join(score.differences())
        assert not score.outline, score.outline


# ------------------------------------------------------------------------------ what a cell shows


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (12, "General", "12"),
        (0, "General", "0"),
        (12.0, "0.00", "12"),
        (-18, "#,##0;[Red]-#,##0", "-18"),
        (-18, "0_);(0)", "(18)"),
        (Decimal("251000.5"), "#,##0.00", "251000.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567890123456, "General", "1234567890123460"),
        (0.339, "0.0%", "33.9%"),
        (113.96, '0.00"万元"', "113.96万元"),
        (12, "0件", "12件"),
        (12, '"共"0"件"', "共12件"),
        (12, "[>9]0;General", "12"),
        (datetime(2024, 1, 25), "yyyy-mm-dd", "2024年1月25日"),  # noqa: DTZ001 - cells know no zones
        (date(2023, 12, 1), 'yyyy"年"m"月"', "2023年12月"),
        (45316, "[$-804]yyyy/m/d", "2024年1月25日"),
        (0.5, "hh:mm", "12:00"),
        (7, '[Red]0"days"', "7days"),
        (7, "[$¥-804]#,##0", "¥7"),
        (True, "General", "TRUE"),
        ("第一行\n第二行", "General", "第一行 第二行"),
        # What a format hides is blank; blank is not zero.
        (0, "#,##0;-#,##0;", ""),
        (0, '[=0]"";0', ""),
        (5, ";;;", ""),
        ("甲", ";;;", ""),
        (0, "#", ""),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "-"),
    ],
)
def test_a_cell_shows_what_its_format_says(value: object, number_format: str, shown: str) -> None:
    book, sheet = sheet_of(["子", "丑", "寅"], ["甲", value, "乙"])
    sheet["B2"].number_format = number_format
    assert lines(book)[2] == f"甲\t{shown}\t乙"


@pytest.mark.parametrize(
    "number_format", ["0!.0,", "#,##0,", '0.00,,"万"', "000-0000", '0!.0,"万"', "0,.0"]
)
def test_a_number_that_its_format_changes_is_absent_and_that_is_said(number_format: str) -> None:
    book, sheet = sheet_of(["甲", 75450000, "乙"])
    sheet["B1"].number_format = number_format
    source = read(saved(book))
    assert source.text.splitlines()[1:] == ["甲\t〔缺〕\t乙"]
    assert [(one.code, one.words) for one in source.notices] == [("GD032", "Sheet!B1")]


def test_a_sheet_may_hide_its_zeros() -> None:
    book, sheet = sheet_of(["子", "丑", "寅"], ["甲", 0, "乙"])
    sheet.sheet_view.showZeros = False
    assert lines(book)[2:] == ["甲\t\t乙"]


def test_what_excel_shows_of_sixteen_digits_is_fifteen() -> None:
    """The file stores what is beyond, but no spreadsheet can show it."""
    data = raw_book(
        row("<c t='inlineStr'><is><t>甲</t></is></c>", "<c><v>0.10000000000000001</v></c>")
    )
    assert read(data).text.splitlines()[1] == "甲\t0.1"


def test_shared_strings_are_joined_from_their_runs_without_their_sounds() -> None:
    strings = (
        "<si><t>行政</t></si>"
        "<si><r><t>规范</t></r><r><rPr/><t xml:space='preserve'>性 文件</t></r>"
        "<rPh sb='0' eb='1'><t>guifan</t></rPh></si>"
        "<si><t>a_x000D_b_x4E00_</t></si>"
    )
    cells = [f"<c t='s'><v>{number}</v></c>" for number in (0, 1, 2, 99)]
    assert read(raw_book(row(*cells), strings=strings)).text.splitlines()[1:] == [
        "行政\t规范性 文件\ta b一"
    ]


def test_dates_may_count_from_1904() -> None:
    styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>"
    cells = row("<c t='str'><v>日期</v></c>", "<c s='1'><v>43854</v></c>")
    data = raw_book(cells, styles=styles, book="<workbookPr date1904='1'/>")
    assert read(data).text.splitlines()[1] == "日期\t2024年1月25日"


def test_strict_files_are_read() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    data = raw_book(row("<c t='inlineStr'><is><t>一、总体情况</t></is></c>"), root=strict)
    assert read(data).text.splitlines()[1] == "一、总体情况"


def test_a_formula_shows_its_stored_result_and_is_absent_without_one() -> None:
    facts = make_facts("2021", 1)
    data, facts = SHEET_DIALECTS["xlsx_ruled"](facts, Random(1))
    book = openpyxl.load_workbook(BytesIO(data))
    cells = [cell for line in book.worksheets[0].iter_rows() for cell in line]
    label = next(cell for cell in cells if cell.value == "行政许可")
    value = book.worksheets[0].cell(label.row, label.column + 1)
    value.value = "=1+1"
    report = gd.read(saved(book))
    cell = report["proactive/licensing/decisions"]
    assert cell.state is gd.CellState.ABSENT
    found = [one for one in report.diagnostics if one.code == "GD030"]
    assert [dict(one.arguments)["words"] for one in found] == [f"Sheet!{value.coordinate}"]
    assert "Excel" in found[0].text("zh")
    assert "absent" in found[0].text("en")


# ------------------------------------------------------------------------------ what stands where


def test_what_is_hidden_stands_around_the_report() -> None:
    book, sheet = sheet_of(["一、总体情况"], ["藏起的行"], ["甲", "藏", "乙"], [1, 2, 3])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other = book.create_sheet("旧表")
    other.append(["去年的数", 7])
    other.sheet_state = "hidden"
    source = read(saved(book))
    tables = [item for item in source.items if isinstance(item, Grid)]
    assert [[field.text for field in line] for line in tables[0].rows] == [["甲", "乙"], ["1", "3"]]
    aside = {one.text for one in source.residue if one.reason is ResidueReason.HIDDEN}
    assert aside == {"藏起的行", "藏", "2", "去年的数", "7"}
    around = {one.text for one in source.residue if one.reason is ResidueReason.CHROME}
    assert around == {"Sheet", "旧表"}


def test_a_merged_cell_shows_although_its_first_row_is_hidden() -> None:
    book, sheet = sheet_of(["项目", "甲"], ["规章", 1], [None, 2])
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[2].hidden = True
    source = read(saved(book))
    assert source.text.splitlines()[1:3] == ["项目\t甲", "规章\t2"]
    assert {one.text for one in source.residue} == {"Sheet", "1"}


def test_lines_and_tables_are_told_apart() -> None:
    book, sheet = sheet_of(
        ["某某局2023年政府信息公开工作年度报告"],
        ["一、总体情况"],
        ["第一段。\n第二段。"],
        [],
        ["渠道", "条数"],
        ["网站", 3],
        [],
        ["说明"],
    )
    for cells in sheet["A5:B6"]:
        for cell in cells:
            cell.border = _BOX
    report = gd.read(saved(book))
    assert report.agency == "某某局"
    assert [line for line in str(report).splitlines() if line][1:] == [
        "一、总体情况", "第一段。", "第二段。", "渠道\t条数", "网站\t3", "说明",
    ]  # fmt: skip


def test_places_lead_back_to_sheet_row_and_cell() -> None:
    book, _ = sheet_of(["一、总体情况"], ["网站", 3])
    source = read(saved(book))
    line, table = source.items
    assert not isinstance(line, Grid)
    origin = source.origin_at(line.field.start)
    assert origin is not None
    assert origin == Origin(sheet="Sheet", row=1, cell=1, reference="A1")
    assert isinstance(table, Grid)
    place = source.origin_at(table.span.start)
    assert place is not None
    assert place == Origin(sheet="Sheet", table=1, row=2, cell=1, reference="A2")


# ------------------------------------------------------------------------------ laws

_VALUES = st.one_of(
    st.integers(-(10**14), 10**14),
    st.text("规章数 1a、。", max_size=6).filter(lambda words: not words.startswith("=")),
    st.none(),
)


@given(st.lists(st.lists(_VALUES, min_size=3, max_size=3), min_size=1, max_size=6), st.data())
def test_nothing_of_a_sheet_is_lost(rows: list[list[Any]], data: st.DataObject) -> None:
    book, sheet = sheet_of(*rows)
    hidden = data.draw(st.sets(st.integers(1, len(rows))))
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    expected = sorted("".join(str(one) for line in rows for one in line if one is not None))
    text = read(saved(book)).text.removeprefix("Sheet")
    assert sorted("".join(text.split())) == sorted("".join("".join(expected).split()))


@given(st.integers(1, 10**6), st.integers(1, 16_384))
def test_places_have_the_names_that_another_reader_gives_them(row: int, column: int) -> None:
    assert place_name(row, column) == f"{openpyxl.utils.get_column_letter(column)}{row}"


@pytest.mark.parametrize("name", SHEET_DIALECTS)
def test_merged_cells_are_those_of_another_reader(name: str) -> None:
    data, _ = SHEET_DIALECTS[name](make_facts("2021", 3), Random(3))
    opened = Package(data, "a.xlsx", Limits())
    part = workbook_part(opened)
    assert part is not None
    for ours, theirs in zip(
        sheets_of(opened, part), openpyxl.load_workbook(BytesIO(data)).worksheets, strict=True
    ):
        assert {(a.left, a.top, a.right, a.bottom) for a in ours.merged} == {
            one.bounds for one in theirs.merged_cells.ranges
        }


# ------------------------------------------------------------------------------ nasty files


def nasty(case: str) -> bytes:
    text = "<c t='inlineStr'><is><t>甲</t></is></c>"
    many = "".join(f"<mergeCell ref='A{number}:XFD{number + 500}'/>" for number in range(1, 2000))
    return {
        "merged to the end": raw_book(
            row(text, "<c r='XFD1' t='str'><v>乙</v></c>")
            + "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"
        ),
        "many merged": raw_book(f"{row(text)}<mergeCells>{many}</mergeCells>"),
        "far away": raw_book(
            f"<sheetData><row r='1'>{text}</row><row r='1048576'>{text}</row></sheetData>"
        ),
        "no such row": raw_book(f"<sheetData><row r='-9'>{text}</row></sheetData>"),
        "no such place": raw_book(row("<c r='ZZZZ99999999999'><v>1</v></c>")),
        "no number": raw_book(row("<c><v>nan</v></c>", "<c><v>1e999999</v></c>", "<c><v/></c>")),
    }[case]


@pytest.mark.parametrize(
    "case",
    ["merged to the end", "many merged", "far away", "no such row", "no such place", "no number"],
)
def test_strange_files_are_read_all_the_same(case: str) -> None:
    assert read(nasty(case)).text.startswith("表\n")


def test_a_sheet_that_is_too_wide_is_refused_by_name() -> None:
    cells = "".join(
        f"<row r='{number}'><c r='A{number}' t='str'><v>甲</v></c>"
        f"<c r='XFD{number}' t='str'><v>乙</v></c></row>"
        for number in range(1, 40)
    )
    style = "".join(f"<c r='{place_name(1, at)}' t='str'><v>x</v></c>" for at in range(1, 16_000))
    data = raw_book(f"<sheetData><row r='1'>{style}</row>{cells}</sheetData>")
    with pytest.raises(gd.LimitError, match="table_cells"):
        read(data)


def test_a_document_type_is_refused() -> None:
    book = f'<!DOCTYPE x [<!ENTITY a "b">]><workbook xmlns="{_MAIN}"><sheets/></workbook>'
    with pytest.raises(gd.ReadError, match="DTD"):
        gd.read(package({"xl/workbook.xml": book}))


def test_a_damaged_spreadsheet_is_one_error() -> None:
    data, _ = SHEET_DIALECTS["xlsx_ruled"](make_facts("2021", 1), Random(1))
    for end in range(0, len(data), len(data) // 10):
        with pytest.raises(gd.ReadError):
            gd.read(data[:end], format="xlsx")
