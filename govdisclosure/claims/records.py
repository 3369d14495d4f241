"""Claims for others: a flat record each, and JSON with a schema of its own.

Takes a report and gives plain words and numbers. Parts and wholes are named by the numbers of their
claims, which count from 0 in the order of the document.
"""

import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from enum import Enum
from fractions import Fraction
from typing import Any, NamedTuple

from govdisclosure.claims.claim import ClaimSubject, Direction, Quantity, Relation
from govdisclosure.claims.reading import iter_claims
from govdisclosure.model.report import Report
from govdisclosure.model.verdict import Verdict
from govdisclosure.text import format_number
from govdisclosure.version import CLAIMS_VERSION, __version__

__all__ = ["ClaimRecord", "claims_json", "claims_schema", "iter_claim_records", "print_quantity"]

_BETWEEN = "; "


class ClaimRecord(NamedTuple):
    """One claim of one report: a row of a table whose columns are these fields."""

    #: Where the report was read, in the words of the caller.
    file: str | None
    #: The organ that reports, as printed, and the year reported on.
    agency: str | None
    year: int | None
    #: Which of the report's claims it is, from 0.
    number: int
    #: The words, without blanks.
    text: str
    #: Values of :class:`ClaimSubject`, :class:`Relation` and :class:`Direction`.
    subject: str
    relation: str
    direction: str | None
    #: As a decimal number, a fraction as 「1/3」.
    quantity: str
    unit: str | None
    approximate: bool
    negated: bool
    #: The cells that are meant, by their addresses between semicolons.
    cells: str
    #: Of a share, the cells of its whole.
    base: str
    #: The claims that are its parts, and the claim that is its whole, by their numbers.
    parts: str
    whole: int | None
    #: What it could be, one group of cells behind the other between bars.
    candidates: str
    #: A value of :class:`Verdict`, the cells whose sum it passed as, and what is there instead.
    verdict: str
    reading: str
    computed: str | None
    #: Where the number stands in the text that was read, from and up to.
    start: int | None
    end: int | None


def iter_claim_records(
    report: Report, *, previous: Report | None = None, file: str | None = None
) -> Iterator[ClaimRecord]:
    r"""Go through the claims of *report*, one record each.

    Args:
        report: The report.
        previous: The report on the year before, as for :func:`iter_claims`.
        file: What the records say of where it was read.

    Example:
        >>> from govdisclosure.api import parse
        >>> report = parse("某某局2023年政府信息公开工作年度报告\n一、总体情况\n收到申请12件。")
        >>> [(one.quantity, one.cells) for one in iter_claim_records(report)]
        [('12', 'requests/received_new/total')]
    """
    claims = tuple(iter_claims(report, previous=previous))
    numbers = {id(claim): number for number, claim in enumerate(claims)}
    agency, year = report.agency, report.year
    for number, claim in enumerate(claims):
        yield ClaimRecord(
            file=file,
            agency=agency,
            year=year,
            number=number,
            text=claim.text,
            subject=claim.subject.value,
            relation=claim.relation.value,
            direction=claim.direction.value if claim.direction else None,
            quantity=print_quantity(claim.quantity),
            unit=claim.unit,
            approximate=claim.approximate,
            negated=claim.negated,
            cells=_joined(claim.meant),
            base=_joined(claim.base),
            parts=_joined(numbers[id(part)] for part in claim.parts),
            whole=None if claim.whole is None else numbers[id(claim.whole)],
            candidates=" | ".join(map(_joined, claim.candidates)),
            verdict=claim.verdict.value,
            reading=_joined(claim.reading),
            computed=None if claim.computed is None else print_quantity(claim.computed),
            start=claim.figure.start if claim.figure else None,
            end=claim.figure.end if claim.figure else None,
        )


def _joined(parts: Iterable[object]) -> str:
    return _BETWEEN.join(map(str, parts))


def print_quantity(quantity: Quantity) -> str:
    """A quantity as a decimal number, a fraction as 「1/3」."""
    return str(quantity) if isinstance(quantity, Fraction) else format_number(quantity)


# ------------------------------------------------------------------------------ JSON


def claims_json(report: Report, *, previous: Report | None = None) -> str:
    r"""The claims of *report* as JSON, indented by two blanks and ended by ``\n``.

    Example:
        >>> json.loads(claims_json(Report()))["claims"]
        []
    """
    data = {
        "schema": CLAIMS_VERSION,
        "library": __version__,
        "agency": report.agency,
        "year": report.year,
        "claims": [_data_of(one) for one in iter_claim_records(report, previous=previous)],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


_LISTS = frozenset({"cells", "base", "reading"})
_ENVELOPE = frozenset({"file", "agency", "year"})


def _data_of(record: ClaimRecord) -> dict[str, Any]:
    """A record as JSON has it: lists as arrays."""
    data: dict[str, Any] = {}
    for name, value in record._asdict().items():
        if name in _LISTS:
            data[name] = _split(value)
        elif name == "parts":
            data[name] = list(map(int, _split(value)))
        elif name == "candidates":
            data[name] = [_split(one) for one in value.split(" | ") if one]
        elif name not in _ENVELOPE:
            data[name] = value
    return data


def _split(joined: str) -> list[str]:
    return joined.split(_BETWEEN) if joined else []


_TEXT = {"type": "string"}
_NUMBER = {"type": "integer", "minimum": 0}
_QUANTITY = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"}
_CELLS = {
    "type": "array",
    "items": {"type": "string", "pattern": "^[a-z_]+/[a-z0-9_]+/[a-z_]+$"},
}


def _one_of(kind: type[Enum]) -> dict[str, Any]:
    return {"enum": [member.value for member in kind]}


def _maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


#: The fields of a claim, in the order of the record.
_PROPERTIES: dict[str, dict[str, Any]] = {
    "number": _NUMBER,
    "text": _TEXT,
    "subject": _one_of(ClaimSubject),
    "relation": _one_of(Relation),
    "direction": _maybe(_one_of(Direction)),
    "quantity": _QUANTITY,
    "unit": _maybe(_TEXT),
    "approximate": {"type": "boolean"},
    "negated": {"type": "boolean"},
    "cells": _CELLS,
    "base": _CELLS,
    "parts": {"type": "array", "items": _NUMBER},
    "whole": _maybe(_NUMBER),
    "candidates": {"type": "array", "items": _CELLS},
    "verdict": _one_of(Verdict),
    "reading": _CELLS,
    "computed": _maybe(_QUANTITY),
    "start": _maybe(_NUMBER),
    "end": _maybe(_NUMBER),
}


def claims_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what :func:`claims_json` gives, as a new dict.

    Example:
        >>> claims_schema()["properties"]["schema"]
        {'const': 1}
    """
    claim = {
        "type": "object",
        "properties": deepcopy(_PROPERTIES),
        "required": list(_PROPERTIES),
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:govdisclosure:claims:{CLAIMS_VERSION}",
        "title": "政府信息公开工作年度报告正文所述数字",
        "type": "object",
        "properties": {
            "schema": {"const": CLAIMS_VERSION},
            "library": dict(_TEXT),
            "agency": _maybe(dict(_TEXT)),
            "year": _maybe({"type": "integer"}),
            "claims": {"type": "array", "items": claim},
        },
        "required": ["schema", "library", "agency", "year", "claims"],
        "additionalProperties": False,
    }
