"""Reading many files: one outcome each, in order, whatever becomes of the others.

Takes paths and gives outcomes one by one; judges no report. A file that fails costs its own
outcome alone.
"""

import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from enum import Enum
from os import PathLike, fspath
from typing import TypeAlias

from attrs import field, frozen

from govdisclosure.api import Limits, check_size, load, read_source
from govdisclosure.builders import build_report
from govdisclosure.codec import to_json
from govdisclosure.collection.children import Answer, Children
from govdisclosure.collection.inputs import Input, find_inputs
from govdisclosure.errors import GovDisclosureError
from govdisclosure.files import visible
from govdisclosure.model.report import Report
from govdisclosure.readers.formats import format_of
from govdisclosure.source import Source

__all__ = [
    "Loaded",
    "Outcome",
    "Progress",
    "Status",
    "answer",
    "as_outcomes",
    "load_content",
    "load_input",
    "read_content",
    "read_input",
    "read_many",
    "read_with_source",
]

#: What is told before each file: its number from 1, how many there are, and its path.
Progress: TypeAlias = Callable[[int, int, str], object]


class Status(Enum):
    """What became of a file."""

    READ = "read"
    #: It cannot be opened, is no format that can be read, or is larger than the limits allow.
    REFUSED = "refused"
    #: A folder holds it, and nobody tried to read it; it is no report by its name.
    SKIPPED = "skipped"
    #: It took longer than it may, and was given up.
    TIMED_OUT = "timed_out"
    #: The program failed over it, or the process that read it died.
    CRASHED = "crashed"


@frozen(kw_only=True)
class Outcome:
    """What became of one file, with its report where there is one."""

    #: The file, byte for byte as Python has it; None for a report that no file was read for.
    path: str | None = None
    status: Status = Status.READ
    report: Report | None = field(default=None, repr=False)
    #: Why there is no report, in both languages.
    error: GovDisclosureError | None = None
    #: The SHA-256 of its bytes, how many there are, and what they are; None where nobody knows.
    digest: str | None = field(default=None, repr=False)
    size: int | None = field(default=None, repr=False)
    format: str | None = field(default=None, repr=False)
    encoding: str | None = field(default=None, repr=False)

    @property
    def report_id(self) -> str | None:
        """The key of the report in every table: the digest of the file, else that of its JSON."""
        if self.digest is None and self.report is not None:
            return hashlib.sha256(to_json(self.report).encode()).hexdigest()
        return self.digest


