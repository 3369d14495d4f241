"""Waivers: findings that somebody has examined and accepted, with the reason and the date.

Takes a TOML file and gives for each finding the reason why it does not count. A waiver is valid as
long as every number that it was given for is unchanged; a changed one voids it.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum

from attrs import field, frozen

from govdisclosure.characters import squeeze
from govdisclosure.errors import SettingsError, UnknownRuleError
from govdisclosure.model.addresses import Address
from govdisclosure.model.diagnostics import READING_MESSAGES, Diagnostic
from govdisclosure.model.report import Report
from govdisclosure.rules.basis.rule import Finding, Rule
from govdisclosure.rules.catalogue import RULES
from govdisclosure.rules.engine import choose
from govdisclosure.rules.local.settings import Settings, load, parse
from govdisclosure.rules.reading import READING
from govdisclosure.text import ABSENT_SIGN, format_number
from govdisclosure.wording import SEMICOLON, Language, Wording

__all__ = [
    "Waiver",
    "WaiverNote",
    "WaiverStanding",
    "Waivers",
    "parse_waivers",
    "read_waivers",
    "stanza",
]


class WaiverStanding(Enum):
    """The effect of a waiver in a run."""

    #: It covers a finding.
    USED = "used"
    #: The finding exists, but a value has changed.
    VOID = "void"
    #: The finding no longer exists.
    UNUSED = "unused"


@frozen(kw_only=True)
class Waiver:
    """One finding that is accepted."""

    #: The code of the rule.
    rule: str
    #: The organ as printed; empty for a report without one.
    agency: str
    #: The year reported on; None for a report without one.
    year: int | None
    #: The cells of the finding and what is printed in each.
    cells: tuple[tuple[str, str], ...] = ()
    #: Further facts of the finding: numbers, and the words of one that reads no cells.
    facts: tuple[tuple[str, str], ...] = ()
    reason: str
    date: date
    #: Its place in the file, such as ``waiver[3]``.
    place: str = ""

    def speaks_of(self, report: Report) -> bool:
        """Whether it was given for this organ and year."""
        return self.year == report.year and squeeze(self.agency) == squeeze(report.agency or "")

    def means(self, finding: Diagnostic) -> bool:
        """Whether it was given for this finding, whatever the values."""
        addresses = {str(one) for one in finding.addresses}
        return finding.code == self.rule and {name for name, _ in self.cells} == addresses

    def changes(self, finding: Diagnostic, report: Report) -> Iterator[tuple[str, str, str]]:
        """What has changed: the address or fact, the old value, the new one."""
        for then, now in (
            (dict(self.cells), dict(cells_of(finding, report))),
            (dict(self.facts), dict(_facts(finding))),
        ):
            for name in dict.fromkeys((*then, *now)):
                before, after = then.get(name, ""), now.get(name, "")
                if before != after:
                    yield name, before, after


@frozen(kw_only=True)
class WaiverNote:
    """The effect of one waiver in one report."""

    waiver: Waiver
    standing: WaiverStanding
    #: For a void one what changed: the address or fact, the old value, the new one.
    changes: tuple[tuple[str, str, str], ...] = ()

    def text(self, language: Language = "zh") -> str:
        """A sentence on the effect."""
        one = self.waiver
        message = READING_MESSAGES.get(one.rule)
        superseded_by = message.superseded_by if message is not None else None
        is_superseded = superseded_by is not None and self.standing is not WaiverStanding.USED
        changed = SEMICOLON.text(language).join(
            f"{_named(name, language)} {before or '(-)'} → {after or '(-)'}"
            for name, before, after in self.changes
        )
        sentence = (_SUPERSEDED if is_superseded else _OUTCOMES[self.standing]).say(
            language, code=superseded_by, changed=changed
        )
        return f"{one.place} {one.rule}{sentence}"


_OUTCOMES: Mapping[WaiverStanding, Wording] = {
    WaiverStanding.USED: Wording("：有效。", ": holds."),
    WaiverStanding.UNUSED: Wording(
        "：已没有这个问题，可以删去这条豁免。",
        ": there is no such finding any more; the waiver can be removed.",
    ),
    WaiverStanding.VOID: Wording(
        "：数值已变，豁免失效（{changed}）。请重新核实。",
        ": values have changed, so the waiver is void ({changed}). Look again.",
    ),
}
_SUPERSEDED = Wording(
    "：这个代码已不再使用，所说的情况见 {code}；可以删去这条豁免。",
    ": the code is reported no longer, see {code}; the waiver may go.",
)


def _named(name: str, language: Language) -> str:
    try:
        return Address.parse(name).words(language)
    except KeyError:
        return name


def _as_waivers(waivers: Iterable[Waiver]) -> tuple[Waiver, ...]:
    return tuple(waivers)


@frozen
class Waivers:
    """The waivers of a file."""

    waivers: tuple[Waiver, ...] = field(default=(), converter=_as_waivers)
    #: The file, for messages.
    file: str = "<text>"

    def waive_in(self, report: Report) -> Callable[[Diagnostic], str | None]:
        """The function that gives the reason why a finding in *report* does not count, or None."""
        here = [one for one in self.waivers if one.speaks_of(report)]

        def waive(finding: Diagnostic) -> str | None:
            for one in here:
                if one.means(finding) and next(one.changes(finding, report), None) is None:
                    return one.reason
            return None

        return waive

    def review(self, report: Report, findings: Iterable[Diagnostic]) -> tuple[WaiverNote, ...]:
        """The effects of the waivers of *report*, in order.

        Args:
            report: The report that was checked.
            findings: All that was found, waived or not.
        """
        here = [one for one in self.waivers if one.speaks_of(report)]
        return tuple(_note(one, report, tuple(findings)) for one in here)

    def unmet(self, reports: Iterable[tuple[str | None, int | None]]) -> tuple[Waiver, ...]:
        """Those that were given for other reports than *reports*, each by its organ and year."""
        met = {(squeeze(agency or ""), year) for agency, year in reports}
        return tuple(one for one in self.waivers if (squeeze(one.agency), one.year) not in met)


def _note(waiver: Waiver, report: Report, findings: tuple[Diagnostic, ...]) -> WaiverNote:
    meant = [tuple(waiver.changes(one, report)) for one in findings if waiver.means(one)]
    if not meant:
        return WaiverNote(waiver=waiver, standing=WaiverStanding.UNUSED)
    fewest = min(meant, key=len)
    standing = WaiverStanding.VOID if fewest else WaiverStanding.USED
    return WaiverNote(waiver=waiver, standing=standing, changes=fewest)


# ------------------------------------------------------------------------------ what it rests on


def cells_of(finding: Diagnostic, report: Report) -> Iterator[tuple[str, str]]:
    """The cells of a finding and what is printed in each, in canonical spelling."""
    for address in finding.addresses:
        try:
            cell = report[address]
        except KeyError:  # not a cell of this edition
            yield str(address), ABSENT_SIGN
        else:
            yield str(address), cell.printed(address.unit)


def _facts(finding: Diagnostic) -> Iterator[tuple[str, str]]:
    """The facts of a finding besides cells; the words of one that reads no cells."""
    if finding.stated is not None:
        yield "stated", format_number(finding.stated)
    if finding.computed is not None:
        yield "computed", format_number(finding.computed)
    for one in finding.others if isinstance(finding, Finding) else ():
        place = f"{one.agency or ''} {one.year or ''} {one.address}".strip()
        yield place, "" if one.number is None else format_number(one.number)
    if not finding.addresses:
        yield from finding.arguments


def stanza(finding: Diagnostic, report: Report) -> str:
    """The waiver of a finding, to be added to a file once its reason and date are written.

    Example:
        >>> from govdisclosure.rules.engine import check
        >>> from govdisclosure.composition import compose
        >>> numbers = zip(("upheld", "corrected", "other_result", "pending", "total"), range(5))
        >>> cells = {f"disputes/review/{column}": number for column, number in numbers}
        >>> report = compose(agency="某某局", year=2023, cells=cells)
        >>> print(stanza(check(report, select=["GD204"])[0], report), end="")
        [[waiver]]
        rule = "GD204"  # review-does-not-add-up
        agency = "某某局"
        year = 2023
        reason = ""
        # date = 2024-01-31
        [waiver.cells]
        "disputes/review/upheld" = "0"
        "disputes/review/corrected" = "1"
        "disputes/review/other_result" = "2"
        "disputes/review/pending" = "3"
        "disputes/review/total" = "4"
        [waiver.facts]
        stated = "4"
        computed = "6"
    """
    lines = [
        "[[waiver]]",
        f"rule = {_quoted(finding.code)}  # {finding.name}",
        f"agency = {_quoted(report.agency or '')}",
    ]
    if report.year is not None:
        lines.append(f"year = {report.year}")
    lines += ['reason = ""', "# date = 2024-01-31"]
    if cells := list(cells_of(finding, report)):
        lines.append("[waiver.cells]")
        lines += [f"{_quoted(name)} = {_quoted(words)}" for name, words in cells]
    if facts := list(_facts(finding)):
        lines.append("[waiver.facts]")
        lines += [f"{_key(name)} = {_quoted(words)}" for name, words in facts]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else _quoted(name)


def _quoted(words: str) -> str:
    """A text as TOML spells it: like JSON, except for DEL."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


