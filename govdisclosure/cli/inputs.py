"""What is read: files that are named, and what folders hold; what they hold besides has its reason.

Takes paths and gives inputs; opens none of them, so that a pipe in a folder cannot hold it up, but
for files of other types that are to be included, of which the head tells whether this program
wrote them.
"""

import os
import stat
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from os.path import realpath
from pathlib import Path

from attrs import frozen

from govdisclosure.cli.reasons import in_words
from govdisclosure.errors import GovDisclosureError, ReadError
from govdisclosure.files import visible
from govdisclosure.formats import IN_FOLDERS
from govdisclosure.source import Source

__all__ = ["STDIN", "Input", "find_inputs"]

#: The path that means stdin.
STDIN = "-"
#: How far into a file its head is looked at, in bytes, and how many names of columns tell it.
_HEAD, _TELLING_COLUMNS = 200, 5
#: How files are named that hold others, reports perhaps.
_ARCHIVES = frozenset((".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"))


@frozen
class Input:
    """One file to read, or one that a folder holds and that is not read."""

    #: The file; None for stdin.
    path: Path | None
    #: Where it stands in the folder that was named; its own name where it was named itself.
    place: Path
    #: The name of the sentence that says why it is not read; empty where it is.
    why_not: str = ""

    @property
    def file(self) -> str:
        """Its path, byte for byte as Python has it."""
        return STDIN if self.path is None else str(self.path)

    @property
    def name(self) -> str:
        """How messages call it."""
        return visible(self.file)

    def read(self) -> Source:
        """The file as a Source.

        Raises:
            GovDisclosureError: It cannot be opened, or is no format that can be read.
        """
        from govdisclosure.api import read_source

        try:
            return read_source(sys.stdin.buffer if self.path is None else self.path)
        except ReadError as error:
            told = in_words(error)
            raise GovDisclosureError(
                self._named(told.chinese), self._named(told.english)
            ) from error.__cause__

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
    seen = {realpath(name) for name in paths if not _is_folder(name)}
    for _, entries in named:
        seen |= {realpath(one.file) for one in entries if not (one.why_not or _is_link(one))}
    folders = {name: [_once(one, seen) for one in entries] for name, entries in named}
    return [(name, folders[name] if name in folders else [_wanted(name)]) for name in paths]


def _is_folder(name: str) -> bool:
    return name != STDIN and os.path.isdir(name)  # noqa: PTH112 - never raises, unlike Path's


def _wanted(name: str) -> Input:
    path = Path(name)
    return Input(None, Path("stdin")) if name == STDIN else Input(path, Path(path.name))


def _is_link(one: Input) -> bool:
    return one.path is not None and one.path.is_symlink()


def _once(one: Input, seen: set[str]) -> Input:
    """The entry, not to be read where it leads to a file that was *seen*, as it is from now on."""
    if one.why_not or not _is_link(one):
        return one
    real = realpath(one.file)
    if real in seen:
        return Input(one.path, one.place, "skip_same")
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
        yield Input(path, path.relative_to(folder), _why_not(path, include))


def _is_hidden(path: Path) -> bool:
    """What begins with ``~$`` only says that Word has the file of that name open."""
    return path.name.startswith((".", "~$"))


def _why_not(path: Path, include: Sequence[str]) -> str:
    """Why an entry of a folder is not read, in the name of a sentence; empty where it is."""
    suffix = path.suffix.lower()
    if _is_hidden(path):
        return "skip_hidden"
    try:
        mode = path.stat().st_mode
    except OSError:  # a link that leads nowhere, or back to itself
        return "" if suffix in IN_FOLDERS else "skip_broken"
    if stat.S_ISDIR(mode):
        return "skip_folder" if path.is_symlink() else ""
    if not stat.S_ISREG(mode):
        return "skip_special"
    if suffix in _ARCHIVES:
        return "skip_archive"
    if suffix in IN_FOLDERS:
        return ""
    if not any(fnmatch(path.name, pattern) for pattern in include):
        return "skip_kind"
    return "skip_export" if _is_export(path) else ""


def _is_export(path: Path) -> bool:
    """Whether a file begins as those that this program writes of cells or findings."""
    from govdisclosure.records import Record
    from govdisclosure.rules.outputs.spreadsheet import COLUMNS

    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).removeprefix(BOM_UTF8)
    except OSError:  # reading it says why
        return False
    names = (",".join(columns[:_TELLING_COLUMNS]) for columns in (Record._fields, COLUMNS))
    return head.startswith(tuple(one.encode() for one in names))
