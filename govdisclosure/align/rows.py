"""Row by row: which row of the form a printed row is, and which of its values belongs where.

Takes the rows of a grid and fills an :class:`~govdisclosure.align.alignment.Alignment`. Labels tell
rows; heads tell columns; where digits ran together, sums tell where one number ends.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import define

from govdisclosure.align.alignment import Alignment
from govdisclosure.align.heads import Heads, Place
from govdisclosure.layout import Line, TableKind, TableLayout, tokens_of
from govdisclosure.source import COVERED, UNKNOWN, UNPLACED, VALUE, Field, Grid, Span
from govdisclosure.tables.cutting import MOST_CUTS, Cut, Group, cut_digits, fields_of_cut
from govdisclosure.tables.sums import Weighed, weigh

__all__ = ["align"]


#: Digits that begin with the number zero, or in which it surely stands several times.
_ZERO_CELL = re.compile(r"0(?![.])|[0-9]*000")


#: Of so many rows that can be cut, one may be there that cannot.
_MOST_UNCUT = 4


def align(grid: Grid, layout: TableLayout) -> Alignment:
    """Read *grid* row by row into the cells of *layout*."""
    return _Aligner(grid, layout).run()


class _Aligner:
    """Reads the rows of one grid in order."""

    def __init__(self, grid: Grid, layout: TableLayout) -> None:
        self.grid = grid
        self.layout = layout
        self.result = Alignment(layout, [None] * len(layout.cells))
        self.index = layout.index
        self.rows = {line.tokens[-1]: line for line in layout.lines if line.cells and line.tokens}
        #: The row of cells without a label, which table four has.
        self.unlabelled = next(
            (line for line in layout.lines if line.cells and not line.tokens), None
        )
        self.tokens = tokens_of(layout.kind)
        self.heads = Heads(layout)
        #: What was placed, row by row; a row that came twice with other values is taken back.
        self.seen: dict[str, list[str]] = {}
        #: Whether a cell says 0; where none does, blank cells may stand for it.
        self.prints_zeros = any(
            _ZERO_CELL.match(field.text) for row in grid.rows for field in row if field.text
        )
        self.doubts: list[_Doubt] = []
        #: How many rows of digits there are that no cut fits: values are lost in such a table.
        self.uncut = 0
        #: Whether most rows have a number in front of their label, as a column of ordinals has.
        self.is_numbered = _is_numbered(grid)
        #: The rows whose columns were assumed to be those of the form.
        self.assumed_columns: list[Line] = []

    def run(self) -> Alignment:
        """Read all rows, and say what is missing."""
        self.result.note("GD010", self.grid.span)
        for row in self.grid.rows:
            self._read_row(row)
        self._settle_doubts()
        if self.assumed_columns:
            self._check_columns()
        for line in self.layout.lines:
            if line.cells and line.name not in self.seen and self.unlabelled is None:
                self.result.note("GD008", self.grid.span, line)
        return self.result

    def _read_row(self, row: Sequence[Field]) -> None:
        labels = [one for one in row if one.type in self.tokens]
        values = [one for one in row if one.type in {VALUE, UNPLACED}]
        strangers = [one for one in row if one.type == UNKNOWN]
        self.result.labels += labels
        line = self.rows.get(labels[-1].type) if labels else self.unlabelled
        has_values = any(one.text for one in values)
        if line is not None and labels and not has_values and self._is_stray_head(labels):
            line = None
        if line is None:
            if not has_values:
                self.heads.read([one for one in row if one.type != COVERED])
            self.result.set_aside("GD009", [*strangers, *values])
            return
        loose = [one for one in strangers if _is_number(one)]
        if loose and not (self.is_numbered and loose == [row[0]]):
            self._give_up(line, [*strangers, *values])
            return
        self.result.set_aside("GD009", strangers)
        if line is self.unlabelled and len(values) == 1 and len(values[0].text) < len(line.cells):
            self.result.set_aside("GD009", values)
        elif any(one.type == UNPLACED for one in values):
            self._cut(line, values)
        else:
            self._place(line, values)

    def _is_stray_head(self, labels: Sequence[Field]) -> bool:
        """Whether labels of several rows stand side by side, as in a head that someone invented."""
        return sum(one.type in self.rows for one in labels) > 1

    # -- values that stand in their columns

    def _place(self, line: Line, values: Sequence[Field]) -> None:
        places = self.heads.places(line, len(values))
        if places is None:
            self._cut(line, values)
            return
        known = [place for place in places.cells if place is not None]
        if not known:
            self._give_up(line, values)
            return
        if len(known) < len(line.cells) and line is not self.unlabelled:
            self._say_columns(line, known)
        name = line.name if line is not self.unlabelled else "/".join(known[0])
        strangers = [
            value for place, value in zip(places.cells, values, strict=True) if place is None
        ]
        if not self._is_first(name, line, values):
            return
        self.result.set_aside("GD009", strangers)
        for place, value in zip(places.cells, values, strict=True):
            if place is not None:
                self.result.values[self.index[place]] = value
        if places.is_assumed:
            self.assumed_columns.append(line)
        if line is self.unlabelled and None in self.result.values:
            self._say_columns(line, known)

    def _is_first(self, name: str, line: Line, values: Sequence[Field]) -> bool:
        """Whether a row comes for the first time; different values make both absent."""
        words = [one.text for one in values]
        before = self.seen.setdefault(name, words)
        if before is words:
            return True
        if before == words:
            self.result.set_aside("GD018", values, line)
            return False
        self.result.keep(self.result.take_back(line))
        for doubt in [one for one in self.doubts if one.line is line]:
            self.doubts.remove(doubt)
            self.result.keep(doubt.pieces)
        self.result.set_aside("GD029", values, line)
        return False

    def _give_up(self, line: Line, fields: Sequence[Field]) -> None:
        """Leave a row absent: its values cannot be told to columns."""
        if any(one.text for one in fields):
            self.seen.setdefault(line.name, [])
        self.result.set_aside("GD007", fields, line)

    def _say_columns(self, line: Line, printed: Sequence[Place]) -> None:
        """The head lacks columns; name them."""
        placed = {place for place in line.cells if self.result.values[self.index[place]]}
        lacking = [place for place in line.cells if place not in printed and place not in placed]
        if not lacking:
            return
        cells = [self.layout.cells[self.index[place]] for place in lacking]
        words = "、".join(self.result.words_of_cell(cell) for cell in cells)
        self.result.note("GD013", self.grid.span, line, words=words)

    # -- digits that ran together

    def _cut(self, line: Line, fields: Sequence[Field]) -> None:
        """Cut the digits of a row where the sums tell how; else give the row up."""
        pieces = tuple(one for one in fields if one.text)
        words = [one.text for one in pieces]
        places = self.heads.places(line, len(line.cells))
        cells = tuple(place for place in places.cells if place) if places else ()
        if (
            len(cells) < len(line.cells)
            or cells[-1] != line.cells[-1]
            or (cells != line.cells and self.layout.kind is TableKind.DISPUTES)
            or not all(word.isascii() and word.isdigit() for word in words)
            or not self._is_glued(line, words)
        ):
            self._give_up(line, fields)
            return
        cuts = cut_digits(words, _groups(line, self.layout.kind))
        if not cuts:
            self.uncut += 1
            self._give_up(line, fields)
        elif self._is_first(line.name, line, pieces):
            self.doubts.append(_Doubt(line, cells, pieces, list(cuts)))

    def _is_glued(self, line: Line, pieces: Sequence[str]) -> bool:
        """Whether digits surely ran together, rather than that a value is lost.

        Without a total to hold them against, only zeros in front prove it, which are numbers by
        themselves; so they do where some values stand apart, for the total may be what is lost.
        Where none does, zeros must be printed somewhere in the table, since blank cells may stand
        for them otherwise.
        """
        if not 0 < len(pieces) < len(line.cells):
            return False
        if self.layout.kind is TableKind.PROACTIVE:
            zeros = len(pieces[0]) - len(pieces[0].lstrip("0"))
            size = len(line.cells)
            return len(pieces) == 1 and len(pieces[0]) == size and zeros >= size - 1
        if any(len(piece) > 1 and piece[0] == "0" for piece in pieces):
            return True
        return self.prints_zeros and len(pieces) == 1

    def _settle_doubts(self) -> None:
        """Let the sums over rows decide between the cuts that the sums within rows allow."""
        if self.uncut * _MOST_UNCUT > len(self.doubts):
            for doubt in self.doubts:
                self.result.set_aside("GD007", doubt.pieces, doubt.line)
            self.doubts = []
        is_open = True
        while is_open:
            is_open = False
            for doubt in self.doubts:
                left = [cut for cut in doubt.cuts if self._keeps_sums(doubt, cut)]
                if len(doubt.cuts) < MOST_CUTS and len(left) < len(doubt.cuts):
                    doubt.cuts, is_open = left, True
            for doubt in [one for one in self.doubts if len(one.cuts) == 1]:
                self._place_cut(doubt)
                is_open = True
        for doubt in self.doubts:
            self._place_agreed(doubt)

    def _keeps_sums(self, doubt: "_Doubt", cut: Cut) -> bool:
        """Whether every sum holds whose cells are all known once the row is cut so."""
        values = list(self.result.values)
        for place, value in zip(doubt.cells, fields_of_cut(doubt.pieces, cut), strict=True):
            values[self.index[place]] = value
        rows = {row for row, _ in doubt.cells}
        return not any(
            one.is_broken and any(row in rows for row, _ in one.places)
            for one in weigh(self.layout, values)
        )

    def _place_cut(self, doubt: "_Doubt") -> None:
        """Place the numbers of the only cut."""
        self.doubts.remove(doubt)
        for place, value in zip(
            doubt.cells, fields_of_cut(doubt.pieces, doubt.cuts[0]), strict=True
        ):
            self.result.values[self.index[place]] = value
        self.result.assumed[doubt.line.name] = doubt.line
        arguments = {"words": doubt.words, "cut": " ".join(doubt.cuts[0])}
        self.result.note("GD023", doubt.span, doubt.line, **arguments)

    def _place_agreed(self, doubt: "_Doubt") -> None:
        """Place the numbers in which all cuts agree, if all are known, and say which there are."""
        if not doubt.cuts:
            self.result.set_aside("GD007", doubt.pieces, doubt.line)
            return
        left = list(doubt.pieces)
        if len(doubt.cuts) < MOST_CUTS:
            ways = [list(fields_of_cut(doubt.pieces, cut)) for cut in doubt.cuts]
            for place, *fields in zip(doubt.cells, *ways, strict=True):
                if len({field.span for field in fields}) == 1:
                    self.result.values[self.index[place]] = fields[0]
                    left = [part for piece in left for part in _without(piece, fields[0])]
        one, other = (" ".join(cut) for cut in doubt.cuts[:2])
        arguments = {"words": doubt.words, "one": one, "other": other}
        self.result.note("GD024", doubt.span, doubt.line, **arguments)
        self.result.keep(left)

    # -- the form's own columns, where heads are lacking

    def _check_columns(self) -> None:
        """Keep the form's columns only where no sum within a row speaks against them."""
        cells = {place: line for line in self.assumed_columns for place in line.cells}

        def is_within_row(one: Weighed) -> bool:
            lines = {cells.get(place) for place in one.places}
            return len(lines) == 1 and None not in lines

        sums = list(filter(is_within_row, weigh(self.layout, self.result.values)))
        if any(one.is_broken for one in sums):
            for line in self.assumed_columns:
                self.result.set_aside("GD026", self.result.take_back(line), line)
            return
        known = sum(one.knows_left and one.knows_right for one in sums)
        words = "、".join(self.result.words_of(line) for line in self.assumed_columns)
        checked = "sums" if known else "nothing"
        self.result.note("GD025", self.grid.span, words=words, checked=checked, count=str(known))


