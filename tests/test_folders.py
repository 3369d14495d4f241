"""What a folder holds is read, or counted and named: nothing vanishes, nothing holds it up."""

import csv
import io
import json
import os
import re
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

import govdisclosure as gd
from govdisclosure.cli import main
from govdisclosure.collection.inputs import skipped_because
from govdisclosure.formats import CELLS, FINDINGS, REPORTS
from govdisclosure.wording import Language
from tests.conftest import Run
from tests.test_waivers import broken

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="pipes, links and bytes in names as they are on Linux"
)

#: What lies in the folder and is read: a Word file, a page, a text under a name in GBK.
GBK = os.fsdecode("丙局.txt".encode("gbk"))
SEEN = r"\xb1\xfb\xbe\xd6.txt"
#: What is tried and cannot be read: an empty file, a link to itself, a PDF file that is cut off.
UNREADABLE = ("empty.txt", "loop.txt", "cut.pdf")
#: What nobody tries to read, and the sentence that says why.
SKIPPED = {
    "photo.jpg": "kind",
    "pack.zip": "archive",
    "pipe.txt": "special",
    "twin.docx": "same",
    "up": "folder",
    "nowhere": "broken",
    ".hidden": "hidden",
    "~$甲局.docx": "hidden",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "deep").mkdir(parents=True)
    gd.write(broken("甲局"), folder / "甲局.docx")
    gd.write(broken("乙局"), folder / "deep" / "乙局.html")
    gd.write(broken("丙局"), folder / GBK)
    (folder / "empty.txt").touch()
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "pack.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    os.mkfifo(folder / "pipe.txt")
    (folder / "twin.docx").symlink_to("甲局.docx")
    (folder / "up").symlink_to(".")
    (folder / "nowhere").symlink_to("gone")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "not counted.txt").touch()
    (folder / "~$甲局.docx").touch()
    return folder


