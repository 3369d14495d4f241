"""Columns told by printed heads: which there are, in which order, and how sure that is.

Takes the labels of head rows as they come and gives, for a row of so many values, the cell of each.
"""

from collections.abc import Sequence
from typing import NamedTuple

from govdisclosure.labels import stands_once
from govdisclosure.layout import Line, TableKind, TableLayout, table_layouts
from govdisclosure.source import UNKNOWN, Field
from govdisclosure.tables.headed import INVENTED

__all__ = ["Heads", "Place", "Places"]

#: (row, column) of an address.
Place = tuple[str, str]
_ROUTES = ("REVIEW", "LITIGATION_DIRECT", "LITIGATION_AFTER_REVIEW")
#: A column under a head that the form does not have, and one under an invented head.
_STRANGE, _NAMELESS = "?", ""
#: So many heads may be lost of a row whose sums can be checked.
_MOST_LOST = 2


#: Heads over several columns of table three.
_SPANNING = frozenset({"APPLICANTS", "ORGANIZATION"})


class Places(NamedTuple):
    """The cells that the values of a row belong to, in print order."""

    #: None for a value that belongs to no cell of the form.
    cells: tuple[Place | None, ...]
    #: Whether heads are lacking or unknown, so that the form's own order was assumed.
    is_assumed: bool = False


