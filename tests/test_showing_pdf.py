"""What of a PDF file is a value, a note or residue: every way in which one says how glyphs show.

Reports with values that are all different are set on pages and printed glyph by glyph in fonts that
are not embedded, some of their cells altered in one way; each value must be read, and each glyph
that is no word must be kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import count
from typing import Final, NamedTuple
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.pdf.file import pages_of
from govdisclosure.readers.pdf.page import Glyph, Page
from govdisclosure.readers.showing import Shows, settle
from govdisclosure.source import ResidueReason

from .conftest import in_turn
from .dialects.facts import Facts, make_facts
from .dialects.forms import Edition
from .dialects.numbers import CellFact
from .pdf_setting import Manner, set_pages
from .pdf_writing import SONG, document, stream, text

pytest.importorskip("pypdfium2_raw", reason="the extra pdf is not installed")

EDITIONS: Final = ("2021", "2019")
HEIGHT: Final = 842.0
#: The font of the words; ideographs and full-width digits are as wide as high.
_FONT_PLACE: Final = 4


# ---------------------------------------------------------------------------- printing


class Cell(NamedTuple):
    """A value as it is set: its place, and all that it takes to print it otherwise."""

    address: str
    page: int
    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @property
    def y(self) -> float:
        """The baseline, as PDF counts."""
        return HEIGHT - self.glyphs[0].y

    @property
    def size(self) -> float:
        return self.glyphs[0].size

    @property
    def words(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)


class Setting(NamedTuple):
    """A report on pages, and where its values stand."""

    facts: Facts
    pages: tuple[Page, ...]
    cells: tuple[Cell, ...]


@cache
def setting_of(edition: Edition, seed: int = 4) -> Setting:
    """A report whose values are all different."""
    facts = make_facts(edition, seed)
    numbers = count(201)
    cells = {address: CellFact("number", next(numbers), "") for address in facts.cells}
    cells = {address: replace(one, printed=str(one.value)) for address, one in cells.items()}
    facts = replace(facts, cells=cells)
    pages = tuple(set_pages(facts, Manner()))
    found = {
        "".join(glyph.text for glyph in run): Cell("", number, tuple(run))
        for number, page in enumerate(pages)
        for run in _runs(page.glyphs)
        if run[0].size == Manner.small
    }
    return Setting(
        facts,
        pages,
        tuple(
            found[one.printed]._replace(address=address)
            for address, one in cells.items()
            if one.printed in found
        ),
    )


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and (glyph.y != run[-1].y or abs(glyph.left - run[-1].right) > 0.01):
            yield run
            run = []
        run.append(glyph)
    yield run


def glyph_by_glyph(glyphs: Sequence[Glyph]) -> bytes:
    return b"".join(text(one.text, one.x, HEIGHT - one.y, one.size) for one in glyphs)


class Change(NamedTuple):
    """How one cell is printed: operators before all others, in its place, and after all others."""

    place: bytes
    before: bytes = b""
    after: bytes = b""


def printed(
    setting: Setting, changes: dict[str, Change], *, resources: bytes = b"", **objects: bytes
) -> bytes:
    """A PDF file of a report, with some cells changed."""
    contents = []
    for number, page in enumerate(setting.pages):
        own = [one for one in setting.cells if one.page == number and one.address in changes]
        gone = {id(glyph) for cell in own for glyph in cell.glyphs}
        rules = b"".join(
            b"%.2f %.2f %.2f %.2f re f\n"
            % (box.left, HEIGHT - box.bottom, box.right - box.left, box.bottom - box.top)
            for box in page.strokes
        )
        parts = [changes[cell.address].before for cell in own]
        parts += [rules, glyph_by_glyph([one for one in page.glyphs if id(one) not in gone])]
        parts += [changes[cell.address].place for cell in own]
        parts += [changes[cell.address].after for cell in own]
        contents.append(b"".join(parts))
    return document(
        *contents,
        resources=resources,
        objects={int(name[1:]): body for name, body in objects.items()},
    )


def words_aside(report: gd.Report, reason: ResidueReason) -> Counter[str]:
    return Counter(
        sign for one in report.residue if one.reason is reason for sign in one.text if sign != " "
    )


def differences(report: gd.Report, facts: Facts) -> list[str]:
    """The cells that are not as the facts have them."""
    read = {str(address): cell for address, cell in report.cells()}
    return [
        f"{address}: {fact.value}, not {read[address].value}"
        for address, fact in facts.cells.items()
        if address not in read or read[address].value != fact.value
    ]


# ---------------------------------------------------------------------------- fonts


def font(encoding: bytes, *, ordering: bytes = b"GB1", name: bytes = b"STSong-Light") -> bytes:
    """A font that is not embedded, in one of the encodings that PDF names."""
    return (
        SONG.replace(b"GBK-EUC-H", encoding)
        .replace(b"STSong-Light", name)
        .replace(b"(GB1)", b"(%s)" % ordering)
    )


ENCODINGS: Final = [
    (b"GBK-EUC-H", "gbk"),
    (b"GBK-EUC-V", "gbk"),
    (b"GBKp-EUC-H", "gbk"),
    (b"GBK2K-H", "gb18030"),
    (b"GB-EUC-H", "gb2312"),
    (b"GBpc-EUC-H", "gb2312"),
    (b"UniGB-UCS2-H", "utf-16-be"),
    (b"UniGB-UCS2-V", "utf-16-be"),
    (b"UniGB-UTF16-H", "utf-16-be"),
]


@pytest.mark.parametrize(("encoding", "codec"), ENCODINGS, ids=[str(one[0]) for one in ENCODINGS])
@pytest.mark.parametrize("name", [b"STSong-Light", b"SimSun", b"FangSong_GB2312"])
def test_a_glyph_alone_in_a_font_that_is_not_embedded_is_read(
    encoding: bytes, codec: str, name: bytes
) -> None:
    words = "一、无２５（。）"
    content = b"".join(
        b"BT /F2 12 Tf 1 0 0 1 %d 600 Tm <%s> Tj ET\n"
        % (72 + 40 * place, sign.encode(codec).hex().encode())
        for place, sign in enumerate(words)
    )
    data = document(content, objects={_FONT_PLACE: font(encoding, name=name)})
    (page,) = pages_of(data, "a.pdf", Limits())
    # In a font for columns brackets are those of columns.
    read = "".join(glyph.text for glyph in page.glyphs)
    assert normalize("NFKC", read) == normalize("NFKC", words)
    for place, glyph in enumerate(page.glyphs):
        middle = 72 + 40 * place + (0 if encoding.endswith(b"V") else 6)
        assert (glyph.left + glyph.right) / 2 == pytest.approx(middle, abs=0.7)


@pytest.mark.parametrize("mode", [b"3", b"7"])
def test_a_glyph_alone_that_is_not_painted_stays_so(mode: bytes) -> None:
    content = text("一", 72, 700) + text("无", 72, 600, settings=mode + b" Tr")
    (page,) = pages_of(document(content), "a.pdf", Limits())
    assert [one.text for one in page.glyphs] == ["一"]
    assert [one.text for one in page.hidden] == ["无"]


@pytest.mark.parametrize("encoding", [b"UniGB-UTF8-H", b"Nothing-H"])
def test_a_font_in_an_unknown_encoding_is_an_error_and_no_blank(encoding: bytes) -> None:
    content = text("2", 72, 700) + text("一", 90, 600) + text("三", 110, 600)
    with pytest.raises(gd.ReadError):
        pages_of(document(content, objects={_FONT_PLACE: font(encoding)}), "a.pdf", Limits())


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("width", ["half", "full"])
def test_a_report_set_glyph_by_glyph_is_read(edition: Edition, width: str) -> None:
    setting = setting_of(edition)
    changes = {}
    if width == "full":
        for cell in setting.cells:
            wide = "".join(chr(ord(sign) + 0xFEE0) for sign in cell.words)
            size = cell.size / 2
            changes[cell.address] = Change(
                b"".join(
                    text(sign, cell.left + size * place, cell.y, size)
                    for place, sign in enumerate(wide)
                )
            )
    report = gd.read(printed(setting, changes))
    assert differences(report, setting.facts) == []


# ---------------------------------------------------------------------------- how glyphs show


class Kind(NamedTuple):
    """A way in which a file says how glyphs show."""

    change: Callable[[Cell], Change]
    #: What stands aside for each cell, and why; nothing where a note has it.
    aside: str = ""
    reason: ResidueReason = ResidueReason.HIDDEN
    note: str | None = None
    #: What becomes of the cell: the value, another one, or a state without one.
    state: str = "number"
    value: int | None = None
    #: By what the value is multiplied.
    factor: int = 1
    resources: bytes = b""
    objects: tuple[tuple[int, bytes], ...] = ()


def plain(cell: Cell) -> bytes:
    return glyph_by_glyph(cell.glyphs)


def rectangle(cell: Cell, margin: float = 1.0) -> bytes:
    """A path around a cell's words."""
    return b"%.2f %.2f %.2f %.2f re" % (
        cell.left - margin,
        cell.y - 0.2 * cell.size - margin,
        cell.right - cell.left + 2 * margin,
        cell.size + 2 * margin,
    )


