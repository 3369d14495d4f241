"""The lexer of marks: each dialect, what it takes off the fields, and laws for any text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure.characters import fold_blanks
from govdisclosure.strategies import soups
from govdisclosure.tables.marks import STACKED, MarkedRow, lex
from tests.counting import calls

#: A text in each dialect, and the rows that it prints.
DIALECTS: dict[str, tuple[str, list[list[str]]]] = {
    "wiki": (
        (
            '{| class="wikitable"\n|+ 表二\n|-\n! 信息内容 !! 件数\n|-\n'
            '| colspan="2" | 规章 || 7\n|-\n| 收费\n| 3\n|}'
        ),
        [["信息内容", "件数"], ["规章", "7"], ["收费", "3"]],
    ),
    "asciidoc": (
        "|===\n2+|信息内容 |件数\n|规章 .2+|7 |8\n|===",
        [["信息内容", "件数"], ["规章", "7", "8"]],
    ),
    "grid": (
        "+------+----+\n| 规章 | 7  |\n+======+====+\n| 收费 |    |\n+------+----+",
        [["规章", "7"], ["收费", ""]],
    ),
    "pipe": (
        "| 规章 | 7 |\n|---|---:|\n收费 |  | 3\n处罚| 5",
        [["规章", "7"], ["收费", "", "3"], ["处罚", "5"]],
    ),
    "tab": (
        '规章\t7\t\n"收\n费"\t\t3',
        [["规章", "7", ""], ["收 费", "", "3"]],
    ),
    "csv": (
        '规章,7,,8\n"收,费",3,"1,204",\n',
        [["规章", "7", "", "8"], ["收,费", "3", "1,204", ""]],
    ),
    "latex": (
        "规章 & 7 & \\\\ \\hline\n收\\&费 & & 3 \\\\",
        [["规章", "7", ""], ["收&费", "", "3"]],
    ),
    "blanks": (
        "规章    7    8\n收费　　3　　5",
        [["规章", "7", "8"], ["收费", "3", "5"]],
    ),
    "cell": (
        "规章\n\n7\n收费 3 4 5",
        [["规章"], ["7"], ["收费"], ["3"], ["4"], ["5"]],
    ),
}
#: Letters of words that no mark is part of.
WORDS = st.text("规章收费件数甲乙丙", min_size=1, max_size=6)
VALUES = st.integers(0, 99999).map(str)


def words_of(rows: Sequence[MarkedRow]) -> list[list[str]]:
    return [[field.text for field in row.fields] for row in rows]


class TestDialects:
    @pytest.mark.parametrize("dialect", DIALECTS)
    def test_each_dialect_gives_its_rows(self, dialect: str) -> None:
        text, rows = DIALECTS[dialect]
        found = lex(text)
        assert {row.dialect for row in found} == {dialect}
        assert words_of(found) == rows

    @pytest.mark.parametrize("dialect", DIALECTS)
    def test_a_table_of_it_is_one_run(self, dialect: str) -> None:
        assert len({row.run for row in lex(DIALECTS[dialect][0])}) == 1

    @pytest.mark.parametrize("one", DIALECTS)
    @pytest.mark.parametrize("two", DIALECTS)
    def test_tables_of_two_dialects_do_not_run_into_each_other(self, one: str, two: str) -> None:
        above, below = DIALECTS[one], DIALECTS[two]
        found = lex(f"{above[0]}\n\n{below[0]}\n")
        assert words_of(found) == above[1] + below[1]
        runs = [
            {row.run for row in found[: len(above[1])]},
            {row.run for row in found[len(above[1]) :]},
        ]
        assert one == two or not runs[0] & runs[1]

    @pytest.mark.parametrize("dialect", DIALECTS)
    @pytest.mark.parametrize("end", ["\r\n", "\r"])
    def test_lines_end_as_they_do_on_any_machine(self, dialect: str, end: str) -> None:
        text, rows = DIALECTS[dialect]
        assert words_of(lex(text.replace("\n", end))) == rows

    def test_rows_of_box_drawing_end_at_rules(self) -> None:
        text = "┌────┬───┐\n│规章│ 7 │\n├────┼───┤\n│收  │ 3 │\n│费  │   │\n└────┴───┘"
        assert words_of(lex(text)) == [["规章", "7"], ["收费", "3"]]

    def test_a_first_bar_parts_an_empty_cell_where_wider_rows_have_none(self) -> None:
        text = "甲 | 乙 || 7 |\n | 丙 || 8 |\n"
        assert words_of(lex(text)) == [["甲", "乙", "", "7"], ["", "丙", "", "8"]]
        text = "甲 | 乙 | 7 |\n | 丙 | 8 | 9 |\n"
        assert words_of(lex(text)) == [["甲", "乙", "7"], ["丙", "8", "9"]]

    @pytest.mark.parametrize("text", ["|", " | \n|", "| 甲 | 乙 |\n|\n| 1 | 2 |"])
    def test_a_bar_alone_is_no_row(self, text: str) -> None:
        assert [len(row.fields) for row in lex(text)] == [2] * text.count("| 甲") * 2

    def test_rows_of_asciidoc_wrap_until_a_blank_line(self) -> None:
        text = "|===\n|甲 |1\n\n|乙 |2 |3\n|4 |5\n\n|丙 |6\n\n|===\n"
        assert words_of(lex(text)) == [["甲", "1"], ["乙", "2", "3", "4", "5"], ["丙", "6"]]

    def test_rows_of_asciidoc_have_as_many_cells_as_columns_are_declared(self) -> None:
        rows = [["甲", "乙 丙", "丁"], ["规章", "", "7"]]
        text = "|===\n|甲 a|\n乙\n\n丙\n\n|丁\n|规章 |\n|7\n\n\n|===\n"
        for columns in ("1,2,1", "9%,9%,9%,", "3*", "1,2*"):
            assert words_of(lex(f'[cols="{columns}"]\n{text}'))[-2:] == rows
        assert words_of(lex(f'[cols="1,2"]\n{text}'))[-2:] != rows
        spanned = text.replace("|甲", "2+|甲")
        assert words_of(lex(f'[cols="3*"]\n{spanned}'))[-2:] != rows

    @pytest.mark.parametrize("end", [" +\n", "\n"])
    def test_a_cell_of_asciidoc_goes_on_before_the_next_bar(self, end: str) -> None:
        text = f"|===\n|甲{end}乙 |丙\n|规章 |7\n|===\n"
        assert words_of(lex(text)) == [["甲 乙", "丙"], ["规章", "7"]]

    def test_a_grid_cell_goes_on_under_a_rule_that_ends_before_the_last_column(self) -> None:
        text = "+----+----+---+\n| 甲 | 规 | 7 |\n|    +----+---+\n|    | 章 | 8 |\n+----+----+---+"
        assert words_of(lex(text)) == [["甲", "规", "7"], ["", "章", "8"]]

    @pytest.mark.parametrize("mark", ["--", "---", "——", "--------"])
    def test_dashes_between_blanks_are_a_mark_of_a_grid_and_no_rule(self, mark: str) -> None:
        rule = "+----+----------+---+"
        text = f"{rule}\n| 规 | {mark:8} | 7 |\n| 章 | {'':8} |   |\n{rule}"
        assert words_of(lex(text)) == [["规章", mark, "7"]]

    def test_a_whole_table_on_one_line_is_a_stream_of_cells(self) -> None:
        text = " | ".join(map(str, range(100, 160)))
        assert words_of(lex(text)) == [[str(number)] for number in range(100, 160)]

    @pytest.mark.parametrize("line", ["规章 |", "| 规章", "| 规章 |", "\t规章"])
    def test_one_field_between_marks_is_a_cell(self, line: str) -> None:
        (row,) = lex(line)
        assert (row.dialect, words_of([row])) == ("cell", [["规章"]])

    def test_commas_of_prose_part_nothing(self) -> None:
        (row,) = lex("全年,各股,各所,共办理了申请,一件未漏")
        assert row.dialect == "cell"

    @pytest.mark.parametrize(
        ("line", "fields"),
        [
            ('"",7,,8', ["", "7", "", "8"]),
            ('"","",7,8', ["", "", "7", "8"]),
            ('"规""章""",7,,8', ['规"章"', "7", "", "8"]),
            ('"规,\n章","",7,8', ["规, 章", "", "7", "8"]),
        ],
    )
    def test_quotes_hold_commas_line_ends_quotes_or_nothing(
        self, line: str, fields: list[str]
    ) -> None:
        assert words_of(lex(line)) == [fields]

    def test_a_row_that_became_the_heads_of_columns_is_given_back(self) -> None:
        text = ',"0-规章",Col1,2-22,3-0,4-0\n0,收费,,7,8,9\n\n,规章,Col1,7\n0,收费,,8\n'
        first, below, second, _ = found = lex(text)
        assert words_of([below]) == [["收费", "", "7", "8", "9"]]
        assert words_of([first, second]) == [["规章", "", "22", "0", "0"], ["规章", "", "7"]]
        assert [text[one.start : one.end] for one in first.fields] == [
            one.text for one in first.fields
        ]
        assert first.run < second.run == found[-1].run

    @pytest.mark.parametrize(
        "text",
        [
            ",规章,1-7,2-22,3\n0,收费,1,2,3\n",
            ",0-规章,Col1,2-22,3-0\n收费,1,2,3\n",
            ",0-规章,Col1,3-22,4-0\n0,收费,1,2,3\n",
        ],
    )
    def test_what_looks_like_the_heads_of_columns_stays(self, text: str) -> None:
        assert "-22" in "".join(one.text for one in lex(text)[0].fields)

    def test_an_open_quote_costs_no_more_than_its_line(self) -> None:
        text = '"规章,1,2,3\n' + "收费,4,5,6\n" * 60
        assert words_of(lex(text))[1:] == [["收费", "4", "5", "6"]] * 60


