"""Reading is linear in the document: eight times the text takes eight times the calls.

What takes long inside one call, such as a pattern that tries again from every place, is not
counted; only ``python -m benchmarks`` sees it.
"""

from collections.abc import Callable

import pytest

from benchmarks.growth import NASTY, TEXTS
from govdisclosure.api import parse
from tests.counting import calls

#: How much longer the longer text is, and how much more than that its calls may be.
FACTOR, SLACK = 8, 1.4
#: Characters of the shorter text.
LENGTH = 600
#: A text for each thing that a reader, the outline or the alignment carries from line to line.
WATCHED = (
    "pipe rows, some without a border",
    "bookmarks",
    "one sign of a label a line",
    "beginnings of labels",
    "halves of titles",
    "section titles",
    "headings of level 1",
    "signatures and dates",
    "page numbers",
    "words behind a tab, blank lines",
    "dumps that go on",
    "dumps cut by sections",
    "rows of an unknown label",
    "rows of table three, one short",
    "labels of table three in a row",
    "one-row tables of a label",
    "heads of table four",
    "pieces of labels and values",
    "labels and digits without blanks",
    "heads of all tables",
    "cells of table two, one a line",
    "heads of a sheet",
    "heads of a sheet without values",
    "sections by their words",
    "steps",
    "unlike rows",
    "unlike damaged tables",
)


def growth(task: Callable[[str], object], copy: Callable[[int], str], length: int) -> float:
    """How many times the calls grow with the text, over how many times the text grows."""
    count = max(1, length // len(copy(10)))
    # What is done once in a process is no part of the question, nor what is remembered of a line.
    first, short, long = (
        "".join(map(copy, range(start, start + size)))
        for start, size in ((10**6, count), (2 * 10**6, count), (3 * 10**6, count * FACTOR))
    )
    task(first)
    longer = calls(lambda: task(long)) / calls(lambda: task(short))
    return longer / (len(long) / len(short))


@pytest.mark.parametrize("name", WATCHED)
def test_nasty_texts_take_linear_time(name: str) -> None:
    assert growth(parse, NASTY[name], LENGTH) <= SLACK


@pytest.mark.parametrize("name", [name for name in TEXTS if name.startswith("table three")])
def test_many_tables_take_linear_time(name: str) -> None:
    assert growth(parse, TEXTS[name], LENGTH) <= SLACK


def test_what_is_quadratic_is_told() -> None:
    def looks_back(text: str) -> None:
        lines = text.split("\n")
        for number, line in enumerate(lines):
            for other in lines[:number]:
                line.startswith(other)

    assert growth(str.splitlines, NASTY["dates"], LENGTH) <= SLACK
    assert growth(looks_back, NASTY["dates"], LENGTH) > SLACK
