"""One number through the years, drawn.

Takes a series and gives a chart; works nothing out. Floats place marks on the paper; every number
that is written is the exact one, printed.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, TypeAlias

from govdisclosure.charts.chart import Chart
from govdisclosure.charts.dressing import BLUE, GREY, INK, ORANGE, WIDTH, altair_of, dressed
from govdisclosure.collection.series import Point, PointState, Series
from govdisclosure.measures.definition import Indicator, IndicatorUnit
from govdisclosure.wording import COLON, LIST_COMMA, Language, Wording

__all__ = ["chart_series"]

_Row: TypeAlias = dict[str, object]
#: The colour and the shape of each state.
_MARKS: Mapping[PointState, tuple[str, str]] = {
    PointState.VALUE: (BLUE, "circle"),
    PointState.QUESTIONABLE: (ORANGE, "triangle-up"),
    PointState.ALIKE: (GREY, "diamond"),
    PointState.GAP: (GREY, "cross"),
}
_SUBTITLE = Wording(
    "只连可比的年度；“近似”不可直接比较，“缺”没有数字",
    "only comparable years are joined; what is alike is not comparable, a gap has no number",
)
_HEADS = (
    Wording("年度", "year"),
    Wording("值", "value"),
    Wording("状态", "state"),
    Wording("说明", "remark"),
    Wording("出处", "place"),
)
_FORM = Wording("{form} 年表式", "form of {form}")
_SHEET = Wording("统计表", "sheet")


def chart_series(series: Series, *, language: Language = "zh") -> Chart:
    """One number of a body through the years.

    A line joins years that are comparable; what is questionable or only alike has a mark of its
    own, a gap is marked at the foot, and a dashed line marks where the form changed.

    Raises:
        MissingExtraError: altair is not installed.
        ValueError: The series has no year.
    """
    if not series.points:
        raise ValueError("a series without any year cannot be drawn")
    title = COLON.text(language).join(filter(None, (series.body, series.words(language))))
    layers = _layers(series, language)
    chart = altair_of().layer(*layers).properties(width=WIDTH, height=300)
    return Chart(
        title=title,
        altair=dressed(chart, title, [_SUBTITLE.text(language)]),
        heads=tuple(one.text(language) for one in _HEADS),
        rows=tuple(
            (
                str(one.year),
                series.printed(one),
                one.state.text(language),
                one.reason.text(language) if one.reason else "",
                LIST_COMMA.text(language).join(one.places(language)),
            )
            for one in series.points
        ),
        language=language,
    )


def _layers(series: Series, language: Language) -> Iterator[Any]:
    """Changes of form, lines, marks and numbers, the lowest first."""
    altair = altair_of()
    rows = _rows(series, language)
    there = [row for row in rows if row["value"] is not None]
    missing = [row | {"value": 0, "printed": row["state"]} for row in rows if row["value"] is None]
    years = [one.year for one in series.points]
    x = altair.X(
        "year:Q",
        title=None,
        axis=altair.Axis(values=years, format="d"),
        scale=altair.Scale(domain=[years[0] - 0.5, years[-1] + 0.5]),
    )
    axis = altair.Axis(titleAngle=0, titleAlign="right", titleY=-8)
    y = altair.Y("value:Q", title=series.unit or None, axis=axis, scale=altair.Scale(zero=True))
    yield from _changes(series, x, language)
    joined = altair.Chart(altair.Data(values=[row for row in there if "run" in row]))
    yield joined.mark_line(color=BLUE, strokeWidth=2).encode(x=x, y=y, detail="run:N")
    yield (
        altair.Chart(altair.Data(values=[*there, *missing]))
        .mark_point(size=90, filled=True, opacity=1)
        .encode(x=x, y=y, **_looks(language))
    )
    numbers = altair.Chart(altair.Data(values=[*there, *missing])).encode(
        x=x, y=y, text="printed:N"
    )
    above = {"dy": -13, "fontSize": 12}
    yield numbers.mark_text(**above, stroke="white", strokeWidth=4, strokeJoin="round")
    yield numbers.mark_text(**above, color=INK)


def _rows(series: Series, language: Language) -> list[_Row]:
    """The data of the picture: a row a year, with the number of the line that it is on."""
    runs = {one.year: number for number, run in enumerate(series.runs()) for one in run}
    is_rate = isinstance(series.of, Indicator) and series.of.unit is IndicatorUnit.PER_CENT
    rows: list[_Row] = []
    for one in series.points:
        value = None if one.value is None else float(one.value * 100 if is_rate else one.value)
        row: _Row = {
            "year": one.year,
            "value": value,
            "state": one.state.text(language),
            "printed": series.printed(one),
        }
        rows.append(row | ({"run": runs[one.year]} if one.year in runs else {}))
    return rows


def _looks(language: Language) -> dict[str, Any]:
    """Colour and shape by state, with one legend."""
    altair = altair_of()
    states = [state.text(language) for state in _MARKS]
    colours, shapes = zip(*_MARKS.values(), strict=True)
    legend = altair.Legend(title=None, orient="bottom", symbolSize=90)
    return {
        "color": altair.Color(
            "state:N", scale=altair.Scale(domain=states, range=list(colours)), legend=legend
        ),
        "shape": altair.Shape(
            "state:N", scale=altair.Scale(domain=states, range=list(shapes)), legend=legend
        ),
    }


def _changes(series: Series, x: Any, language: Language) -> Iterator[Any]:  # noqa: ANN401 - altair's
    """Dashed lines between years whose reports follow different forms, with the later form."""
    altair = altair_of()
    forms = [(one.year, form) for one in series.points if (form := _form_of(one, language))]
    marks = [
        {"year": later - 0.5, "form": form}
        for (_, before), (later, form) in pairwise(forms)
        if before != form
    ]
    if not marks:
        return
    base = altair.Chart(altair.Data(values=marks)).encode(x=x)
    yield base.mark_rule(color=GREY, strokeDash=[4, 4])
    words = base.mark_text(align="left", dx=5, dy=-12, baseline="bottom", color=GREY, fontSize=11)
    yield words.encode(text="form:N", y=altair.value(0))


def _form_of(point: Point, language: Language) -> str | None:
    """The form of the report of a year; the sheets before 2019 count as one."""
    report = point.member.outcome.report if point.member is not None else None
    if report is None:
        return None
    if report.edition is not None:
        return _FORM.say(language, form=report.edition.value)
    return _SHEET.text(language) if report.statistics is not None else None
