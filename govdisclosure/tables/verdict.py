"""Leave out rows whose surroundings contradict them.

Takes rows that were read and the rows of their text, and leaves out those that something around
them refutes; also finds out whether a tool displaced a part of a table.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from govdisclosure.tables.labelled import LabelledRows
from govdisclosure.tables.marks import STACKED
from govdisclosure.tables.opened import OpenedRow, is_stacked_row, rows_of, split_values
from govdisclosure.tables.told import (
    FEWEST_PROVABLE,
    ToldRow,
    proves_itself,
    rests_on_heads,
    speaks_against,
)
from govdisclosure.text import CellState

__all__ = ["is_displaced", "unrefuted"]

#: Words that end in the ordinal of the next row; several of them mean that cells were stacked.
_ORDINAL_AT_END = re.compile(r"[^0-9.．、 ][ ]?[0-9][.．、]$")
_FEWEST_STACKED = 2
#: A bracket without its other half.
_ONE_SIDED = re.compile(r"^[^(（]*[)）]|[(（][^)）]*$")
#: The maximum distance of values lost by an empty row, in rows.
_REACH_OF_BLANK = 4


def unrefuted(told: Sequence[ToldRow], rows: LabelledRows) -> list[ToldRow]:
    """The rows that nothing around them contradicts.

    Numbers beside an empty total mean that the row lost a field, unless most rows are like that.
    """
    kept = [one for one in told if not any(speaks(one, rows) for _, speaks in _REASONS)]
    lacking = [one for one in kept if _lacks_total(one)]
    if 2 * len(lacking) < len(kept) and any(map(proves_itself, kept)):
        return [one for one in kept if one not in lacking]
    return kept


def _is_beside(told: ToldRow, rows: LabelledRows) -> bool:
    """Whether there are values without a label next to a row that does not add up by itself."""
    if told.row.gaps or proves_itself(told):
        return False
    at = told.row.number
    above, behind = rows.rows[max(0, at - 1) : at], rows.rows[at + 1 : at + 2]
    if any(map(_is_torn, (*above, *behind))):
        return True
    is_broken = len(told.cells) > FEWEST_PROVABLE and speaks_against(told.cells)
    is_open = is_broken or not told.values[-1].text
    if any(_is_lone_value(one) and (is_open or one.row.gaps == (1,)) for one in behind):
        return True  # digits of it on the next line, or its last value
    reach = 1 if any(one.text for one in told.values) else _REACH_OF_BLANK
    return any(
        other.row.run == told.row.run
        and (other.has_numbers or (other.last < 0 and other.is_strange))
        and other.row.number not in rows.labelled
        and not other.is_of_stranger
        for other in rows.rows[max(0, at - reach) : at + reach + 1]
    )


def _is_short(told: ToldRow, rows: LabelledRows) -> bool:
    """Whether a row that begins with an empty value has fewer fields than others of its run.

    If so, it lacks one, and the empty one is a place beside its label, provided that the labels of
    the others are in the same place.
    """
    if told.how != "count" or told.row.gaps or told.values[0].text:
        return False
    last = rows.rows[told.row.number].last
    widths = [
        len(one.opened.fields)
        for one in rows.candidates
        if one.opened.row.run == told.row.run and one.opened.last == last
    ]
    return 2 * sum(width > len(told.row.fields) for width in widths) > len(widths)


def _may_lack_column(told: ToldRow, rows: LabelledRows) -> bool:
    """Whether a blank of a row may be an empty place, and two of its columns be one in print.

    A tool that puts values of two columns into one cell leaves a column less. Empty places beside
    the labels make up for it, and if one of the two values is blank, no sum shows that. So the
    first and the last column have to be used; where values share cells, all columns. Rows of other
    widths print no empty places, so their fields are their values.
    """
    if told.how == "heads" or len(told.cells) <= FEWEST_PROVABLE or told.row.gaps:
        return False
    if all(one.text for one in told.values) or not any(one.text for one in told.values):
        return False
    run = [one.opened for one in rows.candidates if one.opened.row.run == told.row.run]
    if len({len(one.fields) for one in run}) > 1 and len({len(one.after()) for one in run}) == 1:
        return False
    own = rows.rows[told.row.number].fields
    alike = [one for one in run if len(one.fields) == len(own)]
    if any((split_values(one.after()) or ()) for one in alike):
        return True
    ends = {id(told.values[0]), id(told.values[-1])}
    return any(
        all(at <= one.last or not one.fields[at].text for one in alike)
        for at, field in enumerate(own)
        if id(field) in ends
    )


def _is_under_strangers(told: ToldRow, rows: LabelledRows) -> bool:
    """Whether the order of its values depends on heads alone, and these include unknown words.

    If there are no heads above it, those below count.
    """
    if not rests_on_heads(told.cells):
        return False
    heads = rows.strangers[told.row.run]
    above = bisect_left(places := [*heads], told.row.number)  # they were read in order
    return heads[places[above - 1]] if above else any(heads.values())


#: The reasons to refute a row, in words, each with the function that looks for it.
_REASONS: tuple[tuple[str, Callable[[ToldRow, LabelledRows], bool]], ...] = (
    ("values without a label are beside it", _is_beside),
    ("it has fewer fields than others like it", _is_short),
    ("two of its columns may be in one", _may_lack_column),
    ("the heads over it hold words of no form", _is_under_strangers),
)


def _is_lone_value(row: OpenedRow) -> bool:
    """Whether a row is a value on a line of its own."""
    is_value = row.states[0] in {CellState.NUMBER, CellState.MARK}
    return bool(row.row.gaps) and (is_value or row.fields[0].text.isdigit())


def _is_torn(row: OpenedRow) -> bool:
    """Whether a row is the beginning or the end of a value with a note: 「737（其中」."""
    text = row.fields[0].text
    is_cell = bool(row.row.gaps) and row.is_strange
    return is_cell and text[:1].isdigit() and bool(_ONE_SIDED.search(text))


def _lacks_total(told: ToldRow) -> bool:
    """Whether a row has numbers beside an empty total; one may be the total of a short row."""
    return (
        len(told.cells) > FEWEST_PROVABLE
        and (total := told.cells[-1]) is not None
        and not total.text
        and speaks_against(told.cells)
    )


def is_displaced(rows: LabelledRows) -> bool:
    """Whether a tool put words and values of several rows of the table into one cell."""
    if not rows.candidates:
        return False
    runs = {one.opened.row.run for one in rows.candidates}
    region = rows.region(one.opened.row.number for one in rows.candidates)
    stacked = sum(
        one.text.endswith(STACKED) or _ORDINAL_AT_END.search(one.text) is not None
        for row in region
        for one in row.fields
    )
    loose = sum(row.row.run in runs and row.has_numbers and row.last < 0 for row in region)
    torn = any(
        is_stacked_row(one.opened.after(), len(line.cells))
        for one in rows.candidates
        for line in rows_of(rows.kind)[one.token]
    )
    return stacked + loose + _FEWEST_STACKED * torn >= _FEWEST_STACKED
