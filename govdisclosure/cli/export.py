"""``export``: the cells of many reports as one table, on stdout or in a file.

Takes paths and writes a record a cell as CSV, JSON or JSON lines, one report after the other, so
that a thousand reports need no more memory than one.
"""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from attrs import frozen

from govdisclosure.build import build_report
from govdisclosure.cli.reasons import reason_of
from govdisclosure.cli.screen import printable, shown
from govdisclosure.cli.session import FINE, USAGE, Input, Session
from govdisclosure.codec import to_data
from govdisclosure.formats import CELLS
from govdisclosure.model.report import Report
from govdisclosure.records import Record, iter_records
from govdisclosure.selection.cells import matching
from govdisclosure.text import format_number

__all__ = ["Choice", "export_inputs"]

#: The columns that are there only when asked for.
_INFERRED = ("inferred", "inferred_from")


@frozen(kw_only=True)
class Choice:
    """What is exported of each report."""

    #: Which cells, by patterns; all when empty.
    patterns: tuple[str, ...] = ()
    #: Whether to add what follows from the sums.
    has_inferred: bool = False
    #: The language of the form's words; keys have none.
    language: str = "zh"

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns, in order."""
        return [name for name in Record._fields if self.has_inferred or name not in _INFERRED]


def export_inputs(
    session: Session, paths: Sequence[str], output: str | None, format: str | None, choice: Choice
) -> None:
    """Write a record for every chosen cell of every input to stdout or to the file *output*."""
    if not _are_known(session, choice.patterns):
        return
    format = session.format_for(output, format, CELLS, "csv")
    if format is None:
        return
    inputs = list(session.inputs(paths))
    if output is None:
        table = _Table(sys.stdout, format, choice.columns)
        _export(session, inputs, table, choice, is_quiet=sys.stdout.isatty())
        return
    target = Path(output)
    if target.resolve() in {one.path.resolve() for one in inputs if one.path is not None}:
        session.complain(USAGE, session.say("overwrites", path=target))
        return
    encoding = "utf-8-sig" if format == "csv" else "utf-8"  # Excel takes CSV for UTF-8 by the mark
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding=encoding, newline="\n") as stream:
            table = _Table(stream, format, choice.columns)
            _export(session, inputs, table, choice)
    except OSError as error:
        reason = reason_of(error, session.language)
        session.complain(USAGE, session.say("unwritable", path=target, reason=reason))


def _are_known(session: Session, patterns: Iterable[str]) -> bool:
    """Whether every pattern names a cell of some form; the first that does not is told."""
    for pattern in patterns:
        try:
            matching(pattern, None)
        except KeyError as error:
            facts = {"pattern": pattern, "reason": error.args[0]}
            session.complain(USAGE, session.say("unknown_pattern", **facts))
            return False
    return True


def _export(
    session: Session,
    inputs: Sequence[Input],
    table: "_Table",
    choice: Choice,
    *,
    is_quiet: bool = False,
) -> None:
    """Write the records of all inputs, those of one that fails left out altogether."""
    is_watched = len(inputs) > 1 and not is_quiet and sys.stderr.isatty()
    table.begin()
    for number, one in enumerate(inputs, start=1):
        news = session.say("progress", number=number, count=len(inputs), path=one.name)
        records: Sequence[Record] = ()
        has_cells = True
        with session.attempt(one.name), shown(news if is_watched else ""):
            records, has_cells = _records_of(one, choice)
        if not has_cells:
            session.complain(FINE, session.say("no_cells", path=one.name))
        table.write(records)
    table.end()
    if table.lost:
        facts = {"encoding": table.encoding, "count": table.lost}
        session.complain(FINE, session.say("lost_signs", **facts))


def _records_of(one: Input, choice: Choice) -> tuple[Sequence[Record], bool]:
    """The records of an input, and whether its report has any cells to choose from.

    Raises:
        ReadError: It cannot be read.
    """
    source = one.read()
    report = build_report(source)
    records = iter_records(
        report,
        file=one.name,
        source=source,
        patterns=choice.patterns,
        language=choice.language,
        inferred=choice.has_inferred,
    )
    has_cells = report.statistics is not None or next(report.cells(), None) is not None
    return list(records), has_cells


# ------------------------------------------------------------------------------ the table

_TO_QUOTE = re.compile('[",\r\n]')


class _Table:
    r"""Writes records to a stream, in one of the formats; lines end in ``\n``.

    Attributes:
        encoding: That of the stream.
        lost: How many lines hold signs that the encoding has not, which become 「?」. JSON has
            another way to spell them, and loses none.
    """

    def __init__(self, stream: TextIO, format: str, columns: Sequence[str]) -> None:
        """A table with *columns*, of which nothing is written yet."""
        self.encoding = stream.encoding or "utf-8"
        self.lost = 0
        self._stream = stream
        self._is_terminal = stream.isatty()
        self._format = format
        self._columns = columns
        self._is_first = True

    def begin(self) -> None:
        """Write what stands before the records."""
        if self._format == "csv":
            self._write_line(_csv_line(self._columns))
        elif self._format == "json":
            versions = to_data(Report())
            head = {name: versions[name] for name in ("schema", "library")}
            self._stream.write(f'{json.dumps(head)[:-1]}, "records": [')

    def write(self, records: Iterable[Record]) -> None:
        """Write *records*, a line each."""
        for record in records:
            values = record[: len(self._columns)]
            if self._format == "csv":
                self._write_line(_csv_line(map(_csv_words, values)))
                continue
            members = dict(zip(self._columns, map(_json_value, values), strict=True))
            line = json.dumps(members, ensure_ascii=False)
            if not self._can_write(line):
                line = json.dumps(members)
            if self._format == "json":
                self._stream.write("\n" if self._is_first else ",\n")
                self._is_first = False
                self._stream.write(self._calmed(line))
            else:
                self._stream.write(f"{self._calmed(line)}\n")

    def end(self) -> None:
        """Write what stands behind the records."""
        if self._format == "json":
            self._stream.write("\n]}\n")

    def _write_line(self, line: str) -> None:
        if not self._can_write(line):
            self.lost += 1
            line = line.encode(self.encoding, "replace").decode(self.encoding)
        self._stream.write(f"{self._calmed(line)}\n")

    def _can_write(self, line: str) -> bool:
        try:
            line.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def _calmed(self, line: str) -> str:
        """The line without signs that could steer a terminal, where one shows it."""
        return printable(line) if self._is_terminal else line


def _csv_line(words: Iterable[str]) -> str:
    """The words between commas, quoted where need be; ``csv`` quotes by the version of Python."""
    return ",".join(
        '"{}"'.format(one.replace('"', '""')) if _TO_QUOTE.search(one) else one for one in words
    )


def _csv_words(value: str | int | Decimal | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else format_number(value)


def _json_value(value: str | int | Decimal | None) -> str | int | None:
    """As in the JSON of reports: a decimal number is a string, so that it stays exact."""
    return format_number(value) if isinstance(value, Decimal) else value
