"""What a damaged report must have said: ``python infer_missing.py [FILE]``."""

import sys
from pathlib import Path

import govdisclosure as gd

HERE = Path(__file__).parent


def main() -> None:
    report = gd.read(sys.argv[1] if len(sys.argv) > 1 else HERE / "report_damaged.txt")
    inferred = gd.infer(report)
    lacking = [address for address, cell in report.cells() if not cell.is_number]
    print(f"{len(lacking)} cells without a number; {len(inferred)} follow from the sums")
    for address, found in inferred.items():
        # The report itself is left as it is: a blank stays a blank.
        numbers = " ".join(sorted({one.kind.number for one in found.sums}))
        print(f"{address!s:52} {report[address].state.value:>8} {found.value:>6}   {numbers}")


if __name__ == "__main__":
    main()
