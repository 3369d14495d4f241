"""Passages by topic: the headings about a subject, and the text under them.

Takes a report and a topic; one literal table holds the wordings of all topics.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from attrs import field, frozen

from govdisclosure.characters import narrow, squeeze
from govdisclosure.model.blocks import Heading, Paragraph
from govdisclosure.model.report import Block, Report, Section

__all__ = ["Passage", "Topic", "passages"]


class Topic(Enum):
    """What a passage is about: the five aspects of section one, the items of five and six."""

    #: 主动公开
    PROACTIVE_DISCLOSURE = "proactive_disclosure"
    #: 依申请公开
    DISCLOSURE_ON_REQUEST = "disclosure_on_request"
    #: 政府信息管理
    INFORMATION_MANAGEMENT = "information_management"
    #: 平台建设
    PLATFORM_DEVELOPMENT = "platform_development"
    #: 监督保障, with 工作考核、社会评议和责任追究
    OVERSIGHT_SAFEGUARDS = "oversight_safeguards"
    #: 行政复议、行政诉讼
    DISPUTES = "disputes"
    #: 存在的主要问题
    PROBLEMS = "problems"
    #: 改进措施
    IMPROVEMENTS = "improvements"
    #: 信息处理费
    PROCESSING_FEE = "processing_fee"
    #: 落实上级年度政务公开工作要点
    KEY_TASKS = "key_tasks"
    #: 人大代表建议和政协提案
    SUGGESTIONS_PROPOSALS = "suggestions_proposals"
    #: 政务公开工作创新
    INNOVATION = "innovation"
    #: 年度报告数据统计需要说明的事项
    DATA_NOTES = "data_notes"


class _Wording(NamedTuple):
    """The words that identify a topic; 「…」 stands for at most twelve others in one sentence."""

    #: In a heading.
    heading: str
    #: In a paragraph, if no heading has them.
    paragraph: str
    #: In a heading that is about something else after all.
    unless: str = ""


#: To recognise a topic by another wording, add it to one line, after a ``|``.
_WORDINGS: Mapping[Topic, _Wording] = {
    Topic.PROACTIVE_DISCLOSURE: _Wording(
        heading="主动公开",
        paragraph="主动公开…信息|公开…信息…条|发布…信息…条",
    ),
    Topic.DISCLOSURE_ON_REQUEST: _Wording(
        heading="申请公开|公开申请|公开的申请",
        paragraph="依申请公开|公开申请",
        unless="复议|诉讼|收费|费用|处理费",
    ),
    Topic.INFORMATION_MANAGEMENT: _Wording(
        heading="信息管理|信息的管理|信息资源管理",
        paragraph="政府信息管理|规范性文件…清理|保密审查",
    ),
    Topic.PLATFORM_DEVELOPMENT: _Wording(
        heading="平台建设|平台的建设|公开平台|公开载体|公开渠道",
        paragraph="平台建设|公开平台|公开专栏|政务新媒体",
    ),
    Topic.OVERSIGHT_SAFEGUARDS: _Wording(
        heading="监督…保障|监督考核|组织保障|机制保障|队伍保障|保障措施|组织领导|社会评议|责任追究",
        paragraph="监督保障|组织领导|业务培训|工作考核|社会评议|责任追究",
    ),
    Topic.DISPUTES: _Wording(heading="复议|诉讼", paragraph="行政复议|行政诉讼"),
    Topic.PROBLEMS: _Wording(
        heading="存在…问题|存在…不足|存在…困难|主要问题|问题和困难|问题[与和及]不足|不足之处",
        paragraph="存在…问题|存在…不足|主要问题",
    ),
    Topic.IMPROVEMENTS: _Wording(
        heading="改进|整改|解决办法|解决措施|下一?步|努力方向",
        paragraph="改进|整改|下一?步",
    ),
    Topic.PROCESSING_FEE: _Wording(
        heading="信息处理费|收费|收取…费",
        paragraph="信息处理费|收取…费用|未…收费",
        unless="行政事业性收费",
    ),
    Topic.KEY_TASKS: _Wording(
        heading="工作要点|要点…落实|落实…要点",
        paragraph="公开工作要点|公开要点|上级年度…要点",
    ),
    Topic.SUGGESTIONS_PROPOSALS: _Wording(
        heading="提案|代表建议|建议办理|议案",
        paragraph="提案|代表建议|人大建议|议案",
    ),
    Topic.INNOVATION: _Wording(heading="创新", paragraph="工作创新|创新做法|创新举措"),
    Topic.DATA_NOTES: _Wording(
        heading="统计需要说明|数据…说明|统计说明",
        paragraph="数据…需要说明|数据说明|统计口径",
    ),
}


@frozen
class Passage:
    """A heading and the blocks under it, or a paragraph where no heading has the topic."""

    #: The section that contains it; None in the preamble.
    section: Section | None = field(repr=False)
    #: Its heading; for a paragraph, the one above it, or None.
    heading: Heading | None
    #: Up to the next heading of the same or a higher level; under the heading of a section, all.
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The words of the blocks, a line each; the cells of a row are separated by tabs."""
        return "\n".join(line for block in self.blocks for line in block.words())


