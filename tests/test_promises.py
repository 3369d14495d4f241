"""What is promised of every run: nothing is fetched, nothing else written, everything the same."""

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from random import Random

import openpyxl
import pytest

import govdisclosure as gd
from govdisclosure.api import render_fragment
from tests.dialects.docx_dialects import DOCX_DIALECTS
from tests.dialects.facts import make_facts
from tests.dialects.html_dialects import HTML_DIALECTS
from tests.dialects.sheet_dialects import SHEET_DIALECTS
from tests.pdf_writing import document, text

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "examples" / "report_2021.txt"
LINES = ("某某局2023年政府信息公开工作年度报告", "一、总体情况", "全年主动公开12条。")


def files_of(seed: int) -> dict[str, bytes]:
    """A good report in each format that is read without another program."""
    facts = make_facts("2021", seed)
    page, _ = HTML_DIALECTS[min(HTML_DIALECTS)](facts, Random(seed))
    lines = (text(words, 72, 700 - 30 * at) for at, words in enumerate(LINES))
    return {
        "a.txt": REPORT.read_bytes(),
        "a.html": page if isinstance(page, bytes) else page.encode(),
        "a.docx": DOCX_DIALECTS["docx_merged_cells"](facts, Random(seed))[0],
        "a.xlsx": SHEET_DIALECTS["xlsx_ruled"](facts, Random(seed))[0],
        "a.pdf": document(b"".join(lines)),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("files")
    for name, data in files_of(1).items():
        (place / name).write_bytes(data)
    return place


def python(
    program: str, *arguments: object, cwd: Path, flags: Sequence[str] = (), **settings: str
) -> str:
    """What a program prints in a process of its own; it must not complain."""
    done = subprocess.run(
        [sys.executable, *flags, "-c", program, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode(errors="replace")
    return done.stdout.decode()


# ------------------------------------------------------------------------------ what is touched

#: Prints what the program touches: files that are opened to be written, made, renamed or removed,
#: processes, and whatever is done with the network.
WATCHED = """
import os, sys

def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if path == os.devnull or isinstance(path, int):  # what is open already, such as a pipe
            return
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND):
            told.append((event, path))
    elif event in EVENTS or event.startswith(("socket.", "urllib.", "http.", "ftplib.", "shutil.")):
        told.append((event, arguments[1] if event == "os.rename" else arguments[0]))

EVENTS = {"os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.link", "os.symlink", "os.chmod",
          "os.chown", "os.utime", "os.truncate", "os.system", "os.exec", "os.posix_spawn",
          "os.startfile", "os.putenv", "subprocess.Popen", "tempfile.mkdtemp", "tempfile.mkstemp"}
told = []
sys.dont_write_bytecode = True
sys.addaudithook(watch)
{program}
for event, path in told:
    print(event, path if isinstance(path, str) else type(path).__name__)
"""


def touched(program: str, *arguments: object, cwd: Path) -> list[str]:
    return python(WATCHED.replace("{program}", program), *arguments, cwd=cwd).splitlines()


def test_reading_touches_nothing(folder: Path) -> None:
    program = (
        "import govdisclosure as gd\n"
        "for name in sys.argv[1:]:\n"
        "    report = gd.read(name)\n"
        "    gd.check(report), gd.infer(report), list(gd.iter_claims(report)), gd.audit(report)\n"
        "    list(gd.iter_records(report)), str(report)\n"
        "    for format in ('text', 'markdown', 'html', 'docx', 'json'):\n"
        "        gd.render(report, format)\n"
    )
    names = ("a.txt", "a.html", "a.docx", "a.xlsx")
    assert touched(program, *names, cwd=folder) == []
    # A PDF file is read by a process of this Python, which writes to a pipe.
    assert touched(program, "a.pdf", cwd=folder) == [f"subprocess.Popen {sys.executable}"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("render", "a.docx", "-o", "out/a.html"),
        ("render", "a.txt", "-o", "out/a.docx"),
        ("check", "--fail-on", "never", "a.html", "-o", "out/a.sarif"),
        ("export", "a.txt", "a.html", "-o", "out/a.csv"),
        ("export", "a.txt", "-o", "out/a.xlsx"),
        ("show", "a.txt"),
    ],
)
def test_a_command_writes_nothing_but_its_output(
    folder: Path, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    for name in ("a.txt", "a.html", "a.docx"):
        shutil.copy(folder / name, tmp_path)
    program = (
        "import contextlib, io\n"
        "from govdisclosure.cli import main\n"
        "quiet = io.StringIO()\n"
        "with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):\n"
        "    code = main(sys.argv[1:])\n"
        "assert code == 0\n"
    )
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    for line in touched(program, *arguments, cwd=tmp_path):
        event, _, path = line.partition(" ")
        assert event in {"open", "os.mkdir", "os.rename", "os.chmod"}, line
        assert (tmp_path / path).is_relative_to(tmp_path / "out"), line
    kept = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert kept == before
    written = [path.name for path in (tmp_path / "out").glob("*")]
    assert written == [Path(arguments[-1]).name] * ("-o" in arguments)


@pytest.mark.parametrize("event", ["open('b', 'w')", "import socket; socket.socket()"])
def test_what_is_touched_is_seen(tmp_path: Path, event: str) -> None:
    assert touched(event, cwd=tmp_path)


# ------------------------------------------------------------------------------ the same everywhere

#: Prints a sum over everything that can be made of the files.
EVERYTHING = """
import hashlib, sys, warnings
warnings.simplefilter("error")
import govdisclosure as gd
total = hashlib.sha256()
for name in sys.argv[1:]:
    report = gd.read(name)
    for made in (
        report, report.diagnostics, report.residue, gd.check(report), gd.audit(report),
        tuple(gd.iter_claims(report)), gd.infer(report), tuple(gd.iter_records(report)),
        *(gd.render(report, format) for format in ("text", "markdown", "html", "docx", "json")),
    ):
        total.update(made if isinstance(made, bytes) else repr(made).encode())
print(total.hexdigest())
"""
#: Where the system lets nobody write, whoever it is.
UNWRITABLE = Path("/proc")


@pytest.fixture(scope="module")
def usual(folder: Path) -> str:
    return python(EVERYTHING, *sorted(folder.iterdir()), cwd=folder, PYTHONHASHSEED="0")


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONHASHSEED": "1"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONOPTIMIZE": "2"},
        {"TZ": "Asia/Shanghai", "LANG": "zh_CN.GB18030"},
        {"TMPDIR": "/nowhere", "HOME": "/nowhere"},
    ],
    ids=lambda settings: " ".join(f"{name}={value}" for name, value in settings.items()),
)
def test_nothing_depends_on_the_environment(
    folder: Path, usual: str, settings: Mapping[str, str]
) -> None:
    assert python(EVERYTHING, *sorted(folder.iterdir()), cwd=folder, **settings) == usual


