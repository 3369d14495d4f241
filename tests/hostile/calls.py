"""Reading a hostile file in a process of its own: how it ends, in how many calls and what memory.

Calls are counted, of Python and of builtins, for a count is the same on every machine and a clock
is not. Whoever has made too many is stopped, so that nothing goes on for ever.
"""

import subprocess
import sys
from typing import NamedTuple

__all__ = ["MOST_CALLS", "Outcome", "measure"]

#: Whatever a file is, reading it ends within so many calls; a page of 6,000 paragraphs takes one
#: million.
MOST_CALLS = 5_000_000


class Outcome(NamedTuple):
    """How reading a file ended."""

    calls: int
    #: The peaks of the process that read and of the one it started, if any, in bytes, added up.
    memory: int
    #: The class of the error, ``Stopped`` after too many calls; empty when the file was read.
    kind: str
    #: The English message; empty when the file was read.
    says: str

    @property
    def end(self) -> str:
        """How it ended, as names of hostile files say it."""
        if self.kind == "LimitError":
            return self.says.rpartition("Limits(")[2].partition("=")[0]
        return {"": "read", "ReadError": "refused"}.get(self.kind, self.kind)


def measure(data: bytes, read: str) -> Outcome:
    """Run the statements *read* on *data* in a fresh process, and have it tell what that took."""
    run = subprocess.run(
        [sys.executable, "-c", _MEASURED, read, str(MOST_CALLS)],
        input=data,
        stdout=subprocess.PIPE,
        check=True,
    )
    calls, memory, kind, says = run.stdout.decode().split("\n", 3)
    return Outcome(int(calls), int(memory), kind, says)


_MEASURED = r"""
import os, sys
from govdisclosure.errors import ReadError
data = sys.stdin.buffer.read()
program = compile(sys.argv[1], "<read>", "exec")
most = int(sys.argv[2])
calls = 0

def count(frame, event, argument):
    global calls
    if event in {"call", "c_call"}:
        calls += 1
        if calls > most:
            sys.setprofile(None)
            report("Stopped", "too many calls")
            os._exit(0)

def report(kind="", says=""):
    try:  # what is asked otherwise may be the peak of the parent, and Windows tells none
        import resource
        unit = 1 if sys.platform == "darwin" else 1024
        own, started = (
            resource.getrusage(who).ru_maxrss * unit
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        with open("/proc/self/status") as status:
            own = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except ImportError:
        own = started = 0
    except OSError:
        pass
    sys.stdout.buffer.write(f"{calls}\n{own + started}\n{kind}\n{says}".encode())
    sys.stdout.flush()

sys.setprofile(count)
try:
    exec(program)
except ReadError as error:
    sys.setprofile(None)
    report(type(error).__name__, error.english)
else:
    sys.setprofile(None)
    report()
"""
