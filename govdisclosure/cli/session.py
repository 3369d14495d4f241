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
from govdisclosure.cli.wording import say
from govdisclosure.collection.inputs import Input, find_inputs
from govdisclosure.collection.reasons import in_words, reason_of
from govdisclosure.errors import GovDisclosureError
from govdisclosure.formats import FORMATS, IN_FOLDERS, Format, Formats, asked_for, known_suffixes
from govdisclosure.wording import LANGUAGES, Language

if TYPE_CHECKING:
    from govdisclosure.collection.outcomes import Outcome

__all__ = ["DOCUMENTS", "FAULT", "FINE", "FOUND", "UNREADABLE", "USAGE", "Session", "Unread"]

#: Exit codes.
FINE, FOUND, USAGE, UNREADABLE, FAULT = range(5)
#: The suffixes that say what is in a file: of all that is read or written.
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
        reason = {language: self.reason.text(language) for language in LANGUAGES}
        return {"file": self.file, "status": self.status, "reason": reason}


class Session:
    """What the commands share.

    Attributes:
        language: That of all it says.
        is_debug: Whether faults show where they happened.
        is_verbose: Whether each file that was not read is named.
        include: Patterns of names that are read in folders besides those of known types.
        count: How many inputs there are.
        unread: What was not read of them, and of what folders held.
        is_summed_up: Whether the results say how many were not read.
        code: The exit code so far; it only ever rises.
    """

    def __init__(
        self,
        language: Language,
        *,
        is_debug: bool = False,
        is_verbose: bool = False,
        include: Sequence[str] = (),
    ) -> None:
        """A run in *language* in which nothing went wrong yet."""
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

    def inputs(self, paths: Sequence[str]) -> list[Input]:
        """The inputs that *paths* name; what folders hold besides is kept among the unread."""
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
        """What becomes of each of *inputs*; a fault is told, progress is shown to who watches."""
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
        """What folders held and nobody tried to read."""
        return [one for one in self.unread if one.status == "skipped"]

    def sum_up(self) -> None:
        """Tell what became of all that folders held, where they held more than was read."""
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

    def format_for(self, output: str | None, format: str | None, formats: Formats) -> Format | None:
        """The format of what is written to *output*; None where it is refused, which is reported.

        Args:
            output: The file; None for stdout.
            format: What was asked for, if anything. It wins over the suffixes of *formats*, but no
                file gets the suffix of a document that it is not.
            formats: Those that there are, first the one where nothing asks for any.
        """
        suffix = Path(output or "").suffix.lower()
        named = asked_for(output or "", formats)
        if named is None and suffix and (format is None or suffix in DOCUMENTS):
            known = " ".join(known_suffixes(formats))
            facts = {"path": output, "suffix": suffix, "known": known}
            self.complain(USAGE, self.say("unknown_suffix", **facts))
            return None
        return formats[format] if format else named or next(iter(formats.values()))

    def is_safe(self, output: str | None, inputs: Sequence[Input], *others: str | None) -> bool:
        """Whether *output* overwrites nothing that is read; what it would overwrite is reported."""
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
            self.fail(name, error)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported as an internal error
            self.blame(name, error)

    def fail(self, name: str, error: GovDisclosureError) -> None:
        """Tell that the file *name* cannot be read."""
        self.unread.append(Unread(name, "unreadable", error))
        self.complain(UNREADABLE, self.say("unreadable", reason=error.text(self.language)))

    def stop(self, code: int, name: str) -> int:
        """Tell in one line that the run ends before its end, and give its exit code."""
        with suppress(OutputError):
            self.complain(code, self.say(name))
        return self.code

    def blame(self, name: str, error: BaseException) -> None:
        """Tell a fault of this program, met while *name* was worked on."""
        if self.is_debug:
            sys.stdout.flush()
            traceback.print_exception(error)
        words = f"{type(error).__name__}: {error}".splitlines()[0]
        told = GovDisclosureError(
            *(say(language, "our_fault", name=name, error=words) for language in LANGUAGES)
        )
        self.unread.append(Unread(name, "fault", told))
        self.complain(FAULT, told.text(self.language))
