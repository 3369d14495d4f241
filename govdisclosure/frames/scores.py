"""The findings of a run as a workbook for people: a sheet of files by their scores, and one of why.

Takes files of a run one by one and gives the bytes of a workbook at the end. Every deduction has
its evidence: the sentence, the place, the cells with what is printed in them, the line.
"""

from collections.abc import Iterator
from decimal import Decimal

from govdisclosure.findings.checked import Checked, Status
from govdisclosure.findings.facts import (
    cells_in_words,
    quote_of,
    share_of,
    where_words,
)
from govdisclosure.findings.output import Output, Setting
from govdisclosure.findings.ranking import FileRow, ranked
from govdisclosure.findings.wording import say
from govdisclosure.frames.book import Book, Head, Link, Plan, Value
from govdisclosure.model.diagnostics import Diagnostic
from govdisclosure.wording import Wording

__all__ = ["ScoresOutput"]

#: The first column: the rank, or without points the number of the file in the run.
_RANK: Head = ("名次", "rank", 6)
_NUMBER: Head = ("序号", "no.", 6)
# fmt: off
_SCORES: Plan = (Wording("得分", "Scores"), (
    _RANK, ("机关", "organ", 28), ("年度", "year", 6), ("得分", "score", 8),
    ("满分", "out of", 7), ("扣分", "taken off", 8), ("依据", "evidence", 7),
    ("错误", "errors", 6), ("警告", "warnings", 6), ("提示", "hints", 6),
    ("结果", "result", 12), ("文件", "file", 40), ("说明", "remark", 40),
))
_EVIDENCE: Plan = (Wording("依据", "Evidence"), (
    _RANK, ("机关", "organ", 28), ("年度", "year", 6), ("扣分", "taken off", 8),
    ("代码", "code", 8), ("规则", "rule", 24), ("级别", "severity", 8),
    ("说明", "what is wrong", 60), ("位置", "place", 36), ("单元格", "cells", 48),
    ("所填", "stated", 10), ("应为", "computed", 10), ("原文", "as printed", 48),
    ("未扣分的原因", "why nothing is taken off", 24), ("文件", "file", 40),
))
# fmt: on
#: What the first sheet is called if there are no points.
_RESULTS = Wording("结果", "Results")


class ScoresOutput(Output):
    """Writes the sheets 得分 and 依据, all of it at the end, for the files come by their scores."""

    def __init__(self, setting: Setting) -> None:
        """Begin a workbook.

        Raises:
            MissingExtraError: XlsxWriter is not installed.
        """
        super().__init__(setting)
        self._files: list[tuple[tuple[Value, ...], list[tuple[Value, ...]]]] = []
        self._book = Book(setting.language)
        (name, heads), (reasons, below) = _SCORES, _EVIDENCE
        if not setting.has_points:
            name, heads, below = _RESULTS, (_NUMBER, *heads[1:]), (_NUMBER, *below[1:])
        self._scores = self._book.sheet(name, heads)
        self._evidence = self._book.sheet(reasons, below)

    def add(self, checked: Checked) -> str:
        """Nothing yet; what is said of the file is kept for the end."""
        super().add(checked)
        self._files.append((self._marks(checked), list(self._rows(checked))))
        return ""

    def end(self) -> bytes:
        """The workbook.

        Raises:
            GovDisclosureError: There are more findings than a sheet has rows.
        """
        for rank, row in ranked(self._total.rows):
            marks, reasons = self._files[row.number - 1]
            first = self._evidence.next_row
            shown = rank if self._setting.has_points else row.number
            back = Link(shown, self._scores, self._scores.next_row)
            who = (row.organ or None, int(row.year) if row.year else None)
            for number, reason in enumerate(reasons):
                self._evidence.add(shown if number else back, *who, *reason, row.file)
            link = Link(len(reasons), self._evidence, first) if reasons else None
            score, full, taken, remark = marks
            self._scores.add(
                shown, *who, score, full, taken, link, *self._counts(row), row.file or None, remark
            )
        return self._book.close()

    def _counts(self, row: FileRow) -> tuple[Value, ...]:
        is_read = row.status in {Status.CLEAN, Status.FOUND}
        counts: tuple[Value, ...] = tuple(row.counts) if is_read else (None, None, None)
        return (*counts, say(self._language, f"status_{row.status.value}"))

    def _marks(self, checked: Checked) -> tuple[Value, ...]:
        """Score, full score and deduction, and why a file was not read."""
        sheet, failure = checked.sheet, checked.failure
        remark = failure.text(self._language) if failure else None
        if sheet is None:
            return None, None, None, remark
        if sheet.full - sheet.taken < sheet.floor:
            remark = say(self._language, "floor", floor=sheet.floor)
        return sheet.score, sheet.full, sheet.taken, remark

    # -- evidence

    def _rows(self, checked: Checked) -> Iterator[tuple[Value, ...]]:
        """Every finding, those that a waiver covers and those without points among them."""
        for one in checked.findings:
            yield self._row(one, checked, self._taken(one, checked), None)
        for one, reason in checked.waived:
            waived = say(self._language, "waived", reason=reason)
            yield self._row(one, checked, 0 if checked.sheet else None, waived)

    def _taken(self, one: Diagnostic, checked: Checked) -> int | Decimal | None:
        items = checked.sheet.items if checked.sheet else ()
        item = next((item for item in items if item.rule.code == one.code), None)
        if item is None:
            return 0 if checked.sheet else None
        return share_of(one, item)

    def _row(
        self, one: Diagnostic, checked: Checked, taken: int | Decimal | None, why: str | None
    ) -> tuple[Value, ...]:
        language = self._language
        quote = quote_of(one, checked)
        return (
            *(taken, one.code, self._setting.title(one), one.severity.text(language)),
            one.text(language),
            "\n".join(where_words(one, checked, language)) or None,
            cells_in_words(one, checked, language) or None,
            *(one.stated, one.computed),
            "".join(quote) if quote else None,
            why,
        )
