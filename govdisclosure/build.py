"""Trees become the model: the only module that knows both.

Takes a Source, has its outline and its tables parsed, and picks the parts of each rule apart;
the methods of the builder bear the names of the grammar's rules.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from attrs import evolve

from govdisclosure.align import Alignment, complete, cut_sheet
from govdisclosure.breaks import scattered_labels
from govdisclosure.grammar.compiled import load_grammar
from govdisclosure.grammar.outline import Outline, OutlinePiece, outline_of
from govdisclosure.indicators import Indicator
from govdisclosure.labels import is_telling
from govdisclosure.layout import (
    SectionKind,
    TableKind,
    TableLayout,
    layout_of,
    section_title,
)
from govdisclosure.model.addresses import addresses_of, statistics_address
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.model.diagnostics import SHEET, Diagnostic, gathered, noticed
from govdisclosure.model.identity import FoundBy
from govdisclosure.model.report import Block, Closing, Report, Section
from govdisclosure.model.statistics import (
    StatisticsRow,
    StatisticsTable,
    goes_on,
    is_continued_by,
    without_number,
)
from govdisclosure.model.tables import PrintedLabel, Table
from govdisclosure.openings import Wording
from govdisclosure.plain import is_title
from govdisclosure.sheet_columns import columns_named, unit_of_cells
from govdisclosure.sheet_labels import indicators_of, is_indicator
from govdisclosure.source import (
    COLUMN,
    COVERED,
    END_OF_ROW,
    INDICATOR,
    SHEET_HEAD,
    UNPLACED,
    VALUE,
    Field,
    Grid,
    Piece,
    Residue,
    ResidueReason,
    Source,
    Span,
)
from govdisclosure.text import CellState, fold_blanks, narrow, squeeze, without_note_marks

if TYPE_CHECKING:
    from lark import Tree

__all__ = ["build_report", "outline_tree", "table_tree"]

#: How many scattered labels of tables are worth a word.
_FEW_SCRAPS = 3
_LONGEST_QUOTE = 40

_RESIDUE_CODES: Mapping[ResidueReason, str] = {
    ResidueReason.CHROME: "GD002",
    ResidueReason.PAGE_NUMBER: "GD003",
    ResidueReason.DEBRIS: "GD004",
    ResidueReason.SIGN_OF_ABSENCE: "GD019",
    ResidueReason.STRUCK: "GD044",
    ResidueReason.HIDDEN: "GD045",
    ResidueReason.WATERMARK: "GD046",
}
#: What is said once for the whole document, with how many pieces of it there are.
_SAID_ONCE = (ResidueReason.STRUCK, ResidueReason.HIDDEN, ResidueReason.WATERMARK)


# Lark types its input as text; a lexer of one's own takes any iterable.


def outline_tree(outline: Outline) -> "Tree[Any]":
    """The tree of ``outline.lark`` over the pieces."""
    return load_grammar("outline").parse(cast("str", outline.pieces), start="report")


def table_tree(grid: Grid, layout: TableLayout) -> "Tree[Any] | None":
    """The tree of ``tables.lark`` over the rows of *grid*; None when they do not fit the form."""
    from lark.exceptions import UnexpectedInput

    pieces: list[Piece] = []
    for row in grid.rows:
        pieces += [field for field in row if field.type != COVERED]
        pieces.append(_END)
    try:
        return load_grammar("tables").parse(cast("str", pieces), start=layout.name)
    except UnexpectedInput:
        return None


_END = Piece(END_OF_ROW)


def build_report(source: Source) -> Report:
    """Make the report that *source* holds; every source gives one."""
    return ReportBuilder(source).build()


class ReportBuilder:
    """Makes one report; each method named after a rule takes that rule's children."""

    def __init__(self, source: Source) -> None:
        """A builder for *source*."""
        self.source, self.aligned = complete(source, _alignment)
        self.residue: list[Residue] = list(self.source.residue)
        self.diagnostics: list[Diagnostic] = []
        self.tables: list[Table] = []
        self.has_sheet = False
        self.rules: Mapping[str, Callable[[Sequence[Any]], Any]] = {
            "report": self.report,
            "preamble": self.preamble,
            "section": self.section,
            "closing": self.closing,
            "annex": self.annex,
        }

    def build(self) -> Report:
        """The report, its residue and diagnostics in the order of the document."""
        outline = outline_of(self.source)
        self.residue += outline.residue
        parts: dict[str, Any] = self._visit(outline_tree(outline))
        self._notice_source()
        self._notice_report(parts)
        self._notice_title(outline, parts["title"])
        residue = _outermost(self.residue)
        diagnostics = sorted(
            gathered(self.diagnostics), key=lambda one: (one.span or Span(0, 0), one.code)
        )
        report = Report(
            **parts,
            residue=tuple(residue),
            diagnostics=tuple(diagnostics),
            page=outline.page,
        )
        found = tuple(self._iter_found(report)) if self._holds_report(outline) else ()
        return evolve(report, diagnostics=(*found, *diagnostics)) if found else report

    @staticmethod
    def _iter_found(report: Report) -> Iterator[Diagnostic]:
        """What is to be said of how organ and year were found."""
        if report.year is None:
            yield noticed("GD049")
        if report.agency is not None and report.agency_found_by is FoundBy.CONTACT:
            yield noticed("GD055", agency=report.agency)
        words = [
            str(value)
            for value, found_by in (
                (report.agency, report.agency_found_by),
                (report.year, report.year_found_by),
            )
            if found_by is FoundBy.PAGE
        ]
        if words:
            yield noticed("GD056", words="、".join(words))

    def _visit(self, tree: "Tree[Any]") -> Any:  # noqa: ANN401 - each rule has its own result
        children = [
            child if isinstance(child, Piece) else self._visit(child) for child in tree.children
        ]
        return self.rules[tree.data](children)

    # -- one method a rule

    def report(self, children: Sequence[Any]) -> dict[str, Any]:
        """report: [TITLE] preamble section* [closing annex]."""
        parts: dict[str, Any] = {"title": None, "closing": None, "annex": ()}
        if isinstance(children[0], OutlinePiece):
            lines = children[0].fields
            parts["title"] = without_note_marks(squeeze("".join(line.text for line in lines)))
            parts["title_span"] = Span(lines[0].start, lines[-1].end)
            parts["title_origin"] = self.source.origin_at(lines[0].start)
            self._set_note_mark_aside(lines[-1])
            children = children[1:]
        parts["preamble"] = children[0]
        parts["sections"] = tuple(child for child in children if isinstance(child, Section))
        if isinstance(children[-1], tuple) and len(children) > 1:
            parts["closing"], parts["annex"] = children[-2:]
        return parts

    def preamble(self, children: Sequence[Any]) -> tuple[Block, ...]:
        """preamble: _block*."""
        return tuple(self._blocks(children))

    def section(self, children: Sequence[Any]) -> Section:
        """section: SECTION _block*."""
        head, *rest = children
        blocks = tuple(self._blocks(rest))
        heading = self._section_heading(head)
        kind, wording = head.opening
        self._notice_picture(kind, blocks, heading)
        if kind is not None and wording is Wording.WORDS:
            title, words = section_title(kind).official, heading.printed_title
            self.diagnostics.append(noticed("GD054", span=heading.span, words=words, section=title))
        return Section(kind=kind, heading=heading, blocks=blocks)

    def closing(self, children: Sequence[Any]) -> Closing:
        """closing: [SIGNATURE] DATE."""
        day = children[-1]
        signature = children[0].field if len(children) > 1 else None
        start = signature.start if signature else day.field.start
        return Closing(
            signature=signature.text if signature else None,
            signed_on=day.date,
            span=Span(start, day.field.end),
            signature_origin=self.source.origin_at(start) if signature else None,
            date_origin=self.source.origin_at(day.field.start),
        )

    def annex(self, children: Sequence[Any]) -> tuple[Block, ...]:
        """annex: _note*."""
        return tuple(self._blocks(children))

    # -- leaves

    def _section_heading(self, piece: OutlinePiece) -> Heading:
        parts, field = piece.parts, piece.field
        assert parts is not None and field is not None  # noqa: S101, PT018 - the lexer's promise
        kind = piece.opening.kind if piece.opening is not None else None
        title = section_title(kind).official if kind is not None else parts.title
        return Heading(
            level=1,
            ordinal=parts.ordinal,
            title=title,
            mark=parts.mark,
            raw=parts.title if parts.title != title else None,
            span=field.span,
            origin=self.source.origin_at(field.start),
        )

    def _blocks(self, pieces: Sequence[OutlinePiece]) -> Iterator[Block]:
        before: Block | None = None
        for piece in pieces:
            block = self._block(piece)
            if block is None:
                continue
            joined = self._joined(before, block, piece)
            if joined is None and before is not None:
                yield before
            before = joined or block
        if before is not None:
            yield before

    def _block(self, piece: OutlinePiece) -> Block | None:
        field = piece.field
        if field is None:
            assert piece.grid is not None  # noqa: S101 - the lexer's promise
            if piece.grid.is_sheet:
                self.has_sheet = True
                return self._statistics(piece.grid)
            return self._table(piece.grid) if piece.grid.kind else self._other_table(piece.grid)
        span, origin = field.span, self.source.origin_at(field.start)
        if piece.type == "PICTURE":
            return Picture(caption=field.text, span=span, origin=origin)
        if piece.parts is None:
            is_run_in = piece.type == "RUN_IN"
            return Paragraph(text=field.text, is_run_in=is_run_in, span=span, origin=origin)
        parts = piece.parts
        return Heading(
            level=parts.level,
            ordinal=parts.ordinal,
            title=parts.title,
            stop=parts.stop,
            mark=parts.mark,
            span=span,
            origin=origin,
        )

    def _set_note_mark_aside(self, line: Field) -> None:
        """Keep the mark of a note behind a title as no part of it."""
        words = self.source.text[slice(*line.span)]
        mark = words[len(without_note_marks(words)) :]
        if mark:
            span = Span(line.end - len(mark), line.end)
            self.residue.append(Residue(fold_blanks(mark), ResidueReason.DEBRIS, span))

    # -- tables

    def _table(self, grid: Grid) -> Table | None:
        """A statutory table; None when the same one stood before."""
        assert grid.kind is not None  # noqa: S101 - the lexer's promise
        layout = layout_of(grid.kind, grid.edition)
        read = self.aligned[id(grid)]
        table = Table(
            kind=grid.kind,
            edition=layout.edition,
            cells=tuple(self._cells(layout, read)),
            labels=tuple(
                PrintedLabel(one.type, one.text, one.span) for one in read.labels if one.text
            ),
            span=read.extent or grid.span,
        )
        before = [other for other in self.tables if other.kind is table.kind]
        if table in before:
            self._set_repeated_aside(table, read)
            return None
        if before:
            read.diagnostics.append(noticed("GD006", span=grid.span, table=grid.kind.value))
        if not before and all(cell.state is CellState.ABSENT for cell in table.cells):
            # Not each of its rows is said to be missing, but all of it once.
            read.diagnostics = [
                one
                for one in read.diagnostics
                if one.code != "GD008" and (one.code != "GD007" or dict(one.arguments)["words"])
            ]
            read.diagnostics.append(noticed("GD053", span=table.span, table=grid.kind.value))
        self.tables.append(table)
        self.residue += read.residue
        self.diagnostics += read.diagnostics
        return table

    def _set_repeated_aside(self, table: Table, read: Alignment) -> None:
        """Keep a table that stood before, word for word, as no part of the report."""
        assert table.span is not None  # noqa: S101 - it was read
        self.diagnostics.append(noticed("GD005", span=table.span, table=table.kind.value))
        values = (one for one in read.values if one is not None)
        fields = [one for one in (*read.labels, *values) if one.text]
        reason = ResidueReason.REPEATED_TABLE
        self.residue += [Residue(one.text, reason, one.span) for one in fields]
        self.residue += [evolve(one, reason=reason) for one in read.residue]

    def _cells(self, layout: TableLayout, read: Alignment) -> Iterator[Cell]:
        units = _units_of_heads(read)
        for number, (cell, value) in enumerate(zip(layout.cells, read.values, strict=True)):
            if value is None:
                yield ABSENT
                continue
            made = Cell.read(
                value.text,
                unit=units.get(cell.column, cell.unit),
                span=value.span,
                origin=self.source.origin_at(value.start),
            )
            if made.state is CellState.TEXT:
                address = addresses_of(layout.kind, layout.edition)[number]
                read.diagnostics.append(
                    noticed(
                        "GD011",
                        span=value.span,
                        addresses=(address,),
                        cell=address.words(),
                        words=value.text,
                    )
                )
            yield made

    def _other_table(self, grid: Grid) -> OtherTable:
        """Any other table."""
        origin_at = self.source.origin_at
        return OtherTable(
            rows=tuple(tuple(field.text for field in row) for row in grid.rows),
            span=grid.span,
            origins=tuple(tuple(origin_at(field.start) for field in row) for row in grid.rows),
        )

    # -- the statistics sheet

    def _statistics(self, grid: Grid) -> StatisticsTable:
        """The sheet, each row as printed; what it counts, its words and those above it tell."""
        columns = tuple(field.text for field in grid.rows[0] if field.type == COLUMN)
        printed = [row for row in grid.rows if row[0].type == INDICATOR]
        told = indicators_of([label.text for label, *_ in printed])
        printed = self._cut_glued(printed, told, len(columns))
        self._notice_repeated([label for label, *_ in printed])
        rows = [
            self._sheet_row(row, columns, one.name if one is not None and one.unit else None)
            for row, one in zip(printed, told, strict=True)
        ]
        return StatisticsTable(
            columns=columns,
            rows=rows,
            labels=tuple(
                PrintedLabel(SHEET_HEAD, field.text, field.span)
                for row in grid.rows
                for field in row
                if field.type == SHEET_HEAD and field.text
            ),
            span=_span_of(grid),
        )

    def _cut_glued(
        self, rows: Sequence[Sequence[Field]], told: Sequence[Indicator | None], columns: int
    ) -> list[tuple[Field, ...]]:
        """The rows, with digits that ran together cut where one way is left."""
        made = [tuple(row) for row in rows]
        for number, values in cut_sheet(self.source.text, rows, told, columns).items():
            label, unit, glued = made[number]
            made[number] = label, unit, *values
            if len(values) > 1:
                cut = " ".join(field.text for field in values)
                self.diagnostics.append(
                    noticed(
                        "GD023",
                        span=glued.span,
                        table=SHEET,
                        row=label.text,
                        words=glued.text,
                        cut=cut,
                    )
                )
        return made

    def _joined(
        self, before: Block | None, block: Block, piece: OutlinePiece
    ) -> StatisticsTable | None:
        """A sheet together with the table right below that goes on with it; None for others."""
        if not isinstance(before, StatisticsTable) or before.span is None or piece.grid is None:
            return None
        grid = piece.grid
        if isinstance(block, StatisticsTable) and is_continued_by(before, block):
            rows, labels = block.rows, block.labels
        elif isinstance(block, OtherTable) and goes_on(before, block.rows):
            printed = [without_number(before, row) for row in grid.rows]
            rows = tuple(self._sheet_row(row, before.columns, None) for row in printed)
            pairs = zip(grid.rows, printed, strict=True)
            numbers = [row[0] for row, bare in pairs if len(row) > len(bare)]
            labels = tuple(PrintedLabel(SHEET_HEAD, one.text, one.span) for one in numbers)
            words = printed[0][0].text[:_LONGEST_QUOTE]
            self.diagnostics.append(noticed("GD042", span=block.span, words=words))
        else:
            return None
        return evolve(
            before,
            rows=(*before.rows, *rows),
            labels=(*before.labels, *labels),
            span=Span(before.span.start, _span_of(grid).end),
        )

    def _sheet_row(
        self, fields: Sequence[Field], columns: tuple[str, ...], name: str | None
    ) -> StatisticsRow:
        """A row of the sheet; values that cannot be told to columns are left out, and said."""
        label, unit, *values = fields
        is_loose = any(field.type == UNPLACED for field in values)
        loose = [field for field in values if is_loose and field.text]
        if loose:
            words = " ".join(field.text for field in loose)
            span = Span(loose[0].start, loose[-1].end)
            self.diagnostics.append(
                noticed("GD007", span=span, table=SHEET, row=label.text, words=words)
            )
            reason = ResidueReason.UNPLACED
            self.residue += [Residue(field.text, reason, field.span) for field in loose]
        cells: list[Cell] = []
        kinds = columns_named(columns)
        if values:
            read = [] if loose else values
            for kind, field in zip(kinds, read, strict=False):
                of_row = unit_of_cells(unit.text) if kind.is_counted else None
                cell = self._cell(field, of_row)
                if cell.state is CellState.TEXT and kind.is_counted:
                    has_address = name is not None and kind.is_addressed
                    places = (statistics_address(name or "", kind.value),) if has_address else ()
                    words = field.text
                    one = noticed(
                        "GD011", span=field.span, addresses=places, cell=label.text, words=words
                    )
                    self.diagnostics.append(one)
                cells.append(cell)
            cells += [ABSENT] * (len(columns) - len(cells))
        return StatisticsRow(
            label=label.text,
            unit=unit.text,
            cells=tuple(cells),
            span=Span(fields[0].start, max(field.end for field in fields)),
            origin=self.source.origin_at(label.start),
        )

    def _cell(self, field: Field, unit: str | None) -> Cell:
        """The cell that a field of a sheet is."""
        origin = self.source.origin_at(field.start)
        return Cell.read(field.text, unit=unit, span=field.span, origin=origin)

    def _notice_repeated(self, labels: Sequence[Field]) -> None:
        """Say which rows count what a row above them counts."""
        words = [label.text for label in labels]
        told = indicators_of(words)
        every = indicators_of(words, keeps_repeated=True)
        for label, first, one in zip(labels, told, every, strict=True):
            if first is None and one is not None and one.unit is not None:
                self.diagnostics.append(
                    noticed("GD041", span=label.span, row=label.text, label=one.official)
                )

    # -- what was noticed

    def _notice_source(self) -> None:
        source = self.source
        if source.decoding_faults:
            self.diagnostics.append(
                noticed("GD012", encoding=source.encoding, count=str(source.decoding_faults))
            )
        for notice in source.notices:
            named = dict(notice.arguments)
            if notice.words or not named:
                named = {"words": notice.words, **named}
            self.diagnostics.append(noticed(notice.code, span=notice.span, addresses=(), **named))
        for piece in self.residue:
            code = _RESIDUE_CODES.get(piece.reason)
            if code is not None and piece.reason not in _SAID_ONCE:
                words = piece.text[:_LONGEST_QUOTE]
                self.diagnostics.append(noticed(code, span=piece.span, words=words))
        for reason in _SAID_ONCE:
            self._notice_pieces([piece for piece in self.residue if piece.reason is reason])

    def _notice_pieces(self, pieces: Sequence[Residue]) -> None:
        """Pieces set aside for one reason, as one diagnostic over all of them."""
        spans = [piece.span for piece in pieces if piece.span is not None]
        if spans:
            words = "、".join(dict.fromkeys(piece.text for piece in pieces))
            self.diagnostics.append(
                noticed(
                    _RESIDUE_CODES[pieces[0].reason],
                    span=Span(min(spans).start, max(span.end for span in spans)),
                    words=f"{words[:_LONGEST_QUOTE]}…" if len(words) > _LONGEST_QUOTE else words,
                    count=str(len(pieces)),
                )
            )

    def _notice_title(self, outline: Outline, title: str | None) -> None:
        """Say that there is no title, or nothing of a report at all."""
        if title is None and outline.pieces:
            code = "GD048" if self._holds_report(outline) else "GD001"
            if code == "GD048" or not self._is_said_why():
                self.diagnostics.append(noticed(code))

    def _is_said_why(self) -> bool:
        """Whether the reader said why there is nothing of a report."""
        return any(notice.code == "GD051" for notice in self.source.notices)

    def _holds_report(self, outline: Outline) -> bool:
        """Whether a title, a section of the form, or a table of a report was found."""
        return outline.is_report or bool(self.tables) or self.has_sheet

    def _notice_report(self, parts: Mapping[str, Any]) -> None:
        annex: tuple[Block, ...] = parts["annex"]
        for block in annex:
            if isinstance(block, Paragraph) and is_title(block.text):
                self.diagnostics.append(noticed("GD016", span=block.span, words=block.text))
                break
        blocks = [*parts["preamble"], *annex]
        for section in parts["sections"]:
            blocks += section.blocks
        lines = [one for one in blocks if isinstance(one, Paragraph)]
        told: list[tuple[Span | None, Sequence[str | None]]] = []
        counts: list[int] = []
        for one in lines:
            labels = scattered_labels(one.text)
            told += ((one.span, label) for label in labels) if labels else ()
            counts.append(len(labels) or is_indicator(one.text, is_counted=True))
        for block in blocks if len(lines) < len(blocks) else ():
            if isinstance(block, OtherTable):
                cells = chain.from_iterable(block.rows)
                told += ((block.span, label) for one in cells for label in scattered_labels(one))
        if self._notice_unread(told, parts["sections"]):
            return
        if sum(counts) >= _FEW_SCRAPS:
            scraps = [one for one, count in zip(lines, counts, strict=True) if count]
            words = "、".join(scrap.text[:_LONGEST_QUOTE] for scrap in scraps[:_FEW_SCRAPS])
            self.diagnostics.append(noticed("GD015", span=scraps[0].span, words=words))

    def _notice_unread(
        self,
        told: Iterable[tuple[Span | None, Sequence[str | None]]],
        sections: Iterable[Section],
    ) -> bool:
        """Say of which tables there are labels and nothing was read or said; whether of any.

        Args:
            told: Labels in lines and cells, each with its place.
            sections: Those of the report.
        """
        known = {table.kind.value for table in self.tables}
        known.update(
            section.kind.value
            for section in sections
            if section.kind and any(isinstance(block, Picture) for block in section.blocks)
        )
        found: dict[str, dict[str, Span | None]] = {}
        for span, tokens in told:
            for kind, token in zip(TableKind, tokens, strict=True):
                if token is not None and is_telling(token) and kind.value not in known:
                    found.setdefault(kind.value, {}).setdefault(token, span)
        unread = {kind: spans for kind, spans in found.items() if len(spans) >= _FEW_SCRAPS}
        for table, spans in unread.items():
            first = next(iter(spans.values()))
            self.diagnostics.append(noticed("GD053", span=first, table=table))
        return bool(unread)

    def _notice_picture(
        self, kind: SectionKind | None, blocks: Sequence[Block], heading: Heading
    ) -> None:
        """A section whose table is a picture."""
        if kind is None or kind.value not in {table.value for table in TableKind}:
            return
        has_table = any(isinstance(block, Table) for block in blocks)
        if not has_table and any(isinstance(block, Picture) for block in blocks):
            self.diagnostics.append(
                noticed("GD014", span=heading.span, section=heading.printed_title)
            )


