"""Damaged tables: what the sums decide, what they refute, and what nobody can tell."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.tables.cutting import MOST_CUTS, Group, cut_digits
from tests.counting import calls

from .test_told_columns import COLUMNS

ROW = (Group(7, has_total=True),)
DISPUTES = (Group(5, has_total=True),) * 3
HEAD = (
    "申请人情况\n自然人\t法人或其他组织\t总计\n"
    "商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n"
)
ROWS = (
    "一、本年新收政府信息公开申请数量\t3\t1\t0\t0\t0\t0\t4\n"
    "二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n"
    "（一）予以公开\t2\t1\t0\t0\t0\t0\t3\n"
    "（二）部分公开\t1\t0\t0\t0\t0\t0\t1\n"
)


def every_cut(digits: str, count: int) -> set[tuple[str, ...]]:
    """All ways to cut *digits* into numbers of which the last is the sum of the others."""
    found = set()
    for ends in combinations(range(1, len(digits)), count - 1):
        cut = tuple(digits[a:b] for a, b in zip((0, *ends), (*ends, len(digits)), strict=True))
        is_spelt = all(one == "0" or one[0] != "0" for one in cut)
        if is_spelt and sum(map(int, cut[:-1])) == int(cut[-1]):
            found.add(cut)
    return found


@given(st.lists(st.integers(0, 30) | st.just(0), min_size=6, max_size=6))
def test_the_true_cut_is_among_the_cuts(parts: list[int]) -> None:
    true = tuple(map(str, [*parts, sum(parts)]))
    cuts = cut_digits(["".join(true)], ROW)
    assert true in cuts or len(cuts) >= MOST_CUTS


@given(st.text("0123", min_size=7, max_size=11))
def test_the_cuts_are_all_that_keep_the_sum(digits: str) -> None:
    every = every_cut(digits, 7)
    cuts = cut_digits([digits], ROW)
    assert set(cuts) <= every
    assert len(set(cuts)) == len(cuts) == min(len(every), MOST_CUTS)


def test_no_number_reaches_over_two_pieces() -> None:
    assert cut_digits(["21", "710000218"], ROW) == ()
    assert cut_digits(["217", "10000218"], ROW) == (("217", "1", "0", "0", "0", "0", "218"),)


@pytest.mark.parametrize("digits", ["1" * 26, "9" * 40, "1020" * 15, "1" * 5000])
@pytest.mark.parametrize("groups", [ROW, DISPUTES])
def test_long_runs_are_cut_or_given_up_at_once(digits: str, groups: tuple[Group, ...]) -> None:
    """Listing the ways to cut 40 digits into seven numbers would take minutes."""
    assert calls(lambda: cut_digits([digits], groups)) < 100_000


def parse(rows: str) -> gd.Report:
    return gd.parse(f"三、收到和处理政府信息公开申请情况\n{HEAD}{rows}")


def values(report: gd.Report, row: str) -> list[object]:
    table = report.requests
    assert table is not None
    return [table[row, kind].value for kind in COLUMNS]


def codes(report: gd.Report) -> set[str]:
    return {one.code for one in report.diagnostics}


def test_digits_that_ran_together_are_cut_where_the_sum_says() -> None:
    report = parse(ROWS.replace("3\t1\t0\t0\t0\t0\t4", "3100004"))
    assert values(report, "received_new") == [3, 1, 0, 0, 0, 0, 4]
    assert "GD023" in codes(report)


AMBIGUOUS = "110000011"


def test_of_two_cuts_none_is_taken() -> None:
    assert len(every_cut(AMBIGUOUS, 7)) == 2
    report = parse(ROWS.replace("3\t1\t0\t0\t0\t0\t4", AMBIGUOUS))
    assert values(report, "received_new") == [None] * 7
    assert "GD007" in codes(report)


def test_a_sum_over_rows_decides_between_two_cuts() -> None:
    zeros = "\t0" * 7
    report = parse(
        f"一、本年新收政府信息公开申请数量\t{AMBIGUOUS}\n"
        f"二、上年结转政府信息公开申请数量{zeros}\n"
        "（七）总计\t11\t0\t0\t0\t0\t0\t11\n"
        f"四、结转下年度继续办理{zeros}\n"
    )
    assert values(report, "received_new") == [11, 0, 0, 0, 0, 0, 11]


def test_a_lost_value_is_not_made_up_by_cutting_another() -> None:
    """Of 1 11 0 0 0 0 12 the 11 is lost: 1 0 0 0 0 1 2 would keep the sum."""
    report = parse(ROWS.replace("3\t1\t0\t0\t0\t0\t4", "1\t0\t0\t0\t0\t12"))
    assert values(report, "received_new") == [None] * 7
    assert "GD007" in codes(report)


def test_a_misspelt_label_is_read_and_said() -> None:
    report = parse(ROWS.replace("（二）部分公开", "（二）部份公开"))
    assert values(report, "partly_disclosed") == [1, 0, 0, 0, 0, 0, 1]
    said = next(one for one in report.diagnostics if one.code == "GD021")
    assert "部份公开" in said.text()
    assert "部分公开" in said.text("en")


def test_a_row_without_a_label_is_told_by_its_place() -> None:
    report = parse(ROWS.replace("二、上年结转政府信息公开申请数量", ""))
    assert values(report, "carried_in") == [0] * 7
    assert "GD022" in codes(report)


def test_two_rows_without_labels_where_one_is_lacking_are_left_out() -> None:
    report = parse(ROWS.replace("二、上年结转政府信息公开申请数量", "\t0\t0\t0\t0\t0\t0\t0\n"))
    assert values(report, "carried_in") == [None] * 7


def test_a_label_behind_its_values_is_read() -> None:
    report = parse(
        ROWS.replace("（一）予以公开\t2\t1\t0\t0\t0\t0\t3", "2\t1\t0\t0\t0\t0\t3\t（一）予以公开")
    )
    assert values(report, "disclosed") == [2, 1, 0, 0, 0, 0, 3]


def test_invented_heads_leave_the_order_of_the_form_if_the_sums_agree() -> None:
    head = "项目\t数据1\t数据2\t数据3\t数据4\t数据5\t数据6\t总计\n"
    names = ("2.重复申请", "3.要求提供公开出版物", "（七）总计", "四、结转下年度继续办理")
    rows = ROWS + "".join(f"{name}\t0\t0\t0\t0\t0\t0\t0\n" for name in names)
    agreed = gd.parse(f"三、收到和处理政府信息公开申请情况\n{head}{rows}")
    assert values(agreed, "received_new") == [3, 1, 0, 0, 0, 0, 4]
    assert "GD050" in codes(agreed)
    rows = rows.replace("3\t1\t0\t0\t0\t0\t4", "4\t3\t1\t0\t0\t0\t0")
    refuted = gd.parse(f"三、收到和处理政府信息公开申请情况\n{head}{rows}")
    assert values(refuted, "received_new") == [None] * 7
    assert "GD007" in codes(refuted)


def test_a_column_of_subtotals_is_left_out() -> None:
    head = "\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t法人小计\t总计\n"
    rows = ROWS.replace("\t4\n", "\t1\t4\n").replace("\t3\n", "\t1\t3\n")
    rows = rows.replace("\t0\t0\n二", "\t0\t0\n二").replace(
        "量\t0\t0\t0\t0\t0\t0\t0\n", "量\t0\t0\t0\t0\t0\t0\t0\t0\n"
    )
    rows = rows.replace("开\t1\t0\t0\t0\t0\t0\t1\n", "开\t1\t0\t0\t0\t0\t0\t0\t1\n")
    report = gd.parse(f"三、收到和处理政府信息公开申请情况\n{head}{rows}")
    assert values(report, "received_new") == [3, 1, 0, 0, 0, 0, 4]
    assert values(report, "disclosed") == [2, 1, 0, 0, 0, 0, 3]


def test_undamaged_tables_are_read_by_the_grammar_alone() -> None:
    report = gd.compose(edition="2021", agency="某某局", year=2023, cells={}, totals=False)
    again = gd.parse(gd.render(report))
    assert again == report
    assert not codes(again) & {"GD007", "GD008", "GD009", "GD021", "GD022", "GD023", "GD050"}


def test_values_below_a_label_that_has_none_are_not_given_to_the_next_row() -> None:
    """The label reached over lines, and its values stand beside the second of them."""
    table = (
        "\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"
        "（一）予以公开\t1\t1\t1\t1\t1\t1\t6\n"
        "（二）部分公开\t\n"
        "\t2\t2\t2\t2\t2\t2\t12\n"
        "不予公国家秘\t3\t3\t3\t3\t3\t3\t18\n"
        "2.其他法律行政法规禁止公开\t4\t4\t4\t4\t4\t4\t24\n"
    )
    report = gd.parse(f"三、收到和处理政府信息公开申请情况\n{table}")
    assert report.requests is not None
    assert report.requests["withheld_prohibited_by_law", "total"].value == 24
    assert report.requests["partly_disclosed", "total"].value == 12
    assert report.requests["withheld_state_secret", "total"].state is gd.CellState.ABSENT


def test_a_table_four_that_is_not_printed_is_not_looked_for() -> None:
    """Values elsewhere may be of a lost table, but not of one none of whose heads is there."""
    path = Path(__file__).parents[1] / "examples" / "report_2021.txt"
    whole = path.read_text(encoding="utf-8").replace("六、", "年度\t件数\n2020\t3\n\n六、")
    start, end = whole.index("行政复议\t行政诉讼"), whole.index("五、存在")
    lacking = whole[:start] + whole[end:]
    for text in (whole, lacking):
        gd.parse(text)
    assert calls(lambda: gd.parse(lacking)) < calls(lambda: gd.parse(whole))


@pytest.mark.parametrize("gap", ["", " ", "\n", " | ", "\n\n"])
def test_heads_of_table_four_that_are_torn_are_looked_for(gap: str) -> None:
    heads = [gap.join(head) for head in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")]
    rows = [
        ["行政复议", "未经复议直接起诉", "复议后起诉"],
        heads * 3,
        ["1", "0", "1", "2", "4"] * 3,
    ]
    table = "\n".join(" | ".join(row) for row in rows)
    report = gd.parse(f"四、政府信息公开行政复议、行政诉讼情况\n{table}\n")
    assert [cell.value for _, cell in report.cells() if cell.is_number] == [1, 0, 1, 2, 4] * 3
