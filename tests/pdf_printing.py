"""Reports printed to PDF by Chromium and LibreOffice, and read again.

``python -m tests.pdf_printing --count 40`` prints generated reports of both editions in every style
and says what came out. What is printed are our own canonical pages and Word files, the same pages
with other style sheets, and the pages and Word files of the dialects.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

import govdisclosure as gd
from govdisclosure.characters import fold_radicals
from govdisclosure.readers.encodings import decode

from .dialects.compare import Score, compare
from .dialects.docx_dialects import DOCX_DIALECTS
from .dialects.facts import Facts, make_facts
from .dialects.forms import Edition
from .dialects.html_dialects import HTML_DIALECTS
from .dialects.text_dialects import DIALECTS

CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
SOFFICE: Final = shutil.which("soffice")
_EDITIONS: Final[tuple[Edition, ...]] = ("2021", "2019")
_TIMEOUT: Final = 120

#: Style sheets behind the canonical page's own.
SHEETS: Final[dict[str, str]] = {
    "canonical": "",
    "split": ".report .table, .report table, .report tr { break-inside: auto !important; }"
    " @page { size: A5; margin: 15mm; }",
    "short": ".report .table, .report table, .report tr { break-inside: auto !important; }"
    " @page { size: 210mm 120mm; margin: 12mm 20mm; }",
    "landscape": "@page { size: A4 landscape; margin: 20mm; }"
    " .report table { break-inside: auto !important; }",
    "tiny": ".report { font-size: 9pt !important; } .report table { font-size: 6pt !important; }",
    "double": ".report th, .report td { border: 3pt double #000 !important; }",
    "separate": ".report table { border-collapse: separate !important; border-spacing: 2px; }",
    "thick": ".report th, .report td { border: 2.5pt solid #333 !important; }",
    "dotted": ".report th, .report td { border: 1px dotted #000 !important; }",
    "open": ".report table { border-collapse: collapse; border-style: hidden !important; }",
    "horizontal": ".report th, .report td { border-width: .75pt 0 !important; }",
    "vertical": ".report th, .report td { border-width: 0 .75pt !important; }",
    "bare": ".report th, .report td { border: 0 !important; padding: .3em .6em !important; }",
    "ragged": ".report p { text-align: left !important; text-indent: 0 !important;"
    " margin: .6em 0 !important; line-height: 1.3; }",
    "upright": ".report .requests tbody th { writing-mode: vertical-rl; }",
    "spaced": ".report { letter-spacing: .08em; }",
}

#: Sizes of the page in twentieths of a point, for Word files.
PAPERS: Final[dict[str, tuple[int, int]]] = {
    "canonical": (0, 0),
    "letter": (12240, 15840),
    "short": (11906, 8000),
    "wide": (16838, 11906),
    "b5": (10318, 14570),
}


class Case(NamedTuple):
    """A file to print, and what it says."""

    name: str
    facts: Facts
    suffix: str
    data: bytes


def report_of(edition: Edition, seed: int) -> tuple[gd.Report, Facts]:
    """A generated report, as a clean text says it."""
    facts = make_facts(edition, seed)
    document, readable = DIALECTS["own_cells"](facts, Random(f"pdf/{edition}/{seed}"))
    assert isinstance(document, str)
    return gd.parse(document), readable


def page_cases(edition: Edition, seed: int, sheets: Sequence[str]) -> Iterator[Case]:
    """The canonical page with each style sheet."""
    report, facts = report_of(edition, seed)
    page = gd.render(report, "html")
    for sheet in sheets:
        styled = page.replace("</style>", f"{SHEETS[sheet]}</style>")
        yield Case(f"page-{sheet}", facts, "html", styled.encode())


def word_cases(edition: Edition, seed: int, papers: Sequence[str]) -> Iterator[Case]:
    """The canonical Word file on each size of paper."""
    report, facts = report_of(edition, seed)
    data = gd.render(report, "docx")
    for paper in papers:
        width, height = PAPERS[paper]
        resized = _resized(data, width, height) if width else data
        yield Case(f"word-{paper}", facts, "docx", resized)


def dialect_cases(edition: Edition, seed: int) -> Iterator[Case]:
    """The pages and Word files of the dialects."""
    facts = make_facts(edition, seed)
    for dialects, suffix in ((HTML_DIALECTS, "html"), (DOCX_DIALECTS, "docx")):
        for name, dialect in dialects.items():
            document, readable = dialect(facts, Random(f"{name}/{edition}/{seed}"))
            data = document.encode() if isinstance(document, str) else document
            if suffix == "html" and "mht" not in name:
                # A browser believes what a page says of its encoding, which is a lie in some.
                data = b"\xef\xbb\xbf" + decode(data)[0].encode()
            yield Case(name, readable, "mht" if "mht" in name else suffix, data)


def _resized(data: bytes, width: int, height: int) -> bytes:
    """A Word file on paper of another size."""
    import re

    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as written:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                size = f'<w:pgSz w:w="{width}" w:h="{height}"/>'.encode()
                part = re.sub(rb"<w:pgSz [^>]*/>", size, part)
                margins = (
                    b'<w:pgMar w:top="900" w:right="1000" w:bottom="900" w:left="1000"'
                    b' w:header="500" w:footer="400" w:gutter="0"/>'
                )
                part = re.sub(rb"<w:pgMar [^>]*/>", margins, part)
            written.writestr(name, part)
    return target.getvalue()


# ------------------------------------------------------------------------------ printing


def print_page(page: Path, profile: Path) -> Path:
    """Let Chromium print a page; gives the PDF file beside it."""
    assert CHROMIUM
    target = page.with_suffix(".pdf")
    subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--user-data-dir={profile}",
            f"--print-to-pdf={target}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=_TIMEOUT,
    )
    return target


def print_word(files: Sequence[Path], folder: Path, profile: Path) -> None:
    """Let LibreOffice print Word files into *folder*."""
    assert SOFFICE
    subprocess.run(
        [
            SOFFICE,
            "--headless",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=_TIMEOUT + 20 * len(files),
    )


def print_cases(cases: Sequence[Case], folder: Path) -> list[Path]:
    """The PDF file of each case, in *folder*; what is there already is not printed again."""
    paths = []
    words = []
    for case in cases:
        path = folder / f"{case.name}-{case.facts.edition}-{case.facts.seed}"
        target = path.with_suffix(".pdf")
        paths.append(target)
        if target.exists():
            continue
        source = path.with_suffix(f".{case.suffix}")
        source.write_bytes(case.data)
        if case.suffix == "docx":
            words.append(source)
        else:
            print_page(source, folder / "profile")
    for first in range(0, len(words), 20):
        print_word(words[first : first + 20], folder, folder / "office")
    return paths


# ------------------------------------------------------------------------------- reading


def compare_printed(report: gd.Report, facts: Facts) -> Score:
    """The score of a report whose words may hold radicals in place of ideographs.

    Chromium names glyphs that an ideograph and a radical share by the radical.
    """
    return compare(gd.from_json(fold_radicals(gd.to_json(report))), facts)


def main(arguments: list[str] | None = None) -> int:
    """Print and read what the command line asks for; 1 when any value is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.pdf_printing", description=__doc__)
    parser.add_argument("--count", type=int, default=40, help="how many reports of each edition")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--style", action="append", help="such as page-tiny; all when left out")
    parser.add_argument("--keep", type=Path, help="a folder for what is printed")
    parser.add_argument("--show", action="store_true", help="print the differences")
    chosen = parser.parse_args(arguments)
    if CHROMIUM is None or SOFFICE is None:
        print("chromium and soffice are needed")
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        cases = []
        for seed in range(chosen.first, chosen.first + chosen.count):
            for edition in _EDITIONS:
                cases += [
                    *page_cases(edition, seed, [*SHEETS]),
                    *word_cases(edition, seed, [*PAPERS]),
                    *dialect_cases(edition, seed),
                ]
        if chosen.style:
            cases = [case for case in cases if case.name in chosen.style]
        scores: dict[str, Score] = {}
        for case, path in zip(cases, print_cases(cases, folder), strict=True):
            if not path.exists():
                print(f"not printed: {path.name}")
                continue
            score = compare_printed(gd.read(path), case.facts)
            scores[case.name] = scores.get(case.name, Score()) + score
            if chosen.show and score.has_differences:
                print(f"--- {path.name}")
                print(*score.differences(), sep="\n")
    return _print_scores(scores)


_COLUMNS: Final[tuple[tuple[str, Callable[[Score], int]], ...]] = (
    ("reports", lambda score: score.reports),
    ("cells", lambda score: score.cells),
    ("value", lambda score: score.wrong_value),
    ("state", lambda score: score.wrong_state),
    ("missing", lambda score: score.missing),
    ("title", lambda score: len(score.title)),
    ("agency", lambda score: len(score.agency)),
    ("sections", lambda score: len(score.sections)),
    ("signed", lambda score: len(score.signature) + len(score.signed_on)),
    ("outline", lambda score: len(score.outline)),
)


def _print_scores(scores: dict[str, Score]) -> int:
    print(f"{'style':<22}" + "".join(f"{name:>10}" for name, _ in _COLUMNS))
    for name, score in scores.items():
        print(f"{name:<22}" + "".join(f"{count(score):>10}" for _, count in _COLUMNS))
    return 1 if any(score.wrong_value for score in scores.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
