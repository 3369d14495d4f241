"""What a hostile file is: how it is made, how reading it ends, and what it may take."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

__all__ = ["MEMORY", "Case", "cases_of", "in_bytes", "is_right"]

#: Whatever a file is, reading it takes no more than this, in bytes.
MEMORY = 300 * 1024 * 1024
#: Seconds of the processor's time that reading a file may take, the interpreter's start included.
_SECONDS = 2


class Case(NamedTuple):
    """A hostile file, or another thing that a path may lead to."""

    #: ``group/what it is: how it ends``.
    name: str
    #: Gives the bytes of the file.
    bytes: Callable[[], bytes] = bytes
    #: What is done with it: ``read``, ``use`` for whatever can be done with a report, ``folder``.
    deed: str = "read"
    #: Words that the report must contain.
    holds: str = ""
    #: Makes what is to be read, in a folder, and gives its path, where that is not a file of bytes.
    place: Callable[[Path], Path] | None = None
    #: Seconds of the processor's time, in this process and those that it starts.
    seconds: int = _SECONDS

    @property
    def ends(self) -> tuple[str, ...]:
        """How reading may end."""
        return tuple(self.name.rpartition(": ")[2].split(" | "))

    @property
    def file_name(self) -> str:
        """A name for the file, of characters that every system allows."""
        return "".join(sign if sign.isalnum() or sign in "-=." else "_" for sign in self.name)

    def put(self, folder: Path) -> Path:
        """Make what is to be read in *folder*."""
        if self.place is not None:
            return self.place(folder)
        path = folder / self.file_name
        path.write_bytes(self.bytes())
        return path


def cases_of(
    group: str, makers: Mapping[str, Callable[[], str | bytes]], *, deed: str = "read"
) -> Iterator[Case]:
    """The cases of a *group*: what makes each, by its name without the group."""
    for name, make in makers.items():
        yield Case(f"{group}/{name}", in_bytes(make), deed)


def in_bytes(make: Callable[[], str | bytes]) -> Callable[[], bytes]:
    """What *make* gives, as bytes in UTF-8."""

    def made() -> bytes:
        content = make()
        return content.encode() if isinstance(content, str) else content

    return made


def is_right(case: Case, end: str) -> bool:
    """Whether it ended as its name says; ``pdf_`` stands for any limit of PDF files."""
    return any(end == one or (one == "pdf_" and end.startswith(one)) for one in case.ends)
