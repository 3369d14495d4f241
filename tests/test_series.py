"""A series joins what the crosswalk joins, and says of every other year why it does not."""

import csv
import io
import json
import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import PointState
from govdisclosure.composition import compose
from govdisclosure.crosswalk import Degree, correspondence, crosswalk
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address, addresses, statistics_addresses
from govdisclosure.model.report import Report
from tests.conftest import Run
from tests.test_frames import needs_arrow
from tests.test_measures import CARRIED_IN, OUTCOMES, RECEIVED, forms

#: A whole report is a long example, and is shown all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

BODY = "甲市水利局"
OTHERS = ("other_not_supplemented", "other_fee_unpaid", "other_misc")


def on(year: int, edition: str, **cells: int | str) -> Report:
    """The report on a year; a cell by its row, its total."""
    by_address = {f"requests/{row}/total": value for row, value in cells.items()}
    return compose(agency=BODY, year=year, edition=edition, cells=by_address)


def sheet(year: int, *rows: tuple[str, int]) -> Report:
    lines = "".join(f"{label}\t件\t{count}\n" for label, count in rows)
    head = f"{BODY}{year}年政府信息公开工作年度报告\n\n"
    return gd.parse(f"{head}统计指标\t单位\t{year}年度\n{lines}")


def states(series: gd.Series) -> list[tuple[int, str, str]]:
    return [(one.year, one.state.value, series.printed(one)) for one in series.points]


# ------------------------------------------------------------------------------ laws


@st.composite
def histories(draw: st.DrawFn) -> list[Report]:
    """Reports of one body on different years, of either form, some years left out."""
    years = draw(st.lists(st.integers(2015, 2026), min_size=1, max_size=3, unique=True))
    titles = [f"{BODY}{year}年政府信息公开工作年度报告" for year in years]
    return [evolve(draw(forms()), title=title) for title in titles]


every_address = st.sampled_from([*addresses("2021"), *addresses("2019")])


@given(histories(), every_address)
def test_a_series_has_a_point_for_every_year_and_invents_none(
    made: list[Report], address: Address
) -> None:
    series = gd.Collection(made).series(address)
    years = [one.year for one in made if one.year is not None]
    assert [one.year for one in series.points] == list(range(min(years), max(years) + 1))
    by_year = {one.year: one for one in made}
    for point in series.points:
        report = by_year.get(point.year)
        if report is None:
            assert (point.state, point.value, point.member) == (PointState.GAP, None, None)
            assert point.reason is not None
        elif point.state is PointState.GAP:
            assert point.value is None
            assert point.reason is not None
            assert all(point.reason)
        else:
            values = [report[one.address].value for one in point.figures]
            assert None not in values
            assert point.value == sum(Fraction(one) for one in values if one is not None)
            assert point.degree is not None
    assert list(series.gaps) == [one for one in series.points if one.value is None]


@given(histories(), every_address)
def test_a_point_reads_what_the_crosswalk_says(made: list[Report], address: Address) -> None:
    series = gd.Collection(made).series(address)
    kind = address.form_table
    home = next(
        one for one in (Edition.FORM_2021, Edition.FORM_2019) if address in set(addresses(one))
    )
    for point in series.points:
        report = point.member.outcome.report if point.member else None
        table = report.table(kind) if report else None
        if table is None:
            continue
        read = tuple(one.address for one in point.figures)
        if table.edition is None or table.edition is home:
            assert read == (address,)
            continue
        found = correspondence(address, home, table.edition)
        can_be_told = found.degree is not Degree.NONE and found.here == (address,)
        assert read == (found.there if can_be_told else ())
        assert point.state is not PointState.VALUE or found.degree in {Degree.SAME, Degree.SUM}


@given(histories(), every_address)
def test_a_line_joins_no_gap_and_nothing_that_is_only_alike(
    made: list[Report], address: Address
) -> None:
    series = gd.Collection(made).series(address)
    joined = {PointState.VALUE, PointState.QUESTIONABLE}
    runs = list(series.runs())
    assert [one for run in runs for one in run] == [
        one for one in series.points if one.state in joined
    ]
    for run in runs:
        assert [one.year for one in run] == list(range(run[0].year, run[0].year + len(run)))
    assert all(run[-1].year + 1 < following[0].year for run, following in pairwise(runs))


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_makes_no_difference(
    made: list[Report], chance: random.Random
) -> None:
    other = chance.sample(made, len(made))
    one, two = (gd.Collection(each).series("closing_rate") for each in (made, other))
    assert states(one) == states(two)


