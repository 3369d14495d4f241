"""A report that was read against the facts it was printed from.

Uses the public API of the package only: what a user could ask of a report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING

from .facts import Facts
from .numbers import CellFact
from .typesetting import plain_letters

if TYPE_CHECKING:
    import govdisclosure as gd

Verdict = str


@dataclass(frozen=True)
class Score:
    """What was right and wrong in one report, or in many added up."""

    reports: int = 0
    #: Cells that are printed, and how many of them hold a number other than zero, or nothing.
    cells: int = 0
    nonzero: int = 0
    empty: int = 0
    #: Cells that came out as printed; those that are not printed and not delivered among them.
    right: int = 0
    #: A number where another one, or none, is printed.
    wrong_value: int = 0
    #: Blank for mark, text for number, and so on.
    wrong_state: int = 0
    #: Printed, but absent in the report.
    missing: int = 0
    cell_differences: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    signed_on: tuple[str, ...] = ()
    outline: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        """Return both together."""
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def is_acceptable(self) -> bool:
        """Whether nothing is wrong and at most one printed cell in 200 is missing."""
        faults = self.wrong_value + self.wrong_state
        named = self.title or self.agency or self.year
        return not faults and not named and self.missing * 200 <= self.cells

    @property
    def has_differences(self) -> bool:
        """Whether there is anything at all to show."""
        return bool(list(self.differences()))

    def differences(self) -> Iterator[str]:
        """Yield every disagreement as a line."""
        for field in fields(self):
            found = getattr(self, field.name)
            if isinstance(found, tuple):
                yield from (f"{field.name}: {line}" for line in found)


def compare(report: gd.Report, facts: Facts) -> Score:
    """Return how far *report* says what *facts* say."""
    return _compare_cells(report, facts) + _compare_words(report, facts)


def _compare_cells(report: gd.Report, facts: Facts) -> Score:
    delivered = {str(address): cell for address, cell in report.cells()}
    counts = dict.fromkeys(("right", "wrong_value", "wrong_state", "missing"), 0)
    lines: list[str] = []
    for address in [*facts.cells, *(a for a in delivered if a not in facts.cells)]:
        expected = facts.cells.get(address, CellFact("absent", None, ""))
        cell = delivered.get(address)
        state, value = ("absent", None) if cell is None else (cell.state.value, cell.value)
        verdict = _judge(state, value, expected)
        if verdict == "right" and address not in facts.cells:
            continue
        counts[verdict] += 1
        if verdict != "right":
            stated = f"{expected.state} {expected.printed!r}"
            lines.append(f"{verdict} {address}: printed {stated}, read {state} {value}")
    printed = [cell for cell in facts.cells.values() if cell.state != "absent"]
    return Score(
        reports=1,
        cells=len(printed),
        nonzero=sum(bool(cell.value) for cell in printed),
        empty=sum(cell.state in {"blank", "mark"} for cell in printed),
        cell_differences=tuple(lines),
        right=counts["right"],
        wrong_value=counts["wrong_value"],
        wrong_state=counts["wrong_state"],
        missing=counts["missing"],
    )


def _judge(state: str, value: int | Decimal | None, expected: CellFact) -> Verdict:
    """Return the name of the count that a cell of this state and value belongs to."""
    if state == "absent" and expected.state != "absent":
        return "missing"
    if state == "number" and (expected.state != "number" or value != expected.value):
        return "wrong_value"
    return "right" if state == expected.state else "wrong_state"


def _compare_words(report: gd.Report, facts: Facts) -> Score:
    closing = report.closing
    kinds = tuple(s.kind.value for s in report.sections if s.kind is not None)
    signature = None if closing is None else closing.signature
    return Score(
        title=_differ(_letters(report.title), _letters(facts.title)),
        agency=_differ(_letters(report.agency), _letters(facts.agency)),
        year=_differ(report.year, facts.year),
        sections=_differ(kinds, facts.sections),
        signature=_differ(_letters(signature), _letters(facts.signature)),
        signed_on=_differ(None if closing is None else closing.signed_on, facts.signed_on),
        outline=_differ(tuple(_outline(report)), tuple(_expected_outline(facts))),
    )


def _differ(found: object, expected: object) -> tuple[str, ...]:
    return () if found == expected else (f"printed {expected!r}, read {found!r}",)


def _letters(text: str | None) -> str | None:
    return None if text is None else plain_letters(text)


def _outline(report: gd.Report) -> Iterator[tuple[int, str]]:
    """Yield level and title of each heading; a section of known kind stands for its kind."""
    for section in report.sections:
        if section.kind is not None:
            yield (1, section.kind.value)
        else:
            yield (section.heading.level, plain_letters(section.heading.title))
        for block in section.blocks:
            level, title = getattr(block, "level", None), getattr(block, "title", None)
            if isinstance(level, int) and isinstance(title, str):
                yield (level, plain_letters(title))


def _expected_outline(facts: Facts) -> Iterator[tuple[int, str]]:
    """Yield the same for the facts, whose sections come in their order."""
    kinds = iter(facts.sections)
    for level, title in facts.outline:
        is_section = level == 1 and title in facts.section_titles
        yield (level, next(kinds) if is_section else plain_letters(title))
