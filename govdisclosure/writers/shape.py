"""The form's looks for writers of pages: widths of columns, groups of rows, titles.

Takes layouts and titles; knows neither cells nor a unit of length nor a file format.
"""

import re
from collections.abc import Mapping, Sequence

from govdisclosure.forms.layout import Edition, Line, TableKind, TableLayout

__all__ = ["column_widths", "count_head_rows", "opens_group", "title_parts"]

#: Thousandths of the table's width, for each column of the grid; similar to the blank form.
_WIDTHS: Mapping[tuple[TableKind, Edition | None], tuple[int, ...]] = {
    (TableKind.PROACTIVE, Edition.FORM_2021): (250,) * 4,
    (TableKind.PROACTIVE, Edition.FORM_2019): (280, *(120,) * 6),
    (TableKind.REQUESTS, Edition.FORM_2021): (82, 103, 318, *(71,) * 7),
    (TableKind.REQUESTS, Edition.FORM_2019): (82, 103, 318, *(71,) * 7),
    (TableKind.DISPUTES, None): (67, 67, 66) * 5,
}
#: A long title is cut before the year or before its subject, so that no word is cut.
_CUT = re.compile(r"(?<!^)(?=(?<![0-9])20[0-9]{2}年|政府信息公开)")


def column_widths(layout: TableLayout) -> Sequence[int]:
    """The width of each column of the grid, in thousandths of the table's."""
    return _WIDTHS[layout.kind, layout.edition]


def opens_group(line: Line, layout: TableLayout) -> bool:
    """Whether a group of rows begins: under a label as wide as the table, or an outermost one.

    Example:
        >>> from govdisclosure.forms.layout import layout_of
        >>> layout = layout_of(TableKind.REQUESTS, Edition.FORM_2021)
        >>> [line.name for line in layout.lines if opens_group(line, layout)]
        ['received_new', 'carried_in', 'disclosed', 'carried_out']
    """
    if line.cells:
        return not line.under
    return any(columns == layout.width for _, _, columns in line.labels)


def count_head_rows(layout: TableLayout) -> int:
    """How many rows before the first group are the head of the whole table.

    Example:
        >>> from govdisclosure.forms.layout import table_layouts
        >>> [count_head_rows(layout) for layout in table_layouts()]
        [0, 0, 3, 3, 3]
    """
    return next(number for number, line in enumerate(layout.lines) if opens_group(line, layout))


def title_parts(title: str) -> list[str]:
    """The title in pieces between which a line may end.

    Example:
        >>> title_parts("某某局2023年政府信息公开工作年度报告")
        ['某某局', '2023年', '政府信息公开工作年度报告']
    """
    return _CUT.split(title)
