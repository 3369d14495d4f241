"""PDF files: what stands on their pages, where they are read, and how bad ones end."""

import io
import math
import os
import shutil
import subprocess
import sys
from array import array
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.api import read_source
from govdisclosure.readers.confinement import CONFINES_MEMORY
from govdisclosure.readers.formats import format_of
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf import file as pdf_file
from govdisclosure.readers.pdf import process as pdf_process
from govdisclosure.readers.pdf.content import Budget, Content, Refusal
from govdisclosure.readers.pdf.file import pages_of
from govdisclosure.readers.pdf.ground import MANNERS
from govdisclosure.readers.pdf.lettering import FIGURES
from govdisclosure.readers.pdf.page import Box, Page
from govdisclosure.readers.pdf.stream import BrokenStreamError, read_contents, write_contents
from govdisclosure.readers.processes import find_interpreter
from tests.hostile.case import MEMORY
from tests.hostile.pdfs import MAKERS, WORDS, measure_case
from tests.pdf_writing import document, stream, text

pytest.importorskip("pypdfium2_raw", reason="the extra pdf is not installed")


def pages(data: bytes, limits: Limits | None = None) -> list[Page]:
    return list(pages_of(data, "a.pdf", limits or Limits()))


def page(*content: bytes, **settings: bytes) -> Page:
    (one,) = pages(document(b"".join(content), page=settings.get("page", b"")))
    return one


def words(one: Page) -> str:
    return "".join(glyph.text for glyph in one.glyphs)


def refusal(data: bytes, limits: Limits | None = None) -> gd.ReadError:
    with pytest.raises(gd.ReadError) as caught:
        pages(data, limits)
    return caught.value


def boxes(found: tuple[Box, ...]) -> list[tuple[float, ...]]:
    return sorted(tuple(round(side, 1) for side in one) for one in found)


# ---------------------------------------------------------------------------- glyphs


def test_glyphs_have_their_text_and_their_place_from_the_upper_left_corner() -> None:
    one = page(text("12", 100, 700, 10))
    assert (one.number, one.width, one.height) == (1, 595, 842)
    first, second = one.glyphs
    assert (first.text, first.x, first.y, first.size, first.turn) == ("1", 100, 142, 10, 0)
    assert second.x == pytest.approx(105.56, abs=0.01)
    assert first.left < first.right <= second.left + 0.1
    assert first.top < first.y - 6
    assert first.bottom >= first.y


def test_chinese_text_in_a_font_that_is_not_embedded_is_read() -> None:
    one = page(text("一、总体情况", 72, 700), text("2024", 72, 680))
    assert words(one) == "一、总体情况2024"
    assert [glyph.x for glyph in one.glyphs[:3]] == [72, 84, 96]
    assert all(0 < glyph.right - glyph.left <= 12.1 for glyph in one.glyphs)


@pytest.mark.parametrize(
    ("quarters", "x", "y", "turn"),
    [(0, 100, 142, 0), (90, 700, 100, 90), (180, 495, 700, 180), (270, 142, 495, 270)],
)
def test_a_page_counts_as_it_is_shown(quarters: int, x: float, y: float, turn: int) -> None:
    one = page(text("1", 100, 700), page=b"/Rotate %d" % quarters)
    assert (one.width, one.height) == ((595, 842) if quarters % 180 == 0 else (842, 595))
    (glyph,) = one.glyphs
    assert (glyph.x, glyph.y, glyph.turn) == (x, y, turn)
    assert glyph.left <= glyph.x + 0.1
    assert glyph.right >= glyph.x - 0.1
    assert glyph.top <= glyph.y + 0.1
    assert glyph.bottom >= glyph.y - 0.1


@pytest.mark.parametrize(
    ("matrix", "turn"),
    [(b"1 0 0 1", 0), (b"0 -1 1 0", 90), (b"-1 0 0 -1", 180), (b"0 1 -1 0", 270), (b"1 0 .3 1", 0)],
)
def test_turned_text_says_how_it_is_turned(matrix: bytes, turn: int) -> None:
    one = page(b"BT /F1 12 Tf %s 300 300 Tm (12) Tj ET" % matrix)
    assert [glyph.turn for glyph in one.glyphs] == [turn, turn]


