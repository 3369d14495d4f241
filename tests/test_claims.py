"""What the prose says in numbers: read back from a model of it, held against the tables."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import govdisclosure as gd
from govdisclosure import strategies as gds
from govdisclosure.api import read_source
from govdisclosure.characters import narrow
from govdisclosure.claims.phrases import tree_of
from govdisclosure.claims.tokens import tokenize
from govdisclosure.claims.words import UNITS, meanings, spellings
from govdisclosure.cli import main
from govdisclosure.grammar.compiled import load_grammar
from govdisclosure.text import read_number
from govdisclosure.wording import LANGUAGES

from . import claiming
from .claiming import CONSTRUCTIONS, Said, Sentence, cells_in, chinese
from .counting import calls
from .test_rules_arithmetic import EDITIONS, clean_report

AGENCY = "青溪县商务局"


def parsed(prose: str, year: int = 2023, agency: str = AGENCY) -> gd.Report:
    return gd.parse(f"{agency}{year}年政府信息公开工作年度报告\n一、总体情况\n{prose}")


def claims(prose: str, year: int = 2023, agency: str = AGENCY) -> list[gd.Claim]:
    return list(gd.iter_claims(parsed(prose, year, agency)))


def meant(claim: gd.Claim) -> str:
    """The cells in short."""
    short = (str(one).removesuffix("/total").partition("/")[2] for one in claim.meant)
    return " + ".join(short)


def told(prose: str, year: int = 2023, agency: str = AGENCY) -> list[tuple[str, str]]:
    return [(str(one.quantity), meant(one)) for one in claims(prose, year, agency)]


# ------------------------------------------------------------------------------ the laws, by case

CELLS: tuple[tuple[str, list[tuple[str, str]]], ...] = (
    # the first verb before the head, else the one behind it
    ("全年共收到和处理依申请公开14件。", [("14", "received_new")]),
    ("全年办理政府信息公开申请14件。", [("14", "outcomes_total")]),
    ("依申请公开答复13件。", [("13", "outcomes_total")]),
    ("依申请公开收到0件。", [("0", "received_new")]),
    # a topic that is no request holds until a new head comes
    ("全年收到信件120封，已办结118封。", [("120", ""), ("118", "")]),
    (
        "网站公开信息1200条，受理依申请公开14件，办理群众诉求88件，答复88件。",
        [("1200", ""), ("14", "received_new"), ("88", ""), ("88", "")],
    ),
    ("受理行政许可申请340件，办结338件。", [("340", ""), ("338", "")]),
    (
        "2.依申请公开情况。2023年收到14件，办结13件。",
        [("14", "received_new"), ("13", "outcomes_total")],
    ),
    # number before head
    (
        "全年共收到政府信息公开申请14件，办结13件，1件结转下年度办理。",
        [("14", "received_new"), ("13", "outcomes_total"), ("1", "carried_out")],
    ),
    ("收到公民提出的申请3件。", [("3", "received_new")]),
    (
        "被申请行政复议3件，其中2件维持、1件尚未审结。",
        [("3", "review"), ("2", "review/upheld"), ("1", "review/pending")],
    ),
    # 依申请公开 as an attribute
    (
        "全年制作、获取政府信息总数120条，主动公开100条，依申请公开15条，不予公开5条。",
        [("120", ""), ("100", ""), ("15", ""), ("5", "")],
    ),
    ("本年度依申请公开3件。", [("3", "")]),
    # who acts
    ("青溪县商务局受理申请5件。", [("5", "received_new")]),
    ("县公安局受理申请5件。", [("5", "")]),
    ("县商务局代表县政府受理申请5件。", [("5", "received_new")]),
    ("县教育局代表县政府受理申请5件。", [("5", "")]),
    ("受县政府委托办理依申请公开5件。", [("5", "")]),
    # inside and outside
    (
        "共收到政府信息公开申请14件（含上年结转2件）。",
        [("14", "received_new"), ("2", "carried_in")],
    ),
    (
        "答复申请12件，另有3件申请顺延至下年度办理。",
        [("12", "outcomes_total"), ("3", "carried_out")],
    ),
    ("办理依申请公开36件，其中答复33件。", [("36", "outcomes_total"), ("33", "")]),
    (
        "全县收到申请57件，其中县公安局45件、县教育局12件。",
        [("57", "received_new"), ("45", ""), ("12", "")],
    ),
    # what narrows, and other times
    ("收到涉及土地征收的政府信息公开申请3件。", [("3", "")]),
    ("通过网络收到政府信息公开申请9件。", [("9", "")]),
    ("收到信函申请3件、网络申请5件。", [("3", ""), ("5", "")]),
    ("延期办理申请2件。", [("2", "")]),
    ("上半年收到申请5件。", [("5", "")]),
    ("近三年收到申请40件。", [("40", "")]),
    ("2022年收到申请20件，2023年收到申请14件。", [("20", ""), ("14", "received_new")]),
    ("2022年未收到申请，2023年收到申请2件。", [("0", ""), ("2", "received_new")]),
    ("县公安局未收到政府信息公开申请。", [("0", "")]),
    # documents
    ("出台规范性文件5件，主动公开5件。", [("5", "normative_documents/issued"), ("5", "")]),
    (
        "全年制定规章1件、规范性文件6件，废止规范性文件2件。",
        [
            ("1", "rules/issued"),
            ("6", "normative_documents/issued"),
            ("2", "normative_documents/repealed"),
        ],
    ),
    ("报送规范性文件3件。", [("3", "")]),
    ("作出行政许可决定120件。", [("120", "licensing/decisions")]),
    # all and none
    (
        "收到申请14件，均为自然人提出。",
        [("14", "received_new"), ("14", "received_new/natural_person")],
    ),
    (
        "未发生行政复议，发生行政诉讼1件。",
        [
            ("0", "review"),
            ("1", "litigation_direct + disputes_"),
        ],
    ),
    ("全年没有超期未答复的申请。", []),
    ("未收到涉及商业秘密的政府信息公开申请。", []),
    # respectively
    ("受理和答复申请分别为14件、13件。", [("14", "received_new"), ("13", "outcomes_total")]),
    ("当面、信函申请分别为2件、3件、4件。", [("2", ""), ("3", ""), ("4", "")]),
    # reasons
    ("不予公开的3件中，属于国家秘密的1件。", [("3", "WITHHELD"), ("1", "withheld_state_secret")]),
    ("因本机关不掌握等原因无法提供4件。", [("4", "UNAVAILABLE")]),
    ("因信息不存在的5件。", [("5", "")]),
    # disputes of others
    ("全年办理行政复议案件35件。", [("35", "")]),
    ("行政诉讼一审案件3件，二审案件2件。", [("3", ""), ("2", "")]),
    ("收到行政复议答复通知书3份。", [("3", "")]),
    # parts of the reporting organ, wider places, and what is done for another
    ("下属事业单位收到政府信息公开申请2件。", [("2", "")]),
    ("局属二级单位收到依申请公开4件，均已答复。", [("4", "")]),
    ("县政府本级收到申请34件，县直部门收到申请90件。", [("34", ""), ("90", "")]),
    ("全市收到政府信息公开申请1820件。", [("1820", "")]),
    ("省政府办公厅受理申请560件，答复555件。", [("560", ""), ("555", "")]),
    ("以县政府名义制发规范性文件3件。", [("3", "")]),
    ("代理应诉政府信息公开行政诉讼案件2件。", [("2", "")]),
    ("作为行政复议机关审理政府信息公开类行政复议案件8件。", [("8", "")]),
    # what is planned, and what has been since a day
    ("明年拟制定行政规范性文件3件。", [("3", "")]),
    ("力争制发规范性文件2件。", [("2", "")]),
    ("自《条例》施行以来，共收到政府信息公开申请1204件。", [("1204", "")]),
    ("今年以来，共收到政府信息公开申请14件。", [("14", "received_new")]),
    ("人均办理申请6件。", [("6", "")]),
    # ways to publish, what is asked for, and articles
    (
        "公文公开属性标注：主动公开60件、依申请公开15件、不予公开5件。",
        [("60", ""), ("15", ""), ("5", "")],
    ),
    ("涉及个人隐私的申请2件。", [("2", "")]),
    ("依据《条例》第十六条不予公开2件。", [("2", "")]),
    ("予以公开28件（含部分公开8件）。", [("28", ""), ("8", "partly_disclosed")]),
    ("答复自然人申请12件、商业企业申请2件。", [("12", "outcomes_total/natural_person"), ("2", "")]),
    # whose results
    (
        "政府信息公开行政复议3件、行政诉讼1件，其中被纠错1件、维持2件。",
        [("3", "review"), ("1", "litigation_direct + disputes_"), ("1", ""), ("2", "")],
    ),
    (
        "复议后起诉的行政诉讼1件，直接提起诉讼的行政诉讼2件。",
        [("1", "litigation_after_review"), ("2", "litigation_direct")],
    ),
    ("行政复议有序开展。结果维持1件。", [("1", "review/upheld")]),
    # labels with numerals, never numbers
    ("属于四类过程性信息1件。", [("1", "withheld_process")]),
    ("没有现成信息需要另行制作2件。", [("2", "unavailable_needs_creation")]),
)
GROUPS = {
    "WITHHELD": " + ".join(f"withheld_{one}" for one in claiming.WITHHELD),
    "UNAVAILABLE": " + ".join(f"unavailable_{one}" for one in claiming.UNAVAILABLE),
    "litigation_direct + disputes_": "litigation_direct + litigation_after_review",
}


@pytest.mark.parametrize(("prose", "expected"), CELLS, ids=[prose[:24] for prose, _ in CELLS])
def test_words_decide_which_cell_is_meant(prose: str, expected: list[tuple[str, str]]) -> None:
    assert told(prose) == [(number, GROUPS.get(cells, cells)) for number, cells in expected]


@pytest.mark.parametrize(
    "prose",
    [
        "根据国办公开办函〔2021〕30号和国务院令第711号编制。",
        "地址：青溪路12号3楼，电话：0123-7654321，邮编：123456。",
        "一是加强学习，二是完善制度；（三）本报告共6个部分。",
        "办理时限20个工作日，收费标准为每件100元/件，10件以下（含10件）不收费。",
        "依托12345热线、“一网通办”和“三个一”机制，落实《条例》第三十条。",
        "5G基站、G60走廊、H5作品，前十位，第一时间。",
        "受理申请10-15件。",
    ],
)
def test_what_counts_nothing_is_no_claim(prose: str) -> None:
    assert claims(prose) == []


@pytest.mark.parametrize(
    "prose", ["收到申请约14件。", "收到申请14余件。", "收到申请近百件。", "收到申请 1 4 件。"]
)
def test_numbers_that_are_not_exact_have_no_address(prose: str) -> None:
    (claim,) = claims(prose)
    assert claim.meant == ()
    assert claim.approximate
    assert claim.candidates == ((gd.Address.parse("requests/received_new/total"),),)


def test_the_trial_form_has_other_cells() -> None:
    prose = "主动公开规章2件、规范性文件5件。依申请公开方面，其他处理1件。"
    rows = ("rules/disclosed_new", "normative_documents/disclosed_new", "other_handling")
    assert [words for _, words in told(prose, 2019)] == list(rows)
    assert [words for _, words in told(prose, 2023)] == [
        *("", ""),
        "other_not_supplemented + other_fee_unpaid + other_misc",
    ]
    assert [words for _, words in told(prose, 2017)] == ["", "", ""]


# ------------------------------------------------------------------------------ changes and shares


def test_changes_have_a_direction() -> None:
    found = claims(
        "收到申请14件，较上年增加4件，同比增长40%。申请量与去年持平。收到申请14件，为上年的1.4倍。"
        "收到申请14件，比2022年翻了一番。公开率较上年提高3.5个百分点。"
    )
    changes = [one for one in found if one.relation is gd.Relation.CHANGE]
    assert [(str(one.quantity), one.unit, one.direction, meant(one)) for one in changes] == [
        ("4", "件", gd.Direction.UP, "received_new"),
        ("40", "%", gd.Direction.UP, "received_new"),
        ("0", "件", gd.Direction.LEVEL, "received_new"),
        ("1.4", "倍", gd.Direction.RATIO, "received_new"),
        ("100", "%", gd.Direction.UP, "received_new"),
        ("3.5", "个百分点", gd.Direction.UP, ""),
    ]


def test_a_change_to_a_number_is_that_number_and_its_base_is_none() -> None:
    base, new = claims("全年受理申请由上年的41件增加到57件。")
    assert (base.quantity, base.meant) == (41, ())
    assert (new.quantity, meant(new)) == (57, "received_new")


def test_a_share_knows_its_part_and_its_whole() -> None:
    found = claims(
        "2023年收到政府信息公开申请40件。其中，通过网络申请30件，占75%；信函申请10件，占25%。"
    )
    shares = [one for one in found if one.relation is gd.Relation.SHARE]
    assert [(one.parts[0].quantity, one.whole and one.whole.quantity) for one in shares] == [
        (30, 40),
        (10, 40),
    ]
    (share,) = claims("约三分之一的申请涉及土地征收。")
    assert (share.quantity, share.relation, share.approximate) == (
        Fraction(1, 3),
        gd.Relation.SHARE,
        True,
    )


@pytest.mark.parametrize(
    ("prose", "number", "computed"),
    [
        ("收到申请14件，较上年增加4件。", 4, None),
        ("收到申请14件，较上年增加5件。", 5, 4),
        ("收到申请14件，同比增长40.0%。", Decimal("40.0"), None),
        ("收到申请14件，同比增长35%。", 35, 40),
        ("收到申请14件，同比下降40%。", 40, -40),
        ("申请量与去年持平。", 0, 4),
        ("收到申请14件，为上年的1.4倍。", Decimal("1.4"), None),
        ("收到申请14件，为上年的3倍。", 3, 1),
        ("收到申请14件，较上年翻了一番。", 100, 40),
    ],
)
def test_changes_are_held_against_last_year(prose: str, number: object, computed: object) -> None:
    before = gd.compose(agency=AGENCY, year=2022, cells={"requests/received_new/total": 10})
    report = with_prose(
        gd.compose(agency=AGENCY, year=2023, cells={"requests/received_new/total": 14}), prose
    )
    change = next(
        one for one in gd.iter_claims(report, previous=before) if one.relation is gd.Relation.CHANGE
    )
    verdict = gd.Verdict.PASS if computed is None else gd.Verdict.FAIL
    assert (change.quantity, change.verdict, change.computed) == (number, verdict, computed)
    found = gd.check(report, previous=before, select="GD3")
    assert [one.code for one in found] == ([] if computed is None else ["GD308"])
    assert [one.code for one in gd.check(report, select="GD3")] == []


# ------------------------------------------------------------------------------ the model


def with_prose(report: gd.Report, prose: str) -> gd.Report:
    """The report with *prose* under its first heading, read back so that all has its place."""
    head, heading, rest = str(report).partition("一、总体情况\n")
    return gd.parse(f"{head}{heading}{prose}\n{rest}")


def assert_reads_back(sentence: Sentence, report: gd.Report) -> list[gd.Claim]:
    text = str(report)
    found = list(gd.iter_claims(with_prose(report, sentence.text)))
    start = text.index("一、总体情况\n") + len("一、总体情况\n")
    assert len(found) == len(sentence.said), (sentence.text, found)
    for claim, said in zip(found, sentence.said, strict=True):
        told = f"{sentence.text} {said}"
        assert claim.quantity == said.quantity, told
        assert frozenset(map(str, claim.meant)) == said.cells, told
        assert claim.negated is said.negated, told
        if said.relation != "none" or claim.relation is not gd.Relation.PARTS_SUM:
            assert claim.relation.value == said.relation, told
        assert claim.figure is not None
        if not said.negated:
            assert (claim.figure.start - start, claim.figure.end - start) == said[:2], told
        assert claim.verdict in {gd.Verdict.PASS, gd.Verdict.DOES_NOT_APPLY}, told
    return found


@pytest.mark.parametrize("edition", EDITIONS)
@given(seed=st.integers(0, 2**32), construction=st.sampled_from(CONSTRUCTIONS))
def test_sentences_of_the_model_are_read_back(
    edition: gd.Edition, seed: int, construction: claiming.Construction
) -> None:
    chance = Random(seed)
    report = clean_report(edition, chance)
    sentence = claiming.say(construction, cells_in(report), edition, chance)
    assert_reads_back(sentence, report)


@given(
    st.lists(
        st.sampled_from(
            (*meanings(), *UNITS, *"，。；：、（）“”《》0123456789十百万亿%", "占", "较上年")
        ),
        max_size=30,
    )
)
def test_any_mixture_of_words_is_a_sentence(words: list[str]) -> None:
    text = narrow("".join(words))
    tokens = tokenize(text)
    tree_of(tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens) if one.type != "SHARE")
    claims("".join(words))


@given(gds.reports())
def test_every_report_has_claims_and_records_of_them(report: gd.Report) -> None:
    found = list(gd.iter_claims(report, previous=report))
    assert len(list(gd.iter_claim_records(report, previous=report))) == len(found)
    Draft202012Validator(gd.claims_schema()).validate(json.loads(gd.claims_json(report)))


# ------------------------------------------------------------------------------ one changed number


def changed(sentence: Sentence, said: Said, chance: Random) -> tuple[str, int | Decimal]:
    """The sentence with another number in place of one, and that number."""
    step = chance.choice((1, 2, 7, 30))
    if said.relation == "share":
        value: int | Decimal = said.quantity + (step + 5)
    else:
        value = said.quantity + step
    return sentence.text[: said.start] + str(value) + sentence.text[said.end :], value


def codes_of(said: Said) -> set[str]:
    """The rules that one changed number breaks."""
    if said.relation == "share":
        return {"GD306"}
    if any(cell.startswith("proactive/") for cell in said.cells):
        return {"GD304"}
    return {"GD301"} if said.cells else {"GD305"}


def assert_one_finding(edition: gd.Edition, seed: int) -> None:
    chance = Random(seed)
    report = clean_report(edition, chance)
    numbers = cells_in(report)
    prose = claiming.sentences(numbers, edition, chance, 4)
    whole = with_prose(report, "\n".join(one.text for one in prose))
    assert [one.text() for one in gd.check(whole, select="GD3")] == [], seed
    choices = [
        (one, said)
        for one in prose
        for said in one.said
        if (said.cells or said.relation in {"share", "parts_sum"}) and not said.negated
    ]
    if not choices:
        return
    sentence, said = chance.choice(choices)
    text, value = changed(sentence, said, chance)
    if value == numbers["requests/received_new/total"] + numbers["requests/carried_in/total"]:
        return  # what another reading passes is another matter
    lines = [text if one is sentence else one.text for one in prose]
    report = with_prose(report, "\n".join(lines))
    found = gd.check(report, select="GD3")
    assert {one.code for one in found} == codes_of(said), (
        text,
        said,
        [one.text() for one in found],
    )
    assert len(found) == 1, (text, said, [one.text() for one in found])
    (finding,) = found
    assert finding.span is not None
    if finding.code != "GD305":
        assert finding.stated == value
        assert set(map(str, finding.addresses)) == said.cells


@pytest.mark.parametrize("edition", EDITIONS)
def test_one_changed_number_gives_one_finding(edition: gd.Edition) -> None:
    for seed in range(10):
        assert_one_finding(edition, seed)


@pytest.mark.slow("a thousand reports with one changed number")
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_thousand_changed_numbers_give_a_thousand_findings(edition: gd.Edition) -> None:
    for seed in range(1000):
        assert_one_finding(edition, seed)


# ------------------------------------------------------------------------------ places


def test_a_sentence_over_several_lines_leads_back_piece_by_piece() -> None:
    prose = "（一）依申请公开。全年答复13件，不予公开答复2\n件，其他处理1件。"
    text = f"{AGENCY}2023年政府信息公开工作年度报告\n一、总体情况\n{prose}"
    answered, withheld, _ = gd.iter_claims(gd.parse(text))
    assert withheld.quantity == 2
    assert [text[one.start : one.end] for one in withheld.pieces] == ["不予公开答复2", "件"]
    assert withheld.figure is not None
    assert text[slice(*withheld.figure)] == "2"
    assert answered.figure is not None
    assert text[slice(*answered.figure)] == "13"


def test_digits_parted_by_the_end_of_a_line_may_be_two_numbers() -> None:
    (claim,) = claims("全年收到政府信息公开申请1\n2件。")
    assert (claim.quantity, claim.approximate, claim.meant) == (12, True, ())


def test_a_line_that_was_mended_in_reading_is_pointed_to_as_a_whole() -> None:
    prose = "全年**收到政府信息公开申请**12件，　　办结 11 件。"
    report = parsed(prose)
    for claim in gd.iter_claims(report):
        assert claim.span is not None
        assert claim.figure is not None
        assert claim.span.start <= claim.figure.start < claim.figure.end <= claim.span.end


# ------------------------------------------------------------------------------ numerals


@given(st.integers(0, 10**8 - 1))
def test_chinese_numerals_are_read_exactly(value: int) -> None:
    assert read_number(chinese(value) if value else "零") == value
    assert read_number(f"{value:,}") == value
    assert read_number(str(value)) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        *(
            ("1.2亿", 120_000_000),
            ("4.75万", 47_500),
            ("三万", 30_000),
            ("百", 100),
            ("两千零五", 2005),
        ),
        *(("三分之一", Fraction(1, 3)), ("百分之五", Fraction(1, 20)), ("二点五", Decimal("2.5"))),
        *(("61.20", Decimal("61.20")), ("1 204 531", 1_204_531)),
        *(
            ("两百三", None),
            ("一万二", None),
            ("二〇二三", None),
            ("", None),
            ("7 0", None),
            ("零分之一", None),
        ),
        *(("百千", None), ("十百", None), ("万亿", None), ("一二", None), ("点五", None)),
    ],
)
def test_numerals_of_prose(words: str, value: object) -> None:
    assert read_number(words) == value


def test_an_oracle_reads_the_same_numerals() -> None:
    """cn2an, where it is installed; its faults: 两百三 is 203 to it, 万 alone none."""
    cn2an = pytest.importorskip("cn2an")
    for value in (2, 10, 11, 20, 105, 110, 1005, 1050, 10_010, 120_034, 99_999_999):
        assert cn2an.cn2an(chinese(value), "smart") == read_number(chinese(value)) == value


# ------------------------------------------------------------------------------ work


@pytest.mark.parametrize(
    "unit",
    [
        *("其中收到1件，", "其中", "收到1件（", "未收到申请，", "1件、", "占3%，", "结转", "3件和"),
        *("行政复议1件，均获维持，", "收到申请9件，占9%，", "收到申请3件，较上年增加1件，"),
        *("收到申请1件\n", "（一）公开9件。\n", "“", "《", "1,2", "1 ", "1 2", "20", "百", "a@"),
    ],
)
def test_work_grows_with_length(unit: str) -> None:
    def work(count: int) -> int:
        report = parsed(unit * count)
        return calls(lambda: list(gd.iter_claims(report)))

    work(10)  # what is loaded once
    few, many = work(150), work(300)
    assert many <= 2.2 * few


# ------------------------------------------------------------------------------ the samples


def test_a_published_report_contradicts_itself_in_six_places(samples: Path) -> None:
    report = gd.read(samples / "shanghai_office2019.html")
    found = [(one.code, one.stated) for one in gd.check(report, select="GD3")]
    assert sorted(found, key=str) == [
        ("GD301", 258),
        ("GD301", 265),
        ("GD305", 805),
        ("GD306", Decimal("33.9")),
        ("GD307", None),
        ("GD309", 100),
    ]


def test_other_samples_do_not(samples: Path) -> None:
    for path in sorted(samples.iterdir()):
        if path.suffix in {".json", ".md"} or path.name.startswith("shanghai"):
            continue
        assert [one.text() for one in gd.check(gd.read(path), select="GD3")] == [], path.name


# ------------------------------------------------------------------------------ words


def test_patterns_of_words() -> None:
    assert sorted(spellings("[政府]信息公开{申请,件}")) == [
        "信息公开件",
        "信息公开申请",
        "政府信息公开件",
        "政府信息公开申请",
    ]
    with pytest.raises(ValueError, match="unbalanced"):
        list(spellings("[政府"))


def test_every_terminal_of_the_words_is_one_of_the_grammar() -> None:
    terminals = {one.name for one in load_grammar("claims").terminals} or set()
    kinds = {meaning.kind for meaning in meanings().values()} - {""}
    grammar = (Path(gd.__file__).parent / "grammar" / "claims.lark").read_text(encoding="utf-8")
    assert all(kind in grammar for kind in kinds | terminals)


# ------------------------------------------------------------------------------ a clerk's walk


WALK = (
    "2023年，我局共收到政府信息公开申请12件，均在法定期限内答复。",
    "因政府信息公开被申请行政复议3件。",
    "我局制发行政规范性文件2件，废止0件，现行有效9件。",
    "全年收取信息处理费3900元。",
)
CELLS_OF_WALK = {
    "requests/received_new/total": 13,
    "disputes/review/total": 1,
    "proactive/normative_documents/issued": 2,
    "proactive/normative_documents/repealed": 0,
    "proactive/normative_documents/in_force": 4,
    "proactive/fees/collected_wan": 0,
}


def word_file(prose: tuple[str, ...]) -> bytes:
    blocks = [gd.Paragraph(text=one) for one in prose]
    report = gd.compose(agency=AGENCY, year=2023, cells=CELLS_OF_WALK)
    first, *rest = report.sections
    sections = (evolve(first, blocks=blocks), *rest)
    return gd.render(evolve(report, sections=sections), "docx")


def test_a_clerk_mends_a_word_file_from_the_messages_alone() -> None:
    prose: tuple[str, ...] = WALK
    data = word_file(prose)
    report = gd.read(data)
    found = gd.check(report, select="GD3")
    assert sorted((one.code, one.stated, one.computed) for one in found) == [
        ("GD301", 3, 1),
        ("GD301", 12, 13),
        ("GD304", 9, 4),
        ("GD311", 3900, 0),
    ]
    source = read_source(data)
    for one in found:
        assert one.span is not None
        line, carets = source.quote(one.span).split("\n")
        assert str(one.stated) in line
        assert carets.count("^") == len(str(one.stated))
        words = dict(one.arguments)["words"]
        for language in ("zh", "en"):
            message = one.text(language)
            assert words in message
            assert str(one.computed) in message
        mended = words.replace(str(one.stated), str(one.computed))
        prose = tuple(text.replace(words, mended) for text in prose)
    assert prose[-1] == "全年收取信息处理费0元。"
    assert gd.check(gd.read(word_file(prose)), select="GD3") == ()


@pytest.mark.parametrize(
    ("prose", "tried"),
    [("新收自然人政府信息公开申请5件。", ""), ("新收政府信息公开申请5件。", "2; 2 + 0 = 2")],
)
def test_readings_are_named_where_there_are_several(prose: str, tried: str) -> None:
    cells = {"requests/received_new/natural_person": 2, "requests/received_new/total": 2}
    report = gd.compose(agency=AGENCY, year=2023, cells=cells)
    (found,) = gd.check(with_prose(report, prose), select="GD301")
    assert dict(found.arguments)["tried"] == tried
    readings = (f"（试过的算法：{tried.replace('; ', '；')}）", f" (readings tried: {tried})")
    for language, words, stop in zip(LANGUAGES, readings, "。.", strict=True):
        text = found.text(language)
        assert ("tried" in text or "试过" in text) is bool(tried)
        assert f"3{words * bool(tried)}{stop}" in text


# ------------------------------------------------------------------------------ rules, one by one


def codes(prose: str, **cells: int | str) -> list[str]:
    """The rules that *prose* breaks beside a table of these cells; 「__」 stands for 「/」."""
    given = {name.replace("__", "/"): value for name, value in cells.items()}
    report = gd.compose(agency=AGENCY, year=2023, cells=given)
    return [one.code for one in gd.check(with_prose(report, prose), select="GD3")]


RECEIVED, CARRIED = "requests__received_new__total", "requests__carried_in__total"
OUT, OUTCOMES = "requests__carried_out__total", "requests__outcomes_total__total"
REVIEW = "disputes__review__"


@pytest.mark.parametrize(
    ("prose", "cells", "expected"),
    [
        ("收到申请15件。", {RECEIVED: 12, CARRIED: 3}, ["GD302"]),
        ("收到申请12件。", {RECEIVED: 12, CARRIED: 3}, []),
        ("收到申请14件。", {RECEIVED: 12, CARRIED: 3}, ["GD301"]),
        ("收到申请14件。", {RECEIVED: ""}, []),
        ("收到申请14件。", {RECEIVED: "", "requests__received_new__natural_person": 15}, ["GD301"]),
        ("收到申请16件。", {RECEIVED: "", "requests__received_new__natural_person": 15}, []),
        ("收到申请约14件。", {RECEIVED: 12}, []),
        ("未收到政府信息公开申请。", {RECEIVED: 1}, ["GD303"]),
        ("未收到政府信息公开申请。", {RECEIVED: 0}, []),
        ("未发生行政复议。", {f"{REVIEW}total": 2}, ["GD303"]),
        ("没有结转下年度的申请。", {OUT: 1}, ["GD303"]),
        ("公开信息12条，其中动态类7条、其他4条。", {}, ["GD305"]),
        ("公开信息12条，其中动态类7条、人事类4条。", {}, []),
        ("公开信息12条，其中动态类8条、其他4条，回复率100%。", {}, []),
        ("公开信息12条，其中动态类约8条、其他5条。", {}, []),
        ("收到申请100件，其中网络申请25件，占30%。", {}, ["GD306"]),
        ("收到申请300件，其中网络申请100件，占33.3%。", {}, []),
        ("收到申请300件，其中网络申请200件，占66.6%。", {}, []),
        ("收到申请100件，其中网络申请60件，占60%，信函申请50件，占50%。", {}, ["GD307"]),
        ("行政复议3件，均维持。", {f"{REVIEW}total": 3, f"{REVIEW}upheld": 2}, ["GD309"]),
        ("行政复议3件，均维持。", {f"{REVIEW}total": 3, f"{REVIEW}upheld": 3}, []),
        ("行政复议3件，无一纠错。", {f"{REVIEW}total": 3, f"{REVIEW}corrected": 1}, ["GD309"]),
        ("收到申请3件，均已办结。", {RECEIVED: 3, OUT: 1}, ["GD310"]),
        ("收到申请3件，均已办结。", {RECEIVED: 3, OUT: 0}, []),
        ("收到申请3件，均已办结，结转1件。", {RECEIVED: 3, OUT: 1}, []),
        ("收到申请3件，均在法定期限内办理。", {RECEIVED: 3, OUT: 1}, []),
        ("收取信息处理费385元。", {"proactive__fees__collected_wan": 1}, ["GD312"]),
        ("未收取信息处理费。", {"proactive__fees__collected_wan": 0}, []),
        ("收取信息处理费100元，其中邮寄费15元。", {"proactive__fees__collected_wan": 1}, []),
        ("免除信息处理费35元。", {"proactive__fees__collected_wan": 0}, []),
        ("截至11月底，收到申请45件。", {RECEIVED: 50}, []),
        ("截至2023年9月30日，收到申请45件。", {RECEIVED: 50}, []),
        ("截至12月底，收到申请45件。", {RECEIVED: 50}, ["GD301"]),
        ("公开信息1万条，其中动态6千条、其他4千条。", {}, []),
        ("公开和部分公开28件。", {"requests__partly_disclosed__total": 8}, []),
        ("未发生因主动公开引发的行政复议。", {f"{REVIEW}total": 2}, []),
        ("没有被行政复议纠错的重大案件。", {f"{REVIEW}corrected": 1}, []),
        ("行政复议3件，已判决案件均维持。", {f"{REVIEW}total": 3, f"{REVIEW}upheld": 2}, []),
        ("予以公开占50%。", {OUTCOMES: 4, "requests__disclosed__total": 3}, ["GD306"]),
        ("予以公开占75%。", {OUTCOMES: 4, "requests__disclosed__total": 3}, []),
    ],
)
def test_a_rule_speaks_of_its_fault_alone(
    prose: str, cells: dict[str, int | str], expected: list[str]
) -> None:
    assert codes(prose, **cells) == expected


# ------------------------------------------------------------------------------ other facts


def test_facts_of_the_prose() -> None:
    report = parsed(
        "根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）和"
        "《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制，"
        "统计期限为2023年1月1日至12月31日。"
        "地址：青溪路12号；邮编：123456；电话：0123-7654321；传真：0123-7654322；"
        "电子邮箱：xxgk@example.cn。"
        "通过政府网站公开信息1204条，微信公众号发布信息约300条。办理人大代表建议4件、政协提案6件。"
        "发布政策解读12篇。组织培训3次，培训90人次。配备专职人员2名。举办政府开放日活动2场。"
    )
    kind = gd.FactKind
    found = [(one.kind, one.value, one.detail) for one in gd.iter_facts(report)]
    assert found == [
        (kind.ITEMS_BY_CHANNEL, 1204, "政府网站"),
        (kind.ITEMS_BY_CHANNEL, 300, "微信公众号"),
        (kind.PEOPLES_CONGRESS_PROPOSALS, 4, None),
        (kind.CONSULTATIVE_CONFERENCE_PROPOSALS, 6, None),
        (kind.INTERPRETATIONS, 12, None),
        (kind.TRAININGS, 3, None),
        (kind.TRAINEES, 90, None),
        (kind.STAFF, 2, None),
        (kind.OPEN_DAYS, 2, None),
        (kind.ADDRESS, "青溪路12号", None),
        (kind.POSTCODE, "123456", None),
        (kind.TELEPHONE, "0123-7654321", None),
        (kind.FAX, "0123-7654322", None),
        (kind.MAILBOX, "xxgk@example.cn", None),
        (kind.STATISTICS_PERIOD, (date(2023, 1, 1), date(2023, 12, 31)), None),
        (kind.DOCUMENT, "中华人民共和国政府信息公开条例", "国务院令第711号"),
        (kind.DOCUMENT, "政府信息公开工作年度报告格式", "国办公开办函〔2021〕30号"),
    ]
    text = str(report)
    for one in gd.iter_facts(report):
        assert one.span is not None
        assert one.text in text or narrow(one.text) in narrow(text)


@given(gds.reports())
def test_every_report_has_facts(report: gd.Report) -> None:
    assert all(one.text for one in gd.iter_facts(report))


# ------------------------------------------------------------------------------ the command line


def test_the_command_line_lists_and_exports_claims(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = gd.compose(agency=AGENCY, year=2023, cells={"requests/received_new/total": 13})
    file = tmp_path / "report.txt"
    prose = "收到申请12件，其中网络申请9件，占75%。发布规范性文件3件。"
    file.write_text(str(with_prose(report, prose)), encoding="utf-8")

    assert main(["show", "--claims", "--lang", "en", str(file)]) == 0
    shown = capsys.readouterr().out.partition("What the prose says in numbers\n")[2].splitlines()
    assert [line.split()[0] for line in shown] == ["contradicts", "no", "agrees", "cannot"]
    assert shown[0].endswith("which is 13")
    assert shown[2].endswith("9 / 12")
    assert "may be" in shown[3]

    assert main(["export", "--claims", "--format", "jsonl", str(file)]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["quantity"] for one in records] == ["12", "9", "75", "3"]
    assert records[0]["verdict"] == "fail"
    assert (records[2]["parts"], records[2]["whole"]) == ("1", 0)

    assert main(["schema", "--claims"]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(gd.claims_json(gd.read(file))))
