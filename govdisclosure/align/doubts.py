"""What speaks against what was read: rows that fall, whichever reader read them.

Takes alignments and takes back the rows that the print refutes; gives nothing and places nothing.
A number that stands somewhere else, one that nobody took, a label that owns the values: each is
a reason of its own, and every row that falls is said to have fallen.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter

from govdisclosure.align.alignment import Alignment
from govdisclosure.labels import labels_of
from govdisclosure.layout import Line, TableKind, label_of
from govdisclosure.plain import is_page_number
from govdisclosure.source import COVERED, Field, Span
from govdisclosure.tables.columns import BLOCKS
from govdisclosure.tables.headed import INVENTED
from govdisclosure.tables.marks import STACKED, MarkedRow
from govdisclosure.tables.opened import INDEX
from govdisclosure.tables.sums import weigh
from govdisclosure.tables.told import ToldTable, adds_up, speaks_against
from govdisclosure.text import CellState, read_printed

__all__ = ["doubt_beside", "doubt_cut_numbers", "doubt_displaced", "doubt_read"]

#: Digits on two lines of a cell.
_DIGITS_ON_TWO_LINES = re.compile(rf"[0-9]\s+[0-9].*{STACKED}$")


def doubt_cut_numbers(aligned: Iterable[Alignment], rows: Iterable[MarkedRow]) -> None:
    """Take back the rows of values that are the first line of a cut number: 251 of 251|000元."""
    starts = {
        field.start
        for row in rows
        for field in row.fields
        if _DIGITS_ON_TWO_LINES.search(field.text)
    }
    for read in aligned:
        for line in read.layout.lines:
            if any(value.text and value.start in starts for value in read.values_of(line)):
                read.set_aside("GD026", read.take_back(line), line)


def doubt_displaced(read: Alignment) -> None:
    """Take back the rows of a table that a tool displaced, but for those that add up."""
    for line in read.layout.lines:
        if not line.cells:
            continue
        shown = read.values_of(line)
        is_whole = len(shown) == len(line.cells)
        if read.layout.kind is TableKind.DISPUTES:
            is_sure = is_whole and not any(one.is_broken for one in weigh(read.layout, read.values))
        else:
            is_sure = is_whole and read.layout.kind is TableKind.REQUESTS and adds_up(shown)
        if shown and not is_sure:
            read.set_aside("GD026", read.take_back(line), line)


def doubt_beside(aligned: Iterable[Alignment], table: ToldTable) -> None:
    """Take back the rows beside values of no row, but for those that add up."""
    for read in aligned:
        for line in read.layout.lines if read.layout.kind is table.layout.kind else ():
            values = read.values_of(line)
            token = line.tokens[-1] if line.tokens else ""
            if values and token in table.doubted and not adds_up(values):
                read.set_aside("GD026", read.take_back(line), line)


#: A number by itself.
_LOOSE_NUMBER = re.compile(r"(?<!\S)[0-9]+(?!\S)")
_MARKS = re.compile(r"[\t|,;&│<]")
#: A number and the ordinal of the next row: 03. is a nought and 3.
_GLUED_ORDINAL = re.compile(r"[*_]*(?P<number>0|[1-9][0-9]*)[1-9]\\?[.．、][*_]*")
#: Several numbers.
_SEVERAL = re.compile(r"[0-9]+(?: [0-9]+)+")
#: Digits of several numbers.
_RUN_TOGETHER = re.compile(r"0[0-9]+")
_SHOWN = frozenset({CellState.NUMBER, CellState.MARK})


def doubt_read(read: Alignment, text: str, span: Span, *, is_sure: bool) -> None:
    """Take back what the print around the values of a table refutes.

    Who owns the values, and in which order, is not asked where it *is_sure* and marks part cells.
    """
    if read.layout.kind is TableKind.REQUESTS:
        _part_ordinals(read)
    _doubt_crowded(read)
    _doubt_torn(read, text)
    is_loose = _MARKS.search(text, *span) is None
    if is_loose or not is_sure:
        _doubt_owners(read)
        _doubt_columns(read)
    if is_loose:
        _doubt_loose(read, text)


def _doubt_crowded(read: Alignment) -> None:
    """Take back rows with several values in a cell and a blank, where one of them belongs."""
    for line in read.layout.lines:
        texts = [value.text for value in read.values_of(line)]
        if "" in texts and any(_SEVERAL.fullmatch(text) for text in texts):
            read.set_aside("GD007", read.take_back(line), line)


def _part_ordinals(read: Alignment) -> None:
    """Part the ordinal of the next row from the total of a row.

    What is left has to be the sum of the row, or nought before a label that lacks that ordinal.
    """
    rows = {line.tokens[-1]: line for line in read.layout.lines if line.cells}
    for line in rows.values():
        last = read.layout.index[line.cells[-1]]
        total = read.values[last]
        found = _GLUED_ORDINAL.fullmatch(total.text) if total is not None else None
        if total is None or found is None:
            continue
        cut = total.start + found.end("number")
        number = Field(found["number"], total.start + found.start("number"), cut)
        ordinal = Field(total.text[found.end("number") :], cut, total.end, kind=COVERED)
        labels = (one for one in read.labels if one.start >= total.end and one.type in rows)
        is_next = _lacks_ordinal(read, next(labels, None), ordinal)
        parts = [*read.values_of(line)[:-1], number]
        if (is_next and number.text == "0") or not speaks_against(parts):
            read.values[last] = number
            read.labels.append(ordinal)
            read.labels.sort(key=attrgetter("start"))


def _lacks_ordinal(read: Alignment, label: Field | None, ordinal: Field) -> bool:
    """Whether the form prints *ordinal* before a label that is printed without one."""
    if label is None:
        return False
    wording = label_of(read.layout.kind, label.type).wording(read.layout.edition)
    return wording.startswith(f"{ordinal.text[0]}.") and not label.text[:1].isdigit()


def _doubt_columns(read: Alignment) -> None:
    """Take back rows of table two whose values do not stand in the order of the heads above.

    Only heads that stand side by side have an order; others may stand over columns of their own.
    """
    if read.layout.kind is not TableKind.PROACTIVE:
        return
    shown = [value.start for value in read.values if value is not None]
    for line in read.layout.lines:
        values = read.values_of(line)
        if len(values) < max(len(line.cells), 2):
            continue
        first = min(value.start for value in values)
        above = [one for one in read.labels if one.start < first]
        block = max((one.start for one in above if one.type == "ITEM"), default=-1)
        places = {one.type: one.start for one in above if one.start > block}
        cells = (read.layout.cells[read.layout.index[place]] for place in line.cells)
        heads = [places.get(cell.column_labels[-1], -1) for cell in cells]
        order = sorted(zip(heads, (value.start for value in values), strict=True))
        starts = [start for _, start in order]
        is_side_by_side = -1 not in heads and not any(
            min(heads) < start < max(heads)
            for start in (*shown, *(one.start for one in above if one.start not in heads))
        )
        if is_side_by_side and starts != sorted(starts):
            read.set_aside("GD026", read.take_back(line), line)


def _doubt_torn(read: Alignment, text: str) -> None:
    """Take back rows with an empty cell beside a value that no cell took, and odd values.

    Such a row has more values than were placed, unless they are those of a column that the form
    lacks; where digits of several numbers stand in one cell, other cells of the row are lost; and
    names that a tool made up for columns are none.
    """
    rows = [(line, values) for line in read.layout.lines if (values := read.values_of(line))]
    for line, values in rows:
        if any(INVENTED.fullmatch(value.text) for value in values if not value.text.isdigit()):
            read.set_aside("GD007", read.take_back(line), line)
        for value in values if len(values) < len(line.cells) else ():
            if _RUN_TOGETHER.fullmatch(value.text):
                read.values[read.values.index(value)] = None
                read.set_aside("GD007", [value], line)
    loose = sorted(
        one.span for one in read.residue if one.span and read_printed(one.text).state in _SHOWN
    )
    beside = [one for one in rows if loose and _is_beside(one[1], loose, text)]
    if 2 * len(beside) < len(rows):
        for line, values in beside:
            if not all(value.text for value in values):
                read.set_aside("GD026", read.take_back(line), line)


def _is_beside(values: Sequence[Field], loose: Sequence[Span], text: str) -> bool:
    """Whether nothing but marks parts one of *loose* from the values of a row."""
    start, end = values[0].start, values[-1].end
    at = bisect_left(loose, (start, start))
    gaps = [text[one.end : start] for one in loose[at - 1 : at]]
    gaps += [text[end : one.start] for one in loose[at:] if one.start >= end][:1]
    return any("\n" not in gap and not any(map(str.isalnum, gap)) for gap in gaps)


def _doubt_owners(read: Alignment) -> None:
    """Take back values right behind the whole label of another row: they are that row's.

    They are not where that label stands behind values of its own, and theirs behind them.
    """
    rows = {line.tokens[-1]: line for line in read.layout.lines if line.cells and line.tokens}
    number = INDEX[read.layout.kind]
    events = [
        (one.start, token, True)
        for one in read.labels
        if (token := labels_of(one.text)[number] if one.type == COVERED else one.type) in rows
        and not one.is_guess
    ]
    events += [(one.span.start, "", False) for one in read.residue if one.span]
    for token, line in rows.items():
        events += [(one.start, token, False) for one in read.values_of(line) if one.text]
    edge = ("", True)
    stretches = [edge, edge, *(one for one, _ in groupby(sorted(events), itemgetter(1, 2))), edge]
    #: Whether values stand right before a label that no other of their labels stands before.
    is_served = False
    for at in range(2, len(stretches) - 1):
        two_before, before, (token, is_label), behind = stretches[at - 2 : at + 2]
        if is_label:
            is_served = before == (token, False) and two_before != (token, True)
            continue
        is_owned = before[1] and before[0] not in {"", token} and behind[1]
        if token in rows and is_owned and not (is_served and behind[0] == token):
            read.set_aside("GD026", read.take_back(rows[token]), rows[token])
            stretches[at] = ("", False)


def _doubt_loose(read: Alignment, text: str) -> None:
    """Take back rows without marks between their values that may have lost or gained one.

    Such are a row of table three that does not add up, of whose values some stand on another line
    than the rest, or beside which a number stands that nobody took; and a row of table two that is
    short where no row of its block is whole.
    """
    rows = [
        (line, values)
        for line in read.layout.lines
        if line.cells and len(values := read.values_of(line)) == len(line.cells)
    ]
    for number, (line, values) in enumerate(rows):
        start = min(value.start for value in values)
        end = max(value.end for value in values)
        if is_page_number(text[start:end]):
            read.set_aside("GD026", read.take_back(line), line)
            continue
        if len(values) == 1 or _MARKS.search(text, start, end) is not None:
            continue
        if read.layout.kind is TableKind.REQUESTS:
            ends = [value.start for _, others in rows[number + 1 :] for value in others]
            behind = text[end : min((at for at in ends if at > end), default=end)]
            lines = {text.count("\n", start, value.start) for value in values}
            is_torn = 1 < len(lines) < len(values) or (
                _LOOSE_NUMBER.search(behind.rpartition("\n")[0]) is not None
            )
            if (is_torn or _is_cut_off(values)) and speaks_against(values):
                read.set_aside("GD026", read.take_back(line), line)
        if read.layout.kind is TableKind.PROACTIVE and "\n" not in text[start:end]:
            block = [one for other, one in rows if _block(other) == _block(line)]
            is_whole = any(all(value.text for value in one) for one in block)
            if not is_whole and not _has_heads_apart(read, text, start):
                read.set_aside("GD026", read.take_back(line), line)


def _has_heads_apart(read: Alignment, text: str, start: int) -> bool:
    """Whether the heads over a row stand on one line with more than a blank between them."""
    columns = {cell.column_labels[-1] for cell in read.layout.cells}
    heads = [one for one in read.labels if one.type in columns and one.start < start]
    line = text.rfind("\n", 0, heads[-1].start) if heads else -1
    beside = [one for one in heads if one.start > line]
    return len(beside) > 1 and all(
        text[one.end : two.start].count(" ") > 1 or "\u3000" in text[one.end : two.start]
        for one, two in pairwise(beside)
    )


def _is_cut_off(values: Sequence[Field]) -> bool:
    """Whether the total of a row lost its last digits."""
    *parts, total = [read_printed(value.text).value for value in values]
    whole = sum(value for value in parts if value is not None)
    return bool(total) and whole != total and str(whole).startswith(str(total))


def _block(line: Line) -> str:
    return BLOCKS.get(line.tokens[-1], "") if line.tokens else ""