def test_sizes_are_those_on_the_page() -> None:
    scaled = b"q .24 0 0 -.24 0 842 cm BT /F1 50 Tf 1 0 0 -1 300 300 Tm (1) Tj ET Q "
    negative = b"BT /F1 -12 Tf -1 0 0 -1 300 300 Tm (2) Tj ET"
    first, second = page(scaled, negative).glyphs
    assert [first.size, second.size] == pytest.approx([12, 12])
    assert [first.turn, second.turn] == [0, 0]


def test_only_what_is_within_the_crop_can_be_seen() -> None:
    content = text("1", 50, 50) + text("2", 300, 400) + text("3", 590, 838)
    one = page(content, page=b"/CropBox [200 300 500 700]")
    assert (one.width, one.height, words(one)) == (300, 400, "2")
    assert (one.glyphs[0].x, one.glyphs[0].y) == (100, 300)


def test_blanks_are_no_glyphs_and_none_are_made_up() -> None:
    one = page(text("1 2", 72, 700), text("3", 300, 700), text("4", 72, 600))
    assert words(one) == "1234"


def test_text_painted_again_to_feign_bold_counts_once() -> None:
    content = text("2024", 72, 700) + text("11", 72, 600)
    again = text("2024", 72.3, 700.2) + text("11", 72.3, 600)
    assert words(page(content, again)) == "202411"
    assert words(page(content, text("5", 300, 300), again)) == "2024115"
    between = b"".join(text(str(digit), 300, 20 + 20 * digit) for digit in range(9))
    assert words(page(content, between, again)) == "202411012345678"


def test_equal_digits_side_by_side_are_all_there() -> None:
    apart = b"".join(text("1", 72 + 5.0 * at, 700, 10) for at in range(6))
    assert words(page(apart)) == "111111"
    assert words(page(b"BT /F1 10 Tf -1.2 Tc 72 700 Td (000111) Tj ET")) == "000111"
    zeros = b"".join(text("0", 72 + 60 * at, 700 - 20 * row) for row in range(9) for at in range(7))
    assert words(page(zeros)) == "0" * 63


def test_hyphens_at_the_ends_of_lines_stay() -> None:
    lines = ["ab-", "cd-", "-", "-", "ef-", "12-", "gh"]
    content = b"".join(text(line, 72, 700 - 15 * at) for at, line in enumerate(lines))
    assert words(page(content)) == "".join(lines)


def test_what_a_mark_says_a_text_stands_for_does_not_count() -> None:
    marked = b"/Span << /ActualText (99) >> BDC %s EMC " % text("12", 72, 700)
    one = page(marked, text("3", 300, 700))
    assert words(one) == "123"
    assert one.glyphs[1].x > one.glyphs[0].x


def test_radicals_stay_as_the_file_has_them() -> None:
    codes = "".join(f"<{code:02X}> <{ord(sign):04X}>\n" for code, sign in enumerate("⽂⼀⻓", 0x41))
    mapped = document(
        b"BT /F3 12 Tf 72 700 Td (ABC) Tj ET",
        resources=b"",
        objects={
            3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 1000 0 R >>",
            1000: stream(
                b"1 begincodespacerange <00> <FF> endcodespacerange\n3 beginbfchar\n%s endbfchar"
                % codes.encode()
            ),
        },
    ).replace(b"/F3 12", b"/F1 12")
    (one,) = pages(mapped)
    assert words(one) == "⽂⼀⻓"


def _untold(content: bytes, codes: str) -> bytes:
    """A font whose codes are glyph numbers, with characters for those in *codes* only."""
    known = "".join(f"<{ord(sign):04X}> <{ord(sign):04X}>\n" for sign in codes)
    return document(
        content,
        objects={
            3: b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H"
            b" /ToUnicode 1000 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2"
            b" /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
            b" /Supplement 0 >> /DW 500 /FontDescriptor << /Type /FontDescriptor /FontName /A"
            b" /Flags 4 /Ascent 800 /Descent -200 /FontBBox [0 -200 500 800] >> >>] >>",
            1000: stream(
                b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n%d beginbfchar\n%s"
                b"endbfchar" % (len(codes), known.encode())
            ),
        },
    )


