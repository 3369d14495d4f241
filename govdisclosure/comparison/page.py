"""Differences as one self-contained page of HTML, the reports side by side.

Takes a :class:`Diff` and gives the page, or its inner part for a notebook. All words are escaped.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govdisclosure.comparison.cells import CellDiff, Printed
from govdisclosure.comparison.lines import LineChange, LineDiff, LinePiece
from govdisclosure.comparison.sections import SectionDiff
from govdisclosure.comparison.two import Diff
from govdisclosure.comparison.wording import (
    cell_words,
    change_words,
    degree_words,
    named,
    percent_words,
    say,
    sum_words,
)
from govdisclosure.crosswalk import Correspondence
from govdisclosure.model.cells import Cell
from govdisclosure.page import begin_page, end_page, escaped
from govdisclosure.wording import COLON, Language

__all__ = ["diff_fragment", "diff_page"]

_STYLE = """
body{max-width:76rem}
table.sides{table-layout:fixed}table.sides td{width:50%;overflow-wrap:anywhere}
del{background:var(--gone);text-decoration:line-through}
ins{background:var(--came);text-decoration:underline}
tr.gap td{color:var(--dim);padding:.1rem .5rem}
.tab{color:var(--dim);padding:0 .4em}
td .place{display:block}
table.cells td:nth-child(n+2):nth-child(-n+5){white-space:nowrap}
@media print{tr{break-inside:avoid}}
"""
#: How many unchanged lines are shown on each side of a change.
_AROUND = 1


def diff_page(found: Diff, language: Language) -> str:
    """The whole page."""
    title = say(language, "title")
    lines = [*begin_page(title, language, _STYLE), *_head(found, language), "</header><main>"]
    lines += [*_body(found, language), end_page()]
    return "\n".join(lines) + "\n"


def diff_fragment(found: Diff, language: Language) -> str:
    """The differences without a page around them, for a notebook."""
    return "\n".join((*_head(found, language), *_body(found, language)))


def _head(found: Diff, language: Language) -> Iterator[str]:
    for side, report in (("old", found.old), ("new", found.new)):
        name = f"{say(language, side)}{COLON.text(language)}{named(report, language)}"
        yield f"<p>{escaped(name)}</p>"


def _body(found: Diff, language: Language) -> Iterator[str]:
    if not found:
        yield f"<p>{escaped(say(language, 'nothing'))}</p>"
    if found.cells:
        yield f"<h2>{escaped(say(language, 'cells', count=len(found.cells)))}</h2>"
        yield from _cells(found.cells, language)
    if found.sections:
        yield f"<h2>{escaped(say(language, 'sections', count=len(found.sections)))}</h2>"
        for one in found.sections:
            yield from _section(one, language)
    if found.not_compared:
        yield f"<h2>{escaped(say(language, 'not_compared', count=len(found.not_compared)))}</h2>"
        yield from _unlike(found.not_compared, language)


def _row(tag: str, *cells: str, style: str = "") -> str:
    return f"<tr{style}>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


def _heads(language: Language, *names: str) -> str:
    return _row("th", *(escaped(say(language, name)) for name in names))


# ------------------------------------------------------------------------------ cells


def _cells(cells: Sequence[CellDiff], language: Language) -> Iterator[str]:
    has_degree = any(degree_words(one, language) for one in cells)
    heads = ["cell", "old", "new", "change", "percent", *(["degree"] if has_degree else [])]
    yield '<div class="scroll"><table class="cells"><thead>'
    yield f"{_heads(language, *heads)}</thead><tbody>"
    for one in cells:
        address = f'<span class="place code">{escaped(str(one.address))}</span>'
        words = [
            f"{escaped(one.address.words(language))}{address}",
            _side(one.old, one.old_cells, language),
            _side(one.new, one.new_cells, language),
            escaped(change_words(one)),
            escaped(percent_words(one.percent)),
        ]
        words += [escaped(degree_words(one, language))] if has_degree else []
        yield _row("td", *words)
    yield "</tbody></table></div>"


def _side(cell: Cell | None, cells: Printed, language: Language) -> str:
    """What one side prints, the parts of a sum and the place in the file below it."""
    places = [one.place.words(language) for _, one in cells if one.place]
    below = [sum_words(cells, language), *places]
    spans = (f'<span class="place">{escaped(words)}</span>' for words in below if words)
    return f"{escaped(cell_words(cell, language))}{''.join(spans)}"


def _unlike(found: Sequence[Correspondence], language: Language) -> Iterator[str]:
    yield '<div class="scroll"><table><thead>'
    yield f"{_heads(language, 'old', 'new', 'reason')}</thead><tbody>"
    for one in found:
        sides = (
            "<br>".join(escaped(address.words(language)) for address in side)
            for side in (one.here, one.there)
        )
        yield _row("td", *sides, escaped(one.why.text(language)))
    yield "</tbody></table></div>"


# ------------------------------------------------------------------------------ words


def _section(one: SectionDiff, language: Language) -> Iterator[str]:
    yield f"<h3>{escaped(one.title(language))}</h3>"
    yield '<table class="sides"><thead>'
    yield f"{_heads(language, 'old', 'new')}</thead><tbody>"
    rows = _rows(one.lines)
    shown = _shown(rows)
    before = -1
    for number in shown:
        if number != before + 1:
            yield _row("td", "…", "…", style=' class="gap"')
        before = number
        yield _row("td", *rows[number].sides)
    if shown and before != len(rows) - 1:
        yield _row("td", "…", "…", style=' class="gap"')
    yield "</tbody></table>"


class _Row(NamedTuple):
    """A row of the table of both reports: a line of each, or an empty place."""

    sides: tuple[str, str]
    is_change: bool


def _rows(lines: Sequence[LineDiff]) -> list[_Row]:
    """The lines as rows; of those without counterpart, one of each report goes into a row."""
    rows: list[_Row] = []
    free = 0  # so many of the last rows have a free place on the new side
    for one in lines:
        old, new = _sides(one)
        if one.change is LineChange.ADDED and free:
            rows[-free] = _Row((rows[-free].sides[0], new), is_change=True)
            free -= 1
            continue
        rows.append(_Row((old, new), is_change=one.change is not LineChange.SAME))
        free = free + 1 if one.change is LineChange.REMOVED else 0
    return rows


def _shown(rows: Sequence[_Row]) -> list[int]:
    """The rows that differ, and those around them, by number."""
    changed = [number for number, one in enumerate(rows) if one.is_change]
    near = {number + step for number in changed for step in range(-_AROUND, _AROUND + 1)}
    return sorted(near & set(range(len(rows))))


def _sides(one: LineDiff) -> tuple[str, str]:
    pieces = one.pieces()
    gone = (piece for piece in pieces if piece.change is not LineChange.ADDED)
    came = (piece for piece in pieces if piece.change is not LineChange.REMOVED)
    return "".join(map(_marked, gone)), "".join(map(_marked, came))


def _marked(piece: LinePiece) -> str:
    words = '<span class="tab">|</span>'.join(map(escaped, piece.text.split("\t")))
    tag = {LineChange.REMOVED: "del", LineChange.ADDED: "ins"}.get(piece.change)
    return f"<{tag}>{words}</{tag}>" if tag else words
