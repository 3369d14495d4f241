"""What all tests share: how hard hypothesis looks, where the samples are, what was left out."""

import io
import os
import shutil
import socket
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# ---------------------------------------------------------------------------- hypothesis

# No example is too slow to be right, so time is no verdict; every failure prints how to repeat it.
# The quick profile draws the same examples each time, so that equal code has an equal verdict; the
# deep one draws others and is for looking further. All is said here, for on a build machine
# hypothesis would choose otherwise.
settings.register_profile(
    "quick",
    settings.get_profile("default"),
    max_examples=60,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "deep", settings.get_profile("quick"), max_examples=3000, derandomize=False
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

# ---------------------------------------------------------------------------- sample reports

#: Real reports with their expected readings; they are not part of the checkout, and may be missing.
SHARED = Path(__file__).resolve().parents[2] / "shared"
SAMPLES = Path(os.environ.get("GOVDISCLOSURE_SAMPLES") or SHARED / "samples")
_NO_SAMPLES = "there are no sample reports; GOVDISCLOSURE_SAMPLES says where they are"
#: What a careful reader finds in each of them, in JSON.
GOLD = sorted(SAMPLES.glob("*.expected.json"))
#: Runs a test for each file in `GOLD`, its argument ``gold``; where there is none it is skipped.
each_gold = pytest.mark.parametrize(
    "gold",
    GOLD or [pytest.param(Path(), marks=pytest.mark.skip(reason=_NO_SAMPLES))],
    ids=lambda path: path.name.removesuffix(".expected.json"),
)


def report_of_gold(gold: Path) -> Path:
    """The report that a file in `GOLD` is about."""
    return gold.with_name(gold.name.removesuffix(".expected.json"))


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the sample reports; the test is skipped where there is none."""
    if not SAMPLES.is_dir():
        pytest.skip(_NO_SAMPLES)
    return SAMPLES


# ---------------------------------------------------------------------------- cases

_T = TypeVar("_T")
_U = TypeVar("_U")


def in_turn(cases: Iterable[_T], others: Iterable[_U]) -> list[tuple[_T, _U]]:
    """Each case with the next of *others*, from the first on again: for what is apart from them."""
    return [*zip(cases, cycle(others), strict=False)]


# ---------------------------------------------------------------------------- the command line

#: Runs a command: its exit code, what it printed, and what it said on stderr.
Run: TypeAlias = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command line in English and without colours, in an empty folder."""
    from govdisclosure.cli import main

    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("LC_ALL", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run_it(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([*map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    return run_it


#: Runs a command whose streams have an encoding: its exit code, and the bytes that it wrote.
RunIn: TypeAlias = Callable[..., tuple[int, bytes, bytes]]


@pytest.fixture
def run_in(run: Run) -> RunIn:
    """The command line with the streams of a terminal of any code page."""
    from govdisclosure.cli import main

    def run_it(encoding: str, *arguments: str | Path) -> tuple[int, bytes, bytes]:
        out, err = io.BytesIO(), io.BytesIO()
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("sys.stdout", io.TextIOWrapper(out, encoding))
            patched.setattr("sys.stderr", io.TextIOWrapper(err, encoding, "backslashreplace"))
            code = main([*map(str, arguments)])
            sys.stdout.flush()
            sys.stderr.flush()
            return code, out.getvalue(), err.getvalue()

    del run  # which made the surroundings
    return run_it


# ---------------------------------------------------------------------------- no network

#: What asks another machine, and addresses of this one, which engines for many files use.
_ASKING = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"})
_HERE = ("127.", "::1", "localhost", "0.0.0.0")  # noqa: S104 - only looked for


def _stay_offline(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse to ask any other machine: nothing in the library, nor in its tests, does.

    Raises:
        AssertionError: Another machine is asked.
    """
    if event not in _ASKING:
        return
    address = arguments[1] if event == "socket.connect" else arguments[0]
    host = address[0] if isinstance(address, tuple) else address
    if event == "socket.connect" and not isinstance(address, tuple):
        return  # a socket that is a file
    own = {None, "", socket.gethostname()}
    if host not in own and not str(host).startswith(_HERE):
        raise AssertionError(f"the network is asked: {event} {address!r}")


sys.addaudithook(_stay_offline)

# ---------------------------------------------------------------------------- what is left out

#: How many tests marked ``slow`` were left out, by the group that the mark names.
LEFT_OUT: pytest.StashKey[Counter[str]] = pytest.StashKey()


class Worker(Protocol):
    """A process of pytest-xdist, as the one that started it knows it."""

    config: pytest.Config


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = Counter()


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Count the tests that ``-m "not slow"`` leaves out."""
    for item in items:
        mark = item.get_closest_marker("slow")
        if mark is not None and "not slow" in item.config.option.markexpr:
            item.config.stash[LEFT_OUT][mark.args[0] if mark.args else item.path.name] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the process that started this one what was left out, for only that one prints."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left_out"] = dict(session.config.stash[LEFT_OUT].items())


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Worker) -> None:
    """Take what a process of pytest-xdist left out; each of them leaves out the same."""
    output = getattr(node, "workeroutput", {})  # a process that broke down left none
    node.config.stash[LEFT_OUT] |= Counter(output.get("left_out", {}))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what was left out, before the line of counts."""
    left_out = config.stash[LEFT_OUT]
    if left_out:
        groups = ", ".join(f"{count} {group}" for group, count in sorted(left_out.items()))
        terminalreporter.write_line(
            f"Left out: {left_out.total()} slow tests ({groups}); python -m tests --all runs them."
        )


# ---------------------------------------------------------------------------- a browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Chromium, driven by Playwright; a test that needs it is skipped where one is missing."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()
