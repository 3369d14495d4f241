"""Title, organ and year: where they are found, in glued lines and beside what pages print."""

from __future__ import annotations

import json
from datetime import date

import pytest

import govdisclosure as gd
from govdisclosure.characters import narrow
from govdisclosure.model.agency import agency_of_title, describe
from govdisclosure.records import iter_records
from tests.agencies import SHARED, names_by_kind

ORGAN = "清溪县水务局"
TITLE = f"{ORGAN}2023年政府信息公开工作年度报告"
BODY = "一、总体情况\n略。\n二、主动公开政府信息情况\n无。"
PERIOD = "本报告所列数据的统计期限自2023年1月1日起至12月31日止。"


def found(report: gd.Report) -> tuple[str | None, str | None, int | None, str | None]:
    """Organ and year of *report*, each with where it was found."""
    by = [one and one.value for one in (report.agency_found_by, report.year_found_by)]
    return report.agency, by[0], report.year, by[1]


def sections(report: gd.Report) -> list[str | None]:
    return [one.kind and one.kind.value for one in report.sections]


# ------------------------------------------------------------------------------ titles


@pytest.mark.parametrize(
    "lines",
    [
        "{0}-清溪县政府网",
        "{0}_某站",
        "{0} | 清溪县人民政府门户网站",
        "{0}{0}",
        "{0}_门户网站 {0}",
        "{0} 发布时间：2024-01-08 来源：清溪网 字体：大 中 小",
        "索引号：1 发布机构：清溪县水务局 【字体：大 中 小】【打印】 {0}",
        "{0} 根据条例要求，编制本报告。",
        "{0} 2024-01-15",
        "2023年政府信息公开工作年度报告（清溪县水务局）",
        "清溪县水务局\n2023\n年政府信息公开工作年度报告",
        "__{0}__",
        "*{0}*",
        "'''{0}'''",
        "== {0} ==",
        "# {0} #",
        "{0}\n======",
        "------\n{0}\n------",
        "清溪县水务局2021年政府信息公开工作年度报告\n清溪县水务局2022年政府信息公开工作年度报告\n{0}",
        "{0}\n清溪县水务局2022年政府信息公开工作年度报告\n\n{0}\n来源：本站",
        "首页\n一、总体情况\n联系我们\n索引号：1\n{0}",
        "首页\n三、收到和处理政府信息公开申请情况\n联系我们\n{0}",
        "⻘⽯县⽔务局2023年政府信息公开⼯作年度报告",
        "清溪县水务局关于2023年度政府信息公开工作情况的报告",
    ],
)
def test_a_title_is_found_beside_what_is_none_of_it(lines: str) -> None:
    report = gd.parse(f"{lines.format(TITLE)}\n{BODY}")
    assert report.title_found_by is gd.FoundBy.TITLE
    assert report.agency in {ORGAN, "青石县水务局"}
    assert report.year == 2023
    assert report.title is not None
    assert report.title.count("公开") == 1
    assert sections(report) == ["overview", "proactive"]
    assert gd.parse(str(report)) == report


@pytest.mark.parametrize("title", [f"{TITLE}{TITLE}", f"{TITLE}-政府信息公开年报"])
def test_what_would_be_read_as_more_than_a_title_is_refused(title: str) -> None:
    with pytest.raises(ValueError, match="cannot be read back as a title"):
        gd.Report(title=title)


def test_a_title_without_an_organ_is_preferred_to_those_on_other_years() -> None:
    others = [f"{ORGAN}{year}年政府信息公开工作年度报告" for year in (2021, 2022)]
    report = gd.parse("\n".join([*others, "2023年政府信息公开工作年度报告", "略。", BODY]))
    assert report.title == "2023年政府信息公开工作年度报告"


@pytest.mark.parametrize("title", [TITLE, None])
def test_the_title_of_the_page_is_a_fact_of_the_page(title: str | None) -> None:
    head = f"标题: {TITLE}\n发布时间: 2024-03-08 15:34\n文号: \n发布机构: 清溪县水务局办公室"
    rule = "==================== 正文 ===================="
    lines = [head, rule, *([title] if title else []), "本报告根据条例编制。", BODY]
    report = gd.parse("\n".join(lines))
    assert report.title == title
    assert report.page == {
        "标题": TITLE,
        "发布时间": "2024-03-08 15:34",
        "发布机构": "清溪县水务局办公室",
    }
    assert report.preamble == (gd.Paragraph(text="本报告根据条例编制。"),)
    by = "title" if title else "page"
    assert found(report) == (ORGAN, by, 2023, by)
    assert ("GD056" in {one.code for one in report.diagnostics}) is (title is None)
    again = gd.parse(str(report))
    assert again == report
    assert again.agency == (ORGAN if title else None)  # the page is not printed


