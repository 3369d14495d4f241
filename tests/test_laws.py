"""The promises of the package as laws: each holds for every text and every report.

A law is tried on drawn reports, on soup of the grammar's own words, on reports that were damaged,
and on reports in many dialects. What a law once found is kept below it as a plain text.
"""

import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from html import escape
from itertools import chain, pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

import govdisclosure as gd
from govdisclosure.builders.notices import RESIDUE_CODES
from govdisclosure.characters import is_blank_character, squeeze
from govdisclosure.errors import ReadError
from govdisclosure.forms.labels import find_label
from govdisclosure.forms.layout import wordings
from govdisclosure.model.diagnostics import READING_MESSAGES
from govdisclosure.model.tables import PrintedLabel
from govdisclosure.plain.escape import escape_field, escape_line, row_line
from govdisclosure.plain.markup import PICTURE_SIGN
from govdisclosure.readers.encodings import decode
from govdisclosure.readers.shown import as_shown
from govdisclosure.source import Residue, Span
from govdisclosure.strategies import reports, soups
from govdisclosure.text import ABSENT_SIGN, CellState
from tests.conftest import SAMPLES
from tests.dialects import DIALECTS, make_facts
from tests.dialects.forms import Edition

#: A whole report is a long example, and is shown all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

# ---------------------------------------------------------------------------- texts

