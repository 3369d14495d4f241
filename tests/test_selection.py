"""Cells by pattern, passages by topic and places by words are those that a reader would name."""

import pickle
import re
from datetime import date
from fnmatch import fnmatchcase
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure.api import parse
from govdisclosure.forms.layout import Edition, SectionKind, TableKind, layout_of
from govdisclosure.model.addresses import Address, addresses, addresses_of
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.cells import Cell
from govdisclosure.model.report import Closing, Report, Section
from govdisclosure.model.tables import Table
from govdisclosure.selection import Topic, passages, search, select
from tests.counting import calls

TABLE_SECTIONS = (SectionKind.PROACTIVE, SectionKind.REQUESTS, SectionKind.DISPUTES)


def make_report(edition: Edition) -> Report:
    """A report whose cells bear their own number, table after table."""
    sections = []
    number = 0
    for section, kind in zip(TABLE_SECTIONS, TableKind, strict=True):
        form = None if kind is TableKind.DISPUTES else edition
        count = len(layout_of(kind, form).cells)
        cells = [Cell.of(number + i) for i in range(count)]
        number += count
        sections.append(Section.of(section, Table(kind=kind, edition=form, cells=cells)))
    return Report(sections=sections)


REPORTS = {edition: make_report(edition) for edition in Edition}
NEW, OLD = REPORTS[Edition.FORM_2021], REPORTS[Edition.FORM_2019]


def found(pattern: Address | str, report: Report = NEW) -> list[str]:
    return [str(one.address) for one in select(report, pattern)]


# ------------------------------------------------------------------------------ cells


@pytest.mark.parametrize("edition", Edition)
def test_every_address_selects_itself(edition: Edition) -> None:
    report = REPORTS[edition]
    for address in addresses(edition):
        assert found(str(address), report) == found(address, report) == [str(address)]
        assert select(report, address)[0].cell == report[address]


@pytest.mark.parametrize("edition", Edition)
def test_the_words_of_every_address_select_it_alone(edition: Edition) -> None:
    for address in addresses(edition):
        assert found(address.words("zh", edition), REPORTS[edition]) == [str(address)]


@pytest.mark.parametrize(
    "pattern",
    [
        "*/*/*",
        "*/*/total",
        "requests/withheld_*/natural_person",
        "requests/*/*",
        "*/other_*/t*l",
        "proactive/*/decisions",
    ],
)
@pytest.mark.parametrize("edition", Edition)
def test_keys_with_three_levels_are_matched_level_by_level(pattern: str, edition: Edition) -> None:
    wanted = pattern.split("/")
    assert found(pattern, REPORTS[edition]) == [
        str(address)
        for address in addresses(edition)
        if all(map(fnmatchcase, str(address).split("/"), wanted))
    ]


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("*", "*/*/*"),
        ("total", "*/*/total"),
        ("requests/*", "requests/*/*"),
        ("review/*", "disputes/review/*"),
        ("三/不予公开/自然人", "requests/withheld_*/natural_person"),
        ("三/（三）不予公开/*/自然人", "requests/withheld_*/natural_person"),
        ("不予公开/自然人", "requests/withheld_*/natural_person"),
        ("二/行政许可/*", "proactive/licensing/*"),
        ("二/*", "proactive/*/*"),
        ("三/本年度办理结果/总计/*", "requests/outcomes_total/*"),
        ("总计/*", "requests/outcomes_total/*"),
        ("三/总计", "requests/*/total"),
        ("四/行政诉讼/总计", "disputes/litigation_*/total"),
        ("三/其他/自然人", "requests/other_misc/natural_person"),
        ("二/规章/*件数", "proactive/rules/*"),
        ("四、政府信息公开行政复议、行政诉讼情况/行政复议/*", "disputes/review/*"),
        ("收到和处理政府信息公开申请情况/重复申请/*", "requests/not_processed_repeat/*"),
    ],
)
def test_levels_may_be_left_out_but_the_last_is_the_column(short: str, whole: str) -> None:
    assert found(short) == found(whole)


@pytest.mark.parametrize(
    "pattern",
    [
        "三/（三）不予公开/３. 危及“三安全 一稳定”/自然人",
        "三／(三) 不予公开／3、危及三安全一稳定／自 然 人",
        "三/不予公开/危及*/自然人",
        "三/三、本年度办理结果/（三）不予公开/3.危及「三安全一稳定」/自然人",
    ],
)
def test_width_blanks_and_punctuation_of_words_make_no_difference(pattern: str) -> None:
    assert found(pattern) == ["requests/withheld_security_stability/natural_person"]


def test_words_of_either_form_and_other_wordings_are_known() -> None:
    assert found("规范性文件/制发件数") == ["proactive/normative_documents/issued"]
    assert found("行政规范性文件/*", OLD) == found("规范性文件/*", OLD)
    assert len(found("三/其他处理/自然人")) == 3
    assert found("三/其他处理/自然人", OLD) == ["requests/other_handling/natural_person"]