def test_the_name_of_the_site_is_no_part_of_the_title_of_a_page() -> None:
    body = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    page = f"<html><head><title>{TITLE}_清溪网</title></head><body><div>{body}</div></body></html>"
    report = gd.read(page.encode(), format="html")
    assert found(report) == (ORGAN, "page", 2023, "page")


# ------------------------------------------------------------------------------ facts of a page


@pytest.mark.parametrize(
    ("lines", "organ"),
    [
        ("国家税务总局清溪某族自治\n县税务局", "国家税务总局清溪某族自治县税务局"),
        ("白鹭市清溪\n区水务局", "白鹭市清溪区水务局"),
        ("清溪县人民政府网\n县水务局", "县水务局"),
        ("新闻中心\n县水务局", "县水务局"),
    ],
)
def test_a_line_breaks_off_within_the_name_of_a_place(lines: str, organ: str) -> None:
    report = gd.parse(f"{lines}2023年政府信息公开工作年度报告\n{BODY}")
    assert report.agency == organ
    assert gd.parse(str(report)) == report


@pytest.mark.parametrize(
    "way", ["首页>年报>", "当前位置：首页＞政务公开＞", "您的位置: 首页 > 年报 >"]
)
def test_the_way_to_a_page_leads_to_its_title(way: str) -> None:
    report = gd.parse(f"{way}{TITLE}\n{BODY}")
    assert report.title == TITLE
    assert [one.text for one in report.residue] == [way]
    assert gd.parse(f"{way}政府信息公开年报\n{BODY}").title is None


def test_a_sentence_beside_the_title_is_none_of_the_page() -> None:
    words = "时间：2023年全年，来源：各科室"
    assert gd.parse(f"{TITLE}\n{words}\n{BODY}").preamble == (gd.Paragraph(text=words),)


@pytest.mark.parametrize("lines", ["清溪县水务局\n{1}{0}", "{0}{0}{0}{0}", "{0}{0}\n{0}"])
def test_titles_that_go_on_with_titles_are_read(lines: str) -> None:
    text = f"{lines.format(TITLE, TITLE.removeprefix(ORGAN))}\n{BODY}"
    report = gd.parse(text)
    assert gd.parse(str(report)) == report


def test_facts_stand_around_the_title_several_on_a_line() -> None:
    report = gd.parse(
        "清溪镇\n索引号: /2024-001 文号: 无文号\n"
        f"发文日期: 2024-01-30 发布机构: 清溪镇人民政府\n{TITLE}\n"
        "发布时间:2024年01月30日 15:52 访问量：12\n［字体： ］打印 分享至：\n"
        f"2024年01月30日信息来源:清溪网栏目: 年报 关闭\n本报告根据条例编制。\n{BODY}"
    )
    assert report.page == {
        "索引号": "/2024-001",
        "文号": "无文号",
        "发文日期": "2024-01-30",
        "发布机构": "清溪镇人民政府",
        "发布时间": "2024年01月30日 15:52",
        "信息来源": "清溪网栏目: 年报",
    }
    assert report.preamble == (gd.Paragraph(text="本报告根据条例编制。"),)


@pytest.mark.parametrize("line", ["来源：清溪网", "打印", "======", f"{ORGAN} 2024年1月8日"])
def test_what_looks_like_the_page_is_read_back_in_a_report(line: str) -> None:
    paragraph = gd.Paragraph(text=line)
    report = gd.Report(
        title=TITLE,
        preamble=[paragraph],
        sections=[gd.Section.of(gd.SectionKind.OVERVIEW, paragraph)],
    )
    assert gd.parse(str(report)) == report


