"""Titles, headings, sections and the closing of real documents, each case as a plain text."""

import pytest

import govdisclosure as gd
from govdisclosure.model.agency import agency_of_title, year_of_title
from govdisclosure.plain.headings import read_heading

TITLE = "某某局2023年政府信息公开工作年度报告"
SIX = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
OLDER = ("一、概述", "二、主动公开情况", "三、依申请公开情况")


def read(*lines: str) -> gd.Report:
    """The report of these lines, which prints the same again."""
    report = gd.parse("\n".join(lines))
    assert gd.parse(str(report)) == report
    return report


def body(*titles: str) -> list[str]:
    """A section of one sentence under each title."""
    return [line for title in titles for line in (title, f"本节讲{title[2:]}。")]


def texts(section: gd.Section) -> list[str]:
    return [block.text for block in section.blocks if isinstance(block, gd.Paragraph)]


# ---------------------------------------------------------------------------- contents

CONTENTS = {
    "bare": SIX,
    "with pages": tuple(f"{title}……………{page}" for page, title in enumerate(SIX, 1)),
    "with dots": tuple(f"{title} ...... {page}" for page, title in enumerate(SIX, 1)),
    "with numbers alone": tuple(f"{title} {page}" for page, title in enumerate(SIX, 1)),
    "with entries below": (*SIX[:2], "（一）主动公开情况…………2", *SIX[2:]),
    "with the word among them": (*SIX[:2], "目 录", *SIX[2:]),
    "in part": SIX[:3],
}


@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS)
def test_the_sections_stand_below_their_table_of_contents(contents: tuple[str, ...]) -> None:
    report = read(TITLE, "目录", *contents, *body(*SIX))
    assert [section.kind for section in report.sections] == list(gd.SectionKind)
    assert texts(report.sections[4]) == ["本节讲存在的主要问题及改进情况。"]
    assert report.preamble == tuple(gd.Paragraph(text=text) for text in ("目录", *contents))


def test_contents_before_the_title_are_of_the_page() -> None:
    report = read("目录", *SIX, TITLE, *body(*SIX))
    assert report.title == TITLE
    assert not report.preamble
    assert texts(report.sections[0]) == ["本节讲总体情况。"]


def test_contents_stand_twice() -> None:
    report = read(TITLE, *SIX, *SIX, *body(*SIX))
    assert len(report.preamble) == 12
    assert texts(report.sections[5]) == ["本节讲其他需要报告的事项。"]


def test_contents_of_an_older_report() -> None:
    report = read(TITLE, "目录", *OLDER, *body(*OLDER))
    assert len(report.preamble) == 4
    assert texts(report.sections[0]) == ["本节讲概述。"]


def test_empty_sections_are_no_contents() -> None:
    report = read(TITLE, *SIX)
    assert len(report.sections) == 6
    assert not report.preamble


def test_empty_sections_whose_titles_come_again_in_part_are_no_contents() -> None:
    report = read(TITLE, *SIX, *body(SIX[0]))
    assert len(report.sections) == 6
    assert not report.preamble


def test_headings_that_would_be_read_as_contents_are_refused() -> None:
    names = [title[2:] for title in SIX[:3]]
    again = [gd.Heading(level=1, ordinal=n, title=name) for n, name in enumerate(names, 1)]
    sections = [gd.Section.of(kind) for kind in list(gd.SectionKind)[:3]]
    gd.Report(sections=[*sections[:2], gd.Section.of(gd.SectionKind.REQUESTS, *again[:2])])
    with pytest.raises(ValueError, match="table of contents"):
        gd.Report(sections=[*sections[:2], gd.Section.of(gd.SectionKind.REQUESTS, *again)])
    pages = [
        gd.Heading(level=1, ordinal=n, title=f"{name}……{n}") for n, name in enumerate(names, 1)
    ]
    with pytest.raises(ValueError, match="table of contents"):
        gd.Report(preamble=pages, sections=sections)


