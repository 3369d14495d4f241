"""Pages are read as they show: by their own cells, whatever is written around and between."""

from __future__ import annotations

import re
from email.message import EmailMessage
from html import escape
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.characters import fold_blanks, squeeze
from govdisclosure.errors import LimitError, ReadError
from govdisclosure.forms.labels import NO_LABELS, labels_of
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.lines import with_run_ins
from govdisclosure.model.report import Block
from govdisclosure.model.tables import Table
from govdisclosure.plain.escape import escape_line
from govdisclosure.readers.html.reader import read_html
from govdisclosure.readers.limits import Limits
from govdisclosure.source import Origin, Source
from govdisclosure.strategies import reports
from govdisclosure.text import read_printed
from govdisclosure.writers.merged import merged_rows
from tests.dialects import grids, html_dialects, make_facts
from tests.dialects.facts import Facts
from tests.dialects.forms import TableName
from tests.dialects.grids import make_grid
from tests.hostile.calls import measure
from tests.hostile.case import MEMORY, Case, is_right
from tests.hostile.pages import CASES as PAGES

#: A whole report is a long example, and is shown all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

TITLE = "某某市商务局2023年政府信息公开工作年度报告"
SECTIONS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def read_bytes(data: bytes | str) -> gd.Report:
    """A page as a user reads it."""
    return gd.read(data.encode() if isinstance(data, str) else data, format="html")


def source_of(data: bytes | str) -> Source:
    return read_html(data, "page.html", Limits())


def plain_report(prose: str = "按照规定公开。", *, closing: str = "") -> str:
    """A report of six sections as HTML."""
    body = "".join(f"<p>{title}</p><p>{prose}</p>" for title in SECTIONS)
    return f"<h1>{TITLE}</h1>{body}{closing}"


def paragraphs(report: gd.Report) -> list[str]:
    blocks = [
        *report.preamble,
        *(block for section in report.sections for block in section.blocks),
        *report.annex,
    ]
    return [block.text for block in blocks if isinstance(block, Paragraph)]


# ---------------------------------------------------------------------------- words and lines


class TestLines:
    def test_inline_elements_join_without_a_blank(self) -> None:
        page = "<p><span>1</span><span>2</span><b>件</b></p>"
        assert source_of(page).text == "12件\n"

    def test_blocks_and_breaks_part_lines(self) -> None:
        page = "<div>甲<p>乙</p>丙<br>丁</div><ul><li>戊<li>己</ul><pre>庚\n辛</pre>"
        page += "<span style='display: block'>壬</span>癸"
        assert source_of(page).text.split() == list("甲乙丙丁戊己庚辛壬癸")

    def test_what_shows_nothing_is_a_blank_or_nothing(self) -> None:
        page = "<p>&nbsp;现行&#8203;有效\u3000<o:p>&nbsp;</o:p></p><p>&shy;</p>"
        assert source_of(page).text == "现行 有效\n"

    def test_what_never_shows_is_no_text(self) -> None:
        page = (
            "<head><title>题</title><style>p{}</style></head><script>var a='<p>一</p>'</script>"
            "<template><p>二</p></template><noscript>三</noscript><!-- 四 --><p>五"
        )
        source = source_of(page)
        assert source.text == "五\n二\n"
        assert [piece.text for piece in source.residue] == ["二"]
        assert source.page == {"title": "题"}

    def test_word_comments_and_islands(self) -> None:
        page = (
            "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
            "<xml><w:View>Normal</w:View></xml>"
            "<p><![if !supportLists]><span>（一）</span><![endif]>主动公开<o:p></o:p></p>"
        )
        assert source_of(page).text == "（一）主动公开\n"

    def test_fields_of_web_forms_show(self) -> None:
        page = "<table><tr><td>甲<td><input value=12><input type=hidden value=3></table>"
        assert source_of(page).text == "甲\t12\n"

    def test_each_line_knows_its_element(self) -> None:
        page = "<body><div><p>甲</p><p>乙</p></div><table><tr><td>丙<td>丁<tr><td>戊<td>己</table>"
        source = source_of(page)
        origins = [source.origin_at(source.text.index(word)) for word in "乙己"]
        row = "/html[1]/body[1]/table[1]/tr[2]"
        assert origins[0] == Origin(element="/html[1]/body[1]/div[1]/p[2]")
        assert origins[1] == Origin(element=row, table=1, row=2, cell=2)

    def test_pictures(self) -> None:
        page = "<p>甲<img src=a.png alt='图 1'>乙<p><img width=1 height=1><p><img src=b.png>"
        assert source_of(page).text == "甲乙\n〔图〕图 1\n〔图〕\n"


