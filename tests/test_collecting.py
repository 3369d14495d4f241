"""``collect``: a corpus is whole after whatever ended a run, and nothing is read twice."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.batch import corpus as corpora
from govdisclosure.batch import supervisor
from govdisclosure.batch.corpus import Corpus, opened_corpus
from govdisclosure.batch.supervisor import Course, Order, collect
from govdisclosure.collection.children import Children, Confinement
from govdisclosure.collection.inputs import Input, find_inputs
from govdisclosure.errors import GovDisclosureError
from govdisclosure.files import replacing as replacing_file
from govdisclosure.frames.schemas import TABLES
from tests import deadly
from tests.conftest import Run
from tests.test_batch import ROOT, gone, report_of
from tests.test_frames import needs_arrow, needs_duckdb

pytestmark = needs_arrow


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve reports, one of them twice, a file that is refused, one that is passed over."""
    place = tmp_path / "in"
    place.mkdir()
    for number in range(12):
        (place / f"{number:02}.txt").write_bytes(report_of(number))
    (place / "twin.txt").write_bytes(report_of(3))
    (place / "03.docx").write_bytes(b"PK\3\4 nothing")
    (place / "05.jpg").write_bytes(b"")
    monkeypatch.setattr(supervisor, "_FILES", 4)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C")
    monkeypatch.delenv("LC_ALL", raising=False)
    return place


def inputs_in(folder: Path) -> list[Input]:
    return [one for _, entries in find_inputs([str(folder)]) for one in entries]


def added(
    folder: Path, place: Path, order: Order | None = None, *, retries: bool = False
) -> Course:
    with opened_corpus(place, retries=retries) as corpus:
        return collect(inputs_in(folder), corpus, order or Order())


def tables_in(place: Path) -> dict[str, list[dict[str, object]]]:
    """The tables of a corpus, but for the times, sorted."""
    from pyarrow import parquet

    return {
        table: sorted(
            (row for part in sorted((place / table).glob("part-*.parquet"))
             for row in parquet.read_table(part).to_pylist()),
            key=str,
        )
        for table in TABLES
    }  # fmt: skip


def read_in(place: Path) -> list[str]:
    """The paths of the files that children read, once for each time."""
    from pyarrow import parquet

    parts = sorted((place / "runs").glob("part-*.parquet"))
    return [path for part in parts for path in parquet.read_table(part)["path"].to_pylist()]


def test_its_tables_are_those_of_the_outcomes(folder: Path, tmp_path: Path) -> None:
    course = added(folder, tmp_path / "corpus", Order(workers=2))
    assert (course.count, course.done, course.known) == (15, 15, 1)
    assert course.statuses == {"read": 12, "refused": 1, "skipped": 1}
    outcomes = list(gd.read_many(folder))
    for table, rows in tables_in(tmp_path / "corpus").items():
        assert rows == sorted(gd.to_arrow(outcomes, table).to_pylist(), key=str), table
    paths = read_in(tmp_path / "corpus")
    assert paths == sorted(set(paths))  # in order, each once
    assert len(paths) == 13
    assert not any("twin" in path or "jpg" in path for path in paths)


