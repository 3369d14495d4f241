r"""The lexer of marks: what parts the cells of a table in a text, whichever tool printed it.

Takes a text and gives its rows of fields, by one table of dialects in which the first that fits
wins; knows nothing of labels or forms. Fields are freed of emphasis, escapes and tags; digits on
two lines of one cell are left as they are, so that nobody takes them for a number.

=========  ==================================================  ====================================
dialect    told by                                             a row ends at
=========  ==================================================  ====================================
wiki       ``{|`` … ``|}``                                     ``|-``
asciidoc   ``|===`` … ``|===``                                 a blank line, or the line
grid       rules with corners: ``+---+``, box drawing          a rule under its last column
pipe       ``|`` between cells, with or without outer ones     the line
tab        a tab                                               the line; quoted fields may go on
csv        ``,`` or ``;``, half of the fields values or empty  the line; quoted fields may go on
latex      ``&`` and ``\\``                                    ``\\``
blanks     two blanks or more, several times                   the line
cell       one cell a line                                     (a run of cells has no rows)
=========  ==================================================  ====================================
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from govdisclosure.source import Field, display_width
from govdisclosure.text import EMPTY_WORDS, fold_blanks, narrow, read_printed

__all__ = ["STACKED", "UNMARKED", "MarkedRow", "lex"]

#: The dialects in which nothing but blanks and line ends part cells.
UNMARKED = frozenset({"blanks", "cell", "stream", "words"})

#: A line with more fields than this is a whole table, or a whole report, on one line.
_MOST_FIELDS = 45
#: An AsciiDoc table with so many blank lines ends its rows by them, and not by lines.
_FEWEST_BLANKS = 3
#: So many commas, or runs of blanks, make cells of a line.
_FEWEST_SEPARATORS = 2
#: The fields of a line with one tab in front of its words.
_BEHIND_TAB = 2
#: A grid has at least so many rules.
_FEWEST_RULES = 2
#: So many values at the end of a line are cells.
_FEWEST_VALUES = 3
#: A quoted field goes on over at most so many lines.
_LONGEST_QUOTED = 40


class MarkedRow(NamedTuple):
    """The fields of one row between marks of one kind."""

    fields: tuple[Field, ...]
    dialect: str
    #: The number of the run of rows of that dialect that it belongs to.
    run: int
    #: How many line ends stand before each field, where each line is a cell.
    gaps: tuple[int, ...] = ()

    @property
    def start(self) -> int:
        """Where its first field begins."""
        return self.fields[0].start

    @property
    def end(self) -> int:
        """Where its last field ends."""
        return self.fields[-1].end


# ------------------------------------------------------------------------------ fields

_TAG = re.compile(
    r"<(/?)(br|p|sup|sub|b|i|u|em|strong|span|a|font|div|nobr)\b[^<>]*>", re.IGNORECASE
)
_EMPHASIS = re.compile(r"\*\*|__|==|`|(?<![\w])[*_](?=\S)|(?<=\S)[*_](?![\w])")
_ESCAPE = re.compile(r"\\(?=[^\w\s\\])")
_SPAN = re.compile(r"\[(?P<words>[^\[\]]*)\]\{[^{}]*\}|\$(?P<formula>[^$]*)\$")
#: Ends the text of a cell in which values, or digits, of several lines stand: it is no number.
STACKED = "…"
_TWO_LINES_OF_DIGITS = re.compile(r"[0-9][^\n]*\n\s*[0-9]")


def _field(raw: str, start: int) -> Field:
    """The field that *raw* at *start* is, its marks of emphasis off."""
    if raw.isdigit():
        return Field(raw, start, start + len(raw))
    words = _TAG.sub(lambda tag: "\n" if tag[2].lower() in {"br", "p"} else "", raw)
    if "&" in words:
        words = unescape(words)
    if "$" in words or "]{" in words:
        words = _SPAN.sub(lambda span: span["words"] or span["formula"] or "", words)
    if any(sign in words for sign in "*_=`"):
        words = _EMPHASIS.sub("", words)
    if "\\" in words:
        words = _ESCAPE.sub("", words)
    words = words.strip()
    text = "" if words.lower() in EMPTY_WORDS else fold_blanks(words)
    if "\n" in words and _is_stacked(words):
        text += STACKED
    lead = len(raw) - len(raw.lstrip())
    return Field(text, start + lead, start + max(lead, len(raw.rstrip())))


def _is_stacked(words: str) -> bool:
    """Whether a cell holds digits on two lines, or a number on a line of its own among words."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    if len(lines) == 2 and lines[1][0] in "（(〔[":  # noqa: PLR2004 - a number and its note
        return False
    numbers = [read_printed(line).value is not None for line in lines]
    return len(lines) > 1 and (any(numbers) or bool(_TWO_LINES_OF_DIGITS.search(words)))


def _is_plain_value(text: str) -> bool:
    return not text or read_printed(text).value is not None


# ------------------------------------------------------------------------------ lines


class _Line(NamedTuple):
    text: str
    start: int


_LINE_END = re.compile(r"\r\n|\n|\r")
_CORNERS = "+┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛╭╮╰╯╒╤╕╞╪╡╘╧╛┠┨┯┷┰┸"
_DASHES = "-=─━═╌┄:"
_BARS = "|│┃║"
_RULE = re.compile(rf"[\s{re.escape(_BARS + _CORNERS + _DASHES)}]*")
_RULE_PART = re.compile(rf"[{re.escape(_CORNERS + _DASHES)}]{{2,}}")
_MARKDOWN_RULE = re.compile(r"[-:|\s]*-{2}[-:|\s]*")
_PIPE = re.compile(r"(?<!\\)\|")
_GAP = re.compile(r"[ \u3000\xa0]{2,}")
#: What stands before the bar of a cell in AsciiDoc: its spans, its style.
_ASCIIDOC_SPEC = re.compile(r"(?:^|(?<=\s))[0-9.]+[+*][<^>.]*[a-z]?$")
_LATEX_END = re.compile(r"\\\\(?:\s*\\hline)*\s*$")


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for found in _LINE_END.finditer(text):
        yield _Line(text[at : found.start()], at)
        at = found.end()
    yield _Line(text[at:], at)


class _Lexer:
    """Goes through the lines once."""

    def __init__(self, text: str) -> None:
        self.lines = list(_lines(text))
        self.rows: list[MarkedRow] = []
        self.run = 0
        #: Runs of rows in which one has a bar at neither end.
        self._bare: set[int] = set()
        #: The rows with a bar at one end only, and the empty field beyond it.
        self._one_sided: list[tuple[int, Field]] = []
        #: The rows with bars at both ends, and where they begin.
        self._two_sided: list[tuple[int, int]] = []

    def lex(self) -> list[MarkedRow]:
        index = 0
        readers = (
            self._wiki,
            self._asciidoc,
            self._grid,
            self._pipe,
            self._tab,
            self._latex,
            self._csv,
            self._blanks,
        )
        while index < len(self.lines):
            if not self.lines[index].text.strip():
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

    # -- blocks

    def _wiki(self, index: int) -> int:
        if not self.lines[index].text.lstrip().startswith("{|"):
            return 0
        self.run += 1
        fields: list[Field] = []
        index += 1
        while index < len(self.lines):
            line = self.lines[index]
            words = line.text.lstrip()
            shift = line.start + len(line.text) - len(words)
            index += 1
            if words.startswith("|}"):
                break
            if words.startswith("|-"):
                self._add("wiki", fields)
                fields = []
            elif words[:1] in {"|", "!"} and words[:2] != "|+":
                mark = words[0]
                for part in re.finditer(
                    rf"(?:^|{re.escape(mark * 2)})((?:(?!{re.escape(mark * 2)}).)*)", words[1:]
                ):
                    inner, at = part[1], part.start(1)
                    attributes = re.match(r"\s*(?:[a-z]+\s*=\s*\"[^\"]*\"\s*)+\|(?!\|)", inner)
                    skip = attributes.end() if attributes else 0
                    fields.append(_field(inner[skip:], shift + 1 + at + skip))
            elif fields and words:
                before = fields[-1]
                fields[-1] = Field(
                    f"{before.text} {fold_blanks(words)}", before.start, line.start + len(line.text)
                )
        self._add("wiki", fields)
        return index

    def _asciidoc(self, index: int) -> int:
        if self.lines[index].text.strip() != "|===":
            return 0
        end = index + 1
        while end < len(self.lines) and self.lines[end].text.strip() != "|===":
            end += 1
        if end == len(self.lines):
            return 0
        self.run += 1
        body = self.lines[index + 1 : end]
        by_blank = sum(not line.text.strip() for line in body) >= _FEWEST_BLANKS
        fields: list[Field] = []
        for line in body:
            if not line.text.strip():
                if by_blank:
                    self._add("asciidoc", fields)
                    fields = []
                continue
            cuts = [found.start() for found in _PIPE.finditer(line.text)]
            for left, right in zip(cuts, [*cuts[1:], len(line.text)], strict=False):
                inner = _ASCIIDOC_SPEC.sub("", line.text[left + 1 : right])
                fields.append(_field(inner, line.start + left + 1))
            if not by_blank:
                self._add("asciidoc", fields)
                fields = []
        self._add("asciidoc", fields)
        return end + 1

    def _grid(self, index: int) -> int:
        """Rows between rules that have corners; a cell is what stands under each other."""
        if not _is_rule(self.lines[index].text):
            return 0
        end = index
        while end < len(self.lines) and (
            _is_rule(self.lines[end].text) or _has_bar(self.lines[end].text)
        ):
            end += 1
        self.run += 1
        block = self.lines[index:end]
        if sum(_is_rule(line.text) for line in block) < _FEWEST_RULES:
            return 0
        row: list[_Line] = []
        for line in block:
            if _ends_row(line.text):
                self._grid_row(row)
                row = []
            if not _RULE.fullmatch(line.text):
                row.append(line)
        self._grid_row(row)
        return end

    def _grid_row(self, lines: Sequence[_Line]) -> None:
        """One row of a grid from its lines: pieces that begin in the same column are one cell."""
        if not lines:
            return
        cells: dict[int, list[Field]] = {}
        for line in lines:
            for left, piece in _pieces_between_bars(line):
                cells.setdefault(left, []).append(piece)
        fields = []
        for left in sorted(cells):
            pieces = [one for one in cells[left] if one.text]
            if not pieces:
                where = cells[left][0]
                fields.append(Field("", where.start, where.start))
                continue
            with_digits = [one for one in pieces if any(map(str.isdigit, one.text))]
            text = "".join(one.text for one in pieces)
            if len(pieces) > 1 and len(with_digits) > 1 and all(map(_starts_with_digit, pieces)):
                text = " ".join(one.text for one in pieces) + STACKED
            fields.append(Field(text, pieces[0].start, pieces[-1].end))
        self._add("grid", fields)

    # -- lines

    def _pipe(self, index: int) -> int:
        line = self.lines[index]
        cuts = [found.start() for found in _PIPE.finditer(line.text)]
        if not cuts:
            return 0
        if _MARKDOWN_RULE.fullmatch(line.text):
            return index + 1
        lefts, rights = [0, *(cut + 1 for cut in cuts)], [*cuts, len(line.text)]
        has_left = not line.text[: cuts[0]].strip()
        has_right = not line.text[cuts[-1] + 1 :].strip()
        if has_left:
            del lefts[0], rights[0]
        if lefts and has_right:
            del lefts[-1], rights[-1]
        fields = [
            _field(line.text[left:right], line.start + left)
            for left, right in zip(lefts, rights, strict=True)
        ]
        if len(fields) > _MOST_FIELDS:
            self._stream("stream", fields)
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
        """Let a bar at one end part an empty cell, where other rows of the run have no outer bars.

        Else a row whose last value is empty would be one of fewer columns. And where wider rows
        have a bar behind their last cell only, the first bar of others parts an empty cell.
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
        found = self._record(index, "\t")
        if found is None or len(found[0]) == 1:
            return 0
        fields, behind = found
        if len(fields) > _MOST_FIELDS:
            self._stream("stream", fields)
        elif not line.text.partition("\t")[0].strip() and len(fields) == _BEHIND_TAB:
            self._cell(index, fields[1])
        else:
            self._add("tab", fields)
        return behind

    def _csv(self, index: int) -> int:
        line = self.lines[index].text
        if read_printed(line.strip()).value is not None:
            return 0  # the commas are of thousands
        for sign in ",;，":
            if line.count(sign) < _FEWEST_SEPARATORS and line.count('"') % 2 == 0:
                continue
            found = self._record(index, sign)
            if found is None:
                continue
            fields, behind = found
            if len(fields) <= _FEWEST_SEPARATORS:
                continue
            alike = sum(_is_plain_value(one.text) for one in fields)
            if 2 * alike >= len(fields) or behind > index + 1 or self._goes_on(fields):
                self._add("csv", fields)
                return behind
        return 0

    def _goes_on(self, fields: Sequence[Field]) -> bool:
        """Whether the row before has as many fields, such as the values above a row of heads."""
        before = self.rows[-1] if self.rows else None
        return before is not None and before.dialect == "csv" and len(before.fields) == len(fields)

    def _record(self, index: int, sign: str) -> tuple[list[Field], int] | None:
        """The fields of a record that begins at a line, and the line behind it."""
        fields: list[Field] = []
        line, at = self.lines[index], 0
        while True:
            if line.text.startswith('"', at):
                words, start = "", line.start + at
                at += 1
                for _ in range(_LONGEST_QUOTED):
                    close = re.compile(r'"(?!")').search(line.text.replace('""', "\0\0"), at)
                    if close is not None:
                        words += line.text[at : close.start()]
                        at = close.end()
                        break
                    words += line.text[at:] + "\n"
                    index += 1
                    if index >= len(self.lines):
                        return None
                    line, at = self.lines[index], 0
                else:
                    return None
                rest = line.text.find(sign, at)
                field = _field(words.replace('""', '"'), start)
                fields.append(Field(field.text, start + 1, line.start + at - 1))
                if line.text[at : rest if rest >= 0 else None].strip():
                    return None
            else:
                rest = line.text.find(sign, at)
                end = rest if rest >= 0 else len(line.text)
                fields.append(_field(line.text[at:end], line.start + at))
            if rest < 0:
                return fields, index + 1
            at = rest + 1

    def _latex(self, index: int) -> int:
        line = self.lines[index]
        if "&" not in line.text or not _LATEX_END.search(line.text):
            return 0
        body = _LATEX_END.sub("", line.text)
        fields, at = [], 0
        for part in re.split(r"(?<!\\)&", body):
            fields.append(_field(part, line.start + at))
            at += len(part) + 1
        self._add("latex", fields)
        return index + 1

    def _blanks(self, index: int) -> int:
        line = self.lines[index]
        words = line.text.strip()
        if len(_GAP.findall(words)) < _FEWEST_SEPARATORS:
            return 0
        fields, at = [], len(line.text) - len(line.text.lstrip())
        for gap in _GAP.finditer(line.text, at):
            if gap.end() < len(line.text.rstrip()):
                fields.append(_field(line.text[at : gap.start()], line.start + at))
                at = gap.end()
        fields.append(_field(line.text[at:].rstrip(), line.start + at))
        self._add("blanks", fields)
        return index + 1

    # -- cells

    def _cell(self, index: int, field: Field | None = None) -> None:
        """A line that is one cell, or a label and values parted by single blanks."""
        line = self.lines[index]
        gap, tabs, before = 1, 0, index - 1
        while before >= 0 and not self.lines[before].text.strip(" \u3000\t|"):
            tabs += self.lines[before].text == "\t"
            gap, before = gap + 1, before - 1
        gap = tabs or gap  # a line with nothing but a tab parts two cells, as browsers copy them
        if field is None and (parts := _parts_of(line)) is not None:
            for number, part in enumerate(parts):
                self._add("cell", [part], (0 if number else gap,))
            return
        self._add("cell", [field or _field(line.text, line.start)], (gap,))

    def _stream(self, dialect: str, fields: Sequence[Field]) -> None:
        for field in fields:
            self._add(dialect, [field], (1,))


def _parts_of(line: _Line) -> list[Field] | None:
    """The label of a line and the values behind it; None where it ends in fewer than three."""
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
        fields.insert(0, _field(line.text[left:right], line.start + left))
    return fields


def _starts_with_digit(field: Field) -> bool:
    return narrow(field.text[:1]).isdigit()


def _is_rule(line: str) -> bool:
    """Whether a line is a rule of a grid, which has dashes and corners and nothing else."""
    return (
        _RULE.fullmatch(line) is not None
        and any(sign in line for sign in _CORNERS)
        and _RULE_PART.search(line) is not None
    )


def _has_bar(line: str) -> bool:
    return any(sign in line for sign in _BARS)


def _ends_row(line: str) -> bool:
    """Whether a rule stands under the last column of a line."""
    words = line.rstrip().rstrip(_BARS + _CORNERS + " ")
    return bool(words) and words[-1] in _DASHES and _RULE_PART.search(words[-6:]) is not None


def _pieces_between_bars(line: _Line) -> Iterator[tuple[int, Field]]:
    """The pieces of a line between bars, each with the column of the bar before it."""
    text = line.text
    cuts = [
        at for at, sign in enumerate(text) if sign in _BARS or (sign in _CORNERS and sign != "+")
    ]
    column = before = 0
    for left, right in zip(cuts, [*cuts[1:], len(text)], strict=True):
        column += display_width(text[before : left + 1])
        before = left + 1
        words = text[left + 1 : right]
        if right == len(text) and not words.strip():
            continue
        if _RULE_PART.fullmatch(words.strip()):
            continue
        yield column, _field(words, line.start + left + 1)


def lex(text: str) -> list[MarkedRow]:
    r"""The rows of a text, in order; where each line is a cell, each cell is a row of its own.

    Example:
        >>> [[one.text for one in row.fields] for row in lex("规章 | 1 |  | 3\n\n甲,2,,3\n")]
        [['规章', '1', '', '3'], ['甲', '2', '', '3']]
    """
    return _Lexer(text).lex()