# ---------------------------------------------------------------------------- bytes


class TestBytes:
    @pytest.mark.parametrize("declared", ["gb2312", "utf-8", "gbk", "big5"])
    @pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
    def test_a_declared_charset_is_never_believed(self, declared: str, encoding: str) -> None:
        page = f"<meta charset={declared}>{plain_report('镕€𠮷公开。')}<p>末"
        assert str(read_bytes(page.encode(encoding))) == str(read_bytes(page))
        assert "镕€𠮷公开。" in paragraphs(read_bytes(page.encode(encoding)))

    def test_xhtml_with_a_declaration(self) -> None:
        page = '<?xml version="1.0" encoding="gb2312"?>\n<!DOCTYPE html>' + plain_report()
        assert read_bytes(page) == read_bytes(plain_report())

    @pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
    def test_archived_pages(self, transfer: str) -> None:
        message = EmailMessage()
        message.make_related()
        page = EmailMessage()
        page.set_content(plain_report(), subtype="html", charset="utf-8", cte=transfer)
        message.attach(page)
        message["MIME-Version"] = "1.0"
        data = b"From: <Saved by Blink>\nSubject: x\n" + bytes(message)
        assert gd.read(data) == read_bytes(plain_report())

    def test_an_archive_without_a_page(self) -> None:
        with pytest.raises(ReadError, match="mht"):
            gd.read(b"MIME-Version: 1.0\nContent-Type: image/png\n\nxx", format="html")

    def test_a_lone_surrogate_and_null_show_nothing(self) -> None:
        assert source_of("<p>甲\ud800乙\0丙").text == "甲 乙 丙\n"

    def test_nothing_at_all(self) -> None:
        assert source_of("<html></html>").items == ()
        assert source_of(" ").items == ()

    def test_frames_are_named(self) -> None:
        page = '<frameset><frame src="a.htm"><noframes>不支持</noframes></frameset>'
        with pytest.raises(ReadError, match="框架"):
            read_bytes(page)

    def test_a_page_that_a_script_would_write_is_named(self) -> None:
        with pytest.raises(ReadError, match="脚本"):
            read_bytes("<body><div id=app></div><script src=a.js></script>")

    def test_a_table_that_a_script_would_draw_is_absent(self) -> None:
        page = plain_report().replace("<p>三、", "<div id=t><script>draw()</script></div><p>三、")
        assert read_bytes(page).proactive is None


# ---------------------------------------------------------------------------- the page around


