"""A document as text with places: what every reader gives and the grammar takes.

A :class:`Source` has the text that offsets point into and, in document order, its lines and grids.
Fields of statutory tables already have the names of their labels; nothing here knows how a format
was read. Offsets are the only positions; line, column and caret are computed here.
"""

from bisect import bisect_right
from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from attrs import Factory, field, frozen

from govdisclosure.characters import LINE_END, display_width, fold_blanks
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.wording import COMMA, Language, Wording

__all__ = [
    "COLUMN",
    "COVERED",
    "END_OF_ROW",
    "INDICATOR",
    "SHEET_HEAD",
    "UNIT",
    "UNKNOWN",
    "UNPLACED",
    "VALUE",
    "Field",
    "Grid",
    "Notice",
    "Origin",
    "Piece",
    "Residue",
    "ResidueReason",
    "Source",
    "Span",
    "TextLine",
]

#: The maximum number of characters of the document that a notice quotes.
_LONGEST_QUOTE = 24
#: The type of a field in the place of a value.
VALUE = "VALUE"
#: The type of a field in the place of a label that the layout does not know.
UNKNOWN = "UNKNOWN"
#: The type of a value that could not be matched to a column.
UNPLACED = "UNPLACED"
#: The type of a label that only repeats one that spans its place.
COVERED = "COVERED"
#: The types of fields of a statistics sheet: words over labels and units, the name of a column of
#: values, the label and the unit of a row.
SHEET_HEAD, COLUMN, INDICATOR, UNIT = "SHEET_HEAD", "COLUMN", "INDICATOR", "UNIT"
#: The type of the token at the end of each row.
END_OF_ROW = "_END"


class Span(NamedTuple):
    """A stretch of a source's text, from *start* up to but not including *end*."""

    start: int
    end: int


class Piece:
    """What the parsers read: anything with a terminal's name as its ``type``.

    The positions are there because Lark copies them to the end of input; only offsets are real.
    """

    __slots__ = ("type",)
    start_pos: int | None = None
    end_pos: int | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None

    def __init__(self, kind: str) -> None:
        """A piece of terminal *kind*."""
        self.type: str = kind


class Field(Piece):
    """One own cell of a row, or the words of a line; its blanks are folded.

    Attributes:
        type: ``VALUE``, ``UNKNOWN``, ``UNPLACED`` or the token of a label in ``layout``.
        text: The words, without debris and without the escape.
        start: Where it begins in the source's text.
        end: Where it ends.
        is_escaped: Whether it came after the escape and is to be taken literally.
    """

    __slots__ = ("end", "is_escaped", "start", "text")

    def __init__(
        self, text: str, start: int, end: int, *, is_escaped: bool = False, kind: str = VALUE
    ) -> None:
        """A field with *text* at ``[start, end)``."""
        self.type = kind
        self.text: str = text
        self.start: int = start
        self.end: int = end
        self.is_escaped: bool = is_escaped

    @property
    def span(self) -> Span:
        """Where the field is."""
        # As the class makes it, in a third of the time.
        return tuple.__new__(Span, (self.start, self.end))

    def __repr__(self) -> str:
        """The type and the words."""
        return f"Field({self.type}, {self.text!r}, {self.start}, {self.end})"


class TextLine(NamedTuple):
    """A line that is not a row of a table."""

    field: Field
    is_picture: bool = False


class Grid(NamedTuple):
    """A table: a statutory one with own cells only, a sheet, or any other as a rectangle."""

    kind: TableKind | None
    edition: Edition | None
    rows: tuple[tuple[Field, ...], ...]
    #: Whether it is a statistics sheet: its first row names the columns, and every other row is a
    #: label, a unit and values, or repeats the first.
    is_sheet: bool = False

    @property
    def span(self) -> Span:
        """From the first to the last field."""
        return Span(self.rows[0][0].start, self.rows[-1][-1].end)


