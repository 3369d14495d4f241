"""What a child does in tests of its end: it starts a process of its own, as some readers do."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["nest"]

#: What the process runs; it would outlive any test.
_PROGRAM = "import time; time.sleep(600)"


def nest(request: object) -> bytes:
    """Note the temporary folder and the process in the file *request*, and wait for the process.

    It leads its own group, as LibreOffice does under its reader.
    """
    with TemporaryDirectory() as folder:
        process = subprocess.Popen([sys.executable, "-c", _PROGRAM], start_new_session=True)
        try:
            note = Path(f"{request}.part")
            note.write_text(f"{folder}\n{process.pid}", encoding="utf-8")
            note.rename(str(request))
            process.wait()
        finally:
            process.kill()
            process.wait()
    return b""
