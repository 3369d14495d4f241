"""A damaged sheet in print, in each of the manners in which converters write tables.

Takes sheets, facts and a source of chance, gives a document; each manner says what of the rows and
places it keeps, for that decides what a careful human can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import pairwise
from random import Random
from typing import Final, Literal
from unicodedata import east_asian_width

from tests import told_printing
from tests.dialects.facts import Facts
from tests.dialects.forms import TableName
from tests.dialects.grids import Grid
from tests.dialects.html_dialects import HtmlManner, set_report
from tests.dialects.pages import Manner, markdown_heading, markdown_title, print_page
from tests.dialects.printing import pipe_rows, spaced, tab_rows

from .sheets import Line, Place, Sheet, lines_of

Document = str | bytes
Sheets = Mapping[TableName, Sheet]
#: Rows of places, without lines that are no rows, as lines of text.
Fragment = Sequence[list[Place]]
FragmentPrinter = Callable[[Fragment, Random], list[str]]


@dataclass(frozen=True)
class Printing:
    """One manner of printing tables."""

    write: Callable[[Facts, Sheets, Random], Document]
    #: Whether an empty cell leaves a trace.
    has_places: bool = True
    #: Whether it can be seen where a row ends.
    has_rows: bool = True
    #: Whether it can be seen where a cell ends.
    has_cells: bool = True
    #: Whether the column of a value is its place among the others, its place among all the places
    #: of the row, or where it stands to the eye.
    columns: Literal["free", "grid", "aligned"] = "free"


# ------------------------------------------------------------------------------ fragments


def _fragments(lines: Sequence[Line]) -> list[list[list[Place]] | str]:
    out: list[list[list[Place]] | str] = []
    for line in lines:
        if isinstance(line, str):
            out.append(line)
        elif out and isinstance(out[-1], list):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _print_table(sheet: Sheet, rng: Random, fragment: FragmentPrinter) -> list[str]:
    if sheet.glued:
        return [_glued(sheet)]
    lines = lines_of(sheet)
    if fragment is _layout:
        rows = iter(_aligned([line for line in lines if not isinstance(line, str)], rng))
        return [one for line in lines for one in ([line] if isinstance(line, str) else next(rows))]
    out: list[str] = []
    for part in _fragments(lines):
        out += [part] if isinstance(part, str) else fragment(part, rng)
    return out


def _glued(sheet: Sheet) -> str:
    parts = [
        f" {line} " if isinstance(line, str) else "".join(_own(line)) for line in lines_of(sheet)
    ]
    return "".join(parts).replace("\n", "").strip()


def _own(row: list[Place]) -> list[str]:
    return [place.text for place in row if place.kind == "own"]


def _grid(row: list[Place]) -> list[str]:
    return [place.text if place.kind == "own" else "" for place in row]


def _tab_own(rows: Fragment, rng: Random) -> list[str]:
    return tab_rows([_own(row) or [""] for row in rows], rng)


def _tab_grid(rows: Fragment, rng: Random) -> list[str]:
    del rng
    return ["\t".join(_grid(row)) for row in rows]


def _breaks(texts: list[str]) -> list[str]:
    return [text.replace("\n", "<br>") for text in texts]


def _pipe_grid(rows: Fragment, rng: Random) -> list[str]:
    return pipe_rows([_breaks(_grid(row)) for row in rows], rng)


def _pipe_repeated(rows: Fragment, rng: Random) -> list[str]:
    """Labels stand in every place they cover, values in their first."""
    texts = [
        ["" if place.is_value and place.kind == "left" else place.text for place in row]
        for row in rows
    ]
    return pipe_rows([_breaks(row) for row in texts], rng)


def _pipe_ends(rows: Fragment, rng: Random) -> list[str]:
    del rng
    lines = []
    for row in rows:
        cells = ["|" if p.kind == "left" else f" {_grid([p])[0]} |" for p in row]
        lines.append("".join(cells).removeprefix(" ").replace("\n", " "))
    return lines


def _cells(rows: Fragment, rng: Random) -> list[str]:
    gap = rng.choice(([], [""]))
    return [line for row in rows for text in _own(row) if text for line in (text, *gap)]


def _blanks(rows: Fragment, rng: Random) -> list[str]:
    del rng
    return [" ".join(text for text in _own(row) if text) for row in rows]


def _width(text: str) -> int:
    return sum(1 + (east_asian_width(c) in "WF") for c in text)


def _layout(rows: Fragment, rng: Random) -> list[str]:
    """Columns of blanks; a long label goes on in the next lines of its column."""
    return [line for lines in _aligned(rows, rng) for line in lines]


def _aligned(rows: Fragment, rng: Random) -> list[list[str]]:
    """Return the lines of each row; a label over several columns may be as wide as they are."""
    gap, limit = rng.choice((2, 3, 5)), rng.choice((16, 28, 60))
    cells = [list(_spans(row)) for row in rows]
    widths: dict[int, int] = {}
    for row in cells:
        for at, columns, text in row:
            narrow = 0 if columns > 1 else max(_width(line) for line in _folded(text, limit))
            for column in range(at, at + columns):
                widths[column] = max(widths.get(column, 6), narrow)
    out: list[list[str]] = []
    for row in cells:
        lines: dict[int, str] = {0: ""}
        start = 0
        for at, columns, text in row:
            width = sum(widths[c] + gap for c in range(at, at + columns))
            for number, part in enumerate(_folded(text, width - gap)):
                line = lines.get(number, "")
                lines[number] = line + " " * (start - _width(line)) + part
            start += width
        out.append([line.rstrip() for line in lines.values()])
    return out


def _spans(row: list[Place]) -> Iterator[tuple[int, int, str]]:
    """Yield column, width and text of each cell of *row*."""
    starts = [at for at, place in enumerate(row) if place.kind != "left"]
    for at, end in pairwise([*starts, len(row)]):
        yield at, end - at, _grid([row[at]])[0]


def _folded(text: str, limit: int) -> list[str]:
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for letter in part:
            if _width(line + letter) > limit and not (letter.isdigit() or letter in ".）"):
                lines.append(line)
                line = ""
            line += letter
        lines.append(line)
    return lines


def _texts(row: list[Place], texts: told_printing.Texts) -> list[str]:
    own = _own(row)
    if texts == "own":
        return own or [""]
    if texts == "padded":
        return own + [""] * (len(row) - len(own))
    return _grid(row) if texts == "grid" else [place.text for place in row]


def _marked(printer: told_printing.Printer, line_end: str = " ") -> FragmentPrinter:
    """One of the manners of marks; *line_end* stands where a cell is broken."""

    def print_fragment(rows: Fragment, rng: Random) -> list[str]:
        del rng
        texts = [_texts(row, printer.texts) for row in rows]
        return printer.write([[text.replace("\n", line_end) for text in row] for row in texts])

    return print_fragment


# ------------------------------------------------------------------------------ documents


def _text(
    facts: Facts, sheets: Sheets, rng: Random, fragment: FragmentPrinter, *, marked: bool = False
) -> str:
    def table(grid: Grid, rng: Random) -> list[str]:
        return _print_table(sheets[grid.name], rng, fragment)

    if marked:
        manner = Manner(
            table,
            heading=markdown_heading,
            title=markdown_title,
            survey=pipe_rows,
            gaps=(1, 1, 2),
        )
    else:
        manner = Manner(table, survey=spaced if fragment in {_blanks, _layout} else tab_rows)
    return print_page(facts, rng, manner)


def _one_line(facts: Facts, sheets: Sheets, rng: Random) -> str:
    """Everything on one line, a blank between cells, rows and paragraphs."""
    return " ".join(_text(facts, sheets, rng, _blanks).split())


def _all_glued(facts: Facts, sheets: Sheets, rng: Random) -> str:
    """Everything on one line, without anything between cells, rows and paragraphs."""

    def table(grid: Grid, rng: Random) -> list[str]:
        del rng
        return [_glued(sheets[grid.name])]

    lines = [line.strip() for line in print_page(facts, rng, Manner(table)).split("\n")]
    lines = [line.replace("\t", "") for line in lines if line]
    return lines[0] + "".join(
        f" {line}" if before[-1].isdigit() and line[0].isdigit() else line
        for before, line in pairwise(lines)
    )


def _html(facts: Facts, sheets: Sheets, rng: Random) -> bytes:
    def table(grid: Grid, rng: Random) -> str:
        sheet = sheets[grid.name]
        if sheet.glued:
            return f"<p>{escape(_glued(sheet), quote=False)}</p>"
        parts = _fragments(lines_of(sheet))
        return "".join(
            f"<p>{part}</p>" if isinstance(part, str) else _html_table(part, rng) for part in parts
        )

    report = set_report(facts, rng, HtmlManner(table))
    return f"<!DOCTYPE html><html><body>{report}</body></html>".encode()


def _html_table(rows: list[list[Place]], rng: Random) -> str:
    border = rng.choice((' border="1"', ""))
    out: list[str] = []
    for r, row in enumerate(rows):
        cells: list[str] = []
        for c, place in enumerate(row):
            if place.kind == "left" or (place.kind == "above" and r):
                continue
            columns = 1
            while c + columns < len(row) and row[c + columns].kind == "left":
                columns += 1
            height = 1
            while _covers(rows, r + height, c):
                height += 1
            spans = f' colspan="{columns}"' if columns > 1 else ""
            spans += f' rowspan="{height}"' if height > 1 else ""
            text = escape(place.text if place.kind == "own" else "", quote=False)
            cells.append(f"<td{spans}>{text.replace(chr(10), '<br>') or '&nbsp;'}</td>")
        out.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table{border}>{''.join(out)}</table>"


def _covers(rows: list[list[Place]], r: int, c: int) -> bool:
    return r < len(rows) and c < len(rows[r]) and rows[r][c].kind == "above"


#: Marks by what stands between the lines of a broken cell.
_PRINTERS: Final[dict[str, tuple[told_printing.Printer, ...]]] = {
    "<br>": (
        told_printing.without_outer_pipes,
        told_printing.bold,
        told_printing.escaped,
        told_printing.nan_and_unnamed,
        told_printing.numbered_heads,
        told_printing.markdown_indexed,
    ),
    "\n": (
        told_printing.comma_separated,
        told_printing.semicolon_separated,
        told_printing.comma_indexed,
        told_printing.tab_indexed,
        told_printing.comma_named,
        told_printing.wiki,
        told_printing.asciidoc,
        told_printing.box_drawing,
        told_printing.rst_grid,
    ),
    " ": (
        told_printing.bars_inside,
        told_printing.html2text,
        told_printing.bars_repeated,
        told_printing.latex,
        told_printing.comma_around,
        told_printing.single_blanks,
        told_printing.single_blanks_repeated,
        told_printing.tabs_and_line_ends,
        told_printing.tabs_and_double_line_ends,
        told_printing.browser_cells,
        told_printing.cell_lines,
        told_printing.cell_lines_behind_bars,
        told_printing.cells_between_blank_lines,
        told_printing.tails,
    ),
}
_ONE_A_LINE: Final = (
    told_printing.tabs_and_line_ends,
    told_printing.tabs_and_double_line_ends,
    told_printing.cell_lines,
    told_printing.cell_lines_behind_bars,
    told_printing.cells_between_blank_lines,
)


PRINTINGS: Final[dict[str, Printing]] = {
    "tab_own": Printing(partial(_text, fragment=_tab_own)),
    "tab_grid": Printing(partial(_text, fragment=_tab_grid), columns="grid"),
    "pipe_grid": Printing(partial(_text, fragment=_pipe_grid, marked=True), columns="grid"),
    "pipe_repeated": Printing(partial(_text, fragment=_pipe_repeated, marked=True), columns="grid"),
    "pipe_ends": Printing(partial(_text, fragment=_pipe_ends), columns="grid"),
    "html": Printing(_html, columns="grid"),
    "layout": Printing(partial(_text, fragment=_layout), columns="aligned"),
    "blanks": Printing(partial(_text, fragment=_blanks), has_places=False),
    "cells": Printing(partial(_text, fragment=_cells), has_places=False, has_rows=False),
    "one_line": Printing(_one_line, has_places=False, has_rows=False),
    "glued": Printing(_all_glued, has_places=False, has_rows=False, has_cells=False),
}
#: The manners of marks of `tests.told_printing`, whose tables damage leaves to rows that tell
#: themselves; reports of them are drawn apart.
MARKED: Final[dict[str, Printing]] = {
    printer.__name__: Printing(
        partial(_text, fragment=_marked(printer, line_end)),
        columns="free" if printer.texts == "own" else "grid",
        has_rows=printer not in _ONE_A_LINE,
    )
    for line_end, printers in _PRINTERS.items()
    for printer in printers
}
