"""What a text goes through on its way to a report: nothing is done in vain, or twice."""

from __future__ import annotations

import sys
from collections import Counter
from types import FrameType

import pytest

import govdisclosure as gd

from .mutations.cases import make_case

PROSE = """某某县商务局2023年政府信息公开工作年度报告
一、总体情况
全年主动公开政府信息26件，召开会议3次，电话：0123-4567890。
（一）主动公开。公开规范性文件2件，行政许可5件，行政处罚0件。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
收到申请7件，均按时答复，结转0件。
四、政府信息公开行政复议、行政诉讼情况
没有行政复议、行政诉讼。
五、存在的主要问题及改进情况
1.公开不够及时。2.解读不够。
六、其他需要报告的事项
收取信息处理费0元。
某某县商务局
2024年1月20日
"""
ROWS = (
    "规章 1 2 3",
    "规章\n1\n2\n3",
    "行政许可0",
    "行政强制 —",
    "规章|—|—|—",
    "行政处罚件数：无\n无",
)


def calls_of(text: str) -> Counter[tuple[str, str]]:
    """How often parsing calls each function of the package, by module and name."""
    gd.parse(text)  # tables that are made once
    calls: Counter[tuple[str, str]] = Counter()

    def count(frame: FrameType, event: str, _argument: object) -> None:
        module = str(frame.f_globals.get("__name__"))
        if event == "call" and module.startswith("govdisclosure."):
            calls[module.removeprefix("govdisclosure."), frame.f_code.co_name] += 1

    sys.setprofile(count)
    try:
        gd.parse(text)
    finally:
        sys.setprofile(None)
    return calls


def test_rows_are_not_looked_for_in_prose() -> None:
    assert calls_of(PROSE)["tables.marks", "lex"] == 0


@pytest.mark.parametrize("rows", ROWS)
def test_rows_are_looked_for_where_a_value_stands_by_itself(rows: str) -> None:
    assert calls_of(PROSE.replace("三、收到", f"{rows}\n三、收到"))["tables.marks", "lex"] > 0


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("seed", range(3))
def test_each_line_of_a_whole_report_is_told_once(form: str, seed: int) -> None:
    document = make_case(seed, "none", "tab_own").document
    assert isinstance(document, str)
    text = str(gd.render(gd.parse(document), form))
    calls = calls_of(text)
    lines = text.count("\n") + 1
    assert calls["tables.marks", "lex"] == 0
    assert calls["readers.text.reader", "_read"] == lines
    assert calls["breaks", "lost_breaks"] <= lines
    assert calls["readers.text.dump", "find_barred_sheet"] == 0
    assert calls["readers.shown", "as_shown"] == 1
