"""Every block of code in the READMEs and in ``docs/`` does what the page says.

Blocks of Python are doctests; those of commands run as they are, in a folder with the files that
they name; a block of TOML is the file that the comment before it names.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from doctest import DocTestParser, DocTestRunner
from pathlib import Path
from typing import NamedTuple

import pytest

import govdisclosure as gd

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
PAGES = [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"(?:^<!-- ([^\n]+) -->\n)?^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: What only makes the folder ready: a checkout is tested by its test line, a wheel by its tests.
_INSTALLS = ("python3 -m venv ", "py -m venv ", r".venv\Scripts\pip ")
#: Reports that the commands of a page read, and folders of them.
REPORTS = ("report.docx", "2023.docx", "年报.docx", "年报.html", "年报.txt", "2023年报.docx")
FOLDERS = ("reports", "年报文件夹", "districts", "各区")
EARLIER = ("2022", "2022年报")
ROSTERS = ("roster.csv", "名单.csv")
SETTINGS = "govdisclosure.toml"


class Block(NamedTuple):
    """A block of code of a page."""

    page: str
    line: int
    #: The file that it is, where a comment says so.
    name: str
    language: str
    text: str


def blocks_of(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        line = text.count("\n", 0, found.start(3)) + 1
        yield Block(page.name, line, found[1] or "", found[2], found[3])


BLOCKS = [block for page in PAGES for block in blocks_of(page)]
COMMANDS = [
    block
    for block in BLOCKS
    if block.language in {"sh", "bat", "console"} and not block.text.startswith("python3 -m venv ")
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that pages name, and ``govdisclosure`` on the path."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    report = gd.read(EXAMPLES / "report_2021.txt")
    for name in REPORTS:
        gd.write(report, tmp_path / name)
    for name in (*FOLDERS, *EARLIER):
        (tmp_path / name).mkdir()
        gd.write(report, tmp_path / name / "one.txt")
    for name in ROSTERS:
        (tmp_path / name).write_text(f"{report.agency}\n", encoding="utf-8")
    for block in BLOCKS:
        if block.language == "toml" and block.name != SETTINGS:
            (tmp_path / block.name).write_text(block.text, encoding="utf-8")
    program = tmp_path / "bin" / "govdisclosure"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m govdisclosure "$@"\n', encoding="utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONUTF8", "1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(command: str, *, codes: tuple[int, ...] = (0,)) -> str:
    """What a shell prints of a command that ends in one of *codes*."""
    bash = (
        None if os.name == "nt" else shutil.which("bash")
    )  # there it may be that of another system
    if bash is None:
        pytest.skip("there is no bash to run commands of pages")
    done = subprocess.run([bash, "-c", command], capture_output=True, check=False, encoding="utf-8")
    assert done.returncode in codes, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def at(block: Block) -> str:
    return f"{block.page}:{block.line}"


# ------------------------------------------------------------------------------ the blocks


def test_every_block_is_of_a_kind_that_is_tested() -> None:
    kinds = {"python", "console", "sh", "bat", "toml"}
    assert [at(block) for block in BLOCKS if block.language not in kinds] == []
    assert [at(block) for block in BLOCKS if block.language == "toml" and not block.name] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.usefixtures("folder")
def test_python_gives_what_the_page_says(page: Path) -> None:
    said: list[str] = []
    names: dict[str, object] = {}
    for block in blocks_of(page):
        if block.language == "python" and not block.name:  # tests/test_engines.py has the others
            test = DocTestParser().get_doctest(
                block.text, names, page.name, str(page), block.line - 1
            )
            assert test.examples, at(block)
            result = DocTestRunner().run(test, out=said.append, clear_globs=False)
            names |= test.globs
            assert not result.failed, "".join(said)


@pytest.mark.parametrize("block", COMMANDS, ids=at)
@pytest.mark.usefixtures("folder")
def test_commands_do_what_the_page_says(block: Block) -> None:
    if block.language == "console":
        _, *commands = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
        for one in commands:
            command, _, wanted = one.partition("\n")
            assert printed(command, codes=(0, 1)) == wanted
        return
    for line in block.text.splitlines():
        if not line.startswith(_INSTALLS):
            if block.language == "bat":
                line = line.removeprefix(".venv\\Scripts\\").replace("\\", "/")  # noqa: PLW2901
            assert line.startswith(("govdisclosure ", "python ")), line
            printed(line.replace("python ", f"{shlex.quote(sys.executable)} ", 1))


@pytest.mark.parametrize(
    "block", [block for block in BLOCKS if block.name == SETTINGS], ids=lambda block: block.page
)
def test_settings_of_a_page_are_in_force(block: Block, folder: Path) -> None:
    (folder / SETTINGS).write_text(block.text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "govdisclosure", "check", "report.docx"],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert SETTINGS in done.stderr


# ------------------------------------------------------------------------------ the pages


def test_links_lead_to_files() -> None:
    for page in PAGES:
        links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
        for link in links:
            assert link.startswith("https://") or (page.parent / link).is_file(), (page, link)


def test_every_page_is_in_both_languages_and_named_in_its_readme() -> None:
    for readme, suffix in (("README.md", ".md"), ("README.zh-CN.md", ".zh-CN.md")):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 120
        for page in (ROOT / "docs").glob("*.md"):
            own = page.name.removesuffix(".zh-CN.md").removesuffix(".md") + suffix
            assert f"(docs/{own})" in text


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_table_of_formats_is_what_can_be_written(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    rows = re.findall(r"^\| .+ \| .+ \|(.*)\|$", text, re.MULTILINE)
    suffixes = {word for row in rows for word in re.findall(r"\b[a-z]{2,4}\b", row)}
    with pytest.raises(ValueError, match="known suffixes") as refused:
        gd.write(gd.compose(), tmp_path / "report.none")
    known = set(re.findall(r"\.(\w+)", str(refused.value).partition("known suffixes")[2]))
    assert suffixes == known - {"text", "markdown", "htm"}