# ------------------------------------------------------------------------------ organ and year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"2023年政府信息公开年报\n{ORGAN}\n{BODY}", (ORGAN, "preamble", 2023, "title")),
        (f"2023年政府信息公开年报\n清溪县人民政府\n{BODY}", (None, None, 2023, "title")),
        (f"{ORGAN}关于2023年政府信息公开年度报告的报告\n{BODY}", (ORGAN, "title", 2023, "title")),
        (f"{ORGAN}政府信息公开年度报告（2023）\n{BODY}", (ORGAN, "title", 2023, "title")),
        (f"现公布{TITLE}。\n{BODY}", (ORGAN, "preamble", 2023, "preamble")),
        (f"现予公布《{TITLE}》。\n{BODY}", (ORGAN, "preamble", 2023, "preamble")),
        (f"特向社会公布2013年度信息公开年度报告。\n{BODY}", (None, None, 2013, "preamble")),
        (f"现将我局2014年政府信息公开情况报告如下：\n{BODY}", (None, None, 2014, "preamble")),
        (
            f"现将{ORGAN}2014年政府信息公开情况报告如下：\n{BODY}",
            (ORGAN, "preamble", 2014, "preamble"),
        ),
        (f"本报告由{ORGAN}办公室编制。{PERIOD}\n{BODY}", (ORGAN, "preamble", 2023, "period")),
        (
            f"清溪县人民政府办公室代表清溪县人民政府编制本报告。\n{BODY}",
            ("清溪县人民政府", "preamble", None, None),
        ),
        (f"一、总体情况\n推进公开。{PERIOD}\n{BODY[7:]}", (None, None, 2023, "period")),
        (f"一、总体情况\n2023年1月1日至2024年12月31日。\n{BODY[7:]}", (None, None, None, None)),
        (
            "一、總體情況\n向社會(huì)公布清溪縣農(nóng)業(yè)局2020年政府信息公開工作年度報(bào)告。",
            ("清溪縣農業局", "preamble", 2020, "preamble"),
        ),
        (f"{BODY}\n{ORGAN}（盖章）\n2024年1月8日", (ORGAN, "signature", None, None)),
        (f"请与{ORGAN}办公室联系。\n{BODY}", (ORGAN, "contact", None, None)),
        (f"请与{ORGAN}办公室政务公开科联系。\n{BODY}", (ORGAN, "contact", None, None)),
        (f"请与清溪镇人民政府党政办公室联系。\n{BODY}", ("清溪镇人民政府", "contact", None, None)),
        (
            f"请与清溪县人民政府办公室联系。\n{BODY}",
            ("清溪县人民政府办公室", "contact", None, None),
        ),
        (f"请与区管委会办公室信息公开领导小组办公室联系。\n{BODY}", (None, None, None, None)),
        (f"请与清溪县委编制委员会办公室联系。\n{BODY}", (None, None, None, None)),
        (f"可向清溪市人民政府反映。请与{ORGAN}联系。\n{BODY}", (ORGAN, "contact", None, None)),
        (f"本年度报告所列数据由清溪县统计局负责发布。\n{BODY}", (None, None, None, None)),
        (
            f"根据《关于编制2022年政府信息公开年报的通知》，编制了《2023年政务公开年报》。\n{BODY}",
            (None, None, 2023, "preamble"),
        ),
    ],
)
def test_organ_and_year_are_found_in_one_order(
    text: str, expected: tuple[str | None, str | None, int | None, str | None]
) -> None:
    report = gd.parse(text)
    assert found(report) == expected
    codes = {one.code for one in report.diagnostics}
    assert ("GD055" in codes) is (expected[1] == "contact")
    assert ("GD049" in codes) is (expected[2] is None)


@pytest.mark.parametrize("below", ["\n2020年3月5日\n", "2020年3月5日\n"])
def test_the_organ_of_the_title_signs_behind_quoted_documents(below: str) -> None:
    text = f"{TITLE}\n{BODY}\n清溪县人民政府{below}印发办法。\n水务局\n2024年1月8日"
    closing = gd.parse(text).closing
    assert closing is not None
    assert closing.lines() == ("水务局", "2024年1月8日")


