"""Rows that need no search: a whole label, and exactly the form's count of fields beside it.

Takes the rows that marks part and gives, for each table of the forms, the rows that tell
themselves. Which of the fields of a wider row are the form's columns is decided for all rows of
one shape together, and the form's sums judge; a short row is never guessed at. Two copies of a row
that disagree tell nothing, and a table most of whose sums break is one that a tool displaced.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest

from govdisclosure.labels import labels_of, likely_label
from govdisclosure.layout import Edition, Line, TableKind, TableLayout, layout_of
from govdisclosure.source import Field
from govdisclosure.tables.columns import BLOCKS, Candidate, tell_alike
from govdisclosure.tables.counted import tell_cells
from govdisclosure.tables.disputes import tell_disputes
from govdisclosure.tables.formed import tell_formed
from govdisclosure.tables.gathered import gather
from govdisclosure.tables.geometry import tell_places
from govdisclosure.tables.glued import cut_rows, noughts_apart
from govdisclosure.tables.headed import (
    ORGANIZATIONS,
    SPANNING,
    Headed,
    columns_before_remarks,
    head_tokens,
    tell_headed,
)
from govdisclosure.tables.marks import STACKED, MarkedRow
from govdisclosure.tables.mended import mended
from govdisclosure.tables.opened import (
    INDEX,
    OpenedRow,
    edition_of,
    heads_in_words,
    heads_of,
    is_stacked_row,
    label_at_end,
    own_tokens,
    rows_of,
)
from govdisclosure.tables.sums import weigh
from govdisclosure.tables.told import (
    FEWEST_PROVABLE,
    ToldRow,
    ToldTable,
    agreeing,
    of_copies,
    printed_cells,
    proved,
    proves_itself,
    rests_on_heads,
    speaks_against,
)
from govdisclosure.tables.unnamed import tell_unnamed
from govdisclosure.text import CellState, narrow

__all__ = ["tell"]

#: Words that end in the ordinal of the next row; so many of them tell of stacked cells.
_ORDINAL_AT_END = re.compile(r"[^0-9.．、 ][ ]?[0-9][.．、]$")
_FEWEST_STACKED = 2
#: A bracket without its other half.
_ONE_SIDED = re.compile(r"^[^(（]*[)）]|[(（][^)）]*$")
#: A label goes over at most so many fields.
_MOST_PIECES = 4
#: So many rows of heads stand above the first row.
_HEAD_ROWS = 3
#: Values that an empty row lost stand no farther from it, in rows.
_REACH_OF_BLANK = 4


def tell(
    rows: Sequence[MarkedRow], text: str = "", kinds: Collection[TableKind] = tuple(TableKind)
) -> dict[TableKind, ToldTable]:
    """The rows of each table that tell themselves; tables without any are left out.

    Args:
        rows: The rows that marks part.
        text: The text they are of, in which places may tell rows as well.
        kinds: The kinds of tables that are asked for.
    """
    told: dict[TableKind, ToldTable] = {}
    opened = [OpenedRow(row) for row in gather(rows)]
    for kind in kinds:
        is_of_disputes = kind is TableKind.DISPUTES
        table = tell_disputes(opened) if is_of_disputes else _Table(kind, opened).tell()
        if table is not None:
            told[kind] = table
    if any(row.dialect == "single" for row in rows):
        return told  # what blanks part has no places
    for kind, placed in tell_places(text).items():
        if kind in kinds:
            told[kind] = _joined(told.get(kind), placed)
    return told


def _joined(marked: ToldTable | None, placed: ToldTable) -> ToldTable:
    """What marks and places tell of one table; the form is that of the more rows."""
    tables = [placed]
    if marked is not None:
        rest = {
            token: row
            for token, row in marked.rows.items()
            if token not in placed.doubted or proves_itself(row)
        }
        tables.append(marked._replace(rows=rest))
        tables.sort(key=lambda table: len(table.rows), reverse=True)
    layout = tables[0].layout
    rows = agreeing(
        row for table in tables if table.layout is layout for row in table.rows.values()
    )
    lines = {line.tokens[-1] if line.tokens else "": line for line in layout.lines if line.cells}
    table = proved(layout, rows, lines) or ToldTable(layout, {})
    return table._replace(
        frame=tuple(row for one in tables for row in one.frame if table.rows),
        doubted=placed.doubted,
    )


class _Table:
    """Tells the rows of table two or of table three."""

    def __init__(self, kind: TableKind, rows: Sequence[OpenedRow]) -> None:
        self.kind = kind
        rows = mended(kind, rows)
        self.rows: list[OpenedRow] = []
        self.candidates: list[Candidate] = []
        #: The rows of heads that stand together over rows.
        self.blocks: list[Sequence[OpenedRow]] = []
        #: The number of those over each row; below 0 without any.
        self._over: list[int] = []
        #: The heads that stand one a line, or several on a line without marks.
        self.lone_heads: list[Sequence[str]] = []
        self._labelled: set[int] = set()
        #: Rows that are not what other readers of them may think.
        self.refuted: set[str] = set()
        #: The rows of heads of each run by place, and whether one holds words that are none of the
        #: form's.
        self._strangers: defaultdict[int, dict[int, bool]] = defaultdict(dict)
        self._places = {id(one.row): number for number, one in enumerate(rows)}
        self._find_heads(rows)

    def tell(self) -> ToldTable | None:
        self._open()
        if self._is_of_both_editions():
            known = frozenset(rows_of(self.kind))
            return ToldTable(layout_of(self.kind, self._edition()), {}, doubted=known)
        layout = layout_of(self.kind, self._edition())
        lines = {line.tokens[-1]: line for line in layout.lines if line.cells and line.tokens}
        is_other = self._has_other_heads(layout)
        told = list(tell_unnamed(layout, self.rows, self._named()))
        self._labelled |= {id(self.rows[self._places[id(one.row)]]) for one in told}
        told += self._tell_rows(layout, lines, may_be_form=not is_other)
        told += tell_cells(layout, self.rows)
        told = [
            one
            for one in told
            if not self._is_beside(one)
            and not self._is_short(one)
            and not (rests_on_heads(one.cells) and self._is_under_strangers(one))
        ]
        lacking = [one for one in told if _lacks_total(one)]
        # Numbers beside an empty total are a row that lost a field, unless most rows are like that.
        if 2 * len(lacking) < len(told) and any(map(proves_itself, told)):
            told = [one for one in told if not _lacks_total(one)]
        told += self._cut(layout, lines, told)
        told = _unrefuted(layout, told, lines)
        table = proved(layout, of_copies(told), lines, is_displaced=self._is_displaced())
        strange = self.refuted | {
            one.token
            for one in self.candidates
            if any(field.text.endswith(STACKED) for field in one.opened.after())
        }
        if table is None:
            return ToldTable(layout, {}, doubted=frozenset(strange)) if strange else None
        doubted = frozenset(strange - table.rows.keys())
        return table._replace(frame=self._frame(table), doubted=doubted)

    def _tell_rows(
        self, layout: TableLayout, lines: Mapping[str, Line], *, may_be_form: bool
    ) -> Iterator[ToldRow]:
        """The rows that marks part, first by their heads, then by what they have in common."""
        groups: dict[tuple[int, str], list[Candidate]] = defaultdict(list)
        for one in self.candidates:
            if one.token in lines:
                groups[one.over, BLOCKS.get(one.token, "")].append(one)
        for (over, _), rows in groups.items():
            headed = Headed()
            if over >= 0 and len(lines[rows[0].token].cells) == 1:
                heads = self.blocks[over][-1]
                under = [one for one in rows if _is_under_head(self.kind, one, heads)]
                self.refuted |= {one.token for one in rows if one not in under}
                rows = under  # noqa: PLW2901
            elif over >= 0 and len(lines[rows[0].token].cells) > 1:
                formed = tell_formed(layout, rows, self.blocks[over], lines)
                headed = (
                    Headed(formed)
                    if formed
                    else tell_headed(layout, rows, self.blocks[over], lines)
                )
            yield from headed.rows
            if may_be_form and headed.may_be_form:
                known = {id(one.row) for one in headed.rows}
                shapes: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
                for one in rows:
                    is_wide = len(one.opened.after()) > len(lines[one.token].cells)
                    if id(one.opened.row) not in known and (headed.may_be_wide or not is_wide):
                        shapes[one.shape].append(one)
                for alike in shapes.values():
                    yield from tell_alike(self.kind, alike, lines)

    def _named(self) -> dict[int, str]:
        """The token of each row whose label is known, by its number."""
        return {self._places[id(one.opened.row)]: one.token for one in self.candidates}

    def _cut(
        self, layout: TableLayout, lines: Mapping[str, Line], told: Sequence[ToldRow]
    ) -> list[ToldRow]:
        """The rows whose digits ran together, in a table that prints noughts."""
        known = {one.token for one in told}
        glued = {
            lines[one.token]: one
            for one in self.candidates
            if one.token in lines and one.token not in known
        }
        pieces = {
            line: [field for field in one.opened.after() if field.text]
            for line, one in glued.items()
        }
        if self.kind is TableKind.PROACTIVE:
            return [
                ToldRow(one.token, one.labels, values, "cut", one.opened.row)
                for line, one in glued.items()
                if (values := noughts_apart(pieces[line], len(line.cells))) is not None
            ]
        shown = (value.text for one in told for value in one.values)
        if not any(text == "0" for text in shown):
            pieces = {line: fields for line, fields in pieces.items() if len(fields) > 1}
        return [
            ToldRow(glued[line].token, glued[line].labels, values, "cut", glued[line].opened.row)
            for line, values in cut_rows(layout, pieces, told, lines).items()
        ]

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
        torn = any(
            is_stacked_row(one.opened.after(), len(line.cells))
            for one in self.candidates
            for _, line in rows_of(self.kind)[one.token]
        )
        return stacked + loose + _FEWEST_STACKED * torn >= _FEWEST_STACKED

    def _is_under_strangers(self, told: ToldRow) -> bool:
        """Whether the heads above a row, or any where none are, hold words of no form."""
        heads, at = self._strangers[told.row.run], self._places[id(told.row)]
        above = bisect_left(places := [*heads], at)  # they were told in order
        return heads[places[above - 1]] if above else any(heads.values())

    def _is_beside(self, told: ToldRow) -> bool:
        """Whether values without a label stand next to a row that does not add up by itself."""
        if told.row.gaps or proves_itself(told):
            return False
        at = self._places[id(told.row)]
        above, behind = self.rows[max(0, at - 1) : at], self.rows[at + 1 : at + 2]
        if any(map(_is_torn, (*above, *behind))):
            return True
        is_open = not told.values[-1].text
        if any(_is_lone_value(one) and (is_open or one.row.gaps == (1,)) for one in behind):
            return True  # digits of it on the next line, or its last value
        reach = 1 if any(one.text for one in told.values) else _REACH_OF_BLANK
        around = self.rows[max(0, at - reach) : at + reach + 1]
        return any(
            other.row.run == told.row.run
            and (other.has_numbers or (other.last < 0 and other.is_strange))
            and id(other) not in self._labelled
            and not other.is_of_stranger
            for other in around
        )

    def _is_short(self, told: ToldRow) -> bool:
        """Whether a row that begins with an empty value has fewer fields than others of its run.

        It lacks one then, and the empty one is a place beside its label, where those others have
        their labels in the same place.
        """
        if told.how != "count" or told.row.gaps or told.values[0].text:
            return False
        last = self.rows[self._places[id(told.row)]].last
        widths = [
            len(one.opened.fields)
            for one in self.candidates
            if one.opened.row.run == told.row.run and one.opened.last == last
        ]
        return 2 * sum(width > len(told.row.fields) for width in widths) > len(widths)

    def _find_heads(self, rows: Sequence[OpenedRow]) -> None:
        """Tell the rows of heads over each row, and take remarks under a head of their own away."""
        block: list[OpenedRow] = []
        remarks = 0
        for row in rows:
            if len(row.fields) > 1 and row.words and head_tokens(self.kind, row):
                block = [*block, row] if self.kind is TableKind.REQUESTS else [row]
            elif block and len(row.fields) > 1 and row.words:
                self.blocks.append(block)
                remarks = columns_before_remarks(self.kind, block)
                block = []
            self.rows.append(row.without_remark(remarks) if remarks else row)
            self._over.append(len(self.blocks) - 1)

    def _open(self) -> None:
        """Tell rows of heads, and rows that begin with a label of a row."""
        known = rows_of(self.kind)
        column: list[str] = []
        for row, over in zip(self.rows, self._over, strict=True):
            heads = self._heads_in(row)
            if len(row.fields) == 1 and len(heads) == 1:
                column += heads
                continue
            if self._is_head(column):
                self.lone_heads.append(column)
            column = []
            if len(heads) > 1:
                if len(row.fields) == 1:
                    self.lone_heads.append(heads)
                self._strangers[row.row.run][self._places[id(row.row)]] = self._has_strangers(row)
                continue
            if row.last < 0 or len(row.fields) == 1:
                continue
            tokens = row.tokens(self.kind)
            label = self._label(row, tokens)
            if label is not None and label[0] in known and not row.has_values_before:
                self._labelled.add(id(row))
                self.candidates.append(Candidate(*label, row, over))
            elif (len(row.words) > 1 and not row.has_numbers) and (
                None in tokens[1:] or row.has_texts_behind(row.words[0])
            ):
                self._strangers[row.row.run][self._places[id(row.row)]] = True

    def _heads_in(self, row: OpenedRow) -> Sequence[str]:
        """The tokens of the heads that stand in a row, each in a field or several in one."""
        if len(row.words) == 1 and len(row.fields) == 1:
            return heads_in_words(self.kind, row.fields[0].text)
        heads = heads_of(self.kind)
        return [token for token in row.tokens(self.kind) if token is not None and token in heads]

    def _has_strangers(self, row: OpenedRow) -> bool:
        """Whether unknown words stand among the heads of a row, behind the first of them."""
        texts = (row.fields[number].text for number in row.words)
        tokens = [
            token or likely_label(self.kind, text)
            for token, text in zip(row.tokens(self.kind), texts, strict=True)
        ]
        first = next((number for number, token in enumerate(tokens) if token), 0)
        return None in tokens[first:] or row.has_texts_behind(row.words[first])

    def _is_head(self, column: Sequence[str]) -> bool:
        """Whether heads of which each is a cell by itself tell the order of the columns.

        Those of table three do only when none is torn: else the short ones stand first.
        """
        if self.kind is TableKind.REQUESTS:
            return {*column} >= ORGANIZATIONS
        return len(column) > 1

    def _label(
        self, row: OpenedRow, tokens: Sequence[str | None]
    ) -> tuple[str, tuple[Field, ...]] | None:
        """The label that the words of a row end in, whole before likely, and its fields."""
        fields = tuple(row.fields[number] for number in row.words)
        at = INDEX[self.kind]
        if tokens[-1] is not None:
            return tokens[-1], fields
        for first in range(len(fields) - 1, max(-1, len(fields) - 1 - _MOST_PIECES), -1):
            joined = "".join(one.text for one in fields[first:])
            token = labels_of(joined)[at] if first < len(fields) - 1 else None
            if token is not None:
                return token, fields
        token = label_at_end(fields[-1].text, at)
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
            seen & own_tokens(self.kind, edition) for edition in Edition
        )

    def _seen(self) -> set[str]:
        """The tokens of all labels of the table."""
        return {token for row in self.rows for token in row.tokens(self.kind) if token}

    def _edition(self) -> Edition:
        """The edition whose own labels stand in the rows; the form in force where none tells."""
        return edition_of(self.kind, self._seen(), self._has_one_other_row)

    def _has_one_other_row(self) -> bool:
        """Whether 其他处理 is a row of values, as in 2019, and not a group of rows."""
        before: str | None = None
        for row, behind in zip_longest(self.rows, self.rows[1:]):
            tokens = [token for token in row.tokens(self.kind) if token not in {None, "OUTCOMES"}]
            is_cell = len(row.fields) == 1 and behind is not None and behind.last < 0
            has_values = is_cell or row.has_numbers
            if has_values and "OTHER_HANDLING" in tokens[-1:]:
                return True
            is_row = has_values or not row.is_bare
            if is_row and before == "OTHER_HANDLING" and "OUTCOMES_TOTAL" in tokens[:1]:
                return True  # it is a row of blanks
            before = tokens[-1] if tokens else before
        return False

    def _has_other_heads(self, layout: TableLayout) -> bool:
        """Whether heads that no marks part stand in another order than the form's."""
        for tokens in self.lone_heads:
            for line in layout.lines:
                order = [token for token in line.tokens if token in tokens]
                mine = [token for token in tokens if token in line.tokens]
                if line.cells or len(set(mine)) < len(mine):
                    continue
                if mine != sorted(mine, key=order.index):
                    return True
        return False


