"""Sums as witnesses: what rests on an assumption falls when the form's sums speak against it.

Takes what alignment gave to the cells and takes back rows that were told by their place, or whose
values were cut, where a sum they belong to does not hold. Rows that were printed with their label
and their values are never touched: a fault in them is the document's own.
"""

from govdisclosure.align.alignment import Alignment
from govdisclosure.tables.sums import weigh

__all__ = ["prove"]


def prove(read: Alignment) -> None:
    """Take back the assumed rows of *read* that a broken sum speaks against."""
    if not read.assumed:
        return
    refuted = {
        row
        for one in weigh(read.layout, read.values)
        if one.is_broken
        for row, _ in one.places
        if row in read.assumed
    }
    for row in refuted:
        line = read.assumed[row]
        read.set_aside("GD026", read.take_back(line), line)
