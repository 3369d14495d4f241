"""The JSON Schema of written reports."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from govdisclosure.codec.keys import (
    BLOCKS,
    DATE,
    DECIMAL,
    TAGS,
    PrintedTable,
    is_mapping,
    is_tuple,
    keys_of,
)
from govdisclosure.forms.layout import Edition, SectionKind, TableKind, TableLayout, table_layouts
from govdisclosure.forms.sheet_indicators import SheetKind
from govdisclosure.model.addresses import Address, addresses, addresses_of
from govdisclosure.model.cells import Cell
from govdisclosure.model.diagnostics import Diagnostic, Severity
from govdisclosure.model.identity import FoundBy
from govdisclosure.model.report import Block, Closing, Report, Section
from govdisclosure.model.statistics import StatisticsRow
from govdisclosure.model.tables import PrintedLabel, Table
from govdisclosure.source import Origin, Residue, ResidueReason, Span
from govdisclosure.text import CellState
from govdisclosure.version import SCHEMA_VERSION

__all__ = ["json_schema"]


#: Name in ``$defs`` and type; the tables of the forms are added from the layout.
_DEFINITIONS: Mapping[str, type] = {
    "section": Section,
    "closing": Closing,
    **BLOCKS,
    "statistics_row": StatisticsRow,
    "cell": Cell,
    "printed_label": PrintedLabel,
    "residue": Residue,
    "diagnostic": Diagnostic,
    "origin": Origin,
    "span": Span,
    "address": Address,
    "edition": Edition,
    "section_kind": SectionKind,
    "table_kind": TableKind,
    "cell_state": CellState,
    "residue_reason": ResidueReason,
    "severity": Severity,
}
_NAMES: Mapping[object, str] = {kind: name for name, kind in _DEFINITIONS.items()}
_LEAVES: Mapping[object, Mapping[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date", "pattern": f"^{DATE.pattern}$"},
    Decimal: {
        "type": "string",
        "pattern": f"^{DECIMAL.pattern}$",
        "description": "A decimal number with every printed digit, such as 190.40; "
        "a number without a fraction is a JSON integer.",
    },
}
_MARKUP = re.compile(r":\w+:`([^`]+)`|``([^`]+)``")


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the output of :func:`to_json`, as a new dict.

    It constrains single values; conditions on a report as a whole, such as no two sections of
    one kind, are checked only by :func:`from_json`.

    Example:
        >>> json_schema()["properties"]["schema"]
        {'const': 1, 'description': 'The number of this schema.'}
    """
    report = _class_schema(Report)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:govdisclosure:report:{SCHEMA_VERSION}",
        "title": "政府信息公开工作年度报告",
        **report,
        "properties": {
            "schema": {"const": SCHEMA_VERSION, "description": "The number of this schema."},
            "library": {
                "type": "string",
                "description": "The version of govdisclosure that wrote the report.",
            },
            "computed": _computed_schema(),
            **report["properties"],
        },
        "required": ["schema", "library", *report["required"]],
        "$defs": {
            "block": {"anyOf": [_schema_of(kind) for kind in get_args(Block)]},
            **{name: _definition(kind) for name, kind in _DEFINITIONS.items()},
            **{f"table_{layout.name}": _table_schema(layout) for layout in table_layouts()},
        },
    }


def _computed_schema() -> dict[str, Any]:
    found_by = {"enum": [*(one.value for one in FoundBy), None], "description": _HOW_FOUND}
    return {
        "type": "object",
        "description": "What follows from the report; not looked at when it is read.",
        "properties": {
            "agency": {"type": ["string", "null"], "description": "The organ that reports."},
            "year": {"type": ["integer", "null"], "description": "The year reported on."},
            "edition": _schema_of(Edition | None),
            **{f"{name}_found_by": found_by for name in ("title", "agency", "year")},
            "sections_found_by": {"type": "array", "items": found_by},
        },
    }


_HOW_FOUND = "Where it was found; null where it was not."


