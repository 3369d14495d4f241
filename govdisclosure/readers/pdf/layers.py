"""Layers of a PDF file that are switched off: pdfium gives their text as any other.

Takes an open file and gives a copy in which everything in such a layer is marked: its marks have a
special key, its forms are clipped to nothing, its pictures are removed. pdfium writes the copy,
decrypted and uncompressed, so that only its own syntax has to be read. Imports nothing but its
neighbours.
"""

import ctypes
import re
import zlib
from typing import TYPE_CHECKING, TypeAlias

from govdisclosure.readers.pdf.pdfium import OFF, FileWriter, Pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["copy_with_layers"]

_TYPE = b"/Type"
_PROPERTIES = b"/OCProperties"
#: Neither the old content nor any encryption is kept: FPDF_NO_INCREMENTAL, FPDF_REMOVE_SECURITY.
_ANEW = 2 | 4
#: Compressed objects are searched up to this size, in bytes.
_MOST_UNPACKED = 1 << 24

_Value: TypeAlias = "bytes | int | list[_Value] | dict[bytes, _Value]"
_PACKED = re.compile(rb"/ObjStm\b[^>]*>>\s*stream\r?\n")
_TOKEN = re.compile(
    rb"<<|>>|[\[\]]|\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f]*>|(?P<ref>\d+) \d+ R\b|/?[^\s/<>\[\]()]+",
    re.DOTALL,
)
_PLACE = re.compile(rb"(\d{10}) \d{5} n")
_BODY = re.compile(rb"\d+ \d+ obj\s")
_MEMBERSHIP = re.compile(rb"<<(?:(?!<<).)*?/Type/OCMD.*?>>", re.DOTALL)
_BOX = re.compile(rb"/BBox\[([^\]]*)\]")


def copy_with_layers(pdfium: Pdfium, document: int, data: bytes) -> bytes | None:
    """A copy of a file with all that is switched off marked; None when nothing is off."""
    if not _may_have_layers(data):
        return None
    written: list[bytes] = []

    def write(_: object, start: int, size: int) -> int:
        written.append(ctypes.string_at(start, size))
        return 1

    if not pdfium.FPDF_SaveAsCopy(document, ctypes.byref(FileWriter(write)), _ANEW):
        return None
    try:
        return _Copy(bytearray(b"".join(written))).with_layers()
    except RecursionError:  # no honest file is nested so deeply
        return None


def _may_have_layers(data: bytes) -> bool:
    """Whether a file may have layers, from what can be seen without opening it."""
    if _PROPERTIES in data:
        return True
    left = _MOST_UNPACKED
    for found in _PACKED.finditer(data):
        if b"/Encrypt" in data:
            return True
        try:
            objects = zlib.decompressobj().decompress(data[found.end() :], left)
        except zlib.error:
            continue
        left -= len(objects)
        if _PROPERTIES in objects:
            return True
        if left <= 0:
            break
    return False


