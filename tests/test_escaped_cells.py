"""The escape in cells: whatever marks of converters are in their words, they are read back.

A reader takes marks around a value off it, and cuts rows at pipes and tags; the escape keeps it
from both, in the cells of every kind of table and in the notes of numbers.
"""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.composition import compose

#: Marks, what they surround, and what separates cells, each of which a reader knows.
_PIECES = (
    *("\\", "*", "**", "_", "`", "$", "==", "~~", "~~7~~", "<sup>1</sup>", "<sup>", "</sup>"),
    *("-", "1", "12", "/", "（", "）", "(", ":", "〔1〕", "²", "甲", "nan", '""', "&nbsp;", " "),
    *("|", "<br>", "<td>", "<table>", "[bookmark:x]", "结果维持", "一、", "〔缺〕", "---"),
)
_WORDS = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=5).map("".join).filter(str.strip)


def _cells(words: str) -> list[gd.Cell]:
    """The cells that can have *words*: as text, and as the note of anything else."""
    number, mark, blank = gd.CellState.NUMBER, gd.CellState.MARK, gd.CellState.BLANK
    makers: tuple[Callable[[], gd.Cell], ...] = (
        lambda: gd.Cell.of(words),
        lambda: gd.Cell(state=number, value=-1, unit="件", note=words),
        lambda: gd.Cell(state=number, value=12, unit="件", note=words),
        lambda: gd.Cell(state=mark, text="/", note=words),
        lambda: gd.Cell(state=blank, note=words),
    )
    found = []
    for make in makers:
        try:
            found.append(make())
        except ValueError:  # no cell prints such words
            continue
    return found


def _report(cells: list[gd.Cell]) -> gd.Report:
    """The cells in a statutory table, in local rows of a statistics sheet and in another table."""
    report = compose(year=2023)
    table = report.table(gd.TableKind.REQUESTS)
    assert table is not None
    table = gd.Table(
        kind=table.kind, edition=table.edition, cells=(*cells, *table.cells[len(cells) :])
    )
    names = "甲乙丙丁戊"[: len(cells)]
    rows = [
        gd.StatisticsRow(label=name, unit="件", cells=[cell])
        for name, cell in zip(names, cells, strict=True)
    ]
    sheet = gd.StatisticsTable(columns=["统计数"], rows=rows)
    other = gd.OtherTable(
        rows=tuple((name, str(cell)) for name, cell in zip(names, cells, strict=True))
    )
    return gd.Report(title="某某局2023年政府信息公开工作年度报告", preamble=(table, sheet, other))


@pytest.mark.parametrize("format", ["text", "markdown"])
@given(words=_WORDS)
@example(words=":\\")
@example(words="\\-")
@example(words="*-")
@example(words="-|*1")
@example(words="|nan|")
@example(words="||~~7~~")
@example(words='""<table>')
@example(words="甲<table><sup>1</sup>")
def test_a_cell_is_read_back_whatever_marks_are_in_it(format: str, words: str) -> None:
    cells = _cells(words)
    if not cells:
        return
    report = _report(cells)
    assert gd.parse(str(gd.render(report, format))) == report


@pytest.mark.parametrize("printed", ["\\-1", "\\-416", "\\+1", "**-1**", "*-1*"])
@pytest.mark.parametrize("format", ["text", "markdown"])
def test_the_escape_of_a_converter_is_no_part_of_a_number(format: str, printed: str) -> None:
    value = int(printed.strip("\\*"))
    report = compose(year=2023, cells={"requests/received_new/total": 98765})
    text = str(gd.render(report, format)).replace("98765", printed)
    assert gd.parse(text)["requests/received_new/total"].value == value


@pytest.mark.parametrize("words", ["-8", "+8", "-1,036", "-"])
def test_what_a_converter_escapes_is_a_value(words: str) -> None:
    report = gd.parse(f"|规章|\\{words}|3|4|\n|---|---|---|---|\n|行政规范性文件|5|6|7|\n")
    assert gd.parse(gd.render(report, "markdown")) == report
    other = gd.OtherTable(rows=(("甲", words), ("乙", "丙")))
    assert gd.parse(str(gd.parse(f"甲\t\\{words}\n乙\t丙\n"))) == gd.parse(
        str(gd.Report(preamble=(other,)))
    )
    assert "\\" not in str(gd.Report(preamble=(other,)))


def test_rows_of_a_table_may_be_lists() -> None:
    table = gd.OtherTable(rows=[["甲", "1"], ["乙", "2"]])
    assert table == gd.OtherTable(rows=(("甲", "1"), ("乙", "2")))
    assert hash(table)
