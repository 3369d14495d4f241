"""The numbers of a report: drawn, balanced or not, and spelled.

Takes a source of chance and an edition, gives a state, a value and a spelling for each address.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from .addressing import addresses_of, table_addresses, words
from .forms import DISPUTE_COLUMNS, REQUEST_COLUMNS, Edition

if TYPE_CHECKING:
    from random import Random

State = Literal["number", "blank", "mark", "text", "absent"]

_MARKS: Final = ("/", "—", "-", "无")
_TEXTS: Final = ("不适用", "详见附件", "未统计")
_FULL_WIDTH: Final = {ord("0") + i: ord("０") + i for i in range(10)}
_CARRIED: Final = ("carried_in", "carried_out")


@dataclass(frozen=True)
class CellFact:
    """What one cell says: its state, its value, and how it is printed."""

    state: State
    value: int | Decimal | None
    printed: str


@dataclass(frozen=True)
class Manners:
    """How one organ fills in its tables."""

    #: What it prints instead of a zero; "" leaves the cell blank.
    instead: tuple[str, ...]
    thousands: bool
    full_width: bool
    units: bool
    #: 上海 2019: 总计 is left blank in all outcome rows.
    blank_totals: bool
    blank_disputes: bool


def make_manners(rng: Random) -> Manners:
    """Return the habits of one organ."""
    instead: tuple[str, ...] = ("", *_MARKS)
    if rng.random() < 0.5:
        instead = ("",) if rng.random() < 0.6 else ("", rng.choice(_MARKS))
    return Manners(
        instead=instead,
        thousands=rng.random() < 0.2,
        full_width=rng.random() < 0.15,
        units=rng.random() < 0.1,
        blank_totals=rng.random() < 0.08,
        blank_disputes=rng.random() < 0.03,
    )


def cell_addresses(edition: Edition, *, one_row: bool) -> tuple[str, ...]:
    """Return the addresses a report prints; with *one_row* （六）其他处理 has the shape of 2019."""
    if not one_row:
        return addresses_of(edition)
    return (
        *table_addresses(edition, "proactive"),
        *table_addresses("2019", "requests"),
        *table_addresses(edition, "disputes"),
    )


def draw_values(
    rng: Random, places: tuple[str, ...], *, balanced: bool
) -> dict[str, int | Decimal]:
    """Return a number for each address; zero stands where nothing may be printed.

    With *balanced* the sums of tables three and four hold in every row and column.
    """
    pool = rng.sample(range(1, 1200), len(places))
    values: dict[str, int | Decimal] = {
        place: 0 if rng.random() < 0.31 else pool[i] for i, place in enumerate(places)
    }
    for place in places:
        _, row, column = words(place)
        if column == "collected_wan":
            values[place] = Decimal(rng.randrange(1, 10**9)).scaleb(-rng.choice((1, 2, 4, 6)))
        elif column == "amount":
            values[place] = Decimal(rng.randrange(10**4, 10**9)).scaleb(-rng.choice((0, 2)))
        elif column == "items_change" and rng.random() < 0.4:
            values[place] = -values[place]
        elif row in {"licensing", "penalties"} and column == "decisions" and rng.random() < 0.5:
            values[place] = rng.randrange(1200, 12_000_000)
    if balanced:
        _balance_requests(rng, values)
        _balance_disputes(values)
    return values


def _balance_requests(rng: Random, values: dict[str, int | Decimal]) -> None:
    """Make rows and columns of table three add up."""
    rows = list(dict.fromkeys(words(p)[1] for p in values if p.startswith("requests/")))
    parts = [r for r in rows if r not in {"received_new", "outcomes_total", *_CARRIED}]
    columns = [key for key, _ in REQUEST_COLUMNS[:-1]]
    for column in columns:
        outcome = sum(values[f"requests/{row}/{column}"] for row in parts)
        values[f"requests/outcomes_total/{column}"] = outcome
        out = values[f"requests/carried_out/{column}"]
        ceiling = int(min(outcome + out, 150))
        carried = 0 if rng.random() < 0.25 else rng.randint(0, ceiling)
        values[f"requests/carried_in/{column}"] = carried
        values[f"requests/received_new/{column}"] = outcome + out - carried
    for row in rows:
        values[f"requests/{row}/total"] = sum(values[f"requests/{row}/{c}"] for c in columns)


def _balance_disputes(values: dict[str, int | Decimal]) -> None:
    """Make the three groups of table four add up."""
    for kind in ("review", "litigation_direct", "litigation_after_review"):
        parts = (values[f"disputes/{kind}/{key}"] for key, _ in DISPUTE_COLUMNS[:-1])
        values[f"disputes/{kind}/total"] = sum(parts)


def spell_cells(
    rng: Random, values: dict[str, int | Decimal], manners: Manners
) -> dict[str, CellFact]:
    """Return what is printed in each cell."""
    return {place: _spell_cell(rng, place, value, manners) for place, value in values.items()}


def _spell_cell(rng: Random, place: str, value: int | Decimal, manners: Manners) -> CellFact:
    table, row, column = words(place)
    outcome = table == "requests" and row not in {"received_new", "carried_in", "carried_out"}
    if manners.blank_totals and outcome and column == "total":
        return CellFact("blank", None, "")
    if manners.blank_disputes and table == "disputes":
        return CellFact("blank", None, "")
    if value == 0 and rng.random() < 0.85:
        if rng.random() < 0.015:
            return CellFact("text", None, rng.choice(_TEXTS))
        printed = rng.choice(manners.instead)
        return CellFact("mark" if printed else "blank", None, printed)
    return CellFact("number", value, _spell_number(rng, place, value, manners))


def _spell_number(rng: Random, place: str, value: int | Decimal, manners: Manners) -> str:
    """Return *value* as a clerk may print it."""
    _, row, column = words(place)
    if column == "collected_wan" and value == 0:
        return "0.0000"
    printed = f"{abs(value):,}" if manners.thousands else f"{abs(value)}"
    if value < 0:
        printed = rng.choice("-－") + printed
    elif column == "items_change" and value > 0 and rng.random() < 0.5:
        printed = "+" + printed
    if manners.full_width and rng.random() < 0.4:
        printed = printed.translate(_FULL_WIDTH)
    if column == "amount" and rng.random() < 0.5:
        return printed + rng.choice(("元", "万元"))
    if row == "normative_documents" and value > 1 and rng.random() < 0.08:
        return f"{printed}（其中修订{rng.randrange(1, int(value))}件）"
    if manners.units and column not in {"collected_wan", "amount"} and rng.random() < 0.1:
        return printed + "件"
    return printed
