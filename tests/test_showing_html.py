"""Of a page only what a reader of it would see on the line is read: laws, every kind, sheets."""

import re
import sys
from collections import Counter
from email.message import EmailMessage
from functools import cache
from typing import Any, NamedTuple, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.characters import is_blank_character
from govdisclosure.forms.layout import section_title
from govdisclosure.model.addresses import addresses_of
from govdisclosure.readers.html.declarations import _VALUES
from govdisclosure.readers.html.reader import read_html
from govdisclosure.readers.html.stylesheets import _nodes_of, _Work, sheets_of
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.showing import Shows, settle
from tests.conftest import in_turn
from tests.hostile.calls import measure
from tests.hostile.case import MEMORY

TITLE = "清河县水务局2023年政府信息公开工作年度报告"
EDITIONS = tuple(gd.Edition)
VALUE = re.compile(r"(<td[^>]*>)([0-9]+)(?=</td>)")


def report_of(edition: gd.Edition, *, first: int = 1000, title: str = TITLE) -> gd.Report:
    """A report whose cells all hold different numbers, from *first* on."""
    sections = []
    for ordinal, kind in enumerate(gd.TableKind, start=2):
        own = None if kind is gd.TableKind.DISPUTES else edition
        cells = [
            gd.Cell.read(str(first + 100 * ordinal + number))
            for number, _ in enumerate(addresses_of(kind, own))
        ]
        first += len(cells)
        section = gd.SectionKind(kind.value)
        heading = gd.Heading(level=1, ordinal=ordinal, title=section_title(section).official)
        table = gd.Table(kind=kind, edition=own, cells=tuple(cells))
        sections.append(gd.Section(kind=section, heading=heading, blocks=(table,)))
    return gd.Report(title=title, sections=tuple(sections))


@cache
def body_of(edition: gd.Edition, *, first: int = 1000, title: str = TITLE) -> str:
    """What stands in the body of a page with such a report."""
    page = gd.render(report_of(edition, first=first, title=title), format="html")
    body = page[page.index("<body>") + len("<body>") : page.index("</body>")]
    return re.sub(r"\s*\n\s*", "", body)


def read_page(body: str, css: str = "") -> gd.Report:
    style = f"<style>{css}</style>" if css else ""
    return gd.read(f"<html><head>{style}</head><body>{body}</body>".encode(), format="html")


def set_aside(report: gd.Report) -> list[tuple[str, str]]:
    """What is residue, with the reason, but for what is around a report."""
    chrome = gd.ResidueReason.CHROME
    return [(one.reason.value, one.text) for one in report.residue if one.reason is not chrome]


def codes(report: gd.Report) -> set[str]:
    return {one.code for one in report.diagnostics}


def lines_of(page: str) -> list[str]:
    """The lines of the plain form that are no residue."""
    source = read_html(page, "page.html", Limits())
    aside = Counter(piece.text for piece in source.residue)
    kept = []
    for line in source.text.splitlines():
        if aside[line]:
            aside[line] -= 1
        else:
            kept.append(line)
    return kept


# ---------------------------------------------------------------------------- every kind


class Way(NamedTuple):
    """A way to write a run that does not show as a word."""

    #: ``{}`` is the run.
    markup: str
    css: str = ""


