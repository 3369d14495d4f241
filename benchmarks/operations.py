"""What is done with a Report, against parsing its text; and many files, by one and two workers."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import govdisclosure as gd
from benchmarks.measure import ROOT, Row, ratio_of, take_turns, with_other_prose
from govdisclosure.model.report import Report

__all__ = ["measure_many", "measure_operations"]

_ROUNDS = 21
#: How many files each way of reading many reads, and how often.
_FILES, _TIMES = 200, 3

#: Each operation: what it prepares for a report, outside the time, and then does.
_OPERATIONS: dict[str, Callable[[Report], Callable[[], object]]] = {
    "select": lambda report: lambda: list(gd.select(report, "requests/withheld_*/natural_person")),
    "records": lambda report: lambda: list(gd.iter_records(report)),
    "infer": lambda report: lambda: gd.infer(report),
    "claims": lambda report: lambda: list(gd.iter_claims(report)),
    "check": lambda report: lambda: gd.check(report),
    "render as text": lambda report: lambda: gd.render(report),
    "render as a page": lambda report: lambda: gd.render(report, "html"),
    "render as a Word file": lambda report: lambda: gd.render(report, "docx"),
    "to JSON": lambda report: lambda: gd.to_json(report),
    "from JSON": lambda report: partial(gd.from_json, gd.to_json(report)),
    "merge of ten": lambda report: partial(gd.merge, _bureaux(report), agency="望舒市", year=2023),
}


def _bureaux(report: Report) -> list[Report]:
    """Ten reports of one year, each by another body."""
    text = gd.render(report)
    return [gd.parse(text.replace("水务局", f"第{number}局")) for number in "一二三四五六七八九十"]


def measure_operations() -> list[Row]:
    """Each operation, on reports whose sentences differ from round to round."""
    text = (ROOT / "examples" / "report_2021.txt").read_text(encoding="utf-8")
    others = [with_other_prose(text, number) for number in range(_ROUNDS + 1)]
    rows = []
    for name, prepare in _OPERATIONS.items():
        tasks = [prepare(gd.parse(other)) for other in others]
        tasks.pop()()  # the first one imports what is needed
        ours, parsing = take_turns(_ROUNDS, partial(_run, tasks), partial(_parse, others))
        figure = f"{median(ours) * 1000:.2f} ms : {median(parsing) * 1000:.2f} ms"
        rows.append(Row(name, figure, ratio_of(ours, parsing), None))
    return rows


def _run(tasks: list[Callable[[], object]], number: int) -> None:
    tasks[number]()


def _parse(texts: list[str], number: int) -> None:
    gd.parse(texts[number])


def measure_many() -> list[Row]:
    """``read_many`` by the clock, with one worker and with two, against a loop of ``read``."""
    text = (ROOT / "examples" / "report_2021.txt").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(_FILES):
            Path(folder, f"{number:04}.txt").write_text(
                with_other_prose(text, number), encoding="utf-8"
            )
        paths = sorted(Path(folder).iterdir())
        loop, one, two = take_turns(
            _TIMES,
            lambda _: [gd.read(path) for path in paths],
            lambda _: list(gd.read_many(paths)),
            lambda _: list(gd.read_many(paths, workers=2)),
        )
    return [
        Row(
            f"{_FILES} texts, {name} : a loop",
            f"{median(taken) * 1000:.0f} ms : {median(loop) * 1000:.0f} ms",
            ratio_of(taken, loop),
            None,
        )
        for name, taken in (("one worker", one), ("two workers", two))
    ]
