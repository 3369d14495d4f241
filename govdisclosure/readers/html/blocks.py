"""What stands in a page: lines of words, pictures, tables by their own cells, each with its place.

Only tables that merely arrange a page are told here from tables that say something; what is a
report and what is a page around it is not known.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice, takewhile
from typing import NamedTuple

from govdisclosure.forms.labels import FEWEST_LABELS, NO_LABELS, count_telling, labels_of
from govdisclosure.forms.layout import TableKind
from govdisclosure.plain.headings import read_heading
from govdisclosure.readers.showing import Aside
from govdisclosure.source import Origin
from govdisclosure.text import CellState, narrow, read_printed

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
#: How the heading of a section can begin.
_NUMERALS = frozenset("一二三四五六七八九十")
#: The label over the last column of tables three and four.
_LAST_COLUMN = "TOTAL"


class Element:
    """An element, as far as it must be known behind its end: where it stands in the tree."""

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
        self.parent = parent
        self.tag = tag
        self.is_block = is_block
        #: The tag of the part of a table that it is shown as; nothing for other elements.
        self.part = part
        self.counts: dict[str, int] | None = None
        self.number = 1
        self.depth = 0
        #: How many rows of a table, or cells of a row, were counted.
        self.held = 0
        #: The path, where it was asked for.
        self.known_path = ""
        if parent is not None:
            self.depth = parent.depth + 1
            if parent.counts is None:
                parent.counts = {}
            self.number = parent.counts[tag] = parent.counts.get(tag, 0) + 1

    def number_in_table(self) -> int | None:
        """Which row of its table it is, or which cell of its row, as rows and cells are counted.

        To be asked once of each; None for one outside.
        """
        around, is_row = self.parent, self.tag == "tr"
        while around is not None and around.tag != "table" and (is_row or around.tag != "tr"):
            around = around.parent
        if around is None or is_row != (around.tag == "table"):
            return None
        around.held += 1
        return around.held

    def ancestors(self) -> "Iterator[Element]":
        """The element itself and all around it, outward."""
        place: Element | None = self
        while place is not None:
            yield place
            place = place.parent

    def around_table(self) -> "Element":
        """The element that is shown as the table around this part of one; else what is around it.

        Elements between the two may be shown as whatever they are, but for cells.
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


class HtmlLine(NamedTuple):
    """Words between two breaks; blanks are folded."""

    words: str
    place: Element
    #: Whether all of it leads elsewhere.
    is_link: bool = False
    #: What is between its words and none of them.
    aside: tuple[Aside, ...] = ()
    #: The line with all blanks that show, where they are more than between words; behind line
    #: breaks where blank lines are before it.
    shown: str = ""
    #: Whether it is one of text whose blanks all show, as in ``<pre>``.
    is_preformatted: bool = False

    def origin(self) -> Origin:
        """Where it stood."""
        return Origin(element=self.place.path())


class Unseen(NamedTuple):
    """A line of which nothing shows, or a part of one."""

    piece: Aside
    place: Element
    #: The number of the block before which it is.
    before: int

    def origin(self) -> Origin:
        """Where it stood."""
        return Origin(element=self.place.path())


class HtmlImage(NamedTuple):
    """A picture, by the words that stand for it."""

    caption: str
    place: Element

    def origin(self) -> Origin:
        """Where it stood."""
        return Origin(element=self.place.path())


class HtmlCell:
    """An own cell: what stands in it, and the spans it claims."""

    __slots__ = ("_words", "blocks", "columns", "number", "place", "rows")

    def __init__(self, place: Element, number: int | None, rows: int, columns: int) -> None:
        """A cell in which nothing stands yet."""
        self.place = place
        #: Which cell of its row it is, from 1.
        self.number = number
        self.rows = rows
        self.columns = columns
        self.blocks: list[Block] = []
        self._words: str | None = None

    @property
    def words(self) -> str:
        """All its words as one line; captions of pictures only where no other words are."""
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
        """What is between its words and none of them."""
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


#: A row with so many cells, empty or not, is no line of prose in a table.
_FEWEST_VALUES = 7


class HtmlRow(NamedTuple):
    """A row by its own cells."""

    cells: list[HtmlCell]
    place: Element
    #: Which row of its table it is, from 1; None where cells stand in no row.
    number: int | None

    @property
    def opens_section(self) -> bool:
        """Whether the title of a section stands in it on a line of its own."""
        for cell in self.cells:
            for block in cell.blocks:
                if isinstance(block, HtmlLine) and _opens_section(block.words):
                    return True
        return False

    @property
    def is_prose(self) -> bool:
        """Whether its only cell is no part of a form; a row of values has many, empty or not."""
        shown = [cell for cell in self.cells if cell.words]
        return len(shown) == 1 and shown[0].is_prose and len(self.cells) < _FEWEST_VALUES


class HtmlTable(NamedTuple):
    """A table that says something, or a part of one."""

    rows: list[HtmlRow]
    place: Element
    #: Which table of the document it is, from 1; None for one of other elements.
    number: int | None
    #: How many labels of the forms stand in it, and of which form most of the telling ones are.
    labels: int = 0
    kind: TableKind | None = None

    @property
    def words(self) -> str:
        """All its words as one line."""
        return " ".join(cell.words for row in self.rows for cell in row.cells if cell.words)

    @property
    def is_form(self) -> bool:
        """Whether enough labels of the forms stand in it."""
        return self.labels >= FEWEST_LABELS and self.kind is not None

    def origin(self, row: HtmlRow) -> Origin:
        """Where a row of it stood."""
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
    """A table as what it is: one that says something, or an arrangement of blocks.

    A table that holds a statutory one arranges a page. Rows in which a section begins are blocks;
    so is, at either end of a statutory table, a row whose one cell is prose. Without labels of
    the forms a table that holds another, or has one column only, is an arrangement too; so is one
    row of elements that are none of a table.
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
    """Rows without empty cells that run past the last column, where the head names that."""
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
            end -= cells.pop().columns  # noqa: PLW2901 - likewise
        kept.append(row._replace(cells=cells))
    return [row for row in kept if row.cells]


def _ends_of_rows(rows: Sequence[HtmlRow]) -> Iterator[int]:
    """How many columns each row reaches, those that cells above cover among them."""
    ends = [0] * (len(rows) + 1)
    width = 0
    for number, row in enumerate(rows):
        width -= ends[number]
        for cell in row.cells:
            width += cell.columns
            ends[min(number + cell.rows, len(rows))] += cell.columns
        yield width


def width_of(rows: Sequence[HtmlRow]) -> int:
    """How many columns a table has at most, spans counted."""
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
    """The kind of table to which most of the telling labels belong."""
    votes = count_telling(labels)
    best = max(votes)
    return _KINDS[votes.index(best)] if best else None
