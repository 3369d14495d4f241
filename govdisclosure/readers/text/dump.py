r"""Dumps: tables printed one cell a line, after a tab as from Word, or after a pipe.

Takes the lines of a text and gives the places of cells, row by row; a line without a tab or pipe
continues the cell before. A blank line, or a pipe alone, ends a row. Whether a run of such lines
is a table is decided by its labels, or by a first row that names the columns of a statistics sheet.
"""

from collections.abc import Sequence
from typing import NamedTuple

from govdisclosure.characters import fold_blanks, has_visible
from govdisclosure.forms.labels import begins_label, hold_labels, is_label
from govdisclosure.forms.sheet_columns import is_label_head, is_unit_head
from govdisclosure.forms.sheet_labels import is_indicator
from govdisclosure.plain.around import is_page_number
from govdisclosure.plain.headings import read_heading
from govdisclosure.plain.markup import BOOKMARK

__all__ = ["Dump", "find_barred_sheet", "find_dump"]

#: A cell of a Word dump is shorter than a paragraph.
_LONGEST_CELL = 120
#: A row that names the columns of a sheet has labels, units, and at least one more.
_NAMED = 3


class Dump(NamedTuple):
    """Cells on lines that each begin with a single tab or pipe."""

    #: Start and end of each cell, row by row; empty where the lines are not a dump.
    rows: tuple[tuple[tuple[int, int], ...], ...]
    #: The number of the first line after those that were read.
    behind: int


def find_dump(text: str, lines: Sequence[tuple[int, int]], first: int) -> Dump:
    """The dump that begins at line *first*; *lines* gives the start and end of each line.

    It ends before a paragraph, a section heading, or a line with other tabs.
    """
    rows: list[tuple[tuple[int, int], ...]] = []
    row: list[tuple[int, int]] = []
    row_line = index = first
    is_open = False
    while index < len(lines):
        start, end = lines[index]
        raw = text[start:end]
        is_cell = raw.startswith("\t") and "\t" not in raw[1:]
        if is_cell:
            row_line = row_line if row else index
            row.append((start + 1, end))
            is_open = True
        elif "\t" in raw:
            break
        elif has_visible(raw):
            if not is_open or not _goes_on(text, row[-1], raw):
                break
            row[-1] = (row[-1][0], end)
        else:
            if row and _is_paragraph(text, row):
                break
            rows += [tuple(row)] if row else []
            row, is_open = [], False
        index += 1
    if row and _is_paragraph(text, row):
        index, row = row_line, []
    rows += [tuple(row)] if row else []
    if rows and _names_sheet(text, rows[0]):
        return Dump(tuple(rows), index)
    if not hold_labels(_words(text, cell) for cells in rows for cell in cells):
        return Dump((), max(index, first + 1))
    return Dump(tuple(rows), index)


def find_barred_sheet(text: str, lines: Sequence[tuple[int, int]], first: int) -> Dump:
    """The statistics sheet that line *first* begins, with a pipe before each cell but labels.

    A pipe alone is an empty cell before another pipe, else the end of the row. A label begins a
    row too, and so does any line without a pipe after a row as long as the first.
    """
    rows, is_closed, behind = [[lines[first]]], False, first + 1
    numbers = (at for at in range(behind, len(lines)) if has_visible(text[slice(*lines[at])]))
    index = next(numbers, None)
    while index is not None and (len(rows[0]) < _NAMED or _names_sheet(text, rows[0])):
        start, end = lines[index]
        words = text[start:end].strip()
        following = next(numbers, None)
        is_before_pipe = following is not None and _is_barred(text, lines[following])
        if words.count("|") > words.startswith("|"):
            break
        if words == "|" and not is_before_pipe:
            is_closed = True
        elif words[0] == "|":
            rows[-1].append((text.index("|", start) + 1, end))
        elif is_closed or _is_after_row(rows) or is_indicator(words):
            if not is_before_pipe:
                break
            rows.append([(start, end)])
            is_closed = False
        elif _goes_on(text, rows[-1][-1], words):
            rows[-1][-1] = rows[-1][-1][0], end
        else:
            break
        behind = index + 1
        index = following
    is_sheet = _names_sheet(text, rows[0])
    return Dump(tuple(map(tuple, rows)) if is_sheet else (), behind)


def _is_after_row(rows: Sequence[Sequence[object]]) -> bool:
    return len(rows) > 1 and len(rows[-1]) == len(rows[0])


def _is_barred(text: str, line: tuple[int, int]) -> bool:
    return text[slice(*line)].lstrip()[:1] == "|"


def _words(text: str, cell: tuple[int, int]) -> str:
    return fold_blanks(BOOKMARK.sub("", text[slice(*cell)]))


def _names_sheet(text: str, row: Sequence[tuple[int, int]]) -> bool:
    """Whether a row begins with the words over the labels and units of a statistics sheet."""
    words = [fold_blanks(text[slice(*cell)]) for cell in row[:2]]
    return len(words) == 2 and is_label_head(words[0]) and is_unit_head(words[1])  # noqa: PLR2004


def _is_paragraph(text: str, row: Sequence[tuple[int, int]]) -> bool:
    """Whether the only cell of a row is too long for one, or opens a section."""
    words = text[slice(*row[0])]
    return len(row) == 1 and (len(words) > _LONGEST_CELL or _opens_section(words))


def _goes_on(text: str, cell: tuple[int, int], raw: str) -> bool:
    """Whether a line without a tab can belong to the *cell* before."""
    words = fold_blanks(raw)
    if _opens_section(words) or is_page_number(words) or words.isdigit():
        return False
    return not is_label(words) or begins_label(_words(text, cell))


def _opens_section(words: str) -> bool:
    heading = read_heading(fold_blanks(words))
    return heading is not None and heading.kind is not None
