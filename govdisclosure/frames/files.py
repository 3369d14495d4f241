"""Many reports as files of other programs: Parquet, a database of DuckDB.

Takes outcomes and writes what :mod:`govdisclosure.frames.tables` makes of them; a file appears
whole or not at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from os import PathLike
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any

from govdisclosure.files import TEMPORARY, replacing
from govdisclosure.frames.extras import load_extra
from govdisclosure.frames.rows import Asked
from govdisclosure.frames.schemas import TABLES, schema_of
from govdisclosure.frames.tables import Reports, batches, outcomes_of

__all__ = ["new_database", "write_duckdb", "write_parquet"]

#: How many reports are one group of rows, which is what a reader of Parquet may leave out.
_GROUP = 256


def write_parquet(
    reports: Reports, path: str | PathLike[str], table: str = "cells", asked: Asked | None = None
) -> None:
    """Write the long *table* as a file of Parquet.

    Raises:
        MissingExtraError: pyarrow is not installed.
        OSError: The file cannot be written.
    """
    arrow = load_extra("pyarrow", "frames")
    parquet = load_extra("pyarrow.parquet", "frames")
    schema = schema_of(table)
    pieces = batches(reports, table, asked)
    with replacing(path) as file, parquet.ParquetWriter(file, schema) as writer:
        while group := list(islice(pieces, _GROUP)):
            writer.write_table(arrow.Table.from_batches(group, schema).unify_dictionaries())


def write_duckdb(reports: Reports, path: str | PathLike[str], asked: Asked | None = None) -> None:
    """Write all tables as a database of DuckDB.

    Its ``sum`` of whole numbers is wider than 64 bits, and pandas gets that as a float: write
    ``sum(integer)::bigint``.

    Raises:
        MissingExtraError: duckdb or pyarrow is not installed.
        OSError: The file cannot be written.
    """
    arrow = load_extra("pyarrow", "duckdb")
    outcomes = list(outcomes_of(reports))
    with new_database(path) as database:
        for table in TABLES:
            reader = arrow.RecordBatchReader.from_batches(
                schema_of(table), batches(outcomes, table, asked)
            )
            database.register("arriving", reader)
            database.execute(f'create table "{table}" as from arriving')
            database.unregister("arriving")


@contextmanager
def new_database(path: str | PathLike[str]) -> Iterator[Any]:
    """A connection to a new database of DuckDB, which is at *path* once the block ends.

    Raises:
        MissingExtraError: duckdb is not installed.
        OSError: The file cannot be written.
    """
    duckdb = load_extra("duckdb", "duckdb")
    with replacing(path) as file, TemporaryDirectory(prefix=TEMPORARY) as folder:
        made = Path(folder) / "tables.duckdb"
        with duckdb.connect(str(made)) as database:
            yield database
        with made.open("rb") as whole:
            copyfileobj(whole, file)
