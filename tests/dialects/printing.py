"""Tables as lines of text, in each of the manners in which converters write them.

Takes a grid, gives lines (a line may hold a line feed where a cell is broken); every function here
says how a reader can tell which place a value has.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from .grids import Field, Grid, Place, places

TablePrinter = Callable[[Grid, Random], list[str]]
Rows = list[list[str]]


def own_texts(grid: Grid) -> Rows:
    """Return the own cells only."""
    return [[field.text for field in row] for row in grid.rows]


def grid_texts(grid: Grid) -> Rows:
    """Return every place; covered ones are empty."""
    return [[p.field.text if p.kind == "own" else "" for p in row] for row in places(grid)]


def repeated_texts(grid: Grid) -> Rows:
    """Return every place; covered ones say what the covering cell says."""
    return [[p.field.text for p in row] for row in places(grid)]


def tab_rows(rows: Rows, rng: Random) -> list[str]:
    """Part cells by tabs; a row of one cell has a tab behind it or not."""
    tail = rng.choice(("", "\t"))
    return ["\t".join(row) if len(row) > 1 else row[0] + tail for row in rows]


def own_tabs(grid: Grid, rng: Random) -> list[str]:
    """Own cells between tabs: the values are the last 7, 15 or 1 to 3 of a row."""
    return tab_rows(own_texts(grid), rng)


def full_tabs(grid: Grid, rng: Random) -> list[str]:
    """Exact grid between tabs: the column of a value is its place in the line."""
    return tab_rows(grid_texts(grid), rng)


def ragged_tabs(grid: Grid, rng: Random) -> list[str]:
    """Almost the grid: ends cut or one empty added, or labels one column short.

    Cut and lengthened rows are counted from the left. Only covered places are cut: an empty value
    that was cut could not be told from any other value that was lost. Labels stand a column too
    far left only in a table whose 总计 is printed in every row that could be moved: then a row has
    been moved exactly if its last field is empty.
    """
    manner = rng.choice(("cut", "added", "short") if _can_be_short(grid) else ("cut", "added"))
    lines: list[str] = []
    covers = [[place.kind for place in row] for row in places(grid)]
    for own, texts, kinds in zip(grid.rows, grid_texts(grid), covers, strict=True):
        row = texts
        values = [field for field in own if field.is_value]
        if manner == "cut":
            row = row[: max(index + 1 for index, kind in enumerate(kinds) if kind == "own")]
        elif manner == "added":
            row.append("")
        elif manner == "short" and values and values[0].text and _is_movable(own):
            row = _moved(row)
        lines.append("\t".join(row))
    return lines


def _can_be_short(grid: Grid) -> bool:
    rows = [row for row in grid.rows if row[-1].is_value]
    return grid.name == "requests" and all(row[-1].text for row in rows if _is_movable(row))


def _is_movable(row: tuple[Field, ...]) -> bool:
    """Whether fewer than three labels belong to the row, or it is the 「3.其他」 of sample 003."""
    labels = [field for field in row if not field.is_value]
    return labels[-1].columns > 1 or (len(labels) == 1 and labels[0].text == "3.其他")


def _moved(row: list[str]) -> list[str]:
    """Move the values of a row one column to the left."""
    if row[2]:
        return [row[2], "", *row[3:], ""]
    return [row[0], row[1], *row[3:], ""]


def spaced(rows: Rows, rng: Random) -> list[str]:
    """Part own cells by blanks: decidable as long as no cell is blank."""
    gap = rng.choice((" ", "  ", "    ", "\u3000"))
    return [gap.join(row) for row in rows]


def word_dump(grid: Grid, rng: Random) -> list[str]:
    """One cell a line behind a tab, a blank line behind each row.

    A cell covered from above prints its tab, one covered from the left nothing, so each row has
    its labels and then exactly its values.
    """
    del rng
    lines: list[str] = []
    for row in places(grid):
        covered: Place | None = None
        for place in row:
            if place.kind == "own":
                lines.append("\t" + place.field.text)
            elif place.kind == "above" and (covered is None or covered.field != place.field):
                lines.append("\t")
            covered = place if place.kind == "above" else None
        lines.append("")
    return [*lines, ""]


def pipe_rows(rows: Rows, rng: Random) -> list[str]:
    """Markdown rows with the line of dashes behind the first; the grid is exact."""
    dashes = rng.choice((" --- ", ":---:", "---", " ---- "))
    pad = rng.choice((" ", ""))
    lines = ["|" + "|".join(f"{pad}{cell}{pad}" for cell in row) + "|" for row in rows]
    lines.insert(1, "|" + "|".join(dashes for _ in rows[0]) + "|")
    return ["", *lines, ""]


def pipe_grid(grid: Grid, rng: Random) -> list[str]:
    """Markdown with covered places empty."""
    return pipe_rows(grid_texts(grid), rng)


def pipe_repeated(grid: Grid, rng: Random) -> list[str]:
    """Markdown with the text of a merged cell in every place it covers."""
    return pipe_rows(repeated_texts(grid), rng)


def pipe_ends(grid: Grid, rng: Random) -> list[str]:
    """Pipes behind cells only, bare ones for places covered from the left.

    Every row of the table has the same number of pipes; now and then one phantom column follows.
    """
    tail = rng.choice(("", "", " |"))
    lines: list[str] = []
    for row in places(grid):
        cells = ["|" if p.kind == "left" else f" {_shown(p)} |" for p in row]
        lines.append("".join(cells).removeprefix(" ") + tail)
    return lines


def pipe_cells(grid: Grid, rng: Random) -> list[str]:
    """One own cell a line with a pipe behind it, and one more pipe for each column it covers.

    Behind the labels of a row stand exactly its values, a blank one being a pipe alone.
    """
    del rng
    return [f"{field.text} ".lstrip() + "|" * field.columns for row in grid.rows for field in row]


def _shown(place: Place) -> str:
    return place.field.text if place.kind == "own" else ""
