r"""Text and Markdown: every dialect of tab rows, pipe rows and Word dumps becomes one Source.

Each line is classified once, by its own characters and, where it begins a table with each cell on
its own line, by the lines after it. Offsets point into the decoded text itself.

* ``a\tb`` is a row; ``| a | b |`` and ``a | b |`` are rows; ``|---|---|`` is Markdown.
* a Word dump prints one cell a line after a tab and a blank line after each row; a line without
  a tab continues the cell before.
* ``#`` and ``**`` around a whole line are Markdown; the words decide what the line is.
* ``\`` escapes anything that a rule here would take for something else.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import cached_property
from itertools import groupby, islice, pairwise
from operator import attrgetter, itemgetter

from govdisclosure.characters import LINE_END, fold_blanks, has_visible
from govdisclosure.forms.labels import is_label
from govdisclosure.forms.sheet_columns import begins_sheet, is_label_head
from govdisclosure.forms.sheets import as_plain, sheet_at
from govdisclosure.plain.around import is_page_number
from govdisclosure.plain.breaks import Cut, breaks_at_marks, lost_breaks
from govdisclosure.plain.escape import unescape
from govdisclosure.plain.headings import read_heading
from govdisclosure.plain.markup import (
    BARE_RULE,
    PICTURE_SIGN,
    PIPE,
    RULE_CELL,
    picture_caption,
    without_markdown,
)
from govdisclosure.readers.encodings import notice_garbled
from govdisclosure.readers.shown import as_shown
from govdisclosure.readers.tables.fields import FieldMaker, visible_ends
from govdisclosure.readers.tables.grid import RawRow, build_grids, join_fragments
from govdisclosure.readers.tables.grid_places import places_of
from govdisclosure.readers.tables.loose_sheets import sheet_rows
from govdisclosure.readers.text.dump import Dump, find_barred_sheet, find_dump
from govdisclosure.readers.text.lone_words import without_separators
from govdisclosure.source import (
    Field,
    Grid,
    Notice,
    ResidueReason,
    Source,
    Span,
    TextLine,
)
from govdisclosure.tables.markup import MarkedTable, iter_marked_tables, shown_words

__all__ = ["source_of"]

#: The rule of a Markdown table without outer pipes, on a separate line.
_BARE_RULE_LINE = re.compile(rf"(?<![^\r\n]){BARE_RULE.pattern}(?![^\r\n])")
#: How many characters are searched for a sheet without separators, and for its first line.
_LONGEST_SHEET, _LONGEST_HEAD = 20_000, 200


class _Shape(Enum):
    BLANK = auto()
    TEXT = auto()
    #: Words that are a label of a statutory table: a row of one cell among rows, else a line.
    LABEL = auto()
    PICTURE = auto()
    ROW = auto()
    #: Words after tabs alone: a row among rows, else an indented line.
    INDENTED = auto()
    #: Separators without words: an empty row among rows, else a blank line.
    EMPTY = auto()
    #: A run of rows made from a Word dump, or from a table in the middle of a line.
    DUMP = auto()


class _OpenLine:
    """A line being read: its shape and its fields, or the rows made of it."""

    __slots__ = ("fields", "rows", "shape")

    def __init__(
        self, shape: _Shape, fields: Sequence[Field] = (), rows: Sequence[RawRow] = ()
    ) -> None:
        self.shape = shape
        self.fields = list(fields)
        self.rows = rows


def source_of(
    text: str,
    *,
    name: str = "<text>",
    encoding: str = "",
    decoding_faults: int = 0,
    is_csv: bool = False,
    is_whole: bool = True,
) -> Source:
    """Make text of any dialect into a Source, in linear time; every string is accepted.

    Args:
        text: The text.
        name: What messages call it.
        encoding: How it was encoded.
        decoding_faults: How many of its bytes could not be decoded.
        is_csv: Whether its lines are those of a table.
        is_whole: Whether it is a whole document, not a part of one.
    """
    shown, struck = as_shown(without_separators(text) if is_csv else text)
    scanner = _Scanner(shown)
    if is_whole:
        scanner.break_at_marks()
    items = tuple(join_fragments(tuple(_items(scanner.lines()))))
    residue = [*scanner.maker.residue, *struck]
    garbled = notice_garbled(text)
    return Source(
        text=text,
        # The separators removed from titles here still matter in the search for rows.
        shown=as_shown(text)[0] if is_csv else shown,
        items=items,
        notices=(*scanner.notices, *((garbled,) if garbled else ())),
        residue=tuple(sorted(residue, key=lambda piece: piece.span or Span(0, 0))),
        name=name,
        encoding=encoding,
        decoding_faults=decoding_faults,
    )


class _Scanner:
    """Cuts a text into lines, classifies each of them, and sets debris aside."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.maker = FieldMaker()
        self.notices: list[Notice] = []
        #: Whether rows between pipes have one in front, up to this offset.
        self.border = True
        self.border_end = 0
        #: No dump begins before this line; it was tried.
        self.no_dump_before = 0
        #: Tables written as HTML, by their start; each counts as one line.
        self.marked = {table.start: table for table in iter_marked_tables(text)}
        #: The start and end of each line.
        self.ends = list(_line_ends(text, self.marked.values()))
        #: Where the rows of Markdown tables without outer pipes begin.
        self.bare = set(self._bare_rows()) if _BARE_RULE_LINE.search(text) else set()

    def lines(self) -> list[_OpenLine]:
        """All lines in order, with Word dumps already made into rows."""
        lines: list[_OpenLine] = []
        index = 0
        while index < len(self.ends):
            found, index = self._read(index)
            lines += found
        return lines

    def break_at_marks(self) -> None:
        """Make a text on one line the lines that it was before their breaks became marks."""
        shown = (ends for ends in self.ends if has_visible(self.text[slice(*ends)]))
        visible = list(islice(shown, 2))
        if len(visible) != 1 or self.marked:
            return
        ((offset, end),) = visible
        line = self.text[offset:end]
        lines = breaks_at_marks(line)
        if lines and not _begins_block(line[slice(*lines[0])].strip()):
            self.ends = [(offset + first, offset + last) for first, last in lines]
            self.notices.append(Notice.about("GD027", Span(offset, end), line))

    def _read(self, index: int) -> tuple[Iterable[_OpenLine], int]:
        """The lines that line *index* becomes, and the number of the line after these."""
        start, end = self.ends[index]
        if (table := self.marked.get(start)) is not None:
            return self._marked_lines(table), index + 1
        raw = self.text[start:end]
        if "\t" in raw:
            dump = self._dump(index) if raw[0] == "\t" else None
            return dump or (self._tab_lines(start, raw), index + 1)
        words = fold_blanks(raw)
        if words and words[0] not in "\\|" and words[-1] != "|" and start not in self.bare:
            sheet = self._sheet(index, words) if len(words) < _LONGEST_HEAD else None
            if sheet is not None:
                return sheet
            if cuts := lost_breaks(raw):
                return self._cut_lines(start, raw, cuts), index + 1
        return self._lines(start, raw, words), index + 1

    def _lines(self, start: int, raw: str, words: str) -> Sequence[_OpenLine]:
        """The line *raw* at offset *start*, if no tab divides its folded *words*; else nothing."""
        if not words:
            return (_OpenLine(_Shape.BLANK),)
        if start in self.bare:
            return self._pipe_lines(start, start + len(raw))
        if (words[0] == "|" or words[-1] == "|") and unescape(words) is None:
            first, last = visible_ends(raw)
            return self._pipe_lines(start + first, start + last)
        field = self.maker.field(raw, start, in_row=False)
        return (_OpenLine(_Shape.TEXT, [field]) if field.is_escaped else self._words_line(field),)

    def _bare_rows(self) -> Iterator[int]:
        """Where the rows around each rule without outer pipes begin, the head's included."""
        head: tuple[int, int] | None = None
        is_inside = False
        for start, end in self.ends:
            line = self.text[start:end]
            bars = 0 if "\t" in line else len(PIPE.findall(line))
            if not is_inside and head is not None and head[1] == bars:
                is_inside = BARE_RULE.fullmatch(line) is not None
                if is_inside:
                    yield head[0]
            is_inside = is_inside and bars > 0
            if is_inside:
                yield start
            head = (start, bars) if bars else None

    def _cut_lines(self, start: int, raw: str, cuts: Sequence[Cut]) -> Iterator[_OpenLine]:
        """The parts of a line where a converter lost the line breaks."""
        self.notices.append(Notice.about("GD027", Span(start, start + len(raw)), raw))
        for cut in cuts:
            first, last = start + cut.start, start + cut.end
            part = self.text[first:last]
            if cut.is_sheet and (found := sheet_at(self.plain, first, start + len(raw))):
                yield _OpenLine(_Shape.DUMP, rows=sheet_rows(self.maker, self.text, found))
            elif cut.is_table:
                yield self._words_line(self.maker.field(part, first, in_row=False))
            else:
                yield from self._lines(first, part, fold_blanks(part))

    @cached_property
    def plain(self) -> str:
        """The text that is searched for sheets."""
        return as_plain(self.text)

    def _sheet(self, index: int, words: str) -> tuple[Sequence[_OpenLine], int] | None:
        """A sheet whose head begins with *words*, and whose cells are on separate lines.

        Each cell but the labels has a pipe in front, or no cell has.
        """
        following = self.ends[index + 1 : index + 2]
        if is_label_head(words) and following and self.text.startswith("|", following[0][0]):
            found = find_barred_sheet(self.text, self.ends, index)
            if found.rows:
                return self._dump_lines(found)
        return self._loose_sheet(index) if begins_sheet(words) else None

    def _loose_sheet(self, index: int) -> tuple[Sequence[_OpenLine], int] | None:
        """A sheet without separators from line *index* on, and the number of the line after it.

        One that ends in the middle of a line is read with that line.
        """
        start, end = self.ends[index]
        first = start + visible_ends(self.text[start:end])[0]
        stop = self._line_with_marks(index)
        found = sheet_at(self.plain, first, self.ends[stop - 1][1] if stop > index else first)
        if found is None:
            return None
        last = self._line_at(found.end - 1)
        if has_visible(self.text[found.end : self.ends[last][1]]):
            return None
        rows = sheet_rows(self.maker, self.text, found)
        head = self.text[slice(*found.head[0])]
        fields = (field for row in rows for field in row.fields)
        self.notices.append(_loosely_read(self.text, head, fields))
        return (_OpenLine(_Shape.DUMP, rows=rows),), last + 1

    def _line_with_marks(self, index: int) -> int:
        """The first line from *index* on with a tab or a pipe."""
        start = self.ends[index][0]
        stop = start + _LONGEST_SHEET
        found = [at for at in (self.text.find(sign, start, stop) for sign in "\t|") if at >= 0]
        return self._line_at(min(found)) if found else len(self.ends)

    def _marked_lines(self, table: MarkedTable) -> Iterator[_OpenLine]:
        """The lines in a table written as HTML: words outside its cells, and its rows."""
        for ends in table.strays:
            yield self._words_line(self._marked_field(*ends))
        fields = [[self._marked_field(cell.start, cell.end) for cell in row] for row in table.rows]
        texts = [[field.text for field in row] for row in fields]
        spans = [[(cell.rows, cell.columns) for cell in row] for row in table.rows]
        rows: list[RawRow] = []
        for row, places in zip(fields, places_of(texts, spans), strict=True):
            end = row[-1].end if row else table.end
            made = [Field("", end, end) if place is None else row[place] for place in places]
            if made:
                rows.append(RawRow(made, has_gap=not rows))
        if rows:
            yield _OpenLine(_Shape.DUMP, rows=rows)

    def _marked_field(self, start: int, end: int) -> Field:
        """The field of a cell whose content may hold tags and character references."""
        raw = self.text[start:end]
        if "<" not in raw and "&" not in raw:
            return self._cell(start, end)
        first, last = visible_ends(raw) if has_visible(raw) else (0, 0)
        return Field(shown_words(raw), start + first, start + last)

    def _set_aside(self, field: Field, reason: ResidueReason) -> _OpenLine:
        """Keep a line as no part of the report; a blank one takes its place."""
        start, end = field.start, field.end
        self.maker.set_aside(self.text[start:end], start, end, reason)
        return _OpenLine(_Shape.BLANK)

    def _words_line(self, field: Field) -> _OpenLine:
        """A line without columns: picture, page number, debris or words."""
        words = field.text
        if not words:
            return _OpenLine(_Shape.BLANK)
        caption = picture_caption(words)
        if caption is not None:
            field.text = caption
            return _OpenLine(_Shape.PICTURE, [field])
        if is_page_number(words):
            return self._set_aside(field, ResidueReason.PAGE_NUMBER)
        if words.startswith("<!--") and words.endswith("-->"):
            return self._set_aside(field, ResidueReason.DEBRIS)
        field.text = without_markdown(words)
        if not field.text:
            return self._set_aside(field, ResidueReason.DEBRIS)
        return _OpenLine(_Shape.LABEL if is_label(field.text) else _Shape.TEXT, [field])

    def _tab_lines(self, start: int, raw: str) -> Sequence[_OpenLine]:
        """A line with tabs: a row, an indented line, or a heading with a stray tab."""
        if not has_visible(raw):
            return (_blank_row(raw.count("\t"), start + len(raw)),)
        fields = self.maker.row(raw.split("\t"), start)
        visible = [field for field in fields if field.text]
        if len(visible) == 1 and not visible[0].is_escaped:
            heading = read_heading(visible[0].text)
            if heading is not None and heading.kind is not None:
                return self._lines(start, raw, fold_blanks(raw))
            if visible[0] is fields[-1]:
                return (_OpenLine(_Shape.INDENTED, fields),)
        return (_OpenLine(_Shape.ROW, fields),)

    def _has_left_border(self, start: int) -> bool:
        """Whether the rows around the line at *start* begin with a pipe that separates nothing.

        They do when every row of the run begins with one; if one row does not, a pipe in front
        follows an empty first cell.
        """
        if start >= self.border_end:
            self.border = True
            index = self._line_at(start)
            while index < len(self.ends):
                words = self.text[slice(*self.ends[index])].strip()
                if words and not words.startswith("|"):
                    if not words.endswith("|") or words.startswith("\\"):
                        break
                    self.border = False
                index += 1
            self.border_end = self.ends[index - 1][1]
        return self.border

    def _pipe_lines(self, start: int, end: int) -> Sequence[_OpenLine]:
        """A row between pipes; nothing for the rule under a head."""
        is_bare = start in self.bare
        has_border = not is_bare and self._has_left_border(start)
        cuts = [found.start() for found in PIPE.finditer(self.text, start, end)]
        lefts = [start, *(cut + 1 for cut in cuts)]
        rights = [*cuts, end]
        if cuts and cuts[0] == start and has_border:
            del lefts[0], rights[0]
        if cuts and cuts[-1] == end - 1 and lefts and not is_bare:
            del lefts[-1], rights[-1]
        pieces = [self.text[left:right] for left, right in zip(lefts, rights, strict=True)]
        if pieces and all(RULE_CELL.fullmatch(piece) for piece in pieces):
            return ()
        fields = self.maker.row(pieces, lefts[0], is_pipe=True) if pieces else []
        if not any(field.text for field in fields):
            return (_blank_row(len(fields) - 1, end),)
        return (_OpenLine(_Shape.ROW, fields),)

    def _dump(self, index: int) -> tuple[Sequence[_OpenLine], int] | None:
        """A Word dump that begins at line *index*, with the number of the line after it.

        The line begins with a tab; None when it does not begin a dump.
        """
        start, end = self.ends[index]
        if index < self.no_dump_before or "\t" in self.text[start + 1 : end]:
            return None
        found = find_dump(self.text, self.ends, index)
        if not found.rows:
            self.no_dump_before = found.behind
            return None
        return self._dump_lines(found)

    def _dump_lines(self, dump: Dump) -> tuple[Sequence[_OpenLine], int]:
        rows = [RawRow([self._cell(*ends) for ends in cells]) for cells in dump.rows]
        return (_OpenLine(_Shape.DUMP, rows=rows),), dump.behind

    def _cell(self, start: int, end: int) -> Field:
        return self.maker.field(self.text[start:end], start, in_row=True)

    def _line_at(self, offset: int) -> int:
        """The number of the line that holds *offset*."""
        return bisect_right(self.ends, offset, key=itemgetter(0)) - 1


