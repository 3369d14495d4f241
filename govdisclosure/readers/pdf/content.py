"""What is painted on the pages of a PDF file: glyphs, strokes and pictures, in bare numbers.

Takes bytes and pdfium, gives one :class:`Content` a page. Runs in a process of its own where there
can be one, and so imports nothing but its neighbours; what it refuses it says by a code, which the
reader puts into words.
"""

import ctypes
import math
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from govdisclosure.readers.pdf.geometry import Sides, Six, box_around, product
from govdisclosure.readers.pdf.lettering import Lettering, Letters
from govdisclosure.readers.pdf.painting import Painting
from govdisclosure.readers.pdf.pdfium import Matrix, Pdfium, Rectangle

__all__ = ["Budget", "Content", "Refusal", "contents_of"]


class Budget(NamedTuple):
    """How much of a file is read; see :class:`~govdisclosure.readers.limits.Limits`."""

    pages: int
    glyphs: int
    strokes: int


class Content(NamedTuple):
    """What stands on one page; lengths in points, from the upper left corner as it is shown."""

    width: float
    height: float
    #: One character for each glyph; U+FFFD where the file does not tell which.
    text: str
    #: For each glyph the numbers that :mod:`govdisclosure.readers.pdf.lettering` names.
    places: "array[float]"
    #: Four for each stroke: left, top, right, bottom.
    strokes: "array[float]"
    #: Four for each picture.
    pictures: "array[float]"
    #: Four for each glyph that is there without being painted, as under a page that was scanned.
    hidden: "array[float]"


class Refusal(Exception):  # noqa: N818 - what is raised is a verdict on a file, not a fault
    """Why a file is not read, in a word, with the number of the page or of what there is."""

    def __init__(self, code: str, number: int = 0) -> None:
        super().__init__(code, number)
        self.code = code
        self.number = number


#: What pdfium's error numbers mean, as far as they differ for a reader.
_FAULTS = {4: "password", 5: "protection"}
#: A page may be so wide or high, in points; the standard says 14,400.
_LONGEST = 20_000.0
#: Its corners may be so far from the zero of its space: single precision still tells glyphs apart.
_FARTHEST = 100_000.0

#: So far off the page, in points, lies nothing that is read.
_AWAY = 1_000_000.0

#: Kinds of objects, and of the segments of a path.
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_CURVE, _MOVE = 1, 2
#: Flatten what is shown on the screen.
_ON_SCREEN = 0
#: Blanks, doubled and hidden characters among them, a page may have so many times the glyphs.
_MOST_CHARACTERS = 3


def contents_of(pdfium: Pdfium, data: bytes, budget: Budget) -> Iterator[Content]:
    """Every page of a file, in order.

    Raises:
        Refusal: ``password``, ``protection``, ``damaged``; ``pages``, ``glyphs`` or ``strokes``
            beyond *budget*; ``page`` or ``size``, with the number of the page that is at fault.
    """
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise Refusal(_FAULTS.get(pdfium.FPDF_GetLastError(), "damaged"))
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count > budget.pages:
            raise Refusal("pages", count)
        if count < 1:
            raise Refusal("damaged")
        for index in range(count):
            content = _content_of(pdfium, document, index, budget)
            budget = budget._replace(
                glyphs=budget.glyphs - len(content.text) - len(content.hidden) // 4,
                strokes=budget.strokes - (len(content.strokes) + len(content.pictures)) // 4,
            )
            yield content
    finally:
        pdfium.FPDF_CloseDocument(document)


def _content_of(pdfium: Pdfium, document: int, index: int, budget: Budget) -> Content:
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise Refusal("page", index + 1)
    if pdfium.FPDFPage_GetAnnotCount(page) > 0 and pdfium.FPDFPage_Flatten(page, _ON_SCREEN):
        # What is filled in, stamped or typed over the page now is part of it.
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, index)
        if not page:
            raise Refusal("page", index + 1)
    try:
        return _Page(pdfium, page, index + 1, budget).content()
    finally:
        pdfium.FPDF_ClosePage(page)