def test_a_better_place_is_preferred() -> None:
    contact = "请与清溪县林业局办公室联系。"
    signed = f"{BODY}\n清溪县水务局\n2024年1月8日"
    assert found(gd.parse(f"{TITLE}\n{contact}\n{BODY}"))[:2] == (ORGAN, "title")
    assert found(gd.parse(f"{contact}\n{signed}"))[:2] == (ORGAN, "signature")
    assert found(gd.parse(f"现公布{TITLE}。{contact}\n{BODY}"))[:2] == (ORGAN, "preamble")


@pytest.mark.parametrize("year", ["2022-2023学年", "2022—2023学年度", "2022-23学年"])
def test_a_school_year_is_no_part_of_a_name(year: str) -> None:
    assert agency_of_title(f"清溪大学{year}信息公开工作年度报告") == "清溪大学"


def test_how_it_was_found_is_told_everywhere() -> None:
    head = f"请与{ORGAN}办公室联系。{PERIOD}"
    report = gd.parse(f"{head}\n{BODY}\n三、依申请公开办理情况\n无。")
    computed = json.loads(report.to_json())["computed"]
    assert {name: value for name, value in computed.items() if name.endswith("found_by")} == {
        "title_found_by": None,
        "agency_found_by": "contact",
        "year_found_by": "period",
        "sections_found_by": ["title", "title", "words"],
    }
    assert gd.from_json(report.to_json()).year_found_by is gd.FoundBy.PERIOD
    table = gd.parse(
        str(report) + "\n第二十条第（五）项\t\n信息内容\t本年处理决定数量\n行政许可\t3"
    )
    record = next(iter_records(table))
    assert (record.agency_found_by, record.year_found_by) == ("contact", "period")


@pytest.mark.parametrize(
    "text",
    [
        "如发现网站故障，请与清溪云科技有限公司联系。",
        "请与清溪县政务公开领导小组办公室联系。",
        "请与清溪县政府信息公开办公室联系。",
    ],
)
def test_who_answers_for_others_does_not_report(text: str) -> None:
    assert gd.parse(f"{text}\n{BODY}").agency is None


@pytest.mark.parametrize(
    "period",
    [
        "自2023年01月01日起至2023年12月31日止",
        "自二○二三年一月一日起至二○二三年十二月三十一日止",
        "从2023年1月1日起，至2023年12月31日止",
        "为2023.1.1-2023.12.31",
    ],
)
def test_the_period_is_spelt_in_many_ways(period: str) -> None:
    report = gd.parse(f"本报告所列数据的统计期限{period}。\n{BODY}")
    assert found(report)[2:] == (2023, "period")


@pytest.mark.parametrize("period", ["治理项目自{0}，已完工。", "合同期限自{0}。"])
def test_the_period_of_a_project_is_not_that_of_the_report(period: str) -> None:
    words = period.format("2021年1月1日起至12月31日止")
    assert gd.parse(f"{words}\n{BODY}").year is None
    assert gd.parse(f"一、总体情况\n{words}\n{BODY[7:]}").year is None


# ------------------------------------------------------------------------------ signatures

_UNNAMED = "2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("lines", "signature"),
    [
        (f"2024年1月8日\n{ORGAN}", ORGAN),
        (f"2024年1月8日 {ORGAN}", ORGAN),
        (f"特此报告。{ORGAN} 2024年1月8日", ORGAN),
        (f"特此报告。{ORGAN}二〇二四年一月八日", ORGAN),
        ("特此报告。2024年1月8日", None),
        ("清溪县\n水务局\n2024年1月8日", ORGAN),
        (f"{ORGAN}\n二O二四年元月八日", ORGAN),
        ("清溪县\n人民政府\n2024年1月8日", "清溪县人民政府"),
        ("清溪县水务局\n清溪县林业局\n2024年1月8日", "清溪县水务局 清溪县林业局"),
    ],
)
def test_an_organ_signs_beside_its_date(lines: str, signature: str | None) -> None:
    report = gd.parse(f"{_UNNAMED}\n{BODY}\n{lines}")
    assert report.closing is not None
    assert (report.closing.signature, str(report.closing.signed_on)) == (signature, "2024-01-08")
    assert report.agency == (signature if signature and " " not in signature else None)
    assert [one.text for one in report.sections[-1].blocks if isinstance(one, gd.Paragraph)] == (
        ["无。", "特此报告。"] if "特此" in lines else ["无。"]
    )
    assert gd.parse(str(report)) == report


