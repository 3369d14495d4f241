"""Adding up the reports of several bodies 「汇总」 into one, exact, with what could not be told.

Takes reports and gives a report again; reads no file. What is no sum is absent and named, never
guessed; what would count something twice is refused unless the caller allows it by its name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from attrs import field, fields, frozen

from govdisclosure.characters import fold_blanks
from govdisclosure.collection.addition import STOCKS, Gap, add, coarsest, folded, sources_of
from govdisclosure.collection.bodies import Collection
from govdisclosure.collection.refusals import UNNAMED, MergeError, Part, refuse
from govdisclosure.collection.remarks import Remark, RemarkKind
from govdisclosure.collection.roster import Roster
from govdisclosure.composition import compose
from govdisclosure.forms.layout import Edition, SectionKind, TableKind
from govdisclosure.model.addresses import Address, addresses_of, as_address
from govdisclosure.model.blocks import Paragraph
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.model.report import Report, Section
from govdisclosure.model.tables import Table
from govdisclosure.rules.basis.context import Blank

__all__ = ["Added", "MergeError", "Merged", "add_tables", "merge", "parts_of"]


@frozen(kw_only=True, eq=False)
class Merged(Report):
    """A report that adds up those of several bodies; equal to any report that says the same."""

    #: The bodies whose reports it adds up, by name.
    bodies: tuple[str, ...] = ()
    #: The bodies whose numbers are in each cell; a cell that has no sum names those that have one.
    contributors: Mapping[Address, tuple[str, ...]] = field(factory=dict, repr=False)
    #: What had to be left out or assumed, and what the caller allowed.
    remarks: tuple[Remark, ...] = field(default=(), repr=False)

    def remarks_on(self, address: Address | str) -> Iterator[Remark]:
        """What is to be known of one cell."""
        place = as_address(address)
        return (one for one in self.remarks if place in one.addresses)

    def __eq__(self, other: object) -> bool:
        """Whether what they say is equal; how a report came about takes no part."""
        return _said(self) == _said(other) if isinstance(other, Report) else NotImplemented

    def __hash__(self) -> int:
        """That of the report."""
        return super().__hash__()


def _said(report: Report) -> tuple[object, ...]:
    return tuple(getattr(report, one.name) for one in fields(Report) if one.eq)


def merge(
    reports: Iterable[Report] | Collection,
    *,
    agency: str,
    year: int,
    blank: str = "unknown",
    allow: Iterable[str] = (),
    roster: Roster | None = None,
) -> Merged:
    """Add up the reports of several bodies, cell by cell, into the report of *agency*.

    A cell holds a number only where every body printed one, in one unit; what all left empty in
    the same way stays so; any other is absent, and a remark names the bodies without a number.
    Where both forms are among the tables three, the three rows of （六） go down to the one row of
    2019. The remarks stand in section six as well, so that no copy goes without them. No prose is
    taken over.

    Args:
        reports: The reports, or a collection, whose names for bodies are then used.
        agency: The organ that the result is to name.
        year: The year that it is to name, and that all are on.
        blank: What a blank or a mark means beside numbers: ``"unknown"``, or ``"zero"``, and then
            a remark says whose were taken as zero.
        allow: What is refused otherwise: ``"area"`` a government beside bodies that its report
            may add up already, ``"twice"`` several reports of one body, ``"years"`` reports on
            other years, ``"editions"`` tables two of both forms, ``"sheets"`` reports with
            statistics sheets of 2008 to 2018, which are left out.
        roster: The bodies whose reports belong in the sum; a remark names those that are not.

    Raises:
        MergeError: Something is to be refused; it names all that is.
        ValueError: There is no report; *blank* or *allow* is no such word; no title can name
            *agency* and *year*.

    Example:
        >>> cells = "disputes/review/upheld", "disputes/review/pending"
        >>> one = compose(agency="甲市乙局", year=2024, cells=dict.fromkeys(cells, 2))
        >>> two = compose(agency="甲市丙局", year=2024, cells={cells[0]: 3})
        >>> both = merge([one, two], agency="甲市人民政府", year=2024)
        >>> both[cells[0]].value, both[cells[1]].state.value
        (5, 'absent')
        >>> print(next(both.remarks_on(cells[1])).text())
        行政复议、行政诉讼情况表：有机关未填数的单元格没有汇总：甲市丙局（四/行政复议/尚未审结）。
    """
    blank_is_zero = Blank(blank) is Blank.ZERO
    parts = parts_of(reports)
    remarks = refuse(parts, year=year, allow=allow)
    if roster is not None and (missing := _missing(parts, roster)):
        remarks.append(Remark(kind=RemarkKind.MISSING, bodies=missing))
    added = [
        one for kind in TableKind if (one := add_tables(parts, kind, blank_is_zero=blank_is_zero))
    ]
    remarks += [remark for one in added for remark in one.remarks]
    return Merged(
        title=compose(agency=agency, year=year).title,
        sections=_sections([one.table for one in added], remarks),
        bodies=tuple(sorted({name for part in parts for name in part.bodies})),
        contributors=dict(chain.from_iterable(one.contributors.items() for one in added)),
        remarks=tuple(remarks),
    )


def _sections(tables: Iterable[Table], remarks: Iterable[Remark]) -> Iterator[Section]:
    """The six sections of a sum, with its tables and, in the last, what is to be known of it."""
    blocks: dict[SectionKind, tuple[Table | Paragraph, ...]] = {
        SectionKind(one.kind.value): (one,) for one in tables
    }
    blocks[SectionKind.OTHER] = tuple(
        Paragraph(text=fold_blanks(f"汇总说明：{remark.text()}")) for remark in remarks
    )
    return (Section.of(kind, *blocks.get(kind, ())) for kind in SectionKind)


def _missing(parts: Iterable[Part], roster: Roster) -> tuple[str, ...]:
    """The bodies of the roster that have no part in a sum."""
    there = [roster.find(name) for part in parts for name in part.bodies]
    return tuple(one.name for one in roster.entries if one not in there)


def parts_of(reports: Iterable[Report] | Collection) -> list[Part]:
    """What is added up, in the order of the names, so that no other order makes a difference."""
    members = (reports if isinstance(reports, Collection) else Collection(reports)).members
    parts = []
    for one in members:
        report, name = one.outcome.report, one.body or UNNAMED
        if report is not None:
            bodies = report.bodies if isinstance(report, Merged) else (name,)
            parts.append(Part(name, report, bodies, one.year))
    return sorted(parts, key=lambda one: one.name)


# ------------------------------------------------------------------------------ one table


@frozen(kw_only=True)
class Added:
    """A statutory table that adds up those of several reports."""

    table: Table
    contributors: Mapping[Address, tuple[str, ...]]
    remarks: tuple[Remark, ...]


def add_tables(
    parts: Sequence[Part],
    kind: TableKind,
    *,
    blank_is_zero: bool = False,
    edition: Edition | None = None,
) -> Added | None:
    """The table of *kind* that *parts* have together; None where none of them has one.

    Args:
        parts: The reports.
        kind: Which table.
        blank_is_zero: Whether blanks and marks count as zero beside numbers.
        edition: The form to add up in; when None, the one with the fewer rows of those in use.
    """
    tables = [part.report.table(kind) for part in parts]
    editions = {table.edition for table in tables if table is not None}
    if not editions:
        return None
    form = edition or coarsest(editions)
    addresses = addresses_of(kind, form)
    rows = [
        (ABSENT,) * len(addresses)
        if table is None
        else folded(table.cells, kind, table.edition, form, blank_is_zero=blank_is_zero)
        for table in tables
    ]
    sums = [_inner(part.report, table, form) for part, table in zip(parts, tables, strict=True)]
    cells: list[Cell] = []
    contributors: dict[Address, tuple[str, ...]] = {}
    noted: dict[RemarkKind, list[tuple[Address, tuple[str, ...]]]] = {}
    for address, column in zip(addresses, zip(*rows, strict=True), strict=True):
        found = add(column, blank_is_zero=blank_is_zero)
        cells.append(found if isinstance(found, Cell) else ABSENT)
        having: set[str] = set()
        lacking: list[str] = []
        for cell, part, inner in zip(column, parts, sums, strict=True):
            if cell.value is None:
                lacking.append(part.name)
            elif inner is None:
                having.add(part.name)
            if inner is not None:
                having.update(inner[address])
        contributors[address] = tuple(sorted(having))
        for remark, names in _remarks_on(found, address, len(column), tuple(lacking)):
            noted.setdefault(remark, []).append((address, names))
    if folds := _folds(parts, tables, kind, form):
        noted[RemarkKind.FOLDED] = folds
    return Added(
        table=Table(kind=kind, edition=form, cells=cells),
        contributors=contributors,
        remarks=tuple(
            Remark(kind=one, cells=tuple(cells), edition=form, bodies=_all_names(cells))
            for one, cells in noted.items()
        ),
    )


def _all_names(cells: Iterable[tuple[Address, tuple[str, ...]]]) -> tuple[str, ...]:
    return tuple(sorted({name for _, names in cells for name in names}))


def _inner(
    report: Report, table: Table | None, form: Edition | None
) -> Mapping[Address, frozenset[str]] | None:
    """Who contributed to each cell of a sum, by the addresses of *form*; None for no sum."""
    if not isinstance(report, Merged) or table is None:
        return None
    own = [report.contributors.get(address, ()) for address in table.addresses]
    sources = sources_of(table.kind, table.edition, form)
    return {
        address: frozenset(name for place in places for name in own[place])
        for address, places in zip(addresses_of(table.kind, form), sources, strict=True)
    }


def _remarks_on(
    found: Cell | Gap, address: Address, count: int, lacking: tuple[str, ...]
) -> Iterator[tuple[RemarkKind, tuple[str, ...]]]:
    """What is to be said of the sum of *count* cells; those of *lacking* have no number."""
    if found is Gap.MIXED and len(lacking) == count:
        yield RemarkKind.UNLIKE, ()
    elif isinstance(found, Gap):
        yield RemarkKind(found.value), lacking if found is Gap.MIXED else ()
    elif found.value is not None:
        if lacking:
            yield RemarkKind.ZERO, lacking
        if found.value and address.column in STOCKS and count - len(lacking) > 1:
            yield RemarkKind.STOCK, ()


def _folds(
    parts: Sequence[Part], tables: Sequence[Table | None], kind: TableKind, form: Edition | None
) -> list[tuple[Address, tuple[str, ...]]]:
    """The rows that are one in *form* and several in the tables of some bodies, which it names."""
    pairs = [(part.name, one) for part, one in zip(parts, tables, strict=True) if one is not None]
    others = [(name, one.edition) for name, one in pairs if one.edition is not form]
    if not others:
        return []
    names = tuple(name for name, _ in others)
    sources = sources_of(kind, others[0][1], form)
    pairs_of_cells = zip(addresses_of(kind, form), sources, strict=True)
    return [(address, names) for address, places in pairs_of_cells if len(places) > 1]
