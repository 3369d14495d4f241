"""Every example reads as what it is, comes back the same, and every script runs from anywhere."""

import csv
import os
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

import govdisclosure as gd

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
REPORTS = sorted(EXAMPLES.glob("report_*"))
SCRIPTS = {path.name for path in EXAMPLES.glob("*.py")}

#: Agency, year, edition and cells as (state, value, unit) of each report.
FACTS: Mapping[str, tuple[str, int, str, Mapping[str, tuple[object, ...]]]] = {
    "report_2021.txt": (
        "望舒市水务局",
        2023,
        "2021",
        {
            "proactive/normative_documents/in_force": ("number", 27, "件"),
            "proactive/fees/collected_wan": ("number", Decimal("1860.4275"), "万元"),
            "requests/received_new/total": ("number", 50, "件"),
            "requests/disclosed/natural_person": ("number", 18, "件"),
            "requests/carried_out/total": ("number", 2, "件"),
            "disputes/litigation_direct/total": ("number", 2, "件"),
        },
    ),
    "report_2019.txt": (
        "扶摇县人民政府",
        2020,
        "2019",
        {
            "proactive/rules/produced_new": ("mark", None, None),
            "proactive/licensing/items_change": ("number", -18, "项"),
            "proactive/licensing/decisions": ("number", 20417, "件"),
            "proactive/procurement/amount": ("number", Decimal("31628500.60"), "元"),
            "requests/received_new/other_org": ("blank", None, None),
            "requests/received_new/total": ("number", 154, "件"),
            "requests/not_processed_excessive/total": ("mark", None, None),
            "requests/other_handling/natural_person": ("number", 3, "件"),
        },
    ),
    "report_2021.md": (
        "望舒市云岫区档案馆",
        2022,
        "2021",
        {
            "proactive/normative_documents/issued": ("number", 1, "件"),
            "requests/received_new/legal_service": ("number", 1, "件"),
            "requests/other_misc/total": ("number", 1, "件"),
            "disputes/review/total": ("number", 0, "件"),
        },
    ),
    "report_2021_word.txt": (
        "望舒市听澜街道办事处",
        2021,
        "2021",
        {
            "requests/carried_in/natural_person": ("number", 1, "件"),
            "requests/unavailable_needs_creation/total": ("number", 1, "件"),
            "requests/carried_out/total": ("number", 1, "件"),
            "disputes/review/upheld": ("number", 1, "件"),
        },
    ),
    "report_damaged.txt": (
        "扶摇县城市管理局",
        2022,
        "2021",
        {
            "proactive/penalties/decisions": ("blank", None, None),
            "requests/received_new/total": ("number", 9, "件"),
            # The row is not printed, another is glued together, and table four is a picture.
            "requests/unavailable_needs_creation/total": ("absent", None, None),
            "requests/unavailable_unclear/total": ("number", 0, "件"),
            "disputes/review/total": ("absent", None, None),
        },
    ),
}


def test_every_report_has_its_facts_here() -> None:
    assert {path.name for path in REPORTS} == FACTS.keys()


@pytest.mark.parametrize("name", FACTS)
def test_reads_as_what_it_is(name: str) -> None:
    agency, year, edition, cells = FACTS[name]
    report = gd.read(EXAMPLES / name)
    assert (report.agency, report.year) == (agency, year)
    assert report.edition is gd.Edition(edition)
    assert [section.kind for section in report.sections] == list(gd.SectionKind)
    found = {address: report[address] for address in cells}
    said = {address: (cell.state.value, cell.value, cell.unit) for address, cell in found.items()}
    assert said == cells


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_comes_back_the_same(path: Path) -> None:
    report = gd.read(path)
    assert gd.parse(gd.render(report)) == report
    assert gd.parse(gd.render(report, format="markdown")) == report
    assert gd.from_json(gd.to_json(report)) == report


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_only_the_damaged_one_is_complained_of(path: Path) -> None:
    codes = {diagnostic.code for diagnostic in gd.read(path).diagnostics}
    if path.name == "report_2021_word.txt":
        assert codes == {"GD004"}  # the bookmarks
    else:
        assert bool(codes) == (path.name == "report_damaged.txt")


#: The errors and warnings that the rules find in an example, each true of it.
FINDINGS: dict[str, set[str]] = {
    "report_2019.txt": {"GD208", "GD209"},  # blanks and slashes in cells for numbers
    "report_2021_word.txt": {"GD111"},  # section one has two of the five aspects
    "report_damaged.txt": {"GD110", "GD111", "GD208"},
}


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_only_what_is_wrong_is_found(path: Path) -> None:
    found = {one.code for one in gd.check(gd.read(path)) if one.severity is not gd.Severity.HINT}
    assert found == FINDINGS.get(path.name, set())