def _description(kind: type) -> dict[str, str]:
    """The first paragraph of the docstring; nothing if Python was started without them."""
    paragraph = cleandoc(kind.__doc__ or "").split("\n\n")[0].replace("\n", " ")
    words = _MARKUP.sub(lambda found: found[1] or found[2], paragraph)
    return {"description": words} if words else {}


def _schema_of(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - any type of a field
    if kind in _LEAVES:
        return dict(_LEAVES[kind])
    if kind == Block:
        return {"$ref": "#/$defs/block"}
    if get_origin(kind) in {Union, UnionType}:
        return {"anyOf": [_schema_of(member) for member in get_args(kind)]}
    if is_mapping(kind):
        return {"type": "object", "additionalProperties": _schema_of(get_args(kind)[1])}
    if not is_tuple(kind):
        return {"$ref": f"#/$defs/{_NAMES[kind]}"}
    element, *others = get_args(kind)
    schema: dict[str, Any] = {"type": "array", "items": _schema_of(element)}
    if others != [Ellipsis]:
        schema |= {"minItems": 1 + len(others), "maxItems": 1 + len(others)}
    return schema


def _class_schema(kind: type) -> dict[str, Any]:
    needed, _ = keys_of(kind)
    types = (
        get_type_hints(kind)
        if kind is Origin
        else {field.name: field.type for field in attrs.fields(kind)}
    )
    tag = {"type": {"const": TAGS[kind]}} if kind in TAGS else {}
    return {
        **_description(kind),
        "type": "object",
        "properties": tag | {name: _schema_of(one) for name, one in types.items()},
        "required": needed,
        "additionalProperties": False,
    }


def _definition(kind: type) -> dict[str, Any]:
    if issubclass(kind, Enum):
        return {**_description(kind), "enum": [member.value for member in kind]}
    if kind is Span:
        offsets = {"items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
        return {**_description(kind), "type": "array", **offsets}
    if kind is Address:
        known = dict.fromkeys(
            str(address) for form in (*Edition, SheetKind.STATISTICS) for address in addresses(form)
        )
        return {**_description(kind), "enum": list(known)}
    if kind is Table:
        names = [f"table_{layout.name}" for layout in table_layouts()]
        return {**_description(kind), "anyOf": [{"$ref": f"#/$defs/{name}"} for name in names]}
    schema = _class_schema(kind)
    return schema | {"allOf": list(_states_of_cells())} if kind is Cell else schema


def _states_of_cells() -> Iterable[dict[str, Any]]:
    """The fields that a cell in each state must and must not have."""
    nothing = {"type": "null"}
    number, words = [CellState.NUMBER.value], [CellState.MARK.value, CellState.TEXT.value]
    for states, key, others in ((number, "value", ("unit",)), (words, "text", ())):
        yield {
            "if": {"properties": {"state": {"enum": states}}},
            "then": {"properties": {key: {"not": nothing}}, "required": [key]},
            "else": {"properties": dict.fromkeys((key, *others), nothing)},
        }
    yield {
        "if": {"properties": {"state": {"enum": [CellState.TEXT.value, CellState.ABSENT.value]}}},
        "then": {"properties": {"note": nothing}},
    }


def _table_schema(layout: TableLayout) -> dict[str, Any]:
    """The table of one edition: every cell under its address, with its labels in words."""
    schema = _class_schema(PrintedTable)
    places = addresses_of(layout.kind, layout.edition)
    cells = {
        str(place): {
            "$ref": "#/$defs/cell",
            "title": place.words("zh", layout.edition),
            "description": place.words("en", layout.edition),
        }
        for place in places
    }
    return schema | {
        "properties": schema["properties"]
        | {
            "kind": schema["properties"]["kind"] | {"const": layout.kind.value},
            "edition": {"const": layout.edition.value if layout.edition else None},
            "cells": {
                "type": "object",
                "properties": cells,
                "required": list(cells),
                "additionalProperties": False,
            },
        }
    }