_DISPUTES = (
    "行政复议\t行政诉讼\n"
    "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉\n"
    + "\t".join(("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 2)
    + "\n"
    + "\t".join(map(str, range(15)))
    + "\n\n"
)

#: What the laws found: each of these once broke one, and may break none again.
FOUND = (
    "",
    "1. 5甲",
    "（一） 、、甲",
    "（一）予以公开。本年度甲",
    "（三） 不予公开（甲：" + "乙" * 107 + "）",
    "一、总体情况 甲：乙",
    "一、|:",
    "一、甲。〔缺〕",
    "一、甲。[book[bookmark:x]mark:y]",
    "| 一、甲\\| |",
    "**一、甲|**",
    "\t一、甲。乙|",
    "|[bookmark: x]",
    "|\\[bookmark: x]",
    "甲\t〔缺〕\n乙\t丙",
    "〔图〕〔缺〕",
    "![甲|](乙)",
    "〔图〕[book[bookmark:x]mark:y]",
    "\\政府信息公开年度报告\n工作报告",
    "甲\n" * 61 + "政府信息公开\n年度报告",
    "政 府 信 息 公 开" + " 甲" * 20 + "\n年度报告",
    "政府信息公开\n〔缺〕\n〔缺〕\n〔缺〕\n年度报告",
    "某" * 25 + "局\n2023年" + "某" * 40 + "政府信息公开年度报告",
    "“甲局\n2023年政府信息公开年度报告",
    "一、总体情况\n0999年1月1日",
    f"{_DISPUTES}政府信息公开\n\n{_DISPUTES}年度报告",
    (
        "（三）不\n\n予公开\n1.属于国家秘密\n2.其他法律行政法规禁止公开\n3.危及“三安全一稳定”\n"
        "4.保护第三方合法权益\n5.属于三类内部事务信息\n6.属于四类过程性信息\n0\n8.属于行政查询事项"
    ),
    "1.申请人无正当理由逾期不补正、行政机关\n不再处理其政府信息公开申请\n\t1\n\n1\t1\t3",
    "（ 五）不予处理 采购项目数量",
    "甲\t\\<TABLE<SUP>0</SUP>",
    "规章\n1\n1\n1\n\n1\n1 1\t1\n本年度办理结果\n",
    "12\n\t行政强\n制\n2\n甲",
    "行\t政 处罚\n0\n\t0 0\n0\n\t12\n12",
    "行政诉讼\n法权益\n息\n维持\n纠正",
    "行政复议  行政诉讼\n结果维持  5\n属于行政查询事项 15",
    "三、收到和处理政府信息公开申请情况\n其他处理||99 515 752 0 0 61 1427",
)


@st.composite
def damaged(draw: DrawFn) -> str:
    """Canonical reports that lost, doubled, exchanged or changed some of their lines."""
    lines = str(draw(reports())).split("\n")
    for _ in range(draw(st.integers(1, 6))):
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        line = lines[at]
        match draw(st.sampled_from(("drop", "double", "swap", "pipes", "cut", "soup", "bare"))):
            case "drop":
                lines[at : at + 1] = [""] if len(lines) == 1 else []
            case "double":
                lines[other:other] = lines[min(at, other) : max(at, other)]
            case "swap":
                lines[at], lines[other] = lines[other], line
            case "pipes":
                lines = [
                    f"| {one.replace(chr(9), ' | ')} |" if "\t" in one else one for one in lines
                ]
            case "cut":
                place = draw(st.integers(0, len(line)))
                lines[at : at + 1] = [line[:place], line[place:]]
            case "soup":
                place = draw(st.integers(0, len(line)))
                lines[at] = line[:place] + draw(soups()) + line[place:]
            case "bare":
                lines[at] = line.replace("\\", "").replace("\t\t", "\t")
    return draw(st.sampled_from(("\n", "\n", "\r\n", "\r"))).join(lines[:400])


_WORDINGS = sorted({words for kind in gd.TableKind for words, _ in wordings(kind)})
_PARTING = ("\n", "\n", "\n\n", "\n\t", "\t", " ", "  ", "|", " | ", "\n| ", "|\n", ",")


@st.composite
def torn(draw: DrawFn) -> str:
    """Labels of the forms cut anywhere, and values beside them, parted as tools part cells."""
    pieces: list[str] = []
    for _ in range(draw(st.integers(1, 7))):
        if draw(st.integers(0, 3)):
            label = draw(st.sampled_from(_WORDINGS))
            cuts = draw(st.sets(st.integers(1, max(len(label) - 1, 1)), max_size=2))
            pieces += (label[at:end] for at, end in pairwise((0, *sorted(cuts), len(label))))
        else:
            number = str(draw(st.sampled_from((0, 1, 12))))
            pieces += [number] * draw(st.sampled_from((1, 1, 2, 3, 4, 6, 7, 15)))
    return "".join(piece + draw(st.sampled_from(_PARTING)) for piece in pieces)


_EDITIONS: tuple[Edition, ...] = ("2021", "2019")


@st.composite
def dialects(draw: DrawFn) -> str:
    """Reports as converters print them."""
    name = draw(st.sampled_from(sorted(DIALECTS)))
    edition = draw(st.sampled_from(_EDITIONS))
    seed = draw(st.integers(0, 9999))
    document, _ = DIALECTS[name](make_facts(edition, seed), Random(seed))
    return document if isinstance(document, str) else decode(document)[0]


def texts() -> SearchStrategy[str]:
    """Every kind of text that the laws are tried on."""
    return st.one_of(soups(), damaged(), torn(), dialects(), st.text())


def everything(report: gd.Report) -> str:
    """All that a report holds, with what takes no part in comparing or in its own repr."""
    return repr(attrs.asdict(report))


_ENCODINGS = st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "gb18030"))


# ---------------------------------------------------------------------------- total


class TestTotal:
    """`gd.parse(any str)` gives a `Report`; `gd.read(any bytes)` a `Report` or one `ReadError`."""

    @given(st.text())
    def test_any_text_is_a_report(self, text: str) -> None:
        assert isinstance(gd.parse(text), gd.Report)

    @given(
        st.binary()
        | st.builds(lambda text, code: text.encode(code, "replace"), soups(), _ENCODINGS)
        | st.builds(lambda text, tail: text.encode() + tail, soups(), st.binary())
    )
    @example(b"%PDF-")
    @example(b"\xff\xfe\x00")
    @example(b"\xef\xbb\xbf\xff")
    def test_any_bytes_are_a_report_or_one_error(self, data: bytes) -> None:
        try:
            report = gd.read(data)
        except ReadError as error:
            assert str(error)  # noqa: PT017 - either outcome is right
        else:
            assert isinstance(report, gd.Report)

    @given(reports(), _ENCODINGS)
    def test_bytes_say_what_their_text_says(self, report: gd.Report, encoding: str) -> None:
        text = f"\n{report}"
        assert gd.read(text.encode(encoding), format="text", encoding=encoding) == report


