"""Findings for programs: one JSON object, or a line of JSON for each file and finding.

Sentences are in both languages, so that the output does not depend on a locale.
"""

import json

from govdisclosure.findings.checked import Checked, Status
from govdisclosure.findings.facts import (
    file_facts,
    finding_facts,
    identified,
    points_value,
    run_facts,
)
from govdisclosure.findings.output import Output
from govdisclosure.findings.ranking import Total, ranked

__all__ = ["JsonLinesOutput", "JsonOutput"]


def _findings(checked: Checked) -> list[dict[str, object]]:
    """All findings of a file, the waived ones last."""
    return [
        finding_facts(one, checked, fingerprint, reason)
        for one, reason, fingerprint in identified(checked)
    ]


def _summary(total: Total, *, has_points: bool) -> dict[str, object]:
    """The totals, and the files by their rank if a rule-book gives points."""
    facts: dict[str, object] = dict(total.facts())
    if has_points:
        facts["ranking"] = [
            {
                "rank": rank,
                "agency": row.organ or None,
                "file": row.file or None,
                "status": row.status.value,
                "score": points_value(row.score),
            }
            for rank, row in ranked(total.rows)
            if row.status is not Status.SKIPPED
        ]
    return facts


class JsonOutput(Output):
    """Writes one JSON object: versions, the files with their findings, a summary."""

    def begin(self) -> str:
        """The versions."""
        return f'{self._setting.spelled(run_facts(self._setting))[:-1]}, "files": ['

    def add(self, checked: Checked) -> str:
        """A file on a separate line."""
        comma = "," if self._total.rows else ""
        self._total.add(checked)
        facts = {**file_facts(checked), "findings": _findings(checked)}
        return f"{comma}\n{self._setting.spelled(facts)}"

    def end(self) -> str:
        """The summary."""
        summary = _summary(self._total, has_points=self._setting.has_points)
        return f'\n], "summary": {self._setting.spelled(summary)}}}\n'


class JsonLinesOutput(Output):
    """Writes an object a line; ``type`` is run, file, finding or summary.

    The findings of a file follow it and name it.
    """

    def _line(self, kind: str, facts: dict[str, object]) -> str:
        spelled = json.dumps({"type": kind, **facts}, ensure_ascii=self._setting.is_ascii)
        return f"{spelled}\n"

    def begin(self) -> str:
        """The versions."""
        return self._line("run", run_facts(self._setting))

    def add(self, checked: Checked) -> str:
        """A file and its findings."""
        self._total.add(checked)
        lines = [self._line("file", file_facts(checked))]
        lines += [
            self._line("finding", {"file": checked.name, **one}) for one in _findings(checked)
        ]
        return "".join(lines)

    def end(self) -> str:
        """The summary."""
        return self._line("summary", _summary(self._total, has_points=self._setting.has_points))
