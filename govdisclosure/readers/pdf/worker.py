"""The process in which a PDF file is read: takes a request on stdin, answers with pages on stdout.

pdfium is a large program in C++ and a PDF file may be hostile: here it may crash, run out of memory
or of time, and only this process ends. Started by :mod:`govdisclosure.readers.pdf.process` without
the root of the package; it imports only what it needs, for imports take most of its time.
"""

import math
import os
import sys

from govdisclosure.readers.pdf.content import contents_of
from govdisclosure.readers.pdf.pdfium import start_pdfium
from govdisclosure.readers.pdf.stream import read_request, write_contents

__all__ = ["CONFINES_MEMORY", "OUT_OF_MEMORY", "main"]

#: Where Linux reports how much address space a process has.
_ADDRESS_SPACE = "/proc/self/statm"
#: Whether the memory of the process can be limited, for which its present size must be known.
CONFINES_MEMORY = os.path.exists(_ADDRESS_SPACE)  # noqa: PTH110 - pathlib takes long to import
#: The exit code when Python itself got no memory.
OUT_OF_MEMORY = 77
#: No dialogue about a crash, on Windows: SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX.
_NO_DIALOGUES = 0x0003


def main() -> None:
    """Read one request, answer it, and end without cleaning up."""
    try:
        pdfium = start_pdfium()
        request = read_request(sys.stdin.buffer)
        _confine(request.seconds, request.memory)
        write_contents(sys.stdout.buffer, contents_of(pdfium, request.data, request.budget))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    os._exit(0)


def _confine(seconds: float, memory: int) -> None:
    """Make the system end this process when it exceeds its limits; where the system can."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(_NO_DIALOGUES)
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    ends = int(used.ru_utime + used.ru_stime + 0.5) + math.ceil(seconds)
    limits = [
        (resource.RLIMIT_CPU, (ends, ends + 1)),
        # Neither a core dump nor any other file is written.
        (resource.RLIMIT_CORE, (0, 0)),
        (resource.RLIMIT_FSIZE, (0, 0)),
    ]
    if CONFINES_MEMORY:
        taken = _address_space()
        limits.append((resource.RLIMIT_AS, (taken + memory, taken + memory)))
    for kind, most in limits:
        try:
            resource.setrlimit(kind, most)
        except (OSError, ValueError):  # not available, or the limit is already lower
            continue


def _address_space() -> int:
    """How much address space the process has, in bytes."""
    with open(_ADDRESS_SPACE, "rb") as stream:  # noqa: PTH123 - pathlib takes long to import
        return int(stream.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
