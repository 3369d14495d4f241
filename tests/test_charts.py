"""Pictures show what is known, as words that stay words, and ask for nothing from outside."""

import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

import govdisclosure as gd
from govdisclosure.charts import outcomes
from govdisclosure.charts.chart import FONTS, page_of
from govdisclosure.composition import compose
from govdisclosure.errors import MissingExtraError
from govdisclosure.forms.layout import Edition
from govdisclosure.frames.extras import load_extra
from govdisclosure.measures.figures import Figures
from govdisclosure.strategies import reports
from govdisclosure.wording import LANGUAGES, Language
from tests.conftest import Run
from tests.test_examples import EXAMPLES
from tests.test_measures import RECEIVED
from tests.test_measuring import bureau
from tests.test_series import BODY, on, sheet

pytestmark = pytest.mark.skipif(
    not (find_spec("altair") and find_spec("vl_convert")), reason="needs the extra plot"
)

_SVG = "{http://www.w3.org/2000/svg}"


def history() -> gd.Series:
    made = [
        sheet(2018, ("收到申请数", 12)),
        on(2019, "2019", received_new=15),
        on(2020, "2019", received_new=""),
        on(2021, "2021", received_new=20, carried_in=0, outcomes_total=19, carried_out=0),
        on(2022, "2021", received_new=25),
    ]
    return gd.Collection(made).series(RECEIVED)


def comparison() -> gd.Comparison:
    made = [
        bureau("水利", 9, 10),
        bureau("商务", "", 40),
        bureau("教育", 0, 0),
        bureau("民政", 9, 30),
    ]
    return gd.indicators(made, keys="closing_rate").of("closing_rate")


CHARTS: dict[str, Callable[[Language], gd.Chart]] = {
    "series": lambda language: gd.chart_series(history(), language=language),
    "outcomes": lambda language: gd.chart_outcomes(
        gd.read(EXAMPLES / "report_2019.txt"), language=language
    ),
    "bodies": lambda language: gd.chart_bodies(comparison(), language=language),
}
charts = pytest.mark.parametrize("name", CHARTS)


def words_of(svg: str) -> list[str]:
    root = etree.fromstring(svg.encode())
    return ["".join(map(str, one.itertext())) for one in root.iter(f"{_SVG}text")]


# ------------------------------------------------------------------------------ files


@charts
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_is_svg_with_its_title_and_fonts_for_chinese(
    name: str, language: Language
) -> None:
    chart = CHARTS[name](language)
    svg = chart.to_svg()
    assert chart.title in words_of(svg)
    fonts = set(re.findall('font-family="([^"]*)"', svg))
    assert fonts == {FONTS}
    assert svg == CHARTS[name](language).to_svg()


@charts
def test_a_page_needs_nothing_from_outside(name: str) -> None:
    page = CHARTS[name]("zh").to_html()
    assert not re.search(r"https?:|//[a-z]|<script|@import|url\((?!#)|<link|<img", page)
    root = etree.fromstring(page.encode(), etree.HTMLParser())
    assert len(root.findall(".//svg")) == 1
    assert len(root.findall(".//tbody/tr")) == len(CHARTS[name]("zh").rows)


def test_a_page_holds_several_pictures() -> None:
    made = [make("en") for make in CHARTS.values()]
    page = page_of(made, language="en")
    assert page.count("<svg") == page.count("</article>") == len(made)
    assert page_of([]).endswith("</html>\n")


def test_files_are_written_by_their_suffix(tmp_path: Path) -> None:
    chart = CHARTS["bodies"]("zh")
    for suffix, start in ((".svg", b"<svg"), (".html", b"<!DOCTYPE html>"), (".png", b"\x89PNG")):
        path = tmp_path / f"out{suffix}"
        chart.write(path)
        assert path.read_bytes().startswith(start)
    with pytest.raises(ValueError, match="svg"):
        chart.write(tmp_path / "out.pdf")
    assert chart._repr_html_().startswith("<figure")


def test_words_of_reports_are_never_markup() -> None:
    series = gd.Collection([on(2021, "2021", received_new="<b>5</b>")]).series(RECEIVED)
    page = gd.chart_series(series).to_html()
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


# ------------------------------------------------------------------------------ what is drawn


def rows_of(chart: gd.Chart, layer: int) -> list[dict[str, Any]]:
    """The data of a layer."""
    drawn: dict[str, Any] = chart.altair.to_dict()
    one = drawn["layer"][layer]
    data = one.get("data") or drawn["data"]
    values: list[dict[str, Any]] = data.get("values") or drawn["datasets"][data["name"]]
    return values


def layers_of(chart: gd.Chart) -> list[str]:
    drawn: dict[str, Any] = chart.altair.to_dict()
    return [one["mark"]["type"] for one in drawn["layer"]]


def test_a_series_joins_only_comparable_years_and_marks_the_rest() -> None:
    chart = gd.chart_series(history())
    kinds = layers_of(chart)
    lines = rows_of(chart, kinds.index("line"))
    assert [(one["year"], one["run"]) for one in lines] == [(2019, 0), (2021, 1), (2022, 1)]
    points = rows_of(chart, kinds.index("point"))
    assert {one["year"]: one["state"] for one in points} == {
        2018: "近似，不可直接比较",
        2019: "可比",
        2020: "缺",
        2021: "存疑",
        2022: "可比",
    }
    rules = rows_of(chart, kinds.index("rule"))
    assert [(one["year"], one["form"]) for one in rules] == [
        (2018.5, "2019 年表式"),
        (2020.5, "2021 年表式"),
    ]
    numbers = [one["printed"] for one in rows_of(chart, len(kinds) - 1)]
    assert numbers == ["12件", "15件", "20件", "25件", "缺"]


