"""What holds for the page of every report and of every text, whatever is in it."""

import pickle
import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.desk import work
from govdisclosure.desk.downloads import DOWNLOADS
from govdisclosure.desk.files import Order, PlaceOrder, Reading, ReadOrder, Reply
from govdisclosure.desk.places import place_in, spell
from govdisclosure.source import Origin, Span
from govdisclosure.strategies import reports
from govdisclosure.wording import Language

LIMITS = gd.Limits()
FORMATS = ("text", "html", "docx")


def made(data: bytes, kind: str = "page", *, is_scripted: bool = False, lang: str = "zh") -> Reply:
    """What the processes of the desk make of a file."""
    reading = work.answer(ReadOrder(data, "a", LIMITS))
    language: Language = "zh" if lang == "zh" else "en"
    order = Order(
        kind=kind,
        language=language,
        readings=(reading,),
        data=data,
        is_scripted=is_scripted,
        limit=1,
    )
    return Reply.unpacked(work.answer(order))


def written(report: gd.Report, format: str) -> bytes:
    found = gd.render(report, format)
    return found if isinstance(found, bytes) else found.encode("utf-8", "replace")


def is_whole(page: str) -> bool:
    """Whether identifiers are unique, links lead somewhere, and nothing can run."""
    page = re.sub(r'srcdoc="[^"]*"', "", page)
    identifiers = re.findall(r' id="([^"]+)"', page)
    ends = set(re.findall(r' href="#([^"]+)"', page))
    return len(identifiers) == len(set(identifiers)) and ends <= set(identifiers)


@given(report=reports(), format=st.sampled_from(FORMATS), is_scripted=st.booleans())
@settings(max_examples=30)
def test_every_report_has_a_page(report: gd.Report, format: str, *, is_scripted: bool) -> None:
    reply = made(written(report, format), is_scripted=is_scripted)
    assert reply.status == 200
    page = reply.body.decode()
    assert is_whole(page)
    if not is_scripted:
        numbers = re.findall(r'<td class="value number[^>]*>', page)
        linked = r'<td class="value number[^>]*>\s*<a class="see\s*" href="#o0-'
        assert len(re.findall(linked, page)) == len(numbers)


@given(report=reports(), format=st.sampled_from(FORMATS), draw=st.data())
@settings(max_examples=30)
def test_every_number_is_found_where_it_stood(
    report: gd.Report, format: str, draw: st.DataObject
) -> None:
    data = written(report, format)
    found: Reading = pickle.loads(work.answer(ReadOrder(data, "a", LIMITS)))  # noqa: S301 - ours
    read = found.outcome.report
    assert read is not None
    cells = [cell for _, cell in read.cells() if cell.is_number and cell.span is not None]
    if not cells:
        return
    cell = draw.draw(st.sampled_from(cells))
    place = spell(cell.span, cell.origin, found.outcome.format)
    order = PlaceOrder(data=data, name="a", language="zh", place=place, limits=LIMITS)
    shown = Reply.unpacked(work.answer(order)).body.decode()
    shown = unescape(shown) if "srcdoc" in shown else shown
    marked = re.search(r'<(\w+) id="here"[^>]*>(.*?)</\1>', shown, re.DOTALL)
    assert marked is not None, place
    words = unescape(re.sub(r"<[^>]*>", "", marked[2]))
    assert "".join(words.split()) == "".join((cell.raw or "").split())


@given(st.text())
def test_every_text_has_a_page_and_downloads_or_a_reason(text: str) -> None:
    data = text.encode("utf-8", "replace")
    for kind in ("page", "csv", "docx"):
        reply = made(data, kind)
        assert reply.status in {200, 422}
        assert kind != "page" or is_whole(reply.body.decode())


@pytest.mark.parametrize("kind", ["page", *DOWNLOADS])
@given(data=st.binary(max_size=200))
@settings(max_examples=20)
def test_all_bytes_have_an_answer(kind: str, data: bytes) -> None:
    assert made(data, kind, lang="en").status in {200, 422}


@given(st.text(max_size=40))
def test_what_no_page_spelled_is_no_place_or_a_small_one(spelled: str) -> None:
    for words in (spelled, f"text:{spelled}", f"page:{spelled}", f"element:{spelled}"):
        found = place_in(words)
        assert found is None or all(part is None or part != "" for part in found)


@given(st.integers(0, 10**8), st.integers(0, 10**8))
def test_a_stretch_is_found_as_it_was_spelled(one: int, two: int) -> None:
    span = Span(min(one, two), max(one, two))
    assert place_in(spell(span, None, "text")) == (span, None, None, None, None)


@given(st.tuples(*[st.floats(-20_000, 20_000).map(lambda one: round(one, 2))] * 4))
def test_a_box_is_found_as_it_was_spelled(box: tuple[float, float, float, float]) -> None:
    assert place_in(spell(None, Origin(page=7, box=box), "pdf")) == (None, 7, box, None, None)
