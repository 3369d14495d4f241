"""Local rules: what an evaluator adds to the catalogue, removes from it or weighs differently.

Takes a TOML file and gives the rules to run and the points of each finding; computes scores, with
the findings for each deduction. Judges no report by itself.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

from attrs import evolve, field, frozen

from govdisclosure.characters import narrow, squeeze
from govdisclosure.errors import UnknownRuleError
from govdisclosure.forms.layout import SectionKind, TableKind, section_title
from govdisclosure.model.blocks import Heading, Paragraph
from govdisclosure.model.diagnostics import Diagnostic, Severity
from govdisclosure.model.report import Block, Report
from govdisclosure.rules.basis.context import Context, Number
from govdisclosure.rules.basis.parts import NO_SECTION
from govdisclosure.rules.basis.rule import Check, Instance, Rule, Verdict
from govdisclosure.rules.catalogue import RULES
from govdisclosure.rules.engine import choose
from govdisclosure.rules.local.conditions import condition_of
from govdisclosure.rules.local.settings import Settings, load, parse
from govdisclosure.rules.reading import READING
from govdisclosure.selection import search
from govdisclosure.wording import Wording

__all__ = ["Points", "Rulebook", "ScoreItem", "ScoreSheet", "parse_rulebook", "read_rulebook"]

_SEVERITIES = tuple(one.value for one in Severity)
#: The beginning of the library's codes.
_OUR_CODES = "GD"
_CODE = re.compile(r"[A-Z][A-Z0-9-]{0,11}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: The points of a report without findings.
_FULL = 100


@frozen
class Points:
    """The points deducted for findings of one rule."""

    #: Deducted for each finding.
    each: Number
    #: The maximum deduction for all findings of the rule; no limit when None.
    at_most: Number | None = None

    def taken(self, count: int) -> Number:
        """The deduction for *count* findings."""
        cost = self.each * count
        return cost if self.at_most is None else min(cost, self.at_most)


@frozen(kw_only=True)
class ScoreItem:
    """A line of the score sheet: one rule, and the reasons for its deduction."""

    rule: Rule
    points: Points
    #: Those that count.
    findings: tuple[Diagnostic, ...] = ()
    #: Those that a waiver covers; they cost nothing.
    waived: tuple[Diagnostic, ...] = ()
    #: Cases that cannot be judged; they cost nothing either.
    untold: tuple[Instance, ...] = ()

    @property
    def taken(self) -> Number:
        """The points deducted for it."""
        return self.points.taken(len(self.findings))

    @property
    def shares(self) -> tuple[Number, ...]:
        """The points deducted for each finding; those after the maximum is reached are free."""
        steps = [self.points.taken(count) for count in range(len(self.findings) + 1)]
        return tuple(after - before for before, after in pairwise(steps))


@frozen(kw_only=True)
class ScoreSheet:
    """The score of one report."""

    #: The name in the rule-book.
    name: str
    full: Number
    floor: Number
    #: One line for each rule with points that was run, by code.
    items: tuple[ScoreItem, ...]

    @property
    def taken(self) -> Number:
        """The points deducted for all items."""
        return sum((item.taken for item in self.items), start=0)

    @property
    def score(self) -> Number:
        """The remaining points, never less than the floor."""
        return max(self.floor, self.full - self.taken)


@frozen(kw_only=True)
class Rulebook:
    """The rules of an evaluator: those of the catalogue as changed, and local ones.

    Iterating gives the rules to run, so that it can be passed to :func:`check` as ``rules``.
    """

    #: Its name, for the score sheet.
    name: str = ""
    #: The rules to run, by code.
    rules: tuple[Rule, ...] = RULES
    #: The messages of reading that count, with their severities.
    reading: tuple[Rule, ...] = READING
    #: The deduction for a finding of a rule, by code; rules without one cost nothing.
    points: Mapping[str, Points] = field(factory=dict)
    #: The points of a report without findings, and the minimum.
    full: Number = _FULL
    floor: Number = 0
    #: The file, for messages.
    file: str = "<text>"

    def __iter__(self) -> Iterator[Rule]:
        """The rules to run."""
        return iter(self.rules)

    @property
    def has_points(self) -> bool:
        """Whether any rule has points."""
        return bool(self.points)

    def weigh(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """What reading noticed, with the rule-book's severities and without rules turned off."""
        severities = {rule.code: rule.severity for rule in self.reading}
        return tuple(
            one if one.severity is severity else evolve(one, severity=severity)
            for one in diagnostics
            if (severity := severities.get(one.code)) is not None
        )

    def score(
        self,
        rules: Iterable[Rule],
        findings: Sequence[Diagnostic],
        *,
        waived: Sequence[Diagnostic] = (),
        instances: Sequence[Instance] = (),
    ) -> ScoreSheet:
        """The score sheet of one report.

        Args:
            rules: The rules that were run.
            findings: The findings that count.
            waived: The findings that a waiver covers.
            instances: Every case, for those that cannot be judged.
        """
        untold = [one for one in instances if one.verdict is Verdict.CANNOT_TELL]
        items = [
            ScoreItem(
                rule=rule,
                points=self.points[rule.code],
                findings=tuple(one for one in findings if one.code == rule.code),
                waived=tuple(one for one in waived if one.code == rule.code),
                untold=tuple(one for one in untold if one.code == rule.code),
            )
            for rule in sorted(rules, key=lambda rule: rule.code)
            if rule.code in self.points
        ]
        return ScoreSheet(name=self.name, full=self.full, floor=self.floor, items=tuple(items))


