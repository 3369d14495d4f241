"""What a careful human can tell of a damaged sheet in a certain print.

The criterion, apart from what each damage says of the cells it touches:

- A row is told by its label, or by the rows before and behind it, both of which are labelled.
- A column is told by the count: as many values as the form has columns, in their order; or by its
  head, if columns were lost, added or changed places together with their heads.
- A row that has lost a value with its cell is undecidable, whatever head the others now stand
  under, for it has a place less than the other rows.
- Where an empty cell leaves no trace, a row that has one is undecidable.
- Where the end of a row cannot be seen, a row without label and the row before it are undecidable,
  and so are a row whose label stands behind its values and the rows around it.
- Where the end of a cell cannot be seen, digits are cut in every way that gives numbers without
  leading zeros and, in tables three and four, a total that is the sum of its parts; a value is
  told if it is the same in all ways. Rows with other signs, and all rows of a table whose columns
  are not the form's, are undecidable.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from .printings import Printing
from .sheets import Certainty, Row, Sheet

_UNDECIDABLE = Certainty.UNDECIDABLE
#: More ways than this are not looked through.
_MOST_WAYS = 3000


def settle(sheet: Sheet, printing: Printing) -> None:
    """Lower what can be told of *sheet* to what *printing* leaves of it."""
    has_places = printing.has_places and not sheet.glued
    has_rows = printing.has_rows and not sheet.glued
    has_cells = printing.has_cells and not sheet.glued
    for row in sheet.data:
        is_moved = row.labelled != "yes" or row.values_first
        if not has_rows and is_moved:
            for one in (row, *sheet.neighbours(row)):
                sheet.lower(one.addresses, _UNDECIDABLE)
        if not has_places and _has_gap(row):
            sheet.lower(row.addresses, _UNDECIDABLE)
        if not has_places and any(" " in value.text for value in row.values):
            sheet.lower(row.addresses, _UNDECIDABLE)
        if row.glued or not has_cells:
            _settle_glued(sheet, row)


def is_misleading(sheet: Sheet, printing: Printing) -> bool:
    """Whether the print would let a careful human read what is not there.

    That is so where places have meaning and a row has lost so many that the others stand under the
    heads of their neighbours without any sign of it: in aligned columns one is enough, and in table
    two; elsewhere one is lost in sample 002 already, and the row is seen to be short. And it is so
    in print without separators, where a row has lost or gained values and its digits can be cut in
    a way that adds up all the same, or where nothing says that a value is printed more than once.
    """
    if printing.has_cells and not sheet.glued:
        if printing.columns == "free":
            return False
        tolerated = int(printing.columns == "grid" and sheet.name != "proactive")
        return any(_lost_places(sheet, row) > tolerated for row in sheet.data)
    for row in sheet.data:
        digits = "".join(value.text for value in row.values)
        count = _form_count(sheet, row)
        is_short = sum(len(value.addresses) for value in row.values) != count
        if is_short and (count < 4 or (digits.isdigit() and ways(digits, count))):
            return True
        if any(not value.addresses for value in row.values):
            return True
    return False


def _has_gap(row: Row) -> bool:
    return any(not value.text and value.addresses for value in row.values)


def _lost_places(sheet: Sheet, row: Row) -> int:
    """Return by how many cells *row* is short; a column lost with its head does not count."""
    if sheet.has_form_columns:
        return _form_count(sheet, row) - len(row.values)
    return max(len(other.values) for other in sheet.data) - len(row.values)


def _form_count(sheet: Sheet, row: Row) -> int:
    if row.key == "extra":
        return 3
    if sheet.name == "requests":
        return 7
    if sheet.name == "disputes":
        return 15
    if sheet.edition == "2021":
        return 3 if row.key in {"rules", "normative_documents"} else 1
    return 2 if row.key in {"fees", "procurement"} else 3


def _settle_glued(sheet: Sheet, row: Row) -> None:
    addresses = list(row.addresses)
    digits = "".join(value.text for value in row.values)
    count = _form_count(sheet, row)
    if count == 1 and len(addresses) == 1 and digits:
        return
    if len(addresses) != count or not digits.isdigit() or not sheet.has_form_columns:
        if digits.rstrip(".").isdigit() and digits.endswith(".") and len(addresses) == count:
            digits = digits[:-2]
        else:
            sheet.lower(addresses, _UNDECIDABLE)
            return
    found = ways(digits, count)
    if not found or len(found) > _MOST_WAYS:
        sheet.lower(addresses, _UNDECIDABLE)
        return
    for address, values in zip(addresses, zip(*found, strict=True), strict=True):
        if len(set(values)) > 1:
            sheet.lower([address], _UNDECIDABLE)


@cache
def ways(digits: str, count: int) -> tuple[tuple[str, ...], ...]:
    """Return the ways to cut *digits* in *count* numbers whose sums hold; too many are cut off."""
    groups = {15: (5, 5, 5), 7: (7,)}.get(count)
    found = _cut(digits, count) if groups is None else _cut_groups(digits, groups)
    return tuple(islice(found, _MOST_WAYS + 1))


def _cut(digits: str, count: int) -> Iterator[tuple[str, ...]]:
    """Yield every way to cut *digits* in *count* numbers without leading zeros."""
    if count == 1:
        if digits == "0" or digits[:1] not in {"0", ""}:
            yield (digits,)
        return
    most = 1 if digits[:1] == "0" else len(digits) - count + 1
    for end in range(1, min(most, len(digits) - count + 1) + 1):
        for rest in _cut(digits[end:], count - 1):
            yield (digits[:end], *rest)


def _cut_groups(digits: str, groups: tuple[int, ...]) -> Iterator[tuple[str, ...]]:
    """Yield every way to cut *digits* in groups that end in the sum of what is before."""
    if not groups:
        if not digits:
            yield ()
        return
    least = sum(groups[1:])
    ends = [len(digits)] if len(groups) == 1 else range(groups[0], len(digits) - least + 1)
    for end in ends:
        for group in _summed(digits[:end], groups[0]):
            for rest in _cut_groups(digits[end:], groups[1:]):
                yield (*group, *rest)


@cache
def _summed(digits: str, count: int) -> tuple[tuple[str, ...], ...]:
    return tuple(way for way in _cut(digits, count) if sum(map(int, way[:-1])) == int(way[-1]))
