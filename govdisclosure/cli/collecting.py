"""``collect``: very many files into a corpus, progress on stderr, a summary on stdout."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from govdisclosure.api import Limits
from govdisclosure.batch.corpus import DATABASE, Corpus, is_apart, opened_corpus
from govdisclosure.batch.supervisor import Course, Order, collect
from govdisclosure.characters import display_width
from govdisclosure.cli.screen import Screen, fitting, printable, writing
from govdisclosure.cli.session import FAULT, UNREADABLE, USAGE, Session
from govdisclosure.collection.children import Confinement, processors
from govdisclosure.collection.inputs import STDIN, Input
from govdisclosure.errors import MissingExtraError
from govdisclosure.files import visible
from govdisclosure.frames.workbook import WORDS
from govdisclosure.wording import COLON, LIST_COMMA

__all__ = ["Choice", "collect_inputs"]

#: How often the progress is told, in seconds: to who watches, and to a file.
_WATCHED, _UNWATCHED = 0.2, 30.0
_MINUTE, _HOUR = 60, 3600


@frozen(kw_only=True)
class Choice:
    """What the caller asked for."""

    #: The folder of the corpus.
    output: str
    #: How many processes read; None for one a processor.
    workers: int | None = None
    #: The processor's time a file may take; None for the usual.
    seconds: int | None = None
    #: Whether files are read again that were refused, crashed or timed out.
    retries: bool = False


def collect_inputs(session: Session, paths: Sequence[str], choice: Choice) -> None:
    """Add what *paths* name to a corpus, and say what became of it."""
    folder = Path(choice.output)
    if not all(is_apart(folder, Path(one)) for one in paths if one != STDIN):
        session.complain(USAGE, session.say("collect_inside", path=choice.output))
        return
    inputs = session.inputs(_existing(session, paths))
    inputs += [Input(Path(one.file), Path(one.file), one.reason) for one in session.skipped]
    session.is_summed_up = True
    if not inputs:
        return
    seconds = choice.seconds
    confinement = Confinement() if seconds is None else Confinement(seconds=seconds)
    workers = choice.workers or processors()
    order = Order(workers=workers, limits=Limits(), confinement=confinement)
    with writing(choice.output), opened_corpus(folder, retries=choice.retries) as corpus:
        course = _watched(session, inputs, corpus, order)
        _sum_up(session, corpus, course, inputs)
        try:
            corpus.write_views()
        except MissingExtraError as error:
            session.tell(f"{DATABASE}{COLON.text(session.language)}{error.text(session.language)}")


def _existing(session: Session, paths: Sequence[str]) -> list[str]:
    """The *paths* that there are; of others no row is to say for ever that they were refused."""
    missing = [one for one in paths if one != STDIN and not os.path.lexists(one)]
    for one in missing:
        session.complain(UNREADABLE, session.say("collect_missing", path=one))
    return [one for one in paths if one not in missing]


def _watched(session: Session, inputs: Sequence[Input], corpus: Corpus, order: Order) -> Course:
    """Read *inputs* and tell how far it has come."""
    news = _News(session, Course(len(inputs)))
    try:
        return collect(inputs, corpus, order, news.tell)
    except BaseException:
        news.end_line()
        known = news.course.written + news.course.known
        session.tell(session.say("collect_broken", count=known))
        raise


class _News:
    """What is told on stderr while files are read: on one line, where somebody watches."""

    def __init__(self, session: Session, course: Course) -> None:
        self.course = course
        self._session = session
        self._is_watched = sys.stderr.isatty()
        self._pause = _WATCHED if self._is_watched else _UNWATCHED
        self._told = 0.0
        self._width = 0

    def tell(self, course: Course) -> None:
        """Tell how far it has come, unless that was told just now."""
        self.course = course
        is_last = course.done == course.count
        if course.elapsed - self._told < self._pause and not is_last:
            return
        self._told = course.elapsed
        news = printable(_progress(self._session, course))
        if self._is_watched:
            news = fitting(news)
            width = display_width(news)
            news = f"\r{news}{' ' * (self._width - width)}"
            self._width = width
        with suppress(OSError):  # nobody reads it any more
            print(news, end="" if self._is_watched else "\n", file=sys.stderr, flush=True)
        if is_last:
            self.end_line()

    def end_line(self) -> None:
        """Leave the line of the terminal, if there is one."""
        if self._width:
            self._width = 0
            with suppress(OSError):
                print(file=sys.stderr)


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


def _sum_up(session: Session, corpus: Corpus, course: Course, inputs: Sequence[Input]) -> None:
    """Print what this run did and what the corpus holds; the exit code is that of *inputs*."""
    screen = Screen()
    colon = COLON.text(session.language)
    screen.line(session.say("collect_head"), colon, _counts(session, course.statuses, course.known))
    for format, count in sorted(course.formats.items()):
        rate = f"{count / max(course.seconds[format], 1e-9):.1f}"
        screen.line("  ", session.say("collect_rate", format=format, count=count, rate=rate))
    screen.line(session.say("collect_whole"), colon, _counts(session, corpus.statuses()))
    for table, count in corpus.rows().items():
        screen.line(f"  {table}{colon}{count}")
    statuses = corpus.statuses(visible(one.file) for one in inputs)
    lost = sum(statuses.get(one, 0) for one in ("refused", "timed_out", "crashed"))
    if lost:
        code = FAULT if statuses.get("crashed") else UNREADABLE
        session.complain(code, session.say("collect_lost", count=lost))
