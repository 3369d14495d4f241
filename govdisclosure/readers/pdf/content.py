"""What is painted on the pages of a PDF file: glyphs, strokes and pictures, as plain numbers.

Takes bytes and pdfium, gives one :class:`Content` a page. Runs in a separate process if possible,
so it imports nothing but its neighbours; it reports a refusal as a code, which the reader puts into
words.
"""

import ctypes
import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from govdisclosure.readers.pdf.geometry import Sides, Six, box_around, product
from govdisclosure.readers.pdf.ground import WHOLE, Coat, Colour, Ground, Ink, Region, region_of
from govdisclosure.readers.pdf.lettering import Lettering, Letters
from govdisclosure.readers.pdf.painting import Painting, is_thick
from govdisclosure.readers.pdf.pdfium import OFF, Corners, Matrix, Pdfium, Rectangle

__all__ = ["Budget", "Content", "Refusal", "contents_of"]


class Budget(NamedTuple):
    """How much of a file to read; see :class:`~govdisclosure.readers.limits.Limits`."""

    pages: int
    glyphs: int
    strokes: int


class Content(NamedTuple):
    """The content of one page; lengths in points, from the upper left corner as it is shown."""

    width: float
    height: float
    #: One character for each glyph, whether it shows or not; U+FFFD where the file has none.
    text: str
    #: For each glyph the numbers that :mod:`govdisclosure.readers.pdf.lettering` names.
    places: "array[float]"
    #: Four for each stroke: left, top, right, bottom.
    strokes: "array[float]"
    #: Four for each picture.
    pictures: "array[float]"


class Refusal(Exception):  # noqa: N818 - a verdict on a file, not an error
    """Why a file is not read, as a code, with the number of the page or the quantity."""

    def __init__(self, code: str, number: int = 0) -> None:
        super().__init__(code, number)
        self.code = code
        self.number = number


#: What pdfium's error numbers mean, where readers need to distinguish them.
_FAULTS = {4: "password", 5: "protection"}
#: The maximum width and height of a page, in points; the standard says 14,400.
_LONGEST = 20_000.0
#: The maximum distance of its corners from zero: single precision still separates glyphs.
_FARTHEST = 100_000.0

#: Objects this far off the page, in points, are ignored.
_AWAY = 1_000_000.0

#: Kinds of objects, and of the segments of a path.
_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5
_CURVE, _MOVE = 1, 2
#: What a file with layers contains unless its objects are compressed, and what shows that they are.
_WORDS_OF_LAYERS = (b"/OCProperties", b"/ObjStm")
#: The modes in which text is filled, and those in which it is drawn with a pen; two are neither.
_FILLED, _DRAWN = frozenset({0, 2, 4, 6}), frozenset({1, 2, 5, 6})
#: The mode that fills and draws; and the narrowest pen that pdfium recognises.
_FILLED_AND_DRAWN, _HAIR = 2, 0.02
#: The fill mode in which the overlap of two figures is a hole.
_EVEN = 1
#: The minimum of all three primary colours in what counts as white.
_WHITE = 250
#: The colour and the alpha of what is not painted.
_NOTHING: tuple[Colour | None, float] = (None, 0.0)
#: The kind of a segment of a path, where it leads, and whether it closes a figure.
_Segment = tuple[int, float, float, bool]
#: The kind of an annotation that strikes out, the flags of an invisible one (hidden, no view), the
#: maximum number of lines it may strike out, and the thickness of a line, in points.
_STRIKE_OUT, _UNSEEN, _MOST_LINES, _PEN = 12, 0x02 | 0x20, 1000, 1.0
_Point = tuple[float, float]
#: Flatten what is shown on the screen.
_ON_SCREEN = 0
#: The maximum of characters for each glyph of a page, with blanks, doubled and hidden characters.
_MOST_CHARACTERS = 3