def test_a_rate_is_drawn_in_per_cent_and_printed_exactly() -> None:
    report = on(2021, "2021", received_new=3, carried_in=0, outcomes_total=1, carried_out=2)
    chart = gd.chart_series(gd.Collection([report]).series("closing_rate"))
    kinds = layers_of(chart)
    (point,) = rows_of(chart, kinds.index("point"))
    assert point["value"] == pytest.approx(100 / 3)
    assert point["printed"] == "33.33%"


def test_a_series_without_years_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="year"):
        gd.chart_series(gd.Collection([compose(agency=BODY)]).series(RECEIVED))


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_has_a_bar_of_its_own(edition: Edition, language: Language) -> None:
    """Equal labels would be one bar."""
    report = compose(edition=edition)
    found = list(outcomes._outcomes(edition, Figures(report=report), language))
    assert (
        len({one.label for one in found}) == len(found) == (21 if edition.value == "2021" else 19)
    )
    chart = gd.chart_outcomes(report, language=language)
    assert len(chart.rows) == len(found)


def test_an_unknown_count_is_words_and_not_a_bar_of_no_length() -> None:
    chart = gd.chart_outcomes(gd.read(EXAMPLES / "report_2019.txt"))
    bars = {one["label"]: (one["count"], one["words"]) for one in rows_of(chart, 0)}
    assert bars["（一）予以公开"] == (75.0, "75")
    assert bars["4.无正当理由大量反复申请"] == (0.0, "未知")
    with pytest.raises(ValueError, match="no table"):
        gd.chart_outcomes(gd.Report())


def test_bodies_are_ordered_and_who_has_no_value_says_why() -> None:
    chart = gd.chart_bodies(comparison())
    bars = [(one["body"], one["words"]) for one in rows_of(chart, 0)]
    assert bars == [
        ("甲市水利局", "90.00%"),
        ("甲市民政局", "30.00%"),
        ("甲市商务局", "未知"),
        ("甲市教育局", "无定义（分母不大于 0）"),
    ]
    (line,) = rows_of(chart, 1)
    assert line["value"] == pytest.approx(100 * 18 / 40)


def test_a_sum_of_counts_is_no_line_and_what_nobody_knows_is_none() -> None:
    made = [bureau("水利", 9, 10), bureau("商务", 5, 10)]
    for key in ("received", "timely"):
        chart = gd.chart_bodies(gd.indicators(made, keys=key).of(key))
        assert "rule" not in layers_of(chart)
        assert chart.notes[0].startswith("合计：")
        assert chart.title in words_of(chart.to_svg())


def test_a_page_of_bodies_has_the_places_of_the_numbers(tmp_path: Path) -> None:
    gd.write(bureau("水利", 9, 10), tmp_path / "one.txt")
    there = gd.Collection(gd.read_many(tmp_path))
    chart = gd.chart_bodies(gd.indicators(there, keys="closing_rate").of("closing_rate"))
    place = next(iter(there))[RECEIVED].place
    assert place is not None
    assert f"[{place.words('zh')}]" in chart.to_html()


def test_two_reports_of_one_name_are_two_bars() -> None:
    made = [bureau("水利", 9, 10), bureau("水利", 5, 10)]
    found = gd.indicators(made, keys="closing_rate", allow=["twice"]).of("closing_rate")
    bars = [one["body"] for one in rows_of(gd.chart_bodies(found), 0)]
    assert bars == ["甲市水利局", "甲市水利局 (2)"]


@settings(max_examples=6)
@given(reports())
def test_any_report_can_be_drawn(report: gd.Report) -> None:
    if report.requests is not None:
        assert gd.chart_outcomes(report).to_svg()
    series = gd.Collection([report]).series(RECEIVED)
    if series.points:
        assert gd.chart_series(series).to_svg()
    assert gd.chart_bodies(gd.indicators(report, keys="received").of("received")).to_html()


# ------------------------------------------------------------------------------ the command


@pytest.fixture
def run(run: Run) -> Run:
    gd.write(on(2021, "2021", received_new=5), "one.txt")
    return run


def test_the_commands_draw(run: Run) -> None:
    assert run("series", "one.txt", RECEIVED, "-o", "out.svg") == (0, "", "")
    assert "5件" in words_of(Path("out.svg").read_text(encoding="utf-8"))
    assert run("indicators", "one.txt", "--key", "received", "-o", "one.svg") == (0, "", "")
    assert run("indicators", "one.txt", "-o", "out.html", "--lang", "en") == (0, "", "")
    page = Path("out.html").read_text(encoding="utf-8")
    assert page.count("<svg") == len(gd.indicator_definitions())


def test_the_missing_extra_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: str) -> object:
        raise MissingExtraError("plot", "altair")

    monkeypatch.setattr("govdisclosure.charts.dressing.load_extra", missing)
    code, out, err = run("series", "one.txt", RECEIVED, "-o", "out.svg", "--lang", "en")
    assert (code, out) == (3, "")
    assert "govdisclosure[plot]" in err
    assert not Path("out.svg").exists()
    with pytest.raises(MissingExtraError, match="other-name"):
        load_extra("no_such_module", "plot", "other-name")
