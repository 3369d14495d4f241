"""Rows that tell themselves: what marks tell, and what they do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.forms.layout import TableKind
from govdisclosure.strategies import soups
from govdisclosure.tables.marks import lex
from govdisclosure.tables.rows import tell
from tests.counting import calls
from tests.dialects import Facts, Score, make_facts
from tests.dialects.compare import compare
from tests.dialects.forms import Edition
from tests.told_printing import (
    PRINTERS,
    Printer,
    browser_cells,
    cell_lines,
    cell_lines_behind_bars,
    cells_between_blank_lines,
    print_tables,
)

EDITIONS: tuple[Edition, ...] = ("2021", "2019")
TITLE = "柳溪县水务局2023年政府信息公开工作年度报告\n"
PROACTIVE = TITLE + "二、主动公开政府信息情况\n"
REQUESTS = TITLE + "三、收到和处理政府信息公开申请情况\n"
DISPUTES = TITLE + "四、政府信息公开行政复议、行政诉讼情况\n"
END = "\n五、存在的主要问题及改进情况\n人手不足。\n"
#: The heads of table three, one a line.
HEADS = "申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n"

LABEL_OF_NEW = "一、本年新收政府信息公开申请数量"

Rows = dict[str, str]


def rows_of(report: gd.Report) -> Rows:
    """The rows that hold anything, each as its cells are printed; ``_`` is blank, ``?`` absent."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for address, cell in report.cells():
        row = str(address).rpartition("/")[0]
        is_absent = cell.state is gd.CellState.ABSENT
        found[row].append("?" if is_absent else cell.raw or "_")
    return {row: " ".join(cells) for row, cells in found.items() if {*cells} != {"?"}}


def read(text: str) -> Rows:
    return rows_of(gd.parse(text + END))


def read_requests(text: str) -> Rows:
    return {row.partition("/")[2]: cells for row, cells in read(REQUESTS + text).items()}


def read_proactive(text: str) -> Rows:
    return {row.partition("/")[2]: cells for row, cells in read(PROACTIVE + text).items()}


# ---------------------------------------------------------------------------- whole tables


def is_plain(facts: Facts) -> bool:
    """Whether sums hold and every row of table three has its total; no cell holds words."""
    return facts.balanced and not any(
        cell.state == "text"
        or (cell.state == "blank" and address.startswith("requests") and address.endswith("total"))
        for address, cell in facts.cells.items()
    )


def plain_facts(edition: Edition) -> Iterator[Facts]:
    return filter(is_plain, (make_facts(edition, seed) for seed in range(0, 36, 2)))


#: Where each cell is a line, one or two empty ones of a table are as likely values that got lost.
CELLS = (browser_cells, cell_lines, cell_lines_behind_bars, cells_between_blank_lines)


class TestWholeTables:
    """Tables of every kind of marks, as tools print them."""

    @pytest.mark.parametrize("edition", EDITIONS)
    @pytest.mark.parametrize("printer", PRINTERS)
    def test_every_printing_is_read(self, printer: Printer, edition: Edition) -> None:
        score = Score()
        for facts in plain_facts(edition):
            score += compare(gd.parse(print_tables(facts, printer)), facts)
        assert not score.wrong_value
        assert not score.wrong_state
        share = 2.5 if printer in CELLS else 0.25
        assert score.missing * 100 <= score.cells * share, score.cell_differences

    @pytest.mark.parametrize("edition", EDITIONS)
    @pytest.mark.parametrize("printer", PRINTERS)
    def test_nothing_is_wrong_where_sums_and_heads_tell_nothing(
        self, printer: Printer, edition: Edition
    ) -> None:
        score = Score()
        for seed in range(1, 8, 2):
            facts = make_facts(edition, seed)
            score += compare(gd.parse(print_tables(facts, printer, "five")), facts)
        assert not score.wrong_value, score.cell_differences
        assert not score.wrong_state, score.cell_differences


def test_a_paragraph_that_looks_like_the_rule_of_a_table_stays_one() -> None:
    text = f"{TITLE}一、总体情况\n甲 | 乙\n\\--- | ---\n丙 | 丁{END}"
    report = gd.parse(text)
    words = [block.text for block in report.sections[0].blocks if isinstance(block, gd.Paragraph)]
    assert words == ["甲 | 乙", "--- | ---", "丙 | 丁"]
    assert gd.parse(str(report)) == report