def read_many(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    include: Iterable[str] = (),
    limits: Limits | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """Read files and folders one by one, when each is asked for, and go on after errors.

    Args:
        paths: Files and folders, in their order; a folder is all that it and its folders hold,
            in the order of the paths, what is not read among them.
        include: Patterns of names that are read in folders besides those of known types.
        limits: How much to take on of each file.
        workers: How many processes read beside this one, a few files ahead, and give the outcomes
            in the same order. A file over which one dies or takes minutes costs its own outcome
            alone. None: this process reads, one file after the other.
        progress: Called before each file.

    Raises:
        ValueError: *workers* is no whole number, or less than 1.

    Example:
        >>> [(one.status.value, one.path) for one in read_many("no such file.docx")]
        [('refused', 'no such file.docx')]
    """
    if workers is not None and (type(workers) is not int or workers < 1):
        raise ValueError(f"workers is a whole number from 1, or None, not {workers!r}")
    named = [paths] if isinstance(paths, str | PathLike) else paths
    found = find_inputs([fspath(one) for one in named], tuple(include))
    inputs = [one for _, entries in found for one in entries]
    if workers is not None:
        return _read_apart(inputs, limits or Limits(), workers, progress)
    told = _telling(inputs, progress)
    return (read_input(one, limits) for one in told)


def _telling(inputs: Sequence[Input], progress: Progress | None) -> Iterator[Input]:
    for number, one in enumerate(inputs, start=1):
        if progress is not None:
            progress(number, len(inputs), one.file)
        yield one


def _read_apart(
    inputs: Sequence[Input], limits: Limits, workers: int, progress: Progress | None
) -> Iterator[Outcome]:
    """The outcomes of *inputs*, read by children."""
    children = Children(f"{__name__}:answer")
    loaded = (load_input(one, limits) for one in _telling(inputs, progress))
    requests = ((one, one.request(limits)) for one in loaded)
    try:
        with closing(children.answers(requests, workers)) as answers:
            for one, answer in answers:
                if answer is not None and answer.content is not None:
                    yield pickle.loads(answer.content)  # noqa: S301 - a child's of this very program
                else:
                    yield one.failed(answer)
    finally:
        children.close()


def answer(request: tuple[bytes, str, Limits]) -> bytes:
    """What a child answers: the outcome of reading the bytes of a file."""
    return pickle.dumps(read_content(*request), pickle.HIGHEST_PROTOCOL)


@frozen
class Loaded:
    """A file with its bytes, or with the outcome that it has without any."""

    path: str
    content: bytes = field(default=b"", repr=False)
    outcome: Outcome | None = None

    @property
    def digest(self) -> str | None:
        """The SHA-256 of its bytes; None where nobody knows them."""
        return None if self.outcome else hashlib.sha256(self.content).hexdigest()

    def request(self, limits: Limits) -> tuple[bytes, str, Limits] | None:
        """What a child is asked; None where nobody is to be asked."""
        return None if self.outcome else (self.content, self.path, limits)

    def failed(self, answer: Answer | None) -> Outcome:
        """The outcome where there is no answer, or none that says what was read."""
        if self.outcome is not None:
            return self.outcome
        answer = answer or Answer(failure="crashed")
        return Outcome(
            path=self.path,
            status=Status(answer.failure),
            error=_lost(visible(self.path), answer),
            digest=self.digest,
            size=len(self.content),
        )


def _lost(name: str, answer: Answer) -> GovDisclosureError:
    """What is said of a file that a child did not live to read."""
    if answer.reason:
        return GovDisclosureError(
            f"{name}：无法启动读取该文件的进程（{answer.reason}）；请减少同时运行的进程后重试",
            f"{name}: no process could be started to read it ({answer.reason}); "
            f"run fewer at a time and try again",
        )
    if answer.failure == Status.TIMED_OUT.value:
        return GovDisclosureError(
            f"{name}：读取超时，已放弃；请确认文件没有损坏",
            f"{name}: reading took too long and was given up; check that the file is not damaged",
        )
    code = "" if answer.code is None else f" ({answer.code})"
    return GovDisclosureError(
        f"{name}：读取该文件的进程意外结束{code}；请确认文件没有损坏",
        f"{name}: the process that read it ended unexpectedly{code}; check that the file is not "
        f"damaged",
    )


def load_content(content: bytes, path: str, limits: Limits) -> Loaded:
    """The bytes of the file *path*, which somebody else has read."""
    try:
        check_size(content, visible(path), limits)
    except GovDisclosureError as error:
        refused = Outcome(
            path=path,
            status=Status.REFUSED,
            error=error,
            digest=hashlib.sha256(content).hexdigest(),
            size=len(content),
        )
        return Loaded(path, outcome=refused)
    return Loaded(path, content)


def load_input(one: Input, limits: Limits) -> Loaded:
    """The bytes of one file; nothing that goes wrong with it is raised."""
    if one.why_not is not None:
        return Loaded(
            one.file, outcome=Outcome(path=one.file, status=Status.SKIPPED, error=one.why_not)
        )
    try:
        data, _ = load(one.content, limits)
    except GovDisclosureError as error:
        refused = Outcome(path=one.file, status=Status.REFUSED, error=error)
        return Loaded(one.file, outcome=refused)
    return Loaded(one.file, data)


def read_input(one: Input, limits: Limits | None = None) -> Outcome:
    """What becomes of one file; nothing that goes wrong with it is raised."""
    limits = limits or Limits()
    loaded = load_input(one, limits)
    return loaded.outcome or read_content(loaded.content, one.file, limits)


def read_content(data: bytes, path: str, limits: Limits) -> Outcome:
    """What becomes of the bytes of the file *path*, which is not opened."""
    return read_with_source(data, path, limits)[0]


def read_with_source(data: bytes, path: str, limits: Limits) -> tuple[Outcome, Source | None]:
    """The same, with the Source of the report; None where there is no report."""
    name, format = visible(path), None
    digest, size = hashlib.sha256(data).hexdigest(), len(data)
    told: GovDisclosureError
    try:
        format = format_of(data)
        source = read_source(data, format=format, limits=limits, name=name)
        report = build_report(source)
    except GovDisclosureError as error:
        status, told = Status.REFUSED, error
    except Exception as error:  # noqa: BLE001 - whatever it is, the other files are to be read
        status, told = Status.CRASHED, _fault(name, error)
    else:
        outcome = Outcome(
            path=path,
            report=report,
            digest=digest,
            size=size,
            format=format,
            encoding=source.encoding or None,
        )
        return outcome, source
    outcome = Outcome(path=path, status=status, error=told, digest=digest, size=size, format=format)
    return outcome, None


def _fault(name: str, error: Exception) -> GovDisclosureError:
    words = f"{type(error).__name__}: {error}".splitlines()[0]
    told = GovDisclosureError(f"{name}：本程序出错（{words}）", f"{name}: internal error ({words})")
    told.__cause__ = error
    return told


def as_outcomes(reports: Report | Outcome | Iterable[Report | Outcome]) -> Iterator[Outcome]:
    """Reports and outcomes as outcomes, in their order."""
    for one in (reports,) if isinstance(reports, Report | Outcome) else reports:
        yield one if isinstance(one, Outcome) else Outcome(report=one)
