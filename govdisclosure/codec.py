r"""Reports as JSON and back, and the schema of that JSON.

Takes a report and gives JSON that a person can read: the fields of the model under their own
names, the cells of a statutory table keyed by their addresses in print order. All comes back, what
takes no part in ``==`` as well, such as the places in the file that was read. Nothing is coerced:
whatever is not exactly what the schema says is one :class:`CodecError`, ``description @
$.sections[2].blocks[0].text``.
"""

import json
import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Any, NoReturn, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen
from cattrs import BaseValidationError, Converter
from cattrs.cols import namedtuple_dict_structure_factory
from cattrs.errors import AttributeValidationNote, IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from govdisclosure.errors import CodecError
from govdisclosure.indicators import SheetKind
from govdisclosure.layout import Edition, SectionKind, TableKind, TableLayout, table_layouts
from govdisclosure.model.addresses import Address, addresses, addresses_of
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.cells import Cell
from govdisclosure.model.diagnostics import Diagnostic, Severity
from govdisclosure.model.identity import FoundBy
from govdisclosure.model.report import Block, Closing, Report, Section
from govdisclosure.model.statistics import StatisticsRow, StatisticsTable
from govdisclosure.model.tables import PrintedLabel, Table
from govdisclosure.source import Origin, Residue, ResidueReason, Span
from govdisclosure.text import CellState
from govdisclosure.version import __version__

__all__ = ["SCHEMA_VERSION", "from_data", "from_json", "json_schema", "to_data", "to_json"]

#: The number of the schema; it changes with every change of what is written.
SCHEMA_VERSION = 1

_T = TypeVar("_T")
_Hook = Callable[[Any, Any], Any]

# ------------------------------------------------------------------------------ the shape


@frozen(kw_only=True)
class _PrintedTable:
    """A statutory table as JSON has it: each cell under its address."""

    kind: TableKind
    edition: Edition | None
    cells: Mapping[str, Cell]
    labels: tuple[PrintedLabel, ...]
    span: Span | None


#: What a block says it is, in the key ``type``.
_BLOCKS: Mapping[str, type] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "table": Table,
    "statistics_table": StatisticsTable,
    "other_table": OtherTable,
    "picture": Picture,
}
_TAGS: Mapping[type, str] = {kind: tag for tag, kind in _BLOCKS.items()} | {_PrintedTable: "table"}
#: Classes whose fields are left out where they are None; so are those of origins.
_SPARSE = frozenset({Cell})
#: What stands in the JSON beside the fields of the report.
_ENVELOPE = ("schema", "library", "computed")
_NUMBER = int | Decimal | None
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:E\+[0-9]{1,3})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SURROGATE = re.compile("[\ud800-\udfff]")


# ------------------------------------------------------------------------------ the two ways


def to_json(report: Report) -> str:
    r"""The report as JSON, indented by two blanks and ended by ``\n``; equal fields, equal text.

    Raises:
        CodecError: A number of the report is none of JSON, such as ``Decimal("NaN")``.

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
    # Half a character, which no encoding can write; these stand in strings only.
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def from_json(text: str) -> Report:
    """The report that *text* holds; one of any version of the library, if its schema is known.

    Raises:
        CodecError: *text* is no JSON, or not what :func:`json_schema` says, or no report could
            have such a value.
    """
    constants: list[str] = []

    def constant(name: str) -> float:
        constants.append(name)
        return float(name)

    try:
        data = json.loads(text, object_pairs_hook=_object_of, parse_constant=constant)
    except RecursionError:
        raise CodecError("嵌套过深，不是报告 @ $", "nested too deeply for a report @ $") from None
    except ValueError as error:
        raise CodecError(f"不是 JSON：{error} @ $", f"no JSON: {error} @ $") from error
    report = from_data(data)
    if constants:  # all but one place was looked at
        raise CodecError(
            f"{constants[0]} 不是 JSON 的数字 @ $.computed",
            f"{constants[0]} is no number of JSON @ $.computed",
        )
    return report


def to_data(report: Report) -> dict[str, Any]:
    """What the JSON of *report* holds, as new dicts, lists, strings and numbers.

    Raises:
        CodecError: A number of the report is none of JSON, such as ``Decimal("NaN")``.
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
        **_converter().unstructure(report, Report),
    }