RAISED = (
    Way("<sup>{}</sup>"),
    Way("<SUB>{}</SUB>"),
    Way("<sup><a href=#n>[{}]</a></sup>"),
    Way("<span style='vertical-align: super'>{}</span>"),
    Way("<span style='font-size:60%;vertical-align:4px'>{}</span>"),
    Way("<span style='font-size:9px;vertical-align:-30%'>{}</span>"),
    Way("<span style='position:relative;top:-.5em;font-size:.7em'>{}</span>"),
    Way("<span style='font-size:7.0pt;position:relative;bottom:3pt'>{}</span>"),
    Way("<small style='vertical-align:text-top'>{}</small>"),
    Way("<span class=n>{}</span>", ".n { vertical-align: sub }"),
    Way("<i>{}</i>", "td > i { font-size: smaller; vertical-align: .4em }"),
    Way(
        "<sup>{}</sup>",
        "sub,sup{position:relative;vertical-align:baseline;font-size:75%}sup{top:-.5em}",
    ),
)
STRUCK = (
    Way("<del>{}</del>"),
    Way("<s>{}</s>"),
    Way("<strike>{}</strike>"),
    Way("<span style='text-decoration:line-through'>{}</span>"),
    Way("<span style='text-decoration: underline line-through red'><b>{}</b></span>"),
    Way("<span style='TEXT-DECORATION-LINE:LINE-THROUGH'>{}</span>"),
    Way("<b class='x old'>{}</b>", ".old{text-decoration:line-through}"),
    Way("<u>{}</u>", "u { text-decoration-line: line-through !important; color: red }"),
)
HIDDEN = (
    Way("<span hidden>{}</span>"),
    Way("<p style='display:none'>{}</p>"),
    Way("<span style='display: none !important'>{}</span>"),
    Way("<span style='mso-hide:all'>{}</span>"),
    Way("<span style='visibility:hidden'>{}</span>"),
    Way("<span style='visibility:collapse'>{}</span>"),
    Way("<span style='opacity:0'>{}</span>"),
    Way("<span style='opacity:0%'>{}</span>"),
    Way("<span style='filter:opacity(0)'>{}</span>"),
    Way("<span style='font-size:0'>{}</span>"),
    Way("<span style='font-size:0px'><b>{}</b></span>"),
    Way("<span style='font:0/0 a'>{}</span>"),
    Way("<span style='position:absolute;left:-9999px'>{}</span>"),
    Way("<span style='position:fixed;top:-100em'>{}</span>"),
    Way("<div style='text-indent:-9999px'>{}</div>"),
    Way("<div style='margin-left:-999em'>{}</div>"),
    Way("<span style='position:absolute;clip:rect(0 0 0 0)'>{}</span>"),
    Way("<span style='position:absolute;clip:rect(1px,1px,1px,1px)'>{}</span>"),
    Way("<span style='clip-path:inset(100%)'>{}</span>"),
    Way("<span style='clip-path:inset(50%)'>{}</span>"),
    Way("<span style='clip-path:circle(0)'>{}</span>"),
    Way("<div style='width:0;height:0;overflow:hidden'>{}</div>"),
    Way("<div style='max-height:0;overflow-y:hidden'>{}</div>"),
    Way("<div style='transform:scale(0)'>{}</div>"),
    Way("<span style='display:inline-block;transform:translateX(-200vw)'>{}</span>"),
    Way("<span style='color:transparent'>{}</span>"),
    Way("<span style='color:rgba(0,0,0,0)'>{}</span>"),
    Way("<span style='color:#FFF;background:#ffffff'>{}</span>"),
    Way("<span style='background-color:white'><font color=#fefefe>{}</font></span>"),
    Way("<template>{}</template>"),
    Way("<dialog>{}</dialog>"),
    Way("<div popover>{}</div>"),
    Way("<datalist><option>{}</datalist>"),
    Way("<i class=h>{}</i>", ".h{display:none}"),
    Way("<i id=h>{}</i>", "#h{visibility:hidden}"),
    Way("<i>{}</i>", "td i { opacity: 0 }"),
    Way("<i class='a b'>{}</i>", "@media screen { .a.b { font-size: 0 } }"),
    Way("<i class=sr>{}</i>", ".sr{position:absolute;width:1px;height:1px;overflow:hidden}"),
    Way("<i class=sr>{}</i>", ".sr{left:-9999px}i{position:absolute}"),
    Way("<i data-v=1>{}</i>", "table [data-v] { clip-path: inset(0 0 100% 0) }"),
    Way("<i class=w>{}</i>", "td{background:#EEE}.w{color:#eeeeee}"),
    Way("<i class=w>{}</i>", ".w{color:transparent}"),
)
WATERMARKS = (
    Way("<div style='position:absolute;opacity:.1'>{}</div>"),
    Way("<b style='position:fixed;transform:rotate(-30deg)'>{}</b>"),
    Way("<b style='position:absolute;rotate:.1turn;color:#ccc'><i>{}</i></b>"),
    Way("<b class=w>{}</b>", ".w{position:absolute;opacity:.15;pointer-events:none}"),
    Way("<b class=w>{}</b>", "td .w{position:absolute;transform:translate(-50%,0) rotate(45deg)}"),
)