def before(cell: Cell, digits: str = "7", settings: bytes = b"") -> bytes:
    """Digits that go right before those of a cell, as if they were more of them."""
    left = cell.left - cell.size / 2 * len(digits)
    return b"q %s q " % settings + text(digits, left, cell.y, cell.size) + b"Q Q\n"


def mark(
    cell: Cell, words: str = "1", *, rise: float = 0.4, size: float = 0.6, leads: bool = False
) -> bytes:
    """A smaller mark beside a cell's digits."""
    own = size * cell.size
    left = cell.left - own / 2 * len(words) if leads else cell.right
    return text(words, left, cell.y + rise * cell.size, own)


def struck(cell: Cell, how: bytes) -> Change:
    """A digit before the others, with a stroke through it."""
    left, right, middle = cell.left - cell.size / 2, cell.left, cell.y + 0.3 * cell.size
    line = {
        b"line": b"q .6 w %.2f %.2f m %.2f %.2f l S Q\n" % (left, middle, right, middle),
        b"box": b"%.2f %.2f %.2f .7 re f\n" % (left, middle, right - left),
        b"long": b"q .6 w %.2f %.2f m %.2f %.2f l S Q\n" % (left - 1, middle, right + 0.5, middle),
        b"double": b"q .4 w %.2f %.2f m %.2f %.2f l %.2f %.2f m %.2f %.2f l S Q\n"
        % (left, middle - 0.8, right, middle - 0.8, left, middle + 0.8, right, middle + 0.8),
        b"first": b"",
    }[how]
    return Change(before(cell) + plain(cell), after=line)