# ---------------------------------------------------------------------------- round trip


class TestRoundTrip:
    """`parse(render(r)) == r` for every constructible `Report`.

    `render(parse(render(parse(t)))) == render(parse(t))` for every text; the same through Markdown
    and JSON. Through web pages and Word documents it is proved beside their writers.
    """

    @given(reports())
    def test_a_report_is_read_back_as_it_was_made(self, report: gd.Report) -> None:
        text = str(report)
        assert gd.parse(text) == report, text

    @pytest.mark.parametrize("text", FOUND)
    def test_texts_that_changed_once(self, text: str) -> None:
        self.prints_the_same_again(text)
        self.prints_the_same_markdown_again(text)

    @given(soups())
    def test_soup_prints_the_same_again(self, text: str) -> None:
        self.prints_the_same_again(text)

    @given(damaged() | torn() | dialects() | st.text())
    def test_any_text_prints_the_same_again(self, text: str) -> None:
        self.prints_the_same_again(text)

    @given(torn() | dialects())
    def test_the_lines_of_a_web_page_are_read_back(self, text: str) -> None:
        lines = "<br>".join(map(escape, text.split("\n")))
        report = gd.read(f"<html><body><p>甲</p>{lines}</body></html>".encode())
        assert gd.parse(str(report)) == report

    @given(reports())
    def test_a_report_is_read_back_from_markdown(self, report: gd.Report) -> None:
        text = gd.render(report, "markdown")
        assert gd.parse(text) == report, text

    @given(texts())
    def test_any_text_prints_the_same_markdown_again(self, text: str) -> None:
        self.prints_the_same_markdown_again(text)

    @given(reports())
    def test_a_report_comes_back_whole_from_json(self, report: gd.Report) -> None:
        self.comes_back_whole_from_json(report)

    @given(texts())
    def test_what_was_read_comes_back_whole_from_json(self, text: str) -> None:
        self.comes_back_whole_from_json(gd.parse(text))

    @staticmethod
    def prints_the_same_again(text: str) -> None:
        first = gd.parse(text)
        printed = str(first)
        second = gd.parse(printed)
        assert str(second) == printed
        assert second == first

    @staticmethod
    def prints_the_same_markdown_again(text: str) -> None:
        first = gd.parse(text)
        printed = gd.render(first, "markdown")
        second = gd.parse(printed)
        assert gd.render(second, "markdown") == printed
        assert second == first

    @staticmethod
    def comes_back_whole_from_json(report: gd.Report) -> None:
        text = gd.to_json(report)
        again = gd.from_json(text)
        assert again == report
        assert everything(again) == everything(report)
        assert gd.to_json(again) == text


# ---------------------------------------------------------------------------- same words

Spelling = Callable[[str, Random], str]

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_MARKS_ALIKE: dict[int, tuple[Callable[[str], str], ...]] = {
    1: (lambda mark: mark, lambda mark: mark[:-1] + ".", lambda mark: mark[:-1] + "\u3000．"),
    2: (
        lambda mark: f"({mark[1:-1]})",
        lambda mark: f"{mark} 、",
        lambda mark: f"( {mark[1:-1]}）",
    ),
    3: (lambda mark: mark.translate(_WIDE), lambda mark: f"{mark[:-1]} ."),
    4: (lambda mark: f"({mark[1:-1]})", lambda mark: mark.translate(_WIDE)),
}


def widen(words: str, random: Random) -> str:
    """Some of the ASCII as full-width."""
    return "".join(sign.translate(_WIDE) if random.random() < 0.5 else sign for sign in words)


def spread(words: str, random: Random) -> str:
    """Blanks of many kinds between some of the letters."""
    blanks = ("", "", " ", "\u3000", "\u200b", "\u00a0", "\u2028")
    return "".join(sign + random.choice(blanks) for sign in words)


def span_of(leaf: gd.Cell | gd.Heading) -> Span:
    """Where a leaf stands that was read from a text."""
    assert leaf.span is not None
    return leaf.span


def exchanged(text: str, changes: Mapping[Span, str]) -> str:
    """The text with other words in some places."""
    for span, other in sorted(changes.items(), reverse=True):
        text = text[: span.start] + other + text[span.end :]
    return text


