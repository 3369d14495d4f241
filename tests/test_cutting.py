"""Digits that ran together: of the cuts that rows allow, sums over rows leave the true one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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
    rows["carried_out"] = (0, 0, 0, 0, 0, 0)
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


def test_a_sum_with_unread_rows_is_no_less_than_a_row_of_it() -> None:
    """Which way 1 and 11 are cut is open, until the total has no more than 1 in the column."""
    row, total = _ROWS["disclosed"], _ROWS["outcomes_total"]
    ways = {row: (_row(1, 0, 0, 1, 0, 0), _row(0, 0, 2, 0, 0, 0))}
    assert settle(_LAYOUT.balances, {}, ways) == {}
    known = {
        place: int(words) for place, words in zip(total.cells, _row(3, 0, 1, 4, 0, 0), strict=True)
    }
    assert settle(_LAYOUT.balances, known, ways) == {row: _row(1, 0, 0, 1, 0, 0)}
