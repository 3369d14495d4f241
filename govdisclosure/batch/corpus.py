"""A corpus: a folder of tables in parts, to which files are added and which is never half written.

Takes rows of files and writes parts; knows no process. A part that one of the tables lacks was
broken off: what is left of it is removed, and its files are read again.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from glob import escape
from hashlib import blake2b
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from attrs import asdict, frozen

from govdisclosure.batch.rows import NESTED, tables_of
from govdisclosure.collection.outcomes import Status
from govdisclosure.errors import GovDisclosureError
from govdisclosure.files import TEMPORARY, replacing
from govdisclosure.frames.extras import load_extra
from govdisclosure.frames.files import new_database
from govdisclosure.frames.schemas import TABLES, schema_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["DATABASE", "Corpus", "Run", "is_apart", "opened_corpus"]

#: The tables in the order in which those of a part are written.
_ORDER = (*NESTED, "runs", "reports")
_PARTS = "part-*.parquet"
_PART = re.compile(r"part-(\d{6,})\.parquet")
#: What tells a file and what became of it.
_IDENTITY = ["report_id", "path", "status"]
#: What may become of a file at another time: it was not read, and not because of its name.
_FAILED = frozenset(one.value for one in (Status.REFUSED, Status.CRASHED, Status.TIMED_OUT))
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


@contextmanager
def opened_corpus(folder: Path, *, retries: bool = False) -> Iterator["Corpus"]:
    """The corpus in *folder*, which is made where it is missing, for this process alone.

    Args:
        folder: Where it is.
        retries: Whether files are expected again that were refused, crashed or timed out.

    Raises:
        GovDisclosureError: Another process adds to it, a part is damaged or of another version, or
            there are other files among the parts.
        MissingExtraError: pyarrow is not installed.
        OSError: It cannot be written.
    """
    load_extra("pyarrow", "frames")
    for table in _ORDER:
        (folder / table).mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("ab") as lock:
        try:
            _lock(lock)
        except (BlockingIOError, PermissionError) as error:  # on POSIX, and on Windows
            raise GovDisclosureError(
                f"{folder}：另一个进程正在写入；请等它结束",
                f"{folder}: another process adds to it; wait until it ends",
            ) from error
        yield Corpus(folder, retries=retries)


def _lock(file: BinaryIO) -> None:
    """Keep other processes from locking *file* until it is closed.

    Raises:
        OSError: Another process has locked it, or it is where nothing can be locked.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_apart(folder: Path, place: Path) -> bool:
    """Whether a corpus in *folder* has no file in *place*."""
    folder, place = Path(realpath(folder)), Path(realpath(place))
    tables = (folder / table for table in _ORDER)
    return not folder.is_relative_to(place) and not any(map(place.is_relative_to, tables))


