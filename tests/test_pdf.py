"""Pages of glyphs and strokes become the report that was set on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.builders import build_report
from govdisclosure.characters import narrow, squeeze
from govdisclosure.forms.layout import section_title
from govdisclosure.model.blocks import Paragraph
from govdisclosure.readers.pdf.lines import lines_of
from govdisclosure.readers.pdf.page import Box, Glyph, Page
from govdisclosure.readers.pdf.reader import source_of_pages
from govdisclosure.source import Origin, ResidueReason, Source
from govdisclosure.text import ABSENT_SIGN

from . import pdf_printing
from .dialects.compare import compare
from .dialects.facts import make_facts
from .dialects.forms import Edition
from .pdf_setting import RULES, UPRIGHT, Manner, glyphs_of, set_pages

#: Whole reports take long to make and to read; a thousand in the deep profile.
_few = settings(max_examples=max(25, settings().max_examples // 3))
_EDITIONS: tuple[Edition, ...] = ("2021", "2019")


def signs_of(pages: Sequence[Page]) -> Counter[str]:
    return Counter(glyph.text for page in pages for glyph in page.glyphs)


def signs_in(source: Source) -> Counter[str]:
    printed = source.text.replace(ABSENT_SIGN, "")
    return Counter(sign for sign in printed if not sign.isspace())


def read_pages(pages: Sequence[Page]) -> tuple[Source, gd.Report]:
    source = source_of_pages(pages, "<pages>")
    return source, build_report(source)


def page_of(
    *lines: tuple[str, float, float],
    strokes: Sequence[Box] = (),
    size: float = 10,
    number: int = 1,
) -> Page:
    """A page with words, each line given by where it begins and where its baseline runs."""
    glyphs = [glyph for text, left, y in lines for glyph in glyphs_of(text, left, y, size)]
    return Page(number, 595, 842, tuple(glyphs), tuple(strokes), ())


def grid_of(xs: Sequence[float], ys: Sequence[float]) -> list[Box]:
    """The rules of a table with these edges."""
    across = [Box(xs[0], y - 0.3, xs[-1], y + 0.3) for y in ys]
    return across + [Box(x - 0.3, ys[0], x + 0.3, ys[-1]) for x in xs]


def lines_in(*pages: Page) -> list[str]:
    return source_of_pages(pages, "<pages>").text.splitlines()


# ------------------------------------------------------------------------------ whole reports

MANNERS = st.builds(
    Manner,
    rules=st.sampled_from(RULES),
    upright=st.sampled_from(UPRIGHT),
    height=st.integers(260, 900).map(float),
    cuts_rows=st.booleans(),
    closes_parts=st.booleans(),
    repeats_heads=st.booleans(),
    has_running_head=st.booleans(),
    is_shuffled=st.booleans(),
    shift=st.sampled_from((0.0, 5.0)),
    size=st.sampled_from((10.5, 14.0, 16.0)),
    small=st.sampled_from((7.0, 9.0)),
)


def signs_at(pages: Sequence[Page], place: Origin) -> Counter[str]:
    """The signs whose middle lies in the box of a place."""
    number, (left, top, right, bottom) = placed(place)
    return Counter(
        glyph.text
        for glyph in pages[number - 1].glyphs
        if left <= (glyph.left + glyph.right) / 2 <= right
        and top <= (glyph.top + glyph.bottom) / 2 <= bottom
    )


def placed(origin: Origin) -> tuple[int, Box]:
    """The page and the box of an origin, which must have both."""
    assert origin.page is not None
    assert origin.box is not None
    return origin.page, Box(*origin.box)


@_few
@given(st.sampled_from(_EDITIONS), st.integers(0, 10**6), MANNERS)
def test_what_is_set_is_read_and_every_value_knows_its_place(
    edition: Edition, seed: int, manner: Manner
) -> None:
    facts = make_facts(edition, seed)
    pages = set_pages(facts, manner)
    source, report = read_pages(pages)
    assert signs_in(source) == signs_of(pages)
    assert list(compare(report, facts).differences()) == []
    numbers = [(address, cell) for address, cell in report.cells() if cell.is_number]
    assert len(numbers) == sum(cell.state == "number" for cell in facts.cells.values())
    for address, cell in numbers:
        assert cell.span is not None, address
        assert source.text[slice(*cell.span)] == cell.raw, address
        assert cell.place is not None, address
        assert signs_at(pages, cell.place) == Counter(squeeze(cell.raw or "")), address


@_few
@given(st.sampled_from(_EDITIONS), st.integers(0, 10**6), MANNERS)
@example("2021", 100, Manner(height=1200, cuts_rows=True, is_shuffled=True, small=7.0, size=14.0))
def test_nothing_is_read_wrong_where_no_rules_are_drawn(
    edition: Edition, seed: int, manner: Manner
) -> None:
    facts = make_facts(edition, seed)
    report = read_pages([page._replace(strokes=()) for page in set_pages(facts, manner)])[1]
    read = {str(address): cell.value for address, cell in report.cells() if cell.is_number}
    printed = {address: cell.value for address, cell in facts.cells.items()}
    assert {address: value for address, value in read.items() if printed[address] != value} == {}


@pytest.mark.parametrize("seed", [0, 3, 4, 7])
def test_words_over_lines_cost_their_own_row_where_no_rules_are_drawn(seed: int) -> None:
    facts = make_facts("2021", seed)
    report = read_pages([page._replace(strokes=()) for page in set_pages(facts, Manner())])[1]
    numbers = sum(cell.state == "number" for cell in facts.cells.values())
    read = sum(cell.is_number for _, cell in report.cells())
    assert numbers - read <= 14


@_few
@given(st.sampled_from(_EDITIONS), st.integers(0, 10**6), st.sampled_from(("none", "flat", "up")))
def test_no_value_is_wrong_where_rules_lack(edition: Edition, seed: int, kept: str) -> None:
    facts = make_facts(edition, seed)
    pages = [
        page._replace(strokes=tuple(one for one in page.strokes if _is_kept(one, kept)))
        for page in set_pages(facts, Manner(has_running_head=True))
    ]
    source, report = read_pages(pages)
    assert signs_in(source) == signs_of(pages)
    assert compare(report, facts).wrong_value == 0


def _is_kept(stroke: Box, kept: str) -> bool:
    is_flat = stroke.right - stroke.left > stroke.bottom - stroke.top
    return kept != "none" and is_flat == (kept == "flat")


@given(st.data())
def test_any_glyphs_and_strokes_give_a_source_that_has_them_all(data: st.DataObject) -> None:
    place = st.integers(0, 300).map(float)
    glyph = st.builds(
        lambda text, left, y, size, turn: Glyph(
            text, left, y - size, left + size, y, left, y, float(size), turn
        ),
        st.sampled_from("一二三、1234.年（"),
        place,
        place,
        st.sampled_from((6, 10, 30)),
        st.sampled_from((0, 0, 0, 90, 180, 270)),
    )
    stroke = st.builds(
        lambda x, y, length, flat: (
            Box(x, y, x + length, y + 0.5) if flat else Box(x, y, x + 0.5, y + length)
        ),
        place,
        place,
        st.integers(0, 300).map(float),
        st.booleans(),
    )
    pages = [
        Page(
            number,
            400,
            400,
            tuple(data.draw(st.lists(glyph, max_size=40))),
            tuple(data.draw(st.lists(stroke, max_size=12))),
            (),
        )
        for number in range(1, data.draw(st.integers(1, 3)) + 1)
    ]
    source, _ = read_pages(pages)
    assert signs_in(source) == signs_of(pages)


# ------------------------------------------------------------------------------ numbers

_HEAD = (("第二十条第（五）项", 60, 74), ("信息内容", 60, 94), ("本年处理决定数量", 160, 94))
_XS, _YS = (50, 150, 300), (60, 80, 100, 120, 140)


def test_a_number_that_is_broken_in_a_narrow_cell_is_one() -> None:
    strokes = grid_of((50, 150, 175), (60, 80, 110, 130))
    page = page_of(
        ("行政许可", 60, 74), ("12", 155, 74),
        ("行政处罚", 60, 94), ("123", 154, 92), ("45", 154, 104),
        ("行政强制", 60, 124), ("7", 154, 124),
        strokes=strokes,
    )  # fmt: skip
    assert lines_in(page) == ["行政许可\t12", "行政处罚\t12345", "行政强制\t7"]


def test_two_numbers_in_a_wide_cell_are_no_number() -> None:
    page = page_of(
        ("行政许可", 60, 74), ("123", 160, 72), ("45", 160, 84),
        ("行政处罚", 60, 108), ("3", 160, 108),
        strokes=grid_of(_XS, (60, 95, 115)),
    )  # fmt: skip
    assert lines_in(page)[0] == "行政许可\t123 45"


def test_rows_without_a_rule_between_them_stay_rows() -> None:
    page = page_of(
        ("甲", 60, 72), ("1", 160, 72), ("4", 260, 72),
        ("乙", 60, 84), ("2", 160, 84), ("5", 260, 84),
        ("丙", 60, 108), ("3", 160, 108), ("6", 260, 108),
        strokes=grid_of((50, 150, 250, 350), (60, 95, 115)),
    )  # fmt: skip
    assert lines_in(page) == ["甲\t1\t4", "乙\t2\t5", "丙\t3\t6"]


def test_digits_across_a_rule_are_no_number_of_either_cell() -> None:
    page = page_of(
        *_HEAD, ("行政许可", 60, 114), ("12345", 140, 114), ("行政处罚", 60, 134),
        strokes=grid_of(_XS, _YS),
    )  # fmt: skip
    source, report = read_pages([page])
    assert "行政许可\t〔缺〕\n" in source.text
    assert [(one.text, one.reason) for one in source.residue] == [("12345", ResidueReason.UNPLACED)]
    assert signs_in(source) == signs_of([page])
    assert all(not cell.is_number for _, cell in report.cells())
    (torn,) = (one for one in report.diagnostics if one.code == "GD043")
    assert dict(torn.arguments) == {"words": "12345"}


_NUMBERS = "proactive/licensing/decisions", "proactive/penalties/decisions"


def states_in(*pages: Page) -> tuple[list[tuple[str, object]], list[str]]:
    """The two numbers of :data:`_NUMBERS`, and what stands in no cell."""
    source, report = read_pages(pages)
    assert signs_in(source) == signs_of(pages)
    cells = [report[address] for address in _NUMBERS]
    return [(cell.state.value, cell.value) for cell in cells], [
        one.text for one in source.residue if one.reason is ResidueReason.UNPLACED
    ]


@pytest.mark.parametrize("gap", [0, 1.5])
def test_digits_past_the_outer_rule_leave_no_number(gap: float) -> None:
    page = page_of(
        *_HEAD, ("行政许可", 60, 114), ("2143", 279, 114), ("9", 299 + gap, 114),
        ("行政处罚", 60, 134), ("36", 289, 134), strokes=grid_of(_XS, _YS),
    )  # fmt: skip
    assert states_in(page) == ([("absent", None), ("number", 36)], ["21439"])


def test_a_number_at_the_side_of_the_page_may_go_on_beyond_it() -> None:
    page = page_of(
        *_HEAD, ("行政许可", 60, 114), ("2143", 278, 114), ("行政处罚", 60, 134), ("36", 270, 134),
        strokes=grid_of(_XS, _YS),
    )._replace(width=300)  # fmt: skip
    assert states_in(page) == ([("absent", None), ("number", 36)], ["2143"])
    empty = page._replace(glyphs=page.glyphs[:-2])
    assert states_in(empty) == ([("absent", None), ("absent", None)], ["2143"])


def test_a_number_that_runs_into_the_next_cell_makes_both_absent() -> None:
    page = page_of(
        ("第二十条第（一）项", 60, 74), ("信息内容", 60, 94), ("本年制发件数", 160, 94),
        ("本年废止件数", 240, 94), ("现行有效件数", 320, 94),
        ("规章", 60, 114), ("1,234,567", 200, 114), ("5", 320, 114),
        ("行政规范性文件", 60, 134), ("1", 160, 134), ("2", 240, 134), ("3", 320, 134),
        strokes=grid_of((50, 150, 230, 310, 390), _YS),
    )  # fmt: skip
    source, report = read_pages([page])
    row = [report[f"proactive/rules/{one}"] for one in ("issued", "repealed", "in_force")]
    assert [(cell.state.value, cell.value) for cell in row] == [
        ("absent", None), ("absent", None), ("number", 5),
    ]  # fmt: skip
    assert [one.text for one in source.residue] == ["1,234,567"]


def _cut_by_page(label: str, rest: str, below: str) -> list[Page]:
    """A row at a page's foot and what stands below it on the next, above another row."""
    first = page_of(
        *_HEAD, (label, 60, 114), ("2143", 160, 114), strokes=grid_of(_XS, (60, 80, 100, 120))
    )
    last = page_of(
        (rest, 60, 64), (below, 160, 64), ("行政处罚", 60, 84), ("36", 160, 84),
        strokes=grid_of(_XS, (50, 70, 90)), number=2,
    )  # fmt: skip
    return [first, last]


