"""Rows under heads: choose the way to read the heads.

Takes the heads above rows whose labels are known. The rows decide: a way has to account for every
field of nearly all of them, and their sums must not contradict it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from govdisclosure.forms.labels import find_label, is_label
from govdisclosure.forms.layout import TableKind, TableLayout
from govdisclosure.tables.columns import Candidate
from govdisclosure.tables.heads import SPANNING, ColumnHeads, columns_of_form, columns_said
from govdisclosure.tables.opened import OpenedRow, heads_over
from govdisclosure.tables.told import ToldRow, adds_up, are_sound, nearly_all, speaks_against
from govdisclosure.text import CellState, read_printed

__all__ = ["Headed", "are_borne_out", "is_under_head", "tell_headed"]


class Headed(NamedTuple):
    """What the heads over some rows say about them."""

    rows: Sequence[ToldRow] = ()
    #: Whether the columns may be those of the form, in its order; and whether there may be more.
    may_be_form: bool = True
    may_be_wide: bool = True


def tell_headed(
    layout: TableLayout, rows: Sequence[Candidate], over: Sequence[OpenedRow]
) -> Headed:
    """The rows under some heads, each value under its own head.

    Where whole heads are over exactly the columns that the form gives them, and nearly all labels
    in theirs, a tool has kept the table's places: values are read by these, whatever the sums say.
    """
    own = heads_over(layout, layout.rows[rows[0].token])
    said = list(columns_said(layout.kind, over))
    ways = [way for way in said if way.is_of(own)]
    for way in (*columns_of_form(layout, own, over), *ways):
        way = _with_lost_head(way, rows, own, over)  # noqa: PLW2901
        if not way.is_usable(own):
            continue
        fields = [way.fields(one.opened) for one in rows]
        told = [
            one.told(way.values(values, own), "heads")
            for one, values in zip(rows, fields, strict=True)
            if values is not None
        ]
        # Only a used last column shows that the empty fields come after the columns.
        is_open = way.is_padded and not any(one[-1].text for one in fields if one)
        is_enough = nearly_all(len(rows) - len(told), len(rows))
        # Under whole heads, rows that do not add up are read as well, if they are few.
        against = sum(speaks_against(one.cells) for one in told)
        is_whole = bool(way.places) and len(way.known) == len(own)
        is_sound = way.is_form or (is_whole and nearly_all(against, len(told)))
        # Whole heads in the form's order, and as many fields: the table is unchanged.
        is_sound |= not way.is_padded and list(way.heads) == own
        if (
            is_enough
            and not is_open
            and ((told and is_sound) or are_borne_out(told, needs_proof=way.is_padded))
        ):
            return Headed(told, may_be_form=list(way.heads) == own)
    order = [way for way in ways if not way.places]
    return Headed(
        may_be_form=all(way.may_be_form(own) for way in said),
        may_be_wide=all(None in way.heads or len(way.known) == len(own) for way in order),
    )


def _with_lost_head(
    way: ColumnHeads, rows: Sequence[Candidate], own: Sequence[str], over: Sequence[OpenedRow]
) -> ColumnHeads:
    """The columns, with the one that lost its head, if it has values and the form has its head."""
    taken = {at for places in way.places for at in places}
    strays = {
        at
        for one in rows
        if len(one.opened.fields) == way.width
        for at in range(one.opened.last + 1, way.width)
        if at not in taken and one.opened.states[at] is not CellState.BLANK
    }
    lost = [head for head in own if head not in way.heads]
    if len(strays) != 1 or len(lost) != 1 or None in way.heads:
        return way
    words = [row.fields[at].text for row in over for at in strays if at in row.words]
    if not all(map(is_label, words)):
        return way  # it has another head
    columns = sorted([*zip(way.places, way.heads, strict=True), (tuple(strays), *lost)])
    places, heads = zip(*columns, strict=True)
    return ColumnHeads(heads, places, way.width) if list(heads) == own else way


def are_borne_out(told: Sequence[ToldRow], *, needs_proof: bool = False) -> bool:
    """Whether the sums of rows support their columns, or do not refute them if one is missing."""
    whole = [one for one in told if None not in one.cells]
    if whole or not told:
        return are_sound(whole, needs_proof=needs_proof)
    if told[0].cells[-1] is None:  # the last printed column must not be the total after all
        shown = [
            one.values
            for one in told
            if any(read_printed(value.text).value for value in one.values)
        ]
        return 2 * sum(map(adds_up, shown)) <= len(shown)
    return nearly_all(sum(speaks_against(one.cells) for one in told), len(told))


def is_under_head(kind: TableKind, one: Candidate, over: OpenedRow) -> bool:
    """Whether the value of a one-value row is under a head of the form, if there are others."""
    heads = [(place, over.fields[place].text) for place in over.words]
    heads = [(place, text) for place, text in heads if find_label(kind, text) not in SPANNING]
    if len({text for _, text in heads}) <= 1:
        return True
    known = {place for place, text in heads if find_label(kind, text) is not None}
    shown = {place for place, field in enumerate(one.opened.fields) if field.text}
    is_alike = len(one.opened.fields) == len(over.fields)
    return is_alike and {place for place in shown if place > one.opened.last} <= known