@pytest.mark.parametrize(
    "between",
    [
        "一、总体情况 目录\n二、主动公开政府信息情况 目录\n三、收到和处理政府信息公开申请情况",
        "一、总体情况：\n二、主动公开政府信息情况。〔缺〕\n五、存在的主要问题及改进情况 〔缺〕",
        "一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况：网站首页",
        "一、总体情况……0\n…… 3\n三、收到和处理政府信息公开申请情况……2",
        "一、总体情况 …… 3\n二、主动公开政府信息情况 3\n三、收到和处理政府信息公开申请情况（一）",
        "一、概述……1\n二、主动公开情况……1\n三、依申请公开情况",
        "一、总体情况……1\n二、主动公开政府信息情况……1\n三、收到和处理政府信息公开申请情况……1",
    ],
)
@pytest.mark.parametrize("behind", [SIX[:3], SIX, OLDER])
@pytest.mark.parametrize("before", ["", TITLE, f"一、总体情况……1\n{TITLE}"])
def test_what_is_nearly_contents_prints_the_same_again(
    before: str, between: str, behind: tuple[str, ...]
) -> None:
    read(before, between, *behind)
    read(before, between, *body(*behind))


def test_a_repeated_table_between_titles_prints_the_same_again() -> None:
    heads = "\t".join(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 2)
    table = [
        "",
        "行政复议\t行政诉讼",
        "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉",
        heads,
        "\t".join(map(str, range(15))),
        "",
    ]
    read(*table, SIX[0], *table, SIX[1], *table, SIX[2], *body(*SIX[:3]))


# ---------------------------------------------------------------------------- agency


@pytest.mark.parametrize(
    ("title", "organ", "year"),
    [
        ("2023年某某市人民政府信息公开工作年度报告", "某某市人民政府", 2023),
        ("某某市人民政府信息公开工作年度报告", "某某市人民政府", None),
        ("某某市人民政府政府信息公开工作年度报告", "某某市人民政府", None),
        ("某某市人民政府政务公开工作年度报告", "某某市人民政府", None),
        ("某某局政府信息公开工作2023年度报告", "某某局", 2023),
        ("某某局政府信息公开2023年工作年度报告", "某某局", 2023),
        ("某某市政府信息公开工作年度报告（2023年）", "某某市", 2023),
        ("（2023年度）某某局政府信息公开工作报告", "某某局", 2023),
        ("某某市政务公开办公室2022年政府信息公开工作年度报告", "某某市政务公开办公室", 2022),
        ("2022年某某市政务公开办公室政府信息公开工作年度报告", "某某市政务公开办公室", 2022),
        ("某某市政务公开和大数据局2022年政府信息公开年报", "某某市政务公开和大数据局", 2022),
        ("某某局关于2021年度政府信息公开工作的年度报告", "某某局", 2021),
        ("政府信息公开工作年度报告（2023年度）", None, 2023),
        ("政府信息公开工作年度报告", None, None),
    ],
)
def test_what_a_title_names(title: str, organ: str | None, year: int | None) -> None:
    assert (agency_of_title(title), year_of_title(title)) == (organ, year)


# ---------------------------------------------------------------------------- title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("2022年政府信息公开年报/2021年政府信息公开年报/{0}", TITLE),
        ("政府信息公开年报/某某局2023年政府信息公开工作/年度报告", TITLE),
        ("首页>政府信息公开>政府信息公开年报/{0}", TITLE),
        ("首页＞政府信息公开年报", None),
        ("首页»政府信息公开年报", None),
        ("首页|政府信息公开年报", None),
        ("2023 年/某某局政府信息公开工作年度报告", "2023年某某局政府信息公开工作年度报告"),
        ("政府信息公开工作年度报告/（2023年度）", "政府信息公开工作年度报告（2023年度）"),
        (
            "某某局/政府信息公开工作年度报告/（2023年度）",
            "某某局政府信息公开工作年度报告（2023年度）",
        ),
        ("某某局/2023年政府信息公开工作年度报告", TITLE),
        ("某某局/2023年/政府信息公开工作年度报告", TITLE),
        ("某某局2023年/政府信息公开工作年度报告", TITLE),
        ("2023年某某局/政府信息公开年报", "2023年某某局政府信息公开年报"),
        ("某某局2023年政府信息公开工作年/度报告", TITLE),
        ("某某局2023年政府信/息公开工作年度报告", TITLE),
        ("某某局2023年/政府信息公开工作/年度报告", TITLE),
        ("某某市/某某局/2023年政府信息公开工作年度报告", f"某某市{TITLE}"),
        ("某某市人民政府/某某局/2023年政府信息公开工作年度报告", TITLE),
        ("网站首页/2023年政府信息公开工作年度报告", "2023年政府信息公开工作年度报告"),
        ("新闻中心/2023年政府信息公开工作年度报告", "2023年政府信息公开工作年度报告"),
        ("某某市人民政府/{0}", TITLE),
        ("{0}/2022年政府信息公开年报", TITLE),
        ("政府信息公开/网站首页/年度报告", None),
        ("政府信息公开/年度报告", "政府信息公开年度报告"),
    ],
)
def test_the_title_is_the_lines_that_tell_most(lines: str, title: str | None) -> None:
    report = read(*lines.format(TITLE).split("/"), *body(*SIX))
    assert report.title == title


