"""Rows that need no search: a whole label, and exactly the form's count of fields beside it.

Takes the rows that marks part and gives, for each table of the forms, the rows that tell
themselves. Which of the fields of a wider row are the form's columns is decided for all rows of
one shape together, and the form's sums judge; a short row is never guessed at. Two copies of a row
that disagree tell nothing, and a table most of whose sums break is one that a tool displaced.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import groupby, islice, pairwise, zip_longest
from operator import itemgetter
from typing import NamedTuple

from govdisclosure.labels import is_piece, labels_of, likely_label
from govdisclosure.layout import Edition, Line, TableKind, TableLayout, layout_of, table_layouts
from govdisclosure.source import Field
from govdisclosure.stretches import scan_labels
from govdisclosure.tables.marks import STACKED, MarkedRow
from govdisclosure.tables.told import (
    FEWEST_PROVABLE,
    ToldRow,
    ToldTable,
    adds_up,
    agreeing,
    are_sound,
    proved,
    rests_on_heads,
)
from govdisclosure.text import CellState, narrow, read_printed

__all__ = ["BLOCKS", "tell"]

_INDEX = {kind: number for number, kind in enumerate(TableKind)}
_KINDS_OF_APPLICANTS = frozenset(
    {"ENTERPRISE", "RESEARCH", "PUBLIC_INTEREST", "LEGAL_SERVICE", "OTHER_ORG"}
)
_HEADS_OF_DISPUTES = frozenset({"UPHELD", "CORRECTED", "OTHER_RESULT", "PENDING"})
#: What a tool sets between the heads of several rows that it joined into one.
_JOINED = " - "
#: Longer words end in no label.
_LONGEST_LABEL = 120
#: The columns of values of table three.
_COLUMNS_OF_REQUESTS = 7
#: So many of these above fifteen counts tell table four.
_FEWEST_HEADS = 2
#: Of fifteen counts the head is not farther above, in rows.
_REACH_OF_HEADS = 8
#: Words that end in the ordinal of the next row; so many of them tell of stacked cells.
_ORDINAL_AT_END = re.compile(r"[^0-9.．、 ][ ]?[0-9][.．、]$")
_FEWEST_STACKED = 2
#: So many rows of heads stand above the first row.
_HEAD_ROWS = 3
#: Values that an empty row lost stand no farther from it, in rows.
_REACH_OF_BLANK = 4
#: Empty lines stand for empty cells where there are so many.
_FEWEST_GAPS = 3
#: So many fields of a row that count up from nought or one are the numbers of columns.
_FEWEST_COUNTED = 4


#: Rows of table two that have their columns in common, by the first of them.
BLOCKS = {"NORMATIVE_DOCUMENTS": "RULES", "RULES": "RULES"} | {
    token: token_of_block
    for token_of_block, tokens in {
        "LICENSING": ("LICENSING", "OTHER_SERVICES"),
        "PENALTIES": ("PENALTIES", "COMPULSION"),
        "FEES": ("FEES",),
        "PROCUREMENT": ("PROCUREMENT",),
    }.items()
    for token in tokens
}


def tell(rows: Sequence[MarkedRow]) -> dict[TableKind, ToldTable]:
    """The rows of each table that tell themselves; tables without any are left out."""
    told: dict[TableKind, ToldTable] = {}
    opened = [_Opened(row) for row in rows]
    for kind in (TableKind.PROACTIVE, TableKind.REQUESTS):
        table = _Table(kind, opened).tell()
        if table is not None:
            told[kind] = table
    disputes = _tell_disputes(opened)
    if disputes is not None:
        told[TableKind.DISPUTES] = disputes
    return told


# ------------------------------------------------------------------------------ single rows


class _Opened:
    """A row of marks, its fields told apart."""

    def __init__(self, row: MarkedRow) -> None:
        self.row = row
        self.fields = row.fields
        self.states = [read_printed(one.text).state for one in row.fields]
        words = [
            number
            for number, state in enumerate(self.states)
            if state is CellState.TEXT and _is_words(row.fields[number].text)
        ]
        #: The place of the last field of words; -1 for a row without any.
        self.last = words[-1] if words else -1
        self.words = words

    def after(self) -> Sequence[Field]:
        """The fields behind the last words."""
        return self.fields[self.last + 1 :]

    def tokens(self, kind: TableKind) -> list[str | None]:
        """The token of each field of words."""
        at = _INDEX[kind]
        return [_token(self.fields[number].text, at) for number in self.words]

    @property
    def is_strange(self) -> bool:
        """Whether something behind the words is neither a value nor empty."""
        return any(state is CellState.TEXT for state in self.states[self.last + 1 :])

    @property
    def has_numbers(self) -> bool:
        """Whether a number stands in it that is no count of rows or columns."""
        return CellState.NUMBER in self.states[self._first :] and not self._is_counting

    @property
    def _first(self) -> int:
        """The place behind the index, a number of its own in front of the words."""
        if not self.words or not self.words[0] or not self.fields[0].text.isdigit():
            return 0
        between = self.states[1 : self.words[0]]
        return int(all(state is CellState.BLANK for state in between))

    @property
    def _is_counting(self) -> bool:
        """Whether its fields are the counts of the columns, as a tool prints them for heads."""
        shown = [one.text for one in self.fields if one.text]
        first = shown[0] if shown else ""
        return (
            len(shown) >= _FEWEST_COUNTED
            and first in {"0", "1"}
            and shown == [str(number) for number in range(int(first), int(first) + len(shown))]
        )

    @property
    def has_values_before(self) -> bool:
        """Whether values stand among the words, but for an index in front of them."""
        return any(
            self.states[number] not in {CellState.BLANK, CellState.TEXT}
            for number in range(self._first, self.last)
            if number not in self.words
        )


def _is_words(text: str) -> bool:
    """Whether a text is words rather than a value with something strange about it."""
    plain = narrow(text).lstrip("(（[〔 ")
    if not any(map(str.isalpha, plain)):
        return False
    if not plain[:1].isdigit() or any(labels_of(text)):
        return True
    return plain[1:2] in ".、．,，) " and not plain[2:3].isdigit()


def _token(text: str, at: int) -> str | None:
    """The token of a label; of 「第二十条第（一）项 - 本年制发件数」 it is the last part's."""
    *groups, own = text.split(_JOINED) if _JOINED in text else [text]
    return labels_of(own)[at] if all(any(labels_of(group)) for group in groups) else None


