"""Checking a report against the rules, against what parsing the same text takes.

The rules on prose are left out: they read sentences, and have a measure of their own.
"""

from statistics import median

from attrs import evolve

from benchmarks.measure import Row, ratio_of, take_turns, texts, with_other_prose
from govdisclosure.api import parse
from govdisclosure.model.report import Report
from govdisclosure.rules import RULES, check

__all__ = ["measure_checking"]

_ROUNDS = 61
_TARGET = 0.5
#: What compares the prose with the tables.
_PROSE = "GD3"


def measure_checking() -> list[Row]:
    """One line for each report: as it is, then with one number changed in table three."""
    rows = []
    for name, text in texts():
        rows.append(_measure(name, text))
        if (broken := _broken(parse(text))) is not None:
            rows.append(_measure(f"{name}, sums broken", str(broken)))
    return rows


def _broken(report: Report) -> Report | None:
    """The same report with a number of table three changed, so that there is much to explain."""
    table = report.requests
    if table is None or not table.cells[0].is_number:
        return None
    return report.with_cell(table.addresses[0], (table.cells[0].value or 0) + 10)


def _measure(name: str, text: str) -> Row:
    others = [with_other_prose(text, number) for number in range(_ROUNDS)]
    # Numbers that differ from round to round, so that no explanation is remembered.
    reports = [_with_other_numbers(parse(other), number) for number, other in enumerate(others)]
    ignored = [_PROSE] if any(rule.code.startswith(_PROSE) for rule in RULES) else []

    def checking(number: int) -> None:
        check(reports[number], ignore=ignored)

    def parsing(number: int) -> None:
        parse(others[number])

    checking(0)
    parsing(0)
    ours, theirs = take_turns(_ROUNDS, checking, parsing)
    figure = f"{median(ours) * 1000:.2f} ms : {median(theirs) * 1000:.2f} ms"
    return Row(name, figure, ratio_of(ours, theirs), _TARGET)


def _with_other_numbers(report: Report, number: int) -> Report:
    """A report of its own, in which one cell that is in two sums has another number."""
    table = report.requests
    if table is None or not table.cells[0].is_number or not number:
        return evolve(report)
    value = table.cells[0].value or 0
    address = table.addresses[0]
    is_broken = any(one.code == "GD203" for one in check(report, select=["GD203"]))
    return report.with_cell(address, value + number) if is_broken else evolve(report)
