"""Tables whose columns are made of blanks: values by their places under each other.

Takes a text and gives, for each table of the forms, the rows whose labels and columns are certain.
A row is the lines over which its label is spelled out; its values are what is on these lines. Its
columns are certain where the values of all rows keep to as many columns as the form has, or to
the heads above them, and where the sums hold. A value beside no label makes the rows around it
doubtful, unless it cannot be one of theirs.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise, product
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from govdisclosure.labels import is_piece
from govdisclosure.layout import (
    Edition,
    Line,
    SectionKind,
    TableKind,
    TableLayout,
    layout_of,
    table_layouts,
    wordings,
)
from govdisclosure.plain import read_heading
from govdisclosure.source import Field, Span
from govdisclosure.tables.marks import MarkedRow
from govdisclosure.tables.opened import own_tokens
from govdisclosure.tables.spelling import LONGEST_LINE, Spelled, Word, likely, spell, words_of
from govdisclosure.tables.told import (
    FEWEST_PROVABLE,
    ToldRow,
    ToldTable,
    adds_up,
    agreeing,
    speaks_against,
)
from govdisclosure.text import fold_blanks, label_key

__all__ = ["tell_places"]

_SECTIONS = {
    SectionKind.PROACTIVE: TableKind.PROACTIVE,
    SectionKind.REQUESTS: TableKind.REQUESTS,
    SectionKind.DISPUTES: TableKind.DISPUTES,
}
#: What parts cells otherwise than by blanks.
_MARKS = re.compile(r"[\t|│┃]")
#: So many rows of a table have to be spelled out.
_FEWEST_ROWS = 2
#: Heads are within so many lines above the first row.
_MOST_HEADS = 14
#: Values that lost their row are within so many lines of the table.
_REACH = 2
#: A table may add up badly in every fifth row; where more rows do not add up, columns are wrong.
_ROWS_FOR_EACH_BROKEN = 5
#: Columns are at least so far apart.
_GAP = 2
#: Print is in line though it moves by so many columns.
_IN_LINE = 1
#: So many columns may be half way between two heads, for sums to choose.
_MOST_OPEN = 3
#: The values of a group of table four, the last of which is their total.
_GROUP = 5

_Lines: TypeAlias = Sequence[Sequence[Word]]
#: For each row, by its token, the places of its values.
_Way: TypeAlias = dict[str, tuple[int, ...]]


def tell_places(text: str) -> dict[TableKind, ToldTable]:
    """The rows of each table that the places of their words tell."""
    breaks = [found.start() for found in re.finditer("\f", text)]
    told: dict[TableKind, ToldTable] = {}
    for kind in TableKind:
        tables: list[ToldTable] = []
        for span in _regions(text, kind):
            pages = [at for at in breaks if span.start <= at < span.end]
            tables += filter(
                None, (_read(kind, *way, pages) for way in _measured(kind, text, span))
            )
        best = max(tables, key=lambda table: len(table.rows), default=None)
        if best is not None:
            alike = [table for table in tables if table.layout is best.layout]
            rows = agreeing(row for table in alike for row in table.rows.values())
            told[kind] = best._replace(rows=rows)
    return told


def _regions(text: str, kind: TableKind) -> Iterator[Span]:
    """From each heading of a table's section to the next; all of the text where there is none."""
    headings: list[tuple[int, TableKind | None]] = []
    for found in re.finditer(r"[^\n\f]+", text):
        heading = read_heading(fold_blanks(found[0]))
        if heading is not None and heading.kind is not None:
            headings.append((found.start(), _SECTIONS.get(heading.kind)))
    ends = [*(start for start, _ in headings[1:]), len(text)]
    spans = [
        Span(start, end) for (start, of), end in zip(headings, ends, strict=False) if of is kind
    ]
    for span in spans or [Span(0, len(text))]:
        if _MARKS.search(text, *span) is None:
            yield span


