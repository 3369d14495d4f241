"""Cells between rules become rows of words; parts that page ends cut off go on with their table.

Takes a grid and the glyphs in it, and gives rows of own cells. A cell whose other half stands on
the next page is one cell when its words, or what is empty beside them, say so; numbers are never
put together over a page's end.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from attrs import define

from govdisclosure.labels import is_label, is_telling, labels_of
from govdisclosure.layout import table_layouts
from govdisclosure.plain import read_heading
from govdisclosure.readers.compose import TableCell
from govdisclosure.readers.pdf_lines import Line, join_words, lines_of
from govdisclosure.readers.pdf_page import Box, Glyph, Page
from govdisclosure.readers.pdf_rules import Place, RuledGrid
from govdisclosure.source import Origin
from govdisclosure.text import CellState, narrow, read_printed

__all__ = [
    "RuledRow",
    "RuledTable",
    "cells_of",
    "glyphs_by_cell",
    "go_on",
    "origin_of",
    "read_table",
]

#: Edges of columns are the same when they are no farther apart, in points.
_SAME_EDGE = 4.0
#: Digits go on across a rule when the gap between them is smaller, in sizes.
_STRADDLE = 0.1
#: A line of digits fills its cell when less than this, in points, is free besides one digit.
_PADDING = 12.0
#: A row with words is higher than this, in sizes.
_LEAST_HEIGHT = 1.2
#: An empty cell that is not wider than this, in points, is none.
_SLIT = 6.0
#: Baselines of one row differ by less, in sizes.
_SAME_LINE = 0.4


@define
class _Cell:
    """An own cell: its words, from where to where it lies, and how many rows it takes."""

    text: str
    left: float
    right: float
    rows: int
    lines: Sequence[Line] = ()


class RuledRow(NamedTuple):
    """The cells that begin in a row, and where it lies."""

    page: int
    box: Box
    cells: list[_Cell]


@define
class RuledTable:
    """Rows between rules, of one page or of several."""

    rows: list[RuledRow]
    left: float
    right: float

    @property
    def box(self) -> Box:
        """Where its first part lies."""
        first = self.rows[0].box
        return Box(self.left, first.top, self.right, first.bottom)

    @property
    def is_form(self) -> bool:
        """Whether a label of the forms stands in it that no other table would print."""
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
            cell.left <= self.left + _SAME_EDGE and cell.right >= self.right - _SAME_EDGE
            for row in self.rows
            for cell in row.cells
        )


# ----------------------------------------------------------------------------- words in cells


def glyphs_by_cell(grid: RuledGrid, glyphs: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """The glyphs of each cell, in the order in which they are painted; by their middle."""
    found: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        number = grid.cell_at((glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2)
        if number is not None:
            found.setdefault(number, []).append(glyph)
    return found


def read_table(page: Page, grid: RuledGrid, glyphs: Sequence[Glyph]) -> RuledTable:
    """The table that *grid* and the glyphs in it make."""
    own_glyphs, strays = _parted(grid, glyphs)
    by_cell = glyphs_by_cell(grid, own_glyphs)
    lines = {number: lines_of(own) for number, own in by_cell.items()}
    rows: list[RuledRow] = []
    numbers: list[list[int]] = [[] for _ in grid.ys[1:]]
    for number, place in enumerate(grid.cells):
        numbers[place.row].append(number)
    for row, own in enumerate(numbers):
        top, bottom = grid.ys[row], grid.ys[row + 1]
        box = Box(grid.xs[0], top, grid.xs[-1], bottom)
        parts = _printed_rows(grid, own, lines)
        joins = parts == 1 and _breaks_numbers(grid, own, lines)
        for part in range(parts):
            cells = []
            for number in own:
                words = lines.get(number, [])
                stray = strays.get(number, "")
                if parts > 1:
                    words, stray = words[part : part + 1], stray if part == 0 else ""
                cells.append(_cell(grid, number, words, stray, joins_digits=joins))
            rows.append(RuledRow(page.number, box, _without_slits(cells)))
    return RuledTable(rows, grid.xs[0], grid.xs[-1])


def _cell(
    grid: RuledGrid,
    number: int,
    lines: Sequence[Line],
    stray: str,
    *,
    joins_digits: bool,
) -> _Cell:
    """A cell with the words of *lines*; digits that cross its rule stand apart behind them."""
    place = grid.cells[number]
    box = grid.box_of(place)
    text = _words_in(lines, joins_digits=joins_digits)
    if stray:
        text = f"{text} {stray}"
    return _Cell(text, box.left, box.right, place.row_end - place.row, lines)


def _without_slits(cells: Sequence[_Cell]) -> list[_Cell]:
    """The cells without those too narrow for any sign: the space between two rules."""
    return [cell for cell in cells if cell.text or cell.right - cell.left > _SLIT]


def _words_in(lines: Sequence[Line], *, joins_digits: bool = False) -> str:
    """The words of a cell on one line."""
    text = ""
    is_number = joins_digits and _is_stack_of_digits(lines)
    for line in lines:
        text = text + line.text if is_number else join_words(text, line.text)
    return text


def _is_digits(text: str) -> bool:
    return narrow(text).replace(".", "").replace(",", "").isdecimal()


def _is_stack_of_digits(lines: Sequence[Line]) -> bool:
    """Whether a cell holds several lines and each is digits."""
    return len(lines) > 1 and all(_is_digits(line.text) for line in lines)


def _breaks_numbers(grid: RuledGrid, row: Sequence[int], lines: dict[int, list[Line]]) -> bool:
    """Whether the numbers of a row go on over lines because their columns are too narrow.

    Each of their lines but the last fills its cell, and it is one row: its label is one label, or
    another number in it stands on one line.
    """
    filled = [(grid.box_of(grid.cells[number]), lines[number]) for number in row if number in lines]
    stacks = [(box, own) for box, own in filled if _is_stack_of_digits(own)]
    if not all(_fills(own, box) for box, own in stacks):
        return False
    return any(
        (len(own) == 1 and _is_digits(own[0].text)) or is_label(_words_in(own)) for _, own in filled
    )


def _fills(lines: Sequence[Line], box: Box) -> bool:
    """Whether lines of digits are broken because their cell is too narrow."""
    whole, rest = lines[:-1], lines[-1]
    digit = rest.glyphs[0].right - rest.glyphs[0].left
    least = box.right - box.left - _PADDING - digit
    return all(
        line.box.right - line.box.left > least and len(rest.text) <= len(line.text)
        for line in whole
    )


def _printed_rows(grid: RuledGrid, row: Sequence[int], lines: dict[int, list[Line]]) -> int:
    """How many rows stand in what the rules show as one: lines of values side by side."""
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


def _is_whole(grid: RuledGrid, places: Sequence[Place]) -> bool:
    """Whether the cells that begin in a row are all that lie in it."""
    width = sum(place.column_end - place.column for place in places)
    return width == len(grid.xs) - 1


def _parted(grid: RuledGrid, glyphs: Sequence[Glyph]) -> tuple[list[Glyph], dict[int, str]]:
    """The glyphs but those digits that go on with a number of the cell before, across a rule.

    Such digits are given apart, by the cell in which their number begins, for nobody can tell how
    much of it is a number of its own.
    """
    kept: list[Glyph] = []
    strays: dict[int, str] = {}
    last: Glyph | None = None
    begun: int | None = None
    for glyph in glyphs:
        middle = (glyph.left + glyph.right) / 2
        number = grid.cell_at(middle, (glyph.top + glyph.bottom) / 2)
        if last is not None and _goes_on_with(last, glyph):
            if begun is not None and number is not None and number != begun:
                strays[begun] = strays.get(begun, "") + glyph.text
            else:
                kept.append(glyph)
        else:
            begun = number
            kept.append(glyph)
        last = glyph
    return kept, strays


def _goes_on_with(one: Glyph, other: Glyph) -> bool:
    """Whether two digits belong to one run."""
    return (
        one.text.isdigit()
        and other.text.isdigit()
        and one.turn == other.turn == 0
        and abs(one.y - other.y) <= _STRADDLE * one.size
        and -one.size < other.left - one.right < _STRADDLE * one.size
        and other.left > one.left
    )


# -------------------------------------------------------------------------------- page ends


def go_on(above: RuledTable, below: RuledTable) -> list[RuledRow] | None:
    """Let *above* go on with *below*, which stands at the head of the next page.

    Returns:
        Rows of *below* that only repeat the table's head, which are left out; None when it is
        another table, and nothing was changed.
    """
    shift = above.left - below.left
    if abs((above.right - above.left) - (below.right - below.left)) > _SAME_EDGE:
        return None
    for row in below.rows:
        for cell in row.cells:
            cell.left += shift
            cell.right += shift
    if not _shares_columns(above, below):
        for row in below.rows:
            for cell in row.cells:
                cell.left -= shift
                cell.right -= shift
        return None
    count = _count_repeated(above, below)
    repeated, rows = below.rows[:count], below.rows[count:]
    if rows:
        _join(above, rows)
    return repeated


def _inner_edges(table: RuledTable) -> list[float]:
    edges: list[float] = []
    for edge in sorted(cell.left for row in table.rows for cell in row.cells):
        if edge > (edges[-1] if edges else table.left) + _SAME_EDGE:
            edges.append(edge)
    return edges


def _shares_columns(above: RuledTable, below: RuledTable) -> bool:
    """Whether the columns of one table are mostly those of another as wide, if it has any."""
    edges, others = _inner_edges(above), _inner_edges(below)
    if not edges or not others:
        return bool(edges)
    shared = sum(_has_edge(edges, edge) for edge in others)
    return 2 * shared >= min(len(edges), len(others))


def _has_edge(edges: Sequence[float], edge: float) -> bool:
    place = bisect_left(edges, edge - _SAME_EDGE)
    return place < len(edges) and edges[place] <= edge + _SAME_EDGE


def _count_repeated(above: RuledTable, below: RuledTable) -> int:
    """How many rows at the head of *below* are those at the head of *above* once more."""
    count = 0
    for one, other in zip(above.rows, below.rows, strict=False):
        words = [cell.text for cell in other.cells]
        if [cell.text for cell in one.cells] != words or not any(words):
            break
        if any(read_printed(text).state is CellState.NUMBER for text in words):
            break
        count += 1
    while count and any(
        number + cell.rows > count
        for number, row in enumerate(below.rows[:count])
        for cell in row.cells
    ):
        count -= 1
    return count


def _join(above: RuledTable, rows: list[RuledRow]) -> None:
    """Put *rows* below the table; cells that the page's end cut become one."""
    foot = [
        cell
        for number, row in enumerate(above.rows)
        for cell in row.cells
        if number + cell.rows >= len(above.rows)
    ]
    head = rows[0].cells
    pairs = [
        (one, other)
        for other in head
        for one in foot
        if abs(one.left - other.left) <= _SAME_EDGE and abs(one.right - other.right) <= _SAME_EDGE
    ]
    if len(pairs) == len(head) == len(foot) and (
        _is_rest(rows[0], pairs) or _is_rest(above.rows[-1], pairs) or _is_cut(pairs)
    ):
        for one, other in pairs:
            one.text = join_words(one.text, other.text)
            one.rows += other.rows - 1
        del rows[0]
    else:
        for one, other in [pair for pair in pairs if _spans(pair, foot, head)]:
            one.text = join_words(one.text, other.text)
            one.rows += other.rows
            head.remove(other)
    above.rows += rows


