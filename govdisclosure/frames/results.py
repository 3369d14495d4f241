"""Indicators and series as tables of Arrow.

Takes results and gives a table; writes no file. Numerators and denominators are exact decimals, and
no rate becomes a float.
"""

from typing import TYPE_CHECKING

from govdisclosure.collection.comparison import Indicators
from govdisclosure.collection.measure_records import indicator_records, series_records
from govdisclosure.collection.series import Series
from govdisclosure.frames.extras import load_extra
from govdisclosure.frames.rows import Row, exact
from govdisclosure.frames.schemas import schema_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["results_table"]

_EXACT = ("numerator", "denominator")


def results_table(found: Indicators | Series) -> "pa.Table":
    """A row for each report and indicator, or for each year of a series.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    arrow = load_extra("pyarrow", "frames")
    rows: list[Row]
    if isinstance(found, Series):
        rows, schema = [one._asdict() for one in series_records(found)], schema_of("series")
    else:
        rows, schema = [one._asdict() for one in indicator_records(found)], schema_of("indicators")
    for row in rows:
        row |= {name: exact(row[name]) for name in _EXACT}  # type: ignore[arg-type]
    return arrow.Table.from_pylist(rows, schema=schema)
