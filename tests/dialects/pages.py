"""A script set as a page: title, headings, paragraphs and tables in one manner.

Takes facts and a manner, gives text. How tables look is the business of `printing`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from . import typesetting
from .facts import Facts
from .grids import ProactiveShape, make_grid
from .printing import Rows, TablePrinter, tab_rows
from .script import Block, ClosingLine, Heading, Paragraph, StatutoryTable, Survey, TitleLine

Rewording = Callable[[str, Random], str]
HeadingPrinter = Callable[[Heading, Random], str]
SurveyPrinter = Callable[[Rows, Random], list[str]]

_INDENTS: Final = ("", "", "", "\u3000\u3000", "    ", " ")


def plain_heading(heading: Heading, rng: Random) -> str:
    """Return a heading as a line of text; the mark of the third level has three spellings."""
    mark = heading.mark
    if heading.level == 3:
        mark = mark.replace(".", rng.choice((".", ".", ". ", "．", "、")))
    elif heading.level == 1 and rng.random() < 0.1:
        mark += " "
    return f"{mark}{heading.title}{heading.tail}"


def markdown_heading(heading: Heading, rng: Random) -> str:
    """Return a heading with more or fewer crosses than its level asks for, or in bold type."""
    line = f"{heading.mark}{heading.title}"
    if heading.tail:
        return (
            f"**{line}{heading.tail[0]}**{heading.tail[1:]}"
            if rng.random() < 0.3
            else (line + heading.tail)
        )
    depth = heading.level + rng.choice((0, 1, 1, 2))
    return rng.choice((f"{'#' * depth} {line}", f"{'#' * depth} {line}", f"**{line}**", line))


def plain_title(line: str, number: int, rng: Random) -> str:
    """Return a line of the title as it is."""
    del number, rng
    return line


def markdown_title(line: str, number: int, rng: Random) -> str:
    """Return a line of the title as a heading of the first level."""
    return f"# {line}" if number == 0 or rng.random() < 0.5 else line


@dataclass(frozen=True)
class Manner:
    """How one publisher sets a page."""

    table: TablePrinter
    #: What happens to the labels of the tables.
    relabel: Rewording = typesetting.keep
    #: What happens to headings, marks included.
    head: Rewording = typesetting.keep
    #: What happens to paragraphs.
    prose: Rewording = typesetting.keep
    heading: HeadingPrinter = plain_heading
    title: Callable[[str, int, Random], str] = plain_title
    survey: SurveyPrinter = tab_rows
    #: Blank lines between blocks, one choice a document.
    gaps: tuple[int, ...] = (0, 0, 1, 2)
    shape: ProactiveShape = "five"


def print_page(facts: Facts, rng: Random, manner: Manner) -> str:
    """Return *facts* in print."""
    gap = rng.choice(manner.gaps)
    indent = rng.choice(_INDENTS) if gap != 1 else ""
    has_page_numbers = rng.random() < 0.1
    out: list[str] = [""] * rng.choice((0, 0, 1, 2))
    titles = 0
    previous: Block | None = None
    for number, block in enumerate(facts.script):
        keeps_together = isinstance(block, TitleLine | ClosingLine) and type(previous) is type(
            block
        )
        if previous is not None and not keeps_together:
            is_part = isinstance(block, ClosingLine) or isinstance(previous, TitleLine)
            out += [""] * max(gap, rng.choice((0, 1)) if is_part else 0)
        lines: list[str]
        match block:
            case TitleLine():
                lines = [manner.title(block.text, titles, rng)]
                titles += 1
            case Heading():
                line = manner.head(manner.heading(block, rng), rng)
                lines = [line if line.startswith(("#", "*")) else indent + line]
            case Paragraph():
                lines = [indent + manner.prose(block.text, rng)]
                if has_page_numbers and isinstance(previous, Heading) and number % 3 == 0:
                    lines.append(f"{rng.choice('-—')} {number // 8 + 1} {rng.choice('-—')}")
            case StatutoryTable():
                grid = make_grid(facts, block.name, manner.shape)
                lines = manner.table(grid.relabelled(lambda text: manner.relabel(text, rng)), rng)
            case Survey():
                lines = manner.survey([list(row) for row in block.rows], rng)
            case ClosingLine():
                lines = [rng.choice(("", "", "\u3000" * 12, " " * 30)) + block.text]
        out += lines
        previous = block
    return "\n".join(out) + rng.choice(("", "\n"))
