"""A copy of a page that can do nothing, with one of its places marked.

Takes bytes and the origin of a line or a cell, and gives HTML of a few kinds of elements, without
scripts, styles, links and pictures, so that showing it asks for nothing and runs nothing. What the
page does not show is not in it either.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from html import escape

from govdisclosure.readers.html.declarations import Declaration
from govdisclosure.readers.html.events import BlockCollector
from govdisclosure.readers.html.reader import collected, text_of_page
from govdisclosure.readers.limits import Limits

__all__ = ["MARKED", "marked_copy"]

#: The identifier of the marked element.
MARKED = "here"
#: The elements that are copied; the words of others are.
_COPIED = frozenset(
    "article blockquote caption dd div dl dt h1 h2 h3 h4 h5 h6 li ol p pre section span strong sub "  # noqa: SIM905
    "sup table tbody td tfoot th thead tr ul".split()
)
#: Those that have no end.
_EMPTY = frozenset({"br", "hr"})
_CELLS = frozenset({"td", "th"})
_SPANS = ("colspan", "rowspan")
_MOST_SPANNED = 1000


def marked_copy(
    data: bytes, name: str, limits: Limits, *, element: str, cell: int | None = None
) -> str:
    """The body of a page, and in it the one element or cell with the identifier :data:`MARKED`.

    Args:
        data: The file.
        name: Its name, for messages.
        limits: How much to take on.
        element: The path of an element, as the origins of its Source have it.
        cell: The number of a cell in that element, which is a row.

    Raises:
        ReadError: It is an archive without a page.
        LimitError: It is larger or deeper than *limits* allow.
    """
    text, *_ = text_of_page(data, name)
    make = partial(_Copier, element=element, cell=cell)
    _, copier = collected(text, name, limits, make)
    return "".join(copier.written)


class _Copier(BlockCollector):
    """Copies what shows while it is read, and so counts elements as reading does."""

    def __init__(
        self,
        limits: Limits,
        name: str,
        *,
        counts_text: bool,
        sheets: Iterable[tuple[Declaration, ...]] | None = None,
        element: str,
        cell: int | None,
    ) -> None:
        super().__init__(limits, name, counts_text=counts_text, sheets=sheets)
        self.written: list[str] = []
        self._element, self._cell = element, cell
        #: What ends each element that is open.
        self._ends: list[str] = []
        self._is_marked = False

    @property
    def _is_shown(self) -> bool:
        return not (self._hidden or self._gone)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        super().start(tag, attributes)
        mark = f' id="{MARKED}"' if self._is_wanted(tag) else ""
        end = ""
        if self._is_shown and tag in _EMPTY:
            self.written.append(f"<{tag}>")
        elif self._is_shown and (tag in _COPIED or mark):
            own = tag if tag in _COPIED else "div" if self._place.is_block else "span"
            self.written.append(f"<{own}{mark}{_spans(attributes)}>")
            end = f"</{own}>"
        self._ends.append(end)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        super().end(tag)
        self.written.append(self._ends.pop() if self._ends else "")

    def data(self, text: str) -> None:
        """A text, or a part of one."""
        super().data(text)
        if self._is_shown:
            self.written.append(escape(text))

    def _is_wanted(self, tag: str) -> bool:
        """Whether the element that has just begun is the place to be marked."""
        place = self._place
        if self._is_marked:
            return False
        if self._cell is None:
            self._is_marked = place.path() == self._element
        elif tag in _CELLS and self._number == self._cell and place.parent is not None:
            self._is_marked = any(
                one.path() == self._element for one in place.parent.ancestors() if one.parent
            )
        return self._is_marked


def _spans(attributes: Mapping[str, str]) -> str:
    """The attributes that merge cells."""
    found = ((name, attributes.get(name, "").strip()) for name in _SPANS)
    return "".join(
        f' {name}="{min(int(value), _MOST_SPANNED)}"'
        for name, value in found
        if value.isascii() and value.isdecimal() and len(value) < len(str(_MOST_SPANNED)) + 3
    )
