"""The rows of one table in a text: which begin with labels of it, and under which heads.

Takes opened rows and goes through them once. Knows the labels and the heads of the forms; not which
fields of a row are its values.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import zip_longest

from govdisclosure.characters import narrow
from govdisclosure.forms.labels import find_label, likely_label
from govdisclosure.forms.layout import Edition, TableKind, TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.columns import Candidate
from govdisclosure.tables.heads import ORGANIZATIONS, columns_before_remarks, head_tokens
from govdisclosure.tables.marks import MarkedRow
from govdisclosure.tables.opened import (
    OpenedRow,
    edition_of,
    heads_in_words,
    heads_of,
    label_at_end,
    own_tokens,
    rows_of,
)

__all__ = ["LabelledRows"]

#: The maximum number of fields of a label.
_MOST_PIECES = 4
#: The maximum number of rows of heads above the first row.
_HEAD_ROWS = 3


class LabelledRows:
    """The rows of a text as those of table two, or of table three."""

    def __init__(self, kind: TableKind, rows: Sequence[OpenedRow]) -> None:
        self.kind = kind
        #: The rows, each with its number in this list; words under a head of remarks are removed.
        self.rows: list[OpenedRow] = []
        #: The rows of heads that are together over rows.
        self.blocks: list[Sequence[OpenedRow]] = []
        #: The rows that begin with a label of a row.
        self.candidates: list[Candidate] = []
        #: The numbers of the rows that have a label, or are known to lack it.
        self.labelled: set[int] = set()
        #: The rows of heads of each run by number, and whether words of no form are among them.
        self.strangers: defaultdict[int, dict[int, bool]] = defaultdict(dict)
        #: Rows for which readings by other means must not be used.
        self.refuted: set[str] = set()
        #: The heads that are one a line, or several on a line without marks.
        self._lone_heads: list[Sequence[str]] = []
        self._open(self._find_heads(rows))

    def _find_heads(self, rows: Sequence[OpenedRow]) -> Sequence[int]:
        """The number of the block of heads over each row; negative for rows before any heads."""
        over: list[int] = []
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
            over.append(len(self.blocks) - 1)
        return over

    def _open(self, blocks: Sequence[int]) -> None:
        """Find the rows of heads, and the rows that begin with a label of a row."""
        column: list[str] = []
        for row, over in zip(self.rows, blocks, strict=True):
            heads = self._heads_in(row)
            if len(row.fields) == 1 and len(heads) == 1:
                column += heads
                continue
            if self._is_head(column):
                self._lone_heads.append(column)
            column = []
            strangers = self.strangers[row.row.run]
            if len(heads) > 1:
                if len(row.fields) == 1:
                    self._lone_heads.append(heads)
                strangers[row.row.number] = self._has_strangers(row)
                continue
            if row.last < 0 or len(row.fields) == 1:
                continue
            label = self._label(row)
            if label is not None and label[0] in rows_of(self.kind) and not row.has_values_before:
                self.labelled.add(row.row.number)
                self.candidates.append(Candidate(*label, row, over))
            elif (len(row.words) > 1 and not row.has_numbers) and (
                None in row.tokens(self.kind)[1:] or row.has_texts_behind(row.words[0])
            ):
                strangers[row.row.number] = True

    def _heads_in(self, row: OpenedRow) -> Sequence[str]:
        """The tokens of the heads in a row, each in a field or several in one."""
        if len(row.words) == 1 and len(row.fields) == 1:
            return heads_in_words(self.kind, row.fields[0].text)
        heads = heads_of(self.kind)
        return [token for token in row.tokens(self.kind) if token is not None and token in heads]

    def _has_strangers(self, row: OpenedRow) -> bool:
        """Whether there are unknown words among the heads of a row, after the first of them."""
        texts = (row.fields[number].text for number in row.words)
        tokens = [
            token or likely_label(self.kind, text)
            for token, text in zip(row.tokens(self.kind), texts, strict=True)
        ]
        first = next((number for number, token in enumerate(tokens) if token), 0)
        return None in tokens[first:] or row.has_texts_behind(row.words[first])

    def _is_head(self, column: Sequence[str]) -> bool:
        """Whether heads that are a cell each show the order of the columns.

        Those of table three do so only if none is torn: otherwise the short ones come first.
        """
        if self.kind is TableKind.REQUESTS:
            return {*column} >= ORGANIZATIONS
        return len(column) > 1

    def _label(self, row: OpenedRow) -> tuple[str, tuple[Field, ...]] | None:
        """The label that the words of a row end in, preferably a whole one, and its fields."""
        fields = tuple(row.fields[number] for number in row.words)
        token = row.tokens(self.kind)[-1] or self._pieced_label(fields)
        if token is None and row.row.dialect not in {"cell", "stream", "blanks"}:
            token = self._likely_label(fields)
        return (token, fields) if token is not None else None

    def _pieced_label(self, fields: Sequence[Field]) -> str | None:
        """The label that is split over the last of some fields, or ends the words of the last."""
        for first in range(len(fields) - 2, max(-1, len(fields) - 1 - _MOST_PIECES), -1):
            token = find_label(self.kind, "".join(one.text for one in fields[first:]))
            if token is not None:
                return token
        return label_at_end(self.kind, fields[-1].text)

    def _likely_label(self, fields: Sequence[Field]) -> str | None:
        """The label that the last field or the last two probably are."""
        if narrow(fields[-1].text[-1:]).isdigit():
            return None
        likely = likely_label(self.kind, fields[-1].text)
        if likely is None and len(fields) > 1:
            likely = likely_label(self.kind, "".join(one.text for one in fields[-2:]))
        return likely

    @cached_property
    def _seen(self) -> set[str]:
        """The tokens of all labels of the table."""
        return {token for row in self.rows for token in row.tokens(self.kind) if token}

    @property
    def are_of_both_editions(self) -> bool:
        """Whether there are heads of table two that no edition has together."""
        return self.kind is TableKind.PROACTIVE and all(
            self._seen & own_tokens(self.kind, edition) for edition in Edition
        )

    @property
    def edition(self) -> Edition:
        """The edition whose own labels are in the rows; the form in force if there are none."""
        return edition_of(self.kind, self._seen, self._has_one_other_row)

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

    def have_other_heads(self, layout: TableLayout) -> bool:
        """Whether heads without marks between them are in another order than the form's."""
        for tokens in self._lone_heads:
            for line in layout.lines:
                order = [token for token in line.tokens if token in tokens]
                mine = [token for token in tokens if token in line.tokens]
                if line.cells or len(set(mine)) < len(mine):
                    continue
                if mine != sorted(mine, key=order.index):
                    return True
        return False

    @property
    def named(self) -> Mapping[int, str]:
        """The token of each row whose label is known, by its number."""
        return {one.opened.row.number: one.token for one in self.candidates}

    def region(self, numbers: Iterable[int]) -> Sequence[OpenedRow]:
        """The rows from the heads above the first of some to the last."""
        known = [*numbers]
        return self.rows[max(0, min(known) - _HEAD_ROWS) : max(known) + 1]

    def frame(self, numbers: Iterable[int]) -> tuple[MarkedRow, ...]:
        """The rows around those of *numbers* that have labels of the table and nothing else."""
        return tuple(
            row.row
            for row in self.region(numbers)
            if row.words
            and not row.has_numbers
            and not row.is_strange
            and None not in row.tokens(self.kind)
        )
