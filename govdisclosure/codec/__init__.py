r"""Reports as JSON and back, and the schema of that JSON.

Takes a report and gives JSON that a person can read: the fields of the model under their own
names, the cells of a statutory table keyed by their addresses in print order. Everything comes
back, even what ``==`` ignores, such as the places in the file. Nothing is coerced: a value that
does not match the schema is one :class:`CodecError`, ``description @
$.sections[2].blocks[0].text``.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from cattrs import BaseValidationError

from govdisclosure.codec.converter import report_converter
from govdisclosure.codec.refusals import (
    PlacedError,
    check_keys,
    complaint,
    exactly,
    object_in,
    object_of,
)
from govdisclosure.codec.schema import json_schema
from govdisclosure.errors import CodecError
from govdisclosure.model.identity import FoundBy
from govdisclosure.model.report import Report
from govdisclosure.version import SCHEMA_VERSION, __version__

__all__ = ["from_data", "from_json", "json_schema", "to_data", "to_json"]

#: The keys of the JSON besides the fields of the report.
_ENVELOPE = ("schema", "library", "computed")
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(report: Report) -> str:
    r"""The report as JSON, indented by two blanks and ended by ``\n``; equal fields, equal text.

    Raises:
        CodecError: A number of the report does not exist in JSON, such as ``Decimal("NaN")``.

    Example:
        >>> from_json(to_json(Report(title="某某局2023年政府信息公开工作年度报告"))).year
        2023
    """
    try:
        text = json.dumps(to_data(report), ensure_ascii=False, indent=2, allow_nan=False)
    except ValueError as error:
        raise CodecError(
            f"不能写成 JSON：{error} @ $", f"cannot be written as JSON: {error} @ $"
        ) from error
    # Lone surrogates, which occur in strings only, cannot be encoded.
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def from_json(text: str) -> Report:
    """The report that *text* holds, written by any version of the library with a known schema.

    Raises:
        CodecError: *text* is not JSON, or does not match :func:`json_schema`, or no report could
            have such a value.
    """
    constants: list[str] = []

    def constant(name: str) -> float:
        constants.append(name)
        return float(name)

    try:
        data = json.loads(text, object_pairs_hook=object_of, parse_constant=constant)
    except RecursionError:
        raise CodecError("嵌套过深，不是报告 @ $", "nested too deeply for a report @ $") from None
    except ValueError as error:
        raise CodecError(f"不是 JSON：{error} @ $", f"no JSON: {error} @ $") from error
    report = from_data(data)
    if constants:  # all but one place was checked
        raise CodecError(
            f"{constants[0]} 不是 JSON 的数字 @ $.computed",
            f"{constants[0]} is not a JSON number @ $.computed",
        )
    return report


def to_data(report: Report) -> dict[str, Any]:
    """The data of the JSON of *report*, as new dicts, lists, strings and numbers.

    Raises:
        CodecError: A number of the report does not exist in JSON, such as ``Decimal("NaN")``.
    """
    edition = report.edition
    return {
        "schema": SCHEMA_VERSION,
        "library": __version__,
        "computed": {
            "agency": report.agency,
            "year": report.year,
            "edition": edition.value if edition else None,
            "title_found_by": _value(report.title_found_by),
            "agency_found_by": _value(report.agency_found_by),
            "year_found_by": _value(report.year_found_by),
            "sections_found_by": [_value(section.found_by) for section in report.sections],
        },
        **report_converter().unstructure(report, Report),
    }


def _value(found_by: FoundBy | None) -> str | None:
    return found_by.value if found_by else None


def from_data(data: object) -> Report:
    """The report in the data of a JSON text; ``computed`` is ignored.

    Raises:
        CodecError: As for :func:`from_json`.
    """
    try:
        return _report_in(object_in(data))
    except (BaseValidationError, PlacedError) as error:
        raise complaint(error) from None


def _report_in(members: Mapping[str, object]) -> Report:
    check_keys(members, ("schema",), members)
    number = exactly(members["schema"], int, ".schema")
    if number != SCHEMA_VERSION:
        raise PlacedError(
            f"未知的 schema {number}，本版本只识别 {SCHEMA_VERSION}；请升级 govdisclosure",
            f"unknown schema {number}, this version knows {SCHEMA_VERSION}; upgrade govdisclosure",
            ".schema",
        )
    check_keys(members, ("library",), members)
    exactly(members["library"], str, ".library")
    object_in(members.get("computed", {}), ".computed")
    fields = {name: value for name, value in members.items() if name not in _ENVELOPE}
    return report_converter().structure(fields, Report)
