"""Events of an HTML parser become blocks.

Takes start tags, end tags and text as they come, gives lines, pictures and tables in document
order. No tree is kept, so a page that is too deep or too long is refused where it becomes so.
"""

import re
from collections.abc import Callable, Mapping

from govdisclosure.errors import LimitError
from govdisclosure.readers.html.blocks import (
    Block,
    HtmlCell,
    HtmlRow,
    HtmlTable,
    Image,
    Line,
    Place,
    settle,
)
from govdisclosure.readers.limits import Limits
from govdisclosure.text import fold_blanks

__all__ = ["BlockCollector"]

#: Browsers let a cell span no more columns, nor more rows, than this.
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534
#: A picture that is no higher or no wider, in pixels, is an ornament unless it has a caption.
_LARGEST_ORNAMENT = 40

#: Elements whose text never shows.
_HIDDEN = frozenset("script style template noscript noframes iframe title xml".split())  # noqa: SIM905
#: Elements that begin and end lines; any other stands in one.
_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "  # noqa: SIM905
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
    "listing main menu nav ol optgroup option p plaintext pre section select summary table tbody "
    "td textarea tfoot th thead tr ul xmp".split()
)
_OF_TABLES = frozenset({"table", "td", "th", "tr"})
_PREFORMATTED = frozenset({"listing", "plaintext", "pre", "textarea", "xmp"})
_DISPLAYED_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|table)", re.IGNORECASE)
_COUNT = re.compile(r"\s*\+?([0-9]{1,7})")
#: Fields of web forms whose words show.
_TOLD = frozenset({"text", "submit", "button", "reset", "search", "number"})


class _OpenTable:
    """A table whose end has not come yet."""

    def __init__(self, place: Place, number: int) -> None:
        self.place = place
        self.number = number
        #: Rows of head, body and foot: they are shown in this order, wherever they are written.
        self.parts: tuple[list[HtmlRow], ...] = ([], [], [])
        self.part = 1
        self.row: HtmlRow | None = None
        self.cell: HtmlCell | None = None
        #: Captions, and what stands between rows.
        self.loose: list[Block] = []
        #: Rows of no height: word processors end a table with one to set its columns.
        self.rulers: list[HtmlRow] = []
        self.count = 0

    def open_row(self, place: Place) -> HtmlRow:
        """The next row."""
        self.cell = None
        self.row = HtmlRow([], place, sum(map(len, self.parts)) + 1)
        self.parts[self.part].append(self.row)
        return self.row


