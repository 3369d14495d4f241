"""The true slip is among the explanations, and first wherever nothing else would mend the sums."""

import cProfile
import pickle
import random
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import Address, Cell, Edition, Report, Table, TableKind
from govdisclosure import strategies as gds
from govdisclosure.forms.layout import layout_of
from govdisclosure.rules import Explanation, Finding, Slip, explanations
from govdisclosure.rules.basis.explaining import explain_table
from govdisclosure.sums import sums_of

from .test_rules_arithmetic import EDITIONS, SUMS, clean_report
from .test_sums import PEOPLE, balanced, rows_of

#: Numbers in cells that a slip changed.
Numbers = dict[Address, int]
TABLES = (
    (TableKind.REQUESTS, Edition.FORM_2021),
    (TableKind.REQUESTS, Edition.FORM_2019),
    (TableKind.DISPUTES, None),
)


def report_of(kind: TableKind, edition: Edition | None, numbers: Numbers) -> Report:
    cells = [Cell.of(number) for number in numbers.values()]
    return Report(preamble=[Table(kind=kind, edition=edition, cells=cells)])


def mended(one: Explanation) -> Numbers:
    return {change.address: int(change.mended) for change in one.changes}


# ------------------------------------------------------------------------------ one cell


def digit_slips(value: int) -> Iterator[tuple[Slip, int]]:
    """What a slip of the hand makes of a number, where that is still written as a number is."""
    for slip, digits in spoilt(str(value)):
        if digits == str(int(digits)) != str(value):
            yield slip, int(digits)


def spoilt(digits: str) -> Iterator[tuple[Slip, str]]:
    for at, (one, other) in enumerate(pairwise(digits)):
        yield Slip.DIGITS_SWAPPED, digits[:at] + other + one + digits[at + 2 :]
    for at in range(len(digits)):
        yield Slip.DIGIT_DOUBLED, digits[: at + 1] + digits[at:]
        if len(digits) > 1:
            yield Slip.DIGIT_LOST, digits[:at] + digits[at + 1 :]
            yield Slip.DIGIT_MISTYPED, digits[:at] + str(9 - int(digits[at])) + digits[at + 1 :]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_true_cell_is_among_the_explanations_and_first_when_alone(edition: Edition) -> None:
    chance = random.Random(11)
    count: Counter[str] = Counter()
    alone_in: set[Address] = set()
    cells = [one for kind in TableKind for one in places_with_sums(kind, edition)]
    for number in range(3):
        report = clean_report(edition, chance, zeros=(0.0, 0.5, 0.9)[number % 3])
        for address in cells:
            true = report[address].value
            assert true is not None
            wrong = max(int(true) + chance.choice((1, -1, 2, 10, 90, -7)), 0)
            if wrong == true:
                wrong += 1
            found = explanations(report.with_cell(address, wrong))
            changes = [mended(one) for one in found]
            assert {address: true} in changes, address
            assert all(len(one) == 1 for one in changes)
            count["faults"] += 1
            count["first"] += changes[0] == {address: true}
            if len(changes) == 1:
                count["alone"] += 1
                alone_in.add(address)
            else:
                count[f"one of {len(changes)}"] += 1
    for address in cells:
        if address.table is TableKind.REQUESTS:
            assert address in alone_in
    share = sum(one.table is TableKind.REQUESTS for one in cells) / len(cells)
    print(
        f"{edition.value}: {dict(sorted(count.items()))}; among the explanations 100 %, "
        f"first {count['first'] / count['faults']:.1%}, "
        f"alone {count['alone'] / count['faults']:.1%}; "
        f"cells whose fault is always alone: {share:.1%}"
    )
    assert count["alone"] >= share * count["faults"]


def places_with_sums(kind: TableKind, edition: Edition) -> list[Address]:
    return list(dict.fromkeys(cell for one in sums_of(kind, edition) for cell in one.addresses))