# ---------------------------------------------------------------------------- traps of values


class TestValuesThatWereWrong:
    """Each shape once gave a number to the wrong cell; absent is right where nobody can tell."""

    def test_a_total_on_another_line_of_the_page_shifts_no_row(self) -> None:
        rows = read_requests(
            "一、本年新收政府信息公开申请数量            31      14   12     15   10   8    90\n"
            "（一）予以公开                 0       0    0      0    0    4    4\n"
            "年度办 （二）部分公开（区分处理的，只计这一情                                        9\n"
            "                            4       0    2      0    3    0\n"
            "   （三）不 1.属于国家秘密            0       0    0      5    0    0    5\n"
        )
        assert rows["received_new"] == "31 14 12 15 10 8 90"
        assert rows.get("partly_disclosed", "? ? ? ? ? ? 9") in {"4 0 2 0 3 0 9", "? ? ? ? ? ? 9"}
        assert rows["withheld_state_secret"] == "0 0 0 5 0 0 5"

    def test_the_last_digit_on_the_next_line_makes_no_short_number(self) -> None:
        rows = read_requests(
            "申请人情况      自然人    商业企业   科研机构   社会公益组织       法律服务机构     其他     总计\n"
            "一、本年新收政府信息公开申请数量      3120 2205 1417 2630     1904   2741   1401\n"
            "                                                7\n"
            "二、上年结转政府信息公开申请数量      0     0     6     0     0     0      6\n"
        )
        assert rows.get("received_new") in {None, "3120 2205 1417 2630 1904 2741 14017"}

    @pytest.mark.parametrize("blank", ["", " "])
    def test_columns_of_table_two_are_told_by_a_full_row_or_by_heads(self, blank: str) -> None:
        gap = f"|{blank}"
        rows = read_proactive(
            f"| 信息内容 |{gap}| 本年制发件数 |{gap}| 本年废止件数 |{gap}| 现行有效件数 |{gap}|\n"
            f"|---|---|---|---|---|---|---|---|\n"
            f"| 规章 | 612 {gap}{gap}| 7 {gap}| 90 {gap}|\n"
            f"| 行政规范性文件 {gap}{gap}{gap}| 3 {gap}| 31 {gap}|\n"
        )
        assert rows in (
            {"rules": "612 7 90", "normative_documents": "_ 3 31"},
            {"rules": "612 7 90"},
            {},
        )

    def test_a_column_of_gaps_does_not_move_a_blank_value(self) -> None:
        rows = read_proactive(
            "|第二十条第（一）项|||||\n|---|---|---|---|---|\n"
            "|信息内容|本年制发件数||本年废止件数|现行有效件数|\n"
            "|规章|318||204||\n|行政规范性文件|41||52|77|\n"
        )
        assert rows == {"rules": "318 204 _", "normative_documents": "41 52 77"}

    @pytest.mark.parametrize("row", ["行政强制 17206   3841", "行政强制   17206  3841"])
    def test_a_short_row_is_never_counted_from_the_left(self, row: str) -> None:
        rows = read_proactive(
            f"第二十条第（五）项\n行政许可   6  \n信息内容 上一年项目数量 本年增/减 处理决定数量\n{row}\n"
        )
        assert "compulsion" not in rows

    def test_a_row_that_asciidoc_wraps_is_one_row(self) -> None:
        rows = read_requests(
            "|===\n| | | |自然人 |法人或其他组织 | | | | |总计\n\n"
            "| | | | |商业企业 |科研机构 |社会公益组织 |法律服务机构 |其他 |\n\n"
            "|一、本年新收政府信息公开申请数量 | | |21 |22 |23 |24 |25\n|26 |141\n\n"
            "|二、上年结转政府信息公开申请数量 | | |  |3 |1 |8 |  |2 |14\n\n|===\n"
        )
        assert rows == {"received_new": "21 22 23 24 25 26 141", "carried_in": "_ 3 1 8 _ 2 14"}

    def test_a_number_cut_in_a_grid_cell_is_not_its_beginning(self) -> None:
        rows = read_proactive(
            "+----------------+-------+-------+\n"
            "| 信息内容       | 采购项目数量 | 采购总金额 |\n"
            "+----------------+-------+-------+\n"
            "| 政府集中采购   | 482   | 317   |\n"
            "|                |       | 000元 |\n"
            "+----------------+-------+-------+\n"
        )
        assert rows.get("procurement", "").split(" ")[-1:] != ["317"]

    def test_values_of_two_rows_in_one_cell_give_neither(self) -> None:
        rows = read_requests(
            "|    |   |   | 3.补正后申请内容仍不明确 |   | 0 |   |   |   | 6 |   |\n"
            "|    |   | 予处理 | 1.信访举报投诉类申请 |   | 0 |   |   |   | 3 |   |\n"
            "|    |   |   | 2.重复申请 |   | 0 |   |   |   | 5 |   |\n"
            "| 18 |   |   | 4.无正当理由大量反复申请 | 2 | 1 | 0 | 0 | 0 | 0 | 3 |\n"
            "| 23 |   | （七）总计 |   | 23 | 15 | 7 | 10 | 15 | 13 83 |   |\n"
        )
        assert "other_org" not in str(rows)
        assert "outcomes_total" not in rows
        assert all(cells == "2 1 0 0 0 0 3" for cells in rows.values())

    @pytest.mark.parametrize("cell", ["000元", "3-22", "1<br>12", "4 5"])
    def test_digits_that_are_no_value_spoil_their_row(self, cell: str) -> None:
        rows = read_proactive(
            "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n"
            f"| 规章 | 5 | {cell} | 7 | 9 |\n| 行政规范性文件 | 1 | 2 | 3 | |\n"
        )
        assert "rules" not in rows

    def test_an_index_is_no_value_of_a_blank_row(self) -> None:
        rows = read_proactive(
            ",0,1,2,3\n5,信息内容,上一年项目数量,本年增/减,处理决定数量\n6,行政许可,4,-1,60\n"
            "7,其他对外管理服务事项,,,\n"
        )
        assert rows == {"licensing": "4 -1 60", "other_services": "_ _ _"}

    def test_the_last_label_before_values_owns_them(self) -> None:
        rows = read_proactive(
            "第二十条第（六）项\n信息内容\n本年处理决定数量\n行政处罚\n行政强制\n5\n"
        )
        assert rows.get("penalties") is None

    def test_table_two_is_never_cut(self) -> None:
        rows = read_proactive("信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n146\n")
        assert "rules" not in rows

    def test_heads_of_both_editions_tell_nothing(self) -> None:
        rows = read_proactive(
            "信息内容 | 本年新制作数量 | 本年废止件数 | 对外公开总数量\n规章 | 4 | 5 | 6\n"
        )
        assert "rules" not in rows

    def test_heads_in_another_order_tell_nothing(self) -> None:
        rows = read_proactive(
            "信息内容 | 现行有效件数 | 本年废止件数 | 本年制发件数 |  \n规章 | 4 | 5 | 6 |  \n"
        )
        assert rows.get("rules") in {None, "6 5 4"}

    def test_a_merged_cell_that_is_repeated_is_not_the_next_column(self) -> None:
        rows = read_proactive(
            "第二十条第（八）项\n行政事业性收费 | 320 | 320 |  |  \n"
            "信息内容 | 上一年项目数量 | 上一年项目数量 | 本年增/减 | 本年增/减\n"
        )
        assert "fees" not in rows

    def test_a_bar_at_the_end_parts_an_empty_value_where_rows_have_no_outer_bars(self) -> None:
        rows = read_proactive(
            "信息内容 | 上一年项目数量 |  | 本年增/减 | 处理决定数量\n"
            "行政许可 | 71 |  | -4 | 502\n其他对外管理服务事项 | 80 |  | 6 | \n"
        )
        assert rows == {"licensing": "71 -4 502", "other_services": "80 6 _"}

    def test_two_copies_that_differ_tell_neither(self) -> None:
        rows = read_proactive(
            "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 4 | 5 | 6\n规章 | 4 | 5 | 7\n"
            "行政规范性文件 | 1 | 2 | 3\n"
        )
        assert rows == {"normative_documents": "1 2 3"}


