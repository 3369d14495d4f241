"""Values told by the heads above them, in files that kept the places of merged cells.

Takes the rows of a statutory table and gives, for each row, the columns of the file that lie under
each head; a value belongs to the head it stands under, unless two stand there.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from govdisclosure.layout import TableKind, table_layouts
from govdisclosure.readers.tables.segments import Segment
from govdisclosure.source import Field

__all__ = ["Regions", "count_heads", "own_cells", "regions_of"]

#: Of one row, where the columns under each head begin and end.
Regions = tuple[tuple[int, int], ...]


def regions_of(segment: Segment, width: int) -> list[Regions]:
    """For each row, the columns of the file under the heads that stand above it.

    Args:
        segment: The rows of the table, with the tokens of their labels.
        width: How many columns the file has.
    """
    leaves = _leaves(segment.kind)
    starts: list[int] = []
    regions: list[Regions] = []
    for row, tokens in zip(segment.rows, segment.tokens, strict=True):
        heads = list(_heads(row.fields, tokens, leaves))
        if heads:
            is_next_level = segment.kind is not TableKind.PROACTIVE and not set(heads) <= set(
                starts
            )
            starts = sorted({*starts, *heads}) if is_next_level else heads
        elif "ITEM" in tokens:
            starts = []
        ends = [*starts[1:], width]
        regions.append(tuple(zip(starts, ends, strict=True)) if starts else ())
    return regions


def count_heads(segment: Segment) -> int:
    """Over how many columns heads of table three stand, unknown ones among them."""
    leaves = _leaves(segment.kind)
    known: set[str] = set()
    for row, tokens in zip(segment.rows, segment.tokens, strict=True):
        labels = {token for token in tokens if token}
        if not labels & (leaves | {"APPLICANTS"}) or not labels <= leaves | _SPANNING:
            continue
        words = [
            token or field.text
            for field, token in zip(row.fields, tokens, strict=True)
            if field.text and token not in _SPANNING
        ]
        is_stub = bool(words) and words[0] not in labels and len(words) > 1
        known.update(words[is_stub:])
    return len(known)


#: Heads of table three that stand over several columns, and its corner.
_SPANNING = frozenset({"APPLICANTS", "ORGANIZATION", "CORNER"})


def _heads(
    fields: Sequence[Field], tokens: Sequence[str | None], leaves: frozenset[str]
) -> Iterator[int]:
    """Where the heads over single columns begin in a row; words that are unknown count as such."""
    if leaves.isdisjoint(tokens) and "APPLICANTS" not in tokens:
        return
    before: str | None = None
    is_behind = False
    for index, (field, token) in enumerate(zip(fields, tokens, strict=True)):
        is_head = token in leaves or (token is None and bool(field.text) and is_behind)
        if is_head and not (field.text == before and token != "NEW_CUT_OFF"):  # noqa: S105
            yield index
        before = field.text or before
        is_behind = is_behind or bool(field.text)


@cache
def _leaves(kind: TableKind | None) -> frozenset[str]:
    """The labels that stand over single columns."""
    return frozenset(
        cell.column_labels[-1]
        for layout in table_layouts()
        if layout.kind is kind
        for cell in layout.cells
    )


def own_cells(texts: Sequence[str], regions: Regions, last: int) -> tuple[int, ...] | None:
    """The own cell of each region of a row: where it shows something, else where it begins.

    Args:
        texts: What the fields of the row say.
        regions: The columns under each head.
        last: Where the last label of the row stands.

    Returns:
        None when something stands beside all regions, or different words in one of them.
    """
    if not regions or last >= regions[0][0]:
        return None
    if any(texts[last + 1 : regions[0][0]]) or any(texts[regions[-1][1] :]):
        return None
    own = []
    for start, end in regions:
        shown = [index for index in range(start, min(end, len(texts))) if texts[index]]
        if start >= len(texts) or len({texts[index] for index in shown}) > 1:
            return None
        own.append(shown[0] if shown else start)
    return tuple(own)
