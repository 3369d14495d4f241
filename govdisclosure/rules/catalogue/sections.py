"""GD101 to GD105 and GD919: the six sections, their order, numbers and titles.

Takes a context and yields instances; reads headings, and whether sections are empty.
"""

from collections.abc import Iterator
from functools import wraps
from itertools import islice

from govdisclosure.forms.layout import Edition, SectionKind, find_section, section_title
from govdisclosure.model.blocks import Heading
from govdisclosure.model.diagnostics import Severity
from govdisclosure.model.report import Section
from govdisclosure.rules.basis.context import Context, remembered
from govdisclosure.rules.basis.copies import WRITTEN
from govdisclosure.rules.basis.headings import (
    HEADING_IN_TEXT,
    NUMERAL_OF,
    is_lost,
    replacements,
)
from govdisclosure.rules.basis.parts import BEFORE_FORMS, NO_SECTION, owes_form
from govdisclosure.rules.basis.rule import Check, Instance, Rule
from govdisclosure.rules.basis.sources import ARTICLE_50, FORM_2019, FORM_2021, PRACTICE
from govdisclosure.wording import Wording

__all__ = ["RULES"]


def _of_form(cases: Check) -> Check:
    """Make *cases*, which go through sections, give a reason if none exist or no form applies."""

    @wraps(cases)
    def check(rule: Rule, context: Context) -> Iterator[Instance]:
        if not owes_form(context):
            yield rule.does_not_apply(BEFORE_FORMS)
            return
        found = tuple(cases(rule, context))
        yield from found or (rule.does_not_apply(NO_SECTION),)

    return check


@_of_form
def check_sections_present(rule: Rule, context: Context) -> Iterator[Instance]:
    """Each of the six sections has its heading."""
    present = {one.kind for one in context.report.sections}
    replaced = replacements(context)
    for kind in SectionKind:
        if kind in present or kind in replaced:
            yield rule.passes()
        elif is_lost(context, kind):
            yield rule.cannot_tell(reason=HEADING_IN_TEXT)
        else:
            yield rule.fails(section=kind.value, numeral=NUMERAL_OF[kind])


@_of_form
def check_order(rule: Rule, context: Context) -> Iterator[Instance]:
    """No section is after one that comes later in the form."""
    last: Section | None = None
    for section in context.report.sections:
        if section.kind is None:
            continue
        if last is None or last.kind is None or _rank(section.kind) > _rank(last.kind):
            last = section
            yield rule.passes()
        else:
            yield rule.fails(
                span=section.heading.span,
                heading=section.heading.printed,
                other=last.heading.printed,
            )


def _rank(kind: SectionKind) -> int:
    return section_title(kind).ordinal


@_of_form
def check_sections_filled(rule: Rule, context: Context) -> Iterator[Instance]:
    """Sections one, five and six have content; the others consist of tables."""
    sections = [one for one in context.report.sections if one.kind in WRITTEN]
    for section in sections:
        if section.blocks:
            yield rule.passes()
        else:
            heading = section.heading
            yield rule.fails(span=heading.span, heading=heading.printed)


@remembered
def _numbered_sections(context: Context) -> list[tuple[Section, bool]]:
    """The known sections, each with whether its number is that of the form or of its place.

    After a missing section, the numbers of later ones may continue without a gap.
    """
    known = [one for one in context.report.sections if one.kind is not None]
    return [
        (one, one.heading.ordinal in {_rank(one.kind), place})
        for place, one in enumerate(known, 1)
        if one.kind is not None
    ]


@_of_form
def check_numbers(rule: Rule, context: Context) -> Iterator[Instance]:
    """Each section has its numeral; GD919 reports one that another section has as well."""
    sections = _numbered_sections(context)
    right = {one.heading.ordinal for one, is_right in sections if is_right}
    for section, is_right in sections:
        if is_right or section.kind is None or section.heading.ordinal in right:
            yield rule.passes()
        else:
            yield rule.fails(
                span=section.heading.span,
                heading=section.heading.printed,
                numeral=NUMERAL_OF[section.kind],
            )


@_of_form
def check_titles(rule: Rule, context: Context) -> Iterator[Instance]:
    """Each section has the form's title, that of article 50, or a known variant of them."""
    replaced = replacements(context)
    for kind, heading in replaced.items():
        yield rule.fails(span=heading.span, heading=heading.printed, section=kind.value)
    known = [one for one in context.report.sections if one.kind is not None]
    for section in known:
        heading = section.heading
        if section.kind is None or heading.raw is None or find_section(heading.raw) is not None:
            yield rule.passes()
        else:
            yield rule.fails(span=heading.span, heading=heading.printed, section=section.kind.value)


