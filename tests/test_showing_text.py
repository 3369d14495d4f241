"""Text and Markdown in which marks of converters raise, strike or sign numbers in words."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.readers.shown import as_shown
from govdisclosure.source import ResidueReason

Rows = Sequence[Sequence[str]]

_HEAD = ("", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_LABELS = {
    "received_new": "一、本年新收政府信息公开申请数量",
    "carried_in": "二、上年结转政府信息公开申请数量",
    "disclosed": "（一）予以公开",
}
_COLUMNS = tuple(str(one.column) for one in gd.addresses("2021") if one.row == "received_new")


def _tabs(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def _pipes(rows: Rows) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _markup(rows: Rows) -> str:
    cells = ("".join(f"<td>{words}</td>" for words in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


CONTAINERS: dict[str, Callable[[Rows], str]] = {"tabs": _tabs, "pipes": _pipes, "html": _markup}
#: How a run is written: in how many ways it can be raised, and struck out.
RAISED = (
    "{}<sup>{}</sup>",
    "{}<sub>{}</sub>",
    "{}<SUP class=x>{}</SUP>",
    "{}<sup><a>[{}]</a></sup>",
)
STRUCK = (
    "~~{1}~~{0}",
    "{0}~~{1}~~",
    "<del>{1}</del>{0}",
    "{0}<s>{1}</s>",
    "<strike>{1}</strike>{0}",
)


def report_of(container: str, rows: Sequence[Sequence[str]]) -> gd.Report:
    """A report with these rows of table three below its head."""
    printed = [[label, *row] for label, row in zip(_LABELS.values(), rows, strict=True)]
    table = CONTAINERS[container]([_HEAD, *printed])
    return gd.parse(f"三、收到和处理政府信息公开申请情况\n\n{table}\n")


def values() -> list[list[int]]:
    """Three rows of seven numbers, all different."""
    rows = [[100 * (row + 1) + column for column in range(6)] for row in range(3)]
    return [[*row, sum(row)] for row in rows]


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("spelling", [*RAISED, *STRUCK])
def test_only_what_stands_on_the_line_is_a_number(container: str, spelling: str) -> None:
    rows = values()
    report = report_of(container, [[spelling.format(value, 7) for value in row] for row in rows])
    for row, numbers in zip(_LABELS, rows, strict=True):
        for column, value in zip(_COLUMNS, numbers, strict=True):
            cell = report[f"requests/{row}/{column}"]
            assert cell.value == value, (row, column)
            assert cell.note == ("7" if spelling in RAISED else None)
    struck = [one.text for one in report.residue if one.reason is ResidueReason.STRUCK]
    assert struck == ([] if spelling in RAISED else ["7"] * 21)
    assert [one.code for one in report.diagnostics].count("GD044") == bool(struck)


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize(
    ("printed", "value"),
    [("减4", -4), ("减 4", -4), ("增3", 3), ("增加4", 4), ("减少2", -2), ("減6", -6), ("↓8", -8)],
)
def test_a_word_is_a_sign(container: str, printed: str, value: int) -> None:
    rows = [
        ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
        ("行政许可", "26", printed, "37"),
        ("其他对外管理服务事项", "27", "增21", "38"),
    ]
    report = gd.parse(f"第二十条第（五）项\n\n{CONTAINERS[container](rows)}\n")
    row = [report[f"proactive/licensing/{column}"].value for column in ("items_last_year",)]
    assert row == [26]
    assert report["proactive/licensing/items_change"].value == value
    assert report["proactive/other_services/items_change"].value == 21
    assert gd.parse(gd.render(report)) == report


@pytest.mark.parametrize("gap", ["\n", "\r\n", " \n\n"])
@pytest.mark.parametrize(("word", "sign"), [("减", -1), ("减少", -1), ("↓", -1), ("增", 1)])
def test_a_sign_on_a_line_of_its_own_is_that_of_the_next(word: str, sign: int, gap: str) -> None:
    report = gd.parse(Path("examples/report_2019.txt").read_text(encoding="utf-8"))
    lines = [line.split("\t") for line in gd.render(report).splitlines()]
    for row in lines:
        if row[0] in {"行政许可", "行政处罚"}:
            row[1:] = ["26", f"{word}{gap}4", "37"]
    read = gd.parse("\n".join(words for row in lines for words in row))
    for name in ("licensing", "penalties"):
        values = [cell.value for key, cell in read.cells() if str(key.row) == name]
        assert values == [26, 4 * sign, 37]


def test_a_label_that_ends_in_a_word_for_a_sign_stays_broken() -> None:
    for text in ("本年增/\n减\n26", "项目\n减\n26", "26\n减\n26件", "26\t减\n26", "26减\n4"):
        assert as_shown(text) == (text, ())
    assert as_shown("26\n减\n4")[0] == "26\n减\u20604"


_PIECES = st.sampled_from(
    (
        *("规章", "12", "\t", "\n", "|", " ", "\\", "<sup>", "</sup>", "<sup>1</sup>", "~~"),
        *("~~7~~", "<del>38</del>", "<td>", "减 4", "增加 ５", "㎡<sup>2</sup>", "</s>", "<s>"),
    )
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_offsets_stay_what_they_were(text: str) -> None:
    shown, struck = as_shown(text)
    assert len(shown) == len(text)
    assert [at for at, one in enumerate(text) if one in "\n\t|"] == [
        at for at, one in enumerate(shown) if one in "\n\t|"
    ]
    for piece in struck:
        assert piece.span is not None
        assert piece.text in text[slice(*piece.span)]


def test_what_stands_behind_the_escape_is_taken_as_it_is() -> None:
    words = "写作<sup>1</sup>与~~7~~"
    report = gd.parse(f"一、总体情况\n\\{words}\n")
    (block,) = report.sections[0].blocks
    assert isinstance(block, gd.Paragraph)
    assert block.text == words
    assert gd.parse(gd.render(report)) == report


def test_a_unit_in_traditional_script_is_the_same_unit() -> None:
    text = (
        "二、主動公開政府信息情況\n第二十條第（八）項\t\n信息內容\t本年收費金額（單位：萬元）\n"
        "行政事業性收費\t12.5\n"
    )
    report = gd.parse(text)
    assert (
        report["proactive/fees/collected_wan"].value,
        report["proactive/fees/collected_wan"].unit,
    ) == (
        gd.Cell.read("12.5").value,
        "万元",
    )
    assert "GD017" not in {one.code for one in report.diagnostics}


@pytest.mark.parametrize("words", ["NaN", "None", "<NA>", '""'])
def test_what_a_program_prints_for_an_empty_cell_is_blank(words: str) -> None:
    report = report_of("tabs", [[words, *map(str, row[1:])] for row in values()])
    cell = report["requests/received_new/natural_person"]
    assert (cell.state, report["requests/received_new/total"].value) == (gd.CellState.BLANK, 615)


@pytest.mark.parametrize("words", ["**{}**", "__{}__", "`{}`", "${}$", "=={}=="])
def test_marks_of_emphasis_around_a_value_are_none_of_it(words: str) -> None:
    rows = values()
    report = report_of("pipes", [[words.format(value) for value in row] for row in rows])
    found = [report[f"requests/{row}/{column}"].value for row in _LABELS for column in _COLUMNS]
    assert found == [value for row in rows for value in row]


def test_a_pipe_behind_the_escape_is_a_part_of_its_cell() -> None:
    table = gd.OtherTable(rows=(("事项", "|<sup>0</sup>"),))
    report = gd.Report(preamble=(table,))
    assert gd.parse(gd.render(report, "markdown")) == report
