"""Tables with their own markup, whose rows do not end where their lines do.

Each reader takes the lines of a text and the number of one, and gives the fields of each row of the
table that begins there, and the number of the line after it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from govdisclosure.characters import column_ends, fold_blanks, narrow
from govdisclosure.source import Field
from govdisclosure.tables.fields import STACKED, PrintedLine, clean_field, join_lines

__all__ = ["Block", "read_block"]

#: The minimum number of blank lines in an AsciiDoc table that has its rows end there.
_FEWEST_BLANKS = 3
_FEWEST_RULES = 2

_CORNERS = "+┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛╭╮╰╯╒╤╕╞╪╡╘╧╛┠┨┯┷┰┸"
_DASHES = "-=─━═╌┄:"
_BARS = "|│┃║"
#: What is between cells; a plus is more often a plus sign.
_BAR = re.compile(f"[{re.escape(_BARS + _CORNERS[1:])}]")
_RULE = re.compile(rf"[\s{re.escape(_BARS + _CORNERS + _DASHES)}]*")
_RULE_PART = re.compile(rf"[{re.escape(_CORNERS + _DASHES)}]{{2,}}")
#: The bar of a cell in AsciiDoc, with its spans and style before it.
_ASCIIDOC_BAR = re.compile(r"(?:(?:^|(?<=\s))(?P<spans>[0-9.]+[+*])?[<^>.]*[a-z]?)?(?<!\\)\|")
_ASCIIDOC_COLUMNS = re.compile(r"\bcols=\"([^\"]*)\"")
_HARD_BREAK = re.compile(r" \+$")

_Rows: TypeAlias = list[list[Field]]


class Block(NamedTuple):
    """A table of one dialect, and the line after it."""

    dialect: str
    rows: _Rows
    behind: int


def read_block(lines: Sequence[PrintedLine], index: int) -> Block | None:
    """The table between marks that begins at a line."""
    for dialect, reader in _READERS.items():
        if (found := reader(lines, index)) is not None:
            return Block(dialect, *found)
    return None


# ------------------------------------------------------------------------------ MediaWiki


def _read_wiki(lines: Sequence[PrintedLine], index: int) -> tuple[_Rows, int] | None:
    if not lines[index].text.lstrip().startswith("{|"):
        return None
    rows: _Rows = [[]]
    for number, line in enumerate(lines[index + 1 :], index + 2):
        words = line.text.lstrip()
        shift = line.start + len(line.text) - len(words)
        if words.startswith("|}"):
            return rows, number
        if words.startswith("|-"):
            rows.append([])
        elif words[:1] in {"|", "!"} and words[:2] != "|+":
            mark = re.escape(words[0] * 2)
            for part in re.finditer(rf"(?:^|{mark})((?:(?!{mark}).)*)", words[1:]):
                inner, at = part[1], part.start(1)
                attributes = re.match(r"\s*(?:[a-z]+\s*=\s*\"[^\"]*\"\s*)+\|(?!\|)", inner)
                skip = attributes.end() if attributes else 0
                rows[-1].append(clean_field(inner[skip:], shift + 1 + at + skip))
        elif rows[-1] and words:
            before = rows[-1][-1]
            text = f"{before.text} {fold_blanks(words)}"
            rows[-1][-1] = Field(text, before.start, line.start + len(line.text))
    return rows, len(lines)


# ------------------------------------------------------------------------------ AsciiDoc


class _AsciidocCell(NamedTuple):
    """A cell from its bar to the next one, over as many lines as it takes."""

    pieces: list[PrintedLine]
    has_spans: bool
    begins_line: bool
    is_behind_blank: bool


def _read_asciidoc(lines: Sequence[PrintedLine], index: int) -> tuple[_Rows, int] | None:
    """Cells after bars, in rows of as many as the table has columns, or else line by line."""
    if lines[index].text.strip() != "|===":
        return None
    end = index + 1
    while end < len(lines) and lines[end].text.strip() != "|===":
        end += 1
    if end == len(lines):
        return None
    body = lines[index + 1 : end]
    cells = list(_asciidoc_cells(body))
    declared = _ASCIIDOC_COLUMNS.search(lines[index - 1].text) if index else None
    columns = sum(map(_repeats, declared[1].rstrip(",").split(","))) if declared else 0
    starts = [number for number, cell in enumerate(cells) if cell.begins_line]
    if columns and len(cells) % columns == 0 and not any(cell.has_spans for cell in cells):
        starts = [*range(0, len(cells), columns)]
    elif sum(not line.text.strip() for line in body) >= _FEWEST_BLANKS:
        starts = [number for number in starts if cells[number].is_behind_blank]
    fields = [join_lines(cell.pieces) for cell in cells]
    bounds = sorted({0, *starts, len(fields)})
    return [fields[left:right] for left, right in pairwise(bounds)], end + 1


def _asciidoc_cells(body: Sequence[PrintedLine]) -> Iterator[_AsciidocCell]:
    cell: _AsciidocCell | None = None
    is_behind_blank = False
    for line in body:
        if not line.text.strip():
            is_behind_blank = True
            continue
        bars = list(_ASCIIDOC_BAR.finditer(line.text))
        ends = [*(bar.start() for bar in bars), len(line.text)]
        words = line.text[: ends[0]]
        if cell is not None and words.strip():
            cell.pieces.append(PrintedLine(_HARD_BREAK.sub("", words), line.start))
        for bar, right in zip(bars, ends[1:], strict=True):
            if cell is not None:
                yield cell
            piece = _HARD_BREAK.sub("", line.text[bar.end() : right])
            begins_line = bar is bars[0] and not words.strip()
            cell = _AsciidocCell(
                [PrintedLine(piece, line.start + bar.end())],
                bar["spans"] is not None,
                begins_line,
                begins_line and is_behind_blank,
            )
        is_behind_blank = False
    if cell is not None:
        yield cell


def _repeats(column: str) -> int:
    """How many columns ``3*`` declares."""
    count, star, _ = column.partition("*")
    return int(count) if star and count.strip().isdecimal() else 1


# ------------------------------------------------------------------------------ grids


def _read_grid(lines: Sequence[PrintedLine], index: int) -> tuple[_Rows, int] | None:
    """Rows between rules that have corners; the pieces below each other make up a cell."""
    if not _is_rule(lines[index].text):
        return None
    end = index
    while end < len(lines) and (_is_rule(lines[end].text) or _has_bar(lines[end].text)):
        end += 1
    block = lines[index:end]
    if sum(_is_rule(line.text) for line in block) < _FEWEST_RULES:
        return None
    rows: _Rows = []
    row: list[PrintedLine] = []
    for line in block:
        if _ends_row(line.text):
            rows.append(_grid_row(row))
            row = []
        if not _RULE.fullmatch(line.text):
            row.append(line)
    return [*rows, _grid_row(row)], end


def _grid_row(lines: Sequence[PrintedLine]) -> list[Field]:
    """One row of a grid from its lines: pieces that begin in the same column are one cell."""
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
    return fields


def _starts_with_digit(field: Field) -> bool:
    return narrow(field.text[:1]).isdigit()


def _is_rule(line: str) -> bool:
    """Whether a line is a rule of a grid, made of nothing but dashes and corners."""
    return (
        _RULE.fullmatch(line) is not None
        and any(sign in line for sign in _CORNERS)
        and _RULE_PART.search(line) is not None
    )


def _has_bar(line: str) -> bool:
    return any(sign in line for sign in _BARS)


def _ends_row(line: str) -> bool:
    """Whether a rule is under the last column of a line."""
    words = line.rstrip().rstrip(_BARS + _CORNERS + " ")
    return bool(words) and words[-1] in _DASHES and _RULE_PART.search(words[-6:]) is not None


def _pieces_between_bars(line: PrintedLine) -> Iterator[tuple[int, Field]]:
    """The pieces of a line between bars, each with the column of the bar before it."""
    text = line.text
    cuts = [found.start() for found in _BAR.finditer(text)]
    columns = column_ends(text)
    for left, right in zip(cuts, [*cuts[1:], len(text)], strict=True):
        words = text[left + 1 : right]
        if right == len(text) and not words.strip():
            continue
        part = words.strip()
        if _RULE_PART.fullmatch(part) and (part == words or part.strip(_DASHES)):
            continue  # dashes between blanks are a mark
        yield columns[left + 1], clean_field(words, line.start + left + 1)


_READERS: dict[str, Callable[[Sequence[PrintedLine], int], tuple[_Rows, int] | None]] = {
    "wiki": _read_wiki,
    "asciidoc": _read_asciidoc,
    "grid": _read_grid,
}
