"""Whether memory stays flat over thousands of reads."""

import gc
import sys

from benchmarks.measure import ROOT, Row, with_other_prose
from govdisclosure.api import read

__all__ = ["measure_memory"]

#: After so many reads every bounded cache is full.
_WARM_UP = 1_000
_READS = 5_000
#: Memory is flat when it grows by less than this, in percent.
_TARGET = 1


def measure_memory() -> list[Row]:
    """What Python holds after the reads, against what it holds when they begin, in percent more."""
    text = (ROOT / "examples" / "report_2021.txt").read_text(encoding="utf-8")

    def read_some(start: int, stop: int) -> int:
        for number in range(start, stop):
            read(with_other_prose(text, number).encode())
        gc.collect()
        return sys.getallocatedblocks()

    before = read_some(0, _WARM_UP)
    after = read_some(_WARM_UP, _WARM_UP + _READS)
    growth = (after / before - 1) * 100
    return [Row(f"{_READS} reads", f"{before} : {after} blocks", growth, _TARGET, " %")]
