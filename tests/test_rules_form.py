"""Each fault of form appears where it is marked, alone, and is gone when it is mended."""

import json
import re
from collections import Counter
from collections.abc import Collection
from functools import cache
from pathlib import Path
from random import Random

import pytest

import govdisclosure as gd
from govdisclosure.rules import RULES, Finding, Verdict
from tests.dialects import DIALECTS, make_facts
from tests.dialects.facts import Facts
from tests.dialects.forms import Edition
from tests.dialects.script import Heading, Paragraph

from .conftest import each_gold, report_of_gold

#: What is tested here and in the tests of dates.
SELECTED = ("GD1", "GD5", "GD91", "GD92", "GD95")

PREAMBLE = """\
根据《中华人民共和国政府信息公开条例》和《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号），现公布青云市白河区商务局2023年政府信息公开工作年度报告。
本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项共六部分组成。
本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。
如有疑问，请与本局办公室联系（地址：白河区东大街9号；邮编：310000；电话：0310-5550123；邮箱：sw@example.gov.cn）。
"""
OVERVIEW = """\
2023年，本局围绕商务工作重点，稳步推进各项工作。
（一）主动公开情况
全年公布文件若干，均可查询。
（二）依申请公开情况
申请均按期答复。
（三）政府信息管理情况
制度逐步健全。
（四）政府信息公开平台建设情况
网页版面作了调整。
（五）监督保障情况
全年培训两次。
"""
PROBLEMS = """\
一是解读形式比较单一，二是更新不及时。
2024年，我局将进一步丰富解读形式，按周更新。
"""
OTHER = """\
本年度未收取信息处理费。
青云市白河区商务局
2024年1月15日
"""


@cache
def clean() -> str:
    """A report in which nothing is wrong with form or dates."""
    form = gd.Edition.FORM_2021
    text = str(gd.compose(edition=form, agency="青云市白河区商务局", year=2023))
    for heading, words in (
        ("一、总体情况\n", OVERVIEW),
        ("五、存在的主要问题及改进情况\n", PROBLEMS),
        ("六、其他需要报告的事项\n", OTHER),
    ):
        assert text.count(heading) == 1
        text = text.replace(heading, heading + words)
    return text.replace("一、总体情况\n", PREAMBLE + "一、总体情况\n", 1)


def found_in(text: str, *, select: Collection[str] = SELECTED) -> list[Finding]:
    """What the rules find in a text."""
    return list(gd.check(gd.parse(text), select=select))


def changed(old: str, new: str) -> str:
    """The clean report with other words in one place."""
    text = clean()
    assert text.count(old) == 1, old
    return text.replace(old, new)


def assert_fault(code: str, old: str, marked: str) -> None:
    """The change gives one finding, which points at what stands between ⟦ and ⟧.

    ⟦⟧ stands for the heading of the section, no mark for a finding without a place.
    """
    text = changed(old, marked)
    start, end = text.find("⟦"), text.find("⟧") - 1
    (one,) = found_in(text.replace("⟦", "").replace("⟧", ""))
    assert one.code == code, one.text()
    if start >= 0:
        assert one.span is not None
        if start < end:
            assert one.span.start < end, one.span
            assert start < one.span.end, one.span
        else:
            assert text[one.span.start - 1] == "\n"
            assert text[one.span.start + 1] == "、"
    else:
        assert one.span is None
    for language in ("zh", "en"):
        sentence = one.text(language)
        assert "{" not in sentence
        assert len(sentence) >= 20


def table(number: int) -> str:
    """The lines of a table of the clean report, blank lines out."""
    pieces = re.split(r"\n\n", clean())
    return next(piece for piece in pieces if piece.startswith(_TABLE_STARTS[number]))


_TABLE_STARTS = {2: "第二十条第（一）项", 3: "（本列数据", 4: "行政复议\t"}


def test_malformed_contact_is_told_by_what_is_wrong_with_it() -> None:
    for old, new, zh, en in (
        ("邮编：310000", "邮编：31000", "邮编为 6 位数字", "6 digits"),
        ("0310-5550123", "0310-55501", "电话位数应当完整", "all of its digits"),
        ("sw@example.gov.cn", "sw.example.gov.cn", "邮箱含", "an “@”"),
    ):
        (one,) = found_in(changed(old, new), select=["GD915"])
        words = ("邮编为", "电话位数", "邮箱含")
        assert [word for word in words if word in one.text()] == [
            word for word in words if zh.startswith(word)
        ]
        assert en in one.text("en")


