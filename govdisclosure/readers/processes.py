"""Processes that readers start: how one is ended with all that it may have started."""

import os
import signal
import subprocess
import sys
from contextlib import suppress

__all__ = ["end_group"]


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """End a process that leads a group of its own, and the others of the group."""
    with suppress(OSError):  # they have ended meanwhile
        if sys.platform == "win32":
            taskkill = ("taskkill", "/F", "/T", "/PID", str(process.pid))
            subprocess.run(taskkill, check=False, capture_output=True)  # noqa: S603
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
