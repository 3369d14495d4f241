"""Clean reports with the numbers that reports really have: mostly zeros, some large.

Takes an edition and a seed, gives the `Facts` of the dialects with other numbers in their tables;
the sums of tables three and four hold in every row and column.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Final

from tests.dialects.addressing import words
from tests.dialects.facts import Facts, make_facts
from tests.dialects.forms import DISPUTE_COLUMNS, DISPUTE_KINDS, REQUEST_COLUMNS, Edition
from tests.dialects.numbers import CellFact, cell_addresses

Values = dict[str, int | Decimal]

#: Least and most requests of natural persons, how likely an organisation asked, and how often.
_SIZES: Final = (((0, 0), 0.0, 1), ((0, 4), 0.1, 1), ((5, 80), 0.35, 6), ((100, 3000), 0.8, 200))
_NO_OUTCOME: Final = ("received_new", "carried_in", "outcomes_total")


def make_clean(edition: Edition, seed: int) -> Facts:
    """Return the clean report of *seed*."""
    rng = Random(f"clean/{edition}/{seed}")
    places = cell_addresses(edition, one_row=edition == "2021" and rng.random() < 0.05)
    values: Values = dict.fromkeys(places, 0)
    _draw_proactive(rng, values)
    _draw_requests(rng, values)
    _draw_disputes(rng, values)
    zero = rng.choices(("0", "", rng.choice("/-—无")), (84, 10, 6))[0]
    cells = {place: _spell(value, zero) for place, value in values.items()}
    return replace(make_facts(edition, 2 * seed), cells=cells)


def _spell(value: int | Decimal, zero: str) -> CellFact:
    if value == 0 and zero != "0":
        return CellFact("mark" if zero else "blank", None, zero)
    return CellFact("number", value, str(value))


def _size(rng: Random, most: int) -> int:
    """Return a number that has one digit as often as it has five."""
    return int(10 ** (rng.random() * len(str(most)))) % most


def _draw_proactive(rng: Random, values: Values) -> None:
    for place in values:
        table, row, column = words(place)
        if table != "proactive" or rng.random() < (0.9 if row == "rules" else 0.5):
            continue
        if column in {"collected_wan", "amount"}:
            values[place] = Decimal(1 + _size(rng, 10**7)).scaleb(-rng.choice((0, 1, 2, 4)))
        elif column == "items_change":
            values[place] = rng.choice((-1, 1)) * _size(rng, 60)
        elif column == "decisions":
            values[place] = _size(rng, 2_000_000)
        else:
            values[place] = _size(rng, 400)


def _draw_requests(rng: Random, values: Values) -> None:
    rows = list(dict.fromkeys(words(a)[1] for a in values if a.startswith("requests/")))
    outcomes = [row for row in rows if row not in _NO_OUTCOME]
    frequent = rng.sample(outcomes, rng.randint(2, 9))
    bounds, likelihood, most = rng.choices(_SIZES, (2, 4, 3, 2))[0]
    columns = [key for key, _ in REQUEST_COLUMNS[:-1]]
    for column in columns:
        if column == "natural_person":
            count = rng.randint(*bounds)
        else:
            count = rng.randint(1, most) if rng.random() < likelihood else 0
        for outcome in rng.choices(frequent, k=count):
            values[f"requests/{outcome}/{column}"] += 1
        handled = sum(values[f"requests/{r}/{column}"] for r in outcomes if r != "carried_out")
        carried = rng.randint(0, min(count, 9)) if rng.random() < 0.3 else 0
        values[f"requests/outcomes_total/{column}"] = handled
        values[f"requests/carried_in/{column}"] = carried
        values[f"requests/received_new/{column}"] = count - carried
    for row in rows:
        values[f"requests/{row}/total"] = sum(values[f"requests/{row}/{c}"] for c in columns)


def _draw_disputes(rng: Random, values: Values) -> None:
    most = rng.choices((0, 2, 9, 40), (5, 3, 2, 1))[0]
    parts = [key for key, _ in DISPUTE_COLUMNS[:-1]]
    for kind in DISPUTE_KINDS:
        for key in parts:
            values[f"disputes/{kind}/{key}"] = rng.randint(0, most) if rng.random() < 0.5 else 0
        values[f"disputes/{kind}/total"] = sum(values[f"disputes/{kind}/{key}"] for key in parts)
