"""Files that are written appear whole or not at all, whatever happens on the way."""

import errno
import io
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import govdisclosure as gd
import govdisclosure.cli as command_line
from govdisclosure import files
from govdisclosure.cli import main
from govdisclosure.files import TEMPORARY, replacing
from tests.test_waivers import broken

ROOT = Path(__file__).resolve().parents[1]
OLD = b"what was there before"


# ------------------------------------------------------------------------------ the law


class Faults:
    """Stands for ``os`` where files are written, and raises at the step whose turn it is."""

    def __init__(self, at: int, fault: BaseException | None) -> None:
        self.steps: list[str] = []
        self._at = at
        self._fault = fault

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever os has
        return getattr(os, name)

    def step(self, name: str) -> None:
        """Pass a place where writing may fail."""
        self.steps.append(name)
        if self._fault is not None and len(self.steps) == self._at:
            raise self._fault

    def fsync(self, descriptor: int) -> None:
        self.step("fsync")
        os.fsync(descriptor)

    def open(self, path: str, flags: int, mode: int = 0o777) -> int:
        self.step("open")
        return os.open(path, flags, mode)

    def chmod(self, path: str, mode: int) -> None:
        self.step("chmod")
        os.chmod(path, mode)  # noqa: PTH101 - stands for it

    def replace(self, path: str, target: str) -> None:
        self.step("before the rename")
        os.replace(path, target)  # noqa: PTH105 - stands for it
        self.step("after the rename")

    def fdopen(self, descriptor: int, mode: str) -> io.BufferedWriter:
        step = self.step

        class Stream(io.BufferedWriter):
            def write(self, data: Any, /) -> int:  # noqa: ANN401 - any buffer
                step("write")
                return super().write(data)

            def flush(self) -> None:
                step("flush")
                super().flush()

        return Stream(io.FileIO(descriptor, mode))


def write_in_python(source: Path, target: Path) -> int:
    try:
        gd.write(gd.read(source), target)
    except OSError:
        return 3
    except KeyboardInterrupt:
        return 130
    except command_line._Termination as error:
        return error.code
    return 0


def command(*arguments: str) -> Callable[[Path, Path], int]:
    return lambda source, target: main([*arguments, str(source), "-o", str(target)])


#: What writes a file, and how it is called.
WRITERS: dict[str, tuple[Callable[[Path, Path], int], str]] = {
    "gd.write": (write_in_python, "out.docx"),
    "render": (command("render"), "out.docx"),
    "check": (command("check", "--fail-on", "never", "--no-config"), "out.csv"),
    "check of text": (command("check", "--fail-on", "never", "--no-config"), "out.txt"),
    "export": (command("export", "--select", "四/行政复议/*"), "out.csv"),
    "export of JSON": (command("export", "--select", "四/行政复议/*"), "out.json"),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("old", [OLD, None])
def test_a_fault_at_any_step_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: str, old: bytes | None
) -> None:
    write, name = WRITERS[writer]
    source, target = tmp_path / "in" / "a.txt", tmp_path / "out" / name
    for path in (source, target):
        path.parent.mkdir()
    source.write_text(str(broken()), encoding="utf-8")

    def attempt(at: int, fault: BaseException | None) -> tuple[int, list[str]]:
        if old is None:
            target.unlink(missing_ok=True)
        else:
            target.write_bytes(old)
        faults = Faults(at, fault)
        with monkeypatch.context() as patched:
            patched.setattr(files, "os", faults)
            code = write(source, target)
        assert {path.name for path in target.parent.iterdir()} <= {name}
        return code, faults.steps

    code, steps = attempt(0, None)
    assert code == 0
    assert {"open", "write", "flush", "fsync", "before the rename", "after the rename"} <= set(
        steps
    )
    new = target.read_bytes()
    assert new != old
    ends = {3: OSError(errno.ENOSPC, "full"), 130: KeyboardInterrupt(),
            143: command_line._Termination(), 129: command_line._Termination(1)}  # fmt: skip
    for at, step in enumerate(steps, start=1):
        for wanted, fault in ends.items():
            assert attempt(at, fault)[0] == wanted
            found = target.read_bytes() if target.exists() else None
            assert found == (new if step == "after the rename" else old), (step, wanted)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing kills like that here")
