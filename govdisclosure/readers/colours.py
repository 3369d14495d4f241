"""Colours of office files: applying themes and tints, and which two colours look alike.

Takes what attributes say, gives red, green and blue from 0 to 255. Knows no format.
"""

import re
from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls

from lxml import etree

__all__ = [
    "BLACK",
    "WHITE",
    "Colour",
    "Theme",
    "colour_of_digits",
    "is_alike",
    "theme_of",
    "tinted",
]

#: Red, green and blue.
Colour = tuple[int, int, int]
#: The colours of a theme by their names in DrawingML: ``lt1``, ``accent2`` …
Theme = Mapping[str, Colour]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
#: Two colours that are no further apart in any part look like one.
_INDISCERNIBLE = 16
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: Six digits, perhaps after two for the opacity, which office programs ignore.
_DIGITS = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")


def colour_of_digits(digits: str | None) -> Colour | None:
    """The colour that hexadecimal digits name; None for anything else.

    Example:
        >>> colour_of_digits("FFFF0080"), colour_of_digits("auto")
        ((255, 0, 128), None)
    """
    found = _DIGITS.fullmatch(digits or "")
    if found is None:
        return None
    red, green, blue = bytes.fromhex(found[1])
    return red, green, blue


def is_alike(one: Colour, other: Colour) -> bool:
    """Whether letters of one colour cannot be seen on the other."""
    return all(abs(a - b) <= _INDISCERNIBLE for a, b in zip(one, other, strict=True))


def tinted(colour: Colour, tint: float) -> Colour:
    """A colour made lighter, up to 1, or darker, down to -1.

    Example:
        >>> tinted((0, 0, 0), 0.5), tinted((255, 255, 255), -1)
        ((128, 128, 128), (0, 0, 0))
    """
    hue, light, saturation = rgb_to_hls(*(part / 255 for part in colour))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def theme_of(root: etree._Element | None) -> Theme:
    """The colours in a theme part; without one, the two that all themes share."""
    colours = {"lt1": WHITE, "dk1": BLACK}
    scheme = root.find(f".//{_DRAWING}clrScheme") if root is not None else None
    for one in scheme if scheme is not None else ():
        for own in one:
            colour = colour_of_digits(own.get("lastClr") or own.get("val"))
            if colour is not None:
                colours[etree.QName(one).localname] = colour
    return colours
