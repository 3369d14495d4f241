"""``python -m benchmarks.collecting FOLDER``: many files by one command, against a plain loop.

Makes files of all formats in FOLDER, where there are none yet, and takes the processor's time of
whole trees of processes, for other work on the machine does not count there: of a loop that reads,
lists the records and checks, and of ``collect`` with one worker and with two. Then kills one run in
the middle, and counts what the second and the third read.
"""

import argparse
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

import govdisclosure as gd
from tests.dialects.docx_dialects import DOCX_DIALECTS
from tests.dialects.facts import make_facts
from tests.dialects.html_dialects import HTML_DIALECTS
from tests.dialects.text_dialects import DIALECTS, Dialect

#: How many of a thousand files are of each format.
SHARES = {"txt": 420, "html": 300, "docx": 200, "xlsx": 20, "pdf": 58, "odt": 2}
#: How many files of these are made by other programs; the others differ from them in a last line.
_PRINTED = {"pdf": 24, "odt": 4}
#: What a competent user would write, and the least that is compared with.
_LOOP = """\
import sys
from pathlib import Path
import govdisclosure as gd
for path in sorted(Path(sys.argv[1]).rglob("*.*")):
    try:
        report = gd.read(path)
    except gd.ReadError:
        continue
    list(gd.iter_records(report))
    gd.check(report)
"""
_PULSE = 0.5


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.collecting")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--steps", nargs="*", default=("loop", "one", "two", "kill"))
    options = parser.parse_args()
    files = options.folder / "files"
    if not files.is_dir():
        make_files(files, options.count)
    print(f"{sum(1 for _ in files.rglob('*.*'))} files; load {os.getloadavg()[0]:.1f}", flush=True)
    measure: dict[str, Callable[[], object]] = {
        "loop": lambda: print(run("loop", [sys.executable, "-c", _LOOP, str(files)]), flush=True),
        "one": lambda: print(run("collect --workers 1", _collect(files, 1)), flush=True),
        "two": lambda: print(run("collect --workers 2", _collect(files, 2)), flush=True),
        "kill": lambda: kill_in_the_middle(files),
    }
    for step in options.steps:
        measure[step]()
    return 0


# ------------------------------------------------------------------------------ running


class Taken(NamedTuple):
    """What a tree of processes took."""

    name: str
    processor: float
    clock: float
    #: The most that it had in memory, in MiB, in the first and in the last quarter of its time.
    early: float
    late: float

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.processor:.1f} s of the processor, {self.clock:.1f} s by the "
            f"clock, {self.early:.0f} MiB in the first quarter, {self.late:.0f} MiB in the last"
        )


def _collect(files: Path, workers: int, corpus: Path | None = None) -> list[str]:
    corpus = corpus or files.parent / f"corpus-{workers}"
    if workers and corpus.name.startswith("corpus-"):
        shutil.rmtree(corpus, ignore_errors=True)
    options = ["--workers", str(workers or 1), "--lang", "en", "-o", str(corpus)]
    return [sys.executable, "-m", "govdisclosure", "collect", str(files), *options]


def run(name: str, command: Sequence[str]) -> Taken:
    """Run a command to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    memory = []
    process = subprocess.Popen(command)
    while process.poll() is None:
        memory.append(_memory(process.pid))
        time.sleep(_PULSE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    quarter = len(memory) // 4 + 1
    early, late = max(memory[:quarter]), max(memory[-quarter:])
    return Taken(name, processor, time.perf_counter() - start, early, late)


def _memory(pid: int) -> float:
    """What a process and all below it have in memory, in MiB; pages that are shared count once."""
    total, waiting = 0.0, [pid]
    while waiting:
        one = Path(f"/proc/{waiting.pop()}")
        try:
            for task in (one / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
            lines = (one / "smaps_rollup").read_text().splitlines()
        except OSError:  # it has ended meanwhile
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return total


def kill_in_the_middle(files: Path) -> None:
    """Kill a run once a third is written; the next ones say what they read."""
    corpus = files.parent / "killed"
    shutil.rmtree(corpus, ignore_errors=True)
    command = _collect(files, 0, corpus)
    count = sum(1 for _ in files.rglob("*.*"))
    process = subprocess.Popen(command)
    while _written(corpus) < count // 3 and process.poll() is None:
        time.sleep(_PULSE)
    process.send_signal(signal.SIGKILL)
    process.wait()
    print(f"killed when {_written(corpus)} of {count} were written", flush=True)
    for _ in range(2):
        before = _runs(corpus)
        subprocess.run(command, check=False)
        print(f"the next run read {_runs(corpus) - before}; written {_written(corpus)}", flush=True)


def _written(corpus: Path) -> int:
    return _rows(corpus, "reports")


def _runs(corpus: Path) -> int:
    return _rows(corpus, "runs")


def _rows(corpus: Path, table: str) -> int:
    from pyarrow import parquet

    return sum(
        parquet.read_metadata(part).num_rows for part in (corpus / table).glob("part-*.parquet")
    )


# ------------------------------------------------------------------------------ files


def make_files(folder: Path, count: int) -> None:
    """So many files, no two alike, a thousand a folder."""
    wanted = {one: max(1, count * share // 1000) for one, share in SHARES.items()}
    wanted["odt"] = min(wanted["odt"], _PRINTED["odt"])
    wanted["txt"] += count - sum(wanted.values())
    for suffix in SHARES:
        for number, data in enumerate(_made(suffix, wanted[suffix])):
            path = folder / suffix / f"{number // 1000:02}" / f"{number:06}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _made(suffix: str, count: int) -> Iterator[bytes]:
    if suffix in _PRINTED:
        yield from _printed(suffix, count)
        return
    others: dict[str, Mapping[str, Dialect]] = {"html": HTML_DIALECTS, "docx": DOCX_DIALECTS}
    dialects = others.get(suffix, DIALECTS)
    for number in range(count):
        edition = ("2021", "2019")[number % 5 == 0]
        names = sorted(dialects) if suffix != "xlsx" else ["own_cells"]
        facts = make_facts(edition, number)  # type: ignore[arg-type]
        name = names[number % len(names)]
        document, _ = dialects[name](facts, Random(f"{suffix}/{number}"))  # noqa: S311
        data = document.encode() if isinstance(document, str) else document
        yield _workbook(data.decode()) if suffix == "xlsx" else data


def _workbook(text: str) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for line in text.splitlines():
        book.worksheets[0].append(
            [int(one) if one.isdecimal() else one for one in line.split("\t")]
        )
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _printed(suffix: str, count: int) -> Iterator[bytes]:
    """Files that another program makes of Word files, with a few more bytes behind their end."""
    office = shutil.which("soffice")
    if office is None:
        print(f"no {suffix}: LibreOffice is not installed", flush=True)
        return
    with TemporaryDirectory() as name:
        place = Path(name)
        for number in range(min(count, _PRINTED[suffix])):
            document, _ = DIALECTS["own_cells"](make_facts("2021", number), Random(number))  # noqa: S311
            gd.write(gd.parse(str(document)), place / f"{number}.docx")
        command = [office, "--headless", f"-env:UserInstallation=file://{name}/profile"]
        command += ["--convert-to", suffix, "--outdir", name, *map(str, place.glob("*.docx"))]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        made = [path.read_bytes() for path in sorted(place.glob(f"*.{suffix}"))]
    for number in range(count):
        behind = f"\n%{number}\n".encode() if suffix == "pdf" else b""
        if behind or number < len(made):
            yield made[number % len(made)] + behind


if __name__ == "__main__":
    sys.exit(main())
