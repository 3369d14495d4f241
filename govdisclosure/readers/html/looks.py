"""How the words in an element show, by its tag, its attributes and style sheets.

Takes declarations of CSS and gives a Look, which descendants inherit. Knows the cascade, but
neither selectors nor the rest of the page.

A closed ``<details>`` counts as shown: clerks fold long tables in it, and one click on its
summary unfolds them. So does content hidden from screen readers only (``aria-hidden``).
"""

import re
from collections.abc import Iterable, Mapping

from govdisclosure.readers.colours import BLACK, WHITE, Colour, is_alike
from govdisclosure.readers.html.declarations import (
    GLOBAL_VALUES,
    IMAGE_VALUE,
    LENGTHS,
    NAMED_SIZES,
    SUPPORTING,
    Declaration,
    declarations,
    declarations_of,
    is_telling,
    of_four_sides,
)
from govdisclosure.readers.showing import Shows

__all__ = ["MARKING_TAGS", "TELLING_ATTRIBUTES", "Look", "are_alike"]


#: Elements whose tag alone changes how their words show.
MARKING_TAGS = frozenset(
    "big datalist del dialog font rp rt s small strike sub sup template".split()  # noqa: SIM905
)
#: Attributes that can change it.
TELLING_ATTRIBUTES = frozenset({"background", "bgcolor", "hidden", "popover", "role", "style"})
_HINTING_ATTRIBUTES = TELLING_ATTRIBUTES - {"role", "style"} | {"color", "open", "size"}

_ROWS = frozenset({"tbody", "tfoot", "thead", "tr"})
#: The table part that an element is, by its ``display`` or its ``role``.
_SHOWN_AS: Mapping[str, str] = {
    "table": "table",
    "inline-table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "table-row-group": "tbody",
    "table-header-group": "thead",
    "table-footer-group": "tfoot",
}
_ROLES: Mapping[str, str] = {
    "table": "table",
    "grid": "table",
    "treegrid": "table",
    "row": "tr",
    "cell": "td",
    "gridcell": "td",
    "columnheader": "td",
    "rowheader": "td",
    "rowgroup": "tbody",
}
#: Displays that grow with their content beyond their declared size.
_GROWING = _ROWS | {"table", "td", "th"}

#: The default size of letters and the width of a usual screen, in pixels.
_USUAL_SIZE, _SCREEN = 16.0, 1280.0
#: How far to the left or above is off the screen, in pixels; and to the right, where pages scroll.
_FAR, _FAR_RIGHT = 999.0, 5000.0
#: Letters and boxes up to this size, in pixels, cannot be seen.
_UNSEEN_SIZE = 1.4
_UNSEEN_OPACITY = 0.02
#: A layer over a page that is at most this opaque, or at least this aslant, is a watermark.
_WATERMARK_OPACITY, _LEAST_ANGLE = 0.3, 3.0
#: The mark of a note is smaller than its line by at least this factor.
_SMALLER = 0.95