def _is_rest(row: RuledRow, pairs: Sequence[tuple[_Cell, _Cell]]) -> bool:
    """Whether a row at a page's end is the rest of one: it is empty and too low for words."""
    lines = [line for pair in pairs for cell in pair for line in cell.lines]
    size = min((line.size for line in lines), default=0.0)
    own = [cell for pair in pairs for cell in pair if cell.rows == 1 and cell in row.cells]
    return row.box.bottom - row.box.top < _LEAST_HEIGHT * size and not any(
        cell.text for cell in own
    )


def _is_cut(pairs: Sequence[tuple[_Cell, _Cell]]) -> bool:
    """Whether the last row of a page and the first of the next are halves of one.

    Each pair is a cell of the one and the cell below it in the other.
    """
    both = [(one.text, other.text) for one, other in pairs if one.text and other.text]
    if any(_holds_value(one) or _holds_value(other) for one, other in both):
        return False
    if any(_is_broken_label(one, other) for one, other in both):
        return True
    if not any(one.text for one, _ in pairs) or not any(other.text for _, other in pairs):
        return False
    if any(is_label(other) or read_heading(other) for _, other in both):
        return False
    values = [_holds_value(one.text) or _holds_value(other.text) for one, other in pairs]
    return any(values) or not both


def _holds_value(text: str) -> bool:
    return bool(text) and read_printed(text).state is not CellState.TEXT


