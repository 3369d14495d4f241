"""Events of an HTML parser become blocks.

Takes start tags, end tags and text in order, gives lines, pictures and tables in document order.
No tree is kept, so a page that is too deep or too long is refused as soon as it becomes so.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from govdisclosure.characters import fold_blanks
from govdisclosure.readers.html.blocks import (
    Block,
    Element,
    HtmlCell,
    HtmlImage,
    HtmlLine,
    HtmlTable,
    Unseen,
    settle,
)
from govdisclosure.readers.html.declarations import Declaration
from govdisclosure.readers.html.leads import Leads, is_document
from govdisclosure.readers.html.looks import MARKING_TAGS, TELLING_ATTRIBUTES, Look
from govdisclosure.readers.html.open_elements import OpenOptions, OpenTable
from govdisclosure.readers.limits import Limits, limit_error
from govdisclosure.readers.showing import Aside, Shows
from govdisclosure.readers.showing import settle as settle_runs
from govdisclosure.source import ResidueReason

__all__ = ["SHOWN", "BlockCollector"]


#: The attribute of a ``<noscript>`` to be shown; others are not.
SHOWN = "data-shown"

#: Browsers let a cell span at most this many columns and rows.
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534
#: A picture up to this height or width, in pixels, is an ornament unless it has a caption.
_LARGEST_ORNAMENT = 40

#: Cached, for looking up members of an enumeration takes long.
_ON_LINE, _UNSEEN = Shows.ON_LINE, Shows.HIDDEN

#: Elements whose text is not part of the page.
_HIDDEN = frozenset("script style noscript noframes iframe title xml".split())  # noqa: SIM905
#: Elements that begin and end lines; all others are inline.
_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "  # noqa: SIM905
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
    "listing main menu nav noscript ol optgroup option p plaintext pre section select summary "
    "table tbody td text textarea tfoot th thead tr ul xmp".split()
)
#: Table parts that other elements can be displayed as.
_ANONYMOUS = frozenset({"td", "tr"})
#: Tables and the parts of them that are counted.
_OF_TABLES = frozenset({"table", "td", "th", "tr"})
_PARTS = frozenset({"table", "tbody", "tfoot", "thead"})
#: The elements directly around a row and a cell.
_AROUND = {"tr": _PARTS, "td": _PARTS | {"tr"}, "th": _PARTS | {"tr"}}
_PREFORMATTED = frozenset({"listing", "plaintext", "pre", "textarea", "xmp"})
#: Blanks that show as one, however many there are.
_FOLDED = re.compile(r"[ \t\n\r\f]+")
_COUNT = re.compile(r"\s*\+?([0-9]{1,7})")
#: Fields of web forms whose words show.
_TOLD = frozenset({"text", "submit", "button", "reset", "search", "number"})


class BlockCollector:
    """The target of a parser: takes its events, gives blocks and facts from the head of a page."""

    def __init__(
        self,
        limits: Limits,
        name: str,
        *,
        counts_text: bool,
        sheets: Iterable[tuple[Declaration, ...]] | None = None,
    ) -> None:
        """Nothing read yet.

        Args:
            limits: The limits of reading.
            name: The file's name, for messages.
            counts_text: Whether the document is long enough to contain a text that is too long.
            sheets: The declarations of style sheets for each element in document order, if any.
        """
        self.limits = limits
        self.name = name
        self.blocks: list[Block] = []
        #: Lines that do not show.
        self.unseen: list[Unseen] = []
        #: Text of ``<title>``, and the ``<meta>`` of the page by name.
        self.title = ""
        self.metas: dict[str, str] = {}
        self.leads: Leads = Leads([], [], [])
        self._counts_text = counts_text
        self._place = Element(None, "", True)  # noqa: FBT003
        self._parts: list[str] = []
        #: How parts that do not show as words show, by their number.
        self._marked: dict[int, Shows] = {}
        #: The appearance of the open element, and of those around it where it changes.
        self._look = Look()
        self._looks: list[tuple[Element, Look]] = []
        self._sheets = None if sheets is None else iter(sheets)
        #: How many elements are open from one without a box inward, and their text.
        self._gone = 0
        self._gone_parts: list[str] = []
        #: The options of an open list that shows one of them.
        self._options: OpenOptions | None = None
        #: How many visible characters of the line are outside links.
        self._is_all_link = True
        self._images: list[HtmlImage] = []
        self._tables: list[OpenTable] = []
        #: The numbers of <table> elements and of those read as tables.
        self._elements = self._table_count = 0
        #: The number of the last row or cell that began.
        self._number: int | None = None
        self._line_count = 0
        self._links = 0
        self._preformatted = 0
        #: The lines without words since the last with words.
        self._blank_lines: list[str] = []
        #: How many hidden elements are open.
        self._hidden = 0
        self._takes_title = self._takes_script = False
        self._openers = self._what_opens()

    def _what_opens(self) -> dict[str, Callable[[Mapping[str, str]], None]]:
        """What else happens when an element with a tag begins."""
        return {
            "a": self._open_link,
            "br": self._break,
            "embed": self._open_frame,
            "frame": self._open_frame,
            "frameset": self._open_frame,
            "img": self._image,
            "input": self._input,
            "meta": self._meta,
            "object": self._open_frame,
            "option": self._open_option,
            "select": self._open_select,
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
            self._refuse("tag_depth")
        is_block = tag in _BLOCKS
        part = ""
        look = self._look_around(tag) if self._looks and tag in _AROUND else self._look
        if (
            self._sheets is not None
            or tag in MARKING_TAGS
            or (attributes and not TELLING_ATTRIBUTES.isdisjoint(attributes))
        ):
            declared = () if self._sheets is None else next(self._sheets, ())
            look, is_block, part = look.inside(tag, attributes, declared, is_block=is_block)
        self._place = Element(place, tag, is_block, part)
        if tag in _OF_TABLES:
            self._count(self._place)
        else:
            self._number = None
        if self._hidden or (tag in _HIDDEN and (tag != "noscript" or SHOWN not in attributes)):
            self._hide(tag, attributes)
            return
        if self._gone or look.is_gone:
            self._open_gone(tag, attributes, look)
            return
        if is_block and (self._parts or self._images):
            self._break_line(place)
        if look is not self._look:
            self._looks.append((self._place, self._look))
            self._look = look
        if part in _ANONYMOUS and self._options is None:
            self._open_anonymous()
            self._openers[part](attributes)
        opener = self._openers.get(tag)
        if opener is not None:
            opener(attributes)

    def _open_anonymous(self) -> None:
        """Open a table for a row or a cell that is not in one."""
        if not self._tables or self._tables[-1].cell is not None:
            self._open(self._place.around_table(), None)

    def _count(self, place: Element) -> None:
        """Number a table in the page, a row in its table, a cell in its row; hidden ones too."""
        around = place.parent
        if place.tag == "table":
            self._elements += 1
        elif around is not None and around.tag == "tr" and place.tag != "tr":  # as most are
            self._number = around.held = around.held + 1
        else:
            self._number = place.number_in_table()

    def _look_around(self, tag: str) -> Look:
        """The look of what surrounds a row or a cell, without unclosed elements of the last."""
        look = self._look
        depth = self._tables[-1].place.depth if self._tables else self._place.depth
        for place, before in reversed(self._looks):
            if place.tag in _AROUND[tag] or place.depth <= depth:
                break
            look = before
        return look

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        place = self._place
        self._place = place.parent or place
        if self._hidden:
            self._hidden -= 1
            self._takes_title = self._takes_script = False
            return
        if self._gone:
            self._close_gone(place)
            return
        if place.is_block:
            if self._parts or self._images:
                self._break_line(place)
            if self._tables:
                self._end_in_table(place)
            if self._preformatted and tag in _PREFORMATTED:
                self._preformatted -= 1
            elif tag == "select":
                self._close_select()
        if tag == "a":
            self._links -= 1
        if self._looks and self._looks[-1][0] is place:
            self._look = self._looks.pop()[1]

    def data(self, text: str) -> None:
        """A text, or a part of one."""
        if self._hidden:
            if self._takes_title:
                self.title += text
            elif self._takes_script:
                self.leads.scripts.append(text)
            return
        if self._gone:
            self._gone_parts.append(text)
            return
        if self._counts_text and len(text.encode("utf-8", "replace")) > self.limits.text_node_bytes:
            self._refuse("text_node_bytes")
        if self._preformatted and "\n" in text:
            first, *rest = text.split("\n")
            self._add(first)
            for one in rest:
                self._break_line(self._place)
                self._add(one)
        elif self._parts or not text.isspace():
            self._add(text)

    def close(self) -> list[Block]:
        """The document ends; give all blocks in order."""
        self._break_line(self._place)
        while self._tables:
            self._close_table()
        self._openers.clear()  # they refer to self and would keep it alive
        return self.blocks

    # -- lines

    def _hide(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Hide an element that never shows; a title is kept as a fact of the page."""
        self._hidden += 1
        if tag == "script":
            self.leads.scripts.append("")
        elif tag == "iframe":
            self._open_frame(attributes)
        self._takes_title = tag == "title" and self._hidden == 1 and not self.title
        self._takes_script = tag == "script"

    def _break(self, attributes: Mapping[str, str]) -> None:
        del attributes
        self._break_line(self._place.parent or self._place)

    def _open_link(self, attributes: Mapping[str, str]) -> None:
        self._links += 1
        address = attributes.get("href", "")
        if is_document(address, *(attributes.get(name, "") for name in ("title", "download"))):
            self.leads.documents.append(address)

    def _open_frame(self, attributes: Mapping[str, str]) -> None:
        address = attributes.get("src") or attributes.get("data") or ""
        (self.leads.documents if is_document(address) else self.leads.frames).append(address)

    def _open_preformatted(self, attributes: Mapping[str, str]) -> None:
        del attributes
        self._preformatted += 1

    def _add(self, text: str) -> None:
        if self._look.shows is not _ON_LINE:
            self._marked[len(self._parts)] = self._look.shows
        elif not self._links and self._is_all_link and not text.isspace():
            self._is_all_link = False
        self._parts.append(text)

    def _break_line(self, place: Element) -> None:
        if self._parts:
            aside: tuple[Aside, ...] = ()
            printed = "" if self._marked else "".join(self._parts)
            if self._marked:
                words, aside, _ = settle_runs(
                    (part, self._marked.get(number, _ON_LINE))
                    for number, part in enumerate(self._parts)
                )
                self._marked.clear()
            else:
                words = fold_blanks(printed)
            self._parts.clear()
            if words:
                self._line_count += 1
                if self._line_count > self.limits.lines:
                    self._refuse("lines")
                line = HtmlLine(words, place, self._is_all_link, aside, *self._shown(printed))
                self._flow().append(line)
            else:
                self._set_aside(aside, place)
                self._blank_lines.append(printed.strip("\r"))
            self._is_all_link = True
        if self._images:
            self._flow().extend(self._images)
            self._images.clear()

    def _shown(self, printed: str) -> tuple[str, bool]:
        """A line with the blanks that show in it, and whether all do.

        Args:
            printed: The line; empty where not all of it shows as words.
        """
        before, self._blank_lines = self._blank_lines, []
        if self._preformatted:
            return ("\n".join((*before, printed.strip("\r"))) if printed else ""), True
        # All non-breaking blanks show; programs align columns with them.
        shown = _FOLDED.sub(" ", printed).strip(" ") if "\xa0\xa0" in printed else ""
        return shown.replace("\xa0", " "), False

    def _set_aside(self, pieces: Sequence[Aside], place: Element) -> None:
        """Keep pieces of a line that do not show."""
        if pieces and self._tables and self._tables[-1].row is not None:
            self._tables[-1].unseen.append(self._tables[-1].row)
        for piece in pieces:
            self._line_count += 1
            if self._line_count > self.limits.lines:
                self._refuse("lines")
            self.unseen.append(Unseen(piece, place, len(self.blocks)))

    # -- what has no box

    def _open_gone(self, tag: str, attributes: Mapping[str, str], look: Look) -> None:
        """An element without a box, or one inside it, begins: it is not a line, row or cell."""
        if self._place.is_block or tag == "br":
            self._end_gone_line(self._place.parent or self._place)
        self._gone += 1
        if look.is_collapsed and tag == "tr" and self._gone == 1 and self._tables:
            table = self._tables[-1]
            table.unseen.append(table.open_row(self._place, self._number))
            table.row = None
        elif tag == "input":
            self._gone_parts.append(_words_of_field(attributes))

    def _close_gone(self, place: Element) -> None:
        self._gone -= 1
        if place.is_block:
            self._end_gone_line(place)
        elif not self._gone and self._gone_parts:
            self._marked[len(self._parts)] = _UNSEEN
            self._parts.append("".join(self._gone_parts))
            self._gone_parts.clear()

    def _end_gone_line(self, place: Element) -> None:
        words = fold_blanks("".join(self._gone_parts))
        self._gone_parts.clear()
        if words:
            self._set_aside([Aside(words, ResidueReason.HIDDEN)], place)

    def _flow(self) -> list[Block]:
        """Where blocks go: the document, the open cell, or the loose content of a table.

        A table of other elements has no loose content: it ends between its rows, and content in a
        row gets a cell.
        """
        if not self._tables:
            return self.blocks
        table = self._tables[-1]
        if table.cell is None and table.number is None:
            if table.row is None:
                self._close_table()
                return self._flow()
            table.cell = HtmlCell(table.row.place, None, 1, 1)
            table.row.cells.append(table.cell)
        return table.loose if table.cell is None else table.cell.blocks

    def _image(self, attributes: Mapping[str, str]) -> None:
        """Add a picture after the words of its line, or before them if none came yet."""
        caption = fold_blanks(attributes.get("alt") or attributes.get("title") or "")
        if (not caption and _is_ornament(attributes)) or self._look.shows is _UNSEEN:
            return
        image = HtmlImage(caption, self._place)
        if any(not part.isspace() for part in self._parts):
            self._images.append(image)
        else:
            self._flow().append(image)

    def _input(self, attributes: Mapping[str, str]) -> None:
        """Add the words in a field of a web form."""
        self._add(_words_of_field(attributes))

    def _open_select(self, attributes: Mapping[str, str]) -> None:
        """Open a list of options that shows only one; larger or multiple lists show all."""
        if "multiple" not in attributes and _count(attributes.get("size"), 2, none=1) == 1:
            self._options = OpenOptions(self._flow())

    def _open_option(self, attributes: Mapping[str, str]) -> None:
        if self._options is not None:
            self._options.open(attributes)

    def _close_select(self) -> None:
        """Set aside the options that are not selected."""
        if self._options is not None:
            for block in self._options.without_others():
                if isinstance(block, HtmlLine):
                    self._set_aside(
                        [Aside(block.words, ResidueReason.HIDDEN), *block.aside], block.place
                    )
            self._options = None

    def _meta(self, attributes: Mapping[str, str]) -> None:
        name, content = attributes.get("name"), fold_blanks(attributes.get("content", ""))
        if name and content:
            self.metas.setdefault(name, content)

    # -- tables

    def _open_table(self, attributes: Mapping[str, str]) -> None:
        del attributes
        self._open(self._place, self._elements if self._place.tag == "table" else None)

    def _open(self, place: Element, number: int | None) -> None:
        # Other elements may be as many as a menu has items; their lines are limited.
        self._table_count += number is not None
        if self._table_count > self.limits.tables:
            self._refuse("tables")
        self._tables.append(OpenTable(place, number))

    def _open_part(self, part: int) -> None:
        if self._tables:
            table = self._tables[-1]
            table.cell = table.row = None
            table.part = part

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        if self._tables:
            table = self._tables[-1]
            row = table.open_row(self._place, self._number)
            if self._look.shows is _UNSEEN or (attributes and attributes.get("height") == "0"):
                table.unseen.append(row)

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        table.count += 1
        if table.count > self.limits.table_cells:
            self._refuse("table_cells")
        row = table.row or table.open_row(self._place, None)
        spans = 1, 1
        if attributes:  # reading lxml's empty mapping takes long
            rows, columns = (
                attributes.get(name) or attributes.get(f"aria-{name}")
                for name in ("rowspan", "colspan")
            )
            spans = (
                _count(rows, _MOST_ROWS, none=_MOST_ROWS),
                _count(columns, _MOST_COLUMNS, none=1),
            )
        table.cell = HtmlCell(self._place, self._number, *spans)
        row.cells.append(table.cell)

    def _end_in_table(self, place: Element) -> None:
        """An element ends that may be a part of the open table, or an element around it."""
        while self._tables and self._tables[-1].place is place:
            self._close_table()
        table = self._tables[-1] if self._tables else None
        if table is None:
            return
        if table.cell is not None and table.cell.place is place:
            table.cell = None
        if table.row is not None and table.row.place is place:
            table.cell = table.row = None

    def _close_table(self) -> None:
        table = self._tables.pop()
        flow = self._flow()
        flow.extend(table.loose)
        flow.extend(settle(HtmlTable(table.rows(), table.place, table.number)))

    def _refuse(self, limit: str) -> None:
        raise limit_error(self.limits, limit, self.name)


def _words_of_field(attributes: Mapping[str, str]) -> str:
    """The words that a field of a web form shows."""
    is_told = attributes.get("type", "text").lower() in _TOLD
    return attributes.get("value", "") if is_told else ""


def _count(value: str | None, most: int, *, none: int) -> int:
    """A span as browsers read it; *none* is the meaning of zero."""
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