@pytest.mark.parametrize(("label", "rest"), [("行政许可", ""), ("行政", "许可")])
def test_a_number_that_the_end_of_a_page_cuts_is_none(label: str, rest: str) -> None:
    pages = _cut_by_page(label, rest, "9")
    assert states_in(*pages) == ([("absent", None), ("number", 36)], ["2143 9"])
    _, report = read_pages(pages)
    (torn,) = (one for one in report.diagnostics if one.code == "GD043")
    assert dict(torn.arguments) == {"words": "2143 9"}


def test_a_row_with_a_label_of_its_own_cuts_no_number() -> None:
    source, report = read_pages(_cut_by_page("行政许可", "行政强制", "9"))
    assert (report[_NUMBERS[0]].value, report["proactive/compulsion/decisions"].value) == (2143, 9)
    assert not source.residue


def test_a_cell_of_hidden_digits_is_not_blank() -> None:
    page = page_of(
        *_HEAD, ("行政许可", 60, 114), ("行政处罚", 60, 134), strokes=grid_of(_XS, _YS)
    )._replace(hidden=(*glyphs_of("7", 160, 114, 10), *glyphs_of("9", 165, 134, 10)))
    shown = page._replace(glyphs=(*page.glyphs, *glyphs_of("36", 160, 134, 10)))
    assert states_in(page) == ([("absent", None), ("absent", None)], [])
    assert states_in(shown) == ([("absent", None), ("number", 36)], [])