def test_a_second_run_reads_what_is_new(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "corpus"
    added(folder, place)
    before, parts = tables_in(place), sorted(place.rglob("part-*"))
    assert added(folder, place).known == 15
    assert (tables_in(place), sorted(place.rglob("part-*"))) == (before, parts)
    (folder / "new.txt").write_bytes(report_of(99))
    (folder / "moved.txt").write_bytes((folder / "07.txt").read_bytes())
    assert added(folder, place).statuses == {"read": 1}
    assert read_in(place)[13:] == [str(folder / "new.txt")]
    assert len(tables_in(place)["reports"]) == 17
    moved, first = (
        next(row for row in tables_in(place)["reports"] if str(row["path"]).endswith(name))
        for name in ("moved.txt", "07.txt")
    )
    assert moved | {"path": ""} == first | {"path": ""}


def broken_off(number: int) -> Callable[[Path], object]:
    """What writes files of a corpus, but fails at the file *number*, before it is renamed."""
    count = 0

    def replacing(path: Path) -> object:
        nonlocal count
        count += 1
        if count == number:
            (path.parent / ".govdisclosure-rest.tmp").write_bytes(b"a part")
            raise OSError("the machine was switched off")
        return replacing_file(path)

    return replacing


@pytest.mark.parametrize("number", range(1, 21))
def test_wherever_writing_breaks_off_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """The machine may be switched off at any file: each of four parts has five."""
    place, whole = tmp_path / "corpus", tmp_path / "whole"
    rows = rows_of_one_run(whole)
    monkeypatch.setattr(corpora, "replacing", broken_off(number))
    with pytest.raises(OSError, match="switched off"), opened_corpus(place) as corpus:
        add_all(corpus, rows)
    monkeypatch.setattr(corpora, "replacing", replacing_file)
    with opened_corpus(place) as corpus:
        kept = corpus.rows()["reports"]
        assert kept == (number - 1) // 5 * 4
        assert not list(place.rglob(".govdisclosure-*"))
        assert len(list(place.rglob("part-*"))) == kept // 4 * 5
        add_all(corpus, rows)
    with opened_corpus(place) as corpus:
        add_all(corpus, rows)
    assert tables_in(place) == tables_in(whole)


_ROWS: list[tuple[str, str, object]] = []


def rows_of_one_run(whole: Path) -> list[tuple[str, str, object]]:
    """The rows of sixteen files, made once; and a corpus of them that nothing broke."""
    from govdisclosure.api import Limits
    from govdisclosure.batch.rows import row_of
    from govdisclosure.collection.outcomes import read_content

    if not _ROWS:
        for number in range(16):
            outcome = read_content(report_of(number), f"{number}.txt", Limits())
            _ROWS.append((outcome.digest or "", outcome.path or "", row_of(outcome)))
    with opened_corpus(whole) as corpus:
        add_all(corpus, _ROWS)
    return _ROWS


def add_all(corpus: Corpus, rows: list[tuple[str, str, object]]) -> None:
    wanted = [row for digest, path, row in rows if corpus.expects(digest, path)]
    for start in range(0, len(wanted), 4):
        corpus.add(wanted[start : start + 4], [])


@pytest.mark.slow("ended runs")
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended_is_taken_up(folder: Path, tmp_path: Path, number: int) -> None:
    place = tmp_path / "corpus"
    for one in range(12, 60):
        (folder / f"{one}.txt").write_bytes(report_of(one))
    program = (
        "import sys; from govdisclosure.batch import supervisor; supervisor._FILES = 4;"
        "from govdisclosure.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, "collect", str(folder), "-o", str(place)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LANG": "C"}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        while len(list((place / "reports").glob("part-*"))) < 3 and process.poll() is None:
            time.sleep(0.02)
        children = children_of(process.pid)
        process.send_signal(number)
        _, err = process.communicate()
    assert process.returncode == {9: -9, 2: 130, 15: 143}[number], err
    assert "Traceback" not in err
    assert ("run the same command again" in err) is (number != signal.SIGKILL)
    assert gone(children)
    before = read_in(place)
    assert 12 <= len(before) < 60
    course = added(folder, place)
    assert course.count == course.done == 63
    paths = read_in(place)
    assert sorted(paths) == sorted(set(paths))
    assert len(paths) == 61  # all but the twin and what is passed over
    added(folder, tmp_path / "whole", Order(workers=2))
    assert tables_in(place) == tables_in(tmp_path / "whole")
    assert added(folder, place).statuses == {}


def children_of(pid: int) -> list[int]:
    place = Path(f"/proc/{pid}/task")
    return [
        int(one)
        for task in (place.iterdir() if place.is_dir() else ())
        for one in (task / "children").read_text(encoding="utf-8").split()
    ]


def test_deaths_and_hangs_are_rows(folder: Path, tmp_path: Path) -> None:
    (folder / "04.txt").write_bytes(deadly.KILLED)
    (folder / "06.txt").write_bytes(deadly.WAITS)
    order = Order(workers=2, confinement=deadly.SHORT, make=deadly.row_children)
    course = added(folder, tmp_path / "corpus", order)
    assert course.statuses == {
        "read": 10, "refused": 1, "skipped": 1, "crashed": 1, "timed_out": 1,
    }  # fmt: skip
    assert added(folder, tmp_path / "corpus", order).statuses == {}


def test_what_was_lost_is_read_again_when_asked(folder: Path, tmp_path: Path) -> None:
    """A file that was refused, crashed or hung; its twin has no other row than itself."""
    place = tmp_path / "corpus"
    (folder / "04.txt").write_bytes(deadly.KILLED)
    (folder / "04 twin.txt").write_bytes(deadly.KILLED)
    (folder / "06.txt").write_bytes(deadly.WAITS)
    paths = [str(one.path) for one in inputs_in(folder)]
    order = Order(workers=2, confinement=deadly.SHORT, make=deadly.row_children)
    first = added(folder, place, order)
    assert first.statuses == {"read": 10, "refused": 1, "skipped": 1, "crashed": 1, "timed_out": 1}
    before = len(read_in(place))
    again = added(folder, place, retries=True)  # now by children that do not die over them
    assert again.statuses == {"read": 2, "refused": 1}
    assert len(read_in(place)) == before + 3
    with opened_corpus(place) as corpus:
        assert corpus.statuses() == {"read": 14, "refused": 1, "skipped": 1}
        assert corpus.statuses(paths) == corpus.statuses()
        assert corpus.statuses([str(folder / "03.docx")]) == {"refused": 1}
    assert added(folder, place, retries=True).statuses == {"refused": 1}
    assert added(folder, place).statuses == {}


def test_the_last_row_is_that_of_the_file_as_it_is(folder: Path, tmp_path: Path) -> None:
    """Also where it is again what it was once: its bytes are known, and not read again."""
    place = tmp_path / "corpus"
    path = folder / "03.docx"
    for content, status in [(b"PK\3\4 nothing", "refused"), (report_of(50), "read")] * 2:
        path.write_bytes(content)
        added(folder, place)
        with opened_corpus(place) as corpus:
            assert corpus.statuses([str(path)]) == {status: 1}
            assert sum(corpus.statuses().values()) == 15
    assert read_in(place).count(str(path)) == 2


def test_the_error_of_a_copy_names_the_copy(folder: Path, tmp_path: Path) -> None:
    (folder / "04.docx").write_bytes((folder / "03.docx").read_bytes())
    added(folder, tmp_path / "corpus")
    errors = {
        str(row["path"]): str(row["error"]).split("\n")
        for row in tables_in(tmp_path / "corpus")["reports"]
        if row["status"] == "refused"
    }
    assert sorted(errors) == [str(folder / "03.docx"), str(folder / "04.docx")]
    for path, lines in errors.items():
        assert len(lines) == 2
        assert all(line.startswith(path) for line in lines)


def test_without_processes_a_run_stops_and_blames_no_file(folder: Path, tmp_path: Path) -> None:
    def unstartable(confinement: Confinement) -> Children:
        return Children("tests.no_such_module:row", confinement)

    with pytest.raises(GovDisclosureError, match="no process could be started"):
        added(folder, tmp_path / "corpus", Order(make=unstartable))
    assert tables_in(tmp_path / "corpus")["reports"] == []
    assert added(folder, tmp_path / "corpus").statuses["read"] == 12


def test_two_runs_do_not_write_at_the_same_time(tmp_path: Path) -> None:
    with opened_corpus(tmp_path):
        if sys.platform != "win32":
            with pytest.raises(GovDisclosureError, match="another process"):
                opened_corpus(tmp_path).__enter__()
    with opened_corpus(tmp_path) as corpus:
        assert corpus.statuses() == {}


def test_tables_of_another_version_are_left_alone(folder: Path, tmp_path: Path, run: Run) -> None:
    from pyarrow import parquet

    place = tmp_path / "corpus"
    added(folder, place)
    part = place / "reports" / "part-000000.parquet"
    table = parquet.read_table(part).replace_schema_metadata({"govdisclosure": "reports 0"})
    parquet.write_table(table, part)
    code, out, err = run("collect", folder, "-o", place)
    assert (code, out) == (3, "")
    assert "another version" in err


@pytest.mark.parametrize("table", [*TABLES, "runs"])
def test_a_part_that_a_table_lacks_is_read_again(folder: Path, tmp_path: Path, table: str) -> None:
    place = tmp_path / "corpus"
    added(folder, place)
    before = tables_in(place)
    (place / table / "part-000001.parquet").unlink()
    assert sum(added(folder, place).statuses.values()) == 4
    assert tables_in(place) == before


@pytest.mark.parametrize("table", [*TABLES, "runs"])
@pytest.mark.parametrize("content", [b"", b"junk", b"PAR1" + bytes(50) + b"PAR1"])
def test_a_damaged_part_is_named(
    folder: Path, tmp_path: Path, run: Run, table: str, content: bytes
) -> None:
    place = tmp_path / "corpus"
    added(folder, place)
    before = tables_in(place)
    part = place / table / "part-000001.parquet"
    part.write_bytes(content)
    code, out, err = run("collect", folder, "-o", place)
    assert (code, out) == (3, "")
    assert f"{part}: damaged; delete it" in err
    part.unlink()
    added(folder, place)
    assert tables_in(place) == before


@pytest.mark.parametrize("name", ["part-00000-1f2e.snappy.parquet", "part-000000.parquet"])
def test_files_of_others_are_left_alone(folder: Path, tmp_path: Path, run: Run, name: str) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    place = tmp_path / "corpus"
    (place / "cells").mkdir(parents=True)
    parquet.write_table(pa.table({"a": [1]}), place / "cells" / name)
    code, out, err = run("collect", folder, "-o", place)
    assert (code, out) == (3, "")
    assert "choose another folder" in err
    assert parquet.read_table(place / "cells" / name).to_pydict() == {"a": [1]}


def test_names_that_are_no_text_have_rows() -> None:
    """Bytes that are not UTF-8, and halves of characters, as Windows allows them."""
    found = gd.to_arrow(gd.read_many(["\udcbc.txt", "\ud83d.txt"]), "reports")
    assert found["path"].to_pylist() == ["\\xbc.txt", "\\ud83d.txt"]
    assert found["status"].to_pylist() == ["refused", "refused"]


# ------------------------------------------------------------------------------ the command


@needs_duckdb
def test_the_command_says_what_was_read(folder: Path, tmp_path: Path, run: Run) -> None:
    import duckdb

    place = tmp_path / "it's [a] corpus"
    code, out, err = run("collect", folder, "-o", place, "--workers", 2)
    assert code == 3
    assert "15/15" in err
    assert "1 file could not be read" in err
    assert "this run: 12 read; 1 refused; 1 skipped; 1 known before" in out
    assert "text: 12 files" in out
    assert "corpus: 13 read; 1 refused; 1 skipped" in out
    assert "reports: 15" in out
    with duckdb.connect(str(place / "corpus.duckdb"), read_only=True) as database:
        for table in (*TABLES, "runs"):
            assert database.table(table).limit(1).fetchall() or table == "claims"
        assert database.sql("select path from reports").fetchall() == [
            (str(one.path),) for one in inputs_in(folder)
        ]
        total = (
            "select sum(integer)::bigint from cells where address = 'requests/received_new/total'"
        )
        assert database.sql(total).fetchall() == [(sum(range(12)),)]
    (folder / "05.txt").write_bytes(report_of(1000))
    code, out, _ = run("--lang", "zh", "collect", folder, "-o", place)
    assert code == 3
    assert "本次：已读取 1" in out
    with duckdb.connect(str(place / "corpus.duckdb"), read_only=True) as database:
        assert database.sql(total).fetchall() == [(sum(range(12)) + 1000 - 5,)]


@pytest.mark.parametrize(
    "options", [["--workers", "0"], ["--seconds", "x"], ["--workers", "99999"]]
)
def test_faults_of_usage(folder: Path, run: Run, options: list[str]) -> None:
    assert run("collect", folder, "-o", "corpus", *options)[0] == 2
    assert run("collect", folder)[0] == 2
    code, _, err = run("collect", folder, "-o", folder / "corpus")
    assert (code, "overlaps" in err) == (2, True)
    assert not (folder / "corpus").exists()
    inside = folder / "reports" / "2023"
    inside.mkdir(parents=True)
    for place in (inside, inside.parent):
        code, _, err = run("collect", place, "-o", folder)
        assert (code, "overlaps" in err) == (2, True)
    assert not (folder / "cells").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_path_that_is_not_there_has_no_row(folder: Path, tmp_path: Path, run: Run) -> None:
    place = tmp_path / "corpus"
    code, out, err = run("collect", folder / "01.txt", tmp_path / "missing", "-o", place)
    assert code == 3
    assert f"{tmp_path / 'missing'}: there is no such file or folder" in err
    assert "corpus: 1 read\n" in out
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    code, out, _ = run("collect", tmp_path / "loop", "-o", place)
    assert (code, "corpus: 1 read; 1 refused\n" in out) == (3, True)
    (tmp_path / "empty").mkdir()
    code, out, _ = run("collect", tmp_path / "empty", "-o", tmp_path / "other")
    assert (code, out) == (3, "")
    assert not (tmp_path / "other").exists()


def test_the_exit_code_is_that_of_the_files_that_are_named(
    folder: Path, tmp_path: Path, run: Run
) -> None:
    place = tmp_path / "corpus"
    assert run("collect", folder, "-o", place)[0] == 3
    code, _, err = run("collect", folder, "-o", place)  # all are known
    assert (code, "1 file could not be read" in err) == (3, True)
    kept = (folder / "03.docx").read_bytes()
    (folder / "03.docx").unlink()
    assert run("collect", folder, "-o", place, "--retry")[0] == 0
    (folder / "03.docx").write_bytes(kept)
    code, out, _ = run("collect", folder, "-o", place, "--retry")
    assert (code, "this run: 1 refused; 14 known before" in out) == (3, True)
    (folder / "03.docx").write_bytes(report_of(70))
    code, out, _ = run("collect", folder, "-o", place)
    assert (code, "corpus: 14 read; 1 skipped\n" in out) == (0, True)


@pytest.mark.skipif(sys.platform != "linux", reason="a shell of POSIX, and a device of Linux")
@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full"])
def test_nobody_has_to_listen(folder: Path, tmp_path: Path, closed: str) -> None:
    words = [sys.executable, "-m", "govdisclosure", "collect", str(folder), "-o", "corpus"]
    done = subprocess.run(  # noqa: S602 - written here
        f"{shlex.join(words)} --lang en {closed}",
        shell=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    assert b"corpus: 13 read; 1 refused; 1 skipped" in done.stdout
    assert b"govdisclosure:" not in done.stdout


def test_a_terminal_has_one_line(
    folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govdisclosure.cli.collecting._WATCHED", 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    _, _, err = run("collect", folder, "-o", tmp_path / "corpus", "--workers", 1)
    (line,) = (one for one in err.split("\n") if "\r" in one)
    states = line.split("\r")[1:]
    assert len(states) == 15
    assert all(len(one) < 40 for one in states)
    assert states[-1].startswith("15/15, ")


def test_it_needs_no_duckdb(
    folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    (folder / "03.docx").unlink()
    code, out, err = run("collect", folder, "-o", tmp_path / "corpus", "--seconds", 50)
    assert code == 0
    assert "govdisclosure[duckdb]" in err
    assert "reports: 14" in out
    shutil.rmtree(folder)