_PICTURE = stream(
    b"\xff" * 12,
    b" /Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8"
    b" /ColorSpace /DeviceRGB",
)
_CLEAR_PICTURE = _PICTURE.replace(b" /Type", b" /SMask 1003 0 R /Type", 1)
_CLEAR = stream(
    b"\0" * 4,
    b" /Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8"
    b" /ColorSpace /DeviceGray",
)


def pictured(cell: Cell) -> bytes:
    left, bottom = cell.left - 1, cell.y - 0.3 * cell.size
    return b"q %.2f 0 0 %.2f %.2f %.2f cm /I Do Q\n" % (
        cell.right - cell.left + 2,
        1.3 * cell.size,
        left,
        bottom,
    )


def covered(cell: Cell, paint: bytes, again: bytes = b"") -> Change:
    """The words of a cell, something painted over them, and perhaps other words."""
    return Change(plain(cell), after=paint + again)


def boxed(cell: Cell, colour: bytes) -> bytes:
    return b"q %s %s f Q\n" % (colour, rectangle(cell))


def aslant(
    cell: Cell, words: str = "2023", *, degrees: tuple[float, float], size: float, grey: bytes
) -> bytes:
    """Words across a cell."""
    cosine, sine = degrees
    return b"q %s BT /F1 %.1f Tf %.4f %.4f %.4f %.4f %.2f %.2f Tm (%s) Tj ET Q\n" % (
        grey,
        size,
        cosine,
        sine,
        -sine,
        cosine,
        cell.left,
        cell.y - 2,
        words.encode(),
    )


