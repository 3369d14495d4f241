"""What a rule is: its name and source, its sentence, and the results of its instances.

Takes the facts of a rule and gives instances and findings; knows no particular rule and no file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from attrs import field, frozen

from govdisclosure.errors import SettingsError
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address
from govdisclosure.model.diagnostics import Diagnostic, Message, Severity
from govdisclosure.model.verdict import Verdict
from govdisclosure.rules.basis.context import Context, Number
from govdisclosure.rules.basis.explanation import Explanation, Slip
from govdisclosure.rules.basis.phrasing import list_of, named_by, spread
from govdisclosure.source import Span
from govdisclosure.wording import COLON, LIST_COMMA, Bilingual, Language, Wording

__all__ = [
    "BLANK_CELLS",
    "NO_TABLE",
    "OTHER_EDITION",
    "UNKNOWN_AGENCY",
    "UNKNOWN_YEAR",
    "Check",
    "Finding",
    "Instance",
    "Number",
    "OtherCell",
    "Reason",
    "Rule",
    "Verdict",
    "causes_of",
    "iter_findings",
]

#: What a rule does: yield its instances in a context, each once.
Check: TypeAlias = Callable[["Rule", Context], Iterable["Instance"]]


@frozen(cache_hash=True)
class Reason(Bilingual):
    """Why an instance cannot be judged, or why a rule does not apply."""

    name: str
    chinese: str
    english: str


BLANK_CELLS = Reason("blank-cells", "有单元格没有数字", "some cells hold no number")
NO_TABLE = Reason("no-table", "报告中没有这张表", "the report has no such table")
OTHER_EDITION = Reason(
    "other-edition", "报告采用另一版表式", "the report follows another edition of the form"
)
UNKNOWN_AGENCY = Reason(
    "unknown-agency",
    "从名称看不出是哪一类机关",
    "the name does not show what kind of organ reports",
)
UNKNOWN_YEAR = Reason("unknown-year", "不知道是哪一年的报告", "the year of the report is not known")


@frozen(kw_only=True)
class OtherCell:
    """A cell of another report that a rule read: of another year, or of another body."""

    #: The organ that reports there, as printed; None if it is not named.
    agency: str | None
    year: int | None
    address: Address
    #: The number used for it; None if it is not known.
    number: Number | None = None
    #: Whether it has no number and the caller counts it as zero.
    is_assumed: bool = False

    def words(self, language: Language = "zh") -> str:
        """The cell in the words of the form, with its report."""
        year = Wording("{0}年", " on {0}").text(language).format(self.year) if self.year else ""
        agency = Wording("{0}", " of {0}").text(language).format(self.agency) if self.agency else ""
        report = Wording("{agency}{year}报告「{cell}」", "{cell} in the report{agency}{year}")
        return report.say(language, agency=agency, year=year, cell=self.address.words(language))


#: A year without 29 February, which is not a valid day for a threshold.
_COMMON_YEAR = 2001


def _is_day(value: Number) -> bool:
    """Whether month and day as one number are a day that every year has."""
    month, day = divmod(int(value), 100)
    try:
        return value % 1 == 0 and bool(date(_COMMON_YEAR, month, day))
    except (ValueError, OverflowError):
        return False


def _as_thresholds(given: Mapping[str, Number] | Iterable[tuple[str, Number]]) -> "_Thresholds":
    return tuple(given.items() if isinstance(given, Mapping) else given)


_Thresholds: TypeAlias = tuple[tuple[str, Number], ...]


@frozen(kw_only=True, cache_hash=True)
class Rule:
    """A rule: one fault that a report can have, its source, its sentence, and the check for it.

    Apart from ``check`` a rule is data; a local rule-book changes a severity or a threshold by
    ``attrs.evolve`` and keeps the function.
    """

    #: ``GD201``; never reused for another fault.
    code: str
    #: The fault, such as ``column-does-not-balance``.
    name: str
    severity: Severity
    #: The name of the rule in a few words.
    title: Wording
    #: The sources of the rule.
    sources: tuple[Wording, ...]
    #: Its numbers in the list of the forms' rules, such as ``R01``; empty for a local rule.
    numbers: tuple[str, ...] = ()
    #: The editions it applies to; all reports when empty.
    editions: tuple[Edition, ...] = ()
    #: The one table it reads, without which it does not apply; None for any other rule.
    table: TableKind | None = None
    #: The sentence of a finding; ``{name}`` is filled as :meth:`Finding.named` says.
    chinese: str
    english: str
    #: Numbers that a local rule-book may change, by name.
    thresholds: _Thresholds = field(default=(), converter=_as_thresholds)
    #: Those of them that are a day of the year, month and day as one number: 131 is 31 January.
    days: tuple[str, ...] = ()
    #: The file of ``rules/pages`` with its page, without language and suffix, which the catalogue
    #: sets; empty for a rule without a page, such as a local one.
    pages: str = ""
    #: Yields the instances of the rule.
    check: Check = field(repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a threshold that must be a day and is not.

        Raises:
            SettingsError: There is one; the message names it as a rule-book does.
        """
        for name, value in self.thresholds:
            if name in self.days and not _is_day(value):
                where = f"rules.{self.code}.thresholds.{name} = {value}"
                raise SettingsError(
                    f"{where}：应为每年都有的一天，月、日连写，如 131 即 1 月 31 日",
                    f"{where}: should be a day of every year, month and day as one number, "
                    "such as 131 for 31 January",
                )

    @property
    def message(self) -> Message:
        """Code, name, severity and sentences, as for any diagnostic."""
        return Message(self.code, self.name, self.severity, self.chinese, self.english)

    def threshold(self, name: str) -> Number:
        """The number called *name*.

        Raises:
            KeyError: The rule has no threshold of that name.
        """
        return dict(self.thresholds)[name]

    # -- what a check yields

    def passes(
        self,
        addresses: tuple[Address, ...] = (),
        *,
        assumed: tuple[Address, ...] = (),
        others: tuple[OtherCell, ...] = (),
    ) -> "Instance":
        """An instance without a fault.

        Args:
            addresses: Every cell it read.
            assumed: Those of them without a number that the caller counts as zero.
            others: Every cell of another report that it read.
        """
        if not (addresses or assumed or others):
            return _bare(self, Verdict.PASS)
        return Instance(
            rule=self, verdict=Verdict.PASS, addresses=addresses, assumed=assumed, others=others
        )

    def fails(
        self,
        addresses: tuple[Address, ...] = (),
        *,
        stated: Number | None = None,
        computed: Number | None = None,
        span: Span | None = None,
        assumed: tuple[Address, ...] = (),
        others: tuple[OtherCell, ...] = (),
        at_fault: tuple[Address, ...] = (),
        explanations: tuple[Explanation, ...] = (),
        **arguments: str | Sequence[str],
    ) -> "Instance":
        """An instance with the fault.

        Args:
            addresses: Every cell it read, first the one whose place is that of the instance.
            stated: The printed number, if the fault is in one.
            computed: The number that should be there, or on the other side.
            span: The place to report; that of the first address when None.
            assumed: Cells without a number that the caller counts as zero.
            others: Every cell of another report that it read.
            at_fault: The cells with the fault, which the sentence calls ``{cells}``; all it read
                when empty.
            explanations: What may have gone wrong with a broken sum, likeliest first.
            arguments: Further values for the sentence; of several words, put in quotation marks
                there, each is quoted.
        """
        return Instance(
            rule=self,
            verdict=Verdict.FAIL,
            addresses=addresses,
            stated=stated,
            computed=computed,
            span=span,
            assumed=assumed,
            others=others,
            at_fault=at_fault,
            explanations=explanations,
            arguments=tuple(spread(arguments)),
        )

    def cannot_tell(
        self,
        addresses: tuple[Address, ...] = (),
        *,
        blocking: tuple[Address, ...] = (),
        reason: Reason = BLANK_CELLS,
        others: tuple[OtherCell, ...] = (),
    ) -> "Instance":
        """An instance that cannot be judged: the cells that prevent it, or another reason."""
        return Instance(
            rule=self,
            verdict=Verdict.CANNOT_TELL,
            addresses=addresses,
            blocking=blocking,
            reason=reason,
            others=others,
        )

    def does_not_apply(self, reason: Reason) -> "Instance":
        """The only instance of a rule that does not apply to this report."""
        return _bare(self, Verdict.DOES_NOT_APPLY, reason)


