"""Rows of tables two and three by place: the lines that spell a label, the values on these lines.

Takes the words of a region and the labels that they spell, and gives the rows whose values and
columns are certain. A value beside no label makes the rows around it doubtful, unless it cannot
belong to them; rows that break the sums, or do not keep to the columns, are left out.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TypeAlias

from govdisclosure.forms.labels import is_piece, likely_label
from govdisclosure.forms.layout import TableKind, TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.marks import MarkedRow
from govdisclosure.tables.opened import heads_over
from govdisclosure.tables.placed_row import PlacedRow
from govdisclosure.tables.places import (
    GAP,
    Column,
    are_apart,
    are_in_line,
    are_under,
    column_at,
    columns_of,
    marked_row,
    places_under,
    printed_columns,
    with_torn,
)
from govdisclosure.tables.spelling import LONGEST_LINE, Spelled, Word
from govdisclosure.tables.told import (
    ToldRow,
    ToldTable,
    adds_up,
    nearly_all,
    of_copies,
    speaks_against,
)
from govdisclosure.text import read_printed

__all__ = ["PlacedTable"]

#: The minimum number of rows that are spelled out, and the maximum number of copies of the table.
_FEWEST_ROWS, _MOST_COPIES = 2, 2
#: The maximum number of lines between heads and the first row.
_MOST_HEADS = 14
#: The maximum distance of values without a row from the table, in lines.
_REACH = 2
#: Where groups of rows begin without a blank between them.
_GROUPS = re.compile("(?=[（(])")
#: What belongs to the next label.
_ORDINAL = re.compile("[1-9][.．、]")
#: Digits of several values.
_RUN_TOGETHER = re.compile("0[0-9]+")

_Lines: TypeAlias = Sequence[Sequence[Word]]


#: Lines of values without a label of their own, with the rows before and after them.
_Orphans: TypeAlias = tuple[list[int], PlacedRow | None, PlacedRow | None]
#: The columns of the values of each row.
_Way: TypeAlias = dict[PlacedRow, tuple[int, ...]]


class PlacedTable:
    """Reads the rows of table two or of table three."""

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
        self.known = layout.rows
        self.used: set[int] = {word.start for one in spelled for word in one.words}
        self.rows: list[PlacedRow] = self._rows()
        self.owned = {number for row in self.rows for number in row.numbers}
        #: Rows with words on their lines that are not labels, or with values followed by words.
        self.strange: set[PlacedRow] = set()
        #: Rows next to values without a label, which may be theirs.
        self.doubted: set[PlacedRow] = set()
        #: Rows that may have the values of the row above or below.
        self.displaced: set[PlacedRow] = set()
        #: Whether each column of values is under its own head.
        self.are_under_heads = True

    def tell(self) -> ToldTable | None:
        """The rows that are certain, and the lines of labels around them."""
        if not _FEWEST_ROWS <= len(self.rows) <= _MOST_COPIES * len(self.known):
            return None
        for row in self.rows:
            for line in (self.lines[number] for number in row.numbers):
                row.take(word for word in line if self._is_value(word))
        orphans = [one for one in self._orphans() if not self._adopt(one)]
        blocks = [(block, self._print(block)) for block in self._blocks()]
        self._doubt(orphans)
        pairs = [one for block, is_sure in blocks if is_sure for one in self._tell_block(block)]
        told = [one for _, one in pairs]
        if self.layout.kind is TableKind.REQUESTS:
            told = self._without_broken(pairs)
        displaced = {row.token for row in self.displaced}
        told = [one for one in told if one.token not in displaced]
        if not any(field.text for one in told for field in one.values):
            is_all = self.are_under_heads and len(told) == len(self.rows)
            if not is_all or 2 * len(told) < len(self.known):
                broken = frozenset(row.token for row in self.doubted if row.speaks_against)
                return ToldTable(self.layout, {}, doubted=broken) if broken else None
        beside = sum(bool(row.values) for row in self.rows)
        doubted = {row.token for row in self.doubted} if 2 * beside > len(self.rows) else set()
        told += [
            ToldRow(row.token, (), (), "place", marked_row(row.label))
            for row in self.displaced
            if row.values
        ]
        return ToldTable(self.layout, of_copies(told), self._frame(), doubted=frozenset(doubted))

    # -- rows

    def _rows(self) -> list[PlacedRow]:
        """The rows whose labels are spelled, from top to bottom; no two share a line."""
        labels = [one for one in self.spelled if one.token in self.known]
        labels.sort(key=lambda one: (one.first, one.last))
        shared = {one for pair in pairwise(labels) if pair[1].first <= pair[0].last for one in pair}
        return [
            PlacedRow(self.known[one.token], range(one.first, one.last + 1), one.words)
            for one in labels
            if one not in shared
        ]

    def _is_value(self, word: Word) -> bool:
        return word.is_value and word.start not in self.used

    def _orphans(self) -> Iterator[_Orphans]:
        """Lines of values without a label of their own, with the rows before and after them."""
        starts = [row.numbers[0] for row in self.rows]
        end = self.rows[-1].numbers[-1] + 1 + _REACH
        found: dict[int, list[int]] = {}
        for number in range(max(0, starts[0] - 1), min(len(self.lines), end)):
            loose = [word for word in self.lines[number] if word.start not in self.used]
            words = [word for word in loose if any(map(str.isalpha, word.key))]
            values = [one for one in loose if (one.is_value or one.key) and one not in words]
            # Words before values may be the rest of a label.
            is_rest = all(is_piece(one.key) for one in words) and not any(
                value.left < word.left for word in words for value in values
            )
            if number not in self.owned and values and is_rest:
                found.setdefault(bisect(starts, number), []).append(number)
        rows = [*self.rows]
        for place, numbers in found.items():
            before = rows[place - 1] if place else None
            yield numbers, before, rows[place] if place < len(rows) else None

    def _adopt(self, orphans: _Orphans) -> bool:
        """Whether one line of values is all the values of a row that lost its values or its label.

        That row is above or below, if the form has no row between these two; or it is the only row
        that the form has between them. The other rows must have all of their values.
        """
        numbers, before, after = orphans
        values = [word for word in self.lines[numbers[0]] if self._is_value(word)]
        if len(numbers) > 1 or before is None or after is None:
            return False
        tokens = [*self.known]
        between = tokens[tokens.index(before.token) + 1 : tokens.index(after.token)]
        if len(between) == 1 and before.is_full and after.is_full:
            lost = PlacedRow(self.known[between[0]], numbers, ())
            lost.take(values)
            beside = [columns_of([row.values]) for row in (before, after)]
            places = [*range(lost.width)]
            is_below = any([column_at(own, word) for word in values] == places for own in beside)
            if lost.is_full and is_below:
                self.rows.insert(self.rows.index(after), lost)
                self.owned |= {*numbers}
                return True
        if tokens.index(after.token) - tokens.index(before.token) != 1:
            return False
        for row, other, step in ((before, after, -1), (after, before, 1)):
            at = self.rows.index(row) + step
            is_alone = not 0 <= at < len(self.rows) or bool(self.rows[at].values)
            if not row.values and is_alone and other.is_full and len(values) == row.width:
                row.take(values)
                row.numbers = sorted([*row.numbers, *numbers])
                self.owned |= {*numbers}
                return True
        return False

    def _doubt(self, orphans: Iterable[_Orphans]) -> None:
        """Doubt rows with strange words or values, and rows next to values without a label."""
        for row in self.rows:
            if row.is_broken:
                self.doubted.add(row)
                self.displaced |= {*self._from(row, -1), *self._from(row, 1)}
            beside = {row.numbers[0] - 1, row.numbers[-1] + 1} - self.owned
            lines = [line for at, line in enumerate(self.lines) if at in beside]
            if not row.is_full:  # one of its values may be above it, with its note below
                row.take(word for line in lines for word in line if word.opens_note)
            if any(_RUN_TOGETHER.fullmatch(word.text) for word in row.values):
                self.strange.add(row)
            for number, line in ((number, self.lines[number]) for number in row.numbers):
                first = min(
                    (word.left for word in row.values if word.line == number), default=LONGEST_LINE
                )
                is_behind = row.is_full and all(
                    one.left > row.values[-1].right for one in row.label
                )
                known = {*row.values, *(row.label if is_behind else ())}
                words = [
                    one
                    for one in line
                    if one not in known and one.left < row.edge and not _ORDINAL.fullmatch(one.text)
                ]
                if any(word.right > first or self._is_strange(word, row) for word in words):
                    self.strange.add(row)
        for numbers, before, after in orphans:
            count = sum(self._is_value(word) for at in numbers for word in self.lines[at])
            if before is not None and not before.adds_up:
                self.doubted.add(before)
            lacks = before is not None and before.width == len(before.values) + count
            if after is not None and not (after.adds_up or (lacks and after.is_nought)):
                self.doubted.add(after)
            self.displaced |= {*self._from(before, -1), *self._from(after, 1)}

    def _from(self, row: PlacedRow | None, step: int) -> Sequence[PlacedRow]:
        """The rows from one with too many values, in it or beside it, to the next without any.

        Each may have the values of its neighbour, and no sum shows that. Values with single blanks
        between them have no places: other readers judge them by their order.
        """
        rows = self.rows
        at = rows.index(row) if row is not None else len(rows)
        found: list[PlacedRow] = []
        while 0 <= at < len(rows):
            if are_apart(rows[at].values):
                found.append(rows[at])
            if not rows[at].values:
                return found
            at += step
        return ()

    def _is_strange(self, word: Word, row: PlacedRow | None = None) -> bool:
        """Whether a word is not part of a label; words after the label of the row never are."""
        if word.start in self.used or not word.key:
            return False
        left = min((one.left for one in row.label), default=0) if row is not None else LONGEST_LINE
        parts = [*filter(None, _GROUPS.split(word.text))]
        is_likely = likely_label(self.layout.kind, word.text) is not None
        return word.right > left or not (is_likely or all(map(is_piece, parts)))

    # -- columns

    def _blocks(self) -> Iterator[list[PlacedRow]]:
        """The rows that share their heads."""
        block, of = 0, {}
        for line in self.layout.lines:
            block += not line.cells
            of[line.name] = block
        for _, rows in groupby(self.rows, key=lambda row: of[row.line.name]):
            yield [*rows]

    def _print(self, block: Sequence[PlacedRow]) -> bool:
        """Whether it is certain which columns are printed in a block, by the heads over them."""
        place = self.rows.index(block[0])
        above = self.rows[place - 1].numbers[-1] if place else -1
        below = block[0].numbers[0]
        wanted = heads_over(self.layout, block[0].line)
        columns = columns_of(row.values for row in block)
        found = [one for one in self.spelled if above < one.first and one.last < below]
        heads = [one for one in found if one.token in wanted]
        first = min((one.first for one in found), default=below)
        loose = [word for line in self.lines[first:below] for word in line]
        strange = [word for word in loose if word.start not in self.used and word.key]
        printed = printed_columns(columns, heads, strange, wanted)
        all_heads = printed.heads if printed is not None else ()
        self.are_under_heads &= bool(all_heads) and are_under(columns, all_heads)
        end = columns[-1].right + GAP if columns else LONGEST_LINE
        for row in block:
            row.printed = printed or row.printed
            row.edge = min((word.left for word in strange if word.left >= end), default=row.edge)
            row.values = with_torn(row.values, columns)
            if len(row.values) < len(columns):
                loose = [word for number in row.numbers for word in self.lines[number]]
                row.take(
                    word
                    for word in loose
                    if not word.is_value
                    and self._is_strange(word)
                    and column_at(columns, word) is not None
                )
        return printed is not None

    def _tell_block(self, block: Sequence[PlacedRow]) -> Iterator[tuple[PlacedRow, ToldRow]]:
        """The rows of a block that are certain."""
        ways = [way for way in self._ways(block) if way is not None]
        for row in block:
            if row in self.doubted or row in self.strange:
                continue
            found = {way.get(row) for way in ways}
            places: Sequence[int] | None = found.pop() if len(found) == 1 else None
            if row.is_full:
                places = range(row.width)
            if places is not None and (row.values or not self.doubted):
                yield row, self._told(row, places)

    def _ways(self, block: Sequence[PlacedRow]) -> Iterator[_Way | None]:
        """The columns of each row, for each way that the rows may be divided into pages.

        Every page has columns of its own. Without form feeds between pages, a table that does not
        keep to its columns may continue on another page from any row on.
        """
        heads = block[0].printed.heads
        if self.breaks:
            way: _Way = {}
            for page, rows in groupby(block, key=lambda row: self._page(row.numbers[0])):
                is_headed = bool(heads) and self._page(_line_of(heads[0])) == page
                way |= self._placed([*rows], heads if is_headed else ()) or {}
            yield way
            return
        whole = self._placed(block, heads)
        yield whole
        keeps = len(columns_of(row.values for row in block)) == block[0].width
        for at in range(1, len(block) if whole is None and not keeps else 0):
            above, below = self._placed(block[:at], heads), self._placed(block[at:], ())
            yield above | below if above is not None and below is not None else None

    def _page(self, number: int) -> int:
        return bisect(self.breaks, self.lines[number][0].start)

    def _placed(self, rows: Sequence[PlacedRow], heads: Sequence[Spelled | Word]) -> _Way | None:
        """The columns of the values of each row; None if they are not certain."""
        width = rows[0].width
        if width == 1 or not any(row.values and not row.is_full for row in rows):
            is_known = bool(heads) or any(row.values for row in rows)
            return {row: () for row in rows if not row.values} if is_known else None
        if self._is_folded(rows, heads):
            return None
        columns = columns_of(row.values for row in rows)
        ways = [
            self._way(rows, columns, places, heads)
            for places in places_under(columns, heads, width)
        ]
        if len(ways) > 1:
            ways = [way for way in ways if self._adds_up(way)]
        if len(ways) != 1:
            return None
        way = ways[0]
        if self.layout.kind is TableKind.PROACTIVE:
            return way if _are_all_in_line(rows, heads, way) else None
        is_sure = len(columns) != width or are_under(columns, heads)
        return way if is_sure or self._is_proof(rows, columns, way) else None

    def _is_folded(self, rows: Sequence[PlacedRow], heads: Sequence[Spelled | Word]) -> bool:
        """Whether all words are equally far apart, as programs print them that fold blanks."""
        numbers = {number for row in rows for number in row.numbers}
        numbers |= {_line_of(head) for head in heads}
        lines = [self.lines[number] for number in numbers]
        gaps = {two.left - one.right for line in lines for one, two in pairwise(line)}
        return len(gaps - {1}) == 1

    def _way(
        self,
        rows: Sequence[PlacedRow],
        columns: Sequence[Column],
        places: Sequence[int],
        heads: Sequence[Spelled | Word],
    ) -> _Way:
        """The places of the values of each row that has no two in one and none under two heads."""
        way: _Way = {}
        for row in rows:
            found = [column_at(columns, word) for word in row.values]
            own = tuple(places[at] for at in found if at is not None)
            empty = [head for place, head in enumerate(heads) if place not in own]
            is_over = any(
                word.left < head.right and head.left < word.right
                for head in empty
                for word in row.values
            )
            is_apart = len({*own}) == len(row.values)
            if is_apart and not is_over and not self._is_pushed(row, columns[0]):
                way[row] = own
        return way

    def _adds_up(self, way: _Way) -> bool:
        """Whether at least one row of table three adds up, and no row is broken."""
        told = [row.fields(places) for row, places in way.items()]
        return any(map(adds_up, told)) and not any(map(speaks_against, told))

    def _is_pushed(self, row: PlacedRow, column: Column) -> bool:
        """Whether words before the values of a row reach the first column or the values."""
        for line in (self.lines[number] for number in row.numbers):
            values = [word.left for word in line if word in row.values]
            words = [one.right for one in line if one not in row.values and one.left < row.edge]
            if values and words and max(words) > min(column.left, min(values) - GAP):
                return True
        return False

    def _is_proof(self, rows: Sequence[PlacedRow], columns: Sequence[Column], way: _Way) -> bool:
        """Whether columns without heads are clearly separate, and one row proves their order."""
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
        return any(adds_up(row.fields(places)) for row, places in way.items())

    # -- rows that are read

    def _told(self, row: PlacedRow, places: Sequence[int]) -> ToldRow:
        """A row with values in these columns; its other cells are blank."""
        words = [word for number in row.numbers for word in self.lines[number]]
        own = [word for word in words if word not in row.values and word.left < row.edge]
        labels = marked_row(own).fields
        return ToldRow(row.token, labels, row.fields(places), "place", marked_row(words))

    def _without_broken(self, pairs: Sequence[tuple[PlacedRow, ToldRow]]) -> list[ToldRow]:
        """The rows of table three that do not contradict themselves.

        If each column is under its own head, a blank may be part of a total or lack it. If many
        rows do not add up, the columns are wrong, unless they have heads: then the report is wrong.
        """
        told = [one for _, one in pairs]
        sound = [
            one
            for row, one in pairs
            if not speaks_against(one.cells)
            or (self.are_under_heads and are_apart(row.values) and _may_lack(one.cells))
        ]
        broken = sum(speaks_against(one.cells) for one in told)
        adding = sum(adds_up(one.cells) for one in sound)
        if not nearly_all(broken, len(told)) and broken > adding:
            return told if self.are_under_heads else []
        return sound

    def _frame(self) -> tuple[MarkedRow, ...]:
        """The lines around the rows that have labels of the table and nothing else."""
        start = self.rows[0].numbers[0]
        heads = [one.first for one in self.spelled if start - _MOST_HEADS <= one.first < start]
        edge = min(row.edge for row in self.rows)
        return tuple(
            _without_remarks(self.lines[number], edge)
            for number in range(min(heads, default=start), self.rows[-1].numbers[-1])
            if number not in self.owned
            and not any(
                self._is_value(word) or self._is_strange(word)
                for word in self.lines[number]
                if word.left < edge
            )
        )


def _without_remarks(line: Sequence[Word], edge: int) -> MarkedRow:
    """The words of a line as a row, which extends over remarks without a field for them."""
    row, end = marked_row(word for word in line if word.left < edge), line[-1].end
    return row._replace(fields=(*row.fields, Field("", end, end)))


def _line_of(head: Spelled | Word) -> int:
    return head.first if isinstance(head, Spelled) else head.line


def _are_all_in_line(rows: Sequence[PlacedRow], heads: Sequence[Spelled | Word], way: _Way) -> bool:
    """Whether all values are in line with each other and a full row, or with the heads.

    In table two no sum shows that a value is in its column.
    """
    own = [
        (word, place)
        for row in rows
        for word, place in zip(row.values, way.get(row, ()), strict=False)
    ]
    above = [(head, place) for place, head in enumerate(heads)]
    has_full = any(row.is_full for row in rows)
    return (bool(above) and are_in_line([*own, *above])) or (has_full and are_in_line(own))


def _may_lack(cells: Sequence[Field | None]) -> bool:
    """Whether a row would add up if one of its blanks were not blank."""
    *parts, total = [read_printed(one.text).value if one else None for one in cells]
    known = sum(value for value in parts if value is not None)
    return total is None or (None in parts and known < total)
