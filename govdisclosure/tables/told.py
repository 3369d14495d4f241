"""Rows read from a table, and what the sums say about them.

Knows the forms and their sums; not how rows were read.
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

#: The minimum number of sums over rows, all holding, that prove a table partly displaced by a tool.
_FEWEST_SUMS = 10
#: A row with more values than this has a total.
FEWEST_PROVABLE = 3
#: The maximum number of broken sums over rows in a bad report; more mean displaced rows.
_MOST_BROKEN = 5
#: One row in this many may not add up or may have been spoilt by a tool; if more do not, the
#: columns are wrong.
_ROWS_FOR_EACH_ODD = 5


class ToldRow(NamedTuple):
    """A row of a form with what is printed in its cells; without cells, it must not be read."""

    #: The token of its label; empty for the row of table four.
    token: str
    labels: tuple[Field, ...]
    #: The value of each cell; None where its column is not printed.
    cells: tuple[Field | None, ...]
    #: How the row was read. By marks: ``count`` if exactly the form's number of fields follow the
    #: label, ``place`` if the columns were found for all rows of that shape together, ``repeat`` if
    #: a merged cell was repeated, ``heads`` if the heads name the columns, ``between`` if the row
    #: has no label but is between rows that have one. By words: ``line`` if the values are on the
    #: line of the label, ``order`` if they come after it, ``band`` if labels and values of several
    #: rows match in number. By either: ``cut`` if digits that ran together were cut.
    how: str
    row: MarkedRow

    @property
    def values(self) -> tuple[Field, ...]:
        """The values that are printed."""
        return tuple(value for value in self.cells if value is not None)


class ToldTable(NamedTuple):
    """The rows that were read of one table."""

    layout: TableLayout
    rows: Mapping[str, ToldRow]
    #: Rows of nothing but labels of the table, such as its heads.
    frame: tuple[MarkedRow, ...] = ()
    #: Rows next to values on lines without a label, so that no reading of them is certain.
    doubted: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether every row of the form was read."""
        return len(self.rows) == len(self.layout.rows)


def adds_up(values: Sequence[Field | None]) -> bool:
    """Whether a row of table three has a total that is the sum of the rest and is not zero."""
    if not values or None in values:
        return False
    *parts, total = map(_number, values)
    return bool(total) and sum(value for value in parts if value is not None) == total


def proves_itself(row: ToldRow) -> bool:
    """Whether a row of table three adds up to a total."""
    return len(row.cells) > FEWEST_PROVABLE and adds_up(row.cells)


def speaks_against(values: Sequence[Field | None]) -> bool:
    """Whether a row of table three lacks its total, or has one that is not the sum of the rest.

    If a column is not printed, the rest may be less than the total, but not more.
    """
    if not values or values[-1] is None:
        return False
    *parts, total = map(_number, values)
    if total is None:
        return any(parts)
    known = sum(value for value in parts if value is not None)
    return known > total or (known < total and None not in values)


def nearly_all(odd: int, count: int) -> bool:
    """Whether nearly all of *count* rows are as they should be if *odd* are not."""
    return odd * _ROWS_FOR_EACH_ODD <= count


def rests_on_heads(values: Sequence[Field | None]) -> bool:
    """Whether only the heads can show the order of the values of a row."""
    return len(values) <= FEWEST_PROVABLE or None in values or speaks_against(values)


def _number(value: Field | None) -> int | Decimal | None:
    return None if value is None else read_printed(value.text).value


def are_sound(told: Sequence[ToldRow], *, needs_proof: bool = False) -> bool:
    """Whether the rows of table three that have a total add up as rows of a report do."""
    rows = [one for one in told if len(one.cells) > FEWEST_PROVABLE]
    if not rows:
        return bool(told) and not needs_proof
    against = sum(speaks_against(one.cells) for one in rows)
    adding = sum(adds_up(one.cells) for one in rows)
    if not nearly_all(against, len(rows)) and against > adding:
        return False
    return adding > 0 or (not needs_proof and not against)


def agreeing(told: Iterable[ToldRow]) -> dict[str, ToldRow]:
    """One row per label; if two copies of it differ, a row that must not be read."""
    found: dict[str, ToldRow] = {}
    for one in told:
        before = found.setdefault(one.token, one)
        if _texts(before) != _texts(one):
            found[one.token] = before._replace(cells=())
    return found


def of_copies(told: Sequence[ToldRow]) -> dict[str, ToldRow]:
    """One row per label; if most rows that are there twice differ, two tables are mixed.

    In that case only rows that both copies agree on are read.
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
    """The value of each cell of the form that was read, by row and column."""
    return {
        cell: field
        for one in rows
        if one.cells
        for cell, field in zip(layout.rows[one.token].cells, one.cells, strict=True)
        if field is not None
    }


def sums_told(layout: TableLayout, rows: Iterable[ToldRow]) -> Iterator[Weighed]:
    """The sums of the form over the rows that were read."""
    printed = printed_cells(layout, rows)
    return weigh(layout, [printed.get((cell.row, cell.column)) for cell in layout.cells])


def sums_over_rows(layout: TableLayout, rows: Iterable[ToldRow]) -> list[Weighed]:
    """The sums over several rows for which each cell was read."""
    sums = sums_told(layout, rows)
    return [one for one in sums if one.is_whole and len({row for row, _ in one.places}) > 1]


def proved(
    layout: TableLayout, rows: dict[str, ToldRow], *, is_displaced: bool = False
) -> ToldTable | None:
    """The table, unless most sums over its rows break, which means that a tool displaced them.

    If a table *is_displaced* in part, all of these sums must hold. If its rows do not add up by
    themselves, the report is at fault, and its sums say nothing.
    """
    asked = sums_over_rows(layout, rows.values())
    broken = sum(not one.holds for one in asked)
    if is_displaced and (broken or len(asked) < _FEWEST_SUMS):
        return None
    says_nothing = not are_sound([*rows.values()])
    return ToldTable(layout, rows) if rows and (broken <= _MOST_BROKEN or says_nothing) else None


def join_told(marked: ToldTable | None, words: ToldTable | None) -> ToldTable | None:
    """One table from what marks and words show.

    Marks separate cells, so words only add to them; for a row without marks between its cells, both
    must give the same.
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
