"""Finding things in reports: cells by pattern, passages by topic, places by words.

Takes reports and gives small frozen answers that point into them; changes and judges nothing.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from attrs import field, frozen

from govdisclosure.layout import (
    Edition,
    SectionKind,
    TableKind,
    label_of,
    layout_of,
    section_title,
    table_layouts,
)
from govdisclosure.model.addresses import Address, addresses_of, near_misses
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.cells import Cell
from govdisclosure.model.lines import table_rows
from govdisclosure.model.report import Block, Closing, Report, Section
from govdisclosure.model.tables import Table
from govdisclosure.source import Span
from govdisclosure.text import chinese_numeral, label_key, narrow, squeeze

__all__ = ["Passage", "Place", "Selected", "Topic", "passages", "search", "select"]

# ------------------------------------------------------------------------------ cells


@frozen
class Selected:
    """A cell that a pattern found, and where."""

    #: The report that it stands in.
    report: Report = field(repr=False)
    address: Address
    cell: Cell


def select(reports: Report | Iterable[Report], pattern: Address | str) -> tuple[Selected, ...]:
    """The cells of one report or of many that *pattern* names, in print order.

    A pattern has levels between slashes, and ``*`` in a level stands for any run of characters.
    It is written in the keys of addresses or, with any Chinese in it, in the words of the form.
    **The last level names the column; those before it are met on the way there, in that order,
    and any of them may be left out:** ``三/不予公开/自然人`` is the column 自然人 of all eight
    rows of （三）不予公开, ``总计`` every last column, ``三/总计/*`` the row （七）总计. Words are
    those of either form and the other wordings that reports print; width, blanks, punctuation and
    the ordinal before a label make no difference.

    Args:
        reports: Where to look. A table that a report lacks has no cells, and a cell that only the
            other edition has is in none; neither is an error.
        pattern: An address, or a pattern such as ``requests/withheld_*/natural_person``,
            ``*/*/total``, ``二/行政许可/*`` or ``三/（三）不予公开/*/自然人``.

    Raises:
        KeyError: No form has a cell that the pattern names; near misses are named.

    Example:
        >>> from govdisclosure.model.cells import Cell
        >>> table = Table(kind=TableKind.DISPUTES, cells=[Cell.of(n) for n in range(15)])
        >>> report = Report(preamble=[table])
        >>> [(str(one.address), one.cell.value) for one in select(report, "四/行政诉讼/总计")]
        [('disputes/litigation_direct/total', 9), ('disputes/litigation_after_review/total', 14)]
    """
    words = narrow(str(pattern))
    if not any(_matches(words, form.kind, form.edition) for form in table_layouts()):
        raise KeyError(_unmatched(words))
    many = (reports,) if isinstance(reports, Report) else reports
    return tuple(found for report in many for found in _select_in(report, words))


def _select_in(report: Report, pattern: str) -> Iterator[Selected]:
    tables: dict[TableKind, Table] = {}
    for block in report.iter_blocks():
        if isinstance(block, Table):
            tables.setdefault(block.kind, block)
    for kind in TableKind:
        if table := tables.get(kind):
            addresses = table.addresses
            for number in _matches(pattern, kind, table.edition):
                yield Selected(report, addresses[number], table.cells[number])


#: Parts the levels of a pattern; the label 「本年增/减」 is one level.
_SLASH = re.compile("/(?!减)")
#: The names that one level of a cell's path goes by.
_Names: TypeAlias = frozenset[str]


@lru_cache(maxsize=1024)
def _matches(pattern: str, kind: TableKind, edition: Edition | None) -> tuple[int, ...]:
    """The numbers, in print order, of the cells of one form that *pattern* names."""
    paths = _key_paths(kind, edition) if pattern.isascii() else _word_paths(kind, edition)
    levels = _levels(pattern)
    return tuple(number for number, path in enumerate(paths) if _leads(levels, path))


def _levels(pattern: str) -> list[re.Pattern[str]]:
    """Each level as an expression that the names of a level are held against."""
    as_key: Callable[[str], str] = str if pattern.isascii() else label_key
    return [
        re.compile(".*".join(re.escape(as_key(piece)) for piece in part.split("*")))
        for part in _SLASH.split(pattern)
    ]


def _leads(levels: Sequence[re.Pattern[str]], path: Sequence[_Names]) -> bool:
    """Whether the last level is the end of *path* and the others are met on the way, in order."""
    *before, last = levels
    way = iter(path[:-1])
    return any(map(last.fullmatch, path[-1])) and all(
        any(any(map(level.fullmatch, names)) for names in way) for level in before
    )


@cache
def _key_paths(kind: TableKind, edition: Edition | None) -> tuple[tuple[_Names, ...], ...]:
    return tuple(
        tuple(frozenset({name}) for name in (one.table.value, one.row, one.column))
        for one in addresses_of(kind, edition)
    )


@cache
def _word_paths(kind: TableKind, edition: Edition | None) -> tuple[tuple[_Names, ...], ...]:
    """The levels of :meth:`Address.words`, each with all its wordings."""
    return tuple(
        (
            _section_names(kind),
            *(_label_names(kind, token) for token in (*cell.row_labels, *cell.column_labels)),
        )
        for cell in layout_of(kind, edition).cells
    )


_ORDINAL = re.compile("[一二三四]、|（[一二三四五六七]）|[1-8][.]")


@cache
def _label_names(kind: TableKind, token: str) -> _Names:
    """Every wording of a label, and that of the form without its ordinal."""
    label = label_of(kind, token)
    wordings = {label.official, label.former or label.official}
    bare = (_ORDINAL.sub("", words, count=1) for words in wordings)
    return frozenset(map(label_key, (*wordings, *bare, *label.aliases)))


@cache
def _section_names(kind: TableKind) -> _Names:
    title = section_title(SectionKind(kind.value))
    numeral = chinese_numeral(title.ordinal)
    keys = {label_key(words) for words in (title.official, *title.aliases)}
    return frozenset({numeral, *keys, *(numeral + key for key in keys)})


def _unmatched(pattern: str) -> str:
    """A message for a pattern that names nothing: what no form has, and what is like it."""
    if pattern.isascii():
        return near_misses(pattern)
    names = {
        name: None
        for form in table_layouts()
        for path in _word_paths(form.kind, form.edition)
        for level in path
        for name in sorted(level)
    }
    for part, level in zip(_SLASH.split(pattern), _levels(pattern), strict=True):
        if not any(map(level.fullmatch, names)):
            likes = difflib.get_close_matches(label_key(part), names, n=3, cutoff=0.5)
            hint = f"; did you mean {' or '.join(likes)}?" if likes else ""
            return f"no form has the label {part!r}{hint}"
    return f"no form has a cell {pattern!r}; its last level is to name a column, or be '*'"


# ------------------------------------------------------------------------------ topics


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
    """By which words a topic is known; 「…」 stands for at most twelve others in one sentence."""

    #: In a heading.
    heading: str
    #: In a paragraph, where no heading has them.
    paragraph: str
    #: In a heading that is about something else after all.
    unless: str = ""


#: To make a topic known by another wording, add it to one line, behind a ``|``.
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
    """A heading and the blocks under it, or a paragraph where no heading bears the topic."""

    #: The section it stands in; None in the preamble.
    section: Section | None = field(repr=False)
    #: Its heading; of a paragraph, the one above it, None where there is none.
    heading: Heading | None
    #: Up to the next heading of the same or a higher level; under the heading of a section, all.
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The words of the blocks, a line each; the cells of a row are parted by tabs."""
        return "\n".join(line for block in self.blocks for line in _lines_of(block))


