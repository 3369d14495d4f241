"""Tables of which each cell stands on a line by itself, and an empty one leaves its line ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from random import Random
from typing import Final, Literal, NamedTuple

import pytest

import govdisclosure as gd
from tests.conftest import in_turn
from tests.dialects import Facts, make_facts
from tests.dialects.compare import compare
from tests.dialects.forms import Edition
from tests.dialects.grids import Grid, places
from tests.dialects.numbers import CellFact
from tests.told_printing import print_tables

EDITIONS: Final[tuple[Edition, ...]] = ("2021", "2019")

#: What is printed in the places that a merged cell covers.
Covered = Literal["nothing", "empty", "repeated"]


class Manner(NamedTuple):
    """How a tool prints cells."""

    #: Line ends behind a cell, and more behind a row.
    step: int = 1
    at_end: int = 0
    beside: Covered = "nothing"
    below: Covered = "nothing"

    def printed(self, grid: Grid) -> Iterator[str]:
        """The lines of a table."""
        covered = {"left": self.beside, "above": self.below}
        for row in places(grid):
            for place in row:
                shown = covered.get(place.kind, "repeated")
                if shown != "nothing":
                    yield place.field.text if shown == "repeated" else ""
                    yield from [""] * (self.step - 1)
            yield from [""] * self.at_end


COVERED: Final[tuple[Covered, ...]] = ("nothing", "empty", "repeated")
MANNERS: Final = [Manner(*one) for one in product((1, 2), (0, 1), COVERED, COVERED)]


def draw_facts(edition: Edition, seed: int, share: float) -> Facts:
    """Facts of a small organ: sums hold, and of the noughts a *share* is blank."""
    rng = Random(f"{edition}/{seed}/{share}")
    facts = make_facts(edition, 2 * seed)
    drawn = dict.fromkeys(facts.cells, 0)
    for address in facts.cells:
        if address.startswith("proactive"):
            drawn[address] = rng.choice((0, 0, rng.randint(1, 9000)))
    for row in ("review", "litigation_direct", "litigation_after_review"):
        _fill(drawn, f"disputes/{row}", rng)
    rows = dict.fromkeys(address.split("/")[1] for address in drawn if "requests/" in address)
    outcomes = [row for row in rows if row not in _OF_ALL]
    for row in (*outcomes, "carried_in"):
        _fill(drawn, f"requests/{row}", rng)
    for address in [one for one in drawn if one.startswith("requests/outcomes_total/")]:
        column = address.rpartition("/")[2]
        total = sum(drawn[f"requests/{row}/{column}"] for row in outcomes)
        carried_in = drawn[f"requests/carried_in/{column}"]
        drawn[address] = total
        drawn[f"requests/carried_out/{column}"] = carried_in
        drawn[f"requests/received_new/{column}"] = total
    cells = {}
    for address, value in drawn.items():
        is_blank = not value and rng.random() < share
        cells[address] = CellFact("blank", None, "") if is_blank else _number(value)
    return replace(facts, cells=cells)


_OF_ALL: Final = {"received_new", "carried_in", "outcomes_total", "carried_out"}


def _number(value: int) -> CellFact:
    return CellFact("number", value, str(value))


def _fill(drawn: dict[str, int], row: str, rng: Random) -> None:
    """Draw a row of few numbers with its total."""
    *parts, total = [address for address in drawn if address.startswith(f"{row}/")]
    for address in parts:
        drawn[address] = rng.choice((0, 0, 0, rng.randint(1, 60)))
    drawn[total] = sum(drawn[address] for address in parts)


SHARES: Final = (0.0, 0.4, 1.0)


#: Of facts with blanks, so much is told by nothing: what is blank at the end of a table, a group of
#: noughts without a total.
MOST_MISSING: Final = 0.12


@pytest.mark.parametrize(("manner", "edition"), in_turn(MANNERS, EDITIONS), ids=str)
def test_every_cell_is_read_with_its_state(manner: Manner, edition: Edition) -> None:
    facts = draw_facts(edition, 2, SHARES[len(str(manner)) % 3])
    score = compare(gd.parse(print_tables(facts, manner.printed)), facts)
    assert not score.wrong_value, score.cell_differences
    assert not score.wrong_state, score.cell_differences
    assert score.missing <= MOST_MISSING * score.cells, score.cell_differences


# ---------------------------------------------------------------------------- what gets lost

Mutate = Callable[[list[str], Random], list[str]]


def drop_line(lines: list[str], rng: Random) -> list[str]:
    at = rng.randrange(len(lines))
    return lines[:at] + lines[at + 1 :]


def drop_empty_line(lines: list[str], rng: Random) -> list[str]:
    at = rng.choice([at for at, line in enumerate(lines) if not line] or [0])
    return lines[:at] + lines[at + 1 :]


def drop_value(lines: list[str], rng: Random) -> list[str]:
    at = rng.choice([at for at, line in enumerate(lines) if line.isdigit()] or [0])
    return lines[:at] + lines[at + 1 :]


def double_line(lines: list[str], rng: Random) -> list[str]:
    at = rng.randrange(len(lines))
    return [*lines[: at + 1], *lines[at:]]


def break_page(lines: list[str], rng: Random) -> list[str]:
    at = rng.randrange(len(lines))
    return [*lines[:at], *[""] * rng.randint(1, 3), *lines[at:]]


def cut_head(lines: list[str], rng: Random) -> list[str]:
    return lines[rng.randrange(20) :]


def cut_foot(lines: list[str], rng: Random) -> list[str]:
    return lines[: -rng.randrange(1, 20)]


MUTATIONS: Final = (
    drop_line,
    drop_empty_line,
    drop_value,
    double_line,
    break_page,
    cut_head,
    cut_foot,
)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("mutate", MUTATIONS)
def test_nothing_is_wrong_whatever_gets_lost(mutate: Mutate, seed: int) -> None:
    rng = Random(f"{mutate.__name__}/{seed}")
    manner = rng.choice(MANNERS)
    facts = draw_facts(EDITIONS[seed % 2], seed, rng.choice(SHARES))
    text = print_tables(facts, lambda grid: mutate([*manner.printed(grid)], rng))
    score = compare(gd.parse(text), facts)
    assert not score.wrong_value, score.cell_differences
    assert not score.wrong_state, score.cell_differences


@pytest.mark.parametrize("manner", MANNERS[::5], ids=str)
def test_one_lost_line_costs_its_row(manner: Manner) -> None:
    facts = draw_facts("2021", 2, 0.4)
    lines = print_tables(facts, manner.printed).split("\n")
    at = lines.index("2.重复申请")
    text = "\n".join(lines[: at + 2] + lines[at + 3 :])
    score = compare(gd.parse(text), facts)
    assert {line.split("/")[1] for line in score.cell_differences if "requests" in line} == {
        "not_processed_repeat"
    }


def test_labels_behind_their_values_tell_nothing() -> None:
    """The distances are those of labels before them."""
    facts = draw_facts("2021", 2, 0.4)

    def turned(grid: Grid) -> Iterator[str]:
        for row in grid.rows:
            yield from (field.text for field in row if field.is_value)
            yield from (field.text for field in row if not field.is_value)

    score = compare(gd.parse(print_tables(facts, turned)), facts)
    assert not score.wrong_value, score.cell_differences
    assert not score.wrong_state, score.cell_differences


def test_cells_that_leave_no_trace_are_not_counted() -> None:
    facts = draw_facts("2021", 2, 0.4)

    def shown(grid: Grid) -> Iterator[str]:
        return (line for line in Manner().printed(grid) if line)

    score = compare(gd.parse(print_tables(facts, shown)), facts)
    assert not score.wrong_value, score.cell_differences
    assert not score.wrong_state, score.cell_differences


def test_labels_whose_values_are_elsewhere_are_not_blank() -> None:
    """A page read by its columns gives the labels first and the values behind all of them."""
    labels = ("规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费")
    lines = ["信息内容", "", *(line for label in labels for line in (label, "")), *"123456"]
    report = gd.parse("\n".join(["二、主动公开政府信息情况", "", *lines]))
    assert all(cell.state is gd.CellState.ABSENT for _, cell in report.cells())
