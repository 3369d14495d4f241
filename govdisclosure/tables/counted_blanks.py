"""Texts in which every blank, or every tab and line end, counts: two in a row make an empty cell.

Only rows of values can prove that a text is like this. Knows nothing of labels or forms.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice, pairwise
from typing import NamedTuple, TypeVar

from govdisclosure.source import Field
from govdisclosure.tables.fields import PrintedLine, clean_field
from govdisclosure.text import CellState, read_printed

__all__ = ["gaps_before", "parts_at_single_blanks", "placed_cells", "tabs_of_line_ends"]

#: The minimum number of alike rows, of values in each, and of alike rows for each other row.
_FEWEST_ALIKE = 8
_FEWEST_COLUMNS = 4
_ALIKE_FOR_EACH_OTHER = 4
#: The minimum number of rows that repeat a label in the places that it covers.
_FEWEST_REPEATED = 3
#: How many tabs a line end may be equal to, for tools that count cells by both.
_TABS_OF_LINE_ENDS = (1, 2)
#: The minimum number of values in a row, and of rows that go on over lines.
_FEWEST_VALUES = 3

#: What a line without words or values may hold.
_UNSHOWN = " \u3000\t|"

_T = TypeVar("_T")


def parts_at_single_blanks(lines: Sequence[PrintedLine]) -> bool:
    """Whether each blank of a text separates two cells, so that two blanks make an empty one.

    Rows of values prove it: nearly all have the same number of columns, and the last value, if
    shown, is the sum of the others, in all rows but one. In addition, either all cells are empty,
    or some are, but not the whole first or last column; or labels are repeated in each place that
    they cover, so that all rows have the same number of cells.
    """
    rows = [row for row in map(_parts_at_blanks, lines) if len(row.values) >= _FEWEST_COLUMNS]
    table = [row.values for row in _alike(rows, [len(row.values) for row in rows])]
    if table and _broken_sums(table) <= 1:
        first, *_, last = zip(*table, strict=True)
        is_empty = not any(map(any, table))
        has_empty = any("" in row for row in table)
        if is_empty or (any(first) and any(last) and has_empty):
            return True
    wide = _alike(rows, [len(row.words) + len(row.values) for row in rows])
    repeated = sum(any(one == two != "" for one, two in pairwise(row.words)) for row in wide)
    return repeated >= _FEWEST_REPEATED and _broken_sums(row.values for row in wide) <= 1


class _CountedRow:
    """The values after some words, and the tabs and ends of lines that they take."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lines: set[int] = set()
        self.tabs = 0
        self.line_ends = 0


def tabs_of_line_ends(lines: Sequence[PrintedLine]) -> int:
    """How many tabs a line end is equal to, where both separate cells; 0 if nothing proves it.

    Rows that all have their values in the same places would prove any number.
    """
    if not any("\t" in line.text for line in lines):
        return 0
    going_on = islice(filter(_begins_with_value, lines), _FEWEST_VALUES)
    if len(list(going_on)) < _FEWEST_VALUES:
        return 0
    rows = [row for row in _counted(lines) if len(row.texts) >= _FEWEST_VALUES]
    proofs = {tabs: _count_proofs(rows, tabs) for tabs in _TABS_OF_LINE_ENDS}
    best = max(proofs.values())
    proved = [tabs for tabs, count in proofs.items() if count == best > 0]
    return proved[0] if len(proved) == 1 else 0


def _begins_with_value(line: PrintedLine) -> bool:
    """Whether the first cell of a line is a value, so that a row may go on over lines."""
    part = next(filter(str.strip, line.text.split("\t")), "")
    return bool(part) and not _is_text(clean_field(part, 0))


def _is_text(field: Field) -> bool:
    return read_printed(field.text).state is CellState.TEXT