def _alignment(grid: Grid) -> Alignment | None:
    """What the fields of a statutory table give to its cells; None if it does not fit its form."""
    assert grid.kind is not None  # noqa: S101 - the lexer's promise
    layout = layout_of(grid.kind, grid.edition)
    tree = table_tree(grid, layout)
    return None if tree is None else _as_printed(grid, tree, layout)


def _as_printed(grid: Grid, tree: "Tree[Any]", layout: TableLayout) -> Alignment:
    """Labels and values of a table that fits its form: the grammar put them in print order."""
    rows = cast("list[Tree[Field]]", tree.children)
    fields = [cast("Field", field) for row in rows for field in row.children]
    labels = [field for row in grid.rows for field in row if field.type != VALUE]
    return Alignment(
        layout,
        values=[field for field in fields if field.type == VALUE],
        labels=sorted(labels, key=attrgetter("start")),
    )


def _outermost(residue: Iterable[Residue]) -> list[Residue]:
    """Residue in the order of the document; what is struck out of other residue is part of it."""
    kept: list[Residue] = []
    for piece in sorted(
        residue, key=lambda one: (one.span.start, -one.span.end) if one.span else (0, 0)
    ):
        last = kept[-1].span if kept else None
        is_inside = last is not None and piece.span is not None and piece.span.end <= last.end
        if not (is_inside and piece.reason is ResidueReason.STRUCK):
            kept.append(piece)
    return kept


def _units_of_heads(read: Alignment) -> dict[str, str | None]:
    """Units that the printed heads name in place of the form's."""
    for label in read.labels:
        words = narrow(label.text)
        if label.type == "FEES_COLLECTED" and "元" in words and "万" not in words:
            read.diagnostics.append(noticed("GD017", span=label.span, words="元"))
            return {"collected_wan": "元"}
    return {}


def _span_of(grid: Grid) -> Span:
    """From the first to the last field of a sheet, whose columns may stand in another order."""
    fields = [field for row in grid.rows for field in row]
    return Span(min(one.start for one in fields), max(one.end for one in fields))
