"""Spreadsheets (xlsx) become the plain form: rows of one cell are lines, the others tables.

Takes the bytes of a file. The names of the tabs are chrome, and what is hidden or struck out is set
aside; a formula without a stored result, and a number that its format divides, give an absent cell
with a notice.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govdisclosure.characters import has_visible
from govdisclosure.forms.labels import is_label
from govdisclosure.readers.foreign import archive_error, refuse_foreign
from govdisclosure.readers.limits import Limits
from govdisclosure.readers.package import Package
from govdisclosure.readers.showing import Aside
from govdisclosure.readers.tables.compose import Composer, TableCell
from govdisclosure.readers.xlsx.workbook import (
    Area,
    CellFault,
    Sheet,
    SheetCell,
    place_name,
    sheets_of,
    workbook_part,
)
from govdisclosure.source import Origin, ResidueReason, Source

__all__ = ["read_xlsx"]


def read_xlsx(data: bytes, name: str, limits: Limits) -> Source:
    """Read a spreadsheet.

    Raises:
        ReadError: It is another format, encrypted or damaged.
        LimitError: It is larger than *limits* allow.
    """
    refuse_foreign(data, name)
    package = Package(data, name, limits, program="Excel", suffix="xlsx")
    part = workbook_part(package)
    if part is None:
        raise archive_error(package.names, name)
    writer = _Writer(package)
    for sheet in sheets_of(package, part):
        writer.write(sheet)
    if not writer.composer.offset:
        raise package.damaged(part)
    return writer.composer.source(name=name)


def _hidden(words: str) -> list[Aside]:
    return [Aside(words, ResidueReason.HIDDEN)]


#: The diagnostic of each fault of a cell.
_NOTICES = {CellFault.UNCOMPUTED: "GD030", CellFault.CHANGED: "GD032"}


class _Stretch(NamedTuple):
    """Rows that belong together."""

    rows: list[int]
    is_table: bool


class _Writer:
    """Writes sheets as the plain form."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.composer = Composer(package.name, package.limits)
        self.tables = 0

    def write(self, sheet: Sheet) -> None:
        """Write one sheet: its rows, what is hidden in it, then boxes and pictures."""
        place = Origin(sheet=sheet.name)
        self.composer.chrome(sheet.name, place)
        grid = _Grid(sheet, self.package)
        for stretch in () if sheet.is_hidden else grid.stretches():
            if stretch.is_table:
                self._write_table(grid, stretch.rows)
            else:
                self._write_lines(grid, stretch.rows)
        self._write_unseen(grid)
        for words in sheet.notes:
            if sheet.is_hidden:
                self.composer.set_aside(_hidden(words), place)
            else:
                self.composer.paragraph(words, place)
        for _ in range(sheet.pictures):
            self.composer.picture("", place)

    def _write_unseen(self, grid: "_Grid") -> None:
        """Write hidden cells, and what others hold besides their words."""
        sheet = grid.sheet
        for row, column, cell in grid.unseen():
            origin = grid.origin(row, column)
            if (row, column) in grid.covered:
                self.composer.chrome(cell.text, origin)
            else:
                self.composer.set_aside(_hidden(cell.text), origin)
        for row, cells in sheet.rows.items():
            for column, cell in cells.items():
                if cell.aside:
                    self.composer.set_aside(cell.aside, grid.origin(row, column))

    def _write_lines(self, grid: "_Grid", rows: Sequence[int]) -> None:
        start = self.composer.offset
        for row in rows:
            for column, cell in grid.shown(row):
                origin = grid.origin(row, column)
                for line in cell.text.splitlines():
                    self.composer.paragraph(line, origin)
        self._notice_faults(grid, rows, start)

    def _write_table(self, grid: "_Grid", rows: Sequence[int]) -> None:
        self.tables += 1
        if self.tables > self.package.limits.tables:
            raise self.package.beyond("tables")
        columns = grid.columns_of(rows)
        if len(rows) * len(columns) > self.package.limits.table_cells:
            raise self.package.beyond("table_cells")
        cells = [
            [
                TableCell(
                    grid.cell(row, column).text,
                    *grid.spans(row, column, rows, columns),
                    origin=grid.origin(row, column)._replace(table=self.tables),
                )
                for column in columns
                if (row, column) not in grid.covered
            ]
            for row in rows
        ]
        origins = [Origin(sheet=grid.sheet.name, table=self.tables, row=row) for row in rows]
        start = self.composer.offset
        self.composer.table(cells, origins)
        self._notice_faults(grid, rows, start)

    def _notice_faults(self, grid: "_Grid", rows: Sequence[int], start: int) -> None:
        """Report the cells of *rows*, written from *start* on, whose value is not known."""
        for row in rows:
            for column, cell in grid.shown(row):
                if cell.fault is not None:
                    place = f"{grid.sheet.name}!{grid.origin(row, column).reference}"
                    self.composer.notice(_NOTICES[cell.fault], start, place)


