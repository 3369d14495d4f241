"""``new``: the form of a year, blank except for the organ and numbers carried over.

Takes a year and perhaps last year's report and writes the form; fills in nothing else.
"""

import sys

from govdisclosure.cli.session import FINE, USAGE, Session
from govdisclosure.cli.sink import opened
from govdisclosure.formats import REPORTS

__all__ = ["write_blank"]


def write_blank(
    session: Session,
    year: int,
    *,
    agency: str | None,
    previous: str | None,
    output: str | None,
    format: str | None,
) -> None:
    """Write the blank form of *year* to stdout or into the file *output*."""
    from govdisclosure.api import render
    from govdisclosure.composition import carry_over, compose

    chosen = session.format_for(output, format, REPORTS)
    inputs = session.inputs([previous]) if previous is not None else []
    if chosen is None or not session.is_safe(output, inputs):
        return
    if chosen.is_binary and output is None and sys.stdout.isatty():
        session.complain(USAGE, session.say("needs_file", format=chosen.name))
        return
    last = next((one.report for one in session.outcomes(inputs)), None)
    if previous is not None and last is None:
        return
    cells = carry_over(last) if last else {}
    if last is not None and last.year not in {None, year - 1}:
        session.complain(USAGE, session.say("no_last_year", year=last.year, last=year - 1))
        return
    if last is not None and not cells:
        session.complain(FINE, session.say("nothing_carried", path=previous))
    try:
        report = compose(agency=agency or (last.agency if last else None), year=year, cells=cells)
    except ValueError as error:
        session.complain(USAGE, str(error))
        return
    with opened(output, chosen) as sink:
        sink.write_whole(render(report, chosen.name))
