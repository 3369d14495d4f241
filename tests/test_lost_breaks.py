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


@pytest.mark.parametrize(
    "row",
    [
        "|".join(["一、总体情况", "二、主动公开政府信息情况", "六、其他需要报告的事项"] * 8),
        "|".join(["行政许可", "12", "行政处罚", "3", "全年平稳。"] * 30),
        "一、总体情况|" + "全年平稳。|" * 60,
    ],
    ids=["titles alone", "rows alone", "one title"],
)  # fmt: skip
def test_other_long_rows_stay_rows(row: str) -> None:
    assert "GD027" not in {one.code for one in gd.parse(f"{TITLE}\n{row}").diagnostics}


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


@pytest.mark.parametrize(
    "words",
    [
        "详见本报告六、其他需要报告的事项 的说明。" + "各科室按职责分工落实。" * 8,
        "按照分工完成。 六、其他事务性工作 由办公室承担。" + "各科室按职责分工落实。" * 8,
    ],
    ids=["within a sentence", "no title of the form"],
)
def test_other_numerals_in_prose_begin_none(words: str) -> None:
    (section,) = gd.parse(f"{TITLE}\n{LAST}\n{words}").sections
    assert texts(section) == [words]


@pytest.mark.parametrize("tag", ["u", "b", "strong", "em"])
def test_a_heading_within_a_tag_is_a_heading(tag: str) -> None:
    (section,) = gd.parse(f"{TITLE}\n<{tag}>{LAST}</{tag}>\n一是力量不足。").sections
    assert section.kind is gd.SectionKind.PROBLEMS
