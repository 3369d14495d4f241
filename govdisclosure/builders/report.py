"""Make a report from the tree of an outline.

The methods of the builder have the names of the grammar's rules.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve

from govdisclosure.align import Alignment, complete
from govdisclosure.builders.notices import (
    gathered,
    notices_of_identity,
    notices_of_picture,
    notices_of_scraps,
    notices_of_second_report,
    notices_of_source,
)
from govdisclosure.builders.statistics import StatisticsBuilder
from govdisclosure.builders.trees import alignment_of, outline_tree
from govdisclosure.characters import fold_blanks, narrow, squeeze
from govdisclosure.forms.layout import TableKind, TableLayout, layout_of, section_title
from govdisclosure.grammar.outline import Outline, OutlinePiece, outline_of
from govdisclosure.model.addresses import addresses_of
from govdisclosure.model.blocks import Heading, OtherTable, Paragraph, Picture
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.model.diagnostics import Diagnostic, noticed
from govdisclosure.model.report import Block, Closing, Report, Section
from govdisclosure.model.tables import PrintedLabel, Table
from govdisclosure.plain.headings import forget_lines
from govdisclosure.plain.openings import Naming
from govdisclosure.source import Field, Grid, Piece, Residue, ResidueReason, Source, Span
from govdisclosure.text import CellState, without_note_marks

if TYPE_CHECKING:
    from lark import Tree

__all__ = ["ReportBuilder", "build_report"]


def build_report(source: Source) -> Report:
    """Make the report that *source* holds; every source gives one."""
    report = ReportBuilder(source).build()
    forget_lines()
    return report


class ReportBuilder:
    """Makes one report; each method named after a rule takes that rule's children."""

    def __init__(self, source: Source) -> None:
        """A builder for *source*."""
        self.source, self.aligned = complete(source, alignment_of)
        self.residue: list[Residue] = list(self.source.residue)
        self.diagnostics: list[Diagnostic] = []
        self.statistics = StatisticsBuilder(self.source, self.residue, self.diagnostics)
        self.tables: list[Table] = []
        #: The same tables, as far as any was looked up, and their kinds: a file may have thousands.
        self.seen: set[Table] = set()
        self.kinds: set[TableKind] = set()
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
        self.diagnostics += notices_of_source(self.source, self.residue)
        self.diagnostics += notices_of_second_report(parts["annex"], outline.second)
        blocks = [*parts["preamble"], *parts["annex"]]
        for section in parts["sections"]:
            blocks += section.blocks
        self.diagnostics += notices_of_scraps(blocks, parts["sections"], self.tables)
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
        found = tuple(notices_of_identity(report)) if self._holds_report(outline) else ()
        return evolve(report, diagnostics=(*found, *diagnostics)) if found else report

    def _visit(self, tree: "Tree[Any]") -> Any:  # noqa: ANN401 - each rule has its own result
        children = [
            child if isinstance(child, Piece) else self._visit(child) for child in tree.children
        ]
        return self.rules[tree.data](children)

    # -- one method per rule

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
        """preamble: _block*; and annex: _note*."""
        return tuple(self._blocks(children))

    annex = preamble

    def section(self, children: Sequence[Any]) -> Section:
        """section: SECTION _block*."""
        head, *rest = children
        blocks = tuple(self._blocks(rest))
        heading = self._section_heading(head)
        kind, naming = head.opening
        if kind is not None and naming is Naming.WORDS:
            title, words = section_title(kind).official, heading.printed_title
            self.diagnostics.append(noticed("GD054", span=heading.span, words=words, section=title))
        section = Section(kind=kind, heading=heading, blocks=blocks)
        self.diagnostics += notices_of_picture(section)
        return section

    def closing(self, children: Sequence[Any]) -> Closing:
        """closing: [SIGNATURE] DATE."""
        day = children[-1]
        signature = children[0].field if len(children) > 1 else None
        start = signature.start if signature else day.field.start
        return Closing(
            signature=signature.text if signature else None,
            signed_on=day.date,
            no_such_day=None if day.date else narrow(squeeze(day.field.text)),
            span=Span(start, day.field.end),
            signature_origin=self.source.origin_at(start) if signature else None,
            date_origin=self.source.origin_at(day.field.start),
        )

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
            joined = self.statistics.joined(before, block, piece.grid)
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
                return self.statistics.table(piece.grid)
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
        """Set aside the mark of a note after a title."""
        words = self.source.text[slice(*line.span)]
        mark = words[len(without_note_marks(words)) :]
        if mark:
            span = Span(line.end - len(mark), line.end)
            self.residue.append(Residue(fold_blanks(mark), ResidueReason.DEBRIS, span))

    # -- tables

    def _table(self, grid: Grid) -> Table | None:
        """A statutory table; None if the same one came before."""
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
        is_first = table.kind not in self.kinds
        if not is_first:
            self.seen.update(self.tables[len(self.seen) :])
            if table in self.seen:
                self._set_repeated_aside(table, read)
                return None
            read.diagnostics.append(noticed("GD006", span=grid.span, table=grid.kind.value))
        if is_first and all(cell.state is CellState.ABSENT for cell in table.cells):
            # Report that the table is missing as a whole, not each of its rows.
            read.diagnostics = [
                one
                for one in read.diagnostics
                if one.code != "GD008" and (one.code != "GD007" or dict(one.arguments)["words"])
            ]
            read.diagnostics.append(noticed("GD053", span=table.span, table=grid.kind.value))
        self.tables.append(table)
        self.kinds.add(table.kind)
        self.residue += read.residue
        self.diagnostics += read.diagnostics
        return table

    def _set_repeated_aside(self, table: Table, read: Alignment) -> None:
        """Set aside a table that came before, word for word."""
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

    # -- what was noticed

    def _notice_title(self, outline: Outline, title: str | None) -> None:
        """Report that there is no title, or no part of a report at all."""
        if title is None and outline.pieces:
            code = "GD048" if self._holds_report(outline) else "GD001"
            is_said_why = any(notice.code == "GD051" for notice in self.source.notices)
            if code == "GD048" or not is_said_why:
                self.diagnostics.append(noticed(code))

    def _holds_report(self, outline: Outline) -> bool:
        """Whether a title, a section of the form, or a table of a report was found."""
        return outline.is_report or bool(self.tables) or self.has_sheet


def _outermost(residue: Iterable[Residue]) -> list[Residue]:
    """Residue in the order of the document; what is struck out within a piece is part of it."""
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
    """Units that the printed heads name instead of those of the form."""
    for label in read.labels:
        words = narrow(label.text) if label.type == "FEES_COLLECTED" else ""
        if "元" in words and "万" not in words:
            read.diagnostics.append(noticed("GD017", span=label.span, words="元"))
            return {"collected_wan": "元"}
    return {}
