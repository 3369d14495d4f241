"""Whole tables as tools print them, their rows, cells and marks moved, cut, doubled or lost.

The laws of `tests.test_laws` are tried on them: nothing visible is lost, and what was read is read
back from what it prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import govdisclosure as gd
from govdisclosure.characters import fold_blanks
from govdisclosure.forms.layout import Edition
from tests import test_laws, told_printing, torn_printing
from tests.dialects import forms, make_facts
from tests.mutations.cases import make_case

#: A whole report is a long example, and is shown all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

_CELLS = re.compile(r"([|\t,;&│]|(?<=\w) +(?=\w))")
#: What parts cells and rows in one of the dialects, and what stands for an empty cell.
_MARKS = re.compile(
    r"""[&,，;"│┃║`{}+\u2500-\u257f]|-{2,}|={2,}|hline|(class|style)=|wikitable|nan|none""",
    re.IGNORECASE,
)
_EDITIONS: tuple[forms.Edition, ...] = ("2021", "2019")
_PARTED = ("tab_own", "tab_grid", "pipe_grid", "pipe_repeated", "pipe_ends", "layout", "blanks")
_UNPARTED = ("cells", "one_line", "glued")


def _told(rng: Random) -> str:
    facts = make_facts(rng.choice(_EDITIONS), rng.randrange(9999))
    return told_printing.print_tables(facts, rng.choice(told_printing.PRINTERS))


def _torn(rng: Random) -> str:
    printer = rng.choice([*torn_printing.PRINTERS, *torn_printing.GLUED])
    return torn_printing.print_report(rng.choice(list(Edition)), rng.randrange(999), printer)[0]


def _mutated(rng: Random) -> str:
    document = make_case(rng.randrange(9999), printing=rng.choice(_PARTED + _UNPARTED)).document
    assert isinstance(document, str)
    return document


_MAKERS: tuple[Callable[[Random], str], ...] = (_told, _torn, _mutated)


def _changed_line(line: str, rng: Random) -> str:
    """A line one of whose cells or marks was moved, cut, doubled or exchanged."""
    parts = _CELLS.split(line)
    one, other = rng.randrange(len(parts)), rng.randrange(len(parts))
    match rng.randrange(5):
        case 0:
            del parts[one]
        case 1:
            parts.insert(other, parts[one])
        case 2:
            parts[one], parts[other] = parts[other], parts[one]
        case 3:
            parts[one] = rng.choice(("", "|", "\t", " ", "12", parts[other]))
        case _:
            at = rng.randrange(len(line) + 1)
            return line[:at] + rng.choice(("|", "\t", " ", "  ", "")) + line[at + 1 :]
    return "".join(parts)


def _changed(text: str, rng: Random) -> str:
    """A text some of whose rows or cells were moved, cut, doubled or lost."""
    lines = text.split("\n")
    for _ in range(rng.randrange(1, 6)):
        at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        line = lines[at]
        match rng.randrange(8):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(other, line)
            case 2:
                lines[at], lines[other] = lines[other], line
            case 3:
                cut = rng.randrange(len(line) + 1)
                lines[at : at + 1] = [line[:cut], line[cut:]]
            case 4:
                lines[at : at + 2] = [rng.choice(("", " ", "|", "\t")).join(lines[at : at + 2])]
            case _:
                lines[at] = _changed_line(line, rng)
    if rng.random() < 0.4:
        size = rng.randrange(2, 20)
        first = rng.randrange(max(1, len(lines) - size))
        lines = lines[first : first + size]
    return rng.choice(("\n",) * 12 + ("", " ", "\n\n")).join(lines)


@st.composite
def printed(draw: DrawFn) -> str:
    """What tools print of three tables, and what damages leave of it."""
    rng = Random(draw(st.integers(0, 2**32)))
    return _changed(draw(st.sampled_from(_MAKERS))(rng), rng)


@given(printed())
def test_nothing_of_a_damaged_table_is_lost(text: str) -> None:
    assert not _MARKS.sub("", test_laws.lost_of(text))


@given(printed())
def test_a_damaged_table_prints_the_same_again(text: str) -> None:
    test_laws.TestRoundTrip.prints_the_same_again(text)


@given(printed())
def test_of_a_damaged_table_each_leaf_stands_where_it_says(text: str) -> None:
    laws = test_laws.TestNothingLost
    for law in (
        laws.test_a_diagnostic_points_to_all_residue,
        laws.test_residue_is_what_stands_at_its_place,
        laws.test_spans_are_in_order,
        laws.test_spans_slice_back_to_what_they_claim,
    ):
        law.hypothesis.inner_test(laws(), text)  # type: ignore[attr-defined]


@given(printed())
def test_lines_of_a_table_are_read_back_as_paragraphs(text: str) -> None:
    lines = [fold_blanks(line.replace("\t", " ")) for line in text.split("\n")[:40]]
    report = gd.Report(preamble=tuple(gd.Paragraph(text=line) for line in lines if line))
    assert gd.parse(str(report)) == report
