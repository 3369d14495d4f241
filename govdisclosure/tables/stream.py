"""Rows of a table without marks: a label that begins a row owns the values after it.

Takes a text and gives, for each table of the forms, the rows that can be read from its words,
whatever blanks and line ends are between them. A label may be torn into pieces, mixed with pieces
of the groups' names and the row's own values; digits may run together. Blank cells leave no trace
here, so a row is read only if it has exactly the form's count of values, or if its digits can be
cut into it in the one way that the sums allow.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import attrgetter, itemgetter

from govdisclosure.forms.labels import find_label
from govdisclosure.forms.layout import Edition, Line, TableKind, TableLayout, layout_of
from govdisclosure.plain.around import is_page_number
from govdisclosure.source import Field
from govdisclosure.tables.columns import COLUMNS_OF_REQUESTS
from govdisclosure.tables.cutting import Group, cut_digits, fields_of_cut, prints_noughts
from govdisclosure.tables.disputes import are_in_order, groups_add_up
from govdisclosure.tables.glued import cut_rows
from govdisclosure.tables.headed import are_borne_out
from govdisclosure.tables.marks import MarkedRow
from govdisclosure.tables.opened import edition_of, heads_of
from govdisclosure.tables.owners import Owned, fields_of, owned_rows
from govdisclosure.tables.printed import HEADS, Columns, columns_over
from govdisclosure.tables.runs import Run, runs_of
from govdisclosure.tables.sums import weigh
from govdisclosure.tables.told import (
    ToldRow,
    ToldTable,
    adds_up,
    agreeing,
    proved,
    speaks_against,
    sums_over_rows,
)
from govdisclosure.tables.whole import whole_rows
from govdisclosure.tables.words import Part, Word, owners_of, words_in
from govdisclosure.text import CellState, read_printed

__all__ = ["tell_stream"]

#: The minimum number of rows of a table in a stretch; fewer may be words of a sentence.
_FEWEST_ROWS = 3
#: The name of a group of rows, which was a row of its own in 2019.
_OTHER_ROW = "OTHER_HANDLING"
#: Numbers that ran together, separated where zeros show the boundary.
_NUMBERS = re.compile("0|[1-9][0-9]*")
_GROUPS = {"REVIEW", "LITIGATION_DIRECT", "LITIGATION_AFTER_REVIEW"}
#: The minimum number of pieces of heads above the counts of table four.
_FEWEST_HEADS = 6
#: One in this many rows of a table may be missing if the others show how it adds up.
_ROWS_FOR_EACH_LOST = 4


def tell_stream(
    text: str, kinds: Iterable[TableKind] = tuple(TableKind)
) -> dict[TableKind, ToldTable]:
    """The rows that can be read from the words of *text*, for each of the *kinds* of tables."""
    told: dict[TableKind, ToldTable] = {}
    stretches = list(_stretches(words_in(text)))
    for kind in kinds:
        if kind is TableKind.DISPUTES:
            table = _tell_disputes(stretches)
        else:
            table = _tell(kind, stretches, text)
        if table is not None:
            told[kind] = table
    return told


def _stretches(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Labels and values without other words between them.

    Values that follow other words directly, without a label, get an empty label before them.
    """
    before = Part.HEADING
    for is_own, alike in groupby(words, lambda one: one.part in {Part.LABEL, Part.VALUE}):
        own = list(alike)
        if is_own:
            if before is Part.STRANGE and own[0].part is Part.VALUE:
                own.insert(0, own[0]._replace(text="", end=own[0].start, part=Part.LABEL))
            yield own
        before = own[-1].part


def _tell(kind: TableKind, stretches: Sequence[Sequence[Word]], text: str) -> ToldTable | None:
    """One table."""
    if kind is TableKind.PROACTIVE:
        stretches = [list(_noughts_apart(words)) for words in stretches]
    runs = [one for words in stretches if _has_rows(one := runs_of(kind, words))]
    seen = {token for one in runs for run in one for token, _ in run.named}
    layout = layout_of(kind, edition_of(kind, seen, lambda: _has_other_row(runs)))
    columns = columns_over(layout, runs)
    if columns is None:
        return None
    lines = columns.lines
    owned: list[Owned] = []
    for one in runs:
        whole = whole_rows(one, columns, layout) if kind is TableKind.REQUESTS else []
        owned += whole or owned_rows(one, columns, text)
    told = _exact(owned, columns)
    if kind is TableKind.REQUESTS:
        told = _summed(told, layout, lines, has_heads=_has_heads(runs))
        told += _cut(owned, layout, columns, agreeing(told), text)
    is_sound = are_borne_out(told)
    return proved(layout, agreeing(told)) if told and is_sound else None


