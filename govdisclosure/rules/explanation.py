"""What may have gone wrong where sums are broken: the smallest changes that mend all at once.

Takes a table's numbers and its sums and gives explanations; repairs nothing. One changed cell is
looked for first; only where none will do, two cells of a row or column, then shifted rows and
columns. Of a broken table no more is tried than the broken sums leave open, so that a table in
which everything is broken takes no longer than one with a single slip.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property, lru_cache
from typing import TypeAlias

from attrs import field, frozen

from govdisclosure.layout import Edition, TableKind, layout_of
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.report import Report
from govdisclosure.rules.context import Context, Number, placed_sums
from govdisclosure.text import format_number

__all__ = ["Change", "Explanation", "Slip", "explain_table", "explanations"]


class Slip(Enum):
    """What a clerk may have done, in the order of how likely it is."""

    DIGITS_SWAPPED = "digits_swapped"
    DIGIT_DOUBLED = "digit_doubled"
    DIGIT_LOST = "digit_lost"
    DIGIT_MISTYPED = "digit_mistyped"
    TOTAL_COPIED = "total_copied"
    TOTAL_WRONG = "total_wrong"
    CELL_WRONG = "cell_wrong"
    WRONG_APPLICANT = "wrong_applicant"
    WRONG_OUTCOME = "wrong_outcome"
    DIGITS_ACROSS_CELLS = "digits_across_cells"
    ROW_SHIFTED = "row_shifted"
    COLUMN_SHIFTED = "column_shifted"

    def text(self, language: str = "zh", *, requests: Number | None = None) -> str:
        """A few words for it, with the number of *requests* where they stand in another cell.

        ``"zh"``, anything else is English.
        """
        if language == "zh":
            count = "若干" if requests is None else f" {format_number(requests)} "
            return _SLIPS[self][0].format(requests=count)
        count = "" if requests is None else f"{format_number(requests)} "
        return _SLIPS[self][1].format(requests=f"{count}request{'s' * (requests != 1)}")


_SLIPS: Mapping[Slip, tuple[str, str]] = {
    Slip.DIGITS_SWAPPED: ("两位数字写颠倒", "two digits swapped"),
    Slip.DIGIT_DOUBLED: ("一位数字重复", "a digit typed twice"),
    Slip.DIGIT_LOST: ("漏了一位数字", "a digit lost"),
    Slip.DIGIT_MISTYPED: ("有一位数字不对", "a digit mistyped"),
    Slip.TOTAL_COPIED: ("总计填成了另一列的数", "a total typed from another column"),
    Slip.TOTAL_WRONG: ("总计有误", "a wrong total"),
    Slip.CELL_WRONG: ("填数有误", "a wrong number"),
    Slip.WRONG_APPLICANT: (
        "{requests}件记在了其他类别申请人名下",
        "{requests} under the wrong applicant",
    ),
    Slip.WRONG_OUTCOME: ("{requests}件记在了其他行", "{requests} in the wrong row"),
    Slip.DIGITS_ACROSS_CELLS: ("相邻两格的数字串格", "digits in the neighbouring cell"),
    Slip.ROW_SHIFTED: ("一行中的数错位", "a row shifted"),
    Slip.COLUMN_SHIFTED: ("一列中的数错位", "a column shifted"),
}
_ORDER = {slip: number for number, slip in enumerate(Slip)}
#: Requests that are counted in another cell.
_MOVED = frozenset({Slip.WRONG_APPLICANT, Slip.WRONG_OUTCOME})


@frozen
class Change:
    """Another number in one cell."""

    address: Address
    #: What is printed; None in a cell without a number.
    stated: int | Decimal | None
    #: What would stand there.
    mended: int | Decimal

    def text(self, language: str = "zh") -> str:
        """The cell, the new number and the old one."""
        words, mended = self.address.words(language), format_number(self.mended)
        if language == "zh":
            stated = "现无数字" if self.stated is None else f"现填 {format_number(self.stated)}"
            return f"「{words}」应为 {mended}（{stated}）"
        stated = "no number" if self.stated is None else format_number(self.stated)
        return f"{words} should be {mended} (now {stated})"


@frozen
class Explanation:
    """Changes that together make every broken sum of one table hold, and break none."""

    table: TableKind
    slip: Slip
    #: In print order.
    changes: tuple[Change, ...]

    def text(self, language: str = "zh") -> str:
        """What may have happened, with the old and the new numbers: ``"zh"``, else English."""
        changes = [one.text(language) for one in self.changes]
        slip = self.slip.text(language, requests=self.requests)
        if language == "zh":
            return f"可能是{slip}：{'，'.join(changes)}。"
        return f"perhaps {slip}: {', '.join(changes)}."

    @property
    def requests(self) -> Number | None:
        """How many requests are counted in another cell; None where that is not what happened."""
        if self.slip not in _MOVED:
            return None
        return max(one.mended - (one.stated or 0) for one in self.changes)


def explanations(report: Report, *, blank: str = "unknown") -> tuple[Explanation, ...]:
    """The smallest changes that would mend every broken sum of a table at once.

    Where changing one cell will do, all such cells are named; where none will, two cells or a
    shifted row or column. Nothing where no sum is broken, and nothing where only several slips
    together could have broken them.

    Args:
        report: The report to look at; it is never changed.
        blank: What a blank or a mark in a number cell means: ``"unknown"`` or ``"zero"``.

    Returns:
        Explanations by table; of each table the likeliest first.

    Raises:
        ValueError: *blank* is neither.

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
    """The explanations of one table, likeliest first; remembered, for several rules ask for them.

    Args:
        kind: The table.
        edition: The form it follows.
        numbers: The number in each cell, in print order; None where none is known.
        assumed: The cells whose number is not printed but taken as zero.
    """
    sheet = _Sheet(kind, edition, numbers, assumed)
    if not sheet.gaps:
        return ()
    found = [*_single_cells(sheet)]
    if not found:
        found = [*_two_cells(sheet), *_digits_across(sheet), *_shifts(sheet)]
    places = addresses_of(kind, edition)
    known: dict[_Changes, Slip] = {}
    for slip, changes in sorted(found, key=lambda one: (len(one[1]), sheet.rank(*one), one[1])):
        known.setdefault(changes, slip)
    ranked = sorted(known.items(), key=lambda one: (sheet.rank(one[1], one[0]), len(one[0])))
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


