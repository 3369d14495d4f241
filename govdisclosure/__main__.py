"""``govdisclosure`` and ``python -m govdisclosure``: the command line, from its first moment."""

import sys
from contextlib import suppress

#: The exit code of a program that was interrupted.
_INTERRUPTED = 130


def main() -> int:
    """Run the command line; an interrupt while it is imported ends it in silence."""
    try:
        if sys.argv[1:] == ["--version"] and sys.stdout:  # asked by scripts; needs no command
            from govdisclosure.version import versions

            with suppress(OSError):  # the command line says what is wrong with stdout
                print(versions(), flush=True)
                return 0
        from govdisclosure.cli import main as run

        return run()
    except KeyboardInterrupt:
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