@pytest.mark.parametrize(
    ("new", "count"), [("邮编：", 1), ("邮编：____", 1), ("邮编：\n310000", 0)]
)
def test_a_postcode_that_does_not_follow_is_told_once(new: str, count: int) -> None:
    found = found_in(changed("邮编：310000", new), select=["GD915"])
    assert len(found) == count


# ------------------------------------------------------------------------------ fixtures

REQUESTS = "三、收到和处理政府信息公开申请情况\n"
DISPUTES = "四、政府信息公开行政复议、行政诉讼情况\n"

#: A code, the words of the clean report, and what stands there instead.
FAULTS = (
    ("GD103", "本年度未收取信息处理费。\n青云市白河区商务局\n2024年1月15日\n", None),
    ("GD104", "五、存在的主要问题及改进情况\n", "⟦九、存在的主要问题及改进情况⟧\n"),
    ("GD105", DISPUTES, "⟦四、有关争议的处理⟧\n"),
    ("GD108", PROBLEMS, "⟦⟧无。\n"),
    ("GD108", PROBLEMS, "⟦⟧本局目前不存在突出问题。\n"),
    ("GD108", PROBLEMS, "⟦⟧（文字描述）\n"),
    ("GD109", PROBLEMS, "⟦⟧一是解读形式比较单一；二是更新还需进一步加快。\n"),
    ("GD110", "本年度未收取信息处理费。\n", "⟦⟧无。\n"),
    ("GD111", "（四）政府信息公开平台建设情况\n网页版面作了调整。\n", "⟦⟧"),
    ("GD910", "共六部分组成", "⟦共七部分组成⟧"),
    ("GD910", "存在的主要问题及改进情况、其他需要报告的事项共", "⟦其他需要报告的事项共⟧"),
    ("GD911", "国办公开办函〔2021〕30号", "⟦国办公开办函〔2019〕60号⟧"),
    ("GD911", "信息公开条例》", "信息公开条例》（⟦国务院令第492号⟧）"),
    ("GD911", "信息公开条例》", "信息公开条例》（中华人民共和国⟦国务院第492号⟧令）"),
    ("GD911", "信息公开条例》", "信息公开条例》（⟦中华人民共和国国务院令 第４９２号⟧）"),
    ("GD913", "青云市白河区商务局\n2024年", "⟦青云市白河区水利局\n2024年⟧"),
    ("GD913", "青云市白河区商务局\n2024年", "⟦青云市白石区商务局\n2024年⟧"),
    ("GD913", "青云市白河区商务局\n2024年", "⟦青云市青河区商务局\n2024年⟧"),
    ("GD914", PREAMBLE.splitlines()[3] + "\n", ""),
    ("GD915", "邮编：310000", "⟦邮编：31000⟧"),
    ("GD915", "邮编：310000", "⟦邮编：3100000⟧"),
    ("GD915", "0310-5550123", "⟦0310-55501⟧"),
    ("GD915", "0310-5550123", "⟦555012⟧"),
    ("GD915", "sw@example.gov.cn", "⟦sw.example.gov.cn⟧"),
    ("GD915", "电话：0310-5550123；", "⟦电话：；⟧"),
    ("GD915", "；邮箱：sw@example.gov.cn）。", "）。⟦邮箱：⟧"),
    ("GD915", "电话：0310-5550123", "联系电话：⟦____⟧"),
    ("GD916", "全年公布文件若干，均可查询。", "⟦⟧" + "公布文件若干。" * 170),
    ("GD917", "网页版面作了调整。", "⟦" + "The picture shows a page of a web site. " * 3 + "⟧"),
    ("GD920", "全年公布文件若干", "⟦全年公布文件ＸＸ件⟧"),
    ("GD920", "全年公布文件若干", "⟦20××年公布文件⟧"),
    ("GD920", "全年培训两次", "⟦5月xx日培训一次⟧"),
    ("GD920", "全年培训两次", "⟦全年培训XX人次（此处补充培训内容）⟧"),
    ("GD920", "制度逐步健全。", "⟦制度逐步健全。（请填写制度名称）⟧"),
    ("GD920", "（五）监督保障情况", "⟦（五）XX局监督保障情况⟧"),
    ("GD918", "现公布青云市白河区商务局2023年", "⟦现公布青云市白河区水利局2023年⟧"),
    ("GD919", "（三）政府信息管理情况", "⟦一、政府信息管理情况⟧"),
    ("GD919", DISPUTES, "⟦三、政府信息公开行政复议、行政诉讼情况⟧\n"),
)