def passages(report: Report, topic: Topic) -> tuple[Passage, ...]:
    """The passages of *report* that are about *topic*, in the order of the document.

    A heading that bears the topic has all that stands under it. One that bears several topics,
    such as 「存在的主要问题及改进情况」, gives way to headings under it that bear this one. Where
    no heading does, the paragraphs are taken that speak of it; those of the preamble only in a
    report without sections, for a preamble merely lists the parts.

    Example:
        >>> heading = Heading(level=2, ordinal=1, title="收取信息处理费情况", stop="。")
        >>> fee = Paragraph(text="本年度未收取。", is_run_in=True)
        >>> report = Report(sections=[Section.of(SectionKind.OTHER, heading, fee)])
        >>> [one.text for one in passages(report, Topic.PROCESSING_FEE)]
        ['本年度未收取。']
    """
    parts: list[tuple[Section | None, Heading | None, tuple[Block, ...]]]
    parts = [(None, None, report.preamble)]
    parts += [(section, section.heading, section.blocks) for section in report.sections]
    found = tuple(one for part in parts for one in _under_headings(*part, topic))
    if found:
        return found
    return tuple(one for part in parts[1:] or parts for one in _in_paragraphs(*part, topic))


def _under_headings(
    section: Section | None, head: Heading | None, blocks: tuple[Block, ...], topic: Topic
) -> Iterator[Passage]:
    """The widest passages whose headings bear *topic*, but for those that give way."""
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
    """The topics that the title of a heading bears."""
    return frozenset(
        topic
        for topic, wording in _WORDINGS.items()
        if _has(wording.heading, title) and not (wording.unless and _has(wording.unless, title))
    )


