"""What is read: files that are named, and what folders hold; what they hold besides has its reason.

Takes paths and gives inputs; opens none of them, so that a pipe in a folder cannot hold it up, but
for files of other types that are to be included, of which the head tells whether this program
wrote them.
"""

import os
import stat
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from attrs import evolve, frozen

from govdisclosure.collection.reasons import in_words
from govdisclosure.errors import GovDisclosureError, ReadError
from govdisclosure.files import visible
from govdisclosure.formats import IN_FOLDERS
from govdisclosure.wording import Wording

if TYPE_CHECKING:
    from govdisclosure.source import Source

__all__ = ["STDIN", "Input", "find_inputs", "skipped_because"]

#: The path that means stdin.
STDIN = "-"
#: How far into a file its head is looked at, in bytes, and how many names of columns tell it.
_HEAD, _TELLING_COLUMNS = 200, 5
#: How files are named that hold others, reports perhaps.
_ARCHIVES = frozenset((".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"))
#: Why an entry of a folder is not read.
_REASONS: Mapping[str, Wording] = {
    "hidden": Wording("{path}：隐藏文件或临时文件", "{path}: hidden or temporary"),
    "archive": Wording(
        "{path}：压缩包；请先解压", "{path}: an archive; unpack it to have its files read"
    ),
    "kind": Wording("{path}：不是可读取的文件类型", "{path}: not a type of file that is read"),
    "export": Wording(
        "{path}：本程序导出的文件，不是报告", "{path}: an export of this program, not a report"
    ),
    "special": Wording("{path}：管道、套接字或设备，不是文件", "{path}: a pipe, socket or device"),
    "folder": Wording(
        "{path}：指向文件夹的链接；不跟随", "{path}: a link to a folder, which is not followed"
    ),
    "broken": Wording("{path}：失效的链接", "{path}: a link that leads nowhere"),
    "same": Wording(
        "{path}：链接所指的文件已读取，不重复", "{path}: a link to a file that is read anyway"
    ),
}


def skipped_because(name: str, path: Path) -> GovDisclosureError:
    """Why the entry *path* of a folder is not read: the sentence *name*, in both languages."""
    return GovDisclosureError(*_REASONS[name].filled(path=visible(str(path))))


