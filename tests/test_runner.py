"""The one command that checks everything says what failed and what it left out."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import __main__ as runner


def run(
    monkeypatch: pytest.MonkeyPatch, *arguments: str, short: str = "", long: str = "", last: str
) -> int:
    """Run the command with steps that are these programs; give its exit code."""
    steps = {"short": ("-c", short)}, {"long": ("-c", long), "pytest": ("-c", last)}
    for name, value in zip(("SHORT", "LONG", "STEPS"), (*steps, steps[0] | steps[1]), strict=True):
        monkeypatch.setattr(runner, name, value)
    monkeypatch.setattr(sys, "argv", ["tests", *arguments])
    return runner.main()


def test_steps_print_in_their_order_and_the_line_of_counts_is_last(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    # The first waits for the last, which has long said what it has to say.
    pipe = tmp_path / "pipe"
    wait = f"import time, pathlib\nwhile not pathlib.Path({str(pipe)!r}).exists(): time.sleep(.01)"
    tell = f"print('中', 1)\nprint('2 passed')\nopen({str(pipe)!r}, 'w').close()"
    assert run(monkeypatch, long=f"{wait}\nprint('first')", last=tell) == 0
    said = capfd.readouterr()
    assert said.err == ""
    assert said.out.split("\n") == [
        *("== short", "== short passed", "", "== long", "first", "== long passed", ""),
        *("== pytest", "中 1", "2 passed", ""),
    ]


def test_whatever_failed_is_named_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fails = "import sys; sys.exit('why')"
    assert run(monkeypatch, long=fails, last="print('2 passed')") == 1
    said = capfd.readouterr()
    assert said.out.endswith("== long\nwhy\n== pytest\n2 passed\n")
    assert said.err == "== long failed\n== failed: long\n"
    assert run(monkeypatch, long=fails, last=fails) == 1
    assert capfd.readouterr().err.endswith("== failed: long, pytest\n")


def test_a_short_step_that_fails_stops_all(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, short="import sys; sys.exit(1)", last="print('2 passed')") == 1
    said = capfd.readouterr()
    assert (said.out, said.err) == ("== short\n", "== short failed\n")


def test_steps_are_run_by_name(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "long", last="print('2 passed')") == 0
    assert capfd.readouterr().out == "== long\n== long passed\n\n"
    with pytest.raises(SystemExit):
        run(monkeypatch, "longer", last="")
    assert "no such step: longer; there are short, long, pytest" in capfd.readouterr().err


@pytest.mark.parametrize("processes", [0, 2])
def test_slow_tests_are_left_out_and_counted(tmp_path: Path, processes: int) -> None:
    file = tmp_path / "test_three.py"
    file.write_text(
        "import pytest\ndef test_a(): pass\n@pytest.mark.slow('big files')\ndef test_b(): pass\n"
        "@pytest.mark.slow\ndef test_c(): pass\n"
    )
    rules = runner.ROOT / "pyproject.toml"
    command = [sys.executable, *runner.LONG["pytest"], "-c", str(rules), "-p", "tests.conftest"]
    done = subprocess.run(
        [*command, f"-n{processes}", "-m", "not slow", file],
        cwd=runner.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    said, counts = done.stdout.splitlines()[-2:]
    assert said == (
        "Left out: 2 slow tests (1 big files, 1 test_three.py); python -m tests --all runs them."
    )
    assert counts.startswith("1 passed")


def test_all_leaves_out_nothing() -> None:
    assert "not slow" in runner.spread(every=False)
    assert "not slow" not in runner.spread(every=True)
