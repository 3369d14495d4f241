"""Labels that a tool printed above and below their values."""

from __future__ import annotations

import pytest

from govdisclosure.tables.gathered import gather
from govdisclosure.tables.marks import lex

LABEL = "5.要求行政机关确认或重新出具已获取信息"
AROUND = "5.要求行政机关确认,,,,\n,1,2,,3\n或重新出具已获取信息,,,,\n"


def gathered(text: str) -> list[list[str]]:
    return [[field.text for field in row.fields] for row in gather(lex(text))]


def test_values_between_the_lines_of_a_label_are_its_row() -> None:
    rows = f"规章,1,2,3,4\n{AROUND}行政许可,5,6,7,8\n"
    assert gathered(rows) == [
        ["规章", "1", "2", "3", "4"],
        [LABEL, "1", "2", "", "3"],
        ["行政许可", "5", "6", "7", "8"],
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",1,2,,3", "7,1,2,,3"),
        (",1,2,,3", ",,,,"),
        (",1,2,,3", ",1,2,无此项,3"),
        (",1,2,,3", ",1,2,,3,4"),
        ("或重新出具已获取信息", "行政许可"),
        ("或重新出具已获取信息,", ",或重新出具已获取信息"),
        ("5.要求行政机关确认", LABEL),
        ("5.要求行政机关确认,,", "5.要求行政机关确认,,9"),
    ],
)
def test_other_rows_stay_apart(old: str, new: str) -> None:
    text = f"规章,1,2,3,4\n{AROUND.replace(old, new)}"
    assert gathered(text) == [[field.text for field in row.fields] for row in lex(text)]
