"""Two reports compared: the cells and the sections that differ, as text, a page and JSON.

Takes reports and gives a :class:`Diff`; changes neither, and judges nothing.
"""

from govdisclosure.comparison.cells import CellDiff
from govdisclosure.comparison.lines import LineChange, LineDiff, LinePiece
from govdisclosure.comparison.sections import ReportPart, SectionDiff
from govdisclosure.comparison.two import Diff, diff

__all__ = [
    "CellDiff",
    "Diff",
    "LineChange",
    "LineDiff",
    "LinePiece",
    "ReportPart",
    "SectionDiff",
    "diff",
]
