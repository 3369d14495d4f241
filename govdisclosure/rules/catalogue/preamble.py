"""GD910 and GD911: what a report says about itself: its parts and the form it cites.

Takes a context and yields instances; reads prose, and which sections there are.
"""

import re
from collections.abc import Iterator, Mapping

from govdisclosure.forms.layout import Edition, SectionKind
from govdisclosure.model.diagnostics import Severity
from govdisclosure.rules.basis.context import Context
from govdisclosure.rules.basis.headings import HEADING_IN_TEXT, is_lost, replacements
from govdisclosure.rules.basis.parts import FIRST_YEAR, due_edition, iter_paragraphs
from govdisclosure.rules.basis.phrasing import shortened
from govdisclosure.rules.basis.rule import UNKNOWN_YEAR, Instance, Reason, Rule
from govdisclosure.rules.basis.sources import FORM_2019, FORM_2021, PRACTICE
from govdisclosure.rules.basis.written import WrittenBlock
from govdisclosure.text import chinese_numeral
from govdisclosure.wording import Wording

__all__ = ["RULES"]

# ------------------------------------------------------------------------------ the parts

NO_LIST = Reason(
    "no-list", "序言没有列出报告各部分", "the preamble does not list the parts of the report"
)
NO_CITATION = Reason(
    "no-citation",
    "报告没有引用格式文件和条例的公布文号",
    "the report cites neither a form nor the decree of the Regulations",
)
_COUNTED_PARTS = re.compile(r"(?<![第0-9])(?P<count>[一二三四五六七八九]|[1-9])个?大?部分")
_LISTS = re.compile(r"(?:包括|包含|分为|内容为|由|:)(?P<list>.*)")
#: The words with which a sentence names a section.
_NAMED_IN_LIST: Mapping[SectionKind, re.Pattern[str]] = {
    SectionKind.OVERVIEW: re.compile("总体|概述|概况|基本情况"),
    SectionKind.PROACTIVE: re.compile("主动公开"),
    SectionKind.REQUESTS: re.compile("收到和处理|依申请|公开申请的?(?:办理|处理|受理)?的?情况"),
    SectionKind.DISPUTES: re.compile("复议|诉讼"),
    SectionKind.PROBLEMS: re.compile("问题|不足"),
    SectionKind.OTHER: re.compile("其[他它]|需要?(?:报告|说明)"),
}
_FEWEST_LISTED = 4
#: Parts besides the six that may be counted.
_MORE_PARTS = re.compile("附[件表图录]|指标|统计表|图表")
_NUMERALS = {chinese_numeral(value): value for value in range(1, 10)}


def check_list_of_parts(rule: Rule, context: Context) -> Iterator[Instance]:
    """The parts that the preamble counts and lists are the sections that follow."""
    found = {one.kind for one in context.report.sections if one.kind is not None}
    found |= set(replacements(context)) if found else set()
    listing = next(_iter_listings(context), None) if found else None
    if listing is None:
        yield rule.does_not_apply(NO_LIST)
        return
    place, words, count, listed = listing
    if any(kind not in found and is_lost(context, kind) for kind in SectionKind):
        yield rule.cannot_tell(reason=HEADING_IN_TEXT)
        return
    said = [number for number in dict.fromkeys((count, len(listed))) if number]
    if said == [len(found)] and (not listed or listed == found):
        yield rule.passes()
    else:
        yield rule.fails(
            span=place.span,
            words=shortened(words),
            said=" / ".join(map(str, said)),
            found=str(len(found)),
        )