class TestSingleBlanks:
    """Where one blank parts two cells, two hold an empty one; rows of values have to prove it."""

    @staticmethod
    def rows(rng: Random, count: int, width: int) -> list[list[str]]:
        """Rows with a total, some of their cells empty, but none of the first one."""
        found = []
        for number in range(count):
            parts = [rng.choice(["", "0", str(rng.randrange(1, 900))]) for _ in range(width)]
            parts[0] = parts[0] if number else "5"
            parts[-1] = parts[-1] if number else ""
            total = sum(map(int, filter(None, parts)))
            found.append([f"事项{number}", *parts, str(total)])
        return found

    @given(st.randoms(use_true_random=False), st.integers(8, 20), st.integers(3, 9))
    def test_empty_cells_keep_their_places(self, rng: Random, count: int, width: int) -> None:
        rows = self.rows(rng, count, width)
        text = "\n".join(["甲 乙", *map(" ".join, rows), " 7  8"])
        found = lex(text)
        assert {row.dialect for row in found} == {"single"}
        assert words_of(found) == [["甲", "乙"], *rows, ["", "7", "", "8"]]
        assert all(text[one.start : one.end] == one.text for row in found for one in row.fields)

    @pytest.mark.parametrize(
        "damage",
        ["a_row_less", "two_broken_sums", "wider_rows", "no_first_value", "no_total", "no_empty"],
    )
    def test_what_does_not_prove_it(self, damage: str) -> None:
        rows = self.rows(Random(3), 8, 6)
        if damage == "a_row_less":
            del rows[-1]
        elif damage == "wider_rows":
            rows[2:5] = [[*row, "1"] for row in rows[2:5]]
        elif damage == "two_broken_sums":
            rows[2][-1] = rows[3][-1] = "99999"
        elif damage == "no_first_value":
            rows = [[row[0], "", *row[1:]] for row in rows]
        elif damage == "no_total":
            rows = [[*row, ""] for row in rows]
        else:
            rows = [[cell or "0" for cell in row] for row in rows]
        found = lex("\n".join(map(" ".join, rows)))
        assert "single" not in {row.dialect for row in found}

    def test_a_report_may_add_up_badly_in_one_row(self) -> None:
        rows = self.rows(Random(3), 8, 6)
        rows[2][-1] = "99999"
        assert words_of(lex("\n".join(map(" ".join, rows)))) == rows


