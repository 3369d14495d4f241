"""A report as a Word document that looks like an official one: fonts and measures of GB/T 9704.

Takes a report and gives the bytes of a DOCX file, the same for equal reports; the words of each
paragraph and cell are those of a line of the plain form, escapes included.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from io import BytesIO
from itertools import accumulate, pairwise
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from govdisclosure.forms.layout import TableKind, TableLayout, layout_of
from govdisclosure.model.agency import describe
from govdisclosure.model.blocks import Heading, Picture, PrintedRows
from govdisclosure.model.lines import with_run_ins
from govdisclosure.model.report import Block, Closing, Report
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.model.tables import Table
from govdisclosure.plain.titles import is_title
from govdisclosure.text import ABSENT_SIGN
from govdisclosure.writers.docx_parts import MAIN_NAMESPACE, SECTION, TEXT_WIDTH, fixed_parts
from govdisclosure.writers.merged import PlacedCell, merged_rows
from govdisclosure.writers.shape import column_widths, count_head_rows, title_parts

__all__ = ["write_docx"]

#: The earliest time that a zip file can hold, used for every member.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
#: How many characters of 二号 fit on one line.
_TITLE_LINE = 20
_LONGEST_ORGAN = 24
_YEAR = re.compile("20[0-9]{2}年度?")
_SENTENCE = re.compile("[。，；：:、|>]")


def write_docx(report: Report) -> bytes:
    """The report as a DOCX file."""
    parts = {**fixed_parts(report.title), "word/document.xml": _document(report)}
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, xml in parts.items():
            member = ZipInfo(name, _NO_TIME)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 0
            archive.writestr(member, xml.encode())
    return file.getvalue()


def _document(report: Report) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document xmlns:w="{MAIN_NAMESPACE}"><w:body>'
        f"{''.join(_body(report))}{SECTION}</w:body></w:document>"
    )


def _body(report: Report) -> Iterator[str]:
    """The paragraphs and tables of the report from its title to its annex."""
    if report.title is not None:
        yield _paragraph("Title", "<w:r><w:br/></w:r>".join(map(_run, _title_lines(report.title))))
    yield from _blocks(report.preamble)
    for number, section in enumerate(report.sections, 1):
        yield _heading(section.heading, "")
        is_signed = report.closing is not None and number == len(report.sections)
        yield from _blocks(section.blocks, is_signed=is_signed)
    if report.closing is not None:
        yield from _closing(report.closing)
    yield from _blocks(report.annex)


def _blocks(blocks: Iterable[Block], *, is_signed: bool = False) -> Iterator[str]:
    """Blocks one under the other; the last page never holds only the signature."""
    written = list(with_run_ins(blocks))
    for number, (block, run_in) in enumerate(written, 1):
        more = "<w:keepNext/>" if is_signed and number == len(written) else ""
        match block:
            case Heading():
                yield _heading(block, run_in, more)
            case Picture():
                yield _paragraph("Caption", _run("".join(block.lines())))
            case Table():
                yield _form(block)
            case StatisticsTable():
                yield _sheet(block)
            case PrintedRows():
                yield _other_table(block)
            case _:
                yield from (_paragraph("BodyText", _run(words), more) for words in block.lines())


# ------------------------------------------------------------------------------ paragraphs


def _run(words: str, style: str = "") -> str:
    """Words in the font for Chinese, including quotation marks and dashes."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    text = escape(words, quote=False)
    return (
        f'<w:r><w:rPr>{named}<w:rFonts w:hint="eastAsia"/></w:rPr>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r>'
    )


def _printed(words: str, missing: str) -> str:
    """Words, in the style *missing* if they are 〔缺〕; no run without words."""
    return _run(words, missing if words == ABSENT_SIGN else "") if words else ""


