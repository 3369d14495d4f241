"""Draws a table whose cells span rows and columns, in characters.

Takes cells with their places and gives lines of styled words, all of one width; knows no report.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from attrs import frozen

from govdisclosure.characters import display_width
from govdisclosure.cli.screen import Words

__all__ = ["GridCell", "draw", "wrap"]


@frozen(kw_only=True)
class GridCell:
    """One cell of a drawn table."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    text: str
    style: str = ""
    #: Values are right-aligned and their words kept whole; labels are wrapped as needed.
    is_value: bool = False

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.row + self.rows

    @property
    def end(self) -> int:
        """The first column after it."""
        return self.column + self.columns


#: Directions of the lines that meet in one place.
_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_BOXES = dict(
    zip((3, 12, 10, 6, 9, 5, 11, 7, 14, 13, 15), "│─┌┐└┘├┤┬┴┼", strict=True),
)
_PLAIN = {3: "|", 12: "-"}
#: From roomy to narrow: the width of a label over values, the blanks beside each line, and
#: whether words of letters are kept whole.
_FITS = ((12, 1, True), (8, 1, True), (8, 0, True), (8, 0, False), (4, 1, False), (4, 0, False))
#: The columns of a label that spans many rows, of one under it, and the minimum of all others.
_OUTERMOST, _OUTER, _READABLE = 6, 8, 26


def draw(cells: Sequence[GridCell], width: int, *, boxes: bool) -> list[list[Words]]:
    """The lines of the table, at most *width* columns wide if possible.

    Args:
        cells: All cells; together they cover a rectangle.
        width: The maximum number of columns.
        boxes: Whether to draw with box characters; with ``+-|`` otherwise.
    """
    widths, pad = _column_widths(cells, width)
    canvas = _Canvas(cells, widths, pad)
    return canvas.lines(_BOXES if boxes else _PLAIN)


# ------------------------------------------------------------------------------ widths


def _column_widths(cells: Sequence[GridCell], width: int) -> tuple[list[int], int]:
    """The width of each column without its padding, and the padding on each side."""
    count = max(cell.end for cell in cells)
    stubs = min((cell.column for cell in cells if cell.is_value), default=count)
    widths: list[int] = []
    pad = 0
    for target, pad, keeps_words in _FITS:
        widths = [2] * count
        for cell in sorted(cells, key=lambda cell: cell.columns):
            if cell.column >= stubs:
                between = (cell.columns - 1) * (2 * pad + 1)
                least = _least(cell, target, keeps_words=keeps_words or cell.is_value)
                _widen(widths, cell.column, cell.end, least - between)
        room = width - sum(widths[stubs:]) - count * (2 * pad + 1) - 1
        if _share(cells, widths, stubs, room):
            break
    return widths, pad


def _least(cell: GridCell, target: int, *, keeps_words: bool) -> int:
    """The minimum width of a cell among the values."""
    least = min(display_width(cell.text), target)
    return max(least, _longest_token(cell.text)) if keeps_words else least


def _widen(widths: list[int], start: int, end: int, wanted: int) -> None:
    """Make the columns from *start* up to *end* at least *wanted* wide together."""
    while sum(widths[start:end]) < wanted:
        narrowest = min(range(start, end), key=widths.__getitem__)
        widths[narrowest] += 1


def _share(cells: Sequence[GridCell], widths: list[int], stubs: int, room: int) -> bool:
    """Share *room* among the columns before the values; False if it is too little."""
    if not stubs:
        return room >= 0
    natural = [
        max(
            (display_width(c.text) for c in cells if c.column == column and c.columns == 1),
            default=2,
        )
        for column in range(stubs)
    ]
    *outer, last = natural
    left = room
    for column, whole in enumerate(outer):
        wanted = whole
        if sum(natural) > room:
            tokens = [
                _longest_token(c.text) for c in cells if c.column == column and c.columns == 1
            ]
            wanted = min(wanted, max(_OUTER if column else _OUTERMOST, *tokens))
        widths[column] = wanted
        left -= widths[column]
    widths[stubs - 1] = max(2, min(left, last))
    return left >= min(last, _READABLE)


# ------------------------------------------------------------------------------ words in a cell

_ORDINAL = re.compile("（.）")
_TOKEN = re.compile(r" +|[!-~]+|[（「『《“‘〔【]*[^ -~][、，。；：）」』》”’〕】]*|.")


def _longest_token(text: str) -> int:
    """The width of the longest piece of *text* that is not broken."""
    return max(map(display_width, _TOKEN.findall(text)), default=0)


def wrap(text: str, width: int) -> list[str]:
    """*text* in lines of at most *width* columns; no closing mark begins a line.

    Example:
        >>> wrap("三、本年度办理结果", 6), wrap("（三）不予公开", 8)
        (['三、本', '年度办', '理结果'], ['（三）', '不予公开'])
    """
    ordinal = _ORDINAL.match(text)
    if ordinal and width < display_width(text):
        parts = [ordinal[0], text[ordinal.end() :]]
        if max(map(display_width, parts)) <= width:
            return parts
    lines = [""]
    for token in _TOKEN.findall(text):
        for piece in _pieces(token, width):
            if lines[-1] and display_width(lines[-1] + piece) > width:
                lines[-1] = lines[-1].rstrip(" ")
                lines.append("")
            lines[-1] += piece if lines[-1] else piece.lstrip(" ")
    return lines


