r"""The escape: what the reader would take for something else is printed after ``\``.

A paragraph 「一、总体情况」 is printed ``\一、总体情况`` and comes back as a paragraph. The reader
and the writer share every rule here.
"""

from collections.abc import Sequence
from functools import lru_cache

from govdisclosure.characters import fold_blanks, narrow
from govdisclosure.forms.labels import begins_label, is_label
from govdisclosure.forms.sheet_columns import begins_sheet, is_foot, is_label_head
from govdisclosure.plain.around import is_page_line, is_page_number, title_within
from govdisclosure.plain.breaks import (
    breaks_at_marks,
    is_loose_row,
    is_marked_row,
    lost_breaks,
)
from govdisclosure.plain.closing import MAX_SIGNATURE, NO_SIGNATURE, closing_within, is_date
from govdisclosure.plain.headings import read_heading
from govdisclosure.plain.markup import (
    BARE_RULE,
    BOOKMARK,
    CELL,
    INLINE_MARK,
    LINE_BREAK,
    MARKUP,
    RULE_CELL,
    is_underline,
    picture_caption,
    without_markdown,
)
from govdisclosure.plain.titles import begins_title, ends_title, is_title
from govdisclosure.text import CellState, read_printed, value_within_marks

__all__ = [
    "escape_field",
    "escape_line",
    "field_needs_escape",
    "is_signature",
    "line_needs_escape",
    "row_line",
    "unescape",
]

_ESCAPE = "\\"


@lru_cache(maxsize=2048)
def line_needs_escape(text: str) -> bool:
    """Whether the reader would take the paragraph *text* for anything but itself."""
    words = _behind_escapes(text)
    return (
        words.startswith(("|", "<!--"))
        or picture_caption(words) is not None
        or MARKUP.match(words) is not None
        or words.endswith("|")
        or BARE_RULE.fullmatch(words) is not None
        or without_markdown(words) != words
        or read_heading(words) is not None
        or is_date(words)
        or is_page_number(words)
        or BOOKMARK.search(words) is not None
        or INLINE_MARK.search(words) is not None
        or is_label(words)
        or begins_label(words)
        or is_loose_row(words)
        or is_marked_row(words)
        or bool(lost_breaks(words))
        or bool(breaks_at_marks(words))
        or is_title(words)
        or begins_title(words)
        or ends_title(words)
        or title_within(words) is not None
        or is_page_line(words)
        or is_underline(words)
        or closing_within(words) is not None
        or begins_sheet(words)
    )


@lru_cache(maxsize=2048)
def field_needs_escape(text: str) -> bool:
    """Whether the reader would take the words of a cell for anything but themselves."""
    words = _behind_escapes(text)
    if (
        is_label(words)
        or begins_label(words)
        or is_label_head(words)
        or is_foot(words)
        or (words != text and is_label_head(words, is_common=True))
        or BOOKMARK.search(words) is not None
        or INLINE_MARK.search(words) is not None
        or _marks_value(words)
        or (words != text and _marks_value(_ESCAPE + words))
        or MARKUP.match(words) is not None
        or LINE_BREAK.search(words) is not None
        or RULE_CELL.fullmatch(words) is not None
    ):
        return True
    heading = read_heading(words)
    return heading is not None and heading.kind is not None


def _marks_value(words: str) -> bool:
    """Whether marks surround a value in the words of a cell, or in a part that looks like one."""
    return any(value_within_marks(part.strip(" ")) is not None for part in CELL.findall(words))


def _behind_escapes(text: str) -> str:
    r"""The words after all ``\`` at the start: they decide whether each one is an escape."""
    return text.lstrip("\\ ")


def escape_line(text: str) -> str:
    """The paragraph as it is printed."""
    return _ESCAPE + text if line_needs_escape(text) else text


def escape_field(text: str, *, is_beside_unit: bool = False) -> str:
    """The words of a cell as they are printed.

    Args:
        text: The words.
        is_beside_unit: Whether 「单位」 may be in the same row: then words such as 「项目」 are
            read as the head of a statistics sheet.
    """
    needs = field_needs_escape(text) or (is_beside_unit and is_label_head(text, is_common=True))
    return _ESCAPE + text if needs else text


def unescape(text: str, *, in_row: bool = False) -> str | None:
    r"""The words after the escape, or None when ``\`` is not an escape here.

    Example:
        >>> unescape("\\一、总体情况"), unescape("\\d+")
        ('一、总体情况', None)
    """
    if not text.startswith(_ESCAPE):
        return None
    rest = fold_blanks(text[1:])
    if in_row:
        needs = field_needs_escape(rest) or is_label_head(rest, is_common=True)
    else:
        needs = line_needs_escape(rest)
    return rest if rest and needs else None


def row_line(fields: Sequence[str]) -> str:
    """A row of a table; a row of one cell ends in a tab."""
    return "\t".join(fields) if len(fields) > 1 else f"{fields[0]}\t"


def is_signature(text: str) -> bool:
    """Whether a line before the date can be the signature: short, not a sentence or an answer.

    Example:
        >>> [is_signature(line) for line in ("某某局", "大事记：", "（一）", "特此报告")]
        [True, False, False, False]
    """
    return (
        0 < len(text) <= MAX_SIGNATURE
        and NO_SIGNATURE.fullmatch(narrow(text)) is None
        and read_printed(text).state is not CellState.MARK
        and not line_needs_escape(text)
    )