def _noughts_apart(words: Iterable[Word]) -> Iterator[Word]:
    """The words, with each zero before a number separate: no number begins with one."""
    for word in words:
        at = word.start
        for part in _NUMBERS.findall(word.text) if word.text.isdigit() else [word.text]:
            yield word._replace(text=part, start=at, end=at + len(part))
            at += len(part)


# ------------------------------------------------------------------------------ heads


def _has_rows(runs: Sequence[Run]) -> bool:
    """Whether enough rows begin in a stretch, or some below heads, for it to be a table.

    One row of table three is enough if it has all of its values, as no sentence has.
    """
    rows = {token for run in runs for token in run.begun}
    heads = {token for run in runs for token, _ in run.named if token in HEADS[run.kind]}
    is_whole = any(
        run.kind is TableKind.REQUESTS and run.begun and len(run.values) >= COLUMNS_OF_REQUESTS
        for run in runs
    )
    return is_whole or len(rows) >= _FEWEST_ROWS or (bool(rows) and len(heads) >= _FEWEST_ROWS)


def _has_other_row(runs: Iterable[Sequence[Run]]) -> bool:
    """Whether 其他处理 is a row of values, as in 2019, and not a group of rows."""
    cells = len(layout_of(TableKind.REQUESTS, Edition.FORM_2019).cells)
    return any(run.last == _OTHER_ROW for one in runs for run in one if run.values) or any(
        sum(len(run.values) for run in one) == cells for one in runs
    )


def _has_heads(runs: Sequence[Sequence[Run]]) -> bool:
    """Whether there are pieces of heads above the rows."""
    words = (word for one in runs for run in one for word in run.labels)
    heads = (owners_of(TableKind.REQUESTS, word.text) for word in words)
    known = heads_of(TableKind.REQUESTS)
    return sum(bool(owners) and owners <= known for owners in heads) >= _FEWEST_ROWS


# ------------------------------------------------------------------------------ table four


def _tell_disputes(stretches: Sequence[Sequence[Word]]) -> ToldTable | None:
    """Table four: fifteen counts after its heads, which add up."""
    layout = layout_of(TableKind.DISPUTES, None)
    routes = [row for row, _ in next(line for line in layout.lines if line.cells).cells]
    groups = [Group(routes.count(route), has_total=True) for route in dict.fromkeys(routes)]
    told: list[ToldRow] = []
    for heads, words in _under_heads(stretches):
        values = fields_of(words)
        if len(values) < len(routes) and all(word.text.isdigit() for word in words):
            cuts = cut_digits([word.text for word in words], groups)
            is_sure = len(cuts) == 1 and prints_noughts(cuts[0])
            values = list(fields_of_cut(values, cuts[0])) if is_sure else []
        if len(values) != len(routes) or not all(map(_is_single, values)):
            continue
        lines = _rows_of_heads(heads)
        if sum(map(len, lines)) >= len(routes) and not are_in_order(lines):
            continue
        if groups_add_up(values, layout) or _are_under_all(heads, values, layout):
            told.append(_told(Owned("", heads, words), values))
    rows = agreeing(told)
    return ToldTable(layout, rows) if rows else None


def _under_heads(
    stretches: Iterable[Sequence[Word]],
) -> Iterator[tuple[tuple[Word, ...], tuple[Word, ...]]]:
    """Heads of table four and the values after them, among which there may be more heads."""
    for words in stretches:
        heads: list[Word] = []
        values: list[Word] = []
        for run in runs_of(TableKind.DISPUTES, words):
            behind = _heads_at_end(run.labels)
            if len(behind) < len(run.labels) or len(behind) >= _FEWEST_HEADS:
                if len(heads) >= _FEWEST_HEADS and values:
                    yield tuple(heads), tuple(values)
                heads, values = [], []
            heads += behind
            values += run.values
        if len(heads) >= _FEWEST_HEADS and values:
            yield tuple(heads), tuple(values)


def _rows_of_heads(heads: Iterable[Word]) -> list[list[str | None]]:
    """The heads line by line; those that have a line each as one row."""
    known = [
        (one.line, token) for one in heads if (token := find_label(TableKind.DISPUTES, one.text))
    ]
    lines: list[list[str | None]] = [
        [token for _, token in line] for _, line in groupby(known, key=itemgetter(0))
    ]
    return lines if any(len(line) > 1 for line in lines) else [list(chain.from_iterable(lines))]


