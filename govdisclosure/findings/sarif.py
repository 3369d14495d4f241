"""Findings as SARIF 2.1.0, which code hosts and editors show.

Takes files of a run; a waived finding is a suppressed result, an unreadable file a notification.
"""

import os
import re
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from govdisclosure.findings.checked import Checked, Status
from govdisclosure.findings.facts import (
    at_fault,
    identified,
    other_cells,
    place_of,
    run_facts,
)
from govdisclosure.findings.output import Output, Setting
from govdisclosure.findings.wording import say
from govdisclosure.model.diagnostics import Diagnostic, Severity
from govdisclosure.rules.basis.rule import Rule
from govdisclosure.rules.handbook import explain
from govdisclosure.site import page_of_rule
from govdisclosure.wording import COLON, Wording

__all__ = ["SarifOutput"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
#: The name of our fingerprint, with the version of its computation.
_FINGERPRINT = "govdisclosure/v1"
#: What begins a link in a message (SARIF 2.1.0, 3.11.6).
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


class SarifOutput(Output):
    """Writes one SARIF log with one run."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._places = {rule.code: number for number, rule in enumerate(setting.rules)}
        self._notifications: list[dict[str, Any]] = []
        self._is_whole = True
        self._is_first = True

    def begin(self) -> str:
        """The tool with its rules."""
        setting = self._setting
        driver = {
            "name": "govdisclosure",
            "version": setting.versions.library,
            "language": Wording("zh-CN", "en-US").text(setting.language),
            "properties": run_facts(setting),
            "rules": [self._rule(rule) for rule in setting.rules],
        }
        return (
            f'{{"$schema": {self._setting.spelled(_SCHEMA)}, "version": "2.1.0", "runs": [{{'
            f'"tool": {{"driver": {self._setting.spelled(driver)}}},\n'
            f'"language": {self._setting.spelled(driver["language"])}, '
            '"columnKind": "unicodeCodePoints", "results": ['
        )

    def add(self, checked: Checked) -> str:
        """The results of a file, a line each."""
        language = self._language
        location = {"physicalLocation": {"artifactLocation": {"uri": _uri(checked.file)}}}
        if checked.status in {Status.UNREADABLE, Status.FAULT}:
            self._is_whole = False
            text = checked.failure.text(language) if checked.failure else ""
            text = text or say(language, f"status_{checked.status.value}")
            self._notify("error", text, location)
        if checked.status is Status.SKIPPED and checked.failure is not None:
            self._notify("note", checked.failure.text(language), location)
        if checked.status is Status.MISSING:
            words = f"{checked.organ}{COLON.text(language)}{say(language, 'status_missing')}"
            self._notify("warning", words)
        for note in checked.troubled_notes:
            self._notify("warning", note.text(language), location)
        lines = []
        for one, reason, fingerprint in identified(checked):
            result = self._result(one, checked, fingerprint, reason)
            lines.append(f"{'' if self._is_first else ','}\n{self._setting.spelled(result)}")
            self._is_first = False
        return "".join(lines)

    def end(self) -> str:
        """The outcome of the run."""
        invocation = {
            "executionSuccessful": self._is_whole,
            "toolExecutionNotifications": self._notifications,
        }
        return f'\n], "invocations": [{self._setting.spelled(invocation)}]}}]}}\n'

    def _notify(self, level: str, text: str, *locations: dict[str, Any]) -> None:
        self._notifications.append(
            {"level": level, "message": _message(text), "locations": list(locations)}
        )

    def _rule(self, rule: Rule) -> dict[str, Any]:
        language = self._language
        page = explain(rule, language)
        title = rule.title.text(language)
        address = page_of_rule(rule.code, language) if rule.pages else None
        return {
            "id": rule.code,
            "name": rule.name,
            "shortDescription": {"text": title},
            "fullDescription": {"text": _opening(page) or title},
            "help": {"text": page, "markdown": page},
            **({"helpUri": address} if address else {}),
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        }

    def _result(
        self, one: Diagnostic, checked: Checked, fingerprint: str, reason: str | None
    ) -> dict[str, Any]:
        place = place_of(one, checked)
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(checked.file)}}
        origin = place.origin
        if origin is not None and place.end is not None:
            physical["region"] = {
                "startLine": origin.line,
                "startColumn": origin.column,
                "endLine": place.end[0],
                "endColumn": place.end[1],
            }
        language = self._language
        location: dict[str, Any] = {"physicalLocation": physical}
        logical = [(address.words(language), str(address), "member") for address in one.addresses]
        if origin is not None and place.end is None:
            location["message"] = _message(place.words(language))
            parts = [f"{name}={part}" for name, part in place.facts().items() if name != "address"]
            logical.append((place.words(language), "/".join(parts), "element"))
        if logical:
            location["logicalLocations"] = [
                {"name": name, "fullyQualifiedName": path, "kind": kind}
                for name, path, kind in logical
            ]
        result = {
            "ruleId": one.code,
            "ruleIndex": self._places[one.code],
            "level": _LEVELS[one.severity],
            "message": _message(one.text(language)),
            "locations": [location],
            "partialFingerprints": {_FINGERPRINT: fingerprint},
        }
        properties: dict[str, Any] = {}
        if suspects := at_fault(one):
            properties["atFault"] = [str(address) for address in suspects]
        if found := other_cells(one):
            properties["otherCells"] = found
        if properties:
            result["properties"] = properties
        if reason is not None:
            result["suppressions"] = [
                {"kind": "external", "status": "accepted", "justification": reason}
            ]
        return result


def _message(text: str) -> dict[str, str]:
    """A message; what would be a link in it comes from a document and is none."""
    return {"text": _LINK.sub(r"\\[", text)}


def _opening(page: str) -> str:
    """The first paragraph of a page: what is wrong."""
    parts = [part.strip() for part in page.split("\n\n")]
    return next((part for part in parts if part[:1] not in {"#", "-", ""}), "")


def _uri(file: str) -> str:
    """A file as a relative or absolute URI."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
