"""The place of a number: the plain form with a mark, a copy of a page, a picture of a page.

Takes a file and a place in it and gives what a page shows of it; a place is spelled in the page and
comes back from there, so that whatever comes back is looked at before it is used.
"""

import re
from base64 import b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from govdisclosure.api import Limits, read_source
from govdisclosure.characters import LINE_END
from govdisclosure.errors import ReadError
from govdisclosure.readers.html.copy import marked_copy
from govdisclosure.readers.pdf.rendering import picture_of_page
from govdisclosure.source import Origin, Source, Span
from govdisclosure.text import CellState, read_printed

__all__ = [
    "Box",
    "Line",
    "Piece",
    "Place",
    "lines_of",
    "page_picture",
    "place_in",
    "runs_of",
    "shown_copy",
    "shown_lines",
    "spell",
]

#: How many lines are shown on each side of a place.
_AROUND = 150
_ELEMENT = re.compile(r"(?:/[a-z][a-z0-9:_.-]{0,40}\[[0-9]{1,6}\]){1,400}", re.IGNORECASE)
_NUMBER = r"([0-9]{1,9})"
_LENGTH = r"(-?[0-9]{1,6}(?:\.[0-9]{1,4})?)"
_SPELLED = re.compile(
    rf"text:{_NUMBER}:{_NUMBER}"
    rf"|page:{_NUMBER}:{_LENGTH},{_LENGTH},{_LENGTH},{_LENGTH}"
    rf"|element:({_ELEMENT.pattern}):([0-9]{{0,6}})",
    re.IGNORECASE,
)

Box = tuple[float, float, float, float]


class Place(NamedTuple):
    """A place in a file: a stretch of the plain form, a box on a page, or an element."""

    span: Span | None = None
    page: int | None = None
    box: Box | None = None
    element: str | None = None
    cell: int | None = None


def spell(span: Span | None, origin: Origin | None, format: str | None) -> str:
    """A place as one word, by which :func:`place_in` finds it; empty where nothing is known.

    Example:
        >>> spell(Span(3, 5), None, "docx"), spell(None, Origin(page=2, box=(1, 2, 3.5, 4)), "pdf")
        ('text:3:5', 'page:2:1,2,3.5,4')
    """
    if origin is not None and origin.page is not None and origin.box is not None:
        return f"page:{origin.page}:{','.join(format_length(one) for one in origin.box)}"
    element = (origin and origin.element) or ""
    if origin is not None and format == "html" and _ELEMENT.fullmatch(element):
        return f"element:{element}:{origin.cell or ''}"
    return f"text:{span.start}:{span.end}" if span is not None else ""


def format_length(points: float) -> str:
    """A length in as few characters as it takes."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def place_in(spelled: str) -> Place | None:
    """The place that :func:`spell` made a word of; None for any other word."""
    found = _SPELLED.fullmatch(spelled)
    if found is None:
        return None
    start, end, page, left, top, right, bottom, element, cell = found.groups()
    if start is not None:
        return Place(span=Span(int(start), int(end)))
    if page is not None:
        return Place(page=int(page), box=(float(left), float(top), float(right), float(bottom)))
    return Place(element=element, cell=int(cell) if cell else None)


# ------------------------------------------------------------------------------ the plain form


class Piece(NamedTuple):
    """Some words of a line, and the identifier of the place that they are; empty for others."""

    text: str
    anchor: str = ""


class Line(NamedTuple):
    """A line of the plain form, by its cells; a line of prose has one."""

    #: Its number from 1; 0 for a remark.
    number: int
    cells: tuple[tuple[Piece, ...], ...]

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return len(self.cells) > 1

    @property
    def has_values(self) -> bool:
        """Whether a cell of it holds what a value may be; a row of heads does not."""
        # a row of one cell ends in a tab, after which there is nothing
        cells = self.cells[: 1 if self.cells[1:] == ((),) else None]
        states = (read_printed("".join(one.text for one in cell)).state for cell in cells)
        return any(state is not CellState.TEXT for state in states)


def lines_of(source: Source, anchors: Mapping[Span, str]) -> Iterator[Line]:
    """The lines of a file's plain form, blank ones left out, with *anchors* at their places."""
    spans = sorted(anchors)
    starts = [span.start for span in spans]
    text, at = source.text, 0
    for number, end in enumerate((*LINE_END.finditer(text), None), start=1):
        words = text[at : None if end is None else end.start()]
        here = spans[bisect_left(starts, at) : bisect_right(starts, at + len(words))]
        if words.strip() or here:
            yield Line(number, tuple(_cells(words, at, here, anchors)))
        at = len(text) if end is None else end.end()


def runs_of(lines: Iterable[Line]) -> tuple[tuple[bool, tuple[Line, ...]], ...]:
    """Lines by whether they are rows of a table: neighbours of a kind stay together."""
    return tuple((is_row, tuple(held)) for is_row, held in groupby(lines, lambda one: one.is_row))


def _cells(
    words: str, at: int, spans: Collection[Span], anchors: Mapping[Span, str]
) -> Iterator[tuple[Piece, ...]]:
    for cell in words.split("\t"):
        end = at + len(cell)
        own = [one for one in spans if at <= one.start <= end]
        yield tuple(_pieces(cell, at, own, anchors))
        at = end + 1


def _pieces(
    cell: str, at: int, spans: Collection[Span], anchors: Mapping[Span, str]
) -> Iterator[Piece]:
    done = 0
    for span in spans:
        start, end = span.start - at, min(span.end - at, len(cell))
        if start < done:
            yield Piece("", anchors[span])
            continue
        if start > done:
            yield Piece(cell[done:start])
        yield Piece(cell[start:end], anchors[span])
        done = max(end, start)
    if done < len(cell):
        yield Piece(cell[done:])


def shown_lines(
    data: bytes, name: str, limits: Limits, span: Span, anchor: str
) -> tuple[list[Line], bool, bool]:
    """The lines around a place, with *anchor* there; and whether any are left out before and after.

    Raises:
        ReadError: The file cannot be read, or has no such place.
    """
    source = read_source(data, name=name, limits=limits)
    if not 0 <= span.start <= span.end <= len(source.text):
        raise no_such_place(name)
    lines = list(lines_of(source, {span: anchor}))
    at = next(
        number
        for number, line in enumerate(lines)
        if any(piece.anchor for cell in line.cells for piece in cell)
    )
    first, last = max(0, at - _AROUND), at + _AROUND + 1
    return lines[first:last], first > 0, last < len(lines)


# ------------------------------------------------------------------------------ copies, pictures


def shown_copy(data: bytes, name: str, limits: Limits, place: Place) -> str:
    """The body of a page with the element of *place* marked.

    Raises:
        ReadError: As for :func:`marked_copy`.
    """
    return marked_copy(data, name, limits, element=place.element or "", cell=place.cell)


class Painted(NamedTuple):
    """A picture of a page, and its size in points."""

    address: str
    width: float
    height: float


def page_picture(data: bytes, name: str, page: int) -> Painted:
    """A page of a PDF file as a picture in an address.

    Raises:
        ReadError: It cannot be shown.
    """
    found = picture_of_page(data, name, page)
    address = f"data:image/png;base64,{b64encode(found.png).decode()}"
    return Painted(address, found.width, found.height)


def no_such_place(name: str) -> ReadError:
    """What is said of a place that the file does not have."""
    return ReadError(
        f"{name}：找不到这个位置；请打开原件核对",
        f"{name}: there is no such place; open the original",
    )
