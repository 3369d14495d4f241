"""Dialects of HTML: the same facts as government sites and word processors publish them.

Each dialect takes facts and a source of chance and gives the bytes of a page together with the
facts as a careful human can read them there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import pairwise
from random import Random
from typing import Final

from . import printing, typesetting
from .facts import Facts
from .grids import Field, Grid, ProactiveShape, make_grid
from .pages import Manner, markdown_heading, markdown_title, plain_heading, print_page
from .script import Block, ClosingLine, Heading, Paragraph, StatutoryTable, Survey, TitleLine
from .text_dialects import Dialect

#: Rows of a table with what stands before and behind it, as HTML.
TableSetter = Callable[[Grid, Random], str]
Words = Callable[[str, Random], str]


def plain_words(text: str, rng: Random) -> str:
    """Return *text* as HTML."""
    del rng
    return escape(text, quote=False)


def in_runs(text: str, rng: Random, tag: str = "span", attributes: str = "") -> str:
    """Return *text* cut into elements wherever a word processor saw fit, inside numbers too."""
    cuts = sorted(rng.sample(range(1, len(text)), min(rng.randrange(4), max(len(text) - 1, 0))))
    parts = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    opening = f"<{tag}{attributes}>"
    return "".join(f"{opening}{escape(part, quote=False)}</{tag}>" for part in parts)


@dataclass(frozen=True)
class HtmlManner:
    """How one publisher sets the report itself."""

    table: TableSetter
    words: Words = plain_words
    #: The element of a paragraph, with its attributes.
    paragraph: str = "p"
    heading: tuple[str, ...] = ("p", "h2", "div")
    shape: ProactiveShape = "five"


def set_report(facts: Facts, rng: Random, manner: HtmlManner) -> str:
    """Return the report without a page around it."""
    out: list[str] = []
    blocks = facts.script
    titles = [block.text for block in blocks if isinstance(block, TitleLine)]
    out.append(_title(titles, rng, manner))
    out += [
        _set_block(block, facts, rng, manner)
        for block in blocks
        if not isinstance(block, TitleLine)
    ]
    return rng.choice(("\n", "", "\r\n")).join(out)


def _title(lines: list[str], rng: Random, manner: HtmlManner) -> str:
    words = [manner.words(line, rng) for line in lines]
    if rng.random() < 0.5:
        return f"<h1>{'<br>'.join(words)}</h1>"
    return "".join(f'<p align="center">{one}</p>' for one in words)


def _set_block(block: Block, facts: Facts, rng: Random, manner: HtmlManner) -> str:
    match block:
        case Heading():
            tag = manner.paragraph if block.tail else rng.choice(manner.heading)
            text = f"{block.mark}{block.title}" if block.level == 3 else plain_heading(block, rng)
            tail = block.tail if block.level == 3 else ""
            return _element(tag, manner.words(text + tail, rng))
        case Paragraph():
            indent = rng.choice(("", "\u3000\u3000", "&nbsp;&nbsp;&nbsp;&nbsp;", "&emsp;&emsp;"))
            return _element(manner.paragraph, indent + manner.words(block.text, rng))
        case StatutoryTable():
            return manner.table(make_grid(facts, block.name, manner.shape), rng)
        case Survey():
            rows = tuple(tuple(Field(cell) for cell in row) for row in block.rows)
            return _table(_rows(rows, rng, manner.words))
        case ClosingLine():
            return _element(manner.paragraph, manner.words(block.text, rng))
        case TitleLine():
            raise AssertionError


def _element(tag: str, words: str) -> str:
    return f"<{tag}>{words}</{tag.split(maxsplit=1)[0]}>"


# ------------------------------------------------------------------------------ tables


def _rows(
    rows: Iterable[Iterable[Field]],
    rng: Random,
    words: Words = plain_words,
    cell: str = "td",
) -> list[str]:
    """Return rows by their own cells."""
    out = []
    for row in rows:
        cells = []
        for field in row:
            spans = f' colspan="{field.columns}"' if field.columns > 1 else ""
            spans += f' rowspan="{field.rows}"' if field.rows > 1 else ""
            cells.append(f"<{cell}{spans}>{_inside(field, rng, words)}</{cell}>")
        out.append(f"<tr>{''.join(cells)}</tr>")
    return out


def _inside(field: Field, rng: Random, words: Words) -> str:
    """Return what stands in a cell; nobody leaves an empty one quite empty."""
    if not field.text:
        return rng.choice(("", "&nbsp;", "<p>&nbsp;</p>", "\u3000", "<br>"))
    if field.is_value:
        return rng.choice(("{}", "<p>{}</p>", " {}&nbsp;")).format(words(field.text, rng))
    broken = typesetting.broken(field.text, rng)
    mark = rng.choice(("<br>", "<br/>", "</p><p>", "&nbsp;", "&#173;", "\n"))
    text = mark.join(words(part, rng) for part in broken.split("\n"))
    return f"<p>{text}</p>" if "<p>" in mark else text


def _table(rows: list[str], attributes: str = ' border="1"') -> str:
    return f"<table{attributes}><tbody>{''.join(rows)}</tbody></table>"


def whole_table(grid: Grid, rng: Random, words: Words = plain_words) -> str:
    """Return a table with the form's own merges."""
    return _table(_rows(grid.rows, rng, words))


