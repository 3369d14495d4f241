r"""The lexer of marks: what separates the cells of a table in a text, whatever tool printed it.

Takes a text and gives its rows of fields, by one table of dialects in which the first that fits
wins; knows nothing of labels or forms.

=========  ==================================================  ====================================
dialect    recognised by                                       a row ends at
=========  ==================================================  ====================================
html       ``<table>`` … ``</table>``                          ``</tr>``
wiki       ``{|`` … ``|}``                                     ``|-``
asciidoc   ``|===`` … ``|===``                                 its last column, or a blank line
grid       rules with corners: ``+---+``, box drawing          a rule under its last column
pipe       ``|`` between cells, with or without outer ones     the line
tab        a tab                                               the line; quoted fields may go on
csv        ``,`` or ``;``, half of the fields values or empty  the line; quoted fields may go on
latex      ``&`` and ``\\``                                    ``\\``
single     one blank, where rows of values prove it            the line
blanks     two blanks or more, several times                   the line
stream     bars after cells that flow over lines, or more       (a run of cells has no rows)
           fields on one line than a row has
cell       one cell a line; or tabs and line ends that count   (a run of cells has no rows)
=========  ==================================================  ====================================
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from govdisclosure.plain.markup import PIPE
from govdisclosure.source import Field
from govdisclosure.tables.blocks import read_block
from govdisclosure.tables.counted_blanks import (
    gaps_before,
    parts_at_single_blanks,
    placed_cells,
    tabs_of_line_ends,
)
from govdisclosure.tables.fields import (
    STACKED,
    PrintedLine,
    clean_field,
    join_lines,
    lines_of,
    split_line,
)
from govdisclosure.tables.markup import iter_marked_tables
from govdisclosure.tables.separated import read_record, restore_heads
from govdisclosure.text import read_printed

__all__ = ["STACKED", "UNMARKED", "MarkedRow", "lex"]

#: The dialects in which only blanks and line ends separate cells.
UNMARKED = frozenset({"blanks", "cell", "stream", "words"})

#: A line with more fields than this is a whole table, or a whole report, on one line.
_MOST_FIELDS = 45
#: The minimum number of commas, or runs of blanks, in a line of cells.
_FEWEST_SEPARATORS = 2
#: The number of fields in a line with one tab before its words.
_BEHIND_TAB = 2
#: The minimum number of values at the end of a line that are cells.
_FEWEST_VALUES = 3
#: The minimum number of bars in cells that flow over lines; fewer may be a row.
_FEWEST_IN_FLOW = 20


class MarkedRow(NamedTuple):
    """The fields of one row between marks of one kind."""

    fields: tuple[Field, ...]
    dialect: str
    #: The number of the run of rows of its dialect that it belongs to.
    run: int
    #: The number of line ends before each field, where each line is a cell.
    gaps: tuple[int, ...] = ()
    #: Its number among the rows of its text, once their labels are whole.
    number: int = -1

    @property
    def start(self) -> int:
        """Where its first field begins."""
        return min(one.start for one in self.fields)

    @property
    def end(self) -> int:
        """Where its last field ends."""
        return max(one.end for one in self.fields)


# ------------------------------------------------------------------------------ lines

_MARKDOWN_RULE = re.compile(r"[-:|\s]*-{2}[-:|\s]*")
_GAP = re.compile(r"[ \u3000\xa0]{2,}")
#: A bar after a cell, right before the next.
_FLOWING = re.compile(r"(?:^|(?<= ))\|(?=\S| \||\s*$)")
_BLANK = re.compile(" ")
_LATEX = re.compile(r"(?<!\\)&")
_LATEX_END = re.compile(r"\\\\(?:\s*\\hline)*\s*$")


class _Lexer:
    """Goes through the lines once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = list(lines_of(text))
        self.marked = {table.start: table for table in iter_marked_tables(text)}
        self.gaps = gaps_before(self.lines)
        self.rows: list[MarkedRow] = []
        self.run = 0
        #: The row number that a tool prints before the next row, which is not one of its cells.
        self._next_count = -1
        #: Runs with a row that has no bar at either end.
        self._bare: set[int] = set()
        #: The rows with a bar at one end only, and the empty field beyond it.
        self._one_sided: list[tuple[int, Field]] = []
        #: The rows with bars at both ends, and where they begin.
        self._two_sided: list[tuple[int, int]] = []

    def lex(self) -> list[MarkedRow]:
        if tabs := tabs_of_line_ends(self.lines):
            for gap, _, field in placed_cells(self.lines, tabs):
                self._add("cell", [field], (gap,))
            return self.rows
        index = 0
        readers = (
            self._html,
            self._block,
            self._flow,
            self._pipe,
            self._tab,
            self._latex,
            self._csv,
            self._single if parts_at_single_blanks(self.lines) else self._blanks,
        )
        while index < len(self.lines):
            line = self.lines[index].text
            is_behind_tabs = bool(self.rows) and self.rows[-1].dialect == "tab"
            if not line.strip() and not (is_behind_tabs and line.count("\t") > 1):
                index += 1
                continue
            for reader in readers:
                behind = reader(index)
                if behind:
                    index = behind
                    break
            else:
                self._cell(index)
                index += 1
        self._give_back_ends()
        return self.rows

    def _add(self, dialect: str, fields: Sequence[Field], gaps: tuple[int, ...] = ()) -> None:
        if not fields:
            return
        if not self.rows or self.rows[-1].dialect != dialect:
            self.run += 1
        self.rows.append(MarkedRow(tuple(fields), dialect, self.run, gaps))

    def _html(self, index: int) -> int:
        """The own cells of a table that is written as HTML, without the places that they cover."""
        table = self.marked.get(self.lines[index].start)
        if table is None:
            return 0
        self.run += 1
        for row in table.rows:
            cells = [(self.text[cell.start : cell.end], cell.start) for cell in row]
            self._add("html", [clean_field(raw, start) for raw, start in cells])
        return bisect_left(self.lines, table.end, index + 1, key=attrgetter("start"))

    def _block(self, index: int) -> int:
        block = read_block(self.lines, index)
        if block is None:
            return 0
        self.run += 1
        for fields in block.rows:
            self._add(block.dialect, fields)
        return block.behind

    # -- lines

    def _flow(self, index: int) -> int:
        """Cells that flow over lines up to an empty one, as words do, each followed by a bar."""
        begins = not index or not self.lines[index - 1].text.strip()
        if not begins or PIPE.search(self.lines[index].text) is None:
            return 0
        end = index
        while end < len(self.lines) and self.lines[end].text.strip():
            end += 1
        lines = self.lines[index:end]
        counts = [len(PIPE.findall(line.text)) for line in lines]
        is_even = len({*counts}) == 1 < len(counts)
        if sum(counts) < _FEWEST_IN_FLOW or max(counts) < _FEWEST_SEPARATORS or is_even:
            return 0
        if any(
            len(_FLOWING.findall(line.text)) != n for line, n in zip(lines, counts, strict=True)
        ):
            return 0
        cells: list[list[PrintedLine]] = [[]]
        for line in lines:
            cuts = [found.start() for found in PIPE.finditer(line.text)]
            for number, (left, right) in enumerate(pairwise((-1, *cuts, len(line.text)))):
                if number:
                    cells.append([])
                cells[-1].append(PrintedLine(line.text[left + 1 : right], line.start + left + 1))
        self._stream([join_lines(pieces) for pieces in cells])
        return end

    def _pipe(self, index: int) -> int:
        line = self.lines[index]
        cuts = [found.span() for found in PIPE.finditer(line.text)]
        if not cuts:
            return 0
        if _MARKDOWN_RULE.fullmatch(line.text):
            return index + 1
        has_left = not line.text[: cuts[0][0]].strip()
        has_right = not line.text[cuts[-1][1] :].strip()
        fields = split_line(line, cuts)[has_left:]
        if has_right:
            del fields[-1:]
        if len(fields) > _MOST_FIELDS:
            self._stream(fields)
        elif len(fields) == 1:
            self._cell(index, fields[0])
        elif fields:
            self._add("pipe", fields)
            if not has_left and not has_right:
                self._bare.add(self.run)
            elif has_left and has_right:
                self._two_sided.append((len(self.rows) - 1, line.start))
            else:
                end = line.start + (0 if has_left else len(line.text))
                self._one_sided.append((len(self.rows) - 1, Field("", end, end)))
        return index + 1

    def _give_back_ends(self) -> None:
        """Let a bar at one end separate an empty cell, if other rows of the run have no outer bars.

        Otherwise a row whose last value is empty would have one column less. Likewise, if wider
        rows have a bar at their end only, the first bar of other rows separates an empty cell.
        """
        ends_only = {
            (self.rows[number].run, len(self.rows[number].fields))
            for number, end in self._one_sided
            if end.start > self.rows[number].start
        }
        for number, start in self._two_sided:
            row = self.rows[number]
            if (row.run, len(row.fields) + 1) in ends_only and row.run not in self._bare:
                fields = (Field("", start, start), *row.fields)
                self.rows[number] = row._replace(fields=fields)
        for number, end in self._one_sided:
            row = self.rows[number]
            if row.run in self._bare:
                fields = (end, *row.fields) if end.start < row.start else (*row.fields, end)
                self.rows[number] = row._replace(fields=fields)

    def _tab(self, index: int) -> int:
        line = self.lines[index]
        if "\t" not in line.text and not line.text.startswith('"'):
            return 0
        found = read_record(self.lines, index, "\t")
        if found is None or len(found[0]) == 1:
            return 0
        fields, behind = found
        if len(fields) > _MOST_FIELDS:
            self._stream(fields)
        elif not fields[0].text and len(fields) == _BEHIND_TAB and not self._is_among_tabs():
            self._cell(index, fields[1])
        else:
            self._add("tab", fields)
        return behind

    def _is_among_tabs(self) -> bool:
        """Whether the row before has more fields than a cell after its tab."""
        before = self.rows[-1] if self.rows else None
        return before is not None and before.dialect == "tab" and len(before.fields) > _BEHIND_TAB

    def _csv(self, index: int) -> int:
        """A record, without the row number in front of it if the heads show that it is one."""
        line = self.lines[index].text
        signs = [one for one in ",;，" if line.count(one) >= _FEWEST_SEPARATORS]
        if line.count('"') % 2:
            signs = [*",;，"]
        if not signs or read_printed(line.strip()).value is not None:
            return 0  # they are thousands separators
        for sign in signs:
            found = read_record(self.lines, index, sign)
            if found is None:
                continue
            fields, behind = found
            if len(fields) <= _FEWEST_SEPARATORS:
                continue
            is_counted = behind < len(self.lines) and self.lines[behind].text.startswith(f"0{sign}")
            heads = restore_heads(fields) if is_counted else None
            if heads is not None:
                if self.rows and len(self.rows[-1].fields) != len(heads):
                    self.run += 1  # not a page that continues a table
                self._next_count, fields = 0, heads
            elif fields[0].text == str(self._next_count):
                self._next_count += 1
                del fields[0]
            alike = sum(_is_plain_value(one.text) for one in fields)
            if 2 * alike >= len(fields) or behind > index + 1 or heads or self._goes_on(fields):
                self._add("csv", fields)
                return behind
        return 0

    def _goes_on(self, fields: Sequence[Field]) -> bool:
        """Whether the row before has as many fields, as values above a row of heads do."""
        before = self.rows[-1] if self.rows else None
        return before is not None and before.dialect == "csv" and len(before.fields) == len(fields)

    def _latex(self, index: int) -> int:
        line = self.lines[index]
        if "&" not in line.text or not _LATEX_END.search(line.text):
            return 0
        body = line._replace(text=_LATEX_END.sub("", line.text))
        self._add("latex", split_line(body, (found.span() for found in _LATEX.finditer(body.text))))
        return index + 1

    def _single(self, index: int) -> int:
        line = self.lines[index]
        self._add(
            "single", split_line(line, (found.span() for found in _BLANK.finditer(line.text)))
        )
        return index + 1

    def _blanks(self, index: int) -> int:
        line = self.lines[index]
        words = line.text.strip()
        shown = PrintedLine(words, line.start + line.text.index(words))
        gaps = [found.span() for found in _GAP.finditer(words)]
        if len(gaps) < _FEWEST_SEPARATORS:
            return 0
        self._add("blanks", split_line(shown, gaps))
        return index + 1

    # -- cells

    def _cell(self, index: int, field: Field | None = None) -> None:
        """A line that is one cell, or a label and values separated by single blanks."""
        line = self.lines[index]
        gap = self.gaps.get(index)
        if gap is None:
            return  # only bars
        if field is None and (parts := _parts_of(line)) is not None:
            for number, part in enumerate(parts):
                self._add("cell", [part], (0 if number else gap,))
            return
        self._add("cell", [field or clean_field(line.text, line.start)], (gap,))

    def _stream(self, fields: Sequence[Field]) -> None:
        """Cells in an endless row; the distance between them counts the empty ones."""
        gap = 1
        for field in fields:
            if field.text:
                self._add("stream", [field], (gap,))
                gap = 0
            gap += 1


def _parts_of(line: PrintedLine) -> list[Field] | None:
    """The label of a line and the values after it; None if it ends in fewer than three values."""
    parts = list(re.finditer(r"\S+", line.text))
    first = len(parts)
    while first and read_printed(parts[first - 1][0]).value is not None:
        first -= 1
    if len(parts) - first < _FEWEST_VALUES:
        return None
    fields = [
        Field(one[0], line.start + one.start(), line.start + one.end()) for one in parts[first:]
    ]
    if first:
        left, right = parts[0].start(), parts[first - 1].end()
        fields.insert(0, clean_field(line.text[left:right], line.start + left))
    return fields


def _is_plain_value(text: str) -> bool:
    return not text or read_printed(text).value is not None


def lex(text: str) -> list[MarkedRow]:
    r"""The rows of a text, in order; where each line is a cell, each cell is a row of its own.

    Example:
        >>> [[one.text for one in row.fields] for row in lex("规章 | 1 |  | 3\n\n甲,2,,3\n")]
        [['规章', '1', '', '3'], ['甲', '2', '', '3']]
    """
    return _Lexer(text).lex()
