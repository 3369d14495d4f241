"""In which order the values of a torn table stand, where just one order is proven.

Takes the words of one table as a text has them and gives each cell of the form its value. A tool
that pulls text out of a page writes cells row by row, or column by column in bands of rows, with
the pieces of labels somewhere between. An order counts when there are as many values as the form
has cells, when no label contradicts it, and when the sums of the form hold in it and in no other;
without sums each row must follow its label.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby, pairwise
from operator import attrgetter

from govdisclosure.labels import is_label
from govdisclosure.layout import TableKind, TableLayout
from govdisclosure.readers.torn.columns import by_columns, is_only_order
from govdisclosure.readers.torn.heads import by_heads
from govdisclosure.readers.torn.lines import by_lines
from govdisclosure.readers.torn.sequence import (
    Proof,
    Reading,
    Torn,
    head_of,
    number_of,
    only_owner,
)
from govdisclosure.tables.words import Part, Word

__all__ = ["read_torn"]

#: Of so many rows one must stand at its label, where the sums alone would prove the order.
_TOLD_ROWS = 3
#: The heads over single columns, where the table has them once or in groups.
_LEAVES: Mapping[TableKind, tuple[str, ...]] = {
    TableKind.PROACTIVE: (),
    TableKind.REQUESTS: (
        "NATURAL_PERSON",
        "ENTERPRISE",
        "RESEARCH",
        "PUBLIC_INTEREST",
        "LEGAL_SERVICE",
        "TOTAL",
    ),
    TableKind.DISPUTES: ("UPHELD", "CORRECTED", "OTHER_RESULT", "PENDING", "TOTAL"),
}
#: So many values of a row of table three have a total.
_PARTS_OF_TOTAL = 6
#: Table four has so many groups of columns.
_MOST_RUNS = 3


def read_torn(layout: TableLayout, words: Sequence[Word]) -> Reading | None:
    """Give the *words* of a table to the cells of *layout*; None where no order is proven."""
    if layout.kind is TableKind.REQUESTS:
        words = list(_with_totals_last(words))
    table = Torn(layout, words)
    if table.is_of_another_edition or not _are_heads_in_order(table):
        return None
    is_in_order = _are_heads_in_order(table, is_apart=True)
    if len(table.values) == len(layout.cells):
        if is_in_order and (proof := _proof_by_rows(table)) is not None:
            return Reading(layout, table.values, proof)
        if layout.kind is TableKind.PROACTIVE:
            return by_heads(table)
        found = by_columns(table) if layout.kind is TableKind.REQUESTS else None
        if found and (is_in_order or list(found) != table.values):
            return Reading(layout, found, Proof.SUMS)
    return by_lines(table) if is_in_order and layout.kind is TableKind.REQUESTS else None


def _with_totals_last(words: Sequence[Word]) -> Iterator[Word]:
    """The words, totals behind the parts of their rows that a tool set on the next line."""
    values = (word for word in words if word.part is Part.VALUE)
    lines = [list(own) for _, own in groupby(values, key=attrgetter("line"))]
    counts = accumulate(map(len, lines), initial=0)
    behind = {
        parts[-1].start: one[0]._replace(line=parts[-1].line)
        for count, (one, parts) in zip(counts, pairwise(lines), strict=False)
        if count % (_PARTS_OF_TOTAL + 1) == 0  # it ends no row before
        and len(one) == 1
        and len(parts) == _PARTS_OF_TOTAL
        and number_of(one[0]) == sum(map(number_of, parts)) > 0
    }
    moved = {word.start for word in behind.values()}
    for word in words:
        if word.start not in moved:
            yield word
            if word.start in behind:
                yield behind[word.start]


# ------------------------------------------------------------------------------ row by row


def _proof_by_rows(table: Torn) -> Proof | None:
    """What proves that the values stand row by row, in the order of the form; None if nothing."""
    holds = table.layout.kind is not TableKind.PROACTIVE and table.holds(table.values)
    by_sums = Proof.SUMS if holds else None
    if table.layout.kind is TableKind.DISPUTES:
        proof = by_sums or (Proof.LINE if _is_one_line(table) else None)
        return proof if _has_groups(table) else None
    if not table.has_rows_in_order() or not _are_labels_near(table):
        return None
    told = _told_rows(table)
    if len(told) == len(table.lines) and _begins_with_labels(table):
        return by_sums or Proof.LABELS
    is_told = len(told) * _TOLD_ROWS >= len(table.lines)
    return by_sums if holds and (is_told or is_only_order(table)) else None


def _has_groups(table: Torn) -> bool:
    """Whether the heads of table four are there, none behind the first value that it stands over.

    Heads behind all values say nothing.
    """
    places = {
        **{token: place for place, token in enumerate(_LEAVES[TableKind.DISPUTES])},
        "LITIGATION_DIRECT": 0,
        "LITIGATION_AFTER_REVIEW": 0,
    }
    width, tokens = len(_LEAVES[TableKind.DISPUTES]), {token for _, token in table.labels}
    return {"LITIGATION_DIRECT", "LITIGATION_AFTER_REVIEW"} <= tokens and all(
        count == len(table.values) or count % width <= places.get(token, width)
        for count, token in table.labels
    )


def _is_one_line(table: Torn) -> bool:
    """Whether all values share a line and no label stands among them."""
    is_unbroken = all(count in {0, len(table.values)} for count, _ in table.labels)
    return is_unbroken and len({word.line for word in table.values}) == 1


def _are_labels_near(table: Torn) -> bool:
    """Whether no label stands among the values of another row.

    Labels behind all values say nothing. Several may stand together in front of the values of the
    first of them, and the last piece of a label behind its own.
    """
    rows = [
        (count, table.row_of[token])
        for count, token in table.labels
        if token in table.row_of and 0 < count < len(table.values)
    ]
    for count, group in groupby(rows, key=lambda one: one[0]):
        row = next(row for row in range(len(table.lines)) if count < table.starts[row + 1])
        follows = row
        is_between = count == table.starts[row]
        for number in dict.fromkeys(number for _, number in group):
            if number == follows:
                follows += 1
            elif not is_between or number != row - 1:
                return False
        if not is_between and follows > row + 1:
            return False
    return True


def _told_rows(table: Torn) -> set[int]:
    """Rows whose labels stand where their values do."""
    return {
        row
        for count, token in table.labels
        if (row := table.row_of.get(token, -1)) >= 0
        and table.starts[row] <= count <= table.starts[row + 1]
        and (0 < count < len(table.values) or row in {0, len(table.lines) - 1})
    }


def _begins_with_labels(table: Torn) -> bool:
    """Whether the first piece of each row's label stands right before its values."""
    first: dict[str, int] = {}
    for count, token in table.labels:
        first.setdefault(token, count)
    return all(first.get(token) == table.starts[row] for token, row in table.row_of.items())


