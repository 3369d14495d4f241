"""``render``: reports in every format that is written, on stdout or in files.

Takes paths, has the library read and print their reports, and writes the results; no input is
overwritten, and no two outputs go into one file.
"""

from collections import Counter
from collections.abc import Sequence
from os.path import realpath
from pathlib import Path

from govdisclosure.api import render
from govdisclosure.builders import build_report
from govdisclosure.cli.screen import OutputError
from govdisclosure.cli.session import DOCUMENTS, USAGE, Session
from govdisclosure.cli.sink import opened
from govdisclosure.collection.inputs import Input
from govdisclosure.formats import REPORTS, Format
from govdisclosure.writers.markdown import write_raw_markdown

__all__ = ["render_inputs"]


def render_inputs(
    session: Session,
    paths: Sequence[str],
    output: str | None,
    format: str | None,
    *,
    is_raw: bool = False,
) -> None:
    """Render every input to stdout, to the one file *output*, or into the folder *output*.

    HTML and links in words are left in Markdown if it *is_raw*.
    """
    inputs = session.inputs(paths)
    is_folder = output is not None and (
        Path(output).is_dir()
        or output.endswith(("/", "\\"))
        or len(inputs) > 1
        or any(Path(path).is_dir() for path in paths)
    )
    chosen = session.format_for(output, format, REPORTS, is_folder=is_folder)
    if chosen is None:
        return
    if output is None and chosen.is_binary and len(inputs) > 1:
        session.complain(USAGE, session.say("needs_file", format=chosen.name))
        return
    targets: Sequence[Path | None] = [None] * len(inputs)
    if output is not None:
        if is_folder and not _is_for_folder(output):
            session.complain(USAGE, session.say("needs_folder", path=output))
            return
        planned = _targets(inputs, output, chosen.suffixes[0]) if is_folder else [Path(output)]
        if not _is_safe(session, inputs, planned):
            return
        targets = planned
    is_first = True
    for one, target in zip(inputs, targets, strict=True):
        done: list[str | bytes] = []
        with session.attempt(one.name):
            report = build_report(one.read())
            is_raw_markdown = is_raw and chosen.name == "markdown"
            done.append(
                write_raw_markdown(report) if is_raw_markdown else render(report, chosen.name)
            )
        for written in done:
            between = "" if is_first or target is not None else "\n"
            _write(session, target, written, chosen, between)
            is_first = False


def _write(
    session: Session, target: Path | None, written: str | bytes, format: Format, between: str
) -> None:
    """Write one report; a file that cannot be written does not stop the others."""
    try:
        with opened(None if target is None else str(target), format) as sink:
            sink.write_whole(written if isinstance(written, bytes) else between + written)
    except OutputError as error:
        if target is None:
            raise
        session.complain_of(error)


def _is_for_folder(output: str) -> bool:
    """Whether *output* is a folder, or may become one: not a file, nor named like one."""
    path = Path(output)
    is_called_so = output.endswith(("/", "\\")) or path.suffix.lower() not in DOCUMENTS
    return path.is_dir() or (is_called_so and not path.exists())


def _targets(inputs: Sequence[Input], folder: str, suffix: str) -> list[Path]:
    """The file of each input; where two would be the same, the old suffix is kept as well."""
    places = [one.place.with_suffix(suffix) for one in inputs]
    count = Counter(places)
    return [
        Path(folder)
        / (place if count[place] == 1 else one.place.with_name(one.place.name + suffix))
        for one, place in zip(inputs, places, strict=True)
    ]


def _is_safe(session: Session, inputs: Sequence[Input], targets: Sequence[Path]) -> bool:
    """Whether writing overwrites nothing; what it would overwrite is reported."""
    taken: dict[str, Input] = {}
    read = {realpath(one.file) for one in inputs if one.path is not None}
    for one, target in zip(inputs, targets, strict=True):
        place = realpath(target)
        if place in taken:
            facts = {"first": taken[place].name, "second": one.name, "path": target}
            session.complain(USAGE, session.say("same_output", **facts))
            return False
        if place in read:
            session.complain(USAGE, session.say("overwrites", path=target))
            return False
        taken[place] = one
    return True