def passages(report: Report, topic: Topic) -> tuple[Passage, ...]:
    """The passages of *report* that are about *topic*, in the order of the document.

    A heading with the topic gives everything under it. One with several topics, such as
    「存在的主要问题及改进情况」, is replaced by headings under it that have this one. Without such
    a heading, the paragraphs about the topic are given; those of the preamble only in a report
    without sections, for a preamble merely lists the parts.

    Example:
        >>> from govdisclosure.forms.layout import SectionKind
        >>> from govdisclosure.model.blocks import Paragraph
        >>> heading = Heading(level=2, ordinal=1, title="收取信息处理费情况", stop="。")
        >>> fee = Paragraph(text="本年度未收取。", is_run_in=True)
        >>> report = Report(sections=[Section.of(SectionKind.OTHER, heading, fee)])
        >>> [one.text for one in passages(report, Topic.PROCESSING_FEE)]
        ['本年度未收取。']
    """
    parts = [(one, one.heading if one else None, blocks) for one, blocks in report.parts()]
    found = tuple(one for part in parts for one in _under_headings(*part, topic))
    if found:
        return found
    return tuple(one for part in parts[1:] or parts for one in _in_paragraphs(*part, topic))


def _under_headings(
    section: Section | None, head: Heading | None, blocks: tuple[Block, ...], topic: Topic
) -> Iterator[Passage]:
    """The widest passages whose headings have *topic*, except those that are replaced."""
    stretches = [
        (heading, start, end)
        for heading, start, end in _stretches(head, blocks)
        if topic in _topics_of(heading.printed_title)
    ]
    done = 0
    for number, (heading, start, end) in enumerate(stretches):
        if start < done:
            continue
        has_narrower = number + 1 < len(stretches) and stretches[number + 1][1] < end
        if has_narrower and len(_topics_of(heading.printed_title)) > 1:
            continue
        done = end
        yield Passage(section, heading, blocks[start:end])


def _stretches(head: Heading | None, blocks: Sequence[Block]) -> Sequence[tuple[Heading, int, int]]:
    """Every heading, that of the section first, with the numbers of the blocks under it."""
    found = [] if head is None else [(head, 0, len(blocks))]
    open_headings: list[tuple[int, Heading]] = []
    ends: dict[int, int] = {}
    starts: list[tuple[int, Heading]] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            while open_headings and open_headings[-1][1].level >= block.level:
                ends[open_headings.pop()[0]] = number
            open_headings.append((number, block))
            starts.append((number, block))
    found += [(one, number + 1, ends.get(number, len(blocks))) for number, one in starts]
    return found


def _in_paragraphs(
    section: Section | None, head: Heading | None, blocks: tuple[Block, ...], topic: Topic
) -> Iterator[Passage]:
    heading = head
    for block in blocks:
        if isinstance(block, Heading):
            heading = block
        elif isinstance(block, Paragraph) and _has(_WORDINGS[topic].paragraph, block.text):
            yield Passage(section, heading, (block,))


@lru_cache(maxsize=1024)
def _topics_of(title: str) -> frozenset[Topic]:
    """The topics of the title of a heading."""
    return frozenset(
        topic
        for topic, wording in _WORDINGS.items()
        if _has(wording.heading, title) and not (wording.unless and _has(wording.unless, title))
    )


def _has(wordings: str, text: str) -> bool:
    """Whether one of *wordings* occurs in *text*; blanks and width make no difference."""
    return _pattern_of(wordings).search(narrow(squeeze(text))) is not None


@cache
def _pattern_of(wordings: str) -> re.Pattern[str]:
    return re.compile(wordings.replace("…", "[^。;]{0,12}?"))
