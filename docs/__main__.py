"""``python -m docs build``: the whole site, in both languages, without a network."""

import argparse
import sys
from pathlib import Path

from docs.building import OUTPUT, BuildError, build, why_not


def main() -> int:
    """Build the site: 0 without warnings, 1 with some, 2 where it cannot be built."""
    parser = argparse.ArgumentParser(prog="python -m docs", description="The documentation site.")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("build", help="build the site in both languages")
    one.add_argument("-o", "--output", type=Path, default=OUTPUT, metavar="FOLDER")
    one.add_argument(
        "--or-skip", action="store_true", help="succeed where Sphinx is not installed, and say so"
    )
    options = parser.parse_args()
    if reason := why_not():
        print(f"docs: {'skipped' if options.or_skip else 'not built'}: {reason}", file=sys.stderr)
        return 0 if options.or_skip else 2
    try:
        pages = build(options.output)
    except BuildError as error:
        print(f"docs: {error}", file=sys.stderr)
        return 1
    print(f"docs: {pages} pages in {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