def test_nothing_is_wrong_in_development_mode(folder: Path, usual: str) -> None:
    found = python(EVERYTHING, *sorted(folder.iterdir()), cwd=folder, flags=("-X", "dev"))
    assert found == usual


@pytest.mark.skipif(not UNWRITABLE.is_dir(), reason="only Linux has a folder nobody can write to")
def test_the_working_directory_may_be_read_only(folder: Path, usual: str) -> None:
    with pytest.raises(OSError, match=r"."):
        (UNWRITABLE / "govdisclosure").mkdir()
    assert python(EVERYTHING, *sorted(folder.iterdir()), cwd=UNWRITABLE) == usual


@pytest.mark.parametrize("flags", [(), ("-P",)])
def test_the_process_for_pdf_takes_no_module_from_the_working_directory(
    tmp_path: Path, flags: tuple[str, ...]
) -> None:
    trap = "open('taken', 'a').write(__name__)\nraise SystemExit('taken')\n"
    names = ("array", "ctypes", "json", "struct", "zlib", "resource", "pypdfium2", "pypdfium2_raw")
    for name in (*names, "sitecustomize", "usercustomize", "govdisclosure", "attrs", "lxml"):
        (tmp_path / f"{name}.py").write_text(trap)
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(trap)
    (tmp_path / "a.pdf").write_bytes(files_of(1)["a.pdf"])
    # The first process imports the library before it enters the folder.
    program = (
        "import os, sys\nimport govdisclosure as gd\ngd.read(sys.argv[1])\nos.chdir(sys.argv[2])\n"
        "sys.path.insert(0, '')\nprint(gd.read('a.pdf').agency)"
    )
    arguments = (tmp_path / "a.pdf", tmp_path)
    assert python(program, *arguments, cwd=ROOT, flags=flags).strip() == "某某局"
    assert not (tmp_path / "taken").exists()


