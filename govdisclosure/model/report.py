"""The report: title, preamble, sections, closing and annex, with everything that was noticed.

Takes blocks and tables and gives one immutable document; knows no grammar and no file format.
What is computed (agency, year, edition, the three tables) is never stored.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import islice, pairwise

from attrs import Factory, evolve, field, frozen
from attrs.converters import optional

from govdisclosure.characters import fold_radicals, narrow, squeeze
from govdisclosure.forms.layout import Edition, SectionKind, TableKind, find_section, section_title
from govdisclosure.forms.sheet_indicators import SheetKind
from govdisclosure.model.addresses import Address, addresses_of, as_address
from govdisclosure.model.agency import Agency, agency_of_title, describe
from govdisclosure.model.blocks import Heading, Paragraph, check_words
from govdisclosure.model.cells import ABSENT, Cell
from govdisclosure.model.diagnostics import Diagnostic
from govdisclosure.model.identity import (
    FoundBy,
    find_agency,
    find_year,
    join_signature,
    signs_below,
)
from govdisclosure.model.lines import Block, block_lines
from govdisclosure.model.statistics import StatisticsTable, is_continued_by
from govdisclosure.model.tables import Table
from govdisclosure.plain.around import title_within
from govdisclosure.plain.closing import is_date
from govdisclosure.plain.contents import find_contents
from govdisclosure.plain.escape import is_signature, line_needs_escape
from govdisclosure.plain.openings import Naming, open_sections, tell_section
from govdisclosure.plain.titles import is_title
from govdisclosure.source import Origin, Residue, Span
from govdisclosure.text import ABSENT_SIGN, full_date, without_note_marks

__all__ = ["Block", "Closing", "PageFacts", "Report", "Section"]


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of the paragraphs among *blocks*."""
    return (block.text for block in blocks if isinstance(block, Paragraph))


def _signing(block: Block) -> str | None:
    """The words of a block that can be a signature."""
    if isinstance(block, Paragraph) and not block.is_run_in and is_signature(block.text):
        return block.text
    return None


def _as_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(blocks)


@frozen(kw_only=True)
class Section:
    """A part of the report under a heading of level 1, such as 「二、主动公开政府信息情况」."""

    #: Which of the six it is; None for a part that the form does not have, such as 收费及减免情况.
    kind: SectionKind | None
    heading: Heading
    blocks: tuple[Block, ...] = field(default=(), converter=_as_blocks)

    def __attrs_post_init__(self) -> None:
        """Refuse a heading of another section, and run-in text without a heading before it."""
        if self.heading.level != 1 or self.heading.stop:
            raise ValueError("the heading of a section has level 1 and no stop")
        if self.kind is not None and self.heading.title != section_title(self.kind).official:
            raise ValueError(
                f"the section {self.kind.value} bears the form's title; "
                "the printed one belongs into heading.raw"
            )
        if self.kind is None and find_section(self.heading.title) is not None:
            raise ValueError(f"{self.heading.title!r} is the title of a section of the form")
        _check_run_in(self.blocks)

    @property
    def found_by(self) -> FoundBy | None:
        """How its kind was found: by a known wording of the title, or by its words; else None.

        The canonical report prints the form's title, which is known.
        """
        if self.kind is None:
            return None
        told = tell_section(self.heading.printed_title)
        is_told = told is not None and told.naming is Naming.WORDS
        return FoundBy.WORDS if is_told else FoundBy.TITLE

    @classmethod
    def of(cls, kind: SectionKind, *blocks: Block, ordinal: int | None = None) -> "Section":
        """A section of the form with its own title and ordinal."""
        title = section_title(kind)
        heading = Heading(level=1, ordinal=ordinal or title.ordinal, title=title.official)
        return cls(kind=kind, heading=heading, blocks=blocks)


