"""``merge``, ``reconcile``, ``new`` and ``export`` for other programs: a compiler's walk."""

import csv
import io
import json
import random
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from attrs import evolve

import govdisclosure as gd
from govdisclosure.cli.wording import say
from govdisclosure.composition import compose
from govdisclosure.formats import TABLES
from govdisclosure.model.addresses import Address, addresses
from govdisclosure.model.report import Report
from tests.conftest import Run
from tests.test_frames import needs, needs_arrow, needs_xlsx, opened, rows_of

YEAR = 2024
CITY = "望舒市人民政府"


def filled(name: str, seed: int, year: int = YEAR) -> Report:
    chance = random.Random(seed)
    parts = {
        address: chance.randrange(9)
        for address in addresses("2021")
        if address.column != "total" and address.row != "outcomes_total"
    }
    return compose(agency=name, year=year, cells=parts, totals=True)


class Walk(NamedTuple):
    """Eighty bureaux: three send nothing, five files are cut off, two are of last year."""

    names: tuple[str, ...]
    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    former: tuple[str, ...]
    reports: Mapping[str, Report]


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    matters = ("水利", "商务", "教育", "民政", "财政", "司法", "审计", "统计")
    names = tuple(
        f"望舒市{area}{matter}局" for area in "甲乙丙丁戊己庚辛壬癸" for matter in matters
    )
    missing, damaged, former = names[5:8], names[20:25], names[40:42]
    made: dict[str, Report] = {}
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(names):
        if name in missing:
            continue
        report = filled(name, number, YEAR - 1 if name in former else YEAR)
        suffix = ".docx" if name in damaged else (".docx", ".html", ".txt", ".md")[number % 4]
        path = folder / f"{number:02}-{name}{suffix}"
        gd.write(report, path)
        if name in damaged:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        elif name not in former:
            made[name] = report
    (folder / "说明.jpg").write_bytes(b"")
    lines = "".join(f"{name}\n" for name in names)
    (tmp_path / "roster.csv").write_text(f"机关\n{lines}", encoding="utf-8-sig")
    return Walk(names, missing, damaged, former, made)


def test_the_walk_of_a_compiler(run: Run, walk: Walk, tmp_path: Path) -> None:
    merge = ("merge", "in", "--roster", "roster.csv", "--agency", CITY, "--year", str(YEAR))
    code, out, err = run(*merge, "-o", "merged.docx")
    assert (code, out) == (3, "")  # files that could not be read
    lines = err.splitlines()
    assert sum(line.startswith("govdisclosure: cannot be read") for line in lines) == 5
    (late,) = (line for line in lines if "missing (5 of 80)" in line)
    assert all(name in late for name in walk.missing)
    assert all(f"{name} (only on 2023)" in late for name in walk.former)
    (unreadable,) = (line for line in lines if "unreadable, or of no known year (5 of 80)" in line)
    assert all(name in unreadable for name in walk.damaged)
    assert any("2 reports are not on 2024" in line for line in lines)
    whole = gd.read(tmp_path / "merged.docx")
    assert (whole.agency, whole.year, len(walk.reports)) == (CITY, YEAR, 70)
    for address, cell in whole.cells():
        assert cell.value == sum(one[address].value or 0 for one in walk.reports.values())
    assert gd.check(whole, select=["GD202", "GD203", "GD204"]) == ()  # totals are totals
    section = whole.section(gd.SectionKind.OTHER)
    assert section is not None
    words = " ".join(one.text for one in section.blocks if isinstance(one, gd.Paragraph))
    assert all(name in words for name in (*walk.missing, *walk.damaged, *walk.former))

    code, out, err = run("reconcile", "merged.docx", "in")
    assert (code, out.count("\n")) == (3, 1)
    assert say("en", "differences", count=0, own=0, error=0, joint=0, unknown=0) in err
    gd.write(whole.with_cell("disputes/review/upheld", 0), tmp_path / "wrong.docx")
    code, out, _ = run("reconcile", "wrong.docx", "in")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["kind"], row["address"], row["stated"]) == ("error", "disputes/review/upheld", "0")


@needs_xlsx
def test_one_command_gives_the_workbook(run: Run, walk: Walk) -> None:
    code, out, _ = run("export", "in", "-o", "all.xlsx", "--lang", "zh")
    assert (code, out) == (3, "")
    book = opened(Path("all.xlsx").read_bytes())
    rows = rows_of(book["报告"])
    assert len(rows) == 78
    states = [row["结果"] for row in rows]
    assert {one: states.count(one) for one in states} == {"已读取": 72, "无法读取": 5, "未读取": 1}
    assert {row["机关"] for row in rows} - {None} == {*walk.reports, *walk.former}
    assert len(rows_of(book["数据"])) == 72 * 200


