"""Differences as JSON, for programs: exact numbers, sentences in both languages.

Takes a :class:`Diff` and gives text; a number that is not whole is a string, so that it is exact.
"""

import json
from typing import Any

from govdisclosure.comparison.cells import CellDiff, Printed
from govdisclosure.comparison.sections import SectionDiff
from govdisclosure.comparison.two import Diff
from govdisclosure.crosswalk import Correspondence
from govdisclosure.model.cells import Cell
from govdisclosure.model.report import Report
from govdisclosure.text import json_value
from govdisclosure.version import __version__
from govdisclosure.wording import in_both

__all__ = ["diff_json"]

#: Raised when fields change their meaning or go.
_SCHEMA_VERSION = 1


def diff_json(found: Diff) -> str:
    """The differences as JSON."""
    data = {
        "schema": _SCHEMA_VERSION,
        "library": __version__,
        "old": _report(found.old),
        "new": _report(found.new),
        "cells": [_difference(one) for one in found.cells],
        "sections": [_section(one) for one in found.sections],
        "not_compared": [_unlike(one) for one in found.not_compared],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _report(report: Report) -> dict[str, Any]:
    edition = report.edition.value if report.edition else None
    return {"agency": report.agency, "year": report.year, "edition": edition}


def _difference(one: CellDiff) -> dict[str, Any]:
    percent = one.percent
    return {
        "address": str(one.address),
        "degree": one.degree.value,
        "why": _why(one),
        "old": _cell(one.old),
        "new": _cell(one.new),
        "change": json_value(one.change),
        "percent": None if percent is None else str(percent),
        "old_cells": _cells(one.old_cells),
        "new_cells": _cells(one.new_cells),
    }


def _cells(cells: Printed) -> list[dict[str, Any]]:
    return [{"address": str(address), **(_cell(cell) or {})} for address, cell in cells]


def _cell(cell: Cell | None) -> dict[str, Any] | None:
    """A cell with its place; None for a sum that there is not."""
    if cell is None:
        return None
    return {
        "state": cell.state.value,
        "value": json_value(cell.value),
        "text": cell.text,
        "note": cell.note,
        "unit": cell.unit,
        "place": cell.place.words("en") if cell.place else None,
    }


def _section(one: SectionDiff) -> dict[str, Any]:
    return {
        "part": one.part.value,
        "kind": one.kind.value if one.kind else None,
        "heading": one.heading,
        "lines": [
            {"change": line.change.value, "old": line.old, "new": line.new} for line in one.changes
        ],
    }


def _unlike(one: Correspondence) -> dict[str, Any]:
    sides = {"old": one.here, "new": one.there}
    return {
        **{name: [str(address) for address in side] for name, side in sides.items()},
        "why": _why(one),
    }


def _why(one: CellDiff | Correspondence) -> dict[str, str] | None:
    return in_both(one.why) if any(one.why) else None