def test_a_slip_of_digits_is_called_by_its_name_and_comes_first() -> None:
    chance = random.Random(3)
    count: Counter[Slip] = Counter()
    first = 0
    for _ in range(4):
        report = clean_report(Edition.FORM_2021, chance)
        for kind in (TableKind.REQUESTS, TableKind.DISPUTES):
            for address in places_with_sums(kind, Edition.FORM_2021):
                true = int(report[address].value or 0)
                slips = [*digit_slips(true)]
                if not slips:
                    continue
                slip, wrong = chance.choice(slips)
                found = explanations(report.with_cell(address, wrong))
                (own,) = [one for one in found if mended(one) == {address: true}]
                ranks = list(Slip)
                assert ranks.index(own.slip) <= ranks.index(slip)
                assert ranks.index(own.slip) <= ranks.index(Slip.DIGIT_MISTYPED)
                assert [ranks.index(one.slip) for one in found] == sorted(
                    ranks.index(one.slip) for one in found
                )
                count[slip] += 1
                first += found[0] == own
    named = {slip.value: number for slip, number in count.items()}
    print(f"digit slips {named}: first {first / count.total():.1%}")
    assert first > 0.95 * count.total()


def test_a_total_typed_from_another_column() -> None:
    numbers = balanced(TableKind.REQUESTS, Edition.FORM_2021, random.Random(7), 60)
    report = report_of(TableKind.REQUESTS, Edition.FORM_2021, numbers)
    wrong = numbers[Address.parse("requests/outcomes_total/natural_person")]
    (one,) = explanations(report.with_cell("requests/outcomes_total/enterprise", wrong))
    assert one.slip is Slip.TOTAL_COPIED
    assert f"应为 {one.changes[0].mended}（现填 {wrong}）" in one.text()
    assert "a total typed from another column" in one.text("en")


# ------------------------------------------------------------------------------ several cells


def split(row: list[Address], true: Numbers, chance: random.Random) -> Numbers:
    """Digits of a cell in its neighbour."""
    at = chance.randrange(len(row) - 1)
    digits = f"{true[row[at]]}{true[row[at + 1]]}"
    cut = chance.randrange(len(digits) + 1)
    return {row[at]: int(digits[:cut] or "0"), row[at + 1]: int(digits[cut:] or "0")}


def shift(line: list[Address], true: Numbers, chance: random.Random) -> Numbers:
    """A line typed one place too far on or back, from some cell to another."""
    first, last = sorted(chance.sample(range(len(line)), 2))
    part = line[first : last + 1]
    values = [true[one] for one in part]
    turned = [values[-1], *values[:-1]] if chance.random() < 0.5 else [*values[1:], values[0]]
    return dict(zip(part, turned, strict=True))


def drop(row: list[Address], true: Numbers, chance: random.Random) -> Numbers:
    """A row in which the first cell was forgotten: all others too far left, a zero at the end."""
    first = chance.randrange(len(row) - 1)
    values = [true[one] for one in row[first:]]
    return dict(zip(row[first:], [*values[1:], 0], strict=True))


def misplace(line: list[Address], true: Numbers, chance: random.Random) -> Numbers:
    """One request counted in another cell of the line."""
    parts = [one for one in line if one.column != "total" and one.row != "outcomes_total"]
    one, other = chance.sample(parts, 2)
    return {one: true[one] + 1, other: true[other] - 1}


def misplace_several(line: list[Address], true: Numbers, chance: random.Random) -> Numbers:
    """Several requests counted in another cell of the line."""
    parts = [one for one in line if one.column != "total" and one.row != "outcomes_total"]
    one, other = chance.sample(parts, 2)
    amount = chance.randint(2, max(2, true[other]))
    return {one: true[one] + amount, other: true[other] - amount}


