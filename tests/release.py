"""Makes what a release is made of, and tries it: ``python -m tests.release --python NAME ...``.

Builds sdist and wheel twice from clean copies of the commit and compares their bytes, checks them
with twine and check-wheel-contents, installs the wheel into an empty environment of every Python
that is named, runs the examples there, and writes a bill of materials (CycloneDX) of what was
installed. Needs the extra ``release``; it takes packages from the index that pip is set up for.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
#: Scripts that need nothing but the core; they have to succeed from the installed wheel.
EXAMPLES = ("read_one.py", "to_csv.py", "compare_rows.py", "infer_missing.py")


def main() -> int:
    """Make a release, try it, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.release", description="Try a release.")
    parser.add_argument("--python", nargs="*", default=[sys.executable], metavar="PYTHON")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist", metavar="FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        first, second = (build(work / name) for name in ("first", "second"))
        for one, other in zip(first, second, strict=True):
            assert one.name == other.name
            assert one.read_bytes() == other.read_bytes(), f"{one.name}: two builds differ"
            print(f"{one.name}: two builds are the same {one.stat().st_size} bytes")
        run([sys.executable, "-m", "twine", "check", "--strict", *map(str, first)])
        sdist, wheel = first
        run([sys.executable, "-m", "check_wheel_contents", str(wheel)])
        for number, name in enumerate(options.python):
            python = installed(name, wheel, work / f"empty{number}")
            run_examples(python, work / f"run{number}")
            print(f"{name}: installed alone, {len(EXAMPLES)} examples run")
        shutil.rmtree(options.output, ignore_errors=True)
        options.output.mkdir(parents=True)
        for one in (sdist, wheel):
            shutil.copy(one, options.output)
        write_bill(python, options.output / f"{wheel.stem}.cdx.json")
    return 0


def run(
    command: Sequence[str], *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> None:
    """Run a command, and end with what it printed if it fails."""
    done = subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", cwd=cwd, env=env
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def build(folder: Path) -> tuple[Path, Path]:
    """The sdist and the wheel of the commit, built in a clean copy, dated by the commit."""
    run(["git", "clone", "-q", str(ROOT), str(folder / "checkout")])
    dated = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    seconds = subprocess.run(dated, check=True, capture_output=True, encoding="utf-8").stdout
    environment = os.environ | {"SOURCE_DATE_EPOCH": seconds.strip(), "PYTHONPATH": ""}
    command = [sys.executable, "-m", "build", "--no-isolation", "-o", str(folder / "dist")]
    run([*command, str(folder / "checkout")], env=environment)
    (sdist,) = (folder / "dist").glob("*.tar.gz")
    (wheel,) = (folder / "dist").glob("*.whl")
    return sdist, wheel


def installed(name: str, wheel: Path, folder: Path) -> str:
    """The interpreter of a new environment of Python *name* with only the wheel in it."""
    run([name, "-m", "venv", str(folder)])
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run([str(python), "-m", "pip", "install", "-q", str(wheel)])
    return str(python)


def run_examples(python: str, folder: Path) -> None:
    """Run every example in *folder*, where nothing of the checkout is seen but the examples."""
    folder.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["PYTHONUTF8"] = "1"
    for script in EXAMPLES:
        run([python, str(ROOT / "examples" / script)], cwd=folder, env=environment)


def write_bill(python: str, path: Path) -> None:
    """Write what is installed beside *python* as CycloneDX, with the project as its subject."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", python]
    project = ["--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "library"]
    run([*command, *project, "--output-reproducible", "-o", str(path)])
    print(f"{path.name}: written")


if __name__ == "__main__":
    sys.exit(main())
