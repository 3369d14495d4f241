"""Lay rows of several reports side by side: ``python compare_rows.py [PATTERN [FILE ...]]``."""

import sys
from pathlib import Path

import govdisclosure as gd

HERE = Path(__file__).parent
PATTERN = "requests/withheld_*/total"


def main() -> None:
    pattern, *files = sys.argv[1:] or [PATTERN]
    paths = [Path(file) for file in files] or sorted(HERE.glob("report_*"))
    reports = [gd.read(path) for path in paths]
    for number, (path, report) in enumerate(zip(paths, reports, strict=True), start=1):
        print(f"{number}: {report.agency} {report.year} ({path.name})")

    rows: dict[gd.Address, list[str]] = {}
    for number, report in enumerate(reports):
        for found in gd.select(report, pattern):
            # A report without the cell keeps a dash: it did not say zero.
            row = rows.setdefault(found.address, ["-"] * len(reports))
            row[number] = str(found.cell.value) if found.cell.is_number else found.cell.state.value
    for address, values in rows.items():
        print(f"{address!s:45}", *(f"{value:>8}" for value in values))


if __name__ == "__main__":
    main()