def _line_ends(text: str, tables: Iterable[MarkedTable]) -> Iterator[tuple[int, int]]:
    """The start and end of each line; each of the *tables* is one line."""
    start = 1 if text.startswith("\ufeff") else 0
    breaks = LINE_END.finditer(text)
    for table in tables:
        for found in breaks:
            if found.start() >= table.start:
                break
            yield start, found.start()
            start = found.end()
        yield table.start, table.end
        start = table.end
        breaks = LINE_END.finditer(text, table.end)
    for found in breaks:
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _begins_block(words: str) -> bool:
    """Whether a block that is printed on one line may begin so.

    With an escape, a picture, a heading that is not of the form or has its text behind it.
    """
    if words.startswith(("\\", PICTURE_SIGN)):
        return True
    heading = read_heading(words)
    return heading is not None and bool(heading.kind is None or heading.stop or heading.rest)


def _blank_row(separators: int, end: int) -> _OpenLine:
    """A line that shows nothing but separators, such as an empty row of table four."""
    if separators < 1:
        return _OpenLine(_Shape.BLANK)
    return _OpenLine(_Shape.EMPTY, [Field("", end, end) for _ in range(separators + 1)])


# ------------------------------------------------------------------------------ runs of rows


def _items(lines: Sequence[_OpenLine]) -> Iterator[TextLine | Grid]:
    """Lines in order, with each run of rows made into grids; only blank lines divide runs."""
    run: list[tuple[_OpenLine, RawRow]] = []
    has_gap = False
    _rows_among_indented(lines)
    for line in lines:
        if line.shape is _Shape.BLANK:
            has_gap = True
        elif line.shape is _Shape.EMPTY and not run:
            continue
        elif line.shape in _ROW_LIKE:
            run.append((line, RawRow(line.fields, has_gap and bool(run))))
            has_gap = False
        else:
            yield from _run_items(run)
            run, has_gap = [], False
            if line.shape is _Shape.DUMP:
                yield from build_grids(line.rows)
            elif line.shape is _Shape.INDENTED:
                yield TextLine(line.fields[-1])
            else:
                yield TextLine(line.fields[0], is_picture=line.shape is _Shape.PICTURE)
    yield from _run_items(run)


