"""Damaged tables: what a careful reader can still read in them, and what nobody can.

Takes a document with tables that do not fit the rules of their forms, and gives a value, or
nothing, for each of their cells. What each reading is based on becomes a diagnostic; what is
ambiguous stays absent and is reported.
"""

from govdisclosure.align.alignment import Alignment
from govdisclosure.align.reading import complete, told_tables
from govdisclosure.align.sheet_cuts import cut_sheet

__all__ = ["Alignment", "complete", "cut_sheet", "told_tables"]
