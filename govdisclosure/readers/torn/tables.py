"""Tables that text extraction tore apart: read as a sequence of pieces of labels and of values.

Takes the lines and grids of a text in which a statutory table stayed unread, and puts a whole
table in the place of those that just one order of the form explains. The words of the lines count
and the order they stand in, whatever marks stand between them: pipes, blanks, line ends. What is
no word of the table, such as the head of a page, stays the line that it was.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from govdisclosure.layout import Edition, TableKind, TableLayout, layout_of
from govdisclosure.plain import read_heading
from govdisclosure.readers.torn.orders import read_torn
from govdisclosure.readers.torn.sequence import Reading
from govdisclosure.source import (
    COVERED,
    UNKNOWN,
    UNPLACED,
    VALUE,
    Field,
    Grid,
    Notice,
    TextLine,
)
from govdisclosure.tables.words import Part, Word, may_hold_words, owners_of, words_of
from govdisclosure.text import squeeze

__all__ = ["mend_torn"]

_LINE_END = re.compile(r"\r\n|\n|\r")
#: A text with none of these holds no table; saves the search in it.
_SIGNS = re.compile("规章|件数|许可|处罚|强制|申请|公开|维持|纠正")
#: So many lines of other words may stand between two lines of a table, and so long a one.
_MOST_STRANGE, _LONGEST_LINE = 4, 200
#: Labels above the rows that stand over no column.
_NO_HEADS = ("CORNER", "ITEM", "APPLICANTS")
#: A table has so many pieces of labels, and values.
_FEWEST_PIECES, _FEWEST_VALUES = 4, 8
#: A table goes over so many pages.
_MOST_PAGES = 4
#: So often a table of one kind is looked for in a document.
_MOST_TRIES = 6


class _Part(NamedTuple):
    """A line, or a row of a grid, with its words."""

    #: The number of the item that it is, or is a row of.
    item: int
    fields: tuple[Field, ...]
    words: tuple[Word, ...]
    #: Whether all of its words are pieces of labels or values.
    is_torn: bool
    #: Whether it is a row of a statutory table.
    is_of_form: bool = False

    def rest(self) -> TextLine | Grid:
        """What a line, or a row of no statutory table, is that stands around the table."""
        visible = tuple(one for one in self.fields if one.text)
        return TextLine(visible[0]) if len(visible) == 1 else Grid(None, None, (visible,))


def mend_torn(
    text: str, items: Sequence[TextLine | Grid], notices: list[Notice]
) -> tuple[TextLine | Grid, ...]:
    """Put whole tables in the place of those that were torn apart and are proven.

    Args:
        text: The text that offsets point into.
        items: Its lines and grids.
        notices: Gets a notice for each table that was put together.
    """
    if _SIGNS.search(text) is None:
        return tuple(items)
    grids = [item for item in items if isinstance(item, Grid)]
    lacking = [kind for kind in TableKind if not any(_is_sound(grid, kind) for grid in grids)]
    if not lacking:
        return tuple(items)
    parts = [part for number, item in enumerate(items) for part in _parts(text, number, item)]
    made = _Mender(text, lacking, notices).tables(items, parts)
    mended = _with_tables(items, parts, made) if made else items
    return tuple(map(_without_crowds, mended))


def _is_whole(item: TextLine | Grid, kind: TableKind) -> bool:
    """Whether an item is a table of *kind* with a value, or a blank, in each cell of the form."""
    if not isinstance(item, Grid) or item.kind is not kind:
        return False
    rows = {}
    for row in item.rows:
        labels = [one.type for one in row if one.type not in {VALUE, COVERED}]
        count = sum(one.type == VALUE for one in row)
        if count:
            rows[labels[-1] if labels else ""] = count
    return all(
        rows.get(line.tokens[-1] if line.tokens else "") == len(line.cells)
        for line in layout_of(kind, item.edition).lines
        if line.cells
    )


def _count_read(item: TextLine | Grid, kind: TableKind) -> int:
    """How many values, or blanks, a grid of *kind* has in whole rows, its heads being known."""
    if not isinstance(item, Grid) or item.kind is not kind:
        return 0
    sizes = {
        line.tokens[-1] if line.tokens else "": len(line.cells)
        for line in layout_of(kind, item.edition).lines
        if line.cells
    }
    found = 0
    for row in item.rows:
        types = [one.type for one in row if one.type != COVERED]
        count = types.count(VALUE)
        if count == 0 and UNKNOWN in types and not _has_heads(item):
            return 0
        labels = [one for one in types if one != VALUE]
        size = sizes.get(labels[-1] if labels else "", 0)
        found += size if count >= size else 0
    return found


def _is_crowded(item: TextLine | Grid) -> bool:
    """Whether a cell of a grid holds several values while another of its row is blank."""
    return isinstance(item, Grid) and any(map(_is_crowded_row, item.rows))


def _is_crowded_row(row: Sequence[Field]) -> bool:
    values = [one.text for one in row if one.type == VALUE]
    return "" in values and any(map(_are_values, values))


def _are_values(words: str) -> bool:
    return " " in words and all(one.part is Part.VALUE for one in words_of(words, 0, len(words)))


def _without_crowds(item: TextLine | Grid) -> TextLine | Grid:
    """A statutory table without columns for rows of which a cell holds several values.

    A blank cell beside them is where one of them belongs, and no blank of the report's.
    """
    if not isinstance(item, Grid) or item.kind is None or not _is_crowded(item):
        return item
    rows = []
    for row in item.rows:
        own = row
        if _is_crowded_row(row):
            own = tuple(one for one in row if one.text or one.type != VALUE)
            for one in own:
                one.type = UNPLACED if one.type == VALUE else one.type
        rows.append(own)
    return item._replace(rows=tuple(rows))


def _is_sound(item: TextLine | Grid, kind: TableKind) -> bool:
    """Whether an item is a whole table with the heads over all of its columns, once each."""
    return (
        isinstance(item, Grid)
        and _is_whole(item, kind)
        and _has_heads(item)
        and not _is_crowded(item)
        and [one.type for row in item.rows for one in row].count("NATURAL_PERSON") <= 1
    )


def _has_heads(item: TextLine | Grid) -> bool:
    """Whether a table has the heads over all of its columns."""
    if not isinstance(item, Grid) or item.kind is None:
        return False
    labels = {one.type for row in item.rows for one in row}
    return all(
        token in labels
        for line in layout_of(item.kind, item.edition).lines
        if not line.cells
        for token in line.tokens
        if token not in _NO_HEADS and not token.startswith("ARTICLE")
    )


# ------------------------------------------------------------------------------ where tables are


class _Mender:
    """Looks for the tables that a document lacks."""

    def __init__(self, text: str, lacking: Sequence[TableKind], notices: list[Notice]) -> None:
        self.text = text
        self.notices = notices
        #: How often a table of each kind may still be looked for.
        self.tries = dict.fromkeys(lacking, _MOST_TRIES)

    @cached_property
    def lines(self) -> list[int]:
        """Where each line behind the first begins."""
        return [found.end() for found in _LINE_END.finditer(self.text)]

    def tables(
        self, items: Sequence[TextLine | Grid], parts: list[_Part]
    ) -> dict[int, tuple[int, Grid]]:
        """The tables by the part that each begins with, and the part behind it.

        Numbers of pages among *parts* are torn no longer.
        """
        made: dict[int, tuple[int, Grid]] = {}
        for start, stop, kind in _regions(parts):
            own = [items[number] for number in sorted({part.item for part in parts[start:stop]})]
            if not self.tries.get(kind) or (len(own) == 1 and _is_read(own[0], kind)):
                continue
            if kind is TableKind.PROACTIVE and any(map(_is_crowded, own)):
                continue  # no sums tell two values in a cell from one with a stray blank
            words = self._words_in(parts[start:stop])
            counts = Counter(word.part for word in words)
            if counts[Part.LABEL] < _FEWEST_PIECES or counts[Part.VALUE] < _FEWEST_VALUES:
                continue
            self.tries[kind] -= 1
            found = self._without_page_numbers(kind, parts, start, stop)
            if found is None:
                found = _table(kind, words, sum(_count_read(item, kind) for item in own))
            if found is not None:
                table, reading = found
                said = self.text[slice(*table.span)]
                self.notices.append(Notice.about("GD036", table.span, said, **reading.evidence()))
                self.tries[kind] = 0
                made[start] = stop, table
        return made

    def _without_page_numbers(
        self, kind: TableKind, parts: list[_Part], start: int, stop: int
    ) -> tuple[Grid, Reading] | None:
        """A whole table that is proven once the lines of a single number are left out.

        These are numbers of pages, and no values of the table any more.
        """
        alone = [at for at in range(start, stop) if _is_number_alone(parts[at])]
        if not 0 < len(alone) <= _MOST_PAGES:
            return None
        others = [part for at, part in enumerate(parts[start:stop], start) if at not in alone]
        found = _table(kind, self._words_in(others), 0)
        if found is None or not _is_whole(found[0], kind):
            return None
        for at in alone:
            parts[at] = parts[at]._replace(is_torn=False)
        return found

    def _words_in(self, parts: Sequence[_Part]) -> list[Word]:
        """The words of the parts that are torn, in the order of the text, with their lines."""
        words = sorted(
            (word for part in parts if part.is_torn for word in part.words),
            key=attrgetter("start"),
        )
        return [word._replace(line=bisect_right(self.lines, word.start)) for word in words]


def _is_number_alone(part: _Part) -> bool:
    return (
        part.is_torn
        and len(part.words) == 1
        and part.words[0].part is Part.VALUE
        and part.words[0].text.isdigit()
    )


def _with_tables(
    items: Sequence[TextLine | Grid], parts: Sequence[_Part], made: Mapping[int, tuple[int, Grid]]
) -> Iterator[TextLine | Grid]:
    """The items, with each table of *made* in the place of the parts it was made of.

    Other words of a statutory table that was torn are kept with the new one.
    """
    taken: dict[int, int] = {}
    inside: set[int] = set()
    for start, (stop, _) in made.items():
        torn = [at for at in range(start, stop) if parts[at].is_torn]
        inside.update(torn)
        taken |= {parts[at].item: start for at in torn}
    strange: dict[int, list[tuple[Field, ...]]] = {start: [] for start in made}
    for at, part in enumerate(parts):
        if part.item in taken and at not in inside and part.is_of_form:
            strange[taken[part.item]].append(part.fields)
    last = -1
    for at, part in enumerate(parts):
        if at in made:
            yield _with_strangers(made[at][1], strange[at])
        is_shown = any(one.text for one in part.fields)
        if part.item not in taken:
            if part.item != last:
                yield items[part.item]
        elif at not in inside and is_shown and not part.is_of_form:
            yield part.rest()
        last = part.item


def _with_strangers(table: Grid, rows: Sequence[tuple[Field, ...]]) -> Grid:
    """The table with rows of words that belong to no cell of it."""
    for row in rows:
        for field in row:
            field.type = UNKNOWN
    visible = (tuple(one for one in row if one.text) for row in rows)
    first, *others = table.rows
    return table._replace(rows=(first, *filter(None, visible), *others))


def _is_read(item: TextLine | Grid, kind: TableKind) -> bool:
    """Whether a grid is read well as it stands.

    All rows are whole, no words are unknown, and no page has heads of its own.
    """
    if not isinstance(item, Grid) or not _is_whole(item, kind):
        return False
    types = [one.type for row in item.rows for one in row]
    return not _is_crowded(item) and UNKNOWN not in types and types.count("NATURAL_PERSON") <= 1


def _parts(text: str, number: int, item: TextLine | Grid) -> Iterator[_Part]:
    """The rows of a grid, or a line, with their words; a line that is surely prose has none."""
    if isinstance(item, TextLine):
        words = item.field.text
        is_short = len(words) <= _LONGEST_LINE and words[-1:] != "。"
        has_words = is_short and not item.is_picture and may_hold_words(words)
        yield _part(text, number, (item.field,), has_words=has_words)
        return
    is_open = not item.is_sheet and (item.kind is None or not _is_sound(item, item.kind))
    for row in item.rows:
        made = _part(text, number, row, has_words=is_open)
        yield made._replace(is_of_form=item.kind is not None)


def _part(text: str, number: int, fields: tuple[Field, ...], *, has_words: bool) -> _Part:
    """A line or a row; it is not torn where its words are not just those of the text."""
    words: list[Word] = []
    for one in sorted(fields, key=attrgetter("start")) if has_words else ():
        own = list(words_of(text, one.start, one.end)) if one.text else []
        words += own
        is_strange = bool(own) and own[-1].part is Part.STRANGE
        if is_strange or one.is_escaped or "".join(word.text for word in own) != squeeze(one.text):
            return _Part(number, fields, (), is_torn=False)
    return _Part(number, fields, tuple(words), is_torn=has_words)


def _regions(parts: Sequence[_Part]) -> Iterator[tuple[int, int, TableKind]]:
    """Runs of parts that may be a table: from the first piece of a label to the last word.

    None goes over the heading of a section.
    """
    start = last = -1
    kind: TableKind | None = None
    strange = 0
    for number, part in enumerate(parts):
        own = _kind_of(part.words) if part.is_torn else None
        is_over = kind is not None and (
            (own is not None and own is not kind)
            or (not part.is_torn and strange == _MOST_STRANGE)
            or _opens_section(part)
        )
        if kind is not None and is_over:
            yield start, last + 1, kind
            kind = None
        if not part.is_torn:
            strange += 1
            continue
        if kind is None and own is not None and not _opens_section(part):
            start, kind = number, own
        strange, last = 0, number
    if kind is not None:
        yield start, last + 1, kind


def _opens_section(part: _Part) -> bool:
    field = part.fields[0]
    if len(part.fields) > 1 or field.is_escaped:
        return False
    heading = read_heading(field.text)
    return heading is not None and heading.kind is not None


def _kind_of(words: Sequence[Word]) -> TableKind | None:
    """The only kind of table whose labels the words are pieces of."""
    labels = [word.text for word in words if word.part is Part.LABEL]
    kinds = [
        kind
        for kind in TableKind
        if any(
            owners_of(kind, one)
            and not any(owners_of(other, one) for other in TableKind if other is not kind)
            for one in labels
        )
    ]
    return kinds[0] if len(kinds) == 1 else None


# ------------------------------------------------------------------------------ whole tables


def _table(kind: TableKind, words: Sequence[Word], count: int) -> tuple[Grid, Reading] | None:
    """The table that *words* are, with what its order rests on.

    None where it is not proven, or where no more than *count* of its cells are.
    """
    editions = (None,) if kind is TableKind.DISPUTES else tuple(Edition)
    readings = [
        found
        for edition in editions
        if (found := read_torn(layout_of(kind, edition), words)) is not None
    ]
    if len(readings) > 1:
        readings = [one for one in readings if None not in one.cells]
    if len(readings) != 1:
        return None
    is_better = None not in readings[0].cells or count < sum(map(bool, readings[0].cells))
    return (_grid(readings[0], words), readings[0]) if is_better else None


def _grid(reading: Reading, words: Sequence[Word]) -> Grid:
    """The rows of the form with the values of *reading*; each piece of a label is a field."""
    layout = reading.layout
    bearers = _bearers(layout, words)
    taken = {word.start for found in bearers.values() for word in found}
    others = [one for one in words if one.part is Part.LABEL and one.start not in taken]
    cells = iter(reading.cells)
    rows: list[list[Field]] = []
    number = 0
    for line in layout.lines:
        values = [next(cells) for _ in line.cells]
        loose = reading.loose.get(number, ()) if line.cells else ()
        number += bool(line.cells)
        at = next((one.start for one in (*values, *loose) if one), words[0].start)
        if None in values and not loose and not any(bearers.get(one) for one in line.tokens):
            continue
        row = [_label(token, bearers, at) for token in line.tokens]
        row += (one.field(UNPLACED) for one in loose)
        row += (one.field(VALUE) for one in values if one)
        rows.append(row)
    ends = Field("", words[0].start, words[0].start, kind=COVERED)
    rows[0] = [ends, *(one.field(COVERED) for one in others), *rows[0]]
    rows[1:1] = [[one.field(UNPLACED)] for one in reading.left]
    return Grid(layout.kind, layout.edition, tuple(map(tuple, rows)))


def _bearers(layout: TableLayout, words: Sequence[Word]) -> dict[str, list[Word]]:
    """Of each label, the pieces that begin it, in the order of the text."""
    tokens = [token for line in layout.lines for token in line.tokens]
    rows = {line.tokens[-1] for line in layout.lines if line.cells and line.tokens}
    found: dict[str, list[Word]] = {}
    has_values = False
    for word in words:
        has_values |= word.part is Part.VALUE
        if word.part is not Part.LABEL:
            continue
        owners = owners_of(layout.kind, word.text).intersection(tokens)
        if len(owners) == 1:
            token = next(iter(owners))
            if len(found.get(token, ())) < (1 if token in rows else tokens.count(token)):
                found.setdefault(token, []).append(word)
    return found


def _label(token: str, bearers: dict[str, list[Word]], at: int) -> Field:
    """The field of a label; one without words where no piece of it is sure."""
    if bearers.get(token):
        return bearers[token].pop(0).field(token)
    field = Field("", at, at, kind=token)
    field.is_guess = True
    return field
