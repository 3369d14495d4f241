"""One run of the command line: its language, its messages, its inputs and its exit code.

Takes paths and gives inputs one by one; an error in one is reported and does not stop the others.
"""

import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from govdisclosure.cli.screen import OutputError, printable, shown, writing
from govdisclosure.cli.wording import WORDINGS, say
from govdisclosure.collection.inputs import Input, find_inputs
from govdisclosure.collection.reasons import in_words, reason_of
from govdisclosure.errors import GovDisclosureError
from govdisclosure.formats import FORMATS, IN_FOLDERS, Format, Formats, asked_for, known_suffixes
from govdisclosure.wording import Language, in_both

if TYPE_CHECKING:
    from govdisclosure.collection.outcomes import Outcome

__all__ = ["DOCUMENTS", "FAULT", "FINE", "FOUND", "UNREADABLE", "USAGE", "Session", "Unread"]

#: Exit codes.
FINE, FOUND, USAGE, UNREADABLE, FAULT = range(5)
#: The suffixes of all formats that are read or written.
DOCUMENTS = frozenset((*IN_FOLDERS, *known_suffixes(FORMATS)))


@frozen
class Unread:
    """A file that was not read, and why."""

    file: str
    #: ``"unreadable"``, ``"fault"`` or ``"skipped"``.
    status: str
    #: The reason in both languages.
    reason: GovDisclosureError

    def facts(self) -> dict[str, object]:
        """For JSON."""
        return {"file": self.file, "status": self.status, "reason": in_both(self.reason)}


