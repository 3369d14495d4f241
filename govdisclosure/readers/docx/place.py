"""How far the reading of one part of a Word file has come.

Shared by all who read the part; refuses what is nested too deeply, or has too many paragraphs.
"""

from govdisclosure.readers.package import Package

__all__ = ["Place"]


class Place:
    """The paragraph that is being read, and how deep in the tree."""

    __slots__ = ("_deepest", "_most", "_package", "_part", "_path", "depth", "paragraphs")

    def __init__(self, package: Package, part: str, path: str) -> None:
        """The beginning of *part*, whose elements are named with *path* before them."""
        self._package = package
        self._part = part
        self._path = path
        self._deepest = package.limits.tag_depth
        self._most = package.limits.lines
        #: How many elements are open.
        self.depth = 0
        #: How many paragraphs were read, the one that is being read among them.
        self.paragraphs = 0

    def enter(self) -> None:
        """Go one element deeper; who enters, leaves by counting ``depth`` down.

        Raises:
            LimitError: That is too deep.
        """
        self.depth += 1
        if self.depth > self._deepest:
            raise self._package.too_deep(self._part)

    def next_paragraph(self) -> None:
        """Begin a paragraph.

        Raises:
            LimitError: It is one too many.
        """
        self.paragraphs += 1
        if self.paragraphs > self._most:
            raise self._package.too_many_lines()

    @property
    def element(self) -> str:
        """The name of the paragraph, such as ``p[12]``."""
        return f"{self._path}p[{self.paragraphs}]"
