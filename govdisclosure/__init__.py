"""Chinese government-information-disclosure annual reports as typed, immutable documents."""

from govdisclosure.api import Limits, parse, read, render, write
from govdisclosure.layout import Edition, SectionKind, TableKind
from govdisclosure.model.addresses import Address, addresses
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.cells import Cell
from govdisclosure.model.report import Closing, Report, Section
from govdisclosure.model.tables import Table
from govdisclosure.text import CellState

__all__ = [
    "Address",
    "Cell",
    "CellState",
    "Closing",
    "Edition",
    "Heading",
    "Limits",
    "OtherTable",
    "Paragraph",
    "Picture",
    "Report",
    "Section",
    "SectionKind",
    "Table",
    "TableKind",
    "addresses",
    "parse",
    "read",
    "render",
    "write",
]