@pytest.mark.parametrize(
    ("title", "signature", "is_flagged"),
    [
        ("青石县水务局", "白石县水务局", True),
        ("青石县", "白石县人民政府", True),
        ("青云市白河区水务局", "青云市黄河区水务局", True),
        ("青石县水务局", "青石县水务局", False),
        ("青石县水务局", "青云市青石县水务局", False),
        ("青石县水务局", "青石市水务局", False),
        ("青石土家族自治县水务局", "青云市青石县水务局", False),
        ("青云市水利水务局", "水利水务局", False),
    ],
)
@pytest.mark.parametrize("date", ["\n2024年1月15日", ""])
def test_a_signature_is_of_another_organ_where_both_end_alike(
    title: str,
    signature: str,
    is_flagged: bool,  # noqa: FBT001 - a case
    date: str,
) -> None:
    text = f"{title}2023年政府信息公开工作年度报告\n一、总体情况\n公开若干。\n{signature}{date}\n"
    found = gd.check(gd.parse(text), select=["GD912", "GD913"])
    assert [one.code for one in found] == ["GD913"] * is_flagged


@pytest.mark.parametrize(
    ("words", "verdicts"),
    [
        ("窗口人手紧，存在疏漏的问题。已着手按年代重新编目。", ("pass", "pass")),
        ("更新偏慢的问题较突出。服务台增设代填服务。", ("pass", "pass")),
        ("解读形式单一。各科室配备专人。", ("pass", "pass")),
        ("解读形式单一。", ("pass", "fail")),
        ("专栏尚未建立，还需加强，仍需推进。", ("pass", "fail")),
        ("楼道公示容易破损。街道给每个楼门配备公示框。", ("cannot_tell", "pass")),
        ("没有专职人员。", ("cannot_tell", "cannot_tell")),
        ("楼道公示容易破损。", ("cannot_tell", "cannot_tell")),
        ("没有需要报告的情况。", ("fail", "does_not_apply")),
        ("无存在的主要问题", ("fail", "does_not_apply")),
    ],
)
def test_problems_and_improvements_are_told_or_nobody_can_tell(
    words: str, verdicts: tuple[str, str]
) -> None:
    report = gd.parse(changed(PROBLEMS, f"{words}\n"))
    told = {one.code: one.verdict.value for one in gd.audit(report, select=["GD108", "GD109"])}
    assert (told["GD108"], told["GD109"]) == verdicts


@pytest.mark.parametrize(("code", "old", "marked"), FAULTS)
def test_a_fault_is_found_where_it_is_and_nothing_else(
    code: str, old: str, marked: str | None
) -> None:
    if marked is None:  # section six is empty, and so nobody signs
        text = changed(old, "")
        found = found_in(text)
        assert [one.code for one in found] == ["GD912", code]
        return
    assert_fault(code, old, marked)


def test_nothing_is_wrong_with_the_clean_report() -> None:
    assert found_in(clean()) == []


def test_a_section_that_is_missing_is_named() -> None:
    start = clean().index("五、")
    end = clean().index("六、")
    text = clean()[:start] + clean()[end:]
    found = found_in(text)
    assert [one.code for one in found] == ["GD101", "GD910"]
    assert "所说的部分（6 个）与正文的 5 个部分不一致" in found[1].text()
    assert "「五、存在的主要问题及改进情况」" in found[0].text()
    assert "section 五, “Main problems and improvements”" in found[0].text("en")
    assert found_in(text.replace("六、", "五、"), select=["GD104", "GD919"]) == []


def test_sections_out_of_order() -> None:
    first, second = clean().index(REQUESTS), clean().index(DISPUTES)
    end = clean().index("五、")
    text = clean()[:first] + clean()[second:end] + clean()[first:second] + clean()[end:]
    (one,) = found_in(text)
    assert one.code == "GD102"
    assert one.span is not None
    assert text[one.span.start : one.span.end] == REQUESTS.strip()


@pytest.mark.parametrize("number", [2, 3, 4])
def test_a_table_that_is_missing(number: int) -> None:
    (one,) = found_in(clean().replace(table(number), ""))
    assert one.code == "GD106"
    assert one.span is not None


@pytest.mark.parametrize("instead", ["〔图〕 统计表", "甲\t乙\n丙\t丁"])
def test_a_table_that_nobody_can_read_is_not_missing(instead: str) -> None:
    report = gd.parse(clean().replace(table(2), instead))
    assert gd.check(report, select=["GD106"]) == ()
    found = gd.audit(report, select=["GD106"])
    assert [one.verdict for one in found].count(Verdict.CANNOT_TELL) == 1


