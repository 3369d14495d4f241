"""``python -m tests.fuzzing [TARGET ...] --seconds 60``: fuzz each target, and print what came out.

Fails when something was found; the bytes are left in the folder that ``--keep`` names, if any.
Needs atheris, which exists for Linux: ``pip install 'atheris>=3'``.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.fuzzing.targets import TARGETS

_ROOT = Path(__file__).resolve().parents[2]
#: The last count that the fuzzer prints, and what it found.
_COUNT = re.compile(r"^#(\d+)\s", re.MULTILINE)
_DONE = re.compile(r"Done (\d+) (?:runs|in)")
_COVERED = re.compile(r"\bcov: (\d+)")
#: Seconds for one input, after which it is called endless, and memory in MiB.
_PATIENCE, _MEMORY = 20, 2048


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description="Fuzz readers.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}")
    parser.add_argument("--seconds", type=int, default=60, help="how long each target is fuzzed")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins")
    parser.add_argument("--keep", type=Path, help="the folder for bytes that break a promise")
    options = parser.parse_args()
    if unknown := set(options.targets) - set(TARGETS):
        parser.error(
            f"no such target: {', '.join(sorted(unknown))}; known are {', '.join(TARGETS)}"
        )
    if find_spec("atheris") is None:
        print("skipped: atheris is not installed (pip install 'atheris>=3'; it exists for Linux)")
        return 0
    found = [
        _fuzz(name, options.seconds, options.seed, options.keep)
        for name in options.targets or TARGETS
    ]
    return 1 if any(found) else 0


def _fuzz(name: str, seconds: int, seed: int, keep: Path | None) -> int:
    """Fuzz one target, print a line, and return how many inputs broke its promise: 0 or 1."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, kept = Path(folder, "corpus"), keep or Path(folder, "found")
        corpus.mkdir()
        kept.mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(TARGETS[name].seeds()):
            (corpus / str(number)).write_bytes(data)
        command = (
            *(sys.executable, "-m", "tests.fuzzing.child", name, str(corpus)),
            f"-max_total_time={seconds}",
            f"-max_len={TARGETS[name].longest}",
            f"-seed={seed}",
            f"-timeout={_PATIENCE}",
            f"-rss_limit_mb={_MEMORY}",
            f"-artifact_prefix={kept}/{name}-",
        )
        done = subprocess.run(
            command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        said = done.stdout.decode(errors="replace")
        new = len(list(corpus.iterdir()))
    counts = [int(one) for one in (*_COUNT.findall(said), *_DONE.findall(said))]
    covered = [int(one) for one in _COVERED.findall(said)]
    crashes = int(done.returncode != 0)
    print(
        f"{name:8} {max(counts, default=0):8,} runs in {seconds} s, "
        f"{max(covered, default=0):6,} branches, {new:5,} inputs kept, {crashes} crashes",
        flush=True,
    )
    if crashes:
        print(said[-3000:], flush=True)
    return crashes


if __name__ == "__main__":
    sys.exit(main())
