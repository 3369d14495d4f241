"""A report set on pages of glyphs and strokes, as producers of PDF files set them.

Takes the facts of a generated report and a manner, and gives pages as the reader of PDF files gets
them. No PDF file is made; the ways of drawing rules and of cutting tables are those of real ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from govdisclosure.readers.pdf.page import Box, Glyph, Page

from .dialects.facts import Facts
from .dialects.grids import Field, Grid, make_grid
from .dialects.script import Block, ClosingLine, Heading, Paragraph, StatutoryTable, TitleLine

#: How rules are drawn.
RULES: Final = ("plain", "double", "apart", "open", "dots", "gaps")
#: How a label that spans many rows is set.
UPRIGHT: Final = ("wrapped", "stacked", "turned", "turned back")
_NO_LINE_START: Final = frozenset("，。、；：！？）》”%")


@dataclass(frozen=True)
class Manner:
    """How one producer sets a report."""

    rules: str = "plain"
    upright: str = "wrapped"
    height: float = 842
    #: Whether a row may be cut by the end of its page, and whether a rule closes the page's part,
    #: as one always does where the sides are open.
    cuts_rows: bool = False
    closes_parts: bool = True
    repeats_heads: bool = False
    has_running_head: bool = False
    #: Whether glyphs are painted in any order.
    is_shuffled: bool = False
    #: By how much the words of each other page stand further right.
    shift: float = 0
    size: float = 16
    small: float = 9


@dataclass(frozen=True)
class _Cell:
    """A cell on the strip that a table is before pages cut it."""

    box: Box
    glyphs: tuple[Glyph, ...]


def set_pages(facts: Facts, manner: Manner) -> list[Page]:
    """The pages of a report."""
    setter = _Setter(manner)
    for block in facts.script:
        setter.block(block, facts)
    return setter.finish(Random(facts.seed))


def width_of(text: str, size: float) -> float:
    """How wide words are: an ideograph as its size, any narrow sign as half of it."""
    return sum(size / 2 if sign.isascii() else size for sign in text)


def glyphs_of(text: str, left: float, baseline: float, size: float) -> Iterator[Glyph]:
    for sign in text:
        right = left + width_of(sign, size)
        if not sign.isspace():
            top = baseline - 0.85 * size
            yield Glyph(sign, left, top, right, top + size, left, baseline, size)
        left = right


def _wrapped(text: str, first: float, others: float, size: float) -> list[str]:
    """Words broken over lines as wide as given; digits and letters stay together."""
    words: list[str] = []
    for sign in text:
        joins = bool(words) and words[-1][-1].isascii() and sign.isascii() and not sign.isspace()
        if words and (sign in _NO_LINE_START or (joins and not words[-1][-1].isspace())):
            words[-1] += sign
        else:
            words.append(sign)
    lines = [""]
    for word in words:
        room = first if len(lines) == 1 else others
        if lines[-1] and width_of(lines[-1] + word, size) > room + 0.01:
            lines.append("")
        lines[-1] += word
    return lines


class _Setter:
    """Sets blocks one below the other, page by page."""

    width: Final = 595.0
    margin: Final = 80.0

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.pages: list[tuple[list[Glyph], list[Box]]] = []
        self.y = 0.0
        self._turn_page()

    @property
    def _bottom(self) -> float:
        return self.manner.height - 60

    @property
    def _left(self) -> float:
        return self.margin + (self.manner.shift if len(self.pages) % 2 == 0 else 0)

    @property
    def _room(self) -> float:
        return self.width - 2 * self.margin

    def _turn_page(self) -> None:
        self.pages.append(([], []))
        self.y = 60.0

    def block(self, block: Block, facts: Facts) -> None:
        """Set one block."""
        size = self.manner.size
        match block:
            case TitleLine():
                self._line(block.text, (self._room - width_of(block.text, 20)) / 2, 20)
            case ClosingLine():
                right = self._room - 2 * size - width_of(block.text, size)
                self._line(block.text, right, size)
            case Heading():
                self._paragraph(f"{block.mark}{block.title}{block.tail}")
            case Paragraph():
                self._paragraph(block.text)
            case StatutoryTable():
                self._table(make_grid(facts, block.name))
            case _:
                rows = tuple(tuple(Field(cell) for cell in row) for row in block.rows)
                self._table(Grid("proactive", len(rows[0]), rows))

    def _line(self, text: str, indent: float, size: float) -> None:
        if self.y + 1.6 * size > self._bottom:
            self._turn_page()
        self.y += 1.6 * size
        self.pages[-1][0].extend(glyphs_of(text, self._left + indent, self.y, size))

    def _paragraph(self, text: str) -> None:
        size = self.manner.size
        room = self._room // size * size
        lines = _wrapped(text, room - 2 * size, room, size)
        for number, line in enumerate(lines):
            self._line(line, 0 if number else 2 * size, size)

    # -- tables

    def _table(self, grid: Grid) -> None:
        widths = _column_widths(grid, self._room)
        cells, ys = _strip(grid, widths, self.manner)
        heads = sum(all(not field.is_value for field in row) for row in grid.rows[:3])
        head = ys[heads] if self.manner.repeats_heads and grid.name == "requests" else 0.0
        if ys[-1] and heads and self._stop(cells, ys, 0.0, self._bottom - self.y - 8) < head:
            self._turn_page()
        start = 0.0
        #: Whether nothing stands on the page because no row and repeated head fitted.
        is_new = False
        self.y += 8
        while start < ys[-1]:
            repeated = head if start >= head and not is_new else 0.0
            room = self._bottom - self.y - repeated
            stop = self._stop(cells, ys, start, room)
            if stop <= start and is_new:
                stop = min(y for y in ys if y > start)  # too high for any page
            if stop <= start:
                self._turn_page()
                is_new = True
                continue
            if repeated:
                self._part(cells, 0.0, head)
            self._part(cells, start, stop)
            start, is_new = stop, False
            if start < ys[-1]:
                self._turn_page()
        self.y += 8

    def _stop(
        self, cells: Sequence[_Cell], ys: Sequence[float], start: float, room: float
    ) -> float:
        """Up to where the strip goes on this page: no line of words is cut."""
        if start + room >= ys[-1]:
            return ys[-1]
        if not self.manner.cuts_rows:
            return max(y for y in ys if y <= max(start + room, 0))
        stop = start + room
        while stop > start and any(
            glyph.top - 1 < stop < glyph.bottom + 1 for cell in cells for glyph in cell.glyphs
        ):
            stop -= 1
        #: A cut right at the edge of a row would be none.
        near = [y for y in ys if abs(y - stop) < 6]
        return near[0] if near and near[0] > start else stop

    def _part(self, cells: Sequence[_Cell], start: float, stop: float) -> None:
        """Print the strip from *start* to *stop*."""
        glyphs, strokes = self.pages[-1]
        down, right = self.y - start, self._left
        for cell in cells:
            box = cell.box
            top, bottom = max(box.top, start), min(box.bottom, stop)
            if top >= bottom:
                continue
            glyphs.extend(
                _moved(glyph, right, down + _into(glyph, start, stop))
                for glyph in cell.glyphs
                if start <= (glyph.top + glyph.bottom) / 2 < stop
            )
            is_open = not self.manner.closes_parts and self.manner.rules != "open"
            sides = (
                None if self._is_outer(box.left) else box.left,
                None if is_open and top > box.top else top,
                None if self._is_outer(box.right) else box.right,
                None if is_open and bottom < box.bottom else bottom,
            )
            whole = Box(box.left, top, box.right, bottom)
            for stroke in _drawn(whole, sides, self.manner.rules):
                strokes.append(
                    Box(
                        stroke.left + right,
                        stroke.top + down,
                        stroke.right + right,
                        stroke.bottom + down,
                    )
                )
        self.y += stop - start

    def _is_outer(self, x: float) -> bool:
        """Whether the rule at *x* is left out: one at the side of an open table."""
        return self.manner.rules == "open" and (x < 1 or x > self._room - 1)

    def finish(self, rng: Random) -> list[Page]:
        """The pages, with what goes around the report."""
        pages = []
        for number, (glyphs, strokes) in enumerate(self.pages, start=1):
            edge = [*glyphs]
            if self.manner.has_running_head:
                edge = [*glyphs_of("政府信息公开专栏", self.margin, 40, 9), *edge]
                edge += glyphs_of(f"- {number} -", 280, self.manner.height - 30, 10)
            if self.manner.is_shuffled:
                edge = [glyph for run in _shuffled(edge, rng) for glyph in run]
            pages.append(
                Page(number, self.width, self.manner.height, tuple(edge), tuple(strokes), ())
            )
        return pages


def _into(glyph: Glyph, start: float, stop: float) -> float:
    """How far down a glyph has to go so that the ends of a part do not cut it."""
    return max(0.0, start + 1 - glyph.top) - max(0.0, glyph.bottom + 1 - stop)


def _shuffled(glyphs: Sequence[Glyph], rng: Random) -> list[list[Glyph]]:
    """Runs of glyphs that follow each other on one line, in any order."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if last is None or (last.y, last.right) != (glyph.y, glyph.left):
            runs.append([])
        runs[-1].append(glyph)
    rng.shuffle(runs)
    return runs


