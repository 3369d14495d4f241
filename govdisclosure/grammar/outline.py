"""Lines become pieces of the outline: what each line is, decided once and in order.

Takes a Source and gives the pieces that ``outline.lark`` reads, with the page around the report set
aside. A line is classified by its words alone; only for the title, the closing and the first
heading of each section does its position count.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from govdisclosure.characters import is_blank_character, squeeze
from govdisclosure.grammar.title import find_title, tells_all
from govdisclosure.model.agency import agency_of_title
from govdisclosure.model.identity import is_organ, join_signature, signs_below
from govdisclosure.plain.around import (
    SITE_SIGNS,
    is_page_line,
    page_facts,
    page_titles,
    title_within,
)
from govdisclosure.plain.closing import closing_within, is_date
from govdisclosure.plain.contents import find_contents, find_menu
from govdisclosure.plain.escape import is_signature
from govdisclosure.plain.headings import HeadingParts, read_heading
from govdisclosure.plain.markup import is_caption, is_underline
from govdisclosure.plain.openings import Naming, Opening, open_sections, tell_section
from govdisclosure.plain.titles import (
    is_title,
    title_words,
)
from govdisclosure.source import (
    Field,
    Grid,
    Piece,
    Residue,
    ResidueReason,
    Source,
    TextLine,
)
from govdisclosure.text import ABSENT_SIGN, full_date

if TYPE_CHECKING:
    from govdisclosure.forms.layout import SectionKind, TableKind

__all__ = ["Outline", "OutlinePiece", "outline_of"]


class OutlinePiece(Piece):
    """One line or table of the outline.

    Attributes:
        field: The words, for all but tables and the title.
        fields: The lines of a title.
        parts: The heading taken apart.
        opening: The section that a heading opens.
        grid: The table.
        date: The date of the closing.
    """

    __slots__ = ("date", "field", "fields", "grid", "opening", "parts")

    def __init__(
        self,
        terminal: str,
        *,
        field: Field | None = None,
        fields: tuple[Field, ...] = (),
        parts: HeadingParts | None = None,
        opening: Opening | None = None,
        grid: Grid | None = None,
        signed_on: date | None = None,
    ) -> None:
        """A piece of *terminal*, with what it is made of."""
        self.type = terminal
        self.field: Field | None = field
        self.fields: tuple[Field, ...] = fields
        self.parts: HeadingParts | None = parts
        self.opening: Opening | None = opening
        self.grid: Grid | None = grid
        self.date = signed_on


class Outline(NamedTuple):
    """The pieces in order, and what is not part of them."""

    pieces: tuple[OutlinePiece, ...]
    residue: tuple[Residue, ...]
    #: Facts of the page around the report.
    page: dict[str, str]
    #: Whether a title or a section of the form was found.
    is_report: bool
    #: The title of a second report, which is not read.
    second: Field | None


#: Gives the heading that a line is, as it was read before; None for other lines.
_Reading: TypeAlias = Callable[[str], HeadingParts | None]


class _Item(NamedTuple):
    """An item of the source with what its words mean."""

    item: TextLine | Grid
    #: The words of an ordinary line; None for tables, pictures and escaped lines.
    line: Field | None
    parts: HeadingParts | None = None
    opening: Opening | None = None
    #: Whether it is the name of the site, separated from a title.
    is_site: bool = False


def _items(item: TextLine | Grid, text: str) -> Iterator[_Item]:
    """An item with what its words mean; a line with a title and more becomes several lines."""
    if isinstance(item, Grid) or item.is_picture or item.field.is_escaped:
        yield _Item(item, None)
        return
    line = item.field
    title, closing = title_within(line.text), closing_within(line.text)
    cuts = title or ((closing.start,) if closing else ())
    if not any(cuts):
        yield _Item(item, line, read_heading(line.text))
        return
    raw = text[line.start : line.end]
    places = (0, *cuts, len(line.text))
    starts = [line.start + _behind_visible(raw, len(squeeze(line.text[:at]))) for at in places]
    for number, words in enumerate(line.text[a:b].strip(" ") for a, b in pairwise(places)):
        if words:
            field = Field(words, starts[number], starts[number + 1])
            is_site = number == 2 and words[0] in SITE_SIGNS  # noqa: PLR2004 - behind the title
            yield _Item(TextLine(field), field, read_heading(words), is_site=is_site)


def outline_of(source: Source) -> Outline:
    """Classify the lines of *source*."""
    lines = [one for item in source.items for one in _items(item, source.text)]
    items, debris = _without_debris(lines)
    read = {one.line.text: one.parts for one in items if one.line is not None}.__getitem__
    items = _without_menu(_without_contents(items, read), read)
    second = _second_report(items)
    items = [*items[:second], *(item._replace(parts=None) for item in items[second:])]
    starts = list(_openings(items, 0, len(items)))
    tables = [n for n, item in enumerate(items) if isinstance(item.item, Grid) and item.item.kind]
    first = min([*starts[:1], *tables[:1]], default=len(items))
    words = [title_words(one.line.text) if one.line else "" for one in items[:first]]
    title = find_title(words, is_before=first < len(items))
    organ = agency_of_title("".join(words[slice(*title)])) if title else None
    if title:  # what comes before it does not count in the numbering
        items[: title[0]] = [item._replace(parts=None) for item in items[: title[0]]]
    own, start = items[:second], title[1] if title else 0
    openings, closing = _find_sections(own, start, organ, source.text)
    has_known = any(opening.kind for opening in openings.values())
    for number, opening in openings.items():
        items[number] = items[number]._replace(opening=opening)
    builder = _Pieces(source.text)
    builder.residue += debris
    numbers = list(range(len(items)))
    if title:
        fields = tuple(line for item in items[slice(*title)] if (line := item.line))
        builder.pieces.append(OutlinePiece("TITLE", fields=fields))
        numbers = [*range(title[0]), *range(title[1], len(items))]
        if has_known:
            page = _page_lines(items, title[1])
            builder.set_around([*items[: title[0]], *items[title[1] : page]])
            numbers = list(range(page, len(items)))
    elif has_known:
        page = _page_lines(items, 0)
        facts = {key: value for item in items[:page] for key, value in _facts_of(item)}
        if next(page_titles(facts), None):
            builder.set_around(items[:page])
            numbers = numbers[page:]
    for number in numbers:
        if closing is not None and number in closing.items:
            if number == closing.items[-1]:
                builder.close(closing)
            continue
        builder.add(items[number], in_annex=closing is not None and number > closing.items[-1])
    return Outline(
        tuple(builder.pieces),
        tuple(builder.residue),
        {**builder.page, **source.page},
        has_known or title is not None,
        items[second].line if second < len(items) else None,
    )


def _page_lines(items: Sequence[_Item], start: int) -> int:
    """The number of the item, from *start* on, where the lines of the page around a report end."""
    while start < len(items) and (line := items[start].line) is not None:
        if not (items[start].is_site or is_page_line(line.text)):
            break
        start += 1
    return start


def _facts_of(item: _Item) -> Iterator[tuple[str, str]]:
    yield from page_facts(item.line.text).items() if item.line is not None else ()


def _without_debris(items: Sequence[_Item]) -> tuple[list[_Item], list[Residue]]:
    """Set aside what underlines titles and headings, and 〔缺〕 on a line that no date follows."""
    kept, debris = [], []
    for number, item in enumerate(items):
        line = item.line
        if line is not None and is_underline(line.text):
            beside = [*items[max(0, number - 1) : number], *items[number + 1 : number + 2]]
            if any(one.parts or (one.line and is_title(one.line.text)) for one in beside):
                debris.append(Residue(line.text, ResidueReason.DEBRIS, line.span))
                continue
        if line is not None and line.text == ABSENT_SIGN:
            behind = items[number + 1].line if number + 1 < len(items) else None
            if behind is None or not is_date(behind.text):
                debris.append(Residue(line.text, ResidueReason.SIGN_OF_ABSENCE, line.span))
                continue
        kept.append(item)
    return kept, debris


def _without_contents(items: list[_Item], read: _Reading) -> list[_Item]:
    """Treat the lines of a table of contents as plain lines: their sections come below.

    A further table of the same kind does not divide lines here, since an equal one is dropped.
    """
    known: set[TableKind] = set()
    numbers = []
    for number, item in enumerate(items):
        kind = item.item.kind if isinstance(item.item, Grid) else None
        if kind is None or kind not in known:
            numbers.append(number)
        if kind is not None:
            known.add(kind)
    lines = [line.text if (line := items[number].line) else "" for number in numbers]
    for found in find_contents(lines, read):
        for at in found:
            number = numbers[at]
            items[number] = items[number]._replace(parts=None)
    return items


def _without_menu(items: list[_Item], read: _Reading) -> list[_Item]:
    """Treat the menu of a site as plain lines: the report's own title decides where it begins."""
    tables = (n for n, one in enumerate(items) if isinstance(one.item, Grid) and one.item.kind)
    lines = [line.text if (line := item.line) else "" for item in items]
    menu = find_menu(lines, next(tables, len(items)), read)
    return [*(item._replace(parts=None) for item in items[:menu]), *items[menu:]]