def cut_table(grid: Grid, rng: Random) -> str:
    """Return table two in its blocks, table three cut by pages, table four whole or in three."""
    rows = _rows(grid.rows, rng)
    if grid.name == "proactive":
        starts = [n for n, row in enumerate(grid.rows) if len(row) == 1]
        ends = [*starts[1:], len(rows)]
        gap = rng.choice(("", "<p></p>", "<br>"))
        return gap.join(_table(rows[a:b]) for a, b in zip(starts, ends, strict=True))
    if grid.name == "requests":
        cuts = [0, *sorted(rng.sample(range(5, len(rows) - 1), 2)), len(rows)]
        parts = [rows[a:b] for a, b in pairwise(cuts)]
        if rng.random() < 0.5:
            parts[1:] = [rows[:3] + part for part in parts[1:]]
        gap = rng.choice(("", "<p>- 4 -</p>", "<p>&nbsp;</p><p>— 5 —</p>"))
        return gap.join(map(_table, parts))
    return _three_tables(grid, rng) if rng.random() < 0.5 else _table(rows)


def _three_tables(grid: Grid, rng: Random) -> str:
    top, heads, lesser, values = grid.rows
    tables = []
    for number in range(3):
        at = slice(5 * number, 5 * number + 5)
        labels = heads[:5] if number == 0 else lesser[5 * (number - 1) : 5 * number]
        plain = tuple(Field(label.text) for label in labels)
        if number == 0:
            above: list[tuple[Field, ...]] = [(top[0],)]
        else:
            above = [(Field(top[1].text, 5),), (heads[4 + number],)]
        tables.append(_table(_rows([*above, plain, values[at]], rng)))
    return "<br>".join(tables)


# ------------------------------------------------------------------------------ dialects


