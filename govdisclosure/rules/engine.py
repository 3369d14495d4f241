"""Running rules: every instance of every rule, and which of them are faults.

Takes a report and a rule-book, and gives instances or findings in the order of the document.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol, TypeAlias

from attrs import evolve

from govdisclosure.errors import UnknownRuleError
from govdisclosure.model.diagnostics import READING_MESSAGES
from govdisclosure.model.report import Report
from govdisclosure.rules.basis.context import Context, places_in
from govdisclosure.rules.basis.rule import (
    NO_TABLE,
    OTHER_EDITION,
    Finding,
    Instance,
    Reason,
    Rule,
    Verdict,
    causes_of,
    iter_findings,
)
from govdisclosure.rules.catalogue import RULES
from govdisclosure.wording import did_you_mean

__all__ = ["Waive", "Waiving", "audit", "check", "choose", "examine"]

#: Gives the reason why a finding does not count, or None if it does.
Waive: TypeAlias = Callable[[Finding], str | None]


class Waiving(Protocol):
    """Waivers of many reports, such as those of a file."""

    def waive_in(self, report: Report) -> Waive:
        """The function that gives the reason why a finding in *report* does not count."""


def check(
    report: Report,
    *,
    previous: Report | Iterable[Report] = (),
    children: Report | Iterable[Report] = (),
    blank: str = "unknown",
    waivers: Waive | Waiving | None = None,
    rules: Iterable[Rule] | None = None,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
) -> tuple[Finding, ...]:
    """Run the rules over *report* and return what they find, in the order of the document.

    Nothing is repaired, and nothing is guessed: if a rule would have to know what a blank cell
    means, it finds nothing; :func:`audit` says so.

    Args:
        report: The report, which is never changed.
        previous: A report of the same organ on another year, or several; those of other organs and
            of years that a rule does not need are recognised and ignored.
        children: The report of a body that this one adds up or that is subordinate to its organ,
            or several; a report of the same organ among them is left out.
        blank: What a blank or a mark in a number cell means: ``"unknown"``, or ``"zero"``, and
            then each finding says what was taken as zero. A text or an absent cell is never zero.
        waivers: Those of a file (:func:`read_waivers`), or a function that gives the reason why a
            finding does not count, or None if it does.
        rules: The rules to run, such as those of a local rule-book (:func:`read_rulebook`); those
            of the catalogue when None.
        select: A code, the beginning of one such as ``"GD2"``, or the name of a rule to run, or
            several of them; all rules when empty.
        ignore: Rules not to run, in the same form.

    Returns:
        Findings sorted by their place, then by code; empty when nothing is wrong.

    Raises:
        UnknownRuleError: A name in *select* or *ignore* matches no rule.
        ValueError: *blank* is another word.

    Example:
        >>> from govdisclosure.model.cells import Cell
        >>> from govdisclosure.model.tables import Table
        >>> from govdisclosure.forms.layout import TableKind
        >>> cells = [Cell.of(n) for n in (3, 1, 0, 2, 7, *[0] * 10)]
        >>> report = Report(preamble=[Table(kind=TableKind.DISPUTES, cells=cells)])
        >>> [(one.code, one.stated, one.computed) for one in check(report, select=["GD2"])]
        [('GD204', 7, 6)]
    """
    context = Context(report=report, previous=previous, children=children, blank=blank)
    found = examine(context, rules=rules, waivers=waivers, select=select, ignore=ignore)
    return tuple(iter_findings(found))


def audit(
    report: Report,
    *,
    previous: Report | Iterable[Report] = (),
    children: Report | Iterable[Report] = (),
    blank: str = "unknown",
    waivers: Waive | Waiving | None = None,
    rules: Iterable[Rule] | None = None,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
) -> tuple[Instance, ...]:
    """Every instance of every rule: passed, failed, cannot be judged (and why), does not apply.

    What is asked is as for :func:`check`; a failed instance that a waiver covers is kept, and says
    so.

    Returns:
        Instances sorted by their place, then by code.

    Raises:
        UnknownRuleError: A name in *select* or *ignore* matches no rule.
        ValueError: *blank* is another word.

    Example:
        >>> [(one.code, one.verdict.value) for one in audit(Report(), select=["GD204"])]
        [('GD204', 'does_not_apply')]
    """
    context = Context(report=report, previous=previous, children=children, blank=blank)
    return examine(context, rules=rules, waivers=waivers, select=select, ignore=ignore)


def examine(
    context: Context,
    *,
    rules: Iterable[Rule] | None = None,
    waivers: Waive | Waiving | None = None,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
) -> tuple[Instance, ...]:
    """:func:`audit` for a caller that has a context, with any reports in it."""
    chosen = choose(
        RULES if rules is None else tuple(rules), select=_names(select), ignore=_names(ignore)
    )
    found = [_placed(one, context) for rule in chosen for one in _instances(rule, context)]
    if waivers is not None:
        waive = waivers if callable(waivers) else waivers.waive_in(context.report)
        found = [_waived(one, waive) for one in found]
    return tuple(sorted(found, key=_Order(context).key))


def _names(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


_NOTHING = Reason(
    "nothing-to-check",
    "报告中没有这条规则要核对的内容",
    "the report has nothing that this rule checks",
)


def _instances(rule: Rule, context: Context) -> Iterable[Instance]:
    """The instances of the rule; one if it does not apply without its table, edition or subject."""
    edition = context.edition
    if rule.table is not None:
        table = context.tables.get(rule.table)
        if table is None:
            return (rule.does_not_apply(NO_TABLE),)
        edition = table.edition
    if rule.editions and edition is not None and edition not in rule.editions:
        return (rule.does_not_apply(OTHER_EDITION),)
    return tuple(rule.check(rule, context)) or (rule.does_not_apply(_NOTHING),)


def _placed(one: Instance, context: Context) -> Instance:
    """Give a fault without a place the place of the first of its cells."""
    if one.verdict is not Verdict.FAIL or one.span is not None or not one.addresses:
        return one
    return evolve(one, span=context.span_of(one.addresses[0]))


def _waived(one: Instance, waive: Waive) -> Instance:
    reason = waive(one.finding()) if one.verdict is Verdict.FAIL else None
    return one if reason is None else evolve(one, waived=reason)


class _Order:
    """The order of the document: by table and cell, or by span; what has no place comes first."""

    def __init__(self, context: Context) -> None:
        tables = context.tables.values()
        self._tables = [
            (table.span.start if table.span is not None else number, table.kind, places_in(table))
            for number, table in enumerate(tables)
        ]

    def key(self, one: Instance) -> tuple[int, int, bool, str]:
        """The place of the instance, or of an earlier one that caused it; then its code."""
        causes = causes_of(one)
        for first in (causes or one.addresses)[:1]:
            for start, kind, places in self._tables:
                if first.table is kind:
                    return start, places.get(first, -1) + 1, bool(causes), one.rule.code
        return -1 if one.span is None else one.span.start, 0, False, one.rule.code


# ------------------------------------------------------------------------------ by name


@lru_cache(maxsize=64)
def choose(
    rules: tuple[Rule, ...], *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> tuple[Rule, ...]:
    """The rules that are selected and not ignored, in order.

    Raises:
        UnknownRuleError: A name matches no rule.

    Example:
        >>> [rule.name for rule in choose(RULES, select=("GD201", "row-does-not-add-up"))]
        ['column-does-not-balance', 'row-does-not-add-up']
    """
    if not select and not ignore:
        return rules
    wanted = set(_matching(rules, select)) if select else set(rules)
    wanted -= set(_matching(rules, ignore))
    return tuple(rule for rule in rules if rule in wanted)


def _matching(rules: Sequence[Rule], names: Sequence[str]) -> Iterator[Rule]:
    for name in names:
        found = [rule for rule in rules if rule.name == name or rule.code.startswith(name or "-")]
        if not found:
            raise _unknown(rules, name)
        yield from found


#: The code of a rule of the catalogue, or the beginning of one.
_CODE = re.compile("GD[0-9]{1,3}")


def _unknown(rules: Sequence[Rule], name: str) -> UnknownRuleError:
    reading = READING_MESSAGES.values()
    if name and any(one.name == name or one.code.startswith(name) for one in reading):
        return UnknownRuleError(
            f"{name!r} 不是规则，而是读取文件时的发现，见报告的 diagnostics；此处不能选用",
            f"{name!r} is not a rule: reading notices it, in the report's diagnostics; "
            "it cannot be chosen here",
        )
    if _CODE.fullmatch(name):
        kinds = sorted({rule.code[:3] for rule in rules if _CODE.fullmatch(rule.code)})
        return UnknownRuleError(
            f"没有以 {name} 开头的规则；现有：{'、'.join(kinds)}",
            f"no rule has a code that begins with {name}; there are {', '.join(kinds)}",
        )
    known = [rule.code for rule in rules] + [rule.name for rule in rules]
    hint = did_you_mean(name, known)
    return UnknownRuleError(
        f"没有名为 {name!r} 的规则{hint.chinese}", f"no rule is called {name!r}{hint.english}"
    )