class Heads:
    """What the printed heads say of the columns, so far."""

    def __init__(self, layout: TableLayout) -> None:
        """No head has been read."""
        self.layout = layout
        self.columns_of = {cell.column_labels[-1]: cell.column for cell in layout.cells}
        #: Heads over columns that only another edition of the form has.
        self.other_columns = {
            cell.column_labels[-1]
            for other in table_layouts()
            if other.kind is layout.kind
            for cell in other.cells
        } - set(self.columns_of)
        self.order = list(self.columns_of.values())
        #: The columns under the heads of the table so far, in print order.
        self.columns: list[str] = []
        #: The rows of heads of table three, by their level.
        self.levels: dict[int, list[str]] = {}
        #: Whether two heads contradict each other.
        self.is_torn = False
        #: The groups of table four whose heads were printed, with their results.
        self.groups: list[list[str]] = []
        self.routes: list[str] = []
        #: Unknown words that stand over a column.
        self.strangers: set[str] = set()
        #: Whether unknown words stand among the heads.
        self.has_strangers = False

    def read(self, fields: Sequence[Field]) -> None:
        """Take in a row that holds labels of the head, and words that may be heads."""
        if self.layout.kind is TableKind.DISPUTES:
            self._read_results(fields)
            return
        columns = self._columns(fields)
        self.has_strangers |= bool(columns) and any(field.type == UNKNOWN for field in fields)
        if self.layout.kind is TableKind.REQUESTS:
            if columns:
                self._read_level(columns)
        elif columns or any(field.type == "ITEM" for field in fields):
            self.columns = columns

    def _columns(self, fields: Sequence[Field]) -> list[str]:
        """The columns of a row of heads; unknown words in front of its first label are none."""
        columns: list[str] = []
        above = set(self.strangers)
        for number, field in enumerate(fields):
            if field.type == UNKNOWN and field.text in above:
                continue  # it spans the rows of heads, and its words were repeated
            if field.type in self.columns_of:
                columns.append(self.columns_of[field.type])
            elif field.type in _SPANNING:
                columns.append(field.type)
            elif field.type == UNKNOWN and INVENTED.fullmatch(field.text):
                columns.append(_NAMELESS)
            elif (field.type == UNKNOWN and number) or field.type in self.other_columns:
                columns.append(_STRANGE)
                self.strangers.add(field.text)
            elif field.type != UNKNOWN and not stands_once(field.type):
                columns.append(self.order[min(len(columns), 1)])
        return columns

    def _read_level(self, columns: list[str]) -> None:
        """One of the three rows of heads of table three: who, whether a person, which kind."""
        one, *kinds, total = self.order
        if "APPLICANTS" in columns:
            level = 0
        elif "ORGANIZATION" in self.levels.get(1, ()) and not set(columns).isdisjoint(kinds):
            level = 2
            columns = [column for column in columns if column not in {one, total}]
        elif set(columns) & {one, total, "ORGANIZATION"}:
            level = 1
        elif set(columns) & set(kinds):
            level = 2
        else:
            self.is_torn |= _STRANGE in columns
            return
        if level not in self.levels:
            self.levels[level] = columns
        elif self.levels[level] != columns:
            self.is_torn |= any(
                column != _NAMELESS and column not in self.levels[level] for column in columns
            ) or [one for one in columns if one] != [
                one for one in self.levels[level] if one in columns
            ]
        low, middle = self.levels.get(2), self.levels.get(1, [])
        self.is_torn |= low is not None and not set(kinds).isdisjoint(middle)
        self.columns = self._assembled()

    def _assembled(self) -> list[str]:
        """The columns of table three from left to right, each span with what stands below it."""
        low = self.levels.get(2, [])
        middle = self.levels.get(1, [])
        if low and "ORGANIZATION" not in middle:
            end = middle.index(self.order[-1]) if self.order[-1] in middle else len(middle)
            middle = [*middle[:end], "ORGANIZATION", *middle[end:]]
        top = self.levels.get(0, ["APPLICANTS"])
        columns = [part for one in top for part in (middle if one == "APPLICANTS" else [one])]
        return [part for one in columns for part in (low if one == "ORGANIZATION" else [one])]

    def _read_results(self, fields: Sequence[Field]) -> None:
        """Heads of table four: a result that does not come later opens the next group."""
        tokens = [field.type for field in fields]
        self.routes += [token.lower() for token in tokens if token in _ROUTES]
        results = [self.columns_of[token] for token in tokens if token in self.columns_of]
        self.has_strangers |= bool(results) and UNKNOWN in tokens
        last = len(self.order)
        for result in results:
            at = self.order.index(result)
            if at <= last:
                self.groups.append([])
            self.groups[-1].append(result)
            last = at

    def places(self, line: Line, count: int) -> Places | None:
        """Where *count* values of a row belong; None when the heads leave doubts."""
        if self.layout.kind is TableKind.DISPUTES:
            return self._dispute_places(line, count)
        own = {column: (row, column) for row, column in line.cells}
        columns = self.columns
        if not any(column in own for column in columns) and _STRANGE not in columns:
            columns = []
        if self.is_torn or len(set(columns) - {_STRANGE, _NAMELESS}) != sum(map(bool, columns)) - (
            columns.count(_STRANGE)
        ):
            return None
        if len(columns) == count and set(columns) <= set(own):
            return Places(tuple(own[column] for column in columns), self.has_strangers)
        if len(columns) == count and _NAMELESS not in columns and set(own) < set(columns):
            return Places(tuple(own.get(column) for column in columns), is_assumed=True)
        known = [column for column in columns if column != _STRANGE]
        if count == len(known) == len(own) and set(known) == set(own) and columns[-1] == _STRANGE:
            return Places(tuple(own[column] for column in known), is_assumed=True)
        if count == len(own) and _STRANGE not in columns and self._keeps_order(columns, list(own)):
            return Places(tuple(own.values()), is_assumed=True)
        return None

    def _keeps_order(self, columns: Sequence[str], own: Sequence[str]) -> bool:
        """Whether the heads that are known stand in the order of the form, all but one or two.

        Where no sums can bear it out, all but one must be there, or none at all.
        """
        lost = len(own) - len(columns)
        if columns and lost > (_MOST_LOST if self.layout.balances else 1):
            return False
        if _NAMELESS in columns:
            return len(columns) == len(own) and all(
                column in {_NAMELESS, other} for column, other in zip(columns, own, strict=True)
            )
        return [column for column in own if column in columns] == list(columns)

    def _dispute_places(self, line: Line, count: int) -> Places | None:
        """The places of a row of table four; its groups may be printed as tables of their own."""
        form = list(dict.fromkeys(cell.row for cell in self.layout.cells))
        whole = list(line.cells)
        if len(self.groups) == len(self.routes) and self.routes == [
            route for route in form if route in self.routes
        ]:
            places = [
                (route, result)
                for route, group in zip(self.routes, self.groups, strict=True)
                for result in group
            ]
            if len(places) == count and not self.has_strangers:
                self.groups, self.routes = [], []
                return Places(tuple(places))
        if count == len(whole) and len(self.groups) <= len(form):
            return Places(tuple(whole), is_assumed=True)
        return None