@pytest.mark.parametrize("name", ["report_2021.txt", "report_2021.md", "report_2021_word.txt"])
def test_table_three_is_balanced(name: str) -> None:
    table = gd.read(EXAMPLES / name).requests
    assert table is not None
    rows = [[cell.value or 0 for cell in table.cells[at : at + 7]] for at in range(0, 175, 7)]
    received, carried_in, *outcomes, total, carried_out = rows
    assert all(sum(row[:-1]) == row[-1] for row in rows)
    assert [sum(column) for column in zip(*outcomes, strict=True)] == total
    assert [sum(pair) for pair in zip(received, carried_in, strict=True)] == [
        sum(pair) for pair in zip(total, carried_out, strict=True)
    ]


def test_markdown_survey_is_one_table() -> None:
    report = gd.read(EXAMPLES / "report_2021.md")
    (survey,) = (block for block in report.iter_blocks() if isinstance(block, gd.OtherTable))
    assert survey.rows[0] == ("平台", "发布数量", "浏览次数")
    assert len(survey.rows) == 3


# ------------------------------------------------------------------------------ scripts


def run(script: str, *arguments: str | Path, folder: Path) -> str:
    """What a script prints when it is run in another folder."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, str(EXAMPLES / script), *map(str, arguments)]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_every_script_is_run_here() -> None:
    assert {
        "read_one.py",
        "to_csv.py",
        "compare_rows.py",
        "infer_missing.py",
    } == SCRIPTS


def test_every_script_is_short() -> None:
    for script in SCRIPTS:
        assert len((EXAMPLES / script).read_text(encoding="utf-8").splitlines()) < 40


def test_read_one(tmp_path: Path) -> None:
    printed = run("read_one.py", folder=tmp_path).splitlines()
    assert printed[0] == "望舒市水务局, 2023, form of 2021"
    assert "    （二）依申请公开" in printed
    assert "received: 50 件, printed as '50'" in printed
    assert "cells: 200 number, 0 blank, 0 mark, 0 text, 0 absent" in printed


def test_read_one_says_what_is_damaged(tmp_path: Path) -> None:
    printed = run("read_one.py", EXAMPLES / "report_damaged.txt", folder=tmp_path)
    codes = {line[:5] for line in printed.splitlines() if line.startswith("GD")}
    assert {"GD003", "GD008", "GD014"} <= codes
    assert "{" not in printed  # every sentence is filled in


def test_to_csv(tmp_path: Path) -> None:
    printed = run("to_csv.py", EXAMPLES, "out.csv", folder=tmp_path)
    assert printed == "out.csv: 998 cells of 5 reports\n"
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {(row["file"], row["address"]): row for row in csv.DictReader(stream)}
    assert len(rows) == 998
    blank = rows["report_2019.txt", "requests/received_new/other_org"]
    assert (blank["state"], blank["value"], blank["raw"]) == ("blank", "", "")
    change = rows["report_2019.txt", "proactive/licensing/items_change"]
    assert (change["agency"], change["year"], change["edition"]) == (
        "扶摇县人民政府",
        "2020",
        "2019",
    )
    assert (change["value"], change["unit"], change["raw"]) == ("-18", "项", "-18")


def test_compare_rows(tmp_path: Path) -> None:
    printed = run("compare_rows.py", folder=tmp_path).splitlines()
    assert "1: 扶摇县人民政府 2020 (report_2019.txt)" in printed
    row = next(line for line in printed if line.startswith("requests/withheld_process/total"))
    assert row.split()[1:] == ["8", "1", "3", "0", "0"]


def test_compare_rows_keeps_a_dash_for_what_a_form_lacks(tmp_path: Path) -> None:
    files = (EXAMPLES / "report_2019.txt", EXAMPLES / "report_2021.txt")
    printed = run("compare_rows.py", "requests/other_*/natural_person", *files, folder=tmp_path)
    rows = {line.split()[0]: line.split()[1:] for line in printed.splitlines()[2:]}
    assert rows["requests/other_handling/natural_person"] == ["3", "-"]
    assert rows["requests/other_not_supplemented/natural_person"] == ["-", "1"]


def test_infer_missing(tmp_path: Path) -> None:
    printed = run("infer_missing.py", folder=tmp_path).splitlines()
    assert printed[0].endswith(f"without a number; {len(printed) - 1} follow from the sums")
    row = next(
        line for line in printed if line.startswith("requests/unavailable_needs_creation/total")
    )
    assert row.split()[1:] == ["absent", "0", "R02"]
