"""What may have gone wrong where sums are broken: the smallest changes that mend all at once.

Takes a table's numbers and its sums and gives explanations; repairs nothing. Changes of one cell
are tried first; if no such change mends all sums, two cells of a row or column, then shifted rows
and columns. Only changes that the broken sums allow are tried, so that a table in which every sum
is broken takes no longer than one with a single slip.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import addresses_of
from govdisclosure.model.report import Report
from govdisclosure.rules.basis.broken import BrokenTable, Changes, RowOrColumn
from govdisclosure.rules.basis.context import Context, Number, placed_sums
from govdisclosure.rules.basis.explanation import Change, Explanation, Slip

__all__ = ["explain_table", "explanations"]


def explanations(report: Report, *, blank: str = "unknown") -> tuple[Explanation, ...]:
    """The smallest changes that would mend every broken sum of a table at once.

    If changing one cell is enough, all such cells are given; otherwise two cells or a shifted row
    or column. Empty if no sum is broken, or if only several slips together could have broken them.

    Args:
        report: The report, which is never changed.
        blank: What a blank or a mark in a number cell means: ``"unknown"`` or ``"zero"``.

    Returns:
        Explanations by table; for each table the likeliest first.

    Raises:
        ValueError: *blank* is another word.

    Example:
        >>> from govdisclosure.model.cells import Cell
        >>> from govdisclosure.model.tables import Table
        >>> cells = [Cell.of(n) for n in (21, 1, 0, 2, 15, *[0] * 10)]
        >>> report = Report(preamble=[Table(kind=TableKind.DISPUTES, cells=cells)])
        >>> for one in explanations(report):
        ...     print(one.text())
        可能是两位数字写颠倒：「四/行政复议/结果维持」应为 12（现填 21）。
        可能是总计有误：「四/行政复议/总计」应为 24（现填 15）。
    """
    context = Context(report=report, blank=blank)
    return tuple(
        one
        for kind, table in context.tables.items()
        for one in explain_table(kind, table.edition, context.numbers[kind], context.assumed[kind])
    )


@lru_cache(maxsize=64)
def explain_table(
    kind: TableKind,
    edition: Edition | None,
    numbers: tuple[Number | None, ...],
    assumed: frozenset[int] = frozenset(),
) -> tuple[Explanation, ...]:
    """The explanations of one table, likeliest first; cached, for several rules use them.

    The *numbers* of its cells are in print order, None if not known; *assumed* are the cells whose
    number is not printed but taken as zero.
    """
    table = BrokenTable(kind, edition, numbers, assumed)
    if not table.gaps:
        return ()
    found = [*_single_cells(table)]
    if not found:
        found = [*_two_cells(table), *_digits_across(table), *_shifts(table)]
    places = addresses_of(kind, edition)
    known: dict[Changes, Slip] = {}
    for slip, changes in sorted(found, key=lambda one: (len(one[1]), table.rank(*one), one[1])):
        known.setdefault(changes, slip)
    ranked = sorted(known.items(), key=lambda one: (table.rank(one[1], one[0]), len(one[0])))
    return tuple(
        Explanation(
            kind,
            slip,
            tuple(
                Change(places[place], None if place in assumed else numbers[place], mended)
                for place, mended in changes
            ),
        )
        for number, (changes, slip) in enumerate(ranked)
        if number < _MOST or len(changes) == 1
    )


#: The maximum number of explanations with more than one cell: a request has no more rows to be in;
#: those of one cell are all given.
_MOST = 30
_Found: TypeAlias = Iterator[tuple[Slip, Changes]]


# ------------------------------------------------------------------------------ one cell


def _single_cells(table: BrokenTable) -> _Found:
    """Each cell that is in all broken sums and in no other, and mends them with one number."""
    first = min(table.gaps)
    for place in placed_sums(table.kind, table.edition)[first].places:
        signs = {one: sign for one, sign in table.form.signs[place].items() if one in table.told}
        stated = table.numbers[place]
        differences = {-sign * table.told[one] for one, sign in signs.items()}
        if signs.keys() != table.gaps.keys() or len(differences) != 1 or stated is None:
            continue
        mended = stated + differences.pop()
        if mended >= 0 and mended % 1 == 0:
            yield _slip_of(table, place, int(mended)), ((place, int(mended)),)


def _slip_of(table: BrokenTable, place: int, mended: int) -> Slip:
    """What a clerk may have done who printed the cell's value instead of *mended*."""
    stated = table.count(place)
    if stated is not None and place not in table.assumed:
        slip = _digit_slip(str(stated), str(mended))
        if slip is not None:
            return slip
    if not table.is_total(place):
        return Slip.CELL_WRONG
    return Slip.TOTAL_COPIED if stated in _copied_from(table, place) else Slip.TOTAL_WRONG


def _digit_slip(stated: str, mended: str) -> Slip | None:
    """How *mended* became *stated* by a slip in one digit, or in two neighbours."""
    if len(stated) == len(mended):
        unlike = [at for at, (a, b) in enumerate(zip(stated, mended, strict=True)) if a != b]
        if len(unlike) == 2 and unlike[1] == unlike[0] + 1:  # noqa: PLR2004 - two neighbours
            one, other = unlike
            if (stated[one], stated[other]) == (mended[other], mended[one]):
                return Slip.DIGITS_SWAPPED
        return Slip.DIGIT_MISTYPED if len(unlike) == 1 < len(stated) else None
    if len(stated) == len(mended) + 1:
        doubled = (mended[: at + 1] + mended[at:] for at in range(len(mended)))
        return Slip.DIGIT_DOUBLED if stated in doubled else None
    if len(stated) == len(mended) - 1:
        lost = (mended[:at] + mended[at + 1 :] for at in range(len(mended)))
        return Slip.DIGIT_LOST if stated in lost else None
    return None