# ------------------------------------------------------------------------------ the file


def read_rulebook(path: str | os.PathLike[str]) -> Rulebook:
    """The local rules of a TOML file.

    Raises:
        SettingsError: It cannot be opened, is not TOML, or has invalid settings.
        UnknownRuleError: It names an unknown rule; the message suggests similar names.
    """
    return _rulebook(load(path))


def parse_rulebook(text: str, *, file: str = "<text>") -> Rulebook:
    r"""The local rules in a TOML text, as :func:`read_rulebook` reads them from a file.

    Example:
        >>> book = parse_rulebook('[rules.GD204]\nseverity = "hint"\npoints = 2')
        >>> [rule.severity.value for rule in book if rule.code == "GD204"]
        ['hint']
    """
    return _rulebook(parse(text, file))


def _rulebook(settings: Settings) -> Rulebook:
    name = settings.text("name") or ""
    full = settings.number("full", least=0)
    floor = settings.number("floor")
    rules = {rule.code: rule for rule in (*READING, *RULES)}
    points: dict[str, Points] = {}
    off: dict[str, bool] = {}
    changes = settings.table("rules")
    for named, chosen in _by_reach((*READING, *RULES), changes):
        for rule in chosen:
            _change(rule.code, changes.table(named), rules, points, off)
    for one in settings.tables("requirement"):
        rule = _requirement(one, [*READING, *RULES, *rules.values()])
        rules[rule.code] = rule
        if (cost := _points(one)) is not None:
            points[rule.code] = cost
        one.finish()
    settings.finish()
    full = _FULL if full is None else full
    if floor is not None and floor > full:
        raise settings.fault(
            "floor", f"= {floor}：不能大于 full（{full}）", f"= {floor}: is more than full ({full})"
        )
    reading = {rule.code for rule in READING}
    found = sorted(
        (rule for rule in rules.values() if not off.get(rule.code)), key=lambda rule: rule.code
    )
    return Rulebook(
        name=name,
        rules=tuple(rule for rule in found if rule.code not in reading),
        reading=tuple(rule for rule in found if rule.code in reading),
        points=points,
        full=full,
        floor=0 if floor is None else floor,
        file=settings.file,
    )


def _by_reach(rules: tuple[Rule, ...], settings: Settings) -> list[tuple[str, tuple[Rule, ...]]]:
    """The names of the tables with the rules that each applies to, the narrowest names last.

    So a code or a name overrules the beginning of a code, and a longer beginning a shorter one,
    whatever their order; of two equally narrow tables the later one wins.
    """

    def width(one: tuple[str, tuple[Rule, ...]]) -> int:
        name, (rule, *_) = one
        return len(name if rule.code.startswith(name) else rule.code)

    return sorted(((name, _named(rules, name, settings)) for name in settings), key=width)


def _named(rules: tuple[Rule, ...], name: str, settings: Settings) -> tuple[Rule, ...]:
    try:
        return choose(rules, select=(name,))
    except UnknownRuleError as error:
        raise UnknownRuleError(
            f"{settings.file}：rules.{name}：{error.chinese}",
            f"{settings.file}: rules.{name}: {error.english}",
        ) from error


