"""Files to Report, against what a user would pick instead: pandas, python-docx, markitdown.

The competitors do less: pandas reads the tables of a page and nothing else, python-docx only opens
the file. What is not installed is left out, and said.
"""

import io
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median

from benchmarks.measure import SAMPLES, Row, module_or_none, ratio_of, take_turns, texts
from govdisclosure.api import parse, read, render

__all__ = ["measure_formats"]

_ROUNDS = 31
#: markitdown is slow; a few rounds tell enough.
_FEW_ROUNDS = 5


def measure_formats() -> list[Row]:
    """Each page and each Word file, against each competitor that is installed."""
    rows = []
    for name, data in _files():
        for rival, task, target in _rivals(name, data):
            rounds = _FEW_ROUNDS if rival == "markitdown" else _ROUNDS
            read(data)
            task()
            ours, theirs = take_turns(rounds, partial(_read, data), partial(_run, task))
            figure = f"{median(ours) * 1000:.2f} ms : {median(theirs) * 1000:.2f} ms"
            rows.append(Row(f"{name} : {rival}", figure, ratio_of(ours, theirs), target))
    return rows


def _read(data: bytes, _number: int) -> None:
    read(data)


def _run(task: Callable[[], object], _number: int) -> None:
    task()


def _files() -> Iterator[tuple[str, bytes]]:
    """Sample files where there are any, and our own example as a page and as a Word file."""
    if SAMPLES.is_dir():
        for path in sorted([*SAMPLES.glob("*.html"), *SAMPLES.glob("*.docx")]):
            yield path.name, path.read_bytes()
    for name, text in texts():
        if name == "report_2021.txt":
            report = parse(text)
            yield "report_2021.html", render(report, "html").encode()
            yield "report_2021.docx", render(report, "docx")


def _rivals(name: str, data: bytes) -> Iterator[tuple[str, Callable[[], object], float]]:
    """What could be used instead of us for the file, and how much of its time we may take."""
    if name.endswith(".html") and (pandas := module_or_none("pandas")):
        text = data.decode()
        yield "pandas.read_html", lambda: pandas.read_html(io.StringIO(text), flavor="lxml"), 1
    if name.endswith(".docx") and (docx := module_or_none("docx")):
        yield "python-docx opening", lambda: docx.Document(io.BytesIO(data)), 1
    if markitdown := module_or_none("markitdown"):
        converter = markitdown.MarkItDown()
        info = markitdown.StreamInfo(extension="." + name.rpartition(".")[2])
        yield (
            "markitdown",
            lambda: converter.convert_stream(io.BytesIO(data), stream_info=info),
            0.1,
        )
