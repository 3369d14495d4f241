"""Inserting bytes into an XML, and removing them, without changing any other byte.

Takes the bytes of an XML, finds where each of its elements begins and ends in them, and joins the
rest with what is inserted. XML in UTF-16 is handled as UTF-8 and returned in its own encoding.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from html import unescape
from xml.parsers import expat

__all__ = ["Element", "Splices"]

#: The byte order marks of files, and their encodings.
_MARKS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_TAG = re.compile(b"<[^>]*>")


class Element:
    """An element by its offsets."""

    __slots__ = (
        "attributes",
        "begin",
        "children",
        "end",
        "finish",
        "name",
        "namespace",
        "parent",
        "start",
    )

    def __init__(
        self, name: str, attributes: dict[str, str], start: int, parent: "Element | None"
    ) -> None:
        """An element that begins at *start* and is still open."""
        #: Its namespace and its local name.
        self.namespace, _, self.name = name.rpartition(" ")
        #: Its attributes by their local names.
        self.attributes = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self.parent = parent
        self.children: list[Element] = []
        #: Where its start tag begins and ends.
        self.start = self.begin = start
        #: Where its end tag begins and ends; both at the end of the only tag of an empty element.
        self.finish = self.end = start


class Splices:
    """An XML that is being changed.

    Attributes:
        elements: All its elements, in the order in which they begin.
    """

    def __init__(self, content: bytes) -> None:
        """The XML *content*, unchanged.

        Raises:
            ValueError: It is not well-formed.
        """
        self._mark, self._encoding = next(
            (one for one in _MARKS if content.startswith(one[0])), (b"", "utf-8")
        )
        self._content = content[len(self._mark) :]
        if self._encoding != "utf-8":
            self._content = self._content.decode(self._encoding).encode()
        self._changes: list[tuple[int, int, bytes]] = []
        self.elements: list[Element] = []
        try:
            self._find_elements()
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error

    def _find_elements(self) -> None:
        """Fill ``elements``: a tag ends where the next event begins."""
        parser = expat.ParserCreate("utf-8", " ")
        open_ones: list[Element] = []
        waiting: list[tuple[Element, str]] = []

        def arrive(_data: object = None) -> None:
            for element, end in waiting:
                setattr(element, end, parser.CurrentByteIndex)
            waiting.clear()

        def start(name: str, attributes: dict[str, str]) -> None:
            arrive()
            parent = open_ones[-1] if open_ones else None
            one = Element(name, attributes, parser.CurrentByteIndex, parent)
            self.elements.append(one)
            if parent is not None:
                parent.children.append(one)
            open_ones.append(one)
            waiting.append((one, "begin"))

        def end(_name: str) -> None:
            arrive()
            one = open_ones.pop()
            one.finish = one.end = parser.CurrentByteIndex
            if one.begin < one.finish or self._content[one.begin - 2 : one.begin] != b"/>":
                waiting.append((one, "end"))

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.DefaultHandlerExpand = arrive
        parser.Parse(self._content, True)  # noqa: FBT003 - it takes no keyword arguments
        for element, where in waiting:
            setattr(element, where, len(self._content))

    def tag(self, element: Element) -> bytes:
        """The name of an element as written, with its prefix."""
        opened = self._content[element.start + 1 : element.begin]
        return opened.split(None, 1)[0].rstrip(b"/>")

    def words(self, element: Element) -> str:
        """All text in an element."""
        inside = self._content[element.begin : element.finish]
        return unescape(_TAG.sub(b"", inside).decode())

    def insert(self, place: int, piece: bytes) -> None:
        """Insert *piece* at *place*, after earlier insertions there."""
        self._changes.append((place, place, piece))

    def append(self, element: Element, piece: bytes) -> None:
        """Insert *piece* at the end of *element*; an empty-element tag is split into two."""
        if element.finish < element.end:
            self.insert(element.finish, piece)
        else:
            last = b">%b</%b>" % (piece, self.tag(element))
            self._changes.append((element.end - len(b"/>"), element.end, last))

    def remove(self, element: Element) -> None:
        """Remove an element with its content."""
        self._changes.append((element.start, element.end, b""))

    def joined(self) -> bytes:
        """The XML with all changes."""
        pieces: list[bytes] = []
        done = 0
        for start, end, piece in sorted(self._changes, key=lambda change: change[0]):
            pieces += (self._content[done:start], piece)
            done = max(done, end)  # what is inserted inside a removed part
        content = b"".join((*pieces, self._content[done:]))
        if self._encoding != "utf-8":
            content = content.decode().encode(self._encoding)
        return self._mark + content
