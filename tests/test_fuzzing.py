"""What is fuzzed holds for good inputs, for damaged ones, and for those that broke it once."""

import re
from collections.abc import Sequence
from io import BytesIO
from random import Random
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.characters import fold_blanks
from govdisclosure.model.blocks import OtherTable
from tests.dialects.docx_dialects import DOCX_DIALECTS
from tests.dialects.facts import make_facts
from tests.dialects.html_dialects import HTML_DIALECTS
from tests.dialects.sheet_dialects import SHEET_DIALECTS
from tests.dialects.word_files import package
from tests.fuzzing.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_fuzzed_holds_to_begin_with(name: str) -> None:
    seeds = list(TARGETS[name].seeds())
    assert seeds
    for seed in seeds:
        TARGETS[name].run(seed)


def test_a_promise_that_is_broken_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govdisclosure.model.report.Report.__str__", lambda _: "某局")
    with pytest.raises(AssertionError, match="another report"):
        TARGETS["plain"].run("一、概述\n无。".encode())


# ------------------------------------------------------------------------------ what was found


@given(st.text("*_`$=~\\-+.5０无/〔缺〕 甲", min_size=1, max_size=7).map(fold_blanks))
@example("`0")
@example("*5")
@example("\\-416")
@example("0<TABLE<SUP>0</SUP>")
def test_marks_around_a_value_that_are_its_words_come_back(words: str) -> None:
    if words in {"", "〔缺〕"}:
        return
    report = gd.Report(preamble=(OtherTable(rows=(("甲", "乙", words), ("丙", "1", "2"))),))
    assert gd.parse(str(report)) == report
    assert gd.parse(gd.render(report, "markdown")) == report


# ------------------------------------------------------------------------------ good files, damaged


def _good(seed: int = 1) -> dict[str, bytes]:
    facts = make_facts("2021", seed)
    page, _ = HTML_DIALECTS[min(HTML_DIALECTS)](facts, Random(seed))
    return {
        "text": str(gd.read(page if isinstance(page, bytes) else page.encode())).encode(),
        "html": page if isinstance(page, bytes) else page.encode(),
        "docx": DOCX_DIALECTS["docx_merged_cells"](facts, Random(seed))[0],
        "xlsx": SHEET_DIALECTS["xlsx_ruled"](facts, Random(seed))[0],
    }


GOOD = _good()
#: A file takes longer than a text, so fewer are tried.
FEWER = settings(max_examples=settings().max_examples // 4)
#: Pieces that mean something to some reader.
_PIECES = st.sampled_from(
    [
        *(b"<", b">", b"</table>", b"<td", b"<tr>", b"&#", b"&amp;", b"\0", b"\t", b"|", b"\\"),
        *(b"rowspan=0", b"colspan=999", b"<!--", b"]]>", b"<![CDATA[", b"\xff", b"\xed\xa0\x80"),
        *(word.encode() for word in ("〔缺〕", "〔图〕", "一、", "总计", "１", "\u202e", "\ufeff")),
    ]
)


@st.composite
def damage(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with some pieces taken out, doubled, moved, changed or put in."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.one_of(st.integers(0, 8), st.integers(0, 400)))
        piece = data[start : start + length]
        new = draw(
            st.one_of(
                st.just(b""),
                st.just(piece * 2),
                st.just(piece[::-1]),
                _PIECES,
                st.binary(max_size=4),
            )
        )
        at = draw(st.one_of(st.just(start), st.integers(0, len(data))))
        data = data[:start] + data[start + length :]
        data = data[:at] + new + data[at:]
    return data


def reads_or_refuses(data: bytes, kind: str) -> None:
    try:
        report = gd.read(data, format=kind)
    except gd.ReadError:
        return
    assert gd.parse(str(report)) == report
    gd.check(report)


@FEWER
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_good_file_that_is_damaged_gives_a_report_or_one_error(
    kind: str, draws: st.DataObject
) -> None:
    reads_or_refuses(draws.draw(damage(GOOD[kind])), kind)


# -------------------------------------------------------------------------- parts and attributes


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = {kind: parts_of(GOOD[kind]) for kind in ("docx", "xlsx")}
_ATTRIBUTE = re.compile(rb'="[^"<>]*"')
#: Values that no program writes into an attribute.
_VALUES = st.one_of(
    st.sampled_from(
        [
            *(b"", b"0", b"-1", b"1", b"999999999999999999999", b"1e400", b"nan", b"true", b"&lt;"),
            *(
                b"A1:A1",
                b"XFD1048576",
                b"../../x.xml",
                b"http://x/",
                b"rId1",
                b"continue",
                b"restart",
            ),
        ]
    ),
    st.text(max_size=5).map(lambda words: words.encode("utf-8", "ignore")),
)


@st.composite
def changed_attributes(draw: st.DrawFn, part: bytes) -> bytes:
    """A part of which some attributes have other values."""
    places = [found.span() for found in _ATTRIBUTE.finditer(part)]
    if not places:
        return part
    chosen = draw(st.lists(st.integers(0, len(places) - 1), min_size=1, max_size=5, unique=True))
    for number in sorted(chosen, reverse=True):
        start, end = places[number]
        part = part[:start] + b'="' + draw(_VALUES) + b'"' + part[end:]
    return part


@st.composite
def changed_parts(draw: st.DrawFn, parts: dict[str, bytes]) -> bytes:
    """The same file with parts renamed, missing, empty, exchanged, damaged or changed inside."""
    changed: dict[str, str | bytes] = {**parts}
    names: Sequence[str] = sorted(parts)
    for _ in range(draw(st.integers(1, 3))):
        name, other = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        part = parts[name]
        way = draw(
            st.sampled_from(["attributes"] * 6 + ["gone", "empty", "other", "case", "bytes"])
        )
        if way == "attributes":
            changed[name] = draw(changed_attributes(part))
        elif way == "gone":
            changed.pop(name, None)
        elif way == "empty":
            changed[name] = b""
        elif way == "other":
            changed[name] = parts[other]
        elif way == "case":
            changed[name.upper()] = changed.pop(name, part)
        else:
            changed[name] = draw(damage(part))
    return package(changed, ZIP_STORED)


@FEWER
@given(st.sampled_from(sorted(PARTS)), st.data())
def test_a_file_of_other_parts_and_attributes_gives_a_report_or_one_error(
    kind: str, draws: st.DataObject
) -> None:
    reads_or_refuses(draws.draw(changed_parts(PARTS[kind])), kind)


_TAG = re.compile(rb"<(?!!)[a-zA-Z][^<>]*>")


@FEWER
@given(st.data())
def test_a_page_of_other_attributes_gives_a_report_or_one_error(draws: st.DataObject) -> None:
    page = GOOD["html"]
    tags = [found.span() for found in _TAG.finditer(page)]
    names = st.sampled_from(
        [b"rowspan", b"colspan", b"style", b"hidden", b"role", b"id", b"class", b"bgcolor", b"href"]
    )
    styles = st.sampled_from([b"display:none", b"font-size:0", b"position:absolute;left:-9999px"])
    chosen = draws.draw(
        st.lists(st.integers(0, len(tags) - 1), min_size=1, max_size=5, unique=True)
    )
    for number in sorted(chosen, reverse=True):
        end = tags[number][1] - 1
        value = draws.draw(st.one_of(_VALUES, styles))
        page = page[:end] + b" " + draws.draw(names) + b"='" + value + b"'" + page[end:]
    reads_or_refuses(page, "html")
