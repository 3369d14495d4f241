"""Blocks: the content between two section titles, except the statutory tables.

Takes and gives plain words; constructors refuse anything that could not be printed and read back.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import ClassVar

from attrs import Factory, field, frozen

from govdisclosure.characters import fold_blanks
from govdisclosure.forms.sheet_columns import is_unit_head
from govdisclosure.plain.closing import closing_within
from govdisclosure.plain.escape import escape_field, escape_line, row_line
from govdisclosure.plain.headings import HeadingParts, read_heading
from govdisclosure.plain.markup import PICTURE_SIGN, is_caption
from govdisclosure.plain.numbering import canonical_mark
from govdisclosure.source import Origin, Span
from govdisclosure.text import ABSENT_SIGN

__all__ = [
    "Heading",
    "OtherTable",
    "Paragraph",
    "Picture",
    "Printed",
    "PrintedRows",
    "check_words",
]


def check_words(words: str, what: str) -> None:
    """Refuse words that the plain form cannot hold.

    Raises:
        ValueError: *words* are blank, have blanks that are not folded, or are 〔缺〕 alone.
    """
    if not words:
        raise ValueError(f"{what} shows nothing")
    if fold_blanks(words) != words:
        raise ValueError(f"{what} has blanks that are not folded: {words!r}; use fold_blanks")
    if words == ABSENT_SIGN:
        raise ValueError(f"{what} cannot be {ABSENT_SIGN} alone, the mark of an absent cell")


class Printed:
    """What all kinds of blocks have in common: lines and words.

    Not an ABC: ``isinstance`` is asked of every block many times, and would take ten times as long.
    """

    __slots__ = ()
    #: The name of this kind of block in JSON.
    tag: ClassVar[str]

    def lines(self) -> Iterable[str]:
        """Its lines in the canonical report."""
        raise NotImplementedError

    def words(self) -> Iterable[str]:
        """Its lines as a reader sees them; the cells of a row are separated by tabs."""
        raise NotImplementedError

    def texts(self) -> Iterable[str]:
        """Each text to be searched for words."""
        return self.words()

    def __str__(self) -> str:
        """Its lines in the canonical report, without the blank ones around a table."""
        return "".join(f"{line}\n" for line in self.lines() if line)


class PrintedRows(Printed):
    """What all kinds of tables have in common."""

    __slots__ = ()

    def printed_rows(self) -> Iterator[list[str]]:
        """The cells of each row of the canonical report, without places covered by a merge."""
        raise NotImplementedError

    def lines(self) -> Iterable[str]:
        """Its rows between blank lines."""
        return "", *map(row_line, self.printed_rows()), ""

    def words(self) -> Iterable[str]:
        """Its rows, cells separated by tabs."""
        return map("\t".join, self.printed_rows())


@frozen(kw_only=True)
class Paragraph(Printed):
    """A paragraph of prose; not a heading, a row of a table or a signature."""

    tag = "paragraph"

    #: One line of words, each run of blanks as one U+0020.
    text: str = field()
    #: Whether it continues the line of the heading before it: 「（一）主动公开。本年度……」.
    is_run_in: bool = False
    span: Span | None = field(default=None, eq=False, repr=False)
    #: Where it is in the file.
    origin: Origin | None = field(default=None, eq=False, repr=False)

    @text.validator
    def _check_text(self, _attribute: object, value: str) -> None:
        check_words(value, "a paragraph")

    def lines(self) -> Iterable[str]:
        """Its line, escaped if it would be read as something else."""
        return (escape_line(self.text),)

    def words(self) -> Iterable[str]:
        """Its text."""
        return (self.text,)


def _as_rows(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, rows))


def _form_mark(heading: "Heading") -> str:
    return canonical_mark(heading.level, heading.ordinal)


@frozen(kw_only=True)
class Heading(Printed):
    """A numbered heading, such as 「一、总体情况」; not a paragraph that begins with a number."""

    tag = "heading"

    #: Depth in the outline: 1 for 「一、」, 2 for 「（一）」, 3 for 「1.」, 4 for 「（1）」.
    level: int
    #: The ordinal's value, 1 to 99.
    ordinal: int
    #: The words after the mark, without blanks at either end; the form's own for its sections.
    title: str
    #: ``。`` or ``：`` that ends the title, else empty.
    stop: str = ""
    #: The mark as printed, 「（一）」; that of the form when made by hand.
    mark: str = field(default=Factory(_form_mark, takes_self=True), eq=False)
    #: The title as printed, if it is another wording of the form's.
    raw: str | None = field(default=None, eq=False)
    span: Span | None = field(default=None, eq=False, repr=False)
    #: Where it is in the file.
    origin: Origin | None = field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a heading that would not be read back unchanged."""
        parts = self.read_back("")
        if parts is None:
            raise ValueError(f"{self.line!r} cannot be read back as a heading of this level")

    def read_back(self, run_in: str) -> HeadingParts | None:
        """How the heading would be read if followed by *run_in*; None if not as this heading."""
        line = self.line + run_in
        parts = read_heading(line)
        if parts is None or (parts.level, parts.ordinal, parts.title, parts.stop, parts.rest) != (
            self.level,
            self.ordinal,
            self.title,
            self.stop,
            run_in,
        ):
            return None
        is_line = fold_blanks(line) == line and (not run_in or closing_within(line) is None)
        return parts if is_line else None

    @property
    def line(self) -> str:
        """The heading as the canonical report prints it."""
        mark = canonical_mark(self.level, self.ordinal)
        gap = " " if self.level == 3 and self.title[:1].isdigit() else ""  # noqa: PLR2004
        return f"{mark}{gap}{self.title}{self.stop}"

    @property
    def printed_title(self) -> str:
        """The title as printed in the document."""
        return self.raw if self.raw is not None else self.title

    @property
    def printed(self) -> str:
        """The mark and the title as printed in the document."""
        return f"{self.mark}{self.printed_title}"

    def lines(self) -> Iterable[str]:
        """Its line, without run-in text."""
        return (self.line,)

    def words(self) -> Iterable[str]:
        """Its mark and its title as printed."""
        return (f"{self.printed}{self.stop}",)


