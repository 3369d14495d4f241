"""The one command that checks everything: ``python -m tests [--all] [STEP ...]``.

Takes names of steps to run only these; their rules stand in ``pyproject.toml``. What takes a second
runs first, and stops everything when it fails. The others run at the same time; each prints what it
says in one piece, in order, and whatever failed is named at the end. The tests marked ``slow`` are
left out, and counted, unless ``--all`` is said.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: Steps that take a second and the arguments for the interpreter, in order.
SHORT: dict[str, tuple[str, ...]] = {
    "ruff-format": ("-m", "ruff", "format", "--check", "."),
    "ruff-check": ("-m", "ruff", "check", "."),
}
#: Steps that run at the same time. pytest is last, so that the last line printed is its count.
LONG: dict[str, tuple[str, ...]] = {
    "mypy": ("-m", "mypy", "--strict"),
    # import-linter has no module to run, only a script, whose place differs between systems.
    "lint-imports": (
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-logo",
    ),
    # Every warning of Sphinx is an error; on the oldest Python it says why it is skipped.
    "docs": ("-m", "docs", "build", "--or-skip"),
    "pytest": ("-m", "pytest", "-q"),
}
STEPS = SHORT | LONG


def main() -> int:
    """Run the steps named on the command line, or all, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests", description="Check everything.")
    parser.add_argument("--all", action="store_true", help="the tests marked slow, too")
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"one of {', '.join(STEPS)}")
    options = parser.parse_args()
    wanted: list[str] = options.steps or list(STEPS)
    if unknown := [name for name in wanted if name not in STEPS]:
        parser.error(f"no such step: {', '.join(unknown)}; there are {', '.join(STEPS)}")
    for name, arguments in SHORT.items():
        if name in wanted and finish(name, start(arguments)):
            return 1
    started = {
        name: start([*arguments, *(spread(every=options.all) if name == "pytest" else ())])
        for name, arguments in LONG.items()
        if name in wanted
    }
    failed = [name for name, process in started.items() if finish(name, process)]
    if failed:
        print(f"== failed: {', '.join(failed)}", file=sys.stderr, flush=True)
    return 1 if failed else 0


def spread(*, every: bool) -> list[str]:
    """What pytest is told besides: a process for each processor, and whether to leave out slow."""
    affinity = getattr(os, "sched_getaffinity", None)  # what a container may use; Linux knows it
    processors = len(affinity(0)) if affinity else os.cpu_count() or 1
    # Whoever has nothing left to do takes from the others: files differ much in how long they take.
    processes = [f"-n{processors}", "--dist=worksteal"] if processors > 1 else []
    return [*processes, *([] if every else ["-m", "not slow"])]


def start(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """Run this interpreter with *arguments* at the root of the checkout."""
    environment = os.environ | {"PYTHONUTF8": "1"}  # a Windows console may know no Chinese
    command = [sys.executable, *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def finish(name: str, process: subprocess.Popen[bytes]) -> int:
    """Print what a step says, until it ends, and whether it failed; return its exit code."""
    print(f"== {name}", flush=True)
    with process:
        assert process.stdout is not None
        while piece := process.stdout.read1():  # type: ignore[attr-defined]
            sys.stdout.buffer.write(piece)
            sys.stdout.flush()
    if code := process.returncode:
        print(f"== {name} failed", file=sys.stderr, flush=True)
    elif name != "pytest":  # which says so itself, in the line that is to be last
        print(f"== {name} passed\n", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