def _copied_from(table: BrokenTable, place: int) -> set[Number | None]:
    """The numbers that a total may have been copied from: of its row, or of other totals there."""
    places = addresses_of(table.kind, table.edition)
    own = places[place]
    return {
        table.numbers[other]
        for other, one in enumerate(places)
        if other != place
        and table.numbers[other]
        and (one.row == own.row or (table.kind is TableKind.DISPUTES and one.column == own.column))
    }


# ------------------------------------------------------------------------------ two cells


def _two_cells(table: BrokenTable) -> _Found:
    """Requests counted in one cell instead of another of its row or column."""
    for line in table.form.lines:
        required = table.required(line)
        if len(required) != 2 or any(table.is_total(line.places[one]) for one in required):  # noqa: PLR2004 - more and less
            continue
        places = [line.places[one] for one in required]
        own = min(line.own[required[0]] & table.broken)
        amount = -table.form.signs[places[0]][own] * table.gaps[own]
        mended = [
            (place, int(count + more))
            for place, more in zip(places, (amount, -amount), strict=True)
            if (count := table.count(place)) is not None and count + more >= 0
        ]
        if amount % 1 == 0 and len(mended) == len(places) and table.mends(dict(mended)):
            slip = Slip.WRONG_APPLICANT if line.is_row else Slip.WRONG_OUTCOME
            yield slip, tuple(sorted(mended))


def _digits_across(table: BrokenTable) -> _Found:
    """Digits of two neighbours in a row, divided at the wrong place."""
    signs = table.form.signs
    for line in table.form.lines:
        if not line.is_row or not table.broken <= line.sums:
            continue
        for one, other in zip(line.places, line.places[1:], strict=False):
            if not table.broken <= signs[one].keys() | signs[other].keys():
                continue
            for left, right in _cuts(table, one, other):
                if table.mends({one: left, other: right}):
                    yield Slip.DIGITS_ACROSS_CELLS, ((one, left), (other, right))


def _cuts(table: BrokenTable, one: int, other: int) -> Iterator[tuple[int, int]]:
    """The pairs of counts with the same digits; a zero may also be an empty cell."""
    counts = table.count(one), table.count(other)
    known = {counts}
    for before in _digits(counts[0]):
        for behind in _digits(counts[1]):
            digits = before + behind
            for cut in range(len(digits) + 1):
                parts = digits[:cut], digits[cut:]
                if any(len(part) > 1 and part[0] == "0" for part in parts):
                    continue
                pair = int(parts[0] or "0"), int(parts[1] or "0")
                if pair not in known:
                    known.add(pair)
                    yield pair


def _digits(count: int | None) -> tuple[str, ...]:
    if count is None:
        return ()
    return (str(count), "") if count == 0 else (str(count),)


# ------------------------------------------------------------------------------ shifted lines


def _shifts(table: BrokenTable) -> _Found:
    """Numbers that are one cell too far on, or too far back, in a row or column.

    The number that fell out at one end is at the other end, or it is lost and a zero is there;
    then it follows from the sums.
    """
    for line in table.form.lines:
        slip = Slip.ROW_SHIFTED if line.is_row else Slip.COLUMN_SHIFTED
        for first, last in _ranges(table, line):
            places = line.places[first : last + 1]
            stated = [table.count(place) for place in places]
            if None in stated:
                continue
            counts = [count or 0 for count in stated]
            for mended in (
                *_moved(table, places, [counts[-1], *counts[:-1]], 0, counts[-1]),
                *_moved(table, places, [*counts[1:], counts[0]], len(places) - 1, counts[0]),
            ):
                pairs = zip(places, mended, counts, strict=True)
                changes = tuple(sorted((place, new) for place, new, old in pairs if new != old))
                if len(changes) > 1 and table.mends(dict(changes)):
                    yield slip, changes


def _ranges(table: BrokenTable, line: RowOrColumn) -> Iterator[tuple[int, int]]:
    """First and last position of a possible shift: the broken sums leave few."""
    if not table.broken <= line.sums:
        return
    if any(line.own):
        required = table.required(line)
        if len(required) > 1:
            yield required[0], required[-1]
        return
    for first in range(len(line.places)):
        for last in range(first + 1, len(line.places)):
            yield first, last


def _moved(
    table: BrokenTable, places: tuple[int, ...], mended: list[int], free: int, ousted: int
) -> Iterator[list[int]]:
    """The numbers moved back by one; for the *free* place also the value that the sums leave."""
    yield mended
    if ousted:
        return
    left = dict(table.gaps)
    for place, new in zip(places, mended, strict=True):
        for number, sign in table.form.signs[place].items():
            if number in table.told:
                left[number] = left.get(number, 0) + sign * (new - (table.numbers[place] or 0))
    signs = table.form.signs[places[free]]
    lost = {-sign * left.get(number, 0) for number, sign in signs.items() if number in table.told}
    if len(lost) == 1 and (value := lost.pop()) > 0 and value % 1 == 0:
        yield [*mended[:free], int(value), *mended[free + 1 :]]
