"""Processes that readers start: found, watched by the clock, ended with all that they started.

Takes a command and gives a process with pipes; knows nothing of files and reports.
"""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO

__all__ = ["Watched", "end_group", "find_interpreter"]

_IS_POSIX = os.name == "posix"
#: How long an ended process may take to go, in seconds.
_FAREWELL = 5.0
_PYTHON = re.compile(r"(?:python|pypy)w?[\d.]*t?d?(?:_d)?(?:\.exe)?", re.IGNORECASE)
#: Systems on which no process can start another.
_ALONE = frozenset({"emscripten", "wasi", "ios", "tvos", "watchos", "android"})


def find_interpreter() -> str | None:
    """The Python that can be started again; None in a frozen program or if there is no Python.

    In a program that embeds Python, ``sys.executable`` may be that program, which is not started;
    but a frozen one that says so (``sys.is_reentrant``) takes ``-c`` as Python does.
    """
    if sys.platform in _ALONE:
        return None
    if getattr(sys, "frozen", False):
        return sys.executable if getattr(sys, "is_reentrant", False) else None
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    beside = ("python.exe",) if not _IS_POSIX else (f"bin/python{version}",)
    for path in (
        sys.executable,
        getattr(sys, "_base_executable", None),
        *(os.path.join(sys.exec_prefix, name) for name in beside),
    ):
        if path and _PYTHON.fullmatch(os.path.basename(path)) and os.path.isfile(path):
            return path
    return None


class Watched:
    """A process that leads its own group, with a pipe to it and one from it.

    An interrupt at the terminal does not reach it: what started it ends it.
    """

    def __init__(self, command: Sequence[str]) -> None:
        """Start *command*.

        Raises:
            OSError: It cannot be started.
        """
        self._process = subprocess.Popen(  # noqa: S603 - written by the library, and no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=_IS_POSIX,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        #: Whether the clock ended it.
        self.is_late = False

    @property
    def question(self) -> IO[bytes]:
        """What it reads."""
        return _existing(self._process.stdin)

    @property
    def answer(self) -> IO[bytes]:
        """What it writes."""
        return _existing(self._process.stdout)

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    @contextmanager
    def within(self, seconds: float, grace: float = 0.0) -> Iterator[None]:
        """End it unless the block is left within so many seconds by the clock.

        Raises:
            RuntimeError: The system allows no further thread.
        """

        def too_late() -> None:
            self.is_late = True
            self.kill(grace)

        timer = threading.Timer(seconds, too_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def code(self) -> int | None:
        """How it ended, once it has closed its pipes and is about to go; None if it does not go."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_FAREWELL)
        return self._process.returncode

    @property
    def ran_out_of_time(self) -> bool:
        """Whether the clock ended it, or the system for the processor's time that it took."""
        return self.is_late or self._process.returncode == -getattr(signal, "SIGXCPU", 0)

    def kill(self, grace: float = 0.0) -> None:
        """End it with its group, at once or after so many seconds in which it may end by itself.

        Only POSIX can ask a process to end; on Windows all that it started is ended with it.
        """
        if grace and _IS_POSIX and self.is_running:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(grace)
        if self.is_running:
            end_group(self._process)

    def end(self, grace: float = 0.0) -> None:
        """End it, whatever it is doing, and leave nothing of it behind."""
        self.kill(grace)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):
                if pipe is not None:
                    pipe.close()


def _existing(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("no pipe")
    return pipe


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """End a process that leads its own group, and the others of the group."""
    with suppress(OSError):  # they have already ended
        if sys.platform == "win32":
            taskkill = ("taskkill", "/F", "/T", "/PID", str(process.pid))
            subprocess.run(taskkill, check=False, capture_output=True)  # noqa: S603
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
