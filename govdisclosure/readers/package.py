"""The parts of an Office file: an archive opened safely, its XML parsed without entities.

Takes bytes, gives parts as bytes or as trees, and the relations between them. Sizes are counted
while inflating, for headers may be wrong; only the parts asked for are inflated. Strict OOXML gets
the namespaces of the transitional one, so that no other module needs to know of two.
"""

import re
import struct
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Mapping
from io import BytesIO
from posixpath import dirname, normpath
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from govdisclosure.errors import LimitError, ReadError
from govdisclosure.readers.limits import Limits, limit_error

__all__ = ["Package", "Relation"]

#: The bytes that begin a member's entry in an archive's directory.
_DIRECTORY_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_IS_ENCRYPTED = 1
#: The ratio of compression is not checked below this size, in bytes.
_FREE_OF_RATIO = 1024 * 1024
#: The largest part may have one tag in this many bytes.
_BYTES_A_TAG = 256
#: Where the tag of the root has ended, in bytes; it says which OOXML it is.
_ROOT = 8192

_STRICT = re.compile(rb"(xmlns(?::[\w.-]+)?\s*=\s*[\"'])http://purl\.oclc\.org/ooxml/([\w/]+)")
_TRANSITIONAL: Mapping[bytes, bytes] = {
    b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"drawingml/wordprocessingDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
}
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


class Relation(NamedTuple):
    """What a part refers to by an identifier."""

    #: The last word of its type, such as ``footnotes``.
    kind: str
    #: The name of the part in the package, or an address outside it.
    target: str


