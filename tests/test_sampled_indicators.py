"""Indicators of real reports are what their numbers, read by a careful reader, come to by hand.

The formulas stand here once more, in the letters of whoever works with a pencil, and know nothing
of the dictionary: RN received, CI carried in, OT outcomes, CO carried out, D and P disclosed wholly
and partly, W U N O the groups of rows, R and L reviews and suits.
"""

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import govdisclosure as gd
from govdisclosure.measures.definition import IndicatorBasis

from .conftest import each_gold, report_of_gold

pytestmark = pytest.mark.corpus


class UnknownError(Exception):
    """A number that the report does not have."""


class Letters:
    """The totals of a report by their letters."""

    def __init__(self, cells: Mapping[str, object]) -> None:
        self._cells = cells

    def row(self, *names: str, column: str = "total", table: str = "requests") -> Fraction:
        """The sum of the cells of rows in one column."""
        values = [self._cells.get(f"{table}/{name}/{column}") for name in names]
        if not values or None in values:
            raise UnknownError
        return sum((Fraction(str(one)) for one in values), Fraction(0))

    def rows(self, start: str) -> Fraction:
        """The sum of the totals of the rows of table three whose names begin so."""
        names = {place.split("/")[1] for place in self._cells if place.startswith("requests/")}
        return self.row(*sorted(name for name in names if name.startswith(start)))

    def suits(self, column: str) -> Fraction:
        names = ("litigation_direct", "litigation_after_review")
        return self.row(*names, column=column, table="disputes")

    def reviews(self, column: str) -> Fraction:
        return self.row("review", column=column, table="disputes")

    def applicants(self, *columns: str, rows: tuple[str, ...] = ("received_new",)) -> Fraction:
        return sum((self.row(*rows, column=one) for one in columns), Fraction(0))

    RN = property(lambda self: self.row("received_new"))
    CI = property(lambda self: self.row("carried_in"))
    OT = property(lambda self: self.row("outcomes_total"))
    CO = property(lambda self: self.row("carried_out"))
    D = property(lambda self: self.row("disclosed"))
    P = property(lambda self: self.row("partly_disclosed"))
    W = property(lambda self: self.rows("withheld_"))
    U = property(lambda self: self.rows("unavailable_"))
    N = property(lambda self: self.rows("not_processed_"))
    O = property(lambda self: self.rows("other_"))  # noqa: E741 - the letter of the notes


_ORGANISATIONS = ("enterprise", "research", "public_interest", "legal_service", "other_org")
Formula = Callable[[Any], tuple[Fraction, Fraction | None]]


def _ground(row: str) -> Formula:
    return lambda c: (c.row(f"withheld_{row}"), c.W)


