"""``check``: what is wrong with reports, for people and for programs.

Takes paths, has the rules look at each report, and writes what they find on stdout or into a
file, one report after the other.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from os.path import realpath
from pathlib import Path

from attrs import evolve, frozen

from govdisclosure.builders import build_report
from govdisclosure.cli.screen import OutputError, Screen, shown
from govdisclosure.cli.session import FOUND, UNREADABLE, USAGE, Session
from govdisclosure.cli.sink import Sink, opened
from govdisclosure.collection.inputs import Input
from govdisclosure.collection.roster import Roster, read_roster
from govdisclosure.errors import GovDisclosureError
from govdisclosure.findings import Checked, Checking, Output, Setting
from govdisclosure.findings.checked import of_same_organ
from govdisclosure.findings.ranking import Total
from govdisclosure.findings.spreadsheet import CsvOutput
from govdisclosure.findings.stanzas import StanzaOutput
from govdisclosure.findings.text import TextOutput, batch_words
from govdisclosure.formats import CHECKS, Format, imported
from govdisclosure.model.diagnostics import Severity
from govdisclosure.model.report import Report
from govdisclosure.rules.basis.context import Context
from govdisclosure.rules.local.rulebook import read_rulebook
from govdisclosure.rules.local.waivers import read_waivers
from govdisclosure.wording import LIST_COMMA, Language
from govdisclosure.writers.comments import CommentError

__all__ = ["Choice", "check_inputs"]

#: The severities that make a run fail, by ``--fail-on``.
_FAILING: Mapping[str, tuple[Severity, ...]] = {
    "error": (Severity.ERROR,),
    "warning": (Severity.ERROR, Severity.WARNING),
    "never": (),
}
#: The columns of a file of text.
_FILE_WIDTH = 100


#: What is written where no file is named.
_STDOUT: tuple[str | None, ...] = (None,)


@frozen(kw_only=True)
class Choice:
    """What is asked of a check."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    blank: str = "unknown"
    #: By the suffixes of the outputs, or else text, when None.
    format: str | None = None
    #: The language that was asked for, or that of the form.
    language: Language = "zh"
    #: What to write; None for stdout.
    outputs: tuple[str | None, ...] = _STDOUT
    waivers: str | None = None
    rules: str | None = None
    #: The bodies that must report.
    roster: str | None = None
    previous: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    #: Whether text names each case that cannot be told.
    shows_untold: bool = False
    #: Whether CSV is for programs, which take nothing for a formula.
    is_raw: bool = False


def check_inputs(session: Session, paths: Sequence[str], choice: Choice) -> None:
    """Check every input and write what is found; the exit code says whether anything was."""
    try:
        checking = _checking(choice)
        rules = checking.chosen
        roster = read_roster(choice.roster) if choice.roster is not None else None
    except GovDisclosureError as error:
        session.refuse(USAGE, error)
        return
    targets = _targets(session, choice)
    if not targets:
        return
    inputs = session.inputs(paths)
    previous, children = (_Others(session, one) for one in (choice.previous, choice.children))
    read = [*inputs, *previous.inputs, *children.inputs]
    settings = (choice.waivers, choice.rules, choice.roster)
    if not all(session.is_safe(one.path, read, *settings) for one in targets):
        return
    run = _Run(session, checking, previous, children, choice, roster=roster)
    if targets[0].format.comments:
        _comment(run, inputs, targets[0].format, choice)
    else:
        book = checking.rulebook
        setting = Setting(
            language=session.language,
            rules=rules,
            rulebook=book.name if book else "",
            shows_untold=choice.shows_untold,
            is_raw=choice.is_raw,
            names_skipped=session.is_verbose,
            has_points=book is not None and book.has_points,
        )
        _write_all(run, inputs, targets, choice, setting)
    if choice.outputs != _STDOUT:
        session.tell(batch_words(run.total, session.language))
    if previous.is_earlier is False:
        years = sorted({str(one.year) for one in previous.reports})
        session.tell(session.say("no_earlier", years=", ".join(years)))
    if checking.waivers is not None:
        for waiver in checking.waivers.unmet(run.seen):
            facts = {"place": waiver.place, "rule": waiver.rule, "agency": waiver.agency}
            session.tell(session.say("waiver_unmet", **facts, year=waiver.year or ""))


@frozen
class _Target:
    """A file to write and its format; None for stdout."""

    path: str | None
    format: Format


