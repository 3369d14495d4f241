"""The sheets of a spreadsheet (xlsx): what each cell shows, what is merged, hidden and ruled.

Takes an opened package, gives sheets; knows nothing of reports. A number is shown as its format
says, but in full; a formula shows its stored result.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import NamedTuple

from lxml import etree

from govdisclosure.readers.package import Package
from govdisclosure.readers.xlsx.number_formats import NumberFormat, format_of_code
from govdisclosure.text import ABSENT_SIGN

__all__ = ["Area", "CellFault", "Sheet", "SheetCell", "place_name", "sheets_of", "workbook_part"]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHEET_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_USUAL_PART = "xl/workbook.xml"
_HIDDEN = frozenset({"hidden", "veryHidden"})
#: A sheet has no more rows and columns than these.
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384


class SheetCell(NamedTuple):
    """A cell that stands in the file."""

    text: str
    #: Whether a line is drawn along any of its sides.
    is_ruled: bool
    #: Why its value cannot be told; None for all others.
    fault: "CellFault | None" = None


class CellFault(Enum):
    """Why the value of a cell cannot be told."""

    #: It is a formula whose result the file does not hold.
    UNCOMPUTED = "uncomputed"
    #: Its format divides the number, or puts words between its digits.
    CHANGED = "changed"


class Area(NamedTuple):
    """Merged cells: the first and the last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """One sheet; rows and columns count from 1."""

    name: str
    is_hidden: bool
    #: Row to column to cell.
    rows: Mapping[int, Mapping[int, SheetCell]]
    merged: tuple[Area, ...]
    hidden_rows: frozenset[int]
    #: Each the first and the last of a run of hidden columns.
    hidden_columns: tuple[tuple[int, int], ...]
    #: The words of the boxes that lie on the sheet, a paragraph each.
    notes: tuple[str, ...]
    pictures: int

    def is_column_hidden(self, column: int) -> bool:
        """Whether a column does not show."""
        return any(first <= column <= last for first, last in self.hidden_columns)


def workbook_part(package: Package) -> str | None:
    """The part that lists the sheets; None when the package is no spreadsheet."""
    for one in package.relations("").values():
        if one.kind == "officeDocument" and one.target.startswith("xl/") and one.target in package:
            return one.target
    return _USUAL_PART if _USUAL_PART in package else None


def sheets_of(package: Package, part: str) -> Iterator[Sheet]:
    """The sheets of the workbook *part*, in the order of their tabs.

    Raises:
        ReadError: A sheet is damaged.
        LimitError: A part is larger than the limits allow.
    """
    book = package.tree(part)
    relations = package.relations(part)
    targets = {one.kind: one.target for one in relations.values()}
    properties = book.find(f"{_MAIN}workbookPr")
    styles = _Styles(
        package.tree_or_none(targets.get("styles")),
        since_1904=properties is not None and properties.get("date1904") in {"1", "true"},
    )
    strings = _shared_strings(package.tree_or_none(targets.get("sharedStrings")))
    for one in book.iter(f"{_MAIN}sheet"):
        relation = relations.get(one.get(_REFERENCE, ""))
        if relation is not None and relation.kind == "worksheet" and relation.target in package:
            reader = _SheetReader(package, relation.target, strings, styles)
            yield reader.read(one.get("name", ""), is_hidden=one.get("state", "") in _HIDDEN)


# ------------------------------------------------------------------------------ one sheet


class _SheetReader:
    """Reads one sheet."""

    def __init__(self, package: Package, part: str, strings: list[str], styles: "_Styles") -> None:
        self.package = package
        self.part = part
        self.strings = strings
        self.styles = styles
        self.shows_zeros = True

    def read(self, name: str, *, is_hidden: bool) -> Sheet:
        root = self.package.tree(self.part)
        views = root.iter(f"{_MAIN}sheetView")
        self.shows_zeros = all(one.get("showZeros", "1") not in {"0", "false"} for one in views)
        rows: dict[int, dict[int, SheetCell]] = {}
        hidden: set[int] = set()
        number = 0
        for row in root.iter(f"{_MAIN}row"):
            number = _positive(row.get("r"), number + 1, _MOST_ROWS)
            rows.setdefault(number, {}).update(self._cells(row))
            if row.get("hidden") in {"1", "true"}:
                hidden.add(number)
        notes, pictures = self._drawings()
        return Sheet(
            name=name,
            is_hidden=is_hidden,
            rows=dict(sorted(rows.items())),
            merged=tuple(
                area
                for one in root.iter(f"{_MAIN}mergeCell")
                if (area := _area(one.get("ref", ""))) is not None
            ),
            hidden_rows=frozenset(hidden),
            hidden_columns=tuple(
                (_positive(one.get("min"), 1, _MOST_COLUMNS), _positive(one.get("max"), 1, 10**6))
                for one in root.iter(f"{_MAIN}col")
                if one.get("hidden") in {"1", "true"}
            ),
            notes=notes,
            pictures=pictures,
        )

    def _cells(self, row: etree._Element) -> Iterator[tuple[int, SheetCell]]:
        column = 0
        for cell in row.iterchildren(f"{_MAIN}c"):
            column = _column_of(cell.get("r", "")) or column + 1
            style = _positive(cell.get("s"), 0, 10**6)
            words, fault = self._words(cell, style)
            yield (
                column,
                SheetCell(ABSENT_SIGN if fault else words, self.styles.is_ruled(style), fault),
            )

    def _words(self, cell: etree._Element, style: int) -> tuple[str, CellFault | None]:
        """What a cell shows, and why that cannot be told."""
        kind = cell.get("t", "n")
        stored = cell.findtext(f"{_MAIN}v")
        inline = cell.find(f"{_MAIN}is") if kind == "inlineStr" else None
        if inline is not None:
            return self._shown(_plain_words(inline), style), None
        if kind == "inlineStr" or stored is None or (not stored and kind != "str"):
            is_formula = cell.find(f"{_MAIN}f") is not None
            return "", CellFault.UNCOMPUTED if is_formula else None
        if kind == "n":
            words = self.styles.show(stored, style, shows_zeros=self.shows_zeros)
            return words or "", CellFault.CHANGED if words is None else None
        if kind == "b":
            return "TRUE" if stored == "1" else "FALSE", None
        if kind == "s":
            at = _positive(stored, -1, 10**9)
            return self._shown(self.strings[at] if 0 <= at < len(self.strings) else "", style), None
        return self._shown(_unescaped(stored), style), None

    def _shown(self, words: str, style: int) -> str:
        """Words, unless the format of their cell hides them."""
        return "" if self.styles.format(style).hides_words else words

    def _drawings(self) -> tuple[tuple[str, ...], int]:
        """The words of the boxes on the sheet, and how many pictures lie on it."""
        words: list[str] = []
        pictures = 0
        for relation in self.package.relations(self.part).values():
            root = (
                self.package.tree_or_none(relation.target) if relation.kind == "drawing" else None
            )
            if root is None:
                continue
            pictures += sum(1 for _ in root.iter(f"{_SHEET_DRAWING}pic"))
            words += (
                "".join(one.text or "" for one in paragraph.iter(f"{_DRAWING}t"))
                for paragraph in root.iter(f"{_DRAWING}p")
            )
        return tuple(filter(None, words)), pictures


