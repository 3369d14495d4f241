"""Heads in tables made of blanks: over their columns, over each other, over several lines.

Takes the words between two rows of values and gives rows of heads as the form prints them, with
the columns under them.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from govdisclosure.labels import find_label, likely_label
from govdisclosure.layout import TableKind
from govdisclosure.readers.blanks.labels import Row
from govdisclosure.readers.blanks.names import names_of
from govdisclosure.readers.blanks.words import Ends, Word
from govdisclosure.readers.tables.grid import RawRow
from govdisclosure.source import Field
from govdisclosure.text import label_key

__all__ = ["Columns", "HeadReader", "Heads"]

#: What spreadsheets write over columns that have no head.
_INVENTED = re.compile(r"(?:数据|列|栏)[0-9]{1,2}")
#: So many rows show where the values begin.
_FEW_ROWS = 3
_REMEDIES = ("REVIEW", "LITIGATION")
#: Heads over several columns.
_SPANNING = (
    *_REMEDIES,
    "LITIGATION_DIRECT",
    "LITIGATION_AFTER_REVIEW",
    "APPLICANTS",
    "ORGANIZATION",
)
_CORNERS = ("ITEM", "CORNER")
#: The kinds of organisation under one head of table three.
_KINDS = ("ENTERPRISE", "RESEARCH", "PUBLIC_INTEREST", "LEGAL_SERVICE", "OTHER_ORG")


class _Part(Enum):
    """What a word between two rows of values is."""

    #: A line over a block of table two.
    CAPTION = auto()
    HEAD = auto()
    #: What stands in front of the heads.
    CORNER = auto()
    #: A piece of the label of a row.
    ROW = auto()


class Columns(NamedTuple):
    """The columns under a row of heads."""

    ends: list[Ends]
    #: Whether all of the heads are the form's.
    is_known: bool
    #: The labels of the heads that are.
    tokens: frozenset[str] = frozenset()


class Heads(NamedTuple):
    """What stands between two rows of values."""

    #: The heads, and captions of blocks.
    rows: list[RawRow]
    #: Words that are labels of rows.
    stub: list[Word]
    #: The columns under the last of the heads; None where there are no heads.
    columns: Columns | None


class HeadReader:
    """Reads the heads of one table."""

    def __init__(self, kind: TableKind, field: Callable[[Sequence[Word]], Field]) -> None:
        """A reader for a table of *kind*; *field* makes one field of the words of a label."""
        self.kind = kind
        self.names = names_of(kind)
        self.field = field
        self.columns = Columns([], is_known=False)

    def has_heads(self, words: Sequence[Word], *, is_first: bool) -> bool:
        """Whether heads stand among the words between two rows."""
        return is_first or any(
            find_label(self.kind, word.text) in self.names.heads or _INVENTED.fullmatch(word.text)
            for word in words
        )

    def edge(self, rows: Sequence[Row], words: Sequence[Word]) -> int:
        """Where the values of the *rows* that follow begin, or the heads over them."""
        following = [row.values[0].left for row in rows[:_FEW_ROWS]]
        heads = [
            word.left
            for word in words
            if find_label(self.kind, word.text) in self.names.leaves.union(_SPANNING)
        ]
        usual = sorted(following)[len(following) // 2 :][:1]
        return min((*usual, *heads), default=1 << 30)

    def read(self, words: Sequence[Word], edge: int) -> Heads:
        """The heads among *words*, values beginning at *edge*."""
        stub: list[Word] = []
        corner: list[Word] = []
        heads: list[Word] = []
        rows: list[RawRow] = []
        columns: Columns | None = None
        alone = Counter(word.line for word in words)

        def close() -> None:
            nonlocal columns
            rows.extend(self._head_rows(heads, corner))
            if heads:
                columns = self.columns
            heads.clear()
            corner.clear()

        for word in words:
            match self._part_of(word, edge, is_alone=alone[word.line] == 1):
                case _Part.CAPTION:
                    close()
                    rows.append(RawRow([self.field([word])]))
                case _Part.HEAD:
                    heads.append(word)
                case _Part.ROW:
                    stub.append(word)
                case _Part.CORNER:
                    corner.append(word)
            if len(corner) > 1 and (self._token(corner) or "").startswith("ARTICLE"):
                rows.append(RawRow([self.field(list(corner))]))
                corner.clear()
        close()
        return Heads(rows, stub, columns)

    def _part_of(self, word: Word, edge: int, *, is_alone: bool) -> _Part:
        """What a word among heads is, values beginning at *edge*."""
        token = find_label(self.kind, word.text)
        if token is not None and token.startswith("ARTICLE"):
            return _Part.CAPTION
        if token in self.names.leaves or _INVENTED.fullmatch(word.text):
            return _Part.HEAD
        if token in self.names.rows or token in self.names.groups:
            return _Part.ROW
        if token not in _CORNERS and (word.right > edge or token in _SPANNING):
            return _Part.HEAD
        key = label_key(word.text)
        if key in self.names.head_keys:
            return _Part.CORNER
        if key in self.names.row_keys:
            return _Part.ROW
        is_caption = is_alone and self.kind is TableKind.PROACTIVE
        return _Part.CAPTION if is_caption else _Part.CORNER

    def _head_rows(self, words: Sequence[Word], corner: Sequence[Word]) -> Iterator[RawRow]:
        """Rows of heads as the form prints them."""
        spans, leaves = self._leaves(words)
        first = [self.field(corner)] if corner else []
        if self.kind is TableKind.PROACTIVE:
            if first or leaves or spans:
                yield RawRow([*first, *map(self.field, spans), *leaves])
            return
        if self.kind is TableKind.DISPUTES:
            yield from self._dispute_heads(first, spans, leaves)
            return
        tokens = [find_label(self.kind, one.text) for one in leaves]
        known = [at for at, token in enumerate(tokens) if token in _KINDS]
        first_kind = min(known, default=0)
        if "NATURAL_PERSON" in tokens:
            first_kind = min(first_kind, tokens.index("NATURAL_PERSON") + 1)
        total = tokens.index("TOTAL") if "TOTAL" in tokens else len(tokens)
        is_invented = any(_INVENTED.fullmatch(one.text) for one in leaves)
        top, middle = first, []
        over: list[Field] = []
        for span in spans:
            whole = "".join(word.text for word in span)
            token = self._token(span) or likely_label(self.kind, whole)
            is_top = token == "APPLICANTS" or (token is None and span is spans[0])  # noqa: S105
            (top if is_top and "ORGANIZATION" not in map(_token_of, over) else over).append(
                self.field(span)
            )
        if is_invented or (not known and not over):
            if top:
                yield RawRow(top)
            if leaves:
                yield RawRow(list(leaves))
            return
        low = [
            one
            for at, one in enumerate(leaves)
            if at < total and tokens[at] != "NATURAL_PERSON" and at >= first_kind
        ]
        before = [one for at, one in enumerate(leaves) if at < total and one not in low]
        top += leaves[total + 1 :]
        middle = [*before, *over, *leaves[total : total + 1]]
        yield from (RawRow(row) for row in (top, middle, low) if row)

    def _dispute_heads(
        self, first: list[Field], spans: Sequence[list[Word]], leaves: Sequence[Field]
    ) -> Iterator[RawRow]:
        """The heads of table four: two remedies, then the results and the two kinds of suit."""
        top = [one for one in spans if self._token(one) in _REMEDIES]
        low = [one for one in spans if one not in top]
        seen: set[str] = set()
        count = 0
        for one in leaves:
            if one.text in seen:
                break
            seen.add(one.text)
            count += 1
        if first or top:
            yield RawRow([*first, *map(self.field, top)])
        if low or leaves[:count]:
            yield RawRow([*leaves[:count], *map(self.field, low)])
        if leaves[count:]:
            yield RawRow(list(leaves[count:]))

    def _leaves(self, words: Sequence[Word]) -> tuple[list[list[Word]], list[Field]]:
        """The heads over several columns, in order, and those over one, from left to right."""
        spans: list[Word] = []
        piles: list[list[Word]] = []
        for word in sorted(words, key=lambda one: (-one.line, one.left)):
            if find_label(self.kind, word.text) in _SPANNING:
                spans.append(word)
                continue
            below = [
                pile
                for pile in piles
                if any(one.left < word.right and word.left < one.right for one in pile)
            ]
            if not below:
                piles.append([word])
            elif len(below) > 1 or not self._may_stand_over(word, below[0]):
                spans.append(word)
            else:
                below[0].insert(0, word)
        piles.sort(key=lambda pile: min(one.left for one in pile))
        at = 0
        while at + 1 < len(piles):
            one, two = (self._token(pile) for pile in piles[at : at + 2])
            both = sorted([*piles[at], *piles[at + 1]], key=lambda word: word.start)
            if one is None and two is None and self._token(both) is not None:
                piles[at : at + 2] = [both]
            at += 1
        leaves = [self.field(sorted(pile, key=lambda word: word.start)) for pile in piles]
        self.columns = Columns(
            [(min(one.left for one in pile), max(one.right for one in pile)) for pile in piles],
            all(self._token(pile) in self.names.leaves for pile in piles),
            frozenset(token for pile in piles if (token := self._token(pile))),
        )
        return self._whole_spans(spans), leaves

    def _whole_spans(self, words: Sequence[Word]) -> list[list[Word]]:
        """Heads over several columns, those over two lines joined, in the order of the text."""
        spans: list[list[Word]] = []
        for word in sorted(words, key=lambda one: one.start):
            above = [
                span
                for span in spans
                if span[-1].line < word.line
                and span[-1].left < word.right
                and word.left < span[-1].right
                and self._token([*span, word]) is not None
            ]
            if above:
                above[-1].append(word)
            else:
                spans.append([word])
        return spans

    def _token(self, pile: Sequence[Word]) -> str | None:
        return find_label(self.kind, "".join(word.text for word in pile))

    def _may_stand_over(self, word: Word, pile: Sequence[Word]) -> bool:
        """Whether a head may go on with the words of *pile* below it."""
        if word.line == pile[0].line:
            return True
        return self._token(pile) is None or self._token([word, *pile]) is not None


def _token_of(field: Field) -> str | None:
    return find_label(TableKind.REQUESTS, field.text)
