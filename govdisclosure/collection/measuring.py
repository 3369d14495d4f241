"""Indicators of many reports: each report's own, the rate of them together, and who ranks where.

Takes reports and gives results by indicator and year; reads no file. A rate over several reports
is the sum of the numerators over the sum of the denominators, never a mean of rates. A set that
would count something twice is refused.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from govdisclosure.collection.bodies import Collection, Member
from govdisclosure.collection.comparison import Comparison, Indicators, Placed, Pooled
from govdisclosure.collection.outcomes import Outcome, as_outcomes
from govdisclosure.collection.quality import count_findings
from govdisclosure.collection.refusals import UNNAMED, MergeError, Part, overlaps
from govdisclosure.forms.layout import Edition
from govdisclosure.measures.definition import Indicator, IndicatorBasis
from govdisclosure.measures.evaluation import measure
from govdisclosure.measures.figures import Figures
from govdisclosure.measures.lookup import indicator_definitions
from govdisclosure.measures.measured import Measured, MeasureState
from govdisclosure.model.cells import Blank
from govdisclosure.model.report import Report
from govdisclosure.wording import Wording

__all__ = ["Measurer", "indicators"]

#: Where the denominator is smaller, one case changes the rate by more than ten points.
_MIN_N = 10
#: What may be allowed, by name.
_ALLOWABLE = ("area", "twice")
_INDICATORS = Wording("不能合并计算指标", "indicators of this set cannot be worked out")


class Measurer:
    """Works out indicators of the reports of one collection, each report's numbers once."""

    def __init__(self, members: Iterable[Member], *, blank: str, infer: bool) -> None:
        """One for *members*, among which reports on the year before are looked for."""
        self._blank, self._infers = Blank(blank), infer
        self._figures: dict[int, Figures] = {}
        self._by_body: dict[tuple[str | None, int | None], list[Report]] = {}
        for one in members:
            if one.outcome.report is not None and one.body and one.year is not None:
                self._by_body.setdefault((one.body, one.year), []).append(one.outcome.report)

    def last_year_of(self, member: Member) -> Report | None:
        """The report of the same body on the year before; None where several differ."""
        if member.year is None:
            return None
        found = self._by_body.get((member.body, member.year - 1), [])
        return found[0] if found and all(one == found[0] for one in found) else None

    def measure(self, indicator: Indicator, member: Member) -> Measured:
        """An indicator of one member, which must have a report."""
        report = member.outcome.report
        if report is None:
            raise ValueError("there is no report to measure")
        if indicator.basis is IndicatorBasis.FINDINGS:
            return count_findings(indicator, report, self.last_year_of(member))
        previous = self.last_year_of(member) if indicator.needs_last_year else None
        last = self.figures(previous) if previous is not None else None
        return measure(indicator, self.figures(report), last)

    def forms_of(self, indicator: Indicator, members: Iterable[Member]) -> set[Edition | None]:
        """The forms of the tables that an indicator is made of, in the reports of *members*."""
        tables = {one.table for one in indicator.terms}
        reports = [one.outcome.report for one in members]
        return {
            self.figures(one).edition_of(kind)
            for one in reports
            if one is not None
            for kind in tables
        }

    def figures(self, report: Report) -> Figures:
        """The numbers of a report."""
        found = self._figures.get(id(report))
        if found is None:
            found = Figures(report=report, blank=self._blank, infers=self._infers)
            self._figures[id(report)] = found
        return found


def indicators(
    reports: Report | Outcome | Iterable[Report | Outcome] | Collection,
    *,
    keys: str | Iterable[str] = (),
    blank: str = "unknown",
    infer: bool = False,
    min_n: int = _MIN_N,
    allow: Iterable[str] = (),
) -> Indicators:
    """Work out indicators of reports: each one's own, all together, and the ranks.

    Reports are compared by year. What looks back takes the report on the year before among them.

    Args:
        reports: The reports, or a collection, whose names for bodies are then used.
        keys: Keys of the dictionary, or of a family in it; all indicators when empty.
        blank: What a blank or a mark means: ``"unknown"``, or ``"zero"``, and then each result
            names the cells that it was taken for zero in.
        infer: Whether what follows from the sums is taken where no number is printed; each result
            names the sums.
        min_n: The denominator below which a rate gets no rank and no percentile.
        allow: What is refused otherwise: ``"area"`` a government beside bodies that its report
            may add up already, or beside its office; ``"twice"`` several reports of one body on
            one year.

    Raises:
        KeyError: The dictionary has no such indicator.
        MergeError: Something is to be refused; it names all that is.
        ValueError: *blank* or *allow* is no such word.

    Example:
        >>> from govdisclosure.composition import compose
        >>> cells = ("requests/outcomes_total/total", "requests/received_new/total",
        ...          "requests/carried_in/total")
        >>> made = [compose(agency=f"甲市{name}局", year=2024,
        ...                 cells=dict(zip(cells, numbers)))
        ...         for name, numbers in (("乙", (9, 10, 0)), ("丙", (90, 95, 5)))]
        >>> found = indicators(made, keys="closing_rate").of("closing_rate")
        >>> [one.measured.printed() for one in found.placed], found.pooled.printed()
        (['90.00%', '90.00%'], '90.00%')
        >>> [(one.rank, one.ties) for one in found.placed]
        [(1, 1), (1, 1)]
    """
    chosen = indicator_definitions([keys] if isinstance(keys, str) else keys)
    allowed = set(allow)
    if unknown := allowed.difference(_ALLOWABLE):
        raise ValueError(f"allow knows {', '.join(_ALLOWABLE)}, not {', '.join(sorted(unknown))}")
    there = reports if isinstance(reports, Collection) else Collection(as_outcomes(reports))
    members = [one for one in there.members if one.outcome.report is not None]
    by_year: dict[int | None, list[Member]] = {}
    for one in sorted(members, key=lambda one: (one.year is None, one.year or 0)):
        by_year.setdefault(one.year, []).append(one)
    for group in by_year.values():
        _refuse(group, allowed)
    measurer = Measurer(members, blank=blank, infer=infer)
    return Indicators(
        _compare(indicator, year, group, measurer, min_n=min_n)
        for indicator in chosen
        for year, group in by_year.items()
    )


