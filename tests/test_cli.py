"""The command line prints what the library says, tells faults on stderr and never crashes."""

import argparse
import ast
import builtins
import inspect
import io
import json
import locale
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure.cli as command_line
from govdisclosure import __main__ as starter
from govdisclosure.api import parse, read, render, write
from govdisclosure.builders import build_report
from govdisclosure.characters import display_width
from govdisclosure.cli import check, doctor, export, main, rendering
from govdisclosure.cli.grid import GridCell, draw, wrap
from govdisclosure.cli.options import BLANKS
from govdisclosure.cli.screen import printable
from govdisclosure.cli.spoken import CHINESE
from govdisclosure.cli.wording import WORDINGS, default_language, say
from govdisclosure.codec import from_json, json_schema
from govdisclosure.formats import CHECKS, EXPORTS, FINDINGS, PAGES, REPORTS, Formats, known_suffixes
from govdisclosure.forms.layout import Edition, SectionKind, TableKind, layout_of
from govdisclosure.model.cells import Cell
from govdisclosure.model.report import Report, Section
from govdisclosure.model.tables import Table
from govdisclosure.rules import Blank
from govdisclosure.source import Source
from govdisclosure.wording import Language
from tests.conftest import Run, RunIn

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "report_2021.txt"
TEXT = "甲县乙局2023年政府信息公开工作年度报告\n一、总体情况\n（一）主动公开情况\n公开12条。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def in_process(
    *arguments: str | Path, stdout: int | IO[bytes] = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "govdisclosure", *map(str, arguments)],
        env={**os.environ, "LANG": "C", "LC_ALL": "C", **environment},
        stdout=stdout,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        check=False,
    )


def disputes(*words: str) -> Report:
    """A report with table four alone, its first cells as printed, the others zero."""
    cells = [Cell.of(one) for one in words] + [Cell.of(0)] * (15 - len(words))
    table = Table(kind=TableKind.DISPUTES, cells=cells)
    return Report(sections=[Section.of(SectionKind.DISPUTES, table)])


# ------------------------------------------------------------------------------ show


def test_a_bare_path_means_check(run: Run, file: Path) -> None:
    assert run(file) == run("check", file)
    assert run("--lang", "zh", file) == run("check", "--lang", "zh", file)
    assert run(file, "--format", "json") == run("check", file, "--format", "json")
    assert run("--format", "json", file) == run("check", file, "--format", "json")


def test_show_says_who_and_when_and_the_outline(run: Run, file: Path) -> None:
    code, out, err = run("show", "--lang", "zh", file)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "甲县乙局2023年政府信息公开工作年度报告"
    assert "  机关    甲县乙局" in lines
    assert "  年度    2023" in lines
    assert "  表式    未找到" in lines
    assert "    （一）主动公开情况" in lines
    assert out.count("（文中没有这张表）") == 3
    assert "Overall" not in out
    assert "(this table is not in the document)" in run("show", "--lang", "en", file)[1]


def test_the_five_states_of_a_cell_look_different(run: Run, tmp_path: Path) -> None:
    report = disputes("3", "", "/", "详见附件", "〔缺〕")
    file = tmp_path / "states.txt"
    file.write_text(str(report), encoding="utf-8")
    out = run("show", "--lang", "zh", "--width", "200", file)[1]
    row = next(line for line in out.splitlines() if "详见" in line)
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[:6] == ["3", "", "/", "「详见附件」", "〔缺〕", "0"]
    assert "共 15 格：数字 11（非零 1） · 空白 1 · 符号 1 · 「文字」 1 · 〔缺〕 1" in out


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_show_every_label_and_every_value_of_the_form(
    run: Run, tmp_path: Path, edition: Edition, language: Language
) -> None:
    sections, wanted = [], []
    for kind in TableKind:
        form = None if kind is TableKind.DISPUTES else edition
        values = [100 + number for number in range(len(layout_of(kind, form).cells))]
        wanted += values
        cells = [Cell.of(value) for value in values]
        table = Table(kind=kind, edition=form, cells=cells)
        sections.append(Section.of(SectionKind(kind.value), table))
    file = tmp_path / "full.txt"
    file.write_text(str(Report(sections=sections)), encoding="utf-8")
    out = run("show", "--lang", language, "--width", "100", file)[1]
    drawn = [line for line in out.splitlines() if line[:1] in {"|", "+"}]
    assert max(map(display_width, drawn)) <= 110
    numbers = sorted(int(found) for line in drawn for found in re.findall(r"\b\d{3}\b", line))
    assert numbers == sorted(wanted)
    squeezed = re.sub(r"[\s|+-]", "", "".join(drawn))
    for words in {"zh": ("本年收费", "自然人", "3.其他"), "en": ("licensing", "statesecrets")}[
        language
    ]:
        assert edition is Edition.FORM_2019 or words in squeezed


