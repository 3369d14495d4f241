"""What all measurements share: texts to read, time taken fairly, and the table that is printed.

Machines differ and are busy, so whatever is compared takes turns, round by round, and the median of
the rounds is printed.
"""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

__all__ = [
    "ROOT",
    "SAMPLES",
    "Row",
    "module_or_none",
    "print_rows",
    "ratio_of",
    "take_turns",
    "texts",
    "with_other_prose",
]

ROOT = Path(__file__).resolve().parent.parent
#: Real reports beside the checkout; they are not part of it, and may be missing.
SAMPLES = ROOT.parent / "shared" / "samples"
#: A line longer than this, without a tab, is a sentence and no label.
_LONGEST_LABEL = 40


class Row(NamedTuple):
    """One line of the result."""

    name: str
    #: What was measured, with its unit.
    figure: str
    #: What is compared with the target.
    ratio: float
    #: The largest ratio that is good enough; None where there is no target.
    target: float | None
    unit: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the ratio is good enough."""
        return self.target is None or self.ratio <= self.target


def print_rows(title: str, rows: Sequence[Row]) -> None:
    """Print one group of results as a table in Markdown."""
    print(f"\n### {title}\n\n| | measured | ratio | target | |\n|---|---|---|---|---|")
    for row in rows:
        target = "" if row.target is None else f"≤ {row.target:g}{row.unit}"
        verdict = "" if row.target is None else ("met" if row.is_met else "**missed**")
        print(f"| {row.name} | {row.figure} | {row.ratio:.2f}{row.unit} | {target} | {verdict} |")


def take_turns(rounds: int, *tasks: Callable[[int], object]) -> list[list[float]]:
    """Run each task with the number of the round, in turn; give the seconds of each task."""
    taken: list[list[float]] = [[] for _ in tasks]
    gc.collect()
    for number in range(rounds):
        for task, seconds in zip(tasks, taken, strict=True):
            start = time.perf_counter()
            task(number)
            seconds.append(time.perf_counter() - start)
    return taken


def ratio_of(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of the ratios, round by round."""
    return median(one / other for one, other in zip(above, below, strict=True))


def texts() -> Iterator[tuple[str, str]]:
    """The name and the text of each example, then of each sample report, where there are any."""
    paths = [*sorted((ROOT / "examples").glob("report_2*"))]
    if SAMPLES.is_dir():
        paths += sorted(SAMPLES.glob("*.txt"))
    for path in paths:
        yield path.name, path.read_text(encoding="utf-8")


def with_other_prose(text: str, number: int) -> str:
    """The same report with other words in its sentences, as the next report of a batch has them.

    Without it whatever the library remembers of a line would make the second round look fast.
    """
    return "\n".join(
        f"{line[:-1]}（{number}）{line[-1]}"
        if len(line) > _LONGEST_LABEL and "\t" not in line and not line.endswith("|")
        else line
        for line in text.split("\n")
    )


def module_or_none(name: str) -> Any:  # noqa: ANN401 - a module without types
    """The module of another reader to compare with; None, and that is said, where it is missing."""
    try:
        return import_module(name)
    except ImportError:
        print(f"  {name} is not installed and is left out")
        return None