def respelled(report: gd.Report, random: Random, spell: Spelling) -> str:
    """The report with its labels, and its numbers without remarks, in another spelling."""
    text = str(report)
    changes = {}
    for block in gd.parse(text).iter_blocks():
        if isinstance(block, gd.Table):
            for label in block.labels:
                changes[label.span] = spell(label.text, random)
            for cell in block.cells:
                if cell.is_number and cell.note is None and spell is widen:
                    changes[span_of(cell)] = spell(cell.raw or "", random)
    return exchanged(text, changes)


class TestOneMeaningInManySpellings:
    """Widths, blanks inside labels, marks of headings and ends of lines make no difference."""

    @given(reports(), st.sampled_from(("\r\n", "\r")))
    def test_ends_of_lines(self, report: gd.Report, end: str) -> None:
        assert gd.parse(str(report).replace("\n", end)) == report

    @given(reports())
    def test_a_byte_order_mark(self, report: gd.Report) -> None:
        assert gd.parse(f"\ufeff{report}") == report

    @given(reports(), st.randoms(use_true_random=False))
    def test_blanks_at_the_ends_of_lines(self, report: gd.Report, random: Random) -> None:
        lines = str(report).split("\n")
        padded = (line + random.choice(("", " ", "\u3000", "\u200b")) for line in lines)
        assert gd.parse("\n".join(padded)) == report

    @given(reports(), st.randoms(use_true_random=False))
    def test_widths_of_labels_and_numbers(self, report: gd.Report, random: Random) -> None:
        assert gd.parse(respelled(report, random, widen)) == report

    @given(reports(), st.randoms(use_true_random=False))
    def test_blanks_inside_labels(self, report: gd.Report, random: Random) -> None:
        assert gd.parse(respelled(report, random, spread)) == report

    @given(reports(), st.randoms(use_true_random=False))
    def test_marks_of_headings(self, report: gd.Report, random: Random) -> None:
        text = str(report)
        changes = {}
        for heading in gd.parse(text).outline():
            start, mark = span_of(heading).start, heading.mark
            spell = random.choice(_MARKS_ALIKE[heading.level])
            changes[Span(start, start + len(mark))] = spell(mark)
        assert gd.parse(exchanged(text, changes)) == report


# ---------------------------------------------------------------------------- nothing lost

_RULE_LINE = re.compile(r"[|: -]*-{3}[|: -]*")
_PICTURE_LINK = re.compile(r"!\[(?P<caption>[^\[\]]*)\]\([^()]*\)")
#: Tags of tables written as HTML, and line breaks in cells.
_BREAK = re.compile(
    r"</?(?:br|html|body|div|center|p|h[1-6]|img|table|caption|tr|td|th)\b[^<>]*>", re.IGNORECASE
)
#: Signs that are Markdown or the escape in some places and words in others.
_SIGNS = str.maketrans("", "", "\\#*|")


def bare(words: str) -> str:
    """The words without blanks and without whatever may be markup: what no reader may change."""
    text = squeeze(words).translate(_SIGNS)
    while (shorter := _BREAK.sub("", text)) != text:
        text = shorter
    return text


class Leaf(NamedTuple):
    """A part of the report that holds words, where it stood, and what it says stood there."""

    node: object
    span: Span
    claim: str


def leaves_of(block: object) -> Iterator[Leaf]:
    """The leaves of a block; those of a table in the order of the text."""
    match block:
        case gd.Table():
            inner = [Leaf(label, label.span, label.text) for label in block.labels]
            inner += [
                Leaf(cell, cell.span, cell.printed(None) if cell.raw is None else cell.raw)
                for cell in block.cells
                if cell.span is not None
            ]
            yield from sorted(inner, key=lambda leaf: leaf.span)
        case gd.StatisticsTable(span=Span() as span):
            labels = [label.text for label in block.labels]
            words = [part for row in block.rows for part in (row.label, row.unit)]
            cells = [
                cell.printed(None) if cell.raw is None else cell.raw
                for row in block.rows
                for cell in row.cells
                if cell.span is not None
            ]
            yield Leaf(block, span, "".join((*labels, *block.columns, *words, *cells)))
        case gd.OtherTable(rows=rows, span=Span() as span):
            yield Leaf(block, span, "".join(words for row in rows for words in row))
        case gd.Heading(span=Span() as span):
            yield Leaf(block, span, block.mark + block.printed_title + block.stop)
        case gd.Paragraph(span=Span() as span):
            yield Leaf(block, span, block.text)
        case gd.Picture(span=Span() as span):
            yield Leaf(block, span, block.caption)
        case _:
            raise AssertionError(f"no span: {block!r}")


