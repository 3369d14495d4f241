"""Cells between rules become rows of words.

Takes a grid and its content, and gives rows of own cells; at the end the cells of a table with
their spans. Knows nothing of other tables or pages.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from attrs import define

from govdisclosure.characters import narrow
from govdisclosure.forms.labels import is_label, is_telling, labels_of
from govdisclosure.forms.layout import table_layouts
from govdisclosure.readers.pdf.glyph_places import Inside
from govdisclosure.readers.pdf.lines import GlyphLine, box_around, join_words, lines_of, words_of
from govdisclosure.readers.pdf.manners import is_raised
from govdisclosure.readers.pdf.page import Box, Glyph, Page
from govdisclosure.readers.pdf.ruling_lines import CellExtent, RuledGrid
from govdisclosure.readers.showing import Aside, Shows, settle
from govdisclosure.readers.tables.compose import TableCell
from govdisclosure.source import Origin
from govdisclosure.text import ABSENT_SIGN

__all__ = [
    "SAME_EDGE",
    "RuledCell",
    "RuledRow",
    "RuledTable",
    "WrittenRow",
    "breaks_number",
    "cells_of",
    "origin_of",
    "read_table",
]

#: Edges of columns are the same up to this distance, in points.
SAME_EDGE = 4.0
#: A line of digits fills its cell when less than this, in points, is free besides one digit.
_PADDING = 12.0
#: The maximum number of glyphs of a note mark in a separate cell.
_LONGEST_LONE_MARK = 2
#: An empty cell up to this width, in points, is only a gap between rules.
_SLIT = 6.0
#: Baselines of one row differ by less, in sizes.
_SAME_LINE = 0.4


@define
class RuledCell:
    """An own cell: its words, its edges, and how many rows it covers."""

    text: str
    left: float
    right: float
    rows: int
    #: Where it is, or the part of it in which its words begin.
    origin: Origin
    lines: Sequence[GlyphLine] = ()
    #: Pieces of numbers that cannot be joined with certainty; not in its words.
    pieces: Sequence[GlyphLine] = ()
    #: Whether something in it is not read, though it may show no words.
    is_torn: bool = False
    #: Characters in it that are not part of its words.
    aside: Sequence[Aside] = ()
    #: Whether all its content is painted over.
    is_covered: bool = False

    @property
    def shows_nothing(self) -> bool:
        """Whether it is empty on the page, too."""
        return not self.text and not self.pieces and not self.is_torn

    def go_on(self, other: "RuledCell") -> None:
        """Append the words of *other*, which continues this cell.

        Where digits meet they are pieces of a number, or two: they are never joined.
        """
        if breaks_number(self.text, other.text):
            self.pieces = (*self.pieces, *self.lines, *other.pieces, *other.lines)
            self.text, self.is_torn = "", True
        else:
            if not self.text and other.text:
                self.origin = other.origin
            self.text = join_words(self.text, other.text)
            self.pieces = (*self.pieces, *other.pieces)
            self.is_torn = self.is_torn or other.is_torn
        self.lines = (*self.lines, *other.lines)
        self.aside = (*self.aside, *other.aside)
        self.is_covered = not self.text and (self.is_covered or other.is_covered)


def breaks_number(one: str, other: str) -> bool:
    """Whether digits meet where the words of a cell break, so that the number is uncertain.

    Example:
        >>> breaks_number("2143", "9"), breaks_number("1,622", ",246"), breaks_number("2项", "9")
        (True, True, False)
    """
    return (
        _ends_in_digits(one)
        and _ends_in_digits(other[::-1])
        and not is_label(join_words(one, other))
    )


def _ends_in_digits(text: str) -> bool:
    last = narrow(text[-2:])
    return last[-1:].isdigit() or (last[-1:] in {",", "."} and last[:1].isdigit())


class RuledRow(NamedTuple):
    """The cells that begin in a row, and its edges."""

    page: int
    box: Box
    cells: list[RuledCell]


@define
class RuledTable:
    """Rows between rules, of one page or of several."""

    rows: list[RuledRow]
    left: float
    right: float

    @property
    def box(self) -> Box:
        """Where its first part is."""
        first = self.rows[0].box
        return Box(self.left, first.top, self.right, first.bottom)

    @property
    def is_form(self) -> bool:
        """Whether it has a label that occurs only in the forms."""
        return any(
            token is not None and is_telling(token)
            for row in self.rows
            for cell in row.cells
            for token in labels_of(cell.text)
        )

    @property
    def is_narrow(self) -> bool:
        """Whether it has one column only."""
        return all(
            cell.left <= self.left + SAME_EDGE and cell.right >= self.right - SAME_EDGE
            for row in self.rows
            for cell in row.cells
        )


# ----------------------------------------------------------------------------- words in cells


def read_table(page: Page, grid: RuledGrid, inside: Inside) -> RuledTable:
    """The table of *grid* and its content."""
    lines = {number: lines_of(own) for number, own in inside.by_cell.items()}
    pieces: defaultdict[int, list[GlyphLine]] = defaultdict(list)
    for one in inside.across:
        pieces[one.cells[0]] += lines_of(one.glyphs) if one.glyphs else ()
    torn = {number for one in inside.across for number in one.cells}
    torn |= {number for number in inside.hiding if number not in lines}
    rows: list[RuledRow] = []
    numbers: list[list[int]] = [[] for _ in grid.ys[1:]]
    for number, place in enumerate(grid.cells):
        numbers[place.row].append(number)
    for row, own in enumerate(numbers):
        top, bottom = grid.ys[row], grid.ys[row + 1]
        box = Box(grid.xs[0], top, grid.xs[-1], bottom)
        _tell_lone_marks(own, lines)
        parts = _printed_rows(grid, own, lines)
        joins = parts == 1 and _breaks_numbers(grid, own, lines)
        for part in range(parts):
            cells = []
            for number in own:
                words = lines.get(number, [])
                place = grid.cells[number]
                around = grid.box_of(place)
                if parts > 1:
                    words = words[part : part + 1]
                cell = RuledCell(
                    _words_in(words, joins_digits=joins),
                    around.left,
                    around.right,
                    place.row_end - place.row,
                    origin_of(page.number, box_around(words) if parts > 1 and words else around),
                    words,
                )
                cell.is_torn = number in torn
                cell.pieces = pieces.get(number, ()) if part == 0 else ()
                if number in inside.apart_by_cell and part == 0:
                    _settle(cell, inside.apart_by_cell[number])
                cells.append(cell)
            rows.append(RuledRow(page.number, box, _without_slits(cells)))
    return RuledTable(rows, grid.xs[0], grid.xs[-1])


def _tell_lone_marks(row: Sequence[int], lines: dict[int, list[GlyphLine]]) -> None:
    """Recognise a raised note mark in a separate cell, which is not a number.

    It is smaller than the numbers in the other cells of its row, and above or below their line.
    """
    single = {number: lines[number][0] for number in row if len(lines.get(number, ())) == 1}
    for number, line in single.items():
        if len(line.glyphs) > _LONGEST_LONE_MARK or line.glyphs[0].shows is not Shows.ON_LINE:
            continue
        if any(_is_digits(other.text) and is_raised(line, other) for other in single.values()):
            glyphs = tuple(glyph._replace(shows=Shows.RAISED) for glyph in line.glyphs)
            lines[number] = [line._replace(text=words_of(glyphs), glyphs=glyphs)]


def _settle(cell: RuledCell, apart: Sequence[Glyph]) -> None:
    """Set aside what is in a cell but not part of its words."""
    runs = [(cell.text, Shows.ON_LINE)]
    for shows in dict.fromkeys(glyph.shows for glyph in apart):
        lines = lines_of([glyph for glyph in apart if glyph.shows is shows])
        runs.append((_words_in(lines), shows))
    _, cell.aside, cell.is_covered = settle(runs)
    cell.is_torn = cell.is_torn or cell.is_covered


def _without_slits(cells: Sequence[RuledCell]) -> list[RuledCell]:
    """The cells without those too narrow for any character: the space between two rules."""
    return [
        cell
        for cell in cells
        if not cell.shows_nothing or cell.aside or cell.right - cell.left > _SLIT
    ]


def _words_in(lines: Sequence[GlyphLine], *, joins_digits: bool = False) -> str:
    """The words of a cell on one line."""
    text = ""
    is_number = joins_digits and _is_stack_of_digits(lines)
    for line in lines:
        text = text + line.text if is_number else join_words(text, line.text)
    return text


def _is_digits(text: str) -> bool:
    return narrow(text).replace(".", "").replace(",", "").isdecimal()


def _is_stack_of_digits(lines: Sequence[GlyphLine]) -> bool:
    """Whether a cell holds several lines, each of digits."""
    return len(lines) > 1 and all(_is_digits(line.text) for line in lines)


def _breaks_numbers(grid: RuledGrid, row: Sequence[int], lines: dict[int, list[GlyphLine]]) -> bool:
    """Whether the numbers of a row continue over lines because their columns are too narrow.

    Each of their lines but the last fills its cell, and it is one row: its label is one label, or
    another number in it is on one line.
    """
    filled = [(grid.box_of(grid.cells[number]), lines[number]) for number in row if number in lines]
    stacks = [(box, own) for box, own in filled if _is_stack_of_digits(own)]
    if not all(_fills(own, box) for box, own in stacks):
        return False
    return any(
        (len(own) == 1 and _is_digits(own[0].text)) or is_label(_words_in(own)) for _, own in filled
    )


def _fills(lines: Sequence[GlyphLine], box: Box) -> bool:
    """Whether lines of digits are broken because their cell is too narrow.

    No line but the last has room for the first character of the next one, by the cell or by its
    widest line.
    """
    widths = [line.box.right - line.box.left for line in lines]
    room = max(box.right - box.left - _PADDING, *widths)
    return all(
        width + other.glyphs[0].right - other.glyphs[0].left > room
        for width, other in zip(widths, lines[1:], strict=False)
    )


def _printed_rows(grid: RuledGrid, row: Sequence[int], lines: dict[int, list[GlyphLine]]) -> int:
    """How many printed rows are in one between rules: lines of values side by side."""
    places = [grid.cells[number] for number in row]
    if any(place.row_end - place.row > 1 for place in places) or not _is_whole(grid, places):
        return 1
    filled = [(grid.box_of(grid.cells[number]), lines[number]) for number in row if number in lines]
    stacks = [own for box, own in filled if _is_stack_of_digits(own) and not _fills(own, box)]
    if len(stacks) < 2:  # noqa: PLR2004 - one alone is a number broken over lines
        return 1
    first = stacks[0]
    if all(
        len(own) == len(first)
        and all(
            abs(one.baseline - other.baseline) <= _SAME_LINE * max(one.size, other.size)
            for one, other in zip(own, first, strict=True)
        )
        for _, own in filled
    ):
        return len(first)
    return 1


def _is_whole(grid: RuledGrid, places: Sequence[CellExtent]) -> bool:
    """Whether the cells that begin in a row are all that it contains."""
    width = sum(place.column_end - place.column for place in places)
    return width == len(grid.xs) - 1


# ------------------------------------------------------------------------------------ cells


class WrittenRow(NamedTuple):
    """A row with spans counted in its table's columns, and its place."""

    cells: list[TableCell]
    origin: Origin
    #: Pieces of numbers that belong to no cell.
    pieces: list[str]
    #: How many cells are absent because their content is painted over.
    covered: int


