"""``python -m benchmarks [GROUP ...]``: measure, and print what was found beside the targets."""

import argparse
import platform
import sys
from collections.abc import Callable

from benchmarks.checking import measure_checking
from benchmarks.formats import measure_formats, measure_memory_of_formats
from benchmarks.growth import measure_growth
from benchmarks.importing import measure_importing
from benchmarks.measure import Row, print_rows
from benchmarks.memory import measure_memory
from benchmarks.operations import measure_many, measure_operations
from benchmarks.parsing import measure_parsing
from benchmarks.sizes import measure_sizes

#: Each group, what its table is called, and what measures it.
GROUPS: dict[str, tuple[str, Callable[[], list[Row]]]] = {
    "text": ("Text to Report : Lark on the ready tokens of its tables", measure_parsing),
    "checking": ("Checking a Report, without its prose : parsing its text", measure_checking),
    "formats": ("One report to all its cells : the same by other tools", measure_formats),
    "operations": ("What is done with a Report : parsing its text", measure_operations),
    "many": ("Many files, by the clock", measure_many),
    "peak": (
        "The largest memory for one file, with the child that opens it",
        measure_memory_of_formats,
    ),
    "import": ("Fresh interpreters", measure_importing),
    "growth": (
        "Growth of time with the length of the text, 1 to 16 times: the exponent",
        measure_growth,
    ),
    "sizes": ("Growth of each operation at 1, 2 and 4 times: the exponent", measure_sizes),
    "memory": ("Memory", measure_memory),
}


def main() -> int:
    """Measure the groups named on the command line, or all; 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure ratios.")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"one of {', '.join(GROUPS)}")
    wanted: list[str] = parser.parse_args().groups
    if unknown := [name for name in wanted if name not in GROUPS]:
        parser.error(f"no such group: {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}")
    missed = 0
    for name, (title, measure) in GROUPS.items():
        if not wanted or name in wanted:
            rows = measure()
            print_rows(title, rows)
            missed += sum(not row.is_met for row in rows)
    print(f"\n{missed} targets missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