def test_without_sections_the_first_title_is_the_title() -> None:
    assert read("甲局2023年政府信息公开年报", "乙局2023年政府信息公开年报").title == (
        "甲局2023年政府信息公开年报"
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("某某局2023年政府信息公开工作", "年度报告"),
        ("（2023年度）",),
        ("某某局", "2023年", "政府信息公开工作年度报告"),
        ("某某局2023年政府信", "息公开年报"),
        (TITLE, "（2023年度）"),
    ],
)
@pytest.mark.parametrize("title", [None, "政府信息公开年度报告", TITLE])
def test_paragraphs_like_a_title_are_read_back(title: str | None, lines: tuple[str, ...]) -> None:
    report = gd.Report(
        title=title,
        preamble=[gd.Paragraph(text=line) for line in lines],
        sections=[gd.Section.of(gd.SectionKind.OVERVIEW)],
    )
    assert gd.parse(str(report)) == report
    bare = gd.Report(title=title, preamble=report.preamble)
    assert gd.parse(str(bare)) == bare


# ---------------------------------------------------------------------------- closing


@pytest.mark.parametrize(
    ("lines", "signature", "signed_on"),
    [
        ("大事记：/2023年5月1日/印发方案。/某某局/2024年1月10日", "某某局", "2024-01-10"),
        ("2023年5月1日/召开座谈会/2023年6月1日/某某局/2024年1月10日", "某某局", "2024-01-10"),
        ("2023年5月1日/印发方案/2023年6月1日", None, "2023-05-01"),
        ("某某局/2024年1月10日/附件/另一局/2024年2月1日", "某某局", "2024-01-10"),
        ("某某大学/2024年1月10日", "某某大学", "2024-01-10"),
        ("特此报告/2024年1月10日", None, "2024-01-10"),
        ("无其他事项/2024年1月10日", None, "2024-01-10"),
        ("联系电话：12345/2024年1月10日", None, "2024-01-10"),
        ("（此件公开发布）/2024年1月10日", None, "2024-01-10"),
        ("附件1/2024年1月10日", None, "2024-01-10"),
        ("附城镇人民政府/2024年1月10日", "附城镇人民政府", "2024-01-10"),
        ("〔缺〕/2024年1月10日/另一局/2024年2月1日", None, "2024-01-10"),
        ("无锡市某某局/2024年1月10日", "无锡市某某局", "2024-01-10"),
        ("2024年1月10日/某某局", "某某局", "2024-01-10"),
        ("2024年1月10日/另一局", None, "2024-01-10"),
        ("某某局 2024 年 1 月 10 日", "某某局", "2024-01-10"),
        ("某某局二○二四年一月十日", "某某局", "2024-01-10"),
        ("某/某局/2024年1月10日", "某某局", "2024-01-10"),
        ("某某局/另一局/2024年1月10日", "某某局 另一局", "2024-01-10"),
    ],
)
def test_the_closing_stands_below_an_organ(lines: str, signature: str, signed_on: str) -> None:
    closing = read(TITLE, *body(*SIX), *lines.split("/")).closing
    assert closing is not None
    assert (closing.signature, str(closing.signed_on)) == (signature, signed_on)


def test_the_organ_of_the_title_signs_whatever_it_ends_in() -> None:
    title = "某某大学2023年信息公开工作年度报告"
    report = read(title, *body(*SIX), "2023年5月1日", "某某大学", "2024年1月10日")
    assert report.closing == gd.parse(f"{SIX[0]}\n某某大学\n2024年1月10日").closing


# ---------------------------------------------------------------------------- headings


