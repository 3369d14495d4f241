"""Pages that lie on their side are read as their words stand, and places are those shown."""

from __future__ import annotations

from random import Random
from typing import Final

import pytest

import govdisclosure as gd
from govdisclosure.builders import build_report
from govdisclosure.readers.pdf.page import Box, Glyph, Page
from govdisclosure.readers.pdf.reader import source_of_pages

from .dialects.facts import make_facts
from .dialects.forms import Edition
from .pdf_setting import Manner, glyphs_of, set_pages
from .pdf_writing import document, text

EDITIONS: Final[tuple[Edition, ...]] = ("2021", "2019")


def _point(x: float, y: float, page: Page, quarters: int) -> tuple[float, float]:
    """Where a place of a page is when the page was turned clockwise, a quarter at a time."""
    width, height = page.width, page.height
    for _ in range(quarters):
        x, y = height - y, x
        width, height = height, width
    return x, y


def _box(box: tuple[float, ...], page: Page, quarters: int) -> tuple[float, float, float, float]:
    corners = [_point(x, y, page, quarters) for x in box[::2] for y in box[1::2]]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def on_its_side(page: Page, quarters: int) -> Page:
    """The page as a viewer shows it that turns it clockwise."""
    sides = (page.width, page.height)

    def glyphs(of: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
        return tuple(
            Glyph(
                one.text,
                *_box(one[1:5], page, quarters),
                *_point(one.x, one.y, page, quarters),
                one.size,
                (one.turn + 90 * quarters) % 360,
            )
            for one in of
        )

    return page._replace(
        width=sides[quarters % 2],
        height=sides[1 - quarters % 2],
        glyphs=glyphs(page.glyphs),
        strokes=tuple(Box(*_box(one, page, quarters)) for one in page.strokes),
        pictures=tuple(Box(*_box(one, page, quarters)) for one in page.pictures),
        hidden=glyphs(page.hidden),
        apart=glyphs(page.apart),
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_page_on_its_side_is_the_same_page(seed: int) -> None:
    rng = Random(seed)
    pages = set_pages(
        make_facts(EDITIONS[seed % 2], seed), Manner(height=rng.choice((300.0, 842.0)))
    )
    quarters = [rng.randrange(4) for _ in pages]
    lying = [on_its_side(page, turn) for page, turn in zip(pages, quarters, strict=True)]
    upright, read = source_of_pages(pages, "a"), source_of_pages(lying, "a")
    assert read.text == upright.text
    assert build_report(read) == build_report(upright)
    turned = dict(
        zip((page.number for page in pages), zip(pages, quarters, strict=True), strict=True)
    )
    for (start, one), (begun, two) in zip(upright.origins, read.origins, strict=True):
        assert (start, one.page) == (begun, two.page)
        assert one.page is not None
        assert one.box is not None
        assert two.box is not None
        assert two.box == pytest.approx(_box(one.box, *turned[one.page]), abs=0.01)


def test_a_few_words_that_are_turned_turn_no_page() -> None:
    words = tuple(glyphs_of("全年公开信息。", 70, 100, 12))
    margin = on_its_side(Page(1, 595, 842, tuple(glyphs_of("装订线", 70, 100, 12)), (), ()), 1)
    page = Page(1, 595, 842, (*words, *margin.glyphs), (), ())
    source = source_of_pages([page], "a")
    assert source.text.splitlines() == ["装订线", "全年公开信息。"]
    assert source.origins[1][1].box == pytest.approx((70, 89.8, 154, 101.8))


def test_a_file_whose_pages_are_to_be_turned_though_their_words_are_upright() -> None:
    pytest.importorskip("pypdfium2", reason="the extra for PDF files is not installed")
    lines = ("青石县商务局2023年政府信息公开工作年度报告", "一、总体情况", "公开3条。", "办结2件。")
    content = b"".join(text(line, 90, 700 - 24 * at) for at, line in enumerate(lines))
    report = gd.read(document(content))
    assert report.title == lines[0]
    for quarters in (90, 180, 270):
        assert gd.read(document(content, page=b"/Rotate %d" % quarters)) == report
