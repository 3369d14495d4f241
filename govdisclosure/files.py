r"""Output files, which appear whole or not at all, and names of files, which are bytes.

Takes a path and gives a stream to write to; knows nothing of what is written.
"""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

__all__ = ["TEMPORARY", "replacing", "visible"]

#: How the names of unfinished files begin; one that is left over may be removed.
TEMPORARY = ".govdisclosure-"
#: Paths of what is already open: another name for a stream, even if it leads to a file.
_OPEN = ("/dev/std", "/dev/fd/", "/proc/self/fd/")
#: Bytes of a name that are not UTF-8, as Python spells them; on Windows halves of a character, too.
_NO_UTF8 = re.compile("[\ud800-\udfff]")
#: The bytes that Python spells so.
_ESCAPED = range(0x80, 0x100)


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A stream for the bytes of a file, which has all of them when the block ends, or is unchanged.

    They are written to a temporary file beside it, which is then renamed, so that an error, an
    interrupt or the end of the process never leaves a part. A link stays a link, an existing file
    keeps its mode. What is not a file (a pipe, a terminal, a device) is written directly.

    Args:
        path: The file, in an existing folder.

    Raises:
        OSError: It cannot be written. Exceptions of the block are passed on.
    """
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        mode = None
    if os.fspath(path).startswith(_OPEN) or not (mode is None or stat.S_ISREG(mode)):
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | _BINARY), "wb") as stream:
            yield stream
        return
    target = os.path.realpath(path)
    if mode is not None:
        os.close(os.open(target, os.O_WRONLY))  # a write-protected file must not be replaced
    temporary = os.path.join(os.path.dirname(target), f"{TEMPORARY}{os.urandom(8).hex()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
    descriptor = os.open(temporary, flags, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(descriptor)
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


#: Without it Windows changes line ends.
_BINARY: int = getattr(os, "O_BINARY", 0)


def visible(name: str) -> str:
    r"""A file name with bytes that are not UTF-8 spelled out, so that any output accepts it.

    Example:
        >>> print(visible(os.fsdecode("甲.txt".encode("gbk"))))
        \xbc\xd7.txt
    """
    return _NO_UTF8.sub(lambda found: _spelled(ord(found[0])), name)


def _spelled(half: int) -> str:
    byte = half - 0xDC00
    return f"\\x{byte:02x}" if byte in _ESCAPED else f"\\u{half:04x}"
