"""The functions of pdfium that reading needs, with their types; all use of its raw API is here.

Takes the library that pypdfium2 brings, or its bindings. Handles (of documents, pages, objects) are
addresses, so that they can be compared and kept; 0 means nothing. Imports nothing of the package,
for the process that reads a file should start quickly.
"""

import ctypes
import os
import sys
from ctypes import c_char_p, c_double, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["OFF", "Corners", "FileWriter", "Matrix", "Pdfium", "Rectangle", "start_pdfium"]


class Matrix(ctypes.Structure):
    """A transformation: x becomes ``a x + c y + e``, and y becomes ``b x + d y + f``."""

    _fields_ = tuple((name, c_float) for name in "abcdef")

    if TYPE_CHECKING:
        a: float
        b: float
        c: float
        d: float
        e: float
        f: float


class Rectangle(ctypes.Structure):
    """A box in the space of a page, whose y grows upward."""

    _fields_ = tuple((name, c_float) for name in ("left", "top", "right", "bottom"))

    if TYPE_CHECKING:
        left: float
        top: float
        right: float
        bottom: float


class Corners(ctypes.Structure):
    """Four corners in the space of a page: two above, then two below, each pair from the left."""

    _fields_ = tuple((f"{axis}{number}", c_float) for number in range(1, 5) for axis in "xy")

    if TYPE_CHECKING:
        x1: float
        y1: float
        x2: float
        y2: float
        x3: float
        y3: float
        x4: float
        y4: float


class _Fonts(ctypes.Structure):
    """How pdfium asks for the fonts of the machine: a version, and functions that are missing.

    Without them it never looks for fonts, so that a file reads the same on every machine.
    """

    _fields_ = (("version", c_int), ("functions", c_void_p * 8))


#: The function that pdfium calls to write: with the writer, the address, the number of bytes.
_WRITE = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_ulong)


class FileWriter(ctypes.Structure):
    """Takes a file that pdfium writes, piece by piece."""

    _fields_ = (("version", c_int), ("write", _WRITE))

    def __init__(self, write: "Callable[[object, int, int], int]") -> None:
        """Make a writer that passes each piece to *write*, which returns 1 on success."""
        super().__init__(version=1, write=_WRITE(write))


#: The type of output arguments; an address is quicker to pass than a pointer.
_ADDRESS = c_void_p
_COLOUR: "tuple[type | None, ...]" = (c_int, c_void_p, *[_ADDRESS] * 4)

_OPAQUE = 255
#: The package of the bindings, and the file of the library in it where that is not "libpdfium.so".
_BINDINGS = "pypdfium2_raw"
_FILES = {"win32": "pdfium.dll", "darwin": "libpdfium.dylib"}
#: The key that marks a layer that is off; as long as the one that it replaces.
OFF = b"Toff"