def leaves(report: gd.Report) -> Iterator[Leaf]:
    """Every leaf of the report, in its order."""
    if report.title is not None and report.title_span is not None:
        yield Leaf(report, report.title_span, report.title)
    for block in report.preamble:
        yield from leaves_of(block)
    for section in report.sections:
        yield from leaves_of(section.heading)
        for block in section.blocks:
            yield from leaves_of(block)
    if (closing := report.closing) is not None and closing.span is not None:
        yield Leaf(closing, closing.span, closing.signature or "")
    for block in report.annex:
        yield from leaves_of(block)


def own_text(text: str, span: Span, residue: Sequence[Residue]) -> str:
    """What stands at *span*, without the residue inside."""
    inside = [one.span for one in residue if one.span and span.start <= one.span.start < span.end]
    pieces, at = [], span.start
    for hole in sorted(inside):
        pieces.append(text[at : hole.start])
        at = max(at, hole.end)
    return "".join([*pieces, text[at : span.end]])


def is_rule(line: str) -> bool:
    """Whether a line is the one under the head of a Markdown table."""
    return _RULE_LINE.fullmatch(line.strip()) is not None


def lines_of_rows(printed: str, claim: str) -> Iterator[str]:
    """The lines of a table without rule lines; a row may look like one and is in the claim."""
    at, words = 0, squeeze(claim).translate(_SIGNS)
    for line in re.split(r"[\r\n]", printed):
        own = squeeze(line).translate(_SIGNS)
        if words.startswith(own, at) or not _RULE_LINE.fullmatch(line.strip()):
            yield line
            at += len(own)


def says(leaf: Leaf, printed: str) -> bool:
    """Whether the words at a leaf's place are what it claims, markup apart."""
    if isinstance(leaf.node, gd.OtherTable | gd.Paragraph):
        printed = "".join(lines_of_rows(printed, leaf.claim))
    found, claim = bare(printed), bare(leaf.claim)
    link = _PICTURE_LINK.fullmatch(squeeze(printed).strip("#*"))
    match leaf.node:
        case gd.StatisticsTable():  # its columns may stand in another order
            printed = "".join(line for line in re.split(r"[\r\n]", printed) if not is_rule(line))
            return sorted(bare(printed)) == sorted(claim)
        case gd.Heading():
            parts = map(re.escape, (bare(leaf.node.mark), bare(leaf.node.printed_title)))
            return re.fullmatch("、*".join(parts) + "[。：:]?", found) is not None
        case gd.Closing():
            return found.startswith(claim) and len(found) > len(claim)
        case gd.Picture() | gd.Paragraph() if link:
            return bare(link["caption"]) == claim or found == claim
        case gd.Picture():
            return found.removeprefix(PICTURE_SIGN) == claim
        case _:
            return found == claim


def unclaimed(text: str, report: gd.Report) -> list[bool]:
    """For each character, whether it shows something and no leaf and no residue holds it.

    Raises:
        AssertionError: Two leaves, or two pieces of residue, hold the same character.
    """
    is_free = [not is_blank_character(sign) for sign in text]
    held = [0] * len(text)
    for one in report.residue:
        assert one.span is not None, one
        for at in range(*one.span):
            assert held[at] == 0 or not is_free[at], f"twice residue: {text[at : at + 20]!r}"
            held[at] = 1
    for leaf in leaves(report):
        for at in range(*leaf.span):
            assert held[at] != 2 or not is_free[at], f"in two leaves: {text[at : at + 20]!r}"
            held[at] = held[at] or 2
    return [free and not by for free, by in zip(is_free, held, strict=True)]


