"""A temporary folder that is removed even if the process that made it was killed.

Takes how long the folder may be in use, in seconds, and gives its path. Its name has the time when
that is over. Whoever makes the next one removes what is left of those whose time is over, for a
document that somebody uploaded must not stay on the disk.
"""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["PREFIX", "temporary_folder"]

#: How the names of these folders begin; the time in seconds since 1970 follows.
PREFIX = "govdisclosure-office-"
_NAME = re.compile(rf"{PREFIX}(?P<ends>[0-9]{{1,20}})-\w+")
#: How many seconds more a folder is left alone: starting and ending programs takes time, too.
_GRACE = 60


@contextmanager
def temporary_folder(seconds: float) -> Iterator[Path]:
    """A new folder that is removed at the end, after those that killed processes left.

    Args:
        seconds: How long it is in use at most.
    """
    _remove_left()
    ends = int(_now() + seconds) + _GRACE
    with TemporaryDirectory(prefix=f"{PREFIX}{ends}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _remove_left() -> None:
    """Remove this user's folders whose time is over; what cannot be removed stays."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            found = _NAME.fullmatch(entry.name)
            if found and int(found["ends"]) < _now() and _is_own_folder(entry):
                shutil.rmtree(entry.path, ignore_errors=True)


def _is_own_folder(entry: "os.DirEntry[str]") -> bool:
    """Whether it is a folder, not a link to one, and belongs to the user of this process."""
    if not entry.is_dir(follow_symlinks=False):
        return False
    user = getattr(os, "getuid", None)  # Windows has no such number, and a folder for each user
    return user is None or entry.stat(follow_symlinks=False).st_uid == user()


def _now() -> float:
    """The time in seconds since 1970, by the only clock that processes share."""
    return time.time()  # noqa: TID251 - names of folders depend on it, and no result