def _coded(words: str) -> bytes:
    return b"BT /F1 12 Tf 72 700 Td <%s> Tj ET" % words.encode("utf-16-be").hex().encode()


def test_single_unknown_glyphs_keep_their_places() -> None:
    (one,) = pages(_untold(_coded("report of 2024: 10"), "report f204:"))
    assert words(one) == "reportof2024:\ufffd0"


def test_text_whose_fonts_tell_nothing_is_refused() -> None:
    error = refusal(_untold(_coded("report of 2024"), "re"))
    assert "unknown" in error.english
    assert "编码" in error.chinese


def test_hidden_text_is_not_read() -> None:
    hidden = text("7", 72, 600, settings=b"3 Tr")
    assert words(page(text("1", 72, 700), hidden, text("2", 72, 500, settings=b"0 Tr"))) == "12"
    assert words(page(text("1", 72, 700, settings=b"1 Tr"), text("2", 72, 680, 0.01))) == "1"
    states = b"/ExtGState << /Clear << /ca 0 >> >>"
    (one,) = pages(document(WORDS + b"/Clear gs " + text("5", 72, 600), resources=states))
    assert words(one) == "2024"


_PICTURE = {
    1000: stream(
        b"\0" * 12,
        b" /Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8"
        b" /ColorSpace /DeviceRGB",
    )
}
_SHOWN = b"q 400 0 0 600 100 150 cm /I Do Q "


def _pictured(content: bytes) -> bytes:
    return document(content, resources=b"/XObject << /I 1000 0 R >>", objects=_PICTURE)


def test_pictures_are_boxes() -> None:
    (one,) = pages(_pictured(_SHOWN + WORDS))
    assert boxes(one.pictures) == [(100, 92, 500, 692)]
    assert words(one) == "2024"


def test_a_scan_is_named_with_what_to_do() -> None:
    assert "扫描件" in refusal(_pictured(_SHOWN)).chinese
    assert "is a scan" in refusal(_pictured(_SHOWN)).english
    recognised = refusal(_pictured(_SHOWN + text("2024", 72, 700, settings=b"3 Tr")))
    assert "recognition" in recognised.english
    assert "扫描件" in recognised.chinese


def test_text_that_is_painted_over_hidden_words_is_read() -> None:
    """As a shadow is written: the words, wholly transparent, and again right over them."""
    states = b"/ExtGState << /Clear << /ca 0 >> /Full << /ca 1 >> >>"
    twice = b"/Clear gs " + text("2143", 72, 700) + b"/Full gs " + text("2143", 72, 700)
    (one,) = pages(document(twice, resources=states))
    assert (words(one), one.hidden) == ("2143", ())
    assert [glyph.y for glyph in one.glyphs] == [142] * 4
    apart = twice + b"/Clear gs " + text("9", 300, 600)
    (other,) = pages(document(apart, resources=states))
    assert words(other) == "2143"
    (box,) = other.hidden
    assert box.left == pytest.approx(300, abs=0.1)
    assert box.top < 242 < box.bottom + 3


def test_what_is_hidden_under_a_scanned_page_is_told() -> None:
    report_text = (
        text("某某局2023年政府信息公开工作年度报告", 72, 700),
        text("一、总体情况", 72, 660),
        text("本年度无。", 96, 620),
    )
    scanned = _SHOWN + text("12", 72, 700, settings=b"3 Tr") + text("3", 72, 600, settings=b"3 Tr")
    data = document(
        b"".join(report_text),
        scanned,
        _SHOWN,
        resources=b"/XObject << /I 1000 0 R >>",
        objects=_PICTURE,
    )
    assert [len(one.hidden) for one in pages(data)] == [0, 3, 0]
    source = read_source(data)
    report = gd.read(data)
    (one,) = (one for one in report.diagnostics if one.code == "GD031")
    assert one.arguments == (("page", "2"), ("count", "3"))
    assert "page 2 of the PDF has 3 hidden characters" in one.text("en")
    assert "第 2 页有 3 个隐藏字符" in one.text("zh")
    assert one.span is not None
    place = source.origin_at(one.span.start)
    assert place is not None
    assert place.page == 2
    assert source.text[one.span.start :].startswith("〔图〕")


