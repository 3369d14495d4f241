"""Whole tables as conversion tools print them into text, one function for each manner of marks.

Takes a grid and gives its lines. All that a careful person needs to tell rows and columns is there:
rows end where they end, and of the cells that a merged one covers, all or none are printed.
"""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, zip_longest
from typing import Final, Literal

from govdisclosure.characters import display_width
from tests.dialects import Facts
from tests.dialects.forms import TableName
from tests.dialects.grids import Grid, ProactiveShape, make_grid
from tests.dialects.printing import Rows, grid_texts, own_texts, repeated_texts

__all__ = ["PRINTERS", "Printer", "Texts", "print_tables"]

#: The cells that are there; all places, covered ones empty, or saying what covers them; the cells
#: that are there and as many empty ones behind them as places are covered.
Texts = Literal["own", "grid", "repeated", "padded"]


@dataclass(frozen=True)
class Printer:
    """One manner of marks."""

    texts: Texts
    write: Callable[[Rows], list[str]]

    @property
    def __name__(self) -> str:
        """What pytest calls it."""
        return self.write.__name__

    def __call__(self, grid: Grid) -> list[str]:
        """Return the lines of a whole table."""
        if self.texts == "padded":
            return self.write([row + [""] * (grid.width - len(row)) for row in own_texts(grid)])
        texts = {"own": own_texts, "grid": grid_texts, "repeated": repeated_texts}
        return self.write(texts[self.texts](grid))


def _printer(texts: Texts) -> Callable[[Callable[[Rows], list[str]]], Printer]:
    return partial(Printer, texts)


_HEADINGS: Final[dict[TableName, str]] = {
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
}


def print_tables(
    facts: Facts, printer: Callable[[Grid], Iterable[str]], shape: ProactiveShape = "six"
) -> str:
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


@_printer("grid")
def without_outer_pipes(rows: Rows) -> list[str]:
    """As pandoc prints a simple table with ``gfm``, and some editors."""
    return _ruled(rows, outer=False)


@_printer("own")
def bars_inside(rows: Rows) -> list[str]:
    """The cells that are there, bars between them only."""
    return _between(" | ", rows)


@_printer("own")
def html2text(rows: Rows) -> list[str]:
    """A bar right behind each cell but the last, two blanks at the end of the line."""
    first, *rest = (f"{line}  " for line in _between("| ", rows))
    return [first, "---  ", *rest]


@_printer("repeated")
def bars_repeated(rows: Rows) -> list[str]:
    """Merged cells repeated in each of their places, as python-docx gives them."""
    return _between(" | ", rows)


@_printer("grid")
def bold(rows: Rows) -> list[str]:
    """Every cell in bold."""
    return _ruled([[f"**{text}**" if text else "" for text in row] for row in rows])


@_printer("grid")
def escaped(rows: Rows) -> list[str]:
    """With an escape before what could be a list or emphasis, as turndown and markdownify do."""
    mark = re.compile(r"^([-+*])|(?<=^[0-9])([.])(?![0-9])")
    return _ruled([[mark.sub(r"\\\g<0>", text) for text in row] for row in rows])


@_printer("grid")
def nan_and_unnamed(rows: Rows) -> list[str]:
    """A sheet through pandas: heads without a name, and NaN where a cell is empty."""
    rows = [[text or "NaN" for text in row] for row in rows]
    head = [text if text != "NaN" else f"Unnamed: {at}" for at, text in enumerate(rows[0])]
    return _ruled([head, *rows[1:]])


@_printer("repeated")
def numbered_heads(rows: Rows) -> list[str]:
    """Merged cells repeated, and ``Col2`` … above them, as PyMuPDF prints what it found."""
    return _ruled([[f"Col{at}" for at in range(1, len(rows[0]) + 1)], *rows])


@_printer("repeated")
def markdown_indexed(rows: Rows) -> list[str]:
    """As ``DataFrame.to_markdown``."""
    return _ruled(_indexed(rows))


@_printer("grid")
def comma_separated(rows: Rows) -> list[str]:
    """As a spreadsheet saves it."""
    return _written(rows, ",")


@_printer("grid")
def semicolon_separated(rows: Rows) -> list[str]:
    """As a spreadsheet saves it where the comma is the decimal point."""
    return _written(rows, ";")


@_printer("repeated")
def comma_indexed(rows: Rows) -> list[str]:
    """As ``DataFrame.to_csv``."""
    return _written(_indexed(rows), ",")


@_printer("repeated")
def tab_indexed(rows: Rows) -> list[str]:
    """The same between tabs."""
    return _written(_indexed(rows), "\t")


@_printer("grid")
def comma_named(rows: Rows) -> list[str]:
    """A table over two pages through PyMuPDF and pandas: the first row of each became its heads."""
    half = (len(rows) + 1) // 2
    pages = [page for page in (rows[:half], rows[half:]) if page]
    return [line for page in pages for line in [*_named(page), ""]]


def _named(rows: Rows) -> list[str]:
    """The first row as names of columns, with its number where any name is there twice."""
    head = [text or f"Col{at}" for at, text in enumerate(rows[0])]
    if len({*head}) < len(head):
        head = [name if name == f"Col{at}" else f"{at}-{name}" for at, name in enumerate(head)]
    counted = ([str(number), *row] for number, row in enumerate(rows[1:]))
    return _written([["", *head], *counted], ",")


@_printer("grid")
def comma_around(rows: Rows) -> list[str]:
    """As tabula prints by height: values between the lines of a long label; ``""`` comes first."""
    lines = []
    for row in chain.from_iterable(map(_by_height, rows)):
        (line,) = _written([[text.replace("\n", "") for text in row]], ",")
        lines.append(line if row[0] else f'""{line}')
    return lines