def test_a_label_with_a_slash_is_one_level() -> None:
    assert found("二/行政处罚/本年增/减", OLD) == ["proactive/penalties/items_change"]


def test_cells_of_the_other_edition_and_of_missing_tables_are_no_error() -> None:
    assert found("requests/other_misc/total", OLD) == []
    assert found("requests/other_handling/total", NEW) == []
    assert select(Report(), "*") == ()
    assert select((), "三/总计") == ()


@pytest.mark.parametrize(
    ("pattern", "hint"),
    [
        ("requests/recieved_new/total", "requests/received_new/total"),
        ("三/不于公开/自然人", "不予公开"),
        ("三/自燃人", "自然人"),
        ("三/自然人/总计", "its last level is to name a column"),
        ("三/其他/法人或其他组织/总计", "its last level is to name a column"),
        ("三/不予公开", "its last level is to name a column"),
        ("requests/received_new", "did you mean"),
        ("", "no form has"),
        ("/", "no form has"),
        ("三/", "no form has"),
        ("三//自然人", "no form has"),
    ],
)
def test_a_pattern_that_names_nothing_raises_with_near_misses(pattern: str, hint: str) -> None:
    with pytest.raises(KeyError) as caught:
        select(NEW, pattern)
    assert hint in str(caught.value)


@given(st.text(alphabet="三四/*（）自然人总计不予公开totalreview_ ", max_size=12))
def test_any_pattern_selects_in_print_order_or_raises_key_error(pattern: str) -> None:
    try:
        chosen = found(pattern)
    except KeyError:
        return
    order = [str(address) for address in addresses("2021")]
    assert chosen == [one for one in order if one in set(chosen)]


@given(
    st.text(alphabet="*_adelnortu", min_size=1, max_size=9).map(lambda words: f"*{words}*"),
    st.integers(1, 3),
)
def test_a_run_of_stars_is_one_star(pattern: str, more: int) -> None:
    wanted = [str(one) for one in addresses("2021") if fnmatchcase(one.column, pattern)]
    for spelled in (pattern, pattern.replace("*", "*" * more)):
        try:
            assert found(spelled) == wanted
        except KeyError:
            assert not wanted


def test_matching_a_pattern_is_linear_in_its_stars() -> None:
    """As a regular expression with backtracking none of these would ever end."""
    assert found("requests/*/" + "*" * 5000) == found("requests/*/*")
    for pattern in ("*e" * 4000, "*a*e" * 2000 + "x", "*_" * 30 + "*", "*公" * 3000):
        with pytest.raises(KeyError):
            select(NEW, f"{pattern}/total")


def test_many_reports_are_searched_in_their_order() -> None:
    chosen = select([NEW, OLD, Report(), NEW], "requests/received_new/total")
    assert [one.report is NEW for one in chosen] == [True, False, True]
    assert [one.cell.value for one in chosen] == [16, 28, 16]  # of 10 and 22 cells before
    assert pickle.loads(pickle.dumps(chosen)) == chosen  # noqa: S301 - made in this line


def test_a_pattern_is_worked_out_once_a_form_and_not_once_a_report() -> None:
    pattern = "三/不予公开/*/自然人"
    assert len(select([NEW] * 500, pattern)) == 8 * 500
    few, many = (calls(partial(select, [NEW] * n, pattern)) for n in (500, 1000))
    assert (many - few) / (500 * 8) < 30  # calls for each cell; working the pattern out takes more


def test_the_first_of_two_tables_is_meant_as_everywhere() -> None:
    table = NEW.disputes
    assert table is not None
    other = table.with_cell("review", "total", Cell.of("/"))
    report = Report(preamble=[table, other])
    assert select(report, "disputes/review/total")[0].cell == report["disputes/review/total"]


def test_every_table_kind_has_the_section_of_its_name() -> None:
    for kind in TableKind:
        assert {one.table for one in addresses_of(kind, Edition.FORM_2021)} == {kind}
        assert SectionKind(kind.value) in TABLE_SECTIONS


# ------------------------------------------------------------------------------ topics