def _moved(glyph: Glyph, right: float, down: float) -> Glyph:
    text, left, top, end, bottom, x, y, size, turn = glyph[:9]
    return Glyph(
        text, left + right, top + down, end + right, bottom + down, x + right, y + down, size, turn
    )


def _column_widths(grid: Grid, room: float) -> list[float]:
    if grid.name == "requests" and grid.width == 10:
        return [25.0, 60.0, 105.0, *([(room - 190) / 7] * 7)]
    return [room / grid.width] * grid.width


def _strip(grid: Grid, widths: Sequence[float], manner: Manner) -> tuple[list[_Cell], list[float]]:
    """The cells of a table one below the other, and where its rows begin and end."""
    xs = [sum(widths[:count]) for count in range(len(widths) + 1)]
    placed: list[tuple[int, int, Field]] = []
    covered: set[tuple[int, int]] = set()
    for row, fields in enumerate(grid.rows):
        column = 0
        for field in fields:
            while (row, column) in covered:
                column += 1
            placed.append((row, column, field))
            covered |= {
                (row + down, column + across)
                for down in range(field.rows)
                for across in range(field.columns)
            }
            column += field.columns
    heights = [0.0] * len(grid.rows)
    for row, column, field in sorted(placed, key=lambda one: one[2].rows):
        room = xs[column + field.columns] - xs[column]
        need = _height(field, room, manner)
        have = sum(heights[row : row + field.rows])
        heights[row + field.rows - 1] += max(0.0, need - have)
    ys = [sum(heights[:count]) for count in range(len(heights) + 1)]
    cells = []
    for row, column, field in placed:
        box = Box(xs[column], ys[row], xs[column + field.columns], ys[row + field.rows])
        cells.append(_Cell(box, tuple(_inside(field, box, manner))))
    return cells, ys


