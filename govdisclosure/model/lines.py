"""A report as lines of the plain form; the canonical text is these lines and nothing else.

Takes a report and joins its fields; repairs and invents nothing.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from govdisclosure.layout import label_of, layout_of
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.cells import Cell
from govdisclosure.model.tables import Table
from govdisclosure.plain import PICTURE_SIGN, escape_field, escape_line, row_line
from govdisclosure.text import ABSENT_SIGN, CellState

if TYPE_CHECKING:
    from govdisclosure.model.report import Block, Closing, Report

__all__ = ["canonical_text", "cell_words", "closing_lines", "table_rows"]


def canonical_text(report: "Report") -> str:
    """The canonical report: the plain form of *report*, each line ended by ``\\n``."""
    return "".join(f"{line}\n" for line in _report_lines(report))


def _report_lines(report: "Report") -> Iterator[str]:
    if report.title is not None:
        yield report.title
    yield from _block_lines(report.preamble)
    for section in report.sections:
        yield section.heading.line
        yield from _block_lines(section.blocks)
    if report.closing is not None:
        yield ""
        yield from closing_lines(report.closing)
        if report.annex:
            yield ""
            yield from _block_lines(report.annex)


def _block_lines(blocks: Iterable["Block"]) -> Iterator[str]:
    """Blocks one under the other; text runs on, and tables stand between blank lines."""
    heading = ""
    for block in blocks:
        if heading:
            is_run_in = isinstance(block, Paragraph) and block.is_run_in
            if not is_run_in:
                yield heading
                heading = ""
        match block:
            case Heading():
                heading = block.line
            case Paragraph(is_run_in=True):
                yield heading + block.text
                heading = ""
            case Paragraph():
                yield escape_line(block.text)
            case Picture():
                yield f"{PICTURE_SIGN}{block.caption}"
            case Table():
                yield ""
                yield from map(row_line, table_rows(block))
                yield ""
            case OtherTable():
                yield ""
                yield from (row_line([escape_field(words) for words in row]) for row in block.rows)
                yield ""
    if heading:
        yield heading


def closing_lines(closing: "Closing") -> Iterator[str]:
    """Signature and date; 〔缺〕 where nobody signed."""
    yield closing.signature if closing.signature is not None else ABSENT_SIGN
    yield f"{closing.signed_on.year:04}年{closing.signed_on.month}月{closing.signed_on.day}日"


def table_rows(table: Table) -> Iterator[list[str]]:
    """The own cells of each printed row: the form's labels, then the values."""
    layout = layout_of(table.kind, table.edition)
    cells = iter(table.items())
    for line in layout.lines:
        row = [label_of(table.kind, token).wording(table.edition) for token in line.tokens]
        for _ in line.cells:
            address, cell = next(cells)
            row.append(cell_words(cell, address.unit))
        yield row


def cell_words(cell: Cell, unit: str | None) -> str:
    """The printed words of a cell, behind the escape where they would be read as a label."""
    words = cell.printed(unit)
    return escape_field(words) if cell.state is CellState.TEXT or cell.note else words