CASES: tuple[tuple[str, Callable[[list[Address], Numbers, random.Random], Numbers], bool], ...] = (
    ("digits split or joined", split, True),
    ("row shifted", shift, True),
    ("row without its first cell", drop, True),
    ("column shifted", shift, False),
    ("wrong applicant", misplace, True),
    ("wrong outcome", misplace, False),
    ("several under the wrong applicant", misplace_several, True),
    ("several in the wrong row", misplace_several, False),
)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(("name", "slip", "is_row"), CASES, ids=[name for name, _, _ in CASES])
def test_several_cells_changed_by_one_slip(
    name: str,
    slip: Callable[[list[Address], Numbers, random.Random], Numbers],
    is_row: bool,  # noqa: FBT001 - a case
    edition: Edition,
) -> None:
    chance = random.Random(name)
    count: Counter[str] = Counter()
    kind = TableKind.REQUESTS
    for _ in range(60):
        true = balanced(kind, edition, chance, 60, chance.choice((0, 0.5, 0.8)))
        row, column = chance.choice(rows_of(kind, edition)), chance.choice((*PEOPLE, "total"))
        if not is_row and slip in {misplace, misplace_several}:
            column = chance.choice(PEOPLE)
        line = [one for one in true if (one.row == row if is_row else one.column == column)]
        if slip in {misplace, misplace_several} and is_row and row == "outcomes_total":
            continue
        changed = slip(line, true, chance)
        truth = {one: true[one] for one, value in changed.items() if value != true[one]}
        wrong = report_of(kind, edition, true | changed)
        if len(truth) < 2 or min(changed.values()) < 0 or not gd.check(wrong, select=SUMS):
            continue
        found = [mended(one) for one in explanations(wrong)]
        count["faults"] += 1
        count["among"] += truth in found
        count["first"] += truth in found[:1]
        count["none"] += not found
    figures = {key: f"{count[key] / count['faults']:.0%}" for key in ("among", "first", "none")}
    print(f"{edition.value}, {name}: {count['faults']} faults, {figures}")
    assert count["among"] >= 0.9 * count["faults"]


@pytest.mark.parametrize(("amount", "english"), [(1, "1 request "), (3, "3 requests ")])
def test_requests_in_another_cell_are_counted(amount: int, english: str) -> None:
    kind, edition = TableKind.REQUESTS, Edition.FORM_2021
    one, other = (Address(kind, "disclosed", who) for who in ("natural_person", "enterprise"))
    below = Address(kind, "partly_disclosed", "natural_person")
    true = balanced(kind, edition, random.Random(9), 60, 0)
    true = {place: number * 100 for place, number in true.items()}  # still balanced
    moved = report_of(kind, edition, true | {one: true[one] + amount, other: true[other] - amount})
    truth = {one: true[one], other: true[other]}
    (row,) = (found for found in explanations(moved) if mended(found) == truth)
    assert (row.slip, row.requests) == (Slip.WRONG_APPLICANT, amount)
    assert row.text().startswith(f"可能是 {amount} 件记在了其他类别申请人名下：「")
    assert row.text("en").startswith(f"perhaps {english}under the wrong applicant: ")
    moved = report_of(kind, edition, true | {one: true[one] - amount, below: true[below] + amount})
    truth = {one: true[one], below: true[below]}
    (column,) = (found for found in explanations(moved) if mended(found) == truth)
    assert (column.slip, column.requests) == (Slip.WRONG_OUTCOME, amount)
    assert column.text().startswith(f"可能是 {amount} 件记在了其他行：「")


def test_slips_are_told_without_a_number_as_well() -> None:
    for slip in Slip:
        for language in ("zh", "en"):
            words = slip.text(language)
            assert words
            assert "{" not in words
    assert Slip.WRONG_APPLICANT.text() == "若干件记在了其他类别申请人名下"
    assert Slip.DIGITS_SWAPPED.text() == "两位数字写颠倒"
    assert Slip.DIGITS_ACROSS_CELLS.text() == "相邻两格的数字串格"


# ------------------------------------------------------------------------------ always


