"""Rows with their fields classified: words, values or empty, and which labels the words are.

Knows the labels of the forms; not which row of a form a row is.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import pairwise

from govdisclosure.characters import narrow
from govdisclosure.forms.labels import find_label, is_label, is_piece
from govdisclosure.forms.layout import Edition, Line, TableKind, TableLayout, table_layouts
from govdisclosure.plain.stretches import scan_labels
from govdisclosure.source import Field
from govdisclosure.tables.marks import UNMARKED, MarkedRow
from govdisclosure.text import CellState, read_printed

__all__ = [
    "OpenedRow",
    "cell_label",
    "edition_of",
    "edition_told",
    "heads_in_words",
    "heads_of",
    "heads_over",
    "is_of_form",
    "is_stacked_row",
    "label_at_end",
    "own_tokens",
    "rows_of",
    "split_values",
]

#: What separates values in one field.
_BETWEEN = re.compile("[ 、；]")
#: Longer words do not end in a label.
LONGEST_LABEL = 120
#: What a tool puts between the heads of several rows that it joined into one.
_JOINED = " - "
#: The minimum number of fields counting up from 0 or 1 that are numbers of columns.
_FEWEST_COUNTED = 4


class OpenedRow:
    """A row with its fields classified."""

    def __init__(self, row: MarkedRow, fields: tuple[Field, ...] | None = None) -> None:
        self.row = row
        self.fields = fields = row.fields if fields is None else fields
        self.states: list[CellState] = [read_printed(one.text).state for one in fields]
        words = [
            number
            for number, state in enumerate(self.states)
            if state is CellState.TEXT and _is_words(fields[number].text)
        ]
        #: The place of the last field of words; -1 if there are no words.
        self.last: int = words[-1] if words else -1
        self.words = words
        self._tokens: dict[TableKind, list[str | None]] = {}

    def ended_at(self, last: int) -> "OpenedRow":
        """The row with its label ending at the place *last*; words after it are values."""
        row = OpenedRow(self.row, self.fields)
        row.words = [number for number in self.words if number <= last]
        row.last = last
        return row

    def without_remark(self, columns: int) -> "OpenedRow":
        """The row without words that come after at least this many columns of values."""
        if len(self.words) < 2 or self.last - self.words[-2] <= columns:  # noqa: PLR2004
            return self
        end = self.fields[self.last].start
        blank = Field("", end, end)
        return OpenedRow(self.row, (*self.fields[: self.last], blank, *self.after()))

    @property
    def is_bare(self) -> bool:
        """Whether it ends in words."""
        return self.last == len(self.fields) - 1

    def after(self) -> Sequence[Field]:
        """The fields after the last words."""
        return self.fields[self.last + 1 :]

    def tokens(self, kind: TableKind) -> Sequence[str | None]:
        """The token of each field of words."""
        if kind not in self._tokens:
            self._tokens[kind] = [_token(kind, self.fields[number].text) for number in self.words]
        return self._tokens[kind]

    @property
    def is_strange(self) -> bool:
        """Whether something after the label is neither value nor empty nor words without digits."""
        texts = (
            one.text
            for one, state in zip(self.after(), self.states[self.last + 1 :], strict=True)
            if state is CellState.TEXT
        )
        return any(not _is_wordy(text) for text in texts)

    def fits(self, columns: Container[int]) -> bool:
        """Whether there is nothing after its label outside of the columns."""
        behind = range(self.last + 1, len(self.fields))
        return all(self.states[at] is CellState.BLANK for at in behind if at not in columns)

    def has_texts_behind(self, place: int) -> bool:
        """Whether something after a place is neither a value nor words."""
        behind = range(place + 1, len(self.fields))
        return any(self.states[at] is CellState.TEXT and at not in self.words for at in behind)

    @property
    def has_numbers(self) -> bool:
        """Whether it has a number that does not merely count rows or columns."""
        return CellState.NUMBER in self.states[self._first :] and not self._is_counting

    @property
    def _first(self) -> int:
        """The place after the index, if a separate number comes before the words."""
        if not self.words or not self.words[0] or not self.fields[0].text.isdigit():
            return 0
        between = self.states[1 : self.words[0]]
        return int(all(state is CellState.BLANK for state in between))

    @property
    def _is_counting(self) -> bool:
        """Whether its fields are column numbers, as a tool prints them in place of heads."""
        shown = [one.text for one in self.fields if one.text]
        first = shown[0] if shown else ""
        return (
            len(shown) >= _FEWEST_COUNTED
            and first in {"0", "1"}
            and shown == [str(number) for number in range(int(first), int(first) + len(shown))]
        )

    @property
    def is_of_stranger(self) -> bool:
        """Whether its values come after words that are not in any form."""
        texts = [self.fields[number].text for number in self.words]
        return (
            self.row.dialect not in UNMARKED
            and bool(texts)
            and not self.has_values_before
            and not any(map(is_of_form, texts))
        )

    @property
    def has_values_before(self) -> bool:
        """Whether there are values among the words, other than an index in front of them."""
        return any(
            self.states[number] not in {CellState.BLANK, CellState.TEXT}
            for number in range(self._first, self.last)
            if number not in self.words
        )


def is_of_form(text: str) -> bool:
    """Whether a text is a label of a form, or a piece of one."""
    return is_piece(text) or is_label(text)


def _is_wordy(text: str) -> bool:
    """Whether a text is only words, as written in place of a number."""
    return not any(map(str.isdigit, narrow(text))) and any(map(str.isalpha, text))


def _is_words(text: str) -> bool:
    """Whether a text is words, not a value with something strange about it."""
    plain = narrow(text).lstrip("(（[〔 ")
    if not any(map(str.isalpha, plain)):
        return False
    if not plain[:1].isdigit() or is_label(text):
        return True
    return plain[1:2] in ".、．,，) " and not plain[2:3].isdigit()


def _token(kind: TableKind, text: str) -> str | None:
    """The token of a label; for 「第二十条第（一）项 - 本年制发件数」, that of the last part."""
    *groups, own = text.split(_JOINED) if _JOINED in text else [text]
    return find_label(kind, own) if all(map(is_label, groups)) else None


def cell_label(kind: TableKind, text: str) -> str | None:
    """The token of a label, or of the label that words end in."""
    return find_label(kind, text) or label_at_end(kind, text)


@lru_cache(maxsize=1024)
def label_at_end(kind: TableKind, text: str) -> str | None:
    """The token of the label that ends *text* after a piece of another: 「（四）无 1.本机关…」."""
    found = list(scan_labels(text)) if len(text) <= LONGEST_LABEL else []
    if not found or found[-1].end != len(text) or not is_piece(text[: found[-1].start]):
        return None
    return found[-1].tokens[kind.index]


@cache
def rows_of(kind: TableKind) -> Mapping[str, Sequence[Line]]:
    """Each token of a row of values with its line in each edition."""
    found: dict[str, list[Line]] = defaultdict(list)
    for layout in _layouts_of(kind):
        for token, line in layout.rows.items():
            found[token].append(line)
    return dict(found)


@cache
def heads_of(kind: TableKind) -> AbstractSet[str]:
    """The tokens of the heads of columns."""
    cells = (cell for layout in _layouts_of(kind) for cell in layout.cells)
    return {label for cell in cells for label in cell.column_labels}


def _layouts_of(kind: TableKind) -> Iterator[TableLayout]:
    return (layout for layout in table_layouts() if layout.kind is kind)


@lru_cache(maxsize=1024)
def heads_in_words(kind: TableKind, text: str) -> Sequence[str]:
    """The heads of columns that words are made of; empty if there are other words among them."""
    found = scan_labels(text) if len(text) <= LONGEST_LABEL else ()
    tokens = [one.tokens[kind.index] for one in found]
    return tuple(one for one in tokens if one and one in heads_of(kind)) if all(tokens) else ()


def split_values(fields: Iterable[Field]) -> list[Field] | None:
    """The values of fields that hold several, separated by blanks; None if no field does."""
    out: list[Field] = []
    has_many = False
    for field in fields:
        if not field.text:
            continue  # an empty place among such fields
        parts = _BETWEEN.split(field.text)
        if len(parts) == 1:
            out.append(field)
            continue
        if not all(read_printed(part).state is CellState.NUMBER for part in parts):
            return None
        has_many = True
        out += (Field(part, field.start, field.end) for part in parts)
    return out if has_many else None


def is_stacked_row(fields: Sequence[Field], count: int) -> bool:
    """Whether several of *count* values are in one field and the next field is empty."""
    values = split_values(fields)
    return (
        values is not None
        and len(values) == count
        and any(
            not two.text and (parts := split_values([one])) is not None and len(parts) > 1
            for one, two in pairwise(fields)
        )
    )


@cache
def own_tokens(kind: TableKind, edition: Edition) -> frozenset[str]:
    """The tokens that only one edition of a table prints."""
    own: set[str] = set()
    others: set[str] = set()
    for layout in _layouts_of(kind):
        tokens = own if layout.edition is edition else others
        tokens |= layout.tokens
    return frozenset(own - others)


def edition_told(
    kind: TableKind, seen: AbstractSet[str], has_other_row: Callable[[], bool] | None = None
) -> Edition | None:
    """The edition whose own labels are among *seen*; None if there are no such labels.

    Table three of 2019 has no label of its own, but 其他处理 is a row of values there. It may also
    be the name of the rows below it; *has_other_row* decides.
    """
    votes = {edition: len(seen & own_tokens(kind, edition)) for edition in Edition}
    if any(votes.values()):
        return max(votes, key=lambda edition: (votes[edition], edition.value))
    if kind is not TableKind.REQUESTS:
        return None
    is_older = has_other_row() if has_other_row is not None else "OTHER_HANDLING" in seen
    return Edition.FORM_2019 if is_older else None


def edition_of(
    kind: TableKind, seen: AbstractSet[str], has_other_row: Callable[[], bool] | None = None
) -> Edition:
    """The edition whose own labels are among *seen*; the form in force if there are none."""
    return edition_told(kind, seen, has_other_row) or Edition.FORM_2021


def heads_over(layout: TableLayout, line: Line) -> list[str]:
    """The heads right over the cells of a row, from left to right."""
    return [layout.cells[layout.index[place]].column_labels[-1] for place in line.cells]
