"""The words of a block as a reader sees them, line by line."""

from collections.abc import Iterator

from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.lines import statistics_rows, table_rows
from govdisclosure.model.report import Block
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.model.tables import Table

__all__ = ["lines_of"]


def lines_of(block: Block) -> Iterator[str]:
    """The lines of *block*; the cells of a row are parted by tabs."""
    match block:
        case Heading():
            yield _printed(block)
        case Paragraph():
            yield block.text
        case Picture():
            yield block.caption
        case Table():
            yield from map("\t".join, table_rows(block))
        case StatisticsTable():
            yield from map("\t".join, statistics_rows(block))
        case OtherTable():
            yield from map("\t".join, block.rows)


def _printed(heading: Heading) -> str:
    return f"{heading.mark}{heading.printed_title}{heading.stop}"
