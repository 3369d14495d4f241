"""The content of a page: lines of words, pictures, tables by their own cells, each with its origin.

Separates layout tables from tables of data, but does not decide which blocks are the report.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice, takewhile
from typing import NamedTuple

from govdisclosure.characters import narrow
from govdisclosure.forms.labels import FEWEST_LABELS, NO_LABELS, count_telling, labels_of
from govdisclosure.forms.layout import TableKind
from govdisclosure.plain.headings import read_heading
from govdisclosure.readers.showing import Aside
from govdisclosure.source import Origin
from govdisclosure.text import CellState, read_printed

__all__ = [
    "Block",
    "Element",
    "HtmlCell",
    "HtmlImage",
    "HtmlLine",
    "HtmlRow",
    "HtmlTable",
    "Unseen",
    "settle",
    "width_of",
]

_KINDS = tuple(TableKind)
_CELLS = frozenset({"td", "th"})
#: The characters that can begin the heading of a section.
_NUMERALS = frozenset("一二三四五六七八九十")
#: The label over the last column of tables three and four.
_LAST_COLUMN = "TOTAL"


class Element:
    """An element's place in the tree, which is needed even after its end."""

    __slots__ = (
        "counts",
        "depth",
        "held",
        "is_block",
        "known_path",
        "number",
        "parent",
        "part",
        "tag",
    )

    def __init__(self, parent: "Element | None", tag: str, is_block: bool, part: str = "") -> None:  # noqa: FBT001
        """The next child of *parent*, which counts its children by their tags."""
        self.parent: Element | None = parent
        self.tag: str = tag
        self.is_block: bool = is_block
        #: The tag of the table part that it is displayed as; empty for other elements.
        self.part: str = part
        self.counts: dict[str, int] | None = None
        self.number = 1
        self.depth = 0
        #: How many rows of a table, or cells of a row, were counted.
        self.held: int = 0
        #: The path, once it has been computed.
        self.known_path: str = ""
        if parent is not None:
            self.depth = parent.depth + 1
            if parent.counts is None:
                parent.counts = {}
            self.number = parent.counts[tag] = parent.counts.get(tag, 0) + 1

    def number_in_table(self) -> int | None:
        """The number of a row in its table or of a cell in its row, as rows and cells are counted.

        Each call counts, so call it once for each; None outside a table.
        """
        around, is_row = self.parent, self.tag == "tr"
        while around is not None and around.tag != "table" and (is_row or around.tag != "tr"):
            around = around.parent
        if around is None or is_row != (around.tag == "table"):
            return None
        around.held += 1
        return around.held

    def ancestors(self) -> "Iterator[Element]":
        """The element itself and its ancestors, outward."""
        place: Element | None = self
        while place is not None:
            yield place
            place = place.parent

    def around_table(self) -> "Element":
        """The element displayed as the table around this part of one; else its parent.

        Elements between the two may be displayed as anything except cells.
        """
        nearest: Element | None = None
        for place in islice(self.ancestors(), 1, None):
            if place.part == "table":
                return place
            if nearest is None and (not place.part or place.parent is None):
                nearest = place
            if place.part == "td" or place.tag in _CELLS:
                break
        return nearest or self

    def path(self) -> str:
        """The path of the element from the root, such as ``/html[1]/body[1]/p[3]``."""
        unknown = list(takewhile(lambda place: not place.known_path, self.ancestors()))
        for place in reversed(unknown):
            if place.parent is not None:
                place.known_path = f"{place.parent.known_path}/{place.tag}[{place.number}]"
        return self.known_path

    def origin(self) -> Origin:
        """Where it is in the file."""
        return Origin(element=self.path())


class HtmlLine(NamedTuple):
    """Words between two breaks; blanks are folded."""

    words: str
    place: Element
    #: Whether all of it is a link.
    is_link: bool = False
    #: Characters between its words that are not part of them.
    aside: tuple[Aside, ...] = ()
    #: The line with all blanks that show, where these are more than one between words, after a
    #: line break for each blank line before it.
    shown: str = ""
    #: Whether all its blanks show, as in ``<pre>``.
    is_preformatted: bool = False


