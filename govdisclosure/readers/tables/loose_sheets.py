"""Statistics sheets without marks between their cells: a stretch of text becomes rows of fields.

Takes what :mod:`govdisclosure.forms.sheets` found and gives the rows that a file with cells would
have.
"""

from govdisclosure.forms.sheets import SheetStretch
from govdisclosure.readers.tables.fields import FieldMaker
from govdisclosure.readers.tables.segments import RawRow
from govdisclosure.source import UNPLACED, Field, ResidueReason

__all__ = ["sheet_rows"]


def sheet_rows(
    maker: FieldMaker, text: str, sheet: SheetStretch, *, shift: int = 0
) -> list[RawRow]:
    """The rows of a sheet, the line over its columns first.

    Args:
        maker: Makes the fields.
        text: The document, or a part of one.
        sheet: Where the words of the sheet are in it.
        shift: Where the part begins in the document.
    """

    def field(span: tuple[int, int]) -> Field:
        return maker.field(text[slice(*span)], span[0] + shift, in_row=True)

    for start, end in sheet.page_numbers:
        ends = start + shift, end + shift
        maker.set_aside(text[start:end], *ends, ResidueReason.PAGE_NUMBER)
    rows = [RawRow(list(map(field, sheet.head)), is_loose=True)]
    for row in sheet.rows:
        fields = [field(row.label)]
        if row.unit is not None:
            fields.append(field(row.unit))
        values = list(map(field, row.values))
        if row.is_unplaced:
            for value in values:
                value.type = UNPLACED
        rows.append(RawRow(fields + values, is_loose=True))
    return rows
