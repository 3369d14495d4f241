"""The paragraphs of a Word file that origins lead to, for comments to be attached to.

Takes the bytes of a file, reads them again exactly as they were read for the report, and records
the element of each name and number. Gives paragraphs as their number among all elements of the
text, for lxml knows no offsets.
"""

from collections.abc import Iterator
from itertools import chain

from lxml import etree

from govdisclosure.readers.docx.blocks import Block, lines_of
from govdisclosure.readers.docx.document import Document, text_part
from govdisclosure.readers.docx.notes import Note
from govdisclosure.readers.docx.place import ParagraphPlace
from govdisclosure.readers.docx.story import Story
from govdisclosure.readers.docx.tables import TableReader
from govdisclosure.readers.docx.xml import CELL, PARAGRAPH, ROW, qualified
from govdisclosure.readers.foreign import archive_error
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.package import Package
from govdisclosure.source import Origin

__all__ = ["Anchors"]


class _Recorder(ParagraphPlace):
    """A place that keeps the paragraphs and tables that were read, in the order of reading."""

    def __init__(self, package: Package) -> None:
        super().__init__(package, "")
        self.paragraphs: dict[str, etree._Element] = {}
        self.tables: dict[int, etree._Element] = {}

    def begin(self, paragraph: etree._Element) -> None:
        super().begin(paragraph)
        self.paragraphs[self.element] = paragraph

    def number_of(self, element: etree._Element) -> int:
        number = super().number_of(element)
        if element.tag != PARAGRAPH:
            self.tables[number] = element
        return number


class _Recording(Story):
    """A story that keeps which paragraph refers to each paragraph of a note."""

    def __init__(self, document: Document, place: _Recorder) -> None:
        super().__init__(document, place, document.relations)
        self.hosts: dict[str, str] = {}

    def blocks_of_note(self, note: Note) -> list[Block]:
        blocks = super().blocks_of_note(note)
        for line in lines_of(blocks):
            self.hosts.setdefault(line.element, self.place.element)
        return blocks


class Anchors:
    """Where comments can be attached in a Word file.

    Attributes:
        package: The file, opened.
        part: The name of its text.
    """

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        """Read the file.

        Raises:
            ReadError: It cannot be read as a Word file.
            LimitError: It is larger or deeper than *limits* allow.
        """
        self.package: Package = Package(data, name, limits)
        part = text_part(self.package)
        body = None if part is None else self.package.tree(part).find(qualified("body"))
        if part is None or body is None:
            raise archive_error(self.package.names, name)
        self.part = part
        document = Document(self.package, part)
        self._place = _Recorder(self.package)
        story = _Recording(document, self._place)
        lines = lines_of(story.blocks(body))
        shown = (self._place.paragraphs.get(one.element) for one in lines if one.text.strip())
        #: The paragraphs that show words, in order: what tracked changes took away has none.
        self._shown = {one: None for one in shown if one is not None}
        self._tables = TableReader(self.package, self._place, story.blocks)
        self._hosts = story.hosts
        root = body.getroottree().getroot()
        self._numbers = {one: number for number, one in enumerate(root.iter(etree.Element))}

    def find(self, place: Origin | None) -> tuple[int, bool] | None:
        """The paragraph for a comment on *place*, and whether it is the place itself.

        What stands in a note or in a box, where Word has no comments, goes with the paragraph that
        refers to the note or holds the box; what has no place in the text with the first one that
        shows words. Nothing where the text has no paragraph.
        """
        element = (place.element if place else None) or ""
        host = self._hosts.get(element)
        found = self._place.paragraphs.get(host or element)
        if found is None and place is not None and not element:
            found = self._in_table(place)
        first = next(chain(self._shown, self._place.paragraphs.values()), None)
        chosen = first if found is None else found
        if chosen is None:
            return None
        outer = list(chosen.iterancestors(PARAGRAPH))
        is_exact = found is not None and host is None and not outer
        return self._numbers[outer[-1] if outer else chosen], is_exact

    def _in_table(self, place: Origin) -> etree._Element | None:
        """The paragraph of a cell, or the first one that remains in its row or table."""
        table = self._place.tables.get(place.table or 0)
        if table is None:
            return None
        within = [table]
        for tag, number in ((ROW, place.row), (CELL, place.cell)):
            inner = list(self._tables.parts_of(within[0], tag))
            if number is None or number > len(inner):
                break
            within.insert(0, inner[number - 1])
        return next(chain.from_iterable(map(self._paragraphs_in, within)), None)

    def _paragraphs_in(self, element: etree._Element) -> Iterator[etree._Element]:
        """The paragraphs of an element, those first that show words."""
        paragraphs = list(element.iter(PARAGRAPH))
        own = [one for one in paragraphs if next(one.iterancestors(CELL), None) is element]
        return iter(sorted(own or paragraphs, key=lambda one: one not in self._shown))