@pytest.mark.parametrize(("way", "edition"), in_turn(RAISED, EDITIONS))
def test_what_is_raised_is_a_note(way: Way, edition: gd.Edition) -> None:
    expected = dict(report_of(edition).cells())
    body = VALUE.sub(lambda one: f"{one[1]}{one[2]}{way.markup.format(7)}", body_of(edition))
    report = read_page(body, way.css)
    assert {key: (cell.value, cell.note) for key, cell in report.cells()} == {
        key: (cell.value, "7") for key, cell in expected.items()
    }


@pytest.mark.parametrize(
    ("case", "edition"),
    in_turn(
        [
            *((way, "struck") for way in STRUCK),
            *((way, "hidden") for way in HIDDEN),
            *((way, "watermark") for way in WATERMARKS),
        ],
        EDITIONS,
    ),
)
def test_what_is_struck_hidden_or_a_watermark_is_residue(
    case: tuple[Way, str], edition: gd.Edition
) -> None:
    way, reason = case
    expected = report_of(edition)
    body = VALUE.sub(lambda one: f"{one[1]}{way.markup.format(7)}{one[2]}", body_of(edition))
    report = read_page(body, way.css)
    assert dict(report.cells()) == dict(expected.cells())
    assert Counter(set_aside(report)) == {(reason, "7"): len(list(expected.cells()))}
    assert codes(report) == {{"struck": "GD044", "hidden": "GD045"}.get(reason, "GD046")}


#: Each shows on the line, whatever is declared.
SHOWN = (
    Way("<ins>{}</ins>"),
    Way("<b aria-hidden=true>{}</b>"),
    Way("<s style='text-decoration:none'>{}</s>"),
    Way("<sup style='vertical-align:baseline'>{}</sup>"),
    Way("<span style='position:relative;top:-3.0pt'>{}</span>"),
    Way("<span style='vertical-align:middle;font-size:10px'>{}</span>"),
    Way("<span style='color:#fff'>{}</span>"),
    Way("<span style='color:#fff;background:#fff url(a.png)'>{}</span>"),
    Way("<span style='color:transparent;text-shadow:0 0 0 #000'>{}</span>"),
    Way("<span style='width:0;height:0;overflow:hidden'>{}</span>"),
    Way("<span style='left:-9999px'>{}</span>"),
    Way("<span style='display:nonsense;opacity:none'>{}</span>"),
    Way("<span style='display:none;display:inline'>{}</span>"),
    Way("<span style='font-size:0'><b style='font-size:14px'>{}</b></span>"),
    Way("<span style='visibility:hidden'><b style='visibility:visible'>{}</b></span>"),
    Way("<b style='opacity:.2;transform:rotate(30deg)'>{}</b>"),
    Way("<b style='position:absolute;opacity:.6;transform:rotate(90deg)'>{}</b>"),
    Way("<details><summary></summary>{}</details>"),
    Way("<dialog open>{}</dialog>"),
    Way("<select><option selected>{}</select>"),
    Way("<b>{}</b>", "@media print { b { display: none } }"),
    Way("<b>{}</b>", "@media (max-width: 700px) { b { display: none } }"),
    Way("<b>{}</b>", "b::after { display: none } b:hover { opacity: 0 }"),
    Way("<b>{}</b>", "b.x { display: none } tr > b { display: none }"),
    Way("<b>{}</b>", "b:no-such-thing, b { display: none } i { display: none }"),
    Way("<b id=b>{}</b>", "#b { display: inline } td b { display: none }"),
    Way("<b>{}</b>", "b { display: inline !important } td b { display: none }"),
    Way("<b style='display:inline'>{}</b>", "b { display: none }"),
    Way("<b hidden>{}</b>", "[hidden] { display: inline }"),
    Way("<del>{}</del>", "del { text-decoration: none }"),
)