@frozen(kw_only=True)
class Finding(Diagnostic):
    """A fault found by a rule: a diagnostic that carries its rule, and so its sentences."""

    rule: Rule = field(repr=False, eq=False)
    #: Cells without a number that the caller counts as zero.
    assumed: tuple[Address, ...] = field(default=(), repr=False)
    #: The cells of other reports that were read.
    others: tuple[OtherCell, ...] = field(default=(), repr=False)
    #: Those of the addresses that have the fault, if that is known, which the sentence calls
    #: ``{cells}``; all of them when empty.
    at_fault: tuple[Address, ...] = field(default=(), repr=False)
    #: The reason of the waiver that covers it; None for a finding that counts.
    waived: str | None = None
    #: The smallest changes that would mend every broken sum of the table, likeliest first.
    explanations: tuple[Explanation, ...] = field(default=(), repr=False, eq=False)

    @property
    def message(self) -> Message:
        """The sentences of the rule."""
        return self.rule.message

    def named(self, language: Language) -> dict[str, str]:
        """The values for the sentence, in *language*.

        The arguments, addresses among them in the words of the form (``row`` and ``column`` in the
        words of the row or column alone), ``table`` and ``section`` by their titles; the numbers
        ``stated``, ``computed`` and ``difference``; ``cells``, the words of the cells at fault,
        with their number if there are many, and ``examples``, the same without it; and the
        thresholds of the rule.
        """
        names = super().named(language)
        cells = self.at_fault or self.addresses
        return names | named_by(self, cells, dict(self.rule.thresholds), language)

    def text(self, language: Language = "zh") -> str:
        """The sentence, with a note on cells taken as zero."""
        sentence = super().text(language)
        cells = _in_words(self.assumed, [one for one in self.others if one.is_assumed], language)
        if not cells:
            return sentence
        assumed = Wording(
            "（按要求将空白计为 0：{cells}）", " (counted as zero, as you asked: {cells})"
        )
        return sentence + assumed.say(language, cells=cells)


