"""A row a file: what reading it gave, with the cells, findings and claims of its report inside.

Takes outcomes and gives rows in types that every engine knows: words are plain strings there, and
not of a dictionary. Out of such rows the tables of :mod:`govdisclosure.frames.schemas` are cut.
"""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from govdisclosure.api import Limits
from govdisclosure.collection.outcomes import Outcome, read_content
from govdisclosure.frames.extras import load_extra
from govdisclosure.frames.rows import Asked, rows_in
from govdisclosure.frames.schemas import TABLES, schema_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["NESTED", "answer", "read_row", "row_of", "row_schema", "tables_of"]

#: The tables that stand inside the row of a file.
NESTED = tuple(table for table in TABLES if table != "reports")
#: The key of every table; inside the row of a file it would say nothing.
_KEY = "report_id"


@cache
def row_schema() -> "pa.Schema":
    """The schema of the rows: the columns of the table ``reports``, and a list a further table.

    The columns are those of :func:`govdisclosure.codebook`; in the lists ``report_id`` is left out,
    and words are strings.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    arrow = load_extra("pyarrow", "frames")
    columns = [_plain(one) for one in schema_of("reports")]
    for table in NESTED:
        inside = arrow.struct([_plain(one) for one in schema_of(table) if one.name != _KEY])
        columns.append(arrow.field(table, arrow.list_(inside)))
    return arrow.schema(columns)


def _plain(column: "pa.Field") -> "pa.Field":
    """The column with words as strings, and nothing said about it."""
    arrow = load_extra("pyarrow", "frames")
    is_word = arrow.types.is_dictionary(column.type)
    kind = column.type.value_type if is_word else column.type
    return arrow.field(column.name, kind, column.nullable)


def row_of(outcome: Outcome) -> "pa.RecordBatch":
    """The row of one outcome."""
    arrow = load_extra("pyarrow", "frames")
    found = rows_in(TABLES, outcome, Asked())
    (row,) = found["reports"]
    rows = [row | {table: found[table] for table in NESTED}]
    return arrow.RecordBatch.from_pylist(rows, schema=row_schema())


def answer(request: tuple[bytes, str, Limits]) -> bytes:
    """What a child answers: the row of the bytes of a file, as a stream of Arrow."""
    ipc = load_extra("pyarrow.ipc", "frames")
    row = row_of(read_content(*request))
    stream = BytesIO()
    with ipc.new_stream(stream, row.schema) as writer:
        writer.write_batch(row)
    return stream.getvalue()


def read_row(content: bytes) -> "pa.RecordBatch":
    """The row that a child answered."""
    ipc = load_extra("pyarrow.ipc", "frames")
    with ipc.open_stream(content) as reader:
        return reader.read_next_batch()


def tables_of(
    rows: "pa.RecordBatch | pa.Table", seen: set[str] | None = None
) -> Mapping[str, "pa.Table"]:
    """The tables ``reports``, ``cells``, ``findings`` and ``claims`` that *rows* hold, by name.

    A file that is there twice, byte for byte, has its cells, findings and claims once.

    Args:
        rows: What :func:`parse_batch` gave, by whatever engine.
        seen: The keys of reports whose cells are elsewhere; those of *rows* are added.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    arrow = load_extra("pyarrow", "frames")
    if isinstance(rows, arrow.RecordBatch):
        rows = arrow.Table.from_batches([rows])
    rows = rows.combine_chunks()
    reports = schema_of("reports")
    tables = {"reports": rows.select(reports.names).cast(reports)}
    once = rows.filter(arrow.array(_firsts(rows, set() if seen is None else seen), arrow.bool_()))
    for table in NESTED:
        tables[table] = _unnested(once, table)
    return tables


def _firsts(rows: "pa.Table", seen: set[str]) -> list[bool]:
    """Which rows have a report that was not *seen* before."""
    firsts = []
    for key, status in zip(rows[_KEY].to_pylist(), rows["status"].to_pylist(), strict=True):
        is_first = status == "read" and key not in seen
        firsts.append(is_first)
        if is_first:
            seen.add(key)
    return firsts


def _unnested(rows: "pa.Table", table: str) -> "pa.Table":
    """The rows of *table* that stand inside *rows*."""
    arrow = load_extra("pyarrow", "frames")
    compute = load_extra("pyarrow.compute", "frames")
    schema = schema_of(table)
    lists = rows[table].combine_chunks()
    if isinstance(lists, arrow.ChunkedArray):
        lists = arrow.concat_arrays(lists.chunks) if lists.num_chunks else lists.type.empty()
    inside = compute.list_flatten(lists)
    columns = {_KEY: rows[_KEY].take(compute.list_parent_indices(lists))}
    for name in schema.names:
        if name != _KEY:
            columns[name] = compute.struct_field(inside, name)
    return arrow.table(columns).select(schema.names).cast(schema)
