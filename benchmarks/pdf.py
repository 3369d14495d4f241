"""PDF to Report, against what a user would pick for its tables: pdfplumber; and peak memory.

The competitor does less: it lists the tables of the pages and what stands in their cells, nothing
else. The whole read is measured, the process in which the file is opened among it.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from statistics import median
from typing import Any

from benchmarks.measure import ROOT, SAMPLES, Row, module_or_none, ratio_of, take_turns
from govdisclosure.api import read

__all__ = ["measure_pdf"]

_ROUNDS = 7
#: The largest peak that is good enough, in MiB, with the process that opens the file.
_MOST_MEMORY = 120
#: Reads a file and prints the largest memory in KiB of the process and of its largest child.
_PEAK = """\
import resource, sys
from govdisclosure.api import read
read(sys.argv[1])
print(*(resource.getrusage(who).ru_maxrss for who in (
    resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""


def measure_pdf() -> list[Row]:
    """Each sample file against pdfplumber, where that is installed, and the peak of its memory."""
    rows = []
    for name, data in _files():
        for rival, task in _rivals(data):
            read(data)
            task()
            ours, theirs = take_turns(_ROUNDS, partial(_read, data), partial(_run, task))
            figure = f"{median(ours) * 1000:.0f} ms : {median(theirs) * 1000:.0f} ms"
            rows.append(Row(f"{name} : {rival}", figure, ratio_of(ours, theirs), 1))
        if sys.platform != "win32":
            rows.append(_memory(name))
    return rows


def _files() -> Iterator[tuple[str, bytes]]:
    if SAMPLES.is_dir():
        for path in sorted(SAMPLES.glob("*.pdf")):
            yield path.name, path.read_bytes()


def _read(data: bytes, _number: int) -> None:
    read(data)


def _run(task: Callable[[], object], _number: int) -> None:
    task()


def _rivals(data: bytes) -> Iterator[tuple[str, Callable[[], object]]]:
    """Ways to list the tables with pdfplumber."""
    plumber = module_or_none("pdfplumber")
    if plumber is not None:
        yield "pdfplumber find_tables", partial(_each_page, plumber, data, "find_tables")
        yield "pdfplumber extract_tables", partial(_each_page, plumber, data, "extract_tables")


def _each_page(plumber: Any, data: bytes, method: str) -> None:  # noqa: ANN401 - without types
    with plumber.open(BytesIO(data)) as document:
        for page in document.pages:
            getattr(page, method)()


def _memory(name: str) -> Row:
    """The peaks of a fresh interpreter that reads the file and of its child, added up."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, str(SAMPLES / name)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    own, child = (int(words) / 1024 for words in done.stdout.split())
    figure = f"{own:.0f} MiB + {child:.0f} MiB"
    return Row(f"{name} : peak memory, with its child", figure, own + child, _MOST_MEMORY, "MiB")
