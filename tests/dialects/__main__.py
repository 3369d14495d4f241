"""Read many reports in every dialect and say what came out: ``python -m tests.dialects``."""

from __future__ import annotations

import argparse
import sys
from random import Random
from typing import Final

import govdisclosure as gd

from .compare import Score, compare
from .docx_dialects import DOCX_DIALECTS
from .facts import make_facts
from .forms import Edition
from .html_dialects import HTML_DIALECTS
from .sheet_dialects import SHEET_DIALECTS
from .text_dialects import BEYOND, DIALECTS, Document

#: What has to be read without a fault.
_ASSERTED: Final = DIALECTS | HTML_DIALECTS | DOCX_DIALECTS | SHEET_DIALECTS
_EDITIONS: Final[tuple[Edition, ...]] = ("2021", "2019")
_HEAD: Final = (
    f"{'dialect':<18}{'form':>5}{'cells':>8}{'≠ 0 %':>7}{'empty %':>9}{'value':>7}{'state':>7}"
    f"{'missing %':>11}{'title':>7}{'agency':>8}{'year':>6}{'sections':>10}{'signed':>8}"
    f"{'outline':>9}"
)


def read_dialect(name: str, edition: Edition, seed: int) -> tuple[Document, Score]:
    """Print one report, read it, and return the document with its score."""
    facts = make_facts(edition, seed)
    document, readable = (_ASSERTED | BEYOND)[name](facts, Random(f"{name}/{edition}/{seed}"))
    report = gd.parse(document) if isinstance(document, str) else gd.read(document)
    return document, compare(report, readable)


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line asks for; 1 when anything asserted is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.dialects", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="how many reports of each kind")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--dialect", choices=_ASSERTED | BEYOND, help="this one only")
    parser.add_argument("--edition", choices=_EDITIONS, help="this one only")
    parser.add_argument("--show", action="store_true", help="print the first that was misread")
    chosen = parser.parse_args(arguments)
    names = [chosen.dialect] if chosen.dialect else list(_ASSERTED)
    editions = [chosen.edition] if chosen.edition else list(_EDITIONS)
    seeds = range(chosen.first, chosen.first + chosen.seeds)

    total, is_good, shown = Score(), True, False
    print(_HEAD)
    for name in names:
        for edition in editions:
            score = Score()
            for seed in seeds:
                document, one = read_dialect(name, edition, seed)
                if chosen.show and not shown and one.has_differences:
                    _show(name, edition, seed, document, one)
                    shown = True
                score += one
            print(_row(name, edition, score))
            is_good = is_good and score.is_acceptable
            total += score
    print(_row("total", "", total))
    return 0 if is_good else 1


def _row(name: str, edition: str, score: Score) -> str:
    """Return one line of the table; words are counted by reports in which they are wrong."""
    cells = max(score.cells, 1)
    signed = len(score.signature) + len(score.signed_on)
    return (
        f"{name:<18}{edition:>5}{score.cells:>8}{100 * score.nonzero / cells:>7.1f}"
        f"{100 * score.empty / cells:>9.1f}{score.wrong_value:>7}{score.wrong_state:>7}"
        f"{100 * score.missing / cells:>11.2f}{len(score.title):>7}{len(score.agency):>8}"
        f"{len(score.year):>6}{len(score.sections):>10}{signed:>8}{len(score.outline):>9}"
    )


def _show(name: str, edition: str, seed: int, document: Document, score: Score) -> None:
    """Print one document, its blanks made visible, and what was misread in it."""
    if name in DOCX_DIALECTS | SHEET_DIALECTS:
        document = str(gd.read(document))
    elif isinstance(document, bytes):
        encodings = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb": "utf-8-sig"}
        fallback = "gb18030" if name in {"gb18030", "html_gbk"} else "utf-8"
        document = document.decode(encodings.get(document[:2], fallback), "replace")
    visible = document.replace("\r\n", "\n").replace("\r", "\n")
    print(f"--- {name}, edition {edition}, seed {seed}")
    print(visible.replace("\t", "→").replace("\u3000", "⬚"))
    print("--- differences")
    for line in score.differences():
        print(line)
    print("---")


if __name__ == "__main__":
    sys.exit(main())