def _cell_label(text: str, at: int) -> str | None:
    """The token of a label, or of the label that words end in, in the table number *at*."""
    return labels_of(text)[at] or _label_at_end(text, at)


@lru_cache(maxsize=1024)
def _label_at_end(text: str, at: int) -> str | None:
    """The token of the label that ends *text* behind a piece of another: 「（四）无 1.本机关…」."""
    found = list(scan_labels(text)) if len(text) <= _LONGEST_LABEL else []
    if not found or found[-1].end != len(text) or not is_piece(text[: found[-1].start]):
        return None
    return found[-1].tokens[at]


@cache
def _rows_of(kind: TableKind) -> Mapping[str, tuple[tuple[Edition | None, Line], ...]]:
    """Each token of a row of values with its line in each edition."""
    found: dict[str, list[tuple[Edition | None, Line]]] = defaultdict(list)
    for layout in table_layouts():
        if layout.kind is kind:
            for line in layout.lines:
                if line.cells and line.tokens:
                    found[line.tokens[-1]].append((layout.edition, line))
    return {token: tuple(lines) for token, lines in found.items()}


@cache
def _heads_of(kind: TableKind) -> AbstractSet[str]:
    """The tokens of the heads of columns."""
    return {
        label
        for layout in table_layouts()
        if layout.kind is kind
        for cell in layout.cells
        for label in cell.column_labels
    }


