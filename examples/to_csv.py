"""Write every cell of a folder of reports into one CSV file: ``python to_csv.py [FOLDER [CSV]]``.

One row a cell. A blank cell stays blank and an absent one is there by name: nothing becomes zero.
"""

import csv
import sys
from pathlib import Path

import govdisclosure as gd

HERE = Path(__file__).parent
COLUMNS = ("file", "agency", "year", "edition", "address", "state", "value", "unit", "raw")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("reports.csv")  # noqa: PLR2004
    paths = sorted(path for path in folder.iterdir() if path.suffix in {".txt", ".md"})
    count = 0
    with out.open("w", encoding="utf-8-sig", newline="") as stream:  # the mark is for Excel
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for path in paths:
            report = gd.read(path)
            edition = report.edition and report.edition.value
            about = (path.name, report.agency, report.year, edition)
            for address, cell in report.cells():
                said = (cell.state.value, cell.value, cell.unit, cell.raw)
                writer.writerow((*about, address, *said))
                count += 1
    print(f"{out}: {count} cells of {len(paths)} reports")


if __name__ == "__main__":
    main()