@pytest.mark.parametrize("mark", "、，。；：）")
def test_a_mark_that_hangs_over_a_rule_belongs_to_its_word(mark: str) -> None:
    page = page_of(
        *_HEAD, (f"行政许可{mark}", 108, 114), ("12", 160, 114), ("行政处罚", 60, 134),
        ("3", 160, 134), strokes=grid_of(_XS, _YS),
    )  # fmt: skip
    assert f"行政许可{mark}\t12" in lines_in(page)


def test_a_broken_number_may_have_a_longer_line_below_a_shorter_one() -> None:
    narrow_one = glyphs_of("746", 152, 92, 10)
    thin = [
        glyph._replace(left=152 + 4.2 * place, right=156.2 + 4.2 * place)
        for place, glyph in enumerate(glyphs_of("9551", 152, 104, 10))
    ]
    page = page_of(
        ("行政许可", 60, 74), ("12", 155, 74), ("行政处罚", 60, 94),
        strokes=grid_of((50, 150, 171), (60, 80, 110)),
    )  # fmt: skip
    page = page._replace(glyphs=(*page.glyphs, *narrow_one, *thin))
    assert lines_in(page) == ["行政许可\t12", "行政处罚\t7469551"]


def test_numbers_that_are_printed_over_each_other_are_none() -> None:
    page = page_of(
        *_HEAD, ("行政许可", 60, 114), ("12", 160, 114), ("34", 161, 114),
        ("行政处罚", 60, 134), strokes=grid_of(_XS, _YS),
    )  # fmt: skip
    _, report = read_pages([page])
    assert all(not cell.is_number for _, cell in report.cells())


