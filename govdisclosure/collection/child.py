"""The child of :mod:`govdisclosure.collection.children`: requests on stdin, answers on stdout.

It ends as soon as nobody holds the other end of stdin, whatever it is doing: its parent is gone.
Where it is asked to end, what it does is broken off as by an exception, so that readers end what
they started and remove their temporary folders.
"""

import gc
import os
import pickle
import signal
import sys
import threading
import time
from importlib import import_module
from queue import SimpleQueue
from typing import IO

from govdisclosure.collection.children import read_frame, write_frame
from govdisclosure.readers.confinement import confine

__all__ = ["main"]

#: How long what is broken off may take to end, in seconds.
_GRACE = 2.0


def main(task: str) -> None:
    """Answer one request after the other with what *task* gives, ``"module:function"``."""
    # What prints by chance is not to get among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGTERM, _break_off)
    requests: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    try:
        _work(task, requests, answers)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent sees that it ended
        os._exit(1)


def _work(task: str, requests: "SimpleQueue[bytes]", answers: IO[bytes]) -> None:
    module, _, name = task.partition(":")
    answer = getattr(import_module(module), name)
    seconds, memory = pickle.loads(requests.get())  # noqa: S301 - the parent's
    gc.freeze()  # what was imported stays
    confine(seconds, memory, for_good=False)
    write_frame(answers, b"")  # ready
    while True:
        request = pickle.loads(requests.get())  # noqa: S301 - likewise
        confine(seconds, None, for_good=False)
        write_frame(answers, answer(request))


def _break_off(_number: int, _frame: object) -> None:
    raise SystemExit


def _listen(requests: "SimpleQueue[bytes]") -> None:
    """Pass on what arrives, and end the process when nothing more will."""
    try:
        while True:
            requests.put(read_frame(sys.stdin.buffer))
    finally:
        if sys.platform != "win32":
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
            time.sleep(_GRACE)
        os._exit(0)
