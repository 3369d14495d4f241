"""The one command that checks everything: ``python -m tests [STEP ...]``.

Runs each step in order, with the interpreter it was started with, and stops at the first that
fails. Takes names of steps to run only these; their rules stand in ``pyproject.toml``.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: Every step and the arguments for the interpreter, in order. pytest is last, so that the last
#: line printed is its count.
STEPS: dict[str, tuple[str, ...]] = {
    "ruff-format": ("-m", "ruff", "format", "--check", "."),
    "ruff-check": ("-m", "ruff", "check", "."),
    "mypy": ("-m", "mypy", "--strict"),
    # import-linter has no module to run, only a script, whose place differs between systems.
    "lint-imports": (
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-logo",
    ),
    "pytest": ("-m", "pytest", "-q"),
}


def main() -> int:
    """Run the steps named on the command line, or all, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests", description="Check everything.")
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"one of {', '.join(STEPS)}")
    wanted: list[str] = parser.parse_args().steps
    if unknown := [name for name in wanted if name not in STEPS]:
        parser.error(f"no such step: {', '.join(unknown)}; there are {', '.join(STEPS)}")
    for name, arguments in STEPS.items():
        if wanted and name not in wanted:
            continue
        print(f"== {name}", flush=True)
        started = time.perf_counter()
        code = run(arguments)
        took = f"{time.perf_counter() - started:.1f} s"
        if code:
            print(f"== {name} failed after {took}", file=sys.stderr, flush=True)
            return 1
        if name != "pytest":  # which says itself how long it took, in the line that is to be last
            print(f"== {name} passed in {took}\n", flush=True)
    return 0


def run(arguments: tuple[str, ...]) -> int:
    """Run this interpreter with *arguments* at the root of the checkout; return its exit code."""
    environment = os.environ | {"PYTHONUTF8": "1"}  # a Windows console may know no Chinese
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