def test_threads_give_what_one_gives() -> None:
    contents = [data for seed in range(3) for data in files_of(seed).values()] * 3

    def everything(data: bytes) -> str:
        report = gd.read(data)
        made = (gd.render(report, "json"), gd.render(report, "docx"), gd.check(report))
        claims = tuple(gd.iter_claims(report))
        return hashlib.sha256(repr((made, claims, report.diagnostics)).encode()).hexdigest()

    alone = [everything(data) for data in contents]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(everything, contents)) == alone


# ------------------------------------------------------------------------------ thousands of reads

SLOPE = """
import gc, sys
from pathlib import Path
import govdisclosure as gd
from benchmarks.measure import with_other_prose
text = Path(sys.argv[1]).read_text(encoding="utf-8")
files = [Path(name).read_bytes() for name in sys.argv[2:]]

def read_some(start, stop):
    for number in range(start, stop):
        if number % 10:
            gd.read(with_other_prose(text, number).encode())
        else:
            gd.read(files[number // 10 % len(files)])
    gc.collect()
    return sys.getallocatedblocks()

before = read_some(0, 1000)
print((read_some(1000, 5000) - before) / before)
"""


@pytest.mark.slow("thousands of reads")
def test_memory_stays_flat_over_five_thousand_reads(folder: Path) -> None:
    names = [folder / name for name in ("a.html", "a.docx", "a.xlsx")]
    assert float(python(SLOPE, REPORT, *names, cwd=ROOT)) < 0.01


STANDING = """
import os, sys
from pathlib import Path
import govdisclosure as gd
good = Path(sys.argv[1]).read_bytes()

def standing():
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return len(os.listdir("/proc/self/fd")), children

gd.read(good)
before = standing()
for number in range(300):
    try:
        gd.read(good if number % 3 else good[: len(good) // 2 + number] + b"%%EOF")
    except gd.ReadError:
        pass
print(standing() == before, standing(), before)
"""


@pytest.mark.slow("thousands of reads")
@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux tells the processes")
def test_nothing_is_left_of_three_hundred_pdf_files(folder: Path) -> None:
    assert python(STANDING, folder / "a.pdf", cwd=ROOT).startswith("True")


# ------------------------------------------------------------------------------ what documents say

LINK = "[x](javascript:alert(1))"
TAG = "<img src=x onerror=alert(1)><script>alert(2)</script>"
STEERING = "\x1b[2J\x1b]0;title\x07\x9b1A\u202e"
FORMULA = "=cmd|' /C calc'!A0"
#: A report with something harmful in every place that has words.
HARMFUL = (
    f"某{STEERING}某局2023年政府信息公开工作年度报告\n一、总体情况\n"
    f"{FORMULA}{LINK}{TAG}{STEERING}主动公开12条。\n"
    "二、主动公开政府信息情况\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
    f"规章\t{LINK}\t{FORMULA}\t{TAG}\n行政规范性文件\t1{STEERING}\t0\t{FORMULA}2\n"
    f"三、收到和处理政府信息公开申请情况\n{FORMULA}{TAG}\t{LINK}{STEERING}\t1\n甲\t乙\t丙\n"
    f"（一）{TAG}{LINK}\n七、{LINK}{TAG}\n{LINK}局\n2024年1月2日\n{TAG}{LINK}\n"
)


