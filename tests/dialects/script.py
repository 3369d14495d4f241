"""The parts of a report in the order in which any dialect has to print them.

Plain records without behaviour: what is said, not how it is printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .forms import TableName


@dataclass(frozen=True)
class TitleLine:
    """One line of the title."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading; with a *tail* it is run in and the sentence goes on behind it."""

    level: int
    mark: str
    title: str
    tail: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Prose that is no heading."""

    text: str


@dataclass(frozen=True)
class StatutoryTable:
    """The place where one of the three tables stands."""

    name: TableName


@dataclass(frozen=True)
class Survey:
    """A table that is none of the three."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ClosingLine:
    """A line of the closing: the signature or the date."""

    text: str


Block = TitleLine | Heading | Paragraph | StatutoryTable | Survey | ClosingLine
