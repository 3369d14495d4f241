"""PDF files that are damaged or hostile, each made here, with how reading must end."""

import zlib
from collections.abc import Callable
from typing import NamedTuple

from tests.hostile.calls import Outcome, measure
from tests.hostile.case import Case
from tests.pdf_writing import HELVETICA, PREPARED, assemble, document, encrypted, stream, text

WORDS = text("2024", 72, 700)


class Maker(NamedTuple):
    """A file, and what the English message must hold; None for one that is read."""

    make: Callable[[], bytes]
    says: str | None
    #: Whether pdfium works on it for seconds.
    is_heavy: bool = False


def _page_of(contents: bytes, extra: dict[int, bytes], resources: bytes = b"") -> bytes:
    objects = {
        1: PREPARED,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> %s >> >>" % resources,
        4: HELVETICA,
        5: contents,
    }
    return assemble(objects | extra)


def _tree(pages: bytes, **extra: bytes) -> bytes:
    objects = {1: PREPARED, 2: pages, 4: HELVETICA, 5: stream(WORDS)}
    return assemble(objects | {int(name[1:]): body for name, body in extra.items()})


def _cut(tenth: int) -> Callable[[], bytes]:
    def make() -> bytes:
        whole = document(*[text(f"{number} 2024 report", 72, 700) * 20 for number in range(5)])
        return whole[: len(whole) * tenth // 10]

    return make


def _hollow() -> bytes:
    """Cut, but with an end put on."""
    whole = document(*[text(f"{number} 2024 report", 72, 700) * 20 for number in range(5)])
    return whole[: len(whole) // 2] + b"\nstartxref\n0\n%%EOF\n"


def _many_pages() -> bytes:
    kids = b"3 0 R " * 10_000
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R >>"
    return _tree(b"<< /Type /Pages /Kids [%s] /Count 10000 >>" % kids, o3=page)


def _inflating(begin: bytes, megabytes: int) -> bytes:
    """*begin* and so many megabytes of blanks, packed."""
    blanks = b" " * 1_000_000
    packer = zlib.compressobj(9)
    head = packer.compress(begin) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(blanks) + packer.flush(zlib.Z_FULL_FLUSH)
    total = zlib.adler32(begin)
    for _ in range(megabytes):
        total = zlib.adler32(blanks, total)
    return head + block * megabytes + b"\x03\0" + total.to_bytes(4, "big")


def _packed_objects() -> bytes:
    """An object stream of 400 MB in 400 KB that holds the page."""
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>"
    )
    head = b"3 0 "
    packed = _inflating(head + page, 400)
    objects = {
        1: PREPARED,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        4: HELVETICA,
        5: stream(WORDS),
        6: b"<< /Type /ObjStm /N 1 /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\n"
        b"endstream" % (len(head), len(packed), packed),
    }
    out = bytearray(b"%PDF-1.7\n")
    rows = {}
    for number, body in objects.items():
        rows[number] = b"\1" + len(out).to_bytes(4, "big") + b"\0"
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    rows |= {0: b"\0" * 6, 3: b"\2" + (6).to_bytes(4, "big") + b"\0"}
    rows[7] = b"\1" + start.to_bytes(4, "big") + b"\0"
    table = b"".join(rows[number] for number in range(8))
    out += b"7 0 obj\n%s\nendobj\n" % stream(
        table, b" /Type /XRef /Size 8 /W [1 4 1] /Root 1 0 R", packed=True
    )
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _bomb(levels: int) -> bytes:
    """A content stream that inflates to half a gigabyte, once or twice packed."""
    data = _inflating(WORDS, 500)
    filters = b"/FlateDecode"
    for _ in range(levels - 1):
        data, filters = zlib.compress(data, 9), filters + b" /FlateDecode"
    packed = b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(data), filters, data)
    return _page_of(packed, {})


def _laughs(width: int, depth: int) -> bytes:
    """Forms that each paint the next several times."""
    forms = {}
    for level in range(depth):
        inner = b"/X Do " * width if level < depth - 1 else WORDS
        resources = b"<< /Font << /F1 4 0 R >> /XObject << /X %d 0 R >> >>" % (1001 + level)
        forms[1000 + level] = stream(
            inner, b" /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources " + resources
        )
    return _page_of(stream(b"/X Do"), forms, b"/XObject << /X 1000 0 R >>")