@pytest.mark.parametrize(("way", "edition"), in_turn(SHOWN, EDITIONS))
def test_what_shows_on_the_line_is_a_value(way: Way, edition: gd.Edition) -> None:
    body = VALUE.sub(lambda one: f"{one[1]}{way.markup.format(one[2])}", body_of(edition))
    report = read_page(body, way.css)
    assert dict(report.cells()) == dict(report_of(edition).cells())
    assert not report.residue


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("markup", "sign"),
    [
        ("减{}", -1),
        ("<span>减</span>{}", -1),
        ("减少<b> {}</b>", -1),
        ("↓{}", -1),
        ("増{}", 1),
        ("<i>▲</i>{}", 1),
    ],
)
def test_signs_in_words(markup: str, sign: int, edition: gd.Edition) -> None:
    body = VALUE.sub(lambda one: f"{one[1]}{markup.format(one[2])}", body_of(edition))
    assert {key: cell.value for key, cell in read_page(body).cells()} == {
        key: sign * (cell.value or 0) for key, cell in report_of(edition).cells()
    }


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("blank", ["&shy;", "&#8203;", "&#x2060;", "\ufeff", "<wbr>", "&zwnj;"])
def test_blanks_that_are_none_part_no_number(blank: str, edition: gd.Edition) -> None:
    body = VALUE.sub(lambda one: f"{one[1]}{one[2][0]}{blank}{one[2][1:]}", body_of(edition))
    assert dict(read_page(body).cells()) == dict(report_of(edition).cells())


# ---------------------------------------------------------------------------- laws

WAYS = {
    Shows.ON_LINE: ("{}", "<b>{}</b>", "<font size=2>{}</font>"),
    Shows.RAISED: ("<sup>{}</sup>", "<i style='vertical-align:sub'>{}</i>", "<i class=r>{}</i>"),
    Shows.STRUCK: ("<del>{}</del>", "<i class=s>{}</i>", "<s style='color:red'>{}</s>"),
    Shows.HIDDEN: (
        "<i hidden>{}</i>",
        "<i style='opacity:0'><b>{}</b></i>",
        "<i class=h>{}</i>",
        "<del class=v>{}</del>",
    ),
}
SHEET = ".r{vertical-align:super}.s{text-decoration:line-through}.h{display:none}.v{font-size:0}"


@st.composite
def written_runs(draw: st.DrawFn) -> tuple[list[tuple[str, Shows]], str]:
    """Runs of a cell, a number on the line among them, and how they are written in a page."""
    others = st.tuples(st.text("0123件", min_size=1, max_size=3), st.sampled_from(list(WAYS)[1:]))
    before = [run for run in draw(st.lists(others, max_size=2)) if run[1] is not Shows.RAISED]
    number = draw(st.integers(10, 10**6))
    runs = [*before, (str(number), Shows.ON_LINE), *draw(st.lists(others, max_size=3))]
    written = [draw(st.sampled_from(WAYS[shows])).format(text) for text, shows in runs]
    return runs, "".join(written)


def visible(texts: list[str]) -> Counter[str]:
    return Counter(one for one in "".join(texts) if not is_blank_character(one))


