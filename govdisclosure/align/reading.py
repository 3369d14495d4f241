"""Find the damaged tables of a document and read them.

Takes a Source and gives it with all of its statutory tables read. A table that fits its form is
left alone; in any other, every value comes from :mod:`govdisclosure.tables`. If a kind of table is
printed more than once, copies that say the same become one, and every other is read by itself.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from attrs import evolve

from govdisclosure.align.alignment import Alignment
from govdisclosure.align.completion import Completion, set_aside_copies, unread
from govdisclosure.align.leftovers import say_leftovers
from govdisclosure.align.regions import Stretches
from govdisclosure.characters import fold_blanks, narrow
from govdisclosure.forms.labels import NO_LABELS, is_label, keys_of, labels_of
from govdisclosure.forms.layout import TableKind
from govdisclosure.plain.escape import unescape
from govdisclosure.source import Field, Grid, Residue, ResidueReason, Source, Span, TextLine
from govdisclosure.tables.mended import find_glued_ordinal
from govdisclosure.tables.told import ToldRow, ToldTable, join_told, speaks_against
from govdisclosure.text import PrintedValue, read_printed

if TYPE_CHECKING:
    from govdisclosure.tables.marks import MarkedRow

__all__ = ["complete", "told_tables"]

#: Reasons for which words were set aside and are not to be read.
_ASIDE = frozenset(
    {
        ResidueReason.STRUCK,
        ResidueReason.HIDDEN,
        ResidueReason.WATERMARK,
        ResidueReason.UNPLACED,
    }
)
#: Without any of these no row of a form can be read; most other documents have none of them.
_SIGNS_OF_ROWS = re.compile("规 ?章|许可|处罚|强制|新收|结转|国家|公开|维持|纠正")
#: Table four is recognised by its heads, which may be torn between any two characters.
_SIGNS_OF_DISPUTES = re.compile(r"维(?:持|\b)|纠(?:正|\b)|起(?:诉|\b)")
_AROUND = r"\s|,;<>\"'`*&$│┃║"
#: A value between blanks or marks, over narrow text.
_VALUE_APART = re.compile(
    rf"(?<![^{_AROUND}])"
    r"(?:[-+]?[0-9]++(?:[.,][0-9]+)*+(?:件|项|万?元)?|/|-{1,3}(?!>)|[—–]{1,2}|无)"
    rf"(?![^{_AROUND}])"
)

#: An empty cell between marks.
_EMPTY_CELL = re.compile(r"[|&;\t] *[|&;\t]")


@cache
def _value_behind_label() -> re.Pattern[str]:
    """A number right after a label, unless a measure word and a stop show it is of a sentence."""
    ends = "|".join(sorted({key[-2:] for kind in TableKind for key, _ in keys_of(kind)}))
    # There are few digits, so they are looked for first, and what is before them last.
    return re.compile(rf"[0-9](?<=(?:{ends})[0-9])[0-9]*+(?!(?:[条件次份个篇人]|万?元)[,。;、(占])")


#: How many damaged tables are read by themselves: four of each kind, more than any report has. Each
#: takes as long as reading a clean report.
_MOST_ALONE = 12
#: The alignment of a grid that fits its form; None for any other.
Fit = Callable[[Grid], Alignment | None]
#: What is printed in the cells of the rows of a table, by the tokens of their labels.
_Print = Mapping[str, Sequence[PrintedValue]]


def complete(source: Source, fit: Fit) -> tuple[Source, dict[int, Alignment]]:
    """The source with its damaged tables read, and the alignment of each table.

    Args:
        source: The document as its reader leaves it.
        fit: Gives the alignment of a grid that fits its form.

    Returns:
        The source, and alignments by the identity of their grids.
    """
    reading = _Reading(source, fit)
    damaged = [kind for kind in TableKind if reading.is_damaged(kind)]
    if damaged:
        reading.read_first(damaged)
    reading.read_others()
    return reading.source, reading.aligned


class _Reading:
    """The statutory tables of one document."""

    def __init__(self, source: Source, fit: Fit) -> None:
        self.source = source
        self.grids: dict[TableKind, list[Grid]] = {kind: [] for kind in TableKind}
        self.aligned: dict[int, Alignment] = {}
        #: What was read of a grid by itself, by its identity.
        self.told: dict[int, ToldTable | None] = {}
        lines = (item.field for item in source.items if isinstance(item, TextLine))
        #: Where numbers are on lines of their own.
        self.loose = sorted(one.start for one in lines if one.text.isdigit())
        for item in source.items:
            if isinstance(item, Grid) and item.kind is not None:
                self.grids[item.kind].append(item)
                read = fit(item)
                if read is not None and not self._is_spoilt(read):
                    self.aligned[id(item)] = read

    def _is_spoilt(self, read: Alignment) -> bool:
        """Whether a cell also holds the ordinal of the next row, or lost digits to another line."""
        kind = read.layout.kind
        if any(find_glued_ordinal(kind, one, label) for one, label in _pairs(read)):
            return True
        if not self.loose or kind is not TableKind.REQUESTS:
            return False
        last = max((one.start for one in read.values if one is not None), default=0)
        loose = [at for at in self.loose if at < last]  # a number below the table is not part of it
        rows = map(read.values_of, read.layout.lines)
        return any(self._goes_on(row, loose) for row in rows if speaks_against(row))

    def _goes_on(self, values: Sequence[Field], loose: Sequence[int]) -> bool:
        """Whether the first thing after a row is a number on a line of its own."""
        end = values[-1].end
        at = bisect_left(loose, end)
        return at < len(loose) and not self.source.text[end : loose[at]].strip(" \t\r\n|")

    @cached_property
    def text(self) -> str:
        """The text in which rows are looked for; not needed for undamaged documents."""
        return _without_residue(self.source)

    def is_damaged(self, kind: TableKind) -> bool:
        """Whether no table of a kind fits its form, and rows of it may be in the text."""
        grids = self.grids[kind]
        if grids:
            return all(id(one) not in self.aligned for one in grids)
        is_of_disputes = kind is TableKind.DISPUTES
        return self.may_hold_rows and not (
            is_of_disputes and _SIGNS_OF_DISPUTES.search(self.rest) is None
        )

    @cached_property
    def rest(self) -> str:
        """The text in which words are compared: without what was read."""
        grids = [one for one in self.source.items if isinstance(one, Grid)]
        read = [one.span for one in grids if one.is_sheet or id(one) in self.aligned]
        return narrow(_without(self.text, read))

    @cached_property
    def may_hold_rows(self) -> bool:
        """Whether a label, a value or an empty cell is by itself in what was not read."""
        if _SIGNS_OF_ROWS.search(self.rest) is None:
            return False
        lines = (one.field.text for one in self.source.items if isinstance(one, TextLine))
        patterns = (_VALUE_APART, _EMPTY_CELL, _value_behind_label())
        return any(map(is_label, lines)) or any(one.search(self.rest) for one in patterns)

    def read_first(self, kinds: Collection[TableKind]) -> None:
        """Read one table of each of the *kinds*, wherever in the text its rows are."""
        fitting = [
            one.span
            for grids in self.grids.values()
            for number, one in enumerate(grids)
            if id(one) in self.aligned or number > _MOST_ALONE
        ]
        for kind, table in _told(_without(self.text, fitting), kinds):
            grids = self.grids[kind]
            apart = [one for one in grids[1:] if not self._repeats(one, _told_print(table))]
            if apart:
                text = _without(self.text, [*fitting, *(one.span for one in apart)])
                table = dict(_told(text, [kind])).get(kind, table)  # noqa: PLW2901
            if grids or any(map(_has_whole_label, table.rows.values())):
                copies = [one for one in grids[1:] if one not in apart]
                self._complete(grids[0] if grids else None, table, copies)

    def read_others(self) -> None:
        """Read further tables, each by itself; a table that only repeats another is set aside.

        If no table of a kind fits its form, its first one was already tried.
        """
        grids = [one for one in self.source.items if isinstance(one, Grid) and one.kind is not None]
        if any(id(one) not in self.aligned for one in grids):
            self._read_unread()
        for read in self.aligned.values():
            if read.is_damaged:
                say_leftovers(read)

    def _read_unread(self) -> None:
        asked = [grids[0] for kind, grids in self.grids.items() if grids and self.is_damaged(kind)]
        firsts: dict[TableKind, Alignment] = {}
        for item in self.source.items:
            if isinstance(item, Grid) and item.kind is not None and id(item) in self.aligned:
                firsts.setdefault(item.kind, self.aligned[id(item)])
        parts: list[Source] = []
        for part in _parts(self.source):
            grid = part.items[-1] if part.items else None
            if isinstance(grid, Grid) and grid.kind is not None:
                is_read = id(grid) in self.aligned or any(grid is one for one in asked)
                parts.append(part if is_read else self._read_alone(part, grid, firsts))
            else:
                parts.append(part)
        items = tuple(item for part in parts for item in part.items)
        residue = tuple(one for part in parts for one in part.residue)
        self.source = evolve(self.source, items=items, residue=residue)
        for item in items:
            if isinstance(item, Grid) and item.kind is not None and id(item) not in self.aligned:
                self.aligned[id(item)] = unread(item)

    def _read_alone(self, part: Source, grid: Grid, firsts: dict[TableKind, Alignment]) -> Source:
        """The part with the table at its end read; *firsts* has the first table of each kind."""
        assert grid.kind is not None  # noqa: S101 - the caller's promise
        first, table = firsts.get(grid.kind), self._alone(grid)
        if first is not None and table is not None and self._repeats(grid, _read_print(first)):
            set_aside_copies(first, [grid])
            return evolve(part, items=part.items[:-1])
        if table is None:
            return part
        aligned: dict[int, Alignment] = {}
        part = Completion(part, aligned, grid, table, self.text).complete()
        self.aligned |= aligned
        for read in aligned.values():
            firsts.setdefault(grid.kind, read)
        return part

    def _complete(self, grid: Grid | None, table: ToldTable, copies: Sequence[Grid] = ()) -> None:
        completion = Completion(self.source, self.aligned, grid, table, self.text, copies=copies)
        self.source = completion.complete()

    def _alone(self, grid: Grid) -> ToldTable | None:
        """What can be read of a table by itself; nothing if too many were."""
        assert grid.kind is not None  # noqa: S101 - they are of the forms
        if id(grid) not in self.told:
            if len(self.told) == _MOST_ALONE:
                return None
            start, end = grid.span
            line = self.text.rfind("\n", 0, start) + 1
            text = " " * (start - line) + self.text[start:end]
            table = dict(_told(text, [grid.kind])).get(grid.kind)
            self.told[id(grid)] = None if table is None else _moved(table, line)
        return self.told[id(grid)]

    def _repeats(self, grid: Grid, printed: _Print) -> bool:
        """Whether everything read of a table by itself is *printed* in another."""
        table = self._alone(grid)
        own = _told_print(table) if table is not None else {}
        return id(grid) in self.told and all(
            printed.get(token) == texts for token, texts in own.items()
        )


def _pairs(read: Alignment) -> Iterator[tuple[Field, Field]]:
    """Each last value of a row with the label right before the values of the next row."""
    labels = {id(one) for one in read.labels}
    fields = sorted((*read.labels, *filter(None, read.values)), key=attrgetter("start"))
    value = label = None
    for one in fields:
        if id(one) in labels:
            label = one
            continue
        if value is not None and label is not None:
            yield value, label
        value, label = one, None


def _parts(source: Source) -> Iterator[Source]:
    """The source in parts, each up to the end of a table of the forms."""
    residue = sorted((one for one in source.residue if one.span), key=_start_of)
    at = 0
    items: list[TextLine | Grid] = []
    for item in source.items:
        items.append(item)
        if isinstance(item, Grid) and item.kind is not None:
            end = bisect_left(residue, item.span.end, at, key=_start_of)
            yield evolve(source, items=tuple(items), residue=tuple(residue[at:end]))
            items, at = [], end
    residue += (one for one in source.residue if not one.span)
    yield evolve(source, items=tuple(items), residue=tuple(residue[at:]))


def _start_of(residue: Residue) -> int:
    return residue.span.start if residue.span is not None else 0


def _moved(table: ToldTable, distance: int) -> ToldTable:
    """The table with all its fields moved *distance* characters forward in the text."""
    rows = [*table.frame, *(one.row for one in table.rows.values())]
    fields = [field for row in rows for field in row.fields]
    fields += (field for one in table.rows.values() for field in (*one.labels, *one.values))
    for field in {id(one): one for one in fields}.values():
        field.start += distance
        field.end += distance
    return table


def _told_print(table: ToldTable) -> _Print:
    return {
        token: [read_printed(one.text) for one in row.values]
        for token, row in table.rows.items()
        if row.values
    }


def _read_print(read: Alignment) -> _Print:
    return {
        token: [read_printed(one.text) for one in values]
        for token, line in read.layout.rows.items()
        if (values := read.values_of(line))
    }


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with some stretches blanked, except for their line ends."""
    parts, at = [], 0
    for start, end in Stretches(spans):
        parts += [text[at:start], re.sub(r"[^\r\n]", " ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _without_residue(source: Source) -> str:
    """The text as shown, without what its reader set aside."""
    aside = [one.span for one in source.residue if one.span and one.reason in _ASIDE]
    return _without(source.shown, aside)


def _has_whole_label(row: ToldRow) -> bool:
    """Whether a row's label, if any, is whole in one cell; pieces do not identify a table."""
    labels = (labels_of(label.text) for label in row.labels)
    return not row.token or any(found is not NO_LABELS for found in labels)


_LINE_END = re.compile(r"[\r\n]")
#: A line, or a cell, that may begin with the escape.
_ESCAPED = re.compile(r"^ *\\[^\t\n\r]+(?=[\n\r]|\Z)|(?:^|(?<=[\t|])) *\\[^\t\n\r|]+", re.MULTILINE)


def _literal(found: re.Match[str]) -> str:
    """Replace an escaped line or cell by as many characters that are not a label or value."""
    words = fold_blanks(found[0])
    is_literal = unescape(words) is not None or unescape(words, in_row=True) is not None
    return "〓" * len(found[0]) if is_literal else found[0]


def told_tables(source: Source) -> Iterator[tuple[TableKind, ToldTable]]:
    """What can be read of each table of a source, by its marks and its words."""
    return _told(_without_residue(source), tuple(TableKind))


def _wrapped(rows: "Iterable[MarkedRow]", text: str) -> Iterator[Span]:
    """The rows between rules whose cells all begin in their first line, and go on below it.

    Such a label ends below its own values, and what follows it are those of the next row.
    """
    for row in rows:
        end = _LINE_END.search(text, row.start, row.end) if row.dialect == "grid" else None
        if end is not None and all(one.start < end.start() for one in row.fields):
            yield Span(row.start, row.end)


def _told(text: str, kinds: Collection[TableKind]) -> Iterator[tuple[TableKind, ToldTable]]:
    """What marks identify in each kind of table; where rows are missing, words as well."""
    # Loaded when needed: most documents are undamaged.
    from govdisclosure.tables.marks import lex
    from govdisclosure.tables.rows import tell
    from govdisclosure.tables.stream import tell_stream

    text = _ESCAPED.sub(_literal, text)
    rows = lex(text)
    marked = tell(rows, text, kinds)
    open_kinds = [kind for kind in kinds if kind not in marked or not marked[kind].is_whole]
    words = tell_stream(_without(text, _wrapped(rows, text)), open_kinds) if open_kinds else {}
    for kind in TableKind:
        table = join_told(marked.get(kind), words.get(kind)) if kind in kinds else None
        if table is not None:
            yield kind, table
