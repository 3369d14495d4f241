"""Documents with a structure of their own become the plain form, line by line, with origins.

Takes paragraphs, tables and pictures as a reader of HTML, Word or PDF finds them, and gives a
Source whose text is the plain form; offsets lead back to the file through the origins.
"""

from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from govdisclosure.breaks import Cut, lost_breaks
from govdisclosure.labels import is_label
from govdisclosure.plain import PICTURE_SIGN, is_page_number, page_fact
from govdisclosure.readers.fields import FieldMaker
from govdisclosure.readers.grid import RawRow, build_grids, join_fragments
from govdisclosure.readers.loose import loose_pieces, loose_rows
from govdisclosure.source import Field, Grid, Notice, Origin, ResidueReason, Source, Span, TextLine
from govdisclosure.text import fold_blanks

__all__ = ["Composer", "TableCell"]

#: A table with so many labels of the forms is read by its own cells, any other as a rectangle.
_FEWEST_LABELS = 3


class TableCell(NamedTuple):
    """An own cell of a table as the file has it; places that a span covers are none."""

    #: Its words; line breaks and tabs are blanks.
    text: str
    rows: int = 1
    columns: int = 1


class Composer:
    """Writes the plain form and keeps where each line came from."""

    def __init__(self) -> None:
        """Nothing written yet."""
        self._parts: list[str] = []
        self._offset = 0
        self._maker = FieldMaker()
        self._items: list[TextLine | Grid] = []
        self._run: list[RawRow] = []
        self._origins: list[tuple[int, Origin]] = []
        self._page: dict[str, str] = {}
        self._notices: list[Notice] = []

    def paragraph(self, words: str, origin: Origin | None = None) -> None:
        """One line of prose, heading, title or signature; nothing when it shows nothing."""
        line = fold_blanks(words)
        if not line:
            return
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
            for cut in cuts:
                self._items += self._part(line, start, cut)
            return
        field = self._maker.field(line, start, in_row=False)
        if field.text:
            self._flush()
            self._items.append(TextLine(field))

    def _part(self, line: str, start: int, cut: Cut) -> Sequence[TextLine | Grid]:
        """What stands in a part of a line that lost its breaks."""
        if cut.is_table:
            pieces = loose_pieces(self._maker, line, cut.start, cut.end, shift=start)
            return build_grids(loose_rows(list(pieces)))
        words = line[cut.start : cut.end]
        return [TextLine(self._maker.field(words, start + cut.start, in_row=False))]

    def chrome(self, words: str, origin: Origin | None = None) -> None:
        """One line around the report: it is kept as residue, and asked for facts of the page."""
        line = fold_blanks(words)
        if not line:
            return
        start = self._write(line, origin)
        self._maker.set_aside(line, start, start + len(line), ResidueReason.CHROME)
        if fact := page_fact(line):
            self._page.setdefault(*fact)

    def picture(self, caption: str = "", origin: Origin | None = None) -> None:
        """A picture, by its caption."""
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
    ) -> None:
        """A table by its own cells; *origins* has one for each row, or is empty.

        A table of the forms is written by its own cells; any other as a rectangle in which places
        under a span are empty. Spans beyond the table's end are cut.
        """
        texts = [[fold_blanks(cell.text) for cell in row] for row in rows]
        if not _holds_labels(texts):
            texts = _rectangle(rows)
        has_gap = bool(self._run)
        for number, row in enumerate(texts):
            if row:
                origin = origins[number] if number < len(origins) else None
                self._run.append(RawRow(self._row(row, origin), has_gap))
                has_gap = False

    @property
    def offset(self) -> int:
        """Where the next line will begin."""
        return self._offset

    def notice(self, code: str, start: int, words: str) -> None:
        """What had to be assumed of the lines written since the offset *start*."""
        self._notices.append(Notice.about(code, Span(start, self._offset), words))

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
        return Source(
            text="".join(self._parts),
            items=tuple(join_fragments(self._items)),
            residue=tuple(residue),
            notices=tuple(self._notices),
            page={**self._page, **(page or {})},
            name=name,
            encoding=encoding,
            decoding_faults=decoding_faults,
            origins=tuple(self._origins),
        )

    def _write(self, line: str, origin: Origin | None) -> int:
        """Append a line and return where it begins."""
        start = self._offset
        self._parts.append(f"{line}\n")
        self._offset += len(line) + 1
        if origin is not None:
            self._origins.append((start, origin))
        return start

    def _row(self, texts: Sequence[str], origin: Origin | None) -> list[Field]:
        line = "\t".join(texts) if len(texts) > 1 else f"{texts[0]}\t"
        return self._maker.row(texts, self._write(line, origin))

    def _flush(self) -> None:
        """Make the rows so far into tables."""
        if self._run:
            self._items += build_grids(self._run)
            self._run = []


def _holds_labels(texts: Sequence[Sequence[str]]) -> bool:
    """Whether so many labels of the forms stand in a table that it is one of theirs."""
    words = chain.from_iterable(texts)
    labels = (one for one in words if not one.isdigit() and is_label(one))
    return len(list(islice(labels, _FEWEST_LABELS))) == _FEWEST_LABELS


def _rectangle(rows: Sequence[Sequence[TableCell]]) -> list[list[str]]:
    """Own and covered places as one rectangle; a covered place is empty."""
    texts: list[dict[int, str]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in texts[number]:
                column += 1
            below = range(number, min(number + max(cell.rows, 1), len(rows)))
            for place in range(column, column + max(cell.columns, 1)):
                for down in below:
                    texts[down].setdefault(place, "")
            texts[number][column] = fold_blanks(cell.text)
            column += max(cell.columns, 1)
    width = max((max(row) + 1 for row in texts if row), default=0)
    return [[row.get(column, "") for column in range(width)] for row in texts]