# ------------------------------------------------------------------------------ the heads


def _are_heads_in_order(table: Torn, *, is_apart: bool = False) -> bool:
    """Whether heads over columns that share a line stand in the order of the form.

    Args:
        table: The words.
        is_apart: Whether heads that stand on lines of their own must follow each other so too.
    """
    kind = table.layout.kind
    order = {token: at for at, token in enumerate(_LEAVES[kind])}
    if kind is TableKind.PROACTIVE:
        heads = [line.tokens for line in table.layout.lines if not line.cells]
        order = {token: at for tokens in heads for at, token in enumerate(tokens)}
    names = frozenset(order)
    placed = [
        (word.line, order[token])
        for word in table.words
        if word.part is Part.LABEL and (token := _head_at(kind, word.text, names)) in names
    ]
    lines = [[at for _, at in own] for _, own in groupby(placed, key=lambda one: one[0])]
    most = _MOST_RUNS if kind is TableKind.DISPUTES else 1
    if any(_count_runs(own) > most for own in lines):
        return False
    if not is_apart or kind is not TableKind.REQUESTS or any(len(own) > 1 for own in lines):
        return True
    alone = list(dict.fromkeys(at for _, at in placed if at < len(order) - 1))
    return alone == sorted(alone)


def _head_at(kind: TableKind, text: str, names: frozenset[str]) -> str:
    """The head that a piece is surely of; empty where none is sure."""
    is_sure = kind is TableKind.PROACTIVE or is_label(text)
    return only_owner(kind, text) or (is_sure and head_of(kind, text, names)) or ""


def _count_runs(places: Sequence[int]) -> int:
    """How many times in a row places rise."""
    return bool(places) + sum(one >= two for one, two in pairwise(places))