def _second_report(items: Sequence[_Item]) -> int:
    """Where a second report begins, with another title and sections of the first; else the end.

    A title that is printed again at the head of a page does not begin one.
    """
    headings = [
        (number, parts.ordinal, told.kind)
        for number, item in enumerate(items)
        if (parts := item.parts) is not None
        and parts.level == 1
        and (told := tell_section(parts.title)) is not None
        and told.kind is not None
    ]
    titles: dict[str, None] = {}
    opened: set[SectionKind] = set()
    at = 0
    for number, item in enumerate(items):
        if at < len(headings) and headings[at][0] == number:
            opened.add(headings[at][2])
            at += 1
        words = title_words(item.line.text) if item.line and not item.parts else ""
        if not words or not is_title(words):
            continue
        first = next(iter(titles), words)
        if (
            len(opened) > 1
            and len(headings) - at > 1
            and headings[at][1] == 1
            and headings[at][2] in opened
            and words not in titles
            and not (first.endswith(words) or words.endswith(first))
            and tells_all(words)
        ):
            return number
        titles[words] = None
    return len(items)


def _openings(items: Sequence[_Item], start: int, end: int) -> dict[int, Opening]:
    """The headings from item *start* up to *end* that open sections, and what they open.

    If none opens a section of the form, every heading of level 1 opens one under its own title.
    """
    headings = {
        number: parts
        for number in range(start, end)
        if (parts := items[number].parts) is not None and parts.level == 1
    }
    found = open_sections([(parts.ordinal, parts.title) for parts in headings.values()])
    if not any(found):
        return dict.fromkeys(headings, Opening(None, Naming.WORDS))
    pairs = zip(headings, found, strict=True)
    return {number: opening for number, opening in pairs if opening is not None}


