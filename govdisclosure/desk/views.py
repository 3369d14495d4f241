"""What a page shows of a report that was checked: its parts, its findings, its notices.

Takes checked files and gives words, numbers and places in the order of the page; knows no HTML.
"""

from collections.abc import Iterator
from typing import NamedTuple

from attrs import frozen

from govdisclosure.desk.findings import FindingView, Notices, finding_views, notices_of
from govdisclosure.desk.places import Line, lines_of, runs_of
from govdisclosure.desk.tables import Marks, TableView, table_view
from govdisclosure.desk.wording import say
from govdisclosure.findings import Checked, Setting
from govdisclosure.findings.checked import Status
from govdisclosure.findings.facts import points_words
from govdisclosure.findings.text import counts_words, sheet_lines
from govdisclosure.model.blocks import Heading, Picture, PrintedRows
from govdisclosure.model.diagnostics import Diagnostic
from govdisclosure.model.lines import Block, with_run_ins
from govdisclosure.model.report import Report
from govdisclosure.rules.basis.context import Context
from govdisclosure.wording import Language

__all__ = ["BlockView", "FileView", "PartView", "Untold", "no_report_in", "view_of"]

#: The code that says that a file holds no report.
_NO_REPORT = "GD001"
#: Of more characters than this a part's text is folded.
_LONG = 600


@frozen(kw_only=True)
class BlockView:
    """A block of a report: a heading, a paragraph, a picture or a table."""

    kind: str
    words: str = ""
    #: Of a heading from 2, of what runs on after it.
    level: int = 0
    run_in: str = ""
    table: TableView | None = None


@frozen(kw_only=True)
class PartView:
    """A part of a report with what was found in it."""

    key: str
    heading: str
    blocks: tuple[BlockView, ...] = ()
    findings: tuple[FindingView, ...] = ()
    #: How many characters its text has, where that is long; else 0.
    length: int = 0

    @property
    def prose(self) -> tuple[BlockView, ...]:
        """Its blocks but tables."""
        return tuple(one for one in self.blocks if one.table is None)

    @property
    def tables(self) -> tuple[TableView, ...]:
        """Its tables."""
        return tuple(one.table for one in self.blocks if one.table is not None)


class Untold(NamedTuple):
    """The cases of a rule that could not be judged, by their reasons."""

    code: str
    title: str
    reasons: tuple[str, ...]


@frozen(kw_only=True)
class FileView:
    """A file on the page."""

    #: Its number among those that were sent, from 0, and its name.
    number: int
    name: str
    status: str
    #: Why there is no report in it; empty where there is one.
    reason: str = ""
    title: str = ""
    agency: str = ""
    year: str = ""
    form: str = ""
    #: How many findings of each severity there are, and the same in words.
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    counts: str = ""
    points: str = ""
    score: tuple[str, ...] = ()
    findings: tuple[FindingView, ...] = ()
    parts: tuple[PartView, ...] = ()
    notices: tuple[Notices, ...] = ()
    untold: tuple[Untold, ...] = ()
    states: tuple[str, ...] = ()
    #: The runs of its lines, where the page has no script to ask for them.
    original: tuple[tuple[bool, tuple[Line, ...]], ...] = ()

    @property
    def is_report(self) -> bool:
        """Whether a report was found in it."""
        return not self.reason

    @property
    def noticed(self) -> int:
        """How many of its findings are notices of reading."""
        return sum(one.times for one in self.notices)

    @property
    def worst(self) -> str:
        """The worst of its findings, or ``clean``."""
        if self.errors:
            return "error"
        return "warning" if self.warnings else "clean"