#: So many explanations of more than one cell are enough: a request has no more rows to be in, and
#: those of one cell are all named.
_MOST = 30
#: Cells by their number in print order, with what would stand there; in that order.
_Changes: TypeAlias = tuple[tuple[int, int], ...]
_Found: TypeAlias = Iterator[tuple[Slip, _Changes]]


# ------------------------------------------------------------------------------ one table


@frozen
class _Line:
    """A row as it is printed, or a column: cells that a clerk fills in one after the other."""

    places: tuple[int, ...]
    is_row: bool
    #: For each cell the sums in which no other cell of the line stands.
    own: tuple[frozenset[int], ...]
    #: Every sum in which a cell of the line stands.
    sums: frozenset[int]


@frozen
class _Form:
    """The sums of one form by number, seen from its cells."""

    #: For each cell the sums it stands in, with 1 on the left side and -1 on the right.
    signs: tuple[Mapping[int, int], ...]
    lines: tuple[_Line, ...]


@cache
def _form(kind: TableKind, edition: Edition | None) -> _Form:
    places = {address: place for place, address in enumerate(addresses_of(kind, edition))}
    signs: list[dict[int, int]] = [{} for _ in places]
    for number, one in enumerate(placed_sums(kind, edition)):
        for sign, side in ((1, one.left), (-1, one.right)):
            for place in side:
                signs[place][number] = sign
    rows = [
        tuple(places[Address(kind, row, column)] for row, column in line.cells)
        for line in layout_of(kind, edition).lines
        if line.cells
    ]
    columns = [*zip(*rows, strict=True)] if len(rows) > 1 and kind is TableKind.REQUESTS else []
    lines = tuple(
        _line(line, signs, is_row=is_row)
        for is_row, group in ((True, rows), (False, columns))
        for line in group
    )
    return _Form(tuple(signs), lines)


def _line(places: tuple[int, ...], signs: Iterable[Mapping[int, int]], *, is_row: bool) -> _Line:
    of_cell = tuple(signs)
    sums = [frozenset(of_cell[place]) for place in places]
    return _Line(
        places,
        is_row,
        tuple(one.difference(*(other for other in sums if other is not one)) for one in sums),
        frozenset().union(*sums),
    )


