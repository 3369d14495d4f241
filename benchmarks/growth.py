"""Whether time grows with the document and no faster: the time per character of k times the text.

The verdict is the exponent: the slope of the logarithms of time and length, 1 for what is linear,
2 for what is quadratic. When a text is read again, nothing of it is remembered.
"""

import gc
import math
import re
import time
from collections.abc import Callable
from functools import _lru_cache_wrapper, cache
from statistics import linear_regression

from benchmarks.measure import ROOT, Row
from govdisclosure.api import parse

__all__ = ["NASTY", "measure_growth"]

_FACTORS = (1, 2, 4, 8, 16)
_TARGET = 1.4
#: Characters of the shortest text of each kind; shorter ones would measure the fixed cost.
_SHORTEST = 8_000
#: Seconds after which longer texts are left out: the verdict is clear by then.
_PATIENCE = 10.0
#: How often a text is parsed; the shortest time counts.
_RUNS = 3


@cache
def _example(name: str) -> str:
    return (ROOT / "examples" / name).read_text(encoding="utf-8")


@cache
def _between(start: str, end: str) -> str:
    _, _, rest = _example("report_2021.txt").partition(start)
    return rest.partition(end)[0]


def _damaged(old: str, new: str) -> str:
    return _between("申请情况\n\n", "\n\n四、政府").replace(old, new) + "\n\n"


def _prose(number: int) -> str:
    """A section of prose whose sentences differ from copy to copy."""
    return _between("一、总体情况", "二、主动").replace("。", f"，第{number}次。")


#: Each kind of text: how its copy with a certain number reads.
TEXTS: dict[str, Callable[[int], str]] = {
    "a report, many times": lambda _: _example("report_2021.txt"),
    "a Markdown report, many times": lambda _: _example("report_2021.md"),
    "a Word dump, many times": lambda _: _example("report_2021_word.txt"),
    "a damaged report, many times": lambda _: _example("report_damaged.txt"),
    "table three with a label misspelt": lambda _: _damaged(
        "5.属于三类内部事务信息", "5.属于三类内务信息"
    ),
    "table three with a value too few": lambda _: _damaged(
        "本年新收政府信息公开申请数量\t41", "本年新收政府信息公开申请数量"
    ),
    "table three, one row glued": lambda _: _damaged(
        "（一）予以公开\t18\t3\t1\t0\t1\t0\t23", "（一）予以公开\t183101023"
    ),
    "table three, all rows glued": lambda _: re.sub(r"(?<=[0-9])\t(?=[0-9])", "", _damaged("", "")),
    "prose": _prose,
    "table three": lambda _: _between("申请情况\n\n", "\n\n四、政府") + "\n\n",
    "table three, no blank lines": lambda _: _between("申请情况\n\n", "\n\n四、政府") + "\n",
    "table three, numbers differ": lambda number: (
        _between("申请情况\n\n", "\n\n四、政府").replace("\t0", f"\t{number}") + "\n\n"
    ),
}
_WORDS = ("行政许可", "属于国家秘密", "不予", "维持", "纠正", "总计", "结转下年度继续办理", "规章")
#: What no clerk would write, and what a careless parser needs for ever for.
NASTY: dict[str, Callable[[int], str]] = {
    "tabs": lambda _: "\t",
    "lines of one tab": lambda _: "\t\n",
    "backslashes": lambda _: "\\",
    "lines of a backslash": lambda _: "\\\n",
    "backslash and blank": lambda _: "\\ ",
    "pipes": lambda _: "|",
    "lines of one pipe": lambda _: "|\n",
    "lines of a pipe and a word": lambda number: f"|甲{number}\n",
    "pipe rows, some without a border": lambda number: f"甲{number}|\n|乙\n",
    "escaped pipes": lambda _: "\\|",
    "words read aloud": lambda _: "县(xiàn)",
    "reports that nobody wrote": lambda _: "报告",
    "blanks": lambda _: " ",
    "wide blanks in one line": lambda _: "\u3000",
    "line ends": lambda _: "\n",
    "carriage returns": lambda _: "\r",
    "one huge line": lambda number: f"第{number}句，没有换行",
    "one huge line of digits": lambda _: "7",
    "one huge heading": lambda number: ("一、" if not number else "") + "总体 情况，",
    "hashes": lambda _: "#",
    "stars": lambda _: "*",
    "brackets": lambda _: "[",
    "open bookmarks": lambda _: "[bookmark: ",
    "bookmarks": lambda number: f"[bookmark: _Hlk{number}]",
    "open comments": lambda _: "<!-- ",
    "open pictures": lambda _: "![",
    "full stops": lambda _: "。",
    "opening brackets": lambda _: "（",
    "a label a line": lambda _: "行政许可\n",
    "half a label a line": lambda _: "政府信息公开\n",
    "beginnings of labels": lambda _: "本年新收\n",
    "one sign of a label a line": lambda _: "一\n、\n本\n年\n",
    "section titles": lambda _: "一、总体情况\n",
    "headings of level 1": lambda number: f"一、事项{number}\n",
    "titles": lambda number: f"某局{2000 + number % 90}年政府信息公开工作年度报告\n",
    "halves of titles": lambda _: "某局政府信息公开\n",
    "dates": lambda _: "2024年1月22日\n",
    "signatures and dates": lambda number: f"某局{number}\n2024年1月22日\n",
    "page numbers": lambda number: f"- {number % 999} -\n",
    "words behind a tab": lambda number: f"\t甲{number}\n",
    "words behind a tab, blank lines": lambda number: f"\t甲{number}\n\n",
    "labels behind a tab": lambda _: "\t行政许可\n",
    "labels behind a tab, blank lines": lambda _: "\t行政许可\n\n",
    "dumps that go on": lambda number: f"\t甲{number}\n乙\n丙\n",
    "dumps cut by paragraphs": lambda number: (
        "\t行政许可\n\t规章\n\t自然人\n\n\t" + "甲" * 130 + f"{number}\n\n"
    ),
    "dumps cut by sections": lambda _: "\t甲\n一、总体情况\n",
    "rows of two": lambda number: f"甲{number}\t乙\n",
    "one-row tables": lambda number: f"甲{number}\t乙\n\n",
    "one-row tables of a label": lambda _: "行政许可\t7\n\n",
    "rows of a label": lambda _: "行政许可\t7\n",
    "rows of an unknown label": lambda number: f"行政许可{number}\t7\n",
    "rows of table three": lambda _: "1.属于国家秘密\t1\t2\t3\t4\t5\t6\t7\n",
    "rows of table three, one short": lambda _: "1.属于国家秘密\t1\t2\t3\t4\t5\t6\n",
    "rows of table three, glued": lambda _: "1.属于国家秘密\t1234567\n",
    "labels of table three in a row": lambda _: "1.属于国家秘密\t",
    "one row of numbers": lambda number: f"{number}\t",
    "heads of table four": lambda _: "行政复议\t行政诉讼\n结果维持\t结果纠正\n",
    "heads of all tables": lambda _: "规章\t1\n自然人\t1\n结果维持\t1\n",
    "pieces of labels and values": lambda number: (
        f"{_WORDS[number * 7 % len(_WORDS)]}\n{number % 13}\n{_WORDS[number * 5 % len(_WORDS)]}\n"
    ),
    "labels and digits without blanks": lambda number: (
        f"{_WORDS[number * 7 % len(_WORDS)]}{number * 7919 % 100003}"
    ),
    "cells of table two, one a line": lambda _: "规章\n1\n2\n3\n",
    "heads of a sheet": lambda _: "统计指标\t单位\t统计数\n",
    "heads of a sheet without values": lambda _: "统计指标\t单位\t\n主动公开政府信息数\t条\t\n",
    "sections after sentences": lambda number: f"甲{number}。 六、其他需要报告的事项 ",
    "sections between bars": lambda number: f"一、总体情况|甲{number}。|",
    "sections by their words": lambda number: f"一、存在问题和改进{number}\n",
    "steps": lambda number: "\t" * (number % 60) + "甲\n",
    "unlike damaged tables": lambda n: (
        f"说明{n}。\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
        f"规章\t{n}\t{n % 7}\t{n + 3}\t\n行政规范性文件\t{n + 1}\t0\t4\n"
    ),
    "unlike rows": lambda number: "甲\t" * (number % 60) + "乙\n",
}


