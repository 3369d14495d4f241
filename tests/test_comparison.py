"""Two reports compared: nothing is left out, nothing is said twice, and both ways agree."""

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from html import escape
from pathlib import Path
from typing import TypeAlias

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.characters import fold_blanks, squeeze
from govdisclosure.comparison.cells import printed_of
from govdisclosure.comparison.lines import compare_lines, key_of
from govdisclosure.comparison.wording import percent_words
from govdisclosure.crosswalk import Degree, crosswalk
from govdisclosure.model.addresses import addresses
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.statistics import StatisticsRow, StatisticsTable
from govdisclosure.strategies import cells as drawn_cells
from govdisclosure.strategies import reports, words
from tests.conftest import Run
from tests.counting import calls
from tests.tags import Tags

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
Value: TypeAlias = gd.Cell | int | Decimal | str
EDITIONS = tuple(gd.Edition)
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


def filled(seed: int, edition: gd.Edition | str = gd.Edition.FORM_2021) -> gd.Report:
    chance = random.Random(seed)
    given = {address: chance.randrange(1, 90) for address in addresses(edition)}
    return gd.compose(agency="某某市水务局", year=2023, edition=edition, cells=given)


def seen(report: gd.Report) -> str:
    """All that a reader sees besides the cells with addresses, without blanks: an own account."""
    lines: list[str] = [report.title or ""]
    parts = [*report.parts(), (None, report.annex)]
    for section, blocks in parts:
        lines += [section.heading.line] if section else []
        for block in blocks:
            if isinstance(block, gd.Table) and block is report.table(block.kind):
                lines.append(f"{block.kind}{block.edition}")
            elif isinstance(block, StatisticsTable) and block is report.statistics:
                lines += [f"{row.label}/{row.unit}" for row in block.rows]
            elif isinstance(block, Heading):
                lines.append(block.line)
            elif isinstance(block, Picture):
                lines += block.lines()
            else:
                lines += block.words()
    lines += report.closing.lines() if report.closing else []
    return squeeze("".join(lines))


# ------------------------------------------------------------------------------ laws


@given(reports())
def test_a_report_does_not_differ_from_itself(report: gd.Report) -> None:
    found = gd.diff(report, report)
    assert not found
    assert (found.cells, found.sections) == ((), ())
    assert not gd.diff(report, gd.from_json(report.to_json()))


@given(reports(), reports())
def test_what_does_not_differ_reads_the_same(one: gd.Report, two: gd.Report) -> None:
    if not gd.diff(one, two):
        assert seen(one) == seen(two)
        assert printed_of(one) == printed_of(two)
    if one == two:
        assert not gd.diff(one, two)


def turned(lines: tuple[gd.LineDiff, ...]) -> Counter[tuple[str | None, str | None]]:
    return Counter((one.new, one.old) for one in lines)


@given(reports(), reports())
def test_both_ways_agree(one: gd.Report, two: gd.Report) -> None:
    there, back = gd.diff(one, two), gd.diff(two, one)
    assert {(found.old_cells, found.new_cells, found.change) for found in there.cells} == {
        (found.new_cells, found.old_cells, found.change and -found.change) for found in back.cells
    }
    assert len(there.cells) == len(back.cells)
    sections = {(found.part, found.kind, found.lines[0].change) for found in there.sections}
    assert len(there.sections) == len(back.sections)
    for found in there.sections:
        assert turned(found.lines) in [
            Counter((line.old, line.new) for line in other.lines)
            for other in back.sections
            if (other.part, other.kind) == (found.part, found.kind)
        ], sections
    assert bool(there) is bool(back)


@given(reports(), reports())
def test_every_output_is_whole(one: gd.Report, two: gd.Report) -> None:
    found = gd.diff(one, two)
    data = json.loads(found.to_json())
    assert [cell["address"] for cell in data["cells"]] == [str(at.address) for at in found.cells]
    for language in ("zh", "en"):
        assert Tags(found.to_html(language)).names <= KNOWN_TAGS
        assert len(found.text(language).splitlines()) >= 2 + len(found.cells)
    assert Tags(found._repr_html_()).names <= KNOWN_TAGS


