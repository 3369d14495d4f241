"""The grammar names the rows of the layout, in print order, and nothing else parses."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lark import Lark, Tree
from lark.exceptions import UnexpectedInput

from govdisclosure.builders.report import ReportBuilder
from govdisclosure.forms.layout import TableLayout, table_layouts
from govdisclosure.grammar import compiled
from govdisclosure.grammar.compiled import (
    GRAMMARS,
    TABLE_RULES,
    compile_grammar,
    load_grammar,
    write_compiled,
)
from govdisclosure.readers.text.reader import source_of
from govdisclosure.source import END_OF_ROW, VALUE, Piece

FOLDER = Path(compiled.__file__).parent
TABLES = (FOLDER / "tables.lark").read_text(encoding="utf-8")
LAYOUTS = {layout.name: layout for layout in table_layouts()}


def _pieces(layout: TableLayout) -> Any:  # noqa: ANN401 - Lark types its input as text
    """The whole table of the form, as the layout prints it."""
    pieces = []
    for line in layout.lines:
        pieces += [Piece(token) for token in line.tokens]
        pieces += [Piece(VALUE) for _ in line.cells]
        pieces.append(Piece(END_OF_ROW))
    return pieces


def _parses(parser: Lark, layout: TableLayout) -> bool:
    try:
        parser.parse(_pieces(layout), start=layout.name)
    except UnexpectedInput:
        return False
    return True


def _row_name(rule: str) -> str:
    return re.sub("_20(19|21)$", "", rule)


def test_there_is_one_start_rule_for_each_layout() -> None:
    assert set(TABLE_RULES) == set(LAYOUTS)


@pytest.mark.parametrize("name", TABLE_RULES)
def test_rows_of_the_grammar_follow_the_layout(name: str) -> None:
    layout = LAYOUTS[name]
    tree = compile_grammar("tables").parse(_pieces(layout), start=name)
    rows = [row for row in tree.children if isinstance(row, Tree)]
    assert [_row_name(row.data) for row in rows] == [line.name for line in layout.lines]
    for row, line in zip(rows, layout.lines, strict=True):
        types = [piece.type for piece in row.children if isinstance(piece, Piece)]
        assert types == [*line.tokens, *([VALUE] * len(line.cells))]


def _definition(name: str) -> re.Match[str]:
    found = re.search(rf"^{name}: ((?:.*\\\n)*.*)$", TABLES, re.MULTILINE)
    assert found
    return found


def _sequence(name: str) -> list[str]:
    """The rules that *name* lists, groups of rules written out."""
    words = _definition(name)[1].replace("\\\n", " ").split()
    return [
        inner for word in words for inner in (_sequence(word) if word.startswith("_") else [word])
    ]


def _with_sequence(name: str, rules: list[str]) -> Lark:
    """The grammar with other rows in the start rule *name*."""
    found = _definition(name)
    changed = f"{TABLES[: found.start()]}{name}: {' '.join(rules)}{TABLES[found.end() :]}"
    return compile_grammar("tables", text=changed)


@pytest.mark.parametrize("name", TABLE_RULES)
def test_rows_as_they_are_written_parse(name: str) -> None:
    assert _parses(_with_sequence(name, _sequence(name)), LAYOUTS[name])


@pytest.mark.parametrize("name", TABLE_RULES)
def test_two_rows_that_change_places_are_noticed(name: str) -> None:
    rules = _sequence(name)
    for at in range(len(rules) - 1):
        changed = [*rules[:at], rules[at + 1], rules[at], *rules[at + 2 :]]
        assert not _parses(_with_sequence(name, changed), LAYOUTS[name]), rules[at]


@pytest.mark.parametrize("name", TABLE_RULES)
def test_a_row_that_is_left_out_is_noticed(name: str) -> None:
    rules = _sequence(name)
    for at in range(len(rules)):
        changed = [*rules[:at], *rules[at + 1 :]]
        assert not _parses(_with_sequence(name, changed), LAYOUTS[name]), rules[at]


@pytest.mark.parametrize("name", GRAMMARS)
def test_the_grammars_have_no_conflicts(name: str) -> None:
    compile_grammar(name, is_strict=True)


def test_ready_tables_parse_as_the_grammars_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_compiled(tmp_path / "compiled.bin")
    monkeypatch.setattr(compiled, "_COMPILED", tmp_path / "compiled.bin")
    load_grammar.cache_clear()
    try:
        for name, layout in LAYOUTS.items():
            ready = load_grammar("tables")
            assert ready.source_path == "<deserialized>"
            fresh = compile_grammar("tables")
            pieces = _pieces(layout)
            assert ready.parse(pieces, start=name) == fresh.parse(pieces, start=name)
    finally:
        load_grammar.cache_clear()


def test_ready_tables_are_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from govdisclosure.grammar import compiled;"
        "compiled.write_compiled(Path(sys.argv[1]))"
    )
    written = []
    for seed in ("1", "2", "3"):
        path = tmp_path / seed
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(FOLDER.parents[1])}
        subprocess.run([sys.executable, "-c", program, str(path)], env=environment, check=True)
        written.append(path.read_bytes())
    assert written[0] == written[1] == written[2]


def test_ready_tables_of_another_grammar_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "compiled.bin").write_bytes(b"tables of another release")
    monkeypatch.setattr(compiled, "_COMPILED", tmp_path / "compiled.bin")
    load_grammar.cache_clear()
    try:
        assert load_grammar("outline").source_path != "<deserialized>"
    finally:
        load_grammar.cache_clear()


def test_rules_of_the_outline_and_methods_of_the_builder_are_the_same() -> None:
    rules = {str(rule.origin.name) for rule in compile_grammar("outline").rules}
    named = {rule for rule in rules if not rule.startswith("_")}
    builder = ReportBuilder(source_of(""))
    assert named == set(builder.rules)
    for name, method in builder.rules.items():
        assert getattr(builder, name) == method
