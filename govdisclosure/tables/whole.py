"""Tables of words in which every value is there: row by row, or by column in bands of rows.

Takes the runs of a table with as many values as the form has cells, and gives its rows if there is
just one way to read the values in bands of rows, each column by column, that the sums of the form
and the places of the labels allow. A band of a single row is a row as it is printed.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from govdisclosure.forms.layout import TableLayout
from govdisclosure.source import Field
from govdisclosure.tables.columns import COLUMNS_OF_REQUESTS
from govdisclosure.tables.owners import Owned, fields_of
from govdisclosure.tables.printed import Columns
from govdisclosure.tables.runs import Run
from govdisclosure.tables.sums import weigh
from govdisclosure.tables.told import adds_up, speaks_against
from govdisclosure.text import read_printed

__all__ = ["whole_rows"]

#: The search stops at this number of ways to read the first rows.
_MOST_WAYS = 24
#: Sums of single rows prove an order only if at least one in this many numbers is not zero.
_DENSE = 3
#: The maximum number of pages of a table, whose numbers may be among its values.
_MOST_PAGES = 4


def whole_rows(runs: Sequence[Run], columns: Columns, layout: TableLayout) -> list[Owned]:
    """The rows of table three; empty if a value is missing, or several ways are open."""
    runs = _without_page_numbers(runs, len(layout.cells))
    values = [word for run in runs for word in run.values]
    counts = list(accumulate((len(run.values) for run in runs), initial=0))
    labels = [
        (count, list(columns.lines).index(token))
        for count, run in zip(counts, runs, strict=False)
        for token in run.begun
        if token in columns.lines and count < len(values)
    ]
    rows = [row for _, row in labels]
    if len(values) != len(layout.cells) or rows != sorted({*rows}) or not _is_in_order(columns):
        return []
    heads = {
        head: count
        for count, run in reversed(list(zip(counts, runs, strict=False)))
        for head, _ in run.named
        if 0 < count < len(values)
    }
    own = next(iter(columns.own.values()))
    ways = _ways(fields_of(values), labels, [heads.get(head, 0) for head in own])
    fields = fields_of(values)
    ways = [way for way in ways if _holds(layout, [fields[at] for at in way])]
    if len({tuple(values[at].text for at in way) for way in ways}) != 1:
        return []
    if _splits_noughts(ways[0], fields, counts):
        return []
    words = {token: words for run in runs for token, words in run.begun.items()}
    order = (values[at] for at in ways[0])
    return [
        Owned(token, words.get(token, ()), tuple(next(order) for _ in line.cells), "band")
        for token, line in columns.lines.items()
    ]


def _is_in_order(columns: Columns) -> bool:
    """Whether all columns are printed, in the order of the form."""
    return all(list(printed) == columns.own[token] for token, printed in columns.printed.items())


def _without_page_numbers(runs: Sequence[Run], count: int) -> Sequence[Run]:
    """The runs without numbers that are alone on their lines, if these are exactly the surplus."""
    lines = Counter(word.line for run in runs for word in (*run.labels, *run.values))
    alone = {word for run in runs for word in run.values if lines[word.line] == 1}
    surplus = sum(len(run.values) for run in runs) - count
    if not 0 < surplus == len(alone) <= _MOST_PAGES:
        return runs
    return [
        run._replace(values=tuple(word for word in run.values if word not in alone)) for run in runs
    ]


def _ways(
    values: Sequence[Field], labels: Sequence[tuple[int, int]], heads: Sequence[int]
) -> list[list[int]]:
    """The orders of *values* in bands of rows in which each row adds up; empty if too many."""
    count = len(values) // COLUMNS_OF_REQUESTS
    ways: list[dict[tuple[str, ...], list[int]]] = [{} for _ in range(count + 1)]
    ways[0][()] = []
    for start in range(count):
        for stop in range(start + 1, count + 1):
            if not ways[start] or not _agree(start, stop, labels, heads):
                continue
            order = _band(start, stop)
            rows = [
                order[at : at + COLUMNS_OF_REQUESTS]
                for at in range(0, len(order), COLUMNS_OF_REQUESTS)
            ]
            if any(speaks_against([values[at] for at in row]) for row in rows):
                continue
            texts = tuple(values[at].text for at in order)
            for before, own in ways[start].items():
                ways[stop].setdefault((*before, *texts), [*own, *order])
            if len(ways[stop]) > _MOST_WAYS:
                return []
    return list(ways[count].values())


def _band(start: int, stop: int) -> list[int]:
    """Where the values of a band of rows are, row by row."""
    size = stop - start
    first = start * COLUMNS_OF_REQUESTS
    return [
        first + column * size + row for row in range(size) for column in range(COLUMNS_OF_REQUESTS)
    ]


def _agree(start: int, stop: int, labels: Sequence[tuple[int, int]], heads: Sequence[int]) -> bool:
    """Whether no label of a band comes after its own values.

    Column by column, a label comes before the second column; a head comes before its own column and
    after the beginning of the one to its left.
    """
    size, first = stop - start, start * COLUMNS_OF_REQUESTS
    reach = first + (size if size > 1 else COLUMNS_OF_REQUESTS)
    if any(start <= row < stop and count > reach for count, row in labels):
        return False
    if start or size == 1:
        return True
    starts = [column * size for column in range(COLUMNS_OF_REQUESTS)]
    return all(
        not count or before < count <= own
        for count, (before, own) in zip(heads, pairwise([-1, *starts]), strict=True)
    )


def _splits_noughts(way: Sequence[int], fields: Sequence[Field], counts: Sequence[int]) -> bool:
    """Whether there are words among the values of a band of one row that no sum proves."""
    for start in range(0, len(way), COLUMNS_OF_REQUESTS):
        row = way[start : start + COLUMNS_OF_REQUESTS]
        is_alone = list(row) == [*range(start, start + COLUMNS_OF_REQUESTS)]
        is_split = any(row[0] < count <= row[-1] for count in counts)
        if is_alone and is_split and not adds_up([fields[at] for at in row]):
            return True
    return False


def _holds(layout: TableLayout, values: Sequence[Field]) -> bool:
    """Whether there are enough numbers for the sums of rows, or the sums over rows hold as well."""
    shown = sum(bool(read_printed(one.text).value) for one in values)
    sums = list(weigh(layout, values))
    return shown * _DENSE >= len(values) or all(one.holds for one in sums)