def _targets(session: Session, choice: Choice) -> list[_Target]:
    """What is to be written where; empty if it is refused, which is reported."""
    if choice.format is not None and len(choice.outputs) > 1:
        session.complain(USAGE, session.say("format_of_several", format=choice.format))
        return []
    if len({path and realpath(path) for path in choice.outputs}) < len(choice.outputs):
        session.complain(USAGE, session.say("output_twice"))
        return []
    targets = []
    for path in choice.outputs:
        format = session.format_for(path, choice.format, CHECKS)
        if format is None:
            return []
        if format.comments and len(choice.outputs) > 1:
            session.complain(USAGE, session.say("alone", path=path))
            return []
        targets.append(_Target(path, format))
    return targets


def _checking(choice: Choice) -> Checking:
    """How to check, with the files of settings read.

    Raises:
        SettingsError: One of them says what it may not.
        UnknownRuleError: A rule in one of them does not exist.
    """
    rulebook = read_rulebook(choice.rules) if choice.rules is not None else None
    return Checking(
        rulebook=rulebook,
        waivers=read_waivers(choice.waivers, rules=rulebook)
        if choice.waivers is not None
        else None,
        select=choice.select,
        ignore=choice.ignore,
        blank=choice.blank,
    )


def _write_all(
    run: "_Run",
    inputs: Sequence[Input],
    targets: Sequence[_Target],
    choice: Choice,
    setting: Setting,
) -> None:
    """Check all inputs once and write what is found in them to every target."""
    session, screen = run.session, Screen()
    with ExitStack() as stack:
        sinks = [stack.enter_context(opened(one.path, one.format)) for one in targets]
        outputs: list[Output] = []
        for one, sink in zip(targets, sinks, strict=True):
            own = evolve(
                setting,
                width=screen.width if one.path is None else _FILE_WIDTH,
                is_ascii=sink.is_ascii,
                # asked for, or that of the form for programs: no locale decides
                language=choice.language if one.format.is_for_programs else setting.language,
            )
            outputs.append(imported(one.format.findings)(own))
        is_on_screen = choice.outputs == _STDOUT and isinstance(outputs[0], TextOutput)
        pairs = list(zip(outputs, sinks, strict=True))
        _write(run, inputs, pairs, screen if is_on_screen else None)
    session.is_summed_up = is_on_screen
    for sink in sinks:
        session.tell_lost(sink.lost, sink.encoding)


def _comment(run: "_Run", inputs: Sequence[Input], format: Format, choice: Choice) -> None:
    """Check the only input and write it with what is found in it, where it can be read."""
    from govdisclosure.findings.comments import is_commentable, suffix_for

    session = run.session
    if len(inputs) != 1:
        session.complain(USAGE, session.say("one_report", format=format.name, count=len(inputs)))
        return
    output = choice.outputs[0]
    one = inputs[0]
    try:
        one = one.loaded()
    except GovDisclosureError as error:
        run.total.add(run.unread(one, error))
        return
    with session.attempt(one.name):
        checked = run.check(one, is_alone=True)
        if one.data is None or checked.report is None:
            return
        suffix, given = suffix_for(one.data, one.name), Path(output or "").suffix.lower()
        if given in format.suffixes and given != suffix:
            facts = {"path": output, "suffix": suffix}
            session.complain(USAGE, session.say("other_suffix", **facts))
            return
        try:
            written = imported(format.comments)(one.data, checked, choice.language)
        except CommentError as error:
            session.refuse(UNREADABLE, error)
            return
        if not is_commentable(one.data):
            session.tell(session.say("canonical_file", path=one.name))
        with opened(output, format) as sink:
            sink.write_bytes(written)


# ------------------------------------------------------------------------------ the run


class _Others:
    """Reports on other years or of other bodies, read once.

    Attributes:
        inputs: The files that were read.
        reports: What was read from them.
        is_earlier: Whether any that was asked for is of an earlier year; None before one was.
    """

    is_earlier: bool | None = None

    def __init__(self, session: Session, paths: Sequence[str]) -> None:
        self.inputs = session.inputs(paths)
        self._contexts: list[Context] = []
        for one in self.inputs:
            with session.attempt(one.name):
                self._contexts.append(Context(report=build_report(one.read())))
        self.reports = [one.report for one in self._contexts]

    def of(self, report: Report, *, is_alone: bool) -> list[Report]:
        """Those of the same organ."""
        found = of_same_organ(report, self._contexts, is_alone=is_alone)
        if found:
            year = Context(report=report).year
            years = [one.year for one in found if one.year is not None]
            is_known = year is not None and len(years) == len(found)
            self.is_earlier = self.is_earlier or not is_known or min(years) < (year or 0)
        return [one.report for one in found]


