"""Of Word files and spreadsheets only what shows on the line is read; the rest is told apart."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from random import Random
from typing import NamedTuple

import docx
import openpyxl
import pytest
from docx.shared import RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

import govdisclosure as gd
from govdisclosure.characters import is_blank_character
from govdisclosure.readers.docx.reader import read_docx
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.xlsx.reader import read_xlsx
from govdisclosure.source import ResidueReason, Source
from tests.conftest import in_turn
from tests.dialects.docx_dialects import merged_rows
from tests.dialects.facts import Facts, make_facts
from tests.dialects.forms import Edition
from tests.dialects.grids import Field, Grid, make_grid, places
from tests.dialects.numbers import CellFact
from tests.dialects.script import ClosingLine, Heading, Paragraph, StatutoryTable, TitleLine
from tests.dialects.word_files import (
    cell,
    level,
    numbered,
    numbering,
    package,
    paragraph,
    part,
    run,
    table,
    word_file,
    word_parts,
)

EDITIONS: tuple[Edition, ...] = ("2021", "2019")
STRUCK, HIDDEN = ResidueReason.STRUCK, ResidueReason.HIDDEN
Content = str | int | CellRichText
WHITE = '<w:color w:val="FFFFFF"/>'


def different(edition: Edition) -> Facts:
    """A report in which no two cells hold the same number."""
    facts = make_facts(edition, 2)
    cells = {
        address: CellFact("number", 2003 + 7 * at, str(2003 + 7 * at))
        for at, address in enumerate(facts.cells)
    }
    return replace(facts, cells=cells)


def word_report(facts: Facts, content: Callable[[Field], str], kind: "Word") -> bytes:
    """The report of *facts* as a Word file; *content* prints what stands in a cell."""
    body = ""
    for block in facts.script:
        match block:
            case StatutoryTable():
                grid = make_grid(facts, block.name)
                rows = merged_rows(grid, Random(1), lambda one, _: content(one), kind.cell)
                body += table(rows).replace("<w:tblPr/>", f"<w:tblPr>{kind.table}</w:tblPr>")
            case Heading():
                body += paragraph(f"{block.mark}{block.title}{block.tail}")
            case TitleLine() | Paragraph() | ClosingLine():
                body += paragraph(block.text)
    parts = {"styles": part("styles", kind.styles), "theme1": kind.theme}
    return word_file(body, {name: words for name, words in parts.items() if words})


def assert_values(report: gd.Report, facts: Facts, note: str | None = None) -> None:
    """Every cell holds its own number, and each number the same note."""
    found = {str(address): (one.value, one.note) for address, one in report.cells()}
    assert found == {address: (one.value, note) for address, one in facts.cells.items()}


def residue(report: gd.Report) -> Counter[tuple[str, ResidueReason]]:
    return Counter((one.text, one.reason) for one in report.residue)


def codes(report: gd.Report) -> set[str]:
    return {one.code for one in report.diagnostics}


# ------------------------------------------------------------------------------ Word


class Word(NamedTuple):
    """Runs with properties of their own in each cell of a value, before or after the number."""

    #: What the run has, and what stands around it.
    own: str = ""
    styles: str = ""
    theme: str = ""
    #: Properties of the paragraph, of the cell and of the table.
    paragraph: str = ""
    cell: str = ""
    table: str = ""
    #: What the number itself has.
    number: str = ""


def style(kind: str, name: str, inside: str, base: str = "", words: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    looks = f"<w:rPr>{words}</w:rPr>" if words else ""
    named = f'<w:name w:val="{name}"/>'
    return f'<w:style w:type="{kind}" w:styleId="{name}">{named}{based}{inside}{looks}</w:style>'


def shade(fill: str, more: str = "") -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"{more}/>'


def colour(digits: str, more: str = "") -> str:
    return f'<w:color w:val="{digits}"{more}/>'


def of_style(name: str) -> str:
    return f'<w:rStyle w:val="{name}"/>'


THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>'
    '<a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
    '<a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme></a:themeElements></a:theme>'
)
STRIKE, VANISH = "<w:strike/>", "<w:vanish/>"
RAISED_STYLE = style("character", "up", "", words='<w:vertAlign w:val="superscript"/>')
HEAD = style(
    "table",
    "blue",
    f'<w:tblStylePr w:type="firstRow"><w:tcPr>{shade("4472C4")}</w:tcPr></w:tblStylePr>'
    f'<w:tblStylePr w:type="band1Horz"><w:tcPr>{shade("FFFFFF")}</w:tcPr></w:tblStylePr>',
)
IN_BLUE = '<w:tblStyle w:val="blue"/><w:tblLook w:val="04A0" w:firstRow="1" w:noHBand="0"/>'

RAISED = {
    "superscript": Word('<w:vertAlign w:val="superscript"/>'),
    "subscript": Word('<w:vertAlign w:val="subscript"/>'),
    "style": Word(of_style("up"), RAISED_STYLE),
    "base": Word(of_style("upper"), RAISED_STYLE + style("character", "upper", "", "up")),
    "moved": Word('<w:position w:val="6"/><w:sz w:val="14"/>', number='<w:sz w:val="21"/>'),
    "lowered": Word('<w:position w:val="-4"/><w:sz w:val="14"/>'),
    "lowered-by-office": Word(
        '<w:position w:val="-2"/><w:sz w:val="19"/>', number='<w:sz w:val="24"/>'
    ),
    "moved-far": Word('<w:position w:val="12"/>'),
    "moved-by-style": Word(
        of_style("up"),
        style("character", "up", "", words='<w:position w:val="8"/><w:sz w:val="12"/>'),
    ),
}
CROSSED = {
    "strike": Word(STRIKE),
    "strike-on": Word('<w:strike w:val="true"/>'),
    "dstrike": Word("<w:dstrike/>"),
    "style": Word(of_style("out"), style("character", "out", "", words=STRIKE)),
    "double-style": Word(of_style("out"), style("character", "out", "", words="<w:dstrike/>")),
    "base": Word(
        of_style("outer"),
        style("character", "out", "", words=STRIKE) + style("character", "outer", "", "out"),
    ),
    "paragraph": Word(
        "",
        style("paragraph", "p", "", words=STRIKE),
        paragraph='<w:pStyle w:val="p"/>',
        number='<w:strike w:val="0"/>',
    ),
}
UNSEEN = {
    "vanish": Word(VANISH),
    "vanish-style": Word(of_style("v"), style("character", "v", "", words=VANISH)),
    "white": Word(WHITE),
    "nearly-white": Word(colour("FDFDFE")),
    "white-by-theme": Word(colour("auto", ' w:themeColor="background1"')),
    "theme-over-digits": Word(colour("000000", ' w:themeColor="background1"'), theme=THEME),
    "white-style": Word(of_style("w"), style("character", "w", "", words=WHITE)),
    "white-paragraph": Word(
        "",
        style("paragraph", "w", "", words=WHITE),
        paragraph='<w:pStyle w:val="w"/>',
        number=colour("000000"),
    ),
    "cell": Word(colour("DDEEFF"), cell=shade("DDEEFF")),
    "cell-by-theme": Word(
        colour("4472C4"),
        theme=THEME,
        cell=shade("auto", ' w:themeFill="accent1"'),
        number=colour("FFFFFF"),
    ),
    "paragraph-shading": Word(colour("CC0000"), paragraph=shade("CC0000")),
    "style-shading": Word(
        colour("CC0000"),
        style("paragraph", "s", f"<w:pPr>{shade('CC0000')}</w:pPr>"),
        paragraph='<w:pStyle w:val="s"/>',
    ),
    "run-shading": Word(colour("00AA00") + shade("00AA00")),
    "solid": Word(colour("111111") + '<w:shd w:val="solid" w:color="111111" w:fill="FFFFFF"/>'),
    "highlight": Word(colour("FFFF00") + '<w:highlight w:val="yellow"/>'),
    "black-on-black": Word('<w:highlight w:val="black"/>'),
    "table": Word(colour("DDEEFF"), table=shade("DDEEFF")),
    "table-style": Word(
        colour("DDEEFF"),
        style("table", "t", f"<w:tcPr>{shade('DDEEFF')}</w:tcPr>"),
        table='<w:tblStyle w:val="t"/>',
    ),
    "dots": Word('<w:sz w:val="2"/>'),
    "dots-style": Word(of_style("d"), style("character", "d", "", words='<w:sz w:val="1"/>')),
    "transparent": Word("<w14:textFill><w14:noFill/></w14:textFill>"),
}
#: Each shows as any other, however it says so; none takes anything from the page.
PLAIN = {
    "strike-off": Word(number='<w:strike w:val="0"/><w:dstrike w:val="false"/>'),
    "vanish-off": Word(number='<w:vanish w:val="0"/>'),
    "baseline": Word(number='<w:vertAlign w:val="baseline"/>'),
    "web-hidden": Word(number="<w:webHidden/>"),
    "not-moved": Word(number='<w:position w:val="0"/>'),
    "moved-as-a-whole": Word(number='<w:position w:val="12"/>'),
    "white-on-blue": Word(number=WHITE, cell=shade("4472C4")),
    "white-on-blue-by-theme": Word(
        number=colour("FFFFFF", ' w:themeColor="background1"'),
        theme=THEME,
        cell=shade("4472C4", ' w:themeFill="accent1" w:themeFillShade="BF"'),
    ),
    "white-on-red-words": Word(number=WHITE + shade("C00000")),
    "white-on-black-words": Word(number=WHITE + '<w:highlight w:val="black"/>'),
    "white-on-solid": Word(
        number=WHITE, cell='<w:shd w:val="solid" w:color="1F4E79" w:fill="FFFFFF"/>'
    ),
    "white-in-a-blue-table": Word(number=WHITE, table=shade("4472C4")),
    "automatic-on-black": Word(number=colour("auto"), cell=shade("000000")),
    "toggled-twice": Word(
        number=of_style("c"),
        styles=style("paragraph", "p", "", words=STRIKE)
        + style("character", "c", "", words=STRIKE),
        paragraph='<w:pStyle w:val="p"/>',
    ),
    "hidden-twice": Word(
        number=of_style("c"),
        styles=style("paragraph", "p", "", words=VANISH)
        + style("character", "c", "", words=VANISH),
        paragraph='<w:pStyle w:val="p"/>',
    ),
    "changed-looks": Word(
        number=f'<w:rPrChange w:id="1" w:author="a"><w:rPr>{STRIKE}</w:rPr></w:rPrChange>'
    ),
}


def word_with(edition: Edition, kind: Word, before: str, after: str) -> tuple[Facts, gd.Report]:
    facts = different(edition)

    def content(field: Field) -> str:
        if not field.is_value:
            return paragraph(field.text)
        words = [run(before, kind.own), run(field.text, kind.number), run(after, kind.own)]
        around = f"<w:pPr>{kind.paragraph}</w:pPr>" if kind.paragraph else ""
        return f"<w:p>{around}{''.join(words)}</w:p>"

    return facts, gd.read(word_report(facts, content, kind))


class TestWord:
    @pytest.mark.parametrize(("kind", "edition"), in_turn(RAISED, EDITIONS))
    def test_raised_words_are_marks_of_notes(self, kind: str, edition: Edition) -> None:
        facts, report = word_with(edition, RAISED[kind], "", "12")
        assert_values(report, facts, "12")
        assert gd.parse(gd.render(report)) == report

    @pytest.mark.parametrize(("kind", "edition"), in_turn(CROSSED, EDITIONS))
    def test_words_that_are_struck_out_are_not_there(self, kind: str, edition: Edition) -> None:
        facts, report = word_with(edition, CROSSED[kind], "7", "件8")
        assert_values(report, facts)
        count = len(facts.cells)
        found = {one: many for one, many in residue(report).items() if one[1] is STRUCK}
        assert found == {("7", STRUCK): count, ("件8", STRUCK): count}
        assert "GD044" in codes(report)

    @pytest.mark.parametrize(("kind", "edition"), in_turn(UNSEEN, EDITIONS))
    def test_words_that_do_not_show_are_not_there(self, kind: str, edition: Edition) -> None:
        facts, report = word_with(edition, UNSEEN[kind], "7", "件8")
        assert_values(report, facts)
        count = len(facts.cells)
        assert residue(report) == {("7", HIDDEN): count, ("件8", HIDDEN): count}
        assert "GD045" in codes(report)

    @pytest.mark.parametrize(("kind", "edition"), in_turn(PLAIN, EDITIONS))
    def test_words_that_show_are_read(self, kind: str, edition: Edition) -> None:
        facts, report = word_with(edition, PLAIN[kind], "", "")
        assert_values(report, facts)
        assert not {one for one in report.residue if one.reason in {STRUCK, HIDDEN}}

    def test_a_head_is_white_on_the_colour_that_its_style_lays_behind_it(self) -> None:
        def row(looks: str, *words: str) -> list[str]:
            return [cell(f"<w:p>{run(one, looks)}</w:p>") for one in words]

        rows = [row(WHITE, "信息内容", "本年处理决定数量"), row("", "行政许可", "31")]
        rows.append([*row("", "行政处罚"), cell(f"<w:p>{run('5')}{run('9', WHITE)}</w:p>")])
        body = table(rows).replace("<w:tblPr/>", f"<w:tblPr>{IN_BLUE}</w:tblPr>")
        source = read_docx(word_file(body, {"styles": part("styles", HEAD)}), "a.docx", Limits())
        assert source.text.splitlines()[:3] == [
            "信息内容\t本年处理决定数量", "行政许可\t31", "行政处罚\t5",
        ]  # fmt: skip
        assert [(one.text, one.reason) for one in source.residue] == [("9", HIDDEN)]

    def test_what_lies_behind_a_box_or_before_a_picture_cannot_be_told(self) -> None:
        box = f"<w:txbxContent><w:p>{run('框内', WHITE)}</w:p></w:txbxContent>"
        shape = f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
        assert lines(f"<w:p>{run('甲')}{shape}</w:p>") == ["甲", "框内"]
        anchor = '<w:drawing><wp:anchor behindDoc="1"/></w:drawing>'
        assert lines(f"<w:p><w:r>{anchor}</w:r>{run('题', WHITE)}</w:p>") == ["题"]

    def test_words_that_are_moved_a_little_stand_on_the_line(self) -> None:
        little = run("2", '<w:position w:val="2"/>') + run(
            "件", '<w:position w:val="2"/><w:sz w:val="18"/>'
        )
        assert lines(f"<w:p>{run('1')}{little}</w:p>") == ["12件"]

    @pytest.mark.parametrize("name", ["Medium Shading 1 Accent 1", "Dark List", "Colorful Grid"])
    def test_styles_of_words_own_tables_are_followed(self, name: str) -> None:
        document = docx.Document()
        made = document.add_table(rows=3, cols=2, style=name)
        texts = (("信息内容", "本年处理决定数量"), ("行政许可", "31"), ("行政处罚", "5"))
        for row, words in zip(made.rows, texts, strict=True):
            for one, text in zip(row.cells, words, strict=True):
                one.paragraphs[0].add_run(text)
        for one in made.rows[0].cells:
            one.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)
        raised = made.rows[2].cells[1].paragraphs[0].add_run("2")
        raised.font.superscript = True
        struck = made.rows[1].cells[1].paragraphs[0].add_run("9")
        struck.font.double_strike = True
        file = BytesIO()
        document.save(file)
        source = read_docx(file.getvalue(), "a.docx", Limits())
        assert source.text.splitlines() == [
            "信息内容\t本年处理决定数量", "行政许可\t31", "9", "行政处罚\t5〔2〕",
        ]  # fmt: skip

    @pytest.mark.parametrize("first", ["FFFF", "1234"])
    def test_colours_beyond_number_are_told_all_the_same(self, first: str) -> None:
        runs = "".join(run("7", colour(f"{first}{at:02X}")) for at in range(256))
        shades = "".join(paragraph("", shade(f"0000{at:02X}")) for at in range(256))
        white = run("9", colour("FFFFFF"))
        source = read_docx(
            word_file(f"<w:p>{run('5')}{runs}{white}</w:p>{shades}"), "a.docx", Limits()
        )
        hidden = sum(len(one.text) for one in source.residue)
        assert hidden == (18 if first == "FFFF" else 1)

    @pytest.mark.parametrize("place", ["sup", "sub"])
    @pytest.mark.parametrize("is_apart", [False, True])
    def test_what_a_formula_raises_is_raised(self, place: str, *, is_apart: bool) -> None:
        facts = different("2021")

        def content(field: Field) -> str:
            if not field.is_value:
                return paragraph(field.text)
            base, before = (field.text, "") if not is_apart else ("", run(field.text))
            part, index = f"<m:e><m:r><m:t>{base}</m:t></m:r></m:e>", "<m:r><m:t>7</m:t></m:r>"
            name = f"s{place.title()}"
            made = f"<m:{name}>{part}<m:{place}>{index}</m:{place}></m:{name}>"
            return f"<w:p>{before}<m:oMath>{made}</m:oMath></w:p>"

        assert_values(gd.read(word_report(facts, content, Word())), facts, "7")

    def test_a_hidden_row_is_set_aside(self) -> None:
        hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell(paragraph('乙'))}{cell(paragraph('7'))}"
        shown = [[cell(paragraph("甲")), cell(paragraph("5"))]]
        body = table(shown).replace("</w:tbl>", f"{hidden}</w:tr></w:tbl>")
        source = read_docx(word_file(body), "a.docx", Limits())
        assert source.text.splitlines()[0] == "甲\t5"
        assert [(one.text, one.reason) for one in source.residue] == [("乙", HIDDEN), ("7", HIDDEN)]

    def test_the_defaults_of_all_words_count(self) -> None:
        defaults = (
            f"<w:docDefaults><w:rPrDefault><w:rPr>{STRIKE}</w:rPr></w:rPrDefault></w:docDefaults>"
        )
        styles = {"styles": part("styles", defaults)}
        on = run("5", '<w:strike w:val="0"/>')
        assert lines(f"<w:p>{run('7')}{on}</w:p>", styles) == ["5", "7"]

    def test_a_number_of_a_list_does_not_show_without_its_words(self) -> None:
        lists = {"numbering": numbering(level(0, "decimal", "%1."))}
        body = paragraph("甲", numbered(0)) + (
            f"<w:p><w:pPr>{numbered(0)}</w:pPr>{run('乙', VANISH)}</w:p>"
        )
        source = read_docx(word_file(body, lists), "a.docx", Limits())
        assert [one.text for one in source.residue] == ["2. 乙"]

    @pytest.mark.parametrize("kinds", [RAISED, CROSSED, UNSEEN, PLAIN])
    def test_another_prefix_means_the_same(self, kinds: dict[str, Word]) -> None:
        """Then nothing is cut out before the file is parsed."""
        for kind in kinds.values():
            words = run("5", kind.number) + run("7", kind.own)
            text = f"<w:p><w:pPr>{kind.paragraph}</w:pPr>{words}</w:p>"
            body = table([[cell(text, kind.cell)] * 2])
            body = body.replace("<w:tblPr/>", f"<w:tblPr>{kind.table}</w:tblPr>")
            around = {"styles": part("styles", kind.styles), "theme1": kind.theme}
            parts = word_parts(body, {name: words for name, words in around.items() if words})
            usual = read_docx(package(parts), "a.docx", Limits())
            for name in ("word/document.xml", "word/styles.xml"):
                words = str(parts[name]).replace("w:", "x:")
                parts[name] = words.replace("xmlns:w=", "xmlns:x=")
            other = read_docx(package(parts), "a.docx", Limits())
            assert (other.text, other.residue) == (usual.text, usual.residue)

    @pytest.mark.parametrize("edition", EDITIONS)
    @pytest.mark.parametrize("own", [RAISED["superscript"].own, STRIKE, VANISH, WHITE])
    def test_a_label_with_words_beside_it_is_that_label(self, own: str, edition: Edition) -> None:
        facts = different(edition)

        def content(field: Field) -> str:
            mark = "" if field.is_value else run("12", own)
            return f"<w:p>{run(field.text)}{mark}</w:p>"

        assert_values(gd.read(word_report(facts, content, Word())), facts)


def lines(body: str, parts: dict[str, str] | None = None) -> list[str]:
    return read_docx(word_file(body, parts), "a.docx", Limits()).text.splitlines()


# ------------------------------------------------------------------------------ spreadsheets


class Sheet(NamedTuple):
    """How a whole cell shows, and a run of words in a rich one."""

    font: Font = Font()
    fill: PatternFill = PatternFill()
    run: InlineFont | None = None


def solid(colour: str | Color) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


SHEET_RAISED = {
    "superscript": Sheet(run=InlineFont(vertAlign="superscript")),
    "subscript": Sheet(run=InlineFont(vertAlign="subscript", color=Color("FF000000"))),
}
SHEET_CROSSED = {
    "run": Sheet(run=InlineFont(strike=True)),
    "run-in-red": Sheet(
        run=InlineFont(strike=True, color=Color("FFFF0000"), vertAlign="superscript")
    ),
}
SHEET_UNSEEN = {
    "white": Sheet(run=InlineFont(color=Color("FFFFFFFF"))),
    "white-by-theme": Sheet(run=InlineFont(color=Color(theme=0))),
    "white-by-number": Sheet(run=InlineFont(color=Color(indexed=9))),
    "filled": Sheet(run=InlineFont(color=Color("FFDDEEFF")), fill=solid("FFDDEEFF")),
    "filled-by-theme": Sheet(
        run=InlineFont(color=Color(theme=4, tint=0.4)), fill=solid(Color(theme=4, tint=0.4))
    ),
    "dots": Sheet(run=InlineFont(sz=1)),
    "black-on-black": Sheet(
        Font(color="FFFFFFFF"), solid("FF000000"), InlineFont(color=Color("FF000000"))
    ),
}
SHEET_PLAIN = {
    "white-on-blue": Sheet(Font(color="FFFFFFFF"), solid("FF4472C4")),
    "white-by-theme": Sheet(Font(color=Color(theme=0)), solid(Color(theme=4))),
    "raised-as-a-whole": Sheet(Font(vertAlign="superscript")),
    "pattern": Sheet(Font(color="FFFFFFFF"), PatternFill("darkGray")),
    "not-struck": Sheet(Font(strike=False)),
}
#: What hides or strikes the whole of a cell.
SHEET_WHOLE = {
    "struck": (Sheet(Font(strike=True)), STRUCK),
    "white": (Sheet(Font(color="FFFFFFFF")), HIDDEN),
    "white-by-theme": (Sheet(Font(color=Color(theme=0))), HIDDEN),
    "filled": (Sheet(Font(color="FF4472C4"), solid("FF4472C4")), HIDDEN),
    "blacked-out": (Sheet(Font(), solid("FF000000")), HIDDEN),
    "dots": (Sheet(Font(sz=1)), HIDDEN),
}
BOX = Border(*(Side(style="thin"),) * 4)


def sheet_report(facts: Facts, content: Callable[[Field], Content], kind: Sheet) -> bytes:
    """The report of *facts* as a spreadsheet; *content* gives what stands in a cell."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    row = 1
    for block in facts.script:
        match block:
            case StatutoryTable():
                row = _write_table(sheet, row, make_grid(facts, block.name), content, kind)
            case Heading():
                sheet.cell(row, 1, f"{block.mark}{block.title}{block.tail}")
            case TitleLine() | Paragraph() | ClosingLine():
                sheet.cell(row, 1, block.text)
        row += 1
    return saved(book)


