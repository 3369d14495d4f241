"""How characters show decides what is a value, a note or residue: laws and single cases."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.characters import is_blank_character
from govdisclosure.readers.showing import Runs, Shows, settle
from govdisclosure.source import ResidueReason

RUNS = st.lists(
    st.tuples(
        st.text("0123456789元件规章（）[]*①m ", max_size=5) | st.sampled_from(("1795", "行政许可")),
        st.sampled_from(Shows),
    ),
    max_size=6,
)
#: What :func:`settle` may leave out or write anew around the mark of a note.
BRACKETS = set("[]()（）〔〕【】")


def visible(text: str) -> Counter[str]:
    """How often each visible character stands in *text*."""
    return Counter(one for one in text if not is_blank_character(one) and one not in BRACKETS)


class TestSettle:
    @given(RUNS)
    def test_every_visible_character_is_a_word_or_set_aside(
        self, runs: list[tuple[str, Shows]]
    ) -> None:
        settled = settle(runs)
        kept = settled.words + "".join(piece.words for piece in settled.aside)
        assert visible(kept) == visible("".join(text for text, _ in runs))

    @given(RUNS)
    def test_the_words_are_those_on_the_line_and_marks(self, runs: list[tuple[str, Shows]]) -> None:
        shown = (Shows.ON_LINE, Shows.RAISED)
        expected = visible("".join(text for text, shows in runs if shows in shown))
        assert visible(settle(runs).words) == expected

    @given(st.integers(0, 10**6), RUNS)
    def test_what_does_not_stand_on_the_line_changes_no_number(
        self, value: int, runs: list[tuple[str, Shows]]
    ) -> None:
        around = [(text, shows) for text, shows in runs if shows is not Shows.ON_LINE]
        words = settle([(str(value), Shows.ON_LINE), *around]).words
        assert gd.Cell.read(words).value in {value, None}

    def test_runs_that_show_cost_nothing_but_their_words(self) -> None:
        runs = Runs()
        for text in ("规 ", "\t章"):
            runs.add(text)
        assert runs.take() == settle([("规 章", Shows.ON_LINE)])
        assert not runs

    def test_a_covered_cell_is_told_from_one_that_is_filled_in_anew(self) -> None:
        assert settle([("1795", Shows.COVERED)]).is_covered
        assert not settle([("1795", Shows.COVERED), ("1802", Shows.ON_LINE)]).is_covered

    @pytest.mark.parametrize(
        ("shows", "reason"),
        [
            (Shows.STRUCK, ResidueReason.STRUCK),
            (Shows.HIDDEN, ResidueReason.HIDDEN),
            (Shows.COVERED, ResidueReason.HIDDEN),
            (Shows.WATERMARK, ResidueReason.WATERMARK),
        ],
    )
    def test_what_is_no_word_says_why(self, shows: Shows, reason: ResidueReason) -> None:
        assert [one.reason for one in settle([("7", shows)]).aside] == [reason]


class TestSpelling:
    """One function reads marks of notes and signs in words, in every container."""

    @pytest.mark.parametrize(
        ("raw", "value", "note"),
        [
            ("1795〔1〕", 1795, "1"),
            ("1795¹²", 1795, "12"),
            ("1795①", 1795, "①"),
            ("1795[^1]", 1795, "1"),
            ("1795^1^", 1795, "1"),
            ("1795*", 1795, "*"),
            ("1795 〔1〕〔2〕", 1795, "1；2"),
            ("22件〔1〕（其中修订16件）", 22, "1；其中修订16件"),
            ("减4", -4, None),
            ("減 4", -4, None),
            ("减少2项", -2, None),
            ("↓3", -3, None),
            ("増3", 3, None),
            ("增加 4", 4, None),
            ("▲12", 12, None),
            ("4\u200b16", 416, None),
            ("4\u00ad16", 416, None),
            ("１\u2060２", 12, None),
        ],
    )
    def test_a_number(self, raw: str, value: int, note: str | None) -> None:
        cell = gd.Cell.read(raw)
        assert (cell.state, cell.value, cell.note) == (gd.CellState.NUMBER, value, note)
        assert gd.Cell(state=cell.state, value=value, note=note, unit=cell.unit, raw=raw) == cell
        assert gd.Cell.read(cell.printed(None)) == cell

    @pytest.mark.parametrize("raw", ["17〔1〕95", "减-4", "增", "减4减", "〔缺〕1", "4 16"])
    def test_no_number(self, raw: str) -> None:
        assert gd.Cell.read(raw).state is gd.CellState.TEXT

    def test_blank_cells_and_marks_bear_notes(self) -> None:
        blank, mark = gd.Cell.read("〔1〕"), gd.Cell.read("—〔2〕")
        assert (blank.state, blank.note) == (gd.CellState.BLANK, "1")
        assert (mark.state, mark.text, mark.note) == (gd.CellState.MARK, "—", "2")

    @pytest.mark.parametrize("mark", ["〔1〕", "¹", "①", "*", "[^1]"])
    def test_a_label_with_a_mark_is_that_label(self, mark: str) -> None:
        rows = f"信息内容\t本年处理决定数量\n行政处罚{mark}\t12\n行政强制\t7\n"
        report = gd.parse(f"二、主动公开政府信息情况\n第二十条第（六）项\t\n{rows}")
        assert report["proactive/penalties/decisions"].value == 12

    @pytest.mark.parametrize("mark", ["〔1〕", "¹", "①", "*"])
    def test_titles_and_sections_bear_marks(self, mark: str) -> None:
        title = "清河县水务局2023年政府信息公开工作年度报告"
        report = gd.parse(f"{title}{mark}\n一、总体情况{mark}\n无。\n")
        assert (report.title, report.year) == (title, 2023)
        assert [one.kind for one in report.sections] == [gd.SectionKind.OVERVIEW]
        assert gd.parse(gd.render(report)) == report