def test_a_number_beside_digits_that_are_struck_out_is_the_number() -> None:
    page = page_of(
        *_HEAD, ("行政许可", 60, 114), ("12101", 160, 114), ("行政处罚", 60, 134),
        strokes=[*grid_of(_XS, _YS), Box(160, 110.2, 170, 110.7)],
    )  # fmt: skip
    source, report = read_pages([page])
    assert "行政许可\t101" in source.text
    assert [cell.value for _, cell in report.cells() if cell.is_number] == [101]
    assert [(one.text, one.reason.value) for one in report.residue] == [("12", "struck")]


def test_a_space_between_rules_drawn_twice_is_no_cell() -> None:
    strokes = grid_of(_XS, _YS) + grid_of([x + 5 for x in _XS], [y + 2 for y in _YS])
    page = page_of(*_HEAD, ("行政许可", 60, 114), ("12", 170, 114), strokes=strokes)
    assert "行政许可\t12" in lines_in(page)


# ------------------------------------------------------------------------------ words

_LONG = "本年度通过门户网站发布各类信息若干条，其中通知公告若干条，工作动态若干条，"


def test_lines_become_paragraphs_over_the_ends_of_pages() -> None:
    full = [(_LONG, 50.0, 100 + 20 * row) for row in range(30)]
    first = page_of((f"{_LONG[:-2]}", 70, 80), *full, ("- 1 -", 290, 800))
    second = page_of((_LONG, 50, 80), ("完。", 50, 100), ("另起一段。", 70, 120), number=2)
    whole = _LONG[:-2] + _LONG * 31 + "完。"
    assert lines_in(first, second) == [whole, "另起一段。", "- 1 -"]


