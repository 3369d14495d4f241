"""Indicators of many reports: sums over sums, ranks, what is refused, and what findings count."""

import csv
import io
import json
import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import MeasureState
from govdisclosure.collection.measure_records import IndicatorRecord, indicator_records
from govdisclosure.composition import compose
from govdisclosure.measures.definition import IndicatorBasis
from govdisclosure.measures.dictionary import INDICATORS
from govdisclosure.model.report import PageFacts, Report
from govdisclosure.strategies import reports
from tests.conftest import Run
from tests.test_examples import EXAMPLES
from tests.test_frames import needs_arrow
from tests.test_measures import CARRIED_IN, CARRIED_OUT, OUTCOMES, RECEIVED, forms

#: A whole report is a long example, and is shown all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

NAMES = [f"甲市{one}局" for one in ("水利", "商务", "教育", "民政", "财政", "司法")]
some_reports = st.lists(forms(), min_size=1, max_size=4)


def named(made: Sequence[Report], year: int = 2024) -> list[Report]:
    """The same reports as those of different bodies on one year."""
    return [
        evolve(one, title=f"{name}{year}年政府信息公开工作年度报告")
        for one, name in zip(made, NAMES, strict=False)
    ]


def bureau(name: str, closed: int | str, received: int | str, **more: int) -> Report:
    cells: dict[str, int | str] = {OUTCOMES: closed, RECEIVED: received, CARRIED_IN: 0}
    return compose(agency=f"甲市{name}局", year=2024, cells=cells | more)


# ------------------------------------------------------------------------------ laws


@given(some_reports, st.sampled_from(INDICATORS))
def test_together_is_the_sum_above_over_the_sum_below(
    made: list[Report], indicator: gd.Indicator
) -> None:
    found = gd.indicators(named(made), keys=indicator.key).of(indicator.key)
    own = [one.measured for one in found.placed]
    known = [
        one
        for one in own
        if one.numerator is not None
        and (not indicator.is_rate or (one.denominator is not None and one.denominator >= 0))
    ]
    pooled = found.pooled
    assert pooled.count == len(known)
    assert len(pooled.left_out) == len(own) - len(known)
    assert pooled.share_left_out == Fraction(len(own) - len(known), len(own))
    if not known:
        assert pooled.state is MeasureState.UNKNOWN
        return
    above = sum((one.numerator or Fraction(0) for one in known), Fraction(0))
    below = sum((one.denominator or Fraction(0) for one in known), Fraction(0))
    if indicator.is_rate:
        assert pooled.value == (above / below if below else None)
        assert (pooled.state is MeasureState.UNDEFINED) is (below == 0)
    else:
        assert pooled.value == above


@given(forms(), st.sampled_from(INDICATORS))
def test_together_one_report_is_itself(report: Report, indicator: gd.Indicator) -> None:
    found = gd.indicators(report, keys=indicator.key).of(indicator.key)
    (one,) = found.placed
    assert found.pooled.value == one.measured.value


@given(some_reports, st.sampled_from(INDICATORS), st.randoms(use_true_random=False))
def test_the_order_of_reports_makes_no_difference(
    made: list[Report], indicator: gd.Indicator, chance: random.Random
) -> None:
    before = named(made)
    after = chance.sample(before, len(before))
    one, other = (
        gd.indicators(each, keys=indicator.key).of(indicator.key) for each in (before, after)
    )
    assert (one.pooled.numerator, one.pooled.denominator) == (
        other.pooled.numerator,
        other.pooled.denominator,
    )
    ranks = [
        {each.name: (each.rank, each.ties, each.percentile) for each in found.placed}
        for found in (one, other)
    ]
    assert ranks[0] == ranks[1]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=6))