def _paragraph(style: str, runs: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def _heading(heading: Heading, run_in: str, more: str = "") -> str:
    """A heading by its depth, or a paragraph that begins with it."""
    if not run_in:
        return _paragraph(f"Heading{heading.level}", _run(heading.line))
    runs = _run(heading.line, f"RunIn{heading.level}") + _run(run_in)
    return _paragraph("BodyText", runs, more)


def _closing(closing: Closing) -> Iterator[str]:
    """Signature and date, each on a separate line at the right."""
    for style, words in zip(("Signature", "Date"), closing.lines(), strict=True):
        yield _paragraph(style, _printed(words, "Missing"))


def _title_lines(title: str) -> list[str]:
    """The title in one line if it fits, else in two of similar width.

    It is broken only where every reader joins it again: after an organ, with or without the year.
    """
    organ, *parts = title_parts(title)
    if (
        not parts
        or _width(title) <= _TITLE_LINE
        or len(organ) > _LONGEST_ORGAN
        or _SENTENCE.search(organ)
        or describe(organ).kind is None
    ):
        return [title]
    cuts = [(organ, "".join(parts))]
    if _YEAR.fullmatch(parts[0]):
        cuts.append((organ + parts[0], "".join(parts[1:])))
    cuts = [lines for lines in cuts if is_title(lines[1])]
    return list(min(cuts, key=lambda lines: max(map(_width, lines)), default=(title,)))


def _width(words: str) -> float:
    """The width of words in Chinese characters."""
    return sum(1 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in words)


# ------------------------------------------------------------------------------ tables

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PROPERTIES = (
    f'<w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
    f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    '<w:tblCellMar><w:left w:w="28" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr>"
)
#: The minimum heights of rows, and the styles of their words.
_LOOKS = {
    TableKind.PROACTIVE: (400, "TableWords"),
    TableKind.REQUESTS: (340, "TableSmall"),
    TableKind.DISPUTES: (400, "TableSmall"),
}
#: Columns of the labels of rows in table three.
_REQUEST_LABELS = 3
#: The last row of a table may be separated from what follows.
_LAST = '<w:keepNext w:val="0"/>'
#: The style of 〔缺〕 in a cell: it fits into the narrowest column.
_MISSING = "MissingSmall"
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="C6D9F1"/>'


def _table(widths: Sequence[int], rows: Iterable[str]) -> str:
    """A table, and a low paragraph that separates it from a table that follows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl>{_PROPERTIES}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        f"{_paragraph('AfterTable', '')}"
    )


def _row(cells: Iterable[str], height: int, *, is_head: bool = False) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{head}'
        f"</w:trPr>{''.join(cells)}</w:tr>"
    )


def _cell(width: int, more: str, paragraph: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}<w:vAlign w:val="center"/>'
        f"</w:tcPr>{paragraph}</w:tc>"
    )


def _edges(shares: Sequence[int]) -> list[int]:
    """The edges of columns, together as wide as the text."""
    whole = sum(shares)
    return [TEXT_WIDTH * share // whole for share in accumulate(shares, initial=0)]


def _widths(edges: Sequence[int]) -> list[int]:
    return [right - left for left, right in pairwise(edges)]


def _form(table: Table) -> str:
    """A statutory table, its cells merged as the form merges them."""
    layout = layout_of(table.kind, table.edition)
    height, style = _LOOKS[table.kind]
    edges = _edges(column_widths(layout))
    heads = count_head_rows(layout)
    rows = []
    for number, line in enumerate(_with_covered(merged_rows(table), layout.width), 1):
        ends = _LAST if number == len(layout.lines) else ""
        cells = []
        for placed, is_covered in line:
            side = "Left" if _is_left(placed, layout) else ""
            words = "" if is_covered else _printed(placed.words, _MISSING)
            cells.append(
                _cell(
                    edges[placed.column + placed.columns] - edges[placed.column],
                    _merge(placed, is_covered=is_covered)
                    + (_SHADE if placed.columns == layout.width else ""),
                    _paragraph(style + side, words, ends),
                )
            )
        rows.append(_row(cells, height, is_head=number <= heads))
    return _table(_widths(edges), rows)


def _with_covered(
    rows: Iterable[Sequence[PlacedCell]], width: int
) -> Iterator[list[tuple[PlacedCell, bool]]]:
    """Each row with the cells from above that cover places of it, from left to right."""
    spanning: dict[int, tuple[PlacedCell, int]] = {}
    for row in rows:
        own = {placed.column: placed for placed in row}
        line: list[tuple[PlacedCell, bool]] = []
        column = 0
        while column < width:
            is_covered = column not in own
            placed, left = spanning[column] if is_covered else (own[column], own[column].rows)
            spanning[column] = placed, left - 1
            line.append((placed, is_covered))
            column += placed.columns
        yield line


def _merge(placed: PlacedCell, *, is_covered: bool) -> str:
    """The spans of a cell; places below the first say that they continue it."""
    across = f'<w:gridSpan w:val="{placed.columns}"/>' if placed.columns > 1 else ""
    if placed.rows == 1:
        return across
    return across + ("<w:vMerge/>" if is_covered else '<w:vMerge w:val="restart"/>')


def _is_left(placed: PlacedCell, layout: TableLayout) -> bool:
    """Whether the words are left-aligned: the articles of table two, the rows of table three."""
    if placed.cell is not None:
        return False
    return placed.columns == layout.width or (
        layout.kind is TableKind.REQUESTS and placed.column < _REQUEST_LABELS
    )


def _other_table(table: PrintedRows) -> str:
    printed = list(table.printed_rows())
    widths = _widths(_edges([1] * len(printed[0])))
    rows = []
    for number, row in enumerate(printed, 1):
        ends = _LAST if number == len(printed) else ""
        runs = (_printed(words, _MISSING) for words in row)
        cells = (
            _cell(width, "", _paragraph("TableSmall", run, ends))
            for width, run in zip(widths, runs, strict=True)
        )
        rows.append(_row(cells, 340))
    return _table(widths, rows)


#: The widths of a sheet's columns: of the labels, of the units, and of all values together.
_SHEET_WIDTHS = 500, 100, 400


def _sheet(table: StatisticsTable) -> str:
    """A statistics sheet; the last cell of a row without values extends to its end."""
    count = len(table.columns)
    label, unit, values = (share * count for share in _SHEET_WIDTHS)
    widths = _widths(_edges([label, unit, *[values // count] * count]))
    printed = list(table.printed_rows())
    rows = []
    for number, row in enumerate(printed):
        ends = _LAST if number == len(printed) - 1 else ""
        cells = []
        for place, words in enumerate(row):
            over = len(widths) - place if place == len(row) - 1 else 1
            merge = f'<w:gridSpan w:val="{over}"/>' if over > 1 else ""
            style = "TableWords" if place else "TableWordsLeft"
            paragraph = _paragraph(style, _printed(words, _MISSING), ends)
            cells.append(_cell(sum(widths[place : place + over]), merge, paragraph))
        rows.append(_row(cells, _LOOKS[TableKind.PROACTIVE][0], is_head=number == 0))
    return _table(widths, rows)
