"""GD912, GD913 and GD918: the organ that reports, in title, preamble and signature.

Takes a context and yields instances; knows nothing of dates.
"""

from collections.abc import Iterator

from govdisclosure.characters import squeeze
from govdisclosure.model.agency import agency_of_title, describe
from govdisclosure.model.diagnostics import Severity
from govdisclosure.model.organs import may_be_same_organ
from govdisclosure.rules.basis.context import Context
from govdisclosure.rules.basis.parts import (
    NO_REPORT,
    UNKNOWN_ORGAN,
    find_last_line,
    is_report,
    organ_of,
    stray_letters,
)
from govdisclosure.rules.basis.rule import Instance, Rule
from govdisclosure.rules.basis.sources import PRACTICE
from govdisclosure.wording import Wording

__all__ = ["RULES"]


def check_signature_present(rule: Rule, context: Context) -> Iterator[Instance]:
    """The report is signed at the end, even without a date."""
    report = context.report
    if not is_report(context):
        yield rule.does_not_apply(NO_REPORT)
    elif (report.closing is not None and report.closing.signature) or find_last_line(context):
        yield rule.passes()
    else:
        yield rule.fails(span=report.closing.span if report.closing else None)


def check_signature_of_title(rule: Rule, context: Context) -> Iterator[Instance]:
    """The signature, even without a date, is the organ of the title, or its short name."""
    report = context.report
    name = agency_of_title(report.title) if report.title else None
    last = find_last_line(context) if report.closing is None else None
    signature = squeeze(report.closing.signature or "") if report.closing else ""
    span = report.closing.span if report.closing else None
    if last is not None:
        signature, span = last.organ, last.span
    if not name or not signature:
        yield rule.does_not_apply(UNKNOWN_ORGAN)
    elif may_be_same_organ(signature, name):
        yield rule.passes()
    else:
        yield rule.fails(span=span, signature=signature, title=name)


def check_organ_names(rule: Rule, context: Context) -> Iterator[Instance]:
    """Title, preamble and signature name one organ, without stray letters before its name."""
    report = context.report
    title = agency_of_title(report.title) if report.title else None
    signature = squeeze(report.closing.signature or "") if report.closing else ""
    announced = context.announced
    names = [name for name in (signature, announced.name if announced else "") if name]
    if not names or not (title or signature):
        yield rule.does_not_apply(UNKNOWN_ORGAN)
        return
    for name in names:
        if title and stray_letters(context, title, name):
            yield rule.fails(span=report.title_span, name=title, other=name)
            return
    owner = organ_of(report) or ""
    if announced is not None and _are_two_organs(announced.name, owner):
        yield rule.fails(span=announced.span, name=announced.name, other=owner)
    else:
        yield rule.passes()


def _are_two_organs(name: str, owner: str) -> bool:
    """Whether both are names of organs with their areas, unlike 我局, and of different ones."""
    both = describe(name), describe(owner)
    return all(one.kind and one.place for one in both) and not may_be_same_organ(name, owner)


# ------------------------------------------------------------------------------ the table

RULES: tuple[Rule, ...] = (
    Rule(
        code="GD912",
        name="signature-missing",
        severity=Severity.HINT,
        title=Wording("没有落款", "the report is unsigned"),
        sources=(PRACTICE,),
        numbers=("R46",),
        chinese="报告末尾没有机关署名。请在文末写明机关全称和成文日期。",
        english="the report is unsigned. Add the organ's full name and the date of the document.",
        check=check_signature_present,
    ),
    Rule(
        code="GD913",
        name="signature-of-another-organ",
        severity=Severity.HINT,
        title=Wording(
            "落款机关与标题不一致", "the report is signed by another organ than the title names"
        ),
        sources=(PRACTICE,),
        numbers=("R46",),
        chinese="落款是「{signature}」，标题是「{title}」的报告。请核对是否同一机关。",
        english="“{signature}” signed the report, but the title names “{title}”. Check which "
        "is right.",
        check=check_signature_of_title,
    ),
    Rule(
        code="GD918",
        name="organ-named-otherwise",
        severity=Severity.HINT,
        title=Wording("机关名称前后不一致", "the organ is named in two ways"),
        sources=(PRACTICE,),
        numbers=("R53",),
        chinese="此处机关名称是「{name}」，别处是「{other}」。请删去多余的字，或改正误写的机关。",
        english=(
            "the organ is “{name}” here and “{other}” elsewhere. "
            "Delete stray letters, or correct the wrong name."
        ),
        check=check_organ_names,
    ),
)