def _measured(kind: TableKind, text: str, span: Span) -> list[tuple[_Lines, list[Spelled]]]:
    """The words of a region, and its labels, in the measure in which more words are in line."""
    ways = []
    columns = {one.column_labels[-1] for form in table_layouts() for one in form.cells}
    for is_wide in (False, True):
        lines = words_of(text, *span, is_wide=is_wide)
        spelled = spell(kind, lines)
        words = [word for one in spelled if one.token in columns for word in one.words]
        words += (word for line in lines for word in line if word.is_value)
        edges = min(
            len({word.left for word in words}),
            len({word.right for word in words}),
            len({word.left + word.right for word in words}),
        )
        ways.append((edges, lines, spelled))
    least = min(edges for edges, _, _ in ways)
    return [(lines, spelled) for edges, lines, spelled in ways if edges == least]


def _read(
    kind: TableKind, lines: _Lines, spelled: Sequence[Spelled], breaks: Sequence[int]
) -> ToldTable | None:
    """What the lines of a region tell of its table."""
    if kind is TableKind.DISPUTES:
        return _tell_disputes(layout_of(kind, None), lines, spelled)
    layout = _layout_of(kind, lines, spelled)
    return _Table(layout, lines, spelled, breaks).tell() if layout is not None else None


def _layout_of(kind: TableKind, lines: _Lines, spelled: Sequence[Spelled]) -> TableLayout | None:
    """The form of the one edition whose own labels are spelled; none where both are."""
    seen = {one.token for one in spelled}
    voted = [edition for edition in Edition if seen & own_tokens(kind, edition)]
    if kind is TableKind.REQUESTS and not voted:
        #: The form in force has all labels of the one before, and some more.
        used = {word.start for one in spelled for word in one.words}
        rest = {word.key for line in lines for word in line if word.start not in used}
        is_older = "OTHER_HANDLING" in seen and not any(map(_is_piece_of_newer, rest))
        return layout_of(kind, Edition.FORM_2019 if is_older else Edition.FORM_2021)
    return layout_of(kind, voted[0]) if len(voted) == 1 else None


@cache
def _keys_of_newer() -> tuple[str, str]:
    """The keys of labels that only the form in force has in table three, and those of the rest."""
    own = own_tokens(TableKind.REQUESTS, Edition.FORM_2021)
    keys = [(label_key(words), token) for words, token in wordings(TableKind.REQUESTS)]
    return (
        "|".join(key for key, token in keys if token in own),
        "|".join(key for key, token in keys if token not in own),
    )


def _is_piece_of_newer(key: str) -> bool:
    """Whether a word is a piece of a label that only the form in force has in table three."""
    own, others = _keys_of_newer()
    return len(key) > 1 and key in own and key not in others


class _Row:
    """A row of a form, and the lines of its label."""

    def __init__(self, line: Line, label: Spelled) -> None:
        self.line = line
        self.label = label
        self.numbers = [*range(label.first, label.last + 1)]
        #: From left to right.
        self.values: list[Word] = []

    @property
    def token(self) -> str:
        """The token of its label."""
        return self.label.token

    @property
    def count(self) -> int:
        """How many cells it has."""
        return len(self.line.cells)

    @property
    def is_full(self) -> bool:
        """Whether it has as many values as cells on one line, and they prove to be whole numbers.

        A number that a blank breaks makes two; the sum knows. On two lines the order is open.
        """
        if len(self.values) != self.count or len({word.line for word in self.values}) > 1:
            return False
        return self.adds_up or _are_apart(self.values) or {one.text for one in self.values} == {"0"}

    @property
    def adds_up(self) -> bool:
        """Whether its last value is the sum of the others."""
        fields = [word.field for word in self.values]
        return len(fields) == self.count > FEWEST_PROVABLE and adds_up(fields)

    @property
    def is_broken(self) -> bool:
        """Whether it has too many values, or one below another, as where numbers go over lines.

        What a merged cell says is repeated in each of its places by some programs.
        """
        is_repeated = len({word.text for word in self.values}) == 1
        return (len(self.values) > self.count and not is_repeated) or any(
            two.left <= one.right and one.line != two.line for one, two in pairwise(self.values)
        )

    def take(self, words: Iterable[Word]) -> None:
        """Let *words* be values of it, from left to right."""
        self.values = sorted([*self.values, *words], key=lambda word: word.left)


