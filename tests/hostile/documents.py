"""Word files, spreadsheets and the archives that they are: bombs, lies, rings and depths."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

from tests.dialects.word_files import (
    HEAD,
    NAMESPACES,
    cell,
    level,
    numbering,
    package,
    paragraph,
    part,
    run,
    table,
    word_file,
    word_parts,
)
from tests.hostile.case import Case, cases_of

__all__ = ["CASES", "WORD_FILES"]

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BODY = paragraph("一、总体情况") + paragraph("全年主动公开。")
_LISTS = numbering(level(0, "decimal", "%1."))
_CHUNK = '<w:altChunk r:id="c"/>'
_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
    + "".join(f"<!ENTITY {chr(99 + n)} '{f'&{chr(98 + n)};' * 10}'>" for n in range(12))
    + "]>"
)


def _noise(count: int) -> str:
    return "".join(Random(1).choices("的一是不了人在有我他这中大来上国", k=count))


def _span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


def _stored(body: str, parts: dict[str, str] | None = None) -> bytes:
    """A file whose parts are not packed, so that no ratio gives it away."""
    return package(word_parts(body, parts), zipfile.ZIP_STORED)


def _with(content: str | bytes, name: str = "word/document.xml") -> bytes:
    return package({**word_parts(_BODY), name: content})


def _with_chunk(body: str, chunk: bytes) -> bytes:
    """A Word file with another file in it."""
    parts = word_parts(body)
    relation = f'<Relationship Id="c" Type="{_OFFICE}/aFChunk" Target="chunk.bin"/></Rel'
    relations = str(parts["word/_rels/document.xml.rels"]).replace("</Rel", relation)
    return package({**parts, "word/_rels/document.xml.rels": relations, "word/chunk.bin": chunk})


def _below_the_ratio() -> bytes:
    many = "<w:p/>" * 9_000_000
    comment = f"<!--{_noise(300_000)}-->"
    return _with(f"{HEAD}<w:document {NAMESPACES}><w:body>{many}{comment}</w:body></w:document>")


def _ring_of_styles() -> bytes:
    styles = "".join(
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 5000}"/></w:style>'
        for n in range(5000)
    )
    body = paragraph("甲", '<w:pStyle w:val="s0"/>') * 5000
    return _stored(body, {"numbering": _LISTS, "styles": part("styles", styles)})


def _nested(depth: int) -> str:
    content = paragraph("甲")
    for _ in range(depth):
        content = table([[cell(content + paragraph())]])
    return content


def _changed(change: Callable[[bytearray, int, int], None]) -> bytes:
    """A good file of which *change* spoils each entry of the directory and its local header."""
    data = bytearray(word_file(_BODY))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        (local,) = struct.unpack_from("<I", data, at + 42)
        change(data, at, local)
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


def _encrypt(data: bytearray, entry: int, local: int) -> None:
    data[entry + 8] |= 1
    data[local + 6] |= 1


def _lie_about_sizes(data: bytearray, entry: int, local: int) -> None:
    """One byte, whatever it inflates to."""
    struct.pack_into("<I", data, entry + 24, 1)
    struct.pack_into("<I", data, local + 22, 1)


def _lie_about_packed(data: bytearray, entry: int, local: int) -> None:
    """Four gigabytes in the file."""
    struct.pack_into("<I", data, entry + 20, 0xFFFFFFF0)
    struct.pack_into("<I", data, local + 18, 0xFFFFFFF0)


def _lie_about_places(data: bytearray, entry: int, local: int) -> None:
    del local
    struct.pack_into("<I", data, entry + 42, 0xFFFFFFF0)


def _break_sums(data: bytearray, entry: int, local: int) -> None:
    for at in (entry + 16, local + 14):
        data[at] ^= 1


def _pack_strangely(data: bytearray, entry: int, local: int) -> None:
    struct.pack_into("<H", data, entry + 10, 99)
    struct.pack_into("<H", data, local + 8, 99)


def _twice(first: str, second: str) -> bytes:
    """A file with two texts of the same name; Office reads one of them."""
    stream = BytesIO()
    parts = {**word_parts(_BODY)}
    del parts["word/document.xml"]
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        for text in (first, second):
            name = f"word/documen{'t' if text == first else 'T'}.xml"
            archive.writestr(name, str(word_parts(paragraph(text))["word/document.xml"]))
    return stream.getvalue()


def _travelling() -> bytes:
    names = ("../../../../tmp/a", "/etc/passwd", "C:\\a.exe", "word/../../b", "a\0b", "con", "..")
    return package({**word_parts(_BODY), **dict.fromkeys(names, "x")})


def _outside() -> bytes:
    """A text that refers to files outside, of which nothing may be fetched."""
    parts = word_parts(_BODY + _CHUNK)
    outside = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}" '
        'TargetMode="External"/>'
        for name, kind, target in (
            ("c", "aFChunk", "file:///etc/passwd"),
            ("t", "attachedTemplate", "http://127.0.0.1:9/a.dotm"),
            ("i", "image", "http://127.0.0.1:9/a.png"),
        )
    )
    name = "word/_rels/document.xml.rels"
    parts[name] = str(parts[name]).replace("</Rel", f"{outside}</Rel")
    return package(parts)


_WORD: dict[str, Callable[[], str | bytes]] = {
    "one text of 20 MB: text_node_bytes": lambda: _stored(paragraph(_noise(7_000_000))),
    "many texts of 20 MB: characters": lambda: _stored(paragraph(_noise(70_000)) * 100),
    "a zip bomb: zip_ratio": lambda: _with(bytes(300_000_000)),
    "a bomb below the ratio: part_bytes": _below_the_ratio,
    "many members: zip_members": lambda: package({str(n): "" for n in range(60_000)}),
    "deep: tag_depth": lambda: _stored("<w:sdt><w:sdtContent>" * 100_000),
    "deep and closed: tag_depth": lambda: _stored("<a>" * 1500 + "</a>" * 1500),
    "wide spans: read": lambda: _stored(
        table([[cell(paragraph("甲"), _span(100_000_000 - n))] * 2 for n in range(130)])
    ),
    "many rows of wide spans: part_bytes": lambda: _stored(
        table([[cell(paragraph("甲"), _span(n + 1)), cell(paragraph("乙"))] for n in range(20_000)])
    ),
    "many tables: part_bytes": lambda: _stored(table([[cell(paragraph("甲"))] * 2]) * 20_000),
    "many paragraphs: read": lambda: _stored("".join(paragraph(f"甲{n}") for n in range(6_000))),
    "too many paragraphs: part_bytes": lambda: _stored(
        "".join(paragraph(f"甲{n}") for n in range(60_000))
    ),
    "one table more: tables": lambda: _stored(
        (table([[cell(paragraph("甲"))] * 2]) + paragraph("乙")) * 251
    ),
    "one paragraph more: lines": lambda: _stored(
        "".join(paragraph(f"甲{n}") for n in range(10_001))
    ),
    "rows of wide spans: table_cells": lambda: _stored(
        table([[cell(paragraph("甲"), _span(n + 1)), cell(paragraph("乙"))] for n in range(2000)])
    ),
    "tables nested 2,000 times: tag_depth": lambda: _stored(_nested(2000)),
    "tables nested as deep as may be: read": lambda: _stored(_nested(40)),
    "many chunks: zip_ratio": lambda: _with_chunk(
        _CHUNK * 50_000, b"<p>" + _noise(1_000_000).encode()
    ),
    "a bomb in a chunk: zip_ratio": lambda: _with_chunk(_CHUNK, _with(bytes(300_000_000))),
    "billion laughs: refused": lambda: _with(f"{_LAUGHS}<a>&n;</a>"),
    "an external entity: refused": lambda: _with(
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    ),
    "a DTD elsewhere: refused": lambda: _with('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a"><a/>'),
    "styles based on each other: read": _ring_of_styles,
    "open fields: read": lambda: _stored(
        "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000 + run("甲") + "</w:p>"
    ),
    "files outside: read": _outside,
    "names that travel: read": _travelling,
}
_ARCHIVES: dict[str, Callable[[], str | bytes]] = {
    "encrypted: refused": lambda: _changed(_encrypt),
    "sizes that lie: read": lambda: _changed(_lie_about_sizes),
    "packed sizes that lie: read": lambda: _changed(_lie_about_packed),
    "places that lie: refused": lambda: _changed(_lie_about_places),
    "wrong sums: refused": lambda: _changed(_break_sums),
    "an unknown way of packing: refused": lambda: _changed(_pack_strangely),
    "two texts of one name: read": lambda: _twice("一、总体情况", "二、主动公开政府信息情况"),
    "only its end: refused": lambda: b"PK\x05\x06" + bytes(18),
    "only its beginning: refused": lambda: b"PK\x03\x04" + bytes(100),
    "cut: refused": lambda: word_file(_BODY)[:-30],
    "noise before it: read": lambda: b"MZ" + bytes(500) + word_file(_BODY),
    "the end of 65,535 members: refused": lambda: (
        b"PK\x03\x04" + bytes(50) + b"PK\x05\x06\0\0\0\0" + b"\xff" * 12 + b"\0\0"
    ),
    "an archive in itself, 50 deep: refused": lambda: _matryoshka(50),
}


def _matryoshka(depth: int) -> bytes:
    data = word_file(_BODY)
    for _ in range(depth):
        data = package({"a.zip": data})
    return data


def _book(sheet: str, *, strings: str = "", book: str = "") -> bytes:
    """A spreadsheet written by hand, part by part."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}.xml"/>'
        for name, kind, target in (
            ("r1", "worksheet", "worksheets/s"),
            ("r2", "sharedStrings", "strings"),
        )
    )
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": f'{book}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
        "xl/worksheets/s.xml": f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>',
        "xl/strings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
    }
    return package(parts, zipfile.ZIP_STORED)


