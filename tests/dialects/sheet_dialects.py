"""Dialects of spreadsheets: the same facts, as clerks lay them out in Excel and WPS.

Each dialect takes facts and a source of chance and gives the bytes of a file together with the
facts as a careful human can read them there. The files are written by openpyxl.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.styles import Border, Side

from .grids import Field, Grid, make_grid, places
from .script import Heading, StatutoryTable, Survey

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from .facts import Facts

Dialect = Callable[["Facts", Random], tuple[bytes, "Facts"]]

_THIN: Final = Side(style="thin")
_BOX: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,5}[1-9])?")


@dataclass
class _Manner:
    """How one clerk lays a report out."""

    #: The first column and the first row that are used.
    left: int = 1
    top: int = 1
    is_ruled: bool = True
    #: Whether lines of text are merged over the width of the tables.
    merges_lines: bool = False
    #: Whether each table has a sheet of its own.
    parts_tables: bool = False


class _Writer:
    """Writes one report into a workbook."""

    def __init__(self, manner: _Manner, rng: Random) -> None:
        self.manner = manner
        self.rng = rng
        self.book = Workbook()
        self.sheet: Worksheet = self.book.worksheets[0]
        self.row = manner.top

    def line(self, text: str) -> None:
        """A row with one cell that is no number, whatever it looks like."""
        cell = self.sheet.cell(self.row, self.manner.left, text)
        cell.data_type = "s"
        if self.manner.merges_lines:
            last = self.manner.left + 6
            self.sheet.merge_cells(None, self.row, self.manner.left, self.row, last)
        self.row += 1

    def table(self, grid: Grid) -> None:
        """A table, its cells merged as the form has them."""
        if self.manner.parts_tables:
            self.sheet = self.book.create_sheet()
            self.row = self.manner.top
        for number, row in enumerate(places(grid)):
            for column, place in enumerate(row):
                at = self.row + number, self.manner.left + column
                if self.manner.is_ruled:
                    self.sheet.cell(*at).border = _BOX
                if place.kind == "own" and (not column or row[column - 1].field is not place.field):
                    self._field(place.field, *at)
        self.row += len(grid.rows) + self.rng.choice((0, 1, 2))

    def _field(self, field: Field, row: int, column: int) -> None:
        text = field.text
        cell = self.sheet.cell(row, column)
        if field.is_value and _NUMBER.fullmatch(text):
            cell.value = Decimal(text) if "." in text else int(text)
        elif text:
            cell.value = text
            cell.data_type = "s"
        if field.rows > 1 or field.columns > 1:
            last = row + field.rows - 1, column + field.columns - 1
            self.sheet.merge_cells(None, row, column, *last)

    def survey(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """A table that is none of the form's."""
        for row in rows:
            for column, text in enumerate(row):
                cell = self.sheet.cell(self.row, self.manner.left + column, text)
                cell.data_type = "s"
                cell.border = _BOX
            self.row += 1
        self.row += 1

    def bytes(self) -> bytes:
        """The file."""
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()


def _written(facts: Facts, rng: Random, manner: _Manner) -> tuple[bytes, Facts]:
    writer = _Writer(manner, rng)
    for block in facts.script:
        match block:
            case StatutoryTable():
                writer.table(make_grid(facts, block.name))
            case Survey():
                writer.survey(block.rows)
            case Heading():
                writer.line(f"{block.mark}{block.title}{block.tail}")
            case _:
                writer.line(block.text)
    return writer.bytes(), facts


def ruled(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """One sheet, its tables ruled, lines of text merged over their width."""
    return _written(facts, rng, _Manner(merges_lines=rng.random() < 0.5))


def indented(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """The first columns and rows are left empty."""
    return _written(facts, rng, _Manner(left=rng.randint(2, 5), top=rng.randint(2, 9)))


def sheets(facts: Facts, rng: Random) -> tuple[bytes, Facts]:
    """Each table, and what follows it, on a sheet of its own."""
    return _written(facts, rng, _Manner(parts_tables=True))


SHEET_DIALECTS: Final[dict[str, Dialect]] = {
    "xlsx_ruled": ruled,
    "xlsx_indented": indented,
    "xlsx_sheets": sheets,
}