def _write_table(
    sheet: Worksheet, top: int, grid: Grid, content: Callable[[Field], Content], kind: Sheet
) -> int:
    for row, line in enumerate(places(grid), start=top):
        for column, place in enumerate(line, start=1):
            sheet.cell(row, column).border = BOX
            if place.kind != "own":
                continue
            field = place.field
            own = sheet.cell(row, column, content(field))
            if field.is_value:
                own.font, own.fill = kind.font, kind.fill
            if field.rows > 1 or field.columns > 1:
                sheet.merge_cells(
                    None, row, column, row + field.rows - 1, column + field.columns - 1
                )
    return top + len(grid.rows)


def saved(book: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_with(edition: Edition, kind: Sheet, before: str, after: str) -> tuple[Facts, gd.Report]:
    facts = different(edition)

    def content(field: Field) -> Content:
        if not field.is_value:
            return field.text
        if kind.run is None:
            return int(field.text)
        blocks = (TextBlock(kind.run, words) for words in (before, after))
        first, last = blocks
        parts = [first] * bool(before) + [field.text] + [last] * bool(after)
        return CellRichText(*parts)

    return facts, gd.read(sheet_report(facts, content, kind))


class TestSheets:
    @pytest.mark.parametrize(("kind", "edition"), in_turn(SHEET_RAISED, EDITIONS))
    def test_raised_words_are_marks_of_notes(self, kind: str, edition: Edition) -> None:
        facts, report = sheet_with(edition, SHEET_RAISED[kind], "", "12")
        assert_values(report, facts, "12")

    @pytest.mark.parametrize(
        ("kind", "edition"), in_turn([*SHEET_CROSSED, *SHEET_UNSEEN], EDITIONS)
    )
    def test_words_that_are_struck_out_or_do_not_show_are_not_there(
        self, kind: str, edition: Edition
    ) -> None:
        reason = STRUCK if kind in SHEET_CROSSED else HIDDEN
        facts, report = sheet_with(edition, (SHEET_CROSSED | SHEET_UNSEEN)[kind], "7", "件8")
        assert_values(report, facts)
        count = len(facts.cells)
        found = {one: many for one, many in residue(report).items() if one[1] is reason}
        assert found == {("7", reason): count, ("件8", reason): count}
        assert ("GD044" if reason is STRUCK else "GD045") in codes(report)

    @pytest.mark.parametrize(("kind", "edition"), in_turn(SHEET_PLAIN, EDITIONS))
    def test_words_that_show_are_read(self, kind: str, edition: Edition) -> None:
        facts, report = sheet_with(edition, SHEET_PLAIN[kind], "", "")
        assert_values(report, facts)
        assert not {one for one in report.residue if one.reason in {STRUCK, HIDDEN}}

    @pytest.mark.parametrize(("kind", "edition"), in_turn(SHEET_WHOLE, EDITIONS))
    def test_a_number_that_is_struck_out_or_does_not_show_is_not_there(
        self, kind: str, edition: Edition
    ) -> None:
        looks, reason = SHEET_WHOLE[kind]
        facts, report = sheet_with(edition, looks, "", "")
        assert {one.state for _, one in report.cells()} == {gd.CellState.BLANK}
        values = Counter((one.printed, reason) for one in facts.cells.values())
        assert {one: many for one, many in residue(report).items() if one[1] is reason} == values


class TestHiddenInSheets:
    def test_what_a_format_hides_is_set_aside_but_a_zero_is_blank(self) -> None:
        book = openpyxl.Workbook()
        book.worksheets[0].append(["甲", 5, "乙", 0])
        for one in book.worksheets[0][1][1:]:
            one.number_format = ";;;"
        source = read_xlsx(saved(book), "a.xlsx", Limits())
        hidden = [one.text for one in source.residue if one.reason is HIDDEN]
        assert hidden == ["5", "乙"]

    def test_rows_and_columns_without_height_or_width_are_hidden(self) -> None:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        for row in (["甲", 1, 2], ["乙", 3, 4], ["丙", 5, 6]):
            sheet.append(row)
        sheet.row_dimensions[2].height = 0.01
        sheet.column_dimensions["B"].width = 0.01
        source = read_xlsx(saved(book), "a.xlsx", Limits())
        assert source.text.splitlines()[1:3] == ["甲\t2", "丙\t6"]
        assert {one.text for one in source.residue if one.reason is HIDDEN} == {*"1乙345"}

    def test_a_rich_run_without_a_font_has_that_of_its_cell(self) -> None:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.append(["甲", CellRichText("7", TextBlock(InlineFont(b=True), "416"))])
        sheet["B1"].font = Font(strike=True)
        source = read_xlsx(saved(book), "a.xlsx", Limits())
        assert source.text.splitlines()[1] == "甲\t416"

    def test_lines_of_a_rich_cell_stay_lines(self) -> None:
        book = openpyxl.Workbook()
        words = CellRichText("第一段", TextBlock(InlineFont(strike=True), "旧\n旧"), "\n第二段")
        book.worksheets[0].append([words])
        source = read_xlsx(saved(book), "a.xlsx", Limits())
        assert source.text.splitlines()[1:3] == ["第一段", "第二段"]


# ------------------------------------------------------------------------------ laws

MANNERS = ("", "raised", "struck", "hidden")
WORD_MANNERS = {"": "", "raised": RAISED["superscript"].own, "struck": STRIKE, "hidden": WHITE}
SHEET_MANNERS = {
    "raised": InlineFont(vertAlign="superscript"),
    "struck": InlineFont(strike=True),
    "hidden": InlineFont(color=Color("FFFFFFFF")),
}
BESIDE = st.lists(
    st.tuples(st.text("0123456789a件注", min_size=1, max_size=3), st.sampled_from(MANNERS[1:])),
    max_size=3,
)
BRACKETS = set("[]()（）〔〕【】")
Runs = list[tuple[str, str]]


def visible(text: str) -> Counter[str]:
    return Counter(one for one in text if not is_blank_character(one) and one not in BRACKETS)


@st.composite
def tables_of_runs(draw: st.DrawFn) -> tuple[Facts, dict[str, Runs]]:
    """A report of tables, and for each of its numbers the runs of its cell."""
    facts = different(draw(st.sampled_from(EDITIONS)))
    script = tuple(one for one in facts.script if isinstance(one, StatutoryTable))
    facts = replace(facts, script=script)
    beside = draw(st.lists(st.tuples(BESIDE, BESIDE), min_size=1, max_size=8))
    runs: dict[str, Runs] = {}
    for at, fact in enumerate(facts.cells.values()):
        before, after = beside[at % len(beside)]
        runs[fact.printed] = [*before, (fact.printed, ""), *after]
    return facts, runs


def assert_nothing_lost(source: Source, runs: dict[str, Runs], labels: str) -> None:
    drawn = labels + "".join(text for cell in runs.values() for text, _ in cell)
    assert visible(source.text) == visible(drawn)


def labels_of(facts: Facts) -> str:
    grids = (make_grid(facts, one.name) for one in facts.script if isinstance(one, StatutoryTable))
    return "".join(
        field.text for grid in grids for row in grid.rows for field in row if not field.is_value
    )


@settings(max_examples=max(15, settings().max_examples // 4))
@given(tables_of_runs())
def test_law_of_word(drawn: tuple[Facts, dict[str, Runs]]) -> None:
    facts, runs = drawn

    def content(field: Field) -> str:
        if not field.is_value:
            return paragraph(field.text)
        words = (run(text, WORD_MANNERS[manner]) for text, manner in runs[field.text])
        return f"<w:p>{''.join(words)}</w:p>"

    data = word_report(facts, content, Word())
    found = {str(address): one.value for address, one in gd.read(data).cells()}
    assert found == {address: one.value for address, one in facts.cells.items()}
    assert_nothing_lost(read_docx(data, "a.docx", Limits()), runs, labels_of(facts))


@settings(max_examples=max(8, settings().max_examples // 8))
@given(tables_of_runs())
def test_law_of_sheets(drawn: tuple[Facts, dict[str, Runs]]) -> None:
    facts, runs = drawn

    def content(field: Field) -> Content:
        if not field.is_value:
            return field.text
        parts = (
            TextBlock(SHEET_MANNERS[manner], text) if manner else text
            for text, manner in runs[field.text]
        )
        return CellRichText(*parts)

    data = sheet_report(facts, content, Sheet())
    found = {str(address): one.value for address, one in gd.read(data).cells()}
    assert found == {address: one.value for address, one in facts.cells.items()}
    assert_nothing_lost(read_xlsx(data, "a.xlsx", Limits()), runs, f"Sheet{labels_of(facts)}")
