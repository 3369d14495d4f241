"""Declarations of CSS that can hide, raise or strike out words.

Takes the text of a ``style`` attribute or one property with its value, gives the declarations with
shorthands expanded. Knows neither the cascade nor the effect of values.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

__all__ = [
    "GLOBAL_VALUES",
    "IMAGE_VALUE",
    "LENGTHS",
    "NAMED_SIZES",
    "SUPPORTING",
    "Declaration",
    "declarations",
    "declarations_of",
    "is_telling",
    "of_four_sides",
]

NAMED_SIZES: Mapping[str, float] = {
    "xx-small": 9,
    "x-small": 10,
    "small": 13,
    "medium": 16,
    "large": 18,
    "x-large": 24,
    "xx-large": 32,
}

_NUMBER = r"[-+]?(?:[0-9]{1,12}(?:\.[0-9]{0,12})?|\.[0-9]{1,12})"
_LENGTH = rf"{_NUMBER}(?:px|pt|pc|in|cm|mm|rem|em|ex|ch|vw|vh|%|)"
LENGTHS = re.compile(rf"({_NUMBER})(px|pt|pc|in|cm|mm|rem|em|ex|ch|vw|vh|%|)(?![\w.])")
_SIZE = rf"{_LENGTH}|smaller|larger|{'|'.join(NAMED_SIZES)}"
_HEX = "#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})"
_ANY = ".+"
#: Longer values are not values of the properties that matter.
_LONGEST_VALUE = 1000
GLOBAL_VALUES = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})

#: The valid values; browsers ignore a declaration with any other.
_VALUES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(values, re.DOTALL)
    for names, values in (
        (
            "display",
            r"none|contents|[a-z -]*(?:block|inline|flex|grid|table|box|list-item|root)[a-z -]*",
        ),
        ("visibility", "visible|hidden|collapse"),
        ("content-visibility", "visible|hidden|auto"),
        ("mso-hide", "all|none|screen"),
        ("opacity", rf"{_NUMBER}%?"),
        ("font-size", _SIZE),
        ("text-decoration text-decoration-line", r"[a-z0-9#(),.% -]+"),
        ("vertical-align baseline-shift", rf"[a-z-]+|{_LENGTH}"),
        ("font-variant-position", "normal|sub|super"),
        ("position", "static|relative|absolute|fixed|sticky"),
        ("float", "none|left|right"),
        ("left top right bottom margin-left margin-top text-indent", rf"{_LENGTH}|auto"),
        ("mso-text-raise", _LENGTH),
        ("width height max-width max-height line-height", rf"{_LENGTH}|[a-z-]+"),
        ("overflow overflow-x overflow-y", r"[a-z]+(?: [a-z]+)?"),
        ("color background-color -webkit-text-fill-color", rf"[a-z]+|{_HEX}|\w+\([^()]+\)"),
        ("font inset margin clip clip-path filter transform translate scale rotate", _ANY),
        ("background background-image background-clip -webkit-background-clip text-shadow", _ANY),
    )
    for name in names.split()
}
#: Properties that have no effect unless combined with others.
SUPPORTING = frozenset(
    "bottom float height left line-height max-height max-width mso-text-raise right top width".split()  # noqa: E501, SIM905
)
#: The others, without those whose names contain another one's.
_TELLING = tuple(
    sorted(
        name
        for name in set(_VALUES) - SUPPORTING
        if not any(one in name for one in set(_VALUES) - SUPPORTING - {name})
    )
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_IMPORTANT = re.compile(r"!\s*important$")
#: The size in ``font``; a family follows.
_FONT = re.compile(rf"(?:[\w-]+\s+){{0,5}}?({_SIZE})(?:\s*/\s*[\w.%]+)?\s+\S")
IMAGE_VALUE = re.compile(r"(?:url|gradient|image(?:-set)?|cross-fade)\(")
_COLOUR = re.compile(rf"(?<![\w#.-])(?:{_HEX}|(?:rgb|hsl)a?\([^()]+\)|[a-z]+)(?![\w-])")
#: Words of ``background`` that are not colours.
_NO_COLOURS = frozenset(
    "none repeat scroll fixed local left right top bottom center space round cover contain auto "  # noqa: SIM905
    "x y no url".split()
)


_Side = TypeVar("_Side", str, float)


class Declaration(NamedTuple):
    """A declaration such as ``display: none``, in lower case; shorthands are expanded."""

    name: str
    value: str
    is_important: bool = False


def is_telling(style: str) -> bool:
    """Whether a ``style`` attribute may have a declaration that matters by itself.

    Example:
        >>> is_telling("Display: none"), is_telling("line-height: 2")
        (True, False)
    """
    # An attribute may have megabytes, through which one pattern with all names goes too slowly.
    words = style.lower()
    return any(name in words for name in _TELLING)


def declarations_of(style: str) -> Iterator[Declaration]:
    """The declarations in a ``style`` attribute that can matter here."""
    for one in _COMMENT.sub(" ", style).lower().split(";"):
        name, _, value = one.partition(":")
        found = _IMPORTANT.search(value := value.strip())
        value = value[: found.start()].rstrip() if found else value
        yield from declarations(name.strip(), value, is_important=found is not None)


def declarations(name: str, value: str, *, is_important: bool = False) -> Iterator[Declaration]:
    """The declarations of *value* for the property *name*, both in lower case; none if invalid.

    Example:
        >>> [one[:2] for one in declarations("font", "0/0 a")]
        [('font-size', '0')]
    """
    values = _VALUES.get(name)
    if values is None or len(value) > _LONGEST_VALUE:
        return
    if value not in GLOBAL_VALUES and values.fullmatch(value) is None:
        return
    for one, what in _written_out(name, value):
        yield Declaration(one, what, is_important)


def _written_out(name: str, value: str) -> Iterable[tuple[str, str]]:
    """A shorthand as the properties it sets."""
    match name:
        case "font":
            found = _FONT.match(value)
            return [("font-size", found[1])] if found else []
        case "text-decoration":
            return [("text-decoration-line", value)]
        case "background":
            image = "url()" if IMAGE_VALUE.search(value) else "none"
            words = [one for one in _COLOUR.findall(value) if one not in _NO_COLOURS]
            colour = words[-1] if words else "transparent"
            return [("background-color", colour), ("background-image", image)]
        case "margin" | "inset":
            top, right, bottom, left = of_four_sides(value.split())
            if name == "inset":
                return [("top", top), ("right", right), ("bottom", bottom), ("left", left)]
            return [("margin-top", top), ("margin-left", left)]
        case _:
            return [(name, value)]


def of_four_sides(sides: Sequence[_Side]) -> tuple[_Side, _Side, _Side, _Side]:
    """One to four values as those of the top, the right, the bottom and the left."""
    top, right, bottom, left = (sides[min(at, at % len(sides))] for at in range(4))
    return top, right, bottom, sides[1] if len(sides) == 3 else left  # noqa: PLR2004
