"""Tables of all kinds: statutory, statistics sheets, any others."""

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from govdisclosure.forms.layout import Edition, TableKind, layout_of
from govdisclosure.forms.sheet_columns import NO_UNIT, columns_named, is_unit, unit_of_cells
from govdisclosure.forms.sheet_indicators import indicator_of, indicators
from govdisclosure.model.blocks import OtherTable
from govdisclosure.model.cells import Cell
from govdisclosure.model.statistics import StatisticsRow, StatisticsTable
from govdisclosure.model.tables import Table
from govdisclosure.strategies.cells import PRINTED_UNITS, cells
from govdisclosure.strategies.words import SHEET_COLUMNS, words
from govdisclosure.text import ABSENT_SIGN

__all__ = ["other_tables", "statistics_tables", "tables"]


def tables(
    kind: TableKind | None = None, edition: Edition | str | None = None
) -> SearchStrategy[Table]:
    """Statutory tables: of one kind or any, after one edition or either.

    In most of them the numbers differ from cell to cell, so that mixing up two cells shows; a few
    cells have whatever :func:`cells` gives.

    Args:
        kind: The table; any of the three when None.
        edition: The form it follows, an :class:`Edition` or its value; either when None.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=5)
        ... @given(tables(TableKind.REQUESTS, "2021"))
        ... def has_the_cells_of_its_form(table):
        ...     assert len(table.cells) == 175
        >>> has_the_cells_of_its_form()
    """
    return _tables(kind, edition)


@cache
@st.composite
def _tables(draw: DrawFn, kind: TableKind | None, edition: Edition | str | None) -> Table:
    chosen = draw(st.sampled_from(TableKind)) if kind is None else kind
    form: Edition | None = None
    if chosen is not TableKind.DISPUTES:
        form = draw(st.sampled_from(Edition)) if edition is None else Edition(edition)
    layout = layout_of(chosen, form)
    start = draw(st.integers(0, 10**6))
    everywhere = draw(st.none() | cells())
    made = [everywhere or Cell.of(start + number) for number in range(len(layout.cells))]
    places = st.integers(0, len(made) - 1)
    for number, cell in draw(st.dictionaries(places, cells(), max_size=8)).items():
        made[number] = cell
    return Table(kind=chosen, edition=form, cells=made)


@cache
def statistics_tables() -> SearchStrategy[StatisticsTable]:
    """Statistics sheets: rows of the national sheet in its order, others between them.

    Columns are for the year, cumulative, or anything; cells may be blank, marks or text.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(statistics_tables())
        ... def have_cells_for_each_column(sheet):
        ...     assert {len(row.cells) for row in sheet.rows} <= {0, len(sheet.columns)}
        >>> have_cells_for_each_column()
    """
    return _statistics_tables()


#: Marks before the labels of a sheet.
_ROW_MARKS = ("", "（一）", "1.", "2、", "其中：1、", "其中：", "(3)")


@st.composite
def _statistics_tables(draw: DrawFn) -> StatisticsTable:
    names = st.sampled_from(SHEET_COLUMNS) | st.sampled_from(SHEET_COLUMNS) | words()
    columns = tuple(draw(st.lists(names, min_size=1, max_size=4)))
    known = draw(st.lists(st.sampled_from(indicators()), max_size=6, unique=True))
    rows: list[StatisticsRow] = []
    counted = [kind.is_counted for kind in columns_named(columns)]

    def row_of(label: str, unit: str) -> StatisticsRow:
        own = unit_of_cells(unit)
        drawn = [draw(cells(own if is_counted else None)) for is_counted in counted]
        return StatisticsRow(label=label, unit=unit, cells=drawn)

    for one in sorted(known, key=indicators().index):
        if one.parent is not None and draw(st.booleans()):
            above = indicator_of(one.parent)
            rows.append(StatisticsRow(label=above.official, unit=above.unit or NO_UNIT))
        label = draw(st.sampled_from((one.official, *one.aliases)))
        rows.append(row_of(draw(st.sampled_from(_ROW_MARKS)) + label, one.unit or ""))
        if draw(st.integers(0, 3)) == 0:
            unit = draw(st.sampled_from((*PRINTED_UNITS, "", NO_UNIT)) | words().map(_as_unit))
            rows.append(row_of(draw(words() | st.just(ABSENT_SIGN)), unit))
    if not rows:
        rows.append(StatisticsRow(label=draw(words()), unit=draw(st.sampled_from(("", NO_UNIT)))))
    return StatisticsTable(columns=columns, rows=rows)


def _as_unit(text: str) -> str:
    """The words, if they can be a unit."""
    return text if is_unit(text) else NO_UNIT


@cache
def other_tables() -> SearchStrategy[OtherTable]:
    """Tables that are not from the form: rectangles of any words, including blanks.

    Example:
        >>> from hypothesis import given, settings
        >>> @settings(database=None, max_examples=20)
        ... @given(other_tables())
        ... def have_two_columns(table):
        ...     assert len(table.rows[0]) >= 2
        >>> have_two_columns()
    """
    return _other_tables()


@st.composite
def _other_tables(draw: DrawFn) -> OtherTable:
    width = draw(st.integers(2, 4))
    word = words() | st.sampled_from(("", ABSENT_SIGN))
    row = st.lists(word, min_size=width, max_size=width)
    rows = draw(st.lists(row, min_size=1, max_size=4))
    for number, one in enumerate(rows):
        if not any(one):
            one[number % width] = draw(words())
    for column in range(width):
        if not any(one[column] for one in rows):
            rows[column % len(rows)][column] = draw(words())
    return OtherTable(rows=tuple(map(tuple, rows)))