def _is_under_head(kind: TableKind, one: Candidate, over: OpenedRow) -> bool:
    """Whether what a row of one value shows is under a head of the form, where others stand too."""
    at = INDEX[kind]
    heads = [(place, over.fields[place].text) for place in over.words]
    heads = [(place, text) for place, text in heads if labels_of(text)[at] not in SPANNING]
    if len({text for _, text in heads}) <= 1:
        return True
    known = {place for place, text in heads if labels_of(text)[at] is not None}
    shown = {place for place, field in enumerate(one.opened.fields) if field.text}
    is_alike = len(one.opened.fields) == len(over.fields)
    return is_alike and {place for place in shown if place > one.opened.last} <= known


def _is_lone_value(row: OpenedRow) -> bool:
    """Whether a row is a value on a line of its own."""
    return bool(row.row.gaps) and row.states[0] in {CellState.NUMBER, CellState.MARK}


def _is_torn(row: OpenedRow) -> bool:
    """Whether a row is the beginning or the end of a value with a note: 「737（其中」."""
    text = row.fields[0].text
    return (
        bool(row.row.gaps)
        and row.is_strange
        and text[:1].isdigit()
        and bool(_ONE_SIDED.search(text))
    )


def _lacks_total(told: ToldRow) -> bool:
    """Whether numbers of a row stand beside an empty total: in one that is short, it is a part."""
    return (
        len(told.cells) > FEWEST_PROVABLE
        and (total := told.cells[-1]) is not None
        and not total.text
        and speaks_against(told.cells)
    )


def _unrefuted(
    layout: TableLayout, told: Sequence[ToldRow], lines: Mapping[str, Line]
) -> list[ToldRow]:
    """The rows, without those told by their place alone that a sum speaks against."""
    printed = printed_cells(told, lines)
    values = [printed.get((cell.row, cell.column)) for cell in layout.cells]
    refuted = {row for one in weigh(layout, values) if one.is_broken for row, _ in one.places}
    return [
        one for one in told if one.how != "between" or lines[one.token].cells[0][0] not in refuted
    ]
