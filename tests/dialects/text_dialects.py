"""Dialects of text: the same facts, printed as one world of publishers prints them.

Each dialect takes facts and a source of chance and gives a document together with the facts as a
careful human can read them there. Nothing here may make a cell undecidable without saying so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random
from typing import Final

from . import printing, typesetting
from .aliases import other_words
from .facts import Facts
from .forms import OUTCOMES, TableName
from .grids import Field, Grid
from .losses import LOSSES, Loss, damage
from .numbers import CellFact
from .pages import Manner, markdown_heading, markdown_title, print_page

Document = str | bytes
Dialect = Callable[[Facts, Random], tuple[Document, Facts]]
TextDialect = Callable[[Facts, Random], tuple[str, Facts]]

_ORDINALS: Final[dict[TableName, str]] = {"proactive": "一", "requests": "二", "disputes": "三"}
_CAPTIONS: Final[dict[TableName, str]] = {
    "proactive": "主动公开政府信息情况",
    "requests": "收到和处理政府信息公开申请情况",
    "disputes": "政府信息公开行政复议、行政诉讼情况",
}


def own_cells(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """Tab rows with their own cells only."""
    return print_page(facts, rng, Manner(printing.own_tabs)), facts


def full_grid(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """Tab rows on the full grid; places covered by a merge are empty fields."""
    manner = Manner(printing.full_tabs, shape=rng.choice(("five", "six")))
    return print_page(facts, rng, manner), facts


def ragged(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """Tab rows with the ends cut, one empty added, or the labels a column short."""
    return print_page(facts, rng, Manner(printing.ragged_tabs)), facts


def word_dump(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """One cell a line behind a tab, bookmarks before labels, cells broken over lines."""

    def relabel(text: str, rng: Random) -> str:
        return typesetting.bookmarked(typesetting.broken(text, rng), rng)

    def table(grid: Grid, rng: Random) -> list[str]:
        lines = printing.word_dump(grid, rng)
        return [line.replace("（其中", "\n（其中") for line in lines]

    manner = Manner(table, relabel=relabel, survey=_dumped_survey, gaps=(0,))
    return print_page(facts, rng, manner), facts


def _dumped_survey(rows: printing.Rows, rng: Random) -> list[str]:
    del rng
    return [line for row in rows for line in (*(f"\t{cell}" for cell in row), "")]


def markdown(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """Markdown with headings of uneven depth; covered cells of the pipe tables are empty."""
    manner = Manner(
        printing.pipe_grid,
        relabel=partial(typesetting.broken, mark="<br>"),
        heading=markdown_heading,
        title=markdown_title,
        survey=printing.pipe_rows,
        gaps=(1, 1, 2),
        shape=rng.choice(("five", "six")),
    )
    return print_page(facts, rng, manner), facts


def markdown_repeated(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """Markdown in which a merged cell says its text in every place, values too.

    Head and values of table two are cut alike, or a doubled value could not be told from two.
    """
    manner = Manner(
        printing.pipe_repeated,
        heading=markdown_heading,
        title=markdown_title,
        survey=printing.pipe_rows,
        gaps=(1,),
        shape="six",
    )
    return print_page(facts, rng, manner), facts


def half_width(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """Half-width punctuation throughout, and blanks inside labels."""

    def relabel(text: str, rng: Random) -> str:
        return typesetting.with_blanks(typesetting.half_width(text), rng)

    page = print_page(facts, rng, Manner(_either_tabs(rng), relabel=relabel))
    title = typesetting.half_width(facts.title)
    return typesetting.half_width(page), replace(facts, title=title)


def aliases(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """Labels in other words, and in the form of 2019 now and then a row that no form has."""

    def table(grid: Grid, rng: Random) -> list[str]:
        return _either_tabs(rng)(_with_stray_row(grid, facts, rng), rng)

    return print_page(facts, rng, Manner(table, relabel=other_words)), facts


def _with_stray_row(grid: Grid, facts: Facts, rng: Random) -> Grid:
    if grid.name != "proactive" or facts.edition != "2019" or rng.random() < 0.8:
        return grid
    numbers = [str(rng.randint(1, 400)) for _ in range(3)]
    spans = (field.columns for field in grid.rows[2][1:])
    values = (Field(n, span, is_value=True) for n, span in zip(numbers, spans, strict=True))
    row = (Field("其他主动公开文件（指规范性文件以外的公文）"), *values)
    return replace(grid, rows=(*grid.rows[:4], row, *grid.rows[4:]))


def split_tables(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """Captions over tables, table two in blocks, its first row dropped, heads repeated."""
    printer = _either_tabs(rng)
    drops_caption, has_captions = rng.random() < 0.5, rng.random() < 0.6

    def table(grid: Grid, rng: Random) -> list[str]:
        lines = printer(grid, rng)
        out: list[str] = []
        for i, (line, row) in enumerate(zip(lines, grid.rows, strict=True)):
            if grid.name == "proactive" and len(row) == 1:
                out.append("")
                if i == 0 and drops_caption:
                    continue
            elif rng.random() < 0.12:
                out.append("")
            out.append(line)
        if grid.name == "requests" and rng.random() < 0.4:
            at = rng.randrange(8, len(out) - 2)
            out[at:at] = ["", *lines[:3]]
        caption = f"表{_ORDINALS[grid.name]}：{_CAPTIONS[grid.name]}"
        return [caption, *out, ""] if has_captions else [*out, ""]

    return print_page(facts, rng, Manner(table)), facts


def broken_cells(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """Tab rows whose labels are broken over lines."""
    return print_page(facts, rng, Manner(_either_tabs(rng), relabel=typesetting.broken)), facts


def pipe_ends(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """Rows with pipes behind the cells only."""
    return print_page(facts, rng, Manner(printing.pipe_ends, survey=_piped_survey)), facts


def _piped_survey(rows: printing.Rows, rng: Random) -> list[str]:
    del rng
    return [" | ".join(row) + " |" for row in rows]


def pipe_cells(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """One cell a line, a pipe behind each."""
    return print_page(facts, rng, Manner(printing.pipe_cells, survey=_piped_survey)), facts


def spaced(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """Columns parted by blanks; what was blank is a stroke here, or nobody could count."""
    cells = {
        address: CellFact("mark", None, "/") if cell.state == "blank" else cell
        for address, cell in facts.cells.items()
    }
    facts = replace(facts, cells=cells)

    def table(grid: Grid, rng: Random) -> list[str]:
        return printing.spaced(printing.own_texts(grid), rng)

    return print_page(facts, rng, Manner(table, survey=printing.spaced)), facts


def repeated_groups(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """Own cells, but the names of the groups stand before every row they cover."""

    def table(grid: Grid, rng: Random) -> list[str]:
        if grid.name != "requests":
            return printing.own_tabs(grid, rng)
        rows = [list(dict.fromkeys(p[:3])) + p[3:] for p in printing.repeated_texts(grid)]
        head = printing.own_texts(grid)[:3]
        if rng.random() < 0.5:
            rows = [
                row[1:] if row[0] == OUTCOMES and row[1][1] not in "一四" else row for row in rows
            ]
        return printing.tab_rows(head + rows[3:], rng)

    return print_page(facts, rng, Manner(table)), facts


def radicals(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """Labels and headings in radicals, as in the text layer of a PDF."""
    manner = Manner(_either_tabs(rng), relabel=typesetting.radicals, head=typesetting.radicals)
    return print_page(facts, rng, manner), facts


def lost_parts(facts: Facts, rng: Random) -> tuple[str, Facts]:
    """The last column of table four, rows of table three, a block of table two are lost."""
    kinds: tuple[Loss, ...] = ("third parties", "repeated requests", "carried in")
    more: tuple[Loss, ...] = ("last total", "fees")
    losses = [*rng.sample(kinds, 2), *(loss for loss in more if rng.random() < 0.5)]
    gone = tuple(LOSSES[loss] for loss in losses)
    printer = _either_tabs(rng)

    def table(grid: Grid, rng: Random) -> list[str]:
        return printer(damage(grid, losses), rng)

    cells = {
        address: CellFact("absent", None, "") if address.startswith(gone) else cell
        for address, cell in facts.cells.items()
    }
    return print_page(facts, rng, Manner(table)), replace(facts, cells=cells)


def _either_tabs(rng: Random) -> printing.TablePrinter:
    return rng.choice((printing.own_tabs, printing.full_tabs))


_PLAIN: Final[tuple[TextDialect, ...]] = (
    own_cells,
    full_grid,
    word_dump,
    markdown,
    aliases,
    broken_cells,
)


def gb18030(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """Any plain dialect in GB18030."""
    text, readable = rng.choice(_PLAIN)(facts, rng)
    return text.encode("gb18030"), readable


def utf16(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """Any plain dialect in UTF-16 with its mark, in either order."""
    text, readable = rng.choice(_PLAIN)(facts, rng)
    return ("\ufeff" + text).encode(rng.choice(("utf-16-le", "utf-16-be"))), readable


def utf8_crlf(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """Any plain dialect in UTF-8 with its mark and the line ends of Windows."""
    text, readable = rng.choice(_PLAIN)(facts, rng)
    return text.replace("\n", "\r\n").encode("utf-8-sig"), readable


def carriage_returns(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """Any plain dialect in UTF-8 with lines that end in CR alone."""
    text, readable = rng.choice(_PLAIN)(facts, rng)
    return text.replace("\n", "\r").encode(), readable


DIALECTS: Final[dict[str, Dialect]] = {
    "own_cells": own_cells,
    "full_grid": full_grid,
    "ragged": ragged,
    "word_dump": word_dump,
    "markdown": markdown,
    "markdown_repeated": markdown_repeated,
    "half_width": half_width,
    "aliases": aliases,
    "split_tables": split_tables,
    "broken_cells": broken_cells,
    "pipe_ends": pipe_ends,
    "repeated_groups": repeated_groups,
    "radicals": radicals,
    "lost_parts": lost_parts,
    "gb18030": gb18030,
    "utf16": utf16,
    "utf8_crlf": utf8_crlf,
    "carriage_returns": carriage_returns,
}
#: Dialects without rows or without columns, which alignment has yet to learn; nothing may be wrong
#: in them, but everything may be missing.
BEYOND: Final[dict[str, Dialect]] = {"pipe_cells": pipe_cells, "spaced": spaced}
