"""Fonts and fills of a spreadsheet: how words in them show.

Takes elements of the styles and of rich strings, and the theme; knows neither numbers nor cells.
"""

from textwrap import wrap
from typing import NamedTuple

from lxml import etree

from govdisclosure.readers.colours import (
    BLACK,
    WHITE,
    Colour,
    Theme,
    colour_of_digits,
    is_alike,
    tinted,
)
from govdisclosure.readers.showing import Shows

__all__ = ["Font", "Palette"]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: Letters up to this size, in points, are no more than dots.
_LARGEST_DOT = 1
_USUAL_SIZE, _LARGEST_SIZE = 11, 409
#: The maximum number of digits in the number of a colour.
_DIGITS = 3
#: The colours that old files name by numbers from 8 on; numbers below 8 name the same again, those
#: after the list are of the system: of letters and of the paper.
_FIRST = 8
_INDEXED = wrap(
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF800000008000000080808000800080008080"
    "C0C0C08080809999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF"
    "8000808000000080800000FF00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC993366FF33CCCC"
    "99CC00FFCC00FF9900FF6600666699969696003366339966003300333300993300993366333399333333"
    "000000FFFFFF",
    6,
)
#: The colours of the theme in the order of their numbers, which differs from that in its file.
_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{one}" for one in range(1, 7)), "hlink", "folHlink")


class Font(NamedTuple):
    """The properties of a font that affect whether and how words show."""

    is_struck: bool = False
    is_raised: bool = False
    is_dot: bool = False
    #: None where it is not known.
    colour: Colour | None = BLACK

    def shows(self, ground: Colour | None) -> Shows:
        """How words show on *ground*, which is None if unknown."""
        is_lost = self.colour is not None and ground is not None and is_alike(self.colour, ground)
        if is_lost or self.is_dot:
            return Shows.HIDDEN
        if self.is_struck:
            return Shows.STRUCK
        return Shows.RAISED if self.is_raised else Shows.ON_LINE


class Palette:
    """The colours of a workbook."""

    def __init__(self, root: etree._Element | None, theme: Theme) -> None:
        """The colours of its theme, and those that the styles of *root* number."""
        self._theme = theme
        path = f"{_MAIN}colors/{_MAIN}indexedColors/{_MAIN}rgbColor"
        own = [one.get("rgb", "") for one in root.iterfind(path)] if root is not None else []
        self._indexed = [*own, *(_INDEXED[:_FIRST] + _INDEXED)[len(own) :]]

    def font(self, properties: etree._Element) -> Font:
        """The font in the properties of a style or of a run of words."""
        found = {one.tag: one for one in properties}
        size = found.get(f"{_MAIN}sz")
        raised = found.get(f"{_MAIN}vertAlign")
        return Font(
            is_struck=_is_on(found.get(f"{_MAIN}strike")),
            is_raised=raised is not None and raised.get("val", "")[:3] in {"sup", "sub"},
            is_dot=size is not None and _decimal(size.get("val"), _USUAL_SIZE) <= _LARGEST_DOT,
            colour=self._colour(found.get(f"{_MAIN}color"), BLACK),
        )

    def ground(self, fill: etree._Element) -> Colour | None:
        """The background of a fill; None where it is not a single colour."""
        pattern = fill.find(f"{_MAIN}patternFill")
        if pattern is None:
            return WHITE if not len(fill) else None
        match pattern.get("patternType", "none"):
            case "none":
                return WHITE
            case "solid":
                return self._colour(pattern.find(f"{_MAIN}fgColor"), None)
            case _:
                return None

    def _colour(self, element: etree._Element | None, otherwise: Colour | None) -> Colour | None:
        if element is None or element.get("auto") in {"1", "true"}:
            return otherwise
        colour = colour_of_digits(element.get("rgb"))
        if colour is None and (at := _number(element.get("theme"))) is not None:
            colour = self._theme.get(_THEME[at]) if at < len(_THEME) else None
        elif colour is None and (at := _number(element.get("indexed"))) is not None:
            colour = colour_of_digits(self._indexed[at]) if at < len(self._indexed) else otherwise
        tint = _decimal(element.get("tint"), 0)
        return tinted(colour, tint) if colour is not None and tint else colour


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get("val", "1") not in {"0", "false"}


def _number(words: str | None) -> int | None:
    is_short = words is not None and words.isascii() and words.isdigit() and len(words) <= _DIGITS
    return int(words) if words is not None and is_short else None


def _decimal(words: str | None, otherwise: float) -> float:
    try:
        number = float(words) if words is not None else otherwise
    except ValueError:
        return otherwise
    return number if -1 <= number <= _LARGEST_SIZE else otherwise