_ALPHA = b"/ExtGState << /None << /ca 0 /CA 0 >> /Half << /ca .5 >> /Ink << /BM /Multiply >> >>"

_FORM = b"/Type /XObject /Subtype /Form /BBox [-1 -5 20 20] /Resources << /Font << /F1 3 0 R >> >> "
_LAYERS: Final = (
    (
        1,
        (
            b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [1010 0 R 1011 0 R]"
            b" /D << /Order [(a \\) [b) 1010 0 R [1011 0 R]] /OFF [1010 0 R] >> >> >>"
        ),
    ),
    (1010, b"<< /Type /OCG /Name (2022) >>"),
    (1011, b"<< /Type /OCG /Name (2023) >>"),
    (1012, b"<< /Type /OCMD /OCGs [1010 0 R 1011 0 R] /P /AllOn >>"),
    (1013, stream(text("7", 0, 0, 9), _FORM + b"/OC 1010 0 R")),
    (1014, stream(b"1 g " + text("7", 0, 0, 9), _FORM)),
)

KINDS: Final[dict[str, Kind]] = {
    "raised behind": Kind(lambda one: Change(plain(one) + mark(one)), note="1"),
    "raised before": Kind(lambda one: Change(mark(one, leads=True) + plain(one)), note="1"),
    "raised high": Kind(lambda one: Change(plain(one) + mark(one, rise=0.6, size=0.5)), note="1"),
    "raised a little": Kind(
        lambda one: Change(plain(one) + mark(one, rise=0.33, size=0.83)), note="1"
    ),
    "raised in brackets": Kind(lambda one: Change(plain(one) + mark(one, "[12]")), note="12"),
    "raised, painted last": Kind(lambda one: Change(plain(one), after=mark(one)), note="1"),
    "lowered": Kind(lambda one: Change(plain(one) + mark(one, rise=-0.2)), note="1"),
    "struck by a line": Kind(
        lambda one: struck(one, b"line"), aside="7", reason=ResidueReason.STRUCK
    ),
    "struck by a thin box": Kind(
        lambda one: struck(one, b"box"), aside="7", reason=ResidueReason.STRUCK
    ),
    "struck by a longer line": Kind(
        lambda one: struck(one, b"long"), aside="7", reason=ResidueReason.STRUCK
    ),
    "struck twice": Kind(
        lambda one: struck(one, b"double"), aside="7", reason=ResidueReason.STRUCK
    ),
    "underlined": Kind(
        lambda one: Change(
            plain(one)
            + b"q .6 w %.2f %.2f m %.2f %.2f l S Q\n"
            % (one.left, one.y - 1.2, one.right, one.y - 1.2)
        )
    ),
    "white": Kind(lambda one: Change(before(one, settings=b"1 g") + plain(one)), aside="7"),
    "nearly white": Kind(
        lambda one: Change(before(one, settings=b".98 .97 .99 rg") + plain(one)), aside="7"
    ),
    "white, alone": Kind(
        lambda one: Change(b"q 1 1 1 rg " + plain(one) + b"Q\n"),
        aside="000",
        state="blank",
    ),
    "white on a dark box": Kind(
        lambda one: Change(boxed(one, b".1 .2 .5 rg") + b"q 1 g " + plain(one) + b"Q\n")
    ),
    "the colour of its box": Kind(
        lambda one: Change(
            b"q .9 .3 .2 rg %s f Q\n" % rectangle(one, 6)
            + before(one, settings=b".9 .3 .2 rg")
            + plain(one)
        ),
        aside="7",
    ),
    "grey on grey": Kind(
        lambda one: Change(
            b"q .5 .5 .5 rg %s f Q\n" % rectangle(one, 6)
            + before(one, settings=b".5 g")
            + plain(one)
        ),
        aside="7",
    ),
    "transparent": Kind(
        lambda one: Change(before(one, settings=b"/None gs") + plain(one)),
        aside="7",
        resources=_ALPHA,
    ),
    "not painted": Kind(lambda one: Change(before(one, settings=b"3 Tr") + plain(one)), aside="7"),
    "drawn in white": Kind(
        lambda one: Change(before(one, settings=b"1 G 1 Tr") + plain(one)), aside="7"
    ),
    "clipped away": Kind(
        lambda one: Change(before(one, settings=b"%s W n" % rectangle(one, 0)) + plain(one)),
        aside="7",
    ),
    "clipped by a shape": Kind(
        lambda one: Change(
            before(
                one,
                settings=b"%.2f %.2f m %.2f %.2f l %.2f %.2f l h W n"
                % (one.left, one.y, one.right, one.y, one.right, one.y + 5),
            )
            + plain(one)
        ),
        aside="7",
    ),
    "covered in white": Kind(
        lambda one: covered(one, boxed(one, b"1 g")), aside="000", state="absent"
    ),
    "covered in black": Kind(
        lambda one: covered(one, boxed(one, b"0 g")), aside="000", state="absent"
    ),
    "covered in a colour": Kind(
        lambda one: covered(one, boxed(one, b".2 .9 .4 rg")), aside="000", state="absent"
    ),
    "covered by a thick line": Kind(
        lambda one: covered(
            one,
            b"q %.2f w 0 G %.2f %.2f m %.2f %.2f l S Q\n"
            % (
                1.2 * one.size,
                one.left - 1,
                one.y + 0.35 * one.size,
                one.right + 1,
                one.y + 0.35 * one.size,
            ),
        ),
        aside="000",
        state="absent",
    ),
    "covered by a picture": Kind(
        lambda one: covered(one, pictured(one)),
        aside="000",
        state="absent",
        resources=b"/XObject << /I 1001 0 R >>",
        objects=((1001, _PICTURE),),
    ),
    "under a transparent picture": Kind(
        lambda one: covered(one, pictured(one)),
        resources=b"/XObject << /I 1001 0 R >>",
        objects=((1001, _CLEAR_PICTURE), (1003, _CLEAR)),
    ),
    "covered and filled in anew": Kind(
        lambda one: covered(one, boxed(one, b"1 g"), text("998", one.left, one.y, one.size)),
        aside="000",
        value=998,
    ),
    "covered and filled in the same": Kind(
        lambda one: covered(one, boxed(one, b"1 g"), plain(one))
    ),
    "marked with a pen that shows through": Kind(
        lambda one: covered(one, b"q /Half gs 1 1 0 rg %s f Q\n" % rectangle(one)),
        resources=_ALPHA,
    ),
    "marked with a pen that mixes": Kind(
        lambda one: covered(one, b"q /Ink gs 1 1 0 rg %s f Q\n" % rectangle(one)),
        resources=_ALPHA,
    ),
    "in a frame": Kind(
        lambda one: covered(
            one,
            b"q 0 g %s %s f* Q\n" % (rectangle(one, 4), rectangle(one, 3)),
        )
    ),
    "watermark aslant": Kind(
        lambda one: Change(
            plain(one), after=aslant(one, degrees=(0.7071, 0.7071), size=30, grey=b".85 g")
        ),
        aside="2023",
        reason=ResidueReason.WATERMARK,
    ),
    "watermark aslant before, small and dark": Kind(
        lambda one: Change(
            plain(one), before=aslant(one, degrees=(0.9397, 0.342), size=9, grey=b"0 g")
        ),
        aside="2023",
        reason=ResidueReason.WATERMARK,
    ),
    "watermark upright and large": Kind(
        lambda one: Change(
            plain(one), after=aslant(one, degrees=(1, 0), size=40, grey=b"1 .5 .5 rg")
        ),
        aside="2023",
        reason=ResidueReason.WATERMARK,
    ),
    "watermark upright and light": Kind(
        lambda one: Change(plain(one), before=aslant(one, degrees=(1, 0), size=10, grey=b".8 g")),
        aside="2023",
        reason=ResidueReason.WATERMARK,
    ),
    "in a layer that is off": Kind(
        lambda one: Change(b"/OC /Off BDC " + before(one) + b"EMC " + plain(one)),
        aside="7",
        resources=b"/Properties << /Off 1010 0 R >>",
        objects=_LAYERS,
    ),
    "in a layer that is on": Kind(
        lambda one: Change(b"/OC /On BDC " + plain(one) + b"EMC "),
        resources=b"/Properties << /On 1011 0 R >>",
        objects=_LAYERS,
    ),
    "where all layers of a set are on": Kind(
        lambda one: Change(b"/OC /Both BDC " + before(one) + b"EMC " + plain(one)),
        aside="7",
        resources=b"/Properties << /Both 1012 0 R >>",
        objects=_LAYERS,
    ),
    "covered in a layer that is off": Kind(
        lambda one: covered(one, b"/OC /Off BDC " + boxed(one, b"1 g") + b"EMC "),
        resources=b"/Properties << /Off 1010 0 R >>",
        objects=_LAYERS,
    ),
    "in a form that is off": Kind(
        lambda one: Change(
            b"q 1 0 0 1 %.2f %.2f cm /Form Do Q " % (one.left - one.size / 2, one.y) + plain(one)
        ),
        aside="7",
        resources=b"/XObject << /Form 1013 0 R >>",
        objects=_LAYERS,
    ),
    "white in a form": Kind(
        lambda one: Change(
            b"q 1 0 0 1 %.2f %.2f cm /Form Do Q " % (one.left - one.size / 2, one.y) + plain(one)
        ),
        aside="7",
        resources=b"/XObject << /Form 1014 0 R >>",
        objects=_LAYERS,
    ),
    "white on shades": Kind(
        lambda one: Change(b"q %s W n /Shade sh Q q 1 g " % rectangle(one, 2) + plain(one) + b"Q "),
        resources=b"/Shading << /Shade << /ShadingType 2 /ColorSpace /DeviceRGB"
        b" /Coords [0 0 600 0] /Extend [true true]"
        b" /Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 1] /C1 [0 .5 0] >> >> >>",
    ),
    "a mark alone": Kind(
        lambda one: Change(mark(one._replace(glyphs=one.glyphs[:1]))), state="blank", note="1"
    ),
    "beside the page": Kind(
        lambda one: Change(text("7", 700, one.y, one.size) + plain(one)), aside="7"
    ),
    "a sign in words": Kind(
        lambda one: Change(text("减", one.left - one.size, one.y, one.size) + plain(one)),
        factor=-1,
    ),
}


