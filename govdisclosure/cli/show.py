"""``show``: a report as a picture in the terminal.

Takes a Source and its Report and prints who and when, the outline, the three tables with the
form's labels, and what was noticed, with the lines concerned.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from govdisclosure.builders import build_report
from govdisclosure.characters import display_width
from govdisclosure.cli.claims import claim_lines
from govdisclosure.cli.grid import GridCell, draw
from govdisclosure.cli.screen import Screen, Words
from govdisclosure.cli.session import Session
from govdisclosure.findings import Checked
from govdisclosure.findings.facts import place_of
from govdisclosure.forms.layout import (
    Edition,
    SectionKind,
    TableKind,
    section_title,
)
from govdisclosure.forms.sheet_columns import LABEL_HEAD, UNIT_HEAD, unit_of_cells
from govdisclosure.model.blocks import Heading, OtherTable, Picture
from govdisclosure.model.cells import Cell
from govdisclosure.model.diagnostics import Diagnostic
from govdisclosure.model.identity import FoundBy
from govdisclosure.model.report import Block, Report, Section
from govdisclosure.model.statistics import StatisticsTable
from govdisclosure.model.tables import Table
from govdisclosure.source import Source, Span
from govdisclosure.text import CellState, chinese_numeral
from govdisclosure.wording import Language, Wording
from govdisclosure.writers.merged import merged_rows

__all__ = ["show_inputs"]

#: How often a line is quoted for one code; further ones are only counted.
_MOST_QUOTES = 3


def show_inputs(
    session: Session, paths: Sequence[str], width: int | None, *, shows_claims: bool = False
) -> None:
    """Show every input, with a rule between two; with its claims if *shows_claims*."""
    screen = Screen(width)
    number = 0
    for one in session.inputs(paths):
        with session.attempt(one.name):
            source = one.read()
            report = build_report(source)
            if number:
                screen.line()
                screen.line(Words("=" * screen.width, "rule"))
            number += 1
            picture = _Picture(session, screen, source, report)
            picture.show(one.name)
            if shows_claims:
                picture.show_claims()


class _Picture:
    """Prints one report."""

    def __init__(self, session: Session, screen: Screen, source: Source, report: Report) -> None:
        self.session = session
        self.screen = screen
        self.source = source
        self.report = report
        self.checked = Checked(file=source.name, source=source, report=report)

    def say(self, name: str, /, **facts: object) -> str:
        return self.session.say(name, **facts)

    def show(self, name: str) -> None:
        self._show_head(name)
        self._show_outline()
        if self.report.statistics is not None:
            self._show_sheet(self.report.statistics)
        if self.report.statistics is None or any(map(self.report.table, TableKind)):
            for kind in TableKind:
                self._show_table(kind)
        self._show_noticed()

    def show_claims(self) -> None:
        """Show the numbers claimed in the prose, each with its verdict."""
        self.screen.line()
        self.screen.line(Words(self.say("claims"), "heading"))
        for line in claim_lines(self.session, self.report):
            self.screen.line(*line)

    # -- who and when

    def _show_head(self, name: str) -> None:
        report = self.report
        self.screen.line(Words(report.title or self.say("no_title"), "title"))
        facts = [
            ("agency", report.agency, report.agency_found_by),
            ("year", None if report.year is None else str(report.year), report.year_found_by),
            ("edition", self._edition_words(report.edition), None),
        ]
        if closing := report.closing:
            signed = f"{closing.signature or ''} {closing.signed_on or closing.no_such_day}".strip()
            facts.append(("signed", signed, None))
        encoding = f" ({self.source.encoding})" if self.source.encoding else ""
        facts.append(("file", f"{name}{encoding}", None))
        for key, value, found_by in facts:
            found = Words(value) if value is not None else Words(self.say("not_found"), "mark")
            self.screen.line(
                Words(f"  {_padded(self.say(key))}  ", "key"), found, *self._how(found_by)
            )

    def _how(self, found_by: FoundBy | None) -> tuple[Words, ...]:
        """How something was found, if not in a title."""
        if found_by is None or found_by is FoundBy.TITLE:
            return ()
        return (Words(f"  ({self.say(f'found_by_{found_by.value}')})", "mark"),)

    def _edition_words(self, edition: Edition | None) -> str | None:
        return self.say("edition_of", year=edition.value) if edition else None

    # -- outline

    def _show_outline(self) -> None:
        self.screen.line()
        self.screen.line(Words(self.say("outline"), "heading"))
        if not self.report.outline():
            self.screen.line("  ", Words(self.say("no_headings"), "mark"))
        self._show_headings(self.report.preamble)
        for section in self.report.sections:
            heading = section.heading
            self.screen.line(
                Words(f"  {heading.printed}", "title"),
                *self._how(section.found_by),
                *self._holdings(section),
            )
            self._show_headings(section.blocks)

    def _show_headings(self, blocks: Sequence[Block]) -> None:
        """Show headings below that of a section, each indented by its level."""
        above: list[int] = []
        for block in blocks:
            if isinstance(block, Heading):
                above = [level for level in above if level < block.level]
                self.screen.line(f"{'  ' * (len(above) + 2)}{block.printed}")
                above.append(block.level)

    def _holdings(self, section: Section) -> Iterator[Words]:
        """What else a section contains, and whether its table is missing."""
        kinds = Counter(type(block) for block in section.blocks)
        if kinds[Table] or kinds[StatisticsTable]:
            yield Words(f"  {self.say('holds_table')}", "good")
        elif section.kind is not None and section.kind.value in {kind.value for kind in TableKind}:
            yield Words(f"  {self.say('lacks_table')}", "absent")
        if kinds[OtherTable]:
            yield Words(f"  {self.say('holds_other_tables', count=kinds[OtherTable])}", "key")
        if kinds[Picture]:
            yield Words(f"  {self.say('holds_pictures', count=kinds[Picture])}", "key")

    # -- tables

    def _show_table(self, kind: TableKind) -> None:
        title = section_title(SectionKind(kind.value))
        words = Wording(
            f"{chinese_numeral(title.ordinal)}、{title.official}",
            f"{title.ordinal}. {title.english}",
        ).text(self.session.language)
        table = self.report.table(kind)
        if table is not None and table.edition not in {None, self.report.edition}:
            words += f"（{self._edition_words(table.edition)}）"
        self.screen.line()
        self.screen.line(Words(words, "heading"))
        if table is None:
            self.screen.line("  ", Words(self.say("table_missing"), "absent"))
            return
        cells = list(_grid_cells(table, self.session.language))
        for line in draw(cells, self.screen.width, boxes=self.screen.has_boxes):
            self.screen.line(*line)
        self.screen.line("  ", Words(self._states(table), "key"))

    def _show_sheet(self, sheet: StatisticsTable) -> None:
        """The rows of a statistics sheet as they are printed."""
        self.screen.line()
        self.screen.line(Words(self.say("statistics_sheet"), "heading"))
        cells = list(_sheet_cells(sheet))
        for line in draw(cells, self.screen.width, boxes=self.screen.has_boxes):
            self.screen.line(*line)
        known = sum(row.indicator is not None for row in sheet.rows)
        words = self.say("indicators", count=len(sheet.rows), known=known)
        self.screen.line("  ", Words(words, "key"))

    def _states(self, table: Table) -> str:
        """The number of cells in each state."""
        states = Counter(cell.state.value for cell in table.cells)
        nonzero = sum(1 for cell in table.cells if cell.value)
        words = [
            self.say(f"cells_{state.value}", count=states[state.value], nonzero=nonzero)
            for state in CellState
            if states[state.value]
        ]
        return self.say("cells", count=len(table.cells), states=" · ".join(words))

    # -- what was noticed

    def _show_noticed(self) -> None:
        found = self.report.diagnostics
        self.screen.line()
        if not found:
            self.screen.line(Words(self.say("nothing_noticed"), "good"))
            return
        self.screen.line(Words(self.say("noticed", count=len(found)), "heading"))
        quotes: Counter[tuple[str, Span | None]] = Counter()
        codes: Counter[str] = Counter()
        for one in found:
            place = one.code, one.span
            is_quoted = not quotes[place] and codes[one.code] < _MOST_QUOTES
            quotes[place] += 1
            codes[one.code] += is_quoted
            self._show_diagnostic(one, is_quoted=is_quoted)

    def _show_diagnostic(self, one: Diagnostic, *, is_quoted: bool) -> None:
        severity = one.severity.value
        words = place_of(one, self.checked).words(self.session.language)
        self.screen.line(
            Words(f"  {one.severity.text(self.session.language)} {one.code} ", severity),
            Words(self.say("at", place=words) if words else "", "key"),
            one.text(self.session.language),
        )
        if one.span is not None and is_quoted:
            quoted, carets = self.source.quote(one.span, self.screen.width - 6).split("\n")
            self.screen.line(Words(f"      {quoted}", "quote"))
            self.screen.line(Words(f"      {carets}", severity))


def _padded(text: str) -> str:
    """*text* padded to six columns, as wide as the longest key."""
    return text + " " * (6 - display_width(text))


# ------------------------------------------------------------------------------ the form's grid


def _grid_cells(table: Table, language: Language) -> Iterator[GridCell]:
    """The labels and values of a statutory table at their places in the form's grid."""
    for row, line in enumerate(merged_rows(table)):
        for one in line:
            words, style = Wording(one.words, one.english).text(language), "label"
            if one.cell is not None and one.address is not None:
                words, style = _words(one.cell, one.address.unit)
            yield GridCell(
                row=row,
                column=one.column,
                rows=one.rows,
                columns=one.columns,
                text=words,
                style=style,
                is_value=one.cell is not None,
            )


def _sheet_cells(sheet: StatisticsTable) -> Iterator[GridCell]:
    """The line over the columns and the rows of a sheet, each row as wide as the sheet."""
    for column, words in enumerate((LABEL_HEAD, UNIT_HEAD, *sheet.columns)):
        yield GridCell(row=0, column=column, text=words, style="label")
    for number, row in enumerate(sheet.rows, start=1):
        yield GridCell(row=number, column=0, text=row.label, style="label")
        yield GridCell(row=number, column=1, text=row.unit, style="label")
        unit = unit_of_cells(row.unit)
        for place in range(len(sheet.columns)):
            words, style = _words(row.cells[place], unit) if row.cells else ("", "label")
            yield GridCell(row=number, column=2 + place, text=words, style=style, is_value=True)


def _words(cell: Cell, unit: str | None) -> tuple[str, str]:
    """The words and the style for a cell: a text is in 「」, to distinguish it from marks."""
    words = cell.printed(unit)
    if cell.state is CellState.TEXT:
        return f"「{words}」", "text"
    if cell.state is CellState.NUMBER:
        return words, "number" if cell.value else "zero"
    return words, cell.state.value
