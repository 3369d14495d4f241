"""Rows of tables two and three by place: the lines that spell a label, the values on these lines.

Takes the words of a region and the labels that they spell, and gives the rows whose values and
columns are certain. A value beside no label makes the rows around it doubtful, unless it cannot be
one of theirs; what breaks the sums, or does not keep to the columns, is left out.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TypeAlias

from govdisclosure.labels import is_piece
from govdisclosure.layout import Line, TableKind, TableLayout
from govdisclosure.tables.marks import MarkedRow
from govdisclosure.tables.opened import heads_over
from govdisclosure.tables.places import (
    GAP,
    Column,
    are_apart,
    are_in_line,
    are_under,
    column_at,
    columns_of,
    in_order,
    marked_row,
    places_under,
    with_blanks,
)
from govdisclosure.tables.spelling import LONGEST_LINE, Spelled, Word, likely
from govdisclosure.tables.told import (
    FEWEST_PROVABLE,
    ToldRow,
    ToldTable,
    adds_up,
    agreeing,
    speaks_against,
)

__all__ = ["PlacedTable"]

#: So many rows of a table have to be spelled out.
_FEWEST_ROWS = 2
#: Heads are within so many lines above the first row.
_MOST_HEADS = 14
#: Values that lost their row are within so many lines of the table.
_REACH = 2
#: A table may add up badly in every fifth row; where more rows do not add up, columns are wrong.
_ROWS_FOR_EACH_BROKEN = 5

_Lines: TypeAlias = Sequence[Sequence[Word]]
#: For each row, by its token, the places of its values.
_Way: TypeAlias = dict[str, tuple[int, ...]]


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
        return self.adds_up or are_apart(self.values) or self.is_nought

    @property
    def is_nought(self) -> bool:
        """Whether each of its cells says 0."""
        return [word.text for word in self.values] == ["0"] * self.count

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


class PlacedTable:
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
        #: The lines of labels that are spelled more than once; their values are those of no row.
        self.repeated: set[int] = set()
        self.rows = self._rows()
        self.owned = {number for row in self.rows for number in row.numbers} | self.repeated
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
        for found in labels.values():
            for one in found if len(found) > 1 else ():
                self.repeated |= {*range(one.first, one.last + 1)}
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
                count = sum(self._is_value(word) for at in numbers for word in self.lines[at])
                if before is not None and not before.adds_up:
                    self.doubted.add(before.token)
                lacks = before is not None and before.count == len(before.values) + count
                if after is not None and not (after.adds_up or (lacks and after.is_nought)):
                    self.doubted.add(after.token)

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

    def _heads(self, block: Sequence[_Row]) -> tuple[list[Spelled], list[str]]:
        """What is spelled of the heads of a block, and their tokens in the order of the form."""
        place = self.rows.index(block[0])
        above = self.rows[place - 1].numbers[-1] if place else -1
        wanted = heads_over(self.layout, block[0].line)
        found = [one for one in self.spelled if one.token in wanted and above < one.first]
        return [one for one in found if one.last < block[0].numbers[0]], wanted

    def _tell_block(self, block: Sequence[_Row]) -> Iterator[ToldRow]:
        """The rows of a block that are certain."""
        spelled, wanted = self._heads(block)
        if not _keep_order(spelled, wanted):
            return
        heads = in_order(spelled, wanted)
        ways = [way for way in self._ways(block, heads) if way is not None]
        for row in block:
            if row.token in self.doubted | self.strange:
                continue
            if row.is_full:
                yield self._told(row, range(row.count))
                continue
            found = {way.get(row.token) for way in ways}
            places = found.pop() if len(found) == 1 else None
            if places is not None and (row.values or not (self.doubted or self.repeated)):
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
        columns = columns_of(word for row in rows for word in row.values)
        ways = [
            self._way(rows, columns, places, heads)
            for places in places_under(columns, heads, count)
        ]
        if len(ways) > 1:
            ways = [way for way in ways if self._adds_up(rows, way)]
        if len(ways) != 1:
            return None
        way = ways[0]
        if self.layout.kind is TableKind.PROACTIVE:
            return way if _are_all_in_line(rows, heads, way) else None
        is_sure = len(columns) != count or are_under(columns, heads)
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
        columns: Sequence[Column],
        places: Sequence[int],
        heads: Sequence[Spelled],
    ) -> _Way:
        """The places of the values of each row that has no two in one, and none over two."""
        way: _Way = {}
        for row in rows:
            own = tuple(places[column_at(columns, word)] for word in row.values)
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

    def _is_pushed(self, row: _Row, column: Column) -> bool:
        """Whether words before the values of a row reach over the first column, or up to them."""
        for line in (self.lines[number] for number in row.numbers):
            values = [word.left for word in line if self._is_value(word)]
            words = [word.right for word in line if not self._is_value(word)]
            if values and words and max(words) > min(column.left, min(values) - GAP):
                return True
        return False

    def _is_proof(self, rows: Sequence[_Row], columns: Sequence[Column], way: _Way) -> bool:
        """Whether columns without heads are parted well, and a row of them proves their order."""
        drift = max(column.drift for column in columns)
        beside = {
            pair
            for row in rows
            for number in row.numbers
            for pair in pairwise(
                column_at(columns, word) for word in self.lines[number] if self._is_value(word)
            )
        }
        for at, (one, two) in enumerate(pairwise(columns)):
            if two.left - one.right < drift + GAP and (at, at + 1) not in beside:
                return False
        told = (self._told(row, way[row.token]).values for row in rows if row.token in way)
        return any(map(adds_up, told))

    # -- what is told

    def _told(self, row: _Row, places: Sequence[int]) -> ToldRow:
        """A row whose values are in these places, and whose other cells are blank."""
        marked = marked_row([word for number in row.numbers for word in self.lines[number]])
        values = with_blanks(dict(zip(places, row.values, strict=True)), row.count, row.label)
        starts = {word.start for word in row.values}
        labels = tuple(field for field in marked.fields if field.start not in starts)
        return ToldRow(row.token, labels, values, "place", marked)

    def _frame(self) -> tuple[MarkedRow, ...]:
        """The lines around the rows that hold labels of the table and nothing else."""
        start = self.rows[0].numbers[0]
        heads = [one.first for one in self.spelled if start - _MOST_HEADS <= one.first < start]
        return tuple(
            marked_row(self.lines[number])
            for number in range(min(heads, default=start), self.rows[-1].numbers[-1])
            if number not in self.owned
            and not any(
                self._is_value(word) or self._is_strange(word) for word in self.lines[number]
            )
        )


def _are_all_in_line(rows: Sequence[_Row], heads: Sequence[Spelled], way: _Way) -> bool:
    """Whether all values are in line with each other and a full row, or with the heads.

    In table two no sum says that a value is in its column.
    """
    own = [
        (word, place)
        for row in rows
        for word, place in zip(row.values, way.get(row.token, ()), strict=False)
    ]
    above = [(head, place) for place, head in enumerate(heads)]
    has_full = any(row.is_full for row in rows)
    return (bool(above) and are_in_line([*own, *above])) or (has_full and are_in_line(own))


def _keep_order(heads: Iterable[Spelled], wanted: Sequence[str]) -> bool:
    """Whether heads on one line stand in the order of the form."""
    lines: dict[int, list[Spelled]] = {}
    for head in heads:
        lines.setdefault(head.first, []).append(head)
    return all(
        [one.token for one in sorted(line, key=lambda head: head.left)]
        == sorted((one.token for one in line), key=wanted.index)
        for line in lines.values()
    )


def _without_broken(told: Sequence[ToldRow]) -> list[ToldRow]:
    """The rows of table three that do not contradict themselves; none where too many do."""
    sound = [one for one in told if not speaks_against(one.values)]
    broken = len(told) - len(sound)
    adding = sum(adds_up(one.values) for one in sound)
    return [] if broken * _ROWS_FOR_EACH_BROKEN > len(told) and broken > adding else sound
