"""Rows of a table without marks: a label that begins a row owns the values behind it.

Takes a text and gives, for each table of the forms, the rows that its words tell, whichever blanks
and line ends stand between them. A label may be torn into pieces, among which pieces of the groups'
names and the row's own values stand; digits may run together. Blank cells leave no trace here, so
that a row has exactly the form's count of values, or is cut into it in the one way that the sums
allow, or is not read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import groupby, islice, pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from govdisclosure.labels import labels_of
from govdisclosure.layout import Line, TableKind, TableLayout, layout_of, wordings
from govdisclosure.plain import is_page_number
from govdisclosure.source import Field
from govdisclosure.tables.columns import COLUMNS_OF_REQUESTS
from govdisclosure.tables.cutting import Group, cut_digits, fields_of_cut, settle
from govdisclosure.tables.disputes import groups_add_up
from govdisclosure.tables.headed import ORGANIZATIONS
from govdisclosure.tables.marks import MarkedRow
from govdisclosure.tables.opened import INDEX, edition_of, heads_of, heads_over, rows_of
from govdisclosure.tables.told import (
    ToldRow,
    ToldTable,
    adds_up,
    agreeing,
    are_sound,
    printed_cells,
    proved,
    speaks_against,
    sums_over_rows,
)
from govdisclosure.tables.words import Part, Word, owners_of, words_in
from govdisclosure.text import CellState, fold_blanks, label_key, read_printed

__all__ = ["tell_stream"]

#: So many rows of a table begin in a stretch of it; fewer are words of a sentence.
_FEWEST_ROWS = 3
#: The name of a group of rows, which was a row of its own in 2019.
_OTHER_ROW = "OTHER_HANDLING"
#: What parts cells, unlike blanks and line ends.
_MARKS = re.compile(r"[^ \r\n\u3000]")
_PROACTIVE = INDEX[TableKind.PROACTIVE]
_HEADS = heads_of(TableKind.PROACTIVE) - {"ITEM"}
#: So many pieces of heads stand above the counts of table four.
_FEWEST_HEADS = 6
#: Where more rows than every fourth cannot be cut, others are cut by chance.
_ROWS_FOR_EACH_UNCUT = 4


def tell_stream(
    text: str, kinds: Iterable[TableKind] = tuple(TableKind)
) -> dict[TableKind, ToldTable]:
    """The rows that the words of *text* tell, of each of the *kinds* of tables."""
    told: dict[TableKind, ToldTable] = {}
    stretches = [
        list(words)
        for is_strange, words in groupby(words_in(text), lambda one: one.part is Part.STRANGE)
        if not is_strange
    ]
    for kind in kinds:
        if kind is TableKind.DISPUTES:
            table = _tell_disputes(stretches)
        else:
            table = _tell(kind, stretches, text)
        if table is not None:
            told[kind] = table
    return told


def _tell(kind: TableKind, stretches: Sequence[Sequence[Word]], text: str) -> ToldTable | None:
    """One table."""
    runs = [_runs(kind, words) for words in stretches]
    runs = [one for one in runs if len({own for run in one for own in run.begun}) >= _FEWEST_ROWS]
    seen = {token for one in runs for run in one for token in run.tokens}
    layout = layout_of(kind, edition_of(kind, seen, lambda: _has_other_row(runs)))
    if any(_has_other_order(run, layout) for one in runs for run in one):
        return None
    lines = {line.tokens[-1]: line for line in layout.lines if line.cells and line.tokens}
    sizes = {token: len(line.cells) for token, line in lines.items()}
    if kind is TableKind.PROACTIVE:
        heads = {token: set(heads_over(layout, line)) for token, line in lines.items()}
        runs = [one for one in runs if _is_even(one, heads, text)]
    owned = [row for one in runs for row in _owned(one, sizes)]
    told = _exact(owned, sizes)
    if kind is TableKind.REQUESTS:
        told = _summed(told, layout, lines, has_heads=_has_heads(runs))
        told += _cut(owned, layout, lines, agreeing(told))
    return proved(layout, agreeing(told), lines) if are_sound(told) else None


# ------------------------------------------------------------------------------ runs


class _Run(NamedTuple):
    """Pieces of labels without values between them, and the values behind the last of them."""

    kind: TableKind
    labels: tuple[Word, ...]
    values: tuple[Word, ...]
    #: The rows that begin in it, in order.
    begun: Mapping[str, None]
    #: The tokens of all labels that stand whole in it.
    tokens: frozenset[str]

    @property
    def last(self) -> str:
        """The last row that begins in it; empty where none does."""
        return next(reversed(list(self.begun)), "")


def _runs(kind: TableKind, words: Sequence[Word]) -> list[_Run]:
    runs: list[_Run] = []
    labels: list[Word] = []
    for is_value, alike in groupby(words, lambda one: one.part is Part.VALUE):
        if not is_value:
            labels = list(alike)
            continue
        runs.append(_run(kind, labels, tuple(alike)))
        labels = []
    if labels:
        runs.append(_run(kind, labels, ()))
    return runs


def _run(kind: TableKind, labels: Sequence[Word], values: tuple[Word, ...]) -> _Run:
    begun: dict[str, None] = {}
    tokens: set[str] = set()
    rows = rows_of(kind)
    at = 0
    while at < len(labels):
        end, key = at + 1, label_key(labels[at].text)
        while end < len(labels) and _begin(kind, longer := key + label_key(labels[end].text)):
            key, end = longer, end + 1
        owners = _begin(kind, key)
        whole = labels_of(key)[INDEX[kind]]
        if whole is not None:
            tokens.add(whole)
        own = whole or (next(iter(owners)) if len(owners) == 1 else None)
        if own is not None and own in rows:
            begun.pop(own, None)
            begun[own] = None
        at = end
    return _Run(kind, tuple(labels), values, begun, frozenset(tokens))


@lru_cache(maxsize=4096)
def _begin(kind: TableKind, key: str) -> frozenset[str]:
    """The labels that a key begins; a numeral alone begins none."""
    if len(key) < 2:  # noqa: PLR2004 - an ordinal, or a sign that many labels begin with
        return frozenset()
    return frozenset(token for words, token in wordings(kind) if label_key(words).startswith(key))


def _has_other_row(runs: Iterable[Sequence[_Run]]) -> bool:
    """Whether 其他处理 is a row of values, as in 2019, and not a group of rows."""
    return any(run.last == _OTHER_ROW for one in runs for run in one if run.values)


def _is_even(runs: Sequence[_Run], heads: Mapping[str, AbstractSet[str]], text: str) -> bool:
    """Whether each row of a stretch without sums has its values behind its label, or beside it.

    The heads of a row with several values have to stand above it, once each. Values that marks part
    are for those to tell who know what stood between the marks.
    """
    seen: set[str] = set()
    for run in runs:
        tokens = (labels_of(word.text)[_PROACTIVE] for word in run.labels)
        own = [token for token in tokens if token is not None and token in _HEADS]
        if len(set(own)) < len(own):
            return False  # merged cells are repeated
        seen |= {*own}
        on_line = _on_line(run, dict.fromkeys(heads, 0))
        begun = [token for token in run.begun if token in heads]
        row = on_line.token if on_line is not None else next(iter(begun), "")
        count = len(heads.get(row, ()))
        is_right = (
            count >= len(run.values)
            if on_line is not None
            else (len(begun) == 1 and count == len(run.values))
        )
        has_heads = count == 1 or heads.get(row, set()) <= seen
        if (run.values or begun) and not (is_right and has_heads):
            return False
        if any(_MARKS.search(text, one.end, two.start) for one, two in pairwise(run.values)):
            return False
    return True


def _has_heads(runs: Sequence[Sequence[_Run]]) -> bool:
    """Whether pieces of heads stand above the rows."""
    words = (word for one in runs for run in one for word in run.labels)
    heads = (owners_of(TableKind.REQUESTS, word.text) for word in words)
    known = heads_of(TableKind.REQUESTS)
    return sum(bool(owners) and owners <= known for owners in heads) >= _FEWEST_ROWS


def _has_other_order(run: _Run, layout: TableLayout) -> bool:
    """Whether heads stand in another order than the form's.

    Where heads of table three are torn, the short ones come first, so that they tell an order on
    one line, or where all kinds of organizations are whole.
    """
    at = INDEX[layout.kind]
    words = [(word.line, token) for word in run.labels if (token := labels_of(word.text)[at])]
    lines = [[token for _, token in one] for _, one in groupby(words, key=itemgetter(0))]
    for line in (line for line in layout.lines if not line.cells):
        for tokens in (*lines, [token for _, token in words]):
            mine = list(dict.fromkeys(token for token in tokens if token in line.tokens))
            is_whole = layout.kind is TableKind.PROACTIVE or len(mine) == len(ORGANIZATIONS)
            if (tokens in lines or is_whole) and mine != sorted(mine, key=line.tokens.index):
                return True
    return False


# ------------------------------------------------------------------------------ table four


def _tell_disputes(stretches: Sequence[Sequence[Word]]) -> ToldTable | None:
    """Table four: fifteen counts behind its heads, which add up."""
    layout = layout_of(TableKind.DISPUTES, None)
    routes = [row for row, _ in next(line for line in layout.lines if line.cells).cells]
    groups = [Group(routes.count(route), has_total=True) for route in dict.fromkeys(routes)]
    told: list[ToldRow] = []
    for run in (run for words in stretches for run in _runs(TableKind.DISPUTES, words)):
        heads = _heads_at_end(run.labels)
        if len(heads) < _FEWEST_HEADS or not run.values:
            continue
        one = _Owned("", tuple(heads), run.values)
        values = _fields(run.values)
        if len(values) < len(routes) and all(word.text.isdigit() for word in run.values):
            cuts = cut_digits([word.text for word in run.values], groups)
            values = _pieces(run.values, cuts[0]) if len(cuts) == 1 else []
        if len(values) == len(routes) and groups_add_up(values, layout):
            told.append(_told(one, values))
    rows = agreeing(told)
    return ToldTable(layout, rows) if rows else None


def _heads_at_end(labels: Iterable[Word]) -> list[Word]:
    """The heads of table four behind the last word that is none, such as one of a heading."""
    heads: list[Word] = []
    for one in labels:
        if owners_of(TableKind.DISPUTES, one.text):
            heads.append(one)
        elif any(map(str.isalnum, one.text)):
            heads = []
    return heads


# ------------------------------------------------------------------------------ whose values


class _Owned(NamedTuple):
    """A row of the form, and the values that its label owns."""

    token: str
    labels: tuple[Word, ...]
    values: tuple[Word, ...]
    how: str = "order"


def _owned(runs: Sequence[_Run], sizes: Mapping[str, int]) -> Iterator[_Owned]:
    """The rows of a stretch with the values that are surely theirs.

    Values on the line of their label are its own. Between such rows, labels and values are counted:
    where they come out even, the first label owns the first values, and so on, whichever came
    first; and where there are never more values than the labels before them take, those behind a
    label are its own.
    """
    band: list[_Run] = []
    for run in runs:
        if (own := _on_line(run, sizes)) is None:
            band.append(run)
            continue
        *above, _ = run.begun
        yield from _counted([*band, run._replace(begun=dict.fromkeys(above), values=())], sizes)
        yield own
        band = []
    yield from _counted(band, sizes)


def _on_line(run: _Run, sizes: Mapping[str, int]) -> _Owned | None:
    """The last row that begins in a run, with values on one line with a piece of its label."""
    if not run.begun or not run.values:
        return None
    token = run.last
    lines = {word.line for word in run.values}
    beside = [word for word in run.labels if word.line in lines]
    is_own = any(token in owners_of(run.kind, word.text) for word in beside)
    if len(lines) > 1 or not is_own or token not in sizes:
        return None
    return _Owned(token, run.labels, run.values, "line")


def _counted(runs: Sequence[_Run], sizes: Mapping[str, int]) -> Iterator[_Owned]:
    """The rows of runs whose values may stand before or behind their labels."""
    start, has_surplus = 0, False
    tokens: list[str] = []
    values: list[Word] = []
    for number, run in enumerate(runs):
        tokens += [token for token in run.begun if token in sizes]
        values += run.values
        balance = len(values) - sum(sizes[token] for token in tokens)
        has_surplus |= balance > 0
        if tokens and not balance:
            yield from _in_order(runs[start : number + 1], tokens, values, sizes)
            start, has_surplus = number + 1, False
            tokens, values = [], []
    for run in () if has_surplus else runs[start:]:
        if run.last in sizes and adds_up(_fields(run.values)):
            yield _Owned(run.last, run.labels, run.values)


def _in_order(
    runs: Sequence[_Run],
    tokens: Sequence[str],
    values: Sequence[Word],
    sizes: Mapping[str, int],
) -> Sequence[_Owned]:
    """Each of the rows *tokens* with as many of the *values* as it has, in order.

    Where more than a label and the values behind it are counted, the labels have to stand in the
    order of the form, and their sums to hold.
    """
    if list(tokens) != [token for token in sizes if token in tokens]:
        return ()
    rest = iter(values)
    labels = runs[0].labels if len(runs) == 1 else ()
    rows = [_Owned(token, labels, tuple(islice(rest, sizes[token])), "band") for token in tokens]
    if len(runs) == len(rows) == 1 and (
        len(values) != COLUMNS_OF_REQUESTS or not speaks_against(_fields(values))
    ):
        return [rows[0]._replace(how="order")]
    sums = [_fields(one.values) for one in rows]
    return rows if any(map(adds_up, sums)) and not any(map(speaks_against, sums)) else ()


# ------------------------------------------------------------------------------ rows


def _exact(owned: Iterable[_Owned], sizes: Mapping[str, int]) -> list[ToldRow]:
    """The rows that have as many values as the form."""
    told = []
    for one in owned:
        ways = list(_ways(one.values, sizes[one.token]))
        if len(ways) == 1 and all(map(_is_single, ways[0])):
            told.append(_told(one, ways[0]))
    return told


def _ways(words: Sequence[Word], count: int) -> Iterator[list[Field]]:
    """In which orders words are the values of a row.

    A number behind a row that adds up is of the page; a total may stand on the line before its
    parts. Three words that are the number of a page are no row.
    """
    fields = _fields(words)
    if len(words) == 1 and words[0].text == "0" * count:
        fields = _pieces(words, words[0].text)
    if count == COLUMNS_OF_REQUESTS and len(fields) == count + 1 and adds_up(fields[:-1]):
        fields.pop()
    if len(fields) != count or (
        count > 1 and is_page_number(" ".join(field.text for field in fields))
    ):
        return
    is_apart = len(words) == count == COLUMNS_OF_REQUESTS and (
        words[0].line < words[1].line == words[count - 1].line
    )
    turned = [*fields[1:], fields[0]]
    if not (is_apart and speaks_against(fields) and adds_up(turned)):
        yield fields
    if (
        is_apart
        and adds_up(turned)
        and [one.text for one in turned] != [one.text for one in fields]
    ):
        yield turned


def _summed(
    told: Sequence[ToldRow],
    layout: TableLayout,
    lines: Mapping[str, Line],
    *,
    has_heads: bool,
) -> list[ToldRow]:
    """The rows of table three that add up.

    Those that do not are a report's own where nearly all others do, heads tell the columns and no
    sum over rows breaks in them too. Where no heads do, one row that does not add up tells of
    columns in another order.
    """
    adding = [one for one in told if not speaks_against(one.values)]
    is_whole = len(adding) * _ROWS_FOR_EACH_UNCUT >= len(lines) * (_ROWS_FOR_EACH_UNCUT - 1)
    if len(adding) < len(told) and not has_heads:
        return []
    if not is_whole or len(adding) == len(told):
        return adding
    broken = (one for one in sums_over_rows(layout, told, lines) if one.is_broken)
    refuted = {row for one in broken for row, _ in one.places}
    return [
        one
        for one in told
        if not (speaks_against(one.values) and lines[one.token].cells[0][0] in refuted)
    ]


def _cut(
    owned: Iterable[_Owned],
    layout: TableLayout,
    lines: Mapping[str, Line],
    told: Mapping[str, ToldRow],
) -> list[ToldRow]:
    """The rows of table three whose digits ran together, where sums leave one way to cut them."""
    glued: dict[Line, _Owned] = {}
    for one in owned:
        if one.token not in told and _is_glued([word.text for word in one.values]):
            glued[lines[one.token]] = one
    group = Group(COLUMNS_OF_REQUESTS, has_total=True)
    ways = {
        line: cuts
        for line, one in glued.items()
        if (cuts := cut_digits([word.text for word in one.values], [group]))
    }
    if (len(glued) - len(ways)) * _ROWS_FOR_EACH_UNCUT > len(glued):
        return []  # blank cells left no trace in such a table
    printed = printed_cells(told.values(), lines)
    known = {cell: read_printed(field.text).value for cell, field in printed.items()}
    settled = settle(layout.balances, known, ways)
    return [
        _told(glued[line]._replace(how="cut"), _pieces(glued[line].values, cut))
        for line, cut in settled.items()
    ]


def _is_glued(texts: Sequence[str]) -> bool:
    """Whether values ran together: a single one, or one that begins with a nought.

    Of others one may be lost.
    """
    if not 0 < len(texts) < COLUMNS_OF_REQUESTS or not all(map(str.isdigit, texts)):
        return False
    return len(texts) == 1 or any(len(text) > 1 and text[0] == "0" for text in texts)


def _pieces(words: Iterable[Word], cut: Sequence[str]) -> list[Field]:
    return list(fields_of_cut(_fields(words), tuple(cut)))


def _told(one: _Owned, values: Sequence[Field]) -> ToldRow:
    labels = _fields(one.labels)
    row = MarkedRow(tuple(sorted((*labels, *values), key=attrgetter("start"))), "words", 0)
    return ToldRow(one.token, tuple(labels), tuple(values), one.how, row)


def _is_single(field: Field) -> bool:
    return read_printed(field.text).state is not CellState.TEXT


def _fields(words: Iterable[Word]) -> list[Field]:
    return [Field(fold_blanks(word.text), word.start, word.end) for word in words]
