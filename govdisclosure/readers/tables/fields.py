"""Words with places: blanks folded, debris removed, escapes resolved.

Takes a stretch of text and gives a field; what it sets aside is collected.
"""

from collections.abc import Iterable

from govdisclosure.characters import fold_blanks, is_blank_character
from govdisclosure.plain.escape import unescape
from govdisclosure.plain.markup import BOOKMARK, LINE_BREAK
from govdisclosure.source import Field, Residue, ResidueReason, Span

__all__ = ["FieldMaker", "visible_ends"]


class FieldMaker:
    """Makes fields and collects what it had to set aside."""

    def __init__(self) -> None:
        """Nothing set aside yet."""
        self.residue: list[Residue] = []

    def set_aside(self, words: str, start: int, end: int, reason: ResidueReason) -> None:
        """Keep *words* at ``[start, end)`` as no part of the report."""
        self.residue.append(Residue(fold_blanks(words), reason, Span(start, end)))

    def row(self, cells: Iterable[str], start: int, *, is_pipe: bool = False) -> list[Field]:
        """The fields of *cells*, which begin at offset *start*, one character between any two."""
        fields = []
        for raw in cells:
            if raw.isdigit():  # as most cells are
                fields.append(Field(raw, start, start + len(raw)))
            else:
                fields.append(self.field(raw, start, in_row=True, is_pipe=is_pipe))
            start += len(raw) + 1
        return fields

    def field(self, raw: str, start: int, *, in_row: bool, is_pipe: bool = False) -> Field:
        """The field that *raw* at offset *start* is.

        Args:
            raw: The unchanged stretch.
            start: Where it begins.
            in_row: Whether it is a cell, which has other escapes than a line.
            is_pipe: Whether it is a cell between pipes, with the escapes of Markdown.
        """
        if raw.isdigit():  # as most cells are
            return Field(raw, start, start + len(raw))
        inner = raw.strip(" ")
        if not inner:
            return Field("", start, start)
        if inner.isprintable():  # as most cells are: no blanks but U+0020
            first = raw.index(inner[0])
            words, last = fold_blanks(inner), first + len(inner)
        else:
            words = fold_blanks(raw)
            if not words:
                return Field("", start, start)
            first, last = visible_ends(raw)
        if is_pipe and "\\|" in words:
            words = words.replace("\\|", "|")
        if words[0] == "\\" and (literal := unescape(words, in_row=in_row)) is not None:
            return Field(literal, start + first, start + last, is_escaped=True)
        if "[bookmark:" in words:
            for found in BOOKMARK.finditer(raw):
                left, right = start + found.start(), start + found.end()
                self.set_aside(found[0], left, right, ResidueReason.DEBRIS)
            whole = raw.replace("\\|", "|") if is_pipe else raw
            words = fold_blanks(BOOKMARK.sub("", whole))
        if is_pipe and "<" in words:
            words = fold_blanks(LINE_BREAK.sub(" ", words))
        return Field(words, start + first, start + last)


def visible_ends(raw: str) -> tuple[int, int]:
    """Where *raw* shows something first and last; it must not be blank."""
    left, right = len(raw) - len(raw.lstrip()), len(raw.rstrip())
    while is_blank_character(raw[left]):
        left += 1
    while is_blank_character(raw[right - 1]):
        right -= 1
    return left, right