#: Each function by its name in pdfium: its result, then its arguments.
_PROTOTYPES: "dict[str, tuple[type | None, ...]]" = {
    "FPDF_InitLibrary": (None,),
    "FPDF_SetSystemFontInfo": (None, _ADDRESS),
    "FPDF_LoadMemDocument64": (c_void_p, c_char_p, c_size_t, c_char_p),
    "FPDF_SaveAsCopy": (c_int, c_void_p, _ADDRESS, c_ulong),
    "FPDF_CloseDocument": (None, c_void_p),
    "FPDF_GetLastError": (c_ulong,),
    "FPDF_GetPageCount": (c_int, c_void_p),
    "FPDF_LoadPage": (c_void_p, c_void_p, c_int),
    "FPDF_ClosePage": (None, c_void_p),
    "FPDF_GetPageBoundingBox": (c_int, c_void_p, _ADDRESS),
    "FPDFPage_GetRotation": (c_int, c_void_p),
    "FPDFPage_CountObjects": (c_int, c_void_p),
    "FPDFPage_GetObject": (c_void_p, c_void_p, c_int),
    "FPDFPage_GetAnnotCount": (c_int, c_void_p),
    "FPDFPage_GetAnnot": (c_void_p, c_void_p, c_int),
    "FPDFPage_CloseAnnot": (None, c_void_p),
    "FPDFAnnot_GetSubtype": (c_int, c_void_p),
    "FPDFAnnot_GetFlags": (c_int, c_void_p),
    "FPDFAnnot_HasKey": (c_int, c_void_p, c_char_p),
    "FPDFAnnot_CountAttachmentPoints": (c_size_t, c_void_p),
    "FPDFAnnot_GetAttachmentPoints": (c_int, c_void_p, c_size_t, _ADDRESS),
    "FPDFPage_Flatten": (c_int, c_void_p, c_int),
    "FPDFPageObj_GetType": (c_int, c_void_p),
    "FPDFPageObj_GetMatrix": (c_int, c_void_p, _ADDRESS),
    "FPDFPageObj_Transform": (None, c_void_p, *[c_double] * 6),
    "FPDFPageObj_GetBounds": (c_int, c_void_p, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS),
    "FPDFPageObj_GetStrokeColor": _COLOUR,
    "FPDFPageObj_GetFillColor": _COLOUR,
    "FPDFPageObj_GetStrokeWidth": (c_int, c_void_p, _ADDRESS),
    "FPDFPageObj_SetStrokeWidth": (c_int, c_void_p, c_float),
    "FPDFPageObj_CountMarks": (c_int, c_void_p),
    "FPDFPageObj_GetMark": (c_void_p, c_void_p, c_ulong),
    "FPDFPageObj_RemoveMark": (c_int, c_void_p, c_void_p),
    "FPDFPageObjMark_GetParamValueType": (c_int, c_void_p, c_char_p),
    "FPDFPageObj_SetMatrix": (c_int, c_void_p, _ADDRESS),
    "FPDFPageObj_HasTransparency": (c_int, c_void_p),
    "FPDFPageObj_GetClipPath": (c_void_p, c_void_p),
    "FPDFClipPath_CountPaths": (c_int, c_void_p),
    "FPDFClipPath_CountPathSegments": (c_int, c_void_p, c_int),
    "FPDFClipPath_GetPathSegment": (c_void_p, c_void_p, c_int, c_int),
    "FPDFImageObj_GetRenderedBitmap": (c_void_p, c_void_p, c_void_p, c_void_p),
    "FPDFBitmap_GetBuffer": (c_void_p, c_void_p),
    "FPDFBitmap_GetFormat": (c_int, c_void_p),
    "FPDFBitmap_GetWidth": (c_int, c_void_p),
    "FPDFBitmap_GetHeight": (c_int, c_void_p),
    "FPDFBitmap_GetStride": (c_int, c_void_p),
    "FPDFBitmap_Destroy": (None, c_void_p),
    "FPDFFormObj_CountObjects": (c_int, c_void_p),
    "FPDFFormObj_GetObject": (c_void_p, c_void_p, c_ulong),
    "FPDFPath_GetDrawMode": (c_int, c_void_p, _ADDRESS, _ADDRESS),
    "FPDFPath_CountSegments": (c_int, c_void_p),
    "FPDFPath_GetPathSegment": (c_void_p, c_void_p, c_int),
    "FPDFPathSegment_GetPoint": (c_int, c_void_p, _ADDRESS, _ADDRESS),
    "FPDFPathSegment_GetType": (c_int, c_void_p),
    "FPDFPathSegment_GetClose": (c_int, c_void_p),
    "FPDFTextObj_GetTextRenderMode": (c_int, c_void_p),
    "FPDFTextObj_SetTextRenderMode": (c_int, c_void_p, c_int),
    "FPDFText_LoadPage": (c_void_p, c_void_p),
    "FPDFText_ClosePage": (None, c_void_p),
    "FPDFText_CountChars": (c_int, c_void_p),
    "FPDFText_GetUnicode": (c_uint, c_void_p, c_int),
    "FPDFText_GetTextObject": (c_void_p, c_void_p, c_int),
    "FPDFText_IsGenerated": (c_int, c_void_p, c_int),
    "FPDFText_IsHyphen": (c_int, c_void_p, c_int),
    "FPDFText_HasUnicodeMapError": (c_int, c_void_p, c_int),
    "FPDFText_GetFontSize": (c_double, c_void_p, c_int),
    "FPDFText_GetMatrix": (c_int, c_void_p, c_int, _ADDRESS),
    "FPDFText_GetLooseCharBox": (c_int, c_void_p, c_int, _ADDRESS),
    "FPDFText_GetCharOrigin": (c_int, c_void_p, c_int, _ADDRESS, _ADDRESS),
}


