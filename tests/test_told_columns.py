"""Columns in another order, left out or added: each value belongs under its own head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from tests.test_told_rows import DISPUTES, END, LABELS, REQUESTS, read_proactive, read_requests

NATURAL, TOTAL = "自然人", "总计"
KINDS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
HEADS = (NATURAL, *KINDS, TOTAL)
COLUMNS = (
    "natural_person",
    "enterprise",
    "research",
    "public_interest",
    "legal_service",
    "other_org",
    "total",
)
#: Heads of columns that no form has, below the head for organizations and beside all others.
SUBTOTAL, REMARKS = "法人小计", "备注"

Rows = list[list[str]]
MARKS: dict[str, Callable[[list[str]], str]] = {
    "comma": ",".join,
    "tab": "\t".join,
    "bars": " | ".join,
    "latex": lambda cells: f"{' & '.join(cells)} \\\\ \\hline",
    "cells": lambda cells: "\n".join(f"| {cell}" for cell in cells),
    "cells between blank lines": lambda cells: "\n".join(f"{cell}\n" for cell in cells),
    "wiki": lambda cells: "\n".join(["|-", *(f"| {cell}" for cell in cells)]),
}


def print_heads(columns: Sequence[str], places: str) -> Rows:
    """Three rows of heads; each in its place of the grid, or those that are there, one by one."""
    low = [head for head in columns if head in {*KINDS, SUBTOTAL}]
    upper = [head for head in columns if head not in low]
    upper.insert(NATURAL in columns, "法人或其他组织")
    behind = [REMARKS] * (REMARKS in upper)
    upper = [head for head in upper if head != REMARKS]
    if places == "own":
        return [["勾稽关系", "申请人情况", *behind], upper, low]
    between = [""] * (len(low) - 1)
    first, third = [""] * (NATURAL in columns), [""] * (TOTAL in columns)
    return [
        ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "", "申请人情况"]
        + [""] * (len(columns) - 1 - len(behind))
        + behind,
        ["", "", *upper[: len(first) + 1], *between, *upper[len(first) + 1 :]] + [""] * len(behind),
        ["", "", *first, *low, *third] + [""] * len(behind),
    ]


def print_table(
    values: dict[str, dict[str, str]], columns: Sequence[str], mark: str, places: str
) -> str:
    rows = print_heads(columns, places)
    for row, cells in values.items():
        stub = [LABELS[row]] if places == "own" else [LABELS[row], ""]
        rows.append([*stub, *(cells[head] for head in columns)])
    lines = [MARKS[mark](row) for row in rows]
    return "\n".join(['{| class="wikitable"', *lines, "|}"] if mark == "wiki" else lines)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    """Rows whose totals hold, in each of which several columns say something."""
    values: dict[str, dict[str, str]] = {}
    for row in sorted(LABELS):
        parts = draw(st.lists(st.integers(1, 99), min_size=6, max_size=6))
        cells = map(str, (*parts, sum(parts), sum(parts[1:6])))
        remark = draw(st.sampled_from(("", "已核对", "含网上申请")))
        values[row] = dict(zip((*HEADS, SUBTOTAL), cells, strict=True)) | {REMARKS: remark}
    return values


@st.composite
def columns_of(draw: st.DrawFn) -> list[str]:
    """The form's columns: some in another order, one left out, or some added."""
    kinds = draw(st.permutations(KINDS))
    how = draw(st.sampled_from(("same", "lacks", "more")))
    columns = [NATURAL, *kinds, TOTAL]
    if how == "lacks":
        columns.remove(draw(st.sampled_from(HEADS)))
    elif how == "more":
        columns.insert(draw(st.integers(2, 6)), SUBTOTAL)
        columns += draw(st.sampled_from(([], [REMARKS])))
    return columns


def read(text: str) -> dict[str, str]:
    return {
        str(address): cell.raw or ""
        for address, cell in gd.parse(text + END).cells()
        if cell.state is not gd.CellState.ABSENT
    }


@pytest.mark.parametrize(
    ("mark", "places"),
    # Bars at the end of a line may be there for looks; commas part the words of a sentence as well.
    [(mark, "grid") for mark in ("comma", "tab", "latex", "wiki")]
    + [(mark, "own") for mark in MARKS if mark != "comma"],
)
class TestLaws:
    @given(values=tables(), columns=columns_of())
    def test_each_value_belongs_under_its_head(
        self, mark: str, places: str, values: dict[str, dict[str, str]], columns: list[str]
    ) -> None:
        names = dict(zip(HEADS, COLUMNS, strict=True))
        found = read(REQUESTS + print_table(values, columns, mark, places))
        assert found == {
            f"requests/{row}/{names[head]}": cells[head]
            for row, cells in values.items()
            for head in columns
            if head in names
        }


