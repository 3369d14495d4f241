"""Line breaks that a program lost, or printed as marks: what is read is what the lines say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import govdisclosure as gd

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
TITLE = "松亭县水务局2023年政府信息公开工作年度报告"
LAST = "五、存在的主要问题及改进情况"


def pieces(name: str) -> list[str]:
    """The words of a report as the elements of a page hold them: one line, one cell each."""
    whole = (EXAMPLES / name).read_text(encoding="utf-8")
    return [words for piece in re.split("[\n\t]", whole) if (words := piece.strip())]


def texts(section: gd.Section) -> list[str]:
    return [block.text for block in section.blocks if isinstance(block, gd.Paragraph)]


def said(report: gd.Report) -> tuple[object, ...]:
    """What a report says, wherever it stands."""
    words = [words for section in report.sections for words in texts(section)]
    cells = {str(address): cell for address, cell in report.cells()}
    kinds = [section.kind for section in report.sections]
    return report.title, report.agency, report.year, report.closing, kinds, words, cells


@pytest.mark.parametrize("name", ["report_2019.txt", "report_2021.txt"])
@pytest.mark.parametrize("mark", ["|", "\t", " | "])
def test_a_page_whose_elements_are_joined_by_marks_reads_as_its_lines(mark: str, name: str) -> None:
    joined, apart = gd.parse(mark.join(pieces(name))), gd.parse("\n".join(pieces(name)))
    assert said(joined) == said(apart)
    assert apart.closing is not None
    assert "GD027" in {one.code for one in joined.diagnostics}
    assert gd.parse(str(joined)) == joined


#: What a page joined by bars says, in less than a report.
JOINED = "一、总体情况|全年平稳。|二、主动公开政府信息情况|已填写。|六、其他需要报告的事项|无。"
REVIEW = "| 部分 | 评估意见 | 部分 | 评估意见 |"


@pytest.mark.parametrize(
    "text",
    [
        "一、总体情况|二、主动公开政府信息情况|三、收到和处理政府信息公开申请情况|六、其他需要报告的事项",
        "|".join(["行政许可", "12", "行政处罚", "3", "全年平稳。"] * 30),
        "一、总体情况|全年平稳。|一、总体情况|全年平稳。|二、主动公开政府信息情况|略。",
        "六、其他需要报告的事项|全年平稳。|二、主动公开政府信息情况|略。|一、总体情况|略。",
        f"{TITLE}\n{REVIEW}\n|---|---|---|---|\n|{JOINED}|",
        f"{TITLE}\n{LAST}\n{JOINED}",
        f"\\{JOINED}",
    ],
    ids=["titles", "rows", "twice", "order", "a table", "not alone", "escaped"],
)
def test_other_rows_stay_as_they_are(text: str) -> None:
    report = gd.parse(text)
    assert "GD027" not in {one.code for one in report.diagnostics}
    assert gd.parse(str(report)) == report


def alone(*blocks: gd.Paragraph | gd.OtherTable | gd.Picture | gd.Heading) -> gd.Report:
    return gd.Report(title=None, preamble=blocks)


@pytest.mark.parametrize(
    "report",
    [
        *(alone(gd.Paragraph(text=one)) for one in (JOINED, f"见|{JOINED}", f"{JOINED}|见")),
        alone(gd.Paragraph(text=JOINED.replace("|", " | "))),
        alone(gd.OtherTable(rows=[["序号", "对照"], ["1", JOINED]])),
        alone(gd.OtherTable(rows=[JOINED.split("|")])),
        alone(gd.OtherTable(rows=[JOINED.replace("情况", "情；况").split("|")])),
        alone(gd.OtherTable(rows=[[words + "；" for words in JOINED.split("|")]])),
        alone(gd.Picture(caption=f"甲|{JOINED}")),
        alone(
            gd.Heading(level=2, ordinal=1, title="甲", stop="："),
            gd.Paragraph(text=f"见下|{JOINED}", is_run_in=True),
        ),
        alone(
            gd.Heading(level=2, ordinal=1, title="甲", stop="。"),
            gd.Paragraph(text=f"见下|{JOINED}", is_run_in=True),
        ),
        gd.Report(title=TITLE, preamble=[gd.Paragraph(text=JOINED)]),
    ],
)
def test_blocks_with_such_bars_are_printed_and_read_the_same(report: gd.Report) -> None:
    assert gd.parse(gd.render(report)) == report


def test_a_part_of_a_page_is_no_joined_page() -> None:
    page = f"<h1>{TITLE}</h1><p>{LAST}</p><p>略。</p><pre>{JOINED}</pre><p>后文。</p>"
    (section,) = gd.read(page.encode(), format="html").sections
    assert texts(section)[-1] == "后文。"


@pytest.mark.parametrize("around", ["\ufeff{}", "\n\n {} \n"])
def test_marks_and_blanks_around_a_joined_page_make_no_difference(around: str) -> None:
    assert len(gd.parse(around.format(JOINED)).sections) == 3


def test_a_section_after_a_sentence_begins_one_and_the_closing_ends_it() -> None:
    line = (
        "一是力量不足；二是栏目更新不够及时。下一步，将分批培训，逐月检查各栏目的更新情况。 "
        "六、其他需要报告的事项 本年度未收取信息处理费。 松亭县水务局 2024年1月16日 版权所有：某某"
    )
    report = gd.parse(f"{TITLE}\n{LAST}\n{line}")
    problems, other = report.sections
    assert other.kind is gd.SectionKind.OTHER
    assert texts(other) == ["本年度未收取信息处理费。"]
    assert texts(problems)[0].endswith("更新情况。")
    assert report.closing is not None
    assert report.closing.signature == "松亭县水务局"
    assert str(report.closing.signed_on) == "2024-01-16"
    assert gd.parse(str(report)) == report


_WORK = "各科室按职责分工落实，逐月检查。" * 6


@pytest.mark.parametrize(
    "words",
    [
        f"详见本报告六、其他需要报告的事项 的说明。{_WORK}",
        f"按照分工完成。 六、其他事务性工作 由办公室承担。{_WORK}",
        f"{_WORK} 二、主动公开政府信息情况 部分的表格要与台账逐项核对。",
        f"{_WORK} 二、主动公开政府信息情况 六、其他需要报告的事项",
        f"{_WORK} 二、主动公开政府信息情况 六、其他需要报告的事项 要与台账一致。",
    ],
    ids=["within a sentence", "no title of the form", "reference", "titles alone", "two titles"],
)
def test_other_numerals_in_prose_begin_none(words: str) -> None:
    (section,) = gd.parse(f"{TITLE}\n{LAST}\n{words}").sections
    assert texts(section) == [words]


@pytest.mark.parametrize(
    "more", ["协办全市培训班一期。", "附属医院培训80人。", " 技术支持单位为甲公司，负责维护。"]
)
def test_a_date_in_prose_closes_nothing(more: str) -> None:
    words = f"本年度未收取信息处理费。县水务局 2023年5月6日{more}"
    report = gd.parse(f"{TITLE}\n{LAST}\n{_WORK} 六、其他需要报告的事项 {words}")
    assert report.closing is None
    assert texts(report.sections[-1]) == [words]


@pytest.mark.parametrize("line", ["<u>{}</u>", "<B>{}</B>", "## <u>{}</u>", "**<em>{}</em>**"])
def test_a_heading_within_tags_is_a_heading(line: str) -> None:
    (section,) = gd.parse(f"{TITLE}\n{line.format(LAST)}\n一是力量不足。").sections
    assert section.kind is gd.SectionKind.PROBLEMS


@pytest.mark.parametrize("text", ["中心城区全年无事项。", "内容如下：无。", "部分单位未收费。"])
def test_a_text_that_only_looks_like_a_reference_follows_a_heading(text: str) -> None:
    report = gd.parse(f"{TITLE}\n{LAST}\n{_WORK} 六、其他需要报告的事项 {text}")
    assert [section.kind for section in report.sections][1:] == [gd.SectionKind.OTHER]
    assert texts(report.sections[-1]) == [text]


@pytest.mark.parametrize("words", ["<u>乙</u>和<u>丙</u>", "<b>甲：</b>30条；<b>乙</b>3<b>件</b>"])
def test_tags_that_are_not_around_the_line_stay(words: str) -> None:
    assert texts(gd.parse(f"{TITLE}\n{LAST}\n{words}").sections[0]) == [words]