class TestAround:
    FOOTER = (
        "<div>上一篇：<a href=a>甲</a></div><p>【打印】【关闭】</p>"
        "<div>主办：某某市人民政府</div><div>某ICP备1号</div>"
    )
    HEADER = "<ul><li><a href=/>首页</a><li><a href=/b>政务公开</a></ul>"
    CLOSING = "<p>某某市商务局</p><p>2024年1月31日</p>"

    @pytest.mark.parametrize(
        "page",
        [
            "{header}<div>{report}</div>{footer}",
            "{header}<div>{report}{footer}</div>",
            "<div>{header}{report}{footer}</div>",
            "<table><tr><td colspan=2>{header}<tr><td>链接<td>{report}<tr><td>{footer}</table>",
            "<form>{header}<table><tr><td><div>{report}</div></table>{footer}</form>",
            "{header}<div>{report}</div><div style='display:none'>{report}</div>{footer}",
            "{header}{report}{report}{footer}",
        ],
    )
    @pytest.mark.parametrize("closing", ["", CLOSING])
    def test_what_is_around_is_residue(self, page: str, closing: str) -> None:
        if page.count("{report}") == 2 and not closing:
            page = page.replace("{report}{report}", "{report}")
        report = plain_report(closing=closing)
        read = read_bytes(page.format(header=self.HEADER, report=report, footer=self.FOOTER))
        assert read == read_bytes(report)
        residue = [one.text for one in read.residue]
        assert "首页" in residue
        assert "某ICP备1号" in residue

    def test_the_title_stands_above_the_container(self) -> None:
        body = plain_report().partition("</h1>")[2]
        page = (
            f"<div><h1>{TITLE}</h1><p>发布日期：2024-01-20 来源：办公室 字体：大 中 小</p></div>"
            f"<div>{body}</div>"
        )
        report = read_bytes(page)
        assert report.title == TITLE
        assert not report.preamble
        assert report.page["发布日期"] == "2024-01-20"
        assert report.page["来源"] == "办公室"

    def test_a_preamble_outside_the_container_is_kept(self) -> None:
        body = plain_report().partition("</h1>")[2]
        page = f"<h1>{TITLE}</h1><p>来源：某局</p><p>根据条例编制本报告。</p><div>{body}</div>"
        assert [
            block.text for block in read_bytes(page).preamble if isinstance(block, Paragraph)
        ] == ["根据条例编制本报告。"]

    @pytest.mark.parametrize(
        "title",
        [
            "<h1>某某市商务局<br>2023年政府信息公开工作年度报告</h1>",
            "<p>某某市商务局</p><p>2023年政府信息公开</p><p>工作年度报告</p>",
        ],
    )
    def test_a_title_of_several_lines(self, title: str) -> None:
        body = plain_report().partition("</h1>")[2]
        assert read_bytes(f"<div>某某市人民政府</div>{title}<div>{body}</div>").title == TITLE

    def test_a_trail_is_no_title(self) -> None:
        body = plain_report().partition("</h1>")[2]
        page = f"<p>首页 &gt; 政府信息公开年报</p><div>{body}</div>"
        assert read_bytes(page).title is None

    def test_signature_and_date_behind_the_container(self) -> None:
        page = f"<div>{plain_report()}</div><div>{self.CLOSING}</div>{self.FOOTER}"
        closing = read_bytes(page).closing
        assert closing is not None
        assert (closing.signature, str(closing.signed_on)) == ("某某市商务局", "2024-01-31")

    def test_a_list_of_contents_opens_no_section(self) -> None:
        contents = "".join(f"<li><a href=#{n}>{one}</a>" for n, one in enumerate(SECTIONS))
        page = f"<ul>{contents}</ul><div>{plain_report()}</div>"
        assert read_bytes(page) == read_bytes(plain_report())

    def test_facts_of_the_page(self) -> None:
        page = (
            "<meta name=PubDate content='2024-01-31 10:00'><meta name=viewport content=x>"
            "<meta name=contentsource content=某局>"
            "<table><tr><td>索引号：<td>A-1<td>发布机构<td>某办</tr></table>"
            f"<div>{plain_report()}</div>"
        )
        facts = read_bytes(page).page
        assert facts == {
            "PubDate": "2024-01-31 10:00",
            "ContentSource": "某局",
            "索引号": "A-1",
            "发布机构": "某办",
        }

    def test_without_a_report_all_is_text(self) -> None:
        report = read_bytes("<ul><li>首页</ul><p>通知正文。</p><p>版权所有</p>")
        assert paragraphs(report) == ["首页", "通知正文。", "版权所有"]
        assert not report.residue


# ---------------------------------------------------------------------------- tables


def page_with(tables: str) -> str:
    return f"<h1>{TITLE}</h1><p>{SECTIONS[0]}</p><p>略。</p>{tables}<p>{SECTIONS[4]}</p><p>无。</p>"