def cells_of(table: RuledTable) -> Iterator[WrittenRow]:
    """The rows of a table."""
    _widen_labels(table)
    is_form = table.is_form
    edges: list[float] = []
    for edge in sorted(
        edge for row in table.rows for cell in row.cells for edge in (cell.left, cell.right)
    ):
        if not edges or edge > edges[-1] + SAME_EDGE:
            edges.append(edge)
    for row in table.rows:
        cells: list[TableCell] = []
        pieces: list[str] = []
        for cell in sorted(row.cells, key=attrgetter("left")):
            text, apart = _written(cell, is_form=is_form)
            pieces += [apart] if apart else []
            columns = max(1, _column(edges, cell.right) - _column(edges, cell.left))
            cells.append(TableCell(text, cell.rows, columns, tuple(cell.aside), cell.origin))
        covered = sum(cell.is_covered for cell in row.cells) if is_form else 0
        yield WrittenRow(cells, origin_of(row.page, row.box), pieces, covered)


def _written(cell: RuledCell, *, is_form: bool) -> tuple[str, str]:
    """The words of a cell as they are to be read, and those that are kept separate.

    A torn cell of a form is absent, except for a label that a number only touches; no cell of
    another table is ever absent.
    """
    words = reduce(join_words, (line.text for line in cell.pieces), "")
    if not cell.is_torn:
        return cell.text, ""
    if not is_form:
        return join_words(cell.text, words), ""
    if is_label(cell.text):
        return cell.text, words
    return ABSENT_SIGN, join_words(cell.text, words)