def _split_values(fields: Iterable[Field]) -> list[Field] | None:
    """The values of fields that hold several, parted by blanks; None where there is none such."""
    out: list[Field] = []
    has_many = False
    for field in fields:
        if not field.text:
            continue  # a place of its own among such fields
        parts = field.text.split(" ")
        if len(parts) == 1:
            out.append(field)
            continue
        if not all(read_printed(part).state is CellState.NUMBER for part in parts):
            return None
        has_many = True
        out += (Field(part, field.start, field.end) for part in parts)
    return out if has_many else None


# ------------------------------------------------------------------------------ tables two, three


class _Candidate(NamedTuple):
    """A row whose label is known, and the fields behind it."""

    token: str
    labels: tuple[Field, ...]
    opened: _Opened

    @property
    def shape(self) -> tuple[int, int]:
        """Rows of one run with as many fields have their columns in common."""
        return self.opened.row.run, len(self.opened.fields)


#: The fields that each column of the form has; all of them say the same in each row.
_Columns = Sequence[tuple[int, ...]]


def _singly(places: Iterable[int]) -> _Columns:
    return [(at,) for at in places]


def _fits(row: _Opened, columns: _Columns) -> bool:
    """Whether the fields of each column say the same, and nothing stands outside of the columns."""
    taken = {at for places in columns for at in places}
    return all(len({row.fields[at].text for at in places}) == 1 for places in columns) and all(
        row.states[at] is CellState.BLANK
        for at in range(row.last + 1, len(row.fields))
        if at not in taken
    )


def _is_full(rows: Sequence[_Candidate], places: Sequence[int]) -> bool:
    """Whether one of the rows has something in all places."""
    return any(all(one.opened.states[at] is not CellState.BLANK for at in places) for one in rows)


def _may_repeat(rows: Sequence[_Candidate], places: Sequence[int]) -> bool:
    """Whether two places beside each other say the same in every row, as one merged cell does."""
    return any(
        left + 1 == right
        and all(one.opened.fields[left].text == one.opened.fields[right].text for one in rows)
        for left, right in pairwise(places)
    )