def _value(found_by: FoundBy | None) -> str | None:
    return found_by.value if found_by else None


def from_data(data: object) -> Report:
    """The report that the data of a JSON text hold; ``computed`` is not looked at.

    Raises:
        CodecError: As for :func:`from_json`.
    """
    try:
        return _report_in(_object(data))
    except (BaseValidationError, _PlacedError) as error:
        raise _complaint(error) from None


def _report_in(members: Mapping[str, object]) -> Report:
    _check_keys(members, ("schema",), members)
    number = _exactly(members["schema"], int, ".schema")
    if number != SCHEMA_VERSION:
        raise _PlacedError(
            f"未知的 schema {number}，本版本只识别 {SCHEMA_VERSION}；请升级 govdisclosure",
            f"unknown schema {number}, this version knows {SCHEMA_VERSION}; upgrade govdisclosure",
            ".schema",
        )
    _check_keys(members, ("library",), members)
    _exactly(members["library"], str, ".library")
    _object(members.get("computed", {}), ".computed")
    fields = {name: value for name, value in members.items() if name not in _ENVELOPE}
    return _converter().structure(fields, Report)


# ------------------------------------------------------------------------------ what is refused


class _PlacedError(CodecError):
    """What is wrong, and where below the value that was being read."""

    def __init__(self, chinese: str, english: str, path: str = "") -> None:
        super().__init__(chinese, english)
        self.path = path


def _complaint(error: Exception) -> CodecError:
    """The first thing that is wrong, in the order of the model, with its path."""
    path = "$"
    while isinstance(error, BaseValidationError):
        error = error.exceptions[0]
        for note in getattr(error, "__notes__", ()):
            if isinstance(note, AttributeValidationNote):
                path += f".{note.name}"
            elif isinstance(note, IterableValidationNote):
                path += f"[{json.dumps(note.index, ensure_ascii=False)}]"
    if isinstance(error, _PlacedError):
        path += error.path
        return CodecError(f"{error.chinese} @ {path}", f"{error.english} @ {path}")
    return CodecError(f"报告不能有这样的值：{error} @ {path}", f"{error} @ {path}")


_WORDS: Mapping[type, tuple[str, str]] = {
    dict: ("对象", "an object"),
    list: ("数组", "an array"),
    str: ("字符串", "a string"),
    int: ("整数", "an integer"),
    float: ("带小数的数字", "a number with a fraction"),
    bool: ("布尔值", "a truth value"),
    NoneType: ("null", "null"),
}


def _refuse(data: object, kind: type, path: str = "") -> NoReturn:
    """Say which type is wanted and which one stands there.

    Raises:
        _PlacedError: Always.
    """
    name = type(data).__name__
    chinese, english = _WORDS.get(type(data), (name, name))
    if isinstance(data, float) and not math.isfinite(data):
        chinese = english = str(data)
    wanted = ("有限的数字", "a finite number") if kind is float else _WORDS[kind]
    raise _PlacedError(
        f"应为{wanted[0]}，实为{chinese}", f"{wanted[1]} expected, not {english}", path
    )


def _exactly(data: object, kind: type[_T], path: str = "") -> _T:
    """*data*, which is of *kind* and of no subclass; True is no integer."""
    if type(data) is not kind:
        _refuse(data, kind, path)
    return data


def _one_of(data: object, known: Collection[str], path: str = "") -> str:
    """*data*, which is one of the *known* words."""
    word = _exactly(data, str, path)
    if word not in known:
        raise _PlacedError(
            f"{word!r} 不在可用的值之内：{'、'.join(known)}",
            f"{word!r} is none of {', '.join(known)}",
            path,
        )
    return word


class _Repeated(dict[str, object]):
    """An object of JSON that names a key twice."""

    key = ""


def _object_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    repeated = _Repeated(members)
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            repeated.key = key
            break
        seen.add(key)
    return repeated


def _object(data: object, path: str = "") -> dict[str, object]:
    """*data*, which is an object with each key once."""
    if isinstance(data, _Repeated):
        raise _PlacedError(f"键 {data.key!r} 出现两次", f"the key {data.key!r} stands twice", path)
    return _exactly(data, dict, path)


