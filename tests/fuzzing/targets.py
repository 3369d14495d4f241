"""What is fuzzed: functions of bytes that raise when a promise is broken, and bytes to begin with.

They need no atheris, so that the ordinary tests can run them over the beginnings.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import govdisclosure as gd
from govdisclosure.builders import build_report
from govdisclosure.readers.encodings import decode, notice_garbled
from govdisclosure.readers.html.reader import read_html
from govdisclosure.readers.tables.compose import Composer, TableCell
from tests.dialects.word_files import (
    cell,
    level,
    numbered,
    numbering,
    package,
    paragraph,
    part,
    run,
    table,
    word_parts,
)
from tests.pdf_writing import document, text

__all__ = ["TARGETS", "Target"]

_EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
_LIMITS = gd.Limits()
#: In bytes; short ones are tried more often.
_LONGEST_TEXT = 900


class Target(NamedTuple):
    """A promise, as a function of bytes, and bytes for which it holds."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    #: How many bytes are tried at most.
    longest: int = 4000


def _prints_the_same(report: gd.Report) -> None:
    """What is printed of a report is the same report."""
    printed = str(report)
    again = gd.parse(printed)
    if again != report:
        raise AssertionError("the text of a report is another report")
    gd.check(report)


def _decode(data: bytes) -> None:
    """Any bytes are text, which can be written as UTF-8 again."""
    found, encoding, faults = decode(data)
    if not faults and encoding == "utf-8" and not data.startswith(b"\xef\xbb\xbf"):
        assert found.encode() == data
    assert faults >= 0
    notice_garbled(found)


def _plain(data: bytes) -> None:
    """Any text is a report that is printed and read again."""
    _prints_the_same(gd.parse(data.decode("utf-8", "replace")))


def _html(data: bytes) -> None:
    """Any bytes of a page are a report or one error."""
    try:
        source = read_html(data, "page.html", _LIMITS)
    except gd.ReadError:
        return
    _prints_the_same(build_report(source))


