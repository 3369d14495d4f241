"""Reports drawn from seeds and written in every format that a tool may read.

Takes seeds and a folder, gives files, each with the facts that it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Final

import govdisclosure as gd
from tests.dialects.facts import Facts, make_facts
from tests.dialects.forms import Edition
from tests.dialects.html_dialects import HtmlManner, set_report, whole_table
from tests.dialects.sheet_dialects import SHEET_DIALECTS
from tests.dialects.text_dialects import own_cells
from tests.mutations.clean import make_clean
from tests.pdf_printing import SOFFICE, print_word

_EDITIONS: Final[tuple[Edition, ...]] = ("2021", "2019")


def write_sources(
    seeds: Iterable[int], suffixes: Iterable[str], folder: Path, profile: Path
) -> list[tuple[Path, Facts]]:
    """Write the reports of *seeds* into *folder*; without LibreOffice there are no PDF files."""
    wanted = set(suffixes)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[tuple[Path, Facts]] = []
    for seed in seeds:
        facts, made = _make(seed)
        for suffix, data in made.items():
            path = folder / f"{seed}-{facts.edition}.{suffix}"
            if suffix in wanted or (suffix == "docx" and "pdf" in wanted):
                path.write_bytes(data)
            if suffix in wanted:
                written.append((path, facts))
        if "pdf" in wanted and SOFFICE:
            print_word([path.with_suffix(".docx")], folder, profile)
            written.append((path.with_suffix(".pdf"), facts))
    return written


def _make(seed: int) -> tuple[Facts, dict[str, bytes]]:
    """Draw a report and write it in every format but PDF.

    Editions, numbers and pages alternate. The numbers are those that reports really have, whose
    zeros look alike and whose sums hold, or any numbers in any spelling, with blanks among them,
    whose sums hold in every second report; the page is the canonical one, or a bare one with
    labels broken over lines.
    """
    edition = _EDITIONS[seed % 2]
    facts = make_clean(edition, seed) if seed // 2 % 2 else make_facts(edition, seed // 4)
    rng = Random(f"conversions/{seed}")
    report = gd.parse(own_cells(facts, rng)[0])
    page = gd.render(report, "html")
    if (seed + seed // 4) % 2:
        body = set_report(facts, rng, HtmlManner(whole_table))
        page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    sheet, _ = SHEET_DIALECTS["xlsx_ruled"](facts, rng)
    return facts, {"html": page.encode(), "docx": gd.render(report, "docx"), "xlsx": sheet}