class Pdfium:
    """pdfium's functions as attributes, each with its own prototype over the same library."""

    def __init__(self, library: object) -> None:
        """Take the library, or the module of its bindings."""
        stdcall = sys.platform == "win32" and ctypes.sizeof(c_void_p) == 4  # noqa: PLR2004
        self._declare = getattr(ctypes, "WINFUNCTYPE" if stdcall else "CFUNCTYPE")
        #: pdfium keeps the addresses of both, so they are kept here.
        self._library = library
        self._fonts = _Fonts(version=1)
        self._colour = tuple(c_uint() for _ in range(4))
        self._at_colour = tuple(map(ctypes.addressof, self._colour))

    def __getattr__(self, name: str) -> "Callable[..., int]":
        """Load a function on first use, for most files need only half of them.

        It returns a whole number, a handle (None for nothing), or nothing useful.

        Raises:
            AttributeError: It does not exist, or the bindings are older than pypdfium2 5.
        """
        if name not in _PROTOTYPES:
            raise AttributeError(name)
        result, *arguments = _PROTOTYPES[name]
        address = ctypes.cast(getattr(self._library, name), c_void_p).value
        function: Callable[..., int] = self._declare(result, *arguments)(address)
        setattr(self, name, function)
        return function

    def hide_fonts(self) -> None:
        """Make pdfium never look for fonts of the machine."""
        self.FPDF_SetSystemFontInfo(ctypes.byref(self._fonts))

    def colour_of(
        self, function: "Callable[..., int]", item: int
    ) -> "tuple[tuple[float, float, float] | None, float]":
        """The colour of an object, 255 at most for each primary, and its alpha, 1 at most.

        The colour is None where it is a pattern.

        Args:
            function: Which of two functions to call: for the colour of the pen, or of the filling.
            item: The object.
        """
        red, green, blue, alpha = self._colour
        alpha.value = _OPAQUE
        is_told = function(item, *self._at_colour)
        colour = (red.value, green.value, blue.value) if is_told else None
        return colour, alpha.value / _OPAQUE


def start_pdfium() -> Pdfium:
    """Pdfium for a process that does not use it otherwise; it ignores the machine's fonts.

    Raises:
        ImportError: It is not installed, or not for this machine.
    """
    pdfium = Pdfium(_library())
    pdfium.FPDF_InitLibrary()
    pdfium.hide_fonts()
    return pdfium


def _library() -> object:
    """The library, or bindings that have its functions as attributes.

    The file beside the bindings is enough, for the functions are declared here; importing thousands
    of declarations would take longer than a page.

    Raises:
        ImportError: Neither is installed, or not for this machine.
    """
    spec = find_spec(_BINDINGS)
    for folder in (spec and spec.submodule_search_locations) or ():
        path = os.path.join(folder, _FILES.get(sys.platform, "libpdfium.so"))
        if os.path.isfile(path):
            try:
                return ctypes.CDLL(path)
            except OSError as error:
                raise ImportError(str(error)) from error
    return import_module(_BINDINGS)
