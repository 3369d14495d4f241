"""What the styles of a Word file say that shows in its words: lists, hidden text, contents.

Takes the tree of ``styles.xml``; looks are none of its business.
"""

from typing import NamedTuple

from lxml import etree

from govdisclosure.readers.docx.xml import is_on, number, qualified

__all__ = ["ListOfStyle", "Styles"]

#: So many styles may be based one on the other.
_LONGEST_CHAIN = 64


class ListOfStyle(NamedTuple):
    """The list that a style puts its paragraphs into."""

    list: str
    #: None where the list itself says which level the style has.
    level: int | None
    #: The style that names the list; one that it is based on, perhaps.
    style: str


class Styles:
    """The styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        """The styles of ``styles.xml``; None where a document has none."""
        self._styles: dict[str, etree._Element] = {}
        self._numbering: dict[str, ListOfStyle | None] = {}
        self._contents: set[str] = set()
        self._hidden: dict[str, bool] = {}
        #: The style of a paragraph that names none.
        self.default: str | None = None
        #: Whether any style hides text.
        self.has_hidden = False
        for one in root.iterchildren(qualified("style")) if root is not None else ():
            identifier = one.get(qualified("styleId"), "")
            self._styles[identifier] = one
            name = one.find(qualified("name"))
            words = name.get(qualified("val"), "").lower() if name is not None else ""
            if words.startswith("toc "):
                self._contents.add(identifier)
            if one.get(qualified("type")) == "paragraph" and one.get(qualified("default")) in {
                "1",
                "true",
                "on",
            }:
                self.default = identifier
            if is_on(one.find(f"{qualified('rPr')}/{qualified('vanish')}")):
                self.has_hidden = True

    def is_contents(self, style: str | None) -> bool:
        """Whether paragraphs of *style* stand in a table of contents."""
        return style in self._contents

    def is_hidden(self, style: str | None) -> bool:
        """Whether text of *style* is hidden."""
        if not self.has_hidden or style is None:
            return False
        if style not in self._hidden:
            self._hidden[style] = False
            switch = None
            for one in self._chain(style):
                switch = one.find(f"{qualified('rPr')}/{qualified('vanish')}")
                if switch is not None:
                    break
            self._hidden[style] = is_on(switch)
        return self._hidden[style]

    def is_telling(self, style: str | None) -> bool:
        """Whether *style* says anything that shows in words."""
        key = self.default if style is None else style
        return self.is_contents(key) or self.is_hidden(key) or self.numbering(style) is not None

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
        for one in self._chain(style):
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

    def _chain(self, style: str) -> list[etree._Element]:
        """The style and those it is based on, each once."""
        chain: dict[str, etree._Element] = {}
        name: str | None = style
        while name in self._styles and name not in chain and len(chain) < _LONGEST_CHAIN:
            one = chain[name] = self._styles[name]
            base = one.find(qualified("basedOn"))
            name = base.get(qualified("val")) if base is not None else None
        return list(chain.values())
