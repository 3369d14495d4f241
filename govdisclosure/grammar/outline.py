"""Lines become pieces of the outline: what each line is, decided once and in order.

Takes a Source and gives the pieces that ``outline.lark`` reads, with what stands around the
report set aside. A line's words alone decide; only the title, the closing and the first heading
of each section look at where the line stands.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from govdisclosure.layout import SectionKind, TableKind, find_section
from govdisclosure.model.agency import AgencyKind, agency_of_title, describe, year_of_title
from govdisclosure.plain import (
    MOST_TITLE_LINES,
    HeadingParts,
    ends_title,
    find_contents,
    find_menu,
    is_broken_title,
    is_caption,
    is_signature,
    is_title,
    page_fact,
    read_heading,
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
from govdisclosure.text import (
    ABSENT_SIGN,
    fold_radicals,
    full_date,
    is_blank_character,
    narrow,
    squeeze,
)

__all__ = ["Outline", "OutlinePiece", "outline_of"]


class OutlinePiece(Piece):
    """One line or table of the outline.

    Attributes:
        field: The words, for all but tables and the title.
        fields: The lines of a title.
        parts: The heading taken apart.
        kind: The section that a heading opens.
        grid: The table.
        date: The date of the closing.
    """

    __slots__ = ("date", "field", "fields", "grid", "kind", "parts")

    def __init__(
        self,
        terminal: str,
        *,
        field: Field | None = None,
        fields: tuple[Field, ...] = (),
        parts: HeadingParts | None = None,
        kind: SectionKind | None = None,
        grid: Grid | None = None,
        signed_on: date | None = None,
    ) -> None:
        """A piece of *terminal*, with whatever it stands for."""
        self.type = terminal
        self.field = field
        self.fields = fields
        self.parts = parts
        self.kind = kind
        self.grid = grid
        self.date = signed_on


class Outline(NamedTuple):
    """The pieces in order, and what is none of them."""

    pieces: tuple[OutlinePiece, ...]
    residue: tuple[Residue, ...]
    #: Facts of the page around the report.
    page: dict[str, str]
    #: Whether a title or a section of the form was found.
    is_report: bool


class _Item(NamedTuple):
    """An item of the source with what its words say."""

    item: TextLine | Grid
    #: The words of a line that may be anything; None for tables, pictures and escaped lines.
    line: Field | None
    parts: HeadingParts | None = None
    kind: SectionKind | None = None


def _item(item: TextLine | Grid) -> _Item:
    if isinstance(item, Grid) or item.is_picture or item.field.is_escaped:
        return _Item(item, None)
    return _Item(item, item.field, read_heading(item.field.text))


#: A line of a title is not longer than this.
_LONGEST_TITLE_LINE = 60
_YEAR = r"(?:(?:19|20)[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})年(?:度|份)?"
_YEAR_AT_START = re.compile(f"^{_YEAR}")
_YEAR_AT_END = re.compile(f"{_YEAR}$")
_PLACE = re.compile(r".{1,12}[省市县区旗盟州]")
_SENTENCE = re.compile("[。，；：:、|>＞»›]")
#: Parts of a web page that end as the name of an organ does.
_CHROME = frozenset({"新闻中心", "办事大厅", "网上办事大厅", "数据中心", "下载中心", "个人中心"})
#: How a line begins that says what was done, whatever it ends in: 「召开座谈会」.
_DEED = re.compile("召开|举[办行]|组织|开展|参加|印发|成立|前往|赴")


def outline_of(source: Source) -> Outline:
    """Classify the lines of *source*."""
    items, debris = _without_absent([_item(item) for item in source.items])
    items = _open_sections(_without_menu(_without_contents(items)))
    has_known = any(item.kind is not None for item in items)
    opens_any = not has_known
    starts = [
        number
        for number, item in enumerate(items)
        if item.kind is not None or (opens_any and item.parts is not None and item.parts.level == 1)
    ]
    tables = [n for n, item in enumerate(items) if isinstance(item.item, Grid) and item.item.kind]
    first = min([*starts[:1], *tables[:1]], default=len(items))
    title = _find_title(items[:first], is_before=first < len(items))
    organ = _organ_of(items[slice(*title)]) if title else None
    closing = _find_closing(items, starts[-1], organ) if starts else None
    builder = _Pieces(source.text, opens_any=opens_any)
    builder.residue += debris
    numbers = list(range(len(items)))
    if title:
        lines = tuple(line for item in items[slice(*title)] if (line := item.line))
        builder.pieces.append(OutlinePiece("TITLE", fields=lines))
        numbers = [*range(title[0]), *range(title[1], len(items))]
        if has_known:
            builder.set_around(items[: title[0]])
            numbers = numbers[title[0] :]
    for number in numbers:
        if closing is not None and closing.signature <= number <= closing.date:
            if number == closing.date:
                builder.close(items, closing)
            continue
        builder.add(items[number], in_annex=closing is not None and number > closing.date)
    return Outline(
        tuple(builder.pieces),
        tuple(builder.residue),
        {**builder.page, **source.page},
        has_known or title is not None,
    )


def _without_absent(items: Sequence[_Item]) -> tuple[list[_Item], list[Residue]]:
    """Set 〔缺〕 aside where it is a whole line, but for one that stands before a date."""
    kept, debris = [], []
    for number, item in enumerate(items):
        line = item.line
        if line is not None and line.text == ABSENT_SIGN:
            behind = items[number + 1].line if number + 1 < len(items) else None
            if behind is None or full_date(behind.text) is None:
                debris.append(Residue(line.text, ResidueReason.SIGN_OF_ABSENCE, line.span))
                continue
        kept.append(item)
    return kept, debris


def _without_contents(items: list[_Item]) -> list[_Item]:
    """Take the lines of a table of contents for plain ones: their sections come below.

    A further table of a kind parts no lines here, since an equal one is no part of the report.
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
    for found in find_contents(lines):
        for at in found:
            number = numbers[at]
            items[number] = items[number]._replace(parts=None)
    return items