@pytest.mark.parametrize(
    "lines",
    [
        "{0}\n{1}",
        "{0} {1}",
        "{1}\n{0}",
        "{1} {0}",
        "特此报告。{0}{1}",
        "{0}\n{1}\n附件：统计表",
    ],
)
@pytest.mark.parametrize("day", ["2024年2月30日", "二○二四年十三月五日", "２０２４年２月３０日"])
@pytest.mark.parametrize("title", [TITLE, _UNNAMED])
def test_a_day_that_does_not_exist_closes_a_report(title: str, lines: str, day: str) -> None:
    report = gd.parse(f"{title}\n{BODY}\n{lines.format(ORGAN, day)}")
    assert report.closing is not None
    assert (report.closing.signature, report.closing.signed_on) == (ORGAN, None)
    assert report.closing.no_such_day == narrow(day)
    assert report.agency == ORGAN
    assert [one.code for one in gd.check(report, select=["GD506", "GD912", "GD950"])] == ["GD506"]
    assert gd.parse(str(report)) == report
    assert gd.from_json(report.to_json()) == report


@pytest.mark.parametrize(
    ("signed_on", "no_such_day"),
    [
        (None, None),
        (date(2024, 1, 8), "2024年2月30日"),
        (None, "2024年2月29日"),
        (None, "2024-02-30"),
        (None, "2024 年2月30日"),
        (None, "近日"),
    ],
)
def test_a_closing_has_one_date(signed_on: date | None, no_such_day: str | None) -> None:
    with pytest.raises(ValueError, match="names no day"):
        gd.Closing(signed_on=signed_on, no_such_day=no_such_day)


@pytest.mark.parametrize(
    ("title", "signature", "organ"),
    [
        ("清溪县水务局", "水务局", "清溪县水务局"),
        ("清溪县水务局", "县水务局", "清溪县水务局"),
        ("清溪县人民政府", "人民政府", "清溪县人民政府"),
        ("清溪县桥头镇人民政府", "桥头镇人民政府", "清溪县桥头镇人民政府"),
        ("国家税务总局清溪县税务局", "清溪县税务局", "国家税务总局清溪县税务局"),
        ("中华人民共和国清溪海关", "清溪海关", "中华人民共和国清溪海关"),
        ("附件清溪县水务局", "清溪县水务局", "清溪县水务局"),
    ],
)
def test_a_signature_in_short_costs_the_organ_nothing(
    title: str, signature: str, organ: str
) -> None:
    report = gd.parse(f"{title}{_UNNAMED}\n{BODY}\n{signature}\n2024年1月8日")
    assert found(report)[:2] == (organ, "title")


@pytest.mark.parametrize("line", ["清溪县林业局\n清溪县教育局", "清溪县", "人民政府\n人民政府"])
@pytest.mark.parametrize("date", [f"{ORGAN}\n2024年1月8日", f"2024年1月8日 {ORGAN}"])
def test_organs_above_a_signature_are_read_back(line: str, date: str) -> None:
    report = gd.parse(f"{_UNNAMED}\n{BODY}\n{line}\n{date}")
    assert gd.parse(str(report)) == report


def test_words_like_a_signature_are_read_back() -> None:
    line = f"特此报告。{ORGAN}2024年1月8日"
    for title in (_UNNAMED, TITLE):
        blocks = [gd.Paragraph(text=line), gd.Paragraph(text="略。")]
        report = gd.Report(title=title, sections=[gd.Section.of(gd.SectionKind.OVERVIEW, *blocks)])
        assert gd.parse(str(report)) == report
    heading = gd.Heading(level=2, ordinal=1, title="概要", stop="。")
    run_in = gd.Paragraph(text=line, is_run_in=True)
    with pytest.raises(ValueError, match="no heading to run on from"):
        gd.Section.of(gd.SectionKind.OVERVIEW, heading, run_in)


@pytest.mark.parametrize(
    "lines", ["首页\n{0}", "{0}\n发布日期：2024-01-08", "政府信息公开\n{0}\n依申请公开"]
)
def test_what_menus_call_all_reports_is_no_title(lines: str) -> None:
    assert gd.parse(f"{lines.format('政府信息公开年报')}\n{BODY}").title is None
    report = gd.parse(f"清溪县水务局\n2023年\n政府信息公开年报\n{BODY}")
    assert report.title == "清溪县水务局2023年政府信息公开年报"


