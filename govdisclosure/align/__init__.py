"""Damaged tables: what a careful person can still read in them, and what nobody can.

Takes a document some of whose tables do not fit the rules of their forms, and gives a value, or
none, for each cell of them; what every reading rests on becomes a diagnostic, and what stays
ambiguous is absent and said.
"""

from govdisclosure.align.alignment import Alignment
from govdisclosure.align.reading import complete, told_tables
from govdisclosure.align.sheet_cuts import cut_sheet

__all__ = ["Alignment", "complete", "cut_sheet", "told_tables"]