def test_a_killed_run_leaves_the_old_file_and_nothing_that_is_read(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "keep.csv"
    source.write_text(str(broken()), encoding="utf-8")
    target.write_bytes(OLD)
    program = (
        "import os, signal, sys\n"
        "from govdisclosure.cli import main\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "main(sys.argv[1:])"
    )
    arguments = ["export", str(source), "-o", str(target)]
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert target.read_bytes() == OLD
    (left,) = {path.name for path in tmp_path.iterdir()} - {"a.txt", "keep.csv"}
    assert left.startswith(TEMPORARY)
    assert main(["export", str(tmp_path), "-o", str(target)]) == 0
    assert target.read_text("utf-8-sig").startswith("file,")


# ------------------------------------------------------------------------------ kinds of targets


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such modes there")
def test_the_mode_of_a_file_stays_and_a_new_one_has_that_of_the_process(tmp_path: Path) -> None:
    for mode in (0o600, 0o644, 0o664):
        old = tmp_path / f"{mode:o}"
        old.touch()
        old.chmod(mode)
        with replacing(old) as file:
            file.write(b"new")
        assert (stat.S_IMODE(old.stat().st_mode), old.read_bytes()) == (mode, b"new")
    with replacing(tmp_path / "new") as file:
        file.write(b"new")
    (tmp_path / "usual").touch()
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.skipif(sys.platform == "win32", reason="not everybody may make links there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    for name in ("there", "not-there"):
        link, target = tmp_path / f"link-{name}", tmp_path / name / "target"
        target.parent.mkdir()
        if name == "there":
            target.touch()
        link.symlink_to(target)
        with replacing(link) as file:
            file.write(b"new")
        assert link.is_symlink()
        assert target.read_bytes() == b"new"
        assert [path.name for path in target.parent.iterdir()] == ["target"]


def test_a_file_that_may_not_be_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Strict(Faults):
        def open(self, path: str, flags: int, mode: int = 0o777) -> int:
            if path == str(target):  # as the system does for all but root
                raise PermissionError(errno.EACCES, "Permission denied")
            return super().open(path, flags, mode)

    target = tmp_path / "keep"
    target.write_bytes(OLD)
    monkeypatch.setattr(files, "os", Strict(0, None))
    with pytest.raises(PermissionError), replacing(target):
        pass
    assert target.read_bytes() == OLD


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes have names here")
@pytest.mark.parametrize("writer", WRITERS)
def test_a_pipe_is_written_as_it_is(tmp_path: Path, writer: str) -> None:
    write, name = WRITERS[writer]
    source, pipe, plain = tmp_path / "a.txt", tmp_path / f"pipe-{name}", tmp_path / name
    source.write_text(str(broken()), encoding="utf-8")
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert write(source, pipe) == write(source, plain) == 0
    reader.join(30)
    assert got == [plain.read_bytes()]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="stdout has no path here")
@pytest.mark.parametrize("piped", [True, False])
def test_stdout_has_a_path(tmp_path: Path, piped: bool) -> None:  # noqa: FBT001 - a case
    source, out = tmp_path / "a.txt", tmp_path / "out"
    source.write_text(str(broken()), encoding="utf-8")
    out.write_bytes(b"before\n")
    with out.open("ab") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "govdisclosure", "render", str(source), "-o", "/dev/stdout"],
            stdout=subprocess.PIPE if piped else stream,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")
    written = done.stdout if piped else out.read_bytes().removeprefix(b"before\n")
    assert written == str(gd.read(source)).encode()
    assert out.read_bytes().startswith(b"before\n")
