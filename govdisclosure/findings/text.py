"""Findings for people: each with its sentence, its place and the quoted row with carets.

Takes files of a run and gives lines of styled words, or the same as plain text.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from govdisclosure.characters import blanked, in_columns
from govdisclosure.findings.checked import Checked, Status
from govdisclosure.findings.facts import (
    explanations_of,
    points_words,
    stated_words,
    where_words,
)
from govdisclosure.findings.output import Output
from govdisclosure.findings.ranking import Total, ranked
from govdisclosure.findings.wording import say
from govdisclosure.model.diagnostics import Diagnostic, Severity
from govdisclosure.rules.basis.explanation import Explanation
from govdisclosure.rules.local.rulebook import ScoreSheet
from govdisclosure.wording import COLON, COMMA, SEMICOLON, Language

__all__ = [
    "Styled",
    "TextOutput",
    "batch_words",
    "counts_words",
    "sheet_head",
    "sheet_items",
    "sheet_lines",
]

#: If a file has more findings of one code than this, except errors, the first are shown in one
#: paragraph and the others counted.
_MOST_ALIKE = 3
#: Page numbers: a line a file is enough.
_IN_ONE_LINE = frozenset({"GD003"})
#: The maximum number of explanations shown.
_MOST_EXPLANATIONS = 3
#: The indent of the quoted row.
_QUOTE = " " * 4


class Styled(NamedTuple):
    """Some words of a line, and the name of the style they are in."""

    text: str
    style: str = ""


class TextOutput(Output):
    """Writes findings as plain text."""

    def add(self, checked: Checked) -> str:
        """A file with its findings."""
        return _joined(self.lines(checked))

    def end(self) -> str:
        """The totals of the batch."""
        return _joined(self.last_lines())

    # -- the same in styles

    def lines(self, checked: Checked) -> Iterator[tuple[Styled, ...]]:
        """The lines of one file."""
        is_named = checked.status is not Status.SKIPPED or self._setting.names_skipped
        is_named = is_named and checked.status is not Status.MISSING  # the table has it
        if self._total.rows and is_named:
            yield ()
        self._total.add(checked)
        if is_named:
            yield from self._lines(checked)

    def _lines(self, checked: Checked) -> Iterator[tuple[Styled, ...]]:
        language = self._language
        yield self._head(checked)
        if checked.failure is not None:
            yield (Styled("  "), Styled(checked.failure.text(language), "error"))
        yield from self._findings(checked)
        for finding, reason in checked.waived:
            waived = say(language, "waived", reason=reason)
            yield (Styled(f"  {finding.code} {self._setting.title(finding)} {waived}", "key"),)
        for note in checked.troubled_notes:
            yield (Styled(f"  {note.text(language)}", "warning"),)
        if self._setting.shows_untold:
            for one in checked.untold:
                words = f"  {one.code} {self._setting.title_of(one.rule)}  {one.text(language)}"
                yield (Styled(words, "key"),)
        if checked.sheet is not None:
            for line in sheet_lines(checked.sheet, checked, language):
                yield (Styled(f"  {line}"),)
        if checked.report is not None:
            style = "good" if checked.status is Status.CLEAN else "title"
            yield (
                Styled(f"  {say(language, 'summary')}{COLON.text(language)}", "key"),
                Styled(counts_words(checked, language), style),
                Styled(self._way_to_untold(checked), "key"),
            )

    def _way_to_untold(self, checked: Checked) -> str:
        """How to list cases that cannot be judged, if there are any and they are not shown."""
        is_needed = checked.untold and not self._setting.shows_untold
        return say(self._language, "untold_way") if is_needed else ""

    def last_lines(self) -> Iterator[tuple[Styled, ...]]:
        """The lines after the last file: a table if there are several, and the totals."""
        rows = self._total.rows
        if len(rows) < 2:  # noqa: PLR2004 - one file needs no table
            return
        yield ()
        setting = self._setting
        lines = _table(self._total, setting.language, has_points=setting.has_points)
        yield from ((Styled(line),) for line in lines)
        yield (Styled(batch_words(self._total, self._language), "title"),)
        if count := self._total.files[Status.MISSING]:
            yield (Styled(say(self._language, "missing", count=count), "error"),)
        if count := self._total.files[Status.SKIPPED]:
            way = "" if self._setting.names_skipped else say(self._language, "skipped_way")
            yield (Styled(say(self._language, "skipped", count=count)), Styled(way, "key"))

    def _head(self, checked: Checked) -> tuple[Styled, ...]:
        report = checked.report
        head = [Styled(checked.name, "heading")]
        if report is not None:
            title = report.title or say(self._language, "no_title")
            head.append(Styled(f"  {title}", "title"))
        else:
            status = say(self._language, f"status_{checked.status.value}")
            head.append(Styled(f"  {status}", "error"))
        return tuple(head)

    def _findings(self, checked: Checked) -> Iterator[tuple[Styled, ...]]:
        """All findings; many of one code, except errors, are grouped, and page numbers a line."""
        alike: dict[str, list[Diagnostic]] = {}
        for one in checked.findings:
            if one.severity is not Severity.ERROR:
                alike.setdefault(one.code, []).append(one)
        explained_before: set[tuple[Explanation, ...]] = set()
        for one in checked.findings:
            group = alike.get(one.code, [])
            if one.code in _IN_ONE_LINE:
                yield from self._one_line(group, checked) if one is group[0] else ()
            elif one.severity is Severity.ERROR or len(group) <= _MOST_ALIKE:
                yield from self._finding(one, checked, explained_before)
            elif one is group[0]:
                yield from self._group(group, checked)

    def _one_line(
        self, group: Sequence[Diagnostic], checked: Checked
    ) -> Iterator[tuple[Styled, ...]]:
        """The findings of one code in a line: their number, and the place of the first."""
        words = say(self._language, "alike", count=len(group))
        where = self._where(group[0], checked)
        yield (self._head_of(group[0]), Styled(f"  {words}  {where}", "key"))

    def _group(self, group: Sequence[Diagnostic], checked: Checked) -> Iterator[tuple[Styled, ...]]:
        """Many findings of one code: their number, and the sentences and places of the first ones.

        A sentence that they share is shown once, with the places below it.
        """
        language, first = self._language, group[0]
        yield (self._head_of(first), Styled(f"  {say(language, 'alike', count=len(group))}", "key"))
        shown = [(one.text(language), self._where(one, checked)) for one in group[:_MOST_ALIKE]]
        if len({one.text(language) for one in group}) == 1:
            yield (Styled(f"    {shown[0][0]}"),)
            shown = [("", where) for _, where in shown if where]
        for sentence, where in shown:
            yield (Styled(f"    - {sentence}"), Styled(f"  {where}" if sentence else where, "key"))
        more = len(group) - _MOST_ALIKE
        yield (Styled(f"    {say(language, 'more', count=more, code=first.code)}", "key"),)

    def _head_of(self, one: Diagnostic) -> Styled:
        """Severity, code, and title of the finding."""
        severity = one.severity.value
        words = one.severity.text(self._language)
        return Styled(f"  {words} {one.code} {self._setting.title(one)}", severity)

    def _where(self, one: Diagnostic, checked: Checked) -> str:
        """The place of a finding, and the cell that it is about."""
        return "  ".join(where_words(one, checked, self._language))

    def _finding(
        self, one: Diagnostic, checked: Checked, explained_before: set[tuple[Explanation, ...]]
    ) -> Iterator[tuple[Styled, ...]]:
        language, severity = self._language, one.severity.value
        yield (self._head_of(one), Styled(f"  {self._where(one, checked)}", "key"))
        yield (Styled(f"    {one.text(language)}"),)
        if checked.source is not None and one.span is not None:
            width = max(self._setting.width - len(_QUOTE), 10)
            quoted, carets = checked.source.quote(one.span, width).split("\n")
            if quoted.strip():
                yield (Styled(f"{_QUOTE}{quoted}", "quote"),)
                yield (Styled(f"{_QUOTE}{carets}", severity),)
        if numbers := stated_words(one, checked, language):
            yield (Styled(f"    {numbers}"),)
        found = explanations_of(one)
        if found and found in explained_before:
            yield (Styled(f"    {say(language, 'as_above')}", "key"),)
        elif found:
            explained_before.add(found)
            yield (Styled(f"    {say(language, 'possible')}{COLON.text(language)}", "key"),)
            for explanation in found[:_MOST_EXPLANATIONS]:
                yield (Styled(f"      - {explanation.text(language)}"),)


def _joined(lines: Iterable[tuple[Styled, ...]]) -> str:
    """The lines as plain text, without characters that could control a terminal."""
    return "".join(f"{blanked(''.join(one.text for one in line)).rstrip(' ')}\n" for line in lines)


def counts_words(checked: Checked, language: Language) -> str:
    """How much was found in a file, waived in it, and could not be judged."""
    comma = SEMICOLON.text(language)
    parts = [say(language, "status_clean")] if checked.status is Status.CLEAN else []
    if checked.findings:
        parts.append(say(language, "counts", **checked.counts._asdict()))
    if checked.waived:
        parts.append(say(language, "waived_count", count=len(checked.waived)))
    if checked.untold:
        parts.append(say(language, "untold_count", count=len(checked.untold)))
    if checked.sheet is not None:
        sheet = checked.sheet
        facts = {"score": points_words(sheet.score), "full": points_words(sheet.full)}
        parts.append(say(language, "score", **facts))
    return comma.join(parts)


def batch_words(total: Total, language: Language) -> str:
    """The totals of all files, in a sentence."""
    files = total.files
    words = say(
        language,
        "batch",
        files=len(total.rows) - files[Status.SKIPPED] - files[Status.MISSING],
        clean=files[Status.CLEAN],
        found=files[Status.FOUND],
        unread=files[Status.UNREADABLE],
    )
    if files[Status.FAULT]:
        words += COMMA.text(language) + say(language, "faults", count=files[Status.FAULT])
    counts = say(language, "counts", **total.counts._asdict())
    return f"{words}{SEMICOLON.text(language)}{counts}"


# ------------------------------------------------------------------------------ points


def sheet_lines(sheet: ScoreSheet, checked: Checked, language: Language) -> Iterator[str]:
    """The score sheet: each rule that costs points, with its findings and their places."""
    yield sheet_head(sheet, language) + (f"  {sheet.name}" if sheet.name else "")
    for words, findings in sheet_items(sheet, language):
        yield f"  {words}"
        for one in findings:
            where = "  ".join(("", *where_words(one, checked, language)))
            yield f"    - {one.text(language)}{where}"


def sheet_head(sheet: ScoreSheet, language: Language) -> str:
    """The score, and the lowest that is given if there are fewer points."""
    facts = {"score": points_words(sheet.score), "full": points_words(sheet.full)}
    head = f"{say(language, 'score_head')}{COLON.text(language)}{say(language, 'score', **facts)}"
    if sheet.full - sheet.taken < sheet.floor:
        head += say(language, "floor", floor=points_words(sheet.floor))
    return head


def sheet_items(
    sheet: ScoreSheet, language: Language
) -> Iterator[tuple[str, Sequence[Diagnostic]]]:
    """What the sheet says of each rule, with the findings that cost points."""
    rest = 0
    for item in sheet.items:
        head = {"code": item.rule.code, "title": item.rule.title.text(language)}
        if item.findings:
            points, count = item.points, len(item.findings)
            numbers = {"each": points_words(points.each), "taken": points_words(item.taken)}
            words = say(language, "score_line", **head, count=count, **numbers)
            if points.at_most is not None and item.taken < points.each * count:
                words += say(language, "score_capped", at_most=points_words(points.at_most))
            yield words, item.findings
        if item.waived:
            yield say(language, "score_waived", **head, count=len(item.waived)), ()
        if item.untold:
            yield say(language, "score_untold", **head, count=len(item.untold)), ()
        rest += not (item.findings or item.waived or item.untold)
    if rest:
        yield say(language, "score_rest", count=rest), ()


def _table(total: Total, language: Language, *, has_points: bool) -> Iterator[str]:
    """A line a file, the best first, in columns aligned by their width on the screen."""
    names = ["file", "agency", "year", "status", "errors", "warnings", "hints"]
    names = ["rank", *names, "points"] if has_points else names
    rows = [[say(language, name) for name in names]]
    for rank, row in ranked(total.rows):
        if row.status is Status.SKIPPED:
            continue
        facts = {
            "rank": "" if rank is None else str(rank),
            "points": "" if row.score is None else points_words(row.score),
            "agency": row.organ,
            "year": row.year,
            "file": row.file,
            "status": say(language, f"status_{row.status.value}"),
        }
        if row.status in {Status.CLEAN, Status.FOUND}:
            facts |= {name: str(count) for name, count in row.counts._asdict().items()}
        rows.append([facts.get(name, "") for name in names])
    yield from in_columns(rows)
