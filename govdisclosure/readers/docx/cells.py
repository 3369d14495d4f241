"""Cells of a Word table: how they are merged with their neighbours.

Takes single ``w:tc`` elements; matching those that merge is up to the reader of the table.
"""

from typing import NamedTuple

from lxml import etree

from govdisclosure.readers.docx.xml import VALUE, number, qualified

__all__ = ["Merge", "merge_of"]

_CELL_PROPERTIES = qualified("tcPr")
_SPAN = qualified("gridSpan")
_MERGE_DOWN = qualified("vMerge")
_MERGE_ACROSS = qualified("hMerge")
_MERGE_TRACKED = qualified("cellMerge")
_CELL_DELETED = qualified("cellDel")


class Merge(NamedTuple):
    """How a cell is merged; ``restart`` and ``continue`` are Word's words."""

    span: int = 1
    down: str | None = None
    across: str | None = None
    #: Whether a tracked change removed the cell.
    is_deleted: bool = False


_ALONE = Merge()


def merge_of(cell: etree._Element) -> Merge:
    """How a cell is merged with its neighbours."""
    properties = cell[0] if len(cell) else None
    if properties is None or properties.tag != _CELL_PROPERTIES or not len(properties):
        return _ALONE
    span, down, across, is_deleted = 1, None, None, False
    for one in properties:
        tag = one.tag
        if tag == _SPAN:
            span = max(number(one.get(VALUE), 1), 1)
        elif tag == _MERGE_DOWN:
            down = one.get(VALUE, "continue")
        elif tag == _MERGE_ACROSS:
            across = one.get(VALUE, "continue")
        elif tag == _CELL_DELETED:
            is_deleted = True
        elif tag == _MERGE_TRACKED and down is None:
            kind = one.get(_MERGE_DOWN, "")
            down = {"cont": "continue", "rest": "restart"}.get(kind)
    return Merge(span, down, across, is_deleted)
