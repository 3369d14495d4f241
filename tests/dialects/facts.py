"""What a report says, drawn from a seed: the truth against which reading is measured.

Takes an edition and a seed, gives `Facts`; it knows no dialect, so every dialect prints the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from . import prose
from .forms import SECTION_TITLES, SECTION_VARIANTS, Edition
from .names import Title, make_agency, make_title
from .numbers import CellFact, cell_addresses, draw_values, make_manners, spell_cells
from .script import Block, Heading, Paragraph, StatutoryTable, TitleLine


@dataclass(frozen=True)
class Facts:
    """One report: what must come out of it, and the script that every dialect prints."""

    seed: int
    edition: Edition
    #: None when neither title nor signature nor contact names one.
    agency: str | None
    year: int
    #: Lines joined, blanks out.
    title: str
    #: Kinds of the sections in order.
    sections: tuple[str, ...]
    #: In print order.
    cells: dict[str, CellFact]
    signature: str | None
    signed_on: date | None
    #: Level and title of each heading in order.
    outline: tuple[tuple[int, str], ...]
    script: tuple[Block, ...]
    #: The headings among those of the outline that open a section.
    section_titles: frozenset[str]
    #: Whether the sums of tables three and four hold, blank cells counting as zero.
    balanced: bool


def make_facts(edition: Edition, seed: int) -> Facts:
    """Return the report of *seed*; the same arguments give the same report."""
    rng = Random(f"{edition}/{seed}")
    balanced = seed % 2 == 0
    agency = make_agency(rng)
    year = rng.choice((2019, 2020)) if edition == "2019" else rng.randint(2021, 2025)
    title = make_title(rng, agency, year)
    is_signed = title.stray or rng.random() < 0.7
    is_dated = is_signed or rng.random() < 0.3
    contact = _contact(rng, agency, title)
    kinds = _kinds(rng)
    known = title.names_agency or is_signed or contact is not None
    speaker = prose.Speaker(agency if known else "本单位", year)

    script: list[Block] = [TitleLine(line) for line in title.lines]
    if contact is not None or rng.random() < 0.5:
        script += prose.preamble(rng, speaker, contact=contact)
    section_titles = [_section_title(rng, kind) for kind in kinds]
    for i, kind in enumerate(kinds):
        script.append(Heading(1, f"{prose.NUMERALS[i]}、", section_titles[i]))
        script += _section_body(rng, speaker, kind)
    signature, signed_on = None, None
    if is_dated:
        signature = agency if is_signed else None
        lines, iso = prose.closing(rng, year, signature)
        script += lines
        signed_on = date.fromisoformat(iso)

    one_row = edition == "2021" and rng.random() < 0.08
    places = cell_addresses(edition, one_row=one_row)
    values = draw_values(rng, places, balanced=balanced)
    return Facts(
        seed=seed,
        edition=edition,
        agency=agency if known else None,
        year=year,
        title=title.text,
        sections=kinds,
        cells=spell_cells(rng, values, make_manners(rng)),
        signature=signature,
        signed_on=signed_on,
        outline=tuple((b.level, b.title) for b in script if isinstance(b, Heading)),
        script=tuple(script),
        section_titles=frozenset(section_titles),
        balanced=balanced,
    )


def _contact(rng: Random, agency: str, title: Title) -> str | None:
    """Return the body that a reader may ask; a part of the organ only if the title names that."""
    if rng.random() < 0.4:
        return None
    return f"{agency}办公室" if title.names_agency and rng.random() < 0.3 else agency


def _kinds(rng: Random) -> tuple[str, ...]:
    """Return the sections that are printed: nearly always all six."""
    kinds = tuple(SECTION_TITLES)
    roll = rng.random()
    if roll < 0.04:
        return kinds[:-1]
    if roll < 0.08:
        return tuple(kind for kind in kinds if kind != "problems")
    return kinds


def _section_title(rng: Random, kind: str) -> str:
    if rng.random() < 0.7:
        return SECTION_TITLES[kind]
    return rng.choice(SECTION_VARIANTS[kind])


def _section_body(rng: Random, speaker: prose.Speaker, kind: str) -> list[Block]:
    match kind:
        case "overview":
            return prose.overview(rng, speaker)
        case "proactive" | "requests" | "disputes":
            return prose.around_table(rng, speaker, StatutoryTable(kind))
        case "problems":
            return prose.problems(rng, speaker)
        case "other":
            return prose.other(rng, speaker)
        case _:
            return [Paragraph(speaker.paragraph(rng))]
