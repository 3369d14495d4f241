"""Digits of a statistics sheet that ran together: cut where its sums leave one way.

Takes what the rows of a sheet with two columns count, with the numbers of those that are read and
the digits of those that ran together; gives the two numbers of rows whose cut is proved.
"""

from collections.abc import Iterator, Mapping, Sequence

from govdisclosure.indicators import SheetSum, indicator_of, sheet_sums

__all__ = ["Pair", "cut_sheet"]

#: The digits of the two numbers of a row.
Pair = tuple[str, str]
#: A sum with more ways to be reached than this is not looked at.
_MOST_WAYS = 20_000
#: Sums of both columns, to how many ways there are to reach them, and the first of these.
_Ways = dict[tuple[int, int], tuple[int, tuple[Pair, ...]]]


def cut_sheet(names: Sequence[str | None], cells: Sequence[Pair | str | None]) -> dict[int, Pair]:
    """The numbers of rows of which only one way to cut the digits keeps the sums of the sheet.

    A row is left alone where another sum that it stands in cannot hold with them.

    Args:
        names: What each row counts.
        cells: Of each row its two numbers, the digits that ran together, or None for others.

    Example:
        >>> names = ["closed", "closed_on_time", "closed_extended"]
        >>> cut_sheet(names, ["1230", ("10", "25"), "25"])
        {0: ('12', '30'), 2: ('2', '5')}
    """
    places = {name: number for number, name in enumerate(names) if name is not None}
    found: dict[int, Pair] = {}
    refuted: set[int] = set()
    for one in sheet_sums():
        rows = _rows_of(one, places)
        ways = _ways([cells[row] for row in rows])
        if ways is None:
            continue
        count, pairs = ways
        glued = [number for number in rows if isinstance(cells[number], str)]
        if count == 0:
            refuted.update(glued)
        elif count == 1:
            for number, pair in zip(rows, pairs, strict=True):
                if number in glued and found.setdefault(number, pair) != pair:
                    refuted.add(number)
    return {number: pair for number, pair in sorted(found.items()) if number not in refuted}


def _rows_of(one: SheetSum, places: Mapping[str, int]) -> Sequence[int]:
    """The rows of a sum, the total first; empty where the sheet prints it in no known shape."""
    parts = {name for name in places if indicator_of(name).parent == one.total}
    if one.total not in places or parts not in map(set, one.shapes):
        return ()
    return [places[one.total], *sorted(places[name] for name in parts)]


def _ways(cells: Sequence[Pair | str | None]) -> tuple[int, tuple[Pair, ...]] | None:
    """In how many ways the first row is the sum of the others, and the pairs of one of them.

    None where nothing ran together, a row has no numbers, or there are too many ways.
    """
    choices = [list(_cuts(cell)) for cell in cells]
    if not any(isinstance(cell, str) for cell in cells) or not all(choices):
        return None
    sums: _Ways = {(0, 0): (1, ())}
    for pairs in choices[1:]:
        longer: _Ways = {}
        for (year, cumulative), (count, chosen) in sums.items():
            for pair in pairs:
                key = year + int(pair[0]), cumulative + int(pair[1])
                known = longer.get(key)
                longer[key] = (count + (known[0] if known else 0), (*chosen, pair))
        if len(longer) > _MOST_WAYS:
            return None
        sums = longer
    reached = [
        (sums[key][0], (total, *sums[key][1]))
        for total in choices[0]
        if (key := (int(total[0]), int(total[1]))) in sums
    ]
    if not reached:
        return 0, ()
    return sum(count for count, _ in reached), reached[0][1]


def _cuts(cell: Pair | str | None) -> Iterator[Pair]:
    """The ways to cut digits in two numbers; no number begins with a zero but zero itself."""
    if isinstance(cell, tuple):
        yield cell
    elif cell is not None:
        for place in range(1, len(cell)):
            pair = cell[:place], cell[place:]
            if all(digits == "0" or digits[0] != "0" for digits in pair):
                yield pair
