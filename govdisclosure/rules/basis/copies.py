"""The prose of a section when it may be a copy: what is compared, and how much is too much.

Takes contexts and gives texts, places and words; judges only by the rule's thresholds.
"""

from govdisclosure.forms.layout import SectionKind
from govdisclosure.rules.basis.context import Context
from govdisclosure.rules.basis.likeness import Likeness, Text
from govdisclosure.rules.basis.parts import iter_paragraphs
from govdisclosure.rules.basis.rule import Reason, Rule
from govdisclosure.rules.basis.sources import PRACTICE
from govdisclosure.source import Span
from govdisclosure.wording import Wording

__all__ = [
    "COPIED",
    "LIKE_REPORTS",
    "NO_PROSE",
    "WRITTEN",
    "excerpt",
    "is_copied",
    "place_of",
    "text_of",
]

#: The sections that are prose rather than tables.
WRITTEN = (SectionKind.OVERVIEW, SectionKind.PROBLEMS, SectionKind.OTHER)
NO_PROSE = Reason("no-prose", "没有足够长的文字可比", "no section has enough prose to be compared")
#: The source of rules on copied text.
LIKE_REPORTS = (
    Wording(
        "国办公开办函〔2021〕30号：报告内容雷同、敷衍塞责的，依照《条例》第四十七条处理",
        "国办公开办函〔2021〕30号: like reports are dealt with by article 47",
    ),
    PRACTICE,
)
#: The thresholds of such a rule: the minimum share of the text in per cent, and its minimum length.
COPIED = (("least_share", 80), ("characters", 80))
#: How many characters of a copied run are quoted.
_MOST_QUOTED = 40


def text_of(context: Context, section: SectionKind) -> Text:
    """The paragraphs of one section, without its headings and tables."""
    return Text.of(one.printed for one in iter_paragraphs(context) if one.section is section)


def place_of(context: Context, section: SectionKind) -> Span | None:
    """Where the section begins."""
    found = context.report.section(section)
    if found is None:
        return None
    spans = (found.heading.span, *(block.span for block in found.blocks))
    return next((span for span in spans if span is not None), None)


def is_copied(rule: Rule, found: Likeness) -> bool:
    """Whether as much is copied as the rule's threshold says; empty text never is."""
    return 0 < found.copied * 100 >= rule.threshold("least_share") * found.whole


def excerpt(words: str) -> str:
    """The beginning of a copied run, long enough to recognise it."""
    return words if len(words) <= _MOST_QUOTED else f"{words[:_MOST_QUOTED]}……"
