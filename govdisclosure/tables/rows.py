"""Rows that are certain: a whole label, and exactly the form's count of fields beside it.

Takes rows of marked cells and gives, for each table of the forms, the rows that are certain. Which
of the fields of a wider row are the form's columns is decided for all rows of one shape together,
and checked by the form's sums; a short row is never guessed at. Two copies of a row that disagree
are not read, and if most sums of a table break, a tool displaced its rows.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from govdisclosure.forms.layout import TableKind, TableLayout, layout_of
from govdisclosure.tables.columns import Candidate, tell_alike
from govdisclosure.tables.disputes import tell_disputes
from govdisclosure.tables.gathered import gather
from govdisclosure.tables.geometry import tell_places
from govdisclosure.tables.glued import cut_rows
from govdisclosure.tables.headed import Headed, is_under_head, tell_headed
from govdisclosure.tables.labelled import LabelledRows
from govdisclosure.tables.lone_rows import tell_cells
from govdisclosure.tables.marks import STACKED, MarkedRow
from govdisclosure.tables.mended import mended
from govdisclosure.tables.opened import OpenedRow, rows_of
from govdisclosure.tables.told import (
    ToldRow,
    ToldTable,
    agreeing,
    of_copies,
    proved,
    proves_itself,
    sums_told,
)
from govdisclosure.tables.unnamed import tell_unnamed
from govdisclosure.tables.verdict import is_displaced, unrefuted

__all__ = ["tell"]


def tell(
    rows: Sequence[MarkedRow], text: str = "", kinds: Collection[TableKind] = tuple(TableKind)
) -> dict[TableKind, ToldTable]:
    """The rows of each table that are certain; tables without any are left out.

    Args:
        rows: The rows of marked cells.
        text: The text that they are from, in which rows are also read by places.
        kinds: The kinds of tables to read.
    """
    told: dict[TableKind, ToldTable] = {}
    numbered = (row._replace(number=number) for number, row in enumerate(gather(rows)))
    opened = [OpenedRow(row) for row in numbered]
    for kind in kinds:
        is_of_disputes = kind is TableKind.DISPUTES
        table = tell_disputes(opened) if is_of_disputes else _tell_table(kind, opened)
        if table is not None:
            told[kind] = table
    if any(row.dialect == "single" for row in rows):
        return told  # what single blanks separate is not in columns
    for kind, placed in tell_places(text, kinds).items():
        told[kind] = _joined(told.get(kind), placed)
    return told


def _joined(marked: ToldTable | None, placed: ToldTable) -> ToldTable:
    """One table from what marks and places show; the form is that of the source with more rows."""
    tables = [placed]
    if marked is not None:
        rest = {
            token: row
            for token, row in marked.rows.items()
            if token not in placed.doubted or proves_itself(row)
        }
        tables.append(marked._replace(rows=rest))
        tables.sort(key=lambda table: len(table.rows), reverse=True)
    layout = tables[0].layout
    rows = agreeing(
        row for table in tables if table.layout is layout for row in table.rows.values()
    )
    table = proved(layout, rows) or ToldTable(layout, {})
    return table._replace(
        frame=tuple(row for one in tables for row in one.frame if table.rows),
        doubted=placed.doubted,
    )


def _tell_table(kind: TableKind, opened: Sequence[OpenedRow]) -> ToldTable | None:
    """The rows of table two or of table three."""
    rows = LabelledRows(kind, mended(kind, opened))
    layout = layout_of(kind, rows.edition)
    if rows.are_of_both_editions:
        return ToldTable(layout, {}, doubted=frozenset(rows_of(kind)))
    told = list(tell_unnamed(layout, rows.rows, rows.named))
    rows.labelled.update(one.row.number for one in told)
    told += _tell_rows(layout, rows)
    told += tell_cells(layout, rows.rows)
    told = unrefuted(told, rows)
    if kind is TableKind.REQUESTS:
        told += _cut(layout, rows, told)
    told = _without_assumed(layout, told)
    table = proved(layout, of_copies(told), is_displaced=is_displaced(rows))
    strange = rows.refuted | {
        one.token
        for one in rows.candidates
        if any(field.text.endswith(STACKED) for field in one.opened.after())
    }
    if table is None:
        return ToldTable(layout, {}, doubted=frozenset(strange)) if strange else None
    frame = rows.frame(one.row.number for one in table.rows.values())
    return table._replace(frame=frame, doubted=frozenset(strange - table.rows.keys()))


def _tell_rows(layout: TableLayout, rows: LabelledRows) -> Iterator[ToldRow]:
    """The rows of marked cells, first by their heads, then by what they have in common."""
    may_be_form = not rows.have_other_heads(layout)
    groups: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for one in rows.candidates:
        if one.token in layout.rows:
            groups[one.over, layout.blocks[one.token]].append(one)
    for (over, _), alike in groups.items():
        headed = Headed()
        if over >= 0 and len(layout.rows[alike[0].token].cells) == 1:
            heads = rows.blocks[over][-1]
            under = [one for one in alike if is_under_head(layout.kind, one, heads)]
            rows.refuted |= {one.token for one in alike if one not in under}
            alike = under  # noqa: PLW2901
        elif over >= 0:
            headed = tell_headed(layout, alike, rows.blocks[over])
        yield from headed.rows
        if may_be_form and headed.may_be_form:
            known = {one.row.number for one in headed.rows}
            shapes: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
            for one in alike:
                is_wide = len(one.opened.after()) > len(layout.rows[one.token].cells)
                if one.opened.row.number not in known and (headed.may_be_wide or not is_wide):
                    shapes[one.shape].append(one)
            for group in shapes.values():
                yield from tell_alike(layout, group)


def _cut(layout: TableLayout, rows: LabelledRows, told: Sequence[ToldRow]) -> list[ToldRow]:
    """The rows of table three whose digits ran together, if it prints zeros."""
    known = {one.token for one in told}
    glued = {
        layout.rows[one.token]: one
        for one in rows.candidates
        if one.token in layout.rows and one.token not in known
    }
    pieces = {
        line: [field for field in one.opened.after() if field.text] for line, one in glued.items()
    }
    if not any(value.text == "0" for one in told for value in one.values):
        pieces = {line: fields for line, fields in pieces.items() if len(fields) > 1}
    cut = cut_rows(layout, pieces, told)
    return [glued[line].told(values, "cut") for line, values in cut.items()]


def _without_assumed(layout: TableLayout, told: Sequence[ToldRow]) -> list[ToldRow]:
    """The rows, without those that were read by their place alone and that a sum contradicts."""
    broken = (one for one in sums_told(layout, told) if one.is_broken)
    refuted = {row for one in broken for row, _ in one.places}
    return [
        one
        for one in told
        if one.how != "between" or layout.rows[one.token].cells[0][0] not in refuted
    ]
