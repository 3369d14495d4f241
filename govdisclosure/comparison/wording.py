"""The words around differences, in Chinese and in English."""

from collections.abc import Mapping
from fractions import Fraction

from govdisclosure.comparison.cells import CellDiff, Printed
from govdisclosure.crosswalk import Degree
from govdisclosure.measures.definition import IndicatorUnit
from govdisclosure.measures.printing import print_value
from govdisclosure.model.cells import Cell
from govdisclosure.model.report import Report
from govdisclosure.text import CellState, format_number
from govdisclosure.wording import Language, Wording, Wordings

__all__ = [
    "cell_words",
    "change_words",
    "degree_words",
    "named",
    "percent_words",
    "say",
    "sum_words",
]

#: Each piece of wording by its name.
WORDINGS: Mapping[str, Wording] = {
    "title": Wording("两份报告的差异", "Differences between two reports"),
    "old": Wording("旧", "old"),
    "new": Wording("新", "new"),
    "nothing": Wording("没有差异。", "No differences."),
    "cells": Wording("单元格：{count} 处不同", "cells: {count} {count:differs|differ}"),
    "sections": Wording(
        "文字：{count} 部分不同", "words: {count} {count:part differs|parts differ}"
    ),
    "not_compared": Wording(
        "另有 {count} 项因两份报告的表式不同，未比较",
        "{count} further {count:count was|counts were} not compared, for the forms differ",
    ),
    "cell": Wording("单元格", "cell"),
    "change": Wording("差额", "change"),
    "percent": Wording("变化", "per cent"),
    "degree": Wording("对应关系", "counterpart"),
    "sum": Wording("合计：{why}", "sum: {why}"),
    "alike": Wording("口径相近：{why}", "nearly the same count: {why}"),
    "reason": Wording("原因", "reason"),
    "unnamed": Wording("（未写明机关）", "(unnamed organ)"),
    "of_year": Wording("{year}年", "{year}"),
    "of_form": Wording("（{year} 年表式）", " (form of {year})"),
    "no_sum": Wording("（无法相加）", "(no sum)"),
    "blank": Wording("（空白）", "(blank)"),
    "mark": Wording("“{words}”", "“{words}”"),
    "text": Wording("“{words}”", "“{words}”"),
    "absent": Wording("（缺）", "(absent)"),
}

say = Wordings(WORDINGS).say


def named(report: Report, language: Language) -> str:
    """What a report is called: its body, its year and its form."""
    words = [report.agency or say(language, "unnamed")]
    words += [say(language, "of_year", year=report.year)] if report.year is not None else []
    form = say(language, "of_form", year=report.edition.value) if report.edition else ""
    return " ".join(words) + form


def cell_words(cell: Cell | None, language: Language) -> str:
    """What a cell says, its state if it has no number."""
    if cell is None:
        return say(language, "no_sum")
    note = f"（{cell.note}）" if cell.note else ""
    if cell.state is CellState.NUMBER and cell.value is not None:
        return " ".join(filter(None, (format_number(cell.value), cell.unit))) + note
    return say(language, cell.state.value, words=cell.text or "") + note


def sum_words(cells: Printed, language: Language) -> str:
    """The parts of a sum, such as 「1 + 2 + （空白）」; empty for a single cell."""
    words = (cell_words(cell, language) for _, cell in cells)
    return "" if len(cells) == 1 else " + ".join(words)


def change_words(one: CellDiff) -> str:
    """The change with its sign; empty without one."""
    change = one.change
    return "" if change is None else f"{'+' if change > 0 else ''}{format_number(change)}"


def percent_words(share: Fraction | None) -> str:
    """A per cent with its sign, rounded half up to two decimals; empty without one.

    Example:
        >>> percent_words(Fraction(200, 3)), percent_words(Fraction(-1, 8)), percent_words(None)
        ('+66.67%', '-0.13%', '')
    """
    if share is None:
        return ""
    words = print_value(share / 100, IndicatorUnit.PER_CENT)
    return words if share < 0 or words == _NO_CHANGE else f"+{words}"


#: What is printed of a change that rounds to nothing.
_NO_CHANGE = print_value(Fraction(0), IndicatorUnit.PER_CENT)


def degree_words(one: CellDiff, language: Language) -> str:
    """How the cells correspond, unless they are the same count."""
    if one.degree is Degree.SAME:
        return ""
    return say(language, one.degree.value, why=one.why.text(language))