@frozen(slots=False, eq=False)
class _Sheet:
    """The numbers of one table, and the sums that they break."""

    kind: TableKind
    edition: Edition | None
    numbers: tuple[Number | None, ...]
    assumed: frozenset[int] = field(repr=False)

    @cached_property
    def form(self) -> _Form:
        return _form(self.kind, self.edition)

    @cached_property
    def told(self) -> Mapping[int, Number]:
        """For each sum that has all its numbers: by how much left is more than right."""
        found: dict[int, Number] = {}
        for number, one in enumerate(placed_sums(self.kind, self.edition)):
            left = [self.numbers[place] for place in one.left]
            right = [self.numbers[place] for place in one.right]
            if None not in left and None not in right:
                found[number] = sum(n or 0 for n in left) - sum(n or 0 for n in right)
        return found

    @cached_property
    def gaps(self) -> Mapping[int, Number]:
        """The same of the broken sums alone."""
        return {number: gap for number, gap in self.told.items() if gap}

    @cached_property
    def broken(self) -> frozenset[int]:
        return frozenset(self.gaps)

    def mends(self, changes: Mapping[int, Number]) -> bool:
        """Whether all sums that can be told hold with other numbers in some cells."""
        left = dict(self.gaps)
        for place, mended in changes.items():
            stated = self.numbers[place]
            if stated is None:
                continue  # no sum that it stands in can be told
            for number, sign in self.form.signs[place].items():
                if number in self.told:
                    left[number] = left.get(number, 0) + sign * (mended - stated)
        return not any(left.values())

    def count(self, place: int) -> int | None:
        """The number in a cell where it is a count."""
        value = self.numbers[place]
        return int(value) if value is not None and value >= 0 and value % 1 == 0 else None

    def rank(self, slip: Slip, changes: "_Changes") -> int:
        """How likely a slip is, the likeliest first; several requests do not go astray as one."""
        place, mended = changes[0]
        is_rare = slip in _MOVED and mended - (self.numbers[place] or 0) not in {1, -1}
        return _ORDER[slip] + (len(Slip) if is_rare else 0)

    def is_total(self, place: int) -> bool:
        """Whether the cell is a total of the form."""
        address = addresses_of(self.kind, self.edition)[place]
        return "total" in {address.column, address.row.rpartition("_")[2]}

    def required(self, line: _Line) -> list[int]:
        """The positions on a line that only a change there can mend.

        None at all where some broken sum does not touch the line.
        """
        if not self.broken <= line.sums:
            return []
        return [
            position for position, own in enumerate(line.own) if not own.isdisjoint(self.broken)
        ]


# ------------------------------------------------------------------------------ one cell


def _single_cells(sheet: _Sheet) -> _Found:
    """Each cell that stands in all broken sums and in no other, and mends them with one number."""
    first = min(sheet.gaps)
    for place in placed_sums(sheet.kind, sheet.edition)[first].places:
        signs = {one: sign for one, sign in sheet.form.signs[place].items() if one in sheet.told}
        stated = sheet.numbers[place]
        differences = {-sign * sheet.told[one] for one, sign in signs.items()}
        if signs.keys() != sheet.gaps.keys() or len(differences) != 1 or stated is None:
            continue
        mended = stated + differences.pop()
        if mended >= 0 and mended % 1 == 0:
            yield _slip_of(sheet, place, int(mended)), ((place, int(mended)),)


def _slip_of(sheet: _Sheet, place: int, mended: int) -> Slip:
    """What a clerk may have done who printed what stands in the cell instead of *mended*."""
    stated = sheet.count(place)
    if stated is not None and place not in sheet.assumed:
        slip = _digit_slip(str(stated), str(mended))
        if slip is not None:
            return slip
    if not sheet.is_total(place):
        return Slip.CELL_WRONG
    return Slip.TOTAL_COPIED if stated in _copied_from(sheet, place) else Slip.TOTAL_WRONG


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


def _copied_from(sheet: _Sheet, place: int) -> set[Number | None]:
    """The numbers from which a total may have been typed: of its row, or of other totals there."""
    places = addresses_of(sheet.kind, sheet.edition)
    own = places[place]
    return {
        sheet.numbers[other]
        for other, one in enumerate(places)
        if other != place
        and sheet.numbers[other]
        and (one.row == own.row or (sheet.kind is TableKind.DISPUTES and one.column == own.column))
    }


