"""Strokes become rules, and rules the cells between them.

Takes the strokes of a page however they were drawn (twice, as thin rectangles, cell by cell or dot
by dot) and gives the grids that they form. A side without a rule ends where the others end. Knows
nothing of the content of cells.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from attrs import frozen

from govdisclosure.readers.pdf.page import Box

__all__ = ["CellExtent", "RuledGrid", "ruled_grids"]

#: Strokes this near, in points, are one rule; rows of words are higher.
_SNAP = 3.0
#: Strokes even nearer are one wherever they are, for some are drawn twice.
_TWICE = 0.6
#: How far the ends of rules may miss each other, in points.
_REACH = 4.0
#: Rules are as high as each other when their ends differ by less, in points.
_AS_HIGH = 8.0
#: The minimum distance between the rules of a cell, in points.
_THINNEST = 3.2
#: The minimum length of a rule, in points.
_SHORTEST = 4.0
#: A page with more possible crossings, or a grid with more places, is a drawing.
_MOST_CROSSINGS, _MOST_PLACES = 1_000_000, 100_000


class _RulingLine(NamedTuple):
    """A rule along an axis: its position, its start and its end."""

    at: float
    start: float
    end: float


class CellExtent(NamedTuple):
    """The rows and columns of a grid that a cell covers, the ends not included."""

    row: int
    column: int
    row_end: int
    column_end: int


@frozen
class RuledGrid:
    """A rectangle that rules divide into cells, each a rectangle."""

    #: The beginning of each column, and the end of the last one.
    xs: tuple[float, ...]
    #: The beginning of each row, and the end of the last one.
    ys: tuple[float, ...]
    #: By rows, then by columns.
    cells: tuple[CellExtent, ...]

    @property
    def box(self) -> Box:
        """The whole grid."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, place: CellExtent) -> Box:
        """The box of a cell."""
        return Box(
            self.xs[place.column],
            self.ys[place.row],
            self.xs[place.column_end],
            self.ys[place.row_end],
        )

    @cached_property
    def _owners(self) -> list[list[int | None]]:
        """For each row and column the number of the cell that covers it, if one does."""
        owners: list[list[int | None]] = [[None] * (len(self.xs) - 1) for _ in self.ys[1:]]
        for number, place in enumerate(self.cells):
            for row in range(place.row, place.row_end):
                for column in range(place.column, place.column_end):
                    owners[row][column] = number
        return owners

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell that contains a point; None if no cell does."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(bisect_right(self.ys, y) - 1, len(self.ys) - 2)
        return self._owners[row][min(bisect_right(self.xs, x) - 1, len(self.xs) - 2)]


def ruled_grids(strokes: Sequence[Box]) -> list[RuledGrid]:
    """The grids that the strokes of a page form, the smallest first; one cell is a box."""
    flats = _rules((box.top + box.bottom, box.left, box.right) for box in strokes if _is_flat(box))
    uprights = _rules(
        (box.left + box.right, box.top, box.bottom) for box in strokes if _is_upright(box)
    )
    grids = []
    for across, down in _connected(flats, uprights):
        grid = _grid(_snapped(across), _snapped(down))
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda one: (one.xs[-1] - one.xs[0]) * (one.ys[-1] - one.ys[0]))


def _is_flat(box: Box) -> bool:
    """Whether a stroke may be part of a horizontal rule; a dot may be part of any rule."""
    return box.bottom - box.top <= max(box.right - box.left, _SNAP)


def _is_upright(box: Box) -> bool:
    return box.right - box.left <= max(box.bottom - box.top, _SNAP)


def _rules(strokes: Iterable[tuple[float, float, float]]) -> list[_RulingLine]:
    """Strokes along one axis as rules; each is given by twice its place, its start and its end."""
    rules = [_RulingLine(twice / 2, start, end) for twice, start, end in strokes]
    return [rule for rule in _snapped(rules, _TWICE) if rule.end - rule.start > _SHORTEST]


