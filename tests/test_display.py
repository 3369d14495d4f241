"""How objects show themselves: in one line, as the words that are printed, in a notebook."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Protocol

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import strategies as gds
from govdisclosure.characters import blanked
from govdisclosure.model.display import show_fields, show_rows

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
REPORT = gd.read(EXAMPLES / "report_2021.txt")
OLDER = gd.read(EXAMPLES / "report_2019.txt")
WRONG = REPORT.with_cell("requests/received_new/total", 51)


class Shown(Protocol):
    """What a notebook asks for its HTML."""

    def _repr_html_(self) -> str: ...


class Rows(HTMLParser):
    """The words of each row of a table, the style of its first cell, and the names of elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.styles: list[str | None] = []
        self.elements: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"th", "td"}:
            self.rows[-1].append("")
            if len(self.rows) > len(self.styles):
                self.styles.append(dict(attrs).get("style"))

    def handle_data(self, data: str) -> None:
        self.rows[-1][-1] += data


def fields(shown: Shown) -> dict[str, str]:
    """What a notebook shows of an object, by the names of its fields."""
    return dict(Rows(shown._repr_html_()).rows)


# ------------------------------------------------------------------------------ one line


@given(gds.reports())
def test_a_report_says_what_it_is_in_one_line(report: gd.Report) -> None:
    assert len(repr(report).splitlines()) == 1
    assert report.to_json() == gd.to_json(report)


def test_that_line_names_organ_year_and_form() -> None:
    assert repr(OLDER) == (
        "<Report agency='扶摇县人民政府' year=2020 edition='2019' sections=6 diagnostics=0>"
    )
    assert repr(gd.Report()) == (
        "<Report agency=None year=None edition=None sections=0 diagnostics=0>"
    )


# ------------------------------------------------------------------------------ words


@given(gds.cells("件"))
def test_a_cell_prints_words_that_are_read_as_the_same_cell(cell: gd.Cell) -> None:
    assert gd.Cell.read(str(cell)) == cell


@given(gds.tables() | gds.statistics_tables() | gds.other_tables() | gds.pictures())
def test_a_block_prints_its_lines_of_the_canonical_report(
    block: gd.Table | gd.StatisticsTable | gd.OtherTable | gd.Picture,
) -> None:
    report = gd.Report(preamble=[block])
    assert str(block) == str(report).strip("\n") + "\n"
    assert list(gd.parse(str(block)).iter_blocks()) == [block]


def test_what_was_found_says_where_and_what() -> None:
    (found,) = gd.select(OLDER, "proactive/licensing/items_change")
    assert (
        str(found)
        == "proactive/licensing/items_change 二/第二十条第（五）项/行政许可/本年增/减: -18项"
    )
    (finding,) = gd.check(WRONG, select="GD203")
    assert str(finding) == f"GD203 {finding.text()}"
    inferred = gd.infer(OLDER)[gd.Address.parse("requests/received_new/other_org")]
    assert str(inferred) == "requests/received_new/other_org = 0 (R03)"


# ------------------------------------------------------------------------------ rows


@given(gds.tables())
def test_the_rows_of_a_table_hold_every_cell_once_in_print_order(table: gd.Table) -> None:
    rows = table.rows()
    assert tuple(cell for row in rows for cell in row.cells) == table.cells
    assert tuple(address for row in rows for address in row.addresses) == table.addresses
    assert len({row.name for row in rows}) == len({row.label for row in rows}) == len(rows)
    for row in rows:
        for address in row.addresses:
            assert address.row == row.name
            assert address.words(edition=table.edition).partition("/")[2].startswith(row.label)


def test_a_table_of_a_notebook_has_each_row_under_the_heads_of_its_columns() -> None:
    assert OLDER.proactive is not None
    assert OLDER.disputes is not None
    rows = Rows(OLDER.proactive._repr_html_()).rows
    assert rows[3:6] == [
        ["", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["第二十条第（五）项/行政许可", "312", "-18", "20417"],
        ["第二十条第（五）项/其他对外管理服务事项", "846", "35", "61033"],
    ]
    heads = [row for row in Rows(OLDER.disputes._repr_html_()).rows if not row[0]]
    assert heads == [["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]]


# ------------------------------------------------------------------------------ notebooks


def test_a_notebook_shows_fields_by_name() -> None:
    assert fields(gd.Cell.read("１２件（其中２件）")) == {
        "state": "number",
        "value": "12",
        "note": "其中２件",
        "unit": "件",
        "raw": "１２件（其中２件）",
    }
    (found,) = gd.select(OLDER, "proactive/licensing/items_change")
    assert fields(found) == {
        "agency": "扶摇县人民政府",
        "year": "2020",
        "address": "proactive/licensing/items_change",
        "words": "二/第二十条第（五）项/行政许可/本年增/减",
        "state": "number",
        "cell": "-18项",
    }
    (finding,) = gd.check(WRONG, select="GD203")
    shown = fields(finding)
    assert (shown["code"], shown["stated"], shown["computed"]) == ("GD203", "51", "50")
    inferred = gd.infer(OLDER)[gd.Address.parse("requests/received_new/other_org")]
    assert fields(inferred)["sums"] == str(inferred.sums[0])


HOSTILE = "<b>&amp;</b>\"'"


@pytest.mark.parametrize(
    "shown",
    [
        gd.Cell.read(HOSTILE),
        gd.select(REPORT.with_cell("disputes/review/total", HOSTILE), "disputes/review/total")[0],
        evolve(gd.check(WRONG, select="GD203")[0], name=HOSTILE),
        evolve(next(iter(gd.infer(OLDER).values())), value=HOSTILE),  # type: ignore[arg-type]
        REPORT.with_cell("disputes/review/total", HOSTILE).disputes,
        gd.parse(f"指标名称\t单位\t2014年\n收到申请数\t件\t3\n{HOSTILE}\t件\t4\n").statistics,
    ],
    ids=lambda shown: type(shown).__name__,
)
def test_what_a_document_says_is_never_markup_and_labels_stand_to_the_left(shown: Shown) -> None:
    page = Rows(shown._repr_html_())
    assert HOSTILE in {words for row in page.rows for words in row}
    assert page.elements == {"table", "tr", "th", "td"}
    labels = {style for (words, *_), style in zip(page.rows, page.styles, strict=True) if words}
    assert labels == {"text-align:left"}


@given(st.dictionaries(st.sampled_from(["value", "text"]), st.text(min_size=1), min_size=1))
def test_any_words_come_out_of_the_page_as_they_went_in(given_fields: dict[str, str]) -> None:
    """All but control characters, which no page may have."""
    shown = Rows(show_fields(**given_fields)).rows
    assert shown == [[name, blanked(words)] for name, words in given_fields.items()]
    rows = [(words, [words]) for words in given_fields.values()]
    assert Rows(show_rows(rows)).rows == [[blanked(label), blanked(label)] for label, _ in rows]