@given(st.lists(words(), max_size=6), st.lists(words(), max_size=6))
def test_lines_are_all_of_both_texts_in_order(old: list[str], new: list[str]) -> None:
    found = compare_lines(old, new)
    assert [one.old for one in found if one.old is not None] == old
    assert [one.new for one in found if one.new is not None] == new
    for one in found:
        if one.change is gd.LineChange.CHANGED:
            pieces = one.pieces()
            for change, text in ((gd.LineChange.ADDED, one.old), (gd.LineChange.REMOVED, one.new)):
                kept = "".join(piece.text for piece in pieces if piece.change is not change)
                assert squeeze(kept) == squeeze(text or "")


def patched(report: gd.Report, found: gd.Diff) -> gd.Report:
    for one in found.cells:
        ((address, cell),) = one.new_cells
        report = report.with_cell(address, cell)
    return report


@given(st.integers(0, 999), st.integers(0, 999), st.sampled_from(EDITIONS))
def test_the_old_report_with_the_new_cells_has_the_cells_of_the_new(
    one: int, two: int, edition: gd.Edition
) -> None:
    old, new = filled(one, edition), filled(two, edition)
    found = gd.diff(old, new)
    assert printed_of(patched(old, found)) == printed_of(new)
    assert patched(old, found) == new


EVERY = [(edition, address) for edition in EDITIONS for address in addresses(edition)]


@given(st.sampled_from(EVERY), drawn_cells())
def test_an_edit_is_exactly_that_cell(place: tuple[gd.Edition, gd.Address], cell: gd.Cell) -> None:
    edition, address = place
    old = filled(1, edition)
    new = old.with_cell(address, cell)
    found = gd.diff(old, new)
    expected = [] if new[address] == old[address] else [address]
    assert [one.address for one in found.cells] == expected
    assert found.sections == ()
    assert found.not_compared == ()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_address_is_compared(edition: gd.Edition) -> None:
    old = filled(1, edition)
    for address in addresses(edition):
        found = gd.diff(old, old.with_cell(address, 90))
        (one,) = found.cells
        before = old[address].value
        assert before is not None
        assert (one.address, one.change) == (address, 90 - before)
        assert one.percent == Fraction(90 - before) * 100 / Fraction(before)
        assert (one.states, found.cell(address), found.cell("disputes/review/total")) == (
            None,
            one,
            one if str(address) == "disputes/review/total" else None,
        )


# ------------------------------------------------------------------------------ cells


def pair(old: Value, new: Value, cell: str = "requests/received_new/total") -> gd.CellDiff:
    made = [gd.compose(cells={cell: value}) for value in (old, new)]
    (found,) = gd.diff(*made).cells
    return found


def test_a_blank_is_no_zero() -> None:
    found = pair("", 0)
    assert (found.change, found.percent) == (None, None)
    assert found.states == (gd.CellState.BLANK, gd.CellState.NUMBER)


def test_nothing_is_per_cent_of_zero() -> None:
    found = pair(0, 3)
    assert (found.change, found.percent, found.states) == (3, None, None)


def test_numbers_are_exact() -> None:
    found = pair(Decimal("0.1"), Decimal("0.3"), "proactive/fees/collected_wan")
    assert (found.change, found.percent) == (Decimal("0.2"), Fraction(200))
    most = pair(1, 10**18 - 1)
    assert most.change == 10**18 - 2


def test_numbers_in_two_units_have_no_difference() -> None:
    found = pair("3元", "3万元", "proactive/fees/collected_wan")
    assert (found.change, found.percent, found.states) == (None, None, None)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(200, 3), "+66.67%"),
        (Fraction(-200, 3), "-66.67%"),
        (Fraction(1, 200), "+0.01%"),
        (Fraction(-1, 200), "-0.01%"),
        (Fraction(1, 201), "0.00%"),
        (Fraction(100), "+100.00%"),
        (None, ""),
    ],
)
def test_a_per_cent_is_rounded_half_up_in_print_alone(share: Fraction | None, said: str) -> None:
    assert percent_words(share) == said


# ------------------------------------------------------------------------------ editions