def test_facts_of_a_page_are_glued_to_the_title() -> None:
    report = gd.parse(f"{TITLE}发布日期：2024-01-08 来源：清溪网\n{BODY}")
    assert report.title == TITLE
    assert report.page == {"发布日期": "2024-01-08", "来源": "清溪网"}


# ------------------------------------------------------------------------------ glued lines

_FORM = (
    f"{TITLE} 根据条例编制本报告。如有疑问，请与清溪县水务局信息公开工作领导小组办公室联系。"
    "一、总体情况2023年，我局认真贯彻落实条例，成效明显。二、主动公开政府信息情况 公开信息37条。"
    "五、存在的主要问题及改进情况2023年存在一些不足，仍待提高。六、其他需要报告的事项 无。"
)
_OLDER = (
    "清溪县人民政府2012年政府信息公开工作年度报告 本报告根据条例编制。一、 概述 推进公开十分重要。"
    "二、主动公开政府信息情况（一）主动公开的数量2012年公开425条。（二）主动公开的形式1.门户网站。"
    "三、政府信息依申请公开工作情况 全年未收到申请。四、因政府信息公开申请行政复议的情况 无。"
    "五、政府信息公开工作存在的主要问题及改进情况目前仍有不足。六、政府信息公开情况统计表"
)
_SHEET = "指标名称 计量单位 2012年度 历年累计 主动公开信息数 条 425 1516 行政复议数 条 0 0"


class TestAReportOnOneLine:
    def test_sections_need_no_blank_and_little_text(self) -> None:
        report = gd.parse(_FORM)
        assert report.title == TITLE
        assert found(report) == (ORGAN, "title", 2023, "title")
        assert sections(report) == ["overview", "proactive", "problems", "other"]
        assert report.sections[-1].blocks == (gd.Paragraph(text="无。"),)

    @pytest.mark.parametrize(
        "titles", [("总体情况", "主动公开政府信息情况"), ("概述", "主动公开情况")]
    )
    def test_text_of_the_words_of_a_title_is_text(self, titles: tuple[str, str]) -> None:
        text = "一、{} 全年公开信息100条。 二、{} 公开3条信息。 三、依申请公开情况 收到3件申请。"
        report = gd.parse(f"{TITLE} {text.format(*titles)}四、经费情况 {'略' * 40}。")
        words = ["全年公开信息100条。", "公开3条信息。", "收到3件申请。"]
        blocks = [block for section in report.sections[:3] for block in section.blocks]
        assert blocks == [gd.Paragraph(text=one) for one in words]
        assert {one.found_by for one in report.sections[:3]} == {gd.FoundBy.TITLE}

    def test_points_of_a_section_are_none(self) -> None:
        inner = "存在问题"
        text = "三、依申请公开情况 收到3件申请。五、存在的主要问题及改进情况 "
        report = gd.parse(
            f"{TITLE} {BODY} {text}一、{inner} 略略略略略。二、{inner} 略略略略。".replace(
                "\n", " "
            )
        )
        assert sections(report) == ["overview", "proactive", "requests", "problems"]

    def test_older_titles_stand_among_those_of_the_form(self) -> None:
        report = gd.parse(f"{_OLDER}{_SHEET}")
        assert (report.agency, report.year) == ("清溪县人民政府", 2012)
        assert sections(report) == ["overview", "proactive", "requests", "disputes", "problems"]
        headings = [one.title for one in report.outline()]
        assert "主动公开的数量" in headings
        assert headings[-1] == "政府信息公开情况统计表"
        assert report.statistics is not None
        assert gd.parse(str(report)) == report

    @pytest.mark.parametrize("day", ["2013年1月16日", "二○一三年一月十六日", "2013 年 1 月 16 日"])
    @pytest.mark.parametrize("organ", ["清溪县人民政府 ", "清溪县人民政府", ""])
    def test_signature_and_date_stand_before_a_sheet(self, organ: str, day: str) -> None:
        report = gd.parse(f"{_OLDER[:-13]} {organ}{day} 附件1：统计表 {_SHEET}")
        assert report.closing is not None
        assert str(report.closing.signed_on) == "2013-01-16"
        assert (report.closing.signature or "") == organ.strip()
        assert report.statistics is not None

    def test_the_title_of_a_page_and_that_of_the_report(self) -> None:
        report = gd.parse(
            "当前位置： 首页政务公开 清溪区地方税务局2013年信息公开年度报告 来源：清溪网 "
            "时间：2014-02-25 微信 微博 清溪区地方税务局2013年 信息公开年度报告 根据条例，"
            "特向社会公布年度报告。 一、概述 推进公开。 二、主动公开政府信息情况 （一）主要内容 "
            "公开45条。 三、依申请公开、不予公开及咨询政府信息情况 无。 "
        )
        assert report.title == "清溪区地方税务局2013年信息公开年度报告"
        assert sections(report) == ["overview", "proactive", "requests"]

    def test_a_title_twice_with_two_sections(self) -> None:
        report = gd.parse(
            f"{TITLE}{TITLE}2023年，我局落实条例，现公布年度报告。一、总体情况2023年，推进公开工作深入开展。"
            "(一)加强领导。成立小组。二、主动公开政府信息情况全年公开信息三十七条，较上年有增。"
        )
        assert report.title == TITLE
        assert sections(report) == ["overview", "proactive"]

    def test_empty_sections_between_and_pinyin_behind_a_title(self) -> None:
        report = gd.parse(
            "一、總體情況 2020年向社會(huì)公布清溪縣農(nóng)業(yè)局年度報(bào)告。"
            "二、主動(dòng)公開政府信息情況 三、收到和處理政府信息公開申請(qǐng)情況 "
            "四、政府信息公開行政復(fù)議、行政訴訟情況 五、存在的主要問題及改進(jìn)情況 "
            "時(shí)效性有待提高。六、其他需要報(bào)告的事項(xiàng)暫無(wú)。"
        )
        assert len(report.sections) == 6
        assert report.sections[-1].blocks == (gd.Paragraph(text="暫無(wú)。"),)

    @pytest.mark.parametrize("mark", ["，", "；", "、", " "])
    def test_a_list_of_sections_is_none(self, mark: str) -> None:
        names = mark.join(
            (
                "一、总体情况",
                "二、主动公开政府信息情况",
                "三、收到和处理政府信息公开申请情况",
                "六、其他需要报告的事项",
            )
        )
        text = (
            f"{TITLE}\n本年度报告根据条例和有关要求编制，全文共分为以下几个部分：{names}。{PERIOD}"
        )
        report = gd.parse(f"{text}\n{BODY}")
        assert len(report.preamble) == 1
        assert sections(report) == ["overview", "proactive"]