def test_a_table_of_another_form() -> None:
    form = gd.Edition.FORM_2019
    other = str(gd.compose(edition=form, agency="青云市白河区商务局", year=2020))
    old = next(piece for piece in other.split("\n\n") if piece.startswith(_TABLE_STARTS[2]))
    (one,) = found_in(clean().replace(table(2), old), select=["GD107"])
    assert "2023 年度的报告应当采用 2021 年的表式" in one.text()
    assert found_in(other, select=["GD107"]) == []
    (one,) = found_in(other.replace("2020年", "2022年"), select=["GD107"])
    assert one.code == "GD107"


@pytest.mark.parametrize("end", ["青云市白河区商务局\n2024年1月15日\n", "2024年1月15日\n"])
def test_nobody_signs(end: str) -> None:
    old = "青云市白河区商务局\n2024年1月15日\n"
    text = changed(old, "" if end == old else end)
    assert [one.code for one in found_in(text)] == ["GD912"]


@pytest.mark.parametrize("head", ["扩大", "附上"])
def test_letters_are_stuck_to_the_title(head: str) -> None:
    text = head + clean()
    (one,) = found_in(text)
    assert one.code == "GD918"
    assert f"「{head}青云市白河区商务局」" in one.text()


# ------------------------------------------------------------------------------ not flagged