def _is_broken_label(one: str, other: str) -> bool:
    """Whether two pieces of text are the halves of one label."""
    return is_label(one + other) and not is_label(other)


def _spans(pair: tuple[_Cell, _Cell], foot: Sequence[_Cell], head: Sequence[_Cell]) -> bool:
    """Whether a cell of the next page is the rest of the one above it, while its row is not.

    Args:
        pair: The cell of a page's last row and the one below it.
        foot: All cells that end with the page.
        head: All cells that begin with the next.
    """
    one, other = pair
    spans_rows = one.rows > 1 or other.rows > 1
    if one.text and other.text:
        if _holds_value(one.text) or _holds_value(other.text):
            return False
        return _is_broken_label(one.text, other.text) or (
            spans_rows
            and not is_label(one.text)
            and not is_label(other.text)
            and read_heading(other.text) is None
        )
    if one.text and not other.text:
        return other.rows > 1 or _stands_before_words(other, head)
    if spans_rows or _stands_before_words(one, foot):
        return not _holds_value(other.text)
    return is_label(other.text) and not any(_holds_value(cell.text) for cell in (*foot, *head))


def _stands_before_words(cell: _Cell, head: Sequence[_Cell]) -> bool:
    """Whether an empty cell stands in front of the label of its row."""
    for other in sorted(head, key=_left):
        if other.text:
            return other.left > cell.left and not _holds_value(other.text)
    return False


