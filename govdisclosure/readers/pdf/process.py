"""A separate process for reading a PDF file: started, fed, watched and ended.

Takes a request, gives the pages as they come. Nothing is written to the disk: the file is sent
through one pipe, the pages come back through another. Knows nothing of the meaning of a page.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from pathlib import Path

from govdisclosure.readers.confinement import CONFINES_MEMORY
from govdisclosure.readers.pdf.content import Content
from govdisclosure.readers.pdf.stream import BrokenStreamError, Request, read_contents
from govdisclosure.readers.pdf.worker import OUT_OF_MEMORY
from govdisclosure.readers.processes import Watched

__all__ = ["ProcessError", "find_pdfium", "process_contents"]

_IS_POSIX = os.name == "posix"
_BINDINGS = "pypdfium2_raw"
#: Where the processor's time is limited, the clock only ends a process that does not run at all: a
#: busy machine is no reason to refuse a file.
_PATIENCE = 20
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
    folder = _folder_of(find_spec(_BINDINGS))
    if folder is not None and "" in sys.path and os.path.samefile(folder, os.curdir):
        # The empty path is the working directory, where anybody may have put a module of that name.
        return _folder_of(PathFinder.find_spec(_BINDINGS, [path for path in sys.path if path]))
    return folder


def _folder_of(spec: ModuleSpec | None) -> str | None:
    """The folder that holds a package; None if it was not found."""
    if spec is None or not spec.submodule_search_locations:
        return None
    return os.path.dirname(os.path.abspath(next(iter(spec.submodule_search_locations))))


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
    process = Watched([interpreter, "-I", "-S", "-B", "-c", _PROGRAM, root, pdfium])
    try:
        with process.within(request.seconds * (_PATIENCE if _IS_POSIX else 1)):
            with suppress(OSError):  # it ended before reading everything; the answer says why
                request.write(process.question)
            yield from read_contents(process.answer, request.budget)
    except BrokenStreamError as error:
        raise ProcessError(_reason(process, started=error.started), error.pages + 1) from error
    finally:
        process.end()


def _reason(process: Watched, *, started: bool) -> str:
    """Why the answer broke off."""
    code = process.code()
    if process.ran_out_of_time:
        return "time"
    if code == OUT_OF_MEMORY:
        return "memory" if CONFINES_MEMORY else "exhausted"
    if CONFINES_MEMORY and code in _OUT_OF_MEMORY_SIGNALS:
        return "memory"
    return "crash" if started else "start"


#: How pdfium ends when it gets no memory: it stops itself, as it also does at an internal error.
_OUT_OF_MEMORY_SIGNALS = frozenset(
    -getattr(signal, name) for name in ("SIGABRT", "SIGTRAP", "SIGILL") if hasattr(signal, name)
)
