"""Tables as the page shows them: cells merged as the form merges them, each with its state.

Takes tables of a report and gives rows of cells, every one with its place in the original and what
was found in it.
"""

from collections import defaultdict
from typing import NamedTuple

from attrs import field, frozen

from govdisclosure.desk.places import spell
from govdisclosure.desk.wording import say
from govdisclosure.forms.layout import TableKind, layout_of
from govdisclosure.model.addresses import Address
from govdisclosure.model.blocks import PrintedRows
from govdisclosure.model.cells import Cell
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.model.tables import Table
from govdisclosure.source import Span
from govdisclosure.text import CellState
from govdisclosure.wording import Language, Wording
from govdisclosure.writers.merged import PlacedCell, grouped_rows, sheet_rows

__all__ = ["CellView", "Flag", "Marks", "TableView", "table_view"]

#: What is shown in a cell without words of its own.
_GLYPHS = {
    CellState.BLANK: Wording("□", "□"),
    CellState.ABSENT: Wording("缺", "n/a"),
}
_CAPTIONS = {
    TableKind.PROACTIVE: "table_2",
    TableKind.REQUESTS: "table_3",
    TableKind.DISPUTES: "table_4",
}


class Flag(NamedTuple):
    """A finding in a cell: its number, where it is on the page, and how serious it is."""

    number: int
    id: str
    severity: str


@frozen(kw_only=True)
class CellView:
    """A cell of a table on the page."""

    words: str
    rows: int = 1
    columns: int = 1
    #: Which cells a label heads; empty for a value.
    scope: str = ""
    #: The language of a label; empty where it is that of the page.
    language: str = ""
    #: A value of :class:`CellState`; empty for a label, and in tables that are not of the form.
    state: str = ""
    #: What the state is called, where it is not a number.
    state_words: str = ""
    #: What the cell is called, and how its place is asked for; empty if it is not known.
    title: str = ""
    place: str = ""
    #: The identifier of the cell, and that of its place in the original.
    id: str = ""
    anchor: str = ""
    flags: tuple[Flag, ...] = ()


@frozen(kw_only=True)
class TableView:
    """A table on the page."""

    #: ``proactive``, ``requests``, ``disputes``, ``sheet`` or ``other``.
    kind: str
    caption: str
    #: The number of columns in each group that a border parts.
    columns: tuple[int, ...] = ()
    #: Parts of the table, ``thead`` and ``tbody``, with their rows.
    groups: tuple[tuple[str, tuple[tuple[CellView, ...], ...]], ...] = ()

    @property
    def states(self) -> tuple[str, ...]:
        """The states that its cells have, each once, but for numbers."""
        found = {one.state for _, rows in self.groups for row in rows for one in row}
        return tuple(one.value for one in CellState if one.value in found - {"number"})


@frozen(kw_only=True)
class Marks:
    """What cells of one file's tables are marked with."""

    language: Language
    #: The number of the file on the page, from 0, and its format.
    file: int
    format: str | None
    flags: defaultdict[Address, list[Flag]] = field(factory=lambda: defaultdict(list))
    #: The identifiers of places in the original.
    anchors: dict[Span, str] = field(factory=dict)
    #: The addresses that have their cell on the page already.
    seen: set[Address] = field(factory=set)

    def anchor(self, span: Span | None) -> str:
        """The identifier of a place in the original; empty where there is none."""
        if span is None:
            return ""
        return self.anchors.setdefault(span, f"o{self.file}-{span.start}-{span.end}")

    def id_of(self, address: Address) -> str:
        """The identifier of the cell of an address."""
        return f"c{self.file}-{str(address).replace('/', '-')}"

    def value(
        self, cell: Cell, words: str, address: Address | None, *, rows: int = 1, columns: int = 1
    ) -> CellView:
        """A cell with a value."""
        name = address.words(self.language) if address else ""
        origin = cell.origin
        where = origin._replace(box=None).words(self.language) if origin else ""
        place = spell(cell.span, origin, self.format)
        title = say(self.language, "see_cell", cell=name, place=where) if where and name else where
        is_first = address is not None and address not in self.seen
        if address is not None:
            self.seen.add(address)
        glyph = _GLYPHS.get(cell.state) if cell.note is None else None
        state = cell.state.value
        return CellView(
            words=glyph.text(self.language) if glyph else words,
            rows=rows,
            columns=columns,
            state=state,
            state_words="" if cell.is_number else say(self.language, f"state_{state}"),
            title=title if place else "",
            place=place,
            id=self.id_of(address) if address and is_first else "",
            anchor=self.anchor(cell.span),
            flags=tuple(self.flags.get(address, ())) if address and is_first else (),
        )


def table_view(block: PrintedRows, marks: Marks) -> TableView:
    """Any table of a report."""
    if isinstance(block, Table):
        return _form(block, marks)
    if isinstance(block, StatisticsTable):
        return _sheet(block, marks)
    rows = tuple(tuple(CellView(words=one) for one in row) for row in block.printed_rows())
    caption = say(marks.language, "table_other")
    return TableView(kind="other", caption=caption, groups=(("tbody", rows),))


def _form(table: Table, marks: Marks) -> TableView:
    """A table of the form."""
    layout = layout_of(table.kind, table.edition)
    return TableView(
        kind=table.kind.value,
        caption=say(marks.language, _CAPTIONS[table.kind]),
        columns=tuple(columns for _, _, columns in layout.lines[0].labels),
        groups=tuple(
            (tag, tuple(tuple(_placed(one, marks) for one in row) for row in rows))
            for tag, rows in grouped_rows(table)
        ),
    )


def _placed(one: PlacedCell, marks: Marks) -> CellView:
    """A label or a value of the form."""
    rows, columns = one.rows, one.columns
    if one.cell is not None:
        printed = one.cell.printed(one.address.unit if one.address else None)
        return marks.value(one.cell, printed, one.address, rows=rows, columns=columns)
    words = Wording(one.words, one.english or one.words).text(marks.language)
    title = "" if words == one.words else one.words
    return CellView(words=words, rows=rows, columns=columns, scope=one.scope, title=title)


def _sheet(table: StatisticsTable, marks: Marks) -> TableView:
    """A statistics sheet."""
    head = next(table.printed_rows())
    heads = tuple(CellView(words=words, scope="col", language="zh-CN") for words in head)
    rows = tuple(tuple(_in_sheet(one, marks) for one in row) for row in sheet_rows(table))
    return TableView(
        kind="sheet",
        caption=say(marks.language, "table_sheet"),
        groups=(("thead", (heads,)), ("tbody", rows)),
    )


def _in_sheet(one: PlacedCell, marks: Marks) -> CellView:
    """A label, a unit or a value of a sheet, whose words have no English."""
    if one.cell is not None:
        return marks.value(one.cell, one.words, one.address, columns=one.columns)
    return CellView(words=one.words, columns=one.columns, scope=one.scope, language="zh-CN")
