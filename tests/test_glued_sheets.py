"""Statistics sheets whose cells stand together without blanks: what is read is right, and what
only one reading allows is read.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import pytest

import govdisclosure as gd

from . import test_laws
from .counting import calls
from .sheets import around

_HEADS = {
    1: "指标名称计量单位2014年度",
    2: "指标名称计量单位2014年度历年累计",
    3: "指标名称计量单位本期实际本年累计历年累计",
}
_LOCAL = ("接受举报数", "行政申诉数", "接待来访数", "接受行政诉讼、投诉数")
#: Their digits run on behind those of the row before.
_WITH_DIGITS = ("12345热线受理数", "2013年制发文件数")
_KINDS = {
    "受理依申请公开信息总数": ("当面申请数", "网上申请数", "信函、传真申请数"),
    "对申请的答复总数": ("同意公开答复数", "同意部分公开答复数", "否决公开答复数"),
}


class Row(NamedTuple):
    """A row of a sheet; a blank cell is empty."""

    label: str
    unit: str
    values: tuple[str, ...]
    is_known: bool = True


def make_rows(random: Random, columns: int, *, is_whole: bool) -> list[Row]:
    """The rows of a sheet; one that *is_whole* has no blank cells, and adds up."""
    numbers = random.choice(((0,), (0, 1, 2, 3, 12), (0, 7, 24, 130, 1509)))
    lacking = 0.0 if is_whole else random.choice((0, 0.1, 0.4))
    mark = random.choice(("、", ".", "．", ""))

    def draw() -> list[int]:
        return sorted(random.choice(numbers) for _ in range(columns))

    counts = [("主动公开信息数", draw()), ("行政复议数", draw()), ("行政诉讼数", draw())]
    for total, labels in _KINDS.items():
        kinds = [(label, draw()) for label in labels]
        surplus = 0 if is_whole else random.choice((0, 1, 40))
        sums = [sum(column) + surplus for column in zip(*(kind for _, kind in kinds), strict=True)]
        printed = [one for one in kinds if is_whole or random.random() < 0.8]
        marked = [
            (f"{'' if place else '其中：'}{place + 1}{mark}{label}" if mark else label, values)
            for place, (label, values) in enumerate(printed)
        ]
        counts[1:1] = [(total, sums), *marked]
    rows = [
        Row(label, "条", tuple("" if random.random() < lacking else str(one) for one in values))
        for label, values in counts
    ]
    others = _LOCAL if is_whole else (*_LOCAL, *_WITH_DIGITS)
    for label in random.sample(others, random.randint(0, 2)):
        row = Row(label, random.choice("件次"), tuple(map(str, draw())), is_known=False)
        rows.insert(random.randint(0, len(rows)), row)
    return rows


def read_sheet(line: str) -> tuple[gd.Report, dict[str, gd.StatisticsRow]]:
    """The report around *line*, and the rows of its sheet by label."""
    test_laws.TestNothingLost.is_accounted_for(around(line))
    report = gd.parse(around(line))
    assert gd.parse(str(report)) == report
    rows = report.statistics.rows if report.statistics else ()
    return report, {row.label.replace("．", "."): row for row in rows}


def read_numbers(line: str) -> dict[str, list[object]]:
    """What was read of each row that has values."""
    _, rows = read_sheet(line)
    return {label: [cell.value for cell in row.cells] for label, row in rows.items()}


@pytest.mark.parametrize("columns", _HEADS)
def test_every_number_that_is_read_is_right(columns: int) -> None:
    read = 0
    for seed in range(150):
        random = Random(seed)
        rows = make_rows(random, columns, is_whole=False)
        gap = random.choice(("", "", "\n"))
        end = random.choice(("", "附件", "2015年3月1日", "- 3 -", "三、存在的问题"))
        cells = (f"{row.label}{row.unit}{''.join(row.values)}" for row in rows)
        found = read_numbers(gap.join((_HEADS[columns], *cells, end)))
        for row in rows:
            got = found.get(row.label.replace("．", "."), [])
            for printed, value in zip(row.values, got, strict=False):
                assert value is None or str(value) == printed, (seed, row, got)
                read += value is not None
    assert read > 1_000


@pytest.mark.parametrize("columns", _HEADS)
def test_whole_sheets_keep_their_rows_and_give_what_begins_with_a_nought(columns: int) -> None:
    for seed in range(100):
        rows = make_rows(Random(seed), columns, is_whole=True)
        cells = (f"{row.label}{row.unit}{''.join(row.values)}" for row in rows)
        found = read_numbers(_HEADS[columns] + "".join(cells))
        assert list(found) == [row.label.replace("．", ".") for row in rows], seed
        for row, behind in zip(rows, [*rows[1:], None], strict=True):
            noughts = row.values[:-1].count("0")
            if noughts == columns - 1 and (behind is None or behind.is_known):
                assert [str(one) for one in found[row.label.replace("．", ".")]] == [*row.values]


def test_kinds_that_are_printed_choose_between_cuts_but_for_blanks() -> None:
    sheet = _HEADS[2] + "主动公开信息数条1213{}行政复议数条12行政诉讼数条08"
    kinds = (
        "对申请的答复数条634其中：1.同意公开答复数条4172.同意部分公开答复数条293.否决公开答复数条08"
    )
    found = read_numbers(sheet.format(kinds))
    assert found["对申请的答复数"] == [6, 34]
    assert found["其中：1.同意公开答复数"] == [4, 17]
    assert found["2.同意部分公开答复数"] == [2, 9]
    assert found["3.否决公开答复数"] == [0, 8]
    assert found["行政诉讼数"] == [0, 8]
    assert found["主动公开信息数"] == found["行政复议数"] == [None, None]


def test_a_total_beside_a_blank_is_not_cut() -> None:
    kinds = "对申请的答复数条11其中：1.同意公开答复数条112.同意部分公开答复数条00行政复议数条00"
    assert read_numbers(_HEADS[2] + kinds)["对申请的答复数"] == [None, None]


def test_a_sum_that_holds_with_blanks_only_cuts_nothing() -> None:
    kinds = "对申请的答复数条20其中：1.同意公开答复数条22.同意部分公开答复数条0行政复议数条00"
    assert read_numbers(_HEADS[2] + kinds)["对申请的答复数"] == [None, None]


def test_nothing_is_cut_where_another_row_has_more_values_than_columns() -> None:
    lines = (_HEADS[2], "收到申请数 条 1 2 3", "申请办结数条07", "行政诉讼数条00")
    found = read_numbers("\n".join(lines))
    assert set(map(tuple, found.values())) == {(None, None)}


@pytest.mark.parametrize("behind", ["12345热线受理数件00", "2015年3月1日", "24小时热线"])
def test_digits_of_what_stands_behind_are_no_value(behind: str) -> None:
    found = read_numbers(f"{_HEADS[2]}行政诉讼数条00行政复议数条07{behind}")
    assert found["行政复议数"] == [None, None]
    assert found["行政诉讼数"] == [0, 0]


def test_noughts_prove_nothing_where_other_digits_ran_on() -> None:
    found = read_numbers(f"{_HEADS[2]}收到申请数条0071申请办结数条073行政诉讼数条00行政复议数条003")
    assert found["申请办结数"] == found["行政复议数"] == [None, None]
    assert found["行政诉讼数"] == [0, 0]


def test_more_noughts_than_columns_are_those_of_a_column_without_a_name() -> None:
    found = read_numbers(f"{_HEADS[2]}收到申请数条000申请办结数条07行政诉讼数条00")
    assert set(map(tuple, found.values())) == {(None, None)}


def test_marks_of_thousands_end_no_number() -> None:
    found = read_numbers(f"{_HEADS[1]}主动公开信息数条1,234收到申请数条2申请办结数条3")
    assert found["主动公开信息数"] == [1234]
    found = read_numbers(f"{_HEADS[2]}主动公开信息数条01,234收到申请数条00申请办结数条00")
    assert found["主动公开信息数"] == [None, None]


def test_a_row_without_values_ends_no_sheet() -> None:
    found = read_numbers(f"{_HEADS[2]}主动公开信息数条收到申请数条00申请办结数条行政诉讼数条07")
    assert found == {
        "主动公开信息数": [],
        "收到申请数": [0, 0],
        "申请办结数": [],
        "行政诉讼数": [0, 7],
    }


def test_words_behind_a_sheet_are_no_row_of_it() -> None:
    report, rows = read_sheet(f"{_HEADS[2]}收到申请数条00申请办结数条00附件2")
    assert list(rows) == ["收到申请数", "申请办结数"]
    assert "附件2" in str(report)


def test_unknown_rows_cost_no_more_than_their_length() -> None:
    def work(count: int) -> int:
        text = around(_HEADS[2] + "收到申请数条00" * 3 + "举报甲件00" * count)
        return calls(lambda: gd.parse(text))

    once = work(900)
    twice = work(1_800)
    assert twice < 2.2 * once