class _Allowance:
    """How many bytes may still be inflated."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left


class Package:
    """An Office file."""

    def __init__(
        self, data: bytes, name: str, limits: Limits, *, program: str = "Word", suffix: str = "docx"
    ) -> None:
        """Open the archive without inflating anything.

        Args:
            data: The file.
            name: Its name, for messages.
            limits: How much to take on.
            program: The program that opens such files, for advice.
            suffix: The suffix that it saves them with.

        Raises:
            ReadError: It is not an archive, or a damaged one.
            LimitError: It holds too many files.
        """
        self.name = name
        self.limits = limits
        self.program = program
        self.suffix = suffix
        self._data = data
        self._allowance = _Allowance(limits.zip_bytes)
        count = data.count(_DIRECTORY_ENTRY)
        if count > limits.zip_members:
            raise self.beyond("zip_members", (f"有 {count} 个文件", f"holds {count} files"))
        try:
            with ZipFile(BytesIO(data)) as archive:
                members = archive.infolist()
        except (BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
            raise ReadError(
                f"{name}：压缩包不完整或已损坏；请重新下载",
                f"{name}: the archive is cut off or damaged; download it again",
            ) from error
        #: By names in lower letters with ``/``, as Office compares them.
        self._members: dict[str, ZipInfo] = {_key(one.filename): one for one in members}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in lower letters."""
        return tuple(self._members)

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._members

    def member(self, part: str) -> str | None:
        """The name of a part in the archive; None where it is missing."""
        found = self._members.get(_key(part))
        return None if found is None else found.filename

    def read(self, part: str) -> bytes:
        """Inflate a part.

        Raises:
            ReadError: It is damaged, encrypted, or compressed in an uncommon way.
            LimitError: It is larger than the limits allow.
        """
        info = self._members[_key(part)]
        if info.flag_bits & _IS_ENCRYPTED:
            raise ReadError(
                f"{self.name}：压缩包加了密码；请去掉密码后另存",
                f"{self.name}: the archive has a password; save it without one",
            )
        packed = self._packed(info)
        if packed is None or info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise self.damaged(part)
        limits = self.limits
        most = min(
            (limits.part_bytes, "part_bytes"),
            (self._allowance.left, "zip_bytes"),
            (max(limits.zip_ratio * len(packed), _FREE_OF_RATIO), "zip_ratio"),
        )
        if info.compress_type == ZIP_STORED:
            content, is_whole = bytes(packed[: most[0] + 1]), True
        else:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                content = inflater.decompress(packed, most[0] + 1)
            except zlib.error as error:
                raise self.damaged(part) from error
            is_whole = inflater.eof
        if len(content) > most[0]:
            said = f"{part} 解压后过大", f"{part} is too large when it is inflated"
            raise self.beyond(most[1], said)
        if not is_whole or zlib.crc32(content) != info.CRC:
            raise self.damaged(part)
        self._allowance.left -= len(content)
        return content

    def read_or_empty(self, part: str) -> bytes:
        """Inflate an optional part; empty where it is missing or damaged.

        Raises:
            LimitError: It is larger than the limits allow.
        """
        if part not in self:
            return b""
        try:
            return self.read(part)
        except LimitError:
            raise
        except ReadError:
            return b""

    def tree(
        self,
        part: str,
        shorten: Callable[[bytes], bytes] | None = None,
        *,
        content: bytes | None = None,
    ) -> etree._Element:
        """Parse a part.

        Args:
            part: Its name.
            shorten: Removes what will not be used; where the result does not parse, the whole part
                is parsed.
            content: Its bytes, where they have been read.

        Raises:
            ReadError: It is damaged, is not XML, or declares entities.
            LimitError: It has more tags or is deeper than the limits allow.
        """
        content = self._utf8(self.read(part) if content is None else content)
        has_declarations = b"!" in content and b"<!" in content
        if has_declarations and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
            raise ReadError(
                f"{self.name}：{part} 含有 DTD 或实体定义，不予读取；"
                f"请用 {self.program} 另存为 {self.suffix}",
                f"{self.name}: {part} declares a DTD or entities, which are not read; "
                f"save it as {self.suffix} in {self.program}",
            )
        most = self.limits.part_bytes // _BYTES_A_TAG
        if len(content) > most and (tags := content.count(b"<")) > most:
            raise self.beyond("part_bytes", (f"{part} 有 {tags} 个标记", f"{part} has {tags} tags"))
        if content.find(b"://purl.oclc.org/ooxml/", 0, _ROOT) >= 0:
            content = _STRICT.sub(_to_transitional, content)
        if shorten is not None and not has_declarations:
            try:
                return _parse(shorten(content))
            except etree.XMLSyntaxError:
                pass  # parsing the whole part reports what is wrong
        try:
            return _parse(content)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error):
                raise self.beyond("tag_depth") from error
            raise self.damaged(part) from error

    def tree_or_none(
        self,
        part: str | None,
        shorten: Callable[[bytes], bytes] | None = None,
        *,
        content: bytes | None = None,
    ) -> etree._Element | None:
        """Parse an optional part as ``tree`` does; None where it is missing or damaged.

        Raises:
            LimitError: It is larger or deeper than the limits allow.
        """
        if part is None or part not in self:
            return None
        try:
            return self.tree(part, shorten, content=content)
        except LimitError:
            raise
        except ReadError:
            return None

    def inside(self, data: bytes, part: str) -> "Package":
        """The Office file *data*, a *part* of this one; the two share one allowance.

        Raises:
            ReadError: It is not an archive, or a damaged one.
            LimitError: It holds too many files.
        """
        inner = Package(data, f"{self.name}/{part}", self.limits)
        inner._allowance = self._allowance
        return inner

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of *part* by identifier; empty where they are missing or damaged."""
        folder = dirname(part)
        root = self.tree_or_none(f"{folder}/_rels/{part[len(folder) :].lstrip('/')}.rels")
        found: dict[str, Relation] = {}
        for one in root if root is not None else ():
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                target = normpath(target if target.startswith("/") else f"{folder}/{target}")
            kind = one.get("Type", "").rpartition("/")[2]
            found[one.get("Id", "")] = Relation(kind, target.lstrip("/"))
        return found

    def beyond(self, limit: str, said: tuple[str, str] | None = None) -> LimitError:
        """The error for a file beyond the field *limit* of the limits.

        Args:
            limit: The name of the field.
            said: What is too much, in Chinese and in English; the usual words if None.
        """
        return limit_error(self.limits, limit, self.name, said=said)

    def damaged(self, part: str) -> ReadError:
        """The error for a part that is not XML, or not the XML expected."""
        return ReadError(
            f"{self.name}：其中的 {part} 已损坏；"
            f"请重新下载，或用 {self.program} 修复后另存为 {self.suffix}",
            f"{self.name}: {part} in it is damaged; download it again, or have {self.program} "
            f"repair it and save it as {self.suffix}",
        )

    def _packed(self, info: ZipInfo) -> memoryview | None:
        """The compressed bytes of a member; None where its header is wrong."""
        start = info.header_offset
        header = self._data[start : start + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            return None
        _, names, extras = _LOCAL_HEADER.unpack(header)
        first = start + _LOCAL_HEADER.size + names + extras
        return memoryview(self._data)[first : first + info.compress_size]

    def _utf8(self, content: bytes) -> bytes:
        """The UTF-8 form of XML, which in Office is UTF-8 or UTF-16, whatever it declares."""
        for mark, encoding in ((BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")):
            if content.startswith(mark):
                text = content[len(mark) :].decode(encoding, "replace")
                return _DECLARATION.sub("", text, count=1).encode()
        return content


def _parse(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    return etree.fromstring(content, parser)


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


def _to_transitional(found: re.Match[bytes]) -> bytes:
    return found[1] + _TRANSITIONAL.get(found[2], b"http://purl.oclc.org/ooxml/" + found[2])
