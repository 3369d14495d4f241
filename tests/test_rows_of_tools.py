"""Shapes that conversion tools give to rows: printed twice, with dashes, with an empty cell."""

from __future__ import annotations

from io import BytesIO
from random import Random

import pytest
from docx import Document

import govdisclosure as gd
from govdisclosure.forms.layout import Edition, TableKind, label_of, layout_of
from tests.torn_printing import Values, draw

_REQUESTS = TableKind.REQUESTS
_APPLICANTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
_HEADING = "三、收到和处理政府信息公开申请情况"


def _labels(edition: Edition) -> list[list[str]]:
    """The labels of each row of values, each printed in the first row that it stands before."""
    rows: list[list[str]] = []
    groups: list[str] = []
    for line in layout_of(_REQUESTS, edition).lines:
        words = [label_of(_REQUESTS, token).wording(edition) for token in line.tokens]
        if line.cells:
            rows.append([word for word in words if word not in groups])
            groups += words
    return rows


def _values(edition: Edition, values: Values) -> list[list[str]]:
    lines = (line for line in layout_of(_REQUESTS, edition).lines if line.cells)
    return [[str(values[place]) for place in line.cells] for line in lines]


def _read(report: gd.Report) -> dict[str, object]:
    return {str(address): cell.value for address, cell in report.cells() if cell.is_number}


@pytest.mark.parametrize("mark", ["| ", "\t"])
@pytest.mark.parametrize("edition", Edition)
def test_a_table_after_the_text_of_its_page_is_read_once(mark: str, edition: Edition) -> None:
    for seed in range(3):
        values = draw(layout_of(_REQUESTS, edition), Random(seed))
        lines = [_HEADING, " ".join(_APPLICANTS)]
        table = [["", "", "", *_APPLICANTS]]
        for labels, numbers in zip(_labels(edition), _values(edition, values), strict=True):
            lines.append(" ".join((*labels, *numbers)))
            table.append([*[""] * (3 - len(labels)), *labels, *numbers])
        ends = ("| ", " |") if mark == "| " else ("", "")
        parting = f" {mark}" if mark == "| " else mark
        rows = [f"{ends[0]}{parting.join(row)}{ends[1]}" for row in table]
        report = gd.parse("\n".join((*lines, "", *rows)))
        printed = {f"requests/{row}/{column}": one for (row, column), one in values.items()}
        assert _read(report) == printed
        assert gd.parse(str(report)) == report


@pytest.mark.parametrize("dash", ["-", "--", "---", "—", "——"])
def test_rows_of_dashes_are_marks_and_no_rules(dash: str) -> None:
    rows = f"信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t{dash}\t{dash}\t{dash}\n"
    report = gd.parse(
        f"二、主动公开政府信息情况\n第二十条第（一）项\n{rows}行政规范性文件\t{dash}\t4\t9"
    )
    shown = [str(cell) for _, cell in report.cells() if cell.state is not gd.CellState.ABSENT]
    assert shown == [dash, dash, dash, dash, "4件", "9件"]


@pytest.mark.parametrize("edition", Edition)
def test_an_empty_cell_between_a_label_and_its_values_is_none(edition: Edition) -> None:
    """Such as a page end leaves where it cuts merged cells of a Word file."""
    rng = Random(5)
    values = draw(layout_of(_REQUESTS, edition), rng)
    printed = _values(edition, values)
    document = Document()
    document.add_paragraph(_HEADING)
    table = document.add_table(rows=0, cols=10)
    for cell, text in zip(table.add_row().cells, ["", "", "", *_APPLICANTS], strict=True):
        cell.text = text
    for labels, numbers in zip(_labels(edition), printed, strict=True):
        cells = table.add_row().cells
        at = rng.randrange(4 - len(labels))
        for cell, text in zip(cells[at:], labels, strict=False):
            cell.text = text
        for cell, text in zip(cells[3:], numbers, strict=True):
            cell.text = text
    file = BytesIO()
    document.save(file)
    report = gd.read(file.getvalue())
    for (row, column), number in values.items():
        assert report[f"requests/{row}/{column}"].value == number