@pytest.mark.parametrize("hidden", [0, 1, 2], ids=["first", "middle", "last"])
def test_a_page_of_hidden_words_alone_is_told_where_it_stood(hidden: int) -> None:
    contents = [text(f"{number} of 2024.", 72, 700) for number in range(3)]
    contents[hidden] = text("12 34", 72, 700, settings=b"3 Tr")
    data = document(*contents)
    (one,) = (one for one in gd.read(data).diagnostics if one.code == "GD031")
    assert one.arguments == (("page", str(hidden + 1)), ("count", "4"))
    assert one.span is not None
    before = read_source(data).text[: one.span.start]
    assert before.count("2024") == hidden


def test_what_is_filled_in_is_part_of_the_page() -> None:
    look = stream(
        b"BT /F1 12 Tf 2 4 Td (56) Tj ET",
        b" /Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F1 3 0 R >> >>",
    )
    annotation = (
        b"<< /Type /Annot /Subtype /FreeText /Rect [300 300 400 320] /F 4 /Contents (56)"
        b" /AP << /N 1000 0 R >> >>"
    )
    (one,) = pages(
        document(WORDS, page=b"/Annots [1001 0 R]", objects={1000: look, 1001: annotation})
    )
    assert words(one) == "202456"
    assert one.glyphs[-1].y == pytest.approx(842 - 304, abs=0.1)


# ---------------------------------------------------------------------------- strokes


def test_strokes_are_lines_along_an_axis() -> None:
    content = b"1 w 100 700 m 500 700 l S 100 700 m 100 600 l S 100 700 m 500 600 l S " + WORDS
    assert boxes(page(content).strokes) == [(99.5, 142, 100.5, 242), (100, 141.5, 500, 142.5)]


def test_a_ruled_box_is_its_four_sides() -> None:
    sides = [(100, 142, 100, 242), (100, 142, 500, 142), (100, 242, 500, 242), (500, 142, 500, 242)]
    for drawn in (
        b"100 600 400 100 re S ",
        b"100 600 m 500 600 l 500 700 l 100 700 l h S ",
        b"100 600 m 500 600 l 500 700 l 100 700 l s ",
        b"[3 2] 0 d 100 600 400 100 re S ",
        b".9 g 100 600 400 100 re B ",
    ):
        assert boxes(page(b"0 w ", drawn, WORDS).strokes) == sides


def test_thin_filled_boxes_are_lines_and_thick_ones_are_not() -> None:
    content = b"0 g 100 600 400 .5 re f 100 500 m 500 500 l 500 501 l 100 501 l f .8 g "
    shades = b"100 300 400 100 re f 100 200 50 50 re f "
    assert boxes(page(content, shades, WORDS).strokes) == [
        (100, 241.5, 500, 242),
        (100, 341, 500, 342),
    ]


def test_what_cannot_be_seen_is_no_line() -> None:
    invisible = (
        b"1 G 100 700 m 500 700 l S 1 g 100 600 400 1 re f 0 G 100 500 m 500 500 l n "
        b"/Clear gs 0 G 0 g 100 400 m 500 400 l S 100 300 400 1 re f "
        b"/Solid gs 900 100 m 990 100 l S 100 -50 m 500 -50 l S "
    )
    states = b"/ExtGState << /Clear << /ca 0 /CA 0 >> /Solid << /ca 1 /CA 1 >> >>"
    (one,) = pages(document(invisible + WORDS, resources=states))
    assert one.strokes == ()