def check_numbers_once(rule: Rule, context: Context) -> Iterator[Instance]:
    """No numeral of a section is repeated by another heading of the same level."""
    sections = _numbered_sections(context)
    if not sections:
        yield rule.does_not_apply(NO_SECTION)
        return
    by_ordinal = {one.heading.ordinal: one for one, is_right in sections if is_right}
    replacing = set(map(id, replacements(context).values()))
    for section, is_right in sections:
        twin = None if is_right else by_ordinal.get(section.heading.ordinal)
        if twin is None:
            yield rule.passes()
        else:
            yield _same_number(rule, section.heading, twin)
    for _, blocks in context.report.parts():
        inner = (
            one
            for one in blocks
            if isinstance(one, Heading) and one.level == 1 and id(one) not in replacing
        )
        doubled = (one for one in inner if one.ordinal in by_ordinal)
        for heading in islice(doubled, 1):
            yield _same_number(rule, heading, by_ordinal[heading.ordinal])


def _same_number(rule: Rule, heading: Heading, twin: Section) -> Instance:
    return rule.fails(span=heading.span, heading=heading.printed, other=twin.heading.printed)


# ------------------------------------------------------------------------------ the table

_BOTH = (Edition.FORM_2019, Edition.FORM_2021)
_SOURCES = (FORM_2021, FORM_2019)

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD101",
        name="section-missing",
        severity=Severity.ERROR,
        title=Wording("缺少一个部分", "a section is missing"),
        sources=(*_SOURCES, ARTICLE_50),
        numbers=("R37",),
        editions=_BOTH,
        chinese=(
            "没有找到「{numeral}、{section}」这个标题，《格式》规定的六个部分缺少一个。请补上该部分的标题和内容。"
        ),
        english=(
            "section {numeral}, “{section}”, is not there; the form has six sections. "
            "Add it with its heading."
        ),
        check=check_sections_present,
    ),
    Rule(
        code="GD102",
        name="section-out-of-order",
        severity=Severity.WARNING,
        title=Wording("各部分次序颠倒", "the sections are out of order"),
        sources=_SOURCES,
        numbers=("R37",),
        editions=_BOTH,
        chinese="「{heading}」排在「{other}」之后，与《格式》的次序相反。请按《格式》调整次序。",
        english="“{heading}” comes after “{other}”; the form has it before. Put it in order.",
        check=check_order,
    ),
    Rule(
        code="GD103",
        name="section-empty",
        severity=Severity.WARNING,
        title=Wording("部分内容为空", "a section is empty"),
        sources=_SOURCES,
        numbers=("R37", "R48"),
        editions=_BOTH,
        chinese="「{heading}」之下没有任何内容。请补写；确实没有可报告的，写明“无”。",
        english=("“{heading}” has no content. Write it; if there is nothing to report, say so."),
        check=check_sections_filled,
    ),
    Rule(
        code="GD104",
        name="section-renumbered",
        severity=Severity.WARNING,
        title=Wording("部分编号有误", "a section bears another number"),
        sources=_SOURCES,
        numbers=("R37",),
        editions=_BOTH,
        chinese="「{heading}」的编号与《格式》不符，《格式》为「{numeral}、」。请改正编号。",
        english="“{heading}” does not bear the number of the form, {numeral}、. Correct it.",
        check=check_numbers,
    ),
    Rule(
        code="GD105",
        name="section-title-unknown",
        severity=Severity.WARNING,
        title=Wording("部分标题不是规定的标题", "a section bears another title"),
        sources=(*_SOURCES, ARTICLE_50),
        numbers=("R37",),
        editions=_BOTH,
        chinese=(
            "「{heading}」既不是《格式》的标题，也不是条例第五十条的说法。请改为《格式》的标题「{section}」。"
        ),
        english=(
            "“{heading}” is a title neither of the form nor of article 50. "
            "Use that of the form, “{section}”."
        ),
        check=check_titles,
    ),
    Rule(
        code="GD919",
        name="section-number-repeated",
        severity=Severity.HINT,
        title=Wording("一级标题编号重复", "a number of a section comes twice"),
        sources=(PRACTICE,),
        numbers=("R57",),
        chinese="「{heading}」与「{other}」编号相同。请改用下一级编号，或改正编号。",
        english=(
            "“{heading}” bears the same number as “{other}”. "
            "Number it on the next level, or correct the number."
        ),
        check=check_numbers_once,
    ),
)
