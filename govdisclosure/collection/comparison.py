"""What indicators of many reports come to: each report's own, all combined, and the ranks.

Takes what was worked out and gives words; works nothing out.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import field, frozen

from govdisclosure.collection.bodies import Member
from govdisclosure.collection.refusals import UNNAMED
from govdisclosure.measures.definition import Indicator, IndicatorUnit
from govdisclosure.measures.measured import Measured, MeasureState, Quotient
from govdisclosure.measures.printing import print_value
from govdisclosure.model.display import show_rows
from govdisclosure.wording import COLON, COMMA, LIST_COMMA, Language, Wording, did_you_mean

__all__ = ["Comparison", "Indicators", "Placed", "Pooled", "rank_words"]


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
class Pooled(Quotient):
    """An indicator of several reports together: Σ numerators / Σ denominators.

    Only reports in which both are known take part, and no denominator is negative.
    """

    #: How many reports take part.
    count: int = 0
    #: The bodies whose reports do not.
    left_out: tuple[str, ...] = ()
    #: The bodies whose numbers are questionable.
    questionable: tuple[str, ...] = ()
    #: Why nothing is added up, where the reports are not to blame one by one.
    reason: Wording | None = None

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

    def text(self, language: Language = "zh") -> str:
        """The arithmetic in one line, with what was left out."""
        words = self.printed() or self.state.text(language)
        if self.indicator.is_rate and self.value is not None:
            words = f"{self.arithmetic()} = {words}"
        notes = [_REPORTS.say(language, count=self.count)]
        if self.reason is not None:
            notes.append(self.reason.text(language))
        elif self.left_out:
            share = print_value(self.share_left_out, IndicatorUnit.PER_CENT)
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
    "另有 {count} 份（{share}）没有可用数据，未计入：{names}",
    "{count} ({share}) left out without usable numbers: {names}",
)


@frozen(kw_only=True)
class Comparison:
    """One indicator over the reports on one year."""

    indicator: Indicator
    #: None for reports that name no year.
    year: int | None
    #: Each report's own, in the order given.
    placed: tuple[Placed, ...] = field(repr=False)
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
                    one.measured.arithmetic(),
                    one.measured.state.text("zh"),
                    rank_words(one, "zh"),
                ),
            )
            for one in self.placed
        ]
        rows.append(("合计", (self.pooled.printed(), self.pooled.text(), "", "")))
        return show_rows(rows)


def _result(one: Measured) -> str:
    """Arithmetic and value, or the state."""
    if one.value is None:
        return one.state.text()
    arithmetic = one.arithmetic()
    return f"{arithmetic} = {one.printed()}" if arithmetic else one.printed()


def rank_words(one: Placed, language: Language) -> str:
    """The place of a report, with how many share it, and whether its value is questionable."""
    if one.rank is None:
        return ""
    notes = [_TIED.say(language, count=one.ties + 1)] if one.ties else []
    if one.measured.state is MeasureState.QUESTIONABLE:
        notes.append(one.measured.state.text(language))
    words = COMMA.text(language).join(notes)
    return f"{one.rank}{_NOTED.say(language, words=words) if words else ''}"


_TIED = Wording("{count} 个并列", "{count} tied")
_NOTED = Wording("（{words}）", " ({words})")


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

    def __repr__(self) -> str:
        """How many indicators and years it has, in one line."""
        keys = {one.indicator.key for one in self.comparisons}
        years = sorted({one.year for one in self.comparisons if one.year is not None})
        return f"<Indicators keys={len(keys)} years={years}>"

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
            KeyError: There is none, or one for each of several years; the message names them.
        """
        found = [one for one in self.comparisons if one.indicator.key == key]
        if year is not None:
            found = [one for one in found if one.year == year]
        if len(found) != 1:
            raise KeyError(self._unmatched(key))
        return found[0]

    def _unmatched(self, key: str) -> str:
        years = [str(one.year) for one in self.comparisons if one.indicator.key == key]
        if years:
            return f"name one of the years of {key!r}: {', '.join(years)}"
        keys = dict.fromkeys(one.indicator.key for one in self.comparisons)
        return f"the key {key!r} was not worked out{did_you_mean(key, keys).english}"