class _Table:
    """Tells the rows of table two or of table three."""

    def __init__(self, kind: TableKind, rows: Sequence[_Opened]) -> None:
        self.kind = kind
        self.rows = rows
        self.candidates: list[_Candidate] = []
        #: The rows of heads, as (row, tokens in order).
        self.heads: list[tuple[_Opened, list[str]]] = []
        self._labelled: set[int] = set()
        #: Whether a row of heads of the run holds words that are none of the form's.
        self._strangers: dict[int, bool] = {}
        self._places = {id(one.row): number for number, one in enumerate(rows)}

    def tell(self) -> ToldTable | None:
        self._open()
        if self._is_of_both_editions():
            return None
        layout = layout_of(self.kind, self._edition())
        lines = {line.tokens[-1]: line for line in layout.lines if line.cells and line.tokens}
        if self._has_other_heads(layout):
            return None
        told: list[ToldRow] = []
        shapes: dict[tuple[int, int], list[_Candidate]] = defaultdict(list)
        for one in self.candidates:
            if one.token in lines:
                shapes[one.shape].append(one)
        for alike in shapes.values():
            told += self._tell_alike(alike, lines)
        told += self._tell_cells(lines)
        told = [
            one
            for one in told
            if not self._is_beside(one)
            and not (self._strangers.get(one.row.run) and rests_on_heads(one.values))
        ]
        is_displaced = self._is_displaced()
        table = proved(layout, agreeing(told), lines, is_displaced=is_displaced)
        if table is None:
            return ToldTable(layout, {}, is_displaced=True) if is_displaced else None
        return table._replace(frame=self._frame(table))

    def _frame(self, table: ToldTable) -> tuple[MarkedRow, ...]:
        """The rows around those that are told which hold labels of the table and nothing else."""
        places = [self._places[id(one.row)] for one in table.rows.values()]
        region = self.rows[max(0, min(places) - _HEAD_ROWS) : max(places) + 1]
        return tuple(
            row.row
            for row in region
            if row.words
            and not row.has_numbers
            and not row.is_strange
            and None not in row.tokens(self.kind)
        )

    def _is_displaced(self) -> bool:
        """Whether a tool set words and values of several rows of the table into one cell."""
        places = [self._places[id(one.opened.row)] for one in self.candidates]
        if not places:
            return False
        runs = {one.opened.row.run for one in self.candidates}
        region = self.rows[max(0, min(places) - _HEAD_ROWS) : max(places) + 1]
        stacked = sum(
            one.text.endswith(STACKED) or _ORDINAL_AT_END.search(one.text) is not None
            for row in region
            for one in row.fields
        )
        loose = sum(row.row.run in runs and row.has_numbers and row.last < 0 for row in region)
        torn = any(_is_stacked_row(one.opened.after()) for one in self.candidates)
        return stacked + loose + _FEWEST_STACKED * torn >= _FEWEST_STACKED

    def _is_beside(self, told: ToldRow) -> bool:
        """Whether values without a label stand next to a row that does not add up by itself."""
        if told.row.gaps or (len(told.values) > FEWEST_PROVABLE and adds_up(told.values)):
            return False
        at = self._places[id(told.row)]
        behind = self.rows[at + 1] if at + 1 < len(self.rows) else None
        if behind is not None and behind.row.gaps == (1,) and behind.last < 0:
            return True  # digits of it on the next line
        reach = 1 if any(one.text for one in told.values) else _REACH_OF_BLANK
        around = self.rows[max(0, at - reach) : at + reach + 1]
        return any(
            other.row.run == told.row.run and other.has_numbers and id(other) not in self._labelled
            for other in around
        )

    def _open(self) -> None:
        """Tell rows of heads, and rows that begin with a label of a row."""
        known = _rows_of(self.kind)
        column: list[str] = []
        for row in self.rows:
            heads = self._heads_in(row)
            if len(row.fields) == 1 and len(heads) == 1:
                column += heads
                continue
            if self._is_head(column):
                self.heads.append((row, column))
            column = []
            if len(heads) > 1:
                self.heads.append((row, heads))
                self._strangers[row.row.run] = self._has_strangers(row)
                continue
            if row.last < 0 or len(row.fields) == 1:
                continue
            tokens = row.tokens(self.kind)
            label = self._label(row, tokens)
            if label is not None and label[0] in known and not row.has_values_before:
                self._labelled.add(id(row))
                self.candidates.append(_Candidate(*label, row))
            elif len(row.words) > 1 and not row.has_numbers and None in tokens[1:]:
                self._strangers[row.row.run] = True

    def _heads_in(self, row: _Opened) -> list[str]:
        """The tokens of the heads that stand in a row, each in a field or several in one."""
        heads, at = _heads_of(self.kind), _INDEX[self.kind]
        if len(row.words) == 1 and len(row.fields) == 1:
            text = row.fields[0].text
            if len(text) > _LONGEST_LABEL:
                return []
            found = [one.tokens[at] for one in scan_labels(text)]
            return [token for token in found if token and token in heads] if all(found) else []
        return [token for token in row.tokens(self.kind) if token is not None and token in heads]

    def _has_strangers(self, row: _Opened) -> bool:
        """Whether unknown words stand among the heads of a row, behind the first of them."""
        tokens = row.tokens(self.kind)
        first = next((number for number, token in enumerate(tokens) if token), 0)
        return None in tokens[first:]

    def _is_head(self, column: Sequence[str]) -> bool:
        """Whether heads of which each is a cell by itself tell the order of the columns.

        Those of table three do only when none is torn: else the short ones stand first.
        """
        if self.kind is TableKind.REQUESTS:
            return {*column} >= _KINDS_OF_APPLICANTS
        return len(column) > 1

    def _label(
        self, row: _Opened, tokens: Sequence[str | None]
    ) -> tuple[str, tuple[Field, ...]] | None:
        """The label that the words of a row end in, whole before likely, and its fields."""
        fields = tuple(row.fields[number] for number in row.words)
        at = _INDEX[self.kind]
        if tokens[-1] is not None:
            return tokens[-1], fields
        for first in range(len(fields) - 1, -1, -1):
            joined = "".join(one.text for one in fields[first:])
            token = labels_of(joined)[at] if first < len(fields) - 1 else None
            if token is not None:
                return token, fields
        token = _label_at_end(fields[-1].text, at)
        if token is not None:
            return token, fields
        if (
            row.row.dialect in {"cell", "stream", "blanks"}
            or narrow(fields[-1].text[-1:]).isdigit()
        ):
            return None
        likely = likely_label(self.kind, fields[-1].text)
        if likely is None and len(fields) > 1:
            likely = likely_label(self.kind, "".join(one.text for one in fields[-2:]))
        return (likely, fields) if likely is not None else None

    def _is_of_both_editions(self) -> bool:
        """Whether heads of table two stand there that no edition has together."""
        seen = self._seen()
        return self.kind is TableKind.PROACTIVE and all(
            seen & _own_tokens(self.kind, edition) for edition in Edition
        )

    def _seen(self) -> set[str]:
        """The tokens of all labels of the table."""
        return {token for row in self.rows for token in row.tokens(self.kind) if token}

    def _edition(self) -> Edition:
        """The edition whose own labels stand in the rows; the form in force where none tells."""
        seen = self._seen()
        votes = {edition: len(seen & _own_tokens(self.kind, edition)) for edition in Edition}
        if self.kind is TableKind.REQUESTS and not any(votes.values()):
            return Edition.FORM_2019 if self._has_one_other_row() else Edition.FORM_2021
        return max(votes, key=lambda edition: (votes[edition], edition.value))

    def _has_one_other_row(self) -> bool:
        """Whether values stand right behind the label 其他处理, which was one row in 2019."""
        for row, behind in zip_longest(self.rows, self.rows[1:]):
            if row.words and row.tokens(self.kind)[-1] == "OTHER_HANDLING":
                is_cell = len(row.fields) == 1 and behind is not None and behind.last < 0
                if is_cell or row.has_numbers:
                    return True
        return False

    def _has_other_heads(self, layout: TableLayout) -> bool:
        """Whether printed heads stand in another order than the form's."""
        for _, tokens in self.heads:
            for line in layout.lines:
                order = [token for token in line.tokens if token in tokens]
                mine = [token for token in tokens if token in line.tokens]
                if line.cells or len(set(mine)) < len(mine):
                    continue
                if mine != sorted(mine, key=order.index):
                    return True
        return False

    # -- which columns

    def _tell_alike(
        self, alike: Sequence[_Candidate], lines: Mapping[str, Line]
    ) -> Iterator[ToldRow]:
        """The rows of one shape that tell themselves."""
        wide: dict[tuple[int, str], list[_Candidate]] = defaultdict(list)
        exact: list[ToldRow] = []
        if self.kind is TableKind.REQUESTS:
            alike = _with_all_columns(alike)
        for one in alike:
            count = len(lines[one.token].cells)
            after = one.opened.after()
            if one.opened.is_strange:
                parts = _split_values(after)
                if parts is not None and len(parts) == count and adds_up(parts):
                    exact.append(_told(one, parts, "count"))
            elif len(after) == count:
                exact.append(_told(one, after, "count"))
            elif len(after) > count:
                wide[count, BLOCKS.get(one.token, "")].append(one)
        if are_sound(exact):
            yield from exact
        for (count, _), rows in wide.items():
            if count == 1:
                yield from filter(None, map(_single, rows))
            else:
                yield from self._tell_wide(rows, count)

    def _tell_wide(self, rows: Sequence[_Candidate], count: int) -> Iterator[ToldRow]:
        """Rows with more fields than the form's columns, which all have in common."""
        for columns in self._ways(rows, count):
            if not all(_fits(one.opened, columns) for one in rows):
                continue
            how = "repeat" if any(len(places) > 1 for places in columns) else "place"
            told = [
                _told(one, [one.opened.fields[places[0]] for places in columns], how)
                for one in rows
            ]
            if self.kind is TableKind.PROACTIVE or are_sound(told, needs_proof=True):
                yield from told
                return
        own = [
            _told(one, one.opened.after()[:count], "count")
            for one in rows
            if not any(field.text for field in one.opened.after()[count:])
        ]
        if self.kind is TableKind.REQUESTS and are_sound(own, needs_proof=True):
            yield from own

    def _ways(self, rows: Sequence[_Candidate], count: int) -> Iterator[_Columns]:
        """Which fields may be the form's columns, the surest way first.

        Sums choose in table three. In table two nothing does, so that fields are its columns only
        under its heads, or where one row is full and no merged cell may be repeated in it.
        """
        first = max(one.opened.last for one in rows) + 1
        width = len(rows[0].opened.fields)
        shown = [
            at
            for at in range(first, width)
            if any(one.opened.states[at] is not CellState.BLANK for one in rows)
        ]
        if self.kind is TableKind.PROACTIVE:
            yield from self._under_heads(rows, count)
            if len(shown) == count and _is_full(rows, shown) and not _may_repeat(rows, shown):
                yield _singly(shown)
            return
        if len(shown) == count:
            yield _singly(shown)
        for start in (shown[-1] + 1 - count if shown else first, width - count, first):
            if first <= start <= width - count:
                yield _singly(range(start, start + count))

    def _under_heads(self, rows: Sequence[_Candidate], count: int) -> Iterator[_Columns]:
        """Under the heads of the block, where these stand in a row of as many fields.

        A head that is repeated in each place of a merged cell has all of these for its column.
        """
        start, width = rows[0].opened.row.start, len(rows[0].opened.fields)
        heads = [row for row, _ in self.heads if row.row.start < start and len(row.fields) == width]
        if not heads:
            return
        known = _heads_of(self.kind)
        tokens = zip(heads[-1].words, heads[-1].tokens(self.kind), strict=True)
        columns = [
            tuple(at for at, _ in alike)
            for token, alike in groupby(tokens, key=itemgetter(1))
            if token in known
        ]
        if len(columns) == count:
            yield columns

    # -- cells by themselves

    def _tell_cells(self, lines: Mapping[str, Line]) -> Iterator[ToldRow]:
        """Rows of cells that stand one a line, or all on one line."""
        at = _INDEX[self.kind]
        told: list[ToldRow] = []
        for run in _runs_of_cells(self.rows):
            step = _step_of(run)
            labels = [
                number
                for number, one in enumerate(run)
                if one.last == 0 and _cell_label(one.fields[0].text, at) in lines
            ]
            if not labels or step is None or _begins_with_values(run, labels[0], lines, at):
                continue
            for number in labels:
                token = _cell_label(run[number].fields[0].text, at) or ""
                count = len(lines[token].cells)
                values = list(islice(_cells_behind(run, number, step), count))
                behind = number + 1 + sum(bool(one.text) for one in values)
                rest = run[behind : behind + 2]
                is_over = (
                    not rest or rest[0].last == 0 or _is_next_ordinal(run[number], rest, values)
                )
                if len(values) == count and is_over:
                    row = run[number].row
                    told.append(ToldRow(token, row.fields, tuple(values), "count", row))
        blanks = sum(not field.text for one in told for field in one.values)
        if 0 < blanks < _FEWEST_GAPS:  # as likely a value that got lost
            told = [one for one in told if all(field.text for field in one.values)]
        if are_sound(told):
            yield from told