#: A label as long as this goes over two lines.
_LONG_LABEL: Final = 20


def _by_height(row: Sequence[str]) -> Rows:
    """The row, or the first line of its label, its values and the rest of the label."""
    at = max((at for at, text in enumerate(row) if len(text) > _LONG_LABEL), default=None)
    if at is None or not "".join(row[at + 1 :]).isdigit():
        return [[*row]]
    half = len(row[at]) // 2
    before, behind = [""] * at, [""] * (len(row) - at - 1)
    return [
        [*row[:at], row[at][:half], *behind],
        [*before, "", *row[at + 1 :]],
        [*before, row[at][half:], *behind],
    ]


@_printer("grid")
def latex(rows: Rows) -> list[str]:
    r"""The body of a tabular."""
    return [f"{line} \\\\ \\hline" for line in _between(" & ", rows)]


@_printer("grid")
def wiki(rows: Rows) -> list[str]:
    """MediaWiki, each cell on a line."""
    cells = ([f"| {text}" for text in row] for row in rows)
    return ['{| class="wikitable"', *chain.from_iterable(["|-", *row] for row in cells), "|}"]


@_printer("grid")
def asciidoc(rows: Rows) -> list[str]:
    """AsciiDoc, a blank line between rows, the last cells of a row wrapped."""
    lines = ["|==="]
    for row in rows:
        lines += [
            " ".join(f"|{text}" for text in row[:-2]),
            " ".join(f"|{text}" for text in row[-2:]),
            "",
        ]
    return [*lines, "|==="]


def _framed(rows: Rows, bar: str, rule: Callable[[Sequence[int]], str]) -> list[str]:
    """Rows between rules, cells as wide as the widest of their column, broken where they are."""
    width = max(map(len, rows))
    cells = [[text.split("\n") for text in [*row, *[""] * (width - len(row))]] for row in rows]
    widths = [
        max(display_width(line) for cell in column for line in cell)
        for column in zip(*cells, strict=True)
    ]
    lines = [rule(widths)]
    for row in cells:
        for parts in zip_longest(*row, fillvalue=""):
            padded = (
                f" {text}{' ' * (width - display_width(text))} "
                for text, width in zip(parts, widths, strict=True)
            )
            lines.append(f"{bar}{bar.join(padded)}{bar}")
        lines.append(rule(widths))
    return lines


@_printer("grid")
def box_drawing(rows: Rows) -> list[str]:
    """Rows between lines of a box."""
    return _framed(rows, "│", lambda widths: f"├{'┼'.join('─' * (one + 2) for one in widths)}┤")


@_printer("grid")
def rst_grid(rows: Rows) -> list[str]:
    """A grid table of reStructuredText, as pandoc and tabulate print it."""
    return _framed(rows, "|", lambda widths: f"+{'+'.join('-' * (one + 2) for one in widths)}+")


@_printer("own")
def single_blanks(rows: Rows) -> list[str]:
    """A blank behind each cell but the last, so that two hold an empty one."""
    return _between(" ", rows)


@_printer("repeated")
def single_blanks_repeated(rows: Rows) -> list[str]:
    """The same where merged cells are repeated in each of their places."""
    return _between(" ", rows)


@_printer("own")
def flowing_bars(rows: Rows) -> list[str]:
    """A bar behind each cell and each row, in lines of a width, as antiword prints odd tables."""
    words = "".join(f"{text} |" for row in rows for text in [*row, ""])
    return textwrap.wrap(words, 60, break_long_words=False, break_on_hyphens=False)


def _counted(rows: Rows, pair: str) -> list[str]:
    """Cells and rows that end in a mark: every two of these are *pair*, and one left is a tab."""
    marked = "".join(f"{text}\a" for row in rows for text in [*row, ""])
    marks = re.compile("\a+")
    return marks.sub(
        lambda found: pair * (len(found[0]) // 2) + "\t" * (len(found[0]) % 2), marked
    ).split("\n")


@_printer("own")
def tabs_and_line_ends(rows: Rows) -> list[str]:
    """As catdoc prints a table of Word."""
    return _counted(rows, "\n\n")


@_printer("own")
def tabs_and_double_line_ends(rows: Rows) -> list[str]:
    """As catdoc prints it without wrapping lines."""
    return _counted(rows, "\n")


@_printer("own")
def browser_cells(rows: Rows) -> list[str]:
    """What a browser copies where cells hold paragraphs: a line of one tab parts two cells."""
    return [f"{line}\n\n\n\n" for line in _between("\n\n\t\n\n", rows)]


@_printer("own")
def cell_lines(rows: Rows) -> list[str]:
    """Each cell a line with a bar behind it."""
    return [f"{text} |" for text in chain.from_iterable(rows)]


@_printer("own")
def cell_lines_behind_bars(rows: Rows) -> list[str]:
    """Each cell a line with a bar in front of it."""
    return [f"| {text}" for text in chain.from_iterable(rows)]


@_printer("own")
def cells_between_blank_lines(rows: Rows) -> list[str]:
    """Each cell a paragraph, an empty one too."""
    return [line for text in chain.from_iterable(rows) for line in (text, "")]


@_printer("padded")
def tails(rows: Rows) -> list[str]:
    """A bar behind each cell, and bars for the places that merged cells cover."""
    return [f"{' | '.join(row)} |" for row in rows]


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
    comma_named,
    comma_around,
    latex,
    wiki,
    asciidoc,
    box_drawing,
    rst_grid,
    browser_cells,
    cell_lines,
    cell_lines_behind_bars,
    cells_between_blank_lines,
    tails,
)
