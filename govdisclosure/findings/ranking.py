"""The files of a run in the order of their scores, those without a score last.

Takes what became of each file and gives rows; writes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from govdisclosure.findings.checked import Checked, Counts, Status
from govdisclosure.rules.basis.context import Number

__all__ = ["FileRow", "Total", "ranked", "ranks"]


class FileRow(NamedTuple):
    """A file of a run: what the table of all files says of it."""

    #: Its number in the run, from 1.
    number: int
    file: str
    organ: str
    year: str
    status: Status
    counts: Counts
    #: None without a rule-book that gives points, and if it was not read.
    score: Number | None


class Total:
    """The totals of a run, counted file by file.

    Attributes:
        files: How many files there are of each status.
        rows: What is said of each file, in order.
    """

    def __init__(self) -> None:
        """Nothing yet."""
        self.files: Counter[Status] = Counter()
        self.rows: list[FileRow] = []

    def add(self, checked: Checked) -> None:
        """Count one file."""
        report, sheet = checked.report, checked.sheet
        self.files[checked.status] += 1
        self.rows.append(
            FileRow(
                len(self.rows) + 1,
                checked.name,
                checked.organ,
                str(report.year) if report and report.year is not None else "",
                checked.status,
                checked.counts,
                sheet.score if sheet else None,
            )
        )

    @property
    def counts(self) -> Counts:
        """All findings by severity."""
        return Counts(*(sum(row.counts[place] for row in self.rows) for place in range(3)))

    def facts(self) -> dict[str, int]:
        """For JSON."""
        counts = self.counts
        return {
            "files": len(self.rows) - self.files[Status.MISSING],
            **{status.value: self.files[status] for status in Status},
            "errors": counts.errors,
            "warnings": counts.warnings,
            "hints": counts.hints,
        }


def ranks(scores: Sequence[Number | None]) -> list[int | None]:
    """The rank of each score: one more than there are higher ones; None without a score.

    Example:
        >>> ranks([90, 100, None, 90, 80])
        [2, 1, None, 2, 4]
    """
    known = sorted((one for one in scores if one is not None), reverse=True)
    first: dict[Number, int] = {}
    for rank, score in enumerate(known, start=1):
        first.setdefault(score, rank)
    return [None if one is None else first[one] for one in scores]


def ranked(rows: Iterable[FileRow]) -> list[tuple[int | None, FileRow]]:
    """Each file with its rank, the best first; without scores in the order of the run.

    Files of one rank are in the order of their bodies and names; those without a score come last,
    in the order of the run.
    """
    every = list(rows)
    with_ranks = list(zip(ranks([row.score for row in every]), every, strict=True))
    scored = [one for one in with_ranks if one[0] is not None]
    scored.sort(key=lambda one: (one[0] or 0, one[1].organ, one[1].file, one[1].number))
    return [*scored, *(one for one in with_ranks if one[0] is None)]