def _find_sections(
    items: Sequence[_Item], start: int, organ: str | None, text: str
) -> tuple[dict[int, Opening], "_Closing | None"]:
    """What opens sections from item *start* on, and the closing after them.

    What comes before the title or after the closing does not count in the numbering.
    """
    end = len(items)
    while True:
        openings = _openings(items, start, end)
        closing = _find_closing(items, max(openings) + 1, organ, text) if openings else None
        if closing is None or closing.items[0] >= end:
            return openings, closing
        end = closing.items[0]


# ------------------------------------------------------------------------------ closing


class _Closing(NamedTuple):
    #: The numbers of the items that it is on.
    items: range
    signature: Field | None
    date: Field


def _find_closing(
    items: Sequence[_Item], start: int, organ: str | None, text: str
) -> _Closing | None:
    """The first full date from item *start* on, on a line of its own or after its signature.

    A date beside the title's *organ* is preferred, since quoted or annexed documents have other
    dates; then one beside any organ, so that a date in a chronicle is not taken for the closing.
    """
    first = signed = None
    for number in range(start, len(items)):
        closing = _closing_at(items, number, start, organ, text)
        if closing is None:
            continue
        first = first or closing
        words = squeeze(closing.signature.text) if closing.signature else ""
        if words == ABSENT_SIGN:
            return signed or closing
        if words and is_organ(words, organ):
            if organ and organ.endswith(words):
                return closing
            signed = signed or closing
    return signed or first


def _closing_at(
    items: Sequence[_Item], number: int, start: int, organ: str | None, text: str
) -> _Closing | None:
    """The closing with its date on line *number*; None if there is none."""
    day = items[number].line
    if day is None:
        return None
    first, above = number, None
    if not is_date(day.text):
        parts = closing_within(day.text)
        if parts is None or not is_signature(day.text[parts.signature]):
            return None
        raw, words, at = text[day.start : day.end], day.text, day.start
        above, day = (
            Field(
                words[place],
                at + _behind_visible(raw, len(squeeze(words[: place.start]))),
                at + _behind_visible(raw, len(squeeze(words[: place.stop]))),
            )
            for place in (parts.signature, parts.date)
        )
    elif number > start and (above := _signature_at(items, number - 1)):
        first = number - 1
    further = _signature_at(items, first - 1) if above and first > start else None
    below = _signature_at(items, number + 1) if number + 1 < len(items) else None
    behind = items[number + 2].line if number + 2 < len(items) else None
    if behind is not None and is_date(behind.text):
        below = None  # it is the signature of the next date
    if above and further and (joined := join_signature(further.text, above.text, organ)):
        signature = Field(joined, further.start, max(further.end, above.end))
        return _Closing(range(first - 1, number + 1), signature, day)
    if below and signs_below(above.text if above else "", below.text, organ):
        return _Closing(range(number, number + 2), below, day)
    return _Closing(range(first, number + 1), above, day)


