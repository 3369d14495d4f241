"""Writing the blocks of a page: those of the report, and those around it.

Takes the blocks of a page and writes them, all and in order, with a Composer; blocks around the
report are searched for facts of the page.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby, islice

from govdisclosure.characters import narrow
from govdisclosure.forms.labels import FEWEST_LABELS, NO_LABELS, is_label, labels_of
from govdisclosure.plain.around import is_page_number, page_facts
from govdisclosure.plain.breaks import is_loose_row, is_marked_row, may_hold_table
from govdisclosure.plain.headings import read_heading
from govdisclosure.plain.titles import is_title
from govdisclosure.readers.html.blocks import (
    Block,
    HtmlCell,
    HtmlImage,
    HtmlLine,
    HtmlRow,
    HtmlTable,
    Unseen,
    width_of,
)
from govdisclosure.readers.html.extent import find_report
from govdisclosure.readers.limits import Limits, limit_error
from govdisclosure.readers.showing import Aside
from govdisclosure.readers.tables.compose import Composer, TableCell
from govdisclosure.readers.text.reader import source_of
from govdisclosure.source import Origin, ResidueReason

__all__ = ["compose", "facts_of_metas"]

#: Where one fact of a page ends and the next begins on the same line.
_NEXT_FACT = re.compile(r" (?=[^ ：:]{2,8} ?[:：])")

#: ``<meta>`` names on government sites that describe the report.
_METAS = (
    "SiteName",
    "SiteDomain",
    "SiteIDCode",
    "ColumnName",
    "ColumnType",
    "ArticleTitle",
    "PubDate",
    "ContentSource",
    "Keywords",
    "Author",
    "Description",
    "Url",
)


def facts_of_metas(title: str, metas: Mapping[str, str]) -> dict[str, str]:
    """Facts of the page from its head: the words of ``<title>`` and the official metas."""
    known = {name.lower(): name for name in _METAS}
    words = " ".join(title.split())
    facts = {"title": words} if words else {}
    return facts | {
        known[name.lower()]: content for name, content in metas.items() if name.lower() in known
    }


def compose(
    blocks: Sequence[Block],
    unseen: Sequence[Unseen],
    composer: Composer,
    limits: Limits,
    name: str,
    *,
    is_bare: bool,
) -> dict[str, str]:
    """Write *blocks* with *composer*; gives facts of the page that take two blocks to find.

    A page that *is_bare* declares that it holds a report and nothing around it.
    """
    writer = _Writer(composer, limits, name, is_bare=is_bare)
    extent = None if is_bare else find_report(blocks)
    if extent is None:
        writer.content(blocks)
        writer.unseen(unseen, range(len(blocks) + 1))
        return writer.facts
    first, end = extent.title, 0
    report: Sequence[Block] = ()
    while extent is not None:
        around = blocks[end : end + extent.end]
        # A title begins another report, unless the same report is repeated.
        if report and (
            extent.title == extent.behind_title
            or _words_of(around[extent.title :]) == _words_of(report)
        ):
            break
        report = around[extent.title :]
        writer.chrome(around[: extent.title])
        writer.content(around[extent.title : extent.behind_title])
        writer.chrome(around[extent.behind_title : extent.start])
        writer.content(around[extent.start :])
        end += extent.end
        extent = find_report(blocks[end:])
    writer.chrome(blocks[end:])
    writer.unseen(unseen, range(first + 1, end))
    return writer.facts


def _is_printed_as_lines(blocks: Sequence[Block]) -> bool:
    """Whether tables of the forms are printed as lines: no table, but labels on lines."""
    if any(isinstance(block, HtmlTable) and block.is_form for block in blocks):
        return False
    lines = [block.words for block in blocks if isinstance(block, HtmlLine)]
    if not may_hold_table(narrow("\n".join(lines))):
        return False
    rows = (one for one in lines if is_label(one) or is_loose_row(one) or is_marked_row(one))
    return len(list(islice(rows, FEWEST_LABELS))) == FEWEST_LABELS


def _words_of(blocks: Sequence[Block]) -> list[str]:
    """The words in *blocks*."""
    return [block.caption if isinstance(block, HtmlImage) else block.words for block in blocks]


class _Writer:
    """Writes blocks with a Composer."""

    def __init__(self, composer: Composer, limits: Limits, name: str, *, is_bare: bool) -> None:
        self.is_bare = is_bare
        self.composer = composer
        self.limits = limits
        self.name = name
        self.facts: dict[str, str] = {}

    def content(self, blocks: Sequence[Block]) -> None:
        """Write blocks of the report."""
        are_lines = not self.is_bare and _is_printed_as_lines(blocks)
        for is_line, run in groupby(
            blocks,
            lambda block: isinstance(block, HtmlLine) and (are_lines or block.is_preformatted),
        ):
            if is_line:
                self._lines([block for block in run if isinstance(block, HtmlLine)])
            else:
                self._blocks(list(run))

    def _lines(self, lines: Sequence[HtmlLine]) -> None:
        """Write lines that hold tables as text does."""
        texts = [line.shown or line.words for line in lines]
        found = source_of("\n".join(texts), is_whole=False)
        starts = accumulate((len(text) + 1 for text in texts), initial=0)
        self.composer.text(
            found.text,
            found.items,
            [(start, line.place.origin()) for start, line in zip(starts, lines, strict=False)],
            residue=found.residue,
            notices=found.notices,
        )
        for line in lines:
            self.composer.set_aside(line.aside, line.place.origin())

    def _blocks(self, blocks: Sequence[Block]) -> None:
        number = 0
        while number < len(blocks):
            block = blocks[number]
            number += 1
            match block:
                case HtmlLine():
                    self.composer.paragraph(block.words, block.place.origin(), block.aside)
                case HtmlImage():
                    self.composer.picture(block.caption, block.place.origin())
                case HtmlTable():
                    parts, between, number = _with_fragments(blocks, block, number)
                    self._table(parts)
                    for line in between:
                        self.composer.paragraph(line.words, line.place.origin(), line.aside)

    def chrome(self, blocks: Sequence[Block]) -> None:
        """Write blocks around the report."""
        pending = ""
        for words, origin, aside in _lines_around(blocks):
            self.composer.set_aside(aside, origin)
            for line in _NEXT_FACT.split(words):
                self.composer.chrome(line, origin)
                key = pending.rstrip(" ：:")
                facts = page_facts(f"{key}：{line}") if key and not page_facts(line) else {}
                if key in facts:
                    self.facts.setdefault(key, facts[key])
                pending = line if len(line) <= len("发文字号 ：") else ""

    def unseen(self, lines: Sequence[Unseen], reports: range) -> None:
        """Write lines that do not show: as chrome if they are outside *reports*.

        They are kept as residue if any line outside has words of a report.

        Args:
            lines: The lines.
            reports: The numbers of the blocks before which a line is inside a report.
        """
        around = [line for line in lines if line.before not in reports]
        is_chrome = not any(_is_of_report(line.piece.words) for line in around)
        for line in lines:
            is_hidden = line.piece.reason is ResidueReason.HIDDEN
            if is_chrome and is_hidden and line.before not in reports:
                self.composer.chrome(line.piece.words, line.place.origin())
            else:
                self.composer.set_aside([line.piece], line.place.origin())

    def _table(self, parts: Sequence[HtmlTable]) -> None:
        rows = [(table, row) for table in parts for row in table.rows]
        if not parts[0].is_form:
            self._check_places([row for _, row in rows])
        origins = [table.origin(row) for table, row in rows]
        cells = [_cells_of(row, one) for (_, row), one in zip(rows, origins, strict=True)]
        self.composer.table(cells, origins)

    def _check_places(self, rows: Sequence[HtmlRow]) -> None:
        """Refuse a table whose spans would cover too many places.

        Raises:
            LimitError: They would.
        """
        if width_of(rows) * len(rows) > self.limits.table_cells:
            raise limit_error(self.limits, "table_cells", self.name)


def _cells_of(row: HtmlRow, origin: Origin) -> list[TableCell]:
    return [
        TableCell(cell.words, cell.rows, cell.columns, cell.aside, _origin_of(cell, origin))
        for cell in row.cells
    ]


def _origin_of(cell: HtmlCell, row: Origin) -> Origin:
    """Where a cell of the row at *row* is; by its element if it has no number."""
    if cell.number is None:
        return row._replace(element=cell.place.path())
    return row.of_cell(cell.number)


def _is_of_report(words: str) -> bool:
    """Whether a line is a title, the heading of a section or a label of the form."""
    heading = read_heading(words)
    return (
        is_title(words)
        or (heading is not None and heading.kind is not None)
        or labels_of(words) is not NO_LABELS
    )


def _lines_around(blocks: Sequence[Block]) -> Iterator[tuple[str, Origin, tuple[Aside, ...]]]:
    """Everything that shows in blocks around the report, cell by cell."""
    for block in blocks:
        match block:
            case HtmlLine():
                yield block.words, block.place.origin(), block.aside
            case HtmlImage():
                yield block.caption, block.place.origin(), ()
            case HtmlTable():
                for row in block.rows:
                    origin = block.origin(row)
                    for cell in row.cells:
                        if cell.words:
                            yield cell.words, _origin_of(cell, origin), cell.aside


def _with_fragments(
    blocks: Sequence[Block], table: HtmlTable, number: int
) -> tuple[list[HtmlTable], list[HtmlLine], int]:
    """A statutory table with small pieces that page ends cut off, page numbers, and the rest."""
    parts: list[HtmlTable] = [table]
    numbers: list[HtmlLine] = []
    behind, ahead = number, list[HtmlLine]()
    while table.is_form and number < len(blocks):
        block = blocks[number]
        number += 1
        if isinstance(block, HtmlLine) and is_page_number(block.words):
            ahead.append(block)
        elif isinstance(block, HtmlTable) and not block.is_form and block.kind is table.kind:
            parts.append(block)
            numbers += ahead
            behind, ahead = number, []
        else:
            break
    return parts, numbers, behind