#: Words of the clean report, and others that are as good.
QUIET = (
    (REQUESTS, "三、行政机关收到和处理政府信息公开申请的情况\n"),
    (DISPUTES, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况\n"),
    ("五、存在的主要问题及改进情况\n", "五、政府信息公开工作存在的主要问题及改进情况\n"),
    ("本年度未收取信息处理费。", "依申请公开没有收取任何费用。"),
    ("本年度未收取信息处理费。", "（一）收费情况\n无。"),
    (PROBLEMS, "（一）主要问题\n人手不足。\n（二）改进措施\n充实队伍。\n"),
    (PROBLEMS, "解读形式单一。针对上述情况，已增加图解。\n"),
    (PROBLEMS, "主动公开还不够及时；已加强督促。\n"),
    ("共六部分组成", "共6个部分组成"),
    ("共六部分组成", ""),
    ("国办公开办函〔2021〕30号", "国办公开办函[2021]30号，原国办公开办函〔2019〕60号废止"),
    ("（国办公开办函〔2021〕30号）", ""),
    ("青云市白河区商务局\n2024年", "白河区商务局\n2024年"),
    ("青云市白河区商务局\n2024年", "青云市白河区商务局办公室\n2024年"),
    ("青云市白河区商务局\n2024年", "区商务局\n2024年"),
    ("信息公开条例》", "信息公开条例》（国务院令第711号）"),
    ("信息公开条例》", "信息公开条例》（2007年国务院令第492号公布，2019年国务院令第711号修订）"),
    ("信息公开条例》", "信息公开条例》和《物业管理条例》（国务院令第379号）"),
    ("0310-5550123；邮箱：sw@example.gov.cn）。", "\n0310-5550123\n邮箱：\nsw@example.gov.cn"),
    ("全年培训两次。", "公开了办公地址、电话：共四项。"),
    ("全年培训两次。", "王××申请公开××公司的材料，来电138××××0000、139XXXX0000，编号XX2023。"),
    ("全年培训两次。", "尺寸为20×30厘米，可在此处补领。"),
    ("0310-5550123", "（0310）5550123转801"),
    ("0310-5550123", "13900000000"),
    ("0310-5550123", "0310—12345"),
    ("0310-5550123", "0310-555****"),
    ("0310-5550123", "400-800-1234"),
    ("sw@example.gov.cn", "sw#example.gov.cn"),
    ("邮编：310000；电话：0310-5550123；邮箱：sw@example.gov.cn", ""),
    (
        "网页版面作了调整。",
        "网址为https://www.example.gov.cn/zwgk/public/annual/reports/index/page.html。",
    ),
    ("现公布青云市白河区商务局2023年", "现公布我局2023年"),
    ("现公布青云市白河区商务局2023年", "现公布白河区商务局2023年"),
    ("（三）政府信息管理情况", "1.政府信息管理情况"),
)


@pytest.mark.parametrize(("old", "new"), QUIET)
def test_what_is_right_in_other_words(old: str, new: str) -> None:
    assert [one.text() for one in found_in(changed(old, new))] == []


@pytest.mark.parametrize(
    "text", ["", "今天天气很好。", "某某局2015年政府信息公开工作年度报告\n一、概述\n全年平稳。"]
)
def test_what_owes_no_form_lacks_nothing_of_it(text: str) -> None:
    assert found_in(text, select=["GD1", "GD910", "GD911", "GD916", "GD919"]) == []


def test_a_decree_is_cited_as_it_was_in_force() -> None:
    words = "根据《政府信息公开条例》（国务院令第492号）编制。"
    for year, found in ((2017, []), (2018, []), (2019, ["GD911"])):
        text = f"某某局{year}年政府信息公开工作年度报告\n{words}\n一、概述\n公开若干。\n"
        assert [one.code for one in found_in(text, select=["GD911"])] == found


def test_forms_of_an_annex_are_to_be_filled_in() -> None:
    assert found_in(clean() + "申请表\n联系电话：\n") == []


def test_a_title_may_be_a_placeholder_and_many_are_one_finding() -> None:
    text = clean().replace("青云市白河区商务局2023年", "ＸＸ县商务局2023年", 1)
    text = text.replace("全年培训两次", "全年培训XX次、XX人，印发XX份、××篇")
    (one,) = found_in(text, select=["GD920"])
    assert one.text().startswith("文中有 5 处像是模板的占位文字：「ＸＸ县」「XX次」「XX人」")
    assert one.span == gd.parse(text).title_span


def test_other_years_of_titles() -> None:
    text = clean().replace("一、总体情况\n", "一、概述\n")
    (one,) = found_in(text)
    assert one.code == "GD105"
    assert "「一、概述」" in one.text()


def test_a_heading_that_ran_together_is_not_missing() -> None:
    text = clean().replace(
        "\n五、存在的主要问题及改进情况\n", "\n上表无误。五、存在的主要问题及改进情况 "
    )
    found = gd.audit(gd.parse(text), select=["GD101"])
    assert [one.verdict for one in found].count(Verdict.CANNOT_TELL) == 1


# ------------------------------------------------------------------------------ generated reports


def lacking(facts: Facts) -> set[str]:
    """The codes of errors and warnings that a generated report earns by what it really says."""
    codes = set()
    kinds = facts.sections
    if len(kinds) < 6:
        codes.add("GD101")
    six = _words(facts, "other")
    if facts.edition == "2021" and "other" in kinds and "费" not in six:
        codes.add("GD110")
    if not any("监督保障" in line or "监督" in line for line in _words(facts, "overview").split()):
        codes.add("GD111?")
    if facts.signed_on is not None and (facts.signed_on.month, facts.signed_on.day) > (1, 31):
        codes.add("GD505?")
    return codes


def _words(facts: Facts, wanted: str) -> str:
    """The headings and paragraphs of one section, a line each."""
    lines: list[str] = []
    number = -1
    for block in facts.script:
        if isinstance(block, Heading) and block.title in facts.section_titles:
            number += 1
        elif number >= 0 and facts.sections[number] == wanted:
            if isinstance(block, Heading):
                lines.append(block.title + (block.tail or ""))
            elif isinstance(block, Paragraph):
                lines.append(block.text)
    return "\n".join(lines)


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("name", ["own_cells", "markdown", "half_width", "word_dump"])
def test_generated_reports_have_no_fault_but_those_they_have(name: str, edition: Edition) -> None:
    seen: Counter[str] = Counter()
    for seed in range(40):
        facts = make_facts(edition, seed)
        document, _ = DIALECTS[name](facts, Random(f"{name}/{edition}/{seed}"))
        report = gd.parse(document) if isinstance(document, str) else gd.read(document)
        expected = lacking(facts)
        for one in gd.check(report, select=SELECTED):
            if one.severity is gd.Severity.HINT:
                continue
            seen[one.code] += 1
            assert one.code in expected or f"{one.code}?" in expected, (seed, one.text())
        for code in expected - {"GD111?", "GD505?"}:
            assert gd.check(report, select=[code]), (seed, code)
    print(f"{name} {edition}: {dict(seen)}")


# ------------------------------------------------------------------------------ samples

OF_FORM = {number for rule in RULES if rule.pages in {"form", "dates"} for number in rule.numbers}


@pytest.mark.corpus
@each_gold
def test_samples(gold: Path) -> None:
    expected = json.loads(gold.read_text(encoding="utf-8"))
    found = gd.check(gd.read(report_of_gold(gold)), select=SELECTED)
    numbers = {one.rule.numbers[0] for one in found}
    sure = {one["rule"] for one in expected["findings"]} & OF_FORM
    arguable = {one["rule"] for one in expected.get("arguable", ())}
    assert sure - numbers == set()
    assert numbers - sure - arguable == set()
