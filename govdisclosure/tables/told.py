"""What rows tell of a table, and what its sums say of that.

Knows the forms and their sums; not how rows were told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from govdisclosure.forms.layout import TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.marks import UNMARKED, MarkedRow
from govdisclosure.tables.sums import Weighed, weigh
from govdisclosure.text import read_printed

__all__ = [
    "FEWEST_PROVABLE",
    "ToldRow",
    "ToldTable",
    "adds_up",
    "agreeing",
    "are_sound",
    "join_told",
    "nearly_all",
    "of_copies",
    "printed_cells",
    "proved",
    "proves_itself",
    "rests_on_heads",
    "speaks_against",
    "sums_over_rows",
    "sums_told",
]

#: So many sums over rows, all of which hold, prove a table that a tool displaced in part.
_FEWEST_SUMS = 10
#: A row with more values than these has a total.
FEWEST_PROVABLE = 3
#: So many of the sums over rows may break in a report that adds up badly; more are displaced rows.
_MOST_BROKEN = 5
#: A report may add up badly, or a tool have spoilt a row, in every fifth row of a table; where more
#: rows are odd, columns are wrong.
_ROWS_FOR_EACH_ODD = 5


class ToldRow(NamedTuple):
    """A row of a form with what is printed in its cells; without any, it is not to be read."""

    #: The token of its label; empty for the row of table four.
    token: str
    labels: tuple[Field, ...]
    #: The value of each cell; None where its column is not printed.
    cells: tuple[Field | None, ...]
    #: By marks: ``count`` where exactly so many fields stand behind the label, ``place`` where the
    #: columns of all rows of that shape were told together, ``repeat`` where a merged cell was
    #: repeated, ``heads`` where heads tell the columns, ``between`` where the row has no label and
    #: stands between rows that have. By words: ``line`` where the values stand on the line of the
    #: label, ``order`` where they stand behind it, ``band`` where labels and values of several rows
    #: come out even. By either: ``cut`` where digits that ran together were cut.
    how: str
    row: MarkedRow

    @property
    def values(self) -> tuple[Field, ...]:
        """The values that are printed."""
        return tuple(value for value in self.cells if value is not None)


class ToldTable(NamedTuple):
    """What the rows of one table tell."""

    layout: TableLayout
    rows: Mapping[str, ToldRow]
    #: Rows of nothing but labels of the table, such as its heads.
    frame: tuple[MarkedRow, ...] = ()
    #: Rows beside values that are on lines without any label, so that no reading of them is sure.
    doubted: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether every row of the form is told."""
        return len(self.rows) == len(self.layout.rows)


def adds_up(values: Sequence[Field | None]) -> bool:
    """Whether a row of table three has a total that is the sum of the rest, and is not nought."""
    if not values or None in values:
        return False
    *parts, total = map(_number, values)
    return bool(total) and sum(value for value in parts if value is not None) == total


def proves_itself(row: ToldRow) -> bool:
    """Whether a row of table three adds up to a total."""
    return len(row.cells) > FEWEST_PROVABLE and adds_up(row.cells)


def speaks_against(values: Sequence[Field | None]) -> bool:
    """Whether the total of a row of table three is not the sum of the rest, or lacks beside it.

    Where a column is not printed, the rest is no more than the total.
    """
    if not values or values[-1] is None:
        return False
    *parts, total = map(_number, values)
    if total is None:
        return any(parts)
    known = sum(value for value in parts if value is not None)
    return known > total or (known < total and None not in values)


def nearly_all(odd: int, count: int) -> bool:
    """Whether nearly all of *count* rows are as they should be, if so many are *odd*."""
    return odd * _ROWS_FOR_EACH_ODD <= count


def rests_on_heads(values: Sequence[Field | None]) -> bool:
    """Whether nothing but the heads can tell the order of the values of a row."""
    return len(values) <= FEWEST_PROVABLE or None in values or speaks_against(values)


def _number(value: Field | None) -> int | Decimal | None:
    return None if value is None else read_printed(value.text).value


