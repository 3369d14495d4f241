"""A report as one self-contained HTML page that looks like an official document and prints on A4.

Takes a report and gives text; the words of each element are those of a line of the plain form,
escapes included, so that the page reads back as an equal report.
"""

from collections.abc import Iterable, Iterator
from html import escape

from govdisclosure.forms.layout import TableKind, TableLayout, layout_of
from govdisclosure.model.blocks import Heading, Picture, PrintedRows
from govdisclosure.model.lines import with_run_ins
from govdisclosure.model.report import Block, Closing, Report
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.model.tables import Table
from govdisclosure.text import ABSENT_SIGN
from govdisclosure.writers.merged import PlacedCell, grouped_rows, sheet_rows
from govdisclosure.writers.shape import column_widths, title_parts

__all__ = ["write_html", "write_html_fragment"]

#: The generator that a whole page names, so that nothing on it is read as around the report.
_GENERATOR = "govdisclosure"
#: A page must have a title; this is used where the report has no title.
_UNTITLED = "无标题"

#: Every selector is limited to the report, so that a fragment does not affect the page around it.
_STYLE = """\
.report {
  --song: SimSun, 宋体, STSong, "Songti SC", "Source Han Serif SC", "Noto Serif CJK SC", serif;
  --xiaobiaosong: FZXiaoBiaoSong-B05S, 方正小标宋简体, 方正小标宋_GBK, STZhongsong, 华文中宋,
    var(--song);
  --hei: SimHei, 黑体, STHeiti, "Heiti SC", "Source Han Sans SC", "Noto Sans CJK SC", sans-serif;
  --kai: KaiTi_GB2312, 楷体_GB2312, KaiTi, 楷体, STKaiti, "Kaiti SC", var(--song);
  --fangsong: FangSong_GB2312, 仿宋_GB2312, FangSong, 仿宋, STFangsong, var(--song);
  box-sizing: border-box;
  max-width: 210mm;
  margin: 0 auto;
  padding: 2em 1.25em;
  background: #fff;
  color: #000;
  font: 16pt/1.75 var(--fangsong);
  overflow-wrap: anywhere;
}
.report h1 {
  margin: 0 0 1.2em;
  font: 22pt/1.5 var(--xiaobiaosong);
  text-align: center;
  text-wrap: balance;
  word-break: keep-all;
}
.report h2, .report h3, .report h4, .report h5 {
  margin: 0;
  font: inherit;
  text-indent: 2em;
  break-after: avoid;
}
.report h2 { margin-top: .5em; font-family: var(--hei); }
.report h3 { font-family: var(--kai); }
.report h4 { font-weight: bold; }
.report p { margin: 0; text-align: justify; text-indent: 2em; orphans: 2; widows: 2; }
.report strong { font-weight: normal; }
.report .level-1 { font-family: var(--hei); }
.report .level-2 { font-family: var(--kai); }
.report .level-3 { font-weight: bold; }
.report .table { margin: .6em 0 1em; overflow-x: auto; }
.report table {
  width: 100%;
  border-collapse: collapse;
  font: 10.5pt/1.4 var(--song);
  color: #000;
}
.report .proactive, .report .requests, .report .disputes { table-layout: fixed; }
.report .requests, .report .disputes { min-width: 150mm; }
.report tr { break-inside: avoid; background: none; }
.report th, .report td {
  padding: .3em .25em;
  border: .75pt solid #000;
  font-weight: normal;
  text-align: center;
  text-indent: 0;
  vertical-align: middle;
}
.report th { text-wrap: balance; }
.report .requests tbody th, .report .requests thead th[rowspan="3"] {
  text-align: left;
  text-wrap: wrap;
}
.report .statistics tbody th { text-align: left; text-wrap: wrap; }
.report .proactive th[scope=rowgroup] {
  background: #c6d9f1;
  text-align: left;
  print-color-adjust: exact;
}
.report td[data-state=absent], .report .absent { color: #b00020; }
.report td[data-state=absent] { font-size: .8em; }
.report figure { margin: .6em 0; text-align: center; break-inside: avoid; }
.report .closing { margin-top: 2em; break-before: avoid; break-inside: avoid; }
.report .closing p { text-align: right; text-indent: 0; padding-right: 2em; }
.report .annex { margin-top: 2em; }
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center {
  content: "— " counter(page) " —"; font: 14pt SimSun, 宋体, "Noto Serif CJK SC", serif;
} }
@media (max-width: 600px) {
  .report { font-size: 13pt; }
  .report h1 { font-size: 18pt; }
}
@media print {
  .report { max-width: none; padding: 0; }
  .report .table { overflow: visible; }
  .report table { font-size: 10pt; line-height: 1.25; }
  .report th, .report td { padding: .15em; }
  .report .proactive, .report .requests, .report .disputes { min-width: 0; break-inside: avoid; }
  .report thead { display: table-header-group; }
}
"""


def write_html(report: Report) -> str:
    """The report as a whole page, without external resources or scripts."""
    title = escape(report.title if report.title is not None else _UNTITLED)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="{_GENERATOR}">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n"
        f"<body>\n{_article(report)}</body>\n</html>\n"
    )


def write_html_fragment(report: Report) -> str:
    """The report as a piece of another page, with its style; a notebook shows it."""
    return f"<style>\n{_STYLE}</style>\n{_article(report)}"


