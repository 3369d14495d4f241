"""The content of paragraphs in a Word file: runs, fields, notes, formulas, pictures.

Takes elements of paragraphs, gives their words and the blocks that follow them. Tracked insertions
are read, tracked deletions are not. Blocks of a text box or of a note are read by the caller's
``blocks``.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from lxml import etree

from govdisclosure.readers.colours import BLACK, is_alike
from govdisclosure.readers.docx.blocks import Block, DocxImage, DocxLine, lines_of
from govdisclosure.readers.docx.document import Document
from govdisclosure.readers.docx.drawings import caption_of_object, pictures_in, word_art
from govdisclosure.readers.docx.faces import COLOUR, HIGHLIGHT, SHADING, Face, own_properties
from govdisclosure.readers.docx.fields import Fields, OpenField
from govdisclosure.readers.docx.notes import Note
from govdisclosure.readers.docx.place import ParagraphPlace
from govdisclosure.readers.docx.shading import attributes_of, colour_of_letters, highlight_of
from govdisclosure.readers.docx.symbols import symbol
from govdisclosure.readers.docx.xml import (
    ALTERNATE,
    CONTROL,
    MATH,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    SILENT,
    TEXT,
    VALUE,
    chosen_spelling,
    is_on,
    qualified,
)
from govdisclosure.readers.showing import Shows, settle_lines

__all__ = ["Inline", "OpenParagraph", "Part"]

#: Words, and how they show.
Part = tuple[str, Shows]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN_STYLE = qualified("rStyle")
#: Words that are moved up or down are raised when they are smaller than this percentage of the
#: line, or else when they are moved by at least this fraction (one in …) of its height.
_SMALLER, _FAR = 85, 4
_BOX = qualified("txbxContent")
_END_REFERENCE = qualified("endnoteReference")
#: Blanks that XML keeps at the ends of a text only where it says so.
_XML_BLANKS = " \t\r\n"
_SIGNS: Mapping[str, str] = {
    qualified("tab"): " ",
    qualified("ptab"): " ",
    qualified("br"): "\n",
    qualified("cr"): "\n",
    qualified("noBreakHyphen"): "-",
}


class OpenParagraph:
    """A paragraph while it is being read."""

    __slots__ = ("after", "fields", "parts", "prompts")

    def __init__(self) -> None:
        """Nothing read yet."""
        #: Its words and how they show; breaks are line ends.
        self.parts: list[Part] = []
        #: The placeholder words of empty content controls.
        self.prompts: list[Part] = []
        #: The fields that began in it and have not ended.
        self.fields: list[OpenField] = []
        #: The blocks that follow it: notes, boxes, pictures.
        self.after: list[Block] = []


class Inline(ABC):
    """Reads the content of the paragraphs of one part."""

    def __init__(self, document: Document, place: ParagraphPlace, mark: str) -> None:
        """Nothing read yet; *mark* is the number of the note that is read, or empty."""
        self.document = document
        self.place = place
        self.fields: Fields = Fields()
        self._mark = mark
        self._styles = document.styles
        self._longest = document.package.limits.text_node_bytes // 3
        self._now = OpenParagraph()
        self._parts = self._now.parts
        #: The style of the paragraph, and how words without properties show in it.
        self._style: str | None = None
        self._usual = self._showing = Shows.ON_LINE
        #: The size of words on the line, for each paragraph where it was computed.
        self._sizes: dict[etree._Element, int] = {}

    @abstractmethod
    def blocks(self, parent: etree._Element) -> list[Block]:
        """The blocks in *parent*, in order."""

    @abstractmethod
    def blocks_of_note(self, note: Note) -> list[Block]:
        """The blocks of a note, which is in another part."""

    # -- paragraphs

    def plain_words(self, paragraph: etree._Element) -> str | None:
        """The words of a paragraph of plain runs, as most are; None for any other."""
        if self._usual is not Shows.ON_LINE:
            return None
        parts: list[str] = []
        for run in paragraph:
            tag = run.tag
            if tag == RUN:
                for one in run:
                    tag = one.tag
                    if tag == TEXT:
                        parts.append(self._words(one))
                    elif tag != RUN_PROPERTIES or self._shows(one) is not Shows.ON_LINE:
                        return None
            elif tag != PARAGRAPH_PROPERTIES:
                return None
        return parts[0] if len(parts) == 1 else "".join(parts)

    def read_inside(self, parent: etree._Element) -> OpenParagraph:
        """The content of *parent*, as a paragraph."""
        outer = self._begin()
        self._read_children(parent)
        return self._end(outer)

    def read_alone(self, one: etree._Element) -> OpenParagraph:
        """An element that should be in a paragraph, as its own paragraph."""
        outer = self._begin()
        self._read(one)
        return self._end(outer)

    def lines(self, words: str, *, is_chrome: bool = False) -> list[DocxLine]:
        """The lines of a paragraph that show anything."""
        element = self.place.element
        if "\n" in words:
            shown = (one for one in words.split("\n") if one and not one.isspace())
            return [DocxLine(one, element, is_chrome) for one in shown]
        return [DocxLine(words, element, is_chrome)] if words and not words.isspace() else []

    def lines_of_parts(self, parts: Sequence[Part], *, is_chrome: bool = False) -> list[DocxLine]:
        """The lines of a paragraph, including those that do not show."""
        for _, shows in parts:
            if shows is not Shows.ON_LINE:
                break
        else:
            return self.lines("".join([words for words, _ in parts]), is_chrome=is_chrome)
        element = self.place.element
        return [
            DocxLine(one.words, element, is_chrome, aside=one.aside)
            for one in settle_lines(parts)
            if one.words or one.aside
        ]

    def _begin(self) -> tuple[OpenParagraph, list[Part]]:
        outer = (self._now, self._parts)
        self._now = OpenParagraph()
        self._parts = self._now.parts
        return outer

    def _end(self, outer: tuple[OpenParagraph, list[Part]]) -> OpenParagraph:
        done = self._now
        self._now, self._parts = outer
        return done

    # -- elements

    def _read(self, one: etree._Element) -> None:
        """Read one element inside a paragraph or a run."""
        tag = one.tag
        if tag == TEXT:
            self._text(one)
        elif tag in _SIGNS:
            self._parts.append((_SIGNS[tag], self._showing))
        elif tag in self._readers:
            self._readers[tag](self, one)
        elif tag not in SILENT and len(one):
            self._read_children(one)

    def _read_children(self, parent: etree._Element) -> None:
        self.place.enter()
        for child in parent:
            self._read(child)
        self.place.depth -= 1

    def _run(self, run: etree._Element) -> None:
        if not len(run):
            return
        first = run[0]
        outer = self._showing
        self._showing = self._shows(first) if first.tag == RUN_PROPERTIES else self._usual
        self._read_children(run)
        self._showing = outer

    # -- how words show

    def _begin_words(self, paragraph: etree._Element, style: str | None) -> None:
        """Compute how words without properties show in a paragraph of *style*."""
        self._style = style
        face = self._styles.face(style)
        self._usual = self._showing = self._shows_as(face, paragraph, paragraph)

    def _shows(self, properties: etree._Element) -> Shows:
        """How words with *properties* show."""
        if not len(properties):
            return self._usual
        style = None
        if self._styles.has_faces:
            found = properties.find(_RUN_STYLE)
            style = None if found is None else found.get(VALUE)
        own = own_properties(properties)
        if not own and style is None:
            return self._usual
        return self._shows_as(self._styles.face(self._style, style).with_own(own), properties)

    def _shows_as(
        self, face: Face, element: etree._Element, paragraph: etree._Element | None = None
    ) -> Shows:
        """How words with *face* show; *element* is one of theirs or their paragraph."""
        if face.is_hidden or self._is_lost(face, element):
            return Shows.HIDDEN
        if face.is_struck:
            return Shows.STRUCK
        if face.is_raised or (paragraph is None and face.shift and self._is_shifted(face, element)):
            return Shows.RAISED
        return Shows.ON_LINE

    def _is_lost(self, face: Face, element: etree._Element) -> bool:
        """Whether words have the colour of their background."""
        properties = face.properties
        highlight = properties.get(HIGHLIGHT)
        lit = None if highlight is None else highlight_of(attributes_of(highlight))
        grounds = self.document.grounds
        if COLOUR not in properties and lit is None:
            return False
        own = properties.get(COLOUR)
        colour = None if own is None else colour_of_letters(attributes_of(own), grounds.theme)
        if colour is None:
            return lit == BLACK  # letters in no colour are black there
        ground = lit or grounds.painted(properties.get(SHADING), grounds.behind(element))
        return ground is not None and is_alike(colour, ground)

    def _is_shifted(self, face: Face, properties: etree._Element) -> bool:
        """Whether words that are moved up or down are above or below the words beside them."""
        paragraph = next(properties.iterancestors(PARAGRAPH), None)
        if paragraph is None:
            return False
        size = self._sizes.get(paragraph)
        if size is None:
            size = self._sizes[paragraph] = self._size_on_line(paragraph)
        is_far = face.shift * _FAR >= size or face.size * 100 < size * _SMALLER
        return size > 0 and is_far

    def _size_on_line(self, paragraph: etree._Element) -> int:
        """The size of the words of a paragraph that are on the line; 0 where there are not any."""
        largest = 0
        for run in paragraph.iter(RUN):
            properties = run.find(RUN_PROPERTIES)
            style = None if properties is None else properties.find(_RUN_STYLE)
            face = self._styles.face(self._style, None if style is None else style.get(VALUE))
            face = face.with_own(own_properties(properties))
            if not face.shift and any((one.text or "").strip() for one in run.iterchildren(TEXT)):
                largest = max(largest, face.size)
        return largest

    # -- words

    def _text(self, one: etree._Element) -> None:
        self._parts.append((self._words(one), self._showing))

    def _words(self, one: etree._Element) -> str:
        """The words of a single text.

        Raises:
            LimitError: It is too long.
        """
        text = one.text
        if not text:
            return ""
        if len(text) > self._longest and len(text.encode()) > 3 * self._longest:
            raise self.document.package.beyond("text_node_bytes")
        if (text[0] in _XML_BLANKS or text[-1] in _XML_BLANKS) and one.get(_SPACE) != "preserve":
            text = text.strip(_XML_BLANKS)
        return text.replace("\n", " ") if "\n" in text else text

    def _symbol(self, one: etree._Element) -> None:
        sign = symbol(one.get(qualified("font"), ""), one.get(qualified("char"), ""))
        self._parts.append((sign, self._showing))

    def _control(self, control: etree._Element) -> None:
        """A content control within a line; the placeholder in an empty one is set apart."""
        content = control.find(qualified("sdtContent"))
        if content is None:
            return
        parts = self._parts
        if is_on(control.find(f"{qualified('sdtPr')}/{qualified('showingPlcHdr')}")):
            self._parts = self._now.prompts
        self._read_children(content)
        self._parts = parts

    def _alternate(self, one: etree._Element) -> None:
        for chosen in chosen_spelling(one):
            self._read_children(chosen)

    # -- notes

    def _own_mark(self, one: etree._Element) -> None:
        """The number at the beginning of a note."""
        del one
        self._parts.append((f"[{self._mark}] ", Shows.ON_LINE))

    def _note(self, one: etree._Element) -> None:
        kind = "endnotes" if one.tag == _END_REFERENCE else "footnotes"
        own = one.get(qualified("customMarkFollows"), "0") not in {"0", "false", "off"}
        identifier = one.get(qualified("id"), "")
        note = self.document.notes.take(kind, identifier, has_own_mark=own)
        if note is not None:
            lines = lines_of(self.blocks_of_note(note))
            self._now.after += (line._replace(is_note=True) for line in lines)

    # -- words that are set apart

    def _ruby(self, ruby: etree._Element) -> None:
        """Words with their pronunciation in brackets."""
        for name, before, behind in (("rubyBase", "", ""), ("rt", "（", "）")):
            part = ruby.find(qualified(name))
            if part is not None:
                self._within(part, before, behind)

    def _fraction(self, fraction: etree._Element) -> None:
        """A fraction on one line."""
        for name, before in ((MATH + "num", ""), (MATH + "den", "/")):
            part = fraction.find(name)
            if part is not None:
                self._within(part, before, "")

    def _index(self, one: etree._Element) -> None:
        """A superscript or subscript of a formula."""
        outer = self._showing
        if outer is Shows.ON_LINE:
            self._showing = Shows.RAISED
        self._read_children(one)
        self._showing = outer

    def _delimited(self, one: etree._Element) -> None:
        """A formula in brackets."""
        signs = [
            sign.get(MATH + "val", "") if sign is not None else usual
            for name, usual in (("begChr", "("), ("endChr", ")"))
            for sign in (one.find(f"{MATH}dPr/{MATH}{name}"),)
        ]
        self._within(one, *signs)

    def _within(self, one: etree._Element, before: str, behind: str) -> None:
        """The content of *one* between two characters; nothing when it shows nothing."""
        start = len(self._parts)
        self._read_children(one)
        if before and len(self._parts) > start:
            self._parts.insert(start, (before, self._parts[start][1]))
        if behind and len(self._parts) > start:
            self._parts.append((behind, self._parts[-1][1]))

    # -- fields

    def _field(self, one: etree._Element) -> None:
        self.fields.sign(one, self._now.fields, self._parts)

    def _instruction(self, one: etree._Element) -> None:
        if self._now.fields:
            self._now.fields[-1].code.append(one.text or "")

    # -- pictures and boxes

    def _picture(self, drawing: etree._Element) -> None:
        """A drawing: its text boxes, its picture, its words as an ornament."""
        after = self._now.after
        for words in word_art(drawing):
            after += self.lines(words)
        self._boxes(drawing)
        after += (DocxImage(caption, self.place.element) for caption in pictures_in(drawing))

    def _object(self, one: etree._Element) -> None:
        self._boxes(one)
        self._now.after.append(DocxImage(caption_of_object(one), self.place.element))

    def _boxes(self, drawing: etree._Element) -> None:
        """The text boxes in *drawing*, whatever they are wrapped in."""
        self.place.enter()
        for child in drawing:
            if child.tag == _BOX:
                blocks = self._apart(child)
                self._now.after += blocks
            elif child.tag == ALTERNATE:
                for one in chosen_spelling(child):
                    self._boxes(one)
            elif len(child):
                self._boxes(child)
        self.place.depth -= 1

    def _apart(self, parent: etree._Element) -> list[Block]:
        """Blocks inside a paragraph."""
        outer, words = self._begin(), (self._style, self._usual, self._showing)
        self._style, self._usual, self._showing = None, Shows.ON_LINE, Shows.ON_LINE
        blocks = self.blocks(parent)
        self._style, self._usual, self._showing = words
        self._end(outer)
        return blocks

    #: The methods for elements that are neither text nor a single character.
    _readers: ClassVar[Mapping[str, Callable[["Inline", etree._Element], None]]] = {
        RUN: _run,
        CONTROL: _control,
        ALTERNATE: _alternate,
        qualified("sym"): _symbol,
        qualified("fldChar"): _field,
        qualified("instrText"): _instruction,
        qualified("footnoteReference"): _note,
        _END_REFERENCE: _note,
        qualified("footnoteRef"): _own_mark,
        qualified("endnoteRef"): _own_mark,
        qualified("ruby"): _ruby,
        qualified("drawing"): _picture,
        qualified("pict"): _picture,
        qualified("object"): _object,
        MATH + "t": _text,
        MATH + "f": _fraction,
        MATH + "d": _delimited,
        MATH + "sup": _index,
        MATH + "sub": _index,
    }
