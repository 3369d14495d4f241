"""Removes what only affects appearance from the XML of a Word file before it is parsed.

Fonts, borders and distances are five sixths of a file and say nothing; parsing the rest takes a
fifth of the time. Takes and gives bytes; where removing is not certainly right, nothing is removed.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from govdisclosure.readers.colours import WHITE, Theme, is_alike
from govdisclosure.readers.docx.shading import colour_of_letters, highlight_of, painted

__all__ = ["Colours", "colours_in", "may_tell", "without_looks", "without_unused_tables"]

_WORD = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
#: How many bytes are searched for the root's own tag.
_HEAD = 4096
#: What makes the properties of tables, rows and cells matter beyond appearance; the properties that
#: take most room come first.
_MERGES = b"<w:(?:gridSpan|vMerge|hMerge|cell"
_TELLING_OF_ROWS = re.compile(b"<w:(?:del|gridBefore|hidden)")
_SWITCHED_ON = rb"(?!\s+w:val=[\"'](?:0|false|off)[\"'])[\s/>]"
#: What makes the properties of words matter beyond appearance: the bytes that occur wherever one
#: does, and the pattern for one that is switched on.
_TELLING_OF_WORDS = (
    (b"<w:del", b"<w:del"),
    (b"<w:moveF", b"<w:moveF"),
    (b"anish", b"<w:(?:v|specV)anish" + _SWITCHED_ON),
    (b"trike", b"<w:d?strike" + _SWITCHED_ON),
    (b"<w:vertAlign", rb"<w:vertAlign\s+w:val=[\"']s"),
    (b"<w:position", rb"<w:position\s+w:val=[\"'][-+]?0*[1-9]"),
    (b'<w:sz w:val="1"', b'<w:sz w:val="1"'),
    (b'<w:sz w:val="2"', b'<w:sz w:val="2"'),
    (b"<w14:textFill", rb"<w14:textFill>\s*<w14:noFill|<w14:alpha"),
)
#: The size of words, which decides whether words above the line are smaller.
_SIZE = rb"<w:sz\s"
_ANY_COLOUR = rb"<w:(?:color|shd|highlight)\s"
#: What a style may set for words and words may reset.
_ANY_FACE = rb"<w:(?:d?strike|vanish|vertAlign|position|sz|rStyle)[\s/>]"
_COLOURS = re.compile(rb"<w:color\s[^<>]*>")
_SHADINGS = re.compile(rb"<w:shd\s[^<>]*>")
_HIGHLIGHTS = re.compile(rb"<w:highlight\s[^<>]*>")
#: The maximum number of pairs of colours to compare, and of tags to search for.
_MOST_PAIRS, _MOST_TAGS = 10_000, 50
_ATTRIBUTES = re.compile(r"(?:^|[\s:])(\w+)\s*=\s*[\"']([^\"']*)")
_TABLE_STYLE = re.compile(rb"<w:tblStyle\s+w:val=[\"']([^\"']*)")
_BEGIN_OF_STYLE, _END_OF_STYLE = b"<w:style ", b"</w:style>"
_STYLE_OF_TABLES = re.compile(
    rb"(?=[^<>]*w:type=[\"']table[\"'])(?![^<>]*w:default=)[^<>]*w:styleId=[\"']([^\"']*)[\"'][^<>]*>"
)
_BASE = re.compile(rb"<w:basedOn\s+w:val=[\"']([^\"']*)")


class Colours(NamedTuple):
    """Which words may have the colour of their background."""

    #: The tags in the text that give such a colour.
    tags: frozenset[bytes] = frozenset()
    #: Whether styles give such a colour, or may.
    are_in_styles: bool = False

    def __bool__(self) -> bool:
        """Whether there may be such words."""
        return bool(self.tags) or self.are_in_styles


def colours_in(content: bytes, styles: bytes, load_theme: Callable[[], Theme]) -> Colours:
    """The colours of words in the XML of a text, or of styles, that some shading or paper has.

    XML with another prefix than ``w`` or with too many colours is not examined: then there may be
    some.
    """
    if not _is_usual(content) or (styles and not _is_usual(styles)):
        return Colours(are_in_styles=True)
    own, inherited = set(_COLOURS.findall(content)), set(_COLOURS.findall(styles))
    highlights = set(_HIGHLIGHTS.findall(content) if b"<w:highlight" in content else ())
    if not own and not inherited and not highlights:
        return Colours()
    shadings = {*_SHADINGS.findall(content), *_SHADINGS.findall(styles)}
    highlights_of_styles = set(_HIGHLIGHTS.findall(styles))
    every = (*own, *inherited, *shadings)
    theme = load_theme() if any(b":theme" in tag for tag in every) else {}
    grounds = {WHITE, *(painted(_attributes(tag), theme, WHITE) for tag in shadings)}
    grounds |= {highlight_of(_attributes(tag)) for tag in highlights | highlights_of_styles}
    found = grounds - {None}
    if len(own | inherited) * len(found) > _MOST_PAIRS:
        return Colours(are_in_styles=True)

    def lost(tags: Iterable[bytes]) -> frozenset[bytes]:
        colours = ((tag, colour_of_letters(_attributes(tag), theme)) for tag in tags)
        return frozenset(
            tag
            for tag, colour in colours
            if colour is not None and any(is_alike(colour, one) for one in found if one)
        )

    black = {one for one in highlights | highlights_of_styles if b"lack" in one}
    tags = lost(own) | (black & highlights)
    if len(tags) > _MOST_TAGS:
        return Colours(are_in_styles=True)
    return Colours(tags, bool(lost(inherited) or black - highlights))


def without_unused_tables(styles: bytes, *texts: bytes) -> bytes:
    """The XML of styles without the styles of tables that no table in *texts* has.

    Programs write a hundred of them into every file, nine tenths of the part. The default style and
    those that a style in use is based on remain. Where it is not certain which are in use, nothing
    is removed.
    """
    if not all(map(_is_usual, (styles, *texts))) or b"<!" in styles or b"<?" in styles[2:]:
        return styles
    if any(text.count(b"tblStyle") != len(_TABLE_STYLE.findall(text)) for text in texts):
        return styles
    head, *pieces = styles.split(_BEGIN_OF_STYLE)
    found = (_STYLE_OF_TABLES.match(piece.partition(_END_OF_STYLE)[0]) for piece in pieces)
    unused = {one[1]: number for number, one in enumerate(found) if one is not None}
    names = {name for text in texts for name in _TABLE_STYLE.findall(text)}
    while names:
        used = [unused.pop(name) for name in names if name in unused]
        names = {name for number in used for name in _BASE.findall(pieces[number])}
    left_out = set(unused.values())
    return head + b"".join(
        piece.partition(_END_OF_STYLE)[2] if number in left_out else _BEGIN_OF_STYLE + piece
        for number, piece in enumerate(pieces)
    )


def may_tell(styles: bytes) -> bool:
    """Whether the XML of styles may give words an unusual appearance."""
    return _telling_words(styles) != []


def without_looks(
    content: bytes,
    *,
    keeps_styles: bool = True,
    keeps_faces: bool = True,
    colours: Colours | None = None,
) -> bytes:
    """The XML of a text, which must have no declarations or comments, without mere appearance.

    With another prefix than ``w``, or with a processing instruction, in which a tag would not be a
    tag, *content* is returned unchanged. In a broken file the result may not parse where the whole
    does; the caller then has to use the whole.

    Args:
        content: The XML.
        keeps_styles: Whether the style of a paragraph may affect more than appearance.
        keeps_faces: Whether styles give any words an unusual appearance.
        colours: Which words may have the colour of their background.
    """
    begin = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
    if not _is_usual(content) or content.find(b"?", begin) >= 0:
        return content
    colours = colours or Colours()
    shading = b"|shd" if colours else b""
    short = content
    for name, telling in (
        (b"tblPrEx", None),
        (b"tcPr", re.compile(_MERGES + shading + b")")),
        (b"tcBorders", None),
        (b"trPr", _TELLING_OF_ROWS),
    ):
        short = _without(short, name, unless=telling)
    words = _telling_words(short)
    if any(pattern.startswith(b"<w:position") for pattern in words):
        words.append(_SIZE)
    if keeps_faces:
        words.append(_ANY_FACE)
    if colours:
        words += (re.escape(tag) for tag in sorted(colours.tags))
    if colours.are_in_styles:
        words.append(_ANY_COLOUR)
    short = _without(short, b"rPr", unless=re.compile(b"|".join(words)) if words else None)
    styles = b"|pStyle" if keeps_styles or keeps_faces or colours else b""
    paragraphs = re.compile(b"<w:(?:numPr|sectPr|rPr" + styles + shading + b")")
    short = _without(short, b"pPr", unless=paragraphs)
    return short if short.count(b"xmlns:w=") == 1 else content


def _is_usual(content: bytes) -> bool:
    """Whether XML has the prefix that the patterns for tags expect."""
    return content.find(_WORD, 0, _HEAD) >= 0


def _telling_words(content: bytes) -> list[bytes]:
    """The patterns for properties of words that matter, if they occur."""
    return [
        pattern
        for begin, pattern in _TELLING_OF_WORDS
        if begin in content and re.search(pattern, content)
    ]


def _attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a tag by their local names."""
    return dict(_ATTRIBUTES.findall(tag.decode("utf-8", "replace")))


def _without(content: bytes, name: bytes, *, unless: re.Pattern[bytes] | None = None) -> bytes:
    """The XML without the elements *name*, except those that contain *unless*."""
    begin, end = b"<w:%b>" % name, b"</w:%b>" % name
    first, *rest = content.split(begin)
    out = [first]
    for piece in rest:
        inside, found, behind = piece.partition(end)
        if not found:
            return content
        if unless is not None and unless.search(inside):
            out += (begin, piece)
        else:
            out.append(behind)
    return b"".join(out)
