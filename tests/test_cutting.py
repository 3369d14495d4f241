"""Digits that ran together: of the cuts that rows allow, sums over rows leave the true one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.forms.layout import Edition, Line, TableKind, layout_of
from govdisclosure.tables.cutting import Cut, Group, cut_digits, settle

_LAYOUT = layout_of(TableKind.REQUESTS, Edition.FORM_2021)
_ROWS = {line.cells[0][0]: line for line in _LAYOUT.lines if line.cells}
_OUTCOMES = [row for row in _ROWS if row not in {"received_new", "carried_in", "carried_out"}]


def _row(*counts: int) -> Cut:
    return tuple(map(str, (*counts, sum(counts))))


def _ways(cut: Cut) -> tuple[Cut, ...]:
    return cut_digits(["".join(cut)], [Group(7, has_total=True)])


@st.composite
def tables(draw: st.DrawFn) -> dict[Line, Cut]:
    """The rows of a table three whose sums hold."""
    counts = st.tuples(*[st.sampled_from((0, 0, 0, 1, 2, 7, 15, 32, 120))] * 6)
    rows = {row: draw(counts) for row in _OUTCOMES if row != "outcomes_total"}
    rows["outcomes_total"] = tuple(map(sum, zip(*rows.values(), strict=True)))
    rows["carried_in"] = draw(counts)
    rows["received_new"] = tuple(
        max(0, done - before)
        for done, before in zip(rows["outcomes_total"], rows["carried_in"], strict=True)
    )
    rows["carried_out"] = tuple(
        new + before - done
        for new, before, done in zip(
            rows["received_new"], rows["carried_in"], rows["outcomes_total"], strict=True
        )
    )
    return {_ROWS[row]: _row(*counts) for row, counts in rows.items()}


@given(tables(), st.sets(st.sampled_from(sorted(_ROWS))))
def test_whatever_rows_are_unread_what_is_settled_is_what_was_printed(
    table: dict[Line, Cut], unread: set[str]
) -> None:
    glued = {line: cut for line, cut in table.items() if line.cells[0][0] not in unread}
    ways = {line: _ways(cut) for line, cut in glued.items()}
    settled = settle(_LAYOUT.balances, {}, ways)
    assert settled.items() <= glued.items()
    only = {line for line, cuts in ways.items() if len(cuts) == 1}
    assert only <= settled.keys()


@given(
    tables(),
    st.sets(st.sampled_from(sorted(_ROWS))),
    st.sampled_from(sorted(_ROWS)),
    st.integers(0, 5),
    st.sampled_from((1, 2, 10)),
)
def test_nor_is_anything_else_settled_where_the_report_is_mistaken(
    table: dict[Line, Cut], unread: set[str], row: str, column: int, more: int
) -> None:
    counts = [int(words) for words in table[_ROWS[row]][:-1]]
    counts[column] += more
    printed = {**table, _ROWS[row]: _row(*counts)}
    glued = {line: cut for line, cut in printed.items() if line.cells[0][0] not in unread}
    settled = settle(_LAYOUT.balances, {}, {line: _ways(cut) for line, cut in glued.items()})
    assert settled.items() <= glued.items()


def test_a_row_beyond_the_total_of_its_column_is_left_out_unless_it_surely_has_no_blanks() -> None:
    """Of the outcomes all but two are unread; their total has 1 in the second column."""
    total = _ROWS["outcomes_total"]
    known = dict(zip(total.cells, map(int, _row(1, 1, 3, 40, 0, 18)), strict=True))
    full, sparse = _row(1, 2, 3, 1, 0, 9), _row(0, 2, 0, 1, 0, 9)
    ways = {_ROWS["disclosed"]: [full], _ROWS["partly_disclosed"]: [sparse]}
    assert settle(_LAYOUT.balances, known, ways) == {_ROWS["partly_disclosed"]: sparse}
    known = dict(zip(total.cells, map(int, _row(9, 9, 9, 40, 9, 99)), strict=True))
    assert settle(_LAYOUT.balances, known, ways).keys() == ways.keys()


@pytest.mark.parametrize(
    ("digits", "printed"),
    [("12100100212", (12, 100, 100, 0, 0, 0)), ("1000110111103", (0, 1000, 1, 101, 1, 0))],
)
def test_a_cut_with_noughts_that_fails_in_several_columns_is_left_out(
    digits: str, printed: tuple[int, ...]
) -> None:
    """Blanks that leave no trace make zeros elsewhere; all other rows are known."""
    new, total = _ROWS["received_new"], _ROWS["outcomes_total"]
    known = {place: 0 for line in _ROWS.values() if line is not new for place in line.cells}
    known |= dict(zip(total.cells, map(int, _row(*printed)), strict=True))
    known |= dict(zip(_ROWS["disclosed"].cells, map(int, _row(*printed)), strict=True))
    ways = {new: cut_digits([digits], [Group(7, has_total=True)])}
    assert ways[new]
    assert settle(_LAYOUT.balances, known, ways) == {}


_EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "report_2021.txt"
_SUMMED = ("（一）予以公开", "（七）总计")


def _with_rows(rows: Mapping[str, Sequence[int | str] | None]) -> gd.Report:
    """The example with these rows of table three, none for None; the others count nothing."""
    lines = []
    for line in _EXAMPLE.read_text(encoding="utf-8").split("\n"):
        found = re.fullmatch(r"(.*?)((?:\t[0-9]+){7})", line)
        if found is None:
            lines.append(line)
            continue
        values = next((row for label, row in rows.items() if label in found[1]), (0,) * 7)
        if values is not None:
            lines.append("\t".join([found[1], *map(str, values)]))
    return gd.parse("\n".join(lines))


def _counts(report: gd.Report, row: str) -> list[object]:
    start = f"requests/{row}/"
    return [cell.value for at, cell in report.cells() if str(at).startswith(start) and cell.value]


@pytest.mark.parametrize(
    ("digits", "printed"),
    [
        ("0101000101011", (0, 10, 0, 1000, 1, 0, 1011)),
        ("1000110111103", (0, 1000, 1, 101, 1, 0, 1103)),
    ],
)
def test_a_row_of_blanks_is_not_cut_where_another_row_is_missing(
    digits: str, printed: tuple[int, ...]
) -> None:
    summed = dict.fromkeys(_SUMMED, printed)
    report = _with_rows({"本年新收": [digits], "结转下年度": None, **summed})
    assert not _counts(report, "received_new")
    assert _counts(report, "disclosed")


def test_a_cell_of_words_is_not_zero_in_a_sum() -> None:
    summed = dict.fromkeys(_SUMMED, (11, "若干", 0, 0, 0, 0, 11))
    carried = {"上年结转": ("若干", 0, 0, 0, 0, 0, 0)}
    report = _with_rows({"本年新收": ["110000011"], **carried, **summed})
    assert not _counts(report, "received_new")
    assert _counts(report, "disclosed")