class Corpus:
    """The parts of a corpus, and what is known of the files in them."""

    def __init__(self, folder: Path, *, retries: bool = False) -> None:
        """What is in *folder*; what a run before left unfinished is taken away.

        Raises:
            GovDisclosureError: As :func:`opened_corpus`.
            OSError: It cannot be read or written.
        """
        self.folder = folder
        #: The digest and the status of the last row of each path.
        self._last: dict[bytes, tuple[bytes, str]] = {}
        self._digests: set[bytes] = set()
        self._copies: list[tuple[str, str]] = []
        self._check_parts()
        self._next = 1 + max(map(int, self._take_away_unfinished()), default=-1)
        forgotten = _FAILED if retries else frozenset()
        for part in self._parts("reports"):
            # A row that was copied from another does not say where the cells are.
            times = self.folder / "runs" / part.name
            asked = {digest for (digest,) in self._columns(times, "report_id")}
            for digest, path, status in self._columns(part, *_IDENTITY):
                is_known = digest in asked and status not in forgotten
                self._keep(digest, path, status, is_known=is_known)
        self._due = {path for path, (_, status) in self._last.items() if status in forgotten}

    def expects(self, digest: str | None, path: str) -> bool:
        """Whether a file is to be read: its bytes are new to the corpus, and expected from now on.

        A file whose bytes are known by another path, or were there before others, gets a row of
        its own in the end.
        """
        key = _hashed(path)
        is_due = key in self._due
        self._due.discard(key)
        if not is_due and key in self._last and self._last[key][0] == _raw(digest):
            return False
        is_new = digest is None or _raw(digest) not in self._digests
        if digest is not None and not is_new:
            self._copies.append((digest, path))
        self._keep(digest, path, "")
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
        wanted: dict[str | None, list[str]] = {}
        for digest, path in self._copies:
            wanted.setdefault(digest, []).append(path)
        self._copies.clear()
        found = []
        for part in reversed(self._parts("reports")):  # the last row of a digest counts
            if not wanted:
                break
            keys = [key for (key,) in self._columns(part, "report_id")]
            numbered = [
                (number, path)
                for number in reversed(range(len(keys)))
                for path in wanted.pop(keys[number], ())
            ]
            if numbered:
                found.append(_copied(part, numbered))
        if found:
            empty = {table: schema_of(table).empty_table() for table in NESTED}
            self._write({**empty, "reports": arrow.concat_tables(found).unify_dictionaries()}, ())
        return sum(len(one) for one in found)

    def statuses(self, paths: Iterable[str] | None = None) -> Counter[str]:
        """How many files there are of each status: of all, or of those by *paths*."""
        keys = self._last if paths is None else {_hashed(one) for one in paths} & self._last.keys()
        return Counter(self._last[key][1] for key in keys)

    def rows(self) -> Mapping[str, int]:
        """How many rows the parts of each table have."""
        parquet = load_extra("pyarrow.parquet", "frames")
        return {
            table: sum(parquet.read_metadata(part).num_rows for part in self._parts(table))
            for table in TABLES
        }

    def write_views(self) -> None:
        """Write the database with a view a table, over the parts where they are now, if any.

        Of a file that was read again after it had changed, only the last row counts.

        Raises:
            MissingExtraError: duckdb is not installed.
            OSError: It cannot be written.
        """
        if not self._parts("reports"):
            return
        with new_database(self.folder / DATABASE) as database:
            for table in reversed(_ORDER):
                place = f"{escape(str(self.folder.resolve() / table))}/{_PARTS}".replace("'", "''")
                database.execute(_VIEWS.get(table, _VIEW).format(table=table, place=place))

    def _keep(
        self, digest: str | None, path: str | None, status: str | None, *, is_known: bool = True
    ) -> None:
        raw = _raw(digest)
        self._last[_hashed(path)] = (raw, sys.intern(status or ""))
        if raw and is_known:
            self._digests.add(raw)

    def _parts(self, table: str) -> list[Path]:
        return sorted((self.folder / table).glob(_PARTS))

    def _take_away_unfinished(self) -> set[str]:
        """The numbers of the whole parts; what there is of others, and temporary files, go."""
        names = {table: {path.name for path in self._parts(table)} for table in _ORDER}
        whole = set.intersection(*names.values())
        for table, found in names.items():
            for name in found - whole:
                (self.folder / table / name).unlink()
        for folder in (self.folder, *(self.folder / table for table in _ORDER)):
            for path in folder.glob(f"{TEMPORARY}*"):
                path.unlink()
        return {_number_in(name) or "" for name in whole}

    def _check_parts(self) -> None:
        """Look at the end of each part, where a file of Parquet says what it holds.

        Raises:
            GovDisclosureError: One is damaged, of another version of the tables, or no part.
        """
        parquet = load_extra("pyarrow.parquet", "frames")
        for table in _ORDER:
            schema = _runs_schema() if table == "runs" else schema_of(table)
            for part in self._parts(table):
                if _number_in(part.name) is None:
                    raise GovDisclosureError(
                        f"{part}：不是语料库的文件；请另选文件夹",
                        f"{part}: no file of a corpus; choose another folder",
                    )
                with _telling_damage(part):
                    found = parquet.read_schema(part)
                if (found.metadata or {}).get(_VERSION) != (schema.metadata or {}).get(_VERSION):
                    raise GovDisclosureError(
                        f"{part}：由其他版本写成；请另选文件夹",
                        f"{part}: was written by another version; choose another folder",
                    )

    @staticmethod
    def _columns(part: Path, *names: str) -> Iterator[tuple[str | None, ...]]:
        """The columns *names* of a part, row by row.

        Raises:
            GovDisclosureError: It is damaged.
        """
        parquet = load_extra("pyarrow.parquet", "frames")
        with _telling_damage(part):
            found = parquet.read_table(part, columns=list(names), partitioning=None)
        yield from zip(*(found[name].to_pylist() for name in names), strict=True)

    def _write(self, tables: Mapping[str, "pa.Table"], runs: Sequence[Run]) -> None:
        arrow = load_extra("pyarrow", "frames")
        parquet = load_extra("pyarrow.parquet", "frames")
        times = arrow.Table.from_pylist([asdict(one) for one in runs], schema=_runs_schema())
        written = {**tables, "runs": times}
        for table in _ORDER:
            path = self.folder / table / f"part-{self._next:06}.parquet"
            with replacing(path) as file:
                parquet.write_table(written[table], file, compression="zstd")
        self._next += 1
        rows = tables["reports"].select(_IDENTITY).to_pydict().values()
        for digest, path, status in zip(*rows, strict=True):
            self._keep(digest, path, status)


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


