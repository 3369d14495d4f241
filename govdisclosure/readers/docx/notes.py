"""Footnotes and endnotes of a Word file: each is given once, to the first reference.

Takes the names of the parts that hold them; reading a note is not done here.
"""

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from govdisclosure.readers.docx.place import ParagraphPlace
from govdisclosure.readers.docx.xml import qualified
from govdisclosure.readers.package import Package, Relation

__all__ = ["Note", "Notes"]

_IDENTIFIER = qualified("id")


class Note(NamedTuple):
    """A note that is to be read."""

    element: etree._Element
    #: Its number as it is printed.
    mark: str
    #: The position in its part.
    place: ParagraphPlace
    #: The relations of its part.
    relations: Mapping[str, Relation]


class _Kind:
    """The notes of one part."""

    def __init__(self, package: Package, kind: str, part: str | None) -> None:
        """The notes in *part*."""
        root = package.tree_or_none(part)
        #: Notes that were not referred to yet, by identifier.
        self.left = {
            one.get(_IDENTIFIER, ""): one
            for one in (root.iterchildren(tag=etree.Element) if root is not None else ())
        }
        self.place = ParagraphPlace(package, f"{kind}/")
        self.relations = package.relations(part or "")
        self.count = 0


class Notes:
    """The notes of a document; their parts are parsed when the first note is needed."""

    def __init__(self, package: Package, parts: Mapping[str, str | None]) -> None:
        """The notes of each kind in *parts*."""
        self._package = package
        self._parts = parts
        self._kinds: dict[str, _Kind] = {}

    def take(self, kind: str, identifier: str, *, has_own_mark: bool) -> Note | None:
        """The note referred to; None the second time, or where it is missing.

        Args:
            kind: ``footnotes`` or ``endnotes``.
            identifier: Which of them.
            has_own_mark: Whether the author typed the mark, so that it is not counted.
        """
        notes = self._kinds.get(kind)
        if notes is None:
            notes = self._kinds[kind] = _Kind(self._package, kind, self._parts.get(kind))
        element = notes.left.pop(identifier, None)
        if element is None:
            return None
        if not has_own_mark:
            notes.count += 1
        return Note(element, str(notes.count), notes.place, notes.relations)
