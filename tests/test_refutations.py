"""Tables that refute what would be read of them: each breaks just one ground."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

import govdisclosure as gd
from tests.counting import calls

_EXAMPLE = Path(__file__).parents[1] / "examples" / "report_2021.txt"
_DISPUTES = (
    "行政复议{0}行政诉讼{1}",
    "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t",
    "\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计",
)
_HEADS_OF_DISPUTES = "\n".join(_DISPUTES).format("\t" * 5, "\t" * 9)
_DOCUMENTS = (
    "第二十条第（一）项\n信息内容\t{}\n规章\t3\t5\t8\n行政规范性文件\t13\t21\t34\n行政许可\t55\n"
)


def read(text: str, *, marks: str = "\t") -> dict[str, object]:
    """What is read, by address: a number, or the name of the state."""
    report = gd.parse(text.replace("\t", marks))
    return {
        str(address): cell.state.value if cell.value is None else cell.value
        for address, cell in report.cells()
        if cell.state is not gd.CellState.ABSENT
    }


@pytest.mark.parametrize("marks", ["\t", " | ", "\n"])
@pytest.mark.parametrize(
    "heads",
    [
        "上年制发件数\t本年制发件数\t现行有效件数",
        "2021年\t2022年\t现行有效件数",
        "上年现行有效件数\t本年制发件数\t现行有效件数",
    ],
)
def test_strange_heads_of_table_two_tell_no_columns(heads: str, marks: str) -> None:
    found = read(_DOCUMENTS.format(heads), marks=marks)
    assert not [address for address in found if "rules" in address or "documents" in address]


@pytest.mark.parametrize("head", ["上年处理决定数量", "备注"])
def test_a_value_under_a_second_head_is_not_that_of_the_first(head: str) -> None:
    text = (
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t3\t5\t8\n"
        f"行政规范性文件\t13\t21\t34\n第二十条第（五）项\n信息内容\t本年处理决定数量\t{head}\n"
        "行政许可\t\t55\n第二十条第（六）项\n信息内容\t本年处理决定数量\n行政处罚\t89\n"
    )
    assert read(text).get("proactive/licensing/decisions", "absent") in {"absent", "blank"}


@pytest.mark.parametrize("marks", ["\t", " | "])
@pytest.mark.parametrize(
    "results",
    [
        "总计\t结果维持\t结果纠正\t其他结果\t尚未审结",
        "结果维持\t结果纠正\t尚未审结\t其他结果\t总计",
    ],
)
def test_results_in_another_order_are_not_read_in_the_form_s(results: str, marks: str) -> None:
    heads = (
        "行政复议\t\t\t\t\t行政诉讼" + "\t" * 9,
        f"{results}\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t",
        "\t" * 5 + f"{results}\t{results}",
    )
    row = "20\t2\t4\t6\t8\t36\t3\t9\t11\t13\t52\t1\t7\t17\t27"
    assert not read("\n".join([*heads, row, ""]), marks=marks)


def test_a_row_of_counts_that_is_torn_over_two_rows_is_none() -> None:
    whole = "14\t6\t5\t9\t3\t2\t4\t0\t0\t6\t8\t0\t0\t1\t9"
    rest = "\t\t\t\t4\t\t\t\t\t\t\t\t\t\t"
    assert not read(f"{_HEADS_OF_DISPUTES}\n{whole}\n{rest}\n")


def test_which_of_sixteen_fields_is_too_many_has_to_be_told() -> None:
    row = "0\t4\t3\t\t0\t7\t0\t2\t0\t3\t5\t4\t1\t1\t0\t6"
    assert not read(f"{_HEADS_OF_DISPUTES}\n{row}\n")


@pytest.mark.parametrize("rest", ["02", ".7", "22"])
def test_digits_below_a_row_may_be_of_its_number(rest: str) -> None:
    text = (
        "2.没有现成信息需要另行制作\t12\t541\t118\t611\t126\t9\t2319\n"
        f"\t\t\t\t\t\t{rest}\t\n"
        "3.要求提供公开出版物\t155\t42\t880\t289\t776\t707\t2849\n"
    )
    assert not [one for one in read(text) if "needs_creation" in one]


def test_copies_of_two_years_are_not_one_table() -> None:
    def rows(first: int, lost: str) -> list[str]:
        labels = (
            "一、本年新收政府信息公开申请数量",
            "二、上年结转政府信息公开申请数量",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
        )
        values = ([first + at] * 6 for at in range(len(labels)))
        return [
            "\t".join([label, *map(str, own), str(sum(own))])
            for label, own in zip(labels, values, strict=True)
            if label != lost
        ]

    text = "\n".join([*rows(100, "6.属于四类过程性信息"), *rows(500, "4.保护第三方合法权益"), ""])
    found = {value for value in read(text).values() if isinstance(value, int)}
    assert not found


def test_two_rows_of_which_each_lacks_another_column_do_not_agree() -> None:
    heads = "信息内容\t本年制发件数\t现行有效件数\n规章\t3\t5\n"
    others = "信息内容\t本年废止件数\t现行有效件数\n规章\t3\t5\n"
    assert not [one for one in read(heads + others) if "rules" in one]


@pytest.mark.parametrize("words", ["行政许可", "甲乙丙"])
def test_a_row_of_many_words_is_looked_through_once(words: str) -> None:
    def row(count: int) -> str:
        return f"<table><tr>{f'<td>{words}</td>' * count}<td>1</td></tr></table>\n行政许可\t5\n"

    short, long = (calls(partial(gd.parse, row(count))) for count in (100, 800))
    assert long <= short * 8 * 1.4


@pytest.mark.parametrize("has_sums", [True, False])
@pytest.mark.parametrize("blank", [(), (0,), (14,), (0, 14)])
@pytest.mark.parametrize("row", ["{}", "{}\t", "\t{}"])
@pytest.mark.parametrize("heads", ["{}", "{}\t", "\t{}"])
@pytest.mark.parametrize("has_places", [True, False])
def test_counts_beside_one_empty_field_more_are_never_in_the_next_column(
    heads: str, row: str, blank: tuple[int, ...], *, has_places: bool, has_sums: bool
) -> None:
    counts: list[int | str] = [1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 8, 7, 6, 30]
    for place in blank:
        counts[place] = "blank"
    for first in range(0, 15 if has_sums else 0, 5):
        parts = [one for one in counts[first : first + 4] if isinstance(one, int)]
        if counts[first + 4] != "blank":
            counts[first + 4] = sum(parts)
    lines = _HEADS_OF_DISPUTES.split("\n")
    if not has_places:
        lines = ["\t".join(filter(None, line.split("\t"))) for line in lines]
    printed = "\t".join("" if one == "blank" else str(one) for one in counts)
    found = read("\n".join([*(heads.format(line) for line in lines), row.format(printed), ""]))
    assert [*found.values()] in ([], counts)
    if blank == (0,) and has_sums:
        assert [*found.values()] == counts


@pytest.mark.parametrize("gap", ["\n\n\t", "\n\t", "\n\n", "\n"])
@pytest.mark.parametrize("cut", [1, 2])
@pytest.mark.parametrize("label", ["2.重复申请", "4.保护第三方合法权益"])
def test_digits_on_the_line_below_leave_no_number_in_their_row(
    gap: str, cut: int, label: str
) -> None:
    text = _EXAMPLE.read_text(encoding="utf-8")
    start = text.index(label)
    end = text.index("\n", start)
    below, behind = (
        read(text[:start] + label + f"\t12\t{number}\t4\t0\t0\t6\t327{rest}" + text[end:])
        for number, rest in (("305", ""), ("305"[:cut], gap + "305"[cut:]))
    )
    mine = {address for address, value in below.items() if value == 305}
    assert len(mine) == 1
    assert all(behind.get(address, "absent") == "absent" for address in mine)
    others = below.keys() - {one for one in below if one.rpartition("/")[0] in min(mine)}
    assert {one: behind.get(one) for one in others} == {one: below[one] for one in others}


@pytest.mark.parametrize("text", ["01.", "21.", "1．", "12.", "05、"])
@pytest.mark.parametrize("edition", list(gd.Edition))
def test_digits_and_a_stop_in_a_whole_table_are_a_cell_of_text(
    edition: gd.Edition, text: str
) -> None:
    cell = gd.Cell(state=gd.CellState.TEXT, text=text)
    for at, address in enumerate(gd.addresses(edition)):
        if at % 5 == 0:
            report = gd.compose(edition=edition, cells={address: cell})
            assert gd.parse(str(report)) == report
