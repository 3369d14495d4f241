"""What a rule may read: the report, reports of other years and bodies, and the meaning of a blank.

Takes reports and gives what several rules need, computed once; judges nothing.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from decimal import Decimal
from functools import cache, cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

from attrs import evolve, field, frozen

from govdisclosure.claims import Claim, iter_claims
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.forms.sheet_indicators import SheetKind
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.agency import Agency, describe
from govdisclosure.model.cells import Blank, Cell
from govdisclosure.model.organs import same_organ
from govdisclosure.model.report import Report
from govdisclosure.model.tables import Table
from govdisclosure.rules.basis.naming import (
    Announced,
    Period,
    find_announced,
    find_period,
    iter_named,
    year_of,
)
from govdisclosure.rules.basis.written import WrittenBlock, paragraphs_of, places_of
from govdisclosure.source import Span
from govdisclosure.sums import Sum, SumKind, sums_of
from govdisclosure.text import CellState

__all__ = [
    "Blank",
    "Context",
    "Number",
    "PlacedSum",
    "place_in",
    "placed_sums",
    "places_in",
    "remembered",
]

#: The numbers that rules compare: whole counts, exact amounts of money.
Number: TypeAlias = int | Decimal


@frozen
class PlacedSum:
    """A sum of the form with its cells by their numbers in print order."""

    sum: Sum
    left: tuple[int, ...]
    right: tuple[int, ...]
    #: All of them, in print order.
    places: tuple[int, ...]


@cache
def _places(kind: TableKind, edition: Edition | None) -> dict[Address, int]:
    return {address: place for place, address in enumerate(addresses_of(kind, edition))}


@cache
def placed_sums(
    table: TableKind, edition: Edition | None, kind: SumKind | None = None
) -> tuple[PlacedSum, ...]:
    """The sums of *kind* in one table, or all of its sums, with their cells by number."""
    places = _places(table, edition)
    return tuple(
        PlacedSum(
            one,
            left := tuple(places[address] for address in one.left),
            right := tuple(places[address] for address in one.right),
            tuple(sorted(left + right)),
        )
        for one in sums_of(table, edition)
        if kind is None or one.kind is kind
    )


def place_in(table: Table, address: Address) -> int:
    """The number of the cell in print order; -1 if the edition of the table does not have it."""
    return places_in(table).get(address, -1)


def places_in(table: Table) -> Mapping[Address, int]:
    """The number of each cell of the table in print order."""
    return _places(table.kind, table.edition)


def _as_reports(reports: Report | Iterable[Report]) -> tuple[Report, ...]:
    return (reports,) if isinstance(reports, Report) else tuple(reports)


@frozen(slots=False, eq=False, kw_only=True)
class Context:
    """What the rules of one run may read; it is immutable."""

    report: Report
    #: Reports of other years of the same organ, in any order.
    previous: tuple[Report, ...] = field(default=(), converter=_as_reports)
    #: Reports of the bodies that this one adds up, or that are subordinate to its organ.
    children: tuple[Report, ...] = field(default=(), converter=_as_reports)
    blank: Blank = field(default=Blank.UNKNOWN, converter=Blank)
    #: The results of functions that are :func:`remembered`.
    _facts: dict[Hashable, Any] = field(factory=dict, init=False, repr=False)

    @cached_property
    def agency(self) -> Agency | None:
        """The organ that reports, with what its name shows; None when it is not named."""
        name = self.report.agency
        return describe(name) if name else None

    @cached_property
    def year(self) -> int | None:
        """The year reported on: that of the title, unless everything else names another."""
        named = iter_named(self.period, self.announced)
        return year_of(self.report, self.paragraphs, named)

    @cached_property
    def period(self) -> Period | None:
        """The statistics period; None if it is not stated."""
        return find_period(self.paragraphs)

    @cached_property
    def announced(self) -> Announced | None:
        """How the preamble announces the report; None when it does not."""
        return find_announced(self.paragraphs)

    @cached_property
    def edition(self) -> Edition | None:
        """The edition of the report as a whole."""
        table = self.tables.get(TableKind.PROACTIVE) or self.tables.get(TableKind.REQUESTS)
        return table.edition if table else None

    @cached_property
    def tables(self) -> dict[TableKind, Table]:
        """The statutory tables of the report."""
        found = ((kind, self.report.table(kind)) for kind in TableKind)
        return {kind: table for kind, table in found if table is not None}

    @cached_property
    def beside(self) -> tuple["Context", ...]:
        """The contexts of the previous reports, without duplicates."""
        return self._contexts(self.previous)

    @cached_property
    def below(self) -> tuple["Context", ...]:
        """The contexts of the reports of subordinate bodies, without duplicates and its own."""
        return tuple(
            one
            for one in self._contexts(self.children)
            if one.report != self.report
            and not (self.agency and one.agency and self.is_same_organ(one))
        )

    def _contexts(self, reports: tuple[Report, ...]) -> tuple["Context", ...]:
        unequal = dict.fromkeys(reports) if len(reports) > 1 else reports
        return tuple(evolve(self, report=one, previous=(), children=()) for one in unequal)

    @cached_property
    def last_years(self) -> tuple["Context", ...]:
        """The reports of the same organ on the year before; more than one if they differ."""
        return tuple(
            one
            for one in self.beside
            if self.year is not None and one.year == self.year - 1 and self.is_same_organ(one)
        )

    @cached_property
    def last_year(self) -> Report | None:
        """The report on the year before; None when it is missing, or when several differ."""
        return self.last_years[0].report if len(self.last_years) == 1 else None

    def is_same_organ(self, other: "Context") -> bool:
        """Whether the names allow that the organ is the same; an unnamed one is not another."""
        if self.agency is None or other.agency is None:
            return True
        return same_organ(self.agency.name, other.agency.name)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The numbers claimed in the prose, compared with the tables and with last year's."""
        return tuple(iter_claims(self.report, previous=self.last_year))

    @cached_property
    def places(self) -> tuple[WrittenBlock, ...]:
        """Every heading, paragraph and other table, with its words ready to be searched."""
        return places_of(self.report)

    @cached_property
    def paragraphs(self) -> tuple[WrittenBlock, ...]:
        """The paragraphs among the places."""
        return tuple(place for place in self.places if place.is_paragraph)

    @cached_property
    def appended(self) -> tuple[WrittenBlock, ...]:
        """The paragraphs of the annex, in the same form."""
        return paragraphs_of(self.report.annex)

    @cached_property
    def numbers(self) -> dict[TableKind, tuple[Number | None, ...]]:
        """The number in each cell of each table, in print order; None if it is not known."""
        as_number = self.number
        return {kind: tuple(map(as_number, table.cells)) for kind, table in self.tables.items()}

    @cached_property
    def assumed(self) -> dict[TableKind, frozenset[int]]:
        """The cells of each table without a number that the caller counts as zero."""
        return {
            kind: frozenset(
                place
                for place, number in enumerate(self.numbers[kind])
                if number is not None and table.cells[place].value is None
            )
            if self.blank is Blank.ZERO
            else frozenset()
            for kind, table in self.tables.items()
        }

    def number(self, cell: Cell) -> Number | None:
        """The number in *cell*; zero for a blank or a mark if the caller says so."""
        if cell.value is not None:
            return cell.value
        if self.blank is Blank.ZERO and cell.state in _BLANKS:
            return 0
        return None

    def span_of(self, address: Address) -> Span | None:
        """Where the cell, or else its table, is in the source."""
        if isinstance(address.table, SheetKind):
            sheet = self.report.statistics
            return (self.report[address].span or sheet.span) if sheet else None
        table = self.tables.get(address.table)
        if table is None:
            return None
        place = place_in(table, address)
        return (table.cells[place].span if place >= 0 else None) or table.span


_BLANKS = frozenset({CellState.BLANK, CellState.MARK})

_About = ParamSpec("_About")
_Fact = TypeVar("_Fact")


def remembered(
    fact: Callable[Concatenate[Context, _About], _Fact],
) -> Callable[Concatenate[Context, _About], _Fact]:
    """Make *fact*, which several rules use, be computed once for each context and arguments.

    Arguments besides the context must be positional and hashable.
    """

    @wraps(fact)
    def told(context: Context, /, *args: _About.args, **kwargs: _About.kwargs) -> _Fact:
        facts = context._facts  # noqa: SLF001 - the other half of the context
        key = (told, args)
        if key not in facts:
            facts[key] = fact(context, *args, **kwargs)
        found: _Fact = facts[key]
        return found

    return told