def _signature_at(items: Sequence[_Item], number: int) -> Field | None:
    """The line there, if it can be a signature."""
    item = items[number]
    line = item.line if item.parts is None else None
    is_one = line is not None and (line.text == ABSENT_SIGN or is_signature(line.text))
    return line if is_one else None


# ------------------------------------------------------------------------------ pieces


class _Pieces:
    """Collects pieces and what is set aside."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[OutlinePiece] = []
        self.residue: list[Residue] = []
        self.page: dict[str, str] = {}

    def set_around(self, items: Sequence[_Item]) -> None:
        """Set aside what comes before the title: it belongs to the page, not to the report."""
        for item in items:
            if isinstance(item.item, Grid):
                fields = [field for row in item.item.rows for field in row if field.text]
            else:
                fields = [item.item.field]
            for field in fields:
                self._set_aside(field, ResidueReason.CHROME)
                for key, value in page_facts(field.text).items():
                    self.page.setdefault(key, value)

    def _set_aside(self, field: Field, reason: ResidueReason) -> None:
        self.residue.append(Residue(field.text, reason, field.span))

    def add(self, item: _Item, *, in_annex: bool) -> None:
        """Add an item that comes after the title, whether before or after the closing."""
        if isinstance(item.item, Grid):
            terminal = "OTHER_TABLE" if item.item.kind is None else "TABLE"
            terminal = "STATISTICS" if item.item.is_sheet else terminal
            self.pieces.append(OutlinePiece(terminal, grid=item.item))
            return
        field = item.item.field
        if item.item.is_picture:
            self._add_picture(field)
        elif field.text == ABSENT_SIGN:
            self._set_aside(field, ResidueReason.SIGN_OF_ABSENCE)
        elif item.parts is None or in_annex:
            self.pieces.append(OutlinePiece("PARAGRAPH", field=field))
        else:
            self._add_heading(field, item.parts, item.opening)

    def _add_picture(self, field: Field) -> None:
        """Add a picture; a caption that cannot be printed with it becomes a paragraph."""
        if is_caption(field.text):
            self.pieces.append(OutlinePiece("PICTURE", field=field))
            return
        self.pieces.append(OutlinePiece("PICTURE", field=Field("", field.start, field.start)))
        self.pieces.append(OutlinePiece("PARAGRAPH", field=field))

    def _add_heading(self, field: Field, parts: HeadingParts, opening: Opening | None) -> None:
        head, rest = _split(self.text, field, parts)
        terminal = "HEADING" if opening is None else "SECTION"
        self.pieces.append(OutlinePiece(terminal, field=head, parts=parts, opening=opening))
        if rest is not None and rest.text == ABSENT_SIGN:
            self._set_aside(rest, ResidueReason.SIGN_OF_ABSENCE)
        elif rest is not None and parts.stop and opening is None:
            self.pieces.append(OutlinePiece("RUN_IN", field=rest))
        elif rest is not None and (below := read_heading(rest.text)) and below.level > 1:
            self._add_heading(rest, below, None)
        elif rest is not None:
            self.pieces.append(OutlinePiece("PARAGRAPH", field=rest))

    def close(self, closing: _Closing) -> None:
        """Add the signature, if there is one, and the date."""
        signature, line = closing.signature, closing.date
        if signature is not None and signature.text != ABSENT_SIGN:
            self.pieces.append(OutlinePiece("SIGNATURE", field=signature))
        self.pieces.append(OutlinePiece("DATE", field=line, signed_on=full_date(line.text)))


def _split(text: str, field: Field, parts: HeadingParts) -> tuple[Field, Field | None]:
    """The heading and what follows it on the line, each with its own place in *text*."""
    if not parts.rest:
        return field, None
    raw = text[field.start : field.end]
    if parts.stop:
        at = next(index for index, sign in enumerate(raw) if sign in "。：:") + 1
    else:
        at = _behind_visible(raw, len(squeeze(parts.mark + parts.title)))
    head = Field(field.text[: len(field.text) - len(parts.rest)], field.start, field.start + at)
    return head, Field(parts.rest, field.start + at, field.end)


def _behind_visible(raw: str, count: int) -> int:
    """The index in *raw* after its first *count* visible characters, not counting marks of bold."""
    for index, sign in enumerate(raw):
        if count == 0:
            return index
        if sign != "*" and not is_blank_character(sign):
            count -= 1
    return len(raw)
