"""Damaged tables: rows told by their labels, values by the columns that are surely theirs.

Takes a grid that does not fit the rule of its form and gives a value, or none, for each cell. The
printed head decides which columns there are and in which order; where it says something that the
form does not know, or says nothing at all, no value is placed. Every assumption becomes a
diagnostic with its evidence; what stays ambiguous is absent and said.
"""

from collections.abc import Mapping, Sequence

from attrs import define, field

from govdisclosure.layout import Line, TableKind, TableLayout, label_of, stands_once, tokens_of
from govdisclosure.model.addresses import Address, addresses_of
from govdisclosure.model.diagnostics import Diagnostic, noticed
from govdisclosure.source import (
    COVERED,
    UNPLACED,
    VALUE,
    Field,
    Grid,
    Residue,
    ResidueReason,
    Span,
)

__all__ = ["Alignment", "align"]

#: (row, column) of an address; the row is empty where a column serves every row.
_Place = tuple[str, str]


@define
class Alignment:
    """What alignment makes of a grid."""

    #: One field for each cell of the form, in print order; None for an absent one.
    values: list[Field | None]
    labels: list[Field] = field(factory=list)
    residue: list[Residue] = field(factory=list)
    diagnostics: list[Diagnostic] = field(factory=list)


def align(grid: Grid, layout: TableLayout) -> Alignment:
    """Read *grid* row by row, by exact labels, into the cells of *layout*."""
    return _Aligner(grid, layout).run()


class _Aligner:
    def __init__(self, grid: Grid, layout: TableLayout) -> None:
        self.grid = grid
        self.layout = layout
        self.name = layout.kind.value
        self.result = Alignment([None] * len(layout.cells))
        self.index = {(cell.row, cell.column): n for n, cell in enumerate(layout.cells)}
        self.rows = {line.tokens[-1]: line for line in layout.lines if line.cells and line.tokens}
        #: The row of cells without a label, which table four has.
        self.unlabelled = next(
            (line for line in layout.lines if line.cells and not line.tokens), None
        )
        self.tokens = tokens_of(layout.kind)
        self.heads = _Heads(layout)
        #: What was placed, row by row; a row that came twice with other values is taken back.
        self.seen: dict[str, tuple[Field, ...]] = {}

    def run(self) -> Alignment:
        self.result.diagnostics.append(noticed("GD010", span=self.grid.span, table=self.name))
        for row in self.grid.rows:
            self._read_row(row)
        for line in self.layout.lines:
            if line.cells and line.name not in self.seen and self.unlabelled is None:
                words = self._row_words(line)
                self.result.diagnostics.append(
                    noticed(
                        "GD008",
                        addresses=self._addresses(line),
                        span=self.grid.span,
                        table=self.name,
                        row=words,
                    )
                )
        return self.result

    def _read_row(self, row: Sequence[Field]) -> None:
        labels = [one for one in row if one.type in self.tokens]
        values = [one for one in row if one.type == VALUE]
        unplaced = [one for one in row if one.type == UNPLACED]
        strangers = [one for one in row if one.type not in self.tokens | {VALUE, UNPLACED, COVERED}]
        self.result.labels += labels
        line = self.rows.get(labels[-1].type) if labels else self.unlabelled
        if line is None:
            self.heads.read(labels, has_strangers=bool(strangers) or any(v.text for v in values))
            self._set_aside("GD009", [*strangers, *values, *unplaced], None)
            return
        self._set_aside("GD009", strangers, None)
        if unplaced:
            self._give_up(line, unplaced)
        elif not (line is self.unlabelled and len(values) == 1):
            self._place(line, values)
        else:
            self._set_aside("GD009", values, None)

    def _place(self, line: Line, values: Sequence[Field]) -> None:
        places = self.heads.places(line, len(values))
        if not places:
            self._give_up(line, values)
            return
        if len(places) < len(line.cells) and line is not self.unlabelled:
            self._say_columns(line, places)
        name = line.name if line is not self.unlabelled else f"{line.name}/{places[0]}"
        before = self.seen.setdefault(name, tuple(values))
        if before is not values and before != tuple(values):
            self._give_back(line, before, values)
            return
        for place, value in zip(places, values, strict=True):
            self.result.values[self.index[place]] = value
        if line is self.unlabelled and None in self.result.values:
            self._say_columns(line, places)

    def _give_up(self, line: Line, fields: Sequence[Field]) -> None:
        """Leave a row absent: its values cannot be told to columns."""
        self.seen.setdefault(line.name, ())
        self._set_aside("GD007", fields, line)

    def _give_back(self, line: Line, before: Sequence[Field], values: Sequence[Field]) -> None:
        """A row stands twice: equal values count once, different ones make it absent."""
        if [one.text for one in before] != [one.text for one in values]:
            for place in line.cells:
                self.result.values[self.index[place]] = None
            self._keep(before)
        self._set_aside("GD018", values, line)

    def _say_columns(self, line: Line, printed: Sequence[_Place]) -> None:
        """The head lacks columns; name them."""
        placed = {place for place in line.cells if self.result.values[self.index[place]]}
        lacking = [place for place in line.cells if place not in printed and place not in placed]
        if not lacking:
            return
        cells = [self.layout.cells[self.index[place]] for place in lacking]
        words = "、".join(
            "/".join(
                label_of(self.layout.kind, token).wording(self.layout.edition)
                for token in (*cell.row_labels, *cell.column_labels)
                if self.layout.kind is TableKind.DISPUTES or token in cell.column_labels
            )
            for cell in cells
        )
        addresses = self._addresses(line)
        self.result.diagnostics.append(
            noticed("GD013", addresses=addresses, span=self.grid.span, table=self.name, words=words)
        )

    def _row_words(self, line: Line) -> str:
        if not line.tokens:
            return "各项数值"
        return label_of(self.layout.kind, line.tokens[-1]).wording(self.layout.edition)

    def _addresses(self, line: Line | None) -> tuple[Address, ...]:
        if line is None:
            return ()
        known = addresses_of(self.layout.kind, self.layout.edition)
        return tuple(known[self.index[place]] for place in line.cells)

    def _set_aside(self, code: str, fields: Sequence[Field], line: Line | None) -> None:
        """Give fields up, with a diagnostic that quotes them."""
        fields = [one for one in fields if one.text]
        if not fields:
            return
        span = Span(fields[0].start, fields[-1].end)
        words = " ".join(one.text for one in fields)
        arguments = {"table": self.name, "words": words}
        if line is not None:
            arguments["row"] = self._row_words(line)
        self.result.diagnostics.append(
            noticed(code, span=span, addresses=self._addresses(line), **arguments)
        )
        self._keep(fields)

    def _keep(self, fields: Sequence[Field]) -> None:
        self.result.residue += [
            Residue(one.text, ResidueReason.UNPLACED, one.span) for one in fields if one.text
        ]


