"""The sheets of a spreadsheet (xlsx): what each cell shows, what is merged, hidden and ruled.

Takes an opened package, gives sheets; knows nothing of reports. A number is shown by its format,
but in full; a formula shows its stored result.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from govdisclosure.readers.colours import WHITE, Colour, Theme, theme_of
from govdisclosure.readers.package import Package
from govdisclosure.readers.showing import Aside, Shows, settle_lines
from govdisclosure.readers.xlsx.fonts import Font, Palette
from govdisclosure.readers.xlsx.number_formats import NumberFormat, format_of_code, plain_number
from govdisclosure.text import ABSENT_SIGN

__all__ = ["Area", "CellFault", "Sheet", "SheetCell", "place_name", "sheets_of", "workbook_part"]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRING, _TEXT = f"{_MAIN}si", f"{_MAIN}t"
_RUN, _RUN_PROPERTIES = f"{_MAIN}r", f"{_MAIN}rPr"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHEET_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_USUAL_PART = "xl/workbook.xml"
_HIDDEN = frozenset({"hidden", "veryHidden"})
#: The size limits of a sheet.
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
#: Rows up to this height in points, or columns up to this width in characters, show nothing.
_FLAT = 0.1


class SheetCell(NamedTuple):
    """A cell in the file."""

    text: str
    #: Whether a line is drawn along any of its sides.
    is_ruled: bool
    #: Why its value is not known; None for all others.
    fault: "CellFault | None" = None
    #: Characters in it that are not part of its words.
    aside: tuple[Aside, ...] = ()


class CellFault(Enum):
    """Why the value of a cell is not known."""

    #: It is a formula whose result is not stored in the file.
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
    #: The first and the last of each run of hidden columns.
    hidden_columns: tuple[tuple[int, int], ...]
    #: The words of the boxes on the sheet, a paragraph each.
    notes: tuple[str, ...]
    pictures: int

    def is_column_hidden(self, column: int) -> bool:
        """Whether a column does not show."""
        return any(first <= column <= last for first, last in self.hidden_columns)


def workbook_part(package: Package) -> str | None:
    """The part that lists the sheets; None when the package is not a spreadsheet."""
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
        lambda: theme_of(package.tree_or_none(targets.get("theme"))),
        since_1904=properties is not None and properties.get("date1904") in {"1", "true"},
    )
    shared = package.tree_or_none(targets.get("sharedStrings"))
    strings = [
        _words_of(one, styles) for one in (() if shared is None else shared.iterchildren(_STRING))
    ]
    for one in book.iter(f"{_MAIN}sheet"):
        relation = relations.get(one.get(_REFERENCE, ""))
        if relation is not None and relation.kind == "worksheet" and relation.target in package:
            reader = _SheetReader(package, relation.target, strings, styles)
            yield reader.read(one.get("name", ""), is_hidden=one.get("state", "") in _HIDDEN)


# ------------------------------------------------------------------------------ one sheet


class _SheetReader:
    """Reads one sheet."""

    def __init__(
        self, package: Package, part: str, strings: "Sequence[_Words]", styles: "_Styles"
    ) -> None:
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
            if row.get("hidden") in {"1", "true"} or _is_flat(row.get("ht")):
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
                if one.get("hidden") in {"1", "true"} or _is_flat(one.get("width"))
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
            aside: tuple[Aside, ...] = ()
            if fault:
                words = ABSENT_SIGN
            elif not isinstance(words, str) or (words and not self.styles.is_plain(style)):
                words, aside = self._settled(words, cell, style)
            yield column, SheetCell(words, self.styles.is_ruled(style), fault, aside)

    def _words(self, cell: etree._Element, style: int) -> "tuple[_Words, CellFault | None]":
        """The words of a cell, and why they are not known, if so."""
        kind = cell.get("t", "n")
        stored = cell.findtext(f"{_MAIN}v")
        inline = cell.find(f"{_MAIN}is") if kind == "inlineStr" else None
        if inline is not None:
            return _words_of(inline, self.styles), None
        if kind == "inlineStr" or stored is None or (not stored and kind != "str"):
            is_formula = cell.find(f"{_MAIN}f") is not None
            return "", CellFault.UNCOMPUTED if is_formula else None
        if kind == "n":
            return self.styles.show(stored, style, shows_zeros=self.shows_zeros)
        if kind == "b":
            return "TRUE" if stored == "1" else "FALSE", None
        if kind == "s":
            at = _positive(stored, -1, 10**9)
            return self.strings[at] if 0 <= at < len(self.strings) else "", None
        return _unescaped(stored), None

    def _settled(
        self, words: "_Words", cell: etree._Element, style: int
    ) -> tuple[str, tuple[Aside, ...]]:
        """The words of a cell on its lines, and what else it holds."""
        own, ground = self.styles.look(style)
        runs = ((words, None),) if isinstance(words, str) else words
        is_number = cell.get("t", "n") == "n"
        if self.styles.format(style).hides_words and not is_number:
            runs = tuple((text, _UNSEEN) for text, _ in runs)
        shown = [(text, (font or own).shows(ground)) for text, font in runs]
        if is_number and shown[0][1] is Shows.RAISED:
            shown = [(text, Shows.ON_LINE) for text, _ in shown]
        settled = list(settle_lines(shown))
        aside = tuple(piece for line in settled for piece in line.aside)
        return "\n".join(line.words for line in settled), aside

    def _drawings(self) -> tuple[tuple[str, ...], int]:
        """The words of the boxes on the sheet, and the number of pictures on it."""
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
    """The column of a cell such as ``AB12``; 0 for any other text."""
    found = _PLACE.fullmatch(place)
    column = 0
    for letter in found[1].upper() if found else "":
        column = 26 * column + ord(letter) - ord("A") + 1
    return column if column <= _MOST_COLUMNS else 0


def place_name(row: int, column: int) -> str:
    """The name of a cell, as in spreadsheets.

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


