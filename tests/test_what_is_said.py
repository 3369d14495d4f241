"""What is said was checked: no sentence claims sums, columns or absences that nobody looked at."""

from __future__ import annotations

import pytest

import govdisclosure as gd
from govdisclosure.forms.layout import Edition, label_of, layout_of
from govdisclosure.model.statistics import StatisticsTable

from .torn_printing import GLUED, PRINTERS, print_report

REQUESTS = "三、收到和处理政府信息公开申请情况"
TITLE = "望舒市水务局2023年政府信息公开工作年度报告"
DISPUTES = "四、政府信息公开行政复议、行政诉讼情况"
ABSENT = gd.CellState.ABSENT


def said(report: gd.Report, code: str) -> list[gd.Diagnostic]:
    return [one for one in report.diagnostics if one.code == code]


def arguments(one: gd.Diagnostic) -> dict[str, str]:
    return dict(one.arguments)


class TestDamagedTables:
    """GD050 names the rows that are read, and what that rests on."""

    @pytest.mark.parametrize("printer", [*PRINTERS, *GLUED])
    @pytest.mark.parametrize("edition", Edition)
    def test_every_row_that_is_read_is_named(self, printer: str, edition: Edition) -> None:
        text, _ = print_report(edition, 1, printer)
        report = gd.parse(text)
        tables = (report.table(kind) for kind in gd.TableKind)
        for table in filter(None, tables):
            own = [
                one
                for one in report.diagnostics
                if arguments(one).get("table") == table.kind.value
                and one.code in {"GD022", "GD023", "GD050"}
            ]
            named = "".join(arguments(one).get("rows", "") for one in own)
            places = {place for one in own for place in one.addresses}
            for line in layout_of(table.kind, table.edition).lines:
                if line.tokens and any(table[place].state is not ABSENT for place in line.cells):
                    label = label_of(table.kind, line.tokens[-1]).wording(table.edition)
                    rows = {place.row for place in places}
                    assert not own or label in named or line.name in rows

    def test_heads_that_someone_invented_leave_what_was_counted(self) -> None:
        head = "项目\t数据1\t数据2\t数据3\t数据4\t数据5\t数据6\t总计"
        rows = ["一、本年新收政府信息公开申请数量\t3\t1\t0\t0\t0\t0\t4"]
        rows += [f"{name}\t0\t0\t0\t0\t0\t0\t0" for name in ("2.重复申请", "（七）总计")]
        (one,) = said(gd.parse("\n".join([TITLE, REQUESTS, head, *rows])), "GD050")
        assert "恰好相符的单元格数" in one.text("zh")
        assert "exactly as many cells" in one.text("en")


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