class ResidueReason(Enum):
    """Why something visible is not part of the report."""

    #: Navigation, share bars, footers: what is around the report.
    CHROME = "chrome"
    #: ``- 4 -`` and the like.
    PAGE_NUMBER = "page_number"
    #: ``[bookmark: …]``, comments of converters, marks that lost their meaning.
    DEBRIS = "debris"
    #: 〔缺〕 alone, where there is no cell.
    SIGN_OF_ABSENCE = "sign_of_absence"
    #: The same table a second time.
    REPEATED_TABLE = "repeated_table"
    #: Fields of a statutory table that could not be placed.
    UNPLACED = "unplaced"
    #: Words with a line through them.
    STRUCK = "struck"
    #: Words that are in the file but not visible: hidden, transparent, covered, or in the colour of
    #: their background.
    HIDDEN = "hidden"
    #: Words printed large, light or aslant over the page.
    WATERMARK = "watermark"


@frozen
class Residue:
    """Visible text that belongs to no leaf of the report; kept, never printed."""

    text: str
    reason: ResidueReason
    span: Span | None = field(default=None, eq=False)


class Notice(NamedTuple):
    """What a reader had to assume about a part of the document; it becomes a diagnostic."""

    #: The code of the diagnostic.
    code: str
    span: Span
    #: The words that it is about, shortened to be quoted in a sentence.
    words: str
    #: What the sentence also names, such as a page number.
    arguments: tuple[tuple[str, str], ...] = ()

    @classmethod
    def about(cls, code: str, span: Span, text: str, **arguments: str) -> "Notice":
        """A notice that quotes the beginning of *text*, and names what it is based on."""
        return cls(code, span, fold_blanks(text[:_LONGEST_QUOTE]), tuple(arguments.items()))


class Origin(NamedTuple):
    """Where something is in the file; parts that do not apply are None.

    All numbers count from 1. Tables, rows and cells are counted as elements of the file, in order,
    including nested tables, hidden rows and cells covered by a merged one.
    """

    #: In a text file.
    line: int | None = None
    column: int | None = None
    page: int | None = None
    #: Left, top, right, bottom in points from the page's upper left corner.
    box: tuple[float, float, float, float] | None = None
    #: The path of the element in the document tree; for a cell that is counted, that of its row.
    element: str | None = None
    #: The number of the table in the document; in a spreadsheet, among the tables of its sheets.
    table: int | None = None
    #: The number of the row in the table, and of the cell in the row; in a spreadsheet the row and
    #: the column of the sheet.
    row: int | None = None
    cell: int | None = None
    #: The name of a sheet and, as in ``B4``, of a cell in it.
    sheet: str | None = None
    reference: str | None = None

    def __repr__(self) -> str:
        """The parts that apply."""
        parts = (f"{name}={part!r}" for name, part in self._asdict().items() if part is not None)
        return f"Origin({', '.join(parts)})"

    def of_cell(self, number: int | None) -> "Origin":
        """The origin of a cell in the row of this one; fast, as there are many cells."""
        return tuple.__new__(Origin, (*self[:_CELL], number, None, None))

    def words(self, language: Language) -> str:
        """The place in *language*; its element if nothing else is known.

        Example:
            >>> Origin(table=3, row=4).words("zh"), Origin(table=3, row=4).words("en")
            ('第 3 个表格，第 4 行', 'table 3, row 4')
            >>> Origin(sheet="表", table=1, row=4, cell=2, reference="B4").words("en")
            'sheet 表, cell B4'
        """
        names = _PARTS_OF_SHEETS if self.sheet is not None else _PARTS
        parts = [
            _WORDS[name].text(language).format(self)
            for name in names
            if getattr(self, name) is not None
        ]
        return COMMA.text(language).join(parts) or self.element or ""


_CELL = Origin._fields.index("cell")
#: The parts of an origin after line and column, where none of them applies.
_NO_MORE = (None,) * (len(Origin._fields) - 2)
#: The parts of an origin that are printed, in order: those of a sheet if it has one, or the others.
#: Line and column are in words, since a spreadsheet reads 17:4 as a time of day.
_PARTS_OF_SHEETS = ("sheet", "reference")
_PARTS = ("page", "table", "row", "cell", "line", "box")
_WORDS = {
    "sheet": Wording("工作表 {0.sheet}", "sheet {0.sheet}"),
    "reference": Wording("单元格 {0.reference}", "cell {0.reference}"),
    "page": Wording("第 {0.page} 页", "page {0.page}"),
    "table": Wording("第 {0.table} 个表格", "table {0.table}"),
    "row": Wording("第 {0.row} 行", "row {0.row}"),
    "cell": Wording("第 {0.cell} 格", "cell {0.cell}"),
    "line": Wording("第 {0.line} 行第 {0.column} 列", "line {0.line}, column {0.column}"),
    "box": Wording(
        "距左 {0.box[0]:.0f} 磅、距上 {0.box[1]:.0f} 磅",
        "{0.box[0]:.0f} pt from the left, {0.box[1]:.0f} pt from the top",
    ),
}


