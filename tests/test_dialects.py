"""Reading is right in every dialect, and the generator of dialects is as nasty as it claims."""

from collections import Counter
from random import Random

import pytest

from tests.dialects import DIALECTS, DOCX_DIALECTS, HTML_DIALECTS, Score, make_facts
from tests.dialects.__main__ import read_dialect
from tests.dialects.facts import Facts
from tests.dialects.forms import DISPUTE_COLUMNS, DISPUTE_KINDS, REQUEST_COLUMNS, Edition
from tests.dialects.grids import ProactiveShape, make_grid, places
from tests.dialects.losses import LOSSES, damage
from tests.dialects.numbers import CellFact
from tests.dialects.text_dialects import BEYOND

EDITIONS: tuple[Edition, ...] = ("2021", "2019")
SEEDS = range(8)
#: These give the bytes of dialects that are tested by themselves.
BYTES = {"gb18030", "utf16", "utf8_crlf", "carriage_returns"}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", [*DIALECTS, *HTML_DIALECTS, *DOCX_DIALECTS])
def test_every_dialect_is_read_as_it_is_printed(name: str, edition: Edition) -> None:
    seeds = SEEDS[:2] if name in BYTES else SEEDS
    score = sum((read_dialect(name, edition, seed)[1] for seed in seeds), Score())
    assert score.is_acceptable, "\n".join(score.differences())


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", BEYOND)
def test_a_dialect_that_is_not_read_yet_gives_nothing_wrong(name: str, edition: Edition) -> None:
    score = sum((read_dialect(name, edition, seed)[1] for seed in SEEDS), Score())
    assert not score.wrong_value
    assert not score.wrong_state
    assert not score.title
    assert not score.agency
    assert not score.year


@pytest.mark.parametrize("edition", EDITIONS)
def test_most_cells_hold_different_numbers_and_many_hold_none(edition: Edition) -> None:
    every = []
    for seed in range(60):
        cells = [c for c in make_facts(edition, seed).cells.values() if c.state != "absent"]
        every += cells
        values = [c.value for c in cells if c.value]
        blank_or_mark = sum(c.state in {"blank", "mark"} for c in cells)
        assert len(values) >= 0.6 * len(cells) - 12
        assert len(set(values)) >= 0.8 * len(values)
        assert blank_or_mark >= 0.1 * len(cells)
    assert sum(bool(c.value) for c in every) >= 0.6 * len(every)
    assert sum(c.state in {"blank", "mark"} for c in every) >= 0.15 * len(every)
    assert {c.state for c in every} == {"number", "blank", "mark", "text"}


def test_all_that_clerks_do_to_numbers_is_done() -> None:
    printed = {
        c.printed for e in EDITIONS for s in range(60) for c in make_facts(e, s).cells.values()
    }
    for sign in (",", "１", "+", "－", ".", "元", "万元", "（其中修订", "/", "—", "-", "无"):
        assert any(sign in text for text in printed), sign


def _number(facts: Facts, address: str) -> int:
    return int(facts.cells.get(address, CellFact("absent", None, "")).value or 0)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sums_hold_in_every_second_seed_only(edition: Edition) -> None:
    for seed in range(40):
        facts = make_facts(edition, seed)
        rows = list(dict.fromkeys(a.split("/")[1] for a in facts.cells if a.startswith("requests")))
        columns = [key for key, _ in REQUEST_COLUMNS]
        balance = [
            _number(facts, f"requests/received_new/{c}")
            + _number(facts, f"requests/carried_in/{c}")
            - _number(facts, f"requests/carried_out/{c}")
            - _number(facts, f"requests/outcomes_total/{c}")
            for c in columns[:-1]
        ]
        balance += [
            sum(_number(facts, f"requests/{row}/{c}") for c in columns[:-1])
            - _number(facts, f"requests/{row}/total")
            for row in rows
            if facts.cells[f"requests/{row}/total"].value
        ]
        balance += [
            sum(_number(facts, f"disputes/{kind}/{key}") for key, _ in DISPUTE_COLUMNS[:-1])
            - _number(facts, f"disputes/{kind}/total")
            for kind in DISPUTE_KINDS
        ]
        assert facts.balanced == (seed % 2 == 0)
        assert facts.balanced == (not any(balance))


@pytest.mark.parametrize("name", [*DIALECTS, *HTML_DIALECTS, *DOCX_DIALECTS])
def test_the_same_seed_gives_the_same_document(name: str) -> None:
    facts = make_facts("2021", 3)
    assert facts == make_facts("2021", 3)
    dialect = (DIALECTS | HTML_DIALECTS | DOCX_DIALECTS)[name]
    assert dialect(facts, Random(5)) == dialect(facts, Random(5))


def test_several_hundred_organs_and_all_parts_of_reports_occur() -> None:
    many = [make_facts("2021", seed) for seed in range(400)]
    assert len({facts.agency for facts in many}) > 300
    signed = Counter((facts.signature is None, facts.signed_on is None) for facts in many)
    assert min(signed[False, False], signed[True, False], signed[True, True]) > 10
    assert {len(facts.sections) for facts in many} == {5, 6}
    assert any(facts.agency is None for facts in many)
    assert any("requests/other_handling/total" in facts.cells for facts in many)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", sorted(set(DIALECTS) - BYTES))
def test_every_number_is_somewhere_in_the_document(name: str, edition: Edition) -> None:
    document, readable = DIALECTS[name](make_facts(edition, 6), Random(6))
    assert isinstance(document, str)
    letters = "".join(document.split()).replace("（", "(").replace("）", ")").replace("－", "-")
    digits = {ord("０") + i: ord("0") + i for i in range(10)}
    for cell in readable.cells.values():
        printed = cell.printed.replace("（", "(").replace("）", ")").replace("－", "-")
        assert printed.translate(digits) in letters.translate(digits)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("shape", ["five", "six"])
def test_every_table_fills_its_grid(edition: Edition, shape: ProactiveShape) -> None:
    for seed in range(20):
        facts = make_facts(edition, seed)
        grids = [make_grid(facts, name, shape) for name in ("proactive", "requests", "disputes")]
        assert [grid.width for grid in grids][1:] == [10, 15]
        values = [f.text for grid in grids for row in grid.rows for f in row if f.is_value]
        assert values == [cell.printed for cell in facts.cells.values()]
        for grid in grids:
            assert {len(row) for row in places(grid)} == {grid.width}


def test_a_lost_part_leaves_a_grid_that_is_filled() -> None:
    for seed in range(20):
        facts = make_facts("2021", seed)
        for name in ("proactive", "requests", "disputes"):
            grid = damage(make_grid(facts, name), LOSSES)
            assert {len(row) for row in places(grid)} == {grid.width}