# ---------------------------------------------------------------------------- heads


class TestDamagedHeads:
    """A damaged head costs no row whose label and count tell it."""

    ROWS = (
        "一、本年新收政府信息公开申请数量 27 5 0 1 4 2 39\n"
        "二、上年结转政府信息公开申请数量 6 0 0 0 0 0 6\n三、本年度办理结果\n"
        "（一）予以公开 18 3 0 0 2 1 24\n（三）不予公开\n1.属于国家秘密 3 0 0 0 0 0 3\n"
    )
    TOLD: ClassVar[Rows] = {
        "received_new": "27 5 0 1 4 2 39",
        "carried_in": "6 0 0 0 0 0 6",
        "disclosed": "18 3 0 0 2 1 24",
        "withheld_state_secret": "3 0 0 0 0 0 3",
    }

    @pytest.mark.parametrize(
        "heads",
        [
            HEADS,
            "",
            "申请人情况\n自然人\n法人或其他组织\n总计商 业 企\n业\n科研机\n构\n社会公益\n组织\n法 律 服 务\n机构\n其他\n",
            "法人或其他组织\n自然人\n商业企\n业\n科研机\n构\n社会公益\n组织\n总计\n法律服务\n其他\n机构\n",
            "申请人情况\n自然人\n法人或其他组织\n总计\n商业\n企业\n科研\n机构\n社会公益组织\n法律服务机构\n其他\n",
        ],
        ids=["whole", "none", "glued to another", "torn and out of order", "on two lines"],
    )
    @pytest.mark.parametrize("is_cells", [False, True])
    def test_rows_are_read(self, heads: str, *, is_cells: bool) -> None:
        rows = self.ROWS.replace(" ", "\n\n").replace("\n（", "\n\n（") if is_cells else self.ROWS
        assert read_requests(heads + rows) == self.TOLD

    def test_heads_scattered_over_cells_of_markdown(self) -> None:
        rows = read_requests(
            "|（本列数据的勾稽关系为：第一项加第二项之和，<br>等于第三项加第四项之和）|自然人|法人或其<br>|他组织<br>"
            "|申请人情<br>|况<br>||总计|\n|---|---|---|---|---|---|---|---|\n"
            "|||商业企<br>业|科研机<br>构|社会公益<br>组织|法律服务<br>机构|其他||\n"
            "|一、本年新收政府信息公开申请数量|27|5|0|1|4|2|39|\n"
            "|二、上年结转政府信息公开申请数量|6|0|0|0|0|0|6|\n|（一）予以公开|18|3|0|0|2|1|24|\n"
        )
        assert rows == {row: self.TOLD[row] for row in ("received_new", "carried_in", "disclosed")}

    def test_a_label_cut_across_two_cells_is_one(self) -> None:
        rows = read_requests(
            "||自然人|商业<br>企业|科研<br>机构|公益<br>组织|服务<br>机构|其他|总计|\n|---|---|---|---|---|---|---|---|---|\n"
            "|一、本年新收政府信息|公开申请数量|27|5|0|1|4|2|39|\n"
            "|二、上年结转政府信息|公开申请数量|6|0|0|0|0|0|6|\n|（一）予以公开||18|3|0|0|2|1|24|\n"
        )
        assert rows == {row: self.TOLD[row] for row in ("received_new", "carried_in", "disclosed")}

    def test_heads_that_a_tool_joined_name_their_columns(self) -> None:
        rows = read_proactive(
            "| 第二十条第（一）项 - 信息内容 | 第二十条第（一）项 - 本年制发件数 "
            "| 第二十条第（一）项 - 本年废止件数 | 第二十条第（一）项 - 现行有效件数 |\n|---|---|---|---|\n"
            "| 规章 | 2 | 0 | 9 |\n| 行政规范性文件 | 4 | 1 | 33 |\n"
        )
        assert rows == {"rules": "2 0 9", "normative_documents": "4 1 33"}

    @pytest.mark.parametrize("direct", ["4   0        0        1        5", "4 0 0 1 5"])
    def test_heads_of_table_four_over_three_lines(self, direct: str) -> None:
        rows = read(
            f"{DISPUTES}行政复议                          行政诉讼\n\n"
            "                     未经复议直接起诉                   复议后起诉\n\n"
            "结果   结果    其他结    尚未\n                        总计\n"
            "维持   纠正    果      审结         结果维持  结果纠正  其他结果  尚未审结  总计\n\n"
            f"14   3    0    2    19   {direct}   3   0     1    0       4\n"
        )
        assert rows == {
            "disputes/review": "14 3 0 2 19",
            "disputes/litigation_direct": "4 0 0 1 5",
            "disputes/litigation_after_review": "3 0 1 0 4",
        }


