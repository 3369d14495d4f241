"""Which parts of a picture hide what is under it: transparent parts do not.

Takes an open picture of pdfium. It is decoded only when a glyph is under it, for that takes time.
Imports nothing but its neighbours.
"""

import ctypes

from govdisclosure.readers.pdf.geometry import Six
from govdisclosure.readers.pdf.pdfium import Matrix, Pdfium

__all__ = ["PagePicture"]

#: A picture is sampled in this many rows and columns.
_FINENESS = 512
#: The bitmap format with four numbers for each column of a row, the last one the alpha.
_WITH_ALPHA = 4
_OPAQUE = 250


class PagePicture:
    """A picture on a page."""

    def __init__(self, pdfium: Pdfium, document: int, page: int, item: int, matrix: Six) -> None:
        """Take the picture *item*, which *matrix* moves from the unit square to the page."""
        self._pdfium = pdfium
        self._handles = (document, page, item)
        self._matrix = matrix
        self._alphas: bytes | None = None

    def hides(self, x: float, y: float) -> bool:
        """Whether nothing shows through the picture at a point of the page."""
        a, b, c, d, e, f = self._matrix
        area = a * d - b * c
        if not area:
            return False
        across = (d * (x - e) - c * (y - f)) / area
        up = (a * (y - f) - b * (x - e)) / area
        if not (0 <= across <= 1 and 0 <= up <= 1):
            return False
        if self._alphas is None:
            self._alphas = self._look()
        if not self._alphas:
            return False
        column = min(int(across * _FINENESS), _FINENESS - 1)
        row = min(int((1 - up) * _FINENESS), _FINENESS - 1)
        return self._alphas[row * _FINENESS + column] >= _OPAQUE

    def _look(self) -> bytes:
        """The opacity of each place of the picture, row by row; empty when it is not known."""
        pdfium = self._pdfium
        document, page, item = self._handles
        # Its place is already known; it is rendered upright, and in one size.
        square = Matrix(_FINENESS, 0, 0, _FINENESS, 0, 0)
        pdfium.FPDFPageObj_SetMatrix(item, ctypes.byref(square))
        bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(document, page, item)
        if not bitmap:
            return b""
        try:
            width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
            if (width, height) != (_FINENESS, _FINENESS):
                return b""
            if pdfium.FPDFBitmap_GetFormat(bitmap) != _WITH_ALPHA:
                return b"\xff" * _FINENESS**2
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            rows = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
            return b"".join(
                rows[start + 3 : start + 4 * width : 4]
                for start in range(0, stride * height, stride)
            )
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
