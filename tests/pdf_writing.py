"""A small writer of PDF files for tests: well made ones, and such as nobody should make."""

import zlib
from collections.abc import Mapping, Sequence
from hashlib import md5

PREPARED = b"<< /Type /Catalog /Pages 2 0 R >>"
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
#: The font every PDF viewer knows and no Chinese office embeds, in the encoding of GBK.
SONG = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H"
    b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000"
    b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6"
    b" /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880"
    b" /StemV 93 >> >>] >>"
)
A4 = (0.0, 0.0, 595.0, 842.0)


def stream(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        data, entries = zlib.compress(data, 9), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def assemble(
    objects: Mapping[int, bytes], *, root: int = 1, trailer: bytes = b"", version: bytes = b"1.7"
) -> bytes:
    """A file of objects by their numbers, with its table of places."""
    out = bytearray(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version)
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        place = places.get(number)
        out += b"0000000000 65535 f \n" if place is None else b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root %d 0 R%s >>\n" % (size, root, trailer)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def document(
    *contents: bytes,
    page: bytes = b"",
    box: Sequence[float] = A4,
    resources: bytes = b"",
    objects: Mapping[int, bytes] | None = None,
    trailer: bytes = b"",
) -> bytes:
    """A file with a page for each of *contents*, in Helvetica ``/F1`` and Song ``/F2``.

    Objects from 1000 on are the caller's own.
    """
    first = 10
    pages = range(first, first + 2 * len(contents), 2)
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    every: dict[int, bytes] = {
        1: PREPARED,
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        3: HELVETICA,
        4: SONG,
    }
    sides = b" ".join(b"%.2f" % side for side in box)
    for number, content in zip(pages, contents, strict=True):
        every[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents %d 0 R %s"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> %s >> >>"
            % (sides, number + 1, page, resources)
        )
        every[number + 1] = stream(content)
    return assemble(every | dict(objects or {}), trailer=trailer)


def text(words: str, x: float, y: float, size: float = 12, *, settings: bytes = b"") -> bytes:
    """Operators that print *words*: ASCII in Helvetica, else all in Song."""
    font = b"/F1" if words.isascii() else b"/F2"
    coded = words.encode("ascii" if words.isascii() else "gbk").hex().encode()
    return b"BT %s %s %.2f Tf 1 0 0 1 %.3f %.3f Tm <%s> Tj ET\n" % (
        settings,
        font,
        size,
        x,
        y,
        coded,
    )


# ---------------------------------------------------------------------------- encryption

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def encrypted(content: bytes, *, user: bytes, owner: bytes) -> bytes:
    """A page under the oldest encryption (RC4, 40 bits); an empty *user* opens to everybody."""
    mark = b"0123456789abcdef"
    padded = (user + _PADDING)[:32]
    owner_key = md5((owner + _PADDING)[:32], usedforsecurity=False).digest()[:5]
    owner_entry = _rc4(owner_key, padded)
    rights = -44
    seed = padded + owner_entry + (rights & 0xFFFFFFFF).to_bytes(4, "little") + mark
    key = md5(seed, usedforsecurity=False).digest()[:5]
    number = 11
    own = md5(key + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()[
        : len(key) + 5
    ]
    trailer = (
        b" /ID [<%s> <%s>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P %d >>"
        % (
            mark.hex().encode(),
            mark.hex().encode(),
            owner_entry.hex().encode(),
            _rc4(key, _PADDING).hex().encode(),
            rights,
        )
    )
    return document(_rc4(own, content), trailer=trailer)
