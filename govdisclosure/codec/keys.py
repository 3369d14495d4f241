"""The shape of the JSON: the keys of each object, and the form of numbers and dates."""

import re
from collections.abc import Mapping
from typing import get_args, get_origin

import attrs
from attrs import frozen

from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.cells import Cell
from govdisclosure.model.report import Block
from govdisclosure.model.tables import PrintedLabel
from govdisclosure.source import Origin, Span

__all__ = [
    "BLOCKS",
    "DATE",
    "DECIMAL",
    "SPARSE",
    "TAGS",
    "PrintedTable",
    "is_mapping",
    "is_tuple",
    "keys_of",
]


@frozen(kw_only=True)
class PrintedTable:
    """A statutory table as JSON has it: each cell under its address."""

    kind: TableKind
    edition: Edition | None
    cells: Mapping[str, Cell]
    labels: tuple[PrintedLabel, ...]
    span: Span | None


#: The values of the key ``type`` of a block.
BLOCKS: Mapping[str, type] = {kind.tag: kind for kind in get_args(Block)}
TAGS: Mapping[type, str] = {kind: tag for tag, kind in BLOCKS.items()} | {PrintedTable: "table"}
#: Classes whose fields are left out when they are None, besides origins.
SPARSE = frozenset({Cell})
DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:E\+[0-9]{1,3})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_tuple(kind: object) -> bool:
    """Whether *kind* is ``tuple[...]``."""
    return get_origin(kind) is tuple


def is_mapping(kind: object) -> bool:
    """Whether *kind* is ``Mapping[...]``."""
    return get_origin(kind) is Mapping


def keys_of(kind: type) -> tuple[list[str], list[str]]:
    """The keys that an object of *kind* needs, and all that it may have."""
    if kind is Origin:
        return [], list(Origin._fields)
    fields = attrs.fields(kind)
    tag = ["type"] if kind in TAGS else []
    known = tag + [field.name for field in fields]
    if kind not in SPARSE:
        return known, known
    return tag + [field.name for field in fields if field.default is attrs.NOTHING], known
