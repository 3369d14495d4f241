"""Marks of tools whose rows cannot be seen in one line: the same tables tell the same rows."""

from __future__ import annotations

import pytest

from govdisclosure.layout import TableKind
from govdisclosure.tables.marks import lex
from govdisclosure.tables.rows import tell
from tests import told_printing
from tests.dialects.forms import Edition
from tests.test_told_rows import EDITIONS, plain_facts
from tests.told_printing import Printer, print_tables

#: Manners of marks, and the dialect that tells them.
DIALECTS: dict[Printer, str] = {
    told_printing.single_blanks: "single",
    told_printing.single_blanks_repeated: "single",
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
        assert told.items() >= told_rows(print_tables(facts, told_printing.bars_repeated)).items()
        assert len(told) > 30
        assert DIALECTS[printer] in {row.dialect for row in lex(text)}
