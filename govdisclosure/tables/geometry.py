"""Tables whose columns are made of blanks: values by their positions under each other.

Takes a text and gives, for each table of the forms, the rows whose labels and columns are certain.
Looks at the section of the table, or else at the whole text, and counts wide characters as one
column or two, whichever puts more words in line. Also reads the one row of table four.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import TypeAlias

from govdisclosure.characters import fold_blanks
from govdisclosure.forms.labels import FEWEST_LABELS, is_telling, keys_of
from govdisclosure.forms.layout import (
    Edition,
    SectionKind,
    TableKind,
    TableLayout,
    layout_of,
    table_layouts,
)
from govdisclosure.plain.headings import read_heading
from govdisclosure.source import Span
from govdisclosure.tables.disputes import are_in_order
from govdisclosure.tables.opened import own_tokens
from govdisclosure.tables.placed import PlacedTable
from govdisclosure.tables.places import (
    Printed,
    are_apart,
    are_under,
    columns_of,
    marked_row,
    places_under,
    printed_columns,
    with_blanks,
)
from govdisclosure.tables.spelling import Spelled, Word, spell, words_of
from govdisclosure.tables.told import ToldRow, ToldTable, adds_up, agreeing, speaks_against

__all__ = ["find_tables", "tell_places"]

_SECTIONS = {
    SectionKind.PROACTIVE: TableKind.PROACTIVE,
    SectionKind.REQUESTS: TableKind.REQUESTS,
    SectionKind.DISPUTES: TableKind.DISPUTES,
}
#: What separates cells other than blanks.
_MARKS = re.compile(r"[\t|│┃]")
#: Words of a line that are in columns: several blanks separate them, or one between two values.
_COLUMNS = re.compile(r"\S[ \u3000]{2,}\S|[0-9] [0-9]")
#: The maximum distance between lines of a table.
_REACH = 4
#: The head over two remedies of table four.
_OVER_REMEDIES = frozenset({"LITIGATION"})
#: The values of a group of table four, the last of which is their total.
_GROUP = 5

_Lines: TypeAlias = Sequence[Sequence[Word]]


def tell_places(
    text: str, kinds: Collection[TableKind] = tuple(TableKind)
) -> dict[TableKind, ToldTable]:
    """The rows of each table of the *kinds* that can be read by the positions of their words."""
    breaks = [found.start() for found in re.finditer("\f", text)]
    tables: dict[TableKind, list[ToldTable]] = defaultdict(list)
    for span, of in _regions(text, kinds):
        pages = [at for at in breaks if span.start <= at < span.end]
        words = words_of(text, *span)
        for kind in of:
            read = (_read(kind, *way, pages) for way in _measured(kind, words))
            tables[kind] += filter(None, read)
    told: dict[TableKind, ToldTable] = {}
    for kind, found in tables.items():
        best = max(found, key=lambda table: len(table.rows), default=None)
        if best is not None:
            alike = [table for table in found if table.layout is best.layout]
            rows = agreeing(row for table in alike for row in table.rows.values())
            told[kind] = best._replace(rows=rows)
    return told


def find_tables(text: str) -> list[Span]:
    """The extents of tables of the forms, whether or not all of their rows are certain."""
    found: list[Span] = []
    for region, kinds in _regions(text, TableKind):
        words = words_of(text, *region)
        for kind in kinds:
            lines, spelled = _measured(kind, words)[0]
            labels: dict[int, set[str]] = {}
            for one in spelled:
                for word in one.words:
                    labels.setdefault(word.line, set()).add(one.token)
            numbers = [at for at, line in enumerate(lines) if at in labels or _is_of_values(line)]
            for first, last in _runs(numbers):
                tokens = set().union(*(labels.get(at, ()) for at in range(first, last + 1)))
                span = Span(lines[first][0].start, lines[last][-1].end)
                if sum(map(is_telling, tokens)) >= FEWEST_LABELS and _COLUMNS.search(text, *span):
                    found.append(span)
    return sorted(found)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of numbers that are close to each other."""
    breaks = [at for at, (one, two) in enumerate(pairwise(numbers), 1) if two - one > _REACH]
    for start, end in pairwise([0, *breaks, len(numbers)]):
        if start < end:
            yield numbers[start], numbers[end - 1]


def _regions(text: str, kinds: Iterable[TableKind]) -> Iterator[tuple[Span, Sequence[TableKind]]]:
    """Where only blanks separate columns, and the kinds of tables to look for there.

    A kind's tables are between a heading of its section and the next; if it has none, anywhere.
    """
    headings: list[tuple[int, TableKind | None]] = []
    for found in re.finditer(r"[^\n\f]+", text):
        heading = read_heading(fold_blanks(found[0]))
        if heading is not None and heading.kind is not None:
            headings.append((found.start(), _SECTIONS.get(heading.kind)))
    ends = [*(start for start, _ in headings[1:]), len(text)]
    regions: dict[Span, list[TableKind]] = defaultdict(list)
    for kind in kinds:
        spans = [
            Span(start, end) for (start, of), end in zip(headings, ends, strict=False) if of is kind
        ]
        for span in spans or [Span(0, len(text))]:
            regions[span].append(kind)
    for span, of_kinds in regions.items():
        if _MARKS.search(text, *span) is None and _COLUMNS.search(text, *span) is not None:
            yield span, of_kinds