def measure_growth() -> list[Row]:
    """One line for each kind of text: how its time grows with its length."""
    return [_measure(name, copy) for name, copy in (TEXTS | NASTY).items()]


def _measure(name: str, copy: Callable[[int], str]) -> Row:
    copies = max(1, _SHORTEST // len(copy(10)))
    lengths, times = [], []
    for factor in _FACTORS:
        text = "".join(map(copy, range(copies * factor)))
        lengths.append(len(text))
        times.append(_best(text))
        if times[-1] > _PATIENCE:
            break
    each = (seconds / length * 1e9 for seconds, length in zip(times, lengths, strict=True))
    figure = " ".join(f"{nanoseconds:.0f}" for nanoseconds in each) + " ns a character"
    slope = linear_regression([*map(math.log, lengths)], [*map(math.log, times)]).slope
    return Row(name, figure, slope, _TARGET)


def _forget() -> None:
    """Clear the caches of the library that have a limit: those of words that were read."""
    caches = (one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper))
    for one in caches:
        has_limit = one.cache_parameters()["maxsize"] is not None
        if has_limit and one.__module__.startswith("govdisclosure."):
            one.cache_clear()


def _best(text: str) -> float:
    """The seconds of the shortest of some runs, of fewer where one takes long."""
    taken: list[float] = []
    gc.collect()
    gc.disable()  # its passes come when they come, and are no part of the question
    try:
        while len(taken) < _RUNS and sum(taken) < 1:
            _forget()
            start = time.perf_counter()
            parse(text)
            taken.append(time.perf_counter() - start)
    finally:
        gc.enable()
    return min(taken)