#: What stands between marks that part cells, commas among them or not.
_PRINTED_CELLS = tuple(map(re.compile, (r'[^|│&;"\t\r\n]+', r'[^|│&;,"\t\r\n ]+')))


def drop_repeated_words(text: str, report: gd.Report, free: list[bool]) -> None:
    """Let go what merged cells of a table print again: its labels, values, and what is no value."""
    starts = [*(leaf.span.start for leaf in leaves(report)), len(text)]
    for block in report.iter_blocks():
        if isinstance(block, gd.Table) and block.span is not None:
            values = {bare(cell.raw) for cell in block.cells if cell.raw}
            values |= {
                bare(one.text)
                for one in report.residue
                if one.span and block.span.start <= one.span.start < block.span.end
            }
            # The last of them stand behind the last cell, before whatever follows the table.
            end = min(start for start in starts if start >= block.span.end)
            for found in chain.from_iterable(
                cells.finditer(text, block.span.start, end) for cells in _PRINTED_CELLS
            ):
                at, words = range(*found.span()), bare(found[0])
                is_free = all(free[i] or is_blank_character(text[i]) for i in at)
                if is_free and (find_label(block.kind, words) or words in values):
                    free[slice(*found.span())] = [False] * len(at)


def drop_tags(text: str, free: list[bool]) -> None:
    """Let go the tags of tables written as HTML."""
    for found in _BREAK.finditer(text):
        if all(free[at] or is_blank_character(text[at]) for at in range(*found.span())):
            free[slice(*found.span())] = [False] * len(found[0])


def drop_rule_lines(text: str, free: list[bool]) -> None:
    """Let go the rule lines of Markdown."""
    for found in re.finditer(r"[^\r\n]+", text):
        if _RULE_LINE.fullmatch(found[0].strip()):
            free[slice(*found.span())] = [False] * len(found[0])


def lost_of(text: str) -> str:
    """What the report of a text holds in no place, markup apart."""
    report = gd.parse(text)
    text, _ = as_shown(text)
    free = unclaimed(text, report)
    drop_rule_lines(text, free)
    drop_tags(text, free)
    drop_repeated_words(text, report, free)
    left = bare("".join(sign for sign, is_free in zip(text, free, strict=True) if is_free))
    is_unsigned = report.closing is not None and report.closing.signature is None
    return left.removeprefix(ABSENT_SIGN) if is_unsigned else left


_ROWS = (
    "\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"
    "一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t21\n"
)
#: Residue of tables, of which the diagnostics of the table speak.
SAID_WITH_THE_TABLE = {
    gd.ResidueReason.REPEATED_TABLE: {"GD005"},
    gd.ResidueReason.UNPLACED: {"GD007", "GD009", "GD018", "GD024", "GD026", "GD029", "GD033"},
}
#: Texts of which something is set aside, for each reason and for each diagnostic.
SET_ASIDE = (
    (
        "首页\n某某局2023年政府信息公开工作年度报告\n一、总体情况",
        gd.ResidueReason.CHROME,
        "GD002",
    ),
    ("一、总体情况\n- 4 -", gd.ResidueReason.PAGE_NUMBER, "GD003"),
    ("一、总体情况\n甲[bookmark: _Hlk1]乙", gd.ResidueReason.DEBRIS, "GD004"),
    ("一、总体情况\n〔缺〕\n甲", gd.ResidueReason.SIGN_OF_ABSENCE, "GD019"),
    (f"{_DISPUTES}甲\n\n{_DISPUTES}", gd.ResidueReason.REPEATED_TABLE, "GD005"),
    (f"{_ROWS}四、结转下年度继续办理\t22\t23\n", gd.ResidueReason.UNPLACED, "GD007"),
    (f"{_ROWS}我局的一行\t22\t23\n", gd.ResidueReason.UNPLACED, "GD009"),
    (f"{_ROWS}{_ROWS}", gd.ResidueReason.UNPLACED, "GD018"),
    (f"{_ROWS}{_ROWS.replace('21', '22')}", gd.ResidueReason.UNPLACED, "GD029"),
)


