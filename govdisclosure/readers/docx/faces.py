"""How the words of a Word file show: their own properties combined with those of styles.

Takes properties of runs and styles; the background of words is computed elsewhere.
"""

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from govdisclosure.readers.docx.xml import VALUE, is_on, number, qualified

__all__ = ["COLOUR", "HIGHLIGHT", "SHADING", "Face", "face_of", "is_plain", "own_properties"]

COLOUR = qualified("color")
HIGHLIGHT = qualified("highlight")
SHADING = qualified("shd")
_POSITION = qualified("position")
_SIZE = qualified("sz")
_STRIKE = qualified("strike")
_TWICE_STRUCK = qualified("dstrike")
_VANISH = qualified("vanish")
_RAISED = qualified("vertAlign")
_FILLING = "{http://schemas.microsoft.com/office/word/2010/wordml}textFill"
_DRAWN = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_TELLING = frozenset(
    (
        COLOUR,
        HIGHLIGHT,
        _POSITION,
        SHADING,
        _SIZE,
        _STRIKE,
        _TWICE_STRUCK,
        _VANISH,
        _RAISED,
        _FILLING,
    )
)
_COLOURS = (COLOUR, HIGHLIGHT, SHADING)
#: Properties that a style inverts where the other style that applies has set them.
_TOGGLES = (_STRIKE, _VANISH)
#: Letters up to this size, in half-points, are no more than dots.
_LARGEST_DOT = 2
#: The default size, in half-points.
_USUAL_SIZE = 20
#: The transparency from which drawn letters do not show.
_TRANSPARENT = 100_000


class Face(NamedTuple):
    """The properties of words, the most specific first."""

    #: The properties by their tags.
    properties: Mapping[str, etree._Element] = {}
    #: Those of the toggles that are on.
    toggles: frozenset[str] = frozenset()

    def with_own(self, own: Mapping[str, etree._Element]) -> "Face":
        """The face of words with properties of their *own*."""
        if not own:
            return self
        toggles = self.toggles
        for toggle in _TOGGLES:
            if toggle in own:
                toggles = toggles | {toggle} if is_on(own[toggle]) else toggles - {toggle}
        return Face({**self.properties, **own}, toggles)

    @property
    def is_hidden(self) -> bool:
        """Whether words do not show, whatever their background."""
        size = self.properties.get(_SIZE)
        return (
            _VANISH in self.toggles
            or (size is not None and number(size.get(VALUE), _USUAL_SIZE) <= _LARGEST_DOT)
            or _is_transparent(self.properties.get(_FILLING))
        )

    @property
    def is_struck(self) -> bool:
        """Whether a line goes through the words."""
        return _STRIKE in self.toggles or is_on(self.properties.get(_TWICE_STRUCK))

    @property
    def is_raised(self) -> bool:
        """Whether words are placed above or below the line, as the mark of a note is."""
        raised = self.properties.get(_RAISED)
        return raised is not None and raised.get(VALUE) in {"superscript", "subscript"}

    @property
    def size(self) -> int:
        """In half-points."""
        size = self.properties.get(_SIZE)
        return _USUAL_SIZE if size is None else number(size.get(VALUE), _USUAL_SIZE)

    @property
    def shift(self) -> int:
        """How far words are above or below the line, in half-points."""
        position = self.properties.get(_POSITION)
        return 0 if position is None else number(position.get(VALUE, "").lstrip("-+"), 0)


def own_properties(properties: etree._Element | None) -> dict[str, etree._Element]:
    """The properties in a ``w:rPr`` that affect how words show, by tags."""
    return {} if properties is None else {one.tag: one for one in properties if one.tag in _TELLING}


def face_of(
    defaults: Mapping[str, etree._Element],
    paragraph: Mapping[str, etree._Element],
    words: Mapping[str, etree._Element],
) -> Face:
    """The face that the defaults and the styles of a paragraph and of words give.

    Where both styles switch a toggle on it is off, unless the defaults have it (ECMA-376 part 1,
    17.7.3).
    """
    toggles = frozenset(
        one
        for one in _TOGGLES
        if is_on(defaults.get(one)) or is_on(paragraph.get(one)) != is_on(words.get(one))
    )
    return Face({**defaults, **paragraph, **words}, toggles)


def is_plain(properties: Mapping[str, etree._Element], *, has_colours: bool) -> bool:
    """Whether words show as usual; *has_colours*: whether a colour may hide them."""
    face = face_of(properties, {}, {})
    return not (
        face.is_hidden
        or face.is_struck
        or face.is_raised
        or face.shift
        or (has_colours and not properties.keys().isdisjoint(_COLOURS))
    )


def _is_transparent(filling: etree._Element | None) -> bool:
    if filling is None:
        return False
    if filling.find(f"{_DRAWN}noFill") is not None:
        return True
    found = filling.find(f"{_DRAWN}solidFill//{_DRAWN}alpha")
    return found is not None and number(found.get(f"{_DRAWN}val"), 0) >= _TRANSPARENT