def _iter_listings(
    context: Context,
) -> Iterator[tuple[WrittenBlock, str, int | None, set[SectionKind]]]:
    """The sentences of the preamble that count or list the parts, with the count and the list."""
    for place in iter_paragraphs(context):
        if place.section is not None:
            return
        start = 0
        for sentence in place.words.split("。"):
            printed = place.printed[start : start + len(sentence)]
            start += len(sentence) + 1
            counted = _COUNTED_PARTS.search(sentence)
            lists = _LISTS.search(sentence)
            listed = {
                kind
                for kind, words in _NAMED_IN_LIST.items()
                if lists is not None and words.search(lists["list"])
            }
            if len(listed) < _FEWEST_LISTED:
                listed.clear()
            if (counted is None and not listed) or _MORE_PARTS.search(sentence):
                continue
            sign = counted["count"] if counted else ""
            count = _NUMERALS.get(sign) or (int(sign) if sign else None)
            yield place, printed, count, listed


# ------------------------------------------------------------------------------ the form cited

_ISSUER = "国办公开办函"
_CITED = re.compile(
    rf"{_ISSUER}[^0-9]{{0,2}}(?P<year>20[0-9]{{2}})[^0-9]{{0,2}}(?P<number>[0-9]{{1,3}})号"
)
#: The decree that promulgated the Regulations, and the one that revised them as of 2019.
_DECREE = re.compile(r"国务院(?:令[^0-9]{0,2}|第(?=[0-9]{3}号令))(?P<number>[0-9]{3})号")
_DECREES = (("492",), ("711",))
_FORMS = {("2019", "60"): Edition.FORM_2019, ("2021", "30"): Edition.FORM_2021}


def check_basis(rule: Rule, context: Context) -> Iterator[Instance]:
    """The form and the decree that are cited, if any, are those in force for the year."""
    forms, decrees = (
        {
            found.groups(): (place.quote(found), place.span)
            for place in iter_paragraphs(context)
            if sign in place.words
            for found in pattern.finditer(place.words)
            if found.groups() in known
        }
        for sign, pattern, known in ((_ISSUER, _CITED, _FORMS), ("国务院", _DECREE, _DECREES))
    )
    if not forms and not decrees:
        yield rule.does_not_apply(NO_CITATION)
        return
    year = context.year
    if year is None:
        yield rule.cannot_tell(reason=UNKNOWN_YEAR)
        return
    due = next(one for one, edition in _FORMS.items() if edition is due_edition(year))
    named = f"国办公开办函〔{due[0]}〕{due[1]}号"
    for cited, key, words in (
        (forms, due, named),
        (decrees, _DECREES[-1], "国务院令第711号"),
    ):
        if not cited:
            continue
        quoted, span = next(iter(cited.values()))
        if key in cited or (cited is decrees and year < FIRST_YEAR):
            yield rule.passes()
        else:
            yield rule.fails(span=span, words=quoted, year=str(year), due=words)


# ------------------------------------------------------------------------------ the table

_REVISION = Wording(
    "《中华人民共和国政府信息公开条例》（国务院令第711号修订，2019年5月15日起施行）",
    "Regulations on Open Government Information, revised by decree 711, in force since 15 May 2019",
)

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD910",
        name="list-of-parts-differs",
        severity=Severity.HINT,
        title=Wording("序言所列部分与正文不一致", "the preamble lists other parts than there are"),
        sources=(PRACTICE,),
        numbers=("R38",),
        chinese=(
            "序言「{words}」所说的部分（{said} 个）与正文的 {found} 个部分不一致。"
            "请使序言与正文一致。"
        ),
        english=(
            "the preamble, “{words}”, speaks of other parts ({said}) than the report has "
            "({found}). Make them agree."
        ),
        check=check_list_of_parts,
    ),
    Rule(
        code="GD911",
        name="basis-outdated",
        severity=Severity.HINT,
        title=Wording("引用的文件不是现行的", "what is cited is no longer in force"),
        sources=(FORM_2021, FORM_2019, _REVISION),
        numbers=("R41",),
        chinese="报告引用「{words}」，而 {year} 年度适用的是{due}。请改引。",
        english="the report cites “{words}”, but for {year} {due} is in force. Cite that.",
        check=check_basis,
    ),
)
