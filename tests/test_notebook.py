"""The notebook of the examples runs, cell by cell, and leads every number back to its place."""

import ast
import json
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import govdisclosure as gd
from govdisclosure.measures.figures import Figure
from tests.test_examples import EXAMPLES

NOTEBOOK = EXAMPLES / "ten_years.ipynb"
CHANGE, YEARS = 2021, range(2015, 2025)


def cells() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return found


def programs() -> list[str]:
    return ["".join(one["source"]) for one in cells() if one["cell_type"] == "code"]


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the notebook has defined when it has run from its first cell to its last."""
    if not (find_spec("altair") and find_spec("vl_convert")):
        pytest.skip("needs the extra plot")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, Any] = {"__name__": "notebook"}
    for number, program in enumerate(programs()):
        exec(compile(program, f"{NOTEBOOK.name}:{number}", "exec"), namespace)  # noqa: S102 - ours
        last = ast.parse(program).body[-1]
        if isinstance(last, ast.Expr) and isinstance(last.value, ast.Name):
            shown = namespace[last.value.id]._repr_html_()
            assert shown.startswith(("<table", "<figure"))
    return namespace


def test_it_is_kept_without_results() -> None:
    assert {one["cell_type"] for one in cells()} == {"markdown", "code"}
    assert len({one["id"] for one in cells()}) == len(cells())
    for one in cells():
        if one["cell_type"] == "code":
            assert (one["outputs"], one["execution_count"]) == ([], None)


def test_ten_reports_in_four_formats_cross_the_change_of_forms(names: dict[str, Any]) -> None:
    files = sorted(Path("ten_years").iterdir())
    assert [int(path.stem) for path in files] == list(YEARS)
    assert {path.suffix for path in files} == {".txt", ".md", ".html", ".docx"}
    forms = [one.edition.value if one.edition else None for one in names["collection"]]
    assert forms == [None] * 4 + ["2019"] * 2 + ["2021"] * 4


def test_the_series_is_what_was_put_into_the_files(names: dict[str, Any]) -> None:
    series: gd.Series = names["series"]
    found = [(one.year, one.state.value, one.value) for one in series.points]
    assert found == [
        *((2015 + number, "alike", count) for number, count in enumerate((18, 22, 25, 31))),
        (2019, "value", 28),
        (2020, "gap", None),
        (2021, "value", 40),
        (2022, "questionable", 45),
        (2023, "value", 52),
        (2024, "value", 47),
    ]
    assert names["filled"].points[5].value == 35
    rates = {one.year: one.value for one in names["rate"].points if one.value is not None}
    assert rates[2019] == Fraction(26, 28)
    assert rates[2021] == Fraction(41, 40 + 3)  # 28 - 26 and 35 - 34 were carried over
    assert 2020 not in rates


def test_every_number_is_led_back_to_its_place(names: dict[str, Any]) -> None:
    """The place names the table, row and cell of the file in which the number is printed."""
    series: gd.Series = names["series"]
    figures: list[tuple[gd.Point, Figure]] = [
        (point, figure) for point in series.points for figure in point.figures
    ]
    assert len(figures) == len(YEARS)
    for point, figure in figures:
        assert point.member is not None
        path = Path(point.member.outcome.path or "")
        assert int(path.stem) == point.year
        place = figure.cell.place
        assert place is not None
        if path.suffix == ".txt":
            assert place.line is not None
            line = path.read_text(encoding="utf-8").splitlines()[place.line - 1]
            assert figure.cell.raw in line.split("\t")
        assert figure.cell.raw == ("" if point.value is None else str(point.value))
        assert point.places("en")[0].startswith(f"{path} · {place.words('en')} · ")


def test_the_pictures_are_written(names: dict[str, Any]) -> None:
    chart: gd.Chart = names["chart"]
    assert Path("received.svg").read_text(encoding="utf-8") == chart.to_svg()
    page = Path("received.html").read_text(encoding="utf-8")
    for point in names["series"].points:
        for place in point.places():
            assert place in page