def _count_proofs(rows: Sequence[_CountedRow], tabs: int) -> int:
    """How many rows prove that a line end separates cells as *tabs* tabs do.

    Nearly all rows of values end in the same place, counted from their label, and the last value is
    the sum of the others, in all rows but one; some of them go on over lines.
    """
    table = _alike(rows, [row.tabs + row.line_ends * tabs for row in rows])
    over_lines = sum(1 < len(row.lines) < len(row.texts) for row in table)
    is_proved = over_lines >= _FEWEST_VALUES and _broken_sums(row.texts for row in table) <= 1
    return len(table) if is_proved else 0


def _counted(lines: Sequence[PrintedLine]) -> list[_CountedRow]:
    rows = [_CountedRow()]
    before = 0
    for gap, number, field in placed_cells(lines, 0):
        if _is_text(field):
            rows.append(_CountedRow())
        else:
            rows[-1].texts.append(field.text)
            rows[-1].lines.add(number)
            rows[-1].tabs += gap
            rows[-1].line_ends += number - before
        before = number
    return rows[1:]


def placed_cells(lines: Sequence[PrintedLine], tabs: int) -> Iterator[tuple[int, int, Field]]:
    """The cells between tabs and line ends, each with its distance from the last and its line."""
    gap = 0
    for number, line in enumerate(lines):
        at = line.start
        for part in line.text.split("\t"):
            if part.strip():
                yield gap, number, clean_field(part, at)
                gap = 0
            gap += 1
            at += len(part) + 1
        gap += tabs - 1


def gaps_before(lines: Sequence[PrintedLine]) -> dict[int, int]:
    """The distance of each line of words or values from the one before it, in cells.

    A line with only a tab separates two cells, as browsers copy them; between two such lines, or
    one and the end of a row, an empty cell is one empty line. All other lines count.
    """
    shown = [
        -1,
        *(at for at, line in enumerate(lines) if line.text.strip(_UNSHOWN) or _parts(line)),
    ]
    runs = [
        (two, two - one, (one >= 0 and _parts(lines[one])) + _parts(lines[two]))
        for one, two in pairwise(shown)
    ]
    edge = min((run for _, run, tabs in runs if tabs == 1), default=0)
    gaps: dict[int, int] = {}
    gap = 0
    for at, run, tabs in runs:
        # What is left after the tabs and the empty cells is the end of a row.
        gap += max(0, run - (0, edge, 2 * edge)[tabs])
        if _parts(lines[at]):
            gap += 1
        else:
            gaps[at], gap = gap, 0
    return gaps


def _parts(line: PrintedLine) -> bool:
    return line.text == "\t"


def _alike(rows: Sequence[_T], sizes: Sequence[int]) -> Sequence[_T]:
    """The rows of the most common size, if nearly all from the first to the last of them are."""
    size = Counter(sizes).most_common(1)[0][0] if sizes else 0
    places = [number for number, one in enumerate(sizes) if one == size]
    others = places[-1] + 1 - places[0] - len(places) if places else 0
    is_table = len(places) >= max(_FEWEST_ALIKE, _ALIKE_FOR_EACH_OTHER * others)
    return [rows[number] for number in places] if is_table else []


def _broken_sums(rows: Iterable[Sequence[str]]) -> int:
    """How many rows end in a number that is not the sum of the others."""
    return sum(bool(row[-1]) and _sum_of(row[:-1]) != _sum_of(row[-1:]) for row in rows)


class _Parts(NamedTuple):
    """What single blanks separate: the words, and the values after the last of them."""

    words: Sequence[str]
    values: Sequence[str]


def _parts_at_blanks(line: PrintedLine) -> _Parts:
    """The words and values of a line; no values where there are no words."""
    parts = line.text.split(" ")
    first = len(parts)
    while first and read_printed(parts[first - 1]).state is not CellState.TEXT:
        first -= 1
    return _Parts(parts[:first], parts[first:] if first else [])


def _sum_of(texts: Sequence[str]) -> int | Decimal:
    return sum((read_printed(text).value or 0 for text in texts), start=0)
