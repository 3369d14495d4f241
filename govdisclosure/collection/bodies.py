"""Reports by the body that reports, its kind and its place, and by year.

Takes reports or outcomes and gives them in groups; reads no file. A body is known by its name with
radicals and widths folded, and by the aliases that the caller gives; nothing else makes two names
one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve, frozen

from govdisclosure.characters import fold_radicals, narrow, squeeze
from govdisclosure.collection.outcomes import Outcome, as_outcomes
from govdisclosure.files import visible
from govdisclosure.forms.layout import Edition
from govdisclosure.model.agency import AgencyKind, describe
from govdisclosure.model.display import show_rows
from govdisclosure.model.organs import Organs
from govdisclosure.model.report import Report

if TYPE_CHECKING:
    from govdisclosure.collection.series import Series
    from govdisclosure.measures.definition import Indicator
    from govdisclosure.model.addresses import Address

__all__ = ["Collection", "Member", "body_key"]

#: How many files a notebook shows.
_MOST_ROWS = 60
_Key = TypeVar("_Key", str, int, AgencyKind)


def body_key(name: str) -> str:
    r"""A body's name as names are compared: without blanks, radicals and widths folded.

    Example:
        >>> body_key("威海市 文登区\u2ED3沙局（本级）")
        '威海市文登区长沙局(本级)'
    """
    return narrow(fold_radicals(squeeze(name)))


@frozen
class Member:
    """One file of a collection, and whose report on which year it is."""

    outcome: Outcome
    #: The body that reports, by its name or the one that it is an alias of; None where unnamed.
    body: str | None
    year: int | None

    @property
    def kind(self) -> AgencyKind | None:
        """What kind of body it is; None where the name does not tell."""
        return describe(self.body).kind if self.body else None

    @property
    def place(self) -> str | None:
        """The area that the name begins with; None where it names none."""
        return (describe(self.body).place or None) if self.body else None


def _is_of_several(names: Iterable[str]) -> bool:
    """Whether the names begin with different areas."""
    return len({describe(one).place for one in names} - {""}) > 1


class Collection:
    """Many reports, in the order given; never changed.

    Attributes:
        members: Every outcome, those without a report among them, with its body and its year.

    Example:
        >>> from govdisclosure.composition import compose
        >>> made = [compose(agency=name, year=2024) for name in ("甲市乙局", "甲市丙局", "乙局")]
        >>> found = Collection(made, aliases={"乙局": "甲市乙局"})
        >>> [(name, len(group)) for name, group in found.by_body().items()]
        [('甲市丙局', 1), ('甲市乙局', 2)]
    """

    __slots__ = ("_aliases", "members")

    def __init__(
        self,
        reports: Iterable[Report | Outcome],
        *,
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        """A collection of *reports*.

        Args:
            reports: Reports, or outcomes of reading, in any order.
            aliases: Other names of bodies, each with the name that is to stand for it.
        """
        self._aliases = {body_key(other): body_key(name) for other, name in (aliases or {}).items()}
        self.members: tuple[Member, ...] = tuple(map(self._member, as_outcomes(reports)))

    def _member(self, outcome: Outcome) -> Member:
        report = outcome.report
        if report is None:
            return Member(outcome, None, None)
        return Member(outcome, self.body_named(report.agency), report.year)

    def body_named(self, name: str | None) -> str | None:
        """The body that *name* is a name of: what it is an alias of, else itself, folded."""
        if not name:
            return None
        key = body_key(name)
        return self._aliases.get(key, key)

    def __iter__(self) -> Iterator[Report]:
        """The reports, in the order given."""
        return (one.outcome.report for one in self.members if one.outcome.report is not None)

    def __len__(self) -> int:
        """How many reports there are."""
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        """What it holds, in one line."""
        return f"<Collection files={len(self.members)} reports={len(self)}>"

    def keep(self, wanted: Callable[[Member], bool]) -> "Collection":
        """The members that are *wanted*, in the same order."""
        return self._of(one for one in self.members if wanted(one))

    def _of(self, members: Iterable[Member]) -> "Collection":
        part = Collection((), aliases=None)
        part._aliases, part.members = self._aliases, tuple(members)
        return part

    def by_body(self) -> dict[str, "Collection"]:
        """The reports of each body that is named, by its name."""
        return self._by(lambda one: one.body, str)

    def by_kind(self) -> dict[AgencyKind, "Collection"]:
        """The reports of each kind of body, in the order of :class:`AgencyKind`."""
        return self._by(lambda one: one.kind, list(AgencyKind).index)

    def by_place(self) -> dict[str, "Collection"]:
        """The reports from each area that names begin with."""
        return self._by(lambda one: one.place, str)

    def by_year(self) -> dict[int, "Collection"]:
        """The reports on each year."""
        return self._by(lambda one: one.year, int)

    def _by(
        self, key: Callable[[Member], _Key | None], order: Callable[[_Key], str | int]
    ) -> dict[_Key, "Collection"]:
        groups: dict[_Key, list[Member]] = {}
        for one in self.members:
            found = key(one)
            if found is not None:
                groups.setdefault(found, []).append(one)
        return {found: self._of(groups[found]) for found in sorted(groups, key=order)}

    def body(self, name: str) -> "Collection":
        """The reports of one body, by its name, an alias, or its name without the area before it.

        Raises:
            KeyError: No report is of that body; the message names similar ones.
        """
        key = self.body_named(name) or ""
        there = dict.fromkeys(one.body for one in self.members if one.body is not None)
        organs = Organs(there)
        found = organs.find(key)
        if not found:
            likes = get_close_matches(key, there, n=3, cutoff=0.3)
            hint = f"; there are {', '.join(likes)}" if likes else ""
            raise KeyError(f"no report is of the body {name!r}{hint}")
        # a name without its area belongs to none where bodies of several areas bear it
        same = {one for one in found if one == key or not _is_of_several(organs.find(one))}
        if _is_of_several(same):
            raise KeyError(f"{name!r} may be any of {', '.join(sorted(same))}")
        full = max(sorted(same), key=len)
        return self._of(evolve(one, body=full) for one in self.members if one.body in same)

    def series(
        self,
        what: "Address | Indicator | str",
        *,
        edition: Edition | str | None = None,
        blank: str = "unknown",
        infer: bool = False,
    ) -> "Series":
        """A cell or an indicator of one body, year by year from the first report to the last.

        A cell of another edition is taken where the crosswalk says that it counts the same, or
        that several add up to it. What counts nearly the same is marked, and no line joins it to
        other years. A year without a number is a gap with its reason; nothing is interpolated.

        Args:
            what: An address, such as ``"requests/received_new/total"``, or an indicator or its
                key, such as ``"closing_rate"``.
            edition: The form that the address is meant in; the one in force that has it when None.
            blank: What a blank or a mark means, ``"unknown"`` or ``"zero"``; a point says what was
                taken for zero.
            infer: Whether what follows from the sums is taken where no number is printed; a point
                names the sums.

        Raises:
            KeyError: There is no such address or indicator, or the edition does not have it.
            ValueError: The reports are of several bodies; *blank* is another word.

        Example:
            >>> from govdisclosure.composition import compose
            >>> made = [
            ...     compose(agency="甲市乙局", year=year, edition=form, cells={
            ...         "requests/received_new/total": number})
            ...     for year, form, number in (
            ...         (2019, "2019", 5), (2020, "2019", ""), (2021, "2021", 8))
            ... ]
            >>> found = Collection(made).body("乙局").series("requests/received_new/total")
            >>> [(one.year, one.state.value, found.printed(one)) for one in found.points]
            [(2019, 'value', '5件'), (2020, 'gap', ''), (2021, 'value', '8件')]
        """
        from govdisclosure.collection.series import series_of

        return series_of(self, what, edition=edition, blank=blank, infer=infer)

    def _repr_html_(self) -> str:
        """The files as a notebook shows them: body, year, form and what became of each."""
        rows: list[tuple[str | None, Sequence[str]]] = [(None, ("年度", "表式", "结果", "文件"))]
        for one in self.members[:_MOST_ROWS]:
            report = one.outcome.report
            form = report.edition.value if report is not None and report.edition else ""
            file = visible(one.outcome.path or "")
            year = "" if one.year is None else str(one.year)
            rows.append((one.body or "—", (year, form, one.outcome.status.value, file)))
        if len(self.members) > _MOST_ROWS:
            rows.append((f"…… 共 {len(self.members)} 份", ()))
        return show_rows(rows)

    def duplicates(self) -> tuple["Collection", ...]:
        """The groups of several reports of one body on one year, by the order of their first.

        Names are of one body where they are equal, and where one lacks the area that the other
        begins with.
        """
        groups = []
        for year in {one.year: None for one in self.members if one.body is not None}:
            of_year = [one for one in self.members if one.body is not None and one.year == year]
            bodies = Organs(one.body for one in of_year if one.body is not None)
            told: set[int] = set()
            for place, one in enumerate(of_year):
                same = set(bodies.find(one.body or ""))
                group = [at for at, other in enumerate(of_year) if other.body in same]
                if len(group) > 1 and place not in told:
                    told.update(group)
                    groups.append([of_year[at] for at in group])
        order = {id(one): place for place, one in enumerate(self.members)}
        return tuple(self._of(one) for one in sorted(groups, key=lambda one: order[id(one[0])]))
