"""Read one report and say what is in it: ``python read_one.py [FILE]``."""

import sys
from pathlib import Path

import govdisclosure as gd

HERE = Path(__file__).parent


def main() -> None:
    report = gd.read(sys.argv[1] if len(sys.argv) > 1 else HERE / "report_2021.txt")
    print(f"{report.agency}, {report.year}, form of {report.edition and report.edition.value}")
    for heading in report.outline():
        print("  " * heading.level + heading.mark + heading.title)

    received = report["requests/received_new/total"]
    print(f"received: {received.value} {received.unit}, printed as {received.raw!r}")
    states = [cell.state for _, cell in report.cells()]
    print("cells:", ", ".join(f"{states.count(state)} {state.value}" for state in gd.CellState))
    for diagnostic in report.diagnostics:
        print(f"{diagnostic.code}: {diagnostic.text('en')}")


if __name__ == "__main__":
    main()