class _Table:
    """Tells the rows of table two or of table three."""

    def __init__(
        self,
        layout: TableLayout,
        lines: _Lines,
        spelled: Sequence[Spelled],
        breaks: Sequence[int],
    ) -> None:
        self.layout = layout
        self.lines = lines
        self.spelled = spelled
        self.breaks = breaks
        self.used = {word.start for one in spelled for word in one.words}
        self.rows = self._rows()
        self.owned = {number for row in self.rows for number in row.numbers}
        #: Rows with words on their lines that are no label, or with values after which words come.
        self.strange: set[str] = set()
        #: Rows beside values without a label, which may be theirs.
        self.doubted: set[str] = set()

    def tell(self) -> ToldTable | None:
        """The rows that are certain, and the lines of labels around them."""
        if len(self.rows) < _FEWEST_ROWS:
            return None
        self._take_values()
        told = [one for block in self._blocks() for one in self._tell_block(block)]
        if self.layout.kind is TableKind.REQUESTS:
            told = _without_broken(told)
        if not any(field.text for one in told for field in one.values):
            return None
        beside = sum(bool(row.values) for row in self.rows)
        doubted = frozenset(self.doubted if 2 * beside > len(self.rows) else ())
        return ToldTable(self.layout, agreeing(told), self._frame(), doubted=doubted)

    # -- rows

    def _rows(self) -> list[_Row]:
        """The rows whose labels are spelled once, from top to bottom; no two share a line."""
        known = {line.tokens[-1]: line for line in self.layout.lines if line.cells}
        labels: dict[str, list[Spelled]] = {token: [] for token in known}
        for one in self.spelled:
            if one.token in labels:
                labels[one.token].append(one)
        numbers = [one.first for found in labels.values() for one in found]
        around = self.lines[min(numbers, default=0) : max(numbers, default=0)]
        for word in (word for line in around for word in line if word.start not in self.used):
            token = likely(self.layout.kind, word)
            if token is not None and token in labels:
                labels[token].append(Spelled(token, (word,), 0))
                self.used.add(word.start)
        rows = [_Row(known[token], found[0]) for token, found in labels.items() if len(found) == 1]
        rows.sort(key=lambda row: row.numbers)
        shared = {
            row.token
            for one, two in pairwise(rows)
            if two.label.first <= one.label.last
            for row in (one, two)
        }
        return [row for row in rows if row.token not in shared]

    def _take_values(self) -> None:
        """Give each row the values of its lines, and look at the lines that no row has."""
        for row in self.rows:
            for line in (self.lines[number] for number in row.numbers):
                values = [word for word in line if self._is_value(word)]
                row.take(values)
                first = min((word.left for word in values), default=LONGEST_LINE)
                words = [word for word in line if word not in values]
                if any(word.right > first or self._is_strange(word, row) for word in words):
                    self.strange.add(row.token)
            if row.is_broken:
                self.doubted.add(row.token)
        for numbers, before, after in self._orphans():
            if not self._adopt(numbers, before, after):
                around = (row for row in (before, after) if row is not None)
                self.doubted |= {row.token for row in around if not row.adds_up}

    def _is_value(self, word: Word) -> bool:
        return word.is_value and word.start not in self.used

    def _is_strange(self, word: Word, row: _Row | None = None) -> bool:
        """Whether a word is none of a label; nor is one after those of the row."""
        if word.start in self.used or not word.key:
            return False
        return not is_piece(word.text) or (row is not None and word.right > row.label.left)

    def _orphans(self) -> Iterator[tuple[list[int], _Row | None, _Row | None]]:
        """Lines of values without a label of their own, with the rows before and after them."""
        starts = [row.numbers[0] for row in self.rows]
        end = self.rows[-1].numbers[-1] + 1 + _REACH
        found: dict[int, list[int]] = {}
        for number in range(max(0, starts[0] - 1), min(len(self.lines), end)):
            line = self.lines[number]
            loose = [word for word in line if word.start not in self.used]
            words = "".join(word.key for word in loose if not word.is_value)
            has_words = any(map(str.isalpha, words))
            if (
                number not in self.owned
                and not has_words
                and any(one.is_value or one.key for one in loose)
            ):
                found.setdefault(bisect(starts, number), []).append(number)
        for place, numbers in found.items():
            before = self.rows[place - 1] if place else None
            yield numbers, before, self.rows[place] if place < len(self.rows) else None

    def _adopt(self, numbers: Sequence[int], before: _Row | None, after: _Row | None) -> bool:
        """Whether one line of values is all of the values of the row above it, or below.

        It is where the form has no row between these two, and the other one has all of its own.
        """
        values = [word for word in self.lines[numbers[0]] if self._is_value(word)]
        tokens = [line.tokens[-1] for line in self.layout.lines if line.cells]
        if len(numbers) > 1 or before is None or after is None:
            return False
        if tokens.index(after.token) - tokens.index(before.token) != 1:
            return False
        for row, other in ((before, after), (after, before)):
            if not row.values and other.is_full and len(values) == row.count:
                row.take(values)
                row.numbers = sorted([*row.numbers, *numbers])
                self.owned |= {*numbers}
                return True
        return False

    # -- columns

    def _blocks(self) -> Iterator[list[_Row]]:
        """The rows that have their heads in common."""
        block, of = 0, {}
        for line in self.layout.lines:
            block += not line.cells
            of[line.name] = block
        for _, rows in groupby(self.rows, key=lambda row: of[row.line.name]):
            yield [*rows]

    def _heads(self, block: Sequence[_Row]) -> list[Spelled]:
        """The heads of a block, from left to right; none where one is missing or out of order."""
        place = self.rows.index(block[0])
        above = self.rows[place - 1].numbers[-1] if place else -1
        cells = block[0].line.cells
        wanted = [
            one.column_labels[-1] for one in self.layout.cells if (one.row, one.column) in cells
        ]
        found = [one for one in self.spelled if one.token in wanted and above < one.first]
        found = [one for one in found if one.last < block[0].numbers[0]]
        return _in_order(found, wanted)

    def _tell_block(self, block: Sequence[_Row]) -> Iterator[ToldRow]:
        """The rows of a block that are certain."""
        ways = [way for way in self._ways(block, self._heads(block)) if way is not None]
        for row in block:
            if row.token in self.doubted | self.strange:
                continue
            if row.is_full:
                yield self._told(row, range(row.count))
                continue
            found = {way.get(row.token) for way in ways}
            places = found.pop() if len(found) == 1 else None
            if places is not None and (row.values or not self.doubted):
                yield self._told(row, places)

    def _ways(self, block: Sequence[_Row], heads: Sequence[Spelled]) -> Iterator[_Way | None]:
        """The columns of each row, in each way that the rows may be on pages.

        Every page has columns of its own. Where no form feed parts the pages, a table that does
        not keep to its columns may go over to a next page at any row.
        """
        if self.breaks:
            way: _Way = {}
            for page, rows in groupby(block, key=lambda row: self._page(row.label)):
                is_headed = bool(heads) and self._page(heads[0]) == page
                way |= self._placed([*rows], heads if is_headed else ()) or {}
            yield way
            return
        whole = self._placed(block, heads)
        yield whole
        for at in range(1, len(block) if whole is None else 0):
            above, below = self._placed(block[:at], heads), self._placed(block[at:], ())
            yield above | below if above is not None and below is not None else None

    def _page(self, label: Spelled) -> int:
        return bisect(self.breaks, label.words[0].start)

    def _placed(self, rows: Sequence[_Row], heads: Sequence[Spelled]) -> _Way | None:
        """The columns of the values of each row; None where these are not certain."""
        count = rows[0].count
        if count == 1 or not any(row.values and not row.is_full for row in rows):
            is_known = bool(heads) or any(row.values for row in rows)
            return {row.token: () for row in rows if not row.values} if is_known else None
        if self._is_folded(rows, heads):
            return None
        columns = _columns_of(word for row in rows for word in row.values)
        ways = [
            self._way(rows, columns, places, heads)
            for places in _places_under(columns, heads, count)
        ]
        if len(ways) > 1:
            ways = [way for way in ways if self._adds_up(rows, way)]
        if len(ways) != 1:
            return None
        way = ways[0]
        if self.layout.kind is TableKind.PROACTIVE:
            # no sum says that a value is in its column, so that all of them must be in line
            own = [_Edges(word, place) for row in rows for word, place in _placed_in(row, way)]
            is_sure = _are_in_line([*own, *(_Edges(one, at) for at, one in enumerate(heads))])
            is_sure = (bool(heads) and is_sure) or (
                any(row.is_full for row in rows) and _are_in_line(own)
            )
            return way if is_sure else None
        is_sure = len(columns) != count or _are_under(columns, heads)
        return way if is_sure or self._is_proof(rows, columns, way) else None

    def _is_folded(self, rows: Sequence[_Row], heads: Sequence[Spelled]) -> bool:
        """Whether all words are equally far apart, as where a program puts so many blanks."""
        numbers = {number for row in rows for number in row.numbers}
        numbers |= {word.line for head in heads for word in head.words}
        lines = [self.lines[number] for number in numbers]
        gaps = {two.left - one.right for line in lines for one, two in pairwise(line)}
        return len(gaps - {1}) == 1

    def _way(
        self,
        rows: Sequence[_Row],
        columns: "Sequence[_Column]",
        places: Sequence[int],
        heads: Sequence[Spelled],
    ) -> _Way:
        """The places of the values of each row that has no two in one, and none over two."""
        way: _Way = {}
        for row in rows:
            own = tuple(places[_column_at(columns, word)] for word in row.values)
            empty = [head for place, head in enumerate(heads) if place not in own]
            is_over = any(
                word.left < head.right and head.left < word.right
                for head in empty
                for word in row.values
            )
            if len({*own}) == len(own) and not is_over and not self._is_pushed(row, columns[0]):
                way[row.token] = own
        return way

    def _adds_up(self, rows: Sequence[_Row], way: _Way) -> bool:
        """Whether rows of table three add up, and none of them does not."""
        told = [self._told(row, way[row.token]).values for row in rows if row.token in way]
        return any(map(adds_up, told)) and not any(map(speaks_against, told))

    def _is_pushed(self, row: _Row, column: "_Column") -> bool:
        """Whether words before the values of a row reach over the first column, or up to them."""
        for line in (self.lines[number] for number in row.numbers):
            values = [word.left for word in line if self._is_value(word)]
            words = [word.right for word in line if not self._is_value(word)]
            if values and words and max(words) > min(column.left, min(values) - _GAP):
                return True
        return False

    def _is_proof(self, rows: Sequence[_Row], columns: "Sequence[_Column]", way: _Way) -> bool:
        """Whether columns without heads are parted well, and a row of them proves their order."""
        drift = max(column.drift for column in columns)
        beside = {
            pair
            for row in rows
            for number in row.numbers
            for pair in pairwise(
                _column_at(columns, word) for word in self.lines[number] if self._is_value(word)
            )
        }
        for at, (one, two) in enumerate(pairwise(columns)):
            if two.left - one.right < drift + _GAP and (at, at + 1) not in beside:
                return False
        told = (self._told(row, way[row.token]).values for row in rows if row.token in way)
        return any(map(adds_up, told))

    # -- what is told

    def _told(self, row: _Row, places: Sequence[int]) -> ToldRow:
        """A row whose values are in these places, and whose other cells are blank."""
        marked = _marked([word for number in row.numbers for word in self.lines[number]])
        values = _with_blanks(dict(zip(places, row.values, strict=True)), row.count, row.label)
        starts = {word.start for word in row.values}
        labels = tuple(field for field in marked.fields if field.start not in starts)
        return ToldRow(row.token, labels, values, "place", marked)

    def _frame(self) -> tuple[MarkedRow, ...]:
        """The lines around the rows that hold labels of the table and nothing else."""
        start = self.rows[0].numbers[0]
        heads = [one.first for one in self.spelled if start - _MOST_HEADS <= one.first < start]
        return tuple(
            _marked(self.lines[number])
            for number in range(min(heads, default=start), self.rows[-1].numbers[-1])
            if number not in self.owned
            and not any(
                self._is_value(word) or self._is_strange(word) for word in self.lines[number]
            )
        )


