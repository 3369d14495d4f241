"""Differences as lines of text, for a terminal or a file.

Takes a :class:`Diff` and gives lines; long stretches that did not change are cut.
"""

from collections.abc import Iterator

from govdisclosure.characters import blanked
from govdisclosure.comparison.cells import CellDiff
from govdisclosure.comparison.lines import LineChange, LineDiff
from govdisclosure.comparison.two import Diff
from govdisclosure.comparison.wording import (
    cell_words,
    change_words,
    degree_words,
    named,
    percent_words,
    say,
    sum_words,
)
from govdisclosure.wording import COLON, COMMA, Language

__all__ = ["diff_text"]

#: How many characters of an unchanged stretch are kept at each of its ends.
_KEPT = 12
#: What separates the cells of a row.
_TAB = "\t"


def diff_text(found: Diff, language: Language) -> str:
    """The differences, a line each."""
    lines = (blanked(line).rstrip(" ") for line in _lines(found, language))  # no control characters
    return "".join(f"{line}\n" for line in lines)


def _lines(found: Diff, language: Language) -> Iterator[str]:
    for side, report in (("old", found.old), ("new", found.new)):
        yield f"{say(language, side)}{COLON.text(language)}{named(report, language)}"
    if not found:
        yield say(language, "nothing")
    if found.cells:
        yield say(language, "cells", count=len(found.cells))
        for one in found.cells:
            yield from _cell(one, language)
    if found.sections:
        yield say(language, "sections", count=len(found.sections))
        for part in found.sections:
            yield f"  {part.title(language)}"
            for line in part.changes:
                yield f"    {_line(line).replace(_TAB, ' | ')}"
    if found.not_compared:
        yield say(language, "not_compared", count=len(found.not_compared))


def _cell(one: CellDiff, language: Language) -> Iterator[str]:
    yield f"  {one.address.words(language)} [{one.address}]"
    old, new = cell_words(one.old, language), cell_words(one.new, language)
    parts = [f"{old} → {new}", change_words(one), percent_words(one.percent)]
    yield f"    {COMMA.text(language).join(filter(None, parts))}"
    for words in (sum_words(one.old_cells, language), sum_words(one.new_cells, language)):
        if words:
            yield f"    = {words}"
    if words := degree_words(one, language):
        yield f"    {words}"


def _line(one: LineDiff) -> str:
    """A line after ``-``, ``+`` or ``~``; in one that changed, the words that did are marked."""
    if one.change is not LineChange.CHANGED:
        return f"- {one.old}" if one.new is None else f"+ {one.new}"
    pieces = one.pieces()
    words = []
    for number, piece in enumerate(pieces):
        match piece.change:
            case LineChange.REMOVED:
                words.append(f"[-{piece.text}-]")
            case LineChange.ADDED:
                words.append(f"{{+{piece.text}+}}")
            case _:
                is_first, is_last = number == 0, number == len(pieces) - 1
                words.append(_cut(piece.text, is_first=is_first, is_last=is_last))
    return f"~ {''.join(words)}"


def _cut(text: str, *, is_first: bool, is_last: bool) -> str:
    before = 0 if is_first else _KEPT
    after = 0 if is_last else _KEPT
    if len(text) <= before + after + 1:
        return text
    return f"{text[:before]}…{text[len(text) - after :]}"