def contents_of(pdfium: Pdfium, data: bytes, budget: Budget) -> Iterator[Content]:
    """Every page of a file, in order.

    Raises:
        Refusal: ``password``, ``protection``, ``damaged``; ``pages``, ``glyphs`` or ``strokes``
            beyond *budget*; ``page`` or ``size``, with the number of the page that is wrong.
    """
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise Refusal(_FAULTS.get(pdfium.FPDF_GetLastError(), "damaged"))
    has_layers = False
    try:
        if any(word in data for word in _WORDS_OF_LAYERS):
            # Most files have no layers, and the process should start quickly.
            from govdisclosure.readers.pdf.layers import copy_with_layers

            copy = copy_with_layers(pdfium, document, data)
            if copy is not None:
                pdfium.FPDF_CloseDocument(document)
                document = pdfium.FPDF_LoadMemDocument64(copy, len(copy), None)
                has_layers = True
        count = pdfium.FPDF_GetPageCount(document)
        if count > budget.pages:
            raise Refusal("pages", count)
        if count < 1:
            raise Refusal("damaged")
        for index in range(count):
            content = _content_of(pdfium, document, index, budget, has_layers=has_layers)
            budget = budget._replace(
                glyphs=budget.glyphs - len(content.text),
                strokes=budget.strokes - (len(content.strokes) + len(content.pictures)) // 4,
            )
            yield content
    finally:
        pdfium.FPDF_CloseDocument(document)


def _content_of(
    pdfium: Pdfium, document: int, index: int, budget: Budget, *, has_layers: bool
) -> Content:
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise Refusal("page", index + 1)
    notes = pdfium.FPDFPage_GetAnnotCount(page)
    strikes = [strike for note in range(notes) for strike in _strikes_of(pdfium, page, note)]
    if notes > 0 and pdfium.FPDFPage_Flatten(page, _ON_SCREEN):
        # Form fields, stamps and typed text are part of the page now.
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, index)
        if not page:
            raise Refusal("page", index + 1)
    try:
        opened = _Page(pdfium, document, page, index + 1, budget, has_layers=has_layers)
        return opened.content(strikes)
    finally:
        pdfium.FPDF_ClosePage(page)


def _strikes_of(pdfium: Pdfium, page: int, note: int) -> Iterator[tuple[_Point, _Point]]:
    """The lines of an annotation that strikes out but leaves its drawing to the viewer."""
    annotation = pdfium.FPDFPage_GetAnnot(page, note)
    if not annotation:
        return
    try:
        if (
            pdfium.FPDFAnnot_GetSubtype(annotation) != _STRIKE_OUT
            or pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN
            or pdfium.FPDFAnnot_HasKey(annotation, b"AP")
        ):
            return
        at = Corners()
        for number in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(annotation), _MOST_LINES)):
            if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, number, ctypes.addressof(at)):
                yield (
                    ((at.x1 + at.x3) / 2, (at.y1 + at.y3) / 2),
                    ((at.x2 + at.x4) / 2, (at.y2 + at.y4) / 2),
                )
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


