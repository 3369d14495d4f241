"""``govdisclosure`` and ``python -m govdisclosure``: the command line, from its first moment."""

import sys

#: The exit code of a program that was interrupted.
_INTERRUPTED = 130


def main() -> int:
    """Run the command line; an interrupt while it is imported ends it in silence."""
    try:
        from govdisclosure.cli import main as run

        return run()
    except KeyboardInterrupt:
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
