"""Many reports as a table of Arrow, pandas or polars.

Takes reports or outcomes and gives a table; writes no file. No number becomes a float on the way:
whole numbers stay integers where others are missing, and decimal ones stay exact.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias, TypedDict, Unpack

from govdisclosure.collection.addition import folded
from govdisclosure.collection.bodies import Collection
from govdisclosure.collection.comparison import Indicators
from govdisclosure.collection.outcomes import Outcome, as_outcomes
from govdisclosure.collection.series import Series
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.frames.extras import load_extra
from govdisclosure.frames.results import results_table
from govdisclosure.frames.rows import Asked, Row, exact, rows_of, whole
from govdisclosure.frames.schemas import TABLES_VERSION, columns_of, schema_of
from govdisclosure.model.addresses import Address, addresses, addresses_of
from govdisclosure.model.report import Report
from govdisclosure.rules.local.waivers import Waivers

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["Reports", "Results", "batches", "outcomes_of", "to_arrow", "to_pandas", "to_polars"]

#: What all tables are made of.
Reports: TypeAlias = Report | Outcome | Collection | Iterable[Report | Outcome]

#: What has tables: reports, and what was worked out from them.
Results: TypeAlias = Reports | Indicators | Series

#: Columns of the wide table before those of the cells.
_WIDE = ("report_id", "path", "agency", "agency_kind", "place", "year", "edition")


def to_arrow(
    reports: Results,
    table: str = "cells",
    shape: str = "long",
    *,
    edition: Edition | str | None = None,
    inferred: bool = False,
    waivers: Waivers | None = None,
) -> "pa.Table":
    """Reports, or outcomes of reading, as a table of Arrow; :func:`codebook` says what is in it.

    A report that is there twice, byte for byte, has its cells and findings once.

    Args:
        reports: What to put into it, in its order. What :func:`indicators` gave, or a series, has a
            table of its own, whatever else is asked for.
        table: ``"reports"``, ``"cells"``, ``"findings"`` or ``"claims"``.
        shape: ``"long"``, a row a cell; or ``"wide"`` for the cells, a row a report and a column
            an address, which holds numbers in the form's unit alone, those of counts whole.
        edition: The form whose cells are the columns of a wide table; that of the reports when
            None. Of a report of the other form it has what both count alike.
        inferred: Whether to work out what follows from the sums, in the long table of cells.
        waivers: Which findings do not count.

    Raises:
        MissingExtraError: pyarrow is not installed.
        ValueError: There is no such table or shape, or the reports of a wide one are of two forms.
    """
    if isinstance(reports, Indicators | Series):
        return results_table(reports)
    arrow = load_extra("pyarrow", "frames")
    if shape == "wide" and table == "cells":
        return _wide(list(outcomes_of(reports)), edition)
    if shape != "long":
        raise ValueError(f"no shape {shape!r} of the table {table!r}")
    asked = Asked(inferred=inferred, waivers=waivers)
    pieces = batches(reports, table, asked)
    return arrow.Table.from_batches(pieces, schema_of(table)).unify_dictionaries()


def batches(reports: Reports, table: str, asked: Asked | None = None) -> Iterator["pa.RecordBatch"]:
    """The long *table* piece by piece, one report after the other, when each is asked for."""
    arrow = load_extra("pyarrow", "frames")
    schema = schema_of(table)
    names = [one.name for one in columns_of(table)]
    seen: set[str | None] = set()
    for outcome in outcomes_of(reports):
        report_id = outcome.report_id
        if table != "reports" and report_id in seen:
            continue
        seen.add(report_id)
        rows = list(rows_of(table, outcome, asked or Asked()))
        columns = ([row.get(name) for row in rows] for name in names)
        arrays = [
            arrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)
        ]
        yield arrow.RecordBatch.from_arrays(arrays, schema=schema)


def outcomes_of(reports: Reports) -> Iterator[Outcome]:
    """Whatever is given, as outcomes in their order."""
    if isinstance(reports, Collection):
        return (one.outcome for one in reports.members)
    return as_outcomes(reports)


# ------------------------------------------------------------------------------ a row a report


def _wide(outcomes: list[Outcome], edition: Edition | str | None) -> "pa.Table":
    arrow = load_extra("pyarrow", "frames")
    made = [(one, one.report) for one in outcomes if one.report is not None]
    found = {report.edition for _, report in made if report.edition is not None}
    if edition is None and len(found) > 1:
        raise ValueError("the reports follow two forms: name the edition of the columns")
    form = Edition(edition) if edition is not None else next(iter(found), Edition.FORM_2021)
    places = addresses(form)
    facts = {one.name: one for one in schema_of("reports")}
    fields = [facts[name] for name in _WIDE]
    fields += [
        arrow.field(
            str(place),
            schema_of("cells").field("integer" if _is_count(place) else "decimal").type,
            metadata={"zh": place.words("zh", form), "en": place.words("en", form)},
        )
        for place in places
    ]
    rows = []
    for outcome, report in made:
        row: Row = next(rows_of("reports", outcome, Asked()))
        rows.append({name: row[name] for name in _WIDE} | _numbers(report, form))
    version = {"govdisclosure": f"cells_wide {TABLES_VERSION}"}
    return arrow.Table.from_pylist(rows, schema=arrow.schema(fields, metadata=version))


def _is_count(place: Address) -> bool:
    return place.unit not in {None, "万元"}


def _numbers(report: Report, form: Edition) -> Row:
    """The numbers of a report by the addresses of *form*; only those in its unit."""
    found: Row = {}
    for kind in TableKind:
        table = report.table(kind)
        if table is not None:
            own = None if kind is TableKind.DISPUTES else form
            cells = folded(table.cells, kind, table.edition, own)
            for place, cell in zip(addresses_of(kind, own), cells, strict=True):
                if cell.value is not None and cell.unit == place.unit:
                    found[str(place)] = (whole if _is_count(place) else exact)(cell.value)
    return found


# ------------------------------------------------------------------------------ other makers


class Asking(TypedDict, total=False):
    """What may be asked of a table besides."""

    edition: Edition | str | None
    inferred: bool
    waivers: Waivers | None


def to_pandas(
    reports: Results,
    table: str = "cells",
    shape: str = "long",
    **asked: Unpack[Asking],
) -> "pd.DataFrame":
    """The same table for pandas: integers as its nullable ones, ``Decimal`` objects, no floats.

    Raises:
        MissingExtraError: pandas or pyarrow is not installed.
        ValueError: As for :func:`to_arrow`, which says what may be asked.
    """
    pandas = load_extra("pandas", "pandas")
    arrow = load_extra("pyarrow", "pandas")
    nullable = {
        arrow.int64(): pandas.Int64Dtype(),
        arrow.int32(): pandas.Int32Dtype(),
        arrow.int16(): pandas.Int16Dtype(),
        arrow.bool_(): pandas.BooleanDtype(),
    }
    return to_arrow(reports, table, shape, **asked).to_pandas(types_mapper=nullable.get)


def to_polars(
    reports: Results,
    table: str = "cells",
    shape: str = "long",
    **asked: Unpack[Asking],
) -> "pl.DataFrame":
    """The same table for polars, in the types of Arrow.

    Raises:
        MissingExtraError: polars or pyarrow is not installed.
        ValueError: As for :func:`to_arrow`, which says what may be asked.
    """
    polars = load_extra("polars", "polars")
    found: pl.DataFrame = polars.from_arrow(to_arrow(reports, table, shape, **asked))
    return found