class _Heads:
    """What the printed heads say of the columns, so far."""

    def __init__(self, layout: TableLayout) -> None:
        self.layout = layout
        #: The columns of the heads, in the order in which they are printed; None where a head
        #: says what the form does not know, or none was printed.
        self.columns: list[str] | None = None
        #: The groups of table four whose heads were printed, with their results.
        self.groups: list[list[str]] = []
        self.routes: list[str] = []
        self.is_strange = False
        self.columns_of = _columns_of(layout)
        self.order = list(self.columns_of.values())

    def read(self, labels: Sequence[Field], *, has_strangers: bool) -> None:
        """Take in a row that holds labels of the head alone."""
        tokens = [one.type for one in labels]
        if self.layout.kind is TableKind.DISPUTES:
            self._read_results(tokens, has_strangers=has_strangers)
            return
        leaves = []
        for token in tokens:
            if token in self.columns_of:
                leaves.append(self.columns_of[token])
            elif not stands_once(token):
                leaves.append(self.order[min(len(leaves), 1)])
        if self.layout.kind is TableKind.PROACTIVE:
            if leaves or "ITEM" in tokens:
                self.columns = None if has_strangers else leaves
            return
        self.is_strange = self.is_strange or (bool(leaves) and has_strangers)
        self._read_applicants(tokens, leaves)

    def _read_applicants(self, tokens: Sequence[str], leaves: list[str]) -> None:
        """Heads of table three: the organisations stand where 法人或其他组织 spans them."""
        known = self.columns or []
        if any(column in known for column in leaves):
            fresh = [column for column in leaves if column not in known]
            if fresh or leaves != [column for column in known if column in leaves]:
                self.is_strange = True
            return
        if "ORGANIZATION" in tokens or not known:
            self.columns = known + leaves
            return
        total = [column for column in known if column == self.order[-1]]
        rest = [column for column in known if column != self.order[-1]]
        self.columns = rest + leaves + total

    def _read_results(self, tokens: Sequence[str], *, has_strangers: bool) -> None:
        """Heads of table four: a result that does not come later opens the next group."""
        results = [self.columns_of[token] for token in tokens if token in self.columns_of]
        self.is_strange = self.is_strange or (bool(results) and has_strangers)
        routes = {"REVIEW", "LITIGATION_DIRECT", "LITIGATION_AFTER_REVIEW"}
        self.routes += [token.lower() for token in tokens if token in routes]
        last = len(self.order)
        for result in results:
            at = self.order.index(result)
            if at <= last:
                self.groups.append([])
            self.groups[-1].append(result)
            last = at

    def places(self, line: Line, count: int) -> Sequence[_Place] | None:
        """Where *count* values of a row belong, by the heads; None when they do not decide it."""
        if self.is_strange:
            return None
        if self.layout.kind is TableKind.DISPUTES:
            return self._dispute_places(count)
        if self.columns is None or len(self.columns) != count:
            return None
        own = {column: (row, column) for row, column in line.cells}
        if not set(self.columns) <= set(own) or len(set(self.columns)) != count:
            return None
        return [own[column] for column in self.columns]

    def _dispute_places(self, count: int) -> Sequence[_Place] | None:
        """The places of a row of table four; its groups may be printed as tables of their own."""
        form = list(dict.fromkeys(cell.row for cell in self.layout.cells))
        if len(self.groups) != len(self.routes) or self.routes != [
            route for route in form if route in self.routes
        ]:
            return None
        places = [
            (route, result)
            for route, group in zip(self.routes, self.groups, strict=True)
            for result in group
        ]
        if len(places) != count:
            return None
        self.groups, self.routes = [], []
        return places


def _columns_of(layout: TableLayout) -> Mapping[str, str]:
    """The label over the cells of each column, with the column, in the order of the form."""
    return {cell.column_labels[-1]: cell.column for cell in layout.cells}
