"""What is counted, as cells of a form: rows of requests, results of disputes, columns of documents.

Takes the names of rows and columns as the words of the table mean them, and an edition; gives
addresses.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from govdisclosure.claims.claim import ClaimSubject
from govdisclosure.forms.layout import Edition, TableKind
from govdisclosure.model.addresses import Address, addresses_of

__all__ = [
    "CATEGORIES",
    "DISPUTES",
    "DOCUMENTS",
    "OUTCOMES",
    "OUTCOMES_TOTAL",
    "RECEIVED",
    "Head",
    "category_of",
    "cells_of",
    "subject_of",
]

#: The groups of outcomes, and how the names of their rows begin.
_GROUPS = {
    "withheld": "withheld_",
    "unavailable": "unavailable_",
    "not_processed": "not_processed_",
    "other_handling": "other_",
}
_ROWS = tuple(dict.fromkeys(one.row for one in addresses_of(TableKind.REQUESTS, Edition.FORM_2021)))
#: The groups of outcomes, each with the rows of the form in force.
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    name: tuple(row for row in _ROWS if row.startswith(start)) for name, start in _GROUPS.items()
}
#: What together is every outcome.
OUTCOMES = ("disclosed", "partly_disclosed", *CATEGORIES)
_CATEGORY = {row: name for name, rows in CATEGORIES.items() for row in rows}
#: What the words for reconsideration and litigation mean in table four.
DISPUTES: Mapping[str, tuple[str, ...]] = {
    "review": ("review",),
    "litigation": ("litigation_direct", "litigation_after_review"),
    "direct": ("litigation_direct",),
    "after_review": ("litigation_after_review",),
}
#: What the words for documents mean in table two.
DOCUMENTS: Mapping[str, str] = {"rules": "rules", "normative": "normative_documents"}
#: The columns of documents in the trial form, where they are others.
_FORMER_COLUMNS = {"issued": "produced_new", "published": "disclosed_new"}
_REQUEST_ROWS = frozenset({"received_new", "carried_in", "carried_out"})


class Head(NamedTuple):
    """What a number counts: rows and columns of one table, or nothing that a form has."""

    subject: ClaimSubject
    table: TableKind | None = None
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    #: Whether the words decide it; otherwise the cells are candidates.
    is_sure: bool = True


#: What was received in the year, and what was handled of it.
RECEIVED = Head(ClaimSubject.REQUESTS, TableKind.REQUESTS, ("received_new",), ("total",))
OUTCOMES_TOTAL = Head(ClaimSubject.OUTCOMES, TableKind.REQUESTS, ("outcomes_total",), ("total",))


def category_of(row: str) -> str:
    """The group of outcomes that a row belongs to, or the row itself."""
    return _CATEGORY.get(row, row)


def subject_of(row: str) -> ClaimSubject:
    """Whether a row of table three is of what was asked, or of what became of it."""
    return ClaimSubject.REQUESTS if row in _REQUEST_ROWS else ClaimSubject.OUTCOMES


@cache
def cells_of(head: Head, edition: Edition | None) -> tuple[Address, ...]:
    """The cells of a head in an edition, in print order; none where the edition lacks one."""
    if edition is None or head.table is None:
        return ()
    known = addresses_of(head.table, None if head.table is TableKind.DISPUTES else edition)
    rows, columns = head.rows, head.columns
    if head.table is TableKind.REQUESTS:
        has_one_row = edition is Edition.FORM_2019
        rows = tuple(
            part
            for row in rows
            for part in (
                (row,) if has_one_row and row == "other_handling" else CATEGORIES.get(row, (row,))
            )
        )
    elif head.table is TableKind.PROACTIVE and edition is Edition.FORM_2019:
        columns = tuple(_FORMER_COLUMNS.get(column, column) for column in columns)
    wanted = {(row, column) for row in rows for column in columns}
    found = tuple(one for one in known if (one.row, one.column) in wanted)
    return found if len(found) == len(wanted) else ()
