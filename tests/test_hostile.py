"""Hostile files end as their names say, and whoever reads them says so when one does not.

All of them are read by ``python -m tests.hostile``.
"""

import sys
from collections import Counter
from pathlib import Path

import pytest
from attrs import fields

from govdisclosure.api import Limits
from tests.hostile import __main__ as runner
from tests.hostile.__main__ import CASES, run
from tests.hostile.case import Case, is_right

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the system does not hold a process to its memory here"
)

ENDS = {"read", "refused", "pdf_", *(one.name for one in fields(Limits))}
#: One of each group, which are read in the ordinary tests.
SOME = (
    "bytes/gb18030 with what gb2312 lacks",
    "text/440 KB of labels alone",
    "html/an external entity",
    "docx/a zip bomb",
    "zip/sizes that lie",
    "xlsx/one string in very many cells",
    "values/a formula for Excel, text",
    "paths/a folder of all this",
)


def test_names_say_what_a_file_is_and_how_it_ends() -> None:
    assert [name for name, times in Counter(one.name for one in CASES).items() if times > 1] == []
    assert len({one.file_name for one in CASES}) == len(CASES)
    for case in CASES:
        assert set(case.ends) <= ENDS, case.name


@pytest.mark.parametrize("name", SOME)
def test_a_hostile_file_ends_as_its_name_says(name: str) -> None:
    (case,) = (one for one in CASES if one.name.startswith(f"{name}: "))
    found = run(case)
    # Whether it was fast enough is asked where nothing else runs.
    assert is_right(case, found.end), found
    assert case.holds in found.words


@pytest.mark.parametrize(
    ("case", "fault"),
    [
        (Case("text/a report: refused", lambda: b"a"), "another end"),
        (Case("text/a report: read", lambda: b"a", holds="b"), "without 'b'"),
        (Case("text/a report: read", lambda: b"a", seconds=0), "over 0 s"),
        (Case("paths/a report: read", place=lambda _: Path("/dev/zero")), "another end"),
    ],
)
def test_what_ends_otherwise_is_said(case: Case, fault: str) -> None:
    assert fault in run(case).faults


def test_the_system_ends_what_takes_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "MEMORY", 20 * 1024 * 1024)
    found = run(Case("text/much: read", lambda: b"1" * 50_000_000))
    assert found.faults
    assert found.end == "MemoryError" or found.end.startswith("exit")


def test_files_can_be_written(tmp_path: Path) -> None:
    assert runner.main(["zip/", "--write", str(tmp_path)]) == 0
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == sorted(one.file_name for one in CASES if one.name.startswith("zip/"))
