"""The body of a Word file as blocks: paragraphs, pictures, tables of own cells.

Takes the tree of one part (the text, a header, the notes) and what the whole document knows, gives
blocks in reading order. What tracked changes leave is read, what they took away is not. Nothing
here knows of reports or of the plain form.

Notes stand behind the block that refers to them, with their number in brackets; the reference
itself is not written, for 「22」 with a note is 22. Text boxes and pictures stand behind the
paragraph that holds them. Hidden text, the prompts of empty content controls, tables of contents
and what covered cells hold are kept as chrome.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from govdisclosure.errors import LimitError, ReadError
from govdisclosure.readers.drawings import caption_of_object, pictures_in, word_art
from govdisclosure.readers.numbering import Numbering
from govdisclosure.readers.package import Package, Relation
from govdisclosure.readers.styles import Styles, is_on, number, qualified
from govdisclosure.readers.symbols import symbol
from govdisclosure.readers.word_blocks import Block, Cell, Image, Line, Table, lines_of
from govdisclosure.readers.word_cells import is_blank, merge_of
from govdisclosure.readers.word_fields import Field, check_box, shown_instruction

__all__ = ["Document", "Story"]

# ------------------------------------------------------------------------------ names

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_VAL = qualified("val")
_PARAGRAPH = qualified("p")
_PROPERTIES = qualified("pPr")
_RUN = qualified("r")
_RUN_PROPERTIES = qualified("rPr")
_TEXT = qualified("t")
_TABLE = qualified("tbl")
_ROW = qualified("tr")
_CELL = qualified("tc")
_ROW_PROPERTIES = qualified("trPr")
_DELETED = qualified("del")
_BOX = qualified("txbxContent")
_CONTROL = qualified("sdt")
_SECTION = qualified("sectPr")
_STYLE = qualified("pStyle")
_RUN_STYLE = qualified("rStyle")
_VANISH = qualified("vanish")
#: Properties of a paragraph's mark with which the next paragraph goes on in the same line.
_JOINING = tuple(map(qualified, ("del", "moveFrom", "specVanish")))
_CHOICE = _MARKUP + "AlternateContent"
#: Blanks that XML keeps at the ends of a text only where it is told to.
_XML_BLANKS = " \t\r\n"

#: Elements that show nothing, whatever they hold.
_SILENT = frozenset(
    map(
        qualified,
        (
            *("pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr"),
            *("del", "moveFrom", "delText", "delInstrText", "bookmarkStart", "bookmarkEnd"),
            *("proofErr", "commentReference", "annotationRef", "lastRenderedPageBreak"),
            *("customXmlPr", "smartTagPr", "rubyPr", "softHyphen"),
        ),
    )
)
_SIGNS: Mapping[str, str] = {
    qualified("tab"): " ",
    qualified("ptab"): " ",
    qualified("br"): "\n",
    qualified("cr"): "\n",
    qualified("noBreakHyphen"): "-",
}
_CONTENTS_ENTRY = re.compile(r"[0-9]\s*$")
_CONTENTS_STYLE = re.compile(rb"[<:]name\s[^<>]*[\"']toc ", re.IGNORECASE)

# ------------------------------------------------------------------------------ documents


class Document:
    """What the parts of a file share: styles, lists, notes, and how many tables there were."""

    def __init__(self, package: Package, part: str) -> None:
        """Read the parts around the text *part*."""
        self.package = package
        self.part = part
        self.relations = package.relations(part)
        lists = package.tree_or_none(self._find("numbering"))
        self.styles = Styles(self._styles(has_lists=lists is not None))
        self.numbering = Numbering(lists, self.styles)
        self.tables = 0
        #: Headers and footers of the sections, in order.
        self.margins: dict[str, Relation] = {}
        self._notes: dict[str, dict[str, etree._Element]] = {}
        self._stories: dict[str, Story] = {}
        self._counts = {"footnotes": 0, "endnotes": 0}

    def _styles(self, *, has_lists: bool) -> etree._Element | None:
        """The styles; None where they say nothing that shows in words, as in most files."""
        part = self._find("styles")
        if part is None or part not in self.package:
            return None
        if not has_lists:
            try:
                content = self.package.read(part)
            except LimitError:
                raise
            except ReadError:
                return None
            if b"anish" not in content and _CONTENTS_STYLE.search(content) is None:
                return None
        return self.package.tree_or_none(part)

    def _find(self, kind: str) -> str | None:
        return next((one.target for one in self.relations.values() if one.kind == kind), None)

    def notes(self, kind: str, identifier: str, *, has_own_mark: bool) -> "list[Block]":
        """The blocks of a note that is referred to; empty the second time.

        Args:
            kind: ``footnotes`` or ``endnotes``.
            identifier: Which of them.
            has_own_mark: Whether the author typed the mark, so that it is not counted.
        """
        if kind not in self._notes:
            part = self._find(kind)
            root = self.package.tree_or_none(part)
            found: dict[str, etree._Element] = {}
            for one in root.iterchildren(tag=etree.Element) if root is not None else ():
                found[one.get(qualified("id"), "")] = one
            self._notes[kind] = found
            self._stories[kind] = Story(self, f"{kind}/", self.package.relations(part or ""))
        note = self._notes[kind].pop(identifier, None)
        if note is None:
            return []
        story = self._stories[kind]
        if not has_own_mark:
            self._counts[kind] += 1
        story.mark = str(self._counts[kind])
        return story.blocks(note)


class _Paragraph:
    """A paragraph while it is being read."""

    __slots__ = ("after", "fields", "hidden", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.hidden: list[str] = []
        self.fields: list[Field] = []
        self.after: list[Block] = []


class Story:
    """One part of the file, read from beginning to end."""

    def __init__(self, document: Document, path: str, relations: Mapping[str, Relation]) -> None:
        """A story whose elements are named with *path* before them."""
        self.document = document
        #: The number of the note that is being read.
        self.mark = ""
        self._path = path
        self._relations = relations
        self._styles = document.styles
        self._numbering = document.numbering
        limits = document.package.limits
        self._deepest = limits.tag_depth
        self._longest = limits.text_node_bytes // 3
        self._most_cells = limits.table_cells
        self._depth = 0
        self._count = 0
        #: How many cells the table has so far.
        self._cell_count = 0
        #: Words of paragraphs whose mark is deleted; the next one goes on with them.
        self._carried = ""
        #: How many fields are open, and at which of them a table of contents began.
        self._open_fields = 0
        self._contents: int | None = None
        self._is_contents = False
        self._now = _Paragraph()
        self._parts = self._now.parts
        self._inline: Mapping[str, Callable[[etree._Element], None]] = {
            _RUN: self._run,
            qualified("sym"): self._symbol,
            qualified("fldChar"): self._field,
            qualified("instrText"): self._instruction,
            qualified("footnoteReference"): self._note,
            qualified("endnoteReference"): self._note,
            qualified("footnoteRef"): self._own_mark,
            qualified("endnoteRef"): self._own_mark,
            _CONTROL: self._control,
            qualified("ruby"): self._ruby,
            qualified("drawing"): self._picture,
            qualified("pict"): self._picture,
            qualified("object"): self._object,
            _CHOICE: self._alternate,
            _MATH + "t": self._text,
            _MATH + "f": self._fraction,
            _MATH + "d": self._delimited,
        }

    # -- blocks

    def blocks(self, parent: etree._Element) -> list[Block]:
        """The blocks in *parent*, in order."""
        if not self._numbering and is_blank(parent):
            self._count += 1
            return []
        outer, self._carried = self._carried, ""
        out: list[Block] = []
        self._fill(parent, out)
        self._flush(out)
        self._carried = outer
        return out

    def _fill(self, parent: etree._Element, out: list[Block]) -> None:
        self._enter()
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child, out)
            elif tag in _SILENT:
                continue
            elif tag == _TABLE:
                self._flush(out)
                out.append(self._table(child))
            elif tag == _SECTION:
                self._section(child)
            else:
                self._fill_other(child, out)
        self._depth -= 1

    def _fill_other(self, child: etree._Element, out: list[Block]) -> None:
        """What is neither paragraph nor table, but may hold them."""
        tag = child.tag
        if tag == qualified("altChunk"):
            out.append(Image("嵌入的文档", self._element))
        elif tag == _CHOICE:
            for one in _chosen(child):
                self._fill(one, out)
        elif tag == _CONTROL:
            self._block_control(child, out)
        elif tag == _RUN or tag.startswith(_MATH):
            self._stray(child, out)
        else:
            self._fill(child, out)

    def _enter(self) -> None:
        """Go one element deeper.

        Raises:
            LimitError: That is too deep.
        """
        self._depth += 1
        if self._depth > self._deepest:
            raise self.document.package.too_deep(self.document.part)

    @property
    def _element(self) -> str:
        return f"{self._path}p[{self._count}]"

    def _flush(self, out: list[Block]) -> None:
        """Write what waited for a paragraph that did not come."""
        if self._carried:
            out += self._lines(self._carried)
            self._carried = ""

    def _lines(self, words: str, *, is_chrome: bool = False) -> Iterator[Line]:
        element = self._element
        for words_of_line in words.split("\n"):
            if words_of_line and not words_of_line.isspace():
                yield Line(words_of_line, element, is_chrome)

    def _block_control(self, control: etree._Element, out: list[Block]) -> None:
        """A content control around paragraphs or tables."""
        content = control.find(qualified("sdtContent"))
        if content is None:
            return
        properties = control.find(qualified("sdtPr"))
        self._enter()
        gallery = _val_under(properties, "docPartObj", "docPartGallery")
        is_prompt = properties is not None and is_on(properties.find(qualified("showingPlcHdr")))
        if not is_prompt and gallery != "Table of Contents":
            self._fill(content, out)
        else:
            inner: list[Block] = []
            self._fill(content, inner)
            out += (one._replace(is_chrome=True) if isinstance(one, Line) else one for one in inner)
        self._depth -= 1

    def _stray(self, one: etree._Element, out: list[Block]) -> None:
        """Words that stand in no paragraph."""
        outer = self._begin()
        self._read(one)
        self._end(outer, out, "")

    def _section(self, properties: etree._Element) -> None:
        """Headers and footers that the section refers to."""
        for one in properties:
            if one.tag in {qualified("headerReference"), qualified("footerReference")}:
                relation = self._relations.get(one.get(_OFFICE + "id", ""))
                if relation is not None:
                    self.document.margins.setdefault(relation.target, relation)

    # -- paragraphs

    def _begin(self) -> tuple[_Paragraph, list[str]]:
        outer = (self._now, self._parts)
        self._now = _Paragraph()
        self._parts = self._now.parts
        return outer

    def _paragraph(self, paragraph: etree._Element, out: list[Block]) -> None:
        self._count += 1
        if not len(paragraph):
            if self._numbering or self._carried:
                self._finish(None, "", out)
            return
        first = paragraph[0]
        properties = first if first.tag == _PROPERTIES else None
        if properties is not None and len(paragraph) == 1 and not self._carried:
            self._finish(properties, "", out)
            return
        outer = self._begin()
        self._enter()
        for child in paragraph:
            self._read(child)
        self._depth -= 1
        self._end(outer, out, None, properties)

    def _end(
        self,
        outer: tuple[_Paragraph, list[str]],
        out: list[Block],
        label: str | None,
        properties: etree._Element | None = None,
    ) -> None:
        done = self._now
        self._now, self._parts = outer
        words = "".join(done.parts)
        if label is None:
            self._finish(properties, words, out)
        else:
            out += self._lines(label + words)
        out += done.after
        if done.hidden:
            out += self._lines("".join(done.hidden), is_chrome=True)

    def _finish(self, properties: etree._Element | None, words: str, out: list[Block]) -> None:
        """Write a paragraph, unless its mark is deleted and the next one goes on with it."""
        words, self._carried = self._carried + words, ""
        style = None
        if properties is not None:
            for one in properties:
                tag = one.tag
                if tag == _STYLE:
                    style = one.get(_VAL)
                elif tag == _RUN_PROPERTIES:
                    if len(one) and any(is_on(one.find(name)) for name in _JOINING):
                        self._carried = words
                        return
                elif tag == _SECTION:
                    self._section(one)
        if self._numbering:
            words = self._numbering.ordinal(properties, style) + words
        if words:
            is_chrome = self._styles.is_contents(style) or (
                self._is_contents and _CONTENTS_ENTRY.search(words) is not None
            )
            if self._styles.has_hidden and style is not None and self._styles.is_hidden(style):
                is_chrome = True
            out += self._lines(words, is_chrome=is_chrome)
        self._is_contents = self._contents is not None

    # -- inside paragraphs

    def _read(self, one: etree._Element) -> None:
        """One element inside a paragraph or a run."""
        tag = one.tag
        if tag == _TEXT:
            self._text(one)
        elif tag in _SIGNS:
            self._parts.append(_SIGNS[tag])
        elif tag in self._inline:
            self._inline[tag](one)
        elif tag not in _SILENT and len(one):
            self._enter()
            for child in one:
                self._read(child)
            self._depth -= 1

    def _run(self, run: etree._Element) -> None:
        if not len(run):
            return
        first = run[0]
        parts = self._parts
        if first.tag == _RUN_PROPERTIES and len(first) and self._is_hidden(first):
            self._parts = self._now.hidden
        self._enter()
        for child in run:
            if child.tag == _TEXT:
                self._text(child)
            else:
                self._read(child)
        self._depth -= 1
        self._parts = parts

    def _is_hidden(self, properties: etree._Element) -> bool:
        switch = properties.find(_VANISH)
        if switch is not None:
            return is_on(switch)
        if not self._styles.has_hidden:
            return False
        style = properties.find(_RUN_STYLE)
        return style is not None and self._styles.is_hidden(style.get(_VAL, ""))

    def _text(self, one: etree._Element) -> None:
        text = one.text
        if not text:
            return
        if len(text) > self._longest and len(text.encode()) > 3 * self._longest:
            raise self.document.package.too_long(self.document.part)
        if (text[0] in _XML_BLANKS or text[-1] in _XML_BLANKS) and one.get(_SPACE) != "preserve":
            text = text.strip(_XML_BLANKS)
        self._parts.append(text.replace("\n", " ") if "\n" in text else text)

    def _symbol(self, one: etree._Element) -> None:
        self._parts.append(symbol(one.get(qualified("font"), ""), one.get(qualified("char"), "")))

    def _own_mark(self, one: etree._Element) -> None:
        """The number at the beginning of a note."""
        del one
        self._parts.append(f"[{self.mark}] ")

    def _note(self, one: etree._Element) -> None:
        kind = "endnotes" if one.tag == qualified("endnoteReference") else "footnotes"
        own = one.get(qualified("customMarkFollows"), "0") not in {"0", "false", "off"}
        identifier = one.get(qualified("id"), "")
        note = self.document.notes(kind, identifier, has_own_mark=own)
        self._now.after += (line._replace(is_note=True) for line in lines_of(note))

    def _control(self, control: etree._Element) -> None:
        """A content control within a line; the prompt of an empty one is not the author's."""
        content = control.find(qualified("sdtContent"))
        if content is None:
            return
        parts = self._parts
        if is_on(control.find(f"{qualified('sdtPr')}/{qualified('showingPlcHdr')}")):
            self._parts = self._now.hidden
        self._enter()
        for child in content:
            self._read(child)
        self._depth -= 1
        self._parts = parts

    def _ruby(self, ruby: etree._Element) -> None:
        """Words with their pronunciation in brackets."""
        for name, before, behind in (("rubyBase", "", ""), ("rt", "（", "）")):
            part = ruby.find(qualified(name))
            if part is not None:
                self._within(part, before, behind)

    def _within(self, one: etree._Element, before: str, behind: str) -> None:
        """What *one* holds between two signs; nothing when it shows nothing."""
        start = len(self._parts)
        self._enter()
        for child in one:
            self._read(child)
        self._depth -= 1
        if before and len(self._parts) > start:
            self._parts.insert(start, before)
        if behind and len(self._parts) > start:
            self._parts.append(behind)

    def _fraction(self, fraction: etree._Element) -> None:
        """A fraction on one line."""
        for name, before in ((_MATH + "num", ""), (_MATH + "den", "/")):
            part = fraction.find(name)
            if part is not None:
                self._within(part, before, "")

    def _delimited(self, one: etree._Element) -> None:
        """A formula in brackets."""
        signs = [
            sign.get(_MATH + "val", "") if sign is not None else usual
            for name, usual in (("begChr", "("), ("endChr", ")"))
            for sign in (one.find(f"{_MATH}dPr/{_MATH}{name}"),)
        ]
        self._within(one, *signs)

    # -- fields

    def _field(self, one: etree._Element) -> None:
        """A sign that begins, parts or ends a field: its result is read, not its instruction."""
        kind = one.get(qualified("fldCharType"))
        fields = self._now.fields
        if kind == "begin":
            self._open_fields += 1
            fields.append(Field(len(self._parts), check_box(one)))
            return
        if fields:
            field = fields[-1]
            code = "".join(field.code).strip()
            if kind == "separate":
                del self._parts[field.start :]
                field.start = -1
                if code.upper().startswith("TOC") and self._contents is None:
                    self._contents = self._open_fields
                    self._is_contents = True
            elif kind == "end":
                fields.pop()
                if field.start >= 0:
                    del self._parts[field.start :]
                    self._parts.append(field.sign or shown_instruction(code))
        if kind == "end":
            self._open_fields = max(self._open_fields - 1, 0)
            if self._contents is not None and self._open_fields < self._contents:
                self._contents = None

    def _instruction(self, one: etree._Element) -> None:
        if self._now.fields:
            self._now.fields[-1].code.append(one.text or "")

    # -- pictures and boxes

    def _picture(self, drawing: etree._Element) -> None:
        """A drawing: its text boxes, its picture, its words as an ornament."""
        after = self._now.after
        for words in word_art(drawing):
            after += self._lines(words)
        self._boxes(drawing)
        after += (Image(caption, self._element) for caption in pictures_in(drawing))

    def _boxes(self, drawing: etree._Element) -> None:
        """The text boxes in *drawing*, whatever they are wrapped in."""
        self._enter()
        for child in drawing:
            if child.tag == _BOX:
                blocks = self._apart(child)
                self._now.after += blocks
            elif child.tag == _CHOICE:
                for one in _chosen(child):
                    self._boxes(one)
            elif len(child):
                self._boxes(child)
        self._depth -= 1

    def _apart(self, parent: etree._Element) -> list[Block]:
        """Blocks that stand inside a paragraph."""
        outer = self._begin()
        blocks = self.blocks(parent)
        self._now, self._parts = outer
        return blocks

    def _object(self, one: etree._Element) -> None:
        self._boxes(one)
        self._now.after.append(Image(caption_of_object(one), self._element))

    def _alternate(self, one: etree._Element) -> None:
        for chosen in _chosen(one):
            self._enter()
            for child in chosen:
                self._read(child)
            self._depth -= 1

    # -- tables

    def _table(self, table: etree._Element) -> Table:
        document = self.document
        document.tables += 1
        made = Table(document.tables, [], [])
        if document.tables > document.package.limits.tables:
            raise document.package.too_many_tables()
        above: dict[int, Cell] = {}
        self._cell_count, outer = 0, self._cell_count
        for row in self._parts_of(table, _ROW):
            properties = row.find(_ROW_PROPERTIES)
            if properties is None or properties.find(_DELETED) is None:
                column = 0 if properties is None else _number_under(properties, "gridBefore", 0)
                above = self._row(row, column, above, made)
        self._cell_count = outer
        return made

    def _row(
        self, row: etree._Element, column: int, above: Mapping[int, Cell], made: Table
    ) -> dict[int, Cell]:
        """Read a row into *made*; return its merged cells by the column they begin at."""
        cells: list[Cell] = []
        merged: dict[int, Cell] = {}
        for one in self._parts_of(row, _CELL):
            self._cell_count += 1
            if self._cell_count > self._most_cells:
                raise self.document.package.too_many_cells()
            merge = merge_of(one)
            if merge.is_deleted:
                continue
            blocks = self.blocks(one)
            owner = above.get(column) if merge.down == "continue" else None
            if owner is not None:
                owner.rows += 1
                merged[column] = owner
                made.covered.extend(_covered(blocks))
            elif merge.across == "continue" and cells:
                cells[-1].columns += merge.span
                made.covered.extend(_covered(blocks))
            else:
                cell = Cell(blocks, column, merge.span)
                cells.append(cell)
                if merge.down is not None:
                    merged[column] = cell
            column += merge.span
        made.rows.append(cells)
        return merged

    def _parts_of(self, parent: etree._Element, tag: str) -> Iterator[etree._Element]:
        """The rows of a table or the cells of a row, those in content controls too."""
        self._enter()
        for child in parent:
            if child.tag == tag:
                yield child
            elif child.tag == _CHOICE:
                for one in _chosen(child):
                    yield from self._parts_of(one, tag)
            elif child.tag not in _SILENT and len(child):
                yield from self._parts_of(child, tag)
        self._depth -= 1


def _covered(blocks: list[Block]) -> Iterator[Line]:
    """The lines of a cell that another covers."""
    return (line._replace(is_chrome=True) for line in lines_of(blocks))


def _chosen(alternate: etree._Element) -> list[etree._Element]:
    """The one of several spellings of the same that is read: the first that shows anything."""
    spellings = [one for one in alternate if one.tag in {_MARKUP + "Choice", _MARKUP + "Fallback"}]
    for one in spellings:
        shown = one.iter(_TEXT, qualified("sym"), qualified("tab"), _MATH + "t", _BLIP)
        if next(shown, None) is not None:
            return [one]
    return spellings[:1]


def _number_under(properties: etree._Element, name: str, otherwise: int) -> int:
    one = properties.find(qualified(name))
    return otherwise if one is None else number(one.get(_VAL), otherwise)


def _val_under(properties: etree._Element | None, *names: str) -> str | None:
    """The value of the element that *names* lead to."""
    one = properties.find("/".join(map(qualified, names))) if properties is not None else None
    return None if one is None else one.get(_VAL)