@pytest.fixture
def run(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Run:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.chdir(tmp_path)

    def run_it(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run_it


#: Every command that goes through a folder, in every format that it writes.
WAYS = [
    ("show", None), ("doctor cells", None),
    *(("check", format) for format in FINDINGS),
    *(("export", format) for format in CELLS),
    *(("render", format) for format in REPORTS),
]  # fmt: skip


@pytest.mark.parametrize(("command", "format"), WAYS)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("into", ["stdout", "file"])
def test_every_entry_is_accounted_for(  # noqa: PLR0917 - a case and what it is run in
    run: Run, folder: Path, command: str, format: str | None, language: Language, into: str
) -> None:
    arguments = [*command.split(), "reports", "--lang", language]
    target = folder.parent / "out"
    if format is not None:
        arguments += ["--format", format]
        if into == "file" or format == "docx":
            arguments += ["-o", str(target)]
    code, out, err = run(*arguments)
    assert code == 3
    said = out + err
    for name in UNREADABLE:
        assert f"reports/{name}" in said
    # the summary adds up to the entries of the folder
    if command == "check" and format == "text" and into == "stdout":
        summary = out.splitlines()[-1]
        numbers: tuple[int, ...] = (8,)
        assert re.findall(r"\d+", out.splitlines()[-2])[:4] == ["6", "0", "3", "3"]
    else:
        summary = err.splitlines()[-1]
        numbers = (14, 3, 3, 8)
    assert tuple(map(int, re.findall(r"\d+", summary))) == numbers
    assert "-v" in summary
    # and names them where asked to
    code, out, err = run(*arguments, "-v")
    named = out if command == "check" and format == "text" and into == "stdout" else err
    for name, why in SKIPPED.items():
        assert skipped_because(why, Path("reports", name)).text(language) in named
    assert "-v" not in named
    assert "not counted" not in named


@pytest.mark.parametrize("format", FINDINGS)
def test_findings_say_what_was_not_read(run: Run, folder: Path, format: str) -> None:
    code, _, _ = run("check", "reports", "--format", format, "-o", "out", "--lang", "en")
    assert code == 3
    out = (folder.parent / "out").read_text("utf-8-sig")
    if format == "waivers":  # drafts for what was found, and for nothing else
        return
    if format == "text":
        assert "8 other entries of the folders not read (-v names them)" in out
        return
    if format == "sarif":
        (log,) = json.loads(out)["runs"]
        notes = log["invocations"][0]["toolExecutionNotifications"]
        texts = [one["message"]["text"] for one in notes if one["level"] == "note"]
        uris = {
            one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for one in log["results"]
        }
        assert unquote_to_bytes(f"reports/{GBK}".encode(errors="surrogateescape")) in set(
            map(unquote_to_bytes, uris)
        )
        assert all(uri.isascii() for uri in uris)
    elif format == "csv":
        rows = list(csv.DictReader(io.StringIO(out)))
        texts = [row["message"] for row in rows if row["status"] == "skipped"]
        assert f"reports/{SEEN}" in {row["file"] for row in rows}
    elif format == "html":
        texts = [out] * len(SKIPPED)
        assert SEEN in out
    else:
        lines = json.loads(out)["files"] if format == "json" else map(json.loads, out.splitlines())
        files = [one for one in lines if one.get("type", "file") == "file"]
        texts = [one["reason"]["en"] for one in files if one["status"] == "skipped"]
        assert f"reports/{SEEN}" in {one["file"] for one in files}
        summary = (
            json.loads(out)["summary"] if format == "json" else json.loads(out.splitlines()[-1])
        )
        assert (summary["files"], summary["unreadable"], summary["skipped"]) == (14, 3, 8)
    assert len(texts) == len(SKIPPED)
    for name, why in SKIPPED.items():
        assert any(skipped_because(why, Path("reports", name)).text("en") in text for text in texts)


def test_an_export_in_json_says_what_was_not_read(run: Run, folder: Path) -> None:
    data = json.loads(run("export", "reports", "--format", "json")[1])
    assert folder.is_dir()
    found = {(Path(one["file"]).name, one["status"]) for one in data["not_read"]}
    assert found == {
        *((name, "unreadable") for name in UNREADABLE),
        *((name, "skipped") for name in SKIPPED),
    }
    assert all(set(one["reason"]) == {"zh", "en"} for one in data["not_read"])
    assert {one["file"] for one in data["records"]} == {
        "reports/甲局.docx", "reports/deep/乙局.html", f"reports/{SEEN}",
    }  # fmt: skip


def test_a_link_counts_once_wherever_its_file_is(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    gd.write(broken(), tmp_path / "b" / "z.txt")
    gd.write(broken(), tmp_path / "outside.txt")
    (tmp_path / "a" / "first.txt").symlink_to("../b/z.txt")
    for name in ("second.txt", "third.txt"):
        (tmp_path / "a" / name).symlink_to("../outside.txt")

    def read(*paths: str) -> set[str]:
        records = map(json.loads, run("export", *paths, "--format", "jsonl")[1].splitlines())
        return {one["file"] for one in records}

    assert read("a", "b") == {"a/second.txt", "b/z.txt"}
    assert read("b", "a") == {"a/second.txt", "b/z.txt"}
    assert read("a") == {"a/first.txt", "a/second.txt"}
    assert read("outside.txt", "a") == {"a/first.txt", "outside.txt"}
    assert read("a/first.txt", "b/z.txt") == {"a/first.txt", "b/z.txt"}  # named, and so wanted


def test_a_folder_that_cannot_be_opened_is_unreadable(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    code, _, err = run("export", "reports", "-o", "out.csv")
    assert code == 3
    assert folder.is_dir()
    assert "reports/deep" in err
    assert "14 entries: 2 read, 4 unreadable, 8 not read" in err


def test_names_that_are_no_utf_8_reach_every_output(run: Run, tmp_path: Path) -> None:
    (tmp_path / GBK).write_text(str(broken()), encoding="utf-8")
    (tmp_path / os.fsdecode("丁.txt".encode("gbk"))).touch()
    for command, formats in (("check", FINDINGS), ("export", CELLS), ("render", REPORTS)):
        for format in formats:
            for output in ([], ["-o", "out/"] if command == "render" else ["-o", "plain"]):
                if format == "docx" and not output:
                    continue
                code, out, err = run(command, tmp_path, "--format", format, *output)
                assert code == 3, (command, format)
                assert r"\xb6\xa1.txt" in err
                assert "\ufffd" not in out + err


@pytest.mark.parametrize("command", ["show", "check", "export", "doctor cells", "render"])
def test_csv_of_folders_is_read_where_it_is_asked_for(
    run: Run, tmp_path: Path, command: str
) -> None:
    folder = tmp_path / "csv"
    folder.mkdir()
    title = "某某局2023年政府信息公开工作年度报告"
    lines = (title, "一、总体情况", "公开 3 条。", "二、主动公开政府信息情况", "略。")
    text = "".join(f"{line},,,\n" for line in lines)
    (folder / "甲.csv").write_text(text, encoding="gb18030")
    run("export", "csv/甲.csv", "-o", "csv/cells.csv")
    run("check", "csv/甲.csv", "-o", "csv/findings.csv")
    assert skipped_because("kind", Path("csv/甲.csv")).text("en") in run("show", "csv", "-v")[2]
    _, out, err = run(*command.split(), "csv", "-v", "--lang", "en", "--include", "*.csv")
    for name in ("cells", "findings"):
        assert skipped_because("export", Path(f"csv/{name}.csv")).text("en") in out + err
    assert re.search("2 not read|2 other entries of the folders not read", out + err)
    if command == "render":
        assert out.startswith(f"{title}\n")
