"""Reports as programs print pages into text: cells by their place, labels folded in their column.

Draws tables whose sums hold, leaves some noughts blank, and lays each grid out in columns: of
display width, or of signs, as programs count that take every sign for one column wide. Groups are
beside the middle of their rows, values beside the middle of their label.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Final, NamedTuple

from govdisclosure.characters import display_width
from govdisclosure.forms.layout import Edition, TableKind, TableLayout, label_of, layout_of
from tests.torn_printing import TITLES, draw, folded

Truth = dict[str, int | None]


class Cell(NamedTuple):
    """A cell of the grid: its text, where it is, what it spans."""

    text: str
    row: int
    column: int
    rows: int
    columns: int
    is_value: bool


class Manner(NamedTuple):
    """How a table is set; widths of columns are in signs."""

    measure: Callable[[str], int]
    align: str
    stub: Sequence[int]
    column: int
    #: So many signs of a head are on a line.
    head: int
    #: Blank lines between rows.
    gap: int


def grid_of(layout: TableLayout, texts: dict[tuple[str, str], str]) -> list[Cell]:
    """The cells of the form's grid."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()

    def place(row: int, rows: int, columns: int) -> int:
        column = next(at for at in range(layout.width) if (row, at) not in taken)
        taken.update((row + y, column + x) for y in range(rows) for x in range(columns))
        return column

    for row, line in enumerate(layout.lines):
        for token, rows, columns in line.labels:
            words = label_of(layout.kind, token).wording(layout.edition)
            cells.append(Cell(words, row, place(row, rows, columns), rows, columns, is_value=False))
        for own in line.cells:
            column = place(row, 1, line.cell_span)
            cells.append(Cell(texts[own], row, column, 1, line.cell_span, is_value=True))
    return cells


def set_table(layout: TableLayout, texts: dict[tuple[str, str], str], manner: Manner) -> list[str]:
    """The lines of a table."""
    cells = grid_of(layout, texts)
    wide = manner.measure("国")
    widths = [*manner.stub, *[manner.column] * (layout.width - len(manner.stub))]
    starts = [sum(widths[:at]) * wide for at in range(layout.width + 1)]

    def pieces(cell: Cell) -> list[str]:
        width = (starts[cell.column + cell.columns] - starts[cell.column]) // wide
        if cell.is_value:
            return [cell.text]
        is_head = cell.columns == 1 and cell.column >= len(manner.stub)
        return folded(cell.text, min(width - 2, manner.head) if is_head else width - 2)

    heights = [0] * len(layout.lines)
    for cell in sorted(cells, key=lambda one: one.rows):
        last = cell.row + cell.rows - 1
        short = len(pieces(cell)) - sum(heights[cell.row : last + 1])
        heights[last] += max(short, 0)
    tops = [sum(heights[:at]) + manner.gap * at for at in range(len(heights) + 1)]
    page: list[list[tuple[int, str]]] = [[] for _ in range(tops[-1])]
    for cell in cells:
        bottom = tops[cell.row + cell.rows] - manner.gap
        parts = pieces(cell)
        top = tops[cell.row] + (bottom - tops[cell.row] - len(parts)) // 2
        left, right = starts[cell.column], starts[cell.column + cell.columns] - 2
        for number, part in enumerate(parts):
            free = right - left - manner.measure(part)
            shift = {"left": 0, "center": free // 2, "right": free}[manner.align]
            stub = cell.column < len(manner.stub) and not cell.is_value
            page[top + number].append((left + (0 if stub else shift), part))
    return [_line(words, manner) for words in page]


def _line(words: list[tuple[int, str]], manner: Manner) -> str:
    line = ""
    for left, text in sorted(words):
        line += " " * (left - manner.measure(line)) + text
    return line


def print_page(edition: Edition, seed: int) -> tuple[str, Truth]:
    """A report with three tables, and what is in each cell by its address; None where blank."""
    rng = Random(f"{edition}/{seed}")
    measure = rng.choice((len, display_width))
    align = rng.choice(("left", "center", "right"))
    rate = rng.choice((0.0, 0.3, 0.9))
    lines = ["柳溪县水务局2023年政府信息公开工作年度报告", "一、总体情况", "全年公开3条。"]
    truth: Truth = {}
    for title, kind in TITLES:
        layout = layout_of(kind, edition)
        values = draw(layout, rng)
        blank = {place for place, value in values.items() if not value and rng.random() < rate}
        texts = {place: "" if place in blank else str(value) for place, value in values.items()}
        truth |= {
            f"{kind.value}/{row}/{column}": None if (row, column) in blank else value
            for (row, column), value in values.items()
        }
        manner = Manner(
            measure,
            align,
            (*STUBS[kind][:-1], *(width - rng.choice((0, 6)) for width in STUBS[kind][-1:])),
            COLUMNS[kind] + rng.choice((0, 2)),
            rng.choice((2, 4, 6)),
            rng.choice((0, 0, 1)),
        )
        lines += ["", title, "", *set_table(layout, texts, manner), ""]
    lines += ["五、存在的主要问题及改进情况", "栏目更新不够及时。"]
    return "\n".join(lines), truth


#: The widths of the columns of labels, and of the columns of values, in signs.
STUBS: Final = {TableKind.PROACTIVE: (14,), TableKind.REQUESTS: (5, 6, 18), TableKind.DISPUTES: ()}
COLUMNS: Final = {TableKind.PROACTIVE: 9, TableKind.REQUESTS: 7, TableKind.DISPUTES: 7}