_PIXELS: Mapping[str, float] = {
    "": 1,
    "px": 1,
    "pt": 4 / 3,
    "pc": 16,
    "in": 96,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "rem": _USUAL_SIZE,
    "vw": _SCREEN / 100,
    "vh": _SCREEN / 160,
}
#: ``<font size>`` from 1 to 7.
_FONT_SIZES = (10, 13, 16, 18, 24, 32, 48)
#: The value of one percent of red, green, blue and opacity.
_PART_OF = (2.55, 2.55, 2.55, 0.01)
_COLOURS: Mapping[str, Colour] = {
    "black": BLACK,
    "white": WHITE,
    "snow": (255, 250, 250),
    "whitesmoke": (245, 245, 245),
    "red": (255, 0, 0),
    "yellow": (255, 255, 0),
    "blue": (0, 0, 255),
}
#: The inherited properties, with their initial values.
_INHERITED: Mapping[str, str] = {
    "visibility": "visible",
    "font-size": "medium",
    "text-indent": "0",
    "color": "black",
    "-webkit-text-fill-color": "black",
}
_BLOCKS = re.compile("block|flex|table|list-item|grid")
_BARE_HEX = re.compile("[0-9a-f]{6}")
_NO_OPACITY = re.compile(r"opacity\(\s*(?:0?\.0+|0\.?)%?\s*\)")
_FLAT = re.compile(
    r"scale(?:[xyz]|3d)?\(\s*(?:0?\.0+|0\.?)\s*[,)]|scale\([^,()]+,\s*(?:0?\.0+|0\.?)\s*\)"
    r"|rotate[xy]\(\s*[-+]?(?:90|270)deg\s*\)"
)
_TURNED = re.compile(
    r"(?:rotate|rotatez)\(\s*([-+]?(?:[0-9]{1,6}(?:\.[0-9]{0,9})?|\.[0-9]{1,9}))(deg|turn|grad|rad)\s*\)"
)
_DEGREES: Mapping[str, float] = {"deg": 1, "turn": 360, "grad": 0.9, "rad": 57.29578}
_NO_SCALE = re.compile(r"(?:0?\.0+|0\.?)(?:\s|$)")
_MOVED = re.compile(r"translate(?:[xy]|3d)?\(([^()]*)\)")
_CLIP = re.compile(r"rect\(([^()]*)\)")
_INSET = re.compile(r"inset\(([^()]*?)(?:round[^()]*)?\)")
_NO_RADIUS = re.compile(r"(?:circle|ellipse)\(\s*(?:0\w*|0%)(?![.\d])")
_POLYGON = re.compile(r"polygon\(([^()]*)\)")


#: Parts of 255, or the name of an unknown colour; and its opacity, from 0 to 1.
_Colour = tuple[Colour | str, float]