def html_plain(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """A page with nothing but the report."""
    report = set_report(facts, rng, HtmlManner(whole_table, shape=rng.choice(("five", "six"))))
    doctype = rng.choice(("<!DOCTYPE html>", '<?xml version="1.0" encoding="gb2312"?>\n', ""))
    return f"{doctype}<html><body>{report}</body></html>".encode(), facts


def html_site(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """A page of a site: navigation, facts of the page, share bar, print version, footer."""
    return set_site(facts, rng).encode(), facts


def set_site(facts: Facts, rng: Random, charset: str = "utf-8") -> str:
    """Return a page of a site around the report."""
    report = set_report(facts, rng, HtmlManner(whole_table))
    box = rng.choice(('div id="zoom"', 'div class="TRS_Editor"', "article", "ucapcontent"))
    body = f"<{box}><!-- 正文 -->{report}</{box.split()[0]}>"
    copy = f'<div style="display:none" id="print">{body}</div>' if rng.random() < 0.2 else ""
    date = f"{facts.year + 1}-01-2{rng.randrange(10)}"
    facts_table = (
        "<table><tr><td>索引号：</td><td>0123456/2024-00001</td><td>发布机构：</td>"
        f"<td>某某办公室</td></tr><tr><td>发布日期：</td><td>{date}</td></tr></table>"
    )
    bar = f"<p>发布日期：{date}&nbsp;&nbsp;来源：某某办公室&nbsp;字体：[大 中 小]</p>"
    trail = '<div>您的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 正文</div>'
    links = "".join(f'<li><a href="/{i}">栏目{i}</a></li>' for i in range(rng.randrange(3, 9)))
    behind = rng.choice(
        (
            '<div>分享到：<a href="#">微信</a></div><p>上一篇：<a href="/1">无</a></p>',
            "<p>【打印本页】 【关闭窗口】</p>",
            '<p>相关附件：<a href="a.docx">年度报告.docx</a></p>',
        )
    )
    main = f"{rng.choice((facts_table, bar, ''))}{body}{behind}"
    if rng.random() < 0.5:
        main = f'<div class="content">{main}</div>'
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{facts.title}_某某网</title>'
        f'<meta name="PubDate" content="{date} 09:00"><script>var a="<p>一、总体情况</p>";</script>'
        f"<style>td {{color: red}}</style></head><body><ul>{links}</ul>{trail}"
        f"{main}{copy}"
        "<div class=footer><p>主办：某某市人民政府办公室</p><p>某ICP备12345678号 "
        "网站标识码：1234567890</p></div></body></html>"
    )


_MSO_HEAD: Final = (
    '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:'
    'office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>'
    '<meta http-equiv=Content-Type content="text/html; charset=gb2312">'
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml>"
    "<![endif]--><style>p.MsoNormal {margin:0cm}</style></head>"
)


def html_word(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """What Word saves: words in runs, empty paragraphs, its own tags and conditional comments."""

    def words(text: str, rng: Random) -> str:
        inner = in_runs(text, rng, attributes=" lang=EN-US style='font-size:16.0pt'")
        return inner + rng.choice(("", "<o:p></o:p>", "<span lang=EN-US><o:p>&nbsp;</o:p></span>"))

    def table(grid: Grid, rng: Random) -> str:
        rows = _rows(grid.rows, rng, words)
        ruler = "".join("<td width=50 style='border:none'></td>" for _ in range(grid.width))
        rows.append(f"<![if !supportMisalignedColumns]><tr height=0>{ruler}</tr><![endif]>")
        return _table(rows, " class=MsoNormalTable border=0")

    manner = HtmlManner(table, words, paragraph="p class=MsoNormal", heading=("p class=MsoNormal",))
    report = set_report(facts, rng, manner)
    page = f"{_MSO_HEAD}<body lang=ZH-CN><div class=Section1>{report}</div></body></html>"
    return page.encode(rng.choice(("gb18030", "utf-8"))), facts


def html_wps(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """What WPS saves: bold and font in turn, paragraphs in every cell, headings as lists."""

    def words(text: str, rng: Random) -> str:
        return in_runs(text, rng, "font", ' face="仿宋_GB2312"') + rng.choice(("", "<o:p/>"))

    def table(grid: Grid, rng: Random) -> str:
        return f'<div align="center">{whole_table(grid, rng, words)}</div>'

    manner = HtmlManner(table, words, paragraph='p class="MsoNormal"', heading=("p", "h3"))
    report = set_report(facts, rng, manner)
    head = "<!--[if gte mso 9]><xml><o:DocumentProperties/></xml><![endif]-->"
    page = (
        f"<html><head>{head}</head><body><!--StartFragment-->{report}"
        "<!--EndFragment--></body></html>"
    )
    return page.encode("utf-8-sig"), facts


def html_gbk(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """The page of a site in GB18030 that calls itself gb2312 or UTF-8."""
    return set_site(facts, rng, rng.choice(("gb2312", "utf-8", "GBK"))).encode("gb18030"), facts


def html_cut(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """Tables in parts: blocks, pages with or without the head again, three small tables."""
    report = set_report(facts, rng, HtmlManner(cut_table))
    return f"<html><body><div>{report}</div></body></html>".encode(), facts


def html_layout(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """Tables around everything."""
    report = set_report(facts, rng, HtmlManner(partial(whole_table, words=in_runs)))
    side = "<td width=200><a href=/>首页</a><br><a href=/a>年度报告</a></td>"
    page = (
        "<table width=1000><tr><td colspan=2>某某市人民政府网</td></tr>"
        f"<tr>{side if rng.random() < 0.5 else ''}<td><table><tr><td>{report}</td></tr></table>"
        "</td></tr><tr><td colspan=2>版权所有：某某市人民政府</td></tr></table>"
    )
    return f"<html><body>{page}</body></html>".encode(), facts


def markdown_html(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """Markdown of programs that recognise pages: its tables are HTML, in one line or in many."""
    around = rng.choice(("{}", "<html><body>{}</body></html>", '<div align="center">{}</div>'))
    is_spread = rng.random() < 0.5

    def printed(grid: Grid, rng: Random) -> list[str]:
        table = around.format(whole_table(grid, rng))
        return (table.replace("</t", "\n</t") if is_spread else table).split("\n")

    manner = Manner(
        printed,
        heading=markdown_heading,
        title=markdown_title,
        survey=printing.pipe_rows,
        gaps=(1, 2),
        shape=rng.choice(("five", "six")),
    )
    return print_page(facts, rng, manner).encode(), facts


HTML_DIALECTS: Final[dict[str, Dialect]] = {
    "html_plain": html_plain,
    "html_site": html_site,
    "html_word": html_word,
    "html_wps": html_wps,
    "html_gbk": html_gbk,
    "html_cut": html_cut,
    "html_layout": html_layout,
    "markdown_html": markdown_html,
}