# ------------------------------------------------------------------------------ merge


def two(folder: Path, **others: int | str) -> None:
    folder.mkdir(exist_ok=True)
    for number, name in enumerate(("望舒市水利局", "望舒市商务局")):
        given: dict[str, int | str] = {"disputes/review/upheld": number + 1, **others}
        gd.write(compose(agency=name, year=YEAR, cells=given), folder / f"{number}.txt")


def test_a_sum_goes_to_stdout_and_its_gaps_to_stderr(run: Run, tmp_path: Path) -> None:
    two(tmp_path / "in")
    arguments = ("merge", "in", "--agency", CITY, "--year", str(YEAR))
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert gd.parse(out)["disputes/review/upheld"].value == 3
    gd.write(compose(agency="望舒市民政局", year=YEAR), tmp_path / "in" / "2.txt")
    code, out, err = run(*arguments)
    assert (code, gd.parse(out)["disputes/review/upheld"].state.value) == (1, "absent")
    assert "望舒市民政局" in err
    code, out, err = run(*arguments, "--blank", "zero")
    assert (code, gd.parse(out)["disputes/review/upheld"].value) == (0, 3)
    assert "taken as zero: 望舒市民政局" in err


def test_what_is_refused_can_be_allowed(run: Run, tmp_path: Path) -> None:
    two(tmp_path / "in")
    gd.write(compose(agency=CITY, year=YEAR), tmp_path / "in" / "2.txt")
    arguments = ("merge", "in", "--agency", "望舒市", "--year", str(YEAR))
    code, out, err = run(*arguments)
    assert (code, out) == (3, "")
    assert "allow it: area" in err
    assert run(*arguments, "--allow", "area")[0] == 1
    assert run(*arguments, "--allow", "everything")[0] == 2


def test_files_of_one_body_are_named(run: Run, tmp_path: Path) -> None:
    two(tmp_path / "in")
    gd.write(gd.read(tmp_path / "in" / "0.txt"), tmp_path / "in" / "2.docx")
    code, out, err = run("merge", "in", "--agency", CITY, "--year", str(YEAR))
    assert (code, out) == (3, "")
    files = ", ".join(str(Path("in", name)) for name in ("0.txt", "2.docx"))
    assert say("en", "duplicates", paths=files) in err
    assert "allow it: twice" in err


def test_reports_off_the_roster_and_on_other_years_are_left_out(run: Run, tmp_path: Path) -> None:
    two(tmp_path / "in")
    (tmp_path / "roster.csv").write_text("望舒市水利局\n", encoding="utf-8")
    arguments = ("merge", "in", "--agency", CITY, "--roster", "roster.csv", "--year")
    code, out, err = run(*arguments, str(YEAR))
    assert (code, gd.parse(out)["disputes/review/upheld"].value) == (0, 1)
    assert f"that the roster does not name: {Path('in', '1.txt')}" in err
    code, out, err = run(*arguments, "2020")
    assert (code, out) == (3, "")
    assert say("en", "nothing_to_merge", year=2020) in err
    assert run(*arguments, "2020", "--allow", "years")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("merge", "in", "--year", "2024"), 2),
        (("merge", "in", "--agency", CITY), 2),
        (("merge", "in", "--agency", CITY, "--year", "2024", "-o", "x.xlsx"), 2),
        (("merge", "in", "--agency", CITY, "--year", "2024", "-o", "in/0.txt"), 2),
        (("merge", "in", "--agency", "2023年", "--year", "2024"), 2),
        (("merge", "in", "--agency", CITY, "--year", "2024", "--roster", "none.csv"), 3),
        (("reconcile", "in/0.txt"), 2),
        (("reconcile", "none.txt", "in"), 3),
        (("reconcile", "in/0.txt", "in/0.txt"), 3),
        (("reconcile", "in/0.txt", "in", "--format", "xlsx"), 2),
        (("new", "soon"), 2),
        (("new", "2025", "--previous", "none.docx"), 3),
        (("new", "2027", "--previous", "in/0.txt"), 2),
        (("export", "in", "--format", "parquet"), 2),
        (("export", "in", "-o", "x.parquet", "--select", "四/*"), 2),
        (("export", "in", "--table", "reports"), 2),
    ],
)
def test_what_cannot_be_done_has_its_exit_code(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    two(tmp_path / "in")
    try:
        found = run(*arguments)[0]
    except SystemExit as end:
        found = int(end.code or 0)
    assert found == code
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_late_reports_are_named_and_added_up(run: Run, tmp_path: Path) -> None:
    two(tmp_path / "in")
    late = gd.read(tmp_path / "in" / "0.txt")
    closing = gd.Closing(signature=late.agency, signed_on=date(YEAR + 1, 2, 20))
    gd.write(evolve(late, closing=closing), tmp_path / "in" / "0.txt")
    lines = "望舒市水利局\n望舒市商务局\n"
    (tmp_path / "roster.csv").write_text(lines, encoding="utf-8")
    arguments = ("merge", "in", "--agency", CITY, "--year", str(YEAR), "--roster", "roster.csv")
    code, out, err = run(*arguments)
    assert (code, gd.parse(out)["disputes/review/upheld"].value) == (0, 3)
    assert "late (1 of 2): 望舒市水利局" in err


# ------------------------------------------------------------------------------ reconcile


def test_differences_are_written_in_every_format(run: Run, tmp_path: Path) -> None:
    two(tmp_path / "in")
    fees: dict[str, int | str] = {"disputes/review/upheld": 5}
    fees |= {"proactive/fees/collected_wan": "1.5"}
    gd.write(compose(agency=CITY, year=YEAR, cells=fees), tmp_path / "in" / "whole.txt")
    code, out, err = run("reconcile", "in/whole.txt", "in", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [(row["kind"], row["difference"]) for row in rows] == [("unknown", ""), ("own", "2")]
    assert rows[1]["contributors"] == "望舒市商务局、望舒市水利局"
    assert "2 cells differ from the sum: 1 more, 0 less" in err
    run("reconcile", "in/whole.txt", "in", "-o", "out.json")
    members = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert [(one["stated"], one["difference"]) for one in members] == [("1.5", None), (5, 2)]
    pytest.importorskip("xlsxwriter", reason="needs the extra xlsx")
    run("reconcile", "in/whole.txt", "in", "-o", "out.xlsx", "--lang", "zh")
    found = rows_of(opened(Path("out.xlsx").read_bytes())["核对"])
    assert [row["差额"] for row in found] == [None, 2]


# ------------------------------------------------------------------------------ new


def test_a_new_form_carries_over_what_last_years_handed_on(run: Run, tmp_path: Path) -> None:
    last = filled("望舒市水利局", 1)
    gd.write(last, tmp_path / "last.docx")
    assert run("new", "2025", "--previous", "last.docx", "-o", "out.docx") == (0, "", "")
    form = gd.read("out.docx")
    assert (form.agency, form.year) == (last.agency, 2025)
    for address, cell in form.cells():
        row = "carried_out" if address.row == "carried_in" else None
        there = last[Address(address.table, row, address.column)] if row else None
        assert cell.value == (there.value if there else None)
    code, out, err = run("new", "2025", "--agency", "望舒市商务局")
    assert (code, gd.parse(out).agency, err) == (0, "望舒市商务局", "")
    code, out, _ = run("new", "2025", "--agency", "望舒市商务局", "--previous", "last.docx")
    assert gd.parse(out).agency == "望舒市商务局"


def test_what_was_not_carried_over_is_said(run: Run, tmp_path: Path) -> None:
    two(tmp_path / "in")
    code, _, err = run("new", "2025", "--previous", "in/0.txt")
    assert (code, "nothing carried in" in err) == (0, True)


# ------------------------------------------------------------------------------ export


@needs_arrow
def test_parquet_has_the_table_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    from pyarrow import parquet

    two(tmp_path / "in")
    for table in ("cells", "reports", "findings", "claims"):
        assert run("export", "in", "-o", "out.parquet", "--table", table)[0] == 0
        found = parquet.read_table("out.parquet")
        outcomes = gd.read_many("in")
        assert found.to_pylist() == gd.to_arrow(outcomes, table).to_pylist()


@needs("duckdb", "duckdb", "pyarrow")
def test_a_database_is_written(run: Run, tmp_path: Path) -> None:
    import duckdb

    two(tmp_path / "in")
    assert run("export", "in", "-o", "out.duckdb") == (0, "", "")
    with duckdb.connect("out.duckdb", read_only=True) as database:
        assert database.table("cells").fetchall() != []


@pytest.mark.parametrize("format", TABLES)
def test_a_missing_package_is_told_with_its_extra(
    run: Run, tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    two(tmp_path / "in")
    for module in ("pyarrow", "duckdb", "xlsxwriter", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, module, None)
    code, out, err = run("export", "in", "-o", f"out.{format}")
    assert (code, out) == (3, "")
    assert "pip install 'govdisclosure[" in err
    assert not Path(f"out.{format}").exists()