@frozen
class Input:
    """One file to read, or one that a folder holds and that is not read."""

    #: The file; None for stdin.
    path: Path | None
    #: Where it stands in the folder that was named; its own name where it was named itself.
    place: Path
    #: Why it is not read; None where it is.
    why_not: GovDisclosureError | None = None
    #: Its bytes, where they are kept.
    data: bytes | None = None

    @property
    def file(self) -> str:
        """Its path, byte for byte as Python has it."""
        return STDIN if self.path is None else str(self.path)

    @property
    def name(self) -> str:
        """How messages call it."""
        return visible(self.file)

    def read(self) -> "Source":
        """The file as a Source.

        Raises:
            GovDisclosureError: It cannot be opened, or is no format that can be read.
        """
        from govdisclosure.api import read_source

        with self._telling():
            name = None if self.data is None or self.path is None else self.path.name
            return read_source(self.content if self.data is None else self.data, name=name)

    def loaded(self) -> "Input":
        """The same with its bytes, which are read only once, be it from a pipe.

        Raises:
            GovDisclosureError: It cannot be opened.
        """
        from govdisclosure.api import Limits, load

        with self._telling():
            return evolve(self, data=load(self.content, Limits())[0])

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Have what is refused inside be told with the whole path."""
        try:
            yield
        except ReadError as error:
            told = in_words(error)
            raise GovDisclosureError(
                self._named(told.chinese), self._named(told.english)
            ) from error.__cause__

    @property
    def content(self) -> Path | BinaryIO:
        """What its bytes are read from."""
        return sys.stdin.buffer if self.path is None else self.path

    def _named(self, words: str) -> str:
        """What is said of the file by its name alone, with its whole path."""
        name = "" if self.path is None else visible(self.path.name)
        return self.name + words.removeprefix(name) if name and words.startswith(name) else words


def find_inputs(paths: Sequence[str], include: Sequence[str] = ()) -> list[tuple[str, list[Input]]]:
    """What each of *paths* names: one input, or all that a folder holds in the order of its paths.

    A link in a folder to a file that is read anyhow is not read again.

    Args:
        paths: Files and folders.
        include: Patterns of names that are read in folders besides those of known types.
    """
    named = [(name, list(_look_into(Path(name), include))) for name in paths if _is_folder(name)]
    seen = {_real(name) for name in paths if not _is_folder(name)}
    for _, entries in named:
        seen |= {_real(one.file) for one in entries if not (one.why_not or _is_link(one))}
    folders = {name: [_once(one, seen) for one in entries] for name, entries in named}
    return [(name, folders[name] if name in folders else [_wanted(name)]) for name in paths]


def _is_folder(name: str) -> bool:
    return name != STDIN and os.path.isdir(name)  # noqa: PTH112 - never raises, unlike Path's


def _real(name: str) -> str:
    try:
        return realpath(name)
    except ValueError:  # a NUL, which no path can have; reading it says so
        return name


def _wanted(name: str) -> Input:
    path = Path(name)
    return Input(None, Path("stdin")) if name == STDIN else Input(path, Path(path.name))


def _is_link(one: Input) -> bool:
    return one.path is not None and one.path.is_symlink()


def _once(one: Input, seen: set[str]) -> Input:
    """The entry, not to be read where it leads to a file that was *seen*, as it is from now on."""
    if one.why_not or one.path is None or not _is_link(one):
        return one
    real = _real(one.file)
    if real in seen:
        return Input(one.path, one.place, skipped_because("same", one.path))
    seen.add(real)
    return one


def _look_into(folder: Path, include: Sequence[str]) -> Iterator[Input]:
    """All that a folder and its folders hold; hidden folders and links to some are one entry."""
    entries: list[Path] = []

    def keep(error: OSError) -> None:  # reading it says why the system does not open the folder
        entries.append(Path(error.filename))

    for place, folders, files in os.walk(folder, onerror=keep):
        here = [Path(place, name) for name in folders]
        closed = [path for path in here if _is_hidden(path) or path.is_symlink()]
        folders[:] = [path.name for path in here if path not in closed]
        entries += [*closed, *(Path(place, name) for name in files)]
    for path in sorted(entries):
        name = _why_not(path, include)
        yield Input(path, path.relative_to(folder), skipped_because(name, path) if name else None)


def _is_hidden(path: Path) -> bool:
    """What begins with ``~$`` only says that Word has the file of that name open."""
    return path.name.startswith((".", "~$"))


def _why_not(path: Path, include: Sequence[str]) -> str:
    """Why an entry of a folder is not read, the name of a sentence; empty where it is."""
    suffix = path.suffix.lower()
    if _is_hidden(path):
        return "hidden"
    try:
        mode = path.stat().st_mode
    except OSError:  # a link that leads nowhere, or back to itself
        return "" if suffix in IN_FOLDERS else "broken"
    if stat.S_ISDIR(mode):
        return "folder" if path.is_symlink() else ""
    if not stat.S_ISREG(mode):
        return "special"
    if suffix in _ARCHIVES:
        return "archive"
    if suffix in IN_FOLDERS:
        return ""
    if not any(fnmatch(path.name, pattern) for pattern in include):
        return "kind"
    return "export" if _is_export(path) else ""


def _is_export(path: Path) -> bool:
    """Whether a file begins as those that this program writes of cells or findings."""
    from govdisclosure.findings.spreadsheet import COLUMNS
    from govdisclosure.records import Record

    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).removeprefix(BOM_UTF8)
    except OSError:  # reading it says why
        return False
    names = (",".join(columns[:_TELLING_COLUMNS]) for columns in (Record._fields, COLUMNS))
    return head.startswith(tuple(one.encode() for one in names))
