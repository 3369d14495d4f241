"""The command that reads what conversion tools print, where it needs none of them."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conversions import tools
from tests.conversions.__main__ import judge, main
from tests.conversions.sources import write_sources
from tests.conversions.tools import SUFFIXES, TOOLS, Tool, ToolError, convert, find_missing

_SUFFIXES = ("html", "docx", "xlsx")
_CODE = "import sys; from pathlib import Path; text = Path(sys.argv[1]).read_text('utf-8'); {}"


def _tool(name: str, statement: str, *packages: str) -> Tool:
    """A tool that this very Python plays, on pages."""
    call = ("python", "-c", _CODE.format(statement), "{source}", "{target}")
    return Tool(name, ("html",), call, packages)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text("<p>1 &lt; 2</p>", "utf-8")
    return path


@pytest.mark.parametrize("suffix", _SUFFIXES)
def test_reports_are_read_whole_before_a_tool_has_had_them(suffix: str, tmp_path: Path) -> None:
    written = write_sources(range(8), {suffix}, tmp_path, tmp_path)
    scores = [judge(path, facts) for path, facts in written]
    assert len(scores) == 8
    assert [score.cell_differences for score in scores] == [()] * 8
    assert any(score.empty for score in scores)
    assert {facts.edition for _, facts in written} == {"2019", "2021"}


def test_a_wrong_number_is_noticed(tmp_path: Path) -> None:
    [(path, facts)] = write_sources([2], {"html"}, tmp_path, tmp_path)
    address, fact = next((a, f) for a, f in facts.cells.items() if f.value)
    assert judge(path, facts).wrong_value == 0
    cells = facts.cells | {address: replace(fact, value=987654321)}
    score = judge(path, replace(facts, cells=cells))
    assert score.wrong_value == 1
    assert address in score.cell_differences[0]


def test_what_cannot_be_read_is_missing(tmp_path: Path) -> None:
    [(path, facts)] = write_sources([0], {"docx"}, tmp_path, tmp_path)
    path.write_bytes(path.read_bytes()[:200])
    score = judge(path, facts)
    assert score.missing == score.cells > 100


def test_a_missing_tool_is_named_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "SOFFICE", None)
    there = _tool("there", "pass", "json")
    lacking = _tool("lacking", "pass", "json", "no_such_package")
    program = Tool("program", ("html",), ("no-such-program", "{source}"))
    pages = replace(there, name="pages", reads=("pdf",))
    missing = find_missing([there, lacking, program, pages], sys.executable)
    assert missing == {
        "lacking": f"{sys.executable} has no package no_such_package",
        "program": "no program no-such-program on the path",
        "pages": "no program soffice on the path to print PDF files",
    }


def test_a_tool_writes_or_prints(page: Path, tmp_path: Path) -> None:
    writes = _tool("writes", "Path(sys.argv[2]).write_text('written', 'utf-8'); print('noise')")
    prints = replace(_tool("prints", "print(text)"), script="<hr>", unwrap=str.upper)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for tool, made in ((writes, "written"), (prints, "<P>1 &LT; 2</P><HR>\n")):
        target = tmp_path / "out" / f"{tool.name}.txt"
        convert(tool, page, target, scratch, sys.executable)
        assert target.read_text("utf-8") == made


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("pass", "ended with 0 and gave nothing"),
        ("print('  ')", "ended with 0 and gave nothing"),
        ("print(text); sys.exit('no such table')", "no such table"),
    ],
)
def test_a_tool_that_gives_nothing_is_named_with_the_reason(
    statement: str, reason: str, page: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "page.txt"
    target.parent.mkdir()
    target.write_text("left over from before", "utf-8")
    with pytest.raises(ToolError, match=reason):
        convert(_tool("fails", statement), page, target, tmp_path, sys.executable)


def test_a_tool_that_does_not_end_is_ended(page: Path, tmp_path: Path) -> None:
    waits = _tool("waits", "__import__('time').sleep(600)")
    with pytest.raises(ToolError, match=r"took longer than 0\.5 seconds"):
        convert(waits, page, tmp_path / "page.txt", tmp_path, sys.executable, limit=0.5)


def test_the_command_prints_a_table_and_fails_for_a_wrong_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    played = [
        _tool("copies", "print(text)"),
        _tool("alters", "import re; print(re.sub('>[0-9]+<', '>7<', text))"),
        _tool("fails", "sys.exit('no fonts')"),
        _tool("lacks", "pass", "no_such_package"),
    ]
    for tool in played:
        monkeypatch.setitem(TOOLS, tool.name, tool)
    asked = ["--reports", "1", "--first", "2", "--keep", str(tmp_path)]
    assert main([*asked, "--tool", "copies", "--tool", "fails", "--tool", "lacks"]) == 0
    out = capsys.readouterr().out
    assert f"skipped lacks: {sys.executable} has no package no_such_package" in out
    assert "fails made nothing of 2-2021.html: no fonts" in out
    assert [line.split()[2:] for line in out.split("\n") if line.startswith("copies")] == [
        ["1", "200", "200", "0", "0", "0", "100.0"]
    ]
    assert (tmp_path / "copies" / "html" / "2-2021.txt").exists()
    assert main([*asked, "--tool", "alters"]) == 1
    assert "alters/html/2-2021.txt wrong_value " in capsys.readouterr().out


def test_every_tool_is_given_files_that_there_are() -> None:
    assert all(set(tool.reads) <= set(SUFFIXES) for tool in TOOLS.values())
    assert {suffix for tool in TOOLS.values() for suffix in tool.reads} == set(SUFFIXES)
