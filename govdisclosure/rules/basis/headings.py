"""Headings of sections as rules need them: as printed, lost in the text, under other titles.

Takes a context and gives facts; judges nothing.
"""

from collections.abc import Mapping
from functools import cache

from govdisclosure.characters import label_key, narrow
from govdisclosure.forms.layout import SectionKind, section_title
from govdisclosure.model.blocks import Heading
from govdisclosure.rules.basis.context import Context, remembered
from govdisclosure.rules.basis.rule import Reason
from govdisclosure.text import chinese_numeral

__all__ = ["HEADING_IN_TEXT", "NUMERAL_OF", "is_lost", "replacements"]

#: The numeral of each section in the form.
NUMERAL_OF = {kind: chinese_numeral(section_title(kind).ordinal) for kind in SectionKind}

HEADING_IN_TEXT = Reason(
    "heading-in-text",
    "这一部分的标题混在其他文字中，未能识别",
    "the heading of the section is mixed up with other text",
)


@remembered
def is_lost(context: Context, kind: SectionKind) -> bool:
    """Whether the heading of a section is in the text though it opens no section there.

    Text that ran together has it inside a paragraph, or its beginning in the residue.
    """
    numeral = NUMERAL_OF[kind]
    keys, marked = _wordings(kind)
    left_over = (label_key(one.text) for one in context.report.residue)
    if any(
        left.startswith(key) or (len(left) > len(numeral) + 3 and key.startswith(left))
        for left in left_over
        if left.startswith(numeral)
        for key in keys
    ):
        return True
    mark = f"{numeral}、"
    numbered = [place.words for place in context.paragraphs if mark in place.words]
    return any(one in words for words in numbered for one in marked)


@cache
def _wordings(kind: SectionKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The heading in each wording: its letters with the numeral, and narrow with its mark."""
    title, numeral = section_title(kind), NUMERAL_OF[kind]
    wordings = (title.official, *title.aliases)
    return (
        tuple(numeral + label_key(words) for words in wordings),
        tuple(narrow(f"{numeral}、{words}") for words in wordings),
    )


def _replaced(kind: SectionKind, context: Context) -> Heading | None:
    """The heading with the numeral of a missing section, in the place where that should be.

    None if an earlier heading has a number within the same section as well: then that section
    has its own numbering.
    """
    order = list(SectionKind)
    before = set(order[: order.index(kind)])
    report = context.report
    blocks = report.preamble
    for section in report.sections:
        if section.kind in before:
            blocks = section.blocks
    ordinal = section_title(kind).ordinal
    inner = [one for one in blocks if isinstance(one, Heading) and one.level == 1]
    own_numbering = any(one.ordinal < ordinal for one in inner) and ordinal > 1
    found = [one for one in inner if one.ordinal == ordinal]
    return found[0] if len(found) == 1 and not own_numbering else None


@remembered
def replacements(context: Context) -> Mapping[SectionKind, Heading]:
    """The headings with another title that take the place of missing sections."""
    present = {one.kind for one in context.report.sections}
    found = ((kind, _replaced(kind, context)) for kind in SectionKind if kind not in present)
    return {kind: heading for kind, heading in found if heading is not None}
