"""Indicators and series as rows of tables: plain values under names of columns.

Takes results and gives records; writes no file. Numbers stay exact: a rate has its numerator and
its denominator, and the value is printed beside them.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from govdisclosure.collection.comparison import Comparison, Indicators, Placed
from govdisclosure.collection.series import Series
from govdisclosure.files import visible
from govdisclosure.measures.definition import IndicatorUnit
from govdisclosure.measures.figures import Doubt
from govdisclosure.measures.measured import Measured, Operand, Quotient
from govdisclosure.measures.printing import print_exact, print_value
from govdisclosure.wording import Language

__all__ = ["IndicatorRecord", "SeriesRecord", "exact_number", "indicator_records", "series_records"]


class IndicatorRecord(NamedTuple):
    """An indicator of one report, or of all reports on a year together."""

    #: ``"report"``, or ``"all"`` for Σ numerators / Σ denominators.
    scope: str
    file: str | None
    agency: str | None
    year: int | None
    edition: str | None
    key: str
    version: int
    #: The name in the language that was asked for.
    name: str
    state: str
    #: The exact value as a fraction, such as ``26/27``; None where there is none.
    value: str | None
    #: The same rounded half up, with its unit; None where there is none.
    printed: str | None
    unit: str
    numerator: int | Decimal | None
    denominator: int | Decimal | None
    #: The cells behind it, each ``address=number``, those of last year's report marked.
    cells: tuple[str, ...] = ()
    #: The cells without a number, those taken for zero, and those that follow from sums.
    blocking: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    #: The codes of the findings in whose cells they are.
    doubts: tuple[str, ...] = ()
    #: Why there is no value, where no cell is to blame.
    reason: str | None = None
    rank: int | None = None
    ties: int | None = None
    #: The share of ranked reports whose value is not larger, in per cent.
    percentile: str | None = None
    #: Of all together, how many reports take part and which do not.
    reports: int | None = None
    left_out: tuple[str, ...] = ()


class SeriesRecord(NamedTuple):
    """One year of a series."""

    body: str | None
    key: str
    name: str
    year: int
    state: str
    value: str | None
    printed: str | None
    unit: str
    numerator: int | Decimal | None
    denominator: int | Decimal | None
    #: How the cells of the year's form correspond to that of the series.
    degree: str | None
    cells: tuple[str, ...]
    blocking: tuple[str, ...]
    doubts: tuple[str, ...]
    reason: str | None
    file: str | None
    #: Where each number is in the file.
    places: tuple[str, ...]


def exact_number(value: Fraction | None) -> int | Decimal | None:
    """A sum of cells as a number; cells are whole or decimal, so that nothing is rounded."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else Decimal(print_exact(value))


def indicator_records(found: Indicators, language: Language = "zh") -> Iterator[IndicatorRecord]:
    """A record for each report of each comparison, and one for all of them together."""
    for comparison in found:
        for placed in comparison.placed:
            yield _of_report(placed, comparison, language)
        yield _of_all(comparison, language)


def _of_report(placed: Placed, comparison: Comparison, language: Language) -> IndicatorRecord:
    one, member = placed.measured, placed.member
    report = member.outcome.report
    edition = report.edition if report is not None else None
    share = placed.percentile
    return _record("report", one, comparison, language)._replace(
        file=None if member.outcome.path is None else visible(member.outcome.path),
        agency=member.body,
        edition=edition.value if edition else None,
        cells=_cells(one.operands),
        blocking=_addresses(one.blocking),
        assumed=_addresses(one.assumed),
        inferred=_addresses(one.inferred),
        doubts=_codes(one.doubts),
        reason=_reason(one, language),
        rank=placed.rank,
        ties=None if placed.rank is None else placed.ties,
        percentile=None if share is None else print_value(share, IndicatorUnit.PER_CENT),
    )


def _of_all(comparison: Comparison, language: Language) -> IndicatorRecord:
    pooled = comparison.pooled
    return _record("all", pooled, comparison, language)._replace(
        doubts=_codes(doubt for one in comparison.placed for doubt in one.measured.doubts),
        reports=pooled.count,
        left_out=pooled.left_out,
    )


def _record(
    scope: str, one: Quotient, comparison: Comparison, language: Language
) -> IndicatorRecord:
    """What one report and all together have in common; the rest is empty."""
    return IndicatorRecord(
        scope=scope,
        file=None,
        agency=None,
        year=comparison.year,
        edition=None,
        key=comparison.indicator.key,
        version=comparison.indicator.version,
        name=comparison.indicator.name.text(language),
        state=one.state.value,
        value=None if one.value is None else str(one.value),
        printed=one.printed() or None,
        unit=comparison.indicator.unit.value,
        numerator=exact_number(one.numerator),
        denominator=exact_number(one.denominator),
    )


def _reason(one: Measured, language: Language) -> str | None:
    return one.reason.text(language) if one.reason is not None and one.value is None else None


def _cells(operands: Iterable[Operand]) -> tuple[str, ...]:
    words = (
        f"{_name(one)}={'' if (number := one.figure.number) is None else number}"
        for one in operands
    )
    return tuple(dict.fromkeys(words))


def _addresses(operands: Iterable[Operand]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_name, operands)))


def _name(one: Operand) -> str:
    return f"{'last_year:' if one.is_last_year else ''}{one.figure.address}"


def _codes(doubts: Iterable[Doubt]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.code for one in doubts))


def series_records(
    found: Series | Sequence[Series], language: Language = "zh"
) -> Iterator[SeriesRecord]:
    """A record for each year of each series."""
    for series in (found,) if isinstance(found, Series) else found:
        for one in series.points:
            measured = one.measured
            above = measured.numerator if measured is not None else one.value
            member = one.member
            file = member.outcome.path if member is not None else None
            yield SeriesRecord(
                body=series.body,
                key=series.key,
                name=series.words(language),
                year=one.year,
                state=one.state.value,
                value=None if one.value is None else str(one.value),
                printed=series.printed(one) or None,
                unit=series.unit,
                numerator=exact_number(above),
                denominator=exact_number(measured.denominator if measured is not None else None),
                degree=one.degree.value if one.degree else None,
                cells=tuple(
                    f"{figure.address}={'' if figure.number is None else figure.number}"
                    for figure in one.figures
                ),
                blocking=tuple(
                    str(figure.address) for figure in one.figures if figure.number is None
                ),
                doubts=_codes(one.doubts),
                reason=one.reason.text(language) if one.reason else None,
                file=None if file is None else visible(file),
                places=one.places(language),
            )