def _marked(words: Iterable[Word]) -> MarkedRow:
    """Words as a row of fields."""
    fields = (word.field for word in words)
    return MarkedRow(tuple(sorted(fields, key=lambda field: field.start)), "places", -1)


def _with_blanks(
    by_place: dict[int, Word], count: int, label: Spelled | None = None
) -> tuple[Field, ...]:
    """A field for each cell of a row; an empty one where it has no value."""
    end = label.words[-1].end if label else min(word.start for word in by_place.values())
    values: list[Field] = []
    for place in range(count):
        word = by_place.get(place)
        values.append(word.field if word else Field("", end, end))
        end = word.end if word else end
    return tuple(values)


def _without_broken(told: Sequence[ToldRow]) -> list[ToldRow]:
    """The rows of table three that do not contradict themselves; none where too many do."""
    sound = [one for one in told if not speaks_against(one.values)]
    broken = len(told) - len(sound)
    adding = sum(adds_up(one.values) for one in sound)
    return [] if broken * _ROWS_FOR_EACH_BROKEN > len(told) and broken > adding else sound


# ------------------------------------------------------------------------------ columns


class _Column(NamedTuple):
    """From where to where the values of a column are, and how far they move in it."""

    left: int
    right: int
    #: The width of its widest value.
    width: int

    @property
    def drift(self) -> int:
        """How far its values move."""
        return self.right - self.left - self.width

    @property
    def middle(self) -> float:
        """The middle of it."""
        return (self.left + self.right) / 2


