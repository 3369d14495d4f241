"""What speaks against values that were read: then they are absent, whichever reader read them."""

from __future__ import annotations

from copy import deepcopy
from random import Random

import pytest

import govdisclosure as gd
from govdisclosure.forms.layout import TableKind
from govdisclosure.tables.marks import lex
from govdisclosure.tables.rows import tell
from tests.dialects.forms import Edition
from tests.mutations import PRINTINGS, Score, judge, make_case, read_case
from tests.mutations.clean import make_clean
from tests.mutations.sheets import make_sheets
from tests.test_told_rows import DISPUTES, read, read_proactive, read_requests

EDITIONS: tuple[Edition, ...] = ("2021", "2019")


@pytest.mark.parametrize("printing", [name for name, one in PRINTINGS.items() if one.has_cells])
def test_the_ordinal_of_the_next_row_is_none_of_the_total(printing: str) -> None:
    cases = [make_case(seed, "glue_ordinal", printing) for seed in range(12)]
    total = sum((judge(read_case(case), case) for case in cases), Score())
    assert not total.wrong_value, total.wrong_values
    assert not total.wrong_state, total.wrong_states
    assert total.recall >= 0.97


@pytest.mark.parametrize("printing", ["cells", "blanks", "one_line"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_row_printed_twice_before_an_empty_one_moves_no_value(
    edition: Edition, printing: str
) -> None:
    """There are as many runs of values as labels then, and all between stand one row too far."""
    for seed in range(10):
        rng = Random(seed)
        facts = make_clean(edition, seed)
        sheets = make_sheets(facts)
        rows = sheets["requests"].data
        twice, empty = sorted(rng.sample(range(len(rows)), 2))
        emptied = set(rows[empty].addresses)
        rows[empty].values = []
        sheets["requests"].rows.insert(
            sheets["requests"].rows.index(rows[twice]), deepcopy(rows[twice])
        )
        document = PRINTINGS[printing].write(facts, sheets, rng)
        assert isinstance(document, str)
        for address, cell in gd.parse(document).cells():
            if cell.value is not None:
                assert str(address) not in emptied, (seed, address)
                assert cell.value == facts.cells[str(address)].value, (seed, address)


def test_the_number_of_a_page_is_no_row_of_marks_and_a_number() -> None:
    rows = read_proactive(
        "第二十条第（一）项 信息内容 本年制发件数 本年废止件数 现行有效件数 "
        "规章 — 8 — 行政规范性文件 1 0 7 第二十条第（五）项 信息内容 本年处理决定数量 行政许可 3"
    )
    assert "rules" not in rows
    assert rows["normative_documents"] == "1 0 7"


GRID = [
    "\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计",
    "一、本年新收政府信息公开申请数量\t\t9\t0\t0\t0\t0\t0\t9",
    "二、上年结转政府信息公开申请数量\t\t1\t0\t0\t2\t0\t0\t3",
    "三、本年度办理结果\t（一）予以公开\t4\t0\t0\t2\t0\t0\t6",
    "\t（二）部分公开\t5\t0\t0\t0\t0\t0\t5",
    "\t（七）总计\t9\t0\t0\t2\t0\t0\t11",
    "四、结转下年度继续办理\t\t1\t0\t0\t0\t0\t0\t1",
]


def test_a_row_of_a_grid_that_lost_a_value_has_no_empty_one_for_it() -> None:
    short = GRID[2].replace("\t0\t0\t2\t0\t0\t3", "\t0\t2\t0\t0\t3")
    rows = read_requests("\n".join([*GRID[:2], short, *GRID[3:]]))
    assert rows["received_new"] == "9 0 0 0 0 0 9"
    assert "carried_in" not in rows


def test_values_before_a_row_that_no_cell_took_leave_it_no_empty_one() -> None:
    moved = "无\t无\t无\t无\t无\t无\t无\t\t二、上年结转政府信息公开申请数量"
    rows = read_requests("\n".join([*GRID[:2], moved, *GRID[3:]]))
    assert rows["received_new"] == "9 0 0 0 0 0 9"
    assert rows.get("carried_in", "无 无 无 无 无 无 无") == "无 无 无 无 无 无 无"


def test_noughts_that_ran_together_are_no_value_of_the_last_column() -> None:
    groups = ("行政复议", "未经复议直接起诉", "复议后起诉")
    heads = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    rows = read(
        DISPUTES
        + "\n".join(
            f"| {' | '.join(row)} |"
            for row in (
                ["行政复议"] * 5 + ["行政诉讼"] * 10,
                [*heads, *[group for group in groups[1:] for _ in heads]],
                [*heads, heads[0], "", *heads[2:], *heads],
                [*["0"] * 13, "00"],
            )
        )
    )
    assert all("00" not in cells.split() for cells in rows.values())


@pytest.mark.parametrize("heads", [(0, 1, 1, 2), (0, 9, 1, 2)])
def test_cells_below_heads_that_are_odd_are_no_columns(heads: tuple[int, ...]) -> None:
    names = {0: "本年制发件数", 1: "本年废止件数", 2: "现行有效件数", 9: "件数若干"}
    cells = [
        "第二十条第（一）项",
        "信息内容",
        *(names[one] for one in heads),
        "规章",
        "3",
        "0",
        "7",
    ]
    assert "rules" not in read_proactive("".join(f"{cell} |\n" for cell in cells))


def test_heads_in_another_order_in_cells_by_themselves_move_no_value() -> None:
    cells = ["第二十条第（一）项", "信息内容", "现行有效件数", "本年废止件数", "本年制发件数"]
    cells += ["规章", "9", "0", "1", "行政规范性文件", "3", "2", "1"]
    cells += ["第二十条第（五）项", "信息内容", "本年处理决定数量", "行政许可", "4"]
    rows = read_proactive("".join(f"{cell} |\n" for cell in cells))
    assert rows.get("rules", "1 0 9") == "1 0 9"
    assert rows.get("normative_documents", "1 2 3") == "1 2 3"


def test_a_count_of_rows_is_no_value_of_table_four() -> None:
    heads = "\t".join(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3)
    counted = f"2\t{heads}\n3" + "\t0" * 13
    rows = read(f"{DISPUTES}1\t行政复议\t行政诉讼\n{counted}\t4\n")
    assert "disputes/review" not in rows


def test_a_row_that_is_short_has_no_part_for_its_total() -> None:
    short = GRID[2].replace("\t1\t0\t0\t2\t0\t0\t3", "\t1\t0\t0\t20\t0\t3\t")
    told = tell(lex("\n".join([*GRID[:2], short, *GRID[3:]])))[TableKind.REQUESTS]
    assert "RECEIVED_NEW" in told.rows
    assert "CARRIED_IN" not in told.rows


def test_two_readings_of_one_row_that_both_add_up_are_none() -> None:
    """Under heads in another order than the form's, values in print order add up as well."""
    case = make_case(5798, None, "pipe_repeated")
    assert not judge(read_case(case), case).wrong_value


@pytest.mark.parametrize(("rules", "is_read"), [("000", False), ("0 0 0", True)])
def test_a_blank_is_no_boundary_where_other_values_touch(rules: str, *, is_read: bool) -> None:
    """Of 49 and 434761 that ran together as 4 9434761 none is the number before the blank."""
    heads = "信息内容本年新制作数量本年新公开数量对外公开总数量"
    report = gd.parse(
        f"二、主动公开政府信息情况第二十条第（一）项{heads}规章{rules}规范性文件{rules}"
        "第二十条第（九）项信息内容采购项目数量采购总金额政府集中采购4 9434761"
    )
    assert report["proactive/rules/disclosed_total"].value == 0
    value = report["proactive/procurement/projects"].value
    assert value == (4 if is_read else None)
