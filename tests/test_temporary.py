"""Folders for conversions vanish, even after a process was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from govdisclosure.readers import temporary
from govdisclosure.readers.temporary import PREFIX, temporary_folder

ROOT = Path(__file__).parents[1]
#: Writes what was uploaded, says so, and waits for the end.
WORKER = """
import os, signal, sys
from govdisclosure.readers.temporary import temporary_folder
with temporary_folder(60) as folder:
    (folder / "report.doc").write_bytes(b"uploaded")
    os.kill(os.getpid(), int(sys.argv[1]))
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files, empty."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = temporary._now
    monkeypatch.setattr(temporary, "_now", lambda: now() + seconds)


def test_a_folder_is_there_only_inside_the_block(place: Path) -> None:
    with temporary_folder(1) as folder:
        assert folder.parent == place
        assert folder.name.startswith(PREFIX)
        (folder / "report.doc").write_bytes(b"uploaded")
    assert list(place.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="nothing kills like that here")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_what_a_killed_process_left_is_removed_when_its_time_is_over(
    place: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    number = getattr(signal, name)
    run = subprocess.run(
        [sys.executable, "-c", WORKER, str(int(number))],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(place)},
        check=False,
    )
    assert run.returncode == -number
    (left,) = place.iterdir()
    assert (left / "report.doc").read_bytes() == b"uploaded"
    with temporary_folder(1):
        assert left.exists()  # somebody may still be working in it
    later(monkeypatch, 60 + temporary._GRACE + 2)
    with temporary_folder(1):
        assert not left.exists()


def test_nothing_else_is_removed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "own").mkdir()
    (place / "own" / "kept.txt").touch()
    names = ("govdisclosure-1-a", f"{PREFIX}a", f"{PREFIX}1", f"x{PREFIX}1-a", f"{PREFIX}1-a.txt")
    for name in names:
        (place / name).mkdir()
    (place / f"{PREFIX}1-file").touch()
    (place / f"{PREFIX}1-link").symlink_to(place / "own")
    kept = sorted(place.iterdir())
    later(monkeypatch, 10)
    with temporary_folder(1) as folder:
        assert sorted(place.iterdir()) == sorted([*kept, folder])
    assert (place / "own" / "kept.txt").exists()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="there is no number of a user here")
def test_folders_of_other_users_are_left_alone(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = place / f"{PREFIX}1-abc"
    left.mkdir()
    own = os.getuid()
    monkeypatch.setattr("os.getuid", lambda: own + 1)
    with temporary_folder(1):
        assert left.exists()
    monkeypatch.undo()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    with temporary_folder(1):
        assert not left.exists()
