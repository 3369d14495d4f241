"""``diff``: what differs between two reports.

Takes two paths and writes the differences on stdout or into a file; the exit code says whether
there are any.
"""

from govdisclosure.cli.session import FOUND, USAGE, Session
from govdisclosure.cli.sink import opened
from govdisclosure.formats import DIFFS, imported

__all__ = ["compare_inputs"]


def compare_inputs(
    session: Session, old: str, new: str, output: str | None, format_name: str | None
) -> None:
    """Compare the report *old* with *new* and write what differs."""
    from govdisclosure.comparison import diff

    format = session.format_for(output, format_name, DIFFS)
    inputs = session.inputs([old, new])
    if format is None or not session.is_safe(output, inputs):
        return
    if len(inputs) != 2:  # noqa: PLR2004 - a folder holds several reports, or none
        session.complain(USAGE, session.say("two_reports", count=len(inputs)))
        return
    reports = [one.report for one in session.outcomes(inputs) if one.report is not None]
    if len(reports) != len(inputs):
        return
    found = diff(*reports)
    language = () if format.is_for_programs else (session.language,)
    with opened(output, format) as sink:
        sink.write(imported(format.diff)(found, *language))
    session.tell_lost(sink.lost, sink.encoding)
    if found:
        session.rise(FOUND)
