"""Tables of nothing but noughts, or of nothing, of which no sum can tell the columns."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

import pytest

import govdisclosure as gd
from govdisclosure.tables.counted_blanks import gaps_before
from govdisclosure.tables.fields import lines_of
from tests.dialects import Facts, make_facts
from tests.dialects.compare import compare
from tests.dialects.forms import Edition
from tests.dialects.numbers import CellFact
from tests.told_printing import (
    Printer,
    browser_cells,
    print_tables,
    single_blanks,
    single_blanks_repeated,
    tails,
)

NOUGHT: Final = CellFact("number", 0, "0")
BLANK: Final = CellFact("blank", None, "")


def facts_of(edition: Edition, cell: CellFact, kinds: tuple[str, ...]) -> Facts:
    """Facts of which every cell of some tables is the same, and every other a nought or blank."""
    facts = make_facts(edition, 2)
    other = BLANK if cell is NOUGHT else NOUGHT
    return replace(
        facts,
        cells={at: cell if at.startswith(kinds) else other for at in facts.cells},
    )


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize(
    ("printer", "cell"),
    [
        (single_blanks, BLANK),
        (single_blanks, NOUGHT),
        (single_blanks_repeated, NOUGHT),
        (browser_cells, NOUGHT),
        (browser_cells, BLANK),
        (tails, NOUGHT),
    ],
)
def test_a_table_without_numbers_is_read(
    printer: Printer, cell: CellFact, edition: Edition
) -> None:
    facts = facts_of(edition, cell, ("requests",))
    score = compare(gd.parse(print_tables(facts, printer)), facts)
    assert not score.wrong_value, score.cell_differences
    assert not score.wrong_state, score.cell_differences
    missing = {line.split("/")[1] for line in score.cell_differences if "requests/" in line}
    # Where each cell is a line, nothing tells how many empty ones end the last row, nor that
    # 其他处理 is a row of them and not the name of a group.
    untold = {"carried_out", "other_handling"} if (printer, cell) == (browser_cells, BLANK) else ()
    assert missing <= {*untold}


@pytest.mark.parametrize("edge", ["", "\n"])
def test_an_end_of_row_is_as_long_beside_an_empty_cell(edge: str) -> None:
    """The labels of three rows are as far from each other, whichever of their cells are empty."""
    tab = f"\n{edge}\t\n{edge}"
    rows = [["规章", "1", "2"], ["规章", "", "2"], ["规章", "1", ""], ["规章", "", ""], ["规章"]]
    text = "\n\n\n\n".join(tab.join(row) for row in rows)
    lines = list(lines_of(text))
    place, places = 0, []
    for at, gap in gaps_before(lines).items():
        place += gap
        places += [place] if lines[at].text == "规章" else []
    assert len({two - one for one, two in pairwise(places)}) == 1