@frozen(kw_only=True)
class Closing:
    """The signature block at the end: organ and date."""

    #: The line before the date; None without one.
    signature: str | None = field(default=None, converter=optional(fold_radicals))
    #: The date of the document; None where the words are not a date of the calendar.
    signed_on: date | None = None
    #: The date as printed, without blanks, if it does not exist: 「2024年2月30日」; else None.
    no_such_day: str | None = None
    span: Span | None = field(default=None, eq=False, repr=False)
    #: Where the signature and the date are in the file.
    signature_origin: Origin | None = field(default=None, eq=False, repr=False)
    date_origin: Origin | None = field(default=None, eq=False, repr=False)

    @signature.validator
    def _check_signature(self, _attribute: object, value: str | None) -> None:
        if value is None:
            return
        check_words(value, "a signature")
        if not is_signature(value):
            raise ValueError(f"{value!r} cannot be read back as a signature")

    def __attrs_post_init__(self) -> None:
        """Refuse a closing without a date, or with two, and impossible words for either."""
        words = self.no_such_day
        if (words is None) is (self.signed_on is None):
            raise ValueError("a closing has either a date or the words of one that names no day")
        if words is not None and not (
            words == narrow(squeeze(words)) and is_date(words) and full_date(words) is None
        ):
            raise ValueError(f"{words!r} is no date that names no day")

    def lines(self) -> tuple[str, str]:
        """Signature and date in the canonical report; 〔缺〕 without a signature."""
        day = self.signed_on
        words = f"{day.year:04}年{day.month}月{day.day}日" if day else self.no_such_day or ""
        return self.signature or ABSENT_SIGN, words


def _check_run_in(blocks: Sequence[Block]) -> None:
    """Refuse run-in text without a heading with a stop before it.

    Raises:
        ValueError: The first such paragraph.
    """
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Paragraph) and block.is_run_in:
            if not isinstance(before, Heading) or before.read_back(block.text) is None:
                raise ValueError(f"{block.text[:20]!r} has no heading to run on from")
            if not before.stop:
                raise ValueError(f"the heading {before.title!r} has no stop to run on from")
        before = block


class PageFacts(Mapping[str, str]):
    """Facts of the page around a report, keys as printed; immutable, unlike a dict."""

    __slots__ = ("_facts",)

    def __init__(self, facts: Mapping[str, str]) -> None:
        """A copy of *facts*, in the same order."""
        self._facts = dict(facts)

    def __getitem__(self, key: str) -> str:
        return self._facts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def __repr__(self) -> str:
        """The facts as a dict shows them."""
        return f"PageFacts({self._facts!r})"


