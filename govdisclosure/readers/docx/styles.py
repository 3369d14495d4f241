"""What the styles of a Word file say that matters for words: lists, contents, visibility.

Takes the tree of ``styles.xml``; all other appearance is ignored.
"""

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from govdisclosure.readers.docx.faces import SHADING, Face, face_of, is_plain, own_properties
from govdisclosure.readers.docx.xml import RUN_PROPERTIES, VALUE, number, qualified

__all__ = ["ListOfStyle", "Styles"]

#: The maximum number of styles based on each other.
_LONGEST_CHAIN = 64
_IDENTIFIER = qualified("styleId")
_TYPE = qualified("type")
_DEFAULTS = f"{qualified('docDefaults')}/{qualified('rPrDefault')}/{RUN_PROPERTIES}"


class ListOfStyle(NamedTuple):
    """The list that a style puts its paragraphs into."""

    list: str
    #: None where the list itself names the level of the style.
    level: int | None
    #: The style that names the list, perhaps one that it is based on.
    style: str


class Styles:
    """The styles of a document."""

    def __init__(self, root: etree._Element | None, *, has_colours: bool = True) -> None:
        """The styles of ``styles.xml``; None where a document has none.

        Args:
            root: The tree of the part.
            has_colours: Whether words may have the colour of their background.
        """
        self._styles: dict[str, etree._Element] = {}
        self._numbering: dict[str, ListOfStyle | None] = {}
        self._contents: set[str] = set()
        self._faces: dict[tuple[str | None, str | None], Face] = {}
        self._has_colours = has_colours
        #: The style of a paragraph, and of a table, that does not name one.
        self.default: str | None = None
        self.table: str | None = None
        for one in root.iterchildren(qualified("style")) if root is not None else ():
            identifier = one.get(_IDENTIFIER, "")
            self._styles[identifier] = one
            name = one.find(qualified("name"))
            words = name.get(VALUE, "").lower() if name is not None else ""
            if words.startswith("toc "):
                self._contents.add(identifier)
            if one.get(qualified("default")) in {"1", "true", "on"}:
                if one.get(_TYPE) == "paragraph":
                    self.default = identifier
                elif one.get(_TYPE) == "table":
                    self.table = identifier
        #: Whether there are no styles.
        self.is_empty: bool = not self._styles
        self._defaults = own_properties(root.find(_DEFAULTS) if root is not None else None)
        #: The styles of paragraphs and words that give words an unusual appearance.
        self.telling: frozenset[str] = self._find_telling()
        #: Whether the default style of paragraphs is one of them, or the defaults of words are.
        self.has_telling_default: bool = self.default in self.telling or not self._is_plain(
            self._defaults
        )
        #: Whether either is true.
        self.has_faces: bool = bool(self.telling) or self.has_telling_default

    def is_contents(self, style: str | None) -> bool:
        """Whether paragraphs of *style* are in a table of contents."""
        return style in self._contents

    def face(self, paragraph: str | None, words: str | None = None) -> Face:
        """The appearance of words by the styles of their paragraph and their own."""
        key = self.default if paragraph is None else paragraph, words
        if key not in self._faces:
            both = (self._properties(one) for one in key)
            self._faces[key] = face_of(self._defaults, *both)
        return self._faces[key]

    def shading(self, style: str | None) -> etree._Element | None:
        """The shading of paragraphs of *style*."""
        for one in self.chain(self.default if style is None else style):
            shading = one.find(f"{qualified('pPr')}/{SHADING}")
            if shading is not None:
                return shading
        return None

    def _properties(self, style: str | None) -> dict[str, etree._Element]:
        """The properties of words in a style and those it is based on; the nearest wins."""
        found: dict[str, etree._Element] = {}
        for one in reversed(self.chain(style)):
            found |= own_properties(one.find(RUN_PROPERTIES))
        return found

    def _is_plain(self, properties: Mapping[str, etree._Element]) -> bool:
        return is_plain(properties, has_colours=self._has_colours)

    def _find_telling(self) -> frozenset[str]:
        own = {
            name
            for name, one in self._styles.items()
            if one.get(_TYPE) in {"paragraph", "character"}
            and not self._is_plain(own_properties(one.find(RUN_PROPERTIES)))
        }
        if not own:
            return frozenset()
        chains = ((name, self.chain(name)) for name in self._styles)
        return frozenset(
            name for name, chain in chains if any(one.get(_IDENTIFIER) in own for one in chain)
        )

    def is_telling(self, style: str | None) -> bool:
        """Whether *style* sets anything that matters for words."""
        key = self.default if style is None else style
        return (
            self.is_contents(key)
            or key in self.telling
            or self.has_telling_default
            or self.numbering(style) is not None
        )

    def numbering(self, style: str | None) -> ListOfStyle | None:
        """The list of a style or of those it is based on."""
        key = self.default if style is None else style
        if key is None:
            return None
        if key not in self._numbering:
            self._numbering[key] = self._find_numbering(key)
        return self._numbering[key]

    def _find_numbering(self, style: str) -> ListOfStyle | None:
        level: int | None = None
        for one in self.chain(style):
            numbering = one.find(f"{qualified('pPr')}/{qualified('numPr')}")
            if numbering is None:
                continue
            depth = numbering.find(qualified("ilvl"))
            if depth is not None and level is None:
                level = number(depth.get(qualified("val")), 0)
            identifier = numbering.find(qualified("numId"))
            if identifier is not None:
                name = one.get(qualified("styleId"), "")
                return ListOfStyle(identifier.get(qualified("val"), "0"), level, name)
        return None

    def chain(self, style: str | None) -> list[etree._Element]:
        """The style and those it is based on, each once."""
        chain: dict[str, etree._Element] = {}
        name = style
        while name in self._styles and name not in chain and len(chain) < _LONGEST_CHAIN:
            one = chain[name] = self._styles[name]
            base = one.find(qualified("basedOn"))
            name = base.get(qualified("val")) if base is not None else None
        return list(chain.values())
