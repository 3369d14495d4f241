"""Elements of a Word file: the names of those that matter, and reading small properties.

Knows nothing of reading order, of styles or of reports.
"""

from lxml import etree

__all__ = [
    "ALTERNATE",
    "CELL",
    "CONTROL",
    "MATH",
    "PARAGRAPH",
    "PARAGRAPH_PROPERTIES",
    "REFERENCE",
    "ROW",
    "RUN",
    "RUN_PROPERTIES",
    "SECTION",
    "SILENT",
    "STYLE",
    "TABLE",
    "TEXT",
    "VALUE",
    "chosen_spelling",
    "is_on",
    "number",
    "number_under",
    "qualified",
    "value_under",
]

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
#: The maximum number of digits; longer numbers occur only in malicious files.
_MOST_DIGITS = 9


def qualified(name: str) -> str:
    """The name with the namespace of Word, as lxml writes it."""
    return _WORD + name


PARAGRAPH = qualified("p")
PARAGRAPH_PROPERTIES = qualified("pPr")
STYLE = qualified("pStyle")
SECTION = qualified("sectPr")
RUN = qualified("r")
RUN_PROPERTIES = qualified("rPr")
TEXT = qualified("t")
TABLE = qualified("tbl")
ROW = qualified("tr")
CELL = qualified("tc")
#: A content control.
CONTROL = qualified("sdt")
#: The attribute with the value of most properties.
VALUE = qualified("val")
#: The attribute that names a relation to another part.
REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: Alternative spellings of the same content, for newer and for older programs.
ALTERNATE = _MARKUP + "AlternateContent"
#: The namespace of formulas.
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

#: Elements that show nothing, whatever they contain.
SILENT = frozenset(
    map(
        qualified,
        (
            *("pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr"),
            *("del", "moveFrom", "delText", "delInstrText", "bookmarkStart", "bookmarkEnd"),
            *("proofErr", "commentReference", "annotationRef", "lastRenderedPageBreak"),
            *("customXmlPr", "smartTagPr", "rubyPr", "softHyphen"),
        ),
    )
)
_SPELLINGS = frozenset({_MARKUP + "Choice", _MARKUP + "Fallback"})
_SHOWN = (TEXT, qualified("sym"), qualified("tab"), MATH + "t", _BLIP)


def number(text: str | None, otherwise: int) -> int:
    """The whole number that *text* is; *otherwise* if it is not one or is negative.

    Example:
        >>> number("4", 1), number("-4", 1), number("9" * 5000, 1), number(None, 1)
        (4, 1, 999999999, 1)
    """
    if text is None or not (text.isascii() and text.isdigit()):
        return otherwise
    return int(text) if len(text) <= _MOST_DIGITS else 10**_MOST_DIGITS - 1


def number_under(properties: etree._Element, name: str, otherwise: int) -> int:
    """The number that the property *name* has; *otherwise* without the property."""
    one = properties.find(qualified(name))
    return otherwise if one is None else number(one.get(VALUE), otherwise)


def value_under(properties: etree._Element | None, *names: str) -> str | None:
    """The value of the element at the path *names*."""
    one = properties.find("/".join(map(qualified, names))) if properties is not None else None
    return None if one is None else one.get(VALUE)


def is_on(switch: etree._Element | None) -> bool:
    """Whether a property such as ``w:vanish`` is there and not switched off."""
    return switch is not None and switch.get(VALUE, "1") not in {"0", "false", "off"}


def chosen_spelling(alternate: etree._Element) -> list[etree._Element]:
    """The alternative to read: the first one that shows anything."""
    spellings = [one for one in alternate if one.tag in _SPELLINGS]
    for one in spellings:
        if next(one.iter(*_SHOWN), None) is not None:
            return [one]
    return spellings[:1]
