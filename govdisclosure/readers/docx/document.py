"""What the parts of a Word file share: styles, lists, notes, and how many tables there were.

Parts are parsed when they are needed, and those that can be done without may be broken.
"""

import re
from functools import partial

from lxml import etree

from govdisclosure.errors import LimitError, ReadError
from govdisclosure.readers.docx.notes import Notes
from govdisclosure.readers.docx.numbering import Numbering
from govdisclosure.readers.docx.styles import Styles
from govdisclosure.readers.package import Package, Relation

__all__ = ["Document", "text_part"]

_USUAL_PART = "word/document.xml"
_CONTENTS_STYLE = re.compile(rb"[<:]name\s[^<>]*[\"']toc ", re.IGNORECASE)


def text_part(package: Package) -> str | None:
    """The part that holds the text; the package says which, or it has its usual name."""
    kinds = (one for one in package.relations("").values() if one.kind == "officeDocument")
    for relation in kinds:
        if relation.target in package and _USUAL_PART.rpartition("/")[0] in relation.target:
            return relation.target
    return _USUAL_PART if _USUAL_PART in package else None


class Document:
    """A Word file around its text."""

    def __init__(self, package: Package, part: str, *, is_chunk: bool = False) -> None:
        """Read the parts around the text *part*; a chunk is a file within another one."""
        self.package = package
        self.part = part
        self.is_chunk = is_chunk
        self.relations = package.relations(part)
        styles = self._telling_styles()
        #: Whether the style of a paragraph may say more than looks.
        self.has_telling_styles = styles is not None
        self.styles = Styles(styles)
        lists = self._find("numbering")
        self.numbering = Numbering(partial(package.tree_or_none, lists), self.styles)
        kinds = ("footnotes", "endnotes")
        self.notes = Notes(package, part, {kind: self._find(kind) for kind in kinds})
        self.tables = 0
        self._chunks: set[str] = set()
        #: Headers and footers of the sections, in order.
        self.margins: dict[str, Relation] = {}

    def next_table(self) -> int:
        """The number of the next table, from 1.

        Raises:
            LimitError: There are too many.
        """
        self.tables += 1
        if self.tables > self.package.limits.tables:
            raise self.package.too_many_tables()
        return self.tables

    def take_chunk(self, part: str) -> bytes | None:
        """The bytes of an embedded file; None the second time, within a chunk, or when missing.

        Raises:
            ReadError: It is damaged.
            LimitError: It is beyond the limits.
        """
        if self.is_chunk or part in self._chunks or part not in self.package:
            return None
        self._chunks.add(part)
        return self.package.read(part)

    def inside(self, data: bytes, part: str) -> "Document":
        """The Word file *data*, which is the *part* of this one, and goes on counting its tables.

        Raises:
            ReadError: It is no Word file.
            LimitError: It is beyond the limits.
        """
        package = self.package.inside(data, part)
        text = text_part(package)
        if text is None:
            raise package.damaged(_USUAL_PART)
        inner = Document(package, text, is_chunk=True)
        inner.tables = self.tables
        return inner

    def _telling_styles(self) -> etree._Element | None:
        """The styles; None where they say nothing that shows in words, as in many files."""
        part = self._find("styles")
        if part is None or part not in self.package:
            return None
        try:
            content = self.package.read(part)
        except LimitError:
            raise
        except ReadError:
            return None
        is_telling = b"anish" in content or b"numPr" in content or _is_utf16(content)
        if not is_telling and _CONTENTS_STYLE.search(content) is None:
            return None
        return self.package.tree_or_none(part)

    def _find(self, kind: str) -> str | None:
        return next((one.target for one in self.relations.values() if one.kind == kind), None)


def _is_utf16(content: bytes) -> bool:
    return b"\0" in content[:4]