def some_of(setting: Setting, number: int = 5) -> list[Cell]:
    """Some cells of a report, far apart."""
    step = len(setting.cells) // number
    return [*setting.cells[2::step]][:number]


@pytest.mark.parametrize(("name", "edition"), in_turn(KINDS, EDITIONS))
def test_a_value_is_what_shows_on_the_line(name: str, edition: Edition) -> None:
    kind, setting = KINDS[name], setting_of(edition)
    own = some_of(setting)
    changes = {cell.address: kind.change(cell) for cell in own}
    data = printed(
        setting,
        changes,
        resources=kind.resources,
        **{f"o{number}": body for number, body in kind.objects},
    )
    report = gd.read(data)
    read = {str(address): cell for address, cell in report.cells()}
    changed = {cell.address for cell in own}
    expected = replace(
        setting.facts,
        cells={a: one for a, one in setting.facts.cells.items() if a not in changed},
    )
    assert differences(report, expected) == []
    for cell in own:
        one = read[cell.address]
        value = kind.factor * (kind.value or int(cell.words)) if kind.state == "number" else None
        assert (one.state.value, one.value, one.note) == (kind.state, value, kind.note), cell
    aside = Counter(
        sign for cell in own for sign in (cell.words if kind.aside == "000" else kind.aside)
    )
    assert words_aside(report, kind.reason) == aside
    codes = {one.code for one in report.diagnostics}
    assert ("GD047" in codes) == (kind.state == "absent")
    said = {ResidueReason.STRUCK: "GD044", ResidueReason.HIDDEN: "GD045"}
    assert (said.get(kind.reason, "GD046") in codes) == bool(kind.aside)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("rise", [0.4, -0.2])
