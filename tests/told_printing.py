"""Whole tables as conversion tools print them into text, one function for each manner of marks.

Takes a grid and gives its lines. All that a careful person needs to tell rows and columns is there:
rows end where they end, and of the cells that a merged one covers, all or none are printed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Final

from govdisclosure.source import display_width
from tests.dialects import Facts
from tests.dialects.forms import TableName
from tests.dialects.grids import Grid, ProactiveShape, make_grid
from tests.dialects.printing import Rows, grid_texts, own_texts, repeated_texts

__all__ = ["PRINTERS", "Printer", "print_tables"]

Printer = Callable[[Grid], Iterable[str]]

_HEADINGS: Final[dict[TableName, str]] = {
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
}


def print_tables(facts: Facts, printer: Printer, shape: ProactiveShape = "six") -> str:
    """A report that is nothing but its tables; heads and values of table two in line with *six*."""
    lines = ["柳溪县水务局2023年政府信息公开工作年度报告"]
    for name, heading in _HEADINGS.items():
        lines += ["", heading, "", *printer(make_grid(facts, name, shape)), ""]
    return "\n".join([*lines, "五、存在的主要问题及改进情况", "人手不足。"])


def _between(mark: str, rows: Rows) -> list[str]:
    return [mark.join(row) for row in rows]


def _indexed(rows: Rows) -> Rows:
    """With the count of rows before each row, and the count of columns above them."""
    head = ["", *map(str, range(len(rows[0])))]
    return [head, *([str(number), *row] for number, row in enumerate(rows))]


def _written(rows: Rows, delimiter: str) -> list[str]:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return file.getvalue().splitlines()


def _ruled(rows: Rows, *, outer: bool = True) -> list[str]:
    """A table of Markdown, the rule under its first row."""
    edge = "| ", " |"
    lines = [" | ".join(row) for row in (rows[0], ["---"] * len(rows[0]), *rows[1:])]
    return [f"{edge[0]}{line}{edge[1]}" for line in lines] if outer else lines


def without_outer_pipes(grid: Grid) -> list[str]:
    """As pandoc prints a simple table with ``gfm``, and some editors."""
    return _ruled(grid_texts(grid), outer=False)


def bars_inside(grid: Grid) -> list[str]:
    """The cells that are there, bars between them only."""
    return _between(" | ", own_texts(grid))


def html2text(grid: Grid) -> list[str]:
    """A bar right behind each cell but the last, two blanks at the end of the line."""
    first, *rest = (f"{line}  " for line in _between("| ", own_texts(grid)))
    return [first, "---  ", *rest]


def bars_repeated(grid: Grid) -> list[str]:
    """Merged cells repeated in each of their places, as python-docx gives them."""
    return _between(" | ", repeated_texts(grid))


def bold(grid: Grid) -> list[str]:
    """Every cell in bold."""
    return _ruled([[f"**{text}**" if text else "" for text in row] for row in grid_texts(grid)])


def escaped(grid: Grid) -> list[str]:
    """With an escape before what could be a list or emphasis, as turndown and markdownify do."""
    return _ruled(
        [
            [re.sub(r"^([-+*])|(?<=^[0-9])([.])", r"\\\g<0>", text) for text in row]
            for row in grid_texts(grid)
        ]
    )


def nan_and_unnamed(grid: Grid) -> list[str]:
    """A sheet through pandas: heads without a name, and NaN where a cell is empty."""
    rows = [[text or "NaN" for text in row] for row in grid_texts(grid)]
    head = [text if text != "NaN" else f"Unnamed: {at}" for at, text in enumerate(rows[0])]
    return _ruled([head, *rows[1:]])


def numbered_heads(grid: Grid) -> list[str]:
    """Merged cells repeated, and ``Col2`` … above them, as PyMuPDF prints what it found."""
    rows = repeated_texts(grid)
    return _ruled([[f"Col{at}" for at in range(1, len(rows[0]) + 1)], *rows])


def markdown_indexed(grid: Grid) -> list[str]:
    """As ``DataFrame.to_markdown``."""
    return _ruled(_indexed(repeated_texts(grid)))


def comma_separated(grid: Grid) -> list[str]:
    """As a spreadsheet saves it."""
    return _written(grid_texts(grid), ",")


def semicolon_separated(grid: Grid) -> list[str]:
    """As a spreadsheet saves it where the comma is the decimal point."""
    return _written(grid_texts(grid), ";")


def comma_indexed(grid: Grid) -> list[str]:
    """As ``DataFrame.to_csv``."""
    return _written(_indexed(repeated_texts(grid)), ",")


def tab_indexed(grid: Grid) -> list[str]:
    """The same between tabs."""
    return _written(_indexed(repeated_texts(grid)), "\t")


def latex(grid: Grid) -> list[str]:
    r"""The body of a tabular."""
    return [f"{line} \\\\ \\hline" for line in _between(" & ", grid_texts(grid))]


def wiki(grid: Grid) -> list[str]:
    """MediaWiki, each cell on a line."""
    rows = ([f"| {text}" for text in row] for row in grid_texts(grid))
    return ['{| class="wikitable"', *chain.from_iterable(["|-", *row] for row in rows), "|}"]


def asciidoc(grid: Grid) -> list[str]:
    """AsciiDoc, a blank line between rows, the last cells of a row wrapped."""
    lines = ["|==="]
    for row in grid_texts(grid):
        lines += [
            " ".join(f"|{text}" for text in row[:-2]),
            " ".join(f"|{text}" for text in row[-2:]),
            "",
        ]
    return [*lines, "|==="]


def box_drawing(grid: Grid) -> list[str]:
    """Rows between rules, cells as wide as the widest of their column."""
    rows = grid_texts(grid)
    widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
    rule = "├" + "┼".join("─" * (width + 2) for width in widths) + "┤"
    lines = [rule]
    for row in rows:
        padded = (
            f" {text}{' ' * (width - display_width(text))} "
            for text, width in zip(row, widths, strict=True)
        )
        lines += [f"│{'│'.join(padded)}│", rule]
    return lines


def browser_cells(grid: Grid) -> list[str]:
    """What a browser copies where cells hold paragraphs: a line of one tab parts two cells."""
    return [f"{line}\n\n\n\n" for line in _between("\n\n\t\n\n", own_texts(grid))]


def cell_lines(grid: Grid) -> list[str]:
    """Each cell a line with a bar behind it."""
    return [f"{text} |" for text in chain.from_iterable(own_texts(grid))]


def tails(grid: Grid) -> list[str]:
    """A bar behind each cell, and bars for the places that merged cells cover."""
    rows = own_texts(grid)
    return [f"{' | '.join(row)} |{' |' * (grid.width - len(row))}" for row in rows]


PRINTERS: tuple[Printer, ...] = (
    without_outer_pipes,
    bars_inside,
    html2text,
    bars_repeated,
    bold,
    escaped,
    nan_and_unnamed,
    numbered_heads,
    markdown_indexed,
    comma_separated,
    semicolon_separated,
    comma_indexed,
    tab_indexed,
    latex,
    wiki,
    asciidoc,
    box_drawing,
    browser_cells,
    cell_lines,
    tails,
)