# ------------------------------------------------------------------------------------ cells


def cells_of(table: RuledTable) -> Iterator[tuple[list[TableCell], Origin]]:
    """The rows of a table with spans counted in its columns, and where each lies."""
    _widen_labels(table)
    edges: list[float] = []
    for edge in sorted(
        edge for row in table.rows for cell in row.cells for edge in (cell.left, cell.right)
    ):
        if not edges or edge > edges[-1] + _SAME_EDGE:
            edges.append(edge)
    for row in table.rows:
        cells = [
            TableCell(
                cell.text,
                cell.rows,
                max(1, _column(edges, cell.right) - _column(edges, cell.left)),
            )
            for cell in sorted(row.cells, key=_left)
        ]
        yield cells, origin_of(row.page, row.box)


def _widen_labels(table: RuledTable) -> None:
    """Let a row's label take the empty cell behind it in whose column other rows have labels."""
    labels = [cell for row in table.rows for cell in row.cells if _is_row_label(cell.text)]
    for row in table.rows:
        row.cells.sort(key=_left)
        for label, empty in [*pairwise(row.cells)]:
            if (
                not empty.text
                and _is_row_label(label.text)
                and label.rows == empty.rows
                and any(
                    abs(one.left - empty.left) <= _SAME_EDGE
                    and abs(one.right - empty.right) <= _SAME_EDGE
                    for one in labels
                )
            ):
                label.right = empty.right
                row.cells.remove(empty)
                break


def _left(cell: _Cell) -> float:
    return cell.left


def _is_row_label(text: str) -> bool:
    """Whether *text* is a label that values stand right behind."""
    return not _row_labels().isdisjoint(labels_of(text))


@cache
def _row_labels() -> frozenset[str | None]:
    return frozenset(
        line.tokens[-1]
        for layout in table_layouts()
        for line in layout.lines
        if line.cells and line.tokens
    )


def origin_of(page: int, box: Box) -> Origin:
    """The place of a *box* on a page, in hundredths of a point."""
    left, top, right, bottom = box
    return Origin(page=page, box=(round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)))


def _column(edges: Sequence[float], edge: float) -> int:
    """The column that begins at *edge*."""
    return bisect_left(edges, edge - _SAME_EDGE)