def _refuse(members: Sequence[Member], allowed: set[str]) -> None:
    """Refuse members of one year that would count something twice.

    Raises:
        MergeError: There are some, and nobody allowed it.
    """
    parts = [
        Part(name := one.body or UNNAMED, one.outcome.report, (name,), one.year)
        for one in members
        if one.outcome.report is not None
    ]
    refused = [one for one in overlaps(parts) if one.kind.value not in allowed]
    if refused:
        raise MergeError(refused, _INDICATORS)


def _compare(
    indicator: Indicator,
    year: int | None,
    members: Sequence[Member],
    measurer: Measurer,
    *,
    min_n: int,
) -> Comparison:
    """One indicator over the members of one year.

    Where the forms count differently, reports in both have no ranks and are not added up.
    """
    found = [(one, measurer.measure(indicator, one)) for one in members]
    known = [member for member, one in found if one.value is not None]
    mixed = not indicator.is_same_in_editions and len(measurer.forms_of(indicator, known)) > 1
    placed = (Placed(member=member, measured=one) for member, one in found)
    return Comparison(
        indicator=indicator,
        year=year,
        placed=tuple(placed if mixed else _placed(found, min_n)),
        pooled=_of_two_forms(indicator, members) if mixed else _pooled(indicator, found),
        min_n=min_n,
    )


_TWO_FORMS = Wording(
    "两版表式口径不同，不能合计和排位",
    "the two forms count differently, so that there is no sum and no rank",
)


def _of_two_forms(indicator: Indicator, members: Iterable[Member]) -> Pooled:
    names = tuple(one.body or UNNAMED for one in members)
    return Pooled(indicator=indicator, left_out=names, reason=_TWO_FORMS)


def _placed(found: Sequence[tuple[Member, Measured]], min_n: int) -> Iterator[Placed]:
    """Everybody with the rank by value, the largest first, where the numbers are large enough."""
    values = sorted(
        one.value for _, one in found if one.value is not None and _is_ranked(one, min_n)
    )
    for member, one in found:
        value = one.value
        if value is None or not _is_ranked(one, min_n):
            yield Placed(member=member, measured=one)
            continue
        smaller, not_larger = bisect_left(values, value), bisect_right(values, value)
        yield Placed(
            member=member,
            measured=one,
            rank=1 + len(values) - not_larger,
            ties=not_larger - smaller - 1,
            percentile=Fraction(not_larger, len(values)),
        )


def _is_ranked(one: Measured, min_n: int) -> bool:
    return one.denominator is None or one.denominator >= min_n


def _pooled(indicator: Indicator, found: Sequence[tuple[Member, Measured]]) -> Pooled:
    parts = [one for _, one in found if _is_added(one)]
    names = [(member.body or UNNAMED, one) for member, one in found]
    above = [one.numerator for one in parts if one.numerator is not None]
    below = [one.denominator for one in parts if one.denominator is not None]
    return Pooled(
        indicator=indicator,
        numerator=sum(above, Fraction(0)) if parts else None,
        denominator=sum(below, Fraction(0)) if parts and indicator.is_rate else None,
        count=len(parts),
        left_out=tuple(name for name, one in names if not _is_added(one)),
        questionable=tuple(name for name, one in names if _is_added(one) and one.doubts),
    )


def _is_added(one: Measured) -> bool:
    """Whether both sides are known; a negative denominator is a contradiction."""
    if one.state is MeasureState.UNDEFINED:
        return one.denominator == 0
    return one.value is not None