class Unseen(NamedTuple):
    """A line, or a part of one, that does not show."""

    piece: Aside
    place: Element
    #: The number of the block after it.
    before: int


class HtmlImage(NamedTuple):
    """A picture, by its alternative text."""

    caption: str
    place: Element


class HtmlCell:
    """An own cell: its content, and the spans it declares."""

    __slots__ = ("_words", "blocks", "columns", "number", "place", "rows")

    def __init__(self, place: Element, number: int | None, rows: int, columns: int) -> None:
        """An empty cell."""
        self.place: Element = place
        #: Its number in the row, from 1.
        self.number: int | None = number
        self.rows: int = rows
        self.columns: int = columns
        self.blocks: list[Block] = []
        self._words: str | None = None

    @property
    def words(self) -> str:
        """All its words as one line; captions of pictures only if there are no other words."""
        if self._words is None:
            if len(self.blocks) == 1 and not isinstance(self.blocks[0], HtmlImage):
                self._words = self.blocks[0].words
                return self._words
            parts = [one.words for one in self.blocks if not isinstance(one, HtmlImage)]
            if not any(parts):
                parts = [one.caption for one in self.blocks if isinstance(one, HtmlImage)]
            self._words = " ".join(filter(None, parts))
        return self._words

    @property
    def aside(self) -> tuple[Aside, ...]:
        """Characters between its words that are not part of them."""
        blocks = self.blocks
        if len(blocks) == 1 and isinstance(blocks[0], HtmlLine):
            return blocks[0].aside
        return tuple(_asides_of(blocks)) if blocks else ()

    @property
    def labels(self) -> tuple[str | None, ...]:
        """The label it is, in each kind of table."""
        words = self.words
        return labels_of(words) if words and words[0] != "\\" else NO_LABELS

    @property
    def is_prose(self) -> bool:
        """Whether it is neither a label nor a value."""
        return self.labels is NO_LABELS and read_printed(self.words).state is CellState.TEXT


#: A row with at least this many cells, empty or not, is not prose laid out as a table.
_FEWEST_VALUES = 7


class HtmlRow(NamedTuple):
    """A row by its own cells."""

    cells: list[HtmlCell]
    place: Element
    #: Its number in the table, from 1; None where cells are in no row.
    number: int | None

    @property
    def opens_section(self) -> bool:
        """Whether the title of a section is in it on a separate line."""
        for cell in self.cells:
            for block in cell.blocks:
                if isinstance(block, HtmlLine) and _opens_section(block.words):
                    return True
        return False

    @property
    def is_prose(self) -> bool:
        """Whether its only cell is not part of a form; a row of values has many, empty or not."""
        shown = [cell for cell in self.cells if cell.words]
        return len(shown) == 1 and shown[0].is_prose and len(self.cells) < _FEWEST_VALUES


class HtmlTable(NamedTuple):
    """A table of data, or a part of one."""

    rows: list[HtmlRow]
    place: Element
    #: Its number in the document, from 1; None for one made of other elements.
    number: int | None
    #: How many labels of the forms it has, and the form that most labels of a single form name.
    labels: int = 0
    kind: TableKind | None = None

    @property
    def words(self) -> str:
        """All its words as one line."""
        return " ".join(cell.words for row in self.rows for cell in row.cells if cell.words)

    @property
    def is_form(self) -> bool:
        """Whether it has enough labels of the forms to be one."""
        return self.labels >= FEWEST_LABELS and self.kind is not None

    def origin(self, row: HtmlRow) -> Origin:
        """Where a row of it is in the file."""
        return Origin(element=row.place.path(), table=self.number, row=row.number)


Block = HtmlLine | HtmlImage | HtmlTable


# ------------------------------------------------------------------------------ tables that say


def _opens_section(words: str) -> bool:
    """Whether a line is the heading of one of the form's sections."""
    if narrow(words[0]) not in _NUMERALS:
        return False
    parts = read_heading(words)
    return parts is not None and parts.kind is not None