def _snapped(rules: Iterable[_RulingLine], reach: float = _SNAP) -> list[_RulingLine]:
    """Rules of one grid, those side by side as one."""
    snapped: list[_RulingLine] = []
    near: list[_RulingLine] = []
    for rule in sorted(rules):
        if near and rule.at - near[0].at > reach:
            snapped += _merged(near)
            near = []
        near.append(rule)
    return snapped + (_merged(near) if near else [])


def _merged(near: Sequence[_RulingLine]) -> list[_RulingLine]:
    """Strokes that are side by side or end to end, as whole rules."""
    weight = sum(one.end - one.start for one in near)
    at = sum(one.at * (one.end - one.start) for one in near) / weight if weight > 0 else near[0].at
    rules: list[_RulingLine] = []
    for one in sorted(near, key=lambda rule: rule.start):
        if rules and one.start <= rules[-1].end + _REACH:
            rules[-1] = _RulingLine(at, rules[-1].start, max(rules[-1].end, one.end))
        else:
            rules.append(_RulingLine(at, one.start, one.end))
    return rules


def _root(parents: list[int], number: int) -> int:
    """The representative of the set that *number* belongs to; shortens the path to it."""
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _connected(
    flats: Sequence[_RulingLine], uprights: Sequence[_RulingLine]
) -> Iterator[tuple[list[_RulingLine], list[_RulingLine]]]:
    """Rules that touch each other, directly or through others; nothing for a drawing."""
    parents = list(range(len(flats) + len(uprights)))

    places = [one.at for one in uprights]
    crossings = 0
    for number, flat in enumerate(flats):
        first = bisect_left(places, flat.start - _REACH)
        last = bisect_right(places, flat.end + _REACH)
        crossings += last - first
        if crossings > _MOST_CROSSINGS:
            return
        for other in range(first, last):
            upright = uprights[other]
            if upright.start - _REACH <= flat.at <= upright.end + _REACH:
                parents[_root(parents, len(flats) + other)] = _root(parents, number)
    groups: defaultdict[int, tuple[list[_RulingLine], list[_RulingLine]]] = defaultdict(
        lambda: ([], [])
    )
    for number, rule in enumerate([*flats, *uprights]):
        groups[_root(parents, number)][number >= len(flats)].append(rule)
    whole = [group for group in groups.values() if group[0] and group[1]]
    lone = sorted(
        (upright for group in groups.values() if not group[0] for upright in group[1]),
        key=attrgetter("start"),
    )
    for across, down in whole:
        top, bottom = min(rule.start for rule in down), max(rule.end for rule in down)
        yield across, [*down, *_beside(lone, top, bottom)]


def _beside(lone: Sequence[_RulingLine], top: float, bottom: float) -> list[_RulingLine]:
    """Separate rules that are as high as the grid beside them.

    Such is the outer rule of a cell that takes all rows of a page and is cut at both ends.
    """
    first = bisect_left(lone, top - _AS_HIGH, key=attrgetter("start"))
    last = bisect_right(lone, top + _AS_HIGH, key=attrgetter("start"))
    return [rule for rule in lone[first:last] if abs(rule.end - bottom) <= _AS_HIGH]


def _grid(across: Sequence[_RulingLine], down: Sequence[_RulingLine]) -> RuledGrid | None:
    """The grid of rules that touch each other; None when they form a drawing."""
    xs = _edges([one.at for one in down], [end for one in across for end in one[1:]])
    ys = _edges([one.at for one in across], [end for one in down for end in one[1:]])
    width, height = len(xs) - 1, len(ys) - 1
    if width < 1 or height < 1 or width * height > _MOST_PLACES:
        return None
    #: Whether a rule is above each place, and whether one is to its left.
    above = [[False] * width for _ in range(height)]
    before = [[False] * width for _ in range(height)]
    for rule in across:
        row = _nearest(ys, rule.at)
        if row < height:
            for column in _covered(xs, rule):
                above[row][column] = True
    for rule in down:
        column = _nearest(xs, rule.at)
        if column < width:
            for row in _covered(ys, rule):
                before[row][column] = True
    lefts = _ruled(xs[0], xs, ys, down)
    rights = _ruled(xs[-1], xs, ys, down)
    cells = [
        cell
        for cell in _cells(above, before)
        if not (cell.column == 0 and _is_outside(cell, lefts))
        and not (cell.column_end == width and _is_outside(cell, rights))
    ]
    return _tight(xs, ys, cells) if cells else None