def _measured(kind: TableKind, measures: Iterable[_Lines]) -> list[tuple[_Lines, list[Spelled]]]:
    """The words of a region, and its labels, in the measure that puts more of them in line."""
    ways = []
    columns = {one.column_labels[-1] for form in table_layouts() for one in form.cells}
    for lines in measures:
        spelled = spell(kind, lines)
        words = [word for one in spelled if one.token in columns for word in one.words]
        words += (word for line in lines for word in line if word.is_value)
        edges = min(
            len({word.left for word in words}),
            len({word.right for word in words}),
            len({word.left + word.right for word in words}),
        )
        ways.append((edges / max(len(words), 1), lines, spelled))
    least = min(share for share, _, _ in ways)
    return [(lines, spelled) for share, lines, spelled in ways if share == least]


def _read(
    kind: TableKind, lines: _Lines, spelled: Sequence[Spelled], breaks: Sequence[int]
) -> ToldTable | None:
    """What can be read of the table in a region."""
    if kind is TableKind.DISPUTES:
        return _tell_disputes(layout_of(kind, None), lines, spelled)
    layout = _layout_of(kind, lines, spelled)
    return PlacedTable(layout, lines, spelled, breaks).tell() if layout is not None else None


def _layout_of(kind: TableKind, lines: _Lines, spelled: Sequence[Spelled]) -> TableLayout | None:
    """The form of the one edition whose own labels are spelled; None if both are."""
    seen = {one.token for one in spelled}
    voted = [edition for edition in Edition if seen & own_tokens(kind, edition)]
    if kind is TableKind.REQUESTS and not voted:
        #: The form in force has all labels of the one before, and some more.
        used = {word.start for one in spelled for word in one.words}
        rest = {word.key for line in lines for word in line if word.start not in used}
        is_older = "OTHER_HANDLING" in seen and not any(map(_is_piece_of_newer, rest))
        return layout_of(kind, Edition.FORM_2019 if is_older else Edition.FORM_2021)
    return layout_of(kind, voted[0]) if len(voted) == 1 else None


@cache
def _keys_of_newer() -> tuple[str, str]:
    """The keys of labels of table three that only the form in force has, and those of the rest."""
    own = own_tokens(TableKind.REQUESTS, Edition.FORM_2021)
    keys = keys_of(TableKind.REQUESTS)
    return (
        "|".join(key for key, token in keys if token in own),
        "|".join(key for key, token in keys if token not in own),
    )


def _is_piece_of_newer(key: str) -> bool:
    """Whether a word is a piece of a label that only the form in force has in table three."""
    own, others = _keys_of_newer()
    return len(key) > 1 and key in own and key not in others


# ------------------------------------------------------------------------------ table four


def _tell_disputes(
    layout: TableLayout, lines: _Lines, spelled: Sequence[Spelled]
) -> ToldTable | None:
    """The one row of table four, on one line or two below its heads."""
    wanted = [one.column_labels[-1] for one in layout.cells]
    heads = [one for one in spelled if one.token in wanted]
    tokens = [one.token for one in sorted(spelled, key=lambda one: one.words[0].left)]
    lower = [one for one in tokens if one not in _OVER_REMEDIES]
    upper = [one for one in tokens if one in {"REVIEW", *_OVER_REMEDIES}]
    if len(heads) < _GROUP or not (are_in_order([lower]) and are_in_order([upper])):
        return None
    below = max(head.last for head in heads) + 1
    numbers = [number for number in range(below, len(lines)) if _is_of_values(lines[number])]
    if not numbers or numbers[-1] - numbers[0] > 1:
        return None
    values = sorted((word for number in numbers for word in lines[number]), key=attrgetter("left"))
    printed = printed_columns(columns_of([values]), heads, (), wanted)
    ways: list[Sequence[int]] = [range(len(wanted))]
    if len(numbers) > 1 or len(values) != len(wanted):
        over = printed.heads if printed else ()
        ways = [*places_under(columns_of([values]), over, len(over))]
    else:
        printed = Printed((), ways[0])
    if printed is None or len(ways) != 1 or len(ways[0]) != len(values):
        return None
    start = min(word.start for word in values)
    fields = with_blanks(values, ways[0], printed, len(wanted), start)
    groups = [fields[at : at + _GROUP] for at in range(0, len(fields), _GROUP)]
    if any(map(speaks_against, groups)):
        is_broken = len(numbers) > 1 or not are_apart(values)
        return ToldTable(layout, {}, doubted=frozenset({""})) if is_broken else None
    is_sure = len(numbers) == 1 and are_under(columns_of([values]), printed.heads)
    if not (is_sure or any(map(adds_up, groups))):
        return None
    row = ToldRow("", (), fields, "place", marked_row(values))
    frame = tuple(
        marked_row(lines[number])
        for number in range(min(head.first for head in heads), below)
        if not any(word.is_value for word in lines[number])
    )
    return ToldTable(layout, {"": row}, frame)


def _is_of_values(line: Sequence[Word]) -> bool:
    return all(word.is_value for word in line)