@frozen(kw_only=True)
class Source:
    """A document as its reader leaves it."""

    #: What offsets point into: the file itself for text, the plain form for other formats.
    text: str
    #: Lines and tables in document order.
    items: tuple[TextLine | Grid, ...]
    #: The text as shown, of the same length: raised words are in 〔〕, struck-out words left out.
    shown: str = field(default=Factory(attrgetter("text"), takes_self=True), repr=False)
    #: What the reader set aside.
    residue: tuple[Residue, ...] = ()
    #: What the reader had to assume.
    notices: tuple[Notice, ...] = ()
    #: Facts of the page around the report, such as 发布日期; keys as printed.
    page: Mapping[str, str] = Factory(dict)
    #: The name of the file, for messages.
    name: str = "<text>"
    #: The encoding of the bytes; empty for text.
    encoding: str = ""
    #: How many places of the file could not be decoded.
    decoding_faults: int = 0
    #: The origin in the file for offsets of lines and of cells in them; empty for text, which is
    #: the file itself.
    origins: tuple[tuple[int, Origin], ...] = ()

    def origin_at(self, offset: int) -> Origin | None:
        """Where in the file the text at *offset* comes from; None before the first origin."""
        if not self.origins:
            starts = self._line_starts
            line = bisect_right(starts, offset)
            return tuple.__new__(Origin, (line, offset - starts[line - 1] + 1, *_NO_MORE))
        index = bisect_right(self._origin_starts, offset) - 1
        return self.origins[index][1] if index >= 0 else None

    @cached_property
    def _origin_starts(self) -> list[int]:
        """Where each line and each cell that has an origin begins."""
        return [start for start, _ in self.origins]

    @cached_property
    def _line_starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *(found.end() for found in LINE_END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        r"""Line and column of *offset*, both from 1; ``\n``, ``\r\n`` and ``\r`` end lines."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def quote(self, span: Span, width: int | None = None) -> str:
        """The line of *span* with carets under it, wide characters counted as two columns.

        Args:
            span: The stretch to mark.
            width: The maximum number of columns, cut around the first caret; unlimited when None.
        """
        before, marked, after = self.parts(span)
        line, lead, carets = before + marked + after, display_width(before), display_width(marked)
        if width is not None:
            line, lead = _clipped(line, lead, width)
            carets = min(carets, width - lead)
        return f"{line}\n{' ' * lead}{'^' * max(1, carets)}"

    def parts(self, span: Span) -> tuple[str, str, str]:
        """The line of *span* in three parts: before it, the span up to the line's end, after it."""
        start = span.start - self.position(span.start)[1] + 1
        found = LINE_END.search(self.text, span.start)
        line = self.text[start : found.start() if found else None].replace("\t", " ")
        at, end = span.start - start, span.end - start
        return line[:at], line[at:end], line[end:]


def _clipped(line: str, lead: int, width: int) -> tuple[str, int]:
    """A line cut to *width* columns around column *lead*, and the new number of that column."""
    if lead > width // 3 and display_width(line) > width:
        at, skipped = _cut(line, lead - width // 3)
        line, lead = f"…{line[at:]}", lead - skipped + 1
    if display_width(line) > width:
        line = f"{line[: _cut(line, width - 2)[0]]}…"
    return line, lead


def _cut(line: str, columns: int) -> tuple[int, int]:
    """How many characters take *columns* columns or one more, and how many columns they take."""
    taken = 0
    for number, character in enumerate(line):
        if taken >= columns:
            return number, taken
        taken += display_width(character)
    return len(line), taken
