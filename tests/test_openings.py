"""Which headings open sections: by exact wordings, by older ones, and by their words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.forms.layout import SectionKind, section_title
from govdisclosure.plain.headings import read_heading
from govdisclosure.plain.openings import Naming, open_sections, tell_section

ORDINARY = (
    (Path(__file__).parent / "ordinary_headings.txt").read_text(encoding="utf-8").splitlines()
)
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


@pytest.mark.corpus
def test_no_heading_of_prose_names_a_section_of_published_reports(samples: Path) -> None:
    found = set()
    for path in sorted(samples.glob("*.txt")):
        report = gd.read(path)
        opened = {one.kind for one in report.sections if one.kind}
        for heading in report.outline():
            told = tell_section(heading.title)
            if heading.level == 1 and told and told.naming is Naming.WORDS:
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
        ("1概述 2存在问题及工作打算 3依申请公开情况", "0 2"),
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


@pytest.mark.parametrize(
    ("titles", "opened"),
    [
        (
            "概述 主动公开情况 依申请公开情况 对学校信息公开的评议情况 受到举报的情况 存在问题",
            ["overview", "proactive", "requests", None, None, "problems"],
        ),
        (
            "概述 海关主动公开信息情况 海关依申请公开信息情况 海关信息公开复议、诉讼情况 收费标准",
            ["overview", "proactive", "requests", "disputes", None],
        ),
        (
            "组织领导和制度建设情况 重点领域信息公开情况 主动公开情况 平台建设情况 监督检查情况",
            [None, None, "proactive", None, None],
        ),
        (
            "我县推行信息公开的总体情况 公开的内容和方式 人员和收支情况 涉及行政复议情况 说明事项",
            ["overview", "proactive", None, "disputes", "other"],
        ),
    ],
)
def test_parts_of_older_reports_are_their_own(titles: str, opened: list[str | None]) -> None:
    signs = zip("一二三四五六", titles.split(), strict=False)
    lines = [f"{sign}、{title}\n略。" for sign, title in signs]
    report = read(TITLE, *lines)
    assert kinds(report) == opened
    assert {len(one.blocks) for one in report.sections} == {1}
    assert gd.parse(str(report)) == report


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


# ------------------------------------------------------------------------------ two numberings

#: Titles of points within sections: ordinary ones, and those that name sections elsewhere.
_POINTS = st.sampled_from(ORDINARY) | st.sampled_from(
    ["存在问题及改进措施", "依申请公开情况", "主动公开情况", "工作概述", "行政复议情况", "收费情况"]
)
#: How the six sections are called: by the form, before 2019, or by their words.
_OUTER = (
    ("总体情况", "概述", "工作概述"),
    ("主动公开政府信息情况", "主动公开情况", "主动公开工作情况"),
    ("收到和处理政府信息公开申请情况", "依申请公开情况", "依申请公开办理情况"),
    ("政府信息公开行政复议、行政诉讼情况", "复议、诉讼情况", "行政复议情况"),
    ("存在的主要问题及改进情况", "存在问题及改进措施", "存在问题及工作打算"),
    ("其他需要报告的事项", "需要说明的事项", "其他需要说明情况"),
)


@st.composite
def numbered(draw: st.DrawFn) -> list[tuple[int, str, int | None]]:
    """Headings of six sections with points in any of them, each with the section it opens."""
    made: list[tuple[int, str, int | None]] = []
    for kind, titles in enumerate(_OUTER):
        made.append((kind + 1, draw(st.sampled_from(titles)), kind))
        # Points that end right before the number of the next section leave two ways to read it.
        points = draw(st.lists(_POINTS, min_size=2, max_size=5))
        if draw(st.booleans()) and len(points) != kind + 1:
            made += [(number, title, None) for number, title in enumerate(points, 1)]
    return made


@given(numbered())
@settings(max_examples=300, deadline=None)
def test_points_of_sections_open_nothing_and_sections_open_all(
    headings: list[tuple[int, str, int | None]],
) -> None:
    order = list(gd.SectionKind)
    found = open_sections([(ordinal, title) for ordinal, title, _ in headings])
    expected = [None if kind is None else order[kind] for *_, kind in headings]
    assert [one and one.kind for one in found] == expected


@given(st.lists(st.tuples(st.integers(1, 7), st.sampled_from(sum(_OUTER, ())) | _POINTS)))
@settings(max_examples=300, deadline=None)
def test_what_opens_opens_under_the_title_of_the_form(headings: list[tuple[int, str]]) -> None:
    found = open_sections(headings)
    printed = [
        (ordinal, section_title(one.kind).official if one and one.kind else title)
        for (ordinal, title), one in zip(headings, found, strict=True)
    ]
    again = open_sections(printed)
    assert [one and one.kind for one in again] == [one and one.kind for one in found]
    assert [one is None for one in again] == [one is None for one in found]
    kinds = [one.kind for one in found if one and one.kind]
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("问题整改情况", None),
        ("全县概况", None),
        ("本单位基本情况", None),
        ("申请办理情况", None),
        ("全市政府信息公开总体情况", "overview"),
        ("困难及建议", "problems"),
        ("存在的问题及整改情况", "problems"),
        ("说明与附表", "other"),
    ],
)
def test_words_of_other_matters_name_no_section(title: str, kind: str | None) -> None:
    told = tell_section(title)
    assert (told and told.kind and told.kind.value) == kind


def test_parts_are_sections_and_hold_a_numbering_of_their_own() -> None:
    report = read(
        TITLE,
        *("第一部分 概述", "一、机构", "略。", "二、领导", "略。"),
        *("第二部分 主动公开情况", "略。", "第三部分 水利", "略。"),
    )
    assert kinds(report) == ["overview", "proactive"]
    assert report.sections[0].heading.mark == "第一部分"
    assert gd.parse(str(report)) == report


# ------------------------------------------------------------------------------ a second report

_SECOND = "清溪县林业局2015年政府信息公开工作年度报告"
_SECTIONS = ("一、概述", "略。", "二、主动公开情况", "略。")


@pytest.mark.parametrize("closed", [(), ("清溪县水务局", "2015年3月1日")])
def test_a_second_report_is_not_mixed_with_the_first(closed: tuple[str, ...]) -> None:
    first = (TITLE, *_SECTIONS, "三、存在问题", "略。", *closed)
    rest = ("三、依申请公开情况", "略。", "四、存在问题及改进措施", "略。", "清溪县林业局")
    report = read(*first, _SECOND, *_SECTIONS, *rest, "2016年3月1日")
    assert kinds(report) == ["overview", "proactive", "problems"]
    assert (report.closing and report.closing.lines()) == (closed or None)
    kept = report.annex if closed else report.sections[-1].blocks[1:]
    assert [one.text for one in kept if isinstance(one, gd.Paragraph)][:2] == [_SECOND, "一、概述"]
    assert [dict(one.arguments)["words"] for one in report.diagnostics if one.code == "GD016"] == [
        _SECOND
    ]
    assert gd.parse(str(report)) == report


@pytest.mark.parametrize("again", [TITLE, "清溪县林业局2013年政府信息公开工作年度报告"])
def test_a_title_among_the_sections_begins_no_second_report(again: str) -> None:
    report = read(TITLE, *_SECTIONS, again, "三、依申请公开情况", "略。", "四、存在问题", "略。")
    assert kinds(report) == ["overview", "proactive", "requests", "problems"]
    points = ("一、主动公开情况", "略。", "二、依申请公开情况", "略。")
    assert kinds(read(TITLE, *_SECTIONS, TITLE, *points, "三、存在问题")) == [
        "overview",
        "proactive",
        "problems",
    ]


def test_what_stands_before_the_title_has_no_part_in_the_numbering() -> None:
    lines = ("三、依申请公开情况", "二、培训", "三、收费及减免情况", "\\一、总体情况", "一、概述")
    head = ("四、行政复议、行政诉讼情况……3", "二、培训", TITLE, "一、加强领导", "水务局")
    report = read(*head, "特此报告。清溪县水务局 2024年1月8日", *lines)
    assert gd.parse(str(report)) == report


def test_of_more_headings_than_a_report_has_only_titles_of_the_form_open_sections() -> None:
    more = [(1, f"存在问题和改进{number}") for number in range(1000)]
    titles = [(1, "总体情况"), *more, (1, "总体情况")]
    assert [at for at, one in enumerate(open_sections(titles)) if one] == [0]
    assert [at for at, one in enumerate(open_sections(titles[1:])) if one] == [1000]
    report = gd.parse("".join(f"一、{title}\n" for _, title in titles))
    assert [one.kind for one in report.sections if one.kind] == [SectionKind.OVERVIEW]
    assert gd.parse(str(report)) == report