TITLES = {
    Topic.PROACTIVE_DISCLOSURE: ("主动公开情况", "主动公开方面", "主动公开工作情况"),
    Topic.DISCLOSURE_ON_REQUEST: ("依申请公开情况", "依申请公开工作方面", "申请公开"),
    Topic.INFORMATION_MANAGEMENT: ("政府信息管理", "政府信息管理方面", "政府 信息管理情况"),
    Topic.PLATFORM_DEVELOPMENT: ("平台建设方面", "政府信息公开平台的建设情况", "信息公开平台建设"),
    Topic.OVERSIGHT_SAFEGUARDS: ("监督保障情况", "监督和保障方面", "政府信息公开监督保障情况"),
    Topic.DISPUTES: ("行政复议、行政诉讼情况", "因政府信息公开申请引起的复议情况"),
    Topic.PROBLEMS: ("工作中存在的主要问题和困难", "主要存在问题", "存在问题", "主要问题"),
    Topic.IMPROVEMENTS: ("改进措施", "具体的解决办法", "下一步工作打算", "下步安排"),
    Topic.PROCESSING_FEE: (
        "依据《政府信息公开信息处理费管理办法》收取信息处理费的情况",
        "政府信息公开申请收费情况",
        "政府信息公开的收费及减免情况",
    ),
    Topic.KEY_TASKS: ("落实上级年度政务公开工作要点情况", "要点分解任务落实情况"),
    Topic.SUGGESTIONS_PROPOSALS: (
        "人大代表建议和政协提案办理结果公开情况",
        "建议提案办理结果公开情况",
        "人大代表、政协委员提案办理方面",
    ),
    Topic.INNOVATION: ("政务公开工作创新情况", "工作创新情况"),
    Topic.DATA_NOTES: ("政府信息公开工作年度报告数据统计需要说明的事项", "数据说明"),
}


@pytest.mark.parametrize("topic", Topic)
def test_a_heading_bears_its_topic_and_no_other(topic: Topic) -> None:
    for title in TITLES[topic]:
        report = parse(f"一、总体情况\n（一）{title}\n甲。\n（二）工作动态\n乙。\n")
        for other in Topic:
            texts = [one.text for one in passages(report, other)]
            assert texts == (["甲。"] if other is topic else []), (title, other)


def test_a_passage_ends_before_the_next_heading_of_its_level_or_above() -> None:
    report = parse(
        "一、总体情况\n（一）主动公开情况\n甲。\n1.网站\n乙。\n2.平台建设\n丙。\n"
        "（二）依申请公开情况。丁。\n二、主动公开政府信息情况\n戊。\n"
    )
    one, two = passages(report, Topic.PROACTIVE_DISCLOSURE)
    assert one.section is not None
    assert one.section.kind is SectionKind.OVERVIEW
    assert one.heading is not None
    assert one.heading.title == "主动公开情况"
    assert one.text == "甲。\n1.网站\n乙。\n2.平台建设\n丙。"
    assert two.text == "戊。"
    assert [p.text for p in passages(report, Topic.PLATFORM_DEVELOPMENT)] == ["丙。"]
    assert [p.text for p in passages(report, Topic.DISCLOSURE_ON_REQUEST)] == ["丁。"]


def test_headings_under_one_that_bears_the_topic_belong_to_its_passage() -> None:
    report = parse("一、总体情况\n（一）监督保障\n1.组织保障\n甲。\n2.监督考核\n乙。\n")
    assert len(passages(report, Topic.OVERSIGHT_SAFEGUARDS)) == 1


def test_a_heading_of_several_topics_gives_way_to_narrower_ones() -> None:
    whole = parse("五、存在的主要问题及改进情况\n问题是甲，将乙。\n")
    for topic in (Topic.PROBLEMS, Topic.IMPROVEMENTS):
        assert [one.text for one in passages(whole, topic)] == ["问题是甲，将乙。"]
    parts = parse("五、存在的主要问题及改进情况\n（一）主要问题\n甲。\n（二）改进措施\n乙。\n")
    assert [one.text for one in passages(parts, Topic.PROBLEMS)] == ["甲。"]
    assert [one.text for one in passages(parts, Topic.IMPROVEMENTS)] == ["乙。"]


def test_a_section_has_all_its_blocks_even_behind_a_second_heading_of_level_one() -> None:
    report = parse(
        "五、存在的主要问题及改进情况\n一、甲的情况\n乙。\n六、其他需要报告的事项\n无。\n"
    )
    (one,) = passages(report, Topic.PROBLEMS)
    assert one.text == "一、甲的情况\n乙。"


def test_paragraphs_speak_where_no_heading_does() -> None:
    report = parse(
        "某某局2023年政府信息公开工作年度报告\n本报告列有收取信息处理费的情况。\n一、总体情况\n"
        "（一）依申请公开情况\n收到3件，未收取任何费用。\n六、其他需要报告的事项\n"
        "2023年，无收取信息处理费情况。\n其他事项无。\n"
    )
    one, two = passages(report, Topic.PROCESSING_FEE)
    assert (one.text, two.text) == ("收到3件，未收取任何费用。", "2023年，无收取信息处理费情况。")
    assert one.heading is not None
    assert one.heading.title == "依申请公开情况"
    assert two.section is not None
    assert two.heading == two.section.heading


def test_a_report_without_sections_is_looked_through_all_the_same() -> None:
    (one,) = passages(parse("本年度未收取信息处理费。\n"), Topic.PROCESSING_FEE)
    assert (one.section, one.heading, one.text) == (None, None, "本年度未收取信息处理费。")


