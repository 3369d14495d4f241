"""The kernel: a row a file, whatever becomes of the process that reads it."""

import hashlib
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import govdisclosure as gd
from govdisclosure import batch as batches
from govdisclosure.collection import children as processes
from govdisclosure.collection.children import Answer, Children, Confinement
from govdisclosure.composition import compose
from tests import deadly
from tests.test_frames import needs_arrow

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines memory")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that were started for children, by their ids."""
    pids: list[int] = []

    start = subprocess.Popen

    def counted(command: list[str], **options: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401
        process: subprocess.Popen[bytes] = start(command, **options)
        pids.append(process.pid)
        return process

    monkeypatch.setattr("govdisclosure.readers.processes.subprocess.Popen", counted)
    return pids


@pytest.fixture
def children() -> Iterator[Children]:
    one = deadly.outcome_children()
    yield one
    one.close()


def report_of(number: int) -> bytes:
    report = compose(
        agency=f"望舒市第{number}局", year=2023, cells={"requests/received_new/total": number}
    )
    return gd.render(report, "text").encode()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return not Path("/proc/self").exists()  # it has ended, unless there is no /proc
    return state.rpartition(")")[2][1] != "Z"


def gone(pids: list[int]) -> bool:
    """Whether all of them end; one that does not is waited for a while."""
    for _ in range(200):
        if not any(map(is_alive, pids)):
            return True
        time.sleep(0.05)
    return False


# ------------------------------------------------------------------------------ the kernel


def examples() -> Any:  # noqa: ANN401 - a batch of Arrow
    import pyarrow as pa

    paths = sorted(map(str, EXAMPLES.glob("report*")))
    contents = [Path(one).read_bytes() for one in paths]
    return pa.RecordBatch.from_pydict({"path": paths, "content": contents})


@needs_arrow
def test_its_tables_are_those_of_the_outcomes() -> None:
    batch = examples()
    rows = batches.parse_batch(batch)
    assert rows.schema.equals(batches.row_schema())
    tables = batches.tables_of(rows)
    outcomes = list(gd.read_many(batch["path"].to_pylist()))
    assert list(tables) == ["reports", "cells", "findings", "claims"]
    for name, table in tables.items():
        expected = gd.to_arrow(outcomes, name)
        assert table.to_pylist() == expected.to_pylist()
        assert table.schema.equals(expected.schema)
        assert table.num_rows


@needs_arrow
def test_children_stay_from_batch_to_batch(started: list[int]) -> None:
    confinement = Confinement(seconds=61)  # a kernel that no other test has
    for _ in range(3):
        assert batches.parse_batch(examples(), confinement=confinement).num_rows == 5
    assert len(started) == 1


@needs_arrow
def test_a_child_that_dies_or_hangs_costs_one_row(started: list[int]) -> None:
    import pyarrow as pa

    contents = [report_of(0), deadly.KILLED, report_of(1), deadly.WAITS, report_of(2), b"", None]
    paths = [f"{number}.txt" for number in range(len(contents))]
    batch = pa.RecordBatch.from_pydict({"path": paths, "content": contents})
    rows = deadly.parse_batch(batch)
    found = rows.to_pylist()
    assert [one["path"] for one in found] == paths
    assert [one["status"] for one in found] == [
        "read", "crashed", "read", "timed_out", "read", "refused", "refused",
    ]  # fmt: skip
    assert [one["agency"] for one in found][0:5:2] == [f"望舒市第{n}局" for n in range(3)]
    assert found[1]["report_id"] == hashlib.sha256(deadly.KILLED).hexdigest()
    assert found[1]["bytes"] == len(deadly.KILLED)
    assert "-9" in found[1]["error"]
    assert len(started) == 3  # one at first, and one for each that was lost
    assert deadly.parse_batch(batch.slice(0, 3)).to_pylist() == found[:3]
    tables = batches.tables_of(rows)
    assert {one.num_rows for one in (tables["reports"],)} == {7}
    assert batches.tables_of(rows.slice(0, 0))["cells"].num_rows == 0


@needs_arrow
def test_a_file_that_is_there_twice_has_its_cells_once() -> None:
    import pyarrow as pa

    batch = pa.RecordBatch.from_pydict({"path": ["a", "b"], "content": [report_of(1)] * 2})
    tables = batches.tables_of(batches.parse_batch(batch))
    once = batches.tables_of(batches.parse_batch(batch.slice(0, 1)))
    assert (tables["reports"].num_rows, once["reports"].num_rows) == (2, 1)
    assert tables["cells"].equals(once["cells"])
    seen = {once["reports"]["report_id"][0].as_py()}
    assert batches.tables_of(batches.parse_batch(batch), seen)["cells"].num_rows == 0


def columns(**given: Any) -> Any:  # noqa: ANN401 - a table of Arrow
    import pyarrow as pa

    return pa.table({"path": pa.array(["a.txt"]), "content": pa.array([report_of(1)])} | given)


@needs_arrow
def test_columns_may_be_of_any_type_of_words() -> None:
    import pyarrow as pa

    expected = batches.parse_batch(columns())
    assert expected["status"].to_pylist() == ["read"]
    given: dict[str, list[Any]] = {
        "path": [
            pa.array(["a.txt"], pa.large_string()),
            pa.array(["a.txt"], pa.string_view()),
            pa.array([b"a.txt"]),
            pa.array(["a.txt"]).dictionary_encode(),
        ],
        "content": [
            pa.array([report_of(1)], pa.large_binary()),
            pa.array([report_of(1)], pa.binary_view()),
            pa.array([report_of(1)]).dictionary_encode(),
            pa.array([report_of(1).decode()]),
        ],
    }
    for name, arrays in given.items():
        for array in arrays:
            assert batches.parse_batch(columns(**{name: array})).equals(expected)
    assert batches.parse_batch(columns().slice(0, 0)).schema.equals(expected.schema)


@needs_arrow
def test_what_is_no_column_of_files_is_an_error_at_once() -> None:
    import pyarrow as pa

    with pytest.raises(KeyError, match="content"):
        batches.parse_batch(columns().drop(["content"]))
    for name in ("path", "content"):
        for value in (5, ["a"], 1.5):
            with pytest.raises(TypeError, match=f"the column {name} holds"):
                batches.parse_batch(columns(**{name: pa.array([value])}))
    nulls = pa.nulls(1, pa.string())
    for content, status in ((nulls, "refused"), (columns()["content"], "read")):
        (row,) = batches.parse_batch(columns(path=nulls, content=content)).to_pylist()
        assert (row["path"], row["status"]) == ("", status)


@needs_arrow
def test_what_is_too_large_is_sent_to_nobody(started: list[int]) -> None:
    confinement = Confinement(seconds=62)  # a kernel that no other test has
    limits = gd.Limits(file_bytes=len(report_of(1)) - 1)
    (row,) = batches.parse_batch(columns(), limits=limits, confinement=confinement).to_pylist()
    assert (row["status"], row["bytes"]) == ("refused", len(report_of(1)))
    assert row["report_id"] == hashlib.sha256(report_of(1)).hexdigest()
    assert row["error"].startswith("a.txt：文件超过上限")
    assert not started


# ------------------------------------------------------------------------------ children


def asked(children: Children, content: bytes) -> Answer:
    return children.ask((content, "one.txt", gd.Limits()))


@pytest.mark.parametrize(
    ("content", "failure", "code"),
    [
        (deadly.KILLED, "crashed", -9),
        (deadly.FAULTS, "crashed", -11),
        (deadly.LEAVES, "crashed", 1),
        (deadly.WAITS, "timed_out", None),
        (deadly.WORKS, "timed_out", None),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_how_children_end(children: Children, content: bytes, failure: str, code: int) -> None:
    lost = asked(children, content)
    assert (lost.content, lost.failure, lost.code) == (None, failure, code)
    assert asked(children, report_of(1)).content is not None


@needs_linux
def test_their_memory_is_limited(children: Children) -> None:
    lost = asked(children, deadly.EATS)
    assert (lost.failure, lost.code) == ("crashed", 1)


def test_what_prints_does_not_get_among_the_answers(children: Children) -> None:
    content = asked(children, deadly.PRINTS).content
    assert content is not None
    assert pickle.loads(content).status is gd.Status.READ  # noqa: S301 - made here


def test_they_are_replaced_after_a_while(
    monkeypatch: pytest.MonkeyPatch, children: Children, started: list[int]
) -> None:
    monkeypatch.setattr(processes, "_LIFE", 2)
    for number in range(5):
        assert asked(children, report_of(number)).content is not None
    assert len(started) == 3
    children.close()
    assert gone(started)
    assert asked(children, report_of(1)).failure == "crashed"


def test_without_a_python_to_start_nothing_is_raised(
    monkeypatch: pytest.MonkeyPatch, children: Children
) -> None:
    monkeypatch.setattr(processes, "find_interpreter", lambda: None)
    lost = asked(children, report_of(1))
    assert (lost.failure, lost.reason) == ("crashed", "no Python that can be started")


def test_a_child_that_never_begins_is_no_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch, folder: Path, started: list[int]
) -> None:
    def unstartable(_task: str) -> Children:
        return Children("tests.no_such_module:answer")

    monkeypatch.setattr("govdisclosure.collection.outcomes.Children", unstartable)
    (found, *_) = gd.read_many(folder, workers=1)
    assert found.status is gd.Status.CRASHED
    assert "no process could be started to read it" in str(found.error)
    assert "damaged" not in str(found.error)
    assert gone(started)


def test_one_that_was_interrupted_is_asked_no_more(
    monkeypatch: pytest.MonkeyPatch, children: Children, started: list[int]
) -> None:
    assert asked(children, report_of(1)).content is not None

    def interrupted(_stream: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(processes, "read_frame", interrupted)
        with pytest.raises(KeyboardInterrupt):
            asked(children, report_of(2))
    assert gone(started)
    content = asked(children, report_of(3)).content
    assert content is not None
    assert pickle.loads(content).report.agency == "望舒市第3局"  # noqa: S301 - made here


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_one_that_does_not_even_listen_is_given_up(
    monkeypatch: pytest.MonkeyPatch, children: Children, started: list[int]
) -> None:
    assert asked(children, report_of(1)).content is not None
    os.kill(started[0], signal.SIGSTOP)
    monkeypatch.setattr(children, "patience_for", lambda _: 0.5)
    lost = asked(children, report_of(2) + bytes(2**22))  # more than a pipe holds
    assert (lost.content, lost.failure) == (None, "timed_out")
    assert gone(started)


_NESTING = """
import os, signal, sys, threading, time
from pathlib import Path
from govdisclosure.collection.children import Children
children = Children("tests.nesting:nest")
children.patience_for = lambda _: 1 if sys.argv[2] == "hang" else 1000
asking = threading.Thread(target=children.ask, args=(sys.argv[1],), daemon=True)
asking.start()
while not Path(sys.argv[1]).exists():
    time.sleep(0.05)
if sys.argv[2] == "hang":
    asking.join()
elif sys.argv[2] == "close":
    children.close()
elif sys.argv[2] == "die":
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="on Windows the whole tree is ended at once")
@pytest.mark.parametrize("how", ["hang", "close", "exit", "die"])
def test_what_a_child_started_ends_with_it(tmp_path: Path, how: str) -> None:
    """Its temporary folder goes, too, whatever ended the child or its parent."""
    note = tmp_path / "note"
    command = [sys.executable, "-c", _NESTING, str(note), how]
    subprocess.run(command, cwd=ROOT, check=how != "die")
    place, pid = note.read_text(encoding="utf-8").split("\n")
    assert gone([int(pid)])
    for _ in range(100):
        if not Path(place).exists():
            break
        time.sleep(0.05)
    assert not Path(place).exists()


def test_requests_are_taken_a_few_ahead(children: Children) -> None:
    taken: list[int] = []

    def requests() -> Iterator[tuple[int, object]]:
        for number in range(100):
            taken.append(number)
            yield number, (report_of(number), str(number), gd.Limits())

    answers = children.answers(requests(), 2)
    for expected in range(20):
        number, found = next(answers)
        assert number == expected
        assert found is not None
        assert found.content is not None
        assert len(taken) <= expected + 2 * processes._AHEAD + 2
    answers.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("content", ["report_of(1)", "deadly.WAITS", "deadly.WORKS"])
def test_they_end_with_their_parent(content: str) -> None:
    program = f"""
import os, signal, threading, time
import govdisclosure as gd
from govdisclosure.collection.children import Confinement
from tests import deadly
from tests.test_batch import report_of
children = deadly.Children("tests.deadly:outcome", Confinement(seconds=1000))
children.patience_for = lambda _: 1000
children.ask((report_of(0), "a", gd.Limits()))
print(children._idle[0]._process._process.pid, flush=True)
request = ({content}, "a", gd.Limits())
threading.Thread(target=children.ask, args=(request,), daemon=True).start()
time.sleep(0.2)
os.kill(os.getpid(), signal.SIGKILL)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == -signal.SIGKILL, run.stderr
    assert gone([int(run.stdout)])


@pytest.mark.parametrize("value", [0, -1, 2**63])
def test_confinement_is_positive(value: int) -> None:
    with pytest.raises(ValueError, match="seconds"):
        Confinement(seconds=value)
    with pytest.raises(ValueError, match="memory_bytes"):
        Confinement(memory_bytes=value)


# ------------------------------------------------------------------------------ read_many


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    for number in range(12):
        (place / f"{number:02}.txt").write_bytes(report_of(number))
    (place / "03.docx").write_bytes(b"PK\3\4 nothing")
    (place / "05.jpg").write_bytes(b"")
    return place


@pytest.mark.parametrize("workers", [1, 3])
def test_workers_read_the_same_in_the_same_order(folder: Path, workers: int) -> None:
    told: list[tuple[int, int, str]] = []
    paths = [folder, folder / "none.txt"]
    alone = list(gd.read_many(paths))
    apart = list(gd.read_many(paths, workers=workers, progress=lambda *one: told.append(one)))
    assert [one.report for one in apart] == [one.report for one in alone]
    assert [(one.path, one.status, str(one.error), one.digest, one.size, one.format, one.encoding)
            for one in apart] == [
        (one.path, one.status, str(one.error), one.digest, one.size, one.format, one.encoding)
        for one in alone
    ]  # fmt: skip
    assert [type(one.error) for one in apart] == [type(one.error) for one in alone]
    diagnostics = [[one.report.diagnostics if one.report else () for one in found]
                   for found in (alone, apart)]  # fmt: skip
    assert diagnostics[0] == diagnostics[1]
    assert told == [(number, 15, one.path) for number, one in enumerate(alone, start=1)]


def test_no_child_outlives_what_reads_many(folder: Path, started: list[int]) -> None:
    outcomes = gd.read_many(folder, workers=2)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert 1 <= len(started) <= 2
    assert gone(started)
    for workers in (0, -1, 1.5, "2"):
        with pytest.raises(ValueError, match="workers"):
            gd.read_many(folder, workers=workers)  # type: ignore[arg-type]


_FAILING = """
import sys, threading
import govdisclosure as gd
import govdisclosure.collection.outcomes as outcomes
from tests import deadly
class Children(deadly.Children):
    def patience_for(self, request):
        return 600
children = Children("tests.deadly:outcome", deadly.SHORT)
outcomes.Children = lambda _task: children
found = gd.read_many(sys.argv[1], workers=2)
print(next(found).status.value, flush=True)
while not children._busy:
    pass
(child,) = children._busy
print(child._process._process.pid, flush=True)
raise ValueError("of the program that reads")
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_program_that_fails_does_not_wait_for_a_file_that_hangs(tmp_path: Path) -> None:
    (tmp_path / "0.txt").write_bytes(report_of(0))
    (tmp_path / "1.txt").write_bytes(deadly.WAITS)
    done = subprocess.run(
        [sys.executable, "-c", _FAILING, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    status, pid = done.stdout.split()
    assert (done.returncode, status) == (1, "read")
    assert done.stderr.endswith("ValueError: of the program that reads\n")
    assert gone([int(pid)])


def test_deaths_cost_their_own_outcome(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deadly_children(_task: str) -> Children:
        return deadly.outcome_children()

    monkeypatch.setattr("govdisclosure.collection.outcomes.Children", deadly_children)
    (folder / "04.txt").write_bytes(deadly.KILLED)
    (folder / "06.txt").write_bytes(deadly.WAITS)
    found = {Path(one.path or "").name: one for one in gd.read_many(folder, workers=2)}
    assert list(found) == sorted(found)
    lost = {name: one for name, one in found.items() if one.status is not gd.Status.READ}
    assert {name: one.status.value for name, one in lost.items()} == {
        "03.docx": "refused", "04.txt": "crashed", "05.jpg": "skipped", "06.txt": "timed_out",
    }  # fmt: skip
    for one in lost.values():
        assert one.error is not None
        assert all(one.error.text(language) for language in ("zh", "en"))


def test_errors_go_to_another_process_as_they_are() -> None:
    for error in (
        gd.ReadError("甲", "a"),
        gd.LimitError("乙", "b"),
        gd.MissingExtraError("pdf", "pypdfium2"),
        gd.CodecError("丙", "c"),
    ):
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
        assert (type(again), str(again)) == (type(error), str(error))
