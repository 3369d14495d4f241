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
from docs import reference
from docs.building import OF_THE_ROOT

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
#: A tree of pages for each language, with the same names in both.
DOCS = ROOT / "docs"
PAGES = [*sorted(ROOT.glob("README*.md")), *sorted(DOCS.glob("*/*.md"))]
_BLOCK = re.compile(r"(?:^<!-- ([^\n]+) -->\n)?^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: What only makes the folder ready: a checkout is tested by its test line, a wheel by its tests.
_INSTALLS = ("python3 -m venv ", "py -m venv ", ".venv/bin/pip ", r".venv\Scripts\pip ")
#: Reports that the commands of a page read, and folders of them.
REPORTS = ("report.docx", "2023.docx", "年报.docx", "年报.html", "年报.txt", "2023年报.docx")
FOLDERS = ("reports", "年报文件夹", "districts", "各区")
EARLIER = ("2022", "2022年报")
ROSTERS = ("roster.csv", "名单.csv")
SETTINGS = "govdisclosure.toml"


class Block(NamedTuple):
    """A block of code of a page."""

    #: The path of the page in the checkout.
    page: str
    line: int
    #: The file that it is, where a comment says so.
    name: str
    language: str
    text: str


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks_of(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        line = text.count("\n", 0, found.start(3)) + 1
        yield Block(name_of(page), line, found[1] or "", found[2], found[3])


BLOCKS = [block for page in PAGES for block in blocks_of(page)]


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
    (tmp_path / "bin").mkdir()
    for name, call in (("govdisclosure", " -m govdisclosure"), ("python", "")):
        program = tmp_path / "bin" / name
        text = f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{call} "$@"\n'
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
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


def test_the_words_before_a_file_name_it() -> None:
    """The comment over a block is not seen on the site."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in blocks_of(page):
            if block.language == "toml":
                before = text.partition(f"<!-- {block.name} -->\n```")[0]
                assert f"`{block.name}`" in before.rstrip().rpartition("\n\n")[2], at(block)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
@pytest.mark.usefixtures("folder")
def test_a_page_does_what_it_says(page: Path) -> None:
    """Its blocks run one after the other, in one folder, as somebody who reads it runs them."""
    names: dict[str, object] = {}
    for block in blocks_of(page):
        if block.language == "python" and not block.name:  # tests/test_engines.py has the others
            run_python(block, names)
        elif block.language == "toml" and block.name != SETTINGS:
            Path(block.name).write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            run_session(block)
        elif block.language in {"sh", "bat"}:
            run_lines(block)


def run_python(block: Block, names: dict[str, object]) -> None:
    """Run a block as a doctest that goes on where the ones before it ended."""
    said: list[str] = []
    test = DocTestParser().get_doctest(block.text, names, block.page, at(block), block.line - 1)
    assert test.examples, at(block)
    result = DocTestRunner().run(test, out=said.append, clear_globs=False)
    names |= test.globs
    assert not result.failed, "".join(said)


def run_session(block: Block) -> None:
    """Run commands that are shown with what they print."""
    _, *commands = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
    for one in commands:
        command, _, wanted = one.partition("\n")
        assert printed(command, codes=(0, 1)) == wanted, at(block)


def run_lines(block: Block) -> None:
    """Run commands that are shown alone."""
    for line in block.text.splitlines():
        if not line.startswith(_INSTALLS):
            if block.language == "bat":
                line = line.removeprefix(".venv\\Scripts\\").replace("\\", "/")  # noqa: PLW2901
            command = line.removeprefix(".venv/bin/")
            assert command.startswith(("govdisclosure ", "python ")), line
            printed(command)


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
    made = {page.path for page in reference.pages("en")} | set(OF_THE_ROOT.values())
    for page in PAGES:
        links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
        for link in links:
            is_made = page.parent.parent == DOCS and link in made
            is_there = link.startswith("https://") or (page.parent / link).is_file()
            assert is_made or is_there, (page, link)


def test_the_trees_of_pages_are_parallel() -> None:
    english, chinese = ({page.name for page in (DOCS / tree).glob("*")} for tree in ("en", "zh"))
    assert english == chinese
    assert not list(DOCS.glob("*.md")), "a page belongs into docs/en and docs/zh"


@pytest.mark.parametrize(("readme", "tree"), [("README.md", "en"), ("README.zh-CN.md", "zh")])
def test_a_readme_is_short_and_leads_to_the_pages(readme: str, tree: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 120
    assert f"(docs/{tree}/index.md)" in text


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_table_of_formats_is_what_can_be_written(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    rows = re.findall(r"^\| .+ \| .+ \|(.*)\|$", text, re.MULTILINE)
    suffixes = {word for row in rows for word in re.findall(r"\b[a-z]{2,4}\b", row)}
    with pytest.raises(ValueError, match="known suffixes") as refused:
        gd.write(gd.compose(), tmp_path / "report.none")
    known = set(re.findall(r"\.(\w+)", str(refused.value).partition("known suffixes")[2]))
    assert suffixes == known - {"text", "markdown", "htm"}
