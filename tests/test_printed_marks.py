"""Marks of tools whose rows cannot be seen in one line: the same tables tell the same rows."""

from __future__ import annotations

import pytest

import govdisclosure as gd
from govdisclosure.forms.layout import TableKind
from govdisclosure.tables.marks import lex
from govdisclosure.tables.rows import tell
from tests import told_printing
from tests.dialects.forms import Edition
from tests.dialects.grids import make_grid
from tests.dialects.printing import own_texts
from tests.test_told_rows import EDITIONS, END, REQUESTS, plain_facts, rows_of
from tests.told_printing import Printer, print_tables

#: Manners of marks, and the dialect that tells them.
DIALECTS: dict[Printer, str] = {
    told_printing.single_blanks: "single",
    told_printing.single_blanks_repeated: "single",
    told_printing.flowing_bars: "stream",
    told_printing.tabs_and_line_ends: "cell",
    told_printing.tabs_and_double_line_ends: "cell",
}


def told_rows(text: str) -> dict[tuple[TableKind, str], tuple[str, ...]]:
    """What each row of the tables tells."""
    return {
        (kind, token): tuple(value.text for value in row.values)
        for kind, table in tell(lex(text)).items()
        for token, row in table.rows.items()
    }


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("printer", DIALECTS)
def test_the_same_tables_tell_the_same_rows(printer: Printer, edition: Edition) -> None:
    for facts in plain_facts(edition):
        text = print_tables(facts, printer)
        told = told_rows(text)
        others = told_rows(print_tables(facts, told_printing.bars_repeated))
        assert all(told[row] == values for row, values in others.items() if row in told)
        # One or two empty cells where rows have no ends are as likely values that got lost.
        missing = [values for row, values in others.items() if row not in told]
        assert DIALECTS[printer] != "single" or not missing
        assert all("" in one for one in missing)
        assert len(told) > 25
        assert DIALECTS[printer] in {row.dialect for row in lex(text)}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("lost", [-1, -3, -7])
def test_the_end_of_a_row_is_no_value_where_a_column_is_lost(edition: Edition, lost: int) -> None:
    for facts in plain_facts(edition):
        rows = own_texts(make_grid(facts, "requests", "six"))
        for row in rows[3:]:
            del row[lost]
        lines = told_printing.flowing_bars.write(rows)
        assert not told_rows("\n".join([REQUESTS, *lines, "", END]))


#: Heads as they are left of a page, without the rows below.
HEADS = """申请人情况
法人或其他组织
（本列数据的勾稽关系为：第一项加第二项之和，等
于第三项加第四项之和）
自然人 社会 法律 总计
商业 科研
公益 服务 其他
企业 机构
组织 机构

"""


@pytest.mark.parametrize("edition", EDITIONS)
def test_heads_alone_before_a_table_hide_none_of_its_rows(edition: Edition) -> None:
    for facts in plain_facts(edition):
        lines = told_printing.without_outer_pipes(make_grid(facts, "requests", "six"))
        half = len(lines) // 2
        table = "\n".join([*lines[:half], "", "- 3 -", "", *lines[half:]])
        read = rows_of(gd.parse(REQUESTS + HEADS + table + END))
        assert read == rows_of(gd.parse(REQUESTS + "\n".join(lines) + END))
        assert len(read) > 20
