"""Colours in a Word file: those of letters and those of their backgrounds.

Takes the attributes of single elements by their local names, from a parser or a search of the
bytes, and the theme. A colour that is not known is None.
"""

from collections.abc import Mapping

from lxml import etree

from govdisclosure.readers.colours import BLACK, WHITE, Colour, Theme, colour_of_digits, tinted

__all__ = ["attributes_of", "colour_of_letters", "highlight_of", "painted"]

#: Word's names for the colours of a theme, and the names in the theme.
_THEME_NAMES: Mapping[str, str] = {
    "background1": "lt1",
    "light1": "lt1",
    "bg1": "lt1",
    "background2": "lt2",
    "light2": "lt2",
    "bg2": "lt2",
    "text1": "dk1",
    "dark1": "dk1",
    "tx1": "dk1",
    "text2": "dk2",
    "dark2": "dk2",
    "tx2": "dk2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_HIGHLIGHTS: Mapping[str, str] = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "green": "00FF00",
    "magenta": "FF00FF",
    "red": "FF0000",
    "yellow": "FFFF00",
    "white": "FFFFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}


def attributes_of(element: etree._Element) -> dict[str, str]:
    """The attributes of an element by their local names."""
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}


def colour_of_letters(attributes: Mapping[str, str], theme: Theme) -> Colour | None:
    """The colour of a ``w:color``; None where Word chooses one that is visible."""
    return _themed(attributes, "val", "theme", theme)


def highlight_of(attributes: Mapping[str, str]) -> Colour | None:
    """The colour of a ``w:highlight``; None without one."""
    return colour_of_digits(_HIGHLIGHTS.get(attributes.get("val", "")))


def painted(shading: Mapping[str, str], theme: Theme, below: Colour | None) -> Colour | None:
    """The colour of a ``w:shd`` over the colour *below*.

    Example:
        >>> painted({"val": "clear", "fill": "4472C4"}, {}, WHITE)
        (68, 114, 196)
        >>> painted({"fill": "auto"}, {}, WHITE), painted({"val": "pct50"}, {}, None)
        ((255, 255, 255), (128, 128, 128))
    """
    pattern = shading.get("val", "clear")
    if pattern == "nil":
        return below
    is_filled = shading.get("fill", "auto") != "auto" or "themeFill" in shading
    fill = _themed(shading, "fill", "themeFill", theme) if is_filled else None
    if pattern == "clear":
        return fill if is_filled else below
    front = _themed(shading, "color", "theme", theme) or BLACK
    share = pattern.removeprefix("pct")
    percent = 100 if pattern == "solid" else int(share) if share.isdecimal() else None
    if percent is None or (is_filled and fill is None):
        return None
    back = fill or WHITE
    mixed = [(a * percent + b * (100 - percent)) / 100 for a, b in zip(front, back, strict=True)]
    return round(mixed[0]), round(mixed[1]), round(mixed[2])


def _themed(attributes: Mapping[str, str], plain: str, kind: str, theme: Theme) -> Colour | None:
    """The colour that *attributes* name: that of the theme, or else the one spelled out."""
    name = attributes.get("themeColor" if kind == "theme" else kind, "")
    colour = theme.get(_THEME_NAMES.get(name, name))
    if colour is None:
        return colour_of_digits(attributes.get(plain))
    for change, sign in ((f"{kind}Tint", 1), (f"{kind}Shade", -1)):
        share = attributes.get(change)
        if share is not None and len(share) <= 2:  # noqa: PLR2004 - two hexadecimal digits
            try:
                colour = tinted(colour, sign * (1 - int(share, 16) / 255))
            except ValueError:
                return None
    return colour
