"""Findings as CSV, a row each; a file without any has a row as well, so that it is not missed.

Takes files of a run and gives lines; nothing in them is a formula unless they are for programs.
Where a rule-book gives points the files are in the order of their scores, so that nothing is
written before the last one.
"""

from collections.abc import Iterable

from govdisclosure.csv_lines import csv_line
from govdisclosure.findings.checked import Checked
from govdisclosure.findings.facts import (
    cells_in_words,
    identified,
    number_words,
    other_cells,
    place_of,
    points_words,
    share_of,
)
from govdisclosure.findings.output import Output, Setting
from govdisclosure.findings.ranking import ranked
from govdisclosure.findings.wording import say
from govdisclosure.model.diagnostics import Diagnostic

__all__ = ["COLUMNS", "CsvOutput"]

#: The names of the columns; never translated.
COLUMNS = (
    "file",
    "agency",
    "year",
    "status",
    "code",
    "name",
    "severity",
    "message",
    "place",
    "address",
    "words",
    "stated",
    "computed",
    "other_cells",
    "points",
    "waived",
    "fingerprint",
    "library",
    "rules",
    "schema",
    "cells",
    "taken",
    "score",
    "rank",
)


class CsvOutput(Output):
    """Writes rows, the names of the columns first."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._held: list[list[dict[str, str]]] = []

    def begin(self) -> str:
        """The names of the columns."""
        return csv_line(COLUMNS)

    def add(self, checked: Checked) -> str:
        """The rows of a file: its findings, then the waived ones, or one row that says so."""
        rows = [
            self._finding(one, checked, reason or "", fingerprint)
            for one, reason, fingerprint in identified(checked)
        ]
        if not checked.findings:
            rows.insert(0, {"message": self._state(checked)})
        filled = [self._filled(row, checked) for row in rows]
        if not self._setting.has_points:
            return self._lines(filled)
        self._total.add(checked)
        self._held.append(filled)
        return ""

    def end(self) -> str:
        """The rows of all files, the best first, if there are points; else nothing more."""
        lines = []
        for rank, row in ranked(self._total.rows):
            facts = {"rank": "" if rank is None else str(rank)}
            lines.append(self._lines(one | facts for one in self._held[row.number - 1]))
        return "".join(lines)

    def _lines(self, rows: Iterable[dict[str, str]]) -> str:
        is_raw = self._setting.is_raw
        values = ([row.get(name, "") for name in COLUMNS] for row in rows)
        return "".join(csv_line(one, is_raw=is_raw) for one in values)

    def _state(self, checked: Checked) -> str:
        language = self._language
        if checked.failure is not None:
            return checked.failure.text(language)
        return say(language, f"status_{checked.status.value}")

    def _finding(
        self, one: Diagnostic, checked: Checked, reason: str, fingerprint: str
    ) -> dict[str, str]:
        language = self._language
        place = place_of(one, checked)
        address = place.address or next(iter(one.addresses), None)
        items = {item.rule.code: item for item in checked.sheet.items} if checked.sheet else {}
        item = None if reason else items.get(one.code)
        return {
            "code": one.code,
            "name": one.name,
            "severity": one.severity.value,
            "message": one.text(language),
            "place": place.words(language),
            "address": str(address) if address else "",
            "words": address.words(language) if address else "",
            "stated": number_words(one.stated),
            "computed": number_words(one.computed),
            "other_cells": "; ".join(map(_other_cell, other_cells(one))),
            "cells": cells_in_words(one, checked, language),
            "points": points_words(item.points.each) if item else "",
            "taken": points_words(share_of(one, item)) if item else "",
            "waived": reason,
            "fingerprint": fingerprint,
        }

    def _filled(self, row: dict[str, str], checked: Checked) -> dict[str, str]:
        report = checked.report
        return {
            "file": checked.name,
            "agency": checked.organ,
            "year": str(report.year) if report and report.year is not None else "",
            "status": checked.status.value,
            **{name: str(number) for name, number in self._setting.versions._asdict().items()},
            "score": points_words(checked.sheet.score) if checked.sheet else "",
            **row,
        }


def _other_cell(facts: dict[str, object]) -> str:
    """A cell of another report: its organ, its year, its address, and the number if any."""
    named = (facts["agency"], facts["year"], facts["address"])
    place = " ".join(str(one) for one in named if one is not None)
    return place if facts["number"] is None else f"{place} = {facts['number']}"
