"""What the parts of a Word file share: styles, lists, notes, and the number of tables so far.

Parts are parsed when they are needed; optional ones may be damaged.
"""

import re
from collections.abc import Iterator
from functools import cached_property, partial

from govdisclosure.readers.colours import Theme, theme_of
from govdisclosure.readers.docx.grounds import Grounds
from govdisclosure.readers.docx.looks import (
    Colours,
    colours_in,
    may_tell,
    without_looks,
    without_unused_tables,
)
from govdisclosure.readers.docx.notes import Notes
from govdisclosure.readers.docx.numbering import Numbering
from govdisclosure.readers.docx.styles import Styles
from govdisclosure.readers.package import Package, Relation

__all__ = ["Document", "text_part"]

_USUAL_PART = "word/document.xml"
#: The kinds of parts, beside the text itself, whose tables have styles.
_OTHER_TEXTS = frozenset({"footnotes", "endnotes", "header", "footer"})
#: How many styles of tables are not worth inflating notes, headers and footers twice.
_FEW_STYLES_OF_TABLES = 9
_CONTENTS_STYLE = re.compile(rb"[<:]name\s[^<>]*[\"']toc ", re.IGNORECASE)


def text_part(package: Package) -> str | None:
    """The part that holds the text: the one that the package names, or the usual one."""
    kinds = (one for one in package.relations("").values() if one.kind == "officeDocument")
    for relation in kinds:
        if relation.target in package and _USUAL_PART.rpartition("/")[0] in relation.target:
            return relation.target
    return _USUAL_PART if _USUAL_PART in package else None


class Document:
    """A Word file around its text."""

    def __init__(self, package: Package, part: str, *, is_chunk: bool = False) -> None:
        """Read the parts around the text *part*; a chunk is a file embedded in another."""
        self.package = package
        self.part = part
        self.is_chunk = is_chunk
        self.relations = package.relations(part)
        #: The XML of the styles, and without those that are not in use.
        self._styles_content = self._styles_in_use = self._read_styles()
        #: Words whose colour may hide them; None until the text was examined.
        self._colours: Colours | None = None
        kinds = ("footnotes", "endnotes")
        self.notes = Notes(package, {kind: self._find(kind) for kind in kinds})
        self.tables = 0
        self._chunks: set[str] = set()
        #: Headers and footers of the sections, in order.
        self.margins: dict[str, Relation] = {}

    def count_table(self) -> None:
        """Count a table.

        Raises:
            LimitError: There are too many.
        """
        self.tables += 1
        if self.tables > self.package.limits.tables:
            raise self.package.beyond("tables")

    def take_chunk(self, part: str) -> bytes | None:
        """The bytes of an embedded file; None if it was read before, is missing, or in a chunk.

        Raises:
            ReadError: It is damaged.
            LimitError: It is larger than the limits allow.
        """
        if self.is_chunk or part in self._chunks or part not in self.package:
            return None
        self._chunks.add(part)
        return self.package.read(part)

    def inside(self, data: bytes, part: str) -> "Document":
        """The Word file *data*, a *part* of this one, with which it shares the count of tables.

        Raises:
            ReadError: It is not a Word file.
            LimitError: It is larger or deeper than the limits allow.
        """
        package = self.package.inside(data, part)
        text = text_part(package)
        if text is None:
            raise package.damaged(_USUAL_PART)
        inner = Document(package, text, is_chunk=True)
        inner.tables = self.tables
        return inner

    def shortened(self, content: bytes) -> bytes:
        """The XML of the text without elements that only affect its appearance."""
        if self._styles_content.count(b'w:type="table"') > _FEW_STYLES_OF_TABLES:
            self._styles_in_use = without_unused_tables(
                self._styles_content, content, *self._other_texts()
            )
        colours = self._colours = colours_in(content, self._styles_in_use, self._theme)
        styles = self.styles
        keeps_faces = styles.has_faces and (
            not styles.telling
            or styles.has_telling_default
            or any(f'"{name}"'.encode() in content for name in styles.telling)
        )
        return without_looks(
            content, keeps_styles=not styles.is_empty, keeps_faces=keeps_faces, colours=colours
        )

    @cached_property
    def styles(self) -> Styles:
        """The styles, left out where they cannot affect words, as in many files."""
        content = self._styles_in_use
        has_colours = self._colours is None or self._colours.are_in_styles
        is_telling = b"anish" in content or b"numPr" in content or _is_utf16(content)
        if (
            is_telling
            or _CONTENTS_STYLE.search(content) is not None
            or self._colours != Colours()
            or (content and may_tell(content))
        ):
            root = self.package.tree_or_none(
                self._find("styles"), lambda _: content, content=self._styles_content
            )
            return Styles(root, has_colours=has_colours)
        return Styles(None)

    @cached_property
    def numbering(self) -> Numbering:
        """The lists."""
        lists = self._find("numbering")
        return Numbering(partial(self.package.tree_or_none, lists), self.styles)

    @cached_property
    def grounds(self) -> Grounds:
        """The backgrounds of words."""
        return Grounds(self._theme, self.styles)

    def _theme(self) -> Theme:
        return theme_of(self.package.tree_or_none(self._find("theme")))

    def _read_styles(self) -> bytes:
        """The bytes of the styles; empty where they are missing or damaged."""
        part = self._find("styles")
        return b"" if part is None else self.package.read_or_empty(part)

    def _other_texts(self) -> Iterator[bytes]:
        """The bytes of the notes, headers and footers in which a table has a style."""
        for one in self.relations.values():
            if one.kind in _OTHER_TEXTS:
                content = self.package.read_or_empty(one.target)
                if b"tblStyle" in content:
                    yield content

    def _find(self, kind: str) -> str | None:
        return next((one.target for one in self.relations.values() if one.kind == kind), None)


def _is_utf16(content: bytes) -> bool:
    return b"\0" in content[:4]
