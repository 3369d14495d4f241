"""Drawings and embedded objects of a Word file, each by a caption.

Takes a ``w:drawing``, ``w:pict`` or ``w:object``; text boxes are read elsewhere.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from govdisclosure.readers.docx.xml import number

__all__ = ["caption_of_object", "pictures_in", "word_art"]

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VECTOR = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"

#: A drawing smaller than this in both directions is an ornament: 8 mm, in English Metric Units.
_ORNAMENT = 288_000
_POINT = 12_700
_SIZE = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*([0-9]{1,6})(?:\.[0-9]*)?pt", re.IGNORECASE)
_BOTH_WAYS = 2

#: What a drawing shows, by the last word of its kind.
_KINDS: Mapping[str, str] = {"chart": "图表", "chartex": "图表", "diagram": "示意图"}
#: What an object is, by the program that made it.
_OBJECTS: Mapping[str, str] = {
    "excel": "嵌入的工作表",
    "et": "嵌入的工作表",
    "ket": "嵌入的工作表",
    "word": "嵌入的文档",
    "wps": "嵌入的文档",
    "kwps": "嵌入的文档",
    "powerpoint": "嵌入的演示文稿",
    "equation": "嵌入的公式",
    "package": "嵌入的附件",
    "acroexch": "嵌入的 PDF",
}


def pictures_in(drawing: etree._Element) -> Iterator[str]:
    """The captions of the pictures and charts in a drawing, except ornaments."""
    for frame in drawing.iter(_PLACED + "inline", _PLACED + "anchor"):
        data = frame.find(f"{_DRAWING}graphic/{_DRAWING}graphicData")
        kind = data.get("uri", "").rpartition("/")[2] if data is not None else ""
        has_picture = next(frame.iter(_DRAWING + "blip"), None) is not None
        if (kind in _KINDS or has_picture) and not _is_ornament(frame):
            yield _description(frame) or _KINDS.get(kind, "")
    for shape in drawing.iterchildren(tag=etree.Element):
        if not shape.tag.startswith(_VECTOR):
            continue
        picture = next(shape.iter(_VECTOR + "imagedata"), None)
        sizes = _SIZE.findall(shape.get("style", ""))
        is_small = len(sizes) == _BOTH_WAYS and all(int(one) * _POINT < _ORNAMENT for one in sizes)
        if picture is not None and not is_small:
            yield shape.get("alt") or picture.get(_OFFICE + "title") or ""


def word_art(drawing: etree._Element) -> Iterator[str]:
    """Words that are drawn, a watermark for example."""
    for one in drawing.iter(_VECTOR + "textpath"):
        yield one.get("string", "")


def caption_of_object(one: etree._Element) -> str:
    """A caption for an embedded object."""
    found = next(one.iter(_OFFICE + "OLEObject"), None)
    program = found.get("ProgID", "") if found is not None else ""
    return _OBJECTS.get(program.partition(".")[0].lower(), "嵌入的对象")


def _is_ornament(frame: etree._Element) -> bool:
    extent = frame.find(_PLACED + "extent")
    if extent is None:
        return False
    return all(number(extent.get(side), _ORNAMENT) < _ORNAMENT for side in ("cx", "cy"))


def _description(frame: etree._Element) -> str:
    found = frame.find(_PLACED + "docPr")
    return "" if found is None else found.get("descr") or found.get("title") or ""