def test_a_label_with_a_mark_is_that_label(edition: Edition, rise: float) -> None:
    setting = setting_of(edition)
    labels = [
        Cell("", number, tuple(run))
        for number, page in enumerate(setting.pages)
        for run in _runs(page.glyphs)
        if "".join(glyph.text for glyph in run) in {"规章", "行政许可", "行政处罚", "总计"}
        and run[0].size == Manner.small
    ]
    assert len(labels) >= 4
    marks = {one.page: b"" for one in labels}
    for one in labels:
        marks[one.page] += mark(one, rise=rise, size=0.6)
    contents = [
        b"".join(
            b"%.2f %.2f %.2f %.2f re f\n"
            % (box.left, HEIGHT - box.bottom, box.right - box.left, box.bottom - box.top)
            for box in page.strokes
        )
        + glyph_by_glyph(page.glyphs)
        + marks.get(number, b"")
        for number, page in enumerate(setting.pages)
    ]
    report = gd.read(document(*contents))
    assert differences(report, setting.facts) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_row_that_is_struck_out_by_one_line_has_no_values(edition: Edition) -> None:
    setting = setting_of(edition)
    rows: dict[tuple[int, float], list[Cell]] = {}
    for cell in setting.cells:
        rows.setdefault((cell.page, cell.y), []).append(cell)
    row = next(own for own in rows.values() if len(own) > 5)
    line = b"q .6 w %.2f %.2f m %.2f %.2f l S Q\n" % (
        row[0].left - 5,
        row[0].y + 0.3 * row[0].size,
        row[-1].right + 5,
        row[0].y + 0.3 * row[0].size,
    )
    report = gd.read(printed(setting, {row[0].address: Change(plain(row[0]), after=line)}))
    read = {str(address): cell for address, cell in report.cells()}
    gone = {cell.address for cell in row}
    assert {read[address].state.value for address in gone} == {"blank"}
    rest = {address: one for address, one in setting.facts.cells.items() if address not in gone}
    assert differences(report, replace(setting.facts, cells=rest)) == []
    assert words_aside(report, ResidueReason.STRUCK) == Counter(
        sign for cell in row for sign in cell.words
    )