def _without_menu(items: list[_Item]) -> list[_Item]:
    """Take the menu of a site for plain lines: the report's own title decides where it begins."""
    tables = (n for n, one in enumerate(items) if isinstance(one.item, Grid) and one.item.kind)
    lines = [line.text if (line := item.line) else "" for item in items]
    menu = find_menu(lines, next(tables, len(items)))
    return [*(item._replace(parts=None) for item in items[:menu]), *items[menu:]]


def _open_sections(items: Sequence[_Item]) -> list[_Item]:
    """Mark the headings that open sections: each kind once, older titles only by themselves."""
    is_form = any(item.parts is not None and item.parts.kind is not None for item in items)
    opened: set[SectionKind] = set()
    marked = []
    for item in items:
        parts = item.parts
        kind = None
        if parts is not None and parts.level == 1:
            kind = parts.kind if is_form else find_section(parts.title, older=True)
        if kind is not None and kind not in opened:
            opened.add(kind)
            marked.append(item._replace(kind=kind))
        else:
            marked.append(item)
    return marked


# ------------------------------------------------------------------------------ title


def _find_title(items: Sequence[_Item], *, is_before: bool) -> tuple[int, int] | None:
    """From which up to which item the title stands, or None.

    One that names organ and year is preferred to one that names either, and that to one that
    names neither; then the one of fewer lines, then the one nearest to the first section.

    Args:
        items: Where to look.
        is_before: Whether a section or table follows; the first title is the nearest otherwise.
    """
    words = [title_words(line.text) if (line := item.line) else "" for item in items]
    best, found = (-1, 0, 0), None
    for start in range(len(words)):
        for count in range(1, MOST_TITLE_LINES + 1):
            lines = words[start : start + count]
            if not all(lines) or len(lines) < count:
                break
            if not _are_title(lines):
                continue
            rank = (_telling("".join(lines)), -count, start if is_before else -start)
            if rank > best:
                best, found = rank, (start, start + count)
    return _with_place(words, *found) if found else None


def _are_title(lines: Sequence[str]) -> bool:
    """Whether *lines* are the title of a report, whole and nothing else.

    Organ and year may stand on lines of their own before it, the year in brackets behind it.
    """
    if len(lines) == 1:
        return is_title(lines[0])
    if not is_title("".join(lines)):
        return False
    heads = 0
    while heads < len(lines) - 1 and _is_title_head(lines[heads]):
        heads += 1
    end = len(lines) - 1 if ends_title(lines[-1]) and heads < len(lines) - 1 else len(lines)
    core = lines[heads:end]
    return is_title(core[0]) if len(core) == 1 else is_broken_title(core)


def _telling(title: str) -> int:
    """How much of organ and year a title names, 0 to 2."""
    organ = agency_of_title(title)
    names_organ = organ is not None and describe(organ).kind is not None
    return names_organ + (year_of_title(title) is not None)


