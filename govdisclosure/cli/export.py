"""``export``: the cells of many reports as one table, on stdout or in a file.

Takes paths and writes a record a cell as CSV, JSON or JSON lines, one report after the other, so
that a thousand reports need no more memory than one.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from attrs import frozen

from govdisclosure.builders import build_report
from govdisclosure.claims import ClaimRecord, iter_claim_records
from govdisclosure.cli.screen import shown, writing
from govdisclosure.cli.session import FINE, USAGE, Session, Unread
from govdisclosure.cli.sink import Sink, opened
from govdisclosure.codec import to_data
from govdisclosure.collection.inputs import Input
from govdisclosure.csv_lines import csv_line
from govdisclosure.files import replacing
from govdisclosure.formats import EXPORTS
from govdisclosure.model.report import Report
from govdisclosure.records import Record, iter_records
from govdisclosure.selection.cells import matching
from govdisclosure.text import json_value
from govdisclosure.wording import Language

__all__ = ["Choice", "export_inputs"]

_AnyRecord: TypeAlias = Record | ClaimRecord
#: The columns that are added only on request.
_INFERRED = ("inferred", "inferred_from")


@frozen(kw_only=True)
class Choice:
    """What to export of each report."""

    #: Patterns of cells; all cells when empty.
    select: tuple[str, ...] = ()
    #: Whether to add what follows from the sums.
    has_inferred: bool = False
    #: Whether to export the numbers claimed in the prose instead of cells.
    has_claims: bool = False
    #: Whether CSV is for programs, which need no protection from formulas.
    is_raw: bool = False
    #: The language of the form's words; keys are not translated.
    language: Language = "zh"
    #: The table for a file that holds only one.
    table: str = "cells"

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns, in order."""
        if self.has_claims:
            return ClaimRecord._fields
        return [name for name in Record._fields if self.has_inferred or name not in _INFERRED]


def export_inputs(
    session: Session, paths: Sequence[str], output: str | None, format: str | None, choice: Choice
) -> None:
    """Write a record for every chosen cell of every input to stdout or to the file *output*."""
    if not _are_known(session, choice.select):
        return
    chosen = session.format_for(output, format, EXPORTS)
    if chosen is None:
        return
    if choice.table != "cells" and chosen.name != "parquet":
        session.complain(USAGE, session.say("option_unfit", option="--table", format=chosen.name))
        return
    if chosen.has_tables:
        _export_tables(session, paths, output, chosen.name, choice)
        return
    inputs = session.inputs(paths)
    if session.is_safe(output, inputs):
        with opened(output, chosen) as sink:
            _export(session, inputs, _Table(sink, chosen.name, choice), choice)
        session.tell_lost(sink.lost, sink.encoding)


def _export_tables(
    session: Session, paths: Sequence[str], output: str | None, format: str, choice: Choice
) -> None:
    """Write all inputs for other programs, with a list of those that cannot be read."""
    from govdisclosure.collection.outcomes import Outcome, Status
    from govdisclosure.frames.files import write_duckdb, write_parquet
    from govdisclosure.frames.rows import Asked
    from govdisclosure.frames.workbook import workbook

    unfit = "--select" if choice.select else "--claims" if choice.has_claims else ""
    if unfit:
        session.complain(USAGE, session.say("option_unfit", option=unfit, format=format))
        return
    if output is None:
        session.complain(USAGE, session.say("needs_file", format=format))
        return
    inputs = session.inputs(paths)
    if not session.is_safe(output, inputs):
        return
    skipped = [
        Outcome(path=one.file, status=Status.SKIPPED, error=one.reason) for one in session.skipped
    ]
    outcomes = chain(session.outcomes(inputs), skipped)
    asked = Asked(inferred=choice.has_inferred)
    with writing(output):
        Path(output).parent.mkdir(parents=True, exist_ok=True)
        if format == "parquet":
            write_parquet(outcomes, output, choice.table, asked)
        elif format == "duckdb":
            write_duckdb(outcomes, output, asked)
        else:
            made = workbook(outcomes, language=choice.language)
            with replacing(output) as file:
                file.write(made)


def _are_known(session: Session, patterns: Iterable[str]) -> bool:
    """Whether every pattern names a cell of some form; the first unknown one is reported."""
    for pattern in patterns:
        try:
            matching(pattern, None)
        except KeyError as error:
            facts = {"pattern": pattern, "reason": error.args[0]}
            session.complain(USAGE, session.say("unknown_pattern", **facts))
            return False
    return True


def _export(session: Session, inputs: Sequence[Input], table: "_Table", choice: Choice) -> None:
    """Write the records of all inputs, except those that fail."""
    is_watched = len(inputs) > 1 and not table.sink.is_terminal and sys.stderr.isatty()
    table.begin()
    for number, one in enumerate(inputs, start=1):
        news = session.say("progress", number=number, count=len(inputs), path=one.name)
        records: Sequence[_AnyRecord] = ()
        has_cells = True
        with session.attempt(one.name), shown(news if is_watched else ""):
            records, has_cells = _records_of(one, choice)
        if not has_cells:
            session.complain(FINE, session.say("no_cells", path=one.name))
        table.write(records)
    table.end(session.unread)


def _records_of(one: Input, choice: Choice) -> tuple[Sequence[_AnyRecord], bool]:
    """The records of an input, and whether its report has any cells to choose from.

    Raises:
        ReadError: It cannot be read.
    """
    report = build_report(one.read())
    if choice.has_claims:
        return list(iter_claim_records(report, file=one.name)), True
    records = iter_records(
        report,
        file=one.name,
        patterns=choice.select,
        language=choice.language,
        inferred=choice.has_inferred,
    )
    has_cells = report.statistics is not None or next(report.cells(), None) is not None
    return list(records), has_cells


# ------------------------------------------------------------------------------ the table


class _Table:
    r"""Writes records in one of the formats; lines end in ``\n``.

    Attributes:
        sink: Where they are written.
    """

    def __init__(self, sink: Sink, format: str, choice: Choice) -> None:
        """An empty table."""
        self.sink = sink
        self._format = format
        self._columns = choice.columns
        self._is_raw = choice.is_raw
        self._is_first = True

    def begin(self) -> None:
        """Write the text before the records."""
        if self._format == "csv":
            self.sink.write(csv_line(self._columns))
        elif self._format == "json":
            versions = to_data(Report())
            head = {name: versions[name] for name in ("schema", "library")}
            self.sink.write(f'{json.dumps(head)[:-1]}, "records": [')

    def write(self, records: Iterable[_AnyRecord]) -> None:
        """Write *records*, a line each."""
        for record in records:
            values = record[: len(self._columns)]
            if self._format == "csv":
                self.sink.write(csv_line(values, is_raw=self._is_raw))
                continue
            members = dict(zip(self._columns, map(json_value, values), strict=True))
            line = json.dumps(members, ensure_ascii=self.sink.is_ascii)
            if self._format == "json":
                self.sink.write(f"{'' if self._is_first else ','}\n{line}")
                self._is_first = False
            else:
                self.sink.write(f"{line}\n")

    def end(self, unread: Iterable[Unread]) -> None:
        """Write the text after the records, including what was *unread*."""
        if self._format == "json":
            facts = [one.facts() for one in unread]
            spelled = json.dumps(facts, ensure_ascii=self.sink.is_ascii)
            self.sink.write(f'\n], "not_read": {spelled}}}\n')
