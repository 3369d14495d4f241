"""``collect``: very many files into a corpus, progress on stderr, a summary on stdout."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from govdisclosure.api import Limits
from govdisclosure.batch.corpus import DATABASE, Corpus, opened_corpus
from govdisclosure.batch.supervisor import Course, Order, collect
from govdisclosure.cli.screen import Screen, printable, writing
from govdisclosure.cli.session import FAULT, UNREADABLE, USAGE, Session
from govdisclosure.collection.children import Confinement
from govdisclosure.collection.inputs import Input
from govdisclosure.errors import MissingExtraError
from govdisclosure.frames.workbook import WORDS
from govdisclosure.wording import COLON, LIST_COMMA

__all__ = ["collect_inputs"]

#: How often the progress is told, in seconds: to who watches, and to a file.
_WATCHED, _UNWATCHED = 0.2, 30.0
_MINUTE, _HOUR = 60, 3600


def collect_inputs(
    session: Session, paths: Sequence[str], output: str, workers: int | None, seconds: int | None
) -> None:
    """Add what *paths* name to the corpus in the folder *output*, and say what became of it.

    Args:
        session: The run.
        paths: Files and folders.
        output: The folder of the corpus.
        workers: How many processes read; None for one a processor.
        seconds: The processor's time a file may take; None for the usual.
    """
    folder = Path(output)
    if any(folder.resolve().is_relative_to(Path(one).resolve()) for one in paths if one != "-"):
        session.complain(USAGE, session.say("collect_inside", path=output))
        return
    inputs = session.inputs(paths)
    inputs += [Input(Path(one.file), Path(one.file), one.reason) for one in session.skipped]
    session.is_summed_up = True
    confinement = Confinement() if seconds is None else Confinement(seconds=seconds)
    order = Order(workers=workers or _processors(), limits=Limits(), confinement=confinement)
    with writing(output), opened_corpus(folder) as corpus:
        course = _watched(session, inputs, corpus, order)
        try:
            corpus.write_views()
        except MissingExtraError as error:
            session.tell(f"{DATABASE}{COLON.text(session.language)}{error.text(session.language)}")
        _sum_up(session, corpus, course)


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)  # what a container may use; Linux knows it
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _watched(session: Session, inputs: Sequence[Input], corpus: Corpus, order: Order) -> Course:
    """Read *inputs* and tell how far it has come: on one line, where somebody watches."""
    is_watched = sys.stderr.isatty()
    told = 0.0
    last = Course(len(inputs))

    def tell(course: Course) -> None:
        nonlocal told, last
        last = course
        is_last = course.done == course.count
        if course.elapsed - told >= (_WATCHED if is_watched else _UNWATCHED) or is_last:
            told = course.elapsed
            end = "\n" if is_last or not is_watched else ""
            start = "\r\x1b[K" if is_watched else ""
            news = printable(_progress(session, course))
            print(f"{start}{news}", end=end, file=sys.stderr, flush=True)

    try:
        return collect(inputs, corpus, order, tell)
    except BaseException:
        session.tell(session.say("collect_broken", count=last.written + last.known))
        raise


def _progress(session: Session, course: Course) -> str:
    return session.say(
        "collect_progress",
        done=course.done,
        count=course.count,
        rate=f"{course.rate:.1f}",
        remaining=_clock(course.remaining),
        statuses=_counts(session, course.statuses, course.known),
    )


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // _HOUR}:{whole % _HOUR // _MINUTE:02}:{whole % _MINUTE:02}"


def _counts(session: Session, statuses: Mapping[str, int], known: int = 0) -> str:
    parts = [
        session.say("collect_status", status=WORDS[status].text(session.language), count=count)
        for status, count in sorted(statuses.items())
    ]
    parts += [session.say("collect_known", count=known)] if known else []
    return LIST_COMMA.text(session.language).join(parts)


def _sum_up(session: Session, corpus: Corpus, course: Course) -> None:
    """Print what this run did and what the corpus holds; the exit code is that of the whole."""
    screen = Screen()
    colon = COLON.text(session.language)
    totals = corpus.totals()
    screen.line(session.say("collect_head"), colon, _counts(session, course.statuses, course.known))
    for format, count in sorted(course.formats.items()):
        rate = f"{count / max(course.seconds[format], 1e-9):.1f}"
        screen.line("  ", session.say("collect_rate", format=format, count=count, rate=rate))
    screen.line(session.say("collect_whole"), colon, _counts(session, totals.statuses))
    for table, count in totals.rows.items():
        screen.line(f"  {table}{colon}{count}")
    statuses = totals.statuses
    lost = sum(statuses.get(one, 0) for one in ("refused", "timed_out", "crashed"))
    if lost:
        code = FAULT if statuses.get("crashed") else UNREADABLE
        session.complain(code, session.say("collect_lost", count=lost))
