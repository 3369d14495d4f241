"""Tables and lists of options whose end has not come yet."""

from collections.abc import Mapping
from itertools import accumulate

from govdisclosure.readers.html.blocks import Block, Element, HtmlCell, HtmlRow

__all__ = ["OpenOptions", "OpenTable"]


class OpenTable:
    """A table whose end has not come yet."""

    def __init__(self, place: Element, number: int | None = None) -> None:
        self.place = place
        #: None for one made of other elements, displayed as its rows and cells.
        self.number = number
        #: Rows of head, body and foot: they are shown in this order, whatever that in the file.
        self.parts: tuple[list[HtmlRow], ...] = ([], [], [])
        self.part = 1
        self.row: HtmlRow | None = None
        self.cell: HtmlCell | None = None
        #: Captions, and content between rows.
        self.loose: list[Block] = []
        #: Rows that count only if they have words: hidden ones, and ones without height, with
        #: which word processors end a table to set its columns.
        self.unseen: list[HtmlRow] = []
        self.count = 0

    def open_row(self, place: Element, number: int | None) -> HtmlRow:
        """Add a row."""
        self.cell = None
        self.row = HtmlRow([], place, number)
        self.parts[self.part].append(self.row)
        return self.row

    def rows(self) -> list[HtmlRow]:
        """The rows that show, in order; spans over rows that do not show are shortened."""
        unseen = {id(row) for row in self.unseen if not any(cell.words for cell in row.cells)}
        rows = []
        for part in self.parts:
            shown = [row for row in part if id(row) not in unseen]
            if len(shown) < len(part):
                _shorten_spans(part, unseen)
            rows += [row for row in shown if row.cells]
        return rows


def _shorten_spans(rows: list[HtmlRow], unseen: set[int]) -> None:
    """Shorten spans that would cover rows that are not there."""
    before = [0, *accumulate(id(row) in unseen for row in rows)]
    for number, row in enumerate(rows):
        for cell in row.cells:
            if cell.rows > 1:
                end = min(number + cell.rows, len(rows))
                cell.rows -= before[end] - before[number + 1]


class OpenOptions:
    """The options of a list that shows one of them: the last selected, or else the first."""

    def __init__(self, flow: list[Block]) -> None:
        self.flow = flow
        #: Where in the flow each begins.
        self.starts: list[int] = []
        self.selected: int | None = None
        self.first: int | None = None

    def open(self, attributes: Mapping[str, str]) -> None:
        """Add an option."""
        number = len(self.starts)
        self.starts.append(len(self.flow))
        if "selected" in attributes:
            self.selected = number
        if self.first is None and "disabled" not in attributes:
            self.first = number

    def without_others(self) -> list[Block]:
        """Remove the content of the other options from the flow."""
        shown = self.selected if self.selected is not None else self.first or 0
        starts = [*self.starts, len(self.flow)]
        others: list[Block] = []
        for number in reversed(range(len(self.starts))):
            if number != shown:
                others[:0] = self.flow[starts[number] : starts[number + 1]]
                del self.flow[starts[number] : starts[number + 1]]
        return others
