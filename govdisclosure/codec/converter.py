"""The converter between the model and the data of JSON; its hooks coerce nothing."""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, cast, get_args

import attrs
from cattrs import BaseValidationError, Converter
from cattrs.cols import namedtuple_dict_structure_factory
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from govdisclosure.codec.keys import (
    BLOCKS,
    DATE,
    DECIMAL,
    SPARSE,
    TAGS,
    PrintedTable,
    is_mapping,
    is_tuple,
    keys_of,
)
from govdisclosure.codec.refusals import PlacedError, check_keys, exactly, object_in, one_of, refuse
from govdisclosure.errors import CodecError
from govdisclosure.forms.layout import TableKind
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.report import Block
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.model.tables import Table
from govdisclosure.source import Origin, Span

__all__ = ["report_converter"]

_Hook = Callable[[Any, Any], Any]
_NUMBER = int | Decimal | None


@cache
def report_converter() -> Converter:
    """The converter of this module; its hooks coerce nothing."""
    converter = Converter(detailed_validation=True)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, exactly)
    converter.register_structure_hook(float, lambda data, _: _read_float(data))
    converter.register_structure_hook(date, lambda data, _: _read_date(data))
    converter.register_structure_hook(Address, lambda data, _: _read_address(data))
    converter.register_structure_hook(Span, lambda data, _: _read_span(data))
    converter.register_structure_hook(_NUMBER, lambda data, _: _read_number(data))
    converter.register_structure_hook(Enum, _read_enum)  # older cattrs look for it by class only
    converter.register_structure_hook_func(_is_enum, _read_enum)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(Address, str)
    converter.register_unstructure_hook(Span, list)
    converter.register_structure_hook(Origin, _class_reader(Origin, converter))
    converter.register_unstructure_hook(Origin, _write_origin)
    converter.register_unstructure_hook(_NUMBER, _write_number)
    converter.register_structure_hook_factory(is_tuple, _tuple_reader)
    converter.register_structure_hook_factory(is_mapping, _mapping_reader)
    converter.register_structure_hook_factory(attrs.has, _class_reader)
    converter.register_unstructure_hook_factory(is_tuple, _tuple_writer)
    converter.register_unstructure_hook_factory(is_mapping, _mapping_writer)
    converter.register_unstructure_hook_factory(attrs.has, _class_writer)

    def read_block(data: object, _: object) -> Block:
        return cast("Block", converter.structure(data, _kind_of_block(object_in(data))))

    def read_table(data: object, _: object) -> Table:
        return _table_of(converter.structure(data, PrintedTable))

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
        Table, lambda table: converter.unstructure(_printed_table_of(table), PrintedTable)
    )
    return converter