def _pieces(token: str, width: int) -> Iterator[str]:
    """*token* whole if it fits into a line, else character by character."""
    if display_width(token) <= width:
        yield token
    else:
        yield from token


# ------------------------------------------------------------------------------ drawing


class _Canvas:
    """A table on a grid of squares, one for each column of a character."""

    def __init__(self, cells: Sequence[GridCell], widths: Sequence[int], pad: int) -> None:
        self.cells = cells
        self.pad = pad
        self.lefts = [0]
        for width in widths:
            self.lefts.append(self.lefts[-1] + width + 2 * pad + 1)
        self.wrapped = {
            cell: wrap(cell.text, self.lefts[cell.end] - self.lefts[cell.column] - 1 - 2 * pad)
            for cell in cells
        }
        self.ruled = self._ruled()
        self.tops = self._tops()
        self.squares: dict[tuple[int, int], Words] = {}
        self.joints: dict[tuple[int, int], int] = {}

    def _ruled(self) -> list[bool]:
        """Whether a line is drawn above each row, and below the last.

        Rows of one group are not separated: a line is drawn where a label ends or begins that spans
        several rows, and between rows that have no values or other columns.
        """
        count = max(cell.bottom for cell in self.cells)
        shapes = [
            [(c.column, c.end, c.is_value) for c in self.cells if c.row == row and c.rows == 1]
            for row in range(count)
        ]
        ruled = [True] + [
            not any(value for _, _, value in shapes[row]) or shapes[row] != shapes[row - 1]
            for row in range(1, count)
        ]
        for cell in self.cells:
            if cell.rows > 1:
                ruled[cell.row] = True
                if cell.bottom < count:
                    ruled[cell.bottom] = True
        return [*ruled, True]

    def _tops(self) -> list[int]:
        """The line on which each row begins, not counting the rule above it; and the end."""
        count = len(self.ruled) - 1
        heights = [1] * count
        for cell in sorted(self.cells, key=lambda cell: cell.rows):
            rules = sum(self.ruled[cell.row + 1 : cell.bottom])
            missing = len(self.wrapped[cell]) - sum(heights[cell.row : cell.bottom]) - rules
            heights[cell.bottom - 1] += max(0, missing)
        tops = [1]
        for row in range(count):
            tops.append(tops[-1] + heights[row] + self.ruled[row + 1])
        return tops

    def lines(self, signs: Mapping[int, str]) -> list[list[Words]]:
        """The whole drawing, with *signs* chosen by the directions that meet."""
        for cell in self.cells:
            self._draw_frame(cell)
            self._draw_words(cell)
        for place, joint in self.joints.items():
            self.squares[place] = Words(signs.get(joint, "+"), "rule")
        height, width = self.tops[-1], self.lefts[-1] + 1
        return [
            _joined([self.squares.get((line, at), Words(" ")) for at in range(width)])
            for line in range(height)
        ]

    def _draw_frame(self, cell: GridCell) -> None:
        left, right = self.lefts[cell.column], self.lefts[cell.end]
        top = self.tops[cell.row] - self.ruled[cell.row]
        bottom = self.tops[cell.bottom] - 1
        has_rules = ((top, self.ruled[cell.row]), (bottom, self.ruled[cell.bottom]))
        for line in (line for line, is_ruled in has_rules if is_ruled):
            for at in range(left, right):
                self._join(line, at, _RIGHT)
                self._join(line, at + 1, _LEFT)
        for line in range(top, bottom + (not self.ruled[cell.bottom])):
            for at in (left, right):
                self._join(line, at, _DOWN)
                self._join(line + 1, at, _UP)

    def _join(self, line: int, at: int, direction: int) -> None:
        self.joints[line, at] = self.joints.get((line, at), 0) | direction

    def _draw_words(self, cell: GridCell) -> None:
        left, right = self.lefts[cell.column] + 1 + self.pad, self.lefts[cell.end] - self.pad
        for number, text in enumerate(self.wrapped[cell]):
            at = right - display_width(text) if cell.is_value else left
            line = self.tops[cell.row] + number
            for character in text:
                width = display_width(character)
                if not width:  # an accent belongs to the square before
                    before = self.squares.get((line, at - 1), Words(""))
                    self.squares[line, at - 1] = Words(before.text + character, cell.style)
                for square in range(width):
                    self.squares[line, at + square] = Words("" if square else character, cell.style)
                at += width


def _joined(squares: Sequence[Words]) -> list[Words]:
    """Neighbours of one style as one piece."""
    return [
        Words("".join(one.text for one in group), style)
        for style, group in groupby(squares, key=lambda one: one.style)
    ]