# ------------------------------------------------------------------------------ kinds of organs


@pytest.mark.parametrize(
    ("name", "kind", "place"),
    [
        ("上海市浦东新区某某镇", "township", "上海市浦东新区"),
        ("清溪街道办事处", "township", ""),
        ("清溪县桥头乡政府", "township", "清溪县"),
        ("清溪经济开发区管委会", "zone", "清溪经济开发区"),
        ("清溪综合试验区", "zone", "清溪综合试验区"),
        ("清溪市国有资产监督管理委员会", "department", "清溪市"),
        ("清溪市税务局稽查局", "vertical", "清溪市"),
        ("清溪县气象台", "vertical", "清溪县"),
        ("中华人民共和国清溪海关", "vertical", ""),
        ("中国人民银行清溪市分行", "vertical", None),
        ("清溪职业技术学院", "school", ""),
        ("清溪市第一中学", "school", "清溪市"),
        ("清溪市社会科学院", "department", "清溪市"),
        ("清溪市人民医院", "hospital", "清溪市"),
        ("清溪水务集团有限公司", "enterprise", ""),
        ("清溪县档案馆", "department", "清溪县"),
        ("清溪社区", None, None),
    ],
)
def test_the_ending_of_a_name_tells_its_kind(
    name: str, kind: str | None, place: str | None
) -> None:
    told = describe(name)
    assert (told.kind and told.kind.value) == kind
    assert place is None or told.place == place


@pytest.mark.skipif(not SHARED.exists(), reason="the published reports are not here")
def test_few_names_of_published_reports_tell_no_kind() -> None:
    found = names_by_kind(SHARED)
    assert len(found.get(None, ())) * 10 <= sum(map(len, found.values()))