def _check_keys(
    members: Mapping[str, object],
    needed: Iterable[str],
    known: Collection[str],
    path: str = "",
) -> None:
    """Refuse an object that lacks a key or has one too many.

    Raises:
        _PlacedError: The first such key.
    """
    for key in needed:
        if key not in members:
            raise _PlacedError(f"缺少键 {key!r}", f"the key {key!r} is missing", path)
    for key in members:
        if key not in known:
            raise _PlacedError(f"未知的键 {key!r}", f"unknown key {key!r}", path)


# ------------------------------------------------------------------------------ the converter


@cache
def _converter() -> Converter:
    """The converter of this module; its hooks coerce nothing."""
    converter = Converter(detailed_validation=True)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly)
    converter.register_structure_hook(float, lambda data, _: _read_float(data))
    converter.register_structure_hook(date, lambda data, _: _read_date(data))
    converter.register_structure_hook(Address, lambda data, _: _read_address(data))
    converter.register_structure_hook(Span, lambda data, _: _read_span(data))
    converter.register_structure_hook(_NUMBER, lambda data, _: _read_number(data))
    converter.register_structure_hook_func(_is_enum, _read_enum)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(Address, str)
    converter.register_unstructure_hook(Span, list)
    converter.register_structure_hook(Origin, _class_reader(Origin, converter))
    converter.register_unstructure_hook(Origin, _write_origin)
    converter.register_unstructure_hook(_NUMBER, _write_number)
    converter.register_structure_hook_factory(_is_tuple, _tuple_reader)
    converter.register_structure_hook_factory(_is_mapping, _mapping_reader)
    converter.register_structure_hook_factory(attrs.has, _class_reader)
    converter.register_unstructure_hook_factory(_is_tuple, _tuple_writer)
    converter.register_unstructure_hook_factory(_is_mapping, _mapping_writer)
    converter.register_unstructure_hook_factory(attrs.has, _class_writer)

    def read_block(data: object, _: object) -> Block:
        return cast("Block", converter.structure(data, _kind_of_block(_object(data))))

    def read_table(data: object, _: object) -> Table:
        return _table_of(converter.structure(data, _PrintedTable))

    build_sheet = _class_reader(StatisticsTable, converter)

    def read_sheet(data: object, kind: object) -> StatisticsTable:
        sheet: StatisticsTable = build_sheet(data, kind)
        _check_indicators(sheet, cast("Mapping[str, Any]", data)["rows"])
        return sheet

    converter.register_structure_hook(StatisticsTable, read_sheet)
    converter.register_structure_hook(Block, read_block)
    converter.register_unstructure_hook(Block, converter.unstructure)
    converter.register_structure_hook(Table, read_table)
    converter.register_unstructure_hook(
        Table, lambda table: converter.unstructure(_printed_table_of(table), _PrintedTable)
    )
    return converter


