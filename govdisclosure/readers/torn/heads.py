"""Torn tables whose values stand below the heads of their columns, as table two is torn.

Takes the words of table two, of which no sums tell the order, and gives the values behind each
head to its column where they are as many as the block has rows.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from govdisclosure.layout import Line, TableLayout
from govdisclosure.readers.torn.sequence import Proof, Reading, Torn, head_of
from govdisclosure.tables.words import Part, Word, owners_of

__all__ = ["by_heads"]


def by_heads(table: Torn) -> Reading | None:
    """The values of table two under the head of their column, as many as the block has rows."""
    blocks = list(_blocks(table.layout))
    if not _names_rows(table, blocks):
        return None
    seen: dict[str, int] = {}
    index = {(cell.row, cell.column): number for number, cell in enumerate(table.layout.cells)}
    cells: list[Word | None] = [None] * len(table.layout.cells)
    left: list[Word] = []
    for heads, values in _runs(table, blocks):
        places: list[list[tuple[str, str]]] = []
        own: set[int] = set()
        for head in heads:
            found = _block_of(blocks, head, seen)
            if found is None:
                return None
            number, column = found
            own.add(number)
            places.append([line.cells[column] for line in blocks[number][1]])
        if len(own) != 1 or sum(map(len, places)) != len(values):
            return None
        columns = [place for column in places for place in column]
        rows = [place for row in zip(*places, strict=True) for place in row]
        words = [word.text for word in values]
        if dict(zip(columns, words, strict=True)) != dict(zip(rows, words, strict=True)):
            left += values
            continue
        for place, word in zip(columns, values, strict=True):
            cells[index[place]] = word
    if len(left) + sum(cell is not None for cell in cells) != len(cells):
        return None
    return Reading(table.layout, cells, Proof.HEADS, tuple(left))


def _blocks(layout: TableLayout) -> Iterator[tuple[tuple[str, ...], list[Line]]]:
    """The heads of each block of table two, with its rows."""
    heads: tuple[str, ...] = ()
    rows: list[Line] = []
    for line in (*layout.lines, None):
        if line is not None and line.cells:
            rows.append(line)
        elif rows:
            yield heads, rows
            rows = []
        if line is not None and line.tokens[0] == "ITEM":
            heads = line.tokens[1:]


def _names_rows(table: Torn, blocks: Sequence[tuple[tuple[str, ...], list[Line]]]) -> bool:
    """Whether the label of each row stands just once, those of a block in their order."""
    tokens = [token for _, token in table.labels if token in table.row_of]
    order = [token for token, _ in groupby(tokens)]
    form = [line.tokens[-1] for _, rows in blocks for line in rows]
    return order == form


def _runs(
    table: Torn, blocks: Sequence[tuple[tuple[str, ...], list[Line]]]
) -> Iterator[tuple[list[str], list[Word]]]:
    """Heads that stand together without values between, with the values behind them."""
    names = frozenset(head for heads, _ in blocks for head in heads)
    heads: list[str] = []
    values: list[Word] = []
    is_new = True
    for word in table.words:
        if word.part is Part.VALUE:
            values.append(word)
            is_new = True
            continue
        head = head_of(table.layout.kind, word.text, names)
        if head is None:
            is_new = is_new or any(
                token in table.row_of for token in owners_of(table.layout.kind, word.text)
            )
        elif values:
            yield heads, values
            heads, values, is_new = [head], [], False
        else:
            if is_new or not heads or heads[-1] != head:
                heads.append(head)
            is_new = False
    yield heads, values


def _block_of(
    blocks: Sequence[tuple[tuple[str, ...], list[Line]]], head: str, seen: dict[str, int]
) -> tuple[int, int] | None:
    """The block and the column that the next *head* stands over; None where there are no more."""
    numbers = [number for number, (heads, _) in enumerate(blocks) if head in heads]
    at = seen.get(head, 0)
    if at >= len(numbers):
        return None
    seen[head] = at + 1
    return numbers[at], blocks[numbers[at]][0].index(head)