def _as_sections(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(sections)


@frozen(kw_only=True)
class Report:
    """An annual report on open government information 「政府信息公开工作年度报告」.

    Two reports are equal when title, preamble, sections, closing and annex are equal; spelling,
    places, diagnostics and residue are not compared.
    """

    #: The title as printed, its lines joined, without blanks and with radicals folded.
    title: str | None = field(default=None, converter=optional(fold_radicals))
    #: Where the lines of the title are.
    title_span: Span | None = field(default=None, eq=False, repr=False)
    #: Where its first line is in the file.
    title_origin: Origin | None = field(default=None, eq=False, repr=False)
    #: Everything between the title and the first section.
    preamble: tuple[Block, ...] = field(default=(), converter=_as_blocks)
    sections: tuple[Section, ...] = field(default=(), converter=_as_sections)
    #: Signature and date; None where no date closes the report.
    closing: Closing | None = None
    #: What follows the date; headings in it are not recognised.
    annex: tuple[Block, ...] = field(default=(), converter=_as_blocks)
    #: Visible text that belongs to no part of the report.
    residue: tuple[Residue, ...] = field(default=(), eq=False, repr=False)
    #: What reading noticed.
    diagnostics: tuple[Diagnostic, ...] = field(default=(), eq=False, repr=False)
    #: Facts of the page around the report, such as 发布日期; keys as printed.
    page: Mapping[str, str] = field(
        default=Factory(dict), converter=PageFacts, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what could not be printed and read back, which is very little."""
        title = self.title
        if title is not None and (
            not is_title(title)
            or title_within(title) is not None
            or without_note_marks(squeeze(title)) != title
        ):
            raise ValueError(f"{title!r} cannot be read back as a title")
        if self.closing is not None and not self.sections:
            raise ValueError("a closing follows a section")
        if self.annex and self.closing is None:
            raise ValueError("an annex follows a closing")
        if any(isinstance(block, Heading) for block in self.annex):
            raise ValueError("headings are not looked for in an annex")
        _check_run_in(self.preamble)
        _check_run_in(self.annex)
        self._check_outline()
        self._check_contents()
        self._check_sheets()
        self._check_closing()
        tables = [block for block in self.iter_blocks() if isinstance(block, Table)]
        times = Counter((table.kind, table.edition) for table in tables)
        alike = [table for table in tables if times[table.kind, table.edition] > 1]
        if len(set(alike)) < len(alike):
            raise ValueError("the same table twice is one table")

    def _check_outline(self) -> None:
        """Refuse headings and sections that would be read back as others.

        Raises:
            ValueError: A heading that opens no section would be read as one that does, or the
                other way round; a section of the form occurs twice.
        """
        kinds = {id(section.heading): section.kind for section in self.sections}
        headings = [heading for heading in self.outline() if heading.level == 1]
        found = open_sections([(heading.ordinal, heading.title) for heading in headings])
        opens_any = not any(found)
        for heading, opening in zip(headings, found, strict=True):
            opens = opens_any or opening is not None
            if opens is not (id(heading) in kinds):
                raise ValueError(f"{heading.title!r} opens {'a' if opens else 'no'} section here")
            if opening is not None and opening.kind is not kinds[id(heading)]:
                raise ValueError(f"{heading.title!r} opens another section here")

    def _check_contents(self) -> None:
        """Refuse headings that would be read back as a table of contents.

        Raises:
            ValueError: Three or more empty sections follow each other, or sections named with page
                numbers, and further headings repeat their titles.
        """
        if not any(isinstance(one, Heading) and one.level == 1 for one in self.iter_blocks()):
            return
        lines: list[str] = []
        known: set[TableKind] = set()
        for section, blocks in self.parts():
            lines += [section.heading.line] if section is not None else []
            for block in blocks:
                if isinstance(block, Paragraph) and block.is_run_in:
                    lines[-1] += block.text
                elif isinstance(block, Paragraph) and not line_needs_escape(block.text):
                    lines.append(block.text)
                elif not isinstance(block, Table) or block.kind not in known:
                    lines.append(block.line if isinstance(block, Heading) else "")
                if isinstance(block, Table):
                    known.add(block.kind)
        if found := find_contents(lines):
            raise ValueError(f"{lines[found[0].start]!r} would begin a table of contents")

    def _check_sheets(self) -> None:
        """Refuse tables that would be read back as one statistics sheet.

        Raises:
            ValueError: One continues the sheet right before it.
        """
        for blocks in (self.preamble, *(one.blocks for one in self.sections), self.annex):
            for one, two in pairwise(blocks):
                if isinstance(one, StatisticsTable) and is_continued_by(one, two):
                    raise ValueError("a sheet and the table that goes on with it are one sheet")

    def _check_closing(self) -> None:
        """Refuse a line beside the closing that would be read back as a part of its signature.

        Raises:
            ValueError: There is one.
        """
        if self.closing is None:
            return
        organ = agency_of_title(self.title) if self.title else None
        signature = self.closing.signature
        last, first = self.sections[-1].blocks[-1:], self.annex[:1]
        above = _signing(last[0]) if last and signature is not None else None
        below = _signing(first[0]) if first else None
        if (above and signature and join_signature(above, signature, organ)) or (
            below and signs_below(signature or ABSENT_SIGN, below, organ)
        ):
            raise ValueError("a line beside the closing would be read back as its signature")

    # -- what is computed

    @property
    def agency(self) -> str | None:
        """The reporting organ, its name as printed but with radicals folded.

        It is found in the title, without the year and without letters astray before the name in
        the signature; else in the signature; else in a sentence that says who reports; else in
        the title of the page; else in 「与……联系」, without the office named there.
        """
        found = self._found_agency
        return found[0] if found else None

    @property
    def agency_found_by(self) -> FoundBy | None:
        """Where the organ was found; None if it was not.

        The canonical report does not include the page around the report, so that an organ found
        there may be missing in it, or found elsewhere.
        """
        found = self._found_agency
        return found[1] if found else None

    @property
    def year(self) -> int | None:
        """The year reported on: that of the title, or else of the statistics period.

        Else the one in a sentence that announces the report; else that of the page's title.
        """
        found = self._found_year
        return found[0] if found else None

    @property
    def year_found_by(self) -> FoundBy | None:
        """Where the year was found; None if it was not."""
        found = self._found_year
        return found[1] if found else None

    @property
    def title_found_by(self) -> FoundBy | None:
        """Where the title was found; a title of the page is a fact of the page."""
        return None if self.title is None else FoundBy.TITLE

    @cached_property
    def _found_agency(self) -> tuple[str, FoundBy] | None:
        signature = self.closing.signature if self.closing else None
        texts = _texts(self.iter_blocks())
        below = next(_texts(self.preamble[:1]), "") if self.title else ""
        return find_agency(self.title, signature, self._opening(), texts, self.page, below=below)

    @cached_property
    def _found_year(self) -> tuple[int, FoundBy] | None:
        return find_year(self.title, self._opening(), _texts(self._own_blocks()), self.page)

    def _opening(self) -> Iterator[str]:
        """The paragraphs before the first section, and the first in that."""
        yield from _texts(self.preamble)
        for section in self.sections[:1]:
            yield from islice(_texts(section.blocks), 1)

    @property
    def edition(self) -> Edition | None:
        """The edition of table two, else of table three, else None."""
        table = self.proactive or self.requests
        return table.edition if table else None

    @property
    def proactive(self) -> Table | None:
        """Table two, 主动公开; the first of its kind, or None."""
        return self.table(TableKind.PROACTIVE)

    @property
    def requests(self) -> Table | None:
        """Table three, 依申请公开; the first of its kind, or None."""
        return self.table(TableKind.REQUESTS)

    @property
    def disputes(self) -> Table | None:
        """Table four, 行政复议、行政诉讼; the first of its kind, or None."""
        return self.table(TableKind.DISPUTES)

    def table(self, kind: TableKind) -> Table | None:
        """The first readable table of *kind*, else the first; None without any.

        Tables of a second report in the annex are not included.
        """
        blocks = self._own_blocks()
        tables = [one for one in blocks if isinstance(one, Table) and one.kind is kind]
        printed = (one for one in tables if any(cell != ABSENT for cell in one.cells))
        return next(printed, tables[0] if tables else None)

    @property
    def statistics(self) -> StatisticsTable | None:
        """The statistics sheet of 2008 to 2018; None where the report has none.

        The first that counts a known indicator, else the first. Its cells are not among
        :meth:`cells`, and it belongs to no edition of the form.
        """
        sheets = [one for one in self._own_blocks() if isinstance(one, StatisticsTable)]
        known = (sheet for sheet in sheets if any(row.indicator for row in sheet.rows))
        return next(known, sheets[0] if sheets else None)

    def _own_blocks(self) -> Iterator[Block]:
        """The blocks of the report, without those of a second one in the annex."""
        for _, blocks in self.parts():
            yield from blocks
        for block in self.annex:
            if isinstance(block, Paragraph) and is_title(block.text):
                return
            yield block

    def section(self, kind: SectionKind) -> Section | None:
        """The section of *kind*, or None."""
        return next((section for section in self.sections if section.kind is kind), None)

    def parts(self) -> Iterator[tuple[Section | None, tuple[Block, ...]]]:
        """The blocks of the preamble, with None for a section, and of each section; no annex."""
        yield None, self.preamble
        for section in self.sections:
            yield section, section.blocks

    def iter_blocks(self) -> Iterator[Block]:
        """Every block in the order of the document, section headings left out."""
        for _, blocks in self.parts():
            yield from blocks
        yield from self.annex

    def outline(self) -> tuple[Heading, ...]:
        """All headings in the order of the document, including those of sections."""
        found: list[Heading] = []
        for section, blocks in self.parts():
            found += [section.heading] if section is not None else []
            found += [block for block in blocks if isinstance(block, Heading)]
        return tuple(found)

    def cells(self) -> Iterator[tuple[Address, Cell]]:
        """Address and cell, each table by its own form, in print order.

        For a missing table the absent cells of ``edition``; nothing when that is None.
        """
        edition = self.edition
        for kind in TableKind:
            table = self.table(kind)
            if table is not None:
                yield from table.items()
            elif edition is not None:
                for address in addresses_of(kind, edition):
                    yield address, ABSENT

    def __getitem__(self, address: Address | str) -> Cell:
        """The cell at *address*; absent where the table, or the row of a sheet, is missing.

        Raises:
            KeyError: No form has the address, or the table belongs to an edition without it.
        """
        place = as_address(address)
        if isinstance(place.table, SheetKind):
            sheet = self.statistics
            return ABSENT if sheet is None else sheet[place.row, place.column]
        table = self.table(place.table)
        return ABSENT if table is None else table[place.row, place.column]

    def with_cell(self, address: Address | str, value: Cell | int | Decimal | str) -> "Report":
        """The same report with another cell; spelling and place of the old one are dropped.

        Args:
            address: Where.
            value: A number, words read as a printed cell (``""`` blank, ``"/"`` a mark), or a cell.
                A number without a unit gets that of the form or, in a statistics sheet, that of its
                row.

        Raises:
            KeyError: No form has the address, or the report's table has no such cell.
        """
        place = as_address(address)
        old = self.statistics if isinstance(place.table, SheetKind) else self.table(place.table)
        if old is None:
            raise KeyError(f"the report has no table {place.table.value}")
        # the rows of a sheet have their own units, whatever the national sheet prints
        unit = None if isinstance(place.table, SheetKind) else place.unit
        cell = value if isinstance(value, Cell) else Cell.of(value, unit=unit)
        new = old.with_cell(place.row, place.column, cell)

        def exchange(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
            return tuple(new if block is old else block for block in blocks)

        return evolve(
            self,
            preamble=exchange(self.preamble),
            sections=tuple(
                evolve(section, blocks=exchange(section.blocks)) for section in self.sections
            ),
            annex=exchange(self.annex),
        )

    def __str__(self) -> str:
        """The canonical report."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        if self.title is not None:
            yield self.title
        yield from block_lines(self.preamble)
        for section in self.sections:
            yield section.heading.line
            yield from block_lines(section.blocks)
        if self.closing is not None:
            yield ""
            yield from self.closing.lines()
            if self.annex:
                yield ""
                yield from block_lines(self.annex)

    def __repr__(self) -> str:
        """A description in one line."""
        edition = self.edition.value if self.edition else None
        return (
            f"<Report agency={self.agency!r} year={self.year} edition={edition!r} "
            f"sections={len(self.sections)} diagnostics={len(self.diagnostics)}>"
        )

    # The only import of a higher layer: a report writes itself as the pipeline does.

    def to_json(self) -> str:
        """The report as JSON, as :func:`govdisclosure.to_json` writes it.

        Raises:
            CodecError: A number of the report does not exist in JSON, such as ``Decimal("NaN")``.
        """
        from govdisclosure.api import render

        return render(self, "json")

    def _repr_html_(self) -> str:
        """The report as a notebook shows it."""
        from govdisclosure.api import render_fragment

        return render_fragment(self)


def agency(report: Report) -> Agency | None:
    """The organ that reports, with the kind and place in its name; None when unnamed."""
    return describe(report.agency) if report.agency else None