def test_ranks_are_those_of_a_competition(numbers: list[tuple[int, int]]) -> None:
    made = [bureau(name[2:-1], *pair) for name, pair in zip(NAMES, numbers, strict=False)]
    found = gd.indicators(made, keys="closing_rate", min_n=5).of("closing_rate")
    values = [Fraction(closed, received) for closed, received in numbers if received >= 5]
    for one, (closed, received) in zip(found.placed, numbers, strict=True):
        if received < 5:
            assert (one.rank, one.percentile) == (None, None)
            continue
        value = Fraction(closed, received)
        assert one.rank == 1 + sum(other > value for other in values)
        assert one.ties == values.count(value) - 1
        assert one.percentile == Fraction(sum(other <= value for other in values), len(values))
    assert [one.rank for one in found.ranking] == sorted(
        one.rank for one in found.ranking if one.rank
    )


@given(reports())
def test_any_report_has_every_indicator_in_some_state(report: Report) -> None:
    found = gd.indicators(report)
    assert [one.indicator for one in found] == list(INDICATORS)
    for record in indicator_records(found, "en"):
        assert (record.value is None) is (record.printed is None)


# ------------------------------------------------------------------------------ what is refused


def test_a_government_and_a_body_under_it_are_refused() -> None:
    made = [
        compose(agency="甲市人民政府", year=2024),
        bureau("水利", 1, 1),
    ]
    with pytest.raises(gd.MergeError) as refusal:
        gd.indicators(made, keys="received")
    assert "甲市水利局" in refusal.value.chinese
    assert "指标" in refusal.value.chinese
    assert "indicators" in refusal.value.english
    assert gd.indicators(made, keys="received", allow=["area"]).of("received").pooled.count == 1


def test_a_government_and_its_office_are_refused() -> None:
    made = [compose(agency=f"甲市人民政府{one}", year=2024) for one in ("", "办公室")]
    with pytest.raises(gd.MergeError):
        gd.indicators(made, keys="received")


def test_years_apart_are_no_set() -> None:
    made = [compose(agency="甲市人民政府", year=2023), bureau("水利", 1, 1)]
    found = gd.indicators(made, keys="received")
    assert [(one.year, len(one.placed)) for one in found] == [(2023, 1), (2024, 1)]
    with pytest.raises(KeyError, match="2023, 2024"):
        found.of("received")


def test_two_reports_of_one_body_are_refused() -> None:
    made = [bureau("水利", 1, 1), bureau("水利", 2, 2)]
    with pytest.raises(gd.MergeError):
        gd.indicators(made, keys="received")
    with pytest.raises(ValueError, match="allow"):
        gd.indicators(made, keys="received", allow=["all"])


# ------------------------------------------------------------------------------ cases


def test_what_is_not_known_is_left_out_with_its_share() -> None:
    made = [
        bureau("水利", 9, 10),
        bureau("商务", "", 40),
        bureau("教育", 0, 0),
        bureau("民政", 1, 30),
    ]
    found = gd.indicators(made, keys="closing_rate").of("closing_rate")
    assert found.pooled.value == Fraction(9 + 0 + 1, 10 + 0 + 30)
    assert (found.pooled.count, found.pooled.left_out) == (3, ("甲市商务局",))
    assert (
        found.pooled.text()
        == "10 / 40 = 25.00%，3 份报告，另有 1 份（25.00%）没有可用数据，未计入：甲市商务局"
    )
    states = [one.measured.state.value for one in found.placed]
    assert states == ["value", "unknown", "undefined", "value"]
    assert [one.rank for one in found.placed] == [1, None, None, 2]


def test_growth_finds_last_year_s_report_in_the_set() -> None:
    made = [
        compose(agency="甲市水利局", year=year, cells={RECEIVED: count})
        for year, count in ((2022, 40), (2023, 50), (2024, 60))
    ]
    found = gd.indicators(made, keys="growth_new")
    printed = [one.placed[0].measured.printed() for one in found]
    assert printed == ["", "25.00%", "20.00%"]


def test_a_body_that_was_renamed_is_one_by_its_alias() -> None:
    words = (
        "{name}{year}年政府信息公开工作年度报告\n五、存在的主要问题及改进情况\n一是栏目更新慢。\n"
    )
    former, later = "甲市国土局", "甲市自然资源局"
    made = [gd.parse(words.format(name=former, year=2023))]
    made.append(gd.parse(words.format(name=later, year=2024)))
    found = gd.indicators(gd.Collection(made, aliases={former: later}), keys="copied")
    assert [one.placed[0].measured.value for one in found] == [None, 1]


