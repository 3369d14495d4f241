"""Read what installed conversion tools make of reports: ``python -m tests.conversions``.

A tool that is not installed is named and skipped; nothing is downloaded.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import govdisclosure as gd
from tests.dialects.compare import Score, compare
from tests.dialects.facts import Facts

from .sources import write_sources
from .tools import TOOLS, ToolError, convert, find_missing

_HEAD: Final = (
    f"{'tool':<24}{'of':<6}{'reports':>8}{'cells':>8}{'right':>8}{'missing':>9}"
    f"{'wrong value':>13}{'wrong state':>13}{'right %':>9}"
)


def judge(path: Path, facts: Facts) -> Score:
    """Return how far what is read in a file agrees with *facts*."""
    try:
        return compare(gd.read(path), facts)
    except gd.ReadError as error:
        printed = sum(cell.state != "absent" for cell in facts.cells.values())
        lines = (f"not read: {error}",)
        return Score(reports=1, cells=printed, missing=printed, cell_differences=lines)


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line asks for; 1 when any value is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.conversions", description=__doc__)
    parser.add_argument("--tool", action="append", choices=TOOLS, help="this one; may be repeated")
    parser.add_argument("--reports", type=int, default=12, help="how many reports")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep files and outputs there")
    parser.add_argument("--python", default=sys.executable, help="a Python that has the packages")
    parser.add_argument("--show", action="store_true", help="list missing cells, too")
    chosen = parser.parse_args(arguments)
    tools = [TOOLS[name] for name in chosen.tool or TOOLS]
    missing = find_missing(tools, chosen.python)
    for name, reason in missing.items():
        print(f"skipped {name}: {reason}")
    tools = [tool for tool in tools if tool.name not in missing]
    seeds = range(chosen.first, chosen.first + chosen.reports)
    total, notes = Score(), list[str]()
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        scratch = Path(folder)
        kept = (chosen.keep or scratch / "kept").resolve()
        suffixes = {suffix for tool in tools for suffix in tool.reads}
        written = write_sources(seeds, suffixes, kept / "reports", scratch / "office")
        print(_HEAD)
        for tool, suffix in ((one, suffix) for one in tools for suffix in one.reads):
            score = Score()
            for path, facts in (one for one in written if one.path.suffix == f".{suffix}"):
                target = kept / tool.name / suffix / f"{path.stem}.{tool.writes}"
                try:
                    convert(tool, path, target, scratch, chosen.python)
                except ToolError as error:
                    notes.append(f"{tool.name} made nothing of {path.name}: {error}")
                    continue
                one = judge(target, facts)
                notes += (
                    f"{target.relative_to(kept)} {line}"
                    for line in one.cell_differences
                    if chosen.show or not line.startswith("missing ")
                )
                score += one
            print(_row(tool.name, suffix, score), flush=True)
            total += score
    print(_row("total", "", total))
    print(*notes, sep="\n")
    return 1 if total.wrong_value else 0


def _row(name: str, suffix: str, score: Score) -> str:
    return (
        f"{name:<24}{suffix:<6}{score.reports:>8}{score.cells:>8}{score.right:>8}"
        f"{score.missing:>9}{score.wrong_value:>13}{score.wrong_state:>13}"
        f"{100 * score.right / max(score.cells, 1):>9.1f}"
    )


if __name__ == "__main__":
    sys.exit(main())
