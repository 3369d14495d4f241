"""One part of a Word file as blocks: paragraphs, pictures, tables of own cells.

Takes the tree of a part (the text, a header, a note) and what the document shares, gives blocks in
reading order. Knows neither reports nor the plain form.

Notes follow the block that refers to them, with their number in brackets; the reference itself is
not written, so that 「22」 with a note is 22. Text boxes and pictures follow their paragraph.
Placeholders of empty content controls, tables of contents and the words of covered cells are kept
as chrome; words that are struck out or invisible are set aside.
"""

import re
from collections.abc import Mapping

from lxml import etree

from govdisclosure.errors import LimitError, ReadError
from govdisclosure.readers.docx.blocks import Block, DocxImage, DocxLine, DocxTable
from govdisclosure.readers.docx.document import Document
from govdisclosure.readers.docx.inline import Inline, Part
from govdisclosure.readers.docx.notes import Note
from govdisclosure.readers.docx.place import ParagraphPlace
from govdisclosure.readers.docx.tables import TableReader
from govdisclosure.readers.docx.xml import (
    ALTERNATE,
    CONTROL,
    MATH,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    REFERENCE,
    RUN,
    RUN_PROPERTIES,
    SECTION,
    SILENT,
    STYLE,
    TABLE,
    VALUE,
    chosen_spelling,
    is_on,
    qualified,
    value_under,
)
from govdisclosure.readers.formats import format_of
from govdisclosure.readers.package import Relation
from govdisclosure.readers.showing import Shows

__all__ = ["Story"]

_BODY = qualified("body")
_NUMBERING = qualified("numPr")
_CHUNK = qualified("altChunk")
_MARGINS = frozenset({qualified("headerReference"), qualified("footerReference")})
#: Properties of a paragraph's mark that join the next paragraph to its line.
_JOINING = tuple(map(qualified, ("del", "moveFrom", "specVanish")))
_CONTENTS_ENTRY = re.compile(r"[0-9]\s*$")


