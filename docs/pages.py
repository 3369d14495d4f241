"""What a generated page is made of: titles, tables and links in Markdown.

Takes words and gives Markdown for MyST; knows nothing of reports.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from govdisclosure.wording import Language

__all__ = ["Page", "contents", "escaped", "heading", "other", "table"]

#: What Markdown would take for a mark.
_MARKS = re.compile(r"([\\`*_{}\[\]<>|$~#])")


class Page(NamedTuple):
    """A page of the site, before Sphinx."""

    #: Its path in the tree of a language, with the suffix: ``reference/rules/GD201.md``.
    path: str
    text: str


def escaped(words: str) -> str:
    r"""Words as Markdown that shows them unchanged, on one line.

    Example:
        >>> print(escaped("text|markdown for <FILE>"))
        text\|markdown for \<FILE\>
    """
    return _MARKS.sub(r"\\\1", " ".join(words.split()))


def heading(title: str, level: int = 1) -> str:
    """A heading and the blank line under it; *title* is Markdown."""
    return f"{'#' * level} {title}\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already.

    Example:
        >>> print(table(["a", "b"], [["1", "2"]]), end="")
        | a | b |
        |---|---|
        | 1 | 2 |
    """
    lines = [head, ["---"] * len(head), *rows]
    written = ["| " + " | ".join(cells) + " |" for cells in lines]
    written[1] = "|" + "---|" * len(head)
    return "\n".join(written) + "\n"


def contents(
    names: Iterable[str], *, caption: str = "", depth: int = 1, hidden: bool = False
) -> str:
    """A table of contents of the pages *names*, relative to the page that it is on."""
    options = [f":maxdepth: {depth}", *([f":caption: {caption}"] if caption else ())]
    options += [":hidden:"] if hidden else []
    return "\n".join([":::{toctree}", *options, "", *names, ":::"]) + "\n"


def other(language: Language) -> Language:
    """The language that is not *language*."""
    return "en" if language == "zh" else "zh"
