"""What stands inside the paragraphs of a Word file: runs, fields, notes, formulas, pictures.

Takes elements of paragraphs, gives their words and what stands behind them. What tracked changes
leave is read, what they took away is not. Blocks, of a text box or of a note, are read by whoever
reads the paragraphs.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar

from lxml import etree

from govdisclosure.readers.docx.blocks import Block, Image, Line, lines_of
from govdisclosure.readers.docx.document import Document
from govdisclosure.readers.docx.drawings import caption_of_object, pictures_in, word_art
from govdisclosure.readers.docx.fields import Field, Fields
from govdisclosure.readers.docx.notes import Note
from govdisclosure.readers.docx.place import Place
from govdisclosure.readers.docx.symbols import symbol
from govdisclosure.readers.docx.xml import (
    ALTERNATE,
    CONTROL,
    MATH,
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

__all__ = ["Inline", "Paragraph"]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN_STYLE = qualified("rStyle")
_VANISH = qualified("vanish")
_BOX = qualified("txbxContent")
_END_REFERENCE = qualified("endnoteReference")
#: Blanks that XML keeps at the ends of a text only where it is told to.
_XML_BLANKS = " \t\r\n"
_SIGNS: Mapping[str, str] = {
    qualified("tab"): " ",
    qualified("ptab"): " ",
    qualified("br"): "\n",
    qualified("cr"): "\n",
    qualified("noBreakHyphen"): "-",
}


class Paragraph:
    """A paragraph while it is being read."""

    __slots__ = ("after", "fields", "hidden", "parts")

    def __init__(self) -> None:
        """Nothing read yet."""
        self.parts: list[str] = []
        #: Words that Word does not show.
        self.hidden: list[str] = []
        #: The fields that began in it and have not ended.
        self.fields: list[Field] = []
        #: What stands behind it: notes, boxes, pictures.
        self.after: list[Block] = []

    @property
    def words(self) -> str:
        """Its words; breaks are line ends."""
        return "".join(self.parts)


class Inline(ABC):
    """Reads the paragraphs of one part from the inside."""

    def __init__(self, document: Document, place: Place, mark: str) -> None:
        """Nothing read yet; *mark* is the number of the note that is read, or empty."""
        self.document = document
        self.place = place
        self.fields = Fields()
        self._mark = mark
        self._styles = document.styles
        self._longest = document.package.limits.text_node_bytes // 3
        self._now = Paragraph()
        self._parts = self._now.parts

    @abstractmethod
    def blocks(self, parent: etree._Element) -> list[Block]:
        """The blocks in *parent*, in order."""

    @abstractmethod
    def blocks_of_note(self, note: Note) -> list[Block]:
        """The blocks of a note, whose part is another one."""

    # -- paragraphs

    def plain_words(self, paragraph: etree._Element) -> str | None:
        """The words of a paragraph of plain runs, as most are; None for any other."""
        parts: list[str] = []
        for run in paragraph:
            tag = run.tag
            if tag == RUN:
                for one in run:
                    tag = one.tag
                    if tag == TEXT:
                        parts.append(self._words(one))
                    elif tag != RUN_PROPERTIES or self._is_hidden(one):
                        return None
            elif tag != PARAGRAPH_PROPERTIES:
                return None
        return parts[0] if len(parts) == 1 else "".join(parts)

    def read_inside(self, parent: etree._Element) -> Paragraph:
        """What stands in *parent*, as a paragraph."""
        outer = self._begin()
        self._read_children(parent)
        return self._end(outer)

    def read_alone(self, one: etree._Element) -> Paragraph:
        """An element that should stand in a paragraph, as one of its own."""
        outer = self._begin()
        self._read(one)
        return self._end(outer)

    def lines(self, words: str, *, is_chrome: bool = False) -> list[Line]:
        """The lines of a paragraph, as far as they show anything."""
        element = self.place.element
        if "\n" in words:
            shown = (one for one in words.split("\n") if one and not one.isspace())
            return [Line(one, element, is_chrome) for one in shown]
        return [Line(words, element, is_chrome)] if words and not words.isspace() else []

    def _begin(self) -> tuple[Paragraph, list[str]]:
        outer = (self._now, self._parts)
        self._now = Paragraph()
        self._parts = self._now.parts
        return outer

    def _end(self, outer: tuple[Paragraph, list[str]]) -> Paragraph:
        done = self._now
        self._now, self._parts = outer
        return done

    # -- elements

    def _read(self, one: etree._Element) -> None:
        """One element inside a paragraph or a run."""
        tag = one.tag
        if tag == TEXT:
            self._text(one)
        elif tag in _SIGNS:
            self._parts.append(_SIGNS[tag])
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
        parts = self._parts
        if first.tag == RUN_PROPERTIES and self._is_hidden(first):
            self._parts = self._now.hidden
        self._read_children(run)
        self._parts = parts

    def _is_hidden(self, properties: etree._Element) -> bool:
        if not len(properties):
            return False
        switch = properties.find(_VANISH)
        if switch is not None:
            return is_on(switch)
        if not self._styles.has_hidden:
            return False
        style = properties.find(_RUN_STYLE)
        return style is not None and self._styles.is_hidden(style.get(VALUE, ""))

    def _text(self, one: etree._Element) -> None:
        self._parts.append(self._words(one))

    def _words(self, one: etree._Element) -> str:
        """The words of a single text.

        Raises:
            LimitError: It is too long.
        """
        text = one.text
        if not text:
            return ""
        if len(text) > self._longest and len(text.encode()) > 3 * self._longest:
            raise self.document.package.too_long(self.document.part)
        if (text[0] in _XML_BLANKS or text[-1] in _XML_BLANKS) and one.get(_SPACE) != "preserve":
            text = text.strip(_XML_BLANKS)
        return text.replace("\n", " ") if "\n" in text else text

    def _symbol(self, one: etree._Element) -> None:
        self._parts.append(symbol(one.get(qualified("font"), ""), one.get(qualified("char"), "")))

    def _control(self, control: etree._Element) -> None:
        """A content control within a line; the prompt of an empty one is not the author's."""
        content = control.find(qualified("sdtContent"))
        if content is None:
            return
        parts = self._parts
        if is_on(control.find(f"{qualified('sdtPr')}/{qualified('showingPlcHdr')}")):
            self._parts = self._now.hidden
        self._read_children(content)
        self._parts = parts

    def _alternate(self, one: etree._Element) -> None:
        for chosen in chosen_spelling(one):
            self._read_children(chosen)

    # -- notes

    def _own_mark(self, one: etree._Element) -> None:
        """The number at the beginning of a note."""
        del one
        self._parts.append(f"[{self._mark}] ")

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

    def _delimited(self, one: etree._Element) -> None:
        """A formula in brackets."""
        signs = [
            sign.get(MATH + "val", "") if sign is not None else usual
            for name, usual in (("begChr", "("), ("endChr", ")"))
            for sign in (one.find(f"{MATH}dPr/{MATH}{name}"),)
        ]
        self._within(one, *signs)

    def _within(self, one: etree._Element, before: str, behind: str) -> None:
        """What *one* holds between two signs; nothing when it shows nothing."""
        start = len(self._parts)
        self._read_children(one)
        if before and len(self._parts) > start:
            self._parts.insert(start, before)
        if behind and len(self._parts) > start:
            self._parts.append(behind)

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
        after += (Image(caption, self.place.element) for caption in pictures_in(drawing))

    def _object(self, one: etree._Element) -> None:
        self._boxes(one)
        self._now.after.append(Image(caption_of_object(one), self.place.element))

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
        """Blocks that stand inside a paragraph."""
        outer = self._begin()
        blocks = self.blocks(parent)
        self._end(outer)
        return blocks

    #: How each element is read that is neither a text nor a sign.
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
    }