class TestNothingLost:
    """Every visible character stands in exactly one place of the report.

    A leaf of the model, a label the layout knows, or a piece of residue that a diagnostic points
    to. Spans are ordered and slice back to the text they claim.
    """

    @given(texts())
    def test_what_no_leaf_holds_is_markup(self, text: str) -> None:
        self.is_accounted_for(text)

    @pytest.mark.parametrize("text", FOUND)
    def test_texts_of_which_something_was_lost(self, text: str) -> None:
        self.is_accounted_for(text)

    @pytest.mark.corpus
    @pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
    def test_of_a_sample_nothing_is_lost(self, path: Path) -> None:
        self.is_accounted_for(decode(path.read_bytes())[0])

    @staticmethod
    def is_accounted_for(text: str) -> None:
        assert not lost_of(text)

    @given(texts())
    def test_a_diagnostic_points_to_all_residue(self, text: str) -> None:
        report = gd.parse(text)
        spans = [one.span for one in report.diagnostics if one.span]
        for one in report.residue:
            assert one.span is not None
            assert any(s.start <= one.span.start and one.span.end <= s.end for s in spans), one

    def test_every_reason_of_residue_has_its_diagnostic(self) -> None:
        codes = {reason: {code} for reason, code in RESIDUE_CODES.items()}
        assert not codes.keys() & SAID_WITH_THE_TABLE.keys()
        codes |= SAID_WITH_THE_TABLE
        assert codes.keys() == set(gd.ResidueReason)
        assert set().union(*codes.values()) <= READING_MESSAGES.keys()

    @pytest.mark.parametrize(("text", "reason", "code"), SET_ASIDE)
    def test_what_is_set_aside_is_said_by_its_diagnostic(
        self, text: str, reason: gd.ResidueReason, code: str
    ) -> None:
        report = gd.parse(text)
        spans = [one.span for one in report.diagnostics if one.code == code and one.span]
        found = [one.span for one in report.residue if one.reason is reason and one.span]
        assert any(s.start <= f.start and f.end <= s.end for s in spans for f in found)

    @given(texts())
    def test_residue_is_what_stands_at_its_place(self, text: str) -> None:
        shown, struck = as_shown(text)
        for one in gd.parse(text).residue:
            assert one.span is not None
            printed = text if one in struck else shown
            assert bare(printed[slice(*one.span)]) == bare(one.text)

    @given(texts())
    def test_spans_are_in_order(self, text: str) -> None:
        """A title among the text of a file without sections may stand out of order.

        What stands between the parts of a table that was parted lies inside the table.
        """
        report = gd.parse(text)
        has_sections = any(section.kind for section in report.sections)
        last = Span(0, 0)
        for leaf in leaves(report):
            if not isinstance(leaf.node, gd.Cell | PrintedLabel):
                assert last.end <= leaf.span.start <= leaf.span.end <= len(text), leaf
                if has_sections or leaf.node is not report:
                    last = leaf.span
        firsts = []
        for block in report.iter_blocks():
            spans = [leaf.span for leaf in leaves_of(block)]
            assert all(one.end <= two.start for one, two in pairwise(spans)), block
            firsts += spans[:1]
        assert firsts == sorted(firsts)

    @given(texts())
    def test_spans_slice_back_to_what_they_claim(self, text: str) -> None:
        report = gd.parse(text)
        shown, _ = as_shown(text)
        for leaf in leaves(report):
            assert says(leaf, own_text(shown, leaf.span, report.residue)), leaf

    @given(reports())
    def test_in_a_canonical_report_they_slice_back_exactly(self, report: gd.Report) -> None:
        text = str(report)
        for leaf in leaves(gd.parse(text)):
            match leaf.node:
                case gd.Heading():
                    expected = leaf.node.line
                case gd.Paragraph(is_run_in=False):
                    expected = escape_line(leaf.claim)
                case gd.Picture():
                    expected = PICTURE_SIGN + leaf.claim
                case gd.Cell(state=CellState.TEXT) | gd.Cell(note=str()):
                    expected = escape_field(leaf.claim, is_beside_unit=True)
                case gd.StatisticsTable():
                    whole = "\n".join(map(row_line, leaf.node.printed_rows()))
                    expected = whole[: leaf.span.end - leaf.span.start]
                    assert not whole[len(expected) :].strip("\t")
                case gd.OtherTable():
                    expected = "\n".join(map("\t".join, leaf.node.printed_rows()))
                case gd.Closing():
                    expected = "\n".join(leaf.node.lines()).removeprefix(f"{ABSENT_SIGN}\n")
                case _:
                    expected = leaf.claim
            assert text[slice(*leaf.span)] == expected