def _are_under_all(heads: Iterable[Word], values: Sequence[Field], layout: TableLayout) -> bool:
    """Whether each count, or each group of counts, has its head above it, and no sum breaks."""
    tokens = [find_label(TableKind.DISPUTES, one.text) for one in heads]
    own = [token for token in tokens if token in {cell.column_labels[-1] for cell in layout.cells}]
    has_heads = _GROUPS.issubset(tokens) or len(own) == len(values)
    return has_heads and not any(one.is_broken for one in weigh(layout, values))


def _heads_at_end(labels: Iterable[Word]) -> list[Word]:
    """The heads of table four after the last word that is not one, such as a word of a heading."""
    heads: list[Word] = []
    for one in labels:
        if owners_of(TableKind.DISPUTES, one.text):
            heads.append(one)
        elif any(map(str.isalnum, one.text)):
            heads = []
    return heads


# ------------------------------------------------------------------------------ rows


def _exact(owned: Iterable[Owned], columns: Columns) -> list[ToldRow]:
    """The rows that have as many values as the form."""
    told = []
    for one in owned:
        ways = list(_ways(one, columns))
        if len(ways) == 1 and all(map(_is_single, filter(None, ways[0]))):
            told.append(_told(one, ways[0]))
    return told


def _ways(one: Owned, columns: Columns) -> Iterator[Sequence[Field | None]]:
    """The orders in which words may be the values of a row.

    A number after a row that adds up is a page number; a total may be on the line before its parts.
    Three words that are a page number are not a row.
    """
    words, count = one.values, columns.size(one.token)
    fields = fields_of(words)
    if len(fields) != count or (
        count > 1 and is_page_number(" ".join(field.text for field in fields))
    ):
        return
    placed = columns.place(one.token, fields)
    is_apart = len(words) == count == COLUMNS_OF_REQUESTS and (
        words[0].line < words[1].line == words[count - 1].line
    )
    turned = columns.place(one.token, [*fields[1:], fields[0]])
    may_turn = is_apart and adds_up(turned)
    if not (may_turn and speaks_against(placed)):
        yield placed
    if may_turn:
        yield turned


def _summed(
    told: Sequence[ToldRow],
    layout: TableLayout,
    lines: Mapping[str, Line],
    *,
    has_heads: bool,
) -> list[ToldRow]:
    """The rows of table three that add up.

    Others are kept if nearly all rows add up, heads show the columns, and no sum over rows
    contradicts them. Without heads, a single row that does not add up means that columns are in
    another order.
    """
    adding = [one for one in told if not speaks_against(one.cells)]
    is_whole = len(adding) * _ROWS_FOR_EACH_LOST >= len(lines) * (_ROWS_FOR_EACH_LOST - 1)
    if len(adding) < len(told) and not has_heads:
        return []
    if not is_whole or len(adding) == len(told):
        return adding
    broken = (one for one in sums_over_rows(layout, told) if one.is_broken)
    refuted = {row for one in broken for row, _ in one.places}
    return [
        one
        for one in told
        if not (speaks_against(one.cells) and lines[one.token].cells[0][0] in refuted)
    ]


def _cut(
    owned: Iterable[Owned],
    layout: TableLayout,
    columns: Columns,
    told: Mapping[str, ToldRow],
    text: str,
) -> list[ToldRow]:
    """The rows of table three whose digits ran together, if sums leave one way to cut them.

    A mark directly after the digits belongs to the row, whose digits are then not all of them.
    """
    rows: dict[Line, Owned] = {}
    printed: dict[Line, Sequence[int]] = {}
    for one in owned:
        if not one.values:
            continue
        end = one.values[-1].end
        if read_printed(text[end : end + 1]).state is CellState.MARK:
            continue
        line = columns.lines[one.token]
        size = columns.size(one.token)
        order = [at for at in columns.place(one.token, range(size)) if at is not None]
        is_in_order = len(order) == len(line.cells) == size == order[-1] + 1
        if one.token not in told and is_in_order:
            rows[line], printed[line] = one, order
    pieces = {line: fields_of(one.values) for line, one in rows.items()}
    cut = cut_rows(layout, pieces, told.values(), printed)
    return [_told(rows[line]._replace(how="cut"), values) for line, values in cut.items()]


def _told(one: Owned, values: Sequence[Field | None]) -> ToldRow:
    labels = fields_of(one.labels)
    fields = sorted((*labels, *filter(None, values)), key=attrgetter("start"))
    row = MarkedRow(tuple(fields), "words", 0)
    return ToldRow(one.token, tuple(labels), tuple(values), one.how, row)


def _is_single(field: Field) -> bool:
    return read_printed(field.text).state is not CellState.TEXT