# ---------------------------------------------------------------------------- labels


class TestLabels:
    @pytest.mark.parametrize(
        "row",
        [
            "（四）无 1.本机关不掌握相关政府信息 1 0 0 0 2 1 4\n法提供\n2.没有现成信息需要另行制作 2 0 0 0 0 0 2\n",
            "（四）无\n1.本机关不掌握相关政府信息 1 0 0 0 2 1 4\n- 5 -\n法提供 2.没有现成信息需要另行制作 2 0 0 0 0 0 2\n",
        ],
        ids=["its beginning", "its rest"],
    )
    def test_a_piece_of_a_group_before_a_row_ends_nothing(self, row: str) -> None:
        rows = read_requests(
            HEADS + TestDamagedHeads.ROWS + row + "3.补正后申请内容仍不明确 5 0 0 0 0 0 5\n"
        )
        assert rows == TestDamagedHeads.TOLD | {
            "unavailable_not_held": "1 0 0 0 2 1 4",
            "unavailable_needs_creation": "2 0 0 0 0 0 2",
            "unavailable_unclear": "5 0 0 0 0 0 5",
        }

    @pytest.mark.parametrize("end", ["2", "2.", ""])
    def test_the_ordinal_of_the_next_row_is_none_of_this_one(self, end: str) -> None:
        cells = "\n".join([LABEL_OF_NEW, *"5100006"])
        last = "\n".join(["1.属于国家秘密", *"2010003"])
        rows = read(f"{REQUESTS}{HEADS}{cells}\n(三)不予公开\n{last}\n{end}".rstrip())
        assert rows["requests/withheld_state_secret"] == "2 0 1 0 0 0 3"


