"""The parts of two reports whose words differ, sections matched by their kind.

Takes two reports and gives their parts line by line. The cells that have addresses are left out,
for they are compared by address; their table is one line, so that a table that is gone, or of
another edition, is no silent difference.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from attrs import frozen

from govdisclosure.characters import squeeze
from govdisclosure.comparison.lines import LineChange, LineDiff, compare_lines, key_of
from govdisclosure.forms.layout import SectionKind, TableKind, section_title
from govdisclosure.model.blocks import Heading, Paragraph, Picture
from govdisclosure.model.lines import Block, with_run_ins
from govdisclosure.model.report import Report, Section
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.model.tables import Table
from govdisclosure.wording import Language, Wording

__all__ = ["ReportPart", "SectionDiff", "compare_sections"]


class ReportPart(Enum):
    """A part of a report."""

    TITLE = "title"
    PREAMBLE = "preamble"
    SECTION = "section"
    CLOSING = "closing"
    ANNEX = "annex"
    #: The sections that both reports have, by their headings: they come in another order.
    ORDER = "order"


#: What each part but a section is called.
_PARTS: Mapping[ReportPart, Wording] = {
    ReportPart.TITLE: Wording("标题", "title"),
    ReportPart.PREAMBLE: Wording("开头", "preamble"),
    ReportPart.CLOSING: Wording("落款", "signature"),
    ReportPart.ANNEX: Wording("附件", "annex"),
    ReportPart.ORDER: Wording("各部分的顺序", "order of the sections"),
}


@frozen(kw_only=True)
class SectionDiff:
    """A part of a report in which more than blanks differ."""

    part: ReportPart
    #: Which of the six sections it is; None for any other part.
    kind: SectionKind | None = None
    #: The heading of the new report's section, or of the old one's; empty for any other part.
    heading: str = ""
    #: All lines of the part in both reports, those that are the same among them.
    lines: tuple[LineDiff, ...]

    @property
    def changes(self) -> tuple[LineDiff, ...]:
        """The lines that differ."""
        return tuple(one for one in self.lines if one.change is not LineChange.SAME)

    def title(self, language: Language = "zh") -> str:
        """What the part is called: a section by its heading, as printed."""
        return self.heading if self.part is ReportPart.SECTION else _PARTS[self.part].text(language)


class _Key(NamedTuple):
    """What makes sections of two reports one: the kind, or else the title, and which of several."""

    name: str
    number: int


def compare_sections(old: Report, new: Report) -> tuple[SectionDiff, ...]:
    """The parts whose words differ, in the order of the new report; those that are gone come last.

    Words differ if they do without any blanks, ends of lines among them; cells of tables and rows
    stay apart.
    """
    here, there = _by_key(old), _by_key(new)
    found = [
        _compare(ReportPart.TITLE, _title(old), _title(new)),
        _compare(ReportPart.PREAMBLE, _lines(old, old.preamble), _lines(new, new.preamble)),
    ]
    for key in dict.fromkeys((*there, *here)):
        before, after = here.get(key), there.get(key)
        named = after or before
        found.append(
            _compare(
                ReportPart.SECTION,
                _section_lines(old, before),
                _section_lines(new, after),
                kind=named.kind if named else None,
                heading=named.heading.line if named else "",
            )
        )
    order = [[one for one in side if one in here and one in there] for side in (here, there)]
    if order[0] != order[1]:
        headings = [
            [side[key].heading.line for key in keys]
            for side, keys in zip((here, there), order, strict=True)
        ]
        found.append(_compare(ReportPart.ORDER, *headings))
    found.append(_compare(ReportPart.CLOSING, _closing(old), _closing(new)))
    found.append(_compare(ReportPart.ANNEX, _lines(old, old.annex), _lines(new, new.annex)))
    return tuple(one for one in found if one is not None)


def _compare(
    part: ReportPart,
    old: Iterable[str],
    new: Iterable[str],
    *,
    kind: SectionKind | None = None,
    heading: str = "",
) -> SectionDiff | None:
    old, new = list(old), list(new)
    if _without_blanks(old) == _without_blanks(new):
        return None
    lines = compare_lines(old, new)
    return SectionDiff(part=part, kind=kind, heading=heading, lines=lines)


def _without_blanks(lines: Iterable[str]) -> str:
    """The words of lines in one piece; rows of tables end, for their cells are no running text."""
    keys = map(key_of, lines)
    return "".join(f"\n{key}\n" if "\t" in key else key for key in keys)


def _by_key(report: Report) -> dict[_Key, Section]:
    found: dict[_Key, Section] = {}
    seen: Counter[str] = Counter()
    for one in report.sections:
        name = one.kind.value if one.kind else f"「{squeeze(one.heading.title)}」"
        seen[name] += 1
        found[_Key(name, seen[name])] = one
    return found


def _title(report: Report) -> Iterator[str]:
    if report.title is not None:
        yield report.title


def _closing(report: Report) -> Iterable[str]:
    return report.closing.lines() if report.closing else ()


def _section_lines(report: Report, section: Section | None) -> Iterator[str]:
    if section is not None:
        yield section.heading.line
        yield from _lines(report, section.blocks)


def _lines(report: Report, blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of blocks, but for the cells of the tables that are compared by address."""
    for block, run_in in with_run_ins(blocks):
        *lines, last = _words(report, block)
        yield from (*lines, last + run_in)


def _words(report: Report, block: Block) -> Iterable[str]:
    match block:
        case Heading():
            return (block.line,)
        case Paragraph():
            return (block.text,)
        case Picture():
            return block.lines()
        case Table() if block is report.table(block.kind):
            return (_stand_in(block.kind, block.edition.value if block.edition else ""),)
        case StatisticsTable() if block is report.statistics:
            return _rows_of_sheet(block)
    return block.words()


def _stand_in(kind: TableKind, edition: str) -> str:
    form = f"，{edition} 年表式" if edition else ""
    return f"〔表：{section_title(SectionKind(kind.value)).official}{form}〕"


#: What stands for a cell of a sheet that is compared by address.
_BY_ADDRESS = "…"


def _rows_of_sheet(sheet: StatisticsTable) -> Iterator[str]:
    known = dict(sheet.items())
    yield "\t".join(("指标", "单位", *sheet.columns))
    for number, row in enumerate(sheet.rows):
        addresses = (sheet.address_at(number, column) for column in range(len(row.cells)))
        cells = (
            _BY_ADDRESS if address is not None and known[address] is cell else str(cell)
            for address, cell in zip(addresses, row.cells, strict=True)
        )
        yield "\t".join((row.label, row.unit, *cells))