def test_reports_in_forms_that_count_differently_are_not_added_up() -> None:
    licences, penalties = "proactive/licensing/decisions", "proactive/penalties/decisions"
    made = [
        compose(
            agency=f"甲市{name}局",
            year=2020,
            edition=form,
            cells={licences: 20, penalties: count},
        )
        for name, form, count in (("水利", "2019", 10), ("商务", "2021", 2), ("教育", "2021", 1))
    ]
    mixed = gd.indicators(made, keys="penalties_per_licence").of("penalties_per_licence")
    assert [one.measured.value for one in mixed.placed] == [
        Fraction(1, 2),
        Fraction(1, 10),
        Fraction(1, 20),
    ]
    assert (mixed.pooled.value, mixed.ranking) == (None, ())
    assert "the two forms count differently" in mixed.pooled.text("en")
    alone = gd.indicators(made[1:], keys="penalties_per_licence").of("penalties_per_licence")
    assert (alone.pooled.value, len(alone.ranking)) == (Fraction(3, 40), 2)


def test_a_negative_denominator_is_not_added_up() -> None:
    reviews = "disputes/review"
    made = [
        compose(
            agency=f"甲市{name}局",
            year=2024,
            cells={f"{reviews}/total": 4, f"{reviews}/pending": pending, f"{reviews}/corrected": 1},
        )
        for name, pending in (("水利", 1), ("商务", 9), ("教育", 4))
    ]
    key = "review_correction_closed"
    pooled = gd.indicators(made, keys=key).of(key).pooled
    # of the third all are pending, so that 1 is over 0 there
    assert (pooled.numerator, pooled.denominator) == (Fraction(2), Fraction(3))
    assert pooled.left_out == ("甲市商务局",)


def test_results_are_one_line_and_a_wrong_key_suggests_others() -> None:
    found = gd.indicators([bureau("水利", 9, 10)])
    assert repr(found) == f"<Indicators keys={len(INDICATORS)} years=[2024]>"
    assert repr(gd.indicator_definition("received")) == "Indicator(key='received', version=1)"
    with pytest.raises(KeyError, match="did you mean closing_rate"):
        found.of("closing_rat")


def test_every_result_says_where_blanks_were_taken_for_zero() -> None:
    made = [bureau("水利", "", 10)]
    found = gd.indicators(made, keys="closing_rate", blank="zero").of("closing_rate")
    assert found.placed[0].measured.value == 0
    assert [str(one.figure.address) for one in found.placed[0].measured.assumed] == [OUTCOMES]
    assert "（空白按 0 计）" in found.placed[0].measured.text()


def test_notebooks_show_results_with_their_arithmetic() -> None:
    made = [bureau("水利", 9, 10), bureau("商务", "", 40)]
    found = gd.indicators(made, keys=("closing_rate", "received"))
    shown = found._repr_html_()
    assert all(words in shown for words in ("9 / 10 = 90.00%", "未知", "40件", "甲市商务局"))
    one = found.of("closing_rate")
    assert "合计" in one._repr_html_()
    assert "90.00%" in one.placed[0].measured._repr_html_()


# ------------------------------------------------------------------------------ findings


def counted(report: Report, *others: Report) -> Mapping[str, gd.Measured]:
    keys = [one.key for one in INDICATORS if one.basis is IndicatorBasis.FINDINGS]
    found = gd.indicators([report, *others], keys=keys)
    return {key: found.of(key, report.year).placed[0].measured for key in keys}


def test_what_is_counted_from_findings_is_what_one_counts() -> None:
    """The example has six parts and three tables, and 39 sums and 3, all of which hold."""
    report = gd.read(EXAMPLES / "report_2021.txt")
    found = counted(report)
    assert found["completeness"].text("en") == "completeness: 9 / 9 = 100.00%"
    # table three: 7 columns twice and 25 rows; table four: three rows
    assert found["sums_hold"].denominator == 7 + 7 + 25 + 3
    assert found["sums_hold"].value == 1
    assert found["blank_rate"].text("en") == "share of blank cells: 0 / 200 = 0.00%"
    assert found["timely"].state is MeasureState.UNKNOWN  # a text has no page around it
    assert found["copied"].state is MeasureState.UNKNOWN  # no report on 2022
    # 新收50、结转4、办结52、继续办理2、规范性文件3 …: every number that a cell holds agrees
    assert found["prose_agrees"].value == 1


