"""The result of aligning a grid: values by cell, and what was noticed on the way.

Takes fields and keeps them in their cells, or sets them aside with a diagnostic that quotes them.
"""

from collections.abc import Sequence

from attrs import define, field

from govdisclosure.forms.layout import CellLayout, Line, TableKind, TableLayout, label_of
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.diagnostics import Diagnostic, noticed
from govdisclosure.source import Field, Residue, ResidueReason, Span

__all__ = ["Alignment"]


@define
class Alignment:
    """What the rows of a grid contribute to the cells of a form."""

    layout: TableLayout
    #: One field for each cell of the form, in print order; None for an absent one.
    values: list[Field | None] = field()
    labels: list[Field] = field(factory=list)
    residue: list[Residue] = field(factory=list)
    diagnostics: list[Diagnostic] = field(factory=list)
    #: Whether the table does not fit its form.
    is_damaged: bool = False
    #: The extent of the table, when it is not that of its grid.
    extent: Span | None = None

    @values.default
    def _no_values(self) -> list[Field | None]:
        return [None] * len(self.layout.cells)

    def note(self, code: str, span: Span, line: Line | None = None, **arguments: str) -> None:
        """Report what was noticed about the table, or about its row *line*."""
        arguments["table"] = self.layout.kind.value
        if line is not None:
            arguments["row"] = self.words_of(line)
        addresses = self.addresses_of(line) if line is not None else ()
        self.diagnostics.append(noticed(code, span=span, addresses=addresses, **arguments))

    def keep(self, fields: Sequence[Field]) -> None:
        """Keep fields that no cell takes, so that nothing is lost."""
        self.residue += [
            Residue(one.text, ResidueReason.UNPLACED, one.span) for one in fields if one.text
        ]

    def values_of(self, line: Line) -> list[Field]:
        """The fields in the cells of a row."""
        values = [self.values[self.layout.index[place]] for place in line.cells]
        return [value for value in values if value is not None]

    def words_of(self, line: Line) -> str:
        """What the form prints before the values of a row."""
        if not line.token:
            return "各项数值"
        return label_of(self.layout.kind, line.token).wording(self.layout.edition)

    def words_of_cell(self, cell: CellLayout) -> str:
        """What the form prints over a cell; in table four the remedy too."""
        is_whole = self.layout.kind is TableKind.DISPUTES
        tokens = (*cell.row_labels, *cell.column_labels) if is_whole else cell.column_labels
        edition = self.layout.edition
        return "/".join(label_of(self.layout.kind, token).wording(edition) for token in tokens)

    def addresses_of(self, line: Line) -> tuple[Address, ...]:
        """The addresses of a row's cells."""
        known = addresses_of(self.layout.kind, self.layout.edition)
        return tuple(one for one in known if (one.row, one.column) in line.cells)
