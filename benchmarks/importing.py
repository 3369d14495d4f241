"""What a fresh interpreter needs: for the import, for ``--version``, for the first report."""

import subprocess
import sys
from statistics import median

from benchmarks.measure import ROOT, Row, ratio_of

__all__ = ["measure_importing"]

_ROUNDS = 21
#: How many times attrs our import may take, and how many times Python with our import --version.
_TARGET, _VERSION_TARGET = 3, 1.6
#: Milliseconds until the first report is there, most of them for modules and patterns.
_FIRST_TARGET = 280

_IMPORT = """
import time
start = time.perf_counter()
import {module}
print(time.perf_counter() - start)
"""
_PROCESS = """
import subprocess, sys, time
start = time.perf_counter()
subprocess.run([sys.executable, *{arguments}], stdout=subprocess.DEVNULL, check=True)
print(time.perf_counter() - start)
"""
_LOADED = """
import sys
import govdisclosure
print(sum(name in sys.modules for name in ("lark", "lxml", "cattrs", "pyarrow", "hypothesis")))
"""
_FIRST_PARSE = """
import time
start = time.perf_counter()
import govdisclosure
text = open("examples/report_2021.txt", encoding="utf-8").read()
govdisclosure.parse(text)
print(time.perf_counter() - start)
"""


def measure_importing() -> list[Row]:
    """The import and ``--version`` beside the import of attrs, and the way to the first report."""
    ours, theirs, first, version, other = _in_turns(
        _IMPORT.format(module="govdisclosure"),
        _IMPORT.format(module="attrs"),
        _FIRST_PARSE,
        _PROCESS.format(arguments=["-m", "govdisclosure", "--version"]),
        _PROCESS.format(arguments=["-c", "import govdisclosure"]),
    )
    milliseconds = median(first) * 1000
    return [
        _compare("import govdisclosure : import attrs", ours, theirs, _TARGET),
        _compare(
            "govdisclosure --version : Python that imports it", version, other, _VERSION_TARGET
        ),
        Row("lark, lxml, cattrs, pyarrow, hypothesis loaded by it", "", _run(_LOADED), 0),
        Row("to the first report", f"{milliseconds:.0f} ms", milliseconds, _FIRST_TARGET, " ms"),
    ]


def _compare(name: str, ours: list[float], theirs: list[float], target: float) -> Row:
    figure = f"{median(ours) * 1000:.0f} ms : {median(theirs) * 1000:.0f} ms"
    return Row(name, figure, ratio_of(ours, theirs), target)


def _in_turns(*scripts: str) -> list[list[float]]:
    """What each script prints, again and again, in turn."""
    for script in scripts:
        _run(script)  # leaves compiled modules behind
    rounds = [[_run(script) for script in scripts] for _ in range(_ROUNDS)]
    return [list(column) for column in zip(*rounds, strict=True)]


def _run(script: str) -> float:
    """The number that *script* prints in an interpreter of its own."""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    return float(done.stdout)
