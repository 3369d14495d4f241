"""Word files (DOCX, of Word and of WPS) become the plain form.

Takes the bytes of a file; the parts of the package, the body and the lists have their own modules.
This one decides which part is the text, which tables are only layout, and what becomes of headers
and footers.
"""

from collections.abc import Iterator, Mapping, Sequence

from govdisclosure.characters import fold_blanks
from govdisclosure.forms.labels import hold_labels
from govdisclosure.plain.around import is_page_number
from govdisclosure.readers.docx.blocks import (
    Block,
    DocxCell,
    DocxImage,
    DocxLine,
    DocxTable,
    lines_of,
)
from govdisclosure.readers.docx.document import Document, text_part
from govdisclosure.readers.docx.flat import as_archive
from govdisclosure.readers.docx.place import ParagraphPlace
from govdisclosure.readers.docx.story import Story
from govdisclosure.readers.docx.xml import qualified
from govdisclosure.readers.foreign import archive_error, is_flat_package, refuse_foreign
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.package import Package
from govdisclosure.readers.tables.compose import Composer, TableCell
from govdisclosure.source import Origin, Source

__all__ = ["read_docx"]

_BODY = qualified("body")


def read_docx(data: bytes, name: str, limits: Limits) -> Source:
    """Read a Word file.

    Raises:
        ReadError: It is another format, encrypted or damaged.
        LimitError: It is larger or deeper than *limits* allow.
    """
    if is_flat_package(data):
        data = as_archive(data, name, limits)
    refuse_foreign(data, name)
    package = Package(data, name, limits)
    part = text_part(package)
    if part is None:
        raise archive_error(package.names, name)
    document = Document(package, part)
    body = package.tree(part, document.shortened).find(_BODY)
    if body is None:
        raise archive_error(package.names, name)
    story = Story(document, ParagraphPlace(package, ""), document.relations)
    return _Writer(package).write(document, story.blocks(body))