@frozen(kw_only=True)
class OtherTable(PrintedRows):
    """A table that is not part of the form, such as a survey: a rectangle of words."""

    tag = "other_table"

    #: Rows of equal length, at least two columns; no row and no column is empty.
    rows: tuple[tuple[str, ...], ...] = field(converter=_as_rows)
    span: Span | None = field(default=None, eq=False, repr=False)
    #: Where each cell is in the file, row by row; empty when made by hand.
    origins: tuple[tuple[Origin | None, ...], ...] = field(default=(), eq=False, repr=False)

    @rows.validator
    def _check_rows(self, _attribute: object, rows: Sequence[Sequence[str]]) -> None:
        if not rows or len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:  # noqa: PLR2004
            raise ValueError("a table is a rectangle of at least two columns")
        if not all(any(row) for row in rows) or not all(map(any, zip(*rows, strict=True))):
            raise ValueError("a table has no empty rows and no empty columns")
        for row in rows:
            for words in row:
                if words and words != ABSENT_SIGN:  # no cell of such a table is ever absent
                    check_words(words, "a cell")

    def printed_rows(self) -> Iterator[list[str]]:
        """The rows, each cell escaped where it would be read as a label or a value."""
        for row in self.rows:
            has_unit = any(map(is_unit_head, row))
            yield [escape_field(words, is_beside_unit=has_unit) for words in row]

    def words(self) -> Iterable[str]:
        """The rows as printed, cells separated by tabs."""
        return map("\t".join, self.rows)

    def texts(self) -> Iterable[str]:
        """The words of each cell."""
        return chain.from_iterable(self.rows)


@frozen(kw_only=True)
class Picture(Printed):
    """A picture, known by its caption alone."""

    tag = "picture"

    #: The words printed with it; may be empty.
    caption: str = field(default="")
    span: Span | None = field(default=None, eq=False, repr=False)
    #: Where it is in the file.
    origin: Origin | None = field(default=None, eq=False, repr=False)

    @caption.validator
    def _check_caption(self, _attribute: object, value: str) -> None:
        if value and value != ABSENT_SIGN:
            check_words(value, "a caption")
        if not is_caption(value):
            raise ValueError("a caption does not end in '|' and holds no bookmark")

    def lines(self) -> Iterable[str]:
        """Its caption after the mark of a picture."""
        return (f"{PICTURE_SIGN}{self.caption}",)

    def words(self) -> Iterable[str]:
        """Its caption."""
        return (self.caption,)