def test_white_lines_part_what_is_shaded() -> None:
    content = b".8 g 100 600 400 100 re f 1 G 1 w 300 600 m 300 700 l S 50 20 m 90 20 l S "
    assert boxes(page(content, WORDS).strokes) == [(299.5, 142, 300.5, 242)]


def test_curves_and_thick_bars_are_no_lines() -> None:
    content = b"1 w 100 700 m 200 700 300 700 400 700 c S 30 w 100 300 m 500 300 l S "
    assert page(content, WORDS).strokes == ()


def test_lines_in_forms_stand_where_the_forms_do() -> None:
    inner = stream(
        b"1 w 0 0 m 100 0 l S",
        b" /Type /XObject /Subtype /Form /BBox [-9 -9 999 999] /Matrix [2 0 0 1 0 0]",
    )
    outer = stream(
        b"q 1 0 0 1 10 20 cm /X Do Q",
        b" /Type /XObject /Subtype /Form /BBox [-9 -9 999 999]"
        b" /Resources << /XObject << /X 1000 0 R >> >>",
    )
    (one,) = pages(
        document(
            b"q 1 0 0 1 100 600 cm /Y Do Q " + WORDS,
            resources=b"/XObject << /Y 1001 0 R >>",
            objects={1000: inner, 1001: outer},
        )
    )
    (line,) = one.strokes
    assert (line.left, line.right) == pytest.approx((110, 310))
    assert (line.top + line.bottom) / 2 == pytest.approx(842 - 620)


def test_lines_of_a_page_that_is_turned_are_turned() -> None:
    one = page(b"0 w 100 700 m 500 700 l S ", WORDS, page=b"/Rotate 90")
    assert boxes(one.strokes) == [(700, 100, 700, 500)]


# ---------------------------------------------------------------------------- bad files


@pytest.mark.skipif(sys.platform == "win32", reason="what a process takes is told otherwise")
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow("hostile PDF files") if case.is_heavy else ())
        for name, case in MAKERS.items()
    ],
)
def test_hostile_files_end_in_few_calls_with_one_error(name: str) -> None:
    case = MAKERS[name]
    outcome = measure_case(case)
    if case.says is None:
        assert outcome.kind == "", outcome
    else:
        assert case.says in outcome.says
        assert outcome.kind == ("LimitError" if "pdf_" in case.says else "ReadError")
    if sys.platform == "linux":
        assert outcome.memory <= MEMORY


@pytest.mark.parametrize("seed", range(20))
def test_damage_anywhere_gives_pages_or_one_error(seed: int) -> None:
    chance = Random(seed)
    lines = [text("一、总体情况2024", 72, 700) for _ in range(3)]
    data = bytearray(document(*[b"100 600 400 100 re S " + line for line in lines]))
    for _ in range(chance.choice([1, 5, 50])):
        at = chance.randrange(len(data))
        if chance.random() < 0.7:
            data[at] = chance.randrange(256)
        else:
            del data[at : at + chance.randrange(30)]
    try:
        found = pages(bytes(data))
    except gd.ReadError:
        return
    for one in found:
        assert all(0 <= glyph.left + glyph.right <= 2 * one.width for glyph in one.glyphs)
        assert all(0 <= glyph.top + glyph.bottom <= 2 * one.height for glyph in one.glyphs)


@pytest.mark.parametrize("name", ["password", "cut at 5/10", "10,000 pages", "empty page"])
def test_errors_are_told_in_both_languages(name: str) -> None:
    error = refusal(MAKERS[name].make())
    assert error.chinese.startswith("a.pdf：")
    assert "；" in error.chinese
    assert error.english.startswith("a.pdf: ")
    assert "; " in error.english


@pytest.mark.parametrize(
    "limits",
    [Limits(pdf_pages=1), Limits(pdf_glyphs=10), Limits(pdf_strokes=3)],
    ids=["pages", "glyphs", "strokes"],
)
def test_each_limit_is_named_and_can_be_raised(limits: Limits) -> None:
    one = b"100 600 400 100 re S " + text("123456", 72, 700)
    data = document(one, one)
    assert len(pages(data)) == 2
    error = refusal(data, limits)
    assert isinstance(error, gd.LimitError)
    (name,) = (
        field for field in ("pdf_pages", "pdf_glyphs", "pdf_strokes")
        if getattr(limits, field) != getattr(Limits(), field)
    )  # fmt: skip
    assert f"Limits({name}=…)" in error.english
    assert f"Limits({name}=…)" in error.chinese


