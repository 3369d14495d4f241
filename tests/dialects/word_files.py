"""Small Word files, built from scratch: no library that could hide what stands in them.

Takes XML of a body and of the parts around it, gives the bytes of a DOCX file.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape, quoteattr

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES: Final = {
    "w": WORD,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
NAMESPACES: Final = " ".join(f'xmlns:{k}="{v}"' for k, v in _NAMESPACES.items())
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


def run(text: str, properties: str = "") -> str:
    """Return a run with *text*."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "") -> str:
    """Return a paragraph; line feeds become breaks."""
    runs = "<w:r><w:br/></w:r>".join(run(line) for line in text.split("\n")) if text else ""
    looks = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{looks}{runs}</w:p>"


def cell(content: str, properties: str = "") -> str:
    """Return a cell around blocks."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(rows: list[list[str]]) -> str:
    """Return a table around rows of cells."""
    body = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{body}</w:tbl>"


def numbered(level: int, list_id: int = 1) -> str:
    """Return the properties of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def level(depth: int, form: str, words: str, more: str = "") -> str:
    """Return one level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f"<w:lvlText w:val={quoteattr(words)}/></w:lvl>"
    )


def numbering(*levels: str, lists: str = "") -> str:
    """Return the part with one family of lists; *lists* adds to the list 1."""
    return (
        f'{HEAD}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{"".join(levels)}'
        f'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{lists}'
        "</w:numbering>"
    )


def part(root: str, content: str) -> str:
    """Return a part such as footnotes."""
    return f"{HEAD}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def package(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive; the same parts give the same bytes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content, method)
    return stream.getvalue()


def word_file(body: str, parts: dict[str, str] | None = None) -> bytes:
    """Return a Word file with *body*, and parts by their names: ``numbering``, ``header1`` …"""
    return package(dict(word_parts(body, parts)))


def word_parts(body: str, parts: dict[str, str] | None = None) -> dict[str, str | bytes]:
    """Return the parts of a Word file."""
    around = parts or {}
    kinds = {name: name.rstrip("0123456789") for name in around}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{name}.xml"/>'
        for name, kind in kinds.items()
    )
    text = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{text}.{kind}+xml"/>'
        for name, kind in {**kinds, "document": "document.main"}.items()
    )
    return {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": (
            f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": (
            f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
        ),
        **{f"word/{name}.xml": content for name, content in around.items()},
    }
