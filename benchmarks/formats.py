"""Files to Report, against the script a competent user would write, and against other tools.

A script gives the printed words of every cell of a clean report and nothing else; a file counts
only where script and Report give the same cells. lxml alone, which builds the tree of a page and
leaves the rest to the user, and markitdown, which makes text that still has to be read, show what
the steps before cost. What is not installed is left out, and said.
"""

import copy
import io
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.measure import ROOT, Row, module_or_none, ratio_of, take_turns
from benchmarks.scripts import SCRIPTS
from govdisclosure.api import read, render
from govdisclosure.model.report import Report
from govdisclosure.records import iter_records

__all__ = ["measure_formats", "measure_memory_of_formats"]

_ROUNDS = {"pdf": 7}
_USUAL_ROUNDS = 31
_FEW_ROUNDS = 5  # of markitdown
#: How much of the time of its script a format may take.
_TARGETS = {"html": 0.75, "docx": 0.15, "pdf": 0.35}
#: Megabytes that a fresh interpreter and its largest child may need together.
_MOST_MEMORY = 120
_PEAK = """\
import resource, sys
from govdisclosure.api import read
read(sys.argv[1])
status = open("/proc/self/status").read()  # the peak since this program was started
own = next(line for line in status.splitlines() if line.startswith("VmHWM"))
print(own.split()[1], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


class File(NamedTuple):
    """The example report in one format, made by one program."""

    name: str
    format: str
    data: bytes


def measure_formats() -> list[Row]:
    """Each file against its script, and against the other tools that are installed."""
    logging.disable()  # pdfminer speaks of every font
    report = read(ROOT / "examples" / "report_2021.txt")
    rows = []
    for file in _files(report):
        script = SCRIPTS[file.format]()
        if script is not None:
            _demand_equal(report, script(file.data), file.name)
            task: Callable[[], object] = partial(script, file.data)
            name = f"{file.name} : a script with {SCRIPTS[file.format].tool}"
            rows.append(_compare(name, file, task, _TARGETS.get(file.format)))
        for name, task in _others(file):
            rows.append(_compare(f"{file.name} : {name}", file, task, None))
    return rows


def _demand_equal(report: Report, cells: dict[tuple[str, str], str], name: str) -> None:
    """Refuse to compare work that is not the same."""
    ours = sorted(str(one.raw) for one in iter_records(report))
    if ours != sorted(cells.values()):
        raise ValueError(f"{name}: the script gives {len(cells)} cells, the report {len(ours)}")


def _compare(name: str, file: File, task: Callable[[], object], target: float | None) -> Row:
    rounds = _FEW_ROUNDS if "markitdown" in name else _ROUNDS.get(file.format, _USUAL_ROUNDS)
    read(file.data)
    task()
    ours, theirs = take_turns(rounds, lambda _: read(file.data), lambda _: task())
    figure = f"{median(ours) * 1000:.1f} ms : {median(theirs) * 1000:.1f} ms"
    return Row(name, figure, ratio_of(ours, theirs), target)


def _files(report: Report) -> Iterator[File]:
    yield File("text", "txt", render(report).encode())
    page = render(report, "html").encode()
    yield File("page", "html", page)
    word = render(report, "docx")
    yield File("Word file", "docx", word)
    if docx := module_or_none("docx"):
        # Its template has the hundred styles of tables that Word writes into every file.
        new, old = docx.Document(), docx.Document(io.BytesIO(word))
        for number, element in enumerate(old.element.body[:-1]):
            new.element.body.insert(number, copy.deepcopy(element))
        stream = io.BytesIO()
        new.save(stream)
        yield File("Word file with styles", "docx", stream.getvalue())
    if (printed := _printed(page)) is not None:
        yield File("PDF", "pdf", printed)


def _printed(page: bytes) -> bytes | None:
    """The page as Chromium prints it; None, and that is said, where it is missing."""
    chromium = which("chromium") or which("google-chrome")
    if chromium is None or module_or_none("pypdfium2") is None:
        print("  Chromium or pypdfium2 is missing: no PDF")
        return None
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_bytes(page)
        options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/user")
        subprocess.run(
            [chromium, *options, f"--print-to-pdf={target}", source.as_uri()],
            check=True,
            capture_output=True,
        )
        return target.read_bytes()


def _others(file: File) -> Iterator[tuple[str, Callable[[], object]]]:
    """What other tools do with the file, which is less."""
    if file.format == "html":
        from lxml import html

        yield "lxml alone", lambda: html.document_fromstring(file.data)
    if file.format != "txt" and (markitdown := module_or_none("markitdown")):
        converter = markitdown.MarkItDown()
        info = markitdown.StreamInfo(extension=f".{file.format}")
        yield (
            "markitdown",
            lambda: converter.convert_stream(io.BytesIO(file.data), stream_info=info),
        )


def measure_memory_of_formats() -> list[Row]:
    """The peaks of a fresh interpreter that reads one file, and of its largest child, added up."""
    rows = []
    for file in _files(read(ROOT / "examples" / "report_2021.txt")):
        with TemporaryDirectory() as folder:
            path = Path(folder, f"report.{file.format}")
            path.write_bytes(file.data)
            done = subprocess.run(
                [sys.executable, "-c", _PEAK, str(path)],
                check=True,
                capture_output=True,
                text=True,
                cwd=ROOT,
            )
        own, child = (int(words) / 1024 for words in done.stdout.split())
        figure = f"{own:.0f} MiB + {child:.0f} MiB"
        rows.append(Row(f"{file.name}: peak", figure, own + child, _MOST_MEMORY, "MiB"))
    return rows
