"""What is not the report's own, not of its year, or no more than asked for never has an address."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd

from .saying import AGENCY, STRANGE, Strange
from .test_claims import codes, told


@given(seed=st.integers(0, 2**32), strange=st.sampled_from(STRANGE))
def test_numbers_of_others_never_have_an_address(seed: int, strange: Strange) -> None:
    prose = strange(Random(seed))
    text = f"{AGENCY}2023年政府信息公开工作年度报告\n一、总体情况\n{prose}"
    for claim in gd.iter_claims(gd.parse(text)):
        assert claim.meant == (), prose


@given(seed=st.integers(0, 2**32), strange=st.sampled_from(STRANGE))
def test_they_break_no_rule_of_the_tables(seed: int, strange: Strange) -> None:
    prose = strange(Random(seed))
    assert (
        codes(prose, requests__received_new__total=901, requests__outcomes_total__total=901) == []
    )


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("累计制发规范性文件56件。", [("56", "")]),
        ("2023年累计制发规范性文件56件。", [("56", "normative_documents/issued")]),
        ("2023年，累计收到政府信息公开申请14件。", [("14", "received_new")]),
        ("收件较多的是青溪县公安局，共收到申请12件。", [("12", "")]),
        ("收到申请50件，其中收件较多的是土地类，收到12件。", [("50", "received_new"), ("12", "")]),
        ("全市10个县区共收到申请320件。", [("10", ""), ("320", "")]),
        ("以县政府为被申请人的政府信息公开行政复议案件2件。", [("2", "")]),
        ("以我局为被申请人的政府信息公开行政复议案件2件。", [("2", "review")]),
        ("受理申请12件，撤回1件，实际办理11件。", [("12", "received_new"), ("1", ""), ("11", "")]),
        ("2023年12月31日24时收到申请1件。", [("1", "")]),
        ("截至2023年12月31日，收到申请14件。", [("14", "received_new")]),
        ("2023年1月1日至12月31日，收到申请14件。", [("14", "received_new")]),
        ("2024年1月20日前，收到申请3件。", [("3", "")]),
        ("1至12月，收到申请14件。", [("14", "received_new")]),
        ("1-6月，收到申请14件。", [("14", "")]),
        ("“十四五”期间，受理依申请公开860件。", [("860", "")]),
        (
            "2023年收到申请14件（2022年收到申请9件），办结13件。",
            [
                ("14", "received_new"),
                ("9", ""),
                ("13", "outcomes_total"),
            ],
        ),
        # what was missed
        (
            "依法依规办结政府信息公开申请20件，满意率均为100%。",
            [
                ("20", "outcomes_total"),
                ("100", ""),
            ],
        ),
        ("作出政府信息公开答复20件。", [("20", "outcomes_total")]),
        ("2023年度，本机关收到的政府信息公开申请数量为零。", [("0", "received_new")]),
        ("申请量由88件下降至61件。", [("88", ""), ("61", "received_new")]),
        (
            "答复48件，其中予以公开20件（含部分公开3件）。",
            [
                ("48", "outcomes_total"),
                ("20", ""),
                ("3", "partly_disclosed"),
            ],
        ),
        ("答复48件，其中网上答复20件。", [("48", ""), ("20", "")]),
        ("收到热线50件，答复48件。", [("50", ""), ("48", "")]),
    ],
)
def test_who_and_when_decide(prose: str, expected: list[tuple[str, str]]) -> None:
    assert told(prose) == expected


FEES, UNPAID = "proactive__fees__collected_wan", "requests__other_fee_unpaid__total"


@pytest.mark.parametrize(
    ("words", "cells", "expected"),
    [
        ("无。", {FEES: "0.5"}, ["GD313"]),
        ("本单位无其他需要报告的事项。", {FEES: "0.5"}, ["GD313"]),
        ("无。", {FEES: 0}, []),
        ("无。", {FEES: ""}, []),
        ("收取信息处理费5000元。", {FEES: "0.5"}, []),
        ("举办政府开放日活动。", {FEES: "0.5"}, []),
        ("无。", {UNPAID: 1}, ["GD314"]),
        ("举办政府开放日活动。", {UNPAID: 1}, ["GD314"]),
        ("本年度没有收取信息处理费。", {UNPAID: 1}, []),
        ("无。", {UNPAID: 0}, []),
    ],
)
def test_section_six_speaks_of_fees(
    words: str, cells: dict[str, int | str], expected: list[str]
) -> None:
    given_cells = {name.replace("__", "/"): value for name, value in cells.items()}
    text = str(gd.compose(agency=AGENCY, year=2023, cells=given_cells))
    head, heading, rest = text.partition("六、其他需要报告的事项\n")
    assert heading
    found = gd.check(gd.parse(f"{head}{heading}{words}\n{rest}"), select=("GD313", "GD314"))
    assert [one.code for one in found] == expected
    for one in found:
        assert one.addresses
        assert words in one.text("zh")
        assert words in one.text("en")
