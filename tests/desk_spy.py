"""What a process of the desk does in tests: its own work, and it dies of any file it would write.

So that nothing which a stranger sends is left on a disk, or sent anywhere.
"""

import os
import sys
from functools import cache
from typing import Any

from govdisclosure.desk import work
from govdisclosure.desk.files import Order, PictureOrder, PlaceOrder, ReadOrder

__all__ = ["answer", "paint", "write", "wrote"]

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_FORBIDDEN = ("tempfile.", "socket.connect", "socket.getaddrinfo", "socket.sendto", "os.mkdir")


def wrote(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether an audited event writes a file, or calls somebody."""
    if event != "open":
        return event.startswith(_FORBIDDEN)
    path, _, flags = arguments
    return bool(flags & _WRITING) and not isinstance(path, int) and path != os.devnull


@cache
def forbid() -> None:
    """Have this process end itself when it writes or calls."""
    sys.addaudithook(lambda event, arguments: os._exit(9) if wrote(event, arguments) else None)


def answer(request: ReadOrder | Order | PlaceOrder | None) -> bytes:
    forbid()
    return work.answer(request)


def paint(request: PictureOrder) -> bytes:
    forbid()
    return work.paint(request)


def write(request: object) -> bytes:
    """What would leave something behind."""
    forbid()
    with open(f"/tmp/{request}", "wb"):  # noqa: PTH123, S108 - ended before
        return b"written"