def _is_enum(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _is_tuple(kind: object) -> bool:
    return get_origin(kind) is tuple


def _is_mapping(kind: object) -> bool:
    return get_origin(kind) is Mapping


# -- leaves


def _read_float(data: object) -> float:
    """A finite number; an integer stays one, as fields of this type may hold it."""
    if type(data) is int:
        return data
    number = _exactly(data, float)
    return number if math.isfinite(number) else _refuse(number, float)


def _read_date(data: object) -> date:
    text = _exactly(data, str)
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _PlacedError(f"不是日期（年-月-日）：{text!r}", f"{text!r} is no date (YYYY-MM-DD)")


def _read_address(data: object) -> Address:
    text = _exactly(data, str)
    try:
        return Address.parse(text)
    except KeyError as error:
        raise _PlacedError(f"表式中没有地址 {text!r}", str(error.args[0])) from None


def _read_span(data: object) -> Span:
    offsets = _exactly(data, list)
    if len(offsets) != len(Span._fields):
        raise _PlacedError("区间应为两个整数", "a span is two integers")
    start, end = (_exactly(offset, int, f"[{index}]") for index, offset in enumerate(offsets))
    return Span(start, end)


def _write_origin(origin: Origin) -> dict[str, object]:
    """The parts that apply."""
    return {
        name: list(part) if isinstance(part, tuple) else part
        for name, part in origin._asdict().items()
        if part is not None
    }


def _read_enum(data: object, kind: type[Enum]) -> Enum:
    return kind(_one_of(data, [member.value for member in kind]))


def _read_number(data: object) -> int | Decimal | None:
    """An integer, or a decimal number in a string; its scale is kept."""
    if data is None:
        return None
    if type(data) is not str:
        return _exactly(data, int)
    if not _DECIMAL.fullmatch(data):
        raise _PlacedError(f"不是十进制数：{data!r}", f"{data!r} is no decimal number")
    return Decimal(data)


def _write_number(number: int | Decimal | None) -> int | str | None:
    if number is None or isinstance(number, int):
        return number
    text = f"{number:f}" if _exponent_of(number) <= 0 else str(number)
    if not _DECIMAL.fullmatch(text):
        raise CodecError(f"{text} 不是报告里的数 @ $", f"{text} is no number of a report @ $")
    return text


def _exponent_of(number: Decimal) -> int:
    """The exponent; 0 for what is no number."""
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


# -- containers


def _structure_at(place: int | str, data: object, hook: _Hook, kind: type) -> object:
    """The element at *place*, whose faults bear the place."""
    try:
        return hook(data, kind)
    except (BaseValidationError, _PlacedError) as error:
        error.add_note(IterableValidationNote(f"at {place}", place, kind))
        raise IterableValidationError("in a container", [error], kind) from error


def _tuple_reader(kind: Any, converter: Converter) -> _Hook:  # noqa: ANN401 - any tuple[...]
    """Reads ``tuple[X, ...]`` and the pairs and quadruples of one type."""
    element, *others = get_args(kind)
    hook = converter.get_structure_hook(element)
    count = None if others == [Ellipsis] else 1 + len(others)

    def read(data: object, _: object) -> tuple[object, ...]:
        elements = _exactly(data, list)
        if count is not None and len(elements) != count:
            raise _PlacedError(
                f"应有 {count} 项，实有 {len(elements)} 项",
                f"{count} elements expected, not {len(elements)}",
            )
        return tuple(
            _structure_at(place, value, hook, element) for place, value in enumerate(elements)
        )

    return read


def _tuple_writer(kind: Any, converter: Converter) -> Callable[[Any], list[Any]]:  # noqa: ANN401
    hook = converter.get_unstructure_hook(get_args(kind)[0])
    return lambda values: [hook(value) for value in values]


def _mapping_reader(kind: Any, converter: Converter) -> _Hook:  # noqa: ANN401 - any Mapping[...]
    key_type, element = get_args(kind)
    hook = converter.get_structure_hook(element)

    def read(data: object, _: object) -> dict[str, object]:
        return {
            _exactly(key, key_type): _structure_at(key, value, hook, element)
            for key, value in _object(data).items()
        }

    return read


def _mapping_writer(kind: Any, converter: Converter) -> Callable[[Any], dict[str, Any]]:  # noqa: ANN401
    hook = converter.get_unstructure_hook(get_args(kind)[1])
    return lambda values: {key: hook(value) for key, value in values.items()}


# -- classes


def _keys_of(kind: type) -> tuple[list[str], list[str]]:
    """The keys that an object of *kind* needs, and all that it may have."""
    if kind is Origin:
        return [], list(Origin._fields)
    fields = attrs.fields(kind)
    tag = ["type"] if kind in _TAGS else []
    known = tag + [field.name for field in fields]
    if kind not in _SPARSE:
        return known, known
    return tag + [field.name for field in fields if field.default is attrs.NOTHING], known


def _class_reader(kind: type, converter: Converter) -> _Hook:
    is_tuple = kind is Origin
    make = namedtuple_dict_structure_factory if is_tuple else make_dict_structure_fn
    build: _Hook = make(kind, converter)
    needed, known = _keys_of(kind)
    allowed = frozenset(known)
    tag = _TAGS.get(kind)

    def read(data: object, _: object) -> object:
        members = _object(data)
        _check_keys(members, needed, allowed)
        if tag is not None:
            _one_of(members["type"], (tag,), ".type")
        return build(members, kind)

    return read


def _class_writer(kind: type, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    write: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(
        kind,
        converter,
        _cattrs_omit_if_default=kind in _SPARSE,
        _cattrs_include_init_false=True,  # what a row of a sheet counts, which its table tells
    )
    if kind not in _TAGS:
        return write
    tag = _TAGS[kind]
    return lambda value: {"type": tag, **write(value)}


def _kind_of_block(members: Mapping[str, object]) -> type:
    _check_keys(members, ("type",), members)
    return _BLOCKS[_one_of(members["type"], _BLOCKS, ".type")]


def _check_indicators(sheet: StatisticsTable, rows: Iterable[Mapping[str, object]]) -> None:
    """Refuse a row that says to count something else than its words do.

    Raises:
        _PlacedError: The first such row.
    """
    for place, (row, printed) in enumerate(zip(sheet.rows, rows, strict=True)):
        said = printed["indicator"]
        if said != row.indicator:
            raise _PlacedError(
                f"{said!r} 与「{row.label}」一行的文字不符，应为 {row.indicator!r}",
                f"{said!r} is not what the words of the row “{row.label}” say: {row.indicator!r}",
                f".rows[{place}].indicator",
            )


def _printed_table_of(table: Table) -> _PrintedTable:
    return _PrintedTable(
        kind=table.kind,
        edition=table.edition,
        cells={str(address): cell for address, cell in table.items()},
        labels=table.labels,
        span=table.span,
    )


def _table_of(printed: _PrintedTable) -> Table:
    """The table, its cells in print order in whatever order they stood."""
    if (printed.kind is TableKind.DISPUTES) != (printed.edition is None):
        raise _PlacedError(
            "表二、表三须有版本（2019 或 2021），表四没有",
            "tables two and three have an edition, table four has none",
            ".edition",
        )
    keys = [str(address) for address in addresses_of(printed.kind, printed.edition)]
    _check_keys(printed.cells, keys, frozenset(keys), ".cells")
    return Table(
        kind=printed.kind,
        edition=printed.edition,
        cells=tuple(printed.cells[key] for key in keys),
        labels=printed.labels,
        span=printed.span,
    )


# ------------------------------------------------------------------------------ the schema

#: Name in ``$defs`` and type; the tables of the forms are added from the layout.
_DEFINITIONS: Mapping[str, type] = {
    "section": Section,
    "closing": Closing,
    "heading": Heading,
    "paragraph": Paragraph,
    "table": Table,
    "statistics_table": StatisticsTable,
    "statistics_row": StatisticsRow,
    "other_table": OtherTable,
    "picture": Picture,
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
    date: {"type": "string", "format": "date", "pattern": f"^{_DATE.pattern}$"},
    Decimal: {
        "type": "string",
        "pattern": f"^{_DECIMAL.pattern}$",
        "description": "A decimal number with every printed digit, such as 190.40; "
        "a number without a fraction is a JSON integer.",
    },
}
_MARKUP = re.compile(r":\w+:`([^`]+)`|``([^`]+)``")


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what :func:`to_json` gives, as a new dict.

    It says all that can be said about single values; what a report as a whole refuses, such as
    two sections of one kind, only :func:`from_json` knows.

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
    """The first paragraph of the docstring; nothing where Python was told to drop them."""
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
    if _is_mapping(kind):
        return {"type": "object", "additionalProperties": _schema_of(get_args(kind)[1])}
    if not _is_tuple(kind):
        return {"$ref": f"#/$defs/{_NAMES[kind]}"}
    element, *others = get_args(kind)
    schema: dict[str, Any] = {"type": "array", "items": _schema_of(element)}
    if others != [Ellipsis]:
        schema |= {"minItems": 1 + len(others), "maxItems": 1 + len(others)}
    return schema


def _class_schema(kind: type) -> dict[str, Any]:
    needed, _ = _keys_of(kind)
    types = (
        get_type_hints(kind)
        if kind is Origin
        else {field.name: field.type for field in attrs.fields(kind)}
    )
    tag = {"type": {"const": _TAGS[kind]}} if kind in _TAGS else {}
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
    """What a cell in each state has and has not."""
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
    schema = _class_schema(_PrintedTable)
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
