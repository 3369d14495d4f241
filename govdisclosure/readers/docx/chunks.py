"""Files of other formats that are embedded in a Word file (``w:altChunk``), as blocks of it.

Takes the bytes of a page or of plain text. Other formats, which Word does not show as words either,
are refused; an embedded Word file is read by ``story``.
"""

from collections.abc import Iterator, Sequence

from govdisclosure.readers.docx.blocks import Block, DocxCell, DocxImage, DocxLine, DocxTable
from govdisclosure.readers.docx.document import Document
from govdisclosure.readers.encodings import decode
from govdisclosure.readers.foreign import describe_container
from govdisclosure.readers.formats import format_of
from govdisclosure.readers.html import blocks as html
from govdisclosure.readers.html.reader import blocks_of_page
from govdisclosure.source import Origin

__all__ = ["blocks_of_chunk"]


def blocks_of_chunk(document: Document, part: str, data: bytes) -> list[Block] | None:
    """The blocks of a page or of plain text; None for any other format.

    Raises:
        ReadError: The page has no content without its scripts.
        LimitError: It is larger or deeper than the limits allow.
    """
    if describe_container(data, part) is not None:
        return None
    path = f"{part.rpartition('/')[2]}/"
    if format_of(data) == "html":
        limits = document.package.limits
        blocks, unseen = blocks_of_page(data, f"{document.package.name}/{part}", limits)
        aside = [
            DocxLine("", path + one.place.path().lstrip("/"), aside=(one.piece,)) for one in unseen
        ]
        return [*aside, *_blocks_of_page(document, blocks, path)]
    text, _, faults = decode(data)
    if faults or "\0" in text:
        return None
    lines = text.splitlines()
    if len(lines) > document.package.limits.lines:
        raise document.package.beyond("lines")
    numbered = enumerate(lines, start=1)
    return [DocxLine(line, f"{path}p[{number}]") for number, line in numbered if line.strip()]


def _blocks_of_page(document: Document, blocks: Sequence[html.Block], path: str) -> Iterator[Block]:
    for one in blocks:
        match one:
            case html.HtmlLine():
                element = path + one.place.path().lstrip("/")
                yield DocxLine(one.words, element, aside=one.aside)
            case html.HtmlImage():
                yield DocxImage(one.caption, path + one.place.path().lstrip("/"))
            case html.HtmlTable():
                yield _table(document, one, path)


def _table(document: Document, table: html.HtmlTable, path: str) -> DocxTable:
    """A table of a page as one of the Word file.

    Raises:
        LimitError: It is one too many, or its spans cover too many places.
    """
    document.count_table()
    made = DocxTable(
        Origin(element=path + table.place.path().lstrip("/"), table=table.number), [], []
    )
    package = document.package
    if html.width_of(table.rows) * len(table.rows) > package.limits.table_cells:
        raise package.beyond("table_cells")
    #: The row down to which each column is covered by cells of earlier rows.
    covered: dict[int, int] = {}
    for number, row in enumerate(table.rows):
        cells: list[DocxCell] = []
        column = 0
        for own in row.cells:
            while covered.get(column, 0) > number:
                column += 1
            origin = made.origin._replace(row=row.number, cell=own.number)
            blocks = list(_blocks_of_page(document, own.blocks, path))
            cell = DocxCell(blocks, origin, column, own.columns)
            cell.rows = min(own.rows, len(table.rows) - number)
            cells.append(cell)
            covered.update(dict.fromkeys(range(column, column + own.columns), number + cell.rows))
            column += own.columns
        made.rows.append(cells)
    return made
