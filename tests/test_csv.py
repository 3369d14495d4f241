"""CSV of reports: tables by their records, words in one field as lines."""

import csv
import io

import pytest

import govdisclosure as gd
from govdisclosure.model.blocks import Paragraph
from govdisclosure.readers.formats import format_of
from govdisclosure.readers.text.lone_words import without_separators
from tests.dialects import make_facts
from tests.dialects.grids import make_grid

TITLE = "某某市商务局2023年政府信息公开工作年度报告"
PROSE = '全年公开“三公”经费，按"应公开、尽公开"办理；共 12 条，无遗漏。'
WIDTH = 10


def dump(separator: str, quoting: int) -> str:
    """A report as a program dumps it: every record as wide as the widest table."""
    grid = make_grid(make_facts("2021", 2), "proactive")
    rows = [[TITLE], ["一、总体情况"], [PROSE], ["二、主动公开政府信息情况"]]
    rows += [[cell.text for cell in row] for row in grid.rows]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([*row, *[""] * (WIDTH - len(row))] for row in rows)
    return text.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_words_in_one_field_are_lines(separator: str, quoting: int, encoding: str) -> None:
    data = dump(separator, quoting).encode(encoding)
    report = gd.read(data, format="csv")
    assert (report.title, report.agency, report.year) == (TITLE, "某某市商务局", 2023)
    first, second = report.sections[:2]
    assert (first.kind, second.kind) == (gd.SectionKind.OVERVIEW, gd.SectionKind.PROACTIVE)
    (paragraph,) = first.blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == PROSE
    if separator != "\t":
        assert gd.read(data) == report


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_values_are_read_beside_their_labels(separator: str) -> None:
    facts = make_facts("2021", 2)
    report = gd.read(dump(separator, csv.QUOTE_MINIMAL).encode(), format="csv")
    cells = {str(address): cell.value for address, cell in report.cells()}
    for key, cell in facts.cells.items():
        if key.startswith("proactive/"):
            assert cells[key] == cell.value, key


def test_csv_is_told_by_its_content() -> None:
    assert format_of(dump(",", csv.QUOTE_ALL).encode()) == "csv"
    prose = "一、总体情况\n二〇二三年,我局公开,全部,属实。\n无。\n无。\n无。\n"
    assert format_of(prose.encode()) == "text"


def test_offsets_stay() -> None:
    for text in ('"甲""乙",,\r\n规章,1,2\r\n', ",,5\n", '"甲\n乙";;\n', '"' * 99):
        assert len(without_separators(text)) == len(text)
    text = dump(",", csv.QUOTE_ALL)
    report = gd.read(text.encode(), format="csv")
    span = report.sections[0].heading.span
    assert span is not None
    assert text[span.start : span.end] == "一、总体情况"