def view_of(
    checked: Checked, number: int, format: str | None, setting: Setting, *, is_scripted: bool
) -> FileView:
    """A file on the page.

    Args:
        checked: The file with what was found in it.
        number: Its number among those that were sent.
        format: The format of the file.
        setting: That of the run.
        is_scripted: Whether the page asks for originals; else they are in it.
    """
    language, report = setting.language, checked.report
    reason = _reason(checked, setting)
    if report is None or reason:
        return FileView(
            number=number, name=checked.name, status=checked.status.value, reason=reason
        )
    marks = Marks(language=language, file=number, format=format)
    findings = finding_views(checked, setting, marks)
    parts = tuple(_parts(report, findings, marks))
    notices = notices_of(checked, setting)
    edition, sheet = report.edition, checked.sheet
    states = {one for part in parts for table in part.tables for one in table.states}
    has_original = not is_scripted and checked.source is not None
    return FileView(
        number=number,
        name=checked.name,
        status=checked.status.value,
        title=report.title or say(language, "no_title"),
        agency=report.agency or say(language, "unknown"),
        year=_year(report, language),
        form=say(language, "form_of", edition=edition.value) if edition else "",
        **checked.counts._asdict(),
        counts=counts_words(checked, language),
        points=points_words(sheet.score) if sheet else "",
        score=tuple(sheet_lines(sheet, checked, language)) if sheet else (),
        findings=findings,
        parts=parts,
        notices=notices,
        untold=tuple(_untold(checked, setting)),
        states=tuple(one for one in ("blank", "mark", "text", "absent") if one in states),
        original=runs_of(lines_of(checked.source, marks.anchors))
        if has_original and checked.source
        else (),
    )


def _year(report: Report, language: Language) -> str:
    """The year that the rules go by, and that of the title if it is another."""
    year = Context(report=report).year
    if year != report.year:
        return say(language, "year_titled", year=year, titled=report.year)
    return str(year or say(language, "unknown"))


def _reason(checked: Checked, setting: Setting) -> str:
    """Why a file has no report; empty where it has one."""
    language = setting.language
    if checked.failure is not None:
        return checked.failure.text(language)
    if checked.report is None:
        return say(language, "our_fault", error=Status.FAULT.value)
    found = no_report_in(checked.report)
    return found.text(language) if found else ""


def no_report_in(report: Report) -> Diagnostic | None:
    """What reading says of a file in which it found no report; None where it found one."""
    return next((one for one in report.diagnostics if one.code == _NO_REPORT), None)


# ------------------------------------------------------------------------------ parts


def _parts(report: Report, findings: tuple[FindingView, ...], marks: Marks) -> Iterator[PartView]:
    """The parts of a report in order; parts without anything are left out."""
    language = marks.language
    closing = report.closing
    signed = [BlockView(kind="signature", words=one) for one in closing.lines()] if closing else []
    blocks = {
        "general": (say(language, "general"), []),
        "preamble": (say(language, "preamble"), list(_blocks(report.preamble, marks))),
        **{
            f"section-{number}": (one.heading.printed, list(_blocks(one.blocks, marks)))
            for number, one in enumerate(report.sections)
        },
        "closing": (say(language, "closing"), signed),
        "annex": (say(language, "annex"), list(_blocks(report.annex, marks))),
    }
    for key, (heading, held) in blocks.items():
        own = tuple(one for one in findings if one.part == key)
        if held or own or key.startswith("section"):
            length = sum(len(one.words) + len(one.run_in) for one in held)
            yield PartView(
                key=key,
                heading=heading,
                blocks=tuple(held),
                findings=own,
                length=length if length > _LONG else 0,
            )


def _blocks(blocks: tuple[Block, ...], marks: Marks) -> Iterator[BlockView]:
    for block, run_in in with_run_ins(blocks):
        match block:
            case Heading():
                yield BlockView(
                    kind="heading",
                    words=f"{block.printed}{block.stop}",
                    level=min(block.level + 2, 6),
                    run_in=run_in,
                )
            case Picture():
                words = "".join((say(marks.language, "picture"), block.caption))
                yield BlockView(kind="picture", words=words)
            case PrintedRows():
                yield BlockView(kind="table", table=table_view(block, marks))
            case _:
                yield BlockView(kind="paragraph", words="".join(block.words()))


def _untold(checked: Checked, setting: Setting) -> Iterator[Untold]:
    by_code: dict[str, list[str]] = {}
    for one in checked.untold:
        by_code.setdefault(one.code, []).append(one.text(setting.language))
    rules = {rule.code: rule for rule in setting.rules}
    for code, reasons in by_code.items():
        title = rules[code].title.text(setting.language) if code in rules else code
        yield Untold(code, title, tuple(dict.fromkeys(reasons)))
