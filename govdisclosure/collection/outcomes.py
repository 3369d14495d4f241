"""Reading many files: one outcome each, in order, whatever becomes of the others.

Takes paths and gives outcomes one by one; judges no report. A file that fails costs its own
outcome alone.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from os import PathLike, fspath
from typing import TypeAlias

from attrs import field, frozen

from govdisclosure.api import Limits, load, read_source
from govdisclosure.builders import build_report
from govdisclosure.codec import to_json
from govdisclosure.collection.inputs import Input, find_inputs
from govdisclosure.errors import GovDisclosureError
from govdisclosure.model.report import Report
from govdisclosure.readers.formats import format_of

__all__ = ["Outcome", "Progress", "Status", "as_outcomes", "read_input", "read_many"]

#: What is told before each file: its number from 1, how many there are, and its path.
Progress: TypeAlias = Callable[[int, int, str], object]


class Status(Enum):
    """What became of a file."""

    READ = "read"
    #: It cannot be opened, is no format that can be read, or is larger than the limits allow.
    REFUSED = "refused"
    #: A folder holds it, and nobody tried to read it; it is no report by its name.
    SKIPPED = "skipped"
    #: The program failed over it.
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
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """Read files and folders one by one, when each is asked for, and go on after errors.

    Args:
        paths: Files and folders, in their order; a folder is all that it and its folders hold,
            in the order of the paths, what is not read among them.
        include: Patterns of names that are read in folders besides those of known types.
        limits: How much to take on of each file.
        progress: Called before each file.

    Example:
        >>> [(one.status.value, one.path) for one in read_many("no such file.docx")]
        [('refused', 'no such file.docx')]
    """
    named = [paths] if isinstance(paths, str | PathLike) else paths
    found = find_inputs([fspath(one) for one in named], tuple(include))
    inputs = [one for _, entries in found for one in entries]
    for number, one in enumerate(inputs, start=1):
        if progress is not None:
            progress(number, len(inputs), one.file)
        yield read_input(one, limits)


def read_input(one: Input, limits: Limits | None = None) -> Outcome:
    """What becomes of one file; nothing that goes wrong with it is raised."""
    if one.why_not is not None:
        return Outcome(path=one.file, status=Status.SKIPPED, error=one.why_not)
    digest = size = format = None
    limits = limits or Limits()
    told: GovDisclosureError
    try:
        data, _ = load(one.content, limits)
        digest, size, format = hashlib.sha256(data).hexdigest(), len(data), format_of(data)
        source = read_source(data, format=format, limits=limits, name=one.name)
        report = build_report(source)
    except GovDisclosureError as error:
        status, told = Status.REFUSED, error
    except Exception as error:  # noqa: BLE001 - whatever it is, the other files are to be read
        status, told = Status.CRASHED, _fault(one.name, error)
    else:
        return Outcome(
            path=one.file,
            report=report,
            digest=digest,
            size=size,
            format=format,
            encoding=source.encoding or None,
        )
    return Outcome(
        path=one.file, status=status, error=told, digest=digest, size=size, format=format
    )


def _fault(name: str, error: Exception) -> GovDisclosureError:
    words = f"{type(error).__name__}: {error}".splitlines()[0]
    told = GovDisclosureError(f"{name}：本程序出错（{words}）", f"{name}: internal error ({words})")
    told.__cause__ = error
    return told


def as_outcomes(reports: Report | Outcome | Iterable[Report | Outcome]) -> Iterator[Outcome]:
    """Reports and outcomes as outcomes, in their order."""
    for one in (reports,) if isinstance(reports, Report | Outcome) else reports:
        yield one if isinstance(one, Outcome) else Outcome(report=one)
