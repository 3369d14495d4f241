"""Files of text have limits as all files have; what is parsed as a string has none."""

from io import BytesIO

import openpyxl
import pytest

import govdisclosure as gd
from govdisclosure.forms.layout import TableKind
from govdisclosure.model.cells import Cell
from govdisclosure.model.tables import Table
from tests.counting import calls
from tests.dialects.word_files import paragraph, word_file

LINES = "一、总体情况\n全年公开。\n"
#: A text beyond each limit by one, and its limits.
BEYOND = {
    "characters": ("一、概述\n", gd.Limits(characters=4)),
    "lines": (LINES, gd.Limits(lines=1)),
    "lines of a table in one line": (
        "<table>" + "<tr><td>甲</td><td>乙</td></tr>" * 3 + "</table>",
        gd.Limits(lines=2),
    ),
    "tables": ("甲\t乙\n丙\t丁\n\n说明。\n\n" * 2, gd.Limits(tables=1)),
    "table_cells": ("甲\t乙\n丙\t丁\n", gd.Limits(table_cells=3)),
}


@pytest.mark.parametrize("name", BEYOND)
@pytest.mark.parametrize("format", ["text", "markdown", "csv"])
@pytest.mark.parametrize("encoding", [None, "utf-8"])
def test_a_refusal_names_the_limit(name: str, format: str, encoding: str | None) -> None:
    text, limits = BEYOND[name]
    limit = name.partition(" ")[0]
    data = text.encode()
    with pytest.raises(gd.LimitError) as caught:
        gd.read(data, format=format, encoding=encoding, limits=limits)
    for language in ("zh", "en"):
        assert f"Limits({limit}=…)" in caught.value.text(language)
    more = {limit: getattr(limits, limit) + 1}
    assert gd.read(data, format=format, limits=gd.Limits(**more)) is not None


def test_a_text_is_parsed_without_limits() -> None:
    lines = gd.Limits().lines
    assert len(gd.parse("甲乙\n" * (lines + 1)).preamble) == lines + 1
    with pytest.raises(gd.LimitError, match=f"lines={lines}"):
        gd.read("甲乙\n".encode() * (lines + 1))


def test_blank_lines_are_no_lines() -> None:
    assert gd.read(b"\n \r\n\t\n" + LINES.encode(), limits=gd.Limits(lines=2)).sections


def test_bytes_that_are_too_many_are_not_decoded() -> None:
    limits = gd.Limits(characters=1000)
    with pytest.raises(gd.LimitError, match="characters"):
        gd.read(b"\x81" * 4004, limits=limits)


def test_a_picture_within_markdown_is_no_text() -> None:
    text = f"![平台](data:image/png;base64,{'iVBORw0KGgo' * 400}=)\n一、概述\n无。\n"
    for data, encoding in ((text.encode(), None), (text.encode(), "utf-8")):
        report = gd.read(data, encoding=encoding, limits=gd.Limits(characters=400))
        assert [type(block).__name__ for block in report.iter_blocks()] == ["Picture", "Paragraph"]
        with pytest.raises(gd.LimitError, match="characters"):
            gd.read(data, encoding=encoding, limits=gd.Limits(characters=200))


def test_a_report_of_many_unlike_tables_is_made_in_linear_time() -> None:
    def made(count: int, start: int) -> int:
        tables = tuple(
            Table(kind=TableKind.DISPUTES, cells=[Cell.of(number)] * 15)
            for number in range(start, start + count)
        )
        return calls(lambda: gd.Report(preamble=tables))

    made(10, 0)
    assert made(1600, 2000) <= 1.4 * 8 * made(200, 1000)
    twice = (Table(kind=TableKind.DISPUTES, cells=[Cell.of(1)] * 15),) * 2
    with pytest.raises(ValueError, match="the same table twice"):
        gd.Report(preamble=twice)


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_the_characters_of_every_format_are_counted(kind: str) -> None:
    files = {
        "html": b"<p>1234567890<p>1234567890",
        "docx": word_file(paragraph("1234567890") * 2),
        "xlsx": workbook(["1234567890", "1234567890"]),
    }
    with pytest.raises(gd.LimitError, match=r"Limits\(characters=…\)"):
        gd.read(files[kind], limits=gd.Limits(characters=20))
    assert gd.read(files[kind], limits=gd.Limits(characters=30)).preamble


def workbook(words: list[str]) -> bytes:
    book = openpyxl.Workbook()
    for one in words:
        book.worksheets[0].append([one])
    file = BytesIO()
    book.save(file)
    return file.getvalue()
