"""Old office files go through LibreOffice, which is watched, or are named with what to do."""

import os
import stat
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

import govdisclosure as gd
from govdisclosure.readers import office
from govdisclosure.readers.foreign import conversion_of
from govdisclosure.readers.formats import format_of
from govdisclosure.readers.limits import Limits
from tests.dialects.compare import compare
from tests.dialects.docx_dialects import DOCX_DIALECTS
from tests.dialects.facts import make_facts
from tests.dialects.sheet_dialects import SHEET_DIALECTS

_RTF = rb"{\rtf1 report}"
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
_OLD_SHEET = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le")

_WORD_XML = (
    b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><!-- saved --><w:wordDocument"
    b" xmlns:o='urn:schemas-microsoft-com:office:office'"
    b" xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'>"
)


def open_document(kind: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
    return file.getvalue()


@pytest.fixture
def report() -> gd.Report:
    return gd.compose(
        edition="2021",
        agency="某某市水务局",
        year=2023,
        cells={"requests/received_new/natural_person": 3, "requests/received_new/total": 3},
    )


def pretend_office(
    monkeypatch: pytest.MonkeyPatch, folder: Path, body: str, given: bytes = b""
) -> Path:
    """Put a program in LibreOffice's place; it finds ``out``, ``source`` and ``given`` set."""
    (folder / "given").write_bytes(given)
    program = folder / "soffice"
    program.write_text(
        f"#!{sys.executable}\n"
        "import os, subprocess, sys, time\n"
        "from pathlib import Path\n"
        "here = Path(__file__).parent\n"
        "source = Path(sys.argv[-1])\n"
        "out = Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
        "target = sys.argv[sys.argv.index('--convert-to') + 1].partition(':')[0]\n"
        "given = (here / 'given').read_bytes()\n"
        "(here / 'source').write_text(str(source))\n"
        f"{body}\n",
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setattr(office, "find_office", lambda: str(program))
    return folder


_CONVERT = "out.mkdir(); (out / f'{source.stem}.{target}').write_bytes(given)"
needs_scripts = pytest.mark.skipif(
    sys.platform == "win32", reason="a script cannot stand in for a program there"
)


# ------------------------------------------------------------------------------ what is converted


@pytest.mark.parametrize(
    ("data", "suffix", "target"),
    [
        (_RTF, "rtf", "docx"),
        (_OLD_WORD, "doc", "docx"),
        (_OLD_SHEET, "xls", "xlsx"),
        (open_document("text"), "odt", "docx"),
        (open_document("spreadsheet"), "ods", "xlsx"),
        (b'<?xml version="1.0"?><uof:UOF/>', "uot", "docx"),
        (_WORD_XML, "xml", "docx"),
        (_WORD_XML.decode().encode("utf-16"), "xml", "docx"),
        (b'\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "xml", "xlsx"),
    ],
)
def test_what_an_old_file_becomes(data: bytes, suffix: str, target: str) -> None:
    conversion = conversion_of(data, "a")
    assert conversion is not None
    assert (conversion.suffix, conversion.target) == (suffix, target)
    assert format_of(data) == "office"


@pytest.mark.parametrize("data", [_RTF, _OLD_WORD, _OLD_SHEET, open_document("text"), _WORD_XML])
def test_without_libreoffice_the_error_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(gd.ReadError) as caught:
        gd.read(data)
    assert "LibreOffice" in caught.value.chinese
    assert "另存为" in caught.value.chinese or "docx" in caught.value.chinese
    assert "install LibreOffice" in caught.value.english


def test_an_encrypted_file_is_never_converted() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert conversion_of(data, "a") is None
    with pytest.raises(gd.ReadError, match="encrypted"):
        gd.read(data)


def test_ofd_is_named_with_what_to_do() -> None:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("OFD.xml", "<ofd/>")
    with pytest.raises(gd.ReadError, match="OFD") as caught:
        gd.read(file.getvalue())
    assert "docx" in caught.value.english


def test_what_is_no_old_file_is_not_taken_for_one() -> None:
    with pytest.raises(gd.ReadError, match="no old office file"):
        gd.read("一、总体情况".encode(), format="office")


# ------------------------------------------------------------------------------ how it is run


@needs_scripts
def test_a_program_in_the_folder_that_one_works_in_is_never_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("soffice", "soffice.com", "libreoffice"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(office, "_USUAL_PLACES", ())
    monkeypatch.setenv("PATH", os.pathsep.join((".", "", str(tmp_path))))
    assert office.find_office() is None
    monkeypatch.chdir("/")
    assert office.find_office() == str(tmp_path / "soffice")


@needs_scripts
def test_a_converted_file_is_read_and_nothing_is_left_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, report: gd.Report
) -> None:
    made = gd.render(report, "docx")
    folder = pretend_office(monkeypatch, tmp_path, _CONVERT, made)
    assert gd.read(_RTF) == report
    source = Path((folder / "source").read_text())
    assert source.name == "report.rtf"
    assert not source.parent.exists()


@needs_scripts
def test_xml_is_never_taken_for_plain_text(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, report: gd.Report
) -> None:
    body = "(here / 'command').write_text('\\n'.join(sys.argv))\n" + _CONVERT
    pretend_office(monkeypatch, tmp_path, body, gd.render(report, "docx"))
    assert gd.read(_WORD_XML) == report
    assert "--infilter=MS Word 2003 XML" in (tmp_path / "command").read_text().split("\n")
    for format in ("text", "html"):
        with pytest.raises(gd.ReadError, match="XML file of Word 2003"):
            gd.read(_WORD_XML, format=format)
    flat = b"<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>"
    with pytest.raises(gd.ReadError, match="OpenDocument file in XML"):
        gd.read(flat)
    page = "<html xmlns:x='urn:schemas-microsoft-com:office:spreadsheet'><p>一、总体情况</p>"
    assert gd.read(page.encode()).sections


@needs_scripts
def test_macros_are_off_and_the_profile_is_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, report: gd.Report
) -> None:
    body = (
        "profile = sys.argv[1].partition('file://')[2]\n"
        "settings = Path(profile, 'user', 'registrymodifications.xcu').read_text()\n"
        "(here / 'settings').write_text(settings)\n" + _CONVERT
    )
    pretend_office(monkeypatch, tmp_path, body, gd.render(report, "docx"))
    gd.read(_RTF)
    settings = (tmp_path / "settings").read_text()
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in settings


@needs_scripts
def test_after_the_time_limit_all_that_was_started_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    child = (
        "import sys, time\nwith open(sys.argv[1], 'wb', 0) as told:\n"
        "    told.write(b'started')\n    time.sleep(60)\n    told.write(b' and ended')"
    )
    told = tmp_path / "told"
    os.mkfifo(told)
    body = f"subprocess.Popen([sys.executable, '-c', {child!r}, {str(told)!r}])\ntime.sleep(60)"
    pretend_office(monkeypatch, tmp_path, body)
    with os.fdopen(os.open(told, os.O_RDONLY | os.O_NONBLOCK), "rb", 0) as pipe:
        said = b""
        seconds = 1
        while not said:  # a busy machine has not started the child yet
            with pytest.raises(gd.LimitError, match=f"office_seconds={seconds}"):
                gd.read(_RTF, limits=Limits(office_seconds=seconds))
            os.set_blocking(pipe.fileno(), True)
            said = pipe.read()  # to the end, which comes when nobody holds the other end any more
            seconds *= 2
    assert said == b"started"


@needs_scripts
@pytest.mark.parametrize("body", ["print('source file could not be loaded')", "sys.exit(77)"])
def test_a_file_that_cannot_be_converted_is_one_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str
) -> None:
    pretend_office(monkeypatch, tmp_path, body)
    with pytest.raises(gd.ReadError, match="cannot convert") as caught:
        gd.read(_RTF)
    assert "另存为 docx" in caught.value.chinese
    if "print" in body:
        assert "could not be loaded" in caught.value.english


@needs_scripts
def test_what_comes_out_is_limited_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pretend_office(monkeypatch, tmp_path, _CONVERT, b"x" * 2000)
    with pytest.raises(gd.LimitError, match="file_bytes=1000"):
        gd.read(_RTF, limits=Limits(file_bytes=1000))


# ------------------------------------------------------------------------------ with LibreOffice


@pytest.fixture
def program() -> str:
    """LibreOffice, where it is installed."""
    found = office.find_office()
    if found is None:
        pytest.skip("LibreOffice is not installed")
    return found


def save_as(program: str, source: Path, target: str) -> Path:
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", target]
    command += ["--outdir", str(source.parent), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return source.with_suffix(f".{target}")


@pytest.mark.slow("files that LibreOffice converts")
@pytest.mark.parametrize(
    ("target", "dialect"),
    [
        ("doc", "docx_merged_cells"),
        ("rtf", "docx_merged_cells"),
        ("xls", "xlsx_ruled"),
        ("ods", "xlsx_ruled"),
    ],
)
def test_every_cell_comes_back_through_libreoffice(
    program: str, tmp_path: Path, target: str, dialect: str
) -> None:
    data, facts = (DOCX_DIALECTS | SHEET_DIALECTS)[dialect](make_facts("2021", 5), Random(5))
    source = tmp_path / f"report.{dialect[:4]}"
    source.write_bytes(data)
    score = compare(gd.read(save_as(program, source, target)), facts)
    assert score.is_acceptable, "\n".join(score.differences())


@pytest.mark.slow("files that LibreOffice converts")
@pytest.mark.parametrize("target", ["doc", "rtf", "odt"])
def test_the_canonical_report_comes_back_through_libreoffice(
    program: str, tmp_path: Path, target: str, report: gd.Report
) -> None:
    gd.write(report, tmp_path / "report.docx")
    assert gd.read(save_as(program, tmp_path / "report.docx", target)) == report


def test_a_folder_of_the_path_that_cannot_be_entered_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As one of another user; a name that no system takes fails in the same way."""
    monkeypatch.setenv("PATH", f"/{'x' * 5000}", prepend=os.pathsep)
    office.find_office()
