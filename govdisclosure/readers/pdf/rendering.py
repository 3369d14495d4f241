"""A page of a PDF file as a picture, for people to look at; no word is read from it.

Takes bytes and gives a PNG. Unlike reading, it paints letters that the file does not bring with the
fonts of this machine. To be run in a process of its own: a file may be hostile.
"""

import struct
import zlib
from typing import NamedTuple

from govdisclosure.errors import MissingExtraError, ReadError

__all__ = ["RenderedPage", "picture_of_page"]

#: Pixels of a point, unless the page is so large that this would be too many of them.
_FINENESS = 2.0
_MOST_PIXELS = 3_000_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Eight bits for each of red, green and blue.
_RGB = bytes((8, 2, 0, 0, 0))
_PRIMARIES = 3


class RenderedPage(NamedTuple):
    """A picture of a page, and the size of the page in points."""

    png: bytes
    width: float
    height: float


def picture_of_page(data: bytes, name: str, page: int) -> RenderedPage:
    """The picture of one page.

    Args:
        data: The file.
        name: Its name, for messages.
        page: The number of the page, from 1.

    Raises:
        MissingExtraError: pypdfium2 is not installed.
        ReadError: The file cannot be opened, or has no such page.
    """
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError as error:
        raise MissingExtraError("pdf", "pypdfium2") from error
    try:
        document = PdfDocument(data)
        found = document[page - 1] if 0 < page <= len(document) else None
    except PdfiumError as error:
        raise ReadError(
            f"{name}：无法显示（{error}）；请用 PDF 阅读器打开原件核对",
            f"{name}: cannot be shown ({error}); open the original in a reader of PDF",
        ) from error
    if found is None:
        raise ReadError(f"{name}：没有第 {page} 页", f"{name}: there is no page {page}")
    width, height = found.get_size()
    scale = min(_FINENESS, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = found.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    size = bitmap.width, bitmap.height
    return RenderedPage(_png(bytes(bitmap.buffer), bitmap.stride, *size), width, height)


def _png(pixels: bytes, stride: int, width: int, height: int) -> bytes:
    """Rows of red, green and blue as a PNG."""
    starts = range(0, stride * height, stride)
    # a row begins with the number of its filter: 0, no filter
    rows = b"".join(b"\0" + pixels[start : start + width * _PRIMARIES] for start in starts)
    head = struct.pack(">II", width, height) + _RGB
    return (
        _SIGNATURE
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(rows, 6))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )
