"""An export has a record for every cell, the same in every format, and loses nothing in silence."""

import csv
import gc
import io
import json
import os
import sys
import tracemalloc
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pytest
from attrs import evolve
from hypothesis import given

import govdisclosure as gd
from govdisclosure.api import parse, read, render, write
from govdisclosure.characters import display_width
from govdisclosure.cli import export, main
from govdisclosure.cli.wording import say
from govdisclosure.composition import compose
from govdisclosure.forms.layout import Edition, SectionKind, TableKind
from govdisclosure.model.addresses import Address, addresses
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.model.report import Report, Section
from govdisclosure.model.tables import Table
from govdisclosure.records import Record, iter_records
from govdisclosure.selection import select
from govdisclosure.selection.cells import matching
from govdisclosure.source import Origin
from govdisclosure.strategies import reports
from govdisclosure.sums import infer
from govdisclosure.text import format_number
from govdisclosure.version import SCHEMA_VERSION
from govdisclosure.wording import Language
from tests.conftest import Run, RunIn

#: A whole report is a long example, and is shown all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
COLUMNS = [
    "file", "agency", "kind", "year", "edition", "address", "words", "state", "value", "unit",
    "note", "raw", "place", "agency_found_by", "year_found_by",
]  # fmt: skip

Value: TypeAlias = int | Decimal | str


@pytest.fixture
def run(run: Run) -> Run:
    """``export`` on the command line."""
    return partial(run, "export")


@pytest.fixture
def run_in(run_in: RunIn) -> RunIn:
    return lambda encoding, *arguments: run_in(encoding, "export", *arguments)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def small(agency: str = "甲县乙局", **values: Value) -> Report:
    """A report with some results of 行政复议 in it."""
    cells = {f"disputes/review/{name}": value for name, value in values.items()}
    return compose(agency=agency, year=2023, cells=cells)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "报告 甲，乙.txt"
    path.write_text(str(small(upheld=3, corrected="２（其中1件撤回）")), encoding="utf-8")
    return path


# ------------------------------------------------------------------------------ records


@given(report=reports())
def test_there_is_a_record_for_every_cell_in_print_order(report: Report) -> None:
    records = list(iter_records(report, file="a"))
    cells = list(report.cells())
    if report.statistics is not None:
        cells += report.statistics.items()
    assert [one.address for one in records] == [str(address) for address, _ in cells]
    for one, (address, cell) in zip(records, cells, strict=True):
        assert (one.file, one.agency, one.year) == ("a", report.agency, report.year)
        assert (one.state, one.value, one.unit, one.note) == (
            cell.state.value, cell.value, cell.unit, cell.note,
        )  # fmt: skip
        assert one.raw == (cell.text if cell.raw is None else cell.raw)
        if isinstance(address.table, gd.TableKind):
            table = report.table(address.table)
            form = (table.edition if table else None) or report.edition
        else:
            form = None  # the statistics sheet follows no edition
        assert one.edition == (form.value if form else None)
        assert one.words == address.words("zh", form)
        assert (one.inferred, one.inferred_from) == (None, None)


@given(report=reports())
def test_what_follows_from_the_sums_stands_beside_the_cells(report: Report) -> None:
    follows = infer(report)
    for one in iter_records(report, inferred=True):
        found = follows.get(Address.parse(one.address))
        assert one.inferred == (found.value if found else None)
        assert (one.inferred_from is None) == (found is None)
        if found:
            assert one.value is None
            assert (one.inferred_from or "").count("; ") == len(found.sums) - 1


def test_an_inferred_value_names_its_sum() -> None:
    report = small(upheld=3, corrected=1, other_result=0, total=9)
    found = {one.address: one for one in iter_records(report, inferred=True) if one.inferred_from}
    assert found["disputes/review/pending"].inferred == 5
    assert found["disputes/review/pending"].inferred_from == "R04 disputes/review/total"
    assert found["disputes/review/pending"].state == "blank"


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize(
    "pattern",
    ["*", "requests/withheld_*/natural_person", "三/不予公开/自然人", "总计", "*/licensing/*"],
)
def test_patterns_choose_what_select_finds(edition: Edition, pattern: str) -> None:
    report = compose(edition=edition, cells=dict.fromkeys(addresses(edition), 1))
    found = [one.address for one in iter_records(report, patterns=[pattern])]
    assert found == [str(one.address) for one in select(report, pattern)]


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("pattern", ["*", "*/*/total", "三/不予公开/自然人", "本年处理决定数量"])
def test_the_form_alone_tells_what_a_pattern_names(edition: Edition, pattern: str) -> None:
    blank = compose(edition=edition)
    assert matching(pattern, edition) == tuple(one.address for one in select(blank, pattern))
    shared = [one for one in matching(pattern, edition) if one.table is TableKind.DISPUTES]
    assert matching(pattern, None) == tuple(shared)
    with pytest.raises(KeyError, match="did you mean"):
        matching("requests/*/totals", edition)


def test_patterns_add_up_and_are_those_of_the_form_of_each_table() -> None:
    new, old = (compose(edition=edition) for edition in reversed(Edition))
    both = ["disputes/review/total", "*/rules/*", "disputes/review/*"]
    found = [one.address for one in iter_records(new, patterns=both)]
    assert len(found) == len(set(found)) == 8
    assert found[0] == "proactive/rules/issued"
    # A wording of one form names no cell of the other, though both have the address.
    assert list(iter_records(old, patterns=["本年处理决定数量"])) == []
    assert len(list(iter_records(new, patterns=["本年处理决定数量"]))) == 3
    with pytest.raises(KeyError, match="did you mean"):
        list(iter_records(new, patterns=["requests/*/totals"]))


def test_a_missing_table_has_absent_cells_if_the_edition_is_known() -> None:
    whole = compose(edition="2019")
    report = Report(sections=[one for one in whole.sections if one.kind != SectionKind.REQUESTS])
    records = list(iter_records(report, patterns=["三/*", "四/*"]))
    states = {one.address.partition("/")[0]: one.state for one in records}
    assert states == {"requests": "absent", "disputes": "blank"}
    assert {one.edition for one in records} == {"2019"}
    alone = Table(kind=TableKind.DISPUTES, cells=[ABSENT] * 15)
    nothing = Report(preamble=[alone])
    assert [one.edition for one in iter_records(nothing)] == [None] * 15
    assert len(list(iter_records(nothing, patterns=["四/行政复议/*"]))) == 5
    assert list(iter_records(Report())) == []


def test_tables_of_two_forms_are_named_by_their_own() -> None:
    new, old = (compose(edition=edition) for edition in ("2021", "2019"))
    sections = [new.sections[1], old.sections[2], new.sections[3]]
    records = list(iter_records(Report(sections=sections)))
    forms = {one.address.partition("/")[0]: one.edition for one in records}
    assert forms == {"proactive": "2021", "requests": "2019", "disputes": "2021"}
    assert any(one.address == "requests/other_handling/total" for one in records)


def test_a_record_says_who_reports_and_what_kind_of_organ_that_is() -> None:
    (one,) = iter_records(
        compose(agency="青云镇人民政府", year=2022), patterns=["四/行政复议/总计"]
    )
    assert (one.agency, one.kind, one.year) == ("青云镇人民政府", "township", 2022)
    one = next(iter_records(compose()))
    assert (one.agency, one.kind, one.year) == (None, None, None)
    assert next(iter_records(compose(), language="en")).words.startswith("proactive") is False
    assert "rules" in next(iter_records(compose(), language="en")).words


def test_what_a_cell_made_by_hand_says_is_in_its_record() -> None:
    report = small(upheld="详见附件", corrected="/", total=4)
    raws = [one.raw for one in iter_records(report, patterns=["四/行政复议/*"])]
    assert raws == ["详见附件", "/", None, None, None]


def test_places_are_those_of_the_file(tmp_path: Path) -> None:
    report = small(upheld=3)
    for suffix, place in ((".html", "第 3 个表格，第 4 行"), (".docx", "第 3 个表格，第 4 行")):
        path = tmp_path / f"report{suffix}"
        write(report, path)
        records = iter_records(read(path), patterns=["disputes/review/upheld"])
        assert (next(records).place or "").startswith(place)
    cell = Cell.of(1, unit="件")
    table = Table(kind=TableKind.DISPUTES, cells=[cell] * 15)
    origins: list[tuple[Origin | None, str | None]] = [
        (Origin(page=2, table=1, row=3, cell=4), "page 2, table 1, row 3, cell 4"),
        (Origin(element="/html[1]/p[2]"), "/html[1]/p[2]"),
        (None, None),
    ]
    for origin, found in origins:
        placed = evolve(table, cells=[evolve(cell, origin=origin)] * 15)
        made = Report(sections=[Section.of(SectionKind.DISPUTES, placed)])
        assert next(iter_records(made, language="en")).place == found


def test_the_root_has_what_programs_need() -> None:
    assert gd.iter_records is iter_records
    assert gd.Record is Record
    assert list(Record._fields[:15]) == COLUMNS


# ------------------------------------------------------------------------------ csv


def test_csv_has_a_head_and_a_row_for_every_cell(run: Run, file: Path) -> None:
    code, out, err = run(file)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == ",".join(COLUMNS)
    rows = rows_of(out)
    assert [row["address"] for row in rows] == [str(one) for one in addresses("2021")]
    row = next(row for row in rows if row["address"] == "disputes/review/corrected")
    line = next(
        n for n, words in enumerate(file.read_text("utf-8").split("\n"), 1) if "撤回" in words
    )
    assert row == {
        "file": str(file), "agency": "甲县乙局", "kind": "department", "year": "2023",
        "edition": "2021", "address": "disputes/review/corrected",
        "words": "四/行政复议/结果纠正", "state": "number", "value": "2", "unit": "件",
        "note": "其中1件撤回", "raw": "2（其中1件撤回）", "place": f"第 {line} 行第 3 列",
        "agency_found_by": "title", "year_found_by": "title",
    }  # fmt: skip
    blank = next(row for row in rows if row["address"] == "disputes/review/total")
    assert (blank["state"], blank["value"], blank["unit"], blank["raw"]) == ("blank", "", "", "")


def test_csv_is_what_the_standard_library_reads_back(run: Run, tmp_path: Path) -> None:
    words = ['他说"无"，', "甲,乙", '3 "', ",", '"']
    report = small(
        **dict(zip(("upheld", "corrected", "other_result", "pending"), words[:4], strict=True))
    )
    path = tmp_path / 'a,"b".txt'
    if os.name == "nt":
        path = tmp_path / "a,b.txt"
    path.write_text(str(report), encoding="utf-8")
    rows = rows_of(run(path, "--select", "disputes/review/*")[1])
    assert [row["raw"] for row in rows] == [*words[:4], ""]
    assert {row["file"] for row in rows} == {str(path)}


def test_nothing_is_a_formula_unless_for_programs(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "=1+1.txt"
    words = {
        "upheld": "=cmd|'x'!A1",
        "corrected": "-18",
        "other_result": "-",
        "pending": "@SUM(A1)",
    }
    file.write_text(str(small(**words)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for options, guard in (([], "'"), (["--raw-csv"], "")):
        _, out, _ = run(file.name, "--select", "disputes/review/*", *options)
        rows = rows_of(out)
        assert {row["file"] for row in rows} == {f"{guard}{file.name}"}
        raw = [row["raw"] for row in rows[:4]]
        assert raw == [f"{guard}=cmd|'x'!A1", "-18", "-", f"{guard}@SUM(A1)"]
        assert rows[1]["value"] == "-18"
    data = json.loads(run(file.name, "--format", "json", "--select", "disputes/review/*")[1])
    assert data["records"][0]["raw"] == "=cmd|'x'!A1"


def test_values_stay_exact(run: Run, tmp_path: Path) -> None:
    values: dict[str, Value] = {"proactive/fees/collected_wan": Decimal("190.4500")}
    values["proactive/rules/issued"] = 10**17
    path = tmp_path / "exact.txt"
    path.write_text(str(compose(cells=values)), encoding="utf-8")
    patterns = ["--select", "proactive/fees/*", "--select", "proactive/rules/issued"]
    found = [row["value"] for row in rows_of(run(path, *patterns)[1])]
    assert found == ["1" + "0" * 17, "190.4500"]
    lines = run(path, *patterns, "--format", "jsonl")[1].splitlines()
    assert [json.loads(line)["value"] for line in lines] == [10**17, "190.4500"]


def test_a_file_is_utf_8_with_a_mark_for_excel(run: Run, file: Path, tmp_path: Path) -> None:
    output = tmp_path / "new" / "格.csv"
    assert run(file, "-o", output) == (0, "", "")
    data = output.read_bytes()
    assert data.startswith(b"\xef\xbb\xbffile,")
    assert data.count(b"\xef\xbb\xbf") == 1
    assert b"\r" not in data
    assert data.decode("utf-8-sig") == run(file)[1]


# ------------------------------------------------------------------------------ json


def test_json_says_its_versions_once(run: Run, file: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    assert run(file, EXAMPLES / "report_2019.txt", "-o", output) == (0, "", "")
    data = json.loads(output.read_text("utf-8"))
    assert list(data) == ["schema", "library", "records", "not_read"]
    assert data["not_read"] == []
    assert data["schema"] == SCHEMA_VERSION
    assert data["library"] == json.loads(gd.to_json(Report()))["library"]
    assert len(data["records"]) == 398
    assert {tuple(one) for one in data["records"]} == {tuple(COLUMNS)}
    assert json.loads(run(file, EXAMPLES / "report_2019.txt", "--format", "json")[1]) == data


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".JSONL"])
def test_json_lines_are_an_object_each(run: Run, file: Path, tmp_path: Path, suffix: str) -> None:
    output = tmp_path / f"out{suffix}"
    assert run(file, "-o", output) == (0, "", "")
    lines = output.read_text("utf-8").splitlines()
    assert len(lines) == 200
    whole = json.loads(run(file, "--format", "json")[1])["records"]
    assert [json.loads(line) for line in lines] == whole


@pytest.mark.parametrize("name", ["report_2019.txt", "report_2021.txt", "report_damaged.txt"])
def test_all_formats_say_the_same(run: Run, name: str) -> None:
    path = EXAMPLES / name
    records = json.loads(run(path, "--infer", "--format", "json")[1])["records"]
    as_words = [
        {key: "" if value is None else str(value) for key, value in one.items()} for one in records
    ]
    assert rows_of(run(path, "--infer")[1]) == as_words
    report = read(path)
    expected = [one.value for one in iter_records(report)]
    assert [one["value"] for one in records] == [
        format_number(value) if isinstance(value, Decimal) else value for value in expected
    ]
    assert all((one["place"] is None) == (one["state"] == "absent") for one in records)


def test_no_records_are_json_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "nothing.txt"
    path.write_text(
        "甲县乙局2023年政府信息公开工作年度报告\n一、总体情况\n无。\n", encoding="utf-8"
    )
    code, out, err = run(path, "--format", "json")
    assert (code, json.loads(out)["records"]) == (0, [])
    assert "nothing.txt: no statutory table" in err
    assert run(path)[1] == ",".join(COLUMNS) + "\n"
    assert run(path, "--format", "jsonl")[1] == ""


# ------------------------------------------------------------------------------ options


def test_infer_adds_two_columns(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(str(small(upheld=3, corrected=1, other_result=0, pending=0)), encoding="utf-8")
    chosen = "--select", "disputes/review/total"
    (row,) = rows_of(run(path, *chosen, "--infer")[1])
    assert list(row) == [*COLUMNS, "inferred", "inferred_from"]
    assert (row["state"], row["value"], row["inferred"]) == ("blank", "", "4")
    assert row["inferred_from"] == "R04 disputes/review/total"
    (row,) = rows_of(run(path, *chosen)[1])
    assert list(row) == COLUMNS
    record = json.loads(run(path, *chosen, "--infer", "--format", "jsonl")[1])
    assert (record["value"], record["inferred"]) == (None, 4)


def test_select_takes_keys_and_words_of_the_form(run: Run, file: Path) -> None:
    keys = run(file, "--select", "requests/withheld_*/natural_person")[1]
    assert len(rows_of(keys)) == 8
    assert run(file, "--select", "三/不予公开/自然人")[1] == keys


@pytest.mark.parametrize(
    ("language", "words"), [("en", "names no cell"), ("zh", "没有这样的单元格")]
)
def test_a_pattern_that_names_nothing_is_a_fault_of_usage(
    run: Run, file: Path, tmp_path: Path, language: Language, words: str
) -> None:
    output = tmp_path / "out.csv"
    arguments = "--select", "requests/received_new/totale", "-o", output, "--lang", language
    code, out, err = run(file, *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert "requests/received_new/total" in err
    assert not output.exists()


def test_only_the_option_changes_the_language_of_the_words(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "四/行政复议/结果维持" in run(file)[1]
    assert "administrative reconsideration/upheld" in run(file, "--lang", "en")[1]
    for language in ("en_US.UTF-8", "zh_CN.UTF-8"):
        monkeypatch.setenv("LANG", language)
        assert "四/行政复议/结果维持" in run(file)[1]


# ------------------------------------------------------------------------------ inputs


def test_folders_give_all_their_reports_in_the_order_of_their_paths(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "报告"
    for number, name in enumerate(("c.html", "a.txt", "b/a.docx", "b/c.md", "skip.csv", ".d.txt")):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        report = small(f"甲{'乙丙丁戊己庚'[number]}局", upheld=number)
        if path.suffix == ".csv" or path.name.startswith("."):
            path.write_text("x", encoding="utf-8")
        else:
            write(report, path)
    code, out, err = run(folder, "--select", "disputes/review/upheld")
    assert (code, "6 entries: 4 read, 0 unreadable, 2 not read" in err) == (0, True)
    rows = rows_of(out)
    assert [Path(row["file"]).relative_to(folder).as_posix() for row in rows] == [
        "a.txt", "b/a.docx", "b/c.md", "c.html",
    ]  # fmt: skip
    assert [row["value"] for row in rows] == ["1", "2", "3", "0"]
    assert [row["agency"] for row in rows] == ["甲丙局", "甲丁局", "甲戊局", "甲乙局"]
    assert run(folder, "--select", "disputes/review/upheld")[1] == out


def test_what_cannot_be_read_is_named_and_the_others_are_exported(
    run: Run, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "empty").mkdir()
    missing = tmp_path / "没有.txt"
    output = tmp_path / "out.json"
    inputs = (missing, tmp_path / "picture.txt", tmp_path / "empty", file)
    code, _, err = run(*inputs, "-o", output)
    assert code == 3
    assert len(err.splitlines()) == 3
    for name in ("没有.txt", "picture.txt", "empty"):
        assert name in err
    records = json.loads(output.read_text("utf-8"))["records"]
    assert {one["file"] for one in records} == {str(file)}


def test_a_file_without_tables_is_named(run: Run, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "空.txt"
    path.write_text("一、总体情况\n无。\n", encoding="utf-8")
    code, out, err = run(path, file, "--lang", "zh")
    assert code == 0
    assert {row["file"] for row in rows_of(out)} == {str(file)}
    assert err == f"govdisclosure: {say('zh', 'no_cells', path=path)}\n"
    assert run(file, "--select", "requests/other_handling/*")[2] == ""  # chosen away, not missing


# ------------------------------------------------------------------------------ outputs


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device is always full here")
def test_a_full_disk_is_told(run: Run, file: Path) -> None:
    code, _, err = run(file, file, "-o", "/dev/full")
    assert code == 3
    assert len(err.splitlines()) == 1
    assert "cannot be written" in err


# ------------------------------------------------------------------------------ code pages


@pytest.fixture
def rare(tmp_path: Path) -> Path:
    """A report with signs that gbk has not, under a Chinese name."""
    path = tmp_path / "瀍河区2023年报告.txt"
    report = small("瀍河区㐀局", upheld="详见\U0001f600附件")
    path.write_text(str(report), encoding="utf-8")
    return path


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
def test_a_code_page_costs_signs_of_csv_and_says_so(
    run_in: RunIn, rare: Path, encoding: str
) -> None:
    code, printed, err = run_in(encoding, rare, "--select", "四/行政复议/*")
    assert code == 0
    rows = rows_of(printed.decode(encoding).replace(os.linesep, "\n"))
    assert [row["state"] for row in rows] == ["text", "blank", "blank", "blank", "blank"]
    agency = {"gbk": "瀍河区?局", "ascii": "?????", "utf-8": "瀍河区㐀局"}[encoding]
    assert rows[0]["agency"] == agency
    if encoding == "utf-8":
        assert err == b""
    else:
        assert f"5 lines have characters that {encoding} lacks".encode() in err
    if encoding != "ascii":
        assert rows[0]["file"] == str(rare)


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_a_code_page_costs_json_nothing(
    run_in: RunIn, rare: Path, encoding: str, format: str
) -> None:
    code, printed, err = run_in(encoding, rare, "--format", format, "--select", "四/行政复议/*")
    assert (code, err) == (0, b"")
    out = printed.decode(encoding)
    records = (
        json.loads(out)["records"] if format == "json" else [*map(json.loads, out.splitlines())]
    )
    assert {one["agency"] for one in records} == {"瀍河区㐀局"}
    assert {one["file"] for one in records} == {str(rare)}
    assert records[0]["raw"] == "详见\U0001f600附件"


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_file_is_utf_8_whatever_the_code_page(
    run_in: RunIn, rare: Path, tmp_path: Path, encoding: str
) -> None:
    output = tmp_path / "出.csv"
    assert run_in(encoding, rare, "-o", output) == (0, b"", b"")
    rows = rows_of(output.read_text("utf-8-sig"))
    assert {row["agency"] for row in rows} == {"瀍河区㐀局"}


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux only")
def test_a_name_that_is_no_utf_8_is_exported(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in" / os.fsdecode("甲".encode("gbk") + b".txt")
    path.parent.mkdir()
    path.write_text(str(small(upheld=1)), encoding="utf-8")
    for name in ("out.csv", "out.json"):
        assert run(path.parent, "-o", name)[0] == 0
    data = json.loads(Path("out.json").read_bytes())
    assert {one["file"] for one in data["records"]} == {str(path.parent / r"\xbc\xd7.txt")}
    rows = rows_of(Path("out.csv").read_text("utf-8-sig"))
    assert [row["file"] for row in rows] == [str(path.parent / r"\xbc\xd7.txt")] * 200


# ------------------------------------------------------------------------------ progress


def test_progress_is_shown_on_a_terminal_and_taken_away(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    output = tmp_path / "out.csv"
    missing = tmp_path / ("很长的名字" * 10 + ".txt")
    assert run(file, file, "-o", output)[2] == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    code, _, err = run(file, missing, file, "-o", output)
    assert code == 3
    shown = err.split("\r")
    assert [words[:4] for words in shown if "/3 " in words[:4]] == ["1/3 ", "2/3 ", "3/3 "]
    assert all(display_width(words) < 40 for words in shown if words[1:3] == "/3")
    assert shown[-1] == ""
    assert any(words.startswith("govdisclosure: ") for words in shown)
    assert run(file, "-o", output)[2] == ""  # one file is no long work


def test_progress_does_not_stand_between_the_rows(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert "1/2" in run(file, file)[2]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(file, file)[2] == ""


# ------------------------------------------------------------------------------ many files


def peak_of(paths: Sequence[Path], output: Path) -> int:
    """The most memory, in bytes, that an export of *paths* takes beyond what is there."""
    gc.collect()
    tracemalloc.start()
    assert main(["export", *map(str, paths), "-o", str(output)]) == 0
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize("name", ["out.csv", "out.json"])
def test_many_reports_need_no_more_memory_than_a_few(tmp_path: Path, name: str) -> None:
    file = EXAMPLES / "report_2021.txt"
    output = tmp_path / name
    peak_of([file] * 2, output)  # fills what is kept for ever
    few, many = peak_of([file] * 2, output), peak_of([file] * 12, output)
    assert many < 1.5 * few
    assert output.stat().st_size > 12 * 10_000


# ------------------------------------------------------------------------------ tables agree


def test_the_columns_agree_with_the_fields() -> None:
    assert set(export._INFERRED) == set(Record._fields) - set(COLUMNS)


def test_what_is_exported_composes_the_same_tables(run: Run) -> None:
    report = read(EXAMPLES / "report_2021.txt")
    records = json.loads(run(EXAMPLES / "report_2021.txt", "--format", "json")[1])["records"]
    cells = {one["address"]: one["raw"] or "" for one in records if one["state"] != "absent"}
    made = compose(edition="2021", agency=records[0]["agency"], year=2023, cells=cells)
    for kind in TableKind:
        assert made.table(kind) == report.table(kind)
    assert parse(render(made)) == made