class Look:
    """How the words in an element show, and what elements in it inherit."""

    __slots__ = (
        "_background",
        "_colour",
        "_inside",
        "_is_indented_away",
        "_is_invisible",
        "_is_raised",
        "_is_struck",
        "_is_unseen",
        "_is_watermark",
        "_line_size",
        "_size",
        "is_collapsed",
        "is_gone",
        "shows",
    )

    def __init__(self) -> None:
        """The appearance of words without any declarations."""
        #: How words in it show.
        self.shows = Shows.ON_LINE
        #: Whether it has no box: it breaks no line, and is neither row nor cell.
        self.is_gone = False
        #: Whether it is a collapsed row, which its table counts but does not show.
        self.is_collapsed = False
        self._is_unseen = False
        self._is_invisible = False
        self._is_indented_away = False
        self._is_struck = False
        self._is_raised = False
        self._is_watermark = False
        self._size = self._line_size = _USUAL_SIZE
        #: Of letters, and of their background; None where nothing is declared.
        self._colour: _Colour | None = None
        self._background: _Colour | None = None
        self._inside: dict[object, tuple[Look, bool, str]] = {}

    def inside(
        self,
        tag: str,
        attributes: Mapping[str, str],
        sheets: tuple[Declaration, ...] = (),
        *,
        is_block: bool,
    ) -> tuple["Look", bool, str]:
        """How an element in this one shows, whether it breaks lines, and as what.

        The last is the tag of the table part that it is displayed as, if it is another element.

        Args:
            tag: Its tag.
            attributes: Its attributes.
            sheets: The declarations of style sheets for it, the weaker before the stronger.
            is_block: Whether its tag breaks lines.
        """
        style, role = attributes.get("style", ""), attributes.get("role", "")
        key: tuple[object, ...] = tag, style, role
        is_told = bool(sheets) or not _HINTING_ATTRIBUTES.isdisjoint(attributes)
        if is_told:
            key = (*key, sheets, *attributes.items())
        known = self._inside.get(key)
        if known is None:
            values = {}
            if is_told or tag in MARKING_TAGS or is_telling(style):
                values = _cascade(_hints(tag, attributes), sheets, declarations_of(style))
            display = values.get("display", "")
            part = _SHOWN_AS.get(display) or _ROLES.get(role) or ""
            if tag in _GROWING or (display == "inline-table" and not is_block):
                part = ""
            is_block = is_block or bool(part) or _BLOCKS.match(display) is not None
            look = self
            if not SUPPORTING.issuperset(values):
                look = self._with(tag, values, is_block=is_block)
                look = look if look.is_gone or look.state != self.state else self
            known = self._inside[key] = look, is_block, part
        return known

    @property
    def state(self) -> tuple[object, ...]:
        """All that elements in it inherit."""
        return (
            self._is_unseen,
            self._is_invisible,
            self._is_indented_away,
            self._is_struck,
            self._is_raised,
            self._is_watermark,
            self._size,
            self._line_size,
            self._colour,
            self._background,
        )

    def _with(self, tag: str, values: Mapping[str, str], *, is_block: bool) -> "Look":
        """How an element shows for which *values* are declared."""
        look = Look()
        size = look._size = _size_of(values.get("font-size"), self._size)
        look._line_size = size if is_block else self._line_size
        visibility = values.get("visibility")
        look._is_invisible = self._is_invisible if visibility is None else visibility != "visible"
        look.is_collapsed = visibility == "collapse" and tag in _ROWS
        look.is_gone = (
            look.is_collapsed or values.get("display") == "none" or values.get("mso-hide") == "all"
        )
        indent = values.get("text-indent")
        look._is_indented_away = (
            self._is_indented_away if indent is None else _is_indented_away(indent, values, size)
        )
        has_box = is_block or _has_box(values)
        look._is_unseen = (
            self._is_unseen
            or _is_faded(values)
            or _is_elsewhere(values, size, has_box=has_box)
            or _is_clipped(values, size)
            or (has_box and tag not in _GROWING and _is_tiny(values, size))
        )
        look._is_watermark = self._is_watermark or _is_over_the_page(values)
        look._is_struck = (
            self._is_struck or "line-through" in values.get("text-decoration-line", "").split()
        )
        look._is_raised = self._is_raised or (
            not is_block and _is_raised(values, is_smaller=size < _SMALLER * self._line_size)
        )
        look._colour, look._background = self._paint(values)
        if (
            look._is_unseen
            or look._is_invisible
            or look._is_indented_away
            or size <= _UNSEEN_SIZE
            or _is_unseen_on(look._colour, look._background)
        ):
            look.shows = Shows.HIDDEN
        elif look._is_watermark:
            look.shows = Shows.WATERMARK
        elif look._is_struck:
            look.shows = Shows.STRUCK
        elif look._is_raised:
            look.shows = Shows.RAISED
        return look

    def _paint(self, values: Mapping[str, str]) -> tuple[_Colour | None, _Colour | None]:
        """The colours of letters and of their background."""
        colour, background = self._colour, self._background
        said = values.get("-webkit-text-fill-color") or values.get("color")
        if said is not None and said != "currentcolor":
            colour = _colour_of(said)
        clip = values.get("background-clip", "") + values.get("-webkit-background-clip", "")
        if "text" in clip or values.get("text-shadow", "none") != "none":
            colour = None
        behind = _colour_of(values.get("background-color", "transparent"))
        if IMAGE_VALUE.search(values.get("background-image", "")):
            background = None
        elif behind[1]:
            background = behind if behind[1] >= 1 else None
        return colour, background