# ---------------------------------------------------------------------------- cells by themselves


class TestCells:
    TWO = "第二十条第(一)项 信息内容 本年制发件数 本年废止件数 现行有效件数 规章 0 0 4 行政规范性文件 3 1 8 第二十条第(五)项 信息内容 本年处理决定数量 行政许可 52"
    TOLD: ClassVar[Rows] = {"rules": "0 0 4", "normative_documents": "3 1 8", "licensing": "52"}

    @pytest.mark.parametrize("end", ["", " |", "  "])
    @pytest.mark.parametrize("front", ["", "| "])
    def test_a_table_that_is_cut_off_gives_the_rows_before(self, front: str, end: str) -> None:
        lines = [f"{front}{cell}{end}" for cell in self.TWO.split(" ")]
        more = [
            f"{front}{cell}{end}" for cell in ("第二十条第(六)项", "信息内容", "本年处理决定数量")
        ]
        assert read_proactive("\n".join([*lines, *more])) == self.TOLD

    def test_a_caption_printed_twice_costs_nothing(self) -> None:
        caption = "第二十条第(五)项"
        text = self.TWO.replace(caption, f"{caption} {caption}").replace(" ", "\n")
        more = "\n第二十条第(六)项\n第二十条第(六)项\n信息内容\n本年处理决定数量\n行政处罚\n6\n行政强制\n0\n"
        assert read_proactive(text + more) == self.TOLD | {"penalties": "6", "compulsion": "0"}

    def test_rows_whose_values_were_dropped_as_repeats_are_absent(self) -> None:
        rows = read_proactive(
            "第二十条第(五)项\n上一年项目数量\n本年增/减\n处理决定数量\n行政许可\n7\n减2\n5\n其他对外管理服务事项\n"
            "第二十条第(六)项\n行政处罚\n行政强制\n第二十条第(九)项\n采购项目数量\n采购总金额\n政府集中采购\n3\n0.41万元\n"
        )
        assert rows == {"licensing": "7 减2 5", "procurement": "3 0.41万元"}

    @pytest.mark.parametrize("lost", range(7))
    def test_one_value_lost_costs_one_row(self, lost: int) -> None:
        rows = {
            "一、本年新收政府信息公开申请数量": "9 1 2 0 3 0 15",
            "二、上年结转政府信息公开申请数量": "1 0 0 4 0 0 5",
            "（一）予以公开": "2 1 0 0 0 6 9",
        }
        lines = [(label, *values.split(" ")) for label, values in rows.items()]
        text = HEADS + "".join(
            f"{cell}\n"
            for row, line in enumerate(lines)
            for at, cell in enumerate(line)
            if (row, at) != (1, lost + 1)
        )
        found = read_requests(text.replace("\n", " |\n"))
        assert found == {"received_new": "9 1 2 0 3 0 15", "disclosed": "2 1 0 0 0 6 9"}

    def test_labels_behind_their_values_are_not_read_as_before_them(self) -> None:
        rows = read_proactive("3\n1\n8\n规章\n4\n2\n9\n行政规范性文件\n")
        assert rows.get("rules") in {None, "3 1 8"}


