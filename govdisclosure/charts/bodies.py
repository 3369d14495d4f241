"""One indicator of several bodies, drawn.

Takes a comparison and gives a chart; works nothing out. A body without a value has its state in
place of a bar.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeAlias

from govdisclosure.charts.chart import Chart
from govdisclosure.charts.dressing import BLUE, INK, ORANGE, WIDTH, altair_of, dressed
from govdisclosure.collection.comparison import Comparison, Placed, rank_words
from govdisclosure.measures.definition import IndicatorUnit
from govdisclosure.measures.measured import MeasureState, Operand
from govdisclosure.wording import LIST_COMMA, Language, Wording

__all__ = ["chart_bodies"]

_Row: TypeAlias = dict[str, object]
_LINE = Wording("橙线为合计：{words}", "the orange line is the combined value: {words}")
_TOGETHER = Wording("合计：{words}", "combined: {words}")
_HEADS = (
    Wording("机关", "body"),
    Wording("值", "value"),
    Wording("位次", "rank"),
    Wording("计算", "arithmetic"),
    Wording("单元格", "cells"),
)


def chart_bodies(comparison: Comparison, *, language: Language = "zh") -> Chart:
    """One indicator of several bodies: a bar each, the largest first, and all together as a line.

    Bodies without a value come last.

    Raises:
        MissingExtraError: altair is not installed.
    """
    indicator, pooled = comparison.indicator, comparison.pooled
    ordered = sorted(
        comparison.placed, key=lambda one: (one.measured.value is None, -(one.measured.value or 0))
    )
    year = "" if comparison.year is None else str(comparison.year)
    title = f"{year} {indicator.name.text(language)}".strip()
    lead = _LINE if _has_line(comparison) else _TOGETHER
    brief = lead.say(language, words=pooled.printed() or pooled.state.text(language))
    together = lead.say(language, words=pooled.text(language))
    return Chart(
        title=title,
        altair=dressed(_bars(ordered, comparison, language), title, [brief]),
        heads=tuple(one.text(language) for one in _HEADS),
        rows=tuple(_line(one, language) for one in ordered),
        notes=tuple(filter(None, (together, indicator.caveat.text(language)))),
        language=language,
    )


def _bars(ordered: Sequence[Placed], comparison: Comparison, language: Language) -> Any:  # noqa: ANN401 - altair's
    altair = altair_of()
    indicator, pooled = comparison.indicator, comparison.pooled
    scale = 100 if indicator.unit is IndicatorUnit.PER_CENT else 1
    rows = _rows(ordered, scale, language)
    bodies = [row["body"] for row in rows]
    # without a bar of any length there would be no axis
    extent = {} if any(row["value"] for row in rows) else {"domain": [0, 1]}
    unit = "" if indicator.unit is IndicatorUnit.RATIO else indicator.unit.value
    bars = altair.Chart(altair.Data(values=rows)).encode(
        y=altair.Y("body:N", sort=bodies, title=None, axis=altair.Axis(labelLimit=280)),
        x=altair.X("value:Q", title=unit or None, scale=altair.Scale(**extent)),
    )
    words = bars.encode(text="words:N")
    beside = {"align": "left", "dx": 5, "fontSize": 12}
    layers = [
        bars.mark_bar(height=16, color=BLUE),
        words.mark_text(**beside, stroke="white", strokeWidth=4, strokeJoin="round"),
        words.mark_text(**beside, color=INK),
    ]
    if pooled.value is not None and _has_line(comparison):
        rule = altair.Chart(altair.Data(values=[{"value": float(pooled.value * scale)}]))
        layers.insert(1, rule.mark_rule(color=ORANGE, strokeWidth=2).encode(x="value:Q"))
    return altair.layer(*layers).properties(width=WIDTH - 180, height=26 * max(len(rows), 1))


def _has_line(comparison: Comparison) -> bool:
    """Whether all together is on the axis of each: a sum of counts is not."""
    return comparison.indicator.is_rate and comparison.pooled.value is not None


def _rows(ordered: Sequence[Placed], scale: int, language: Language) -> list[_Row]:
    """The data of the picture. Equal names would be one bar, so a second one has a number."""
    names: Counter[str] = Counter()
    rows: list[_Row] = []
    for one in ordered:
        names[one.name] += 1
        again = f" ({names[one.name]})" if names[one.name] > 1 else ""
        value = one.measured.value
        rows.append(
            {
                "body": f"{one.name}{again}",
                "value": 0.0 if value is None else float(value * scale),
                "words": _bar_words(one, language),
            }
        )
    return rows


def _bar_words(one: Placed, language: Language) -> str:
    """What is written at the end of a bar: the value, and the state where that is to be known."""
    state, printed = one.measured.state, one.measured.printed()
    if state is MeasureState.VALUE:
        return printed
    return f"{printed} {state.text(language)}".strip()


def _line(one: Placed, language: Language) -> tuple[str, ...]:
    cells = LIST_COMMA.text(language).join(
        dict.fromkeys(_with_place(other, language) for other in one.measured.operands)
    )
    printed = one.measured.printed() or one.measured.state.text(language)
    return one.name, printed, rank_words(one, language), one.measured.text(language), cells


def _with_place(operand: Operand, language: Language) -> str:
    """A cell with its number and where it is in its file."""
    origin = operand.figure.cell.place
    place = f" [{origin.words(language)}]" if origin is not None else ""
    return f"{operand.words(language)}{place}"