def _with_all_columns(alike: Sequence[_Candidate]) -> Sequence[_Candidate]:
    """The rows of one shape in table three, unless a column of it is lost.

    Where labels end in different columns of one grid, values stand behind the last of these: if
    fewer columns than the form's are left there, no empty place beside a label is a value.
    """
    last = max(one.opened.last for one in alike)
    is_whole = len(alike[0].opened.fields) - last - 1 >= _COLUMNS_OF_REQUESTS
    return [one for one in alike if is_whole or one.opened.is_strange or one.opened.last == last]


def _is_stacked_row(fields: Sequence[Field]) -> bool:
    """Whether two values stand in one field and none in the next."""
    return any(
        not two.text and (parts := _split_values([one])) is not None and len(parts) > 1
        for one, two in pairwise(fields)
    )


def _told(one: _Candidate, values: Sequence[Field], how: str) -> ToldRow:
    return ToldRow(one.token, one.labels, tuple(values), how, one.opened.row)


def _single(one: _Candidate) -> ToldRow | None:
    """A row of one value, which merged cells may repeat or leave places for."""
    shown = [field for field in one.opened.after() if field.text]
    if shown and all(field.text == shown[0].text for field in shown):
        return _told(one, shown[:1], "repeat" if len(shown) > 1 else "place")
    return None


