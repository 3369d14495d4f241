"""Digits of a statistics sheet that ran together: cut where only one way is left.

Takes the rows of a sheet and what each counts; gives the values of the rows that can be cut in only
one way. A blank cell leaves no trace among digits, so ways with blanks are considered too. A number
of several digits never begins with a zero; between the remaining ways the sums decide.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from govdisclosure.characters import fold_blanks
from govdisclosure.forms.layout import Balance, Line
from govdisclosure.forms.sheet_indicators import Indicator, sheet_sums
from govdisclosure.forms.sheet_labels import level_of
from govdisclosure.source import UNPLACED, Field
from govdisclosure.tables.cutting import MOST_CUTS, Cut, Group, cut_digits, settle

__all__ = ["cut_sheet"]

#: The digits for each number of a row when its numbers are written as one, to be added up.
_WIDTH = 18
#: How far after digits to look for more.
_FAR = 40
#: The ways to cut digits, by their numbers written as one; "0" is also used for a blank cell.
_Ways = Mapping[str, Cut]


def cut_sheet(
    text: str, rows: Sequence[Sequence[Field]], told: Sequence[Indicator | None], columns: int
) -> dict[int, tuple[Field, ...]]:
    """The values of the rows whose digits ran together and can be cut in one way.

    Args:
        text: The text that the fields are in.
        rows: Label, unit and values of each row.
        told: What each row counts.
        columns: How many values a row has.
    """
    if any(len(row) - 2 > columns for row in rows):
        return {}  # a column has no name, so the digits cannot be matched to columns
    runs = {number: row[-1] for number, row in enumerate(rows) if _is_run(row)}
    ended = {number for number in runs if _ends_row(text, rows, told, number)}
    ways = _all_ways(runs, columns, ended)
    if not all(ways.values()):
        # Some rows are followed by digits that are not values, such as a page number.
        ways = _all_ways(runs, columns, set())
    if not all(ways.values()):
        return {}
    cuts = {number: next(iter(found.values())) for number, found in ways.items() if len(found) == 1}
    cuts = {number: cut for number, cut in cuts.items() if "".join(cut) == runs[number].text}
    cuts |= _cuts_of_sums(rows, told, columns, ways)
    return {number: tuple(_fields(runs[number], cut)) for number, cut in sorted(cuts.items())}


def _all_ways(runs: Mapping[int, Field], columns: int, ended: Collection[int]) -> dict[int, _Ways]:
    """The ways to cut the digits of each row, except for rows that have too many."""
    return {
        number: _ways(field.text, columns, is_whole=number in ended)
        for number, field in runs.items()
        if len(cut_digits([field.text], [Group(columns, has_total=False)])) < MOST_CUTS
    }


def _cuts_of_sums(
    rows: Sequence[Sequence[Field]],
    told: Sequence[Indicator | None],
    columns: int,
    ways: Mapping[int, _Ways],
) -> dict[int, Cut]:
    """The cuts that the sums decide; in each such sum, all rows are cut or need no cut."""
    known = {
        (one.name, ""): int(_as_one([field.text for field in row[2:]]))
        for one, row in zip(told, rows, strict=True)
        if one is not None and len(row) - 2 == columns and all(map(_is_number, row[2:]))
    }
    lines = {
        number: Line(one.name, cells=((one.name, ""),))
        for number in ways
        if (one := told[number]) is not None
    }
    balances = list(_balances([one for one in told if one is not None]))
    left = {line: [(numbers,) for numbers in ways[number]] for number, line in lines.items()}
    settled = settle(balances, known, left)
    cuts = {
        number: cut
        for number, line in lines.items()
        if line in settled
        and "".join(cut := ways[number][settled[line][0]]) == rows[number][-1].text
    }
    read = {*known, *(place for number in cuts for place in lines[number].cells)}
    held = {
        place
        for balance in balances
        if read.issuperset(places := (*balance.left, *balance.right))
        for place in places
    }
    return {number: cut for number, cut in cuts.items() if held.issuperset(lines[number].cells)}


def _fields(run: Field, cut: Cut) -> Iterator[Field]:
    at = run.start
    for digits in cut:
        yield Field(digits, at, at + len(digits))
        at += len(digits)


def _is_number(field: Field) -> bool:
    return field.text.isascii() and field.text.isdigit()


def _is_run(row: Sequence[Field]) -> bool:
    """Whether a row has nothing but digits, right after its unit."""
    _, unit, *values = row
    if len(values) != 1 or values[0].type != UNPLACED or not _is_number(values[0]):
        return False
    return bool(unit.text) and unit.end == values[0].start


def _ends_row(
    text: str, rows: Sequence[Sequence[Field]], told: Sequence[Indicator | None], number: int
) -> bool:
    """Whether no digit at the end of a row can belong to what follows it."""
    end = rows[number][-1].end
    if number + 1 < len(rows):
        label = rows[number + 1][0].text
        if told[number + 1] is not None or level_of(label):
            return True
    behind = text[end : end + _FAR]
    words = fold_blanks(behind)
    return not words or (not behind.startswith(words[0]) and not words[0].isdigit())


def _ways(digits: str, columns: int, *, is_whole: bool) -> _Ways:
    """The ways to cut digits into at most *columns* numbers, the others being blank.

    Args:
        digits: Those after the unit.
        columns: How many values a row has.
        is_whole: Whether all digits are values; otherwise the last may belong to what follows,
            which does not begin with a zero.
    """
    found = {}
    for end in range(len(digits) if is_whole else 1, len(digits) + 1):
        if digits[end : end + 1] == "0":
            continue
        for count in range(1, columns + 1):
            for cut in cut_digits([digits[:end]], [Group(count, has_total=False)]):
                for places in combinations(range(columns), count):
                    cells = dict(zip(places, cut, strict=True))
                    numbers = tuple(cells.get(place, "0") for place in range(columns))
                    found[_as_one(numbers)] = numbers
    return found


def _as_one(numbers: Sequence[str]) -> str:
    """The numbers of a row as one, so that a sum of rows is checked in all columns at once."""
    return "".join(number.zfill(_WIDTH) for number in numbers)


def _balances(printed: Sequence[Indicator]) -> Iterator[Balance]:
    """The sums over the kinds that a sheet prints, whether or not all of them are from the form."""
    names = {one.name for one in printed}
    for one in sheet_sums():
        parts = [kind.name for kind in printed if kind.parent == one.total]
        if one.total in names and len(parts) > 1:
            yield Balance(tuple((name, "") for name in parts), ((one.total, ""),))