class TestNothingInvented:
    """No zero where nothing was printed, no total recomputed, no value of a neighbour's cell.

    And every number knows its place and how it was spelled.
    """

    @given(texts())
    def test_every_number_stands_at_its_place(self, text: str) -> None:
        report = gd.parse(text)
        for _, cell in report.cells():
            if cell.is_number:
                assert cell.raw is not None
                printed = own_text(text, span_of(cell), report.residue)
                assert bare(printed) == bare(cell.raw)
                assert gd.Cell.read(cell.raw).value == cell.value

    @given(texts())
    def test_no_two_cells_have_the_same_place(self, text: str) -> None:
        for block in gd.parse(text).iter_blocks():
            if isinstance(block, gd.Table):
                places = [cell.span for cell in block.cells if cell.span and cell.raw]
                assert len(set(places)) == len(places)

    @given(texts())
    def test_a_cell_without_a_place_is_absent(self, text: str) -> None:
        for _, cell in gd.parse(text).cells():
            assert (cell.span is None) <= (cell.state is CellState.ABSENT)


# ---------------------------------------------------------------------------- equal, the same


class TestEqualAndFrozen:
    """All of `Report` is frozen: hashable, picklable; equal reports have equal hashes."""

    @given(reports())
    def test_equal_reports_have_equal_hashes(self, report: gd.Report) -> None:
        again = gd.parse(str(report))
        assert again == report
        assert hash(again) == hash(report)

    @given(texts())
    def test_a_pickle_holds_all_of_a_report(self, text: str) -> None:
        report = gd.parse(text)
        copy: gd.Report = pickle.loads(pickle.dumps(report))  # noqa: S301 - made here
        assert copy == report
        assert hash(copy) == hash(report)
        assert everything(copy) == everything(report)

    def test_the_facts_of_the_page_cannot_be_changed(self) -> None:
        facts = {"发布日期": "2024-01-20", "索引号": "1"}
        report = gd.Report(page=facts)
        facts.clear()
        assert report.page == {"发布日期": "2024-01-20", "索引号": "1"}
        assert not isinstance(report.page, MutableMapping)
        for copy in (pickle.loads(pickle.dumps(report)), attrs.evolve(report)):  # noqa: S301
            assert list(copy.page.items()) == list(report.page.items())
            assert everything(copy) == everything(report)
        assert "发布日期" in everything(report)

    @given(reports())
    def test_a_pickle_holds_all_of_a_report_made_by_hand(self, report: gd.Report) -> None:
        copy: gd.Report = pickle.loads(pickle.dumps(report))  # noqa: S301 - made here
        assert copy == report
        assert everything(copy) == everything(report)


class TestDeterministic:
    """Same bytes and version, same bytes out."""

    @given(texts())
    def test_reading_twice_gives_the_same(self, text: str) -> None:
        first, second = gd.parse(text), gd.parse(text)
        assert first == second
        assert str(first) == str(second)
        assert repr(first) == repr(second)
        assert everything(first) == everything(second)

    def test_another_process_gives_the_same(self) -> None:
        """Sets and hashes of strings differ from process to process; nothing may hang on them."""
        document, _ = DIALECTS[min(DIALECTS)](make_facts("2019", 7), Random(7))
        text = document if isinstance(document, str) else decode(document)[0]
        program = (
            "import sys, attrs, govdisclosure as gd;"
            "report = gd.parse(sys.argv[1]);"
            "sys.stdout.buffer.write(f'{report}{attrs.asdict(report)}'.encode())"
        )
        printed = {
            subprocess.run(
                [sys.executable, "-c", program, text * 2],
                env=os.environ | {"PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("1", "2", "3")
        }
        assert len(printed) == 1