@given(histories())
def test_a_series_of_an_indicator_is_the_indicator_of_each_year(made: list[Report]) -> None:
    for key in ("closing_rate", "growth_new", "unclear_rate"):
        series = gd.Collection(made).series(key)
        by_year = {one.year: one for one in made}
        for point in series.points:
            report = by_year.get(point.year)
            if report is None:
                continue
            previous = by_year.get(point.year - 1)
            assert point.value == gd.evaluate(report, key, previous=previous).value


# ------------------------------------------------------------------------------ across forms


def test_received_goes_on_across_the_change_of_2021() -> None:
    made = [on(2020, "2019", received_new=5), on(2021, "2021", received_new=8)]
    series = gd.Collection(made).series(RECEIVED)
    assert states(series) == [(2020, "value", "5件"), (2021, "value", "8件")]
    assert len(list(series.runs())) == 1


def test_other_handling_is_the_sum_of_three_rows_and_cannot_be_divided() -> None:
    parts = dict(zip(OTHERS, (1, 2, 3), strict=True))
    made = [on(2020, "2019", other_handling=4), on(2021, "2021", **parts)]
    whole = gd.Collection(made).series("requests/other_handling/total")
    assert states(whole) == [(2020, "value", "4件"), (2021, "value", "6件")]
    assert [one.degree for one in whole.points] == [Degree.SAME, Degree.SUM]
    part = gd.Collection(made).series("requests/other_misc/total")
    assert states(part) == [(2020, "gap", ""), (2021, "value", "3件")]
    assert part.points[0].reason is not None
    assert "不能拆分" in part.points[0].reason.chinese


def test_what_is_alike_is_shown_and_not_joined() -> None:
    cell = "proactive/licensing/decisions"
    made = [
        compose(agency=BODY, year=year, edition=form, cells={cell: count})
        for year, form, count in ((2020, "2019", 70), (2021, "2021", 90), (2022, "2021", 95))
    ]
    series = gd.Collection(made).series(cell)
    assert [one.state.value for one in series.points] == ["alike", "value", "value"]
    assert [[one.year for one in run] for run in series.runs()] == [[2021, 2022]]
    former = gd.Collection(made).series(cell, edition="2019")
    assert [one.state.value for one in former.points] == ["value", "alike", "alike"]
    ratio = gd.Collection(made).series("penalties_per_licence")
    assert [one.state.value for one in ratio.points] == ["gap", "gap", "gap"]  # no penalties given


def test_an_indicator_whose_forms_differ_is_only_alike_in_the_other() -> None:
    cells = {"proactive/licensing/decisions": 50, "proactive/penalties/decisions": 5}
    made = [
        compose(agency=BODY, year=year, edition=form, cells=cells)
        for year, form in ((2020, "2019"), (2021, "2021"))
    ]
    series = gd.Collection(made).series("penalties_per_licence")
    assert [one.state.value for one in series.points] == ["alike", "value"]
    assert series.printed(series.points[0]) == "0.10"
    made[0] = made[0].with_cell("proactive/penalties/decisions", "")
    (point, _) = gd.Collection(made).series("penalties_per_licence", blank="zero").points
    assert point.reason is not None
    assert "（空白按 0 计）" in point.reason.chinese
    assert "两版表式" in point.reason.chinese


def test_what_the_other_form_does_not_count_is_a_gap() -> None:
    cell = "proactive/fees/collected_wan"
    made = [on(2020, "2019"), compose(agency=BODY, year=2021, cells={cell: "12.5"})]
    series = gd.Collection(made).series(cell)
    assert states(series) == [(2020, "gap", ""), (2021, "value", "12.5万元")]
    line = next(
        one
        for one in crosswalk(TableKind.PROACTIVE, Edition.FORM_2021, Edition.FORM_2019)
        if one.here == (Address.parse(cell),)
    )
    assert series.points[0].reason == line.why


def test_the_sheets_before_2019_are_alike() -> None:
    made = [sheet(2018, ("收到申请数", 12)), on(2019, "2019", received_new=5)]
    assert made[0].statistics is not None
    series = gd.Collection(made).series(RECEIVED)
    assert states(series) == [(2018, "alike", "12件"), (2019, "value", "5件")]
    back = gd.Collection(made).series("statistics/received/year")
    assert states(back) == [(2018, "value", "12件"), (2019, "alike", "5件")]
    none = gd.Collection(made).series("requests/carried_out/total")
    assert [one.state.value for one in none.points] == ["gap", "gap"]