def _article(report: Report) -> str:
    return "".join(f"{line}\n" for line in _Page(report).lines())


class _Page:
    """Writes one page; anchors are unique, so only the tables that count have them."""

    def __init__(self, report: Report) -> None:
        """A page for *report*."""
        self._report = report
        self._anchored = {kind: report.table(kind) for kind in TableKind}

    def lines(self) -> Iterator[str]:
        """The elements of the report from its title to its annex."""
        report = self._report
        yield '<article class="report" lang="zh-CN">'
        if report.title is not None:
            parts = (escape(part, quote=False) for part in title_parts(report.title))
            yield f"<h1>{'<wbr>'.join(parts)}</h1>"
        yield from self._blocks(report.preamble)
        for section in report.sections:
            anchor = f' id="{section.kind.value}"' if section.kind is not None else ""
            yield f"<section{anchor}>"
            yield _heading(section.heading, "")
            yield from self._blocks(section.blocks)
            yield "</section>"
        if report.closing is not None:
            yield from _closing(report.closing)
        if report.annex:
            yield '<section class="annex" id="annex">'
            yield from self._blocks(report.annex)
            yield "</section>"
        yield "</article>"

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block, run_in in with_run_ins(blocks):
            match block:
                case Heading():
                    yield _heading(block, run_in)
                case Picture():
                    caption = escape("".join(block.lines()), quote=False)
                    yield f"<figure><figcaption>{caption}</figcaption></figure>"
                case Table():
                    yield from self._form(block)
                case StatisticsTable():
                    yield from _sheet(block, is_anchored=block is self._report.statistics)
                case PrintedRows():
                    yield from _other_table(block)
                case _:
                    yield from (f"<p>{escape(words, quote=False)}</p>" for words in block.lines())

    def _form(self, table: Table) -> Iterator[str]:
        """A statutory table, its cells merged as the form merges them."""
        is_anchored = table is self._anchored.get(table.kind)
        yield f'<div class="table"><table class="{table.kind.value}">'
        yield _columns(layout_of(table.kind, table.edition))
        for group, rows in grouped_rows(table):
            yield f"<{group}>"
            for row in rows:
                yield _row(row, is_anchored=is_anchored)
            yield f"</{group}>"
        yield "</table></div>"


# ------------------------------------------------------------------------------ blocks


def _heading(heading: Heading, run_in: str) -> str:
    """A heading by its depth, or a paragraph that begins with it in bold."""
    words = escape(heading.line, quote=False)
    if not run_in:
        return f"<h{heading.level + 1}>{words}</h{heading.level + 1}>"
    text = escape(run_in, quote=False)
    return f'<p><strong class="level-{heading.level}">{words}</strong>{text}</p>'


def _closing(closing: Closing) -> Iterator[str]:
    """Signature and date, each on a separate line at the right."""
    yield '<div class="closing">'
    for words in closing.lines():
        mark = ' class="absent"' if words == ABSENT_SIGN else ""
        yield f"<p{mark}>{escape(words, quote=False)}</p>"
    yield "</div>"


def _other_table(table: PrintedRows) -> Iterator[str]:
    yield '<div class="table"><table>'
    for row in table.printed_rows():
        cells = (f"<td>{escape(words, quote=False)}</td>" for words in row)
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table></div>"


def _sheet(table: StatisticsTable, *, is_anchored: bool) -> Iterator[str]:
    """A statistics sheet; the address of a cell is its anchor."""
    head = next(table.printed_rows())
    yield '<div class="table"><table class="statistics">'
    names = (f'<th scope="col">{escape(words, quote=False)}</th>' for words in head)
    yield f"<thead><tr>{''.join(names)}</tr></thead>"
    yield "<tbody>"
    yield from (_row(row, is_anchored=is_anchored) for row in sheet_rows(table))
    yield "</tbody></table></div>"


# ------------------------------------------------------------------------------ statutory tables


def _columns(layout: TableLayout) -> str:
    """The columns with their widths, grouped as the topmost labels group them."""
    widths = iter(column_widths(layout))
    groups = (
        "".join(f'<col style="width:{next(widths) / 10:g}%">' for _ in range(columns))
        for _, _, columns in layout.lines[0].labels
    )
    return "".join(f"<colgroup>{group}</colgroup>" for group in groups)


def _spans(placed: PlacedCell) -> str:
    rows = f' rowspan="{placed.rows}"' if placed.rows > 1 else ""
    return rows + (f' colspan="{placed.columns}"' if placed.columns > 1 else "")


def _row(cells: Iterable[PlacedCell], *, is_anchored: bool) -> str:
    return f"<tr>{''.join(_cell(one, is_anchored=is_anchored) for one in cells)}</tr>"


def _cell(placed: PlacedCell, *, is_anchored: bool) -> str:
    """A label, or a value with its address as anchor."""
    words, cell = escape(placed.words, quote=False), placed.cell
    if placed.scope:
        return f'<th scope="{placed.scope}"{_spans(placed)}>{words}</th>'
    anchor = f' id="{placed.address}"' if is_anchored and placed.address else ""
    state = f' data-state="{cell.state.value}"' if cell and not cell.is_number else ""
    return f"<td{_spans(placed)}{anchor}{state}>{words}</td>"
