"""A separate process for reading a PDF file: started, fed, watched and ended.

Takes a request, gives the pages as they come. Nothing is written to the disk: the file is sent
through one pipe, the pages come back through another. Knows nothing of the meaning of a page.
"""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from govdisclosure.readers.confinement import CONFINES_MEMORY
from govdisclosure.readers.pdf.content import Content
from govdisclosure.readers.pdf.stream import BrokenStreamError, Request, read_contents
from govdisclosure.readers.pdf.worker import OUT_OF_MEMORY
from govdisclosure.readers.processes import end_group

__all__ = ["ProcessError", "find_interpreter", "find_pdfium", "process_contents"]

_IS_POSIX = os.name == "posix"
#: Where the processor's time is limited, the clock only ends a process that does not run at all: a
#: busy machine is no reason to refuse a file.
_PATIENCE = 20
#: How long an ended process may take to go, in seconds.
_FAREWELL = 5.0
#: What the process runs: the package without its root, so that nothing is imported needlessly.
_PROGRAM = """\
import sys
package = type(sys)("govdisclosure")
package.__path__ = [sys.argv[1]]
sys.modules["govdisclosure"] = package
sys.path.append(sys.argv[2])
from govdisclosure.readers.pdf.worker import main
main()
"""
_PYTHON = re.compile(r"(?:python|pypy)w?[\d.]*t?d?(?:_d)?(?:\.exe)?", re.IGNORECASE)
#: Systems on which no process can start another.
_ALONE = frozenset({"emscripten", "wasi", "ios", "tvos", "watchos", "android"})


class ProcessError(Exception):
    """A process that did not finish its work.

    Its reason is ``time``; ``memory`` when it reached its limit, ``exhausted`` when the machine
    had no more; ``crash``; or ``start`` when it never began.
    """

    def __init__(self, reason: str, page: int = 0) -> None:
        super().__init__(reason, page)
        self.reason = reason
        #: The page at which it ended; 0 when that is not known.
        self.page = page


def find_pdfium() -> str | None:
    """The folder from which pdfium's bindings are imported; None when they are not installed."""
    spec = find_spec("pypdfium2_raw")
    if spec is None or not spec.submodule_search_locations:
        return None
    return os.path.dirname(os.path.abspath(next(iter(spec.submodule_search_locations))))


def find_interpreter() -> str | None:
    """The Python that can be started again; None in a frozen program or if there is no Python.

    In a program that embeds Python, ``sys.executable`` may be that program, which is not started.
    """
    if sys.platform in _ALONE or getattr(sys, "frozen", False):
        return None
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


def process_contents(request: Request, interpreter: str, pdfium: str) -> Iterator[Content]:
    """The pages of a file, read in a separate process.

    The system limits the processor's time and the memory where it can: both on Linux, the time
    on macOS. On Windows only the elapsed time is limited.

    Args:
        request: What to read.
        interpreter: The result of :func:`find_interpreter`.
        pdfium: The result of :func:`find_pdfium`.

    Raises:
        Refusal: The file cannot be read; it says why.
        ProcessError: The process was ended, or ended too soon.
        OSError: No process could be started.
    """
    root = str(Path(__file__).resolve().parents[2])
    # -I -S: independent of the environment, the folder, and installed packages.
    # -B: no compiled files are written.
    process = subprocess.Popen(  # noqa: S603 - this interpreter, with arguments written here
        [interpreter, "-I", "-S", "-B", "-c", _PROGRAM, root, pdfium],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=_IS_POSIX,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    watch = _Watch(process, request.seconds * (_PATIENCE if _IS_POSIX else 1))
    try:
        question, answer = process.stdin, process.stdout
        if question is None or answer is None:
            raise ProcessError("start")
        with suppress(OSError):  # it ended before reading everything; the answer says why
            request.write(question)
        yield from read_contents(answer, request.budget)
    except BrokenStreamError as error:
        raise ProcessError(watch.reason(started=error.started), error.pages + 1) from error
    finally:
        watch.end()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()


class _Watch:
    """Ends a process that takes too long, and reports why one ended."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        self._process = process
        self._is_late = False
        self._timer = threading.Timer(seconds, self._too_late)
        self._timer.daemon = True
        self._timer.start()

    def _too_late(self) -> None:
        self._is_late = True
        self._kill()

    def _kill(self) -> None:
        """End the process and all it may have started; it leads its own group."""
        if self._process.poll() is None:
            end_group(self._process)

    def reason(self, *, started: bool) -> str:
        """Why the answer broke off."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_FAREWELL)
        code = self._process.returncode
        if self._is_late or code == -getattr(signal, "SIGXCPU", 0):
            return "time"
        if code == OUT_OF_MEMORY:
            return "memory" if CONFINES_MEMORY else "exhausted"
        if CONFINES_MEMORY and code in _OUT_OF_MEMORY_SIGNALS:
            return "memory"
        return "crash" if started else "start"

    def end(self) -> None:
        """Clean up the process and the thread."""
        self._timer.cancel()
        self._kill()
        self._process.wait()


#: How pdfium ends when it gets no memory: it stops itself, as it also does at an internal error.
_OUT_OF_MEMORY_SIGNALS = frozenset(
    -getattr(signal, name) for name in ("SIGABRT", "SIGTRAP", "SIGILL") if hasattr(signal, name)
)
