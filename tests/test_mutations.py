"""No damage makes a wrong number, and the damages are as honest as they claim."""

import pytest

import govdisclosure as gd
from tests.dialects.forms import DISPUTE_KINDS, REQUEST_COLUMNS, Edition
from tests.mutations import (
    DAMAGES,
    KINDS,
    MARKED,
    PRINTINGS,
    Case,
    Score,
    judge,
    make_case,
    read_case,
)
from tests.mutations.certainty import ways
from tests.mutations.clean import make_clean
from tests.mutations.sheets import Certainty

EDITIONS: tuple[Edition, ...] = ("2021", "2019")
SEEDS = range(150)
#: Printings whose undamaged tables are read without loss.
READ_WHOLE = [name for name in PRINTINGS if name != "glued"]


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [make_case(seed) for seed in SEEDS]


def _score(case: Case) -> Score:
    return judge(read_case(case), case)


def test_no_damage_makes_a_wrong_number(cases: list[Case]) -> None:
    total = sum(map(_score, cases), Score())
    print(f"{total.right} of {total.kept} cells that can be told were told: {total.recall:.1%}")
    assert not total.wrong_value, "\n".join(total.wrong_values)
    assert total.recall >= 0.95


@pytest.mark.parametrize("printing", MARKED)
def test_no_damage_makes_a_wrong_number_between_marks(printing: str) -> None:
    total = sum((_score(make_case(seed, printing=printing)) for seed in range(6)), Score())
    assert not total.wrong_value, "\n".join(total.wrong_values)
    assert not total.wrong_state, "\n".join(total.wrong_states)


@pytest.mark.parametrize("printing", READ_WHOLE)
def test_an_undamaged_report_is_read_whole(printing: str) -> None:
    total = sum((_score(make_case(seed, "none", printing)) for seed in range(6)), Score())
    assert total.kept > 600
    assert total.right >= 0.99 * total.kept, "\n".join(total.wrong_states)


@pytest.mark.parametrize("printing", [name for name, p in PRINTINGS.items() if p.has_places])
def test_every_cell_of_an_undamaged_report_can_be_told(printing: str) -> None:
    case = make_case(4, "none", printing)
    sections = {kind for s in read_case(case).sections if (kind := s.kind) is not None}
    assert gd.SectionKind.REQUESTS in sections
    assert len(case.kept) == len(case.truths)


def _text(case: Case) -> str:
    text = case.document if isinstance(case.document, str) else case.document.decode()
    return text.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize("printing", PRINTINGS)
def test_every_kept_value_stands_in_the_document(printing: str) -> None:
    for seed in range(12):
        case = make_case(seed, printing=printing)
        text = _text(case)
        for address, fact in case.kept.items():
            assert fact.printed in text, (seed, address)


def test_the_same_seed_gives_the_same_case() -> None:
    assert make_case(7) == make_case(7)


@pytest.mark.parametrize("name", DAMAGES)
def test_every_damage_finds_a_victim_and_changes_the_document(name: str) -> None:
    damaged = [make_case(seed, name) for seed in range(10)]
    done = [case for case in damaged if case.damages]
    assert len(done) >= 2
    assert {damage.split("@")[0] for case in done for damage in case.damages} == {name}


def test_most_cells_can_still_be_told(cases: list[Case]) -> None:
    kept = sum(len(case.kept) for case in cases)
    assert kept >= 0.7 * sum(len(case.truths) for case in cases)
    assert {certainty for c in cases for certainty in _certainties(c)} == set(Certainty)


def _certainties(case: Case) -> set[Certainty]:
    return {truth.certainty for truth in case.truths.values()}


def test_every_kind_and_every_printing_comes_up(cases: list[Case]) -> None:
    done = {name for case in cases for name in case.kinds}
    for kind, damages in KINDS.items():
        assert any(damage.__name__ in done for damage in damages), kind
    assert {case.printing for case in cases} == set(PRINTINGS)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sums_hold(edition: Edition) -> None:
    for seed in range(40):
        cells = {a: int(c.value or 0) for a, c in make_clean(edition, seed).cells.items()}
        for key, _ in REQUEST_COLUMNS:
            received, carried_in, handled, carried_out = (
                cells[f"requests/{row}/{key}"]
                for row in ("received_new", "carried_in", "outcomes_total", "carried_out")
            )
            assert received + carried_in == handled + carried_out
        for kind in DISPUTE_KINDS:
            group = [v for a, v in cells.items() if a.startswith(f"disputes/{kind}/")]
            assert sum(group[:-1]) == group[-1]


def test_a_planted_wrong_number_is_noticed() -> None:
    case = make_case(4, "none", "tab_own")
    report = read_case(case)
    address = next(a for a, fact in case.kept.items() if fact.state == "number")
    value = case.truths[address].fact.value
    assert value is not None
    score = judge(report.with_cell(address, value + 1), case)
    assert score.wrong_value == 1
    assert address in score.wrong_values[0]
    assert judge(report.with_cell(address, ""), case).wrong_state == 1


def test_a_number_where_nothing_is_printed_is_noticed() -> None:
    case = next(
        case
        for seed in range(40)
        if "drop_digits" in (case := make_case(seed, "drop_digits", "tab_own")).kinds
    )
    gone = next(a for a, t in case.truths.items() if t.certainty is Certainty.GONE)
    report = read_case(case)
    assert not judge(report, case).wrong_value
    assert judge(report.with_cell(gone, 0), case).wrong_value == 1


def test_glued_digits_are_cut_in_every_way_that_adds_up() -> None:
    assert ways("21710000218", 7) == (("217", "1", "0", "0", "0", "0", "218"),)
    assert len(ways("6233440", 3)) > 1
    assert ways("000", 3) == (("0", "0", "0"),)
    assert ways("213170000013240190", 15) == ()
