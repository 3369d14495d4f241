"""A table between facts and print: rows that know their labels, values and what befell them.

Takes facts, gives sheets that damages change in place; printing turns a sheet into places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby
from typing import Literal

from tests.dialects import forms
from tests.dialects.addressing import words
from tests.dialects.facts import Facts

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
    rows: dict[forms.TableName, list[Row]] = {
        "proactive": _proactive(facts),
        "requests": _requests(facts),
        "disputes": _disputes(facts),
    }
    return {
        name: Sheet(
            name,
            facts.edition,
            rows[name],
            {a: Certainty.KEPT for a in facts.cells if a.startswith(f"{name}/")},
        )
        for name in rows
    }


def _value(facts: Facts, address: str, columns: int = 1) -> Value:
    return Value(facts.cells[address].printed, (address,), columns)


def _proactive(facts: Facts) -> list[Row]:
    rows: list[Row] = []
    width = 4 if facts.edition == "2021" else 6
    for caption, columns, lines in forms.PROACTIVE[facts.edition]:
        if facts.edition == "2021":
            spans = [1, 1, 1] if len(columns) == 3 else [3]
        else:
            spans = [2, 1, 2] if len(columns) == 3 else [3, 2]
        heads = [Label(label, span) for (_, label), span in zip(columns, spans, strict=True)]
        rows.append(Row("caption", [Label(caption, width)]))
        rows.append(Row("head", [Label(forms.CONTENT), *heads]))
        for key, label in lines:
            values = [
                _value(facts, f"proactive/{key}/{column}", span)
                for (column, _), span in zip(columns, spans, strict=True)
            ]
            rows.append(Row("data", key=key, labels=[label], values=values))
    return rows


def request_heads() -> list[Row]:
    """Return the three head rows of table three."""
    return [
        Row("head", [Label(forms.CORNER, 3, 3), Label(forms.APPLICANTS, 7)]),
        Row("head", [Label("自然人", 1, 2), Label(forms.ORGANISATIONS, 5), Label("总计", 1, 2)]),
        Row("head", [Label(label) for _, label in forms.REQUEST_COLUMNS[1:-1]]),
    ]


def _requests(facts: Facts) -> list[Row]:
    rows = request_heads()
    for key, _ in groupby(words(a)[1] for a in facts.cells if a.startswith("requests/")):
        values = [_value(facts, f"requests/{key}/{column}") for column, _ in forms.REQUEST_COLUMNS]
        rows.append(Row("data", key=key, labels=list(forms.REQUEST_ROWS[key]), values=values))
    return rows


def _disputes(facts: Facts) -> list[Row]:
    labels = [label for _, label in forms.DISPUTE_COLUMNS]
    values = [_value(facts, a) for a in facts.cells if a.startswith("disputes/")]
    heads = [Label(label, 1, 2) for label in labels]
    lesser = [Label(forms.DIRECT, 5), Label(forms.AFTER_REVIEW, 5)]
    return [
        Row("head", [Label(forms.REVIEW, 5), Label(forms.LITIGATION, 10)]),
        Row("head", heads + lesser),
        Row("head", [Label(label) for label in labels * 2]),
        Row("data", key="disputes", values=values),
    ]


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
