"""Tables whose columns are made of blanks, as ``pdftotext -layout`` writes them.

Takes the lines of a text and gives the statutory tables that begin at a line, with all their
words. Labels go on over lines inside their column; heads stand over their columns, or over each
other; a row without all its values has them in the columns that the whole rows show. Where that
is not sure, the values of the row are typed ``UNPLACED``.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple, TypeAlias

from govdisclosure.labels import (
    NO_LABELS,
    find_label,
    is_piece,
    is_telling,
    labels_of,
    likely_label,
)
from govdisclosure.layout import TableKind, table_layouts, wordings
from govdisclosure.plain import is_page_number, read_heading
from govdisclosure.readers.grid import RawRow, build_grids
from govdisclosure.source import (
    COVERED,
    UNKNOWN,
    UNPLACED,
    VALUE,
    Field,
    Grid,
    TextLine,
    display_width,
)
from govdisclosure.text import CellState, fold_blanks, label_key, narrow, read_printed

__all__ = ["BlankColumns", "find_blank_columns", "may_begin"]

_GAP = re.compile(r"[ \u3000\xa0]{2,}|\u3000")
_WORD = re.compile(r"[^ \u3000\xa0]+")
#: A label with the values right behind it.
_GLUED = re.compile(r"(.*[^0-9.,+-])([0-9]+)")
#: Signs of other tables, of the escape and of debris.
_FOREIGN = re.compile(r"[\t|\\〔\[]")
_A_VALUE = re.compile(r"(?![0-9]\.$)[+-]?[0-9][0-9.,]*(?:%|万?元|件|项|条|次)?|[/—–-]{1,2}|无")
#: The numeral in front of a label.
_MARK = re.compile(r"(?:[0-9]{1,2}[.、]|\([一二三四五六七]\)|[一二三四]、)")
#: A line of a table is not as long as a paragraph, nor is a piece of a label.
_LONGEST_LINE, _LONGEST_PIECE = 400, 60
#: A table goes on after at most as many lines without a value.
_MOST_LINES_BETWEEN = 24
#: A label is broken over at most so many lines.
_MOST_PIECES = 16
#: So many labels prove a table.
_FEWEST_LABELS = 3
#: Lines between values and the label that they belong to.
_NEAR = 2


class _Word(NamedTuple):
    """Words without a wide gap between them, and where they stand."""

    text: str
    line: int
    #: From which column of the line up to which, in one of two measures.
    left: int
    right: int
    #: Offsets in the text.
    start: int
    end: int
    #: Whether more than one blank parts it from what stands before.
    is_apart: bool


class BlankColumns(NamedTuple):
    """What stands at a line."""

    #: The tables; none where there is no table of the forms.
    grids: tuple[Grid, ...]
    #: Lines inside that are page numbers: start and end of each.
    page_numbers: tuple[tuple[int, int], ...]
    #: The number of the first line behind them, or behind what was looked at in vain.
    behind: int


_Ends: TypeAlias = tuple[int, int]
_NOTHING: tuple[Grid, ...] = ()


def may_begin(raw: str) -> bool:
    """Whether a line may be the first of a table: a label, or words apart with a part of one."""
    words = raw.strip(" \u3000\xa0")
    if not words or len(words) > _LONGEST_LINE or _FOREIGN.search(words):
        return False
    if _GAP.search(words) is None:
        return labels_of(fold_blanks(words)) is not NO_LABELS
    return any(is_piece(word) for word in _WORD.findall(words) if len(word) > 1)


def find_blank_columns(text: str, lines: Sequence[_Ends], first: int) -> BlankColumns:
    """The table that begins at line *first*, each line being given by its start and end."""
    run = _Run(text, lines, first)
    run.take()
    if not run.has_table:
        return BlankColumns(_NOTHING, (), max(run.behind, first + 1))
    found: list[Grid] = []
    for measure in run.measures():
        grids = _Table(run, measure).grids()
        if grids and (not found or _count_strangers(grids) < _count_strangers(found)):
            found = grids
        if found and not _count_strangers(found):
            break
    if not found:
        return BlankColumns(_NOTHING, (), max(run.behind, first + 1))
    return BlankColumns(tuple(found), tuple(run.page_numbers), run.behind)


def _count_strangers(grids: Sequence[Grid]) -> int:
    """How many words the tables hold that no cell and no label takes."""
    return sum(
        field.type in {UNKNOWN, UNPLACED} for grid in grids for row in grid.rows for field in row
    )


# ------------------------------------------------------------------------------ lines of a table


def _begins_row(words: str) -> bool:
    """Whether *words* are the label of a row of values, which may all be blank."""
    found = labels_of(words)
    return any(
        token in _names(kind).rows and token not in _names(kind).heads
        for kind, token in zip(TableKind, found, strict=True)
    )


@lru_cache(maxsize=4096)
def _is_value(words: str) -> bool:
    """Whether *words* stand where values stand, be it several of them."""
    if all(map(_A_VALUE.fullmatch, narrow(words).split(" "))):
        return True
    return read_printed(words).state in {CellState.NUMBER, CellState.MARK}


class _Run:
    """Lines that may be a table, cut into words."""

    def __init__(self, text: str, lines: Sequence[_Ends], first: int) -> None:
        self.text = text
        self.ends = lines
        self.first = first
        #: The number of the line behind the last.
        self.behind = first
        self.page_numbers: list[_Ends] = []
        self.page_lines: list[int] = []
        #: The words of each line, in columns of narrow signs and in characters.
        self.wide: list[list[_Word]] = []
        self.plain: list[list[_Word]] = []
        self.kind: TableKind | None = None

    def take(self) -> None:
        """Take lines up to one that no table holds, or that belongs to the next table."""
        index, idle = self.first, 0
        last = self.first
        self.pages: list[tuple[int, _Ends]] = []
        while index < len(self.ends) and idle < _MOST_LINES_BETWEEN:
            start, end = self.ends[index]
            raw = self.text[start:end].replace("\f", " ").rstrip()
            words = fold_blanks(raw)
            idle += 1
            if is_page_number(words):
                self.pages.append((index, (start, end)))
                words = raw = ""
            if words and self._ends_before(raw, words):
                break
            wide = list(_words_of(raw, start, index - self.first, is_wide=True))
            if any(_is_value(word.text) or _begins_row(word.text) for word in wide):
                idle, last = 0, index
            kind = _telling_kind(wide)
            if kind is not None:
                if self.kind is not None and kind is not self.kind:
                    break
                self.kind = kind
            self.wide.append(wide)
            self.plain.append(list(_words_of(raw, start, index - self.first, is_wide=False)))
            index += 1
        stop = last + 1
        while stop < index and self._is_rest(stop - self.first):
            stop += 1
        self.behind = stop
        del self.wide[stop - self.first :], self.plain[stop - self.first :]
        self.page_numbers = [ends for line, ends in self.pages if line < stop]
        self.page_lines = [line - self.first for line, _ in self.pages if line < stop]

    def _ends_before(self, raw: str, words: str) -> bool:
        """Whether a line is none of a table."""
        if len(raw) > _LONGEST_LINE or _FOREIGN.search(raw):
            return True
        if words[-1] in "。；;：:":
            return True
        heading = read_heading(words)
        if heading is not None and heading.kind is not None:
            return True
        chunks = _GAP.split(raw.strip())
        if any(len(chunk) > _LONGEST_PIECE for chunk in chunks):
            return True
        if len(chunks) > 1 or is_piece(words):
            return False
        return "。" in words or (heading is not None and self.kind is None)

    def _is_rest(self, line: int) -> bool:
        """Whether a line behind all values is the rest of a label."""
        words = self.wide[line]
        return bool(words) and all(
            is_piece(word.text) and labels_of(word.text) is NO_LABELS for word in words
        )

    @property
    def has_table(self) -> bool:
        """Whether there are enough labels of one table, and blanks that part columns."""
        if self.kind is None:
            return False
        tokens = {find_label(self.kind, word.text) for line in self.wide for word in line}
        rows = [line for line in self.wide if len(line) > 1]
        apart = sum(any(word.is_apart for word in line[1:]) for line in rows)
        return apart > 1 and len(tokens - {None}) >= _FEWEST_LABELS

    def measures(self) -> Iterator[list[list[_Word]]]:
        """The words in both measures, the one first in which values stand below each other."""
        counts = Counter(len(values) for line in self.wide if len(values := _values_of(line)) > 1)
        usual = max(counts, key=lambda count: (counts[count], count), default=0)
        ways = []
        for words in (self.wide, self.plain):
            rows = [values for line in words if len(values := _values_of(line)) == usual]
            spread = sum(
                min(
                    len({value.left for value in column}),
                    len({value.right for value in column}),
                )
                for column in zip(*rows, strict=True)
            )
            ways.append((spread, words))
        yield from (words for _, words in sorted(ways, key=lambda way: way[0]))


def _values_of(line: Sequence[_Word]) -> list[_Word]:
    return [word for word in line if _is_value(word.text)]


def _words_of(raw: str, start: int, line: int, *, is_wide: bool) -> Iterator[_Word]:
    """The words of a line: parted by two blanks, and where the labels or values tell by one."""
    column = at = 0
    parts: list[_Word] = []
    for found in _WORD.finditer(raw):
        gap = raw[at : found.start()]
        column += display_width(gap) if is_wide else len(gap)
        width = display_width(found[0]) if is_wide else len(found[0])
        is_apart = not parts or _GAP.fullmatch(gap) is not None
        ends = (start + found.start(), start + found.end())
        parts.append(_Word(found[0], line, column, column + width, *ends, is_apart))
        column += width
        at = found.end()
    whole: list[_Word] = []
    for part in _unglued(parts):
        if whole and not part.is_apart and _belongs(whole[-1], part, parts):
            before = whole[-1]
            words = f"{before.text} {part.text}"
            whole[-1] = before._replace(text=words, right=part.right, end=part.end)
        else:
            whole.append(part)
    yield from whole


def _unglued(parts: Sequence[_Word]) -> Iterator[_Word]:
    """The words, a label apart from the digits that stand right behind it."""
    for part in parts:
        found = _GLUED.fullmatch(part.text)
        if found is None or not _begins_row(found[1]):
            yield part
            continue
        digits = len(found[2])
        middle, end = part.right - digits, part.end - digits
        yield part._replace(text=found[1], right=middle, end=end)
        yield part._replace(text=found[2], left=middle, start=end, is_apart=False)


def _belongs(before: _Word, part: _Word, line: Sequence[_Word]) -> bool:
    """Whether a word goes on with the one before, one blank between them."""
    one, two = before.text, part.text
    if _is_value(one) and _is_value(two):
        #: Values stand one blank apart only where several do.
        return not _is_dense(line)
    if _is_value(one) or _is_value(two):
        if not _is_value(one):
            return False
        is_note = narrow(two).startswith("(")
        return is_note or _MARK.fullmatch(narrow(one)) is not None or not _is_dense(line)
    joined = one + two
    if is_piece(joined):
        return not (labels_of(one) is not NO_LABELS and labels_of(two) is not NO_LABELS)
    if _MARK.match(narrow(two)):
        return False
    return not (is_piece(one) and is_piece(two))


def _is_dense(line: Sequence[_Word]) -> bool:
    """Whether values stand one blank apart all along a line."""
    values = [part for part in line if _is_value(part.text)]
    gaps = [two.left - one.right for one, two in pairwise(values)]
    return len(gaps) >= _FEWEST_LABELS and sum(gap == 1 for gap in gaps) * 2 > len(gaps)


def _telling_kind(words: Sequence[_Word]) -> TableKind | None:
    """The kind of table whose labels alone stand in a line."""
    votes: Counter[TableKind] = Counter()
    for word in words:
        found = labels_of(word.text)
        if found is NO_LABELS or sum(token is not None for token in found) > 1:
            continue
        for kind, token in zip(TableKind, found, strict=True):
            votes[kind] += token is not None and is_telling(token)
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] else None


# ------------------------------------------------------------------------------ what labels are


class _Names(NamedTuple):
    """The labels of a kind of table, by what they do in it."""

    #: Labels right before values, and those that span several rows.
    rows: frozenset[str]
    groups: frozenset[str]
    heads: frozenset[str]
    #: Labels over one column of values.
    leaves: frozenset[str]
    #: The groups that begin with a row, by the row's label.
    opened: dict[str, tuple[str, ...]]
    #: All keys of the labels of rows and groups, and of heads, each list as one text.
    row_keys: str
    head_keys: str
    #: How many values a row with the label has.
    counts: dict[str, frozenset[int]]
    #: How many values any row has.
    widths: frozenset[int]
    #: The heads over the values of a row with the label, in each edition.
    columns: Mapping[str, frozenset[frozenset[str]]]


@cache
def _names(kind: TableKind) -> _Names:
    lines = [line for lay in table_layouts() if lay.kind is kind for line in lay.lines]
    rows = {line.tokens[-1] for line in lines if line.cells and line.tokens}
    groups = {token for line in lines if line.cells for token in (*line.under, *line.tokens[:-1])}
    heads = {token for line in lines if not line.cells for token in line.tokens}
    cells = [cell for lay in table_layouts() if lay.kind is kind for cell in lay.cells]
    groups -= heads
    keys: dict[bool, list[str]] = {True: [], False: []}
    for wording, token in wordings(kind):
        keys[token in heads].append(label_key(wording))
    counts: dict[str, frozenset[int]] = {}
    opened: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if line.cells and line.tokens:
            own = line.tokens[-1]
            counts[own] = counts.get(own, frozenset()) | {len(line.cells)}
            opened[own] = line.tokens[:-1]
    columns: dict[str, frozenset[frozenset[str]]] = {}
    for own in counts:
        columns[own] = frozenset(
            frozenset(cell.column_labels[-1] for cell in lay.cells if cell.row_labels[-1] == own)
            for lay in table_layouts()
            if lay.kind is kind
        )
    return _Names(
        frozenset(rows),
        frozenset(groups),
        frozenset(heads),
        frozenset(cell.column_labels[-1] for cell in cells),
        opened,
        "\n" + "\n".join(keys[False]) + "\n",
        "\n" + "\n".join(keys[True]) + "\n",
        counts,
        frozenset(len(line.cells) for line in lines if line.cells),
        columns,
    )


class _Part(Enum):
    """What a word between two rows of values is."""

    #: A line over a block of table two.
    CAPTION = auto()
    HEAD = auto()
    #: What stands in front of the heads.
    CORNER = auto()
    #: A piece of the label of a row.
    ROW = auto()


class _Columns(NamedTuple):
    """The columns under a row of heads."""

    ends: list[_Ends]
    #: Whether all of the heads are the form's.
    is_known: bool
    #: The labels of the heads that are.
    tokens: frozenset[str] = frozenset()


class _Stack:
    """A label over lines."""

    def __init__(self, word: _Word, kind: TableKind) -> None:
        self.kind = kind
        self.words = [word]
        self.text = word.text
        self.token = find_label(kind, word.text)
        self.left, self.right = word.left, word.right

    @property
    def first(self) -> int:
        """The line on which it begins."""
        return self.words[0].line

    @property
    def last(self) -> int:
        """The line on which it ends."""
        return self.words[-1].line

    def goes_on(self, word: _Word, keys: str, rows: Container[int]) -> bool:
        """Whether *word*, which stands below it, is its next piece.

        Where the words do not prove it, they do not stand beside the values of two rows.
        """
        if word.line <= self.last or len(self.words) >= _MOST_PIECES:
            return False
        whole = self.text + word.text
        key = label_key(whole)
        if f"\n{key}" in keys:
            return True
        if _MARK.match(narrow(word.text)) or find_label(self.kind, word.text) is not None:
            return False
        if find_label(self.kind, whole) is not None:
            return True
        if word.line in rows and any(one.line in rows for one in self.words):
            return False
        is_near = word.line - self.last <= 1
        is_open = narrow(self.text).count("(") > narrow(self.text).count(")")
        return is_near and (self.token is None or is_open)

    def add(self, word: _Word) -> None:
        """Take the next piece."""
        self.words.append(word)
        self.text += word.text
        self.token = find_label(self.kind, self.text)
        self.left, self.right = min(self.left, word.left), max(self.right, word.right)

    def lies_over(self, word: _Word) -> bool:
        """Whether *word* stands below it, as far as left and right go."""
        return self.left < word.right and word.left < self.right


class _Row:
    """A line with values: words in front of them, the values, and a label behind them."""

    def __init__(self, line: int, words: Sequence[_Word]) -> None:
        at = next((place for place, word in enumerate(words) if _is_value(word.text)), len(words))
        self.line = line
        self.stub = list(words[:at])
        self.values = list(words[at:])
        if self.values and not any(map(_MARK.match, (narrow(one.text) for one in self.stub))):
            #: A label may stand behind its values.
            while not _is_value(self.values[-1].text) and _begins_row(self.values[-1].text):
                self.stub.append(self.values.pop())
        self.labels: list[_Stack] = []
        #: Labels of groups that begin with the row.
        self.groups: list[_Stack] = []
        #: Words that no label takes.
        self.strangers: list[_Word] = []
        #: The columns of its values; None where they are not told by their number.
        self.fields: list[Field] = []


class _Table:
    """The rows of a run, in one of the two measures."""

    def __init__(self, run: _Run, lines: Sequence[Sequence[_Word]]) -> None:
        assert run.kind is not None  # noqa: S101 - the caller's promise
        self.run = run
        self.kind = run.kind
        self.names = _names(run.kind)
        self.lines = lines
        #: The pieces of each label, by the offset at which the first of them begins.
        self.pieces: dict[int, list[_Word]] = {}
        self.rows = [
            _Row(number, line)
            for number, line in enumerate(lines)
            if any(_is_value(word.text) for word in line)
        ]
        self.by_line = {row.line: row for row in self.rows}
        #: Rows of heads, each with the line before which it stands.
        self.heads: list[tuple[int, list[RawRow]]] = []
        #: The columns under the heads that stand before a line; none where one is unknown.
        self.head_columns: dict[int, _Columns] = {}
        self.columns = _Columns([], is_known=False)
        self.stacks: list[_Stack] = []
        #: Where the labels begin, in order.
        self.starts: list[int] = []

    def grids(self) -> list[Grid]:
        """The tables; none where not all of the lines are statutory tables."""
        self._read_lines()
        items = build_grids(self._raw_rows())
        grids = _with_strangers(items)
        self.starts = sorted(self.pieces)
        whole = [self._with_pieces(grid) for grid in grids]
        return whole if whole and self._is_accounted_for(whole) else []

    # -- heads and labels

    def _read_lines(self) -> None:
        """Tell heads from labels of rows, and join the pieces of both."""
        stub: list[_Word] = []
        at = 0
        anchors = [
            number
            for number, line in enumerate(self.lines)
            if number in self.by_line or any(_begins_row(word.text) for word in line)
        ]
        for stop in [*anchors, len(self.lines)]:
            between = [word for line in self.lines[at:stop] for word in line]
            if between and self._has_heads(between, is_first=at == 0):
                stub += self._read_heads(between, self._edge(at, between), stop)
            else:
                stub += between
            row = self.by_line.get(stop)
            if stop < len(self.lines):
                stub += row.stub if row else self.lines[stop]
            at = stop + 1
        self._stack(stub)
        self._give_labels()

    def _has_heads(self, words: Sequence[_Word], *, is_first: bool) -> bool:
        """Whether heads stand among the words between two rows."""
        return is_first or any(
            find_label(self.kind, word.text) in self.names.heads or _INVENTED.fullmatch(word.text)
            for word in words
        )

    def _edge(self, line: int, words: Sequence[_Word]) -> int:
        """Where the values of the next rows begin, or the heads over them."""
        at = bisect_left(self.rows, line, key=attrgetter("line"))
        following = [row.values[0].left for row in self.rows[at : at + _FEW_ROWS]]
        heads = [
            word.left
            for word in words
            if find_label(self.kind, word.text) in self.names.leaves.union(_SPANNING)
        ]
        usual = sorted(following)[len(following) // 2 :][:1]
        return min((*usual, *heads), default=1 << 30)

    def _read_heads(self, words: Sequence[_Word], edge: int, line: int) -> list[_Word]:
        """Read heads over the row at *line*; gives the words that are labels of rows."""
        stub: list[_Word] = []
        corner: list[_Word] = []
        heads: list[_Word] = []
        rows: list[RawRow] = []
        alone = Counter(word.line for word in words)

        def close() -> None:
            rows.extend(self._head_rows(heads, corner))
            if heads:
                self.head_columns[line] = self.columns
            heads.clear()
            corner.clear()

        for word in words:
            match self._part_of(word, edge, is_alone=alone[word.line] == 1):
                case _Part.CAPTION:
                    close()
                    rows.append(RawRow([self._field([word])]))
                case _Part.HEAD:
                    heads.append(word)
                case _Part.ROW:
                    stub.append(word)
                case _Part.CORNER:
                    corner.append(word)
            if len(corner) > 1 and (self._token(corner) or "").startswith("ARTICLE"):
                rows.append(RawRow([self._field(list(corner))]))
                corner.clear()
        close()
        self.heads.append((line, rows))
        return stub

    def _part_of(self, word: _Word, edge: int, *, is_alone: bool) -> "_Part":
        """What a word among heads is, values beginning at *edge*."""
        token = find_label(self.kind, word.text)
        if token is not None and token.startswith("ARTICLE"):
            return _Part.CAPTION
        if token in self.names.leaves or _INVENTED.fullmatch(word.text):
            return _Part.HEAD
        if token in self.names.rows or token in self.names.groups:
            return _Part.ROW
        if token not in _CORNERS and (word.right > edge or token in _SPANNING):
            return _Part.HEAD
        key = label_key(word.text)
        if key in self.names.head_keys:
            return _Part.CORNER
        if key in self.names.row_keys:
            return _Part.ROW
        is_caption = is_alone and self.kind is TableKind.PROACTIVE
        return _Part.CAPTION if is_caption else _Part.CORNER

    def _head_rows(self, words: Sequence[_Word], corner: Sequence[_Word]) -> Iterator[RawRow]:
        """Rows of heads as the form prints them."""
        spans, leaves = self._leaves(words)
        first = [self._field(corner)] if corner else []
        if self.kind is TableKind.PROACTIVE:
            if first or leaves or spans:
                yield RawRow([*first, *map(self._field, spans), *leaves])
            return
        if self.kind is TableKind.DISPUTES:
            yield from self._dispute_heads(first, spans, leaves)
            return
        tokens = [find_label(self.kind, one.text) for one in leaves]
        known = [at for at, token in enumerate(tokens) if token in _KINDS]
        first_kind = min(known, default=0)
        if "NATURAL_PERSON" in tokens:
            first_kind = min(first_kind, tokens.index("NATURAL_PERSON") + 1)
        total = tokens.index("TOTAL") if "TOTAL" in tokens else len(tokens)
        is_invented = any(_INVENTED.fullmatch(one.text) for one in leaves)
        top, middle = first, []
        over: list[Field] = []
        for span in spans:
            whole = "".join(word.text for word in span)
            token = self._token(span) or likely_label(self.kind, whole)
            is_top = token == "APPLICANTS" or (token is None and span is spans[0])  # noqa: S105
            (top if is_top and "ORGANIZATION" not in map(_token_of, over) else over).append(
                self._field(span)
            )
        if is_invented or (not known and not over):
            if top:
                yield RawRow(top)
            if leaves:
                yield RawRow(list(leaves))
            return
        low = [
            one
            for at, one in enumerate(leaves)
            if at < total and tokens[at] != "NATURAL_PERSON" and at >= first_kind
        ]
        before = [one for at, one in enumerate(leaves) if at < total and one not in low]
        top += leaves[total + 1 :]
        middle = [*before, *over, *leaves[total : total + 1]]
        yield from (RawRow(row) for row in (top, middle, low) if row)

    def _dispute_heads(
        self, first: list[Field], spans: Sequence[list[_Word]], leaves: Sequence[Field]
    ) -> Iterator[RawRow]:
        """The heads of table four: two remedies, then the results and the two kinds of suit."""
        top = [one for one in spans if self._token(one) in _REMEDIES]
        low = [one for one in spans if one not in top]
        seen: set[str] = set()
        count = 0
        for one in leaves:
            if one.text in seen:
                break
            seen.add(one.text)
            count += 1
        if first or top:
            yield RawRow([*first, *map(self._field, top)])
        if low or leaves[:count]:
            yield RawRow([*leaves[:count], *map(self._field, low)])
        if leaves[count:]:
            yield RawRow(list(leaves[count:]))

    def _leaves(self, words: Sequence[_Word]) -> tuple[list[list[_Word]], list[Field]]:
        """The heads over several columns, in order, and those over one, from left to right."""
        spans: list[_Word] = []
        piles: list[list[_Word]] = []
        for word in sorted(words, key=lambda one: (-one.line, one.left)):
            if find_label(self.kind, word.text) in _SPANNING:
                spans.append(word)
                continue
            below = [
                pile
                for pile in piles
                if any(one.left < word.right and word.left < one.right for one in pile)
            ]
            if not below:
                piles.append([word])
            elif len(below) > 1 or not self._may_stand_over(word, below[0]):
                spans.append(word)
            else:
                below[0].insert(0, word)
        piles.sort(key=lambda pile: min(one.left for one in pile))
        at = 0
        while at + 1 < len(piles):
            one, two = (self._token(pile) for pile in piles[at : at + 2])
            both = sorted([*piles[at], *piles[at + 1]], key=lambda word: word.start)
            if one is None and two is None and self._token(both) is not None:
                piles[at : at + 2] = [both]
            at += 1
        leaves = [self._field(sorted(pile, key=lambda word: word.start)) for pile in piles]
        self.columns = _Columns(
            [(min(one.left for one in pile), max(one.right for one in pile)) for pile in piles],
            all(self._token(pile) in self.names.leaves for pile in piles),
            frozenset(token for pile in piles if (token := self._token(pile))),
        )
        return self._whole_spans(spans), leaves

    def _whole_spans(self, words: Sequence[_Word]) -> list[list[_Word]]:
        """Heads over several columns, those over two lines joined, in the order of the text."""
        spans: list[list[_Word]] = []
        for word in sorted(words, key=lambda one: one.start):
            above = [
                span
                for span in spans
                if span[-1].line < word.line
                and span[-1].left < word.right
                and word.left < span[-1].right
                and self._token([*span, word]) is not None
            ]
            if above:
                above[-1].append(word)
            else:
                spans.append([word])
        return spans

    def _token(self, pile: Sequence[_Word]) -> str | None:
        return find_label(self.kind, "".join(word.text for word in pile))

    def _may_stand_over(self, word: _Word, pile: Sequence[_Word]) -> bool:
        """Whether a head may go on with the words of *pile* below it."""
        if word.line == pile[0].line:
            return True
        return self._token(pile) is None or self._token([word, *pile]) is not None

    # -- labels of rows

    def _stack(self, words: Sequence[_Word]) -> None:
        """Join labels over lines, each in its column."""
        opened: list[_Stack] = []
        for word in words:
            above = [stack for stack in opened if stack.lies_over(word) and stack.last < word.line]
            fitting = [
                stack for stack in above if stack.goes_on(word, self.names.row_keys, self.by_line)
            ]
            exact = [
                stack
                for stack in fitting
                if f"\n{label_key(stack.text + word.text)}" in self.names.row_keys
            ]
            best = max(exact or fitting, key=lambda stack: stack.last, default=None)
            if best is not None:
                best.add(word)
                continue
            stack = _Stack(word, self.kind)
            opened = [one for one in opened if one not in above or one.left < word.left][-5:]
            opened.append(stack)
            self.stacks.append(stack)

    def _give_labels(self) -> None:
        """Give each label to the row that it stands beside."""
        lines = [row.line for row in self.rows]
        alone: list[_Stack] = []
        groups: list[_Stack] = []
        own: list[tuple[_Stack, list[_Row]]] = []
        for stack in self.stacks:
            low, high = bisect_left(lines, stack.first), bisect_right(lines, stack.last)
            if stack.token in self.names.groups and stack.token not in self.names.rows:
                groups.append(stack)
            else:
                own.append((stack, self.rows[low:high]))
        beside = Counter(row.line for _, rows in own for row in rows)
        for stack, rows in own:
            if stack.token in self.names.groups:
                if len(rows) == 1 and beside[rows[0].line] == 1:
                    rows[0].labels.append(stack)
                else:
                    groups.append(stack)
            elif rows:
                rows[0].labels.append(stack)
            else:
                alone.append(stack)
        for stack in [stack for stack in alone if not self._give_near(stack)]:
            row = _Row(stack.first, ())
            row.labels.append(stack)
            self.rows.append(row)
        self.rows.sort(key=attrgetter("line"))
        for row in self.rows:
            row.labels.sort(key=lambda stack: stack.words[0].left)
        self._give_groups(groups)

    def _give_near(self, stack: _Stack) -> bool:
        """Give a label to a row right above or below its lines that has nothing else."""
        for line in (stack.last + 1, stack.last + 2, stack.first - 1):
            row = self.by_line.get(line)
            if row is not None:
                if row.stub or row.labels or len(stack.words) == 1:
                    return False
                row.labels.append(stack)
                return True
        return False

    def _give_groups(self, groups: Sequence[_Stack]) -> None:
        """Put the labels of groups in front of the rows with which the form begins them."""
        opening: dict[str, _Row] = {}
        for row in self.rows:
            if row.labels:
                for token in self.names.opened.get(row.labels[-1].token or "", ()):
                    opening.setdefault(token, row)
        lines = [row.line for row in self.rows]
        for stack in groups:
            at = min(bisect_left(lines, stack.first), len(lines) - 1)
            if at >= 0:
                opening.pop(stack.token or "", self.rows[at]).groups.append(stack)

    # -- columns

    def _raw_rows(self) -> list[RawRow]:
        """All rows from top to bottom."""
        made: list[tuple[int, int, RawRow]] = []
        starts = sorted({0, *(line for line, _ in self.heads), *self.run.page_lines})
        heads = _Columns([], is_known=False)
        for line, rows in self.heads:
            made += ((line, 0, row) for row in rows)
        for start, end in pairwise([*starts, len(self.lines) + 1]):
            heads = self.head_columns.get(start, heads)
            low, high = (bisect_left(self.rows, at, key=attrgetter("line")) for at in (start, end))
            self._place(self.rows[low:high], heads)
        for row in self.rows:
            order = (
                {
                    token: at
                    for at, token in enumerate(
                        self.names.opened.get(row.labels[-1].token or "", ())
                    )
                }
                if row.labels
                else {}
            )
            row.groups.sort(
                key=lambda stack: (order.get(stack.token or "", -1), stack.words[0].left)
            )
            labels = [self._field(stack.words) for stack in (*row.groups, *row.labels)]
            made.append((row.line, 1, RawRow([*labels, *row.fields])))
        made.sort(key=lambda one: one[:2])
        return [row for _, _, row in made]

    def _place(self, rows: Sequence[_Row], heads: _Columns) -> None:
        """Give the values of rows that stand below the same heads their columns."""
        usual = Counter(len(row.values) for row in rows if row.values)
        count = max(usual, key=lambda one: (usual[one], one), default=0)
        named = len(heads.ends)
        if usual[named] or (heads.is_known and named >= max(usual, default=0)):
            count = named
        columns = _columns_of([row for row in rows if row.values and len(row.values) == count])
        is_known = heads.is_known or named in self.names.widths
        if not columns and is_known and _are_under(heads.ends, rows):
            columns, count = heads.ends, named
        for at, row in enumerate(rows):
            row.fields = [self._field([value]) for value in row.values]
            if not row.values:
                own = row.labels[-1].token or ""
                is_usual = all(
                    len(other.values) <= count and other.labels
                    for other in rows[max(at - 1, 0) : at + 2]
                )
                if own in self.names.counts and len(columns) == count and is_known and is_usual:
                    end = row.labels[-1].words[-1].end
                    row.fields = [Field("", end, end) for _ in range(count)]
            elif len(row.values) < count:
                self._place_short(row, columns, heads.ends)
            elif len(row.values) == count and not self._is_whole(row, heads):
                for field in row.fields:
                    field.type = UNPLACED

    def _is_whole(self, row: _Row, heads: _Columns) -> bool:
        """Whether a row surely has all its values: as many as the form, or each under a head.

        Of the blocks of table two each has its own number of columns, so that the number proves
        nothing there unless the heads are just those of the row.
        """
        count = len(row.values)
        if self.kind is not TableKind.PROACTIVE or len(heads.ends) != count:
            is_form = count in self.names.widths
        else:
            own = row.labels[-1].token if row.labels else None
            is_form = heads.tokens in self.names.columns.get(own or "", ())
        if is_form:
            return True
        return len(heads.ends) == count and _places_in(heads.ends, row.values) is not None

    def _place_short(self, row: _Row, columns: Sequence[_Ends], heads: Sequence[_Ends]) -> None:
        """Put the values of a row that lacks some into the columns that they stand in.

        Where the heads say otherwise than the rows that are whole, one of these was moved.
        """
        places = _places_in(columns, row.values)
        below = _places_in(heads, row.values) if len(heads) == len(columns) else None
        if places is None or not _is_sure(row, columns, places) or below not in (None, places):
            for field in row.fields:
                field.type = UNPLACED
            return
        fields: list[Field] = []
        at = row.values[0].start
        for place in range(len(columns)):
            if place in places:
                fields.append(row.fields[places.index(place)])
                at = fields[-1].end
            else:
                fields.append(Field("", at, at))
        row.fields = fields

    # -- fields

    def _field(self, words: Sequence[_Word]) -> Field:
        """One field of all *words*; it stands at the first, the others are put beside it later."""
        first = words[0]
        self.pieces[first.start] = list(words)
        text = "".join(fold_blanks(word.text) for word in words)
        return Field(text, first.start, first.end)

    def _with_pieces(self, grid: Grid) -> Grid:
        """The grid with every piece of a label as a field of its own."""
        rows = []
        for row in grid.rows:
            front: list[Field] = []
            own: list[Field] = []
            behind: list[Field] = []
            for field in row:
                pieces = self._pieces_of(field)
                if len(pieces) < 2:  # noqa: PLR2004
                    own.append(field)
                    continue
                bearer = _bearer(field, pieces)
                for piece in pieces:
                    is_own = piece is bearer or field.type in _UNREAD
                    kind = field.type if is_own else COVERED
                    part = Field(fold_blanks(piece.text), piece.start, piece.end, kind=kind)
                    part.is_guess = field.is_guess and is_own
                    if is_own:
                        own.append(part)
                    else:
                        (behind if part.start > row[0].start else front).append(part)
            rows.append((*front, *own, *behind))
        return grid._replace(rows=tuple(rows))

    def _pieces_of(self, field: Field) -> list[_Word]:
        """The pieces of a field; one that was joined from two has those of both."""
        if not field.text:
            return []
        pieces = self.pieces.get(field.start, [])
        if "".join(fold_blanks(one.text) for one in pieces) == field.text:
            return pieces
        at = bisect_left(self.starts, field.start)
        both: list[_Word] = []
        while at < len(self.starts) and self.starts[at] < field.end:
            both += self.pieces[self.starts[at]]
            at += 1
        return sorted(both, key=lambda one: one.start)

    def _is_accounted_for(self, grids: Sequence[Grid]) -> bool:
        """Whether each word of the lines stands in just one field, or repeats one of its table."""
        fields = [field for grid in grids for row in grid.rows for field in row if field.text]
        spans = sorted(field.span for field in fields)
        if any(one.end > two.start for one, two in pairwise(spans)):
            return False
        starts = [span.start for span in spans]
        values = {field.text for field in fields if field.type == VALUE}
        for line in self.lines:
            for word in line:
                at = bisect_right(starts, word.start) - 1
                if at >= 0 and word.end <= spans[at].end:
                    continue
                if word.text not in values and find_label(self.kind, word.text) is None:
                    return False
        return True


def _with_strangers(items: Sequence[Grid | TextLine]) -> list[Grid]:
    """The tables; words of rows that are none of a form stand in the next row of values."""
    grids: list[Grid] = []
    strange: list[Field] = []
    for item in items:
        if isinstance(item, Grid) and item.kind is not None:
            grids.append(_with_words(item, strange) if strange else item)
            strange = []
            continue
        rows = item.rows if isinstance(item, Grid) else ((item.field,),)
        strange += (field for row in rows for field in row if field.text)
    return [] if strange else grids


def _with_words(grid: Grid, words: Sequence[Field]) -> Grid:
    """The table with unknown words in its first row of values."""
    for word in words:
        word.type = UNKNOWN
    rows = list(grid.rows)
    at = next(
        (at for at, row in enumerate(rows) if any(one.type == VALUE for one in row)), len(rows) - 1
    )
    rows[at] = (*words, *rows[at])
    return grid._replace(rows=tuple(rows))


def _bearer(field: Field, pieces: Sequence[_Word]) -> _Word:
    """The piece that stands for the label: the first, or the one that names another unit."""
    if field.type == "FEES_COLLECTED" and "元" in field.text:
        names = "万" if "万" in field.text else "元"
        return next((piece for piece in pieces if names in piece.text), pieces[0])
    return pieces[0]


def _columns_of(rows: Sequence[_Row]) -> list[_Ends]:
    """From where to where each column of values goes; empty where they run into each other."""
    usual = [
        (int(median(one.left for one in column)), int(median(one.right for one in column)))
        for column in zip(*(row.values for row in rows), strict=True)
    ]
    fitting = [row for row in rows if _places_in(usual, row.values) == list(range(len(usual)))]
    columns = [
        (min(one.left for one in column), max(one.right for one in column))
        for column in zip(*(row.values for row in fitting), strict=True)
    ]
    if any(one[1] >= two[0] for one, two in pairwise(columns)):
        return []
    return columns


def _is_sure(row: _Row, columns: Sequence[_Ends], places: Sequence[int]) -> bool:
    """Whether no values ran together, and no label pushed them out of their columns.

    Digits as many as the columns may be all values in one; a value that reaches up to an empty
    column may be two; a label that reaches over the first column may have pushed what follows.
    """
    if len(row.values) == 1 and len(row.values[0].text) >= len(columns):
        return False
    for place, value in zip(places, row.values, strict=True):
        before, behind = place - 1, place + 1
        if before >= 0 and before not in places and value.left < columns[before][1] + 2:
            return False
        if behind < len(columns) and behind not in places and value.right > columns[behind][0] - 2:
            return False
    return not row.stub or row.stub[-1].right < columns[0][0] or places[0] == 0


def _are_under(heads: Sequence[_Ends], rows: Sequence[_Row]) -> bool:
    """Whether each value begins or ends where a head does, or stands in the middle under it."""
    for row in rows:
        places = _places_in(heads, row.values)
        if places is None:
            return False
        for place, value in zip(places, row.values, strict=True):
            left, right = heads[place]
            is_middle = abs(left + right - value.left - value.right) <= 1
            if value.left != left and value.right != right and not is_middle:
                return False
    return True


def _places_in(columns: Sequence[_Ends], values: Sequence[_Word]) -> list[int] | None:
    """The column in which each value stands; None unless each stands in one of its own."""
    places: list[int] = []
    if len(columns) > _MOST_COLUMNS:
        return None
    for value in values:
        over = [
            at
            for at, (left, right) in enumerate(columns)
            if left < value.right and value.left < right
        ]
        if len(over) != 1 or (places and over[0] <= places[-1]):
            return None
        places += over
    return places


def _token_of(field: Field) -> str | None:
    return find_label(TableKind.REQUESTS, field.text)


_UNREAD = (UNKNOWN, UNPLACED, VALUE)
_INVENTED = re.compile(r"(?:数据|列|栏)[0-9]{1,2}")
#: So many rows show where the values begin.
_FEW_ROWS = 3
#: No form has as many columns.
_MOST_COLUMNS = 40
_REMEDIES = ("REVIEW", "LITIGATION")
_SPANNING = (
    *_REMEDIES,
    "LITIGATION_DIRECT",
    "LITIGATION_AFTER_REVIEW",
    "APPLICANTS",
    "ORGANIZATION",
)
_CORNERS = ("ITEM", "CORNER")
_KINDS = ("ENTERPRISE", "RESEARCH", "PUBLIC_INTEREST", "LEGAL_SERVICE", "OTHER_ORG")