def _hints(tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """The declarations of a tag and its attributes; every style sheet overrules them."""
    values: dict[str, str] = {}
    is_off = tag in {"datalist", "rp", "template"} or (tag == "dialog" and "open" not in attributes)
    if is_off or "hidden" in attributes or "popover" in attributes:
        values["display"] = "none"
    match tag:
        case "sup" | "sub" | "rt":
            values |= {"vertical-align": "sub" if tag == "sub" else "super", "font-size": "smaller"}
        case "del" | "s" | "strike":
            values["text-decoration-line"] = "line-through"
        case "small" | "big":
            values["font-size"] = "smaller" if tag == "small" else "larger"
        case "font":
            if found := re.match(r"\s*([-+]?)([0-9]{1,3})", attributes.get("size", "")):
                number = int(found[2]) if not found[1] else 3 + int(found[1] + found[2])
                values["font-size"] = f"{_FONT_SIZES[min(max(number, 1), 7) - 1]}px"
    for name, said in (
        ("color", attributes.get("color", "") if tag == "font" else ""),
        ("background-color", attributes.get("bgcolor", "")),
    ):
        colour = said.strip().lower()
        colour = f"#{colour}" if _BARE_HEX.fullmatch(colour) else colour
        values |= {one.name: one.value for one in declarations(name, colour)}
    if attributes.get("background"):
        values["background-image"] = "url()"
    return values


def _cascade(
    hints: dict[str, str], sheets: Iterable[Declaration], style: Iterable[Declaration]
) -> dict[str, str]:
    """The values that win: important ones, then those of the element, then those of sheets."""
    values = dict(hints)
    ranks: dict[str, int] = {}
    for origin, declared in enumerate((sheets, style)):
        for name, value, is_important in declared:
            rank = origin + 2 * is_important
            if rank >= ranks.get(name, 0):
                ranks[name] = rank
                values[name] = value
    for name, value in list(values.items()):
        if value not in GLOBAL_VALUES:
            continue
        del values[name]
        if value.startswith("revert"):
            values |= {name: hints[name]} if name in hints else {}
        elif value == "initial" and name in _INHERITED:
            values[name] = _INHERITED[name]
    return values


def _lengths(text: str, size: float, whole: float = _SCREEN) -> list[float]:
    """The lengths in *text*, in pixels; percentages are of *whole*."""
    scales = {"em": size, "ex": size / 2, "ch": size / 2, "%": whole / 100}
    return [
        float(number) * scales.get(unit, _PIXELS.get(unit, 1))
        for number, unit in LENGTHS.findall(text)
    ]


def _size_of(value: str | None, around: float) -> float:
    """The size of letters, in pixels."""
    if value is None:
        return around
    if value in NAMED_SIZES:
        return NAMED_SIZES[value]
    if value in {"smaller", "larger"}:
        return around * (5 / 6 if value == "smaller" else 6 / 5)
    lengths = _lengths(value, around, around)
    return lengths[0] if lengths and lengths[0] >= 0 else around


def _has_box(values: Mapping[str, str]) -> bool:
    """Whether an element within a line has a box that can be moved and cut."""
    return (
        values.get("display", "inline") not in {"inline", "contents"}
        or values.get("position") in {"absolute", "fixed"}
        or values.get("float", "none") != "none"
    )


def _opacity_of(values: Mapping[str, str]) -> float:
    opacity = values.get("opacity", "1")
    return float(opacity.rstrip("%")) / (100 if opacity.endswith("%") else 1)


def _is_over_the_page(values: Mapping[str, str]) -> bool:
    """Whether it lies over other content and is light or aslant, as watermarks are."""
    if values.get("position") not in {"absolute", "fixed"}:
        return False
    turned = _TURNED.findall(f"{values.get('transform', '')} rotate({values.get('rotate', '')})")
    angle = sum(float(number) * _DEGREES[unit] for number, unit in turned) % 90
    is_aslant = _LEAST_ANGLE < angle < 90 - _LEAST_ANGLE
    return is_aslant or _opacity_of(values) <= _WATERMARK_OPACITY


def _is_faded(values: Mapping[str, str]) -> bool:
    return (
        _opacity_of(values) < _UNSEEN_OPACITY
        or _NO_OPACITY.search(values.get("filter", "")) is not None
        or values.get("content-visibility") == "hidden"
    )


def _is_far(lengths: Iterable[float]) -> bool:
    return any(one <= -_FAR or one >= _FAR_RIGHT for one in lengths)


def _is_elsewhere(values: Mapping[str, str], size: float, *, has_box: bool) -> bool:
    """Whether it is off the screen, or shows only its edge."""
    sides: list[float] = []
    if values.get("position", "static") != "static":
        for name in ("left", "top", "right", "bottom"):
            sides += _lengths(values.get(name, ""), size)
    for name in ("margin-left", "margin-top"):
        sides += _lengths(values.get(name, ""), size)
    if has_box:
        moved = [*_MOVED.findall(values.get("transform", "")), values.get("translate", "")]
        sides += [one for text in moved for one in _lengths(text, size, 0)]
    return _is_far(sides) or (
        has_box
        and (
            _FLAT.search(values.get("transform", "")) is not None
            or _NO_SCALE.match(values.get("scale", "")) is not None
        )
    )


def _is_indented_away(indent: str, values: Mapping[str, str], size: float) -> bool:
    (pixels,) = _lengths(indent, size) or (0.0,)
    return _is_far([pixels]) or (pixels >= _SCREEN and _cuts(values))


def _cuts(values: Mapping[str, str]) -> bool:
    """Whether it cuts off content larger than itself."""
    return any(
        word in {"hidden", "clip"}
        for name in ("overflow", "overflow-x", "overflow-y")
        for word in values.get(name, "").split()
    )


def _is_tiny(values: Mapping[str, str], size: float) -> bool:
    """Whether nothing of it is left when it is cut to its declared size."""
    names = ["width", "height", "max-width", "max-height"]
    if values.get("height") is None:
        names.append("line-height")
    return _cuts(values) and any(
        abs(one) <= _UNSEEN_SIZE
        for name in names
        for one in _lengths(values.get(name, ""), size)
        if name != "line-height" or not one
    )


def _is_clipped(values: Mapping[str, str], size: float) -> bool:
    """Whether nothing of it is left inside its clip."""
    if values.get("position") in {"absolute", "fixed"} and (
        found := _CLIP.search(values.get("clip", ""))
    ):
        sides = _lengths(found[1], size)
        if len(sides) == 4:  # noqa: PLR2004 - top, right, bottom, left
            top, right, bottom, left = sides
            return bottom - top <= _UNSEEN_SIZE or right - left <= _UNSEEN_SIZE
    path = values.get("clip-path", "")
    if found := _INSET.search(path):
        sides = _lengths(found[1], size)[:4]
        if sides:
            insets = of_four_sides(sides)
            return insets[0] + insets[2] >= _FAR or insets[1] + insets[3] >= _FAR
    if found := _POLYGON.search(path):
        return len({tuple(_lengths(one, size)) for one in found[1].split(",")}) < 3  # noqa: PLR2004
    return _NO_RADIUS.search(path) is not None


def _is_raised(values: Mapping[str, str], *, is_smaller: bool) -> bool:
    """Whether it is above or below its line, as marks of notes are."""
    align = values.get("vertical-align", "baseline")
    if align in {"super", "sub"} or values.get("baseline-shift") in {"super", "sub"}:
        return True
    if values.get("font-variant-position") in {"super", "sub"}:
        return True
    if not is_smaller:
        return False
    shifts = [align, values.get("baseline-shift", ""), values.get("mso-text-raise", "")]
    if values.get("position") == "relative":
        shifts += [values.get("top", ""), values.get("bottom", "")]
    if _has_box(values):
        shifts.append(values.get("transform", "").partition("translate")[2])
    return align in {"top", "text-top", "bottom", "text-bottom"} or any(
        length for text in shifts for length in _lengths(text, 1, 1)
    )


def _colour_of(text: str) -> _Colour:
    """A colour as parts of 255 and its opacity, from 0 to 1; by its name if unknown."""
    if text in {"transparent", ""}:
        return text, 0
    if text in _COLOURS:
        return _COLOURS[text], 1
    if text[0] == "#":
        digits = text[1:] if len(text) > 5 else "".join(2 * one for one in text[1:])  # noqa: PLR2004
        red, green, blue, *opacity = bytes.fromhex(digits)
        return (red, green, blue), opacity[0] / 255 if opacity else 1
    numbers = [
        float(number) * (_PART_OF[at] if unit == "%" else 1)
        for at, (number, unit) in enumerate(LENGTHS.findall(text)[:4])
    ]
    alpha = numbers[3:] or [1.0]
    if text.startswith("rgb") and len(numbers) > 2:  # noqa: PLR2004 - red, green, blue
        red, green, blue = (round(min(number, 255)) for number in numbers[:3])
        return (red, green, blue), alpha[0]
    return text, alpha[0]


def are_alike(colours: Iterable[str], backgrounds: Iterable[str]) -> bool:
    """Whether one of *colours* looks like a value of ``background``, all in lower case."""
    letters = {
        _colour_of(one.value) for colour in colours for one in declarations("color", colour.strip())
    }
    behind = {
        _colour_of(one.value)
        for background in backgrounds
        for one in declarations("background", background.strip())
        if one.name == "background-color" and one.value not in GLOBAL_VALUES
    }
    return any(_is_unseen_on(one, other) for one in letters for other in behind if other[1])


def _is_unseen_on(colour: _Colour | None, background: _Colour | None) -> bool:
    """Whether letters of *colour* look like their background."""
    if colour is None:
        return False
    if colour[1] < _UNSEEN_OPACITY:
        return True
    if background is None:
        return False
    one, other = colour[0], background[0]
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return is_alike(one, other)
