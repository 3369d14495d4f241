"""The wheel holds all that the package reads at run time, and the tables in it are ready.

It is built from a copy of the checkout, with what is installed and without a network, and used
from its own folder.
"""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

import govdisclosure as gd
from govdisclosure.grammar.compiled import GRAMMARS

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).resolve().parents[1]
#: What a build reads.
SOURCES = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".gitignore")
#: What a package holds that is read at run time: the last ones are the desk's.
PATTERNS = ("*.py", "*.lark", "*.md", "py.typed", "*.html", "*.css", "*.js", "*.svg")
#: Runs as a stranger would: nothing of the checkout, of the environment or of the folder counts.
ALONE = "import sys; sys.path.insert(0, sys.argv[1]);"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy in which no table was compiled before."""
    return built_in(tmp_path_factory.mktemp("checkout"))


def built_in(copy: Path) -> Path:
    """The wheel of what is copied into *copy*, a new folder."""
    pytest.importorskip("hatchling")
    for name in SOURCES:
        shutil.copy(ROOT / name, copy)
    unwanted = shutil.ignore_patterns("__pycache__", "compiled.bin")
    shutil.copytree(ROOT / "govdisclosure", copy / "govdisclosure", ignore=unwanted)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    (built,) = (copy / "dist").iterdir()
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel was unpacked into."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def printed(folder: Path, program: str, *arguments: str) -> Sequence[str]:
    """The lines that *program* prints in a process that knows the package of *folder* only."""
    command = [sys.executable, "-X", "utf8", "-I", "-c", ALONE + program, str(folder), *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True)
    assert done.stderr == b""
    return done.stdout.decode().splitlines()


def test_the_wheel_holds_every_module_and_what_they_read(wheel: Path) -> None:
    package = ROOT / "govdisclosure"
    wanted = {
        path.relative_to(ROOT).as_posix() for pattern in PATTERNS for path in package.rglob(pattern)
    }
    assert {f"govdisclosure/grammar/{name}.lark" for name in GRAMMARS} <= wanted
    assert "govdisclosure/py.typed" in wanted
    assert "govdisclosure/desk/static/desk.css" in wanted
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if not name.partition("/")[0].endswith("-info")}
    assert held == wanted | {"govdisclosure/grammar/compiled.bin"}


def test_another_build_gives_the_same_bytes(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "7")  # the order of sets is chance
    assert built_in(tmp_path).read_bytes() == wheel.read_bytes()


def test_its_metadata_name_the_extras_and_the_command(unpacked: Path) -> None:
    (folder,) = unpacked.glob("*.dist-info")
    metadata = (folder / "METADATA").read_text(encoding="utf-8")
    assert "Requires-Python: >=3.11" in metadata
    extras = {line[16:] for line in metadata.splitlines() if line.startswith("Provides-Extra: ")}
    names = (
        "all cli daft dev docs duckdb frames pandas pdf plot polars ray release spark test web xlsx"
    )
    assert extras == set(names.split())
    assert "# govdisclosure\n" in metadata
    entries = (folder / "entry_points.txt").read_text(encoding="utf-8")
    assert "govdisclosure = govdisclosure.__main__:main" in entries
    assert (folder / "licenses" / "LICENSE").is_file()


@pytest.mark.parametrize("name", GRAMMARS)
def test_its_grammars_are_ready_tables(unpacked: Path, name: str) -> None:
    program = (
        "from govdisclosure.grammar import compiled as it;"
        "print(it.__file__, it.load_grammar(sys.argv[2]).source_path, sep='\\n')"
    )
    place, path = printed(unpacked, program, name)
    assert Path(place).is_relative_to(unpacked)
    assert path == "<deserialized>"  # what Lark says of a parser that was loaded, not compiled


def test_it_reads_a_report_as_the_checkout_does(unpacked: Path) -> None:
    example = ROOT / "examples" / "report_2021.txt"
    program = "import govdisclosure as gd; sys.stdout.write(str(gd.read(sys.argv[2])))"
    assert "\n".join(printed(unpacked, program, str(example))) + "\n" == str(gd.read(example))


def test_its_desk_has_its_page(unpacked: Path) -> None:
    """With the packages of the extra, which are those of this process."""
    program = (
        "sys.path += sys.argv[2:];"
        "from govdisclosure.desk import pages;"
        "from govdisclosure.desk.app import make_app;"
        "make_app();"
        "print(pages.__file__, len(pages.page('start.html', 'zh', problem='', "
        "**pages.form_facts(1))), sep='\\n')"
    )
    place, size = printed(unpacked, program, *filter(None, sys.path))
    assert Path(place).is_relative_to(unpacked)
    assert int(size) > 1000
