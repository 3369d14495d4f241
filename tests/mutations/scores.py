"""A report that was read against the case it was printed from.

Uses the public API of the package only.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import govdisclosure as gd
from tests.dialects.numbers import CellFact

from .cases import Case, Truth
from .sheets import Certainty

_UNKNOWN = Truth(CellFact("absent", None, ""), Certainty.GONE)


@dataclass(frozen=True)
class Score:
    """What was right and wrong in one report, or in many added up."""

    reports: int = 0
    #: Cells that a careful human can tell, and what became of them.
    kept: int = 0
    right: int = 0
    missing: int = 0
    #: Kept, and read as something else than a number, or than nothing.
    wrong_state: int = 0
    #: A number that is not the truth's, wherever.
    wrong_value: int = 0
    #: Told though no careful human would, and right.
    lucky: int = 0
    wrong_values: tuple[str, ...] = ()
    wrong_states: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        """Return both together."""
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def recall(self) -> float:
        """How many of the cells that can be told were told, from 0 to 1."""
        return self.right / self.kept if self.kept else 1.0


def read_case(case: Case) -> gd.Report:
    """Read the document of *case*."""
    if isinstance(case.document, str):
        return gd.parse(case.document)
    return gd.read(case.document)


def judge(report: gd.Report, case: Case) -> Score:
    """Return how far *report* says what *case* leaves to be told."""
    counts = dict.fromkeys(("right", "missing", "wrong_state", "wrong_value", "lucky"), 0)
    values: list[str] = []
    states: list[str] = []
    delivered = {str(address): cell for address, cell in report.cells()}
    for address in [*case.truths, *(a for a in delivered if a not in case.truths)]:
        truth = case.truths.get(address, _UNKNOWN)
        cell = delivered.get(address)
        state = "absent" if cell is None else cell.state.value
        value = None if cell is None else cell.value
        is_kept = truth.certainty is Certainty.KEPT
        line = f"seed {case.seed} {address}: {state} {value}, truth {truth.fact.printed!r}"
        if value is not None and value != truth.fact.value:
            counts["wrong_value"] += 1
            values.append(f"{line} ({truth.certainty.name.lower()}) {case.printing} {case.damages}")
        elif not is_kept:
            counts["lucky"] += value is not None
        elif state == truth.fact.state:
            counts["right"] += 1
        elif state == "absent":
            counts["missing"] += 1
        else:
            counts["wrong_state"] += 1
            states.append(f"{line} {case.printing} {case.damages}")
    return Score(
        reports=1,
        kept=len(case.kept),
        **counts,
        wrong_values=tuple(values),
        wrong_states=tuple(states),
    )