class _Grid:
    """The cells of a sheet that show, and the places that merged cells cover."""

    def __init__(self, sheet: Sheet, package: Package) -> None:
        self.sheet = sheet
        is_shown = not sheet.is_hidden
        self.rows = [row for row in sheet.rows if is_shown and row not in sheet.hidden_rows]
        used = {
            column
            for row in self.rows
            for column, cell in sheet.rows[row].items()
            if cell.is_ruled or cell.text
        }
        self.columns = sorted(column for column in used if not sheet.is_column_hidden(column))
        #: Merged cells by the first of their places that shows.
        self.areas: dict[tuple[int, int], Area] = {}
        #: The other places of merged cells.
        self.covered: set[tuple[int, int]] = set()
        self._cover(package)
        self._shown = {row: list(self._cells_shown(row)) for row in self.rows}

    def _cover(self, package: Package) -> None:
        """Find the places covered by merged cells where anything shows.

        Raises:
            LimitError: They cover more places than a table may have.
        """
        left = package.limits.table_cells
        for area in self.sheet.merged:
            rows = _between(self.rows, area.top, area.bottom)
            columns = _between(self.columns, area.left, area.right)
            left -= len(rows) * len(columns) + 1
            if left < 0:
                raise package.beyond("table_cells")
            places = [(row, column) for row in rows for column in columns]
            if places and self.covered.isdisjoint(places):
                self.areas[places[0]] = area
                self.covered.update(places[1:])

    def cell(self, row: int, column: int) -> SheetCell:
        """The cell that shows at a place; merged cells hold theirs at their first place."""
        area = self.areas.get((row, column))
        if area is not None:
            row, column = area.top, area.left
        return self.sheet.rows.get(row, {}).get(column, _NOTHING)

    def origin(self, row: int, column: int) -> Origin:
        """The origin of the cell that shows at a place."""
        area = self.areas.get((row, column))
        if area is not None:
            row, column = area.top, area.left
        name = place_name(row, column)
        return Origin(sheet=self.sheet.name, row=row, cell=column, reference=name)

    def spans(
        self, row: int, column: int, rows: Sequence[int], columns: Sequence[int]
    ) -> tuple[int, int]:
        """How many of *rows* and *columns* the cell at a place covers."""
        area = self.areas.get((row, column))
        if area is None:
            return 1, 1
        height = len(_between(rows, area.top, area.bottom))
        return height, len(_between(columns, area.left, area.right))

    def shown(self, row: int) -> list[tuple[int, SheetCell]]:
        """The cells of a row that show something, by their columns."""
        return self._shown[row]

    def _cells_shown(self, row: int) -> Iterator[tuple[int, SheetCell]]:
        for column in self.columns:
            if (row, column) not in self.covered and has_visible(
                (cell := self.cell(row, column)).text
            ):
                yield column, cell

    def unseen(self) -> Iterator[tuple[int, int, SheetCell]]:
        """The cells that hold something and do not show: row, column and cell."""
        rows, columns = set(self.rows), set(self.columns)
        moved = {(area.top, area.left) for area in self.areas.values()}
        for row, cells in self.sheet.rows.items():
            for column, cell in cells.items():
                place = row, column
                is_seen = row in rows and column in columns and place not in self.covered
                if has_visible(cell.text) and not is_seen and place not in moved:
                    yield row, column, cell

    def columns_of(self, rows: Sequence[int]) -> list[int]:
        """From the first to the last column of *rows* that holds anything."""
        places = [(row, column) for row in rows for column, _ in self.shown(row)]
        first = min(column for _, column in places)
        last = max(self.areas[place].right if place in self.areas else place[1] for place in places)
        return _between(self.columns, first, last)

    def stretches(self) -> Iterator[_Stretch]:
        """The rows that show something, lines and tables apart.

        A table includes rows without words that are ruled, or that merged cells reach into; of
        those at its end one is kept, for it may be a row of blanks.
        """
        table: list[int] = []
        for row in self.rows:
            shown = self.shown(row)
            is_line = len(shown) == 1 and self._is_line(row, *shown[0])
            is_open = bool(table) and self._follows(table[-1], row)
            if table and (is_line or not is_open or not (shown or self._is_ruled(row))):
                yield _Stretch(self._trimmed(table), is_table=True)
                table = []
            if is_line:
                yield _Stretch([row], is_table=False)
            elif shown or table:
                table.append(row)
        if table:
            yield _Stretch(self._trimmed(table), is_table=True)

    def _is_line(self, row: int, column: int, cell: SheetCell) -> bool:
        """Whether a row with one cell that shows anything is not a row of a table."""
        if is_label(cell.text) or any((row, other) in self.covered for other in self.columns[:1]):
            return False
        area = self.areas.get((row, column))
        own = range(column, area.right + 1 if area else column + 1)
        return not any(self.cell(row, other).is_ruled for other in self.columns if other not in own)

    def _is_ruled(self, row: int) -> bool:
        return any(
            self.cell(row, column).is_ruled or (row, column) in self.covered
            for column in self.columns
        )

    def _follows(self, before: int, row: int) -> bool:
        """Whether there are only hidden rows between two rows."""
        return all(number in self.sheet.hidden_rows for number in range(before + 1, row))

    def _trimmed(self, rows: list[int]) -> list[int]:
        last = max(at for at, row in enumerate(rows) if self.shown(row))
        return rows[: last + 2]


_NOTHING = SheetCell("", is_ruled=False)


def _between(numbers: Sequence[int], first: int, last: int) -> list[int]:
    """Those of the sorted *numbers* from *first* to *last*."""
    return list(numbers[bisect_left(numbers, first) : bisect_right(numbers, last)])
