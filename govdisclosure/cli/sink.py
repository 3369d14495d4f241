"""Where results go: stdout, or a file that appears complete or not at all.

Takes text and bytes and writes them; what cannot be written is an :class:`OutputError`.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from govdisclosure.cli.screen import printable, writing
from govdisclosure.files import replacing
from govdisclosure.formats import Format

__all__ = ["Sink", "opened"]

_LINE = re.compile(r"[^\n\t]+")


class Sink:
    """The destination of an output.

    Attributes:
        encoding: The encoding of the text.
        is_terminal: Whether it is a terminal.
        lost: How many lines contain characters that the encoding does not have; they become 「?」.
    """

    def __init__(
        self, file: BinaryIO | None = None, path: str = "", *, is_utf8: bool = False
    ) -> None:
        """A sink that writes to *file*, or to stdout if it is None.

        Args:
            file: The file, which is in UTF-8.
            path: Its name.
            is_utf8: Whether stdout gets UTF-8 as well, unless it is a terminal.
        """
        self.is_terminal = file is None and sys.stdout.isatty()
        is_utf8 = (is_utf8 and not self.is_terminal) or file is not None
        self.encoding = "utf-8" if is_utf8 else (sys.stdout.encoding or "utf-8").lower()
        self.lost = 0
        self._file = file
        self._path = path
        self._is_bytes = is_utf8

    @property
    def is_ascii(self) -> bool:
        """Whether only ASCII is certain to be encodable; JSON can escape everything else."""
        return not self.encoding.startswith("utf")

    def write_whole(self, written: str | bytes) -> None:
        """Write the whole output, text or bytes."""
        if isinstance(written, bytes):
            self.write_bytes(written)
        else:
            self.write(written)

    def write(self, piece: str) -> None:
        """Write a piece of text; on a terminal, without characters that control it."""
        if self.is_terminal:
            piece = _LINE.sub(lambda found: printable(found[0]), piece)
        if self._is_bytes:
            self.write_bytes(piece.encode(errors="backslashreplace"))
            return
        self.lost += sum(not _can_write(line, self.encoding) for line in piece.splitlines())
        with writing():
            sys.stdout.write(piece.encode(self.encoding, "replace").decode(self.encoding))

    def write_bytes(self, data: bytes) -> None:
        """Write bytes unchanged."""
        with writing(self._path):
            if self._file is not None:
                self._file.write(data)
                return
            sys.stdout.flush()
            sys.stdout.buffer.write(data)


def _can_write(line: str, encoding: str) -> bool:
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def opened(output: str | None, format: Format) -> Iterator[Sink]:
    """A sink for *output*, or for stdout where it is None.

    A file, in a folder that is created if missing, gets its content when the block ends.

    Raises:
        OutputError: It cannot be written.
    """
    if output is None:
        yield Sink(is_utf8=format.is_utf8)
        return
    with writing(output):
        Path(output).parent.mkdir(parents=True, exist_ok=True)
        with replacing(output) as file:
            sink = Sink(file, output)
            sink.write_bytes(format.mark)
            yield sink