def test_a_diagnostic_quotes_its_line_with_carets(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "debris.txt"
    file.write_text(f"{TEXT}\x1b[31m我局[bookmark: _Hlk1]公开{'很长' * 300}\n", encoding="utf-8")
    code, out, _ = run("show", "--lang", "zh", "--width", "80", file)
    assert code == 0
    assert "\x1b" not in out
    lines = out.splitlines()
    place = next(number for number, line in enumerate(lines) if "GD004" in line)
    assert "第 5 行" in lines[place]
    quoted, carets = lines[place + 1 : place + 3]
    assert display_width(quoted) <= 80
    words = "[bookmark: _Hlk1]"
    assert display_width(quoted[: quoted.index(words)]) == carets.index("^")
    assert carets.count("^") == len(words)


def test_a_far_place_of_a_long_line_is_quoted_too(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "far.txt"
    file.write_text(f"{TEXT}{'很长' * 300}[bookmark: _Hlk1]{'很长' * 300}\n", encoding="utf-8")
    out = run("show", "--width", "80", file)[1]
    quoted, carets = out.splitlines()[-2:]
    assert "[bookmark: _Hlk1]" in quoted
    assert display_width(quoted[: quoted.index("[")]) == carets.index("^")
    assert display_width(quoted) <= 80


def test_rich_colours_say_nothing_that_plain_text_does_not(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("rich")
    plain = run("show", "--lang", "zh", file)[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    styled = run("show", "--lang", "zh", file)[1]
    assert "\x1b[" in styled
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", styled)
    signs = str.maketrans("│─┌┐└┘├┤┬┴┼", "|-+++++++++")
    assert stripped.translate(signs) == plain


def test_without_rich_a_terminal_gets_plain_text(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run("show", file)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setitem(sys.modules, "rich.console", None)
    assert run("show", file) == plain


# ------------------------------------------------------------------------------ the grid


@given(st.lists(st.text("甲乙（）a1、 ", max_size=12), min_size=4, max_size=4), st.integers(20, 90))
def test_every_line_of_a_grid_has_one_width_and_no_word_is_lost(
    words: list[str], width: int
) -> None:
    cells = [
        GridCell(row=0, column=0, rows=2, text=words[0]),
        GridCell(row=0, column=1, columns=2, text=words[1]),
        GridCell(row=1, column=1, text=words[2], is_value=True),
        GridCell(row=1, column=2, text=words[3], is_value=True),
    ]
    for boxes in (True, False):
        lines = ["".join(one.text for one in line) for line in draw(cells, width, boxes=boxes)]
        assert len({display_width(line) for line in lines}) == 1
        drawn = sorted("".join(lines))
        for letter in "甲乙（）a1、":
            assert drawn.count(letter) == "".join(words).count(letter)


def test_merged_cells_are_drawn_as_one() -> None:
    cells = [
        GridCell(row=0, column=0, columns=2, text="申请人"),
        GridCell(row=1, column=0, rows=2, text="三"),
        GridCell(row=1, column=1, text="1", is_value=True),
        GridCell(row=2, column=1, text="22", is_value=True),
        GridCell(row=3, column=0, text="四"),
        GridCell(row=3, column=1, text="3", is_value=True),
    ]
    lines = ["".join(one.text for one in line) for line in draw(cells, 40, boxes=True)]
    assert lines == [
        "┌─────────┐",
        "│ 申请人  │",
        "├────┬────┤",
        "│ 三 │  1 │",
        "│    │ 22 │",
        "├────┼────┤",
        "│ 四 │  3 │",
        "└────┴────┘",
    ]


@given(st.text("甲（）、。a1 ", max_size=40), st.integers(6, 20))
def test_wrapped_lines_fit_and_say_the_same(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(display_width(line.rstrip(" ")) <= width for line in lines)


# ------------------------------------------------------------------------------ render


def test_render_prints_the_canonical_report(run: Run, file: Path) -> None:
    assert run("render", file) == (0, str(parse(TEXT)), "")
    assert run("render", file, file)[1] == f"{parse(TEXT)}\n{parse(TEXT)}"
    assert parse(run("render", "--format", "markdown", file)[1]) == parse(TEXT)
    assert from_json(run("render", "--format", "json", file)[1]) == parse(TEXT)
    assert run("render", "--format", "html", file) == (0, render(parse(TEXT), "html"), "")


def test_the_suffix_of_the_output_is_its_format(run: Run, file: Path, tmp_path: Path) -> None:
    output = tmp_path / "new" / "out.json"
    assert run("render", file, "-o", output) == (0, "", "")
    assert from_json(output.read_text("utf-8")) == parse(TEXT)
    assert b"\r" not in output.read_bytes()


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".htm", ".docx", ".json"])
def test_what_is_written_is_read_back(run: Run, file: Path, tmp_path: Path, suffix: str) -> None:
    output = tmp_path / f"out{suffix}"
    assert run("render", file, "-o", output) == (0, "", "")
    if suffix == ".json":
        assert from_json(output.read_text("utf-8")) == parse(TEXT)
    else:
        assert read(output) == parse(TEXT)
        assert run("render", output) == (0, str(parse(TEXT)), "")


def test_a_word_document_goes_to_a_pipe_and_never_to_a_terminal(
    file: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["render", "--format", "docx", str(file)]) == 0
    assert read(capsysbinary.readouterr().out) == parse(TEXT)
    assert main(["render", "--format", "docx", str(file), str(file)]) == 2
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["render", "--format", "docx", str(file)]) == 2
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert err.count(b"-o") == 2


def test_a_page_is_the_utf_8_that_it_says_it_is(run_in: RunIn, file: Path) -> None:
    page = render(parse(TEXT), "html").encode()
    assert run_in("gbk", "render", "--format", "html", file) == (0, page, b"")


def test_the_same_bytes_come_out_of_every_run(file: Path) -> None:
    formats = {"check": FINDINGS, "export": ("csv", "json", "jsonl"), "render": ("text", "html")}
    runs = [
        [command, str(one), "--format", format]
        for command, names in formats.items()
        for format in names
        for one in (file, EXAMPLE)
    ]
    program = f"from govdisclosure.cli import main\nfor one in {runs}:\n    main(one)"
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(found) == 1


def test_a_folder_gives_every_format_that_is_read(run: Run, file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    report = parse(TEXT)
    for number, suffix in enumerate((".html", ".HTM", ".docx")):
        write(report, folder / f"{number}{suffix}")
    archived = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{TEXT}"
    (folder / "3.mht").write_text(archived, encoding="utf-8")
    shutil.copy(file, folder / "4.txt")
    (folder / "~$2.docx").write_bytes(b"\x05user")
    code, out, err = run("render", folder)
    assert (code, "6 entries: 5 read, 0 unreadable, 1 not read" in err) == (0, True)
    assert out.count("甲县乙局2023年") == 5


def test_a_folder_becomes_a_folder(run: Run, tmp_path: Path) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    for name in ("a.txt", "b/c.md", "b/c.txt", "ignored.jpg", ".hidden/d.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TEXT, encoding="utf-8")
    code, out, err = run("render", folder, "-o", output, "--format", "markdown")
    assert (code, out, "5 entries: 3 read, 0 unreadable, 2 not read" in err) == (0, "", True)
    written = sorted(path.relative_to(output).as_posix() for path in output.rglob("*.*"))
    assert written == ["a.md", "b/c.md.md", "b/c.txt.md"]
    assert run("render", folder)[1].count("甲县乙局2023年") == 3


@pytest.mark.parametrize("command", ["check", "export"])
def test_an_input_is_never_written_over(run: Run, file: Path, command: str) -> None:
    table = file.rename(file.with_suffix(".csv"))  # a file that is named is read, whatever it is
    code, _, err = run(command, table, "-o", table)
    assert (code, "overwrite" in err) == (2, True)
    assert table.read_text("utf-8") == TEXT


def test_nothing_is_written_over_an_input_or_an_output(run: Run, file: Path) -> None:
    folder = file.parent
    for output in (file, folder, f"{folder}{os.sep}"):
        code, _, err = run("render", file, "-o", output)
        assert code == 2
        assert "overwrite" in err
    assert file.read_text("utf-8") == TEXT
    (folder / "other").mkdir()
    (folder / "other" / "report.txt").write_text(TEXT, encoding="utf-8")
    code, _, err = run("render", file, folder / "other" / "report.txt", "-o", folder / "new")
    assert code == 2
    assert "both become" in err
    assert not (folder / "new").exists()
    (folder / "file.out").touch()
    assert run("render", file, folder / "other", "-o", folder / "file.out")[0] == 2


@pytest.mark.parametrize(
    ("command", "output"),
    [("render", "plain/out.txt"), ("export", "plain/out.csv"), ("export", "folder")],
)
def test_an_output_that_cannot_be_written_is_told(
    run: Run, file: Path, command: str, output: str
) -> None:
    Path("plain").touch()
    Path("folder").mkdir()
    code, _, err = run(command, file, "-o", output, *["--format", "csv"] * (command == "export"))
    assert code == 3
    assert "cannot be written" in err


@pytest.mark.parametrize("command", ["render", "export"])
def test_stdin_is_read_as_bytes(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    text = f"{TEXT}{disputes('3')}"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode("gb18030"))))
    code, out, err = run(command, "-")
    assert (code, out.replace("-,", f"{file},"), err) == run(command, file)


#: Each command that writes files, and what it can write.
WRITING: list[tuple[str, Formats]] = [
    ("render", REPORTS),
    ("check", CHECKS),
    ("export", EXPORTS),
]


@pytest.mark.parametrize(("command", "formats"), WRITING)
@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xls", ".json5", ".Csv", ".md", ".txt"])
def test_a_suffix_is_obeyed_or_refused(
    run: Run, file: Path, command: str, formats: Formats, suffix: str
) -> None:
    output = file.parent / "new" / f"out{suffix}"
    code, out, err = run(command, file, "-o", output, *TOLERANT[command])
    if suffix.lower() in known_suffixes(formats):
        assert (code, out) == (0, "")
        assert output.stat().st_size
    else:
        assert (code, out) == (2, "")
        assert all(own in err for own in known_suffixes(formats))
        assert not output.parent.exists()


#: What makes a command end in 0 over the file of these tests.
TOLERANT = {"render": (), "check": ("--fail-on", "never"), "export": ()}
#: What an export takes besides.
NEEDED = {"xlsx": "xlsxwriter", "parquet": "pyarrow", "duckdb": "duckdb"}


@pytest.mark.parametrize(("command", "formats"), WRITING)
def test_an_option_names_the_format_where_the_suffix_names_none(
    run: Run, file: Path, tmp_path: Path, command: str, formats: Formats
) -> None:
    for format in formats:
        if format in NEEDED and command == "export":
            pytest.importorskip(NEEDED[format])
        asked = ("--format", format, *TOLERANT[command])
        for name in ("plain", "report.log", f"out{known_suffixes(formats)[0]}"):
            assert run(command, file, "-o", tmp_path / "new" / name, *asked)[0] == 0
        code, _, err = run(command, file, "-o", tmp_path / "new" / "out.pdf", *asked)
        assert code == 2
        assert ".pdf" in err
        assert not (tmp_path / "new" / "out.pdf").exists()


def test_a_folder_is_not_called_like_a_file(run: Run, file: Path, tmp_path: Path) -> None:
    for name in ("out.docx", "out.pdf", "out.txt"):
        assert run("render", file, file.parent, "-o", tmp_path / name)[0] == 2
        assert not (tmp_path / name).exists()
    asked = ("--format", "markdown", "-o")
    assert run("render", file, *asked, f"{tmp_path}{os.sep}out.pdf{os.sep}")[0] == 0
    assert (tmp_path / "out.pdf" / "report.md").exists()
    assert run("render", file, *asked, tmp_path / "out.pdf")[0] == 0


@pytest.mark.parametrize(("command", "formats"), [*WRITING, ("explain", PAGES)])
def test_a_format_may_be_named_by_its_suffix(
    run: Run, file: Path, command: str, formats: Formats
) -> None:
    what = "GD201" if command == "explain" else file
    for format in formats.values():
        if format.is_binary:  # no text, and its suffix is its name
            continue
        wanted = run(command, what, "--format", format.name)
        for suffix in format.suffixes:
            assert run(command, what, "--format", suffix[1:]) == wanted


# ------------------------------------------------------------------------------ doctor


def test_doctor_shows_every_stage(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "full.txt"
    text = f"{TEXT}{disputes('7', '', '１２')}"
    file.write_text(text, encoding="utf-8")
    code, out, err = run("doctor", "source", file)
    assert (code, err) == (0, "")
    assert f"LINE [{text.index('一、')}:{text.index('（一）') - 1}] 2:1 一、总体情况" in out
    assert "GRID disputes" in out
    assert "VALUE" in out
    tree = run("doctor", "tree", file)[1].splitlines()
    assert tree[0] == "report"
    assert "  TITLE 甲县乙局2023年政府信息公开工作年度报告" in tree
    assert "disputes" in tree
    cells = run("doctor", "cells", file)[1].splitlines()
    assert cells[0].split() == ["address", "state", "value", "raw", "place", "told", "by"]
    assert cells[1].split()[:4] == ["disputes/review/upheld", "number", "7", "'7'"]
    assert cells[2].split()[:3] == ["disputes/review/corrected", "blank", "''"]
    damaged = tmp_path / "damaged.txt"
    damaged.write_text(f"{TEXT}一、本年新收政府信息公开申请数量 5 2 0 1 0 0 8\n", encoding="utf-8")
    cells = run("doctor", "cells", damaged)[1].splitlines()
    new = next(cell for cell in cells if cell.startswith("requests/received_new/total"))
    assert new.split()[-2:] == ["count", "(cell)"]
    assert run("doctor", "roundtrip", file)[:2] == (0, f"{say('en', 'roundtrip_same')}\n")


def test_a_table_that_is_aligned_is_said_to_be(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "short.txt"
    lines = str(disputes()).splitlines()
    file.write_text("\n".join([*lines[:-2], "\t".join("0" * 14)]), encoding="utf-8")
    assert say("en", "tree_aligned") in run("doctor", "tree", file)[1]


def test_doctor_names_the_first_difference_of_a_round_trip(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "parse", lambda text: parse(text.replace("12", "13")))
    code, out, err = run("doctor", "roundtrip", file)
    assert (code, out) == (4, "")
    assert "report.sections[0].blocks[1].text" in err
    assert "'公开12条。'" in err
    assert "'公开13条。'" in err


def test_several_files_are_named(run: Run, file: Path) -> None:
    out = run("doctor", "tree", file, file)[1]
    assert out.count(f"# {file}\n") == 2


def test_doctor_tells_what_is_there_to_read_with(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = run("doctor", "components")
    assert (code, err) == (0, "")
    assert [line.partition(":")[0] for line in out.splitlines()] == ["pdf", "office"]
    monkeypatch.setattr("govdisclosure.cli.components.find_pdfium", lambda: None)
    monkeypatch.setattr("govdisclosure.cli.components.find_office", lambda: None)
    code, out, err = run("doctor", "components")
    assert (code, err) == (0, "")
    assert "pip install 'govdisclosure[pdf]'" in out
    assert say("en", "component_office_missing") in out


def test_doctor_asks_for_a_file(run: Run) -> None:
    assert run("doctor", "tree")[0] == 2


# ------------------------------------------------------------------------------ all commands


def test_schema_prints_the_schema(run: Run) -> None:
    code, out, err = run("schema")
    assert (code, err) == (0, "")
    assert json.loads(out) == json_schema()


def test_version_names_library_rules_and_schema(run: Run) -> None:
    code, out, err = run("--version")
    assert (code, err) == (0, "")
    assert re.fullmatch(r"govdisclosure \S+ \(rules \d+, schema \d+\)\n", out)


@pytest.mark.parametrize("command", [[], *([name] for name in command_line._COMMANDS)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_is_in_the_language_of_the_run(
    run: Run, command: list[str], language: Language
) -> None:
    code, out, _ = run("--lang", language, *command, "--help")
    assert code == 0
    assert out.startswith("用法：" if language == "zh" else "usage: ")
    assert say(language, f"help_{command[0]}" if command else "description")[:10] in out


@pytest.mark.parametrize(
    "arguments",
    [[], ["show"], ["doctor", "nothing", "x"], ["render", "x", "--format", "pdf"],
     ["--nonsense"], ["show", "x", "--width", "3"], ["check"], ["show", "x", "--width", "wide"],
     ["x", "--fail-on", "all"], ["schema", "x"], ["x", "-o"], ["x", "--raw-csv=1"], ["export"],
     ["export", "x", "--format", "sarif"], ["export", "x", "--width", "80"]],
)  # fmt: skip
def test_faults_of_usage_end_in_2_and_say_how(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "usage:" in err
    code, out, chinese = run("--lang", "zh", *arguments)
    assert (code, out) == (2, "")
    assert chinese.startswith("用法：")
    *_, last = chinese.splitlines()
    assert re.search("[一-鿿]", last)
    words = re.sub(r"'[^']*'|--?[a-z-]+|^govdisclosure( [a-z]+)?", "", last)
    names = {"PATH", "RULE", "STAGE", "COMMAND", "FORMAT", "FILE", "x"}
    names |= {*command_line._COMMANDS, *command_line._STAGES, *command_line._SEVERITIES}
    assert set(re.findall("[A-Za-z]+", words)) <= {*names, *REPORTS, "components"}
    assert run(*arguments)[2] == err  # English again


def test_a_language_that_is_not_spoken_is_a_fault(run: Run) -> None:
    code, _, err = run("--lang", "fr", "x")
    assert (code, "usage:" in err) == (2, True)


def test_every_sentence_of_argparse_is_known_in_chinese() -> None:
    source = inspect.getsource(argparse)
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    said = {
        node.args[0].value
        for node in calls
        if isinstance(node.func, ast.Name)
        and node.func.id in {"_", "ngettext"}
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }
    assert len(said) > 20
    assert {one for one in said - set(CHINESE) if not re.search(FOR_PROGRAMMERS, one)} == set()
    for english, chinese in CHINESE.items():
        holes = [sorted(re.findall(r"%(?:\(\w+\))?[sr]", words)) for words in (english, chinese)]
        assert set(holes[1]) <= set(holes[0])


#: What argparse says of parsers that are made wrongly, and of what is not used here: files as
#: values, and options on their way out.
FOR_PROGRAMMERS = (
    "not defined|conflicting|invalid option string|with mode|can't open|cannot merge|'required' is"
    "|dest= is|conflict_resolution|mutually exclusive|multiple subparser|not callable|deprecated"
    "|warning"
)


def test_what_cannot_be_read_is_told_and_the_others_are_done(
    run: Run, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "empty").mkdir()
    missing = tmp_path / "missing.txt"
    for command in ("check", "show", "render"):
        code, out, err = run(command, missing, tmp_path / "picture.txt", tmp_path / "empty", file)
        assert code == 3
        assert "甲县乙局" in out
        assert len(err.splitlines()) == 3
        assert "missing.txt" in err
        assert "picture" in err
    chinese = run("--lang", "zh", missing)[2]
    assert chinese.startswith("govdisclosure: 无法读取：")


@pytest.mark.parametrize(
    ("command", "module"), [("render", rendering), ("check", check), ("export", export)]
)
def test_a_fault_of_ours_is_one_line_and_the_others_are_done(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, command: str, module: ModuleType
) -> None:
    file.write_text(f"{TEXT}{disputes('3')}", encoding="utf-8")
    whole = run(command, file)[1]
    broken = iter((True, False))

    def build(source: Source) -> Report:
        if next(broken):
            raise ZeroDivisionError("first\nsecond")
        return build_report(source)

    monkeypatch.setattr(module, "build_report", build)
    code, out, err = run(command, file, file)
    assert (code, whole.splitlines()[3] in out.splitlines()) == (4, True)
    assert len(err.splitlines()) == 1
    assert "ZeroDivisionError: first" in err
    assert "report it" in err


def test_a_traceback_is_shown_when_asked_for(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "build_report", lambda _: 1 // 0)
    assert "Traceback" in run("--debug", "render", file)[2]
    assert "Traceback" in run("render", "--debug", file)[2]
    assert "Traceback" not in run("render", file)[2]


@pytest.mark.parametrize(
    ("number", "code", "name"),
    [
        (signal.SIGINT, 130, "interrupted"),
        (signal.SIGTERM, 143, "terminated"),
        pytest.param(
            getattr(signal, "SIGHUP", 0),
            129,
            "terminated",
            marks=pytest.mark.skipif(
                not hasattr(signal, "SIGHUP"), reason="Windows has no such signal"
            ),
        ),
    ],
)
def test_a_run_that_is_stopped_says_so_in_one_line(  # noqa: PLR0917 - two of them are the signal's
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: int, name: str
) -> None:
    def stop(_: object) -> Report:
        signal.raise_signal(number)
        raise AssertionError

    monkeypatch.setattr(rendering, "build_report", stop)
    usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
    before = signal.signal(number, usual)  # who is started in the background ignores interrupts
    try:
        for language in ("zh", "en"):
            said = f"govdisclosure: {say(language, name)}\n"
            assert run("render", file, "--lang", language) == (code, "", said)
        assert signal.getsignal(number) == usual
    finally:
        signal.signal(number, before)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has no such signal")
def test_a_signal_that_is_ignored_stays_so(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def close_terminal(_: object) -> Report:
        signal.raise_signal(signal.SIGHUP)
        return parse(TEXT)

    monkeypatch.setattr(rendering, "build_report", close_terminal)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        assert run("render", file) == (0, str(parse(TEXT)), "")
    finally:
        signal.signal(signal.SIGHUP, before)


def test_an_interrupt_of_the_first_moment_has_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(builtins, "__import__", stop)
    try:
        code = starter.main()
    finally:
        monkeypatch.undo()
    assert (code, *capsys.readouterr()) == (130, "", "")


@pytest.mark.parametrize("command", ["render", "export", "check"])
def test_a_bar_is_stdout(run: Run, file: Path, tmp_path: Path, command: str) -> None:
    there = sorted(tmp_path.iterdir())
    assert run(command, file, "-o", "-") == run(command, file)
    assert sorted(tmp_path.iterdir()) == there


@pytest.mark.parametrize("command", ["render", "check", "export"])
def test_a_file_in_place_of_a_folder_is_named(
    run: Run, file: Path, tmp_path: Path, command: str
) -> None:
    (tmp_path / "a.txt").touch()
    for below in ("x.html", "b/x.html") if command != "export" else ("x.csv", "b/x.parquet"):
        code, _, err = run(command, file, "-o", tmp_path / "a.txt" / below, "--lang", "en")
        assert code == 3
        assert f"{tmp_path / 'a.txt'} is a file, not a folder" in err


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
@pytest.mark.parametrize("command", ["check", "show", "render", "schema", "--help"])
def test_no_code_page_makes_it_crash(
    run_in: RunIn, file: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, command: str
) -> None:
    file.write_text(f"{TEXT}瀍河\U0001f600龘é{disputes('〔缺〕')}", encoding="utf-8")
    monkeypatch.setenv("LANG", "zh_CN")
    arguments = [command] if command in {"schema", "--help"} else [command, file]
    code, printed, err = run_in(encoding, *arguments)
    assert (code in ({0, 1} if command == "check" else {0}), err) == (True, b"")
    out = printed.decode(encoding)
    if command in {"check", "show", "render"}:
        assert ("????2023?" if encoding == "ascii" else "甲县乙局2023年") in out


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_process_has_the_code_page_that_it_is_given(file: Path, encoding: str) -> None:
    done = in_process("show", file, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    words = "????2023?" if encoding == "ascii" else "甲县乙局2023年"
    assert words in done.stdout.decode(encoding)


@pytest.mark.parametrize("arguments", [["render"], ["check", "--format", "sarif"], ["export"]])
def test_a_closed_pipe_is_quiet(tmp_path: Path, arguments: list[str]) -> None:
    for number in range(20):
        shutil.copy(EXAMPLE, tmp_path / f"{number}.txt")
    with subprocess.Popen(
        [sys.executable, "-m", "govdisclosure", *arguments, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device is always full here")
@pytest.mark.parametrize(
    "arguments",
    [["check"], ["show"], ["render"], ["render", "--format", "docx"], ["export"],
     ["export", "--format", "json"], ["check", "--format", "html"], ["doctor", "cells"],
     ["schema"], ["explain", "GD201"], ["--version"]],
)  # fmt: skip
def test_a_full_disk_behind_stdout_is_one_line(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    needs_file = arguments[0] not in {"schema", "explain", "--version"}
    said = "govdisclosure: stdout: cannot be written (No space left on device)\n"
    full = Path("/dev/full").open("w", encoding="utf-8")  # noqa: SIM115 - closing it fails
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdout", full)
        assert run(*arguments, *[file] * needs_file)[::2] == (3, said)
    with suppress(OSError):
        full.close()
    if arguments[-1] in {"check", "docx", "--version"}:  # and nothing is said as a process ends
        with Path("/dev/full").open("wb") as stdout:
            done = in_process(*arguments, *[file] * needs_file, stdout=stdout)
        assert (done.returncode, done.stderr.decode()) == (3, said)


@pytest.mark.parametrize(
    ("command", "output", "kind"),
    [
        ("check", "", "file"),
        ("render", "", "file"),
        ("export", "", "file"),
        ("collect", "", "folder"),
        ("collect", "-", "folder"),
    ],
)
def test_an_output_without_a_name_is_refused_and_so_is_a_corpus_on_stdout(
    run: Run, file: Path, command: str, output: str, kind: str
) -> None:
    code, out, err = run("--lang", "en", command, file, "-o", output)
    assert (code, out) == (2, "")
    assert err.endswith(f"argument -o/--output: invalid {kind} value: {output!r}\n")


@pytest.mark.skipif(os.name != "posix", reason="a shell closes stdout in another way here")
def test_a_closed_stdout_is_one_line_and_none_where_nothing_is_printed(
    file: Path, tmp_path: Path
) -> None:
    def closed(*arguments: str) -> tuple[int, str]:
        command = ["/bin/sh", "-c", 'exec "$0" "$@" >&-', sys.executable, "-m", "govdisclosure"]
        done = subprocess.run([*command, *arguments], stderr=subprocess.PIPE, check=False)
        return done.returncode, done.stderr.decode()

    said = "govdisclosure: stdout: cannot be written (Bad file descriptor)\n"
    assert closed("--lang", "en", "show", str(file)) == (3, said)
    assert closed("--lang", "en", "--version") == (3, said)
    assert closed("--lang", "en", "--help")[0] == 0  # which argparse prints on stderr then
    output = tmp_path / "report.docx"
    assert closed("render", str(file), "-o", str(output))[0] == 0
    assert output.stat().st_size


@pytest.mark.corpus
@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_the_samples_are_shown(run: Run, samples: Path, width: int) -> None:
    texts = sorted(samples.glob("00*.txt"))
    code, out, err = run("show", "--lang", "zh", "--width", str(width), *texts)
    assert (code, err) == (0, "")
    assert "招远市商务局2023年政府信息公开工作年度报告" in out


# ------------------------------------------------------------------------------ tables agree


def test_names_of_formats_and_stages_agree_with_their_tables() -> None:
    assert tuple(doctor.STAGES) == command_line._STAGES
    assert tuple(check._FAILING) == command_line._SEVERITIES
    assert tuple(one.value for one in Blank) == BLANKS
    for name in command_line._COMMANDS:
        assert f"help_{name}" in WORDINGS


def test_every_sentence_has_the_same_facts_in_both_languages() -> None:
    for name, (chinese, english) in WORDINGS.items():
        facts = [set(re.findall(r"\{(\w+)\}", words)) for words in (chinese, english)]
        assert facts[0] >= facts[1], name


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE", "LC_ALL": "zh_TW"}, "zh"),
        ({"LANG": "zh", "LC_ALL": ""}, "zh"),
    ],
)
def test_the_language_is_that_of_the_locale(
    environment: dict[str, str], language: Language
) -> None:
    assert default_language(environment) == language


@pytest.mark.parametrize(
    ("system", "language"),
    [("zh_CN", "zh"), ("Chinese (Simplified)_China", "zh"), ("English_United States", "en"),
     ("", "en")],
)  # fmt: skip
def test_without_one_it_is_that_of_the_system(system: str, language: Language) -> None:
    assert default_language({}, system) == language
    assert default_language({"LANG": "", "LC_ALL": ""}, system) == language
    assert default_language({"LANG": "de_DE"}, system) == "en"


@pytest.mark.parametrize(
    ("spelled", "language"),
    [
        ("Chinese (Simplified)_China.936", "zh"),
        ("zh-CN", "zh"),
        ("English_United States.1252", "en"),
        ("C", "en"),
    ],
)
def test_every_spelling_of_a_locale_is_understood(
    spelled: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locale, "setlocale", lambda *_: spelled)
    monkeypatch.setattr(locale, "_setlocale", lambda *_: spelled)
    assert default_language({}) == language


def test_nothing_printed_steers_the_terminal() -> None:
    assert printable("甲\x1b[2J\u202e乙\x07") == "甲 [2J 乙 "
    assert printable("plain") == "plain"