_COUNTS = [one.name for one in fields(Limits) if not one.name.endswith("_seconds")]
_TIMES = ["office_seconds", "pdf_seconds"]


def test_every_limit_is_a_count_or_a_time() -> None:
    assert {*_COUNTS, *_TIMES} == {one.name for one in fields(Limits)}
    assert len(_COUNTS) + len(_TIMES) == len(fields(Limits))


def limits_with(name: str, value: object) -> Limits:
    """Limits of which one is *value*, whatever that is."""
    wrong: Any = {name: value}
    return Limits(**wrong)


@pytest.mark.parametrize("name", [*_COUNTS, *_TIMES])
@pytest.mark.parametrize("value", [0, -1, "3", None, True, math.nan, math.inf, 10**30])
def test_what_is_no_limit_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"^{name} is a .* not "):
        limits_with(name, value)


@pytest.mark.parametrize("name", _COUNTS)
def test_a_count_is_a_whole_number(name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} is a whole number"):
        limits_with(name, 2e8)


@pytest.mark.parametrize("seconds", [0.5, 1, 2.25, 1_000_000])
def test_files_are_read_within_any_limit_of_time(seconds: float) -> None:
    assert words(pages(document(WORDS), Limits(pdf_seconds=seconds))[0]) == "2024"


@pytest.mark.parametrize("name", [one for one in _COUNTS if one.startswith("pdf_")])
def test_files_are_read_within_the_largest_limits(name: str) -> None:
    assert words(pages(document(WORDS), Limits(**{name: 2**62}))[0]) == "2024"


def test_a_report_in_pdf_is_read() -> None:
    lines = ["某某局2023年政府信息公开工作年度报告", "一、总体情况", "本年度无。"]
    content = b"".join(text(line, 72, 700 - 30 * at) for at, line in enumerate(lines))
    report = gd.read(document(content))
    assert (report.title, report.year) == (lines[0], 2023)
    (section,) = report.sections
    assert section.kind is gd.SectionKind.OVERVIEW
    assert [str(getattr(block, "text", block)) for block in section.blocks] == [lines[2]]
    assert gd.read(document(content), format="pdf") == report


# ---------------------------------------------------------------------------- formats


def test_a_pdf_file_is_told_by_its_content() -> None:
    data = document(WORDS)
    assert format_of(data) == "pdf"
    assert format_of(b"\r\n\r\n" + data) == "pdf"
    assert format_of("文件头应为 %PDF-1.4".encode()) == "text"
    assert format_of(b"<html><p>%PDF-1.4 startxref</p></html>") == "html"


@pytest.mark.parametrize("format", ["text", "html", "docx", "xlsx"])
def test_a_pdf_file_is_read_as_nothing_else(format: str) -> None:
    with pytest.raises(gd.ReadError, match="a PDF file"):
        gd.read(document(WORDS), format=format)


def test_what_is_no_pdf_file_is_not_read_as_one() -> None:
    with pytest.raises(gd.ReadError):
        gd.read("一、总体情况".encode(), format="pdf")


# ---------------------------------------------------------------------------- the process


def test_the_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "find_pdfium", lambda: None)
    error = refusal(document(WORDS))
    assert isinstance(error.__cause__, gd.MissingExtraError)
    assert "pip install 'govdisclosure[pdf]'" in error.chinese
    assert "pip install 'govdisclosure[pdf]'" in error.english


