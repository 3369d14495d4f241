"""Indicators of many reports: each report's own, the rate of them together, and who ranks where.

Takes reports and gives results by indicator and year; reads no file. A rate over several reports
is the sum of the numerators over the sum of the denominators, never a mean of rates. A set that
would count something twice is refused.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import field, frozen

from govdisclosure.collection.bodies import Collection, Member
from govdisclosure.collection.outcomes import Outcome
from govdisclosure.collection.quality import count_findings
from govdisclosure.collection.refusals import UNNAMED, MergeError, Part, overlaps
from govdisclosure.measures.definition import Indicator, Source, Unit
from govdisclosure.measures.evaluation import measure
from govdisclosure.measures.figures import Figures
from govdisclosure.measures.lookup import indicators_named
from govdisclosure.measures.measured import (
    Measured,
    MeasureState,
    print_exact,
    print_value,
)
from govdisclosure.model.cells import Blank
from govdisclosure.model.display import show_rows
from govdisclosure.model.report import Report
from govdisclosure.wording import COLON, COMMA, LIST_COMMA, Language, Wording

__all__ = ["Comparison", "Indicators", "Measurer", "Placed", "Pooled", "indicators", "rank_words"]

#: Where the denominator is smaller, one case changes the rate by more than ten points.
_MIN_N = 10
#: What may be allowed, by name.
_ALLOWABLE = ("area", "twice")
_INDICATORS = Wording("不能合并计算指标", "indicators of this set cannot be worked out")


@frozen(kw_only=True)
class Placed:
    """An indicator of one report among those of others on the same year."""

    member: Member
    measured: Measured
    #: The place by value, the largest first; ties share the better one. None without a value, and
    #: where the denominator is below the minimum.
    rank: int | None = None
    #: How many others have the same place.
    ties: int = 0
    #: The share of ranked reports whose value is not larger; None where there is no rank.
    percentile: Fraction | None = None

    @property
    def name(self) -> str:
        """The body that reports."""
        return self.member.body or UNNAMED


@frozen(kw_only=True)
class Pooled:
    """An indicator of several reports together: Σ numerators / Σ denominators.

    Only reports in which both are known take part; each of them with all that it has.
    """

    indicator: Indicator
    #: The sums; None where no report takes part.
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    #: How many reports take part.
    count: int = 0
    #: The bodies whose reports do not.
    left_out: tuple[str, ...] = ()
    #: The bodies whose numbers are questionable.
    questionable: tuple[str, ...] = ()

    @property
    def share_left_out(self) -> Fraction:
        """The share of the reports that do not take part."""
        every = self.count + len(self.left_out)
        return Fraction(len(self.left_out), every) if every else Fraction(0)

    @property
    def state(self) -> MeasureState:
        """What became of it, as for one report."""
        if self.numerator is None:
            return MeasureState.UNKNOWN
        if self.indicator.is_rate and not self.denominator:
            return MeasureState.UNDEFINED
        return MeasureState.QUESTIONABLE if self.questionable else MeasureState.VALUE

    @property
    def value(self) -> Fraction | None:
        """The exact value; None where there is none."""
        if self.state not in {MeasureState.VALUE, MeasureState.QUESTIONABLE}:
            return None
        if self.numerator is None or not self.denominator:
            return self.numerator
        return self.numerator / self.denominator

    def printed(self) -> str:
        """The value with its unit; empty where there is none."""
        return "" if self.value is None else print_value(self.value, self.indicator.unit)

    def text(self, language: Language = "zh") -> str:
        """The arithmetic in one line, with what was left out."""
        words = self.printed() or self.state.text(language)
        if self.indicator.is_rate and self.value is not None:
            words = f"{print_exact(self.numerator)} / {print_exact(self.denominator)} = {words}"
        notes = [_REPORTS.say(language, count=self.count)]
        if self.left_out:
            share = print_value(self.share_left_out, Unit.PER_CENT)
            names = LIST_COMMA.text(language).join(self.left_out)
            notes.append(
                _LEFT_OUT.say(language, count=len(self.left_out), share=share, names=names)
            )
        if self.questionable:
            names = LIST_COMMA.text(language).join(self.questionable)
            notes.append(f"{MeasureState.QUESTIONABLE.text(language)}{COLON.text(language)}{names}")
        return COMMA.text(language).join((words, *notes))


_REPORTS = Wording("{count} 份报告", "{count} {count:report|reports}")
_LEFT_OUT = Wording(
    "另有 {count} 份（{share}）因数据不全未计入：{names}",
    "{count} ({share}) left out for want of numbers: {names}",
)


@frozen(kw_only=True)
class Comparison:
    """One indicator over the reports on one year."""

    indicator: Indicator
    #: None for reports that name no year.
    year: int | None
    #: Each report's own, in the order given.
    placed: tuple[Placed, ...]
    pooled: Pooled
    #: The denominator below which there is no rank.
    min_n: int

    @property
    def ranking(self) -> tuple[Placed, ...]:
        """Those that have a rank, the first place first; ties in the order given."""
        ranked = [one for one in self.placed if one.rank is not None]
        return tuple(sorted(ranked, key=lambda one: one.rank or 0))

    def _repr_html_(self) -> str:
        """The comparison as a notebook shows it."""
        head = ("值", "计算", "状态", "位次")
        rows: list[tuple[str | None, Sequence[str]]] = [(None, head)]
        rows += [
            (
                one.name,
                (
                    one.measured.printed(),
                    _arithmetic(one.measured),
                    one.measured.state.text("zh"),
                    rank_words(one, "zh"),
                ),
            )
            for one in self.placed
        ]
        rows.append(("合计", (self.pooled.printed(), self.pooled.text(), "", "")))
        return show_rows(rows)


def _arithmetic(one: Measured) -> str:
    if one.numerator is None or one.denominator is None:
        return ""
    return f"{print_exact(one.numerator)} / {print_exact(one.denominator)}"


def _result(one: Measured) -> str:
    """Arithmetic and value, or the state."""
    if one.value is None:
        return one.state.text()
    arithmetic = _arithmetic(one)
    return f"{arithmetic} = {one.printed()}" if arithmetic else one.printed()


def rank_words(one: Placed, language: Language) -> str:
    """The place of a report, with how many share it."""
    if one.rank is None:
        return ""
    ties = _TIED.say(language, count=one.ties + 1) if one.ties else ""
    return f"{one.rank}{ties}"


_TIED = Wording("（{count} 个并列）", " ({count} tied)")


def _as_tuple(comparisons: Iterable[Comparison]) -> tuple[Comparison, ...]:
    return tuple(comparisons)


@frozen
class Indicators:
    """The indicators of many reports, by indicator and year; see :func:`indicators`."""

    comparisons: tuple[Comparison, ...] = field(converter=_as_tuple)

    def __iter__(self) -> Iterator[Comparison]:
        """Each comparison, by indicator in the order of the dictionary, then by year."""
        return iter(self.comparisons)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.comparisons)

    def _repr_html_(self) -> str:
        """All comparisons as a notebook shows them, one line a report."""
        rows: list[tuple[str | None, Sequence[str]]] = [(None, ("年度", "机关", "结果", "位次"))]
        for one in self.comparisons:
            year = "" if one.year is None else str(one.year)
            rows += [
                (
                    one.indicator.name.text(),
                    (year, each.name, _result(each.measured), rank_words(each, "zh")),
                )
                for each in one.placed
            ]
        return show_rows(rows)

    def of(self, key: str, year: int | None = None) -> Comparison:
        """The comparison of one indicator; of the only year where none is named.

        Raises:
            KeyError: There is none, or one for each of several years.
        """
        found = [one for one in self.comparisons if one.indicator.key == key]
        if year is not None:
            found = [one for one in found if one.year == year]
        if len(found) != 1:
            years = ", ".join(str(one.year) for one in self.comparisons if one.indicator.key == key)
            raise KeyError(f"name one of the years of {key!r}: {years or 'there are none'}")
        return found[0]


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
        previous = self.last_year_of(member) if indicator.needs_last_year else None
        if indicator.source is Source.FINDINGS:
            return count_findings(indicator, report, previous or self.last_year_of(member))
        last = self.figures(previous) if previous is not None else None
        return measure(indicator, self.figures(report), last)

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
    chosen = indicators_named([keys] if isinstance(keys, str) else keys)
    allowed = set(allow)
    if unknown := allowed.difference(_ALLOWABLE):
        raise ValueError(f"allow knows {', '.join(_ALLOWABLE)}, not {', '.join(sorted(unknown))}")
    there = reports if isinstance(reports, Collection) else Collection(as_reports(reports))
    members = [one for one in there.members if one.outcome.report is not None]
    by_year: dict[int | None, list[Member]] = {}
    for one in sorted(members, key=lambda one: (one.year is None, one.year or 0)):
        by_year.setdefault(one.year, []).append(one)
    for group in by_year.values():
        _refuse(group, allowed)
    measurer = Measurer(members, blank=blank, infer=infer)
    return Indicators(
        compare(indicator, year, group, measurer, min_n=min_n)
        for indicator in chosen
        for year, group in by_year.items()
    )


def as_reports(
    reports: Report | Outcome | Iterable[Report | Outcome],
) -> Iterable[Report | Outcome]:
    """One report or several, as several."""
    return (reports,) if isinstance(reports, Report | Outcome) else reports


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


def compare(
    indicator: Indicator,
    year: int | None,
    members: Sequence[Member],
    measurer: Measurer,
    *,
    min_n: int,
) -> Comparison:
    """One indicator over the members of one year."""
    found = [(one, measurer.measure(indicator, one)) for one in members]
    return Comparison(
        indicator=indicator,
        year=year,
        placed=tuple(_placed(found, min_n)),
        pooled=_pooled(indicator, found),
        min_n=min_n,
    )


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
    known = {MeasureState.VALUE, MeasureState.QUESTIONABLE, MeasureState.UNDEFINED}
    parts = [one for _, one in found if one.state in known]
    names = [(member.body or UNNAMED, one) for member, one in found]
    above = [one.numerator for one in parts if one.numerator is not None]
    below = [one.denominator for one in parts if one.denominator is not None]
    return Pooled(
        indicator=indicator,
        numerator=sum(above, Fraction(0)) if parts else None,
        denominator=sum(below, Fraction(0)) if parts and indicator.is_rate else None,
        count=len(parts),
        left_out=tuple(name for name, one in names if one.state not in known),
        questionable=tuple(name for name, one in names if one.state in known and one.doubts),
    )