class TestTables:
    FACTS = make_facts("2021", 2)

    def tables(self) -> dict[str, str]:
        names: tuple[TableName, ...] = ("proactive", "requests", "disputes")
        grids = [make_grid(self.FACTS, name) for name in names]
        return {
            name: html_dialects.whole_table(grid, Random(1))
            for name, grid in zip(names, grids, strict=True)
        }

    def expected(self) -> gd.Report:
        return read_bytes(page_with("".join(self.tables().values())))

    def test_all_cells(self) -> None:
        cells = {str(address): cell.value for address, cell in self.expected().cells()}
        assert cells == {key: cell.value for key, cell in self.FACTS.cells.items()}

    def test_stray_trailing_cells(self) -> None:
        tables = "".join(self.tables().values())
        page = page_with(tables.replace("</tr>", "<td></td></tr>"))
        assert read_bytes(page) == self.expected()

    def test_spans_that_run_past_the_table_or_say_nonsense(self) -> None:
        tables = "".join(self.tables().values())
        for span in ('rowspan="99"', 'rowspan="0"', 'rowspan="-3"', 'rowspan="x"', ""):
            page = page_with(tables.replace('rowspan="22"', span).replace('colspan="7"', span))
            assert read_bytes(page) == self.expected(), span

    def test_a_heading_in_a_row_of_the_table(self) -> None:
        tables = "".join(self.tables().values())
        rows = tables.replace("</tbody></table>", "").replace(
            '<table border="1"><tbody>', "<tr><td colspan=15>{}</td></tr>"
        )
        titles = (f"<p>{SECTIONS[n]}</p>" for n in (1, 2, 3))
        page = page_with(f"<table>{rows.format(*titles)}</table>")
        tables_alone = iter(self.tables().values())
        plain = "".join(f"<p>{SECTIONS[n]}</p>{next(tables_alone)}" for n in (1, 2, 3))
        assert read_bytes(page) == read_bytes(page_with(plain))

    def test_prose_in_the_first_and_last_row_is_a_paragraph(self) -> None:
        tables = self.tables()
        tables["requests"] = (
            tables["requests"]
            .replace("<tbody>", "<tbody><tr><td colspan=10>表三（单位：件）</td></tr>")
            .replace("</tbody>", "<tr><td colspan=10>注：含上年结转。</td></tr></tbody>")
        )
        report = read_bytes(page_with("".join(tables.values())))
        assert paragraphs(report)[1:3] == ["表三（单位：件）", "注：含上年结转。"]
        assert report.requests == self.expected().requests

    def test_a_caption_is_a_paragraph(self) -> None:
        table = self.tables()["disputes"].replace("<tbody>", "<caption>表四</caption><tbody>")
        assert "表四" in paragraphs(read_bytes(page_with(table)))

    def test_a_foot_written_before_the_body_stands_below(self) -> None:
        page = "<table><tfoot><tr><td>丙<td>1<tbody><tr><td>乙<td>2<thead><tr><td>甲<td>3</table>"
        assert source_of(page).text == "甲\t3\n乙\t2\n丙\t1\n"

    def test_what_stands_loose_in_a_table_is_kept(self) -> None:
        page = "<table>甲<tr>乙<td>丙<td>丁</tr><p>戊</p></table>"
        assert sorted(source_of(page).text.split()) == sorted("甲乙丙丁戊")

    def test_cells_that_were_never_closed(self) -> None:
        page = "<table><tr><td><div>甲<td><div>乙<tr><td><div>丙<td>丁</table>"
        assert source_of(page).text == "甲\t乙\n丙\t丁\n"

    def test_other_tables_are_rectangles(self) -> None:
        page = "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁</table>"
        assert source_of(page).text == "甲\t乙\t\n\t丙\t丁\n"

    def test_a_table_that_is_a_picture(self) -> None:
        page = plain_report().replace("<p>三、", "<p><img src=a.png alt=表二></p><p>三、")
        report = read_bytes(page)
        assert Picture(caption="表二") in report.sections[1].blocks
        assert "GD014" in {one.code for one in report.diagnostics}

    def test_nested_tables_in_a_cell_of_a_form_are_its_words(self) -> None:
        table = self.tables()["disputes"].replace(
            "结果维持", "<table><tr><td>结果<td>维持</table>", 1
        )
        assert read_bytes(page_with(table)).disputes == self.expected().disputes


# ---------------------------------------------------------------------------- lines


def lines_with(facts: Facts, join: str) -> list[str]:
    """A report as programs print its tables: cells on lines, or rows with blanks between cells.

    No cell is empty: what has no number is 0.
    """
    tables: dict[int, list[str]] = {}
    names: tuple[TableName, ...] = ("proactive", "requests", "disputes")
    for number, name in enumerate(names, start=1):
        grid = make_grid(facts, name)
        words = (
            [_number(cell) if cell.is_value else cell.text for cell in row] for row in grid.rows
        )
        tables[number] = "\n".join(join.join(filter(None, row)) for row in words).split("\n")
    found = [TITLE]
    for number, title in enumerate(SECTIONS):
        found += [title, *tables.get(number, ["按照规定公开。"])]
    return found


def _number(cell: grids.Field) -> str:
    return cell.text if read_printed(cell.text).value is not None else "0"


#: How programs print lines as a page: around all, and around each line.
LINES = {
    "pdftohtml": ("<body>{}</body>", "{}<br/>\n"),
    "positioned": (
        "<div style='width:595pt'>{}</div>",
        "<p style='top:92.1pt;left:64.2pt;line-height:13pt'><span>{}</span></p>\n",
    ),
    "absolute": ("{}", "<p style='position:absolute;top:9px;white-space:nowrap'>{}</p>"),
    "headings": ("<div id=page0>{}</div>", "<h2>{}</h2>"),
    "boxes": ("<body>{}</body>", "<div style='position:absolute'><span>{}\n<br></span></div>"),
    "pdf2xml": (
        "<?xml version='1.0'?><pdf2xml><page number='1'>{}</page></pdf2xml>",
        "<text top='9' left='8'>{}</text>\n",
    ),
}


