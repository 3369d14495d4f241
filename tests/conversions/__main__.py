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

_LINE: Final = "{:<24}{:<6}{:>8}{:>8}{:>8}{:>9}{:>7}{:>8}{:>9}"
_HEADS: Final = ("tool", "of", "reports", "cells", "right", "missing", "wrong", "states", "right %")


def judge(path: Path, facts: Facts) -> Score:
    """Return how far what is read in a file agrees with *facts*."""
    try:
        return compare(gd.read(path), facts)
    except gd.ReadError as error:
        printed = sum(cell.state != "absent" for cell in facts.cells.values())
        return Score(1, printed, missing=printed, cell_differences=(f"not read: {error}",))


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
        print(_LINE.format(*_HEADS))
        for tool, suffix in ((one, suffix) for one in tools for suffix in one.reads):
            score = Score()
            for path, facts in (one for one in written if one[0].suffix == f".{suffix}"):
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
    print(_row("total", "", total), *notes, sep="\n")
    return 1 if total.wrong_value else 0


def _row(name: str, suffix: str, score: Score) -> str:
    share = f"{100 * score.right / max(score.cells, 1):.1f}"
    counts = score.reports, score.cells, score.right, score.missing, score.wrong_value
    return _LINE.format(name, suffix, *counts, score.wrong_state, share)


if __name__ == "__main__":
    sys.exit(main())