def test_a_wrong_number_shows_in_what_is_counted() -> None:
    report = gd.read(EXAMPLES / "report_2021.txt").with_cell(RECEIVED, 51)
    found = counted(report)
    # 51 + 4 is not 52 + 2, and 41 + 6 + 1 + 0 + 2 + 0 is not 51
    assert (found["sums_hold"].numerator, found["sums_hold"].denominator) == (
        Fraction(40),
        Fraction(42),
    )
    prose = found["prose_agrees"]
    assert prose.numerator is not None
    assert prose.denominator == prose.numerator + 1


def test_blank_cells_are_counted_without_what_is_not_printed() -> None:
    found = counted(gd.read(EXAMPLES / "report_2019.txt"))["blank_rate"]
    report = gd.read(EXAMPLES / "report_2019.txt")
    states = [cell.state.value for _, cell in report.cells()]
    assert found.numerator == states.count("blank") + states.count("mark")
    assert found.denominator == len(states) - states.count("absent")


@pytest.mark.parametrize(
    ("agency", "day", "value"),
    [
        ("甲市水利局", "2025-01-31", 1),
        ("甲市水利局", "2025-02-01", 0),
        ("甲市人民政府", "2025-03-31", 1),
        ("甲市人民政府", "2025-04-01", 0),
        ("甲市水利局", "2026-01-31", None),  # the page was moved, or it is another year's
        ("甲市水利局", "", None),
        ("甲市第一中学", "2025-01-31", None),  # a school has another deadline
    ],
)
def test_timely_is_by_the_date_of_the_page(agency: str, day: str, value: int | None) -> None:
    page = PageFacts({"发布日期": day} if day else {})
    report = evolve(compose(agency=agency, year=2024), page=page)
    found = counted(report)["timely"]
    assert found.value == value
    if value is None:
        assert found.reason is not None


def test_a_table_that_could_not_be_read_makes_completeness_unknown() -> None:
    found = counted(gd.read(EXAMPLES / "report_damaged.txt"))["completeness"]
    assert found.state is MeasureState.UNKNOWN
    assert found.reason is not None


def test_a_missing_part_makes_it_incomplete() -> None:
    report = compose(agency="甲市水利局", year=2024)
    found = counted(evolve(report, sections=report.sections[:-1]))["completeness"]
    assert (found.numerator, found.denominator) == (Fraction(8), Fraction(9))


def test_likeness_is_that_of_section_five() -> None:
    head = "甲市水利局{year}年政府信息公开工作年度报告\n五、存在的主要问题及改进情况\n"
    words = "一是栏目更新不够及时，全年仅更新{count}次；二是解读形式单一，需要进一步丰富。\n"
    other = "工程信息专业术语多，群众看不懂，今后要多用图示，每月抽查一次并通报结果。\n"
    last = gd.parse(head.format(year=2023) + words.format(count=12))
    copy = gd.parse(head.format(year=2024) + words.format(count=9))
    new = gd.parse(head.format(year=2024) + other)
    assert counted(copy, last)["copied"].value == 1
    assert counted(new, last)["copied"].value == 0


# ------------------------------------------------------------------------------ the command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for number, report in enumerate([bureau("水利", 9, 10), bureau("商务", 45, 50)]):
        gd.write(report, made / f"{number}.txt")
    return made


def test_lines_of_the_command_show_the_arithmetic(run: Run, folder: Path) -> None:
    code, out, err = run("indicators", folder, "--key", "closing_rate", "--lang", "en")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "closing_rate 2024  closing rate",
        "  甲市水利局: 9 / 10 = 90.00%  [rank 1 (2 tied)]",
        "  甲市商务局: 45 / 50 = 90.00%  [rank 1 (2 tied)]",
        "  combined: 54 / 60 = 90.00%, 2 reports",
    ]