# ------------------------------------------------------------------------------ two cells


def _two_cells(sheet: _Sheet) -> _Found:
    """As many requests too many in a cell as are too few in another of its row or column."""
    for line in sheet.form.lines:
        required = sheet.required(line)
        if len(required) != 2 or any(sheet.is_total(line.places[one]) for one in required):  # noqa: PLR2004 - more and less
            continue
        places = [line.places[one] for one in required]
        own = min(line.own[required[0]] & sheet.broken)
        amount = -sheet.form.signs[places[0]][own] * sheet.gaps[own]
        mended = [
            (place, int(count + more))
            for place, more in zip(places, (amount, -amount), strict=True)
            if (count := sheet.count(place)) is not None and count + more >= 0
        ]
        if amount % 1 == 0 and len(mended) == len(places) and sheet.mends(dict(mended)):
            slip = Slip.WRONG_APPLICANT if line.is_row else Slip.WRONG_OUTCOME
            yield slip, tuple(sorted(mended))


def _digits_across(sheet: _Sheet) -> _Found:
    """Digits of two neighbours in a row, cut at another place."""
    signs = sheet.form.signs
    for line in sheet.form.lines:
        if not line.is_row or not sheet.broken <= line.sums:
            continue
        for one, other in zip(line.places, line.places[1:], strict=False):
            if not sheet.broken <= signs[one].keys() | signs[other].keys():
                continue
            for left, right in _cuts(sheet, one, other):
                if sheet.mends({one: left, other: right}):
                    yield Slip.DIGITS_ACROSS_CELLS, ((one, left), (other, right))


def _cuts(sheet: _Sheet, one: int, other: int) -> Iterator[tuple[int, int]]:
    """The pairs of counts with the same digits; a zero may also be an empty cell."""
    counts = sheet.count(one), sheet.count(other)
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


def _shifts(sheet: _Sheet) -> _Found:
    """Numbers that stand one cell too far on, or too far back, in a row or column.

    What fell out at one end stands at the other, or it is lost and a zero is there instead; then
    the sums say what it was.
    """
    for line in sheet.form.lines:
        slip = Slip.ROW_SHIFTED if line.is_row else Slip.COLUMN_SHIFTED
        for first, last in _ranges(sheet, line):
            places = line.places[first : last + 1]
            stated = [sheet.count(place) for place in places]
            if None in stated:
                continue
            counts = [count or 0 for count in stated]
            for mended in (
                *_moved(sheet, places, [counts[-1], *counts[:-1]], 0, counts[-1]),
                *_moved(sheet, places, [*counts[1:], counts[0]], len(places) - 1, counts[0]),
            ):
                pairs = zip(places, mended, counts, strict=True)
                changes = tuple(sorted((place, new) for place, new, old in pairs if new != old))
                if len(changes) > 1 and sheet.mends(dict(changes)):
                    yield slip, changes


def _ranges(sheet: _Sheet, line: _Line) -> Iterator[tuple[int, int]]:
    """The first and last position of what may be shifted: the broken sums leave few."""
    if not sheet.broken <= line.sums:
        return
    if any(line.own):
        required = sheet.required(line)
        if len(required) > 1:
            yield required[0], required[-1]
        return
    for first in range(len(line.places)):
        for last in range(first + 1, len(line.places)):
            yield first, last


def _moved(
    sheet: _Sheet, places: tuple[int, ...], mended: list[int], free: int, ousted: int
) -> Iterator[list[int]]:
    """The numbers moved back by one; for the place that gets *free* also what the sums leave it."""
    yield mended
    if ousted:
        return
    left = dict(sheet.gaps)
    for place, new in zip(places, mended, strict=True):
        for number, sign in sheet.form.signs[place].items():
            if number in sheet.told:
                left[number] = left.get(number, 0) + sign * (new - (sheet.numbers[place] or 0))
    signs = sheet.form.signs[places[free]]
    lost = {-sign * left.get(number, 0) for number, sign in signs.items() if number in sheet.told}
    if len(lost) == 1 and (value := lost.pop()) > 0 and value % 1 == 0:
        yield [*mended[:free], int(value), *mended[free + 1 :]]
