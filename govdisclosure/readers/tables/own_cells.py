"""Which fields of a row are own cells, in a table that matches its form.

Takes the rows of one statutory table and its layout. Merged cells leave no trace, or an empty or
repeated field in each place that they cover on the form's own grid; where neither is true of all
rows, nothing is decided here, and the separators of the table are read as they are.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, cached_property

from attrs import frozen

from govdisclosure.forms.labels import stands_once
from govdisclosure.forms.layout import Edition, Line, TableKind, TableLayout, layout_of
from govdisclosure.readers.tables.segments import Segment

__all__ = ["FormRow", "OwnCells"]


@frozen
class FormRow:
    """A row of the form in the file: where its labels end and what should follow."""

    row: int
    #: Index of the last label.
    last: int
    line: Line

    @property
    def count(self) -> int:
        """How many values the form has in the row."""
        return len(self.line.cells)


class OwnCells:
    """The own cells of the rows of one statutory table."""

    def __init__(self, segment: Segment, layout: TableLayout) -> None:
        self.layout = layout
        self.width: int = max(len(row.fields) for row in segment.rows)
        self.fields = [row.fields for row in segment.rows]
        self.tokens: list[list[str | None]] = segment.tokens
        #: For each row, where its labels are.
        self.labels: list[list[int]] = [
            [index for index, one in enumerate(row) if one] for row in self.tokens
        ]
        self.cells: list[FormRow] = [
            found for row in range(len(self.fields)) if (found := self._cells_of(row))
        ]
        #: Row number to the indices of its own values; empty where the table matches no grid.
        self.places: dict[int, tuple[int, ...]] = {}
        # Exactly as many fields as in the form follow the labels, or all are on its grid.
        if all(len(self.fields[one.row]) - one.last - 1 == one.count for one in self.cells):
            self.places = {
                one.row: tuple(range(one.last + 1, one.last + 1 + one.count)) for one in self.cells
            }
        elif self._is_on_grid:
            self.places = {one.row: self._form_places(one) for one in self.cells}

    def _cells_of(self, row: int) -> FormRow | None:
        """The row as a row of the form, or None for a head or a row without a known label."""
        last = self.last_label(row)
        line = self.layout.rows.get(self.tokens[row][last] or "") if last >= 0 else None
        return FormRow(row, last, line) if line is not None else None

    def last_label(self, row: int) -> int:
        """Where the last label of the row is; -1 in a row without labels."""
        return self.labels[row][-1] if self.labels[row] else -1

    @cached_property
    def first(self) -> int:
        """The first column with a label."""
        return min((places[0] for places in self.labels if places), default=0)

    @cached_property
    def end(self) -> int:
        """The column after the last that shows anything."""
        shown = (index + 1 for row in self.fields for index, one in enumerate(row) if one.text)
        return max(shown, default=0)

    def is_repeated(self, row: int, index: int) -> bool:
        """Whether a label only repeats the one before it, as tools fill the places of a merge."""
        token = self.tokens[row][index] or ""
        return index > 0 and self.tokens[row][index - 1] == token and stands_once(token)

    @cached_property
    def repeats(self) -> bool:
        """Whether any label only repeats the one before it."""
        return any(
            self.is_repeated(row, index)
            for row, places in enumerate(self.labels)
            for index in places
        )

    def _form_places(self, cells: FormRow) -> tuple[int, ...]:
        """Where the form prints the row's own cells."""
        span = cells.line.cell_span
        return tuple(range(self.layout.width - cells.count * span, self.layout.width, span))

    @property
    def _is_on_grid(self) -> bool:
        """Whether all rows match the form's own grid, covered places blank or repeated."""
        heads = _head_places(self.layout.kind, self.layout.edition)
        return (
            self.width == self.layout.width
            and all(
                index in heads.get(tokens[index] or "", {index})
                for tokens, places in zip(self.tokens, self.labels, strict=True)
                for index in places
            )
            and all(map(self._lies_on_grid, self.cells))
        )

    def _lies_on_grid(self, cells: FormRow) -> bool:
        fields, own = self.fields[cells.row], self._form_places(cells)
        if cells.last >= own[0] or len(fields) != self.layout.width:
            return False
        source = cells.last
        for index in range(cells.last + 1, self.layout.width):
            if index in own:
                source = index
            elif fields[index].text not in {"", fields[source].text}:
                return False
        return True


# Kind and edition hash quickly, a layout with its many lines does not.


@cache
def _head_places(kind: TableKind, edition: Edition | None) -> Mapping[str, frozenset[int]]:
    """The columns that each label of the form's heads covers, rows below a span included."""
    layout = layout_of(kind, edition)
    covered: dict[int, dict[int, str]] = defaultdict(dict)
    for number, line in enumerate(layout.lines):
        column = 0
        for token, rows, columns in line.labels:
            while column in covered[number]:
                column += 1
            for below in range(number, number + rows):
                for place in range(column, column + columns):
                    covered[below][place] = token
            column += columns
    return {
        head: frozenset(
            column for row in covered.values() for column, token in row.items() if token == head
        )
        for line in layout.lines
        if not line.cells
        for head in line.tokens
    }
