"""Many reports as a workbook for people: sheets of files, of cells and of what was found.

Takes outcomes and writes one file of Excel; the same outcomes, the same bytes. Words stay words,
whatever they look like: nothing in a report or in a file's name becomes a formula, a link or a
number. A number of more digits than Excel keeps is written as words.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from govdisclosure.collection.merging import Merged
from govdisclosure.collection.reconciliation import Difference, DifferenceKind
from govdisclosure.files import visible
from govdisclosure.frames.book import Book, Link, Plan, Value
from govdisclosure.frames.tables import Reports, outcomes_of
from govdisclosure.model.cells import Cell
from govdisclosure.model.report import Report
from govdisclosure.records import Record, iter_records
from govdisclosure.rules.engine import check
from govdisclosure.wording import Language, Wording

__all__ = ["WORDS", "difference_row", "differences_workbook", "workbook"]


# fmt: off
_REPORTS: Plan = (Wording("报告", "Reports"), (
    ("序号", "no.", 6), ("文件", "file", 40), ("结果", "status", 9), ("机关", "organ", 28),
    ("年度", "year", 6), ("表式", "form", 6), ("落款日期", "signed on", 11),
    ("数据", "cells", 7), ("问题", "findings", 8), ("说明", "remark", 60),
))
_CELLS: Plan = (Wording("数据", "Cells"), (
    ("序号", "no.", 6), ("机关", "organ", 28), ("年度", "year", 6), ("地址", "address", 40),
    ("单元格", "cell", 48), ("数值", "number", 14), ("状态", "state", 8), ("单位", "unit", 6),
    ("原文", "as printed", 16), ("附注", "note", 16), ("位置", "place", 28),
))
_FINDINGS: Plan = (Wording("问题", "Findings"), (
    ("序号", "no.", 6), ("机关", "organ", 28), ("年度", "year", 6), ("级别", "severity", 8),
    ("代码", "code", 8), ("单元格", "cell", 48), ("所填", "stated", 12), ("应为", "computed", 12),
    ("说明", "what is wrong", 80),
))
_DIFFERENCES: Plan = (Wording("核对", "Differences"), (
    ("地址", "address", 40), ("单元格", "cell", 56), ("报告所填", "stated", 14),
    ("下级合计", "sum below", 14), ("差额", "difference", 12), ("单位", "unit", 6),
    ("性质", "kind", 30), ("合计所含机关", "bodies in the sum", 60),
))
# fmt: on
#: What stands in the columns of states and kinds.
WORDS: Mapping[str, Wording] = {
    "read": Wording("已读取", "read"),
    "refused": Wording("无法读取", "refused"),
    "skipped": Wording("未读取", "skipped"),
    "timed_out": Wording("超时", "timed out"),
    "crashed": Wording("程序出错", "crashed"),
    "number": Wording("数字", "number"),
    "blank": Wording("空白", "blank"),
    "mark": Wording("符号", "mark"),
    "text": Wording("文字", "text"),
    "absent": Wording("缺", "absent"),
    "merged": Wording("汇总", "merged"),
    "own": Wording("本级，或没有提供的机关", "its own, or of a body not given"),
    "less": Wording("错误：小于下级合计", "error: less than the sum below"),
    "joint": Wording(
        "小于下级合计：联合制发的可能重复计入", "less: documents issued jointly count twice"
    ),
    "unknown": Wording("无法判断：有一方没有数字", "unknown: a number is missing"),
}


def workbook(reports: Reports, *, language: Language = "zh") -> bytes:
    """Reports, or outcomes of reading, as a workbook: the sheets 报告, 数据 and 问题.

    A row of 报告 leads to the first of its rows in 数据 and in 问题, and these lead back; a finding
    leads to its cell. A cell without a number is empty in 数据, and its state says why.

    Args:
        reports: What to put into it, in its order.
        language: That of its words.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
        GovDisclosureError: They have more cells than a sheet has rows.
    """
    book = Book(language)
    files, cells, found = (book.sheet(*one) for one in (_REPORTS, _CELLS, _FINDINGS))
    for number, outcome in enumerate(outcomes_of(reports), start=1):
        report = outcome.report
        back = Link(number, files, files.next_row)
        to_cells = Link(0, cells, cells.next_row)
        to_findings = Link(0, found, found.next_row)
        rows: dict[str, int] = {}
        for one in iter_records(report, language=language) if report else ():
            shown = number if rows else back
            rows[one.address] = cells.add(shown, *_cell(one, book))
        count = 0
        for row in _findings(report, book) if report else ():
            address = row.cell
            cell = Link(row.words, cells, rows[address]) if address in rows else row.words
            found.add(number if count else back, *row.before, cell, *row.after)
            count += 1
        files.add(
            number,
            visible(outcome.path) if outcome.path is not None else None,
            _say(book, outcome.status.value),
            *_facts(report),
            to_cells._replace(words=len(rows)) if rows else None,
            to_findings._replace(words=count) if count else None,
            outcome.error.text(language) if outcome.error else None,
        )
    return book.close()


def differences_workbook(differences: Iterable[Difference], *, language: Language = "zh") -> bytes:
    """What :func:`reconcile` found, as a workbook of one sheet, 核对.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
    """
    book = Book(language)
    sheet = book.sheet(*_DIFFERENCES)
    for one in differences:
        sheet.add(*difference_row(one, language))
    return book.close()


def difference_row(one: Difference, language: Language) -> tuple[str | int | Decimal | None, ...]:
    """A difference by the columns of its table."""
    kind = "less" if one.kind is DifferenceKind.ERROR else one.kind.value
    return (
        str(one.address),
        one.address.words(language, one.edition),
        _shown(one.stated),
        _shown(one.computed),
        one.amount,
        one.stated.unit or one.computed.unit,
        WORDS[kind].text(language),
        "、".join(one.contributors),
    )


def _shown(cell: Cell) -> int | Decimal | str:
    return cell.printed(cell.unit) if cell.value is None else cell.value


def _facts(report: Report | None) -> tuple[Value, ...]:
    if report is None:
        return (None,) * 4
    edition, closing = report.edition, report.closing
    return (
        report.agency,
        report.year,
        edition.value if edition else None,
        closing.signed_on.isoformat() if closing and closing.signed_on else None,
    )


def _cell(one: Record, book: "Book") -> tuple[Value, ...]:
    return (
        *(one.agency, one.year, one.address, one.words),
        *(one.value, _say(book, one.state), one.unit, one.raw, one.note, one.place),
    )


class _Finding(NamedTuple):
    """The row of a finding: what stands before its cell, the cell, and what stands after it."""

    before: tuple[Value, ...]
    cell: str
    words: str | None
    after: tuple[Value, ...]


def _findings(report: Report, book: "Book") -> Iterator[_Finding]:
    """What reading noticed, what the rules find, and what is to be known of a sum."""
    language, who = book.language, (report.agency, report.year)
    for one in chain(report.diagnostics, check(report)):
        place = next(iter(one.addresses), None)
        yield _Finding(
            (*who, one.severity.text(language), one.code),
            str(place or ""),
            place.words(language) if place else None,
            (one.stated, one.computed, one.text(language)),
        )
    remarks = report.remarks if isinstance(report, Merged) else ()
    for remark in chain.from_iterable(one.by_bodies() for one in remarks):  # no row is too high
        place = next(iter(remark.addresses), None)
        yield _Finding(
            (*who, _say(book, "merged"), None),
            str(place or ""),
            place.words(language, remark.edition) if place else None,
            (None, None, remark.text(language)),
        )


def _say(book: Book, word: str) -> str:
    """A state or the like in the language of the workbook."""
    return WORDS[word].text(book.language)
