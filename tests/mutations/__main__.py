"""Read many damaged reports and say what came out: ``python -m tests.mutations``."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from typing import Final

from .cases import WHOLE, Case, make_case
from .damages import DAMAGES, KINDS
from .printings import MARKED, PRINTINGS
from .scores import Score, judge, read_case

_HEAD: Final = (
    f"{'':<24}{'reports':>8}{'kept':>9}{'right':>9}{'missing':>9}{'wrong value':>13}"
    f"{'wrong state':>13}{'lucky':>8}{'recall %':>10}"
)


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line asks for; 1 when any value is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("--seeds", type=int, default=300, help="how many reports")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument(
        "--kind", choices=["none", *KINDS, *DAMAGES, *WHOLE], help="this kind of damage only"
    )
    parser.add_argument("--printing", choices=PRINTINGS | MARKED, help="this printing only")
    parser.add_argument("--marked", action="store_true", help="all manners of marks in turn")
    parser.add_argument("--show", type=int, metavar="SEED", help="print this case and its faults")
    parser.add_argument("--faults", type=int, default=20, help="how many faults to list")
    chosen = parser.parse_args(arguments)
    if chosen.show is not None:
        return _show(make_case(chosen.show, chosen.kind, chosen.printing), chosen.faults)

    by_damage: defaultdict[str, Score] = defaultdict(Score)
    by_printing: defaultdict[str, Score] = defaultdict(Score)
    total = Score()
    for seed in range(chosen.first, chosen.first + chosen.seeds):
        turn = list(MARKED)[seed % len(MARKED)] if chosen.marked else None
        case = make_case(seed, chosen.kind, chosen.printing or turn)
        score = judge(read_case(case), case)
        for name in case.kinds or {"(undamaged)"}:
            by_damage[name] += score
        by_printing[case.printing] += score
        total += score
    print(_HEAD)
    for name in ["(undamaged)", *DAMAGES, *WHOLE]:
        if name in by_damage:
            print(_row(name, by_damage[name]))
    print()
    for name in PRINTINGS | MARKED:
        if name in by_printing:
            print(_row(name, by_printing[name]))
    print()
    print(_row("total", total))
    _list("wrong values", total.wrong_values, chosen.faults)
    _list("wrong states", total.wrong_states, chosen.faults)
    return 1 if total.wrong_value else 0


def _row(name: str, score: Score) -> str:
    return (
        f"{name:<24}{score.reports:>8}{score.kept:>9}{score.right:>9}{score.missing:>9}"
        f"{score.wrong_value:>13}{score.wrong_state:>13}{score.lucky:>8}{100 * score.recall:>10.1f}"
    )


def _list(name: str, lines: tuple[str, ...], most: int) -> None:
    if lines and most:
        print(f"--- {name}, the first of {len(lines)}")
        print("\n".join(lines[:most]))


def _show(case: Case, most: int) -> int:
    """Print one document, its blanks made visible, and what was misread in it."""
    report = read_case(case)
    score = judge(report, case)
    text = case.document if isinstance(case.document, str) else case.document.decode()
    print(f"--- seed {case.seed}, edition {case.edition}, {case.printing}: {case.damages}")
    print(text.replace("\t", "→").replace("\u3000", "⬚"))
    print("--- what can be told, table by table; in brackets what cannot")
    for address, truth in case.truths.items():
        if truth.certainty.name != "KEPT":
            print(f"({address}: {truth.fact.printed!r}, {truth.certainty.name.lower()})")
    print(_HEAD)
    print(_row("this report", score))
    _list("wrong values", score.wrong_values, most)
    _list("wrong states", score.wrong_states, most)
    return 1 if score.wrong_value else 0


if __name__ == "__main__":
    sys.exit(main())