def _is_number(field: Field) -> bool:
    return field.text[:1].isdigit()


def _is_numbered(grid: Grid) -> bool:
    """Whether most rows of values have a number where no label or value can stand."""
    rows = [row for row in grid.rows if any(one.type in {VALUE, UNPLACED} for one in row)]
    numbered = [row for row in rows if row[0].type == UNKNOWN and _is_number(row[0])]
    return 2 * len(numbered) > len(rows)


def _groups(line: Line, kind: TableKind) -> list[Group]:
    """The numbers of a row, in groups that end in their sum where the form says so."""
    if kind is TableKind.DISPUTES:
        routes = [row for row, _ in line.cells]
        return [Group(routes.count(route), has_total=True) for route in dict.fromkeys(routes)]
    return [Group(len(line.cells), has_total=kind is TableKind.REQUESTS)]


@define(eq=False)
class _Doubt:
    """A row whose digits ran together, and the ways to cut them that are left."""

    line: Line
    #: The cells of the row as its numbers are printed.
    cells: tuple[Place, ...]
    pieces: tuple[Field, ...]
    cuts: list[Cut]

    @property
    def words(self) -> str:
        """The digits as they are printed."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def span(self) -> Span:
        """Where they stand."""
        return Span(self.pieces[0].start, self.pieces[-1].end)


def _without(piece: Field, taken: Field) -> Iterator[Field]:
    """What is left of *piece* before and behind a part that was taken out of it."""
    if not piece.start <= taken.start < taken.end <= piece.end:
        yield piece
        return
    before, behind = taken.start - piece.start, taken.end - piece.start
    yield Field(piece.text[:before], piece.start, taken.start)
    yield Field(piece.text[behind:], taken.end, piece.end)