FORMULAS: Mapping[str, Formula] = {
    "received": lambda c: (c.RN, None),
    "workload": lambda c: (c.RN + c.CI, None),
    "closed": lambda c: (c.OT, None),
    "closing_rate": lambda c: (c.OT, c.RN + c.CI),
    "closing_rate_new": lambda c: (c.OT, c.RN),
    "backlog_rate": lambda c: (c.CO, c.RN + c.CI),
    "backlog_change": lambda c: (c.CO - c.CI, None),
    "natural_person_share": lambda c: (c.applicants("natural_person"), c.RN),
    "natural_person_share_workload": lambda c: (
        c.applicants("natural_person", rows=("received_new", "carried_in")),
        c.RN + c.CI,
    ),
    "organisation_share": lambda c: (c.applicants(*_ORGANISATIONS), c.RN),
    "enterprise_share": lambda c: (c.applicants("enterprise"), c.RN),
    "research_share": lambda c: (c.applicants("research"), c.RN),
    "public_interest_share": lambda c: (c.applicants("public_interest"), c.RN),
    "legal_service_share": lambda c: (c.applicants("legal_service"), c.RN),
    "disclosure_rate_all": lambda c: (c.D + c.P, c.OT),
    "disclosure_rate_full": lambda c: (c.D, c.OT),
    "disclosure_rate_substantive": lambda c: (c.D + c.P, c.D + c.P + c.W),
    "disclosure_rate_available": lambda c: (c.D + c.P, c.OT - c.U - c.N - c.O),
    "disclosure_rate_received": lambda c: (c.D + c.P, c.RN),
    "withholding_rate": lambda c: (c.W, c.OT),
    "unavailable_rate": lambda c: (c.U, c.OT),
    "not_held_rate": lambda c: (c.row("unavailable_not_held"), c.OT),
    "factual_refusal_share": lambda c: (c.U + c.N + c.O, c.W + c.U + c.N + c.O),
    "not_processed_rate": lambda c: (c.N, c.OT),
    "petition_share": lambda c: (c.row("not_processed_petition"), c.OT),
    "repeat_rate": lambda c: (c.row("not_processed_repeat", "not_processed_excessive"), c.OT),
    "review_correction_closed": lambda c: (
        c.reviews("corrected"),
        c.reviews("total") - c.reviews("pending"),
    ),
    "review_correction_all": lambda c: (c.reviews("corrected"), c.reviews("total")),
    "review_correction_decided": lambda c: (
        c.reviews("corrected"),
        c.reviews("upheld") + c.reviews("corrected"),
    ),
    "litigation_correction_closed": lambda c: (
        c.suits("corrected"),
        c.suits("total") - c.suits("pending"),
    ),
    "dispute_correction_closed": lambda c: (
        c.reviews("corrected") + c.suits("corrected"),
        c.reviews("total") + c.suits("total") - c.reviews("pending") - c.suits("pending"),
    ),
    "dispute_rate": lambda c: (c.reviews("total") + c.suits("total"), c.OT),
    "dispute_rate_new": lambda c: (c.reviews("total") + c.suits("total"), c.RN),
    "review_pending_rate": lambda c: (c.reviews("pending"), c.reviews("total")),
    "after_review_share": lambda c: (
        c.row("litigation_after_review", table="disputes"),
        c.suits("total"),
    ),
    "penalties_per_licence": lambda c: (
        c.row("penalties", column="decisions", table="proactive"),
        c.row("licensing", column="decisions", table="proactive"),
    ),
    **{
        f"legal_grounds_profile/{row}": _ground(row)
        for row in (
            *("state_secret", "prohibited_by_law", "security_stability", "third_party"),
            *("internal_affairs", "process", "case_file", "registry_inquiry"),
        )
    },
}
#: Of the form of 2021 alone.
OF_2021: Mapping[str, Formula] = {
    "unclear_rate": lambda c: (c.row("unavailable_unclear", "other_not_supplemented"), c.OT),
    "fee_unpaid_rate": lambda c: (c.row("other_fee_unpaid"), c.OT),
    "normative_turnover": lambda c: (
        c.row("normative_documents", column="issued", table="proactive")
        + c.row("normative_documents", column="repealed", table="proactive"),
        c.row("normative_documents", column="in_force", table="proactive"),
    ),
    "fees_collected": lambda c: (c.row("fees", column="collected_wan", table="proactive"), None),
}


def test_the_formulas_are_those_of_all_indicators_of_one_report_s_cells() -> None:
    keys = {
        one.key
        for one in gd.indicator_definitions()
        if one.basis is IndicatorBasis.CELLS and not one.needs_last_year
    }
    assert FORMULAS.keys() | OF_2021.keys() == keys


@each_gold
def test_indicators_are_what_the_numbers_come_to(gold: Path) -> None:
    expected = json.loads(gold.read_text(encoding="utf-8"))
    report = gd.read(report_of_gold(gold))
    # what even a careful reader need not be able to tell, and this one does not
    optional = {one["address"] for one in expected["optional"]}
    cells = {str(address): cell.value for address, cell in report.cells()}
    untold = {address for address in optional if cells.get(address) is None}
    letters = Letters(
        {
            one: None if one in untold else value
            for one, value in expected["cells"].items()
            if one in cells  # the rows of the other form are in no report of this one
        }
    )
    formulas = {**FORMULAS, **(OF_2021 if expected["edition"] == "2021" else {})}
    for key, formula in formulas.items():
        found = gd.evaluate(report, key)
        try:
            above, below = formula(letters)
        except UnknownError:
            assert found.value is None, key
            continue
        value = above if below is None else above / below if below else None
        assert (key, found.value) == (key, value)
        assert (found.state is gd.MeasureState.UNDEFINED) is (below == 0)