class _Run:
    """Checks the files of a run.

    Attributes:
        total: What the run came to.
        seen: The organ and year of each report.
    """

    def __init__(
        self,
        session: Session,
        checking: Checking,
        previous: _Others,
        children: _Others,
        choice: Choice,
        *,
        roster: Roster | None = None,
    ) -> None:
        self.session = session
        self.total = Total()
        self.seen: list[tuple[str | None, int | None]] = []
        self._checking = checking
        self._previous = previous
        self._children = children
        self._choice = choice
        self._roster = roster
        self._sent: dict[str, int] = {}
        self._strangers: list[str] = []

    def check(self, one: Input, *, is_alone: bool) -> Checked:
        """Check one input; what cannot be read is reported, and so is an internal error."""
        session = self.session
        try:
            checked = self._check(one, is_alone=is_alone)
        except OutputError:
            raise
        except GovDisclosureError as error:
            checked = self.unread(one, error)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported as an internal error
            session.blame(one.name, error)
            checked = Checked(file=one.file, is_fault=True)
        checked = self._named(checked)
        self.total.add(checked)
        failing = _FAILING[self._choice.fail_on]
        if any(finding.severity in failing for finding in checked.findings):
            session.rise(FOUND)
        return checked

    def _named(self, checked: Checked) -> Checked:
        """The file with the body of the roster that it is of."""
        if self._roster is None:
            return checked
        agency = checked.report.agency if checked.report else None
        entry = self._roster.find(agency) if agency else self._roster.find_in(checked.file)
        if entry is None:
            self._strangers.append(checked.name)
            return checked
        self._sent[entry.name] = self._sent.get(entry.name, 0) + 1
        return evolve(checked, body=entry.name)

    def missing(self) -> list[Checked]:
        """The bodies of the roster that sent nothing; whatever is odd about it is reported."""
        if self._roster is None:
            return []
        session, comma = self.session, LIST_COMMA.text(self.session.language)
        if self._strangers:
            facts = {"count": len(self._strangers), "paths": comma.join(self._strangers)}
            session.tell(session.say("not_on_roster", **facts))
        if several := [name for name, count in self._sent.items() if count > 1]:
            facts = {"count": len(several), "bodies": comma.join(several)}
            session.tell(session.say("sent_several", **facts))
        names = [one.name for one in self._roster.entries if one.name not in self._sent]
        if names and self._choice.fail_on != "never":
            session.rise(FOUND)
        found = [Checked.missing(name) for name in names]
        for one in found:
            self.total.add(one)
        return found

    def unread(self, one: Input, error: GovDisclosureError) -> Checked:
        """Report an input that cannot be read."""
        self.session.fail(one.name, error)
        return Checked(file=one.file, failure=error)

    def _check(self, one: Input, *, is_alone: bool) -> Checked:
        source = one.read()
        report = build_report(source)
        previous = self._previous.of(report, is_alone=is_alone)
        if self._choice.previous and not previous:
            facts = {"path": one.name, "agency": report.agency or ""}
            self.session.tell(self.session.say("no_previous", **facts))
        self.seen.append((report.agency, report.year))
        if is_alone:  # a rule says why it cannot use what was given for this report
            previous = self._previous.reports
        return self._checking.check(one.file, source, report, previous, self._children.reports)


def _write(
    run: _Run,
    inputs: Sequence[Input],
    outputs: Sequence[tuple[Output, Sink]],
    screen: Screen | None,
) -> None:
    """Write all inputs to all outputs; on a screen in colours where it has them."""
    is_watched = sys.stderr.isatty() and not any(sink.is_terminal for _, sink in outputs)
    notes_are_lost = all(isinstance(one, CsvOutput | StanzaOutput) for one, _ in outputs)
    for output, sink in outputs:
        sink.write(output.begin())
    for checked in _checked(run, inputs, is_watched=is_watched and len(inputs) > 1):
        for output, sink in outputs:
            if screen is not None and isinstance(output, TextOutput):
                screen.lines(output.lines(checked))
            else:
                sink.write(output.add(checked))
        for note in checked.troubled_notes if notes_are_lost else ():
            run.session.tell(f"{checked.name}: {note.text(run.session.language)}")
    for output, sink in outputs:
        if screen is not None and isinstance(output, TextOutput):
            screen.lines(output.last_lines())
        else:
            sink.write_whole(output.end())


def _checked(run: _Run, inputs: Sequence[Input], *, is_watched: bool) -> Iterator[Checked]:
    """What becomes of each input, of each body that sent nothing, and of what was not read."""
    session = run.session
    for number, one in enumerate(inputs, start=1):
        news = session.say("progress", number=number, count=len(inputs), path=one.name)
        with shown(news) if is_watched else nullcontext():
            checked = run.check(one, is_alone=len(inputs) == 1)
        yield checked
    yield from run.missing()
    for each in session.skipped:
        yield Checked(file=each.file, failure=each.reason, is_skipped=True)