class _Page:
    """A page that is open."""

    def __init__(
        self,
        pdfium: Pdfium,
        document: int,
        page: int,
        number: int,
        budget: Budget,
        *,
        has_layers: bool,
    ) -> None:
        self._pdfium = pdfium
        self._document = document
        self._has_layers = has_layers
        self._page = page
        self._number = number
        self._budget = budget
        box = Rectangle()
        pdfium.FPDF_GetPageBoundingBox(page, ctypes.addressof(box))
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
        self._whole = Region((0.0, 0.0, self._width, self._height))
        self._painting = Painting(self._width, self._height)
        self._pictures: array[float] = array("f")
        self._sides = tuple(ctypes.c_float() for _ in range(4))
        self._at_sides = tuple(map(ctypes.addressof, self._sides))
        self._ground = Ground()
        #: How each text object is painted.
        self._inks: dict[int, Ink] = {}
        #: The number of objects painted so far.
        self._order = 0
        #: The last clipping path, and the region that it leaves.
        self._clip: tuple[object, Region] = (None, WHOLE)

    def content(self, strikes: Iterable[tuple[_Point, _Point]]) -> Content:
        """The content of the page, with extra lines in its own space that strike words out."""
        pdfium, page = self._pdfium, self._page
        a, b, c, d, e, f = self._shown
        for line in strikes:
            start, end = ((a * x + c * y + e, b * x + d * y + f) for x, y in line)
            self._painting.draw(start, end, _PEN, white=False)
        count = pdfium.FPDFPage_CountObjects(page)
        objects = (pdfium.FPDFPage_GetObject(page, at) for at in range(count))
        self._walk(objects, _Setting(self._shown, self._whole))
        text, places = self._glyphs()
        return Content(
            self._width, self._height, text, places, self._painting.strokes, self._pictures
        )

    # ------------------------------------------------------------------ objects

    def _walk(self, objects: Iterator[int], around: "_Setting") -> None:
        """Every object of the page or of a form on it; pdfium limits their depth."""
        pdfium = self._pdfium
        for item in objects:
            self._order += 1
            kind = pdfium.FPDFPageObj_GetType(item)
            path = pdfium.FPDFPageObj_GetClipPath(item)
            count = pdfium.FPDFClipPath_CountPaths(path)
            setting = around.within(self._clipped(path, count, around)) if count > 0 else around
            marks = pdfium.FPDFPageObj_CountMarks(item)
            is_off = around.is_off or (marks > 0 and self._is_off(item, marks))
            if kind == _TEXT:
                self._write(item, setting, is_off=is_off)
            elif (is_off or not setting.clip.has_room) and kind != _FORM:
                continue
            elif kind == _PATH:
                self._paint(item, setting.moved(self._matrix(item)))
            elif kind == _IMAGE:
                self._picture(item, setting)
            elif kind == _SHADING:
                sides = box_around(self._bounds(item), setting.matrix)
                self._lay(item, region_of([_corners(sides)], even=False), None, 1.0, setting)
            elif kind == _FORM:
                count = pdfium.FPDFFormObj_CountObjects(item)
                inside = (pdfium.FPDFFormObj_GetObject(item, at) for at in range(count))
                _, alpha = pdfium.colour_of(pdfium.FPDFPageObj_GetFillColor, item)
                is_plain = not pdfium.FPDFPageObj_HasTransparency(item)
                own = setting.moved(self._matrix(item)).through(alpha, is_plain=is_plain)
                self._walk(inside, own._replace(is_off=is_off))
            if (len(self._painting.strokes) + len(self._pictures)) // 4 > self._budget.strokes:
                raise Refusal("strokes", self._number)

    def _is_off(self, item: int, marks: int) -> bool:
        """Whether an object is marked as one of a layer that is off.

        Replacement text in a mark is removed: only what is painted counts.
        """
        pdfium = self._pdfium
        is_off = False
        for at in reversed(range(marks)):
            mark = pdfium.FPDFPageObj_GetMark(item, at)
            if self._has_layers and mark and pdfium.FPDFPageObjMark_GetParamValueType(mark, OFF):
                is_off = True
            if mark and pdfium.FPDFPageObjMark_GetParamValueType(mark, b"ActualText"):
                pdfium.FPDFPageObj_RemoveMark(item, mark)
        return is_off

    def _write(self, item: int, setting: "_Setting", *, is_off: bool) -> None:
        """Remember how a text is painted, and make pdfium report all its characters.

        A text in a font that is not embedded has no width when it is a single glyph or runs down,
        and pdfium omits text without width; a pen makes it as wide as the pen.
        """
        pdfium = self._pdfium
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        colours: tuple[tuple[Colour | None, float], ...] = ()
        if mode in _FILLED:
            colours = (pdfium.colour_of(pdfium.FPDFPageObj_GetFillColor, item),)
        if mode in _DRAWN:
            colours += (pdfium.colour_of(pdfium.FPDFPageObj_GetStrokeColor, item),)
        if setting.alpha < 1:
            colours = tuple((colour, alpha * setting.alpha) for colour, alpha in colours)
        is_painted = bool(colours and (colours[0][1] or colours[-1][1]))
        self._inks[item] = Ink(self._order, colours, setting.clip, is_painted, is_off)
        left, top, right, bottom = self._bounds(item)
        if right - left < _HAIR or top - bottom < _HAIR:
            pdfium.FPDFTextObj_SetTextRenderMode(item, _FILLED_AND_DRAWN)
            pdfium.FPDFPageObj_SetStrokeWidth(item, _HAIR)
            pdfium.FPDFPageObj_Transform(item, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

    def _matrix(self, item: int) -> Six:
        matrix = Matrix()
        self._pdfium.FPDFPageObj_GetMatrix(item, ctypes.addressof(matrix))
        return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def _bounds(self, item: int) -> Sides:
        left, bottom, right, top = self._sides
        self._pdfium.FPDFPageObj_GetBounds(item, *self._at_sides)
        return left.value, top.value, right.value, bottom.value

    def _clipped(self, path: int, count: int, around: "_Setting") -> Region:
        """Where an object is not clipped away; cached, for neighbours mostly share a clip."""
        pdfium = self._pdfium
        x, y = ctypes.c_float(), ctypes.c_float()
        at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
        paths = [
            [
                pdfium.FPDFClipPath_GetPathSegment(path, number, at)
                for at in range(pdfium.FPDFClipPath_CountPathSegments(path, number))
            ]
            for number in range(count)
        ]
        corners = []
        for segments in paths:
            for segment in segments:
                pdfium.FPDFPathSegment_GetPoint(segment, at_x, at_y)
                corners.append((x.value, y.value))
            corners.append((math.inf, math.inf))
        key = (corners, around.matrix)
        if self._clip[0] != key:
            region = WHOLE
            for segments in paths:
                figures = [one for one, _, _ in _figures(self._points(segments), around.matrix)]
                if figures:
                    region = region.within(region_of(figures, even=False))
            self._clip = (key, region)
        return self._clip[1]

    def _lay(
        self, item: int, region: Region, colour: Colour | None, alpha: float, setting: "_Setting"
    ) -> None:
        """Add what an object paints to the ground of the glyphs."""
        alpha *= setting.alpha
        is_opaque = (
            setting.is_plain
            and alpha >= 1
            and (colour is not None or self._pdfium.FPDFPageObj_GetType(item) == _SHADING)
            and not self._pdfium.FPDFPageObj_HasTransparency(item)
        )
        self._ground.lay(
            Coat(self._order, region.within(setting.clip), colour, alpha, is_opaque=is_opaque)
        )

    # ------------------------------------------------------------------ pictures

    def _picture(self, item: int, setting: "_Setting") -> None:
        whole = box_around(self._bounds(item), setting.matrix)
        left, top = max(whole[0], 0.0), max(whole[1], 0.0)
        right, bottom = min(whole[2], self._width), min(whole[3], self._height)
        if not (left < right and top < bottom):
            return
        self._pictures.extend((left, top, right, bottom))
        # Most files have no pictures, and the process should start quickly.
        from govdisclosure.readers.pdf.picture import PagePicture

        is_opaque = setting.is_plain and not self._pdfium.FPDFPageObj_HasTransparency(item)
        matrix = product(self._matrix(item), setting.matrix)
        picture = PagePicture(self._pdfium, self._document, self._page, item, matrix)
        region = Region(whole).within(setting.clip)
        self._ground.lay(Coat(self._order, region, None, hides=picture.hides, is_opaque=is_opaque))

    # ------------------------------------------------------------------ paths

    def _paint(self, item: int, setting: "_Setting") -> None:
        pdfium = self._pdfium
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, ctypes.addressof(fill), ctypes.addressof(stroke))
        filling = (
            pdfium.colour_of(pdfium.FPDFPageObj_GetFillColor, item) if fill.value else _NOTHING
        )
        drawing = (
            pdfium.colour_of(pdfium.FPDFPageObj_GetStrokeColor, item) if stroke.value else _NOTHING
        )
        if not (filling[1] or drawing[1]):
            return
        segments = self._points(
            pdfium.FPDFPath_GetPathSegment(item, at)
            for at in range(pdfium.FPDFPath_CountSegments(item))
        )
        figures = list(_figures(segments, setting.matrix))
        if filling[1] and figures:
            solid = [[*points] for points, curved, _ in figures if not curved]
            self._painting.fill(solid, white=_is_white(filling[0]))
            region = region_of([points for points, _, _ in figures], even=fill.value == _EVEN)
            if is_thick(region.sides):
                self._lay(item, region, *filling, setting)
        if drawing[1]:
            width = ctypes.c_float()
            pdfium.FPDFPageObj_GetStrokeWidth(item, ctypes.addressof(width))
            a, b, c, d, _, _ = setting.matrix
            thickness = width.value * math.sqrt(abs(a * d - b * c))
            white = _is_white(drawing[0])
            for points, curved, is_closed in figures:
                ends = [*points[1:], points[0]] if is_closed else points[1:]
                for at, (start, end) in enumerate(zip(points, ends, strict=False), start=1):
                    if at % len(points) not in curved:
                        bar = self._painting.draw(start, end, thickness, white=white)
                        if bar is not None:
                            self._lay(item, Region(bar), *drawing, setting)

    def _points(self, segments: Iterable[int]) -> list[_Segment]:
        """The segments of a path in its own space."""
        pdfium = self._pdfium
        x, y = ctypes.c_float(), ctypes.c_float()
        at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
        points = []
        for segment in segments:
            kind = pdfium.FPDFPathSegment_GetType(segment)
            pdfium.FPDFPathSegment_GetPoint(segment, at_x, at_y)
            is_end = bool(pdfium.FPDFPathSegment_GetClose(segment))
            points.append((kind, x.value, y.value, is_end))
        return points

    # ------------------------------------------------------------------ glyphs

    def _glyphs(self) -> "tuple[str, array[float]]":
        """The text of the page and the places of its glyphs, those that do not show last.

        For two texts of the same words in the same place pdfium gives the first, which may be the
        invisible one, as in shadows, or numbers typed over others. So texts that do not show at all
        are moved off the page, and the rest is read again.
        """
        found, lettering = self._letters()
        gone = found.without_trace()
        if not gone:
            return found.text, found.places
        for item in gone:
            self._pdfium.FPDFPageObj_Transform(item, 1.0, 0.0, 0.0, 1.0, _AWAY, _AWAY)
        again, lettering = self._letters()
        rest = lettering.undoubled(found, gone)
        return again.text + rest.text, again.places + rest.places

    def _letters(self) -> tuple[Letters, Lettering]:
        """The characters of the page as it is now, and the reader that read them."""
        pdfium = self._pdfium
        page = pdfium.FPDFText_LoadPage(self._page)
        if not page:
            raise Refusal("page", self._number)
        try:
            count = pdfium.FPDFText_CountChars(page)
            if count > _MOST_CHARACTERS * self._budget.glyphs:
                raise Refusal("glyphs", self._number)
            lettering = Lettering(
                pdfium, page, self._shown, self._quarters, inks=self._inks, ground=self._ground
            )
            found = lettering.read(count, self._width, self._height, self._budget.glyphs)
            if len(found.text) > self._budget.glyphs:
                raise Refusal("glyphs", self._number)
            return found, lettering
        finally:
            pdfium.FPDFText_ClosePage(page)