def test_without_a_process_the_pages_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    data = document(b"100 600 400 100 re S " + WORDS, text("5", 72, 600))
    expected = pages(data)
    monkeypatch.setattr(pdf_file, "find_interpreter", lambda: None)
    assert pages(data) == expected
    assert "cut off" in refusal(MAKERS["garbage"].make()).english


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("python3.12", True),
        ("python.exe", True),
        ("pythonw.exe", True),
        ("python3.13t", True),
        ("pypy3.11", True),
        ("uwsgi", False),
        ("reports.exe", False),
        ("pythonize", False),
    ],
)
def test_only_a_python_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, *, found: bool
) -> None:
    path = tmp_path / name
    path.touch()
    monkeypatch.setattr(sys, "executable", str(path))
    monkeypatch.setattr(sys, "_base_executable", None, raising=False)
    monkeypatch.setattr(sys, "exec_prefix", str(tmp_path / "none"))
    assert find_interpreter() == (str(path) if found else None)


def test_a_frozen_program_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert find_interpreter() is None


def test_an_interpreter_that_does_not_start_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf_file, "find_interpreter", lambda: str(tmp_path / "python"))
    error = refusal(document(WORDS))
    assert "does not start" in error.english
    assert isinstance(error.__cause__, OSError)


def test_bindings_that_do_not_load_are_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf_file, "find_pdfium", lambda: str(tmp_path))
    assert "pip install" in refusal(document(WORDS)).english


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    # Only the clock can end a process that does nothing.
    monkeypatch.setattr(pdf_process, "_PROGRAM", "import time\ntime.sleep(60)")
    monkeypatch.setattr(pdf_process, "_PATIENCE", 0.2)
    error = refusal(document(WORDS), Limits(pdf_seconds=1))
    assert isinstance(error, gd.LimitError)
    assert "pdf_seconds" in error.english


def _ending(monkeypatch: pytest.MonkeyPatch, how: str) -> gd.ReadError:
    """How reading ends when the process does *how* at the first page."""
    program = pdf_process._PROGRAM.replace(
        "main()\n",
        "from govdisclosure.readers.pdf import worker as pdf_worker\n"
        "import os, signal\n"
        "def end(*_):\n"
        f"    {how}\n"
        "    yield\n"
        "pdf_worker.contents_of = end\n"
        "main()\n",
    )
    assert program != pdf_process._PROGRAM
    monkeypatch.setattr(pdf_process, "_PROGRAM", program)
    return refusal(document(WORDS))


def test_a_process_that_crashes_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    error = _ending(monkeypatch, "os.kill(os.getpid(), getattr(signal, 'SIGSEGV', 11))")
    assert "crashed at page 1" in error.english


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("name", ["SIGABRT", "SIGTRAP", "SIGILL"])
@pytest.mark.parametrize("confines", [True, False])
def test_memory_is_blamed_only_where_it_is_limited(
    monkeypatch: pytest.MonkeyPatch, name: str, *, confines: bool
) -> None:
    monkeypatch.setattr(pdf_process, "CONFINES_MEMORY", confines)
    error = _ending(monkeypatch, f"os.kill(os.getpid(), signal.{name})")
    assert isinstance(error, gd.LimitError) == confines
    assert ("pdf_memory_bytes" if confines else "crashed at page 1") in error.english


@pytest.mark.parametrize("confines", [True, False])
def test_a_machine_without_memory_is_told_apart(
    monkeypatch: pytest.MonkeyPatch, *, confines: bool
) -> None:
    monkeypatch.setattr(pdf_process, "CONFINES_MEMORY", confines)
    error = _ending(monkeypatch, "raise MemoryError")
    assert isinstance(error, gd.LimitError) == confines
    assert ("pdf_memory_bytes" in error.english) == confines
    assert ("ran out of memory at page 1" in error.english) != confines


def test_without_a_process_no_limit_of_memory_is_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object) -> Iterator[Content]:
        raise MemoryError

    monkeypatch.setattr(pdf_file, "find_interpreter", lambda: None)
    monkeypatch.setattr(pdf_file, "contents_of", exhausted)
    error = refusal(document(WORDS))
    assert not isinstance(error, gd.LimitError)
    assert "ran out of memory at page 1" in error.english


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_memory_is_limited_on_linux() -> None:
    assert CONFINES_MEMORY


