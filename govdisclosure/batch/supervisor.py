"""One machine: reads many files by children, and writes what they gave to a corpus, part by part.

Takes inputs and a corpus; what it is told to tell, it tells after every file. A run that is ended,
in whatever way, is taken up by the next, which reads what is not in the corpus yet.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from govdisclosure.api import Limits
from govdisclosure.batch.corpus import Corpus, Run
from govdisclosure.batch.kernel import row_children
from govdisclosure.batch.rows import read_row, row_of
from govdisclosure.collection.children import Answer, Children, Confinement
from govdisclosure.collection.inputs import Input
from govdisclosure.collection.outcomes import Loaded, load_input
from govdisclosure.files import visible

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Course", "Order", "collect"]

#: A part is written when it has so many files, or so many bytes in memory.
_FILES, _BYTES = 256, 2**25


@frozen(kw_only=True)
class Order:
    """How files are to be read."""

    #: How many children read.
    workers: int = 1
    limits: Limits = field(factory=Limits)
    confinement: Confinement = field(factory=Confinement)
    #: What makes the children, which give rows.
    make: Callable[[Confinement], Children] = row_children


@define
class Course:
    """How far a run has come."""

    #: How many files there are, are done with, and were in the corpus before.
    count: int
    done: int = 0
    known: int = 0
    #: Files by what became of them in this run.
    statuses: Counter[str] = field(factory=Counter)
    #: Of the files read in this run: how many, and how long children took for them, by format.
    formats: Counter[str] = field(factory=Counter)
    seconds: defaultdict[str, float] = field(factory=lambda: defaultdict(float))
    #: How many files were written to parts.
    written: int = 0
    _started: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._started = _now()

    @property
    def elapsed(self) -> float:
        """How long the run has taken, in seconds."""
        return _now() - self._started

    @property
    def rate(self) -> float:
        """Files a second, so far; those that were known before are passed over in no time."""
        return (self.done - self.known) / max(self.elapsed, 1e-9)

    @property
    def remaining(self) -> float:
        """How long the rest will take at this rate, in seconds."""
        return (self.count - self.done) / self.rate if self.rate else 0.0


def _now() -> float:
    return time.monotonic()  # noqa: TID251 - it is told, and decides nothing


def collect(
    inputs: Sequence[Input],
    corpus: Corpus,
    order: Order,
    tell: Callable[[Course], object] = lambda _: None,
) -> Course:
    """Read *inputs* and add them to *corpus*, in their order; give what became of them.

    What was read is written when it is interrupted, too.

    Args:
        inputs: What to read, and what to say of what is not read.
        corpus: Where it goes; of what is in there nothing is read again.
        order: How.
        tell: Called after every file.

    Raises:
        GovDisclosureError: No process can be started, which is no fault of any file.
        OSError: A part cannot be written.
    """
    course = Course(len(inputs))
    children = order.make(order.confinement)
    part = _Part(corpus, course)
    requests = _requests(inputs, corpus, order.limits)
    try:
        with closing(children.answers(requests, order.workers)) as answers:
            for file, answer in answers:
                course.done += 1
                if file is None:
                    course.known += 1
                else:
                    part.add(_row(file, answer), answer)
                tell(course)
    finally:
        children.close()
        part.write()
    corpus.add_copies()
    return course


def _row(file: Loaded, answer: Answer | None) -> "pa.RecordBatch":
    """The row of a file.

    Raises:
        GovDisclosureError: No process could be started to read it.
    """
    if answer is not None and answer.content is not None:
        return read_row(answer.content)
    outcome = file.failed(answer)
    if answer is not None and answer.reason and outcome.error is not None:
        raise outcome.error
    return row_of(outcome)


def _requests(
    inputs: Sequence[Input], corpus: Corpus, limits: Limits
) -> Iterator[tuple[Loaded | None, object | None]]:
    """Each file that is to be read with what a child is asked; nothing for one that is known."""
    for one in inputs:
        file = load_input(one, limits)
        if corpus.expects(file.digest, visible(file.path)):
            yield file, file.request(limits)
        else:
            yield None, None


class _Part:
    """The rows that are not written yet."""

    def __init__(self, corpus: Corpus, course: Course) -> None:
        self._corpus, self._course = corpus, course
        self._rows: list[pa.RecordBatch] = []
        self._runs: list[Run] = []
        self._bytes = 0

    def add(self, row: "pa.RecordBatch", answer: Answer | None) -> None:
        """Add the row of a file, and when a child was asked; None where none was."""
        (facts,) = row.select(["report_id", "path", "status", "format"]).to_pylist()
        self._course.statuses[facts["status"]] += 1
        if answer is not None:
            format = facts["format"] or "?"
            self._course.formats[format] += 1
            self._course.seconds[format] += answer.seconds
            run = Run(facts["report_id"], facts["path"], answer.started, answer.seconds)
            self._runs.append(run)
        self._rows.append(row)
        self._bytes += row.nbytes
        if len(self._rows) >= _FILES or self._bytes >= _BYTES:
            self.write()

    def write(self) -> None:
        """Write what there is as a part."""
        rows, runs = self._rows, self._runs
        self._rows, self._runs, self._bytes = [], [], 0
        self._corpus.add(rows, runs)
        self._course.written += len(rows)