def _is_enum(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _read_float(data: object) -> float:
    """A finite number; an integer remains one, as fields of this type may hold it."""
    if type(data) is int:
        return data
    number = exactly(data, float)
    return number if math.isfinite(number) else refuse(number, float)


def _read_date(data: object) -> date:
    text = exactly(data, str)
    try:
        if DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise PlacedError(f"不是日期（年-月-日）：{text!r}", f"{text!r} is not a date (YYYY-MM-DD)")


def _read_address(data: object) -> Address:
    text = exactly(data, str)
    try:
        return Address.parse(text)
    except KeyError as error:
        raise PlacedError(f"表式中没有地址 {text!r}", str(error.args[0])) from None


def _read_span(data: object) -> Span:
    offsets = exactly(data, list)
    if len(offsets) != len(Span._fields):
        raise PlacedError("区间应为两个整数", "a span is two integers")
    start, end = (exactly(offset, int, f"[{index}]") for index, offset in enumerate(offsets))
    return Span(start, end)


def _write_origin(origin: Origin) -> dict[str, object]:
    """The fields that apply."""
    return {
        name: list(part) if isinstance(part, tuple) else part
        for name, part in origin._asdict().items()
        if part is not None
    }


def _read_enum(data: object, kind: type[Enum]) -> Enum:
    return kind(one_of(data, [member.value for member in kind]))


def _read_number(data: object) -> int | Decimal | None:
    """An integer, or a decimal number in a string; its scale is kept."""
    if data is None:
        return None
    if type(data) is not str:
        return exactly(data, int)
    if not DECIMAL.fullmatch(data):
        raise PlacedError(f"不是十进制数：{data!r}", f"{data!r} is not a decimal number")
    return Decimal(data)


def _write_number(number: int | Decimal | None) -> int | str | None:
    if number is None or isinstance(number, int):
        return number
    text = f"{number:f}" if _exponent_of(number) <= 0 else str(number)
    if not DECIMAL.fullmatch(text):
        raise CodecError(
            f"{text} 不是报告里的数 @ $", f"{text} is not a number a report can have @ $"
        )
    return text


def _exponent_of(number: Decimal) -> int:
    """The exponent; 0 for anything that is not a number."""
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _structure_at(place: int | str, data: object, hook: _Hook, kind: type) -> object:
    """The element at *place*, which is added to the path of its errors."""
    try:
        return hook(data, kind)
    except (BaseValidationError, PlacedError) as error:
        error.add_note(IterableValidationNote(f"at {place}", place, kind))
        raise IterableValidationError("in a container", [error], kind) from error


def _tuple_reader(kind: Any, converter: Converter) -> _Hook:  # noqa: ANN401 - any tuple[...]
    """Make a reader of ``tuple[X, ...]`` and of pairs and quadruples of one type."""
    element, *others = get_args(kind)
    hook = converter.get_structure_hook(element)
    count = None if others == [Ellipsis] else 1 + len(others)

    def read(data: object, _: object) -> tuple[object, ...]:
        elements = exactly(data, list)
        if count is not None and len(elements) != count:
            raise PlacedError(
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
            exactly(key, key_type): _structure_at(key, value, hook, element)
            for key, value in object_in(data).items()
        }

    return read


def _mapping_writer(kind: Any, converter: Converter) -> Callable[[Any], dict[str, Any]]:  # noqa: ANN401
    hook = converter.get_unstructure_hook(get_args(kind)[1])
    return lambda values: {key: hook(value) for key, value in values.items()}


def _class_reader(kind: type, converter: Converter) -> _Hook:
    is_tuple = kind is Origin
    make = namedtuple_dict_structure_factory if is_tuple else make_dict_structure_fn
    build: _Hook = make(kind, converter)
    needed, known = keys_of(kind)
    allowed = frozenset(known)
    tag = TAGS.get(kind)

    def read(data: object, _: object) -> object:
        members = object_in(data)
        check_keys(members, needed, allowed)
        if tag is not None:
            one_of(members["type"], (tag,), ".type")
        return build(members, kind)

    return read


def _class_writer(kind: type, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    write: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(
        kind,
        converter,
        _cattrs_omit_if_default=kind in SPARSE,
        _cattrs_include_init_false=True,  # what a row of a sheet counts, which its table sets
    )
    if kind not in TAGS:
        return write
    tag = TAGS[kind]
    return lambda value: {"type": tag, **write(value)}


def _kind_of_block(members: Mapping[str, object]) -> type:
    check_keys(members, ("type",), members)
    return BLOCKS[one_of(members["type"], BLOCKS, ".type")]


def _check_indicators(sheet: StatisticsTable, rows: Iterable[Mapping[str, object]]) -> None:
    """Refuse a row whose indicator contradicts its words.

    Raises:
        PlacedError: The first such row.
    """
    for place, (row, printed) in enumerate(zip(sheet.rows, rows, strict=True)):
        said = printed["indicator"]
        if said != row.indicator:
            raise PlacedError(
                f"{said!r} 与「{row.label}」一行的文字不符，应为 {row.indicator!r}",
                f"{said!r} is not what the words of the row “{row.label}” say: {row.indicator!r}",
                f".rows[{place}].indicator",
            )


def _printed_table_of(table: Table) -> PrintedTable:
    return PrintedTable(
        kind=table.kind,
        edition=table.edition,
        cells={str(address): cell for address, cell in table.items()},
        labels=table.labels,
        span=table.span,
    )


def _table_of(printed: PrintedTable) -> Table:
    """The table, its cells in print order whatever their order in the data."""
    if (printed.kind is TableKind.DISPUTES) != (printed.edition is None):
        raise PlacedError(
            "表二、表三须有版本（2019 或 2021），表四没有",
            "tables two and three have an edition, table four has none",
            ".edition",
        )
    keys = [str(address) for address in addresses_of(printed.kind, printed.edition)]
    check_keys(printed.cells, keys, frozenset(keys), ".cells")
    return Table(
        kind=printed.kind,
        edition=printed.edition,
        cells=tuple(printed.cells[key] for key in keys),
        labels=printed.labels,
        span=printed.span,
    )