def _change(
    code: str,
    settings: Settings,
    rules: dict[str, Rule],
    points: dict[str, Points],
    off: dict[str, bool],
) -> None:
    """Change one rule of the catalogue according to a table of the file."""
    is_off = settings.flag("off")
    severity = settings.choice("severity", _SEVERITIES)
    cost = _points(settings)
    thresholds = settings.table("thresholds")
    rule = rules[code]
    known = dict(rule.thresholds)
    for name in thresholds:
        if name not in known:
            if not known:
                raise thresholds.fault(
                    name, f"没有这一项；{code} 没有限值", f"is not a key; {code} has no thresholds"
                )
            raise thresholds.unknown(name, known)
        known[name] = thresholds.number(name, is_required=True) or 0
    settings.finish()
    if severity is not None:
        rule = evolve(rule, severity=Severity(severity))
    if len(thresholds_of := tuple(known.items())):
        rule = evolve(rule, thresholds=thresholds_of)
    rules[code] = rule
    if cost is not None:
        points[code] = cost
    if is_off is not None:
        off[code] = is_off


def _points(settings: Settings) -> Points | None:
    each = settings.number("points", least=0)
    at_most = settings.number("at_most", least=0)
    if each is None:
        if at_most is not None:
            raise settings.fault(
                "at_most", "只能与 points 一起写", "goes with points, which is missing"
            )
        return None
    return Points(each, at_most)


# ------------------------------------------------------------------------------ requirements

_SOURCE = Wording("本地规则", "local rule")
_WITH_TABLES = frozenset(SectionKind(kind.value) for kind in TableKind)


def _requirement(settings: Settings, known: Sequence[Rule]) -> Rule:
    """A local rule: words that must occur, limits on the length of a section, or on a number."""
    code, name = _identity(settings, known)
    title = settings.text("title") or name
    severity = Severity(settings.choice("severity", _SEVERITIES) or "warning")
    section = _section(settings)
    phrases = settings.texts("phrase")
    least, most = settings.whole("at_least_characters"), settings.whole("at_most_characters")
    condition = condition_of(settings)
    has_limit = least is not None or most is not None
    if bool(phrases) + has_limit + (condition is not None) != 1:
        raise settings.fault(
            "phrase",
            "、at_least_characters / at_most_characters、number 须写其一，且只写其一",
            "or at_least_characters / at_most_characters or number must be given, and only one",
        )
    if any(not squeeze(phrase) for phrase in phrases):
        raise settings.fault("phrase", "中有空白的文字；请写明", "has blank words in it; say them")
    sentence: Wording
    check: Check
    if condition is not None:
        if section is not None:
            raise settings.fault("section", "不用于 number", "is not for a number")
        sentence, check = condition
    elif phrases:
        sentence = _sentence_on_phrases(phrases, section)
        check = partial(_check_phrases, phrases=phrases, section=section, title=title)
    elif section is not None:
        sentence = _SENTENCE_ON_LENGTH
        check = partial(_check_length, section=section, title=title, least=least, most=most)
    else:
        raise settings.fault(
            "section",
            f"没有写；限制字数须指明哪一部分：{_SECTIONS.chinese}",
            f"is missing; a limit speaks of one section: {_SECTIONS.english}",
        )
    return Rule(
        code=code,
        name=name,
        severity=severity,
        title=Wording(title, title),
        sources=(_SOURCE,),
        chinese=sentence.chinese,
        english=sentence.english,
        check=check,
    )


def _identity(settings: Settings, known: Sequence[Rule]) -> tuple[str, str]:
    """The code and the name of a local rule, which must be new."""
    code = _checked(settings, "code", _CODE, "大写字母开头的代码，如 L01", "a code such as L01")
    if code.startswith(_OUR_CODES):
        raise settings.fault(
            "code",
            f'= "{code}"：以 GD 开头的代码留给规则目录，请换一个，如 L01',
            f'= "{code}": codes that begin with GD are the catalogue\'s; take another, as L01',
        )
    name = _checked(
        settings, "name", _NAME, "小写英文名称，如 training-named", "a name such as training-named"
    )
    if any(rule.code == code or rule.name == name for rule in known):
        raise settings.fault(
            "code",
            f'= "{code}"、name = "{name}"：代码或名称已被使用',
            f'= "{code}", name = "{name}": the code or the name is taken',
        )
    return code, name