def _number_in(name: str) -> str | None:
    """The number of the part that a file has by its *name*; None where it is no part."""
    found = _PART.fullmatch(name)
    return found and found[1]


def _hashed(path: str | None) -> bytes:
    """A path in few bytes: there may be very many."""
    return blake2b(f"{path}".encode(), digest_size=16).digest()


def _raw(digest: str | None) -> bytes:
    return bytes.fromhex(digest or "")


@contextmanager
def _telling_damage(part: Path) -> Iterator[None]:
    """Have what cannot be read as Parquet inside be told with what to do.

    Raises:
        GovDisclosureError: The part is damaged.
        OSError: The system does not give it.
    """
    arrow = load_extra("pyarrow", "frames")
    try:
        yield
    except (arrow.ArrowException, OSError) as error:
        if getattr(error, "errno", None):
            raise
        raise GovDisclosureError(
            f"{part}：已损坏；请删除它，再运行一次，其中的文件会重新读取",
            f"{part}: damaged; delete it and run again, and its files are read again",
        ) from error


def _copied(part: Path, numbered: Sequence[tuple[int, str]]) -> "pa.Table":
    """Rows of a part, by their numbers, as those of files by other paths."""
    arrow = load_extra("pyarrow", "frames")
    parquet = load_extra("pyarrow.parquet", "frames")
    schema = schema_of("reports")
    rows = parquet.read_table(part, schema=schema, partitioning=None)
    rows = rows.take([number for number, _ in numbered])
    paths = [path for _, path in numbered]
    before = zip(rows["path"].to_pylist(), rows["error"].to_pylist(), paths, strict=True)
    errors = [_renamed(error, old, new) for old, error, new in before]
    for name, values in (("path", paths), ("error", errors)):
        column = schema.field(name)
        index = schema.get_field_index(name)
        rows = rows.set_column(index, column, arrow.array(values, column.type))
    return rows


def _renamed(error: str | None, old: str, new: str) -> str | None:
    """What is said of the file *old*, each language on a line of its own, said of *new*."""
    if error is None:
        return None
    lines = error.split("\n")
    return "\n".join(new + one[len(old) :] if one.startswith(old) else one for one in lines)


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
