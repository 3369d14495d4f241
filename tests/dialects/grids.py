"""The three tables as grids of own and covered places.

Takes facts, gives rows of fields with their spans; it prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from . import forms
from .addressing import words
from .facts import Facts

#: How table two of 2019 is laid out; 2021 has four columns always.
ProactiveShape = Literal["five", "six"]
Relabel = Callable[[str], str]


@dataclass(frozen=True)
class Field:
    """One own cell: its text and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1
    #: Whether a value of the form stands here, not a label.
    is_value: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: its width and its rows of own cells."""

    name: forms.TableName
    width: int
    rows: tuple[tuple[Field, ...], ...]

    def relabelled(self, relabel: Relabel) -> Grid:
        """Return the grid with other words in its labels."""
        rows = tuple(
            tuple(f if f.is_value else replace(f, text=relabel(f.text)) for f in row)
            for row in self.rows
        )
        return replace(self, rows=rows)


@dataclass(frozen=True)
class Place:
    """One place of the grid: the field that holds or covers it."""

    field: Field
    kind: Literal["own", "left", "above"]


def make_grid(facts: Facts, name: forms.TableName, shape: ProactiveShape = "five") -> Grid:
    """Return the table *name* of *facts*."""
    if name == "proactive":
        return _proactive(facts, shape)
    return _requests(facts) if name == "requests" else _disputes(facts)


def places(grid: Grid) -> list[list[Place]]:
    """Return every place of *grid*, row by row."""
    out: list[list[Place | None]] = [[None] * grid.width for _ in grid.rows]
    for r, row in enumerate(grid.rows):
        c = 0
        for field in row:
            while out[r][c] is not None:
                c += 1
            for dr in range(field.rows):
                for dc in range(field.columns):
                    kind: Literal["own", "left", "above"] = "left" if dc else "own"
                    out[r + dr][c + dc] = Place(field, "above" if dr else kind)
            c += field.columns
    return [[place for place in row if place is not None] for row in out]


def _value(facts: Facts, address: str, columns: int = 1) -> Field:
    return Field(facts.cells[address].printed, columns, is_value=True)


def _spans(edition: forms.Edition, shape: ProactiveShape, count: int) -> tuple[list[int], ...]:
    """Return the widths of the heads and of the values of a block with *count* columns."""
    if edition == "2021":
        return ([3], [3]) if count == 1 else ([1, 1, 1], [1, 1, 1])
    if shape == "five":
        return ([1, 2, 1], [2, 1, 1]) if count == 3 else ([2, 2], [2, 2])
    return ([2, 1, 2], [2, 1, 2]) if count == 3 else ([3, 2], [3, 2])


def _proactive(facts: Facts, shape: ProactiveShape) -> Grid:
    width = 4 if facts.edition == "2021" else {"five": 5, "six": 6}[shape]
    rows: list[tuple[Field, ...]] = []
    for caption, columns, lines in forms.PROACTIVE[facts.edition]:
        heads, values = _spans(facts.edition, shape, len(columns))
        rows.append((Field(caption, width),))
        labels = [Field(label, span) for (_, label), span in zip(columns, heads, strict=True)]
        rows.append((Field(forms.CONTENT), *labels))
        for row_key, label in lines:
            cells = [
                _value(facts, f"proactive/{row_key}/{key}", span)
                for (key, _), span in zip(columns, values, strict=True)
            ]
            rows.append((Field(label), *cells))
    return Grid("proactive", width, tuple(rows))


def _requests(facts: Facts) -> Grid:
    rows: list[tuple[Field, ...]] = [
        (Field(forms.CORNER, 3, 3), Field(forms.APPLICANTS, 7)),
        (Field("自然人", 1, 2), Field(forms.ORGANISATIONS, 5), Field("总计", 1, 2)),
        tuple(Field(label) for _, label in forms.REQUEST_COLUMNS[1:-1]),
    ]
    keys = [k for k, _ in groupby(words(a)[1] for a in facts.cells if a.startswith("requests/"))]
    stubs = [forms.REQUEST_ROWS[key] for key in keys]
    for i, (key, stub) in enumerate(zip(keys, stubs, strict=True)):
        fields: list[Field] = []
        for level, label in enumerate(stub):
            is_last = level == len(stub) - 1
            above = stubs[i - 1][: level + 1] if i else ()
            if is_last:
                fields.append(Field(label, 3 - level))
            elif above != stub[: level + 1]:
                count = sum(other[: level + 1] == stub[: level + 1] for other in stubs)
                fields.append(Field(label, 1, count))
        for column, _ in forms.REQUEST_COLUMNS:
            fields.append(_value(facts, f"requests/{key}/{column}"))
        rows.append(tuple(fields))
    return Grid("requests", 10, tuple(rows))


def _disputes(facts: Facts) -> Grid:
    labels = [label for _, label in forms.DISPUTE_COLUMNS]
    values = [
        _value(facts, f"disputes/{kind}/{key}")
        for kind in forms.DISPUTE_KINDS
        for key, _ in forms.DISPUTE_COLUMNS
        if f"disputes/{kind}/{key}" in facts.cells
    ]
    rows = (
        (Field(forms.REVIEW, 5), Field(forms.LITIGATION, 10)),
        (
            *(Field(label, 1, 2) for label in labels),
            Field(forms.DIRECT, 5),
            Field(forms.AFTER_REVIEW, 5),
        ),
        tuple(Field(label) for label in labels * 2),
        tuple(values),
    )
    return Grid("disputes", 15, rows)
