"""The background of words in a Word file: shading of paragraphs, cells and tables, and paper.

Takes elements and searches their ancestors, only for words whose colour may hide them. A
background that is not known (a box, a picture behind the text) is None.
"""

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from govdisclosure.readers.colours import WHITE, Colour, Theme
from govdisclosure.readers.docx.faces import SHADING
from govdisclosure.readers.docx.shading import attributes_of, painted
from govdisclosure.readers.docx.styles import Styles
from govdisclosure.readers.docx.xml import (
    CELL,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    TABLE,
    number_under,
    qualified,
    value_under,
)

__all__ = ["Grounds"]

_BOX = qualified("txbxContent")
_PAGE = qualified("background")
_CELL_PROPERTIES = qualified("tcPr")
_TABLE_PROPERTIES = qualified("tblPr")
_LOOK = qualified("tblLook")
_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"
#: For each part of a table that a style may shade: its element, the bit of its switch, and whether
#: the bit switches it on; the parts that override others come last.
_SWITCHES: Mapping[str, tuple[str, int, bool]] = {
    "Vert": ("noVBand", 0x400, False),
    "Horz": ("noHBand", 0x200, False),
    "lastCol": ("lastColumn", 0x100, True),
    "firstCol": ("firstColumn", 0x80, True),
    "lastRow": ("lastRow", 0x40, True),
    "firstRow": ("firstRow", 0x20, True),
}


class Grounds:
    """The backgrounds in a document."""

    def __init__(self, load_theme: Callable[[], Theme], styles: Styles) -> None:
        """Nothing computed yet."""
        self._load_theme = load_theme
        self._styles = styles
        self._theme: Theme | None = None
        self._found: dict[etree._Element, Colour | None] = {}
        self._tables: dict[etree._Element, _Table] = {}

    @property
    def theme(self) -> Theme:
        """The colours of the document's theme."""
        if self._theme is None:
            self._theme = self._load_theme()
        return self._theme

    def painted(self, shading: etree._Element | None, below: Colour | None) -> Colour | None:
        """The colour of a shading over the colour *below*."""
        return below if shading is None else painted(attributes_of(shading), self.theme, below)

    def behind(self, element: etree._Element | None) -> Colour | None:
        """The background of the content of *element*."""
        climbed: list[etree._Element] = []
        while element is not None and element not in self._found:
            climbed.append(element)
            element = element.getparent()
        ground = WHITE if element is None else self._found[element]
        for one in reversed(climbed):
            ground = self._found[one] = self._within(one, ground)
        return ground

    def _within(self, element: etree._Element, ground: Colour | None) -> Colour | None:
        """The background inside *element*, whose own background is *ground*."""
        tag = element.tag
        if tag == PARAGRAPH:
            properties = element.find(PARAGRAPH_PROPERTIES)
            shading = None if properties is None else properties.find(SHADING)
            if shading is None:
                shading = self._styles.shading(value_under(properties, "pStyle"))
            return self.painted(shading, ground)
        if tag == TABLE:
            table = self._tables[element] = _Table(element, self._styles)
            return self.painted(table.shading, ground)
        if tag == CELL:
            shading = element.find(f"{_CELL_PROPERTIES}/{SHADING}")
            if shading is not None:
                return self.painted(shading, ground)
            return self._behind_cell(element, ground)
        if tag == _BOX:
            return None
        return self._page(element) if element.getparent() is None else ground

    def _behind_cell(self, cell: etree._Element, ground: Colour | None) -> Colour | None:
        """The background of a cell without its own shading, by the style of its table."""
        row = next(cell.iterancestors(ROW), None)
        element = next(cell.iterancestors(TABLE), None)
        if row is None or element is None:
            return ground
        for shading in self._tables[element].shadings(row, cell):
            ground = self.painted(shading, ground)
        return ground

    @staticmethod
    def _page(root: etree._Element) -> Colour | None:
        """The paper; None for a page with a picture behind the text or a background colour."""
        page = root.find(_PAGE)
        colour = page.get(qualified("color"), "auto") if page is not None else "auto"
        if colour.upper() not in {"AUTO", "FFFFFF"}:
            return None
        has_picture = any(one.get("behindDoc") in {"1", "true"} for one in root.iter(_ANCHOR))
        return None if has_picture else WHITE