class _Edges(NamedTuple):
    """Where a value, or a head, of a column begins and ends."""

    one: Word | Spelled
    place: int


def _placed_in(row: _Row, way: _Way) -> Iterator[tuple[Word, int]]:
    """The values of a row with their places."""
    return zip(row.values, way.get(row.token, ()), strict=False)


def _are_in_line(edges: Sequence[_Edges]) -> bool:
    """Whether all of each column begin, or all end, or all have their middle in line."""
    for edge in (attrgetter("left"), attrgetter("right"), attrgetter("middle")):
        by_place: dict[int, list[float]] = {}
        for one, place in edges:
            by_place.setdefault(place, []).append(edge(one))
        if all(max(found) - min(found) <= _IN_LINE for found in by_place.values()):
            return True
    return False


def _columns_of(values: Iterable[Word]) -> list[_Column]:
    """The columns of values, where no two touch on whichever lines."""
    columns: list[_Column] = []
    for word in sorted(values, key=lambda word: word.left):
        width = word.right - word.left
        if columns and word.left <= columns[-1].right:
            last = columns[-1]
            columns[-1] = _Column(last.left, max(last.right, word.right), max(last.width, width))
        else:
            columns.append(_Column(word.left, word.right, width))
    return columns


def _column_at(columns: Sequence[_Column], word: Word) -> int:
    return bisect([column.left for column in columns], word.left) - 1


