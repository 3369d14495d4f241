"""How pages are sent from the process that reads a file to the one that asked: as plain numbers.

Not by pickle, for a process that has read a hostile file cannot be trusted: sizes are compared with
the limits before anything is read, and every number is checked. Imports nothing of the package but
its neighbours.
"""

import math
import struct
from array import array
from collections.abc import Iterator
from typing import IO, NamedTuple

from govdisclosure.readers.pdf.content import Budget, Content, Refusal
from govdisclosure.readers.pdf.ground import MANNERS
from govdisclosure.readers.pdf.lettering import FIGURES

__all__ = ["BrokenStreamError", "Request", "read_contents", "read_request", "write_contents"]

#: The beginning of every answer: the process has started and found pdfium.
_GREETING = b"pages of a PDF file, 1\n"
#: The beginning of each part of the answer.
_PAGE, _END, _REFUSAL = b"P", b"E", b"R"
#: Width, height; numbers of glyphs, strokes, pictures.
_HEAD = struct.Struct("=ffIII")
_COUNT = struct.Struct("=I")
_VERDICT = struct.Struct("=16sI")
#: Pages, glyphs, strokes; seconds; bytes of memory and of the file: large enough for all limits.
_REQUEST = struct.Struct("=QQQdQQ")
_SIDES = 4
_MANNERS = frozenset(map(float, MANNERS))


class Request(NamedTuple):
    """What to read, and the limits."""

    data: bytes
    budget: Budget
    #: Of processor time, or of elapsed time.
    seconds: float
    #: Beyond what the process has when it starts, and beyond the file, in bytes.
    memory: int

    def write(self, stream: IO[bytes]) -> None:
        """Send it."""
        size = len(self.data)
        stream.write(_REQUEST.pack(*self.budget, self.seconds, self.memory, size))
        stream.write(self.data)
        stream.flush()


def read_request(stream: IO[bytes]) -> Request:
    """The request that was sent, by a process that is trusted."""
    pages, glyphs, strokes, seconds, memory, size = _REQUEST.unpack(stream.read(_REQUEST.size))
    return Request(stream.read(size), Budget(pages, glyphs, strokes), seconds, memory)


class BrokenStreamError(Exception):
    """The answer broke off, or is invalid."""

    def __init__(self, *, started: bool, pages: int) -> None:
        super().__init__(started, pages)
        #: Whether the process began to answer at all.
        self.started = started
        #: How many complete pages had arrived.
        self.pages = pages


def write_contents(stream: IO[bytes], contents: Iterator[Content]) -> None:
    """Answer with pages, and at the end with their number, or with a refusal."""
    stream.write(_GREETING)
    stream.flush()
    count = 0
    try:
        for count, one in enumerate(contents, start=1):  # noqa: B007 - the last is the number
            numbers = (one.places, one.strokes, one.pictures)
            sizes = (len(one.text), *(len(part) // _SIDES for part in numbers[1:]))
            stream.write(_PAGE + _HEAD.pack(one.width, one.height, *sizes))
            stream.write(one.text.encode("utf-32-le"))
            for part in numbers:
                part.tofile(stream)
            stream.flush()
    except Refusal as refusal:
        stream.write(_REFUSAL + _VERDICT.pack(refusal.code.encode("ascii"), refusal.number))
    else:
        stream.write(_END + _COUNT.pack(count))
    stream.flush()


def read_contents(stream: IO[bytes], budget: Budget) -> Iterator[Content]:
    """The pages of an answer.

    Raises:
        Refusal: The answer ends with one.
        BrokenStreamError: It breaks off, is invalid, or holds more than *budget* allows.
    """
    if stream.read(len(_GREETING)) != _GREETING:
        raise BrokenStreamError(started=False, pages=0)
    count = 0
    try:
        while (sign := stream.read(1)) == _PAGE:
            if count >= budget.pages:
                break
            one = _read_content(stream, budget)
            budget = budget._replace(
                glyphs=budget.glyphs - len(one.text),
                strokes=budget.strokes - (len(one.strokes) + len(one.pictures)) // _SIDES,
            )
            count += 1
            yield one
        if sign == _REFUSAL:
            code, number = _VERDICT.unpack(_exactly(stream, _VERDICT.size))
            raise Refusal(code.rstrip(b"\0").decode("ascii"), number)
        if sign == _END and _COUNT.unpack(_exactly(stream, _COUNT.size)) == (count,):
            return
    except ValueError as error:
        raise BrokenStreamError(started=True, pages=count) from error
    raise BrokenStreamError(started=True, pages=count)


def _read_content(stream: IO[bytes], budget: Budget) -> Content:
    """One page.

    Raises:
        ValueError: It is cut off, too large, or holds impossible numbers.
    """
    head = _HEAD.unpack(_exactly(stream, _HEAD.size))
    width, height, glyphs, strokes, pictures = head
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("no size of a page")
    if glyphs > budget.glyphs or strokes + pictures > budget.strokes:
        raise ValueError("more than there may be")
    text = _exactly(stream, 4 * glyphs).decode("utf-32-le")
    places = _floats(stream, FIGURES * glyphs)
    if not _MANNERS.issuperset(places[FIGURES - 1 :: FIGURES]):
        raise ValueError("no manner")
    ruled = _floats(stream, _SIDES * strokes)
    return Content(width, height, text, places, ruled, _floats(stream, _SIDES * pictures))


def _floats(stream: IO[bytes], count: int) -> "array[float]":
    numbers = array("f", _exactly(stream, 4 * count))
    if not all(map(math.isfinite, numbers)):
        raise ValueError("no number")
    return numbers


def _exactly(stream: IO[bytes], size: int) -> bytes:
    read = stream.read(size)
    if len(read) != size:
        raise ValueError("cut off")
    return read