def _run_items(run: Sequence[tuple[_OpenLine, RawRow]]) -> Iterator[TextLine | Grid]:
    """A run as tables; labels without a single row beside them become lines."""
    if any(line.shape is _Shape.ROW for line, _ in run):
        yield from build_grids([row for _, row in run])
        return
    for line, _ in run:
        if line.shape is not _Shape.EMPTY:
            yield TextLine(line.fields[-1])


#: Separators elsewhere, which may occur in the cells of a table that is read without them.
_BARS, _COMMAS = "|｜│\t", ",;，；"


def _loosely_read(text: str, words: str, fields: Iterable[Field]) -> Notice:
    """The notice for a table of *fields* that was read by the order of its words."""
    placed = sorted((one for one in fields if one.text), key=attrgetter("start"))
    span = Span(placed[0].start, placed[-1].end)
    gaps = [text[one.end : two.start] for one, two in pairwise(placed)]
    ends = {sign for one in placed for sign in (one.text[0], one.text[-1])}.union(*gaps)
    found = [sign for sign in _BARS if sign in text[slice(*span)]]
    signs = " ".join([*found, *(sign for sign in _COMMAS if sign in ends)]).replace("\t", "Tab")
    said = {"marks": "signs", "signs": signs} if signs else {"marks": "blanks"}
    return Notice.about("GD028", span, words, **said)


_ROW_LIKE = (_Shape.ROW, _Shape.LABEL, _Shape.EMPTY)
_MAYBE_ROW = (_Shape.ROW, _Shape.INDENTED)


def _rows_among_indented(lines: Sequence[_OpenLine]) -> None:
    """Make lines after tabs rows if they are next to a row, in one run with it."""
    for may_be_rows, lines_alike in groupby(lines, lambda line: line.shape in _MAYBE_ROW):
        run = list(lines_alike)
        if may_be_rows and any(line.shape is _Shape.ROW for line in run):
            for line in run:
                line.shape = _Shape.ROW
