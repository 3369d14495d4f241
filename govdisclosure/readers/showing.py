"""How characters show on a page, and which in a line or a cell are words, notes or residue.

Every reader passes the characters of a line as runs that say how they show; :func:`settle` alone
decides what becomes of them. Digits above or below the line mark a note; characters that are
struck out or invisible are not words. Knows no format.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from govdisclosure.characters import fold_blanks
from govdisclosure.source import ResidueReason

__all__ = ["Aside", "Runs", "Settled", "Shows", "settle", "settle_lines"]


class Shows(Enum):
    """How a run of characters shows."""

    #: As the words around it.
    ON_LINE = "on_line"
    #: Above or below the line, as the mark of a note.
    RAISED = "raised"
    #: With a line through it.
    STRUCK = "struck"
    #: Invisible: hidden, transparent, clipped, or in the colour of the background.
    HIDDEN = "hidden"
    #: Invisible because something was painted over it: the value cannot be read.
    COVERED = "covered"
    #: Large, light or aslant over the page.
    WATERMARK = "watermark"


#: Why runs that are not words are set aside.
_REASONS = {
    Shows.STRUCK: ResidueReason.STRUCK,
    Shows.HIDDEN: ResidueReason.HIDDEN,
    Shows.COVERED: ResidueReason.HIDDEN,
    Shows.WATERMARK: ResidueReason.WATERMARK,
}
#: A cell with at most this many raised characters and nothing else is empty, with a note; longer
#: raised text is its words.
_LONGEST_LONE_MARK = 2


class Aside(NamedTuple):
    """Characters of a line or a cell that are not part of its words."""

    words: str
    reason: ResidueReason


class Settled(NamedTuple):
    """The words of a line or a cell, and what was set aside."""

    #: Its words, blanks folded; marks of notes appear as ``〔1〕``.
    words: str
    aside: tuple[Aside, ...] = ()
    #: Whether something in it is covered and nothing shows, so that its words are unknown.
    is_covered: bool = False


def settle(runs: Iterable[tuple[str, Shows]]) -> Settled:
    """Settle the runs of one line or cell; only this function decides what is a word.

    Example:
        >>> settle([("1795", Shows.ON_LINE), ("1", Shows.RAISED)]).words
        '1795〔1〕'
        >>> settle([("7", Shows.STRUCK), ("416", Shows.ON_LINE)])[:2]
        ('416', (Aside(words='7', reason=<ResidueReason.STRUCK: 'struck'>),))
        >>> settle([("m", Shows.ON_LINE), ("2", Shows.RAISED)]).words
        'm2'
    """
    parts: list[str] = []
    aside: list[Aside] = []
    is_covered = False
    grouped = [
        (shows, "".join(text for text, _ in group))
        for shows, group in groupby(runs, key=lambda run: run[1])
    ]
    is_alone = not any(fold_blanks(text) for shows, text in grouped if shows is Shows.ON_LINE)
    for shows, text in grouped:
        words = fold_blanks(text)
        if shows is Shows.ON_LINE or not words:
            parts.append(text)
        elif shows is Shows.RAISED:
            is_words = is_alone and len(words) > _LONGEST_LONE_MARK
            parts.append(text if is_words or _is_in_formula(parts) else _mark(words))
        else:
            aside.append(Aside(words, _REASONS[shows]))
            is_covered |= shows is Shows.COVERED
    words = fold_blanks("".join(parts))
    return Settled(words, tuple(aside), is_covered and not words)


def settle_lines(runs: Iterable[tuple[str, Shows]]) -> Iterator[Settled]:
    r"""Settle each line of a paragraph or a cell that is broken at line feeds.

    Example:
        >>> [one.words for one in settle_lines([("1\n17", Shows.ON_LINE), ("2", Shows.RAISED)])]
        ['1', '17〔2〕']
    """
    line: list[tuple[str, Shows]] = []
    for text, shows in runs:
        first, *others = text.split("\n")
        line.append((first, shows))
        for other in others:
            yield settle(line)
            line = [(other, shows)]
    yield settle(line)


def _is_in_formula(before: list[str]) -> bool:
    """Whether raised characters belong to a unit or a formula, as in m² or CO₂."""
    text = "".join(before[-1:]).rstrip()
    return bool(text) and text[-1].isascii() and text[-1].isalpha()


def _mark(words: str) -> str:
    """The mark of a note, as written in the words of a line."""
    bare = words.strip("[]()（）〔〕【】")
    return f"〔{bare.replace('〔', '（').replace('〕', '）') or words.strip('〔〕')}〕"


class Runs:
    """The runs of one line or cell, in the order a reader meets them.

    Lines whose runs all show as words, which most are, are kept as plain text.
    """

    __slots__ = ("_is_plain", "_runs")

    def __init__(self) -> None:
        """No runs yet."""
        self._runs: list[tuple[str, Shows]] = []
        self._is_plain = True

    def add(self, text: str, shows: Shows = Shows.ON_LINE) -> None:
        """Add a run."""
        self._runs.append((text, shows))
        self._is_plain = self._is_plain and shows is Shows.ON_LINE

    def __bool__(self) -> bool:
        """Whether there are runs."""
        return bool(self._runs)

    def take(self) -> Settled:
        """Settle the runs and remove them."""
        runs, self._runs = self._runs, []
        if self._is_plain:
            return Settled(fold_blanks("".join(text for text, _ in runs)))
        self._is_plain = True
        return settle(runs)