@cache
def _own_tokens(kind: TableKind, edition: Edition) -> frozenset[str]:
    """The tokens that only one edition of a table prints."""
    of = {
        layout.edition: {token for line in layout.lines for token in line.tokens}
        for layout in table_layouts()
        if layout.kind is kind
    }
    others = set().union(*(tokens for other, tokens in of.items() if other is not edition))
    return frozenset(of[edition] - others)


# ------------------------------------------------------------------------------ cells


def _runs_of_cells(rows: Sequence[_Opened]) -> Iterator[list[_Opened]]:
    run: list[_Opened] = []
    for row in rows:
        if row.row.gaps and (not run or run[-1].row.run == row.row.run):
            run.append(row)
            continue
        if run:
            yield run
        run = [row] if row.row.gaps else []
    if run:
        yield run


def _step_of(run: Sequence[_Opened]) -> int | None:
    """How many line ends part two values; None where no two stand together."""
    steps = [
        two.row.gaps[0]
        for one, two in pairwise(run)
        if one.last < 0 and two.last < 0 and CellState.TEXT not in {*one.states, *two.states}
    ]
    return min(filter(None, steps), default=1 if steps else None)


def _is_next_ordinal(label: _Opened, rest: Sequence[_Opened], values: Sequence[Field]) -> bool:
    """Whether one number behind a row that adds up is the ordinal of the next row."""
    own = re.match(r"[0-9]+(?=[.．、])", narrow(label.fields[0].text))
    following = rest[0].fields[0].text.rstrip(".．、")
    is_alone = len(rest) == 1 or rest[1].last == 0
    return own is not None and following == str(int(own[0]) + 1) and is_alone and adds_up(values)