class Story(Inline):
    """One part of the file, read from beginning to end."""

    def __init__(
        self,
        document: Document,
        place: ParagraphPlace,
        relations: Mapping[str, Relation],
        mark: str = "",
    ) -> None:
        """A part of *document*.

        Args:
            document: What the parts share.
            place: The position in the part.
            relations: The relations of the part.
            mark: The number of the note that is read.
        """
        super().__init__(document, place, mark)
        self._relations = relations
        self._numbering = document.numbering
        #: Whether a paragraph without properties is its words and nothing else.
        self._is_bare = not document.styles.is_telling(None)
        #: Words of paragraphs whose mark is deleted; the next paragraph continues them.
        self._carried: list[Part] = []

    def blocks(self, parent: etree._Element) -> list[Block]:
        """The blocks in *parent*, in order."""
        outer, self._carried = self._carried, []
        out: list[Block] = []
        self._fill(parent, out)
        self._flush(out)
        self._carried = outer
        return out

    def blocks_of_note(self, note: Note) -> list[Block]:
        """The blocks of a note, which is in another part."""
        story = Story(self.document, note.place, note.relations, note.mark)
        # It is as deep as the reference, for both are open at once.
        outer, note.place.depth = note.place.depth, self.place.depth
        blocks = story.blocks(note.element)
        note.place.depth = outer
        return blocks

    # -- blocks

    def _fill(self, parent: etree._Element, out: list[Block]) -> None:
        self.place.enter()
        for child in parent:
            tag = child.tag
            if tag == PARAGRAPH:
                self._paragraph(child, out)
            elif tag in SILENT:
                continue
            elif tag == TABLE:
                self._flush(out)
                out.append(self._table(child))
            elif tag == SECTION:
                self._section(child)
            else:
                self._fill_other(child, out)
        self.place.depth -= 1

    def _fill_other(self, child: etree._Element, out: list[Block]) -> None:
        """Read an element that is not a paragraph or a table, but may contain them."""
        tag = child.tag
        if tag == _CHUNK:
            self._flush(out)
            out += self._chunk(child)
        elif tag == ALTERNATE:
            for one in chosen_spelling(child):
                self._fill(one, out)
        elif tag == CONTROL:
            self._block_control(child, out)
        elif tag == RUN or tag.startswith(MATH):
            self._stray(child, out)
        else:
            self._fill(child, out)

    def _chunk(self, chunk: etree._Element) -> list[Block]:
        """The content of an embedded file; its name if it cannot be read, or was read before."""
        from govdisclosure.readers.docx.chunks import blocks_of_chunk  # rarely needed

        document = self.document
        relation = self._relations.get(chunk.get(REFERENCE, ""))
        data = None if relation is None else document.take_chunk(relation.target)
        if relation is not None and data is not None:
            try:
                if format_of(data) == "docx":
                    return self._blocks_of_file(data, relation.target)
                blocks = blocks_of_chunk(document, relation.target, data)
            except LimitError:
                raise
            except ReadError:
                blocks = None
            if blocks is not None:
                return blocks
        return [DocxImage("嵌入的文档", self.place.element)]

    def _blocks_of_file(self, data: bytes, part: str) -> list[Block]:
        """The blocks of a Word file within this one, without its headers and footers.

        Raises:
            ReadError: It is not a Word file, or a damaged one.
        """
        inner = self.document.inside(data, part)
        body = inner.package.tree(inner.part).find(_BODY)
        if body is None:
            raise inner.package.damaged(inner.part)
        place = ParagraphPlace(inner.package, f"{part.rpartition('/')[2]}/")
        place.depth = self.place.depth
        try:
            return Story(inner, place, inner.relations).blocks(body)
        finally:
            self.document.tables = inner.tables

    def _table(self, table: etree._Element) -> DocxTable:
        document = self.document
        document.count_table()
        return TableReader(document.package, self.place, self.blocks).read(table)

    def _block_control(self, control: etree._Element, out: list[Block]) -> None:
        """A content control around paragraphs or tables."""
        content = control.find(qualified("sdtContent"))
        if content is None:
            return
        properties = control.find(qualified("sdtPr"))
        self.place.enter()
        gallery = value_under(properties, "docPartObj", "docPartGallery")
        is_prompt = properties is not None and is_on(properties.find(qualified("showingPlcHdr")))
        if not is_prompt and gallery != "Table of Contents":
            self._fill(content, out)
        else:
            inner: list[Block] = []
            self._fill(content, inner)
            out += (
                one._replace(is_chrome=True) if isinstance(one, DocxLine) else one for one in inner
            )
        self.place.depth -= 1

    def _section(self, properties: etree._Element) -> None:
        """Read the headers and footers that the section refers to."""
        for one in properties:
            if one.tag in _MARGINS:
                relation = self._relations.get(one.get(REFERENCE, ""))
                if relation is not None:
                    self.document.margins.setdefault(relation.target, relation)

    def _stray(self, one: etree._Element, out: list[Block]) -> None:
        """Read words outside any paragraph."""
        read = self.read_alone(one)
        out += self.lines_of_parts(read.parts)
        out += read.after
        out += self.lines_of_parts(read.prompts, is_chrome=True)

    # -- paragraphs

    def _paragraph(self, paragraph: etree._Element, out: list[Block]) -> None:
        self.place.begin(paragraph)
        if not len(paragraph):
            if not self._is_bare or self._is_open:
                self._finish(None, [], out)
            return
        first = paragraph[0]
        properties = first if first.tag == PARAGRAPH_PROPERTIES else None
        if self._styles.has_faces:
            self._begin_words(paragraph, value_under(properties, "pStyle"))
        words = self.plain_words(paragraph)
        if words is not None:
            if properties is None and self._is_bare and not self._is_open:
                out += self.lines(words)
            else:
                self._finish(properties, [(words, Shows.ON_LINE)] if words else [], out)
            return
        number = self.place.paragraph
        read = self.read_inside(paragraph)
        self.place.paragraph = number
        self._finish(properties, read.parts, out)
        out += read.after
        if read.prompts:
            out += self.lines_of_parts(read.prompts, is_chrome=True)

    @property
    def _is_open(self) -> bool:
        """Whether something that began in an earlier paragraph continues."""
        return self.fields.is_contents or bool(self._carried)

    def _finish(
        self, properties: etree._Element | None, parts: list[Part], out: list[Block]
    ) -> None:
        """Write a paragraph, unless its mark is deleted and the next one continues it."""
        if self._carried:
            parts, self._carried = self._carried + parts, []
        style = numbering = None
        if properties is not None:
            for one in properties:
                tag = one.tag
                if tag == STYLE:
                    style = one.get(VALUE)
                elif tag == _NUMBERING:
                    numbering = one
                elif tag == RUN_PROPERTIES:
                    if len(one) and any(is_on(one.find(name)) for name in _JOINING):
                        self._carried = parts
                        return
                elif tag == SECTION:
                    self._section(one)
        styles = self._styles
        parts = self._numbered(parts, numbering, style)
        if parts:
            is_chrome = styles.is_contents(style) or self._is_contents_entry(parts)
            out += self.lines_of_parts(parts, is_chrome=is_chrome)
        self.fields.end_paragraph()

    def _is_contents_entry(self, parts: list[Part]) -> bool:
        """Whether a paragraph is an entry of an open table of contents."""
        if not self.fields.is_contents:
            return False
        return _CONTENTS_ENTRY.search("".join(words for words, _ in parts)) is not None

    def _numbered(
        self, parts: list[Part], numbering: etree._Element | None, style: str | None
    ) -> list[Part]:
        """A paragraph with its number in front, hidden if all of its words are."""
        if numbering is None and self._styles.numbering(style) is None:
            return parts
        ordinal = self._numbering.ordinal(numbering, style)
        if not ordinal:
            return parts
        is_shown = not parts or any(shows is Shows.ON_LINE for _, shows in parts)
        return [(ordinal, Shows.ON_LINE if is_shown else parts[0][1]), *parts]

    def _flush(self, out: list[Block]) -> None:
        """Write words that were kept for a paragraph that did not come."""
        if self._carried:
            out += self.lines_of_parts(self._carried)
            self._carried = []
