"""How many names of organs tell no kind: ``python -m tests.agencies [FOLDER]``.

Takes the titles of reports in all text below a folder, and prints how often each kind is told and
which names tell none.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

from govdisclosure.model.agency import AgencyKind, agency_of_title, describe
from govdisclosure.plain.titles import is_title

SHARED = Path(__file__).parents[2] / "shared"


def names_by_kind(folder: Path) -> dict[AgencyKind | None, set[str]]:
    """The names of organs in titles of reports below *folder*, under the kinds that they tell."""
    found: dict[AgencyKind | None, set[str]] = defaultdict(set)
    for path in folder.rglob("*.txt"):
        text = path.read_text(encoding="utf-8", errors="replace")
        for line in re.findall(r"^.{4,40}(?:报告|年报)$", text, re.MULTILINE):
            if is_title(line) and (name := agency_of_title(line)):
                found[describe(name).kind].add(name)
    return found


def main(folder: Path) -> None:
    """Print the kinds, and the share of names that tell none."""
    found = names_by_kind(folder)
    count = sum(map(len, found.values()))
    unknown = found.pop(None, set())
    for kind, names in sorted(found.items(), key=lambda one: -len(one[1])):
        print(f"{len(names):4} {kind.value if kind else ''}")
    share = len(unknown) / max(count, 1)
    print(f"{len(unknown):4} of {count} tell no kind ({share:.1%})", *sorted(unknown))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)
