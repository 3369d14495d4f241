"""The table of formats: its names lead somewhere, and help, types, extras and READMEs follow it."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

import govdisclosure as gd
from govdisclosure.formats import (
    CHECKS,
    DIFFERENCES,
    EXPORTS,
    FORMATS,
    IN_FOLDERS,
    MEASURES,
    PAGES,
    READ,
    REPORTS,
    BytesFormat,
    Format,
    Formats,
    TextFormat,
    asked_for,
    imported,
    known_suffixes,
)
from govdisclosure.readers.formats import format_of
from govdisclosure.wording import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
REPORT = gd.compose(agency="某某局", year=2023, cells={"disputes/review/total": 2})


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_what_a_format_names_is_there(format: Format) -> None:
    for where in (format.told, format.reader, format.report, format.findings, format.comments):
        assert not where or callable(imported(where))
    assert bool(format.extra) == bool(format.package)
    assert not format.told or format.reader
    tables = format.has_cells or format.has_tables or format.has_differences or format.has_measures
    written = format.report or format.findings or format.comments or format.has_pages or tables
    assert bool(format.suffixes) == bool(written)


def test_no_two_formats_have_a_suffix_in_common() -> None:
    for formats in (REPORTS, EXPORTS, DIFFERENCES, MEASURES, CHECKS, PAGES):
        assert len(set(known_suffixes(formats))) == len(known_suffixes(formats))
    assert len(set(IN_FOLDERS)) == len(IN_FOLDERS)
    for one in FORMATS.values():
        assert all(suffix.startswith(".") and suffix.islower() for suffix in one.suffixes)
        for suffix in set(one.in_folders) & set(known_suffixes(FORMATS)):
            assert asked_for(f"a{suffix}", FORMATS) is one


@pytest.mark.parametrize("name", REPORTS)
def test_types_tell_text_from_bytes(name: str) -> None:
    is_binary = isinstance(gd.render(REPORT, name), bytes)
    assert is_binary == REPORTS[name].is_binary
    assert name in get_args(BytesFormat if is_binary else TextFormat)
    assert {*get_args(BytesFormat), *get_args(TextFormat)} == {*REPORTS}


@pytest.mark.parametrize("name", [name for name in REPORTS if name in READ])
def test_what_is_written_is_told_and_read_as_what_it_is(name: str) -> None:
    written = gd.render(REPORT, name)
    data = written if isinstance(written, bytes) else written.encode()
    assert format_of(data) == (name if READ[name].told else next(iter(READ)))
    assert gd.read(data) == gd.read(data, format=name) == REPORT


def test_an_unknown_format_is_told_with_those_that_there_are() -> None:
    with pytest.raises(gd.ReadError, match="unknown format 'ofd'") as caught:
        gd.read(b"", format="ofd")
    assert all(name in caught.value.english for name in READ)
    with pytest.raises(ValueError, match=", ".join(REPORTS)):
        gd.render(REPORT, "pdf")


def test_an_encoding_that_is_named_stays_known() -> None:
    from govdisclosure.api import read_source

    texts = {"text": gd.render(REPORT, "text"), "html": gd.render(REPORT, "html")}
    for name, text in texts.items():
        source = read_source(text.encode("gb18030"), format=name, encoding="gb18030")
        assert source.encoding == "gb18030"
        with pytest.raises(gd.ReadError, match="a PDF file"):
            read_source(b"%PDF-1.4", format=name, encoding="gb18030")


def test_extras_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for one in FORMATS.values():
        if one.extra:
            needed = project["optional-dependencies"][one.extra]
            assert any(re.match(rf"{one.package}\b", name) for name in needed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("command", "formats"),
    [
        ("render", REPORTS),
        ("merge", REPORTS),
        ("new", REPORTS),
        ("export", EXPORTS),
        ("reconcile", DIFFERENCES),
        ("check", CHECKS),
        ("explain", PAGES),
    ],
)
def test_help_names_all_that_there_are(
    capsys: pytest.CaptureFixture[str], command: str, formats: Formats, language: str
) -> None:
    from govdisclosure.cli import main

    assert main([command, "--help", "--lang", language]) == 0
    shown = re.search(r"--format FORMAT (.*?)(?:\n  -|\n\n|\Z)", capsys.readouterr().out, re.DOTALL)
    assert shown
    words = re.findall("[a-z-]+", re.sub(r"-\n +", "-", shown[1]))
    assert [word for word in words if word in formats][: len(formats)] == list(formats)


# ------------------------------------------------------------------------------ READMEs


def _rows(name: str) -> dict[str, tuple[str, str, str]]:
    """The rows of the table of formats in a README, by the formats that their first cell names."""
    text = (ROOT / name).read_text(encoding="utf-8")
    tables = [part.splitlines() for part in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)]
    (table,) = (
        table for table in tables if re.search(r"\| (?:read|读) \| (?:written|写) \|", table[0])
    )
    found: dict[str, tuple[str, str, str]] = {}
    for line in table[2:]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        head = re.split("：|: | with ", cells[0])[0].lower().replace("文本", "text")
        named = [one for one in FORMATS if re.search(rf"(?<![a-z]){one}(?![a-z])", head)]
        assert named, line
        assert not set(named) & set(found), line
        found |= dict.fromkeys(named, (line, cells[1], cells[2]))
    return found


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_tables_of_the_readmes_are_the_table_of_formats(name: str) -> None:
    rows = _rows(name)
    assert set(rows) == {*READ, *REPORTS}
    for line in {row[0] for row in rows.values()}:
        named = {one for one, row in rows.items() if row[0] == line}
        _, read, written = rows[min(named)]
        assert named - set(READ) <= {"json"} or read not in _NO, line
        assert (written in _NO) == named.isdisjoint(REPORTS), line
        words = (asked_for(f".{word}", REPORTS) or REPORTS.get(word) for word in _words(written))
        found = {one.name for one in words if one is not None}
        assert not found or found == named & set(REPORTS), line
    pdf, office = rows["pdf"][0], rows["office"][0]
    assert re.search(rf"[`\[]{FORMATS['pdf'].extra}[`\]]", pdf)
    old = re.search(r"[(（](doc[,、].*?)[)）]", office)
    assert old
    assert {f".{word}" for word in _words(old[1])} <= {*FORMATS["office"].in_folders}


#: What says that a format is not read, or not written.
_NO = {"", "不能"}


def _words(cell: str) -> list[str]:
    return re.findall("[a-z]+", cell)
