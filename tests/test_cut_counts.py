"""Counts of table four whose cells a tool put together, or cut apart."""

from __future__ import annotations

import pytest

import govdisclosure as gd

from .test_told_rows import DISPUTES, END, rows_of

HEADS = "|行政复议|行政诉讼||||\n|---|---|---|---|---|\n|结果<br>其他|尚未<br>总|未经||起诉|\n"
#: Fifteen counts in three groups that add up, 17 of them cut by a border of cells.
CUT = "|3<br>10<br>0|0<br>13 14<br>0<br>0<br>3|1|7 0|0|18|2|20|\n"
WHOLE = {
    "disputes/review": "3 10 0 0 13",
    "disputes/litigation_direct": "14 0 0 3 17",
    "disputes/litigation_after_review": "0 0 18 2 20",
}


def read(row: str, heads: str = HEADS) -> dict[str, str]:
    return rows_of(gd.parse(DISPUTES + heads + row + END))


@pytest.mark.parametrize(
    "row", [CUT, CUT.replace("3|1|7 0", "3<br>17 0"), CUT.replace("|2|", "|2||")]
)
def test_counts_are_told_where_all_sums_hold(row: str) -> None:
    assert read(row) == WHOLE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("13 14", "12 14"),
        ("|18|2|20|", "|18|2|21|"),
        ("|0|18|2|20|", "|0|0|0|0|"),
        ("|18|2|20|", "|18|2|20|1|"),
        ("7 0|0|18|2|20", "7 0|18|2|20"),
        ("7 0", "7件 0"),
        ("|1|7 0|", "|17 0||0|"),
    ],
)
def test_nothing_is_told_where_they_do_not(old: str, new: str) -> None:
    row = CUT.replace(old, new)
    assert row != CUT
    assert read(row) == {}


def test_nothing_is_told_below_other_heads() -> None:
    assert read(CUT, HEADS.replace("行政诉讼", "行政许可")) == {}


def test_a_row_of_noughts_beside_other_numbers_proves_nothing() -> None:
    heads = "|结果维持|结果纠正|其他结果|尚未审结|总计" * 3 + "|\n"
    noughts = "|" + "0|" * 15 + "\n"
    assert read(noughts, heads) != {}
    told = read(f"{noughts.replace('0|', '4|', 1)}{noughts}", heads)
    assert "disputes/review" not in told or told["disputes/review"] != "0 0 0 0 0"
