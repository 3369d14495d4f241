"""``doctor``: the result of each stage of reading a file, for a bug report.

Takes paths and prints the Source, the syntax trees, the cells or the round trip of each.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import attrs

from govdisclosure.align import told_tables
from govdisclosure.api import parse
from govdisclosure.builders import build_report, outline_tree, table_tree
from govdisclosure.characters import in_columns
from govdisclosure.cli.screen import Screen, Words
from govdisclosure.cli.session import FAULT, Session
from govdisclosure.forms.layout import layout_of
from govdisclosure.grammar.outline import outline_of
from govdisclosure.source import Field, Grid, Piece, Source

__all__ = ["STAGES", "examine_inputs"]

#: The maximum length of words in a tree or a difference.
_LONGEST_WORDS = 60


def examine_inputs(session: Session, stage: str, paths: Sequence[str]) -> None:
    """Print *stage* of every input, under its name if there are several."""
    screen = Screen()
    inputs = session.inputs(paths)
    for one in inputs:
        with session.attempt(one.name):
            source = one.read()
            if len(inputs) > 1:
                screen.line(Words(f"# {one.name}", "heading"))
            for line in STAGES[stage](session, source):
                screen.line(line)


# ------------------------------------------------------------------------------ source


def _source_lines(_session: Session, source: Source) -> Iterator[str]:
    """Every item with its offsets, then what was set aside."""
    yield f"{len(source.text)} characters, {source.encoding or 'no encoding'}, {source.name}"
    if source.decoding_faults:
        yield f"{source.decoding_faults} places not decoded"
    for item in source.items:
        if isinstance(item, Grid):
            yield from _grid_lines(source, item)
        else:
            kind = "PICTURE" if item.is_picture else "LINE"
            yield f"{kind} {_field(source, item.field)}"
    for piece in source.residue:
        place = "" if piece.span is None else _place(source, piece.span.start, piece.span.end)
        yield f"RESIDUE {piece.reason.value} {place} {piece.text}"
    for key, value in source.page.items():
        yield f"PAGE {key}={value}"


def _grid_lines(source: Source, grid: Grid) -> Iterator[str]:
    kind = grid.kind.value if grid.kind else "other"
    edition = f" {grid.edition.value}" if grid.edition else ""
    yield f"GRID {kind}{edition} {_place(source, *grid.span)} {len(grid.rows)} rows"
    for number, row in enumerate(grid.rows, start=1):
        yield f"  ROW {number}"
        for field in row:
            yield f"    {field.type} {_field(source, field)}"


def _field(source: Source, field: Field) -> str:
    escaped = " \\" if field.is_escaped else ""
    return f"{_place(source, field.start, field.end)}{escaped} {field.text}"


def _place(source: Source, start: int, end: int) -> str:
    """Offsets, and the line and column of the first."""
    line, column = source.position(start)
    return f"[{start}:{end}] {line}:{column}"


# ------------------------------------------------------------------------------ tree


def _tree_lines(session: Session, source: Source) -> Iterator[str]:
    """The tree of the outline, then that of each statutory table."""
    yield from _branch(outline_tree(outline_of(source)), 0)
    for item in source.items:
        if isinstance(item, Grid) and item.kind is not None:
            layout = layout_of(item.kind, item.edition)
            tree = table_tree(item, layout)
            yield ""
            if tree is None:
                yield f"{layout.name}: {session.say('tree_aligned')}"
            else:
                yield from _branch(tree, 0)


class _Tree(Protocol):
    """The parsers' trees, as they are printed here."""

    @property
    def data(self) -> object:
        """The name of the rule."""

    @property
    def children(self) -> Sequence[Any]:
        """Pieces and trees."""


def _branch(tree: _Tree, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{tree.data}"
    for child in tree.children:
        if isinstance(child, Piece):
            yield f"{'  ' * (depth + 1)}{child.type} {_shortened(_words_of(child))}".rstrip(" ")
        else:
            yield from _branch(child, depth + 1)


def _words_of(piece: Piece) -> str:
    """The words of a cell, a line, a title or a table."""
    if isinstance(piece, Field):
        return piece.text
    fields: Sequence[Field] = getattr(piece, "fields", ())
    field: Field | None = getattr(piece, "field", None)
    grid: Grid | None = getattr(piece, "grid", None)
    if grid is not None:
        return f"{len(grid.rows)} rows"
    return field.text if field is not None else " / ".join(one.text for one in fields)


# ------------------------------------------------------------------------------ cells


def _cell_lines(session: Session, source: Source) -> Iterator[str]:
    """Address, state, value, spelling and place of every cell, in columns.

    A cell of a damaged table is followed by what identified its row, and the marks around it.
    """
    rows = [("address", "state", "value", "raw", "place", "told by")]
    report = build_report(source)
    told = {
        value.start: f"{row.how} ({row.row.dialect})"
        for _, table in told_tables(source)
        for row in table.rows.values()
        for value in row.values
        if value.text
    }
    sheet = report.statistics.items() if report.statistics is not None else ()
    for address, cell in (*report.cells(), *sheet):
        place = "" if cell.place is None else cell.place.words(session.language)
        value = "" if cell.value is None else str(cell.value)
        raw = "" if cell.raw is None else repr(cell.raw)
        how = "" if cell.span is None else told.get(cell.span.start, "")
        rows.append((str(address), cell.state.value, value, raw, place, how))
    yield from map(str.rstrip, in_columns(rows))


# ------------------------------------------------------------------------------ round trip


def _roundtrip_lines(session: Session, source: Source) -> Iterator[str]:
    """Whether the report, printed and read again, is the same; else the first difference."""
    report = build_report(source)
    again = parse(str(report))
    difference = next(_differences(report, again, "report"), None)
    if difference is None:
        yield session.say("roundtrip_same")
        return
    path, before, after = difference
    shown = {"before": _shortened(repr(before)), "after": _shortened(repr(after))}
    session.complain(FAULT, session.say("roundtrip_differs", path=path, **shown))


def _differences(before: Any, after: Any, path: str) -> Iterator[tuple[str, Any, Any]]:  # noqa: ANN401
    """Every leaf in which two values that should be equal differ."""
    if before == after:
        return
    if type(before) is not type(after):
        yield path, before, after
    elif attrs.has(type(before)):
        for field in attrs.fields(type(before)):
            if field.eq:
                one, other = getattr(before, field.name), getattr(after, field.name)
                yield from _differences(one, other, f"{path}.{field.name}")
    elif isinstance(before, tuple):
        for number, (one, other) in enumerate(zip(before, after, strict=False)):
            yield from _differences(one, other, f"{path}[{number}]")
        if len(before) != len(after):
            yield f"len({path})", len(before), len(after)
    else:
        yield path, before, after


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_WORDS else f"{words[:_LONGEST_WORDS]}…"


#: The stages that can be shown, in the order of reading.
STAGES: Mapping[str, Callable[[Session, Source], Iterator[str]]] = {
    "source": _source_lines,
    "tree": _tree_lines,
    "cells": _cell_lines,
    "roundtrip": _roundtrip_lines,
}
