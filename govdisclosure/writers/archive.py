"""Replacing and adding parts of an archive; all other members are copied in compressed form.

Takes the bytes of a zip archive and gives those of another, with the members in order.
"""

import struct
from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["with_parts"]

#: An entry of the directory: the fields that do not depend on its member's content, the checksum
#: and the two sizes, the lengths of name, extras and remark, other constant fields, the offset.
_ENTRY = struct.Struct("<16s3L3H8sL")
_END = struct.Struct("<4s4H2LH")
_EXTRA = struct.Struct("<2H")
#: The extra that holds numbers of more than four bytes.
_LONG_NUMBERS = 1


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The archive with the content of *parts*, by their names as ``ZipFile`` gives them.

    Of several members with one name the last is replaced, for it is the one that is read; new
    members are added after all others.
    """
    with ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        entries = _entries(data, archive.start_dir, len(members))
        remark = archive.comment
    read = {one.filename: one for one in members}
    starts = sorted({archive.start_dir, *(one.header_offset for one in members)})
    following = dict(pairwise(starts))
    #: Each record with its entry; that of a member that stays by where it stood, for two entries
    #: may share one.
    made: list[tuple[int | bytes, bytes]] = []
    for one, entry in zip(members, entries, strict=True):
        if one.filename in parts and read[one.filename] is one:
            made.append(_packed(one.filename, parts[one.filename], one))
        else:
            made.append((one.header_offset, _placed(entry, one)))
    made += (_packed(name, parts[name], None) for name in parts if name not in read)
    pieces: list[bytes] = []
    directory: list[bytes] = []
    places: dict[int, int] = {}
    offset = 0
    for record, entry in made:
        place = offset
        if isinstance(record, int):
            place = places.setdefault(record, offset)
            record = data[record : following[record]] if place == offset else b""  # noqa: PLW2901
        pieces.append(record)
        directory.append(_at(entry, place))
        offset += len(record)
    size = sum(map(len, directory))
    count = len(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, len(remark))
    return b"".join((*pieces, *directory, end, remark))


def _entries(data: bytes, start: int, count: int) -> list[bytes]:
    """The entries of the directory that begins at *start*."""
    entries = []
    for _ in range(count):
        name, extras, remark = _ENTRY.unpack_from(data, start)[4:7]
        length = _ENTRY.size + name + extras + remark
        entries.append(data[start : start + length])
        start += length
    return entries


def _placed(entry: bytes, member: ZipInfo) -> bytes:
    """The entry of a member that is kept, with all its numbers in it rather than in its extras."""
    head, _, _, _, name, extras, remark, tail, _ = _ENTRY.unpack_from(entry)
    first, last = _ENTRY.size + name, _ENTRY.size + name + extras
    kept = _without_long_numbers(entry[first:last])
    numbers = member.CRC, member.compress_size, member.file_size
    fixed = _ENTRY.pack(head, *numbers, name, len(kept), remark, tail, 0)
    return fixed + entry[_ENTRY.size : first] + kept + entry[last:]


def _without_long_numbers(extras: bytes) -> bytes:
    kept, start = b"", 0
    while start + _EXTRA.size <= len(extras):
        kind, length = _EXTRA.unpack_from(extras, start)
        end = start + _EXTRA.size + length
        kept += extras[start:end] * (kind != _LONG_NUMBERS)
        start = end
    return kept + extras[start:]


def _at(entry: bytes, offset: int) -> bytes:
    return entry[: _ENTRY.size - 4] + struct.pack("<L", offset) + entry[_ENTRY.size :]


def _packed(name: str, content: bytes, old: ZipInfo | None) -> tuple[bytes, bytes]:
    """The record and the entry of a new member, with the attributes of the *old* one."""
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0) if old is None else old.date_time)
    info.compress_type = ZIP_DEFLATED if old is None else old.compress_type
    info.create_system = 0 if old is None else old.create_system
    info.external_attr = 0 if old is None else old.external_attr
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(info, content)
    data = file.getvalue()
    return data[: archive.start_dir], _entries(data, archive.start_dir, 1)[0]