#: Rows of table three that stand together, as the form prints them.
BLANK_ROWS = (
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "1.信访举报投诉类申请",
)


def table_of(numbers: Sequence[Sequence[int]]) -> dict[str, dict[str, str]]:
    """Rows of the six parts each; total and subtotal are added."""
    return {
        row: dict(
            zip((*HEADS, SUBTOTAL), map(str, (*parts, sum(parts), sum(parts[1:]))), strict=True)
        )
        | {REMARKS: "已核对"}
        for row, parts in zip(sorted(LABELS), numbers, strict=False)
    }


VALUES = table_of(
    [
        (7, 3, 1, 0, 2, 4),
        (5, 0, 2, 9, 1, 6),
        (8, 2, 0, 4, 3, 0),
        (0, 6, 1, 2, 0, 5),
        (4, 1, 0, 7, 0, 3),
        (2, 5, 8, 0, 6, 1),
    ]
)


class TestColumnsOfRequests:
    def test_a_column_that_is_not_printed_is_absent_and_said(self) -> None:
        columns = [head for head in HEADS if head != "科研机构"]
        report = gd.parse(REQUESTS + print_table(VALUES, columns, "latex", "grid") + END)
        row = [cell for address, cell in report.cells() if "carried_in" in str(address)]
        assert [cell.raw or "?" for cell in row] == ["7", "3", "?", "0", "2", "4", "17"]
        (said,) = [one for one in report.diagnostics if one.code == "GD013"]
        assert "科研机构" in str(said)

    def test_words_under_remarks_are_kept_and_are_no_label(self) -> None:
        text = REQUESTS + print_table(VALUES, [*HEADS, REMARKS], "tab", "own") + END
        report = gd.parse(text)
        assert len([one for one in report.cells() if one[1].value is not None]) == 7 * len(VALUES)
        kept = "".join(one.text for one in report.residue)
        assert kept.count("已核对") == len(VALUES)

    def test_what_stands_last_is_a_total_though_its_head_is_lost(self) -> None:
        rows = print_heads([head for head in HEADS if head != TOTAL], "own")
        for row, cells in VALUES.items():
            rows.append([LABELS[row], *(cells[head] for head in HEADS if head != "其他")])
            rows[-1][-1] = str(sum(map(int, rows[-1][1:-1])))
        assert read_requests("\n".join(map("\t".join, rows))) == {}

    def test_noughts_are_read_beside_a_row_that_does_not_add_up(self) -> None:
        values = table_of([(0,) * 6] * 6)
        values["disclosed"][TOTAL] = "3"
        rows = read_requests(print_table(values, HEADS, "latex", "grid"))
        assert rows == {row: " ".join(cells[h] for h in HEADS) for row, cells in values.items()}

    def test_a_part_is_no_more_than_the_total(self) -> None:
        columns = [head for head in HEADS if head != "其他"]
        rows = print_heads(columns, "own")
        rows += [[LABELS[row], *"927431"] for row in VALUES]
        assert read_requests("\n".join(map("\t".join, rows))) == {}

    @pytest.mark.parametrize("lost", [*KINDS, NATURAL])
    def test_a_head_without_words_costs_nothing(self, lost: str) -> None:
        text = print_table(VALUES, HEADS, "comma", "grid").replace(lost, "", 1)
        rows = read_requests(text)
        assert rows == {row: " ".join(cells[h] for h in HEADS) for row, cells in VALUES.items()}

    def test_a_row_that_lost_a_value_is_told_by_no_head(self) -> None:
        lines = print_table(VALUES, [*HEADS[:6], SUBTOTAL, TOTAL], "tab", "own").split("\n")
        cells = lines[-1].split("\t")
        lines[-1] = "\t".join(cells[:3] + cells[4:])
        assert len(read_requests("\n".join(lines))) == len(VALUES) - 1

    @pytest.mark.parametrize("value", ["02.", "3-22"])
    def test_a_row_with_something_strange_is_told_by_no_head(self, value: str) -> None:
        lines = print_table(VALUES, HEADS, "comma", "grid").split("\n")
        lines[-1] = f"{lines[-1].rpartition(',')[0]},{value}"
        assert len(read_requests("\n".join(lines))) == len(VALUES) - 1


class TestColumnsOfProactive:
    TOLD: ClassVar = {"rules": "4 5 6", "normative_documents": "1 0 9"}

    @pytest.mark.parametrize("mark", ["tab", "latex", "wiki"])
    def test_heads_in_another_order_name_their_columns(self, mark: str) -> None:
        rows = [
            ["信息内容", "现行有效件数", "本年制发件数", "本年废止件数"],
            ["规章", "6", "4", "5"],
            ["行政规范性文件", "9", "1", "0"],
        ]
        lines = "\n".join(map(MARKS[mark], rows))
        assert read_proactive(f"{{|\n{lines}\n|}}" if mark == "wiki" else lines) == self.TOLD

    @pytest.mark.parametrize("head", ["", "全部件数"])
    def test_with_a_head_that_is_lost_or_unknown_they_name_none(self, head: str) -> None:
        rows = [["信息内容", "现行有效件数", head, "本年废止件数"], ["规章", "6", "4", "5"]]
        assert read_proactive("\n".join(map(MARKS["latex"], rows))) == {}