class _Setting(NamedTuple):
    """The settings inherited by an object of the page or of a form."""

    #: From the space of the object to the page as it is shown.
    matrix: Six
    clip: Region
    #: The opacity of the form around it.
    alpha: float = 1.0
    #: Whether it covers what is under it, as far as is known, without mixing.
    is_plain: bool = True
    #: Whether its layer is switched off.
    is_off: bool = False

    def within(self, region: Region) -> "_Setting":
        """The same, with a further clip."""
        return self._replace(clip=region.within(self.clip))

    def moved(self, matrix: Six) -> "_Setting":
        """The same for an object with another matrix."""
        return self._replace(matrix=product(matrix, self.matrix))

    def through(self, alpha: float, *, is_plain: bool) -> "_Setting":
        """The same for the content of a form."""
        return self._replace(alpha=alpha * self.alpha, is_plain=is_plain and self.is_plain)


def _figures(
    segments: Sequence[_Segment], matrix: Six
) -> Iterator[tuple[list[tuple[float, float]], set[int], bool]]:
    """Each figure of a path: its points, which of them end a curve, whether it is closed."""
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    curved: set[int] = set()
    is_closed = False
    for kind, x, y, is_end in segments:
        if kind == _MOVE:
            if points:
                yield points, curved, is_closed
            points, curved, is_closed = [], set(), False
        elif kind == _CURVE:
            curved.add(len(points))
        points.append((a * x + c * y + e, b * x + d * y + f))
        is_closed = is_closed or is_end
    if points:
        yield points, curved, is_closed


def _corners(sides: Sides) -> list[tuple[float, float]]:
    left, top, right, bottom = sides
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _is_white(colour: Colour | None) -> bool:
    return colour is not None and min(colour) >= _WHITE
