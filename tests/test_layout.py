"""The layout is the one table of the forms; addresses, keys and sums are read off it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from govdisclosure.characters import label_key
from govdisclosure.forms import layout as layout_module
from govdisclosure.forms.labels import find_label
from govdisclosure.forms.layout import (
    SECTION_TITLES,
    Edition,
    SectionKind,
    TableKind,
    TableLayout,
    find_section,
    label_of,
    layout_of,
    section_title,
    table_layouts,
    wordings,
)
from govdisclosure.model.addresses import Address, addresses
from govdisclosure.tables.opened import edition_told

from .conftest import SHARED

LAYOUTS = table_layouts()


def _wordings(kind: TableKind) -> list[tuple[str, str]]:
    tokens = {
        token for one in LAYOUTS if one.kind is kind for line in one.lines for token in line.tokens
    }
    if kind is TableKind.PROACTIVE:
        tokens.add("NEW_CUT_OFF")
    labels = [label_of(kind, token) for token in tokens]
    return [
        (words, label.token)
        for label in labels
        for words in (label.official, label.former or label.official, *label.aliases)
    ]


@pytest.mark.parametrize("kind", TableKind)
def test_no_two_tokens_of_a_table_share_a_key(kind: TableKind) -> None:
    tokens: dict[str, str] = {}
    for words, token in _wordings(kind):
        assert tokens.setdefault(label_key(words), token) == token, words
    assert len(set(tokens.values())) == len({token for _, token in _wordings(kind)})


@pytest.mark.parametrize("kind", TableKind)
def test_every_wording_is_found_in_either_width(kind: TableKind) -> None:
    for words, token in _wordings(kind):
        assert find_label(kind, words) == token
        half = words.replace("（", "(").replace("）", ")").replace("，", ",").replace("：", ":")
        assert find_label(kind, " ".join(half)) == token


def test_numbers_and_sentences_are_no_labels() -> None:
    for words in ("", "0", "12", "1.5", "本年度共受理申请三件。", "规章制度", "其他情形"):
        assert [find_label(kind, words) for kind in TableKind] == [None, None, None], words


def test_no_two_sections_share_a_wording() -> None:
    kinds: dict[str, SectionKind] = {}
    for title in SECTION_TITLES:
        for words in (title.official, *title.aliases, *title.older):
            key = label_key(words).replace("的", "")
            assert kinds.setdefault(key, title.kind) is title.kind
    assert [section_title(kind).ordinal for kind in SectionKind] == [1, 2, 3, 4, 5, 6]


def test_older_titles_count_only_when_asked_for() -> None:
    assert find_section("概述") is None
    assert find_section("概述", older=True) is SectionKind.OVERVIEW


@pytest.mark.parametrize(("edition", "count"), [("2021", 200), ("2019", 198)])
def test_a_form_has_so_many_cells_and_each_a_name_of_its_own(edition: str, count: int) -> None:
    found = addresses(edition)
    assert len(found) == len(set(found)) == len({str(one) for one in found}) == count
    for one in found:
        assert re.fullmatch(r"[a-z]+/[a-z_]+/[a-z_]+", str(one))
        assert Address.parse(str(one)) == one


def test_an_unknown_address_names_what_is_like_it() -> None:
    with pytest.raises(KeyError, match="requests/received_new/total"):
        Address.parse("requests/recieved_new/total")


@pytest.mark.skipif(
    not (SHARED / "addresses.tsv").exists(), reason="the list of addresses is not beside us"
)
def test_addresses_words_and_units_are_those_of_the_list() -> None:
    rows = [
        line.split("\t")
        for line in (SHARED / "addresses.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    for edition in Edition:
        expected = [(row[1], row[3], row[4], row[5]) for row in rows if row[0] == edition.value]
        found = [
            (
                f"{layout.kind.value}/{cell.row}/{cell.column}",
                *(
                    " / ".join(label_of(layout.kind, token).wording(edition) for token in tokens)
                    for tokens in (cell.row_labels, cell.column_labels)
                ),
                cell.unit or "unspecified",
            )
            for kind in TableKind
            for layout in (layout_of(kind, edition),)
            for cell in layout.cells
        ]
        assert found == expected


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.name)
def test_rows_fill_the_grid_without_gap_or_overlap(layout: TableLayout) -> None:
    taken: set[tuple[int, int]] = set()
    for number, line in enumerate(layout.lines):
        column = 0
        for _, rows, columns in line.labels:
            while (number, column) in taken:
                column += 1
            places = {
                (number + down, column + right) for down in range(rows) for right in range(columns)
            }
            assert not places & taken
            taken |= places
            column += columns
        first = layout.width - len(line.cells) * line.cell_span
        places = {(number, at) for at in range(first, layout.width)} if line.cells else set()
        assert not places & taken
        taken |= places
    expected = {(row, at) for row in range(len(layout.lines)) for at in range(layout.width)}
    assert taken == expected


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.name)
def test_sums_name_cells_of_their_own_table(layout: TableLayout) -> None:
    known = {(cell.row, cell.column) for cell in layout.cells}
    for balance in layout.balances:
        assert set(balance.left) | set(balance.right) <= known
        assert not set(balance.left) & set(balance.right)


def test_table_three_has_the_sums_that_the_form_prints() -> None:
    balances = layout_of(TableKind.REQUESTS, Edition.FORM_2021).balances
    assert len(balances) == 25 + 7 + 7
    corner = [one for one in balances if one.right[-1] == ("carried_out", "total") != one.right[0]]
    assert [one.left for one in corner] == [(("received_new", "total"), ("carried_in", "total"))]


def test_editions_are_told_by_their_own_labels() -> None:
    assert edition_told(TableKind.PROACTIVE, {"RULES", "ISSUED"}) is Edition.FORM_2021
    assert edition_told(TableKind.PROACTIVE, {"RULES", "PROCUREMENT"}) is Edition.FORM_2019
    assert edition_told(TableKind.PROACTIVE, {"RULES"}) is None
    assert edition_told(TableKind.REQUESTS, {"OTHER_HANDLING"}) is Edition.FORM_2019
    assert edition_told(TableKind.REQUESTS, {"OTHER_HANDLING", "OTHER_MISC"}) is Edition.FORM_2021
    assert edition_told(TableKind.DISPUTES, {"UPHELD"}) is None


def test_words_of_an_address_follow_the_edition() -> None:
    address = Address.parse("proactive/normative_documents/issued")
    assert address.words() == "二/第二十条第（一）项/行政规范性文件/本年制发件数"
    decisions = Address.parse("proactive/licensing/decisions")
    assert decisions.words(edition=Edition.FORM_2019).endswith("行政许可/处理决定数量")
    assert decisions.words("en") == (
        "Article 20 (5)/administrative licensing/decisions made this year"
    )


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.name)
def test_rows_of_values_are_told_by_the_label_before_these(layout: TableLayout) -> None:
    assert list(layout.rows.values()) == [line for line in layout.lines if line.cells]
    assert [(line.tokens or ("",))[-1] for line in layout.rows.values()] == list(layout.rows)
    assert layout.tokens == {token for line in layout.lines for token, _, _ in line.labels}


def test_rows_under_the_same_heads_are_a_block() -> None:
    for edition in Edition:
        layout = layout_of(TableKind.PROACTIVE, edition)
        blocks: dict[int, list[str]] = {}
        for token, block in layout.blocks.items():
            blocks.setdefault(block, []).append(token)
            assert layout.lines[block].tokens[0] == "ITEM"
        assert ["PENALTIES", "COMPULSION"] in blocks.values()
        assert ["RULES", "NORMATIVE_DOCUMENTS"] in blocks.values()
    assert len({*layout_of(TableKind.REQUESTS, Edition.FORM_2021).blocks.values()}) == 1


def test_labels_that_span_rows_are_groups() -> None:
    for layout in LAYOUTS:
        spanning = {token for line in layout.lines for token, rows, _ in line.labels if rows > 1}
        articles = {token for token in layout.tokens if token.startswith("ARTICLE")}
        heads = {token for line in layout.lines if not line.cells for token in line.tokens}
        assert layout.groups == (spanning - heads) | articles


def test_a_numeral_before_a_label_may_be_left_out() -> None:
    label = label_of(TableKind.REQUESTS, "WITHHELD_PROCESS")
    assert (label.official, label.bare) == ("6.属于四类过程性信息", "属于四类过程性信息")
    assert find_label(TableKind.REQUESTS, label.bare) == label.token


def test_no_other_module_holds_a_label_of_a_table() -> None:
    """Names of tables in messages, and the words of prose, apart."""
    apart = {"rules/arithmetic.py", "selection/topics.py", "claims/words.py"}
    words = {one for kind in TableKind for one, _ in wordings(kind) if len(one) > _SHORTEST}
    root = Path(layout_module.__file__).parent
    found = {
        path.relative_to(root).as_posix(): constant
        for path in root.rglob("*.py")
        if path.name != "layout.py"
        for constant in _constants(path)
        if constant in words
    }
    assert found.keys() <= apart, found


#: Shorter words are labels and ordinary words, too.
_SHORTEST = 3


def _constants(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        one.value
        for one in ast.walk(tree)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }
