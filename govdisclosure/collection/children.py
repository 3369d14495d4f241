"""Disposable processes that do one piece of work after the other, each within limits.

Takes requests and gives the answers of a task, in order; knows nothing of reports. A child that
dies or takes too long costs its own answer alone: another takes its place. Children talk over pipes
and end by themselves when nobody holds the other end any more.
"""

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import IO, TypeVar

from attrs import field, frozen
from attrs.validators import gt, le

from govdisclosure.readers.pdf.process import find_interpreter
from govdisclosure.readers.processes import end_group

__all__ = ["Answer", "Children", "Confinement", "read_frame", "write_frame"]

#: How many requests a child answers before another takes its place.
_LIFE = 2_000
#: How many requests are under way for each child, so that the order can be kept.
_AHEAD = 4
#: How many times longer by the clock a child may take than by the processor's time: a machine that
#: is busy with other things is no reason to give a file up.
_PATIENCE = 4
#: How long a child may take until it can be asked anything, in seconds.
_START = 120.0
#: How long a child may take to go once it has closed its pipes, in seconds.
_FAREWELL = 5.0
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

    def ask(self, request: object) -> Answer:
        """The answer to one request; nothing that goes wrong with a child is raised."""
        try:
            child = self._take()
        except OSError:
            return Answer(failure="crashed")
        answer = child.ask(request, self.patience_for(request))
        self._give_back(child)
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
            self._give_back(child)
            raise OSError("all children were ended")
        return child

    def _give_back(self, child: "_Child") -> None:
        with self._lock:
            self._busy.discard(child)
            is_kept = child.is_fit and not self._is_closed
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
        threads = ThreadPoolExecutor(workers, thread_name_prefix="govdisclosure")
        try:
            for key, request in requests:
                pending.append(
                    (key, None if request is None else threads.submit(self.ask, request))
                )
                while pending and (len(pending) > _AHEAD * workers or _is_done(pending[0][1])):
                    yield _finished(pending.popleft())
            while pending:
                yield _finished(pending.popleft())
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            self.close()  # no thread is to wait for a child any more
            raise
        finally:
            threads.shutdown()

    def close(self) -> None:
        """End all children, also those at work; what they would have answered is lost."""
        with self._lock:
            self._is_closed = True
            children = [*self._idle, *self._busy]
            self._idle.clear()
        for child in children:
            child.end()


def _is_done(future: "Future[Answer] | None") -> bool:
    return future is None or future.done()


def _finished(one: "tuple[_Key, Future[Answer] | None]") -> tuple[_Key, Answer | None]:
    key, future = one
    return key, None if future is None else future.result()


class _Child:
    """One process, its pipes, and what became of it."""

    def __init__(self, task: str, confinement: Confinement) -> None:
        interpreter = find_interpreter()
        if interpreter is None:
            raise OSError("no Python that can be started")
        self._left = _LIFE
        self._is_ready = self._is_late = False
        # -P: the folder has no say in what is imported; -B: nothing is written beside the modules.
        command = [interpreter, "-P", "-B", "-X", "utf8", "-c", _PROGRAM, task, *sys.path]
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with arguments written here
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",  # an interrupt at the terminal is the parent's
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._owner = os.getpid()
        atexit.register(self._end_at_exit)
        with suppress(OSError):  # it ended already, which its first answer says
            self._send((confinement.seconds, confinement.memory_bytes))

    @property
    def is_fit(self) -> bool:
        """Whether it can be asked once more."""
        return self._left > 0 and self._process.poll() is None

    def ask(self, request: object, patience: float) -> Answer:
        """Send one request and wait for the answer, for so many seconds by the clock."""
        if not self._is_ready:  # what it imports is not the time of its first file
            self._is_ready = self._receive(_START) is not None
        self._left -= 1
        started, since = datetime.now(UTC), time.monotonic()  # noqa: TID251 - it decides nothing
        with suppress(OSError):  # it ended before it had read all; the answer says why
            self._send(request)
        content = self._receive(patience)
        seconds = time.monotonic() - since  # noqa: TID251 - likewise
        if content is not None:
            return Answer(content=content, started=started, seconds=seconds)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_FAREWELL)  # its pipe is closed, so it is about to go
        self.end()
        code = self._process.returncode
        is_late = self._is_late or code == -getattr(signal, "SIGXCPU", 0)
        return Answer(
            failure="timed_out" if is_late else "crashed",
            code=None if is_late else code,
            started=started,
            seconds=seconds,
        )

    def _receive(self, seconds: float) -> bytes | None:
        """What it says next; None where it ends instead, or says nothing for so long."""
        timer = threading.Timer(seconds, self._too_late)
        timer.daemon = True
        timer.start()
        try:
            content = read_frame(self._stream(self._process.stdout))
        except (EOFError, OSError, ValueError):
            return None
        finally:
            timer.cancel()
        return None if self._is_late else content

    def end(self) -> None:
        """End it, whatever it is doing, and leave nothing of it behind."""
        atexit.unregister(self._end_at_exit)
        self._kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError, ValueError):
                self._stream(pipe).close()

    def _end_at_exit(self) -> None:
        if os.getpid() == self._owner:  # and no process that was forked from it
            self.end()

    def _too_late(self) -> None:
        self._is_late = True
        self._kill()

    def _kill(self) -> None:
        if self._process.poll() is None:
            end_group(self._process)

    def _send(self, request: object) -> None:
        write_frame(
            self._stream(self._process.stdin), pickle.dumps(request, pickle.HIGHEST_PROTOCOL)
        )

    @staticmethod
    def _stream(pipe: "IO[bytes] | None") -> IO[bytes]:
        if pipe is None:
            raise ValueError("no pipe")
        return pipe


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