@given(st.sampled_from(statistics_addresses()), st.sampled_from(("2019", "2021")))
def test_every_cell_of_the_sheet_has_a_series(address: Address, form: str) -> None:
    made = [sheet(2018, ("收到申请数", 12)), compose(agency=BODY, year=2019, edition=form)]
    series = gd.Collection(made).series(address)
    assert all(one.reason is not None for one in series.gaps)


# ------------------------------------------------------------------------------ cases


def test_two_reports_on_one_year_that_differ_are_a_gap() -> None:
    made = [on(2021, "2021", received_new=5), on(2021, "2021", received_new=6)]
    assert [one.state.value for one in gd.Collection(made).series(RECEIVED).points] == ["gap"]
    equal = [on(2021, "2021", received_new=5)] * 2
    assert states(gd.Collection(equal).series(RECEIVED)) == [(2021, "value", "5件")]


def test_a_number_in_a_broken_sum_is_questionable() -> None:
    report = on(2021, "2021", received_new=5, carried_in=0, outcomes_total=4, carried_out=0)
    series = gd.Collection([report]).series(RECEIVED)
    assert [one.state.value for one in series.points] == ["questionable"]
    assert [one.code for one in series.points[0].doubts] == ["GD201"]
    assert series.points[0].reason == (
        "GD201：勾稽关系 R01 不成立，左边 5，右边 4",
        "GD201: the sum R01 does not hold, 5 on the left, 4 on the right",
    )


def test_options_fill_and_say_so() -> None:
    report = on(2021, "2021", received_new=5, carried_in="", outcomes_total=4, carried_out=1)
    there = gd.Collection([report])
    assert there.series(CARRIED_IN).points[0].value is None
    zero = there.series(CARRIED_IN, blank="zero").points[0]
    inferred = there.series(CARRIED_IN, infer=True).points[0]
    assert zero.value == inferred.value == 0
    assert zero.reason is not None
    assert "按 0 计" in zero.reason.chinese
    assert inferred.reason is not None
    assert "R01" in inferred.reason.chinese


def test_a_body_is_found_by_its_name_without_the_area() -> None:
    made = [
        on(2020, "2019", received_new=5),
        compose(agency="水利局", year=2021, cells={RECEIVED: 6}),
    ]
    there = gd.Collection([*made, compose(agency="甲市商务局", year=2021)])
    series = there.body("水利局").series(RECEIVED)
    assert (series.body, states(series)) == (BODY, [(2020, "value", "5件"), (2021, "value", "6件")])
    with pytest.raises(KeyError, match="甲市商务局"):
        there.body("甲市商业局")
    with pytest.raises(ValueError, match="body"):
        there.series(RECEIVED)


def test_names_of_two_areas_are_not_one_body() -> None:
    there = gd.Collection(compose(agency=f"{one}市水利局", year=2021) for one in "甲乙")
    with pytest.raises(KeyError, match="any of"):
        there.body("水利局")
    short = gd.Collection([*there, compose(agency="水利局", year=2022)])
    assert [one.year for one in short.body("甲市水利局")] == [2021]
    with pytest.raises(KeyError, match="any of"):
        short.body("水利局").series(RECEIVED)


def test_what_names_no_year_is_kept_aside() -> None:
    made = [on(2021, "2021", received_new=5), compose(agency=BODY)]
    series = gd.Collection(made).series(RECEIVED)
    assert (len(series.points), len(series.undated)) == (1, 1)


@pytest.mark.parametrize(
    "what", ["requests/recieved_new/total", "requests/received_new", "closing_rat", "办结率"]
)
def test_what_there_is_no_series_of_is_said(what: str) -> None:
    with pytest.raises(KeyError, match="did you mean"):
        gd.Collection([on(2021, "2021")]).series(what)
    with pytest.raises(KeyError, match="has no cell"):
        gd.Collection([on(2021, "2021")]).series("requests/other_misc/total", edition="2019")