def test_across_editions_the_crosswalk_decides() -> None:
    old, new = filled(3, "2019"), filled(4, "2021")
    found = gd.diff(old, new)
    declared = [
        one
        for kind in gd.TableKind
        for one in crosswalk(
            kind,
            None if kind is gd.TableKind.DISPUTES else gd.Edition.FORM_2019,
            None if kind is gd.TableKind.DISPUTES else gd.Edition.FORM_2021,
        )
    ]
    assert list(found.not_compared) == [one for one in declared if one.degree is Degree.NONE]
    by_cells = {tuple(at for at, _ in one.old_cells): one for one in found.cells}
    for one in declared:
        if one.degree is Degree.NONE:
            continue
        before = sum(int(old[address].value or 0) for address in one.here)
        after = sum(int(new[address].value or 0) for address in one.there)
        difference = by_cells.get(one.here)
        assert (0 if difference is None else difference.change) == after - before
        if difference is not None:
            assert (difference.degree, difference.why) == (one.degree, one.why)
            assert difference.address in {*one.here, *one.there}
            words = gd.diff(old, new).text("zh")
            assert one.why.chinese in words


def test_a_sum_with_a_blank_part_has_no_difference_in_numbers() -> None:
    parts: dict[str, Value] = {
        "requests/other_not_supplemented/total": 1,
        "requests/other_fee_unpaid/total": "",
        "requests/other_misc/total": 2,
    }
    old = gd.compose(edition="2019", cells={"requests/other_handling/total": 3})
    found = gd.diff(old, gd.compose(cells=parts))
    one = found.cell("requests/other_handling/total")
    assert one is not None
    assert (one.degree, one.new, one.change, one.states) == (Degree.SUM, None, None, None)
    assert "（无法相加）" in found.text()
    whole = gd.compose(cells=parts | {"requests/other_fee_unpaid/total": 0})
    assert gd.diff(old, whole).cell("requests/other_handling/total") is None


def sheet(*rows: tuple[str, str, str]) -> gd.Report:
    made = [
        StatisticsRow(label=label, unit=unit, cells=[gd.Cell.of(value)])
        for label, unit, value in rows
    ]
    return gd.Report(preamble=[StatisticsTable(columns=["统计数"], rows=made)])


def test_sheets_are_compared_by_address_and_their_own_rows_as_words() -> None:
    old = sheet(("（一）收到申请数", "件", "3"), ("本地自设的一项", "件", "8"))
    new = sheet(("（一）收到申请数", "件", "5"), ("本地自设的一项", "件", "9"))
    found = gd.diff(old, new)
    assert [(str(one.address), one.change) for one in found.cells] == [
        ("statistics/received/year", 2)
    ]
    (part,) = found.sections
    assert [(line.old, line.new) for line in part.changes] == [
        ("本地自设的一项\t件\t8件", "本地自设的一项\t件\t9件")
    ]


def test_a_sheet_is_held_against_the_form_that_followed_it() -> None:
    old = sheet(("（一）收到申请数", "件", "3"))
    new = gd.compose(cells={"requests/received_new/total": 5}, edition="2019")
    for found in (gd.diff(old, new), gd.diff(new, old)):
        one = next(one for one in found.cells if "received" in str(one.address))
        assert one.degree is Degree.ALIKE
        assert abs(one.change or 0) == 2
        assert "2007" in one.why.english
        assert found.not_compared


# ------------------------------------------------------------------------------ words


def with_overview(*blocks: object) -> gd.Report:
    return gd.Report(sections=[gd.Section.of(gd.SectionKind.OVERVIEW, *blocks)])  # type: ignore[arg-type]