class _Table:
    """What the style of a table shades, part by part."""

    def __init__(self, table: etree._Element, styles: Styles) -> None:
        properties = table.find(_TABLE_PROPERTIES)
        #: The shading of the whole table, by itself or by its style.
        self.shading: etree._Element | None = None
        self._parts: dict[str, etree._Element] = {}
        self._bands = {"Horz": 1, "Vert": 1}
        for style in reversed(styles.chain(value_under(properties, "tblStyle") or styles.table)):
            self._read(style)
        own = None if properties is None else properties.find(SHADING)
        self.shading = self.shading if own is None else own
        look = None if properties is None else properties.find(_LOOK)
        self._switches = {} if look is None else attributes_of(look)
        self._rows = _places(table, ROW) if self._parts else {}
        #: The row that was used last, and its cells.
        self._row: etree._Element | None = None
        self._cells: dict[etree._Element, int] = {}

    def _read(self, style: etree._Element) -> None:
        own = style.find(_TABLE_PROPERTIES)
        if own is not None:
            shading = own.find(SHADING)
            self.shading = self.shading if shading is None else shading
            self._bands["Horz"] = max(number_under(own, "tblStyleRowBandSize", 1), 1)
            self._bands["Vert"] = max(number_under(own, "tblStyleColBandSize", 1), 1)
        for part in (style, *style.iterchildren(qualified("tblStylePr"))):
            shading = part.find(f"{_CELL_PROPERTIES}/{SHADING}")
            if shading is not None:
                self._parts["" if part is style else part.get(qualified("type"), "")] = shading

    def shadings(self, row: etree._Element, cell: etree._Element) -> Iterator[etree._Element]:
        """The shadings of the style for a cell, the uppermost last."""
        if not self._parts:
            return
        if row is not self._row:
            self._row, self._cells = row, _places(row, CELL)
        at, column = self._rows.get(row, 0), self._cells.get(cell, 0)
        names = ["", *self._banded("Vert", column - self._is_on("firstCol"))]
        names += self._banded("Horz", at - self._is_on("firstRow"))
        ends = {
            "lastCol": column == len(self._cells) - 1,
            "firstCol": column == 0,
            "lastRow": at == len(self._rows) - 1,
            "firstRow": at == 0,
        }
        names += (name for name, is_there in ends.items() if is_there and self._is_on(name))
        rows = (("n", ends["firstRow"]), ("s", ends["lastRow"]))
        columns = (("w", ends["firstCol"]), ("e", ends["lastCol"]))
        names += (f"{a}{b}Cell" for a, one in rows if one for b, other in columns if other)
        yield from (self._parts[name] for name in names if name in self._parts)

    def _banded(self, direction: str, at: int) -> Iterator[str]:
        if at >= 0 and self._is_on(direction):
            yield f"band{at // self._bands[direction] % 2 + 1}{direction}"

    def _is_on(self, part: str) -> bool:
        """Whether the table has this part of its style shaded."""
        name, bit, is_on = _SWITCHES[part]
        value = self._switches.get(name)
        if value is not None:
            return (value in {"1", "true", "on"}) is is_on
        try:
            flags = int(self._switches.get("val", "04A0"), 16)
        except ValueError:
            flags = 0x4A0
        return bool(flags & bit) is is_on


def _places(parent: etree._Element, tag: str) -> dict[etree._Element, int]:
    """The rows of a table or the cells of a row, counted from 0."""
    return {one: at for at, one in enumerate(parent.iterchildren(tag))}
