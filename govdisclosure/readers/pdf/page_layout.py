"""The content of a page from top to bottom: lines of prose, tables between rules, pictures.

Takes the glyphs and strokes of one page. A ruled box around prose, and rules used for layout, are
not tables; their content is prose.
"""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from govdisclosure.forms.labels import is_label
from govdisclosure.readers.pdf.glyph_places import Inside, place_glyphs
from govdisclosure.readers.pdf.lines import GlyphLine, box_around, lines_of
from govdisclosure.readers.pdf.manners import (
    SPACED,
    runs_of,
    text_of,
    with_raised_told,
    with_struck_apart,
    with_watermarks_apart,
)
from govdisclosure.readers.pdf.page import Box, Glyph, Page
from govdisclosure.readers.pdf.prose import PlacedLine
from govdisclosure.readers.pdf.ruling_lines import RuledGrid, ruled_grids
from govdisclosure.readers.pdf.tables import RuledRow, RuledTable, read_table
from govdisclosure.readers.showing import Aside, Shows, settle

__all__ = ["Element", "SetAside", "lay_out"]


class SetAside(NamedTuple):
    """Glyphs on a page outside of tables that are not part of its words."""

    page: int
    box: Box
    pieces: Sequence[Aside]


#: The possible elements of a page.
Element: TypeAlias = PlacedLine | RuledTable | Box | SetAside

#: The minimum numbers of lines and characters that, with a full stop, make a full-width cell prose.
_LINES_OF_PROSE, _SIGNS_OF_PROSE = 3, 80
#: A picture smaller than this, in points, is an ornament.
_SMALLEST_PICTURE = 36.0
#: Pictures closer than this, in points, are strips of one.
_SAME_PICTURE = 2.0


def lay_out(page: Page) -> list[Element]:
    """The content of a page, in reading order."""
    page = with_struck_apart(page)
    grids = ruled_grids(page.strokes)
    page = with_raised_told(with_watermarks_apart(page, grids), grids)
    whole = _region(Box(0, 0, page.width, page.height))
    tables = {
        number
        for number, grid in enumerate(grids)
        if len(grid.cells) > 1 and not _arranges(grid, grids[:number])
    }
    inside, outside = place_glyphs(page, grids, tables)
    placed: list[tuple[float, list[Element]]] = [
        (_middle(line), [PlacedLine(line, page.number, whole)]) for line in lines_of(outside.glyphs)
    ]
    apart = [*outside.apart]
    for number, found in inside.items():
        grid = grids[number]
        if number in tables:
            placed.append((grid.ys[0], list(_table(page, grid, found))))
            continue
        apart += found.apart
        if len(grid.cells) == 1:
            region = _region(grid.box)
            lines = [PlacedLine(line, page.number, region) for line in lines_of(found.glyphs)]
            placed.append((grid.ys[0], [*lines]))
        else:
            placed += _arranged(page, grid, found)
    placed += ((box.top, [box]) for box in _pictures(page))
    placed.sort(key=itemgetter(0))
    elements = [element for _, elements in placed for element in elements]
    return [*elements, *_set_aside(page, apart)]


def _set_aside(page: Page, apart: Sequence[Glyph]) -> Iterator[SetAside]:
    """Glyphs that are not words, by lines; a watermark is one piece."""
    for shows in dict.fromkeys(glyph.shows for glyph in apart):
        own = [glyph for glyph in apart if glyph.shows is shows]
        if shows is Shows.WATERMARK:
            for run in runs_of(own, SPACED):
                yield SetAside(page.number, box_around(run), settle([(text_of(run), shows)]).aside)
        else:
            for line in lines_of(own):
                yield SetAside(page.number, line.box, settle([(line.text, shows)]).aside)


def _middle(line: GlyphLine) -> float:
    return (line.box.top + line.box.bottom) / 2


def _region(box: Box) -> str:
    return f"{box.left:.0f} {box.right:.0f}"


def _arranges(grid: RuledGrid, smaller: Sequence[RuledGrid]) -> bool:
    """Whether a grid is only layout: it contains whole tables."""
    box = grid.box
    return any(
        len(one.cells) > 1
        and box.left <= one.xs[0]
        and one.xs[-1] <= box.right
        and box.top <= one.ys[0]
        and one.ys[-1] <= box.bottom
        for one in smaller
    )


def _arranged(page: Page, grid: RuledGrid, inside: Inside) -> Iterator[tuple[float, list[Element]]]:
    """The lines in the cells of a layout grid."""
    for number, own in inside.by_cell.items():
        region = _region(grid.box_of(grid.cells[number]))
        for line in lines_of(own):
            yield _middle(line), [PlacedLine(line, page.number, region)]


def _table(page: Page, grid: RuledGrid, inside: Inside) -> Iterator[Element]:
    """A table, divided at full-width cells of prose; prose alone is not a table."""
    table = read_table(page, grid, inside)
    is_narrow = table.is_narrow and not any(
        is_label(cell.text) for row in table.rows for cell in row.cells
    )
    rows: list[RuledRow] = []
    for row in table.rows:
        if is_narrow or _is_prose(row):
            if rows:
                yield RuledTable(rows, table.left, table.right)
                rows = []
            region = _region(table.box)
            for cell in row.cells:
                for line in (*cell.lines, *cell.pieces):
                    yield PlacedLine(line, page.number, region)
                if cell.aside:
                    yield SetAside(page.number, row.box, cell.aside)
        else:
            rows.append(row)
    if rows:
        yield RuledTable(rows, table.left, table.right)


def _is_prose(row: RuledRow) -> bool:
    """Whether a row is one cell that holds sentences."""
    if len(row.cells) != 1:
        return False
    cell = row.cells[0]
    return (
        cell.left <= row.box.left
        and cell.right >= row.box.right
        and cell.rows == 1
        and len(cell.lines) >= _LINES_OF_PROSE
        and len(cell.text) >= _SIGNS_OF_PROSE
        and "。" in cell.text
    )


def _pictures(page: Page) -> list[Box]:
    """Pictures large enough to matter, strips as one, without those under words."""
    merged: list[Box] = []
    for box in sorted(page.pictures, key=lambda one: (one.left, one.top)):
        last = merged[-1] if merged else None
        if (
            last is not None
            and abs(box.left - last.left) < _SAME_PICTURE
            and abs(box.right - last.right) < _SAME_PICTURE
            and box.top <= last.bottom + _SAME_PICTURE
        ):
            merged[-1] = last._replace(bottom=max(last.bottom, box.bottom))
        else:
            merged.append(box)
    return [
        box
        for box in merged
        if min(box.right - box.left, box.bottom - box.top) >= _SMALLEST_PICTURE
        and not _has_words(box, page.glyphs)
    ]


def _has_words(box: Box, glyphs: Sequence[Glyph]) -> bool:
    return any(
        box.left < (glyph.left + glyph.right) / 2 < box.right
        and box.top < (glyph.top + glyph.bottom) / 2 < box.bottom
        for glyph in glyphs
    )