def texts(*lines: str) -> gd.Report:
    return with_overview(*(Paragraph(text=line) for line in lines))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("全年公开信息 12 条。",), ("全年公开信息12条。",)),
        (("全年公开。", "收到申请。"), ("全年公开。收到申请。",)),
        (("甲\u3000乙".replace("\u3000", " "),), ("甲乙",)),
    ],
)
def test_sections_that_changed_only_blanks_do_not_appear(
    old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    assert not gd.diff(texts(*old), texts(*new))
    assert not gd.diff(texts(*new), texts(*old))


@given(st.lists(words(), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_blanks_in_prose_never_count(lines: list[str], chance: random.Random) -> None:
    spaced = []
    for line in lines:
        at = chance.randrange(len(line) + 1)
        spaced.append(fold_blanks(f"{line[:at]} {line[at:]}"))
    if chance.random() < 0.5 and len(spaced) > 1:
        spaced[:2] = [fold_blanks(f"{spaced[0]} {spaced[1]}")]
    assert not gd.diff(texts(*lines), texts(*spaced))
    assert gd.diff(texts(*lines), texts(*spaced, "另一句话。"))


def test_cells_of_other_tables_stay_apart() -> None:
    def table(*rows: tuple[str, str]) -> gd.Report:
        return with_overview(OtherTable(rows=rows))

    assert gd.diff(table(("平台", "数"), ("1", "23")), table(("平台", "数"), ("12", "3")))
    assert not gd.diff(table(("平台", "甲 乙"), ("1", "2")), table(("平台", "甲乙"), ("1", "2")))


def test_a_changed_sentence_shows_what_changed_in_it() -> None:
    old = texts("全年没有变化的一句话，很长很长的一句话。收到申请 12 件，全部办结。", "不变。")
    new = texts("全年没有变化的一句话，很长很长的一句话。收到申请 15 件，全部办结。", "不变。")
    found = gd.diff(old, new)
    (part,) = found.sections
    assert (part.kind, part.title()) == (gd.SectionKind.OVERVIEW, "一、总体情况")
    assert len(part.changes) == 1
    assert "件" in found.text()
    assert "[-12-]{+15+}" in found.text()
    assert "不变" not in found.text()
    assert "<del>12</del>" in found.to_html()
    assert "<ins>15</ins>" in found.to_html()


def test_sections_are_matched_by_kind_whatever_their_place() -> None:
    one, two = gd.SectionKind.PROBLEMS, gd.SectionKind.OTHER
    old = gd.Report(sections=[gd.Section.of(one), gd.Section.of(two)])
    new = gd.Report(
        sections=[gd.Section.of(one), gd.Section.of(two, Paragraph(text="没有其他事项。"))]
    )
    (part,) = gd.diff(old, new).sections
    assert (part.kind, [line.new for line in part.changes]) == (two, ["没有其他事项。"])
    gone = gd.diff(new, gd.Report(sections=[gd.Section.of(one)])).sections
    assert [(section.kind, {line.new for line in section.lines}) for section in gone] == [
        (two, {None})
    ]


def test_another_order_of_sections_is_a_difference() -> None:
    heads = [Heading(level=1, ordinal=1, title=title) for title in ("概况甲", "概况乙")]
    parts = [gd.Section(kind=None, heading=one) for one in heads]
    (found,) = gd.diff(gd.Report(sections=parts), gd.Report(sections=parts[::-1])).sections
    assert found.part is gd.ReportPart.ORDER


def test_a_table_that_is_gone_is_not_silent() -> None:
    old = gd.compose()
    sections = [
        evolve(one, blocks=()) if one.kind is gd.SectionKind.DISPUTES else one
        for one in old.sections
    ]
    found = gd.diff(old, evolve(old, sections=sections))
    assert [part.kind for part in found.sections] == [gd.SectionKind.DISPUTES]
    assert len(found.cells) == 15
    assert found.cells[0].states == (gd.CellState.BLANK, gd.CellState.ABSENT)


def test_a_line_with_blanks_of_its_own_has_the_same_key() -> None:
    assert key_of("甲 乙\t丙") == "甲乙\t丙"


def test_many_paragraphs_that_changed_are_each_beside_their_own() -> None:
    chance = random.Random(5)
    characters = "公开政府信息申请办理答复工作年度机构人员培训监督制度完善"
    old = ["".join(chance.choices(characters, k=200)) + f"共{at}件。" for at in range(60)]
    new = [f"{line[:100]}新增{line[100:]}".replace("件。", "件，") for line in old]
    new.insert(30, "另有一段。")
    found = compare_lines(old, new)
    changes = Counter(one.change.value for one in found)
    assert changes == {"changed": 60, "added": 1}
    (one,) = [one for one in found if one.old == old[7]]
    assert [(piece.change.value, piece.text) for piece in one.pieces()][1] == ("added", "新增")


@pytest.mark.parametrize("pair", [("甲", "甲乙"), ("甲乙", "乙甲"), ("…", "…。"), ("1 2", "2 1")])
def test_work_grows_with_the_text_whatever_repeats_in_it(pair: tuple[str, str]) -> None:
    def task(size: int) -> Callable[[], object]:
        old, new = (words * size for words in pair)
        lines = [f"{old}{at}" for at in range(15)], [f"{new}{at}" for at in range(15)]
        return lambda: [one.pieces() for one in compare_lines(*lines)]

    small, large = (calls(task(size)) for size in (200, 800))
    assert large < small * 6


# ------------------------------------------------------------------------------ the page

_TAGS = """html head meta title style body header main h1 h2 h3 p div
table thead tbody tr th td span br del ins"""
KNOWN_TAGS = frozenset(_TAGS.split())


@given(st.lists(words(), max_size=6), st.lists(words(), max_size=6))
def test_the_page_has_every_line_that_differs_on_its_side(old: list[str], new: list[str]) -> None:
    found = gd.diff(texts(*old), texts(*new))
    page = re.sub("</?(?:del|ins)>", "", found.to_html())
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td></tr>", page, re.DOTALL)
    left, right = ("\n".join(row[side] for row in rows) for side in (0, 1))
    for part in found.sections:
        for line in part.changes:
            assert escape(line.old or "") in left
            assert escape(line.new or "") in right


def test_markup_in_a_report_stays_words() -> None:
    nasty = "<script>alert(1)</script>&amp;\"'<img src=x onerror=y>"
    old, new = texts("好。"), texts(f"坏。{nasty}")
    page = gd.diff(old, new).to_html()
    assert Tags(page).names <= KNOWN_TAGS
    assert "&lt;script&gt;" in page
    cell = gd.compose(cells={"disputes/review/total": "<b>见附件</b>"})
    assert Tags(gd.diff(gd.compose(), cell).to_html()).names <= KNOWN_TAGS


def test_the_page_loads_nothing() -> None:
    page = gd.diff(filled(1, "2019"), filled(2)).to_html("en")
    assert not re.search(r"(?:src|href|url\(|@import)", page)
    assert 'lang="en"' in page


# ------------------------------------------------------------------------------ the command


def test_the_exit_code_says_whether_they_differ(run: Run, tmp_path: Path) -> None:
    file, other = EXAMPLES / "report_2021.txt", tmp_path / "other.txt"
    report = gd.read(file)
    gd.write(report.with_cell("requests/received_new/total", 51), other)
    named = "望舒市水务局 2023 (form of 2021)"
    nothing = f"old: {named}\nnew: {named}\nNo differences.\n"
    assert run("diff", file, file, "--lang", "en") == (0, nothing, "")
    code, out, err = run("diff", file, other, "--lang", "en")
    assert (code, err) == (1, "")
    assert "[requests/received_new/total]\n    50 件 → 51 件, +1, +2.00%\n" in out
    assert run("diff", file, other, "--lang", "zh")[1] == str(gd.diff(report, gd.read(other)))


@pytest.mark.parametrize(
    ("name", "begins"), [("d.html", "<!DOCTYPE"), ("d.json", "{"), ("d.txt", "旧")]
)
def test_it_is_written_by_its_suffix(run: Run, tmp_path: Path, name: str, begins: str) -> None:
    files = [EXAMPLES / f"report_{year}.txt" for year in (2019, 2021)]
    code, out, _ = run("diff", *files, "-o", name, "--lang", "zh")
    written = (tmp_path / name).read_text("utf-8")
    assert (code, out) == (1, "")
    assert written.startswith(begins)
    if name == "d.json":
        assert written == gd.diff(*map(gd.read, files)).to_json()


def test_what_cannot_be_compared_is_said(run: Run, tmp_path: Path) -> None:
    file = EXAMPLES / "report_2021.txt"
    assert run("diff", file, tmp_path / "none.txt")[0] == 3
    code, _, err = run("diff", file, EXAMPLES, "--lang", "en")
    assert code == 2
    assert "diff compares two reports" in err
    assert run("diff", file, file, "-o", file)[0] == 2
    assert run("diff", file, file, "-o", "d.docx")[0] == 2