def test_notebooks_show_the_place_of_every_number(tmp_path: Path) -> None:
    for year, form in ((2020, "2019"), (2021, "2021")):
        gd.write(on(year, form, received_new=year), tmp_path / f"{year}.txt")
    there = gd.Collection(gd.read_many(tmp_path))
    shown = there.series(RECEIVED)._repr_html_()
    assert all(words in shown for words in ("2020件", f"{tmp_path}/2021.txt", RECEIVED, "行"))
    assert "2020" in there.series(RECEIVED).points[0]._repr_html_()
    assert all(words in there._repr_html_() for words in (BODY, "2020", "2021.txt", "read"))


def test_a_long_collection_is_cut_in_notebooks() -> None:
    made = [compose(agency=f"甲市第{number}局", year=2024) for number in range(100)]
    shown = gd.Collection(made)._repr_html_()
    assert shown.count("<tr>") < 70
    assert "共 100 份" in shown


# ------------------------------------------------------------------------------ the command


@pytest.fixture
def run(run: Run) -> Run:
    for year, form, count in ((2019, "2019", 5), (2020, "2019", ""), (2021, "2021", 8)):
        gd.write(on(year, form, received_new=count), f"{year}.txt")
    return run


FILES: Sequence[str] = ("2019.txt", "2020.txt", "2021.txt")


def test_lines_of_the_command_say_gaps_and_places(run: Run) -> None:
    code, out, err = run("series", *FILES, RECEIVED)
    assert (code, err) == (0, "")
    head, first, gap, last = out.splitlines()
    assert head == f"{BODY} 三/一、本年新收政府信息公开申请数量/总计 [{RECEIVED}]"
    assert first.startswith("  2019  5件  可比  2019.txt · 第 ")
    assert gap.startswith("  2020  —  缺  三/一、本年新收政府信息公开申请数量/总计（空白）")
    assert last.endswith(f" · {RECEIVED}")


def test_rows_of_the_command(run: Run) -> None:
    _, out, _ = run("series", *FILES, RECEIVED, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["year"], row["state"], row["value"], row["degree"]) for row in rows] == [
        ("2019", "value", "5", "same"),
        ("2020", "gap", "", "same"),
        ("2021", "value", "8", "same"),
    ]
    _, out, _ = run("series", *FILES, "closing_rate", "--format", "json")
    points = json.loads(out)["points"]
    assert [one["state"] for one in points] == ["gap"] * 3
    assert points[0]["blocking"] == [OUTCOMES, CARRIED_IN]


def test_the_command_asks_which_body(run: Run) -> None:
    gd.write(compose(agency="甲市商务局", year=2021, cells={RECEIVED: 1}), "other.txt")
    code, out, err = run("series", *FILES, "other.txt", RECEIVED)
    assert (code, out) == (2, "")
    assert "甲市商务局" in err
    assert "--body" in err
    code, out, _ = run("series", *FILES, "other.txt", RECEIVED, "--body", "甲市商务局")
    assert (code, len(out.splitlines())) == (0, 2)
    code, _, err = run("series", *FILES, RECEIVED, "--body", "甲市教育局")
    assert (code, BODY in err) == (2, True)
    code, _, err = run("series", *FILES, "requests/received/total")
    assert (code, RECEIVED in err) == (2, True)


def test_what_names_no_year_or_no_body_is_left_out_and_named(run: Run) -> None:
    gd.write(compose(agency=BODY, cells={RECEIVED: 1}), "undated.txt")
    gd.write(compose(year=2023, cells={RECEIVED: 1}), "unnamed.txt")
    code, out, err = run("series", *FILES, "undated.txt", "unnamed.txt", RECEIVED, "--lang", "en")
    assert (code, len(out.splitlines())) == (0, 4)
    assert "name no year and were left out: undated.txt" in err
    assert "name no body and were left out: unnamed.txt" in err
    code, out, _ = run("series", "undated.txt", RECEIVED, "-o", "out.svg")
    assert (code, out) == (3, "")
    code, out, _ = run("series", "unnamed.txt", RECEIVED)
    assert (code, len(out.splitlines())) == (0, 2)


@needs_arrow
def test_a_series_is_a_table_of_arrow(run: Run) -> None:
    assert run("series", *FILES, RECEIVED)[0] == 0
    table = gd.to_arrow(gd.Collection(gd.read_many(FILES)).series(RECEIVED))
    rows = table.to_pylist()
    assert [row["numerator"] for row in rows] == [5, None, 8]
    assert [row["file"] for row in rows] == list(FILES)
    assert rows[1]["blocking"] == [RECEIVED]