class TestTablesInLines:
    @pytest.mark.parametrize("join", ["\n", " "])
    @pytest.mark.parametrize("manner", LINES)
    def test_lines_that_hold_tables_are_read_as_text(self, manner: str, join: str) -> None:
        around, each = LINES[manner]
        facts = make_facts("2021", 2)
        lines = lines_with(facts, join)
        report = read_bytes(around.format("".join(each.format(escape(line)) for line in lines)))
        cells = {str(address): cell.value for address, cell in report.cells()}
        assert cells == {key: cell.value or 0 for key, cell in facts.cells.items()}
        assert report == gd.parse("\n".join(lines))

    def test_each_cell_leads_back_to_its_line(self) -> None:
        lines = lines_with(make_facts("2021", 2), "\n")
        report = read_bytes("<body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body>")
        cell = report["requests/carried_out/total"]
        number = next(n for n, line in enumerate(lines, start=1) if line == SECTIONS[3]) - 1
        assert cell.origin == Origin(element=f"/html[1]/body[1]/p[{number}]")

    def test_what_is_between_lines_is_kept(self) -> None:
        lines = lines_with(make_facts("2021", 2), "\n")
        page = "".join(f"<p>{line}</p>" for line in lines)
        shown = read_bytes(page)
        marked = page.replace("<p>规章</p>", "<p>规章<s>章</s></p><p>- 3 -</p>")
        report = read_bytes(marked)
        assert report == shown
        assert [one.text for one in report.residue] == ["- 3 -", "章"]

    def test_lines_beside_a_table_of_the_form_stay_lines(self) -> None:
        facts = make_facts("2021", 2)
        table = html_dialects.whole_table(make_grid(facts, "proactive"), Random(1))
        page = page_with(f"{table}<p>规章</p><p>行政许可</p><p>**行政处罚**</p>")
        assert paragraphs(read_bytes(page))[1:4] == ["规章", "行政许可", "**行政处罚**"]


# ---------------------------------------------------------------------------- laws


class Setting(NamedTuple):
    """How a page of the laws is written; no choice may make a difference."""

    cell: str = "td"
    has_parts: bool = False
    is_in_runs: bool = False
    breaks_labels: bool = False
    has_blanks: bool = False
    is_wrapped: bool = False


SETTINGS = st.builds(
    Setting,
    cell=st.sampled_from(["td", "th"]),
    has_parts=st.booleans(),
    is_in_runs=st.booleans(),
    breaks_labels=st.booleans(),
    has_blanks=st.booleans(),
    is_wrapped=st.booleans(),
)


def print_page(report: gd.Report, setting: Setting) -> str:
    """A report as a page."""
    lines: list[str] = []
    if report.title is not None:
        lines.append(f"<h1>{_words(report.title, setting)}</h1>")
    lines += _blocks(report.preamble, setting)
    for section in report.sections:
        lines.append(f"<h2>{_words(section.heading.line, setting)}</h2>")
        lines += _blocks(section.blocks, setting)
    if report.closing is not None:
        lines += [f"<p>{_words(line, setting)}</p>" for line in report.closing.lines()]
        lines += _blocks(report.annex, setting)
    body = "\n".join(lines)
    if setting.is_wrapped:
        body = (
            f"<table><tr><td><table><tr><td><div>{body}</div></td></tr></table></td></tr></table>"
        )
    return f"<!DOCTYPE html><html><body>{body}</body></html>"


def _words(text: str, setting: Setting) -> str:
    if setting.is_in_runs:
        return "".join(f"<span>{escape(sign)}</span>" for sign in text)
    return escape(text)


def _blocks(blocks: tuple[Block, ...], setting: Setting) -> list[str]:
    lines = []
    for block, run_in in with_run_ins(blocks):
        match block:
            case Heading():
                lines.append(f"<p>{_words(block.line + run_in, setting)}</p>")
            case Paragraph():
                lines.append(f"<p>{_words(escape_line(block.text), setting)}</p>")
            case Picture():
                lines.append(f"<img src=a.png alt='{escape(block.caption)}'>")
            case Table():
                lines.append(_form(block, setting))
            case OtherTable() | gd.StatisticsTable():
                rows = [[_cell(cell, setting) for cell in row] for row in block.printed_rows()]
                lines.append(_table(rows, setting))
    return lines