_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def _column_of(place: str) -> int:
    """The column of a cell such as ``AB12``; 0 when it is none."""
    found = _PLACE.fullmatch(place)
    column = 0
    for letter in found[1].upper() if found else "":
        column = 26 * column + ord(letter) - ord("A") + 1
    return column if column <= _MOST_COLUMNS else 0


def place_name(row: int, column: int) -> str:
    """The name of a cell, as spreadsheets have it.

    Example:
        >>> place_name(12, 28)
        'AB12'
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    one, two = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
    if one is None or two is None:
        return None
    area = Area(int(one[2]), _column_of(first), int(two[2]), _column_of(last))
    is_area = 0 < area.top <= area.bottom and 0 < area.left <= area.right
    return area if is_area else None


def _positive(words: str | None, default: int, most: int) -> int:
    """A number of the file; *default* where there is none or one beyond *most*."""
    if words is None or not (words.isascii() and words.isdigit()) or len(words) > len(str(most)):
        return default
    return int(words) if int(words) <= most else default


# ------------------------------------------------------------------------------ words


def _shared_strings(root: etree._Element | None) -> list[str]:
    return [] if root is None else [_plain_words(one) for one in root.iterchildren(f"{_MAIN}si")]


def _plain_words(element: etree._Element) -> str:
    """The words of a string, rich or plain, without what tells how they are spoken."""
    runs = element.iterchildren(f"{_MAIN}t", f"{_MAIN}r")
    return _unescaped(
        "".join(
            (run.text or "") if run.tag == f"{_MAIN}t" else run.findtext(f"{_MAIN}t", "")
            for run in runs
        )
    )


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(words: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), words) if "_x" in words else words


# ------------------------------------------------------------------------------ styles of cells

#: The codes of built-in formats that show a number otherwise than it is.
_BUILT_IN = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((*range(18, 22), *range(32, 36), *range(45, 48), 55, 56), "hh:mm"),
    **dict.fromkeys((37, 38), "#,##0;(#,##0)"),
    **dict.fromkeys((39, 40), "#,##0.00;(#,##0.00)"),
    **dict.fromkeys(range(41, 45), '#,##0.00;-#,##0.00;"-"'),
}
_SIDES = ("left", "right", "top", "bottom")
_LARGEST_EXPONENT = 40


class _Styles:
    """How numbers are shown, and which cells are ruled, by the styles of cells."""

    def __init__(self, root: etree._Element | None, *, since_1904: bool) -> None:
        self.start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
        #: Of each style of cells, its format and whether it is ruled.
        self.styles: list[tuple[NumberFormat, bool]] = []
        codes = dict(_BUILT_IN)
        if root is None:
            return
        for one in root.iter(f"{_MAIN}numFmt"):
            codes[_positive(one.get("numFmtId"), 0, 10**6)] = one.get("formatCode", "")
        borders = [_has_line(one) for one in root.iterfind(f"{_MAIN}borders/{_MAIN}border")]
        for one in root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
            border = _positive(one.get("borderId"), 0, 10**6)
            is_ruled = border < len(borders) and borders[border]
            code = codes.get(_positive(one.get("numFmtId"), 0, 10**6), "")
            self.styles.append((format_of_code(code), is_ruled))

    def is_ruled(self, style: int) -> bool:
        """Whether a line is drawn along any side of cells with *style*."""
        return style < len(self.styles) and self.styles[style][1]

    def format(self, style: int) -> NumberFormat:
        """The format of numbers in cells with *style*."""
        return self.styles[style][0] if style < len(self.styles) else format_of_code("")

    def show(self, stored: str, style: int, *, shows_zeros: bool) -> str | None:
        """A stored number as its cell shows it; None where its format changes it."""
        try:
            number = Decimal(stored)
        except InvalidOperation:
            return stored
        if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
            return stored
        if number == 0 and not shows_zeros:
            return ""
        return self.format(style).show(number, self.start)


def _has_line(border: etree._Element) -> bool:
    """Whether a border draws a line along any side."""
    sides = (border.find(f"{_MAIN}{side}") for side in _SIDES)
    return any(side is not None and side.get("style", "none") != "none" for side in sides)