#: The sentence of a finding on the length of a section.
_SENTENCE_ON_LENGTH = Wording(
    "{title}：「{section}」部分文字共 {stated} 字，应{limit}。请增删。",
    "{title}: the section {section} has {stated} characters; allowed: {range}.",
)


def _sentence_on_phrases(phrases: Sequence[str], section: SectionKind | None) -> Wording:
    """The sentence of a finding on missing words."""
    place = "「{section}」部分" if section else "全文"
    in_place = "the section {section}" if section else "the report"
    if section is None or section in _WITH_TABLES:
        place += "（法定表格除外）"
        in_place += ", its statutory tables apart,"
    wanted = "或".join(f"「{phrase}」" for phrase in phrases)
    wanted_in_english = " or ".join(f"“{phrase}”" for phrase in phrases)
    return Wording(
        f"{{title}}：{place}没有出现{_literal(wanted)}。请补充有关内容。",
        f"{{title}}: {in_place} does not say {_literal(wanted_in_english)}. Add what is missing.",
    )


def _literal(words: str) -> str:
    """Words escaped for a sentence that is filled in."""
    return words.replace("{", "{{").replace("}", "}}")


def _checked(settings: Settings, key: str, shape: re.Pattern[str], zh: str, en: str) -> str:
    value = settings.text(key, is_required=True) or ""
    if not shape.fullmatch(value):
        raise settings.fault(key, f'= "{value}"：应为{zh}', f'= "{value}": should be {en}')
    return value


def _section(settings: Settings) -> SectionKind | None:
    """A section by its key or its title."""
    value = settings.text("section")
    if value is None:
        return None
    for kind in SectionKind:
        if value in {kind.value, section_title(kind).official}:
            return kind
    raise settings.fault(
        "section",
        f'= "{value}"：应为 {_SECTIONS.chinese} 之一',
        f'= "{value}": should be one of {_SECTIONS.english}',
    )


#: The possible names of a section.
_SECTIONS = Wording(
    "、".join(f"{kind.value}（{section_title(kind).official}）" for kind in SectionKind),
    ", ".join(kind.value for kind in SectionKind),
)


def _check_phrases(
    rule: Rule,
    context: Context,
    *,
    phrases: tuple[str, ...],
    section: SectionKind | None,
    title: str,
) -> Iterator[Instance]:
    """One of the phrases occurs in the section, or anywhere; blanks and widths do not count.

    All words are searched except those of statutory tables, which the form itself prints: prose,
    headings, other tables, captions, the annex and the closing. The heading of a section does not
    count for that section.
    """
    report = context.report
    if any(_says(report, phrase, section) for phrase in phrases):
        yield rule.passes()
        return
    words = "、".join(phrases)
    if section is None:
        yield rule.fails(title=title, phrase=words)
    else:
        found = report.section(section)
        span = found.heading.span if found else None
        yield rule.fails(span=span, title=title, phrase=words, section=section.value)


def _says(report: Report, phrase: str, section: SectionKind | None) -> bool:
    """Whether the words occur in the section, or anywhere."""
    found = search(report, phrase)
    if section is None:
        day = report.closing.lines()[1] if report.closing else ""
        return bool(found) or narrow(squeeze(phrase)) in day
    return any(
        one.section is not None
        and one.section.kind is section
        and one.block is not one.section.heading
        for one in found
    )


def _check_length(
    rule: Rule,
    context: Context,
    *,
    section: SectionKind,
    title: str,
    least: int | None,
    most: int | None,
) -> Iterator[Instance]:
    """The prose of a section, including headings, has a length within the limits."""
    found = context.report.section(section)
    if found is None:
        yield rule.does_not_apply(NO_SECTION)
        return
    length = sum(len(squeeze(text)) for text in _texts(found.blocks))
    if (least is None or length >= least) and (most is None or length <= most):
        yield rule.passes()
        return
    limits = [
        f"不少于 {least} 字" if least is not None else "",
        f"不超过 {most} 字" if most is not None else "",
    ]
    yield rule.fails(
        stated=length,
        span=found.heading.span,
        title=title,
        section=section.value,
        limit="、".join(filter(None, limits)),
        range=f"{0 if least is None else least} … {'' if most is None else most}".rstrip(),
    )


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield block.text if isinstance(block, Paragraph) else block.title