def test_a_rank_says_that_its_value_is_questionable(run: Run, folder: Path) -> None:
    left_over = {"requests/carried_out/total": 9}  # 50 = 45 + 9 does not hold
    gd.write(bureau("商务", 45, 50, **left_over), folder / "1.txt")
    out = run("indicators", folder, "--key", "closing_rate", "--lang", "en")[1]
    assert "50 = 90.00%, questionable (GD201)  [rank 1 (2 tied, questionable)]" in out
    assert "10 = 90.00%  [rank 1 (2 tied)]" in out


def test_csv_has_a_row_a_report_and_one_for_all(run: Run, folder: Path) -> None:
    code, _, _ = run("indicators", folder, "--key", "closing_rate", "-o", "out.csv", "--raw-csv")
    assert code == 0
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["scope"], row["value"], row["numerator"]) for row in rows] == [
        ("report", "9/10", "9"),
        ("report", "9/10", "45"),
        ("all", "9/10", "54"),
    ]
    assert rows[0]["cells"] == f"{OUTCOMES}=9; {RECEIVED}=10; {CARRIED_IN}=0"
    assert tuple(rows[0]) == IndicatorRecord._fields


def test_json_carries_the_definitions(run: Run, folder: Path) -> None:
    code, out, _ = run("indicators", folder, "--format", "json")
    assert code == 0
    found = json.loads(out)
    assert [one["key"] for one in found["indicators"]] == [one.key for one in INDICATORS]
    (one,) = (one for one in found["indicators"] if one["key"] == "closing_rate")
    assert one["denominator"] == f"{RECEIVED} + {CARRIED_IN}"
    assert (one["zero"], one["blank"]) == ("undefined", "unknown")
    assert len(found["results"]) == 3 * len(INDICATORS)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--key", "closing_rat"), 2, "closing_rate"),
        (("-o", "out.docx"), 2, ".svg"),
        (("-o", "out.svg"), 2, "--key"),
        (("--min-n", "0"), 2, "1"),
    ],
)
def test_what_is_asked_wrongly_is_said(
    run: Run, folder: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    try:
        found, _, err = run("indicators", folder, *arguments)
    except SystemExit as end:  # pragma: no cover - argparse ends a run by itself elsewhere
        pytest.fail(str(end))
    assert (found, words in err) == (code, True), err


def test_a_set_with_a_government_is_refused_and_can_be_allowed(run: Run, folder: Path) -> None:
    gd.write(compose(agency="甲市人民政府", year=2024, cells={RECEIVED: 5}), folder / "2.txt")
    code, out, err = run("indicators", folder, "--key", "received", "--lang", "en")
    assert (code, out) == (3, "")
    assert "area" in err
    code, out, _ = run("indicators", folder, "--key", "received", "--allow", "area")
    assert code == 0
    assert "甲市人民政府：5件" in out


@needs_arrow
def test_a_table_of_arrow_keeps_numbers_exact() -> None:
    made = [
        compose(agency="甲市水利局", year=2024, cells={"proactive/fees/collected_wan": "1860.4275"})
    ]
    table = gd.to_arrow(gd.indicators(made, keys="fees_collected"))
    (row, together) = table.to_pylist()
    assert str(row["numerator"]).rstrip("0") == "1860.4275"
    assert row["printed"] == together["printed"] == "1860.4275万元"
    assert set(table.schema.names) == set(IndicatorRecord._fields)


def test_a_smaller_backlog_is_a_negative_number_in_csv(run: Run) -> None:
    report = compose(agency="甲市水利局", year=2024, cells={CARRIED_OUT: 1, CARRIED_IN: 3})
    assert gd.evaluate(report, "backlog_change").printed() == "-2件"
    gd.write(report, "one.txt")
    _, out, _ = run("indicators", "one.txt", "--key", "backlog_change", "--format", "csv")
    row = next(csv.DictReader(io.StringIO(out)))
    assert (row["value"], row["numerator"]) == ("-2", "-2")