def _ruled(
    edge: float, xs: Sequence[float], ys: Sequence[float], down: Sequence[_RulingLine]
) -> list[bool]:
    """For each row whether a rule runs along it at *edge*."""
    rows = [False] * (len(ys) - 1)
    for rule in down:
        if xs[_nearest(xs, rule.at)] == edge:
            for row in _covered(ys, rule):
                rows[row] = True
    return rows


def _is_outside(cell: CellExtent, ruled: Sequence[bool]) -> bool:
    """Whether a cell at a side of a grid is outside it: other rows have a rule there.

    If no row has a rule there, the grid is open at that side.
    """
    return any(ruled) and not any(ruled[cell.row : cell.row_end])


def _edges(places: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Where columns or rows begin and end: at rules, and at the ends of rules across them."""
    edges: list[float] = []
    for edge in sorted({*places, min(ends), max(ends)}):
        if not edges or edge > edges[-1] + _THINNEST:
            edges.append(edge)
    return edges


def _nearest(edges: Sequence[float], at: float) -> int:
    """The number of the edge where a rule is."""
    after = bisect_left(edges, at)
    if after == len(edges) or (after and at - edges[after - 1] < edges[after] - at):
        return after - 1
    return after


def _covered(edges: Sequence[float], rule: _RulingLine) -> range:
    """The places between *edges* along which a rule runs from end to end."""
    first = bisect_left(edges, rule.start - _THINNEST)
    return range(first, bisect_right(edges, rule.end + _THINNEST) - 1)


def _cells(
    above: Sequence[Sequence[bool]], before: Sequence[Sequence[bool]]
) -> Iterator[CellExtent]:
    """Rectangles of places without rules between them; other shapes are cut into rectangles."""
    width = len(above[0])
    parents = list(range(len(above) * width))

    for row in range(len(above)):
        for column in range(width):
            number = row * width + column
            if row and not above[row][column]:
                parents[_root(parents, number)] = _root(parents, number - width)
            if column and not before[row][column]:
                parents[_root(parents, number)] = _root(parents, number - 1)
    faces: defaultdict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in range(len(above)):
        for column in range(width):
            faces[_root(parents, row * width + column)][row].append(column)
    for face in faces.values():
        yield from _rectangles(face)


def _rectangles(face: dict[int, list[int]]) -> Iterator[CellExtent]:
    """A face, given by the columns that it covers of each row, as rectangles."""
    open_: dict[tuple[int, int], int] = {}
    last = min(face) - 1
    for row in [*sorted(face), max(face) + 2]:
        runs = set(_runs(face.get(row, [])))
        for run in list(open_):
            if run not in runs or row != last + 1:
                yield CellExtent(open_.pop(run), run[0], last + 1, run[1])
        for run in runs:
            open_.setdefault(run, row)
        last = row


def _runs(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive columns, by the first and the one after the last."""
    start = 0
    for index in range(1, len(columns) + 1):
        if index == len(columns) or columns[index] != columns[index - 1] + 1:
            yield columns[start], columns[index - 1] + 1
            start = index


def _tight(xs: Sequence[float], ys: Sequence[float], cells: Sequence[CellExtent]) -> RuledGrid:
    """The grid without edges at which no cell begins or ends."""
    rows = sorted({edge for one in cells for edge in (one.row, one.row_end)})
    columns = sorted({edge for one in cells for edge in (one.column, one.column_end)})
    row_of = {edge: number for number, edge in enumerate(rows)}
    column_of = {edge: number for number, edge in enumerate(columns)}
    return RuledGrid(
        tuple(xs[edge] for edge in columns),
        tuple(ys[edge] for edge in rows),
        tuple(
            sorted(
                CellExtent(row_of[a], column_of[b], row_of[c], column_of[d]) for a, b, c, d in cells
            )
        ),
    )
