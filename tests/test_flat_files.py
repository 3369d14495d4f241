"""Word files that are one XML (flat OPC) are read as the docx files that they hold."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest

import govdisclosure as gd
from govdisclosure.readers.formats import format_of

from .dialects import make_facts
from .dialects.docx_dialects import DOCX_DIALECTS

_PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"


def flatten(data: bytes) -> str:
    """A docx file as Word saves it under 「Word XML 文档」."""
    parts = []
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith((".xml", ".rels")):
                words = content.decode().partition("?>")
                body = f"<pkg:xmlData>{words[2] or words[0]}</pkg:xmlData>"
            else:
                body = f"<pkg:binaryData>{b64encode(content).decode()}</pkg:binaryData>"
            parts.append(f'<pkg:part pkg:name="/{name}">{body}</pkg:part>')
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<?mso-application progid="Word.Document"?>'
        f'<pkg:package xmlns:pkg="{_PACKAGE}">{"".join(parts)}</pkg:package>'
    )


@pytest.mark.parametrize("name", DOCX_DIALECTS)
def test_a_flat_file_is_the_report_that_it_holds(name: str) -> None:
    data, _ = DOCX_DIALECTS[name](make_facts("2021", 3), Random(name))
    report, flat = gd.read(data), flatten(data)
    bare = flat.partition("?>")[2].partition("?>")[2]
    for file in (flat.encode(), flat.encode("utf-16"), b"\xef\xbb\xbf" + bare.encode()):
        read = gd.read(file)
        assert read == report
        assert read.diagnostics == report.diagnostics


@pytest.mark.parametrize(
    ("before", "inside"),
    [
        ("", None),
        ("", ""),
        ("<!DOCTYPE package>", ""),
        ("<!DOCTYPE package [<!ENTITY a '>'>]><!-- > -->", ""),
        ("", '<pkg:part pkg:name="/word/a"><pkg:binaryData>?</pkg:binaryData></pkg:part>'),
        ("", '<pkg:part pkg:name="/word/a"><pkg:binaryData>文</pkg:binaryData></pkg:part>'),
        ("", '<pkg:part pkg:name="/a.xml"><pkg:xmlData><a/></pkg:xmlData></pkg:part>'),
        ("", "<pkg:part><pkg:xmlData><a/></pkg:xmlData></pkg:part>"),
        ("", f'<pkg:part pkg:name="/word/{"a" * 70_000}"/>'),
    ],
)
def test_a_broken_one_is_one_error(before: str, inside: str | None) -> None:
    end = "" if inside is None else f"{inside}</pkg:package>"
    broken = f'{before}<pkg:package xmlns:pkg="{_PACKAGE}">{end}'
    with pytest.raises(gd.ReadError, match="docx") as caught:
        gd.read(broken.encode())
    assert "docx" in caught.value.chinese


def test_what_stands_between_quotes_ends_no_root() -> None:
    assert format_of(f'<pkg:package a=">" xmlns:pkg="{_PACKAGE}"/>'.encode()) == "docx"