class _Copy:
    """A file as written by pdfium."""

    def __init__(self, data: bytearray) -> None:
        self._data = data
        #: The start and end of each object, without its stream, by its number.
        self._places: dict[int, tuple[int, int]] = {}
        table = data.rfind(b"\nxref")
        for start in (int(found[1]) for found in _PLACE.finditer(data, max(table, 0))):
            head = _BODY.match(data, start)
            if head is not None:
                ends = (data.find(end, head.end()) for end in (b"stream", b"endobj"))
                end = min((one for one in ends if one >= 0), default=len(data))
                self._places[int(head[0].split()[0])] = (head.end(), end)
        root = re.search(rb"/Root (\d+) \d+ R", data[max(table, 0) :])
        catalog = self._dict(int(root[1])) if root else {}
        self._config = self._dict(self._dict(catalog.get(b"/OCProperties")).get(b"/D"))
        self._all = self._numbers(self._dict(catalog.get(b"/OCProperties")).get(b"/OCGs"))

    def with_layers(self) -> bytes | None:
        """The file with all that is off marked; None when nothing is off."""
        off = self._off()
        if not off:
            return None
        for number in off:
            self._put(number, _TYPE, b"/" + OFF)
        for number, (start, end) in self._places.items():
            for found in [*_MEMBERSHIP.finditer(self._data, start, end)]:
                if not self._is_shown(_parsed(found[0]), off):
                    place = found.start() + found[0].index(b"/Type/OCMD")
                    self._data[place : place + len(_TYPE)] = b"/" + OFF
                    if found.start() == start:
                        off = off | {number}
        for number, (start, end) in self._places.items():
            head = _TOKEN.search(self._data, self._data.find(b"/OC ", start, end) + 4)
            if b"/OC " in self._data[start:end] and head and int(head["ref"] or 0) in off:
                self._switch_off(number)
        return bytes(self._data)

    def _switch_off(self, number: int) -> None:
        """Make a form, a picture or an annotation paint nothing."""
        start, end = self._places[number]
        self._put(number, b"/Subtype/Image", b"/Subtype/Imoff")
        self._put(number, b"/AP", b"/Ap")
        box = _BOX.search(self._data, start, end)
        if box is not None:
            self._data[box.start(1) : box.end(1)] = b"0 0 0 0".ljust(len(box[1]))[: len(box[1])]

    def _put(self, number: int, old: bytes, new: bytes) -> None:
        start, end = self._places.get(number, (0, 0))
        place = self._data.find(old, start, end)
        if place >= 0:
            self._data[place : place + len(old)] = new

    def _off(self) -> frozenset[int]:
        """The numbers of the layers that are off when the file is opened."""
        config = self._config
        off = set(self._all) if config.get(b"/BaseState") == b"/OFF" else set()
        off -= self._numbers(config.get(b"/ON"))
        off |= self._numbers(config.get(b"/OFF"))
        for one in self._list(config.get(b"/AS")):
            usage = self._dict(one)
            if usage.get(b"/Event") == b"/View":
                for number in self._numbers(usage.get(b"/OCGs")):
                    view = self._dict(self._dict(self._dict(number).get(b"/Usage")).get(b"/View"))
                    if b"/ViewState" in view:
                        is_off = view[b"/ViewState"] == b"/OFF"
                        off = off | {number} if is_off else off - {number}
        return frozenset(off)

    def _is_shown(self, membership: _Value, off: frozenset[int]) -> bool:
        """Whether an object in several layers shows; visibility expressions are ignored."""
        told = self._dict(membership)
        layers = told.get(b"/OCGs")
        numbers = {layers} if isinstance(layers, int) else self._numbers(layers)
        if not numbers:
            return True
        return {
            b"/AllOn": not numbers & off,
            b"/AnyOff": bool(numbers & off),
            b"/AllOff": numbers <= off,
        }.get(_name(told.get(b"/P")), not numbers <= off)

    # -- values, through references

    def _value(self, value: "_Value | None") -> "_Value | None":
        if isinstance(value, int):
            start, end = self._places.get(value, (0, 0))
            return _parsed(bytes(self._data[start:end])) if end else None
        return value

    def _dict(self, value: "_Value | None") -> "dict[bytes, _Value]":
        found = self._value(value)
        return found if isinstance(found, dict) else {}

    def _list(self, value: "_Value | None") -> "list[_Value]":
        found = self._value(value)
        return found if isinstance(found, list) else []

    def _numbers(self, value: "_Value | None") -> set[int]:
        """The references in an array."""
        return {one for one in self._list(value) if isinstance(one, int)}


def _name(value: "_Value | None") -> bytes:
    return value if isinstance(value, bytes) else b""


def _parsed(data: bytes) -> _Value:
    """A value as pdfium writes it; references become numbers, all else but groups is bytes."""
    found = [*_values(_TOKEN.finditer(data))]
    return found[0] if found else b""


def _values(tokens: "Iterator[re.Match[bytes]]") -> "Iterator[_Value]":
    """The values up to the end of the open group."""
    for token in tokens:
        word = token[0]
        if word in {b">>", b"]"}:
            return
        if word == b"[":
            yield [*_values(tokens)]
        elif word == b"<<":
            inner = [*_values(tokens)]
            yield {_name(key): value for key, value in zip(inner[::2], inner[1::2], strict=False)}
        else:
            yield int(token["ref"]) if token["ref"] else word