def _begins_with_values(
    run: Sequence[_Opened], first: int, lines: Mapping[str, Line], at: int
) -> bool:
    """Whether as many values stand before the first label as its row has: labels are last."""
    token = _cell_label(run[first].fields[0].text, at) or ""
    count = len(lines[token].cells)
    before = run[max(0, first - count) : first]
    return len(before) == count and all(one.last < 0 for one in before)


def _cells_behind(
    run: Sequence[_Opened], label: int, step: int, *, is_new_row: bool = False
) -> Iterator[Field]:
    """The values behind a label, an empty one for each step too many.

    Where they are a new row, the distance of the first from the label says nothing.
    """
    end = run[label].row.end
    for number in range(label + 1, len(run)):
        one = run[number]
        if one.last >= 0 or CellState.TEXT in one.states:
            return
        is_first = is_new_row and number == label + 1
        extra, rest = (1, 0) if is_first or not one.row.gaps[0] else divmod(one.row.gaps[0], step)
        if rest:
            return
        for _ in range(extra - 1):
            yield Field("", end, end)
        yield one.fields[0]
        end = one.row.end


# ------------------------------------------------------------------------------ table four


def _tell_disputes(rows: Sequence[_Opened]) -> ToldTable | None:
    """The one row of fifteen counts below the heads of the results."""
    layout = layout_of(TableKind.DISPUTES, None)
    count = len(layout.cells)
    found: list[ToldRow] = []
    is_displaced = False
    for number, row in enumerate(rows):
        if row.last >= 0 or len(row.fields) < count:
            continue
        if any(one.text.endswith(STACKED) for one in row.fields):
            is_displaced = True
            continue
        fields: Sequence[Field] = row.fields
        if row.is_strange:
            parts = _split_values(fields)
            if parts is None or len(parts) != count or not _groups_add_up(parts, layout):
                continue
            fields = parts
        elif len(fields) == count + 1 and fields[0].text.isdigit():
            fields = fields[1:]
        if not _are_under_heads(rows, number) or CellState.NUMBER not in row.states:
            continue
        if len(fields) != count or not _groups_may_add_up(fields, layout):
            is_displaced = True
            continue
        found.append(ToldRow("", (), tuple(fields), "count", row.row))
    found += _disputes_in_cells(rows, layout)
    lines = {"": next(line for line in layout.lines if line.cells)}
    table = proved(layout, agreeing(found), lines)
    return ToldTable(layout, {}, is_displaced=True) if table is None and is_displaced else table


