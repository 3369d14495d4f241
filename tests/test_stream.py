"""Rows told by their words: labels that own the values behind them, marks or no marks."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

import govdisclosure as gd
from govdisclosure.forms.layout import Edition, TableKind, label_of, layout_of
from govdisclosure.tables.stream import tell_stream
from tests.mutations import judge, make_case, read_case
from tests.torn_printing import draw, print_report

#: What is read of whole reports, in percent, by the manner of printing; rows of two or three
#: values, which no sum proves, are lost where they stand on no line with their label, or where
#: their digits ran together.
_LEAST = {
    ("by_rows", Edition.FORM_2021): 95,
    ("by_rows", Edition.FORM_2019): 93,
    ("one_a_line", Edition.FORM_2021): 95,
    ("one_a_line", Edition.FORM_2019): 93,
    ("between_pipes", Edition.FORM_2021): 92,
    ("between_pipes", Edition.FORM_2019): 84,
    ("glued", Edition.FORM_2021): 94,
    ("glued", Edition.FORM_2019): 88,
    ("glued_with_blanks", Edition.FORM_2021): 40,
    ("glued_with_blanks", Edition.FORM_2019): 25,
    ("on_one_line", Edition.FORM_2021): 98,
    ("on_one_line", Edition.FORM_2019): 98,
}


def told(text: str) -> dict[str, str]:
    """The address and the words of each value that is told."""
    return {
        f"{kind.value}/{row}/{column}": value.text
        for kind, table in tell_stream(text).items()
        for line in table.layout.lines
        if line.cells and (one := table.rows.get(line.tokens[-1] if line.tokens else ""))
        for (row, column), value in zip(line.cells, one.values, strict=True)
    }


def rows(lines: Sequence[str]) -> dict[str, str]:
    """The rows of table three that *lines* tell."""
    table = tell_stream("\n".join(lines)).get(TableKind.REQUESTS)
    found = table.rows if table else {}
    return {token: " ".join(value.text for value in one.values) for token, one in found.items()}


@pytest.mark.parametrize(("printer", "edition"), _LEAST)
def test_torn_tables_are_told_and_nothing_of_them_is_wrong(printer: str, edition: Edition) -> None:
    right = cells = 0
    for seed in range(12):
        text, truth = print_report(edition, seed, printer)
        found = told(text)
        assert not {at: value for at, value in found.items() if str(truth[at]) != value}
        right, cells = right + len(found), cells + len(truth)
    assert right * 100 >= cells * _LEAST[printer, edition]


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("printer", ["by_rows", "one_a_line", "by_columns", "between_pipes"])
def test_lines_lost_doubled_or_moved_give_no_row_a_number_of_another(
    printer: str, edition: Edition
) -> None:
    """But for two numbers of one sum that changed places, which nothing tells."""
    for seed in range(40):
        text, truth = print_report(edition, seed, printer)
        rng, lines = Random(seed), text.split("\n")
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(4, len(lines) - 3)
            match rng.randrange(3):
                case 0:
                    del lines[at]
                case 1:
                    lines.insert(at, lines[at])
                case _:
                    lines[at], lines[at + 1] = lines[at + 1], lines[at]
        by_row: dict[str, list[tuple[int, int]]] = {}
        for address, value in told("\n".join(lines)).items():
            pair = int(value), truth[address]
            by_row.setdefault(address.rpartition("/")[0], []).append(pair)
        for row, pairs in by_row.items():
            assert sorted(read for read, _ in pairs) == sorted(is_ for _, is_ in pairs), (seed, row)


class TestOrders:
    """Which values are whose, where nothing but the order of the words tells."""

    LABELS = ("1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "（七）总计")
    VALUES = ("1 0 2 0 0 0 3", "0 4 0 0 0 1 5", "6 0 0 0 0 0 6", "7 4 2 0 0 1 14")

    def lines(self, *order: str) -> list[str]:
        """Labels and values, one a line, in an order such as ``L0 V0``."""
        source = {"L": self.LABELS, "V": self.VALUES}
        return [part for one in order for part in self._cells(source[one[0]][int(one[1])], one[0])]

    @staticmethod
    def _cells(words: str, kind: str) -> list[str]:
        return words.split() if kind == "V" else [words]

    def all_rows(self) -> dict[str, str]:
        tokens = ("NOT_PROCESSED_PETITION", "NOT_PROCESSED_REPEAT", "NOT_PROCESSED_PUBLICATION")
        return dict(zip((*tokens, "OUTCOMES_TOTAL"), self.VALUES, strict=True))

    def test_labels_before_their_values(self) -> None:
        assert rows(self.lines("L0", "V0", "L1", "V1", "L2", "V2", "L3", "V3")) == self.all_rows()

    def test_labels_behind_their_values(self) -> None:
        assert rows(self.lines("V0", "L0", "V1", "L1", "V2", "L2", "V3", "L3")) == self.all_rows()

    def test_the_values_of_two_rows_together_before_the_second_label(self) -> None:
        assert rows(self.lines("L0", "V0", "V1", "L1", "L2", "V2", "L3", "V3")) == self.all_rows()

    def test_a_lost_label_gives_its_values_to_nobody(self) -> None:
        found = rows(self.lines("V0", "L1", "V1", "L2", "V2", "L3", "V3"))
        assert not {token for token, words in found.items() if words != self.all_rows()[token]}

    def test_lost_values_are_not_those_of_the_next_row(self) -> None:
        found = rows(self.lines("L0", "L1", "V1", "L2", "V2", "L3", "V3"))
        assert found == {
            token: words for token, words in self.all_rows().items() if words != self.VALUES[0]
        }


@pytest.mark.parametrize("seed", range(200))
def test_values_a_line_above_their_label_are_not_those_of_a_blank_row(seed: int) -> None:
    """As tools print by height: a blank row leaves its label and nothing else."""
    rng = Random(seed)
    layout = layout_of(TableKind.REQUESTS, Edition.FORM_2021)
    values = draw(layout, rng)
    lines: list[str] = []
    truth: dict[str, str] = {}
    is_moved = True
    for token, line in layout.rows.items():
        label = label_of(layout.kind, token).wording(layout.edition)
        row = " ".join(str(values[place]) for place in line.cells)
        is_blank = rng.random() < 0.3
        truth[token] = "" if is_blank else row
        is_moved = not is_moved and not is_blank and rng.random() < 0.2
        lines += [label] if is_blank else [row, label] if is_moved else [label, row]
    for token, words in rows(lines).items():
        assert words.strip() == truth[token], token


def test_a_total_that_lost_its_last_digit_is_not_read() -> None:
    """Rows that do not add up are a report's own, unless sums over rows break in them too."""
    text, truth = print_report(Edition.FORM_2021, 1, "by_rows")
    total = str(truth["requests/outcomes_total/total"])
    for lost, is_read in ((total[:-1], False), (total, True)):
        found = told(
            "\n".join(
                line.removesuffix(f" {total}") + f" {lost}"
                if "总计" in line and line.endswith(total)
                else line
                for line in text.split("\n")
            )
        )
        assert ("requests/outcomes_total/total" in found) is is_read