def _are_apart(places: "Sequence[Word | Spelled]") -> bool:
    """Whether more than one blank parts what is beside each other."""
    return all(two.left - one.right >= _GAP for one, two in pairwise(places))


def _in_order(heads: Sequence[Spelled], wanted: Sequence[str]) -> list[Spelled]:
    """The heads from left to right, if these are all that are wanted, in the order of the form.

    Heads that one blank parts are words one after the other, and not above any column.
    """
    found = sorted(heads, key=lambda one: one.middle)
    return found if _are_apart(found) and [one.token for one in found] == [*wanted] else []


def _places_under(
    columns: Sequence[_Column], heads: Sequence[Spelled], count: int
) -> Iterator[Sequence[int]]:
    """The places that columns may have: by their number, or by the heads that they are near to.

    A column half way between two heads may be under either. One blank parts words and no columns.
    """
    if any(two.left - one.right < _GAP for one, two in pairwise(columns)):
        return
    if len(columns) == count:
        yield range(count)
    elif heads and len(columns) < count:
        near: list[list[int]] = []
        for column in columns:
            (gap, place), (next_gap, next_place), *_ = _gaps(column, heads)
            near.append([place] if 2 * gap <= next_gap else [place, next_place])
        if sum(len(places) > 1 for places in near) <= _MOST_OPEN:
            for places in product(*near):
                if all(one < two for one, two in pairwise(places)):
                    yield places


