"""Word files that are one XML (flat OPC, ``pkg:package``): their parts become an archive.

Takes the bytes of such a file and gives those of the docx that Word would save.
"""

from base64 import b64decode
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from govdisclosure.readers.limits import Limits
from govdisclosure.readers.package import Package

__all__ = ["as_archive"]

_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
#: The file's name as the only part of a package.
_WHOLE = "package.xml"
#: The folder of the text and its parts; without one the file cannot be read.
_TEXT = "word/"
#: Parts with longer names cannot be written into an archive and are skipped.
_LONGEST_NAME = 1000


def as_archive(data: bytes, name: str, limits: Limits) -> bytes:
    """The parts of a flat file as an archive.

    Raises:
        ReadError: It is not XML, declares entities, or holds no text.
        LimitError: It is larger or deeper than *limits* allow.
    """
    package = Package(_archive({_WHOLE: data}), name, limits)
    parts = {
        path: _content_of(part)
        for part in package.tree(_WHOLE).iter(f"{_PACKAGE}part")
        if 0 < len(path := part.get(f"{_PACKAGE}name", "").lstrip("/")) <= _LONGEST_NAME
    }
    if not any(path.lower().startswith(_TEXT) for path in parts):
        raise package.damaged(_WHOLE)
    return _archive(parts)


def _content_of(part: etree._Element) -> bytes:
    for content in part:
        if content.tag == f"{_PACKAGE}xmlData" and len(content):
            return etree.tostring(content[0], encoding="utf-8")
        if content.tag == f"{_PACKAGE}binaryData":
            try:
                return b64decode(content.text or "")
            except ValueError:
                break  # a picture, which is not needed
    return b""


def _archive(parts: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