def _grid(data: bytes) -> None:
    """Any cells with any spans are tables, none of whose words is lost."""
    composer = Composer()
    rows: list[list[TableCell]] = [[]]
    for piece in data.decode("utf-8", "replace").split("\n"):
        if not piece:
            rows.append([])
            continue
        rows[-1].append(TableCell(piece[1:], 1 + ord(piece[0]) % 5, 1 + ord(piece[0]) // 5 % 5))
    composer.table([row for row in rows if row])
    _prints_the_same(build_report(composer.source(name="grid")))


#: Parts of a Word file that the bytes may take the place of.
_PARTS = ("document", "styles", "numbering", "footnotes", "header1", "_rels/document.xml.rels")


def _good_parts() -> dict[str, str | bytes]:
    """A Word file with something of each kind."""
    rows = [["规章", "1", "2"], ["行政规范性文件", "3", "4"]]
    merged = '<w:vMerge w:val="restart"/>'
    cells = [[cell(paragraph(words), merged) for words in row] for row in rows]
    note = f'<w:p>{run("甲")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    body = paragraph("一、总体情况", numbered(0)) + note + table(cells)
    return word_parts(
        body,
        {
            "numbering": numbering(level(0, "chineseCounting", "%1、")),
            "styles": part("styles", '<w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'),
            "footnotes": part("footnotes", f'<w:footnote w:id="2">{paragraph("注")}</w:footnote>'),
            "header1": part("hdr", paragraph("页眉")),
        },
    )


def _docx(data: bytes) -> None:
    """Any bytes in place of a part of a Word file give a report or one error."""
    if not data:
        return
    name = _PARTS[data[0] % len(_PARTS)]
    name = name if name.endswith(".rels") else f"{name}.xml"
    try:
        report = gd.read(package({**_good_parts(), f"word/{name}": data[1:]}))
    except gd.ReadError:
        return
    _prints_the_same(report)


def _json(data: bytes) -> None:
    """Any text is a report in JSON, which is written alike again, or one error."""
    try:
        report = gd.from_json(data.decode("utf-8", "replace"))
    except gd.CodecError:
        return
    if gd.from_json(gd.render(report, "json")) != report:
        raise AssertionError("JSON of a report is another report")
    gd.check(report)


def _pdf(data: bytes) -> None:
    """Any contents of a page of PDF give a report or one error.

    pdfium works in this process here, where what it calls can be watched.
    """
    here = patch("govdisclosure.readers.pdf.file.find_interpreter", lambda: None)
    try:
        with here:
            report = gd.read(document(data), format="pdf")
    except gd.ReadError:
        return
    _prints_the_same(report)


def _texts() -> Iterator[bytes]:
    for path in sorted(_EXAMPLES.glob("report_*")):
        whole = path.read_text(encoding="utf-8")
        for start in range(0, len(whole), _LONGEST_TEXT // 3):
            yield whole[start : start + _LONGEST_TEXT // 3].encode()
    yield "规章\t1\t2\n（一）予以公开\t1\t2\n\n- 4 -\n\\一、\n2024年1月2日\n〔图〕〔缺〕".encode()


def _encodings() -> Iterator[bytes]:
    for encoding in ("utf-8", "gb18030", "utf-16", "big5"):
        yield "政府信息公开工作年度报告，政務".encode(encoding, "ignore")


def _grids() -> Iterator[bytes]:
    rows = (("规章", "1", "2"), ("自然人", "3", "4"), ("（一）予以公开", "5"), ("结果维持",))
    yield "\n\n".join(
        "\n".join(f"{chr(48 + number % 20)}{words}" for number, words in enumerate(row))
        for row in rows
    ).encode()


def _pages() -> Iterator[bytes]:
    yield (
        "<html><head><meta charset=gbk><style>.a{display:none}</style><title>年度报告</title>"
        "<body><h1>某局2023年政府信息公开工作年度报告</h1><div style='font-size:0'>1</div>"
        "<p>一、概述<table border=1><tr><td rowspan=2>规章<td colspan=2>1<sup>2</sup>"
        "<tr><td>3<td class=a>4</table><ul><li><a href=b.pdf>附件</a></ul>"
        "<pre>a\n b</pre>&nbsp;&#49;<!-- c --><br></body>"
    ).encode()
    yield (
        "<table><tr><td colspan=4>行政复议<td>行政诉讼<tr><td>结果维持<td>结果纠正<td>其他"
        "<tr><td>1<td>0<td><s>7</s><td>\uff11</table>"
    ).encode()


def _word_parts() -> Iterator[bytes]:
    good = _good_parts()
    for number, name in enumerate(_PARTS):
        written = str(good[f"word/{name}" if name.endswith(".rels") else f"word/{name}.xml"])
        yield bytes([number]) + written.encode()


def _reports_in_json() -> Iterator[bytes]:
    titled = "某局2023年政府信息公开工作年度报告\n2024年1月2日"
    for words in ("", "一、概述\n无。", "甲\t乙\n丙\t丁\n", titled):
        yield gd.render(gd.parse(words), "json").encode()
    yield b'{"schema": 1, "title": null}'


def _contents() -> Iterator[bytes]:
    lines = (text(words, 72, 700 - 20 * at) for at, words in enumerate(("一、总体情况", "12", "0")))
    yield b"".join(lines)
    yield b"q 1 0 0 1 50 50 cm 100 600 400 100 re S 0 0 m 9 9 l W n Q\n" + text("2024", 72, 700)
    yield b"BT /F1 12 Tf 3 Tr 1 0 0 1 72 700 Tm [(1) -500 (2)] TJ T* (3) ' ET BI /W 1 /H 1 ID a EI"


TARGETS: dict[str, Target] = {
    "decode": Target(_decode, _encodings, 300),
    "plain": Target(_plain, _texts, _LONGEST_TEXT),
    "grid": Target(_grid, _grids, 1000),
    "html": Target(_html, _pages, 2000),
    "docx": Target(_docx, _word_parts, 5000),
    "json": Target(_json, _reports_in_json, 20_000),
    "pdf": Target(_pdf, _contents, 2000),
}
