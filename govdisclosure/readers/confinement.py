"""Limits that the system puts on this process: processor time, memory, files.

Takes limits and sets those that the system has; imports next to nothing, for the process that reads
one PDF file starts with it.
"""

import math
import os
import sys

__all__ = ["CONFINES_MEMORY", "confine"]

#: Where Linux has the size of the address space of a process.
_ADDRESS_SPACE = "/proc/self/statm"
#: Whether memory is limited: that needs to know how much the process has already.
CONFINES_MEMORY = os.path.exists(_ADDRESS_SPACE)  # noqa: PTH110 - pathlib takes long to import
#: No dialogue about a crash, on Windows: SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX.
_NO_DIALOGUES = 0x0003


def confine(seconds: float, memory: int | None, *, for_good: bool) -> None:
    """Let the system end this process when it takes more, where the system can.

    Args:
        seconds: How much more processor time it may take.
        memory: How much more memory it may take, in bytes; None for no limit.
        for_good: Whether the process reads only one file: then no limit can be raised again, and no
            file written.
    """
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(_NO_DIALOGUES)
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    ends = int(used.ru_utime + used.ru_stime + 0.5) + math.ceil(seconds)
    # A dump of its memory is never written.
    limits = [(resource.RLIMIT_CPU, ends, ends + 1), (resource.RLIMIT_CORE, 0, 0)]
    if for_good:
        limits.append((resource.RLIMIT_FSIZE, 0, 0))
    if CONFINES_MEMORY and memory is not None:
        most = _address_space() + memory
        limits.append((resource.RLIMIT_AS, most, most))
    for kind, soft, hard in limits:
        try:
            allowed = hard if for_good else resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (soft, allowed))
        except (OSError, ValueError):  # a system without it, or one that allows less already
            continue


def _address_space() -> int:
    """The size of the address space, in bytes."""
    with open(_ADDRESS_SPACE, "rb") as stream:  # noqa: PTH123 - likewise
        return int(stream.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