class TestLaws:
    @given(st.sampled_from(EDITIONS), st.lists(written_runs(), min_size=15, max_size=15))
    def test_values_are_what_is_on_the_line_and_nothing_is_lost(
        self, edition: gd.Edition, drawn: list[tuple[list[tuple[str, Shows]], str]]
    ) -> None:
        body = body_of(edition)
        expected = dict(report_of(edition).cells())
        cells = [one for one in expected if one.table is gd.TableKind.DISPUTES]
        for address, (_, written) in zip(cells, drawn, strict=True):
            body = body.replace(f">{expected[address].value}</td>", f">{written}</td>")
        report = read_page(body, SHEET)
        settled = [settle(runs) for runs, _ in drawn]
        for address, one in zip(cells, settled, strict=True):
            wanted = gd.Cell.read(one.words)
            assert (report[address].value, report[address].note) == (wanted.value, wanted.note)
        assert all(report[key] == cell for key, cell in expected.items() if key not in cells)
        aside = visible([piece.words for one in settled for piece in one.aside])
        assert visible([text for _, text in set_aside(report)]) == aside

    @given(st.lists(written_runs(), min_size=1, max_size=5))
    def test_paragraphs(self, drawn: list[tuple[list[tuple[str, Shows]], str]]) -> None:
        page = "".join(f"<p>{written}" for _, written in drawn)
        settled = [settle(runs) for runs, _ in drawn]
        assert lines_of(f"<style>{SHEET}</style>{page}") == [one.words for one in settled]

    WORDS = (
        "0 1px -9999px 99e9 .5em 50% 0% auto none hidden clip #fff #ffff #12345 white rgb( 300 , ) "
        "/ rgba(1,2,3) hsl(0deg,1%,2%,0) inset( circle( rect( polygon( round translate( x scale( "
        "url(a) inherit initial revert !important absolute inline-block ; : super"
    )
    VALUES = st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)
    STYLES = st.lists(st.tuples(st.sampled_from(sorted(_VALUES)), VALUES), max_size=5).map(
        lambda declared: ";".join(f"{name}:{value}" for name, value in declared)
    )

    @given(STYLES, STYLES, st.sampled_from(("p", "td", "sup", "tr", "font size=+9 color=x")))
    def test_whatever_is_declared_nothing_is_lost(self, sheet: str, style: str, tag: str) -> None:
        page = (
            f"<style>.a{{{sheet}}}</style><table><tr><td>1<{tag} class=a style='{style}'>2</table>"
        )
        source = read_html(page, "page.html", Limits())
        assert visible([source.text]) - Counter("〔〕") == Counter("12")

    TAGS = (
        "p div table tr td th select option b body html head style li ul br img o:p a form h1 h2 "
        "script title frameset template dd dt tbody col input textarea font pre"
    )
    MARKUP = st.lists(
        st.sampled_from([f"<{tag}>" for tag in TAGS.split()])
        | st.sampled_from([f"</{tag}>" for tag in TAGS.split()])
        | st.sampled_from(("<!-- -->", "<?x>", "x", "&amp;", "<", ">", "<p class=a hidden", "]]>")),
        max_size=30,
    )

    @given(MARKUP)
    def test_both_ways_to_parse_a_page_meet_the_same_elements(self, parts: list[str]) -> None:
        from lxml import etree

        class Target:
            def __init__(self) -> None:
                self.tags: list[str] = []

            def start(self, tag: str, attributes: object) -> None:
                del attributes
                self.tags.append(tag)

            def end(self, tag: str) -> None:
                pass

            def data(self, text: str) -> None:
                pass

            def close(self) -> list[str]:
                return self.tags

        page = " ".join([*parts, "x"]).encode()
        streaming = etree.HTMLParser(
            encoding="utf-8", huge_tree=True, no_network=True, target=cast("Any", Target())
        )
        streaming.feed(page)
        tags = cast("list[str]", streaming.close())
        assert [node.tag for node in _nodes_of(page, 250, _Work())] == tags


# ---------------------------------------------------------------------------- tables