class BlockCollector:
    """The target of a parser: takes its events, gives blocks and what the head of a page says."""

    def __init__(self, limits: Limits, name: str, *, counts_text: bool) -> None:
        """Nothing seen yet.

        Args:
            limits: How much to take on.
            name: The file's name, for messages.
            counts_text: Whether the document is so long that a text in it may be too long.
        """
        self.limits = limits
        self.name = name
        self.blocks: list[Block] = []
        #: Text of ``<title>``, and the ``<meta>`` of the page by name.
        self.title = ""
        self.metas: dict[str, str] = {}
        self.has_frames = False
        self.has_scripts = False
        self._counts_text = counts_text
        self._place = Place(None, "", True)  # noqa: FBT003
        self._parts: list[str] = []
        #: How many visible characters of the line stand outside links.
        self._is_all_link = True
        self._images: list[Image] = []
        self._tables: list[_OpenTable] = []
        self._table_count = 0
        self._line_count = 0
        self._links = 0
        self._preformatted = 0
        #: How many hidden elements are open.
        self._hidden = 0
        self._takes_title = False
        #: What more is to be done where an element begins.
        self._openers: dict[str, Callable[[Mapping[str, str]], None]] = {
            "a": self._open_link,
            "br": self._break,
            "frame": self._open_frame,
            "frameset": self._open_frame,
            "img": self._image,
            "input": self._input,
            "meta": self._meta,
            "table": self._open_table,
            "tbody": lambda _: self._open_part(1),
            "td": self._open_cell,
            "tfoot": lambda _: self._open_part(2),
            "th": self._open_cell,
            "thead": lambda _: self._open_part(0),
            "tr": self._open_row,
            "v:imagedata": self._image,
        } | dict.fromkeys(_PREFORMATTED, self._open_preformatted)

    # -- events

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        place = self._place
        if place.depth >= self.limits.tag_depth:
            self._refuse("tag_depth", self.limits.tag_depth, "嵌套层数", "nesting of elements")
        is_block = tag in _BLOCKS or (bool(attributes) and _is_shown_as_block(attributes))
        self._place = Place(place, tag, is_block)
        if self._hidden or tag in _HIDDEN:
            self._hide(tag)
            return
        if is_block and (self._parts or self._images):
            self._break_line(place)
        opener = self._openers.get(tag)
        if opener is not None:
            opener(attributes)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        place = self._place
        self._place = place.parent or place
        if self._hidden:
            self._hidden -= 1
            self._takes_title = False
            return
        if place.is_block:
            if self._parts or self._images:
                self._break_line(place)
            if self._tables and tag in _OF_TABLES:
                self._end_in_table(place)
            elif self._preformatted and tag in _PREFORMATTED:
                self._preformatted -= 1
        elif tag == "a":
            self._links -= 1

    def data(self, text: str) -> None:
        """Text, or a part of one."""
        if self._hidden:
            if self._takes_title:
                self.title += text
            return
        if self._counts_text and len(text.encode("utf-8", "replace")) > self.limits.text_node_bytes:
            self._refuse(
                "text_node_bytes", self.limits.text_node_bytes, "单段文本字节数", "bytes of a text"
            )
        if self._preformatted and "\n" in text:
            first, *rest = text.split("\n")
            self._add(first)
            for one in rest:
                self._break_line(self._place)
                self._add(one)
        elif self._parts or not text.isspace():
            self._add(text)

    def close(self) -> list[Block]:
        """The document ends: all blocks in their order."""
        self._break_line(self._place)
        while self._tables:
            self._close_table()
        self._openers.clear()  # they lead back to here, and would keep all this alive
        return self.blocks

    # -- lines

    def _hide(self, tag: str) -> None:
        """What never shows, but for the title, which is a fact of the page."""
        self._hidden += 1
        self.has_scripts = self.has_scripts or tag == "script"
        self.has_frames = self.has_frames or tag == "iframe"
        self._takes_title = tag == "title" and self._hidden == 1 and not self.title

    def _break(self, attributes: Mapping[str, str]) -> None:
        del attributes
        self._break_line(self._place)

    def _open_link(self, attributes: Mapping[str, str]) -> None:
        del attributes
        self._links += 1

    def _open_frame(self, attributes: Mapping[str, str]) -> None:
        del attributes
        self.has_frames = True

    def _open_preformatted(self, attributes: Mapping[str, str]) -> None:
        del attributes
        self._preformatted += 1

    def _add(self, text: str) -> None:
        self._parts.append(text)
        if not self._links and self._is_all_link and not text.isspace():
            self._is_all_link = False

    def _break_line(self, place: Place) -> None:
        if self._parts:
            words = fold_blanks("".join(self._parts))
            if words:
                self._line_count += 1
                if self._line_count > self.limits.lines:
                    self._refuse("lines", self.limits.lines, "行数", "number of lines")
                self._flow.append(Line(words, place, self._is_all_link))
            self._parts.clear()
            self._is_all_link = True
        if self._images:
            self._flow.extend(self._images)
            self._images.clear()

    @property
    def _flow(self) -> list[Block]:
        """Where blocks go: the document, the open cell, or what stands loose in a table."""
        if not self._tables:
            return self.blocks
        table = self._tables[-1]
        return table.loose if table.cell is None else table.cell.blocks

    def _image(self, attributes: Mapping[str, str]) -> None:
        """A picture stands behind the words of its line, or before them where none came yet."""
        caption = fold_blanks(attributes.get("alt") or attributes.get("title") or "")
        if not caption and _is_ornament(attributes):
            return
        image = Image(caption, self._place)
        if any(not part.isspace() for part in self._parts):
            self._images.append(image)
        else:
            self._flow.append(image)

    def _input(self, attributes: Mapping[str, str]) -> None:
        """The words in a field of a web form show."""
        if attributes.get("type", "text").lower() in _TOLD:
            self._add(attributes.get("value", ""))

    def _meta(self, attributes: Mapping[str, str]) -> None:
        name, content = attributes.get("name"), fold_blanks(attributes.get("content", ""))
        if name and content:
            self.metas.setdefault(name, content)

    # -- tables

    def _open_table(self, attributes: Mapping[str, str]) -> None:
        del attributes
        self._table_count += 1
        if self._table_count > self.limits.tables:
            self._refuse("tables", self.limits.tables, "表格数量", "number of tables")
        self._tables.append(_OpenTable(self._place, self._table_count))

    def _open_part(self, part: int) -> None:
        if self._tables:
            table = self._tables[-1]
            table.cell = table.row = None
            table.part = part

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        if self._tables:
            table = self._tables[-1]
            row = table.open_row(self._place)
            if attributes and attributes.get("height") == "0":
                table.rulers.append(row)

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        table.count += 1
        if table.count > self.limits.table_cells:
            self._refuse("table_cells", self.limits.table_cells, "表格单元格数", "cells of a table")
        row = table.row or table.open_row(self._place)
        rows = columns = 1
        if attributes:  # a look into lxml's empty mapping takes long
            rows = _count(attributes.get("rowspan"), _MOST_ROWS, none=_MOST_ROWS)
            columns = _count(attributes.get("colspan"), _MOST_COLUMNS, none=1)
        table.cell = HtmlCell(self._place, rows, columns)
        row.cells.append(table.cell)

    def _end_in_table(self, place: Place) -> None:
        """An element ends within a table, or the table itself."""
        table = self._tables[-1]
        if table.place is place:
            self._close_table()
        elif table.cell is not None and table.cell.place is place:
            table.cell = None
        elif table.row is not None and table.row.place is place:
            table.row = None

    def _close_table(self) -> None:
        table = self._tables.pop()
        flow = self._flow
        flow.extend(table.loose)
        rulers = {row.number for row in table.rulers if not any(cell.words for cell in row.cells)}
        rows = [
            row for part in table.parts for row in part if row.cells and row.number not in rulers
        ]
        flow.extend(settle(HtmlTable(rows, table.place, table.number)))

    def _refuse(self, field: str, limit: int, chinese: str, english: str) -> None:
        raise LimitError(
            f"{self.name}：{chinese}超过上限 {limit}；可用 Limits({field}=…) 放宽",
            f"{self.name}: {english} over the limit of {limit}; raise it with Limits({field}=…)",
        )


def _is_shown_as_block(attributes: Mapping[str, str]) -> bool:
    return "style" in attributes and _DISPLAYED_AS_BLOCK.search(attributes["style"]) is not None


def _count(value: str | None, most: int, *, none: int) -> int:
    """A span as browsers read it; *none* is what zero stands for."""
    found = _COUNT.match(value) if value else None
    return min(int(found[1]), most) or none if found else 1


def _is_ornament(attributes: Mapping[str, str]) -> bool:
    sizes = [_count(attributes.get(side), _MOST_ROWS, none=0) for side in ("width", "height")]
    told = [
        size for side, size in zip(("width", "height"), sizes, strict=True) if attributes.get(side)
    ]
    return "icon" in attributes.get("src", "").lower() or any(
        size <= _LARGEST_ORNAMENT for size in told
    )
