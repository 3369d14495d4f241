"""A shell that asks what may follow is told commands, options, codes and addresses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("argcomplete")

ROOT = Path(__file__).resolve().parent.parent


def proposed(line: str, tmp_path: Path) -> set[str]:
    """What argcomplete proposes at the end of *line*, asked as a shell asks it."""
    answer = tmp_path / "answer"
    environment = os.environ | {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "PYTHONPATH": str(ROOT),
    }
    program = "import sys; from govdisclosure.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    return {one.strip() for one in answer.read_text(encoding="utf-8").split("\n")}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("govdisclosure ex", {"explain", "export"}),
        ("govdisclosure check --sel", {"--select"}),
        ("govdisclosure check --format js", {"json", "jsonl"}),
        ("govdisclosure explain GD20", {f"GD20{digit}" for digit in range(1, 10)}),
        (
            "govdisclosure export --select requests/received_new/nat",
            {"requests/received_new/natural_person"},
        ),
    ],
)
def test_a_shell_is_told_what_may_follow(line: str, wanted: set[str], tmp_path: Path) -> None:
    assert proposed(line, tmp_path) == wanted