def _gaps(column: _Column, heads: Sequence[Spelled]) -> list[tuple[float, int]]:
    """How far each head is from a column, the nearest first."""
    return sorted((abs(head.middle - column.middle), at) for at, head in enumerate(heads))


def _are_under(columns: Sequence[_Column], heads: Sequence[Spelled]) -> bool:
    """Whether the nearest head of each column is its own."""
    return bool(heads) and all(
        _gaps(column, heads)[0][1] == place for place, column in enumerate(columns)
    )


# ------------------------------------------------------------------------------ table four


def _tell_disputes(
    layout: TableLayout, lines: _Lines, spelled: Sequence[Spelled]
) -> ToldTable | None:
    """The one row of table four, on one line or two below its heads."""
    wanted = [one.column_labels[-1] for one in layout.cells]
    heads = [one for one in spelled if one.token in wanted]
    if len(heads) < _GROUP:
        return None
    below = max(head.last for head in heads) + 1
    numbers = [number for number in range(below, len(lines)) if _is_of_values(lines[number])]
    if not numbers or numbers[-1] - numbers[0] > 1:
        return None
    values = [word for number in numbers for word in lines[number]]
    ways: list[Sequence[int]] = [range(len(wanted))]
    if len(numbers) > 1 or len(values) != len(wanted):
        values.sort(key=lambda word: word.left)
        ways = [*_places_under(_columns_of(values), _in_order(heads, wanted), len(wanted))]
    if len(ways) != 1 or len(ways[0]) != len(values):
        return None
    fields = _with_blanks(dict(zip(ways[0], values, strict=True)), len(wanted))
    groups = [fields[at : at + _GROUP] for at in range(0, len(fields), _GROUP)]
    if any(map(speaks_against, groups)):
        is_broken = len(numbers) > 1 or not _are_apart(values)
        return ToldTable(layout, {}, doubted=frozenset({""})) if is_broken else None
    if not any(map(adds_up, groups)):
        return None
    row = ToldRow("", (), fields, "place", _marked(values))
    frame = tuple(
        _marked(lines[number])
        for number in range(min(head.first for head in heads), below)
        if not any(word.is_value for word in lines[number])
    )
    return ToldTable(layout, {"": row}, frame)


def _is_of_values(line: Sequence[Word]) -> bool:
    return all(word.is_value for word in line)