# ---------------------------------------------------------------------------- laws

LABELS = {
    "carried_in": "二、上年结转政府信息公开申请数量",
    "disclosed": "（一）予以公开",
    "withheld_state_secret": "1.属于国家秘密",
    "withheld_prohibited_by_law": "2.其他法律行政法规禁止公开",
    "unavailable_not_held": "1.本机关不掌握相关政府信息",
    "not_processed_repeat": "2.重复申请",
    "carried_out": "四、结转下年度继续办理",
}
PARTS = st.lists(st.integers(0, 300), min_size=6, max_size=6)
MARKS: dict[str, Callable[[list[str]], str]] = {
    "pipe": lambda cells: f"| {' | '.join(cells)} |",
    "tab": "\t".join,
    "csv": ",".join,
    "blanks": "   ".join,
    "cell": "\n".join,
}


def _told(text: str) -> Rows:
    table = tell(lex(text)).get(TableKind.REQUESTS)
    if table is None:
        return {}
    names = {line.tokens[-1]: line.cells[0][0] for line in table.layout.lines if line.cells}
    return {
        names[token]: " ".join(value.text for value in row.values)
        for token, row in table.rows.items()
    }


def _marked(rows: dict[str, list[int]], mark: str) -> list[str]:
    return [
        MARKS[mark]([LABELS[row], *map(str, parts), str(sum(parts))]) for row, parts in rows.items()
    ]


def _printed(rows: dict[str, list[int]]) -> Rows:
    return {row: " ".join(map(str, [*parts, sum(parts)])) for row, parts in rows.items()}


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[int]]:
    rows = draw(st.lists(st.sampled_from(sorted(LABELS)), min_size=2, unique=True))
    return {row: draw(PARTS) for row in rows}


@pytest.mark.parametrize("mark", MARKS)
class TestLaws:
    """No number changes its row or its column, whatever becomes of the rows."""

    @given(rows=tables(), data=st.data())
    def test_rows_in_any_order_some_lost_some_twice_keep_their_values(
        self, mark: str, rows: dict[str, list[int]], data: st.DataObject
    ) -> None:
        lines = st.lists(st.sampled_from(_marked(rows, mark)), min_size=1)
        assert _told("\n".join(data.draw(lines))).items() <= _printed(rows).items()

    @given(rows=tables(), data=st.data())
    def test_a_value_that_is_lost_costs_its_row(
        self, mark: str, rows: dict[str, list[int]], data: st.DataObject
    ) -> None:
        lost = data.draw(st.sampled_from(sorted(rows)))
        at = data.draw(st.integers(1, 7))
        lines = []
        for row, parts in rows.items():
            cells = [LABELS[row], *map(str, parts), str(sum(parts))]
            lines.append(MARKS[mark](cells[:at] + cells[at + 1 :] if row == lost else cells))
        others = {row: parts for row, parts in rows.items() if row != lost}
        assert _told("\n".join(lines)).items() <= _printed(others).items()

    @given(rows=tables())
    def test_whole_rows_are_read(self, mark: str, rows: dict[str, list[int]]) -> None:
        assert _told("\n".join(_marked(rows, mark))) == _printed(rows)


@given(soups())
def test_any_rows_tell_or_do_not(text: str) -> None:
    for table in tell(lex(text)).values():
        for row in table.rows.values():
            assert row.row.fields
            assert all(value.start <= value.end <= len(text) for value in row.values)


@pytest.mark.parametrize("mark", MARKS)
def test_twice_the_rows_take_twice_the_calls(mark: str) -> None:
    rows = {row: [number, 0, 1, 2, 3, 4] for number, row in enumerate(LABELS)}
    piece = "\n".join([*_marked(rows, mark), "", ""])
    short, long = lex(piece * 8), lex(piece * 16)
    tell(short)
    assert calls(lambda: tell(long)) <= 2.3 * calls(lambda: tell(short))
