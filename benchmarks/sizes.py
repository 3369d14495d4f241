"""Whether everything that is done with a report grows with it and no faster, at 1, 2 and 4 times.

A report grows by its prose and by its other tables; a Word file, a page, a spreadsheet and a PDF
file hold the same. The verdict is the exponent, as for texts of every kind (``growth``).
"""

import gc
import io
import math
import time
from collections.abc import Callable
from functools import partial
from statistics import linear_regression

from benchmarks.measure import ROOT, Row, module_or_none, with_other_prose
from govdisclosure import check, infer, iter_claims, iter_records, search, select
from govdisclosure.api import parse, read, render
from govdisclosure.model.report import Report

__all__ = ["measure_sizes"]

_FACTORS = (1, 2, 4)
_TARGET = 1.15
#: How many copies of its prose the smallest report has; the smaller, the more the rest counts.
_COPIES = 20
_ROUNDS = 3
#: Tells what started processes took; None on Windows.
resource = module_or_none("resource")
_TABLE = "项目{0}\t件数{0}\n甲{0}\t{0}\n乙{0}\t3\n\n"


def measure_sizes() -> list[Row]:
    """A line for each thing that can be done with a file or a report."""
    texts = [_text(_COPIES * factor) for factor in _FACTORS]
    reports = [parse(text) for text in texts]
    tasks: dict[str, list[Callable[[], object]]] = {
        "parse": [partial(parse, text) for text in texts],
        "read text": [partial(read, text.encode()) for text in texts],
    }
    for format, make in _MAKERS.items():
        files = [make(report) for report in reports]
        if all(files):
            tasks[f"read {format}"] = [partial(read, data) for data in files]
    done: dict[str, Callable[[Report], object]] = {
        "check": check,
        "infer": infer,
        "claims": lambda report: list(iter_claims(report)),
        "select": lambda report: list(select(report, "requests/*/total")),
        "search": lambda report: list(search(report, "公开")),
        "export": lambda report: list(iter_records(report)),
        **{
            f"render {format}": partial(_render, format)
            for format in ("text", "markdown", "html", "docx", "json")
        },
    }
    for name, do in done.items():
        tasks[name] = [partial(do, report) for report in reports]
    sizes = [len(text) for text in texts]
    return [_row(name, sizes, one) for name, one in tasks.items()]


def _render(format: str, report: Report) -> object:
    return render(report, format)


def _text(copies: int) -> str:
    """A report whose first section has so many times its prose, and as many tables."""
    whole = (ROOT / "examples" / "report_2021.txt").read_text(encoding="utf-8")
    before, heading, rest = whole.partition("一、总体情况")
    prose, second, behind = rest.partition("二、主动公开")
    many = "".join(
        with_other_prose(prose, number).rstrip("\n") + "\n\n" + _TABLE.format(number)
        for number in range(copies)
    )
    return f"{before}{heading}{many}{second}{behind}"


def _spreadsheet(report: Report) -> bytes:
    openpyxl = module_or_none("openpyxl")
    if openpyxl is None:
        return b""
    book = openpyxl.Workbook()
    for line in str(report).split("\n"):
        book.worksheets[0].append(line.split("\t"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _pdf(report: Report) -> bytes:
    """Lines of prose alone, thirty to a page."""
    from tests.pdf_writing import document, text

    lines = [words for words in str(report).split("\n") if words and "\t" not in words]
    pages = [lines[start : start + 30] for start in range(0, len(lines), 30)]
    return document(
        *(
            b"".join(text(words[:45], 50, 780 - 24 * at, 10) for at, words in enumerate(page))
            for page in pages
        )
    )


_MAKERS: dict[str, Callable[[Report], bytes]] = {
    "html": lambda report: render(report, "html").encode(),
    "docx": lambda report: render(report, "docx"),
    "xlsx": _spreadsheet,
    "pdf": _pdf,
}


def _row(name: str, sizes: list[int], tasks: list[Callable[[], object]]) -> Row:
    times = [min(_seconds(task) for _ in range(_ROUNDS)) for task in tasks]
    slope = linear_regression([*map(math.log, sizes)], [*map(math.log, times)]).slope
    figure = " ".join(f"{seconds * 1000:.1f}" for seconds in times) + " ms"
    return Row(name, figure, slope, _TARGET)


def _seconds(task: Callable[[], object]) -> float:
    """The processor's time, here and in processes that were started."""
    gc.collect()
    gc.disable()  # its passes come when they come, and are no part of the question
    try:
        start = _spent()
        task()
        return _spent() - start
    finally:
        gc.enable()


def _spent() -> float:
    if resource is None:
        return time.process_time()
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + float(started.ru_utime) + float(started.ru_stime)