class TestDigitsThatRanTogether:
    def test_sums_over_rows_choose_between_the_ways_to_cut_a_row(self) -> None:
        found = rows(
            [
                "一、本年新收政府信息公开申请数量 110000011",
                "二、上年结转政府信息公开申请数量 0000000",
                "（七）总计 11 0 0 0 0 0 11",
                "四、结转下年度继续办理 0000000",
            ]
        )
        assert found["RECEIVED_NEW"] == "11 0 0 0 0 0 11"

    def test_beside_a_row_with_blank_cells_only_rows_that_print_noughts_are_cut(self) -> None:
        """The digits of 944 665 10 2 12 and 1633 can be cut in one way, which is not theirs."""
        found = rows(
            [
                "一、本年新收政府信息公开申请数量944665102121633",
                "二、上年结转政府信息公开申请数量55",
                "（七）总计3010004",
                "四、结转下年度继续办理0000000",
            ]
        )
        assert found["OUTCOMES_TOTAL"] == "3 0 1 0 0 0 4"
        assert "RECEIVED_NEW" not in found

    def test_a_row_of_which_a_value_may_be_lost_is_not_cut(self) -> None:
        """Of 1 11 0 0 0 0 12 the 11 is lost."""
        found = rows(
            [
                "一、本年新收政府信息公开申请数量 1 0 0 0 0 12",
                "二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0",
                "（七）总计 0 0 0 0 0 0 0",
                "四、结转下年度继续办理 0 1 0 0 0 0 1",
            ]
        )
        assert "RECEIVED_NEW" not in found

    def test_an_outcome_that_is_larger_than_their_total_is_not_a_cut(self) -> None:
        """A row adds up in one wrong way without its blank; other rows of the table are blank."""
        case = make_case(42174, None, None)
        score = judge(read_case(case), case)
        assert not score.wrong_value, score.wrong_values

    @pytest.mark.parametrize("seed", [5216, 5238])
    def test_noughts_on_both_sides_of_a_label_are_no_row(self, seed: int) -> None:
        """One row lost a nought and another has one more, so that the table has as many as ever."""
        case = make_case(seed, None, "glued")
        score = judge(read_case(case), case)
        assert not score.wrong_value, score.wrong_values

    def test_digits_before_a_mark_are_not_all_of_their_row(self) -> None:
        """Of 4131093812131/712 the digits before the mark add up when cut into seven."""
        case = make_case(40888, None, None)
        score = judge(read_case(case), case)
        assert not score.wrong_value, score.wrong_values


