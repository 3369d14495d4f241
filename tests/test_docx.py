"""Word files are read as Word shows them, and nasty ones are refused in time."""

import re
import zipfile
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

import docx
import pytest
from docx.table import Table as OracleTable
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import govdisclosure as gd
from govdisclosure.characters import squeeze
from govdisclosure.readers.docx.blocks import DocxTable
from govdisclosure.readers.docx.document import Document
from govdisclosure.readers.docx.looks import without_unused_tables
from govdisclosure.readers.docx.place import ParagraphPlace
from govdisclosure.readers.docx.story import Story
from govdisclosure.readers.docx.xml import qualified
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.package import Package
from govdisclosure.source import Grid, ResidueReason, Source
from tests.dialects.compare import compare
from tests.dialects.docx_dialects import DOCX_DIALECTS
from tests.dialects.facts import make_facts
from tests.dialects.forms import Edition
from tests.dialects.word_files import (
    HEAD,
    NAMESPACES,
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
from tests.hostile.calls import measure
from tests.hostile.case import MEMORY, Case, is_right
from tests.hostile.documents import WORD_FILES

MATH = "<m:r><m:t>{}</m:t></m:r>".format
RUBY = f"<w:ruby><w:rt>{run('xíng')}</w:rt><w:rubyBase>{run('行')}</w:rubyBase></w:ruby>"
TEMPLATE = "template_form2021_blank.docx"


def parts_of(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def read(data: bytes) -> Source:
    from govdisclosure.readers.docx.reader import read_docx

    return read_docx(data, "a.docx", Limits())


def lines(body: str, parts: dict[str, str] | None = None) -> list[str]:
    return read(word_file(body, parts)).text.splitlines()


def tables(data: bytes) -> list[DocxTable]:
    opened = Package(data, "a.docx", Limits())
    part = "word/document.xml"
    document = Document(opened, part)
    body = opened.tree(part).find(qualified("body"))
    assert body is not None
    blocks = Story(document, ParagraphPlace(opened, ""), document.relations).blocks(body)
    return [one for one in blocks if isinstance(one, DocxTable)]


# ------------------------------------------------------------------------------ the blank form


@pytest.mark.corpus
def test_every_character_of_the_blank_form_is_in_the_source(samples: Path) -> None:
    data = (samples / TEMPLATE).read_bytes()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    printed = "".join(one.text or "" for one in root.iter(qualified("t")))
    assert Counter(squeeze(printed)) == Counter(squeeze(read(data).text))


@pytest.mark.corpus
def test_each_cell_of_the_blank_form_leads_back_to_its_row(samples: Path) -> None:
    report = gd.read(samples / TEMPLATE)
    assert (report.closing, report.residue) == (None, ())
    assert [one.code for one in report.diagnostics] == ["GD049"]  # a form is of no year
    origin = report["requests/received_new/total"].origin
    assert origin is not None
    assert (origin.table, origin.row) == (2, 4)


# ------------------------------------------------------------------------------ words


def test_runs_are_joined_without_blanks_and_breaks_begin_lines() -> None:
    runs = [run("主动"), run("公开"), "<w:r><w:tab/></w:r>", run("甲"), "<w:r><w:br/></w:r>"]
    assert lines(f"<w:p>{''.join(runs)}{run('乙')}</w:p>") == ["主动公开 甲", "乙"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>", "a-b"),
        ("<w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t></w:r>", "ab"),
        ("<w:r><w:t> 信息 </w:t></w:r><w:r><w:t>公开</w:t></w:r>", "信息公开"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="00A8"/></w:r>', "□"),
        ('<w:r><w:sym w:font="Wingdings 3" w:char="F07D"/></w:r>', "〔符号F07D〕"),
        ('<w:ins w:id="1" w:author="a"><w:r><w:t>新</w:t></w:r></w:ins>', "新"),
        ('<w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>', ""),
        ("<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>", ""),
        ("<w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>", "新"),
        ('<w:hyperlink r:id="r1"><w:r><w:t>链接</w:t></w:r></w:hyperlink>', "链接"),
        ("<w:smartTag><w:r><w:t>甲</w:t></w:r></w:smartTag>", "甲"),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>', "3"),
        (RUBY, "行（xíng）"),
        (f"<m:oMath><m:f><m:num>{MATH(1)}</m:num><m:den>{MATH(2)}</m:den></m:f></m:oMath>", "1/2"),
        ("<w:r><w:t>甲</w:t><w:commentReference w:id='1'/></w:r>", "甲"),
    ],
)  # fmt: skip
def test_what_word_shows_is_read(inside: str, expected: str) -> None:
    assert lines(f"<w:p>{inside}</w:p>") == ([expected] if expected else [])


def _field(code: str, result: str | None) -> str:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    shown = "" if result is None else char("separate") + run(result)
    return f"{char('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{shown}{char('end')}"


def test_a_field_shows_its_result_and_not_its_instruction() -> None:
    assert lines(f"<w:p>{run('第')}{_field('PAGE', '4')}{run('章')}</w:p>") == ["第4章"]
    assert lines(f"<w:p>{run('甲')}{_field('XE x', None)}{run('乙')}</w:p>") == ["甲乙"]
    circled = _field(r"eq \o\ac(○,3)", None)
    assert lines(f"<w:p>{circled}{run('乙')}</w:p>") == ["③乙"]


def test_a_field_within_an_instruction_is_not_shown() -> None:
    inner = _field("PAGE", "1")
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    body = f"{char('begin')}{run('IF')}{inner}{char('separate')}{run('甲')}{char('end')}"
    assert lines(f"<w:p>{body}</w:p>") == ["甲"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert lines(f"<w:p>{begin}{run('甲')}</w:p>{paragraph('乙')}") == ["甲", "乙"]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    body = paragraph("一、总体", mark) + paragraph("情况") + paragraph("末", mark)
    assert lines(body) == ["一、总体情况", "末"]


def test_hidden_text_and_prompts_and_contents_are_kept_apart() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    runs = [
        run("甲"),
        run("藏", "<w:vanish/>"),
        run("乙", '<w:vanish w:val="0"/>'),
        run("匿", '<w:rStyle w:val="h"/>'),
    ]
    body = paragraph("一、总体情况 1", '<w:pStyle w:val="a1"/>') + f"<w:p>{''.join(runs)}</w:p>"
    source = read(word_file(body, {"styles": styles}))
    assert source.text.splitlines() == ["一、总体情况 1", "甲乙", "藏", "匿"]
    assert [(one.text, one.reason) for one in source.residue] == [
        ("一、总体情况 1", ResidueReason.CHROME),
        ("藏", ResidueReason.HIDDEN),
        ("匿", ResidueReason.HIDDEN),
    ]


def test_a_style_may_hide_words_and_paragraphs() -> None:
    hiding = "<w:rPr><w:vanish/></w:rPr>"
    styles = part(
        "styles",
        f'<w:style w:type="character" w:styleId="c">{hiding}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="p">{hiding}</w:style>',
    )
    hidden = '<w:r><w:rPr><w:rStyle w:val="c"/></w:rPr><w:t>乙</w:t></w:r>'
    body = f"<w:p>{run('甲')}{hidden}</w:p>" + paragraph("丙", '<w:pStyle w:val="p"/>')
    source = read(word_file(body, {"styles": styles}))
    assert [field.field.text for field in source.items if not isinstance(field, Grid)] == ["甲"]
    assert {one.reason for one in source.residue} == {ResidueReason.HIDDEN}


def test_notes_stand_behind_the_block_that_refers_to_them() -> None:
    note = "<w:footnote w:id='{}'><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>".format
    notes = part("footnotes", note(2, run("含结转。")) + note(3, run("另见。")))
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'.format
    body = (
        f"<w:p>{run('收到5件')}{reference(2)}{run('。')}</w:p>"
        + table([[cell(f"<w:p>{run('甲')}{reference(3)}</w:p>"), cell(paragraph("22"))]])
        + paragraph("末")
    )
    assert lines(body, {"footnotes": notes}) == [
        "收到5件。", "[1] 含结转。", "甲\t22", "[2] 另见。", "末",
    ]  # fmt: skip


def test_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent>{}</w:txbxContent>".format(paragraph("框内"))
    body = (
        f"<w:p>{run('甲')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{run('乙')}</w:p>"
    )
    assert lines(body) == ["甲乙", "框内"]


def test_headers_and_footers_are_chrome_once() -> None:
    header = part("hdr", paragraph("某某局文件"))
    footer = part("ftr", f"<w:p>{run('— ')}{_field('PAGE', '1')}{run(' —')}</w:p>")
    section = '<w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/>'
    body = paragraph("甲", f"{section}</w:sectPr>") + paragraph("乙") + f"{section}</w:sectPr>"
    source = read(word_file(body, {"header1": header, "footer1": footer}))
    assert source.text.splitlines() == ["某某局文件", "甲", "乙", "— 1 —"]
    assert [(one.text, one.reason) for one in source.residue] == [
        ("某某局文件", ResidueReason.CHROME),
        ("— 1 —", ResidueReason.PAGE_NUMBER),
    ]


def test_pictures_and_objects_are_named() -> None:
    picture = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{0}" cy="{0}"/>'
        '<wp:docPr id="1" name="图片 1" descr="表二"/><a:graphic><a:graphicData><a:blip/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    ).format
    sheet = '<w:p><w:r><w:object><v:shape/><o:OLEObject ProgID="{}"/></w:object></w:r></w:p>'.format
    body = picture(3_000_000) + picture(1000) + sheet("Excel.Sheet.12") + sheet("ET.Sheet.9")
    source = read(word_file(body + '<w:altChunk r:id="x"/>'))
    assert source.text.splitlines() == [
        "〔图〕表二", "〔图〕嵌入的工作表", "〔图〕嵌入的工作表", "〔图〕嵌入的文档",
    ]  # fmt: skip
    assert all(getattr(item, "is_picture", False) for item in source.items)


# ------------------------------------------------------------------------------ numbering

LISTS = numbering(
    level(0, "chineseCountingThousand", "%1、", '<w:pStyle w:val="h1"/>'),
    level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>'),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
    lists='<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>',
)


def test_numbers_are_counted_by_level_and_start_anew() -> None:
    depths = [0, 1, 1, 2, 3, 3, 2, 1, 2, 0, 1]
    body = "".join(paragraph(f"题{n}", numbered(depth)) for n, depth in enumerate(depths))
    assert lines(body, {"numbering": LISTS}) == [
        "一、题0", "（一）题1", "（二）题2", "1. 题3", "① 题4", "② 题5", "2. 题6", "（三）题7",
        "1. 题8", "二、题9", "（一）题10",
    ]  # fmt: skip


def test_a_list_that_starts_elsewhere_goes_on_from_there() -> None:
    body = "".join(paragraph("题", numbered(0, n)) for n in (1, 2, 2, 1))
    assert lines(body, {"numbering": LISTS}) == ["一、题", "五、题", "六、题", "七、题"]


def test_a_style_may_number_its_paragraphs() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="h2">'
        '<w:basedOn w:val="h1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:basedOn w:val="h1"/></w:style>',
    )
    style = '<w:pStyle w:val="{}"/>'.format
    body = (
        paragraph("总体情况", style("h1"))
        + paragraph("甲", style("h2"))
        + paragraph("乙", style("c"))
        + paragraph("丙", style("c") + '<w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    found = lines(body, {"numbering": LISTS, "styles": styles})
    assert found == ["一、总体情况", "（一）甲", "二、乙", "丙"]


@pytest.mark.parametrize(
    ("form", "count", "expected"),
    [
        ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("japaneseCounting", 21, "二十一"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 2, "丑"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 11, "⑪"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalZero", 3, "03"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 14, "XIV"),
        ("bullet", 2, ""),
        ("none", 2, ""),
        ("unheardOf", 2, "2"),
    ],
)
def test_formats_of_numbers(form: str, count: int, expected: str) -> None:
    body = "".join(paragraph("题", numbered(0)) for _ in range(count))
    part = numbering(level(0, form, "%1", '<w:suff w:val="nothing"/>'))
    assert lines(body, {"numbering": part})[-1] == f"{expected}题"


def test_an_empty_numbered_cell_shows_its_number() -> None:
    rows = [[cell(paragraph("", numbered(2))), cell(paragraph(x))] for x in "甲乙"]
    assert lines(table(rows), {"numbering": LISTS}) == ["1.\t甲", "2.\t乙"]


# ------------------------------------------------------------------------------ tables


def _texts(source: Source) -> list[list[str]]:
    return [[one.text for one in row] for item in source.items if isinstance(item, Grid)
            for row in item.rows]  # fmt: skip


SPAN = '<w:gridSpan w:val="{}"/>'.format
START, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_a_survey_is_a_rectangle_with_covered_places_empty() -> None:
    rows = [
        [cell(paragraph("甲"), SPAN(2)), cell(paragraph("乙"), START)],
        [cell(paragraph("丙")), cell(paragraph("丁")), cell(paragraph(), GOES_ON)],
    ]
    assert _texts(read(word_file(table(rows)))) == [["甲", "", "乙"], ["丙", "丁", ""]]


def test_a_merge_without_a_beginning_is_a_cell_and_covered_words_are_kept() -> None:
    rows = [
        [cell(paragraph("甲"), GOES_ON), cell(paragraph("乙"), START)],
        [cell(paragraph("丙")), cell(paragraph("藏"), GOES_ON)],
    ]
    source = read(word_file(table(rows)))
    assert _texts(source) == [["甲", "乙"], ["丙", ""]]
    assert [one.text for one in source.residue] == ["藏"]


def test_a_survey_may_begin_with_a_cell_of_several_rows() -> None:
    head = [cell(paragraph("项目"), START), cell(paragraph("数量"), SPAN(2))]
    below = [cell("<w:p/>", GOES_ON), cell(paragraph("甲")), cell(paragraph("乙"))]
    values = [cell(paragraph(words)) for words in ("合计", "1", "2")]
    source = read(word_file(table([head, below, values])))
    assert _texts(source) == [["项目", "数量", ""], ["", "甲", "乙"], ["合计", "1", "2"]]


def test_columns_left_out_before_a_row_count_as_places() -> None:
    row = "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{}</w:tr>".format
    body = table([[cell(paragraph(x)) for x in "甲乙丙"]]).replace(
        "</w:tbl>", row(cell(paragraph("丁")) + cell(paragraph("戊"))) + "</w:tbl>"
    )
    assert _texts(read(word_file(body))) == [["甲", "乙", "丙"], ["", "丁", "戊"]]


@pytest.mark.parametrize("span", ["100000000", "9" * 5000, "-3", "x", "0"])
def test_a_hostile_span_is_no_wider_than_what_it_spans(span: str) -> None:
    rows = [[cell(paragraph("甲"), SPAN(span)), cell(paragraph("乙"))],
            [cell(paragraph("丙")), cell(paragraph("丁"))]]  # fmt: skip
    texts = [text for row in _texts(read(word_file(table(rows)))) for text in row]
    assert [text for text in texts if text] == ["甲", "乙", "丙", "丁"]
    assert len(texts) <= 6


def test_a_table_around_tables_only_lays_the_page_out() -> None:
    inner = table([[cell(paragraph("甲")), cell(paragraph("乙"))]] * 2)
    outer = table(
        [[cell(paragraph("一、总体情况") + inner + paragraph("末")), cell(paragraph("右"))]]
    )
    assert lines(outer) == ["一、总体情况", "甲\t乙", "甲\t乙", "末", "右"]


def test_a_frame_of_one_cell_is_no_table() -> None:
    body = table([[cell(paragraph("一、总体情况") + paragraph("无。"))]])
    assert lines(body) == ["一、总体情况", "无。"]


def test_deleted_rows_and_cells_are_gone() -> None:
    gone = '<w:cellDel w:id="1" w:author="a"/>'
    row = "<w:tr><w:trPr><w:del w:id='1' w:author='a'/></w:trPr>{}</w:tr>".format
    body = table([[cell(paragraph("甲")), cell(paragraph("旧"), gone), cell(paragraph("乙"))]] * 2)
    body = body.replace("</w:tbl>", row(cell(paragraph("旧"))) + "</w:tbl>")
    assert lines(body) == ["甲\t乙", "甲\t乙"]


def test_a_table_in_a_text_box_and_in_controls() -> None:
    inner = table([[cell(paragraph("甲")), cell(paragraph("乙"))]] * 2)
    box = f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox>"
    boxed = f"<w:p><w:r><w:pict><v:shape>{box}</v:shape></w:pict></w:r></w:p>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    assert lines(boxed + paragraph("间") + control) == ["甲\t乙"] * 2 + ["间"] + ["甲\t乙"] * 2


@pytest.mark.corpus
def test_strict_files_are_read_alike(samples: Path) -> None:
    data = (samples / TEMPLATE).read_bytes()
    parts = parts_of(data)
    old = b"http://schemas.openxmlformats.org/"
    strict = b"http://purl.oclc.org/ooxml/"
    for name, content in parts.items():
        assert isinstance(content, bytes)
        for word in (b"wordprocessingml", b"officeDocument"):
            pattern = re.escape(old + word) + rb"/2006/(\w+)"
            content = re.sub(pattern, strict + word + rb"/\1", content)  # noqa: PLW2901
        parts[name] = content
    assert gd.read(package(parts)) == gd.read(data)


def test_utf16_parts_are_read() -> None:
    parts = word_parts(paragraph("一、总体情况"))
    text = parts["word/document.xml"]
    assert isinstance(text, str)
    parts["word/document.xml"] = text.replace("UTF-8", "UTF-16").encode("utf-16")
    assert read(package(parts)).text == "一、总体情况\n"


# ------------------------------------------------------------------------------ laws


@pytest.mark.parametrize("name", DOCX_DIALECTS)
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_every_dialect_of_word_is_read_as_it_is_printed(name: str, edition: Edition) -> None:
    for seed in range(8):
        data, facts = DOCX_DIALECTS[name](make_facts(edition, seed), Random(seed))
        score = compare(gd.read(data), facts)
        assert score.is_acceptable, "\n".join(score.differences())
        assert not score.outline, score.outline


def _oracle_cells(made: OracleTable) -> list[list[tuple[str, int, int]]]:
    """Own cells with the places that python-docx gives them."""
    grid = [[one._tc for one in row.cells] for row in made.rows]
    counts = Counter(id(one) for row in grid for one in row)
    seen: set[int] = set()
    rows: list[list[tuple[str, int, int]]] = []
    for row in grid:
        cells = []
        for one in row:
            if id(one) not in seen:
                seen.add(id(one))
                text = "".join(t.text or "" for t in one.iter(qualified("t")))
                across = sum(other is one for other in row)
                cells.append((text, counts[id(one)] // across, across))
        rows.append(cells)
    return rows


def _own_cells(made: DocxTable) -> list[list[tuple[str, int, int]]]:
    return [
        [
            ("".join(getattr(b, "text", "") for b in one.blocks), one.rows, one.columns)
            for one in row
        ]
        for row in made.rows
    ]


@pytest.mark.corpus
def test_own_cells_of_the_blank_form_are_those_of_another_reader(samples: Path) -> None:
    data = (samples / TEMPLATE).read_bytes()
    oracle = [_oracle_cells(one) for one in docx.Document(BytesIO(data)).tables]
    squeezed = [[[(squeeze(t), r, c) for t, r, c in row] for row in one] for one in oracle]
    found = [_own_cells(one) for one in tables(data)]
    assert [[[(squeeze(t), r, c) for t, r, c in row] for row in one] for one in found] == squeezed


@st.composite
def merged_tables(draw: st.DrawFn) -> list[list[tuple[str, int, int]]]:
    """Rows of own cells that tile a rectangle: words, rows, columns."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken = [[False] * width for _ in range(height)]
    rows: list[list[tuple[str, int, int]]] = []
    for y in range(height):
        cells = []
        for x in range(width):
            if taken[y][x]:
                continue
            free = next((n for n in range(x, width) if taken[y][n]), width) - x
            columns, down = draw(st.integers(1, free)), draw(st.integers(1, height - y))
            for dy in range(down):
                for dx in range(columns):
                    taken[y + dy][x + dx] = True
            cells.append((f"{y}/{x}", down, columns))
        rows.append(cells)
    return rows


def _printed(rows: list[list[tuple[str, int, int]]]) -> str:
    width = max(sum(columns for _, _, columns in row) for row in rows)
    grid: list[list[tuple[int, tuple[str, int, int]] | None]] = [[None] * width for _ in rows]
    for y, row in enumerate(rows):
        x = 0
        for one in row:
            while grid[y][x] is not None:
                x += 1
            for dy in range(one[1]):
                for dx in range(one[2]):
                    grid[y + dy][x + dx] = (y, one)
            x += one[2]
    made = []
    for y, places in enumerate(grid):
        cells: list[str] = []
        x = 0
        while x < width:
            place = places[x]
            assert place is not None
            first, (text, down, columns) = place
            merge = (START if first == y else GOES_ON) if down > 1 else ""
            content = paragraph(text) if first == y else paragraph()
            cells.append(cell(content, SPAN(columns) + merge))
            x += columns
        made.append(cells)
    columns_of_grid = '<w:gridCol w:w="1"/>' * width
    return table(made).replace("<w:tblGrid/>", f"<w:tblGrid>{columns_of_grid}</w:tblGrid>")


@given(merged_tables())
def test_own_cells_are_those_of_another_reader(rows: list[list[tuple[str, int, int]]]) -> None:
    data = word_file(_printed(rows))
    [found] = tables(data)
    assert _own_cells(found) == rows
    [oracle] = docx.Document(BytesIO(data)).tables
    assert _own_cells(found) == _oracle_cells(oracle)


CHANGES: dict[str, Callable[[str], str]] = {
    "runs are split": lambda text: re.sub(
        r"(<w:t xml:space=\"preserve\">[^<]+)([^<]</w:t>)",
        r'\1</w:t></w:r><w:r><w:t xml:space="preserve">\2',
        text,
    ),
    "empty runs": lambda text: text.replace("</w:r>", "</w:r><w:r><w:rPr><w:b/></w:rPr></w:r>"),
    "bookmarks": lambda text: text.replace("</w:r>", '</w:r><w:bookmarkEnd w:id="0"/>'),
    "proofreading": lambda text: text.replace("<w:r>", '<w:proofErr w:type="gramStart"/><w:r>'),
    "empty paragraphs in cells": lambda text: text.replace("</w:tc>", "<w:p/></w:tc>"),
    "comments": lambda text: text.replace("</w:p>", "<!-- <w:rPr> --></w:p><!-- </w:rPr> -->"),
    "looks": lambda text: text.replace(
        "<w:r>", "<w:r><w:rPr><w:rFonts w:ascii='a>b'/><w:b></w:b></w:rPr>"
    ),
    "another prefix": lambda text: text.replace("w:", "x:").replace("xmlns:w=", "xmlns:x="),
    "hidden marks": lambda text: text.replace(
        "</w:p>", "<w:r><w:rPr><w:vanish/></w:rPr></w:r></w:p>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_does_not_show_makes_no_difference(change: str) -> None:
    for seed in range(4):
        data, _ = DOCX_DIALECTS["docx_merged_cells"](make_facts("2021", seed), Random(seed))
        parts = parts_of(data)
        text = parts["word/document.xml"]
        assert isinstance(text, bytes)
        parts["word/document.xml"] = CHANGES[change](text.decode())
        assert gd.read(package(parts)) == gd.read(data)


def test_blank_cells_in_place_of_merges_make_no_difference() -> None:
    data, _ = DOCX_DIALECTS["docx_merged_cells"](make_facts("2021", 2), Random(2))
    parts = parts_of(data)
    text = parts["word/document.xml"]
    assert isinstance(text, bytes)
    parts["word/document.xml"] = re.sub(r"<w:vMerge[^>]*/>", "", text.decode())
    one, other = gd.read(package(parts)), gd.read(data)
    assert dict(one.cells()) == dict(other.cells())


# ------------------------------------------------------------------------------ chunks

CHUNK = '<w:altChunk r:id="c"/>'
SURVEY = (
    "<table><tr><td rowspan=2>项目<td colspan=2>数量<tr><td>甲<td>乙<tr><td>合计<td>1<td>2</table>"
)


def _with_chunk(body: str, chunk: bytes, target: str = "chunk.bin") -> bytes:
    """A Word file with another file in it."""
    parts: dict[str, str | bytes] = {**word_parts(body)}
    relations = parts["word/_rels/document.xml.rels"]
    assert isinstance(relations, str)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    one = f'<Relationship Id="c" Type="{kind}" Target="{target}"/>'
    parts["word/_rels/document.xml.rels"] = relations.replace("</Rel", f"{one}</Rel")
    return package({**parts, f"word/{target}": chunk})


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        ("<html><p>甲<p>乙<br>丙".encode("gb18030"), ["甲", "乙", "丙"]),
        ("甲\r\n\r\n\t乙\n".encode(), ["甲", "乙"]),
        (word_file(paragraph("甲") + table([[cell(paragraph("乙"))] * 2])), ["甲", "乙\t乙"]),
        (b"<html>" + SURVEY.encode(), ["项目\t数量\t", "\t甲\t乙", "合计\t1\t2"]),
        (b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>1</p>", ["1"]),
    ],
)
def test_an_embedded_file_is_read_in_its_place(chunk: bytes, expected: list[str]) -> None:
    source = read(_with_chunk(paragraph("前") + CHUNK + paragraph("后"), chunk))
    assert source.text.splitlines() == ["前", *expected, "后"]


def test_an_embedded_page_is_read_as_it_shows() -> None:
    page = (
        "<style>.h{display:none}</style><p class=h>一</p><p>甲<del>二</del>"
        "<table><tr><td>规章<td>4<sup>1</sup><i class=h>三</i><tr class=h><td>四<td>五</table>"
    )
    source = read(_with_chunk(CHUNK, page.encode()))
    aside = {one.text: one.reason.value for one in source.residue}
    assert aside == dict.fromkeys("一三四五", "hidden") | {"二": "struck"}
    shown = [line for line in source.text.splitlines() if line not in set("一二三四五")]
    assert shown == ["甲", "规章\t4〔1〕"]


def test_tables_of_an_embedded_file_are_counted_in_it() -> None:
    own = table([[cell(paragraph("甲"))] * 2])
    for chunk in (word_file(own), SURVEY.encode()):
        source = read(_with_chunk(own + CHUNK + own, chunk))
        places = {(origin.table, (origin.element or "")[:9]) for _, origin in source.origins}
        assert {(1, ""), (1, "chunk.bin"), (2, "")} == places
        with pytest.raises(gd.LimitError, match="tables=2"):
            gd.read(_with_chunk(own + CHUNK + own, chunk), limits=Limits(tables=2))


def test_a_report_may_be_embedded_as_a_whole() -> None:
    data, _ = DOCX_DIALECTS["docx_merged_cells"](make_facts("2021", 1), Random(1))
    assert gd.read(_with_chunk(CHUNK, data)) == gd.read(data)
    page = gd.render(gd.read(data), "html").encode()
    assert gd.read(_with_chunk(CHUNK, page)) == gd.read(page)


@pytest.mark.parametrize(
    "chunk",
    [
        b"{\\rtf1 a}",
        b"%PDF-1.4",
        b"",
        b"\0\1\2",
        b"PK\x03\x04broken",
        _with_chunk(CHUNK, "甲".encode()),
        package({"word/document.xml": f"<w:document {NAMESPACES}/>"}),
    ],
)
def test_an_embedded_file_that_cannot_be_read_is_named(chunk: bytes) -> None:
    source = read(_with_chunk(CHUNK, chunk))
    assert source.text == "〔图〕嵌入的文档\n"


def test_what_is_open_at_once_is_as_deep_as_all_of_it() -> None:
    before = "<w:p><w:r><w:pict><w:txbxContent>" * 50
    behind = "</w:txbxContent></w:pict></w:r></w:p>" * 50
    deep = before + paragraph("甲") + behind
    assert read(word_file(deep)).text == "甲\n"
    notes = part("footnotes", f'<w:footnote w:id="2">{deep}</w:footnote>')
    reference = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    for data in (
        word_file(before + reference + behind, {"footnotes": notes}),
        _with_chunk(before + CHUNK + behind, word_file(deep)),
    ):
        with pytest.raises(gd.LimitError, match="tag_depth"):
            gd.read(data)


def test_an_embedded_file_is_read_once() -> None:
    source = read(_with_chunk(CHUNK * 3, "甲".encode()))
    assert source.text.splitlines() == ["甲", "〔图〕嵌入的文档", "〔图〕嵌入的文档"]


def test_an_embedded_file_shares_the_limits() -> None:
    inner = word_file(paragraph(_noise(1000)))
    data = _with_chunk(CHUNK, inner)
    opened = Package(data, "a.docx", Limits())
    size = sum(map(len, map(opened.read, opened.names)))
    assert gd.read(data, limits=Limits(zip_bytes=2 * size)) == gd.read(inner)
    with pytest.raises(gd.LimitError, match="zip_bytes"):
        gd.read(data, limits=Limits(zip_bytes=size))
    with pytest.raises(gd.LimitError, match="lines=2"):
        gd.read(_with_chunk(CHUNK, "甲\n乙\n丙".encode()), limits=Limits(lines=2))


# ------------------------------------------------------------------------------ refusals


def _ole2(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le")


GOOD = word_file(paragraph("一、总体情况"))
XML = word_parts(paragraph("一、总体情况"))


def _without(name: str) -> bytes:
    return package({key: value for key, value in XML.items() if key != name})


def _with(content: str | bytes, name: str = "word/document.xml") -> bytes:
    return package({**XML, name: content})


def _encrypted() -> bytes:
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


def _damaged() -> bytes:
    """One letter of the text is another, so that the checksum is wrong."""
    return package(XML, zipfile.ZIP_STORED).replace("总体".encode(), "总休".encode())


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "空文件", "empty file"),
    "pdf": (b"%PDF-1.4", "PDF", "cut off or damaged"),
    "rtf": (b"{\\rtf1 a}", "RTF", "RTF"),
    "doc": (_ole2("WordDocument"), "旧版 Word", "old Word"),
    "xls": (_ole2("Workbook"), "旧版表格", "old spreadsheet"),
    "encrypted docx": (_ole2("EncryptedPackage"), "加密", "encrypted"),
    "other ole2": (_ole2("x"), "OLE2", "OLE2"),
    "png": (b"\x89PNG\r\n\x1a\n", "图片", "picture"),
    "webp": (b"RIFF0000WEBP", "图片", "picture"),
    "gzip": (b"\x1f\x8b\x08", "gzip", "gzip"),
    "xlsx": (package({"xl/workbook.xml": "<a/>"}), "xlsx", "xlsx"),
    "pptx": (package({"ppt/presentation.xml": "<a/>"}), "pptx", "pptx"),
    "ofd": (package({"OFD.xml": "<a/>"}), "OFD", "OFD"),
    "odt": (package({"mimetype": "a", "META-INF/manifest.xml": "b"}), "odt", "odt"),
    "jar": (package({"META-INF/MANIFEST.MF": "a"}), "jar", "jar"),
    "zip": (package({"报告.docx": "a"}), "zip", "zip"),
    "empty zip": (package({}), "空的 zip", "empty zip"),
    "no text": (_without("word/document.xml"), "缺少正文", "missing"),
    "cut off": (GOOD[: len(GOOD) // 2], "不完整", "cut off"),
    "broken text": (_with("<w:document"), "损坏", "damaged"),
    "no body": (_with(f"<w:document {NAMESPACES}/>"), "损坏", "damaged"),
    "entities": (
        _with('<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'), "实体", "entities",
    ),
    "password": (_encrypted(), "密码", "password"),
    "damaged part": (_damaged(), "损坏", "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    monkeypatch.setattr("govdisclosure.readers.office.find_office", lambda: None)
    data, chinese, english = REFUSED[case]
    with pytest.raises(gd.ReadError) as caught:
        gd.read(data)
    assert chinese in caught.value.text("zh")
    assert english in caught.value.text("en")
    assert "；" in caught.value.text("zh")


@pytest.mark.parametrize(
    "name", ["_rels/.rels", "word/_rels/document.xml.rels", "[Content_Types].xml"]
)
def test_parts_that_can_be_done_without_are(name: str) -> None:
    assert read(_without(name)).text == read(GOOD).text
    assert read(_with("<broken", name)).text == read(GOOD).text


@pytest.mark.parametrize("name", ["numbering", "styles", "footnotes", "header1"])
def test_broken_parts_around_the_text_are_left_out(name: str) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    section = '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    body = f"<w:p>{run('甲')}{reference}</w:p>{section}"
    assert lines(body, {name: "<broken"}) == ["甲"]


def test_html_saved_as_doc_is_read() -> None:
    report = gd.read("<html><body><p>一、总体情况</p></body></html>".encode())
    assert report.sections[0].kind is gd.SectionKind.OVERVIEW


LIMITED: dict[str, tuple[bytes, dict[str, int], str]] = {
    "members": (package({str(n): "" for n in range(30)}), {"zip_members": 20}, "zip_members"),
    "part": (_with(HEAD + " " * 5000), {"part_bytes": 4000}, "part_bytes"),
    "all": (_with(HEAD + " " * 5000), {"zip_bytes": 4000}, "zip_bytes"),
    "ratio": (_with(HEAD + " " * 3_000_000), {}, "zip_ratio"),
    "depth": (word_file("<w:sdt><w:sdtContent>" * 200 + "</w:sdtContent></w:sdt>" * 200), {},
              "tag_depth"),
    "text": (word_file(paragraph("长" * 500)), {"text_node_bytes": 1000}, "text_node_bytes"),
    "tables": (word_file(table([[cell(paragraph("甲"))]]) * 4), {"tables": 3}, "tables"),
    "lines": (word_file(paragraph("甲") * 4), {"lines": 3}, "lines"),
    "cells": (word_file(table([[cell(paragraph("甲"))] * 3] * 4)), {"table_cells": 10},
              "table_cells"),
}  # fmt: skip


@pytest.mark.parametrize("case", LIMITED)
def test_each_limit_is_named_and_can_be_raised(case: str) -> None:
    data, limits, name = LIMITED[case]
    with pytest.raises(gd.LimitError) as caught:
        gd.read(data, limits=Limits(**limits))
    for language in ("zh", "en"):
        assert f"Limits({name}=…)" in caught.value.text(language)


# ------------------------------------------------------------------------------ hostile files


def _noise(count: int) -> str:
    return "".join(Random(1).choices("的一是不了人在有我他这中大来上国", k=count))


@pytest.mark.slow("hostile Word files")
@pytest.mark.parametrize("case", WORD_FILES, ids=lambda case: case.name)
def test_a_hostile_file_ends_in_few_calls_and_in_little_memory(case: Case) -> None:
    outcome = measure(case.bytes(), "import govdisclosure as gd\ngd.read(data)")
    assert is_right(case, outcome.end), outcome
    assert outcome.memory <= MEMORY


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _style(name: str, inside: str = "", more: str = "") -> str:
    return f'<w:style w:type="table" {more}w:styleId="{name}">{inside}</w:style>'


def test_only_the_styles_of_tables_in_use_are_parsed() -> None:
    head = f'<w:styles xmlns:w="{_WORD}">'
    based = '<w:basedOn w:val="Base"/>'
    styles = [_style("Used", based), _style("Base"), _style("Other", based), _style("Plain")]
    default = _style("Default", more='w:default="1" ')
    words = '<w:style w:type="paragraph" w:styleId="Plain"/>'
    content = "".join((head, *styles, default, words, "</w:styles>")).encode()
    text = f'<w:document xmlns:w="{_WORD}"><w:tblStyle w:val="Used"/></w:document>'.encode()
    left = without_unused_tables(content, text).decode()
    assert left == "".join((head, *styles[:2], default, words, "</w:styles>"))
    other = f"<w:ftr xmlns:w=\"{_WORD}\"><w:tblStyle w:val='Other'/></w:ftr>".encode()
    assert styles[2] in without_unused_tables(content, text, other).decode()
    for uncertain in (text.replace(b" w:val", b"  x='' w:val"), text.replace(b"w:", b"x:")):
        assert without_unused_tables(content, uncertain) == content