@pytest.mark.parametrize("seed", range(400))
def test_where_values_of_two_columns_share_a_cell_no_empty_place_makes_up_for_it(seed: int) -> None:
    """As tools print that find columns by the gaps between words; no heads are left."""
    rng = Random(seed)
    joined = rng.choice(range(6))
    places, blank = rng.choice((1, 2, 3)), rng.choice((0.2, 0.5, 0.8))
    lines: list[str] = []
    truth: dict[str, list[str]] = {}
    for row, label in LABELS.items():
        parts = [rng.randrange(9) if rng.random() > blank else None for _ in range(6)]
        total = sum(filter(None, parts)) if any(parts) or rng.random() < 0.5 else None
        texts = ["" if one is None else str(one) for one in [*parts, total]]
        truth[row] = texts
        stub = [""] * places
        stub[rng.randrange(places)] = label
        both = " ".join(filter(None, texts[joined : joined + 2]))
        cells = [*stub, *texts[:joined], both, *texts[joined + 2 :]]
        if rng.random() < 0.2:
            lines.append("三、本年度办理结果")
        lines.append(f"| {' | '.join(cells)} |")
    for row, words in read_requests("\n".join(lines) + END).items():
        pairs = zip(words.split(), truth[row], strict=True)
        assert all(read in {"?", is_ or "_"} for read, is_ in pairs), (row, words, truth[row])


def test_a_table_without_any_number_is_blank_where_its_cells_can_be_counted() -> None:
    rows = print_heads(HEADS, "own")
    rows += [[label, *[""] * 7] for label in BLANK_ROWS]
    cells = "\n".join(f"{cell} |" for row in rows for cell in row)
    found = gd.parse(REQUESTS + cells + END).cells()
    blank = [str(address) for address, cell in found if cell.state is gd.CellState.BLANK]
    assert len(blank) == 7 * (len(BLANK_ROWS) - 1)  # nothing tells where the last row ends


RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
COUNTS = ("3", "1", "0", "2", "6", "4", "0", "5", "1", "10", "0", "2", "1", "0", "3")


def print_disputes(counts: Sequence[str], lost: Sequence[int] = ()) -> Rows:
    """Table four, the cells that are there; without the columns that are *lost*."""
    heads = [head for at, head in enumerate(RESULTS * 3) if at not in lost]
    upper = 5 - sum(at < 5 for at in lost)
    return [
        ["行政复议", "行政诉讼"],
        [*heads[:upper], "未经复议直接起诉", "复议后起诉"],
        heads[upper:],
        [count for at, count in enumerate(counts) if at not in lost],
    ]


def read_disputes(rows: Rows, mark: str = "latex") -> list[str]:
    found = gd.parse(DISPUTES + "\n".join(map(MARKS[mark], rows)) + END).cells()
    cells = [cell for address, cell in found if "disputes" in str(address)]
    return ["?" if cell.state is gd.CellState.ABSENT else cell.raw or "" for cell in cells]


class TestColumnsOfDisputes:
    @pytest.mark.parametrize("lost", range(15))
    def test_a_column_that_is_not_printed_is_absent(self, lost: int) -> None:
        expected = ["?" if at == lost else count for at, count in enumerate(COUNTS)]
        assert read_disputes(print_disputes(COUNTS, [lost])) == expected

    @pytest.mark.parametrize("lost", range(15))
    def test_a_count_that_is_lost_makes_none_of_another(self, lost: int) -> None:
        rows = print_disputes(COUNTS)
        del rows[-1][lost]
        assert set(read_disputes(rows)) <= {"?"}

    @pytest.mark.parametrize("counts", [["—"] * 15, [""] * 15])
    def test_marks_under_whole_heads_are_read_without_any_number(self, counts: list[str]) -> None:
        assert read_disputes(print_disputes(counts)) == counts

    @pytest.mark.parametrize("shifted", [["", *COUNTS], [*COUNTS, ""], ["7", *COUNTS]])
    def test_sums_tell_what_one_more_field_is(self, shifted: list[str]) -> None:
        assert read_disputes([*print_disputes(COUNTS)[:-1], shifted]) == [*COUNTS]

    def test_no_sum_tells_what_one_more_field_is_without_totals(self) -> None:
        rows = print_disputes(COUNTS)[:-1]
        assert set(read_disputes([*rows, ["", "", "7", "", "", "", "9", *[""] * 9]])) <= {"?"}
