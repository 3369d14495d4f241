"""Text to Report, against what Lark alone needs for its tables from ready tokens."""

from statistics import median

from benchmarks.measure import Row, ratio_of, take_turns, texts, with_other_prose
from govdisclosure.api import parse
from govdisclosure.builders import table_tree
from govdisclosure.forms.layout import TableKind, layout_of
from govdisclosure.grammar.compiled import load_grammar
from govdisclosure.readers.text.reader import source_of
from govdisclosure.source import END_OF_ROW, Grid, Piece

__all__ = ["measure_parsing"]

_ROUNDS = 61
_TARGET = 10


def measure_parsing() -> list[Row]:
    """One line for each report whose three tables fit their form without help."""
    rows = []
    for name, text in texts():
        tables = _ready_tables(text)
        if len(tables) == len(TableKind):
            rows.append(_measure(name, text, tables))
    return rows


def _measure(name: str, text: str, tables: list[tuple[str, list[Piece]]]) -> Row:
    lark = load_grammar("tables")
    others = [with_other_prose(text, number) for number in range(_ROUNDS)]

    def whole(number: int) -> None:
        parse(others[number])

    def tables_alone(_number: int) -> None:
        for rule, pieces in tables:
            lark.parse(pieces, start=rule)

    parse(text)
    ours, theirs = take_turns(_ROUNDS, whole, tables_alone)
    figure = f"{median(ours) * 1000:.2f} ms : {median(theirs) * 1000:.2f} ms"
    return Row(name, figure, ratio_of(ours, theirs), _TARGET)


def _ready_tables(text: str) -> list[tuple[str, list[Piece]]]:
    """The start rule and the tokens of each statutory table that its rule reads."""
    tables = []
    for grid in source_of(text).items:
        if isinstance(grid, Grid) and grid.kind is not None:
            layout = layout_of(grid.kind, grid.edition)
            if table_tree(grid, layout) is not None:
                end = Piece(END_OF_ROW)
                tables.append((layout.name, [piece for row in grid.rows for piece in (*row, end)]))
    return tables