class TestTabsAndLineEnds:
    """Where cells and rows end in a mark, every two of which are one line end or two, if empty."""

    @staticmethod
    def printed(rows: Sequence[Sequence[str]], pair: str) -> str:
        marked = "".join(f"{text}\a" for row in rows for text in [*row, ""])
        marks = re.findall("\a+|[^\a]+", marked)
        return "".join(
            pair * (len(one) // 2) + "\t" * (len(one) % 2) if one[0] == "\a" else one
            for one in marks
        )

    @given(st.randoms(use_true_random=False), st.integers(9, 12))
    @pytest.mark.parametrize("pair", ["\n\n", "\n"])
    def test_both_count_empty_cells(self, pair: str, rng: Random, count: int) -> None:
        rows = TestSingleBlanks.rows(rng, count, 4)
        for number, row in enumerate(rows[:9]):
            row[1:5] = ["1", "2", "", "3"] if number % 2 else ["4", "", "5", ""]
            row[-1] = str(sum(int(one or 0) for one in row[1:-1]))
        found = lex(self.printed(rows, pair))
        cells = [text for row in rows for text in [*row, ""]]
        assert [row.fields[0].text for row in found] == [text for text in cells if text]
        places = [place for place, text in enumerate(cells) if text]
        assert [row.gaps[0] for row in found[1:]] == [two - one for one, two in pairwise(places)]

    @pytest.mark.parametrize(
        "damage", ["a_row_less", "two_broken_sums", "longer_rows", "all_alike"]
    )
    def test_what_does_not_prove_it(self, damage: str) -> None:
        rows = TestSingleBlanks.rows(Random(3), 9, 6)
        if damage == "all_alike":
            rows = [[f"事项{number}", "1", "2", "", "3", "", "6"] for number in range(9)]
        elif damage == "a_row_less":
            del rows[-2:]
        elif damage == "longer_rows":
            rows[2:6] = [[*row[:-1], "", row[-1]] for row in rows[2:6]]
        else:
            rows[2][-1] = rows[3][-1] = "99999"
        assert "tab" in {row.dialect for row in lex(self.printed(rows, "\n\n"))}


class TestFlow:
    """Cells that flow over lines as words do, each with a bar behind it."""

    TEXT = (
        "维持 |纠正 |总\n计 | | |6 |1\n2 | | |甲 |乙 |丙 |丁\n"
        "| | | | | | | | |0 |7 |\n戊 | | | | | |8"
    )

    def test_cells_are_as_far_apart_as_empty_ones_are_between_them(self) -> None:
        found = lex(f"四、复议\n\n{self.TEXT}\n\n五、问题\n")[1:-1]
        assert {row.dialect for row in found} == {"stream"}
        cells = ["维持", "纠正", "总 计", "6", f"1 2{STACKED}", *"甲乙丙丁", "0", "7", "戊", "8"]
        assert words_of(found) == [[cell] for cell in cells]
        assert [row.gaps for row in found] == [
            (n,) for n in (1, 1, 1, 3, 1, 3, 1, 1, 1, 9, 1, 1, 6)
        ]

    @pytest.mark.parametrize(
        "text",
        [
            TEXT.replace(" |", " | "),
            TEXT.replace(" |", "|"),
            TEXT.partition("丁")[0],
            "\n".join(["甲 |乙 |丙 |丁"] * 9),
            "\n".join([*["甲 |"] * 30, "- 3 -"]),
            f"四、复议\n{TEXT}",
        ],
    )
    def test_other_bars_part_rows(self, text: str) -> None:
        assert "stream" not in {row.dialect for row in lex(text)}


class TestGaps:
    """How far cells stand from each other where each line is one."""

    def test_empty_lines_are_counted(self) -> None:
        assert [row.gaps for row in lex("甲\n1\n\n2\n\n\n3")] == [(1,), (1,), (2,), (3,)]

    def test_only_lines_of_a_tab_count_where_there_are_such(self) -> None:
        text = "甲\n\n\t\n\n1\n\n\t\n\n\t\n\n2\n"
        assert [row.gaps for row in lex(text)] == [(1,), (1,), (2,)]

    def test_values_on_one_line_have_no_gap(self) -> None:
        assert [row.gaps for row in lex("甲 1 2 3")] == [(1,), (0,), (0,), (0,)]


class TestFields:
    @pytest.mark.parametrize(
        ("printed", "text"),
        [
            ("**规章**", "规章"),
            ("__7__", "7"),
            ("**2**14", "214"),
            ("==7==", "7"),
            ("`7`", "7"),
            ("\\-416", "-416"),
            ("$7$", "7"),
            ("[规章]{.underline}", "规章"),
            ("<b>规章</b>", "规章"),
            ("规&amp;章", "规&章"),
            ("nan", ""),
            ("NaN", ""),
            ("None", ""),
            ("&nbsp;", ""),
            ("规<br>章", "规 章"),
            ("13<br>（其中修订2件）", "13 （其中修订2件）"),
            ("10_000_x", "10_000_x"),
            ("---", "---"),
            ("2 * 3", "2 * 3"),
        ],
    )
    def test_marks_of_emphasis_and_escapes_go(self, printed: str, text: str) -> None:
        (row,) = lex(f"| 甲 | {printed} | 乙 |")
        assert words_of([row]) == [["甲", text, "乙"]]

    @pytest.mark.parametrize(
        "cell", ["1<br>12", "<sup>2082</sup><br>1", "规章<br>7", "7<br>8<br>9"]
    )
    def test_digits_on_two_lines_of_a_cell_are_no_number(self, cell: str) -> None:
        (row,) = lex(f"| 甲 | {cell} | 乙 |")
        assert row.fields[1].text.endswith(STACKED)

    def test_digits_on_two_lines_of_a_grid_are_no_number(self) -> None:
        text = "+----+-----+\n| 甲 | 251 |\n|    | 000 |\n+----+-----+"
        assert words_of(lex(text)) == [["甲", f"251 000{STACKED}"]]


class TestLaws:
    @given(soups())
    def test_any_text_gives_rows_in_order_that_slice_back(self, text: str) -> None:
        rows = lex(text)
        assert all(row.fields for row in rows)
        for one, two in pairwise(rows):
            assert one.end <= two.start
            assert one.run <= two.run
        for row in rows:
            assert 0 <= row.start <= row.end <= len(text)
            for field in row.fields:
                assert field.start <= field.end

    @given(st.text())
    def test_no_text_raises(self, text: str) -> None:
        lex(text)

    @given(st.lists(st.lists(WORDS | VALUES | st.just(""), min_size=3, max_size=9), min_size=1))
    @pytest.mark.parametrize("mark", [" | ", "\t"])
    def test_plain_fields_slice_back_to_their_words(
        self, mark: str, drawn: list[list[str]]
    ) -> None:
        rows = [["甲", *row, "乙"] for row in drawn]
        text = "\n".join(map(mark.join, rows))
        found = lex(text)
        assert words_of(found) == rows
        for row in found:
            for field in row.fields:
                assert fold_blanks(text[field.start : field.end]) == field.text

    @given(st.lists(st.tuples(WORDS, VALUES, VALUES, VALUES), min_size=1), st.randoms())
    def test_rows_know_nothing_of_each_other(
        self, rows: list[tuple[str, ...]], rng: Random
    ) -> None:
        for mark in (" | ", "\t", ","):
            lines = list(map(mark.join, rows))
            rng.shuffle(lines)
            assert words_of(lex("\n".join(lines))) == [line.split(mark) for line in lines]

    @pytest.mark.parametrize(
        "piece",
        [
            *(text + "\n" for text, _ in DIALECTS.values()),
            '"规章,1,2\n',
            "+--+\n",
            "{|\n|",
            "|===\n|1\n",
            "\n",
            "\t\n",
            "规章 1 2 3\n",
            "规章 1  2  3\n",
            "| 1",
        ],
    )
    def test_twice_the_text_takes_twice_the_calls(self, piece: str) -> None:
        short, long = piece * 80, piece * 160
        lex(piece)
        once = calls(lambda: lex(short))
        assert calls(lambda: lex(long)) <= 2.2 * once + 50