def test_the_words_of_a_passage_hold_tables_and_pictures() -> None:
    table = OtherTable(rows=(("甲", "1"), ("乙", "")))
    section = Section.of(SectionKind.OTHER, Heading(level=2, ordinal=1, title="工作创新"))
    section = Section.of(SectionKind.OTHER, *section.blocks, table, Picture(caption="图一"))
    (one,) = passages(Report(sections=[section]), Topic.INNOVATION)
    assert one.text == "甲\t1\n乙\t\n图一"


def test_the_passages_of_a_topic_never_share_a_block() -> None:
    text = "五、存在的主要问题及改进情况\n" + "".join(
        f"{'（一）' if i % 3 else '1.'}存在问题及改进{i}\n第{i}段。\n" for i in range(30)
    )
    for topic in Topic:
        blocks = [id(block) for one in passages(parse(text), topic) for block in one.blocks]
        assert len(set(blocks)) == len(blocks)


# ------------------------------------------------------------------------------ words


def test_blanks_and_width_make_no_difference() -> None:
    report = Report(preamble=[Paragraph(text="共收到 ３ 件（其中 2件）申请，收到3件。")])
    assert [place.words for place in search(report, "收到3件")] == ["收到 ３ 件", "收到3件"]
    assert [place.words for place in search(report, "（其中２ 件）")] == ["（其中 2件）"]


def test_everything_but_the_statutory_tables_is_searched() -> None:
    report = Report(
        title="甲局2023年政府信息公开工作年度报告",
        preamble=[Paragraph(text="说明甲。")],
        sections=[
            Section.of(
                SectionKind.OVERVIEW,
                Heading(level=2, ordinal=1, title="关于甲"),
                OtherTable(rows=(("项目", "数"), ("甲", "1"))),
                Picture(caption="甲图"),
            ),
            *NEW.sections,
        ],
        closing=Closing(signature="甲局", signed_on=date(2024, 1, 2)),
        annex=[Paragraph(text="附甲")],
    )
    places = search(report, "甲")
    assert [place.text for place in places] == [
        "甲局2023年政府信息公开工作年度报告",
        "说明甲。",
        "（一）关于甲",
        "甲",
        "甲图",
        "甲局",
        "附甲",
    ]
    assert places[0].block is None
    assert isinstance(places[5].block, Closing)
    assert [place.section is not None for place in places] == [False] * 2 + [True] * 3 + [False] * 2
    assert {place.words for place in places} == {"甲"}
    assert search(report, "总体情况")[0].block == report.sections[0].heading
    assert search(report, "自然人") == ()


def test_regular_expressions_are_tried_on_each_text_as_it_stands() -> None:
    report = Report(preamble=[Paragraph(text="收到 12 件，办结3件。")])
    assert [one.words for one in search(report, re.compile(r"\d+ ?件"))] == ["12 件", "3件"]
    assert search(report, re.compile("x*")) == ()


def test_nothing_to_look_for_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to look for"):
        search(NEW, " \u3000")


def test_spans_point_to_the_words_where_nothing_was_folded_else_to_the_block() -> None:
    text = "一、总体情况\n办结3件申请。\n共  收到  5件。\n（一）主动公开\n"
    report = parse(text)
    slices = {}
    for words in ("3件", "5件", "总体", "主动公开"):
        (place,) = search(report, words)
        assert place.span is not None
        slices[words] = text[slice(*place.span)]
    assert slices == {
        "3件": "3件",
        "5件": "共  收到  5件。",
        "总体": "总体",
        "主动公开": "主动公开",
    }


@given(
    st.text(alphabet="甲乙1１ \u3000（(", max_size=30), st.text(alphabet="甲1１（( ", max_size=3)
)
def test_every_place_says_the_words_and_none_is_missed(text: str, words: str) -> None:
    report = parse(text)
    if not words.strip():
        return
    narrow = str.maketrans("１（", "1(")
    wanted = words.translate(narrow).replace(" ", "")
    places = search(report, words)
    for place in places:
        assert place.words.translate(narrow).replace(" ", "") == wanted
        assert place.text[place.start : place.end] == place.words
    texts = [b.text for b in report.iter_blocks() if isinstance(b, Paragraph)]
    if len(texts) == 1 and not report.outline() and report.title is None:
        assert len(places) == texts[0].translate(narrow).replace(" ", "").count(wanted)


def test_search_is_linear_in_the_text() -> None:
    work = []
    for length in (2_000, 16_000):
        report = Report(preamble=[Paragraph(text="甲 " * length + "乙")])
        assert len(search(report, "甲甲")) == length // 2
        work.append(calls(partial(search, report, "甲甲")))
    assert work[1] < 9 * work[0]
