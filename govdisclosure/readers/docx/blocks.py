"""What a Word file consists of when nothing but its words and its order is asked for.

Paragraphs, pictures and tables of own cells, in reading order; a cell holds blocks again.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Union

from govdisclosure.readers.showing import Aside
from govdisclosure.source import Origin

__all__ = ["Block", "DocxCell", "DocxImage", "DocxLine", "DocxTable", "lines_of"]


class DocxLine(NamedTuple):
    """A paragraph, or a part of it between line breaks."""

    text: str
    #: Where it stands, such as ``p[12]``: the twelfth paragraph that was read in its part.
    element: str
    #: Whether it is not printed with the text.
    is_chrome: bool = False
    #: Whether it belongs to a note at the foot of the page or at the end.
    is_note: bool = False
    #: What stands in it and is none of its words.
    aside: tuple[Aside, ...] = ()

    @property
    def is_inside(self) -> bool:
        """Whether it is among the words of the cell it stands in."""
        return not self.is_chrome and not self.is_note


class DocxImage(NamedTuple):
    """A picture or an embedded object, by its caption."""

    caption: str
    element: str


class DocxCell:
    """An own cell of a table."""

    __slots__ = ("blocks", "columns", "origin", "rows", "start")

    def __init__(self, blocks: "list[Block]", origin: Origin, start: int, columns: int) -> None:
        """A cell from the column *start*, which counts from 0."""
        self.blocks = blocks
        self.origin = origin
        self.start = start
        self.columns = columns
        #: How many rows it covers; the rows below add themselves.
        self.rows = 1


class DocxTable(NamedTuple):
    """A table by its own cells."""

    #: Where it stands.
    origin: Origin
    rows: list[list[DocxCell]]
    #: Words that covered cells hold; Word does not show them.
    covered: list[DocxLine]


Block = Union[DocxLine, DocxImage, DocxTable]  # noqa: UP007 - Cell, above, refers to it before it is made


def lines_of(blocks: Sequence[Block]) -> Iterator[DocxLine]:
    """The lines of blocks, those of tables cell by cell."""
    for one in blocks:
        if isinstance(one, DocxLine):
            yield one
        elif isinstance(one, DocxTable):
            for row in one.rows:
                for cell in row:
                    yield from lines_of(cell.blocks)
            yield from one.covered