class TestArticlesOfTableTwo:
    """A row that cannot be read hides no row of another article, and none of its own."""

    HEADS = "信息内容 本年制发件数 本年废止件数 现行有效件数"
    FIRST = f"第二十条第（一）项 {HEADS} 规章 1 0 2 行政规范性文件 4 0 5"
    FIFTH = "第二十条第（五）项 信息内容 本年处理决定数量 行政许可 7"
    SIXTH = "第二十条第（六）项 信息内容 本年处理决定数量 行政处罚 8 行政强制 9"
    WHOLE = {  # noqa: RUF012 - nothing changes it
        "RULES": "1 0 2",
        "NORMATIVE_DOCUMENTS": "4 0 5",
        "LICENSING": "7",
        "PENALTIES": "8",
        "COMPULSION": "9",
    }

    def told(self, *changes: tuple[str, str]) -> dict[str, str]:
        """The rows that are told once the page is changed, all on one line."""
        words = f"{self.FIRST} {self.FIFTH} {self.SIXTH}"
        for old, new in changes:
            assert old in words
            words = words.replace(old, new)
        table = tell_stream(words).get(TableKind.PROACTIVE)
        found = table.rows if table else {}
        return {token: " ".join(value.text for value in one.values) for token, one in found.items()}

    @pytest.mark.parametrize(
        ("old", "new", "lost"),
        [
            ("4 0 5", "4 0 5 6", {"NORMATIVE_DOCUMENTS"}),
            ("4 0 5", "405", {"NORMATIVE_DOCUMENTS"}),
            ("4 0 5", "016 536", {"RULES", "NORMATIVE_DOCUMENTS"}),
            ("行政强制 9", "行政强制 1-90", {"COMPULSION"}),
            ("行政强制 9", "行政强制 9 — 3 —", set()),
            ("本年处理决定数量 行政许可", "本年处理决定数量 — 3 — 行政许可", set()),
            ("规章", "规章（含各科室）", set()),
            ("本年废止件数 ", "", set()),
            ("行政处罚 8", "行政处罚", {"PENALTIES"}),
            ("行政强制 9", "行政强制", {"PENALTIES", "COMPULSION"}),
            ("行政处罚 8", "8 行政处罚", {"PENALTIES", "COMPULSION"}),
            ("规章 1 0 2", "规章", {"RULES"}),
            ("本年废止件数", "清理件数", {"RULES", "NORMATIVE_DOCUMENTS"}),
            ("本年废止件数", "本年清理的各类文件件数", {"RULES", "NORMATIVE_DOCUMENTS"}),
        ],
    )
    def test_only_rows_of_which_something_is_unsure_are_lost(
        self, old: str, new: str, lost: set[str]
    ) -> None:
        rest = {token: row for token, row in self.WHOLE.items() if token not in lost}
        assert self.told((old, new)) == rest


@pytest.mark.parametrize(("label", "is_read"), [("行政强制", True), ("", False)])
def test_digits_may_run_on_from_a_row_that_lost_its_label(label: str, *, is_read: bool) -> None:
    first = "第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件"
    page = f"{first}005第二十条第（六）项信息内容本年处理决定数量行政处罚12{label}34"
    found = tell_stream(page)[TableKind.PROACTIVE].rows
    assert ("PENALTIES" in found) is is_read
    assert "RULES" in found


def test_a_remark_behind_a_row_parts_no_table() -> None:
    """Nor does a label of heads that is broken over lines tell of another order of columns."""
    page = (
        "自然人 法人或其他 组织 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他 "
        "一、本年新收政府信息公开申请数量 2 1 0 0 0 0 3 已核 "
        "二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0 数据来自台账 "
        "（七）总计 1 1 0 0 0 0 2 含网上申请 四、结转下年度继续办理 1 0 0 0 0 0 1"
    )
    assert rows([page]) == {
        "RECEIVED_NEW": "2 1 0 0 0 0 3",
        "CARRIED_IN": "0 0 0 0 0 0 0",
        "OUTCOMES_TOTAL": "1 1 0 0 0 0 2",
        "CARRIED_OUT": "1 0 0 0 0 0 1",
    }


@pytest.mark.parametrize("words", ["5件，", "（含变更）5件，", "12次，"])
def test_counts_of_a_sentence_are_no_rows(words: str) -> None:
    assert not tell_stream(f"作出行政许可{words}行政处罚{words}行政强制{words}收费{words}无其他。")


def test_a_table_printed_twice_is_read_whole_once() -> None:
    """As words of a page, and again as a table of Markdown that a row of the first lacks."""
    names = (
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
    )
    values = ("5 2 0 1 0 0 8", "0 1 0 0 0 0 1", "4 2 0 0 0 0 6")
    words = [f"{name} {row}" for name, row in zip(names, values, strict=True)]
    marked = [
        f"| {name} | {row.replace(' ', ' | ')} |" for name, row in zip(names, values, strict=True)
    ]
    text = "\n".join(
        [
            "三、收到和处理政府信息公开申请情况",
            "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计",
            *words[:2],
            "页",
            *words[2:],
            "",
            *marked,
        ]
    )
    report = gd.parse(text)
    assert report.requests is not None
    assert report.requests["disclosed", "total"].value == 6
    assert report.requests["received_new", "natural_person"].value == 5
    assert gd.parse(gd.render(report)) == report