def _widen_labels(table: RuledTable) -> None:
    """Extend a row's label over the empty cell after it if other rows have labels there."""
    labels = [cell for row in table.rows for cell in row.cells if _is_row_label(cell.text)]
    for row in table.rows:
        row.cells.sort(key=attrgetter("left"))
        for label, empty in [*pairwise(row.cells)]:
            if (
                empty.shows_nothing
                and _is_row_label(label.text)
                and label.rows == empty.rows
                and any(
                    abs(one.left - empty.left) <= SAME_EDGE
                    and abs(one.right - empty.right) <= SAME_EDGE
                    for one in labels
                )
            ):
                label.right = empty.right
                label.aside = (*label.aside, *empty.aside)
                row.cells.remove(empty)
                break


def _is_row_label(text: str) -> bool:
    """Whether *text* is a label that values follow directly."""
    tokens = labels_of(text)
    return any(tokens[layout.kind.index] in layout.rows for layout in table_layouts())


def origin_of(page: int, box: Box) -> Origin:
    """The place of a *box* on a page, in hundredths of a point."""
    left, top, right, bottom = box
    return Origin(page=page, box=(round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)))


def _column(edges: Sequence[float], edge: float) -> int:
    """The column that begins at *edge*."""
    return bisect_left(edges, edge - SAME_EDGE)
