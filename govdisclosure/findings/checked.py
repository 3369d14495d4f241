"""One file that was checked: what was found in it, what is waived, and its score.

Takes a Source with its Report and the rules of a run; writes nothing.
"""

from collections import Counter
from collections.abc import Iterable
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from attrs import field, frozen

from govdisclosure.errors import GovDisclosureError
from govdisclosure.files import visible
from govdisclosure.model.diagnostics import Diagnostic, Severity
from govdisclosure.model.report import Report
from govdisclosure.rules.basis.context import Blank, Context
from govdisclosure.rules.basis.rule import Finding, Instance, Rule, Verdict, causes_of
from govdisclosure.rules.catalogue import RULES
from govdisclosure.rules.engine import choose, examine
from govdisclosure.rules.local.rulebook import Rulebook, ScoreSheet
from govdisclosure.rules.local.waivers import WaiverNote, Waivers, WaiverStanding
from govdisclosure.rules.reading import READING
from govdisclosure.source import Source

__all__ = ["Checked", "Checking", "Counts", "Status", "of_same_organ"]


class Status(Enum):
    """The result for a file."""

    #: It was read, and nothing was found except hints.
    CLEAN = "clean"
    #: It was read, and an error or a warning was found.
    FOUND = "found"
    #: It could not be read: whether it is right is not known.
    UNREADABLE = "unreadable"
    #: The program failed on it: whether it is right is not known either.
    FAULT = "fault"
    #: It was not read: by its name it is not a report, or it is the same file as another.
    SKIPPED = "skipped"
    #: There is no file: the body is on the roster and sent nothing.
    MISSING = "missing"


class Counts(NamedTuple):
    """The number of findings of each severity."""

    errors: int = 0
    warnings: int = 0
    hints: int = 0


def of_same_organ(
    report: Report, others: Iterable[Context], *, is_alone: bool
) -> tuple[Context, ...]:
    """Those of *others* that are of the same organ as *report*, as the rules tell it.

    One that names no organ may be of any: it is taken for a report that is checked alone, and for
    none of several.
    """
    here = Context(report=report)
    return tuple(
        one
        for one in others
        if here.is_same_organ(one) and (is_alone or not (here.agency is None or one.agency is None))
    )


#: The order of findings: the worst first, then as in the document.
_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


@frozen(kw_only=True)
class Checked:
    """The result of a check of one file."""

    #: Its name as the caller gave it, not necessarily in UTF-8.
    file: str
    #: None if it could not be read.
    source: Source | None = None
    report: Report | None = None
    #: What counts, the worst first, then in the order of the document.
    findings: tuple[Diagnostic, ...] = ()
    #: What a waiver covers, with the reason of each.
    waived: tuple[tuple[Diagnostic, str], ...] = ()
    #: The effects of the waivers of this report.
    notes: tuple[WaiverNote, ...] = ()
    #: The cases that could not be judged, each with its reason.
    untold: tuple[Instance, ...] = ()
    #: The score, if there is a rule-book with points.
    sheet: ScoreSheet | None = None
    #: Why it was not read, in Chinese and in English.
    failure: GovDisclosureError | None = None
    is_fault: bool = False
    is_skipped: bool = False
    #: The body that the file is of, by its name on the roster; None where no roster names it.
    body: str | None = None
    is_missing: bool = False

    @property
    def name(self) -> str:
        """Its name in a form that every output can write."""
        return visible(self.file)

    @classmethod
    def missing(cls, body: str) -> "Checked":
        """The place of a body of the roster that sent nothing."""
        return cls(file="", body=body, is_missing=True)

    @property
    def organ(self) -> str:
        """The body, by its name on the roster or else in the report; empty if it is not known."""
        return self.body or (self.report.agency if self.report else None) or ""

    @property
    def status(self) -> Status:
        """The result for it."""
        if self.is_missing:
            return Status.MISSING
        if self.is_fault or self.is_skipped:
            return Status.FAULT if self.is_fault else Status.SKIPPED
        if self.report is None:
            return Status.UNREADABLE
        return Status.FOUND if self.counts.errors or self.counts.warnings else Status.CLEAN

    @cached_property
    def counts(self) -> Counts:
        """The number of findings that count, by severity."""
        found = Counter(one.severity for one in self.findings)
        return Counts(*(found[severity] for severity in Severity))

    @property
    def troubled_notes(self) -> tuple[WaiverNote, ...]:
        """Waivers that are void or no longer needed."""
        return tuple(one for one in self.notes if one.standing is not WaiverStanding.USED)