def _is_flat(size: str | None) -> bool:
    """Whether a row or a column is too low or too narrow to show anything."""
    try:
        return size is not None and float(size) <= _FLAT
    except ValueError:
        return False


def _positive(words: str | None, default: int, most: int) -> int:
    """A number in the file; *default* if it is missing or beyond *most*."""
    if words is None or not (words.isascii() and words.isdigit()) or len(words) > len(str(most)):
        return default
    return int(words) if int(words) <= most else default


# ------------------------------------------------------------------------------ words


#: The words of a string; of a rich one, run by run with their fonts, None for that of the cell.
_Words = str | tuple[tuple[str, Font | None], ...]


def _words_of(element: etree._Element, styles: "_Styles") -> _Words:
    """The words of a string, rich or plain, without their pronunciation."""
    runs: list[tuple[str, Font | None]] = []
    is_plain = True
    for run in element.iterchildren(_TEXT, _RUN):
        if run.tag == _TEXT:
            runs.append((_unescaped(run.text or ""), None))
            continue
        properties = run.find(_RUN_PROPERTIES)
        runs.append(
            (
                _unescaped(run.findtext(_TEXT, "")),
                None if properties is None else styles.palette.font(properties),
            )
        )
        is_plain = is_plain and properties is None
    return "".join(text for text, _ in runs) if is_plain else tuple(runs)


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(words: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), words) if "_x" in words else words


# ------------------------------------------------------------------------------ styles of cells

#: The codes of built-in formats that change how a number shows.
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
    """How numbers and words are shown, and which cells are ruled, by the styles of cells."""

    def __init__(
        self, root: etree._Element | None, load_theme: Callable[[], Theme], *, since_1904: bool
    ) -> None:
        self.start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
        #: For each style of cells, its format and whether it is ruled.
        self.styles: list[tuple[NumberFormat, bool]] = []
        #: For each style of cells, its font and the background of its words.
        self._looks: list[tuple[Font, Colour | None]] = []
        self._are_plain: list[bool] = []
        self._root = root
        self._load_theme = load_theme
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
        self._read_looks(root)

    @cached_property
    def palette(self) -> Palette:
        """The colours of the workbook."""
        return Palette(self._root, self._load_theme())

    def _read_looks(self, root: etree._Element) -> None:
        """The fonts and fills of the styles."""
        fonts = [self.palette.font(one) for one in root.iterfind(f"{_MAIN}fonts/{_MAIN}font")]
        fills = [self.palette.ground(one) for one in root.iterfind(f"{_MAIN}fills/{_MAIN}fill")]
        for one, (form, _) in zip(
            root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"), self.styles, strict=True
        ):
            font = _positive(one.get("fontId"), 0, 10**6)
            fill = _positive(one.get("fillId"), 0, 10**6)
            look = (
                fonts[font] if font < len(fonts) else Font(),
                fills[fill] if fill < len(fills) else WHITE,
            )
            self._looks.append(look)
            self._are_plain.append(look[0].shows(look[1]) is Shows.ON_LINE and not form.hides_words)

    def look(self, style: int) -> tuple[Font, Colour | None]:
        """The font of cells with *style*, and the background of their words."""
        return self._looks[style] if style < len(self._looks) else (Font(), WHITE)

    def is_plain(self, style: int) -> bool:
        """Whether words in cells with *style* show as usual."""
        return style >= len(self._are_plain) or self._are_plain[style]

    def is_ruled(self, style: int) -> bool:
        """Whether a line is drawn along any side of cells with *style*."""
        return style < len(self.styles) and self.styles[style][1]

    def format(self, style: int) -> NumberFormat:
        """The format of numbers in cells with *style*."""
        return self.styles[style][0] if style < len(self.styles) else format_of_code("")

    def show(
        self, stored: str, style: int, *, shows_zeros: bool
    ) -> tuple[_Words, CellFault | None]:
        """A stored number as its cell shows it, or the fault if its format changes it."""
        try:
            number = Decimal(stored)
        except InvalidOperation:
            return stored, None
        if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
            return stored, None
        if number == 0 and not shows_zeros:
            return "", None
        words = self.format(style).show(number, self.start)
        if words is None:
            return "", CellFault.CHANGED
        # A zero that a format leaves out is blank; any other number is hidden by it.
        return words if words or not number else ((plain_number(number), _UNSEEN),), None


#: The font of a number that its format hides.
_UNSEEN = Font(is_dot=True)


def _has_line(border: etree._Element) -> bool:
    """Whether a border draws a line along any side."""
    sides = (border.find(f"{_MAIN}{side}") for side in _SIDES)
    return any(side is not None and side.get("style", "none") != "none" for side in sides)
