"""What is said was checked: no sentence claims sums, columns or absences that nobody looked at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import govdisclosure as gd
from govdisclosure.layout import Balance, Edition, TableKind, layout_of
from govdisclosure.model.statistics import StatisticsTable

from .mutations import make_case, read_case

REQUESTS = "三、收到和处理政府信息公开申请情况"
DISPUTES = "四、政府信息公开行政复议、行政诉讼情况"
TITLE = "望舒市水务局2023年政府信息公开工作年度报告"


def said(report: gd.Report, code: str) -> list[gd.Diagnostic]:
    return [one for one in report.diagnostics if one.code == code]


def arguments(one: gd.Diagnostic) -> dict[str, str]:
    return dict(one.arguments)


def claims_sums(one: gd.Diagnostic) -> bool:
    """Whether a sentence says that sums hold."""
    texts = one.text("zh"), one.text("en")
    claimed = ["相符" in texts[0], "sums hold" in texts[1] or "checked hold" in texts[1]]
    claimed[1] |= "of the form's sums hold" in texts[1]
    assert claimed[0] == claimed[1], texts
    return claimed[0]


def held(report: gd.Report, kind: TableKind) -> int:
    """How many sums of a table that end in a printed total hold."""
    table = report.table(kind)
    if table is None:
        return 0
    layout = layout_of(kind, table.edition)
    return sum(_holds(table, one) for one in layout.balances)


def _holds(table: gd.Table, balance: Balance) -> bool:
    cells = [table[place] for place in (*balance.left, *balance.right)]
    if any(cell.state is gd.CellState.ABSENT for cell in cells) or len(balance.right) != 1:
        return False
    total = cells[-1].value
    return total is not None and sum(cell.value or 0 for cell in cells[:-1]) == total


def _tables_at(report: gd.Report, one: gd.Diagnostic) -> Iterator[gd.Table]:
    assert one.span is not None
    for block in report.iter_blocks():
        if isinstance(block, gd.Table) and block.span is not None:
            middle = (block.span.start + block.span.end) // 2
            if one.span.start <= middle <= one.span.end:
                yield block


def disputes(row: str) -> str:
    heads = "结果维持 结果纠正 其他结果 尚未审结 总计"
    return "\n".join(
        [
            TITLE,
            DISPUTES,
            "行政复议 行政诉讼",
            f"{heads} 未经复议直接起诉 复议后起诉",
            f"{heads} {heads}",
            row,
            "五、存在的主要问题及改进情况",
        ]
    )


@pytest.mark.parametrize("seed", range(60))
def test_no_sentence_on_a_damaged_table_claims_sums_that_it_lacks(seed: int) -> None:
    report = read_case(make_case(seed))
    for one in said(report, "GD025"):
        if claims_sums(one):
            assert any(held(report, table.kind) for table in _tables_at(report, one))


class TestColumnsOfTheForm:
    """GD025 counts the sums that it speaks of."""

    @staticmethod
    def noticed(marks: str, width: int, last: str | None = None) -> gd.Diagnostic:
        """What is said of a table of the example whose heads someone invented.

        Args:
            marks: The numerals of its section and of the next.
            width: How many values a row has.
            last: What stands in place of each total; the total where None.
        """
        printed = str(gd.read("examples/report_2021.txt")).split("\n")
        start, end = (
            next(n for n, one in enumerate(printed) if one[:2] == f"{mark}、" and "\t" not in one)
            for mark in marks
        )
        lines = [TITLE, printed[start], "\t".join(["项目", *(f"数据{at}" for at in range(width))])]
        for line in printed[start:end]:
            fields = line.split("\t")
            if len(fields) > width and fields[-1].isdigit():
                total = fields[-1] if last is None else last
                lines.append("\t".join([fields[-width - 1], *fields[-width:-1], total]))
        (one,) = said(gd.parse("\n".join(lines)), "GD025")
        return one

    def test_sums_are_counted(self) -> None:
        one = self.noticed("三四", 7)
        rows = [
            line for line in layout_of(TableKind.REQUESTS, Edition.FORM_2021).lines if line.cells
        ]
        assert (arguments(one)["checked"], arguments(one)["count"]) == ("sums", str(len(rows)))
        assert claims_sums(one)

    @pytest.mark.parametrize("last", ["", "/"])
    def test_without_a_number_in_each_cell_none_is_claimed(self, last: str) -> None:
        one = self.noticed("三四", 7, last)
        assert not claims_sums(one)
        assert "没有可以核对的合计" in one.text("zh")
        assert "no sum within them could be checked" in one.text("en")

    def test_table_two_has_no_sums_to_claim(self) -> None:
        cells = [
            ["第二十条第（一）项"] * 4,
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", "1", "0", "3"],
            ["行政规范性文件", "4", "5", "6"],
            ["第二十条第（五）项"] * 4,
            ["信息内容", *["本年处理决定数量"] * 3],
            ["行政许可", *["7"] * 3],
        ]
        rows = ["\t".join([str(number), *row]) for number, row in enumerate(cells)]
        text = [TITLE, "二、主动公开政府信息情况", "\t0\t1\t2\t3", *rows]
        (one,) = said(gd.parse("\n".join(text)), "GD025")
        assert not claims_sums(one)


class TestNoReport:
    """GD001 stands beside no table; a title or a year that is missing is said."""

    TABLES = (
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t0\t3\n行政规范性文件\t4\t5\t6",
        "指标名称\t单位\t2014年度\n收到申请数\t件\t3\n1.当面申请数\t件\t2",
        "信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 1 0 3\n行政规范性文件 4 5 6",
    )

    @pytest.mark.parametrize("table", TABLES)
    def test_a_table_that_was_read_is_no_text(self, table: str) -> None:
        report = gd.parse(table)
        blocks = list(report.iter_blocks())
        assert any(isinstance(one, (gd.Table, StatisticsTable)) for one in blocks)
        assert not said(report, "GD001")
        assert said(report, "GD048")
        assert said(report, "GD049")

    @pytest.mark.parametrize("text", ["今天没有报告。", "甲\t乙\n1\t2"])
    def test_nothing_of_a_report_is_said_once(self, text: str) -> None:
        codes = [one.code for one in gd.parse(text).diagnostics]
        assert codes == ["GD001"]

    def test_an_empty_text_says_nothing(self) -> None:
        assert gd.parse("").diagnostics == ()

    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            (f"{TITLE}\n一、总体情况\n略。", set()),
            ("望舒市水务局政府信息公开工作年度报告\n一、总体情况\n略。", {"GD049"}),
            ("一、总体情况\n略。", {"GD048", "GD049"}),
            (
                "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。\n一、总体情况",
                {"GD048"},
            ),
        ],
    )
    def test_a_missing_title_or_year_is_said(self, text: str, codes: set[str]) -> None:
        found = {one.code for one in gd.parse(text).diagnostics}
        assert found & {"GD001", "GD048", "GD049"} == codes


class TestTableNotRead:
    """GD106 calls no table missing whose words are in the text."""

    UNREAD = "\n".join(disputes("3 0 0 2 5 1 0 0 0 1 0 0 0 0").split("\n"))

    @staticmethod
    def findings(text: str) -> list[str]:
        return [arguments(one)["table"] for one in gd.check(gd.parse(text), select=["GD106"])]

    @staticmethod
    def reasons(text: str) -> set[str]:
        audited = gd.audit(gd.parse(text), select=["GD106"])
        return {one.reason.name for one in audited if one.reason is not None}

    @pytest.mark.parametrize(
        "text",
        [
            UNREAD,
            UNREAD.replace(DISPUTES, ""),
            UNREAD.replace(" ", " | "),
            UNREAD.replace(" ", "\n"),
            str(gd.parse(UNREAD)),
        ],
        ids=["torn", "without-its-heading", "bars", "lines", "printed-again"],
    )
    def test_a_table_in_the_text_is_not_called_missing(self, text: str) -> None:
        assert "disputes" not in self.findings(text)
        assert "unread" in self.reasons(text)

    def test_prose_is_no_table(self) -> None:
        text = f"{TITLE}\n{DISPUTES}\n本年度没有行政复议、行政诉讼。\n行政复议\n行政诉讼"
        assert "disputes" in self.findings(text)


class TestDates:
    @pytest.mark.parametrize(
        "words",
        [
            "2025年2月30日",
            "2025-02-30",
            "二〇二五年二月三十日",
            "望舒市水务局 2025年13月1日",
        ],
    )
    def test_a_day_that_does_not_exist_is_named(self, words: str) -> None:
        report = gd.parse(f"{TITLE}\n一、总体情况\n略。\n望舒市水务局\n{words}")
        found = {one.code: one for one in gd.check(report, select=["GD5", "GD912", "GD950"])}
        assert set(found) == {"GD506"}
        assert "不是真实存在的日期" in found["GD506"].text("zh")
        assert "no such day" in found["GD506"].text("en")
        reasons = {
            one.reason.name
            for one in gd.audit(report, select=["GD504", "GD505"])
            if one.reason is not None
        }
        assert reasons == {"no-such-day"}

    @pytest.mark.parametrize(
        "words", ["2025年2月28日", "2024年2月29日", "2025年2月", "第2.30.31号"]
    )
    def test_other_words_are_not(self, words: str) -> None:
        report = gd.parse(f"{TITLE}\n一、总体情况\n略。\n望舒市水务局\n{words}")
        assert not gd.check(report, select=["GD506"])

    @pytest.mark.parametrize("month", [1, 6])
    @pytest.mark.parametrize("year", [2022, 2023, 2026])
    def test_a_date_that_gd504_quotes_is_not_called_missing(self, year: int, month: int) -> None:
        closing = f"望舒市水务局\n{year}年{month}月9日"
        report = gd.parse(f"{TITLE}\n一、总体情况\n略。\n{closing}")
        assert [one.code for one in gd.check(report, select=["GD504"])] == ["GD504"]
        (one,) = gd.audit(report, select=["GD505"])
        assert one.reason is not None
        assert one.reason.name == "date-of-another-year"