def test_threads_read_side_by_side() -> None:
    files = [document(text(str(number), 72, 700)) for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        found = [words(one) for (one,) in pool.map(pages, files)]
    assert found == [str(number) for number in range(12)]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux tells the processes")
def test_no_process_and_no_pipe_stays_behind() -> None:
    def standing() -> tuple[int, list[str]]:
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
        return len([*Path("/proc/self/fd").iterdir()]), children.split()

    before = standing()
    for name in ("password", "laughs in depth", "garbage"):
        refusal(MAKERS[name].make())
    pages(document(WORDS))
    assert standing() == before


def test_no_file_is_written(tmp_path: Path) -> None:
    copy = tmp_path / "a folder with blanks"
    shutil.copytree(Path(gd.__file__).parent, copy / "govdisclosure")
    (copy / "a.pdf").write_bytes(document(WORDS))
    before = sorted(tmp_path.rglob("*"))
    code = "import govdisclosure as gd; print(len(str(gd.read('a.pdf'))))"
    run = subprocess.run(
        [sys.executable, "-B", "-c", code],
        cwd=copy,
        env=os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(run.stdout) > 0
    assert sorted(tmp_path.rglob("*")) == before


def test_the_process_writes_no_compiled_modules(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = pdf_process.find_pdfium()
    assert found is not None
    copy = tmp_path / "site" / "pypdfium2_raw"
    shutil.copytree(Path(found) / copy.name, copy, ignore=shutil.ignore_patterns("__pycache__"))
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(pdf_file, "find_pdfium", lambda: str(copy.parent))
    assert words(pages(document(WORDS))[0]) == "2024"
    assert sorted(tmp_path.rglob("*")) == before


# ---------------------------------------------------------------------------- the stream


BUDGET = Budget(pages=3, glyphs=50, strokes=20)
_floats = st.floats(width=32, allow_nan=False, allow_infinity=False)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    characters = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=10))
    places = array("f")
    for _ in characters:
        places.extend(draw(st.lists(_floats, min_size=FIGURES - 1, max_size=FIGURES - 1)))
        places.append(draw(st.sampled_from(MANNERS)))
    sides = [
        array("f", draw(st.lists(_floats, min_size=4 * count, max_size=4 * count)))
        for count in draw(st.tuples(*[st.integers(0, 3)] * 2))
    ]
    width, height = draw(st.tuples(*[st.floats(1, 1000, width=32)] * 2))
    return Content(width, height, characters, places, *sides)


def _written(found: Iterable[Content], refused: Refusal | None = None) -> bytes:
    def answer() -> Iterator[Content]:
        yield from found
        if refused is not None:
            raise refused

    out = io.BytesIO()
    write_contents(out, answer())
    return out.getvalue()


@given(st.lists(contents(), max_size=3))
def test_pages_come_through_the_pipe_as_they_are(found: list[Content]) -> None:
    assert list(read_contents(io.BytesIO(_written(found)), BUDGET)) == found


@given(st.lists(contents(), max_size=3), st.data())
def test_an_answer_cut_anywhere_is_no_answer(found: list[Content], data: st.DataObject) -> None:
    whole = _written(found)
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(BrokenStreamError):
        list(read_contents(io.BytesIO(whole[:cut]), BUDGET))


@given(st.lists(contents(), max_size=3), st.data())
def test_nothing_else_comes_of_a_damaged_answer(found: list[Content], data: st.DataObject) -> None:
    whole = bytearray(_written(found))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = list(read_contents(io.BytesIO(bytes(whole)), BUDGET))
    except (BrokenStreamError, Refusal):
        return
    assert len(read) <= BUDGET.pages
    numbers = [one for found in read for part in found[3:] for one in part]
    assert all(map(math.isfinite, numbers))


def test_a_refusal_comes_behind_the_pages_before_it() -> None:
    with pytest.raises(Refusal) as caught:
        list(read_contents(io.BytesIO(_written([], Refusal("page", 7))), BUDGET))
    assert (caught.value.code, caught.value.number) == ("page", 7)