class TestTables:
    HEAD = "<table><tr><td>信息内容<td>制发<td>废止<tr><td>规章<td>1<td>2"

    @pytest.mark.parametrize(
        "row",
        [
            "<tr hidden>",
            "<tr style='display:none'>",
            "<tr style='visibility:collapse'>",
            "<tr style='visibility:hidden'>",
            "<tr class=h>",
            "<tr style='text-decoration:line-through'>",
            "<tbody style='display:none'><tr>",
            "<tbody style='visibility:collapse'><tr>",
        ],
    )
    def test_a_hidden_row_is_none(self, row: str) -> None:
        table = f"{self.HEAD}{row}<td>规章<td>8<td>9<tbody><tr><td>其他<td>3<td>4</table>"
        page = f"<style>.h{{opacity:0}}</style>{table}"
        assert lines_of(page) == ["信息内容\t制发\t废止", "规章\t1\t2", "其他\t3\t4"]
        source = read_html(page, "page.html", Limits())
        assert [one.text for one in source.residue] == ["规章", "8", "9"]

    @pytest.mark.parametrize("style", ["visibility:collapse", "visibility:hidden", "opacity:0"])
    def test_no_cell_covers_a_hidden_row(self, style: str) -> None:
        table = (
            f"<table><tr><td rowspan=3>甲<td>1<td>2<tr style='{style}'><td>8<td>9<tr><td>3<td>4"
            f"<tr><td>乙<td>5<td>6</table>"
        )
        assert lines_of(table) == ["甲\t1\t2", "\t3\t4", "乙\t5\t6"]

    def test_a_row_that_is_struck_out_cell_by_cell_is_none(self) -> None:
        table = f"{self.HEAD}<tr><td><s>规章<td><s>8</s><td><s>9</s><tr><td>其他<td>3<td>4</table>"
        assert lines_of(table) == ["信息内容\t制发\t废止", "规章\t1\t2", "其他\t3\t4"]

    def test_what_is_left_open_in_a_cell_ends_with_it(self) -> None:
        table = "<div style='color:red'><table><tr><td>规章<td><s>1<td>2<tr><td>其他<td><sup>3<td>4"
        assert lines_of(table) == ["规章\t\t2", "其他\t〔3〕\t4"]

    @pytest.mark.parametrize("cell", ["<td hidden>", "<td style='display:none'>", "<td class=h>"])
    def test_a_hidden_cell_is_none(self, cell: str) -> None:
        table = f"{self.HEAD}<tr><td>其他{cell}9<td>3<td>4</table>"
        page = f"<style>.h{{display:none}}</style>{table}"
        assert lines_of(page)[-1] == "其他\t3\t4"

    def test_columns_are_hidden_by_their_number(self) -> None:
        page = f"<style>td:nth-child(2){{display:none}}</style>{self.HEAD}</table>"
        assert lines_of(page) == ["信息内容\t废止", "规章\t2"]

    @pytest.mark.parametrize("style", ["visibility:hidden", "opacity:0", "font-size:0"])
    def test_a_cell_whose_words_are_hidden_is_empty(self, style: str) -> None:
        table = f"{self.HEAD}<tr><td>其他<td style='{style}'>9<td>4</table>"
        assert lines_of(table)[-1] == "其他\t\t4"

    def test_a_row_may_show_in_a_hidden_table(self) -> None:
        table = "<table style='visibility:hidden'><tr><td>甲<td>1<tr style='visibility:visible'>"
        assert lines_of(f"{table}<td>乙<td>2</table>") == ["乙\t2"]

    @pytest.mark.parametrize(
        ("options", "shown"),
        [
            ("<option>1<option selected>2<option>3", "2"),
            ("<option>1</option><option>2</option>", "1"),
            ("<option disabled>1<option>2", "2"),
            ("<optgroup><option selected>1<option selected>2</optgroup>", "2"),
            ("<option hidden>1<option>2", "2"),
        ],
    )
    def test_of_a_list_the_selected_option_shows(self, options: str, shown: str) -> None:
        table = f"<table><tr><td>规章<td><select>{options}</select></table>"
        assert lines_of(table) == [f"规章\t{shown}"]
        source = read_html(table, "page.html", Limits())
        assert {one.reason.value for one in source.residue} == {"hidden"}

    @pytest.mark.parametrize("attribute", ["multiple", "size=3"])
    def test_all_options_of_a_long_list_show(self, attribute: str) -> None:
        table = f"<table><tr><td>规章<td><select {attribute}><option>1<option>2</select></table>"
        assert lines_of(table) == ["规章\t1 2"]