def test_headings_begin_paragraphs_though_the_line_before_is_full() -> None:
    page = page_of(
        (_LONG, 50, 80), (_LONG[:-1] + "。", 50, 100), ("一、总体情况", 50, 120), ("无。", 50, 140)
    )
    assert lines_in(page)[-2:] == ["一、总体情况", "无。"]


_TITLES = st.builds(
    "{}{}年政府信息公开工作年度报告".format,
    st.sampled_from(("", "某某局", "某某市商务局", "某某省某某市人民政府办公室")),
    st.integers(2019, 2030),
)
_SECTIONS = st.builds(
    "{}、{}".format,
    st.sampled_from("一二三四五六"),
    st.sampled_from([section_title(kind).official for kind in gd.SectionKind]),
)


@given(st.lists(_TITLES | _SECTIONS, min_size=2, max_size=8), st.sampled_from((12, 20, 30)))
def test_lines_that_end_a_paragraph_by_their_words_are_lines(words: list[str], lead: int) -> None:
    page = page_of(*((line, 50.0, 80.0 + lead * row) for row, line in enumerate(words)))
    assert lines_in(page) == words


@given(
    _TITLES, _SECTIONS, st.sampled_from(("无。", "本年度无。", "本年度没有应当报告的其他事项，"))
)
def test_text_below_a_title_or_a_heading_is_no_part_of_it(
    title: str, heading: str, text: str
) -> None:
    first, second = (text, 50, 140), (text, 50, 110)
    assert lines_in(page_of((title, 50, 80), (heading, 50, 110), first)) == [title, heading, text]
    assert lines_in(page_of((title, 50, 80), second)) == [title, text]
    assert lines_in(page_of((heading, 50, 80), second)) == [heading, text]


def test_a_heading_of_a_section_begins_a_line_though_no_sentence_ended() -> None:
    lines = ["本年度没有应当报告的其他事项", "二、主动公开政府信息情况", "无。"]
    page = page_of(*((line, 50, 80 + 20 * row) for row, line in enumerate(lines)))
    assert lines_in(page) == lines