def _own_form() -> bytes:
    form = stream(
        WORDS + b"/X Do",
        b" /Type /XObject /Subtype /Form /BBox [0 0 595 842]"
        b" /Resources << /Font << /F1 4 0 R >> /XObject << /X 1000 0 R >> >>",
    )
    return _page_of(stream(b"/X Do"), {1000: form}, b"/XObject << /X 1000 0 R >>")


def _long_text(count: int) -> bytes:
    """Lines of a thousand small digits each, so near that they overlap, on the page and visible."""
    lines = (
        b"BT /F1 1 Tf 1 0 0 1 10 %.3f Tm (%s) Tj ET\n"
        % (10 + at % 800 + at // 800 / 20, b"%03d4567890" % (at % 1000) * 100)
        for at in range(count // 1000)
    )
    return _page_of(stream(b"".join(lines), packed=True), {})


def _many_texts(count: int) -> bytes:
    lines = (
        b"BT /F1 4 Tf 1 0 0 1 %d %d Tm (%d) Tj ET" % (at % 580, at // 580 % 830, at % 10)
        for at in range(count)
    )
    return _page_of(stream(b"\n".join(lines), packed=True), {})


def _strokes(count: int) -> bytes:
    lines = (b"%d %d m 500 %d l S" % (at % 300, at % 800, at % 800) for at in range(count))
    return _page_of(stream(WORDS + b"\n".join(lines), packed=True), {})


def _one_path(count: int) -> bytes:
    lines = (b"%d %d m 500 %d l" % (at % 300, at % 800, at % 800) for at in range(count))
    return _page_of(stream(WORDS + b"\n".join(lines) + b" S", packed=True), {})


def _font(font: bytes, **extra: bytes) -> bytes:
    objects = {int(name[1:]): body for name, body in extra.items()}
    return _page_of(stream(WORDS), {4: font} | objects)


def _box(*sides: str) -> bytes:
    return document(WORDS).replace(b"[0.00 0.00 595.00 842.00]", b"[%s]" % " ".join(sides).encode())


def _round_tables(count: int) -> bytes:
    """Tables of places each of which names another as the one before it, in a ring."""
    whole = document(WORDS, trailer=b" /Prev 0000000000")
    start = whole.index(b"\nxref") + 1
    if count == 1:
        return whole.replace(b"/Prev 0000000000", b"/Prev %010d" % start)
    second = len(whole)
    whole = whole.replace(b"/Prev 0000000000", b"/Prev %010d" % second)
    return (
        whole
        + b"xref\n0 0\ntrailer\n<< /Size 12 /Root 1 0 R /Prev %d >>\n" % start
        + (b"startxref\n%d\n%%%%EOF\n" % second)
    )


_TOUNICODE = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 1000 0 R >>"
_WIDE_MAP = stream(
    b"1 begincodespacerange <00> <FF> endcodespacerange\n"
    + b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange\n" * 50
)
_SELF = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [4 0 R] >>"
)
_JAVASCRIPT = (
    b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(1){}) >>"
    b" /Names << /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe)"
    b" /EF << /F 1000 0 R >> >>] >> >> >>"
)

MAKERS: dict[str, Maker] = {
    "password": Maker(lambda: encrypted(WORDS, user=b"secret", owner=b"owner"), "needs a password"),
    "owner's password only": Maker(lambda: encrypted(WORDS, user=b"", owner=b"owner"), None),
    "unknown handler": Maker(
        lambda: document(
            WORDS, trailer=b" /ID [<00> <00>] /Encrypt << /Filter /Adobe.PubSec /V 4 >>"
        ),
        "protected in a special way",
    ),
    **{f"cut at {tenth}/10": Maker(_cut(tenth), "cut off") for tenth in range(1, 10)},
    "cut, with an end": Maker(_hollow, "cut off"),
    "only a header": Maker(lambda: b"%PDF-1.7\n", "cut off"),
    "garbage": Maker(lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400 + b"%%EOF", "cut off"),
    "header and end": Maker(lambda: b"%PDF-1.7\nstartxref\n0\n%%EOF", "cut off"),
    "no pages": Maker(lambda: _tree(b"<< /Type /Pages /Kids [] /Count 0 >>"), "cut off"),
    "kids are themselves": Maker(
        lambda: _tree(b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), "page 1"
    ),
    "kids go round": Maker(
        lambda: _tree(
            b"<< /Type /Pages /Kids [3 0 R] /Count 2 >>",
            o3=b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 2 0 R] /Count 2 >>",
        ),
        "page 1",
    ),
    "kids are missing": Maker(
        lambda: _tree(b"<< /Type /Pages /Kids [30 0 R 31 0 R] /Count 2 >>"), "cut off"
    ),
    "count lies": Maker(lambda: document(WORDS).replace(b"/Count 1 ", b"/Count 2000000000 "), None),
    "count is negative": Maker(lambda: document(WORDS).replace(b"/Count 1 ", b"/Count -5 "), None),
    "10,000 pages": Maker(_many_pages, "pdf_pages"),
    "packed objects": Maker(_packed_objects, "pdf_memory_bytes"),
    "inflates": Maker(lambda: _bomb(1), "pdf_memory_bytes", is_heavy=True),
    "inflates twice": Maker(lambda: _bomb(2), "pdf_memory_bytes", is_heavy=True),
    "billion laughs": Maker(lambda: _laughs(10, 9), "Limits(pdf_", is_heavy=True),
    "laughs in depth": Maker(lambda: _laughs(2, 60), "Limits(pdf_", is_heavy=True),
    "form paints itself": Maker(_own_form, None),
    "10^7 characters": Maker(lambda: _long_text(10_000_000), "Limits(pdf_", is_heavy=True),
    "10^6 characters": Maker(lambda: _long_text(1_000_000), "Limits(pdf_", is_heavy=True),
    "2 * 10^5 texts": Maker(lambda: _many_texts(200_000), "Limits(pdf_", is_heavy=True),
    "10^6 strokes": Maker(lambda: _strokes(1_000_000), "Limits(pdf_", is_heavy=True),
    "10^6 strokes in a path": Maker(lambda: _one_path(1_000_000), "Limits(pdf_", is_heavy=True),
    "200,000 strokes": Maker(lambda: _strokes(200_000), "Limits(pdf_", is_heavy=True),
    "huge page": Maker(lambda: _box("0", "0", "1e9", "1000000000"), None),
    "endless page": Maker(lambda: _box("0", "0", "9" * 400, "9" * 400), None),
    "far page": Maker(lambda: _box("99000000", "0", "99000595", "842"), "impossible size"),
    "no number": Maker(lambda: _box("0", "0", "nan", "inf"), None),
    "box upside down": Maker(lambda: _box("595", "842", "0", "0"), None),
    "negative box": Maker(lambda: _box("-595", "-842", "595", "842"), None),
    "flat box": Maker(lambda: _box("0", "0", "0", "0"), None),
    "wild numbers": Maker(
        lambda: document(
            b"1e38 0 0 1e38 1e38 1e38 cm BT /F1 1e38 Tf 1e38 1e38 Td (1) Tj ET\n"
            b"9999999999999999999999 0 0 -9999999999 0 0 cm 0 0 m 1 0 l S\n"
        ),
        "no text",
    ),
    "font is nothing": Maker(lambda: _font(b"null"), None),
    "font is itself": Maker(lambda: _font(_SELF), "unknown"),
    "font file is noise": Maker(
        lambda: _font(
            b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FirstChar 0 /LastChar 255"
            b" /FontDescriptor << /Type /FontDescriptor /FontName /A /Flags 4"
            b" /FontFile2 1000 0 R >> >>",
            o1000=stream(bytes(range(256)) * 500),
        ),
        None,
    ),
    "map of every code": Maker(lambda: _font(_TOUNICODE, o1000=_WIDE_MAP), None),
    "table of places is itself": Maker(lambda: _round_tables(1), None),
    "tables of places go round": Maker(lambda: _round_tables(2), None),
    "noise before the header": Maker(lambda: b"\xff\xfe" * 100 + document(WORDS), None),
    "noise behind the end": Maker(lambda: document(WORDS) + b"\0" * 5000 + b"\r\n", None),
    "script and attachment": Maker(
        lambda: document(WORDS, objects={1: _JAVASCRIPT, 1000: stream(b"MZ")}), None
    ),
    "empty page": Maker(lambda: document(b""), "no text"),
}


_READ = """
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.file import pages_of
pages_of(data, "a.pdf", Limits())
"""


def measure_case(case: Maker) -> Outcome:
    """How reading the pages of the file ends; nothing of what they say is read."""
    return measure(case.make(), _READ)


def _ending(maker: Maker) -> str:
    """How reading the file ends, in a name."""
    if maker.says is None:
        return "read"
    if "pdf_" in maker.says:
        return "pdf_"
    return "refused"


#: Seconds that a PDF file may take, in the process that asks and the one that reads.
_SECONDS = 5
CASES: tuple[Case, ...] = tuple(
    Case(f"pdf/{name}: {_ending(maker)}", maker.make, seconds=_SECONDS)
    for name, maker in MAKERS.items()
)
