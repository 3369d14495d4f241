"""A report as Markdown: headings by depth, statutory tables as pipe tables on the form's grid.

Takes a report and gives text that the text reader reads as an equal report; places covered by a
merge are empty cells.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from govdisclosure.characters import JOINER
from govdisclosure.forms.layout import layout_of
from govdisclosure.model.blocks import Heading, PrintedRows
from govdisclosure.model.lines import with_run_ins
from govdisclosure.model.report import Block, Report
from govdisclosure.model.tables import Table
from govdisclosure.writers.merged import merged_rows

__all__ = ["write_markdown", "write_raw_markdown"]

_PIPE_IN_CELL = "\\|"
#: What begins a tag, a picture, or a link that does not lead to a page.
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|!(?=\[)|\](?=\((?!https?://)|:|\[)", re.ASCII)


def write_markdown(report: Report) -> str:
    """The report as Markdown, a blank line between any two blocks.

    Words that would be HTML, pictures, or links other than to pages are kept from being so by an
    invisible joiner: they come from a document that anybody may have written.
    """
    return _MARKUP.sub(rf"\g<0>{JOINER}", write_raw_markdown(report))


def write_raw_markdown(report: Report) -> str:
    """The same, with HTML and links as the words have them."""
    return "\n\n".join(_blocks(report)) + "\n"


def _blocks(report: Report) -> Iterator[str]:
    if report.title is not None:
        yield f"# {report.title}"
    yield from _written(report.preamble)
    for section in report.sections:
        yield f"## {section.heading.line}"
        yield from _written(section.blocks)
    if report.closing is not None:
        yield from report.closing.lines()
        yield from _written(report.annex)


def _written(blocks: Iterable[Block]) -> Iterator[str]:
    for block, run_in in with_run_ins(blocks):
        match block:
            case Heading():
                yield _heading(block, run_in)
            case Table():
                yield _pipe_table(_grid(block))
            case PrintedRows():
                yield _pipe_table(list(block.printed_rows()))
            case _:
                yield from block.lines()


def _heading(heading: Heading, run_in: str) -> str:
    """A heading by its depth, or in bold with the run-in text after it."""
    if not run_in:
        return f"{'#' * (heading.level + 1)} {heading.line}"
    return (heading.line if "*" in heading.line else f"**{heading.line}**") + run_in


def _grid(table: Table) -> list[list[str]]:
    width = layout_of(table.kind, table.edition).width
    rows = []
    for placed in merged_rows(table):
        row = [""] * width
        for one in placed:
            row[one.column] = one.words
        rows.append(row)
    return rows


def _pipe_table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = (
        f"| {' | '.join(words.replace('|', _PIPE_IN_CELL) for words in row)} |" for row in rows
    )
    return "\n".join([head, f"|{'---|' * len(rows[0])}", *body])