@pytest.mark.parametrize(
    "line",
    [
        "三、四级公文共制发12件",
        "一、二季度共公开12条",
        "五、六月份召开会议2次",
        "二、三类事项",
        "一、二、三产业",
        "三、四项制度",
        "一、一是加强领导",
        "九、十条措施",
        "十一、十二号文件",
        "二、三者结合",
        "一、二线城市",
        "三.四级公文",
        "（一）项规定的情形除外",
        "（十）至（十五）项",
        "（一）、（二）项规定的情形",
        "（1）项规定的情形",
        "1. 5亿元用于平台",
        "1、 5亿元用于平台",
        "1.2023年工作情况",
        "1.www.abc.gov.cn",
        "1.http://www.abc.gov.cn",
        "（1）12件",
    ],
)
def test_a_numeral_that_belongs_to_the_words_makes_no_heading(line: str) -> None:
    assert read_heading(line) is None
    report = read(TITLE, SIX[0], line)
    assert report.sections[0].blocks == (gd.Paragraph(text=line),)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("三、三项制度落实情况", 1),
        ("一、一体化平台建设", 1),
        ("二、十四五规划", 1),
        ("（一）项目建设情况", 2),
        ("（二）条例落实情况", 2),
        ("（三）及时公开", 2),
        ("1. 2023年工作情况", 3),
        ("1. 12345热线", 3),
        ("1.微信公众号", 3),
        ("（1）2023年情况", 4),
    ],
)
def test_headings_that_look_alike(line: str, level: int) -> None:
    parts = read_heading(line)
    assert parts is not None
    assert parts.level == level
    read(TITLE, SIX[0], line)


@pytest.mark.parametrize(
    "line",
    [
        "二、主动公开政府信息情况（一）制发情况",
        "二、主动公开政府信息情况 （一）制发情况",
        "二、主动公开政府信息情况(一)制发情况",
        "二、主动公开政府信息情况：（一）制发情况",
    ],
)
def test_a_heading_may_follow_the_title_of_a_section(line: str) -> None:
    section = read(TITLE, SIX[0], line, "制发3件。").sections[1]
    assert section.kind is gd.SectionKind.PROACTIVE
    assert section.blocks == (
        gd.Heading(level=2, ordinal=1, title="制发情况"),
        gd.Paragraph(text="制发3件。"),
    )


def test_a_heading_that_follows_the_title_of_a_section_runs_on() -> None:
    line = "二、主动公开政府信息情况（一）制发情况。制发3件。"
    heading, text = read(TITLE, line).sections[0].blocks
    assert heading == gd.Heading(level=2, ordinal=1, title="制发情况", stop="。")
    assert text == gd.Paragraph(text="制发3件。", is_run_in=True)


# ---------------------------------------------------------------------------- tables


def disputes(cell: gd.Cell) -> gd.Table:
    return gd.Table(kind=gd.TableKind.DISPUTES, edition=None, cells=[cell] * 15)


ABSENT = gd.Cell.read("〔缺〕")
ONE, TWO = gd.Cell.of(1), gd.Cell.of(2)


def with_annex(*annex: gd.Paragraph | gd.Table, table: gd.Table | None = None) -> gd.Report:
    """A report with one section, which may hold a table, and an annex."""
    first = [] if table is None else [table]
    closing = gd.parse(f"{SIX[0]}\n某某局\n2024年1月10日").closing
    section = gd.Section.of(gd.SectionKind.DISPUTES, *first)
    return gd.Report(title=TITLE, sections=[section], closing=closing, annex=annex)


def test_a_second_report_in_the_annex_has_tables_of_its_own() -> None:
    second = gd.Paragraph(text="另一局2023年政府信息公开工作年度报告")
    assert with_annex(second, disputes(ONE)).disputes is None
    assert with_annex(gd.Paragraph(text="附件"), disputes(ONE)).disputes == disputes(ONE)
    assert with_annex(disputes(TWO), second, disputes(ONE)).disputes == disputes(TWO)


def test_a_table_that_says_something_is_preferred() -> None:
    empty, full = disputes(ABSENT), disputes(ONE)
    assert with_annex(full, table=empty).disputes == full
    assert with_annex(table=empty).disputes == empty
    assert with_annex(disputes(TWO), table=full).disputes == full