class _Writer:
    """Writes blocks as the plain form."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.composer = Composer(package.name, package.limits)
        self.seen: set[DocxLine] = set()

    def write(self, document: Document, blocks: Sequence[Block]) -> Source:
        """The Source of the body and of the headers and footers around it."""
        margins = [
            (one.kind, list(self._margin(document, one.target)))
            for one in list(document.margins.values())
        ]
        for kind, lines in margins:
            if kind == "header":
                self._write_margin(lines)
        self._write(blocks)
        for kind, lines in margins:
            if kind != "header":
                self._write_margin(lines)
        return self.composer.source(name=self.package.name)

    def _margin(self, document: Document, part: str) -> Iterator[DocxLine]:
        root = self.package.tree_or_none(part)
        if root is not None:
            place = ParagraphPlace(self.package, f"{part.rpartition('/')[2]}/")
            story = Story(document, place, self.package.relations(part))
            yield from lines_of(story.blocks(root))

    def _write_margin(self, lines: Sequence[DocxLine]) -> None:
        """Write headers and footers once each, however many sections have them."""
        for line in lines:
            words = fold_blanks(line.text)
            said = line._replace(text=words, element="")
            if said not in self.seen:
                self.seen.add(said)
                origin = Origin(element=line.element)
                write = self.composer.paragraph if is_page_number(words) else self.composer.chrome
                write(words, origin)
                self.composer.set_aside(line.aside, origin)

    def _write(self, blocks: Sequence[Block]) -> None:
        for one in blocks:
            if isinstance(one, DocxTable):
                self._write_table(one)
            else:
                self._write_line(one, Origin(element=one.element))

    def _write_line(self, one: DocxLine | DocxImage, origin: Origin) -> None:
        if isinstance(one, DocxImage):
            self.composer.picture(one.caption, origin)
        elif one.is_chrome:
            self.composer.chrome(one.text, origin)
            self.composer.set_aside(one.aside, origin)
        else:
            self.composer.paragraph(one.text, origin, one.aside)

    # -- tables

    def _write_table(self, table: DocxTable) -> None:
        rows = [row for row in table.rows if row]
        cells = [cell for row in rows for cell in row]
        besides = [
            one
            for cell in cells
            for one in cell.blocks
            if not (isinstance(one, DocxLine) and one.is_inside)
        ]
        is_nesting = any(isinstance(one, DocxTable) for one in besides)
        is_narrow = all(len(row) == 1 for row in rows)
        has_indent = any(row[0].start for row in rows)
        is_form = (is_nesting or is_narrow or has_indent) and _is_form(cells)
        if (is_nesting or is_narrow) and not is_form:
            for cell in cells:
                self._write_inside(cell)
        else:
            self._write_rows(table, keeps_indent=not is_form)
            for one in besides:
                if not isinstance(one, DocxTable):
                    self._write_line(one, table.origin._replace(element=one.element))
        for line in table.covered:
            self._write_line(line, table.origin._replace(element=line.element))

    def _write_inside(self, cell: DocxCell) -> None:
        """Write the content of a cell of a layout table as if there were no table."""
        for one in cell.blocks:
            if isinstance(one, DocxTable):
                self._write_table(one)
            else:
                self._write_line(one, cell.origin._replace(element=one.element))

    def _write_rows(self, table: DocxTable, *, keeps_indent: bool) -> None:
        """Write the own cells, numbering columns by the edges that really occur.

        So a span of a hundred million columns is no wider than the cells above it.
        """
        edges = {0}
        for row in table.rows:
            for cell in row:
                edges.add(cell.start)
                edges.add(cell.start + cell.columns)
        place = {edge: number for number, edge in enumerate(sorted(edges))}
        if len(table.rows) * len(place) > self.package.limits.table_cells:
            raise self.package.beyond("table_cells")
        rows: list[list[TableCell]] = []
        origins: list[Origin] = []
        #: Where and in which row cells that cover several rows end, by their first column.
        merged: dict[int, tuple[int, int]] = {}
        for number, row in enumerate(table.rows, start=1):
            cells = [
                _table_cell(cell, place[cell.start + cell.columns] - place[cell.start])
                for cell in row
            ]
            if keeps_indent and row:
                indent = place[row[0].start] - _covered_from_left(merged, number)
                if indent > 0:
                    cells.insert(0, TableCell("", columns=indent))
                for cell in row:
                    if cell.rows > 1:
                        end = place[cell.start + cell.columns]
                        merged[place[cell.start]] = (end, number + cell.rows)
            rows.append(cells)
            origins.append(row[0].origin.of_cell(None) if row else table.origin)
        self.composer.table(rows, origins)


def _covered_from_left(merged: Mapping[int, tuple[int, int]], number: int) -> int:
    """How many columns of a row, from the left, are covered by cells of the rows above."""
    column = 0
    while column in merged and merged[column][1] > number:
        column = merged[column][0]
    return column


def _is_form(cells: Sequence[DocxCell]) -> bool:
    """Whether the cells hold enough labels of the forms to be a table by themselves."""
    return hold_labels(fold_blanks(_own_text(cell)) for cell in cells)


def _own_text(cell: DocxCell) -> str:
    """The words of a cell without those of nested tables."""
    return " ".join(one.text for one in cell.blocks if isinstance(one, DocxLine) and one.is_inside)


def _table_cell(cell: DocxCell, columns: int) -> TableCell:
    """A cell with its words on one line, over *columns* columns."""
    blocks = cell.blocks
    if not blocks:
        return TableCell("", cell.rows, columns, origin=cell.origin)
    if len(blocks) == 1 and isinstance(only := blocks[0], DocxLine) and only.is_inside:
        return TableCell(only.text, cell.rows, columns, only.aside, cell.origin)
    lines = [line for line in lines_of(blocks) if line.is_inside]
    aside = tuple(piece for line in lines for piece in line.aside)
    text = " ".join(line.text for line in lines)
    return TableCell(text, cell.rows, columns, aside, cell.origin)
