"""What a child does in tests: as the library's own, but over some files it dies, or never ends."""

import ctypes
import os
import signal
import time
from typing import TYPE_CHECKING

from govdisclosure.api import Limits
from govdisclosure.batch import row_schema
from govdisclosure.batch.kernel import Kernel
from govdisclosure.batch.rows import answer as answer_row
from govdisclosure.collection import children as processes
from govdisclosure.collection.children import Confinement
from govdisclosure.collection.outcomes import answer as answer_outcome

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["parse_batch", "row_schema"]

#: Files over which the child is killed, waits forever, works forever, reads where nothing is, takes
#: all memory, prints, and ends in order.
KILLED, WAITS, WORKS, FAULTS, EATS, PRINTS, LEAVES = (
    f"a file that {what}\n".encode()
    for what in ("kills", "waits", "works", "faults", "eats", "prints", "leaves")
)
#: How much of the processor's time they have: that which works forever is given up soon.
SHORT = Confinement(seconds=3)


class Children(processes.Children):
    """Children of which the clock ends only one that waits, however busy the machine is."""

    def patience_for(self, request: object) -> float:
        return 1 if isinstance(request, tuple) and request[0] == WAITS else 600


def row_children(confinement: Confinement = SHORT) -> Children:
    return Children("tests.deadly:row", confinement)


def outcome_children(confinement: Confinement = SHORT) -> Children:
    return Children("tests.deadly:outcome", confinement)


_kernels: dict[int, Kernel] = {}


def parse_batch(batch: "pa.RecordBatch") -> "pa.RecordBatch":
    """As the library's, by children that die, and by a kernel that stays from batch to batch."""
    kernel = _kernels.setdefault(os.getpid(), Kernel(row_children()))
    return kernel.parse(batch, Limits())


def row(request: tuple[bytes, str, Limits]) -> bytes:
    _suffer(request[0])
    return answer_row(request)


def outcome(request: tuple[bytes, str, Limits]) -> bytes:
    _suffer(request[0])
    return answer_outcome(request)


def _suffer(content: bytes) -> None:
    if content == KILLED:
        os.kill(os.getpid(), signal.SIGKILL)
    elif content == WAITS:
        time.sleep(1_000_000)
    elif content == WORKS:
        while True:
            pass
    elif content == FAULTS:
        ctypes.string_at(0)
    elif content == EATS:
        print(len(bytearray(2**36)))
    elif content == PRINTS:
        print("a line among the answers", flush=True)
    elif content == LEAVES:
        raise SystemExit(7)
