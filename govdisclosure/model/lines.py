"""Blocks as lines of the plain form; the canonical report is these lines and nothing else.

Takes blocks and joins their fields; repairs and invents nothing.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from govdisclosure.layout import label_of, layout_of
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.cells import Cell
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.model.tables import Table
from govdisclosure.plain import PICTURE_SIGN, escape_field, escape_line, row_line
from govdisclosure.sheet_columns import LABEL_HEAD, UNIT_HEAD, is_unit_head, unit_of_cells
from govdisclosure.text import ABSENT_SIGN, CellState

__all__ = [
    "Block",
    "block_lines",
    "block_text",
    "cell_words",
    "closing_lines",
    "other_rows",
    "statistics_rows",
    "table_rows",
    "with_run_ins",
]

#: What a section holds.
Block: TypeAlias = Heading | Paragraph | Table | StatisticsTable | OtherTable | Picture


def with_run_ins(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with the text that runs on behind it; such a paragraph does not come by itself.

    Example:
        >>> one = Heading(level=2, ordinal=1, title="平台", stop="。")
        >>> two = Paragraph(text="改版。", is_run_in=True)
        >>> [(block.title, text) for block, text in with_run_ins([one, two])]
        [('平台', '改版。')]
    """
    before: Block | None = None
    for block in blocks:
        runs_on = isinstance(block, Paragraph) and block.is_run_in
        if before is not None:
            yield before, block.text if runs_on and isinstance(block, Paragraph) else ""
        before = None if runs_on else block
    if before is not None:
        yield before, ""


def block_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Blocks one under the other; tables stand between blank lines."""
    for block, run_in in with_run_ins(blocks):
        match block:
            case Heading():
                yield block.line + run_in
            case Paragraph():
                yield escape_line(block.text)
            case Picture():
                yield f"{PICTURE_SIGN}{block.caption}"
            case Table():
                yield from ("", *map(row_line, table_rows(block)), "")
            case OtherTable():
                yield from ("", *map(row_line, other_rows(block)), "")
            case StatisticsTable():
                yield from ("", *map(row_line, statistics_rows(block)), "")


def block_text(block: Block) -> str:
    """The lines of one block as text."""
    return "".join(f"{line}\n" for line in block_lines([block]) if line)


def closing_lines(signature: str | None, signed_on: date) -> Iterator[str]:
    """Signature and date; 〔缺〕 where nobody signed."""
    yield signature if signature is not None else ABSENT_SIGN
    yield f"{signed_on.year:04}年{signed_on.month}月{signed_on.day}日"


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


def other_rows(table: OtherTable) -> Iterator[list[str]]:
    """The words of each row as they are printed."""
    for row in table.rows:
        has_unit = any(map(is_unit_head, row))
        yield [escape_field(words, is_beside_unit=has_unit) for words in row]


def statistics_rows(table: StatisticsTable) -> Iterator[list[str]]:
    """The line over the columns and the printed rows: label, unit, values."""
    yield [LABEL_HEAD, UNIT_HEAD, *map(escape_field, table.columns)]
    counted = [kind.is_counted for kind in table.kinds]
    for row in table.rows:
        unit = unit_of_cells(row.unit)
        line = [escape_field(row.label), escape_field(row.unit)]
        for cell, is_counted in zip(row.cells, counted, strict=False):
            line.append(cell_words(cell, unit if is_counted else None))
        yield line if row.cells or row.unit else line[:1]


def cell_words(cell: Cell, unit: str | None) -> str:
    """The printed words of a cell, behind the escape where they would be read as a label."""
    words = cell.printed(unit)
    if cell.state is CellState.TEXT or cell.note:
        return escape_field(words, is_beside_unit=True)
    return words