@given(st.sampled_from(TABLES), st.integers(0, 2**32), st.integers(1, 4), st.booleans())
def test_every_explanation_mends_all_and_breaks_none(
    form: tuple[TableKind, Edition | None],
    seed: int,
    faults: int,
    small: bool,  # noqa: FBT001 - a case
) -> None:
    chance = random.Random(seed)
    numbers = balanced(*form, chance, 3 if small else 40, 0.6)
    for address in chance.sample(sorted(numbers, key=str), faults):
        numbers[address] = max(0, numbers[address] + chance.choice((-1, 1, 1, 9)))
    report = report_of(*form, numbers)
    for one in explanations(report):
        better = report
        for change in one.changes:
            assert change.stated == report[change.address].value
            assert change.mended >= 0
            better = better.with_cell(change.address, change.mended)
        assert gd.check(better, select=SUMS) == ()


@given(gds.reports(), st.sampled_from(("unknown", "zero")))
def test_any_report_can_be_explained(report: Report, blank: str) -> None:
    found = explanations(report, blank=blank)
    failed = gd.check(report, select=SUMS, blank=blank)
    for one in failed:
        own = tuple(other for other in found if other.table is one.addresses[0].table)
        assert isinstance(one, Finding)
        assert one.explanations == own
    assert {one.table for one in found} <= {one.addresses[0].table for one in failed}
    for explanation in found:
        assert explanation.text("zh")
        assert explanation.text("en")
        assert pickle.loads(pickle.dumps(explanation)) == explanation  # noqa: S301 - just written


def test_what_was_taken_as_zero_is_said() -> None:
    cells = [Cell.read(words) for words in ("2", "", "", "", "", *["0"] * 10)]
    report = Report(preamble=[Table(kind=TableKind.DISPUTES, cells=cells)])
    assert explanations(report) == ()
    texts = [one.text() for one in explanations(report, blank="zero")]
    assert texts[0] == "可能是总计有误：「四/行政复议/总计」应为 2（现无数字）。"
    with pytest.raises(ValueError, match="nothing"):
        explanations(report, blank="nothing")


# ------------------------------------------------------------------------------ cost


def test_nothing_is_computed_where_nothing_is_broken() -> None:
    report = clean_report(Edition.FORM_2021, random.Random(1))
    before = explain_table.cache_info()
    gd.check(report)
    assert explain_table.cache_info() == before


def calls(report: Report) -> int:
    """How many calls explaining takes, with nothing remembered."""
    explain_table.cache_clear()
    explanations(report)  # what is made once for each form
    explain_table.cache_clear()
    profile = cProfile.Profile()
    profile.runcall(explanations, report)
    return sum(entry.callcount for entry in profile.getstats())


def test_a_table_in_which_everything_is_broken_takes_no_longer() -> None:
    kind, edition = TableKind.REQUESTS, Edition.FORM_2021
    chance = random.Random(2)
    true = balanced(kind, edition, chance, 60)
    single = calls(report_of(kind, edition, true | {next(iter(true)): 999}))
    worst = 0
    for faults in (2, 3, 5, 10, 30, 100, len(true)):
        for _ in range(5):
            wrong = dict.fromkeys(chance.sample(list(true), faults), 0)
            numbers = true | {one: chance.randint(0, 9999) for one in wrong}
            worst = max(worst, calls(report_of(kind, edition, numbers)))
    rows = layout_of(kind, edition).balances
    column = {one: true[one] + 1 for one in true if one.column == "research"}
    worst = max(worst, calls(report_of(kind, edition, true | column)))
    print(f"calls: {single} for one slip, at most {worst} for many; {len(rows)} sums")
    assert worst < 20 * single


def test_remembered_explanations_are_those_of_the_same_numbers() -> None:
    numbers = balanced(TableKind.DISPUTES, None, random.Random(4), 40)
    report = report_of(TableKind.DISPUTES, None, numbers)
    address = Address.parse("disputes/review/total")
    first = explanations(report.with_cell(address, 900))
    other = explanations(report.with_cell(address, 901))
    assert first != other
    assert explanations(evolve(report.with_cell(address, 900), title=None)) == first
