"""One number through the years: a cell or an indicator of one body, from edition to edition.

Takes the reports of a body and gives one point a year. Cells of another edition are taken only as
the crosswalk says; what is not known is a gap with its reason, and nothing is interpolated.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction

from attrs import evolve, field, frozen

from govdisclosure.collection.bodies import Collection, Member
from govdisclosure.collection.measuring import Measurer
from govdisclosure.crosswalk import Correspondence, Degree, correspondence, sheet_crosswalk
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.forms.sheet_indicators import SheetKind
from govdisclosure.measures.definition import Indicator, IndicatorUnit
from govdisclosure.measures.figures import Doubt, Figure, Figures
from govdisclosure.measures.lookup import indicator_definition
from govdisclosure.measures.measured import Measured, MeasureState
from govdisclosure.measures.printing import print_exact
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.display import show_fields, show_rows
from govdisclosure.wording import COMMA, LANGUAGES, LIST_COMMA, Language, Wording

__all__ = ["Point", "PointState", "Series", "series_of"]


class PointState(Enum):
    """What a year has."""

    #: A number that counts the same as those of the other years.
    VALUE = "value"
    #: Such a number in a sum that does not hold, or that is no count.
    QUESTIONABLE = "questionable"
    #: A number that counts nearly the same: it is shown, and joined to no other year.
    ALIKE = "alike"
    #: None, for the reason that the point gives.
    GAP = "gap"

    def text(self, language: Language = "zh") -> str:
        """The state in *language*."""
        return _STATES[self].text(language)


_STATES: Mapping[PointState, Wording] = {
    PointState.VALUE: Wording("可比", "comparable"),
    PointState.QUESTIONABLE: Wording("存疑", "questionable"),
    PointState.ALIKE: Wording("近似，不可直接比较", "alike, not comparable"),
    PointState.GAP: Wording("缺", "gap"),
}


@frozen(kw_only=True)
class Point:
    """One year of a series."""

    year: int
    state: PointState
    #: The exact number, a rate as a fraction of 1; None in a gap.
    value: Fraction | None = None
    #: The cells behind it, in the report of the year.
    figures: tuple[Figure, ...] = field(default=(), repr=False)
    #: How they correspond to the cell of the series; None in a series of an indicator.
    degree: Degree | None = None
    #: Why it is a gap or only alike, or what was assumed.
    reason: Wording | None = None
    doubts: tuple[Doubt, ...] = ()
    #: The report of the year; None where there is none or several differ.
    member: Member | None = field(default=None, repr=False)
    #: What it is in a series of an indicator.
    measured: Measured | None = field(default=None, repr=False)

    def places(self, language: Language = "zh") -> tuple[str, ...]:
        """Where each of its numbers is in the file: the path, the place, the address."""
        path = (self.member.outcome.path if self.member else None) or ""
        found = []
        for figure in self.figures:
            origin = figure.cell.place
            parts = (path, origin.words(language) if origin else "", str(figure.address))
            found.append(" · ".join(filter(None, parts)))
        return tuple(dict.fromkeys(found))

    def _repr_html_(self) -> str:
        """The point as a notebook shows it."""
        return show_fields(
            year=self.year,
            state=self.state.text(),
            value=self.value,
            reason=self.reason.text() if self.reason else None,
            places=LIST_COMMA.text().join(self.places()) or None,
        )


@frozen(kw_only=True)
class Series:
    """A cell or an indicator of one body, year by year; see :meth:`Collection.series`."""

    #: The body; None where the reports name none.
    body: str | None
    #: What it is a series of.
    of: Address | Indicator
    #: One for each year from the first report to the last, gaps among them.
    points: tuple[Point, ...]
    #: Reports that name no year, which are in no point.
    undated: tuple[Member, ...] = field(default=(), repr=False)

    @property
    def key(self) -> str:
        """The address or the key of the indicator."""
        return self.of.key if isinstance(self.of, Indicator) else str(self.of)

    @property
    def unit(self) -> str:
        """The unit of the values as printed; empty for a ratio and where the form has none."""
        if isinstance(self.of, Indicator):
            return "" if self.of.unit is IndicatorUnit.RATIO else self.of.unit.value
        return self.of.unit or ""

    @property
    def gaps(self) -> tuple[Point, ...]:
        """The years without a number."""
        return tuple(one for one in self.points if one.state is PointState.GAP)

    def runs(self) -> Iterator[tuple[Point, ...]]:
        """The stretches of years that are comparable with each other, as a line joins them."""
        run: list[Point] = []
        for one in self.points:
            if one.state in {PointState.VALUE, PointState.QUESTIONABLE}:
                run.append(one)
            elif run:
                yield tuple(run)
                run = []
        if run:
            yield tuple(run)

    def words(self, language: Language = "zh") -> str:
        """What it is a series of, in words."""
        if isinstance(self.of, Indicator):
            return self.of.name.text(language)
        return self.of.words(language)

    def printed(self, point: Point) -> str:
        """The value of a point with its unit; empty in a gap."""
        if point.measured is not None:
            return point.measured.printed()
        return "" if point.value is None else f"{print_exact(point.value)}{self.unit}"

    def _repr_html_(self) -> str:
        """The series as a notebook shows it, with the place of every number."""
        head = ("值", "状态", "说明", "出处")
        rows: list[tuple[str | None, Sequence[str]]] = [(None, head)]
        for one in self.points:
            why = one.reason.text() if one.reason else ""
            places = LIST_COMMA.text().join(one.places())
            rows.append((str(one.year), (self.printed(one), one.state.text(), why, places)))
        return show_rows(rows)


#: What a value of an indicator is in a series; all else is a gap.
_POINTS: Mapping[MeasureState, PointState] = {
    MeasureState.VALUE: PointState.VALUE,
    MeasureState.QUESTIONABLE: PointState.QUESTIONABLE,
}
_ADDRESS = "an address has three levels, such as requests/received_new/total"
_NO_REPORT = Wording("没有这一年度的报告", "there is no report on this year")
_SEVERAL = Wording(
    "这一年度有几份不同的报告", "there are several reports on this year, which differ"
)
_NO_TABLE = Wording("报告中没有这张表", "the report has no such table")
_NO_ROW = Wording(
    "2008 至 2018 年的统计表没有这一项", "the sheets of 2008 to 2018 have no such row"
)
_NOT_PARTED = Wording(
    "2019 年表式的（六）其他处理只有一行，不能拆分",
    "other handling is one row in the form of 2019, which cannot be divided",
)


def series_of(
    collection: Collection,
    what: Address | Indicator | str,
    *,
    edition: Edition | str | None = None,
    blank: str = "unknown",
    infer: bool = False,
) -> Series:
    """:meth:`Collection.series`, which says what the arguments are."""
    names = {one.body for one in collection.members if one.outcome.report is not None}
    if len(names) > 1:
        listed = "、".join(sorted(one or "—" for one in names))
        raise ValueError(f"the series of one body is asked for; name one with body(): {listed}")
    subject = _subject(what)
    members = [one for one in collection.members if one.outcome.report is not None]
    measurer = Measurer(members, blank=blank, infer=infer)
    by_year: dict[int, list[Member]] = {}
    for one in members:
        if one.year is not None:
            by_year.setdefault(one.year, []).append(one)
    reader = _Reader(subject, Edition(edition) if edition else None, measurer)
    years = range(min(by_year), max(by_year) + 1) if by_year else ()
    return Series(
        body=next(iter(names), None),
        of=subject,
        points=tuple(reader.point(year, by_year.get(year, [])) for year in years),
        undated=tuple(one for one in members if one.year is None),
    )


def _subject(what: Address | Indicator | str) -> Address | Indicator:
    """The cell or the indicator that is meant.

    Raises:
        KeyError: There is no such address, or no such indicator.
    """
    if not isinstance(what, str):
        return what
    tables = {one.value for one in (*TableKind, *SheetKind)}
    if what.partition("/")[0] in tables:
        return Address.parse(what)
    try:
        return indicator_definition(what)
    except KeyError as error:
        raise KeyError(f"{error.args[0]}; {_ADDRESS}") from None


class _Reader:
    """Reads one subject out of the reports of each year."""

    def __init__(
        self, subject: Address | Indicator, edition: Edition | None, measurer: Measurer
    ) -> None:
        self._subject = subject
        self._measurer = measurer
        self._home = edition
        if isinstance(subject, Address) and isinstance(subject.table, TableKind):
            self._home = _home_of(subject, edition)

    def point(self, year: int, members: Sequence[Member]) -> Point:
        """The point of one year."""
        if not members or any(one.outcome.report != members[0].outcome.report for one in members):
            reason = _SEVERAL if members else _NO_REPORT
            return Point(year=year, state=PointState.GAP, reason=reason)
        member = members[0]
        if isinstance(self._subject, Indicator):
            return self._of_indicator(year, member, self._subject)
        return self._of_cells(year, member, self._subject)

    def _of_indicator(self, year: int, member: Member, subject: Indicator) -> Point:
        one = self._measurer.measure(subject, member)
        state = _POINTS.get(one.state, PointState.GAP)
        # a gap has its state for a reason, what is only alike the caveat of the indicator
        lead = one.state.text if one.value is None else None
        if one.value is not None and self._is_only_alike(subject, member):
            state, lead = PointState.ALIKE, subject.caveat.text
        reason = _joined(
            lambda to: (
                lead(to) if lead is not None else "",
                *one.notes(to),
                *(doubt.text(to) for doubt in one.doubts),
            )
        )
        return Point(
            year=year,
            state=state,
            value=one.value,
            figures=tuple(other.figure for other in one.operands if not other.is_last_year),
            reason=reason if reason.chinese else None,
            doubts=one.doubts,
            member=member,
            measured=one,
        )

    def _is_only_alike(self, subject: Indicator, member: Member) -> bool:
        """Whether the form of the report counts otherwise than that of the series."""
        home = self._home or Edition.FORM_2021
        return not subject.is_same_in_editions and self._measurer.forms_of(subject, [member]) != {
            home
        }

    def _of_cells(self, year: int, member: Member, address: Address) -> Point:
        report = member.outcome.report
        if report is None:
            raise ValueError("a member of a series has a report")
        figures = self._measurer.figures(report)
        found = (
            _from_sheet(address, figures)
            if isinstance(address.table, SheetKind)
            else _from_form(address, self._home, figures)
        )
        if isinstance(found, Wording):
            return Point(year=year, state=PointState.GAP, reason=found, member=member)
        read = tuple(figures.at(one) for one in found.there)
        point = Point(
            year=year, state=PointState.GAP, figures=read, degree=found.degree, member=member
        )
        return _with_value(point, found, figures)


def _with_value(point: Point, found: Correspondence, figures: Figures) -> Point:
    """The point with the sum of its cells, or with the reason why there is none."""
    unknown = [one for one in point.figures if one.number is None]
    if unknown:
        return evolve(point, reason=_joined(lambda to: [one.words(to) for one in unknown]))
    doubts = [doubt for one in point.figures for doubt in figures.doubts_about(one)]
    state = PointState.QUESTIONABLE if doubts else PointState.VALUE
    if found.degree is Degree.ALIKE:
        state = PointState.ALIKE
    numbers = (Fraction(one.number) for one in point.figures if one.number is not None)
    taken = [one for one in point.figures if one.is_assumed or one.inferred is not None]
    reason = _joined(
        lambda to: (
            found.why.text(to),
            *(one.words(to) for one in taken),
            *(one.text(to) for one in dict.fromkeys(doubts)),
        )
    )
    return evolve(
        point,
        state=state,
        value=sum(numbers, Fraction(0)),
        reason=reason if reason.chinese else None,
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _joined(words: Callable[[Language], Iterable[str]]) -> Wording:
    """Words in both languages, joined where there are any."""
    return Wording(*(COMMA.text(to).join(filter(None, words(to))) for to in LANGUAGES))


def _from_form(
    address: Address, home: Edition | None, figures: Figures
) -> Correspondence | Wording:
    """Which cells of a report say what *address* of the form *home* says, or why none do."""
    report = figures.report
    table = report.table(address.form_table)
    if table is None:
        return _NO_TABLE if report.statistics is None else _in_sheet(address, home)
    if table.edition is None or table.edition is home:
        return Correspondence((address,), (address,), Degree.SAME)
    found = correspondence(address, home, table.edition)
    if len(found.here) > 1:
        return _NOT_PARTED
    return found.why if found.degree is Degree.NONE else found


def _in_sheet(address: Address, home: Edition | None) -> Correspondence | Wording:
    """Which rows of the sheet of 2008 to 2018 say nearly what *address* says."""
    for one in sheet_crosswalk(home or Edition.FORM_2021):
        if one.there == (address,):
            return Correspondence((address,), one.here, one.degree, one.why)
    return _NO_ROW


def _from_sheet(address: Address, figures: Figures) -> Correspondence | Wording:
    """Which cells of a report say what a cell of the sheet says, or why none do."""
    report = figures.report
    if report.statistics is not None:
        return Correspondence((address,), (address,), Degree.SAME)
    if report.edition is None:
        return _NO_TABLE
    found = correspondence(address, None, report.edition)
    return found.why if found.degree is Degree.NONE or len(found.here) > 1 else found


def _home_of(address: Address, edition: Edition | None) -> Edition | None:
    """The form that the cell of a series belongs to.

    Raises:
        KeyError: The form of *edition* has no such cell.
    """
    kind = address.form_table
    if kind is TableKind.DISPUTES:
        return None
    for one in (edition,) if edition else (Edition.FORM_2021, Edition.FORM_2019):
        if address in addresses_of(kind, one):
            return one
    raise KeyError(f"the form of {edition.value if edition else ''} has no cell {address}")
