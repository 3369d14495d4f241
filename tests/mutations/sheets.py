"""A table between facts and print: rows that know their labels, values and what befell them.

Takes facts, gives sheets that damages change in place; printing turns a sheet into places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from tests.dialects import forms
from tests.dialects.addressing import words
from tests.dialects.facts import Facts
from tests.dialects.grids import make_grid

#: A caption or a head of the table, a row with values, or a line that is no row of it.
RowKind = Literal["caption", "head", "data", "stray"]


class Certainty(IntEnum):
    """What a careful human can say of a cell from the document alone."""

    #: Not printed: a value must not be given, unless it is the truth's.
    GONE = 0
    #: Printed perhaps, but its row or column is a guess: the truth or nothing must be given.
    UNDECIDABLE = 1
    #: Printed, and its row and column can be told.
    KEPT = 2


@dataclass
class Label:
    """A cell with words in it."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass
class Value:
    """A cell with the value of an address; of none if no form has its column."""

    text: str
    addresses: tuple[str, ...] = ()
    columns: int = 1


@dataclass
class Row:
    """A row: a head with its cells, or labels from the outermost inwards and values."""

    kind: RowKind
    cells: list[Label] = field(default_factory=list)
    key: str = ""
    labels: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    #: Names of the groups are printed here too.
    repeats: bool = False
    #: Stands where the outermost label covers the place.
    scatter: str = ""
    #: Whether the label's own cell is there: as it is, empty, or not at all.
    labelled: Literal["yes", "empty", "no"] = "yes"
    #: The label in several cells; empty when it has but one.
    pieces: tuple[str, ...] = ()
    values_first: bool = False
    #: The values stand so many places too far right.
    shift: int = 0
    #: Label and values stand in one cell.
    glued: bool = False
    #: A damage of values or label is here or next to here already.
    locked: bool = False

    @property
    def addresses(self) -> Iterator[str]:
        """Yield the addresses whose values stand here."""
        for value in self.values:
            yield from value.addresses


@dataclass
class Sheet:
    """One of the three tables on its way into print."""

    name: forms.TableName
    edition: forms.Edition
    rows: list[Row]
    #: What is left of each address.
    certainty: dict[str, Certainty]
    #: Addresses whose print was blanked out.
    blanked: set[str] = field(default_factory=set)
    #: Columns or heads are not as in the form, so neither may be damaged again.
    heads_locked: bool = False
    #: A row has as many values as in the form.
    has_form_columns: bool = True
    #: Everything stands in one paragraph without separators.
    glued: bool = False

    @property
    def data(self) -> list[Row]:
        """The rows with values."""
        return [row for row in self.rows if row.kind == "data"]

    @property
    def heads(self) -> list[Row]:
        """The rows with heads of columns."""
        return [row for row in self.rows if row.kind == "head"]

    def lower(self, addresses: Iterable[str], to: Certainty) -> None:
        """Say that of *addresses* no more can be told than *to*."""
        for address in addresses:
            self.certainty[address] = min(self.certainty[address], to)

    def neighbours(self, row: Row) -> list[Row]:
        """Return the rows with values before and behind *row*."""
        data = self.data
        at = next(i for i, other in enumerate(data) if other is row)
        return [*data[max(at - 1, 0) : at], *data[at + 1 : at + 2]]

    def lock(self, row: Row) -> None:
        """Let no other damage touch *row* or its neighbours."""
        for one in (row, *self.neighbours(row)):
            one.locked = True


def make_sheets(facts: Facts) -> dict[forms.TableName, Sheet]:
    """Return the three tables of *facts* as yet undamaged."""
    names: tuple[forms.TableName, ...] = ("proactive", "requests", "disputes")
    return {name: _make_sheet(facts, name) for name in names}


