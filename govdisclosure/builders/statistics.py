"""The statistics sheet: its grids become tables of the model; one may continue another."""

from collections.abc import Sequence

from attrs import evolve

from govdisclosure.align import cut_sheet
from govdisclosure.builders.notices import LONGEST_QUOTE
from govdisclosure.forms.sheet_columns import columns_named, unit_of_cells
from govdisclosure.forms.sheet_indicators import Indicator
from govdisclosure.forms.sheet_labels import indicators_of
from govdisclosure.model.addresses import statistics_address
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.model.diagnostics import SHEET, Diagnostic, noticed
from govdisclosure.model.report import Block
from govdisclosure.model.statistics import (
    StatisticsRow,
    StatisticsTable,
    is_continued_by,
    without_number,
)
from govdisclosure.model.tables import PrintedLabel
from govdisclosure.source import (
    COLUMN,
    INDICATOR,
    SHEET_HEAD,
    UNPLACED,
    Field,
    Grid,
    Residue,
    ResidueReason,
    Source,
    Span,
)
from govdisclosure.text import CellState

__all__ = ["StatisticsBuilder"]


class StatisticsBuilder:
    """Makes the statistics tables of one report."""

    def __init__(
        self, source: Source, residue: list[Residue], diagnostics: list[Diagnostic]
    ) -> None:
        """A builder for *source*.

        Args:
            source: What the report is read from.
            residue: Where values without a column go.
            diagnostics: Where notices go.
        """
        self.source = source
        self.residue = residue
        self.diagnostics = diagnostics

    def table(self, grid: Grid) -> StatisticsTable:
        """The sheet, each row as printed; its words and the rows above say what it counts."""
        columns = tuple(field.text for field in grid.rows[0] if field.type == COLUMN)
        printed = [row for row in grid.rows if row[0].type == INDICATOR]
        told = indicators_of([label.text for label, *_ in printed])
        printed = self._cut_glued(printed, told, len(columns))
        self._notice_repeated([label for label, *_ in printed])
        rows = [
            self._sheet_row(row, columns, one.name if one is not None and one.unit else None)
            for row, one in zip(printed, told, strict=True)
        ]
        return StatisticsTable(
            columns=columns,
            rows=rows,
            labels=tuple(
                PrintedLabel(SHEET_HEAD, field.text, field.span)
                for row in grid.rows
                for field in row
                if field.type == SHEET_HEAD and field.text
            ),
            span=_span_of(grid),
        )

    def _cut_glued(
        self, rows: Sequence[Sequence[Field]], told: Sequence[Indicator | None], columns: int
    ) -> list[tuple[Field, ...]]:
        """The rows, with digits that ran together cut if only one way is left."""
        made = [tuple(row) for row in rows]
        for number, values in cut_sheet(self.source.text, rows, told, columns).items():
            label, unit, glued = made[number]
            made[number] = label, unit, *values
            if len(values) > 1:
                cut = " ".join(field.text for field in values)
                self.diagnostics.append(
                    noticed(
                        "GD023",
                        span=glued.span,
                        table=SHEET,
                        row=label.text,
                        words=glued.text,
                        cut=cut,
                    )
                )
        return made

    def joined(
        self, before: Block | None, block: Block, grid: Grid | None
    ) -> StatisticsTable | None:
        """A sheet together with the table right below that continues it; None for others."""
        if not isinstance(before, StatisticsTable) or before.span is None or grid is None:
            return None
        if not is_continued_by(before, block):
            return None
        if isinstance(block, StatisticsTable):
            rows, labels = block.rows, block.labels
        else:
            printed = [without_number(before, row) for row in grid.rows]
            rows = tuple(self._sheet_row(row, before.columns, None) for row in printed)
            pairs = zip(grid.rows, printed, strict=True)
            numbers = [row[0] for row, bare in pairs if len(row) > len(bare)]
            labels = tuple(PrintedLabel(SHEET_HEAD, one.text, one.span) for one in numbers)
            words = printed[0][0].text[:LONGEST_QUOTE]
            self.diagnostics.append(noticed("GD042", span=block.span, words=words))
        return evolve(
            before,
            rows=(*before.rows, *rows),
            labels=(*before.labels, *labels),
            span=Span(before.span.start, _span_of(grid).end),
        )

    def _sheet_row(
        self, fields: Sequence[Field], columns: tuple[str, ...], name: str | None
    ) -> StatisticsRow:
        """A row of the sheet; values that match no column are ignored, and reported."""
        label, unit, *values = fields
        is_loose = any(field.type == UNPLACED for field in values)
        loose = [field for field in values if is_loose and field.text]
        if loose:
            words = " ".join(field.text for field in loose)
            span = Span(loose[0].start, loose[-1].end)
            self.diagnostics.append(
                noticed("GD007", span=span, table=SHEET, row=label.text, words=words)
            )
            reason = ResidueReason.UNPLACED
            self.residue += [Residue(field.text, reason, field.span) for field in loose]
        cells: list[Cell] = []
        kinds = columns_named(columns)
        if values:
            read = [] if loose else values
            for kind, field in zip(kinds, read, strict=False):
                of_row = unit_of_cells(unit.text) if kind.is_counted else None
                cell = self._cell(field, of_row)
                if cell.state is CellState.TEXT and kind.is_counted:
                    has_address = name is not None and kind.is_addressed
                    places = (statistics_address(name or "", kind.value),) if has_address else ()
                    words = field.text
                    one = noticed(
                        "GD011", span=field.span, addresses=places, cell=label.text, words=words
                    )
                    self.diagnostics.append(one)
                cells.append(cell)
            cells += [ABSENT] * (len(columns) - len(cells))
        return StatisticsRow(
            label=label.text,
            unit=unit.text,
            cells=tuple(cells),
            span=Span(fields[0].start, max(field.end for field in fields)),
            origin=self.source.origin_at(label.start),
        )

    def _cell(self, field: Field, unit: str | None) -> Cell:
        """The cell for a field of a sheet."""
        origin = self.source.origin_at(field.start)
        return Cell.read(field.text, unit=unit, span=field.span, origin=origin)

    def _notice_repeated(self, labels: Sequence[Field]) -> None:
        """Report the rows that count the same as a row above them."""
        words = [label.text for label in labels]
        told = indicators_of(words)
        every = indicators_of(words, keeps_repeated=True)
        for label, first, one in zip(labels, told, every, strict=True):
            if first is None and one is not None and one.unit is not None:
                self.diagnostics.append(
                    noticed("GD041", span=label.span, row=label.text, label=one.official)
                )


def _span_of(grid: Grid) -> Span:
    """From the first to the last field of a sheet, whose columns may be in another order."""
    fields = [field for row in grid.rows for field in row]
    return Span(min(one.start for one in fields), max(one.end for one in fields))
