"""Where output goes: coloured by rich on a terminal, plain text anywhere else.

Takes lines of styled words and prints them; knows no report. Characters that a stream cannot encode
are replaced, and nothing in a document can control the terminal.
"""

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TextIO

from govdisclosure.characters import blanked, display_width
from govdisclosure.files import visible

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["OutputError", "Screen", "Words", "let_streams_replace", "printable", "shown", "writing"]

#: The default width of a picture.
_USUAL_WIDTH = 100

#: The appearance of the styles; plain text has no styles.
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
    """Output cannot be written; the system's error is the cause.

    Attributes:
        path: The file; empty for stdout.
        reason: The system's message.
    """

    def __init__(self, path: str, reason: OSError) -> None:
        """A failure to write to *path*."""
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


@contextmanager
def writing(path: str = "") -> Iterator[None]:
    """Turn errors of the system inside into errors of the output, for stdout or a file.

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
        width: The maximum number of columns in a line.
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
    """A console of rich's, if stdout is a terminal, or is said to be, and rich is installed."""
    if not sys.stdout.isatty() and not os.environ.get("FORCE_COLOR"):
        return None
    try:
        from rich.console import Console
    except ImportError:
        return None
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def printable(text: str) -> str:
    """*text* with a blank for every invisible character that could control a terminal."""
    if text.isascii() and text.isprintable():
        return text
    return blanked(visible(text))


@contextmanager
def shown(news: str) -> Iterator[None]:
    """Show a line on stderr while something is done, and remove it afterwards."""
    width = 0
    if news:
        news = fitting(news)
        width = display_width(news)
        print(f"\r{news}", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if width:
            print(f"\r{' ' * width}\r", end="", file=sys.stderr, flush=True)


def fitting(news: str) -> str:
    """As much of *news* as one line of the terminal can show."""
    columns = shutil.get_terminal_size().columns - 1
    news = printable(news)
    while display_width(news) > columns:
        news = news[:-1]
    return news


def let_streams_replace(*streams: TextIO) -> None:
    """Make *streams* replace what they cannot encode, so that no code page causes a crash."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