_PAD: Final = 3.0
_LEAD: Final = 1.25


def _is_upright(field: Field, manner: Manner) -> bool:
    return field.rows > 6 and manner.upright != "wrapped"


def _height(field: Field, room: float, manner: Manner) -> float:
    size = manner.small
    if _is_upright(field, manner):
        return width_of(field.text, size) * _LEAD + 2 * _PAD
    lines = _wrapped(field.text, room - 2 * _PAD, room - 2 * _PAD, size)
    return len(lines) * _LEAD * size + 2 * _PAD


def _inside(field: Field, box: Box, manner: Manner) -> Iterator[Glyph]:
    """The words of a field in the middle of its box."""
    size = manner.small
    middle = (box.top + box.bottom) / 2
    if _is_upright(field, manner) and manner.upright.startswith("turned"):
        yield from _turned(field.text, box, size, is_back=manner.upright == "turned back")
        return
    room = box.right - box.left - 2 * _PAD
    lines = _wrapped(field.text, room, room, size)
    if _is_upright(field, manner):
        lines = [*field.text]
    top = middle - len(lines) * _LEAD * size / 2
    for number, line in enumerate(lines):
        left = box.left + _PAD
        if field.is_value or len(lines) > 1:
            left = (box.left + box.right - width_of(line, size)) / 2
        yield from glyphs_of(line, left, top + (number + 0.8) * _LEAD * size, size)


def _turned(text: str, box: Box, size: float, *, is_back: bool) -> Iterator[Glyph]:
    """Words that run down, or up when they are turned *back*."""
    left = (box.left + box.right - size) / 2
    length = width_of(text, size)
    start = (box.top + box.bottom - length) / 2
    for sign in text:
        wide = width_of(sign, size)
        top = start if not is_back else box.top + box.bottom - start - wide
        x = left + 0.15 * size if not is_back else left + 0.85 * size
        y = top if not is_back else top + wide
        turn = 270 if is_back else 90
        yield Glyph(sign, left, top, left + size, top + wide, x, y, size, turn)
        start += wide


def _drawn(box: Box, sides: Sequence[float | None], rules: str) -> Iterator[Box]:
    """The strokes of a cell's sides; those that are None are not drawn."""
    left, top, right, bottom = box
    inset = 0.9 if rules == "apart" else 0.0
    for index, at in enumerate(sides):
        if at is None:
            continue
        place = at + (inset if index < 2 else -inset)
        is_upright = index % 2 == 0
        start, stop = (top, bottom) if is_upright else (left, right)
        yield from _stroke(place, start + inset, stop - inset, rules, is_upright=is_upright)


def _stroke(at: float, start: float, stop: float, rules: str, *, is_upright: bool) -> Iterator[Box]:
    places = [at - 0.8, at + 0.8] if rules == "double" else [at]
    for place in places:
        runs = [(start, stop)]
        if rules == "gaps":
            runs = [(start + 1.2, stop - 1.2)]
        if rules == "dots":
            count = int((stop - start) / 2)
            runs = [(start + 2 * dot, start + 2 * dot + 1) for dot in range(count + 1)]
        for one, other in runs:
            if is_upright:
                yield Box(place - 0.25, one, place + 0.25, other)
            else:
                yield Box(one, place - 0.25, other, place + 0.25)
