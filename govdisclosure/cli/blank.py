"""``new``: the form of a year, blank except for the organ and numbers carried over.

Takes a year and perhaps last year's report and writes the form; fills in nothing else.
"""

from attrs import frozen

from govdisclosure.cli.session import FINE, USAGE, Session
from govdisclosure.cli.sink import opened
from govdisclosure.formats import REPORTS

__all__ = ["Choice", "write_blank"]


@frozen(kw_only=True)
class Choice:
    """The form to write."""

    year: int
    agency: str | None = None
    #: Last year's report.
    previous: str | None = None
    output: str | None = None
    format: str | None = None


def write_blank(session: Session, choice: Choice) -> None:
    """Write the blank form of a year to stdout or into a file."""
    from govdisclosure.api import render
    from govdisclosure.composition import carry_over, compose

    chosen = session.format_for(choice.output, choice.format, REPORTS)
    inputs = session.inputs([choice.previous]) if choice.previous is not None else []
    if chosen is None or not session.is_safe(choice.output, inputs):
        return
    last = next((one.report for one in session.outcomes(inputs)), None)
    if choice.previous is not None and last is None:
        return
    cells = carry_over(last) if last else {}
    if last is not None and last.year not in {None, choice.year - 1}:
        session.complain(USAGE, session.say("no_last_year", year=last.year, last=choice.year - 1))
        return
    if last is not None and not cells:
        session.complain(FINE, session.say("nothing_carried", path=choice.previous))
    try:
        report = compose(
            agency=choice.agency or (last.agency if last else None), year=choice.year, cells=cells
        )
    except ValueError as error:
        session.complain(USAGE, str(error))
        return
    with opened(choice.output, chosen) as sink:
        sink.write_whole(render(report, chosen.name))
