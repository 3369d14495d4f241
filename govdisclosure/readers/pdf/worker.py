"""The process in which a PDF file is read: takes a request on stdin, answers with pages on stdout.

A PDF file may be hostile and make pdfium crash or run out of memory or time: then only this process
ends. Started by :mod:`govdisclosure.readers.pdf.process` without the root of the package, and
imports no more than it needs, for that takes most of its time.
"""

import os
import sys

from govdisclosure.readers.confinement import confine
from govdisclosure.readers.pdf.content import contents_of
from govdisclosure.readers.pdf.pdfium import start_pdfium
from govdisclosure.readers.pdf.stream import read_request, write_contents

__all__ = ["OUT_OF_MEMORY", "main"]

#: The exit code when Python itself got no memory.
OUT_OF_MEMORY = 77


def main() -> None:
    """Read one request, answer it, and exit without cleanup."""
    try:
        pdfium = start_pdfium()
        request = read_request(sys.stdin.buffer)
        confine(request.seconds, request.memory, for_good=True)
        write_contents(sys.stdout.buffer, contents_of(pdfium, request.data, request.budget))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    os._exit(0)