# ---------------------------------------------------------------------------- several reports


class TestReports:
    OLD = TITLE.replace("2023", "2022")

    @pytest.mark.parametrize("edition", EDITIONS)
    @pytest.mark.parametrize(
        ("old", "css"),
        [
            ("<div hidden>", ""),
            ("<div style='display:none'>", ""),
            ("<div class=pane>", ".pane{display:none}.pane.on{display:block}"),
            ("<div class=pane>", ".pane:not(.on){visibility:hidden}"),
            ("<div class='tab old'>", ".tab.old{position:absolute;left:-200%}"),
            ("<div id=y2022>", "#y2022{height:0;overflow:hidden}"),
            ("<template>", ""),
        ],
    )
    @pytest.mark.parametrize("is_first", [True, False])
    def test_of_several_years_the_one_that_shows(
        self, old: str, css: str, edition: gd.Edition, *, is_first: bool
    ) -> None:
        tag = "template" if "template" in old else "div"
        before = f"{old}{body_of(edition, first=7000, title=self.OLD)}</{tag}>"
        shown = f"<div class='pane on'>{body_of(edition)}</div>"
        report = read_page(before + shown if is_first else shown + before, css)
        assert (report.title, report.year) == (TITLE, 2023)
        assert dict(report.cells()) == dict(report_of(edition).cells())
        assert codes(report) == {"GD045"}
        kept = visible([text for _, text in set_aside(report)])
        assert kept >= visible(
            [str(cell.value) for _, cell in report_of(edition, first=7000).cells()]
        )

    @pytest.mark.parametrize("wrap", ["{}", "<div>{}</div>", "<section><div>{}</div></section>"])
    def test_a_second_one_that_shows_is_the_annex(self, wrap: str) -> None:
        edition = gd.Edition.FORM_2021
        closing = "<p>清河县水务局</p><p>2024年1月18日</p>"
        pages = [body_of(edition), body_of(edition, first=7000, title=self.OLD)]
        report = read_page("".join(wrap.format(page + closing) for page in pages))
        assert report.year == 2023
        assert dict(report.cells()) == dict(report_of(edition).cells())
        assert "GD016" in codes(report)
        assert not report.residue
        assert self.OLD in str(report.annex)

    def test_what_is_hidden_around_a_report_is_the_page_around(self) -> None:
        menu = "<ul style='display:none'><li>政务公开<li>办事服务</ul>"
        report = read_page(f"{menu}<div>{body_of(gd.Edition.FORM_2021)}</div>{menu}")
        assert codes(report) == {"GD002"}
        assert [one.text for one in report.residue] == ["政务公开", "办事服务"] * 2


# ---------------------------------------------------------------------------- sheets


