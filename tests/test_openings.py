"""Which headings open sections: by exact wordings, by older ones, and by their words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.openings import Wording, open_sections, tell_section
from govdisclosure.plain import read_heading

ORDINARY = (
    (Path(__file__).parent / "ordinary_headings.txt").read_text(encoding="utf-8").splitlines()
)
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
TITLE = "清溪县水务局2014年政府信息公开工作年度报告"


def read(*lines: str) -> gd.Report:
    return gd.parse("\n".join(lines))


def kinds(report: gd.Report) -> list[str | None]:
    return [one.kind and one.kind.value for one in report.sections]


# ------------------------------------------------------------------------------ titles drawn

_LEAD = ("", "政府信息公开", "政府信息公开工作", "本年度")
_AND = ("、", "和", "及", "与")
_CORES: dict[str, tuple[str, ...]] = {
    "overview": ("总体情况", "基本情况", "工作概述", "总体工作概况"),
    "proactive": ("主动公开情况", "主动公开信息情况", "主动公开工作情况"),
    "requests": ("依申请公开{0}不予公开情况", "依申请公开办理情况", "申请收到{0}处理情况"),
    "disputes": ("行政复议{0}行政诉讼情况", "复议{0}提起诉讼情况", "行政复议{0}举报投诉情况"),
    "problems": ("存在问题{0}改进措施", "主要问题{0}下一步打算", "问题{0}不足{0}工作安排"),
    "other": ("其他需要报告事项", "需要说明的事项", "其他需要说明情况"),
}


def draw_titles() -> Iterator[tuple[str, str]]:
    """Titles with the sections they are of: what leads and joins the words, with 「的」 or not."""
    for kind, cores in _CORES.items():
        for lead, core, joined, particle in product(_LEAD, cores, _AND, ("", "的")):
            words = f"{lead}{particle if lead else ''}{core.format(joined)}"
            yield words.replace("情况", f"{particle}情况"), kind


def test_a_title_is_of_the_section_that_all_its_words_are_of() -> None:
    drawn = set(draw_titles())
    told = {
        (title, (one := tell_section(title)) and one.kind and one.kind.value) for title, _ in drawn
    }
    assert not told - drawn


@pytest.mark.parametrize(
    "title", ["问题及建议", "不足之处与改进", "存在的不足及努力方向", "主要问题和对策"]
)
def test_problems_are_told_beside_any_remedy(title: str) -> None:
    told = tell_section(title)
    assert told is not None
    assert told.kind is gd.SectionKind.PROBLEMS


def test_a_title_of_two_sections_is_of_neither() -> None:
    for one, other in product(_CORES.items(), repeat=2):
        if one[0] == other[0] or "overview" in {one[0], other[0]}:
            continue
        for words in product(one[1], other[1]):
            title = "和".join(words).format("、")
            told = tell_section(title)
            assert told is None or {one[0], other[0]} == {"requests", "disputes"}, title


# ------------------------------------------------------------------------------ other headings


def test_no_ordinary_heading_names_a_section() -> None:
    assert len(set(ORDINARY)) == len(ORDINARY) > 300
    assert not [words for words in ORDINARY if tell_section(words)]
    assert not [words for words in ORDINARY if tell_section(f"政府信息公开{words}的情况介绍")]


@pytest.mark.parametrize("words", ORDINARY[::9])
def test_an_ordinary_heading_stays_in_its_section(words: str) -> None:
    report = read(TITLE, "一、概述", "略。", f"二、{words}", "略。", "三、主动公开情况", "略。")
    assert kinds(report) == ["overview", "proactive"]
    assert gd.parse(str(report)) == report


@pytest.mark.skipif(not SAMPLES.exists(), reason="the published reports are not here")
def test_no_heading_of_prose_names_a_section_of_published_reports() -> None:
    found = set()
    for path in sorted(SAMPLES.glob("*.txt")):
        report = gd.read(path)
        opened = {one.kind for one in report.sections if one.kind}
        for heading in report.outline():
            told = tell_section(heading.title)
            if heading.level == 1 and told and told.wording is Wording.WORDS:
                found.add(heading.title)
        text = re.sub(r"\s+", "\n", path.read_text(encoding="utf-8"))
        words = (read_heading(line) for line in text.splitlines())
        named = [tell_section(one.title) for one in words if one and one.level == 1]
        assert {one.kind for one in named if one and one.kind} <= opened
    assert not found


# ------------------------------------------------------------------------------ outlines


def test_titles_of_before_2019_stand_beside_one_of_the_form() -> None:
    report = read(
        TITLE,
        *("一、概述", "推进公开。"),
        *("二、主动公开政府信息情况", "公开37条。"),
        *("三、依申请公开政府信息情况", "受理5件。"),
        *("四、复议、诉讼情况", "无。"),
        *("五、咨询处理情况", "接受咨询60次。"),
        *("六、主要问题和改进措施", "不够及时。"),
    )
    assert kinds(report) == ["overview", "proactive", "requests", "disputes", None, "problems"]
    assert [one.heading.printed_title for one in report.sections][3:5] == [
        "复议、诉讼情况",
        "咨询处理情况",
    ]
    assert all(len(one.blocks) == 1 for one in report.sections)
    found_by = [one.found_by for one in report.sections]
    assert found_by == [gd.FoundBy.TITLE] * 3 + [gd.FoundBy.WORDS, None, gd.FoundBy.TITLE]
    hints = [one for one in report.diagnostics if one.code == "GD054"]
    assert [dict(one.arguments)["words"] for one in hints] == ["复议、诉讼情况"]
    assert gd.parse(str(report)) == report


@pytest.mark.parametrize(
    ("headings", "opened"),
    [
        # a numbering of its own within a section
        ("1概述 1依申请公开情况 2主动公开情况 2主动公开情况", "0 3"),
        ("1总体情况 1主动公开 2依申请公开 3信息管理 2主动公开政府信息情况", "0 4"),
        # not in the form's order
        ("1概述 2存在问题及工作打算 3依申请公开情况", "0 1"),
        ("1概述 2依申请公开情况 3主动公开政府信息情况", "0 2"),
        # the better wording counts, wherever it stands
        ("1概述 2复议和诉讼情况 3政府信息公开行政复议、行政诉讼情况", "0 2"),
        # a numeral repeated, and one left out
        ("1概述 2主动公开情况 2依申请公开情况 5存在问题及工作打算", "0 1 2 3"),
        # parts that the form has not go on with its numbering
        ("1概述 2主动公开情况 3收费及减免情况 4复议和诉讼情况", "0 1 2 3"),
        ("1概述 2主动公开情况 1收费情况 7咨询情况", "0 1"),
        # no section of the form
        ("1咨询情况 2培训情况", ""),
    ],
)
def test_a_heading_opens_a_section_by_its_place(headings: str, opened: str) -> None:
    given = [(int(one[0]), one[1:]) for one in headings.split()]
    found = [str(at) for at, one in enumerate(open_sections(given)) if one is not None]
    assert found == opened.split()


def test_nothing_follows_on_the_line_of_a_heading() -> None:
    report = read(
        TITLE, "一、总体情况", "略。", "五、存在问题及工作打算 略。", "六、其他报告事项 无。"
    )
    assert kinds(report) == ["overview", "problems", "other"]
    assert [one.blocks for one in report.sections[1:]] == [
        (gd.Paragraph(text="略。"),),
        (gd.Paragraph(text="无。"),),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "一、本年新收政府信息公开申请数量 | 4 | 0 | 2 | 0",
        "二、上年结转政府信息",
        "三、本年度办理结",
        "一、甲项｜乙项",
    ],
)
def test_a_piece_of_a_row_is_no_heading(row: str) -> None:
    head = (
        "自然人 | 法人或其他组织 | 总计 |\n商业企业 | 科研机构 | 社会公益 | 法律服务机构 | 其他 |"
    )
    whole = "一、本年新收政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |"
    report = read(
        TITLE, "一、总体情况", "略。", "三、收到和处理政府信息公开申请情况", head, whole, row
    )
    assert len(report.outline()) == 2


class TestAReportThatWouldBeReadOtherwise:
    def test_an_older_part_in_a_section(self) -> None:
        heading = gd.Heading(level=1, ordinal=2, title="咨询处理情况")
        section = gd.Section.of(gd.SectionKind.OVERVIEW, heading)
        with pytest.raises(ValueError, match="opens a section"):
            gd.Report(sections=[section])

    def test_a_section_that_nothing_opens(self) -> None:
        heading = gd.Heading(level=1, ordinal=2, title="水资源管理")
        sections = [gd.Section.of(gd.SectionKind.OVERVIEW), gd.Section(kind=None, heading=heading)]
        with pytest.raises(ValueError, match="opens no section"):
            gd.Report(sections=sections)

    def test_a_section_twice(self) -> None:
        with pytest.raises(ValueError, match="opens no section"):
            gd.Report(sections=[gd.Section.of(gd.SectionKind.OVERVIEW)] * 2)