@pytest.fixture
def harmful(tmp_path: Path) -> Path:
    file = tmp_path / f"{LINK.replace('/', '')}{TAG.replace('/', '')}\x1b[2J.txt"
    file.write_text(HARMFUL, encoding="utf-8")
    return file


def command(*arguments: object, cwd: Path = ROOT) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "govdisclosure", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such terminal")
@pytest.mark.parametrize(
    "arguments",
    [
        ("show",),
        ("check",),
        ("check", "--format", "csv"),
        ("render",),
        ("render", "--format", "markdown"),
        ("export",),
        ("doctor", "cells"),
        ("doctor", "tree"),
        ("doctor", "source"),
    ],
    ids=" ".join,
)
def test_no_document_steers_the_terminal(harmful: Path, arguments: tuple[str, ...]) -> None:
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "govdisclosure", *arguments, str(harmful)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100"},
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    with os.fdopen(ours, "rb", 0) as terminal:
        try:
            while piece := terminal.read(65536):
                said += piece
        except OSError:  # how Linux says that nobody holds the other end any more
            pass
    assert done.wait() in {0, 1}
    shown = said.decode()
    assert "\n" in shown.strip()
    assert set(
        re.findall(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", shown)
    ) <= {
        "\r",
        "\n",
        "\t",
    }


class Elements(HTMLParser):
    """Notes what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += ((name, value or "") for name, value in attrs)


def test_pages_do_nothing_that_a_document_says(harmful: Path) -> None:
    report = gd.read(harmful)
    pages = [
        gd.render(report, "html"),
        render_fragment(report),
        command("check", "--format", "html", harmful).decode(),
        command("check", "--format", "html", "--lang", "en", harmful).decode(),
    ]
    for page in pages:
        assert "alert(1)" in page
        found = Elements()
        found.feed(page)
        assert not found.tags & {"img", "script", "iframe", "object", "embed", "base", "form"}
        for name, value in found.attributes:
            assert not name.startswith("on"), name
            assert "alert" not in value or name in {"id", "title", "data-file"}, (name, value)
            assert not (name in {"href", "src"} and "javascript" in value.lower().split("?")[0])


def test_sarif_has_no_links_of_documents(harmful: Path) -> None:
    log = json.loads(command("check", "--format", "sarif", harmful))
    texts: list[str] = []

    def collect(value: object) -> None:
        if isinstance(value, dict):
            texts.extend(one for key, one in value.items() if key == "text" and one)
            for one in value.values():
                collect(one)
        elif isinstance(value, list):
            for one in value:
                collect(one)

    for run in log["runs"]:
        collect(run["results"])
        collect(run["invocations"])
    assert any("javascript" in one for one in texts)
    assert [one for one in texts if re.search(r"(?<!\\)\[[^\]]*\]\(", one)] == []


def test_tables_have_no_formulas_of_documents(harmful: Path, tmp_path: Path) -> None:
    import csv

    for arguments in (("export",), ("check", "--format", "csv")):
        text = command(*arguments, harmful).decode("utf-8-sig")
        for row in csv.reader(text.splitlines()):
            for value in row:
                assert not re.match(r"\s*[=@＝＠]|\s*[+\-].*[A-Za-z(|]", value), value
    command("export", harmful, "-o", tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(BytesIO((tmp_path / "out.xlsx").read_bytes()))
    for sheet in book:
        for cells in sheet.iter_rows():
            for cell in cells:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None or cell.hyperlink.target is None


def test_the_tests_ask_no_other_machine() -> None:
    with socket.socket() as asking, pytest.raises(AssertionError, match="the network is asked"):
        asking.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match="the network is asked"):
        socket.getaddrinfo("example.invalid", 80)
