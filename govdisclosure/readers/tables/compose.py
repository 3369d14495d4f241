"""Documents with structure become the plain form, line by line, with origins.

Takes paragraphs, tables and pictures from a reader of HTML, Word or PDF, and gives a Source whose
text is the plain form; the origins lead from offsets back to the file.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from attrs import evolve

from govdisclosure.characters import fold_blanks
from govdisclosure.forms.sheets import as_plain, sheet_at
from govdisclosure.plain.around import is_page_number, page_facts
from govdisclosure.plain.breaks import Cut, lost_breaks
from govdisclosure.plain.markup import PICTURE_SIGN
from govdisclosure.readers.limits import Limits, limit_error
from govdisclosure.readers.showing import Aside
from govdisclosure.readers.shown import as_shown
from govdisclosure.readers.tables.fields import FieldMaker
from govdisclosure.readers.tables.grid import RawRow, build_grids, join_fragments
from govdisclosure.readers.tables.grid_places import places_of
from govdisclosure.readers.tables.loose_sheets import sheet_rows
from govdisclosure.source import (
    Field,
    Grid,
    Notice,
    Origin,
    Residue,
    ResidueReason,
    Source,
    Span,
    TextLine,
)

__all__ = ["Composer", "TableCell"]


class TableCell(NamedTuple):
    """An own cell of a table in the file; places covered by a span are not cells."""

    #: Its words; line breaks and tabs are blanks.
    text: str
    rows: int = 1
    columns: int = 1
    #: Characters in it that are not part of its words.
    aside: tuple[Aside, ...] = ()
    #: Where it is in the file; None for a cell that the file does not have.
    origin: Origin | None = None


class Composer:
    """Writes the plain form and records where each line and each cell came from."""

    def __init__(self, name: str = "", limits: Limits | None = None) -> None:
        """Nothing written yet.

        Args:
            name: The name of the file, for messages.
            limits: How many characters may be written; any number when None.
        """
        self._name = name
        self._limits = limits
        self._parts: list[str] = []
        self._offset = 0
        self._maker = FieldMaker()
        self._items: list[TextLine | Grid] = []
        self._run: list[RawRow] = []
        self._origins: list[tuple[int, Origin]] = []
        self._page: dict[str, str] = {}
        self._notices: list[Notice] = []

    def paragraph(
        self, words: str, origin: Origin | None = None, aside: Sequence[Aside] = ()
    ) -> None:
        """Write one line of prose, heading, title or signature; nothing if it shows nothing."""
        line = fold_blanks(words)
        if line:
            self._line(line, origin)
        if aside:
            self.set_aside(aside, origin)

    def set_aside(self, pieces: Iterable[Aside], origin: Origin | None = None) -> None:
        """Write characters that are not words of the report, each piece on its own line."""
        for words, reason in pieces:
            if line := fold_blanks(words):
                start = self._write(line, origin)
                self._maker.set_aside(line, start, start + len(line), reason)

    def _line(self, line: str, origin: Origin | None) -> None:
        """Write one line that shows something."""
        if line.startswith(PICTURE_SIGN):
            self.picture(line[len(PICTURE_SIGN) :], origin)
            return
        start = self._write(line, origin)
        if is_page_number(line):
            self._maker.set_aside(line, start, start + len(line), ResidueReason.PAGE_NUMBER)
            return
        cuts = () if line[0] == "\\" else lost_breaks(line)
        if cuts:
            self._flush()
            self._notices.append(Notice.about("GD027", Span(start, start + len(line)), line))
            plain = as_plain(line)
            for cut in cuts:
                self._items += self._part(line, plain, start, cut)
            return
        field = self._maker.field(line, start, in_row=False)
        if field.text:
            self._flush()
            self._items.append(TextLine(field))

    def _part(self, line: str, plain: str, start: int, cut: Cut) -> Sequence[TextLine | Grid]:
        """What a part of a line contains, where the line lost its breaks."""
        if cut.is_sheet and (found := sheet_at(plain, cut.start, len(line))) is not None:
            return build_grids(sheet_rows(self._maker, line, found, shift=start))
        words = line[cut.start : cut.end]
        return [TextLine(self._maker.field(words, start + cut.start, in_row=False))]

    def chrome(self, words: str, origin: Origin | None = None) -> None:
        """Write one line around the report: residue, which is searched for facts of the page."""
        line = fold_blanks(words)
        if not line:
            return
        start = self._write(line, origin)
        self._maker.set_aside(line, start, start + len(line), ResidueReason.CHROME)
        for key, value in page_facts(line).items():
            self._page.setdefault(key, value)

    def page_number(self, words: str, origin: Origin | None = None) -> None:
        """Write one line that is a page number, by its place if not by its words."""
        self.set_aside([Aside(words, ResidueReason.PAGE_NUMBER)], origin)

    def unplaced(self, words: str, origin: Origin | None = None) -> None:
        """Write one line of a table whose values cannot be separated, as residue."""
        self.set_aside([Aside(words, ResidueReason.UNPLACED)], origin)

    def picture(self, caption: str = "", origin: Origin | None = None) -> None:
        """Write a picture, by its caption."""
        words = fold_blanks(caption)
        start = self._write(f"{PICTURE_SIGN}{words}", origin)
        self._flush()
        first = start + len(PICTURE_SIGN)
        field = Field(words, first, first + len(words))
        self._items.append(TextLine(field, is_picture=True))

    def table(
        self,
        rows: Sequence[Sequence[TableCell]],
        origins: Sequence[Origin | None] = (),
        *,
        is_form: bool = False,
    ) -> None:
        """Write a table by its own cells; *origins* has one for each row, or is empty.

        Cells have their own origins; the rest has that of its row. A table of the forms is written
        by its own cells, any other as a rectangle in which places under a span are empty. Spans
        beyond the table's end are cut. *is_form* marks a table of the forms, or a piece of one,
        even with few labels.
        """
        # Before they are copied: in a spreadsheet many cells may share one long text.
        self._refuse_beyond(self._offset + sum(len(cell.text) for row in rows for cell in row))
        own = [[fold_blanks(cell.text) for cell in row] for row in rows]
        spans = [[(cell.rows, cell.columns) for cell in row] for row in rows]
        has_gap = bool(self._run)
        table = zip(own, places_of(own, spans, is_form=is_form), strict=True)
        for number, (words, places) in enumerate(table):
            origin = origins[number] if number < len(origins) else None
            if places:
                row = ["" if place is None else words[place] for place in places]
                start = self._write("\t".join(row) if len(row) > 1 else f"{row[0]}\t")
                fields = self._maker.row(row, start)
                cells = rows[number]
                for text, place in zip(row, places, strict=True):
                    if found := (place is not None and cells[place].origin) or origin:
                        self._origins.append((start, found))
                    start += len(text) + 1
                self._run.append(RawRow(fields, has_gap))
                has_gap = False
            for cell in rows[number]:
                if cell.aside:
                    self.set_aside(cell.aside, cell.origin or origin)

    def place(self, start: int, origins: Iterable[tuple[int, Origin]]) -> None:
        """Set the origins of pieces of what was written last, by offsets from *start*."""
        self._origins += ((start + at, origin) for at, origin in origins)

    @property
    def offset(self) -> int:
        """Where the next line will begin."""
        return self._offset

    def note(self, notice: Notice) -> None:
        """Add a notice about the whole document."""
        self._notices.append(notice)

    def notice(self, code: str, start: int, words: str, **arguments: str) -> None:
        """Add a notice about the lines written since the offset *start*."""
        notice = Notice.about(code, Span(start, self._offset), words)
        if arguments:
            notice = notice._replace(arguments=(("words", notice.words), *arguments.items()))
        self._notices.append(notice)

    def notice_page(self, code: str, page: int, **arguments: str) -> None:
        """Add a notice about a page, which may be empty, once all pages are written.

        It is placed at the first line of that page, or else of the next page that has one.
        """
        start = next(
            (start for start, origin in self._origins if (origin.page or 0) >= page), self._offset
        )
        named = (("page", str(page)), *arguments.items())
        self._notices.append(Notice(code, Span(start, start), "", named))

    def text(
        self,
        text: str,
        items: Sequence[TextLine | Grid],
        origins: Iterable[tuple[int, Origin]],
        *,
        start: int = 0,
        residue: Sequence[Residue] = (),
        notices: Sequence[Notice] = (),
    ) -> None:
        """Write lines that were read already.

        Args:
            text: The lines, as they are to be written.
            items: The items in them, which cover everything but *residue*.
            origins: Where in *text* each begins.
            start: The offset of the items at which *text* begins.
            residue: What was set aside in them.
            notices: The notices about them.
        """
        self._flush()
        shift = self._offset - start
        self.place(self._offset, origins)
        self._write(text)
        fields = {
            id(one): one
            for item in items
            for row in (item.rows if isinstance(item, Grid) else ((item.field,),))
            for one in row
        }
        for field in fields.values():
            field.start += shift
            field.end += shift
        self._items += items
        self._maker.residue += (
            evolve(one, span=_shifted(one.span or Span(0, 0), shift)) for one in residue
        )
        self._notices += (one._replace(span=_shifted(one.span, shift)) for one in notices)

    def source(
        self,
        *,
        name: str,
        encoding: str = "",
        decoding_faults: int = 0,
        page: Mapping[str, str] | None = None,
    ) -> Source:
        """The Source of everything written."""
        self._flush()
        residue = sorted(self._maker.residue, key=lambda piece: piece.span or Span(0, 0))
        text = "".join(self._parts)
        return Source(
            text=text,
            shown=as_shown(text)[0],
            items=tuple(join_fragments(self._items)),
            residue=tuple(residue),
            notices=tuple(self._notices),
            page={**self._page, **(page or {})},
            name=name,
            encoding=encoding,
            decoding_faults=decoding_faults,
            origins=tuple(self._origins),
        )

    def _write(self, line: str, origin: Origin | None = None) -> int:
        """Append a line and return where it begins.

        Raises:
            LimitError: There are more characters than a document may have.
        """
        start = self._offset
        self._parts.append(f"{line}\n")
        self._offset += len(line) + 1
        self._refuse_beyond(self._offset)
        if origin is not None:
            self._origins.append((start, origin))
        return start

    def _refuse_beyond(self, characters: int) -> None:
        """Refuse a document with so many *characters*, if they are too many.

        Raises:
            LimitError: They are.
        """
        if self._limits is not None and characters > self._limits.characters:
            raise limit_error(self._limits, "characters", self._name)

    def _flush(self) -> None:
        """Make tables of the rows so far."""
        if self._run:
            self._items += build_grids(self._run)
            self._run = []


def _shifted(span: Span, shift: int) -> Span:
    return Span(span.start + shift, span.end + shift)
