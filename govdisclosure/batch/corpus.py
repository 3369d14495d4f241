"""A corpus: a folder of tables in parts, to which files are added and which is never half written.

Takes rows of files and writes parts; knows no process. Of each part the table ``reports`` is
written last: a part that it lacks was broken off, and is written anew.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from glob import escape
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from govdisclosure.batch.rows import NESTED, tables_of
from govdisclosure.errors import GovDisclosureError
from govdisclosure.files import TEMPORARY, replacing
from govdisclosure.frames.extras import load_extra
from govdisclosure.frames.files import new_database
from govdisclosure.frames.schemas import TABLES, schema_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["DATABASE", "Corpus", "Run", "Totals", "opened_corpus"]

#: The tables in the order in which those of a part are written.
_ORDER = (*NESTED, "runs", "reports")
_PARTS = "part-*.parquet"
#: The file of DuckDB with a view a table.
DATABASE = "corpus.duckdb"
_LOCK = ".lock"


@frozen
class Run:
    """When a file was read, and how long that took."""

    report_id: str | None
    path: str | None
    started: datetime | None
    seconds: float


@frozen
class Totals:
    """What a corpus holds."""

    #: Files by what became of them.
    statuses: Mapping[str, int]
    #: Rows of each table.
    rows: Mapping[str, int]


@contextmanager
def opened_corpus(folder: Path) -> Iterator["Corpus"]:
    """The corpus in *folder*, which is made where it is missing, for this process alone.

    Raises:
        GovDisclosureError: Another process adds to it, or its tables are of another version.
        MissingExtraError: pyarrow is not installed.
        OSError: It cannot be written.
    """
    for table in _ORDER:
        (folder / table).mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("ab") as lock:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise GovDisclosureError(
                    f"{folder}：另一个进程正在写入；请等它结束",
                    f"{folder}: another process adds to it; wait until it ends",
                ) from error
        yield Corpus(folder)


class Corpus:
    """The parts of a corpus, and what is known of the files in them."""

    def __init__(self, folder: Path) -> None:
        """What is in *folder*; what a run before left unfinished is taken away."""
        self.folder = folder
        self._digests: set[str] = set()
        self._files: set[bytes] = set()
        self._copies: list[tuple[str, str]] = []
        names = {path.name for path in self._parts("reports")}
        for table in _ORDER:
            for part in (*self._parts(table), *(folder / table).glob(f"{TEMPORARY}*")):
                if part.name not in names:
                    part.unlink()
        self._next = 1 + max((int(name[5:-8]) for name in names), default=-1)
        for part in self._parts("reports"):
            for key, path in self._columns(part, "report_id", "path"):
                self._keep(key, path)

    def expects(self, digest: str | None, path: str) -> bool:
        """Whether a file is to be read: its bytes are new to the corpus, and expected from now on.

        A file whose bytes are known by another path gets a row of its own in the end.
        """
        if _identity(digest, path) in self._files:
            return False
        is_new = digest is None or digest not in self._digests
        if digest is not None and not is_new:
            self._copies.append((digest, path))
        self._keep(digest, path)
        return is_new

    def add(self, rows: Sequence["pa.RecordBatch"], runs: Sequence[Run]) -> None:
        """Write the rows of files, as :func:`row_of` gives them, as the next part.

        Raises:
            OSError: It cannot be written; then nothing of it counts.
        """
        arrow = load_extra("pyarrow", "frames")
        if rows:
            self._write(tables_of(arrow.Table.from_batches(rows)), runs)

    def add_copies(self) -> int:
        """Write the rows of the files whose bytes are known by other paths; how many there are.

        Raises:
            OSError: They cannot be written.
        """
        arrow = load_extra("pyarrow", "frames")
        parquet = load_extra("pyarrow.parquet", "frames")
        wanted: dict[str, list[str]] = {}
        for digest, path in self._copies:
            wanted.setdefault(digest, []).append(path)
        schema = schema_of("reports")
        found = []
        for part in self._parts("reports"):
            for number, (key,) in enumerate(self._columns(part, "report_id")):
                for path in wanted.pop(key or "", ()):
                    row = parquet.read_table(part, schema=schema).slice(number, 1)
                    column = arrow.array([path], schema.field("path").type)
                    found.append(row.set_column(1, schema.field("path"), column))
        self._copies.clear()
        if found:
            empty = {table: schema_of(table).empty_table() for table in NESTED}
            self._write({**empty, "reports": arrow.concat_tables(found)}, ())
        return len(found)

    def totals(self) -> Totals:
        """What the corpus holds by now."""
        parquet = load_extra("pyarrow.parquet", "frames")
        statuses = Counter(
            status or ""
            for part in self._parts("reports")
            for (status,) in self._columns(part, "status")
        )
        rows = {
            table: sum(parquet.read_metadata(part).num_rows for part in self._parts(table))
            for table in TABLES
        }
        return Totals(statuses, rows)

    def write_views(self) -> None:
        """Write the database with a view a table, over the parts where they are now.

        Of a file that was read again after it had changed, only the last row counts.

        Raises:
            MissingExtraError: duckdb is not installed.
            OSError: It cannot be written.
        """
        with new_database(self.folder / DATABASE) as database:
            for table in reversed(_ORDER):
                place = f"{escape(str(self.folder.resolve() / table))}/{_PARTS}".replace("'", "''")
                database.execute(_VIEWS.get(table, _VIEW).format(table=table, place=place))

    def _keep(self, digest: str | None, path: str | None) -> None:
        self._files.add(_identity(digest, path))
        if digest is not None:
            self._digests.add(digest)

    def _parts(self, table: str) -> list[Path]:
        return sorted((self.folder / table).glob(_PARTS))

    def _columns(self, part: Path, *names: str) -> Iterator[tuple[str | None, ...]]:
        """The columns *names* of a part, row by row.

        Raises:
            GovDisclosureError: It is of another version of the tables.
        """
        parquet = load_extra("pyarrow.parquet", "frames")
        schema = schema_of("reports")
        found = parquet.read_table(part, columns=list(names), partitioning=None)
        if found.schema.metadata.get(_VERSION) != schema.metadata[_VERSION]:
            raise GovDisclosureError(
                f"{part}：由其他版本写成；请另选文件夹",
                f"{part}: was written by another version; choose another folder",
            )
        yield from zip(*(found[name].to_pylist() for name in names), strict=True)

    def _write(self, tables: Mapping[str, "pa.Table"], runs: Sequence[Run]) -> None:
        arrow = load_extra("pyarrow", "frames")
        parquet = load_extra("pyarrow.parquet", "frames")
        rows = [(one.report_id, one.path, one.started, one.seconds) for one in runs]
        schema = _runs_schema()
        times = arrow.table(
            [list(one) for one in zip(*rows, strict=True)] or [[]] * 4, schema=schema
        )
        written = {**tables, "runs": times}
        for table in _ORDER:
            path = self.folder / table / f"part-{self._next:06}.parquet"
            with replacing(path) as file:
                parquet.write_table(written[table], file, compression="zstd")
        self._next += 1


#: How a table says which version it is of.
_VERSION = b"govdisclosure"
_VIEW = (
    "create view {table} as select * from read_parquet('{place}') "
    "where report_id in (select report_id from reports)"
)
_VIEWS: Mapping[str, str] = {
    "reports": (
        "create view {table} as select * exclude (filename) "
        "from read_parquet('{place}', filename = true) "
        "qualify row_number() over (partition by path order by filename desc) = 1 order by path"
    ),
    "runs": "create view {table} as select * from read_parquet('{place}')",
}


def _identity(digest: str | None, path: str | None) -> bytes:
    """A file by its bytes and its path, in few bytes: there may be very many."""
    return blake2b(f"{digest}\0{path}".encode(), digest_size=16).digest()


@cache
def _runs_schema() -> "pa.Schema":
    arrow = load_extra("pyarrow", "frames")
    return arrow.schema(
        [
            ("report_id", arrow.string()),
            ("path", arrow.string()),
            ("started", arrow.timestamp("us", "UTC")),
            ("seconds", arrow.float64()),
        ]
    )
