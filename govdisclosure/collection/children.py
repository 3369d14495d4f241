"""Disposable processes that do one piece of work after the other, each within limits.

Takes requests and gives the answers of a task, in order; knows nothing of reports. A child that
dies or takes too long costs its own answer alone: another takes its place. Children talk over pipes
and end by themselves when nobody holds the other end any more.
"""

import atexit
import os
import pickle
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from queue import SimpleQueue
from typing import IO, TypeVar

from attrs import field, frozen
from attrs.validators import gt, le

from govdisclosure.readers.processes import Watched, find_interpreter

__all__ = ["Answer", "Children", "Confinement", "processors", "read_frame", "write_frame"]

#: How many requests a child answers before another takes its place.
_LIFE = 2_000
#: How many requests are under way for each child, so that the order can be kept.
_AHEAD = 4
#: How many times longer by the clock a child may take than by the processor's time: a machine that
#: is busy with other things is no reason to give a file up.
_PATIENCE = 4
#: How long a child may take until it can be asked anything, in seconds.
_START = 120.0
#: How long a child has to end what it started itself, and to remove its temporary folders, before
#: it is ended, in seconds.
_GRACE = 2.0
#: What a child runs: it finds what its parent finds, and takes its orders from the parent alone.
_PROGRAM = """\
import sys
sys.path[:] = sys.argv[2:]
from govdisclosure.collection.child import main
main(sys.argv[1])
"""
_LENGTH = 8
_Key = TypeVar("_Key")


@frozen(kw_only=True)
class Confinement:
    """What reading one file may take, on the processor and of the memory."""

    #: The processor's time, in seconds; by the clock it may take four times as long.
    seconds: float = field(default=60.0, validator=[gt(0), le(1_000_000)])
    #: Memory beside what the process has before its first file, in bytes; held on Linux only.
    memory_bytes: int = field(default=2**31, validator=[gt(0), le(2**62)])


@frozen(kw_only=True)
class Answer:
    """What came of one request."""

    #: What the task gave; None where the child did not live to give it.
    content: bytes | None = None
    #: ``"crashed"`` or ``"timed_out"``; empty where there is an answer.
    failure: str = ""
    #: How the child ended: its exit code, or the negative number of a signal.
    code: int | None = None
    #: Why no child could be asked at all, in the words of the system: no fault of the request.
    reason: str = ""
    #: When it was asked, and how long it took by the clock.
    started: datetime | None = None
    seconds: float = 0.0


class Children:
    """Children that all do one task; any number of threads may ask them at the same time."""

    def __init__(self, task: str, confinement: Confinement | None = None) -> None:
        """No child yet; they are started when they are needed.

        Args:
            task: ``"module:function"`` of what takes a request and gives bytes.
            confinement: What one request may take.
        """
        self._task = task
        self._confinement = confinement or Confinement()
        self._idle: list[_Child] = []
        self._busy: set[_Child] = set()
        self._lock = threading.Lock()
        self._is_closed = False
        self._owner = os.getpid()
        atexit.register(self._close_at_exit)

    def ask(self, request: object) -> Answer:
        """The answer to one request; nothing that goes wrong with a child is raised."""
        try:
            child = self._take()
        except (OSError, RuntimeError) as error:  # no more processes, or threads to watch them
            return Answer(failure="crashed", reason=str(error) or type(error).__name__)
        is_heard = False
        try:
            answer = child.ask(request, self.patience_for(request))
            is_heard = True
        except (OSError, RuntimeError, MemoryError) as error:
            answer = Answer(failure="crashed", reason=str(error) or type(error).__name__)
        finally:  # one that was interrupted may answer yet, and nobody would know to what
            self._give_back(child, is_kept=is_heard)
        return answer

    def _take(self) -> "_Child":
        """A child that is idle, or a new one.

        Raises:
            OSError: None can be started, or all were ended.
        """
        with self._lock:
            if self._is_closed:
                raise OSError("all children were ended")
            child = self._idle.pop() if self._idle else None
        child = child or _Child(self._task, self._confinement)
        with self._lock:
            self._busy.add(child)
            is_wanted = not self._is_closed
        if not is_wanted:  # meanwhile
            self._give_back(child, is_kept=False)
            raise OSError("all children were ended")
        return child

    def _give_back(self, child: "_Child", *, is_kept: bool) -> None:
        with self._lock:
            self._busy.discard(child)
            is_kept = is_kept and child.is_fit and not self._is_closed
            if is_kept:
                self._idle.append(child)
        if not is_kept:
            child.end()

    def patience_for(self, _request: object) -> float:
        """How long the answer to a request may take by the clock, in seconds."""
        return self._confinement.seconds * _PATIENCE

    def answers(
        self, requests: Iterable[tuple[_Key, object | None]], workers: int
    ) -> Generator[tuple[_Key, Answer | None], None, None]:
        """The answers to *requests*, in their order, from so many children at a time.

        Requests are taken a few ahead of what is answered, and never more.

        Args:
            requests: Each with a key, which comes back with its answer; None asks nobody.
            workers: How many children there are.
        """
        pending: deque[tuple[_Key, Future[Answer] | None]] = deque()
        crew = _Crew(self.ask, workers)
        try:
            for key, request in requests:
                pending.append((key, None if request is None else crew.submit(request)))
                while pending and (len(pending) > _AHEAD * workers or _is_done(pending[0][1])):
                    yield _finished(pending.popleft())
            while pending:
                yield _finished(pending.popleft())
        except BaseException:
            self.close()  # no thread is to wait for a child any more
            raise
        finally:
            crew.dismiss()

    def close(self) -> None:
        """End all children, also those at work; what they would have answered is lost."""
        with self._lock:
            self._is_closed = True
            children = [*self._idle, *self._busy]
            self._idle.clear()
        for child in children:
            child.end()
        atexit.unregister(self._close_at_exit)

    def _close_at_exit(self) -> None:
        if os.getpid() == self._owner:  # and no process that was forked from it
            self.close()