@frozen(kw_only=True)
class Instance:
    """One case of a rule in one report, with its result."""

    rule: Rule = field(repr=False)
    verdict: Verdict
    #: Every cell that was read.
    addresses: tuple[Address, ...] = ()
    stated: Number | None = None
    computed: Number | None = None
    arguments: tuple[tuple[str, str], ...] = ()
    #: The cells that would be needed to judge it.
    blocking: tuple[Address, ...] = ()
    #: Why it cannot be judged or does not apply.
    reason: Reason | None = None
    #: Cells without a number that the caller counts as zero.
    assumed: tuple[Address, ...] = ()
    #: The cells of other reports that were read.
    others: tuple[OtherCell, ...] = field(default=(), repr=False)
    #: The cells that have the fault, if they are not all that were read.
    at_fault: tuple[Address, ...] = field(default=(), repr=False)
    #: The reason of the waiver that covers it; None without one.
    waived: str | None = None
    #: Explanations of a broken sum, likeliest first.
    explanations: tuple[Explanation, ...] = field(default=(), repr=False, eq=False)
    span: Span | None = field(default=None, repr=False)

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.rule.code

    def finding(self) -> Finding:
        """The fault as a diagnostic.

        Raises:
            ValueError: There is no fault.
        """
        if self.verdict is not Verdict.FAIL:
            raise ValueError(f"the instance of {self.code} did not fail: {self.verdict.value}")
        rule = self.rule
        return Finding(
            code=rule.code,
            name=rule.name,
            severity=rule.severity,
            addresses=self.addresses,
            stated=self.stated,
            computed=self.computed,
            arguments=self.arguments,
            span=self.span,
            rule=rule,
            assumed=self.assumed,
            others=self.others,
            at_fault=self.at_fault,
            waived=self.waived,
            explanations=self.explanations,
        )

    def text(self, language: Language = "zh") -> str:
        """A sentence on the result."""
        if self.verdict is Verdict.FAIL:
            return self.finding().text(language)
        why = self.reason.text(language) if self.reason else ""
        missing = [one for one in self.others if one.number is None]
        if cells := _in_words(self.blocking, missing, language):
            why += COLON.text(language) + cells
        return _OUTCOMES[self.verdict].say(language, why=why)


#: The results of instances without a fault.
_OUTCOMES: Mapping[Verdict, Wording] = {
    Verdict.PASS: Wording("相符。", "holds."),
    Verdict.DOES_NOT_APPLY: Wording("不适用：{why}。", "does not apply: {why}."),
    Verdict.CANNOT_TELL: Wording("无法判断：{why}。", "could not be decided: {why}."),
}


@lru_cache(maxsize=1024)
def _bare(rule: Rule, verdict: Verdict, reason: Reason | None = None) -> Instance:
    """An instance without cells, cached because most reports have the same."""
    return Instance(rule=rule, verdict=verdict, reason=reason)


def _in_words(cells: Sequence[Address], others: Iterable[OtherCell], language: Language) -> str:
    """The words of cells of this report and of others."""
    words = [list_of(cells, language)] if cells else []
    words += [one.words(language) for one in others]
    return LIST_COMMA.text(language).join(words)


def causes_of(one: Finding | Instance) -> tuple[Address, ...]:
    """The cells with a finding of another rule that explains this fault."""
    return tuple(
        change.address
        for why in one.explanations
        if why.slip is Slip.NOT_CARRIED_OVER
        for change in why.changes
    )


def iter_findings(instances: Iterable[Instance]) -> Iterator[Finding]:
    """The faults among *instances*, except those that a waiver covers."""
    for one in instances:
        if one.verdict is Verdict.FAIL and one.waived is None:
            yield one.finding()
