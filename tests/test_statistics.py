"""Statistics sheets of 2008 to 2018: read as printed, found by what they count, and checked."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.crosswalk import Degree, correspondence, sheet_crosswalk
from govdisclosure.errors import CodecError
from govdisclosure.forms.sheet_columns import (
    ColumnKind,
    begins_sheet,
    columns_named,
    is_label_head,
    is_unit,
    unit_of_cells,
)
from govdisclosure.forms.sheet_indicators import (
    Indicator,
    bounds,
    channels,
    indicator_of,
    indicators,
    lineage,
    sheet_sums,
)
from govdisclosure.forms.sheet_labels import indicators_of, is_indicator
from govdisclosure.strategies import statistics_tables
from tests.sheets import (
    WITH_CELLS,
    WITHOUT_CELLS,
    Sheet,
    around,
    as_tabs,
    make_sheet,
    national_names,
)

SEEDS = range(24)
_HEAD = "统计指标\t单位\t2014年度\t历年累计\n"


def sheet_of(rows: str, head: str = _HEAD) -> gd.StatisticsTable:
    sheet = gd.parse(around(f"\n{head}{rows}\n")).statistics
    assert sheet is not None
    return sheet


# ------------------------------------------------------------------------------ dialects


def scored(sheet: Sheet, report: gd.Report) -> Counter[str]:
    """How many numbers were read right, not at all, or as something else."""
    score: Counter[str] = Counter()
    for address, digits in sheet.numbers().items():
        cell = report[address]
        if cell.value is None:
            score["blank" if not digits else "missing"] += 1
        else:
            score["right" if digits == str(cell.value) else "wrong"] += 1
    return score


@pytest.mark.parametrize("name", WITH_CELLS)
def test_sheets_with_cells_are_read_as_they_are_printed(name: str) -> None:
    for seed in SEEDS:
        random = Random(seed)
        printed = make_sheet(random, blank_zeros=seed % 3 == 0)
        report = gd.read(WITH_CELLS[name](printed, random))
        assert report.statistics is not None, seed
        score = scored(printed, report)
        assert not score["wrong"], seed
        assert not score["missing"], seed
        assert report.statistics.columns == printed.columns
        rows = [(row.label, row.unit) for row in report.statistics.rows]
        merged = {(row.label, "") for row in printed.rows if not row.values}
        for got, row in zip(rows, printed.rows, strict=True):
            assert got == (row.label, row.unit) or got in merged
        assert gd.parse(str(report)) == report


def _items(found: gd.Diagnostic) -> list[str]:
    """What a sentence about several rows names."""
    return dict(found.arguments)["items"].split("；")


@pytest.mark.parametrize("name", WITHOUT_CELLS)
def test_sheets_without_cells_lose_values_beside_blanks_only(name: str) -> None:
    for seed in SEEDS:
        random = Random(seed)
        printed = make_sheet(random, blank_zeros=seed % 3 == 0, has_spaces=False)
        report = gd.read(WITHOUT_CELLS[name](printed, random))
        assert report.statistics is not None, seed
        score = scored(printed, report)
        assert not score["wrong"], seed
        halves = sum(len({bool(value) for value in row.values}) == 2 for row in printed.rows)
        assert score["missing"] == halves, seed
        assert [row.label for row in report.statistics.rows] == [row.label for row in printed.rows]
        said = [_items(one) for one in report.diagnostics if one.code == "GD007"]
        assert sum(map(len, said)) == halves
        assert len(said) <= 1
        assert gd.parse(str(report)) == report


@pytest.mark.parametrize(
    ("end", "rows"),
    [
        ("\n|", ["收到申请数 件 03 3 4", "申请办结数 件 04  4"]),
        ("", ["收到申请数 件 03 3 4", "申请办结数 件 04 5 4"]),
        ("\n|\n", ["收到申请数 件 03 3 4", "申请办结数 件 04  "]),
    ],
)
def test_cells_behind_pipes_on_lines_of_their_own(end: str, rows: list[str]) -> None:
    head = "指 标 名 称\n| 计量\n单位\n| 代码\n| 本期实际\n| 本年累计"
    lines = [head, *(row.replace(" ", "\n| ") for row in rows)]
    report = gd.parse(around("\n".join(line + end for line in lines)))
    assert report.statistics is not None
    assert report.statistics.columns == ("代码", "本期实际", "本年累计")
    printed = [
        [row.label, row.unit, *(cell.printed(row.unit) for cell in row.cells)]
        for row in report.statistics.rows
    ]
    assert printed == [row.split(" ") for row in rows]
    assert str(report).endswith("单位负责人：张某 审核人：李某\n")


@pytest.mark.parametrize("words", ["信息内容\n| 单位\n|", "指标名称\n| 数量\n|\n甲\n| 3\n|"])
def test_lines_behind_pipes_under_other_words_are_no_sheet(words: str) -> None:
    assert gd.parse(around(words)).statistics is None


def test_a_sheet_that_is_parted_by_pages_is_one() -> None:
    rows = "收到申请数\t件\t3\t4\n"
    sheet = sheet_of(f"主动公开政府信息数\t条\t1\t2\n{_HEAD}{rows}")
    assert [row.indicator for row in sheet.rows] == ["proactive_total", "received"]


def test_columns_named_in_two_rows_bear_the_lower_words() -> None:
    page = (
        "<table><tr><td rowspan=2>指标名称</td><td rowspan=2>单位</td>"
        "<td colspan=2>统计数</td></tr>"
        "<tr><td>本年度</td><td>历年累计</td></tr>"
        "<tr><td>收到申请数</td><td>件</td><td>3</td><td>9</td></tr>"
        "<tr><td colspan=4>四、行政复议数量</td></tr>"
        "<tr><td>（三）其他情形数</td><td>件</td><td>1</td></tr></table>"
    )
    report = gd.read(around(page).replace("\n", "<p>").encode(), format="html")
    sheet = report.statistics
    assert sheet is not None
    assert sheet.columns == ("本年度", "历年累计")
    assert [len(row.cells) for row in sheet.rows] == [2, 0, 2]
    assert report["statistics/review_other/year"].value == 1
    assert report["statistics/review_other/cumulative"].state is gd.CellState.ABSENT


def test_what_stands_below_a_sheet_is_no_row_of_it() -> None:
    text = f"\n{_HEAD}收到申请数\t件\t1\t2\n单位负责人\t张某\t审核人\t李某\n"
    report = gd.parse(around(text))
    assert report.statistics is not None
    assert len(report.statistics.rows) == 1
    assert "张某" in str(report)


def test_glued_digits_that_nothing_cuts_are_absent_and_said() -> None:
    line = (
        "指标名称计量单位2014年度历年累计主动公开文件数条254378967"
        "其中：1、政府网站公开数条2543789672、政府公报公开数条00附件"
    )
    report = gd.parse(around(line))
    cell = report["statistics/via_website/year"]
    assert cell.state is gd.CellState.ABSENT
    (said,) = [_items(one) for one in report.diagnostics if one.code == "GD007"]
    assert [one.partition("（")[2] for one in said] == ["254378967）", "254378967）"]
    assert report.statistics is not None
    assert report.statistics.rows[2].label == "2、政府公报公开数"


def test_glued_digits_are_cut_where_the_sums_leave_one_way() -> None:
    line = (
        "指标名称计量单位2014年度历年累计主动公开文件数条254378967"
        "受理依申请公开信息总数条1230其中：1、当面申请数条10252、网上申请数条003、信函、传真申请数条25"
        "对申请的答复总数条1230其中：1、同意公开答复数条12302、同意部分公开答复数条00"
        "3、不予公开答复数条004、其他类型答复数条00行政复议数件00附件"
    )
    report = gd.parse(around(line))
    values = {
        f"{address.row}/{address.column}": cell.value
        for address, cell in (report.statistics or pytest.fail("no sheet")).items()
        if cell.value is not None
    }
    assert values["received/year"] == 12
    assert values["received/cumulative"] == 30
    assert (values["received_in_person/year"], values["received_in_person/cumulative"]) == (10, 25)
    assert (values["received_mail_fax/year"], values["received_mail_fax/cumulative"]) == (2, 5)
    assert "proactive_total/year" not in values
    assert (values["review_total/year"], values["review_total/cumulative"]) == (0, 0)
    assert {one.code for one in report.diagnostics} >= {"GD007", "GD023"}
    assert gd.parse(str(report)) == report


def test_digits_that_are_parted_from_their_unit_are_one_number() -> None:
    head = "指标名称 计量单位 2014年度 历年累计"
    rows = f"{head} 申请办结数 件 12 30 1.按时办结数 件 10 25 2.延期办结数 件 25 无"
    report = gd.parse(around(rows))
    assert report["statistics/closed_extended/year"].state is gd.CellState.NUMBER
    alone = gd.parse(around(rows.replace("25 无", "25")))
    assert alone["statistics/closed_extended/year"].state is gd.CellState.ABSENT


def test_glued_rows_of_random_sheets_are_never_cut_wrongly() -> None:
    cut = 0
    for seed in range(120):
        random = Random(seed)
        printed = make_sheet(random, has_spaces=False)
        if len(printed.columns) == 1:
            continue
        rows = [
            f"{row.label} {row.unit}{''.join(row.values)}"
            if row.values and random.random() < 0.3
            else " ".join((row.label, row.unit, *row.values))
            for row in printed.rows
        ]
        head = " ".join((printed.label_head, printed.unit_head, *printed.columns))
        report = gd.parse(around("\n".join((head, *rows))))
        assert report.statistics is not None
        assert not scored(printed, report)["wrong"], seed
        cut += sum(len(_items(one)) for one in report.diagnostics if one.code == "GD023")
    assert cut > 50


def test_glued_digits_of_one_column_end_before_the_next_ordinal() -> None:
    line = (
        "指标名称计量单位2011年度主动公开信息数条2026"
        "其中：1、政府网站公开数条20212、政府公报公开数条5收到申请数件3附件"
    )
    report = gd.parse(around(line))
    names = ("proactive_total", "via_website", "via_gazette", "received")
    assert [report[f"statistics/{name}/year"].value for name in names] == [2026, 2021, 5, 3]


@pytest.mark.parametrize(
    "text",
    [
        "各单位主要指标\t单位\t数量\n粮食产量\t吨\t5\n",
        "项目\t单位\t数量\n道路\t公里\t5\n",
        "指标见附表。\n",
        "统计指标 单位 统计数\n没有统计表。\n",
    ],
)
def test_other_tables_and_prose_are_no_sheets(text: str) -> None:
    report = gd.parse(around(f"\n{text}"))
    assert report.statistics is None
    assert gd.parse(str(report)) == report


def test_two_rows_that_ran_together_are_said_and_the_others_read() -> None:
    rows = "收到申请数\t件\t3\t41.当面申请数\t件\t3\t4\n申请办结数\t件\t5\t6\n"
    report = gd.parse(around(f"\n{_HEAD}{rows}"))
    assert report["statistics/received/year"].state is gd.CellState.ABSENT
    assert report["statistics/closed/year"].value == 5
    assert [one.code for one in report.diagnostics] == ["GD007"]
    unplaced = [one for one in report.residue if one.reason is gd.ResidueReason.UNPLACED]
    assert "41.当面申请数" in {one.text for one in unplaced}


def test_numbers_of_pages_stand_in_no_cell() -> None:
    rows = "统计指标\n单位\n统计数\n收到申请数\n件\n3\n- 7 -\n申请办结数\n件\n5"
    report = gd.parse(around(rows))
    assert report["statistics/received/year"].value == 3
    assert report["statistics/closed/year"].value == 5
    assert [one.text for one in report.residue] == ["- 7 -"]


def test_a_column_of_ordinals_goes_on_behind_a_page_number() -> None:
    head = "序号\t统计指标\t单位\t统计数\n"
    first = "1\t收到申请数\t件\t3\n"
    second = "2\t申请办结数\t件\t4\n3\t申请答复数\t件\t5\n"
    report = gd.parse(around(f"\n{head}{first}\n- 4 -\n\n{second}"))
    assert report["statistics/replied/year"].value == 5
    assert report.statistics is not None
    assert [row.cells[0].value for row in report.statistics.rows] == [3, 4, 5]
    numbers = [one.text for one in report.statistics.labels if one.text.isdigit()]
    assert numbers == ["1", "2", "3"]
    assert gd.parse(str(report)) == report


def test_rows_that_nobody_can_read_as_a_sheet_are_said() -> None:
    report = gd.parse(around("收到申请数\n3\n申请办结数\n3\n申请答复数\n3"))
    assert report.statistics is None
    assert [one.code for one in report.diagnostics] == ["GD015"]


# ------------------------------------------------------------------------------ rows and columns


def test_names_are_unique_and_parents_stand_before_their_rows() -> None:
    names = [one.name for one in indicators()]
    assert len(set(names)) == len(names)
    order = national_names()
    for name in order:
        parent = indicator_of(name).parent
        assert parent is None or order.index(parent) < order.index(name)
    assert set(order) - {one.name for one in indicators()} <= {
        one.name for name in order for one in lineage(name) if one.unit is None
    }


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.name)
def test_every_wording_is_known_under_its_parent(one: Indicator) -> None:
    above = [row.official for row in lineage(one.name)[:-1]]
    for words in (one.official, *one.aliases, *one.short):
        found = indicators_of([*above, f"3．{words}（注）"])
        assert found[-1] is one
    for words in (one.official, *one.aliases):
        assert is_indicator(words) is not one.is_contextual


def test_words_of_several_rows_are_told_by_the_rows_above() -> None:
    rows = [
        "（三）其他情形数",
        "四、行政复议数量",
        "（三）其他情形数",
        "五、某某数",
        "（三）其他情形数",
    ]
    told = [one.name if one else None for one in indicators_of(rows)]
    assert told == [None, "review_total", "review_other", None, None]


def test_a_row_that_stands_twice_has_one_address_and_is_said() -> None:
    report = gd.parse(around(f"\n{_HEAD}收到申请数\t件\t1\t2\n（一）收到申请数\t件\t5\t6\n"))
    sheet = report.statistics
    assert sheet is not None
    assert [row.indicator for row in sheet.rows] == ["received", None]
    assert report["statistics/received/year"].value == 1
    assert [one.code for one in report.diagnostics] == ["GD041"]


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        (("统计数",), "year"),
        (("2014 年度", "历年累计"), "year cumulative"),
        (("本期实际", "本年累计"), "other year"),
        (("本期实际",), "year"),
        (("代码", "本期实际", "本年累计"), "ordinal other year"),
        (("区政府", "区直", "乡镇"), "other other other"),
        (("区政府", "区直", "合计"), "other other year"),
        (("2013年", "2014年"), "other other"),
        (("统计数", "合计", "备注"), "year other remark"),
        (("",), "other"),
    ],
)
def test_only_columns_that_are_known_have_addresses(names: tuple[str, ...], kinds: str) -> None:
    assert " ".join(one.value for one in columns_named(names)) == kinds


def test_kinds_of_sheets_and_columns_have_public_names() -> None:
    sheet = sheet_of("收到申请数\t件\t1\t2\n")
    assert sheet.kinds == (gd.ColumnKind.YEAR, gd.ColumnKind.CUMULATIVE)
    assert {address.table for address, _ in sheet.items()} == {gd.SheetKind.STATISTICS}
    assert gd.addresses(form=gd.SheetKind.STATISTICS) == gd.addresses("statistics")
    assert gd.addresses(form=gd.Edition.FORM_2021) == gd.addresses("2021")


@pytest.mark.parametrize("name", ["序号", "行次", "代码", ""])
def test_numbers_of_rows_are_no_values_and_codes_have_no_unit(name: str) -> None:
    head = f"{name}\t统计指标\t单位\t代码\t区直\t统计数\n"
    rows = "1\t收到申请数\t件\t03\t2\t7\n2\t申请办结数\t件\t14\t2\t7\n"
    sheet = sheet_of(rows, head)
    assert sheet.columns == ("代码", "区直", "统计数")
    for row, code, number in zip(sheet.rows, ("03", "14"), "12", strict=True):
        assert str(row.cells[0]) == code
        assert [(cell.value, cell.unit) for cell in row.cells[1:]] == [(2, "件"), (7, "件")]
        assert number in [one.text for one in sheet.labels]
    assert sheet["closed", "year"].value == 7


def test_words_in_an_unnamed_column_before_the_labels_are_kept() -> None:
    head = "\t统计指标\t单位\t统计数\n"
    sheet = sheet_of("甲\t收到申请数\t件\t7\n\t申请办结数\t件\t7\n", head)
    assert [row.cells[0].text for row in sheet.rows] == ["甲", None]


def test_amounts_stay_as_they_are_printed() -> None:
    sheet = sheet_of("七、依申请公开信息收取的费用\t万元\t0.530\t1200元\n")
    year, cumulative = sheet.rows[0].cells
    assert (str(year.value), year.unit) == ("0.530", "万元")
    assert (cumulative.value, cumulative.unit) == (1200, "元")


# ------------------------------------------------------------------------------ the model


def test_blank_marked_and_absent_cells_are_not_zero() -> None:
    report = gd.parse(around(f"\n{_HEAD}收到申请数\t件\t\t/\n申请办结数\t件\t〔缺〕\t3\n"))
    states = [
        report[f"statistics/{row}/{column}"].state.value
        for row in ("received", "closed")
        for column in ("year", "cumulative")
    ]
    assert states == ["blank", "mark", "absent", "number"]
    assert report["statistics/staff/year"].state is gd.CellState.ABSENT
    assert not list(report.cells())
    assert report.edition is None


def test_an_unknown_address_names_near_misses() -> None:
    report = gd.parse(around(f"\n{_HEAD}收到申请数\t件\t1\t2\n"))
    with pytest.raises(KeyError, match="statistics/received_online/year"):
        report["statistics/recieved_online/year"]
    with pytest.raises(KeyError, match="statistics/received/year"):
        report["statistics/received/total"]
    assert gd.parse("甲")["statistics/received/year"].state is gd.CellState.ABSENT


def test_a_cell_can_be_changed() -> None:
    report = gd.parse(around(f"\n{_HEAD}收到申请数\t件\t1\t2\n"))
    changed = report.with_cell("statistics/received/year", 5)
    assert changed["statistics/received/year"].value == 5
    assert changed["statistics/received/year"].unit == "件"
    assert report["statistics/received/year"].value == 1
    assert gd.parse(str(changed)) == changed
    with pytest.raises(KeyError, match="no cell statistics/staff/year"):
        report.with_cell("statistics/staff/year", 5)


@given(statistics_tables(), st.integers(0, 10**6))
def test_a_changed_number_has_the_unit_of_its_row(sheet: gd.StatisticsTable, number: int) -> None:
    report = gd.Report(preamble=[sheet])
    for address, old in sheet.items():
        assert report[address] is old
        changed = report.with_cell(address, number)
        table = changed.statistics
        assert table is not None
        (row,) = (one for one in table.rows if one.indicator == address.row)
        assert changed[address].value == number
        assert changed[address].unit == unit_of_cells(row.unit)
        assert gd.parse(str(changed)) == changed


@pytest.mark.parametrize(
    ("printed", "unit", "line"),
    [("元", "元", "元\t5000\t2"), ("", None, "\t5000\t2"), ("万元", "万元", "万元\t5000\t2")],
)
def test_no_unit_comes_from_the_national_sheet(printed: str, unit: str | None, line: str) -> None:
    address = "statistics/request_fees/year"
    report = gd.parse(around(f"\n{_HEAD}依申请公开信息收取的费用\t{printed}\t120\t2\n"))
    assert (report[address].unit, gd.Address.parse(address).unit) == (unit, "万元")
    changed = report.with_cell(address, 5000)
    assert changed[address].unit == unit
    assert f"依申请公开信息收取的费用\t{line}\n" in str(changed)
    assert [one.unit for one in gd.iter_records(changed)] == [unit, unit]
    assert report.with_cell(address, "3亿元")[address].unit == "亿元"


def test_no_row_by_itself_says_what_it_counts() -> None:
    row = gd.StatisticsRow(label="（一）收到申请数", unit="件", cells=[gd.Cell.of(3)])
    assert row.indicator is None
    with pytest.raises(TypeError, match="indicator"):
        gd.StatisticsRow(label="随便什么", indicator="received")  # type: ignore[call-arg]
    (told,) = gd.StatisticsTable(columns=["统计数"], rows=[row]).rows
    assert (told.indicator, told.label) == ("received", row.label)
    assert attrs.evolve(told, label="随便什么").indicator is None


@given(statistics_tables())
def test_sheets_are_hashable_and_picklable(sheet: gd.StatisticsTable) -> None:
    assert pickle.loads(pickle.dumps(sheet)) == sheet  # noqa: S301 - made here
    assert hash(attrs.evolve(sheet)) == hash(sheet)
    for address, cell in sheet.items():
        assert sheet[address.row, address.column] is cell


@pytest.mark.parametrize(
    "make",
    [
        lambda: gd.StatisticsRow(label="甲", unit="12"),
        lambda: gd.StatisticsRow(label="", unit="件"),
        lambda: gd.StatisticsRow(label="甲  乙"),
        lambda: gd.StatisticsTable(columns=[], rows=[gd.StatisticsRow(label="甲")]),
        lambda: gd.StatisticsTable(columns=["统计数"], rows=[]),
        lambda: gd.StatisticsTable(columns=[""], rows=[gd.StatisticsRow(label="甲")]),
        lambda: gd.StatisticsTable(
            columns=["统计数"],
            rows=[gd.StatisticsRow(label="甲", cells=[gd.Cell.of(1), gd.Cell.of(2)])],
        ),
    ],
)
def test_what_could_not_be_read_back_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        make()


def test_other_tables_that_look_like_sheets_stay_what_they_are() -> None:
    rows = (("项目", "单位", "数"), ("收到申请数", "件", "1"), ("申请办结数", "件", "1"))
    for first in ("项目", "统计指标", "指标名称"):
        table = gd.OtherTable(rows=((first, *rows[0][1:]), *rows[1:]))
        assert next(table.printed_rows())[0] == f"\\{first}"
        report = gd.Report(preamble=[table])
        assert gd.parse(str(report)) == report
        assert gd.parse(gd.render(report, "markdown")) == report


@pytest.mark.parametrize("line", ["统计指标", "指标名称 计量单位 2014年度 历年累计"])
def test_lines_that_begin_sheets_are_escaped(line: str) -> None:
    assert begins_sheet(line)
    report = gd.Report(preamble=[gd.Paragraph(text=line)])
    assert str(report) == f"\\{line}\n"
    assert gd.parse(str(report)) == report


def test_json_knows_every_row() -> None:
    report = gd.read(as_tabs(make_sheet(Random(3)), Random(3)))
    text = gd.to_json(report)
    assert gd.from_json(text) == report
    assert '"indicator": "received_online"' in text
    with pytest.raises(CodecError, match=r"unit"):
        gd.from_json(text.replace('"unit": "人次"', '"unit": "12"'))
    for said in ('"received_fax"', '"nothing"', "null", "7"):
        lie = text.replace('"indicator": "received_online"', f'"indicator": {said}')
        with pytest.raises(CodecError, match=r"received_online.*rows\[\d+\]\.indicator"):
            gd.from_json(lie)


# ------------------------------------------------------------------------------ finding and records


def test_cells_of_the_sheet_are_selected_by_keys_and_by_words() -> None:
    rows = "收到申请数\t件\t3\t4\n1.当面申请数\t件\t1\t2\n四、行政复议数量\t件\t0\t0\n"
    report = gd.parse(around(f"\n{_HEAD}{rows}"))
    by_keys = gd.select(report, "statistics/*/year")
    assert [one.cell.value for one in by_keys] == [3, 1, 0]
    assert by_keys == gd.select(report, "统计表/*/本年度")
    (found,) = gd.select(report, "statistics/received_in_person/cumulative")
    assert found.cell.value == 2
    assert [str(one.address) for one in gd.select(report, "统计表/网上申请数/*")] == []
    assert gd.select(report, "requests/*/total") == ()
    with pytest.raises(KeyError):
        gd.select(report, "statistics/nothing/year")


def test_records_have_the_cells_of_the_sheet() -> None:
    report = gd.parse(around(f"\n{_HEAD}收到申请数\t件\t3\t4\n本地\t件\t1\t2\n"))
    records = list(gd.iter_records(report))
    assert [(one.address, one.value, one.unit, one.edition) for one in records] == [
        ("statistics/received/year", 3, "件", None),
        ("statistics/received/cumulative", 4, "件", None),
    ]
    (one,) = gd.iter_records(report, patterns=["statistics/*/cumulative"])
    assert (one.value, one.words) == (4, "统计表/依申请公开情况/收到申请数/历年累计")
    assert not list(gd.iter_records(report, patterns=["requests/*/total"]))


def test_every_address_has_words_and_a_unit() -> None:
    found = gd.addresses("statistics")
    assert len(found) == len(set(found)) == 2 * len(indicators())
    for address in found:
        assert gd.Address.parse(str(address)) == address
        assert address.unit
        assert address.words() != address.words("en")


@pytest.mark.parametrize("edition", gd.Edition)
def test_the_crosswalk_speaks_of_every_cell_once(edition: gd.Edition) -> None:
    lines = sheet_crosswalk(edition)
    assert Counter(cell for one in lines for cell in one.here) == Counter(
        gd.addresses("statistics")
    )
    known = set(gd.addresses(edition))
    for one in lines:
        assert all(one.why)
        assert set(one.there) <= known
        assert (one.degree is Degree.NONE) is (not one.there)
    one = correspondence(gd.Address.parse("statistics/received/year"), None, edition)
    assert list(map(str, one.there)) == ["requests/received_new/total"]


# ------------------------------------------------------------------------------ rules

_RULES = ("GD216", "GD217", "GD218", "GD219", "GD220", "GD221")


def findings(report: gd.Report) -> set[tuple[str, str]]:
    """Code and row of everything that the rules of the sheet find."""
    return {(one.code, one.addresses[0].row) for one in gd.check(report, select=_RULES)}


def clean_report(seed: int, columns: int) -> gd.Report:
    seeds = (one for one in range(seed, seed + 999))
    for one in seeds:
        sheet = make_sheet(Random(one))
        # A local row among the rows of a sum would keep it from being told.
        if len(sheet.columns) == columns and sheet.label_head == "统计指标":
            return gd.read(as_tabs(sheet, Random(one)))
    raise AssertionError("no such sheet")


def test_clean_sheets_are_not_flagged() -> None:
    for seed in range(40):
        random = Random(seed)
        report = gd.read(as_tabs(make_sheet(random), random))
        assert findings(report) == set(), seed
        audited = gd.audit(report, select=["GD216"])
        assert all(one.verdict is gd.Verdict.PASS for one in audited)
        assert len(audited) >= 7


#: A row that is raised by one hundred thousand, and all that follows from it.
_FAULTS: tuple[tuple[str, set[tuple[str, str]]], ...] = (
    ("received", {("GD216", "received")}),
    ("received_fax", {("GD216", "received")}),
    ("closed", {("GD216", "closed"), ("GD220", "replied")}),
    ("closed_extended", {("GD216", "closed")}),
    ("replied", {("GD216", "replied"), ("GD220", "replied")}),
    ("told_to_amend", {("GD216", "replied")}),
    ("refused", {("GD216", "replied"), ("GD216", "refused")}),
    ("refused_privacy", {("GD216", "refused")}),
    ("review_total", {("GD216", "review_total")}),
    ("review_other", {("GD216", "review_total")}),
    ("litigation_corrected", {("GD216", "litigation_total")}),
    ("staff_part_time", {("GD216", "staff")}),
    ("proactive_normative", {("GD217", "proactive_normative")}),
    ("press_conferences_head", {("GD217", "press_conferences_head")}),
    ("interviews_head", {("GD217", "interviews_head")}),
    ("via_weibo", {("GD218", "via_weibo")}),
    ("proactive_total", {("GD219", "proactive_total")}),
    ("complaints", set()),
    ("trainees", set()),
)


@pytest.mark.parametrize(("row", "expected"), _FAULTS, ids=[row for row, _ in _FAULTS])
def test_a_fault_gives_what_follows_from_it_and_nothing_else(
    row: str, expected: set[tuple[str, str]]
) -> None:
    for seed in (0, 300, 600):
        report = clean_report(seed, 1)
        address = f"statistics/{row}/year"
        value = report[address].value
        assert isinstance(value, int)
        assert findings(report.with_cell(address, value + 100_000)) == expected


def test_a_year_above_all_years_is_flagged_beside_what_follows() -> None:
    report = clean_report(0, 2)
    changed = report.with_cell("statistics/complaints/year", 100_000)
    assert findings(changed) == {("GD221", "complaints")}


def test_blanks_and_lacking_rows_cannot_be_told() -> None:
    report = clean_report(0, 1)
    blank = report.with_cell("statistics/received_fax/year", "")
    assert findings(blank) == set()
    (one,) = (
        each for each in gd.audit(blank, select=["GD216"]) if each.verdict is gd.Verdict.CANNOT_TELL
    )
    assert list(map(str, one.blocking)) == ["statistics/received_fax/year"]
    lacking = gd.parse(around("\n统计指标\t单位\t统计数\n收到申请数\t件\t9\n1.当面申请数\t件\t1\n"))
    (told,) = gd.audit(lacking, select=["GD216"])
    assert told.verdict is gd.Verdict.CANNOT_TELL


@pytest.mark.parametrize(
    ("local", "is_flagged"),
    [
        ("", True),
        ("5.其他形式\t件\t9\n", False),
        ("5.自助终端申请数\t件\t9\n", False),
        ("（二）本地指标\t件\t9\n", True),
        ("六、本地指标\t件\t9\n", True),
    ],
)
def test_rows_that_only_this_sheet_has_may_belong_to_a_sum(local: str, is_flagged: bool) -> None:  # noqa: FBT001
    rows = (
        "（一）收到申请数\t件\t10\n1.当面申请数\t件\t1\n2.传真申请数\t件\t0\n"
        "3.网络申请数\t件\t0\n4.信函申请数\t件\t0\n"
    )
    report = gd.parse(around(f"\n统计指标\t单位\t统计数\n{rows}{local}"))
    assert bool(findings(report)) is is_flagged


def test_sheets_of_fujian_have_sums_of_their_own() -> None:
    rows = (
        "受理依申请公开信息总数\t条\t3\t3\n其中：1、当面申请数\t条\t1\t1\n"
        "2、网上申请数\t条\t0\t0\n3、信函、传真申请数\t条\t1\t2\n"
        "对申请的答复总数\t条\t3\t3\n其中：1、同意公开答复数\t条\t3\t3\n"
        "2、同意部分公开答复数\t条\t0\t0\n3、不予公开答复数\t条\t0\t0\n"
        "4、其他类型答复数\t条\t0\t0\n接受行政诉讼、举报数\t件\t0\t0\n"
    )
    report = gd.parse(around(f"\n{_HEAD}{rows}"))
    (one,) = gd.check(report, select=_RULES)
    assert (one.code, one.stated, one.computed) == ("GD216", 3, 2)
    assert str(one.addresses[0]) == "statistics/received/year"
    assert "收到申请数" in one.text("zh")


def reasons(rows: str, head: str) -> dict[str, set[str]]:
    """Why each rule of the sheet does not apply; "" where it has something to look at."""
    report = gd.parse(around(f"\n统计指标\t单位\t{head}\n{rows}"))
    assert report.statistics is not None
    told: dict[str, set[str]] = {}
    for one in gd.audit(report, select=_RULES):
        why = one.reason if one.verdict is gd.Verdict.DOES_NOT_APPLY else None
        told.setdefault(one.code, set()).add(why.name if why else "")
    return told


def test_a_rule_without_its_rows_or_columns_says_so() -> None:
    lone = "举报投诉数量\t件\t3\n"
    assert reasons(lone, "统计数") == {code: {"no-rows"} for code in _RULES} | {
        "GD221": {"one-column"}
    }
    assert reasons("举报投诉数量\t件\t3\t4\n", "2014年度\t历年累计") == {
        code: {"no-rows"} for code in _RULES
    } | {"GD221": {""}}
    assert reasons(lone, "区直") == {code: {"no-columns"} for code in _RULES} | {
        "GD221": {"one-column"}
    }
    replies = "申请办结数\t件\t3\n申请答复数\t件\t3\n"
    assert reasons(replies, "统计数")["GD220"] == {""}


def test_sums_and_bounds_name_rows_of_the_sheet() -> None:
    for one in sheet_sums():
        for shape in one.shapes:
            assert all(indicator_of(part).parent == one.total for part in shape)
    for bound in bounds():
        assert indicator_of(bound.part).parent == bound.whole
    assert all(indicator_of(name).parent == "channels" for name in channels())


def test_heads_and_units() -> None:
    assert is_label_head("统 计 指 标（单位：条）")
    assert not is_label_head("项目")
    assert is_label_head("项目", is_common=True)
    assert not is_unit("单位")
    assert ColumnKind.YEAR.is_addressed
    assert not ColumnKind.OTHER.is_addressed


# ------------------------------------------------------------------------------ parted sheets


def test_a_sheet_goes_on_behind_a_page_number_with_its_head_or_without() -> None:
    first = "收到申请数\t件\t3\t4\n1.当面申请数\t件\t3\t4\n"
    second = "四、行政复议数量\t件\t1\t1\n（三）其他情形数\t件\t1\t1\n"
    for head, codes in ((_HEAD, []), ("", ["GD042"])):
        report = gd.parse(around(f"\n{_HEAD}{first}\n- 4 -\n\n{head}{second}"))
        sheet = report.statistics
        assert sheet is not None
        assert len(sheet.rows) == 4
        assert report["statistics/review_other/year"].value == 1
        assert [one.code for one in report.diagnostics if one.code != "GD003"] == codes
        assert gd.parse(str(report)) == report


@pytest.mark.parametrize(
    "below",
    [
        "收到申请数\t件\t3\t4\n申请办结数\t件\t3\t4\n",
        "申请办结数\t件\t3\t4\n道路\t公里\t3\t4\n",
        "申请办结数\t件\t3\n申请答复数\t件\t4\n",
    ],
)
def test_other_tables_below_a_sheet_are_none_of_it(below: str) -> None:
    report = gd.parse(around(f"\n{_HEAD}收到申请数\t件\t3\t4\n\n{below}"))
    assert report.statistics is not None
    assert len(report.statistics.rows) == 1
    assert gd.parse(str(report)) == report


def test_a_report_of_two_halves_of_a_sheet_is_refused() -> None:
    one = sheet_of("收到申请数\t件\t3\t4\n")
    two = sheet_of("申请办结数\t件\t3\t4\n")
    with pytest.raises(ValueError, match="one sheet"):
        gd.Report(preamble=[one, two])
    assert gd.Report(preamble=[one, gd.Picture(), two]).statistics == one


@pytest.mark.parametrize("end", ["\n", "  "])
def test_values_of_a_column_that_is_not_named_are_given_to_no_other(end: str) -> None:
    rows = (
        "统计指标  计量单位  2015年  累计  其中市本级",
        "（一）收到申请数  件  139723  11712  15",
        "1.当面申请数  件  7374  305",
        "3.网络申请数  件  4191  78  0",
    )
    report = gd.parse("某某局2015年政府信息公开工作年度报告\n一、概述\n" + end.join(rows))
    assert report.statistics is not None
    cells = dict(report.statistics.items())
    assert {cell.state for cell in cells.values()} == {gd.CellState.ABSENT}
    assert "GD007" in {one.code for one in report.diagnostics}
