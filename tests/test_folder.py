"""The folder for offices without Python: built by PyInstaller, and used as they would.

Takes a minute or two, and skips where PyInstaller is not installed.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path

import pytest

import govdisclosure as gd
from tests.desk_files import FAULTS, draft, drafts, multipart
from tests.hostile.pdfs import MAKERS
from tests.pdf_writing import document, text
from tests.test_desk_walks import free_port, wait_for

ROOT = Path(__file__).resolve().parents[1]
pytestmark = [
    pytest.mark.slow("folder"),
    pytest.mark.skipif(find_spec("PyInstaller") is None, reason="PyInstaller is not installed"),
]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in its folder."""
    made = tmp_path_factory.mktemp("folder")
    spec = ROOT / "packaging" / "folder" / "govdisclosure.spec"
    places = ["--distpath", str(made), "--workpath", str(made / "work")]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", *places, str(spec)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (found,) = (made / "govdisclosure").glob("govdisclosure*")
    return found


def run(program: Path, *arguments: str) -> tuple[int, str, str]:
    """What it prints, in an environment that knows of no Python."""
    done = subprocess.run([program, *arguments], capture_output=True, check=False, env={})
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_the_command_line_is_there(program: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(gd.render(draft()), encoding="utf-8")
    code, said, _ = run(program, "check", str(source), "--format", "json")
    assert code == 1
    codes = [one["code"] for file in json.loads(said)["files"] for one in file["findings"]]
    assert codes == list(FAULTS)
    for name in ("b.docx", "b.html"):
        assert run(program, "render", str(source), "-o", str(tmp_path / name))[0] == 0
        assert gd.read(tmp_path / name) == draft()
    assert run(program, "export", str(source), "-o", str(tmp_path / "b.xlsx"))[0] == 0


def test_a_pdf_is_read_by_the_program_started_again(program: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(document(text("2024 report", 72, 700)))
    bad.write_bytes(MAKERS["laughs in depth"].make())
    assert "2024 report" in run(program, "render", str(good))[1]
    code, _, said = run(program, "check", str(bad), "--lang", "en")
    assert code == 3
    assert "Limits(pdf_" in said


@pytest.fixture(scope="module")
def port(program: Path) -> Iterator[int]:
    number = free_port()
    command = [str(program), "serve", "--port", str(number)]
    with subprocess.Popen(command, env={}, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(number)
            yield number
        finally:
            process.terminate()


def ask(port: int, address: str, name: str, data: bytes, **fields: str) -> tuple[int, str]:
    parts = [("file", name, data), *((key, None, value.encode()) for key, value in fields.items())]
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    kind = {"Content-Type": "multipart/form-data; boundary=aBcD"}
    connection.request("POST", address, multipart(parts), kind)
    with connection.getresponse() as answer:
        found = answer.status, answer.read().decode("utf-8", "replace")
    connection.close()
    return found


def test_the_desk_is_there(program: Path, port: int) -> None:
    del program
    for name, data in drafts().items():
        status, page = ask(port, "/check", name, data, scripted="1")
        assert status == 200
        for code in FAULTS:
            assert code in page
    for kind in ("comments", "docx", "html", "findings", "xlsx", "csv", "sarif"):
        assert ask(port, "/check", "草稿.docx", drafts()["草稿.docx"], **{"as": kind})[0] == 200
    pdf = document(text("2024 report", 72, 700))
    status, shown = ask(port, "/original", "a.pdf", pdf, at="page:1:70,130,160,150")
    assert status == 200
    assert "data:image/png" in shown
    status, page = ask(port, "/check", "bad.pdf", MAKERS["laughs in depth"].make())
    assert status == 200
    assert "Limits(pdf_" in page
    assert ask(port, "/check", "草稿.docx", drafts()["草稿.docx"])[0] == 200