class _Crew:
    """Threads that ask, each one request after the other.

    Unlike those of a pool, a program that ends does not wait for them.
    """

    def __init__(self, ask: Callable[[object], Answer], size: int) -> None:
        self._ask, self._size = ask, size
        self._threads: list[threading.Thread] = []
        self._requests: SimpleQueue[tuple[object, Future[Answer]] | None] = SimpleQueue()

    def submit(self, request: object) -> "Future[Answer]":
        """What will be the answer to *request*."""
        future: Future[Answer] = Future()
        self._requests.put((request, future))
        if len(self._threads) < self._size:
            thread = threading.Thread(target=self._work, name="govdisclosure", daemon=True)
            thread.start()
            self._threads.append(thread)
        return future

    def dismiss(self) -> None:
        """Have all that was submitted answered, and end the threads."""
        for _ in self._threads:
            self._requests.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while (one := self._requests.get()) is not None:
            request, future = one
            try:
                future.set_result(self._ask(request))
            except BaseException as error:  # noqa: BLE001 - whoever waits for the answer gets it
                future.set_exception(error)


def _is_done(future: "Future[Answer] | None") -> bool:
    return future is None or future.done()


def _finished(one: "tuple[_Key, Future[Answer] | None]") -> tuple[_Key, Answer | None]:
    key, future = one
    return key, None if future is None else future.result()


class _Child:
    """One process, and how many more requests it answers."""

    def __init__(self, task: str, confinement: Confinement) -> None:
        interpreter = find_interpreter()
        if interpreter is None:
            raise OSError("no Python that can be started")
        self._left = _LIFE
        self._confinement: Confinement | None = confinement
        # -P: the folder has no say in what is imported; -B: nothing is written beside the modules.
        options = ("-P", "-B", "-X", "utf8", "-c", _PROGRAM)
        self._process = Watched([interpreter, *options, task, *map(str, sys.path)])

    @property
    def is_fit(self) -> bool:
        """Whether it can be asked once more."""
        return self._left > 0 and self._process.is_running

    def ask(self, request: object, patience: float) -> Answer:
        """Send one request and wait for the answer, for so many seconds by the clock.

        Raises:
            OSError: It ended before it could be asked anything.
            RuntimeError: The system allows no thread to watch it.
        """
        self._begin()
        self._left -= 1
        started, since = datetime.now(UTC), time.monotonic()  # noqa: TID251 - it decides nothing
        content = self._told(request, patience)
        seconds = time.monotonic() - since  # noqa: TID251 - likewise
        if content is not None:
            return Answer(content=content, started=started, seconds=seconds)
        code = self._process.code()
        self.end()
        is_late = self._process.ran_out_of_time
        return Answer(
            failure="timed_out" if is_late else "crashed",
            code=None if is_late else code,
            started=started,
            seconds=seconds,
        )

    def _begin(self) -> None:
        """Wait until it can be asked: what it imports is not the time of its first file.

        Raises:
            OSError: It ended instead, or took too long.
        """
        begun = self._confinement
        if begun is None:
            return
        if self._told((begun.seconds, begun.memory_bytes), _START) is None:
            raise OSError(f"a process ended before it began, with the code {self._process.code()}")
        self._confinement = None

    def _told(self, request: object, patience: float) -> bytes | None:
        """What it says to *request*; None where it ends instead, or says nothing for so long."""
        message = pickle.dumps(request, pickle.HIGHEST_PROTOCOL)
        with self._process.within(patience, _GRACE):
            with suppress(OSError, ValueError):  # it ended before it had read all
                write_frame(self._process.question, message)
            try:
                return read_frame(self._process.answer)
            except (EOFError, OSError, ValueError):
                return None

    def end(self) -> None:
        """End it, whatever it is doing, and leave nothing of it behind."""
        self._process.end(_GRACE)


def processors() -> int:
    """How many processors this process may use; a container may not have all of the machine's."""
    affinity = getattr(os, "sched_getaffinity", None)  # Linux knows it
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write *data*, its length before it.

    Raises:
        OSError: Nobody reads it any more.
    """
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes:
    """What :func:`write_frame` wrote.

    Raises:
        EOFError: It breaks off, or there is nothing more.
    """
    head = stream.read(_LENGTH)
    data = stream.read(int.from_bytes(head, "big")) if len(head) == _LENGTH else b""
    if len(head) < _LENGTH or len(data) < int.from_bytes(head, "big"):
        raise EOFError
    return data
