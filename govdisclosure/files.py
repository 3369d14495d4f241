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

#: How the names of files begin that are not whole yet; one that is left over may be removed.
TEMPORARY = ".govdisclosure-"
#: Paths of what is open already: another name for a stream, even where a file is behind it.
_OPEN = ("/dev/std", "/dev/fd/", "/proc/self/fd/")
#: Bytes of a name that are no UTF-8, as Python spells them.
_NO_UTF8 = re.compile("[\udc80-\udcff]")


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A stream for the bytes of a file, which has them all once the block ends, or stays as it was.

    They are written beside the file and renamed, so that nothing that breaks off on the way, be it
    an error, an interrupt or the end of the process, leaves a part. A link stays a link, an old
    file keeps its mode. What is no file (a pipe, a terminal, a device) is written as it is.

    Args:
        path: The file, in a folder that is there.

    Raises:
        OSError: It cannot be written; whatever the block raises is raised as well.
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
        os.close(os.open(target, os.O_WRONLY))  # a file that may not be written is not replaced
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


#: Windows changes the ends of lines in what is not opened so.
_BINARY: int = getattr(os, "O_BINARY", 0)


def visible(name: str) -> str:
    r"""A name of a file with its bytes that are no UTF-8 spelled out, so that any output takes it.

    Example:
        >>> print(visible(os.fsdecode("甲.txt".encode("gbk"))))
        \xbc\xd7.txt
    """
    return _NO_UTF8.sub(lambda found: f"\\x{ord(found[0]) - 0xDC00:02x}", name)