class TestSheets:
    @pytest.mark.parametrize("media", ["", "screen", "all", "screen and (min-width: 48em)"])
    def test_sheets_for_screens(self, media: str) -> None:
        page = f"<style media='{media}'>b{{display:none}}</style><p>4<b>7</b>"
        assert lines_of(page) == ["4"]

    @pytest.mark.parametrize(
        "style",
        [
            "<style media=print>b{display:none}</style>",
            "<style type=text/less>b{display:none}</style>",
            "<style>@media not screen{b{display:none}}</style>",
            "<style>@supports not (display:grid){b{display:none}}</style>",
        ],
    )
    def test_other_sheets(self, style: str) -> None:
        assert lines_of(f"{style}<p>4<b>7</b>") == ["47"]

    @pytest.mark.parametrize(
        "css",
        [
            "<!-- b{display:none} -->",
            "/* } */ b{display:none}",
            "@charset 'x';@font-face{font-family:a}b{display:none}",
            "a[title='}']{color:red}b{display:none}",
            "a{content:'b{';}@media screen{@media all{b{display:none}}}",
            "@layer x{b{display:none}}",
            "p b,i:nonsense{display:none}b{display:none",
            "B{DISPLAY:NONE}",
            "\\62{display:none}",
            "p>b:first-child:last-of-type{display:none}",
            "p :is(i,b):not(.x)[class^=k]{display:none}",
        ],
    )
    def test_sheets_as_they_are_written(self, css: str) -> None:
        page = f"<STYLE>{css}</STYLE><p>4<b class=k1>7</b>"
        assert lines_of(page) == ["4"]

    def test_a_page_without_sheets_that_matter_is_parsed_once(self) -> None:
        page = "<style>td{color:red;margin:0 auto;padding:1px}</style><table><tr><td>1</table>"
        assert sheets_of(page, page.encode(), 250) is None

    @pytest.mark.parametrize(
        "page",
        [
            "<style>" + "b{display:none}" * 20_000 + "</style>" + "<b>1</b>" * 100,
            "<style>" + " ".join("b" * 90) + "{display:none}</style>" + "<b>" * 200 + "1",
            "<style>x ~ b ~ b ~ b ~ i{display:none}</style>" + "<b></b>" * 500 + "<i>1</i>" * 500,
            "<style>b:has(~ x){display:none}</style>" + "<b>1</b>" * 3000,
            "<style>b:nth-of-type(2n){display:none}</style>" + "<b>1</b>" * 30_000,
            "<style>b{display:none}</style>" + "<b>" * 5000,
        ],
    )
    def test_what_would_take_too_long_is_passed_over(self, page: str) -> None:
        assert sheets_of(page, page.encode(), 250) is None

    @pytest.mark.parametrize(
        "page",
        [
            "<style>b{display:none}" + "(" * 50_000,
            "<style>b{display:none;x:" + "{" * 50_000,
            "<style>" + "@media all{" * 20_000 + "b{display:none}",
            "<style>" + "b:not(" * 5000 + "{display:none}</style><b>1",
            "<style>" * 50_000 + "b{display:none}",
            "<style>b{display:none}" + "a" * 1_000_000,
            "<style>b{display:none}" + "x{}y" * 100_000,
            "<style>b{display:none}</style>" + "<b style='" + "a" * 1_000_000 + "'>1",
            "<style>b{display:none}</style>" + "<b style='font:" + " a" * 300_000 + "'>1",
            "<b style='display:" + "block " * 200_000 + ".'>1",
            "<b style='" + "color:red;" * 200_000 + "'>1" * 3,
            "<table>" + "<tr hidden><td rowspan=9>" * 2000 + "</table>",
        ],
    )
    def test_hostile_sheets(self, page: str) -> None:
        read = "import govdisclosure; govdisclosure.read(data, format='html')"
        outcome = measure(page.encode(), read)
        assert outcome.kind in {"", "LimitError"}, outcome.says
        assert outcome.memory < MEMORY

    def test_an_archived_page_has_its_sheets_beside_it(self) -> None:
        links = "<link rel=stylesheet href=cid:a@x><link href='css/b.css' rel='stylesheet'>"
        message = EmailMessage()
        message["MIME-Version"] = "1.0"
        message.set_content(f"{links}<p>4<b>7</b>1<i>8</i>", subtype="html")
        message.make_mixed()
        for place, css in (("cid:a@x", "b{display:none}"), ("http://x/css/b.css", "i{opacity:0}")):
            part = EmailMessage()
            part.set_content(css, subtype="css")
            part["Content-Location"] = place
            message.attach(part)
        source = read_html(message.as_bytes(), "page.mht", Limits())
        assert source.text.splitlines() == ["41", "7", "8"]
        assert [one.text for one in source.residue] == ["7", "8"]

    def test_a_page_whose_sheets_cannot_matter_needs_no_library(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("cssselect2", "tinycss2"):
            monkeypatch.setitem(sys.modules, name, None)
        assert lines_of("<style>td{color:red}p{margin:0}</style><p>4<i hidden>7</i>") == ["4"]
        with pytest.raises(ImportError):
            lines_of("<style>i{display:none}</style><p>4<i>7</i>")
