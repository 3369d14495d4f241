"""Files in encodings of other places, and files that were garbled on their way."""

from __future__ import annotations

from random import Random
from typing import Final

import pytest

import govdisclosure as gd
from govdisclosure.characters import narrow
from govdisclosure.readers.encodings import decode

from .dialects import make_facts
from .dialects.text_dialects import own_cells


def _is_in_big5(sign: str) -> bool:
    return bool(sign.encode("big5", "ignore"))


#: Traditional signs, by the simplified ones for which they are taken.
_TRADITIONAL: Final = {
    narrow(sign): sign
    for sign in map(chr, range(0x4E00, 0x9FA6))
    if narrow(sign) != sign and _is_in_big5(sign)
}


def in_traditional(text: str) -> str:
    """The text as a mirror in traditional script prints it; other signs of the mainland go."""
    printed = (one if _is_in_big5(one) else _TRADITIONAL.get(one, "某") for one in text)
    return "".join(printed)


def draw(seed: int) -> tuple[str, str]:
    """A report in traditional script, as text and as a page."""
    facts = make_facts(("2021", "2019")[seed % 2], seed)
    text, _ = own_cells(facts, Random(seed))
    assert isinstance(text, str)
    page = gd.render(gd.parse(text), "html").partition("<body>")[2]
    return in_traditional(text), in_traditional(page.partition("</body>")[0])


def declared(page: str, charset: str) -> str:
    return f'<html><head><meta charset="{charset}"></head><body>{page}</body></html>'


@pytest.mark.parametrize("seed", range(8))
def test_big5_is_read_as_the_same_in_utf_8(seed: int) -> None:
    text, page = draw(seed)
    for one in (text, page, declared(page, "big5"), declared(page, "gb2312")):
        data = one.encode("big5")
        report = gd.read(data)
        assert report == gd.read(one.encode())
        assert decode(data)[1:] == ("big5", 0)


@pytest.mark.parametrize("seed", range(4))
def test_gb18030_stays_so_whatever_the_page_declares(seed: int) -> None:
    text, page = draw(seed)
    for one in (text, declared(page, "big5"), "規章三件", "<p>無</p>"):
        data = one.encode("gb18030")
        assert decode(data) == (one, "gb18030", 0)
    assert decode(declared("規章三件", "Big5").encode("big5"))[1] == "big5"


def test_what_was_lost_when_a_file_became_big5_is_said() -> None:
    text = "青石县商务局2023年政府信息公开工作年度报告\n一、总体情况\n办结3件？是。"
    _, encoding, faults = decode(text.encode("big5", "replace"))
    assert (encoding, faults) == ("big5", 4)
    report = gd.read(text.encode("big5", "replace"))
    assert "GD012" in {one.code for one in report.diagnostics}


#: In which encoding the file was, and as what it was opened; what is to be said of both.
_MISTAKES: Final = {
    ("utf-8", "latin-1"): ("UTF-8", "Latin-1"),
    ("utf-8", "cp1252"): ("UTF-8", "Latin-1"),
    ("utf-8", "gbk"): ("UTF-8", "GB18030"),
    ("utf-8", "gb18030"): ("UTF-8", "GB18030"),
    ("gb18030", "latin-1"): ("GB18030", "Latin-1"),
    ("gb18030", "utf-8"): ("GB18030", "UTF-8"),
    ("big5", "gb18030"): ("Big5", "GB18030"),
    ("big5", "cp1252"): ("Big5", "Latin-1"),
}


@pytest.mark.parametrize(("written", "taken"), _MISTAKES)
@pytest.mark.parametrize("seed", range(3))
def test_what_was_garbled_is_named_and_nothing_else_said(
    written: str, taken: str, seed: int
) -> None:
    text, page = (one.encode(written).decode(taken, "replace") for one in draw(seed))
    again = page.encode("utf-8").decode("gb18030", "replace")
    for report in (
        gd.parse(text),
        gd.read(text.encode()),
        gd.read(page.encode()),
        *([gd.read(again.encode())] if taken == "utf-8" else ()),
    ):
        (only,) = (one for one in report.diagnostics if one.severity is not gd.Severity.HINT)
        assert only.code == "GD051"
        assert tuple(dict(only.arguments).values()) == _MISTAKES[written, taken]
        assert not gd.check(report)


@pytest.mark.parametrize(
    "text", ["", "abc", "é à ü", "天地玄黄，宇宙洪荒。", "规章\t3\t0\t3", "????"]
)
def test_other_texts_are_not_garbled(text: str) -> None:
    report = gd.parse(text)
    assert "GD051" not in {one.code for one in report.diagnostics}