class _Page:
    """A page that is open."""

    def __init__(self, pdfium: Pdfium, page: int, number: int, budget: Budget) -> None:
        self._pdfium = pdfium
        self._page = page
        self._number = number
        self._budget = budget
        box = Rectangle()
        pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
        sides = (box.left, box.bottom, box.right, box.top)
        left, right = sorted((box.left, box.right))
        bottom, top = sorted((box.top, box.bottom))
        width, height = right - left, top - bottom
        if not (
            all(abs(side) <= _FARTHEST for side in sides)
            and 0 < width <= _LONGEST
            and 0 < height <= _LONGEST
        ):
            raise Refusal("size", number)
        self._quarters = pdfium.FPDFPage_GetRotation(page) % 4
        # From the page's own space, whose y grows upward, to the page as it is shown.
        self._shown: Six = (
            (1.0, 0.0, 0.0, -1.0, -left, top),
            (0.0, 1.0, 1.0, 0.0, -bottom, -left),
            (-1.0, 0.0, 0.0, 1.0, right, -bottom),
            (0.0, -1.0, -1.0, 0.0, top, right),
        )[self._quarters]
        self._width, self._height = (height, width) if self._quarters % 2 else (width, height)
        self._painting = Painting(self._width, self._height)
        self._pictures: array[float] = array("f")

    def content(self) -> Content:
        """Everything that stands on the page."""
        pdfium, page = self._pdfium, self._page
        count = pdfium.FPDFPage_CountObjects(page)
        self._walk((pdfium.FPDFPage_GetObject(page, at) for at in range(count)), self._shown)
        text, places, hidden = self._glyphs()
        return Content(
            self._width, self._height, text, places, self._painting.strokes, self._pictures, hidden
        )

    # ------------------------------------------------------------------ objects

    def _walk(self, objects: Iterator[int], moved: Six) -> None:
        """Every object of the page or of a form on it; how deep they go, pdfium limits."""
        pdfium = self._pdfium
        for item in objects:
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == _TEXT:
                self._take_at_its_word(item)
            elif kind == _PATH:
                self._paint(item, product(self._matrix(item), moved))
            elif kind == _IMAGE:
                self._picture(box_around(self._bounds(item), moved))
            elif kind == _FORM:
                count = pdfium.FPDFFormObj_CountObjects(item)
                inside = (pdfium.FPDFFormObj_GetObject(item, at) for at in range(count))
                self._walk(inside, product(self._matrix(item), moved))
            if (len(self._painting.strokes) + len(self._pictures)) // 4 > self._budget.strokes:
                raise Refusal("strokes", self._number)

    def _take_at_its_word(self, item: int) -> None:
        """Strike what a mark says a text stands for: what counts is what is painted."""
        pdfium = self._pdfium
        for at in reversed(range(max(pdfium.FPDFPageObj_CountMarks(item), 0))):
            mark = pdfium.FPDFPageObj_GetMark(item, at)
            if mark and pdfium.FPDFPageObjMark_GetParamValueType(mark, b"ActualText"):
                pdfium.FPDFPageObj_RemoveMark(item, mark)

    def _matrix(self, item: int) -> Six:
        matrix = Matrix()
        self._pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
        return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def _bounds(self, item: int) -> Sides:
        sides = [ctypes.c_float() for _ in range(4)]
        self._pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, sides))
        left, bottom, right, top = (side.value for side in sides)
        return left, top, right, bottom

    def _picture(self, sides: Sides) -> None:
        left, top = max(sides[0], 0.0), max(sides[1], 0.0)
        right, bottom = min(sides[2], self._width), min(sides[3], self._height)
        if left < right and top < bottom:
            self._pictures.extend((left, top, right, bottom))

    # ------------------------------------------------------------------ paths

    def _paint(self, item: int, moved: Six) -> None:
        pdfium = self._pdfium
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        filling = fill.value and pdfium.shade_of("FPDFPageObj_GetFillColor", item)
        drawing = stroke.value and pdfium.shade_of("FPDFPageObj_GetStrokeColor", item)
        if not (filling or drawing):
            return
        figures = list(self._figures(item, moved))
        if filling:
            solid = [[*points] for points, curved, _ in figures if not curved]
            self._painting.fill(solid, white=filling == "white")
        if drawing:
            width = ctypes.c_float()
            pdfium.FPDFPageObj_GetStrokeWidth(item, ctypes.byref(width))
            a, b, c, d, _, _ = moved
            thickness = width.value * math.sqrt(abs(a * d - b * c))
            for points, curved, is_closed in figures:
                ends = [*points[1:], points[0]] if is_closed else points[1:]
                for at, (start, end) in enumerate(zip(points, ends, strict=False), start=1):
                    if at % len(points) not in curved:
                        self._painting.draw(start, end, thickness, white=drawing == "white")

    def _figures(
        self, item: int, moved: Six
    ) -> Iterator[tuple[list[tuple[float, float]], set[int], bool]]:
        """Each figure of a path: its points, which of them end a curve, whether it is closed."""
        pdfium = self._pdfium
        a, b, c, d, e, f = moved
        x, y = ctypes.c_float(), ctypes.c_float()
        at_x, at_y = ctypes.byref(x), ctypes.byref(y)
        points: list[tuple[float, float]] = []
        curved: set[int] = set()
        is_closed = False
        for index in range(pdfium.FPDFPath_CountSegments(item)):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == _MOVE:
                if points:
                    yield points, curved, is_closed
                points, curved, is_closed = [], set(), False
            elif kind == _CURVE:
                curved.add(len(points))
            pdfium.FPDFPathSegment_GetPoint(segment, at_x, at_y)
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            is_closed = is_closed or bool(pdfium.FPDFPathSegment_GetClose(segment))
        if points:
            yield points, curved, is_closed

    # ------------------------------------------------------------------ glyphs

    def _glyphs(self) -> "tuple[str, array[float], array[float]]":
        """The text of the page, the places of its glyphs, and of those that are not painted.

        Of two texts of the same words at one place pdfium gives the first, which may be the one
        that is not painted, as shadows are written. So where any is not painted, they are moved
        off the page, and the rest is read again.
        """
        found, _ = self._letters()
        if not found.unpainted:
            return found.text, found.places, array("f")
        for item in {one.item for one in found.unpainted}:
            self._pdfium.FPDFPageObj_Transform(item, 1.0, 0.0, 0.0, 1.0, _AWAY, _AWAY)
        again, lettering = self._letters()
        hidden = array("f")
        for one in lettering.uncovered(found.unpainted):
            hidden.extend(one.sides)
        return again.text, again.places, hidden

    def _letters(self) -> tuple[Letters, Lettering]:
        """The characters of the page as it is now, and what has read them."""
        pdfium = self._pdfium
        page = pdfium.FPDFText_LoadPage(self._page)
        if not page:
            raise Refusal("page", self._number)
        try:
            count = pdfium.FPDFText_CountChars(page)
            if count > _MOST_CHARACTERS * self._budget.glyphs:
                raise Refusal("glyphs", self._number)
            lettering = Lettering(pdfium, page, self._shown, self._quarters)
            found = lettering.read(count, self._width, self._height, self._budget.glyphs)
            if len(found.text) + len(found.unpainted) > self._budget.glyphs:
                raise Refusal("glyphs", self._number)
            return found, lettering
        finally:
            pdfium.FPDFText_ClosePage(page)
