"""What a fresh interpreter needs: for the import, and for the first report after it."""

import subprocess
import sys
from statistics import median

from benchmarks.measure import ROOT, Row, ratio_of

__all__ = ["measure_importing"]

_ROUNDS = 21
_TARGET = 3
_FIRST_PARSE_TARGET = 200

_IMPORT = """
import time
start = time.perf_counter()
import {module}
print(time.perf_counter() - start)
"""
_LOADED = """
import sys
import govdisclosure
print(sum(name in sys.modules for name in ("lark", "lxml", "cattrs", "pyarrow", "hypothesis")))
"""
_FIRST_PARSE = """
import time
import govdisclosure
text = open("examples/report_2021.txt", encoding="utf-8").read()
start = time.perf_counter()
govdisclosure.parse(text)
print(time.perf_counter() - start)
"""


def measure_importing() -> list[Row]:
    """The import beside that of attrs, what it drags in, and the first parse."""
    scripts = [_IMPORT.format(module=name) for name in ("govdisclosure", "attrs")]
    scripts.append(_FIRST_PARSE)
    for script in scripts:
        _run(script)  # leaves compiled modules behind
    ours: list[float] = []
    theirs: list[float] = []
    first: list[float] = []
    for _ in range(_ROUNDS):
        for script, seconds in zip(scripts, (ours, theirs, first), strict=True):
            seconds.append(_run(script))
    figure = f"{median(ours) * 1000:.0f} ms : {median(theirs) * 1000:.0f} ms"
    milliseconds = median(first) * 1000
    return [
        Row("import govdisclosure : import attrs", figure, ratio_of(ours, theirs), _TARGET),
        Row("lark, lxml, cattrs, pyarrow, hypothesis loaded by it", "", _run(_LOADED), 0),
        Row("first parse", f"{milliseconds:.0f} ms", milliseconds, _FIRST_PARSE_TARGET, " ms"),
    ]


def _run(script: str) -> float:
    """The number that *script* prints in an interpreter of its own."""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    return float(done.stdout)
