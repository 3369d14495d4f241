"""The strategies give what they say, reach what is nasty, and throw next to nothing away."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import product
from typing import Any, TypeVar, cast

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from hypothesis.statistics import collector
from hypothesis.strategies import SearchStrategy
from hypothesis.utils.dynamicvariables import DynamicVariable

import govdisclosure as gd
from govdisclosure import strategies
from govdisclosure.characters import fold_blanks, is_blank_character
from govdisclosure.forms.labels import is_label
from govdisclosure.forms.layout import find_section, layout_of
from govdisclosure.plain.around import is_page_number
from govdisclosure.plain.escape import line_needs_escape
from govdisclosure.plain.headings import read_heading
from govdisclosure.plain.titles import is_title
from govdisclosure.source import Span
from govdisclosure.strategies import (
    blocks,
    cells,
    closings,
    headings,
    other_tables,
    paragraphs,
    pictures,
    reports,
    sections,
    soups,
    statistics_tables,
    tables,
    titles,
    words,
)
from govdisclosure.text import ABSENT_SIGN, CellState, full_date

FORM, OTHER_SECTION = gd.SectionKind.OVERVIEW, None

#: Each public strategy as a test would draw from it.
EACH: dict[str, SearchStrategy[object]] = {
    "blocks": blocks(),
    "cells": cells("件"),
    "closings": closings(),
    "headings": headings(),
    "other_tables": other_tables(),
    "paragraphs": paragraphs(),
    "pictures": pictures(),
    "reports": reports(),
    "sections": sections(FORM) | sections(OTHER_SECTION),
    "soups": soups(),
    "statistics_tables": statistics_tables(),
    "tables": tables(),
    "titles": titles(),
    "words": words(),
}
_Drawn = TypeVar("_Drawn")
#: Enough to tell one in a hundred; two thousand and more in the deep profile.
_EXAMPLES = max(300, settings().max_examples)
_QUIET = settings(max_examples=4000, database=None, deadline=None, phases=[Phase.generate])


def test_every_public_strategy_is_tested() -> None:
    assert sorted(EACH) == sorted(strategies.__all__)


# ---------------------------------------------------------------------------- rejection


def drawn(strategy: SearchStrategy[object], examples: int) -> Counter[str]:
    """How many draws were valid, how many rejected, how many cut off by hypothesis itself."""
    found: Counter[str] = Counter()

    @settings(
        max_examples=examples,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(_value: object) -> None:
        """Nothing is done with it."""

    def count(statistics: Any) -> None:  # noqa: ANN401 - hypothesis does not publish its type
        found.update(case["status"] for case in statistics["generate-phase"]["test-cases"])

    with cast("DynamicVariable[Any]", collector).with_value(count):
        draw()
    return found


@pytest.mark.parametrize("name", EACH)
def test_at_most_one_draw_in_a_hundred_is_rejected(name: str) -> None:
    found = drawn(EACH[name], _EXAMPLES)
    tried = found["valid"] + found["invalid"]
    print(f"{name}: {tried} tried, {found['invalid']} rejected, {found['overrun']} cut off")
    assert found["valid"] >= min(_EXAMPLES, 100)
    assert found["invalid"] <= tried / 100


#: Blocks made of drawn words as they come, nothing mended.
RAW: dict[str, Callable[[str], object]] = {
    "paragraph": lambda text: gd.Paragraph(text=text),
    "other table": lambda text: gd.OtherTable(rows=((text, text), ("", text))),
    "cell": gd.Cell.of,
    "note": lambda text: gd.Cell(state=CellState.NUMBER, value=1, note=text),
}


@pytest.mark.parametrize("name", RAW)
def test_the_constructors_refuse_almost_no_visible_text(name: str) -> None:
    """Almost nothing may be refused: any visible text may stand in any block."""
    tried: Counter[bool] = Counter()

    @settings(max_examples=_EXAMPLES, phases=[Phase.generate], database=None, deadline=None)
    @given(st.text(min_size=1).map(fold_blanks).map(lambda text: text or "甲"))
    def draw(text: str) -> None:
        try:
            RAW[name](text)
        except ValueError:
            tried[False] += 1
        else:
            tried[True] += 1

    draw()
    print(f"{name}: {tried[False]} of {tried.total()} refused")
    assert tried[False] <= tried.total() / 100


@pytest.mark.parametrize("caption", ["甲|", "[bookmark: x]甲"])
def test_a_picture_alone_refuses_two_kinds_of_text(caption: str) -> None:
    with pytest.raises(ValueError, match="caption"):
        gd.Picture(caption=caption)


# ---------------------------------------------------------------------------- words


@given(words())
def test_words_are_as_the_model_holds_them(text: str) -> None:
    assert text
    assert text != ABSENT_SIGN
    assert fold_blanks(text) == text
    assert all(sign == " " or not is_blank_character(sign) for sign in text)


NASTY: dict[str, Callable[[str], bool]] = {
    "a label": is_label,
    "the title of a section": lambda text: find_section(text) is not None,
    "an older title of a section": lambda text: find_section(text, older=True) is not None,
    "a heading": lambda text: read_heading(text) is not None,
    "a heading that opens a section": lambda text: bool((h := read_heading(text)) and h.kind),
    "a title": is_title,
    "a date": lambda text: full_date(text) is not None,
    "a page number": is_page_number,
    "a picture": lambda text: text.startswith("〔图〕"),
    "a sign of absence inside": lambda text: ABSENT_SIGN in text,
    "a bookmark": lambda text: "[bookmark: x]" in text,
    "an escape": lambda text: text.startswith("\\"),
    "an escape that would be stripped": lambda t: t[0] == "\\" and line_needs_escape(t[1:]),
    "an escape that stays": lambda t: t[0] == "\\" and not line_needs_escape(t[1:]),
    "a pipe at the end": lambda text: text.endswith("|"),
    "a heading of Markdown": lambda text: text.startswith("## "),
    "full width": lambda text: any("\uff01" <= sign <= "\uff5e" for sign in text),
    "beyond the basic plane": lambda text: any(sign > "\uffff" for sign in text),
    "a blank inside": lambda text: " " in text,
    "a number": lambda text: gd.Cell.of(text).is_number,
}


def assert_reaches(
    strategy: SearchStrategy[_Drawn], wanted: Mapping[str, Callable[[_Drawn], bool]]
) -> None:
    """Draw until each predicate held once."""
    missing = dict(wanted)

    def is_last(value: _Drawn) -> bool:
        for name in [name for name, holds in missing.items() if holds(value)]:
            del missing[name]
        return not missing

    with suppress(NoSuchExample):
        find(strategy.map(is_last), bool, settings=_QUIET)  # a whole report is too long to show
    assert not [*missing]


def test_words_reach_what_a_reader_could_mistake() -> None:
    assert_reaches(words(), NASTY)


# ---------------------------------------------------------------------------- parts


@given(cells("项"))
def test_cells_have_the_unit_of_their_address_or_a_printed_one(cell: gd.Cell) -> None:
    assert (cell.unit is not None) == cell.is_number


def test_cells_reach_every_state_notes_units_and_other_spellings() -> None:
    def has(state: CellState, cell: gd.Cell) -> bool:
        return cell.state is state

    wanted: dict[str, Callable[[gd.Cell], bool]] = {
        state.value: partial(has, state) for state in CellState
    }
    wanted["all at once"] = lambda one: bool(
        one.is_number and one.note and one.unit != "件" and one.raw
    )
    assert_reaches(cells("件"), wanted)


@pytest.mark.parametrize("kind", gd.TableKind)
@pytest.mark.parametrize("edition", gd.Edition)
def test_tables_have_the_cells_of_their_form(kind: gd.TableKind, edition: gd.Edition) -> None:
    @given(tables(kind, edition) | tables(kind, edition.value))
    def holds(table: gd.Table) -> None:
        assert table.kind is kind
        assert table.edition in {edition, None}
        assert len(table.cells) == len(layout_of(kind, table.edition).cells)

    holds()


@given(headings((2, 4), ("：",)))
def test_headings_are_of_the_levels_and_stops_asked_for(heading: gd.Heading) -> None:
    assert heading.level in {2, 4}
    assert heading.stop == "："


def test_headings_reach_every_level_with_and_without_a_stop() -> None:
    def has(level: int, stop: str, heading: gd.Heading) -> bool:
        return (heading.level, heading.stop) == (level, stop)

    each = product((1, 2, 3, 4), ("", "。", "："))
    assert_reaches(
        headings(), {f"{level}{stop}": partial(has, level, stop) for level, stop in each}
    )


def test_headings_reach_titles_of_sections() -> None:
    assert_reaches(headings([1]), {"a title": lambda one: find_section(one.title) is not None})


@given(other_tables())
def test_other_tables_are_rectangles_without_empty_rows_and_columns(table: gd.OtherTable) -> None:
    assert len({len(row) for row in table.rows}) == 1
    assert all(map(any, table.rows))
    assert all(map(any, zip(*table.rows, strict=True)))


@given(blocks((3,), edition="2019"))
def test_blocks_have_the_levels_and_the_edition_asked_for(drawn_blocks: Sequence[object]) -> None:
    for block in drawn_blocks:
        if isinstance(block, gd.Heading):
            assert block.level == 3
        if isinstance(block, gd.Table):
            assert block.edition in {gd.Edition.FORM_2019, None}


def test_blocks_reach_text_that_runs_on_and_every_class() -> None:
    def has(kind: type, drawn_blocks: Sequence[object]) -> bool:
        return any(isinstance(one, kind) for one in drawn_blocks)

    def runs_on(drawn_blocks: Sequence[object]) -> bool:
        at = [isinstance(one, gd.Paragraph) and one.is_run_in for one in drawn_blocks]
        return any(at) and isinstance(drawn_blocks[at.index(True) - 1], gd.Heading)

    kinds = (
        gd.Heading,
        gd.Paragraph,
        gd.Table,
        gd.StatisticsTable,
        gd.OtherTable,
        gd.Picture,
    )
    wanted: dict[str, Callable[[Sequence[object]], bool]] = {
        kind.__name__: partial(has, kind) for kind in kinds
    }
    assert_reaches(blocks(), wanted | {"text that runs on": runs_on})


@pytest.mark.parametrize("kind", [*gd.SectionKind, None])
def test_sections_are_of_the_kind_asked_for(kind: gd.SectionKind | None) -> None:
    @given(sections(kind))
    def holds(section: gd.Section) -> None:
        assert section.kind is kind

    holds()


@given(closings())
def test_closings_hold_a_date_and_perhaps_a_signature(closing: gd.Closing) -> None:
    assert (closing.signed_on is None) is (closing.no_such_day is not None)
    assert closing.signature is None or len(closing.signature) <= 30


@given(titles())
def test_titles_are_titles(title: str) -> None:
    assert is_title(title)


# ---------------------------------------------------------------------------- reports

_SIX = set(gd.SectionKind)
SHAPES: dict[str, Callable[[gd.Report], bool]] = {
    "no sections": lambda report: not report.sections and bool(report.preamble),
    "sections under other titles": lambda r: len(r.sections) > 1 and r.sections[0].kind is None,
    "some of the six": lambda report: {FORM} < {one.kind for one in report.sections} < _SIX,
    "all of the six": lambda report: {one.kind for one in report.sections} == _SIX,
    "another order": lambda r: len(r.sections) > 1 and r.sections[-1].kind is FORM,
    "a title": lambda report: report.title is not None,
    "no title": lambda report: report.title is None and bool(report.sections),
    "a preamble": lambda report: bool(report.preamble and report.sections),
    "a closing": lambda report: report.closing is not None,
    "a closing that nobody signed": lambda r: bool(r.closing and not r.closing.signature),
    "an annex": lambda report: bool(report.annex),
    "a table of 2019": lambda report: report.edition is gd.Edition.FORM_2019,
    "a table of 2021": lambda report: report.edition is gd.Edition.FORM_2021,
    "two tables of a kind": lambda report: max(Counter(_kinds(report)).values(), default=0) > 1,
}


def _kinds(report: gd.Report) -> list[gd.TableKind]:
    return [block.kind for block in report.iter_blocks() if isinstance(block, gd.Table)]


def test_reports_reach_every_shape() -> None:
    assert_reaches(reports(), SHAPES)


@pytest.mark.parametrize("edition", gd.Edition)
def test_reports_follow_the_edition_asked_for(edition: gd.Edition) -> None:
    @given(reports(edition) | reports(edition.value))
    def holds(report: gd.Report) -> None:
        editions = {b.edition for b in report.iter_blocks() if isinstance(b, gd.Table)}
        assert editions <= {edition, None}

    holds()


@given(reports())
def test_reports_are_made_by_hand_and_have_no_places(report: gd.Report) -> None:
    assert not report.residue
    assert not report.diagnostics
    spans: list[Span | None] = [one.span for one in report.outline()]
    assert not any(spans)
