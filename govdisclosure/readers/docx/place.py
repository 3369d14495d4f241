"""The position of reading in one part of a Word file.

Shared by all readers of the part; refuses elements nested too deeply, and too many paragraphs.
"""

from itertools import count

from lxml import etree

from govdisclosure.readers.docx.xml import PARAGRAPH
from govdisclosure.readers.package import Package

__all__ = ["ParagraphPlace"]


class ParagraphPlace:
    """The paragraph that is being read, and its depth in the tree."""

    __slots__ = (
        "_ahead",
        "_deepest",
        "_left",
        "_numbers",
        "_package",
        "depth",
        "paragraph",
        "path",
    )

    def __init__(self, package: Package, path: str) -> None:
        """The beginning of a part, whose elements get names that begin with *path*."""
        self._package = package
        #: The beginning of the names of its elements.
        self.path: str = path
        self._deepest = package.limits.tag_depth
        #: How many paragraphs may still be read.
        self._left = package.limits.lines
        #: The paragraphs of the part after those that were read.
        self._ahead: enumerate[etree._Element] | None = None
        self._numbers: dict[etree._Element, int] = {}
        #: How many elements are open.
        self.depth = 0
        #: Which paragraph of its part is being read, from 1; 0 before the first.
        self.paragraph = 0

    def enter(self) -> None:
        """Go one element deeper; the caller lowers ``depth`` afterwards.

        Raises:
            LimitError: That is too deep.
        """
        self.depth += 1
        if self.depth > self._deepest:
            raise self._package.beyond("tag_depth")

    def begin(self, paragraph: etree._Element) -> None:
        """Begin a paragraph.

        Raises:
            LimitError: It is one too many.
        """
        self._left -= 1
        if self._left < 0:
            raise self._package.beyond("lines")
        if self._ahead is None:
            self._ahead = enumerate(paragraph.getroottree().getroot().iter(PARAGRAPH), start=1)
        for number, one in self._ahead:
            if one is paragraph:
                self.paragraph = number
                return
        self.paragraph = self.number_of(paragraph)  # notes are read out of order

    def number_of(self, element: etree._Element) -> int:
        """The position among the elements with its tag, from 1, in the order of the part."""
        if element not in self._numbers:
            root = element.getroottree().getroot()
            self._numbers.update(zip(root.iter(element.tag), count(1), strict=False))
        return self._numbers[element]

    @property
    def element(self) -> str:
        """The name of the paragraph, such as ``p[12]``; before the first one that of the part."""
        return f"{self.path}p[{self.paragraph}]" if self.paragraph else self.path.rstrip("/")