def _has(wordings: str, text: str) -> bool:
    """Whether one of *wordings* stands in *text*; blanks and width make no difference."""
    return _pattern_of(wordings).search(narrow(squeeze(text))) is not None


@cache
def _pattern_of(wordings: str) -> re.Pattern[str]:
    return re.compile(wordings.replace("…", "[^。;]{0,12}?"))


def _lines_of(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield _printed(block)
        case Paragraph():
            yield block.text
        case Picture():
            yield block.caption
        case Table():
            yield from map("\t".join, table_rows(block))
        case OtherTable():
            yield from map("\t".join, block.rows)


def _printed(heading: Heading) -> str:
    return f"{heading.mark}{heading.printed_title}{heading.stop}"


# ------------------------------------------------------------------------------ words


@frozen
class Place:
    """Where the words of a search stand."""

    #: What holds them; None for the title of the report.
    block: Block | Closing | None = field(repr=False)
    #: None in title, preamble, closing and annex.
    section: Section | None = field(repr=False)
    #: The whole title, heading, paragraph, cell, caption or signature.
    text: str = field(repr=False)
    #: From where up to where in ``text``.
    start: int
    end: int
    #: The place in the source: of the words where nothing before them was folded, else of the
    #: block; None where the source is not known.
    span: Span | None

    @property
    def words(self) -> str:
        """The words as they stand in the text."""
        return self.text[self.start : self.end]


def search(report: Report, words: str | re.Pattern[str]) -> tuple[Place, ...]:
    """Look for *words* in title, headings, paragraphs, other tables, captions and signature.

    Args:
        report: Where to look.
        words: A text, of which blanks and width make no difference, or a compiled regular
            expression, which is tried on each text as it stands. Places do not overlap.

    Raises:
        ValueError: There is nothing in *words* to look for.

    Example:
        >>> report = Report(preamble=[Paragraph(text="共收到 ３ 件申请。")])
        >>> [(place.words, place.start) for place in search(report, "收到3件")]
        [('收到 ３ 件', 1)]
    """
    wanted = narrow(squeeze(words)) if isinstance(words, str) else words
    if not wanted:
        raise ValueError("there is nothing to look for")
    return tuple(
        Place(block, section, text, start, end, _span_of(block, text, start, end))
        for block, section, text in _texts(report)
        for start, end in _find(text, wanted)
    )


def _texts(report: Report) -> Iterator[tuple[Block | Closing | None, Section | None, str]]:
    """Every text with what holds it, in the order of the document."""
    if report.title is not None:
        yield None, None, report.title
    parts: list[tuple[Section | None, tuple[Block, ...]]] = [(None, report.preamble)]
    parts += [(one, (one.heading, *one.blocks)) for one in report.sections]
    for section, blocks in parts:
        for block in blocks:
            for text in _texts_of(block):
                yield block, section, text
    if report.closing is not None and report.closing.signature is not None:
        yield report.closing, None, report.closing.signature
    for block in report.annex:
        for text in _texts_of(block):
            yield block, None, text


def _texts_of(block: Block) -> Iterable[str]:
    match block:
        case Table():
            return ()
        case OtherTable():
            return (words for row in block.rows for words in row)
        case _:
            return _lines_of(block)


def _find(text: str, wanted: str | re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """From where up to where *wanted* stands in *text*."""
    if isinstance(wanted, re.Pattern):
        yield from (found.span() for found in wanted.finditer(text) if found[0])
        return
    plain = narrow(text)
    letters = plain.replace(" ", "")
    start = letters.find(wanted)
    if start < 0:
        return
    places = [place for place, letter in enumerate(plain) if letter != " "]
    while start >= 0:
        stop = start + len(wanted)
        yield places[start], places[stop - 1] + 1
        start = letters.find(wanted, stop)


def _span_of(block: Block | Closing | None, text: str, start: int, end: int) -> Span | None:
    """The place of the words in the source.

    Reading shortens a text or leaves it as long as it is, so equal lengths are equal texts.
    """
    span = block.span if block is not None else None
    if span is None or span.end - span.start != len(text):
        return span
    return Span(span.start + start, span.start + end)
