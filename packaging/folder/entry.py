"""The program of the folder for offices without Python: the command line, and the desk.

Started without arguments, as by a double click, it serves the desk and opens the browser. It starts
itself to read files, as Python is started elsewhere, with options and ``-c PROGRAM``; so it looks
for these before anything is imported.
"""

import sys

#: How the processes that read files are started: ``-I … -c PROGRAM …``, ``-P … -c PROGRAM …``.
_STARTS = ("-I", "-P")


def main() -> int:
    """Run a program that was handed over, or else the command line."""
    arguments = sys.argv[1:]
    sys.is_reentrant = True  # type: ignore[attr-defined]  # what it starts may start it, too
    if arguments[:1] and arguments[0] in _STARTS and "-c" in arguments:
        at = arguments.index("-c")
        sys.argv[:] = arguments[at : at + 1] + arguments[at + 2 :]
        exec(arguments[at + 1], {"__name__": "__main__"})  # noqa: S102 - its own, as Python's -c
        return 0
    from govdisclosure.cli import main as run

    return run(arguments or ["serve", "--open"])


if __name__ == "__main__":
    sys.exit(main())
