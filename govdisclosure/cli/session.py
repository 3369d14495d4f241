"""One run of the command line: its language, its messages, its inputs and its exit code.

Takes paths and gives inputs one by one; a fault of one is told and does not stop the others.
"""

import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from os.path import realpath
from pathlib import Path

from attrs import frozen

from govdisclosure.cli.reasons import in_words, reason_of
from govdisclosure.cli.screen import OutputError, printable, writing
from govdisclosure.cli.wording import say
from govdisclosure.errors import GovDisclosureError, ReadError
from govdisclosure.formats import SUFFIXES as WRITTEN
from govdisclosure.formats import Formats, format_of
from govdisclosure.readers.formats import SUFFIXES
from govdisclosure.source import Source

__all__ = [
    "DOCUMENTS",
    "FAULT",
    "FINE",
    "FOUND",
    "STDIN",
    "UNREADABLE",
    "USAGE",
    "Input",
    "Session",
]

#: Exit codes.
FINE, FOUND, USAGE, UNREADABLE, FAULT = range(5)
#: The suffixes that say what is in a file: of all that is read or written.
DOCUMENTS = frozenset((*SUFFIXES, *WRITTEN))
#: The path that means stdin.
STDIN = "-"


@frozen
class Input:
    """One file to read."""

    #: The file; None for stdin.
    path: Path | None
    #: Where it stands in the folder that was named; its own name where it was named itself.
    place: Path

    @property
    def name(self) -> str:
        """How messages call it."""
        return STDIN if self.path is None else str(self.path)

    def read(self) -> Source:
        """The file as a Source.

        Raises:
            ReadError: It cannot be opened, or is no format that can be read.
        """
        from govdisclosure.api import read_source

        try:
            return read_source(sys.stdin.buffer if self.path is None else self.path)
        except ReadError as error:
            raise in_words(error) from error.__cause__


class Session:
    """What the commands share.

    Attributes:
        language: ``"zh"`` or ``"en"``.
        is_debug: Whether faults show where they happened.
        code: The exit code so far; it only ever rises.
    """

    def __init__(self, language: str, *, is_debug: bool = False) -> None:
        """A run in *language* in which nothing went wrong yet."""
        self.language = language
        self.is_debug = is_debug
        self.code = FINE

    def say(self, name: str, /, **facts: object) -> str:
        """The sentence *name* in the language of the run."""
        return say(self.language, name, **facts)

    def rise(self, code: int) -> None:
        """Have the exit code be at least *code*."""
        self.code = max(self.code, code)

    def tell(self, message: str) -> None:
        """Tell on stderr what is worth knowing and no fault."""
        self.complain(FINE, message)

    def complain(self, code: int, message: str) -> None:
        """Tell on stderr what went wrong; the exit code is at least *code*."""
        self.rise(code)
        with writing():
            sys.stdout.flush()
        with suppress(OSError):  # nobody is left to tell it to
            print(f"govdisclosure: {printable(message)}", file=sys.stderr)

    def inputs(self, paths: Sequence[str]) -> Iterator[Input]:
        """The inputs that *paths* name, the files of folders in the order of their paths."""
        for name in paths:
            path = Path(name)
            if name == STDIN:
                yield Input(None, Path("stdin"))
            elif path.is_dir():
                files = [file for file in sorted(path.rglob("*")) if _is_wanted(file, path)]
                if not files:
                    suffixes = " ".join(SUFFIXES)
                    self.complain(UNREADABLE, self.say("no_files", path=path, suffixes=suffixes))
                for file in files:
                    yield Input(file, file.relative_to(path))
            else:
                yield Input(path, Path(path.name))

    def format_for(
        self, output: str | None, format: str | None, formats: Formats, default: str
    ) -> str | None:
        """The format of what is written to *output*; None where it is refused, which is told.

        Args:
            output: The file; None for stdout.
            format: What was asked for, if anything. It wins over the suffixes of *formats*, but no
                file gets the suffix of a document that it is not.
            formats: Those that there are.
            default: The format where nothing asks for one.
        """
        suffix = Path(output or "").suffix.lower()
        named = format_of(output or "", formats)
        if named is None and suffix and (format is None or suffix in DOCUMENTS):
            known = " ".join(suffix for own in formats.values() for suffix in own)
            facts = {"path": output, "suffix": suffix, "known": known}
            self.complain(USAGE, self.say("unknown_suffix", **facts))
            return None
        return format or named or default

    def is_safe(self, output: str | None, inputs: Sequence[Input], *others: str | None) -> bool:
        """Whether *output* is written over nothing that is read; what it would be over is told."""
        read = [*(str(one.path) for one in inputs if one.path is not None), *filter(None, others)]
        is_safe = output is None or realpath(output) not in set(map(realpath, read))
        if not is_safe:
            self.complain(USAGE, self.say("overwrites", path=output))
        return is_safe

    def tell_lost(self, count: int, encoding: str) -> None:
        """Tell that *count* lines of what was printed hold signs that *encoding* has not."""
        if count:
            self.tell(self.say("lost_signs", encoding=encoding, count=count))

    def refuse(self, code: int, error: GovDisclosureError) -> None:
        """Tell an error on stderr; the exit code is at least *code*."""
        self.complain(code, in_words(error).text(self.language))

    def complain_of(self, error: OutputError) -> None:
        """Tell that an output cannot be written; a reader who has had enough is no fault."""
        if not isinstance(error.reason, BrokenPipeError):
            reason = reason_of(error.reason, self.language)
            path = error.path or self.say("stdout")
            self.complain(UNREADABLE, self.say("unwritable", path=path, reason=reason))

    @contextmanager
    def attempt(self, name: str) -> Iterator[None]:
        """Tell the faults of what is done inside, and go on behind it."""
        try:
            yield
        except OutputError:
            raise
        except GovDisclosureError as error:
            self.complain(UNREADABLE, self.say("unreadable", reason=error.text(self.language)))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told and is our fault
            self.blame(name, error)

    def stop(self, code: int, name: str) -> int:
        """Tell in one line that the run ends before its end, and give its exit code."""
        with suppress(OutputError):
            self.complain(code, self.say(name))
        return self.code

    def blame(self, name: str, error: Exception) -> None:
        """Tell a fault of this program, met while *name* was worked on."""
        if self.is_debug:
            sys.stdout.flush()
            traceback.print_exception(error)
        words = f"{type(error).__name__}: {error}".splitlines()[0]
        self.complain(FAULT, self.say("our_fault", name=name, error=words))


def _is_wanted(file: Path, folder: Path) -> bool:
    """Whether a file of *folder* is read: by its suffix, and nothing that is hidden.

    What begins with ``~$`` only says that Word has the file of that name open.
    """
    hidden = any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
    return file.suffix.lower() in SUFFIXES and not hidden and file.is_file()
