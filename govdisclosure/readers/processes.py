"""Processes that readers start: ending one together with those that it started."""

import os
import signal
import subprocess
import sys
from contextlib import suppress

__all__ = ["end_group"]


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """End a process that leads its own group, and the others of the group."""
    with suppress(OSError):  # they have already ended
        if sys.platform == "win32":
            taskkill = ("taskkill", "/F", "/T", "/PID", str(process.pid))
            subprocess.run(taskkill, check=False, capture_output=True)  # noqa: S603
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