@pytest.mark.parametrize("edition", EDITIONS)
def test_tiles_of_a_watermark_are_a_piece_each(edition: Edition) -> None:
    setting = setting_of(edition)
    tile = b"q .6 g BT /F1 12 Tf .866 .5 -.5 .866 %d %d Tm (DRAFT 2023) Tj ET Q\n"
    tiles = b"".join(tile % (x, y) for x in range(40, 520, 120) for y in range(60, 800, 110))
    first = setting.cells[0]
    data = printed(setting, {first.address: Change(plain(first), before=tiles)})
    report = gd.read(data)
    assert differences(report, setting.facts) == []
    pieces = [one.text for one in report.residue if one.reason is ResidueReason.WATERMARK]
    assert pieces == ["DRAFT2023"] * 28


# ---------------------------------------------------------------------------- laws

#: How runs show that stand before or behind a number, each with the operators before its words.
APART: Final[dict[Shows, bytes]] = {
    Shows.STRUCK: b"",
    Shows.HIDDEN: b"1 g ",
    Shows.COVERED: b"",
}
_DIGITS = st.text("0123456789", min_size=1, max_size=3)
_RUNS = st.lists(st.tuples(_DIGITS, st.sampled_from([*APART])), max_size=2)
#: A number, perhaps with the mark of a note, and what does not count on either side of it.
CELLS = st.tuples(
    _RUNS,
    st.just(()) | st.tuples(st.tuples(_DIGITS, st.just(Shows.ON_LINE))),
    st.just(()) | st.tuples(st.tuples(_DIGITS, st.just(Shows.RAISED))),
    _RUNS,
).map(lambda parts: [*parts[0], *parts[1], *(parts[2] if parts[1] else ()), *parts[3]])


