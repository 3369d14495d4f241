"""Damaged tables: what a careful person can still read in them, and what nobody can.

Takes a grid that does not fit the rule of its form and gives a value, or none, for each cell of
the form. Rows are told by their labels, columns by the printed heads, digits that ran together by
the form's sums; every assumption becomes a diagnostic with its evidence, and what stays ambiguous
is absent and said.
"""

from govdisclosure.align.alignment import Alignment
from govdisclosure.align.completion import complete, told_tables
from govdisclosure.align.proof import prove
from govdisclosure.align.rows import align
from govdisclosure.align.sheets import cut_sheet

__all__ = ["Alignment", "align", "complete", "cut_sheet", "prove", "told_tables"]
