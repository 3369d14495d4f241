"""Damaged tables: rows told by their labels, values by the columns that are surely theirs.

Takes a grid that does not fit the rule of its form and gives a value, or none, for each cell.
Every assumption becomes a diagnostic with its evidence; what stays ambiguous is absent and said.
"""

from collections.abc import Iterator, Sequence

from attrs import define, field

from govdisclosure.layout import Line, TableKind, TableLayout, label_of
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.diagnostics import Diagnostic, noticed
from govdisclosure.source import UNPLACED, VALUE, Field, Grid, Residue, ResidueReason, Span

__all__ = ["Alignment", "align"]


@define
class Alignment:
    """What alignment makes of a grid."""

    #: One field for each cell of the form, in print order; None for an absent one.
    values: list[Field | None]
    labels: list[Field] = field(factory=list)
    residue: list[Residue] = field(factory=list)
    diagnostics: list[Diagnostic] = field(factory=list)


def align(grid: Grid, layout: TableLayout) -> Alignment:
    """Read *grid* row by row, by exact labels, into the cells of *layout*."""
    return _Aligner(grid, layout).run()


class _Aligner:
    def __init__(self, grid: Grid, layout: TableLayout) -> None:
        self.grid = grid
        self.layout = layout
        self.name = layout.kind.value
        self.result = Alignment([None] * len(layout.cells))
        self.index = {(cell.row, cell.column): n for n, cell in enumerate(layout.cells)}
        self.rows = {line.tokens[-1]: line for line in layout.lines if line.cells and line.tokens}
        #: The row of cells without a label, which table four has.
        self.unlabelled = next(
            (line for line in layout.lines if line.cells and not line.tokens), None
        )
        self.tokens = {token for line in layout.lines for token in line.tokens}
        self.columns = self._printed_columns()
        self.seen: set[str] = set()

    def run(self) -> Alignment:
        self.result.diagnostics.append(noticed("GD010", span=self.grid.span, table=self.name))
        for row in self.grid.rows:
            self._read_row(row)
        for line in self.layout.lines:
            if line.cells and line.name not in self.seen:
                words = self._row_words(line)
                self.result.diagnostics.append(
                    noticed(
                        "GD008",
                        addresses=self._addresses(line),
                        span=self.grid.span,
                        table=self.name,
                        row=words,
                    )
                )
        return self.result

    def _read_row(self, row: Sequence[Field]) -> None:
        labels = [one for one in row if one.type in self.tokens]
        values = [one for one in row if one.type == VALUE]
        unplaced = [one for one in row if one.type == UNPLACED]
        strangers = [
            one for one in row if one.type not in self.tokens and one.type not in {VALUE, UNPLACED}
        ]
        self.result.labels += labels
        line = self.rows.get(labels[-1].type) if labels else self.unlabelled
        if strangers or (line is None and any(one.text for one in values)):
            lost = [*strangers, *values, *unplaced] if line is None else strangers
            self._set_aside("GD009", lost, None)
        if line is None:
            return
        if unplaced:
            self._set_aside("GD007", unplaced, line)
            self.seen.add(line.name)
            return
        self._place(line, values)

    def _place(self, line: Line, values: Sequence[Field]) -> None:
        places: Sequence[tuple[str, str]] = line.cells
        if len(values) != len(places):
            printed = [place for place in line.cells if self._is_printed(place)]
            if len(printed) == len(values) < len(places):
                self._say_columns(line, printed)
                places = printed
            else:
                self.seen.add(line.name)
                self._set_aside("GD007", values, line)
                return
        if line.name in self.seen:
            self._set_aside("GD018", values, line)
            return
        self.seen.add(line.name)
        for place, value in zip(places, values, strict=True):
            self.result.values[self.index[place]] = value

    def _is_printed(self, place: tuple[str, str]) -> bool:
        """Whether the head of the table prints the column of *place*."""
        return place in self.columns or ("", place[1]) in self.columns

    def _printed_columns(self) -> set[tuple[str, str]]:
        """The columns that the printed head has: (row, column), or ("", column) for every row."""
        if self.layout.kind is TableKind.DISPUTES:
            return set(self._printed_results())
        leaves = {cell.column_labels[-1]: cell.column for cell in self.layout.cells}
        fields = (one for row in self.grid.rows for one in row)
        return {("", leaves[one.type]) for one in fields if one.type in leaves}

    def _printed_results(self) -> Iterator[tuple[str, str]]:
        """The columns of table four: a result that does not come later opens the next group."""
        order = [cell.column for cell in self.layout.cells[:5]]
        results = {
            cell.column_labels[-1]: order.index(cell.column) for cell in self.layout.cells[:5]
        }
        rows = list(dict.fromkeys(cell.row for cell in self.layout.cells))
        group, last = 0, -1
        for row in self.grid.rows:
            found = [results[one.type] for one in row if one.type in results]
            if found and last >= 0:
                group, last = group + 1, -1
            for result in found:
                if result <= last:
                    group += 1
                last = result
                if group < len(rows):
                    yield rows[group], order[result]

    def _say_columns(self, line: Line, printed: Sequence[tuple[str, str]]) -> None:
        lacking = [place for place in line.cells if place not in printed]
        cells = [self.layout.cells[self.index[place]] for place in lacking]
        words = "、".join(
            "/".join(
                label_of(self.layout.kind, token).wording(self.layout.edition)
                for token in (*cell.row_labels, *cell.column_labels)
                if self.layout.kind is TableKind.DISPUTES or token in cell.column_labels
            )
            for cell in cells
        )
        addresses = self._addresses(line)
        self.result.diagnostics.append(
            noticed("GD013", addresses=addresses, span=self.grid.span, table=self.name, words=words)
        )

    def _row_words(self, line: Line) -> str:
        if not line.tokens:
            return "各项数值"
        return label_of(self.layout.kind, line.tokens[-1]).wording(self.layout.edition)

    def _addresses(self, line: Line | None) -> tuple[Address, ...]:
        if line is None:
            return ()
        known = addresses_of(self.layout.kind, self.layout.edition)
        return tuple(known[self.index[place]] for place in line.cells)

    def _set_aside(self, code: str, fields: Sequence[Field], line: Line | None) -> None:
        """Give fields up that show something, with a diagnostic that quotes them."""
        fields = [one for one in fields if one.text]
        if not fields:
            return
        span = Span(fields[0].start, fields[-1].end)
        words = " ".join(one.text for one in fields)
        arguments = {"table": self.name, "words": words}
        if line is not None:
            arguments["row"] = self._row_words(line)
        self.result.diagnostics.append(
            noticed(code, span=span, addresses=self._addresses(line), **arguments)
        )
        for one in fields:
            self.result.residue.append(Residue(one.text, ResidueReason.UNPLACED, one.span))
