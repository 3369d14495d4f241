"""Where output goes: coloured by rich on a terminal, plain text anywhere else.

Takes lines of styled words and prints them; knows no report. What a stream cannot encode is
replaced, and nothing that a document holds can steer the terminal.
"""

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TextIO

from govdisclosure.files import visible
from govdisclosure.source import display_width
from govdisclosure.text import is_blank_character

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["OutputError", "Screen", "Words", "let_streams_replace", "printable", "shown", "writing"]

#: How wide a picture is where nobody says.
_USUAL_WIDTH = 100

#: What the styles look like; plain text has none.
_STYLES = {
    "title": "bold",
    "key": "dim",
    "heading": "bold cyan",
    "rule": "dim",
    "label": "",
    "number": "bold",
    "zero": "dim",
    "blank": "",
    "mark": "yellow",
    "text": "magenta",
    "absent": "bold red",
    "good": "green",
    "error": "bold red",
    "warning": "yellow",
    "hint": "cyan",
    "quote": "dim",
}


class OutputError(Exception):
    """Something cannot be written; the reason of the system is its cause.

    Attributes:
        path: The file; empty for stdout.
        reason: What the system says.
    """

    def __init__(self, path: str, reason: OSError) -> None:
        """The failure of writing to *path*."""
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


@contextmanager
def writing(path: str = "") -> Iterator[None]:
    """Make what the system refuses inside an error of the output, be it stdout or a file.

    Raises:
        OutputError: The system refused to write.
    """
    try:
        yield
    except OSError as error:
        raise OutputError(path, error) from error


class Words(NamedTuple):
    """Some words of a line, and the style they are in."""

    text: str
    style: str = ""


class Screen:
    """Prints lines to stdout.

    Attributes:
        width: How many columns a line may take.
        has_boxes: Whether lines may be drawn with box characters.
    """

    def __init__(self, width: int | None = None) -> None:
        """A screen of *width* columns, or as wide as the terminal."""
        self.width = width or shutil.get_terminal_size((_USUAL_WIDTH, 24)).columns
        console = _rich_console(self.width)
        encoding = (sys.stdout.encoding or "").lower()
        self.has_boxes = (
            console is not None and encoding.startswith("utf") and not console.legacy_windows
        )
        self._print = _print_plain if console is None else _printer(console)

    def line(self, *words: Words | str) -> None:
        """Print one line."""
        with writing():
            self._print([Words(one) if isinstance(one, str) else one for one in words])

    def lines(self, lines: Iterable[Iterable[tuple[str, str]]]) -> None:
        """Print *lines* of words, each with its style."""
        for line in lines:
            self.line(*(Words(*words) for words in line))


def _print_plain(words: list[Words]) -> None:
    print(printable("".join(one.text for one in words)).rstrip(" "))


def _printer(console: "Console") -> Callable[[list[Words]], None]:
    from rich.text import Text

    def print_styled(words: list[Words]) -> None:
        text = Text.assemble(*((printable(one.text), _STYLES.get(one.style, "")) for one in words))
        console.print(text, soft_wrap=True)

    return print_styled


def _rich_console(width: int) -> "Console | None":
    """A console of rich's where stdout is a terminal, or is said to be, and rich is there."""
    if not sys.stdout.isatty() and not os.environ.get("FORCE_COLOR"):
        return None
    try:
        from rich.console import Console
    except ImportError:
        return None
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def printable(text: str) -> str:
    """*text* with a blank for every character that shows nothing but could steer a terminal."""
    if text.isascii() and text.isprintable():
        return text
    text = visible(text)
    return "".join(" " if is_blank_character(character) else character for character in text)


@contextmanager
def shown(news: str) -> Iterator[None]:
    """Show a line on stderr while something is done, and take it away behind it."""
    width = 0
    if news:
        columns = shutil.get_terminal_size().columns - 1
        news = printable(news)
        while display_width(news) > columns:
            news = news[:-1]
        width = display_width(news)
        print(f"\r{news}", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if width:
            print(f"\r{' ' * width}\r", end="", file=sys.stderr, flush=True)


def let_streams_replace(*streams: TextIO) -> None:
    """Have *streams* replace what they cannot encode; a code page then costs signs, no crash."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