_TEXT = "<c t='inlineStr'><is><t>甲</t></is></c>"


def _rows(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


_SHEETS: dict[str, Callable[[], str | bytes]] = {
    "merged to the end: read": lambda: _book(
        _rows(f"<row>{_TEXT}<c r='XFD1' t='str'><v>乙</v></c></row>")
        + "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"
    ),
    "many merged: read": lambda: _book(
        _rows(f"<row>{_TEXT}</row>")
        + "<mergeCells>"
        + "".join(f"<mergeCell ref='A{n}:XFD{n + 500}'/>" for n in range(1, 30_000))
        + "</mergeCells>"
    ),
    "far away: read": lambda: _book(
        _rows(f"<row r='1'>{_TEXT}</row><row r='1048576'>{_TEXT}</row>")
    ),
    "no such row: read": lambda: _book(_rows(f"<row r='-9'>{_TEXT}</row>")),
    "no such place: read": lambda: _book(_rows("<row><c r='ZZZZ99999999999'><v>1</v></c></row>")),
    "no number: read": lambda: _book(
        _rows("<row><c><v>nan</v></c><c><v>1e999999</v></c><c><v/></c></row>")
    ),
    "a number of 5,000 digits: read": lambda: _book(
        _rows(f"<row>{_TEXT}<c><v>{'9' * 5000}</v></c></row>")
    ),
    "a string that is not there: read": lambda: _book(
        _rows(f"<row>{_TEXT}<c t='s'><v>-1</v></c><c t='s'><v>{'9' * 30}</v></c></row>")
    ),
    "one string in very many cells: characters": lambda: _book(
        _rows("<row>" + "<c t='s'><v>0</v></c>" * 10_000 + "</row>"),
        strings=f"<si><t>{'甲' * 30_000}</t></si>",
    ),
    "a million cells: part_bytes": lambda: _book(
        _rows("<row><c><v>1</v></c><c><v>2</v></c></row>" * 500_000)
    ),
    "billion laughs: refused": lambda: _book("", book=f"{_LAUGHS}"),
    "deep: read": lambda: _book("<a>" * 1500 + "</a>" * 1500),
}

#: These count the calls of reading, too, in the tests.
WORD_FILES: tuple[Case, ...] = tuple(cases_of("docx", _WORD))
CASES: tuple[Case, ...] = (
    *WORD_FILES,
    *cases_of("zip", _ARCHIVES),
    *cases_of("xlsx", _SHEETS),
)