def _worst_first(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings by severity; one that causes others is as severe as the worst of them."""
    found = tuple(found)
    caused = (one for one in found if isinstance(one, Finding))
    pairs = [(cell, _WEIGHT[one.severity]) for one in caused for cell in causes_of(one)]
    weights = dict(sorted(pairs, key=lambda pair: -pair[1]))

    def weight(one: Diagnostic) -> int:
        own = _WEIGHT[one.severity]
        return min(own, weights.get(one.addresses[0], own)) if one.addresses else own

    return tuple(sorted(found, key=weight))


@frozen(kw_only=True, slots=False)
class Checking:
    """How the files of a run are checked.

    Raises:
        UnknownRuleError: A name in ``select`` or ``ignore`` matches no rule; raised by
            :attr:`chosen`.
        ValueError: ``blank`` is another word than ``"unknown"`` and ``"zero"``.
    """

    rulebook: Rulebook | None = None
    waivers: Waivers | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    blank: Blank = field(default=Blank.UNKNOWN, converter=Blank)

    @cached_property
    def chosen(self) -> tuple[Rule, ...]:
        """The rules of the run, including those of reading.

        Raises:
            UnknownRuleError: A name in ``select`` or ``ignore`` matches no rule.
        """
        book = self.rulebook or Rulebook()
        running = {rule.code: rule for rule in (*book.reading, *book.rules)}
        # rules that the rule-book has switched off may still be named
        known = {rule.code: rule for rule in (*READING, *RULES)} | running
        chosen = choose(tuple(known.values()), select=self.select, ignore=self.ignore)
        found = (rule for rule in chosen if rule.code in running)
        return tuple(sorted(found, key=lambda rule: rule.code))

    def check(
        self,
        file: str,
        source: Source,
        report: Report,
        previous: Iterable[Report] = (),
        children: Iterable[Report] = (),
    ) -> Checked:
        """Check one report.

        Args:
            file: Its name in findings.
            source: The Source of the report.
            report: The report.
            previous: Reports of the same organ on other years.
            children: Reports of the subordinate bodies.
        """
        reading = {one.code for one in READING}
        rules = tuple(rule for rule in self.chosen if rule.code not in reading)
        noticed = self._noticed(report)
        context = Context(report=report, previous=previous, children=children, blank=self.blank)
        instances = examine(context, rules=rules, waivers=self.waivers)
        failed = [one.finding() for one in instances if one.verdict is Verdict.FAIL]
        waived: list[tuple[Diagnostic, str]] = []
        counting: list[Diagnostic] = []
        waive = self.waivers.waive_in(report) if self.waivers else None
        for one in (*noticed, *failed):
            reason = one.waived if isinstance(one, Finding) else waive and waive(one)
            if reason is None:
                counting.append(one)
            else:
                waived.append((one, reason))
        findings = _worst_first(counting)
        return Checked(
            file=file,
            source=source,
            report=report,
            findings=findings,
            waived=tuple(waived),
            notes=self.waivers.review(report, (*noticed, *failed)) if self.waivers else (),
            untold=tuple(one for one in instances if one.verdict is Verdict.CANNOT_TELL),
            sheet=self.rulebook.score(
                self.chosen,
                findings,
                waived=[one for one, _ in waived],
                instances=instances,
            )
            if self.rulebook and self.rulebook.has_points
            else None,
        )

    def _noticed(self, report: Report) -> tuple[Diagnostic, ...]:
        """What reading noticed, if selected, with the severities of the rule-book."""
        codes = {rule.code for rule in self.chosen}
        found = [one for one in report.diagnostics if one.code in codes]
        return tuple(found) if self.rulebook is None else self.rulebook.weigh(found)