def settle(table: HtmlTable) -> Iterator[Block]:
    """Decide whether a table is data or only layout, and give its blocks accordingly.

    A table that contains a statutory one is layout. Rows in which a section begins become blocks;
    so does, at either end of a statutory table, a row whose one cell is prose. Without labels of
    the forms a table is also layout if it contains another table, has only one column, or has one
    row of elements that are not table elements.
    """
    if any(
        isinstance(block, HtmlTable) and block.is_form
        for row in table.rows
        for cell in row.cells
        for block in cell.blocks
    ):
        yield from _blocks_of(table.rows)
        return
    for opens_section, group in groupby(table.rows, lambda row: row.opens_section):
        rows = list(group)
        if opens_section:
            yield from _blocks_of(rows)
            continue
        labels = [
            found for row in rows for cell in row.cells if (found := cell.labels) is not NO_LABELS
        ]
        kind = _kind_of(labels)
        if len(labels) >= FEWEST_LABELS:
            first, last = 0, len(rows)
            while first < last and rows[first].is_prose:
                first += 1
            while last > first and rows[last - 1].is_prose:
                last -= 1
            yield from _blocks_of(rows[:first])
            own = _without_phantoms(rows[first:last])
            yield table._replace(rows=own, labels=len(labels), kind=kind)
            yield from _blocks_of(rows[last:])
        elif (
            all(len(row.cells) == 1 for row in rows)
            or _has_table(rows)
            or (len(rows) == 1 and table.number is None)
        ):
            yield from _blocks_of(rows)
        else:
            yield table._replace(rows=rows, labels=len(labels), kind=kind)


def _without_phantoms(rows: list[HtmlRow]) -> list[HtmlRow]:
    """Rows without empty cells that extend past the last column, where the head names that."""
    whole = list(_ends_of_rows(rows))
    shown, named = 0, 0
    for row, end in zip(rows, whole, strict=True):
        last = None
        for cell in reversed(row.cells):
            if cell.words:
                last = cell
                break
            end -= cell.columns  # noqa: PLW2901 - where the words of the row end
        if last is not None:
            shown = max(shown, end)
            named = max(named, end) if _LAST_COLUMN in last.labels else named
    if not named or shown > named or max(whole) == named:
        return rows
    kept = []
    for row, end in zip(rows, whole, strict=True):
        cells = list(row.cells)
        while end > named and cells and not cells[-1].words:
            end -= cells.pop().columns  # noqa: PLW2901 - where the words of the row end
        kept.append(row._replace(cells=cells))
    return [row for row in kept if row.cells]


def _ends_of_rows(rows: Sequence[HtmlRow]) -> Iterator[int]:
    """How many columns each row reaches, including those covered by cells above."""
    ends = [0] * (len(rows) + 1)
    width = 0
    for number, row in enumerate(rows):
        width -= ends[number]
        for cell in row.cells:
            width += cell.columns
            ends[min(number + cell.rows, len(rows))] += cell.columns
        yield width


def width_of(rows: Sequence[HtmlRow]) -> int:
    """The maximum number of columns in a row, spans counted."""
    return max(_ends_of_rows(rows), default=0)


def _blocks_of(rows: Sequence[HtmlRow]) -> Iterator[Block]:
    for row in rows:
        for cell in row.cells:
            yield from cell.blocks


def _asides_of(blocks: "Sequence[Block]") -> Iterator[Aside]:
    for block in blocks:
        match block:
            case HtmlLine():
                yield from block.aside
            case HtmlTable():
                for row in block.rows:
                    for cell in row.cells:
                        yield from _asides_of(cell.blocks)


def _has_table(rows: Sequence[HtmlRow]) -> bool:
    return any(
        isinstance(block, HtmlTable) for row in rows for cell in row.cells for block in cell.blocks
    )


def _kind_of(labels: Sequence[tuple[str | None, ...]]) -> TableKind | None:
    """The kind of table to which most labels of a single kind belong."""
    votes = count_telling(labels)
    best = max(votes)
    return _KINDS[votes.index(best)] if best else None
