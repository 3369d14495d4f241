"""Tables of a Word file by their own cells.

Takes a ``w:tbl``, gives its rows with the cells that no other one covers; the blocks in a cell are
read by the caller. Tracked deletions are left out.
"""

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from govdisclosure.readers.docx.blocks import Block, DocxCell, DocxLine, DocxTable, lines_of
from govdisclosure.readers.docx.cells import merge_of
from govdisclosure.readers.docx.place import ParagraphPlace
from govdisclosure.readers.docx.xml import (
    ALTERNATE,
    CELL,
    ROW,
    SILENT,
    chosen_spelling,
    is_on,
    number_under,
    qualified,
)
from govdisclosure.readers.package import Package
from govdisclosure.readers.showing import Aside
from govdisclosure.source import Origin, ResidueReason

__all__ = ["TableReader"]

_PROPERTIES = qualified("trPr")
_DELETED = qualified("del")
_HIDDEN = qualified("hidden")


class TableReader:
    """Reads one table."""

    def __init__(
        self,
        package: Package,
        place: ParagraphPlace,
        read_blocks: Callable[[etree._Element], list[Block]],
    ) -> None:
        """A reader that calls *read_blocks* for the blocks of each cell."""
        self._package = package
        self._place = place
        self._read_blocks = read_blocks
        #: How many cells the table may still have.
        self._left = package.limits.table_cells

    def read(self, table: etree._Element) -> DocxTable:
        """The table.

        Raises:
            LimitError: It has too many cells.
        """
        number, path = self._place.number_of(table), self._place.path
        origin = Origin(element=f"{path}tbl[{number}]" if path else None, table=number)
        made = DocxTable(origin, [], [])
        above: dict[int, DocxCell] = {}
        for place, row in enumerate(self.parts_of(table, ROW), start=1):
            properties = row.find(_PROPERTIES)
            if properties is not None and is_on(properties.find(_HIDDEN)):
                made.covered.extend(self._hidden(row))
            elif properties is None or properties.find(_DELETED) is None:
                column = 0 if properties is None else number_under(properties, "gridBefore", 0)
                above = self._row(row, origin._replace(row=place), column, above, made)
        return made

    def _row(
        self,
        row: etree._Element,
        origin: Origin,
        column: int,
        above: Mapping[int, DocxCell],
        made: DocxTable,
    ) -> dict[int, DocxCell]:
        """Read a row into *made*; return its merged cells by their first column."""
        cells: list[DocxCell] = []
        merged: dict[int, DocxCell] = {}
        for number, one in enumerate(self.parts_of(row, CELL), start=1):
            self._left -= 1
            if self._left < 0:
                raise self._package.beyond("table_cells")
            merge = merge_of(one)
            if merge.is_deleted:
                continue
            blocks = self._read_blocks(one)
            owner = above.get(column) if merge.down == "continue" else None
            if owner is not None:
                owner.rows += 1
                merged[column] = owner
                made.covered.extend(_covered(blocks))
            elif merge.across == "continue" and cells:
                cells[-1].columns += merge.span
                made.covered.extend(_covered(blocks))
            else:
                cell = DocxCell(blocks, origin.of_cell(number), column, merge.span)
                cells.append(cell)
                if merge.down is not None:
                    merged[column] = cell
            column += merge.span
        made.rows.append(cells)
        return merged

    def _hidden(self, row: etree._Element) -> Iterator[DocxLine]:
        """The lines of a row that Word does not show, with all words set aside."""
        for one in self.parts_of(row, CELL):
            for line in lines_of(self._read_blocks(one)):
                words = Aside(line.text, ResidueReason.HIDDEN)
                yield line._replace(text="", aside=(words, *line.aside))

    def parts_of(self, parent: etree._Element, tag: str) -> Iterator[etree._Element]:
        """The rows of a table or the cells of a row, including those in content controls."""
        self._place.enter()
        for child in parent:
            if child.tag == tag:
                yield child
            elif child.tag == ALTERNATE:
                for one in chosen_spelling(child):
                    yield from self.parts_of(one, tag)
            elif child.tag not in SILENT and len(child):
                yield from self.parts_of(child, tag)
        self._place.depth -= 1


def _covered(blocks: list[Block]) -> Iterator[DocxLine]:
    """The lines of a cell that another covers."""
    return (line._replace(is_chrome=True) for line in lines_of(blocks))
