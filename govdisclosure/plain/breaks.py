"""Line breaks that a converter lost: where one long line begins a section, a heading, a table.

Takes the text of a line and gives the offsets at which to cut it. Such a line has several sections
of the form, each followed by its text, or labels and values of a table without any other words
between; a list of the sections' titles is not enough.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from govdisclosure.characters import narrow
from govdisclosure.forms.labels import NO_LABELS, is_label, is_piece, labels_of, likely_label
from govdisclosure.forms.layout import SectionKind, TableKind, find_section, label_of
from govdisclosure.forms.sheet_columns import LABEL_HEAD
from govdisclosure.forms.sheets import as_plain, find_sheets
from govdisclosure.plain.markup import PIPE
from govdisclosure.plain.outlines import WIDEST_GAP, closing_breaks, outline_breaks
from govdisclosure.plain.stretches import Stretch, find_stretches
from govdisclosure.text import CellState, read_printed

__all__ = [
    "Cut",
    "breaks_at_marks",
    "is_loose_row",
    "is_marked_row",
    "lost_breaks",
    "may_hold_table",
    "scattered_labels",
]

#: The minimum number of section numerals, and of characters, in a line that lost its breaks.
_FEWEST_SECTIONS = 2
_SHORTEST_LINE = 80
#: The minimum number of labels, and of values, in a table on one line.
_FEWEST_LABELS = 6
_FEWEST_VALUES = 3
#: The longest row of a table whose cells are separated by blanks.
_LONGEST_ROW = 200
#: A longer cell is not a label.
_LONGEST_CELL = 80
_NUMERAL = re.compile(r"[一二三四五六] ?[、.]")
_LATE_NUMERAL = re.compile(rf"。\s{{1,{WIDEST_GAP}}}[一二三四五六] ?[、.]")
#: The minimum number of headings between marks, and the longest of them.
_FEWEST_MARKED, _LONGEST_HEADING = 3, 30
_MARKED_TITLE = re.compile(r"[一二三四五六] ?[、.] ?(?P<title>[\u4e00-\u9fff、 ]+)[:。]?")
_TAB = re.compile("\t")
_BARS = re.compile("[|｜│]")
#: A head that the form does not have, or a remark after the values of a row.
_STRANGE = re.compile(r" [^ 0-9。；;：:，,、]{2,12}")
#: Every table has one of these; avoids searching other lines.
_ANCHORS = (
    *(
        label_of(kind, token).bare
        for kind, token in (
            (TableKind.PROACTIVE, "ITEM"),
            (TableKind.REQUESTS, "NATURAL_PERSON"),
            (TableKind.REQUESTS, "ORGANIZATION"),
            (TableKind.REQUESTS, "DISCLOSED"),
            (TableKind.DISPUTES, "UPHELD"),
            (TableKind.DISPUTES, "PENDING"),
        )
    ),
    label_of(TableKind.PROACTIVE, "ARTICLE_20_1").bare.partition("（")[0],
    LABEL_HEAD[-2:],
)


class Cut(NamedTuple):
    """A part of a line that should be a line by itself."""

    start: int
    end: int
    is_table: bool = False
    #: Whether the table is a statistics sheet.
    is_sheet: bool = False


def lost_breaks(text: str) -> tuple[Cut, ...]:
    """The parts of a line that lost its breaks, in order; empty for any other line.

    Example:
        >>> line = "信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件693665"
        >>> [(cut.start, cut.end, cut.is_table) for cut in lost_breaks("二、主动公开" + line)]
        [(0, 6, False), (6, 46, True)]
    """
    if len(text) < _FEWEST_LABELS * 4:
        return ()
    plain = narrow(text)
    may_hold_sections = len(text) >= _SHORTEST_LINE and (
        len(_NUMERAL.findall(plain)) >= _FEWEST_SECTIONS or _LATE_NUMERAL.search(plain) is not None
    )
    if not may_hold_sections and not may_hold_table(plain):
        return ()
    plain = as_plain(text)
    sheets = {one.start: one.end for one in find_sheets(plain)}
    plain = _without(sheets, plain)
    places = {0, len(text), *sheets, *sheets.values()}
    if sheets:
        places.update(closing_breaks(plain))
    if may_hold_sections:
        places.update(outline_breaks(plain))
    cuts: list[Cut] = []
    for start, end in pairwise(sorted(places)):
        if start in sheets:
            cuts.append(Cut(start, end, is_table=True, is_sheet=True))
            continue
        at = start
        for table in _tables(plain, start, end):
            cuts += [Cut(at, table.start), table]
            at = table.end
        cuts.append(Cut(at, end))
    cuts = [cut for cut in cuts if plain[cut.start : cut.end].strip(" ")]
    return tuple(cuts) if len(cuts) > 1 or cuts[0].is_table else ()


def breaks_at_marks(text: str) -> Sequence[tuple[int, int]]:
    """The lines of a text on one line, where a program put a mark in place of each line break.

    Between the marks, which are tabs or bars, are headings of several sections in their order, and
    between these a sentence.

    Returns:
        Start and end of each line; nothing for any other text.

    Example:
        >>> page = "一、总体情况|略。|二、主动公开政府信息情况|略。|六、其他需要报告的事项|无。"
        >>> [page[start:end] for start, end in breaks_at_marks(page)][:3]
        ['一、总体情况', '略。', '二、主动公开政府信息情况']
    """
    mark = _TAB if "\t" in text else PIPE
    if mark.search(text) is None or len(_NUMERAL.findall(narrow(text))) < _FEWEST_MARKED:
        return ()
    marks = list(mark.finditer(text))
    starts, ends = [0, *(one.end() for one in marks)], [*(one.start() for one in marks), len(text)]
    lines = list(zip(starts, ends, strict=True))
    titles = [(at, kind) for at, line in enumerate(lines) if (kind := _section_at(text, *line))]
    if len(titles) < _FEWEST_MARKED or [kind for _, kind in titles] != _in_order(titles):
        return ()
    between = lines[titles[0][0] : titles[-1][0]]
    has_sentence = any(text[slice(*line)].rstrip().endswith("。") for line in between)
    return lines if has_sentence else ()


def _section_at(text: str, start: int, end: int) -> SectionKind | None:
    """The section of the form whose numbered heading a short stretch of text is."""
    if end - start > _LONGEST_HEADING:
        return None
    found = _MARKED_TITLE.fullmatch(narrow(text[start:end]).strip())
    return find_section(found["title"]) if found else None


def _in_order(titles: Iterable[tuple[int, SectionKind]]) -> list[SectionKind]:
    """The sections among the titles, each once, in the order of the form."""
    kinds = {kind for _, kind in titles}
    return [kind for kind in SectionKind if kind in kinds]


def may_hold_table(plain: str) -> bool:
    """Whether narrow text has one of the words that every table has."""
    return any(anchor in plain for anchor in _ANCHORS)


def _without(sheets: Mapping[int, int], plain: str) -> str:
    """The line with its sheets masked, since their ordinals do not begin sections."""
    pieces, at = [], 0
    for start, end in sheets.items():
        pieces += [plain[at:start], "|" * (end - start)]
        at = end
    return "".join((*pieces, plain[at:]))


#: What separates the cells of a printed row.
_MARKS = re.compile(r"[|│┃║&,;，]")
_EMPHASIS = ' *_`"\\'


def is_marked_row(text: str) -> bool:
    """Whether a line may be a row of a table: marks separate its labels, or blanks their pieces.

    Example:
        >>> is_marked_row("规章|1||2"), is_marked_row("维持 纠正 5"), is_marked_row("甲|乙")
        (True, True, False)
    """
    cells = [cell.strip(_EMPHASIS) for cell in _MARKS.split(text)]
    if len(cells) > 1:
        return any(_may_be_label(cell) for cell in cells if len(cell) <= _LONGEST_CELL)
    words = text.split(" ") if len(text) <= _LONGEST_ROW else []
    pieces = [word for word in words if read_printed(word).state is CellState.TEXT]
    return len(words) > 1 and bool(pieces) and all(map(is_piece, pieces))


def _may_be_label(cell: str) -> bool:
    """Whether a cell is a label, ends in one, or is a misspelt one."""
    return bool(cell) and (
        is_label(cell)
        or all(map(is_piece, cell.split(" ")))
        or any(likely_label(kind, cell) is not None for kind in TableKind)
    )


def is_loose_row(text: str) -> bool:
    """Whether a line is nothing but labels and values, separated by blanks or not at all.

    A head that the form does not have, or a remark, may follow them. One label alone is not a row,
    but several are.

    Example:
        >>> is_loose_row("（三）不予公开 1.属于国家秘密 0 0 0"), is_loose_row("行政许可5件。")
        (True, False)
    """
    return _loose_row(text) is not None


def _loose_row(text: str) -> Stretch | None:
    """The one stretch of labels and values that such a line is."""
    if not 0 < len(text) <= _LONGEST_ROW or text[-1] in "。；;，":
        return None
    stretches = list(find_stretches(text))
    if len(stretches) != 1 or stretches[0].start != 0:
        return None
    found = stretches[0]
    is_over = found.end == len(text) or _STRANGE.fullmatch(text, found.end) is not None
    return found if (found.is_row or found.labels > 1) and is_over else None


def scattered_labels(text: str) -> tuple[tuple[str | None, ...], ...]:
    """The labels of a line that is nothing but labels and values, each as ``labels_of`` gives it.

    Bars between them count as blanks.

    Example:
        >>> [tokens[2] for tokens in scattered_labels("行政复议 行政诉讼")]
        ['REVIEW', 'LITIGATION']
        >>> scattered_labels("全年没有行政复议、行政诉讼。")
        ()
    """
    if text.isdigit():  # as most cells are
        return ()
    if (tokens := labels_of(text)) is not NO_LABELS:
        return (tokens,)
    row = _loose_row(_BARS.sub(" ", text).strip(" "))
    return tuple(tokens for _, _, tokens in row.pieces if tokens is not None) if row else ()


def _tables(plain: str, start: int, end: int) -> Iterator[Cut]:
    """Each table in ``plain[start:end]``."""
    part = plain[start:end]
    if not may_hold_table(part):
        return
    for stretch in find_stretches(part):
        values = len(stretch.pieces) - stretch.labels
        if stretch.labels >= _FEWEST_LABELS and (values >= _FEWEST_VALUES or stretch.is_row):
            yield Cut(start + stretch.start, start + stretch.end, is_table=True)
