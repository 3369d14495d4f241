"""``python -m tests.hostile [PART ...]``: read each hostile file, and print how it ended.

Words choose the files whose names contain one of them; all are read when there is none. ``--write
FOLDER`` writes the files instead. Fails when a file did not end as its name says, or took more
than it may.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.hostile import documents, pages, paths, pdfs, texts, values
from tests.hostile.case import MEMORY, Case, is_right

CASES: tuple[Case, ...] = (
    *texts.CASES,
    *pages.CASES,
    *documents.CASES,
    *pdfs.CASES,
    *values.CASES,
    *paths.CASES,
)
#: Seconds of the clock after which a file is given up that neither works nor ends.
_PATIENCE = 60
_ROOT = Path(__file__).resolve().parents[2]


class Found(NamedTuple):
    """How reading a file ended, and what is wrong with that."""

    case: Case
    end: str
    seconds: float
    #: In bytes.
    memory: int
    #: The message of the error.
    says: str
    faults: tuple[str, ...]
    #: The words of the report.
    words: str = ""


def run(case: Case) -> Found:
    """Read the file in a process with limits, and judge how that ended."""
    with tempfile.TemporaryDirectory() as folder:
        path = case.put(Path(folder))
        # A second more, for the system counts in whole ones; how many it took is judged here.
        limits = (str(case.seconds + 1), str(MEMORY))
        command = [sys.executable, "-m", "tests.hostile.child", case.deed, *limits, str(path)]
        try:
            done = subprocess.run(
                command,
                cwd=_ROOT,
                env={**os.environ, "PYTHONUTF8": "1"},
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Found(case, "waited", _PATIENCE, 0, "", ("waits for ever",))
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        return Found(case, f"exit {done.returncode}", 0, 0, last, ("broke down",))
    told = json.loads(done.stdout)
    return Found(
        case,
        told["end"],
        told["seconds"],
        told["memory"],
        told["says"],
        tuple(_faults(case, told["end"], told["seconds"], told["memory"], told["words"])),
        told["words"],
    )


def _faults(case: Case, end: str, seconds: float, memory: int, words: str) -> Iterator[str]:
    if not is_right(case, end):
        yield "another end"
    elif end == "read" and case.holds not in words:
        yield f"without {case.holds!r}"
    if seconds > case.seconds:
        yield f"over {case.seconds} s"
    if memory > MEMORY:
        yield f"over {MEMORY >> 20} MiB"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Read hostile files, each in its own process.")
    parser.add_argument("parts", nargs="*", help="parts of the names of the files; else all")
    parser.add_argument("--write", metavar="FOLDER", type=Path, help="write the files, read none")
    options = parser.parse_args(arguments)
    chosen = [
        case
        for case in CASES
        if not options.parts or any(one in case.name for one in options.parts)
    ]
    if options.write is not None:
        options.write.mkdir(parents=True, exist_ok=True)
        for case in chosen:
            if case.place is None:
                case.put(options.write)
        return 0
    found = [_printed(run(case)) for case in chosen]
    _sum_up(found)
    return 1 if any(one.faults for one in found) else 0


def _printed(found: Found) -> Found:
    print(
        f"{'!' if found.faults else ' '} {found.case.name:64} {found.end:16} "
        f"{found.seconds:5.2f} s {found.memory >> 20:4} MiB  {', '.join(found.faults)}"
        + (f"  {found.says}" if found.faults else ""),
        flush=True,
    )
    return found


def _sum_up(found: Sequence[Found]) -> None:
    """One line for each group: how many ended how, and the most that one took."""
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(one.case.name.partition("/")[0], []).append(one)
    for group, members in groups.items():
        ends = Counter(
            one.end if one.end in {"read", "refused"} else "beyond a limit" for one in members
        )
        print(
            f"{group:8} {len(members):4} files: "
            + ", ".join(f"{count} {end}" for end, count in ends.most_common())
            + f"; at most {max(one.seconds for one in members):.2f} s,"
            f" {max(one.memory for one in members) >> 20} MiB;"
            f" {sum(bool(one.faults) for one in members)} wrong"
        )


if __name__ == "__main__":
    sys.exit(main())