def set_runs(runs: Sequence[tuple[str, Shows]], left: float, y: float) -> bytes:
    """Runs one behind the other, with a little room around those that are apart."""
    parts = []
    for words, shows in runs:
        size = 6.0 if shows is Shows.RAISED else 10.0
        width = 0.556 * size * len(words)
        rise = 4.0 if shows is Shows.RAISED else 0.0
        parts.append(b"q %s" % APART.get(shows, b"") + text(words, left, y + rise, size) + b"Q\n")
        if shows is Shows.STRUCK:
            parts.append(b"%.2f %.2f %.2f .6 re f\n" % (left, y + 3, width))
        elif shows is Shows.COVERED:
            parts.append(b"q .3 .3 .3 rg %.2f %.2f %.2f 12 re f Q\n" % (left, y - 2.5, width))
        left += width + (1.0 if shows is not Shows.ON_LINE else 0.2)
    return b"".join(parts)


@settings(max_examples=25)
@given(st.lists(CELLS, min_size=3, max_size=3), st.booleans())
def test_runs_of_a_cell_are_words_notes_or_residue(
    cells: list[list[tuple[str, Shows]]],
    is_prose: bool,  # noqa: FBT001 - hypothesis draws it
) -> None:
    labels = ("行政许可", "行政处罚", "行政强制")
    heads = ("第二十条第（五）项", "信息内容", "本年处理决定数量")
    ys = [700, 680, 660, 640, 620, 600]
    content = [text(heads[0], 60, 686), text(heads[1], 60, 666), text(heads[2], 260, 666)]
    for y, label, runs in zip((646, 626, 606), labels, cells, strict=True):
        content += [text(label, 60, y, 10), set_runs(runs, 260, y)]
    rules = b"".join(b"50 %d 400 .6 re f\n" % y for y in ys)
    rules += b"".join(b"%d 600 .6 %d re f\n" % (x, 100 if x != 250 else 80) for x in (50, 250, 450))
    if is_prose:
        content += [text("本年度收到申请", 60, 500, 10), set_runs(cells[0], 130, 500)]
    data = document(rules + b"".join(content))
    report = gd.read(data)
    for name, runs in zip(("licensing", "penalties", "compulsion"), cells, strict=True):
        settled = settle(runs)
        cell = report[f"proactive/{name}/decisions"]
        if settled.is_covered:
            assert cell.state is gd.CellState.ABSENT
        else:
            whole = gd.Cell.read(settled.words)
            assert (cell.state, cell.value, cell.note) == (whole.state, whole.value, whole.note)
    every = [*cells, cells[0]] if is_prose else cells
    for reason, kinds in (
        (ResidueReason.STRUCK, {Shows.STRUCK}),
        (ResidueReason.HIDDEN, {Shows.HIDDEN, Shows.COVERED}),
    ):
        expected = Counter(
            sign for runs in every for words, shows in runs if shows in kinds for sign in words
        )
        assert words_aside(report, reason) == expected


def test_only_what_is_within_the_crop_is_read_and_the_rest_is_kept() -> None:
    content = text("12", 250, 500) + text("987", 72, 100)
    (page,) = pages_of(document(content, page=b"/CropBox [200 300 500 700]"), "a.pdf", Limits())
    assert "".join(one.text for one in page.glyphs) == "12"
    assert [(one.text, one.shows.value) for one in page.apart] == [
        (digit, "hidden") for digit in "987"
    ]


@pytest.mark.parametrize("appearance", [True, False])
def test_what_an_annotation_strikes_out_is_struck(appearance: bool) -> None:  # noqa: FBT001
    content = text("2143", 72, 700) + text("7", 96.7, 700)
    note = (
        b"<< /Type /Annot /Subtype /StrikeOut /Rect [96 696 104 710] /F 4 /C [1 0 0]"
        b" /QuadPoints [96 710 104 710 96 697 104 697] %s >>"
        % (b"/AP << /N 1001 0 R >>" if appearance else b"")
    )
    objects = {
        1000: note,
        1001: stream(
            b"1 0 0 RG .8 w 96.5 703.6 m 103.5 703.6 l S",
            b" /Type /XObject /Subtype /Form /BBox [96 696 104 710]",
        ),
    }
    data = document(content, page=b"/Annots [1000 0 R]", objects=objects)
    report = gd.read(data)
    assert words_aside(report, ResidueReason.STRUCK) == Counter("7")
