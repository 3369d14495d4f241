"""Find the columns of the form among the fields of rows that have their labels.

Takes the rows of one shape, whose labels are known, and gives those whose values are certain. What
the form's count does not decide is decided for all of these rows together, and checked by sums.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from govdisclosure.forms.layout import TableKind, TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.opened import OpenedRow, split_values
from govdisclosure.tables.told import ToldRow, adds_up, are_sound
from govdisclosure.text import CellState

__all__ = ["COLUMNS_OF_REQUESTS", "Candidate", "tell_alike"]

#: The columns of values of table three.
COLUMNS_OF_REQUESTS = 7


class Candidate(NamedTuple):
    """A row whose label is known, and the fields after it."""

    token: str
    labels: tuple[Field, ...]
    opened: OpenedRow
    #: The number of the heads over it; negative if there are none.
    over: int = -1

    @property
    def shape(self) -> tuple[int, int]:
        """Rows of one run with the same number of fields share their columns."""
        return self.opened.row.run, len(self.opened.fields)

    def told(self, values: Iterable[Field | None], how: str) -> ToldRow:
        """The row, with the values of its cells and what they are based on."""
        return ToldRow(self.token, self.labels, tuple(values), how, self.opened.row)


def _is_full(rows: Sequence[Candidate], places: Sequence[int]) -> bool:
    """Whether one of the rows has something in all of the places."""
    return any(all(one.opened.states[at] is not CellState.BLANK for at in places) for one in rows)


def _may_repeat(rows: Sequence[Candidate], places: Sequence[int]) -> bool:
    """Whether two adjacent places are the same in every row, as those of one merged cell are."""
    return any(
        left + 1 == right
        and all(one.opened.fields[left].text == one.opened.fields[right].text for one in rows)
        for left, right in pairwise(places)
    )


def tell_alike(layout: TableLayout, alike: Sequence[Candidate]) -> Iterator[ToldRow]:
    """The rows of one shape whose values are certain."""
    kind = layout.kind
    wide: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
    exact: list[ToldRow] = []
    if kind is TableKind.REQUESTS:
        alike = _with_all_columns(alike)
    for one in alike:
        count = len(layout.rows[one.token].cells)
        after = one.opened.after()
        if one.opened.is_strange:
            parts = split_values(after)
            if parts is not None and len(parts) == count and adds_up(parts):
                exact.append(one.told(parts, "count"))
        elif len(after) == count:
            exact.append(one.told(after, "count"))
        elif len(after) > count:
            wide[count, layout.blocks[one.token]].append(one)
    if are_sound(exact):
        yield from exact
    for (count, _), rows in wide.items():
        if count == 1:
            yield from filter(None, map(_single, rows))
        else:
            yield from list(_tell_wide(kind, rows, count)) or _of_one_value(kind, rows)


def _of_one_value(kind: TableKind, rows: Sequence[Candidate]) -> Iterator[ToldRow]:
    """Rows of table three that show exactly their number of values, all of them the same."""
    for one in rows if kind is TableKind.REQUESTS else ():
        shown = [field for field in one.opened.after() if field.text]
        if len(shown) == COLUMNS_OF_REQUESTS and len({field.text for field in shown}) == 1:
            yield one.told(shown, "count")


def _tell_wide(kind: TableKind, rows: Sequence[Candidate], count: int) -> Iterator[ToldRow]:
    """Rows with more fields than the form has columns; all of them share the columns."""
    for columns in _ways(kind, rows, count):
        if not all(one.opened.fits(columns) for one in rows):
            continue
        told = [one.told([one.opened.fields[at] for at in columns], "place") for one in rows]
        if kind is TableKind.PROACTIVE or are_sound(told, needs_proof=True):
            yield from told
            return
    own = [
        one.told(one.opened.after()[:count], "count")
        for one in rows
        if not any(field.text for field in one.opened.after()[count:])
    ]
    if kind is not TableKind.REQUESTS:
        yield from filter(None, (_without_gap(one, count) for one in rows))
        return
    # Where most rows have just as many values right after their labels, no column is empty.
    full = [one for one in own if all(field.text for field in one.values)]
    if are_sound(own, needs_proof=True):
        yield from own
    elif 2 * len(full) > len(rows) and are_sound(full):
        yield from full


def _without_gap(one: Candidate, count: int) -> ToldRow | None:
    """A row with one empty place too many, if it makes no difference which one is removed."""
    after = one.opened.after()
    texts = [field.text for field in after]
    if len(after) != count + 1 or one.opened.is_strange or not any(texts):
        return None
    if any(left == right != "" for left, right in pairwise(texts)):
        return None  # a merged cell may be repeated
    blanks = [at for at, text in enumerate(texts) if not text]
    if len({(*texts[:at], *texts[at + 1 :]) for at in blanks}) != 1:
        return None
    return one.told([*after[: blanks[0]], *after[blanks[0] + 1 :]], "place")


def _ways(kind: TableKind, rows: Sequence[Candidate], count: int) -> Iterator[Sequence[int]]:
    """Which fields may be the form's columns, the most certain way first.

    In table three sums choose. In table two nothing does, so fields are its columns only if one row
    is full and no merged cell may be repeated in it.
    """
    first = max(one.opened.last for one in rows) + 1
    width = len(rows[0].opened.fields)
    shown = [
        at
        for at in range(first, width)
        if any(one.opened.states[at] is not CellState.BLANK for one in rows)
    ]
    if kind is TableKind.PROACTIVE:
        if len(shown) == count and _is_full(rows, shown) and not _may_repeat(rows, shown):
            yield shown
        return
    if len(shown) == count:
        yield shown
    for start in (shown[-1] + 1 - count if shown else first, width - count, first):
        if first <= start <= width - count:
            yield range(start, start + count)


def _with_all_columns(alike: Sequence[Candidate]) -> Sequence[Candidate]:
    """The rows of one shape in table three, unless one of its columns is lost.

    Where labels end in different columns of one grid, values come after the last of these: if fewer
    columns are left there than the form has, no empty place beside a label is a value.
    """
    last = max(one.opened.last for one in alike)
    is_whole = len(alike[0].opened.fields) - last - 1 >= COLUMNS_OF_REQUESTS
    return [one for one in alike if is_whole or one.opened.is_strange or one.opened.last == last]


def _single(one: Candidate) -> ToldRow | None:
    """A row of one value, which merged cells may repeat or leave empty places for."""
    after = one.opened.after()
    shown = [field for field in after if field.text] or after
    if all(field.text == shown[0].text for field in shown):
        return one.told(shown[:1], "repeat" if len(shown) > 1 else "place")
    return None