def are_sound(told: Sequence[ToldRow], *, needs_proof: bool = False) -> bool:
    """Whether the rows of table three add up as rows of a report do; others cannot be asked."""
    rows = [one for one in told if len(one.cells) > FEWEST_PROVABLE]
    if not rows:
        return bool(told) and not needs_proof
    against = sum(speaks_against(one.cells) for one in rows)
    adding = sum(adds_up(one.cells) for one in rows)
    if not nearly_all(against, len(rows)) and against > adding:
        return False
    return adding > 0 or (not needs_proof and not against)


def agreeing(told: Iterable[ToldRow]) -> dict[str, ToldRow]:
    """One row a label; where two copies of it differ, one that is not to be read."""
    found: dict[str, ToldRow] = {}
    for one in told:
        before = found.setdefault(one.token, one)
        if _texts(before) != _texts(one):
            found[one.token] = before._replace(cells=())
    return found


def of_copies(told: Sequence[ToldRow]) -> dict[str, ToldRow]:
    """One row a label; where most rows that are there twice differ, two tables are mixed.

    Of these nothing is to be read but what both say.
    """
    rows, counts = agreeing(told), Counter(one.token for one in told)
    twice = [token for token, count in counts.items() if count > 1]
    differing = sum(not rows[token].cells for token in twice)
    if differing <= 1 or 2 * differing <= len(twice):
        return rows
    return {
        token: row if counts[token] > 1 else row._replace(cells=()) for token, row in rows.items()
    }


def _texts(row: ToldRow) -> list[str | None]:
    return [None if field is None else field.text for field in row.cells]


def printed_cells(layout: TableLayout, rows: Iterable[ToldRow]) -> dict[tuple[str, str], Field]:
    """The value of each cell of the form that rows tell, by row and column."""
    return {
        cell: field
        for one in rows
        if one.cells
        for cell, field in zip(layout.rows[one.token].cells, one.cells, strict=True)
        if field is not None
    }


def sums_told(layout: TableLayout, rows: Iterable[ToldRow]) -> Iterator[Weighed]:
    """The sums of the form over what rows tell."""
    printed = printed_cells(layout, rows)
    return weigh(layout, [printed.get((cell.row, cell.column)) for cell in layout.cells])


def sums_over_rows(layout: TableLayout, rows: Iterable[ToldRow]) -> list[Weighed]:
    """The sums over several rows of which each cell is told."""
    sums = sums_told(layout, rows)
    return [one for one in sums if one.is_whole and len({row for row, _ in one.places}) > 1]


def proved(
    layout: TableLayout, rows: dict[str, ToldRow], *, is_displaced: bool = False
) -> ToldTable | None:
    """The table, unless most sums over its rows break: then a tool displaced them.

    A table that *is_displaced* in part has to be proved by all of these sums. Where rows do not
    add up by themselves, the report does not, and its sums say nothing.
    """
    asked = sums_over_rows(layout, rows.values())
    broken = sum(not one.holds for one in asked)
    if is_displaced and (broken or len(asked) < _FEWEST_SUMS):
        return None
    says_nothing = not are_sound([*rows.values()])
    return ToldTable(layout, rows) if rows and (broken <= _MOST_BROKEN or says_nothing) else None


def join_told(marked: ToldTable | None, words: ToldTable | None) -> ToldTable | None:
    """What marks and words tell of one table together.

    Marks part cells, so that words only add to them; of a row without marks between its cells both
    have to tell the same.
    """
    if marked is None or words is None:
        return marked or words
    if marked.layout is not words.layout:
        return max(marked, words, key=lambda table: len(table.rows))
    sure = {
        token: row
        for token, row in marked.rows.items()
        if row.row.dialect not in UNMARKED or not row.values
    }
    told = [
        row for row in words.rows.values() if row.token not in marked.doubted or proves_itself(row)
    ]
    rows = agreeing([*marked.rows.values(), *told]) | sure
    return marked._replace(rows=rows, frame=(*marked.frame, *words.frame))