def test_headings_with_no_text_between_them_are_lines() -> None:
    lines = ["（一）主动公开情况", "（二）依申请公开", "1.网站建设", "2.队伍建设"]
    page = page_of(*((line, 50, 80 + 20 * row) for row, line in enumerate(lines)))
    assert lines_in(page) == lines


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、总体情况：本年度主动公开各类信息若干条，", "没有收到申请。"),
        ("（一）加强组织领导和队伍建设，不断推进政府信", "息公开工作。本年度无。"),
        ("本机关严格按照条例第二十条第", "（一）项的规定主动公开信息。"),
    ],
)
def test_a_paragraph_that_begins_as_a_heading_goes_on(first: str, second: str) -> None:
    assert lines_in(page_of((first, 50, 80), (second, 50, 100))) == [first + second]


def test_a_paragraph_that_begins_with_words_of_a_title_goes_on() -> None:
    first, second = "现公布某某市商务局2023年政府信息公开工作年度报告", "如下，有疑问的请来电。"
    page = page_of((first, 70, 80), (second, 50, 100), (_LONG[: len(first)], 50, 120))
    assert lines_in(page)[0].startswith(first + second)


def test_words_of_latin_letters_are_parted_and_ideographs_are_not() -> None:
    page = page_of(("主动公开 open data 情况", 50, 80))
    assert lines_in(page) == ["主动公开open data情况"]


def test_what_repeats_at_the_edge_of_pages_goes_around_the_report() -> None:
    pages = [
        page_of(
            (f"某某市人民政府 第{number}期", 50, 40),
            (f"第{number}页上的话，各不相同。", 70, 100 + 7 * number),
            (f"{number}/3", 290, 810),
            number=number,
        )
        for number in (1, 2, 3)
    ]
    source = source_of_pages(pages, "<pages>")
    assert [one.text for one in source.residue] == [
        text for number in (1, 2, 3) for text in (f"某某市人民政府第{number}期", f"{number}/3")
    ]
    assert [one.reason for one in source.residue] == 3 * [
        ResidueReason.CHROME,
        ResidueReason.PAGE_NUMBER,
    ]


def test_the_organ_in_a_title_and_in_the_signature_is_no_running_head() -> None:
    title = (
        *glyphs_of("某某市商务局", 240, 60, 20),
        *glyphs_of("2023年政府信息公开工作年度报告", 150, 92, 20),
    )
    body = page_of(("一、总体情况", 70, 120), (_LONG, 70, 140), (_LONG, 50, 160), ("完。", 50, 180))
    first = body._replace(glyphs=(*title, *body.glyphs))
    second = page_of(("某某市商务局", 350, 60), ("2024年1月20日", 350, 80), number=2)
    _, report = read_pages([first, second])
    assert report.title == "某某市商务局2023年政府信息公开工作年度报告"
    assert report.closing is not None
    assert report.closing.signature == "某某市商务局"


@pytest.mark.parametrize("form", ["{}", "{}/6", "- {} -", "第{}页", "·{}·", "{}／6"])
def test_numbers_of_pages_are_told_as_such(form: str) -> None:
    pages = [
        page_of((f"第{one}页上的话，各不相同。", 70, 100), (form.format(one), 290, 810), number=one)
        for one in (1, 2, 3)
    ]
    source, report = read_pages(pages)
    assert [one.reason for one in source.residue] == [ResidueReason.PAGE_NUMBER] * 3
    assert [one.code for one in report.diagnostics].count("GD003") == 3


def test_numbers_at_the_edge_of_a_page_that_do_not_count_pages_are_kept() -> None:
    pages = [page_of(("正文。", 70, 100), ("35", 290, 200), number=one) for one in (1, 2)]
    assert not source_of_pages(pages, "<pages>").residue


def test_a_box_around_prose_is_no_table() -> None:
    strokes = grid_of((40, 480), (60, 160))
    page = page_of((_LONG, 50, 80), (_LONG, 50, 100), ("完。", 50, 120), strokes=strokes)
    assert lines_in(page) == [_LONG * 2 + "完。"]


def test_a_title_in_large_signs_is_one_line() -> None:
    title = (
        glyphs_of("某某市商务局", 230, 60, 20),
        glyphs_of("2023年政府信息公开工作年度报告", 150, 90, 20),
    )
    body = page_of((f"　　{_LONG}", 50, 140), *((_LONG, 70, 160 + 20 * row) for row in range(12)))
    glyphs = (*title[0], *title[1], *body.glyphs)
    _, report = read_pages([body._replace(glyphs=glyphs)])
    assert report.title == "某某市商务局2023年政府信息公开工作年度报告"