def _with_place(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The lines of a title with one before that holds the place of an organ: 「某某市」."""
    is_below_place = (
        0 < start < end - 1
        and end - start < MOST_TITLE_LINES
        and _PLACE.fullmatch(words[start - 1]) is not None
        and _is_title_head(words[start - 1])
        and describe(words[start]).kind not in {None, AgencyKind.GOVERNMENT}
        and is_title("".join(words[start - 1 : end]))
    )
    return (start - 1 if is_below_place else start), end


def _is_title_head(words: str) -> bool:
    """Whether a line is an organ, a year, or both, and nothing else."""
    if (
        not words
        or len(words) > _LONGEST_TITLE_LINE // 2
        or _SENTENCE.search(words)
        or words in _CHROME
    ):
        return False
    organ = _YEAR_AT_END.sub("", _YEAR_AT_START.sub("", narrow(words)))
    return not organ or describe(organ).kind is not None


# ------------------------------------------------------------------------------ closing


class _Closing(NamedTuple):
    #: The number of the signature's item; that of the date where there is none.
    signature: int
    date: int


def _organ_of(items: Sequence[_Item]) -> str | None:
    """The organ that the lines of the title name."""
    return agency_of_title("".join(line.text for item in items if (line := item.line)))


def _find_closing(items: Sequence[_Item], last_section: int, organ: str | None) -> _Closing | None:
    """The first full date on a line of its own behind the last section's heading.

    One below the name of an organ is preferred, so that a date in a chronicle closes nothing.
    """
    first = None
    for closing in _iter_closings(items, last_section):
        line = items[closing.signature].line if closing.signature < closing.date else None
        if line is not None and (line.text == ABSENT_SIGN or _is_organ(line.text, organ)):
            return closing
        first = first or closing
    return first


def _is_organ(signature: str, organ: str | None) -> bool:
    """Whether a signature is the organ of the title, or ends as the name of an organ does."""
    words = fold_radicals(squeeze(signature))
    return words == organ or (describe(words).kind is not None and _DEED.match(words) is None)


def _iter_closings(items: Sequence[_Item], last_section: int) -> Iterator[_Closing]:
    """Every full date that stands so, with the signature before it where there is one."""
    for number in range(last_section + 1, len(items)):
        line = items[number].line
        if line is None or full_date(line.text) is None:
            continue
        before = items[number - 1]
        signature = before.line if number - 1 > last_section and before.parts is None else None
        if signature and (signature.text == ABSENT_SIGN or is_signature(signature.text)):
            yield _Closing(number - 1, number)
        else:
            yield _Closing(number, number)


# ------------------------------------------------------------------------------ pieces


class _Pieces:
    """Collects pieces and what is set aside."""

    def __init__(self, text: str, *, opens_any: bool) -> None:
        self.text = text
        self.opens_any = opens_any
        self.pieces: list[OutlinePiece] = []
        self.residue: list[Residue] = []
        self.page: dict[str, str] = {}

    def set_around(self, items: Sequence[_Item]) -> None:
        """What stands before the title is of the page, not of the report."""
        for item in items:
            if isinstance(item.item, Grid):
                fields = [field for row in item.item.rows for field in row if field.text]
            else:
                fields = [item.item.field]
            for field in fields:
                self._set_aside(field, ResidueReason.CHROME)
                if fact := page_fact(field.text):
                    self.page.setdefault(*fact)

    def _set_aside(self, field: Field, reason: ResidueReason) -> None:
        self.residue.append(Residue(field.text, reason, field.span))

    def add(self, item: _Item, *, in_annex: bool) -> None:
        """One item behind the title and before or behind the closing."""
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
            self._add_heading(field, item.parts, item.kind)

    def _add_picture(self, field: Field) -> None:
        """A picture; a caption that cannot be printed with it is a paragraph of its own."""
        if is_caption(field.text):
            self.pieces.append(OutlinePiece("PICTURE", field=field))
            return
        self.pieces.append(OutlinePiece("PICTURE", field=Field("", field.start, field.start)))
        self.pieces.append(OutlinePiece("PARAGRAPH", field=field))

    def _add_heading(self, field: Field, parts: HeadingParts, kind: SectionKind | None) -> None:
        opens = kind is not None or (self.opens_any and parts.level == 1)
        head, rest = _split(self.text, field, parts)
        terminal = "SECTION" if opens else "HEADING"
        self.pieces.append(OutlinePiece(terminal, field=head, parts=parts, kind=kind))
        if rest is not None and rest.text == ABSENT_SIGN:
            self._set_aside(rest, ResidueReason.SIGN_OF_ABSENCE)
        elif rest is not None and parts.stop and not opens:
            self.pieces.append(OutlinePiece("RUN_IN", field=rest))
        elif rest is not None and (below := read_heading(rest.text)) and below.level > 1:
            self._add_heading(rest, below, None)
        elif rest is not None:
            self.pieces.append(OutlinePiece("PARAGRAPH", field=rest))

    def close(self, items: Sequence[_Item], closing: _Closing) -> None:
        """The signature, where there is one, and the date."""
        if closing.signature < closing.date:
            signature = items[closing.signature].line
            if signature is not None and signature.text != ABSENT_SIGN:
                self.pieces.append(OutlinePiece("SIGNATURE", field=signature))
        line = items[closing.date].line
        if line is not None:
            piece = OutlinePiece("DATE", field=line, signed_on=full_date(line.text))
            self.pieces.append(piece)


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
    """The index in *raw* behind its first *count* visible characters, signs of bold left out."""
    for index, sign in enumerate(raw):
        if count == 0:
            return index
        if sign != "*" and not is_blank_character(sign):
            count -= 1
    return len(raw)
