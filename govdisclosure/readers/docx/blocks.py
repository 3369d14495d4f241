"""The content of a Word file reduced to words and their order.

Paragraphs, pictures and tables with their own cells, in reading order; a cell holds blocks again.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Union

from govdisclosure.readers.showing import Aside
from govdisclosure.source import Origin

__all__ = ["Block", "DocxCell", "DocxImage", "DocxLine", "DocxTable", "lines_of"]


class DocxLine(NamedTuple):
    """A paragraph, or a part of it between line breaks."""

    text: str
    #: Its paragraph, such as ``p[12]``: the twelfth that was read in its part.
    element: str
    #: Whether it is not printed with the text.
    is_chrome: bool = False
    #: Whether it belongs to a note at the foot of the page or at the end.
    is_note: bool = False
    #: Characters in it that are not part of its words.
    aside: tuple[Aside, ...] = ()

    @property
    def is_inside(self) -> bool:
        """Whether it belongs to the words of its cell."""
        return not self.is_chrome and not self.is_note


class DocxImage(NamedTuple):
    """A picture or an embedded object, by its caption."""

    caption: str
    element: str


class DocxCell:
    """A cell of a table that no other covers."""

    __slots__ = ("blocks", "columns", "origin", "rows", "start")

    def __init__(self, blocks: "list[Block]", origin: Origin, start: int, columns: int) -> None:
        """A cell from the column *start*, which counts from 0."""
        self.blocks: list[Block] = blocks
        self.origin: Origin = origin
        self.start: int = start
        self.columns: int = columns
        #: How many rows it covers; raised as the rows below are read.
        self.rows: int = 1


class DocxTable(NamedTuple):
    """A table and its own cells."""

    #: Where it is in the file.
    origin: Origin
    rows: list[list[DocxCell]]
    #: Words that covered cells hold; Word does not show them.
    covered: list[DocxLine]


Block = Union[DocxLine, DocxImage, DocxTable]  # noqa: UP007 - DocxCell refers to it before it is defined


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