def _form(table: Table, setting: Setting) -> str:
    rows = [
        [
            _cell(one.words, setting, one.rows, one.columns, is_label=one.cell is None)
            for one in placed
        ]
        for placed in merged_rows(table)
    ]
    return _table(rows, setting)


def _cell(
    words: str, setting: Setting, rows: int = 1, columns: int = 1, *, is_label: bool = False
) -> str:
    inside = _words(words, setting)
    if is_label and setting.breaks_labels and len(words) > 2:
        inside = f"{escape(words[:2])}<br>{_words(words[2:], setting)}"
    if setting.has_blanks:
        inside = f"<p>&nbsp;{inside}\n&#8203;</p>"
    return f"<{setting.cell} rowspan={rows} colspan={columns}>{inside}</{setting.cell}>"


def _table(rows: list[list[str]], setting: Setting) -> str:
    lines = [f"<tr>{''.join(row)}</tr>" for row in rows]
    if setting.has_parts:
        return f"<table><thead>{lines[0]}</thead><tbody>{''.join(lines[1:])}</tbody></table>"
    return f"<table>{''.join(lines)}</table>"


class TestLaws:
    @given(reports(), SETTINGS)
    def test_a_printed_page_gives_its_report(self, report: gd.Report, setting: Setting) -> None:
        assert read_bytes(print_page(report, setting)) == report

    @given(reports())
    def test_nothing_is_lost(self, report: gd.Report) -> None:
        page = print_page(report, Setting())
        page = f"<ul><li>首页</li></ul>{page}<p>版权所有</p>"
        source = source_of(page)
        shown = fold_blanks("".join(source.text)).replace("〔图〕", "")
        for line in str(report).replace("〔图〕", "").split("\n"):
            for words in line.split("\t"):
                assert squeeze(words) in squeeze(shown) or labels_of(words) is not NO_LABELS
        assert "首页" in shown
        assert "版权所有" in shown

    @pytest.mark.parametrize("seed", range(30))
    def test_a_page_of_a_site_gives_what_the_report_alone_gives(self, seed: int) -> None:
        facts = make_facts("2021" if seed % 3 else "2019", seed)
        manner = html_dialects.HtmlManner(html_dialects.whole_table)
        alone = html_dialects.set_report(facts, Random(seed), manner)
        site = html_dialects.set_site(facts, Random(seed))
        assert read_bytes(site) == read_bytes(f"<div>{alone}</div>")


# ---------------------------------------------------------------------------- hostile pages

READ = """
import govdisclosure as gd
gd.read(data)
"""
#: Pages that take seconds.
HEAVY = re.compile("20 MB|million|thousand (?:paragraphs|links|cells)")


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            one,
            id=one.name,
            marks=pytest.mark.slow("hostile pages") if HEAVY.search(one.name) else (),
        )
        for one in PAGES
    ],
)
def test_hostile_pages_end_in_few_calls(case: Case) -> None:
    outcome = measure(case.bytes(), READ)
    assert is_right(case, outcome.end), outcome
    assert outcome.memory <= MEMORY


class TestLimits:
    @pytest.mark.parametrize(
        ("limits", "page", "field"),
        [
            (Limits(tag_depth=9), "<div>" * 9 + "甲", "tag_depth"),
            (Limits(text_node_bytes=5), "<p>甲乙", "text_node_bytes"),
            (Limits(tables=1), "<table></table><table></table>", "tables"),
            (Limits(lines=1), "甲<p>乙", "lines"),
            (Limits(file_bytes=1024), "<p>甲</p>" * 200, "file_bytes"),
            (Limits(table_cells=1), "<table><tr><td>甲<td>乙", "table_cells"),
            (Limits(table_cells=9), "<table><tr><td colspan=9>甲<td>乙", "table_cells"),
        ],
    )
    def test_a_refusal_names_the_limit(self, limits: Limits, page: str, field: str) -> None:
        with pytest.raises(LimitError) as refusal:
            read_html(page, "页.html", limits)
        for language in ("zh", "en"):
            assert f"Limits({field}=…)" in refusal.value.text(language)
            assert "页.html" in refusal.value.text(language)