# ------------------------------------------------------------------------------ the file


def read_waivers(path: str | os.PathLike[str], *, rules: Iterable[Rule] | None = None) -> Waivers:
    """The waivers of a TOML file.

    Args:
        path: The file.
        rules: Further rules besides those of the catalogue, such as those of a rule-book.

    Raises:
        SettingsError: It cannot be opened, is not TOML, or has invalid settings.
        UnknownRuleError: It names an unknown rule; the message suggests similar names.
    """
    return _waivers(load(path), rules)


def parse_waivers(
    text: str, *, file: str = "<text>", rules: Iterable[Rule] | None = None
) -> Waivers:
    """The waivers in a TOML text, as :func:`read_waivers` reads them from a file."""
    return _waivers(parse(text, file), rules)


def _waivers(settings: Settings, rules: Iterable[Rule] | None) -> Waivers:
    known = {rule.code: rule for rule in (*READING, *RULES, *(rules or ()))}
    found = [_waiver(one, tuple(known.values())) for one in settings.tables("waiver")]
    settings.finish()
    return Waivers(found, settings.file)


def _waiver(one: Settings, known: tuple[Rule, ...]) -> Waiver:
    name = one.text("rule", is_required=True) or ""
    agency = one.text("agency")
    if agency is None:
        raise one.fault(
            "agency",
            '没有写；此项必填，报告没有写明机关的填 ""',
            'is missing; give "" for a report that names no organ',
        )
    cells = one.table("cells")
    for address in cells:
        try:
            Address.parse(address)
        except KeyError as error:
            raise one.fault(
                f'cells."{address}"',
                f"不是任何表式的单元格（{error.args[0]}）",
                f"is not a cell of the forms ({error.args[0]})",
            ) from error
    facts = one.table("facts")
    waiver = Waiver(
        rule=_code(name, known, one),
        agency=agency,
        year=one.whole("year"),
        reason=one.text("reason", is_required=True) or "",
        date=one.day("date"),
        cells=tuple((address, _words(cells, address)) for address in cells),
        facts=tuple((fact, _words(facts, fact)) for fact in facts),
        place=one.path,
    )
    one.finish()
    return waiver


def _words(settings: Settings, key: str) -> str:
    """A value as printed; a number may be without quotes."""
    try:
        number = settings.number(key)
    except SettingsError:
        return settings.text(key) or ""
    return "" if number is None else format_number(number)


def _code(name: str, known: tuple[Rule, ...], settings: Settings) -> str:
    """The code of the one rule with that name."""
    try:
        found = choose(known, select=(name,))
    except UnknownRuleError as error:
        where = f"{settings.file}：{settings.path}.rule"
        english = f"{settings.file}: {settings.path}.rule"
        raise UnknownRuleError(
            f"{where}：{error.chinese}", f"{english}: {error.english}"
        ) from error
    if len(found) > 1:
        raise settings.fault(
            "rule",
            f'= "{name}"：须是一条规则的完整代码或名称',
            f'= "{name}": should be the whole code or name of one rule',
        )
    return found[0].code