def test_signs_painted_in_columns_are_read_down_and_from_the_right() -> None:
    column = [Glyph(sign, 60, 10 * row, 70, 10 * row + 10, 60, 10 * row + 8, 10)
              for row, sign in enumerate("本年度")]  # fmt: skip
    second = [Glyph(sign, 45, 10 * row, 55, 10 * row + 10, 45, 10 * row + 8, 10)
              for row, sign in enumerate("办结")]  # fmt: skip
    assert [line.text for line in lines_of([*column, *second])] == ["本年度", "办结"]


def test_radicals_are_taken_for_what_they_look_like() -> None:
    page = page_of(
        ("某某市⽔利局2023年政府信息公开⼯作年度报告", 100, 60), ("⼀、总体情况", 70, 90),
        ("⽆。", 70, 110), ("⼆、主动公开政府信息情况", 70, 130),
    )  # fmt: skip
    _, report = read_pages([page])
    assert [section.kind for section in report.sections] == [
        gd.SectionKind.OVERVIEW,
        gd.SectionKind.PROACTIVE,
    ]
    assert report.year == 2023


def test_a_drawing_of_many_strokes_is_no_table() -> None:
    rng = Random(1)
    strokes = [
        Box(x, y, x + rng.random() * 9, y + 0.4)
        for x, y in ((rng.random() * 500, rng.random() * 800) for _ in range(4000))
    ] + [Box(x, 0, x + 0.4, 800) for x in range(0, 500, 5)]
    page = page_of(("图中的话。", 70, 100), strokes=strokes)
    assert signs_in(source_of_pages([page], "<pages>")) == signs_of([page])


# ------------------------------------------------------------------------------ real files


@pytest.mark.slow("files that a browser or an office prints")
@pytest.mark.skipif(pdf_printing.CHROMIUM is None, reason="Chromium is not installed")
def test_pages_that_chromium_prints_are_read(tmp_path: Path) -> None:
    cases = [
        case
        for edition in _EDITIONS
        for case in pdf_printing.page_cases(edition, 1, ["canonical", "split"])
    ]
    _assert_all_read(cases, tmp_path)


@pytest.mark.slow("files that a browser or an office prints")
@pytest.mark.skipif(pdf_printing.SOFFICE is None, reason="LibreOffice is not installed")
def test_word_files_that_libreoffice_prints_are_read(tmp_path: Path) -> None:
    cases = [
        case
        for edition in _EDITIONS
        for case in pdf_printing.word_cases(edition, 1, ["canonical", "short"])
    ]
    _assert_all_read(cases, tmp_path)


def _assert_all_read(cases: Sequence[pdf_printing.Case], folder: Path) -> None:
    pytest.importorskip("pypdfium2", reason="the extra for PDF files is not installed")
    for case, path in zip(cases, pdf_printing.print_cases(cases, folder), strict=True):
        score = pdf_printing.compare_printed(gd.read(path), case.facts)
        assert list(score.differences()) == [], path.name


@pytest.mark.corpus
def test_the_prose_of_a_real_report_stands_in_order(samples: Path) -> None:
    """Against the text that another reader gives of the same file, sign by sign."""
    pdfium = pytest.importorskip("pypdfium2", reason="the extra for PDF files is not installed")
    path = samples / "hongze2024.pdf"
    document = pdfium.PdfDocument(path)
    whole = "".join(
        narrow(squeeze(page.get_textpage().get_text_bounded())).replace(f"-{number}-", "")
        for number, page in enumerate(document, start=1)
    )
    report = gd.read(path)
    prose = [
        narrow(squeeze(block.text))
        for blocks in (report.preamble, *(section.blocks for section in report.sections))
        for block in blocks
        if isinstance(block, Paragraph)
    ]
    assert len(prose) == 10
    found = sum(len(one) for one in prose if one in whole)
    assert found >= 0.995 * sum(map(len, prose))