class Session:
    """The state that the commands share.

    Attributes:
        language: The language of its messages.
        is_debug: Whether internal errors show a traceback.
        is_verbose: Whether each file that was not read is named.
        include: Patterns of further names to read in folders.
        count: How many inputs there are.
        unread: Inputs, and files in folders, that were not read.
        is_summed_up: Whether the results say how many were not read.
        code: The exit code so far; it only rises.
    """

    def __init__(
        self,
        language: Language,
        *,
        is_debug: bool = False,
        is_verbose: bool = False,
        include: Sequence[str] = (),
    ) -> None:
        """A run in *language*, without any error yet."""
        self.include = include
        self.language = language
        self.is_debug = is_debug
        self.is_verbose = is_verbose
        self.count = 0
        self.unread: list[Unread] = []
        self.is_summed_up = False
        self.code = FINE

    def say(self, name: str, /, **facts: object) -> str:
        """The sentence *name* in the language of the run."""
        return say(self.language, name, **facts)

    def rise(self, code: int) -> None:
        """Make the exit code at least *code*."""
        self.code = max(self.code, code)

    def tell(self, message: str) -> None:
        """Print information on stderr."""
        self.complain(FINE, message)

    def complain(self, code: int, message: str) -> None:
        """Print an error on stderr; the exit code is at least *code*."""
        self.rise(code)
        with writing():
            sys.stdout.flush()
        with suppress(OSError):  # stderr is closed
            print(f"govdisclosure: {printable(message)}", file=sys.stderr)

    def inputs(self, paths: Sequence[str]) -> list[Input]:
        """The inputs in *paths*; other files in folders are added to the unread."""
        wanted: list[Input] = []
        for name, entries in find_inputs(paths, self.include):
            found = [one for one in entries if not one.why_not]
            if not found:
                facts = {"path": name, "suffixes": " ".join(IN_FOLDERS)}
                self.complain(UNREADABLE, self.say("no_files", **facts))
            for one in entries:
                if one.why_not:
                    self.unread.append(Unread(one.file, "skipped", one.why_not))
            wanted += found
        self.count += len(wanted)
        return wanted

    def outcomes(self, inputs: Sequence[Input], *, is_watched: bool = True) -> Iterator["Outcome"]:
        """The outcome of each of *inputs*; errors are reported, progress is shown on a terminal."""
        from govdisclosure.collection.outcomes import Status, read_input

        is_watched = is_watched and len(inputs) > 1 and sys.stderr.isatty()
        for number, one in enumerate(inputs, start=1):
            news = self.say("progress", number=number, count=len(inputs), path=one.name)
            with shown(news if is_watched else ""):
                outcome = read_input(one)
            if outcome.status is Status.CRASHED and outcome.error is not None:
                self.blame(one.name, outcome.error.__cause__ or outcome.error)
            elif outcome.error is not None:
                self.fail(one.name, in_words(outcome.error))
            yield outcome

    @property
    def skipped(self) -> list[Unread]:
        """The files in folders that were not read."""
        return [one for one in self.unread if one.status == "skipped"]

    def sum_up(self) -> None:
        """Print a summary of the files in folders, if some of them were not read."""
        skipped = self.skipped
        if not skipped or self.is_summed_up:
            return
        if self.is_verbose:
            for one in skipped:
                self.tell(one.reason.text(self.language))
        failed = len(self.unread) - len(skipped)
        facts = {"count": self.count + len(skipped), "read": self.count - failed, "failed": failed}
        words = self.say("summary", **facts, skipped=len(skipped))
        self.tell(words + ("" if self.is_verbose else self.say("summary_way")))

    def format_for(
        self,
        output: str | None,
        format: str | None,
        formats: Formats,
        *,
        is_folder: bool = False,
    ) -> Format | None:
        """The format of what is written to *output*; None if it is refused, which is reported.

        Args:
            output: The file; None for stdout.
            format: The chosen format, if any. It overrules the suffixes of *formats*, but no file
                gets the suffix of another document format.
            formats: The possible formats, the default first.
            is_folder: Whether *output* is a folder, whose suffix says nothing.
        """
        name = "" if is_folder else output or ""
        suffix = Path(name).suffix.lower()
        named = asked_for(name, formats)
        if named is None and suffix and (format is None or suffix in DOCUMENTS):
            known = " ".join(known_suffixes(formats))
            facts = {"path": output, "suffix": suffix, "known": known}
            self.complain(USAGE, self.say("unknown_suffix", **facts))
            return None
        chosen = formats[format] if format else named or next(iter(formats.values()))
        if chosen.is_binary and output is None and sys.stdout.isatty():
            self.complain(USAGE, self.say("needs_file", format=chosen.name))
            return None
        return chosen

    def is_safe(self, output: str | None, inputs: Sequence[Input], *others: str | None) -> bool:
        """Whether *output* overwrites no input; what it would overwrite is reported."""
        read = [*(str(one.path) for one in inputs if one.path is not None), *filter(None, others)]
        is_safe = output is None or realpath(output) not in set(map(realpath, read))
        if not is_safe:
            self.complain(USAGE, self.say("overwrites", path=output))
        return is_safe

    def tell_lost(self, count: int, encoding: str) -> None:
        """Report that *count* printed lines contain characters that *encoding* does not have."""
        if count:
            self.tell(self.say("lost_signs", encoding=encoding, count=count))

    def refuse(self, code: int, error: GovDisclosureError) -> None:
        """Print an error on stderr; the exit code is at least *code*."""
        self.complain(code, in_words(error).text(self.language))

    def complain_of(self, error: OutputError) -> None:
        """Report that an output cannot be written; a closed pipe is not an error."""
        if isinstance(error.reason, BrokenPipeError):
            return
        path = error.path or self.say("stdout")
        if error.path and (folder := _file_above(Path(error.path))):
            said = self.say("no_folder", path=path, folder=folder)
        else:
            reason = reason_of(error.reason, self.language)
            said = self.say("unwritable", path=path, reason=reason)
        self.complain(UNREADABLE, said)

    @contextmanager
    def attempt(self, name: str) -> Iterator[None]:
        """Report errors inside, and continue after the block."""
        try:
            yield
        except OutputError:
            raise
        except GovDisclosureError as error:
            self.fail(name, error)
        except Exception as error:  # noqa: BLE001 - reported as an internal error
            self.blame(name, error)

    def fail(self, name: str, error: GovDisclosureError) -> None:
        """Report that the file *name* cannot be read."""
        self.unread.append(Unread(name, "unreadable", error))
        self.complain(UNREADABLE, self.say("unreadable", reason=error.text(self.language)))

    def stop(self, code: int, name: str) -> int:
        """Report in one line that the run ends early, and return its exit code."""
        with suppress(OutputError):
            self.complain(code, self.say(name))
        return self.code

    def blame(self, name: str, error: BaseException) -> None:
        """Report an internal error that occurred with *name*."""
        if self.is_debug:
            sys.stdout.flush()
            traceback.print_exception(error)
        words = f"{type(error).__name__}: {error}".splitlines()[0]
        told = GovDisclosureError(*WORDINGS["our_fault"].filled(name=name, error=words))
        self.unread.append(Unread(name, "fault", told))
        self.complain(FAULT, told.text(self.language))


def _file_above(path: Path) -> Path | None:
    """The file that takes the place of a folder in which *path* would be; None if there is none."""
    return next((one for one in path.parents if one.exists() and not one.is_dir()), None)