def _are_under_heads(rows: Sequence[_Opened], number: int) -> bool:
    """Whether results of table four are named in the rows above a row."""
    at = _INDEX[TableKind.DISPUTES]
    above = rows[max(0, number - _REACH_OF_HEADS) : number]
    heads = {labels_of(one.text)[at] for other in above for one in other.fields}
    return len(heads & _HEADS_OF_DISPUTES) >= _FEWEST_HEADS


def _disputes_in_cells(rows: Sequence[_Opened], layout: TableLayout) -> Iterator[ToldRow]:
    """The fifteen counts that stand one a line between heads and other words, and add up."""
    count = len(layout.cells)
    for run in _runs_of_cells(rows):
        step = _step_of(run)
        for number, (one, two) in enumerate(pairwise(run)):
            begins = one.last == 0 and two.last < 0
            if step is None or not begins or not _are_under_heads(run, number + 1):
                continue
            values = tuple(islice(_cells_behind(run, number, step, is_new_row=True), count))
            behind = number + 1 + sum(bool(value.text) for value in values)
            is_over = behind >= len(run) or run[behind].last == 0
            if len(values) == count and is_over and _groups_add_up(values, layout):
                yield ToldRow("", (), values, "count", one.row)


def _groups_add_up(values: Sequence[Field], layout: TableLayout) -> bool:
    return not any(_broken(layout, values)) and any(read_printed(one.text).value for one in values)


def _groups_may_add_up(values: Sequence[Field], layout: TableLayout) -> bool:
    """A broken sum beside an empty cell tells of a column that is lost."""
    has_blank = any(not one.text for one in values)
    return not has_blank or not any(_broken(layout, values))


def _broken(layout: TableLayout, values: Sequence[Field]) -> Iterator[bool]:
    numbers = {
        (cell.row, cell.column): read_printed(value.text).value
        for cell, value in zip(layout.cells, values, strict=True)
    }
    for balance in layout.balances:
        left = [numbers.get(place) for place in balance.left]
        right = [numbers.get(place) for place in balance.right]
        if None not in right:
            yield sum(value for value in left if value is not None) != sum(
                value for value in right if value is not None
            )