def _make_sheet(facts: Facts, name: forms.TableName) -> Sheet:
    addresses = [address for address in facts.cells if address.startswith(f"{name}/")]
    unread = iter(addresses)
    rows: list[Row] = []
    for fields in make_grid(facts, name, "six").rows:
        values = [Value(one.text, (next(unread),), one.columns) for one in fields if one.is_value]
        if not values:
            is_caption = name == "proactive" and len(fields) == 1
            cells = [Label(one.text, one.columns, one.rows) for one in fields]
            rows.append(Row("caption" if is_caption else "head", cells))
            continue
        key = name if name == "disputes" else words(values[0].addresses[0])[1]
        labels = [fields[0].text] if name == "proactive" else forms.REQUEST_ROWS.get(key, ())
        rows.append(Row("data", key=key, labels=[*labels], values=values))
    return Sheet(name, facts.edition, rows, dict.fromkeys(addresses, Certainty.KEPT))


# ------------------------------------------------------------------------------ places


@dataclass(frozen=True)
class Place:
    """One place of the grid."""

    text: str
    kind: Literal["own", "left", "above"] = "own"
    is_value: bool = False


Line = list[Place] | str


def lines_of(sheet: Sheet) -> list[Line]:
    """Return the rows of *sheet* as places of a grid; a stray line as a string."""
    out: list[Line] = []
    covered: dict[int, tuple[Label, int]] = {}
    path: list[str] = []
    for row in deepcopy(sheet.rows):
        if row.kind == "stray":
            out.append(row.cells[0].text)
        elif row.kind == "data":
            covered = {}
            out.append(_data_places(row, path, {"requests": 3, "proactive": 1}.get(sheet.name, 0)))
            path = row.labels
        else:
            out.append(_head_places(row, covered))
    return out


def _head_places(row: Row, covered: dict[int, tuple[Label, int]]) -> list[Place]:
    places: list[Place] = []
    cells = list(row.cells)
    while cells or len(places) in covered:
        at = len(places)
        if at in covered:
            label, left = covered.pop(at)
            places.append(Place(label.text, "above"))
            if left > 1:
                covered[-1 - at] = (label, left - 1)
            continue
        label = cells.pop(0)
        for offset in range(label.columns):
            places.append(Place(label.text, "left" if offset else "own"))
            if label.rows > 1:
                covered[-1 - at - offset] = (label, label.rows - 1)
    for at in [at for at in covered if at < 0]:
        covered[-1 - at] = covered.pop(at)
    return places


def _data_places(row: Row, above: list[str], width: int) -> list[Place]:
    values: list[Place] = []
    for value in row.values:
        values.append(Place(value.text, is_value=True))
        values += [Place(value.text, "left", is_value=True)] * (value.columns - 1)
    stub: list[Place] = []
    for level, label in enumerate(row.labels[:-1]):
        if level == 0 and row.scatter:
            stub.append(Place(row.scatter))
        else:
            is_new = row.repeats or above[: level + 1] != row.labels[: level + 1]
            stub.append(Place(label, "own" if is_new else "above"))
    if row.labels:
        stub += _own_label(row, width - len(stub))
    if row.glued:
        own = [place for place in stub if place.kind == "own"]
        rest = "".join(v.text for v in values if v.kind == "own")
        return [*own[:-1], Place((own[-1].text if own else "") + rest)]
    if row.values_first:
        return values + stub
    if row.shift > 0:
        return [*stub, *[Place("")] * row.shift, *values]
    if row.shift < 0:
        movable = next((i for i, place in enumerate(stub) if place.kind != "own"), None)
        if movable is not None:
            del stub[movable]
        return [*stub, *values, Place("")]
    return stub + values


def _own_label(row: Row, width: int) -> list[Place]:
    if row.labelled != "yes":
        return [Place("")] if row.labelled == "empty" else []
    if row.pieces:
        return [Place(piece) for piece in row.pieces]
    return [Place(row.labels[-1]), *[Place(row.labels[-1], "left")] * (width - 1)]
